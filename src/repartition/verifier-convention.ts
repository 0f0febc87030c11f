import * as z from "zod";
import { citerEnVigueur, type Reference } from "../droit/articles.js";
import {
  CLAUSES,
  CLAUSES_ATTENDUES,
  type Clause,
  type ConditionDExigence,
  EXIGENCES,
  type Exigence,
  type IdDExigence,
  type ReservatairesConcernes,
} from "../droit/exigences.js";
import { valeurLegale } from "../droit/parametres.js";
import { couvre, DEBUT_DU_REGIME_DU_FLUX, dateEnFrancais } from "../droit/periodes.js";
import type { Confiance } from "../droit/regles.js";
import { BLOC_COMMUNAL, TENUS_A_L_OBJECTIF_PRIORITAIRE } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { type Constat, constater } from "../modele/constats.js";
import { dateIso } from "../modele/identifiants.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import {
  type CategorieDeReservataire,
  type Convention,
  type ConventionLue,
  convention,
  type Reservataire,
} from "../modele/vocabulaire.js";
import { controlerDates } from "./lire-conventions.js";
import { controlerParts, controlerPartsSelonLaDate, ordonnerParts } from "./lire-parts.js";

const CODES_DE_CLAUSE = Object.keys(CLAUSES) as [Clause, ...Clause[]];
const clause = z.enum(CODES_DE_CLAUSE);

const schemaEntree = z.strictObject({
  date: dateIso,
  convention,
  clauses: z.array(z.unknown()),
  conferenceIntercommunale: z.boolean(),
});

export interface EntreeVerification {
  readonly date: string;
  /** La convention, telle que {@link repartirFlux} la reçoit. */
  readonly convention: Convention;
  /** Les matières que son texte règle, parmi {@link CLAUSES}. */
  readonly clauses: readonly Clause[];
  /** Vrai si le territoire a une conférence intercommunale du logement (à Paris, la conférence du logement). */
  readonly conferenceIntercommunale: boolean;
}

/** Une exigence, devant une convention. */
export interface ExigenceVerifiee {
  readonly id: IdDExigence;
  readonly intitule: Texte;
  readonly etat: "presente" | "manquante" | "sans-objet";
  readonly pourquoi: Texte;
  readonly articles: readonly Texte[];
  readonly confiance: readonly Confiance[];
}

export interface VerificationDeConvention {
  readonly nature: "verification-de-convention";
  readonly convention: ConventionLue;
  readonly clauses: readonly Clause[];
  readonly conferenceIntercommunale: boolean;
  /** Toutes les exigences, dans l'ordre des articles. */
  readonly exigences: readonly ExigenceVerifiee[];
  /** Nombre d'exigences manquantes. */
  readonly manquantes: number;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

/** Ce que les exigences regardent. */
interface Dossier {
  readonly date: string;
  readonly convention: ConventionLue;
  readonly clauses: readonly Clause[];
  readonly conferenceIntercommunale: boolean;
}

type Verdict = Pick<ExigenceVerifiee, "etat" | "pourquoi"> & {
  /** Les articles du verdict, quand ce ne sont pas ceux de l'exigence. */
  readonly references?: readonly Reference[];
};

const VERBE = "verifierConvention";

/**
 * Dit ce que R. 441-5 à R. 441-5-3 veulent trouver dans une convention, et ce qui manque à celle-ci.
 *
 * Ce que la convention lue montre (une part, un territoire, un mode de gestion) en est déduit ; le reste, que son texte
 * seul peut régler, se donne par `clauses`. La liste ministérielle des matières de la convention du préfet (R. 441-5-2,
 * III, al. 2) n'a pas été lue : elle n'est pas vérifiée, et un constat le rappelle.
 *
 * Une convention que {@link repartirFlux} refuserait pour elle-même l'est aussi ici. Un arrêté qui tient lieu de
 * convention au préfet (R. 441-5-2, IV) n'en est pas une : rien ne lui est demandé, et un constat le dit.
 *
 * @param entree - la convention, les matières que règle son texte, l'existence d'une conférence intercommunale
 * @returns chaque exigence présente, manquante ou sans objet, avec sa raison et ses articles, et le nombre de manquantes
 * @throws {@link ErreurDeSaisie} si la convention est mal formée, si ses parts ou ses dates se contredisent, si une
 *   clause est inconnue ou en double, ou si la date ne relève pas du régime du flux
 * @article CCH, art. R. 441-5, R. 441-5-2 et R. 441-5-3 (en vigueur depuis le 22/02/2020)
 * @category Répartition
 * @example
 * verifierConvention({
 *   date: "2024-01-01",
 *   convention: {
 *     reservataire: { code: "melun", nom: "Melun", categorie: "commune", territoire: { type: "commune", commune: "77288" } },
 *     dateDeSignature: "2023-11-01",
 *     dateDEffet: "2024-01-01",
 *     modeDeGestion: "directe",
 *     parts: [{ contrepartie: "garantie-d-emprunt", taux: "15", localisation: "uniforme" }],
 *   },
 *   clauses: ["modalites-pratiques", "modalites-de-proposition", "objectif-des-publics-prioritaires"],
 *   conferenceIntercommunale: false,
 * }).exigences.filter(({ etat }) => etat === "manquante").map(({ id }) => id) // ["delai-de-proposition", "concertation-premiere-mise-en-service"]
 */
export function verifierConvention(entree: EntreeVerification): VerificationDeConvention {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  const lignes = saisie.lireListe(clause, champs.clauses ?? [], ["clauses"]);
  saisie.refuserDoublons(
    lignes,
    (code) => code,
    (rang) => ["clauses", rang],
  );
  if (champs.convention !== undefined) controlerConvention(saisie, champs.convention, champs.date);
  const { date, convention: lueEntiere, conferenceIntercommunale } = saisie.certifier(lue);
  const donnee = { ...lueEntiere, parts: ordonnerParts(lueEntiere.parts) };

  const donnees = new Set(lignes.map(({ ligne }) => ligne));
  const dossier: Dossier = {
    date,
    convention: donnee,
    clauses: CODES_DE_CLAUSE.filter((code) => donnees.has(code)),
    conferenceIntercommunale,
  };
  const exigences = EXIGENCES.filter(({ periodes }) => periodes.some((periode) => couvre(periode, date))).map(
    (exigence) => verifier(exigence, dossier),
  );
  const manquantes = exigences.filter(({ etat }) => etat === "manquante");
  const { date: _, ...entrees } = dossier;
  return sceller(
    {
      nature: "verification-de-convention" as const,
      ...entrees,
      exigences,
      manquantes: manquantes.length,
      constats: [
        ...constaterManques(donnee, manquantes),
        ...constaterArrete(donnee),
        ...constaterVigueur(donnee, date),
        ...constaterListeNonLue(donnee),
      ],
    },
    { dateDeDroit: date, entrees, stipulations: {} },
  );
}

/** Ce que {@link repartirFlux} refuse d'une convention sans en connaître l'assiette ; sans part, une exigence manque. */
function controlerConvention(
  saisie: Saisie,
  donnee: z.output<typeof convention>,
  date: string | undefined,
): void {
  const parts = ["convention", "parts"];
  controlerDates(saisie, donnee, ["convention"]);
  controlerParts(saisie, donnee, parts);
  if (donnee.parts.length > 0 && date !== undefined && date >= DEBUT_DU_REGIME_DU_FLUX)
    controlerPartsSelonLaDate(saisie, donnee, date, parts);
}

function verifier(exigence: Exigence, dossier: Dossier): ExigenceVerifiee {
  const { id, intitule, references, confiance } = exigence;
  const { etat, pourquoi, references: propres } = juger(exigence, dossier);
  const rappel = etat === "sans-objet" ? undefined : RAPPELS[id]?.(dossier.date);
  return {
    id,
    intitule,
    etat,
    pourquoi:
      rappel === undefined
        ? pourquoi
        : { fr: `${pourquoi.fr} ${rappel.fr}`, en: `${pourquoi.en} ${rappel.en}` },
    articles: citerEnVigueur(propres ?? references, dossier.date),
    confiance,
  };
}

/** Ce que la loi ajoute à une exigence du décret, et que la convention ne peut écarter. */
const RAPPELS: Readonly<Partial<Record<IdDExigence, (date: string) => Texte>>> = {
  "delai-de-proposition": (date) => {
    const mois = valeurLegale("delaiDePropositionEnZoneTendue", date);
    return {
      fr: `Dans les zones du I de l'article 17 de la loi n° 89-462, ce délai est de ${mois} mois au plus à compter de l'information sur la vacance : la règle est d'ordre public.`,
      en: `In the zones of article 17, I, of law no. 89-462 this time is at most ${mois} month from being told of the vacancy: no agreement may set this aside.`,
    };
  },
};

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

function juger(exigence: Exigence, dossier: Dossier): Verdict {
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

function estIdentifie(categorie: CategorieDeReservataire, date: string): boolean {
  const identifies: readonly string[] = valeurLegale("reservatairesDeLogementsIdentifies", date);
  return identifies.includes(categorie);
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
    vise: (categorie, date) => !estIdentifie(categorie, date),
    sinon: {
      fr: "Ce réservataire a des logements identifiés, non une part du flux.",
      en: "This holder has identified dwellings, not a share of the flow.",
    },
  },
  "reservataires-de-logements-identifies": {
    vise: estIdentifie,
    sinon: {
      fr: "Ce réservataire a une part du flux, non des logements identifiés.",
      en: "This holder has a share of the flow, not identified dwellings.",
    },
  },
};

const CONDITIONS: Readonly<
  Record<ConditionDExigence, { readonly estRemplie: (dossier: Dossier) => boolean; readonly sinon: Texte }>
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

function constaterManques(
  { reservataire }: ConventionLue,
  manquantes: readonly ExigenceVerifiee[],
): Constat[] {
  if (manquantes.length === 0) return [];
  const confiance = [...new Set(manquantes.flatMap((manquante) => manquante.confiance))];
  return [
    constater("CONVENTION_INCOMPLETE", {
      territoire: nommerTerritoire(reservataire.territoire).fr,
      confiance,
      chiffres: [{ nom: "exigences manquantes", valeur: String(manquantes.length) }],
      message: enDeuxLangues(({ mot, texte }) => {
        const liste = manquantes.map(({ intitule }) => texte(intitule)).join(" ; ");
        return mot(
          `${reservataire.code} : il manque à la convention ${manquantes.length} de ce que les articles y demandent (${liste}).`,
          `${reservataire.code}: the agreement lacks ${manquantes.length} of what the articles require of it (${liste}).`,
        );
      }),
      remede: {
        fr: "Compléter la convention par avenant. Ce constat ne dit rien de sa validité.",
        en: "Complete the agreement by amendment. This finding says nothing of its validity.",
      },
    }),
  ];
}

function constaterArrete({ reservataire, arrete }: ConventionLue): Constat[] {
  if (arrete === undefined) return [];
  return [
    constater("ARRETE_TENANT_LIEU_DE_CONVENTION", {
      territoire: nommerTerritoire(reservataire.territoire).fr,
      chiffres: [],
      confiance: ["texte-officiel", "lecture"],
      message: {
        fr: `L'arrêté « ${arrete} » tient lieu de convention au préfet (R. 441-5-2, IV, al. 2) : ce que les articles demandent à une convention ne lui est pas demandé, et aucun avenant n'est à conclure.`,
        en: `Order “${arrete}” stands in for the prefect's agreement (R. 441-5-2, IV, para. 2): what the articles require of an agreement is not required of it, and no amendment is to be concluded.`,
      },
    }),
  ];
}

/** Une convention qui ne joue pas à la date de la vérification : résiliée, ou pas encore en vigueur. */
function constaterVigueur({ reservataire, dateDEffet, resiliation }: ConventionLue, date: string): Constat[] {
  const territoire = nommerTerritoire(reservataire.territoire).fr;
  if (resiliation !== undefined && resiliation.date <= date)
    return [
      constater("CONVENTION_RESILIEE", {
        territoire,
        chiffres: [{ nom: "résiliation", valeur: resiliation.date }],
        message: {
          fr: `${reservataire.code} : la convention est résiliée depuis le ${dateEnFrancais(resiliation.date)} ; au ${dateEnFrancais(date)}, ce qu'elle contient ne joue plus.`,
          en: `${reservataire.code}: the agreement has been terminated since ${resiliation.date}; on ${date} what it contains no longer applies.`,
        },
      }),
    ];
  if (dateDEffet <= date) return [];
  return [
    constater("CONVENTION_PAS_ENCORE_EN_VIGUEUR", {
      territoire,
      chiffres: [{ nom: "prise d'effet", valeur: dateDEffet }],
      message: {
        fr: `${reservataire.code} : la convention ne prend effet que le ${dateEnFrancais(dateDEffet)} ; elle est vérifiée selon le droit du ${dateEnFrancais(date)}.`,
        en: `${reservataire.code}: the agreement takes effect only on ${dateDEffet}; it is checked by the law of ${date}.`,
      },
    }),
  ];
}

function constaterListeNonLue({ reservataire, arrete }: ConventionLue): Constat[] {
  if (reservataire.categorie !== "prefet" || arrete !== undefined) return [];
  return [
    constater("LISTE_MINISTERIELLE_NON_LUE", {
      territoire: nommerTerritoire(reservataire.territoire).fr,
      chiffres: [],
      message: {
        fr: "Un arrêté ministériel fixe la liste minimale des matières de la convention du préfet (R. 441-5-2, III, al. 2) ; il n'a pas été lu, et cette liste n'est pas vérifiée.",
        en: "A ministerial order sets the minimum list of matters of the prefect's agreement (R. 441-5-2, III, para. 2); it has not been read, and that list is not checked.",
      },
      remede: {
        fr: "Vérifier la convention sur l'arrêté en vigueur.",
        en: "Check the agreement against the order in force.",
      },
    }),
  ];
}
