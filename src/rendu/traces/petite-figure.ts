import { ENCRE, GRIS, GRIS_CLAIR, hauteurDe, paragraphe, TAILLES } from "./feuille.js";
import { couper, EN_GRAS, type TexteCoupe } from "./lettres.js";
import { balise, ligne, points, texte } from "./svg.js";

/** Une courbe dans son cadre. */
export interface PetiteFigure {
  readonly nom: string;
  /** Du début (0) à la fin (1) de l'année, et la valeur. */
  readonly lieux: readonly (readonly [avancement: number, valeur: number])[];
  /** La dernière valeur, en mots. */
  readonly derniere: string;
}

export interface Cadre {
  readonly x: number;
  readonly y: number;
  readonly largeur: number;
  /** Hauteur d'un logement d'écart. */
  readonly unite: number;
  /** Plus grand écart montré. */
  readonly portee: number;
  /** Lignes que les noms occupent. */
  readonly lignesDuNom: number;
  /** Les initiales des mois, si le cadre est au bas de sa colonne. */
  readonly mois: string | null;
  /** Vrai si le cadre porte les graduations. */
  readonly gradue: boolean;
}

export const BAS_DU_CADRE = 26;
/** À droite de la courbe, la place de la dernière valeur. */
const VALEUR = 64;

/** Le nom d'un cadre, en gras, sur deux lignes au plus. */
export function couperLeNom(nom: string, largeur: number): TexteCoupe {
  return couper(nom, largeur / EN_GRAS, TAILLES.courant, 2);
}

export function hautDuCadre(lignesDuNom: number): number {
  return hauteurDe(lignesDuNom, TAILLES.courant) + 10;
}

/** Dessine une courbe : la ligne de zéro, celles d'un logement de retard et d'avance, chaque fin de mois. */
export function dessinerLeCadre({ nom, lieux, derniere }: PetiteFigure, cadre: Cadre): string {
  const { x, y, unite, portee, lignesDuNom, mois, gradue } = cadre;
  const largeur = cadre.largeur - VALEUR;
  const coupe = couperLeNom(nom, cadre.largeur);
  const zero = y + hautDuCadre(lignesDuNom) + portee * unite;
  const enPlace = ([avancement, valeur]: readonly [number, number]) =>
    [x + avancement * largeur, zero - valeur * unite] as const;
  const places = lieux.map(enPlace);
  return balise(
    "g",
    {},
    paragraphe(coupe, nom, {
      x,
      y: y + hauteurDe(lignesDuNom - coupe.lignes.length, TAILLES.courant),
      taille: TAILLES.courant,
      graisse: "bold",
    }),
    ligne(x, zero + portee * unite, x, zero - portee * unite, { stroke: GRIS_CLAIR }),
    ...[1, -1].map((ecart) =>
      ligne(x, zero - ecart * unite, x + largeur, zero - ecart * unite, {
        stroke: GRIS,
        "stroke-dasharray": "8 5",
        "stroke-width": 1.5,
      }),
    ),
    ligne(x, zero, x + largeur, zero, { stroke: ENCRE, "stroke-width": 2 }),
    ...(gradue ? graduer(x, zero, unite, portee) : []),
    ...(mois === null ? [] : ecrireLesMois(mois, x, zero + portee * unite, largeur)),
    places.length < 2
      ? ""
      : balise("polyline", { points: points(places), fill: "none", stroke: ENCRE, "stroke-width": 3 }),
    ...places.map(([cx, cy]) => balise("circle", { cx, cy, r: 4.5 })),
    texte(derniere, {
      x: x + largeur + 8,
      y: (places.at(-1)?.[1] ?? zero) + 6,
      "font-size": String(TAILLES.petit),
    }),
  );
}

function graduer(x: number, zero: number, unite: number, portee: number): string[] {
  const ecarts = unite < TAILLES.petit ? [portee, 0, -portee] : [1, 0, -1];
  return ecarts.map((ecart) =>
    texte(ecart > 0 ? `+${ecart}` : `${ecart}`.replace("-", "−"), {
      x: x - 8,
      y: zero - ecart * unite + 6,
      "text-anchor": "end",
      "font-size": String(TAILLES.petit),
    }),
  );
}

function ecrireLesMois(mois: string, x: number, bas: number, largeur: number): string[] {
  return [...mois].map((initiale, rang) =>
    texte(initiale, {
      x: x + ((rang + 0.5) * largeur) / 12,
      y: bas + 20,
      "text-anchor": "middle",
      "font-size": "16",
    }),
  );
}
