import { regrouperParCodes } from "../exact/ordre.js";
import { cleDeSecteur, estDansLeTerritoire } from "../modele/secteurs.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import { additionnerCompteurs, cleDesAxes, type LigneDeBilan, trierLignes } from "./lignes-du-bilan.js";
import { etendueDe, type SourceLue, type TerritoireConsolide } from "./lire-bilans-a-consolider.js";
import type { SecteurDuBilan } from "./secteurs-du-bilan.js";

/** Une ligne d'un bailleur, aux six axes ; le réservataire sous son code commun. */
export interface LigneConsolidee extends LigneDeBilan {
  /** SIREN. */
  readonly bailleur: string;
}

/** Ce que des bilans disent d'une étendue. */
export interface ContenuSitue {
  readonly lignes: readonly LigneConsolidee[];
  readonly secteurs: readonly SecteurDuBilan[];
}

export interface SourceSituee extends SourceLue {
  readonly ici: ContenuSitue;
  readonly ailleurs: ContenuSitue;
}

/** Sépare ce qui est du territoire du reste, chaque ligne suivant son secteur, sous les codes communs. */
export function situer(source: SourceLue, territoire: TerritoireConsolide): SourceSituee {
  const { bilan, correspondances } = source;
  const etendue = etendueDe(territoire);
  const codes = new Map(correspondances.map(({ reservataire, vers }) => [reservataire, vers]));
  const cles = new Set(
    bilan.secteurs.filter((secteur) => estDansLeTerritoire(secteur, etendue)).map(cleDeSecteur),
  );
  const lignes = bilan.lignes.map((ligne) => ({
    bailleur: bilan.perimetre.bailleur,
    ...ligne,
    reservataire: codes.get(ligne.reservataire) ?? NON_RESERVES,
  }));
  const contenu = (dedans: boolean): ContenuSitue => ({
    lignes: lignes.filter((ligne) => cles.has(cleDeSecteur({ ...ligne, epci: null })) === dedans),
    secteurs: bilan.secteurs.filter((secteur) => cles.has(cleDeSecteur(secteur)) === dedans),
  });
  return { ...source, ici: contenu(true), ailleurs: contenu(false) };
}

export function reunir(contenus: readonly ContenuSitue[]): ContenuSitue {
  return {
    lignes: contenus.flatMap(({ lignes }) => lignes),
    secteurs: contenus.flatMap(({ secteurs }) => secteurs),
  };
}

/** Par bailleur, puis dans l'ordre des axes ; deux codes d'un bailleur qui désignent le même réservataire font une ligne. */
export function additionnerLignes(lignes: readonly LigneConsolidee[]): LigneConsolidee[] {
  return regrouperParCodes(lignes, ({ bailleur }) => bailleur).flatMap(([, siennes]) =>
    trierLignes(
      regrouperParCodes(siennes, cleDesAxes).flatMap(([, groupe]) => {
        const [premiere] = groupe;
        return premiere === undefined ? [] : [{ ...premiere, ...additionnerCompteurs(groupe) }];
      }),
    ),
  );
}
