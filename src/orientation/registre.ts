import type { Fraction } from "../exact/fraction.js";
import { logementsDesUnites, UNITES_DE_CENT_POUR_CENT, unitesDe } from "../exact/taux.js";
import { lireValeurExacte, type ValeurExacte } from "../exact/valeur-exacte.js";
import type { Provenance } from "../modele/provenance.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { NON_RESERVES, type Perimetre } from "../modele/vocabulaire.js";
import type { Repartition, SecteurReparti } from "../repartition/repartir-flux.js";
import type { Evenement, Liberation, TypeDEvenement } from "./evenements.js";
import type { Comptes } from "./noyau.js";
import type { StipulationsDeRegistre } from "./ouvrir-registre.js";

/** Où en est une libération. */
export interface Dossier {
  readonly liberation: string;
  /** Le dernier événement consigné. */
  readonly etape: TypeDEvenement;
  readonly dateDeLEtape: string;
  /** À qui le logement a été mis à disposition ; `non-reserves` si le bailleur l'a gardé. */
  readonly reservataire: string | null;
  /** Le logement a-t-il été décompté du flux ? */
  readonly decompte: boolean;
}

/** Le compte courant d'un réservataire, en logements. */
export interface CompteDeReservataire {
  readonly reservataire: string;
  /** Ce qui lui est dû depuis l'ouverture, en cent-millionièmes de logement. */
  readonly duEnCentMillioniemes: number;
  /** Logements décomptés. */
  readonly recus: number;
}

/**
 * L'état de l'orientation : les comptes, les dossiers et le journal. Donnée pure, que rejouer le journal redonne ;
 * elle ne se modifie pas : {@link consigner} et {@link orienterLogements} en rendent une autre.
 */
export interface Registre {
  readonly nature: "registre";
  readonly repartition: Repartition;
  readonly stipulations: StipulationsDeRegistre;
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

export function liberationDe({ journal }: Registre, identifiant: string): Liberation | undefined {
  return journal.find(
    (fait): fait is Liberation => fait.type === "liberation" && fait.liberation === identifiant,
  );
}

export function secteurDe(
  { repartition }: Registre,
  { commune, localisation }: Liberation,
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

export function comptesEnEntiers({ comptes }: Registre): Comptes {
  return {
    du: comptes.map(({ duEnCentMillioniemes }) => duEnCentMillioniemes),
    recus: comptes.map(({ recus }) => recus),
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
export function ecartDuCompte({ duEnCentMillioniemes, recus }: CompteDeReservataire): Fraction {
  return logementsDesUnites(duEnCentMillioniemes - recus * UNITES_DE_CENT_POUR_CENT);
}
