import type { CodeDObligation } from "../droit/obligations.js";
import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { anneeDe, joursApres } from "../modele/calendrier.js";
import type { Perimetre } from "../modele/vocabulaire.js";
import {
  aLaConference,
  auPresident,
  auReservataire,
  COMMISSION,
  CONSEIL,
  type DestinataireDuCalendrier,
  PREFET_DE_DEPARTEMENT,
  PUBLIC,
} from "./destinataires.js";
import { completer, type LigneDite, type LigneDue, SANS_CONFERENCE } from "./ligne-due.js";
import { lignesDeConvention, lignesDeDerogation, lignesDeGarantie } from "./lignes-des-actes.js";
import type { DossierDuCalendrier, TerritoireAConference } from "./lire-calendrier.js";

/** Toutes les lignes de l'année d'un périmètre, et ce que les actes donnés ont hors d'elle. */
export function lignesDeLAnnee(
  perimetre: Perimetre,
  dossier: DossierDuCalendrier,
): { readonly lignes: readonly LigneDue[]; readonly bailleur: string; readonly horsDeLAnnee: number } {
  const { conferences, conventions, garanties, derogations } = dossier;
  const parCode = new Map(dossier.reservataires.map((lu) => [lu.code, lu]));
  const desActes = [
    ...conventions.map((lue) => lignesDeConvention(lue, parCode, conferences, finDeLAnnee(perimetre))),
    ...garanties.map((lue) => lignesDeGarantie(lue, parCode, finDeLAnnee(perimetre))),
    ...derogations.map(lignesDeDerogation),
  ].map((dites) => dites.filter(({ dateDeDroit }) => anneeDe(dateDeDroit) === perimetre.annee));
  const dites = [
    ...lignesAnnuelles(perimetre, dossier),
    ...lignesDuSemestre(perimetre, conferences),
    ...desActes.flat(),
  ];
  return {
    lignes: dites.map((dite) => completer(dite, perimetre)),
    bailleur: perimetre.bailleur,
    horsDeLAnnee: desActes.filter((lignes) => lignes.length === 0).length,
  };
}

/** Un jour, et pourquoi lui. */
type JourDit = Pick<LigneDue, "echeance" | "raison" | "dateDeDroit">;

function finDeLAnnee({ annee }: Perimetre): string {
  return `${annee}-12-31`;
}

// --- Chaque année ----------------------------------------------------------------------------------------------------

function lignesAnnuelles(perimetre: Perimetre, dossier: DossierDuCalendrier): LigneDite[] {
  const { reservataires, conferences } = dossier;
  const fin = finDeLAnnee(perimetre);
  const premierJour = `${perimetre.annee}-01-01`;
  const information = veilleDite(perimetre, valeurLegale("dernierJourDeLInformation", fin));
  const bilan = veilleDite(perimetre, valeurLegale("dernierJourDuBilan", fin));
  const conference = veilleDite(perimetre, valeurLegale("dernierJourDeLaConference", fin));
  const aTous = (obligation: CodeDObligation, jour: JourDit, depuis: string | null) =>
    reservataires.map((lu) => ({ obligation, ...jour, depuis, destinataire: auReservataire(lu) }));
  const sansJour = (
    obligation: CodeDObligation,
    destinataire: DestinataireDuCalendrier,
    debiteur?: string,
  ) => ({
    obligation,
    destinataire,
    dateDeDroit: fin,
    ...(debiteur === undefined ? {} : { debiteur, suite: [debiteur] }),
  });
  const aChaqueConference = (
    obligation: CodeDObligation,
    jour: JourDit,
    destinataire: (lue: TerritoireAConference) => DestinataireDuCalendrier,
  ): LigneDite[] =>
    conferences.length === 0
      ? [{ obligation, ...jour, sansObjet: SANS_CONFERENCE }]
      : conferences.map((lue) => ({
          obligation,
          ...jour,
          depuis: premierJour,
          destinataire: destinataire(lue),
        }));
  return [
    ...aTous("prevision-des-soustractions", information, null),
    ...aTous("bilan-des-relogements", information, premierJour),
    ...aTous("bilan-annuel", bilan, premierJour),
    ...aChaqueConference("bilan-annuel-au-president", bilan, auPresident),
    ...aChaqueConference("bilan-a-la-conference", conference, aLaConference),
    sansJour("bilan-a-la-commission", COMMISSION),
    sansJour("compte-rendu-de-la-commission", CONSEIL),
    ...(["conditions-de-designation", "bilan-des-designations"] as const).flatMap((obligation) => [
      sansJour(obligation, PUBLIC, perimetre.bailleur),
      ...reservataires.map(({ code }) => sansJour(obligation, PUBLIC, code)),
    ]),
  ];
}

/** Le dernier jour utile d'un « avant le ». */
function veilleDite({ annee }: Perimetre, quantieme: string | null): JourDit {
  if (quantieme === null) throw new TypeError("échéance sans droit connu");
  const echeance = `${annee}-${quantieme}`;
  const butoir = joursApres(echeance, 1);
  return {
    echeance,
    dateDeDroit: echeance,
    raison: {
      fr: `avant le ${dateEnFrancais(butoir)} : le ${dateEnFrancais(echeance)} est le dernier jour utile`,
      en: `before ${butoir}: ${echeance} is the last useful day`,
    },
  };
}

// --- Deux fois l'an --------------------------------------------------------------------------------------------------

/** Les arrêtés de l'année, et celui de l'année d'avant dont le délai y finit. */
function lignesDuSemestre(perimetre: Perimetre, conferences: readonly TerritoireAConference[]): LigneDite[] {
  const fin = finDeLAnnee(perimetre);
  const delai = valeurLegale("delaiDesDonneesHorsQpv", fin);
  const obligation = "attributions-hors-qpv";
  if (delai === null) return [{ obligation, dateDeDroit: fin }];
  return [perimetre.annee - 1, perimetre.annee]
    .flatMap((annee) =>
      (valeurLegale("arretesDesDonneesHorsQpv", fin) ?? []).map((jour) => `${annee}-${jour}`),
    )
    .map((arrete) => ({ arrete, echeance: joursApres(arrete, delai) }))
    .filter((periode) => Object.values(periode).some((jour) => anneeDe(jour) === perimetre.annee))
    .map(({ arrete, echeance }) => ({
      obligation,
      objet: arrete,
      depuis: arrete,
      echeance,
      dateDeDroit: echeance,
      destinataire: PREFET_DE_DEPARTEMENT,
      raison: {
        fr: `${dateEnFrancais(arrete)} + ${delai} jours = ${dateEnFrancais(echeance)}`,
        en: `${arrete} + ${delai} days = ${echeance}`,
      },
      sansObjet: conferences.length === 0 ? SANS_CONFERENCE : null,
    }));
}
