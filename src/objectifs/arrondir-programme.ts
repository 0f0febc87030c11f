/**
 * Arrondi du tableau d'un programme : une ligne par part, une colonne par type de logements (typologie et financement).
 *
 * Une case vaut le taux de sa part × les logements de son type. Les totaux se décident les premiers, au plus fort reste :
 * combien de logements a chaque réservataire, puis chacune de ses parts. L'arrondi contrôlé donne ensuite les cases, en
 * tenant deux familles de totaux : d'un côté la ligne, dans son réservataire, avec ce qu'elle a par typologie (ou par
 * financement) ; de l'autre le type, dont tous les logements se partagent, avec ce qu'un réservataire en a par toutes ses
 * parts. L'autre marge n'a pas de place dans ces deux familles : des échanges de deux logements entre deux lignes l'en
 * rapprochent, tant que l'un d'eux le peut sans défaire le reste.
 */

import { apportionner } from "../exact/apportionnement.js";
import { entierInferieur } from "../exact/arrondi.js";
import { arrondirTableau } from "../exact/arrondi-controle.js";
import { type Bornes, emboiterTotaux } from "../exact/emboiter-totaux.js";
import {
  comparer,
  estNulle,
  type Fraction,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { comparerListesDeCodes, regrouperParCodes } from "../exact/ordre.js";
import { type EchangeDeRangs, grouper, rapprocherParEchanges } from "./echanger-logements.js";
import { cleDeType, type LigneDeComposition } from "./lire-programme.js";

/** Ce selon quoi se lit la composition d'une ligne. */
export type Marge = "typologie" | "financement";
export const MARGES: readonly Marge[] = ["typologie", "financement"];

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

/**
 * Arrondit un programme : d'abord combien de logements a chacun, puis lesquels. Des deux marges, tient celle qui laisse
 * l'autre au plus près.
 */
export function arrondirProgramme(
  lignes: readonly LigneAArrondir[],
  types: readonly LigneDeComposition[],
): ProgrammeArrondi {
  const grille = quadriller(lignes, types);
  const { totaux, entiers } = deciderTotaux(grille);
  if (entiers === undefined) throw new RangeError("aucun arrondi ne convient");
  const parTypologie = composer(grille, entiers, "typologie");
  if (parTypologie.ecart === 0) return parTypologie;
  const autres = arrondirGrille(grille, totaux, "financement");
  const parFinancement = autres === undefined ? parTypologie : composer(grille, autres, "financement");
  return parFinancement.ecart < parTypologie.ecart ? parFinancement : parTypologie;
}

/** Le tableau exact : ses lignes, ses types, et ses cases ligne après ligne. */
interface Grille {
  readonly lignes: readonly LigneAArrondir[];
  readonly types: readonly LigneDeComposition[];
  readonly cases: readonly { readonly ligne: LigneAArrondir; readonly type: LigneDeComposition }[];
  readonly valeurs: readonly Fraction[];
}

function quadriller(lignes: readonly LigneAArrondir[], types: readonly LigneDeComposition[]): Grille {
  const cases = lignes.flatMap((ligne) => types.map((type) => ({ ligne, type })));
  const valeurs = cases.map(({ ligne, type }) => pourCentDe(ligne.taux, fraction(type.logements)));
  return { lignes, types, cases, valeurs };
}

function cheminDeLigne({ reservataire, chemin }: LigneAArrondir): readonly string[] {
  return [reservataire, ...chemin];
}

/** Bornes posées sur des totaux, par leur chemin du réservataire à la part. */
type BornesPosees = ReadonlyMap<string, Bornes>;

/** Les entiers, case par case ; `undefined` si ces bornes n'en laissent pas. */
function arrondirGrille(
  { cases, valeurs }: Grille,
  bornes: BornesPosees,
  margeTenue: Marge,
): readonly bigint[] | undefined {
  return arrondirTableau({
    cellules: cases.map(({ ligne, type }, rang) => ({
      codes: [type.typologie, type.financement, ...cheminDeLigne(ligne)],
      valeur: valeurs[rang] ?? ZERO,
    })),
    familles: [
      emboiterTotaux(
        "programme",
        cases.map(({ ligne, type }) => [...cheminDeLigne(ligne), type[margeTenue]]),
        (chemin) => bornes.get(JSON.stringify(chemin)) ?? {},
      ),
      emboiterTotaux(
        "programme",
        cases.map(({ ligne, type }) => [cleDeType(type), ligne.reservataire]),
      ),
    ],
  }).entiers;
}

interface TotauxDecides {
  readonly totaux: BornesPosees;
  /** Un tableau qui a ces totaux et tient la marge des typologies. */
  readonly entiers: readonly bigint[] | undefined;
}

/**
 * Décide les totaux avant les cases : ceux des réservataires et du bailleur, puis de leurs parts, puis des volets. À
 * chaque niveau, par reste décroissant, à égalité dans l'ordre des codes, un total monte s'il existe encore un tableau.
 *
 * Presque toujours, le plus fort reste convient tel quel, et décider un par un donnerait le même résultat.
 */
function deciderTotaux(grille: Grille): TotauxDecides {
  const posees: BornesPosees = new Map(
    grille.lignes.flatMap((ligne) =>
      ligne.maximum === undefined
        ? []
        : [[JSON.stringify(cheminDeLigne(ligne)), { maximum: ligne.maximum }] as const],
    ),
  );
  const totaux = totauxADecider(grille);
  const essayer = (bornes: BornesPosees) => ({
    totaux: bornes,
    entiers: arrondirGrille(grille, bornes, "typologie"),
  });
  const auPlusFortReste = apportionnerTotaux(totaux, posees);
  const essai = auPlusFortReste === null ? null : essayer(auPlusFortReste);
  if (essai?.entiers !== undefined) return essai;
  const decides = totaux
    .filter(({ reste }) => !estNulle(reste))
    .reduce<BornesPosees>((bornes, { cle, plancher }) => {
      const maximum = bornes.get(cle)?.maximum;
      const monte = fixer(bornes, cle, plancher + 1n);
      return (maximum === undefined || plancher < maximum) && essayer(monte).entiers !== undefined
        ? monte
        : fixer(bornes, cle, plancher);
    }, posees);
  return essayer(decides);
}

function fixer(bornes: BornesPosees, cle: string, total: bigint): BornesPosees {
  return new Map(bornes).set(cle, { minimum: total, maximum: total });
}

interface TotalADecider {
  readonly cle: string;
  readonly chemin: readonly string[];
  readonly exact: Fraction;
  readonly plancher: bigint;
  readonly reste: Fraction;
}

/** Les totaux, dans l'ordre où ils se décident. */
function totauxADecider({ cases, valeurs }: Grille): readonly TotalADecider[] {
  const parChemin = regrouperParCodes(
    cases.flatMap(({ ligne }, rang) =>
      cheminDeLigne(ligne).map((_, niveau, chemin) => ({
        chemin: chemin.slice(0, niveau + 1),
        valeur: valeurs[rang] ?? ZERO,
      })),
    ),
    ({ chemin }) => JSON.stringify(chemin),
  );
  return parChemin
    .map(([cle, memes]) => {
      const exact = sommer(memes.map(({ valeur }) => valeur));
      const plancher = entierInferieur(exact);
      return {
        cle,
        chemin: memes[0]?.chemin ?? [],
        exact,
        plancher,
        reste: soustraire(exact, fraction(plancher)),
      };
    })
    .sort(
      (a, b) =>
        a.chemin.length - b.chemin.length ||
        comparer(b.reste, a.reste) ||
        comparerListesDeCodes(a.chemin, b.chemin),
    );
}

/** Les totaux au plus fort reste, du programme aux volets, sans regarder les cases ; `null` si un maximum l'interdit. */
function apportionnerTotaux(totaux: readonly TotalADecider[], posees: BornesPosees): BornesPosees | null {
  const dans = (prefixe: readonly string[]) =>
    totaux.filter(
      ({ chemin }) =>
        chemin.length === prefixe.length + 1 && prefixe.every((pas, rang) => pas === chemin[rang]),
    );
  const descendre = (
    bornes: BornesPosees,
    prefixe: readonly string[],
    total: bigint,
  ): BornesPosees | null => {
    const branches = dans(prefixe);
    if (branches.length === 0) return bornes;
    const entiers = apportionner(
      total,
      branches.map(({ cle, exact }) => {
        const maximum = posees.get(cle)?.maximum;
        return { code: cle, valeur: exact, ...(maximum === undefined ? {} : { maximum }) };
      }),
    );
    return branches.reduce<BornesPosees | null>((suite, { cle, chemin }) => {
      const entier = entiers?.get(cle);
      return suite === null || entier === undefined
        ? null
        : descendre(fixer(suite, cle, entier), chemin, entier);
    }, bornes);
  };
  const total = sommer(dans([]).map(({ exact }) => exact));
  return descendre(posees, [], entierInferieur(total));
}

/** Compose les lignes, leurs totaux décidés, en tenant une marge et en approchant l'autre. */
function composer(
  grille: Grille,
  entiers: readonly bigint[],
  margeTenue: Marge,
): ProgrammeArrondi & { readonly ecart: number } {
  const { lignes, types, cases, valeurs } = grille;
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
    cases.map((_, rang) => ({ ligne: Math.floor(rang / types.length), colonne: rang % types.length })),
    entiers.map(Number),
    groupes,
  );
  return {
    ...rapproches,
    entiers: lignes.map((_, rang) =>
      rapproches.entiers.slice(rang * types.length, (rang + 1) * types.length),
    ),
    margeTenue,
  };
}
