import type { Texte } from "../droit/texte.js";
import { comparer, type Fraction, valeurAbsolue } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { appliquer } from "./appliquer.js";
import { controlerEvenement, controlerSoustraction } from "./controler-evenement.js";
import { type Liberation, type LogementLibere, logementLibere } from "./evenements.js";
import { classerPour } from "./proposer-orientation.js";
import { ecartDuCompte, estPartageParLeFlux, type Registre } from "./registre.js";
import { marquerVerifie } from "./registres-verifies.js";
import { relireRegistre } from "./relire-registre.js";

/** Une orientation retenue. */
export interface Orientation {
  readonly liberation: string;
  readonly date: string;
  readonly secteur: string;
  readonly reservataire: string;
  readonly cas: "flux" | "identifie";
}

/** Le plus grand écart entre dû et reçu de toute la suite : combien, quand, pour qui. */
export interface PlusGrandEcart {
  readonly reservataire: string;
  readonly liberation: string;
  readonly date: string;
  /** Dû moins reçu, en logements : positif s'il attend, négatif s'il est en avance. */
  readonly ecart: ValeurExacte;
}

export interface SuiteDOrientations {
  readonly nature: "orientation";
  /** L'état après la dernière libération. */
  readonly registre: Registre;
  readonly orientations: readonly Orientation[];
  readonly soustraites: readonly string[];
  /** Libérations consignées mais non orientées, et pourquoi. */
  readonly nonOrientees: readonly { readonly liberation: string; readonly motif: Texte }[];
  /** `null` si rien n'a été décompté. */
  readonly plusGrandEcart: PlusGrandEcart | null;
  readonly provenance: Provenance;
}

const VERBE = "orienterLogements";

/**
 * Oriente une suite de logements libérés, en suivant chaque fois la première proposition de {@link proposerOrientation}.
 *
 * Les libérations se traitent dans l'ordre des dates ; le même jour, dans l'ordre de leurs identifiants. La règle,
 * « le plus en attente d'abord », ne connaît pas les libérations à venir et ne garantit pas d'écart maximal :
 * le plus grand écart constaté est rendu.
 *
 * @param registre - l'état de départ
 * @param liberations - les logements libérés, dans n'importe quel ordre, avec leur soustraction s'il y a lieu
 * @returns le nouvel état, la suite des orientations et le plus grand écart, en logements
 * @throws {@link ErreurDeSaisie} si une libération est mal formée, en double, hors de l'année ou des secteurs
 * @article Aucun texte ne fixe d'ordre (règle R20) ; CCH, art. R. 441-5, I, al. 5 et 7
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
 *   echec: "annule",
 *   report: "aucun",
 * });
 * orienterLogements(registre, [
 *   {
 *     date: "2024-02-01", liberation: "L-1", logement: "9900000001", commune: "77288", localisation: "qpv",
 *     typologie: "T3", financement: "PLUS", periodeDeConstruction: "1949-1974", statut: "dans-le-flux",
 *     premiereMiseEnLocation: false, soustraction: "mutations",
 *   },
 * ]).soustraites // ["L-1"]
 */
export function orienterLogements(
  registre: Registre,
  liberations: readonly LogementLibere[],
): SuiteDOrientations {
  const saisie = new Saisie(VERBE);
  const lu = relireRegistre(saisie, registre);
  const lignes = saisie.lireListe(logementLibere, saisie.recevoir(liberations, ["liberations"]), [
    "liberations",
  ]);
  saisie.refuserDoublons(
    lignes,
    ({ liberation }) => liberation,
    (rang) => ["liberations", rang, "liberation"],
  );
  saisie.refuserDoublons(
    lignes,
    ({ logement, date }) => `${logement}, ${date}`,
    (rang) => ["liberations", rang, "logement"],
  );
  if (lu !== undefined)
    for (const { rang, ligne } of lignes) {
      const chemin = ["liberations", rang];
      controlerEvenement(saisie, lu, enLiberation(ligne), chemin);
      if (ligne.soustraction !== undefined)
        controlerSoustraction(saisie, lu, enLiberation(ligne), [...chemin, "soustraction"]);
    }
  const depart = saisie.certifier(lu);
  const ordonnees = trierParCodes(
    lignes.map(({ ligne }) => ligne),
    ({ date }) => date,
    ({ liberation }) => liberation,
  );

  let etat = depart;
  let plusGrandEcart: PlusGrandEcart | null = null;
  const orientations: Orientation[] = [];
  const soustraites: string[] = [];
  const nonOrientees: SuiteDOrientations["nonOrientees"][number][] = [];
  for (const ligne of ordonnees) {
    const vacance = enLiberation(ligne);
    const { liberation, date } = vacance;
    etat = appliquer(etat, vacance);
    if (ligne.soustraction !== undefined) {
      etat = appliquer(etat, { type: "soustraction", date, liberation, categorie: ligne.soustraction });
      soustraites.push(liberation);
    } else if (vacance.statut === "dans-le-flux" && !estPartageParLeFlux(etat, vacance)) {
      nonOrientees.push({ liberation, motif: PREMIERE_MISE_EN_LOCATION });
    } else {
      const { candidats, secteur, cas } = classerPour(etat, vacance);
      const [premier] = candidats;
      if (premier === undefined) throw new TypeError("proposition sans candidat");
      const { reservataire } = premier;
      etat = appliquer(etat, { type: "mise-a-disposition", date, liberation, reservataire });
      orientations.push({ liberation, date, secteur, reservataire, cas });
      if (cas === "flux") plusGrandEcart = retenirLePlusGrand(plusGrandEcart, etat, vacance);
    }
  }
  return sceller(
    {
      nature: "orientation" as const,
      registre: marquerVerifie(etat),
      orientations,
      soustraites,
      nonOrientees,
      plusGrandEcart,
    },
    {
      dateDeDroit: depart.provenance.dateDeDroit,
      entrees: { registre: depart.provenance.sceau, version: depart.version, liberations: ordonnees },
      stipulations: depart.stipulations,
    },
  );
}

const PREMIERE_MISE_EN_LOCATION: Texte = {
  fr: "Première mise en location, stipulée hors flux : elle se répartit par programme, après concertation.",
  en: "First letting, stipulated outside the flow: it is shared per programme, after consultation.",
};

function enLiberation({ soustraction: _, ...champs }: LogementLibere): Liberation {
  return { type: "liberation", ...champs };
}

/** Le plus grand écart connu, ou celui d'un compte après cette libération ; à égalité, le premier rencontré. */
function retenirLePlusGrand(
  connu: PlusGrandEcart | null,
  { comptes }: Registre,
  { liberation, date }: Liberation,
): PlusGrandEcart | null {
  return comptes.reduce((plusGrand, compte) => {
    const ecart: Fraction = ecartDuCompte(compte);
    return plusGrand !== null &&
      comparer(valeurAbsolue(ecart), valeurAbsolue(lireValeurExacte(plusGrand.ecart))) <= 0
      ? plusGrand
      : { reservataire: compte.reservataire, liberation, date, ecart: valeurExacte(ecart) };
  }, connu);
}
