import type { Texte } from "../droit/texte.js";
import { arrondir, type ModeDArrondi } from "../exact/arrondi.js";
import type { Fraction } from "../exact/fraction.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { ArrondiConvenu } from "../modele/stipulations.js";

/** Applique, une seule fois, l'arrondi que les parties ont convenu. */
export function appliquerArrondi(valeur: Fraction, convenu: ArrondiConvenu): Fraction {
  return convenu === "aucun" ? valeur : arrondir(valeur, convenu.mode, convenu.decimales);
}

export function ecrireArrondi(convenu: ArrondiConvenu): string {
  return convenu === "aucun" ? "aucun" : `${convenu.mode}, ${convenu.decimales} décimale(s)`;
}

const MODES: Readonly<Record<ModeDArrondi, Texte>> = {
  "entier-inferieur": { fr: "arrondi au-dessous", en: "rounded down" },
  "entier-superieur": { fr: "arrondi au-dessus", en: "rounded up" },
  "plus-proche": { fr: "arrondi au plus proche, la moitié au-dessus", en: "rounded to nearest, half up" },
  "plus-proche-pair": {
    fr: "arrondi au plus proche, la moitié au pair",
    en: "rounded to nearest, half to even",
  },
};

/** Dit l'arrondi en mots ; `null` si la valeur est restée exacte. */
export function direArrondi(convenu: ArrondiConvenu): Texte | null {
  if (convenu === "aucun") return null;
  const { fr, en } = MODES[convenu.mode];
  const { decimales } = convenu;
  return {
    fr: `${fr}, ${decimales === 0 ? "à l'unité" : `${decimales} décimale(s)`}, une seule fois, par stipulation`,
    en: `${en}, ${decimales === 0 ? "to the unit" : `${decimales} decimal(s)`}, once, by stipulation`,
  };
}

/** Le taux exact et le taux retenu : un seul arrondi, à la fin. */
export function retenirTaux(
  brut: Fraction,
  convenu: ArrondiConvenu,
): { readonly brut: ValeurExacte; readonly taux: ValeurExacte } {
  return { brut: valeurExacte(brut), taux: valeurExacte(appliquerArrondi(brut, convenu)) };
}
