import type { ComptesDuFlux } from "../../assiette/comptes-du-flux.js";
import { NOMS_DES_CATEGORIES } from "../../assiette/noms-des-categories.js";
import type { Texte } from "../../droit/texte.js";
import { CATEGORIES_DE_SOUSTRACTION, type CategorieDeSoustraction } from "../../modele/vocabulaire.js";
import { type ColonneDe, entiers } from "./colonnes.js";
import { enTete } from "./mise-en-forme.js";

/** A, chaque catégorie de B, B, C, et les premières mises en location. */
export const POSTES_DU_FLUX = [
  "liberations",
  ...CATEGORIES_DE_SOUSTRACTION,
  "soustraits",
  "flux",
  "premieresMisesEnLocation",
] as const;
export type PosteDuFlux = (typeof POSTES_DU_FLUX)[number];

const NOMS: Readonly<Record<Exclude<PosteDuFlux, keyof typeof NOMS_DES_CATEGORIES>, Texte>> = {
  liberations: { fr: "A. Libérations", en: "A. Vacated dwellings" },
  soustraits: { fr: "B. Logements soustraits", en: "B. Dwellings taken out" },
  flux: { fr: "C. Flux", en: "C. Flow" },
  premieresMisesEnLocation: { fr: "Premières mises en location", en: "First lettings" },
};

export function nomDuPoste(poste: PosteDuFlux): Texte {
  if (!(poste in NOMS_DES_CATEGORIES)) return NOMS[poste as keyof typeof NOMS];
  const { fr, en } = NOMS_DES_CATEGORIES[poste as keyof typeof NOMS_DES_CATEGORIES];
  return { fr: enTete(fr), en: enTete(en) };
}

/** Des comptes, un nombre ou un rapprochement par poste. */
interface ParPoste<T> {
  readonly liberations: T;
  readonly soustraits: Readonly<Record<CategorieDeSoustraction | "total", T>>;
  readonly flux: T;
  readonly premieresMisesEnLocation: T;
}

export function lirePoste<T>(comptes: ParPoste<T>, poste: PosteDuFlux): T {
  switch (poste) {
    case "liberations":
    case "flux":
    case "premieresMisesEnLocation":
      return comptes[poste];
    case "soustraits":
      return comptes.soustraits.total;
    default:
      return comptes.soustraits[poste];
  }
}

/** A, chaque catégorie de B, B, C et les premières mises en location, une colonne chacun. */
export function postesDuFlux<L>(lire: (ligne: L) => ComptesDuFlux): ColonneDe<L>[] {
  return POSTES_DU_FLUX.map((poste) =>
    entiers(poste, nomDuPoste(poste), "logements", (ligne) => lirePoste(lire(ligne), poste)),
  );
}

export function totalDesPostes(comptes: ComptesDuFlux): Readonly<Record<PosteDuFlux, number>> {
  return Object.fromEntries(POSTES_DU_FLUX.map((poste) => [poste, lirePoste(comptes, poste)])) as Record<
    PosteDuFlux,
    number
  >;
}
