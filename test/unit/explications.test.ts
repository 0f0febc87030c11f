import {
  actualiserParts,
  arreterConcertation,
  calculerAssiette,
  calendrierDesObligations,
  ciblesDe,
  comparer,
  consigner,
  consoliderBilans,
  consoliderEtatDesLieux,
  controlerGarantiesEnsemble,
  controlerReservationsEnStock,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  croiserBilan,
  determinerStatuts,
  type EntreeCalendrier,
  type Evenement,
  etablirBilan,
  expliquer,
  extraireBilan,
  fixerObjectifsDeFlux,
  mesurerTauxDeRotation,
  moyennerTauxDeRotation,
  orienterLogements,
  ouvrirRegistre,
  proposerOrientation,
  type ResultatExplicable,
  rapprocherAssiettes,
  repartirFlux,
  repartirPremiereMiseEnLocation,
  reunirTauxDeRotation,
  simuler,
  suivreObjectifs,
  type TauxDeRotation,
  tenirCompteDeDroits,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { registreDe2023, registreDe2024 } from "../bilans.js";
import {
  commune,
  convention,
  DATE,
  epci,
  libere,
  PARTOUT,
  PERIMETRE,
  prefet,
  REGISTRE,
} from "../fabrique.js";
import { annees as anneesSimulees, conventionDAls, SCENARIO, secteur } from "../simulation.js";

const EPCI = "247700057";
const RESERVATAIRE = {
  code: "als",
  nom: "Action Logement",
  categorie: "action-logement",
  territoire: PARTOUT,
} as const;

const inventaireDe = (annee: number, titulaires: readonly (string | null)[]) =>
  consoliderEtatDesLieux(
    {
      date: DATE,
      perimetre: { ...PERIMETRE, annee },
      communes: [{ code: "77288", epci: EPCI }],
      reservataires: [
        RESERVATAIRE,
        { ...RESERVATAIRE, code: "ville", categorie: "commune", territoire: commune("77288") },
      ],
      logements: titulaires.map((reservataire, rang) => ({
        numeroRpls: `990000000${rang}`,
        reservataire,
        ...(reservataire === null ? {} : { droit: "droit-de-suite" as const, dateDExpiration: "2031-05-17" }),
        typologie: "T3" as const,
        commune: "77288",
        localisation: "hors-qpv" as const,
        financement: "PLUS" as const,
      })),
    },
    {},
  );
const etatDesLieux = inventaireDe(PERIMETRE.annee, ["als", "ville", null, null, null, null, null]);
const tauxDeRotation = mesurerTauxDeRotation(
  {
    date: DATE,
    millesime: 2023,
    territoire: "bailleur",
    numerateur: { nature: "sorties", nombre: 71 },
    denominateur: { nature: "logements", nombre: 1013 },
  },
  { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
);
const CONVENU = { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" } as const;
const repertoire = (millesime: number, territoire: string, emmenages: number) =>
  mesurerTauxDeRotation(
    {
      date: DATE,
      millesime,
      territoire,
      parTypologie: true,
      logements: Array.from({ length: 7 }, (_, rang) => ({
        mode: rang === 6 ? 5 : 1,
        bail:
          rang < emmenages
            ? `${millesime - 1}-03`
            : rang === 5
              ? null
              : `${rang === 6 ? millesime : 2010}-01`,
        locat: "1998",
        typologie: rang % 2 === 0 ? "T2" : "T3",
      })),
    },
    CONVENU,
  );
const publie = (territoire: string, millesime: number, nombre: number | null, tauxPublie: number) =>
  mesurerTauxDeRotation(
    {
      date: DATE,
      millesime,
      territoire,
      numerateur: { nature: "emmenagements" },
      denominateur: { nature: "logements-loues-ou-proposes", nombre },
      tauxPublie,
    },
    CONVENU,
  );
const reunir = (...taux: TauxDeRotation[]) =>
  reunirTauxDeRotation({ date: DATE, territoire: "A + B", taux }, { arrondiDuTaux: "aucun" });
const moyenner = (moyenneDesAnnees: "simple" | "ponderee", ...taux: TauxDeRotation[]) =>
  moyennerTauxDeRotation(
    { date: DATE, taux },
    { moyenneDesAnnees, arrondiDuTaux: { mode: "plus-proche", decimales: 2 } },
  );
const annees = [2023, 2024].map((annee) => reunir(repertoire(annee, "A", 2), repertoire(annee, "B", 3)));
const tauxDeToutesSortes = [
  repertoire(2024, "A", 3),
  publie("A", 2024, 1000, 6.3),
  publie("A", 2024, null, 6.3),
  reunir(publie("A", 2024, 1000, 6.3), repertoire(2024, "B", 2)),
  reunir(repertoire(2024, "A", 1), repertoire(2024, "B", 2)),
  moyenner("simple", publie("A", 2023, null, 7.5), publie("A", 2024, null, 7.1)),
  moyenner("simple", ...annees),
  moyenner("ponderee", ...annees),
];
const droitsUniques = convertirEnDroitsUniques(
  { dateDEffet: DATE, etatDesLieux, tauxDeRotation },
  { mesureDeDuree: "jours-sur-365-25", arrondiDesDroits: { mode: "plus-proche", decimales: 1 } },
);
const reservatairesDuCompte = ["als", "groupement", "ville"].map((code) => ({
  code,
  nom: code,
  categorie: "commune" as const,
}));
const droitsDeNiveau2 = convertirEnDroitsUniques(
  {
    dateDEffet: DATE,
    synthese: [
      {
        reservataire: "ville",
        commune: "77288",
        droitsUniquesNonHonores: 1,
        droitsDeSuite: 3,
        anneesDExpiration: [
          { annee: 2020, nombre: 1 },
          { annee: 2030, nombre: 1 },
          { annee: null, nombre: 1 },
        ],
      },
    ],
    reservataires: reservatairesDuCompte,
    tauxDeRotation,
  },
  {
    mesureDesAnnees: "mi-annee",
    droitsSansTerme: [{ reservataire: "ville", droitsUniques: "2.25" }],
    arrondiDesDroits: { mode: "entier-superieur", decimales: 0, par: "logement" },
  },
);
const compteDeDroits = tenirCompteDeDroits(
  {
    ouverture: droitsUniques,
    au: "2024-06-30",
    reservataires: reservatairesDuCompte,
    mouvements: [
      {
        type: "delegation",
        date: "2024-03-01",
        mouvement: "M-1",
        reservataire: "ville",
        vers: "als",
        droits: "0.5",
      },
      { type: "prorogation", date: "2024-03-01", mouvement: "M-2", reservataire: "ville", logements: 2 },
      { type: "consommation", date: "2024-03-02", mouvement: "M-3", reservataire: "als", droits: "9" },
    ],
  },
  {},
);
const etatDApres = inventaireDe(PERIMETRE.annee + 1, ["als", "als", "ville", null]);
const droitsDApres = convertirEnDroitsUniques(
  { dateDEffet: DATE, etatDesLieux: etatDApres, tauxDeRotation },
  { mesureDeDuree: "jours-sur-365-25", arrondiDesDroits: "aucun" },
);
const assietteDe = (annee: number) =>
  calculerAssiette(
    {
      date: DATE,
      perimetre: { ...PERIMETRE, annee },
      secteurs: [
        {
          commune: "77288",
          localisation: "hors-qpv",
          epci: EPCI,
          liberations: 13,
          soustraits: { mutations: 2, venteHlm: 1 },
        },
        { commune: "77288", localisation: "qpv", epci: EPCI, liberations: 7, premieresMisesEnLocation: 3 },
      ],
    },
    { premieresMisesEnLocation: "hors-flux" },
  );
const assiette = assietteDe(PERIMETRE.annee);
const conventions = [
  prefet("25.5", 5),
  convention("ville", "commune", commune("77288"), [
    { taux: "12.5" },
    { taux: 3, contrepartie: "apport-de-terrain" },
  ]),
  convention("groupement", "epci", epci(EPCI), [{ taux: 9 }]),
  convention("als", "action-logement", PARTOUT, [{ taux: 20, contrepartie: "participation-des-employeurs" }]),
  convention("hopital", "etablissement-public-de-sante", PARTOUT, []),
];
const repartition = repartirFlux({ assiette, conventions });
const objectifsDAvant = fixerObjectifsDeFlux(
  repartirFlux({ assiette: assietteDe(PERIMETRE.annee - 1), conventions }),
);
const ouvert = ouvrirRegistre(repartition, REGISTRE);
const attente = consigner(ouvert, { type: "liberation", ...libere("L-0", "2024-01-10") });
const identifie = consigner(ouvert, {
  type: "liberation",
  ...libere("L-0", "2024-01-10", { statut: "identifie", reservataireIdentifie: "hopital" }),
});
const suite = orienterLogements(
  ouvert,
  ["03", "04", "05", "06"].map((mois, rang) =>
    libere(`L-${rang + 1}`, `2024-${mois}-01`, rang === 3 ? { soustraction: "mutations" } : {}),
  ),
);
const suites: Evenement[] = [{ type: "absence-de-candidat", date: "2024-08-01", liberation: "L-1" }];
const registre = suites.reduce(consigner, suite.registre);

const QUALIFIE = {
  nature: "ordinaire",
  intermediaire: false,
  concoursFinancierDeLEtat: true,
  ouvreDroitALApl: true,
} as const;
const statuts = determinerStatuts({
  date: DATE,
  organisme: "hlm",
  logements: [
    { ...QUALIFIE, logement: "9900000001" },
    { ...QUALIFIE, logement: "9900000002", ouvreDroitALApl: false },
    { ...QUALIFIE, logement: "9900000003", nature: "residence-sociale" },
    { ...QUALIFIE, logement: "9900000004", concoursFinancierDeLEtat: false, ouvreDroitALApl: false },
  ],
});

const parLogement = calculerAssiette(
  {
    date: DATE,
    perimetre: PERIMETRE,
    logements: (
      [
        [[], "dans-le-flux", false],
        [["mutations"], "dans-le-flux", false],
        [["mutations", "venteHlm"], "dans-le-flux", false],
        [["mutations"], "hors-champ", false],
        [[], "identifie", false],
        [[], "dans-le-flux", true],
      ] as const
    ).map(([soustractions, statut, premiereMiseEnLocation], rang) => ({
      liberation: `L-${rang}`,
      commune: "77288",
      localisation: rang % 2 === 0 ? ("qpv" as const) : ("hors-qpv" as const),
      epci: EPCI,
      premiereMiseEnLocation,
      statut,
      soustractions: [...soustractions],
    })),
  },
  { premieresMisesEnLocation: "hors-flux" },
);

const usine = convention("usine", "employeur", PARTOUT, [
  { taux: 90, contrepartie: "participation-des-employeurs" },
]);
const partagee = repartirFlux(
  {
    assiette,
    conventions: [
      {
        ...prefet(20, 5),
        arrete: "AP-7",
        parts: prefet(20, 5).parts.map((part) => ({
          ...part,
          localisation: "libre" as const,
          delegations: [{ delegataire: "groupement", territoire: epci(EPCI) }],
        })),
      },
      {
        ...convention("ancien", "organisme-desinteresse", PARTOUT, [{ taux: 1 }]),
        resiliation: { date: DATE },
      },
      {
        reference: "ACTE-1",
        dateDeSignature: "2023-11-01",
        dateDEffet: DATE,
        parties: [convention("groupement", "epci", epci(EPCI), [{ taux: 26 }]), usine].map(
          ({ reservataire, modeDeGestion, parts }) => ({
            reservataire,
            modeDeGestion,
            parts: parts.map((part) =>
              reservataire.code === "usine"
                ? { ...part, territorialisation: { territoire: commune("77288"), motif: "M-1" } }
                : part,
            ),
          }),
        ),
      },
      convention("cd", "departement", PARTOUT, [{ taux: 3 }]),
    ],
    reprises: [
      {
        code: "reprise",
        origine: { code: "ville", nom: "Ville", categorie: "commune", territoire: commune("77288") },
        decision: "D-1",
        du: "2023-12-01",
        modeDeGestion: "deleguee",
        taux: "2.5",
        localisation: "uniforme",
      },
    ],
    epciSurPlusieursPerimetres: [EPCI],
  },
  {
    plancherHorsQpv: "lecture-b",
    garantsDuPlafond: "toutes-collectivites",
    reduction: {
      regle: "au-prorata",
      cedants: [{ reservataire: "usine", contrepartie: "participation-des-employeurs" }],
    },
  },
);

/** Un programme aux parts de toutes sortes ; au-delà de 100 % si la décote est de 90 %. */
const programme = (decote: number) =>
  repartirPremiereMiseEnLocation(
    {
      date: DATE,
      programme: {
        code: "P-1",
        commune: "77288",
        composition: [
          { typologie: "T2", financement: "PLAI", logements: 3 },
          { typologie: "T2", financement: "PLUS", logements: 5 },
          { typologie: "T3", financement: "PLAI", logements: 4 },
          { typologie: "T3", financement: "PLUS", logements: 11 },
        ],
      },
      reservataires: [
        { code: "als", nom: "Action Logement", categorie: "action-logement" },
        { code: "prefet-77", nom: "Préfet", categorie: "prefet" },
        { code: "ville", nom: "Ville", categorie: "commune" },
      ],
      parts: [
        { reservataire: "als", contrepartie: "participation-des-employeurs", taux: 33 },
        {
          reservataire: "prefet-77",
          contrepartie: "contingent-prefectoral",
          contingent: "publics-prioritaires",
          taux: 25,
        },
        { reservataire: "prefet-77", contrepartie: "decote", taux: decote },
        { reservataire: "ville", contrepartie: "garantie-d-emprunt", quotite: 70 },
        { reservataire: "ville", contrepartie: "apport-de-terrain", taux: 5 },
      ],
    },
    {
      premieresMisesEnLocation: "hors-flux",
      quotaDesGaranties: { taux: 20, partage: "a-hauteur-des-quotites" },
    },
  );
const proposition = programme(7);

/** Un calendrier dont les lignes sont dans tous les états. */
const calendrierAu = (date: string, annee: number, conferences: EntreeCalendrier["conferences"]) =>
  calendrierDesObligations({
    date,
    perimetre: { ...PERIMETRE, annee },
    reservataires: [
      { code: "cd", nom: "Seine-et-Marne", categorie: "departement", territoire: PARTOUT },
      { code: "prefet-77", nom: "Préfet", categorie: "prefet", territoire: PARTOUT },
      { code: "ville", nom: "Melun", categorie: "commune", territoire: commune("77288") },
    ],
    conferences,
    conventions: [
      {
        reference: "CV-1",
        reservataires: ["prefet-77"],
        dateDeSignature: "2024-02-01",
        fin: "2024-12-31",
        miseEnDemeure: "2024-03-31",
      },
    ],
    garanties: [
      { emprunt: "E-1", reservataire: "ville", dernierVersement: "2019-05-01" },
      { emprunt: "E-2", reservataire: "cd", dernierVersement: "2024-05-01", dateDExpiration: "2024-06-30" },
      {
        emprunt: "E-3",
        reservataire: "ville",
        dernierVersement: "2018-05-01",
        dateDExpiration: "2024-06-30",
      },
    ],
    derogations: [
      { arrete: "A-1", motif: "securite-publique", du: "2024-01-01", au: "2024-06-30", plafondPrefet: 32 },
    ],
    accomplissements:
      annee === 2024
        ? [
            { obligation: "bilan-annuel", le: "2024-02-27" },
            { obligation: "bilan-des-relogements", le: "2024-02-28" },
            { obligation: "transmission-de-convention", objet: "CV-1", le: "2024-02-02" },
          ]
        : [],
  });

const simulation = simuler({
  nom: "a",
  scenario: SCENARIO,
  variantes: [
    {
      nom: "b",
      changements: {
        conventions: [prefet("25", "4.5"), conventionDAls("17.25")],
        stipulations: { simuler: { actualisationDesParts: "aucune" } },
      },
    },
    { nom: "c", changements: { annees: anneesSimulees(secteur(7, 1)), conventions: [] } },
  ],
  zones: [{ nom: "Melun", territoire: commune("77288") as { type: "commune"; commune: string } }],
});

const bilanDAnnee = etablirBilan(registreDe2024(), { precedent: registreDe2023() });

const consolidation = consoliderBilans({
  territoire: { type: "epci", epci: EPCI },
  reservataires: ["als", "prefet", "usine", "ville"].map((code) => ({ code, nom: code })),
  sources: [bilanDAnnee, etablirBilan(registreDe2024("999999998"))].map((bilan) => ({
    bilan,
    correspondances: ["als", "prefet", "usine", "ville"].map((code) => ({ reservataire: code, vers: code })),
  })),
});

const RESULTATS: readonly ResultatExplicable[] = [
  partagee,
  fixerObjectifsDeFlux(partagee),
  controlerGarantiesEnsemble({ epci: EPCI, repartitions: [partagee] }),
  proposition,
  programme(12),
  programme(90),
  arreterConcertation({
    proposition,
    date: DATE,
    accords: [
      { reservataire: "als", reponse: "accord", date: DATE },
      { reservataire: "prefet-77", reponse: "desaccord", date: DATE },
      { reservataire: "ville", reponse: "sans-reponse" },
    ],
    tableFinale: proposition.tableau?.lignes ?? [],
  }),
  statuts,
  parLogement,
  rapprocherAssiettes({ prevue: assiette, realisee: parLogement }),
  etatDesLieux,
  tauxDeRotation,
  ...tauxDeToutesSortes,
  droitsUniques,
  droitsDeNiveau2,
  compteDeDroits,
  actualiserParts(
    {
      avant: { etatDesLieux, assiette, droitsUniques },
      apres: {
        etatDesLieux: etatDApres,
        assiette: assietteDe(PERIMETRE.annee + 1),
        droitsUniques: droitsDApres,
      },
    },
    {
      methodeDeConversion: "annualisee",
      patrimoineDeReference: "avec-logements-identifies",
      arrondiDuTaux: { mode: "plus-proche", decimales: 2 },
    },
  ),
  convertirStockEnFlux(
    { etatDesLieux, assiette, droitsUniques, partsFixees: { prefet: 30, nonReserves: "20.5" } },
    {
      methodeDeConversion: "prorata-des-volumes",
      patrimoineDeReference: "avec-logements-identifies",
      arrondiDuTaux: { mode: "plus-proche", decimales: 2 },
    },
  ),
  convertirStockEnFlux(
    { etatDesLieux, assiette },
    {
      methodeDeConversion: "ratio-du-stock",
      patrimoineDeReference: "avec-logements-identifies",
      arrondiDuTaux: { mode: "entier-inferieur", decimales: 2 },
    },
  ),
  assiette,
  controlerReservationsEnStock({
    date: "2020-01-01",
    reservataires: [
      { code: "prefet", nom: "Préfet", categorie: "prefet" },
      { code: "ville", nom: "Ville", categorie: "commune" },
    ],
    programmes: [
      {
        code: "P-1",
        logements: 37,
        reservations: [
          {
            reservataire: "prefet",
            contrepartie: "contingent-prefectoral",
            contingent: "agents-civils-et-militaires",
            logements: 1,
          },
          { reservataire: "prefet", contrepartie: "financement", logements: 2 },
          { reservataire: "ville", contrepartie: "garantie-d-emprunt", logements: 9 },
          { reservataire: "ville", contrepartie: "apport-de-terrain", logements: 1 },
        ],
      },
      { code: "P-2", logements: 5, reservations: [] },
    ],
    derogations: [
      {
        arrete: "arrêté fictif",
        motif: "besoins-economiques",
        du: "2019-10-01",
        au: "2021-03-31",
        plafondAgents: "7.5",
      },
    ],
  }),
  repartition,
  fixerObjectifsDeFlux(repartition),
  fixerObjectifsDeFlux(
    repartition,
    {
      reportDesRestes: "integral",
      jugementDesGaranties: "logements-entiers",
      jugementDuPlancherHorsQpv: "logements-entiers",
    },
    objectifsDAvant,
  ),
  proposerOrientation(attente, "L-0"),
  proposerOrientation(identifie, "L-0"),
  suite,
  registre,
  etablirBilan(registre),
  bilanDAnnee,
  extraireBilan(bilanDAnnee, "ville"),
  consolidation,
  croiserBilan(bilanDAnnee, { lignes: "reservataire", colonnes: "localisation", compteur: "proposes" }),
  croiserBilan(etablirBilan(ouvert), { lignes: "commune", colonnes: "typologie", compteur: "attribues" }),
  suivreObjectifs({ registre, au: "2024-08-15" }, { prorata: "temps" }),
  suivreObjectifs({ registre, au: "2024-08-15" }, { prorata: "logements-partages" }),
  calendrierAu("2024-06-15", 2024, [
    { code: EPCI, nom: "Melun Val de Seine", autorite: "epci", communes: ["77288"] },
  ]),
  calendrierAu("2021-06-15", 2021, []),
  simulation,
  comparer({ une: { simulation, variante: "a" }, autre: { simulation, variante: "b" } }),
];

const CAS = RESULTATS.flatMap((resultat) =>
  ciblesDe(resultat).map((cible) => [resultat.nature, cible, resultat] as const),
);

/** Des mots que seule la langue de l'autre texte emploie. */
const FRANCAIS = /\b(pour|dont|retenu|somme|commune|périmètre|logements?|depuis|droits|avec|aucun)\b/;

/** L'espace que le français met avant ces signes ; l'anglais n'en met pas. */
const ESPACE_FRANCAISE = /[\s\u00a0\u202f][;:?!%]/;

describe("chaque chiffre de chaque résultat s'explique", () => {
  it("tous les résultats ont des cibles", () => {
    for (const resultat of RESULTATS) expect(ciblesDe(resultat)).not.toEqual([]);
  });

  it.each(CAS)("%s, %s : en français", (_, cible, resultat) => {
    const texte = expliquer(resultat, cible);
    expect(texte).toMatch(/^.+ : .+\n\n1\. Règle R\d/);
    expect(texte).not.toMatch(/undefined|NaN|\[object|\d\.\d(?!\d*[-.]\d)/);
    expect(texte).not.toMatch(/\b(dwellings?|the|of)\b/);
    expect(texte).not.toMatch(/(?<![\d,])(0|1)(,\d+)? logements\b/);
  });

  it.each(CAS)("%s, %s : en anglais", (_, cible, resultat) => {
    const [tete, ...etapes] = expliquer(resultat, cible, { langue: "en" }).split("\n\n");
    expect([tete, ...etapes].join(" ")).not.toMatch(/undefined|NaN|\[object|\d,\d/);
    expect([tete, ...etapes].join(" ")).not.toMatch(ESPACE_FRANCAISE);
    for (const etape of etapes) {
      const sansArticles = etape.split("\n").filter((ligne) => !/Legal ground|Stipulations/.test(ligne));
      expect(sansArticles.join(" ")).not.toMatch(FRANCAIS);
    }
  });

  it.each(CAS)("%s, %s : en Markdown et en JSON", (_, cible, resultat) => {
    expect(expliquer(resultat, cible, { format: "markdown" })).toMatch(/^## .+\n\n1\. \*\*Règle R\d/);
    const lue = JSON.parse(expliquer(resultat, cible, { format: "json" }));
    expect(lue.cible).toBe(cible);
    expect(lue.etapes.length).toBeGreaterThan(0);
    for (const etape of lue.etapes) {
      expect(etape.calcul.fr).not.toBe("");
      expect(Array.isArray(etape.articles)).toBe(true);
    }
  });
});

const CONSTATS_RELEVES = RESULTATS.flatMap((resultat) =>
  "constats" in resultat ? resultat.constats : [],
).map((constat) => [constat.code, constat] as const);

describe("chaque constat se dit dans les deux langues", () => {
  it("et les résultats en donnent de toutes sortes", () => {
    expect(new Set(CONSTATS_RELEVES.map(([code]) => code)).size).toBeGreaterThan(12);
  });

  it.each(CONSTATS_RELEVES)("%s", (_, { message, remede }) => {
    const [fr, en] = [`${message.fr} ${remede.fr}`, `${message.en} ${remede.en}`];
    for (const texte of [fr, en]) expect(texte).not.toMatch(/undefined|NaN|\bnull\b|\[object|\.\.| {2}/);
    expect(fr).not.toMatch(/\b(dwellings?|the|of)\b|\d\.\d/);
    expect(en).not.toMatch(FRANCAIS);
    expect(en).not.toMatch(/\d,\d/);
    expect(en).not.toMatch(ESPACE_FRANCAISE);
  });
});

describe("ce que disent les explications", () => {
  it("d'un registre tenu pas à pas, pourquoi chaque logement est allé là", () => {
    expect(ciblesDe(registre)).toEqual(["orientations/L-1", "orientations/L-2", "orientations/L-3"]);
    expect(expliquer(registre, "orientations/L-1")).toContain("prefet : reçu, 0 logement ; dû, 0,305.");
  });

  it("d'un taux de transformation, ses trois termes ; d'un délai, ses jours", () => {
    const taux = expliquer(bilanDAnnee, "suites/transformation");
    expect(taux).toContain("3 ÷ 7 = 300/7 (≈ 42,857143) % ; 7 = 3 + 3 + 1");
    const delai = expliquer(bilanDAnnee, "suites/jusquAuBail");
    expect(delai).toContain("115 ÷ 3 = 115/3 (≈ 38,333333)");
    expect(delai).toContain("42 jours en médiane, 43 jours au plus");
    expect(expliquer(bilanDAnnee, "reservataires/ville/deLAttributionAuBail")).toMatch(/: 20,5 jours/);
    expect(expliquer(bilanDAnnee, "maires/transformation")).toContain("100 %");
    expect(ciblesDe(bilanDAnnee)).not.toContain("reservataires/prefet/transformation");
  });

  it("d'une consolidation, ce que chaque bailleur y met et ce que le territoire laisse", () => {
    const texte = expliquer(consolidation, "proposes");
    expect(texte).toContain("3 + 5 = 8");
    expect(texte).toContain("999999998, 3 ; 999999999, 5. Hors du territoire, non comptés : 1 logement.");
    expect(expliquer(consolidation, "transformation")).toContain("6 ÷ 10 = 60 % ; 10 = 6 + 4 + 0");
    expect(expliquer(consolidation, "bailleurs/999999999/transformation")).toContain("3 ÷ 6 = 50 %");
  });

  it("d'un logement identifié, l'article qui le garde hors du flux", () => {
    const texte = expliquer(proposerOrientation(identifie, "L-0"), "choix");
    expect(texte).toContain("art. L. 441-1, al. 39");
    expect(texte).toContain("art. R. 441-5, I, al. 4");
  });

  it("d'une part en garantie, le cumul de chaque territoire et son verdict", () => {
    const texte = expliquer(repartition, "parts/ville/garantie-d-emprunt");
    expect(texte).toContain("commune 77288 : 21,5 %, dépassé de 1,5 point");
  });

  it("d'un taux de rotation, combien d'emménagements pour combien de logements, et d'où ils viennent", () => {
    const repere = repertoire(2024, "A", 3);
    const publication = publie("A", 2024, 1000, 6.3);
    const reunion = reunir(repertoire(2024, "A", 1), repertoire(2024, "B", 2));
    const ponderee = moyenner("ponderee", ...annees);
    expect(expliquer(repere, "taux")).toContain(
      "A, 2024 : 4 emménagements pour 6 logements loués ou proposés, mutations comptées, mises en service exclues, soit environ 66,666667 % par an.",
    );
    expect(expliquer(repere, "taux")).toContain("seuls comptent les logements mis en location avant 2023");
    expect(expliquer(repere, "parTypologie/T3")).toContain("A, 2024, T3 : 1 emménagement pour 3 logements");
    expect(expliquer(publication, "taux")).toContain("Ce taux était déjà arrondi à la publication.");
    expect(expliquer(reunion, "taux")).toContain(
      "chaque territoire pèse selon le nombre de ses logements (A, 2 emménagements pour 6 ; B, 3 emménagements pour 6)",
    );
    expect(expliquer(ponderee, "taux")).toContain("(7 + 7) ÷ 24");
    expect(JSON.parse(expliquer(ponderee, "taux", { format: "json" })).etapes).toHaveLength(3);
  });

  it("d'une valeur sans écriture décimale, la fraction et son arrondi", () => {
    expect(expliquer(tauxDeRotation, "taux")).toContain("7100/1013 (≈ 7,008885) %");
    expect(expliquer(tauxDeRotation, "taux", { langue: "en" })).toContain("7100/1013 (≈ 7.008885)%");
  });
});
