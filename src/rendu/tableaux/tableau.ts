/** Dans quoi une colonne compte ; `date` : des jours AAAA-MM-JJ ; `null` : des mots. */
export type UniteDeColonne =
  | "logements"
  | "%"
  | "points"
  | "droits uniques"
  | "droits"
  | "années"
  | "attributions"
  | "baux"
  | "mises à disposition"
  | "jours"
  | "date"
  | null;

/** Ce que contient une case : un entier est un nombre, un autre chiffre un décimal écrit ; `null` : rien à dire. */
export type CaseDeTableau = string | number | null;

export interface Colonne {
  /** Stable, le même dans toutes les langues : ce qu'un programme lit. */
  readonly nom: string;
  /** Dans la langue du tableau : ce qu'une personne lit. */
  readonly titre: string;
  readonly unite: UniteDeColonne;
}

/** Un tableau à plat : chaque ligne a autant de cases qu'il y a de colonnes. */
export interface Tableau {
  /** Stable, unique dans son résultat. */
  readonly nom: string;
  readonly titre: string;
  readonly langue: "fr" | "en";
  readonly colonnes: readonly Colonne[];
  readonly lignes: readonly (readonly CaseDeTableau[])[];
  /** Le total que porte le résultat, aux mêmes colonnes, celles de mots étant vides ; `null` s'il n'en porte pas. */
  readonly total: readonly CaseDeTableau[] | null;
}
