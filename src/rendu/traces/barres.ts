import { ENCRE, hauteurDe, LARGEUR, paragraphe, TAILLES } from "./feuille.js";
import { couper, largeurDe } from "./lettres.js";
import { balise, ligne, texte } from "./svg.js";

export interface Barre {
  readonly nom: string;
  /** Sa longueur, à droite de zéro ou à gauche si elle est négative. */
  readonly valeur: number;
  /** Ce qui s'écrit à son bout, toujours à droite de zéro. */
  readonly etiquette: string;
  readonly remplissage: string;
}

const RANGEE = 58;
const EPAISSEUR = 34;

export const PLEIN = "#404040";

/** Des barres horizontales, leur nom à gauche, toutes à la même échelle depuis le même zéro. */
export function dessinerLesBarres(barres: readonly Barre[], noms: number, haut: number) {
  const place =
    LARGEUR -
    noms -
    30 -
    Math.max(0, ...barres.map(({ etiquette }) => largeurDe(etiquette, TAILLES.courant)));
  const valeurs = barres.map(({ valeur }) => valeur);
  const dessous = -Math.min(0, ...valeurs);
  const etendue = Math.max(0, ...valeurs) + dessous || 1;
  const zero = noms + (place * dessous) / etendue;
  const bas = haut + barres.length * RANGEE;
  const contenu = barres.flatMap(({ nom, valeur, etiquette, remplissage }, rang) => {
    const milieu = haut + (rang + 0.5) * RANGEE;
    const bout = zero + (place * valeur) / etendue;
    const coupe = couper(nom, noms - 30, TAILLES.courant, 2);
    return [
      paragraphe(coupe, nom, {
        x: noms - 15,
        y: milieu - hauteurDe(coupe.lignes.length, TAILLES.courant) / 2,
        taille: TAILLES.courant,
        ancre: "end",
      }),
      balise("rect", {
        x: Math.min(zero, bout),
        y: milieu - EPAISSEUR / 2,
        width: Math.abs(bout - zero),
        height: EPAISSEUR,
        fill: remplissage,
        stroke: ENCRE,
        "stroke-width": 1.5,
      }),
      texte(etiquette, { x: Math.max(zero, bout) + 10, y: milieu + 7 }),
    ];
  });
  return {
    contenu: [...contenu, ligne(zero, haut, zero, bas, { stroke: ENCRE, "stroke-width": 2 })],
    bas: bas + 10,
  };
}
