/** Gèle une donnée en profondeur ; ce qui est déjà gelé l'est tout entier et n'est pas revisité. */
export function figer<T>(donnee: T): T {
  if (typeof donnee !== "object" || donnee === null || Object.isFrozen(donnee)) return donnee;
  Object.freeze(donnee);
  for (const contenu of Object.values(donnee)) figer(contenu);
  return donnee;
}
