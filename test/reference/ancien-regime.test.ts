import {
  type CategorieDeReservataire,
  ciblesDe,
  controlerReservationsEnStock,
  type EntreeReservationsEnStock,
  expliquer,
  REGLES,
  type ReservationEnStock,
  repartirFlux,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { assietteDe, commune, convention, prefet } from "../fabrique.js";

const DATE = "2020-01-01";
const CATEGORIES: Readonly<Record<string, CategorieDeReservataire>> = {
  prefet: "prefet",
  ville: "commune",
  groupement: "epci",
  departement: "departement",
  region: "region",
  employeur: "employeur",
};
const RESERVATAIRES = Object.entries(CATEGORIES).map(([code, categorie]) => ({ code, nom: code, categorie }));

const publics = (logements: number): ReservationEnStock => ({
  reservataire: "prefet",
  contrepartie: "contingent-prefectoral",
  contingent: "publics-prioritaires",
  logements,
});
const agents = (logements: number): ReservationEnStock => ({
  ...publics(logements),
  contingent: "agents-civils-et-militaires",
});
const garantie = (reservataire: string, logements: number): ReservationEnStock => ({
  reservataire,
  contrepartie: "garantie-d-emprunt",
  logements,
});

type Programmes = readonly (readonly [code: string, logements: number, ReservationEnStock[]])[];

const controler = (programmes: Programmes, suite: Partial<EntreeReservationsEnStock> = {}) =>
  controlerReservationsEnStock({
    date: DATE,
    reservataires: RESERVATAIRES,
    programmes: programmes.map(([code, logements, reservations]) => ({ code, logements, reservations })),
    ...suite,
  });

const constats = (...donnees: Parameters<typeof controler>) =>
  controler(...donnees).constats.map(({ code, territoire }) => `${code} (${territoire})`);

const ARTICLE = "CCH, art. R. 441-5 (en vigueur du 01/09/2019 au 22/02/2020 non compris";

describe("R3, plafond du préfet avant le décret : 30 % du total des logements (art. R. 441-5)", () => {
  it.each([
    [299, []],
    [300, []],
    [301, ["PLAFOND_DU_PREFET_DEPASSE (périmètre)"]],
  ])("%i logements sur 1 000 en deux programmes : %j", (logements, attendus) => {
    const trouves = constats([
      ["A", 400, [publics(logements - 100)]],
      ["B", 600, [publics(100)]],
    ]);
    expect(trouves).toEqual(attendus);
  });

  it("se juge sur le total : un programme tout entier au préfet n'est pas irrégulier", () => {
    const { constats: aucun, prefet: part } = controler([
      ["A", 30, [publics(30)]],
      ["B", 70, []],
    ]);
    expect(aucun).toEqual([]);
    expect(part).toEqual({ logements: 30, taux: { exact: "30", decimal: "30" } });
  });

  it("les agents comptent dans les 30 %", () => {
    expect(constats([["A", 100, [publics(26), agents(5)]]])).toEqual([
      "PLAFOND_DU_PREFET_DEPASSE (périmètre)",
    ]);
  });

  it("un excès se dit en logements exacts, avec l'article d'alors", () => {
    const [constat] = controler([["A", 7, [publics(3)]]]).constats;
    expect(constat?.chiffres).toContainEqual({ nom: "logements en trop", valeur: "0.9" });
    expect(constat?.message.fr).toContain("300/7 (≈ 42,857143) %");
    expect(constat?.message.fr).toContain(ARTICLE);
  });
});

describe("R4, plafond des agents de l'État avant le décret : 5 % du total (art. R. 441-5)", () => {
  it.each([
    [49, []],
    [50, []],
    [51, ["PLAFOND_DES_AGENTS_DEPASSE (périmètre)"]],
  ])("%i logements sur 1 000 : %j", (logements, attendus) => {
    const trouves = constats([
      ["A", 100, [agents(logements - 10)]],
      ["B", 900, [agents(10), publics(100)]],
    ]);
    expect(trouves).toEqual(attendus);
  });
});

describe("R7, plafond des garanties avant le décret : 20 % de chaque programme (art. R. 441-5)", () => {
  it.each([
    [19, []],
    [20, []],
    [21, ["PLAFOND_DES_GARANTIES_DU_PROGRAMME_DEPASSE (programme A)"]],
  ])("%i logements sur les 100 du programme : %j", (logements, attendus) => {
    expect(constats([["A", 100, [garantie("ville", logements)]]])).toEqual(attendus);
  });

  it("un programme à 21 % est irrégulier quand tout le stock est à 10 %", () => {
    const stock: Programmes = [
      ["A", 100, [garantie("ville", 21)]],
      ["B", 110, []],
    ];
    expect(constats(stock)).toEqual(["PLAFOND_DES_GARANTIES_DU_PROGRAMME_DEPASSE (programme A)"]);
    expect(controler(stock).programmes.map(({ garanties }) => garanties.taux?.exact)).toEqual(["21", "0"]);
  });

  it("les garants s'additionnent, départements et régions compris", () => {
    const quatre = (dernier: number) => [
      garantie("ville", 5),
      garantie("groupement", 5),
      garantie("departement", 5),
      garantie("region", dernier),
    ];
    expect(constats([["A", 100, quatre(5)]])).toEqual([]);
    expect(constats([["A", 100, quatre(6)]])).toEqual([
      "PLAFOND_DES_GARANTIES_DU_PROGRAMME_DEPASSE (programme A)",
    ]);
    const [programme] = controler([["A", 100, quatre(6)]]).programmes;
    expect(programme?.garanties.garants.map(({ reservataire, taux }) => [reservataire, taux?.exact])).toEqual(
      [
        ["departement", "5"],
        ["groupement", "5"],
        ["region", "6"],
        ["ville", "5"],
      ],
    );
  });

  it("un département compte alors dans les 20 %, et n'y compte plus depuis le décret", () => {
    expect(constats([["A", 100, [garantie("ville", 12), garantie("departement", 9)]]])).toEqual([
      "PLAFOND_DES_GARANTIES_DU_PROGRAMME_DEPASSE (programme A)",
    ]);
    const depuis = repartirFlux({
      assiette: assietteDe([{ flux: 100 }]),
      conventions: [
        convention("ville", "commune", commune("77288"), [{ taux: 12 }]),
        convention("departement", "departement", { type: "perimetre" }, [{ taux: 9 }]),
      ],
    });
    expect(depuis.constats).toEqual([]);
  });

  it("celui qui n'est pas une collectivité n'y compte pas", () => {
    expect(constats([["A", 100, [garantie("ville", 20), garantie("employeur", 30)]]])).toEqual([]);
  });

  it("un programme sans logement n'a pas de taux, et toute garantie y est de trop", () => {
    const { programmes, constats: trouves } = controler([
      ["A", 0, []],
      ["B", 0, [garantie("ville", 1)]],
    ]);
    expect(programmes.map(({ garanties }) => garanties.taux)).toEqual([null, null]);
    expect(trouves.map(({ code, territoire }) => [code, territoire])).toEqual([
      ["PLAFOND_DES_GARANTIES_DU_PROGRAMME_DEPASSE", "programme B"],
      ["PROGRAMME_SUR_RESERVE", "programme B"],
    ]);
  });
});

describe("R8, supplément pour terrain ou financement avant le décret (art. R. 441-5)", () => {
  it("ne compte ni dans les 20 % ni dans les 30 %", () => {
    const supplement = (reservataire: string, contrepartie: "apport-de-terrain" | "financement") => ({
      reservataire,
      contrepartie,
      logements: 20,
    });
    const stock: Programmes = [
      [
        "A",
        100,
        [
          publics(30),
          supplement("prefet", "financement"),
          garantie("ville", 20),
          supplement("ville", "apport-de-terrain"),
        ],
      ],
    ];
    expect(constats(stock)).toEqual([]);
    expect(expliquer(controler(stock), "programmes/A/garanties")).toContain("20 logements, sans plafond");
    expect(expliquer(controler(stock), "prefet/taux")).toContain("20 logements, sans plafond");
  });
});

describe("R16, cent pour cent du programme, avant le flux", () => {
  const reserver = (logements: number): ReservationEnStock => ({
    reservataire: "employeur",
    contrepartie: "participation-des-employeurs",
    logements,
  });

  it.each([
    [69, 1, []],
    [70, 0, []],
    [71, -1, ["PROGRAMME_SUR_RESERVE (programme A)"]],
  ])("30 + %i logements réservés sur 100, %i au bailleur : %j", (logements, reste, attendus) => {
    const stock: Programmes = [["A", 100, [publics(30), reserver(logements)]]];
    expect(controler(stock).programmes[0]?.nonReserves).toBe(reste);
    expect(constats(stock)).toEqual(attendus);
  });
});

describe("R6, dérogation avant le décret (art. R. 441-5)", () => {
  const ARRETE = {
    arrete: "arrêté fictif n° 1",
    motif: "besoins-economiques",
    du: "2019-09-01",
    au: "2021-12-31",
    plafondPrefet: "35",
  } as const;
  const sous = (arrete: object, logements: number) =>
    constats([["A", 100, [publics(logements)]]], { derogations: [{ ...ARRETE, ...arrete }] });

  it.each([
    [34, ["DEROGATION_APPLIQUEE (périmètre)"]],
    [35, ["DEROGATION_APPLIQUEE (périmètre)"]],
    [36, ["DEROGATION_APPLIQUEE (périmètre)", "PLAFOND_DU_PREFET_DEPASSE (périmètre)"]],
  ])("un arrêté de plus d'un an vaut, à 35 %% : %i logements sur 100, %j", (logements, attendus) => {
    expect(sous({}, logements)).toEqual(attendus);
  });

  it("hors de ses jours, il est sans effet", () => {
    expect(sous({ au: "2019-12-31" }, 31)).toEqual([
      "DEROGATION_SANS_EFFET (périmètre)",
      "PLAFOND_DU_PREFET_DEPASSE (périmètre)",
    ]);
  });

  it("la durée se juge au jour où l'arrêté commence : la veille du décret, sans borne ; le jour même, un an", () => {
    const depuisLeDecret = (du: string, au: string) =>
      repartirFlux({
        assiette: assietteDe([{ flux: 100 }], "2020-06-01"),
        conventions: [{ ...prefet(35, 0), dateDEffet: "2020-06-01" }],
        derogations: [{ ...ARRETE, du, au }],
      }).constats.map(({ code }) => code);
    expect(depuisLeDecret("2020-02-21", "2021-12-31")).toEqual(["DEROGATION_APPLIQUEE"]);
    expect(depuisLeDecret("2020-02-22", "2021-02-21")).toEqual(["DEROGATION_APPLIQUEE"]);
    expect(depuisLeDecret("2020-02-22", "2021-02-22")).toEqual([
      "DEROGATION_TROP_LONGUE",
      "PLAFOND_DU_PREFET_DEPASSE",
    ]);
  });

  it("l'arrêté se cite selon le droit du jour où il commence, dans l'un et l'autre régime", () => {
    const avant = { ...ARRETE, du: "2020-02-21" };
    const reparti = repartirFlux({
      assiette: assietteDe([{ flux: 100 }], "2020-06-01"),
      conventions: [{ ...prefet(35, 0), dateDEffet: "2020-06-01" }],
      derogations: [avant],
    });
    const texte = expliquer(reparti, "parts/prefet/contingent-prefectoral/publics-prioritaires");
    expect(texte).toContain(`Fondement : ${ARTICLE}`);
    expect(texte).toContain("aucune durée maximale");
    const [constat] = controler([["A", 100, []]], {
      derogations: [{ ...ARRETE, du: "2020-02-22", au: "2021-02-22" }],
    }).constats;
    expect(constat?.code).toBe("DEROGATION_TROP_LONGUE");
    expect(constat?.message.fr).toContain("R. 441-5-2, I, al. 2 (en vigueur depuis le 22/02/2020");
  });

  it("un arrêté antérieur au registre n'a pas de droit connu", () => {
    expect(() => sous({ du: "2019-08-31" }, 30)).toThrow("derogations[0].du");
    expect(() => sous({ du: "2019-08-31" }, 30)).toThrow("DATE_SANS_DROIT_CONNU");
  });
});

describe("les dates de l'ancien régime", () => {
  it.each([
    ["2019-08-31", "DATE_SANS_DROIT_CONNU"],
    ["2020-02-22", "REGIME_DU_FLUX"],
    ["2024-01-01", "REGIME_DU_FLUX"],
  ])("le %s est refusé : %s", (date, code) => {
    expect(() => controler([["A", 1, []]], { date })).toThrow(code);
  });

  it("vont du 01/09/2019 au 21/02/2020", () => {
    for (const date of ["2019-09-01", "2020-02-21"])
      expect(controler([["A", 1, []]], { date }).constats).toEqual([]);
  });

  it("un verbe du flux renvoie alors à celui-ci, et celui-ci à celui du flux", () => {
    expect(() => assietteDe([{ flux: 1 }], "2020-02-21")).toThrow("controlerReservationsEnStock");
    expect(() => controler([["A", 1, []]], { date: "2020-02-22" })).toThrow("repartirFlux");
  });
});

describe("ce qu'on en lit", () => {
  const stock = controler([
    ["Les Tilleuls", 60, [publics(10), agents(1), garantie("departement", 13)]],
    ["Vide", 0, []],
  ]);

  it("chaque taux s'explique, sauf celui d'un programme sans logement", () => {
    expect(ciblesDe(stock)).toEqual(["prefet/taux", "agents/taux", "programmes/Les Tilleuls/garanties"]);
    const texte = expliquer(stock, "programmes/Les Tilleuls/garanties");
    expect(texte).toContain("(13 (departement)) ÷ 60 = 65/3 (≈ 21,666667) % pour 20 % au plus");
    expect(texte).toContain(ARTICLE);
    expect(texte).not.toContain("R. 441-5-3");
    expect(expliquer(stock, "agents/taux", { langue: "en" })).toContain("1 dwelling out of a total of 60");
  });

  it("chaque constat cite l'article de son époque", () => {
    for (const { message } of stock.constats) expect(message.fr).toContain(ARTICLE);
    expect(stock.constats).toHaveLength(1);
  });

  it("l'ordre des entrées n'y change rien", () => {
    const programmes: Programmes = [
      ["B", 50, [garantie("ville", 3), publics(2)]],
      ["A", 60, [publics(10), agents(1)]],
    ];
    const inverse = programmes.map(([code, n, lues]) => [code, n, [...lues].reverse()] as const).reverse();
    expect(controler(inverse, { reservataires: [...RESERVATAIRES].reverse() })).toEqual(
      controler(programmes),
    );
  });

  it("le registre dit les deux états de chaque règle", () => {
    const deux = REGLES.filter(({ anterieure }) => anterieure !== undefined);
    expect(deux.map(({ id }) => id)).toEqual(["R3", "R4", "R6", "R7", "R8", "R16"]);
  });
});
