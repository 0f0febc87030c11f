import type { ComptesDuFlux } from "../assiette/comptes-du-flux.js";
import { comptesAu } from "../bilan/comptes-aux-dates.js";
import type { CompteDUnReservataire, PostesDuCompte } from "../bilan/postes-du-compte.js";
import { enPourCentDe, estNulle, fraction, sommer } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { logementsDesUnites } from "../exact/taux.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import type { Probleme } from "../modele/erreurs.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import { type CompteDeReservataire, ecartDuCompte } from "../orientation/registre.js";
import type { AnneeCalculee } from "./calculer-annee.js";
import { resumerLesZones, type Zone, type ZoneSimulee } from "./zones.js";

/** Ce qu'une année vaut à un réservataire, ou au bailleur pour les logements non réservés. */
export interface ReservataireSimule {
  readonly reservataire: string;
  /** Ses droits au 1er janvier, convertis de l'inventaire de l'année ; `null` si le scénario ne les demande pas. */
  readonly droitsUniques: ValeurExacte | null;
  /** Son compte de droits, du 1er janvier au 31 décembre ; `null` s'il n'en a pas, ou si ce qu'il a consommé n'est pas connu. */
  readonly compte: PostesDuCompte | null;
  /** Sa part, en pourcentage du flux du périmètre ; `null` si ce flux est nul. */
  readonly tauxDuFlux: ValeurExacte | null;
  /** Sa part du flux prévu, en logements, sans arrondi. */
  readonly logements: ValeurExacte;
  /** En logements entiers ; `null` s'il n'existe pas : voir `empechements`. */
  readonly objectif: number | null;
  /** Ce que lui doivent les libérations du journal, ce qui lui en est décompté et l'écart, au 31 décembre ; `null` si l'année n'est pas connue. */
  readonly du: ValeurExacte | null;
  readonly recus: number | null;
  readonly ecart: ValeurExacte | null;
}

/** Les sceaux des résultats d'une année : qui appelle les mêmes verbes sur les mêmes données trouve les mêmes. */
export interface SceauxDeLAnnee {
  readonly etatDesLieux: string | null;
  readonly droitsUniques: string | null;
  readonly assiette: string | null;
  readonly stockEnFlux: string | null;
  readonly repartition: string | null;
  readonly objectifs: string | null;
  readonly compteDeDroits: string | null;
}

/** Une année d'une variante. */
export interface AnneeSimulee {
  readonly annee: number;
  /** A, B par catégorie et C, prévus. */
  readonly comptes: ComptesDuFlux;
  /** Dans l'ordre des codes, les logements non réservés en dernier ; vide si les parts n'existent pas. */
  readonly reservataires: readonly ReservataireSimule[];
  /** Dans l'ordre donné. */
  readonly zones: readonly ZoneSimulee[];
  /** Les événements du journal que ce scénario ne peut pas consigner, et pourquoi. */
  readonly ecartes: readonly { readonly rang: number; readonly problemes: readonly Probleme[] }[];
  /** Pourquoi un résultat de l'année n'existe pas ; vide si tout se calcule. */
  readonly empechements: readonly Constat[];
  readonly constats: readonly Constat[];
  readonly sceaux: SceauxDeLAnnee;
}

/** Ce qu'une année calculée a de chiffres. */
export function resumerLAnnee(calculee: AnneeCalculee, zones: readonly Zone[]): AnneeSimulee {
  const {
    annee,
    assiette,
    etatDesLieux,
    droitsUniques,
    stockEnFlux,
    repartition,
    objectifs,
    compteDeDroits,
  } = calculee;
  if (assiette === null) throw new TypeError("année sans assiette");
  const { liberations, premieresMisesEnLocation, soustraits, flux } = assiette;
  const resultats = {
    etatDesLieux,
    droitsUniques,
    assiette,
    stockEnFlux,
    repartition,
    objectifs,
    compteDeDroits,
  };
  return {
    annee,
    comptes: { liberations, premieresMisesEnLocation, soustraits, flux },
    reservataires: resumerLesReservataires(calculee),
    zones: resumerLesZones(calculee, zones),
    ecartes: calculee.ecartes.map(({ rang, problemes }) => ({ rang, problemes })),
    empechements: calculee.empechements,
    constats: [
      ...Object.values(resultats).flatMap((resultat) => resultat?.constats ?? []),
      ...constaterLesEcarts(calculee),
    ],
    sceaux: Object.fromEntries(
      Object.entries(resultats).map(([nom, resultat]) => [nom, resultat?.provenance.sceau ?? null]),
    ) as unknown as SceauxDeLAnnee,
  };
}

function constaterLesEcarts({ annee, ecartes }: AnneeCalculee): Constat[] {
  if (ecartes.length === 0) return [];
  return [
    constater("EVENEMENTS_ECARTES", {
      territoire: "périmètre",
      chiffres: [{ nom: "evenements", valeur: String(ecartes.length) }],
      message: {
        fr: `Événements du journal de ${annee} qui ne se consignent pas sous ce scénario : ${ecartes.length}. Les comptes de l'année ne les connaissent pas.`,
        en: `Events of the ${annee} journal that cannot be recorded under this scenario: ${ecartes.length}. The year's accounts do not know them.`,
      },
      remede: {
        fr: "Lire « ecartes », qui dit le rang et le problème de chacun.",
        en: "Read “ecartes”, which gives the rank and the problem of each.",
      },
    }),
  ];
}

function resumerLesReservataires(calculee: AnneeCalculee): ReservataireSimule[] {
  const { annee, repartition, objectifs, droitsUniques, registre, compteDeDroits } = calculee;
  if (repartition === null) return [];
  const comptes = registre === null ? [] : comptesAu(registre, `${annee}-12-31`);
  const { parts, nonReserves, assiette } = repartition;
  const codes = [
    ...parts.map(({ reservataire }) => reservataire),
    ...(droitsUniques?.reservataires ?? []).map(({ reservataire }) => reservataire),
    ...(compteDeDroits?.comptes ?? []).map(({ reservataire }) => reservataire),
  ];
  const desReservataires = trierParCodes([...new Set(codes)], (code) => code).map((reservataire) => {
    const logements = sommer(
      parts
        .filter((part) => part.reservataire === reservataire)
        .map((part) => lireValeurExacte(part.logements)),
    );
    const flux = fraction(assiette.flux);
    return {
      reservataire,
      tauxDuFlux: estNulle(flux) ? null : valeurExacte(enPourCentDe(logements, flux)),
      logements: valeurExacte(logements),
      objectif:
        objectifs === null
          ? null
          : (objectifs.reservataires.find((ligne) => ligne.reservataire === reservataire)?.objectif ?? 0),
    };
  });
  return [
    ...desReservataires,
    { reservataire: NON_RESERVES, ...nonReserves, objectif: objectifs?.nonReserves.objectif ?? null },
  ].map((ligne) => ({
    ...ligne,
    droitsUniques: volumeDe(calculee, ligne.reservataire),
    compte: posteDe(calculee, ligne.reservataire),
    ...realiseDe(comptes, ligne.reservataire),
  }));
}

function volumeDe({ droitsUniques }: AnneeCalculee, code: string): ValeurExacte | null {
  return (
    droitsUniques?.reservataires.find(({ reservataire }) => reservataire === code)?.droitsUniques ?? null
  );
}

function posteDe({ compteDeDroits }: AnneeCalculee, code: string): PostesDuCompte | null {
  const compte = compteDeDroits?.comptes.find(({ reservataire }) => reservataire === code);
  if (compte === undefined) return null;
  const { reservataire: _, ...postes }: CompteDUnReservataire = compte;
  return postes;
}

function realiseDe(
  comptes: readonly CompteDeReservataire[],
  code: string,
): Pick<ReservataireSimule, "du" | "recus" | "ecart"> {
  const compte = comptes.find(({ reservataire }) => reservataire === code);
  if (compte === undefined) return { du: null, recus: null, ecart: null };
  return {
    du: valeurExacte(logementsDesUnites(compte.duEnCentMillioniemes)),
    recus: compte.recus,
    ecart: valeurExacte(ecartDuCompte(compte)),
  };
}
