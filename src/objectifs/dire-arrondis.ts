import type { Texte } from "../droit/texte.js";
import type { ValeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";

/** Ce qui s'arrondit, sa valeur exacte (ou son décimal seul) et son nombre de logements. */
interface Arrondi {
  readonly nom: Texte;
  readonly exact: ValeurExacte | string;
  readonly logements: number;
}

/** « ville : 2,5 → 3 ; non réservés : 7,5 → 7 ». */
export function direLesArrondis(arrondis: readonly Arrondi[]): Texte {
  return enDeuxLangues(({ nombre, mot, texte, separateur }) =>
    arrondis
      .map(({ nom, exact, logements }) => `${texte(nom)}${mot(" :", ":")} ${nombre(exact)} → ${logements}`)
      .join(separateur),
  );
}
