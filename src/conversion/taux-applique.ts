import type { Fraction } from "../exact/fraction.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { TYPOLOGIES, type Typologie } from "../modele/vocabulaire.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";

interface DUneTypologie {
  readonly typologie: Typologie | null;
}

/** Les typologies de ces droits que le taux ne mesure pas. */
export function typologiesSansTaux(
  { parTypologie }: TauxDeRotation,
  droits: readonly DUneTypologie[],
): readonly Typologie[] {
  return TYPOLOGIES.filter(
    (une) =>
      droits.some(({ typologie }) => typologie === une) &&
      !parTypologie.some(({ typologie }) => typologie === une),
  );
}

/** Le taux d'ensemble, ou celui de la typologie d'un droit. */
export function choisirLeTaux(
  { taux, parTypologie }: TauxDeRotation,
  tauxApplique: "unique" | "par-typologie" | undefined,
): (ligne: DUneTypologie) => Fraction {
  const ensemble = lireValeurExacte(taux);
  if (tauxApplique !== "par-typologie") return () => ensemble;
  const parTaille = new Map(parTypologie.map((un) => [un.typologie, lireValeurExacte(un.taux)]));
  return ({ typologie }) => {
    const lu = typologie === null ? undefined : parTaille.get(typologie);
    if (lu === undefined) throw new TypeError("typologie sans taux");
    return lu;
  };
}
