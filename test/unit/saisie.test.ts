import {
  actualiserParts,
  arreterConcertation,
  CalculImpossible,
  CasNonCouvert,
  calculerAssiette,
  calendrierDesObligations,
  ciblesDe,
  citer,
  comparerEtatsDesLieux,
  consigner,
  consignerJournal,
  consoliderBilans,
  consoliderEtatDesLieux,
  controlerReservationsEnStock,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  croiserBilan,
  determinerStatuts,
  ErreurDeSaisie,
  ErreurGestionEnFlux,
  EXIGENCES,
  etablirBilan,
  expliquer,
  extraireBilan,
  extraireEtatDesLieux,
  fixerObjectifsDeFlux,
  informationPrealable,
  lireEtatDesLieux,
  mesurerTauxDeRotation,
  migrerRegistre,
  moyennerTauxDeRotation,
  orienterLogements,
  ouvrirRegistre,
  PARAMETRES,
  proposerOrientation,
  REGLES,
  rapprocherAssiettes,
  repartirFlux,
  repartirPremiereMiseEnLocation,
  reunirSyntheses,
  reunirTauxDeRotation,
  StipulationManquante,
  suivreObjectifs,
  tableauDeSynthese,
  tenirCompteDeDroits,
  verifierConvention,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, DATE, libere, PARTOUT, PERIMETRE, prefet, REGISTRE } from "../fabrique.js";

type Verbe = (...entrees: never[]) => unknown;

function problemes(verbe: Verbe, ...entrees: unknown[]): string[] {
  try {
    verbe(...(entrees as never[]));
  } catch (erreur) {
    if (erreur instanceof ErreurDeSaisie)
      return erreur.problemes.map(({ chemin, code }) => `${chemin} ${code}`).sort();
    throw erreur;
  }
  throw new Error("aucune erreur");
}

const HORS_FLUX = { premieresMisesEnLocation: "hors-flux" } as const;
const secteur = (code: string, localisation: string, liberations: unknown) => ({
  commune: code,
  localisation,
  epci: null,
  liberations,
});

const inventaire = () => ({
  date: DATE,
  perimetre: PERIMETRE,
  communes: [{ code: "77288", epci: null }],
  reservataires: [{ code: "als", nom: "ALS", categorie: "action-logement", territoire: PARTOUT }],
  logements: [
    {
      numeroRpls: "9900000001",
      reservataire: "als",
      droit: "droit-de-suite",
      typologie: "T3",
      commune: "77288",
      localisation: "qpv",
      financement: "PLUS",
      dateDeDebut: "2010-01-01",
      dateDExpiration: "2035-12-31",
    },
  ],
});
const fichier = () => {
  const { logements: _, ...cadre } = inventaire();
  return {
    ...cadre,
    lignes: [
      {
        "N° RPLS": "9900000001",
        Réservataire: "als",
        Typologie: 3,
        Commune: "77288",
        QPV: true,
        FINAN_CODE: "13",
        Expiration: "31/12/2035",
      },
    ],
  };
};
const parcAQualifier = () => ({
  date: DATE,
  organisme: "hlm",
  logements: ["9900000001", "9900000002"].map((logement) => ({
    logement,
    nature: "ordinaire",
    intermediaire: false,
    concoursFinancierDeLEtat: true,
    ouvreDroitALApl: true,
  })),
});
const assietteParLogement = () => ({
  date: DATE,
  perimetre: PERIMETRE,
  logements: ["9900000001", "9900000002"].map((logement, rang) => ({
    liberation: `L-${rang}`,
    logement,
    commune: "77288",
    localisation: "qpv",
    codeQpv: "QN07701M",
    epci: null,
    premiereMiseEnLocation: false,
    statut: "dans-le-flux",
    soustractions: rang === 0 ? ["mutations", "venteHlm"] : [],
  })),
  secteursSansLiberation: [{ commune: "77284", localisation: "qpv", epci: null }],
});
const rotation = () => ({
  date: DATE,
  millesime: 2023,
  territoire: "bailleur",
  numerateur: { nature: "sorties", nombre: 8 },
  denominateur: { nature: "logements", nombre: 100 },
});
const ROTATION = { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" };
const { numerateur: _, denominateur: __, ...sansTermes } = rotation();
const repertoire = (...logements: unknown[]) => ({
  ...sansTermes,
  logements: [{ mode: 1, bail: "2022-03", locat: "1998", typologie: "T3" }, ...logements],
});
const publication = () => ({
  ...sansTermes,
  numerateur: { nature: "emmenagements" },
  denominateur: { nature: "logements-loues-ou-proposes", nombre: 1000 },
  tauxPublie: "6.3",
});
const DROITS = { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" };
const CONVERSION = {
  methodeDeConversion: "ratio-du-stock",
  patrimoineDeReference: "avec-logements-identifies",
  arrondiDuTaux: "aucun",
};

const consolider = consoliderEtatDesLieux as Verbe;
const etatDesLieux = () => consoliderEtatDesLieux(inventaire() as never, {});
const taux = () => mesurerTauxDeRotation(rotation() as never, ROTATION as never);
const assiette = () =>
  calculerAssiette(
    {
      date: DATE,
      perimetre: PERIMETRE,
      secteurs: [secteur("77288", "hors-qpv", 10), secteur("77288", "qpv", 5)] as never,
    },
    HORS_FLUX,
  );
const hopital = () => convention("hopital", "etablissement-public-de-sante", PARTOUT, []);
const repartition = () =>
  repartirFlux({
    assiette: assiette(),
    conventions: [prefet(25, 5), convention("melun", "commune", commune("77288"), [{ taux: 10 }]), hopital()],
  });
const registre = () => ouvrirRegistre(repartition(), REGISTRE);
const assietteDeLAnnee = (annee: number) =>
  calculerAssiette(
    { date: `${annee}-01-01`, perimetre: { ...PERIMETRE, annee }, liberations: 5 },
    { premieresMisesEnLocation: "hors-flux" },
  );
const complementsDuBilan = () => ({
  precedent: structuredClone(
    ouvrirRegistre(
      repartirFlux({ assiette: assietteDeLAnnee(PERIMETRE.annee - 1), conventions: [] }),
      REGISTRE,
    ),
  ),
  previsions: assietteDeLAnnee(PERIMETRE.annee + 1),
});
const bilan = () =>
  structuredClone(etablirBilan(orienterLogements(registre(), [libere("L-1", "2024-03-01")]).registre));
const consolidation = () => ({
  territoire: { type: "communes", communes: ["77288"] },
  reservataires: [{ code: "etat", nom: "État" }],
  sources: [
    {
      bilan: bilan(),
      correspondances: ["prefet", "melun", "hopital"].map((reservataire) => ({ reservataire, vers: "etat" })),
    },
  ],
});
const liberation = (champs: object = {}) => ({
  type: "liberation",
  ...libere("L-1", "2024-03-01"),
  ...champs,
});

describe("calculerAssiette", () => {
  it("lit l'enveloppe et les secteurs d'un même coup, stipulations comprises", () => {
    const fautive = {
      date: "2023-02-29",
      perimetre: { bailleur: "99999999", departement: "20", annee: 2024.5 },
      secteurs: [secteur("7728", "qpv", 1)],
    };
    expect(problemes(calculerAssiette, fautive, {})).toEqual([
      "date DATE_IMPOSSIBLE",
      "perimetre.annee ANNEE_INVALIDE",
      "perimetre.bailleur SIREN_INVALIDE",
      "perimetre.departement CODE_DEPARTEMENT_INVALIDE",
      "secteurs[0].commune CODE_COMMUNE_INVALIDE",
      "stipulations.premieresMisesEnLocation STIPULATION_MANQUANTE",
    ]);
  });

  it("contrôle chaque secteur, même quand un autre est faux", () => {
    const fautive = {
      date: DATE,
      perimetre: PERIMETRE,
      secteurs: [
        secteur("7728", "nord", -1),
        secteur("77288", "qpv", 1.5),
        secteur("75056", "qpv", Number.NaN),
        secteur("75056", "hors-qpv", 3),
        { ...secteur("77284", "qpv", 1), soustraits: { mutation: 1 } },
        { ...secteur("77305", "qpv", 1), soustraits: { venteHlm: 2 } },
        secteur("77305", "qpv", 1),
        { ...secteur("77305", "hors-qpv", 1), epci: "247700057" },
      ],
    };
    expect(problemes(calculerAssiette, fautive, HORS_FLUX)).toEqual(
      [
        "secteurs[0].commune CODE_COMMUNE_INVALIDE",
        "secteurs[0].liberations COMPTE_INVALIDE",
        "secteurs[0].localisation VALEUR_NON_PREVUE",
        "secteurs[1].liberations COMPTE_INVALIDE",
        "secteurs[2].liberations TYPE_INVALIDE",
        "secteurs[3].commune COMMUNE_HORS_DEPARTEMENT",
        "secteurs[4].soustraits.mutation CHAMP_INCONNU",
        "secteurs[5].soustraits SOUSTRAITS_SUPERIEURS_AUX_LIBERATIONS",
        "secteurs[6] DOUBLON",
        "secteurs[7].epci EPCI_CONTRADICTOIRE",
      ].sort(),
    );
  });

  it("refuse des comptes donnés des deux façons, ou d'aucune", () => {
    expect(
      problemes(
        calculerAssiette,
        { date: DATE, liberations: 1, secteurs: [secteur("77288", "qpv", 1)] },
        HORS_FLUX,
      ),
    ).toEqual(["liberations CHAMP_EN_TROP"]);
    expect(problemes(calculerAssiette, { date: DATE }, HORS_FLUX)).toEqual(["liberations CHAMP_MANQUANT"]);
    expect(problemes(calculerAssiette, { date: DATE, secteurs: [] }, HORS_FLUX)).toEqual([
      "secteurs LISTE_VIDE",
    ]);
  });

  it("demande les premières mises en location quand elles sont dans le flux", () => {
    expect(
      problemes(
        calculerAssiette,
        { date: DATE, liberations: 1 },
        { premieresMisesEnLocation: "dans-le-flux" },
      ),
    ).toEqual(["premieresMisesEnLocation CHAMP_MANQUANT"]);
  });

  it("dit la stipulation manquante, pourquoi, et entre quoi choisir", () => {
    const appel = () => (calculerAssiette as Verbe)(...([{ date: DATE, liberations: 1 }] as never[]));
    expect(appel).toThrow(StipulationManquante);
    try {
      appel();
    } catch (erreur) {
      const [manquante] = (erreur as StipulationManquante).manquantes;
      expect(manquante?.stipulation).toBe("premieresMisesEnLocation");
      expect(manquante?.choix.map(({ valeur }) => valeur)).toEqual(["dans-le-flux", "hors-flux"]);
      expect(manquante?.fondement.fr).toContain("R. 441-5, I, al. 7 et 9");
      expect((erreur as StipulationManquante).messageEn).toContain("Do first lettings count");
    }
  });
});

describe("consoliderEtatDesLieux", () => {
  it("rassemble les problèmes des lignes", () => {
    const [logement] = inventaire().logements;
    const fautif = {
      ...inventaire(),
      logements: [
        logement,
        logement,
        { ...logement, numeroRpls: "99", typologie: "T9", financement: "PLI" },
        { ...logement, numeroRpls: "9900000003", reservataire: "inconnu", commune: "77284" },
        { ...logement, numeroRpls: "9900000004", dateDExpiration: "2009-12-31" },
        { ...logement, numeroRpls: "9900000005", reservataire: null },
      ],
    };
    expect(problemes(consolider, fautif, {})).toEqual(
      [
        "logements[1].numeroRpls DOUBLON",
        "logements[2].financement VALEUR_NON_PREVUE",
        "logements[2].numeroRpls NUMERO_RPLS_INVALIDE",
        "logements[2].typologie VALEUR_NON_PREVUE",
        "logements[3].commune COMMUNE_INCONNUE",
        "logements[3].reservataire RESERVATAIRE_INCONNU",
        "logements[4].dateDExpiration DATES_INVERSEES",
        "logements[5].dateDExpiration DROIT_SANS_RESERVATAIRE",
        "logements[5].dateDeDebut DROIT_SANS_RESERVATAIRE",
        "logements[5].droit DROIT_SANS_RESERVATAIRE",
      ].sort(),
    );
  });

  it("le même logement donné deux fois : à un réservataire, à deux, ou réservé et non réservé", () => {
    const [logement] = inventaire().logements;
    const als = inventaire().reservataires[0];
    const { droit: _, dateDeDebut: __, dateDExpiration: ___, ...libre } = { ...logement };
    const fautif = {
      ...inventaire(),
      reservataires: [als, { ...als, code: "ville" }],
      logements: [
        logement,
        { ...logement, typologie: "T2" },
        { ...logement, reservataire: "ville" },
        { ...libre, reservataire: null },
        { ...libre, numeroRpls: "9900000002", reservataire: null },
        { ...libre, numeroRpls: "9900000002", reservataire: null },
      ],
    };
    expect(problemes(consolider, fautif, {})).toEqual([
      "logements[1].numeroRpls DOUBLON",
      "logements[2].numeroRpls LOGEMENT_A_DEUX_RESERVATAIRES",
      "logements[3].numeroRpls LOGEMENT_A_DEUX_RESERVATAIRES",
      "logements[5].numeroRpls DOUBLON",
    ]);
    expect(() => consolider(...([fautif, {}] as never[]))).toThrow(
      "réservé par « als » en logements[0].numeroRpls, réservé par « ville » ici",
    );
  });

  it("une contrepartie, un versement et un statut vont avec le droit", () => {
    const [logement] = inventaire().logements;
    const avec = (champs: object, rang: number) => ({
      ...logement,
      numeroRpls: `990000000${rang}`,
      ...champs,
    });
    const fautif = {
      ...inventaire(),
      logements: [
        avec({ contrepartie: "contingent-prefectoral" }, 1),
        avec({ dernierVersement: "2030-06-15" }, 2),
        avec({ contrepartie: "financement", dernierVersement: "2030-06-15" }, 3),
        avec({ contrepartie: "garantie-d-emprunt", dernierVersement: "2009-12-31" }, 4),
        avec({ statut: "signe" }, 5),
        {
          ...avec({}, 6),
          reservataire: null,
          droit: undefined,
          dateDeDebut: null,
          dateDExpiration: null,
          contrepartie: "financement",
          statut: "valide",
        },
      ],
    };
    expect(problemes(consolider, fautif, {})).toEqual([
      "logements[0].contrepartie CONTREPARTIE_INCOHERENTE",
      "logements[1].dernierVersement VERSEMENT_SANS_GARANTIE",
      "logements[2].dernierVersement VERSEMENT_SANS_GARANTIE",
      "logements[3].dernierVersement DATES_INVERSEES",
      "logements[4].statut VALEUR_NON_PREVUE",
      "logements[5].contrepartie DROIT_SANS_RESERVATAIRE",
      "logements[5].statut DROIT_SANS_RESERVATAIRE",
    ]);
  });

  it("une expiration le jour du début est permise", () => {
    const memeJour = inventaire();
    for (const logement of memeJour.logements) logement.dateDExpiration = logement.dateDeDebut;
    expect(consoliderEtatDesLieux(memeJour as never, {}).totaux.reserves).toBe(1);
  });

  it("demande la nature d'un droit que sa ligne ne dit pas", () => {
    const muet = inventaire();
    for (const logement of muet.logements) delete (logement as { droit?: string }).droit;
    expect(() => consolider(...([muet, {}] as never[]))).toThrow(StipulationManquante);
    const { synthese } = consoliderEtatDesLieux(muet as never, { droitNonPrecise: "droit-unique" });
    expect(synthese.map((ligne) => ligne.droitsUniquesNonHonores)).toEqual([1]);
  });
});

describe("mesurerTauxDeRotation", () => {
  it("refuse un dénominateur nul ou inférieur au numérateur", () => {
    const avec = (numerateur: number, denominateur: number) => ({
      ...rotation(),
      numerateur: { nature: "sorties", nombre: numerateur },
      denominateur: { nature: "logements", nombre: denominateur },
    });
    expect(problemes(mesurerTauxDeRotation, avec(0, 0), ROTATION)).toEqual([
      "denominateur.nombre DENOMINATEUR_NUL",
    ]);
    expect(problemes(mesurerTauxDeRotation, avec(2, 1), ROTATION)).toEqual([
      "numerateur.nombre NUMERATEUR_SUPERIEUR",
    ]);
    expect(mesurerTauxDeRotation(avec(1, 1) as never, ROTATION as never).taux.exact).toBe("100");
    expect(mesurerTauxDeRotation(avec(0, 1) as never, ROTATION as never).taux.exact).toBe("0");
  });

  it("liste les trois stipulations d'un coup", () => {
    try {
      (mesurerTauxDeRotation as Verbe)(...([rotation()] as never[]));
    } catch (erreur) {
      expect((erreur as StipulationManquante).manquantes.map((m) => m.stipulation)).toEqual([
        "mutations",
        "misesEnService",
        "arrondiDuTaux",
      ]);
    }
    expect.assertions(1);
  });

  it.each([
    { mode: "plus-proche" },
    { mode: "environ", decimales: 1 },
    { mode: "plus-proche", decimales: 7 },
    2,
    null,
  ])("refuse l'arrondi %j", (arrondiDuTaux) => {
    expect(problemes(mesurerTauxDeRotation, rotation(), { ...ROTATION, arrondiDuTaux })).toEqual([
      "stipulations.arrondiDuTaux ARRONDI_INVALIDE",
    ]);
  });
});

describe("mesurerTauxDeRotation, par typologie", () => {
  const typologies = (...lignes: [typologie: string, numerateur: number, denominateur: number][]) => ({
    ...rotation(),
    typologies: lignes.map(([typologie, numerateur, denominateur]) => ({
      typologie,
      numerateur,
      denominateur,
    })),
  });

  it("veut un détail qui fasse exactement le tout, chaque typologie une fois", () => {
    const mesurer = (entree: unknown) => problemes(mesurerTauxDeRotation, entree, ROTATION);
    expect(mesurer(typologies(["T3", 7, 60], ["T2", 1, 39]))).toEqual([
      "typologies DETAIL_DIFFERENT_DU_TOUT",
    ]);
    expect(mesurer(typologies(["T3", 7, 60], ["T2", 2, 40]))).toEqual([
      "typologies DETAIL_DIFFERENT_DU_TOUT",
    ]);
    expect(mesurer(typologies(["T3", 8, 60], ["T3", 0, 40]))).toEqual(["typologies[1].typologie DOUBLON"]);
    expect(mesurer(typologies(["T3", 7, 99], ["T2", 1, 0], ["T1", 0, 1]))).toEqual([
      "typologies[1].numerateur NUMERATEUR_SUPERIEUR",
    ]);
    expect(mesurer({ ...typologies(), numerateur: { nature: "sorties", nombre: 0 } })).toEqual([
      "typologies DETAIL_DIFFERENT_DU_TOUT",
    ]);
    expect(mesurer(typologies(["T6", 8, 100]))).toEqual(["typologies[0].typologie VALEUR_NON_PREVUE"]);
  });

  it("de logements, veut la typologie de chacun, et jamais plus d'emménagements que de logements", () => {
    const mesurer = (...logements: unknown[]) =>
      problemes(mesurerTauxDeRotation, { ...repertoire(...logements), parTypologie: true }, ROTATION);
    expect(mesurer({ mode: 1, bail: null, locat: "1998" })).toEqual([
      "logements[1].typologie CHAMP_MANQUANT",
    ]);
    expect(mesurer({ mode: 5, bail: "2022-01", locat: "1998", typologie: "T1" })).toEqual([
      "logements NUMERATEUR_SUPERIEUR",
      "logements NUMERATEUR_SUPERIEUR",
    ]);
    expect(
      mesurer(
        { mode: 1, bail: "2010-01", locat: "1998", typologie: "T3" },
        { mode: 5, bail: "2022-01", locat: "1998", typologie: "T1" },
      ),
    ).toEqual(["logements NUMERATEUR_SUPERIEUR"]);
  });
});

describe("mesurerTauxDeRotation, de logements ou d'une publication", () => {
  it("dit d'un coup tout ce qui ne va pas dans les lignes, l'enveloppe et les stipulations", () => {
    const fautive = {
      ...repertoire(
        { mode: 2, bail: "2022-05", locat: "2024" },
        { mode: "1", bail: "05/2022", locat: "98" },
        { mode: 1, bail: "2024-01", locat: "1998", adresse: "rue" },
        { mode: 1, bail: "2024-01", locat: "1799" },
      ),
      territoire: "",
      tauxPublie: 5,
      numerateur: { nature: "sorties", nombre: 1 },
    };
    expect(
      problemes(mesurerTauxDeRotation, fautive, { mutations: "exclues", misesEnService: "comptees" }),
    ).toEqual([
      "logements[1].bail BAIL_D_UN_LOGEMENT_VACANT",
      "logements[1].locat POSTERIEUR_AU_MILLESIME",
      "logements[2].bail MOIS_INVALIDE",
      "logements[2].locat MOIS_OU_ANNEE_INVALIDE",
      "logements[2].mode VALEUR_NON_PREVUE",
      "logements[3].adresse CHAMP_INCONNU",
      "logements[4].locat MOIS_OU_ANNEE_INVALIDE",
      "numerateur CHAMP_EN_TROP",
      "stipulations.arrondiDuTaux STIPULATION_MANQUANTE",
      "stipulations.misesEnService MISES_EN_SERVICE_HORS_DEFINITION",
      "stipulations.mutations MUTATIONS_HORS_DEFINITION",
      "tauxPublie CHAMP_EN_TROP",
      "territoire TEXTE_MAL_FORME",
    ]);
  });

  it("refuse un répertoire sans logement à mesurer", () => {
    const vide = { ...sansTermes, logements: [] };
    expect(problemes(mesurerTauxDeRotation, vide, ROTATION)).toEqual(["logements DENOMINATEUR_NUL"]);
  });

  it("refuse une publication sur zéro logement, hors de 0 à 100 %, ou qui donne aussi des mouvements", () => {
    const mesurer = (champs: object) =>
      problemes(mesurerTauxDeRotation, { ...publication(), ...champs }, ROTATION);
    expect(mesurer({ denominateur: { nature: "logements", nombre: 0 } })).toEqual([
      "denominateur.nombre DENOMINATEUR_NUL",
    ]);
    expect(mesurer({ tauxPublie: "100.1" })).toEqual(["tauxPublie TAUX_INVALIDE"]);
    expect(mesurer({ numerateur: { nature: "sorties", nombre: 1 } })).toEqual([
      "numerateur.nombre CHAMP_INCONNU",
    ]);
    expect(mesurer({ typologies: [] })).toEqual(["typologies CHAMP_EN_TROP"]);
  });

  it("l'ordre des logements ne change pas un octet", () => {
    const lignes = [
      { mode: 1, bail: "2022-05", locat: "1998", typologie: "T3" },
      { mode: 2, bail: null, locat: "1998-04", typologie: "T1" },
      { mode: 1, bail: "2022-05", locat: "1998", typologie: "T1" },
    ];
    const mesurer = (logements: unknown) =>
      JSON.stringify(mesurerTauxDeRotation({ ...sansTermes, logements } as never, ROTATION as never));
    expect(mesurer([...lignes].reverse())).toBe(mesurer(lignes));
  });
});

describe("reunirTauxDeRotation et moyennerTauxDeRotation", () => {
  const mesure = (champs: object = {}, convenu: object = {}) =>
    mesurerTauxDeRotation({ ...rotation(), ...champs } as never, { ...ROTATION, ...convenu } as never);
  const autre = [
    mesure({ territoire: "B", numerateur: { nature: "emmenagements", nombre: 8 } }),
    mesure({ territoire: "C", denominateur: { nature: "logements-loues-ou-proposes", nombre: 100 } }),
    mesure({ territoire: "D" }, { mutations: "exclues" }),
    mesure({ territoire: "E" }, { misesEnService: "comptees" }),
  ];

  it("refusent de mêler d'autres termes, d'autres conventions, un autre millésime, un autre territoire", () => {
    const differences = [
      "taux[1].numerateur.nature TERMES_DIFFERENTS",
      "taux[2].denominateur.nature TERMES_DIFFERENTS",
      "taux[3].stipulations.mutations CONVENTIONS_DIFFERENTES",
      "taux[4].stipulations.misesEnService CONVENTIONS_DIFFERENTES",
    ];
    const taux = [mesure(), ...autre, mesure({ territoire: "F", millesime: 2022 })];
    expect(
      problemes(reunirTauxDeRotation, { date: DATE, territoire: "tout", taux }, { arrondiDuTaux: "aucun" }),
    ).toEqual([...differences, "taux[5].millesime MILLESIMES_DIFFERENTS"]);
    const annees = [mesure(), ...autre.map((_, rang) => mesure({ millesime: 2010 + rang })), ...autre];
    expect(
      problemes(
        moyennerTauxDeRotation,
        { date: DATE, taux: annees },
        { moyenneDesAnnees: "simple", arrondiDuTaux: "aucun" },
      ),
    ).toEqual(
      [5, 6, 7, 8]
        .flatMap((rang) => [
          `taux[${rang}].millesime DOUBLON`,
          `taux[${rang}].territoire TERRITOIRES_DIFFERENTS`,
        ])
        .concat(differences.map((p, rang) => p.replace(/\d/, String(rang + 5))))
        .sort(),
    );
  });

  it("refusent une liste vide, un taux retouché, un résultat d'une autre nature", () => {
    const reunir = (taux: unknown[]) =>
      problemes(reunirTauxDeRotation, { date: DATE, territoire: "tout", taux }, { arrondiDuTaux: "aucun" });
    expect(reunir([])).toEqual(["taux LISTE_VIDE"]);
    expect(reunir([{ ...mesure(), millesime: 2020 }, assiette()])).toEqual([
      "taux[0] RESULTAT_ALTERE",
      "taux[1] RESULTAT_INATTENDU",
    ]);
  });

  it("demandent leurs stipulations", () => {
    expect(problemes(moyennerTauxDeRotation, { date: DATE, taux: [] }, {})).toEqual([
      "stipulations.arrondiDuTaux STIPULATION_MANQUANTE",
      "stipulations.moyenneDesAnnees STIPULATION_MANQUANTE",
      "taux LISTE_VIDE",
    ]);
  });
});

describe("l'ordre des champs", () => {
  it("d'un arrondi convenu ne change pas un octet", () => {
    const avec = (arrondiDuTaux: object) =>
      JSON.stringify(mesurerTauxDeRotation(rotation() as never, { ...ROTATION, arrondiDuTaux } as never));
    expect(avec({ decimales: 1, mode: "plus-proche" })).toBe(avec({ mode: "plus-proche", decimales: 1 }));
  });
});

describe("convertirEnDroitsUniques", () => {
  it("reçoit les droits en une seule forme, et une synthèse qui les compte tous, de réservataires connus", () => {
    const etatDesLieux = consoliderEtatDesLieux(inventaire() as never, {});
    const ligne = {
      reservataire: "als",
      commune: "77288",
      droitsUniquesNonHonores: 1,
      droitsDeSuite: 3,
      anneesDExpiration: [{ annee: 2030, nombre: 2 }],
    };
    const reservataires = [{ code: "als", nom: "ALS", categorie: "action-logement" }];
    const tauxDeRotation = taux();
    const refuses = (entree: object) =>
      problemes(
        convertirEnDroitsUniques,
        { dateDEffet: DATE, tauxDeRotation, ...entree },
        { mesureDesAnnees: "mi-annee", arrondiDesDroits: "aucun" },
      );
    expect(refuses({})).toEqual([
      "etatDesLieux DROITS_EN_UNE_SEULE_FORME",
      "stipulations.mesureDeDuree STIPULATION_MANQUANTE",
    ]);
    expect(refuses({ etatDesLieux, synthese: [], reservataires: [] })).toEqual([
      "etatDesLieux DROITS_EN_UNE_SEULE_FORME",
    ]);
    expect(refuses({ synthese: [ligne, { ...ligne, reservataire: "alz" }, ligne], reservataires })).toEqual([
      "synthese[0].anneesDExpiration ANNEES_INCOMPLETES",
      "synthese[1].anneesDExpiration ANNEES_INCOMPLETES",
      "synthese[1].reservataire RESERVATAIRE_INCONNU",
      "synthese[2] DOUBLON",
      "synthese[2].anneesDExpiration ANNEES_INCOMPLETES",
    ]);
  });

  it("refuse un résultat d'une autre nature, ou absent", () => {
    expect(problemes(convertirEnDroitsUniques, { dateDEffet: DATE, etatDesLieux: taux() }, DROITS)).toEqual([
      "etatDesLieux RESULTAT_INATTENDU",
      "tauxDeRotation CHAMP_MANQUANT",
    ]);
  });
});

describe("convertirStockEnFlux", () => {
  it("refuse l'assiette d'un autre département", () => {
    const ailleurs = calculerAssiette(
      { date: DATE, perimetre: { ...PERIMETRE, departement: "75" }, liberations: 1 },
      HORS_FLUX,
    );
    expect(
      problemes(convertirStockEnFlux, { etatDesLieux: etatDesLieux(), assiette: ailleurs }, CONVERSION),
    ).toEqual(["assiette.perimetre PERIMETRES_DIFFERENTS"]);
  });
});

describe("repartirFlux", () => {
  const repartir = (...conventions: unknown[]) =>
    problemes(repartirFlux, { assiette: assiette(), conventions });

  it.each(["31,5", "-1", "100.000001", "12.1234567", "", " 5", "5 %", 1e-7, Number.NaN, null, {}])(
    "refuse le taux %j",
    (tauxFaux) => {
      const fautive = convention("melun", "commune", commune("77288"), [{ taux: tauxFaux as never }]);
      expect(repartir(fautive)).toEqual(["conventions[0].parts[0].taux TAUX_INVALIDE"]);
    },
  );

  it("refuse ce qu'une convention ne peut pas être", () => {
    expect(
      repartir(
        { ...prefet(25, 5), reservataire: { ...prefet(25, 5).reservataire, territoire: commune("77288") } },
        convention("non-reserves", "employeur", PARTOUT, [{ taux: 1 }]),
        convention("paris", "commune", commune("75056"), [{ taux: 1 }, { taux: 2 }]),
        convention("als", "action-logement", PARTOUT, [
          { taux: 60 },
          { taux: 41, contrepartie: "financement" },
        ]),
        convention("sante", "etablissement-public-de-sante", PARTOUT, [{ taux: 1 }]),
        convention("vide", "employeur", PARTOUT, []),
        convention("faux", "employeur", PARTOUT, [{ taux: 1, contrepartie: "contingent-prefectoral" }]),
        convention("volet", "employeur", PARTOUT, [{ taux: 1, contingent: "publics-prioritaires" }]),
      ),
    ).toEqual(
      [
        "conventions[0].reservataire.territoire TERRITOIRE_INCOHERENT",
        "conventions[1].reservataire.code CODE_RESERVE",
        "conventions[2].parts[1] DOUBLON",
        "conventions[2].reservataire.territoire.commune COMMUNE_HORS_DEPARTEMENT",
        "conventions[3].parts TAUX_CUMULE_SUPERIEUR_A_100",
        "conventions[4].parts PART_DE_LOGEMENTS_IDENTIFIES",
        "conventions[5].parts LISTE_VIDE",
        "conventions[6].parts[0].contingent CONTINGENT_INCOHERENT",
        "conventions[6].parts[0].contrepartie CONTREPARTIE_INCOHERENTE",
        "conventions[7].parts[0].contingent CONTINGENT_INCOHERENT",
      ].sort(),
    );
  });

  it("refuse deux préfets", () => {
    const autre = { ...prefet(1, 1), reservataire: { ...prefet(1, 1).reservataire, code: "autre-prefet" } };
    expect(repartir(prefet(25, 5), autre)).toEqual(["conventions[1].reservataire.categorie DOUBLON"]);
  });

  it("refuse nommément une convention qui n'est pas encore en vigueur", () => {
    const future = {
      ...convention("als", "action-logement", PARTOUT, [{ taux: 20 }]),
      dateDEffet: "2024-01-02",
    };
    const appel = () => repartirFlux({ assiette: assiette(), conventions: [prefet(25, 5), future] });
    expect(appel).toThrow(CasNonCouvert);
    expect(appel).toThrow("conventions[1].dateDEffet");
  });

  it("un territoire sans logement est dit, sans être compté", () => {
    const [constat] = repartirFlux({
      assiette: assiette(),
      conventions: [convention("meaux", "commune", commune("77284"), [{ taux: 20 }])],
    }).constats;
    expect([constat?.code, constat?.territoire]).toEqual(["TERRITOIRE_SANS_LOGEMENT", "commune 77284"]);
  });
});

const stockReserve = () => ({
  date: "2020-01-01",
  perimetre: PERIMETRE,
  reservataires: [
    { code: "prefet", nom: "Préfet", categorie: "prefet" },
    { code: "ville", nom: "Ville", categorie: "commune" },
  ],
  programmes: [
    {
      code: "A",
      logements: 10,
      reservations: [
        {
          reservataire: "prefet",
          contrepartie: "contingent-prefectoral",
          contingent: "publics-prioritaires",
          logements: 3,
        },
        { reservataire: "ville", contrepartie: "garantie-d-emprunt", logements: 2 },
      ],
    },
  ],
  derogations: [
    {
      arrete: "arrêté fictif",
      motif: "securite-publique",
      du: "2019-10-01",
      au: "2020-09-30",
      plafondPrefet: 35,
    },
  ],
});

describe("controlerReservationsEnStock", () => {
  const controle = (champs: object) =>
    problemes(controlerReservationsEnStock, { ...stockReserve(), ...champs });
  const programme = (champs: object) => ({ ...stockReserve().programmes[0], ...champs });

  it("situe chaque doublon", () => {
    const [premier] = stockReserve().programmes;
    const reservations = premier?.reservations ?? [];
    expect(controle({ programmes: [premier, premier] })).toEqual(["programmes[1].code DOUBLON"]);
    expect(
      controle({
        programmes: [programme({ reservations: [...reservations, { ...reservations[1], logements: 1 }] })],
      }),
    ).toEqual(["programmes[0].reservations[2] DOUBLON"]);
    const [prefetDeLEtat, ville] = stockReserve().reservataires;
    expect(controle({ reservataires: [prefetDeLEtat, ville, ville] })).toEqual([
      "reservataires[2].code DOUBLON",
    ]);
    expect(controle({ reservataires: [prefetDeLEtat, ville, { ...prefetDeLEtat, code: "autre" }] })).toEqual([
      "reservataires[2].categorie DOUBLON",
    ]);
  });

  it("situe un réservataire inconnu et un contingent mal placé", () => {
    const reservation = (champs: object) => [
      programme({
        reservations: [
          { reservataire: "ville", contrepartie: "garantie-d-emprunt", logements: 1, ...champs },
        ],
      }),
    ];
    const lieu = "programmes[0].reservations[0]";
    expect(controle({ programmes: reservation({ reservataire: "x" }) })).toEqual([
      `${lieu}.reservataire RESERVATAIRE_INCONNU`,
    ]);
    expect(
      controle({
        reservataires: [{ code: "ville", nom: "Ville", categorie: "commune", siren: "x" }],
        programmes: reservation({}),
      }),
    ).toEqual(["reservataires[0].siren CHAMP_INCONNU"]);
    expect(controle({ programmes: reservation({ contingent: "publics-prioritaires" }) })).toEqual([
      `${lieu}.contingent CONTINGENT_INCOHERENT`,
    ]);
    expect(controle({ programmes: reservation({ contrepartie: "contingent-prefectoral" }) })).toEqual([
      `${lieu}.contingent CONTINGENT_INCOHERENT`,
      `${lieu}.contrepartie CONTREPARTIE_INCOHERENTE`,
    ]);
    expect(
      controle({
        programmes: reservation({ reservataire: "prefet", contrepartie: "contingent-prefectoral" }),
      }),
    ).toEqual([`${lieu}.contingent CONTINGENT_INCOHERENT`]);
    expect(controle({ programmes: reservation({ logements: -1 }) })).toEqual([
      `${lieu}.logements COMPTE_INVALIDE`,
    ]);
  });

  it("sans liste de réservataires, ou sans tous leurs codes, n'en dit aucun inconnu", () => {
    expect(controle({ reservataires: undefined })).toEqual(["reservataires CHAMP_MANQUANT"]);
    expect(controle({ reservataires: "tous" })).toEqual(["reservataires TYPE_INVALIDE"]);
    expect(controle({ reservataires: [null] })).toEqual(["reservataires[0] TYPE_INVALIDE"]);
  });

  it("ne donne la décote qu'à l'État", () => {
    const decote = (reservataire: string) =>
      controle({
        programmes: [programme({ reservations: [{ reservataire, contrepartie: "decote", logements: 1 }] })],
      });
    expect(decote("ville")).toEqual(["programmes[0].reservations[0].contrepartie CONTREPARTIE_INCOHERENTE"]);
    expect(() => decote("prefet")).toThrow("aucune erreur");
  });

  it("demande des programmes, et dit tous les problèmes à la fois", () => {
    expect(controle({ programmes: [] })).toEqual(["programmes LISTE_VIDE"]);
    expect(
      controle({ date: "2020-02-22", programmes: [], reservataires: [{ code: "x", nom: "x" }] }),
    ).toEqual(["date REGIME_DU_FLUX", "programmes LISTE_VIDE", "reservataires[0].categorie CHAMP_MANQUANT"]);
  });

  it("lit un plafond qui ne déroge pas comme celui du flux", () => {
    const [arrete] = stockReserve().derogations;
    expect(controle({ derogations: [{ ...arrete, plafondPrefet: 30 }] })).toEqual([
      "derogations[0].plafondPrefet PLAFOND_SANS_DEROGATION",
    ]);
  });
});

const aVerifier = () => ({
  date: DATE,
  convention: convention("ville", "commune", commune("77288"), [{ taux: 12 }]),
  clauses: ["modalites-pratiques", "delai-de-proposition"],
  conferenceIntercommunale: true,
});

describe("verifierConvention", () => {
  const verification = (champs: object) => problemes(verifierConvention, { ...aVerifier(), ...champs });

  it("situe une clause inconnue, une clause en double, un champ absent", () => {
    expect(verification({ clauses: ["modalites-pratiques", "autre", "modalites-pratiques"] })).toEqual([
      "clauses[1] VALEUR_NON_PREVUE",
      "clauses[2] DOUBLON",
    ]);
    expect(verification({ conferenceIntercommunale: undefined, clauses: undefined })).toEqual([
      "clauses CHAMP_MANQUANT",
      "conferenceIntercommunale CHAMP_MANQUANT",
    ]);
  });

  it("lit la convention comme repartirFlux", () => {
    const { convention: lue } = aVerifier();
    expect(verification({ convention: { ...lue, parts: [{ ...lue.parts[0], taux: 101 }] } })).toEqual([
      "convention.parts[0].taux TAUX_INVALIDE",
    ]);
    expect(verification({ convention: { ...lue, avenant: 1 }, date: "2020-02-21" })).toEqual([
      "convention.avenant CHAMP_INCONNU",
      "date REGIME_NON_COUVERT",
    ]);
  });
});

describe("le registre", () => {
  it("demande un périmètre", () => {
    const sansPerimetre = repartirFlux({
      assiette: calculerAssiette({ date: DATE, liberations: 1 }, HORS_FLUX),
      conventions: [],
    });
    expect(problemes(ouvrirRegistre, sansPerimetre, REGISTRE)).toEqual(["assiette.perimetre CHAMP_MANQUANT"]);
  });

  it.each([
    [{ date: "2025-01-01" }, "evenement.date DATE_HORS_DE_L_ANNEE"],
    [{ commune: "77284" }, "evenement.commune SECTEUR_INCONNU"],
    [{ logement: "1" }, "evenement.logement NUMERO_RPLS_INVALIDE"],
    [{ codeQpv: "QPV1" }, "evenement.codeQpv CODE_QPV_INVALIDE"],
    [{ statut: "identifie" }, "evenement.reservataireIdentifie RESERVATAIRE_IDENTIFIE_INCOHERENT"],
    [
      { statut: "identifie", reservataireIdentifie: "melun" },
      "evenement.reservataireIdentifie RESERVATAIRE_INCONNU",
    ],
    [
      { reservataireIdentifie: "hopital" },
      "evenement.reservataireIdentifie RESERVATAIRE_IDENTIFIE_INCOHERENT",
    ],
    [{ type: "depart" }, "evenement.type VALEUR_NON_PREVUE"],
    [{ menage: "un nom" }, "evenement.menage CHAMP_INCONNU"],
  ])("refuse une libération où %j", (champs, attendu) => {
    expect(problemes(consigner, registre(), liberation(champs))).toEqual([attendu]);
  });

  it("suit l'ordre d'un dossier et celui des dates", () => {
    const libre = consigner(registre(), liberation() as never);
    const fait = (type: string, champs: object = {}) => ({
      type,
      date: "2024-03-02",
      liberation: "L-1",
      ...champs,
    });
    expect(problemes(consigner, libre, liberation())).toEqual(["evenement.liberation DOUBLON"]);
    expect(problemes(consigner, libre, fait("bail"))).toEqual(["evenement.type SUITE_IMPOSSIBLE"]);
    expect(problemes(consigner, libre, fait("bail", { liberation: "L-2" }))).toEqual([
      "evenement.liberation LIBERATION_INCONNUE",
    ]);
    expect(
      problemes(consigner, libre, fait("soustraction", { date: "2024-02-29", categorie: "mutations" })),
    ).toContain("evenement.date DATE_ANTERIEURE");
    expect(problemes(consigner, libre, fait("mise-a-disposition", { reservataire: "hopital" }))).toEqual([
      "evenement.reservataire RESERVATAIRE_INCONNU",
    ]);

    const mis = consigner(libre, fait("mise-a-disposition", { reservataire: "melun" }) as never);
    expect(problemes(consigner, mis, fait("attribution"))).toEqual(["evenement.type SUITE_IMPOSSIBLE"]);
    const echoue = consigner(mis, fait("absence-de-candidat") as never);
    expect(problemes(consigner, echoue, fait("designation"))).toEqual(["evenement.type SUITE_IMPOSSIBLE"]);
    const rendu = consigner(echoue, fait("mise-a-disposition", { reservataire: "prefet" }) as never);
    expect(rendu.dossiers[0]?.tours.map(({ reservataire }) => reservataire)).toEqual(["melun", "prefet"]);
    expect(problemes(proposerOrientation, mis, "L-1")).toEqual(["liberation LOGEMENT_NON_DISPONIBLE"]);
    expect(problemes(proposerOrientation, mis, "L-9")).toEqual(["liberation LIBERATION_INCONNUE"]);
  });

  it.each([
    [
      { souhaits: [{ reservataire: "melun", critere: "x", note: 0 }] },
      "options.souhaits[0].note NOTE_INVALIDE",
    ],
    [
      { souhaits: [{ reservataire: "melun", critere: "x", note: 1, typologies: [] }] },
      "options.souhaits[0].typologies LISTE_VIDE",
    ],
    [
      { souhaits: [{ reservataire: "non-reserves", critere: "x", note: 1 }] },
      "options.souhaits[0].reservataire RESERVATAIRE_INCONNU",
    ],
    [{ ecartVise: "0" }, "options.ecartVise ECART_INVALIDE"],
    [{ ecartVise: "10.1" }, "options.ecartVise ECART_INVALIDE"],
    [
      { annonces: [{ commune: "77284", localisation: "qpv" }] },
      "options.annonces[0].commune SECTEUR_INCONNU",
    ],
  ])("refuse une proposition où %j", (options, attendu) => {
    const libre = consigner(registre(), liberation() as never);
    expect(problemes(proposerOrientation, libre, "L-1", options)).toEqual([attendu]);
  });

  it("refuse une suite, un report ou une version mal formés", () => {
    expect(problemes(orienterLogements, registre(), [], { annonces: "tout" })).toEqual([
      "options.annonces ANNONCES_INVALIDES",
    ]);
    expect(problemes(ouvrirRegistre, repartition(), { ...REGISTRE, report: "partiel" })).toEqual([
      "stipulations.report REPORT_INVALIDE",
    ]);
    expect(problemes(consigner, registre(), { ...liberation(), versionAttendue: -1 })).toEqual([
      "evenement.versionAttendue VERSION_INVALIDE",
    ]);
  });

  it("une gestion déléguée n'attend pas de désignation du réservataire", () => {
    const faits = [
      liberation(),
      { type: "mise-a-disposition", date: "2024-03-02", liberation: "L-1", reservataire: "prefet" },
      { type: "attribution", date: "2024-03-20", liberation: "L-1" },
      { type: "bail", date: "2024-04-01", liberation: "L-1" },
    ];
    const final = faits.reduce((etat, fait) => consigner(etat, fait as never), registre());
    expect(etablirBilan(final).totaux).toEqual({ proposes: 1, attribues: 1, bauxSignes: 1 });
  });

  it("ne donne pas un logement hors du territoire d'un réservataire", () => {
    const deux = ouvrirRegistre(
      repartirFlux({
        assiette: calculerAssiette(
          {
            date: DATE,
            perimetre: PERIMETRE,
            secteurs: [secteur("77288", "hors-qpv", 5), secteur("77284", "hors-qpv", 5)] as never,
          },
          HORS_FLUX,
        ),
        conventions: [convention("meaux", "commune", commune("77284"), [{ taux: 20 }])],
      }),
      REGISTRE,
    );
    const libre = consigner(deux, liberation() as never);
    const donner = {
      type: "mise-a-disposition",
      date: "2024-03-02",
      liberation: "L-1",
      reservataire: "meaux",
    };
    expect(problemes(consigner, libre, donner)).toEqual(["evenement.reservataire HORS_TERRITOIRE"]);
    expect(proposerOrientation(libre, "L-1").ecartes.map(({ reservataire }) => reservataire)).toEqual([
      "meaux",
    ]);
  });

  it("un logement identifié va à son réservataire, hors des comptes", () => {
    const identifie = consigner(
      registre(),
      liberation({ statut: "identifie", reservataireIdentifie: "hopital" }) as never,
    );
    expect(proposerOrientation(identifie, "L-1").candidats).toEqual([
      {
        delaiDeLaConvention: null,
        rang: 1,
        reservataire: "hopital",
        compte: null,
        aDejaEchoue: false,
        tenable: true,
        souhaits: [],
      },
    ]);
    const donner = (reservataire: string) => ({
      type: "mise-a-disposition",
      date: "2024-03-02",
      liberation: "L-1",
      reservataire,
    });
    expect(problemes(consigner, identifie, donner("melun"))).toEqual([
      "evenement.reservataire LOGEMENT_IDENTIFIE",
    ]);
    expect(consigner(identifie, donner("hopital") as never).comptes).toEqual(registre().comptes);
    const soustraire = {
      type: "soustraction",
      date: "2024-03-02",
      liberation: "L-1",
      categorie: "mutations",
    };
    expect(problemes(consigner, identifie, soustraire)).toEqual(["evenement.type SOUSTRACTION_HORS_FLUX"]);
  });

  it("un registre retouché est refusé ; relu d'un fichier, il est accepté", () => {
    const tenu = orienterLogements(registre(), [
      libere("L-1", "2024-03-01"),
      libere("L-2", "2024-03-02"),
    ]).registre;
    const relu = JSON.parse(JSON.stringify(tenu));
    expect(etablirBilan(relu)).toEqual(etablirBilan(tenu));
    relu.comptes[0].recus += 1;
    expect(problemes(etablirBilan, structuredClone(relu))).toEqual(["registre REGISTRE_ALTERE"]);
  });
});

describe("orienterLogements", () => {
  it("rassemble les problèmes de toutes les libérations", () => {
    const fautives = [
      libere("L-1", "2024-03-01"),
      libere("L-1", "2024-03-02"),
      { ...libere("L-3", "2025-03-02"), commune: "77284" },
      { ...libere("L-4", "2024-03-02"), soustraction: "vente" },
    ];
    expect(problemes(orienterLogements, registre(), fautives)).toEqual(
      [
        "liberations[1].liberation DOUBLON",
        "liberations[2].commune SECTEUR_INCONNU",
        "liberations[2].date DATE_HORS_DE_L_ANNEE",
        "liberations[3].soustraction VALEUR_NON_PREVUE",
      ].sort(),
    );
  });

  it("une suite vide ne change rien", () => {
    const vide = orienterLogements(registre(), []);
    expect([vide.orientations, vide.plusGrandEcart, vide.registre.version]).toEqual([[], null, 0]);
  });
});

describe("expliquer", () => {
  it("refuse une cible ou un résultat inconnus, en donnant ceux qui existent", () => {
    expect(problemes(expliquer, assiette(), "C")).toEqual(["cible CIBLE_INCONNUE"]);
    expect(() => expliquer(assiette(), "C")).toThrow("flux");
    expect(problemes(expliquer, { nature: "journal" }, "flux")).toEqual(["resultat RESULTAT_INATTENDU"]);
    expect(problemes(expliquer, assiette(), "flux", { format: "pdf", langue: "de" })).toEqual([
      "options.format VALEUR_NON_PREVUE",
      "options.langue VALEUR_NON_PREVUE",
    ]);
  });

  it("refuse un résultat retouché", () => {
    expect(problemes(expliquer, { ...assiette(), flux: 16 }, "flux")).toEqual(["resultat RESULTAT_ALTERE"]);
  });
});

const programmeALouer = () => [
  {
    date: DATE,
    programme: {
      code: "P-1",
      commune: "77288",
      logements: [
        { code: "A1", typologie: "T2", financement: "PLAI" },
        { code: "A2", typologie: "T3", financement: "PLUS" },
      ],
    },
    reservataires: [{ code: "ville", nom: "Ville", categorie: "commune" }],
    parts: [{ reservataire: "ville", contrepartie: "garantie-d-emprunt", quotite: 50, delegataire: "epci" }],
    ordreDeChoix: { reservataires: ["ville"], parTour: "un-logement" },
  },
  { ...HORS_FLUX, quotaDesGaranties: { taux: 20, partage: "au-prorata-des-quotites" } },
];
const concertation = () => {
  const proposition = repartirPremiereMiseEnLocation(
    ...(programmeALouer() as unknown as Parameters<typeof repartirPremiereMiseEnLocation>),
  );
  return {
    proposition: structuredClone(proposition),
    date: DATE,
    accords: [{ reservataire: "ville", reponse: "accord", date: DATE }],
    tableFinale: structuredClone(proposition.tableau?.lignes),
  };
};

const droitsUniques = () =>
  structuredClone(
    convertirEnDroitsUniques(
      { dateDEffet: DATE, etatDesLieux: etatDesLieux(), tauxDeRotation: taux() },
      DROITS as never,
    ),
  );

const calendrier = () => ({
  date: "2024-06-01",
  perimetre: { ...PERIMETRE },
  reservataires: [
    { code: "prefet", nom: "Préfet", categorie: "prefet", territoire: { type: "perimetre" } },
    { code: "ville", nom: "Melun", categorie: "commune", territoire: { type: "commune", commune: "77288" } },
  ],
  conferences: [{ code: "247700057", nom: "Melun Val de Seine", autorite: "epci", communes: ["77288"] }],
  conventions: [
    {
      reference: "CV-1",
      reservataires: ["prefet"],
      dateDeSignature: "2024-02-01",
      fin: "2024-12-31",
      miseEnDemeure: "2024-05-31",
    },
  ],
  garanties: [
    { emprunt: "E-1", reservataire: "ville", dernierVersement: "2019-05-01", dateDExpiration: null },
  ],
  derogations: [
    { arrete: "A-1", motif: "securite-publique", du: "2024-01-01", au: "2024-06-30", plafondPrefet: "32" },
  ],
  accomplissements: [
    {
      obligation: "transmission-de-convention",
      objet: "CV-1",
      destinataire: "prefet-de-departement",
      le: "2024-02-02",
    },
    { obligation: "bilan-des-designations", debiteur: "ville", le: "2024-02-02" },
  ],
});

const ENTREES: readonly [string, Verbe, () => unknown[]][] = [
  [
    "calculerAssiette",
    calculerAssiette,
    () => [{ date: DATE, liberations: 3, soustraits: { mutations: 1 } }, { ...HORS_FLUX }],
  ],
  [
    "calculerAssiette, logement par logement",
    calculerAssiette,
    () => [assietteParLogement(), { ...HORS_FLUX }],
  ],
  ["rapprocherAssiettes", rapprocherAssiettes, () => [{ prevue: assiette(), realisee: assiette() }]],
  ["determinerStatuts", determinerStatuts, () => [parcAQualifier()]],
  ["consoliderEtatDesLieux", consoliderEtatDesLieux, () => [inventaire(), {}]],
  [
    "lireEtatDesLieux",
    lireEtatDesLieux,
    () => [fichier(), { passageDesFinancements: [{ code: "13", financement: "PLUS" }] }, {}],
  ],
  ["extraireEtatDesLieux", extraireEtatDesLieux, () => [inventaire(), "als"]],
  ["comparerEtatsDesLieux", comparerEtatsDesLieux, () => [inventaire(), inventaire()]],
  ["informationPrealable", informationPrealable, () => [structuredClone(etatDesLieux())]],
  ["reunirSyntheses", reunirSyntheses, () => [[structuredClone(etatDesLieux())]]],
  ["tableauDeSynthese", tableauDeSynthese, () => [structuredClone(etatDesLieux())]],
  ["mesurerTauxDeRotation", mesurerTauxDeRotation, () => [rotation(), { ...ROTATION }]],
  [
    "mesurerTauxDeRotation, par typologie",
    mesurerTauxDeRotation,
    () => [
      { ...rotation(), typologies: [{ typologie: "T3", numerateur: 8, denominateur: 100 }] },
      { ...ROTATION },
    ],
  ],
  [
    "mesurerTauxDeRotation, logement par logement",
    mesurerTauxDeRotation,
    () => [
      { ...repertoire({ mode: 2, bail: null, locat: "1998", typologie: "T1" }), parTypologie: true },
      { ...ROTATION },
    ],
  ],
  ["mesurerTauxDeRotation, d'une publication", mesurerTauxDeRotation, () => [publication(), { ...ROTATION }]],
  [
    "reunirTauxDeRotation",
    reunirTauxDeRotation,
    () => [{ date: DATE, territoire: "tout", taux: [taux()] }, { arrondiDuTaux: "aucun" }],
  ],
  [
    "moyennerTauxDeRotation",
    moyennerTauxDeRotation,
    () => [
      { date: DATE, taux: [taux()] },
      { moyenneDesAnnees: "ponderee", arrondiDuTaux: "aucun" },
    ],
  ],
  [
    "convertirEnDroitsUniques",
    convertirEnDroitsUniques,
    () => [{ dateDEffet: DATE, etatDesLieux: etatDesLieux(), tauxDeRotation: taux() }, { ...DROITS }],
  ],
  [
    "convertirStockEnFlux",
    convertirStockEnFlux,
    () => [{ etatDesLieux: etatDesLieux(), assiette: assiette() }, { ...CONVERSION }],
  ],
  [
    "convertirEnDroitsUniques, de niveau 2",
    convertirEnDroitsUniques,
    () => [
      {
        dateDEffet: DATE,
        tauxDeRotation: taux(),
        reservataires: [{ code: "als", nom: "ALS", categorie: "action-logement" }],
        synthese: [
          {
            reservataire: "als",
            commune: "77288",
            droitsUniquesNonHonores: 1,
            droitsDeSuite: 2,
            anneesDExpiration: [
              { annee: 2030, nombre: 1 },
              { annee: null, nombre: 1 },
            ],
          },
        ],
      },
      {
        mesureDesAnnees: "mi-annee",
        droitsSansTerme: [{ reservataire: "als", annees: "20" }],
        arrondiDesDroits: { mode: "plus-proche", decimales: 0, par: "logement" },
      },
    ],
  ],
  [
    "convertirStockEnFlux, par les trois méthodes",
    convertirStockEnFlux,
    () => [
      {
        etatDesLieux: etatDesLieux(),
        assiette: assiette(),
        droitsUniques: droitsUniques(),
        partsFixees: { prefet: 30, nonReserves: "20.5" },
      },
      { ...CONVERSION, methodeDeConversion: "prorata-des-volumes" },
    ],
  ],
  [
    "actualiserParts",
    actualiserParts,
    () => [
      {
        avant: { etatDesLieux: etatDesLieux(), assiette: assiette() },
        apres: { etatDesLieux: etatDesLieux(), assiette: assiette() },
      },
      { ...CONVERSION },
    ],
  ],
  [
    "tenirCompteDeDroits",
    tenirCompteDeDroits,
    () => [
      {
        ouverture: droitsUniques(),
        au: "2024-12-31",
        reservataires: [
          { code: "als", nom: "ALS", categorie: "action-logement" },
          { code: "melun", nom: "Melun", categorie: "commune" },
          { code: "prefet", nom: "Préfet", categorie: "prefet" },
        ],
        registre: structuredClone(registre()),
        mouvements: [
          {
            type: "acquisition",
            date: DATE,
            mouvement: "M-1",
            reservataire: "als",
            logements: 2,
            annees: "40",
          },
          {
            type: "delegation",
            date: DATE,
            mouvement: "M-2",
            reservataire: "als",
            vers: "prefet",
            droits: "1",
          },
        ],
      },
      { premiereLocationDUneAcquisition: "comprise" },
    ],
  ],
  ["repartirFlux", repartirFlux, () => [{ assiette: assiette(), conventions: [prefet(25, 5)] }, {}]],
  ["controlerReservationsEnStock", controlerReservationsEnStock, () => [stockReserve()]],
  ["verifierConvention", verifierConvention, () => [aVerifier()]],
  ["fixerObjectifsDeFlux", fixerObjectifsDeFlux, () => [structuredClone(repartition())]],
  ["repartirPremiereMiseEnLocation", repartirPremiereMiseEnLocation, () => programmeALouer()],
  ["arreterConcertation", arreterConcertation, () => [concertation()]],
  ["ouvrirRegistre", ouvrirRegistre, () => [structuredClone(repartition()), { ...REGISTRE }]],
  ["consigner", consigner, () => [structuredClone(registre()), liberation()]],
  [
    "consignerJournal",
    consignerJournal,
    () => [
      structuredClone(registre()),
      [liberation(), { type: "annulation", date: "2024-03-02", evenement: 1 }],
    ],
  ],
  [
    "orienterLogements",
    orienterLogements,
    () => [structuredClone(registre()), [libere("L-1", "2024-03-01")]],
  ],
  [
    "proposerOrientation",
    proposerOrientation,
    () => [structuredClone(consigner(registre(), liberation() as never)), "L-1"],
  ],
  ["migrerRegistre", migrerRegistre, () => [structuredClone(registre()), structuredClone(registre()), []]],
  [
    "suivreObjectifs",
    suivreObjectifs,
    () => [{ registre: structuredClone(registre()), au: "2024-06-30" }, { prorata: "temps" }],
  ],
  ["etablirBilan", etablirBilan, () => [structuredClone(registre()), complementsDuBilan()]],
  [
    "croiserBilan",
    croiserBilan,
    () => [bilan(), { lignes: "reservataire", colonnes: "commune", compteur: "proposes" }],
  ],
  ["extraireBilan", extraireBilan, () => [bilan(), "prefet"]],
  ["consoliderBilans", consoliderBilans, () => [consolidation()]],
  ["calendrierDesObligations", calendrierDesObligations, () => [calendrier()]],
  ["expliquer", expliquer, () => [assiette(), "flux", {}]],
];

/** Chaque chemin d'une donnée, jusqu'aux feuilles. */
function* chemins(valeur: unknown, tete: readonly PropertyKey[] = []): Generator<readonly PropertyKey[]> {
  yield tete;
  if (typeof valeur === "object" && valeur !== null)
    for (const cle of Reflect.ownKeys(valeur)) {
      if (cle === "length") continue;
      yield* chemins((valeur as Record<PropertyKey, unknown>)[cle], [...tete, cle]);
    }
}

function remplacer(racine: unknown, chemin: readonly PropertyKey[], valeur: unknown): unknown {
  const [pas, ...suite] = chemin;
  if (pas === undefined) return valeur;
  const copie = (Array.isArray(racine) ? [...racine] : { ...(racine as object) }) as Record<
    PropertyKey,
    unknown
  >;
  copie[pas] = remplacer(copie[pas], suite, valeur);
  return copie;
}

function geler<T>(valeur: T): T {
  if (typeof valeur === "object" && valeur !== null) {
    Object.freeze(valeur);
    for (const contenu of Object.values(valeur)) geler(contenu);
  }
  return valeur;
}

const FAUSSES_VALEURS = [
  undefined,
  null,
  Number.NaN,
  -1,
  1.5,
  "",
  "x",
  {},
  [],
  Number.POSITIVE_INFINITY,
  true,
  () => 1,
];

/** Un problème rendu, et non levé, cite la valeur fausse qu'il a lue. */
const horsDesProblemes = (cle: string, valeur: unknown) => (cle === "problemes" ? [] : valeur);

describe.each(ENTREES)("%s", (_, verbe, entrees) => {
  it("ne modifie pas ses entrées", () => {
    const gelees = entrees().map(geler);
    expect(() => verbe(...(gelees as never[]))).not.toThrow();
  });

  it("à n'importe quelle valeur fausse, répond par une de ses erreurs ou par un résultat en JSON", () => {
    const valides = entrees();
    for (const chemin of chemins(valides)) {
      if (chemin.length === 0) continue;
      for (const fausse of FAUSSES_VALEURS) {
        const fausses = remplacer(valides, chemin, fausse) as never[];
        try {
          const resultat = verbe(...fausses);
          expect(JSON.stringify(resultat, horsDesProblemes)).not.toMatch(/NaN|undefined|null,null,null/);
        } catch (erreur) {
          if (!(erreur instanceof ErreurGestionEnFlux))
            throw new Error(`${chemin.map(String).join(".")} = ${String(fausse)} : ${String(erreur)}`);
          expect(JSON.parse(JSON.stringify(erreur))).toHaveProperty("code");
        }
      }
    }
  });
});

describe("citer", () => {
  const renvoi = { article: "L. 441-1", passage: "réservations en flux" };

  it("refuse un renvoi, une date ou une langue mal formés, tous à la fois", () => {
    expect(problemes(citer)).toEqual(["date CHAMP_MANQUANT", "reference CHAMP_MANQUANT"]);
    expect(problemes(citer, {}, "toto", "de")).toEqual([
      "date DATE_IMPOSSIBLE",
      "langue VALEUR_NON_PREVUE",
      "reference.article CHAMP_MANQUANT",
    ]);
    expect(problemes(citer, { article: "R. 441-99", alinea: 1 }, new Date(0), null)).toEqual([
      "date VALEUR_NON_JSON",
      "langue VALEUR_NON_PREVUE",
      "reference.alinea CHAMP_INCONNU",
      "reference.article VALEUR_NON_PREVUE",
    ]);
    expect(problemes(citer, { ...renvoi, passage: "ailleurs" }, DATE)).toEqual([
      "reference.passage VALEUR_NON_PREVUE",
    ]);
    expect(problemes(citer, { ...renvoi, article: "R. 441-5" }, DATE)).toEqual([
      "reference.passage CHAMP_EN_TROP",
    ]);
  });

  it("écrit tous les renvois du registre", () => {
    const renvois = [...REGLES, ...EXIGENCES].flatMap(({ references }) => references);
    for (const reference of renvois)
      expect(citer(reference, DATE, "en")).toContain(`art. ${reference.article}`);
    expect(citer(renvoi as never, DATE)).toContain("L. 441-1, al. 39 ");
  });
});

describe("un résultat qui ne se lit pas", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const piege = Object.defineProperty({}, "nature", {
    enumerable: true,
    get: () => {
      throw new Error("piège");
    },
  });

  it.each([
    ["champ qui lève", piege],
    ["mandataire révoqué", proxy],
    ["instance", new Date(0)],
  ])("%s : ni ciblesDe ni expliquer ne s'y fient", (_, donnee) => {
    expect(problemes(ciblesDe, donnee)).toEqual(["resultat VALEUR_NON_JSON"]);
    expect(problemes(expliquer, donnee, "flux")).toEqual(["resultat VALEUR_NON_JSON"]);
  });

  it("la cible non plus", () => {
    expect(problemes(expliquer, calculerAssiette({ date: DATE, liberations: 1 }, HORS_FLUX), proxy)).toEqual([
      "cible VALEUR_NON_JSON",
    ]);
  });
});

describe("des arrêtés concurrents", () => {
  const arretes = (nombre: number) =>
    Array.from({ length: nombre }, (_, rang) => ({
      arrete: `A-${rang}`,
      motif: "securite-publique",
      du: DATE,
      au: "2024-06-30",
      plafondPrefet: 40,
    }));

  it("un problème par ligne, jamais un par paire", () => {
    const assiette = calculerAssiette({ date: DATE, liberations: 100 }, HORS_FLUX);
    const nombre = 5000;
    const dits = problemes(repartirFlux, { assiette, conventions: [], derogations: arretes(nombre) });
    expect(dits).toHaveLength(nombre - 1);
    expect(new Set(dits).size).toBe(nombre - 1);
    expect(dits).not.toContain("derogations[0] DEROGATIONS_CONCURRENTES");
  });

  it("un arrêté long en couvre plusieurs, donnés dans n'importe quel ordre ; une ligne inversée, aucun", () => {
    const assiette = calculerAssiette({ date: DATE, liberations: 100 }, HORS_FLUX);
    const [modele] = arretes(1);
    const arrete = (code: string, du: string, au: string) => ({ ...modele, arrete: code, du, au });
    expect(
      problemes(repartirFlux, {
        assiette,
        conventions: [],
        derogations: [
          arrete("avril", "2024-04-01", "2024-04-30"),
          arrete("mars", "2024-03-01", "2024-03-31"),
          arrete("semestre", "2024-01-01", "2024-04-01"),
          arrete("inverse", "2024-06-30", "2024-05-01"),
          arrete("juin", "2024-06-01", "2024-06-30"),
        ],
      }),
    ).toEqual([
      "derogations[0] DEROGATIONS_CONCURRENTES",
      "derogations[1] DEROGATIONS_CONCURRENTES",
      "derogations[3].au DATES_INVERSEES",
    ]);
  });
});

describe("une réduction nomme des parts", () => {
  const assiette = calculerAssiette(
    { date: DATE, secteurs: [{ commune: "77288", localisation: "hors-qpv", epci: null, liberations: 100 }] },
    HORS_FLUX,
  );
  const ville = convention("ville", "commune", commune("77288"), [{ taux: 5 }]);
  const cedants = (...codes: readonly string[]) => ({
    reduction: {
      regle: "au-prorata",
      cedants: codes.map((reservataire) => ({ reservataire, contrepartie: "garantie-d-emprunt" })),
    },
  });
  const dits = (conventions: unknown, ...codes: readonly string[]) =>
    problemes(repartirFlux, { assiette, conventions }, cedants(...codes));

  it("une part inconnue est refusée", () => {
    expect(dits([ville], "ville", "autre")).toEqual(["stipulations.reduction.cedants[1] PART_INCONNUE"]);
  });

  it("celle d'une convention qui ne se lit pas n'est pas dite inconnue", () => {
    const bancale = { ...ville, dateDEffet: "2024-02-30" };
    expect(dits([bancale], "ville", "autre")).toEqual([
      "conventions[0].dateDEffet DATE_IMPOSSIBLE",
      "stipulations.reduction.cedants[1] PART_INCONNUE",
    ]);
    const { reservataire, modeDeGestion, parts } = ville;
    const acte = { reference: "A", dateDeSignature: DATE, dateDEffet: DATE };
    const usine = { code: "usine", nom: "Usine", categorie: "employeur", territoire: PARTOUT };
    expect(
      dits(
        [
          {
            ...acte,
            parties: [
              { reservataire, modeDeGestion, parts },
              { reservataire: usine, modeDeGestion, parts: "toutes" },
            ],
          },
        ],
        "ville",
        "usine",
        "autre",
      ),
    ).toEqual([
      "conventions[0].parties[1].parts TYPE_INVALIDE",
      "stipulations.reduction.cedants[2] PART_INCONNUE",
    ]);
  });

  it("sans code lisible, ou sans conventions, aucune part n'est dite inconnue", () => {
    expect(dits([null], "ville")).toEqual(["conventions[0] TYPE_INVALIDE"]);
    expect(dits("toutes", "ville")).toEqual(["conventions TYPE_INVALIDE"]);
  });
});

describe("ce qui n'est pas une donnée pure", () => {
  const avec = (soustraits: unknown) =>
    problemes(calculerAssiette, { date: DATE, liberations: 5, soustraits }, HORS_FLUX);

  it.each([
    ["une Map", new Map([["mutations", 3]])],
    ["une Date", new Date(0)],
    ["une fonction", () => 1],
    ["une instance de classe", new (class Compte {})()],
  ])("%s est refusée, une seule fois, à sa place", (_, valeur) => {
    expect(avec(valeur)).toEqual(["soustraits VALEUR_NON_JSON"]);
  });

  it("un grand entier, un champ qui lève, une donnée circulaire", () => {
    expect(avec({ mutations: 3n })).toEqual(["soustraits.mutations VALEUR_NON_JSON"]);
    const piege = {
      get mutations(): number {
        throw new Error("non");
      },
    };
    expect(avec(piege)).toEqual(["soustraits VALEUR_NON_JSON"]);
    const boucle: Record<string, unknown> = JSON.parse(JSON.stringify(assiette()));
    boucle.moi = boucle;
    expect(problemes(repartirFlux, { assiette: boucle, conventions: [] })).toContain(
      "assiette.moi VALEUR_NON_JSON",
    );
  });

  it("un résultat où NaN remplace une valeur a perdu son sceau", () => {
    const retouche = JSON.parse(JSON.stringify(assiette()));
    retouche.perimetre = Number.NaN;
    expect(problemes(repartirFlux, { assiette: retouche, conventions: [] })).toEqual([
      "assiette RESULTAT_ALTERE",
    ]);
  });

  it("moins zéro et les champs indéfinis ne laissent pas de trace", () => {
    const negatif = calculerAssiette(
      { date: DATE, liberations: -0, soustraits: { mutations: undefined as never } },
      HORS_FLUX,
    );
    expect(JSON.parse(JSON.stringify(negatif))).toEqual(negatif);
    expect(Object.is(negatif.liberations, 0)).toBe(true);
  });
});

describe("les identifiants n'ont qu'une écriture", () => {
  it.each(["", " als", "als ", "als\n", "als\u200b", "e\u0301te", "\u0000", "x".repeat(201)])(
    "refuse %j",
    (code) => {
      const fautive = convention(code, "employeur", PARTOUT, [{ taux: 1 }]);
      expect(problemes(repartirFlux, { assiette: assiette(), conventions: [fautive] })).toEqual([
        "conventions[0].reservataire.code TEXTE_MAL_FORME",
        "conventions[0].reservataire.nom TEXTE_MAL_FORME",
      ]);
    },
  );

  it("une barre oblique dans un code ne confond pas deux objectifs", () => {
    const { reservataires } = fixerObjectifsDeFlux(
      repartirFlux({
        assiette: assiette(),
        conventions: [
          convention("a", "employeur", PARTOUT, [{ taux: 10 }]),
          convention("a/garantie-d-emprunt", "employeur", PARTOUT, [{ taux: 60 }]),
        ],
      }),
    );
    for (const { objectif, parts } of reservataires)
      expect(parts.reduce((total, part) => total + part.objectif, 0)).toBe(objectif);
  });

  it("un code à virgule n'est pas pris pour un nombre", () => {
    const { constats: _, ...repartie } = repartirFlux({
      assiette: assiette(),
      conventions: [convention("v1.2", "employeur", PARTOUT, [{ taux: "12.5" }])],
    });
    const texte = expliquer({ ...repartie, constats: _ }, "secteurs/77288/qpv/tauxNonReserve");
    expect(texte).toContain("12,5 (v1.2) + 87,5 = 100");
  });
});

describe("ce qui ne se modifie pas", () => {
  it("un registre rendu est gelé", () => {
    const [compte] = registre().comptes;
    expect(() => Object.assign(compte ?? {}, { recus: 50 })).toThrow(TypeError);
    expect(() => (registre().journal as unknown[]).push({})).toThrow(TypeError);
  });

  it("les constantes légales le sont aussi", () => {
    expect(() => Object.assign(PARAMETRES.plafondPrefet.periodes[1] ?? {}, { valeur: "90" })).toThrow(
      TypeError,
    );
    expect(() => (REGLES as unknown[]).pop()).toThrow(TypeError);
    expect(() => (EXIGENCES as unknown[]).pop()).toThrow(TypeError);
  });
});

describe("des incohérences entre entrées", () => {
  it("une commune d'un autre département n'entre pas dans une assiette sans secteurs", () => {
    const sansSecteurs = ouvrirRegistre(
      repartirFlux({
        assiette: calculerAssiette({ date: DATE, perimetre: PERIMETRE, liberations: 5 }, HORS_FLUX),
        conventions: [],
      }),
      REGISTRE,
    );
    expect(problemes(consigner, sansSecteurs, liberation({ commune: "13055" }))).toEqual([
      "evenement.commune COMMUNE_HORS_DEPARTEMENT",
    ]);
  });

  it("une mise à disposition datée de bien après l'année ne bloque pas le registre", () => {
    const libre = consigner(registre(), liberation() as never);
    const loin = {
      type: "mise-a-disposition",
      date: "2199-01-01",
      liberation: "L-1",
      reservataire: "prefet",
    };
    expect(problemes(consigner, libre, loin)).toEqual(["evenement.date DATE_HORS_DE_L_ANNEE"]);
    expect(problemes(consigner, libre, { ...loin, date: "2026-01-01" })).toEqual([
      "evenement.date DATE_HORS_DE_L_ANNEE",
    ]);
    expect(() => consigner(libre, { ...loin, date: "2025-12-31" } as never)).not.toThrow();
  });

  it("un logement ne se libère pas deux fois le même jour", () => {
    const libre = consigner(registre(), liberation() as never);
    expect(problemes(consigner, libre, liberation({ liberation: "L-2" }))).toEqual([
      "evenement.logement DOUBLON",
    ]);
    const jumelles = [libere("L-1", "2024-03-01"), libere("L-2", "2024-03-01")];
    expect(problemes(orienterLogements, registre(), jumelles)).toEqual(["liberations[1].logement DOUBLON"]);
  });

  it("un code de quartier ne va pas avec « hors QPV »", () => {
    expect(problemes(consigner, registre(), liberation({ codeQpv: "QN07701M" }))).toEqual([
      "evenement.codeQpv LOCALISATION_INCOHERENTE",
    ]);
  });

  it("un code de quartier vient de la liste du jour de la libération", () => {
    const enQpv = (codeQpv: string) => liberation({ localisation: "qpv", codeQpv });
    expect(problemes(consigner, registre(), enQpv("QP077001"))).toEqual([
      "evenement.codeQpv QPV_D_UN_AUTRE_MILLESIME",
    ]);
    expect(() => consigner(registre(), enQpv("QN07701M") as never)).not.toThrow();
    const deux = [libere("L-1", "2024-03-01", { localisation: "qpv", codeQpv: "QP077001" })];
    expect(problemes(orienterLogements, registre(), deux)).toEqual([
      "liberations[0].codeQpv QPV_D_UN_AUTRE_MILLESIME",
    ]);
  });

  it.each([
    ["2023-12-31", "77288", "QP077001", []],
    ["2023-12-31", "77288", "QN07701M", ["logements[0].codeQpv QPV_D_UN_AUTRE_MILLESIME"]],
    ["2024-01-01", "77288", "QP077001", ["logements[0].codeQpv QPV_D_UN_AUTRE_MILLESIME"]],
    ["2024-01-01", "77288", "QN07701M", []],
    ["2024-01-01", "2A004", "QP02A001", ["logements[0].codeQpv QPV_D_UN_AUTRE_MILLESIME"]],
    ["2024-01-01", "97411", "QP974001", []],
    ["2023-12-31", "97411", "QN97401M", []],
  ])("au %s, à %s, le code %s : %j", (date, code, codeQpv, attendus) => {
    const departement = code.slice(0, code.startsWith("97") ? 3 : 2);
    const parc = {
      ...inventaire(),
      date,
      perimetre: { ...PERIMETRE, departement },
      communes: [{ code, epci: null }],
      logements: inventaire().logements.map((logement) => ({ ...logement, commune: code, codeQpv })),
    };
    const relever = () => {
      consoliderEtatDesLieux(parc as never, {});
      return [];
    };
    expect(attendus.length === 0 ? relever() : problemes(consolider, parc, {})).toEqual(attendus);
  });

  it("l'EPCI d'une commune est le même dans l'état des lieux et dans l'assiette", () => {
    const autre = inventaire();
    for (const lieu of autre.communes) Object.assign(lieu, { epci: "247700057" });
    const etat = consoliderEtatDesLieux(autre as never, {});
    expect(problemes(convertirStockEnFlux, { etatDesLieux: etat, assiette: assiette() }, CONVERSION)).toEqual(
      ["assiette.secteurs[0].epci EPCI_CONTRADICTOIRE", "assiette.secteurs[1].epci EPCI_CONTRADICTOIRE"],
    );
  });

  it("une suite d'orientations n'est pas un registre : le message dit où il est", () => {
    const suite = orienterLogements(registre(), []);
    expect(problemes(etablirBilan, suite)).toEqual(["registre RESULTAT_INATTENDU"]);
    expect(() => etablirBilan(suite as never)).toThrow("suite.registre");
  });
});

describe("ce que la documentation promet de refuser", () => {
  const surReserve = () =>
    repartirFlux({
      assiette: assiette(),
      conventions: [prefet(25, 5), convention("als", "action-logement", PARTOUT, [{ taux: 71 }])],
    });

  it("un flux promis à plus de 100 % n'ouvre ni objectifs ni registre, avec les constats pour raison", () => {
    for (const verbe of [
      () => fixerObjectifsDeFlux(surReserve()),
      () => ouvrirRegistre(surReserve(), REGISTRE),
    ]) {
      expect(verbe).toThrow(CalculImpossible);
      try {
        verbe();
      } catch (erreur) {
        expect((erreur as CalculImpossible).constats.map(({ code }) => code)).toEqual([
          "SUR_RESERVATION",
          "SUR_RESERVATION",
        ]);
      }
    }
  });

  it("un résultat d'un autre format", () => {
    const autre = JSON.parse(JSON.stringify(assiette()));
    autre.provenance.format += 1;
    expect(problemes(repartirFlux, { assiette: autre, conventions: [] })).toEqual([
      "assiette FORMAT_INCONNU",
    ]);
  });

  it("l'assiette d'un autre bailleur, ou sans secteurs quand un titulaire a un territoire", () => {
    const local = inventaire();
    for (const titulaire of local.reservataires)
      Object.assign(titulaire, { categorie: "commune", territoire: commune("77288") });
    const etat = consoliderEtatDesLieux(local as never, {});
    const base = (bailleur: string) =>
      calculerAssiette({ date: DATE, perimetre: { ...PERIMETRE, bailleur }, liberations: 5 }, HORS_FLUX);
    expect(
      problemes(convertirStockEnFlux, { etatDesLieux: etat, assiette: base("111111111") }, CONVERSION),
    ).toEqual(["assiette.perimetre PERIMETRES_DIFFERENTS", "assiette.secteurs ASSIETTE_SANS_DETAIL"]);
  });

  it("des logements réservés hors du territoire d'un réservataire", () => {
    const ailleurs = inventaire();
    for (const titulaire of ailleurs.reservataires)
      Object.assign(titulaire, { categorie: "commune", territoire: commune("77284") });
    const etat = consoliderEtatDesLieux(ailleurs as never, {});
    const appel = () =>
      convertirStockEnFlux({ etatDesLieux: etat, assiette: assiette() }, CONVERSION as never);
    expect(appel).toThrow(CasNonCouvert);
    expect(appel).toThrow("hors de son territoire (commune 77284)");
  });

  it.each(["commune", "departement", "region", "action-logement"])(
    "le ratio d'un réservataire « %s » dit s'il n'est qu'une comparaison",
    (categorie) => {
      const donnee = inventaire();
      for (const titulaire of donnee.reservataires) Object.assign(titulaire, { categorie });
      const { parts, constats } = convertirStockEnFlux(
        { etatDesLieux: consoliderEtatDesLieux(donnee as never, {}), assiette: assiette() },
        CONVERSION as never,
      );
      const collectivite = categorie !== "action-logement";
      expect(parts.map(({ comparaison }) => comparaison)).toEqual([collectivite]);
      expect(constats.map(({ code }) => code)).toEqual(collectivite ? ["HORS_DU_RATIO_RAPPORTE"] : []);
    },
  );
});

describe("une proposition", () => {
  it("donne l'écart de chacun avec et sans ce logement", () => {
    const libre = consigner(registre(), liberation() as never);
    const [premier] = proposerOrientation(libre, "L-1").candidats;
    expect(premier?.reservataire).toBe("non-reserves");
    expect(premier?.compte).toMatchObject({
      taux: "60",
      recus: 0,
      ecartSansLui: { exact: "3/5" },
      ecartAvecLui: { exact: "-2/5" },
    });
  });
});

describe("le bilan", () => {
  it("R. 441-5-1 : ne compte que son année, et montre à part ce qui s'est fait la suivante", () => {
    const faits = [
      liberation({ date: "2024-12-20" }),
      { type: "mise-a-disposition", date: "2024-12-31", liberation: "L-1", reservataire: "prefet" },
      { type: "attribution", date: "2025-01-10", liberation: "L-1" },
      { type: "bail", date: "2025-02-01", liberation: "L-1" },
    ];
    const bilan = etablirBilan(faits.reduce((etat, fait) => consigner(etat, fait as never), registre()));
    expect(bilan.totaux).toEqual({ proposes: 1, attribues: 0, bauxSignes: 0 });
    expect(bilan.anneeSuivante).toEqual({ proposes: 0, attribues: 1, bauxSignes: 1 });
    expect(bilan.lignes.map(({ proposes, attribues }) => [proposes, attribues])).toEqual([[1, 0]]);
  });

  it("relève une attribution d'office soustraite en QPV, comme l'assiette", () => {
    const { registre: tenu } = orienterLogements(registre(), [
      libere("L-1", "2024-03-01", { localisation: "qpv", soustraction: "attributionsDuPrefet" }),
    ]);
    expect(etablirBilan(tenu).constats.map(({ code }) => code)).toEqual(["ATTRIBUTIONS_DU_PREFET_EN_QPV"]);
  });
});

describe("les messages français", () => {
  it("écrivent les dates comme on les lit en France, les anglais comme dans l'entrée", () => {
    const lire = (date: string) => {
      try {
        verifierAu(date);
      } catch (erreur) {
        if (erreur instanceof ErreurDeSaisie) return erreur.problemes[0];
      }
      return undefined;
    };
    expect(lire("2019-08-31")?.message).toContain("commence le 01/09/2019 : aucun droit connu au 31/08/2019");
    expect(lire("2019-08-31")?.messageEn).toContain("2019-08-31");
    expect(lire("2020-02-21")?.message).toContain("Avant le 22/02/2020");
  });
});

describe("un constat sur des logements soustraits", () => {
  it("nomme leur catégorie en mots, dans chaque langue", () => {
    const [constat] = calculerAssiette(
      { date: "2022-02-22", liberations: 3, soustraits: { attributionsDuPrefet: 1 } },
      { premieresMisesEnLocation: "hors-flux" },
    ).constats;
    expect(constat?.message.fr).toContain("1 logement au titre « attributions d'office du préfet »");
    expect(constat?.message.en).toContain(
      "taken out as “lettings made by the prefect in the landlord's place”",
    );
  });
});

function verifierAu(date: string) {
  return calculerAssiette({ date, liberations: 1 }, { premieresMisesEnLocation: "hors-flux" });
}
