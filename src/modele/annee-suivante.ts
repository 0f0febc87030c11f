import { jsonCanonique } from "./provenance.js";
import type { Saisie } from "./saisie.js";
import type { Perimetre } from "./vocabulaire.js";

/** Refuse ce qui vient d'avant s'il n'est pas de l'année précédente, du même bailleur, dans le même département. */
export function controlerAnneeSuivante(
  saisie: Saisie,
  ici: Perimetre,
  avant: Perimetre,
  chemin: readonly PropertyKey[],
): void {
  const attendu = { ...ici, annee: ici.annee - 1 };
  if (jsonCanonique(attendu) === jsonCanonique(avant)) return;
  saisie.refuser(chemin, "PERIMETRES_DIFFERENTS", {
    fr: `Attendu : l'année ${attendu.annee}, bailleur ${attendu.bailleur}, département ${attendu.departement} ; lu : ${avant.annee}, bailleur ${avant.bailleur}, département ${avant.departement}.`,
    en: `Expected: year ${attendu.annee}, landlord ${attendu.bailleur}, département ${attendu.departement}; got: ${avant.annee}, landlord ${avant.bailleur}, département ${avant.departement}.`,
  });
}
