import { describe, expect, it } from "vitest";
import { constaterTableau } from "../../src/objectifs/constater-programme.js";
import { type Groupe, rapprocherParEchanges } from "../../src/objectifs/echanger-logements.js";
import {
  type LigneDuTableau,
  releverEcarts,
  type TotauxDeReservataire,
} from "../../src/objectifs/tableau-du-programme.js";

const exact = (valeur: string) => ({ exact: valeur, decimal: valeur });

describe("les échanges de logements entre deux lignes", () => {
  /** Deux lignes, deux colonnes. */
  const CASES = [0, 1].flatMap((ligne) => [0, 1].map((colonne) => ({ ligne, colonne })));
  const approche = (rang: number): Groupe => ({ cases: [rang], tenu: false, plancher: 1, plafond: 1 });

  it("rapprochent un groupe de ses bornes, sans changer les totaux des lignes ni des colonnes", () => {
    expect(rapprocherParEchanges(CASES, [2, 0, 0, 2], [0, 1, 2, 3].map(approche))).toEqual({
      entiers: [1, 1, 1, 1],
      echanges: [{ lignes: [0, 1], colonnes: [0, 1] }],
      ecart: 0,
    });
  });

  it("ne font pas sortir un groupe tenu de ses bornes : l'écart reste, et se dit", () => {
    const tenu: Groupe = { cases: [3], tenu: true, plancher: 2, plafond: 2 };
    expect(rapprocherParEchanges(CASES, [2, 0, 0, 2], [approche(0), tenu])).toEqual({
      entiers: [2, 0, 0, 2],
      echanges: [],
      ecart: 1,
    });
  });

  it("ne font rien quand tout est dans ses bornes", () => {
    expect(rapprocherParEchanges(CASES.slice(0, 2), [1, 0], [approche(0)])).toEqual({
      entiers: [1, 0],
      echanges: [],
      ecart: 0,
    });
  });

  it("ne passent que par les cases du tableau : une ligne absente d'une colonne n'y prend rien", () => {
    expect(rapprocherParEchanges(CASES.slice(0, 3), [2, 0, 0], [approche(0)])).toEqual({
      entiers: [2, 0, 0],
      echanges: [],
      ecart: 1,
    });
  });
});

describe("les écarts d'un tableau", () => {
  const LIGNE: LigneDuTableau = {
    reservataire: "prefet",
    contrepartie: "contingent-prefectoral",
    contingent: "publics-prioritaires",
    exact: exact("2"),
    logements: 2,
    cases: [
      { typologie: "T2", financement: "PLAI", exact: exact("0.5"), logements: 1 },
      { typologie: "T3", financement: "PLAI", exact: exact("0.5"), logements: 1 },
      { typologie: "T2", financement: "PLUS", exact: exact("0.5"), logements: 0 },
      { typologie: "T3", financement: "PLUS", exact: exact("0.5"), logements: 0 },
    ].map(({ exact: { decimal }, ...celle }) => ({
      ...celle,
      exact: { exact: "1/2", decimal },
    })) as unknown as LigneDuTableau["cases"],
  };
  const TOTAL: TotauxDeReservataire = {
    reservataire: "prefet",
    exact: exact("4"),
    logements: 4,
    typologies: [{ typologie: "T2", exact: exact("2"), logements: 3 }],
    financements: [{ financement: "PLUS", exact: exact("2"), logements: 2 }],
  };

  it("sont les totaux d'une ligne hors de l'arrondi de leur valeur exacte", () => {
    expect(releverEcarts([LIGNE], [TOTAL]).map(({ selon, logements }) => [selon, logements])).toEqual([
      ["PLAI", 2],
      ["PLUS", 0],
    ]);
  });

  it("et ceux d'un réservataire, quand il a plusieurs lignes", () => {
    const agents = { ...LIGNE, contingent: "agents-civils-et-militaires" as const, cases: [] };
    const ecarts = releverEcarts([LIGNE, agents], [TOTAL]);
    expect(ecarts.map(({ contrepartie, selon, logements }) => [contrepartie, selon, logements])).toEqual([
      ["contingent-prefectoral", "PLAI", 2],
      ["contingent-prefectoral", "PLUS", 0],
      [null, "T2", 3],
    ]);
    const programme = { code: "P-1", commune: "77288", total: 4, composition: [], logements: null };
    const constats = constaterTableau(programme, { ecarts } as never);
    expect(constats.map(({ code, gravite, autorite }) => [code, gravite, autorite])).toEqual(
      ecarts.map(() => ["MARGE_APPROCHEE", "information", "choix"]),
    );
    expect(constats[0]?.message.fr).toContain("« prefet » (publics prioritaires) a 2 PLAI pour 1 exactement");
    expect(constats[2]?.message.fr).toContain("« prefet » a 3 T2 pour 2 exactement");
  });
});
