import * as z from "zod";
import { Saisie } from "../modele/saisie.js";
import type { ResultatExplicable } from "./expliquer.js";
import { lireNoms, type Nomme, nommerSelon, nomsDuResultat } from "./noms.js";
import { relireResultat } from "./relire-resultat.js";
import { tableauxDeLAssiette } from "./tableaux/assiette.js";
import { tableauxDuBilan } from "./tableaux/bilan.js";
import { tableauxDesBilansConsolides } from "./tableaux/bilans-consolides.js";
import { tableauxDuCalendrier } from "./tableaux/calendrier.js";
import { tableauxDeLaComparaison } from "./tableaux/comparaison.js";
import { tableauxDuCompteDeDroits } from "./tableaux/compte-de-droits.js";
import { tableauxDesDroitsUniques } from "./tableaux/droits-uniques.js";
import { tableauxDeLEtatDesLieux } from "./tableaux/etat-des-lieux.js";
import { tableauxDeLExtrait } from "./tableaux/extrait-de-bilan.js";
import { type MiseEnForme, schemaMiseEnForme } from "./tableaux/mise-en-forme.js";
import { tableauxDesObjectifs } from "./tableaux/objectifs.js";
import { tableauxDesObjectifsDAttribution } from "./tableaux/objectifs-d-attribution.js";
import { tableauxDuRapprochement } from "./tableaux/rapprochement.js";
import { tableauxDuRegistre } from "./tableaux/registre.js";
import { tableauxDeLaRepartition } from "./tableaux/repartition.js";
import { tableauxDeLaSimulation } from "./tableaux/simulation.js";
import { tableauxDuStockEnFlux } from "./tableaux/stock-en-flux.js";
import { tableauxDuSuivi } from "./tableaux/suivi.js";
import type { Tableau } from "./tableaux/tableau.js";
import { tableauxDuTableauDeBilan } from "./tableaux/tableau-de-bilan.js";

/** Les natures de résultat qui ne se mettent pas en tableaux : leurs chiffres s'expliquent, ou se lisent dans un autre résultat. */
export type NatureSansTableau =
  | "actualisation"
  | "comparaison-d-etats-des-lieux"
  | "concertation"
  | "garanties-ensemble"
  | "information-prealable"
  | "lecture-d-etat-des-lieux"
  | "orientation"
  | "premiere-mise-en-location"
  | "proposition"
  | "reservations-en-stock"
  | "statuts"
  | "taux-de-rotation";

/** Les résultats qui se mettent en tableaux. */
export type ResultatEnTableaux = Exclude<ResultatExplicable, { readonly nature: NatureSansTableau }>;

type Nature = ResultatEnTableaux["nature"];
type DeNature<N extends Nature> = Extract<ResultatEnTableaux, { nature: N }>;

/** Un résultat nouveau a ses tableaux ici, ou son nom dans {@link NatureSansTableau} : sinon, les types le refusent. */
const TABLEAUX: { readonly [N in Nature]: (resultat: DeNature<N>, mise: MiseEnForme) => Tableau[] } = {
  assiette: tableauxDeLAssiette,
  bilan: tableauxDuBilan,
  "bilans-consolides": tableauxDesBilansConsolides,
  "calendrier-des-obligations": tableauxDuCalendrier,
  comparaison: tableauxDeLaComparaison,
  "compte-de-droits": tableauxDuCompteDeDroits,
  "droits-uniques": tableauxDesDroitsUniques,
  "etat-des-lieux": tableauxDeLEtatDesLieux,
  "extrait-de-bilan": tableauxDeLExtrait,
  objectifs: tableauxDesObjectifs,
  "objectifs-d-attribution": tableauxDesObjectifsDAttribution,
  rapprochement: tableauxDuRapprochement,
  registre: tableauxDuRegistre,
  repartition: tableauxDeLaRepartition,
  simulation: tableauxDeLaSimulation,
  "stock-en-flux": tableauxDuStockEnFlux,
  "suivi-d-objectifs": tableauxDuSuivi,
  "syntheses-reunies": tableauxDeLEtatDesLieux,
  "tableau-de-bilan": tableauxDuTableauDeBilan,
};

export interface OptionsDeTableaux {
  /** Celle des titres et des libellés ; `fr` par défaut. */
  readonly langue?: "fr" | "en" | undefined;
  /** `.` par défaut ; un tableur français attend `,`, et prend « 3.5 » pour un 3 mai. */
  readonly separateurDecimal?: "." | "," | undefined;
  /** Décimales au plus, de 0 à 6, arrondies au plus proche depuis la fraction exacte ; 6 par défaut. */
  readonly decimales?: number | undefined;
  /** Vrai : après chaque colonne de chiffres exacts, une colonne `‹nom›Fraction` donne leur fraction réduite. */
  readonly fractions?: boolean | undefined;
  /** Vrai : une apostrophe précède les mots qu'un tableur prendrait pour une formule (`=`, `+`, `-`, `@`). */
  readonly neutraliserFormules?: boolean | undefined;
  /** De quoi nommer ceux dont le résultat ne porte que le code. */
  readonly reservataires?: readonly Nomme[] | undefined;
}

const schemaOptions = z.strictObject({ ...schemaMiseEnForme, reservataires: z.unknown().optional() });

/**
 * Met un résultat en tableaux : des colonnes nommées et des lignes, que tout écrivain de CSV ou de tableur reçoit.
 *
 * Le `nom` d'un tableau et ceux de ses colonnes sont stables, les mêmes dans les deux langues : la page « Tableaux » les
 * donne tous. Un entier est un nombre ; un autre chiffre est un décimal écrit, arrondi une fois depuis sa fraction. Avec
 * `fractions`, la fraction exacte a sa propre colonne : les colonnes dépendent ainsi de ce qui est demandé, jamais des chiffres.
 * Le total n'est pas une ligne, pour que les lignes se trient et se somment : c'est celui que porte le résultat.
 *
 * S'importe de `gestion-en-flux/rendu`.
 *
 * La bibliothèque n'écrit pas le CSV. Un nom ou un code donné par l'appelant peut commencer par `=`, `+`, `-` ou `@`, qu'un tableur
 * exécuterait : `neutraliserFormules` y met une apostrophe. Ce n'est pas fait d'office, car le code ne serait plus celui qui a
 * été donné ; les chiffres, négatifs compris, ne sont jamais touchés.
 *
 * @param resultat - un résultat de la bibliothèque : assiette, répartition, objectifs, stock en flux, droits uniques, compte de
 * droits, suivi, bilan, extrait de bilan, tableau de bilan, bilans consolidés, rapprochement, objectifs d'attribution, calendrier,
 * registre, état des lieux, synthèses réunies, simulation, comparaison
 * @param options - `langue`, `separateurDecimal`, `decimales`, `fractions`, `neutraliserFormules`, `reservataires`
 * @returns les tableaux du résultat, dans un ordre fixe, chaque colonne avec son unité
 * @throws {@link ErreurDeSaisie} si le résultat a été modifié, ou ne se met pas en tableaux
 * @article Aucun texte n'en fixe la forme ; les axes du bilan : CCH, art. R. 441-5-1 (en vigueur depuis le 22/02/2020)
 * @category Rendu
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * tableauxDe(assiette)[0].lignes[1] // ["mutations", "Mutations internes", 350]
 */
export function tableauxDe(
  resultat: ResultatEnTableaux,
  options: OptionsDeTableaux = {},
): readonly Tableau[] {
  const saisie = new Saisie("tableauxDe");
  const recues = saisie.recevoir(options, ["options"]);
  const { complet: lues, champs } = saisie.lireObjet(schemaOptions, recues, ["options"]);
  const donnes = lireNoms(saisie, champs.reservataires);
  const lu = relireResultat<ResultatEnTableaux>(saisie, resultat, NATURES);
  const { reservataires: _, ...mise } = saisie.certifier(lues);
  const certain = saisie.certifier(lu);
  const dresser = TABLEAUX[certain.nature] as (resultat: ResultatEnTableaux, mise: MiseEnForme) => Tableau[];
  return dresser(certain, {
    ...mise,
    nomDe: nommerSelon(nomsDuResultat(certain), donnes, mise.langue),
  });
}

const NATURES = Object.keys(TABLEAUX) as Nature[];
