import type { Perimetre } from "../modele/vocabulaire.js";
import type { AnneeCalculee } from "./calculer-annee.js";
import type { Memoire } from "./memoire.js";
import type { Lieux } from "./relever-problemes.js";
import type { AnneeDeScenario, Scenario } from "./scenario.js";

/** Ce dont part chaque pas d'une année. */
export interface CadreDeLAnnee {
  readonly scenario: Scenario;
  readonly rang: number;
  readonly donnee: AnneeDeScenario;
  /** Le 1er janvier. */
  readonly date: string;
  readonly perimetre: Perimetre;
  /** Où est l'année dans le scénario : `annees[0]`. */
  readonly ici: string;
  /** Celles d'avant, calculées. */
  readonly calculees: readonly AnneeCalculee[];
  readonly memoire: Memoire;
  /** Appelle un verbe : son résultat, ou `null` s'il n'y en a pas, et pourquoi est noté. */
  readonly appeler: <T>(verbe: string, lieux: Lieux, calculer: () => T) => T | null;
}
