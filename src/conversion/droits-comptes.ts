import type { EtatDesLieux } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import type { LigneDEcheancier } from "../etat-des-lieux/synthetiser.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import { estDuContingent } from "./droits-de-l-etat.js";

/** Ce que les parties ont convenu des droits de l'État hors de son contingent ; indéfini s'il n'en a pas. */
export type AutresDroitsDeLEtat = "convertis" | "non-convertis" | undefined;

/** Les droits que compte le stock d'un réservataire : vivants à la date ; de l'État, ceux hors de son contingent, s'ils sont convertis. */
export function droitsComptes(
  { echeancier }: EtatDesLieux,
  { code, categorie }: Reservataire,
  date: string,
  autresDroits: AutresDroitsDeLEtat,
): readonly LigneDEcheancier[] {
  if (categorie === "prefet" && autresDroits !== "convertis") return [];
  return echeancier.filter(
    (ligne) =>
      ligne.reservataire === code &&
      (ligne.dateDExpiration === null || ligne.dateDExpiration >= date) &&
      (categorie !== "prefet" || !estDuContingent(ligne)),
  );
}
