import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choisir, classer } from "../../src/orientation/equite/choisir.js";
import { ouvrirFil, prolonger } from "../../src/orientation/equite/fil.js";
import { orienterLaSuite } from "../../src/orientation/equite/orienter-la-suite.js";
import type { Vacance } from "../../src/orientation/equite/vacance.js";
import { estTenable, plusPetitSeuilTenable } from "../tenable.js";
import { JugeDeLaFenetre } from "./juge-de-la-fenetre.js";
import { depuisZero, type MondeTire, mondeTire, partagesDe, seuilEn } from "./mondes.js";

const petit = (vacances: number) => mondeTire({ reservataires: 3, secteurs: 3, vacances, depart: 2 });

/** Un petit monde avec au moins une vacance, un seuil, et le juge de toutes ses vacances. */
const jugement = (vacances: number) =>
  fc.oneof(petit(vacances), petit(vacances).map(depuisZero)).chain((monde) =>
    seuilEn(monde.unitesParLogement).map((seuil) => ({
      ...monde,
      cadre: { unitesParLogement: monde.unitesParLogement, seuil },
      partages: partagesDe(monde.vacances),
      juge: new JugeDeLaFenetre(monde.comptes, partagesDe(monde.vacances), monde.unitesParLogement),
    })),
  );

describe("la fenêtre tenable, jugée par qui essaie tout", () => {
  it("l'est exactement quand une façon d'orienter tient, et le plus petit seuil est le plus petit", () => {
    const vus = { oui: 0, non: 0, simples: 0 };
    fc.assert(
      fc.property(jugement(8), ({ comptes, partages, cadre, juge }) => {
        const { seuil } = cadre;
        const attendu = juge.plusPetitSeuil(seuil) === seuil;
        expect(estTenable(comptes, partages, cadre)).toBe(attendu);
        expect(plusPetitSeuilTenable(comptes, partages, cadre)).toBe(juge.plusPetitSeuil(seuil));
        vus[attendu ? "oui" : "non"] += 1;
        if (!juge.departSous(seuil)) return;
        expect(juge.resteSous(seuil)).toBe(attendu);
        vus.simples += 1;
      }),
      { numRuns: 8000 },
    );
    expect(Math.min(vus.oui, vus.non, vus.simples)).toBeGreaterThan(1000);
  });

  it("classe et choisit comme lui", () => {
    let partagees = 0;
    fc.assert(
      fc.property(jugement(6), ({ comptes, vacances, partages, cadre, juge }) => {
        const [vacance] = vacances;
        fc.pre(vacance !== undefined);
        const attendu = juge.classer(vacance as Vacance, juge.plusPetitSeuil(cadre.seuil));
        const [, ...annoncees] = partages;
        const classement = classer(comptes, vacance as Vacance, annoncees, cadre);
        expect(classement).toEqual(attendu);
        expect(choisir(comptes, vacance as Vacance, annoncees, cadre)).toEqual({
          rang: attendu.tenables[0],
          seuil: attendu.seuil,
        });
        if (attendu.tenables.length > 0 && attendu.intenables.length > 0) partagees += 1;
      }),
      { numRuns: 8000 },
    );
    expect(partagees).toBeGreaterThan(1000);
  });

  it("se suit vacance par vacance comme lui, quel que soit le nombre de vacances annoncées", () => {
    fc.assert(
      fc.property(jugement(6), fc.constantFrom(0, 1, 2, 6), (monde, annoncees) => {
        const { comptes, vacances, cadre } = monde;
        const { choix } = orienterLaSuite(comptes, vacances, annoncees, cadre);
        expect(choix.map(({ rang }) => rang)).toEqual(suivre(monde, annoncees, cadre.seuil));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("les bornes d'un fil", () => {
  it("sont celles des entiers sans limite, jusqu'aux plus grands entiers sûrs", () => {
    const unites = fc.constantFrom(2, 3, 97, 100_000_000, 99_999_989, 1_000_000_007);
    const arrondir = (dividende: bigint, diviseur: bigint) =>
      dividende / diviseur - (dividende % diviseur < 0n ? 1n : 0n);
    fc.assert(
      fc.property(
        unites,
        fc.integer({ min: -4e6, max: 4e6 }),
        fc.integer({ min: -2, max: 2 }),
        (d, fois, pres) => {
          const [ecart, seuil] = [d * fois + pres, d];
          const fil = { ...ouvrirFil(ecart), vacances: Number.MAX_SAFE_INTEGER - 1 };
          const { minimum, maximum } = prolonger(fil, 1, { unitesParLogement: d, seuil });
          const accru = BigInt(ecart) + 1n;
          const positif = (borne: bigint) => Number(borne < 0n ? 0n : borne);
          expect(maximum).toBe(positif(arrondir(accru + BigInt(seuil) - 1n, BigInt(d))));
          expect(minimum).toBe(positif(-arrondir(-(accru - BigInt(seuil) + 1n), BigInt(d))));
        },
      ),
      { numRuns: 5000 },
    );
  });
});

/** La suite des choix du juge : chaque fois le premier des tenables, sous le plus petit seuil. */
function suivre({ unitesParLogement, ...monde }: MondeTire, annoncees: number, seuil: number): number[] {
  const { vacances } = monde;
  let { comptes } = monde;
  return vacances.map((vacance, numero) => {
    const connues = partagesDe(vacances.slice(numero, numero + 1 + annoncees));
    const juge = new JugeDeLaFenetre(comptes, connues, unitesParLogement);
    const rang = juge.classer(vacance, juge.plusPetitSeuil(seuil)).tenables[0] as number;
    const { rangs, unites } = vacance.partage;
    comptes = {
      du: comptes.du.map((du, autre) => du + (unites[rangs.indexOf(autre)] ?? 0)),
      recus: comptes.recus.map((recus, autre) => (autre === rang ? recus + 1 : recus)),
    };
    return rang;
  });
}
