import type { Limite } from "../../src/exact/blocage.js";
import type { TableauExact, Total } from "../../src/exact/tableau-exact.js";

/** Une cellule ou un total : les cellules qui le font, son encadrement, et les bornes posées sur lui. */
interface Somme {
  readonly nom: string;
  readonly masque: number;
  readonly bas: number;
  readonly haut: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Ce qui monte à son tour, s'il le peut : les totaux de la première famille, étage par étage, ou les cellules. */
interface ADecider {
  readonly etage: number;
  readonly rangs: readonly number[];
  readonly codes: string;
}

/**
 * Un juge de l'arrondi qui essaie tout : chaque façon de monter les cellules, et aucune idée de réseau.
 * Une façon est un masque : son bit k dit que la cellule de rang k monte.
 */
export class JugeDeLArrondi {
  readonly #planchers: readonly number[];
  readonly #sommes: readonly Somme[];
  /** Les masques des sommes à décider, dans l'ordre. */
  readonly #ordre: readonly number[];

  constructor({ cellules, familles, totauxDAbord = false }: TableauExact) {
    const commun = cellules.reduce((produit, { valeur }) => ppcm(produit, Number(valeur.denominateur)), 1);
    const parts = cellules.map(
      ({ valeur }) => Number(valeur.numerateur) * (commun / Number(valeur.denominateur)),
    );
    this.#planchers = parts.map((valeur) => Math.floor(valeur / commun));
    const somme = (nom: string, rangs: readonly number[], minimum?: bigint, maximum?: bigint): Somme => {
      const valeur = rangs.reduce((total, rang) => total + (parts[rang] ?? 0), 0);
      return {
        nom,
        masque: rangs.reduce((masque, rang) => masque | (1 << rang), 0),
        bas: Math.floor(valeur / commun),
        haut: Math.ceil(valeur / commun),
        minimum: minimum === undefined ? Number.NEGATIVE_INFINITY : Number(minimum),
        maximum: maximum === undefined ? Number.POSITIVE_INFINITY : Number(maximum),
      };
    };
    this.#sommes = [
      ...cellules.map(({ codes, maximum }, rang) => somme(nomDeCellule(codes), [rang], undefined, maximum)),
      ...familles.flatMap((racine, famille) =>
        descendre(racine, []).map(({ chemin, total }) =>
          somme(nomDeTotal(famille, chemin), cellulesDe(total), total.minimum, total.maximum),
        ),
      ),
    ];
    const reste = (rangs: readonly number[]) =>
      rangs.reduce((total, rang) => total + (parts[rang] ?? 0), 0) % commun;
    const parReste = (a: ADecider, b: ADecider) =>
      a.etage - b.etage || reste(b.rangs) - reste(a.rangs) || (a.codes < b.codes ? -1 : 1);
    const enCodes = (codes: readonly string[]) => codes.join("\u0000");
    const totaux = descendre(familles[0], []).map(
      ({ chemin, total }): ADecider => ({
        etage: chemin.length,
        rangs: cellulesDe(total),
        codes: enCodes(chemin),
      }),
    );
    const desCellules = cellules.map(
      ({ codes }, rang): ADecider => ({ etage: 0, rangs: [rang], codes: enCodes(codes) }),
    );
    this.#ordre = [...(totauxDAbord ? totaux.sort(parReste) : []), ...desCellules.sort(parReste)].map(
      ({ rangs }) => rangs.reduce((masque, rang) => masque | (1 << rang), 0),
    );
  }

  /** L'arrondi canonique, à la lettre de sa définition : chaque total et chaque cellule à son tour, parmi les arrondis qui restent. */
  canonique(): readonly number[] | null {
    let restants = this.#essayer(({ bas, haut, minimum, maximum }) => [
      bas > minimum ? bas : minimum,
      haut < maximum ? haut : maximum,
    ]);
    if (restants.length === 0) return null;
    for (const somme of this.#ordre) {
      const plusHaut = restants.reduce((haut, masque) => Math.max(haut, compter(masque & somme)), 0);
      restants = restants.filter((masque) => compter(masque & somme) === plusHaut);
    }
    return this.#planchers.map((plancher, rang) => plancher + (((restants[0] ?? 0) >> rang) & 1));
  }

  /** Vrai si ces limites, et elles seules, se contredisent : aucune façon de monter les cellules ne les tient toutes. */
  seContredisent(auMoins: readonly Limite[], auPlus: readonly Limite[]): boolean {
    const bornes = (limites: readonly Limite[]) =>
      new Map(limites.map(({ objet, borne }) => [nomDObjet(objet), Number(borne)]));
    const [bas, haut] = [bornes(auMoins), bornes(auPlus)];
    return (
      this.#essayer(({ nom }) => [
        bas.get(nom) ?? Number.NEGATIVE_INFINITY,
        haut.get(nom) ?? Number.POSITIVE_INFINITY,
      ]).length === 0
    );
  }

  /** Vrai si chacune de ces limites est bien celle de l'arrondi, ou celle qui a été posée. */
  reconnait(limites: readonly Limite[], sens: "auMoins" | "auPlus"): boolean {
    return limites.every(({ objet, borne, origine }) => {
      const somme = this.#sommes.find(({ nom }) => nom === nomDObjet(objet));
      if (somme === undefined) return false;
      const posee = sens === "auMoins" ? somme.minimum : somme.maximum;
      const arrondie = sens === "auMoins" ? somme.bas : somme.haut;
      const plusStricte = sens === "auMoins" ? posee > arrondie : posee < arrondie;
      return (
        Number(borne) === (origine === "posee" ? posee : arrondie) && (origine === "posee") === plusStricte
      );
    });
  }

  #essayer(bornesDe: (somme: Somme) => readonly [number, number]): number[] {
    const bornes = this.#sommes.map((somme) => {
      const acquis = this.#planchers.reduce(
        (total, plancher, rang) => total + ((somme.masque >> rang) & 1 ? plancher : 0),
        0,
      );
      const [bas, haut] = bornesDe(somme);
      return { masque: somme.masque, bas: bas - acquis, haut: haut - acquis };
    });
    const mobiles = this.#sommes
      .slice(0, this.#planchers.length)
      .reduce((masque, somme) => (somme.bas === somme.haut ? masque : masque | somme.masque), 0);
    const valables: number[] = [];
    for (let masque = mobiles; masque >= 0; masque = masque === 0 ? -1 : (masque - 1) & mobiles) {
      let tient = true;
      for (const { masque: somme, bas, haut } of bornes) {
        const montees = compter(masque & somme);
        tient &&= montees >= bas && montees <= haut;
      }
      if (tient) valables.push(masque);
    }
    return valables;
  }
}

export function cellulesDe(total: Total): number[] {
  return [...(total.cellules ?? []), ...(total.branches ?? []).flatMap(cellulesDe)];
}

/** Tous les totaux d'une famille, avec les codes qui y mènent. */
export function descendre(
  total: Total,
  parents: readonly string[],
): { readonly chemin: readonly string[]; readonly total: Total }[] {
  const chemin = [...parents, total.code];
  return [{ chemin, total }, ...(total.branches ?? []).flatMap((branche) => descendre(branche, chemin))];
}

function nomDObjet(objet: Limite["objet"]): string {
  return objet.type === "cellule" ? nomDeCellule(objet.codes) : nomDeTotal(objet.famille, objet.chemin);
}

function nomDeCellule(codes: readonly string[]): string {
  return `cellule ${codes.join("/")}`;
}

function nomDeTotal(famille: number, chemin: readonly string[]): string {
  return `famille ${famille} ${chemin.join("/")}`;
}

function compter(masque: number): number {
  let reste = masque;
  let bits = 0;
  while (reste !== 0) {
    reste &= reste - 1;
    bits += 1;
  }
  return bits;
}

function ppcm(a: number, b: number): number {
  const pgcd = (x: number, y: number): number => (y === 0 ? x : pgcd(y, x % y));
  return (a / pgcd(a, b)) * b;
}
