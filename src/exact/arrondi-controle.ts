/**
 * Arrondi contrôlé d'un tableau.
 *
 * Des cellules de valeur exacte deviennent des entiers : chacune sa partie entière ou l'entier au-dessus, et de même pour
 * chaque total de deux familles de totaux emboîtés (par exemple les lignes et les colonnes, avec leurs regroupements).
 *
 * La construction. Chaque cellule a déjà sa partie entière ; il reste à dire lesquelles montent d'une unité. Une unité
 * suit un chemin : elle part du dehors, descend la première famille du plus grand total au plus petit, traverse une cellule,
 * remonte la seconde famille du plus petit au plus grand, et revient au dehors.
 *
 *     dehors → tout → réservataire → [cellule] → secteur → commune → tout → dehors
 *
 * Ce que porte l'arc d'un total est alors la somme de ses cellules, et arrondir ce total est borner cet arc entre deux
 * entiers qui se suivent. Les valeurs exactes elles-mêmes circulent ainsi entre ces bornes ; or un réseau où quelque chose
 * circule entre des bornes entières a une circulation entière. L'arrondi existe donc toujours, sauf bornes posées en plus ;
 * une troisième famille n'aurait pas de place dans ce chemin, et rien ne garantit plus l'existence.
 *
 * Le choix. Les cellules sont prises par reste décroissant, à égalité dans l'ordre de leurs codes : chacune monte s'il
 * existe encore un arrondi qui le permet, sinon elle ne monte pas. Une première circulation est posée, puis chaque
 * décision y fait au plus passer une unité par une cellule, ou montre que c'est impossible : voir `circulation.ts`.
 */
import { type Blocage, chercherContradiction, lireCoupe } from "./blocage.js";
import { Circulation } from "./circulation.js";
import { construireReseau, type ReseauDuTableau, type TableauExact } from "./reseau-du-tableau.js";

export type TableauArrondi =
  | { readonly entiers: readonly bigint[]; readonly blocage?: never }
  | { readonly entiers?: never; readonly blocage: Blocage };

/**
 * Arrondit un tableau en tenant toutes ses bornes. L'ordre des cellules et des branches ne change rien au résultat.
 *
 * @returns les entiers, dans l'ordre des cellules reçues ; ou ce qui interdit tout arrondi
 * @throws RangeError si une famille ne couvre pas chaque cellule une fois, ou si des codes sont en double
 */
export function arrondirTableau(tableau: TableauExact): TableauArrondi {
  const reseau = construireReseau(tableau);
  const contradiction = chercherContradiction(reseau);
  if (contradiction !== null) return { blocage: contradiction };

  const circulation = new Circulation(1 + reseau.totaux.length, reseau.arcs);
  amorcer(reseau, circulation.flot);
  if (!atteindreLesMinima(reseau, circulation))
    return { blocage: lireCoupe(reseau, (noeud) => circulation.aAtteint(noeud)) };
  reseau.mobiles.forEach((_, place) => {
    circulation.decider(reseau.totaux.length + place);
  });

  const entiers = [...reseau.planchers];
  reseau.mobiles.forEach((cellule, place) => {
    if (circulation.flot[reseau.totaux.length + place] === 1)
      entiers[cellule] = (entiers[cellule] ?? 0n) + 1n;
  });
  return { entiers };
}

/** Une première circulation : dans l'ordre, chaque cellule monte si aucun de ses totaux ne dépasse son maximum. */
function amorcer({ mobiles, feuilles, parents, totaux, arcs }: ReseauDuTableau, flot: Int32Array): void {
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

/** Amène chaque total à son minimum, les plus petits d'abord ; faux si l'un d'eux ne peut l'atteindre. */
function atteindreLesMinima({ totaux, arcs }: ReseauDuTableau, circulation: Circulation): boolean {
  for (let arc = totaux.length - 1; arc >= 0; arc -= 1)
    while ((circulation.flot[arc] as number) < (arcs.minimum[arc] as number))
      if (!circulation.augmenter(arc)) return false;
  return true;
}
