import { describe, expect, it } from "vitest";
import { choisir, classer } from "../../src/orientation/equite/choisir.js";
import { orienterLaSuite } from "../../src/orientation/equite/orienter-la-suite.js";
import { lirePartage } from "../../src/orientation/equite/partage.js";
import { choisirATauxConstants } from "../../src/orientation/equite/taux-constants.js";
import { estTenable, plusPetitSeuilTenable } from "../tenable.js";

/** Un logement vaut dix unités. */
const partage = (...parts: number[]) => lirePartage(parts, 10);
const cadre = { unitesParLogement: 10, seuil: 10 };
const zero = { du: [0, 0, 0, 0], recus: [0, 0, 0, 0] };

const [centre, nord, sud] = [partage(4, 1, 1, 4), partage(0, 4, 5, 1), partage(0, 5, 0, 5)];

describe("un partage", () => {
  it("laisse de côté qui n'a pas de part", () => {
    expect(sud).toEqual({ rangs: [1, 3], unites: [5, 5] });
  });

  it.each([
    ["une somme qui n'est pas un logement", [4, 5]],
    ["une part négative", [12, -2]],
    ["une part qui n'est pas entière", [4.5, 5.5]],
  ])("refuse %s", (_, parts) => {
    expect(() => partage(...parts)).toThrow(RangeError);
  });
});

describe("à taux constants", () => {
  it("50, 30 et 20 % : dix vacances, cinq, trois et deux logements, jamais à plus de 3/4 de logement", () => {
    const recus = [0, 0, 0];
    const choix = Array.from({ length: 10 }, (_, numero) => {
      const rang = choisirATauxConstants(
        { du: [5, 3, 2].map((part) => part * numero), recus },
        partage(5, 3, 2),
        10,
      );
      recus[rang] = (recus[rang] as number) + 1;
      return rang;
    });
    expect(choix).toEqual([0, 1, 2, 0, 0, 1, 0, 2, 1, 0]);
  });

  it("un seul réservataire reçoit tout", () => {
    expect(choisirATauxConstants({ du: [0, 30], recus: [0, 3] }, partage(0, 10), 10)).toBe(1);
  });
});

describe("trois vacances, au centre, au nord, au sud", () => {
  const vacances = [centre, nord, sud].map((celuiCi) => ({ partage: celuiCi }));
  const suivre = (annoncees: number) => {
    const { choix, plusGrandEcart } = orienterLaSuite(zero, vacances, annoncees, cadre);
    return { rangs: choix.map(({ rang }) => rang), plusGrandEcart };
  };

  it("sans annonce : au nord, le logement va au plus en attente, et deux autres attendent dix au sud", () => {
    expect(suivre(0)).toEqual({ rangs: [0, 2, 1], plusGrandEcart: 10 });
  });

  it("le sud annoncé : le logement du nord va à l'un de ceux qui y attendront", () => {
    expect(suivre(1)).toEqual({ rangs: [0, 1, 3], plusGrandEcart: 6 });
  });

  const apresLeCentre = { du: [4, 1, 1, 4], recus: [1, 0, 0, 0] };

  it("le classement dit qui laisserait le sud intenable", () => {
    expect(classer(apresLeCentre, { partage: nord }, [sud], cadre)).toEqual({
      seuil: 10,
      tenables: [1, 3],
      intenables: [2],
    });
  });

  it("un souhait départage ceux qui laissent la fenêtre tenable, et ceux-là seulement", () => {
    const souhaite = (rang: number) => ({ partage: nord, souhaits: [0, 0, 0, 0].with(rang, 1) });
    expect(choisir(apresLeCentre, souhaite(3), [sud], cadre).rang).toBe(3);
    expect(choisir(apresLeCentre, souhaite(2), [sud], cadre).rang).toBe(1);
    expect(choisir(apresLeCentre, souhaite(2), [], cadre).rang).toBe(2);
  });

  it("après le mauvais choix, le plus petit seuil tenable dépasse l'attente de celui qui ne recevra pas", () => {
    const apresLeNord = { du: [4, 5, 6, 5], recus: [1, 0, 1, 0] };
    expect(estTenable(apresLeNord, [sud], cadre)).toBe(false);
    expect(plusPetitSeuilTenable(apresLeNord, [sud], cadre)).toBe(11);
    expect(choisir(apresLeNord, { partage: sud }, [], cadre)).toEqual({ rang: 1, seuil: 11 });
  });
});

describe("des comptes déjà au-delà du seuil", () => {
  it("qui est trop en avance ne reçoit rien, et les autres restent protégés", () => {
    const comptes = { du: [0, 3, 3, 4], recus: [3, 0, 0, 0] };
    expect(estTenable(comptes, [centre, nord, sud], cadre)).toBe(true);
    const { choix } = orienterLaSuite(comptes, [{ partage: centre }], 0, cadre);
    expect(choix).toEqual([{ rang: 3, seuil: 10 }]);
  });
});
