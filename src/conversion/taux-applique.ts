import type { Fraction } from "../exact/fraction.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import type { Typologie } from "../modele/vocabulaire.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";

/** Le taux d'ensemble, ou celui de la typologie d'un droit. */
export function choisirLeTaux(
  { taux, parTypologie }: TauxDeRotation,
  tauxApplique: "unique" | "par-typologie" | undefined,
): (ligne: { readonly typologie: Typologie | null }) => Fraction {
  const ensemble = lireValeurExacte(taux);
  if (tauxApplique !== "par-typologie") return () => ensemble;
  const parTaille = new Map(parTypologie.map((un) => [un.typologie, lireValeurExacte(un.taux)]));
  return ({ typologie }) => {
    const lu = typologie === null ? undefined : parTaille.get(typologie);
    if (lu === undefined) throw new TypeError("typologie sans taux");
    return lu;
  };
}
