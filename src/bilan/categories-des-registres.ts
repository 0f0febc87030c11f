import type { Saisie } from "../modele/saisie.js";
import type { CategorieDeReservataire } from "../modele/vocabulaire.js";
import type { Registre } from "../orientation/registre.js";

/** Les réservataires des registres, et leur catégorie. */
export function categoriesDe(registres: readonly Registre[]): [string, CategorieDeReservataire][] {
  return registres.flatMap(({ repartition, changements }) =>
    [repartition, ...changements.map((changement) => changement.repartition)].flatMap(({ conventions }) =>
      conventions.map(({ reservataire: { code, categorie } }): [string, CategorieDeReservataire] => [
        code,
        categorie,
      ]),
    ),
  );
}

/** La catégorie de chaque code ; un code garde la sienne d'un registre à l'autre, ou désigne deux réservataires. */
export function lireCategories(
  saisie: Saisie,
  registres: readonly Registre[],
  chemin: readonly PropertyKey[],
): Map<string, CategorieDeReservataire> {
  const connues = new Map<string, CategorieDeReservataire>();
  for (const [code, categorie] of categoriesDe(registres)) {
    const deja = connues.get(code) ?? categorie;
    if (deja !== categorie)
      saisie.refuser(chemin, "CATEGORIES_DIFFERENTES", {
        fr: `« ${code} » est « ${deja} » dans une répartition et « ${categorie} » dans une autre.`,
        en: `“${code}” is “${deja}” in one sharing and “${categorie}” in another.`,
      });
    connues.set(code, deja);
  }
  return connues;
}
