import { trierParCodes } from "../exact/ordre.js";
import { texteNonVide } from "../modele/identifiants.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import type { CommuneDuPerimetre, Perimetre, Reservataire } from "../modele/vocabulaire.js";
import type { LectureDEtatDesLieux } from "./lire-etat-des-lieux.js";
import { type EntreeEtatDesLieux, type LogementDuParc, lireInventaire } from "./lire-inventaire.js";

/** Le niveau 1 d'un réservataire : ses lignes, et rien des autres. */
export interface ExtraitDEtatDesLieux {
  readonly nature: "extrait-d-etat-des-lieux";
  readonly date: string;
  readonly perimetre: Perimetre;
  readonly reservataire: Reservataire;
  /** Les communes de ses logements. */
  readonly communes: readonly CommuneDuPerimetre[];
  /** Ses logements, dans l'ordre de leurs numéros, adresses comprises. */
  readonly logements: readonly LogementDuParc[];
  readonly provenance: Provenance;
}

const VERBE = "extraireEtatDesLieux";

/**
 * Extrait d'un inventaire les lignes d'un réservataire, pour les lui transmettre.
 *
 * Le niveau 1 ne va qu'au réservataire concerné : l'extrait ne porte ni ligne, ni commune, ni compte, ni empreinte des autres. Les
 * lignes qu'une lecture a écartées n'y sont pas, et il ne le dit pas : corriger le fichier avant de transmettre ses extraits.
 *
 * @param inventaire - l'inventaire entier, ou le fichier que rend {@link lireEtatDesLieux}
 * @param reservataire - le code du réservataire
 * @returns ses logements, logement par logement ; un extrait vide s'il n'en a pas
 * @throws {@link ErreurDeSaisie} si l'inventaire ne se lit pas, ou si sa liste n'a pas ce réservataire
 * @article Niveau 1 du modèle francilien ; aucun article n'en fixe la forme (règle R14)
 * @category État des lieux
 * @example
 * extraireEtatDesLieux(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     communes: [{ code: "77288", epci: null }],
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *     logements: [
 *       { numeroRpls: "9900000001", reservataire: "als", typologie: "T3", commune: "77288", localisation: "qpv", financement: "PLUS" },
 *       { numeroRpls: "9900000002", reservataire: null, typologie: "T2", commune: "77288", localisation: "qpv", financement: "PLUS" },
 *     ],
 *   },
 *   "als",
 * ).logements.map(({ numeroRpls }) => numeroRpls) // ["9900000001"]
 */
export function extraireEtatDesLieux(
  inventaire: EntreeEtatDesLieux | LectureDEtatDesLieux,
  reservataire: string,
): ExtraitDEtatDesLieux {
  const saisie = new Saisie(VERBE);
  const code = saisie.lire(texteNonVide, saisie.recevoir(reservataire, ["reservataire"]), ["reservataire"]);
  const { complet, cadre, logements } = lireInventaire(saisie, inventaire);
  const titulaire = code === undefined ? undefined : cadre.reservataires.get(code);
  if (code !== undefined && titulaire === undefined)
    saisie.refuser(["reservataire"], "RESERVATAIRE_INCONNU", {
      fr: `Le réservataire « ${code} » ne figure pas dans la liste des réservataires.`,
      en: `Holder “${code}” is not in the list of holders.`,
    });
  const { date, perimetre } = saisie.certifier(complet);
  const lui = saisie.certifier(titulaire);

  const siens = trierParCodes(
    logements.filter((logement) => logement.reservataire === lui.code),
    ({ numeroRpls }) => numeroRpls,
  );
  const codes = new Set(siens.map(({ commune }) => commune));
  const communes = trierParCodes(
    [...cadre.communes.values()].filter((commune) => codes.has(commune.code)),
    (commune) => commune.code,
  );
  const extrait = { date, perimetre, reservataire: lui, communes, logements: siens };
  return sceller(
    { nature: "extrait-d-etat-des-lieux" as const, ...extrait },
    { dateDeDroit: date, entrees: extrait, stipulations: {} },
  );
}
