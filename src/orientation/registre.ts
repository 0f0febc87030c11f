import type { Fraction } from "../exact/fraction.js";
import { logementsDesUnites, UNITES_DE_CENT_POUR_CENT, unitesDe } from "../exact/taux.js";
import { lireValeurExacte, type ValeurExacte } from "../exact/valeur-exacte.js";
import type { Provenance } from "../modele/provenance.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { NON_RESERVES, type Perimetre } from "../modele/vocabulaire.js";
import type { Repartition, SecteurReparti } from "../repartition/repartir-flux.js";
import type { FaitGenerateur } from "./decompter.js";
import type { Dossier } from "./dossiers.js";
import { lirePartage, type Partage } from "./equite/partage.js";
import type { Evenement, Liberation } from "./evenements.js";
import type { Comptes } from "./noyau.js";
import type { StipulationsDeRegistre } from "./ouvrir-registre.js";
import type { ReportDeCompte } from "./reporter-ecarts.js";

/** Le compte courant d'un réservataire, en logements. */
export interface CompteDeReservataire {
  readonly reservataire: string;
  /** Ce qui lui est dû depuis l'ouverture, report compris, en cent-millionièmes de logement. */
  readonly duEnCentMillioniemes: number;
  /** Logements décomptés selon le fait générateur stipulé, imputations comprises. */
  readonly recus: number;
  /** Logements qui lui sont proposés et ne sont pas encore décomptés. */
  readonly enCours: number;
  /** Attributions d'office imputées sur ses droits. */
  readonly imputations: number;
  /** Ce que chaque fait générateur décompterait, imputations comprises ; celui qui est stipulé donne `recus`. */
  readonly decomptes: Readonly<Record<FaitGenerateur, number>>;
}

/**
 * L'état de l'orientation : les comptes, les dossiers et le journal. Donnée pure, que rejouer le journal redonne ;
 * elle ne se modifie pas : {@link consigner} et {@link orienterLogements} en rendent une autre.
 */
export interface Registre {
  readonly nature: "registre";
  readonly repartition: Repartition;
  readonly stipulations: StipulationsDeRegistre;
  /** Ce que chacun garde de l'année d'avant ; `null` sans report. */
  readonly reports: readonly ReportDeCompte[] | null;
  /** Nombre d'événements consignés. */
  readonly version: number;
  /** Dans l'ordre des codes, les logements non réservés en dernier. */
  readonly comptes: readonly CompteDeReservataire[];
  readonly dossiers: readonly Dossier[];
  readonly journal: readonly Evenement[];
  /** Provenance de l'ouverture. */
  readonly provenance: Provenance;
}

export function perimetreDe({ repartition }: Registre): Perimetre {
  const { perimetre } = repartition.assiette;
  if (perimetre === null) throw new TypeError("registre sans périmètre");
  return perimetre;
}

/** La libération d'un dossier ; indéfinie si elle n'est pas au registre, ou si elle a été annulée. */
export function liberationDe(registre: Registre, identifiant: string): Liberation | undefined {
  return dossierDe(registre, identifiant) === undefined
    ? undefined
    : registre.journal.findLast(
        (fait): fait is Liberation => fait.type === "liberation" && fait.liberation === identifiant,
      );
}

export function dossierDe({ dossiers }: Registre, identifiant: string): Dossier | undefined {
  return dossiers.find(({ liberation }) => liberation === identifiant);
}

export function secteurDe(
  { repartition }: Registre,
  { commune, localisation }: Pick<Liberation, "commune" | "localisation">,
): SecteurReparti | undefined {
  const cle = cleDeSecteur({ commune, localisation, epci: null });
  return repartition.secteurs.find((secteur) => secteur.commune === null || cleDeSecteur(secteur) === cle);
}

/** Le registre n'ouvre que sur des taux de six décimales au plus. */
function unitesDuSecteur(taux: ValeurExacte): number {
  const unites = unitesDe(lireValeurExacte(taux));
  if (unites === null) throw new RangeError(`taux de plus de six décimales : ${taux.exact}`);
  return unites;
}

/** Le partage d'un secteur, lu une fois. */
const partagesLus = new WeakMap<SecteurReparti, Partage>();

/** Ce qu'une vacance du secteur ajoute au dû de chacun. */
export function partageDuSecteur(registre: Registre, secteur: SecteurReparti): Partage {
  const connu = partagesLus.get(secteur);
  if (connu !== undefined) return connu;
  const lu = lirePartage(partsDuSecteur(registre, secteur), UNITES_DE_CENT_POUR_CENT);
  partagesLus.set(secteur, lu);
  return lu;
}

/** Les taux d'un secteur ne changent pas avec les événements : ils ne sont lus qu'une fois. */
const partsLues = new WeakMap<SecteurReparti, readonly number[]>();

/** La part de chaque compte dans un secteur, en unités ; le bailleur a le complément. */
export function partsDuSecteur({ comptes }: Registre, secteur: SecteurReparti): readonly number[] {
  const connues = partsLues.get(secteur);
  if (connues !== undefined) return connues;
  const { parts, tauxNonReserve } = secteur;
  const lues = comptes.map(({ reservataire }) =>
    reservataire === NON_RESERVES
      ? unitesDuSecteur(tauxNonReserve)
      : parts
          .filter((part) => part.reservataire === reservataire)
          .reduce((total, part) => total + unitesDuSecteur(part.taux), 0),
  );
  partsLues.set(secteur, lues);
  return lues;
}

/** Les comptes qui classent : un logement proposé compte comme reçu tant que son tour n'a pas échoué. */
export function comptesEnEntiers({ comptes }: Registre): Comptes {
  return {
    du: comptes.map(({ duEnCentMillioniemes }) => duEnCentMillioniemes),
    recus: comptes.map(({ recus, enCours }) => recus + enCours),
  };
}

/** Une première mise en location n'est partagée par le flux que si les parties l'ont stipulé. */
export function estPartageParLeFlux({ repartition }: Registre, liberation: Liberation): boolean {
  return (
    liberation.statut === "dans-le-flux" &&
    (!liberation.premiereMiseEnLocation ||
      repartition.assiette.stipulations.premieresMisesEnLocation === "dans-le-flux")
  );
}

/** Dû moins reçu, en logements. */
export function ecartDuCompte({
  duEnCentMillioniemes,
  recus,
}: Pick<CompteDeReservataire, "duEnCentMillioniemes" | "recus">): Fraction {
  return logementsDesUnites(duEnCentMillioniemes - recus * UNITES_DE_CENT_POUR_CENT);
}

/** Dû moins reçu et en cours, en logements. */
export function ecartEngage({ enCours, recus, ...compte }: CompteDeReservataire): Fraction {
  return ecartDuCompte({ ...compte, recus: recus + enCours });
}
