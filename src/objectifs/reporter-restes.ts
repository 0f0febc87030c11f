import {
  additionner,
  comparer,
  diviser,
  estNulle,
  type Fraction,
  fraction,
  lePlusGrand,
  lePlusPetit,
  multiplier,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import type { FondementDePart, TerritoireDePart } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { Objectifs } from "./fixer-objectifs-de-flux.js";
import {
  type LimiteDuFlux,
  limitesDesSecteurs,
  plafondsDesGaranties,
  plafondsDuContingent,
} from "./limites-du-flux.js";
import { type CelluleDObjectif, completer } from "./tableau-des-objectifs.js";

/**
 * Le compte des restes d'une part, en logements : clôture = ouverture + part de l'année − objectif. Il mesure l'effet des arrondis sur
 * les flux prévus : ni créance, ni dû, qui se comptent sur les libérations réelles. Les volets du préfet ont un seul compte.
 */
export interface ReportDePart {
  readonly reservataire: string;
  readonly contrepartie: FondementDePart;
  readonly territoire: TerritoireDePart;
  /** Ce que l'arrondi des années précédentes lui a ôté ; négatif s'il lui a donné. */
  readonly ouverture: ValeurExacte;
  /** Ce qui en entre dans cette année ; le reste de l'ouverture attend. */
  readonly admis: ValeurExacte;
  /** La part convenue de l'année. */
  readonly exact: ValeurExacte;
  readonly objectif: number;
  /** Ce qui passe à l'année suivante. */
  readonly cloture: ValeurExacte;
}

/** Ce qu'une année laisse à une part. */
export interface ResteDePart extends Pick<ReportDePart, "reservataire" | "contrepartie" | "territoire"> {
  readonly reste: Fraction;
}

/** Ce que les objectifs d'une année laissent à la suivante, part par part ; rien s'ils ont été stipulés sans report. */
export function restesDe({ reports, repartition, reservataires, stipulations }: Objectifs): ResteDePart[] {
  if (stipulations.reportDesRestes === "aucun") return [];
  if (reports !== null)
    return reports.map(({ reservataire, contrepartie, territoire, cloture }) => ({
      reservataire,
      contrepartie,
      territoire,
      reste: lireValeurExacte(cloture),
    }));
  const territoires = territoiresDesParts(repartition);
  const lignes = reservataires.flatMap(({ reservataire, parts }) =>
    parts.flatMap(({ contrepartie, exact, objectif }) => {
      const territoire = territoires.get(cleDeContrepartie({ reservataire, contrepartie }));
      const reste = soustraire(lireValeurExacte(exact), fraction(objectif));
      return territoire === undefined ? [] : [{ reservataire, contrepartie, territoire, reste }];
    }),
  );
  return regrouperParCodes(lignes, cleDeReste).flatMap(([, [premiere, ...autres]]) =>
    premiere === undefined
      ? []
      : [{ ...premiere, reste: sommer([premiere.reste, ...autres.map(({ reste }) => reste)]) }],
  );
}

/** Le territoire où s'exerce chaque contrepartie d'un réservataire, cette année. */
function territoiresDesParts({ parts }: Repartition): ReadonlyMap<string, TerritoireDePart> {
  return new Map(parts.map((part) => [cleDeContrepartie(part), part.territoire]));
}

function cleDeContrepartie(part: {
  readonly reservataire: string;
  readonly contrepartie: string | null;
}): string {
  return JSON.stringify([part.reservataire, part.contrepartie]);
}

/** Un reste ne suit ni un code repris par un autre, ni une part déplacée : il reste attaché à son territoire. */
function cleDeReste({
  reservataire,
  contrepartie,
  territoire,
}: Pick<ReportDePart, "reservataire" | "contrepartie" | "territoire">): string {
  return JSON.stringify([reservataire, contrepartie, nommerTerritoire(territoire).fr]);
}

/**
 * Ajoute à chaque part le reste qu'elle a des années précédentes, dans les secteurs où elle est placée, au prorata de ce qu'elle y
 * a. Le bailleur garde le complément.
 *
 * Une avance se déduit, jusqu'à toute la part. Un retard s'ajoute dans la place que laissent, cette année, le flux de chaque
 * secteur, le plafond des agents de l'État puis celui du préfet, et celui des garanties dans chaque commune puis chaque EPCI : là
 * où les retards ensemble la dépassent, chacun est réduit dans la même proportion. Ce qui n'entre pas quelque part n'est pas déplacé
 * ailleurs : il attend.
 */
export function reporterRestes(
  cellules: readonly CelluleDObjectif[],
  restes: readonly ResteDePart[],
  repartition: Repartition,
): CelluleDObjectif[] {
  const resteDe = new Map(restes.map((ligne) => [cleDeReste(ligne), ligne.reste]));
  const territoires = territoiresDesParts(repartition);
  const reservees = cellules.flatMap((cellule, rang) => {
    const { reservataire, contrepartie } = cellule;
    const territoire = territoires.get(cleDeContrepartie(cellule));
    return contrepartie === null || territoire === undefined
      ? []
      : [{ rang, cle: cleDeReste({ reservataire, contrepartie, territoire }) }];
  });
  const parts = regrouperParCodes(reservees, ({ cle }) => cle).map(
    ([cle, siennes]) => [cle, siennes.map(({ rang }) => rang)] as const,
  );
  const demandes: Fraction[] = cellules.map(() => ZERO);
  for (const [cle, rangs] of parts) {
    const part = sommer(rangs.map((rang) => partDe(cellules, rang)));
    const reste = lePlusGrand(resteDe.get(cle) ?? ZERO, soustraire(ZERO, part));
    if (estNulle(part) || estNulle(reste)) continue;
    const parLogement = diviser(reste, part);
    for (const rang of rangs) demandes[rang] = multiplier(partDe(cellules, rang), parLogement);
  }
  const deduites = cellules.map((_, rang) =>
    additionner(partDe(cellules, rang), lePlusPetit(demandes[rang] ?? ZERO, ZERO)),
  );
  const retards = demandes.map((demande) => lePlusGrand(demande, ZERO));
  const admises = proportionsAdmises(
    [
      ...limitesDesSecteurs(cellules),
      ...plafondsDuContingent(cellules, repartition),
      ...plafondsDesGaranties(cellules, repartition),
    ],
    deduites,
    retards,
  );
  const dus = deduites.map((deduite, rang) =>
    additionner(deduite, multiplier(retards[rang] ?? ZERO, admises[rang] ?? ZERO)),
  );
  return completer(cellules.map((cellule, rang) => ({ ...cellule, retenu: dus[rang] ?? ZERO })));
}

function partDe(cellules: readonly CelluleDObjectif[], rang: number): Fraction {
  return (cellules[rang] as CelluleDObjectif).exact;
}

/** Pour chaque cellule, la proportion de son retard que laissent entrer, l'une après l'autre, les limites qui la contiennent. */
function proportionsAdmises(
  limites: readonly LimiteDuFlux[],
  deduites: readonly Fraction[],
  retards: readonly Fraction[],
): Fraction[] {
  const admises: Fraction[] = retards.map(() => fraction(1));
  for (const { cellules, maximum } of limites) {
    const demande = sommer(cellules.map((rang) => multiplier(retards[rang] ?? ZERO, admises[rang] ?? ZERO)));
    const pris = sommer(cellules.map((rang) => deduites[rang] ?? ZERO));
    const place = lePlusGrand(soustraire(maximum, pris), ZERO);
    if (comparer(demande, place) <= 0) continue;
    const proportion = diviser(place, demande);
    for (const rang of cellules) admises[rang] = multiplier(admises[rang] ?? ZERO, proportion);
  }
  return admises;
}

/** Le compte de chaque part, y compris celles qui n'ont plus rien cette année et dont le reste attend. */
export function arreterReports(
  restes: readonly ResteDePart[],
  dues: readonly CelluleDObjectif[],
  objectifs: readonly number[],
  repartition: Repartition,
): ReportDePart[] {
  const territoires = territoiresDesParts(repartition);
  const cellules = dues.flatMap((cellule, rang) => {
    const { reservataire, contrepartie, exact, retenu } = cellule;
    const territoire = territoires.get(cleDeContrepartie(cellule));
    return contrepartie === null || territoire === undefined
      ? []
      : [{ reservataire, contrepartie, territoire, exact, retenu, objectif: objectifs[rang] ?? 0 }];
  });
  const siennes = new Map(regrouperParCodes(cellules, cleDeReste));
  const resteDe = new Map(restes.map((ligne) => [cleDeReste(ligne), ligne.reste]));
  return regrouperParCodes([...restes, ...cellules], cleDeReste).flatMap(([cle, [ligne]]) => {
    if (ligne === undefined) return [];
    const { reservataire, contrepartie, territoire } = ligne;
    const ici = siennes.get(cle) ?? [];
    const reste = resteDe.get(cle) ?? ZERO;
    const exact = sommer(ici.map((cellule) => cellule.exact));
    const objectif = ici.reduce((total, cellule) => total + cellule.objectif, 0);
    return [
      {
        reservataire,
        contrepartie,
        territoire,
        ouverture: valeurExacte(reste),
        admis: valeurExacte(sommer(ici.map(({ retenu, exact: sien }) => soustraire(retenu, sien)))),
        exact: valeurExacte(exact),
        objectif,
        cloture: valeurExacte(soustraire(additionner(reste, exact), fraction(objectif))),
      },
    ];
  });
}
