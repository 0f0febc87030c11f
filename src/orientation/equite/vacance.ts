import { type Comptes, ecart } from "../noyau.js";
import type { Partage } from "./partage.js";

/** Un logement vacant, à orienter. */
export interface Vacance {
  readonly partage: Partage;
  /** Note entière de chaque rang, la plus haute préférée ; zéro pour qui n'en a pas. Elle n'est qu'indicative. */
  readonly souhaits?: readonly number[];
}

/** Ce que vaut un logement, et l'écart que nul ne doit atteindre, en attente comme en avance ; en unités. */
export interface Cadre {
  readonly unitesParLogement: number;
  readonly seuil: number;
}

/** Dû moins reçu, par rang : positif pour qui attend, négatif pour qui est en avance. */
export type Ecarts = readonly number[];

export function ecartsDes(comptes: Comptes, { unitesParLogement }: Cadre): number[] {
  return comptes.du.map((_, rang) => ecart(comptes, rang, unitesParLogement));
}

/** Une vacance de plus à partager : chaque écart croît de sa part. */
export function accroitre(ecarts: number[], { rangs, unites }: Partage): void {
  for (let place = 0; place < rangs.length; place += 1) {
    const rang = rangs[place] as number;
    ecarts[rang] = (ecarts[rang] as number) + (unites[place] as number);
  }
}

/**
 * Donne le logement à `rang`, une fois les écarts accrus.
 *
 * @returns le plus grand écart provoqué : l'avance de qui reçoit, ou l'attente d'un autre qui pouvait recevoir
 */
export function donner(
  ecarts: number[],
  { rangs }: Partage,
  rang: number,
  { unitesParLogement }: Cadre,
): number {
  ecarts[rang] = (ecarts[rang] as number) - unitesParLogement;
  let provoque = -ecarts[rang];
  for (const autre of rangs)
    if (autre !== rang && (ecarts[autre] as number) > provoque) provoque = ecarts[autre] as number;
  return provoque;
}

/** Ceux à qui le logement peut aller, dans l'ordre où il leur irait si rien n'était su de la suite, les écarts accrus. */
export function ordonner(ecarts: Ecarts, vacance: Vacance): number[] {
  return [...vacance.partage.rangs].sort((a, b) => comparer(ecarts, vacance, a, b));
}

/** Le premier de {@link ordonner}. */
export function trouverLePremier(ecarts: Ecarts, vacance: Vacance): number {
  return vacance.partage.rangs.reduce((premier, rang) =>
    comparer(ecarts, vacance, rang, premier) < 0 ? rang : premier,
  );
}

/** La note la plus haute d'abord, puis le plus en attente, puis le premier rang. */
function comparer(ecarts: Ecarts, { souhaits }: Vacance, a: number, b: number): number {
  const parNote = souhaits === undefined ? 0 : (souhaits[b] ?? 0) - (souhaits[a] ?? 0);
  return parNote || (ecarts[b] as number) - (ecarts[a] as number) || a - b;
}
