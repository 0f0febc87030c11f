import { figer } from "./figer.js";
import { dateEnFrancais, enVigueur, type Periode } from "./periodes.js";
import { REGISTRE_RELU_LE } from "./registre.js";
import type { Texte } from "./texte.js";

export type NumeroDArticle =
  | "L. 313-26-2"
  | "L. 441-1"
  | "L. 441-1-6"
  | "L. 441-2-3"
  | "L. 481-2"
  | "L. 521-3-3"
  | "R. 441-3"
  | "R. 441-5"
  | "R. 441-5-1"
  | "R. 441-5-2"
  | "R. 441-5-3"
  | "R. 441-5-4"
  | "R. 441-6"
  | "R. 441-9";

export interface VersionDArticle extends Periode {
  /** Texte qui a créé ou modifié l'article ; `null` s'il n'a pas été relevé. */
  readonly source: string | null;
  /** Date de l'édition du code où cette version a été lue ; `null` si elle ne l'a pas été. */
  readonly verifieLe: string | null;
}

/** Article du code de la construction et de l'habitation, avec ses versions connues du registre. */
export interface Article {
  readonly numero: NumeroDArticle;
  readonly objet: Texte;
  readonly versions: readonly VersionDArticle[];
}

const DECRET_2020 = "décret n° 2020-145 du 20 février 2020";
const DECRET_2019 = "décret n° 2019-873 du 21 août 2019";
const LOI_2017 = "loi n° 2017-86 du 27 janvier 2017";
const LOI_3DS = "loi n° 2022-217 du 21 février 2022";
const RELECTURE = REGISTRE_RELU_LE;

function version(
  du: string,
  au: string | null,
  source: string | null,
  verifieLe: string | null = RELECTURE,
): VersionDArticle {
  return { du, au, source, verifieLe };
}

/** Les articles que le registre connaît, dans l'ordre du code. */
export const ARTICLES: readonly Article[] = figer([
  {
    numero: "L. 313-26-2",
    objet: {
      fr: "Quart des attributions d'Action Logement aux salariés et demandeurs d'emploi prioritaires",
      en: "A quarter of Action Logement's lettings to priority employees and job seekers",
    },
    versions: [version("2017-01-29", null, LOI_2017)],
  },
  {
    numero: "L. 441-1",
    objet: {
      fr: "Attribution des logements sociaux : publics prioritaires, mixité, réservations en flux",
      en: "Letting of social dwellings: priority groups, social mix, flow-based reservations",
    },
    versions: [
      version("2018-11-25", "2021-11-27", "loi n° 2018-1021 du 23 novembre 2018"),
      version("2021-11-27", "2022-02-09", "loi n° 2021-1520", null),
      version("2022-02-09", "2022-02-23", "loi n° 2022-140", null),
      version("2022-02-23", null, LOI_3DS),
    ],
  },
  {
    numero: "L. 441-1-6",
    objet: {
      fr: "Convention intercommunale d'attribution : engagements des bailleurs et des réservataires",
      en: "Intermunicipal letting agreement: commitments of landlords and reservation holders",
    },
    versions: [version("2022-02-23", null, LOI_3DS)],
  },
  {
    numero: "L. 441-2-3",
    objet: {
      fr: "Droit au logement opposable : désignation et attribution par le préfet, imputations",
      en: "Enforceable right to housing: designation and letting by the prefect, charged to reservation rights",
    },
    versions: [version("2022-02-23", null, LOI_3DS)],
  },
  {
    numero: "L. 481-2",
    objet: {
      fr: "Sociétés d'économie mixte : règles des organismes HLM, pour leurs logements conventionnés à l'APL",
      en: "Semi-public companies: the rules of social housing bodies, for their APL-contracted dwellings",
    },
    versions: [version("2019-11-23", null, null)],
  },
  {
    numero: "L. 521-3-3",
    objet: {
      fr: "Relogement des occupants d'habitat indigne : désignation et imputation",
      en: "Rehousing from unfit housing: designation, charged to reservation rights",
    },
    versions: [version("2017-01-29", null, LOI_2017)],
  },
  {
    numero: "R. 441-3",
    objet: {
      fr: "Examen des candidatures par la commission d'attribution",
      en: "Examination of applications by the letting committee",
    },
    versions: [version("2019-09-01", null, DECRET_2019)],
  },
  {
    numero: "R. 441-5",
    objet: {
      fr: "Conventions de réservation : bénéficiaires, échelle, flux annuel, logements soustraits",
      en: "Reservation agreements: holders, scale, yearly flow, dwellings taken out",
    },
    versions: [version("2019-09-01", "2020-02-22", null), version("2020-02-22", null, DECRET_2020)],
  },
  {
    numero: "R. 441-5-1",
    objet: {
      fr: "Bilan annuel des logements proposés et attribués",
      en: "Annual report on dwellings proposed and let",
    },
    versions: [version("2020-02-22", null, DECRET_2020, "2024-11-21")],
  },
  {
    numero: "R. 441-5-2",
    objet: { fr: "Part réservée par le préfet", en: "Share reserved by the prefect" },
    versions: [version("2020-02-22", null, DECRET_2020)],
  },
  {
    numero: "R. 441-5-3",
    objet: {
      fr: "Communes, EPCI, EPT, métropole de Lyon, Paris : territoire et garantie d'emprunt",
      en: "Municipalities and their groupings: territory and loan guarantee",
    },
    versions: [version("2020-02-22", null, DECRET_2020)],
  },
  {
    numero: "R. 441-5-4",
    objet: {
      fr: "Réservations supplémentaires contre un terrain ou un financement",
      en: "Additional reservations in return for land or funding",
    },
    versions: [version("2020-02-22", null, DECRET_2020)],
  },
  {
    numero: "R. 441-6",
    objet: {
      fr: "Prorogation de cinq ans des droits attachés à une garantie d'emprunt",
      en: "Five-year extension of rights attached to a loan guarantee",
    },
    versions: [version("2019-09-01", null, DECRET_2019)],
  },
  {
    numero: "R. 441-9",
    objet: {
      fr: "Commission d'attribution des logements et d'examen de l'occupation des logements",
      en: "Letting and occupancy committee",
    },
    versions: [version("2020-02-22", null, DECRET_2020)],
  },
]);

/** Passages de L. 441-1 que les règles citent : leur rang d'alinéa a changé, leur contenu est le repère. */
export type PassageDeL4411 =
  | "champ"
  | "publics prioritaires"
  | "publicité des désignations"
  | "territoires avec conférence intercommunale"
  | "mixité hors et en QPV"
  | "transmission des attributions hors QPV"
  | "attributions d'office du préfet hors QPV"
  | "réservations en flux"
  | "réservations du bloc communal"
  | "réservations du préfet"
  | "délai d'un mois"
  | "quart des attributions non réservées"
  | "échec en QPV";

interface NumerotationDesAlineas extends Periode {
  /** `null` : aucun décompte fiable n'existe pour la période, aucun alinéa n'y est cité. */
  readonly rangs: Readonly<Partial<Record<PassageDeL4411, string>>> | null;
}

/** Rangs d'alinéa de L. 441-1 selon la date : un public ajouté en 2022 a décalé tous les suivants. */
export const NUMEROTATION_DE_L_441_1: readonly NumerotationDesAlineas[] = figer([
  {
    du: "2019-09-01",
    au: "2021-11-27",
    rangs: {
      champ: "1",
      "publics prioritaires": "3 à 18",
      "territoires avec conférence intercommunale": "23",
      "réservations en flux": "35",
      "réservations du bloc communal": "36",
      "réservations du préfet": "37",
      "délai d'un mois": "38",
      "quart des attributions non réservées": "39",
      "échec en QPV": "40",
    },
  },
  { du: "2021-11-27", au: "2022-02-23", rangs: null },
  {
    du: "2022-02-23",
    au: null,
    rangs: {
      champ: "1",
      "publics prioritaires": "3 à 19",
      "publicité des désignations": "21",
      "territoires avec conférence intercommunale": "24",
      "mixité hors et en QPV": "24 à 28",
      "transmission des attributions hors QPV": "33",
      "attributions d'office du préfet hors QPV": "34",
      "réservations en flux": "39",
      "réservations du bloc communal": "40",
      "réservations du préfet": "41",
      "délai d'un mois": "42",
      "quart des attributions non réservées": "43",
      "échec en QPV": "44",
    },
  },
]);

/** Renvoi à un article : subdivision écrite (« I, al. 5 »), ou passage de L. 441-1 repéré par son contenu. */
export interface Reference {
  readonly article: NumeroDArticle;
  readonly subdivision?: string | undefined;
  readonly passage?: PassageDeL4411 | undefined;
  /** Premier jour où ce passage porte la règle, s'il est plus récent qu'elle. */
  readonly depuis?: string | undefined;
}

function articleNumero(numero: NumeroDArticle): Article {
  const article = ARTICLES.find((candidat) => candidat.numero === numero);
  if (article === undefined) throw new RangeError(`article inconnu du registre : ${numero}`);
  return article;
}

function subdivisionA(reference: Reference, date: string): string {
  if (reference.subdivision !== undefined) return `, ${reference.subdivision}`;
  if (reference.passage === undefined) return "";
  const rang = enVigueur(NUMEROTATION_DE_L_441_1, date)?.rangs?.[reference.passage];
  return rang === undefined ? ` (${reference.passage})` : `, al. ${rang}`;
}

/** Écrit un renvoi du registre tel qu'il vaut à une date ; celui d'un appelant se contrôle d'abord. */
export function citer(reference: Reference, date: string, langue: keyof Texte = "fr"): string {
  const version = enVigueur(articleNumero(reference.article).versions, date);
  const vigueur = (version === undefined ? VERSION_INCONNUE : direVigueur(version))[langue];
  return `CCH, art. ${reference.article}${subdivisionA(reference, date)} (${vigueur})`;
}

/** Vrai si la version d'un article en vigueur à une date a été lue. */
export function estLu({ article }: Reference, date: string): boolean {
  const version = enVigueur(articleNumero(article).versions, date);
  return version !== undefined && version.verifieLe !== null;
}

/** Écrit, dans les deux langues, les renvois qui portent la règle à une date. */
export function citerEnVigueur(references: readonly Reference[], date: string): readonly Texte[] {
  return references
    .filter(({ depuis }) => depuis === undefined || depuis <= date)
    .map((reference) => ({ fr: citer(reference, date), en: citer(reference, date, "en") }));
}

const VERSION_INCONNUE: Texte = {
  fr: "version à cette date inconnue du registre",
  en: "version at this date unknown to the register",
};

function direVigueur({ du, au, verifieLe }: VersionDArticle): Texte {
  const debut = dateEnFrancais(du);
  const periode =
    au === null
      ? { fr: `en vigueur depuis le ${debut}`, en: `in force since ${du}` }
      : {
          fr: `en vigueur du ${debut} au ${dateEnFrancais(au)} non compris`,
          en: `in force from ${du} until ${au} excluded`,
        };
  return verifieLe === null
    ? { fr: `${periode.fr}, texte non relu`, en: `${periode.en}, text not read` }
    : {
        fr: `${periode.fr}, vérifié au ${dateEnFrancais(verifieLe)}`,
        en: `${periode.en}, checked on ${verifieLe}`,
      };
}
