import type { Constat } from "../modele/constats.js";
import {
  CalculImpossible,
  CasNonCouvert,
  ErreurDeSaisie,
  type Probleme,
  StipulationManquante,
} from "../modele/erreurs.js";
import type { ChoixManquant } from "../modele/stipulations.js";

/** Pourquoi un verbe n'a pas rendu de résultat. */
export interface Refus {
  readonly problemes: readonly Probleme[];
  readonly manquantes: readonly ChoixManquant[];
  /** L'entrée est valable, et le résultat demandé n'existe pas. */
  readonly empechements: readonly Constat[];
}

const RIEN: Refus = { problemes: [], manquantes: [], empechements: [] };

/** Range ce que dit une erreur de la bibliothèque ; une autre erreur n'est pas un refus, et passe. */
export function lireRefus(erreur: unknown): Refus {
  if (erreur instanceof ErreurDeSaisie) return { ...RIEN, problemes: erreur.problemes };
  if (erreur instanceof StipulationManquante) return { ...RIEN, manquantes: erreur.manquantes };
  if (erreur instanceof CalculImpossible) return { ...RIEN, empechements: erreur.constats };
  if (erreur instanceof CasNonCouvert) {
    const { chemin, code, message, messageEn } = erreur;
    return { ...RIEN, problemes: [{ chemin, code, message, messageEn }] };
  }
  throw erreur;
}
