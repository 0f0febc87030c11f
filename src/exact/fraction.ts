/** Nombre rationnel réduit : dénominateur strictement positif, signe porté par le numérateur. */
export interface Fraction {
  readonly numerateur: bigint;
  readonly denominateur: bigint;
}

/** Plus grand diviseur commun, positif. */
export function pgcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function fraction(numerateur: bigint | number, denominateur: bigint | number = 1n): Fraction {
  const n = BigInt(numerateur);
  const d = BigInt(denominateur);
  if (d === 0n) throw new RangeError("dénominateur nul");
  const signe = d < 0n ? -1n : 1n;
  const diviseur = pgcd(n, d);
  return { numerateur: (signe * n) / diviseur, denominateur: (signe * d) / diviseur };
}

export const ZERO: Fraction = fraction(0);
export const CENT: Fraction = fraction(100);

export function additionner(a: Fraction, b: Fraction): Fraction {
  return fraction(
    a.numerateur * b.denominateur + b.numerateur * a.denominateur,
    a.denominateur * b.denominateur,
  );
}

export function soustraire(a: Fraction, b: Fraction): Fraction {
  return additionner(a, { numerateur: -b.numerateur, denominateur: b.denominateur });
}

export function multiplier(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerateur * b.numerateur, a.denominateur * b.denominateur);
}

export function diviser(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerateur * b.denominateur, a.denominateur * b.numerateur);
}

export function sommer(fractions: Iterable<Fraction>): Fraction {
  let total = ZERO;
  for (const terme of fractions) total = additionner(total, terme);
  return total;
}

/** Négatif si a < b, nul si a = b, positif si a > b. */
export function comparer(a: Fraction, b: Fraction): number {
  const ecart = a.numerateur * b.denominateur - b.numerateur * a.denominateur;
  return ecart < 0n ? -1 : ecart > 0n ? 1 : 0;
}

export function valeurAbsolue({ numerateur, denominateur }: Fraction): Fraction {
  return { numerateur: numerateur < 0n ? -numerateur : numerateur, denominateur };
}

export function lePlusPetit(a: Fraction, b: Fraction): Fraction {
  return comparer(a, b) <= 0 ? a : b;
}

export function lePlusGrand(a: Fraction, b: Fraction): Fraction {
  return comparer(a, b) >= 0 ? a : b;
}

export function estNulle(a: Fraction): boolean {
  return a.numerateur === 0n;
}

export function estEntiere(a: Fraction): boolean {
  return a.denominateur === 1n;
}

/** `pourcentage` % de `quantite` : 30 % de 650 = 195. */
export function pourCentDe(pourcentage: Fraction, quantite: Fraction): Fraction {
  return diviser(multiplier(pourcentage, quantite), CENT);
}

/** Part de `partie` dans `tout`, en pourcentage. */
export function enPourCentDe(partie: Fraction, tout: Fraction): Fraction {
  return diviser(multiplier(partie, CENT), tout);
}
