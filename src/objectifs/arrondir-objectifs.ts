import type { Blocage } from "../exact/blocage.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { estUneGarantie } from "./limites-du-flux.js";
import { type EchangeDObjectifs, rapprocherObjectifs } from "./rapprocher-objectifs.js";
import {
  arrondirTableauDesObjectifs,
  type CelluleDObjectif,
  type TotauxTenus,
} from "./tableau-des-objectifs.js";
import { tenirGaranties } from "./tenir-garanties.js";
import { minimumsHorsQpv } from "./tenir-plancher.js";

/** Une cellule et son entier. */
export type CelluleArrondie = CelluleDObjectif & { readonly objectif: number };

/** Ce que des stipulations demandent de tenir en logements entiers aussi. */
export interface LimitesEnEntiers {
  readonly garanties: boolean;
  readonly plancher: boolean;
}

/** Un objectif, selon qu'une limite se juge sur les parts exactes ou en logements entiers aussi. */
interface Changement {
  readonly reservataire: string;
  /** Sans la tenir en logements entiers. */
  readonly sans: number;
  readonly avec: number;
}

/** Ce que change une limite tenue en logements entiers, non réservés compris. */
export interface PrixDUneLimite {
  readonly limite: "plafond-des-garanties" | "plancher-hors-qpv";
  /** Les objectifs du périmètre qui changent. */
  readonly reservataires: readonly Changement[];
  /** Les objectifs qui changent dans une commune. */
  readonly communes: readonly (Changement & { readonly commune: string })[];
}

interface Arrondi {
  readonly cellules: readonly CelluleArrondie[];
  readonly echanges: readonly EchangeDObjectifs[];
}

type OuBlocage<T> = (T & { readonly blocage?: never }) | { readonly blocage: Blocage };

/**
 * Arrondit des parts dues en objectifs : le tableau, puis les échanges qui rapprochent les totaux qu'il ne tient pas.
 *
 * Une limite à tenir en logements entiers refait le tableau avec elle ; la comparaison des deux donne son prix. Le plancher hors
 * QPV qu'un plafond interdit d'atteindre n'est pas tenu : le plafond est impératif.
 */
export function arrondirObjectifs(
  dues: readonly CelluleDObjectif[],
  repartition: Repartition,
  { garanties, plancher }: LimitesEnEntiers,
): OuBlocage<Arrondi & { readonly prix: readonly PrixDUneLimite[] }> {
  const base = arrondirEnTenant(dues, repartition, {});
  if (base.blocage !== undefined) return base;
  let courant: Arrondi = base;
  const prix: PrixDUneLimite[] = [];
  const ensemble = garanties ? estUneGarantie(repartition) : undefined;
  if (garanties) {
    const avec = arrondirEnTenant(tenirGaranties(dues, repartition), repartition, { ensemble });
    if (avec.blocage !== undefined) return avec;
    prix.push(chiffrer("plafond-des-garanties", courant.cellules, avec.cellules));
    courant = avec;
  }
  if (plancher)
    for (const horsQpv of minimumsHorsQpv(courant.cellules, repartition)) {
      const avec = arrondirEnTenant(courant.cellules, repartition, { ensemble, horsQpv });
      if (avec.blocage !== undefined) continue;
      prix.push(chiffrer("plancher-hors-qpv", courant.cellules, avec.cellules));
      courant = avec;
      break;
    }
  return { ...courant, prix };
}

function arrondirEnTenant(
  cellules: readonly CelluleDObjectif[],
  repartition: Repartition,
  tenus: TotauxTenus,
): OuBlocage<Arrondi> {
  const arrondi = arrondirTableauDesObjectifs(cellules, repartition, tenus);
  if (arrondi.blocage !== undefined) return arrondi;
  const { entiers, echanges } = rapprocherObjectifs(cellules, arrondi.entiers.map(Number), tenus);
  return {
    cellules: cellules.map((cellule, rang) => ({ ...cellule, objectif: entiers[rang] ?? 0 })),
    echanges,
  };
}

function chiffrer(
  limite: PrixDUneLimite["limite"],
  sans: readonly CelluleArrondie[],
  avec: readonly CelluleArrondie[],
): PrixDUneLimite {
  const comparer = (groupe: (cellule: CelluleArrondie) => readonly string[]) => {
    const apres = new Map(totaliser(avec, groupe).map(({ cle, objectif }) => [cle, objectif]));
    return totaliser(sans, groupe).flatMap(({ cle, codes, objectif }) =>
      objectif === apres.get(cle) ? [] : [{ codes, sans: objectif, avec: apres.get(cle) ?? 0 }],
    );
  };
  return {
    limite,
    reservataires: comparer(({ reservataire }) => [reservataire]).map(({ codes, ...changement }) => ({
      reservataire: codes[0] ?? NON_RESERVES,
      ...changement,
    })),
    communes: comparer(({ secteur, reservataire }) => [secteur.commune ?? "", reservataire])
      .filter(({ codes }) => codes[0] !== "")
      .map(({ codes, ...changement }) => ({
        commune: codes[0] ?? "",
        reservataire: codes[1] ?? NON_RESERVES,
        ...changement,
      })),
  };
}

function totaliser(
  cellules: readonly CelluleArrondie[],
  groupe: (cellule: CelluleArrondie) => readonly string[],
): { readonly cle: string; readonly codes: readonly string[]; readonly objectif: number }[] {
  return regrouperParCodes(cellules, (cellule) => JSON.stringify(groupe(cellule))).map(([cle, siennes]) => ({
    cle,
    codes: JSON.parse(cle) as string[],
    objectif: siennes.reduce((total, { objectif }) => total + objectif, 0),
  }));
}
