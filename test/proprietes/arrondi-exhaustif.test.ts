import { describe, expect, it } from "vitest";
import { apportionner } from "../../src/exact/apportionnement.js";
import { arrondirTableau } from "../../src/exact/arrondi-controle.js";
import { type Fraction, fraction } from "../../src/exact/fraction.js";
import type { TableauExact } from "../../src/exact/tableau-exact.js";
import { JugeDeLArrondi } from "./juge-de-l-arrondi.js";

/** Un tableau plein : des lignes, des colonnes et le total général, commun aux deux familles. */
function tableauPlein(lignes: number, colonnes: number, valeurs: readonly Fraction[]): TableauExact {
  const rangs = (nombre: number) => Array.from({ length: nombre }, (_, rang) => rang);
  return {
    cellules: valeurs.map((valeur, rang) => ({
      codes: [`c${rang % colonnes}`, `l${Math.floor(rang / colonnes)}`],
      valeur,
    })),
    familles: [
      {
        code: "tout",
        branches: rangs(lignes).map((ligne) => ({
          code: `l${ligne}`,
          cellules: rangs(colonnes).map((colonne) => ligne * colonnes + colonne),
        })),
      },
      {
        code: "tout",
        branches: rangs(colonnes).map((colonne) => ({
          code: `c${colonne}`,
          cellules: rangs(lignes).map((ligne) => ligne * colonnes + colonne),
        })),
      },
    ],
  };
}

/** Toutes les listes de `longueur` éléments pris dans `choix`. */
function* listes<T>(longueur: number, choix: readonly T[]): Generator<T[]> {
  if (longueur === 0) yield [];
  else for (const suite of listes(longueur - 1, choix)) for (const tete of choix) yield [tete, ...suite];
}

/** Nombre de tableaux où l'arrondi n'est pas celui du juge, et le premier d'entre eux. */
function desaccords(tableaux: Iterable<TableauExact>) {
  let nombre = 0;
  let premier: unknown = null;
  let vus = 0;
  for (const tableau of tableaux) {
    vus += 1;
    const attendu = new JugeDeLArrondi(tableau).canonique();
    const obtenu = arrondirTableau(tableau).entiers?.map(Number) ?? null;
    if (JSON.stringify(obtenu) === JSON.stringify(attendu)) continue;
    nombre += 1;
    premier ??= { valeurs: tableau.cellules.map(({ valeur }) => valeur), attendu, obtenu };
  }
  return { vus, nombre, premier };
}

function* tableauxPleins(lignes: number, colonnes: number, valeurs: readonly Fraction[]) {
  for (const choisies of listes(lignes * colonnes, valeurs)) yield tableauPlein(lignes, colonnes, choisies);
}

describe("l'arrondi contrôlé, sur tous les petits tableaux", () => {
  it.each([
    ["2 × 3 en demis au-dessous de 2", 2, 3, [0, 1, 2, 3], 2, 4 ** 6],
    ["2 × 3 en tiers au-dessous de 2", 2, 3, [0, 1, 2, 3, 4, 5], 3, 6 ** 6],
    ["2 × 3 en demis et en tiers au-dessous de 1", 2, 3, [0, 2, 3, 4], 6, 4 ** 6],
    ["3 × 3 en demis au-dessous de 2", 3, 3, [0, 1, 2, 3], 2, 4 ** 9],
    ["3 × 3 en tiers au-dessous de 1", 3, 3, [0, 1, 2], 3, 3 ** 9],
    ["3 × 3 en tiers de 1 à 2", 3, 3, [3, 4, 5], 3, 3 ** 9],
  ])("est le canonique : %s", (_, lignes, colonnes, numerateurs, denominateur, vus) => {
    const valeurs = numerateurs.map((numerateur) => fraction(numerateur, denominateur));
    expect(desaccords(tableauxPleins(lignes, colonnes, valeurs))).toEqual({ vus, nombre: 0, premier: null });
  });

  it("est le canonique quand les lignes passent d'abord : 2 × 3 en tiers au-dessous de 2, 3 × 3 en demis au-dessous de 1", () => {
    function* lignesDAbord(): Generator<TableauExact> {
      const tiers = [0, 1, 2, 3, 4, 5].map((n) => fraction(n, 3));
      for (const tableau of tableauxPleins(2, 3, tiers)) yield { ...tableau, totauxDAbord: true };
      const demis = [0, 1].map((n) => fraction(n, 2));
      for (const tableau of tableauxPleins(3, 3, demis)) yield { ...tableau, totauxDAbord: true };
    }
    expect(desaccords(lignesDAbord())).toEqual({ vus: 6 ** 6 + 2 ** 9, nombre: 0, premier: null });
  });
});

/** Une seule ligne : chaque famille n'a qu'un total, qui contient tout. */
function uneLigne(total: number, poids: readonly number[], plafonnees: number): TableauExact {
  const somme = poids.reduce((a, b) => a + b, 0);
  const ligne = { code: "total", cellules: poids.map((_, rang) => rang) };
  return {
    cellules: poids.map((celuiCi, rang) => ({
      codes: [`l${rang}`],
      valeur: fraction(total * celuiCi, somme),
      ...((plafonnees >> rang) & 1 ? { maximum: BigInt(Math.floor((total * celuiCi) / somme)) } : {}),
    })),
    familles: [ligne, ligne],
  };
}

/** Le plus fort reste, sur des entiers : les parties entières, puis les plus grands restes, sans dépasser un plafond. */
function plusFortReste(total: number, poids: readonly number[], plafonnees: number): number[] | null {
  const somme = poids.reduce((a, b) => a + b, 0);
  const entiers = poids.map((celuiCi) => Math.floor((total * celuiCi) / somme));
  const candidates = poids
    .map((celuiCi, rang) => ({ rang, reste: (total * celuiCi) % somme }))
    .filter(({ rang, reste }) => reste > 0 && !((plafonnees >> rang) & 1))
    .sort((a, b) => b.reste - a.reste || a.rang - b.rang);
  const aPlacer = total - entiers.reduce((a, b) => a + b, 0);
  if (aPlacer > candidates.length) return null;
  for (const { rang } of candidates.slice(0, aPlacer)) entiers[rang] = (entiers[rang] ?? 0) + 1;
  return entiers;
}

/** Les poids de 1 à 12, dans tous les ordres jusqu'à trois lignes, du plus petit au plus grand puis à rebours pour quatre. */
function* poidsDe(lignes: number): Generator<number[]> {
  const choix = Array.from({ length: 12 }, (_, rang) => rang + 1);
  for (const poids of listes(lignes, choix)) {
    if (lignes < 4) yield poids;
    else if (poids.every((celuiCi, rang) => rang === 0 || celuiCi >= (poids[rang - 1] ?? 0))) {
      yield poids;
      yield poids.toReversed();
    }
  }
}

describe("l'arrondi contrôlé d'une seule ligne", () => {
  it.each([
    [1, 1],
    [2, 3],
    [3, 7],
    [4, 15],
  ])(
    "est le plus fort reste, avec plafonds : %d lignes, poids jusqu'à 12, total jusqu'à 20",
    (lignes, toutes) => {
      let vues = 0;
      let desaccord: unknown = null;
      for (const poids of poidsDe(lignes))
        for (let total = 0; total <= 20; total += 1)
          for (const plafonnees of lignes < 3 ? [...Array(toutes + 1).keys()] : [0, 1, toutes]) {
            const tableau = uneLigne(total, poids, plafonnees);
            const attendu = plusFortReste(total, poids, plafonnees);
            const obtenu = arrondirTableau(tableau).entiers?.map(Number) ?? null;
            const enLigne = apportionner(
              BigInt(total),
              tableau.cellules.map(({ codes, ...cellule }) => ({ code: codes[0] ?? "", ...cellule })),
            );
            const lu = enLigne && poids.map((_, rang) => Number(enLigne.get(`l${rang}`)));
            vues += 1;
            if (String([obtenu, lu]) !== String([attendu, attendu]))
              desaccord ??= { poids, total, plafonnees, attendu, obtenu, lu };
          }
      expect(desaccord).toBeNull();
      expect(vues).toBeGreaterThan(200);
    },
  );
});
