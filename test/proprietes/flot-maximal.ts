/**
 * Flot maximal entre des promesses et des secteurs, par chemins augmentants (Edmonds et Karp) :
 * un juge indépendant du placement, sans rien de ses emboîtements.
 */
export function flotMaximal(
  promesses: readonly bigint[],
  capacites: readonly bigint[],
  couverts: readonly (readonly number[])[],
): bigint {
  const source = promesses.length + capacites.length;
  const puits = source + 1;
  const residuel: bigint[][] = Array.from({ length: puits + 1 }, () => Array(puits + 1).fill(0n));
  const arc = (de: number, vers: number, capacite: bigint) => {
    const ligne = residuel[de];
    if (ligne !== undefined) ligne[vers] = capacite;
  };
  const reste = (de: number, vers: number) => residuel[de]?.[vers] ?? 0n;
  promesses.forEach((promesse, rang) => {
    arc(source, rang, promesse);
    for (const secteur of couverts[rang] ?? []) arc(rang, promesses.length + secteur, promesse);
  });
  capacites.forEach((capacite, secteur) => {
    arc(promesses.length + secteur, puits, capacite);
  });

  let total = 0n;
  for (
    let chemin = cheminAugmentant(source, puits, reste);
    chemin !== null;
    chemin = cheminAugmentant(source, puits, reste)
  ) {
    const pas = chemin.slice(1).map((vers, rang) => [chemin?.[rang] ?? source, vers] as const);
    const passe = pas.reduce(
      (minimum, [de, vers]) => (reste(de, vers) < minimum ? reste(de, vers) : minimum),
      reste(...(pas[0] ?? [source, source])),
    );
    for (const [de, vers] of pas) {
      arc(de, vers, reste(de, vers) - passe);
      arc(vers, de, reste(vers, de) + passe);
    }
    total += passe;
  }
  return total;
}

function cheminAugmentant(
  source: number,
  puits: number,
  reste: (de: number, vers: number) => bigint,
): number[] | null {
  const parent = new Map<number, number>([[source, source]]);
  const file = [source];
  for (let noeud = file.shift(); noeud !== undefined; noeud = file.shift())
    for (let voisin = 0; voisin <= puits; voisin += 1) {
      if (parent.has(voisin) || reste(noeud, voisin) === 0n) continue;
      parent.set(voisin, noeud);
      if (voisin === puits) return remonter(parent, source, puits);
      file.push(voisin);
    }
  return null;
}

function remonter(parent: ReadonlyMap<number, number>, source: number, puits: number): number[] {
  const chemin = [puits];
  for (let noeud = puits; noeud !== source; ) {
    noeud = parent.get(noeud) ?? source;
    chemin.unshift(noeud);
  }
  return chemin;
}
