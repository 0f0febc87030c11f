import { describe, expect, it } from "vitest";
import { arrondirTableau } from "../../src/exact/arrondi-controle.js";
import { type Fraction, fraction } from "../../src/exact/fraction.js";
import type { CelluleExacte, TableauExact, Total } from "../../src/exact/tableau-exact.js";

const cellule = (secteur: string, reservataire: string, valeur: Fraction): CelluleExacte => ({
  codes: [secteur, reservataire],
  valeur,
});

/** Un tableau de secteurs et de réservataires, sans autre total que ceux-là et le tout. */
function tableau(cellules: readonly CelluleExacte[], plafonds: Readonly<Record<string, bigint>> = {}) {
  const famille = (cle: 0 | 1): Total => ({
    code: "tout",
    branches: [...new Set(cellules.map(({ codes }) => codes[cle] ?? ""))].map((code) => ({
      code,
      cellules: cellules.flatMap(({ codes }, rang) => (codes[cle] === code ? [rang] : [])),
      ...(plafonds[code] === undefined ? {} : { maximum: plafonds[code] }),
    })),
  });
  return { cellules, familles: [famille(1), famille(0)] } as const satisfies TableauExact;
}

const entiers = (arrondi: TableauExact) => arrondirTableau(arrondi).entiers?.map(Number);

const DEMI = fraction(1, 2);

describe("l'arrondi contrôlé", () => {
  it("tient les lignes et les colonnes : quatre demis font deux logements, un par secteur et par réservataire", () => {
    const cellules = [
      cellule("s1", "a", DEMI),
      cellule("s1", "b", DEMI),
      cellule("s2", "a", DEMI),
      cellule("s2", "b", DEMI),
    ];
    expect(entiers(tableau(cellules))).toEqual([1, 0, 0, 1]);
  });

  it("donne au plus grand reste avant l'ordre des codes", () => {
    const cellules = [
      cellule("s1", "a", fraction(14, 10)),
      cellule("s1", "b", fraction(6, 10)),
      cellule("s2", "a", fraction(6, 10)),
      cellule("s2", "b", fraction(24, 10)),
    ];
    expect(entiers(tableau(cellules))).toEqual([1, 1, 1, 2]);
  });

  it("départage par le premier code, puis par le deuxième, dans l'ordre des unités de code", () => {
    const cellules = [
      cellule("é", "Z", DEMI),
      cellule("z", "a", DEMI),
      cellule("z", "Z", DEMI),
      cellule("é", "a", DEMI),
    ];
    expect(entiers(tableau(cellules))).toEqual([0, 0, 1, 1]);
  });

  it("tient un plafond posé : 30 % de 25 font 7,5, donc 8 sans plafond et 7 sous ⌊7,5⌋", () => {
    const cellules = [
      cellule("s1", "prefet", fraction(3, 2)),
      cellule("s1", "ville", fraction(7, 2)),
      cellule("s2", "prefet", fraction(6)),
      cellule("s2", "ville", fraction(14)),
    ];
    expect(entiers(tableau(cellules))).toEqual([2, 3, 6, 14]);
    expect(entiers(tableau(cellules, { prefet: 7n }))).toEqual([1, 4, 6, 14]);
  });

  it("tient le maximum d'une cellule", () => {
    const [premiere, ...autres] = [
      cellule("s1", "a", DEMI),
      cellule("s1", "b", DEMI),
      cellule("s2", "a", DEMI),
      cellule("s2", "b", DEMI),
    ];
    const plafonnee = { ...cellule("s1", "a", DEMI), ...premiere, maximum: 0n };
    expect(entiers(tableau([plafonnee, ...autres]))).toEqual([0, 1, 1, 0]);
  });

  it("tient les totaux emboîtés : trois tiers en trois communes, dont deux d'un même EPCI", () => {
    const cellules = ["c1", "c2", "c3"].flatMap((commune) => [
      cellule(commune, "bailleur", fraction(2, 3)),
      cellule(commune, "ville", fraction(1, 3)),
    ]);
    const parReservataire = (code: string, decalage: number): Total => ({
      code,
      branches: [
        { code: "e1", cellules: [decalage, 2 + decalage] },
        { code: "e2", cellules: [4 + decalage] },
      ],
    });
    const parCommune: Total[] = [0, 2, 4].map((rang) => ({ code: `c${rang}`, cellules: [rang, rang + 1] }));
    const deux: TableauExact = {
      cellules,
      familles: [
        { code: "tout", branches: [parReservataire("bailleur", 0), parReservataire("ville", 1)] },
        { code: "tout", branches: parCommune },
      ],
    };
    expect(entiers(deux)).toEqual([1, 0, 1, 0, 0, 1]);
  });

  it("garde une valeur entière, la valeur nulle comprise", () => {
    expect(entiers(tableau([cellule("s1", "a", fraction(3)), cellule("s1", "b", fraction(0))]))).toEqual([
      3, 0,
    ]);
  });

  it("est exact au-delà des entiers sûrs, pour la valeur comme pour le dénominateur", () => {
    const grand = 10n ** 40n;
    const premier = 10n ** 20n + 39n;
    const cellules = [
      cellule("s1", "a", fraction(grand * premier + 1n, premier)),
      cellule("s1", "b", fraction(premier - 1n, premier)),
      cellule("s2", "a", fraction(3n ** 50n - 1n, 3n ** 50n)),
      cellule("s2", "b", fraction(1n, 3n ** 50n)),
    ];
    expect(arrondirTableau(tableau(cellules)).entiers).toEqual([grand, 1n, 1n, 0n]);
  });

  it("reçoit un tableau vide", () => {
    const vide: Total = { code: "tout" };
    expect(entiers({ cellules: [], familles: [vide, vide] })).toEqual([]);
    expect(arrondirTableau({ cellules: [], familles: [vide, { ...vide, minimum: 1n }] }).blocage).toEqual({
      voulu: 1n,
      permis: 0n,
      auMoins: [{ objet: { type: "total", famille: 1, chemin: ["tout"] }, borne: 1n, origine: "posee" }],
      auPlus: [],
    });
  });

  it("ne change pas ce qu'il reçoit", () => {
    const recu = tableau([cellule("s2", "b", DEMI), cellule("s1", "a", DEMI)]);
    const copie = structuredClone(recu);
    arrondirTableau(recu);
    expect(recu).toEqual(copie);
  });
});

describe("le blocage de l'arrondi contrôlé", () => {
  it("cite une borne posée qui contredit l'arrondi, d'un total ou d'une cellule", () => {
    const cellules = [cellule("s1", "prefet", fraction(3)), cellule("s1", "ville", fraction(1))];
    const prefet = { type: "total" as const, famille: 0 as const, chemin: ["tout", "prefet"] };
    expect(arrondirTableau(tableau(cellules, { prefet: 2n })).blocage).toEqual({
      voulu: 3n,
      permis: 2n,
      auMoins: [{ objet: prefet, borne: 3n, origine: "arrondi" }],
      auPlus: [{ objet: prefet, borne: 2n, origine: "posee" }],
    });
    const enDeca = { ...cellule("s1", "ville", fraction(5, 2)), maximum: 1n };
    const ville = { type: "cellule" as const, codes: ["s1", "ville"] };
    expect(arrondirTableau(tableau([enDeca])).blocage).toEqual({
      voulu: 2n,
      permis: 1n,
      auMoins: [{ objet: ville, borne: 2n, origine: "arrondi" }],
      auPlus: [{ objet: ville, borne: 1n, origine: "posee" }],
    });
  });

  it("cite les volets plafonnés et le total qu'ils ne peuvent faire, et rien d'autre", () => {
    const cellules = [
      cellule("s1", "agents", DEMI),
      cellule("s1", "publics", fraction(5, 2)),
      cellule("s1", "ville", fraction(1)),
      cellule("s2", "ville", fraction(4)),
    ];
    const prefet: Total = {
      code: "prefet",
      branches: [
        { code: "agents", maximum: 0n, cellules: [0] },
        { code: "publics", maximum: 2n, cellules: [1] },
      ],
    };
    const { blocage } = arrondirTableau({
      cellules,
      familles: [
        { code: "tout", branches: [prefet, { code: "ville", cellules: [2, 3] }] },
        {
          code: "tout",
          branches: [
            { code: "s1", cellules: [0, 1, 2] },
            { code: "s2", cellules: [3] },
          ],
        },
      ],
    });
    const limite = (chemin: string[], borne: bigint, origine: string) => ({
      objet: { type: "total", famille: 0, chemin: ["tout", "prefet", ...chemin] },
      borne,
      origine,
    });
    expect(blocage).toEqual({
      voulu: 3n,
      permis: 2n,
      auMoins: [limite([], 3n, "arrondi")],
      auPlus: [limite(["agents"], 0n, "posee"), limite(["publics"], 2n, "posee")],
    });
  });

  it("ne cite pas un total sans rapport : un secteur entier d'une autre commune", () => {
    const cellules = [
      cellule("c1", "ville", fraction(1)),
      cellule("c2/hors-qpv", "ville", fraction(3, 2)),
      cellule("c2/qpv", "ville", DEMI),
    ];
    const { blocage } = arrondirTableau({
      cellules,
      familles: [
        { code: "tout", cellules: [0, 1, 2] },
        {
          code: "tout",
          branches: [
            { code: "c1", cellules: [0] },
            {
              code: "c2",
              branches: [
                { code: "hors-qpv", cellules: [1], maximum: 1n },
                { code: "qpv", cellules: [2], maximum: 0n },
              ],
            },
          ],
        },
      ],
    });
    const limite = (chemin: string[], borne: bigint, origine: string) => ({
      objet: { type: "total", famille: 1, chemin: ["tout", "c2", ...chemin] },
      borne,
      origine,
    });
    expect(blocage).toEqual({
      voulu: 2n,
      permis: 1n,
      auMoins: [limite([], 2n, "arrondi")],
      auPlus: [limite(["hors-qpv"], 1n, "posee"), limite(["qpv"], 0n, "posee")],
    });
  });
});

describe("un tableau mal formé est refusé", () => {
  const deux = [cellule("s1", "a", DEMI), cellule("s1", "b", DEMI)];
  const tout: Total = { code: "tout", cellules: [0, 1] };

  it.each<[string, Total]>([
    ["une cellule oubliée", { code: "tout", cellules: [0] }],
    ["une cellule en double", { code: "tout", cellules: [0, 1, 1] }],
    ["une cellule inconnue", { code: "tout", cellules: [0, 1, 2] }],
    [
      "deux branches de même code",
      {
        code: "tout",
        branches: [
          { code: "x", cellules: [0] },
          { code: "x", cellules: [1] },
        ],
      },
    ],
  ])("%s", (_, mauvaise) => {
    expect(() => arrondirTableau({ cellules: deux, familles: [mauvaise, tout] })).toThrow(RangeError);
    expect(() => arrondirTableau({ cellules: deux, familles: [tout, mauvaise] })).toThrow(RangeError);
  });

  it("deux cellules de mêmes codes", () => {
    expect(() => arrondirTableau(tableau([cellule("s1", "a", DEMI), cellule("s1", "a", DEMI)]))).toThrow(
      RangeError,
    );
  });

  it("une valeur négative", () => {
    expect(() => arrondirTableau(tableau([cellule("s1", "a", fraction(-1, 2))]))).toThrow(RangeError);
  });
});
