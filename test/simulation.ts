import type {
  AnneeDeScenario,
  ComptesDeSecteur,
  ConventionSimulee,
  LogementDuParc,
  PartSimulee,
  Scenario,
  TauxDeRotation,
} from "gestion-en-flux";
import { mesurerTauxDeRotation, SELON_LA_CONVERSION } from "gestion-en-flux";
import { DATE, PARTOUT, prefet } from "./fabrique.js";

export const MELUN = "77288";
const LIEU = { commune: MELUN, localisation: "hors-qpv" } as const;

export const secteur = (liberations: number, mutations = 0): ComptesDeSecteur => ({
  ...LIEU,
  epci: null,
  liberations,
  soustraits: { mutations },
});

/** `nombre` logements, numérotés à partir de `premier`, réservés à `als` jusqu'à une date, ou à personne. */
export const logements = (premier: number, nombre: number, jusquAu: string | null): LogementDuParc[] =>
  Array.from({ length: nombre }, (_, rang) => ({
    ...LIEU,
    numeroRpls: String(9_900_000_000 + premier + rang),
    typologie: "T3",
    financement: "PLUS",
    ...(jusquAu === null
      ? { reservataire: null }
      : { reservataire: "als", droit: "droit-de-suite", dateDExpiration: jusquAu }),
  }));

export const ALS = {
  code: "als",
  nom: "Action Logement",
  categorie: "action-logement",
  territoire: PARTOUT,
} as const;

export const conventionDAls = (
  taux: PartSimulee["taux"],
  precisions: Partial<Pick<ConventionSimulee, "dateDEffet">> &
    Partial<Pick<PartSimulee, "localisation">> = {},
): ConventionSimulee => ({
  reservataire: ALS,
  dateDeSignature: "2023-11-01",
  dateDEffet: precisions.dateDEffet ?? DATE,
  modeDeGestion: "directe",
  parts: [
    {
      contrepartie: "participation-des-employeurs",
      taux,
      localisation: precisions.localisation ?? "libre",
    },
  ],
});

export const tauxDeRotation = (tauxPublie: string): TauxDeRotation =>
  mesurerTauxDeRotation(
    {
      date: DATE,
      millesime: 2023,
      territoire: "bailleur",
      numerateur: { nature: "sorties" },
      denominateur: { nature: "logements", nombre: null },
      tauxPublie,
    },
    { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
  );

export const annees = (...secteurs: readonly ComptesDeSecteur[]): AnneeDeScenario[] =>
  secteurs.map((un, rang) => ({ annee: 2024 + rang, secteurs: [un] }));

/** Cent logements, vingt à Action Logement dont dix jusqu'à fin 2024 ; dix libérations par an ; 30 % au préfet. */
export const SCENARIO: Scenario = {
  perimetre: { bailleur: "999999999", departement: "77" },
  inventaire: {
    communes: [{ code: MELUN, epci: null }],
    reservataires: [ALS],
    logements: [
      ...logements(0, 10, "2024-12-31"),
      ...logements(10, 10, "2033-12-31"),
      ...logements(20, 80, null),
    ],
  },
  tauxDeRotation: tauxDeRotation("8"),
  annees: annees(secteur(10), secteur(10)),
  conventions: [prefet(25, 5), conventionDAls(SELON_LA_CONVERSION)],
  stipulations: {
    convertirEnDroitsUniques: { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" },
    calculerAssiette: { premieresMisesEnLocation: "hors-flux" },
    convertirStockEnFlux: {
      methodeDeConversion: "ratio-du-stock",
      patrimoineDeReference: "avec-logements-identifies",
      arrondiDuTaux: { mode: "plus-proche", decimales: 2 },
    },
    simuler: { actualisationDesParts: "chaque-annee" },
  },
};
