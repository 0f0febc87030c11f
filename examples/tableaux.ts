import Table from "cli-table3";
import { Decimal } from "decimal.js";

/** Nombre à la française : virgule, arrondi au plus proche à deux décimales. */
export function nombre(decimal: string | number): string {
  return new Decimal(decimal).toDecimalPlaces(2).toString().replace(".", ",");
}

/** « 2024-07-07 » s'écrit « 07/07/2024 ». */
export function jour(date: string): string {
  return date.split("-").reverse().join("/");
}

/** Un tableau de console : première colonne à gauche, les autres à droite. */
export function tableau(
  entetes: readonly string[],
  lignes: readonly (readonly (string | number)[])[],
): string {
  const table = new Table({
    head: [...entetes],
    colAligns: entetes.map((_, rang) => (rang === 0 ? "left" : "right")),
    style: { head: [], border: [], compact: true },
  });
  table.push(...lignes.map((ligne) => ligne.map(String)));
  return table.toString();
}

export function titre(texte: string): void {
  console.log(`\n${texte}\n${"─".repeat(texte.length)}`);
}
