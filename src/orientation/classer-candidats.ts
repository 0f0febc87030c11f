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
  /** Les vacances annoncées, dans l'ordre où on les attend. */
  readonly annoncees: readonly Partage[];
  /** La note du logement pour chaque rang. */
  readonly notes: readonly number[] | undefined;
  /** L'écart que nul ne doit atteindre, en unités. */
  readonly seuil: number;
}

export interface OrdreDesRangs {
  readonly regle: RegleDOrdre;
  /** Le seuil que la fenêtre tient si le logement va à l'un des tenables, en unités. */
  readonly seuil: number;
  readonly tenables: readonly number[];
  readonly intenables: readonly number[];
}

/**
 * Tout le flux se partage-t-il de la même façon, sans rien qui se prépare ? La règle de Tijdeman donne alors la meilleure borne
 * possible.
 */
export function aTauxConstants(
  { repartition: { secteurs }, changements }: Registre,
  { annoncees, notes }: Pick<Perspective, "annoncees" | "notes">,
): boolean {
  return secteurs.length === 1 && changements.length === 0 && annoncees.length === 0 && notes === undefined;
}

/** Ordonne ceux qui ont une part du secteur, d'après les comptes d'avant la vacance. */
export function ordonnerLesRangs(
  registre: Registre,
  comptes: Comptes,
  partage: Partage,
  perspective: Perspective,
): OrdreDesRangs {
  const { annoncees, notes, seuil } = perspective;
  const cadre: Cadre = { unitesParLogement: UNITES_DE_CENT_POUR_CENT, seuil };
  const classement = classer(
    comptes,
    { partage, ...(notes === undefined ? {} : { souhaits: notes }) },
    annoncees,
    cadre,
  );
  if (!aTauxConstants(registre, perspective)) return { regle: "plus-en-attente", ...classement };
  const premier = choisirATauxConstants(comptes, partage, UNITES_DE_CENT_POUR_CENT);
  const suivants = [...classement.tenables, ...classement.intenables].filter((rang) => rang !== premier);
  return {
    regle: "taux-constants",
    seuil: classement.seuil,
    tenables: [premier, ...suivants],
    intenables: [],
  };
}

/** L'écart de chacun une fois la vacance venue, si le logement va à un autre. */
export function ecartsApres(comptes: Comptes, { rangs, unites }: Partage): number[] {
  const ecarts = comptes.du.map((_, rang) => ecart(comptes, rang, UNITES_DE_CENT_POUR_CENT));
  rangs.forEach((rang, place) => {
    ecarts[rang] = (ecarts[rang] ?? 0) + (unites[place] ?? 0);
  });
  return ecarts;
}
