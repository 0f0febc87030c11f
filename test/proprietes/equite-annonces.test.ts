import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choisir, classer } from "../../src/orientation/equite/choisir.js";
import type { Partage } from "../../src/orientation/equite/partage.js";
import type { Vacance } from "../../src/orientation/equite/vacance.js";
import { type Comptes, ecart } from "../../src/orientation/noyau.js";
import { estTenable } from "../tenable.js";
import { mondeTire, partagesDe } from "./mondes.js";
import { ajouter, cadreDe } from "./rejouer.js";

const monde = mondeTire({ reservataires: 9, secteurs: 5, vacances: 40, depart: 1 });

/** L'écart que provoque le dernier logement : l'avance de qui le reçoit, l'attente d'un autre qui avait une part. */
function provoque(apres: Comptes, { rangs }: Partage, rang: number, unites: number): number {
  return Math.max(
    ...rangs.map((autre) => (autre === rang ? -ecart(apres, autre, unites) : ecart(apres, autre, unites))),
  );
}

describe("des vacances annoncées", () => {
  it("qui ne viennent pas, ou autrement, ne font passer aucune règle : part, compte, seuil annoncé par le choix", () => {
    fc.assert(
      fc.property(
        monde,
        fc.array(fc.array(fc.nat(), { maxLength: 8 }), { maxLength: 40 }),
        (tire, annonces) => {
          const { vacances, unitesParLogement } = tire;
          let { comptes } = tire;
          vacances.forEach((vacance, numero) => {
            const fausses = (annonces[numero] ?? []).map(
              (tirage) => (vacances[tirage % vacances.length] as Vacance).partage,
            );
            const { rang, seuil } = choisir(comptes, vacance, fausses, cadreDe(tire));
            expect(vacance.partage.rangs).toContain(rang);
            comptes = ajouter(comptes, vacance.partage, rang);
            expect(provoque(comptes, vacance.partage, rang, unitesParLogement)).toBeLessThan(seuil);
            expect(estTenable(comptes, fausses, { unitesParLogement, seuil })).toBe(true);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("classent chacun selon que le logement, s'il lui va, laisse le reste tenable", () => {
    fc.assert(
      fc.property(monde, (tire) => {
        const { comptes, vacances, unitesParLogement } = tire;
        const [vacance, ...suite] = vacances;
        if (vacance === undefined) return;
        const annoncees = partagesDe(suite);
        const { tenables, intenables, seuil } = classer(comptes, vacance, annoncees, cadreDe(tire));
        const { partage } = vacance;
        const laisseTenable = (rang: number) => {
          const apres = ajouter(comptes, partage, rang);
          return (
            provoque(apres, partage, rang, unitesParLogement) < seuil &&
            estTenable(apres, annoncees, { unitesParLogement, seuil })
          );
        };
        expect(tenables.every(laisseTenable)).toBe(true);
        expect(intenables.some(laisseTenable)).toBe(false);
        expect([...tenables, ...intenables].toSorted((a, b) => a - b)).toEqual(partage.rangs);
        expect(choisir(comptes, vacance, annoncees, cadreDe(tire))).toEqual({ rang: tenables[0], seuil });
      }),
      { numRuns: 1000 },
    );
  });
});
