import { describe, expect, it } from "vitest";
import { arrondirTableau } from "../../src/exact/arrondi-controle.js";
import { type Fraction, fraction } from "../../src/exact/fraction.js";
import type { TableauExact } from "../../src/exact/reseau-du-tableau.js";
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

const DEMIS = [0, 1, 2, 3].map((n) => fraction(n, 2));
const TIERS = [0, 1, 2, 3, 4, 5].map((n) => fraction(n, 3));

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
});
