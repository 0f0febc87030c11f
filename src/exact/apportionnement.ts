import { entierInferieur, entierSuperieur } from "./arrondi.js";
import { comparer, type Fraction, fraction, soustraire } from "./fraction.js";
import { comparerCodes } from "./ordre.js";

/** Une ligne à arrondir : sa valeur exacte et, s'il y a lieu, le plus grand entier permis. */
export interface LigneExacte {
  readonly code: string;
  readonly valeur: Fraction;
  readonly maximum?: bigint;
}

/**
 * Arrondit des valeurs exactes en entiers dont la somme est `total` : chaque ligne reçoit
 * la partie entière de sa valeur ou l'entier au-dessus, sans dépasser son maximum.
 *
 * Plus fort reste : les logements encore à placer vont aux plus grands restes ;
 * à restes égaux, dans l'ordre des codes.
 *
 * Rend `null` si aucun arrondi ne convient : total trop grand, trop petit, ou maxima trop bas.
 */
export function apportionner(total: bigint, lignes: readonly LigneExacte[]): Map<string, bigint> | null {
  const entiers = new Map<string, bigint>();
  const candidates: { readonly code: string; readonly reste: Fraction }[] = [];
  for (const { code, valeur, maximum } of lignes) {
    if (entiers.has(code)) throw new RangeError(`code en double : ${code}`);
    const base = entierInferieur(valeur);
    if (maximum !== undefined && base > maximum) return null;
    entiers.set(code, base);
    const sommet = entierSuperieur(valeur);
    if (sommet > base && (maximum === undefined || sommet <= maximum))
      candidates.push({ code, reste: soustraire(valeur, fraction(base)) });
  }

  let aPlacer = total;
  for (const entier of entiers.values()) aPlacer -= entier;
  if (aPlacer < 0n || aPlacer > BigInt(candidates.length)) return null;

  candidates.sort((a, b) => comparer(b.reste, a.reste) || comparerCodes(a.code, b.code));
  for (const { code } of candidates.slice(0, Number(aPlacer)))
    entiers.set(code, (entiers.get(code) ?? 0n) + 1n);
  return entiers;
}
