import {
  additionner,
  CENT,
  comparer,
  diviser,
  enPourCentDe,
  estNulle,
  type Fraction,
  fraction,
  lePlusGrand,
  lePlusPetit,
  multiplier,
  pourCentDe,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { estDansLeTerritoire } from "../modele/secteurs.js";
import type { LocalisationDePart, TerritoireDePart } from "../modele/vocabulaire.js";
import { fluxDesSecteurs, MAILLES, mailleDe, type PartAPlacer, type SecteurAServir } from "./emboitement.js";
import { type Exces, trouverExces } from "./trouver-exces.js";

/** Le taux de chaque part dans chaque secteur, en pourcentage ; ou les excès qui interdisent tout placement. */
export interface Placement {
  readonly taux: readonly (readonly Fraction[])[];
  readonly exces: readonly Exces[];
}

/**
 * Place toutes les parts sur les secteurs.
 *
 * Les territoires s'emboîtent : secteur, commune, EPCI, périmètre. Un placement existe donc si, et seulement si, dans
 * chacun d'eux, les parts qui ne peuvent aller ailleurs tiennent dans le flux ; on le trouve en servant les territoires
 * du plus petit au plus grand. Si aucun n'existe, chaque part garde son taux partout et les excès sont rendus. Un secteur
 * sans flux promis à plus de 100 % est un excès qui ne déplace aucun logement : il n'empêche pas le placement.
 */
export function placerParts(parts: readonly PartAPlacer[], secteurs: readonly SecteurAServir[]): Placement {
  const exces = trouverExces(parts, secteurs);
  const nominal = parts.map(({ taux, territoire }) =>
    secteurs.map((secteur) => (estDansLeTerritoire(secteur, territoire) ? taux : ZERO)),
  );
  if (exces.some(({ flux }) => flux > 0)) return { taux: nominal, exces };
  const plan = new Plan(parts, secteurs, nominal);
  for (const groupe of groupesDuPlusPetitAuPlusGrand(parts)) plan.placer(groupe);
  return { taux: plan.taux, exces };
}

interface Groupe {
  readonly territoire: TerritoireDePart;
  readonly localisation: LocalisationDePart;
  readonly rangs: readonly number[];
}

/** Parts de même territoire et de même localisation, qui se placent ensemble. */
function groupesDuPlusPetitAuPlusGrand(parts: readonly PartAPlacer[]): Groupe[] {
  const rangs = parts.flatMap(({ localisation }, rang) => (localisation === "uniforme" ? [] : [rang]));
  const cle = (rang: number) => {
    const part = parts[rang];
    return part === undefined
      ? ""
      : JSON.stringify([MAILLES.indexOf(mailleDe(part)), part.localisation, part.territoire]);
  };
  return regrouperParCodes(rangs, cle).flatMap(([, groupe]) => {
    const part = parts[groupe[0] ?? -1];
    return part === undefined
      ? []
      : [{ territoire: part.territoire, localisation: part.localisation, rangs: groupe }];
  });
}

/** Un placement en cours : les taux posés, et la place qui reste dans chaque secteur, en pourcentage. */
class Plan {
  readonly taux: Fraction[][];
  readonly #place: Fraction[];
  readonly #parts: readonly PartAPlacer[];
  readonly #secteurs: readonly SecteurAServir[];

  constructor(
    parts: readonly PartAPlacer[],
    secteurs: readonly SecteurAServir[],
    nominal: readonly (readonly Fraction[])[],
  ) {
    this.#parts = parts;
    this.#secteurs = secteurs;
    this.taux = nominal.map((ligne, part) =>
      parts[part]?.localisation === "uniforme" ? [...ligne] : ligne.map(() => ZERO),
    );
    this.#place = secteurs.map((_, secteur) =>
      lePlusGrand(ZERO, soustraire(CENT, sommer(this.taux.map((ligne) => ligne[secteur] ?? ZERO)))),
    );
  }

  placer(groupe: Groupe): void {
    const couverts = this.#secteurs.flatMap((secteur, rang) =>
      estDansLeTerritoire(secteur, groupe.territoire) ? [rang] : [],
    );
    if (groupe.localisation === "libre") this.#repandre(groupe, couverts, couverts);
    else
      for (const [, commune] of regrouperParCodes(couverts, (rang) => this.#secteurs[rang]?.commune ?? "")) {
        const horsQpv = commune.filter((rang) => this.#secteurs[rang]?.localisation !== "qpv");
        this.#repandre(groupe, commune, horsQpv);
      }
  }

  /** Répand la promesse d'un groupe sur un territoire : d'abord sur certains secteurs, le reste sur les autres. */
  #repandre({ rangs }: Groupe, territoire: readonly number[], dAbord: readonly number[]): void {
    const taux = sommer(rangs.map((rang) => this.#parts[rang]?.taux ?? ZERO));
    if (estNulle(taux)) return;
    const promis = pourCentDe(taux, this.#flux(territoire));
    const servis = new Set(dAbord);
    const ensuite = territoire.filter((rang) => !servis.has(rang));
    const tient = lePlusPetit(promis, this.#logementsLibres(dAbord));
    this.#verser(rangs, taux, dAbord, tient);
    this.#verser(rangs, taux, ensuite, soustraire(promis, tient));
  }

  #flux(secteurs: readonly number[]): Fraction {
    return fraction(fluxDesSecteurs(secteurs, this.#secteurs));
  }

  #logementsLibres(secteurs: readonly number[]): Fraction {
    return sommer(secteurs.map((rang) => pourCentDe(this.#place[rang] ?? ZERO, this.#flux([rang]))));
  }

  /** Verse des logements au même taux partout, sauf là où la place manque ; chaque part en prend son prorata. */
  #verser(rangs: readonly number[], taux: Fraction, secteurs: readonly number[], logements: Fraction): void {
    const niveau = this.#niveau(secteurs, logements, taux);
    for (const secteur of secteurs) {
      const verse = lePlusPetit(this.#place[secteur] ?? ZERO, niveau);
      this.#place[secteur] = soustraire(this.#place[secteur] ?? ZERO, verse);
      for (const rang of rangs) {
        const ligne = this.taux[rang];
        if (ligne === undefined) continue;
        const prorata = diviser(this.#parts[rang]?.taux ?? ZERO, taux);
        ligne[secteur] = additionner(ligne[secteur] ?? ZERO, multiplier(verse, prorata));
      }
    }
  }

  /** Le taux commun auquel les secteurs reçoivent ces logements, les moins libres étant remplis en premier. */
  #niveau(secteurs: readonly number[], logements: Fraction, nominal: Fraction): Fraction {
    const servis = secteurs
      .filter((rang) => (this.#secteurs[rang]?.flux ?? 0) > 0)
      .sort((a, b) => comparer(this.#place[a] ?? ZERO, this.#place[b] ?? ZERO));
    if (servis.length === 0) return nominal;
    let aVerser = logements;
    let aServir = this.#flux(servis);
    let niveau = ZERO;
    for (const rang of servis) {
      niveau = enPourCentDe(aVerser, aServir);
      const place = this.#place[rang] ?? ZERO;
      if (comparer(niveau, place) <= 0) return niveau;
      aVerser = soustraire(aVerser, pourCentDe(place, this.#flux([rang])));
      aServir = soustraire(aServir, this.#flux([rang]));
      niveau = place;
    }
    return niveau;
  }
}
