import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { additionner, comparer, fraction, ZERO } from "../../src/exact/fraction.js";
import type { PartAPlacer } from "../../src/repartition/emboitement.js";
import { placerParts } from "../../src/repartition/placer-parts.js";
import { reduireParts } from "../../src/repartition/reduire-parts.js";
import { trouverExces } from "../../src/repartition/trouver-exces.js";
import { cas } from "./pays.js";

const REGLES = ["au-prorata", "dans-l-ordre"] as const;
const MILLIONIEME = fraction(1, 1_000_000);

const reduction = cas.chain(({ parts, secteurs }) =>
  fc.record({
    parts: fc.constant(parts),
    secteurs: fc.constant(secteurs),
    regle: fc.constantFrom(...REGLES),
    cedants: fc.shuffledSubarray(
      parts.map((_, rang) => rang),
      { minLength: 1 },
    ),
  }),
);

const avecTaux = (parts: readonly PartAPlacer[], taux: ReturnType<typeof reduireParts>) =>
  parts.map((part, rang) => ({ ...part, taux: taux[rang] ?? part.taux }));

describe("la réduction des parts", () => {
  it("ne touche que les cédants, ne relève rien, et ne change rien sans excès", () => {
    fc.assert(
      fc.property(reduction, ({ parts, secteurs, regle, cedants }) => {
        const taux = reduireParts(parts, secteurs, cedants, regle);
        const sansExces = trouverExces(parts, secteurs).length === 0;
        parts.forEach((part, rang) => {
          const ici = taux[rang] ?? ZERO;
          expect(comparer(ici, ZERO)).toBeGreaterThanOrEqual(0);
          expect(comparer(ici, part.taux)).toBeLessThanOrEqual(0);
          if (sansExces || !cedants.includes(rang)) expect(ici).toEqual(part.taux);
        });
      }),
      { numRuns: 3000 },
    );
  });

  it("loge tout quand tous cèdent, et chaque secteur tient dans ses 100 %", () => {
    fc.assert(
      fc.property(reduction, ({ parts, secteurs, regle }) => {
        const tous = parts.map((_, rang) => rang);
        const reduites = avecTaux(parts, reduireParts(parts, secteurs, tous, regle));
        expect(trouverExces(reduites, secteurs)).toEqual([]);
        expect(placerParts(reduites, secteurs).exces).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it("dans l'ordre, le dernier cédant qui garde quelque chose ne pourrait garder un millionième de plus", () => {
    fc.assert(
      fc.property(reduction, ({ parts, secteurs, cedants }) => {
        const taux = reduireParts(parts, secteurs, cedants, "dans-l-ordre");
        const reduites = avecTaux(parts, taux);
        fc.pre(trouverExces(reduites, secteurs).length === 0);
        const entamees = cedants.filter(
          (rang) => comparer(taux[rang] ?? ZERO, parts[rang]?.taux ?? ZERO) < 0,
        );
        fc.pre(entamees.length === 1);
        const [seule = -1] = entamees;
        const releve = reduites.map((part, rang) =>
          rang === seule ? { ...part, taux: additionner(part.taux, MILLIONIEME) } : part,
        );
        expect(trouverExces(releve, secteurs)).not.toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it("au prorata, l'ordre des cédants ne change rien", () => {
    fc.assert(
      fc.property(reduction, ({ parts, secteurs, cedants }) => {
        expect(reduireParts(parts, secteurs, [...cedants].reverse(), "au-prorata")).toEqual(
          reduireParts(parts, secteurs, cedants, "au-prorata"),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
