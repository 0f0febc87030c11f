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

/** Ceux dont l'article R. 441-6 proroge les droits attachés à une garantie ; il n'en nomme pas d'autres. */
export const BENEFICIAIRES_DE_LA_PROROGATION: readonly string[] = figer(["commune", "epci"]);

/** Ceux à qui un terrain ou un financement peut valoir des réservations supplémentaires (R. 441-5-4). */
export const BENEFICIAIRES_DU_SUPPLEMENT: readonly string[] = figer(["prefet", ...COLLECTIVITES]);

/** Ceux à qui la loi fixe un objectif d'attributions aux ménages prioritaires : le quart de L. 441-1 et de L. 313-26-2. */
export const TENUS_A_L_OBJECTIF_PRIORITAIRE: readonly string[] = figer([...COLLECTIVITES, "action-logement"]);

/**
 * Sur les droits de qui une attribution d'office s'impute, selon l'article : L. 441-2-3 (droit au logement opposable ; aussi sur
 * les logements du bailleur), L. 521-3-3 (relogement décidé par le maire ou le président d'un EPCI), L. 441-1 et L. 313-26-2 (quart
 * prioritaire qu'une collectivité, un bailleur ou Action Logement n'a pas tenu), L. 441-1-6 (engagements d'attribution non tenus) :
 * tous les contingents, logements non réservés compris.
 */
export const IMPUTABLES = figer({
  "L. 313-26-2": { reservataires: ["action-logement"], bailleur: false },
  "L. 441-1": { reservataires: COLLECTIVITES, bailleur: true },
  "L. 441-1-6": null,
  "L. 441-2-3": { reservataires: ["prefet", ...COLLECTIVITES, "action-logement"], bailleur: true },
  "L. 521-3-3": { reservataires: BLOC_COMMUNAL, bailleur: false },
} satisfies Record<string, { reservataires: readonly string[]; bailleur: boolean } | null>);
