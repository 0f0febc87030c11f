/** Ce qu'une vacance ajoute au dû de chacun : ceux qui ont une part dans son secteur, et combien d'unités. */
export interface Partage {
  /** Rangs de ceux qui peuvent recevoir le logement, croissants. */
  readonly rangs: readonly number[];
  /** Leur part, dans le même ordre ; le total vaut un logement. */
  readonly unites: readonly number[];
}

/**
 * Lit les parts d'un secteur, une par rang, nulle pour qui n'y a aucun droit.
 *
 * @throws RangeError si une part n'est pas un entier positif ou nul, ou si leur somme n'est pas un logement
 */
export function lirePartage(parts: readonly number[], unitesParLogement: number): Partage {
  if (!parts.every((part) => Number.isSafeInteger(part) && part >= 0))
    throw new RangeError("une part n'est pas un entier positif ou nul");
  const rangs = parts.flatMap((part, rang) => (part > 0 ? [rang] : []));
  const unites = rangs.map((rang) => parts[rang] as number);
  if (unites.reduce((somme, part) => somme + part, 0) !== unitesParLogement)
    throw new RangeError("les parts d'un secteur ne font pas un logement");
  return { rangs, unites };
}
