import { entierInferieur, entierSuperieur } from "../../src/exact/arrondi.js";
import { comparer, fraction, sommer, soustraire, ZERO } from "../../src/exact/fraction.js";
import type { TableauExact, Total } from "../../src/exact/tableau-exact.js";
import { cellulesDe } from "./juge-de-l-arrondi.js";

/** Un pas permis entre deux totaux, et ce qu'il gagne : le poids de la cellule qui monte, ou moins celui de celle qui descend. */
interface Pas {
  readonly de: Total | null;
  readonly vers: Total | null;
  readonly gain: bigint;
}

/**
 * Un second juge, pour les tableaux trop grands pour tout essayer. La cellule la plus pressée pèse plus que toutes les
 * suivantes ensemble : l'arrondi canonique est donc le plus lourd, et un arrondi est le plus lourd quand aucun échange
 * fermé ne gagne de poids. On le cherche à la manière de Bellman et Ford, sur des poids entiers.
 */
export function peutSAmeliorer({ cellules, familles }: TableauExact, entiers: readonly bigint[]): boolean {
  const pas: Pas[] = [];
  const feuilles = familles.map((racine, famille) => {
    const feuilleDe = new Map<number, Total>();
    const visiter = (total: Total, parent: Total | null) => {
      const rangs = cellulesDe(total);
      const valeur = sommer(rangs.map((rang) => cellules[rang]?.valeur ?? ZERO));
      const entier = rangs.reduce((somme, rang) => somme + (entiers[rang] ?? 0n), 0n);
      const [haut, bas] = famille === 0 ? [parent, total] : [total, parent];
      const { minimum = entier - 1n, maximum = entier + 1n } = total;
      if (entier < entierSuperieur(valeur) && entier < maximum) pas.push({ de: haut, vers: bas, gain: 0n });
      if (entier > entierInferieur(valeur) && entier > minimum) pas.push({ de: bas, vers: haut, gain: 0n });
      for (const rang of total.cellules ?? []) feuilleDe.set(rang, total);
      for (const branche of total.branches ?? []) visiter(branche, total);
    };
    visiter(racine, null);
    return feuilleDe;
  });

  const restes = cellules.map(({ valeur }) => soustraire(valeur, fraction(entierInferieur(valeur))));
  const codesDe = (rang: number) => (cellules[rang]?.codes ?? []).join("\u0000");
  const ordre = [...cellules.keys()].sort(
    (a, b) => comparer(restes[b] ?? ZERO, restes[a] ?? ZERO) || (codesDe(a) < codesDe(b) ? -1 : 1),
  );
  ordre.forEach((rang, place) => {
    const cellule = cellules[rang];
    if (cellule === undefined || restes[rang]?.numerateur === 0n) return;
    const poids = 1n << BigInt(ordre.length - place);
    const [haut, bas] = [feuilles[0]?.get(rang) ?? null, feuilles[1]?.get(rang) ?? null];
    const entier = entiers[rang] ?? 0n;
    if (entier > entierInferieur(cellule.valeur)) pas.push({ de: bas, vers: haut, gain: -poids });
    else if (cellule.maximum === undefined || entier < cellule.maximum)
      pas.push({ de: haut, vers: bas, gain: poids });
  });
  return unCycleGagne(pas);
}

function unCycleGagne(pas: readonly Pas[]): boolean {
  const gains = new Map<Total | null, bigint>();
  for (const { de, vers } of pas) gains.set(de, 0n).set(vers, 0n);
  for (let tour = 0; tour <= gains.size; tour += 1) {
    let change = false;
    for (const { de, vers, gain } of pas) {
      const propose = (gains.get(de) ?? 0n) + gain;
      if (propose <= (gains.get(vers) ?? 0n)) continue;
      gains.set(vers, propose);
      change = true;
    }
    if (!change) return false;
  }
  return true;
}
