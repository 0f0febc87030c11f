import * as z from "zod";
import { montrer } from "../modele/problemes.js";
import { jsonCanonique, relire } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { controlerEvenement, refuserNouveauTour } from "./controler-evenement.js";
import { type Evenement, type Liberation, evenement as schemaEvenement } from "./evenements.js";
import { acquerir, recevoir } from "./noyau.js";
import { ouvrirRegistre } from "./ouvrir-registre.js";
import {
  type CompteDeReservataire,
  comptesEnEntiers,
  type Dossier,
  estPartageParLeFlux,
  liberationDe,
  partsDuSecteur,
  type Registre,
  secteurDe,
} from "./registre.js";
import { estVerifie, marquerVerifie } from "./registres-verifies.js";

const VERBE = "consigner";

/**
 * Consigne un événement : l'état d'avant n'est pas touché, l'état d'après est rendu.
 *
 * Une mise à disposition décompte le logement et fait croître, dans son secteur, le dû de chacun de sa part.
 * Libérations, soustractions et mises à disposition se consignent dans l'ordre des dates ; les suites d'un logement
 * (désignation, attribution, bail…), dans l'ordre de ce logement.
 *
 * @param registre - l'état courant
 * @param evenement - l'événement, sans aucune donnée sur un ménage
 * @returns le nouvel état
 * @throws {@link ErreurDeSaisie} si l'événement est mal formé, répété, hors de l'année, hors de l'ordre du dossier,
 * ou donne un logement à un réservataire hors de son territoire ; ou si le registre ne redonne pas son journal
 * @throws {@link CasNonCouvert} pour un nouveau tour après un échec
 * @article CCH, art. R. 441-5, I, al. 7 (en vigueur depuis le 22/02/2020)
 * @category Orientation
 * @example
 * const assiette = calculerAssiette(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     secteurs: [{ commune: "77288", localisation: "qpv", epci: null, liberations: 10 }],
 *   },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const registre = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   report: "aucun",
 * });
 * consigner(registre, {
 *   type: "liberation", date: "2024-02-01", liberation: "L-1", logement: "9900000001", commune: "77288",
 *   localisation: "qpv", typologie: "T3", financement: "PLUS", periodeDeConstruction: "1949-1974",
 *   statut: "dans-le-flux", premiereMiseEnLocation: false,
 * }).version // 1
 */
export function consigner(registre: Registre, evenement: Evenement): Registre {
  const saisie = new Saisie(VERBE);
  const etat = relireRegistre(saisie, registre);
  const lu = saisie.lire(schemaEvenement, saisie.recevoir(evenement, ["evenement"]), ["evenement"]);
  if (etat !== undefined && lu !== undefined) {
    refuserNouveauTour(VERBE, etat, lu);
    controlerEvenement(saisie, etat, lu, ["evenement"]);
  }
  return marquerVerifie(appliquer(saisie.certifier(etat), saisie.certifier(lu)));
}

/** Relit un registre ; s'il vient d'ailleurs, son ouverture est scellée et son journal, rejoué, doit redonner l'état. */
export function relireRegistre(saisie: Saisie, valeur: unknown): Registre | undefined {
  if (estVerifie(valeur)) return valeur;
  const donnee = saisie.recevoir(valeur, ["registre"]);
  if (!estDeNatureRegistre(donnee)) {
    saisie.refuser(["registre"], "RESULTAT_INATTENDU", {
      fr: `Attendu : un registre ; lu : ${montrer(donnee).fr}. Une suite d'orientations donne le sien par « suite.registre ».`,
      en: `Expected: a register; got: ${montrer(donnee).en}. A sequence of orientations gives its own as “suite.registre”.`,
    });
    return undefined;
  }
  const { journal, version: _, comptes: __, dossiers: ___, ...ouverture } = donnee;
  const ouvert = relire<Registre>(saisie, ouverture, "registre", ["registre"]);
  if (ouvert === undefined) return undefined;
  const faits = saisie.lire(z.array(schemaEvenement), journal, ["registre", "journal"]);
  if (faits === undefined) return undefined;
  const rejoue = rejouer(saisie, ouvert, faits);
  if (rejoue === undefined) return undefined;
  const verifie = { ...rejoue, provenance: ouvert.provenance };
  if (jsonCanonique(verifie) !== jsonCanonique(donnee)) {
    saisie.refuser(["registre"], "REGISTRE_ALTERE", {
      fr: "Rejouer le journal ne redonne pas cet état : le registre a été modifié hors de consigner.",
      en: "Replaying the journal does not give this state back: the register was changed outside consigner.",
    });
    return undefined;
  }
  return marquerVerifie(verifie);
}

function estDeNatureRegistre(donnee: unknown): donnee is Partial<Registre> {
  return typeof donnee === "object" && donnee !== null && "nature" in donnee && donnee.nature === "registre";
}

/** Rejoue un journal depuis l'ouverture ; s'arrête au premier événement qui ne se rejoue pas. */
function rejouer(
  saisie: Saisie,
  { repartition, stipulations }: Registre,
  faits: readonly Evenement[],
): Registre | undefined {
  let etat = ouvrirRegistre(repartition, stipulations);
  for (const [rang, fait] of faits.entries()) {
    const chemin = ["registre", "journal", rang];
    const avant = saisie.nombreDeProblemes;
    controlerEvenement(saisie, etat, fait, chemin);
    if (saisie.nombreDeProblemes > avant) return undefined;
    etat = appliquer(etat, fait);
  }
  return etat;
}

/** Applique un événement déjà contrôlé. */
export function appliquer(registre: Registre, fait: Evenement): Registre {
  const suivi = {
    ...registre,
    version: registre.version + 1,
    journal: [...registre.journal, fait],
  };
  if (fait.type === "liberation") return { ...suivi, dossiers: [...registre.dossiers, ouvrirDossier(fait)] };
  const liberation = fait.type === "mise-a-disposition" ? liberationDe(registre, fait.liberation) : undefined;
  const decompte = liberation !== undefined && estPartageParLeFlux(registre, liberation);
  return {
    ...suivi,
    comptes:
      fait.type === "mise-a-disposition" && liberation !== undefined && decompte
        ? decompter(registre, liberation, fait.reservataire)
        : registre.comptes,
    dossiers: registre.dossiers.map((dossier) =>
      dossier.liberation === fait.liberation
        ? {
            ...dossier,
            etape: fait.type,
            dateDeLEtape: fait.date,
            ...(fait.type === "mise-a-disposition" ? { reservataire: fait.reservataire, decompte } : {}),
          }
        : dossier,
    ),
  };
}

function ouvrirDossier({ liberation, type, date }: Liberation): Dossier {
  return { liberation, etape: type, dateDeLEtape: date, reservataire: null, decompte: false };
}

function decompter(registre: Registre, liberation: Liberation, destinataire: string): CompteDeReservataire[] {
  const secteur = secteurDe(registre, liberation);
  const parts = secteur === undefined ? [] : partsDuSecteur(registre, secteur);
  const rang = registre.comptes.findIndex(({ reservataire }) => reservataire === destinataire);
  const { du, recus } = recevoir(acquerir(comptesEnEntiers(registre), parts), rang);
  return registre.comptes.map(({ reservataire }, position) => ({
    reservataire,
    duEnCentMillioniemes: du[position] ?? 0,
    recus: recus[position] ?? 0,
  }));
}
