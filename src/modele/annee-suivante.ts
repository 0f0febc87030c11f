import { jsonCanonique } from "./provenance.js";
import type { Saisie } from "./saisie.js";
import type { Perimetre } from "./vocabulaire.js";

type Chemin = readonly PropertyKey[];

/** Refuse ce qui vient d'avant s'il n'est pas de l'année précédente, du même bailleur, dans le même département. */
export function controlerAnneeSuivante(
  saisie: Saisie,
  ici: Perimetre,
  avant: Perimetre,
  chemin: Chemin,
): void {
  controlerPerimetre(saisie, { ...ici, annee: ici.annee - 1 }, avant, chemin);
}

/** Refuse un résultat d'un autre périmètre que celui qui est attendu. */
export function controlerPerimetre(
  saisie: Saisie,
  attendu: Perimetre,
  lu: Perimetre | null,
  chemin: Chemin,
): void {
  if (jsonCanonique(attendu) === jsonCanonique(lu)) return;
  const vu = {
    fr:
      lu === null ? "aucun périmètre" : `${lu.annee}, bailleur ${lu.bailleur}, département ${lu.departement}`,
    en: lu === null ? "no perimeter" : `${lu.annee}, landlord ${lu.bailleur}, département ${lu.departement}`,
  };
  saisie.refuser(chemin, "PERIMETRES_DIFFERENTS", {
    fr: `Attendu : l'année ${attendu.annee}, bailleur ${attendu.bailleur}, département ${attendu.departement} ; lu : ${vu.fr}.`,
    en: `Expected: year ${attendu.annee}, landlord ${attendu.bailleur}, département ${attendu.departement}; got: ${vu.en}.`,
  });
}
