import type { Texte } from "../droit/texte.js";
import { lireDecimal } from "../exact/decimal.js";
import {
  CENT,
  comparer,
  diviser,
  enPourCentDe,
  estNulle,
  type Fraction,
  fraction,
  multiplier,
  pourCentDe,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";

/** Les trois façons connues de passer d'un stock à une part du flux. */
const METHODES_DE_CONVERSION: readonly MethodeDeConversion[] = [
  "ratio-du-stock",
  "annualisee",
  "prorata-des-volumes",
];
export type MethodeDeConversion = "ratio-du-stock" | "annualisee" | "prorata-des-volumes";

/** Ce qu'une méthode donne à un réservataire. */
export interface PartSelonUneMethode {
  readonly methode: MethodeDeConversion;
  /** En pourcentage du flux de son territoire, sans arrondi ; `null` si elle ne se calcule pas. */
  readonly taux: ValeurExacte | null;
  /** Taux × C sur son territoire, en logements par an. */
  readonly logements: ValeurExacte | null;
  /** Pourquoi elle ne se calcule pas ; `null` si elle se calcule. */
  readonly motif: Texte | null;
}

/** Ce qu'une méthode sait d'un réservataire. */
export interface DonneesDeMethode {
  /** R : ses logements réservés en stock sur son territoire, droits échus à la date de l'assiette exclus. */
  readonly reserves: number;
  /** Vrai pour l'État, que le ratio rapporté ne vise pas. */
  readonly deLEtat: boolean;
  /** P : le patrimoine de son territoire. */
  readonly patrimoine: number;
  /** C : le flux de son territoire, en logements. */
  readonly flux: number;
  readonly fluxDuPerimetre: number;
  /** Σ taux de rotation de chaque logement réservé : R × τ si le taux est unique ; sinon, ce qui manque pour le dire. */
  readonly liberesParAn: Fraction | Texte;
  /** Son volume de droits uniques et celui de tous ; `null` sans volumes. */
  readonly volumes: { readonly sien: Fraction; readonly deTous: Fraction } | null;
  /** Ce que le préfet et le bailleur laissent, en pourcentage du flux ; `null` si leurs parts ne sont pas données. */
  readonly laisse: Fraction | null;
}

export const SANS_TAUX: Texte = {
  fr: "Elle demande un taux de rotation, qui n'est pas donné.",
  en: "It needs a turnover rate, which is not given.",
};
export const TYPOLOGIE_SANS_TAUX: Texte = {
  fr: "Le taux de rotation ne mesure pas toutes les typologies de ces logements.",
  en: "The turnover rate does not measure all the sizes of these dwellings.",
};
const SANS_VOLUMES: Texte = {
  fr: "Elle demande les volumes de droits uniques et les parts du préfet et du bailleur, qui ne sont pas tous donnés.",
  en: "It needs the volumes of single-use rights and the shares of the prefect and the landlord, not all given.",
};
const SANS_FLUX: Texte = {
  fr: "Le territoire n'a aucun logement à partager : une part n'y a pas de sens.",
  en: "The territory has no dwelling to share: a share is meaningless there.",
};
const AUCUN_VOLUME: Texte = {
  fr: "Personne n'a de volume de droits uniques : il n'y a rien à rapporter.",
  en: "No one has a volume of single-use rights: there is nothing to relate to.",
};
const ETAT: Texte = {
  fr: "Le ministère ne rapporte pas ce ratio pour l'État.",
  en: "The ministry does not report this ratio for the State.",
};

/** Les trois méthodes, dans l'ordre. */
export function appliquerLesMethodes(donnees: DonneesDeMethode): readonly PartSelonUneMethode[] {
  return METHODES_DE_CONVERSION.map((methode) => {
    const taux = TAUX_DES_METHODES[methode](donnees);
    return "fr" in taux
      ? { methode, taux: null, logements: null, motif: taux }
      : {
          methode,
          taux: valeurExacte(taux),
          logements: valeurExacte(pourCentDe(taux, fraction(donnees.flux))),
          motif: null,
        };
  });
}

/** Le taux de chaque méthode, en pourcentage ; ou pourquoi il n'y en a pas. */
const TAUX_DES_METHODES: Readonly<
  Record<MethodeDeConversion, (donnees: DonneesDeMethode) => Fraction | Texte>
> = {
  "ratio-du-stock": ({ reserves, patrimoine, deLEtat }) =>
    deLEtat ? ETAT : enPourCentDe(fraction(reserves), fraction(patrimoine)),
  annualisee: ({ liberesParAn, flux }) => {
    if ("fr" in liberesParAn) return liberesParAn;
    return flux === 0 ? SANS_FLUX : enPourCentDe(liberesParAn, fraction(flux));
  },
  "prorata-des-volumes": ({ volumes, laisse, flux, fluxDuPerimetre }) => {
    if (volumes === null || laisse === null) return SANS_VOLUMES;
    if (flux === 0) return SANS_FLUX;
    if (estNulle(volumes.deTous)) return AUCUN_VOLUME;
    const duPerimetre = multiplier(diviser(volumes.sien, volumes.deTous), laisse);
    return multiplier(duPerimetre, fraction(fluxDuPerimetre, flux));
  },
};

/** L'étendue des méthodes qui se calculent, en points du taux et en logements par an. */
export interface EcartDesMethodes {
  readonly points: ValeurExacte;
  readonly logements: ValeurExacte;
}

export function mesurerLEcart(taux: readonly Fraction[], flux: number): EcartDesMethodes | null {
  const [premier, ...autres] = taux;
  if (premier === undefined || autres.length === 0) return null;
  const extreme = (sens: 1 | -1) =>
    autres.reduce((retenu, lu) => (sens * comparer(lu, retenu) > 0 ? lu : retenu), premier);
  const points = soustraire(extreme(1), extreme(-1));
  return { points: valeurExacte(points), logements: valeurExacte(pourCentDe(points, fraction(flux))) };
}

/** Ce que laissent des parts, en pourcentage ; négatif si elles dépassent 100 %. */
export function resteDe(parts: readonly string[]): Fraction {
  return parts.map((part) => lireDecimal(part) ?? ZERO).reduce(soustraire, CENT);
}
