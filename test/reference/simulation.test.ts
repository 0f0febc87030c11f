import {
  type AnneeDeScenario,
  calculerAssiette,
  comparer,
  consignerJournal,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  ErreurDeSaisie,
  type Evenement,
  etablirBilan,
  fixerObjectifsDeFlux,
  ouvrirRegistre,
  repartirFlux,
  type Scenario,
  SELON_LA_CONVERSION,
  type Simulation,
  StipulationManquante,
  simuler,
  suivreObjectifs,
  tenirCompteDeDroits,
  type Variante,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { libere, prefet } from "../fabrique.js";
import { refusDe } from "../refus.js";
import { ALS, annees, conventionDAls, logements, MELUN, SCENARIO, secteur } from "../simulation.js";

const simulerUn = (scenario: Scenario, variantes: readonly Variante[] = []) =>
  simuler({ nom: "départ", scenario, variantes });

const lignesDe = (simulation: Simulation, code: string, variante = 0) =>
  (simulation.variantes[variante]?.annees ?? []).map(({ reservataires }) =>
    reservataires.find(({ reservataire }) => reservataire === code),
  );
const tauxDe = (simulation: Simulation, code = "als", variante = 0) =>
  lignesDe(simulation, code, variante).map((ligne) => ligne?.tauxDuFlux?.decimal);

const avecAnnees = (donnees: readonly AnneeDeScenario[]): Scenario => ({ ...SCENARIO, annees: donnees });

describe("une année simulée est celle que les verbes calculent", () => {
  it("les sceaux sont ceux de la procédure, verbe par verbe", () => {
    const { inventaire, tauxDeRotation, stipulations } = SCENARIO;
    if (inventaire === undefined || tauxDeRotation === undefined) throw new Error("scénario sans droits");
    const perimetre = { ...SCENARIO.perimetre, annee: 2024 };
    const etatDesLieux = consoliderEtatDesLieux({ ...inventaire, date: "2024-01-01", perimetre }, {});
    const droitsUniques = convertirEnDroitsUniques(
      { dateDEffet: "2024-01-01", etatDesLieux, tauxDeRotation },
      { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" },
    );
    const assiette = calculerAssiette(
      { date: "2024-01-01", perimetre, secteurs: [secteur(10)] },
      { premieresMisesEnLocation: "hors-flux" },
    );
    const stockEnFlux = convertirStockEnFlux(
      { etatDesLieux, assiette, droitsUniques },
      stipulations.convertirStockEnFlux as Parameters<typeof convertirStockEnFlux>[1],
    );
    const repartition = repartirFlux({
      assiette,
      conventions: [
        prefet(25, 5),
        {
          ...conventionDAls("20"),
          parts: [{ contrepartie: "participation-des-employeurs", taux: "20", localisation: "libre" }],
        },
      ],
    });
    const objectifs = fixerObjectifsDeFlux(repartition);
    const compteDeDroits = tenirCompteDeDroits(
      {
        ouverture: droitsUniques,
        au: "2024-12-31",
        reservataires: [
          { code: "als", nom: "Action Logement", categorie: "action-logement" },
          { code: "prefet", nom: "prefet", categorie: "prefet" },
        ],
        mouvements: [
          {
            type: "consommation",
            date: "2024-12-31",
            mouvement: "objectif/2024/als",
            reservataire: "als",
            droits: "2",
          },
        ],
        tauxDeRotation,
      },
      {},
    );
    const [premiere] = simulerUn(SCENARIO).variantes[0]?.annees ?? [];
    expect(premiere?.sceaux).toEqual(
      Object.fromEntries(
        Object.entries({
          etatDesLieux,
          droitsUniques,
          assiette,
          stockEnFlux,
          repartition,
          objectifs,
          compteDeDroits,
        }).map(([nom, { provenance }]) => [nom, provenance.sceau]),
      ),
    );
  });
});

describe("ce qui passe d'une année à l'autre", () => {
  it("un droit échu ne compte plus : R ÷ P fait 20 ÷ 100, puis 10 ÷ 100", () => {
    expect(tauxDe(simulerUn(SCENARIO))).toEqual(["20", "10"]);
  });

  it("un programme entre au patrimoine le 1er janvier suivant : (10 + 5) ÷ 125", () => {
    const [premiere, seconde] = annees(secteur(10), secteur(10)) as [AnneeDeScenario, AnneeDeScenario];
    const programmes = [
      {
        programme: "Les Tilleuls",
        logements: [...logements(200, 5, "2063-12-31"), ...logements(205, 20, null)],
      },
    ];
    expect(tauxDe(simulerUn(avecAnnees([{ ...premiere, programmes }, seconde])))).toEqual(["20", "12"]);
  });

  it("ses logements sont loués une première fois l'année d'avant", () => {
    const [premiere] = annees(secteur(10)) as [AnneeDeScenario];
    const programmes = [{ programme: "Les Tilleuls", logements: logements(200, 25, null) }];
    const [annee] = simulerUn(avecAnnees([{ ...premiere, programmes }])).variantes[0]?.annees ?? [];
    expect(annee?.comptes).toMatchObject({ liberations: 10, premieresMisesEnLocation: 25, flux: 10 });
  });

  it("une sortie quitte le patrimoine l'année suivante : 10 ÷ 80", () => {
    const [premiere, seconde] = annees(secteur(10), secteur(10)) as [AnneeDeScenario, AnneeDeScenario];
    const sorties = logements(20, 20, null).map(({ numeroRpls }) => numeroRpls);
    expect(tauxDe(simulerUn(avecAnnees([{ ...premiere, sorties }, seconde])))).toEqual(["20", "12.5"]);
  });

  it("sans actualisation, le taux de la première année vaut pour toutes", () => {
    const simulation = simulerUn(SCENARIO, [
      { nom: "figé", changements: { stipulations: { simuler: { actualisationDesParts: "aucune" } } } },
    ]);
    expect(tauxDe(simulation, "als", 1)).toEqual(["20", "20"]);
  });

  it("les logements d'une opération s'ajoutent aux soustraits de leur secteur : C = 10 − 1 − 3", () => {
    const operations = [
      {
        operation: "Almont",
        categorie: "renouvellementUrbain",
        commune: MELUN,
        localisation: "hors-qpv",
        relogements: 3,
      },
    ] as const;
    const [annee] =
      simulerUn(avecAnnees([{ annee: 2024, secteurs: [secteur(10, 1)], operations }])).variantes[0]?.annees ??
      [];
    expect(annee?.comptes).toMatchObject({
      liberations: 10,
      soustraits: { mutations: 1, renouvellementUrbain: 3, total: 4 },
      flux: 6,
    });
  });

  it("une convention joue du 1er janvier où elle a pris effet, et remplace celle d'avant", () => {
    const conventions = [conventionDAls("20"), conventionDAls("40", { dateDEffet: "2025-03-01" })];
    const scenario = { ...avecAnnees(annees(secteur(10), secteur(10), secteur(10))), conventions };
    expect(tauxDe(simulerUn(scenario))).toEqual(["20", "20", "40"]);
  });

  it("les restes se reportent : 3,3 logements par an font 3, 4 et 3 en trois ans", () => {
    const scenario: Scenario = {
      ...avecAnnees(annees(secteur(11), secteur(11), secteur(11))),
      conventions: [conventionDAls("30")],
      stipulations: { ...SCENARIO.stipulations, fixerObjectifsDeFlux: { reportDesRestes: "integral" } },
    };
    expect(lignesDe(simulerUn(scenario), "als").map((ligne) => ligne?.objectif)).toEqual([3, 4, 3]);
  });

  it("le compte de droits court : 10 × 1 × 8 % + 10 × 10 × 8 %, moins les objectifs", () => {
    const comptes = lignesDe(simulerUn(SCENARIO), "als").map((ligne) => ligne?.compte);
    expect(comptes.map((compte) => [compte?.ouverture.decimal, compte?.cloture.decimal])).toEqual([
      ["8.8", "6.8"],
      ["6.8", "5.8"],
    ]);
  });

  it("l'État ne consomme pas son contingent", () => {
    expect(lignesDe(simulerUn(SCENARIO), "prefet").map((ligne) => ligne?.compte)).toEqual([null, null]);
  });
});

describe("la sensibilité au taux de rotation", () => {
  const annualisee: Scenario = {
    ...SCENARIO,
    annees: annees(secteur(10)),
    stipulations: {
      ...SCENARIO.stipulations,
      convertirStockEnFlux: {
        ...SCENARIO.stipulations.convertirStockEnFlux,
        methodeDeConversion: "annualisee",
      },
    },
  };

  it("un point de plus fait 20 × 1 % = 0,2 logement par an à la méthode annualisée", () => {
    const { sensibilite } = simuler({
      nom: "départ",
      scenario: annualisee,
      sensibilite: { points: ["-1", "1"] },
    });
    expect(
      sensibilite.map(({ taux, reservataires }) => [
        taux.decimal,
        reservataires.map(({ reservataire, ecart }) => [reservataire, ecart.decimal]),
      ]),
    ).toEqual([
      [
        "7",
        [
          ["als", "-0.2"],
          ["prefet", "0"],
          ["non-reserves", "0.2"],
        ],
      ],
      [
        "9",
        [
          ["als", "0.2"],
          ["prefet", "0"],
          ["non-reserves", "-0.2"],
        ],
      ],
    ]);
  });

  it("le ratio du stock n'en dépend pas", () => {
    const { sensibilite } = simuler({ nom: "départ", scenario: SCENARIO, sensibilite: { points: ["1"] } });
    expect(sensibilite[0]?.reservataires.map(({ ecart }) => ecart.exact)).toEqual(["0", "0", "0"]);
  });

  it("des points qui sortent le taux de 0 à 100 % sont refusés", () => {
    expect(
      refusDe(() => simuler({ nom: "départ", scenario: SCENARIO, sensibilite: { points: ["-9", "x"] } })),
    ).toEqual(["sensibilite.points[0] POINTS_INVALIDES", "sensibilite.points[1] POINTS_INVALIDES"]);
  });
});

describe("ce qui est refusé l'est à sa place", () => {
  it("dans le départ, dans une année, dans une variante, tout d'un coup", () => {
    const { inventaire } = SCENARIO;
    if (inventaire === undefined) throw new Error("scénario sans inventaire");
    const scenario: Scenario = {
      ...avecAnnees(annees(secteur(10), secteur(-1))),
      inventaire: { ...inventaire, logements: [...inventaire.logements, ...logements(0, 1, null)] },
    };
    expect(
      refusDe(() =>
        simulerUn(scenario, [
          { nom: "41", changements: { conventions: [conventionDAls("41,5")] } },
          { nom: "B > A", changements: { annees: annees(secteur(10, 11)) } },
        ]),
      ),
    ).toEqual([
      "scenario.inventaire.logements[100].numeroRpls LOGEMENT_A_DEUX_RESERVATAIRES",
      "scenario.annees[1].secteurs[0].liberations COMPTE_INVALIDE",
      "variantes[0].changements.conventions[0].parts[0].taux TAUX_INVALIDE",
      "variantes[1].changements.annees[0].secteurs[0].soustraits SOUSTRAITS_SUPERIEURS_AUX_LIBERATIONS",
    ]);
  });

  it("des années qui ne se suivent pas, une opération sans secteur, une variante nommée deux fois", () => {
    const [premiere, seconde] = annees(secteur(10), secteur(10)) as [AnneeDeScenario, AnneeDeScenario];
    const operations = [
      { operation: "X", categorie: "venteHlm", commune: "77108", localisation: "qpv", relogements: 1 },
    ] as const;
    expect(
      refusDe(() =>
        simulerUn(
          avecAnnees([
            { ...premiere, operations },
            { ...seconde, annee: 2027 },
          ]),
          [{ nom: "départ", changements: {} }],
        ),
      ),
    ).toEqual([
      "scenario.annees[0].operations[0] SECTEUR_INCONNU",
      "scenario.annees[1].annee ANNEES_NON_CONSECUTIVES",
      "variantes[0].nom DOUBLON",
    ]);
  });

  it("un logement qui sort sans être au parc, un autre qui y entre deux fois, même la dernière année", () => {
    const [premiere] = annees(secteur(10)) as [AnneeDeScenario];
    const programmes = [{ programme: "Les Tilleuls", logements: logements(99, 2, null) }];
    expect(
      refusDe(() => simulerUn(avecAnnees([{ ...premiere, programmes, sorties: ["9900000500"] }]))),
    ).toEqual([
      "scenario.annees[0].sorties[0] LOGEMENT_INCONNU",
      "scenario.annees[0].programmes[0].logements[0].numeroRpls DOUBLON",
    ]);
  });

  it("des mouvements de droits que rien ne tient", () => {
    const { convertirEnDroitsUniques: _, ...stipulations } = SCENARIO.stipulations;
    const mouvements = [
      { type: "acquisition", date: "2024-03-01", mouvement: "M-1", reservataire: "als", droits: "3" },
    ] as const;
    expect(
      refusDe(() =>
        simulerUn({ ...avecAnnees([{ annee: 2024, secteurs: [secteur(10)], mouvements }]), stipulations }),
      ),
    ).toEqual(["scenario.annees[0].mouvements MOUVEMENTS_SANS_COMPTE"]);
  });

  it("les stipulations qui manquent, à tous les verbes et pour toutes les variantes à la fois", () => {
    const { calculerAssiette: _, simuler: __, ...stipulations } = SCENARIO.stipulations;
    try {
      simulerUn({ ...SCENARIO, stipulations });
      expect.unreachable();
    } catch (erreur) {
      expect(erreur).toBeInstanceOf(StipulationManquante);
      expect((erreur as StipulationManquante).manquantes.map(({ chemin }) => chemin)).toEqual([
        "scenario.stipulations.simuler.actualisationDesParts",
        "scenario.stipulations.calculerAssiette.premieresMisesEnLocation",
      ]);
      expect(String(erreur)).toContain("scenario.stipulations.simuler.actualisationDesParts —");
    }
  });

  it("un taux que la conversion ne donne pas, ou qui n'est pas arrondi", () => {
    const ville = { ...ALS, code: "employeur", categorie: "employeur" } as const;
    const scenario: Scenario = {
      ...avecAnnees(annees(secteur(7))),
      conventions: [
        conventionDAls(SELON_LA_CONVERSION),
        { ...conventionDAls(SELON_LA_CONVERSION), reservataire: ville },
      ],
      stipulations: {
        ...SCENARIO.stipulations,
        convertirStockEnFlux: {
          methodeDeConversion: "annualisee",
          patrimoineDeReference: "avec-logements-identifies",
          arrondiDuTaux: "aucun",
        },
      },
    };
    expect(refusDe(() => simulerUn(scenario))).toEqual([
      "scenario.conventions[0].parts[0].taux TAUX_A_ARRONDIR",
      "scenario.conventions[1].parts[0].taux TAUX_NON_CONVERTI",
    ]);
  });

  it("une simulation sans scénario", () => {
    expect(() => simuler({ nom: "rien" } as never)).toThrow(ErreurDeSaisie);
  });
});

describe("une année dont les parts promettent plus que le flux", () => {
  const simulerTrop = () =>
    simulerUn({
      ...avecAnnees(annees(secteur(10), secteur(10))),
      conventions: [prefet(25, 5), conventionDAls("80"), conventionDAls("20", { dateDEffet: "2025-01-01" })],
    });

  it("dit ce qui l'empêche, et les autres se calculent", () => {
    const trop = simulerTrop();
    const [variante] = trop.variantes;
    expect(variante?.annees.map(({ empechements }) => empechements.map(({ code }) => code))).toEqual([
      ["SUR_RESERVATION"],
      [],
    ]);
    expect(lignesDe(trop, "als").map((ligne) => [ligne?.logements.decimal, ligne?.objectif])).toEqual([
      ["8", null],
      ["2", 2],
    ]);
    expect(variante?.cumul.map(({ objectifs }) => objectifs)).toEqual([null, null, null]);
  });

  it("laisse sans objectifs le total d'une zone comme celui du périmètre, pour qui n'arrive qu'après aussi", () => {
    const arrivee = {
      ...conventionDAls("10", { dateDEffet: "2025-01-01" }),
      reservataire: { ...ALS, code: "employeur", nom: "Employeur", categorie: "employeur" },
    } as const;
    const { scenario } = simulerTrop();
    const trop = simuler({
      nom: "départ",
      scenario: { ...scenario, conventions: [...scenario.conventions, arrivee] },
      zones: [{ nom: "Melun", territoire: { type: "commune", commune: MELUN } }],
    });
    expect(lignesDe(trop, "employeur").map((ligne) => ligne?.objectif)).toEqual([undefined, 1]);
    const [variante] = trop.variantes;
    for (const cumul of [variante?.cumul, variante?.zones[0]?.reservataires])
      expect(cumul?.map(({ reservataire, objectifs }) => [reservataire, objectifs])).toEqual([
        ["als", null],
        ["employeur", null],
        ["prefet", null],
        ["non-reserves", null],
      ]);
  });
});

describe("une année dont le journal est donné", () => {
  const journal: Evenement[] = [1, 2, 3].flatMap((rang): Evenement[] => {
    const liberation = `L-${rang}`;
    const date = `2024-0${rang}-10`;
    return [
      { type: "liberation", ...libere(liberation, date, { logement: `990000000${rang}` }) },
      { type: "mise-a-disposition", date, liberation, reservataire: rang === 3 ? "prefet" : "als" },
    ];
  });
  const bail: Evenement[] = [
    { type: "designation", date: "2024-02-01", liberation: "L-1" },
    { type: "attribution", date: "2024-02-15", liberation: "L-1" },
    { type: "bail", date: "2024-03-01", liberation: "L-1" },
    { type: "bail", date: "2024-03-02", liberation: "L-2" },
  ];
  const scenario: Scenario = {
    ...SCENARIO,
    annees: [
      { annee: 2024, secteurs: [secteur(10)], journal: [...journal, ...bail] },
      { annee: 2025, secteurs: [secteur(10)] },
    ],
    stipulations: {
      ...SCENARIO.stipulations,
      ouvrirRegistre: { decompte: "mise-a-disposition", echec: "annule", report: "aucun" },
    },
  };
  const simulerLeJournal = () =>
    simuler({
      nom: "orienté",
      scenario,
      variantes: [{ nom: "bail", changements: { stipulations: { ouvrirRegistre: { decompte: "bail" } } } }],
    });

  it("le dû et le reçu sont ceux du registre, du bilan et du suivi", () => {
    const perimetre = { ...SCENARIO.perimetre, annee: 2024 };
    const assiette = calculerAssiette(
      { date: "2024-01-01", perimetre, secteurs: [secteur(10)] },
      { premieresMisesEnLocation: "hors-flux" },
    );
    const repartition = repartirFlux({
      assiette,
      conventions: [
        prefet(25, 5),
        {
          ...conventionDAls("20"),
          parts: [{ contrepartie: "participation-des-employeurs", taux: "20", localisation: "libre" }],
        },
      ],
    });
    const { registre } = consignerJournal(
      ouvrirRegistre(repartition, { decompte: "mise-a-disposition", echec: "annule", report: "aucun" }),
      [...journal, ...bail],
    );
    const bilan = etablirBilan(registre).reservataires;
    const suivi = suivreObjectifs({ registre, au: "2024-12-31" }, { prorata: "temps" }).reservataires;
    const simulation = simulerLeJournal();
    const dIci = (simulation.variantes[0]?.annees[0]?.reservataires ?? []).map(
      ({ reservataire, objectif, du, recus, ecart }) => ({ reservataire, objectif, du, recus, ecart }),
    );
    const dAilleurs = ({ reservataire, objectif, du, recus, ecart }: (typeof suivi)[number]) => ({
      reservataire,
      objectif,
      du,
      recus,
      ecart,
    });
    expect(dIci).toEqual(suivi.map(dAilleurs));
    expect(dIci).toEqual(
      bilan.map(({ reservataire, objectif, du, recus, ecart }) => ({
        reservataire,
        objectif,
        du,
        recus,
        ecart,
      })),
    );
    // Trois mises à disposition : 20 % en font 0,6 ; deux sont à Action Logement.
    expect(dIci[0]).toMatchObject({ du: { exact: "3/5" }, recus: 2, ecart: { exact: "-7/5" } });
  });

  it("ce que le registre refuse est rendu à son rang, et le compte ne consomme que ce qui est décompté", () => {
    const [annee, suivante] = simulerLeJournal().variantes[0]?.annees ?? [];
    expect(annee?.ecartes.map(({ rang, problemes }) => [rang, problemes[0]?.code])).toEqual([
      [9, "SUITE_IMPOSSIBLE"],
    ]);
    const compteDe = (une: typeof annee) =>
      une?.reservataires.find(({ reservataire }) => reservataire === "als")?.compte;
    expect(compteDe(annee)?.cloture.decimal).toBe("6.8");
    expect(compteDe(suivante)?.ouverture.decimal).toBe("6.8");
  });

  it("compter au bail plutôt qu'à la mise à disposition vaut ici un logement d'Action Logement, et un du préfet", () => {
    const simulation = simulerLeJournal();
    const { causes } = comparer({
      une: { simulation, variante: "orienté" },
      autre: { simulation, variante: "bail" },
    });
    expect(causes.map(({ causes: [cause] }) => cause?.cause)).toEqual([
      "stipulations.ouvrirRegistre.decompte",
    ]);
    expect(
      causes[0]?.effets.map(({ reservataire, logements: l, recus }) => [reservataire, l.exact, recus]),
    ).toEqual([
      ["als", "0", -1],
      ["prefet", "0", -1],
      ["non-reserves", "0", 0],
    ]);
  });
});
