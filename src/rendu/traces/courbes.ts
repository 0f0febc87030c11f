import { dateEnFrancais } from "../../droit/periodes.js";
import { trierParCodes } from "../../exact/ordre.js";
import { joursJusquAuSoir } from "../../modele/calendrier.js";
import { nombreALire } from "../nombre-a-lire.js";
import { graduations } from "./echelle.js";
import { ecarter } from "./etiquettes.js";
import { ENCRE, GRIS, GRIS_CLAIR, hauteurDe, LARGEUR, paragraphe, TAILLES } from "./feuille.js";
import { couper, largeurDe, type TexteCoupe } from "./lettres.js";
import { marqueDe } from "./marques.js";
import { balise, points as ecrirePoints, ligne, texte } from "./svg.js";

interface Point {
  readonly instant: string;
  readonly valeur: number;
}

export interface Courbe {
  readonly nom: string;
  readonly points: readonly Point[];
  readonly dernier: Point;
  /** La valeur du dernier point, en mots. */
  readonly derniereDite: string;
}

const GAUCHE = 110;
const DROITE = 640;
const ETIQUETTES = 690;
const HAUTEUR_AU_MOINS = 460;
const ENTRE_ETIQUETTES = 8;

/** Les courbes, leurs axes, et à droite le nom de chacune avec sa dernière valeur. */
export function dessinerLesCourbes(courbes: readonly Courbe[], langue: "fr" | "en", haut: number) {
  const hauteurs = courbes.map(
    ({ nom }) => hauteurDe(couperLeNom(nom).lignes.length + 1, TAILLES.petit) + ENTRE_ETIQUETTES,
  );
  const besoin = hauteurs.reduce((somme, hauteur) => somme + hauteur, 0);
  const bas = haut + Math.max(HAUTEUR_AU_MOINS, besoin);
  const enX = echelleDuTemps(courbes);
  const valeurs = courbes.flatMap(({ points }) => points.map(({ valeur }) => valeur));
  const graduees = graduations(Math.min(0, ...valeurs), Math.max(0, ...valeurs), 6);
  const [minimum = 0, maximum = 1] = [graduees.at(0), graduees.at(-1)];
  const enY = (valeur: number) => bas - ((valeur - minimum) / (maximum - minimum || 1)) * (bas - haut);
  const milieux = ecarter(
    courbes.map(({ dernier }, rang) => ({ milieu: enY(dernier.valeur), hauteur: hauteurs[rang] ?? 0 })),
    haut,
    bas,
  );
  return {
    contenu: [
      ...axeDesValeurs(graduees, enY, langue),
      ...axeDuTemps(courbes, enX, bas, langue),
      ...courbes.map((courbe, rang) => tracerUneCourbe(courbe, rang, enX, enY)),
      ...courbes.map((courbe, rang) => etiqueter(courbe, rang, milieux[rang] ?? 0, enX, enY)),
    ],
    bas: bas + 45,
  };
}

function couperLeNom(nom: string): TexteCoupe {
  return couper(nom, LARGEUR - ETIQUETTES - 40, TAILLES.petit, 2);
}

/** Le nom d'une courbe et sa dernière valeur, reliés à son dernier point. */
function etiqueter(
  { nom, dernier, derniereDite }: Courbe,
  rang: number,
  milieu: number,
  enX: (instant: string) => number,
  enY: (valeur: number) => number,
): string {
  const coupe = couperLeNom(nom);
  const debut = milieu - hauteurDe(coupe.lignes.length + 1, TAILLES.petit) / 2;
  return balise(
    "g",
    {},
    ligne(enX(dernier.instant) + 10, enY(dernier.valeur), ETIQUETTES - 8, milieu, {
      stroke: GRIS,
      "stroke-width": 1,
    }),
    marqueDe(rang).poser(ETIQUETTES + 6, milieu),
    paragraphe(coupe, nom, { x: ETIQUETTES + 24, y: debut, taille: TAILLES.petit }),
    texte(derniereDite, {
      x: ETIQUETTES + 24,
      y: debut + hauteurDe(coupe.lignes.length, TAILLES.petit) + TAILLES.petit * 0.95,
      "font-size": String(TAILLES.petit),
      "font-weight": "bold",
    }),
  );
}

/** La place d'un instant : des années, ou des jours. */
function echelleDuTemps(courbes: readonly Courbe[]): (instant: string) => number {
  const instants = instantsDe(courbes);
  const [premier = "", dernier = ""] = [instants.at(0), instants.at(-1)];
  const ecart = (a: string, b: string) =>
    a.length === 4 ? Number(b) - Number(a) : joursJusquAuSoir(a, b) - 1;
  const etendue = ecart(premier, dernier);
  return (instant) =>
    etendue === 0
      ? (GAUCHE + DROITE) / 2
      : GAUCHE + 10 + (ecart(premier, instant) / etendue) * (DROITE - GAUCHE - 10);
}

function instantsDe(courbes: readonly Courbe[]): string[] {
  return trierParCodes(
    [...new Set(courbes.flatMap(({ points }) => points.map(({ instant }) => instant)))],
    (i) => i,
  );
}

function axeDesValeurs(
  graduees: readonly number[],
  enY: (valeur: number) => number,
  langue: "fr" | "en",
): string[] {
  return graduees.flatMap((valeur) => [
    ligne(GAUCHE, enY(valeur), DROITE, enY(valeur), {
      stroke: valeur === 0 ? ENCRE : GRIS_CLAIR,
      "stroke-width": valeur === 0 ? 2 : 1,
    }),
    texte(nombreALire(String(Number(valeur.toFixed(6))), langue), {
      x: GAUCHE - 10,
      y: enY(valeur) + 6,
      "text-anchor": "end",
      "font-size": String(TAILLES.petit),
    }),
  ]);
}

/** Le premier et le dernier instants, et ceux d'entre eux qui ont la place de s'écrire. */
function axeDuTemps(
  courbes: readonly Courbe[],
  enX: (instant: string) => number,
  bas: number,
  langue: "fr" | "en",
): string[] {
  const instants = instantsDe(courbes);
  const ecrire = (instant: string) =>
    langue === "fr" && instant.length > 4 ? dateEnFrancais(instant) : instant;
  const pas = largeurDe(ecrire(instants[0] ?? ""), TAILLES.petit) + 16;
  const derniere = enX(instants.at(-1) ?? "");
  const ecrits: string[] = [];
  for (const instant of instants) {
    const precedente = ecrits.at(-1);
    const libre = precedente === undefined || enX(instant) - enX(precedente) >= pas;
    if (libre && (enX(instant) === derniere || derniere - enX(instant) >= pas)) ecrits.push(instant);
  }
  return [
    ...instants.map((instant) => ligne(enX(instant), bas, enX(instant), bas + 7, { stroke: ENCRE })),
    ...ecrits.map((instant) =>
      texte(ecrire(instant), {
        x: enX(instant),
        y: bas + 28,
        "text-anchor": "middle",
        "font-size": String(TAILLES.petit),
      }),
    ),
  ];
}

function tracerUneCourbe(
  { points }: Courbe,
  rang: number,
  enX: (instant: string) => number,
  enY: (valeur: number) => number,
): string {
  const { tirets, poser } = marqueDe(rang);
  const places = points.map(({ instant, valeur }) => [enX(instant), enY(valeur)] as const);
  return balise(
    "g",
    {},
    places.length < 2
      ? ""
      : balise("polyline", {
          points: ecrirePoints(places),
          fill: "none",
          stroke: ENCRE,
          "stroke-width": 2.5,
          "stroke-dasharray": tirets,
        }),
    ...places.map(([x, y]) => poser(x, y)),
  );
}
