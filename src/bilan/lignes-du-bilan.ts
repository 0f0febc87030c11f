import { regrouperParCodes, trierParCodes } from "../exact/ordre.js";
import type { Financement, Localisation, Typologie } from "../modele/vocabulaire.js";
import { nombreDePassages, type Passage } from "./histoires.js";

/** Les six axes de R. 441-5-1. */
export interface AxesDuBilan {
  readonly reservataire: string;
  readonly typologie: Typologie;
  readonly financement: Financement;
  readonly localisation: Localisation;
  readonly commune: string;
  readonly periodeDeConstruction: string;
}

/** Les deux compteurs de la loi, et les baux signés que suit la pratique, en logements, dans l'année. */
export interface CompteursDuBilan {
  /** Logements mis à la disposition du réservataire. */
  readonly proposes: number;
  /** Logements attribués par la commission. */
  readonly attribues: number;
  readonly bauxSignes: number;
}

export interface LigneDeBilan extends AxesDuBilan, CompteursDuBilan {}

/** Ce qui a été proposé, attribué et signé dans une année. */
export function compterPassages(passages: readonly Passage[], annee: number): CompteursDuBilan {
  return {
    proposes: nombreDePassages(passages, annee, ({ miseADisposition }) => miseADisposition),
    attribues: nombreDePassages(passages, annee, ({ attribution }) => attribution),
    bauxSignes: nombreDePassages(passages, annee, ({ bail }) => bail),
  };
}

/** Deux lignes de mêmes axes ont la même clé. */
export function cleDesAxes(axes: AxesDuBilan): string {
  const { reservataire, typologie, financement, localisation, commune, periodeDeConstruction } = axes;
  return JSON.stringify([reservataire, typologie, financement, localisation, commune, periodeDeConstruction]);
}

function axesDe({ liberation }: Passage, reservataire: string): AxesDuBilan {
  const { typologie, financement, localisation, commune, periodeDeConstruction } = liberation;
  return { reservataire, typologie, financement, localisation, commune, periodeDeConstruction };
}

/** Les lignes non nulles, dans l'ordre des axes. */
export function ventiler(passages: readonly Passage[], annee: number): LigneDeBilan[] {
  const situees = passages.flatMap((passage) =>
    passage.reservataire === null ? [] : [{ axes: axesDe(passage, passage.reservataire), passage }],
  );
  const lignes = regrouperParCodes(situees, ({ axes }) => cleDesAxes(axes)).flatMap(([, groupe]) => {
    const [premiere] = groupe;
    if (premiere === undefined) return [];
    const siens = groupe.map(({ passage }) => passage);
    return [{ ...premiere.axes, ...compterPassages(siens, annee) }];
  });
  return trierLignes(
    lignes.filter(({ proposes, attribues, bauxSignes }) => proposes + attribues + bauxSignes > 0),
  );
}

/** L'ordre des axes. */
export function trierLignes<L extends AxesDuBilan>(lignes: readonly L[]): L[] {
  return trierParCodes(
    lignes,
    ({ reservataire }) => reservataire,
    ({ typologie }) => typologie,
    ({ financement }) => financement,
    ({ localisation }) => localisation,
    ({ commune }) => commune,
    ({ periodeDeConstruction }) => periodeDeConstruction,
  );
}

export function additionnerCompteurs(lignes: readonly CompteursDuBilan[]): CompteursDuBilan {
  const somme = (lire: (ligne: CompteursDuBilan) => number) =>
    lignes.reduce((total, ligne) => total + lire(ligne), 0);
  return {
    proposes: somme(({ proposes }) => proposes),
    attribues: somme(({ attribues }) => attribues),
    bauxSignes: somme(({ bauxSignes }) => bauxSignes),
  };
}
