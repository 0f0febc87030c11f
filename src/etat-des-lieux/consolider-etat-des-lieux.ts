import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import type { Constat } from "../modele/constats.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { choixDe } from "../modele/stipulations.js";
import type { CommuneDuPerimetre, Perimetre, Reservataire } from "../modele/vocabulaire.js";
import {
  compterPatrimoine,
  type LigneDePatrimoine,
  type TotauxDuPatrimoine,
  totaliser,
} from "./compter-le-patrimoine.js";
import { constaterProrogations, constaterTermes } from "./constater-inventaire.js";
import { constaterLignesEcartees } from "./constater-lecture.js";
import type { LectureDEtatDesLieux } from "./lire-etat-des-lieux.js";
import { type EntreeEtatDesLieux, identifiesDu, lireInventaire } from "./lire-inventaire.js";
import { compterProrogations, type LigneDeProrogation, prorogerLeDroit } from "./proroger.js";
import {
  type AccordDuReservataire,
  compterAccords,
  echelonner,
  type LigneDEcheancier,
  type LigneDeSynthese,
  synthetiser,
} from "./synthetiser.js";

const schemaStipulations = z.strictObject({ droitNonPrecise: choixDe("droitNonPrecise").optional() });

export type StipulationsDEtatDesLieux = z.infer<typeof schemaStipulations>;

export interface EtatDesLieux {
  readonly nature: "etat-des-lieux";
  readonly perimetre: Perimetre;
  readonly stipulations: StipulationsDEtatDesLieux;
  readonly communes: readonly CommuneDuPerimetre[];
  readonly reservataires: readonly Reservataire[];
  readonly patrimoine: readonly LigneDePatrimoine[];
  readonly synthese: readonly LigneDeSynthese[];
  readonly echeancier: readonly LigneDEcheancier[];
  /** Les droits dont l'emprunt garanti est soldé, et ce que cela fait à leur terme. */
  readonly prorogations: readonly LigneDeProrogation[];
  /** Où en est chaque réservataire avec le bailleur, ligne par ligne. */
  readonly accords: readonly AccordDuReservataire[];
  readonly totaux: TotauxDuPatrimoine;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "consoliderEtatDesLieux";

/**
 * Consolide l'état des lieux des réservations : du logement par logement (niveau 1)
 * à la synthèse par réservataire et par commune (niveau 2), aux colonnes du modèle francilien.
 *
 * Le parc entier se donne, logements non réservés compris : l'assiette du flux est tout le patrimoine.
 * Les logements des réservataires que la loi laisse identifiés (défense, sécurité intérieure, établissements
 * publics de santé) sont comptés au patrimoine et n'entrent pas dans la synthèse.
 *
 * Un droit échu à la date reste dans la synthèse, à son année, et son nombre est dit ; un droit d'une commune ou d'un EPCI
 * attaché à une garantie dure cinq ans après le versement qui solde l'emprunt, et l'échéancier porte ce terme.
 *
 * @param entree - périmètre, communes et leur EPCI, réservataires, logements ; ou le fichier que rend {@link lireEtatDesLieux}
 * @param stipulations - `droitNonPrecise`, si une ligne réservée ne dit pas la nature de son droit
 * @returns le patrimoine par secteur, la synthèse, l'échéancier des droits, les prorogations, les accords, en logements
 * @throws {@link ErreurDeSaisie} si un code est mal formé, un logement donné deux fois, à un réservataire ou à deux, un
 * réservataire inconnu, une expiration antérieure au début, un dernier versement sans garantie, un code de quartier hors
 * QPV ou d'un autre millésime que la liste de la date
 * @throws {@link StipulationManquante} si la nature d'un droit n'est dite ni par sa ligne ni par une stipulation
 * @article CCH, art. R. 441-5, I, al. 3 et 4 (en vigueur depuis le 22/02/2020)
 * @article CCH, art. R. 441-6 (en vigueur depuis le 01/09/2019)
 * @category État des lieux
 * @example
 * consoliderEtatDesLieux(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     communes: [{ code: "77288", epci: "247700057" }],
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *     logements: [
 *       { numeroRpls: "9900000001", reservataire: "als", droit: "droit-de-suite", typologie: "T3", commune: "77288", localisation: "qpv", financement: "PLUS", dateDExpiration: "2031-06-30" },
 *       { numeroRpls: "9900000002", reservataire: null, typologie: "T2", commune: "77288", localisation: "qpv", financement: "PLUS" },
 *     ],
 *   },
 *   {},
 * ).totaux // { logements: 2, reserves: 1, identifies: 0, nonReserves: 1 }
 */
export function consoliderEtatDesLieux(
  entree: EntreeEtatDesLieux | LectureDEtatDesLieux,
  stipulations: StipulationsDEtatDesLieux,
): EtatDesLieux {
  const saisie = new Saisie(VERBE);
  const { complet, cadre, logements, ecartees } = lireInventaire(saisie, entree);
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const estIdentifie = identifiesDu(cadre);
  const seTait = logements.some(
    (logement) => logement.reservataire !== null && logement.droit === undefined && !estIdentifie(logement),
  );
  if (seTait && convenu !== undefined && convenu.droitNonPrecise === undefined)
    saisie.exigerStipulation("droitNonPrecise");
  const { date, perimetre } = saisie.certifier(complet);
  const { droitNonPrecise } = saisie.certifier(convenu);

  const parc = trierParCodes(logements, ({ numeroRpls }) => numeroRpls);
  const communes = trierParCodes([...cadre.communes.values()], ({ code }) => code);
  const reservataires = trierParCodes([...cadre.reservataires.values()], ({ code }) => code);
  const reserves = parc.flatMap((logement) => {
    const { reservataire, droit = droitNonPrecise } = logement;
    return reservataire === null || droit === undefined || estIdentifie(logement)
      ? []
      : [prorogerLeDroit({ ...logement, reservataire, droit }, cadre.reservataires, date)];
  });
  const patrimoine = compterPatrimoine(parc, cadre.communes, estIdentifie);
  const prorogations = compterProrogations(reserves);
  return sceller(
    {
      nature: "etat-des-lieux" as const,
      perimetre,
      stipulations: droitNonPrecise === undefined ? {} : { droitNonPrecise },
      communes,
      reservataires,
      patrimoine,
      synthese: synthetiser(reserves, cadre.communes, date),
      echeancier: echelonner(reserves),
      prorogations,
      accords: compterAccords(parc),
      totaux: totaliser(patrimoine),
      constats: [
        ...constaterTermes(reserves, date),
        ...constaterProrogations(prorogations, date),
        ...constaterLignesEcartees(ecartees),
      ],
    },
    {
      dateDeDroit: date,
      entrees: {
        perimetre,
        communes,
        reservataires,
        logements: parc.map(({ adresse: _, ...logement }) => logement),
      },
      stipulations: { droitNonPrecise },
    },
  );
}

/** Les réservataires qui détiennent des droits à convertir, dans l'ordre des codes. */
export function titulairesDeDroits({ reservataires, echeancier }: EtatDesLieux): readonly Reservataire[] {
  const codes = new Set(echeancier.map((ligne) => ligne.reservataire));
  return reservataires.filter(({ code }) => codes.has(code));
}
