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
import { cleDeSecteur } from "../modele/secteurs.js";
import { type Contingent, type FondementDePart, NON_RESERVES } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { Objectifs } from "./fixer-objectifs-de-flux.js";
import {
  type LimiteDuFlux,
  limitesDesSecteurs,
  plafondsDesGaranties,
  plafondsDuContingent,
} from "./limites-du-flux.js";
import type { CelluleDObjectif } from "./tableau-des-objectifs.js";

/** Le compte des restes d'une part, en logements : clôture = ouverture + part de l'année − objectif. */
export interface ReportDePart {
  readonly reservataire: string;
  readonly contrepartie: FondementDePart;
  readonly contingent: Contingent | null;
  /** Ce que les années précédentes lui devaient encore ; négatif si elles l'ont servie d'avance. */
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
export interface ResteDePart extends Pick<ReportDePart, "reservataire" | "contrepartie" | "contingent"> {
  readonly reste: Fraction;
}

/** Ce que les objectifs d'une année laissent à la suivante, part par part. */
export function restesDe({ reports, reservataires }: Objectifs): ResteDePart[] {
  if (reports !== null)
    return reports.map(({ reservataire, contrepartie, contingent, cloture }) => ({
      reservataire,
      contrepartie,
      contingent,
      reste: lireValeurExacte(cloture),
    }));
  return reservataires.flatMap(({ reservataire, parts }) =>
    parts.map(({ contrepartie, contingent, exact, objectif }) => ({
      reservataire,
      contrepartie,
      contingent,
      reste: soustraire(lireValeurExacte(exact), fraction(objectif)),
    })),
  );
}

export function cleDeReste({
  reservataire,
  contrepartie,
  contingent,
}: {
  readonly reservataire: string;
  readonly contrepartie: string | null;
  readonly contingent: string | null;
}): string {
  return JSON.stringify([reservataire, contrepartie, contingent]);
}

/**
 * Ajoute à chaque part le reste qu'elle a des années précédentes, dans les secteurs où elle est placée, au prorata de ce qu'elle y
 * a. Le bailleur garde le complément.
 *
 * Une avance se déduit, jusqu'à toute la part. Un retard s'ajoute dans la place que laissent, cette année, le flux de chaque
 * secteur, le plafond du préfet et celui des agents, et celui des garanties dans chaque commune et chaque EPCI : là où les
 * retards ensemble la dépassent, chacun en prend la même proportion. Ce qui n'entre pas attend.
 */
export function reporterRestes(
  cellules: readonly CelluleDObjectif[],
  restes: readonly ResteDePart[],
  repartition: Repartition,
): CelluleDObjectif[] {
  const resteDe = new Map(restes.map((ligne) => [cleDeReste(ligne), ligne.reste]));
  const parts = regrouperParCodes([...cellules.keys()], (rang) =>
    cleDeReste(cellules[rang] as CelluleDObjectif),
  );
  const demandes: Fraction[] = cellules.map(() => ZERO);
  for (const [cle, rangs] of parts) {
    const part = sommer(rangs.map((rang) => exactDe(cellules, rang)));
    const reste = lePlusGrand(resteDe.get(cle) ?? ZERO, soustraire(ZERO, part));
    if (estNulle(part) || estNulle(reste)) continue;
    const parLogement = diviser(reste, part);
    for (const rang of rangs) demandes[rang] = multiplier(exactDe(cellules, rang), parLogement);
  }
  const deduites = cellules.map((_, rang) =>
    additionner(exactDe(cellules, rang), lePlusPetit(demandes[rang] ?? ZERO, ZERO)),
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

function exactDe(cellules: readonly CelluleDObjectif[], rang: number): Fraction {
  return (cellules[rang] as CelluleDObjectif).exact;
}

/** Pour chaque cellule, la proportion de son retard que laissent entrer toutes les limites qui la contiennent. */
function proportionsAdmises(
  limites: readonly LimiteDuFlux[],
  deduites: readonly Fraction[],
  retards: readonly Fraction[],
): Fraction[] {
  const admises: Fraction[] = retards.map(() => fraction(1));
  for (const { cellules, maximum } of limites) {
    const demande = sommer(cellules.map((rang) => retards[rang] ?? ZERO));
    const place = lePlusGrand(
      soustraire(maximum, sommer(cellules.map((rang) => deduites[rang] ?? ZERO))),
      ZERO,
    );
    if (comparer(demande, place) <= 0) continue;
    const proportion = diviser(place, demande);
    for (const rang of cellules) admises[rang] = lePlusPetit(admises[rang] ?? ZERO, proportion);
  }
  return admises;
}

/** Donne au bailleur ce que les parts retenues laissent du flux de chaque secteur. */
function completer(cellules: readonly CelluleDObjectif[]): CelluleDObjectif[] {
  const pris = new Map(
    regrouperParCodes(
      cellules.filter(({ reservataire }) => reservataire !== NON_RESERVES),
      ({ secteur }) => cleDeSecteur(secteur),
    ).map(([secteur, siennes]) => [secteur, sommer(siennes.map(({ retenu }) => retenu))]),
  );
  return cellules.map((cellule) =>
    cellule.reservataire === NON_RESERVES
      ? {
          ...cellule,
          retenu: soustraire(fraction(cellule.secteur.flux), pris.get(cleDeSecteur(cellule.secteur)) ?? ZERO),
        }
      : cellule,
  );
}

/** Le compte de chaque part, y compris celles qui n'ont plus rien cette année et dont le reste attend. */
export function arreterReports(
  restes: readonly ResteDePart[],
  dues: readonly CelluleDObjectif[],
  objectifs: readonly number[],
): ReportDePart[] {
  const cellules = dues.map((cellule, rang) => ({ ...cellule, objectif: objectifs[rang] ?? 0 }));
  const lignes = new Map(restes.map((ligne) => [cleDeReste(ligne), ligne]));
  for (const { reservataire, contrepartie, contingent } of cellules) {
    if (contrepartie === null) continue;
    const ligne = { reservataire, contrepartie, contingent, reste: ZERO };
    if (!lignes.has(cleDeReste(ligne))) lignes.set(cleDeReste(ligne), ligne);
  }
  const siennes = new Map(regrouperParCodes(cellules, cleDeReste));
  return regrouperParCodes([...lignes.values()], cleDeReste).flatMap(([cle, [ligne]]) => {
    if (ligne === undefined) return [];
    const ici = siennes.get(cle) ?? [];
    const exact = sommer(ici.map((cellule) => cellule.exact));
    const objectif = ici.reduce((total, cellule) => total + cellule.objectif, 0);
    const { reste, ...part } = ligne;
    return [
      {
        ...part,
        ouverture: valeurExacte(reste),
        admis: valeurExacte(sommer(ici.map((cellule) => soustraire(cellule.retenu, cellule.exact)))),
        exact: valeurExacte(exact),
        objectif,
        cloture: valeurExacte(soustraire(additionner(reste, exact), fraction(objectif))),
      },
    ];
  });
}
