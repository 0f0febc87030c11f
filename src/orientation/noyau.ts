/**
 * Comptes courants en entiers : un logement vaut cent millions d'unités, un taux de 1 % en vaut un million.
 * Les rangs sont ceux des réservataires, dans l'ordre des codes, le bailleur en dernier.
 */
export interface Comptes {
  readonly du: readonly number[];
  readonly recus: readonly number[];
}

/** Ce que chacun est en avance d'avoir reçu (négatif) ou en attente de recevoir (positif), en unités. */
export function ecart({ du, recus }: Comptes, rang: number, unitesParLogement: number): number {
  return (du[rang] ?? 0) - (recus[rang] ?? 0) * unitesParLogement;
}

/** Un logement de plus à partager : chaque dû croît de sa part. */
export function acquerir({ du, recus }: Comptes, parts: readonly number[]): Comptes {
  return { du: du.map((unites, rang) => unites + (parts[rang] ?? 0)), recus };
}

/** Le logement va à `rang`. */
export function recevoir({ du, recus }: Comptes, rang: number): Comptes {
  return { du, recus: recus.map((nombre, position) => (position === rang ? nombre + 1 : nombre)) };
}

/** Rangs éligibles, du plus en attente au moins en attente ; à égalité, dans l'ordre des rangs. */
export function classer(comptes: Comptes, eligibles: readonly number[], unitesParLogement: number): number[] {
  return [...eligibles].sort(
    (a, b) => ecart(comptes, b, unitesParLogement) - ecart(comptes, a, unitesParLogement) || a - b,
  );
}
