import { Decimal } from "decimal.js";
import { arrondir } from "./arrondi.js";
import { type Fraction, fraction } from "./fraction.js";

/**
 * Clone privé : un `Decimal.set` du programme appelant ne change aucun résultat.
 * Lire et écrire ne demandent que des chiffres exacts ; aucune division n'est faite ici.
 */
const Nombre = Decimal.clone({ defaults: true, precision: 1000, toExpNeg: -1000, toExpPos: 1000 });

const DECIMALES_AFFICHEES = 6;

const DECIMAL_SIMPLE = /^-?\d{1,30}(\.\d{1,30})?$/;

/** Lit un décimal fini, écrit avec un point ; `null` si le texte n'en est pas un. */
export function lireDecimal(texte: string | number): Fraction | null {
  const ecrit = typeof texte === "number" ? ecrireNombre(texte) : texte;
  if (ecrit === null || !DECIMAL_SIMPLE.test(ecrit)) return null;
  const [numerateur, denominateur] = new Nombre(ecrit).toFraction();
  return numerateur && denominateur
    ? fraction(BigInt(numerateur.toFixed()), BigInt(denominateur.toFixed()))
    : null;
}

function ecrireNombre(nombre: number): string | null {
  return Number.isFinite(nombre) ? new Nombre(nombre).toFixed() : null;
}

export function nombreDeDecimales(decimal: string | number): number {
  return new Nombre(decimal).decimalPlaces();
}

/** Écrit la valeur arrondie au plus proche, sans zéro final : 65/2 → "32.5". */
export function ecrireDecimal(valeur: Fraction, decimales: number = DECIMALES_AFFICHEES): string {
  const arrondie = arrondir(valeur, "plus-proche", decimales);
  return new Nombre(arrondie.numerateur.toString())
    .div(arrondie.denominateur.toString())
    .toDecimalPlaces(decimales)
    .toFixed();
}
