/** Ordre des codes d'unité UTF-16 : le même sur toute machine et dans toute langue. */
export function comparerCodes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compare deux listes de codes, le premier code d'abord. */
export function comparerListesDeCodes(a: readonly string[], b: readonly string[]): number {
  const commun = a.length < b.length ? a.length : b.length;
  for (let rang = 0; rang < commun; rang += 1) {
    const ordre = comparerCodes(a[rang] ?? "", b[rang] ?? "");
    if (ordre !== 0) return ordre;
  }
  return a.length - b.length;
}

/** Copie triée selon une ou plusieurs clés, dans l'ordre des codes d'unité. */
export function trierParCodes<T>(
  elements: readonly T[],
  ...cles: ReadonlyArray<(element: T) => string>
): T[] {
  return [...elements].sort((a, b) => {
    for (const cle of cles) {
      const ordre = comparerCodes(cle(a), cle(b));
      if (ordre !== 0) return ordre;
    }
    return 0;
  });
}

/** Groupes d'éléments de même clé, dans l'ordre des clés. */
export function regrouperParCodes<T>(
  elements: readonly T[],
  cle: (element: T) => string,
): [code: string, groupe: T[]][] {
  const groupes = new Map<string, T[]>();
  for (const element of elements) {
    const code = cle(element);
    const groupe = groupes.get(code);
    if (groupe === undefined) groupes.set(code, [element]);
    else groupe.push(element);
  }
  return trierParCodes([...groupes], ([code]) => code);
}
