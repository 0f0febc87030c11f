import * as z from "zod";
import type { ComptesDeSecteur, StipulationsDAssiette } from "../assiette/calculer-assiette.js";
import type { MouvementDeDroits } from "../bilan/mouvements-de-droits.js";
import type { StipulationsDeCompte } from "../bilan/tenir-compte-de-droits.js";
import type { StipulationsDeDroitsUniques } from "../conversion/convertir-en-droits-uniques.js";
import type { StipulationsDeConversion } from "../conversion/convertir-stock-en-flux.js";
import type { PartsFixees } from "../conversion/lire-stock.js";
import type { TauxDeRotation } from "../conversion/mesurer-taux-de-rotation.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { StipulationsDEtatDesLieux } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import {
  type EntreeEtatDesLieux,
  type LogementDuParc,
  schemaLogement,
} from "../etat-des-lieux/lire-inventaire.js";
import { champDe } from "../modele/donnee-pure.js";
import type { EnLecture } from "../modele/en-lecture.js";
import {
  annee,
  codeCommune,
  codeDepartement,
  compte,
  dateIso,
  numeroRpls,
  siren,
  texteNonVide,
} from "../modele/identifiants.js";
import { relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import { choixDe } from "../modele/stipulations.js";
import {
  type Convention,
  type ConventionMultipartite,
  categorieDeSoustraction,
  localisation,
  type PartConvenue,
  type Perimetre,
} from "../modele/vocabulaire.js";
import type { StipulationsDObjectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import type { Evenement } from "../orientation/evenements.js";
import type { StipulationsDeRegistre } from "../orientation/ouvrir-registre.js";
import type { EntreeRepartition, StipulationsDeRepartition } from "../repartition/repartir-flux.js";

type Chemin = readonly PropertyKey[];

/** Le taux d'une part que la conversion du stock donne, chaque année ou la première. */
export const SELON_LA_CONVERSION = "selon-la-conversion";

const operation = z.strictObject({
  /** Nom choisi par l'appelant. */
  operation: texteNonVide,
  categorie: categorieDeSoustraction,
  commune: codeCommune,
  localisation,
  /** Logements qu'elle prend cette année dans ce secteur. */
  relogements: compte,
});
/**
 * Une opération, et les logements qu'elle soustrait du flux d'un secteur cette année-là.
 *
 * @useDeclaredType
 */
export type OperationSimulee = EnLecture<z.infer<typeof operation>>;

const programme = z.strictObject({ programme: texteNonVide, logements: z.array(schemaLogement) });
/** Un programme mis en service : ses logements sont loués une première fois cette année, et au patrimoine au 1er janvier suivant. */
export interface ProgrammeSimule {
  readonly programme: string;
  readonly logements: readonly LogementDuParc[];
}

const anneeDeScenario = z.strictObject({
  annee,
  secteurs: z.array(z.unknown()),
  operations: z.array(operation).optional(),
  programmes: z.array(programme).optional(),
  sorties: z.array(numeroRpls).optional(),
  mouvements: z.array(z.unknown()).optional(),
  journal: z.array(z.unknown()).optional(),
});

/** Ce qui arrive une année. */
export interface AnneeDeScenario {
  readonly annee: number;
  /** Libérations, premières mises en location et logements soustraits prévus, secteur par secteur. */
  readonly secteurs: readonly ComptesDeSecteur[];
  /** S'ajoutent aux logements soustraits de leur secteur. */
  readonly operations?: readonly OperationSimulee[] | undefined;
  /** S'ajoutent aux premières mises en location de leur secteur, puis au patrimoine. */
  readonly programmes?: readonly ProgrammeSimule[] | undefined;
  /** Logements qui quittent le parc dans l'année (vente, démolition) : hors de l'inventaire suivant. */
  readonly sorties?: readonly string[] | undefined;
  /** Ce qui fait bouger les comptes de droits, hors consommation ; daté de l'année. Un identifiant en `objectif/` est réservé. */
  readonly mouvements?: readonly MouvementDeDroits[] | undefined;
  /** Ce qui s'est passé, si l'année est connue : les comptes s'y lisent. */
  readonly journal?: readonly Evenement[] | undefined;
}

/** Une part dont le taux est convenu, ou vient de la conversion du stock. */
export type PartSimulee = Omit<PartConvenue, "taux"> & {
  readonly taux: PartConvenue["taux"] | typeof SELON_LA_CONVERSION;
};

/** Une convention ; elle joue à partir du 1er janvier qui suit sa date d'effet, ou de ce jour, et remplace celles d'avant. */
export type ConventionSimulee = Omit<Convention, "parts"> & { readonly parts: readonly PartSimulee[] };

/** @inline */
type DOptions<T> = { readonly [C in keyof T]?: T[C] | undefined };

/**
 * Les stipulations, verbe par verbe. Nommer `convertirEnDroitsUniques` ou `convertirStockEnFlux`, c'est demander ce
 * verbe chaque année ; un journal demande `ouvrirRegistre` ; les autres sont toujours appelés.
 */
export interface StipulationsDeScenario {
  readonly consoliderEtatDesLieux?: DOptions<StipulationsDEtatDesLieux> | undefined;
  readonly convertirEnDroitsUniques?: DOptions<StipulationsDeDroitsUniques> | undefined;
  readonly calculerAssiette?: DOptions<StipulationsDAssiette> | undefined;
  readonly convertirStockEnFlux?: DOptions<StipulationsDeConversion> | undefined;
  readonly simuler?: { readonly actualisationDesParts?: ActualisationDesParts | undefined } | undefined;
  readonly repartirFlux?: DOptions<StipulationsDeRepartition> | undefined;
  readonly fixerObjectifsDeFlux?: DOptions<StipulationsDObjectifs> | undefined;
  readonly ouvrirRegistre?: DOptions<StipulationsDeRegistre> | undefined;
  readonly tenirCompteDeDroits?: DOptions<StipulationsDeCompte> | undefined;
}

export type VerbeSimule = keyof StipulationsDeScenario;

const actualisationDesParts = choixDe("actualisationDesParts");
export type ActualisationDesParts = z.infer<typeof actualisationDesParts>;

const siennes = z.record(z.string(), z.unknown()).optional();
const stipulations = z.strictObject({
  consoliderEtatDesLieux: siennes,
  convertirEnDroitsUniques: siennes,
  calculerAssiette: siennes,
  convertirStockEnFlux: siennes,
  simuler: z.strictObject({ actualisationDesParts: actualisationDesParts.optional() }).optional(),
  repartirFlux: siennes,
  fixerObjectifsDeFlux: siennes,
  ouvrirRegistre: siennes,
  tenirCompteDeDroits: siennes,
} satisfies Record<VerbeSimule, z.ZodType>);

const champsDuScenario = {
  perimetre: z.strictObject({ bailleur: siren, departement: codeDepartement }),
  inventaire: z
    .strictObject({
      communes: z.array(z.unknown()),
      reservataires: z.array(z.unknown()),
      logements: z.array(z.unknown()),
    })
    .optional(),
  tauxDeRotation: z.unknown().optional(),
  annees: z.array(anneeDeScenario).refine((liste) => liste.length > 0, { params: { code: "LISTE_VIDE" } }),
  partsFixees: z.unknown().optional(),
  conventions: z.array(z.unknown()),
  derogations: z.array(z.unknown()).optional(),
  reprises: z.array(z.unknown()).optional(),
  epciSurPlusieursPerimetres: z.array(z.unknown()).optional(),
  stipulations,
};

const schemaScenario = z.strictObject(champsDuScenario);

/** Tout ce dont partent les années d'un bailleur dans un département. */
export interface Scenario {
  readonly perimetre: Omit<Perimetre, "annee">;
  /** Le parc au 1er janvier de la première année, si des droits ou des parts en viennent. */
  readonly inventaire?: Pick<EntreeEtatDesLieux, "communes" | "reservataires" | "logements"> | undefined;
  readonly tauxDeRotation?: TauxDeRotation | undefined;
  /** Des années qui se suivent. */
  readonly annees: readonly AnneeDeScenario[];
  /** Pour le prorata des volumes, en pourcentage du flux. */
  readonly partsFixees?: PartsFixees | undefined;
  readonly conventions: readonly (ConventionSimulee | ConventionMultipartite)[];
  readonly derogations?: EntreeRepartition["derogations"];
  readonly reprises?: EntreeRepartition["reprises"];
  readonly epciSurPlusieursPerimetres?: EntreeRepartition["epciSurPlusieursPerimetres"];
  readonly stipulations: StipulationsDeScenario;
}

/**
 * Ce qui change d'un scénario à l'autre : chaque champ donné remplace le sien ; les stipulations se remplacent une à une.
 *
 * @inline
 */
export type Changements = { readonly [C in keyof Scenario]?: Scenario[C] | undefined };

/** Lit un scénario : sa forme, la suite de ses années, son taux. Ce que chaque verbe reçoit, il le contrôle. */
export function lireScenario(saisie: Saisie, donnee: unknown, chemin: Chemin): Scenario | undefined {
  const lu = saisie.lire(schemaScenario, donnee, chemin) as Scenario | undefined;
  if (lu !== undefined) controlerLesChamps(saisie, lu, chemin);
  return lu;
}

const schemaChangements = z.strictObject(champsDuScenario).partial();

/** Lit ce qu'une variante change à un scénario lu. */
export function lireChangements(saisie: Saisie, donnee: unknown, chemin: Chemin): Changements | undefined {
  const lus = saisie.lire(schemaChangements, donnee, chemin) as Changements | undefined;
  if (lus !== undefined) controlerLesChamps(saisie, lus, chemin);
  return lus;
}

function controlerLesChamps(
  saisie: Saisie,
  { annees = [], tauxDeRotation }: Changements,
  chemin: Chemin,
): void {
  annees.forEach((annee, rang) => {
    controlerLaSuite(saisie, annee, annees[rang - 1], [...chemin, "annees", rang, "annee"]);
    controlerLesLieux(saisie, annee, [...chemin, "annees", rang]);
    controlerLesMouvements(saisie, annee, [...chemin, "annees", rang, "mouvements"]);
  });
  if (tauxDeRotation !== undefined)
    relire<TauxDeRotation>(saisie, tauxDeRotation, "taux-de-rotation", [...chemin, "tauxDeRotation"]);
}

function controlerLaSuite(
  saisie: Saisie,
  { annee: lue }: AnneeDeScenario,
  precedente: AnneeDeScenario | undefined,
  chemin: Chemin,
): void {
  if (precedente === undefined || lue === precedente.annee + 1) return;
  saisie.refuser(chemin, "ANNEES_NON_CONSECUTIVES", {
    fr: `Les années se suivent : ${precedente.annee + 1} est attendue après ${precedente.annee}, et non ${lue}.`,
    en: `Years follow one another: ${precedente.annee + 1} is expected after ${precedente.annee}, not ${lue}.`,
  });
}

/** Une opération ou un programme est dans un secteur de l'année. */
function controlerLesLieux(
  saisie: Saisie,
  { secteurs, operations = [], programmes = [] }: AnneeDeScenario,
  chemin: Chemin,
): void {
  const connus = new Set(secteurs.map(lieuDe));
  const controler = (lieu: unknown, ici: Chemin) => {
    if (!connus.has(lieuDe(lieu)))
      saisie.refuser([...chemin, ...ici], "SECTEUR_INCONNU", {
        fr: "Ce secteur n'est pas dans ceux de l'année : l'y donner, avec zéro libération s'il le faut.",
        en: "This sector is not among the year's: give it there, with zero vacancies if need be.",
      });
  };
  operations.forEach((lieu, rang) => {
    controler(lieu, ["operations", rang]);
  });
  saisie.refuserDoublons(
    operations.map((ligne, rang) => ({ rang, ligne })),
    (ligne) => `${ligne.operation}, ${ligne.categorie}, ${lieuDe(ligne)}`,
    (rang) => [...chemin, "operations", rang],
  );
  programmes.forEach(({ logements }, rang) => {
    logements.forEach((lieu, position) => {
      controler(lieu, ["programmes", rang, "logements", position]);
    });
  });
}

/** Le compte d'une année ne lit que les siens : un mouvement donné dans une autre ne serait jamais compté. */
function controlerLesMouvements(
  saisie: Saisie,
  { annee: lue, mouvements = [] }: AnneeDeScenario,
  chemin: Chemin,
): void {
  mouvements.forEach((mouvement, rang) => {
    const date = dateIso.safeParse(champDe(mouvement, "date"));
    if (date.success && Number(date.data.slice(0, 4)) !== lue)
      saisie.refuser([...chemin, rang, "date"], "DATE_HORS_DE_L_ANNEE", {
        fr: `Ce mouvement est du ${dateEnFrancais(date.data)} : le donner à son année, et non à ${lue}.`,
        en: `This movement is dated ${date.data}: give it to its year, not to ${lue}.`,
      });
  });
}

/** Le secteur d'une ligne qui n'est pas encore lue. */
export function lieuDe(ligne: unknown): string {
  return `${champDe(ligne, "commune")}/${champDe(ligne, "localisation")}`;
}

/** Un scénario et ce qu'une variante y change ; ce qu'elle ne change pas reste le même objet. */
export function appliquerChangements(
  scenario: Scenario,
  { stipulations: changees = {}, ...champs }: Changements,
): Scenario {
  const verbes = Object.keys(changees) as VerbeSimule[];
  return {
    ...scenario,
    ...champs,
    stipulations: {
      ...scenario.stipulations,
      ...Object.fromEntries(
        verbes.map((verbe) => [verbe, { ...scenario.stipulations[verbe], ...changees[verbe] }]),
      ),
    },
  } as Scenario;
}
