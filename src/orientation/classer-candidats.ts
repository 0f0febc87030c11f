import { UNITES_DE_CENT_POUR_CENT } from "../exact/taux.js";
import { classer } from "./equite/choisir.js";
import type { Partage } from "./equite/partage.js";
import { choisirATauxConstants } from "./equite/taux-constants.js";
import type { Cadre } from "./equite/vacance.js";
import { type Comptes, ecart } from "./noyau.js";
import type { Registre } from "./registre.js";

/** Comment un ordre s'est fait. */
export type RegleDOrdre = "taux-constants" | "plus-en-attente";

/** Ce que l'on sait et veut au moment de classer. */
export interface Perspective {
  /** Les vacances annoncées, dans l'ordre où on les attend ; indéfini si l'on n'en suit pas. */
  readonly annoncees: readonly Partage[] | undefined;
  /** La note du logement pour chaque rang. */
  readonly notes: readonly number[] | undefined;
  /** L'écart que nul ne doit atteindre, en unités ; indéfini s'il n'est pas donné. */
  readonly seuil: number | undefined;
}

export interface OrdreDesRangs {
  readonly regle: RegleDOrdre;
  /** L'écart que la vacance et les vacances annoncées n'ont à faire atteindre à personne, si le logement va à l'un des tenables. */
  readonly seuil: number;
  readonly tenables: readonly number[];
  readonly intenables: readonly number[];
}

/**
 * Tout le flux de l'année se partage-t-il de la même façon, sans rien qui se prépare ? La règle de Tijdeman donne alors la meilleure
 * borne possible.
 */
export function aTauxConstants(
  { repartition: { secteurs, conventions }, changements }: Registre,
  { annoncees, notes, seuil }: Perspective,
): boolean {
  return (
    secteurs.length === 1 &&
    changements.length === 0 &&
    conventions.every(({ resiliation }) => resiliation === undefined) &&
    annoncees === undefined &&
    notes === undefined &&
    seuil === undefined
  );
}

/** Vrai si chacun est encore dans la borne de Tijdeman, 1 − 1/(2K − 2) : la règle la tient alors, sans quoi elle ne promet rien. */
export function tientLaBorne(comptes: Comptes, { rangs }: Partage): boolean {
  const q = 2 * rangs.length - 2;
  return comptes.du.every((_, rang) => {
    const unites = Math.abs(ecart(comptes, rang, UNITES_DE_CENT_POUR_CENT));
    return q === 0 ? unites === 0 : q * unites <= (q - 1) * UNITES_DE_CENT_POUR_CENT;
  });
}

/** Ordonne ceux qui ont une part du secteur, d'après les comptes d'avant la vacance. */
export function ordonnerLesRangs(
  registre: Registre,
  comptes: Comptes,
  partage: Partage,
  perspective: Perspective,
): OrdreDesRangs {
  const { annoncees = [], notes, seuil = UNITES_DE_CENT_POUR_CENT } = perspective;
  const cadre: Cadre = { unitesParLogement: UNITES_DE_CENT_POUR_CENT, seuil };
  const classement = classer(
    comptes,
    { partage, ...(notes === undefined ? {} : { souhaits: notes }) },
    annoncees,
    cadre,
  );
  if (!aTauxConstants(registre, perspective) || !tientLaBorne(comptes, partage))
    return { regle: "plus-en-attente", ...classement };
  const premier = choisirATauxConstants(comptes, partage, UNITES_DE_CENT_POUR_CENT);
  const enTete = (rangs: readonly number[]) =>
    rangs.includes(premier) ? [premier, ...rangs.filter((rang) => rang !== premier)] : rangs;
  return { regle: "taux-constants", ...classement, tenables: enTete(classement.tenables) };
}

/** L'écart de chacun une fois la vacance venue, si le logement va à un autre. */
export function ecartsApres(comptes: Comptes, { rangs, unites }: Partage): number[] {
  const ecarts = comptes.du.map((_, rang) => ecart(comptes, rang, UNITES_DE_CENT_POUR_CENT));
  rangs.forEach((rang, place) => {
    ecarts[rang] = (ecarts[rang] ?? 0) + (unites[place] ?? 0);
  });
  return ecarts;
}
