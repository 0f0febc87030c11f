import type { Arcs } from "./circulation.js";
import { partager } from "./denominateur-commun.js";
import { mettreAPlat, type Total } from "./familles-emboitees.js";
import type { Fraction } from "./fraction.js";
import { comparerListesDeCodes } from "./ordre.js";

export interface CelluleExacte {
  /** Départagent les cellules de même reste, le premier code d'abord. Deux cellules n'ont pas les mêmes codes. */
  readonly codes: readonly string[];
  /** Nulle ou positive. */
  readonly valeur: Fraction;
  /** Le plus grand entier permis. */
  readonly maximum?: bigint;
}

export interface TableauExact {
  readonly cellules: readonly CelluleExacte[];
  /** Deux familles de totaux emboîtés ; chacune couvre toutes les cellules. */
  readonly familles: readonly [Total, Total];
}

/** Les entiers au-dessous et au-dessus d'une valeur exacte, égaux si elle est entière, et les bornes posées sur elle. */
export interface Encadrement {
  readonly inferieur: bigint;
  readonly superieur: bigint;
  readonly minimum?: bigint | undefined;
  readonly maximum?: bigint | undefined;
}

/**
 * Un tableau vu comme un réseau. Le nœud 0 est le dehors ; le nœud v est le total de rang v − 1, et l'arc de rang v − 1
 * celui qui le relie à son parent : il en vient dans la première famille, il y va dans la seconde. Les arcs suivants
 * sont les cellules qui peuvent monter, dans l'ordre où elles se décident. Un arc de total porte les cellules montées.
 */
export interface ReseauDuTableau {
  readonly cellules: readonly CelluleExacte[];
  readonly totaux: readonly Total[];
  /** Nombre de totaux de la première famille. */
  readonly dansLaPremiere: number;
  /** Nœud du parent de chaque total. */
  readonly parents: readonly number[];
  /** Nœud du plus petit total de chaque cellule, dans l'une et l'autre famille. */
  readonly feuilles: readonly [Int32Array, Int32Array];
  /** Rangs des cellules qui peuvent monter : celle de place k est l'arc `totaux.length + k`. */
  readonly mobiles: readonly number[];
  readonly planchers: readonly bigint[];
  readonly arcs: Arcs;
  readonly encadrerTotal: (rang: number) => Encadrement;
  readonly encadrerCellule: (rang: number) => Encadrement;
}

export function construireReseau({ cellules, familles }: TableauExact): ReseauDuTableau {
  controler(cellules);
  const { totaux, dansLaPremiere, parents, feuilles } = mettreAPlat(familles, cellules.length);
  const { denominateur, planchers, restes } = partager(cellules.map(({ valeur }) => valeur));
  const sommer = (parCellule: readonly bigint[]) => sommerParTotal(parCellule, parents, feuilles);
  const acquis = sommer(planchers);
  const aRepartir = sommer(restes);

  const encadrerTotal = (rang: number): Encadrement => {
    const unites = aRepartir[rang] ?? 0n;
    const inferieur = (acquis[rang] ?? 0n) + unites / denominateur;
    const superieur = unites % denominateur === 0n ? inferieur : inferieur + 1n;
    return { inferieur, superieur, minimum: totaux[rang]?.minimum, maximum: totaux[rang]?.maximum };
  };
  const encadrerCellule = (rang: number): Encadrement => {
    const inferieur = planchers[rang] ?? 0n;
    const superieur = restes[rang] === 0n ? inferieur : inferieur + 1n;
    return { inferieur, superieur, maximum: cellules[rang]?.maximum };
  };

  const mobiles = cellules.flatMap(({ maximum }, rang) =>
    restes[rang] === 0n || (maximum !== undefined && maximum <= (planchers[rang] ?? 0n)) ? [] : [rang],
  );
  mobiles.sort(
    (a, b) =>
      comparerEntiers(restes[b] ?? 0n, restes[a] ?? 0n) ||
      comparerListesDeCodes(cellules[a]?.codes ?? [], cellules[b]?.codes ?? []),
  );

  const arcs = poserArcs(totaux.length + mobiles.length);
  for (let rang = 0; rang < totaux.length; rang += 1) {
    const encadrement = encadrerTotal(rang);
    const dejaLa = acquis[rang] ?? 0n;
    const parent = parents[rang] ?? 0;
    const dansLaSeconde = rang >= dansLaPremiere;
    arcs.depart[rang] = dansLaSeconde ? rang + 1 : parent;
    arcs.arrivee[rang] = dansLaSeconde ? parent : rang + 1;
    arcs.minimum[rang] = Number(plusPetitPermis(encadrement) - dejaLa);
    arcs.maximum[rang] = Number(plusGrandPermis(encadrement) - dejaLa);
  }
  mobiles.forEach((cellule, place) => {
    const arc = totaux.length + place;
    arcs.depart[arc] = feuilles[0][cellule] ?? 0;
    arcs.arrivee[arc] = feuilles[1][cellule] ?? 0;
    arcs.maximum[arc] = 1;
  });
  return {
    cellules,
    totaux,
    dansLaPremiere,
    parents,
    feuilles,
    mobiles,
    planchers,
    arcs,
    encadrerTotal,
    encadrerCellule,
  };
}

function controler(cellules: readonly CelluleExacte[]): void {
  const vus = new Set<string>();
  for (const { codes, valeur } of cellules) {
    if (valeur.numerateur < 0n) throw new RangeError(`valeur négative : ${codes.join(", ")}`);
    vus.add(codes.join("\u0000"));
  }
  if (vus.size < cellules.length) throw new RangeError("deux cellules ont les mêmes codes");
}

export function plusPetitPermis({ inferieur, minimum }: Encadrement): bigint {
  return minimum === undefined || minimum < inferieur ? inferieur : minimum;
}

export function plusGrandPermis({ superieur, maximum }: Encadrement): bigint {
  return maximum === undefined || maximum > superieur ? superieur : maximum;
}

function sommerParTotal(
  parCellule: readonly bigint[],
  parents: readonly number[],
  feuilles: readonly [Int32Array, Int32Array],
): bigint[] {
  const sommes: bigint[] = Array(parents.length).fill(0n);
  const ajouter = (noeud: number, valeur: bigint) => {
    if (noeud > 0) sommes[noeud - 1] = (sommes[noeud - 1] ?? 0n) + valeur;
  };
  for (const feuille of feuilles)
    feuille.forEach((noeud, cellule) => {
      ajouter(noeud, parCellule[cellule] ?? 0n);
    });
  for (let rang = parents.length - 1; rang >= 0; rang -= 1) ajouter(parents[rang] ?? 0, sommes[rang] ?? 0n);
  return sommes;
}

function poserArcs(nombre: number): Arcs {
  return {
    depart: new Int32Array(nombre),
    arrivee: new Int32Array(nombre),
    minimum: new Int32Array(nombre),
    maximum: new Int32Array(nombre),
  };
}

function comparerEntiers(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
