import type { Blocage } from "../exact/blocage.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { cleDeSecteur } from "../modele/secteurs.js";
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
export interface ChangementDObjectif {
  readonly reservataire: string;
  /** Sans la tenir en logements entiers. */
  readonly sans: number;
  readonly avec: number;
}

/** Ce que change une limite tenue en logements entiers, après celles qui la précèdent dans la liste ; non réservés compris. */
export interface PrixDUneLimite {
  readonly limite: "plafond-des-garanties" | "plancher-hors-qpv";
  /** Les objectifs du périmètre qui changent. */
  readonly reservataires: readonly ChangementDObjectif[];
  /** Ceux qui changent dans une commune. */
  readonly communes: readonly (ChangementDObjectif & { readonly commune: string })[];
  /** Ceux qui changent dans un secteur. */
  readonly secteurs: readonly (ChangementDObjectif & { readonly secteur: string })[];
}

interface Arrondi {
  readonly cellules: readonly CelluleArrondie[];
  readonly echanges: readonly EchangeDObjectifs[];
}

/** Un résultat, ou ce qui l'interdit, les garanties faisant ou non un total dans chaque secteur. */
type OuBlocage<T> =
  | (T & { readonly blocage?: never })
  | { readonly blocage: Blocage; readonly garanties: boolean };

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
  if (arrondi.blocage !== undefined)
    return { blocage: arrondi.blocage, garanties: tenus.ensemble !== undefined };
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
  const changements = (lieu: (cellule: CelluleArrondie) => string) => {
    const apres = new Map(totaliser(avec, lieu).map(({ cle, objectif }) => [cle, objectif]));
    return totaliser(sans, lieu).flatMap(({ cle, objectif, ...ou }) =>
      objectif === apres.get(cle) ? [] : [{ ...ou, sans: objectif, avec: apres.get(cle) ?? 0 }],
    );
  };
  return {
    limite,
    reservataires: changements(() => "").map(({ lieu: _, ...changement }) => changement),
    communes: changements(({ secteur }) => secteur.commune ?? "")
      .filter(({ lieu }) => lieu !== "")
      .map(({ lieu, ...changement }) => ({ commune: lieu, ...changement })),
    secteurs: changements(({ secteur }) => cleDeSecteur(secteur)).map(({ lieu, ...changement }) => ({
      secteur: lieu,
      ...changement,
    })),
  };
}

/** Ce que chaque réservataire a dans chaque lieu. */
function totaliser(
  cellules: readonly CelluleArrondie[],
  lieuDe: (cellule: CelluleArrondie) => string,
): {
  readonly cle: string;
  readonly lieu: string;
  readonly reservataire: string;
  readonly objectif: number;
}[] {
  return regrouperParCodes(cellules, (cellule) =>
    JSON.stringify([lieuDe(cellule), cellule.reservataire]),
  ).flatMap(([cle, siennes]) => {
    const [premiere] = siennes;
    if (premiere === undefined) return [];
    const objectif = siennes.reduce((total, cellule) => total + cellule.objectif, 0);
    return [{ cle, lieu: lieuDe(premiere), reservataire: premiere.reservataire, objectif }];
  });
}
