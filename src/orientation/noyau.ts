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
