import { regrouperParCodes } from "../exact/ordre.js";
import { decompter } from "../orientation/decompter.js";
import type { Dossier, Tour } from "../orientation/dossiers.js";
import { type Liberation, numerosAnnules } from "../orientation/evenements.js";
import { dossiersEtLiberations, type Registre } from "../orientation/registre.js";

/** Tout ce qui est arrivé à un logement depuis sa libération. */
export interface Histoire {
  readonly liberation: Liberation;
  readonly dossier: Dossier;
  /** Le jour de la soustraction, si le logement est soustrait. */
  readonly soustraiteLe: string | null;
  readonly passages: readonly Passage[];
  /** Vrai si, mis à disposition, le logement n'accroît plus le dû de personne. */
  readonly sortie: boolean;
}

/** Ce que quelqu'un a eu d'une libération : son tour, ou ses tours s'il en a eu plusieurs. */
export interface Passage {
  readonly liberation: Liberation;
  /** `null` : le maire. */
  readonly reservataire: string | null;
  readonly tours: readonly Tour[];
}

/** Un tour, et la libération dont il vient. */
export interface MiseADisposition {
  readonly liberation: Liberation;
  readonly tour: Tour;
  /** Vrai du premier tour d'une libération. */
  readonly premier: boolean;
}

export function reunirHistoires(registre: Registre): Histoire[] {
  const soustraites = joursDeSoustraction(registre);
  return dossiersEtLiberations(registre).map(({ dossier, liberation }) => {
    const { tours } = dossier;
    const passages = regrouperParCodes(tours, ({ reservataire }) => reservataire ?? "").map(
      ([, siens]): Passage => ({ liberation, reservataire: siens[0]?.reservataire ?? null, tours: siens }),
    );
    const { partage } = decompter(dossier, liberation, "mise-a-disposition", registre.stipulations);
    return {
      liberation,
      dossier,
      soustraiteLe: soustraites.get(dossier.liberation) ?? null,
      passages,
      sortie: tours.length > 0 && !partage,
    };
  });
}

function joursDeSoustraction({ journal }: Registre): ReadonlyMap<string, string> {
  const annules = numerosAnnules(journal);
  return new Map(
    journal.flatMap((fait, rang) =>
      fait.type === "soustraction" && !annules.has(rang + 1) ? [[fait.liberation, fait.date] as const] : [],
    ),
  );
}

export function estDeLAnnee(date: string | null | undefined, annee: number): boolean {
  return date?.startsWith(`${annee}-`) ?? false;
}

/** Les mises à disposition d'une année. */
export function misesADispositionDe(histoires: readonly Histoire[], annee: number): MiseADisposition[] {
  return histoires.flatMap(({ liberation, dossier }) =>
    dossier.tours
      .map((tour, rang) => ({ liberation, tour, premier: rang === 0 }))
      .filter(({ tour }) => estDeLAnnee(tour.miseADisposition, annee)),
  );
}

/** Les passages où une étape a eu lieu dans une année. */
export function nombreDePassages(
  passages: readonly Passage[],
  annee: number,
  dateDe: (tour: Tour) => string | null | undefined,
): number {
  return passages.filter(({ tours }) => tours.some((tour) => estDeLAnnee(dateDe(tour), annee))).length;
}
