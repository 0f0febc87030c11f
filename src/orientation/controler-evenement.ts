import { dateEnFrancais } from "../droit/periodes.js";
import { IMPUTABLES } from "../droit/reservataires.js";
import { anneeDe } from "../modele/calendrier.js";
import { controlerDepartement } from "../modele/departement.js";
import { jsonCanonique, relire } from "../modele/provenance.js";
import { controlerQuartier } from "../modele/quartier.js";
import type { Saisie } from "../modele/saisie.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { type ConventionLue, NON_RESERVES } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { type Dossier, motifDuRetour, revientAuBailleur, suitesPossibles, tourEnCours } from "./dossiers.js";
import {
  type Annulation,
  type ChangementDeRepartition,
  type Evenement,
  type EvenementDeDossier,
  type Imputation,
  type Liberation,
  numerosAnnules,
} from "./evenements.js";
import {
  dossierDe,
  estPartageParLeFlux,
  liberationDe,
  perimetreDe,
  type Registre,
  repartitionAu,
  resilieeDepuis,
  secteurDe,
} from "./registre.js";
import { direTauxNonCouvert, secteurHorsDesComptes } from "./taux-des-comptes.js";

type Chemin = readonly PropertyKey[];

/** Note tout ce qui interdit de consigner un événement dans cet état. */
export function controlerEvenement(
  saisie: Saisie,
  registre: Registre,
  fait: Evenement,
  chemin: Chemin,
): void {
  controlerVersion(saisie, registre, fait, chemin);
  if (fait.type !== "liberation") controlerTerme(saisie, registre, fait, chemin);
  if (fait.type === "annulation") controlerAnnulation(saisie, registre, fait, chemin);
  else if (fait.type === "imputation") controlerImputation(saisie, registre, fait, chemin);
  else if (fait.type === "changement-de-repartition") controlerChangement(saisie, registre, fait, chemin);
  else controlerEvenementDeDossier(saisie, registre, fait, chemin);
}

/** Deux appelants qui lisent le même état ne l'écrasent pas l'un l'autre. */
function controlerVersion(
  saisie: Saisie,
  { version }: Registre,
  { versionAttendue = version }: Evenement,
  chemin: Chemin,
): void {
  if (versionAttendue !== version)
    saisie.refuser([...chemin, "versionAttendue"], "VERSION_INATTENDUE", {
      fr: `Le registre en est à la version ${version}, et non ${versionAttendue} : un événement a été consigné entre-temps. Relire le registre, puis décider de nouveau.`,
      en: `The register is at version ${version}, not ${versionAttendue}: an event was recorded in between. Read the register again, then decide again.`,
    });
}

function controlerEvenementDeDossier(
  saisie: Saisie,
  registre: Registre,
  fait: EvenementDeDossier,
  chemin: Chemin,
): void {
  const dossier = dossierDe(registre, fait.liberation);
  const vacance = liberationDe(registre, fait.liberation);
  if (fait.type === "liberation") {
    if (dossier !== undefined)
      saisie.refuser([...chemin, "liberation"], "DOUBLON", {
        fr: `La libération « ${fait.liberation} » est déjà consignée.`,
        en: `Vacancy “${fait.liberation}” is already recorded.`,
      });
    controlerLiberation(saisie, registre, fait, chemin);
  } else if (dossier === undefined || vacance === undefined)
    saisie.refuser([...chemin, "liberation"], "LIBERATION_INCONNUE", {
      fr: `La libération « ${fait.liberation} » n'est pas au registre.`,
      en: `Vacancy “${fait.liberation}” is not in the register.`,
    });
  else {
    controlerSuite(saisie, registre, fait, dossier, vacance, chemin);
    if (fait.type === "mise-a-disposition")
      controlerDestinataire(saisie, registre, fait, dossier, vacance, chemin);
    if (fait.type === "soustraction") controlerSoustraction(saisie, registre, vacance, [...chemin, "type"]);
    if (fait.type === "absence-de-candidat") exigerLaRegleDeLAbsence(saisie, registre, dossier, vacance);
  }
}

/** Un événement vient à sa place dans la vie du logement, et pas avant le précédent. */
function controlerSuite(
  saisie: Saisie,
  registre: Registre,
  fait: EvenementDeDossier,
  dossier: Dossier,
  vacance: Liberation,
  chemin: Chemin,
): void {
  const repartition = repartitionAu(registre, vacance.date);
  const possibles = suitesPossibles(repartition, dossier, vacance, registre.stipulations);
  if (!possibles.includes(fait.type)) {
    const maire = possibles.includes("mise-a-disposition-du-maire");
    saisie.refuser([...chemin, "type"], "SUITE_IMPOSSIBLE", {
      fr: `Après « ${dossier.etape} », « ${fait.type} » n'est pas possible ; attendu : ${possibles.length === 0 ? "rien, le dossier est clos" : possibles.join(", ")}.${maire ? " En QPV, après un tel échec, le logement est à la disposition du maire (L. 441-1, échec en QPV ; pour l'absence de candidat, la stipulation)." : ""}`,
      en: `After “${dossier.etape}”, “${fait.type}” is not possible; expected: ${possibles.length === 0 ? "nothing, the file is closed" : possibles.join(", ")}.${maire ? " In a QPV, after such a failure, the dwelling is at the mayor's disposal (L. 441-1, failed letting in a QPV; for the absence of a candidate, the stipulation)." : ""}`,
    });
  }
  if (fait.date < dossier.dateDeLEtape)
    saisie.refuser([...chemin, "date"], "DATE_ANTERIEURE", {
      fr: `« ${fait.type} » est daté du ${dateEnFrancais(fait.date)}, avant l'étape précédente (${dateEnFrancais(dossier.dateDeLEtape)}).`,
      en: `“${fait.type}” is dated ${fait.date}, before the previous step (${dossier.dateDeLEtape}).`,
    });
}

/** En QPV, ce que vaut l'absence de candidat n'est pas dit par la loi : les parties le disent avant la première. */
function exigerLaRegleDeLAbsence(
  saisie: Saisie,
  { stipulations }: Registre,
  dossier: Dossier,
  { localisation, statut }: Liberation,
): void {
  const reservataire = tourEnCours(dossier)?.reservataire;
  if (
    localisation === "qpv" &&
    statut === "dans-le-flux" &&
    reservataire != null &&
    reservataire !== NON_RESERVES &&
    stipulations.absenceDeCandidatEnQpv === undefined
  )
    saisie.exigerStipulation("absenceDeCandidatEnQpv");
}

/** Une répartition en remplace une autre dans le même périmètre, à partir d'un jour de l'année où rien ne change déjà. */
function controlerChangement(
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

function controlerAnnulation(
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
function controlerImputation(
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

function refuserReservataireSansPart(saisie: Saisie, reservataire: string, chemin: Chemin): void {
  saisie.refuser(chemin, "RESERVATAIRE_INCONNU", {
    fr: `« ${reservataire} » n'a pas de part du flux dans ce registre.`,
    en: `“${reservataire}” has no share of the flow in this register.`,
  });
}

/** Les suites d'une année se consignent au plus tard l'année suivante : une date plus lointaine est une erreur de frappe. */
function controlerTerme(saisie: Saisie, registre: Registre, fait: Evenement, chemin: Chemin): void {
  const { annee } = perimetreDe(registre);
  if (anneeDe(fait.date) > annee + 1)
    saisie.refuser([...chemin, "date"], "DATE_HORS_DE_L_ANNEE", {
      fr: `« ${fait.type} » est daté du ${dateEnFrancais(fait.date)} ; le registre de ${annee} se ferme le 31/12/${annee + 1}.`,
      en: `“${fait.type}” is dated ${fait.date}; the register of ${annee} closes on ${annee + 1}-12-31.`,
    });
}

function controlerLiberation(saisie: Saisie, registre: Registre, fait: Liberation, chemin: Chemin): void {
  const perimetre = perimetreDe(registre);
  const { annee } = perimetre;
  controlerDepartement(saisie, fait.commune, perimetre, [...chemin, "commune"]);
  if (anneeDe(fait.date) !== annee)
    saisie.refuser([...chemin, "date"], "DATE_HORS_DE_L_ANNEE", {
      fr: `La libération est datée du ${dateEnFrancais(fait.date)} ; le registre suit l'année ${annee}.`,
      en: `The vacancy is dated ${fait.date}; the register follows year ${annee}.`,
    });
  controlerLogement(saisie, registre, fait, chemin);
  if (secteurDe(registre, fait) === undefined)
    saisie.refuser([...chemin, "commune"], "SECTEUR_INCONNU", {
      fr: `L'assiette n'a pas de secteur « ${cleDeSecteur({ ...fait, epci: null })} ».`,
      en: `The base has no sector “${cleDeSecteur({ ...fait, epci: null })}”.`,
    });
  const identifie = fait.statut === "identifie";
  if (identifie !== (fait.reservataireIdentifie !== undefined))
    saisie.refuser([...chemin, "reservataireIdentifie"], "RESERVATAIRE_IDENTIFIE_INCOHERENT", {
      fr: "Un logement identifié nomme son réservataire ; un logement dans le flux n'en nomme pas.",
      en: "An identified dwelling names its holder; a dwelling in the flow names none.",
    });
  else if (
    identifie &&
    !conventionsSansPart(registre, fait.date).some((c) => c.reservataire.code === fait.reservataireIdentifie)
  )
    saisie.refuser([...chemin, "reservataireIdentifie"], "RESERVATAIRE_INCONNU", {
      fr: `« ${fait.reservataireIdentifie} » n'est pas un réservataire de logements identifiés du registre.`,
      en: `“${fait.reservataireIdentifie}” is not a holder of identified dwellings in the register.`,
    });
}

/** Un logement ne se libère pas deux fois le même jour, et n'a de code de quartier qu'en QPV, de la liste du jour. */
function controlerLogement(saisie: Saisie, registre: Registre, fait: Liberation, chemin: Chemin): void {
  const jumelle = registre.journal.find(
    (autre): autre is Liberation =>
      autre.type === "liberation" &&
      autre.logement === fait.logement &&
      autre.date === fait.date &&
      autre.liberation !== fait.liberation &&
      liberationDe(registre, autre.liberation) === autre,
  );
  if (jumelle !== undefined)
    saisie.refuser([...chemin, "logement"], "DOUBLON", {
      fr: `Le logement ${fait.logement} s'est déjà libéré le ${dateEnFrancais(fait.date)} (« ${jumelle.liberation} »).`,
      en: `Dwelling ${fait.logement} was already vacated on ${fait.date} (“${jumelle.liberation}”).`,
    });
  controlerQuartier(saisie, fait, fait.date, chemin);
}

/** Seul un logement du flux peut en être soustrait. */
export function controlerSoustraction(
  saisie: Saisie,
  registre: Registre,
  liberation: Liberation,
  chemin: Chemin,
): void {
  if (!estPartageParLeFlux(registre, liberation))
    saisie.refuser(chemin, "SOUSTRACTION_HORS_FLUX", {
      fr: `« ${liberation.liberation} » n'est pas dans le flux (logement identifié, ou première mise en location hors flux) : il ne peut en être soustrait.`,
      en: `“${liberation.liberation}” is not in the flow (identified dwelling, or first letting outside the flow): it cannot be taken out of it.`,
    });
}

function conventionsSansPart(registre: Registre, date: string): readonly ConventionLue[] {
  return repartitionAu(registre, date).conventions.filter(({ parts }) => parts.length === 0);
}

/** Un logement identifié va à son réservataire ; un autre à qui a des droits dans le secteur, ou au bailleur s'il lui revient. */
function controlerDestinataire(
  saisie: Saisie,
  registre: Registre,
  { reservataire }: Extract<Evenement, { type: "mise-a-disposition" }>,
  dossier: Dossier,
  vacance: Liberation,
  chemin: Chemin,
): void {
  const lieu = [...chemin, "reservataire"];
  if (vacance.statut === "identifie") {
    if (reservataire !== vacance.reservataireIdentifie)
      saisie.refuser(lieu, "LOGEMENT_IDENTIFIE", {
        fr: `Ce logement est identifié : il revient à « ${vacance.reservataireIdentifie} ».`,
        en: `This dwelling is identified: it goes to “${vacance.reservataireIdentifie}”.`,
      });
    return;
  }
  const secteur = secteurDe(registre, vacance);
  const resiliee = resilieeDepuis(registre, reservataire, vacance.date);
  if (!registre.comptes.some((compte) => compte.reservataire === reservataire))
    refuserReservataireSansPart(saisie, reservataire, lieu);
  else if (reservataire === NON_RESERVES) return;
  else if (revientAuBailleur(dossier, registre.stipulations))
    saisie.refuser(lieu, "LOGEMENT_RENDU_AU_BAILLEUR", {
      ...motifDuRetour(dossier, registre.stipulations),
    });
  else if (resiliee !== undefined)
    saisie.refuser(lieu, "CONVENTION_RESILIEE", {
      fr: `La convention de « ${reservataire} » est résiliée depuis le ${dateEnFrancais(resiliee)} : ce logement, libéré le ${dateEnFrancais(vacance.date)}, ne peut lui revenir.`,
      en: `The agreement of “${reservataire}” has been terminated since ${resiliee}: this dwelling, vacated on ${vacance.date}, cannot go to it.`,
    });
  else if (secteur !== undefined && !secteur.parts.some((part) => part.reservataire === reservataire))
    saisie.refuser(lieu, "HORS_TERRITOIRE", {
      fr: `« ${reservataire} » n'a pas de droits sur ${cleDeSecteur(secteur)}, hors de son territoire.`,
      en: `“${reservataire}” has no rights on ${cleDeSecteur(secteur)}, outside its territory.`,
    });
}
