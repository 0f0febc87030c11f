import type { Reference } from "../droit/articles.js";
import { figer } from "../droit/figer.js";
import type { Autorite, Confiance } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";

/**
 * - `dans-le-flux` : le logement se partage quand il se libère ;
 * - `hors-champ` : les réservations en flux ne le concernent pas ;
 * - `identifie` : la loi le garde hors du flux, pour son réservataire.
 */
export type StatutDeLogement = "dans-le-flux" | "hors-champ" | "identifie";

export const STATUTS_DE_LOGEMENT = [
  "dans-le-flux",
  "hors-champ",
  "identifie",
] as const satisfies readonly StatutDeLogement[];

/**
 * Le statut d'un logement, ou `reserve-en-stock` : il est soumis au flux, mais sa réservation n'est pas encore convertie, et il revient
 * à son réservataire quand il se libère.
 */
export type StatutALaLiberation = StatutDeLogement | "reserve-en-stock";

/** Un motif de statut : ce qu'il dit, et ce qui le fonde ; suivre la doctrine seule est un choix de la bibliothèque. */
export interface MotifExplique {
  readonly statut: StatutDeLogement;
  /** Le motif, en une phrase. */
  readonly sens: Texte;
  readonly condition: Texte;
  readonly autorite: Autorite;
  readonly confiance: readonly Confiance[];
  /** Vide quand aucun article lu ne porte le motif. */
  readonly references: readonly Reference[];
  readonly lecture?: Texte;
}

const CHAMP: Reference = { article: "L. 441-1", passage: "champ" };
const SEM: Reference = { article: "L. 481-2", subdivision: "I" };

function horsChampSelonLaDoctrine(fr: string, en: string): MotifExplique {
  return {
    statut: "hors-champ",
    sens: {
      fr: `${fr}, que les services de l'État tiennent hors de la gestion en flux : la bibliothèque les suit, aucun article lu ne l'imposant.`,
      en: `${en}, which State services keep out of flow-based management: the library follows them, no article read requiring it.`,
    },
    condition: { fr: `${fr} → hors champ`, en: `${en} → out of scope` },
    autorite: "choix",
    confiance: ["doctrine"],
    references: [],
  };
}

/**
 * Pourquoi un logement a son statut, dans l'ordre où les questions se posent : hors du champ des textes, puis hors
 * champ d'après la doctrine, puis identifié, puis dans le flux. Le premier motif qui convient l'emporte.
 *
 * @category Assiette
 */
export const MOTIFS_DE_STATUT = figer({
  "sans-concours-ni-apl": {
    statut: "hors-champ",
    sens: {
      fr: "Logement d'un organisme HLM sans concours financier de l'État et n'ouvrant pas droit à l'APL.",
      en: "Dwelling of a social housing body without State funding and giving no right to APL.",
    },
    condition: {
      fr: "organisme HLM, ni concours de l'État ni droit à l'APL → hors champ",
      en: "social housing body, neither State funding nor right to APL → out of scope",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    references: [CHAMP],
  },
  "non-conventionne": {
    statut: "hors-champ",
    sens: {
      fr: "Logement d'une société d'économie mixte non conventionné à l'APL : les règles des organismes HLM ne s'y appliquent pas.",
      en: "Dwelling of a semi-public company without an APL contract: the rules of social housing bodies do not apply to it.",
    },
    condition: {
      fr: "société d'économie mixte, logement non conventionné → hors champ",
      en: "semi-public company, dwelling without APL contract → out of scope",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    references: [SEM],
  },
  intermediaire: horsChampSelonLaDoctrine("Logement intermédiaire", "Intermediate dwelling"),
  foyer: horsChampSelonLaDoctrine("Logement de foyer", "Hostel dwelling"),
  "residence-sociale": horsChampSelonLaDoctrine(
    "Logement de résidence sociale",
    "Dwelling of a social residence",
  ),
  etudiant: horsChampSelonLaDoctrine("Logement étudiant", "Student dwelling"),
  "medico-social": horsChampSelonLaDoctrine("Logement médico-social", "Medico-social dwelling"),
  "reservation-identifiee": {
    statut: "identifie",
    sens: {
      fr: "Logement identifié que réserve un service ou un établissement que la loi excepte du flux.",
      en: "Identified dwelling reserved by a service or body the law excepts from the flow.",
    },
    condition: {
      fr: "réservation identifiée d'une catégorie exceptée à la date → identifié",
      en: "identified reservation of a category excepted at the date → identified",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    references: [
      { article: "L. 441-1", passage: "réservations en flux" },
      { article: "R. 441-5", subdivision: "I, al. 4" },
    ],
    lecture: {
      fr: "L'article réglementaire ne nomme que la défense et la sécurité intérieure ; la loi, qui ajoute les établissements publics de santé depuis 2022, prévaut.",
      en: "The regulatory article names only defence and interior security; the law, which adds public hospitals since 2022, prevails.",
    },
  },
  "droit-a-l-apl": {
    statut: "dans-le-flux",
    sens: {
      fr: "Logement d'un organisme HLM ouvrant droit à l'APL.",
      en: "Dwelling of a social housing body giving right to APL.",
    },
    condition: {
      fr: "organisme HLM, droit à l'APL → dans le flux",
      en: "social housing body, right to APL → in the flow",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    references: [CHAMP],
  },
  "concours-de-l-etat": {
    statut: "dans-le-flux",
    sens: {
      fr: "Logement d'un organisme HLM financé avec le concours de l'État, sans droit à l'APL.",
      en: "Dwelling of a social housing body funded with State support, without right to APL.",
    },
    condition: {
      fr: "organisme HLM, concours de l'État → dans le flux",
      en: "social housing body, State funding → in the flow",
    },
    autorite: "imperatif",
    confiance: ["lecture"],
    references: [CHAMP],
    lecture: {
      fr: "La loi joint les deux conditions par « ou » : l'une suffit. Le ministère parle de logements conventionnés, ce qui est plus étroit.",
      en: "The law joins the two conditions by “or”: either is enough. The ministry speaks of contracted dwellings, which is narrower.",
    },
  },
  conventionne: {
    statut: "dans-le-flux",
    sens: {
      fr: "Logement d'une société d'économie mixte conventionné à l'APL.",
      en: "APL-contracted dwelling of a semi-public company.",
    },
    condition: {
      fr: "société d'économie mixte, logement conventionné → dans le flux",
      en: "semi-public company, APL-contracted dwelling → in the flow",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    references: [SEM, CHAMP],
  },
} as const satisfies Record<string, MotifExplique>);

export type MotifDeStatut = keyof typeof MOTIFS_DE_STATUT;

/** Les motifs, dans l'ordre des questions. */
export const ORDRE_DES_MOTIFS = Object.keys(MOTIFS_DE_STATUT) as MotifDeStatut[];

export function motifDeStatut(motif: MotifDeStatut): MotifExplique {
  return MOTIFS_DE_STATUT[motif];
}
