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
  type Financement,
  LOCALISATIONS,
  type Localisation,
  NON_RESERVES,
  type Perimetre,
  type Typologie,
} from "../modele/vocabulaire.js";
import { fixerObjectifsDeFlux } from "../objectifs/fixer-objectifs-de-flux.js";
import type { Evenement, Liberation } from "../orientation/evenements.js";
import { ecartDuCompte, estPartageParLeFlux, perimetreDe, type Registre } from "../orientation/registre.js";
import { relireRegistre } from "../orientation/relire-registre.js";

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
  /** Logements mis à disposition dont la suite n'est pas connue. */
  readonly enCours: number;
}

/** Où sont passées les libérations de l'année : la somme des postes fait le total. */
export interface EmploiDesLiberations {
  readonly total: number;
  readonly soustraites: number;
  readonly partagees: number;
  readonly identifiees: number;
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
  readonly totaux: CompteursDuBilan;
  /** Ce qui, pour ces libérations, s'est fait l'année suivante : du bilan suivant, non de celui-ci. */
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
export function etablirBilan(registre: Registre): Bilan {
  const saisie = new Saisie(VERBE);
  const etat = saisie.certifier(relireRegistre(saisie, registre));
  const histoires = reunirHistoires(etat);
  const { provenance, repartition, journal, version } = etat;
  const { annee } = perimetreDe(etat);
  return sceller(
    {
      nature: "bilan" as const,
      perimetre: perimetreDe(etat),
      lignes: ventiler(histoires, annee),
      reservataires: parReservataire(etat, histoires),
      totaux: compter(histoires, annee),
      anneeSuivante: compter(histoires, annee + 1),
      liberations: employer(etat, histoires),
      assiettePrevue: prevision(etat),
      assietteRealisee: compterFlux(etat, histoires),
      constats: constater(etat, histoires),
    },
    {
      dateDeDroit: provenance.dateDeDroit,
      entrees: { repartition: repartition.provenance.sceau, version, journal },
      stipulations: etat.stipulations,
    },
  );
}

/** Tout ce qui est arrivé à un logement depuis sa libération. */
interface Histoire {
  readonly liberation: Liberation;
  readonly reservataire: string | null;
  readonly faits: readonly Evenement[];
}

function reunirHistoires({ journal }: Registre): Histoire[] {
  const suites = new Map<string, Evenement[]>();
  for (const fait of journal) suites.set(fait.liberation, [...(suites.get(fait.liberation) ?? []), fait]);
  return journal.flatMap((liberation) => {
    if (liberation.type !== "liberation") return [];
    const faits = suites.get(liberation.liberation) ?? [];
    const reservataire = faits.find((fait) => fait.type === "mise-a-disposition")?.reservataire ?? null;
    return [{ liberation, reservataire, faits }];
  });
}

function nombreDe(histoires: readonly Histoire[], type: Evenement["type"], annee: number): number {
  const retenu = (fait: Evenement) => fait.type === type && anneeDe(fait.date) === annee;
  return histoires.filter(({ faits }) => faits.some(retenu)).length;
}

/** Ce qui a été proposé, attribué et signé dans une année. */
function compter(histoires: readonly Histoire[], annee: number): CompteursDuBilan {
  return {
    proposes: nombreDe(histoires, "mise-a-disposition", annee),
    attribues: nombreDe(histoires, "attribution", annee),
    bauxSignes: nombreDe(histoires, "bail", annee),
  };
}

function axesDe({ liberation }: Histoire, reservataire: string): AxesDuBilan {
  const { typologie, financement, localisation, commune, periodeDeConstruction } = liberation;
  return { reservataire, typologie, financement, localisation, commune, periodeDeConstruction };
}

function ventiler(histoires: readonly Histoire[], annee: number): LigneDeBilan[] {
  const situees = histoires.flatMap((histoire) =>
    histoire.reservataire === null ? [] : [{ axes: axesDe(histoire, histoire.reservataire), histoire }],
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
                groupe.map(({ histoire }) => histoire),
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

function parReservataire(registre: Registre, histoires: readonly Histoire[]): BilanDeReservataire[] {
  const { annee } = perimetreDe(registre);
  const objectifs = fixerObjectifsDeFlux(registre.repartition);
  const objectifDe = (code: string) =>
    code === NON_RESERVES
      ? objectifs.nonReserves.objectif
      : (objectifs.reservataires.find(({ reservataire }) => reservataire === code)?.objectif ?? null);
  const sansPart = registre.repartition.conventions
    .filter(({ parts }) => parts.length === 0)
    .map(({ reservataire }) => ({ reservataire: reservataire.code, duEnCentMillioniemes: 0, recus: 0 }));
  return [...sansPart, ...registre.comptes].map((compte) => {
    const siennes = histoires.filter(({ reservataire }) => reservataire === compte.reservataire);
    return {
      reservataire: compte.reservataire,
      objectif: objectifDe(compte.reservataire),
      ...compter(siennes, annee),
      du: valeurExacte(logementsDesUnites(compte.duEnCentMillioniemes)),
      recus: compte.recus,
      ecart: valeurExacte(ecartDuCompte(compte)),
      absencesDeCandidat: nombreDe(siennes, "absence-de-candidat", annee),
      nonAttributions: nombreDe(siennes, "non-attribution", annee),
      refusDeCandidats: nombreDe(siennes, "refus-du-candidat", annee),
      enCours: siennes.filter(({ faits }) => !faits.some(({ type }) => ISSUES.includes(type))).length,
    };
  });
}

/** Les événements qui ferment un dossier mis à disposition. */
const ISSUES: readonly Evenement["type"][] = [
  "absence-de-candidat",
  "non-attribution",
  "refus-du-candidat",
  "bail",
];

function estSoustraite({ faits }: Histoire): boolean {
  return faits.some(({ type }) => type === "soustraction");
}

function employer(registre: Registre, histoires: readonly Histoire[]): EmploiDesLiberations {
  const nombre = (retenir: (histoire: Histoire) => boolean) => histoires.filter(retenir).length;
  const partagee = (histoire: Histoire) =>
    !estSoustraite(histoire) && estPartageParLeFlux(registre, histoire.liberation);
  return {
    total: histoires.length,
    soustraites: nombre(estSoustraite),
    partagees: nombre((histoire) => partagee(histoire) && histoire.reservataire !== null),
    identifiees: nombre(({ liberation }) => liberation.statut === "identifie"),
    premieresMisesEnLocationHorsFlux: nombre(
      (histoire) =>
        !estSoustraite(histoire) &&
        histoire.liberation.statut === "dans-le-flux" &&
        !estPartageParLeFlux(registre, histoire.liberation),
    ),
    enAttente: nombre((histoire) => partagee(histoire) && histoire.reservataire === null),
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
    (categorie) =>
      histoires.filter(({ faits }) =>
        faits.some((fait) => fait.type === "soustraction" && fait.categorie === categorie),
      ).length,
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
