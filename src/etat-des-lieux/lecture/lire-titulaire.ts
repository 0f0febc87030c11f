import { montrer } from "../../modele/problemes.js";
import type { Reservataire } from "../../modele/vocabulaire.js";
import { type CelluleRemplie, cleDe, type Lu, refus, sansAccents } from "./cellules.js";

/** Écritures usuelles d'un logement que personne ne réserve. */
const NON_RESERVE = new Set(
  [
    "non réservé",
    "non réservée",
    "non réservés",
    "logement non réservé",
    "sans réservataire",
    "aucun",
    "aucun réservataire",
    "néant",
  ].map(cleDe),
);

/**
 * Lit le réservataire d'une ligne : un code ou un nom de la liste, tel quel, ou à la casse et aux accents près ; `null` pour un
 * logement non réservé. Ce qui désigne plusieurs réservataires est refusé.
 */
export function lireTitulaire(reservataires: ReadonlyMap<string, Reservataire>) {
  const exacts = new Index();
  const replies = new Index();
  for (const { code, nom } of reservataires.values())
    for (const nomme of [code, nom]) {
      exacts.ajouter(nomme, code);
      replies.ajouter(sansAccents(nomme), code);
    }
  return (cellule: CelluleRemplie): Lu<string | null> => {
    const ecrit = String(cellule);
    const trouves = exacts.chercher(ecrit) ?? replies.chercher(sansAccents(ecrit));
    const [code] = trouves ?? [];
    if (trouves !== undefined && trouves.size > 1) {
      const codes = [...trouves].join(", ");
      return refus("RESERVATAIRE_AMBIGU", {
        fr: `« ${ecrit} » désigne plusieurs réservataires de la liste : ${codes}. Écrire le code.`,
        en: `“${ecrit}” names several holders of the list: ${codes}. Write the code.`,
      });
    }
    if (code !== undefined) return { valeur: code };
    if (NON_RESERVE.has(cleDe(cellule))) return { valeur: null };
    const lu = montrer(ecrit);
    return refus("RESERVATAIRE_INCONNU", {
      fr: `${lu.fr} n'est ni le code ni le nom d'un réservataire de la liste, ni « non réservé ».`,
      en: `${lu.en} is neither the code nor the name of a holder of the list, nor “non réservé”.`,
    });
  };
}

/** Les codes que désigne une écriture. */
class Index {
  readonly #codes = new Map<string, Set<string>>();

  ajouter(ecriture: string, code: string): void {
    const codes = this.#codes.get(ecriture);
    if (codes === undefined) this.#codes.set(ecriture, new Set([code]));
    else codes.add(code);
  }

  chercher(ecriture: string): ReadonlySet<string> | undefined {
    return this.#codes.get(ecriture);
  }
}
