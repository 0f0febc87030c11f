import { entierSuperieur } from "../exact/arrondi.js";
import {
  CENT,
  comparer,
  diviser,
  enPourCentDe,
  type Fraction,
  fraction,
  pourCentDe,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { lireTaux } from "../exact/taux.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";

/** `indetermine` : ce que le journal ne dit pas suffirait à atteindre l'objectif. `sans-objet` : rien n'est à compter. */
export type Verdict = "atteint" | "non-atteint" | "indetermine" | "sans-objet";

/** Ce qu'un objectif compte, avant d'être jugé. */
export interface Decomptees {
  /** Toutes les attributions que l'objectif vise. */
  readonly comptees: number;
  /** Celles qui vont au public de l'objectif. */
  readonly favorables: number;
  /** Celles dont le journal ne dit pas si elles y vont : elles ne sont pas tenues pour favorables. */
  readonly nonRenseignees: number;
}

/** Un objectif jugé, en attributions. */
export interface ObjectifJuge extends Decomptees {
  /** Part à atteindre, en pourcentage. */
  readonly seuil: string;
  /** Part atteinte, en pourcentage ; `null` si rien n'est à compter. */
  readonly taux: ValeurExacte | null;
  /** La part à atteindre, en logements : arrondie au supérieur, car un quart de cinq attributions en demande deux. */
  readonly attendues: number;
  /** Ce qui manque : attendues moins favorables, ou zéro. */
  readonly reste: number;
  readonly verdict: Verdict;
}

/** Ce que l'objectif demande, en logements entiers. */
function attenduesDe(seuil: Fraction, comptees: number): number {
  return Number(entierSuperieur(pourCentDe(seuil, fraction(comptees))));
}

/** Juge un décompte contre une part à atteindre, en pourcentage, sans tolérance. */
export function juger(decomptees: Decomptees, seuil: string): ObjectifJuge {
  const { comptees, favorables, nonRenseignees } = decomptees;
  const attendues = attenduesDe(lireTaux(seuil), comptees);
  return {
    comptees,
    favorables,
    nonRenseignees,
    seuil,
    taux: comptees === 0 ? null : valeurExacte(enPourCentDe(fraction(favorables), fraction(comptees))),
    attendues,
    reste: Math.max(0, attendues - favorables),
    verdict:
      comptees === 0
        ? "sans-objet"
        : favorables >= attendues
          ? "atteint"
          : favorables + nonRenseignees >= attendues
            ? "indetermine"
            : "non-atteint",
  };
}

/**
 * Combien d'attributions favorables de plus, comptées elles aussi dans le total, portent la part à l'objectif ; `null` si aucun
 * nombre n'y suffit, l'objectif étant de 100 %.
 */
export function complementPour({ comptees, favorables, seuil }: ObjectifJuge): number | null {
  const part = lireTaux(seuil);
  const manque = soustraire(pourCentDe(part, fraction(comptees)), fraction(favorables));
  if (comparer(manque, ZERO) <= 0) return 0;
  const gainParAttribution = diviser(soustraire(CENT, part), CENT);
  return comparer(gainParAttribution, ZERO) === 0
    ? null
    : Number(entierSuperieur(diviser(manque, gainParAttribution)));
}
