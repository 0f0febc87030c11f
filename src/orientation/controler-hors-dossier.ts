import { dateEnFrancais } from "../droit/periodes.js";
import { IMPUTABLES } from "../droit/reservataires.js";
import { anneeDe } from "../modele/calendrier.js";
import { jsonCanonique, relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import {
  type Annulation,
  type ChangementDeRepartition,
  type Imputation,
  numerosAnnules,
} from "./evenements.js";
import { liberationDe, perimetreDe, type Registre, repartitionAu, secteurDe } from "./registre.js";
import { direTauxNonCouvert, secteurHorsDesComptes } from "./taux-des-comptes.js";

type Chemin = readonly PropertyKey[];

/** Une répartition en remplace une autre dans le même périmètre, à partir d'un jour de l'année où rien ne change déjà. */
export function controlerChangement(
  saisie: Saisie,
  registre: Registre,
  { date, repartition }: ChangementDeRepartition,
  chemin: Chemin,
): void {
  const lieu = [...chemin, "repartition"];
  const lue = relire<Repartition>(saisie, repartition, "repartition", lieu);
  const perimetre = perimetreDe(registre);
  if (anneeDe(date) !== perimetre.annee)
    saisie.refuser([...chemin, "date"], "DATE_HORS_DE_L_ANNEE", {
      fr: `Le changement est daté du ${dateEnFrancais(date)} ; le registre suit l'année ${perimetre.annee}.`,
      en: `The change is dated ${date}; the register follows year ${perimetre.annee}.`,
    });
  if (registre.changements.some(({ du }) => du === date))
    saisie.refuser([...chemin, "date"], "DOUBLON", {
      fr: `La répartition change déjà le ${dateEnFrancais(date)} : annuler ce changement d'abord.`,
      en: `The sharing already changes on ${date}: cancel that change first.`,
    });
  if (lue === undefined) return;
  if (jsonCanonique(lue.assiette.perimetre) !== jsonCanonique(perimetre))
    saisie.refuser([...lieu, "assiette", "perimetre"], "PERIMETRES_DIFFERENTS", {
      fr: `Attendu : le périmètre du registre, bailleur ${perimetre.bailleur}, département ${perimetre.departement}, ${perimetre.annee}.`,
      en: `Expected: the register's perimeter, landlord ${perimetre.bailleur}, département ${perimetre.departement}, ${perimetre.annee}.`,
    });
  const surReservation = lue.constats.find(({ code }) => code === "SUR_RESERVATION");
  if (surReservation !== undefined) saisie.refuser(lieu, "SUR_RESERVATION", surReservation.message);
  const secteur = secteurHorsDesComptes(lue);
  if (secteur !== undefined)
    saisie.refuser([...lieu, "secteurs"], "TAUX_NON_COUVERT", direTauxNonCouvert(secteur));
  controlerSecteursConserves(saisie, registre, date, lue, lieu);
}

/** Ce qui s'est déjà libéré depuis ce jour a encore son secteur. */
function controlerSecteursConserves(
  saisie: Saisie,
  registre: Registre,
  date: string,
  repartition: Repartition,
  chemin: Chemin,
): void {
  const apres = { ...registre, changements: [{ du: date, repartition }] };
  const perdues = registre.dossiers.flatMap(({ liberation }) => {
    const vacance = liberationDe(registre, liberation);
    return vacance !== undefined && vacance.date >= date && secteurDe(apres, vacance) === undefined
      ? [liberation]
      : [];
  });
  if (perdues.length > 0)
    saisie.refuser([...chemin, "secteurs"], "SECTEUR_INCONNU", {
      fr: `Des libérations déjà consignées depuis le ${dateEnFrancais(date)} n'ont plus de secteur : ${perdues.join(", ")}.`,
      en: `Vacancies already recorded since ${date} no longer have a sector: ${perdues.join(", ")}.`,
    });
}

/** Une annulation vise un événement du journal, qui n'est ni annulé ni une annulation. */
export function controlerAnnulation(
  saisie: Saisie,
  { journal }: Registre,
  { evenement, date }: Annulation,
  chemin: Chemin,
): void {
  const vise = journal[evenement - 1];
  if (vise !== undefined && date < vise.date)
    saisie.refuser([...chemin, "date"], "DATE_ANTERIEURE", {
      fr: `L'annulation est datée du ${dateEnFrancais(date)}, avant l'événement qu'elle annule (${dateEnFrancais(vise.date)}).`,
      en: `The cancellation is dated ${date}, before the event it cancels (${vise.date}).`,
    });
  const lieu = [...chemin, "evenement"];
  if (vise === undefined)
    saisie.refuser(lieu, "EVENEMENT_INCONNU", {
      fr: `Le journal n'a pas d'événement n° ${evenement} : il en compte ${journal.length}.`,
      en: `The journal has no event no. ${evenement}: it has ${journal.length}.`,
    });
  else if (vise.type === "annulation")
    saisie.refuser(lieu, "EVENEMENT_INCONNU", {
      fr: `L'événement n° ${evenement} est une annulation : consigner de nouveau ce qu'elle avait retiré.`,
      en: `Event no. ${evenement} is a cancellation: record again what it had removed.`,
    });
  else if (numerosAnnules(journal).has(evenement))
    saisie.refuser(lieu, "DOUBLON", {
      fr: `L'événement n° ${evenement} est déjà annulé.`,
      en: `Event no. ${evenement} is already cancelled.`,
    });
}

/** Une imputation se compte une fois, sur un compte du registre, à un titulaire que son article vise. */
export function controlerImputation(
  saisie: Saisie,
  registre: Registre,
  { date, imputation, reservataire, fondement }: Imputation,
  chemin: Chemin,
): void {
  const { journal, comptes } = registre;
  const annules = numerosAnnules(journal);
  const deja = journal.some(
    (fait, rang) => fait.type === "imputation" && fait.imputation === imputation && !annules.has(rang + 1),
  );
  if (deja)
    saisie.refuser([...chemin, "imputation"], "DOUBLON", {
      fr: `L'imputation « ${imputation} » est déjà consignée.`,
      en: `Imputation “${imputation}” is already recorded.`,
    });
  const { annee } = perimetreDe(registre);
  if (anneeDe(date) !== annee)
    saisie.refuser([...chemin, "date"], "DATE_HORS_DE_L_ANNEE", {
      fr: `L'imputation est datée du ${dateEnFrancais(date)} ; le registre suit l'année ${annee}.`,
      en: `The imputation is dated ${date}; the register follows year ${annee}.`,
    });
  const lieu = [...chemin, "reservataire"];
  if (!comptes.some((compte) => compte.reservataire === reservataire)) {
    refuserReservataireSansPart(saisie, reservataire, lieu);
    return;
  }
  const vises = IMPUTABLES[fondement];
  const convention = repartitionAu(registre, date).conventions.find(
    ({ reservataire: { code } }) => code === reservataire,
  );
  const permis =
    vises === null ||
    (convention === undefined
      ? vises.bailleur
      : vises.reservataires.includes(convention.reservataire.categorie));
  if (!permis)
    saisie.refuser(lieu, "IMPUTATION_NON_PREVUE", {
      fr: `L'article ${fondement} n'impute pas d'attribution sur les droits de « ${reservataire} ».`,
      en: `Article ${fondement} imputes no letting on the rights of “${reservataire}”.`,
    });
}

export function refuserReservataireSansPart(saisie: Saisie, reservataire: string, chemin: Chemin): void {
  saisie.refuser(chemin, "RESERVATAIRE_INCONNU", {
    fr: `« ${reservataire} » n'a pas de part du flux dans ce registre.`,
    en: `“${reservataire}” has no share of the flow in this register.`,
  });
}
