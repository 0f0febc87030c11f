import { arrondirTableau } from "./arrondi-controle.js";
import type { Fraction } from "./fraction.js";
import type { Total } from "./tableau-exact.js";

/** Une ligne à arrondir : sa valeur exacte, nulle ou positive, et, s'il y a lieu, le plus grand entier permis. */
export interface LigneExacte {
  readonly code: string;
  readonly valeur: Fraction;
  readonly maximum?: bigint;
}

/**
 * Arrondit des valeurs exactes en entiers dont la somme est `total`, lui-même un arrondi de leur somme exacte : chaque
 * ligne reçoit la partie entière de sa valeur ou l'entier au-dessus, sans dépasser son maximum.
 *
 * Plus fort reste : les logements encore à placer vont aux plus grands restes ; à restes égaux, dans l'ordre des codes.
 * C'est l'arrondi contrôlé d'un tableau qui n'a qu'une ligne.
 *
 * Rend `null` si aucun arrondi ne convient : total qui n'est pas celui des valeurs, ou maxima trop bas.
 */
export function apportionner(total: bigint, lignes: readonly LigneExacte[]): Map<string, bigint> | null {
  const somme: Total = { code: "total", cellules: [...lignes.keys()] };
  const { entiers } = arrondirTableau({
    cellules: lignes.map(({ code, ...ligne }) => ({ ...ligne, codes: [code] })),
    familles: [{ ...somme, minimum: total, maximum: total }, somme],
  });
  return entiers === undefined
    ? null
    : new Map(lignes.map(({ code }, rang) => [code, entiers[rang] ?? 0n] as const));
}
