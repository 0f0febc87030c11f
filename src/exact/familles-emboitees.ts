import { trierParCodes } from "./ordre.js";
import type { Total } from "./tableau-exact.js";

/**
 * Deux familles mises à plat, l'une après l'autre : chaque total vient après celui qui le contient, les branches dans
 * l'ordre des codes. Le nœud d'un total est son rang plus un ; le nœud 0 est hors des deux familles.
 */
export interface FamillesAPlat {
  readonly totaux: readonly Total[];
  /** Nombre de totaux de la première famille. */
  readonly dansLaPremiere: number;
  /** Nœud du total qui contient chaque total, ou 0. */
  readonly parents: readonly number[];
  /** Codes qui mènent à un total depuis le plus grand de sa famille. */
  readonly cheminDe: (rang: number) => readonly string[];
  /** Nœud du plus petit total qui contient chaque cellule, dans l'une et l'autre famille. */
  readonly feuilles: readonly [Int32Array, Int32Array];
}

/** Met deux familles à plat, et vérifie que chacune couvre chaque cellule une fois. */
export function mettreAPlat(
  [premiere, seconde]: readonly [Total, Total],
  nombreDeCellules: number,
): FamillesAPlat {
  const totaux: Total[] = [];
  const parents: number[] = [];
  const visiter = (total: Total, parent: number, feuilles: Int32Array) => {
    totaux.push(total);
    parents.push(parent);
    const noeud = totaux.length;
    for (const cellule of total.cellules ?? []) {
      if (feuilles[cellule] !== 0) throw new RangeError(`cellule inconnue ou en double : ${cellule}`);
      feuilles[cellule] = noeud;
    }
    if (total.branches === undefined) return;
    const branches = trierParCodes(total.branches, ({ code }) => code);
    branches.forEach((branche, position) => {
      if (branche.code === branches[position - 1]?.code)
        throw new RangeError(`code en double : ${branche.code}`);
      visiter(branche, noeud, feuilles);
    });
  };
  const couvrir = (racine: Total): Int32Array => {
    const feuilles = new Int32Array(nombreDeCellules);
    visiter(racine, 0, feuilles);
    const oubliee = feuilles.indexOf(0);
    if (oubliee !== -1) throw new RangeError(`cellule hors d'une famille : ${oubliee}`);
    return feuilles;
  };

  const feuillesDeLaPremiere = couvrir(premiere);
  const dansLaPremiere = totaux.length;
  const cheminDe = (rang: number): readonly string[] => {
    const chemin: string[] = [];
    for (let noeud = rang + 1; noeud > 0; noeud = parents[noeud - 1] ?? 0)
      chemin.unshift(totaux[noeud - 1]?.code ?? "");
    return chemin;
  };
  return { totaux, dansLaPremiere, parents, cheminDe, feuilles: [feuillesDeLaPremiere, couvrir(seconde)] };
}
