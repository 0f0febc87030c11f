import * as z from "zod";
import {
  calculerAssiette,
  controlerAssietteSansStatuts,
  type EntreeAssiette,
  type StipulationsDAssiette,
} from "../assiette/calculer-assiette.js";
import { determinerStatuts, type EntreeStatuts } from "../assiette/determiner-statuts.js";
import {
  convertirEnDroitsUniques,
  type EntreeDroitsUniques,
  type StipulationsDeDroitsUniques,
} from "../conversion/convertir-en-droits-uniques.js";
import {
  convertirStockEnFlux,
  type StipulationsDeConversion,
} from "../conversion/convertir-stock-en-flux.js";
import type { EntreeStockEnFlux } from "../conversion/lire-stock.js";
import {
  type EntreeTauxDeRotation,
  mesurerTauxDeRotation,
  type StipulationsDeRotation,
} from "../conversion/mesurer-taux-de-rotation.js";
import { DEBUT_DU_REGIME_DU_FLUX } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import {
  consoliderEtatDesLieux,
  type StipulationsDEtatDesLieux,
} from "../etat-des-lieux/consolider-etat-des-lieux.js";
import type { LectureDEtatDesLieux } from "../etat-des-lieux/lire-etat-des-lieux.js";
import type { EntreeEtatDesLieux } from "../etat-des-lieux/lire-inventaire.js";
import type { Constat } from "../modele/constats.js";
import { champDe, copierDonneePure, direImpurete } from "../modele/donnee-pure.js";
import type { CalculImpossible, Probleme } from "../modele/erreurs.js";
import { dateIso } from "../modele/identifiants.js";
import { ecrireChemin, Saisie } from "../modele/saisie.js";
import { type ChoixManquant, choixManquant, type NomDeStipulation } from "../modele/stipulations.js";
import { perimetre } from "../modele/vocabulaire.js";
import {
  fixerObjectifsDeFlux,
  type Objectifs,
  type StipulationsDObjectifs,
} from "../objectifs/fixer-objectifs-de-flux.js";
import { ouvrirRegistre, type StipulationsDeRegistre } from "../orientation/ouvrir-registre.js";
import type { CadreProvisoire } from "../repartition/cadre-du-calcul.js";
import {
  controlerRepartition,
  type EntreeRepartition,
  type Repartition,
  repartirFlux,
  type StipulationsDeRepartition,
} from "../repartition/repartir-flux.js";
import { lireRefus } from "./refus.js";

/**
 * Ce qu'un verbe reçoit ; les résultats des verbes précédents, que l'examen enchaîne, y sont facultatifs.
 *
 * @inline
 */
interface Apport<Entree, Stipulations> {
  readonly entree: Entree;
  readonly stipulations?: Partial<Stipulations> | undefined;
}

/**
 * Ce que reçoit un verbe qui part d'une répartition, et de rien d'autre.
 *
 * @inline
 */
interface SurRepartition<Stipulations> extends Omit<Apport<never, Stipulations>, "entree"> {
  readonly repartition?: Repartition | undefined;
}

/** @inline */
type SansStipulation = Record<string, never>;

/**
 * Une entrée dont certains résultats peuvent venir d'une autre étape.
 *
 * @inline
 */
type AvecAmont<Entree, Resultats extends keyof Entree> = Omit<Entree, Resultats> & {
  readonly [R in Resultats]?: Entree[R] | undefined;
};

/**
 * Tout ce que l'on a : les verbes que l'on veut appeler, chacun avec son entrée et ses stipulations.
 *
 * Le résultat d'un verbe précédent se demande (le dossier nomme ce verbe) ou se donne, déjà calculé, dans l'entrée.
 */
export interface DossierAExaminer {
  readonly consoliderEtatDesLieux?:
    | Apport<EntreeEtatDesLieux | LectureDEtatDesLieux, StipulationsDEtatDesLieux>
    | undefined;
  readonly mesurerTauxDeRotation?: Apport<EntreeTauxDeRotation, StipulationsDeRotation> | undefined;
  readonly convertirEnDroitsUniques?:
    | Apport<AvecAmont<EntreeDroitsUniques, "etatDesLieux" | "tauxDeRotation">, StipulationsDeDroitsUniques>
    | undefined;
  readonly determinerStatuts?: Apport<EntreeStatuts, SansStipulation> | undefined;
  readonly calculerAssiette?: Apport<EntreeAssiette, StipulationsDAssiette> | undefined;
  readonly convertirStockEnFlux?:
    | Partial<Apport<AvecAmont<EntreeStockEnFlux, "etatDesLieux" | "assiette">, StipulationsDeConversion>>
    | undefined;
  readonly repartirFlux?:
    | Apport<AvecAmont<EntreeRepartition, "assiette">, StipulationsDeRepartition>
    | undefined;
  readonly fixerObjectifsDeFlux?:
    | (SurRepartition<StipulationsDObjectifs> & { readonly precedents?: Objectifs | undefined })
    | undefined;
  readonly ouvrirRegistre?: SurRepartition<StipulationsDeRegistre> | undefined;
}

export type VerbeDuDossier = keyof DossierAExaminer;

/** Un verbe du dossier, examiné. */
export interface EtapeExaminee {
  readonly verbe: VerbeDuDossier;
  /** `en-attente` : rien à reprendre ici, mais une étape dont elle part n'est pas prête. */
  readonly etat: "prete" | "a-corriger" | "en-attente";
  /** Les étapes dont elle part qui ne sont pas prêtes, ou pas demandées. */
  readonly attend: readonly VerbeDuDossier[];
  readonly problemes: readonly Probleme[];
  readonly stipulationsManquantes: readonly ChoixManquant[];
  /** Ce qu'elle relèverait, si elle est prête. */
  readonly constats: readonly Constat[];
}

export interface ExamenDeDossier {
  readonly nature: "examen-de-dossier";
  /** Vrai si chaque étape demandée peut se calculer. */
  readonly pret: boolean;
  /** Dans l'ordre de la procédure. */
  readonly etapes: readonly EtapeExaminee[];
  /** Les problèmes de toutes les étapes ; ce qui en rend plusieurs impossibles, une fois. */
  readonly problemes: readonly Probleme[];
  /** Les stipulations qui manquent à l'ensemble, chacune une fois. */
  readonly stipulationsManquantes: readonly ChoixManquant[];
}

const VERBE = "examinerDossier";

/** Une étape : les résultats dont elle part, sous le nom qu'elle leur donne, et son appel. */
interface EtapeDuDossier {
  readonly verbe: VerbeDuDossier;
  readonly amont: Amont;
  /** Ce dont elle part seulement si le dossier le demande, et si l'entrée s'y prête. */
  readonly amontFacultatif?: Amont;
  readonly seLieA?: (entree: unknown) => boolean;
  /** Vrai si elle ne reçoit qu'un résultat, donné à son nom et non dans une entrée. */
  readonly sansEntree?: true;
  readonly appeler: (entree: never, stipulations: never) => unknown;
  /** Ce qu'elle contrôle en propre quand son amont n'est pas prêt ; à défaut, elle est appelée sans lui. */
  readonly controler?: (entree: unknown, stipulations: unknown, demandes: Demandes) => void;
}

type Amont = Readonly<Partial<Record<VerbeDuDossier, string>>>;

/** Les étapes, dans l'ordre de la procédure. */
const ETAPES: readonly EtapeDuDossier[] = [
  { verbe: "consoliderEtatDesLieux", amont: {}, appeler: consoliderEtatDesLieux },
  { verbe: "mesurerTauxDeRotation", amont: {}, appeler: mesurerTauxDeRotation },
  {
    verbe: "convertirEnDroitsUniques",
    amont: { consoliderEtatDesLieux: "etatDesLieux", mesurerTauxDeRotation: "tauxDeRotation" },
    appeler: convertirEnDroitsUniques,
  },
  { verbe: "determinerStatuts", amont: {}, appeler: determinerStatuts },
  {
    verbe: "calculerAssiette",
    amont: {},
    amontFacultatif: { determinerStatuts: "statuts" },
    seLieA: (entree) => champDe(entree, "logements") !== undefined,
    appeler: calculerAssiette,
    controler: controlerAssietteSansStatuts,
  },
  {
    verbe: "convertirStockEnFlux",
    amont: { consoliderEtatDesLieux: "etatDesLieux", calculerAssiette: "assiette" },
    appeler: convertirStockEnFlux,
  },
  {
    verbe: "repartirFlux",
    amont: { calculerAssiette: "assiette" },
    appeler: repartirFlux,
    controler: (entree, stipulations, { calculerAssiette: assiette }) =>
      controlerRepartition(entree, stipulations, cadreProvisoire(assiette?.entree)),
  },
  {
    verbe: "fixerObjectifsDeFlux",
    amont: { repartirFlux: "repartition" },
    sansEntree: true,
    appeler: ({ repartition, precedents }: { repartition: never; precedents: never }, stipulations: never) =>
      fixerObjectifsDeFlux(repartition, stipulations, precedents),
  },
  {
    verbe: "ouvrirRegistre",
    amont: { repartirFlux: "repartition" },
    sansEntree: true,
    appeler: ({ repartition }: { repartition: never }, stipulations: never) =>
      ouvrirRegistre(repartition, stipulations),
  },
];

const donnee = z.unknown().optional();
/** Un verbe sans stipulation n'en reçoit aucune. */
const aucune = z.strictObject({}).optional();
const apport = z.strictObject({ entree: donnee, stipulations: donnee });
const schemaDossier = z.strictObject({
  consoliderEtatDesLieux: apport.optional(),
  mesurerTauxDeRotation: apport.optional(),
  convertirEnDroitsUniques: apport.optional(),
  determinerStatuts: z.strictObject({ entree: donnee, stipulations: aucune }).optional(),
  calculerAssiette: apport.optional(),
  convertirStockEnFlux: apport.optional(),
  repartirFlux: apport.optional(),
  fixerObjectifsDeFlux: z
    .strictObject({ repartition: donnee, stipulations: donnee, precedents: donnee })
    .optional(),
  ouvrirRegistre: z.strictObject({ repartition: donnee, stipulations: donnee }).optional(),
} satisfies Record<VerbeDuDossier, z.ZodType>);
type Demandes = z.infer<typeof schemaDossier>;

/** Ce qui n'est pas une donnée pure, et où. */
interface Impurete {
  readonly chemin: readonly PropertyKey[];
  readonly nature: Texte;
}

/**
 * Examine tout un dossier avant de calculer : tous les problèmes, toutes les stipulations manquantes, d'un seul coup.
 *
 * Chaque verbe que l'on veut appeler se donne avec son entrée et ses stipulations. Les résultats des verbes précédents
 * s'y enchaînent ; un résultat déjà calculé se donne dans l'entrée, quand le dossier ne le demande pas.
 * {@link fixerObjectifsDeFlux} et {@link ouvrirRegistre} partent d'une répartition : `repartition`, et pas d'`entree` ; le premier
 * reçoit aussi les objectifs de l'année d'avant, `precedents`.
 * Rien n'est refusé : les problèmes sont rendus, situés dans le dossier ; celui d'un résultat enchaîné, que l'on n'a pas
 * écrit, porte le nom du verbe.
 *
 * Une étape dont l'amont n'est pas prêt est contrôlée quand même, pour ce qu'elle reçoit en propre : les conventions le
 * sont à la date et dans le périmètre de l'assiette demandée, s'ils se lisent. Ce qui se juge dans ses secteurs, ou sur
 * le résultat d'une autre étape, attend que ce résultat soit prêt.
 *
 * @param dossier - les verbes demandés, chacun avec `entree` et `stipulations`
 * @returns l'état de chaque étape, tous les problèmes, toutes les stipulations manquantes avec leurs choix
 * @throws {@link ErreurDeSaisie} si le dossier est vide, nomme un verbe qui n'est pas une étape, ou donne à une étape un
 * champ qu'elle ne reçoit pas
 * @category Simulation
 * @example
 * examinerDossier({
 *   calculerAssiette: { entree: { date: "2024-01-01", liberations: 1000 } },
 *   ouvrirRegistre: { stipulations: { decompte: "mise-a-disposition" } },
 * }).stipulationsManquantes.map(({ stipulation }) => stipulation) // ["premieresMisesEnLocation", "echec", "report"]
 */
export function examinerDossier(dossier: DossierAExaminer): ExamenDeDossier {
  const saisie = new Saisie(VERBE);
  const impuretes: Impurete[] = [];
  const copie = copierDonneePure(dossier, [], (chemin, nature) => impuretes.push({ chemin, nature }));
  const duDossier = impuretes.filter(({ chemin }) => chemin.length < 2);
  for (const { chemin, nature } of duDossier) saisie.refuser(chemin, "VALEUR_NON_JSON", direImpurete(nature));
  const lu = duDossier.length > 0 ? undefined : saisie.lire(schemaDossier, copie);
  if (lu !== undefined && Object.keys(lu).length === 0)
    saisie.refuser([], "CHAMP_MANQUANT", {
      fr: "Donner au moins un verbe à examiner.",
      en: "Give at least one verb to examine.",
    });
  const demandes = saisie.certifier(lu);
  const resultats = new Map<VerbeDuDossier, unknown>();
  const etapes = ETAPES.flatMap((etape) => {
    const recu = demandes[etape.verbe];
    const siennes = impuretes.filter(({ chemin }) => chemin[0] === etape.verbe);
    return recu === undefined ? [] : [examiner(etape, recu, siennes, resultats, demandes)];
  });
  return {
    nature: "examen-de-dossier",
    pret: etapes.every(({ etat }) => etat === "prete"),
    etapes,
    problemes: sansImpossibilitesRepetees(etapes.flatMap(({ problemes }) => problemes)),
    stipulationsManquantes: [
      ...new Map(
        etapes
          .flatMap(({ stipulationsManquantes }) => stipulationsManquantes)
          .map((manquante) => [manquante.stipulation, manquante]),
      ).values(),
    ],
  };
}

/** Une même cause arrête plusieurs étapes : la première la dit pour toutes. */
function sansImpossibilitesRepetees(problemes: readonly Probleme[]): Probleme[] {
  const dites = new Set<string>();
  return problemes.filter(({ code, message }) => {
    if (code !== IMPOSSIBLE) return true;
    if (dites.has(message)) return false;
    dites.add(message);
    return true;
  });
}

const IMPOSSIBLE: CalculImpossible["code"] = "CALCUL_IMPOSSIBLE";

interface ApportLu {
  readonly entree?: unknown;
  readonly stipulations?: unknown;
  readonly repartition?: unknown;
  readonly precedents?: unknown;
}

interface Lien {
  readonly precedent: VerbeDuDossier;
  readonly champ: string;
  /** D'où vient le résultat ; `attendu` : d'une étape qui n'est pas prête. */
  readonly source: "donne" | "enchaine" | "attendu";
  /** Vrai si le résultat est donné, et demandé aussi. */
  readonly enTrop: boolean;
}

/** Appelle une étape sur ce qui est prêt, et note son résultat ou ce qui l'en empêche. */
function examiner(
  etape: EtapeDuDossier,
  { entree, stipulations = {}, ...resultatsDonnes }: ApportLu,
  impuretes: readonly Impurete[],
  resultats: Map<VerbeDuDossier, unknown>,
  demandes: Demandes,
): EtapeExaminee {
  const { verbe, sansEntree, appeler, controler } = etape;
  const donnees = sansEntree ? resultatsDonnes : entree;
  const liens = lier(etape, donnees, resultats, demandes);
  const attend = liens.filter(({ source }) => source === "attendu").map(({ precedent }) => precedent);
  const complete = completer(donnees, liens, resultats);
  const releve = relever(etape, liens, () => {
    if (attend.length > 0 && controler !== undefined) return controler(complete, stipulations, demandes);
    const resultat = appeler(complete as never, stipulations as never);
    if (impuretes.length === 0) resultats.set(verbe, resultat);
    return resultat;
  });
  const propres = [
    ...impuretes.map(problemeDImpurete),
    ...liens.filter(estEnTrop).map(problemeEnTrop(etape)),
  ];
  const nonDit = (chemin: string) => !propres.some((propre) => contient(propre.chemin, chemin));
  const problemes = [...propres, ...releve.problemes.filter(({ chemin }) => nonDit(chemin))];
  const stipulationsManquantes = releve.stipulationsManquantes.filter(({ stipulation }) =>
    nonDit(`${verbe}.stipulations.${stipulation}`),
  );
  const aCorriger = problemes.length + stipulationsManquantes.length > 0;
  return {
    verbe,
    etat: aCorriger ? "a-corriger" : attend.length > 0 ? "en-attente" : "prete",
    attend,
    problemes,
    stipulationsManquantes,
    constats: aCorriger ? [] : releve.constats,
  };
}

/** D'où vient chacun des résultats dont une étape part. */
function lier(
  { amont, amontFacultatif = {}, seLieA = () => true }: EtapeDuDossier,
  donnees: unknown,
  resultats: ReadonlyMap<VerbeDuDossier, unknown>,
  demandes: Demandes,
): Lien[] {
  const facultatifs = (Object.entries(amontFacultatif) as [VerbeDuDossier, string][]).filter(
    ([precedent]) => demandes[precedent] !== undefined && seLieA(donnees),
  );
  return [...(Object.entries(amont) as [VerbeDuDossier, string][]), ...facultatifs].map(
    ([precedent, champ]) => {
      const donne = champDe(donnees, champ) !== undefined;
      return {
        precedent,
        champ,
        source: resultats.has(precedent) ? "enchaine" : donne ? "donne" : "attendu",
        enTrop: donne && demandes[precedent] !== undefined,
      };
    },
  );
}

/** L'entrée d'une étape avec les résultats enchaînés ; une entrée qui n'est pas un objet reste telle, à refuser. */
function completer(
  donnees: unknown,
  liens: readonly Lien[],
  resultats: ReadonlyMap<VerbeDuDossier, unknown>,
): unknown {
  const estUnObjet = typeof donnees === "object" && donnees !== null && !Array.isArray(donnees);
  if (liens.length === 0 || (donnees !== undefined && !estUnObjet)) return donnees;
  const enchaines = liens
    .filter(({ source }) => source === "enchaine")
    .map(({ precedent, champ }) => [champ, resultats.get(precedent)]);
  return { ...(donnees as object | undefined), ...Object.fromEntries(enchaines) };
}

/** La date et le périmètre d'une assiette qui ne se calcule pas, pour autant qu'ils se lisent. */
function cadreProvisoire(entree: unknown): CadreProvisoire {
  const date = dateIso.safeParse(champDe(entree, "date"));
  const lieu = perimetre.safeParse(champDe(entree, "perimetre"));
  return {
    date: date.success && date.data >= DEBUT_DU_REGIME_DU_FLUX ? date.data : undefined,
    perimetre: lieu.success ? lieu.data : null,
  };
}

type Releve = Pick<EtapeExaminee, "problemes" | "stipulationsManquantes" | "constats">;
type Situeur = (chemin: string) => string;

/** Ce qu'un appel relève ou refuse ; l'absence d'un résultat attendu n'est pas un problème de cette étape. */
function relever(etape: EtapeDuDossier, liens: readonly Lien[], appel: () => unknown): Releve {
  try {
    return { problemes: [], stipulationsManquantes: [], constats: constatsDe(appel()) };
  } catch (erreur) {
    const { problemes, manquantes, empechements } = lireRefus(erreur);
    const tries = trierLesProblemes(situeur(etape, liens), liens, problemes);
    return {
      problemes: [...tries.problemes, ...empechements.map((constat) => impossibilite(etape, constat))],
      stipulationsManquantes: [...tries.stipulationsManquantes, ...manquantes],
      constats: [],
    };
  }
}

function impossibilite({ verbe }: EtapeDuDossier, { message, remede }: Constat): Probleme {
  return {
    chemin: verbe,
    code: IMPOSSIBLE,
    message: `${message.fr} ${remede.fr}`,
    messageEn: `${message.en} ${remede.en}`,
  };
}

function constatsDe(resultat: unknown): readonly Constat[] {
  return (resultat as { readonly constats?: readonly Constat[] } | undefined)?.constats ?? [];
}

const STIPULATION = /^stipulations\.([^.[]+)$/;

function trierLesProblemes(
  situer: Situeur,
  liens: readonly Lien[],
  problemes: readonly Probleme[],
): Pick<Releve, "problemes" | "stipulationsManquantes"> {
  const absents = liens.filter(({ source }) => source !== "donne").map(({ champ }) => champ);
  const manque = (probleme: Probleme) => probleme.code === "STIPULATION_MANQUANTE";
  const attendu = ({ chemin, code }: Probleme) =>
    code === "CHAMP_MANQUANT" && absents.length > 0 && (chemin === "" || absents.includes(chemin));
  return {
    problemes: problemes
      .filter((probleme) => !manque(probleme) && !attendu(probleme))
      .map((probleme) => ({ ...probleme, chemin: situer(probleme.chemin) })),
    stipulationsManquantes: problemes
      .filter(manque)
      .map(({ chemin }) => choixManquant(STIPULATION.exec(chemin)?.[1] as NomDeStipulation)),
  };
}

// --- Chemins dans le dossier ---------------------------------------------------------------------------------------

const SUITE = /^[.[]/;

/** Un chemin contient lui-même et ce qui est sous lui. */
function contient(chemin: string, autre: string): boolean {
  return (
    autre.startsWith(chemin) && (autre.length === chemin.length || SUITE.test(autre.slice(chemin.length)))
  );
}

function joindre(chemin: string, suite: string): string {
  return suite === "" || suite.startsWith("[") ? `${chemin}${suite}` : `${chemin}.${suite}`;
}

/** Le chemin d'un problème dans le dossier : « repartirFlux.entree.conventions[0].parts ». */
function situeur({ verbe, sansEntree }: EtapeDuDossier, liens: readonly Lien[]): Situeur {
  return (chemin) => {
    if (contient("stipulations", chemin) || contient("precedents", chemin)) return joindre(verbe, chemin);
    const duResultat = liens.find(({ champ }) => sansEntree || contient(champ, chemin));
    if (duResultat !== undefined && duResultat.source !== "donne") return verbe;
    if (!sansEntree) return joindre(`${verbe}.entree`, chemin);
    const champ = `${verbe}.${duResultat?.champ}`;
    return contient(champ, joindre(verbe, chemin)) ? joindre(verbe, chemin) : joindre(champ, chemin);
  };
}

function problemeDImpurete({ chemin, nature }: Impurete): Probleme {
  const { fr, en } = direImpurete(nature);
  return { chemin: ecrireChemin(chemin), code: "VALEUR_NON_JSON", message: fr, messageEn: en };
}

function estEnTrop({ enTrop }: Lien): boolean {
  return enTrop;
}

/** Deux résultats pour une même place : le dossier n'en choisit pas un en silence. */
function problemeEnTrop({ verbe, sansEntree }: EtapeDuDossier) {
  return ({ precedent, champ }: Lien): Probleme => ({
    chemin: sansEntree ? `${verbe}.${champ}` : `${verbe}.entree.${champ}`,
    code: "CHAMP_EN_TROP",
    message: `Le dossier demande aussi « ${precedent} », dont vient ce résultat : le donner ou le demander, pas les deux.`,
    messageEn: `The file also asks for “${precedent}”, which gives this result: give it or ask for it, not both.`,
  });
}
