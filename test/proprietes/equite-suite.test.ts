import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orienterLaSuite } from "../../src/orientation/equite/orienter-la-suite.js";
import type { Vacance } from "../../src/orientation/equite/vacance.js";
import { type Comptes, ecart } from "../../src/orientation/noyau.js";
import { tirerMonde, tirerSouhaits, tirerVacances, UNITES } from "../monde-tire.js";
import { tirer } from "../perimetre-tire.js";
import { estTenable } from "../tenable.js";
import { depuisZero, mondeTire, partagesDe } from "./mondes.js";
import { cadreDe, rejouer } from "./rejouer.js";

const monde = mondeTire({ reservataires: 9, secteurs: 5, vacances: 40, depart: 1 });
const annonce = fc.constantFrom(0, 1, 3, 10, 40);

const ecartsDe = (comptes: Comptes, unites: number) =>
  comptes.du.map((_, rang) => ecart(comptes, rang, unites));

describe("une suite de vacances", () => {
  it("toutes connues et partie de zéro, laisse chacun à moins d'un logement de son dû, avec ou sans souhaits", () => {
    fc.assert(
      fc.property(monde.map(depuisZero), (tire) => {
        const { comptes, vacances, unitesParLogement } = tire;
        const { choix, plusGrandEcart } = orienterLaSuite(comptes, vacances, vacances.length, cadreDe(tire));
        const moments = rejouer(
          comptes,
          vacances,
          choix.map(({ rang }) => rang),
        );
        const ecarts = moments.flatMap((moment) => ecartsDe(moment, unitesParLogement));
        expect(ecarts.every((celuiCi) => Math.abs(celuiCi) < unitesParLogement)).toBe(true);
        expect(plusGrandEcart).toBe(Math.max(0, ...ecarts.map(Math.abs)));
      }),
      { numRuns: 1000 },
    );
  });

  it("donne chaque logement à un seul, qui a une part dans le secteur, et tient les comptes", () => {
    fc.assert(
      fc.property(monde, annonce, (tire, annoncees) => {
        const { vacances } = tire;
        const { choix, comptes } = orienterLaSuite(tire.comptes, vacances, annoncees, cadreDe(tire));
        const rangs = choix.map(({ rang }) => rang);
        expect(rangs.length).toBe(vacances.length);
        vacances.forEach(({ partage }, numero) => {
          expect(partage.rangs).toContain(rangs[numero]);
        });
        expect(comptes).toEqual(rejouer(tire.comptes, vacances, rangs).at(-1) ?? tire.comptes);
      }),
      { numRuns: 1000 },
    );
  });

  it("reprend de ses comptes où qu'on la coupe, avec les mêmes choix", () => {
    fc.assert(
      fc.property(monde, annonce, fc.nat({ max: 40 }), (tire, annoncees, coupe) => {
        const { comptes, vacances } = tire;
        const cadre = cadreDe(tire);
        const { choix } = orienterLaSuite(comptes, vacances, annoncees, cadre);
        const rangs = choix.map(({ rang }) => rang);
        const avant = rejouer(comptes, vacances.slice(0, coupe), rangs).at(-1) ?? comptes;
        const reprise = orienterLaSuite(avant, vacances.slice(coupe), annoncees, cadre);
        expect(reprise.choix).toEqual(choix.slice(coupe));
      }),
      { numRuns: 1000 },
    );
  });

  it("d'un seuil tenable au départ, ne l'atteint jamais du fait d'une vacance", () => {
    fc.assert(
      fc.property(monde, (tire) => {
        const { comptes, vacances } = tire;
        const cadre = cadreDe(tire);
        const tenable = estTenable(comptes, partagesDe(vacances), cadre);
        const { choix } = orienterLaSuite(comptes, vacances, vacances.length, cadre);
        expect(choix.every(({ seuil }) => seuil === cadre.seuil)).toBe(tenable || vacances.length === 0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("les souhaits", () => {
  it("s'ils sont les mêmes pour tous, ne changent rien", () => {
    fc.assert(
      fc.property(monde, annonce, fc.integer({ min: -3, max: 3 }), (tire, annoncees, note) => {
        const sans = partagesDe(tire.vacances).map((partage) => ({ partage }));
        const egaux = sans.map(({ partage }) => ({ partage, souhaits: tire.comptes.du.map(() => note) }));
        expect(orienterLaSuite(tire.comptes, egaux, annoncees, cadreDe(tire))).toEqual(
          orienterLaSuite(tire.comptes, sans, annoncees, cadreDe(tire)),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("sur un département d'un an connu d'avance, doublent sans qu'un écart atteigne un logement", () => {
    const hasard = tirer(7);
    const departement = tirerMonde(hasard, 60, 4);
    const vacances = tirerSouhaits(hasard, departement, tirerVacances(hasard, departement, 600));
    const zeros = Array.from({ length: departement.reservataires }, () => 0);
    const satisfaits = (suite: readonly Vacance[]) => {
      const { choix, plusGrandEcart } = orienterLaSuite({ du: zeros, recus: zeros }, suite, 600, {
        unitesParLogement: UNITES,
        seuil: UNITES,
      });
      expect(plusGrandEcart).toBeLessThan(UNITES);
      return choix.filter(({ rang }, numero) => vacances[numero]?.souhaits[rang] === 1).length;
    };
    const sans = satisfaits(vacances.map(({ partage }) => ({ partage })));
    expect(satisfaits(vacances)).toBeGreaterThan(2 * sans);
  });
});
