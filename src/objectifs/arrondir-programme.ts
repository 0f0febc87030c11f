/**
 * Arrondi du tableau d'un programme : une ligne par part, une colonne par type de logements (typologie et financement).
 *
 * Une case vaut le taux de sa part × les logements de son type. L'arrondi contrôlé tient deux familles de totaux : d'un
 * côté la ligne, avec le réservataire qui la contient et ce qu'elle a par typologie (ou par financement) ; de l'autre le
 * type, dont tous les logements se partagent, avec ce qu'un réservataire en a par toutes ses parts. L'autre marge, par
 * financement (ou par typologie), n'a pas de place dans ces deux familles : des échanges de deux logements entre deux
 * lignes l'en rapprochent, tant que l'un d'eux le peut sans défaire le reste.
 */
import { entierInferieur, entierSuperieur } from "../exact/arrondi.js";
import { arrondirTableau } from "../exact/arrondi-controle.js";
import { type Fraction, fraction, pourCentDe, sommer, ZERO } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import type { Total } from "../exact/tableau-exact.js";
import { type EchangeDeRangs, type Groupe, rapprocherParEchanges } from "./echanger-logements.js";
import { cleDeType, type LigneDeComposition } from "./lire-programme.js";

export const MARGES = ["typologie", "financement"] as const;
/** Ce selon quoi se lit la composition d'une ligne. */
export type Marge = (typeof MARGES)[number];

/** Une ligne du tableau à arrondir. */
export interface LigneAArrondir {
  readonly reservataire: string;
  /** Du réservataire à la part : contrepartie, puis volet. */
  readonly chemin: readonly string[];
  /** En pourcentage du programme. */
  readonly taux: Fraction;
  /** Le plus grand total permis. */
  readonly maximum?: bigint;
}

export interface ProgrammeArrondi {
  /** Par ligne, puis par type. */
  readonly entiers: readonly (readonly number[])[];
  /** La marge tenue par construction. */
  readonly margeTenue: Marge;
  readonly echanges: readonly EchangeDeRangs[];
}

/** Arrondit un programme ; des deux marges, tient d'abord celle qui laisse l'autre au plus près. */
export function arrondirProgramme(
  lignes: readonly LigneAArrondir[],
  types: readonly LigneDeComposition[],
): ProgrammeArrondi {
  const parTypologie = arrondirEnTenant("typologie", lignes, types);
  if (parTypologie.ecart === 0) return parTypologie;
  const parFinancement = arrondirEnTenant("financement", lignes, types);
  return parFinancement.ecart < parTypologie.ecart ? parFinancement : parTypologie;
}

function arrondirEnTenant(
  margeTenue: Marge,
  lignes: readonly LigneAArrondir[],
  types: readonly LigneDeComposition[],
): ProgrammeArrondi & { readonly ecart: number } {
  const cases = lignes.flatMap((ligne) => types.map((type) => ({ ligne, type })));
  const valeurs = cases.map(({ ligne, type }) => pourCentDe(ligne.taux, fraction(type.logements)));
  const cheminDeLigne = ({ reservataire, chemin }: LigneAArrondir) => [reservataire, ...chemin];
  const maxima = new Map(
    lignes.map((ligne) => [JSON.stringify(cheminDeLigne(ligne)), ligne.maximum] as const),
  );
  const { entiers } = arrondirTableau({
    cellules: cases.map(({ ligne, type }, rang) => ({
      codes: [type.typologie, type.financement, ...cheminDeLigne(ligne)],
      valeur: valeurs[rang] ?? ZERO,
    })),
    familles: [
      emboiter(
        cases.map(({ ligne, type }) => [...cheminDeLigne(ligne), type[margeTenue]]),
        (chemin) => maxima.get(JSON.stringify(chemin)),
      ),
      emboiter(cases.map(({ ligne, type }) => [cleDeType(type), ligne.reservataire])),
    ],
  });
  if (entiers === undefined) throw new RangeError("aucun arrondi ne convient");

  const aPlusieursParts = (reservataire: string) =>
    lignes.filter((ligne) => ligne.reservataire === reservataire).length > 1;
  const groupes = grouper(
    cases.map(({ ligne, type }) => {
      const sienne = JSON.stringify(cheminDeLigne(ligne));
      const toutes = aPlusieursParts(ligne.reservataire) ? [ligne.reservataire] : [];
      return {
        tenus: [
          ["case", sienne, cleDeType(type)],
          [margeTenue, sienne, type[margeTenue]],
          ...toutes.map((reservataire) => ["cases du réservataire", reservataire, cleDeType(type)]),
        ],
        approches: MARGES.flatMap((marge) => [
          ...(marge === margeTenue ? [] : [[marge, sienne, type[marge]]]),
          ...toutes.map((reservataire) => [`${marge} du réservataire`, reservataire, type[marge]]),
        ]),
      };
    }),
    valeurs,
  );
  const rapproches = rapprocherParEchanges(
    lignes.map((_, rang) =>
      entiers.slice(rang * types.length, (rang + 1) * types.length).map((entier) => Number(entier)),
    ),
    groupes,
  );
  return { ...rapproches, margeTenue };
}

/** La famille de totaux que donnent des chemins, du plus grand total à la cellule. */
function emboiter(
  chemins: readonly (readonly string[])[],
  maximumDe: (chemin: readonly string[]) => bigint | undefined = () => undefined,
): Total {
  const descendre = (prefixe: readonly string[], cellules: readonly number[]): Total => {
    const niveau = prefixe.length;
    const [ici, plusBas] = [
      cellules.filter((cellule) => chemins[cellule]?.length === niveau),
      cellules.filter((cellule) => (chemins[cellule]?.length ?? 0) > niveau),
    ];
    const maximum = maximumDe(prefixe);
    return {
      code: prefixe.at(-1) ?? "programme",
      ...(maximum === undefined ? {} : { maximum }),
      cellules: ici,
      branches: regrouperParCodes(plusBas, (cellule) => chemins[cellule]?.[niveau] ?? "").map(
        ([code, siennes]) => descendre([...prefixe, code], siennes),
      ),
    };
  };
  return descendre([], [...chemins.keys()]);
}

/** Les sommes de cases qu'un échange peut changer, chacune entre la partie entière de sa valeur et l'entier au-dessus. */
function grouper(
  clesDesCases: readonly {
    readonly tenus: readonly (readonly string[])[];
    readonly approches: readonly (readonly string[])[];
  }[],
  valeurs: readonly Fraction[],
): readonly Groupe[] {
  const appartenances = clesDesCases.flatMap(({ tenus, approches }, cellule) => [
    ...tenus.map((cle) => ({ cle: JSON.stringify(cle), tenu: true, cellule })),
    ...approches.map((cle) => ({ cle: JSON.stringify(cle), tenu: false, cellule })),
  ]);
  return regrouperParCodes(appartenances, ({ cle }) => cle).map(([, memes]) => {
    const cellules = memes.map(({ cellule }) => cellule);
    const exact = sommer(cellules.map((cellule) => valeurs[cellule] ?? ZERO));
    return {
      cellules,
      tenu: memes[0]?.tenu === true,
      plancher: Number(entierInferieur(exact)),
      plafond: Number(entierSuperieur(exact)),
    };
  });
}
