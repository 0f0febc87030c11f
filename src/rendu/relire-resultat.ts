import { montrer } from "../modele/problemes.js";
import { relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import { estVerifie } from "../orientation/registres-verifies.js";
import { relireRegistre } from "../orientation/relire-registre.js";
import type { ResultatExplicable } from "./expliquer.js";

/** Relit un résultat d'une nature attendue ; `undefined` s'il n'en est pas, ce qui est noté. */
export function relireResultat<R extends ResultatExplicable>(
  saisie: Saisie,
  donne: unknown,
  natures: readonly R["nature"][],
  chemin: readonly PropertyKey[] = ["resultat"],
): R | undefined {
  const attendue = (nature: unknown): nature is R["nature"] =>
    (natures as readonly unknown[]).includes(nature);
  if (estVerifie(donne) && attendue(donne.nature)) return donne as ResultatExplicable as R;
  const recu = saisie.recevoir(donne, chemin);
  const nature = (recu as { nature?: unknown } | null | undefined)?.nature;
  if (attendue(nature))
    return nature === "registre"
      ? (relireRegistre(saisie, recu, chemin) as ResultatExplicable as R | undefined)
      : (relire<ResultatExplicable>(saisie, recu, nature, chemin) as R | undefined);
  const lu = montrer(nature ?? recu);
  saisie.refuser(chemin, "RESULTAT_INATTENDU", {
    fr: `Attendu : un résultat de la bibliothèque (${natures.join(", ")}) ; lu : ${lu.fr}.`,
    en: `Expected: a result of the library (${natures.join(", ")}); got: ${lu.en}.`,
  });
  return undefined;
}
