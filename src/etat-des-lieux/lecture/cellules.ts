import type { Texte } from "../../droit/texte.js";
import { attendu } from "../../modele/problemes.js";

/** Une cellule, telle qu'un lecteur de CSV ou de tableur la rend. */
export type Cellule = string | number | boolean | null;
/** Une cellule qui dit quelque chose : un texte sans espace aux bords, un nombre, vrai ou faux. */
export type CelluleRemplie = string | number | boolean;

/** Pourquoi une cellule ne se lit pas. */
interface Refus {
  readonly code: string;
  readonly message: Texte;
}

/** Ce que dit une cellule, ou pourquoi elle ne se lit pas. */
export type Lu<T> = { readonly valeur: T } | { readonly refus: Refus };

export function refus(code: string, message: Texte): Lu<never> {
  return { refus: { code, message } };
}

/** « Attendu : … ; lu : … » */
export function inattendu(code: string, voulu: Texte, cellule: CelluleRemplie): Lu<never> {
  return refus(code, attendu(voulu, cellule));
}

/** Le contenu d'une cellule ; `undefined` si elle est vide. */
export function contenuDe(cellule: Cellule | undefined): CelluleRemplie | undefined {
  if (cellule === null || cellule === undefined) return undefined;
  if (typeof cellule !== "string") return cellule;
  const texte = cellule.trim().normalize("NFC");
  return texte === "" ? undefined : texte;
}

/** Le même texte sans accents, en minuscules, apostrophes droites, espaces simples. */
export function sansAccents(texte: string): string {
  return texte
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/[’ʼ]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}

const NOMBRE = /^[-+]?[\d.,\s]+$/;

/**
 * Ce qui reste d'une écriture quand casse, accents, espaces et ponctuation ne comptent pas. Un nombre reste tel quel : « 1,3 »
 * n'est pas « 13 », ni « -1 », « 1 ». Le point d'interrogation aussi : « oui ? » n'est pas « oui ».
 */
export function cleDe(texte: CelluleRemplie): string {
  const ecrit = String(texte).normalize("NFC").trim();
  return NOMBRE.test(ecrit) ? ecrit : sansAccents(ecrit).replace(/[^a-z0-9+?]/g, "");
}

/** Lit l'une des écritures d'une table. */
export function lireParmi<T>(
  table: ReadonlyMap<string, T>,
  voulu: Texte,
): (cellule: CelluleRemplie) => Lu<T> {
  return (cellule) => {
    const cle = cleDe(cellule);
    return table.has(cle) ? { valeur: table.get(cle) as T } : inattendu("VALEUR_NON_PREVUE", voulu, cellule);
  };
}

/** La table des écritures d'une liste de valeurs, clés repliées. */
export function tableDEcritures<T>(
  ecritures: readonly (readonly [valeur: T, ...ecritures: readonly string[]])[],
): ReadonlyMap<string, T> {
  return new Map(
    ecritures.flatMap(([valeur, ...formes]) => formes.map((forme): [string, T] => [cleDe(forme), valeur])),
  );
}
