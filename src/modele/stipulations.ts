import * as z from "zod";
import { citer, type Reference } from "../droit/articles.js";
import { figer } from "../droit/figer.js";
import { type IdDeRegle, regle } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import type { ModeDArrondi } from "../exact/arrondi.js";
import { lireDecimal, nombreDeDecimales } from "../exact/decimal.js";
import type { EnLecture } from "./en-lecture.js";
import { taux, texteNonVide } from "./identifiants.js";
import { SEPARATEURS } from "./plume.js";
import { contingent, contrepartie } from "./vocabulaire.js";

/** Une réponse possible à une question laissée ouverte. */
export interface Choix {
  readonly valeur: string;
  readonly sens: Texte;
}

interface DefinitionDeStipulation {
  readonly question: Texte;
  readonly choix: readonly Choix[];
  readonly regle: IdDeRegle;
  /** Le texte qui laisse la question ouverte ; vide quand aucun texte ne l'aborde. */
  readonly references: readonly Reference[];
  /** Pourquoi la question est ouverte, quand ce n'est ni un renvoi ni un silence. */
  readonly silence?: Texte;
}

const RATIO_RAPPORTE: Texte = {
  fr: "ratio rapporté par le ministère ; le texte transitoire du décret n'a pas été lu",
  en: "ratio reported by the ministry; the decree's transitional text was not read",
};

const CHOIX_D_ARRONDI: readonly Choix[] = [
  { valeur: "aucun", sens: { fr: "garder la valeur exacte", en: "keep the exact value" } },
  {
    valeur: "{ mode, decimales }",
    sens: {
      fr: "arrondir une fois, à la fin ; mode : entier-inferieur, entier-superieur, plus-proche, plus-proche-pair ; décimales : 0 à 6",
      en: "round once, at the end; mode: entier-inferieur, entier-superieur, plus-proche, plus-proche-pair; decimals: 0 to 6",
    },
  },
];

/** Les questions que la loi laisse aux parties, et les réponses que la bibliothèque sait calculer. */
export const STIPULATIONS = figer({
  premieresMisesEnLocation: {
    question: {
      fr: "Les premières mises en location comptent-elles dans le flux de l'année ?",
      en: "Do first lettings count in the year's flow?",
    },
    choix: [
      { valeur: "dans-le-flux", sens: { fr: "elles s'ajoutent à A", en: "they add to A" } },
      {
        valeur: "hors-flux",
        sens: {
          fr: "elles se répartissent à part, programme par programme",
          en: "they are shared apart, per programme",
        },
      },
    ],
    regle: "R19",
    references: [{ article: "R. 441-5", subdivision: "I, al. 7 et 9" }],
  },
  quotaDesGaranties: {
    question: {
      fr: "Quel quota commun les garants d'un programme se partagent-ils, et comment selon leurs quotités ?",
      en: "Which common quota do a programme's guarantors share, and how by the portions they guarantee?",
    },
    choix: [
      {
        valeur: "{ taux, partage: au-prorata-des-quotites }",
        sens: {
          fr: "tout le quota va aux garants, au prorata de ce que chacun garantit du prêt",
          en: "the whole quota goes to the guarantors, in proportion to what each guarantees of the loan",
        },
      },
      {
        valeur: "{ taux, partage: a-hauteur-des-quotites }",
        sens: {
          fr: "chacun a sa quotité du quota ; ce que personne ne garantit du prêt n'ouvre aucun droit",
          en: "each has its portion of the quota; what nobody guarantees of the loan opens no right",
        },
      },
    ],
    regle: "R19",
    references: [],
    silence: {
      fr: "pratique par programme, héritée du régime antérieur, qui comptait aussi le département et la région ; R. 441-5-3 ne plafonne que le flux annuel du bloc communal",
      en: "a practice per programme, inherited from the former regime, which also counted the département and the region; R. 441-5-3 caps only the yearly flow of municipalities and their groupings",
    },
  },
  droitNonPrecise: {
    question: {
      fr: "De quelle nature sont les droits dont la ligne ne le dit pas ?",
      en: "What kind of right is meant by rows that do not say?",
    },
    choix: [
      {
        valeur: "droit-de-suite",
        sens: {
          fr: "le logement revient au réservataire à chaque libération",
          en: "the dwelling returns to the holder at each vacancy",
        },
      },
      {
        valeur: "droit-unique",
        sens: { fr: "un seul tour, non encore honoré", en: "a single turn, not yet honoured" },
      },
    ],
    regle: "R14",
    references: [],
  },
  passageDesFinancements: {
    question: {
      fr: "À quel financement de l'état des lieux (PLAI, PLUS, PLS) revient chaque autre financement d'un fichier ?",
      en: "To which funding of the inventory (PLAI, PLUS, PLS) does each other funding of a file come down?",
    },
    choix: [
      {
        valeur: "[{ code, financement }]",
        sens: {
          fr: "une table convenue ; la bibliothèque en propose une, PASSAGE_DES_FINANCEMENTS_PROPOSE, qui ne sert que passée ici",
          en: "an agreed table; the library proposes one, PASSAGE_DES_FINANCEMENTS_PROPOSE, used only when passed here",
        },
      },
    ],
    regle: "R14",
    references: [],
    silence: {
      fr: "aucun texte lu ne publie le passage des codes du RPLS à ces trois financements",
      en: "no text read publishes the passage from RPLS codes to these three fundings",
    },
  },
  mutations: {
    question: {
      fr: "Le taux de rotation compte-t-il les mutations internes ?",
      en: "Does the turnover rate count internal transfers?",
    },
    choix: [
      { valeur: "comptees", sens: { fr: "elles sont au numérateur", en: "they are in the numerator" } },
      { valeur: "exclues", sens: { fr: "elles n'y sont pas", en: "they are not" } },
    ],
    regle: "R14",
    references: [],
  },
  misesEnService: {
    question: {
      fr: "Le taux de rotation compte-t-il les mises en service de l'année ?",
      en: "Does the turnover rate count the year's new dwellings?",
    },
    choix: [
      {
        valeur: "comptees",
        sens: { fr: "elles sont au numérateur et au dénominateur", en: "they are in both terms" },
      },
      { valeur: "exclues", sens: { fr: "elles ne sont dans aucun des deux", en: "they are in neither" } },
    ],
    regle: "R14",
    references: [],
  },
  moyenneDesAnnees: {
    question: {
      fr: "Comment les taux de rotation de plusieurs années font-ils une moyenne ?",
      en: "How do the turnover rates of several years make a mean?",
    },
    choix: [
      {
        valeur: "ponderee",
        sens: {
          fr: "les mouvements de toutes les années, rapportés aux logements de toutes les années",
          en: "the moves of all years over the dwellings of all years",
        },
      },
      {
        valeur: "simple",
        sens: {
          fr: "la somme des taux divisée par leur nombre : chaque année compte autant",
          en: "the sum of the rates over their number: each year counts the same",
        },
      },
    ],
    regle: "R14",
    references: [],
  },
  arrondiDuTaux: {
    question: { fr: "Comment le taux est-il arrondi ?", en: "How is the rate rounded?" },
    choix: CHOIX_D_ARRONDI,
    regle: "R20",
    references: [],
  },
  mesureDeDuree: {
    question: {
      fr: "Comment se mesure la durée restante d'un droit de suite ?",
      en: "How is the remaining duration of a recurring right measured?",
    },
    choix: [
      {
        valeur: "difference-d-annees",
        sens: { fr: "année d'échéance moins année d'effet", en: "year of expiry minus effective year" },
      },
      { valeur: "annee-d-echeance-incluse", sens: { fr: "la même, plus un", en: "the same, plus one" } },
      { valeur: "mois-revolus", sens: { fr: "mois entiers divisés par 12", en: "whole months over 12" } },
      { valeur: "jours-sur-365", sens: { fr: "jours divisés par 365", en: "days over 365" } },
      { valeur: "jours-sur-365-25", sens: { fr: "jours divisés par 365,25", en: "days over 365.25" } },
    ],
    regle: "R14",
    references: [],
  },
  mesureDesAnnees: {
    question: {
      fr: "Quand seule l'année d'expiration d'un droit de suite est connue, combien d'années lui reste-t-il ?",
      en: "When only the year of expiry of a recurring right is known, how many years are left?",
    },
    choix: [
      {
        valeur: "echeance-exclue",
        sens: { fr: "année d'expiration moins année d'effet", en: "year of expiry minus effective year" },
      },
      { valeur: "mi-annee", sens: { fr: "la même, plus un demi", en: "the same, plus one half" } },
      { valeur: "echeance-incluse", sens: { fr: "la même, plus un", en: "the same, plus one" } },
    ],
    regle: "R14",
    references: [],
  },
  tauxApplique: {
    question: {
      fr: "Le taux de rotation est mesuré par typologie : chaque droit prend-il celui de sa typologie ?",
      en: "The turnover rate is measured by size: does each right take that of its size?",
    },
    choix: [
      {
        valeur: "unique",
        sens: { fr: "non : tous prennent le taux d'ensemble", en: "no: all take the overall rate" },
      },
      { valeur: "par-typologie", sens: { fr: "oui", en: "yes" } },
    ],
    regle: "R14",
    references: [],
  },
  droitsSansTerme: {
    question: {
      fr: "Que valent les droits de suite sans terme, qu'aucune formule ne convertit et qui se négocient ?",
      en: "What are recurring rights without term worth, which no formula converts and which are negotiated?",
    },
    choix: [
      {
        valeur: "[{ reservataire, annees }]",
        sens: {
          fr: "pour ce réservataire, autant que des droits à qui il resterait ce nombre d'années",
          en: "for this holder, as much as rights with this number of years left",
        },
      },
      {
        valeur: "[{ reservataire, droitsUniques }]",
        sens: {
          fr: "pour ce réservataire, ce nombre de droits uniques en tout",
          en: "for this holder, this number of single-use rights in all",
        },
      },
    ],
    regle: "R14",
    references: [],
    silence: {
      fr: "méthode présentée en Île-de-France : ces droits des collectivités font l'objet d'une négociation entre le bailleur et le réservataire",
      en: "method presented in Île-de-France: these rights of local authorities are negotiated between landlord and holder",
    },
  },
  autresDroitsDeLEtat: {
    question: {
      fr: "Les droits de l'État hors de son contingent (terrain, financement, décote) se convertissent-ils ?",
      en: "Are the State's rights outside its contingent (land, funding, discount) converted?",
    },
    choix: [
      { valeur: "convertis", sens: { fr: "oui, comme ceux des autres", en: "yes, like those of others" } },
      {
        valeur: "non-convertis",
        sens: { fr: "non : sa convention les règle", en: "no: its agreement settles them" },
      },
    ],
    regle: "R14",
    references: [{ article: "R. 441-5-4" }],
  },
  premiereLocationDUneAcquisition: {
    question: {
      fr: "Des droits acquis sur un programme, la première location compte-t-elle en plus de la durée multipliée par la rotation ?",
      en: "Of rights acquired on a programme, does the first letting count on top of duration times turnover?",
    },
    choix: [
      {
        valeur: "en-plus",
        sens: {
          fr: "oui : un droit par logement, puis la durée multipliée par la rotation",
          en: "yes: one right per dwelling, then duration times turnover",
        },
      },
      {
        valeur: "comprise",
        sens: { fr: "non : la durée multipliée par la rotation", en: "no: duration times turnover" },
      },
    ],
    regle: "R14",
    references: [],
  },
  arrondiDesDroits: {
    question: {
      fr: "Comment le volume de droits uniques est-il arrondi ?",
      en: "How is the volume of rights rounded?",
    },
    choix: [
      ...CHOIX_D_ARRONDI,
      {
        valeur: "{ mode, decimales, par: logement }",
        sens: {
          fr: "arrondir chaque logement avant d'additionner : le total en dépend beaucoup, et l'écart est rendu",
          en: "round each dwelling before adding: the total depends on it a great deal, and the gap is given",
        },
      },
    ],
    regle: "R20",
    references: [],
  },
  methodeDeConversion: {
    question: {
      fr: "Par quelle méthode le stock devient-il une part du flux ?",
      en: "By which method does stock become a share of the flow?",
    },
    choix: [
      {
        valeur: "ratio-du-stock",
        sens: {
          fr: "logements réservés rapportés au patrimoine : R ÷ P",
          en: "reserved dwellings over the stock: R ÷ P",
        },
      },
      {
        valeur: "annualisee",
        sens: {
          fr: "logements réservés que la rotation libère en un an, rapportés au flux : R × rotation ÷ C",
          en: "reserved dwellings that turnover frees in a year, over the flow: R × turnover ÷ C",
        },
      },
      {
        valeur: "prorata-des-volumes",
        sens: {
          fr: "droits uniques rapportés à ceux de tous, sur ce que laissent le préfet et le bailleur",
          en: "single-use rights over everyone's, on what the prefect and the landlord leave",
        },
      },
    ],
    regle: "R13",
    references: [],
    silence: RATIO_RAPPORTE,
  },
  patrimoineDeReference: {
    question: {
      fr: "Le patrimoine du ratio comprend-il les logements identifiés que la loi garde hors du flux ?",
      en: "Does the ratio's stock include the identified dwellings the law keeps outside the flow?",
    },
    choix: [
      { valeur: "avec-logements-identifies", sens: { fr: "tout le patrimoine", en: "the whole stock" } },
      {
        valeur: "sans-logements-identifies",
        sens: { fr: "le patrimoine soumis au flux", en: "the stock subject to the flow" },
      },
    ],
    regle: "R13",
    references: [],
    silence: RATIO_RAPPORTE,
  },
  actualisationDesParts: {
    question: {
      fr: "D'une année simulée à l'autre, les parts issues de la conversion se recalculent-elles ?",
      en: "From one simulated year to the next, are the shares that come from the conversion computed again?",
    },
    choix: [
      {
        valeur: "chaque-annee",
        sens: {
          fr: "oui : sur l'état des lieux et le flux de l'année, comme le texte le demande le cas échéant",
          en: "yes: on the year's inventory and flow, as the text asks where appropriate",
        },
      },
      {
        valeur: "aucune",
        sens: {
          fr: "non : le taux de la première année vaut pour toutes",
          en: "no: the first year's rate holds for all",
        },
      },
    ],
    regle: "R13",
    references: [{ article: "R. 441-5", subdivision: "I, al. 12" }],
  },
  plancherHorsQpv: {
    question: {
      fr: "Le plancher du préfet hors QPV s'applique-t-il ?",
      en: "Does the prefect's floor outside QPV apply?",
    },
    choix: [
      {
        valeur: "applique",
        sens: {
          fr: "la règle du texte, selon la lecture retenue : le taux plancher se mesure sur le flux hors QPV",
          en: "the text's rule, as read here: the floor rate is measured on the flow outside QPV",
        },
      },
      {
        valeur: "lecture-b",
        sens: {
          fr: "l'autre lecture, écartée par la bibliothèque : il se mesure sur les logements du préfet",
          en: "the other reading, set aside by the library: it is measured on the prefect's dwellings",
        },
      },
      {
        valeur: "ecarte",
        sens: { fr: "une stipulation contraire l'écarte", en: "a stipulation sets it aside" },
      },
    ],
    regle: "R5b",
    references: [{ article: "R. 441-5-2", subdivision: "II, al. 2" }],
  },
  garantsDuPlafond: {
    question: {
      fr: "Qui s'ajoute, pour le plafond des garanties d'emprunt ?",
      en: "Who adds up, for the cap on loan guarantees?",
    },
    choix: [
      {
        valeur: "bloc-communal",
        sens: {
          fr: "ceux que le texte énumère : communes, EPCI, EPT, métropole de Lyon, Paris",
          en: "those the text lists: municipalities, EPCI, EPT, métropole de Lyon, Paris",
        },
      },
      {
        valeur: "toutes-collectivites",
        sens: {
          fr: "les parties conviennent d'y compter aussi le département et la région",
          en: "the parties agree to count the département and the region too",
        },
      },
    ],
    regle: "R7",
    references: [{ article: "R. 441-5-3", subdivision: "al. 2" }],
  },
  reduction: {
    question: {
      fr: "Quand les parts promettent plus que le flux, qui cède, et selon quelle règle ?",
      en: "When shares promise more than the flow, who gives way, and by which rule?",
    },
    choix: [
      {
        valeur: "{ regle: au-prorata, cedants }",
        sens: {
          fr: "les parts nommées perdent toutes la même proportion de leur taux",
          en: "the shares named all lose the same proportion of their rate",
        },
      },
      {
        valeur: "{ regle: dans-l-ordre, cedants }",
        sens: {
          fr: "la première nommée perd ce qu'il faut, jusqu'à tout, avant la suivante",
          en: "the first named loses what it takes, up to all of it, before the next",
        },
      },
    ],
    regle: "R16",
    references: [],
  },
  jugementDesGaranties: {
    question: {
      fr: "Le plafond des garanties se juge-t-il aussi en logements entiers ?",
      en: "Is the cap on guarantees judged on whole dwellings too?",
    },
    choix: [
      {
        valeur: "parts-exactes",
        sens: { fr: "sur les parts exactes seulement", en: "on the exact shares only" },
      },
      {
        valeur: "logements-entiers",
        sens: {
          fr: "aussi sur les objectifs, commune par commune, ce qui est une lecture, ou sur le périmètre sans détail : dans une petite commune, les garants y perdent des logements, et leur nombre est rendu",
          en: "on the targets too, municipality by municipality, which is a reading, or on the perimeter without detail: in a small one guarantors lose dwellings, and their number is given",
        },
      },
    ],
    regle: "R7",
    references: [],
  },
  jugementDuPlancherHorsQpv: {
    question: {
      fr: "Le plancher du préfet hors QPV se juge-t-il aussi en logements entiers ?",
      en: "Is the prefect's floor outside QPV judged on whole dwellings too?",
    },
    choix: [
      {
        valeur: "parts-exactes",
        sens: { fr: "sur les parts exactes seulement", en: "on the exact shares only" },
      },
      {
        valeur: "logements-entiers",
        sens: {
          fr: "aussi sur les objectifs, dans la limite du plafond, qui est impératif",
          en: "on the targets too, within the cap, which is mandatory",
        },
      },
    ],
    regle: "R5b",
    references: [],
  },
  reportDesRestes: {
    question: {
      fr: "Ce que l'arrondi ôte ou donne à une part se reporte-t-il sur ses objectifs de l'année suivante ?",
      en: "Does what rounding takes from or gives to a share carry over to its targets of the next year?",
    },
    choix: [
      { valeur: "aucun", sens: { fr: "chaque année s'arrondit seule", en: "each year is rounded alone" } },
      {
        valeur: "integral",
        sens: {
          fr: "il s'ajoute à la part de l'année suivante, dans la limite de ses plafonds ; ce qui n'entre pas attend",
          en: "it adds to the next year's share, within that year's caps; what does not fit waits",
        },
      },
    ],
    regle: "R20",
    references: [],
  },
  decompte: {
    question: {
      fr: "Quel événement décompte un logement du flux d'un réservataire ?",
      en: "Which event counts a dwelling against a holder's flow?",
    },
    choix: [
      {
        valeur: "mise-a-disposition",
        sens: { fr: "le logement lui est orienté", en: "the dwelling is oriented to it" },
      },
      { valeur: "designation", sens: { fr: "il désigne des candidats", en: "it designates candidates" } },
      { valeur: "attribution", sens: { fr: "la commission attribue", en: "the committee lets it" } },
      { valeur: "bail", sens: { fr: "le bail est signé", en: "the lease is signed" } },
    ],
    regle: "R20",
    references: [],
  },
  echec: {
    question: {
      fr: "Que coûte au réservataire un tour qui échoue (absence de candidat, refus de la commission ou du candidat), et à qui va le logement ?",
      en: "What does a failed turn cost its holder (no candidate, refusal by the committee or the candidate), and where does the dwelling go?",
    },
    choix: [
      {
        valeur: "annule",
        sens: {
          fr: "rien : il n'est plus décompté, et un nouveau tour s'ouvre à tous",
          en: "nothing: it is no longer counted, and a new turn opens to all",
        },
      },
      {
        valeur: "decompte",
        sens: {
          fr: "un logement : il reste décompté, et le bailleur dispose du logement hors compte",
          en: "one dwelling: it stays counted, and the landlord disposes of the dwelling off the accounts",
        },
      },
      {
        valeur: "rendu-pour-un-tour",
        sens: {
          fr: "rien : le bailleur dispose du logement pour cette mise en location, décomptée de sa part",
          en: "nothing: the landlord disposes of the dwelling for this letting, counted against its own share",
        },
      },
      {
        valeur: "rendu-au-bailleur",
        sens: {
          fr: "rien : le bailleur dispose du logement, qui sort du partage",
          en: "nothing: the landlord disposes of the dwelling, which leaves the sharing",
        },
      },
    ],
    regle: "R20",
    references: [],
  },
  absenceDeCandidatEnQpv: {
    question: {
      fr: "En QPV, le réservataire qui ne présente aucun candidat laisse-t-il le logement au maire, comme après l'échec d'une attribution ?",
      en: "In a QPV, does a holder that presents no candidate leave the dwelling to the mayor, as after a failed letting?",
    },
    choix: [
      {
        valeur: "comme-ailleurs",
        sens: {
          fr: "non, selon la lecture retenue : le texte vise un candidat présenté",
          en: "no, as the text is read here: it means a candidate who was presented",
        },
      },
      { valeur: "maire", sens: { fr: "oui", en: "yes" } },
    ],
    regle: "R18",
    references: [{ article: "L. 441-1", passage: "échec en QPV", depuis: "2022-02-23" }],
  },
  prorata: {
    question: {
      fr: "En cours d'année, au prorata de quoi attend-on une part de l'objectif ?",
      en: "During the year, in proportion to what is part of the target expected?",
    },
    choix: [
      {
        valeur: "temps",
        sens: { fr: "des jours écoulés, sur ceux de l'année", en: "days elapsed, over those of the year" },
      },
      {
        valeur: "logements-partages",
        sens: {
          fr: "des logements du flux mis à disposition, sur le flux prévu",
          en: "dwellings of the flow placed at disposal, over the forecast flow",
        },
      },
    ],
    regle: "R20",
    references: [],
  },
  reservationsEnStock: {
    question: {
      fr: "Un logement dont la réservation en stock n'est pas encore convertie se libère et revient à son réservataire : lui est-il compté ?",
      en: "A dwelling whose reservation in stock is not converted yet falls vacant and goes to its holder: is it counted?",
    },
    choix: [
      {
        valeur: "{ regle: a-part, titulaires }",
        sens: {
          fr: "non : les parts ne portent que sur le flux, et ces logements sont à côté",
          en: "no: shares bear on the flow only, and these dwellings are beside it",
        },
      },
      {
        valeur: "{ regle: sur-la-part, titulaires }",
        sens: {
          fr: "oui, sur sa part du flux : sa part vaut déjà ces droits ; rien n'en est dû à personne",
          en: "yes, against its share of the flow: its share already stands for these rights; nothing is due to anyone",
        },
      },
    ],
    regle: "R13",
    references: [],
    silence: {
      fr: "les textes lus ne disent pas ce que comptent, l'année de la conversion, les droits restés en stock",
      en: "the texts read do not say what rights still in stock count for in the year of conversion",
    },
  },
  report: {
    question: {
      fr: "L'écart d'une année se reporte-t-il sur la suivante ?",
      en: "Is a year's gap carried over to the next?",
    },
    choix: [
      { valeur: "aucun", sens: { fr: "chaque année repart de zéro", en: "each year starts from zero" } },
      { valeur: "integral", sens: { fr: "l'écart s'ajoute au dû", en: "the gap adds to what is due" } },
      {
        valeur: "{ regle: plafonne, logements }",
        sens: {
          fr: "l'écart s'ajoute, sans dépasser ce nombre de logements, en retard comme en avance ; le surplus est abandonné",
          en: "the gap adds, up to this number of dwellings, behind or ahead; the excess is given up",
        },
      },
    ],
    regle: "R20",
    references: [],
  },
} as const satisfies Record<string, DefinitionDeStipulation>);

export type NomDeStipulation = keyof typeof STIPULATIONS;

/** Un choix que la loi laisse aux parties et que l'appelant n'a pas fait. */
export interface ChoixManquant {
  readonly stipulation: NomDeStipulation;
  readonly question: Texte;
  readonly choix: readonly Choix[];
  /** Le texte qui laisse la question ouverte, et la règle qui la porte. */
  readonly fondement: Texte;
  /** Où la donner, quand une entrée en porte pour plusieurs verbes : `scenario.stipulations.calculerAssiette.premieresMisesEnLocation`. */
  readonly chemin?: string;
}

type ValeurDe<N extends NomDeStipulation> = (typeof STIPULATIONS)[N]["choix"][number]["valeur"];

/** Schéma d'une stipulation à choix fermés. */
export function choixDe<N extends NomDeStipulation>(nom: N) {
  const valeurs = STIPULATIONS[nom].choix.map((choix) => choix.valeur);
  return z.enum(valeurs as [ValeurDe<N>, ...ValeurDe<N>[]]);
}

const REGLES_DE_REDUCTION = ["au-prorata", "dans-l-ordre"] as const;
export type RegleDeReduction = (typeof REGLES_DE_REDUCTION)[number];

/** Réduction convenue : les parts qui cèdent, et comment. */
export const reduction = z.strictObject({
  regle: z.enum(REGLES_DE_REDUCTION),
  /** Dans l'ordre où elles cèdent, si la règle en a un. */
  cedants: z.array(
    z.strictObject({ reservataire: texteNonVide, contrepartie, contingent: contingent.optional() }),
  ),
});
/** @useDeclaredType */
export type Reduction = EnLecture<z.infer<typeof reduction>>;

/** Les réservataires qui gardent des logements réservés en stock, et ce que comptent ces logements. */
export const reservationsEnStock = z.strictObject({
  regle: z.enum(["a-part", "sur-la-part"]),
  titulaires: z.array(texteNonVide),
});
/** @useDeclaredType */
export type ReservationsNonConverties = EnLecture<z.infer<typeof reservationsEnStock>>;

/** Report convenu de l'écart d'une année : aucun, tout, ou tant de logements au plus. */
const reportPlafonne = z.strictObject({
  regle: z.literal("plafonne"),
  logements: z.number().int().positive(),
});
export type ReportConvenu = "aucun" | "integral" | { readonly regle: "plafonne"; readonly logements: number };
export const reportConvenu = z.custom<ReportConvenu>(
  (lu) => lu === "aucun" || lu === "integral" || reportPlafonne.safeParse(lu).success,
  { params: { code: "REPORT_INVALIDE" } },
);

const PARTAGES_DU_QUOTA = ["au-prorata-des-quotites", "a-hauteur-des-quotites"] as const;

/** Quota convenu : le taux du programme que les garants ont ensemble, et comment leurs quotités le partagent. */
export const quotaDesGaranties = z.strictObject({ taux, partage: z.enum(PARTAGES_DU_QUOTA) });
/** Un quota lu : le taux en texte, sous sa forme la plus courte. */
export type QuotaDesGaranties = z.output<typeof quotaDesGaranties>;

const arrondiNomme = z.strictObject({
  mode: z.enum(["entier-inferieur", "entier-superieur", "plus-proche", "plus-proche-pair"]),
  decimales: z.number().refine((n) => Number.isInteger(n) && n >= 0 && n <= 6, {
    params: { code: "DECIMALES_INVALIDES" },
  }),
});

function estUnArrondi(valeur: unknown): boolean {
  return valeur === "aucun" || arrondiNomme.safeParse(valeur).success;
}

/** Arrondi convenu : « aucun », ou un mode et un nombre de décimales. */
export type ArrondiConvenu = "aucun" | { readonly mode: ModeDArrondi; readonly decimales: number };
export const arrondiConvenu = z
  .custom<ArrondiConvenu>(estUnArrondi, { params: { code: "ARRONDI_INVALIDE" } })
  .transform((lu): ArrondiConvenu => (lu === "aucun" ? lu : { mode: lu.mode, decimales: lu.decimales }));

/** Arrondi convenu d'un volume de droits : à la fin, ou logement par logement. */
export type ArrondiDesDroits =
  | ArrondiConvenu
  | (Exclude<ArrondiConvenu, "aucun"> & { readonly par: "logement" });
const arrondiParLogement = arrondiNomme.extend({ par: z.literal("logement") });
export const arrondiDesDroits = z
  .custom<ArrondiDesDroits>((lu) => estUnArrondi(lu) || arrondiParLogement.safeParse(lu).success, {
    params: { code: "ARRONDI_INVALIDE" },
  })
  .transform((lu): ArrondiDesDroits => {
    if (lu === "aucun") return lu;
    const { mode, decimales } = lu;
    return "par" in lu ? { mode, decimales, par: lu.par } : { mode, decimales };
  });

/** Un nombre décimal positif ou nul, six décimales au plus, en texte. */
export const quantiteDecimale = z.string().refine(
  (texte) => {
    const lu = lireDecimal(texte);
    return lu !== null && lu.numerateur >= 0n && nombreDeDecimales(texte) <= 6;
  },
  { params: { code: "QUANTITE_INVALIDE" } },
);
export const droitsSansTerme = z.array(
  z.union([
    z.strictObject({ reservataire: texteNonVide, annees: quantiteDecimale }),
    z.strictObject({ reservataire: texteNonVide, droitsUniques: quantiteDecimale }),
  ]),
);
/**
 * Ce qu'un bailleur et un réservataire ont négocié pour ses droits de suite sans terme : un nombre d'années, ou un volume, en texte.
 *
 * @useDeclaredType
 */
export type DroitSansTerme = EnLecture<z.infer<typeof droitsSansTerme>>[number];

export function choixManquant(nom: NomDeStipulation): ChoixManquant {
  const definition: DefinitionDeStipulation = STIPULATIONS[nom];
  const { intitule, periodes } = regle(definition.regle);
  const silence = (langue: keyof Texte) => {
    if (definition.silence !== undefined) return definition.silence[langue];
    const date = periodes[0]?.du ?? "";
    const textes = definition.references
      .map((reference) => citer(reference, reference.depuis ?? date, langue))
      .join(SEPARATEURS[langue]);
    if (textes === "")
      return { fr: "aucun des textes lus ne tranche", en: "none of the texts read settles it" }[langue];
    return { fr: `laissé ouvert par ${textes}`, en: `left open by ${textes}` }[langue];
  };
  return {
    stipulation: nom,
    question: definition.question,
    choix: definition.choix,
    fondement: {
      fr: `Règle ${definition.regle} (${intitule.fr}) : ${silence("fr")}.`,
      en: `Rule ${definition.regle} (${intitule.en}): ${silence("en")}.`,
    },
  };
}
