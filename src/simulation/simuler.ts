import * as z from "zod";
import { champDe } from "../modele/donnee-pure.js";
import { texteNonVide } from "../modele/identifiants.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import type { Perimetre } from "../modele/vocabulaire.js";
import { deroulerLesAnnees } from "./calculer-annee.js";
import { type CumulDUnReservataire, cumuler } from "./cumuler.js";
import { ouvrirMemoire } from "./memoire.js";
import { lireLesPas, mesurerLaSensibilite, type PasDeSensibilite } from "./mesurer-la-sensibilite.js";
import { ouvrirReleve } from "./relever-problemes.js";
import { type AnneeSimulee, resumerLAnnee } from "./resumer-annee.js";
import {
  appliquerChangements,
  type Changements,
  lireChangements,
  lireScenario,
  type Scenario,
  type VerbeSimule,
} from "./scenario.js";
import { type CumulDeZone, cumulerLesZones, lireZones, refuserLesZonesVides, type Zone } from "./zones.js";

const schemaVariante = z.strictObject({ nom: texteNonVide, changements: z.unknown() });
const schemaEntree = z.strictObject({
  nom: texteNonVide,
  scenario: z.unknown(),
  variantes: z.array(schemaVariante).optional(),
  sensibilite: z.strictObject({ points: z.array(z.unknown()) }).optional(),
  zones: z.unknown().optional(),
});

/** Un autre scénario, dit par ce qu'il change au premier. */
export interface Variante {
  readonly nom: string;
  readonly changements: Changements;
}

export interface EntreeSimulation {
  /** Nom du scénario de départ. */
  readonly nom: string;
  readonly scenario: Scenario;
  readonly variantes?: readonly Variante[] | undefined;
  /** Points ajoutés au taux de rotation du scénario de départ, ou ôtés : « -1 », « 0.5 ». */
  readonly sensibilite?: { readonly points: readonly string[] } | undefined;
  /** Les parties du périmètre à suivre aussi : ce qui ne change que la place d'une part ne se voit que là. */
  readonly zones?: readonly Zone[] | undefined;
}

/** Un scénario, année par année. */
export interface VarianteSimulee {
  readonly nom: string;
  /** Ce qu'elle change au scénario de départ ; vide pour lui. */
  readonly changements: Changements;
  readonly annees: readonly AnneeSimulee[];
  readonly cumul: readonly CumulDUnReservataire[];
  /** Dans l'ordre donné. */
  readonly zones: readonly CumulDeZone[];
}

export interface Simulation {
  readonly nature: "simulation";
  readonly perimetre: Omit<Perimetre, "annee">;
  readonly scenario: Scenario;
  readonly zones: readonly Zone[];
  /** Le scénario de départ, puis les variantes, dans l'ordre donné. */
  readonly variantes: readonly VarianteSimulee[];
  /** Ce que le scénario de départ donnerait à d'autres taux de rotation ; vide si rien n'est demandé. */
  readonly sensibilite: readonly PasDeSensibilite[];
  readonly provenance: Provenance;
}

const VERBE = "simuler";

/**
 * Simule plusieurs années, sous plusieurs variantes côte à côte : droits, parts, flux, objectifs, comptes de droits.
 *
 * Chaque année appelle les mêmes verbes que la procédure, de l'inventaire aux objectifs, à la date du 1er janvier, et rend leurs sceaux.
 * D'une année à l'autre : les programmes mis en service entrent au patrimoine, les sorties le quittent, les droits vieillissent et
 * s'éteignent, les restes et les comptes se reportent. Une convention joue à partir du premier 1er janvier où elle a pris effet, et
 * remplace celle d'avant ; un acte à plusieurs, quand chacun en a une plus récente. Les logements d'une opération s'ajoutent aux
 * soustraits de leur secteur, ceux d'un programme aux premières mises en location.
 *
 * Une année dont le journal est donné se lit dans un registre ; d'une autre, chacun est supposé recevoir son objectif, l'État et ses
 * reprises exceptés : c'est une hypothèse, et son compte de droits en dépend. Les droits d'un programme n'entrent au compte que par un
 * mouvement. Une année dont les parts promettent plus que le flux est rendue avec ce qui l'empêche ; les autres se calculent, mais
 * les comptes de droits s'arrêtent là : ce que cette année consomme n'est pas connu.
 *
 * @param entree - un scénario nommé, des variantes, chacune par ce qu'elle change, des points de rotation à ajouter, et des zones à suivre :
 * une commune, un EPCI, les quartiers prioritaires
 * @returns chaque variante, année par année et en tout : A, B, C, et pour chacun ses droits, sa part en pourcentage et en logements, son
 * objectif, son compte ; ce que le départ donnerait à d'autres taux de rotation
 * @throws {@link ErreurDeSaisie} si le scénario ou une variante est mal formé, si les années ne se suivent pas, ou si un verbe refuse ce
 * qu'ils lui donnent : tous les problèmes de toutes les années, à leur place
 * @throws {@link StipulationManquante} si une stipulation manque à un verbe, pour toutes les variantes à la fois
 * @article CCH, art. R. 441-5, I, al. 12 (en vigueur depuis le 22/02/2020), pour l'actualisation annuelle ; aucun texte n'organise de
 * simulation
 * @category Simulation
 * @example
 * const conventions = [{
 *   reservataire: { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } },
 *   dateDeSignature: "2023-11-01", dateDEffet: "2024-01-01", modeDeGestion: "directe",
 *   parts: [{ contrepartie: "participation-des-employeurs", taux: "20", localisation: "libre" }],
 * }];
 * const secteurs = [{ commune: "77288", localisation: "hors-qpv", epci: null, liberations: 42, soustraits: { mutations: 9 } }];
 * const simulation = simuler({
 *   nom: "20 %",
 *   scenario: {
 *     perimetre: { bailleur: "999999999", departement: "77" },
 *     annees: [{ annee: 2024, secteurs }, { annee: 2025, secteurs }],
 *     conventions,
 *     stipulations: { calculerAssiette: { premieresMisesEnLocation: "hors-flux" }, fixerObjectifsDeFlux: { reportDesRestes: "integral" } },
 *   },
 *   variantes: [{ nom: "sans report", changements: { stipulations: { fixerObjectifsDeFlux: { reportDesRestes: "aucun" } } } }],
 * });
 * simulation.variantes.map(({ nom, cumul }) => [nom, cumul[0].logements.decimal, cumul[0].objectifs]) // [["20 %", "13.2", 13], ["sans report", "13.2", 14]]
 */
export function simuler(entree: EntreeSimulation): Simulation {
  const saisie = new Saisie(VERBE);
  const { champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const { nom = "", variantes = [] } = champs;
  const lu = "scenario" in champs ? lireScenario(saisie, champs.scenario, ["scenario"]) : undefined;
  const nommes = [nom, ...variantes.map((variante) => variante.nom)].map((ligne, rang) => ({ rang, ligne }));
  saisie.refuserDoublons(
    nommes,
    (ligne) => ligne,
    (rang) => (rang === 0 ? ["nom"] : ["variantes", rang - 1, "nom"]),
  );
  const changees = variantes.map(({ changements }, rang) =>
    lireChangements(saisie, changements, ["variantes", rang, "changements"]),
  );
  const zones = lireZones(saisie, champs.zones);
  const pas = lireLesPas(saisie, lu, champs.sensibilite?.points ?? []);
  saisie.verdict();
  const scenario = saisie.certifier(lu);

  const releve = ouvrirReleve(VERBE);
  const memoire = ouvrirMemoire();
  const calculees = nommes.map(({ ligne, rang }) => {
    const changements = rang === 0 ? {} : (changees[rang - 1] ?? {});
    const sous = { fr: `Sous la variante « ${ligne} »`, en: `Under variant “${ligne}”` };
    const appel = releve.pour((chemin) => placer(chemin, rang, changements), rang === 0 ? undefined : sous);
    const annees = deroulerLesAnnees(appliquerChangements(scenario, changements), appel, memoire);
    return { nom: ligne, changements, annees };
  });
  releve.verdict();
  refuserLesZonesVides(saisie, zones, calculees[0]?.annees ?? []);
  saisie.verdict();
  const simulees = calculees.map(({ annees, ...une }): VarianteSimulee => {
    const resumees = annees.map((annee) => resumerLAnnee(annee, zones));
    return { ...une, annees: resumees, cumul: cumuler(resumees), zones: cumulerLesZones(resumees) };
  });
  const points = pas.map((un) => un.points);
  return sceller(
    {
      nature: "simulation" as const,
      perimetre: scenario.perimetre,
      scenario,
      zones,
      variantes: simulees,
      sensibilite: mesurerLaSensibilite(VERBE, scenario, simulees[0]?.cumul ?? [], pas, memoire),
    },
    {
      dateDeDroit: `${scenario.annees[0]?.annee}-01-01`,
      entrees: { nom, scenario, variantes, points, zones },
      stipulations: [scenario, ...changees].map((un) => un?.stipulations),
    },
  );
}

const CHAMP = /^[^.[]*/;

/** Où est, dans l'entrée, ce qu'un scénario donne : dans la variante qui le change, ou au départ. */
function placer(chemin: string, rang: number, changements: Changements): string {
  const [champ = ""] = CHAMP.exec(chemin) ?? [];
  const [, verbe = "", nom = ""] = chemin.split(/[.[]/);
  const change =
    champ === "stipulations"
      ? champDe(changements.stipulations?.[verbe as VerbeSimule], nom)
      : changements[champ as keyof Changements];
  return change === undefined ? `scenario.${chemin}` : `variantes[${rang - 1}].changements.${chemin}`;
}
