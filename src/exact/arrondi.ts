import { type Fraction, fraction, multiplier } from "./fraction.js";

/**
 * Arrondis nommés, tous définis sur les valeurs exactes.
 *
 * - `entier-inferieur` : l'entier immédiatement inférieur ou égal ;
 * - `entier-superieur` : l'entier immédiatement supérieur ou égal ;
 * - `plus-proche` : l'entier le plus proche, la moitié allant au supérieur ;
 * - `plus-proche-pair` : l'entier le plus proche, la moitié allant au nombre pair.
 */
export type ModeDArrondi = "entier-inferieur" | "entier-superieur" | "plus-proche" | "plus-proche-pair";

export function entierInferieur({ numerateur, denominateur }: Fraction): bigint {
  const quotient = numerateur / denominateur;
  return numerateur % denominateur < 0n ? quotient - 1n : quotient;
}

export function entierSuperieur({ numerateur, denominateur }: Fraction): bigint {
  return -entierInferieur({ numerateur: -numerateur, denominateur });
}

export function arrondirALEntier(valeur: Fraction, mode: ModeDArrondi): bigint {
  const inferieur = entierInferieur(valeur);
  switch (mode) {
    case "entier-inferieur":
      return inferieur;
    case "entier-superieur":
      return entierSuperieur(valeur);
    case "plus-proche":
    case "plus-proche-pair": {
      const resteDouble = 2n * (valeur.numerateur - inferieur * valeur.denominateur);
      if (resteDouble < valeur.denominateur) return inferieur;
      if (resteDouble > valeur.denominateur || mode === "plus-proche") return inferieur + 1n;
      return inferieur % 2n === 0n ? inferieur : inferieur + 1n;
    }
  }
}

export function arrondir(valeur: Fraction, mode: ModeDArrondi, decimales: number): Fraction {
  const echelle = fraction(10n ** BigInt(decimales));
  return fraction(arrondirALEntier(multiplier(valeur, echelle), mode), echelle.numerateur);
}
