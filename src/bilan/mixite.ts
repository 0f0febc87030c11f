import { valeurLegale } from "../droit/parametres.js";
import { joursApres, memeQuantieme } from "../modele/calendrier.js";
import { estDansLeTerritoire } from "../modele/secteurs.js";
import type { AttributionLue } from "./attributions-du-registre.js";
import { complementPour, juger, type ObjectifJuge } from "./juger-un-objectif.js";
import type { TerritoireLu } from "./territoires-a-objectif.js";

/** Les baux signés hors QPV. */
export interface ObjectifHorsQpv extends ObjectifJuge {
  /** Parmi les favorables, les demandeurs du premier quartile, relogés ou non. */
  readonly premierQuartile: number;
  /** Parmi les favorables, les autres : relogements du renouvellement urbain ou d'une copropriété dégradée. */
  readonly relogements: number;
}

/** Les derniers mois jusqu'à une date, comprise. */
export interface Fenetre extends ObjectifHorsQpv {
  readonly du: string;
  readonly au: string;
}

export interface FenetresDeLInjonction {
  readonly sixMois: Fenetre;
  /** `complement` : baux favorables de plus, comptés aussi dans le total, qui porteraient ces mois à l'objectif ; `null` si aucun nombre n'y suffit. */
  readonly douzeMois: Fenetre & { readonly complement: number | null };
  /** Vrai si l'objectif n'est pas atteint sur les six derniers mois ; `null` si ce que le journal ne dit pas en décide. */
  readonly conditionDInjonction: boolean | null;
}

/** Un territoire à conférence intercommunale, dans l'année. */
export interface MixiteDUnTerritoire extends TerritoireLu {
  readonly horsQpv: ObjectifHorsQpv;
  /** Attributions de l'année hors QPV qui n'ont pas encore de bail à la date : elles ne sont pas comptées. */
  readonly enAttenteDeBail: number;
  /** Attributions à d'autres demandeurs que ceux du premier quartile ; le compte des attributions est celui de la loi. */
  readonly enQpv: { readonly parAttribution: ObjectifJuge; readonly parBail: ObjectifJuge };
  /** `null` avant le 23/02/2022, faute de texte. */
  readonly fenetres: FenetresDeLInjonction | null;
}

/** Du premier au dernier jour, compris. */
export interface Jours {
  readonly du: string;
  readonly au: string;
}

export function estDansLesJours(date: string | null, { du, au }: Jours): boolean {
  return date !== null && du <= date && date <= au;
}

/** Les objectifs de mixité d'un territoire, jugés sur toutes ses attributions, dans le flux ou non. */
export function mixiteDuTerritoire(
  lu: TerritoireLu,
  attributions: readonly AttributionLue[],
  annee: Jours,
): MixiteDUnTerritoire {
  const siennes = attributions.filter(({ secteur }) => estDansLeTerritoire(secteur, lu.territoire));
  const horsQpv = siennes.filter(({ secteur }) => secteur.localisation === "hors-qpv");
  const enQpv = siennes.filter(({ secteur }) => secteur.localisation === "qpv");
  const { tauxHorsQpv, tauxEnQpv } = lu.objectif;
  const signees = (jours: Jours) => horsQpv.filter(({ bail }) => estDansLesJours(bail, jours));
  return {
    ...lu,
    horsQpv: jugerHorsQpv(signees(annee), tauxHorsQpv),
    enAttenteDeBail: horsQpv.filter(
      ({ attribution, bail }) => estDansLesJours(attribution, annee) && (bail === null || bail > annee.au),
    ).length,
    enQpv: {
      parAttribution: jugerEnQpv(
        enQpv.filter(({ attribution }) => estDansLesJours(attribution, annee)),
        tauxEnQpv,
      ),
      parBail: jugerEnQpv(
        enQpv.filter(({ bail }) => estDansLesJours(bail, annee)),
        tauxEnQpv,
      ),
    },
    fenetres: fenetresAu(annee.au, signees, tauxHorsQpv),
  };
}

function jugerHorsQpv(baux: readonly AttributionLue[], seuil: string): ObjectifHorsQpv {
  const duQuartile = baux.filter(({ publics }) => publics.premierQuartile === true);
  const relogements = baux.filter(
    ({ publics, operation }) => publics.premierQuartile !== true && operation !== null,
  );
  const nonRenseignees = baux.filter(
    ({ publics, operation }) => publics.premierQuartile === undefined && operation === null,
  );
  return {
    ...juger(
      {
        comptees: baux.length,
        favorables: duQuartile.length + relogements.length,
        nonRenseignees: nonRenseignees.length,
      },
      seuil,
    ),
    premierQuartile: duQuartile.length,
    relogements: relogements.length,
  };
}

function jugerEnQpv(attributions: readonly AttributionLue[], seuil: string): ObjectifJuge {
  const nombre = (premierQuartile: boolean | undefined) =>
    attributions.filter(({ publics }) => publics.premierQuartile === premierQuartile).length;
  return juger(
    { comptees: attributions.length, favorables: nombre(false), nonRenseignees: nombre(undefined) },
    seuil,
  );
}

/** Les fenêtres que la loi donne à la date, et les jours qu'elles couvrent. */
export function joursDesFenetres(au: string): { readonly six: Jours; readonly douze: Jours } | null {
  const injonction = valeurLegale("fenetreDInjonction", au);
  const fin = valeurLegale("fenetreDeFinDInjonction", au);
  if (injonction === null || fin === null) return null;
  const derniers = (mois: number): Jours => ({ du: memeQuantieme(joursApres(au, 1), -mois), au });
  return { six: derniers(injonction), douze: derniers(fin) };
}

function fenetresAu(
  au: string,
  signees: (jours: Jours) => readonly AttributionLue[],
  seuil: string,
): FenetresDeLInjonction | null {
  const jours = joursDesFenetres(au);
  if (jours === null) return null;
  const sixMois = { ...jours.six, ...jugerHorsQpv(signees(jours.six), seuil) };
  const douzeMois = { ...jours.douze, ...jugerHorsQpv(signees(jours.douze), seuil) };
  return {
    sixMois,
    douzeMois: { ...douzeMois, complement: complementPour(douzeMois) },
    conditionDInjonction: sixMois.verdict === "indetermine" ? null : sixMois.verdict === "non-atteint",
  };
}
