import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lirePartage } from "../../src/orientation/equite/partage.js";
import { choisirATauxConstants } from "../../src/orientation/equite/taux-constants.js";
import { listes, partsSelon } from "./mondes.js";
import { depassement, enoncer, poursuivre } from "./regle-de-tijdeman.js";

const unitesTirees = fc.constantFrom(7, 97, 720, 9973, 100_000_000, 99_999_989, 1_000_000_007);
const poids = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 10_000 }),
);
const partsTirees = (maximum: number) =>
  fc
    .tuple(unitesTirees, listes(poids, 2, maximum))
    .map(([unites, tires]) => ({
      unites,
      parts: partsSelon(tires.with(0, (tires[0] as number) + 1), unites),
    }))
    .filter(({ parts }) => parts.filter((part) => part > 0).length > 1);

describe("la règle de Tijdeman, à taux constants", () => {
  it("garde chacun à 1 − 1/(2K − 2) logement de son dû, à tout moment, sur des milliers de partages", () => {
    fc.assert(
      fc.property(partsTirees(12), ({ unites, parts }) => {
        expect(
          depassement(
            parts,
            unites,
            poursuivre(
              parts,
              unites,
              parts.map(() => 0),
              150,
            ),
          ),
        ).toBeNull();
      }),
      { numRuns: 6000 },
    );
  });

  it("de 2 à 200 réservataires : parts égales, une grande et des petites, en escalier, presque nulles", () => {
    const fautifs: unknown[] = [];
    for (let nombre = 2; nombre <= 200; nombre += 1) {
      const rangs = Array.from({ length: nombre }, (_, rang) => rang);
      const formes = {
        egales: rangs.map(() => 1),
        uneGrande: rangs.map((rang) => (rang === 0 ? 10 * nombre : 1)),
        escalier: rangs.map((rang) => rang + 1),
        presqueNulles: rangs.map((rang) => (rang < nombre / 2 ? 1 : 997)),
      };
      for (const [forme, poidsDesRangs] of Object.entries(formes)) {
        const parts = partsSelon(poidsDesRangs, 100_000_000);
        const choix = poursuivre(
          parts,
          100_000_000,
          parts.map(() => 0),
          2 * nombre + 20,
        );
        if (depassement(parts, 100_000_000, choix) !== null) fautifs.push({ nombre, forme });
      }
    }
    expect(fautifs).toEqual([]);
  });

  it("est la règle énoncée en entiers sans limite", () => {
    fc.assert(
      fc.property(partsTirees(40), ({ unites, parts }) => {
        expect(
          poursuivre(
            parts,
            unites,
            parts.map(() => 0),
            80,
          ),
        ).toEqual(enoncer(parts, unites, 80));
      }),
      { numRuns: 2000 },
    );
  });

  it("reprend de ses comptes où qu'on la coupe, et ne donne jamais à qui n'a pas de part", () => {
    fc.assert(
      fc.property(partsTirees(12), fc.nat({ max: 60 }), ({ unites, parts }, coupe) => {
        const entiere = poursuivre(
          parts,
          unites,
          parts.map(() => 0),
          60,
        );
        const recus = parts.map(
          (_, rang) => entiere.slice(0, coupe).filter((autre) => autre === rang).length,
        );
        expect(poursuivre(parts, unites, recus, 60 - coupe)).toEqual(entiere.slice(coupe));
        expect(entiere.every((rang) => (parts[rang] as number) > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("revient à sa borne après six décisions prises autrement", () => {
    const convenues = listes(fc.integer({ min: 1, max: 9 }), 2, 8);
    const decisions = fc.array(fc.nat(), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(convenues, decisions, (poidsConvenus, tirages) => {
        const parts = partsSelon(poidsConvenus, 9973);
        const decides = tirages.map((tirage) => tirage % parts.length);
        const recus = parts.map((_, rang) => decides.filter((autre) => autre === rang).length);
        poursuivre(parts, 9973, recus, 1000);
        const q = 2 * parts.length - 2;
        const ecarts = parts.map((part, rang) => part * 1006 - (recus[rang] as number) * 9973);
        expect(ecarts.every((ecart) => q * Math.abs(ecart) <= (q - 1) * 9973)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("refuse un écart trop grand pour un calcul exact", () => {
    const partage = lirePartage([50_000_000, 50_000_000], 100_000_000);
    const comptes = { du: [Number.MAX_SAFE_INTEGER - 50_000_000, 0], recus: [0, 0] };
    expect(() => choisirATauxConstants(comptes, partage, 100_000_000)).toThrow(RangeError);
  });
});
