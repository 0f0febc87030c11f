import type { Partage } from "../../src/orientation/equite/partage.js";
import type { Cadre, Vacance } from "../../src/orientation/equite/vacance.js";
import type { Comptes } from "../../src/orientation/noyau.js";
import type { MondeTire } from "./mondes.js";

/** Le seuil d'un logement. */
export function cadreDe({ unitesParLogement }: MondeTire): Cadre {
  return { unitesParLogement, seuil: unitesParLogement };
}

export function ajouter(comptes: Comptes, { rangs, unites }: Partage, rang: number): Comptes {
  return {
    du: comptes.du.map((unitesDues, autre) => unitesDues + (unites[rangs.indexOf(autre)] ?? 0)),
    recus: comptes.recus.map((nombre, autre) => (autre === rang ? nombre + 1 : nombre)),
  };
}

/** Les comptes après chaque vacance. */
export function rejouer(depart: Comptes, vacances: readonly Vacance[], rangs: readonly number[]): Comptes[] {
  let comptes = depart;
  return vacances.map(({ partage }, numero) => {
    comptes = ajouter(comptes, partage, rangs[numero] as number);
    return comptes;
  });
}
