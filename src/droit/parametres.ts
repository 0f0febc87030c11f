import type { PassageDeL4411, Reference } from "./articles.js";
import { figer } from "./figer.js";
import { DEBUT_DU_REGIME_DU_FLUX, DEBUT_DU_REGISTRE, enVigueur, type Periode } from "./periodes.js";
import { REGISTRE_RELU_LE } from "./registre.js";
import type { IdDeRegle } from "./regles.js";
import type { Texte } from "./texte.js";

/** Pourcentages en texte (« 30 » pour 30 %), durées en nombre d'unités, dates « MM-JJ » (une ou plusieurs), jours « AAAA-MM-JJ », millésimes, listes de codes. */
export type ValeurLegale = string | number | readonly string[] | null;

export interface ValeurDatee<V extends ValeurLegale = ValeurLegale> extends Periode {
  /** `null` : le texte ne fixe rien pendant la période. */
  readonly valeur: V;
  /** Ce sur quoi la valeur se mesure, quand c'est une part. */
  readonly base?: string;
  readonly references: readonly Reference[];
  /** Date de l'édition du code où la valeur a été lue ; `null` si elle ne l'a pas été dans le code. */
  readonly verifieLe: string | null;
  /** Ce qui rapporte la valeur, quand elle n'a pas été lue dans le code. */
  readonly source?: Texte;
}

export interface Parametre<V extends ValeurLegale = ValeurLegale> {
  readonly intitule: Texte;
  readonly unite: "%" | "mois" | "ans" | "jours" | "date" | "jour" | "codes" | "millésime";
  readonly regle: IdDeRegle;
  readonly periodes: readonly ValeurDatee<V>[];
}

const AVANT = { du: DEBUT_DU_REGISTRE, au: DEBUT_DU_REGIME_DU_FLUX } as const;
const DEPUIS = { du: DEBUT_DU_REGIME_DU_FLUX, au: null } as const;
const TOUJOURS = { du: DEBUT_DU_REGISTRE, au: null } as const;
/** Entre ces deux jours, les versions de L. 441-1 n'ont pas été lues. */
const PREMIERE_VERSION_NON_LUE = "2021-11-27";
const RETOUR_AUX_VERSIONS_LUES = "2022-02-23";
const RELECTURE = REGISTRE_RELU_LE;
const LISTE_DE_2024: Texte = {
  fr: "décret n° 2023-1314 du 28 décembre 2023, non lu, rapporté par une source secondaire ; France métropolitaine seulement, le calendrier des listes d'outre-mer n'ayant pas été lu",
  en: "decree no. 2023-1314 of 28 December 2023, not read, reported by a secondary source; metropolitan France only, the calendar of the overseas lists was not read",
};
const LISTE_DE_2015: Texte = {
  fr: "liste précédente, dont le texte n'a pas été lu, tenue pour en vigueur jusqu'à celle de 2024 que rapporte une source secondaire ; France métropolitaine seulement",
  en: "previous list, whose text was not read, taken as in force until that of 2024 reported by a secondary source; metropolitan France only",
};
const DECOTE: Texte = {
  fr: "code général de la propriété des personnes publiques, art. L. 3211-7, lu dans une version de 2023 ; le début de cette version n'a pas été relevé : avant elle, la valeur est supposée la même, sans avoir été lue",
  en: "general code of public property, art. L. 3211-7, read in a version of 2023; the start of that version was not noted: before it, the value is assumed the same, without having been read",
};

const L_441_1_NON_LU: Texte = {
  fr: "les versions de L. 441-1 en vigueur du 27/11/2021 au 22/02/2022 n'ont pas été lues ; celles d'avant et d'après, qui l'ont été, donnent toutes deux cette valeur",
  en: "the versions of L. 441-1 in force from 27/11/2021 to 22/02/2022 were not read; those before and after, which were, both give this value",
};
const AJOUTEE_EN_2022: Texte = {
  fr: "alinéa rapporté comme un ajout de la loi n° 2022-217, art. 78",
  en: "paragraph reported as added by law no. 2022-217, art. 78",
};
const ANCIEN_REGIME: readonly Reference[] = [{ article: "R. 441-5" }];

const SOUSTRACTIONS_DU_DECRET = [
  "mutations",
  "renouvellementUrbain",
  "coproprietesDegradees",
  "habitatIndigne",
  "venteHlm",
] as const;

/** Une valeur que L. 441-1 donne seul : lue avant et après, rapportée entre les deux. */
function seLitDansL4411<const V extends ValeurLegale>(
  valeur: Pick<ValeurDatee<V>, "valeur" | "base" | "references">,
): readonly ValeurDatee<V>[] {
  return [
    { du: DEBUT_DU_REGISTRE, au: PREMIERE_VERSION_NON_LUE, ...valeur, verifieLe: RELECTURE },
    {
      du: PREMIERE_VERSION_NON_LUE,
      au: RETOUR_AUX_VERSIONS_LUES,
      ...valeur,
      verifieLe: null,
      source: L_441_1_NON_LU,
    },
    { du: RETOUR_AUX_VERSIONS_LUES, au: null, ...valeur, verifieLe: RELECTURE },
  ];
}

/** Une valeur qu'un alinéa de L. 441-1 donne depuis sa version du 23 février 2022, et que rien ne donnait avant. */
function depuisLaVersionDe2022<const V extends ValeurLegale>(
  valeur: V,
  passage: PassageDeL4411,
): readonly ValeurDatee<V | null>[] {
  return [
    {
      du: DEBUT_DU_REGISTRE,
      au: RETOUR_AUX_VERSIONS_LUES,
      valeur: null,
      references: [],
      verifieLe: null,
      source: AJOUTEE_EN_2022,
    },
    {
      du: RETOUR_AUX_VERSIONS_LUES,
      au: null,
      valeur,
      references: [{ article: "L. 441-1", passage }],
      verifieLe: RELECTURE,
    },
  ];
}

function pourcentage(parametre: Parametre<string | null>): Parametre<string | null> {
  return parametre;
}

/** Les valeurs que fixent les textes, chacune avec ses périodes, sa source et sa date de lecture. */
export const PARAMETRES = figer({
  plafondPrefet: pourcentage({
    intitule: { fr: "Part maximale du préfet", en: "Prefect's maximum share" },
    unite: "%",
    regle: "R3",
    periodes: [
      {
        ...AVANT,
        valeur: "30",
        base: "total des logements",
        references: ANCIEN_REGIME,
        verifieLe: RELECTURE,
      },
      {
        ...DEPUIS,
        valeur: "30",
        base: "flux annuel total",
        references: [{ article: "R. 441-5-2", subdivision: "I, al. 1" }],
        verifieLe: RELECTURE,
      },
    ],
  }),
  plafondAgentsDeLEtat: pourcentage({
    intitule: { fr: "Part maximale des agents de l'État", en: "Maximum share for State agents" },
    unite: "%",
    regle: "R4",
    periodes: [
      {
        ...AVANT,
        valeur: "5",
        base: "total des logements",
        references: ANCIEN_REGIME,
        verifieLe: RELECTURE,
      },
      {
        ...DEPUIS,
        valeur: "5",
        base: "flux annuel total",
        references: [{ article: "R. 441-5-2", subdivision: "I, al. 1" }],
        verifieLe: RELECTURE,
      },
    ],
  }),
  plancherPrefetHorsQpv: pourcentage({
    intitule: { fr: "Part minimale du préfet hors QPV", en: "Prefect's minimum share outside QPV" },
    unite: "%",
    regle: "R5b",
    periodes: [
      { ...AVANT, valeur: null, references: [], verifieLe: RELECTURE },
      {
        ...DEPUIS,
        valeur: "30",
        base: "flux annuel hors QPV",
        references: [{ article: "R. 441-5-2", subdivision: "II, al. 2" }],
        verifieLe: RELECTURE,
      },
    ],
  }),
  plafondGaranties: pourcentage({
    intitule: {
      fr: "Part maximale des garanties d'emprunt",
      en: "Maximum share for loan guarantees",
    },
    unite: "%",
    regle: "R7",
    periodes: [
      {
        ...AVANT,
        valeur: "20",
        base: "logements de chaque programme, toutes collectivités",
        references: ANCIEN_REGIME,
        verifieLe: RELECTURE,
      },
      {
        ...DEPUIS,
        valeur: "20",
        base: "flux annuel sur leur territoire, bloc communal",
        references: [{ article: "R. 441-5-3", subdivision: "al. 2" }],
        verifieLe: RELECTURE,
      },
    ],
  }),
  plafondDeLaDecote: pourcentage({
    intitule: {
      fr: "Part maximale de l'administration qui cède un terrain avec décote",
      en: "Maximum share of the administration that sells land at a discount",
    },
    unite: "%",
    regle: "R8",
    periodes: [
      {
        ...TOUJOURS,
        valeur: "10",
        base: "logements sociaux du programme",
        references: [],
        verifieLe: null,
        source: DECOTE,
      },
    ],
  }),
  dureeMaximaleDeDerogation: {
    intitule: {
      fr: "Durée maximale d'une dérogation aux plafonds du préfet",
      en: "Longest derogation from the prefect's caps",
    },
    unite: "ans",
    regle: "R6",
    periodes: [
      { ...AVANT, valeur: null, references: ANCIEN_REGIME, verifieLe: RELECTURE },
      {
        ...DEPUIS,
        valeur: 1,
        references: [{ article: "R. 441-5-2", subdivision: "I, al. 2" }],
        verifieLe: RELECTURE,
      },
    ],
  },
  delaiDeMiseEnDemeure: {
    intitule: {
      fr: "Mise en demeure avant résiliation par le préfet, durée minimale",
      en: "Formal notice before termination by the prefect, shortest period",
    },
    unite: "mois",
    regle: "R9",
    periodes: [
      { ...AVANT, valeur: null, references: [], verifieLe: RELECTURE },
      {
        ...DEPUIS,
        valeur: 2,
        references: [{ article: "R. 441-5-2", subdivision: "IV" }],
        verifieLe: RELECTURE,
      },
    ],
  },
  echeanceDeMiseEnConformite: {
    intitule: {
      fr: "Échéance de mise en conformité des conventions portant sur du stock",
      en: "Deadline for bringing stock-based agreements into compliance",
    },
    unite: "jour",
    regle: "R13",
    periodes: [
      {
        du: DEBUT_DU_REGISTRE,
        au: "2022-02-23",
        valeur: "2021-11-24",
        references: [],
        verifieLe: null,
        source: {
          fr: "loi n° 2018-1021, art. 114 : trois ans ; échéance rapportée par l'administration",
          en: "law no. 2018-1021, art. 114: three years; deadline reported by the administration",
        },
      },
      {
        du: "2022-02-23",
        au: null,
        valeur: "2023-11-24",
        references: [],
        verifieLe: null,
        source: {
          fr: "loi n° 2022-217, art. 78 : report rapporté par le ministère ; une direction régionale écrit 23/11/2023",
          en: "law no. 2022-217, art. 78: extension reported by the ministry; a regional office writes 23/11/2023",
        },
      },
    ],
  },
  categoriesDeSoustraction: {
    intitule: { fr: "Catégories de logements soustraits du flux", en: "Categories taken out of the flow" },
    unite: "codes",
    regle: "R2",
    periodes: [
      { ...AVANT, valeur: [], references: [], verifieLe: RELECTURE },
      {
        du: "2020-02-22",
        au: "2022-02-23",
        valeur: SOUSTRACTIONS_DU_DECRET,
        references: [{ article: "R. 441-5", subdivision: "I, al. 5" }],
        verifieLe: RELECTURE,
      },
      {
        du: "2022-02-23",
        au: null,
        valeur: [...SOUSTRACTIONS_DU_DECRET, "attributionsDuPrefet"],
        references: [
          { article: "R. 441-5", subdivision: "I, al. 5" },
          { article: "L. 441-1", passage: "attributions d'office du préfet hors QPV" },
        ],
        verifieLe: RELECTURE,
      },
    ],
  },
  reservatairesDeLogementsIdentifies: {
    intitule: {
      fr: "Réservataires dont les logements restent identifiés, hors du flux",
      en: "Holders whose dwellings stay identified, outside the flow",
    },
    unite: "codes",
    regle: "R1",
    periodes: [
      {
        ...AVANT,
        valeur: ["defense", "securite-interieure"],
        references: [{ article: "L. 441-1", passage: "réservations en flux" }],
        verifieLe: RELECTURE,
      },
      {
        du: "2020-02-22",
        au: PREMIERE_VERSION_NON_LUE,
        valeur: ["defense", "securite-interieure"],
        references: [
          { article: "L. 441-1", passage: "réservations en flux" },
          { article: "R. 441-5", subdivision: "I, al. 4" },
        ],
        verifieLe: RELECTURE,
      },
      {
        du: PREMIERE_VERSION_NON_LUE,
        au: RETOUR_AUX_VERSIONS_LUES,
        valeur: ["defense", "securite-interieure"],
        references: [{ article: "R. 441-5", subdivision: "I, al. 4" }],
        verifieLe: RELECTURE,
      },
      {
        du: "2022-02-23",
        au: null,
        valeur: ["defense", "etablissement-public-de-sante", "securite-interieure"],
        references: [
          { article: "L. 441-1", passage: "réservations en flux" },
          { article: "R. 441-5", subdivision: "I, al. 4" },
        ],
        verifieLe: RELECTURE,
      },
    ],
  },
  prorogationDeLaGarantie: {
    intitule: {
      fr: "Prorogation des droits attachés à une garantie",
      en: "Extension of rights attached to a guarantee",
    },
    unite: "ans",
    regle: "R15",
    periodes: [{ ...TOUJOURS, valeur: 5, references: [{ article: "R. 441-6" }], verifieLe: RELECTURE }],
  },
  quartPrioritaire: {
    intitule: {
      fr: "Part minimale des attributions aux ménages prioritaires",
      en: "Minimum share of lettings to priority households",
    },
    unite: "%",
    regle: "R11",
    periodes: seLitDansL4411({
      valeur: "25",
      base: "attributions annuelles du réservataire",
      references: [
        { article: "L. 441-1", passage: "réservations en flux" },
        { article: "L. 441-1", passage: "quart des attributions non réservées" },
        { article: "L. 313-26-2" },
      ],
    }),
  },
  premierQuartileHorsQpv: {
    intitule: {
      fr: "Part minimale des baux signés hors QPV au premier quartile ou aux relogements du renouvellement urbain et des copropriétés dégradées",
      en: "Minimum share of leases outside QPV for the lowest income quartile, or for rehousing from urban renewal and run-down condominiums",
    },
    unite: "%",
    regle: "R12",
    periodes: seLitDansL4411({
      valeur: "25",
      base: "attributions annuelles hors QPV suivies de baux signés",
      references: [{ article: "L. 441-1", passage: "mixité hors et en QPV" }],
    }),
  },
  autresPublicsEnQpv: {
    intitule: {
      fr: "Part minimale des attributions en QPV hors premier quartile",
      en: "Minimum share of lettings in QPV outside the lowest income quartile",
    },
    unite: "%",
    regle: "R12",
    periodes: seLitDansL4411({
      valeur: "50",
      base: "attributions annuelles en QPV",
      references: [{ article: "L. 441-1", passage: "mixité hors et en QPV" }],
    }),
  },
  fenetreDInjonction: {
    intitule: {
      fr: "Derniers mois où l'objectif hors QPV manqué fonde l'injonction du préfet",
      en: "Last months in which missing the target outside QPV grounds the prefect's injunction",
    },
    unite: "mois",
    regle: "R12",
    periodes: depuisLaVersionDe2022(6, "attributions d'office du préfet hors QPV"),
  },
  fenetreDeFinDInjonction: {
    intitule: {
      fr: "Mois précédents où l'objectif hors QPV, atteint, met fin à l'injonction du préfet",
      en: "Previous months in which reaching the target outside QPV ends the prefect's injunction",
    },
    unite: "mois",
    regle: "R12",
    periodes: depuisLaVersionDe2022(12, "attributions d'office du préfet hors QPV"),
  },
  delaiDePropositionEnZoneTendue: {
    intitule: { fr: "Délai de proposition en zone tendue", en: "Time to propose in tight zones" },
    unite: "mois",
    regle: "R17",
    periodes: seLitDansL4411({
      valeur: 1,
      references: [{ article: "L. 441-1", passage: "délai d'un mois" }],
    }),
  },
  dernierJourDuBilan: {
    intitule: {
      fr: "Dernier jour pour transmettre le bilan annuel",
      en: "Last day to send the annual report",
    },
    unite: "date",
    regle: "R10",
    periodes: [
      { ...AVANT, valeur: null, references: [], verifieLe: RELECTURE },
      {
        ...DEPUIS,
        valeur: "02-27",
        references: [{ article: "R. 441-5-1", subdivision: "al. 1" }],
        verifieLe: "2024-11-21",
      },
    ],
  },
  dernierJourDeLaConference: {
    intitule: {
      fr: "Dernier jour pour soumettre le bilan à la conférence",
      en: "Last day to submit the report to the conference",
    },
    unite: "date",
    regle: "R10",
    periodes: [
      { ...AVANT, valeur: null, references: [], verifieLe: RELECTURE },
      {
        ...DEPUIS,
        valeur: "03-30",
        references: [{ article: "R. 441-5-1", subdivision: "al. 2" }],
        verifieLe: "2024-11-21",
      },
    ],
  },
  dernierJourDeLInformation: {
    intitule: {
      fr: "Dernier jour pour dire aux réservataires les logements soustraits prévus et les relogements réalisés",
      en: "Last day to tell the holders of the dwellings to be taken out and of the rehousing done",
    },
    unite: "date",
    regle: "R10",
    periodes: [
      { ...AVANT, valeur: null, references: [], verifieLe: RELECTURE },
      {
        ...DEPUIS,
        valeur: "02-27",
        references: [{ article: "R. 441-5", subdivision: "I, al. 5" }],
        verifieLe: RELECTURE,
      },
    ],
  },
  arretesDesDonneesHorsQpv: {
    intitule: {
      fr: "Jours où s'arrêtent les données des attributions hors QPV",
      en: "Days on which the data on lettings outside QPV close",
    },
    unite: "date",
    regle: "R21",
    periodes: depuisLaVersionDe2022(["06-30", "12-31"], "transmission des attributions hors QPV"),
  },
  delaiDesDonneesHorsQpv: {
    intitule: {
      fr: "Temps pour transmettre les attributions hors QPV",
      en: "Time to send the data on lettings outside QPV",
    },
    unite: "jours",
    regle: "R21",
    periodes: depuisLaVersionDe2022(15, "transmission des attributions hors QPV"),
  },
  millesimeQpv: {
    intitule: {
      fr: "Millésime de la liste des QPV, en France métropolitaine",
      en: "Vintage of the list of QPV, in metropolitan France",
    },
    unite: "millésime",
    regle: "R5b",
    periodes: [
      {
        du: DEBUT_DU_REGISTRE,
        au: "2024-01-01",
        valeur: "2015",
        references: [],
        verifieLe: null,
        source: LISTE_DE_2015,
      },
      { du: "2024-01-01", au: null, valeur: "2024", references: [], verifieLe: null, source: LISTE_DE_2024 },
    ],
  },
} as const satisfies Record<string, Parametre>);

export type NomDeParametre = keyof typeof PARAMETRES;

type ValeurDe<N extends NomDeParametre> = (typeof PARAMETRES)[N]["periodes"][number]["valeur"];

/** La valeur d'un paramètre à une date que le registre couvre. */
export function valeurLegale<N extends NomDeParametre>(nom: N, date: string): ValeurDe<N> {
  const periodes: readonly ValeurDatee[] = PARAMETRES[nom].periodes;
  const valeur = enVigueur(periodes, date);
  if (valeur === undefined) throw new RangeError(`aucune valeur de ${nom} au ${date}`);
  return valeur.valeur as ValeurDe<N>;
}

/** Les renvois sur lesquels repose une valeur à une date que le registre couvre. */
export function fondementDe(nom: NomDeParametre, date: string): readonly Reference[] {
  const periodes: readonly ValeurDatee[] = PARAMETRES[nom].periodes;
  return enVigueur(periodes, date)?.references ?? [];
}

/** Vrai si la loi garde hors du flux, à une date, les logements identifiés d'un réservataire de cette catégorie. */
export function gardeDesLogementsIdentifies(categorie: string, date: string): boolean {
  const categories: readonly string[] = valeurLegale("reservatairesDeLogementsIdentifies", date);
  return categories.includes(categorie);
}
