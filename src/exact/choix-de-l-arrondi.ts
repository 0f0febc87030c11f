import type { Circulation } from "./circulation.js";
import type { ReseauDuTableau } from "./reseau-du-tableau.js";

/**
 * Trouve un arrondi : monte d'abord les cellules que leurs totaux laissent monter, puis amène chaque total à son minimum.
 * Rend l'arc d'un total qui ne peut l'atteindre, ou `null` si l'arrondi est trouvé.
 */
export function trouverUnArrondi(reseau: ReseauDuTableau, circulation: Circulation): number | null {
  monterDAbord(reseau, circulation.flot);
  for (const arc of duPlusPetitAuPlusGrand(reseau))
    while ((circulation.flot[arc] as number) < (reseau.arcs.minimum[arc] as number))
      if (!circulation.augmenter(arc)) return arc;
  return null;
}

/** Les totaux de la première famille, puis de la seconde, chacun après ceux qu'il contient : un blocage se dit au plus près. */
function* duPlusPetitAuPlusGrand({ totaux, dansLaPremiere }: ReseauDuTableau): Generator<number> {
  for (let rang = dansLaPremiere - 1; rang > 0; rang -= 1) yield rang;
  for (let rang = totaux.length - 1; rang >= dansLaPremiere; rang -= 1) yield rang;
  yield 0;
}

/** D'un arrondi quelconque, passe au canonique : chaque total et chaque cellule, à son tour, monte s'il le peut encore. */
export function choisirLArrondiCanonique({ aDecider }: ReseauDuTableau, circulation: Circulation): void {
  for (const arc of aDecider) circulation.decider(arc);
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
