import type { Partage } from "./partage.js";
import { accroitre, type Cadre, donner, trouverLePremier } from "./vacance.js";

/**
 * Donne chaque logement, l'un après l'autre, au plus en attente ; à égalité, au premier rang. Les écarts sont ceux d'avant, puis
 * ceux d'après.
 *
 * @returns le plus grand écart provoqué, zéro s'il n'y a pas de vacance
 */
export function donnerAuPlusEnAttente(ecarts: number[], partages: readonly Partage[], cadre: Cadre): number {
  let plusGrand = 0;
  for (const partage of partages) {
    accroitre(ecarts, partage);
    const provoque = donner(ecarts, partage, trouverLePremier(ecarts, { partage }), cadre);
    if (provoque > plusGrand) plusGrand = provoque;
  }
  return plusGrand;
}
