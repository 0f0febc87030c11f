import type { Reference } from "./articles.js";
import { figer } from "./figer.js";
import { DEBUT_DU_REGIME_DU_FLUX, DEBUT_DU_REGISTRE, type Periode } from "./periodes.js";
import type { Autorite, Confiance, IdDeRegle } from "./regles.js";
import type { Texte } from "./texte.js";

/** Ce qui revient chaque année, ou naît d'un acte, et que le calendrier suit. */
export interface Obligation {
  readonly intitule: Texte;
  /** `document` : quelque chose à transmettre ou à publier ; `terme` : un jour où quelque chose prend fin. */
  readonly nature: "document" | "terme";
  readonly regle: IdDeRegle;
  readonly autorite: Autorite;
  readonly confiance: readonly Confiance[];
  readonly references: readonly Reference[];
  /** Pendant laquelle la bibliothèque connaît l'obligation. */
  readonly periode: Periode;
  /** Pourquoi rien n'est dû avant. */
  readonly avant: Texte;
  /** Ce que le texte dit du temps laissé. */
  readonly delai: Texte;
  /** La lecture retenue, si le texte en admet plusieurs. */
  readonly lecture?: Texte;
}

/** Premier jour de la version de L. 441-1 qui demande les données semestrielles. */
const DEBUT_DES_DONNEES_SEMESTRIELLES = "2022-02-23";

const DEPUIS_LE_DECRET = {
  periode: { du: DEBUT_DU_REGIME_DU_FLUX, au: null },
  avant: {
    fr: "l'article qui le demande n'est en vigueur que depuis le 22/02/2020",
    en: "the article that requires it is in force only since 2020-02-22",
  },
} as const;

const PASSAGE_LU = {
  periode: { du: DEBUT_DES_DONNEES_SEMESTRIELLES, au: null },
  avant: {
    fr: "ce passage n'a été lu que dans la version en vigueur depuis le 23/02/2022 : rien n'est dit d'avant",
    en: "this passage was read only in the version in force since 2022-02-23: nothing is said of before",
  },
} as const;

const AVANT_LE_JOUR_DIT: Texte = {
  fr: "« Avant » exclut le jour dit : le dernier jour utile est la veille. Un samedi, un dimanche ou un jour férié ne le déplacent pas : aucun texte lu ne le prévoit.",
  en: "“Before” excludes the day named: the last useful day is the day before. A Saturday, a Sunday or a holiday does not move it: no text read says so.",
};
const AVANT_LE_28_FEVRIER: Texte = { fr: "avant le 28 février", en: "before 28 February" };
const AUCUN_DELAI: Texte = { fr: "le texte ne fixe aucun jour", en: "the text sets no day" };
const CHAQUE_ANNEE: Texte = {
  fr: "chaque année, sans jour fixé par le texte",
  en: "every year, with no day set by the text",
};
const SANS_DELAI: Texte = {
  fr: "« sans délai », ce que le texte ne chiffre pas",
  en: "“without delay”, which the text does not put in figures",
};

const LU = { nature: "document", autorite: "imperatif", confiance: ["texte-officiel"] } as const;
const LU_ET_INTERPRETE = {
  nature: "document",
  autorite: "imperatif",
  confiance: ["texte-officiel", "lecture"],
} as const;

/** Les obligations et les termes que le calendrier suit, dans l'ordre des codes. */
export const OBLIGATIONS = figer({
  "attributions-hors-qpv": {
    ...LU_ET_INTERPRETE,
    intitule: { fr: "Attributions hors QPV du semestre", en: "The half-year's lettings outside QPV" },
    regle: "R21",
    references: [{ article: "L. 441-1", passage: "transmission des attributions hors QPV" }],
    periode: { du: DEBUT_DES_DONNEES_SEMESTRIELLES, au: null },
    avant: {
      fr: "cette transmission est rapportée comme un ajout de la loi n° 2022-217, en vigueur depuis le 23/02/2022",
      en: "this duty is reported as added by law no. 2022-217, in force since 2022-02-23",
    },
    delai: {
      fr: "données arrêtées au 30 juin et au 31 décembre, dans les quinze jours qui suivent",
      en: "data as of 30 June and 31 December, within the fifteen days that follow",
    },
    lecture: {
      fr: "Les jours se comptent à partir du lendemain de l'arrêté des données ; le quinzième est le dernier jour utile. Un samedi, un dimanche ou un jour férié ne le déplacent pas : aucun texte lu ne le prévoit. L'arrêté ministériel qui précise ces informations n'a pas été lu.",
      en: "Days count from the day after the data close; the fifteenth is the last useful day. A Saturday, a Sunday or a holiday does not move it: no text read says so. The ministerial order detailing this information was not read.",
    },
  },
  "bilan-a-la-commission": {
    ...LU,
    intitule: {
      fr: "Bilan annuel des attributions, présenté à la commission",
      en: "Yearly report on lettings, presented to the letting committee",
    },
    regle: "R21",
    references: [{ article: "R. 441-9", subdivision: "IV" }],
    ...DEPUIS_LE_DECRET,
    delai: CHAQUE_ANNEE,
  },
  "bilan-a-la-conference": {
    ...LU_ET_INTERPRETE,
    intitule: {
      fr: "Bilan annuel, soumis à la conférence",
      en: "Annual report, submitted to the conference",
    },
    regle: "R10",
    references: [{ article: "R. 441-5-1", subdivision: "al. 2" }],
    ...DEPUIS_LE_DECRET,
    delai: { fr: "avant le 31 mars", en: "before 31 March" },
    lecture: AVANT_LE_JOUR_DIT,
  },
  "bilan-annuel": {
    ...LU_ET_INTERPRETE,
    intitule: {
      fr: "Bilan annuel des logements proposés et attribués",
      en: "Annual report on dwellings proposed and let",
    },
    regle: "R10",
    references: [{ article: "R. 441-5-1", subdivision: "al. 1" }],
    ...DEPUIS_LE_DECRET,
    delai: AVANT_LE_28_FEVRIER,
    lecture: AVANT_LE_JOUR_DIT,
  },
  "bilan-annuel-au-president": {
    ...LU_ET_INTERPRETE,
    intitule: {
      fr: "Bilan annuel, transmis à l'intercommunalité",
      en: "Annual report, sent to the intermunicipal body",
    },
    regle: "R10",
    references: [{ article: "R. 441-5-1", subdivision: "al. 2" }],
    ...DEPUIS_LE_DECRET,
    delai: {
      fr: "avant le 28 février, comme aux réservataires",
      en: "before 28 February, as to the holders",
    },
    lecture: {
      fr: `Le bilan « est aussi transmis » au président ou au maire : le texte ne redit pas la date, lue ici comme la même. ${AVANT_LE_JOUR_DIT.fr}`,
      en: `The report “is also sent” to the president or mayor: the text does not repeat the date, read here as the same. ${AVANT_LE_JOUR_DIT.en}`,
    },
  },
  "bilan-des-designations": {
    ...LU,
    intitule: {
      fr: "Bilan annuel départemental des désignations, rendu public",
      en: "Yearly departmental report on designations, made public",
    },
    regle: "R21",
    references: [{ article: "L. 441-1", passage: "publicité des désignations" }],
    ...PASSAGE_LU,
    delai: CHAQUE_ANNEE,
  },
  "bilan-des-relogements": {
    ...LU_ET_INTERPRETE,
    intitule: {
      fr: "Bilan des relogements de l'année passée",
      en: "Report on the past year's rehousing",
    },
    regle: "R10",
    references: [{ article: "R. 441-5", subdivision: "I, al. 5" }],
    ...DEPUIS_LE_DECRET,
    delai: AVANT_LE_28_FEVRIER,
    lecture: AVANT_LE_JOUR_DIT,
  },
  "compte-rendu-de-la-commission": {
    ...LU,
    intitule: {
      fr: "Compte rendu d'activité de la commission",
      en: "The letting committee's account of its activity",
    },
    regle: "R21",
    references: [{ article: "R. 441-9", subdivision: "IV" }],
    ...DEPUIS_LE_DECRET,
    delai: {
      fr: "une fois par an au moins, sans jour fixé par le texte",
      en: "once a year at least, with no day set by the text",
    },
  },
  "conditions-de-designation": {
    ...LU,
    intitule: {
      fr: "Conditions de désignation des candidats, rendues publiques",
      en: "Conditions for designating candidates, made public",
    },
    regle: "R21",
    references: [{ article: "L. 441-1", passage: "publicité des désignations" }],
    ...PASSAGE_LU,
    delai: AUCUN_DELAI,
  },
  "fin-de-convention": {
    nature: "terme",
    autorite: "conventionnel",
    confiance: ["texte-officiel"],
    intitule: { fr: "Fin d'une convention", en: "End of an agreement" },
    regle: "R9",
    references: [{ article: "R. 441-5", subdivision: "I, al. 2" }],
    ...DEPUIS_LE_DECRET,
    delai: { fr: "le jour dont les parties conviennent", en: "the day the parties agree on" },
  },
  "fin-de-derogation": {
    nature: "terme",
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    intitule: { fr: "Fin d'une dérogation aux plafonds du préfet", en: "End of a derogation from the caps" },
    regle: "R6",
    references: [{ article: "R. 441-5-2", subdivision: "I, al. 2" }],
    ...DEPUIS_LE_DECRET,
    delai: {
      fr: "le jour que dit l'arrêté, un an au plus après son début",
      en: "the day the order says, one year at most after its start",
    },
  },
  "fin-de-mise-en-demeure": {
    nature: "terme",
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    intitule: { fr: "Fin d'une mise en demeure du préfet", en: "End of a formal notice by the prefect" },
    regle: "R9",
    references: [{ article: "R. 441-5-2", subdivision: "IV" }],
    ...DEPUIS_LE_DECRET,
    delai: {
      fr: "deux mois sans suite, après quoi le préfet peut résilier",
      en: "two months without effect, after which the prefect may terminate",
    },
    lecture: {
      fr: "Les mois se comptent de quantième à quantième, le dernier jour compris.",
      en: "Months are counted date to date, the last day included.",
    },
  },
  "fin-des-droits-de-garantie": {
    nature: "terme",
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    intitule: {
      fr: "Fin des droits attachés à une garantie",
      en: "End of the rights attached to a guarantee",
    },
    regle: "R15",
    references: [{ article: "R. 441-6" }],
    periode: { du: DEBUT_DU_REGISTRE, au: null },
    avant: { fr: "le registre commence plus tard", en: "the register starts later" },
    delai: {
      fr: "cinq ans à compter du versement qui solde l'emprunt",
      en: "five years from the payment that clears the loan",
    },
    lecture: {
      fr: "La prorogation ne raccourcit pas un droit que la convention fait durer davantage.",
      en: "The extension does not shorten a right that the agreement makes last longer.",
    },
  },
  "information-du-garant": {
    ...LU,
    intitule: {
      fr: "Information du garant : l'emprunt est remboursé",
      en: "Telling the guarantor: the loan is repaid",
    },
    regle: "R15",
    references: [{ article: "R. 441-6" }],
    periode: { du: DEBUT_DU_REGISTRE, au: null },
    avant: { fr: "le registre commence plus tard", en: "the register starts later" },
    delai: {
      fr: "une fois l'emprunt intégralement remboursé, sans jour fixé par le texte",
      en: "once the loan is fully repaid, with no day set by the text",
    },
  },
  "prevision-des-soustractions": {
    ...LU_ET_INTERPRETE,
    intitule: {
      fr: "Prévision des logements soustraits, par catégorie d'opération",
      en: "Forecast of dwellings taken out, by kind of operation",
    },
    regle: "R10",
    references: [{ article: "R. 441-5", subdivision: "I, al. 5" }],
    ...DEPUIS_LE_DECRET,
    delai: AVANT_LE_28_FEVRIER,
    lecture: AVANT_LE_JOUR_DIT,
  },
  "transmission-de-convention": {
    ...LU,
    intitule: { fr: "Nouvelle convention, transmise au préfet", en: "New agreement, sent to the prefect" },
    regle: "R9",
    references: [{ article: "R. 441-5", subdivision: "II" }],
    ...DEPUIS_LE_DECRET,
    delai: SANS_DELAI,
  },
  "transmission-de-convention-au-president": {
    ...LU,
    intitule: {
      fr: "Nouvelle convention, transmise à l'intercommunalité",
      en: "New agreement, sent to the intermunicipal body",
    },
    regle: "R9",
    references: [{ article: "R. 441-5", subdivision: "II" }],
    ...DEPUIS_LE_DECRET,
    delai: SANS_DELAI,
  },
} as const satisfies Record<string, Obligation>);

export type CodeDObligation = keyof typeof OBLIGATIONS;
