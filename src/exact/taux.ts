import { lireDecimal } from "./decimal.js";
import { type Fraction, fraction } from "./fraction.js";

/** Un taux convenu a six décimales au plus : 1 % vaut un million d'unités, et 100 % cent millions. */
const UNITES_PAR_POINT = 1_000_000n;
export const UNITES_DE_CENT_POUR_CENT = 100_000_000;

/** Lit un taux convenu, « 12.5 », en entier : 12 500 000. */
export function enUnites(taux: string): number {
  const lu = lireDecimal(taux);
  if (lu === null || (lu.numerateur * UNITES_PAR_POINT) % lu.denominateur !== 0n)
    throw new RangeError(`taux convenu illisible : ${taux}`);
  return Number((lu.numerateur * UNITES_PAR_POINT) / lu.denominateur);
}

/** Unités de taux, en pourcentage exact. */
export function pourcentageDesUnites(unites: number): Fraction {
  return fraction(unites, UNITES_PAR_POINT);
}

/** Produit d'un taux en unités et d'un nombre de logements, rendu en logements exacts. */
export function logementsDesUnites(unites: bigint | number): Fraction {
  return fraction(unites, UNITES_DE_CENT_POUR_CENT);
}
