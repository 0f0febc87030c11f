import fc from "fast-check";
import { consoliderEtatDesLieux, type LigneDeSynthese } from "gestion-en-flux";
import { expect, test } from "vitest";
import { DATE, figer, melanger, parc } from "./generateurs.js";
import { recompterEtatDesLieux } from "./seconde-implementation.js";

const parCle = <T>(liste: readonly T[]) => [...liste].map((ligne) => JSON.stringify(ligne)).sort();

/** Le droit change le 23 février 2022 : les établissements publics de santé gardent alors leurs logements. */
const cas = fc.record({
  parc: parc({ detenu: false, toutPrecise: false, nombre: 40 }),
  date: fc.constantFrom("2022-02-22", "2022-02-23", DATE),
  droitNonPrecise: fc.constantFrom("droit-de-suite" as const, "droit-unique" as const),
  graine: fc.nat(),
});

test("patrimoine, synthèse, échéancier et totaux : un recompte", () => {
  fc.assert(
    fc.property(cas, ({ parc, date, droitNonPrecise, graine }) => {
      const entree = { date, ...parc };
      const lu = consoliderEtatDesLieux(figer(entree), { droitNonPrecise });
      const attendu = recompterEtatDesLieux({ ...entree, droitNonPrecise });
      expect(lu.patrimoine).toEqual(attendu.patrimoine);
      expect(lu.totaux).toEqual(attendu.totaux);
      expect(lu.accords).toEqual(attendu.accords);
      const ordonner = (ligne: LigneDeSynthese) => [ligne.reservataire, ligne.commune, ligne];
      expect(parCle(lu.synthese.map(ordonner))).toEqual(parCle(attendu.synthese.map(ordonner)));
      expect(
        parCle(
          lu.echeancier.map((l) => [
            JSON.stringify([
              l.reservataire,
              l.commune,
              l.localisation,
              l.droit,
              l.typologie,
              l.contrepartie,
              l.dateDExpiration,
              l.prorogee,
            ]),
            l.nombre,
          ]),
        ),
      ).toEqual(parCle(attendu.echeancier.map(({ cle, nombre }) => [cle, nombre])));
      const melange = consoliderEtatDesLieux(melanger(entree, graine), { droitNonPrecise });
      expect(JSON.stringify(melange)).toBe(JSON.stringify(lu));
    }),
  );
});

test("la synthèse redonne le patrimoine réservé", () => {
  fc.assert(
    fc.property(cas, ({ parc, date, droitNonPrecise }) => {
      const { synthese, patrimoine, totaux } = consoliderEtatDesLieux({ date, ...parc }, { droitNonPrecise });
      const droits = synthese.map((l) => l.droitsUniquesNonHonores + l.droitsDeSuite);
      expect(droits.reduce((total, n) => total + n, 0)).toBe(totaux.reserves);
      for (const p of patrimoine) expect(p.reserves + p.identifies + p.nonReserves).toBe(p.logements);
    }),
  );
});
