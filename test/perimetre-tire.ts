import { type Fraction, fraction, multiplier, soustraire } from "../src/exact/fraction.js";
import { regrouperParCodes } from "../src/exact/ordre.js";
import type { CelluleExacte, TableauExact, Total } from "../src/exact/tableau-exact.js";

/** Un tirage qui se refait : la même graine donne la même suite d'entiers de 0 à `borne` - 1. */
export type Tirage = (borne: number) => number;

/** Mulberry32, de T. Ettinger (domaine public). */
export function tirer(graine: number): Tirage {
  let etat = graine >>> 0;
  return (borne) => {
    etat = (etat + 0x6d2b79f5) >>> 0;
    let melange = Math.imul(etat ^ (etat >>> 15), 1 | etat);
    melange = (melange + Math.imul(melange ^ (melange >>> 7), 61 | melange)) ^ melange;
    return Math.floor((((melange ^ (melange >>> 14)) >>> 0) / 2 ** 32) * borne);
  };
}

export interface FormeDePerimetre {
  readonly communes: number;
  /** Réservataires autres que le préfet et le bailleur. */
  readonly reservataires: number;
  /** Sur 100, combien de secteurs chacun de ceux-là couvre. */
  readonly densite: number;
  /** Le plus grand flux d'un secteur ; il peut être nul. */
  readonly fluxMaximal: number;
  /** Faut-il garder les cellules de valeur nulle ? */
  readonly nulles: boolean;
}

interface CelluleDuPerimetre extends CelluleExacte {
  readonly secteur: string;
  readonly commune: string;
  readonly epci: string;
  readonly reservataire: string;
}

const PREFET = ["agents", "publics"];

/**
 * Un périmètre : des secteurs au flux entier, partagé entre le préfet (25 % et 5 %), des réservataires et le bailleur, qui a
 * le reste ; des taux tirés à deux décimales, ou, pour un réservataire sur deux, à six, différents dans chaque secteur.
 */
export function tirerPerimetre(
  hasard: Tirage,
  { communes, reservataires, densite, fluxMaximal, nulles }: FormeDePerimetre,
): TableauExact {
  const cellules: CelluleDuPerimetre[] = [];
  const tauxConvenus = Array.from({ length: reservataires }, () => hasard(Math.floor(6000 / reservataires)));
  let flux = 0;
  for (let rang = 0; rang < communes; rang += 1) {
    const commune = `c${rang}`;
    const epci = `e${Math.floor(rang / 12)}`;
    const secteurs = hasard(4) === 0 ? ["hors-qpv", "qpv"] : ["hors-qpv"];
    for (const localisation of secteurs) {
      const secteur = `${commune}/${localisation}`;
      const logements = hasard(fluxMaximal + 1);
      flux += logements;
      let reste = fraction(logements);
      const verser = (reservataire: string, valeur: Fraction) => {
        reste = soustraire(reste, valeur);
        if (nulles || valeur.numerateur !== 0n)
          cellules.push({ codes: [secteur, reservataire], valeur, secteur, commune, epci, reservataire });
      };
      verser("agents", fraction(logements * 5, 100));
      verser("publics", fraction(logements * 25, 100));
      for (let numero = 0; numero < reservataires; numero += 1) {
        const points = Math.floor(60 / reservataires);
        const taux =
          numero % 2 === 0
            ? fraction(tauxConvenus[numero] ?? 0, 10_000)
            : fraction(hasard(points * 1_000_000), 100_000_000);
        const valeur = multiplier(taux, fraction(logements));
        if (hasard(100) < densite) verser(`r${numero}`, valeur);
      }
      verser("non-reserves", reste);
    }
  }
  return { cellules, familles: [parReservataire(cellules, flux), parSecteur(cellules)] };
}

type Cle = (cellule: CelluleDuPerimetre) => string;

/** Les cellules de ces rangs, groupées selon une première clé, chaque groupe selon la suivante ; `feuille` finit chacun. */
function emboiter(
  cellules: readonly CelluleDuPerimetre[],
  rangs: readonly number[],
  [cle, ...suite]: readonly Cle[],
  feuille: (rangs: readonly number[]) => Omit<Total, "code">,
): Omit<Total, "code"> {
  if (cle === undefined) return feuille(rangs);
  const cleDe = (rang: number) => cle(cellules[rang] as CelluleDuPerimetre);
  return {
    branches: regrouperParCodes(rangs, cleDe).map(([code, groupe]) => ({
      code,
      ...emboiter(cellules, groupe, suite, feuille),
    })),
  };
}

function parReservataire(cellules: readonly CelluleDuPerimetre[], flux: number): Total {
  const plafond = (taux: number) => BigInt(Math.floor((flux * taux) / 100));
  const lignes = (rangs: readonly number[]) =>
    emboiter(cellules, rangs, [(c) => c.reservataire, (c) => c.epci, (c) => c.commune], (groupe) => ({
      cellules: groupe,
    })).branches ?? [];
  const [duPrefet, autres] = separer(cellules, [...cellules.keys()]);
  const volets = lignes(duPrefet).map((volet) =>
    volet.code === "agents" ? { ...volet, maximum: plafond(5) } : volet,
  );
  return {
    code: "tout",
    branches: [{ code: "prefet", maximum: plafond(30), branches: volets }, ...lignes(autres)],
  };
}

function parSecteur(cellules: readonly CelluleDuPerimetre[]): Total {
  return {
    code: "tout",
    ...emboiter(
      cellules,
      [...cellules.keys()],
      [(c) => c.epci, (c) => c.commune, (c) => c.secteur],
      (rangs) => {
        const [duPrefet, autres] = separer(cellules, rangs);
        return { branches: [{ code: "prefet", cellules: duPrefet }], cellules: autres };
      },
    ),
  };
}

function separer(cellules: readonly CelluleDuPerimetre[], rangs: readonly number[]) {
  const estDuPrefet = (rang: number) => PREFET.includes(cellules[rang]?.reservataire ?? "");
  return [rangs.filter(estDuPrefet), rangs.filter((rang) => !estDuPrefet(rang))] as const;
}
