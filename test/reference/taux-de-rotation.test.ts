import {
  type ArrondiConvenu,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  type LogementDuRepertoire,
  mesurerTauxDeRotation,
  moyennerTauxDeRotation,
  reunirTauxDeRotation,
  type TauxDeRotation,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE, PARTOUT, PERIMETRE } from "../fabrique.js";

const CONVENU = { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" } as const;
const AU_DIXIEME = { mode: "plus-proche", decimales: 1 } as const;

function publie(territoire: string, millesime: number, logements: number | null, tauxPublie: number) {
  return mesurerTauxDeRotation(
    {
      date: DATE,
      millesime,
      territoire,
      numerateur: { nature: "emmenagements" },
      denominateur: { nature: "logements-loues-ou-proposes", nombre: logements },
      tauxPublie,
    },
    CONVENU,
  );
}

function compte(
  territoire: string,
  millesime: number,
  nombre: number,
  logements: number,
  arrondiDuTaux: ArrondiConvenu = "aucun",
) {
  return mesurerTauxDeRotation(
    {
      date: DATE,
      millesime,
      territoire,
      numerateur: { nature: "emmenagements", nombre },
      denominateur: { nature: "logements-loues-ou-proposes", nombre: logements },
    },
    { ...CONVENU, arrondiDuTaux },
  );
}

function reunir(
  territoire: string,
  taux: readonly TauxDeRotation[],
  arrondiDuTaux: ArrondiConvenu = "aucun",
) {
  return reunirTauxDeRotation({ date: DATE, territoire, taux }, { arrondiDuTaux });
}

function moyenner(taux: readonly TauxDeRotation[], moyenneDesAnnees: "simple" | "ponderee") {
  return moyennerTauxDeRotation({ date: DATE, taux }, { moyenneDesAnnees, arrondiDuTaux: "aucun" });
}

const codes = ({ constats }: TauxDeRotation) => constats.map(({ code }) => code);

describe("R14, taux de rotation de plusieurs territoires", () => {
  const ILE_DE_FRANCE = (
    [
      ["Essonne", 112_569, 9.0],
      ["Hauts-de-Seine", 192_024, 5.7],
      ["Paris", 217_471, 4.8],
      ["Seine-et-Marne", 99_914, 7.8],
      ["Seine-Saint-Denis", 218_518, 5.6],
      ["Val-d'Oise", 118_915, 6.4],
      ["Val-de-Marne", 166_789, 5.8],
      ["Yvelines", 117_877, 7.9],
    ] as const
  ).map(([nom, logements, taux]) => publie(nom, 2020, logements, taux));

  const PACA = (
    [
      ["Alpes-de-Haute-Provence", 7_453, 12.2],
      ["Hautes-Alpes", 7_891, 10.3],
      ["Alpes-Maritimes", 56_602, 5.6],
      ["Bouches-du-Rhône", 155_944, 6.3],
      ["Var", 52_966, 7.0],
      ["Vaucluse", 34_152, 8.7],
    ] as const
  ).map(([nom, logements, taux]) => publie(nom, 2022, logements, taux));

  it("Île-de-France, RPLS 2020 : 1 244 077 logements, 6,3 % publié", () => {
    const region = reunir("Île-de-France", ILE_DE_FRANCE, AU_DIXIEME);
    expect(region.denominateur.nombre).toBe(1_244_077);
    // Σ logements × taux = 7 814 209,1.
    expect(region.brut).toEqual({ exact: "78142091/12440770", decimal: "6.28113" });
    expect(region.taux.decimal).toBe("6.3");
  });

  it("Provence-Alpes-Côte d'Azur, RPLS 2022 : 315 008 logements, 6,8 % publié ; 8,35 % serait la moyenne des taux", () => {
    const region = reunir("Provence-Alpes-Côte d'Azur", PACA, { mode: "plus-proche", decimales: 3 });
    expect(region.denominateur.nombre).toBe(315_008);
    // Σ logements × taux = 2 139 506,7.
    expect(region.brut.exact).toBe("21395067/3150080");
    expect(region.taux.decimal).toBe("6.792");
    expect(reunir("Provence-Alpes-Côte d'Azur", PACA, AU_DIXIEME).taux.decimal).toBe("6.8");
  });

  it("province et Île-de-France 2025 : 3 805 855 + 1 404 353 = 5 210 208 logements ; d'un même taux supposé, le même", () => {
    const metropole = reunir("France métropolitaine", [
      publie("province", 2025, 3_805_855, 7),
      publie("Île-de-France", 2025, 1_404_353, 7),
    ]);
    expect(metropole.denominateur.nombre).toBe(5_210_208);
    expect(metropole.brut.exact).toBe("7");
  });

  it("de taux publiés, le nombre de mouvements n'est pas connu, et le résultat se dit fait de taux arrondis", () => {
    const region = reunir("Île-de-France", ILE_DE_FRANCE);
    expect(region.numerateur).toEqual({ nature: "emmenagements", nombre: null });
    expect(codes(region)).toEqual(["TAUX_DEJA_ARRONDIS"]);
    expect(region.constats[0]?.chiffres).toEqual([{ nom: "taux publiés", valeur: "8" }]);
  });

  it("de taux mesurés, les mouvements s'ajoutent comme les logements : (663 + 210) ÷ (8 500 + 3 000)", () => {
    const ensemble = reunir("ensemble", [compte("A", 2023, 663, 8_500), compte("B", 2023, 210, 3_000)]);
    expect([ensemble.numerateur.nombre, ensemble.denominateur.nombre]).toEqual([873, 11_500]);
    expect(ensemble.brut.exact).toBe("873/115");
    expect(codes(ensemble)).toEqual([]);
  });

  it("l'arrondi convenu d'un territoire n'entre pas dans le tout : un seul arrondi, à la fin", () => {
    // 1 sur 3 et 1 sur 6 font 2 sur 9 ; de 33,3 % et 16,7 %, on tirerait 200,1 ÷ 9.
    const arrondis = [compte("A", 2023, 1, 3, AU_DIXIEME), compte("B", 2023, 1, 6, AU_DIXIEME)];
    expect(reunir("ensemble", arrondis).brut.exact).toBe("200/9");
  });

  it("garde ses composantes, dans l'ordre des territoires : on peut le refaire", () => {
    const region = reunir("Provence-Alpes-Côte d'Azur", PACA);
    expect(region.composantes.map(({ territoire }) => territoire)).toEqual([
      "Alpes-Maritimes",
      "Alpes-de-Haute-Provence",
      "Bouches-du-Rhône",
      "Hautes-Alpes",
      "Var",
      "Vaucluse",
    ]);
    expect(reunir("Provence-Alpes-Côte d'Azur", region.composantes)).toEqual(region);
  });

  it("par étapes ou d'un coup, le même résultat, octet pour octet", () => {
    const [a, b, c, ...reste] = PACA as [TauxDeRotation, TauxDeRotation, TauxDeRotation, ...TauxDeRotation[]];
    const etapes = [reunir("littoral", reste), reunir("montagne", [a, b], AU_DIXIEME), c];
    expect(JSON.stringify(reunir("PACA", etapes))).toBe(JSON.stringify(reunir("PACA", PACA)));
  });

  it("un territoire déjà compté dans une réunion est refusé, les millésimes mêlés aussi", () => {
    const [essonne] = ILE_DE_FRANCE as [TauxDeRotation];
    const region = reunir("Île-de-France", ILE_DE_FRANCE);
    expect(() => reunir("double", [region, essonne])).toThrow(
      "taux[1].territoire : « Essonne » figure déjà en taux[0].territoire. [DOUBLON]",
    );
    expect(() => reunir("mêlés", [...ILE_DE_FRANCE, ...PACA])).toThrow("MILLESIMES_DIFFERENTS");
  });
});

describe("R14, taux de rotation de plusieurs années", () => {
  const METROPOLE = (
    [
      [2024, 7.1],
      [2022, 8.1],
      [2023, 7.5],
    ] as const
  ).map(([millesime, taux]) => publie("France métropolitaine", millesime, null, taux));

  it("moyenne simple de 8,1 %, 7,5 % et 7,1 % : 227/30 exactement", () => {
    const moyenne = moyenner(METROPOLE, "simple");
    expect(moyenne.brut).toEqual({ exact: "227/30", decimal: "7.566667" });
    expect(moyenne.composantes.map(({ millesime }) => millesime)).toEqual([2022, 2023, 2024]);
    expect([moyenne.millesime, moyenne.territoire]).toEqual([2024, "France métropolitaine"]);
  });

  it("80 sur 1 000 puis 120 sur 2 000 : 7 % en moyenne simple, 20/3 % pondérée par les logements", () => {
    const annees = [compte("bailleur", 2022, 80, 1_000), compte("bailleur", 2023, 120, 2_000)];
    expect(moyenner(annees, "simple").brut.exact).toBe("7");
    const ponderee = moyenner(annees, "ponderee");
    expect(ponderee.brut.exact).toBe("20/3");
    expect([ponderee.numerateur.nombre, ponderee.denominateur.nombre]).toEqual([200, 3_000]);
  });

  it("une moyenne simple n'a pas de termes", () => {
    const moyenne = moyenner([compte("bailleur", 2022, 80, 1_000)], "simple");
    expect([moyenne.numerateur.nombre, moyenne.denominateur.nombre]).toEqual([null, null]);
  });

  it("des années qui réunissent des territoires : 40 puis 41 sorties pour 500 logements", () => {
    const annee = (millesime: number, sorties: number) =>
      reunir("EPCI", [compte("A", millesime, sorties, 100), compte("B", millesime, 30, 400)]);
    const moyenne = moyenner([annee(2022, 10), annee(2023, 11)], "ponderee");
    expect(moyenne.brut.exact).toBe("81/10");
    expect(codes(moyenne)).toEqual([]);
  });

  it("des années qui ne réunissent pas les mêmes territoires se moyennent, et le constat dit lequel manque", () => {
    const deux = reunir("EPCI", [compte("A", 2022, 10, 100), compte("B", 2022, 30, 400)]);
    const seul = reunir("EPCI", [compte("A", 2023, 11, 100)]);
    const moyenne = moyenner([seul, deux], "ponderee");
    // (10 + 30 + 11) sur (100 + 400 + 100).
    expect(moyenne.brut.exact).toBe("17/2");
    expect(codes(moyenne)).toEqual(["TERRITOIRES_INEGAUX"]);
    expect(moyenne.constats[0]?.message.fr).toContain("il manque : B (2023).");
    expect(codes(moyenner([deux, compte("EPCI", 2023, 41, 500)], "ponderee"))).toEqual([]);
  });

  it("une moyenne ne se moyenne ni ne se réunit plus ; une année ne compte qu'une fois", () => {
    const moyenne = moyenner(METROPOLE, "simple");
    expect(() => moyenner([moyenne], "simple")).toThrow("DEJA_UNE_MOYENNE");
    expect(() => reunir("France", [moyenne])).toThrow("DEJA_UNE_MOYENNE");
    expect(() => moyenner([...METROPOLE, METROPOLE[0] as TauxDeRotation], "simple")).toThrow("DOUBLON");
  });

  it("sans nombre de logements, pas de moyenne pondérée", () => {
    expect(() => moyenner(METROPOLE, "ponderee")).toThrow(
      "taux[0].denominateur.nombre : Sans nombre de logements",
    );
  });
});

describe("R14, taux de rotation compté au répertoire, selon la définition publique de la mobilité", () => {
  const ANCIEN = { mode: 1, bail: "2010-01", locat: "1990" } as const;
  const mesurer = (logements: readonly LogementDuRepertoire[], parTypologie = false) =>
    mesurerTauxDeRotation(
      { date: DATE, millesime: 2018, territoire: "bailleur", logements, parTypologie },
      CONVENU,
    );
  const termes = ({ numerateur, denominateur }: TauxDeRotation) => [numerateur.nombre, denominateur.nombre];

  it.each([
    ["2016-12", 0, []],
    ["2017-01", 1, []],
    ["2017-12", 1, []],
    ["2018-01", 1, ["BAUX_DE_L_ANNEE_DU_MILLESIME"]],
    ["2018-12", 1, ["BAUX_DE_L_ANNEE_DU_MILLESIME"]],
  ])("au répertoire 2018, un bail de %s : %i emménagement, constats %j", (bail, nombre, constats) => {
    const taux = mesurer([{ ...ANCIEN, bail }]);
    expect(termes(taux)).toEqual([nombre, 1]);
    expect(codes(taux)).toEqual(constats);
  });

  it("un bail de 2019 ne peut pas être au répertoire 2018", () => {
    expect(() => mesurer([{ ...ANCIEN, bail: "2019-01" }])).toThrow("POSTERIEUR_AU_MILLESIME");
  });

  it.each([
    ["1893", 2],
    ["2016", 2],
    ["2016-12", 2],
    ["2017-01", 1],
    ["2017", 1],
    ["2018-06", 1],
  ])(
    "au répertoire 2018, un logement mis en location en %s, à côté d'un ancien : %i au dénominateur",
    (locat, nombre) => {
      expect(termes(mesurer([ANCIEN, { mode: 1, bail: "2018-06", locat }]))).toEqual([nombre - 1, nombre]);
    },
  );

  it.each([
    [1, 2],
    [2, 2],
    [3, 1],
    [4, 1],
    [5, 1],
    [9, 1],
  ] as const)("un logement sans bail, de mode %i, à côté d'un loué : %i au dénominateur", (mode, nombre) => {
    expect(termes(mesurer([ANCIEN, { mode, bail: null, locat: "1990" }]))).toEqual([0, nombre]);
  });

  it("un emménagement hors des loués ou proposés est au numérateur seulement, et un constat le dit", () => {
    const taux = mesurer([ANCIEN, ANCIEN, { mode: 5, bail: "2017-03", locat: "1990" }]);
    expect(termes(taux)).toEqual([1, 2]);
    expect(codes(taux)).toEqual(["EMMENAGEMENTS_HORS_DENOMINATEUR"]);
  });

  it("un logement loué sans date de bail est au dénominateur, et un constat le dit", () => {
    const taux = mesurer([ANCIEN, { ...ANCIEN, bail: null }]);
    expect(termes(taux)).toEqual([0, 2]);
    expect(codes(taux)).toEqual(["LOGEMENTS_LOUES_SANS_BAIL"]);
  });

  it("un logement vacant n'a pas de bail", () => {
    for (const mode of [2, 3] as const)
      expect(() => mesurer([ANCIEN, { mode, bail: "2017-03", locat: "1990" }])).toThrow(
        "BAIL_D_UN_LOGEMENT_VACANT",
      );
  });

  it("dix logements : 2 emménagements pour 6, chaque logement retrouvé", () => {
    const taux = mesurer([
      { mode: 1, bail: "2017-02", locat: "1975" },
      { mode: 1, bail: "2017-11", locat: "2001-05" },
      { mode: 1, bail: "2016-11", locat: "2001-05" },
      { mode: 1, bail: "2009-07", locat: "2001-05" },
      { mode: 1, bail: "2012-07", locat: "2012-07" },
      { mode: 2, bail: null, locat: "1975" },
      { mode: 1, bail: "2017-06", locat: "2017-06" },
      { mode: 2, bail: null, locat: "2017-12" },
      { mode: 3, bail: null, locat: "1975" },
      { mode: 9, bail: null, locat: "1960" },
    ]);
    expect(termes(taux)).toEqual([2, 6]);
    expect(taux.brut.exact).toBe("100/3");
    expect(taux.parc).toEqual({
      logements: 10,
      misEnLocationDepuis: 2,
      niLouesNiProposes: 2,
      louesOuProposes: 6,
    });
  });

  it("les mutations y comptent, les mises en service non : l'inverse est refusé", () => {
    const entree = { date: DATE, millesime: 2018, territoire: "bailleur", logements: [ANCIEN] };
    expect(() => mesurerTauxDeRotation(entree, { ...CONVENU, mutations: "exclues" })).toThrow(
      "MUTATIONS_HORS_DEFINITION",
    );
    expect(() => mesurerTauxDeRotation(entree, { ...CONVENU, misesEnService: "comptees" })).toThrow(
      "MISES_EN_SERVICE_HORS_DEFINITION",
    );
  });
});

describe("R14, taux de rotation par typologie", () => {
  const parTaille = (typologie: "T1" | "T3" | "T5+", emmenages: number, logements: number) =>
    Array.from({ length: logements }, (_, rang) => ({
      mode: 1 as const,
      bail: rang < emmenages ? "2023-05" : "2015-05",
      locat: "1990",
      typologie,
    }));
  const mesurer = (territoire: string, logements: readonly LogementDuRepertoire[]) =>
    mesurerTauxDeRotation(
      { date: DATE, millesime: 2024, territoire, logements, parTypologie: true },
      CONVENU,
    );
  const detail = ({ parTypologie }: TauxDeRotation) =>
    parTypologie.map(({ typologie, numerateur, denominateur, brut }) => [
      typologie,
      numerateur,
      denominateur,
      brut.exact,
    ]);

  it("les typologies font le tout ; celles sans logement n'ont pas de taux, et un constat les nomme", () => {
    const taux = mesurer("A", [...parTaille("T5+", 1, 16), ...parTaille("T1", 1, 4)]);
    expect(detail(taux)).toEqual([
      ["T1", 1, 4, "25"],
      ["T5+", 1, 16, "25/4"],
    ]);
    expect(taux.brut.exact).toBe("10");
    expect(taux.constats.map(({ code, chiffres }) => [code, chiffres.map(({ nom }) => nom)])).toEqual([
      ["TYPOLOGIES_SANS_TAUX", ["T2", "T3", "T4"]],
    ]);
  });

  it("plusieurs territoires se réunissent typologie par typologie", () => {
    const a = mesurer("A", [...parTaille("T1", 1, 4), ...parTaille("T3", 0, 6)]);
    const b = mesurer("B", [...parTaille("T1", 1, 12), ...parTaille("T5+", 1, 8)]);
    expect(detail(reunir("ensemble", [a, b]))).toEqual([
      ["T1", 2, 16, "25/2"],
      ["T3", 0, 6, "0"],
      ["T5+", 1, 8, "25/2"],
    ]);
    const sans = reunir("ensemble", [a, compte("B", 2024, 2, 20)]);
    expect(sans.parTypologie).toEqual([]);
    expect(codes(sans)).toEqual(["TYPOLOGIES_NON_REUNIES"]);
  });

  it("en moyenne simple, une typologie absente une année n'a pas de taux ; en moyenne pondérée, si", () => {
    const annee = (millesime: number, typologies: readonly (readonly ["T1" | "T3", number, number])[]) =>
      mesurerTauxDeRotation(
        {
          date: DATE,
          millesime,
          territoire: "bailleur",
          numerateur: { nature: "sorties", nombre: typologies.reduce((total, [, n]) => total + n, 0) },
          denominateur: { nature: "logements", nombre: typologies.reduce((total, [, , d]) => total + d, 0) },
          typologies: typologies.map(([typologie, numerateur, denominateur]) => ({
            typologie,
            numerateur,
            denominateur,
          })),
        },
        CONVENU,
      );
    const annees = [
      annee(2023, [["T1", 1, 4]]),
      annee(2024, [
        ["T3", 1, 10],
        ["T1", 1, 8],
      ]),
    ];
    expect(detail(moyenner(annees, "simple"))).toEqual([["T1", null, null, "75/4"]]);
    expect(detail(moyenner(annees, "ponderee"))).toEqual([
      ["T1", 2, 12, "50/3"],
      ["T3", 1, 10, "10"],
    ]);
  });
});

describe("R14, ce que le choix du taux change à cent droits de suite de vingt ans", () => {
  const etatDesLieux = consoliderEtatDesLieux(
    {
      date: DATE,
      perimetre: PERIMETRE,
      communes: [{ code: "77288", epci: null }],
      reservataires: [
        { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
      ],
      logements: Array.from({ length: 100 }, (_, rang) => ({
        numeroRpls: String(9_900_000_000 + rang),
        reservataire: "als",
        droit: "droit-de-suite" as const,
        dateDExpiration: "2043-12-31",
        typologie: "T3" as const,
        commune: "77288",
        localisation: "hors-qpv" as const,
        financement: "PLUS" as const,
      })),
    },
    {},
  );
  const metropole = (millesime: number, taux: number) =>
    publie("France métropolitaine", millesime, null, taux);

  it.each([
    ["France métropolitaine 2024, 7,1 %", () => metropole(2024, 7.1), "142"],
    [
      "moyenne simple 2022-2024",
      () => moyenner([metropole(2022, 8.1), metropole(2023, 7.5), metropole(2024, 7.1)], "simple"),
      "151.3",
    ],
    ["France métropolitaine 2019, 9,0 %", () => metropole(2019, 9), "180"],
    ["Paris 2022, 5,0 %", () => publie("Paris", 2022, null, 5), "100"],
    ["Bourgogne-Franche-Comté 2024, 10,0 %", () => publie("Bourgogne-Franche-Comté", 2024, null, 10), "200"],
    ["Cantal 2023, 12,9 %", () => publie("Cantal", 2023, null, 12.9), "258"],
  ])("%s", (_, taux, attendu) => {
    const [volume] = convertirEnDroitsUniques(
      { dateDEffet: DATE, etatDesLieux, tauxDeRotation: taux() },
      { mesureDeDuree: "mois-revolus", arrondiDesDroits: AU_DIXIEME },
    ).reservataires;
    expect(volume?.annees.exact).toBe("2000");
    expect(volume?.droitsUniques.decimal).toBe(attendu);
  });
});
