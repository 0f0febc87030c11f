import { couper, EN_GRAS, type TexteCoupe } from "./lettres.js";
import { balise, echapper, texte } from "./svg.js";

/** Largeur de toute figure : sur les 17 cm utiles d'une page A4, une unité fait 0,17 mm, et un texte de 18, 8,7 points. */
export const LARGEUR = 1000;

export const TAILLES = { titre: 28, courant: 20, petit: 18 } as const;
const INTERLIGNE = 1.2;

export const ENCRE = "#000000";
export const GRIS = "#595959";
export const GRIS_CLAIR = "#bfbfbf";

const POLICES = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/** Une figure : l'image, et ce qu'elle montre dit en mots, chiffres compris. */
export interface Trace {
  /** SVG qui se suffit : ni script, ni feuille de style, ni police à charger. */
  readonly svg: string;
  /** Le texte de remplacement, que l'image porte aussi. */
  readonly texte: string;
}

interface Feuille {
  /** Devant chaque identifiant, pour que deux figures d'une même page ne les partagent pas. */
  readonly prefixe: string;
  readonly titre: string;
  readonly sousTitre: string;
  /** Une phrase par ligne ; le titre n'y est pas. */
  readonly phrases: readonly string[];
  readonly definitions?: readonly string[];
  /** Le dessin, à partir de la hauteur donnée, et jusqu'où il descend. */
  readonly dessiner: (haut: number) => { readonly contenu: readonly string[]; readonly bas: number };
}

/** Assemble une figure sous son titre. */
export function assembler({
  prefixe,
  titre,
  sousTitre,
  phrases,
  definitions = [],
  dessiner,
}: Feuille): Trace {
  const enTete = couper(titre, (LARGEUR - 20) / EN_GRAS, TAILLES.titre, 3);
  const sous = couper(sousTitre, LARGEUR - 20, TAILLES.petit, 3);
  const debutDuSous = 10 + hauteurDe(enTete.lignes.length, TAILLES.titre);
  const haut = debutDuSous + hauteurDe(sous.lignes.length, TAILLES.petit) + 20;
  const { contenu, bas } = dessiner(haut);
  const complet = [titre, sousTitre, ...phrases].join("\n");
  const svg = balise(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${LARGEUR} ${Math.ceil(bas)}`,
      role: "img",
      "aria-labelledby": `${prefixe}-titre ${prefixe}-texte`,
      "font-family": POLICES,
      "font-size": String(TAILLES.courant),
      fill: ENCRE,
    },
    balise("title", { id: `${prefixe}-titre` }, echapper(titre)),
    balise("desc", { id: `${prefixe}-texte` }, echapper(complet)),
    ...(definitions.length === 0 ? [] : [balise("defs", {}, ...definitions)]),
    balise("rect", { width: LARGEUR, height: Math.ceil(bas), fill: "#ffffff" }),
    paragraphe(enTete, titre, { x: 10, y: 10, taille: TAILLES.titre, graisse: "bold" }),
    paragraphe(sous, sousTitre, { x: 10, y: debutDuSous, taille: TAILLES.petit }),
    ...contenu,
  );
  return { svg: `${svg}\n`, texte: complet };
}

export function hauteurDe(lignes: number, taille: number): number {
  return lignes * taille * INTERLIGNE;
}

interface Place {
  readonly x: number;
  /** Le haut de la première ligne. */
  readonly y: number;
  readonly taille: number;
  readonly ancre?: "start" | "middle" | "end";
  readonly graisse?: "bold";
}

/** Un texte en lignes ; s'il est abrégé, l'image le porte en entier. */
export function paragraphe(
  { lignes, entier }: TexteCoupe,
  complet: string,
  { x, y, taille, ancre, graisse }: Place,
): string {
  return balise(
    "g",
    {
      "font-size": taille === TAILLES.courant ? undefined : String(taille),
      "font-weight": graisse,
      "text-anchor": ancre === "start" ? undefined : ancre,
    },
    ...(entier ? [] : [balise("title", {}, echapper(complet))]),
    ...lignes.map((ligne, rang) => texte(ligne, { x, y: y + taille * (INTERLIGNE * rang + 0.95) })),
  );
}
