import * as z from "zod";
import {
  additionner,
  comparer as comparerFractions,
  type Fraction,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { CalculImpossible } from "../modele/erreurs.js";
import { texteNonVide } from "../modele/identifiants.js";
import { montrer } from "../modele/problemes.js";
import { jsonCanonique, type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import { deroulerLesAnnees } from "./calculer-annee.js";
import { type Cause, type CauseApplicable, causesEntre } from "./causes.js";
import { type CumulDUnReservataire, cumuler, ecartEntre, type Grandeurs, RIEN } from "./cumuler.js";
import { type Memoire, ouvrirMemoire } from "./memoire.js";
import { ouvrirReleve } from "./relever-problemes.js";
import { resumerLAnnee } from "./resumer-annee.js";
import { appliquerChangements, type Scenario } from "./scenario.js";
import type { Simulation, VarianteSimulee } from "./simuler.js";

const schemaCote = z.strictObject({ simulation: z.unknown(), variante: texteNonVide });
const schemaEntree = z.strictObject({ une: z.unknown(), autre: z.unknown() });

/** Une variante d'une simulation. */
export interface VarianteAComparer {
  readonly simulation: Simulation;
  /** Son nom. */
  readonly variante: string;
}

export interface EntreeComparaison {
  readonly une: VarianteAComparer;
  /** D'une autre simulation, ou de la même ; du même bailleur, dans le même département, pour les mêmes années. */
  readonly autre: VarianteAComparer;
}

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
  /** Ajoutées seules au premier scénario ; `null` si ce scénario ne se calcule pas. */
  readonly seules: readonly EffetSurUnReservataire[] | null;
}

/** Un réservataire sous l'un et l'autre scénario. */
export interface ReservataireCompare {
  readonly reservataire: string;
  readonly une: Grandeurs;
  readonly autre: Grandeurs;
  /** L'autre moins l'une. */
  readonly ecart: Grandeurs;
}

export interface Comparaison {
  readonly nature: "comparaison";
  readonly une: string;
  readonly autre: string;
  readonly annees: readonly number[];
  /** Dans l'ordre des codes, les logements non réservés en dernier. */
  readonly reservataires: readonly ReservataireCompare[];
  /** Dans l'ordre de la procédure. */
  readonly causes: readonly EffetDUneCause[];
  readonly provenance: Provenance;
}

const VERBE = "comparer";

/**
 * Compare deux scénarios simulés : ce qui les sépare, stipulation par stipulation, et ce que chacune vaut, en logements.
 *
 * Les causes s'ajoutent au premier scénario l'une après l'autre, dans l'ordre de la procédure, jusqu'au second : la somme de leurs effets
 * est exactement l'écart. Un autre ordre le répartirait autrement ; `seules` dit ce que chacune ferait sans les autres. Des causes qui ne
 * se calculent pas l'une sans l'autre (une méthode et ce qu'elle demande) font un seul effet.
 *
 * @param entree - `une` et `autre` : deux variantes, d'une même simulation ou de deux, celle du bailleur et celle d'une commune
 * @returns chaque réservataire sous les deux scénarios, toutes années réunies, et l'effet de chaque cause, en logements et en objectifs
 * @throws {@link ErreurDeSaisie} si une simulation a été modifiée, si une variante n'y est pas, ou si elles ne sont pas du même bailleur,
 * du même département et des mêmes années
 * @throws {@link CalculImpossible} si l'un des scénarios a une année dont les objectifs n'existent pas
 * @article Aucun texte : la décomposition est un choix de la bibliothèque
 * @category Simulation
 * @example
 * const scenario = {
 *   perimetre: { bailleur: "999999999", departement: "77" },
 *   annees: [{ annee: 2024, secteurs: [{ commune: "77288", localisation: "hors-qpv", epci: null, liberations: 100, premieresMisesEnLocation: 20 }] }],
 *   conventions: [{
 *     reservataire: { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } },
 *     dateDeSignature: "2023-11-01", dateDEffet: "2024-01-01", modeDeGestion: "directe",
 *     parts: [{ contrepartie: "participation-des-employeurs", taux: "20", localisation: "libre" }],
 *   }],
 *   stipulations: { calculerAssiette: { premieresMisesEnLocation: "hors-flux" } },
 * };
 * const simulation = simuler({
 *   nom: "bailleur",
 *   scenario,
 *   variantes: [{ nom: "réservataire", changements: { stipulations: { calculerAssiette: { premieresMisesEnLocation: "dans-le-flux" } } } }],
 * });
 * comparer({ une: { simulation, variante: "bailleur" }, autre: { simulation, variante: "réservataire" } })
 *   .causes.map(({ causes, effets }) => [causes[0].cause, effets[0].logements.decimal]) // [["stipulations.calculerAssiette.premieresMisesEnLocation", "4"]]
 */
export function comparer(entree: EntreeComparaison): Comparaison {
  const saisie = new Saisie(VERBE);
  const { champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const [lueUne, lueAutre] = (["une", "autre"] as const).map((cote) => lireCote(saisie, champs[cote], cote));
  if (lueUne !== undefined && lueAutre !== undefined) controlerLesDeux(saisie, lueUne, lueAutre);
  const une = saisie.certifier(lueUne);
  const autre = saisie.certifier(lueAutre);
  exigerDesObjectifs([une.variante, autre.variante]);

  const causes = causesEntre(une.scenario, autre.scenario);
  const memoire = ouvrirMemoire();
  const depart = cumulsDe(une.variante);
  const arrivee = cumulsDe(autre.variante);
  return sceller(
    {
      nature: "comparaison" as const,
      une: une.variante.nom,
      autre: autre.variante.nom,
      annees: une.variante.annees.map(({ annee }) => annee),
      reservataires: codesDe(depart, arrivee).map((code) => comparerUn(code, depart, arrivee)),
      causes: decomposer(une.scenario, causes, depart, arrivee, memoire),
    },
    {
      dateDeDroit: une.simulation.provenance.dateDeDroit,
      entrees: [une, autre].map(({ simulation, variante }) => [simulation.provenance.sceau, variante.nom]),
      stipulations: [une, autre].map(({ scenario }) => scenario.stipulations),
    },
  );
}

interface Cote {
  readonly simulation: Simulation;
  readonly variante: VarianteSimulee;
  readonly scenario: Scenario;
}

function lireCote(saisie: Saisie, donnee: unknown, cote: "une" | "autre"): Cote | undefined {
  const lu = saisie.lire(schemaCote, donnee, [cote]);
  if (lu === undefined) return undefined;
  const simulation = relire<Simulation>(saisie, lu.simulation, "simulation", [cote, "simulation"]);
  if (simulation === undefined) return undefined;
  const variante = simulation.variantes.find(({ nom }) => nom === lu.variante);
  if (variante === undefined) {
    const noms = simulation.variantes.map(({ nom }) => nom).join(", ");
    saisie.refuser([cote, "variante"], "VARIANTE_INCONNUE", {
      fr: `Cette simulation n'a pas de variante ${montrer(lu.variante).fr} ; elle a : ${noms}.`,
      en: `This simulation has no variant ${montrer(lu.variante).en}; it has: ${noms}.`,
    });
    return undefined;
  }
  return { simulation, variante, scenario: appliquerChangements(simulation.scenario, variante.changements) };
}

function controlerLesDeux(saisie: Saisie, une: Cote, autre: Cote): void {
  const lieuEtAnnees = ({ scenario, variante }: Cote) =>
    jsonCanonique([scenario.perimetre, variante.annees.map(({ annee }) => annee)]);
  if (lieuEtAnnees(une) !== lieuEtAnnees(autre))
    saisie.refuser(["autre"], "PERIMETRES_DIFFERENTS", {
      fr: "Les deux scénarios ne sont pas du même bailleur, du même département et des mêmes années.",
      en: "The two scenarios are not of the same landlord, département and years.",
    });
}

function exigerDesObjectifs(variantes: readonly VarianteSimulee[]): void {
  const empechements = variantes.flatMap(({ annees }) => annees.flatMap((annee) => annee.empechements));
  if (empechements.length > 0) throw new CalculImpossible(VERBE, empechements);
}

type Cumuls = ReadonlyMap<string, CumulDUnReservataire>;

function cumulsDe({ cumul }: Pick<VarianteSimulee, "cumul">): Cumuls {
  return new Map(cumul.map((ligne) => [ligne.reservataire, ligne]));
}

/** Tous les codes, dans leur ordre, le bailleur en dernier. */
function codesDe(...cumuls: readonly Cumuls[]): string[] {
  const codes = new Set(cumuls.flatMap((cumul) => [...cumul.keys()]));
  codes.delete(NON_RESERVES);
  return [...trierParCodes([...codes], (code) => code), NON_RESERVES];
}

function grandeursDe(code: string, cumuls: Cumuls): Grandeurs {
  const { logements, objectifs, recus, droits } = cumuls.get(code) ?? RIEN;
  return { logements, objectifs, recus, droits };
}

function comparerUn(reservataire: string, une: Cumuls, autre: Cumuls): ReservataireCompare {
  const [chezUne, chezAutre] = [grandeursDe(reservataire, une), grandeursDe(reservataire, autre)];
  return { reservataire, une: chezUne, autre: chezAutre, ecart: ecartEntre(chezAutre, chezUne) };
}

function effetsEntre(avant: Cumuls, apres: Cumuls): EffetSurUnReservataire[] {
  return codesDe(avant, apres).map((reservataire) => ({
    reservataire,
    ...ecartEntre(grandeursDe(reservataire, apres), grandeursDe(reservataire, avant)),
  }));
}

/** Les causes, l'une après l'autre ; celle après laquelle rien ne se calcule attend la suivante. */
function decomposer(
  une: Scenario,
  causes: readonly CauseApplicable[],
  depart: Cumuls,
  arrivee: Cumuls,
  memoire: Memoire,
): EffetDUneCause[] {
  const effets: EffetDUneCause[] = [];
  let scenario = une;
  let avant = depart;
  let reunies: CauseApplicable[] = [];
  for (const [rang, cause] of causes.entries()) {
    scenario = cause.appliquer(scenario);
    reunies.push(cause);
    const apres = rang === causes.length - 1 ? arrivee : rejouer(scenario, memoire);
    if (apres === null) continue;
    effets.push(mesurer(une, reunies, [depart, avant, apres], memoire));
    avant = apres;
    reunies = [];
  }
  return effets;
}

function mesurer(
  une: Scenario,
  causes: readonly CauseApplicable[],
  [depart, avant, apres]: readonly [Cumuls, Cumuls, Cumuls],
  memoire: Memoire,
): EffetDUneCause {
  const effets = effetsEntre(avant, apres);
  const appliquees = () => causes.reduce((scenario, cause) => cause.appliquer(scenario), une);
  const seules = avant === depart ? apres : rejouer(appliquees(), memoire);
  const total = (retenir: (logements: Fraction) => boolean) =>
    effets
      .map(({ logements }) => lireValeurExacte(logements))
      .filter(retenir)
      .reduce(additionner, ZERO);
  return {
    causes: causes.map(({ appliquer: _, ...cause }) => cause),
    effets,
    gagnes: valeurExacte(total((logements) => comparerFractions(logements, ZERO) > 0)),
    perdus: valeurExacte(
      soustraire(
        ZERO,
        total((logements) => comparerFractions(logements, ZERO) < 0),
      ),
    ),
    seules: seules && effetsEntre(depart, seules),
  };
}

/** Ce que donne un scénario intermédiaire ; `null` s'il ne se calcule pas. */
function rejouer(scenario: Scenario, memoire: Memoire): Cumuls | null {
  const releve = ouvrirReleve(VERBE);
  const annees = deroulerLesAnnees(
    scenario,
    releve.pour((chemin) => chemin),
    memoire,
  );
  if (releve.aRefuse() || annees.some(({ empechements }) => empechements.length > 0)) return null;
  return cumulsDe({ cumul: cumuler(annees.map(resumerLAnnee)) });
}
