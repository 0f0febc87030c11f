import { sommer, soustraire, ZERO } from "../exact/fraction.js";
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

/** Ce que les parts valent, sur le périmètre comme dans une zone. */
type ValeurDesParts = Pick<Grandeurs, "logements" | "objectifs">;

/** Qui n'a pas de part est compté pour rien. */
export const SANS_PART: ValeurDesParts = { logements: valeurExacte(ZERO), objectifs: 0 };

/** Qui n'a ni part ni droits dans un scénario y est compté pour rien. */
export const RIEN: Grandeurs = { ...SANS_PART, recus: 0, droits: valeurExacte(ZERO) };

/** Ce qu'une année vaut à un réservataire, sur le périmètre ou dans une zone. */
interface LigneDUneAnnee {
  readonly reservataire: string;
  readonly logements: ValeurExacte;
  readonly objectif: number | null;
}

/** Additionne les années : dans l'ordre des codes, les logements non réservés en dernier. */
export function cumulerLesParts(
  annees: readonly (readonly LigneDUneAnnee[])[],
): (ValeurDesParts & { readonly reservataire: string })[] {
  const lignes = annees.flat();
  const sansObjectif = lignes.some(({ objectif }) => objectif === null);
  const cumuls = regrouperParCodes(lignes, ({ reservataire }) => reservataire).map(
    ([reservataire, siennes]) => ({
      reservataire,
      logements: valeurExacte(sommer(siennes.map(({ logements }) => lireValeurExacte(logements)))),
      objectifs: sansObjectif ? null : siennes.reduce((total, { objectif }) => total + (objectif ?? 0), 0),
    }),
  );
  return bailleurEnDernier(cumuls);
}

/** Les parts de toutes les années, ce qui a été reçu, et les droits de la dernière. */
export function cumuler(annees: readonly AnneeSimulee[]): CumulDUnReservataire[] {
  const desAnnees = annees.map(({ reservataires }) => reservataires);
  const lignes = desAnnees.flat();
  return cumulerLesParts(desAnnees).map((cumul) => {
    const estLeSien = ({ reservataire }: ReservataireSimule) => reservataire === cumul.reservataire;
    return {
      ...cumul,
      recus: recusDe(lignes.filter(estLeSien)),
      droits: desAnnees.at(-1)?.find(estLeSien)?.compte?.cloture ?? null,
    };
  });
}

function recusDe(siennes: readonly ReservataireSimule[]): number | null {
  const connus = siennes.flatMap(({ recus }) => (recus === null ? [] : [recus]));
  return connus.length === 0 ? null : connus.reduce((total, recus) => total + recus, 0);
}

/** Ce que les unes ont de plus que les autres ; ce qui manque d'un côté n'a pas d'écart. */
export function ecartEntre(grandeurs: Grandeurs, autres: Grandeurs): Grandeurs {
  return {
    ...ecartDesParts(grandeurs, autres),
    recus: ecartDEntiers(grandeurs.recus, autres.recus),
    droits:
      grandeurs.droits === null || autres.droits === null
        ? null
        : ecartExact(grandeurs.droits, autres.droits),
  };
}

export function ecartDesParts(parts: ValeurDesParts, autres: ValeurDesParts): ValeurDesParts {
  return {
    logements: ecartExact(parts.logements, autres.logements),
    objectifs: ecartDEntiers(parts.objectifs, autres.objectifs),
  };
}

function ecartExact(a: ValeurExacte, b: ValeurExacte): ValeurExacte {
  return valeurExacte(soustraire(lireValeurExacte(a), lireValeurExacte(b)));
}

function ecartDEntiers(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}
