import type { Texte } from "../../droit/texte.js";
import {
  type Chiffre,
  ecrireChiffre,
  ecrireFractionDe,
  ecrireMots,
  enTete,
  type MiseEnForme,
} from "./mise-en-forme.js";
import type { CaseDeTableau, Tableau, UniteDeColonne } from "./tableau.js";

/** Une colonne, et ce qu'elle lit d'une ligne. */
export interface ColonneDe<Ligne> {
  readonly nom: string;
  readonly titre: Texte;
  readonly unite: UniteDeColonne;
  readonly ecrire: (ligne: Ligne, mise: MiseEnForme) => CaseDeTableau;
  /** Écrit la fraction exacte ; indéfini d'une colonne qui ne porte pas de chiffre exact. */
  readonly ecrireFraction?: (ligne: Ligne) => CaseDeTableau;
}

/** « mairesProposes » : le nom d'une colonne qui, seule, porterait celui d'une autre. */
export function prefixer(prefixe: string, nom: string): string {
  return `${prefixe}${enTete(nom)}`;
}

/** Une colonne de mots : code, nom, libellé. */
export function mots<L>(nom: string, titre: Texte, lire: (ligne: L) => string | Texte | null): ColonneDe<L> {
  return {
    nom,
    titre,
    unite: null,
    ecrire: (ligne, mise) => {
      const lus = lire(ligne);
      return lus === null ? null : ecrireMots(lus, mise);
    },
  };
}

/** Une colonne de jours. */
export function jours<L>(nom: string, titre: Texte, lire: (ligne: L) => string | null): ColonneDe<L> {
  return { nom, titre, unite: "date", ecrire: lire };
}

/** Une colonne d'années civiles : des mots, pour qu'aucune langue n'y mette de séparateur de milliers. */
export function millesimes<L>(nom: string, titre: Texte, lire: (ligne: L) => number): ColonneDe<L> {
  return mots(nom, titre, (ligne) => String(lire(ligne)));
}

/** Une colonne d'entiers. */
export function entiers<L>(
  nom: string,
  titre: Texte,
  unite: Exclude<UniteDeColonne, "date" | null>,
  lire: (ligne: L) => number | null,
): ColonneDe<L> {
  return { nom, titre, unite, ecrire: lire };
}

/** Une colonne de chiffres exacts : leur décimal, et leur fraction à côté si elle est demandée. */
export function exacts<L>(
  nom: string,
  titre: Texte,
  unite: Exclude<UniteDeColonne, "date" | null>,
  lire: (ligne: L) => Chiffre | null,
): ColonneDe<L> {
  return {
    nom,
    titre,
    unite,
    ecrire: (ligne, mise) => {
      const chiffre = lire(ligne);
      return chiffre === null ? null : ecrireChiffre(chiffre, mise);
    },
    ecrireFraction: (ligne) => {
      const chiffre = lire(ligne);
      return chiffre === null ? null : ecrireFractionDe(chiffre);
    },
  };
}

/** Le code d'un réservataire, et son nom. */
export function reservataire<L>(lire: (ligne: L) => string | null): [code: ColonneDe<L>, nom: ColonneDe<L>] {
  return [
    mots("reservataire", { fr: "Code", en: "Code" }, lire),
    {
      ...mots<L>("nom", { fr: "Réservataire", en: "Reservation holder" }, () => null),
      ecrire: (ligne, mise) => {
        const code = lire(ligne);
        return code === null ? null : ecrireMots(mise.nomDe(code), mise);
      },
    },
  ];
}

interface Contenu<L> {
  readonly nom: string;
  readonly titre: Texte;
  readonly colonnes: readonly ColonneDe<L>[];
  readonly lignes: readonly L[];
  /** Les chiffres du total, par colonne ; les autres y sont sans objet. */
  readonly total?: Readonly<Record<string, Chiffre | number | null>>;
}

/** Une colonne, et ce qu'elle a au total. */
type ColonneRetenue<L> = ColonneDe<L> & { readonly total: CaseDeTableau };

/** Met un tableau en forme. */
export function dresser<L>(mise: MiseEnForme, { nom, titre, colonnes, lignes, total }: Contenu<L>): Tableau {
  const retenues = colonnes.flatMap((colonne) => retenir(colonne, total?.[colonne.nom] ?? null, mise));
  return {
    nom,
    titre: titre[mise.langue],
    langue: mise.langue,
    colonnes: retenues.map((colonne) => ({
      nom: colonne.nom,
      titre: colonne.titre[mise.langue],
      unite: colonne.unite,
    })),
    lignes: lignes.map((ligne) => retenues.map(({ ecrire }) => ecrire(ligne, mise))),
    total: total === undefined ? null : retenues.map((colonne) => colonne.total),
  };
}

/** La colonne, et celle de sa fraction si elle est demandée. */
function retenir<L>(
  colonne: ColonneDe<L>,
  total: Chiffre | number | null,
  mise: MiseEnForme,
): ColonneRetenue<L>[] {
  const { nom, titre, ecrireFraction } = colonne;
  const exact = typeof total === "number" ? String(total) : total;
  const retenue = { ...colonne, total: exact === null ? null : ecrireChiffre(exact, mise) };
  if (!mise.fractions || ecrireFraction === undefined) return [retenue];
  return [
    retenue,
    {
      ...colonne,
      nom: `${nom}Fraction`,
      titre: { fr: `${titre.fr} (fraction exacte)`, en: `${titre.en} (exact fraction)` },
      ecrire: ecrireFraction,
      total: exact === null ? null : ecrireFractionDe(exact),
    },
  ];
}
