import fc from "fast-check";
import { consoliderEtatDesLieux, reunirSyntheses, tableauDeSynthese } from "gestion-en-flux";
import { expect, test } from "vitest";
import { DATE, type Parc, parc } from "../differentiel/generateurs.js";

const tirage = parc({ detenu: false, toutPrecise: false, nombre: 40 });

/** Le même parc, réparti entre des bailleurs, et tout entier. */
const partage = fc.record({ parc: tirage, mains: fc.array(fc.nat(2), { minLength: 40, maxLength: 40 }) });

function consolider({ perimetre, ...reste }: Parc, bailleur: string, garder: (rang: number) => boolean) {
  return consoliderEtatDesLieux(
    {
      date: DATE,
      ...reste,
      perimetre: { ...perimetre, bailleur },
      logements: reste.logements.filter((_, rang) => garder(rang)),
    },
    { droitNonPrecise: "droit-de-suite" },
  );
}

test("partager un inventaire et le réunir donne la même synthèse, dans tous les ordres et tous les groupements", () => {
  fc.assert(
    fc.property(partage, ({ parc: lu, mains }) => {
      const [a, b, c] = ["999999991", "999999992", "999999993"].map((bailleur, main) =>
        consolider(lu, bailleur, (rang) => mains[rang] === main),
      ) as [ReturnType<typeof consolider>, ReturnType<typeof consolider>, ReturnType<typeof consolider>];
      const entier = consolider(lu, "999999999", () => true);
      const ensemble = reunirSyntheses([a, b, c]);
      for (const champ of ["synthese", "patrimoine", "totaux"] as const)
        expect(ensemble[champ]).toEqual(entier[champ]);
      expect(tableauDeSynthese(ensemble).lignes).toEqual(tableauDeSynthese(entier).lignes);
      expect(reunirSyntheses([reunirSyntheses([a, b]), c])).toEqual(ensemble);
      expect(reunirSyntheses([c, reunirSyntheses([b, a])])).toEqual(ensemble);
    }),
  );
});

test("réservés, identifiés et non réservés font le patrimoine, par commune et par QPV ; la synthèse en donne les réservés", () => {
  fc.assert(
    fc.property(tirage, (lu) => {
      const { patrimoine, synthese, echeancier, totaux } = consolider(lu, "999999999", () => true);
      const secteurs = new Map<string, number>();
      for (const { commune, localisation } of lu.logements)
        secteurs.set(`${commune} ${localisation}`, (secteurs.get(`${commune} ${localisation}`) ?? 0) + 1);
      expect(new Map(patrimoine.map((p) => [`${p.commune} ${p.localisation}`, p.logements]))).toEqual(
        secteurs,
      );
      for (const { commune, localisation, logements, reserves, identifies, nonReserves } of patrimoine) {
        expect(reserves + identifies + nonReserves).toBe(logements);
        const droits = echeancier.filter((l) => l.commune === commune && l.localisation === localisation);
        expect(droits.reduce((total, { nombre }) => total + nombre, 0)).toBe(reserves);
      }
      for (const ligne of synthese) {
        const somme = (nombres: readonly number[]) => nombres.reduce((total, nombre) => total + nombre, 0);
        expect(somme(Object.values(ligne.typologies))).toBe(ligne.droitsDeSuite);
        expect(somme(Object.values(ligne.financements))).toBe(ligne.droitsDeSuite);
        expect(somme(ligne.anneesDExpiration.map(({ nombre }) => nombre))).toBe(ligne.droitsDeSuite);
      }
      expect(totaux.logements).toBe(lu.logements.length);
    }),
  );
});
