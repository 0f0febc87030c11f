import { regrouperParCodes } from "./ordre.js";
import type { Total } from "./tableau-exact.js";

/** Les bornes posées sur un total. */
export type Bornes = Pick<Total, "minimum" | "maximum">;

/**
 * La famille de totaux que donnent des chemins, un par cellule : les codes de ceux qui la contiennent, du plus grand au plus
 * petit.
 *
 * @param racine - code du total qui contient tout
 * @param borner - les bornes d'un total, par le chemin qui y mène et les rangs de ses cellules
 */
export function emboiterTotaux(
  racine: string,
  chemins: readonly (readonly string[])[],
  borner: (chemin: readonly string[], cellules: readonly number[]) => Bornes = () => ({}),
): Total {
  const descendre = (code: string, prefixe: readonly string[], cellules: readonly number[]): Total => {
    const niveau = prefixe.length;
    const [ici, plusBas] = [
      cellules.filter((cellule) => chemins[cellule]?.length === niveau),
      cellules.filter((cellule) => (chemins[cellule]?.length ?? 0) > niveau),
    ];
    return {
      code,
      ...borner(prefixe, cellules),
      cellules: ici,
      branches: regrouperParCodes(plusBas, (cellule) => chemins[cellule]?.[niveau] ?? "").map(
        ([suivant, siennes]) => descendre(suivant, [...prefixe, suivant], siennes),
      ),
    };
  };
  return descendre(racine, [], [...chemins.keys()]);
}
