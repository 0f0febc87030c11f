import { DEBUT_DU_REGIME_DU_FLUX, DEBUT_DU_REGISTRE } from "../droit/periodes.js";
import type { Saisie } from "./saisie.js";

/** Refuse une date antérieure à tout droit connu du registre. */
export function exigerDroitConnu(
  saisie: Saisie,
  date: string | undefined,
  chemin: readonly PropertyKey[],
): void {
  if (date !== undefined && date < DEBUT_DU_REGISTRE)
    saisie.refuser(chemin, "DATE_SANS_DROIT_CONNU", {
      fr: `Le registre juridique commence le ${DEBUT_DU_REGISTRE} : aucun droit connu au ${date}.`,
      en: `The legal register starts on ${DEBUT_DU_REGISTRE}: no law is known on ${date}.`,
    });
}

/** Refuse une date que le registre ne connaît pas, ou qui relève du régime antérieur au flux. */
export function exigerRegimeDuFlux(
  saisie: Saisie,
  date: string | undefined,
  chemin: readonly PropertyKey[],
): void {
  exigerDroitConnu(saisie, date, chemin);
  if (date !== undefined && date >= DEBUT_DU_REGISTRE && date < DEBUT_DU_REGIME_DU_FLUX)
    saisie.refuser(chemin, "REGIME_NON_COUVERT", {
      fr: `Avant le ${DEBUT_DU_REGIME_DU_FLUX}, les réservations relevaient d'un autre régime, que cette version ne calcule pas.`,
      en: `Before ${DEBUT_DU_REGIME_DU_FLUX} reservations followed another regime, which this version does not compute.`,
    });
}
