import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orienterLaSuite } from "../../src/orientation/equite/orienter-la-suite.js";
import type { Partage } from "../../src/orientation/equite/partage.js";
import type { Vacance } from "../../src/orientation/equite/vacance.js";
import { ecart } from "../../src/orientation/noyau.js";
import { type MondeTire, mondeTire } from "./mondes.js";
import { ajouter, cadreDe, rejouer } from "./rejouer.js";

const monde = mondeTire({ reservataires: 9, secteurs: 5, vacances: 40, depart: 1 });
const annonce = fc.constantFrom(0, 1, 3, 10, 40);

/** Les mêmes vacances, chaque rang déplacé ; les places libres restent à des réservataires sans part. */
function deplacer({ comptes, vacances }: MondeTire, places: readonly number[], nombre: number) {
  const vers = (valeurs: readonly number[]) =>
    Array.from({ length: nombre }, (_, place) => valeurs[places.indexOf(place)] ?? 0);
  const paires = ({ rangs, unites }: Partage) =>
    rangs
      .map((rang, place) => ({ rang: places[rang] as number, unites: unites[place] as number }))
      .toSorted((a, b) => a.rang - b.rang);
  return {
    comptes: { du: vers(comptes.du), recus: vers(comptes.recus) },
    vacances: vacances.map(({ partage, souhaits }) => ({
      partage: {
        rangs: paires(partage).map(({ rang }) => rang),
        unites: paires(partage).map(({ unites }) => unites),
      },
      ...(souhaits === undefined ? {} : { souhaits: vers(souhaits) }),
    })),
  };
}

describe("l'ordre des entrées", () => {
  it("n'y change rien : des réservataires sans part peuvent s'intercaler", () => {
    fc.assert(
      fc.property(monde, annonce, fc.nat({ max: 3 }), (tire, annoncees, ecartement) => {
        const places = tire.comptes.du.map((_, rang) => rang * (ecartement + 1));
        const deplace = deplacer(tire, places, places.length * (ecartement + 1));
        const ici = orienterLaSuite(tire.comptes, tire.vacances, annoncees, cadreDe(tire));
        const la = orienterLaSuite(deplace.comptes, deplace.vacances, annoncees, cadreDe(tire));
        expect(la.choix).toEqual(ici.choix.map(({ rang, seuil }) => ({ rang: places[rang], seuil })));
        expect(la.plusGrandEcart).toBe(ici.plusGrandEcart);
      }),
      { numRuns: 300 },
    );
  });

  it("ne décide qu'à égalité de note et d'attente", () => {
    let entiers = 0;
    fc.assert(
      fc.property(monde, annonce, (tire, annoncees) => {
        const nombre = tire.comptes.du.length;
        const places = tire.comptes.du.map((_, rang) => nombre - 1 - rang);
        const renverse = deplacer(tire, places, nombre);
        const ici = orienterLaSuite(tire.comptes, tire.vacances, annoncees, cadreDe(tire)).choix;
        const la = orienterLaSuite(renverse.comptes, renverse.vacances, annoncees, cadreDe(tire)).choix;
        const different = ici.findIndex(({ rang }, numero) => places[rang] !== la[numero]?.rang);
        if (different === -1) {
          entiers += 1;
          return;
        }
        const rangs = ici.map(({ rang }) => rang);
        const avant = rejouer(tire.comptes, tire.vacances.slice(0, different), rangs).at(-1) ?? tire.comptes;
        const { partage, souhaits = [] } = tire.vacances[different] as Vacance;
        const [a, b] = [rangs[different] as number, places.indexOf(la[different]?.rang as number)];
        const attente = (rang: number) => ecart(ajouter(avant, partage, -1), rang, tire.unitesParLogement);
        expect([attente(a), souhaits[a] ?? 0]).toEqual([attente(b), souhaits[b] ?? 0]);
        expect(a).toBeLessThan(b);
      }),
      { numRuns: 1000 },
    );
    expect(entiers).toBeGreaterThan(100);
  });
});
