import { dateEnFrancais } from "../droit/periodes.js";
import { anneeDe } from "../modele/calendrier.js";
import type { Saisie } from "../modele/saisie.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import {
  controlerAnnulation,
  controlerChangement,
  controlerImputation,
  refuserReservataireSansPart,
} from "./controler-hors-dossier.js";
import { controlerLiberation } from "./controler-liberation.js";
import { type Dossier, motifDuRetour, revientAuBailleur, suitesPossibles, tourEnCours } from "./dossiers.js";
import type { Evenement, EvenementDeDossier, Liberation } from "./evenements.js";
import { controlerPublics, type Publics } from "./publics.js";
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
import { reglesDe } from "./regles-d-un-tour.js";

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
    if ((fait.type === "attribution" || fait.type === "bail") && fait.publics !== undefined)
      controlerPublics(
        saisie,
        { soustraction: dossier.soustraction, dits: ditsAvant(dossier, fait) },
        fait.publics,
        [...chemin, "publics"],
      );
    if (fait.type === "absence-de-candidat") exigerLaRegleDeLAbsence(saisie, registre, dossier, vacance);
  }
}

/** Ce que l'attribution d'un bail a dit ; une attribution ne répond qu'à elle-même. */
function ditsAvant(dossier: Dossier, { type }: EvenementDeDossier): Publics {
  const attribution = dossier.attributionDuSoustrait ?? tourEnCours(dossier);
  return (type === "bail" ? attribution?.publics : undefined) ?? {};
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
    statut !== "identifie" &&
    reservataire != null &&
    reservataire !== NON_RESERVES &&
    reglesDe(stipulations, reservataire).absenceDeCandidatEnQpv === undefined
  )
    saisie.exigerStipulation("absenceDeCandidatEnQpv");
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

/** Seul un logement du flux peut en être soustrait. */
export function controlerSoustraction(
  saisie: Saisie,
  registre: Registre,
  liberation: Liberation,
  chemin: Chemin,
): void {
  if (!estPartageParLeFlux(registre, liberation))
    saisie.refuser(chemin, "SOUSTRACTION_HORS_FLUX", {
      fr: `« ${liberation.liberation} » n'est pas dans le flux (logement identifié ou resté réservé en stock, ou première mise en location hors flux) : il ne peut en être soustrait.`,
      en: `“${liberation.liberation}” is not in the flow (identified dwelling or still reserved in stock, or first letting outside the flow): it cannot be taken out of it.`,
    });
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
  const echoue = revientAuBailleur(dossier, registre.stipulations);
  const laisseAuBailleur = reservataire === NON_RESERVES && dossier.tours.length > 0;
  if (vacance.statut === "reserve-en-stock" && !echoue) {
    if (reservataire !== vacance.reservataireEnStock && !laisseAuBailleur)
      saisie.refuser(lieu, "LOGEMENT_RESERVE_EN_STOCK", {
        fr: `Ce logement est resté réservé en stock : il revient à « ${vacance.reservataireEnStock} ».`,
        en: `This dwelling is still reserved in stock: it goes to “${vacance.reservataireEnStock}”.`,
      });
    return;
  }
  const secteur = secteurDe(registre, vacance);
  const resiliee = resilieeDepuis(registre, reservataire, vacance.date);
  if (reservataire === NON_RESERVES) return;
  if (echoue)
    saisie.refuser(lieu, "LOGEMENT_RENDU_AU_BAILLEUR", motifDuRetour(dossier, registre.stipulations));
  else if (!registre.comptes.some((compte) => compte.reservataire === reservataire))
    refuserReservataireSansPart(saisie, reservataire, lieu);
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
