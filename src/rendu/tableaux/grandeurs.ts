import type { Texte } from "../../droit/texte.js";
import type { Grandeurs } from "../../simulation/cumuler.js";
import { type ColonneDe, entiers, exacts, prefixer } from "./colonnes.js";

type Lire<L> = (ligne: L) => Grandeurs | null;

const INTITULES: Readonly<Record<keyof Grandeurs, Texte>> = {
  logements: { fr: "Logements", en: "Dwellings" },
  objectifs: { fr: "Objectifs", en: "Targets" },
  recus: { fr: "Reçus", en: "Received" },
  droits: { fr: "Droits à la fin", en: "Rights at the end" },
};

/** Ce que toutes les années valent à quelqu'un. */
export function grandeurs<L>(lire: Lire<L>): ColonneDe<L>[] {
  return nommees(lire, (grandeur) => ({ nom: grandeur, titre: INTITULES[grandeur] }));
}

/** De même, sous un nom qui dit de quel scénario ou de quel effet il s'agit. */
export function grandeursDe<L>(prefixe: string, titre: Texte, lire: Lire<L>): ColonneDe<L>[] {
  return nommees(lire, (grandeur) => ({
    nom: prefixer(prefixe, grandeur),
    titre: {
      fr: `${INTITULES[grandeur].fr}, ${titre.fr}`,
      en: `${INTITULES[grandeur].en}, ${titre.en}`,
    },
  }));
}

function nommees<L>(
  lire: Lire<L>,
  nommer: (grandeur: keyof Grandeurs) => { readonly nom: string; readonly titre: Texte },
): ColonneDe<L>[] {
  const entier = (grandeur: "objectifs" | "recus") => {
    const { nom, titre } = nommer(grandeur);
    return entiers<L>(nom, titre, "logements", (ligne) => lire(ligne)?.[grandeur] ?? null);
  };
  const exact = (grandeur: "logements" | "droits", unite: "logements" | "droits uniques") => {
    const { nom, titre } = nommer(grandeur);
    return exacts<L>(nom, titre, unite, (ligne) => lire(ligne)?.[grandeur] ?? null);
  };
  return [
    exact("logements", "logements"),
    entier("objectifs"),
    entier("recus"),
    exact("droits", "droits uniques"),
  ];
}
