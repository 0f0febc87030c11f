import * as z from "zod";
import { valeurLegale } from "../droit/parametres.js";
import { DEBUT_DU_REGIME_DU_FLUX, DEBUT_DU_REGISTRE } from "../droit/periodes.js";
import { COLLECTIVITES } from "../droit/reservataires.js";
import { enPourCentDe, fraction } from "../exact/fraction.js";
import { regrouperParCodes, trierParCodes } from "../exact/ordre.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { Constat } from "../modele/constats.js";
import { compte, dateIso, texteNonVide } from "../modele/identifiants.js";
import {
  controlerTitre,
  lireTitulaires,
  type Titulaires,
  type titulaire,
} from "../modele/lire-titulaires.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { exigerRegimeDuStock } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import {
  contingent,
  contrepartie,
  type Derogation,
  type DerogationDonnee,
  type Perimetre,
  perimetre,
} from "../modele/vocabulaire.js";
import { constaterArretes, constaterStock } from "./constater-stock.js";
import { lireDerogations, type PlafondsDuPrefet, plafondsDuPrefet } from "./derogations.js";
import { cleDePart } from "./lire-parts.js";

const reservationEnStock = z.strictObject({
  /** Code d'un des réservataires. */
  reservataire: texteNonVide,
  contrepartie,
  /** Obligatoire pour le contingent préfectoral, interdit ailleurs. */
  contingent: contingent.optional(),
  /** Nombre de logements réservés dans le programme. */
  logements: compte,
});
/** Ce qu'un réservataire a dans un programme, à un titre. */
export type ReservationEnStock = z.infer<typeof reservationEnStock>;

const programme = z.strictObject({
  /** Code choisi par l'appelant, unique. */
  code: texteNonVide,
  /** Tous les logements du programme, réservés ou non. */
  logements: compte,
  /** Vide si personne n'y a de réservation : ses logements comptent dans le total. */
  reservations: z.array(z.unknown()),
});

/** Un réservataire de l'ancien régime : son territoire n'y joue aucun rôle. */
export type ReservataireEnStock = z.infer<typeof titulaire>;

const schemaEntree = z.strictObject({
  date: dateIso,
  perimetre: perimetre.optional(),
  programmes: z.array(z.unknown()),
  reservataires: z.array(z.unknown()),
  derogations: z.array(z.unknown()).optional(),
});

export interface EntreeReservationsEnStock {
  /** Du 01/09/2019 au 21/02/2020. */
  readonly date: string;
  readonly perimetre?: Perimetre | undefined;
  /** Tous les programmes : la part du préfet se mesure sur leur total. */
  readonly programmes: readonly (Omit<z.input<typeof programme>, "reservations"> & {
    readonly reservations: readonly ReservationEnStock[];
  })[];
  readonly reservataires: readonly ReservataireEnStock[];
  /** Arrêtés qui dérogent aux plafonds du préfet. */
  readonly derogations?: readonly DerogationDonnee[] | undefined;
}

/** Des logements réservés, et ce qu'ils font du tout auquel le droit les rapporte. */
export interface PartDuStock {
  readonly logements: number;
  /** En pourcentage ; `null` si le tout est sans logement. */
  readonly taux: ValeurExacte | null;
}

/** Un programme : ses réservations, et ce que les garants y ont ensemble. */
export interface ProgrammeControle {
  readonly code: string;
  readonly logements: number;
  readonly reservations: readonly ReservationEnStock[];
  readonly reserves: number;
  /** Ce que le bailleur y garde ; négatif si le programme est réservé au-delà de ses logements. */
  readonly nonReserves: number;
  /** Les garanties d'emprunt des collectivités et de leurs groupements, rapportées au programme. */
  readonly garanties: PartDuStock & {
    readonly garants: readonly (PartDuStock & { readonly reservataire: string })[];
  };
}

export interface ReservationsEnStock {
  readonly nature: "reservations-en-stock";
  readonly perimetre: Perimetre | null;
  readonly reservataires: readonly ReservataireEnStock[];
  readonly derogations: readonly Derogation[];
  /** Les plafonds du préfet à cette date, dérogation comprise. */
  readonly plafondsDuPrefet: PlafondsDuPrefet;
  /** Le plafond des garanties dans chaque programme, en pourcentage. */
  readonly plafondDesGaranties: string | null;
  /** Le total des logements de tous les programmes. */
  readonly logements: number;
  readonly reserves: number;
  /** Le contingent préfectoral, agents compris, rapporté au total des logements. */
  readonly prefet: PartDuStock;
  /** Dans le contingent préfectoral, les agents civils et militaires de l'État. */
  readonly agents: PartDuStock;
  readonly programmes: readonly ProgrammeControle[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

type ProgrammeLu = Omit<z.infer<typeof programme>, "reservations"> & {
  readonly reservations: readonly ReservationEnStock[];
};

const VERBE = "controlerReservationsEnStock";

/**
 * Contrôle les réservations d'avant le flux : des logements désignés dans des programmes, plafonnés sur le stock.
 *
 * Le contingent du préfet se rapporte au total des logements de tous les programmes ; les garanties d'emprunt des
 * collectivités et de leurs groupements, départements et régions compris, aux logements de chaque programme. Ce qui est
 * réservé contre un terrain ou un financement s'ajoute sans plafond. Une réservation qui portait déjà sur un flux ne
 * désigne pas de logement : elle ne se donne pas ici. Rien n'est réduit : ce qui dépasse donne un constat.
 *
 * Depuis le 25/11/2018, la loi (L. 441-1, al. 35) ne parle que d'un flux annuel, défense et sécurité intérieure
 * exceptées. Une réservation en stock contractée depuis est hors de cet alinéa : le verbe ne demande pas sa date, et ne
 * juge pas si elle est permise.
 *
 * @param entree - tous les programmes et leurs réservations, en logements ; les réservataires ; les arrêtés de dérogation
 * @returns les parts du préfet et des agents sur le total, les garanties de chaque programme, les constats
 * @throws {@link ErreurDeSaisie} si la date ne relève pas de l'ancien régime, si un programme ou une réservation est en
 *   double, si un réservataire est inconnu ou si la liste des programmes est vide
 * @article CCH, art. R. 441-5 (version du 01/09/2019 au 22/02/2020 non compris)
 * @category Répartition
 * @example
 * controlerReservationsEnStock({
 *   date: "2020-01-01",
 *   reservataires: [
 *     { code: "prefet", nom: "Préfet", categorie: "prefet" },
 *     { code: "departement", nom: "Département", categorie: "departement" },
 *   ],
 *   programmes: [
 *     {
 *       code: "Les Tilleuls",
 *       logements: 40,
 *       reservations: [
 *         { reservataire: "prefet", contrepartie: "contingent-prefectoral", contingent: "publics-prioritaires", logements: 10 },
 *         { reservataire: "departement", contrepartie: "garantie-d-emprunt", logements: 8 },
 *       ],
 *     },
 *   ],
 * }).programmes[0].garanties.taux // { exact: "20", decimal: "20" }
 */
export function controlerReservationsEnStock(entree: EntreeReservationsEnStock): ReservationsEnStock {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  exigerRegimeDuStock(saisie, champs.date, ["date"]);
  const titulaires = lireTitulaires(saisie, champs.reservataires);
  const programmes = lireProgrammes(saisie, champs.programmes, titulaires);
  const derogations = lireDerogations(saisie, champs.derogations, dateDuRegime(champs.date));
  const { date, perimetre: lieu = null } = saisie.certifier(lue);

  const categories = new Map([...titulaires.parCode].map(([code, { categorie }]) => [code, categorie]));
  const detail = programmes.map((lu) =>
    controlerProgramme(lu, (code) => COLLECTIVITES.includes(categories.get(code) ?? "")),
  );
  const somme = (nombres: readonly number[]) => nombres.reduce((total, nombre) => total + nombre, 0);
  const logements = somme(detail.map((controle) => controle.logements));
  const duPrefet = detail
    .flatMap(({ reservations }) => reservations)
    .filter((reservation) => reservation.contrepartie === "contingent-prefectoral");
  const part = (retenues: readonly ReservationEnStock[]) =>
    rapporter(somme(retenues.map((retenue) => retenue.logements)), logements);
  const contenu = {
    nature: "reservations-en-stock" as const,
    perimetre: lieu,
    reservataires: [...titulaires.parCode.values()],
    derogations,
    plafondsDuPrefet: plafondsDuPrefet(derogations, date),
    plafondDesGaranties: valeurLegale("plafondGaranties", date),
    logements,
    reserves: somme(detail.map(({ reserves }) => reserves)),
    prefet: part(duPrefet),
    agents: part(duPrefet.filter((reservation) => reservation.contingent === "agents-civils-et-militaires")),
    programmes: detail,
  };
  return sceller(
    { ...contenu, constats: [...constaterArretes(derogations, date), ...constaterStock(contenu, date)] },
    {
      dateDeDroit: date,
      entrees: { perimetre: lieu, reservataires: contenu.reservataires, programmes, derogations },
      stipulations: {},
    },
  );
}

/** La date, si le registre connaît l'ancien régime ce jour-là. */
function dateDuRegime(date: string | undefined): string | undefined {
  return date !== undefined && date >= DEBUT_DU_REGISTRE && date < DEBUT_DU_REGIME_DU_FLUX ? date : undefined;
}

function lireProgrammes(
  saisie: Saisie,
  donnees: readonly unknown[] | undefined,
  titulaires: Titulaires,
): readonly ProgrammeLu[] {
  if (donnees?.length === 0)
    saisie.refuser(["programmes"], "LISTE_VIDE", {
      fr: "Donner au moins un programme, sans réservation s'il le faut.",
      en: "Give at least one programme, without reservations if need be.",
    });
  const lignes = saisie.lireListe(programme, donnees ?? [], ["programmes"]);
  saisie.refuserDoublons(
    lignes,
    ({ code }) => code,
    (rang) => ["programmes", rang, "code"],
  );
  return trierParCodes(
    lignes.map(({ rang, ligne }) => ({
      ...ligne,
      reservations: lireReservations(saisie, ligne.reservations, titulaires, [
        "programmes",
        rang,
        "reservations",
      ]),
    })),
    ({ code }) => code,
  );
}

function lireReservations(
  saisie: Saisie,
  donnees: unknown,
  titulaires: Titulaires,
  chemin: readonly PropertyKey[],
): readonly ReservationEnStock[] {
  const lignes = saisie.lireListe(reservationEnStock, donnees, chemin);
  const cle = (reservation: ReservationEnStock) => `${reservation.reservataire}/${cleDePart(reservation)}`;
  saisie.refuserDoublons(lignes, cle, (rang) => [...chemin, rang]);
  for (const { rang, ligne } of lignes) controlerTitre(saisie, ligne, titulaires, [...chemin, rang]);
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    (ligne) => ligne.reservataire,
    cleDePart,
  );
}

function rapporter(logements: number, tout: number): PartDuStock {
  return {
    logements,
    taux: tout === 0 ? null : valeurExacte(enPourCentDe(fraction(logements), fraction(tout))),
  };
}

function controlerProgramme(
  { code, logements, reservations }: ProgrammeLu,
  estUneCollectivite: (reservataire: string) => boolean,
): ProgrammeControle {
  const somme = (retenues: readonly ReservationEnStock[]) =>
    retenues.reduce((total, retenue) => total + retenue.logements, 0);
  const garanties = reservations.filter(
    (reservation) =>
      reservation.contrepartie === "garantie-d-emprunt" && estUneCollectivite(reservation.reservataire),
  );
  const reserves = somme(reservations);
  return {
    code,
    logements,
    reservations,
    reserves,
    nonReserves: logements - reserves,
    garanties: {
      ...rapporter(somme(garanties), logements),
      garants: regrouperParCodes(garanties, (garantie) => garantie.reservataire).map(([garant, siennes]) => ({
        reservataire: garant,
        ...rapporter(somme(siennes), logements),
      })),
    },
  };
}
