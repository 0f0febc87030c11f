import { ecrireDecimal, lireDecimal } from "./decimal.js";
import { type Fraction, fraction } from "./fraction.js";

/**
 * Valeur telle qu'elle sort de la bibliothèque : la fraction réduite fait foi,
 * le décimal (six chiffres au plus, arrondi au plus proche) n'est là que pour être lu.
 */
export interface ValeurExacte {
  /** Fraction réduite, `"65/2"`, ou entier, `"195"`. */
  readonly exact: string;
  /** La même, arrondie au plus proche à six décimales : `"32.5"`. */
  readonly decimal: string;
}

export function ecrireFraction({ numerateur, denominateur }: Fraction): string {
  return denominateur === 1n ? `${numerateur}` : `${numerateur}/${denominateur}`;
}

export function lireFraction(texte: string): Fraction {
  const [numerateur = "", denominateur = "1"] = texte.split("/");
  return fraction(BigInt(numerateur), BigInt(denominateur));
}

export function valeurExacte(valeur: Fraction): ValeurExacte {
  return { exact: ecrireFraction(valeur), decimal: ecrireDecimal(valeur) };
}

export function lireValeurExacte(valeur: ValeurExacte): Fraction {
  return lireFraction(valeur.exact);
}

/** Vrai si le décimal est la valeur elle-même, et non son arrondi. */
export function estDecimale({ exact, decimal }: ValeurExacte): boolean {
  const lu = lireDecimal(decimal);
  return lu !== null && ecrireFraction(lu) === exact;
}
