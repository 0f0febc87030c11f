import { ENCRE } from "./feuille.js";
import { balise, ligne, points } from "./svg.js";

/** Ce qui distingue une série d'une autre, sans couleur : son trait et ses marques. */
export interface Marque {
  readonly tirets: string | undefined;
  readonly poser: (x: number, y: number) => string;
}

const TIRETS = [undefined, "12 6", "3 5", "16 5 3 5"] as const;

const RAYON = 6;
const PLEINE = { fill: ENCRE } as const;
const CREUSE = { fill: "#ffffff", stroke: ENCRE, "stroke-width": 2.5 } as const;
type Encrage = typeof PLEINE | typeof CREUSE;

function rond(encrage: Encrage) {
  return (cx: number, cy: number) => balise("circle", { cx, cy, r: RAYON, ...encrage });
}

function carre(encrage: Encrage) {
  return (x: number, y: number) =>
    balise("rect", { x: x - RAYON, y: y - RAYON, width: 2 * RAYON, height: 2 * RAYON, ...encrage });
}

function polygone(sommets: readonly (readonly [number, number])[], encrage: Encrage) {
  return (x: number, y: number) =>
    balise("polygon", {
      points: points(sommets.map(([dx, dy]) => [x + dx * RAYON, y + dy * RAYON] as const)),
      ...encrage,
    });
}

function croix(branches: readonly (readonly [number, number])[]) {
  return (x: number, y: number) =>
    branches
      .map(([dx, dy]) =>
        ligne(x - dx * RAYON, y - dy * RAYON, x + dx * RAYON, y + dy * RAYON, {
          stroke: ENCRE,
          "stroke-width": 3,
        }),
      )
      .join("");
}

const TRIANGLE = [
  [0, -1.2],
  [1.1, 0.9],
  [-1.1, 0.9],
] as const;
const RENVERSE = TRIANGLE.map(([x, y]) => [x, -y] as const);
const BARRE = [
  [-1.4, -0.6],
  [1.4, -0.6],
  [1.4, 0.6],
  [-1.4, 0.6],
] as const;
const LOSANGE = [
  [0, -1.3],
  [1.3, 0],
  [0, 1.3],
  [-1.3, 0],
] as const;

const FORMES = [
  rond(PLEINE),
  carre(CREUSE),
  polygone(TRIANGLE, PLEINE),
  polygone(LOSANGE, CREUSE),
  croix([
    [1, 1],
    [1, -1],
  ]),
  carre(PLEINE),
  rond(CREUSE),
  polygone(LOSANGE, PLEINE),
  polygone(TRIANGLE, CREUSE),
  croix([
    [1.2, 0],
    [0, 1.2],
  ]),
  polygone(RENVERSE, PLEINE),
  polygone(BARRE, PLEINE),
  polygone(RENVERSE, CREUSE),
  croix([
    [1.2, 0],
    [0.6, 1],
    [0.6, -1],
  ]),
  polygone(BARRE, CREUSE),
] as const;

/** La marque de la série de ce rang : quinze formes différentes, et quatre traits. */
export function marqueDe(rang: number): Marque {
  return {
    tirets: TIRETS[rang % TIRETS.length],
    poser: FORMES[rang % FORMES.length] ?? rond(PLEINE),
  };
}
