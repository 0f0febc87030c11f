import { dateEnFrancais } from "../droit/periodes.js";
import { anneeDe } from "../modele/calendrier.js";
import { controlerDepartement } from "../modele/departement.js";
import { controlerQuartier } from "../modele/quartier.js";
import type { Saisie } from "../modele/saisie.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import type { ConventionLue } from "../modele/vocabulaire.js";
import type { Liberation } from "./evenements.js";
import { liberationDe, perimetreDe, type Registre, repartitionAu, secteurDe } from "./registre.js";

type Chemin = readonly PropertyKey[];

/** Une libération est de l'année et d'un secteur du registre. */
export function controlerLiberation(
  saisie: Saisie,
  registre: Registre,
  fait: Liberation,
  chemin: Chemin,
): void {
  const perimetre = perimetreDe(registre);
  const { annee } = perimetre;
  controlerDepartement(saisie, fait.commune, perimetre, [...chemin, "commune"]);
  if (anneeDe(fait.date) !== annee)
    saisie.refuser([...chemin, "date"], "DATE_HORS_DE_L_ANNEE", {
      fr: `La libération est datée du ${dateEnFrancais(fait.date)} ; le registre suit l'année ${annee}.`,
      en: `The vacancy is dated ${fait.date}; the register follows year ${annee}.`,
    });
  controlerLogement(saisie, registre, fait, chemin);
  controlerReservationEnStock(saisie, registre, fait, chemin);
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

/** Un logement resté en stock nomme un réservataire que la stipulation donne ; les autres n'en nomment pas. */
function controlerReservationEnStock(
  saisie: Saisie,
  { stipulations }: Registre,
  { statut, reservataireEnStock }: Liberation,
  chemin: Chemin,
): void {
  const lieu = [...chemin, "reservataireEnStock"];
  if ((statut === "reserve-en-stock") !== (reservataireEnStock !== undefined))
    saisie.refuser(lieu, "RESERVATAIRE_EN_STOCK_INCOHERENT", {
      fr: "Un logement resté réservé en stock nomme son réservataire ; un autre n'en nomme pas.",
      en: "A dwelling still reserved in stock names its holder; another names none.",
    });
  else if (reservataireEnStock !== undefined && stipulations.reservationsEnStock === undefined)
    saisie.exigerStipulation("reservationsEnStock");
  else if (
    reservataireEnStock !== undefined &&
    !stipulations.reservationsEnStock?.titulaires.includes(reservataireEnStock)
  )
    saisie.refuser(lieu, "RESERVATAIRE_INCONNU", {
      fr: `« ${reservataireEnStock} » n'est pas de ceux qui gardent des logements réservés en stock (stipulation « reservationsEnStock »).`,
      en: `“${reservataireEnStock}” is not among those who keep dwellings reserved in stock (stipulation “reservationsEnStock”).`,
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
  controlerQuartier(saisie, fait, fait.date, [...chemin, "codeQpv"]);
}

function conventionsSansPart(registre: Registre, date: string): readonly ConventionLue[] {
  return repartitionAu(registre, date).conventions.filter(({ parts }) => parts.length === 0);
}
