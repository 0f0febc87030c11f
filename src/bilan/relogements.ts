import { CATEGORIES_DE_SOUSTRACTION, type CategorieDeSoustraction } from "../modele/vocabulaire.js";
import { operationDe } from "../orientation/publics.js";
import { estDeLAnnee, type Histoire } from "./histoires.js";

/** Ce qui s'est fait dans l'année au titre d'une catégorie de logements soustraits, en logements. */
export interface BilanDesSoustraits {
  readonly categorie: CategorieDeSoustraction;
  /**
   * Vrai d'un relogement, dont le texte demande le bilan (R. 441-5, I, al. 5 : « ces relogements ») ; faux des mutations et des
   * attributions d'office du préfet, qu'il n'y nomme pas.
   */
  readonly relogement: boolean;
  /** Soustraits dans l'année. */
  readonly soustraits: number;
  /** Attribués dans l'année ; une attribution que le candidat a refusée n'en est plus une. */
  readonly attribues: number;
  readonly bauxSignes: number;
}

const RELOGEMENTS: readonly CategorieDeSoustraction[] = [
  "renouvellementUrbain",
  "coproprietesDegradees",
  "habitatIndigne",
  "venteHlm",
];

/** Toutes les catégories, dans l'ordre de la bibliothèque. */
export function bilanDesSoustraits(histoires: readonly Histoire[], annee: number): BilanDesSoustraits[] {
  return CATEGORIES_DE_SOUSTRACTION.map((categorie) => {
    const siennes = histoires.filter(({ dossier }) => dossier.soustraction === categorie);
    const nombre = (dateDe: (histoire: Histoire) => string | null | undefined) =>
      siennes.filter((histoire) => estDeLAnnee(dateDe(histoire), annee)).length;
    return {
      categorie,
      relogement: RELOGEMENTS.includes(categorie),
      soustraits: nombre(({ soustraiteLe }) => soustraiteLe),
      attribues: nombre(({ dossier }) => dossier.attributionDuSoustrait?.attribution),
      bauxSignes: nombre(({ dossier }) => dossier.attributionDuSoustrait?.bail),
    };
  });
}

/** Les logements soustraits attribués dans l'année à un relogement que la loi compte pour la mixité. */
export function relogementsComptes(histoires: readonly Histoire[], annee: number): number {
  return histoires.filter(
    ({ dossier: { soustraction, attributionDuSoustrait } }) =>
      soustraction !== null &&
      estDeLAnnee(attributionDuSoustrait?.attribution, annee) &&
      operationDe(soustraction, attributionDuSoustrait?.publics) !== null,
  ).length;
}
