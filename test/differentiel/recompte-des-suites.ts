/** Ce que deviennent les tours d'une année, et en combien de jours, recompté du journal : des boucles, et rien de la bibliothèque. */
import type { TypeDEchec } from "gestion-en-flux";
import type { TourLu, Vie } from "./vies-lues.js";

export interface Delai {
  readonly nombre: number;
  /** Fraction réduite, « 7 » ou « 15/2 » ; `null` s'il n'y a rien à mesurer. */
  readonly moyenne: string | null;
  readonly mediane: string | null;
  readonly maximum: number | null;
}

export interface Suites {
  readonly misesADisposition: number;
  readonly designees: number;
  readonly attribuees: number;
  readonly bauxSignes: number;
  readonly echouees: number;
  readonly enCours: number;
  /** Baux pour cent mises à disposition, en fraction réduite ; `null` sans mise à disposition. */
  readonly transformation: string | null;
  /** Par type, puis par motif. */
  readonly echecs: readonly {
    readonly type: TypeDEchec;
    readonly motif: string | null;
    readonly nombre: number;
  }[];
  readonly delais: Readonly<Record<NomDeDelai, Delai>>;
}

export const NOMS_DES_DELAIS = [
  "jusquALaMiseADisposition",
  "jusquALaDesignation",
  "jusquALAttribution",
  "jusquAuBail",
  "deLAttributionAuBail",
] as const;
type NomDeDelai = (typeof NOMS_DES_DELAIS)[number];

const UN_JOUR = 86_400_000;

export function joursEntre(du: string, au: string): number {
  return (Date.parse(`${au}T00:00:00Z`) - Date.parse(`${du}T00:00:00Z`)) / UN_JOUR;
}

function pgcd(a: number, b: number): number {
  return b === 0 ? a : pgcd(b, a % b);
}

export function enFraction(numerateur: number, denominateur: number): string {
  const commun = pgcd(numerateur, denominateur);
  const [haut, bas] = [numerateur / commun, denominateur / commun];
  return bas === 1 ? String(haut) : `${haut}/${bas}`;
}

export function mesurer(jours: readonly number[]): Delai {
  const tries = [...jours].sort((a, b) => a - b);
  const nombre = tries.length;
  if (nombre === 0) return { nombre, moyenne: null, mediane: null, maximum: null };
  let somme = 0;
  for (const jour of tries) somme += jour;
  const bas = tries[Math.floor((nombre - 1) / 2)] ?? 0;
  const haut = tries[Math.floor(nombre / 2)] ?? 0;
  return {
    nombre,
    moyenne: enFraction(somme, nombre),
    mediane: enFraction(bas + haut, 2),
    maximum: tries[nombre - 1] ?? null,
  };
}

/** Les suites des tours retenus dont la mise à disposition est de l'année ; ce qui les suit compte, quelle qu'en soit la date. */
export function recompterSuites(
  vies: readonly Vie[],
  annee: number,
  retenir: (tour: TourLu) => boolean,
): Suites {
  let misesADisposition = 0;
  let designees = 0;
  let attribuees = 0;
  let bauxSignes = 0;
  let echouees = 0;
  const echecs = new Map<string, { type: TypeDEchec; motif: string | null; nombre: number }>();
  const jours: Record<NomDeDelai, number[]> = {
    jusquALaMiseADisposition: [],
    jusquALaDesignation: [],
    jusquALAttribution: [],
    jusquAuBail: [],
    deLAttributionAuBail: [],
  };
  for (const { liberation, tours } of vies)
    for (const [rang, tour] of tours.entries()) {
      const { miseADisposition, designation, attribution, bail, echec } = tour;
      if (Number(miseADisposition.slice(0, 4)) !== annee || !retenir(tour)) continue;
      misesADisposition += 1;
      if (rang === 0) jours.jusquALaMiseADisposition.push(joursEntre(liberation.date, miseADisposition));
      if (designation !== null) {
        designees += 1;
        jours.jusquALaDesignation.push(joursEntre(miseADisposition, designation));
      }
      if (attribution !== null) {
        attribuees += 1;
        jours.jusquALAttribution.push(joursEntre(miseADisposition, attribution));
      }
      if (bail !== null) {
        bauxSignes += 1;
        jours.jusquAuBail.push(joursEntre(miseADisposition, bail));
        if (attribution !== null) jours.deLAttributionAuBail.push(joursEntre(attribution, bail));
      }
      if (echec !== null) {
        echouees += 1;
        const cle = `${echec.type} ${echec.motif ?? ""}`;
        const { nombre } = echecs.get(cle) ?? { nombre: 0 };
        echecs.set(cle, { type: echec.type, motif: echec.motif, nombre: nombre + 1 });
      }
    }
  return {
    misesADisposition,
    designees,
    attribuees,
    bauxSignes,
    echouees,
    enCours: misesADisposition - bauxSignes - echouees,
    transformation: misesADisposition === 0 ? null : enFraction(100 * bauxSignes, misesADisposition),
    echecs: [...echecs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ligne]) => ligne),
    delais: {
      jusquALaMiseADisposition: mesurer(jours.jusquALaMiseADisposition),
      jusquALaDesignation: mesurer(jours.jusquALaDesignation),
      jusquALAttribution: mesurer(jours.jusquALAttribution),
      jusquAuBail: mesurer(jours.jusquAuBail),
      deLAttributionAuBail: mesurer(jours.deLAttributionAuBail),
    },
  };
}
