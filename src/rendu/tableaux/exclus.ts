import type { Texte } from "../../droit/texte.js";
import { type ColonneDe, dresser, mots, reservataire } from "./colonnes.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

interface Exclu {
  readonly reservataire: string;
  readonly motif: Texte;
}

/** Ceux qu'un calcul laisse de côté, et pourquoi. */
export function tableauDesExclus<E extends Exclu>(
  exclus: readonly E[],
  mise: MiseEnForme,
  colonnes: readonly ColonneDe<E>[] = [],
): Tableau {
  return dresser<E>(mise, {
    nom: "exclus",
    titre: { fr: "Réservataires exclus du calcul", en: "Reservation holders left out" },
    colonnes: [
      ...reservataire<E>((ligne) => ligne.reservataire),
      ...colonnes,
      mots("motif", { fr: "Motif", en: "Reason" }, ({ motif }) => motif),
    ],
    lignes: exclus,
  });
}
