import { comparerListesDeCodes } from "./ordre.js";
import {
  type Encadrement,
  plusGrandPermis,
  plusPetitPermis,
  type ReseauDuTableau,
} from "./reseau-du-tableau.js";

/** Ce que désigne une limite : une cellule, ou un total par les codes qui y mènent dans sa famille. */
export type Objet =
  | { readonly type: "cellule"; readonly codes: readonly string[] }
  | { readonly type: "total"; readonly famille: 0 | 1; readonly chemin: readonly string[] };

/** Une borne qui vient de l'arrondi d'une valeur exacte, ou qui a été posée en plus. */
export interface Limite {
  readonly objet: Objet;
  readonly borne: bigint;
  readonly origine: "arrondi" | "posee";
}

/**
 * Pourquoi aucun arrondi n'existe. Quels que soient les entiers, ceux de `auMoins` et ceux de `auPlus` ont la même
 * somme ; or les premiers font au moins `voulu` et les seconds au plus `permis`, qui est plus petit. Ces limites
 * suffisent donc à se contredire. Un arrondi à zéro n'est pas cité : il n'ajoute rien.
 */
export interface Blocage {
  readonly voulu: bigint;
  readonly permis: bigint;
  readonly auMoins: readonly Limite[];
  readonly auPlus: readonly Limite[];
}

/** Cherche une cellule ou un total qui n'a aucun entier permis, son arrondi et ses bornes posées se contredisant. */
export function chercherContradiction(reseau: ReseauDuTableau): Blocage | null {
  const contredit = (encadrement: Encadrement) => plusPetitPermis(encadrement) > plusGrandPermis(encadrement);
  const [cellule] = trierCellules(
    reseau,
    reseau.cellules.flatMap(({ maximum }, rang) =>
      maximum !== undefined && contredit(reseau.encadrerCellule(rang)) ? [rang] : [],
    ),
  );
  if (cellule !== undefined)
    return bloquer([minimumDeCellule(reseau, cellule)], [maximumDeCellule(reseau, cellule)]);
  const total = reseau.totaux.findIndex((_, rang) => contredit(reseau.encadrerTotal(rang)));
  return total === -1 ? null : bloquer([minimumDeTotal(reseau, total)], [maximumDeTotal(reseau, total)]);
}

/** Lit une coupe du réseau : ce qui y entre doit faire au moins tant, ce qui en sort au plus tant. */
export function lireCoupe(reseau: ReseauDuTableau, dedans: (noeud: number) => boolean): Blocage {
  const { totaux, cellules, arcs, feuilles } = reseau;
  const sens = (depart = 0, arrivee = 0) => Number(dedans(arrivee)) - Number(dedans(depart));
  const sensDesTotaux = totaux.map((_, rang) => sens(arcs.depart[rang], arcs.arrivee[rang]));
  const sensDesCellules = cellules.map((_, rang) => sens(feuilles[0][rang], feuilles[1][rang]));
  const rangsDe = (sensDeChacun: readonly number[], voulu: number) =>
    sensDeChacun.flatMap((celuiCi, rang) => (celuiCi === voulu ? [rang] : []));
  return bloquer(
    [
      ...rangsDe(sensDesTotaux, 1).map((rang) => minimumDeTotal(reseau, rang)),
      ...trierCellules(reseau, rangsDe(sensDesCellules, 1)).map((rang) => minimumDeCellule(reseau, rang)),
    ],
    [
      ...rangsDe(sensDesTotaux, -1).map((rang) => maximumDeTotal(reseau, rang)),
      ...trierCellules(reseau, rangsDe(sensDesCellules, -1)).map((rang) => maximumDeCellule(reseau, rang)),
    ],
  );
}

function bloquer(auMoins: readonly Limite[], auPlus: readonly Limite[]): Blocage {
  const sommer = (limites: readonly Limite[]) => limites.reduce((somme, { borne }) => somme + borne, 0n);
  const citees = (limites: readonly Limite[]) =>
    limites.filter(({ borne, origine }) => borne !== 0n || origine === "posee");
  return {
    voulu: sommer(auMoins),
    permis: sommer(auPlus),
    auMoins: citees(auMoins),
    auPlus: citees(auPlus),
  };
}

function trierCellules({ cellules }: ReseauDuTableau, rangs: readonly number[]): number[] {
  return [...rangs].sort((a, b) => comparerListesDeCodes(cellules[a]?.codes ?? [], cellules[b]?.codes ?? []));
}

function auMoins(objet: Objet, encadrement: Encadrement): Limite {
  const borne = plusPetitPermis(encadrement);
  return { objet, borne, origine: borne === encadrement.inferieur ? "arrondi" : "posee" };
}

function auPlus(objet: Objet, encadrement: Encadrement): Limite {
  const borne = plusGrandPermis(encadrement);
  return { objet, borne, origine: borne === encadrement.superieur ? "arrondi" : "posee" };
}

function minimumDeCellule(reseau: ReseauDuTableau, rang: number): Limite {
  return auMoins(designerCellule(reseau, rang), reseau.encadrerCellule(rang));
}

function maximumDeCellule(reseau: ReseauDuTableau, rang: number): Limite {
  return auPlus(designerCellule(reseau, rang), reseau.encadrerCellule(rang));
}

function minimumDeTotal(reseau: ReseauDuTableau, rang: number): Limite {
  return auMoins(designerTotal(reseau, rang), reseau.encadrerTotal(rang));
}

function maximumDeTotal(reseau: ReseauDuTableau, rang: number): Limite {
  return auPlus(designerTotal(reseau, rang), reseau.encadrerTotal(rang));
}

function designerCellule({ cellules }: ReseauDuTableau, rang: number): Objet {
  return { type: "cellule", codes: cellules[rang]?.codes ?? [] };
}

function designerTotal({ cheminDe, dansLaPremiere }: ReseauDuTableau, rang: number): Objet {
  return { type: "total", famille: rang < dansLaPremiere ? 0 : 1, chemin: cheminDe(rang) };
}
