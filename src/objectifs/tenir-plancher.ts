import { valeurLegale } from "../droit/parametres.js";
import { entierInferieur, entierSuperieur } from "../exact/arrondi.js";
import {
  comparer,
  estEntiere,
  type Fraction,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
} from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireTaux } from "../exact/taux.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { type CelluleDObjectif, estDuContingent } from "./tableau-des-objectifs.js";

/** Le plancher du préfet hors QPV, en logements exacts ; `null` s'il n'existe pas à cette date, ou si une stipulation l'écarte. */
export function plancherHorsQpv({ assiette, stipulations }: Repartition): Fraction | null {
  const taux = valeurLegale("plancherPrefetHorsQpv", assiette.provenance.dateDeDroit);
  if (taux === null || (stipulations.plancherHorsQpv ?? "applique") !== "applique") return null;
  const flux = assiette.secteurs
    .filter(({ localisation }) => localisation === "hors-qpv")
    .reduce((total, secteur) => total + secteur.flux, 0);
  return pourCentDe(lireTaux(taux), fraction(flux));
}

/**
 * Les façons d'atteindre le plancher du préfet hors QPV en logements entiers : le moins que chaque volet y reçoit, sa partie
 * entière ou l'entier au-dessus. Les volets qui montent sont ceux de plus fort reste, à égalité dans l'ordre des codes ; les
 * autres façons suivent, pour le cas où un plafond interdirait la première. Aucune si la part exacte est sous le plancher.
 */
export function minimumsHorsQpv(
  cellules: readonly CelluleDObjectif[],
  repartition: Repartition,
): ReadonlyMap<string, bigint>[] {
  const plancher = plancherHorsQpv(repartition);
  const volets = regrouperParCodes(
    cellules.filter((cellule) => estDuContingent(cellule) && cellule.secteur.localisation === "hors-qpv"),
    ({ contingent }) => contingent ?? "",
  ).map(([volet, siennes]) => {
    const exact = sommer(siennes.map(({ retenu }) => retenu));
    return { volet, exact, bas: entierInferieur(exact) };
  });
  if (plancher === null || comparer(sommer(volets.map(({ exact }) => exact)), plancher) < 0) return [];
  const manque = entierSuperieur(plancher) - volets.reduce((total, { bas }) => total + bas, 0n);
  const reste = ({ exact, bas }: { exact: Fraction; bas: bigint }) => soustraire(exact, fraction(bas));
  const aMonter = volets
    .filter(({ exact }) => !estEntiere(exact))
    .sort((a, b) => comparer(reste(b), reste(a)))
    .map(({ volet }) => volet);
  return choisir(aMonter, manque > 0n ? Number(manque) : 0).map(
    (montes) =>
      new Map(volets.map(({ volet, bas }) => [volet, montes.includes(volet) ? bas + 1n : bas] as const)),
  );
}

/** Les façons de choisir tant d'éléments, les premiers d'abord. */
function choisir(elements: readonly string[], nombre: number): string[][] {
  if (nombre === 0) return [[]];
  return elements.flatMap((element, rang) =>
    choisir(elements.slice(rang + 1), nombre - 1).map((suite) => [element, ...suite]),
  );
}
