import type { Partage } from "../../src/orientation/equite/partage.js";
import type { Vacance } from "../../src/orientation/equite/vacance.js";
import type { Comptes } from "../../src/orientation/noyau.js";

/** Une orientation possible de toutes les vacances : à qui va chacune, et les écarts de chacun après chacune. */
interface Orientation {
  readonly rangs: readonly number[];
  readonly moments: readonly (readonly number[])[];
}

/** Toutes les façons d'orienter, chaque logement à l'un de ceux qui ont une part. */
function* orientations(
  ecarts: readonly number[],
  partages: readonly Partage[],
  unites: number,
): Generator<Orientation> {
  const [partage, ...suite] = partages;
  if (partage === undefined) {
    yield { rangs: [], moments: [] };
    return;
  }
  for (const rang of partage.rangs) {
    const apres = ecarts.map((ecart, autre) => {
      const place = partage.rangs.indexOf(autre);
      return ecart + (place === -1 ? 0 : (partage.unites[place] as number)) - (autre === rang ? unites : 0);
    });
    for (const { rangs, moments } of orientations(apres, suite, unites))
      yield { rangs: [rang, ...rangs], moments: [apres, ...moments] };
  }
}

/** Le plus grand écart qu'une orientation provoque : l'avance de qui reçoit, l'attente de qui avait une part et ne reçoit pas. */
function ecartProvoque({ rangs, moments }: Orientation, partages: readonly Partage[]): number {
  return Math.max(
    0,
    ...partages.flatMap((partage, numero) =>
      partage.rangs.map((rang) => {
        const ecart = moments[numero]?.[rang] as number;
        return rang === rangs[numero] ? -ecart : ecart;
      }),
    ),
  );
}

/** Juge une fenêtre en essayant tout. */
export class JugeDeLaFenetre {
  readonly #ecarts: readonly number[];
  readonly #orientations: readonly Orientation[];
  readonly #provoques: readonly number[];

  constructor({ du, recus }: Comptes, partages: readonly Partage[], unites: number) {
    this.#ecarts = du.map((celuiCi, rang) => celuiCi - (recus[rang] as number) * unites);
    this.#orientations = [...orientations(this.#ecarts, partages, unites)];
    this.#provoques = this.#orientations.map((orientation) => ecartProvoque(orientation, partages));
  }

  plusPetitSeuil(auMoins: number): number {
    return Math.max(auMoins, Math.min(...this.#provoques) + 1);
  }

  /** Chacun peut-il rester au-dessous du seuil à tout moment, au sens le plus simple ? */
  resteSous(seuil: number): boolean {
    return this.#orientations.some(({ moments }) =>
      moments.every((ecarts) => ecarts.every((ecart) => Math.abs(ecart) < seuil)),
    );
  }

  departSous(seuil: number): boolean {
    return this.#ecarts.every((ecart) => Math.abs(ecart) < seuil);
  }

  /** Ceux à qui le premier logement peut aller sous ce seuil, et les autres, chacun dans l'ordre annoncé. */
  classer({ partage, souhaits = [] }: Vacance, seuil: number) {
    const accru = (rang: number) =>
      (this.#ecarts[rang] as number) + (partage.unites[partage.rangs.indexOf(rang)] as number);
    const ordre = partage.rangs.toSorted(
      (a, b) => (souhaits[b] ?? 0) - (souhaits[a] ?? 0) || accru(b) - accru(a) || a - b,
    );
    const tenables = new Set(
      this.#orientations.flatMap(({ rangs }, numero) =>
        (this.#provoques[numero] as number) < seuil ? [rangs[0]] : [],
      ),
    );
    return {
      seuil,
      tenables: ordre.filter((rang) => tenables.has(rang)),
      intenables: ordre.filter((rang) => !tenables.has(rang)),
    };
  }
}
