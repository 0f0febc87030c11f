import { figer } from "../droit/figer.js";
import type { Registre } from "./registre.js";

/** Les registres que ce programme a lui-même produits, gelés ; un autre est vérifié en rejouant son journal. */
const verifies = new WeakSet<object>();

export function marquerVerifie(registre: Registre): Registre {
  verifies.add(figer(registre));
  return registre;
}

export function estVerifie(valeur: unknown): valeur is Registre {
  return typeof valeur === "object" && valeur !== null && verifies.has(valeur);
}
