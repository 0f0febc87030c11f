/**
 * Ce que `tsc` vérifie : une entrée figée jusqu'au fond se donne à chaque verbe, un champ facultatif peut être indéfini,
 * et deux façons de donner une entrée ne se mêlent pas.
 */
import {
  type ActeCommun,
  type ChoixManquant,
  type Convention,
  type ConventionLue,
  type ConventionMultipartite,
  calculerAssiette,
  calendrierDesObligations,
  ciblesDe,
  citer,
  comparer,
  comparerEtatsDesLieux,
  consigner,
  consignerJournal,
  consoliderBilans,
  consoliderEtatDesLieux,
  controlerGarantiesEnsemble,
  controlerReservationsEnStock,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  croiserBilan,
  type Delegation,
  type DerogationDonnee,
  type DossierAExaminer,
  determinerStatuts,
  type EntreeAssiette,
  type EntreeTauxDeRotation,
  etablirBilan,
  examinerDossier,
  expliquer,
  extraireBilan,
  extraireEtatDesLieux,
  fixerObjectifsDeFlux,
  informationPrealable,
  lireEtatDesLieux,
  mesurerTauxDeRotation,
  moyennerTauxDeRotation,
  type NomDeStipulation,
  orienterLogements,
  ouvrirRegistre,
  PASSAGE_DES_FINANCEMENTS_PROPOSE,
  type PartieDActe,
  parametresEnVigueur,
  proposerOrientation,
  type Reduction,
  rapprocherAssiettes,
  repartirFlux,
  reunirSyntheses,
  reunirTauxDeRotation,
  type Scenario,
  simuler,
  type Territorialisation,
  tableauDeSynthese,
  verifierConvention,
  verifierObjectifsAttribution,
} from "gestion-en-flux";

const DATE = "2024-01-01";
const PERIMETRE = { bailleur: "999999999", departement: "77", annee: 2024 } as const;
const MELUN = { type: "commune", commune: "77288" } as const;

const delegation = { delegataire: "mairie annexe", territoire: MELUN } as const satisfies Delegation;
const territorialisation = {
  territoire: { type: "communes", communes: ["77288", "77305"] },
  motif: "étudiants",
} as const satisfies Territorialisation;
const partie = {
  reservataire: { code: "melun", nom: "Melun", categorie: "commune", territoire: MELUN },
  modeDeGestion: "directe",
  parts: [
    {
      contrepartie: "garantie-d-emprunt",
      contingent: undefined,
      taux: "15",
      localisation: "uniforme",
      delegations: [delegation],
    },
    { contrepartie: "financement", taux: 2.5, localisation: "libre", territorialisation },
  ],
  resiliation: undefined,
} as const satisfies PartieDActe;
const convention = {
  ...partie,
  dateDeSignature: "2023-11-01",
  dateDEffet: DATE,
  arrete: undefined,
} as const satisfies Convention;
const acte = {
  reference: "acte fictif n° 1",
  dateDeSignature: "2023-11-01",
  dateDEffet: DATE,
  parties: [partie],
} as const satisfies ConventionMultipartite;
const derogation = {
  arrete: "arrêté fictif n° 1",
  motif: "securite-publique",
  du: DATE,
  au: "2024-06-30",
  plafondPrefet: 40,
  plafondAgents: undefined,
} as const satisfies DerogationDonnee;
const reduction = {
  regle: "au-prorata",
  cedants: [{ reservataire: "melun", contrepartie: "garantie-d-emprunt", contingent: undefined }],
} as const satisfies Reduction;
const reservataires = [convention.reservataire] as const;

const secteur = { commune: "77288", localisation: "qpv", epci: null, liberations: 3 } as const;
const comptes = {
  date: DATE,
  perimetre: undefined,
  liberations: 10,
  premieresMisesEnLocation: undefined,
  soustraits: { mutations: 1, venteHlm: undefined },
} as const satisfies EntreeAssiette;
const parSecteur = {
  date: DATE,
  perimetre: PERIMETRE,
  secteurs: [{ ...secteur, soustraits: undefined }],
} as const satisfies EntreeAssiette;
const parLogement = {
  date: DATE,
  perimetre: PERIMETRE,
  logements: [
    {
      liberation: "L-1",
      logement: undefined,
      commune: "77288",
      localisation: "qpv",
      epci: null,
      codeQpv: undefined,
      premiereMiseEnLocation: false,
      statut: "dans-le-flux",
      soustractions: ["mutations"],
    },
  ],
  secteursSansLiberation: undefined,
  statuts: undefined,
} as const satisfies EntreeAssiette;

const inventaire = {
  date: DATE,
  perimetre: PERIMETRE,
  communes: [{ code: "77288", nom: undefined, epci: null }],
  reservataires,
  logements: [
    {
      numeroRpls: "9900000001",
      reservataire: null,
      droit: undefined,
      typologie: "T3",
      commune: "77288",
      localisation: "qpv",
      financement: "PLUS",
    },
  ],
} as const;
const rotation = {
  date: DATE,
  millesime: 2023,
  territoire: "bailleur",
  numerateur: { nature: "sorties", nombre: 8 },
  denominateur: { nature: "logements", nombre: 100 },
} as const;
const rotationDuRepertoire = {
  date: DATE,
  millesime: 2023,
  territoire: "bailleur",
  logements: [{ mode: 1, bail: null, locat: "1998", typologie: "T3" }],
  parTypologie: true,
} as const;
const rotationPubliee = {
  date: DATE,
  millesime: 2022,
  territoire: "bailleur",
  numerateur: { nature: "emmenagements" },
  denominateur: { nature: "logements-loues-ou-proposes", nombre: null },
  tauxPublie: 6.3,
  logements: undefined,
} as const;
const conventionsDuTaux = {
  mutations: "comptees",
  misesEnService: "exclues",
  arrondiDuTaux: "aucun",
} as const;
const parc = {
  date: DATE,
  organisme: "hlm",
  logements: [
    {
      logement: "9900000001",
      nature: "ordinaire",
      intermediaire: false,
      concoursFinancierDeLEtat: true,
      ouvreDroitALApl: true,
      reservationIdentifiee: undefined,
    },
  ],
} as const;
const stock = {
  date: "2020-01-01",
  perimetre: undefined,
  programmes: [
    {
      code: "P-1",
      logements: 10,
      reservations: [{ reservataire: "melun", contrepartie: "garantie-d-emprunt", logements: 2 }],
    },
  ],
  reservataires: [{ code: "melun", nom: "Melun", categorie: "commune" }],
  derogations: [derogation],
} as const;
const libere = {
  liberation: "L-1",
  date: "2024-02-01",
  logement: "9900000001",
  commune: "77288",
  localisation: "qpv",
  codeQpv: undefined,
  typologie: "T3",
  financement: "PLUS",
  periodeDeConstruction: "1949-1974",
  statut: "dans-le-flux",
  premiereMiseEnLocation: false,
  soustraction: undefined,
} as const;

/** Chaque verbe, sur des entrées figées. */
export function appelerChaqueVerbe() {
  const etatDesLieux = consoliderEtatDesLieux(inventaire, { droitNonPrecise: undefined });
  const { logements: __, ...cadre } = inventaire;
  const lecture = lireEtatDesLieux(
    { ...cadre, lignes: [{ RPLS: "9900000001", Typologie: 3, QPV: true, Adresse: null }] } as const,
    { passageDesFinancements: PASSAGE_DES_FINANCEMENTS_PROPOSE } as const,
    { lignesFautives: undefined } as const,
  );
  const extrait = extraireEtatDesLieux(lecture, "melun");
  const tauxDeRotation = mesurerTauxDeRotation(rotation, {
    mutations: "comptees",
    misesEnService: "exclues",
    arrondiDuTaux: { mode: "plus-proche", decimales: 2 },
  } as const);
  const [duRepertoire, publie] = [
    mesurerTauxDeRotation(rotationDuRepertoire, conventionsDuTaux),
    mesurerTauxDeRotation(rotationPubliee, conventionsDuTaux),
  ] as const;
  const statuts = determinerStatuts(parc);
  const horsFlux = { premieresMisesEnLocation: "hors-flux" } as const;
  const assiettes = [comptes, parSecteur, parLogement].map((entree) => calculerAssiette(entree, horsFlux));
  const assiette = calculerAssiette({ ...parLogement, statuts } as const, horsFlux);
  const entree = {
    assiette,
    conventions: [convention, acte],
    derogations: [derogation],
    reprises: undefined,
    epciSurPlusieursPerimetres: ["200000000"],
  } as const;
  const repartition = repartirFlux(entree, { plancherHorsQpv: undefined, reduction } as const);
  const registre = ouvrirRegistre(repartition, {
    decompte: "mise-a-disposition",
    echec: "annule",
    report: "aucun",
  } as const);
  const { soustraction: _, ...liberation } = libere;
  const bilan = etablirBilan(registre);
  const suivi = consigner(registre, { type: "liberation", ...liberation } as const);
  const { ecartes } = consignerJournal(registre, [{ type: "liberation", ...liberation }] as const);
  const scenario = {
    perimetre: { bailleur: "999999999", departement: "77" },
    inventaire: { communes: inventaire.communes, reservataires, logements: inventaire.logements },
    tauxDeRotation,
    annees: [
      {
        annee: 2024,
        secteurs: [{ ...secteur, soustraits: undefined }],
        operations: [
          {
            operation: "O-1",
            categorie: "venteHlm",
            commune: "77288",
            localisation: "qpv",
            relogements: 1,
          },
        ],
        programmes: undefined,
        journal: [{ type: "liberation", ...liberation }],
      },
    ],
    conventions: [
      { ...convention, parts: [{ ...partie.parts[0], taux: "selon-la-conversion" }] },
      { ...acte, parties: [{ ...partie, reservataire: { ...partie.reservataire, code: "autre" } }] },
    ],
    derogations: [derogation],
    stipulations: {
      calculerAssiette: horsFlux,
      repartirFlux: { reduction, plancherHorsQpv: undefined },
      simuler: { actualisationDesParts: "aucune" },
    },
  } as const satisfies Scenario;
  const simulation = simuler({
    nom: "a",
    scenario,
    variantes: [{ nom: "b", changements: { derogations: [] } }],
    sensibilite: undefined,
  } as const);
  const dossier = {
    determinerStatuts: { entree: parc },
    calculerAssiette: { entree: parLogement, stipulations: undefined },
    convertirStockEnFlux: { entree: { etatDesLieux, assiette: undefined } },
    repartirFlux: { entree: { conventions: [convention, acte], derogations: undefined } },
    fixerObjectifsDeFlux: { stipulations: { reportDesRestes: "aucun" }, precedents: undefined },
    ouvrirRegistre: { repartition: undefined },
  } as const satisfies DossierAExaminer;
  return [
    assiettes,
    reunirTauxDeRotation(
      { date: DATE, territoire: "ensemble", taux: [duRepertoire] } as const,
      {
        arrondiDuTaux: "aucun",
      } as const,
    ),
    moyennerTauxDeRotation(
      { date: DATE, taux: [duRepertoire, publie] } as const,
      { moyenneDesAnnees: "simple", arrondiDuTaux: "aucun" } as const,
    ),
    comparerEtatsDesLieux(inventaire, lecture),
    comparerEtatsDesLieux(extrait, extrait),
    consoliderEtatDesLieux(lecture, {} as const),
    informationPrealable(etatDesLieux),
    tableauDeSynthese(reunirSyntheses([etatDesLieux] as const)),
    convertirEnDroitsUniques(
      { dateDEffet: DATE, etatDesLieux, tauxDeRotation } as const,
      {
        mesureDeDuree: "mois-revolus",
        arrondiDesDroits: "aucun",
      } as const,
    ),
    convertirStockEnFlux(
      { etatDesLieux, assiette } as const,
      {
        methodeDeConversion: "ratio-du-stock",
        patrimoineDeReference: "avec-logements-identifies",
        arrondiDuTaux: "aucun",
      } as const,
    ),
    rapprocherAssiettes({ prevue: assiette, realisee: assiette } as const),
    verifierConvention({
      date: DATE,
      convention,
      clauses: ["modalites-pratiques"],
      conferenceIntercommunale: true,
    } as const),
    controlerGarantiesEnsemble({ epci: "200000000", repartitions: [repartition] } as const),
    controlerReservationsEnStock(stock),
    fixerObjectifsDeFlux(repartition, { reportDesRestes: "integral" } as const, undefined),
    proposerOrientation(suivi, "L-1"),
    orienterLogements(registre, [libere] as const),
    comparer({
      une: { simulation, variante: "a" },
      autre: { simulation, variante: "b" },
    } as const),
    etablirBilan(registre, { precedent: undefined, previsions: undefined } as const),
    croiserBilan(bilan, { lignes: "reservataire", colonnes: "commune", compteur: "proposes" } as const),
    extraireBilan(bilan, "als"),
    consoliderBilans({
      territoire: { type: "communes", communes: ["77288"] },
      reservataires: [{ code: "etat", nom: "État" }],
      sources: [{ bilan, correspondances: undefined }],
    } as const),
    calendrierDesObligations({
      date: DATE,
      perimetre: PERIMETRE,
      reservataires: [convention.reservataire],
      conferences: [{ code: "200000000", nom: "Ici", autorite: "epci", communes: ["77288"] }],
      conventions: undefined,
      garanties: [{ emprunt: "E-1", reservataire: "melun", dernierVersement: DATE, dateDExpiration: null }],
      accomplissements: [{ obligation: "bilan-annuel", objet: undefined, le: DATE }],
    } as const),
    verifierObjectifsAttribution(registre, {
      au: "2024-06-30",
      registresAnterieurs: undefined,
      territoires: [
        {
          territoire: MELUN,
          objectif: { fondement: "convention", tauxHorsQpv: "30", tauxEnQpv: undefined },
        },
      ],
    } as const),
    ecartes[0]?.problemes,
    ciblesDe(repartition),
    expliquer(assiette, "flux", { format: undefined, langue: "en" } as const),
    citer({ article: "R. 441-5", subdivision: undefined } as const, DATE, "en"),
    parametresEnVigueur(DATE).find(({ nom }) => nom === "plafondPrefet")?.valeur,
    examinerDossier(dossier),
  ];
}

/** Un acte à plusieurs se distingue d'une convention. */
export function codesDe(c: Convention | ConventionMultipartite): readonly string[] {
  return c.parties !== undefined
    ? c.parties.map(({ reservataire }) => reservataire.code)
    : [c.reservataire.code];
}

/** Les façons de donner une assiette se distinguent aussi. */
export function compterLesLignes(entree: EntreeAssiette): number {
  if (entree.secteurs !== undefined) return entree.secteurs.length;
  return entree.logements !== undefined ? entree.logements.length : entree.liberations;
}

export function acteDe({ acteCommun }: ConventionLue): ActeCommun | undefined {
  return acteCommun;
}

export function nomDe({ stipulation }: ChoixManquant): NomDeStipulation {
  return stipulation;
}

// @ts-expect-error des comptes pour le périmètre et par secteur
export const deuxComptes: EntreeAssiette = { ...comptes, secteurs: [secteur] };
// @ts-expect-error des secteurs et des logements
export const secteursEtLogements: EntreeAssiette = { ...parSecteur, logements: [] };
// @ts-expect-error des statuts sans logements
export const statutsSeuls: EntreeAssiette = { ...comptes, statuts: determinerStatuts(parc) };
// @ts-expect-error des comptes et un taux publié
export const compteEtPublie: EntreeTauxDeRotation = { ...rotation, tauxPublie: 6.3 };
// @ts-expect-error des logements et un détail déjà compté
export const deuxDetails: EntreeTauxDeRotation = { ...rotationDuRepertoire, typologies: [] };
// @ts-expect-error une convention et un acte à plusieurs
export const deuxActes: Convention | ConventionMultipartite = { ...acte, ...convention };
// @ts-expect-error un arrêté ne tient pas lieu d'un acte à plusieurs
export const acteParArrete: ConventionMultipartite = { ...acte, arrete: "arrêté fictif n° 1" };
export const entreeEnTrop: DossierAExaminer = {
  // @ts-expect-error ce verbe part d'une répartition
  fixerObjectifsDeFlux: { entree: null },
};
