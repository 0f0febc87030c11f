import Table from "cli-table3";

/** Nombre à la française : virgule, deux décimales au plus. */
export function nombre(decimal: string | number): string {
  const [entier = "", decimales = ""] = String(decimal).split(".");
  const courtes = decimales.slice(0, 2).replace(/0+$/, "");
  return courtes === "" ? entier : `${entier},${courtes}`;
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
