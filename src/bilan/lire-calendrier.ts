import * as z from "zod";
import { type CodeDObligation, OBLIGATIONS } from "../droit/obligations.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { trierParCodes } from "../exact/ordre.js";
import { controlerDepartement } from "../modele/departement.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { codeCommune, dateIso, siren, texteNonVide } from "../modele/identifiants.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import type { Saisie } from "../modele/saisie.js";
import { type Derogation, type Perimetre, perimetre, reservataire } from "../modele/vocabulaire.js";
import { lireDerogations } from "../repartition/derogations.js";

const conference = z.strictObject({
  /** SIREN de l'EPCI, de l'EPT, de la métropole de Lyon ou de la Ville de Paris. */
  code: siren,
  nom: texteNonVide,
  autorite: z.enum(["epci", "ept", "metropole-de-lyon", "ville-de-paris"]),
  /** Les communes de ce territoire où le bailleur a des logements. */
  communes: z.array(codeCommune),
});
/**
 * Un territoire qui a une conférence intercommunale du logement (à Paris, la conférence du logement).
 *
 * @useDeclaredType
 */
export type TerritoireAConference = EnLecture<z.infer<typeof conference>>;

const conventionDatee = z.strictObject({
  /** Désigne l'acte. */
  reference: texteNonVide,
  /** Les codes de ceux qui le signent avec le bailleur. */
  reservataires: z
    .array(texteNonVide)
    .refine((codes) => codes.length > 0, { params: { code: "LISTE_VIDE" } }),
  dateDeSignature: dateIso,
  /** Dernier jour de la convention : son terme, ou la veille de sa résiliation. */
  fin: dateIso.optional(),
  /** Jour de la mise en demeure que le préfet adresse au bailleur (R. 441-5-2, IV). */
  miseEnDemeure: dateIso.optional(),
});
/**
 * Une convention, réduite à ses dates.
 *
 * @useDeclaredType
 */
export type ConventionDatee = EnLecture<z.infer<typeof conventionDatee>>;

const garantieSoldee = z.strictObject({
  /** Désigne l'emprunt. */
  emprunt: texteNonVide,
  /** Code du garant. */
  reservataire: texteNonVide,
  /** Jour du versement qui solde l'emprunt. */
  dernierVersement: dateIso,
  /** Dernier jour des droits selon la convention ; `null` ou absent si elle n'en donne pas. */
  dateDExpiration: dateIso.nullable().optional(),
});
/**
 * Une garantie dont l'emprunt est remboursé, ou le sera à un jour connu.
 *
 * @useDeclaredType
 */
export type GarantieSoldee = EnLecture<z.infer<typeof garantieSoldee>>;

type CodeDeDocument = {
  [C in CodeDObligation]: (typeof OBLIGATIONS)[C]["nature"] extends "document" ? C : never;
}[CodeDObligation];

const CODES_DE_DOCUMENT = Object.entries(OBLIGATIONS).flatMap(([code, { nature }]) =>
  nature === "document" ? [code as CodeDeDocument] : [],
);

const accomplissement = z.strictObject({
  obligation: z.enum(CODES_DE_DOCUMENT),
  /** Ce dont il s'agit, quand l'obligation naît d'un acte : la convention, l'emprunt, le jour d'arrêté des données. */
  objet: texteNonVide.optional(),
  /** Code du réservataire qui s'en acquitte ; le bailleur, si l'on ne dit rien. */
  debiteur: texteNonVide.optional(),
  /** Code du destinataire servi ; tous, si l'on ne dit rien. */
  destinataire: texteNonVide.optional(),
  le: dateIso,
});
/**
 * Ce qui a été fait, et quand. Fait deux fois, c'est la première qui compte.
 *
 * @useDeclaredType
 */
export type Accomplissement = EnLecture<z.infer<typeof accomplissement>>;

export const schemaDuCalendrier = z.strictObject({
  date: dateIso,
  perimetre,
  reservataires: z.array(z.unknown()),
  conferences: z.array(z.unknown()),
  conventions: z.array(z.unknown()).optional(),
  garanties: z.array(z.unknown()).optional(),
  derogations: z.array(z.unknown()).optional(),
  accomplissements: z.array(z.unknown()),
});
export type ChampsDuCalendrier = Partial<z.infer<typeof schemaDuCalendrier>>;

/** Ce que le calendrier sait du périmètre, en ordre canonique. */
export interface DossierDuCalendrier {
  readonly reservataires: readonly z.infer<typeof reservataire>[];
  readonly conferences: readonly TerritoireAConference[];
  readonly conventions: readonly ConventionDatee[];
  readonly garanties: readonly GarantieSoldee[];
  readonly derogations: readonly Derogation[];
}

export function lireDossier(saisie: Saisie, champs: ChampsDuCalendrier): DossierDuCalendrier {
  const { date, perimetre: cadre } = champs;
  exigerRegimeDuFlux(saisie, date, ["date"]);
  if (cadre !== undefined) exigerRegimeDuFlux(saisie, `${cadre.annee}-12-31`, ["perimetre", "annee"]);
  const reservataires = saisie.lireListe(reservataire, champs.reservataires ?? [], ["reservataires"]);
  refuserDoublonsDe(saisie, reservataires, "reservataires", ({ code }) => code);
  for (const { rang, ligne } of reservataires)
    if (cadre !== undefined && ligne.territoire.type === "commune")
      controlerDepartement(saisie, ligne.territoire.commune, cadre, [
        "reservataires",
        rang,
        "territoire",
        "commune",
      ]);
  const conferences = lireConferences(saisie, champs.conferences, cadre);
  const parCode = new Map(reservataires.map(({ ligne }) => [ligne.code, ligne]));
  const tousSeLisent = reservataires.length === (champs.reservataires?.length ?? 0);
  const exigerConnu = (code: string, chemin: readonly PropertyKey[]) => {
    if (tousSeLisent && !parCode.has(code))
      saisie.refuser(chemin, "RESERVATAIRE_INCONNU", {
        fr: `Le réservataire « ${code} » ne figure pas dans la liste des réservataires.`,
        en: `Holder “${code}” is not in the list of holders.`,
      });
  };

  const conventions = saisie.lireListe(conventionDatee, champs.conventions ?? [], ["conventions"]);
  refuserDoublonsDe(saisie, conventions, "conventions", ({ reference }) => reference);
  for (const { rang, ligne } of conventions) {
    const chemin = ["conventions", rang];
    ligne.reservataires.forEach((code, position) => {
      exigerConnu(code, [...chemin, "reservataires", position]);
    });
    controlerConvention(saisie, ligne, chemin);
    const signeeDuPrefet = ligne.reservataires.some((code) => parCode.get(code)?.categorie === "prefet");
    if (ligne.miseEnDemeure !== undefined && tousSeLisent && !signeeDuPrefet)
      saisie.refuser([...chemin, "miseEnDemeure"], "CHAMP_EN_TROP", {
        fr: "La mise en demeure suivie ici est celle du préfet : il n'est pas partie à cette convention.",
        en: "The formal notice followed here is the prefect's: he is no party to this agreement.",
      });
  }

  const garanties = saisie.lireListe(garantieSoldee, champs.garanties ?? [], ["garanties"]);
  refuserDoublonsDe(saisie, garanties, "garanties", cleDeGarantie);
  for (const { rang, ligne } of garanties)
    exigerConnu(ligne.reservataire, ["garanties", rang, "reservataire"]);

  return {
    reservataires: lignesTriees(reservataires, ({ code }) => code),
    conferences,
    conventions: lignesTriees(conventions, ({ reference }) => reference).map((convention) => ({
      ...convention,
      reservataires: trierParCodes([...new Set(convention.reservataires)], (code) => code),
    })),
    garanties: lignesTriees(garanties, cleDeGarantie),
    derogations: lireDerogations(saisie, champs.derogations, date),
  };
}

interface Ligne<T> {
  readonly rang: number;
  readonly ligne: T;
}

/** Un garant et son emprunt : plusieurs garants peuvent se partager le même. */
export function cleDeGarantie({ reservataire: garant, emprunt }: GarantieSoldee): string {
  return `${garant}/${emprunt}`;
}

function lignesTriees<T>(lignes: readonly Ligne<T>[], cle: (ligne: T) => string): T[] {
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    cle,
  );
}

function refuserDoublonsDe<T>(
  saisie: Saisie,
  lignes: readonly Ligne<T>[],
  liste: string,
  cle: (ligne: T) => string,
): void {
  saisie.refuserDoublons(lignes, cle, (rang) => [liste, rang]);
}

function lireConferences(
  saisie: Saisie,
  donnees: readonly unknown[] | undefined,
  cadre: Perimetre | undefined,
): TerritoireAConference[] {
  const lignes = saisie.lireListe(conference, donnees ?? [], ["conferences"]);
  refuserDoublonsDe(saisie, lignes, "conferences", ({ code }) => code);
  const communes = lignes.flatMap(({ rang, ligne }) =>
    ligne.communes.map((commune, position) => ({
      chemin: ["conferences", rang, "communes", position],
      commune,
    })),
  );
  saisie.refuserDoublons(
    communes.map((ligne, rang) => ({ rang, ligne })),
    ({ commune }) => commune,
    (rang) => communes[rang]?.chemin ?? [],
  );
  if (cadre !== undefined)
    for (const { chemin, commune } of communes) controlerDepartement(saisie, commune, cadre, chemin);
  return lignesTriees(lignes, ({ code }) => code).map((ligne) => ({
    ...ligne,
    communes: trierParCodes(ligne.communes, (code) => code),
  }));
}

function controlerConvention(
  saisie: Saisie,
  { dateDeSignature, fin, miseEnDemeure }: ConventionDatee,
  chemin: readonly PropertyKey[],
): void {
  for (const [champ, jour] of [
    ["fin", fin],
    ["miseEnDemeure", miseEnDemeure],
  ] as const)
    if (jour !== undefined && jour < dateDeSignature)
      saisie.refuser([...chemin, champ], "DATES_INVERSEES", {
        fr: `Ce jour (${dateEnFrancais(jour)}) précède la signature (${dateEnFrancais(dateDeSignature)}).`,
        en: `This day (${jour}) precedes the signature (${dateDeSignature}).`,
      });
}

export function lireAccomplissements(
  saisie: Saisie,
  donnees: readonly unknown[] | undefined,
): readonly Ligne<Accomplissement>[] {
  return saisie.lireListe(accomplissement, donnees ?? [], ["accomplissements"]);
}
