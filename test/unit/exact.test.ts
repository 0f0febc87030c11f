import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { apportionner } from "../../src/exact/apportionnement.js";
import { arrondir, arrondirALEntier, type ModeDArrondi } from "../../src/exact/arrondi.js";
import { ecrireDecimal, lireDecimal } from "../../src/exact/decimal.js";
import { fraction, sommer } from "../../src/exact/fraction.js";
import { trierParCodes } from "../../src/exact/ordre.js";
import { enUnites } from "../../src/exact/taux.js";
import { lireFraction, valeurExacte } from "../../src/exact/valeur-exacte.js";

describe("les fractions", () => {
  it("sont réduites, le signe au numérateur", () => {
    expect(fraction(6, -4)).toEqual({ numerateur: -3n, denominateur: 2n });
    expect(fraction(0, -7)).toEqual({ numerateur: 0n, denominateur: 1n });
    expect(() => fraction(1, 0)).toThrow(RangeError);
  });

  it("s'écrivent et se relisent", () => {
    expect(valeurExacte(fraction(137, 1234))).toEqual({ exact: "137/1234", decimal: "0.111021" });
    expect(lireFraction("-137/1234")).toEqual(fraction(-137, 1234));
    expect(lireFraction("12")).toEqual(fraction(12));
  });

  it("additionnent exactement ce qu'un flottant perd", () => {
    expect(sommer([fraction(1, 10), fraction(2, 10)])).toEqual(fraction(3, 10));
  });
});

describe("les arrondis nommés", () => {
  const cas: [ModeDArrondi, (number | bigint)[]][] = [
    ["entier-inferieur", [-3n, -2n, -2n, 0n, 0n, 1n, 2n, 2n, 3n]],
    ["entier-superieur", [-2n, -2n, -1n, 0n, 1n, 2n, 2n, 3n, 4n]],
    ["plus-proche", [-2n, -2n, -1n, 0n, 1n, 2n, 2n, 3n, 4n]],
    ["plus-proche-pair", [-2n, -2n, -2n, 0n, 0n, 2n, 2n, 2n, 4n]],
  ];
  const moities = [-5, -4, -3, 0, 1, 3, 4, 5, 7].map((n) => fraction(n, 2));
  it.each(cas)("%s, sur les moitiés de −2,5 à 3,5", (mode, attendus) => {
    expect(moities.map((valeur) => arrondirALEntier(valeur, mode))).toEqual(attendus);
  });

  it("gardent des décimales", () => {
    expect(arrondir(fraction(2, 3), "plus-proche", 2)).toEqual(fraction(67, 100));
    expect(arrondir(fraction(2, 3), "entier-inferieur", 2)).toEqual(fraction(66, 100));
  });
});

describe("les décimaux, à la frontière", () => {
  it.each([
    ["12.50", "12.5"],
    ["0012", "12"],
    [12.1, "12.1"],
    [1e-7, "0"],
    ["-0", "0"],
    ["33.3333335", "33.333334"],
  ])("%s se lit et s'écrit %s", (lu, ecrit) => {
    const valeur = lireDecimal(lu);
    expect(valeur === null ? null : ecrireDecimal(valeur)).toBe(ecrit);
  });

  it.each(["", " 1", "1e2", "1,5", "+1", ".5", "1.", "１", "NaN", "Infinity", "0x10", Number.NaN, 1 / 0])(
    "%s n'est pas un décimal",
    (texte) => {
      expect(lireDecimal(texte)).toBeNull();
    },
  );

  it("ne dépendent pas du réglage de decimal.js par le programme appelant", () => {
    Decimal.set({ precision: 2, toExpPos: 1, rounding: 0 });
    expect(ecrireDecimal(fraction(1234567, 8))).toBe("154320.875");
    expect(enUnites("99.999999")).toBe(99_999_999);
    Decimal.set({ defaults: true });
  });
});

describe("l'ordre des codes", () => {
  it("est celui des unités de code, non d'une langue", () => {
    expect(trierParCodes(["é", "e", "Z", "z", "2A", "10", "9"], (code) => code)).toEqual([
      "10",
      "2A",
      "9",
      "Z",
      "e",
      "z",
      "é",
    ]);
  });
});

describe("l'apportionnement", () => {
  const lignes = (...valeurs: [string, number, number, number?][]) =>
    valeurs.map(([code, n, d, maximum]) => ({
      code,
      valeur: fraction(n, d),
      ...(maximum === undefined ? {} : { maximum: BigInt(maximum) }),
    }));
  const entiers = (total: number, ...valeurs: [string, number, number, number?][]) => {
    const resultat = apportionner(BigInt(total), lignes(...valeurs));
    return resultat === null ? null : Object.fromEntries([...resultat].map(([c, e]) => [c, Number(e)]));
  };

  it("donne au plus fort reste, à égalité dans l'ordre des codes", () => {
    expect(entiers(3, ["b", 3, 2], ["a", 3, 2])).toEqual({ a: 2, b: 1 });
    expect(entiers(10, ["a", 33, 10], ["b", 34, 10], ["c", 33, 10])).toEqual({ a: 3, b: 4, c: 3 });
  });

  it("tient les maxima : 162,5 et 32,5 plafonné à 32 font 163 et 32", () => {
    expect(entiers(195, ["agents", 65, 2, 32], ["publics", 325, 2])).toEqual({ agents: 32, publics: 163 });
  });

  it("rend null quand rien ne convient", () => {
    expect(entiers(2, ["a", 3, 2, 1], ["b", 1, 2, 0])).toBeNull();
    expect(entiers(1, ["a", 5, 2, 1])).toBeNull();
    expect(entiers(0, ["a", 1, 1])).toBeNull();
    expect(entiers(3, ["a", 3, 2])).toBeNull();
  });

  it("refuse deux lignes de même code", () => {
    expect(() => entiers(1, ["a", 1, 2], ["a", 1, 2])).toThrow(RangeError);
  });

  it("reçoit zéro ligne", () => {
    expect(entiers(0)).toEqual({});
    expect(entiers(1)).toBeNull();
  });
});
