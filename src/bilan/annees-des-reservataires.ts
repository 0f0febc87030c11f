import { trierParCodes } from "../exact/ordre.js";
import { logementsDesUnites } from "../exact/taux.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import type { Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import type { Tour, TypeDEchec } from "../orientation/dossiers.js";
import { ecartDuCompte, perimetreDe, type Registre } from "../orientation/registre.js";
import { comptesAu } from "./comptes-aux-dates.js";
import { estDeLAnnee, nombreDePassages, type Passage } from "./histoires.js";
import { type CompteursDuBilan, compterPassages } from "./lignes-du-bilan.js";

/** L'année d'un réservataire, ou du bailleur pour les logements non réservés. */
export interface BilanDeReservataire extends CompteursDuBilan {
  readonly reservataire: string;
  /** L'objectif de l'année, en logements ; `null` pour un réservataire sans part du flux. */
  readonly objectif: number | null;
  /** Ce qui lui était dû au 31 décembre sur les logements du flux mis à disposition, en logements ; comme au suivi de ce jour. */
  readonly du: ValeurExacte;
  /** Logements décomptés de ce dû, au même soir. */
  readonly recus: number;
  /** Dû moins reçu. */
  readonly ecart: ValeurExacte;
  /** Les trois sortes d'échecs, en logements : deux refus du même logement n'en font qu'un ; les suites comptent chaque tour. */
  readonly absencesDeCandidat: number;
  readonly nonAttributions: number;
  readonly refusDeCandidats: number;
  /** Attributions d'office imputées sur ses droits, comptées dans `recus`. */
  readonly imputations: number;
  /** Logements mis à disposition, cette année ou avant, dont rien n'a clos le tour au 31 décembre. */
  readonly enCours: number;
}

/** Ceux qui n'ont pas de compte d'abord, puis les comptes ; chacun dans l'ordre des codes, le bailleur en dernier. */
export function anneesDesReservataires(
  registre: Registre,
  objectifs: Objectifs,
  passages: readonly Passage[],
): BilanDeReservataire[] {
  const { annee } = perimetreDe(registre);
  const soir = finDe(annee);
  const comptes = comptesAu(registre, soir);
  const objectifDe = (code: string) =>
    code === NON_RESERVES
      ? objectifs.nonReserves.objectif
      : (objectifs.reservataires.find(({ reservataire }) => reservataire === code)?.objectif ?? null);
  const sansCompte = titulairesSansCompte(registre, passages).map((reservataire) => ({
    reservataire,
    duEnCentMillioniemes: 0,
    recus: 0,
    imputations: 0,
  }));
  return [...sansCompte, ...comptes].map((compte) => {
    const siens = passages.filter(({ reservataire }) => reservataire === compte.reservataire);
    const echecs = (type: TypeDEchec) =>
      nombreDePassages(siens, annee, ({ echec }) => (echec?.type === type ? echec.date : null));
    return {
      reservataire: compte.reservataire,
      objectif: objectifDe(compte.reservataire),
      ...compterPassages(siens, annee),
      du: valeurExacte(logementsDesUnites(compte.duEnCentMillioniemes)),
      recus: compte.recus,
      ecart: valeurExacte(ecartDuCompte(compte)),
      absencesDeCandidat: echecs("absence-de-candidat"),
      nonAttributions: echecs("non-attribution"),
      refusDeCandidats: echecs("refus-du-candidat"),
      imputations: compte.imputations,
      enCours: siens.filter(({ tours }) => tours.some((tour) => estEnCours(tour, soir))).length,
    };
  });
}

function finDe(annee: number): string {
  return `${annee}-12-31`;
}

function estEnCours({ miseADisposition, bail, echec }: Tour, soir: string): boolean {
  const estFait = (date: string | null | undefined) => date != null && date <= soir;
  return estFait(miseADisposition) && !estFait(bail) && !estFait(echec?.date);
}

/**
 * Ceux qui reçoivent des logements sans avoir de part du flux de l'année : identifiés par la loi, restés réservés en stock, ou dont
 * seule l'année d'avant avait la convention.
 */
function titulairesSansCompte(registre: Registre, passages: readonly Passage[]): string[] {
  const { repartition, stipulations, comptes } = registre;
  const { annee } = perimetreDe(registre);
  const identifies = repartition.conventions
    .filter(({ parts }) => parts.length === 0)
    .map(({ reservataire }) => reservataire.code);
  const enStock = stipulations.reservationsEnStock?.titulaires ?? [];
  const servis = passages.flatMap(({ reservataire, tours }) =>
    reservataire !== null &&
    tours.some((tour) => estEnCours(tour, finDe(annee)) || aUneEtapeDans(tour, annee))
      ? [reservataire]
      : [],
  );
  const avecCompte = new Set(comptes.map(({ reservataire }) => reservataire));
  const codes = new Set([...identifies, ...enStock, ...servis]);
  return trierParCodes(
    [...codes].filter((code) => !avecCompte.has(code)),
    (code) => code,
  );
}

function aUneEtapeDans({ miseADisposition, attribution, bail, echec }: Tour, annee: number): boolean {
  return [miseADisposition, attribution, bail, echec?.date].some((date) => estDeLAnnee(date, annee));
}
