import { entierInferieur } from "./arrondi.js";
import { type Fraction, pgcd } from "./fraction.js";

/** Des valeurs exactes partagées : chacune vaut son plancher et son reste, compté en parts d'un même dénominateur. */
export interface Partage {
  readonly denominateur: bigint;
  readonly planchers: readonly bigint[];
  /** De 0 au dénominateur, exclu. */
  readonly restes: readonly bigint[];
}

/**
 * Partage des valeurs. Le dénominateur est exact quelle que soit sa taille ; il reste court quand les valeurs viennent de taux
 * à six décimales et de quelques flux, et ses opérations s'allongent avec lui quand leurs dénominateurs n'ont rien en commun.
 */
export function partager(valeurs: readonly Fraction[]): Partage {
  const parts = new Map<bigint, bigint>();
  for (const { denominateur } of valeurs) parts.set(denominateur, 1n);
  const denominateur = [...parts.keys()].reduce(plusPetitMultipleCommun, 1n);
  for (const diviseur of parts.keys()) parts.set(diviseur, denominateur / diviseur);

  const planchers = valeurs.map(entierInferieur);
  const restes = valeurs.map((valeur, rang) => {
    const reste = valeur.numerateur - (planchers[rang] ?? 0n) * valeur.denominateur;
    return reste * (parts.get(valeur.denominateur) ?? 1n);
  });
  return { denominateur, planchers, restes };
}

function plusPetitMultipleCommun(a: bigint, b: bigint): bigint {
  return (a / pgcd(a, b)) * b;
}
