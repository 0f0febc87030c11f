/** Premier jour que couvre le registre ; avant lui, aucune valeur légale n'est connue de la bibliothèque. */
export const DEBUT_DU_REGISTRE = "2019-09-01";

/** Premier jour du régime du flux (décret n° 2020-145 du 20 février 2020). */
export const DEBUT_DU_REGIME_DU_FLUX = "2020-02-22";

/** Période semi-ouverte : `du` compris, `au` non compris ; `au: null` tant qu'aucune fin n'est connue. */
export interface Periode {
  readonly du: string;
  readonly au: string | null;
}

/** Dates ISO « AAAA-MM-JJ » : leur ordre de texte est leur ordre de calendrier. */
export function couvre(periode: Periode, date: string): boolean {
  return periode.du <= date && (periode.au === null || date < periode.au);
}

export function enVigueur<P extends Periode>(periodes: readonly P[], date: string): P | undefined {
  return periodes.find((periode) => couvre(periode, date));
}

/** « 2020-02-22 » s'écrit « 22/02/2020 ». */
export function dateEnFrancais(date: string): string {
  return date.split("-").reverse().join("/");
}
