import { trierParCodes } from "../exact/ordre.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";

/** Chaque code une fois, dans leur ordre ; celui des logements non réservés toujours, et en dernier. */
export function codesPuisBailleur(codes: Iterable<string>): string[] {
  const distincts = new Set(codes);
  distincts.delete(NON_RESERVES);
  return [...trierParCodes([...distincts], (code) => code), NON_RESERVES];
}

/** Les lignes dans leur ordre, celle des logements non réservés en dernier. */
export function bailleurEnDernier<T extends { readonly reservataire: string }>(lignes: readonly T[]): T[] {
  const estDuBailleur = ({ reservataire }: T) => reservataire === NON_RESERVES;
  return [...lignes.filter((ligne) => !estDuBailleur(ligne)), ...lignes.filter(estDuBailleur)];
}
