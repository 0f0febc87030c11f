import { departementDe } from "./identifiants.js";
import type { Saisie } from "./saisie.js";
import type { Perimetre } from "./vocabulaire.js";

/** Une commune du périmètre est dans son département. */
export function controlerDepartement(
  saisie: Saisie,
  commune: string,
  { departement }: Perimetre,
  chemin: readonly PropertyKey[],
): void {
  if (departementDe(commune) !== departement)
    saisie.refuser(chemin, "COMMUNE_HORS_DEPARTEMENT", {
      fr: `La commune ${commune} n'est pas dans le département ${departement} du périmètre.`,
      en: `Municipality ${commune} is not in the perimeter's département ${departement}.`,
    });
}
