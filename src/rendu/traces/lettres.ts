/** Largeur d'un caractère, en part de la taille : celle d'Arial, avec de quoi loger une police un peu plus large. */
const LARGEURS: readonly (readonly [RegExp, number])[] = [
  [/[ijl|'.,:;! \u00a0\u202f]/u, 0.31],
  [/[frt()[\]/\\"-]/u, 0.39],
  [/[mwMW%@—]/u, 0.92],
  [/\p{Lu}/u, 0.74],
];
const LARGEUR_COURANTE = 0.58;

/** Ce qu'un texte gras prend de plus. */
export const EN_GRAS = 1.16;

/** Largeur d'un texte, estimée sans navigateur : il tient dans cette place, à peu de chose près. */
export function largeurDe(texte: string, taille: number): number {
  return [...texte].reduce((somme, lettre) => somme + largeurDUneLettre(lettre) * taille, 0);
}

function largeurDUneLettre(lettre: string): number {
  return LARGEURS.find(([motif]) => motif.test(lettre))?.[1] ?? LARGEUR_COURANTE;
}

/** Un texte mis en lignes ; `entier` est faux s'il a fallu en omettre la fin. */
export interface TexteCoupe {
  readonly lignes: readonly string[];
  readonly entier: boolean;
}

/** Coupe un texte aux espaces pour qu'il tienne en quelques lignes ; ce qui déborde encore finit par « … ». */
export function couper(texte: string, largeur: number, taille: number, lignesAuPlus: number): TexteCoupe {
  const mots = texte.split(/\s+/u).filter((mot) => mot !== "");
  const lignes: string[] = [];
  for (const mot of mots) {
    const derniere = lignes.at(-1);
    const ensemble = `${derniere} ${mot}`;
    if (derniere !== undefined && largeurDe(ensemble, taille) <= largeur)
      lignes[lignes.length - 1] = ensemble;
    else lignes.push(mot);
  }
  const gardees = lignes.slice(0, lignesAuPlus);
  const suite = lignes.length > lignesAuPlus;
  const ecrites = gardees.map((ligne, rang) =>
    abreger(ligne, largeur, taille, suite && rang === gardees.length - 1),
  );
  return {
    lignes: ecrites,
    entier: !suite && ecrites.every((ligne, rang) => ligne === gardees[rang]),
  };
}

function abreger(ligne: string, largeur: number, taille: number, suite: boolean): string {
  if (!suite && largeurDe(ligne, taille) <= largeur) return ligne;
  let lettres = [...ligne];
  while (lettres.length > 1 && largeurDe(`${lettres.join("")}…`, taille) > largeur)
    lettres = lettres.slice(0, -1);
  return `${lettres.join("").trimEnd()}…`;
}
