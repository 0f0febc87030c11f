import { ecrireDecimal } from "../../exact/decimal.js";
import type { Fraction } from "../../exact/fraction.js";
import { nombreALire } from "../nombre-a-lire.js";

type Langue = "fr" | "en";

const DECIMALES = 2;

/** Ce que toute figure dit de ses chiffres. */
export const ARRONDI = {
  fr: "Chiffres arrondis au plus proche, à deux décimales.",
  en: "Figures rounded to the nearest, to two decimals.",
} as const;

/** « 2,57 » : ce qui s'écrit dans une figure et dans son texte. */
export function direNombre(valeur: Fraction, langue: Langue): string {
  return nombreALire(ecrireDecimal(valeur, DECIMALES), langue);
}

export function direPourCent(valeur: Fraction, langue: Langue): string {
  return langue === "fr" ? `${direNombre(valeur, langue)}\u00a0%` : `${direNombre(valeur, langue)}%`;
}

export function direLogements(valeur: Fraction, langue: Langue): string {
  const ecrit = direNombre(valeur, langue);
  const unite =
    langue === "en"
      ? ecrit === "1"
        ? "dwelling"
        : "dwellings"
      : /^−?[01](,|$)/.test(ecrit)
        ? "logement"
        : "logements";
  return `${ecrit}\u00a0${unite}`;
}

/** Un nombre pour dessiner : aucun chiffre ne s'y relit. */
export function pourDessiner(valeur: Fraction): number {
  return Number(ecrireDecimal(valeur, 6));
}
