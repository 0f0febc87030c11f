import fc from "fast-check";
import { CalculImpossible, calculerAssiette, fixerObjectifsDeFlux, repartirFlux } from "gestion-en-flux";
import { describe, expect, test } from "vitest";
import { type Dossier, dossier, dossierDEgalites, figer, fluxDesSecteurs, melanger } from "./generateurs.js";
import {
  cleDeFeuille,
  fixerParEnumeration,
  lireTaux,
  repartirNaivement,
  somme,
} from "./seconde-implementation.js";

const cas = fc.oneof(
  { weight: 1, arbitrary: dossierDEgalites },
  { weight: 4, arbitrary: dossier({ maximum: 25, large: false, nombre: 2 }) },
  { weight: 1, arbitrary: dossier({ maximum: 25, large: true, nombre: 2 }) },
);

const repartir = ({ entree, premieres, conventions }: Dossier) =>
  repartirFlux({
    assiette: calculerAssiette(entree, { premieresMisesEnLocation: premieres }),
    conventions,
  });
const secteursSurReserves = (d: Dossier) =>
  repartirNaivement(fluxDesSecteurs(d), d.conventions).secteurs.filter((s) =>
    s.tauxNonReserve.exact.startsWith("-"),
  );
const surReserve = (d: Dossier) => secteursSurReserves(d).length > 0;
const tenable = cas.filter((d) => !surReserve(d));

const partDuPrefet = ({ conventions }: Dossier, contingents: readonly string[]) =>
  conventions
    .flatMap((c) => c.parts)
    .filter((p) => p.contingent !== undefined && contingents.includes(p.contingent))
    .reduce((total, p) => total + lireTaux(p.taux), 0n);

describe("contre l'énumération de tous les arrondis", () => {
  test("mêmes objectifs, réservataire par réservataire et part par part", () => {
    fc.assert(
      fc.property(tenable, (d) => {
        const lus = fixerObjectifsDeFlux(figer(repartir(d)));
        const attendus = fixerParEnumeration(fluxDesSecteurs(d), d.conventions);
        const parReservataire = [
          ...lus.reservataires.map((r) => [r.reservataire, r.objectif] as const),
          ["non-reserves", lus.nonReserves.objectif] as const,
        ];
        expect(new Map(parReservataire)).toEqual(attendus.parReservataire);
        const parFeuille = [
          ...lus.reservataires.flatMap((r) =>
            r.parts.map(
              (p) => [cleDeFeuille(r.reservataire, p.contrepartie, p.contingent), p.objectif] as const,
            ),
          ),
          ["non-reserves", lus.nonReserves.objectif] as const,
        ];
        expect(new Map(parFeuille)).toEqual(attendus.parFeuille);
      }),
    );
  });

  // Un secteur sans flux où les taux passent 100 % ne promet aucun logement de trop : le dossier ne tranche pas.
  test("impossible si et seulement si un secteur qui a du flux est sur-réservé", () => {
    fc.assert(
      fc.property(cas, (d) => {
        const repartition = repartir(d);
        if (secteursSurReserves(d).some((s) => s.flux > 0))
          expect(() => fixerObjectifsDeFlux(repartition)).toThrow(CalculImpossible);
        else if (!surReserve(d))
          expect(fixerObjectifsDeFlux(repartition).flux).toBe(somme(fluxDesSecteurs(d).map((s) => s.flux)));
      }),
    );
  });
});

/** Sur des périmètres plus grands, que l'énumération n'atteint pas. */
test("sommes, bornes et plafonds", () => {
  const grands = dossier({ maximum: 400, large: false, nombre: 9 }).filter((d) => !surReserve(d));
  fc.assert(
    fc.property(grands, (d) => {
      const objectifs = fixerObjectifsDeFlux(repartir(d));
      const flux = somme(fluxDesSecteurs(d).map((s) => s.flux));
      const { reservataires, nonReserves } = objectifs;
      expect(somme(reservataires.map((r) => r.objectif)) + nonReserves.objectif).toBe(flux);
      const bornes = (exact: { exact: string }, objectif: number) => {
        const [n = "0", q = "1"] = exact.exact.split("/");
        expect([BigInt(n) / BigInt(q), (BigInt(n) + BigInt(q) - 1n) / BigInt(q)]).toContain(BigInt(objectif));
      };
      bornes(nonReserves.exact, nonReserves.objectif);
      for (const { exact, objectif, parts } of reservataires) {
        bornes(exact, objectif);
        for (const part of parts) bornes(part.exact, part.objectif);
        expect(somme(parts.map((p) => p.objectif))).toBe(objectif);
      }
      const plafonner = (contingents: readonly string[], points: number) => {
        const obtenu = somme(
          reservataires
            .flatMap((r) => r.parts)
            .filter((p) => p.contingent !== null && contingents.includes(p.contingent))
            .map((p) => p.objectif),
        );
        if (partDuPrefet(d, contingents) <= BigInt(points) * 1_000_000n)
          expect(obtenu).toBeLessThanOrEqual(Math.floor((points * flux) / 100));
      };
      plafonner(["agents-civils-et-militaires"], 5);
      plafonner(["agents-civils-et-militaires", "publics-prioritaires"], 30);
    }),
  );
});

/**
 * Le plancher hors QPV en logements entiers, là où la lecture est certaine : tout le flux hors
 * QPV, et une part du préfet qui ne dépasse pas son plafond.
 */
test("tout le flux hors QPV : le plancher manqué par le plafond est relevé, et lui seul", () => {
  const horsQpv = tenable
    .map((d) => ({
      ...d,
      entree: { ...d.entree, secteurs: d.entree.secteurs.filter((s) => s.localisation === "hors-qpv") },
    }))
    .filter(({ entree }) => entree.secteurs.length > 0);
  fc.assert(
    fc.property(horsQpv, (d) => {
      const taux = partDuPrefet(d, ["agents-civils-et-militaires", "publics-prioritaires"]);
      fc.pre(taux <= 30_000_000n && !surReserve(d));
      const objectifs = fixerObjectifsDeFlux(repartir(d));
      const prefet = somme(
        objectifs.reservataires
          .flatMap((r) => r.parts)
          .filter((p) => p.contingent !== null)
          .map((p) => p.objectif),
      );
      const manque = taux === 30_000_000n && 10 * prefet < 3 * objectifs.flux;
      expect(objectifs.constats.map((c) => c.code)).toEqual(manque ? ["PLANCHER_HORS_QPV_ARRONDI"] : []);
    }),
  );
});

test("l'ordre des entrées ne change pas un octet", () => {
  fc.assert(
    fc.property(tenable, fc.nat(), (d, graine) => {
      expect(JSON.stringify(fixerObjectifsDeFlux(repartir(melanger(d, graine))))).toBe(
        JSON.stringify(fixerObjectifsDeFlux(repartir(d))),
      );
    }),
  );
});
