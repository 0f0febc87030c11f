import type { Circulation } from "./circulation.js";
import type { ReseauDuTableau } from "./reseau-du-tableau.js";

/**
 * Trouve un arrondi : monte d'abord les cellules que leurs totaux laissent monter, puis amène chaque total à son minimum,
 * les plus petits d'abord. Rend l'arc d'un total qui ne peut l'atteindre, ou `null` si l'arrondi est trouvé.
 */
export function trouverUnArrondi(reseau: ReseauDuTableau, circulation: Circulation): number | null {
  monterDAbord(reseau, circulation.flot);
  const { totaux, arcs } = reseau;
  for (let arc = totaux.length - 1; arc >= 0; arc -= 1)
    while ((circulation.flot[arc] as number) < (arcs.minimum[arc] as number))
      if (!circulation.augmenter(arc)) return arc;
  return null;
}

/** D'un arrondi quelconque, passe au canonique : chaque cellule, à son tour, monte si elle le peut encore. */
export function choisirLArrondiCanonique(
  { totaux, mobiles }: ReseauDuTableau,
  circulation: Circulation,
): void {
  for (let place = 0; place < mobiles.length; place += 1) circulation.decider(totaux.length + place);
}

function monterDAbord({ mobiles, feuilles, parents, totaux, arcs }: ReseauDuTableau, flot: Int32Array): void {
  const tient = (feuille: number) => {
    for (let noeud = feuille; noeud > 0; noeud = parents[noeud - 1] as number)
      if ((flot[noeud - 1] as number) >= (arcs.maximum[noeud - 1] as number)) return false;
    return true;
  };
  const monter = (feuille: number) => {
    for (let noeud = feuille; noeud > 0; noeud = parents[noeud - 1] as number)
      flot[noeud - 1] = (flot[noeud - 1] as number) + 1;
  };
  for (let place = 0; place < mobiles.length; place += 1) {
    const cellule = mobiles[place] as number;
    const [premiere, seconde] = [feuilles[0][cellule] as number, feuilles[1][cellule] as number];
    if (!tient(premiere) || !tient(seconde)) continue;
    monter(premiere);
    monter(seconde);
    flot[totaux.length + place] = 1;
  }
}
