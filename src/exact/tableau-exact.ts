import type { Fraction } from "./fraction.js";

/** Une case du tableau, à arrondir à sa partie entière ou à l'entier au-dessus. */
export interface CelluleExacte {
  /** Départagent les cellules de même reste, le premier code d'abord. Deux cellules n'ont pas les mêmes codes. */
  readonly codes: readonly string[];
  /** Nulle ou positive. */
  readonly valeur: Fraction;
  /** Le plus grand entier permis. */
  readonly maximum?: bigint;
}

/**
 * Un total d'une famille : la somme de ses branches et de ses cellules. Il s'arrondit comme une cellule ; des bornes posées
 * peuvent lui interdire l'un de ses deux entiers.
 */
export interface Total {
  /** Distinct de ceux des autres branches du même total. */
  readonly code: string;
  readonly minimum?: bigint;
  readonly maximum?: bigint;
  readonly branches?: readonly Total[];
  /** Rangs des cellules qui ne sont dans aucune de ses branches. */
  readonly cellules?: readonly number[];
}

export interface TableauExact {
  readonly cellules: readonly CelluleExacte[];
  /** Deux familles de totaux emboîtés, chacune par le total qui contient tout ; chacune couvre toutes les cellules. */
  readonly familles: readonly [Total, Total];
  /** Les totaux de la première famille se décident avant les cellules, étage par étage en partant du plus grand. */
  readonly totauxDAbord?: boolean;
}

export function controlerCellules(cellules: readonly CelluleExacte[]): void {
  const vus = new Set<string>();
  for (const { codes, valeur } of cellules) {
    if (valeur.numerateur < 0n) throw new RangeError(`valeur négative : ${codes.join(", ")}`);
    vus.add(codes.join("\u0000"));
  }
  if (vus.size < cellules.length) throw new RangeError("deux cellules ont les mêmes codes");
}
