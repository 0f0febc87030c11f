import type { EtatDesLieux } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import type { LigneDEcheancier } from "../etat-des-lieux/synthetiser.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import { estDuContingent } from "./droits-de-l-etat.js";

/**
 * Les droits que compte le stock d'un réservataire : vivants à la date ; de l'État, ceux hors de son contingent, si les volumes
 * donnés les convertissent.
 */
export function droitsComptes(
  { echeancier }: EtatDesLieux,
  { code, categorie }: Reservataire,
  date: string,
  volumes: { readonly has: (code: string) => boolean } | undefined,
): readonly LigneDEcheancier[] {
  if (categorie === "prefet" && volumes?.has(code) === false) return [];
  return echeancier.filter(
    (ligne) =>
      ligne.reservataire === code &&
      (ligne.dateDExpiration === null || ligne.dateDExpiration >= date) &&
      (categorie !== "prefet" || !estDuContingent(ligne)),
  );
}
