import { estEntiere } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import type { Contingent, FondementDePart } from "../modele/vocabulaire.js";
import { type Groupe, grouper, type NomsDeSommes, rapprocherParEchanges } from "./echanger-logements.js";
import {
  type CelluleDObjectif,
  cheminsDeCellule,
  codesDePart,
  type TotauxTenus,
} from "./tableau-des-objectifs.js";

/** Une part, ou le complément du bailleur, qui n'a pas de contrepartie. */
export interface DesignationDePart {
  readonly reservataire: string;
  readonly contrepartie: FondementDePart | null;
  readonly contingent: Contingent | null;
}

/** Échange fait après l'arrondi, pour rapprocher de sa valeur un total que l'arrondi ne tient pas. */
export interface EchangeDObjectifs {
  readonly entre: readonly [DesignationDePart, DesignationDePart];
  /** Le secteur où la première part cède un logement à la seconde. */
  readonly cede: string;
  /** Celui où elle en reçoit un. */
  readonly recoit: string;
}

/**
 * Rapproche de leur valeur exacte les totaux qu'aucun arrondi ne garantit : ce qu'un réservataire reçoit par toutes ses parts
 * dans une commune ou un EPCI, et dans l'ensemble des QPV. Tout ce que l'arrondi tient reste tenu.
 */
export function rapprocherObjectifs(
  cellules: readonly CelluleDObjectif[],
  entiers: readonly number[],
  tenus: TotauxTenus,
): { readonly entiers: readonly number[]; readonly echanges: readonly EchangeDObjectifs[] } {
  const mobiles = cellules.flatMap((cellule, rang) =>
    estEntiere(cellule.retenu) ? [] : [{ cellule, rang }],
  );
  const rangs = [...mobiles.keys()];
  const celle = (place: number) => (mobiles[place] as (typeof mobiles)[number]).cellule;
  const parts = regrouperParCodes(rangs, (place) => JSON.stringify(codesDePart(celle(place))));
  const secteurs = regrouperParCodes(rangs, (place) => cleDeSecteur(celle(place).secteur));
  const lignes = numeroter(parts);
  const colonnes = numeroter(secteurs);
  const rapproches = rapprocherParEchanges(
    rangs.map((place) => ({ ligne: lignes[place] ?? 0, colonne: colonnes[place] ?? 0 })),
    mobiles.map(({ rang }) => entiers[rang] ?? 0),
    [
      ...grouper(
        mobiles.map(({ cellule, rang }) => nommerSommes(cellule, rang, tenus)),
        mobiles.map(({ cellule }) => cellule.retenu),
      ),
      ...groupesDuPlancher(cellules, mobiles, entiers, tenus),
    ],
  );
  const arrives = [...entiers];
  mobiles.forEach(({ rang }, place) => {
    arrives[rang] = rapproches.entiers[place] ?? 0;
  });
  const partDe = (ligne: number): DesignationDePart => {
    const { reservataire, contrepartie, contingent } = celle(parts[ligne]?.[1][0] ?? 0);
    return { reservataire, contrepartie, contingent };
  };
  return {
    entiers: arrives,
    echanges: rapproches.echanges.map(({ lignes: [cede, recoit], colonnes: [contre, pour] }) => ({
      entre: [partDe(cede), partDe(recoit)],
      cede: secteurs[contre]?.[0] ?? "",
      recoit: secteurs[pour]?.[0] ?? "",
    })),
  };
}

/** Les minimums posés hors QPV : un échange ne fait pas redescendre un volet au-dessous du sien. */
function groupesDuPlancher(
  cellules: readonly CelluleDObjectif[],
  mobiles: readonly { readonly cellule: CelluleDObjectif }[],
  entiers: readonly number[],
  { horsQpv = new Map() }: TotauxTenus,
): Groupe[] {
  return [...horsQpv].map(([volet, minimum]) => {
    const enEst = (cellule: CelluleDObjectif) =>
      cellule.contingent === volet && cellule.secteur.localisation === "hors-qpv";
    const dejaLa = cellules.reduce(
      (total, cellule, rang) =>
        enEst(cellule) && estEntiere(cellule.retenu) ? total + (entiers[rang] ?? 0) : total,
      0,
    );
    return {
      cases: mobiles.flatMap(({ cellule }, place) => (enEst(cellule) ? [place] : [])),
      tenu: true,
      plancher: Number(minimum) - dejaLa,
      plafond: Number.POSITIVE_INFINITY,
    };
  });
}

/** Le numéro du groupe de chaque élément. */
function numeroter(groupes: readonly (readonly [code: string, rangs: readonly number[]])[]): number[] {
  const numeros: number[] = [];
  groupes.forEach(([, rangs], numero) => {
    for (const rang of rangs) numeros[rang] = numero;
  });
  return numeros;
}

/** Les totaux que l'arrondi tient, et qu'un échange entre deux parts et deux secteurs pourrait changer ; ceux qu'il approche. */
function nommerSommes(cellule: CelluleDObjectif, rang: number, tenus: TotauxTenus): NomsDeSommes {
  const {
    secteur: { epci, commune, localisation },
    reservataire,
  } = cellule;
  const part = codesDePart(cellule);
  const [parPart, parSecteur] = cheminsDeCellule(cellule, tenus);
  const dansLaPart = plusCourts(parPart, part.length + 1);
  const dansLeSecteur = plusCourts(parSecteur, RANG_DU_SECTEUR + 1);
  const suivis = [
    ...(epci === null ? [] : [["EPCI", epci]]),
    ...(commune === null ? [] : [["commune", commune]]),
  ];
  return {
    tenus: [
      ["case", String(rang)],
      ...dansLaPart.map((total) => ["part", ...total]),
      ...dansLeSecteur.map((total) => ["secteur", ...total]),
    ],
    approches: [
      ...suivis.flatMap((lieu) => [
        [...lieu, reservataire],
        [...lieu, ...part],
      ]),
      ...(localisation === "qpv" ? [["en QPV", reservataire]] : []),
      ["dans le secteur", cleDeSecteur(cellule.secteur), reservataire],
    ],
  };
}

/** Le rang du secteur dans un chemin de la seconde famille. */
const RANG_DU_SECTEUR = 3;

/** Les débuts d'un chemin, du plus court demandé au chemin entier. */
function plusCourts(chemin: readonly string[], depuis: number): string[][] {
  return chemin.slice(depuis - 1).map((_, niveau) => chemin.slice(0, depuis + niveau));
}
