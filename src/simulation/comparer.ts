import * as z from "zod";
import { CalculImpossible } from "../modele/erreurs.js";
import { texteNonVide } from "../modele/identifiants.js";
import { montrer } from "../modele/problemes.js";
import { jsonCanonique, type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { causesEntre } from "./causes.js";
import { ecartEntre, type Grandeurs } from "./cumuler.js";
import {
  type Cumuls,
  codesDe,
  decomposer,
  type EffetDUneCause,
  grandeursDe,
  rejouer,
  valeursDe,
} from "./decomposer.js";
import { type Memoire, ouvrirMemoire } from "./memoire.js";
import { appliquerChangements, type Scenario } from "./scenario.js";
import type { Simulation, VarianteSimulee } from "./simuler.js";
import { type CumulDeZone, ecartsDesZones, type GrandeursDeZone, type Zone } from "./zones.js";

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

/** Une zone sous l'un et l'autre scénario. */
export interface ZoneComparee {
  readonly zone: string;
  readonly une: readonly GrandeursDeZone[];
  readonly autre: readonly GrandeursDeZone[];
  /** L'autre moins l'une. */
  readonly ecart: readonly GrandeursDeZone[];
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
  /** Les zones de la première simulation. */
  readonly zones: readonly ZoneComparee[];
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
 * @throws {@link CalculImpossible} si l'un des scénarios a une année empêchée : sans objectifs, ou dont le registre ne s'ouvre pas
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
  const { zones } = une.simulation;
  const memoire = ouvrirMemoire();
  const depart = valeursDe(une.variante);
  const arrivee = { ...valeursDe(autre.variante), zones: zonesDe(autre, zones, memoire) };
  return sceller(
    {
      nature: "comparaison" as const,
      une: une.variante.nom,
      autre: autre.variante.nom,
      annees: une.variante.annees.map(({ annee }) => annee),
      reservataires: codesDe(depart.cumuls, arrivee.cumuls).map((code) =>
        comparerUn(code, depart.cumuls, arrivee.cumuls),
      ),
      zones: comparerLesZones(depart.zones, arrivee.zones),
      causes: decomposer({ scenario: une.scenario, zones, memoire }, causes, depart, arrivee),
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

/** L'autre simulation suit peut-être d'autres zones : ses années se refont alors dans celles-ci. */
function zonesDe({ simulation, variante, scenario }: Cote, zones: readonly Zone[], memoire: Memoire) {
  if (jsonCanonique(simulation.zones) === jsonCanonique(zones)) return variante.zones;
  const valeurs = rejouer({ scenario, zones, memoire });
  if (valeurs === null) throw new TypeError("scénario simulé qui ne se rejoue pas");
  return valeurs.zones;
}

function comparerLesZones(une: readonly CumulDeZone[], autre: readonly CumulDeZone[]): ZoneComparee[] {
  return ecartsDesZones(une, autre).map(({ zone, reservataires }, rang) => ({
    zone,
    une: une[rang]?.reservataires ?? [],
    autre: autre[rang]?.reservataires ?? [],
    ecart: reservataires,
  }));
}

function comparerUn(reservataire: string, une: Cumuls, autre: Cumuls): ReservataireCompare {
  const [chezUne, chezAutre] = [grandeursDe(reservataire, une), grandeursDe(reservataire, autre)];
  return { reservataire, une: chezUne, autre: chezAutre, ecart: ecartEntre(chezAutre, chezUne) };
}
