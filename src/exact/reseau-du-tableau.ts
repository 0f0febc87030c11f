import type { Arcs } from "./circulation.js";
import { type Partage, partager } from "./denominateur-commun.js";
import { type FamillesAPlat, mettreAPlat } from "./familles-emboitees.js";
import { comparerListesDeCodes } from "./ordre.js";
import { type CelluleExacte, controlerCellules, type TableauExact } from "./tableau-exact.js";

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
export interface ReseauDuTableau extends FamillesAPlat {
  readonly cellules: readonly CelluleExacte[];
  /** Rangs des cellules qui peuvent monter : celle de place k est l'arc `totaux.length + k`. */
  readonly mobiles: readonly number[];
  readonly planchers: readonly bigint[];
  readonly arcs: Arcs;
  /** Les arcs à décider, dans l'ordre : les totaux qui passent d'abord, puis les cellules. */
  readonly aDecider: readonly number[];
  readonly encadrerTotal: (rang: number) => Encadrement;
  readonly encadrerCellule: (rang: number) => Encadrement;
}

export function construireReseau({
  cellules,
  familles,
  totauxDAbord = false,
}: TableauExact): ReseauDuTableau {
  controlerCellules(cellules);
  const aPlat = mettreAPlat(familles, cellules.length);
  const partage = partager(cellules.map(({ valeur }) => valeur));
  const { denominateur, planchers, restes } = partage;
  const acquis = sommerParTotal(planchers, aPlat);
  const resteAPlacer = sommerParTotal(restes, aPlat);

  const encadrerTotal = (rang: number): Encadrement => {
    const reste = resteAPlacer[rang] ?? 0n;
    const inferieur = (acquis[rang] ?? 0n) + reste / denominateur;
    const superieur = reste % denominateur === 0n ? inferieur : inferieur + 1n;
    return {
      inferieur,
      superieur,
      minimum: aPlat.totaux[rang]?.minimum,
      maximum: aPlat.totaux[rang]?.maximum,
    };
  };
  const encadrerCellule = (rang: number): Encadrement => {
    const inferieur = planchers[rang] ?? 0n;
    const superieur = restes[rang] === 0n ? inferieur : inferieur + 1n;
    return { inferieur, superieur, maximum: cellules[rang]?.maximum };
  };
  const mobiles = trierMobiles(cellules, partage);
  const arcs = poserArcs(aPlat, mobiles, (rang) => {
    const encadrement = encadrerTotal(rang);
    const dejaLa = acquis[rang] ?? 0n;
    return [Number(plusPetitPermis(encadrement) - dejaLa), Number(plusGrandPermis(encadrement) - dejaLa)];
  });
  const restesDesTotaux = resteAPlacer.map((reste) => reste % denominateur);
  const aDecider = [
    ...(totauxDAbord ? trierTotaux(aPlat, restesDesTotaux) : []),
    ...mobiles.map((_, place) => aPlat.totaux.length + place),
  ];
  return { ...aPlat, cellules, mobiles, planchers, arcs, aDecider, encadrerTotal, encadrerCellule };
}

export function plusPetitPermis({ inferieur, minimum }: Encadrement): bigint {
  return minimum === undefined || minimum < inferieur ? inferieur : minimum;
}

export function plusGrandPermis({ superieur, maximum }: Encadrement): bigint {
  return maximum === undefined || maximum > superieur ? superieur : maximum;
}

/** Les cellules qui ont un reste et un maximum qui le laisse monter, par reste décroissant puis dans l'ordre des codes. */
function trierMobiles(cellules: readonly CelluleExacte[], { planchers, restes }: Partage): number[] {
  const mobiles = cellules.flatMap(({ maximum }, rang) =>
    restes[rang] === 0n || (maximum !== undefined && maximum <= (planchers[rang] ?? 0n)) ? [] : [rang],
  );
  return mobiles.sort(
    (a, b) =>
      comparerEntiers(restes[b] ?? 0n, restes[a] ?? 0n) ||
      comparerListesDeCodes(cellules[a]?.codes ?? [], cellules[b]?.codes ?? []),
  );
}

/** Les totaux de la première famille qui ont un reste : étage par étage, par reste décroissant puis dans l'ordre des codes. */
function trierTotaux({ dansLaPremiere, cheminDe }: FamillesAPlat, restes: readonly bigint[]): number[] {
  const chemins = restes.slice(0, dansLaPremiere).map((_, rang) => cheminDe(rang));
  return chemins
    .flatMap((_, rang) => (restes[rang] === 0n ? [] : [rang]))
    .sort(
      (a, b) =>
        (chemins[a]?.length ?? 0) - (chemins[b]?.length ?? 0) ||
        comparerEntiers(restes[b] ?? 0n, restes[a] ?? 0n) ||
        comparerListesDeCodes(chemins[a] ?? [], chemins[b] ?? []),
    );
}

function poserArcs(
  { totaux, dansLaPremiere, parents, feuilles }: FamillesAPlat,
  mobiles: readonly number[],
  bornesDe: (rang: number) => readonly [minimum: number, maximum: number],
): Arcs {
  const colonne = () => new Int32Array(totaux.length + mobiles.length);
  const arcs = { depart: colonne(), arrivee: colonne(), minimum: colonne(), maximum: colonne() };
  const poser = (arc: number, depart: number, arrivee: number, minimum: number, maximum: number) => {
    arcs.depart[arc] = depart;
    arcs.arrivee[arc] = arrivee;
    arcs.minimum[arc] = minimum;
    arcs.maximum[arc] = maximum;
  };
  parents.forEach((parent, rang) => {
    const [depart, arrivee] = rang < dansLaPremiere ? [parent, rang + 1] : [rang + 1, parent];
    poser(rang, depart, arrivee, ...bornesDe(rang));
  });
  mobiles.forEach((cellule, place) => {
    poser(totaux.length + place, feuilles[0][cellule] ?? 0, feuilles[1][cellule] ?? 0, 0, 1);
  });
  return arcs;
}

function sommerParTotal(parCellule: readonly bigint[], { parents, feuilles }: FamillesAPlat): bigint[] {
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

function comparerEntiers(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
