import type { Reference } from "./articles.js";
import { figer } from "./figer.js";
import { DEBUT_DU_REGIME_DU_FLUX, type Periode } from "./periodes.js";
import type { Confiance } from "./regles.js";
import type { Texte } from "./texte.js";

/** Les matières qu'un texte de convention peut régler, et que ses chiffres ne montrent pas. */
export const CLAUSES = figer({
  "modalites-pratiques": {
    fr: "le texte dit comment les réservations s'exercent en pratique",
    en: "the text says how reservations work in practice",
  },
  "reservations-sur-un-autre-territoire": {
    fr: "le réservataire a des réservations hors de son territoire, que la convention couvre",
    en: "the holder has reservations outside its territory, which the agreement covers",
  },
  "logements-identifies": {
    fr: "le texte désigne les logements réservés, programme par programme",
    en: "the text names the reserved dwellings, programme by programme",
  },
  "justification-de-la-territorialisation": {
    fr: "le texte dit le besoin particulier qui limite les droits à un territoire plus petit, sans désigner de programme",
    en: "the text states the special need that confines the rights to a smaller territory, without naming a programme",
  },
  "modalites-de-proposition": {
    fr: "le texte dit comment le réservataire propose des candidats",
    en: "the text says how the holder proposes candidates",
  },
  "delai-de-proposition": {
    fr: "le texte dit en combien de temps le réservataire propose des candidats",
    en: "the text says how long the holder has to propose candidates",
  },
  "concertation-premiere-mise-en-service": {
    fr: "le texte organise la concertation sur les désignations dans un programme neuf",
    en: "the text organises the consultation on designations in a new programme",
  },
  "objectif-des-publics-prioritaires": {
    fr: "les termes du texte rendent possible l'objectif légal envers les ménages prioritaires",
    en: "the text's terms make the legal target for priority households reachable",
  },
  "modalites-des-attributions": {
    fr: "le texte dit comment les attributions se font",
    en: "the text says how lettings are carried out",
  },
  "compatibilite-intercommunale": {
    fr: "le texte s'accorde avec les orientations de la conférence et les engagements de sa convention",
    en: "the text fits the conference's orientations and the commitments of its agreement",
  },
  "actualisation-annuelle": {
    fr: "le texte prévoit de revoir chaque année le calcul des réservations",
    en: "the text provides for the reservations to be recalculated every year",
  },
  "echanges-d-informations": {
    fr: "le texte dit quelles informations s'échangent, et comment",
    en: "the text says what information is exchanged, and how",
  },
} as const satisfies Record<string, Texte>);

/** Les mêmes matières, dites de ce qui manque : « il faudrait que… ». */
export const CLAUSES_ATTENDUES: Readonly<Record<Clause, string>> = figer({
  "modalites-pratiques": "le texte dise comment les réservations s'exercent en pratique",
  "reservations-sur-un-autre-territoire":
    "le réservataire ait des réservations hors de son territoire, que la convention couvre",
  "logements-identifies": "le texte désigne les logements réservés, programme par programme",
  "justification-de-la-territorialisation":
    "le texte dise le besoin particulier qui limite les droits à un territoire plus petit, sans désigner de programme",
  "modalites-de-proposition": "le texte dise comment le réservataire propose des candidats",
  "delai-de-proposition": "le texte dise en combien de temps le réservataire propose des candidats",
  "concertation-premiere-mise-en-service":
    "le texte organise la concertation sur les désignations dans un programme neuf",
  "objectif-des-publics-prioritaires":
    "les termes du texte rendent possible l'objectif légal envers les ménages prioritaires",
  "modalites-des-attributions": "le texte dise comment les attributions se font",
  "compatibilite-intercommunale":
    "le texte s'accorde avec les orientations de la conférence et les engagements de sa convention",
  "actualisation-annuelle": "le texte prévoie de revoir chaque année le calcul des réservations",
  "echanges-d-informations": "le texte dise quelles informations s'échangent, et comment",
});

/** Une matière que le texte d'une convention règle. */
export type Clause = keyof typeof CLAUSES;

export type IdDExigence =
  | "modalites-pratiques"
  | "patrimoine-du-departement"
  | "patrimoine-du-territoire"
  | "flux-en-pourcentage"
  | "logements-identifies"
  | "justification-de-la-territorialisation"
  | "modalites-de-proposition"
  | "delai-de-proposition"
  | "concertation-premiere-mise-en-service"
  | "objectif-des-publics-prioritaires"
  | "modalites-des-attributions"
  | "compatibilite-intercommunale"
  | "actualisation-annuelle"
  | "part-du-prefet"
  | "echanges-d-informations";

/** Les conventions qu'une exigence vise, selon leur réservataire. */
export type ReservatairesConcernes =
  | "tous"
  | "prefet"
  | "bloc-communal"
  | "hors-bloc-communal"
  | "tenus-a-l-objectif-prioritaire"
  | "reservataires-du-flux"
  | "reservataires-de-logements-identifies";

/** Le fait sans lequel une exigence est sans objet. */
export type ConditionDExigence = "gestion-directe" | "conference-intercommunale" | "territorialisation";

/** Ce que les articles veulent trouver dans une convention de réservation. */
export interface Exigence {
  readonly id: IdDExigence;
  readonly intitule: Texte;
  readonly enonce: Texte;
  readonly periodes: readonly Periode[];
  readonly references: readonly Reference[];
  readonly concernes: ReservatairesConcernes;
  /** `null` : sans condition. */
  readonly condition: ConditionDExigence | null;
  /** `le-cas-echeant` : le texte ne l'impose que si un événement, que la convention ne montre pas, survient. */
  readonly force: "obligatoire" | "le-cas-echeant";
  /** Les clauses qui peuvent y répondre ; vide si la convention lue suffit à le montrer. */
  readonly clauses: readonly Clause[];
  readonly confiance: readonly Confiance[];
  /** La lecture retenue quand le texte en admet plusieurs, et pourquoi. */
  readonly lecture?: Texte;
}

const DEPUIS_LE_DECRET: readonly Periode[] = [{ du: DEBUT_DU_REGIME_DU_FLUX, au: null }];

const OBLIGATOIRE = {
  periodes: DEPUIS_LE_DECRET,
  condition: null,
  force: "obligatoire",
  confiance: ["texte-officiel"],
} as const satisfies Partial<Exigence>;

/** Ce que R. 441-5 à R. 441-5-3 veulent trouver dans une convention, dans l'ordre des articles. */
export const EXIGENCES: readonly Exigence[] = figer([
  {
    ...OBLIGATOIRE,
    id: "modalites-pratiques",
    intitule: { fr: "Modalités pratiques", en: "Practical arrangements" },
    enonce: {
      fr: "La convention dit comment les réservations sont mises en œuvre en pratique.",
      en: "The agreement says how the reservations are carried out in practice.",
    },
    references: [{ article: "R. 441-5", subdivision: "I, al. 2" }],
    concernes: "tous",
    clauses: ["modalites-pratiques"],
  },
  {
    ...OBLIGATOIRE,
    id: "patrimoine-du-departement",
    intitule: { fr: "Tout le patrimoine du département", en: "The whole stock of the département" },
    enonce: {
      fr: "La convention couvre tous les logements locatifs sociaux que le bailleur a dans le département.",
      en: "The agreement covers all the social dwellings the landlord has in the département.",
    },
    references: [
      { article: "R. 441-5", subdivision: "I, al. 3" },
      { article: "R. 441-5", subdivision: "I, al. 6" },
    ],
    concernes: "hors-bloc-communal",
    clauses: ["justification-de-la-territorialisation"],
    confiance: ["texte-officiel", "lecture"],
    lecture: {
      fr: "Un réservataire dont les droits sont donnés sur un territoire plus petit est lu comme relevant de la territorialisation de l'alinéa 6 : elle se justifie, ou le patrimoine n'est pas couvert.",
      en: "A holder whose rights are given on a smaller territory is read as falling under the territorialisation of paragraph 6: it is justified, or the stock is not covered.",
    },
  },
  {
    ...OBLIGATOIRE,
    id: "patrimoine-du-territoire",
    intitule: { fr: "Tout le patrimoine du territoire", en: "The whole stock of the territory" },
    enonce: {
      fr: "La convention d'une commune ou d'un groupement couvre les logements que le bailleur a sur son territoire ; elle ne va au-delà que si le réservataire a des réservations ailleurs.",
      en: "The agreement of a municipality or grouping covers the dwellings the landlord has on its territory; it goes beyond only if the holder has reservations elsewhere.",
    },
    references: [
      { article: "R. 441-5-3", subdivision: "al. 1" },
      { article: "R. 441-5", subdivision: "I, al. 6" },
    ],
    concernes: "bloc-communal",
    clauses: ["reservations-sur-un-autre-territoire", "justification-de-la-territorialisation"],
    confiance: ["texte-officiel", "lecture"],
    lecture: {
      fr: "Un territoire plus petit que le sien est lu comme une territorialisation, à justifier ; un territoire plus grand demande des réservations ailleurs. La Ville de Paris est à elle seule un département.",
      en: "A territory smaller than the holder's own is read as a territorialisation, to be justified; a larger one calls for reservations elsewhere. The City of Paris is a département by itself.",
    },
  },
  {
    ...OBLIGATOIRE,
    id: "flux-en-pourcentage",
    intitule: { fr: "Flux annuel en pourcentage", en: "Yearly flow as a percentage" },
    enonce: {
      fr: "Les réservations portent sur un flux annuel, dit en pourcentage ; les réservataires de logements identifiés en sont exceptés.",
      en: "Reservations bear on a yearly flow, stated as a percentage; holders of identified dwellings are excepted.",
    },
    references: [{ article: "R. 441-5", subdivision: "I, al. 4" }],
    concernes: "reservataires-du-flux",
    clauses: [],
    confiance: ["texte-officiel", "lecture"],
    lecture: {
      fr: "L'alinéa rapporte le flux au patrimoine ; un taux du flux, comme la pratique le dit, est lu comme y répondant.",
      en: "The paragraph relates the flow to the stock; a rate of the flow, as practice states it, is read as meeting it.",
    },
  },
  {
    ...OBLIGATOIRE,
    id: "logements-identifies",
    intitule: { fr: "Logements identifiés", en: "Identified dwellings" },
    enonce: {
      fr: "Les réservations de la défense nationale et de la sécurité intérieure portent sur des logements identifiés dans des programmes ; depuis le 23 février 2022, la loi y ajoute celles des établissements publics de santé.",
      en: "Reservations for national defence and interior security bear on dwellings identified in programmes; since 23 February 2022 the law adds those of public health institutions.",
    },
    references: [
      { article: "R. 441-5", subdivision: "I, al. 4" },
      { article: "L. 441-1", passage: "réservations en flux" },
    ],
    concernes: "reservataires-de-logements-identifies",
    clauses: ["logements-identifies"],
  },
  {
    ...OBLIGATOIRE,
    id: "justification-de-la-territorialisation",
    intitule: { fr: "Territorialisation justifiée", en: "Justified territorialisation" },
    enonce: {
      fr: "Une convention qui limite le flux à une partie du département dit la nécessité, tenant à certains demandeurs, que le réservataire en justifie ; elle n'identifie aucun programme.",
      en: "An agreement that confines the flow to part of the département states the need, tied to certain applicants, that the holder justifies; it identifies no programme.",
    },
    references: [{ article: "R. 441-5", subdivision: "I, al. 6" }],
    concernes: "tous",
    condition: "territorialisation",
    clauses: ["justification-de-la-territorialisation"],
    confiance: ["texte-officiel", "lecture"],
    lecture: {
      fr: "Des droits donnés sur moins que le territoire à couvrir sont lus comme une territorialisation ; une commune ou un EPCI n'est pas un programme.",
      en: "Rights given on less than the territory required are read as a territorialisation; a municipality or an EPCI is not a programme.",
    },
  },
  {
    ...OBLIGATOIRE,
    id: "modalites-de-proposition",
    intitule: { fr: "Modalités de proposition des candidats", en: "How candidates are proposed" },
    enonce: {
      fr: "À moins de confier ce soin au bailleur, le réservataire trouve dans la convention comment il propose des candidats.",
      en: "Unless the landlord does it for it, the holder finds in the agreement how it proposes candidates.",
    },
    references: [{ article: "R. 441-5", subdivision: "I, al. 8" }],
    concernes: "tous",
    condition: "gestion-directe",
    clauses: ["modalites-de-proposition"],
  },
  {
    ...OBLIGATOIRE,
    id: "delai-de-proposition",
    intitule: { fr: "Délai de proposition des candidats", en: "Time to propose candidates" },
    enonce: {
      fr: "À moins de confier ce soin au bailleur, le réservataire trouve dans la convention le délai qu'il a pour proposer des candidats ; dans les zones du I de l'article 17 de la loi n° 89-462, la loi le borne.",
      en: "Unless the landlord does it for it, the holder finds in the agreement the time it has to propose candidates; in the zones of article 17, I, of law no. 89-462 the law limits it.",
    },
    references: [
      { article: "R. 441-5", subdivision: "I, al. 8" },
      { article: "L. 441-1", passage: "délai d'un mois" },
    ],
    concernes: "tous",
    condition: "gestion-directe",
    clauses: ["delai-de-proposition"],
  },
  {
    ...OBLIGATOIRE,
    id: "concertation-premiere-mise-en-service",
    intitule: {
      fr: "Concertation à la première mise en service",
      en: "Consultation when a programme opens",
    },
    enonce: {
      fr: "La convention dit comment le bailleur réunit tous les réservataires concernés pour les désignations dans un programme qui ouvre.",
      en: "The agreement says how the landlord consults all the holders concerned on designations in a programme that opens.",
    },
    references: [{ article: "R. 441-5", subdivision: "I, al. 9" }],
    concernes: "tous",
    clauses: ["concertation-premiere-mise-en-service"],
    confiance: ["texte-officiel", "lecture"],
    lecture: {
      fr: "L'alinéa ne pose pas de condition : la clause est attendue même si aucun programme n'est annoncé.",
      en: "The paragraph sets no condition: the clause is expected even if no programme is announced.",
    },
  },
  {
    ...OBLIGATOIRE,
    id: "objectif-des-publics-prioritaires",
    intitule: { fr: "Objectif envers les ménages prioritaires", en: "Target for priority households" },
    enonce: {
      fr: "Les termes de la convention laissent le réservataire atteindre l'objectif que la loi lui fixe envers les ménages prioritaires.",
      en: "The agreement's terms let the holder reach the target the law sets it for priority households.",
    },
    references: [
      { article: "R. 441-5", subdivision: "I, al. 10" },
      { article: "L. 441-1", passage: "publics prioritaires" },
      { article: "L. 441-1", passage: "réservations en flux" },
      { article: "L. 313-26-2" },
    ],
    concernes: "tenus-a-l-objectif-prioritaire",
    clauses: ["objectif-des-publics-prioritaires"],
    confiance: ["texte-officiel", "lecture"],
    lecture: {
      fr: "Le texte vise les réservataires « concernés » sans les nommer : sont lus ainsi ceux à qui la loi fixe un quart d'attributions, les collectivités et leurs groupements et Action Logement.",
      en: "The text refers to the holders “concerned” without naming them: read as those to whom the law sets a quarter of lettings, local authorities and their groupings and Action Logement.",
    },
  },
  {
    ...OBLIGATOIRE,
    id: "modalites-des-attributions",
    intitule: {
      fr: "Modalités des attributions, en territoire à conférence",
      en: "How lettings are carried out, where a conference exists",
    },
    enonce: {
      fr: "Là où existe une conférence intercommunale (à Paris, la conférence du logement), la convention dit comment les attributions sont mises en œuvre.",
      en: "Where an intermunicipal conference exists (in Paris, the housing conference), the agreement says how lettings are carried out.",
    },
    references: [
      { article: "R. 441-5", subdivision: "I, al. 11" },
      { article: "L. 441-1", passage: "territoires avec conférence intercommunale" },
    ],
    concernes: "tous",
    condition: "conference-intercommunale",
    clauses: ["modalites-des-attributions"],
  },
  {
    ...OBLIGATOIRE,
    id: "compatibilite-intercommunale",
    intitule: {
      fr: "Compatibilité avec la conférence et sa convention",
      en: "Compatibility with the conference and its agreement",
    },
    enonce: {
      fr: "Là où existe une conférence intercommunale (à Paris, la conférence du logement), ces modalités sont compatibles avec ses orientations et avec les engagements de la convention d'attribution.",
      en: "Where an intermunicipal conference exists (in Paris, the housing conference), these arrangements are compatible with its orientations and with the commitments of the letting agreement.",
    },
    references: [
      { article: "R. 441-5", subdivision: "I, al. 11" },
      { article: "L. 441-1", passage: "territoires avec conférence intercommunale" },
    ],
    concernes: "tous",
    condition: "conference-intercommunale",
    clauses: ["compatibilite-intercommunale"],
  },
  {
    ...OBLIGATOIRE,
    id: "actualisation-annuelle",
    intitule: { fr: "Actualisation annuelle", en: "Yearly update" },
    enonce: {
      fr: "S'il y a lieu, la convention est revue chaque année selon les programmes ouverts l'année précédente et les droits arrivés à terme.",
      en: "Where there is cause, the agreement is revised every year for the programmes opened the year before and the rights that have ended.",
    },
    references: [{ article: "R. 441-5", subdivision: "I, al. 12" }],
    concernes: "tous",
    force: "le-cas-echeant",
    clauses: ["actualisation-annuelle"],
  },
  {
    ...OBLIGATOIRE,
    id: "part-du-prefet",
    intitule: { fr: "Part du préfet et part des agents", en: "Prefect's share and State agents' share" },
    enonce: {
      fr: "La convention du préfet dit la part qu'il réserve, volet par volet, et comment elle s'applique dans les communes et hors QPV.",
      en: "The prefect's agreement states the share reserved, part by part, and how it applies in the municipalities and outside QPV.",
    },
    references: [
      { article: "R. 441-5-2", subdivision: "III, al. 1" },
      { article: "R. 441-5-2", subdivision: "I, al. 1" },
      { article: "R. 441-5-2", subdivision: "II" },
    ],
    concernes: "prefet",
    clauses: [],
    confiance: ["texte-officiel", "lecture"],
    lecture: {
      fr: "Le III suppose dans la convention les informations des I et II : elles sont lues comme la part, son volet pour les agents et sa localisation, que porte chaque part du contingent.",
      en: "Paragraph III assumes the information of I and II in the agreement: read as the share, its part for agents and its location, which each share of the contingent carries.",
    },
  },
  {
    ...OBLIGATOIRE,
    id: "echanges-d-informations",
    intitule: { fr: "Échanges d'informations", en: "Exchanges of information" },
    enonce: {
      fr: "La convention du préfet dit quelles informations s'échangent pour l'appliquer, et comment.",
      en: "The prefect's agreement says what information is exchanged to apply it, and how.",
    },
    references: [{ article: "R. 441-5-2", subdivision: "III, al. 1" }],
    concernes: "prefet",
    clauses: ["echanges-d-informations"],
  },
]);
