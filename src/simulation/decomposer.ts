import { additionner, comparer, type Fraction, soustraire, ZERO } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { codesPuisBailleur } from "./bailleur-en-dernier.js";
import { deroulerLesAnnees } from "./calculer-annee.js";
import type { Cause, CauseApplicable } from "./causes.js";
import { type CumulDUnReservataire, cumuler, ecartEntre, type Grandeurs, SANS_PART } from "./cumuler.js";
import type { Memoire } from "./memoire.js";
import { ouvrirReleve } from "./relever-problemes.js";
import { resumerLAnnee } from "./resumer-annee.js";
import type { Scenario } from "./scenario.js";
import type { VarianteSimulee } from "./simuler.js";
import { type CumulDeZone, cumulerLesZones, ecartsDesZones, type Zone } from "./zones.js";

/** Ce que quelque chose change à un réservataire, toutes années réunies : ce qu'il gagne, ou perd si c'est négatif. */
export interface EffetSurUnReservataire extends Grandeurs {
  readonly reservataire: string;
}

/** Ce que vaut une cause, ou plusieurs qui ne se séparent pas. */
export interface EffetDUneCause {
  readonly causes: readonly Cause[];
  /** Ajoutées à celles d'avant : la somme de tous les effets fait l'écart. */
  readonly effets: readonly EffetSurUnReservataire[];
  /** Σ de ce que gagnent ceux qui gagnent, et de ce que perdent les autres, en logements. */
  readonly gagnes: ValeurExacte;
  readonly perdus: ValeurExacte;
  /** Les mêmes effets, dans chaque zone. */
  readonly zones: readonly CumulDeZone[];
  /** Ajoutées seules au premier scénario ; `null` si ce scénario ne se calcule pas. */
  readonly seules: readonly EffetSurUnReservataire[] | null;
}

export type Cumuls = ReadonlyMap<string, CumulDUnReservataire>;

/** Ce que vaut un scénario, sur le périmètre et dans les zones. */
export interface Valeurs {
  readonly cumuls: Cumuls;
  readonly zones: readonly CumulDeZone[];
}

export function valeursDe({ cumul, zones }: Pick<VarianteSimulee, "cumul" | "zones">): Valeurs {
  return { cumuls: new Map(cumul.map((ligne) => [ligne.reservataire, ligne])), zones };
}

export function codesDe(...cumuls: readonly Cumuls[]): string[] {
  return codesPuisBailleur(cumuls.flatMap((cumul) => [...cumul.keys()]));
}

/** Qui n'a ni part ni droits dans un scénario y est compté pour rien ; ce qu'aucun n'y a n'est pas connu. */
export function grandeursDe(code: string, cumuls: Cumuls): Grandeurs {
  const tous = [...cumuls.values()];
  const { logements, objectifs, recus, droits } = cumuls.get(code) ?? {
    ...SANS_PART,
    recus: tous.every((autre) => autre.recus === null) ? null : 0,
    droits: tous.every((autre) => autre.droits === null) ? null : valeurExacte(ZERO),
  };
  return { logements, objectifs, recus, droits };
}

/** Ce qu'il faut pour refaire un scénario. */
interface ARejouer {
  readonly scenario: Scenario;
  readonly zones: readonly Zone[];
  readonly memoire: Memoire;
}

/** Les causes, l'une après l'autre ; celle après laquelle rien ne se calcule attend la suivante. */
export function decomposer(
  une: ARejouer,
  causes: readonly CauseApplicable[],
  depart: Valeurs,
  arrivee: Valeurs,
): EffetDUneCause[] {
  const effets: EffetDUneCause[] = [];
  let { scenario } = une;
  let avant = depart;
  let reunies: CauseApplicable[] = [];
  for (const [rang, cause] of causes.entries()) {
    scenario = cause.appliquer(scenario);
    reunies.push(cause);
    const apres = rang === causes.length - 1 ? arrivee : rejouer({ ...une, scenario });
    if (apres === null) continue;
    effets.push(mesurer(une, reunies, [depart, avant, apres]));
    avant = apres;
    reunies = [];
  }
  return effets;
}

function mesurer(
  une: ARejouer,
  causes: readonly CauseApplicable[],
  [depart, avant, apres]: readonly [Valeurs, Valeurs, Valeurs],
): EffetDUneCause {
  const effets = effetsEntre(avant.cumuls, apres.cumuls);
  const appliquees = () => causes.reduce((scenario, cause) => cause.appliquer(scenario), une.scenario);
  const seules = avant === depart ? apres : rejouer({ ...une, scenario: appliquees() });
  const total = (retenir: (logements: Fraction) => boolean) =>
    effets
      .map(({ logements }) => lireValeurExacte(logements))
      .filter(retenir)
      .reduce(additionner, ZERO);
  return {
    causes: causes.map(({ appliquer: _, ...cause }) => cause),
    effets,
    gagnes: valeurExacte(total((logements) => comparer(logements, ZERO) > 0)),
    perdus: valeurExacte(
      soustraire(
        ZERO,
        total((logements) => comparer(logements, ZERO) < 0),
      ),
    ),
    zones: ecartsDesZones(avant.zones, apres.zones),
    seules: seules && effetsEntre(depart.cumuls, seules.cumuls),
  };
}

function effetsEntre(avant: Cumuls, apres: Cumuls): EffetSurUnReservataire[] {
  return codesDe(avant, apres).map((reservataire) => ({
    reservataire,
    ...ecartEntre(grandeursDe(reservataire, apres), grandeursDe(reservataire, avant)),
  }));
}

/** Ce que donne un scénario intermédiaire ; `null` s'il ne se calcule pas. */
export function rejouer({ scenario, zones, memoire }: ARejouer): Valeurs | null {
  const releve = ouvrirReleve("comparer");
  const calculees = deroulerLesAnnees(
    scenario,
    releve.pour((chemin) => chemin),
    memoire,
  );
  if (releve.aRefuse() || calculees.some(({ empechements }) => empechements.length > 0)) return null;
  const annees = calculees.map((annee) => resumerLAnnee(annee, zones));
  return valeursDe({ cumul: cumuler(annees), zones: cumulerLesZones(annees) });
}
