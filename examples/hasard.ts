/** Suite reproductible de nombres de [0, 1[ : la même graine donne toujours la même suite. */
export type Hasard = () => number;

/**
 * Générateur mulberry32 (Tommy Ettinger, domaine public) : 32 bits d'état, arithmétique entière
 * seulement, donc identique sur toutes les machines. Suffisant pour un jeu d'essai.
 */
export function mulberry32(graine: number): Hasard {
  let etat = graine >>> 0;
  return () => {
    etat = (etat + 0x6d2b79f5) >>> 0;
    let melange = Math.imul(etat ^ (etat >>> 15), etat | 1);
    melange ^= melange + Math.imul(melange ^ (melange >>> 7), melange | 61);
    return ((melange ^ (melange >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Entier entre deux bornes comprises. */
export function entier(hasard: Hasard, min: number, max: number): number {
  return min + Math.floor(hasard() * (max - min + 1));
}

/** Valeur et poids : un poids double donne deux fois plus de chances. */
export type Choix<T> = readonly [valeur: T, poids: number];

export function choisir<T>(hasard: Hasard, choix: readonly Choix<T>[]): T {
  const total = choix.reduce((somme, [, poids]) => somme + poids, 0);
  let reste = hasard() * total;
  for (const [valeur, poids] of choix) {
    reste -= poids;
    if (reste < 0) return valeur;
  }
  throw new RangeError("Aucun choix de poids positif.");
}

export function melanger<T>(hasard: Hasard, liste: readonly T[]): T[] {
  return liste
    .map((valeur) => ({ valeur, rang: hasard() }))
    .sort((a, b) => a.rang - b.rang)
    .map(({ valeur }) => valeur);
}

/** Tire des éléments sans remise, rendus dans l'ordre de la liste. */
export function tirer<T>(hasard: Hasard, liste: readonly T[], nombre: number): T[] {
  const rangs = melanger(hasard, [...liste.keys()]).slice(0, nombre);
  const retenus = new Set(rangs);
  return liste.filter((_, rang) => retenus.has(rang));
}
