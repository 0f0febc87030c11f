import { diviser, enPourCentDe, type Fraction, fraction, pourCentDe, sommer } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte } from "../exact/valeur-exacte.js";

/** Un taux exact et ses termes, ceux que l'on connaît. */
export interface TauxEtTermes {
  readonly numerateur: number | null;
  readonly denominateur: number | null;
  readonly brut: ValeurExacte;
}

export interface TermesReunis {
  readonly numerateur: number | null;
  readonly denominateur: number | null;
  readonly brut: Fraction;
}

function logementsConnus({ denominateur }: TauxEtTermes): number {
  if (denominateur === null) throw new TypeError("taux sans dénominateur, qui devait être refusé");
  return denominateur;
}

/**
 * Σ logements × taux ÷ Σ logements, qui est Σ numérateurs ÷ Σ dénominateurs quand les taux sont exacts.
 * Le numérateur n'est connu que si tous le sont.
 */
export function ponderer(termes: readonly TauxEtTermes[]): TermesReunis {
  const mouvements = sommer(
    termes.map((terme) => pourCentDe(lireValeurExacte(terme.brut), fraction(logementsConnus(terme)))),
  );
  const denominateur = termes.reduce((total, terme) => total + logementsConnus(terme), 0);
  return {
    numerateur: termes.reduce<number | null>(
      (total, { numerateur }) => (total === null || numerateur === null ? null : total + numerateur),
      0,
    ),
    denominateur,
    brut: enPourCentDe(mouvements, fraction(denominateur)),
  };
}

/** La somme des taux divisée par leur nombre ; elle n'a plus de termes. */
export function moyennerSimplement(termes: readonly TauxEtTermes[]): TermesReunis {
  return {
    numerateur: null,
    denominateur: null,
    brut: diviser(sommer(termes.map(({ brut }) => lireValeurExacte(brut))), fraction(termes.length)),
  };
}
