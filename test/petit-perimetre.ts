/**
 * Un périmètre dont chaque chiffre se calcule de tête : A = 22, B = 2, C = 20 ; le préfet a 6, la ville 2,5, Action Logement 2, et le
 * bailleur garde 9,5. De chaque nature qui se met en tableaux, un résultat.
 */
import {
  type AnneeDeScenario,
  calculerAssiette,
  calendrierDesObligations,
  comparer,
  consigner,
  consoliderBilans,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  croiserBilan,
  type Evenement,
  etablirBilan,
  extraireBilan,
  fixerObjectifsDeFlux,
  mesurerTauxDeRotation,
  orienterLogements,
  ouvrirRegistre,
  rapprocherAssiettes,
  repartirFlux,
  reunirSyntheses,
  simuler,
  suivreObjectifs,
  tenirCompteDeDroits,
  verifierObjectifsAttribution,
} from "gestion-en-flux";
import { registreDe2023, registreDe2024 } from "./bilans.js";
import { commune, convention, DATE, libere, PARTOUT, PERIMETRE, prefet, REGISTRE } from "./fabrique.js";
import { conventionDAls, SCENARIO, secteur } from "./simulation.js";

const EPCI = "247700057";
const MELUN = "77288";

export const assiette = calculerAssiette(
  {
    date: DATE,
    perimetre: PERIMETRE,
    secteurs: [
      { commune: MELUN, localisation: "hors-qpv", epci: EPCI, liberations: 14, soustraits: { mutations: 2 } },
      { commune: MELUN, localisation: "qpv", epci: EPCI, liberations: 8, premieresMisesEnLocation: 3 },
    ],
  },
  { premieresMisesEnLocation: "hors-flux" },
);

export const repartition = repartirFlux({
  assiette,
  conventions: [
    prefet("25", "5"),
    convention("ville", "commune", commune(MELUN), [{ taux: "12.5" }]),
    convention("als", "action-logement", PARTOUT, [
      { taux: "10", contrepartie: "participation-des-employeurs" },
    ]),
  ],
});

export const objectifs = fixerObjectifsDeFlux(repartition);

/** Un tiers des logements à la ville, à Action Logement ou à personne. */
export const etatDesLieux = consoliderEtatDesLieux(
  {
    date: DATE,
    perimetre: PERIMETRE,
    communes: [{ code: MELUN, nom: "Melun", epci: EPCI }],
    reservataires: [
      { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
      { code: "prefet", nom: "Préfet", categorie: "prefet", territoire: PARTOUT },
      { code: "ville", nom: "Melun", categorie: "commune", territoire: commune(MELUN) },
    ],
    logements: ["als", "als", "ville", "ville", "prefet", null, null].map((reservataire, rang) => ({
      numeroRpls: `990000000${rang}`,
      reservataire,
      ...(reservataire === null ? {} : { droit: "droit-de-suite" as const, dateDExpiration: "2033-12-31" }),
      typologie: "T3" as const,
      commune: MELUN,
      localisation: rang % 2 === 0 ? ("qpv" as const) : ("hors-qpv" as const),
      financement: "PLUS" as const,
    })),
  },
  {},
);

const tauxDeRotation = mesurerTauxDeRotation(
  {
    date: DATE,
    millesime: 2023,
    territoire: "bailleur",
    numerateur: { nature: "sorties", nombre: 1 },
    denominateur: { nature: "logements", nombre: 12 },
  },
  { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
);

/** Deux droits de dix ans à un douzième l'an : 5/3 de droit chacun. */
export const droitsUniques = convertirEnDroitsUniques(
  { dateDEffet: DATE, etatDesLieux, tauxDeRotation },
  { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" },
);

export const stockEnFlux = convertirStockEnFlux(
  { etatDesLieux, assiette, droitsUniques, partsFixees: { prefet: 30, nonReserves: "20.5" } },
  {
    methodeDeConversion: "ratio-du-stock",
    patrimoineDeReference: "avec-logements-identifies",
    arrondiDuTaux: { mode: "plus-proche", decimales: 2 },
  },
);

const titulaires = [
  { code: "als", nom: "Action Logement", categorie: "action-logement" as const },
  { code: "prefet", nom: "Préfet", categorie: "prefet" as const },
  { code: "ville", nom: "Melun", categorie: "commune" as const },
];

export const compteDeDroits = tenirCompteDeDroits(
  {
    ouverture: droitsUniques,
    au: "2024-12-31",
    reservataires: titulaires,
    mouvements: [
      { type: "consommation", date: "2024-03-01", mouvement: "M-1", reservataire: "als", droits: "1" },
      { type: "consommation", date: "2024-04-01", mouvement: "M-2", reservataire: "ville", droits: "2" },
    ],
  },
  {},
);

/** L'année d'après : la ville acquiert un droit, Action Logement en consomme deux et passe sous zéro. */
export const compteSuivant = tenirCompteDeDroits(
  {
    ouverture: compteDeDroits,
    au: "2025-12-31",
    reservataires: titulaires,
    mouvements: [
      { type: "consommation", date: "2025-03-01", mouvement: "M-3", reservataire: "als", droits: "2" },
      { type: "acquisition", date: "2025-04-01", mouvement: "M-4", reservataire: "ville", droits: "1" },
    ],
  },
  {},
);

const oriente = orienterLogements(ouvrirRegistre(repartition, REGISTRE), [
  libere("L-1", "2024-01-10"),
  libere("L-2", "2024-02-10"),
  libere("L-3", "2024-03-10", { soustraction: "mutations" }),
  libere("L-4", "2024-03-20", { localisation: "qpv" }),
]).registre;

const suites: Evenement[] = [
  { type: "designation", date: "2024-04-01", liberation: "L-1" },
  { type: "attribution", date: "2024-04-10", liberation: "L-1", publics: { dalo: true } },
];
export const registre = suites.reduce(consigner, oriente);

export const suivi = suivreObjectifs({ registre, au: "2024-04-30" }, { prorata: "temps" });
export const bilan = etablirBilan(registre);

export const rapprochement = rapprocherAssiettes({
  prevue: assiette,
  realisee: calculerAssiette(
    {
      date: DATE,
      perimetre: PERIMETRE,
      secteurs: [
        {
          commune: MELUN,
          localisation: "hors-qpv",
          epci: EPCI,
          liberations: 15,
          soustraits: { venteHlm: 1 },
        },
      ],
    },
    { premieresMisesEnLocation: "hors-flux" },
  ),
});

export const objectifsDAttribution = verifierObjectifsAttribution(registre, {
  territoires: [{ territoire: { type: "epci", epci: EPCI }, objectif: { fondement: "uniforme" } }],
});

export const calendrier = calendrierDesObligations({
  date: "2024-03-15",
  perimetre: PERIMETRE,
  reservataires: [{ code: "ville", nom: "Melun", categorie: "commune", territoire: commune(MELUN) }],
  conferences: [],
  accomplissements: [{ obligation: "bilan-annuel", le: "2024-02-20" }],
});

export const synthesesReunies = reunirSyntheses([etatDesLieux]);

/** Trois mises à disposition, dont deux à Action Logement, et un bail sans attribution. */
const journal: Evenement[] = [
  ...[1, 2, 3].flatMap((rang): Evenement[] => {
    const liberation = `L-${rang}`;
    const date = `2024-0${rang}-10`;
    return [
      { type: "liberation", ...libere(liberation, date, { logement: `990000000${rang}` }) },
      { type: "mise-a-disposition", date, liberation, reservataire: rang === 3 ? "prefet" : "als" },
    ];
  }),
  { type: "bail", date: "2024-03-15", liberation: "L-2" },
];
const deuxAns: AnneeDeScenario[] = [
  { annee: 2024, secteurs: [secteur(12, 2)], journal },
  { annee: 2025, secteurs: [secteur(10)] },
];

/** Dix logements par an, dont 20 % puis 10 % à Action Logement ; ou 10 % chaque année ; ou 80 %, qu'aucun flux ne peut tenir. */
export const simulation = simuler({
  nom: "ratio",
  scenario: {
    ...SCENARIO,
    annees: deuxAns,
    stipulations: { ...SCENARIO.stipulations, ouvrirRegistre: REGISTRE },
  },
  variantes: [
    { nom: "dix", changements: { conventions: [prefet(25, 5), conventionDAls("10")] } },
    { nom: "trop", changements: { conventions: [prefet(25, 5), conventionDAls("80")] } },
  ],
  sensibilite: { points: ["1"] },
  zones: [{ nom: "la ville", territoire: { type: "commune", commune: "77288" } }],
});

export const comparaison = comparer({
  une: { simulation, variante: "ratio" },
  autre: { simulation, variante: "dix" },
});

/** Les suites de 2024 sur deux registres : sept mises à disposition, dont une au maire. */
export const bilanSuivi = etablirBilan(registreDe2024(), {
  precedent: registreDe2023(),
  previsions: calculerAssiette(
    {
      date: "2025-01-01",
      perimetre: { ...PERIMETRE, annee: 2025 },
      liberations: 100,
      soustraits: { mutations: 12 },
    },
    { premieresMisesEnLocation: "hors-flux" },
  ),
});

/** « ville » est Melun pour l'un, Meaux pour l'autre. */
export const bilansConsolides = consoliderBilans({
  territoire: { type: "epci", epci: EPCI },
  reservataires: ["als", "etat", "meaux", "melun", "usine"].map((code) => ({
    code,
    nom: code === "als" ? "Action Logement" : code,
  })),
  sources: [
    { bilan: bilanSuivi, ville: "melun" },
    { bilan: etablirBilan(registreDe2024("999999998")), ville: "meaux" },
  ].map(({ bilan: lu, ville }) => ({
    bilan: lu,
    correspondances: [
      { reservataire: "als", vers: "als" },
      { reservataire: "prefet", vers: "etat" },
      { reservataire: "usine", vers: "usine" },
      { reservataire: "ville", vers: ville },
    ],
  })),
});
export const tableauDeBilan = croiserBilan(bilanSuivi, {
  lignes: "reservataire",
  colonnes: "localisation",
  compteur: "proposes",
});
export const extraitDeBilan = extraireBilan(bilanSuivi, "ville");

/** De chaque nature, dans l'ordre de la procédure. */
export const RESULTATS = [
  etatDesLieux,
  synthesesReunies,
  droitsUniques,
  stockEnFlux,
  assiette,
  rapprochement,
  repartition,
  objectifs,
  registre,
  suivi,
  bilan,
  bilanSuivi,
  tableauDeBilan,
  extraitDeBilan,
  bilansConsolides,
  objectifsDAttribution,
  compteDeDroits,
  calendrier,
  simulation,
  comparaison,
];
