import { CATEGORIES_DE_SOUSTRACTION, type CategorieDeSoustraction } from "../modele/vocabulaire.js";

/** B, en logements : le total et chaque catégorie. */
export type Soustraits = Readonly<Record<CategorieDeSoustraction, number>> & { readonly total: number };

/** A, B et C, en logements. */
export interface ComptesDuFlux {
  /** A : logements libérés, premières mises en location comprises si elles sont dans le flux. */
  readonly liberations: number;
  /** Premières mises en location de l'année, comptées ou non dans A selon la stipulation. */
  readonly premieresMisesEnLocation: number;
  /** B. */
  readonly soustraits: Soustraits;
  /** C = A − B. */
  readonly flux: number;
}

export function totaliserSoustraits(nombre: (categorie: CategorieDeSoustraction) => number): Soustraits {
  const parCategorie = Object.fromEntries(
    CATEGORIES_DE_SOUSTRACTION.map((categorie) => [categorie, nombre(categorie)]),
  ) as Record<CategorieDeSoustraction, number>;
  const total = Object.values(parCategorie).reduce((somme, logements) => somme + logements, 0);
  return { total, ...parCategorie };
}

export function additionnerComptes(comptes: readonly ComptesDuFlux[]): ComptesDuFlux {
  const somme = (lire: (compte: ComptesDuFlux) => number) =>
    comptes.reduce((total, compte) => total + lire(compte), 0);
  return {
    liberations: somme(({ liberations }) => liberations),
    premieresMisesEnLocation: somme(({ premieresMisesEnLocation }) => premieresMisesEnLocation),
    soustraits: totaliserSoustraits((categorie) => somme(({ soustraits }) => soustraits[categorie])),
    flux: somme(({ flux }) => flux),
  };
}
