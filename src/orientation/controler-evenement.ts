import { dateEnFrancais } from "../droit/periodes.js";
import { anneeDe } from "../modele/calendrier.js";
import { controlerDepartement } from "../modele/departement.js";
import { CasNonCouvert } from "../modele/erreurs.js";
import { controlerQuartier } from "../modele/quartier.js";
import type { Saisie } from "../modele/saisie.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { type ConventionLue, NON_RESERVES } from "../modele/vocabulaire.js";
import type { Evenement, Liberation, TypeDEvenement } from "./evenements.js";
import {
  type Dossier,
  estPartageParLeFlux,
  liberationDe,
  perimetreDe,
  type Registre,
  secteurDe,
} from "./registre.js";

type Chemin = readonly PropertyKey[];

const SUITES: Readonly<Record<TypeDEvenement, readonly TypeDEvenement[]>> = {
  liberation: ["soustraction", "mise-a-disposition"],
  soustraction: [],
  "mise-a-disposition": ["designation", "absence-de-candidat"],
  designation: ["attribution", "non-attribution"],
  "absence-de-candidat": [],
  attribution: ["bail", "refus-du-candidat"],
  "non-attribution": [],
  "refus-du-candidat": [],
  bail: [],
};

const ECHECS: readonly TypeDEvenement[] = ["absence-de-candidat", "non-attribution", "refus-du-candidat"];

export function refuserNouveauTour(verbe: string, registre: Registre, fait: Evenement): void {
  const dossier = registre.dossiers.find(({ liberation }) => liberation === fait.liberation);
  if (fait.type !== "mise-a-disposition" || dossier === undefined || !ECHECS.includes(dossier.etape)) return;
  const enQpv = liberationDe(registre, fait.liberation)?.localisation === "qpv";
  throw new CasNonCouvert(
    verbe,
    "evenement.type",
    enQpv && dossier.etape !== "absence-de-candidat"
      ? {
          fr: `l'attribution de « ${fait.liberation} » a échoué (${dossier.etape}) en QPV : la loi met alors le logement à la disposition du maire (L. 441-1, échec en QPV), ce que cette version ne consigne pas encore.`,
          en: `the letting of “${fait.liberation}” failed (${dossier.etape}) in a QPV: the law then places the dwelling at the mayor's disposal (L. 441-1, failed letting in a QPV), which this version does not record yet.`,
        }
      : {
          fr: `la libération « ${fait.liberation} » a échoué (${dossier.etape}) : un nouveau tour demande une stipulation que cette version ne connaît pas encore.`,
          en: `vacancy “${fait.liberation}” failed (${dossier.etape}): a new turn needs a stipulation this version does not know yet.`,
        },
  );
}

/** Note tout ce qui interdit de consigner un événement dans cet état. */
export function controlerEvenement(
  saisie: Saisie,
  registre: Registre,
  fait: Evenement,
  chemin: Chemin,
): void {
  controlerOrdre(saisie, registre, fait, chemin);
  if (fait.type === "liberation") controlerLiberation(saisie, registre, fait, chemin);
  else controlerTerme(saisie, registre, fait, chemin);
  if (fait.type === "mise-a-disposition") controlerDestinataire(saisie, registre, fait, chemin);
  const vacance = fait.type === "soustraction" ? liberationDe(registre, fait.liberation) : undefined;
  if (vacance !== undefined) controlerSoustraction(saisie, registre, vacance, [...chemin, "type"]);
}

/** La désignation n'est attendue que d'un réservataire qui désigne lui-même. */
function suitesPossibles({ repartition }: Registre, dossier: Dossier): readonly TypeDEvenement[] {
  const suites = SUITES[dossier.etape];
  if (dossier.etape !== "mise-a-disposition") return suites;
  const convention = repartition.conventions.find(
    ({ reservataire }) => reservataire.code === dossier.reservataire,
  );
  return convention?.modeDeGestion === "directe" ? suites : [...suites, ...SUITES.designation];
}

function controlerOrdre(saisie: Saisie, registre: Registre, fait: Evenement, chemin: Chemin): void {
  const dossier = registre.dossiers.find(({ liberation }) => liberation === fait.liberation);
  if (fait.type === "liberation") {
    if (dossier !== undefined)
      saisie.refuser([...chemin, "liberation"], "DOUBLON", {
        fr: `La libération « ${fait.liberation} » est déjà consignée.`,
        en: `Vacancy “${fait.liberation}” is already recorded.`,
      });
  } else if (dossier === undefined)
    saisie.refuser([...chemin, "liberation"], "LIBERATION_INCONNUE", {
      fr: `La libération « ${fait.liberation} » n'est pas au registre.`,
      en: `Vacancy “${fait.liberation}” is not in the register.`,
    });
  else {
    const possibles = suitesPossibles(registre, dossier);
    if (!possibles.includes(fait.type))
      saisie.refuser([...chemin, "type"], "SUITE_IMPOSSIBLE", {
        fr: `Après « ${dossier.etape} », « ${fait.type} » n'est pas possible ; attendu : ${possibles.length === 0 ? "rien, le dossier est clos" : possibles.join(", ")}.`,
        en: `After “${dossier.etape}”, “${fait.type}” is not possible; expected: ${possibles.length === 0 ? "nothing, the file is closed" : possibles.join(", ")}.`,
      });
    if (fait.date < dossier.dateDeLEtape)
      saisie.refuser([...chemin, "date"], "DATE_ANTERIEURE", {
        fr: `« ${fait.type} » est daté du ${dateEnFrancais(fait.date)}, avant l'étape précédente (${dateEnFrancais(dossier.dateDeLEtape)}).`,
        en: `“${fait.type}” is dated ${fait.date}, before the previous step (${dossier.dateDeLEtape}).`,
      });
  }
  if (fait.type !== "liberation" && dossier !== undefined && fait.date < dossier.dateDeLEtape) return;
  const derniere = registre.journal.findLast(({ type }) => DATES_ORDONNEES.includes(type))?.date;
  if (DATES_ORDONNEES.includes(fait.type) && derniere !== undefined && fait.date < derniere)
    saisie.refuser([...chemin, "date"], "DATE_ANTERIEURE", {
      fr: `Libérations, soustractions et mises à disposition se consignent dans l'ordre des dates : le registre en est au ${dateEnFrancais(derniere)}.`,
      en: `Vacancies, removals and placements are recorded in date order: the register has reached ${derniere}.`,
    });
}

/** Les événements dont l'ordre décide des comptes. */
const DATES_ORDONNEES: readonly TypeDEvenement[] = ["liberation", "soustraction", "mise-a-disposition"];

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
    !conventionsSansPart(registre).some((c) => c.reservataire.code === fait.reservataireIdentifie)
  )
    saisie.refuser([...chemin, "reservataireIdentifie"], "RESERVATAIRE_INCONNU", {
      fr: `« ${fait.reservataireIdentifie} » n'est pas un réservataire de logements identifiés du registre.`,
      en: `“${fait.reservataireIdentifie}” is not a holder of identified dwellings in the register.`,
    });
}

/** Un logement ne se libère pas deux fois le même jour, et n'a de code de quartier qu'en QPV, de la liste du jour. */
function controlerLogement(saisie: Saisie, { journal }: Registre, fait: Liberation, chemin: Chemin): void {
  const jumelle = journal.find(
    (autre) => autre.type === "liberation" && autre.logement === fait.logement && autre.date === fait.date,
  );
  if (jumelle !== undefined && jumelle.liberation !== fait.liberation)
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

function conventionsSansPart({ repartition }: Registre): readonly ConventionLue[] {
  return repartition.conventions.filter(({ parts }) => parts.length === 0);
}

function controlerDestinataire(
  saisie: Saisie,
  registre: Registre,
  fait: Extract<Evenement, { type: "mise-a-disposition" }>,
  chemin: Chemin,
): void {
  const liberation = liberationDe(registre, fait.liberation);
  if (liberation === undefined) return;
  const destinataire = [...chemin, "reservataire"];
  if (liberation.statut === "identifie") {
    if (fait.reservataire !== liberation.reservataireIdentifie)
      saisie.refuser(destinataire, "LOGEMENT_IDENTIFIE", {
        fr: `Ce logement est identifié : il revient à « ${liberation.reservataireIdentifie} ».`,
        en: `This dwelling is identified: it goes to “${liberation.reservataireIdentifie}”.`,
      });
    return;
  }
  const rang = registre.comptes.findIndex(({ reservataire }) => reservataire === fait.reservataire);
  const secteur = secteurDe(registre, liberation);
  if (rang === -1)
    saisie.refuser(destinataire, "RESERVATAIRE_INCONNU", {
      fr: `« ${fait.reservataire} » n'a pas de part du flux dans ce registre.`,
      en: `“${fait.reservataire}” has no share of the flow in this register.`,
    });
  else if (
    fait.reservataire !== NON_RESERVES &&
    secteur !== undefined &&
    !secteur.parts.some(({ reservataire }) => reservataire === fait.reservataire)
  )
    saisie.refuser(destinataire, "HORS_TERRITOIRE", {
      fr: `« ${fait.reservataire} » n'a pas de droits sur ${cleDeSecteur(secteur)}, hors de son territoire.`,
      en: `“${fait.reservataire}” has no rights on ${cleDeSecteur(secteur)}, outside its territory.`,
    });
}
