import fc from "fast-check";
import { lirePartage, type Partage } from "../../src/orientation/equite/partage.js";
import type { Vacance } from "../../src/orientation/equite/vacance.js";
import type { Comptes } from "../../src/orientation/noyau.js";

/** Un petit monde : des secteurs, des comptes d'où l'on part, des vacances. */
export interface MondeTire {
  readonly unitesParLogement: number;
  readonly comptes: Comptes;
  readonly vacances: readonly Vacance[];
}

/** Parts proportionnelles à des poids, arrondies au-dessous ; le premier poids non nul prend le reste. */
export function partsSelon(poids: readonly number[], unitesParLogement: number): number[] {
  const total = poids.reduce((a, b) => a + b, 0);
  const parts = poids.map((celuiCi) => Math.floor((unitesParLogement * celuiCi) / total));
  const premier = poids.findIndex((celuiCi) => celuiCi > 0);
  const reste = unitesParLogement - parts.reduce((a, b) => a + b, 0);
  return parts.map((part, rang) => (rang === premier ? part + reste : part));
}

/** Des unités petites, premières ou rondes : des parts qui tombent juste, presque juste ou jamais. */
const unites = fc.constantFrom(2, 3, 7, 10, 60, 97, 720, 1009, 9973, 100_000_000);

/** Des listes de toute longueur jusqu'à `maximum`, aussi souvent longues que courtes. */
export function listes<T>(valeur: fc.Arbitrary<T>, minimum: number, maximum: number): fc.Arbitrary<T[]> {
  return fc
    .noBias(fc.integer({ min: minimum, max: maximum }))
    .chain((longueur) => fc.array(valeur, { minLength: longueur, maxLength: longueur }));
}

export interface Taille {
  readonly reservataires: number;
  readonly secteurs: number;
  readonly vacances: number;
  /** Écart de départ, en logements au plus, en attente comme en avance. */
  readonly depart: number;
}

export function mondeTire({ reservataires, secteurs, vacances, depart }: Taille): fc.Arbitrary<MondeTire> {
  return fc
    .record({ unitesParLogement: unites, nombre: fc.noBias(fc.integer({ min: 2, max: reservataires })) })
    .chain(({ unitesParLogement, nombre }) => {
      const parRang = <T>(valeur: fc.Arbitrary<T>) =>
        fc.array(valeur, { minLength: nombre, maxLength: nombre });
      const poids = fc.oneof(
        fc.constant(0),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 100 }),
      );
      const secteur = parRang(poids)
        .filter((tires) => tires.some((celuiCi) => celuiCi > 0))
        .map((tires): Partage => lirePartage(partsSelon(tires, unitesParLogement), unitesParLogement));
      const unitesDeDepart = unitesParLogement * depart;
      return fc
        .record({
          partages: listes(secteur, 1, secteurs),
          ecarts: parRang(fc.integer({ min: -unitesDeDepart, max: unitesDeDepart })),
          recus: parRang(fc.nat({ max: 3 })),
          tirages: fc.array(fc.tuple(fc.nat(), parRang(fc.nat({ max: 2 }))), {
            maxLength: vacances,
            size: "max",
          }),
        })
        .map(({ partages, ecarts, recus, tirages }) => ({
          unitesParLogement,
          comptes: {
            du: ecarts.map((ecart, rang) => ecart + (recus[rang] as number) * unitesParLogement),
            recus,
          },
          vacances: tirages.map(([tirage, souhaits]) => ({
            partage: partages[tirage % partages.length] as Partage,
            ...(tirage % 3 === 0 ? { souhaits } : {}),
          })),
        }));
    });
}

/** Les mêmes vacances, depuis des comptes nuls. */
export function depuisZero(monde: MondeTire): MondeTire {
  const zeros = monde.comptes.du.map(() => 0);
  return { ...monde, comptes: { du: zeros, recus: zeros } };
}

/** Un seuil d'un demi-logement à deux, autour du logement entier et des petits entiers. */
export const seuilEn = (unitesParLogement: number) =>
  fc.oneof(fc.constant(unitesParLogement), fc.integer({ min: 1, max: 2 * unitesParLogement }));

export const partagesDe = (vacances: readonly Vacance[]) => vacances.map(({ partage }) => partage);
