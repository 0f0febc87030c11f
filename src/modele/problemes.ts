import type * as z from "zod";
import type { Texte } from "../droit/texte.js";

interface ProblemeTraduit {
  readonly code: string;
  readonly message: Texte;
  /** Ce qui s'ajoute au chemin de l'issue. */
  readonly suite: readonly PropertyKey[];
}

/** Ce qu'attendent les identifiants et les nombres, par code de problème. */
const ATTENDUS: Readonly<Record<string, Texte>> = {
  ANNEE_INVALIDE: { fr: "une année entière, de 1900 à 2199", en: "a whole year, 1900 to 2199" },
  CASE_INVALIDE: { fr: "un texte, un nombre fini ou null", en: "a text, a finite number or null" },
  CELLULE_INVALIDE: {
    fr: "une cellule : un texte, un nombre, vrai ou faux, ou rien",
    en: "a cell: a text, a number, true or false, or nothing",
  },
  CODE_COMMUNE_INVALIDE: {
    fr: "un code INSEE de commune, cinq caractères (« 77288 », « 2A004 »)",
    en: "a five-character INSEE municipality code (“77288”, “2A004”)",
  },
  CODE_DEPARTEMENT_INVALIDE: {
    fr: "un code de département (« 77 », « 2A », « 974 »)",
    en: "a département code (“77”, “2A”, “974”)",
  },
  CODE_QPV_INVALIDE: {
    fr: "un code de quartier prioritaire : QN, le département sur trois caractères, deux chiffres et une lettre, ou QP et six caractères (format observé, non vérifié à la source)",
    en: "a priority-district code: QN, three characters of département, two digits and a letter, or QP and six characters (a format observed, not checked at its source)",
  },
  CODE_RESERVE: {
    fr: "un code autre que « non-reserves », que la bibliothèque garde pour les logements du bailleur",
    en: "a code other than “non-reserves”, which the library keeps for the landlord's dwellings",
  },
  COMPTE_INVALIDE: {
    fr: "un nombre de logements entier, de 0 à dix millions",
    en: "a whole number of dwellings, 0 to ten million",
  },
  DATE_IMPOSSIBLE: {
    fr: "une date du calendrier, écrite AAAA-MM-JJ, de 1900 à 2199 (null pour un droit sans terme)",
    en: "a calendar date, written YYYY-MM-DD, 1900 to 2199 (null for a right without term)",
  },
  ARRONDI_INVALIDE: {
    fr: "« aucun », ou { mode, decimales } : mode parmi entier-inferieur, entier-superieur, plus-proche, plus-proche-pair ; décimales de 0 à 6 ; pour des droits, aussi par: « logement »",
    en: "“aucun”, or { mode, decimales }: mode one of entier-inferieur, entier-superieur, plus-proche, plus-proche-pair; decimales 0 to 6; for rights, also par: “logement”",
  },
  DECIMALES_INVALIDES: {
    fr: "un nombre entier de décimales, de 0 à 6",
    en: "a whole number of decimals, 0 to 6",
  },
  ANNONCES_INVALIDES: {
    fr: "un nombre entier de vacances connues d'avance, ou « toutes »",
    en: "a whole number of vacancies known in advance, or “toutes”",
  },
  DELAI_INVALIDE: {
    fr: "un nombre entier de jours ou de mois, de 1 à 366",
    en: "a whole number of days or months, 1 to 366",
  },
  ECART_INVALIDE: {
    fr: "un écart en logements, écrit en décimal, de plus de 0 à 10, huit décimales au plus (« 0.8 »)",
    en: "a gap in dwellings, written in decimals, above 0 and up to 10, eight decimals at most (“0.8”)",
  },
  LISTE_VIDE: { fr: "une liste d'au moins un élément", en: "a list of at least one element" },
  MISES_EN_SERVICE_HORS_DEFINITION: {
    fr: "« exclues » : la définition publique de la mobilité, appliquée aux logements d'un répertoire, écarte les mises en service",
    en: "“exclues”: the public definition of mobility, applied to the dwellings of a register, leaves new dwellings out",
  },
  MOIS_INVALIDE: {
    fr: "un mois, AAAA-MM, de 1900 à 2199 (null s'il n'y en a pas)",
    en: "a month, YYYY-MM, 1900 to 2199 (null for none)",
  },
  MOIS_OU_ANNEE_INVALIDE: {
    fr: "un mois, AAAA-MM, ou une année, AAAA, de 1800 à 2199",
    en: "a month, YYYY-MM, or a year, YYYY, 1800 to 2199",
  },
  MOTIF_INVALIDE: {
    fr: "un code de motif, choisi d'avance : minuscules sans accent et chiffres, mots joints par un trait d'union, 40 caractères au plus (« loyer-trop-eleve ») ; jamais un texte libre, ni rien qui désigne un ménage",
    en: "a reason code, chosen beforehand: unaccented small letters and digits, words joined by a hyphen, 40 characters at most (“loyer-trop-eleve”); never free text, nor anything that identifies a household",
  },
  MUTATIONS_HORS_DEFINITION: {
    fr: "« comptees » : la définition publique de la mobilité, appliquée aux logements d'un répertoire, compte tous les emménagements, mutations comprises",
    en: "“comptees”: the public definition of mobility, applied to the dwellings of a register, counts every move in, transfers included",
  },
  NOTE_INVALIDE: { fr: "une note entière, de 1 à 1000", en: "a whole mark, 1 to 1000" },
  NUMERO_D_EVENEMENT_INVALIDE: {
    fr: "le numéro d'un événement du journal, à partir de 1",
    en: "the number of an event in the journal, from 1",
  },
  REPORT_INVALIDE: {
    fr: "« aucun », « integral », ou { regle: « plafonne », logements } : un nombre entier de logements, au moins 1",
    en: "“aucun”, “integral”, or { regle: “plafonne”, logements }: a whole number of dwellings, at least 1",
  },
  VERSION_INVALIDE: { fr: "la version d'un registre, à partir de 0", en: "a register's version, from 0" },
  NUMERO_RPLS_INVALIDE: {
    fr: "un numéro RPLS de dix caractères, chiffres ou majuscules",
    en: "a ten-character RPLS number, digits or capitals",
  },
  PROGRAMME_IDENTIFIE: {
    fr: "une commune, un EPCI ou des communes : le texte exclut qu'un programme puisse être identifié (R. 441-5, I, al. 6)",
    en: "a municipality, an EPCI or municipalities: the text rules out identifying a programme (R. 441-5, I, al. 6)",
  },
  QUANTITE_INVALIDE: {
    fr: "un nombre décimal positif ou nul, en texte, six décimales au plus (« 12.5 »)",
    en: "a decimal number, zero or more, as text, six decimals at most (“12.5”)",
  },
  INSTANT_INVALIDE: {
    fr: "une date ou une année, l'une des deux",
    en: "a date or a year, one of the two",
  },
  PHRASE_INVALIDE: {
    fr: "un texte d'une ligne, sans caractère invisible",
    en: "a one-line text, without invisible characters",
  },
  PREFIXE_INVALIDE: {
    fr: "une lettre sans accent, puis des lettres, des chiffres, - ou _ (« figure-2 »)",
    en: "an unaccented letter, then letters, digits, - or _ (“figure-2”)",
  },
  VUE_INVALIDE: {
    fr: "une variante ou un réservataire, l'un des deux",
    en: "a variant or a holder, one of the two",
  },
  VALEUR_INCOHERENTE: {
    fr: "une fraction réduite et son décimal à six chiffres (« 5/3 », « 1.666667 »)",
    en: "a reduced fraction and its six-digit decimal (“5/3”, “1.666667”)",
  },
  SIREN_INVALIDE: { fr: "un SIREN, neuf chiffres", en: "a nine-digit SIREN" },
  TAUX_INVALIDE: {
    fr: "un taux en pourcentage, de 0 à 100, six décimales au plus (« 12.5 »)",
    en: "a percentage from 0 to 100, six decimals at most (“12.5”)",
  },
  TEXTE_MAL_FORME: {
    fr: "un texte d'une ligne, de 1 à 200 caractères, sans espace aux bords ni caractère invisible",
    en: "a one-line text, 1 to 200 characters, without outer spaces or invisible characters",
  },
};

const TYPES: Readonly<Record<string, Texte>> = {
  array: { fr: "une liste", en: "a list" },
  boolean: { fr: "vrai ou faux", en: "true or false" },
  number: { fr: "un nombre", en: "a number" },
  object: { fr: "un objet", en: "an object" },
  string: { fr: "un texte", en: "a text" },
};

const LONGUEUR_MONTREE = 60;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function ecrireEnClair(caractere: string): string {
  return `\\u{${caractere.codePointAt(0)?.toString(16)}}`;
}

/** Montre une valeur lue, sur une ligne, sans débordement ni caractère invisible. */
export function montrer(valeur: unknown): Texte {
  if (typeof valeur === "string") {
    const ecrit = JSON.stringify(valeur.slice(0, LONGUEUR_MONTREE + 1)).slice(1, -1);
    const coupe = ecrit.length > LONGUEUR_MONTREE ? `${ecrit.slice(0, LONGUEUR_MONTREE)}…` : ecrit;
    const court = coupe.replace(INVISIBLE, ecrireEnClair);
    return { fr: `« ${court} »`, en: `“${court}”` };
  }
  if (Array.isArray(valeur)) return { fr: "une liste", en: "a list" };
  if (typeof valeur === "object" && valeur !== null) return { fr: "un objet", en: "an object" };
  if (valeur === undefined) return { fr: "rien", en: "nothing" };
  return { fr: String(valeur), en: String(valeur) };
}

/** « Attendu : … ; lu : … » */
export function attendu(texte: Texte, lu: unknown): Texte {
  const vu = montrer(lu);
  return { fr: `Attendu : ${texte.fr} ; lu : ${vu.fr}.`, en: `Expected: ${texte.en}; got: ${vu.en}.` };
}

function parmi(valeurs: readonly unknown[]): Texte {
  const montrees = valeurs.map(montrer);
  return {
    fr: `une valeur parmi ${montrees.map(({ fr }) => fr).join(", ")}`,
    en: `one of ${montrees.map(({ en }) => en).join(", ")}`,
  };
}

/** Traduit une issue de zod en problèmes de code stable ; `lu` est la valeur au chemin de l'issue. */
export function traduireIssue(issue: z.core.$ZodIssue, lu: unknown): readonly ProblemeTraduit[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((cle) => ({
      code: "CHAMP_INCONNU",
      message: { fr: "Ce champ n'existe pas.", en: "There is no such field." },
      suite: [cle],
    }));
  return [{ ...traduireIssueSimple(issue, lu), suite: [] }];
}

function traduireIssueSimple(issue: z.core.$ZodIssue, lu: unknown): Omit<ProblemeTraduit, "suite"> {
  if (lu === undefined)
    return {
      code: "CHAMP_MANQUANT",
      message: { fr: "Ce champ est obligatoire.", en: "This field is required." },
    };
  switch (issue.code) {
    case "invalid_value":
      return { code: "VALEUR_NON_PREVUE", message: attendu(parmi(issue.values), lu) };
    case "invalid_union":
      return {
        code: "VALEUR_NON_PREVUE",
        message: attendu(parmi("options" in issue && Array.isArray(issue.options) ? issue.options : []), lu),
      };
    case "invalid_type":
      return {
        code: "TYPE_INVALIDE",
        message: attendu(TYPES[issue.expected] ?? { fr: issue.expected, en: issue.expected }, lu),
      };
    case "custom": {
      const code = String(issue.params?.code ?? "VALEUR_INVALIDE");
      const texte = ATTENDUS[code] ?? { fr: "une autre valeur", en: "another value" };
      return { code, message: attendu(texte, lu) };
    }
    default:
      return { code: "VALEUR_INVALIDE", message: { fr: issue.message, en: issue.message } };
  }
}
