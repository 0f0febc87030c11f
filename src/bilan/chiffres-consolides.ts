import { additionnerComptes, type ComptesDuFlux } from "../assiette/comptes-du-flux.js";
import { regrouperParCodes } from "../exact/ordre.js";
import type { ValeurExacte } from "../exact/valeur-exacte.js";
import { additionnerCompteurs, type CompteursDuBilan, type LigneDeBilan } from "./lignes-du-bilan.js";
import type { SecteurDuBilan } from "./secteurs-du-bilan.js";
import {
  additionnerSuites,
  type ComptesDesSuites,
  tauxDeTransformation,
} from "./suites-des-mises-a-disposition.js";

/** Les suites de plusieurs bilans : ce qui s'additionne, et le taux qui s'en déduit. */
export interface SuitesConsolidees extends ComptesDesSuites {
  /** Baux signés ÷ mises à disposition, en pourcentage ; `null` s'il n'y en a pas. */
  readonly transformation: ValeurExacte | null;
}

/** Les chiffres de secteurs, d'un bailleur ou de tous. */
export interface ChiffresConsolides {
  /** La somme des lignes. */
  readonly totaux: CompteursDuBilan;
  readonly maires: CompteursDuBilan;
  /** A, B par catégorie et C réalisés. */
  readonly assiette: ComptesDuFlux;
  /** Celles de l'année, maires compris. */
  readonly suites: SuitesConsolidees;
}

export interface TotauxDUnReservataire extends CompteursDuBilan {
  /** Le code commun ; `non-reserves` pour le bailleur. */
  readonly reservataire: string;
}

export function chiffrer(
  lignes: readonly CompteursDuBilan[],
  secteurs: readonly SecteurDuBilan[],
): ChiffresConsolides {
  const suites = additionnerSuites(secteurs.map((secteur) => secteur.suites));
  return {
    totaux: additionnerCompteurs(lignes),
    maires: additionnerCompteurs(secteurs.map(({ maires }) => maires)),
    assiette: additionnerComptes(secteurs),
    suites: { ...suites, transformation: tauxDeTransformation(suites) },
  };
}

/** Dans l'ordre des codes. */
export function totauxParReservataire(lignes: readonly LigneDeBilan[]): TotauxDUnReservataire[] {
  return regrouperParCodes(lignes, ({ reservataire }) => reservataire).map(([reservataire, groupe]) => ({
    reservataire,
    ...additionnerCompteurs(groupe),
  }));
}
