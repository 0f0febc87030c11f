import { ENCRE } from "./feuille.js";
import { balise, ligne } from "./svg.js";

/** Des traits obliques : une définition à joindre à l'image. */
export function hachures(prefixe: string): string {
  return balise(
    "pattern",
    {
      id: `${prefixe}-hachures`,
      width: 8,
      height: 8,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    },
    balise("rect", { width: 8, height: 8, fill: "#ffffff" }),
    ligne(0, 0, 0, 8, { stroke: ENCRE, "stroke-width": 3 }),
  );
}

/** Le remplissage que {@link hachures} définit. */
export function enHachures(prefixe: string): string {
  return `url(#${prefixe}-hachures)`;
}
