import type { Cadre } from "./vacance.js";

/** Ce qu'un réservataire doit et peut avoir reçu d'une fenêtre, vacance après vacance. */
export interface Fil {
  /** Son écart, s'il ne recevait rien de la fenêtre. */
  readonly ecart: number;
  /** Vacances où il a une part. */
  readonly vacances: number;
  readonly minimum: number;
  readonly maximum: number;
}

export function ouvrirFil(ecart: number): Fil {
  return { ecart, vacances: 0, minimum: 0, maximum: 0 };
}

/**
 * Une vacance de plus, où il a `part` unités : il doit avoir reçu assez pour que son attente reste sous le seuil, sans que son
 * avance l'atteigne. Ce qui était au-delà à l'ouverture n'est pas compté contre la fenêtre : qui est trop en avance ne reçoit
 * rien, qui attend trop reçoit tout ce qui se présente, jusqu'à ce qu'il revienne sous le seuil.
 *
 * Aucune des deux bornes ne décroît. Le quotient de deux entiers sûrs, arrondi par la machine, garde sa partie entière.
 */
export function prolonger(fil: Fil, part: number, { unitesParLogement, seuil }: Cadre): Fil {
  const ecart = fil.ecart + part;
  const vacances = fil.vacances + 1;
  const voulu = Math.ceil((ecart - seuil + 1) / unitesParLogement);
  const permis = Math.floor((ecart + seuil - 1) / unitesParLogement);
  return {
    ecart,
    vacances,
    minimum: Math.min(vacances, Math.max(0, voulu)),
    maximum: Math.max(0, permis),
  };
}
