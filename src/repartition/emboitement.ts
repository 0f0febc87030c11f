import type { Fraction } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { estDansLeTerritoire, type Secteur } from "../modele/secteurs.js";
import type { LocalisationDePart, Territoire, TerritoireDePart } from "../modele/vocabulaire.js";

export interface PartAPlacer {
  /** En pourcentage du flux de son territoire. */
  readonly taux: Fraction;
  readonly territoire: TerritoireDePart;
  readonly localisation: LocalisationDePart;
}

export interface SecteurAServir extends Secteur {
  readonly flux: number;
}

/** Un territoire de l'emboîtement : le périmètre contient des EPCI, qui contiennent des communes, puis des secteurs. */
export interface Noeud {
  readonly territoire: Territoire | Secteur;
  /** Rangs des secteurs qu'il contient. */
  readonly rangs: readonly number[];
  readonly enfants: readonly Noeud[];
}

export function emboiter(secteurs: readonly SecteurAServir[]): Noeud {
  const rangs = secteurs.map((_, rang) => rang);
  const feuilles = (membres: readonly number[]): Noeud[] =>
    membres.flatMap((rang) => {
      const secteur = secteurs[rang];
      return secteur === undefined ? [] : [{ territoire: secteur, rangs: [rang], enfants: [] }];
    });
  const communes = (membres: readonly number[]): Noeud[] =>
    regrouperParCodes(membres, (rang) => secteurs[rang]?.commune ?? "").flatMap(([commune, groupe]) =>
      commune === ""
        ? feuilles(groupe)
        : [{ territoire: { type: "commune", commune }, rangs: groupe, enfants: feuilles(groupe) }],
    );
  const epci = regrouperParCodes(rangs, (rang) => secteurs[rang]?.epci ?? "").flatMap(([siren, groupe]) =>
    siren === ""
      ? communes(groupe)
      : [{ territoire: { type: "epci" as const, epci: siren }, rangs: groupe, enfants: communes(groupe) }],
  );
  return { territoire: { type: "perimetre" }, rangs, enfants: epci };
}

/** Les mailles de l'emboîtement, de la plus fine à la plus large. */
export const MAILLES = ["secteur", "commune", "epci", "perimetre"] as const;
export type Maille = (typeof MAILLES)[number];

/** La plus fine maille où une part est tenue de rester. */
export function mailleDe({ localisation, territoire }: PartAPlacer): Maille {
  if (localisation === "uniforme") return "secteur";
  if (localisation === "hors-qpv-d-abord") return "commune";
  if (territoire.type === "communes")
    throw new RangeError("une part libre ne se place pas sur une liste de communes");
  return territoire.type;
}

export function mailleDuNoeud({ territoire }: Pick<Noeud, "territoire">): Maille {
  return "type" in territoire ? territoire.type : "secteur";
}

/** Vrai si une part est tenue de rester dans un territoire de cette maille, ou dans un plus fin. */
export function reste(part: PartAPlacer, maille: Maille): boolean {
  return MAILLES.indexOf(mailleDe(part)) <= MAILLES.indexOf(maille);
}

/** Les secteurs d'un nœud où une part s'exerce. */
export function secteursCouverts(
  { territoire }: PartAPlacer,
  { rangs }: Noeud,
  secteurs: readonly SecteurAServir[],
): readonly number[] {
  return rangs.filter((rang) => {
    const secteur = secteurs[rang];
    return secteur !== undefined && estDansLeTerritoire(secteur, territoire);
  });
}

/** Flux de plusieurs secteurs, en logements. */
export function fluxDesSecteurs(rangs: readonly number[], secteurs: readonly SecteurAServir[]): number {
  return rangs.reduce((total, rang) => total + (secteurs[rang]?.flux ?? 0), 0);
}
