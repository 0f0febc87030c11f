import { lireDecimal } from "../exact/decimal.js";
import {
  additionner,
  type Fraction,
  fraction,
  multiplier,
  pourCentDe,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { anneeDe } from "../modele/calendrier.js";
import type { ArrondiDesDroits, DroitSansTerme } from "../modele/stipulations.js";
import { appliquerArrondi } from "./arrondi-convenu.js";
import {
  anneesRestantes,
  dureeRestante,
  type MesureDeDuree,
  type MesureDesAnnees,
} from "./duree-restante.js";
import type { LigneDeDroits } from "./lire-droits.js";

/** Des droits convertis. */
export interface LigneDeConversion extends LigneDeDroits {
  /**
   * Années restantes de chaque droit de suite, selon la mesure convenue ; zéro pour un droit unique ou échu, `null` pour un droit sans
   * terme dont le volume est négocié.
   */
  readonly duree: ValeurExacte | null;
  /** Le taux appliqué, en pourcentage ; `null` si aucun ne l'est. */
  readonly taux: ValeurExacte | null;
  /** Sans arrondi ; `null` si le volume est négocié : il est porté au total du réservataire. */
  readonly droitsUniques: ValeurExacte | null;
}

/** Le volume de droits uniques d'un réservataire. */
export interface VolumeDeDroits {
  readonly reservataire: string;
  readonly droitsUniquesNonHonores: number;
  readonly droitsDeSuite: number;
  /** Droits échus à la date d'effet, comptés pour zéro. */
  readonly echus: number;
  /** Σ durée restante des droits de suite, en années. */
  readonly annees: ValeurExacte;
  /** Le volume négocié pour ses droits sans terme. */
  readonly negocies: ValeurExacte;
  /** U + Σ durée restante × taux + volume négocié, sans arrondi. */
  readonly brut: ValeurExacte;
  /** Le volume retenu, après l'arrondi convenu. */
  readonly droitsUniques: ValeurExacte;
  /** Ce que l'arrondi ajoute, ou ôte s'il est négatif : volume retenu moins volume brut. */
  readonly effetDeLArrondi: ValeurExacte;
}

/** Ce qui convertit un droit. */
export interface CadreDeConversion {
  readonly dateDEffet: string;
  readonly mesureDeDuree: MesureDeDuree | undefined;
  readonly mesureDesAnnees: MesureDesAnnees | undefined;
  readonly droitsSansTerme: readonly DroitSansTerme[];
  readonly tauxDe: (ligne: LigneDeDroits) => Fraction;
  readonly arrondi: ArrondiDesDroits;
}

/** Un droit dont le dernier jour, ou la dernière année, est passé. */
export function estEchu({ dateDExpiration, anneeDExpiration }: LigneDeDroits, dateDEffet: string): boolean {
  return dateDExpiration === null
    ? anneeDExpiration !== null && anneeDExpiration < anneeDe(dateDEffet)
    : dateDExpiration < dateDEffet;
}

export function estSansTerme({ droit, anneeDExpiration }: LigneDeDroits): boolean {
  return droit === "droit-de-suite" && anneeDExpiration === null;
}

export function convertirLigne(ligne: LigneDeDroits, cadre: CadreDeConversion): LigneDeConversion {
  const echu = estEchu(ligne, cadre.dateDEffet);
  if (echu || ligne.droit === "droit-unique")
    return {
      ...ligne,
      duree: valeurExacte(ZERO),
      taux: null,
      droitsUniques: valeurExacte(fraction(echu ? 0 : ligne.nombre)),
    };
  const duree = dureeDe(ligne, cadre);
  if (duree === null) return { ...ligne, duree: null, taux: null, droitsUniques: null };
  const taux = cadre.tauxDe(ligne);
  return {
    ...ligne,
    duree: valeurExacte(duree),
    taux: valeurExacte(taux),
    droitsUniques: valeurExacte(multiplier(fraction(ligne.nombre), pourCentDe(taux, duree))),
  };
}

/** `null` si la durée est sans terme, et le volume négocié. */
function dureeDe(ligne: LigneDeDroits, cadre: CadreDeConversion): Fraction | null {
  const { dateDExpiration, anneeDExpiration } = ligne;
  if (estSansTerme(ligne)) {
    const convenu = cadre.droitsSansTerme.find(({ reservataire }) => reservataire === ligne.reservataire);
    return convenu !== undefined && "annees" in convenu ? lireDecimal(convenu.annees) : null;
  }
  if (dateDExpiration !== null && cadre.mesureDeDuree !== undefined)
    return dureeRestante(cadre.mesureDeDuree, cadre.dateDEffet, dateDExpiration);
  if (anneeDExpiration !== null && cadre.mesureDesAnnees !== undefined)
    return anneesRestantes(cadre.mesureDesAnnees, cadre.dateDEffet, anneeDExpiration);
  throw new TypeError("droit sans mesure de durée");
}

/** Le volume d'un réservataire, de ses lignes converties. */
export function totaliserVolume(
  reservataire: string,
  lignes: readonly LigneDeConversion[],
  cadre: CadreDeConversion,
): VolumeDeDroits {
  const vivantes = lignes.filter((ligne) => !estEchu(ligne, cadre.dateDEffet));
  const compter = (retenues: readonly LigneDeConversion[]) =>
    retenues.reduce((total, { nombre }) => total + nombre, 0);
  const uniques = compter(vivantes.filter(({ droit }) => droit === "droit-unique"));
  const negocies = volumeNegocie(reservataire, lignes, cadre);
  const brut = additionner(negocies, sommer(lignes.map(({ droitsUniques }) => lire(droitsUniques))));
  const retenu = arrondirVolume(brut, negocies, lignes, cadre.arrondi);
  return {
    reservataire,
    droitsUniquesNonHonores: uniques,
    droitsDeSuite: compter(vivantes) - uniques,
    echus: compter(lignes) - compter(vivantes),
    annees: valeurExacte(sommerLesAnnees(lignes)),
    negocies: valeurExacte(negocies),
    brut: valeurExacte(brut),
    droitsUniques: valeurExacte(retenu),
    effetDeLArrondi: valeurExacte(soustraire(retenu, brut)),
  };
}

/** Σ nombre de droits × années restantes. */
export function sommerLesAnnees(lignes: readonly LigneDeConversion[]): Fraction {
  return sommer(lignes.map(({ nombre, duree }) => multiplier(fraction(nombre), lire(duree))));
}

function lire(valeur: ValeurExacte | null): Fraction {
  return valeur === null ? ZERO : lireValeurExacte(valeur);
}

function volumeNegocie(
  reservataire: string,
  lignes: readonly LigneDeConversion[],
  { droitsSansTerme }: CadreDeConversion,
): Fraction {
  const convenu = droitsSansTerme.find((un) => un.reservataire === reservataire);
  return convenu !== undefined && "droitsUniques" in convenu && lignes.some(estSansTerme)
    ? (lireDecimal(convenu.droitsUniques) ?? ZERO)
    : ZERO;
}

/** Arrondi une seule fois, à la fin ; ou, si les parties l'ont convenu, logement par logement avant d'additionner. */
function arrondirVolume(
  brut: Fraction,
  negocies: Fraction,
  lignes: readonly LigneDeConversion[],
  arrondi: ArrondiDesDroits,
): Fraction {
  if (arrondi === "aucun" || !("par" in arrondi)) return appliquerArrondi(brut, arrondi);
  return additionner(
    negocies,
    sommer(
      lignes.map(({ nombre, duree, taux, droitsUniques }) =>
        taux === null
          ? lire(droitsUniques)
          : multiplier(
              fraction(nombre),
              appliquerArrondi(pourCentDe(lireValeurExacte(taux), lire(duree)), arrondi),
            ),
      ),
    ),
  );
}
