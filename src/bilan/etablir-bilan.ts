import { type ComptesDuFlux, totaliserSoustraits } from "../assiette/comptes-du-flux.js";
import { constaterSoustractions } from "../assiette/constater-soustractions.js";
import { regrouperParCodes, trierParCodes } from "../exact/ordre.js";
import { logementsDesUnites } from "../exact/taux.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { anneeDe } from "../modele/calendrier.js";
import type { Constat } from "../modele/constats.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import {
  type CategorieDeSoustraction,
  type Financement,
  LOCALISATIONS,
  type Localisation,
  NON_RESERVES,
  type Perimetre,
  type Typologie,
} from "../modele/vocabulaire.js";
import type { Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import { decompter } from "../orientation/decompter.js";
import type { Tour, TypeDEchec } from "../orientation/dossiers.js";
import type { Liberation } from "../orientation/evenements.js";
import {
  dossiersEtLiberations,
  ecartDuCompte,
  estPartageParLeFlux,
  perimetreDe,
  type Registre,
} from "../orientation/registre.js";
import { relireRegistre } from "../orientation/relire-registre.js";
import { lireObjectifs } from "./lire-objectifs.js";

/** Les six axes de R. 441-5-1. */
export interface AxesDuBilan {
  readonly reservataire: string;
  readonly typologie: Typologie;
  readonly financement: Financement;
  readonly localisation: Localisation;
  readonly commune: string;
  readonly periodeDeConstruction: string;
}

/** Les deux compteurs de la loi, et les baux signés que suit la pratique, en logements, dans l'année. */
export interface CompteursDuBilan {
  /** Logements mis à la disposition du réservataire. */
  readonly proposes: number;
  /** Logements attribués par la commission. */
  readonly attribues: number;
  readonly bauxSignes: number;
}

export interface LigneDeBilan extends AxesDuBilan, CompteursDuBilan {}

/** L'année d'un réservataire, ou du bailleur pour les logements non réservés. */
export interface BilanDeReservataire extends CompteursDuBilan {
  readonly reservataire: string;
  /** L'objectif de l'année, en logements ; `null` pour un réservataire sans part du flux. */
  readonly objectif: number | null;
  /** Ce qui lui était dû sur les logements du flux mis à disposition, en logements. */
  readonly du: ValeurExacte;
  /** Logements décomptés de ce dû. */
  readonly recus: number;
  /** Dû moins reçu. */
  readonly ecart: ValeurExacte;
  readonly absencesDeCandidat: number;
  readonly nonAttributions: number;
  readonly refusDeCandidats: number;
  /** Attributions d'office imputées sur ses droits, comptées dans `recus`. */
  readonly imputations: number;
  /** Logements mis à disposition dont la suite n'est pas connue. */
  readonly enCours: number;
}

/** Où sont passées les libérations de l'année : la somme des postes fait le total. */
export interface EmploiDesLiberations {
  readonly total: number;
  readonly soustraites: number;
  readonly partagees: number;
  /** Mises à disposition, puis sorties du partage : au maire, ou rendues au bailleur hors compte. */
  readonly sortiesDuPartage: number;
  readonly identifiees: number;
  /** Revenues au réservataire d'un droit en stock qui n'est pas converti. */
  readonly reserveesEnStock: number;
  readonly premieresMisesEnLocationHorsFlux: number;
  /** Libérations dans le flux, ni soustraites ni mises à disposition. */
  readonly enAttente: number;
}

export interface Bilan {
  readonly nature: "bilan";
  readonly perimetre: Perimetre;
  /** Lignes non nulles, dans l'ordre des axes. */
  readonly lignes: readonly LigneDeBilan[];
  readonly reservataires: readonly BilanDeReservataire[];
  /** La somme des lignes : un logement proposé à deux réservataires y compte pour chacun. */
  readonly totaux: CompteursDuBilan;
  /** Les logements que la loi a mis à la disposition d'un maire, après un échec en QPV. */
  readonly maires: CompteursDuBilan;
  /** Ce qui, pour ces libérations, s'est fait l'année suivante, maires compris : du bilan suivant, non de celui-ci. */
  readonly anneeSuivante: CompteursDuBilan;
  readonly liberations: EmploiDesLiberations;
  /** A, B par catégorie et C : la prévision de l'assiette et le réalisé du journal. */
  readonly assiettePrevue: ComptesDuFlux;
  readonly assietteRealisee: ComptesDuFlux;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "etablirBilan";

/**
 * Établit le bilan annuel : logements proposés et logements attribués, par réservataire, typologie, financement,
 * localisation hors ou en QPV, commune et période de construction ; logements soustraits prévus et réalisés.
 *
 * Le bilan ne porte que sur les logements libérés dans l'année du registre : ce qui s'est fait cette année sur ceux de
 * l'année précédente, que son registre montre à part (`anneeSuivante`), est à y ajouter.
 *
 * Un logement proposé est un logement mis à la disposition du réservataire. Le bilan se lit dans le journal du
 * registre : il compte ce qui y est consigné, sans donnée sur les ménages.
 *
 * @param registre - le registre de l'année
 * @param objectifs - ceux de l\'année, s\'ils ont été fixés avec des stipulations ; sans quoi ceux de la répartition de l\'ouverture
 * @returns les lignes aux six axes, l'année de chaque réservataire, l'emploi des libérations, A, B et C prévus et réalisés
 * @throws {@link ErreurDeSaisie} si l'entrée n'est pas un registre, ou si son journal ne redonne pas son état
 * @article CCH, art. R. 441-5-1 (en vigueur depuis le 22/02/2020) ; le bilan des relogements de R. 441-5, I, al. 5 n'est pas fait
 * @category Bilan
 * @example
 * const assiette = calculerAssiette(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     secteurs: [{ commune: "77288", localisation: "qpv", epci: null, liberations: 10 }],
 *   },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const registre = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * const suite = orienterLogements(registre, [
 *   {
 *     date: "2024-02-01", liberation: "L-1", logement: "9900000001", commune: "77288", localisation: "qpv",
 *     typologie: "T3", financement: "PLUS", periodeDeConstruction: "1949-1974", statut: "dans-le-flux",
 *     premiereMiseEnLocation: false,
 *   },
 * ]);
 * etablirBilan(suite.registre).totaux // { proposes: 1, attribues: 0, bauxSignes: 0 }
 */
export function etablirBilan(registre: Registre, objectifs?: Objectifs): Bilan {
  const saisie = new Saisie(VERBE);
  const lu = relireRegistre(saisie, registre);
  const fixes = lu && lireObjectifs(saisie, lu, objectifs, ["objectifs"]);
  const etat = saisie.certifier(lu);
  const desObjectifs = saisie.certifier(fixes);
  const histoires = reunirHistoires(etat);
  const passages = histoires.flatMap((histoire) => histoire.passages);
  const desReservataires = passages.filter(({ reservataire }) => reservataire !== null);
  const duMaire = passages.filter(({ reservataire }) => reservataire === null);
  const { provenance, repartition, journal, version } = etat;
  const { annee } = perimetreDe(etat);
  return sceller(
    {
      nature: "bilan" as const,
      perimetre: perimetreDe(etat),
      lignes: ventiler(passages, annee),
      reservataires: parReservataire(etat, desObjectifs, passages),
      totaux: compter(desReservataires, annee),
      maires: compter(duMaire, annee),
      anneeSuivante: compter(passages, annee + 1),
      liberations: employer(etat, histoires),
      assiettePrevue: prevision(etat),
      assietteRealisee: compterFlux(etat, histoires),
      constats: constater(etat, histoires),
    },
    {
      dateDeDroit: provenance.dateDeDroit,
      entrees: {
        repartition: repartition.provenance.sceau,
        version,
        journal,
        objectifs: objectifs === undefined ? undefined : desObjectifs.provenance.sceau,
      },
      stipulations: etat.stipulations,
    },
  );
}

/** Tout ce qui est arrivé à un logement depuis sa libération. */
interface Histoire {
  readonly liberation: Liberation;
  readonly soustraction: CategorieDeSoustraction | null;
  readonly passages: readonly Passage[];
  /** Vrai si, mis à disposition, le logement n'accroît plus le dû de personne. */
  readonly sortie: boolean;
}

/** Ce que quelqu'un a eu d'une libération : son tour, ou ses tours s'il en a eu plusieurs. */
interface Passage {
  readonly liberation: Liberation;
  /** `null` : le maire. */
  readonly reservataire: string | null;
  readonly tours: readonly Tour[];
}

function reunirHistoires(registre: Registre): Histoire[] {
  return dossiersEtLiberations(registre).map(({ dossier, liberation }) => {
    const { soustraction, tours } = dossier;
    const passages = regrouperParCodes(tours, ({ reservataire }) => reservataire ?? "").map(
      ([, siens]): Passage => ({ liberation, reservataire: siens[0]?.reservataire ?? null, tours: siens }),
    );
    const { partage } = decompter(dossier, liberation, "mise-a-disposition", registre.stipulations);
    return { liberation, soustraction, passages, sortie: tours.length > 0 && !partage };
  });
}

/** Les passages où une étape a eu lieu dans une année. */
function nombreDe(
  passages: readonly Passage[],
  annee: number,
  dateDe: (tour: Tour) => string | null | undefined,
): number {
  return passages.filter(({ tours }) =>
    tours.some((tour) => {
      const date = dateDe(tour);
      return date != null && anneeDe(date) === annee;
    }),
  ).length;
}

/** Ce qui a été proposé, attribué et signé dans une année. */
function compter(passages: readonly Passage[], annee: number): CompteursDuBilan {
  return {
    proposes: nombreDe(passages, annee, ({ miseADisposition }) => miseADisposition),
    attribues: nombreDe(passages, annee, ({ attribution }) => attribution),
    bauxSignes: nombreDe(passages, annee, ({ bail }) => bail),
  };
}

function axesDe({ liberation }: Passage, reservataire: string): AxesDuBilan {
  const { typologie, financement, localisation, commune, periodeDeConstruction } = liberation;
  return { reservataire, typologie, financement, localisation, commune, periodeDeConstruction };
}

function ventiler(passages: readonly Passage[], annee: number): LigneDeBilan[] {
  const situees = passages.flatMap((passage) =>
    passage.reservataire === null ? [] : [{ axes: axesDe(passage, passage.reservataire), passage }],
  );
  const lignes = regrouperParCodes(situees, ({ axes }) => JSON.stringify(Object.values(axes))).flatMap(
    ([, groupe]) => {
      const [premiere] = groupe;
      return premiere === undefined
        ? []
        : [
            {
              ...premiere.axes,
              ...compter(
                groupe.map(({ passage }) => passage),
                annee,
              ),
            },
          ];
    },
  );
  return trierParCodes(
    lignes.filter(({ proposes, attribues, bauxSignes }) => proposes + attribues + bauxSignes > 0),
    ({ reservataire }) => reservataire,
    ({ typologie }) => typologie,
    ({ financement }) => financement,
    ({ localisation }) => localisation,
    ({ commune }) => commune,
    ({ periodeDeConstruction }) => periodeDeConstruction,
  );
}

function parReservataire(
  registre: Registre,
  objectifs: Objectifs,
  passages: readonly Passage[],
): BilanDeReservataire[] {
  const { annee } = perimetreDe(registre);
  const objectifDe = (code: string) =>
    code === NON_RESERVES
      ? objectifs.nonReserves.objectif
      : (objectifs.reservataires.find(({ reservataire }) => reservataire === code)?.objectif ?? null);
  const sansCompte = titulairesSansCompte(registre).map((reservataire) => ({
    reservataire,
    duEnCentMillioniemes: 0,
    recus: 0,
    imputations: 0,
  }));
  return [...sansCompte, ...registre.comptes].map((compte) => {
    const siens = passages.filter(({ reservataire }) => reservataire === compte.reservataire);
    const echecs = (type: TypeDEchec) =>
      nombreDe(siens, annee, ({ echec }) => (echec?.type === type ? echec.date : null));
    return {
      reservataire: compte.reservataire,
      objectif: objectifDe(compte.reservataire),
      ...compter(siens, annee),
      du: valeurExacte(logementsDesUnites(compte.duEnCentMillioniemes)),
      recus: compte.recus,
      ecart: valeurExacte(ecartDuCompte(compte)),
      absencesDeCandidat: echecs("absence-de-candidat"),
      nonAttributions: echecs("non-attribution"),
      refusDeCandidats: echecs("refus-du-candidat"),
      imputations: compte.imputations,
      enCours: siens.filter(({ tours }) => tours.some(({ bail, echec }) => bail === null && echec === null))
        .length,
    };
  });
}

/** Ceux qui reçoivent des logements sans avoir de part du flux : identifiés par la loi, ou restés réservés en stock. */
function titulairesSansCompte({ repartition, stipulations, comptes }: Registre): string[] {
  const identifies = repartition.conventions
    .filter(({ parts }) => parts.length === 0)
    .map(({ reservataire }) => reservataire.code);
  const enStock = (stipulations.reservationsEnStock?.titulaires ?? []).filter(
    (code) => !comptes.some(({ reservataire }) => reservataire === code),
  );
  return trierParCodes([...new Set([...identifies, ...enStock])], (code) => code);
}

function estSoustraite({ soustraction }: Histoire): boolean {
  return soustraction !== null;
}

function employer(registre: Registre, histoires: readonly Histoire[]): EmploiDesLiberations {
  const nombre = (retenir: (histoire: Histoire) => boolean) => histoires.filter(retenir).length;
  const partagee = (histoire: Histoire) =>
    !estSoustraite(histoire) && estPartageParLeFlux(registre, histoire.liberation);
  return {
    total: histoires.length,
    soustraites: nombre(estSoustraite),
    partagees: nombre((histoire) => partagee(histoire) && histoire.passages.length > 0 && !histoire.sortie),
    sortiesDuPartage: nombre((histoire) => partagee(histoire) && histoire.sortie),
    identifiees: nombre(({ liberation }) => liberation.statut === "identifie"),
    reserveesEnStock: nombre(({ liberation }) => liberation.statut === "reserve-en-stock"),
    premieresMisesEnLocationHorsFlux: nombre(
      (histoire) =>
        !estSoustraite(histoire) &&
        histoire.liberation.statut === "dans-le-flux" &&
        !estPartageParLeFlux(registre, histoire.liberation),
    ),
    enAttente: nombre((histoire) => partagee(histoire) && histoire.passages.length === 0),
  };
}

function prevision({ repartition: { assiette } }: Registre): ComptesDuFlux {
  const { liberations, premieresMisesEnLocation, soustraits, flux } = assiette;
  return { liberations, premieresMisesEnLocation, soustraits, flux };
}

/** A, B et C de libérations réelles. */
function compterFlux(registre: Registre, histoires: readonly Histoire[]): ComptesDuFlux {
  const dansLAssiette = histoires.filter(({ liberation }) => estPartageParLeFlux(registre, liberation));
  const soustraits = totaliserSoustraits(
    (categorie) => histoires.filter(({ soustraction }) => soustraction === categorie).length,
  );
  return {
    liberations: dansLAssiette.length,
    premieresMisesEnLocation: histoires.filter(
      ({ liberation }) => liberation.premiereMiseEnLocation && liberation.statut === "dans-le-flux",
    ).length,
    soustraits,
    flux: dansLAssiette.length - soustraits.total,
  };
}

/** Les soustractions réelles se contrôlent comme les prévues. */
function constater(registre: Registre, histoires: readonly Histoire[]): Constat[] {
  const localises = LOCALISATIONS.map((localisation) => ({
    localisation,
    ...compterFlux(
      registre,
      histoires.filter(({ liberation }) => liberation.localisation === localisation),
    ),
  }));
  return constaterSoustractions(localises, registre.provenance.dateDeDroit);
}
