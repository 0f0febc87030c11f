import * as z from "zod";
import type { Texte } from "../../droit/texte.js";
import { ecrireDecimal, lireDecimal } from "../../exact/decimal.js";
import { ecrireFraction, lireValeurExacte, type ValeurExacte } from "../../exact/valeur-exacte.js";
import { entierDe } from "../../modele/identifiants.js";
import type { CaseDeTableau } from "./tableau.js";

/** Comment écrire les cases, tel que l'appelant le demande. */
export const schemaMiseEnForme = {
  langue: z.enum(["fr", "en"]).default("fr"),
  separateurDecimal: z.enum([".", ","]).default("."),
  decimales: entierDe("DECIMALES_INVALIDES", 0, 6).default(6),
  fractions: z.boolean().default(false),
  neutraliserFormules: z.boolean().default(false),
};

type Options = z.output<z.ZodObject<typeof schemaMiseEnForme>>;

export interface MiseEnForme extends Options {
  /** Le nom d'un réservataire ; son code, s'il n'est pas connu. */
  readonly nomDe: (code: string) => string;
}

/** Un chiffre exact, ou le décimal fini qui l'écrit. */
export type Chiffre = ValeurExacte | string;

export function ecrireChiffre(
  chiffre: Chiffre,
  { decimales, separateurDecimal }: MiseEnForme,
): CaseDeTableau {
  const ecrit = ecrireDecimal(lire(chiffre), decimales);
  return /^-?\d{1,15}$/.test(ecrit) ? Number(ecrit) : ecrit.replace(".", separateurDecimal);
}

export function ecrireFractionDe(chiffre: Chiffre): string {
  return ecrireFraction(lire(chiffre));
}

function lire(chiffre: Chiffre) {
  if (typeof chiffre !== "string") return lireValeurExacte(chiffre);
  const lu = lireDecimal(chiffre);
  if (lu === null) throw new RangeError(`décimal illisible : ${chiffre}`);
  return lu;
}

const DEBUT_DE_FORMULE = /^[=+\-@\t\r\n]/;

/** Une apostrophe en tête : un tableur prendrait ce texte pour une formule. */
function neutraliser(texte: string): string {
  return DEBUT_DE_FORMULE.test(texte) ? `'${texte}` : texte;
}

export function ecrireMots(mots: string | Texte, { langue, neutraliserFormules }: MiseEnForme): string {
  const texte = typeof mots === "string" ? mots : mots[langue];
  return neutraliserFormules ? neutraliser(texte) : texte;
}

export function enTete(texte: string): string {
  return texte.charAt(0).toUpperCase() + texte.slice(1);
}
