import * as z from "zod";
import type { Assiette } from "../assiette/calculer-assiette.js";
import type { Statuts } from "../assiette/determiner-statuts.js";
import { explicationsDeLAssiette } from "../assiette/expliquer-assiette.js";
import { explicationsDuRapprochement } from "../assiette/expliquer-rapprochement.js";
import { explicationsDesStatuts } from "../assiette/expliquer-statuts.js";
import type { Rapprochement } from "../assiette/rapprocher-assiettes.js";
import type { CalendrierDesObligations } from "../bilan/calendrier-des-obligations.js";
import type { BilansConsolides } from "../bilan/consolider-bilans.js";
import type { TableauDeBilan } from "../bilan/croiser-bilan.js";
import type { Bilan } from "../bilan/etablir-bilan.js";
import { explicationsDeLExtrait, explicationsDuBilan } from "../bilan/expliquer-bilan.js";
import { explicationsDuCalendrier } from "../bilan/expliquer-calendrier.js";
import { explicationsDuCompteDeDroits } from "../bilan/expliquer-compte-de-droits.js";
import { explicationsDesBilansConsolides } from "../bilan/expliquer-consolidation.js";
import { explicationsDesObjectifsDAttribution } from "../bilan/expliquer-objectifs-attribution.js";
import { explicationsDuSuivi } from "../bilan/expliquer-suivi.js";
import { explicationsDuTableauDeBilan } from "../bilan/expliquer-tableau-de-bilan.js";
import type { ExtraitDeBilan } from "../bilan/extraire-bilan.js";
import type { SuiviDObjectifs } from "../bilan/suivre-objectifs.js";
import type { CompteDeDroits } from "../bilan/tenir-compte-de-droits.js";
import type { ObjectifsDAttribution } from "../bilan/verifier-objectifs-attribution.js";
import type { Actualisation } from "../conversion/actualiser-parts.js";
import type { DroitsUniques } from "../conversion/convertir-en-droits-uniques.js";
import type { StockEnFlux } from "../conversion/convertir-stock-en-flux.js";
import { explicationsDeLActualisation } from "../conversion/expliquer-actualisation.js";
import { explicationsDesDroitsUniques } from "../conversion/expliquer-droits-uniques.js";
import { explicationsDuStockEnFlux } from "../conversion/expliquer-stock-en-flux.js";
import { explicationsDuTauxDeRotation } from "../conversion/expliquer-taux-de-rotation.js";
import type { TauxDeRotation } from "../conversion/mesurer-taux-de-rotation.js";
import type { ComparaisonDEtatsDesLieux } from "../etat-des-lieux/comparer-etats-des-lieux.js";
import type { EtatDesLieux } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import {
  explicationsDeLaComparaison,
  explicationsDeLInformation,
} from "../etat-des-lieux/expliquer-echanges.js";
import {
  explicationsDeLEtatDesLieux,
  explicationsDesSynthesesReunies,
} from "../etat-des-lieux/expliquer-etat-des-lieux.js";
import { explicationsDeLaLecture } from "../etat-des-lieux/expliquer-lecture.js";
import type { InformationPrealable } from "../etat-des-lieux/information-prealable.js";
import type { LectureDEtatDesLieux } from "../etat-des-lieux/lire-etat-des-lieux.js";
import type { SynthesesReunies } from "../etat-des-lieux/reunir-syntheses.js";
import { texteNonVide } from "../modele/identifiants.js";
import { montrer } from "../modele/problemes.js";
import { Saisie } from "../modele/saisie.js";
import type { Explication, ExplicationsPossibles } from "../modele/trace.js";
import type { Concertation } from "../objectifs/arreter-concertation.js";
import { explicationsDeLaConcertation } from "../objectifs/expliquer-concertation.js";
import { explicationsDesObjectifs } from "../objectifs/expliquer-objectifs.js";
import { explicationsDeLaPremiereMiseEnLocation } from "../objectifs/expliquer-premiere-mise-en-location.js";
import type { Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import type { PremiereMiseEnLocation } from "../objectifs/repartir-premiere-mise-en-location.js";
import {
  explicationsDeLaProposition,
  explicationsDesOrientations,
  explicationsDuRegistre,
} from "../orientation/expliquer-orientation.js";
import type { SuiteDOrientations } from "../orientation/orienter-logements.js";
import type { Proposition } from "../orientation/proposer-orientation.js";
import type { Registre } from "../orientation/registre.js";
import type { GarantiesEnsemble } from "../repartition/controler-garanties-ensemble.js";
import type { ReservationsEnStock } from "../repartition/controler-reservations-en-stock.js";
import { explicationsDesGarantiesEnsemble } from "../repartition/expliquer-garanties-ensemble.js";
import { explicationsDeLaRepartition } from "../repartition/expliquer-repartition.js";
import { explicationsDesReservationsEnStock } from "../repartition/expliquer-reservations-en-stock.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { Comparaison } from "../simulation/comparer.js";
import { explicationsDeLaComparaison as explicationsDesScenariosCompares } from "../simulation/expliquer-comparaison.js";
import { explicationsDeLaSimulation } from "../simulation/expliquer-simulation.js";
import type { Simulation } from "../simulation/simuler.js";
import { ecrireExplication } from "./ecrire-explication.js";
import { relireResultat } from "./relire-resultat.js";

/** Tous les résultats qui savent expliquer leurs chiffres. */
export type ResultatExplicable =
  | Actualisation
  | Assiette
  | Bilan
  | BilansConsolides
  | CalendrierDesObligations
  | Comparaison
  | ComparaisonDEtatsDesLieux
  | CompteDeDroits
  | Concertation
  | DroitsUniques
  | EtatDesLieux
  | ExtraitDeBilan
  | GarantiesEnsemble
  | InformationPrealable
  | LectureDEtatDesLieux
  | Objectifs
  | ObjectifsDAttribution
  | PremiereMiseEnLocation
  | Proposition
  | Rapprochement
  | Registre
  | Repartition
  | ReservationsEnStock
  | Simulation
  | Statuts
  | StockEnFlux
  | SuiteDOrientations
  | SuiviDObjectifs
  | SynthesesReunies
  | TableauDeBilan
  | TauxDeRotation;

export type FormatDExplication = "texte" | "markdown" | "json";

export interface OptionsDExplication {
  /** `texte` par défaut. */
  readonly format?: FormatDExplication | undefined;
  /** `fr` par défaut. */
  readonly langue?: "fr" | "en" | undefined;
}

const schemaOptions = z.strictObject({
  format: z.enum(["texte", "markdown", "json"]).default("texte"),
  langue: z.enum(["fr", "en"]).default("fr"),
});

const VERBE = "expliquer";

type Nature = ResultatExplicable["nature"];
type DeNature<N extends Nature> = Extract<ResultatExplicable, { nature: N }>;

const EXPLICATIONS: { readonly [N in Nature]: (resultat: DeNature<N>) => ExplicationsPossibles } = {
  actualisation: explicationsDeLActualisation,
  assiette: explicationsDeLAssiette,
  bilan: explicationsDuBilan,
  "bilans-consolides": explicationsDesBilansConsolides,
  "calendrier-des-obligations": explicationsDuCalendrier,
  "comparaison-d-etats-des-lieux": explicationsDeLaComparaison,
  "compte-de-droits": explicationsDuCompteDeDroits,
  comparaison: explicationsDesScenariosCompares,
  concertation: explicationsDeLaConcertation,
  "droits-uniques": explicationsDesDroitsUniques,
  "etat-des-lieux": explicationsDeLEtatDesLieux,
  "extrait-de-bilan": explicationsDeLExtrait,
  "garanties-ensemble": explicationsDesGarantiesEnsemble,
  "information-prealable": explicationsDeLInformation,
  "lecture-d-etat-des-lieux": explicationsDeLaLecture,
  objectifs: explicationsDesObjectifs,
  "objectifs-d-attribution": explicationsDesObjectifsDAttribution,
  orientation: explicationsDesOrientations,
  "premiere-mise-en-location": explicationsDeLaPremiereMiseEnLocation,
  proposition: explicationsDeLaProposition,
  rapprochement: explicationsDuRapprochement,
  registre: explicationsDuRegistre,
  repartition: explicationsDeLaRepartition,
  "reservations-en-stock": explicationsDesReservationsEnStock,
  simulation: explicationsDeLaSimulation,
  statuts: explicationsDesStatuts,
  "stock-en-flux": explicationsDuStockEnFlux,
  "suivi-d-objectifs": explicationsDuSuivi,
  "syntheses-reunies": explicationsDesSynthesesReunies,
  "tableau-de-bilan": explicationsDuTableauDeBilan,
  "taux-de-rotation": explicationsDuTauxDeRotation,
};

/**
 * Explique un chiffre d'un résultat : chaque pas, sa règle, sa formule, ses nombres, ses articles, son arrondi.
 *
 * L'explication se construit à la demande, en rejouant le calcul depuis le résultat lui-même ; une cible inconnue
 * est refusée avec la liste de celles qui existent.
 *
 * @param resultat - un résultat de la bibliothèque
 * @param cible - le chiffre : `flux`, `reservataires/prefet-77`, `orientations/L-1`…
 * @param options - `format` : texte, markdown ou json ; `langue` : fr ou en
 * @returns l'explication, prête à lire ; en JSON, l'objet {@link Explication} écrit en texte
 * @throws {@link ErreurDeSaisie} si le résultat a été modifié, ou si la cible n'existe pas
 * @category Explication
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * JSON.parse(expliquer(assiette, "flux", { format: "json" })).etapes[1].calcul.fr // "C = 1000 − 350 = 650"
 */
export function expliquer(
  resultat: ResultatExplicable,
  cible: string,
  options: OptionsDExplication = {},
): string {
  const { explication, format, langue } = preparer(resultat, cible, options);
  return format === "json"
    ? JSON.stringify(explication, null, 2)
    : ecrireExplication(explication, format, langue);
}

function preparer(resultat: unknown, cible: unknown, options: unknown) {
  const saisie = new Saisie(VERBE);
  const voulu = saisie.lire(schemaOptions, saisie.recevoir(options, ["options"]), ["options"]);
  const nom = saisie.lire(texteNonVide, saisie.recevoir(cible, ["cible"]), ["cible"]);
  const possibles = explicationsDe(saisie, resultat);
  const construire = nom === undefined ? undefined : possibles?.get(nom);
  if (nom !== undefined && possibles !== undefined && construire === undefined)
    refuserCible(saisie, nom, [...possibles.keys()]);
  const retenu = saisie.certifier(voulu);
  const explication: Explication = saisie.certifier(construire)();
  return { explication, ...retenu };
}

const CIBLES_MONTREES = 12;

function refuserCible(saisie: Saisie, cible: string, cibles: readonly string[]): void {
  const liste = cibles.slice(0, CIBLES_MONTREES).join(", ");
  const reste = cibles.length > CIBLES_MONTREES ? `, … (${cibles.length})` : "";
  saisie.refuser(["cible"], "CIBLE_INCONNUE", {
    fr: `Ce résultat n'a pas de chiffre ${montrer(cible).fr} ; il a : ${liste === "" ? "aucun" : liste}${reste}.`,
    en: `This result has no figure ${montrer(cible).en}; it has: ${liste === "" ? "none" : liste}${reste}.`,
  });
}

const NATURES = Object.keys(EXPLICATIONS) as Nature[];

function explicationsDe(saisie: Saisie, donne: unknown): ExplicationsPossibles | undefined {
  const lu = relireResultat<ResultatExplicable>(saisie, donne, NATURES);
  return lu === undefined
    ? undefined
    : (EXPLICATIONS[lu.nature] as (resultat: ResultatExplicable) => ExplicationsPossibles)(lu);
}

/**
 * Donne les chiffres qu'un résultat sait expliquer : les cibles que reçoit {@link expliquer}.
 *
 * - statuts : `totaux/‹statut›`, `motifs/‹motif›` ;
 * - assiette : `flux`, `soustraits`, et les mêmes sous `secteurs/‹secteur›/` ;
 * - rapprochement : l'écart de `liberations`, `soustraits`, `soustraits/‹catégorie›`, `flux`, et sous `secteurs/‹secteur›/` ;
 * - lecture d'un état des lieux : `comptes/logements` ; état des lieux, synthèses réunies : `totaux/logements`,
 *   `synthese/‹réservataire›/‹commune›` ; état des lieux : `prorogations/‹réservataire›`, `accords/‹réservataire›` ;
 * - comparaison d'états des lieux : `reservataires/‹réservataire›`, `reservataires/non-reserves` ; information préalable :
 *   `totaux/logements`, `contenu/‹réservataire›/‹commune›` ;
 * - taux de rotation : `taux`, `parTypologie/‹typologie›` ; droits uniques, compte de droits, objectifs, suivi et bilan : `reservataires/‹réservataire›` ;
 * - bilan, extrait de bilan : `transformation` et la moyenne de chaque délai (`jusquAuBail`…) sous `suites/`, `reservataires/‹réservataire›/`, `maires/` ;
 *   tableau de bilan : `lignes/‹valeur›`, `colonnes/‹valeur›`, `total` ; bilans consolidés : `proposes`, `soustraits`,
 *   `transformation`, `bailleurs/‹SIREN›/proposes`, `/transformation`, `reservataires/‹réservataire›/proposes` ;
 * - stock en flux, actualisation : `parts/‹réservataire›` ; répartition : `parts/‹réservataire›/‹contrepartie›`, `nonReserves`,
 *   `secteurs/‹secteur›/tauxNonReserve` ; objectifs : `nonReserves` ;
 * - première mise en location : `reservataires/‹réservataire›`, `nonReserves`, `cases/‹part›/‹typologie›/‹financement›`,
 *   ou `parts/‹part›` s'il n'y a pas de tableau ; concertation : `reservataires/‹réservataire›`, `nonReserves` ;
 * - objectifs d'attribution : `quarts/‹réservataire›`, et par territoire (`epci/‹SIREN›`, `commune/‹code›`, `perimetre`)
 *   `mixite/‹territoire›/horsQpv`, `/enQpv`, `/douzeMois` ;
 * - réservations en stock : `prefet/taux`, `agents/taux`, `programmes/‹programme›/garanties` ;
 * - calendrier des obligations : la `cible` de chaque ligne, dont le jour est expliqué ;
 * - simulation : `variantes/‹nom›/‹année›/‹réservataire›`, `variantes/‹nom›/cumul/‹réservataire›` ; comparaison :
 *   `reservataires/‹réservataire›`, `zones/‹zone›/‹réservataire›` ;
 * - proposition : `choix` ; orientation et registre : `orientations/‹libération›` ; orientation : `plusGrandEcart`.
 *
 * @param resultat - un résultat de la bibliothèque
 * @returns les cibles, dans l'ordre du résultat
 * @throws {@link ErreurDeSaisie} si le résultat a été modifié, ou n'en est pas un
 * @category Explication
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * ciblesDe(assiette) // ["soustraits", "flux", "secteurs/ensemble/soustraits", "secteurs/ensemble/flux"]
 */
export function ciblesDe(resultat: ResultatExplicable): readonly string[] {
  const saisie = new Saisie("ciblesDe");
  return [...saisie.certifier(explicationsDe(saisie, resultat)).keys()];
}
