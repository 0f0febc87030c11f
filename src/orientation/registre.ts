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
  /** Les répartitions qui ont remplacé celle de l'ouverture, dans l'ordre de leur premier jour. */
  readonly changements: readonly { readonly du: string; readonly repartition: Repartition }[];
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

/** Chaque dossier du registre, avec sa libération ; en une lecture du journal. */
export function dossiersEtLiberations({
  dossiers,
  journal,
}: Registre): { readonly dossier: Dossier; readonly liberation: Liberation }[] {
  const liberations = new Map(
    journal.flatMap((fait) => (fait.type === "liberation" ? [[fait.liberation, fait] as const] : [])),
  );
  return dossiers.flatMap((dossier) => {
    const liberation = liberations.get(dossier.liberation);
    return liberation === undefined ? [] : [{ dossier, liberation }];
  });
}

/** Le dossier d'une libération, cherché depuis le plus récent : c'est le plus souvent de lui qu'il s'agit. */
export function dossierDe({ dossiers }: Registre, identifiant: string): Dossier | undefined {
  return dossiers.findLast(({ liberation }) => liberation === identifiant);
}

/** La répartition en vigueur un jour : une libération se partage selon celle de sa date. */
export function repartitionAu({ repartition, changements }: Registre, date: string): Repartition {
  return changements.findLast(({ du }) => du <= date)?.repartition ?? repartition;
}

export function secteurDe(
  registre: Registre,
  { commune, localisation, date }: Pick<Liberation, "commune" | "localisation" | "date">,
): SecteurReparti | undefined {
  const cle = cleDeSecteur({ commune, localisation, epci: null });
  return repartitionAu(registre, date).secteurs.find(
    (secteur) => secteur.commune === null || cleDeSecteur(secteur) === cle,
  );
}

/** Le registre n'ouvre que sur des taux de six décimales au plus. */
function unitesDuSecteur(taux: ValeurExacte): number {
  const unites = unitesDe(lireValeurExacte(taux));
  if (unites === null) throw new RangeError(`taux de plus de six décimales : ${taux.exact}`);
  return unites;
}

/** Depuis quand la convention d'un réservataire est résiliée un jour donné ; indéfini si elle ne l'est pas. */
export function resilieeDepuis(registre: Registre, reservataire: string, date: string): string | undefined {
  return resiliationsAu(registre, date).get(reservataire);
}

const resiliations = new WeakMap<Repartition, ReadonlyMap<string, string>>();

/** Les conventions résiliées un jour donné, et depuis quand. */
function resiliationsAu(registre: Registre, date: string): ReadonlyMap<string, string> {
  const repartition = repartitionAu(registre, date);
  const connues =
    resiliations.get(repartition) ??
    new Map(
      repartition.conventions.flatMap(({ reservataire, resiliation }) =>
        resiliation === undefined ? [] : [[reservataire.code, resiliation.date] as const],
      ),
    );
  resiliations.set(repartition, connues);
  return connues.size === 0 ? connues : new Map([...connues].filter(([, depuis]) => depuis <= date));
}

/** Ce qu'un secteur fait à chaque compte. */
interface Lecture {
  readonly parts: readonly number[];
  readonly partage: Partage;
}

/** Chaque secteur est lu une fois, tant que ni la répartition ni les conventions ne changent. */
const lectures = new WeakMap<Registre["changements"], WeakMap<SecteurReparti, Map<string, Lecture>>>();

/** Une part dont la convention est résiliée ce jour-là ne joue plus : elle revient au bailleur. */
function lireLeSecteur(registre: Registre, vacance: Vacante): Lecture {
  const secteur = secteurDe(registre, vacance);
  if (secteur === undefined) throw new TypeError("vacance sans secteur");
  const resiliees = resiliationsAu(registre, vacance.date);
  const cle = [...resiliees.keys()].join("\u0000");
  const duRegistre =
    lectures.get(registre.changements) ?? new WeakMap<SecteurReparti, Map<string, Lecture>>();
  lectures.set(registre.changements, duRegistre);
  const duSecteur = duRegistre.get(secteur) ?? new Map<string, Lecture>();
  duRegistre.set(secteur, duSecteur);
  const connue = duSecteur.get(cle);
  if (connue !== undefined) return connue;
  const parts = registre.comptes.map(({ reservataire }) =>
    secteur.parts
      .filter((part) =>
        reservataire === NON_RESERVES
          ? resiliees.has(part.reservataire)
          : part.reservataire === reservataire && !resiliees.has(reservataire),
      )
      .reduce(
        (total, part) => total + unitesDuSecteur(part.taux),
        reservataire === NON_RESERVES ? unitesDuSecteur(secteur.tauxNonReserve) : 0,
      ),
  );
  const lue = { parts, partage: lirePartage(parts, UNITES_DE_CENT_POUR_CENT) };
  duSecteur.set(cle, lue);
  return lue;
}

/** Où et quand un logement se libère. */
type Vacante = Pick<Liberation, "commune" | "localisation" | "date">;

/** Ce qu'une vacance ajoute au dû de chacun. */
export function partageDe(registre: Registre, vacance: Vacante): Partage {
  return lireLeSecteur(registre, vacance).partage;
}

/** Un logement qui ne peut aller qu'à un réservataire, et dont rien n'est dû à personne. */
export function partageImpose({ comptes }: Registre, titulaire: string | undefined): Partage {
  return { rangs: [comptes.findIndex(({ reservataire }) => reservataire === titulaire)], unites: [0] };
}

/** La part de chaque compte dans une vacance, en unités ; le bailleur a le complément. */
export function partsDe(registre: Registre, vacance: Vacante): readonly number[] {
  return lireLeSecteur(registre, vacance).parts;
}

/** Les comptes qui classent : un logement proposé compte comme reçu tant que son tour n'a pas échoué. */
export function comptesEnEntiers({ comptes }: Registre): Comptes {
  return {
    du: comptes.map(({ duEnCentMillioniemes }) => duEnCentMillioniemes),
    recus: comptes.map(({ recus, enCours }) => recus + enCours),
  };
}

/** Une première mise en location n'est partagée par le flux que si les parties l'ont stipulé. */
export function estPartageParLeFlux(registre: Registre, liberation: Liberation): boolean {
  return (
    liberation.statut === "dans-le-flux" &&
    (!liberation.premiereMiseEnLocation ||
      repartitionAu(registre, liberation.date).assiette.stipulations.premieresMisesEnLocation ===
        "dans-le-flux")
  );
}

/** Un logement resté réservé en stock ne joue sur les comptes que si les parties l'ont stipulé. */
export function estCompte(registre: Registre, liberation: Liberation): boolean {
  return liberation.statut === "reserve-en-stock"
    ? registre.stipulations.reservationsEnStock?.regle === "sur-la-part"
    : estPartageParLeFlux(registre, liberation);
}

/** Dû moins reçu, en logements. */
export function ecartDuCompte({
  duEnCentMillioniemes,
  recus,
}: Pick<CompteDeReservataire, "duEnCentMillioniemes" | "recus">): Fraction {
  return logementsDesUnites(duEnCentMillioniemes - recus * UNITES_DE_CENT_POUR_CENT);
}

/** Dû moins reçu et en cours, en unités. */
export function unitesEngagees({ duEnCentMillioniemes, recus, enCours }: CompteDeReservataire): number {
  return duEnCentMillioniemes - (recus + enCours) * UNITES_DE_CENT_POUR_CENT;
}
