import { estLu, type Reference } from "./articles.js";
import { figer } from "./figer.js";
import { couvre, DEBUT_DU_REGIME_DU_FLUX, DEBUT_DU_REGISTRE, type Periode } from "./periodes.js";
import type { Texte } from "./texte.js";

export type IdDeRegle =
  | "R1"
  | "R2"
  | "R3"
  | "R4"
  | "R5a"
  | "R5b"
  | "R6"
  | "R7"
  | "R8"
  | "R9"
  | "R10"
  | "R11"
  | "R12"
  | "R13"
  | "R14"
  | "R15"
  | "R16"
  | "R17"
  | "R18"
  | "R19"
  | "R20"
  | "R21";

/**
 * Sous quelle autorité une règle s'applique.
 *
 * - `imperatif` : la loi ou le décret, sans dérogation possible par convention ;
 * - `suppletif` : le texte, sauf stipulation contraire ;
 * - `conventionnel` : la convention, le texte étant muet ou y renvoyant ;
 * - `choix` : la bibliothèque elle-même.
 */
export type Autorite = "imperatif" | "suppletif" | "conventionnel" | "choix";

/**
 * Ce qui fonde la connaissance d'une règle : texte officiel lu en entier, doctrine administrative lue,
 * ou lecture raisonnée de l'auteur. Une lecture n'est jamais présentée comme le texte.
 */
export type Confiance = "texte-officiel" | "doctrine" | "lecture";

/** Ce qu'une règle disait sous le régime antérieur au flux, quand les plafonds se mesuraient sur le stock. */
export interface RegleAnterieure {
  readonly periode: Periode;
  /** S'il diffère de celui de la règle. */
  readonly intitule?: Texte;
  readonly enonce: Texte;
  readonly formule: Texte;
  readonly confiance: readonly Confiance[];
  readonly references: readonly Reference[];
  readonly lecture?: Texte;
  readonly verbes: readonly string[];
}

export interface Regle {
  readonly id: IdDeRegle;
  readonly intitule: Texte;
  readonly enonce: Texte;
  readonly formule: Texte;
  readonly autorite: Autorite;
  readonly confiance: readonly Confiance[];
  readonly periodes: readonly Periode[];
  readonly references: readonly Reference[];
  /** La lecture retenue quand le texte en admet plusieurs, et pourquoi. */
  readonly lecture?: Texte;
  /** Verbes de la bibliothèque qui appliquent la règle ; vide tant qu'aucun ne le fait. */
  readonly verbes: readonly string[];
  /** La même règle sous le régime antérieur au flux, si le registre la connaît. */
  readonly anterieure?: RegleAnterieure;
}

const DEPUIS_LE_DECRET: readonly Periode[] = [{ du: DEBUT_DU_REGIME_DU_FLUX, au: null }];
const DEPUIS_LE_REGISTRE: readonly Periode[] = [{ du: DEBUT_DU_REGISTRE, au: null }];

const AVANT_LE_DECRET = {
  periode: { du: DEBUT_DU_REGISTRE, au: DEBUT_DU_REGIME_DU_FLUX },
  references: [{ article: "R. 441-5" }],
  verbes: ["controlerReservationsEnStock"],
} as const satisfies Partial<RegleAnterieure>;

/** Ce qui fonde un énoncé à une date : le texte officiel seulement si une des versions qu'il cite a été lue. */
export function confianceA(
  confiance: readonly Confiance[],
  references: readonly Reference[],
  date: string,
): readonly Confiance[] {
  if (references.length === 0 || references.some((reference) => estLu(reference, date))) return confiance;
  return [...new Set(confiance.map((fondement) => (fondement === "texte-officiel" ? "lecture" : fondement)))];
}

/** Les règles que la bibliothèque connaît, dans l'ordre de la procédure. */
export const REGLES: readonly Regle[] = figer([
  {
    id: "R1",
    intitule: { fr: "Flux annuel net", en: "Net yearly flow" },
    enonce: {
      fr: "Le flux annuel réunit les logements libérés du parc soumis, moins ceux que la loi en soustrait pour l'année. Sont soumis, chez un organisme HLM, les logements financés avec le concours de l'État ou ouvrant droit à l'APL ; chez une société d'économie mixte, les seuls logements conventionnés à l'APL. Restent identifiés, hors du flux, ceux que réservent la défense, la sécurité intérieure et, depuis le 23 février 2022, les établissements publics de santé.",
      en: "The yearly flow is the dwellings vacated in the stock concerned, less those the law takes out for the year. Concerned are, for a social housing body, dwellings funded with State support or giving right to the APL allowance; for a semi-public company, only its APL-contracted dwellings. Those reserved by defence, interior security and, since 23 February 2022, public hospitals stay identified, outside the flow.",
    },
    formule: { fr: "C = A − B", en: "C = A − B" },
    autorite: "imperatif",
    confiance: ["texte-officiel", "doctrine", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [
      { article: "R. 441-5", subdivision: "I, al. 4 et 5" },
      { article: "L. 441-1", passage: "champ" },
      { article: "L. 441-1", passage: "réservations en flux" },
      { article: "L. 481-2", subdivision: "I" },
    ],
    lecture: {
      fr: "Les parts se calculent sur le flux net C : l'article définit le flux après soustractions, et le ministère répartit C entre les réservataires. Le texte exprime le flux en pourcentage du patrimoine ; la pratique, suivie ici, le dit en pourcentage du flux. Chez un organisme HLM, le parc est celui qu'il possède ou qu'il gère (L. 441-1, al. 1). Un logement HLM financé par l'État sans ouvrir droit à l'APL est soumis, quoique le ministère parle de logements conventionnés. Logements intermédiaires, foyers, résidences sociales, logements étudiants et médico-sociaux sont hors champ d'après les services de l'État ; aucun article lu ne les exclut.",
      en: "Shares are taken on the net flow C: the article defines the flow after the dwellings taken out, and the ministry shares C among the holders. The text expresses the flow as a percentage of the stock; practice, followed here, states it as a percentage of the flow. For a social housing body, the stock is what it owns or manages (L. 441-1, para. 1). A social housing body's dwelling funded by the State without right to APL is concerned, though the ministry speaks of contracted dwellings. Intermediate dwellings, hostels, social residences, student and medico-social dwellings are out of scope according to State services; no article read excludes them.",
    },
    verbes: ["determinerStatuts", "calculerAssiette"],
  },
  {
    id: "R2",
    intitule: { fr: "Logements soustraits du flux", en: "Dwellings taken out of the flow" },
    enonce: {
      fr: "Ne comptent pas dans le flux les logements nécessaires, pour l'année, aux mutations internes au bailleur et aux relogements liés au renouvellement urbain, aux copropriétés dégradées, à l'habitat indigne ou à une vente HLM ; depuis le 23 février 2022, ni les attributions d'office du préfet hors QPV. Leur nombre est d'abord prévisionnel.",
      en: "Not counted in the flow: dwellings needed in the year for the landlord's internal transfers and for rehousing linked to urban renewal, run-down condominiums, unfit housing or a sale; since 23 February 2022, nor lettings made by the prefect in the landlord's place outside QPV. Their number is first a forecast.",
    },
    formule: {
      fr: "B = somme des logements soustraits, par catégorie",
      en: "B = sum of dwellings taken out, by category",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    lecture: {
      fr: "La liste est lue comme limitative : une mutation venue d'un autre bailleur n'est pas soustraite. Toute requalification de copropriété dégradée compte, d'intérêt national ou non. Un relogement que le maire ou le président d'EPCI désigne (L. 521-3-3) reste soustrait et s'impute sur ses droits.",
      en: "The list is read as closed: a transfer from another landlord is not taken out. Every rehabilitation of run-down condominiums counts, of national interest or not. Rehousing designated by the mayor or the EPCI president (L. 521-3-3) stays taken out and is charged to their reservation rights.",
    },
    references: [
      { article: "R. 441-5", subdivision: "I, al. 5" },
      { article: "L. 441-1", passage: "attributions d'office du préfet hors QPV", depuis: "2022-02-23" },
      { article: "L. 521-3-3" },
    ],
    verbes: ["calculerAssiette", "consigner"],
  },
  {
    id: "R3",
    intitule: { fr: "Plafond de la part du préfet", en: "Cap on the prefect's share" },
    enonce: {
      fr: "La part réservée par le préfet ne dépasse pas 30 % du flux annuel total du bailleur, agents de l'État compris.",
      en: "The prefect's share is at most 30% of the landlord's total yearly flow, State agents included.",
    },
    formule: { fr: "part du préfet ≤ plafond × C", en: "prefect's share ≤ cap × C" },
    autorite: "imperatif",
    confiance: ["texte-officiel", "doctrine", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [
      { article: "R. 441-5-2", subdivision: "I, al. 1" },
      { article: "L. 441-1", passage: "réservations du préfet" },
    ],
    lecture: {
      fr: "Le « flux annuel total » est lu comme le flux net C du bailleur dans le département. Le contingent délégué à une commune ou à un EPCI y reste compté ; une reprise de droits non convertis n'y entre pas. Le ministère demande aux préfets de tendre vers ce plafond : ce n'est pas une obligation du bailleur.",
      en: "The “total yearly flow” is read as the landlord's net flow C in the département. The contingent delegated to a municipality or an EPCI stays counted in it; a takeover of unconverted rights is not. The ministry asks prefects to tend towards this cap: it is no duty of the landlord.",
    },
    verbes: ["repartirFlux", "fixerObjectifsDeFlux"],
    anterieure: {
      ...AVANT_LE_DECRET,
      enonce: {
        fr: "Les logements réservés au préfet ne dépassent pas 30 % du total des logements, agents de l'État compris.",
        en: "The dwellings reserved for the prefect are at most 30% of all dwellings, State agents included.",
      },
      formule: {
        fr: "logements du préfet ≤ plafond × total des logements",
        en: "prefect's dwellings ≤ cap × total of dwellings",
      },
      confiance: ["texte-officiel", "lecture"],
      lecture: {
        fr: "Le total est lu comme celui de tous les programmes donnés, le plafond ne se jugeant pas programme par programme. N'y entre que le contingent préfectoral : ce que l'État obtient contre un terrain ou un financement s'ajoute.",
        en: "The total is read as that of all the programmes given; the cap is not judged programme by programme. Only the prefect's contingent counts: what the State obtains for land or funding is in addition.",
      },
    },
  },
  {
    id: "R4",
    intitule: { fr: "Plafond des agents de l'État", en: "Cap for State agents" },
    enonce: {
      fr: "Dans la part du préfet, les agents civils et militaires de l'État reçoivent 5 % au plus du flux annuel total.",
      en: "Within the prefect's share, State civilian and military agents get at most 5% of the total yearly flow.",
    },
    formule: { fr: "part des agents ≤ plafond × C", en: "State agents' share ≤ cap × C" },
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [
      { article: "R. 441-5-2", subdivision: "I, al. 1" },
      { article: "L. 441-1", passage: "réservations du préfet" },
    ],
    lecture: {
      fr: "Les 5 % se mesurent sur le flux total, comme les 30 % dont ils font partie : ce n'est pas 5 % de la part du préfet.",
      en: "The 5% is measured on the total flow, like the 30% it belongs to: it is not 5% of the prefect's share.",
    },
    verbes: ["repartirFlux", "fixerObjectifsDeFlux"],
    anterieure: {
      ...AVANT_LE_DECRET,
      enonce: {
        fr: "Parmi les logements du préfet, ceux des agents de l'État ne dépassent pas 5 % du total des logements.",
        en: "Among the prefect's dwellings, those for State agents are at most 5% of all dwellings.",
      },
      formule: {
        fr: "logements des agents ≤ plafond × total des logements",
        en: "State agents' dwellings ≤ cap × total of dwellings",
      },
      confiance: ["texte-officiel", "lecture"],
      lecture: {
        fr: "Les 5 % se mesurent sur le total des logements, comme les 30 % dont ils font partie : ce n'est pas 5 % de la part du préfet.",
        en: "The 5% is measured on all dwellings, like the 30% it belongs to: it is not 5% of the prefect's share.",
      },
    },
  },
  {
    id: "R5a",
    intitule: {
      fr: "Même taux du préfet dans chaque commune",
      en: "Same prefect rate in every municipality",
    },
    enonce: {
      fr: "Sauf stipulation contraire, le préfet a le même taux dans toutes les communes où le bailleur loge.",
      en: "Unless stipulated otherwise, the prefect has the same rate in every municipality where the landlord lets.",
    },
    formule: {
      fr: "part du préfet dans la commune ÷ flux de la commune = taux du préfet",
      en: "prefect's share in the municipality ÷ its flow = prefect's rate",
    },
    autorite: "suppletif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-2", subdivision: "II, al. 1" }],
    verbes: ["repartirFlux"],
  },
  {
    id: "R5b",
    intitule: { fr: "Plancher du préfet hors QPV", en: "Prefect's floor outside QPV" },
    enonce: {
      fr: "Sauf stipulation contraire, la part que le préfet réserve chaque année dans le flux du patrimoine hors QPV est de 30 % au moins.",
      en: "Unless stipulated otherwise, the share of the yearly flow that the prefect reserves on the stock outside QPV does not go below 30%.",
    },
    formule: {
      fr: "part du préfet hors QPV ÷ flux hors QPV ≥ plancher",
      en: "prefect's share outside QPV ÷ flow outside QPV ≥ floor",
    },
    autorite: "suppletif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-2", subdivision: "II, al. 2" }],
    lecture: {
      fr: "Lecture A : au moins 30 % du flux hors QPV revient au préfet. L'autre lecture (30 % des logements du préfet sont hors QPV) est écartée : à l'alinéa précédent les mêmes mots désignent le taux du préfet, et la règle sert la mixité ; une stipulation peut la demander. Au-dessous de 30 %, le texte ne dit pas comment la part se répartit entre QPV et hors QPV : la convention le dit, par la localisation de chaque part.",
      en: "Reading A: at least 30% of the flow outside QPV goes to the prefect. The other reading (30% of the prefect's dwellings lie outside QPV) is set aside: the same words mean the prefect's rate one paragraph earlier, and the rule serves social mix; a stipulation may ask for it. Below 30% the text does not say how the share splits between QPV and the rest: the agreement does, by the location of each share.",
    },
    verbes: ["repartirFlux", "fixerObjectifsDeFlux"],
  },
  {
    id: "R6",
    intitule: { fr: "Dérogation aux plafonds du préfet", en: "Derogation from the prefect's caps" },
    enonce: {
      fr: "Par exception, et pour un an au plus, le préfet peut par arrêté dépasser ces plafonds, pour loger des personnels de sécurité publique ou répondre à un besoin économique.",
      en: "By exception and for one year at most, an order of the prefect may exceed these caps, for public-security staff or economic needs.",
    },
    formule: { fr: "durée de la dérogation ≤ un an", en: "duration of the derogation ≤ one year" },
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-2", subdivision: "I, al. 2" }],
    lecture: {
      fr: "Le texte plafonne un flux annuel et ne dit pas comment joue une dérogation plus courte que l'année : elle vaut ici pour tout le flux si elle est en vigueur à la date du calcul. Un arrêté de plus d'un an n'est pas appliqué : c'est un choix de la bibliothèque, qui ne dit rien de sa validité ; la durée se juge selon le droit du jour où l'arrêté commence.",
      en: "The text caps a yearly flow and does not say how a derogation shorter than the year applies: here it holds for the whole flow if in force at the date of the calculation. An order longer than a year is not applied: a choice of the library, which says nothing of its validity; its duration is judged by the law of the day the order starts.",
    },
    verbes: ["repartirFlux", "fixerObjectifsDeFlux", "calendrierDesObligations"],
    anterieure: {
      ...AVANT_LE_DECRET,
      enonce: {
        fr: "Par exception, le préfet peut par arrêté dépasser ces plafonds, pour loger des personnels de sécurité publique ou répondre à un besoin économique ; le texte ne borne pas la durée de l'arrêté.",
        en: "By exception, an order of the prefect may exceed these caps, for public-security staff or economic needs; the text sets no limit on the order's duration.",
      },
      formule: { fr: "aucune durée maximale", en: "no longest duration" },
      confiance: ["texte-officiel", "lecture"],
      lecture: {
        fr: "L'arrêté vaut pour tout le stock s'il est en vigueur à la date du contrôle. Sa durée se juge selon le droit du jour où il commence.",
        en: "The order holds for the whole stock if in force at the date of the check. Its duration is judged by the law of the day it starts.",
      },
    },
  },
  {
    id: "R7",
    intitule: { fr: "Plafond des garanties d'emprunt", en: "Cap on loan guarantees" },
    enonce: {
      fr: "Au titre des garanties d'emprunt, communes, EPCI, EPT, métropole de Lyon et Ville de Paris ne dépassent pas ensemble 20 % du flux annuel sur leur territoire. Une convention hors limites est nulle de plein droit.",
      en: "For loan guarantees, municipalities, EPCI, EPT, the métropole de Lyon and the City of Paris together hold at most 20% of the yearly flow on their territory. An agreement beyond the limits is void by operation of law.",
    },
    formule: {
      fr: "somme des parts en garantie sur le territoire ≤ plafond × flux du territoire",
      en: "sum of guarantee shares on the territory ≤ cap × flow of the territory",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel", "doctrine", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [
      { article: "R. 441-5-3", subdivision: "al. 2" },
      { article: "L. 441-1", passage: "réservations en flux" },
    ],
    lecture: {
      fr: "Un plafond, pas un droit de base. Tous les garants du bloc communal s'additionnent ; départements et régions, absents de la liste, n'y entrent que si les parties en conviennent. Le contrôle se fait sur le territoire de l'EPCI et, par lecture, commune par commune ; un EPCI à cheval sur plusieurs départements se juge sur tous les périmètres du bailleur réunis.",
      en: "A cap, not a basic entitlement. All guarantors of the municipal level add up; départements and regions, absent from the list, count only if the parties agree. It is checked on the EPCI's territory and, by reading, per municipality; an EPCI across several départements is judged on all the landlord's perimeters together.",
    },
    verbes: ["repartirFlux", "controlerGarantiesEnsemble"],
    anterieure: {
      ...AVANT_LE_DECRET,
      enonce: {
        fr: "Dans chaque programme, les logements réservés au titre des garanties d'emprunt ne dépassent pas 20 % des logements, tous les garants comptant : collectivités et groupements, départements et régions compris.",
        en: "In each programme, the dwellings reserved for loan guarantees are at most 20% of the dwellings, all guarantors counting: local authorities and their groupings, départements and regions included.",
      },
      formule: {
        fr: "somme des logements en garantie du programme ≤ plafond × logements du programme",
        en: "sum of the programme's guarantee dwellings ≤ cap × dwellings of the programme",
      },
      confiance: ["texte-officiel", "lecture"],
      lecture: {
        fr: "Les garants d'un même programme s'additionnent ; un programme sous le plafond ne compense pas celui qui le dépasse. Depuis le 25 novembre 2018, la loi (L. 441-1, al. 35) ne parle plus que d'un flux annuel : si une réservation en stock contractée depuis y est permise n'est pas jugé ici.",
        en: "The guarantors of a programme add up; a programme below the cap does not make up for one above it. Since 25 November 2018 the law (L. 441-1, para. 35) speaks only of a yearly flow: whether it allows a stock reservation contracted since is not judged here.",
      },
    },
  },
  {
    id: "R8",
    intitule: { fr: "Supplément pour terrain ou financement", en: "Addition for land or funding" },
    enonce: {
      fr: "L'État, les collectivités et leurs groupements peuvent obtenir des réservations supplémentaires contre un terrain ou un financement ; le texte ne fixe pas de plafond.",
      en: "The State, local authorities and their groupings may obtain additional reservations in return for land or funding; the text sets no cap.",
    },
    formule: { fr: "s'ajoute aux parts plafonnées", en: "adds to the capped shares" },
    autorite: "conventionnel",
    confiance: ["texte-officiel", "doctrine", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-4" }],
    lecture: {
      fr: "Les réservations de l'administration qui cède un terrain avec décote s'ajoutent au contingent du préfet, hors de ses plafonds. Le code général de la propriété des personnes publiques (L. 3211-7) les limite programme par programme : cette limite n'est pas une part du flux, et se juge dans chaque programme qui ouvre.",
      en: "Reservations of the administration that sells land at a discount add to the prefect's contingent, outside his caps. The general code of public property (L. 3211-7) limits them programme by programme: this limit is no share of the flow, and is judged in each programme that opens.",
    },
    verbes: ["repartirFlux", "repartirPremiereMiseEnLocation", "arreterConcertation"],
    anterieure: {
      ...AVANT_LE_DECRET,
      enonce: {
        fr: "Des réservations supplémentaires peuvent être consenties contre un terrain ou un financement ; le texte ne fixe pas de plafond.",
        en: "Additional reservations may be granted in return for land or funding; the text sets no cap.",
      },
      formule: {
        fr: "s'ajoute aux réservations plafonnées",
        en: "adds to the capped reservations",
      },
      confiance: ["texte-officiel", "lecture"],
      lecture: {
        fr: "Depuis le 25 novembre 2018, la loi (L. 441-1, al. 35) ne parle plus que d'un flux annuel, défense et sécurité intérieure exceptées : si une réservation en stock contractée depuis, contre un terrain ou un financement, y est permise n'est pas jugé ici.",
        en: "Since 25 November 2018 the law (L. 441-1, para. 35) speaks only of a yearly flow, defence and interior security excepted: whether it allows a stock reservation contracted since, in return for land or funding, is not judged here.",
      },
    },
  },
  {
    id: "R9",
    intitule: {
      fr: "Une convention par bailleur, réservataire et département",
      en: "One agreement per landlord, holder and département",
    },
    enonce: {
      fr: "Une seule convention lie un bailleur et un réservataire dans un département, pour tout le patrimoine ; celle d'une commune ou d'un groupement porte sur son territoire, sauf s'il a des réservations ailleurs. Une territorialisation plus fine, justifiée, est possible sans désigner de programme. Les mêmes articles disent qui peut avoir des réservations, et ce que la convention contient. Le bailleur transmet sans délai toute nouvelle convention au préfet de département et, là où existe une conférence intercommunale, au président de l'EPCI, de l'EPT ou de la métropole de Lyon, ou au maire de Paris. Ne pas respecter la convention du préfet, ou l'arrêté qui en tient lieu, expose à des sanctions pécuniaires.",
      en: "A single agreement binds a landlord and a holder in a département, for the whole stock; that of a municipality or grouping covers its territory, unless it has reservations elsewhere. A finer, justified territorialisation is possible without naming a programme. The same articles say who may hold reservations, and what the agreement contains. The landlord sends every new agreement without delay to the prefect and, where an intermunicipal conference exists, to the president of the EPCI, the EPT or the métropole de Lyon, or to the mayor of Paris. Breaching the prefect's agreement, or the order standing in for it, exposes to financial penalties.",
    },
    formule: {
      fr: "périmètre = bailleur × département × année",
      en: "perimeter = landlord × département × year",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [
      { article: "R. 441-5", subdivision: "I, al. 1 à 3 et 6" },
      { article: "R. 441-5", subdivision: "II" },
      { article: "R. 441-5-3", subdivision: "al. 1" },
      { article: "R. 441-5-2", subdivision: "IV" },
    ],
    lecture: {
      fr: "Un acte que plusieurs réservataires signent vaut une convention pour chacun. Une part dont l'exercice est délégué reste comptée à son titulaire : aucun des articles lus ne traite de la délégation. Une convention résiliée ne donne plus de part ; l'arrêté du préfet peut tenir lieu de la sienne. La transmission de la convention et les sanctions sont rappelées, non calculées.",
      en: "An act signed by several holders is an agreement for each. A share whose exercise is delegated stays counted to its holder: none of the articles read deals with delegation. A terminated agreement gives no share; an order of the prefect may stand in for his. The sending of the agreement and the penalties are recalled, not computed.",
    },
    verbes: ["repartirFlux", "verifierConvention", "calendrierDesObligations"],
  },
  {
    id: "R10",
    intitule: { fr: "Bilan annuel", en: "Annual report" },
    enonce: {
      fr: "Avant le 28 février, le bailleur transmet à tous les réservataires le bilan des logements proposés et attribués l'an passé ; ils sont aussi informés, avant cette date, des logements soustraits prévus et des relogements réalisés. En territoire à conférence intercommunale, le bilan lui est soumis avant le 31 mars.",
      en: "Before 28 February the landlord sends all holders the report on dwellings proposed and let the year before; by then they are also told of the dwellings to be taken out and of the rehousing done. Where an intermunicipal conference exists, the report is submitted to it before 31 March.",
    },
    formule: {
      fr: "logements proposés et attribués, par réservataire, typologie, financement, hors et en QPV, commune et période de construction",
      en: "dwellings proposed and let, by holder, size, funding, outside and inside QPV, municipality and period of construction",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-1" }, { article: "R. 441-5", subdivision: "I, al. 5" }],
    lecture: {
      fr: "Un logement « proposé » est un logement mis à la disposition du réservataire ; la désignation des candidats vient ensuite. « Avant le » exclut le jour dit.",
      en: "A dwelling is “proposed” when it is placed at the holder's disposal; the designation of candidates comes later. “Before” excludes the day named.",
    },
    verbes: [
      "etablirBilan",
      "croiserBilan",
      "extraireBilan",
      "consoliderBilans",
      "rapprocherAssiettes",
      "calendrierDesObligations",
    ],
  },
  {
    id: "R11",
    intitule: {
      fr: "Quart des attributions aux ménages prioritaires",
      en: "A quarter of lettings to priority households",
    },
    enonce: {
      fr: "Chaque collectivité ou groupement de collectivités et le bailleur (logements non réservés, ou dont l'attribution au candidat présenté a échoué) destinent au moins un quart de leurs attributions annuelles aux ménages DALO, à défaut prioritaires ; Action Logement en réserve un quart aux salariés et demandeurs d'emploi dans la même situation.",
      en: "Each local authority or grouping of them and the landlord (dwellings unreserved, or whose letting to the candidate presented has failed) devote at least a quarter of their yearly lettings to DALO households, failing that to priority ones; Action Logement keeps a quarter for employees and job seekers in the same situation.",
    },
    formule: {
      fr: "attributions prioritaires ≥ ¼ des attributions de l'année",
      en: "priority lettings ≥ ¼ of the year's lettings",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_REGISTRE,
    references: [
      { article: "L. 441-1", passage: "réservations en flux" },
      { article: "L. 441-1", passage: "quart des attributions non réservées" },
      { article: "L. 313-26-2" },
    ],
    lecture: {
      fr: "Une attribution que le candidat refuse n'est pas comptée ; celle qui attend son bail l'est. Un logement remis à un autre réservataire après un échec compte pour lui ; celui que le bailleur reprend, ou que la loi met à la disposition du maire, compte pour le bailleur. Un logement soustrait du flux ou un relogement ne compte au quart de personne. « À défaut » est lu comme laissant compter ensemble ménages DALO et personnes prioritaires. Le nombre restant à attribuer est le quart, arrondi au logement supérieur, moins ce qui est fait.",
      en: "A letting the candidate refuses is not counted; one awaiting its lease is. A dwelling passed to another holder after a failure counts for that holder; one the landlord takes back, or the law places at the mayor's disposal, counts for the landlord. A dwelling taken out of the flow, or rehousing, counts in nobody's quarter. “Failing that” is read as letting DALO households and priority persons count together. The number left to let is the quarter, rounded up to the dwelling, less what is done.",
    },
    verbes: ["verifierObjectifsAttribution"],
  },
  {
    id: "R12",
    intitule: { fr: "Mixité hors et en QPV", en: "Social mix outside and inside QPV" },
    enonce: {
      fr: "Dans les territoires à conférence intercommunale, un quart au moins des attributions suivies de baux signés hors QPV va aux demandeurs du premier quartile de ressources ou à des personnes relogées (renouvellement urbain, copropriétés dégradées), et la moitié au moins des attributions en QPV à d'autres demandeurs que ceux du premier quartile. La convention intercommunale répartit l'effort entre bailleurs. Depuis le 23 février 2022, si l'objectif fixé au bailleur hors QPV n'est pas atteint sur les six derniers mois, le préfet lui enjoint de signaler ce qui s'y libère et l'attribue lui-même, jusqu'à ce que les douze mois précédents atteignent l'objectif.",
      en: "In territories with an intermunicipal conference, at least a quarter of lettings with signed leases outside QPV go to applicants of the lowest income quartile or to rehoused people (urban renewal, run-down condominiums), and at least half of lettings in QPV to other applicants. The intermunicipal agreement shares the effort among landlords. Since 23 February 2022, if the landlord's target outside QPV is not reached over the last six months, the prefect enjoins it to report what falls vacant there and lets it himself, until the previous twelve months reach the target.",
    },
    formule: {
      fr: "baux signés hors QPV au premier quartile ou relogés ≥ ¼",
      en: "leases outside QPV to the lowest income quartile or rehoused ≥ ¼",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_REGISTRE,
    references: [
      { article: "L. 441-1", passage: "mixité hors et en QPV" },
      { article: "L. 441-1", passage: "attributions d'office du préfet hors QPV", depuis: "2022-02-23" },
    ],
    lecture: {
      fr: "Jusqu'au 22 février 2022, la loi assimilait d'anciennes zones urbaines sensibles aux QPV : « hors QPV » s'y lit hors des unes comme des autres. Une localisation donnée avant cette date est lue comme en tenant compte. Hors QPV, une attribution compte le jour de son bail, que le logement soit dans le flux ou non : relogements, mutations et attributions d'office du préfet compris ; un relogement d'une autre opération n'est favorable que si le ménage est du premier quartile. En QPV, le texte ne parle pas de bail : le compte des attributions fait foi, celui des baux est donné à côté. Les modalités d'application de la loi du 21 février 2022 (II de son article 78) n'ont pas été lues.",
      en: "Until 22 February 2022 the law treated former sensitive urban zones (ZUS) as QPV: “outside QPV” then reads as outside both. A location given before that date is read as taking this into account. Outside QPV a letting counts on the day of its lease, whether or not the dwelling is in the flow: rehousing, transfers and the prefect's own lettings included; rehousing for another operation is favourable only if the household is of the first quartile. In QPV the text does not speak of leases: the count of lettings prevails, that of leases is given next to it. How the law of 21 February 2022 applies over time (II of its article 78) was not read.",
    },
    verbes: ["verifierObjectifsAttribution"],
  },
  {
    id: "R13",
    intitule: { fr: "Du stock au flux", en: "From stock to flow" },
    enonce: {
      fr: "En principe, le flux des réservataires autres que l'État et les garants se calcule en rapportant leurs logements réservés en stock au patrimoine du bailleur. Faute de convention conforme à l'échéance, le préfet peut, par décision, joindre à son flux les droits restés en stock, jusqu'à ce qu'une convention conforme soit conclue.",
      en: "In principle, the flow of holders other than the State and guarantors is their dwellings reserved in stock over the landlord's stock. Failing a compliant agreement by the deadline, the prefect may, by decision, add to his flow the rights left in stock, until a compliant agreement is concluded.",
    },
    formule: { fr: "taux = R ÷ P", en: "rate = R ÷ P" },
    autorite: "suppletif",
    confiance: ["doctrine", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [],
    lecture: {
      fr: "Règle rapportée par le ministère ; le texte transitoire du décret n'a été lu qu'en partie, et pas sur ce point. Pour une collectivité, le ratio est rapporté au patrimoine situé sur son territoire. Une page du ministère présente la reprise par le préfet comme automatique ; elle est lue ici comme une faculté, depuis le décret de 2021. C'est une décision du préfet, non une règle par défaut : aucune stipulation ne l'écarte. La partie lue du texte transitoire vise les conventions conclues avant le 24 novembre 2018 ; ce qui règle la reprise n'a pas été lu. Elle fait ici une ligne à part, sur le territoire d'origine ; la tenir hors des plafonds et de l'uniformité de la part du préfet est une inférence : des droits qui s'ajoutent à son flux ne sont pas ceux que le plafond mesure.",
      en: "Reported by the ministry; the decree's transitional text was read only in part, and not on this point. For a local authority, the ratio is taken on the stock of its territory. A ministry page presents the prefect's takeover as automatic; it is read here as an option, since the decree of 2021. It is a decision of the prefect, not a default rule: no stipulation sets it aside. The part of the transitional text that was read covers agreements concluded before 24 November 2018; what governs the takeover was not read. Here it makes a separate line, on the original territory; keeping it outside the caps and uniformity of the prefect's share is an inference: rights added to his flow are not those the cap measures.",
    },
    verbes: ["informationPrealable", "convertirStockEnFlux", "actualiserParts", "simuler", "repartirFlux"],
  },
  {
    id: "R14",
    intitule: { fr: "Conversion en droits uniques", en: "Conversion into single-use rights" },
    enonce: {
      fr: "Un droit de suite vaut autant de droits uniques que de locataires attendus jusqu'à son terme : durée restante multipliée par le taux de rotation, plus les droits uniques non honorés.",
      en: "A recurring right is worth as many single-use rights as tenants expected until its term: remaining duration times turnover rate, plus unhonoured single-use rights.",
    },
    formule: {
      fr: "DU = U + Σ durée restante × taux de rotation",
      en: "DU = U + Σ remaining duration × turnover rate",
    },
    autorite: "conventionnel",
    confiance: ["doctrine", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [],
    lecture: {
      fr: "Méthode présentée en Île-de-France le 12 janvier 2023 ; la mesure de la durée et le périmètre du taux y restent ouverts.",
      en: "Method presented in Île-de-France on 12 January 2023; it leaves open how duration is measured and on which perimeter the rate is taken.",
    },
    verbes: [
      "lireEtatDesLieux",
      "consoliderEtatDesLieux",
      "extraireEtatDesLieux",
      "comparerEtatsDesLieux",
      "reunirSyntheses",
      "tableauDeSynthese",
      "mesurerTauxDeRotation",
      "reunirTauxDeRotation",
      "moyennerTauxDeRotation",
      "convertirEnDroitsUniques",
      "tenirCompteDeDroits",
    ],
  },
  {
    id: "R15",
    intitule: {
      fr: "Prorogation des droits attachés à une garantie",
      en: "Extension of rights attached to a guarantee",
    },
    formule: {
      fr: "fin des droits = dernier versement + 5 ans",
      en: "end of rights = last payment + 5 years",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_REGISTRE,
    references: [{ article: "R. 441-6" }, { article: "L. 441-1", passage: "réservations du bloc communal" }],
    enonce: {
      fr: "Les droits attachés à un emprunt garanti par la commune ou l'EPCI durent cinq ans après le versement qui solde l'emprunt.",
      en: "Rights attached to a loan guaranteed by the municipality or the EPCI last five years after the payment that clears the loan.",
    },
    lecture: {
      fr: "L'article nomme la commune et l'EPCI : la prorogation n'est pas étendue ici à un autre garant (EPT, métropole de Lyon, Ville de Paris, département). Elle court du versement, même si la convention avait déjà pris fin ; elle ne raccourcit pas un droit que sa convention fait durer davantage, et donne son terme à un droit dont la convention n'en donne pas. Le dernier jour est le quantième du versement, cinq ans après ; d'un 29 février, le 28. Un versement prévu compte comme s'il était fait ; un versement d'avant le 1er septembre 2019 suit la même règle, l'édition d'alors n'ayant pas été lue.",
      en: "The article names the municipality and the EPCI: the extension is not applied here to another guarantor (EPT, métropole de Lyon, City of Paris, département). It runs from the payment, even if the agreement had already ended; it does not shorten a right its agreement makes last longer, and gives an end to a right whose agreement gives none. The last day is the day of the payment, five years on; from a 29 February, the 28th. A planned payment counts as if made; a payment before 1 September 2019 follows the same rule, as the edition of that time was not read.",
    },
    verbes: ["consoliderEtatDesLieux", "calendrierDesObligations"],
  },
  {
    id: "R16",
    intitule: { fr: "Cent pour cent du flux", en: "One hundred per cent of the flow" },
    enonce: {
      fr: "Dans chaque secteur, les parts des réservataires et les logements non réservés du bailleur font exactement 100 % du flux.",
      en: "In every sector, the holders' shares and the landlord's unreserved dwellings make exactly 100% of the flow.",
    },
    formule: { fr: "Σ parts + non réservés = 100 % de C", en: "Σ shares + unreserved = 100% of C" },
    autorite: "choix",
    confiance: ["doctrine", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [],
    lecture: {
      fr: "Identité comptable, présentée ainsi par les services de l'État ; aucun article ne l'énonce.",
      en: "An accounting identity, presented as such by State services; no article states it.",
    },
    verbes: ["repartirFlux", "fixerObjectifsDeFlux", "repartirPremiereMiseEnLocation"],
    anterieure: {
      ...AVANT_LE_DECRET,
      intitule: { fr: "Cent pour cent du programme", en: "One hundred per cent of the programme" },
      enonce: {
        fr: "Dans un programme, les logements réservés ne sont pas plus nombreux que les logements.",
        en: "In a programme, the reserved dwellings are no more than the dwellings.",
      },
      formule: {
        fr: "réservés + non réservés = logements du programme",
        en: "reserved + unreserved = dwellings of the programme",
      },
      confiance: ["lecture"],
      references: [],
      lecture: {
        fr: "Identité comptable : deux réservations ne peuvent désigner le même logement ; aucun article ne l'énonce.",
        en: "An accounting identity: two reservations cannot designate the same dwelling; no article states it.",
      },
    },
  },
  {
    id: "R17",
    intitule: { fr: "Délai de proposition en zone tendue", en: "Time to propose candidates in tight zones" },
    enonce: {
      fr: "Dans les zones du I de l'article 17 de la loi n° 89-462, le réservataire propose ses candidats dans le mois qui suit l'information sur la vacance ; la règle est d'ordre public.",
      en: "In the zones of article 17, I, of law no. 89-462 the holder proposes candidates within one month of being told of the vacancy; no agreement may set this aside.",
    },
    formule: { fr: "proposition ≤ information + 1 mois", en: "proposal ≤ information + 1 month" },
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_REGISTRE,
    references: [{ article: "L. 441-1", passage: "délai d'un mois" }],
    verbes: ["proposerOrientation"],
  },
  {
    id: "R18",
    intitule: { fr: "Échec de l'attribution en QPV", en: "Failed letting in a QPV" },
    formule: { fr: "échec de l'attribution en QPV → maire", en: "failed letting in QPV → mayor" },
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_REGISTRE,
    references: [{ article: "L. 441-1", passage: "échec en QPV" }],
    enonce: {
      fr: "Quand un réservataire a présenté un candidat en QPV et que l'attribution n'aboutit pas, le maire dispose du logement et désigne d'autres candidats que ceux du premier quartile de ressources.",
      en: "When a holder has presented a candidate in a QPV and the letting fails, the mayor has the dwelling and designates candidates other than those of the lowest income quartile.",
    },
    lecture: {
      fr: "L'attribution échoue quand personne n'entre par elle, refus du candidat compris, en gestion directe ou déléguée. L'absence de candidat n'en est pas un échec, sauf stipulation. Un logement identifié, hors du flux, n'est pas visé.",
      en: "A letting fails when no one moves in through it, the candidate's refusal included, under direct or delegated management. The absence of a candidate is not such a failure, unless stipulated. An identified dwelling, outside the flow, is not concerned.",
    },
    verbes: ["consigner", "proposerOrientation"],
  },
  {
    id: "R19",
    intitule: { fr: "Première mise en location", en: "First letting" },
    enonce: {
      fr: "Les droits jouent dès que le programme est loué pour la première fois ; la convention règle la concertation sur les désignations ; aucun ordre entre réservataires n'est fixé.",
      en: "Rights apply from a programme's first letting; the agreement organises the consultation on designations; no order among holders is set.",
    },
    formule: {
      fr: "dans le flux ou hors flux, par stipulation",
      en: "in the flow or outside it, by stipulation",
    },
    autorite: "conventionnel",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [
      { article: "R. 441-5", subdivision: "I, al. 7 et 9" },
      { article: "L. 441-1", passage: "réservations en flux" },
    ],
    lecture: {
      fr: "La loi attache le flux réservé à la première location comme aux suivantes ; aucun texte lu ne dit si la première entre dans le flux C de l'année.",
      en: "The law attaches the reserved flow to first and later lettings alike; no text read says whether the first enters the year's flow C.",
    },
    verbes: [
      "calculerAssiette",
      "repartirPremiereMiseEnLocation",
      "arreterConcertation",
      "consigner",
      "proposerOrientation",
      "orienterLogements",
    ],
  },
  {
    id: "R20",
    intitule: { fr: "Ce que les textes laissent ouvert", en: "What the texts leave open" },
    enonce: {
      fr: "Arrondis, report d'une année sur l'autre, régularisation de l'écart entre logements soustraits prévus et réalisés, événement qui décompte un logement et ordre d'orientation : les articles lus sont muets.",
      en: "Rounding, carry-over from year to year, adjustment of the gap between dwellings taken out as forecast and as done, the event that counts a dwelling and the order of orientation: the articles read are silent.",
    },
    formule: {
      fr: "stipulation obligatoire, ou choix de la bibliothèque signalé comme tel",
      en: "mandatory stipulation, or the library's choice stated as such",
    },
    autorite: "conventionnel",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_DECRET,
    references: [],
    verbes: [
      "rapprocherAssiettes",
      "mesurerTauxDeRotation",
      "reunirTauxDeRotation",
      "moyennerTauxDeRotation",
      "convertirEnDroitsUniques",
      "convertirStockEnFlux",
      "fixerObjectifsDeFlux",
      "repartirPremiereMiseEnLocation",
      "ouvrirRegistre",
      "proposerOrientation",
      "orienterLogements",
      "suivreObjectifs",
    ],
  },
  {
    id: "R21",
    intitule: { fr: "Comptes rendus des attributions", en: "Accounts given of lettings" },
    enonce: {
      fr: "Bailleurs et réservataires rendent publics les conditions et le bilan annuel départemental de leurs désignations. Dans les territoires à conférence intercommunale, le bailleur transmet au préfet ses attributions hors QPV arrêtées au 30 juin et au 31 décembre, dans les quinze jours. Un bilan annuel des attributions est présenté à la commission d'attribution, qui rend compte de son activité une fois par an au moins.",
      en: "Landlords and holders make public the conditions and the yearly departmental report of their designations. Where an intermunicipal conference exists, the landlord sends the prefect its lettings outside QPV as of 30 June and 31 December, within fifteen days. A yearly report on lettings is presented to the letting committee, which gives account of its activity once a year at least.",
    },
    formule: {
      fr: "dernier jour = 30 juin ou 31 décembre + 15 jours",
      en: "last day = 30 June or 31 December + 15 days",
    },
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [
      { article: "L. 441-1", passage: "publicité des désignations", depuis: "2022-02-23" },
      { article: "L. 441-1", passage: "transmission des attributions hors QPV", depuis: "2022-02-23" },
      { article: "R. 441-9", subdivision: "IV" },
    ],
    lecture: {
      fr: "La publicité des désignations n'a été lue que dans la version de L. 441-1 en vigueur depuis le 23/02/2022, qui aurait aussi créé la transmission semestrielle. Où le texte ne fixe pas de jour, aucun n'est inventé.",
      en: "The publicity of designations was read only in the version of L. 441-1 in force since 2022-02-23, reported to have also created the half-yearly duty. Where the text sets no day, none is invented.",
    },
    verbes: ["calendrierDesObligations"],
  },
]);

export function regle(id: IdDeRegle): Regle {
  const trouvee = REGLES.find((candidate) => candidate.id === id);
  if (trouvee === undefined) throw new RangeError(`règle inconnue du registre : ${id}`);
  return trouvee;
}

/** La règle telle qu'elle vaut à une date : sous le régime antérieur au flux, ce qu'elle disait alors. */
export function regleEnVigueur(id: IdDeRegle, date: string): Regle {
  const { anterieure, ...actuelle } = regle(id);
  if (anterieure === undefined || !couvre(anterieure.periode, date)) return actuelle;
  const { lecture: _, ...permanente } = actuelle;
  const { periode, ...disposition } = anterieure;
  return { ...permanente, ...disposition, periodes: [periode] };
}
