import { type Fraction, sommer, soustraire, ZERO } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { bailleurEnDernier } from "./bailleur-en-dernier.js";
import type { AnneeSimulee, ReservataireSimule } from "./resumer-annee.js";

/** Ce que toutes les années valent à un réservataire, ou au bailleur. */
export interface Grandeurs {
  /** Σ de ses parts du flux prévu, en logements, sans arrondi. */
  readonly logements: ValeurExacte;
  /** Σ de ses objectifs ; `null` si une année n'en a pas. */
  readonly objectifs: number | null;
  /** Sur les années dont le journal est donné : Σ de ce qui lui a été décompté ; `null` s'il n'y en a pas. */
  readonly recus: number | null;
  /** Ses droits uniques à la fin de la dernière année ; `null` s'il n'a pas de compte. */
  readonly droits: ValeurExacte | null;
}

export interface CumulDUnReservataire extends Grandeurs {
  readonly reservataire: string;
}

/** Qui n'a ni part ni droits dans un scénario y est compté pour rien. */
export const RIEN: Grandeurs = {
  logements: valeurExacte(ZERO),
  objectifs: 0,
  recus: 0,
  droits: valeurExacte(ZERO),
};

/** Additionne les années : dans l'ordre des codes, les logements non réservés en dernier. */
export function cumuler(annees: readonly AnneeSimulee[]): CumulDUnReservataire[] {
  const sansObjectif = annees.some(({ reservataires }) =>
    reservataires.some(({ objectif }) => objectif === null),
  );
  const cumuls = regrouperParCodes(
    annees.flatMap(({ reservataires }) => reservataires),
    ({ reservataire }) => reservataire,
  ).map(([reservataire, siennes]): CumulDUnReservataire => {
    const dernier = annees.at(-1)?.reservataires.find((ligne) => ligne.reservataire === reservataire);
    return {
      reservataire,
      logements: valeurExacte(sommer(siennes.map(({ logements }) => lireValeurExacte(logements)))),
      objectifs: sansObjectif ? null : siennes.reduce((total, { objectif }) => total + (objectif ?? 0), 0),
      recus: recusDe(siennes),
      droits: dernier?.compte?.cloture ?? null,
    };
  });
  return bailleurEnDernier(cumuls);
}

function recusDe(siennes: readonly ReservataireSimule[]): number | null {
  const connus = siennes.flatMap(({ recus }) => (recus === null ? [] : [recus]));
  return connus.length === 0 ? null : connus.reduce((total, recus) => total + recus, 0);
}

/** Ce que les unes ont de plus que les autres ; ce qui manque d'un côté n'a pas d'écart. */
export function ecartEntre(grandeurs: Grandeurs, autres: Grandeurs): Grandeurs {
  const exact = (a: ValeurExacte, b: ValeurExacte): Fraction =>
    soustraire(lireValeurExacte(a), lireValeurExacte(b));
  const entier = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
  return {
    logements: valeurExacte(exact(grandeurs.logements, autres.logements)),
    objectifs: entier(grandeurs.objectifs, autres.objectifs),
    recus: entier(grandeurs.recus, autres.recus),
    droits:
      grandeurs.droits === null || autres.droits === null
        ? null
        : valeurExacte(exact(grandeurs.droits, autres.droits)),
  };
}
