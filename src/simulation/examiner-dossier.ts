import * as z from "zod";
import {
  calculerAssiette,
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
import {
  type EntreeTauxDeRotation,
  mesurerTauxDeRotation,
  type StipulationsDeRotation,
} from "../conversion/mesurer-taux-de-rotation.js";
import {
  consoliderEtatDesLieux,
  type EntreeEtatDesLieux,
  type StipulationsDEtatDesLieux,
} from "../etat-des-lieux/consolider-etat-des-lieux.js";
import type { Constat } from "../modele/constats.js";
import {
  CalculImpossible,
  CasNonCouvert,
  type ChoixManquant,
  ErreurDeSaisie,
  type Probleme,
  StipulationManquante,
} from "../modele/erreurs.js";
import { Saisie } from "../modele/saisie.js";
import { choixManquant, type NomDeStipulation } from "../modele/stipulations.js";
import { fixerObjectifsDeFlux } from "../objectifs/fixer-objectifs-de-flux.js";
import { ouvrirRegistre, type StipulationsDeRegistre } from "../orientation/ouvrir-registre.js";
import {
  type EntreeRepartition,
  repartirFlux,
  type StipulationsDeRepartition,
} from "../repartition/repartir-flux.js";

/** Ce qu'un verbe reçoit, sans les résultats des verbes précédents, que l'examen enchaîne lui-même. */
interface Apport<Entree, Stipulations> {
  readonly entree: Entree;
  readonly stipulations?: Partial<Stipulations>;
}

/** Tout ce que l'on a : les verbes que l'on veut appeler, chacun avec son entrée et ses stipulations. */
export interface DossierAExaminer {
  readonly consoliderEtatDesLieux?: Apport<EntreeEtatDesLieux, StipulationsDEtatDesLieux>;
  readonly mesurerTauxDeRotation?: Apport<EntreeTauxDeRotation, StipulationsDeRotation>;
  readonly convertirEnDroitsUniques?: Apport<
    Omit<EntreeDroitsUniques, "etatDesLieux" | "tauxDeRotation">,
    StipulationsDeDroitsUniques
  >;
  readonly determinerStatuts?: { readonly entree: EntreeStatuts };
  readonly calculerAssiette?: Apport<EntreeAssiette, StipulationsDAssiette>;
  readonly convertirStockEnFlux?: { readonly stipulations?: Partial<StipulationsDeConversion> };
  readonly repartirFlux?: Apport<Omit<EntreeRepartition, "assiette">, StipulationsDeRepartition>;
  readonly fixerObjectifsDeFlux?: Record<string, never>;
  readonly ouvrirRegistre?: { readonly stipulations?: Partial<StipulationsDeRegistre> };
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
  /** Les problèmes de toutes les étapes. */
  readonly problemes: readonly Probleme[];
  /** Les stipulations qui manquent à l'ensemble, chacune une fois. */
  readonly stipulationsManquantes: readonly ChoixManquant[];
}

const VERBE = "examinerDossier";

/** Une étape : les résultats dont elle part, sous le nom qu'elle leur donne, et son appel. */
interface EtapeDuDossier {
  readonly verbe: VerbeDuDossier;
  readonly amont: Readonly<Partial<Record<VerbeDuDossier, string>>>;
  /** Un résultat dont elle part seulement si le dossier le demande. */
  readonly amontFacultatif?: Readonly<Partial<Record<VerbeDuDossier, string>>>;
  readonly appeler: (entree: never, stipulations: never) => unknown;
}

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
    appeler: calculerAssiette,
  },
  {
    verbe: "convertirStockEnFlux",
    amont: { consoliderEtatDesLieux: "etatDesLieux", calculerAssiette: "assiette" },
    appeler: convertirStockEnFlux,
  },
  { verbe: "repartirFlux", amont: { calculerAssiette: "assiette" }, appeler: repartirFlux },
  {
    verbe: "fixerObjectifsDeFlux",
    amont: { repartirFlux: "repartition" },
    appeler: ({ repartition }: { repartition: never }) => fixerObjectifsDeFlux(repartition),
  },
  {
    verbe: "ouvrirRegistre",
    amont: { repartirFlux: "repartition" },
    appeler: ({ repartition }: { repartition: never }, stipulations: never) =>
      ouvrirRegistre(repartition, stipulations),
  },
];

const apport = z.strictObject({ entree: z.unknown().optional(), stipulations: z.unknown().optional() });
const schemaDossier = z.strictObject({
  consoliderEtatDesLieux: apport.optional(),
  mesurerTauxDeRotation: apport.optional(),
  convertirEnDroitsUniques: apport.optional(),
  determinerStatuts: apport.optional(),
  calculerAssiette: apport.optional(),
  convertirStockEnFlux: apport.optional(),
  repartirFlux: apport.optional(),
  fixerObjectifsDeFlux: apport.optional(),
  ouvrirRegistre: apport.optional(),
} satisfies Record<VerbeDuDossier, z.ZodType>);

/**
 * Examine tout un dossier avant de calculer : tous les problèmes, toutes les stipulations manquantes, d'un seul coup.
 *
 * Chaque verbe que l'on veut appeler se donne avec son entrée et ses stipulations, sans les résultats des verbes
 * précédents. Une étape dont l'amont n'est pas prêt est contrôlée quand même, pour ce qu'elle reçoit en propre. Rien n'est
 * refusé : les problèmes sont rendus, situés dans le dossier.
 *
 * @param dossier - les verbes demandés, chacun avec `entree` et `stipulations`
 * @returns l'état de chaque étape, tous les problèmes, toutes les stipulations manquantes avec leurs choix
 * @throws {@link ErreurDeSaisie} si le dossier est vide, ou nomme un verbe qui n'est pas une étape
 * @category Simulation
 * @example
 * examinerDossier({
 *   calculerAssiette: { entree: { date: "2024-01-01", liberations: 1000 } },
 *   ouvrirRegistre: { stipulations: { decompte: "mise-a-disposition" } },
 * }).stipulationsManquantes.map(({ stipulation }) => stipulation) // ["premieresMisesEnLocation", "report"]
 */
export function examinerDossier(dossier: DossierAExaminer): ExamenDeDossier {
  const saisie = new Saisie(VERBE);
  const lu = saisie.lire(schemaDossier, saisie.recevoir(dossier));
  if (lu !== undefined && Object.keys(lu).length === 0)
    saisie.refuser([], "CHAMP_MANQUANT", {
      fr: "Donner au moins un verbe à examiner.",
      en: "Give at least one verb to examine.",
    });
  const demandes = saisie.certifier(lu);
  const resultats = new Map<VerbeDuDossier, unknown>();
  const etapes = ETAPES.flatMap((etape) => {
    const recu = demandes[etape.verbe];
    return recu === undefined ? [] : [examiner(etape, recu, resultats, demandes)];
  });
  return {
    nature: "examen-de-dossier",
    pret: etapes.every(({ etat }) => etat === "prete"),
    etapes,
    problemes: etapes.flatMap(({ problemes }) => problemes),
    stipulationsManquantes: [
      ...new Map(
        etapes
          .flatMap(({ stipulationsManquantes }) => stipulationsManquantes)
          .map((manquante) => [manquante.stipulation, manquante]),
      ).values(),
    ],
  };
}

type Releve = Pick<EtapeExaminee, "problemes" | "stipulationsManquantes" | "constats">;

/** Appelle une étape sur ce qui est prêt, et note son résultat ou ce qui l'en empêche. */
function examiner(
  { verbe, amont, amontFacultatif = {}, appeler }: EtapeDuDossier,
  { entree, stipulations = {} }: z.infer<typeof apport>,
  resultats: Map<VerbeDuDossier, unknown>,
  demandes: z.infer<typeof schemaDossier>,
): EtapeExaminee {
  const facultatifs = Object.entries(amontFacultatif) as [VerbeDuDossier, string][];
  const liens = [
    ...(Object.entries(amont) as [VerbeDuDossier, string][]),
    ...facultatifs.filter(([precedent]) => demandes[precedent] !== undefined),
  ];
  const prets = liens.filter(([precedent]) => resultats.has(precedent));
  const attend = liens.map(([precedent]) => precedent).filter((precedent) => !resultats.has(precedent));
  const enchaine = Object.fromEntries(prets.map(([precedent, champ]) => [champ, resultats.get(precedent)]));
  const complete =
    liens.length === 0 || (entree !== undefined && (typeof entree !== "object" || entree === null))
      ? entree
      : { ...entree, ...enchaine };
  const absents = liens.filter(([precedent]) => attend.includes(precedent)).map(([, champ]) => champ);
  const releve = relever(verbe, absents, () => {
    const resultat = appeler(complete as never, stipulations as never);
    resultats.set(verbe, resultat);
    return resultat;
  });
  const aCorriger = releve.problemes.length + releve.stipulationsManquantes.length > 0;
  return {
    verbe,
    etat: aCorriger ? "a-corriger" : attend.length > 0 ? "en-attente" : "prete",
    attend,
    ...releve,
  };
}

/** Ce qu'un appel relève ou refuse ; l'absence d'un résultat attendu n'est pas un problème de cette étape. */
function relever(verbe: VerbeDuDossier, absents: readonly string[], appel: () => unknown): Releve {
  const rien: Releve = { problemes: [], stipulationsManquantes: [], constats: [] };
  try {
    const resultat = appel();
    return { ...rien, constats: constatsDe(resultat) };
  } catch (erreur) {
    if (erreur instanceof StipulationManquante) return { ...rien, stipulationsManquantes: erreur.manquantes };
    if (erreur instanceof ErreurDeSaisie) return trierLesProblemes(verbe, absents, erreur.problemes);
    if (erreur instanceof CasNonCouvert || erreur instanceof CalculImpossible)
      return {
        ...rien,
        problemes: [
          {
            chemin: situer(verbe, erreur instanceof CasNonCouvert ? erreur.chemin : ""),
            code: erreur.code,
            message: erreur.message,
            messageEn: erreur.messageEn,
          },
        ],
      };
    throw erreur;
  }
}

function constatsDe(resultat: unknown): readonly Constat[] {
  return (resultat as { readonly constats?: readonly Constat[] }).constats ?? [];
}

const STIPULATION = /^stipulations\.([^.[]+)$/;

function trierLesProblemes(
  verbe: VerbeDuDossier,
  absents: readonly string[],
  problemes: readonly Probleme[],
): Releve {
  const manque = (probleme: Probleme) => probleme.code === "STIPULATION_MANQUANTE";
  const attendu = ({ chemin, code }: Probleme) =>
    code === "CHAMP_MANQUANT" && absents.length > 0 && (chemin === "" || absents.includes(chemin));
  return {
    problemes: problemes
      .filter((probleme) => !manque(probleme) && !attendu(probleme))
      .map((probleme) => ({ ...probleme, chemin: situer(verbe, probleme.chemin) })),
    stipulationsManquantes: problemes
      .filter(manque)
      .map(({ chemin }) => choixManquant(STIPULATION.exec(chemin)?.[1] as NomDeStipulation)),
    constats: [],
  };
}

/** Le chemin d'un problème dans le dossier : « repartirFlux.entree.conventions[0].parts ». */
function situer(verbe: VerbeDuDossier, chemin: string): string {
  if (chemin === "stipulations" || chemin.startsWith("stipulations.")) return `${verbe}.${chemin}`;
  const separateur = chemin === "" || chemin.startsWith("[") ? "" : ".";
  return `${verbe}.entree${separateur}${chemin}`;
}
