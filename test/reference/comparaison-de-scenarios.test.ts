import {
  CalculImpossible,
  type Comparaison,
  comparer,
  type EntreeSimulation,
  type GrandeursDeZone,
  type Scenario,
  simuler,
  type Variante,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { prefet } from "../fabrique.js";
import { refusDe } from "../refus.js";
import { annees, conventionDAls, SCENARIO, secteur, tauxDeRotation } from "../simulation.js";

/** De ce que donne `SCENARIO` à ce que donne une variante. */
function ecarter(changements: Variante["changements"], depart: Scenario = SCENARIO): Comparaison {
  const simulation = simuler({
    nom: "bailleur",
    scenario: depart,
    variantes: [{ nom: "autre", changements }],
  });
  return comparer({ une: { simulation, variante: "bailleur" }, autre: { simulation, variante: "autre" } });
}

const causesDe = ({ causes }: Comparaison) =>
  causes.map(({ causes: reunies, gagnes, perdus }) => [
    reunies.map(({ cause }) => cause).join(" + "),
    gagnes.decimal,
    perdus.decimal,
  ]);

const effetSur = ({ causes }: Comparaison, code: string) =>
  causes.map(({ effets }) => {
    const effet = effets.find(({ reservataire }) => reservataire === code);
    return [effet?.logements.decimal, effet?.objectifs];
  });

describe("ce que vaut chaque stipulation", () => {
  it("deux scénarios égaux n'ont pas de cause", () => {
    const { causes, reservataires } = ecarter({});
    expect(causes).toEqual([]);
    expect(reservataires.map(({ ecart }) => ecart.logements.exact)).toEqual(["0", "0", "0"]);
  });

  it("l'actualisation : 20 % puis 10 %, ou 20 % deux fois, sur dix logements par an", () => {
    const comparaison = ecarter({ stipulations: { simuler: { actualisationDesParts: "aucune" } } });
    expect(causesDe(comparaison)).toEqual([["stipulations.simuler.actualisationDesParts", "1", "1"]]);
    expect(
      comparaison.reservataires.map(({ reservataire, ecart }) => [reservataire, ecart.logements.exact]),
    ).toEqual([
      ["als", "1"],
      ["prefet", "0"],
      ["non-reserves", "-1"],
    ]);
    expect(comparaison.causes[0]?.causes[0]).toMatchObject({
      une: { fr: "chaque-annee" },
      autre: { fr: "aucune" },
    });
  });

  it("le taux de rotation ne change rien au ratio, mais change les droits : 10 × 1 % + 100 × 1 %", () => {
    const comparaison = ecarter({ tauxDeRotation: tauxDeRotation("9") });
    expect(effetSur(comparaison, "als")).toEqual([["0", 0]]);
    expect(comparaison.reservataires[0]?.ecart.droits).toEqual({ exact: "11/10", decimal: "1.1" });
  });

  it("la mesure de durée ne change pas le ratio, mais les droits : 10 × 9 × 8 %, et non 10 × 1 × 8 % + 10 × 10 × 8 %", () => {
    const comparaison = ecarter({
      stipulations: { convertirEnDroitsUniques: { mesureDeDuree: "difference-d-annees" } },
    });
    expect(causesDe(comparaison)).toEqual([
      ["stipulations.convertirEnDroitsUniques.mesureDeDuree", "0", "0"],
    ]);
    expect(comparaison.reservataires[0]?.ecart.droits?.exact).toBe("-8/5");
  });

  it("le report des restes ne change pas les parts, mais les objectifs : 6,6 deux fois font 13, ou 14", () => {
    const trentetrois: Scenario = {
      ...SCENARIO,
      annees: annees(secteur(33), secteur(33)),
      conventions: [conventionDAls("20")],
      stipulations: { ...SCENARIO.stipulations, fixerObjectifsDeFlux: { reportDesRestes: "integral" } },
    };
    const comparaison = ecarter(
      { stipulations: { fixerObjectifsDeFlux: { reportDesRestes: "aucun" } } },
      trentetrois,
    );
    expect(effetSur(comparaison, "als")).toEqual([["0", 1]]);
    expect(effetSur(comparaison, "non-reserves")).toEqual([["0", -1]]);
  });

  it("deux causes : chacune son effet, leur somme fait l'écart, et l'ordre est dit par l'effet seul", () => {
    const comparaison = ecarter(
      { annees: annees(secteur(20)), conventions: [prefet(25, 5), conventionDAls("30")] },
      { ...SCENARIO, annees: annees(secteur(10)), conventions: [prefet(25, 5), conventionDAls("20")] },
    );
    expect(causesDe(comparaison).map(([cause]) => cause)).toEqual([
      "annees.2024.secteurs",
      "conventions.als",
    ]);
    // 20 % de 10 = 2 ; 20 % de 20 = 4 ; 30 % de 20 = 6. La convention seule, sur dix : 3.
    expect(effetSur(comparaison, "als")).toEqual([
      ["2", 2],
      ["2", 2],
    ]);
    expect(
      comparaison.causes.map(
        ({ seules }) => seules?.find(({ reservataire }) => reservataire === "als")?.logements.exact,
      ),
    ).toEqual(["2", "1"]);
  });

  it("une méthode et ce qu'elle demande ne se séparent pas", () => {
    const { methodeDeConversion: _, ...stipulations } = SCENARIO.stipulations.convertirStockEnFlux ?? {};
    const comparaison = ecarter(
      {
        partsFixees: { prefet: 30, nonReserves: 50 },
        stipulations: {
          convertirStockEnFlux: { ...stipulations, methodeDeConversion: "prorata-des-volumes" },
        },
      },
      { ...SCENARIO, annees: annees(secteur(10)) },
    );
    // Seul à avoir des droits, Action Logement a tout ce que laissent 30 et 50 % : 20 %, comme le ratio.
    expect(causesDe(comparaison)).toEqual([
      ["partsFixees", "0", "0"],
      ["stipulations.convertirStockEnFlux.methodeDeConversion", "0", "0"],
    ]);
    const inverse = comparer({
      une: { simulation: simuler({ nom: "p", scenario: prorata() }), variante: "p" },
      autre: { simulation: simuler({ nom: "r", scenario: ratio() }), variante: "r" },
    });
    expect(causesDe(inverse)).toEqual([
      ["partsFixees + stipulations.convertirStockEnFlux.methodeDeConversion", "0", "0"],
    ]);
    expect(inverse.causes[0]?.seules?.map(({ logements }) => logements.exact)).toEqual(["0", "0", "0"]);
  });
});

const ratio = (): Scenario => ({ ...SCENARIO, annees: annees(secteur(10)) });
const prorata = (): Scenario => ({
  ...ratio(),
  partsFixees: { prefet: 30, nonReserves: 50 },
  stipulations: {
    ...SCENARIO.stipulations,
    convertirStockEnFlux: {
      ...SCENARIO.stipulations.convertirStockEnFlux,
      methodeDeConversion: "prorata-des-volumes",
    },
  },
});

describe("ce qui ne se compare pas", () => {
  const simulerUnAn = () => simuler({ nom: "a", scenario: ratio() });

  it("une variante inconnue, une simulation modifiée", () => {
    const simulation = simulerUnAn();
    expect(
      refusDe(() =>
        comparer({
          une: { simulation, variante: "z" },
          autre: { simulation: { ...simulation, variantes: [] }, variante: "a" },
        }),
      ),
    ).toEqual(["une.variante VARIANTE_INCONNUE", "autre.simulation RESULTAT_ALTERE"]);
  });

  it("d'autres années, un autre bailleur", () => {
    const simulation = simulerUnAn();
    const ailleurs = simuler({
      nom: "b",
      scenario: { ...ratio(), perimetre: { bailleur: "111111111", departement: "77" } },
    });
    const deuxAns = simuler({ nom: "c", scenario: SCENARIO });
    for (const autre of [
      { simulation: ailleurs, variante: "b" },
      { simulation: deuxAns, variante: "c" },
    ])
      expect(refusDe(() => comparer({ une: { simulation, variante: "a" }, autre }))).toEqual([
        "autre PERIMETRES_DIFFERENTS",
      ]);
  });

  it("un scénario dont une année n'a pas d'objectifs", () => {
    const simulation = simulerUnAn();
    const trop = simuler({
      nom: "trop",
      scenario: { ...ratio(), conventions: [prefet(25, 5), conventionDAls("80")] },
    });
    expect(() =>
      comparer({ une: { simulation, variante: "a" }, autre: { simulation: trop, variante: "trop" } }),
    ).toThrow(CalculImpossible);
  });
});

describe("dans une zone, ce qui ne change que la place d'une part", () => {
  const etat = (localisation: "uniforme" | "hors-qpv-d-abord") => {
    const convention = prefet(25, 5);
    return { ...convention, parts: convention.parts.map((part) => ({ ...part, localisation })) };
  };
  const scenario = (): Scenario => ({
    perimetre: SCENARIO.perimetre,
    annees: [
      {
        annee: 2024,
        secteurs: [
          { ...secteur(60), epci: "247700057" },
          { ...secteur(40), epci: "247700057", localisation: "qpv" },
        ],
      },
    ],
    conventions: [etat("uniforme"), conventionDAls("20", { localisation: "uniforme" })],
    stipulations: { calculerAssiette: { premieresMisesEnLocation: "hors-flux" } },
  });
  const QUARTIERS = { nom: "quartiers", localisation: "qpv" } as const;
  const AGGLO = { nom: "agglomération", territoire: { type: "epci", epci: "247700057" } } as const;
  const simulerAvec = (zones: EntreeSimulation["zones"]) =>
    simuler({
      nom: "uniforme",
      scenario: scenario(),
      variantes: [
        {
          nom: "hors QPV d'abord",
          changements: {
            conventions: [etat("hors-qpv-d-abord"), conventionDAls("20", { localisation: "uniforme" })],
          },
        },
      ],
      zones,
    });
  const enClair = (lignes: readonly GrandeursDeZone[] | undefined) =>
    lignes?.map(({ reservataire, logements, objectifs }) => [reservataire, logements.exact, objectifs]);

  it("30 % de 40 en QPV, ou rien : 12 logements passent au bailleur dans les quartiers, et aucun en tout", () => {
    const simulation = simulerAvec([QUARTIERS, AGGLO]);
    expect(simulation.variantes[0]?.zones.map(({ reservataires }) => enClair(reservataires))).toEqual([
      [
        ["als", "8", 8],
        ["prefet", "12", 12],
        ["non-reserves", "20", 20],
      ],
      [
        ["als", "20", 20],
        ["prefet", "30", 30],
        ["non-reserves", "50", 50],
      ],
    ]);
    const { causes, zones } = comparer({
      une: { simulation, variante: "uniforme" },
      autre: { simulation, variante: "hors QPV d'abord" },
    });
    expect(causes.map(({ causes: [cause], gagnes }) => [cause?.cause, gagnes.exact])).toEqual([
      ["conventions.prefet", "0"],
    ]);
    const dansLesQuartiers = [
      ["als", "0", 0],
      ["prefet", "-12", -12],
      ["non-reserves", "12", 12],
    ];
    expect(enClair(causes[0]?.zones[0]?.reservataires)).toEqual(dansLesQuartiers);
    expect(zones.map(({ zone, ecart }) => [zone, enClair(ecart)])).toEqual([
      ["quartiers", dansLesQuartiers],
      [
        "agglomération",
        [
          ["als", "0", 0],
          ["prefet", "0", 0],
          ["non-reserves", "0", 0],
        ],
      ],
    ]);
  });

  it("une simulation qui suit d'autres zones se lit dans celles de la première", () => {
    const { zones } = comparer({
      une: { simulation: simulerAvec([QUARTIERS]), variante: "uniforme" },
      autre: { simulation: simulerAvec([AGGLO]), variante: "hors QPV d'abord" },
    });
    expect(zones.map(({ zone, autre }) => [zone, enClair(autre)])).toEqual([
      [
        "quartiers",
        [
          ["als", "8", 8],
          ["prefet", "0", 0],
          ["non-reserves", "32", 32],
        ],
      ],
    ]);
  });

  it("une zone sans secteur, deux zones de même nom", () => {
    expect(refusDe(() => simulerAvec([QUARTIERS, QUARTIERS]))).toEqual(["zones[1].nom DOUBLON"]);
    const ailleurs = { nom: "ailleurs", territoire: { type: "commune", commune: "77305" } } as const;
    expect(refusDe(() => simulerAvec([ailleurs]))).toEqual(["zones[0] ZONE_SANS_SECTEUR"]);
  });
});
