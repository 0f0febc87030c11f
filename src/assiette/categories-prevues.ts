import { valeurLegale } from "../droit/parametres.js";
import type { CategorieDeSoustraction, Localisation } from "../modele/vocabulaire.js";

/** Les catégories de soustraction que la loi prévoit à une date et en un lieu : d'office par le préfet, hors QPV seulement. */
export function categoriesPrevues(
  date: string,
  localisation: Localisation,
): readonly CategorieDeSoustraction[] {
  const prevues: readonly CategorieDeSoustraction[] = valeurLegale("categoriesDeSoustraction", date);
  return localisation === "qpv"
    ? prevues.filter((categorie) => categorie !== "attributionsDuPrefet")
    : prevues;
}
