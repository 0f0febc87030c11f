import { DEBUT_DU_REGIME_DU_FLUX, DEBUT_DU_REGISTRE, dateEnFrancais } from "../droit/periodes.js";
import type { Saisie } from "./saisie.js";

/** Refuse une date antérieure à tout droit connu du registre. */
export function exigerDroitConnu(
  saisie: Saisie,
  date: string | undefined,
  chemin: readonly PropertyKey[],
): void {
  if (date !== undefined && date < DEBUT_DU_REGISTRE)
    saisie.refuser(chemin, "DATE_SANS_DROIT_CONNU", {
      fr: `Le registre juridique commence le ${dateEnFrancais(DEBUT_DU_REGISTRE)} : aucun droit connu au ${dateEnFrancais(date)}.`,
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
      fr: `Avant le ${dateEnFrancais(DEBUT_DU_REGIME_DU_FLUX)}, les réservations relevaient d'un autre régime, où les plafonds se mesuraient sur le stock : voir controlerReservationsEnStock.`,
      en: `Before ${DEBUT_DU_REGIME_DU_FLUX} reservations followed another regime, whose caps were measured on the stock: see controlerReservationsEnStock.`,
    });
}

/** Refuse une date que le registre ne connaît pas, ou à laquelle les réservations se jugent sur le flux. */
export function exigerRegimeDuStock(
  saisie: Saisie,
  date: string | undefined,
  chemin: readonly PropertyKey[],
): void {
  exigerDroitConnu(saisie, date, chemin);
  if (date !== undefined && date >= DEBUT_DU_REGIME_DU_FLUX)
    saisie.refuser(chemin, "REGIME_DU_FLUX", {
      fr: `Depuis le ${dateEnFrancais(DEBUT_DU_REGIME_DU_FLUX)}, les réservations se jugent sur le flux annuel : voir repartirFlux.`,
      en: `Since ${DEBUT_DU_REGIME_DU_FLUX} reservations are judged on the yearly flow: see repartirFlux.`,
    });
}
