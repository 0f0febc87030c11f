import type { Texte } from "../../droit/texte.js";
import type { Secteur } from "../../modele/secteurs.js";
import type { Localisation } from "../../modele/vocabulaire.js";
import { type ColonneDe, mots } from "./colonnes.js";

export const LIBELLES_DES_LOCALISATIONS: Readonly<Record<Localisation, Texte>> = {
  "hors-qpv": { fr: "hors QPV", en: "outside QPV" },
  qpv: { fr: "en QPV", en: "in QPV" },
};

export const COMMUNE: Texte = { fr: "Commune", en: "Municipality" };
export const LOCALISATION: Texte = { fr: "Localisation", en: "Location" };

/** Le secteur d'une ligne : commune, hors ou en QPV, EPCI. */
export function secteur<L>(lire: (ligne: L) => Secteur): ColonneDe<L>[] {
  return [
    mots("commune", COMMUNE, (ligne) => lire(ligne).commune),
    mots("localisation", LOCALISATION, (ligne) => {
      const { localisation } = lire(ligne);
      return localisation === null ? null : LIBELLES_DES_LOCALISATIONS[localisation];
    }),
    mots("epci", { fr: "EPCI", en: "EPCI" }, (ligne) => lire(ligne).epci),
  ];
}
