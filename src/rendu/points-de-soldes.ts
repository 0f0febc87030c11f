import type { ValeurExacte } from "../exact/valeur-exacte.js";
import { joursApres } from "../modele/calendrier.js";
import type { PointDeSerie } from "./lire-series.js";

/** Un compte de droits, d'un jour à un autre. */
export interface Exercice {
  readonly du: string;
  readonly au: string;
  readonly ouverture: ValeurExacte;
  readonly cloture: ValeurExacte;
}

/** Le solde à l'ouverture, puis à chaque clôture ; une ouverture qui reprend la clôture de la veille n'est pas un point de plus. */
export function pointsDeSoldes(exercices: readonly Exercice[]): PointDeSerie[] {
  return exercices.flatMap(({ du, au, ouverture, cloture }, rang) => {
    const avant = exercices[rang - 1];
    const reprend =
      avant !== undefined && joursApres(avant.au, 1) === du && avant.cloture.exact === ouverture.exact;
    return [...(reprend ? [] : [{ date: du, valeur: ouverture }]), { date: au, valeur: cloture }];
  });
}
