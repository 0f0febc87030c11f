import type { Texte } from "../droit/texte.js";
import type { CategorieDeSoustraction } from "../modele/vocabulaire.js";

/** Les catégories de logements soustraits, dites en mots. */
export const NOMS_DES_CATEGORIES: Readonly<Record<CategorieDeSoustraction, Texte>> = {
  mutations: { fr: "mutations internes", en: "internal transfers" },
  renouvellementUrbain: { fr: "relogements du renouvellement urbain", en: "rehousing from urban renewal" },
  coproprietesDegradees: {
    fr: "relogements de copropriétés dégradées",
    en: "rehousing from run-down condominiums",
  },
  habitatIndigne: { fr: "relogements d'habitat indigne", en: "rehousing from unfit housing" },
  venteHlm: { fr: "relogements liés à une vente", en: "rehousing linked to a sale" },
  attributionsDuPrefet: {
    fr: "attributions d'office du préfet",
    en: "lettings made by the prefect in the landlord's place",
  },
};
