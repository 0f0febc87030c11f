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
 * existe encore un arrondi qui le permet, sinon elle ne monte pas. Sur demande, les totaux de la première famille passent
 * avant, étage par étage en partant du plus grand, chacun selon la même règle. Une première circulation est posée, puis chaque
 * décision y fait au plus passer une unité par une cellule, ou montre que c'est impossible : voir `circulation.ts`.
 */
import { type Blocage, chercherContradiction, lireCoupe } from "./blocage.js";
import { choisirLArrondiCanonique, trouverUnArrondi } from "./choix-de-l-arrondi.js";
import { Circulation } from "./circulation.js";
import { construireReseau } from "./reseau-du-tableau.js";
import type { TableauExact } from "./tableau-exact.js";

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
  const arcBloque = trouverUnArrondi(reseau, circulation);
  if (arcBloque !== null) return { blocage: lireCoupe(reseau, circulation.couper(arcBloque)) };
  choisirLArrondiCanonique(reseau, circulation);

  const entiers = [...reseau.planchers];
  reseau.mobiles.forEach((cellule, place) => {
    if (circulation.flot[reseau.totaux.length + place] === 1)
      entiers[cellule] = (entiers[cellule] ?? 0n) + 1n;
  });
  return { entiers };
}
