import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entierInferieur, entierSuperieur } from "../../src/exact/arrondi.js";
import { arrondirTableau } from "../../src/exact/arrondi-controle.js";
import type { Limite } from "../../src/exact/blocage.js";
import type { Total } from "../../src/exact/familles-emboitees.js";
import { fraction, sommer } from "../../src/exact/fraction.js";
import { regrouperParCodes } from "../../src/exact/ordre.js";
import type { CelluleExacte, TableauExact } from "../../src/exact/reseau-du-tableau.js";
import { type Tirage, tirer, tirerPerimetre } from "../perimetre-tire.js";
import { cellulesDe, descendre, JugeDeLArrondi } from "./juge-de-l-arrondi.js";

// --- De petits tableaux, que le juge peut épuiser -------------------------------------------------------------------

const valeur = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(1, 2, 3, 4, 6))
  .map(([n, d]) => fraction(n, d));

/** De zéro à trois codes : là où une cellule se range dans une famille. */
const place = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 3 });

/** Une borne posée retire le plus souvent l'un des deux entiers de l'arrondi ; rarement, elle le contredit. */
const retrait = fc.oneof(
  { weight: 80, arbitrary: fc.constant(null) },
  { weight: 19, arbitrary: fc.constant(0n) },
  { weight: 1, arbitrary: fc.constant(1n) },
);

const celluleTiree = fc.record({
  valeur,
  places: fc.tuple(place, place),
  retrait,
});

const tableauTire = fc
  .record({
    cellules: fc.array(celluleTiree, { maxLength: 8 }),
    minima: fc.array(retrait, { minLength: 30, maxLength: 30 }),
    maxima: fc.array(retrait, { minLength: 30, maxLength: 30 }),
  })
  .map(({ cellules: tirees, minima, maxima }): TableauExact => {
    const cellules = tirees.map(
      ({ valeur: exacte, retrait: retire }, rang): CelluleExacte => ({
        codes: [`s${rang % 3}`, `r${(rang * 5) % 7}`],
        valeur: exacte,
        ...(retire === null ? {} : { maximum: entierInferieur(exacte) - retire }),
      }),
    );
    let numero = 0;
    const ranger = (code: string, rangs: readonly number[], famille: 0 | 1, profondeur: number): Total => {
      const codeDe = (rang: number) => tirees[rang]?.places[famille][profondeur] ?? "";
      const exacte = sommer(rangs.map((rang) => cellules[rang]?.valeur ?? fraction(0)));
      const [minimum, maximum] = [minima[numero], maxima[numero]];
      numero += 1;
      return {
        code,
        cellules: rangs.filter((rang) => codeDe(rang) === ""),
        branches: regrouperParCodes(
          rangs.filter((rang) => codeDe(rang) !== ""),
          codeDe,
        ).map(([suivant, groupe]) => ranger(suivant, groupe, famille, profondeur + 1)),
        ...(typeof minimum === "bigint" ? { minimum: entierSuperieur(exacte) + minimum } : {}),
        ...(typeof maximum === "bigint" ? { maximum: entierInferieur(exacte) - maximum } : {}),
      };
    };
    const tous = cellules.map((_, rang) => rang);
    return { cellules, familles: [ranger("tout", tous, 0, 0), ranger("tout", tous, 1, 0)] };
  });

const sommeDes = (limites: readonly Limite[]) => limites.reduce((somme, { borne: b }) => somme + b, 0n);

describe("l'arrondi contrôlé, jugé par qui essaie tout", () => {
  it("est le canonique, ou n'existe pas", () => {
    fc.assert(
      fc.property(tableauTire, (tableau) => {
        const attendu = new JugeDeLArrondi(tableau).canonique();
        expect(arrondirTableau(tableau).entiers?.map(Number) ?? null).toEqual(attendu);
      }),
      { numRuns: 5000 },
    );
  });

  it("dit pourquoi il n'existe pas : les limites citées se contredisent à elles seules", () => {
    let blocages = 0;
    let reductibles = 0;
    let multiples = 0;
    fc.assert(
      fc.property(tableauTire, (tableau) => {
        const { blocage } = arrondirTableau(tableau);
        if (blocage === undefined) return;
        const { auMoins, auPlus, voulu, permis } = blocage;
        const juge = new JugeDeLArrondi(tableau);
        expect(voulu).toBeGreaterThan(permis);
        expect([voulu, permis]).toEqual([sommeDes(auMoins), sommeDes(auPlus)]);
        expect([...auMoins, ...auPlus].some(({ origine }) => origine === "posee")).toBe(true);
        expect(juge.reconnait(auMoins, "auMoins") && juge.reconnait(auPlus, "auPlus")).toBe(true);
        expect(juge.seContredisent(auMoins, auPlus)).toBe(true);
        blocages++;
        if (voulu - permis > 1n) multiples++;
        const sans = (l: readonly Limite[], i: number) => l.filter((_, k) => k !== i);
        if (
          auMoins.some((_, i) => juge.seContredisent(sans(auMoins, i), auPlus)) ||
          auPlus.some((_, i) => juge.seContredisent(auMoins, sans(auPlus, i)))
        ) {
          reductibles++;
          if (reductibles < 4) console.dir({ blocage }, { depth: 9 });
        }
      }),
      { numRuns: 5000 },
    );
    console.log({ blocages, reductibles, multiples });
  });
});
