import type { Reference } from "./articles.js";
import type { Periode } from "./periodes.js";
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
  | "R20";

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

export interface Regle {
  readonly id: IdDeRegle;
  readonly intitule: Texte;
  readonly enonce: Texte;
  readonly formule: string;
  readonly autorite: Autorite;
  readonly confiance: readonly Confiance[];
  readonly periodes: readonly Periode[];
  readonly references: readonly Reference[];
  /** La lecture retenue quand le texte en admet plusieurs, et pourquoi. */
  readonly lecture?: Texte;
  /** Verbes de la bibliothèque qui appliquent la règle ; vide tant qu'aucun ne le fait. */
  readonly verbes: readonly string[];
}

const DEPUIS_LE_DECRET: readonly Periode[] = [{ du: "2020-02-22", au: null }];
const DEPUIS_LE_REGISTRE: readonly Periode[] = [{ du: "2019-09-01", au: null }];

/** Les règles que la bibliothèque connaît, dans l'ordre de la procédure. */
export const REGLES: readonly Regle[] = [
  {
    id: "R1",
    intitule: { fr: "Flux annuel net", en: "Net yearly flow" },
    enonce: {
      fr: "Le flux annuel réunit les logements libérés du parc soumis, moins ceux que la loi en soustrait pour l'année.",
      en: "The yearly flow is the dwellings vacated in the stock concerned, less those the law takes out for the year.",
    },
    formule: "C = A − B",
    autorite: "imperatif",
    confiance: ["texte-officiel", "doctrine"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5", subdivision: "I, al. 5" }],
    lecture: {
      fr: "Les parts se calculent sur le flux net C : l'article définit le flux après soustractions, et le ministère répartit C entre les réservataires.",
      en: "Shares are taken on the net flow C: the article defines the flow after the dwellings taken out, and the ministry shares C among the holders.",
    },
    verbes: ["calculerAssiette"],
  },
  {
    id: "R2",
    intitule: { fr: "Logements soustraits du flux", en: "Dwellings taken out of the flow" },
    enonce: {
      fr: "La liste des soustractions est limitative : mutations internes au bailleur, relogements du renouvellement urbain, des copropriétés dégradées, de l'habitat indigne et des ventes HLM, attributions d'office du préfet hors QPV.",
      en: "The list is closed: the landlord's internal transfers, rehousing for urban renewal, run-down condominiums, unfit housing and sales, and the prefect's own lettings outside QPV.",
    },
    formule: "B = somme des logements soustraits, par catégorie",
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_DECRET,
    references: [
      { article: "R. 441-5", subdivision: "I, al. 5" },
      { article: "L. 441-1", passage: "attributions d'office du préfet hors QPV" },
    ],
    lecture: {
      fr: "Le texte vise les mutations au sein du parc du bailleur : une mutation venue d'un autre bailleur n'est pas soustraite. Toute requalification de copropriété dégradée compte, d'intérêt national ou non.",
      en: "The text covers transfers within the landlord's own stock: a transfer from another landlord is not taken out. Every condominium requalification counts, of national interest or not.",
    },
    verbes: ["calculerAssiette", "consigner"],
  },
  {
    id: "R3",
    intitule: { fr: "Plafond de la part du préfet", en: "Cap on the prefect's share" },
    enonce: {
      fr: "La part réservée par le préfet ne dépasse pas 30 % du flux annuel total du bailleur, agents de l'État compris.",
      en: "The prefect's share is at most 30% of the landlord's total yearly flow, State agents included.",
    },
    formule: "part du préfet ≤ plafond × C",
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-2", subdivision: "I, al. 1" }],
    verbes: ["repartirFlux", "fixerObjectifsDeFlux"],
  },
  {
    id: "R4",
    intitule: { fr: "Plafond des agents de l'État", en: "Cap for State agents" },
    enonce: {
      fr: "Dans la part du préfet, les agents civils et militaires de l'État reçoivent 5 % au plus du flux annuel total.",
      en: "Within the prefect's share, State civilian and military agents get at most 5% of the total yearly flow.",
    },
    formule: "part des agents ≤ plafond × C",
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-2", subdivision: "I, al. 1" }],
    lecture: {
      fr: "Les 5 % se mesurent sur le flux total, comme les 30 % dont ils font partie : ce n'est pas 5 % de la part du préfet.",
      en: "The 5% is measured on the total flow, like the 30% it belongs to: it is not 5% of the prefect's share.",
    },
    verbes: ["repartirFlux", "fixerObjectifsDeFlux"],
  },
  {
    id: "R5a",
    intitule: {
      fr: "Même taux du préfet dans chaque commune",
      en: "Same prefect rate in every municipality",
    },
    enonce: {
      fr: "Sauf stipulation contraire, la part du préfet s'applique uniformément dans chaque commune où le bailleur a des logements.",
      en: "Unless stipulated otherwise, the prefect's share applies uniformly in every municipality where the landlord has dwellings.",
    },
    formule: "part du préfet dans la commune ÷ flux de la commune = taux du préfet",
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
      fr: "Sauf stipulation contraire, la part du préfet dans le flux situé hors QPV n'est pas inférieure à 30 %.",
      en: "Unless stipulated otherwise, the prefect's share of the flow outside QPV is not below 30%.",
    },
    formule: "part du préfet hors QPV ÷ flux hors QPV ≥ plancher",
    autorite: "suppletif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-2", subdivision: "II, al. 2" }],
    lecture: {
      fr: "Lecture A : 30 % du flux hors QPV revient au préfet. L'autre lecture (30 % des logements du préfet sont hors QPV) est écartée : à l'alinéa précédent les mêmes mots désignent le taux du préfet, et la règle sert la mixité.",
      en: "Reading A: 30% of the flow outside QPV goes to the prefect. The other reading (30% of the prefect's dwellings lie outside QPV) is set aside: the same words mean the prefect's rate one paragraph earlier, and the rule serves social mix.",
    },
    verbes: ["repartirFlux", "fixerObjectifsDeFlux"],
  },
  {
    id: "R6",
    intitule: { fr: "Dérogation aux plafonds du préfet", en: "Derogation from the prefect's caps" },
    enonce: {
      fr: "Un arrêté du préfet peut, à titre exceptionnel et pour un an au plus, déroger aux plafonds pour loger des personnels de sécurité publique ou répondre à un besoin économique.",
      en: "By exception and for one year at most, an order of the prefect may depart from the caps for public-security staff or economic needs.",
    },
    formule: "durée de la dérogation ≤ un an",
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-2", subdivision: "I, al. 2" }],
    verbes: [],
  },
  {
    id: "R7",
    intitule: { fr: "Plafond des garanties d'emprunt", en: "Cap on loan guarantees" },
    enonce: {
      fr: "Au titre des garanties d'emprunt, communes, EPCI, EPT, métropole de Lyon et Ville de Paris ne dépassent pas ensemble 20 % du flux annuel sur leur territoire.",
      en: "For loan guarantees, municipalities and their groupings together hold at most 20% of the yearly flow on their territory.",
    },
    formule: "somme des parts en garantie sur le territoire ≤ plafond × flux du territoire",
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-3", subdivision: "al. 2" }],
    lecture: {
      fr: "Un plafond, pas un droit de base. Tous les garants du bloc communal s'additionnent ; départements et régions, absents de la liste, n'y entrent pas. Le contrôle se fait commune par commune et sur le territoire de l'EPCI.",
      en: "A cap, not a basic entitlement. All guarantors of the municipal level add up; départements and regions, absent from the list, do not count. It is checked per municipality and on the EPCI's territory.",
    },
    verbes: ["repartirFlux"],
  },
  {
    id: "R8",
    intitule: { fr: "Supplément pour terrain ou financement", en: "Addition for land or funding" },
    enonce: {
      fr: "L'État, les collectivités et leurs groupements peuvent obtenir des réservations supplémentaires contre un terrain ou un financement ; le texte ne fixe pas de plafond.",
      en: "The State, local authorities and their groupings may obtain additional reservations in return for land or funding; the text sets no cap.",
    },
    formule: "s'ajoute à la part en garantie, hors plafond",
    autorite: "conventionnel",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-4" }],
    verbes: ["repartirFlux"],
  },
  {
    id: "R9",
    intitule: {
      fr: "Une convention par bailleur, réservataire et département",
      en: "One agreement per landlord, holder and département",
    },
    enonce: {
      fr: "Une seule convention lie un bailleur et un réservataire dans un département ; celle d'une commune ou d'un groupement porte sur son territoire.",
      en: "A single agreement binds a landlord and a holder in a département; that of a municipality or grouping covers its territory.",
    },
    formule: "périmètre = bailleur × département × année",
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_DECRET,
    references: [
      { article: "R. 441-5", subdivision: "I, al. 3" },
      { article: "R. 441-5-3", subdivision: "al. 1" },
    ],
    verbes: ["repartirFlux"],
  },
  {
    id: "R10",
    intitule: { fr: "Bilan annuel", en: "Annual report" },
    enonce: {
      fr: "Avant le 28 février, le bailleur rend compte à tous les réservataires des logements proposés et attribués l'année précédente ; la conférence intercommunale l'examine avant le 31 mars.",
      en: "Before 28 February the landlord reports to all holders the dwellings proposed and let the year before; the intermunicipal conference examines it before 31 March.",
    },
    formule:
      "logements proposés et attribués, par réservataire, typologie, financement, hors et en QPV, commune et période de construction",
    autorite: "imperatif",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5-1" }, { article: "R. 441-5", subdivision: "I, al. 5" }],
    lecture: {
      fr: "Un logement « proposé » est un logement mis à la disposition du réservataire ; la désignation des candidats vient ensuite.",
      en: "A dwelling is « proposed » when it is placed at the holder's disposal; the designation of candidates comes later.",
    },
    verbes: ["etablirBilan"],
  },
  {
    id: "R11",
    intitule: {
      fr: "Quart des attributions aux ménages prioritaires",
      en: "A quarter of lettings to priority households",
    },
    enonce: {
      fr: "Collectivités, Action Logement et bailleur (logements non réservés ou à candidat échoué) destinent chacun un quart au moins de leurs attributions annuelles aux ménages DALO, à défaut prioritaires.",
      en: "Local authorities, Action Logement and the landlord each devote at least a quarter of their yearly lettings to DALO households, failing that to priority ones.",
    },
    formule: "attributions prioritaires ≥ ¼ des attributions de l'année",
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_REGISTRE,
    references: [
      { article: "L. 441-1", passage: "réservations en flux" },
      { article: "L. 441-1", passage: "quart du parc non réservé" },
      { article: "L. 313-26-2" },
    ],
    verbes: [],
  },
  {
    id: "R12",
    intitule: { fr: "Mixité hors et en QPV", en: "Social mix outside and inside QPV" },
    enonce: {
      fr: "Dans les territoires à conférence intercommunale, un quart au moins des baux signés hors QPV va au premier quartile ou à des relogements, et la moitié au moins des attributions en QPV à d'autres que le premier quartile.",
      en: "In territories with an intermunicipal conference, at least a quarter of leases outside QPV go to the first quartile or to rehousing, and at least half of lettings in QPV to others.",
    },
    formule: "baux signés hors QPV au premier quartile ou relogés ≥ ¼",
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_REGISTRE,
    references: [{ article: "L. 441-1", passage: "mixité hors et en QPV" }],
    verbes: [],
  },
  {
    id: "R13",
    intitule: { fr: "Ratio du stock", en: "Stock ratio" },
    enonce: {
      fr: "En principe, le flux des réservataires autres que l'État et les garants se calcule en rapportant leurs logements réservés en stock au patrimoine du bailleur.",
      en: "In principle, the flow of holders other than the State and guarantors is their dwellings reserved in stock over the landlord's stock.",
    },
    formule: "taux = R ÷ P",
    autorite: "suppletif",
    confiance: ["doctrine"],
    periodes: DEPUIS_LE_DECRET,
    references: [],
    lecture: {
      fr: "Règle rapportée par le ministère ; le texte transitoire du décret n'a pas été lu. Pour une collectivité, le ratio est rapporté au patrimoine situé sur son territoire.",
      en: "Reported by the ministry; the decree's transitional text was not read. For a local authority, the ratio is taken on the stock of its territory.",
    },
    verbes: ["convertirStockEnFlux"],
  },
  {
    id: "R14",
    intitule: { fr: "Conversion en droits uniques", en: "Conversion into single-use rights" },
    enonce: {
      fr: "Un droit de suite vaut autant de droits uniques que de locataires attendus jusqu'à son terme : durée restante multipliée par le taux de rotation, plus les droits uniques non honorés.",
      en: "A lasting right is worth as many single-use rights as tenants expected until its term: remaining duration times turnover rate, plus unhonoured single-use rights.",
    },
    formule: "DU = U + Σ durée restante × taux de rotation",
    autorite: "conventionnel",
    confiance: ["doctrine"],
    periodes: DEPUIS_LE_DECRET,
    references: [],
    lecture: {
      fr: "Méthode présentée en Île-de-France le 12 janvier 2023 ; la mesure de la durée et le périmètre du taux y restent ouverts.",
      en: "Method presented in Île-de-France on 12 January 2023; it leaves open how duration is measured and on which perimeter the rate is taken.",
    },
    verbes: ["mesurerTauxDeRotation", "convertirEnDroitsUniques"],
  },
  {
    id: "R15",
    intitule: { fr: "Prorogation de la garantie", en: "Extension after a guarantee" },
    enonce: {
      fr: "Les droits attachés à une garantie d'emprunt durent cinq ans après le versement qui solde l'emprunt.",
      en: "Rights attached to a loan guarantee last five years after the payment that clears the loan.",
    },
    formule: "fin des droits = dernier versement + 5 ans",
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_REGISTRE,
    references: [{ article: "R. 441-6" }, { article: "L. 441-1", passage: "réservations du bloc communal" }],
    verbes: [],
  },
  {
    id: "R16",
    intitule: { fr: "Cent pour cent du flux", en: "One hundred per cent of the flow" },
    enonce: {
      fr: "Dans chaque secteur, les parts des réservataires et les logements non réservés du bailleur font exactement 100 % du flux.",
      en: "In every sector, the holders' shares and the landlord's unreserved dwellings make exactly 100% of the flow.",
    },
    formule: "Σ parts + non réservés = 100 % de C",
    autorite: "choix",
    confiance: ["doctrine", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [],
    lecture: {
      fr: "Identité comptable, présentée ainsi par les services de l'État ; aucun article ne l'énonce.",
      en: "An accounting identity, presented as such by State services; no article states it.",
    },
    verbes: ["repartirFlux", "fixerObjectifsDeFlux"],
  },
  {
    id: "R17",
    intitule: { fr: "Délai de proposition en zone tendue", en: "Time to propose candidates in tight zones" },
    enonce: {
      fr: "En zone tendue, le réservataire propose ses candidats dans le mois qui suit l'information sur la vacance ; la règle est d'ordre public.",
      en: "In tight zones the holder proposes candidates within one month of being told of the vacancy; no agreement may set this aside.",
    },
    formule: "proposition ≤ information + 1 mois",
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_REGISTRE,
    references: [{ article: "L. 441-1", passage: "délai d'un mois" }],
    verbes: [],
  },
  {
    id: "R18",
    intitule: { fr: "Échec d'un candidat en QPV", en: "Failed candidate in a QPV" },
    enonce: {
      fr: "En QPV, quand l'attribution à un candidat présenté par le réservataire a échoué, le logement est mis à la disposition du maire.",
      en: "In a QPV, when the letting to a candidate presented by the holder has failed, the dwelling is placed at the mayor's disposal.",
    },
    formule: "échec de l'attribution en QPV → maire",
    autorite: "imperatif",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_REGISTRE,
    references: [{ article: "L. 441-1", passage: "échec en QPV" }],
    verbes: [],
  },
  {
    id: "R19",
    intitule: { fr: "Première mise en location", en: "First letting" },
    enonce: {
      fr: "Les réservations s'exercent dès la première mise en location, après une concertation que la convention règle ; aucun ordre entre réservataires n'est fixé.",
      en: "Reservations apply from the first letting, after a concertation the agreement organises; no order among holders is set.",
    },
    formule: "dans le flux ou hors flux, par stipulation",
    autorite: "conventionnel",
    confiance: ["texte-officiel", "lecture"],
    periodes: DEPUIS_LE_DECRET,
    references: [{ article: "R. 441-5", subdivision: "I, al. 7 et 9" }],
    verbes: ["calculerAssiette"],
  },
  {
    id: "R20",
    intitule: { fr: "Ce que les textes laissent ouvert", en: "What the texts leave open" },
    enonce: {
      fr: "Arrondis, report d'une année sur l'autre, événement qui décompte un logement et ordre d'orientation : les textes sont muets.",
      en: "Rounding, carry-over from year to year, the event that counts a dwelling and the order of orientation: the texts are silent.",
    },
    formule: "stipulation obligatoire, ou choix de la bibliothèque signalé comme tel",
    autorite: "conventionnel",
    confiance: ["texte-officiel"],
    periodes: DEPUIS_LE_DECRET,
    references: [],
    verbes: ["fixerObjectifsDeFlux", "ouvrirRegistre", "proposerOrientation", "orienterLogements"],
  },
];

export function regle(id: IdDeRegle): Regle {
  const trouvee = REGLES.find((candidate) => candidate.id === id);
  if (trouvee === undefined) throw new RangeError(`règle inconnue du registre : ${id}`);
  return trouvee;
}
