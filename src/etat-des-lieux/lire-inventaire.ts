import * as z from "zod";
import { valeurLegale } from "../droit/parametres.js";
import { DEBUT_DU_REGISTRE } from "../droit/periodes.js";
import { controlerDepartement } from "../modele/departement.js";
import { champDe } from "../modele/donnee-pure.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { codeQpv, dateIso, numeroRpls, texteNonVide } from "../modele/identifiants.js";
import { chercherLesInconnus } from "../modele/lire-titulaires.js";
import { relire } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import type { Saisie } from "../modele/saisie.js";
import {
  type CommuneDuPerimetre,
  communeDuPerimetre,
  contrepartie,
  financement,
  localisation,
  natureDeDroit,
  type Perimetre,
  perimetre,
  type Reservataire,
  reservataire,
  typologie,
} from "../modele/vocabulaire.js";
import { controlerLogements, refuserLogementsRepetes } from "./controler-logements.js";
import type { LectureDEtatDesLieux } from "./lire-etat-des-lieux.js";

export const STATUTS_DE_LIGNE = ["transmis", "conteste", "valide"] as const;
const statutDeLigne = z.enum(STATUTS_DE_LIGNE);
/** Où en est une ligne entre le bailleur et son réservataire : transmise, contestée par lui, validée par les deux. */
export type StatutDeLigne = z.infer<typeof statutDeLigne>;

export const schemaLogement = z.strictObject({
  numeroRpls,
  /** Code du réservataire ; `null` si le logement n'est pas réservé. */
  reservataire: texteNonVide.nullable(),
  /** Nature du droit ; absente, la stipulation `droitNonPrecise` en décide. */
  droit: natureDeDroit.optional(),
  /** Ce qui fonde le droit, si on le sait. */
  contrepartie: contrepartie.optional(),
  typologie,
  /** Jamais nécessaire à un calcul ; seuls la lecture d'un fichier, un extrait et une comparaison la gardent. */
  adresse: z.string().optional(),
  commune: communeDuPerimetre.shape.code,
  localisation,
  codeQpv: codeQpv.optional(),
  financement,
  dateDeDebut: dateIso.nullable().optional(),
  /** Dernier jour du droit selon la convention ; `null` ou absent : elle n'en donne pas. */
  dateDExpiration: dateIso.nullable().optional(),
  /** Jour du versement qui solde l'emprunt garanti, fait ou prévu : il proroge le droit (R. 441-6). */
  dernierVersement: dateIso.nullable().optional(),
  /** Où en est la ligne entre le bailleur et le réservataire. */
  statut: statutDeLigne.optional(),
});

/**
 * Un logement du parc, tel que le décrit le niveau 1 de l'état des lieux.
 *
 * @useDeclaredType
 */
export type LogementDuParc = EnLecture<z.input<typeof schemaLogement>>;
export type LogementLu = z.output<typeof schemaLogement>;

export interface EntreeEtatDesLieux {
  /** Date à laquelle le droit se lit, AAAA-MM-JJ. */
  readonly date: string;
  readonly perimetre: Perimetre;
  readonly communes: readonly CommuneDuPerimetre[];
  readonly reservataires: readonly Reservataire[];
  /** Tout le parc, logements non réservés compris. */
  readonly logements: readonly LogementDuParc[];
}

/** Ce qui entoure les logements d'un état des lieux, et que leurs lignes nomment. */
export const schemaDuCadre = z.strictObject({
  date: dateIso,
  perimetre,
  communes: z.array(z.unknown()),
  reservataires: z.array(z.unknown()),
});

const schemaEntree = schemaDuCadre.extend({ logements: z.array(z.unknown()) });

/** La date, les communes et les réservataires d'un état des lieux. */
export interface Cadre {
  readonly date: string | undefined;
  readonly communes: ReadonlyMap<string, CommuneDuPerimetre>;
  readonly reservataires: ReadonlyMap<string, Reservataire>;
  /** Vrai d'un code que la liste ne donne pas ; celui d'une ligne illisible, dont le problème est dit, est donné. */
  readonly estReservataireInconnu: (code: string) => boolean;
}

/** Lit les communes et les réservataires, chacun une fois, et la date dans le régime du flux. */
export function lireCadre(saisie: Saisie, champs: Partial<z.output<typeof schemaDuCadre>>): Cadre {
  const communes = saisie.lireListe(communeDuPerimetre, champs.communes ?? [], ["communes"]);
  const reservataires = saisie.lireListe(reservataire, champs.reservataires ?? [], ["reservataires"]);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  saisie.refuserDoublons(
    communes,
    ({ code }) => code,
    (rang) => ["communes", rang, "code"],
  );
  saisie.refuserDoublons(
    reservataires,
    ({ code }) => code,
    (rang) => ["reservataires", rang, "code"],
  );
  for (const { rang, ligne } of communes)
    if (champs.perimetre !== undefined)
      controlerDepartement(saisie, ligne.code, champs.perimetre, ["communes", rang, "code"]);
  return {
    date: champs.date,
    communes: new Map(communes.map(({ ligne }) => [ligne.code, ligne])),
    reservataires: new Map(reservataires.map(({ ligne }) => [ligne.code, ligne])),
    estReservataireInconnu: chercherLesInconnus(champs.reservataires ?? []),
  };
}

/** Un inventaire donné, et combien de lignes de son fichier ont été écartées ; `undefined` s'il est refusé. */
interface InventaireDonne {
  readonly entree: unknown;
  readonly ecartees: number;
}

/** Un fichier lu se donne tel quel : son sceau est vérifié, et ce qu'il a de plus qu'une entrée n'est pas relu. */
function depouiller(saisie: Saisie, donne: unknown): InventaireDonne | undefined {
  const recu = saisie.recevoir(donne);
  if (champDe(recu, "nature") !== "lecture-d-etat-des-lieux") return { entree: recu, ecartees: 0 };
  const lecture = relire<LectureDEtatDesLieux>(saisie, recu, "lecture-d-etat-des-lieux", []);
  if (lecture === undefined) return undefined;
  const { date, perimetre: lieu, communes, reservataires, logements, comptes } = lecture;
  return {
    entree: { date, perimetre: lieu, communes, reservataires, logements },
    ecartees: comptes.ecartees,
  };
}

/** Lit et contrôle tout un inventaire, ou un fichier lu ; ses problèmes sont notés, `certifier` reste à appeler. */
export function lireInventaire(saisie: Saisie, donne: unknown) {
  const donnee = depouiller(saisie, donne);
  const { complet, champs } =
    donnee === undefined ? { complet: undefined, champs: {} } : saisie.lireObjet(schemaEntree, donnee.entree);
  const cadre = lireCadre(saisie, champs);
  const lignes = saisie.lireListe(schemaLogement, champs.logements ?? [], ["logements"]);
  const chemin = (rang: number, champ: string) => ["logements", rang, champ];
  refuserLogementsRepetes(saisie, lignes, chemin);
  controlerLogements(saisie, lignes, cadre, chemin);
  return {
    complet,
    cadre,
    logements: lignes.map(({ ligne }) => ligne),
    ecartees: donnee?.ecartees ?? 0,
  };
}

/** Vrai d'un logement que la loi laisse identifié : défense, sécurité intérieure, établissement public de santé. */
export function identifiesDu({ date, reservataires }: Cadre): (logement: LogementLu) => boolean {
  const categories: readonly string[] =
    date === undefined || date < DEBUT_DU_REGISTRE
      ? []
      : valeurLegale("reservatairesDeLogementsIdentifies", date);
  return ({ reservataire: code }) =>
    code !== null && categories.includes(reservataires.get(code)?.categorie ?? "");
}
