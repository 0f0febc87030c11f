import { lirePartage, type Partage } from "../src/orientation/equite/partage.js";
import type { Vacance } from "../src/orientation/equite/vacance.js";
import type { Tirage } from "./perimetre-tire.js";

export const UNITES = 100_000_000;

export interface Monde {
  readonly reservataires: number;
  readonly secteurs: readonly Partage[];
}

/**
 * Un département : des communes de 0 à 20 %, groupées en EPCI de 0 à 20 %, le préfet (25 % et 5 %), Action Logement (20 %) et le
 * bailleur, qui a le reste. Les taux tirés ont six décimales.
 */
export function tirerMonde(hasard: Tirage, communes: number, epci: number): Monde {
  const jusquAVingt = () => hasard(UNITES / 5 + 1);
  const tauxDesEpci = Array.from({ length: epci }, jusquAVingt);
  const [publics, agents, actionLogement] = [25, 5, 20].map((taux) => (UNITES / 100) * taux);
  const secteurs = Array.from({ length: communes }, (_, commune) => {
    const sien = Math.floor((commune * epci) / communes);
    const parts = [
      ...Array.from({ length: communes }, (_, autre) => (autre === commune ? jusquAVingt() : 0)),
      ...tauxDesEpci.map((taux, autre) => (autre === sien ? taux : 0)),
      ...[publics, agents, actionLogement].map((unites = 0) => unites),
    ];
    return lirePartage([...parts, UNITES - parts.reduce((somme, part) => somme + part, 0)], UNITES);
  });
  return { reservataires: communes + epci + 4, secteurs };
}

/** Des vacances de secteurs tirés au sort. */
export function tirerVacances(hasard: Tirage, { secteurs }: Monde, nombre: number): Vacance[] {
  return Array.from({ length: nombre }, () => ({ partage: secteurs[hasard(secteurs.length)] as Partage }));
}

const TYPES = 6;

/** Les mêmes vacances, chacune d'un type tiré au sort ; chaque réservataire en souhaite un, et le note 1. */
export function tirerSouhaits(
  hasard: Tirage,
  { reservataires }: Monde,
  vacances: readonly Vacance[],
): Required<Vacance>[] {
  const souhaites = Array.from({ length: reservataires }, () => hasard(TYPES));
  return vacances.map(({ partage }) => {
    const type = hasard(TYPES);
    return { partage, souhaits: souhaites.map((souhaite) => (souhaite === type ? 1 : 0)) };
  });
}
