import { fraction } from "../exact/fraction.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { joursJusquAuSoir } from "../modele/calendrier.js";
import type { MiseADisposition } from "./histoires.js";

/** Un délai, en jours ; deux étapes du même jour sont à 0 jour. */
export interface Delai {
  /** Nombre de cas mesurés. */
  readonly nombre: number;
  /** La somme des jours ÷ le nombre ; `null` sans cas. */
  readonly moyenne: ValeurExacte | null;
  /** La valeur du milieu, ou la moyenne des deux du milieu ; `null` sans cas. */
  readonly mediane: ValeurExacte | null;
  readonly maximum: number | null;
}

/** Les délais d'une mise à disposition, de la libération au bail. */
export interface DelaisDesSuites {
  /** Depuis la libération, au premier tour seulement : un tour suivant attend l'échec du précédent. */
  readonly jusquALaMiseADisposition: Delai;
  /** Depuis la mise à disposition, comme les deux suivants. */
  readonly jusquALaDesignation: Delai;
  readonly jusquALAttribution: Delai;
  readonly jusquAuBail: Delai;
  readonly deLAttributionAuBail: Delai;
}

export type NomDeDelai = keyof DelaisDesSuites;

/** D'où à où un délai court ; `null` si l'étape n'a pas eu lieu. */
type Bornes = readonly [debut: string, fin: string] | null;

const BORNES: Readonly<Record<NomDeDelai, (mise: MiseADisposition) => Bornes>> = {
  jusquALaMiseADisposition: ({ liberation, tour, premier }) =>
    premier ? [liberation.date, tour.miseADisposition] : null,
  jusquALaDesignation: ({ tour }) => borner(tour.miseADisposition, tour.designation),
  jusquALAttribution: ({ tour }) => borner(tour.miseADisposition, tour.attribution),
  jusquAuBail: ({ tour }) => borner(tour.miseADisposition, tour.bail),
  deLAttributionAuBail: ({ tour }) => borner(tour.attribution, tour.bail),
};

export const DELAIS = Object.keys(BORNES) as readonly NomDeDelai[];

function borner(debut: string | null, fin: string | null): Bornes {
  return debut === null || fin === null ? null : [debut, fin];
}

export function mesurerDelais(mises: readonly MiseADisposition[]): DelaisDesSuites {
  const mesurer = (nom: NomDeDelai) =>
    resumer(
      mises.flatMap((mise) => {
        const bornes = BORNES[nom](mise);
        return bornes === null ? [] : [joursJusquAuSoir(...bornes) - 1];
      }),
    );
  return {
    jusquALaMiseADisposition: mesurer("jusquALaMiseADisposition"),
    jusquALaDesignation: mesurer("jusquALaDesignation"),
    jusquALAttribution: mesurer("jusquALAttribution"),
    jusquAuBail: mesurer("jusquAuBail"),
    deLAttributionAuBail: mesurer("deLAttributionAuBail"),
  };
}

function resumer(jours: readonly number[]): Delai {
  const nombre = jours.length;
  if (nombre === 0) return { nombre, moyenne: null, mediane: null, maximum: null };
  const tries = [...jours].sort((a, b) => a - b);
  const au = (rang: number) => tries[rang] ?? 0;
  const somme = jours.reduce((total, jour) => total + jour, 0);
  const milieux = au(Math.floor((nombre - 1) / 2)) + au(Math.floor(nombre / 2));
  return {
    nombre,
    moyenne: valeurExacte(fraction(somme, nombre)),
    mediane: valeurExacte(fraction(milieux, 2)),
    maximum: au(nombre - 1),
  };
}
