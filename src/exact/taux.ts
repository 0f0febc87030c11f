import { lireDecimal } from "./decimal.js";
import { type Fraction, fraction } from "./fraction.js";

/** Nombre de décimales d'un taux convenu. */
export const DECIMALES_D_UN_TAUX = 6;

/** Un taux convenu a six décimales au plus : 1 % vaut un million d'unités, et 100 % cent millions. */
const UNITES_PAR_POINT = 1_000_000n;
export const UNITES_DE_CENT_POUR_CENT = 100_000_000;

/** Un taux exact, en unités ; `null` s'il demande plus de six décimales. */
export function unitesDe({ numerateur, denominateur }: Fraction): number | null {
  const unites = numerateur * UNITES_PAR_POINT;
  return unites % denominateur === 0n ? Number(unites / denominateur) : null;
}

/** Lit un taux convenu, « 12.5 », en entier : 12 500 000. */
export function enUnites(taux: string): number {
  const lu = lireDecimal(taux);
  const unites = lu === null ? null : unitesDe(lu);
  if (unites === null) throw new RangeError(`taux convenu illisible : ${taux}`);
  return unites;
}

/** Unités de taux, en pourcentage exact. */
export function pourcentageDesUnites(unites: number): Fraction {
  return fraction(unites, UNITES_PAR_POINT);
}

/** Produit d'un taux en unités et d'un nombre de logements, rendu en logements exacts. */
export function logementsDesUnites(unites: bigint | number): Fraction {
  return fraction(unites, UNITES_DE_CENT_POUR_CENT);
}

/** Lit un taux convenu, « 12.5 », en pourcentage exact. */
export function lireTaux(taux: string): Fraction {
  return pourcentageDesUnites(enUnites(taux));
}
