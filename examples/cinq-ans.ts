/** Cinq années devant soi : trois scénarios, ce qui les sépare, et ce que chaque différence vaut en logements. */
import {
  type AnneeDeScenario,
  type Comparaison,
  type Convention,
  comparer,
  type LectureDEtatDesLieux,
  type LogementDuParc,
  RATIO_RAPPORTE_PAR_LE_MINISTERE,
  type Registre,
  type Scenario,
  SELON_LA_CONVERSION,
  type Simulation,
  simuler,
  type TauxDeRotation,
} from "gestion-en-flux";

export const SCENARIOS = {
  annualisee: "Parts selon la méthode annualisée",
  ratio: "Parts selon le ratio du stock",
  signes: "Taux des conventions signées",
} as const;

const ANNEES = [2024, 2025, 2026, 2027, 2028];

interface DonneesDesCinqAns {
  readonly lecture: LectureDEtatDesLieux;
  readonly tauxDeRotation: TauxDeRotation;
  readonly secteurs: AnneeDeScenario["secteurs"];
  readonly conventions: readonly Convention[];
  /** Ce qui s'est passé en 2024. */
  readonly registre: Registre;
  readonly stipulationsDuRegistre: Scenario["stipulations"]["ouvrirRegistre"];
}

/** Le programme livré en 2025 à Bussy-Saint-Georges : cinq logements sur vingt-quatre sont à Action Logement. */
const PROGRAMME: readonly LogementDuParc[] = Array.from({ length: 24 }, (_, rang) => ({
  numeroRpls: String(9_999_000_000 + rang),
  typologie: "T3",
  commune: "77058",
  localisation: "hors-qpv",
  financement: "PLUS",
  ...(rang < 5
    ? { reservataire: "action-logement", droit: "droit-de-suite", dateDExpiration: "2065-06-30" }
    : { reservataire: null }),
}));

export function simulerCinqAns({
  lecture,
  tauxDeRotation,
  secteurs,
  conventions,
  registre,
  stipulationsDuRegistre,
}: DonneesDesCinqAns): Simulation {
  const { communes, reservataires, logements } = lecture;
  const scenario: Scenario = {
    perimetre: { bailleur: lecture.perimetre.bailleur, departement: lecture.perimetre.departement },
    inventaire: { communes, reservataires, logements },
    tauxDeRotation,
    annees: ANNEES.map((annee) => ({
      annee,
      secteurs:
        annee === 2024 ? secteurs : secteurs.map((secteur) => ({ ...secteur, premieresMisesEnLocation: 0 })),
      ...(annee === 2024 ? { journal: registre.journal } : {}),
      ...(annee === 2025 ? { programmes: [{ programme: "Bussy-Saint-Georges", logements: PROGRAMME }] } : {}),
      ...(annee === 2025 || annee === 2026
        ? {
            operations: [
              {
                operation: "Démolition à Melun",
                categorie: "renouvellementUrbain" as const,
                commune: "77288",
                localisation: "qpv" as const,
                relogements: 5,
              },
            ],
          }
        : {}),
    })),
    conventions: conventions.map(({ parts, ...convention }) => ({
      ...convention,
      parts: parts.map((part, rang) =>
        rang === 0 && part.contrepartie !== "contingent-prefectoral"
          ? { ...part, taux: SELON_LA_CONVERSION }
          : part,
      ),
    })),
    stipulations: {
      convertirEnDroitsUniques: { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" },
      calculerAssiette: { premieresMisesEnLocation: "hors-flux" },
      convertirStockEnFlux: {
        methodeDeConversion: "annualisee",
        patrimoineDeReference: "avec-logements-identifies",
        arrondiDuTaux: { mode: "plus-proche", decimales: 2 },
      },
      simuler: { actualisationDesParts: "chaque-annee" },
      fixerObjectifsDeFlux: { reportDesRestes: "integral" },
      ouvrirRegistre: stipulationsDuRegistre,
    },
  };
  return simuler({
    nom: SCENARIOS.annualisee,
    scenario,
    variantes: [
      {
        nom: SCENARIOS.ratio,
        changements: { stipulations: { convertirStockEnFlux: RATIO_RAPPORTE_PAR_LE_MINISTERE.stipulations } },
      },
      { nom: SCENARIOS.signes, changements: { conventions } },
    ],
    sensibilite: { points: ["-1", "1"] },
    zones: [{ nom: "Melun", territoire: { type: "commune", commune: "77288" } }],
  });
}

/** De la méthode annualisée aux taux signés : une cause par convention. */
export function comparerAuxTauxSignes(simulation: Simulation): Comparaison {
  return comparer({
    une: { simulation, variante: SCENARIOS.annualisee },
    autre: { simulation, variante: SCENARIOS.signes },
  });
}
