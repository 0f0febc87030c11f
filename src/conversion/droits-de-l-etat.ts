import type { Texte } from "../droit/texte.js";
import type { Contrepartie } from "../modele/vocabulaire.js";

/** Un droit de l'État dont la contrepartie n'est pas dite est tenu pour son contingent. */
export function estDuContingent({ contrepartie }: { readonly contrepartie: Contrepartie | null }): boolean {
  return contrepartie === null || contrepartie === "contingent-prefectoral";
}

/** Pourquoi les droits de l'État hors de son contingent ne sont pas convertis, quand les parties l'ont stipulé. */
export const NON_CONVERTIS: Texte = {
  fr: "Les parties ont convenu de ne pas convertir les droits de l'État hors de son contingent.",
  en: "The parties agreed not to convert the State's rights outside its contingent.",
};
