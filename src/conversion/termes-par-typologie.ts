import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { compte } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";
import { typologie } from "../modele/vocabulaire.js";

const schemaTermes = z.strictObject({ typologie, numerateur: compte, denominateur: compte });

/**
 * Les deux termes du taux d'une typologie, en logements.
 *
 * @useDeclaredType
 */
export type TermesDUneTypologie = EnLecture<z.infer<typeof schemaTermes>>;

interface Termes {
  readonly numerateur: number;
  readonly denominateur: number;
}

/** Lit le détail par typologie d'un taux donné en comptes : il doit en faire exactement le tout. */
export function lireTermesParTypologie(
  saisie: Saisie,
  donnes: readonly unknown[],
  tout: Termes | undefined,
): readonly TermesDUneTypologie[] {
  const lignes = saisie.lireListe(schemaTermes, donnes, ["typologies"]);
  saisie.refuserDoublons(
    lignes,
    (ligne) => ligne.typologie,
    (rang) => ["typologies", rang, "typologie"],
  );
  for (const { rang, ligne } of lignes)
    refuserNumerateurSuperieur(saisie, ligne, ["typologies", rang, "numerateur"]);
  if (tout !== undefined && lignes.length === donnes.length)
    for (const terme of ["numerateur", "denominateur"] as const) {
      const somme = lignes.reduce((total, { ligne }) => total + ligne[terme], 0);
      if (somme !== tout[terme])
        saisie.refuser(["typologies"], "DETAIL_DIFFERENT_DU_TOUT", {
          fr: `Les typologies font ensemble ${somme} au ${terme === "numerateur" ? "numérateur" : "dénominateur"}, le tout ${tout[terme]}.`,
          en: `The sizes add up to ${somme} in the ${terme === "numerateur" ? "numerator" : "denominator"}, the whole is ${tout[terme]}.`,
        });
    }
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    (ligne) => ligne.typologie,
  );
}

export function refuserNumerateurSuperieur(
  saisie: Saisie,
  { numerateur, denominateur }: Termes,
  chemin: readonly PropertyKey[],
): void {
  if (numerateur > denominateur)
    saisie.refuser(chemin, "NUMERATEUR_SUPERIEUR", {
      fr: `${numerateur} mouvements pour ${denominateur} logements : les deux termes sont peut-être inversés.`,
      en: `${numerateur} moves for ${denominateur} dwellings: the two terms may be swapped.`,
    });
}
