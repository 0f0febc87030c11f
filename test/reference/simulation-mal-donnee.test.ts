import {
  type AnneeDeScenario,
  comparer,
  ErreurDeSaisie,
  type Scenario,
  type Simulation,
  simuler,
  type Variante,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, prefet } from "../fabrique.js";
import { refusDe } from "../refus.js";
import { ALS, annees, conventionDAls, logements, MELUN, SCENARIO, secteur } from "../simulation.js";

const EMPLOYEUR = { ...ALS, code: "employeur", categorie: "employeur" } as const;
const simulerUn = (champs: object, variantes: readonly Variante[] = [], points: readonly string[] = []) =>
  simuler({
    nom: "départ",
    scenario: { ...SCENARIO, ...champs } as Scenario,
    variantes,
    sensibilite: { points },
  });
const refus = (...donnes: Parameters<typeof simulerUn>) => refusDe(() => simulerUn(...donnes));
const messages = (...donnes: Parameters<typeof simulerUn>): string[] => {
  try {
    simulerUn(...donnes);
    return [];
  } catch (erreur) {
    return erreur instanceof ErreurDeSaisie ? erreur.problemes.map(({ message }) => message) : [];
  }
};
const [PREMIERE, SECONDE] = annees(secteur(10), secteur(10)) as [AnneeDeScenario, AnneeDeScenario];
const ligneDe = ({ variantes }: Simulation, annee: number, code: string) =>
  variantes[0]?.annees[annee]?.reservataires.find(({ reservataire }) => reservataire === code);

describe("une convention n'est jamais laissée de côté en silence", () => {
  it("deux du même jour sont un doublon, et le message cite la première là où elle est", () => {
    const avant = conventionDAls("10", { dateDEffet: "2023-01-01" });
    const conventions = [avant, conventionDAls("20"), conventionDAls("40")];
    expect(refus({ conventions })).toEqual(["scenario.conventions[2].reservataire.code DOUBLON"]);
    expect(messages({ conventions })[0]).toContain("scenario.conventions[1].reservataire.code");
  });

  it("une date qui ne se lit pas n'est pas une date à venir", () => {
    expect(refus({ conventions: [conventionDAls("20", { dateDEffet: "31/12/2023" })] })).toEqual([
      "scenario.conventions[0].dateDEffet DATE_IMPOSSIBLE",
    ]);
    const { dateDEffet: _, ...sansDate } = conventionDAls("20");
    expect(refus({ conventions: [conventionDAls("20"), sansDate] })).toContain(
      "scenario.conventions[1].dateDEffet CHAMP_MANQUANT",
    );
  });

  it("celle qui ne joue aucune de ces années se contrôle aussi", () => {
    const conventions = [
      conventionDAls("41,5", { dateDEffet: "2022-01-01" }),
      conventionDAls("20"),
      conventionDAls("141", { dateDEffet: "2031-01-01" }),
      { dateDEffet: "2031-01-01", modeDeGestion: "directe", dateDeSignature: "2023-11-01", parts: [] },
    ];
    expect(refus({ conventions })).toEqual([
      "scenario.conventions[0].parts[0].taux TAUX_INVALIDE",
      "scenario.conventions[2].parts[0].taux TAUX_INVALIDE",
      "scenario.conventions[3].reservataire CHAMP_MANQUANT",
    ]);
  });

  it("un acte à plusieurs remplace la convention de chacun", () => {
    const { dateDeSignature, reservataire, modeDeGestion, parts } = conventionDAls("40");
    const acte = {
      reference: "Acte commun",
      dateDeSignature,
      dateDEffet: "2025-01-01",
      parties: [reservataire, EMPLOYEUR].map((un) => ({ reservataire: un, modeDeGestion, parts })),
    };
    const simulation = simulerUn({ conventions: [conventionDAls("20"), acte] });
    expect([0, 1].map((rang) => ligneDe(simulation, rang, "als")?.tauxDuFlux?.decimal)).toEqual(["20", "40"]);
    // Une seule de ses parties a mieux : l'autre ne perd pas l'acte, et la première en a deux.
    const seule = conventionDAls("30", { dateDEffet: "2026-01-01" });
    expect(
      refus({
        annees: annees(secteur(10), secteur(10), secteur(10)),
        conventions: [conventionDAls("20"), acte, seule],
      }),
    ).toContain("scenario.conventions[2].reservataire.code DOUBLON");
  });
});

describe("ce qui s'ajoute ne cache pas ce qui manque", () => {
  const operations = [
    { operation: "Almont", categorie: "mutations", commune: MELUN, localisation: "hors-qpv", relogements: 2 },
  ];

  it("un compte négatif reste refusé, même si une opération s'y ajoute", () => {
    expect(refus({ annees: [{ annee: 2024, secteurs: [secteur(10, -1)], operations }] })).toEqual([
      "scenario.annees[0].secteurs[0].soustraits.mutations COMPTE_INVALIDE",
    ]);
  });

  it("une opération ne dit rien des premières mises en location", () => {
    const stipulations = {
      ...SCENARIO.stipulations,
      calculerAssiette: { premieresMisesEnLocation: "dans-le-flux" },
    };
    expect(refus({ stipulations, annees: [{ ...PREMIERE, operations }] })).toEqual([
      "scenario.annees[0].secteurs[0].premieresMisesEnLocation CHAMP_MANQUANT",
    ]);
  });

  it("un mouvement se donne à son année", () => {
    const mouvements = [
      { type: "acquisition", date: "2025-03-01", mouvement: "M-1", reservataire: "als", droits: "3" },
    ];
    expect(refus({ annees: [{ ...PREMIERE, mouvements }, SECONDE] })).toEqual([
      "scenario.annees[0].mouvements[0].date DATE_HORS_DE_L_ANNEE",
    ]);
  });

  it("un logement sorti du parc peut y revenir : 10 ÷ 100 la troisième année", () => {
    const programmes = [{ programme: "Les Tilleuls", logements: logements(99, 1, null) }];
    const simulation = simulerUn({
      annees: [
        { ...PREMIERE, sorties: ["9900000099"] },
        { ...SECONDE, programmes },
        { annee: 2026, secteurs: [secteur(10)] },
      ],
    });
    expect(ligneDe(simulation, 2, "als")?.tauxDuFlux?.decimal).toBe("10");
  });
});

describe("un refus est dit à sa place", () => {
  it("une année d'avant le droit connu, à l'année, une seule fois", () => {
    expect(refus({ annees: [{ annee: 2019, secteurs: [secteur(10)] }] })).toEqual([
      "scenario.annees[0].annee DATE_SANS_DROIT_CONNU",
    ]);
  });

  it("un taux de rotation qui n'en est pas un, avec une sensibilité à mesurer", () => {
    expect(refus({ tauxDeRotation: 5 }, [], ["1"])).toEqual(["scenario.tauxDeRotation RESULTAT_INATTENDU"]);
  });

  it("la stipulation d'à côté est au départ, pas dans la variante qui change sa voisine", () => {
    const { convertirStockEnFlux } = SCENARIO.stipulations;
    const stipulations = {
      ...SCENARIO.stipulations,
      convertirStockEnFlux: { ...convertirStockEnFlux, arrondiDuTaux: "mal" },
    };
    const changements = {
      stipulations: { convertirStockEnFlux: { methodeDeConversion: "annualisee" as const } },
    };
    expect(refus({ stipulations }, [{ nom: "annualisée", changements }])).toEqual([
      "scenario.stipulations.convertirStockEnFlux.arrondiDuTaux ARRONDI_INVALIDE",
    ]);
  });

  it("ce qu'une variante rend impossible au départ nomme la variante, ou le taux essayé", () => {
    const { inventaire, stipulations } = SCENARIO;
    if (inventaire === undefined) throw new Error("scénario sans inventaire");
    const vide = { ...inventaire, reservataires: [], logements: logements(0, 5, null) };
    expect(messages({}, [{ nom: "sans droits", changements: { inventaire: vide } }])).toEqual([
      expect.stringMatching(/^Sous la variante « sans droits » : La conversion ne donne pas de taux/),
    ]);
    const annualisee = { ...stipulations.convertirStockEnFlux, methodeDeConversion: "annualisee" };
    // 20 × 88 % ÷ 10 = 176 %
    expect(
      messages({ stipulations: { ...stipulations, convertirStockEnFlux: annualisee } }, [], ["80"]),
    ).toEqual([expect.stringMatching(/^À un taux de rotation de 88 % : .*« 176 »/)]);
  });
});

describe("un compte de droits n'invente ni ne cache rien", () => {
  it("il s'arrête à l'année dont les objectifs n'existent pas : ce qui y est consommé n'est pas connu", () => {
    const simulation = simulerUn({
      annees: annees(secteur(10), secteur(10), secteur(10)),
      conventions: [
        prefet(25, 5),
        conventionDAls("20"),
        conventionDAls("74", { dateDEffet: "2025-01-01" }),
        conventionDAls("20", { dateDEffet: "2026-01-01" }),
      ],
    });
    expect(
      [0, 1, 2].map((rang) => {
        const ligne = ligneDe(simulation, rang, "als");
        return [ligne?.objectif, ligne?.compte?.cloture.decimal];
      }),
    ).toEqual([
      [2, "6.8"],
      [null, undefined],
      [2, undefined],
    ]);
  });

  it("une reprise par le préfet n'y prend rien", () => {
    const ville = { code: "ville", nom: "Melun", categorie: "commune", territoire: commune(MELUN) } as const;
    const simulation = simulerUn({
      reprises: [
        {
          code: "reprise-ville",
          origine: ville,
          decision: "AP-2023-77",
          du: "2023-12-01",
          modeDeGestion: "deleguee",
          taux: 15,
          localisation: "uniforme",
        },
      ],
    });
    expect(ligneDe(simulation, 0, "reprise-ville")).toMatchObject({
      logements: { exact: "3/2" },
      compte: null,
    });
    expect(ligneDe(simulation, 0, "als")?.compte?.cloture.decimal).toBe("6.8");
  });

  it("celui qui n'a que des droits délégués est rendu : 8,8 − 3 − 2, et 3", () => {
    const { inventaire } = SCENARIO;
    const mouvements = [
      {
        type: "delegation",
        date: "2024-03-01",
        mouvement: "M-1",
        reservataire: "als",
        vers: "employeur",
        droits: "3",
      },
    ];
    const simulation = simulerUn({
      inventaire: { ...inventaire, reservataires: [ALS, EMPLOYEUR] },
      annees: [{ ...PREMIERE, mouvements }],
    });
    expect(["als", "employeur"].map((code) => ligneDe(simulation, 0, code)?.compte?.cloture.decimal)).toEqual(
      ["3.8", "3"],
    );
    expect(
      simulation.variantes[0]?.cumul.map(({ reservataire, droits }) => [reservataire, droits?.exact]),
    ).toEqual([
      ["als", "19/5"],
      ["employeur", "3"],
      ["prefet", undefined],
      ["non-reserves", undefined],
    ]);
  });

  it("sans journal, personne n'a rien reçu de connu, pas même celui qu'un seul scénario nomme", () => {
    const conventions = [...SCENARIO.conventions, { ...conventionDAls("5"), reservataire: EMPLOYEUR }];
    const simulation = simulerUn({}, [{ nom: "avec", changements: { conventions } }]);
    const { reservataires } = comparer({
      une: { simulation, variante: "départ" },
      autre: { simulation, variante: "avec" },
    });
    expect(reservataires.map(({ une, autre, ecart }) => [une.recus, autre.recus, ecart.recus])).toEqual(
      Array(4).fill([null, null, null]),
    );
  });
});

describe("une opération donnée deux fois", () => {
  const operation = {
    operation: "Almont",
    categorie: "renouvellementUrbain",
    commune: MELUN,
    localisation: "hors-qpv",
    relogements: 2,
  } as const;

  it("dans le même secteur, au même titre, est un doublon ; à un autre titre, elle s'ajoute", () => {
    const avec = (...operations: AnneeDeScenario["operations"] & object) => ({
      annees: [{ ...PREMIERE, operations }],
    });
    expect(refus(avec(operation, operation))).toEqual(["scenario.annees[0].operations[1] DOUBLON"]);
    const { variantes } = simulerUn(avec(operation, { ...operation, categorie: "venteHlm" }));
    expect(variantes[0]?.annees[0]?.comptes.soustraits.total).toBe(4);
  });
});

describe("une année sans rien à partager", () => {
  it("a des parts converties à zéro, et n'empêche pas les autres", () => {
    const { variantes } = simulerUn({
      annees: annees(secteur(0), secteur(10)),
      stipulations: {
        ...SCENARIO.stipulations,
        convertirStockEnFlux: {
          ...SCENARIO.stipulations.convertirStockEnFlux,
          methodeDeConversion: "annualisee",
        },
      },
    });
    // En 2025 : 10 logements réservés × 8 % ÷ 10 = 8 %.
    expect(
      variantes[0]?.annees.map(({ reservataires }) => {
        const als = reservataires.find(({ reservataire }) => reservataire === "als");
        return [als?.tauxDuFlux?.exact ?? null, als?.logements.exact, als?.objectif];
      }),
    ).toEqual([
      [null, "0", 0],
      ["8", "4/5", 1],
    ]);
  });
});

describe("un réservataire de l'inventaire qui ne se lit pas", () => {
  it("a son problème, et ses logements n'en ont pas un chacun", () => {
    const { territoire: _, ...sansTerritoire } = ALS;
    const inventaire = { ...SCENARIO.inventaire, reservataires: [sansTerritoire] };
    expect(refus({ inventaire })).toEqual(["scenario.inventaire.reservataires[0].territoire CHAMP_MANQUANT"]);
  });
});
