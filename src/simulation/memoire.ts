/** Rend ce qui a été calculé des mêmes objets, ou le calcule. */
export type Memoire = <T>(cles: readonly unknown[], calculer: () => T) => T;

/**
 * Une mémoire, le temps d'un appel : d'une variante à l'autre, et d'une cause à l'autre, l'inventaire d'une année ne change
 * souvent pas, et c'est lui qui coûte. Les objets se comparent par identité.
 */
export function ouvrirMemoire(): Memoire {
  const connus: { readonly cles: readonly unknown[]; readonly valeur: unknown }[] = [];
  return (cles, calculer) => {
    const connu = connus.find(
      (autre) => autre.cles.length === cles.length && autre.cles.every((cle, rang) => cle === cles[rang]),
    );
    if (connu !== undefined) return connu.valeur as ReturnType<typeof calculer>;
    const valeur = calculer();
    connus.push({ cles, valeur });
    return valeur;
  };
}
