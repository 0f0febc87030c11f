import { figer } from "./figer.js";

/** Les réservataires dont les garanties d'emprunt entrent ensemble dans le plafond (R. 441-5-3, al. 1 et 2). */
export const BLOC_COMMUNAL: readonly string[] = figer([
  "commune",
  "epci",
  "ept",
  "metropole-de-lyon",
  "ville-de-paris",
]);

/**
 * Les collectivités territoriales et leurs groupements (R. 441-5-4) : le bloc communal, les départements, les régions.
 * Avant le décret, leurs garanties entraient toutes dans le plafond de chaque programme (R. 441-5).
 */
export const COLLECTIVITES: readonly string[] = figer([...BLOC_COMMUNAL, "departement", "region"]);

/** Ceux à qui un terrain ou un financement peut valoir des réservations supplémentaires (R. 441-5-4). */
export const BENEFICIAIRES_DU_SUPPLEMENT: readonly string[] = figer(["prefet", ...COLLECTIVITES]);

/** Ceux à qui la loi fixe un objectif d'attributions aux ménages prioritaires : le quart de L. 441-1 et de L. 313-26-2. */
export const TENUS_A_L_OBJECTIF_PRIORITAIRE: readonly string[] = figer([...COLLECTIVITES, "action-logement"]);
