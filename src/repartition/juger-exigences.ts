import type { Reference } from "../droit/articles.js";
import {
  CLAUSES,
  CLAUSES_ATTENDUES,
  type Clause,
  type ConditionDExigence,
  type Exigence,
  type IdDExigence,
  type ReservatairesConcernes,
} from "../droit/exigences.js";
import { gardeDesLogementsIdentifies } from "../droit/parametres.js";
import { BLOC_COMMUNAL, TENUS_A_L_OBJECTIF_PRIORITAIRE } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import type { CategorieDeReservataire, ConventionLue, Reservataire } from "../modele/vocabulaire.js";

/** Ce que les exigences regardent. */
export interface ConventionAJuger {
  readonly date: string;
  readonly convention: ConventionLue;
  readonly clauses: readonly Clause[];
  readonly conferenceIntercommunale: boolean;
}

/** Ce qu'une convention fait d'une exigence, et pourquoi. */
export interface Verdict {
  readonly etat: "presente" | "manquante" | "sans-objet";
  readonly pourquoi: Texte;
  /** Les articles du verdict, quand ce ne sont pas ceux de l'exigence. */
  readonly references?: readonly Reference[];
}

const ARRETE_NON_JUGE: Verdict = {
  etat: "sans-objet",
  pourquoi: {
    fr: "Un arrêté du préfet tient lieu de convention : il règle lui-même les modalités pratiques, et les articles n'en attendent pas le contenu d'une convention.",
    en: "An order of the prefect stands in for the agreement: it sets the practical arrangements itself, and the articles do not expect of it what they expect of an agreement.",
  },
  references: [{ article: "R. 441-5-2", subdivision: "IV, al. 2" }],
};

const SANS_QUART_POUR_LE_PREFET: Verdict = {
  etat: "sans-objet",
  pourquoi: {
    fr: "Pas de quart chiffré pour le préfet : hors la part des agents de l'État, la loi destine ses réservations aux personnes prioritaires elles-mêmes.",
    en: "No stated quarter for the prefect: apart from State agents' share, the law intends his reservations for priority households themselves.",
  },
  references: [{ article: "L. 441-1", passage: "réservations du préfet" }],
};

/** Dit si une exigence est présente, manquante ou sans objet. */
export function juger(exigence: Exigence, dossier: ConventionAJuger): Verdict {
  const { concernes, condition, clauses, force } = exigence;
  const { arrete, reservataire } = dossier.convention;
  const { categorie } = reservataire;
  if (arrete !== undefined) return ARRETE_NON_JUGE;
  if (concernes === "tenus-a-l-objectif-prioritaire" && categorie === "prefet")
    return SANS_QUART_POUR_LE_PREFET;
  if (concernes !== "tous" && !CONCERNES[concernes].vise(categorie, dossier.date))
    return { etat: "sans-objet", pourquoi: CONCERNES[concernes].sinon };
  if (condition !== null && !CONDITIONS[condition].estRemplie(dossier))
    return { etat: "sans-objet", pourquoi: CONDITIONS[condition].sinon };
  const montre = CE_QUE_MONTRE_LA_CONVENTION[exigence.id]?.(dossier.convention);
  if (montre?.presente === true) return { etat: "presente", pourquoi: montre.pourquoi };
  const utiles = montre?.clauses ?? clauses;
  const retenue = dossier.clauses.find((code) => utiles.includes(code));
  if (retenue !== undefined)
    return {
      etat: "presente",
      pourquoi: {
        fr: `Clause « ${retenue} » : ${CLAUSES[retenue].fr}.`,
        en: `Clause “${retenue}”: ${CLAUSES[retenue].en}.`,
      },
    };
  if (force === "le-cas-echeant") return { etat: "sans-objet", pourquoi: LE_CAS_ECHEANT };
  return { etat: "manquante", pourquoi: montre?.pourquoi ?? attendre(utiles) };
}

const LE_CAS_ECHEANT: Texte = {
  fr: "Le texte ne l'impose que s'il y a lieu, ce que la convention ne montre pas : à vérifier quand un programme a ouvert l'année précédente ou que des droits arrivent à terme.",
  en: "The text requires it only where there is cause, which the agreement does not show: to be checked when a programme opened the year before or when rights end.",
};

function attendre(clauses: readonly Clause[]): Texte {
  return enDeuxLangues(({ mot, texte }) =>
    mot(
      `Aucune clause donnée ne le règle ; il faudrait que ${clauses.map((code) => CLAUSES_ATTENDUES[code]).join(" ; ")}.`,
      `No clause given settles it; what is needed: ${clauses.map((code) => texte(CLAUSES[code])).join("; ")}.`,
    ),
  );
}

/** Qui chaque exigence vise, et ce qu'on répond aux autres. */
const CONCERNES: Readonly<
  Record<
    Exclude<ReservatairesConcernes, "tous">,
    {
      readonly vise: (categorie: CategorieDeReservataire, date: string) => boolean;
      readonly sinon: Texte;
    }
  >
> = {
  prefet: {
    vise: (categorie) => categorie === "prefet",
    sinon: {
      fr: "Ne vise que la convention du préfet.",
      en: "Applies to the prefect's agreement only.",
    },
  },
  "bloc-communal": {
    vise: (categorie) => BLOC_COMMUNAL.includes(categorie),
    sinon: {
      fr: "Ne vise que les communes, EPCI, EPT, la métropole de Lyon et la Ville de Paris.",
      en: "Applies to municipalities, EPCI, EPT, the métropole de Lyon and the City of Paris only.",
    },
  },
  "hors-bloc-communal": {
    vise: (categorie) => !BLOC_COMMUNAL.includes(categorie),
    sinon: {
      fr: "La convention d'une commune ou d'un groupement porte sur son territoire, non sur le département.",
      en: "The agreement of a municipality or grouping covers its territory, not the département.",
    },
  },
  "tenus-a-l-objectif-prioritaire": {
    vise: (categorie) => TENUS_A_L_OBJECTIF_PRIORITAIRE.includes(categorie),
    sinon: {
      fr: "Les textes lus ne fixent pas à ce réservataire d'objectif d'attributions envers les ménages prioritaires.",
      en: "The texts read set this holder no target of lettings to priority households.",
    },
  },
  "reservataires-du-flux": {
    vise: (categorie, date) => !gardeDesLogementsIdentifies(categorie, date),
    sinon: {
      fr: "Ce réservataire a des logements identifiés, non une part du flux.",
      en: "This holder has identified dwellings, not a share of the flow.",
    },
  },
  "reservataires-de-logements-identifies": {
    vise: gardeDesLogementsIdentifies,
    sinon: {
      fr: "Ce réservataire a une part du flux, non des logements identifiés.",
      en: "This holder has a share of the flow, not identified dwellings.",
    },
  },
};

const CONDITIONS: Readonly<
  Record<
    ConditionDExigence,
    { readonly estRemplie: (dossier: ConventionAJuger) => boolean; readonly sinon: Texte }
  >
> = {
  "gestion-directe": {
    estRemplie: ({ convention: { modeDeGestion } }) => modeDeGestion === "directe",
    sinon: {
      fr: "La gestion est déléguée : le bailleur propose les candidats.",
      en: "Management is delegated: the landlord proposes the candidates.",
    },
  },
  "conference-intercommunale": {
    estRemplie: ({ conferenceIntercommunale }) => conferenceIntercommunale,
    sinon: {
      fr: "Le territoire n'a pas de conférence intercommunale.",
      en: "The territory has no intermunicipal conference.",
    },
  },
  territorialisation: {
    estRemplie: ({ convention: { reservataire, parts } }) =>
      etendue(reservataire) === "plus-petite" ||
      parts.some(({ territorialisation }) => territorialisation !== undefined),
    sinon: {
      fr: "Les droits ne sont pas limités à une partie du territoire que la convention doit couvrir.",
      en: "The rights are not confined to part of the territory the agreement must cover.",
    },
  },
};

type TypeDeTerritoire = Reservataire["territoire"]["type"];

/** Le rang des types de territoire, du plus petit au plus grand. */
const TAILLES: Readonly<Record<TypeDeTerritoire, number>> = { commune: 0, epci: 1, perimetre: 2 };

/** Le territoire que la convention doit couvrir ; la Ville de Paris est une commune et un département. */
function territoiresAttendus(categorie: CategorieDeReservataire): readonly TypeDeTerritoire[] {
  if (categorie === "ville-de-paris") return ["commune", "perimetre"];
  if (categorie === "commune") return ["commune"];
  return BLOC_COMMUNAL.includes(categorie) ? ["epci"] : ["perimetre"];
}

/** Ce que couvre le territoire d'un réservataire, devant celui que sa convention doit couvrir. */
function etendue({
  categorie,
  territoire: { type },
}: Reservataire): "exacte" | "plus-petite" | "plus-grande" {
  const attendus = territoiresAttendus(categorie);
  if (attendus.includes(type)) return "exacte";
  return attendus.every((attendu) => TAILLES[type] < TAILLES[attendu]) ? "plus-petite" : "plus-grande";
}

/** Ce que les chiffres de la convention montrent d'une exigence, et les clauses qui y suppléeraient. */
interface Montre {
  readonly presente: boolean;
  readonly pourquoi: Texte;
  readonly clauses: readonly Clause[];
}

function montrerLePatrimoine({ reservataire }: ConventionLue): Montre {
  const lieu = nommerTerritoire(reservataire.territoire);
  switch (etendue(reservataire)) {
    case "exacte":
      return {
        presente: true,
        pourquoi: { fr: `La convention porte sur : ${lieu.fr}.`, en: `The agreement covers: ${lieu.en}.` },
        clauses: [],
      };
    case "plus-petite":
      return {
        presente: false,
        pourquoi: {
          fr: `La convention porte sur moins que le territoire à couvrir (${lieu.fr}), sans territorialisation justifiée.`,
          en: `The agreement covers less than the territory required (${lieu.en}), without a justified territorialisation.`,
        },
        clauses: ["justification-de-la-territorialisation"],
      };
    case "plus-grande":
      return {
        presente: false,
        pourquoi: {
          fr: `La convention porte sur plus que le territoire du réservataire (${lieu.fr}), sans dire qu'il a des réservations ailleurs.`,
          en: `The agreement covers more than the holder's territory (${lieu.en}), without saying that it has reservations elsewhere.`,
        },
        clauses: ["reservations-sur-un-autre-territoire"],
      };
  }
}

/** Les exigences dont la convention lue dit quelque chose ; les autres ne dépendent que des clauses. */
const CE_QUE_MONTRE_LA_CONVENTION: Readonly<
  Partial<Record<IdDExigence, (convention: ConventionLue) => Montre>>
> = {
  "patrimoine-du-departement": montrerLePatrimoine,
  "patrimoine-du-territoire": montrerLePatrimoine,
  "justification-de-la-territorialisation": ({ reservataire }) => {
    const presente = etendue(reservataire) !== "plus-petite";
    return {
      presente,
      pourquoi: presente
        ? {
            fr: "Chaque part territorialisée donne la nécessité qui la justifie, sans désigner de programme.",
            en: "Each territorialised share gives the need that justifies it, without naming a programme.",
          }
        : {
            fr: "Le territoire donné au réservataire est plus petit que celui à couvrir, sans la nécessité qui le justifie.",
            en: "The territory given to the holder is smaller than the one to cover, without the need that justifies it.",
          },
      clauses: ["justification-de-la-territorialisation"],
    };
  },
  "flux-en-pourcentage": ({ parts }) => ({
    presente: parts.length > 0,
    pourquoi:
      parts.length > 0
        ? { fr: "Chaque part a son taux.", en: "Each share has its rate." }
        : { fr: "La convention n'a aucune part du flux.", en: "The agreement has no share of the flow." },
    clauses: [],
  }),
  "part-du-prefet": ({ parts }) => {
    const presente = parts.some((part) => part.contingent !== undefined);
    return {
      presente,
      pourquoi: presente
        ? {
            fr: "Chaque part du contingent dit son volet, son taux et sa localisation.",
            en: "Each share of the contingent states its part, its rate and its location.",
          }
        : {
            fr: "La convention n'a aucune part du contingent préfectoral.",
            en: "The agreement has no share of the prefect's contingent.",
          },
      clauses: [],
    };
  },
};
