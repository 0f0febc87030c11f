import { citerEnVigueur } from "../droit/articles.js";
import { OBLIGATIONS, type Obligation } from "../droit/obligations.js";
import { type Autorite, type Confiance, confianceA, type IdDeRegle } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import { trierParCodes } from "../exact/ordre.js";
import type { Constat } from "../modele/constats.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import type { DerogationDonnee, Perimetre, Reservataire } from "../modele/vocabulaire.js";
import { controlerAccomplissements, type EtatDeLigne, etatDe } from "./accomplir.js";
import { constaterLeCalendrier } from "./constater-calendrier.js";
import type { LigneDue } from "./ligne-due.js";
import { lignesDeLAnnee } from "./lignes-du-calendrier.js";
import {
  type Accomplissement,
  type ConventionDatee,
  type GarantieSoldee,
  lireAccomplissements,
  lireDossier,
  schemaDuCalendrier,
  type TerritoireAConference,
} from "./lire-calendrier.js";

export interface EntreeCalendrier {
  /** Le jour où le calendrier se lit, AAAA-MM-JJ : ce qui est fait après ce jour attend. */
  readonly date: string;
  readonly perimetre: Perimetre;
  /** Tous ceux qui ont des réservations dans le périmètre. */
  readonly reservataires: readonly Reservataire[];
  /** Les territoires du périmètre qui ont une conférence intercommunale (L. 441-1) ; vide s'il n'y en a pas. */
  readonly conferences: readonly TerritoireAConference[];
  readonly conventions?: readonly ConventionDatee[] | undefined;
  readonly garanties?: readonly GarantieSoldee[] | undefined;
  /** Les arrêtés de dérogation, tels que {@link repartirFlux} les reçoit. */
  readonly derogations?: readonly DerogationDonnee[] | undefined;
  readonly accomplissements: readonly Accomplissement[];
}

/** Une ligne du calendrier : qui doit quoi, à qui, pour quel jour, sur quel fondement, et où cela en est. */
export interface LigneDuCalendrier extends LigneDue, EtatDeLigne {
  readonly intitule: Texte;
  readonly nature: Obligation["nature"];
  readonly regle: IdDeRegle;
  readonly autorite: Autorite;
  readonly confiance: readonly Confiance[];
  readonly articles: readonly Texte[];
}

export interface CalendrierDesObligations {
  readonly nature: "calendrier-des-obligations";
  readonly date: string;
  readonly perimetre: Perimetre;
  /** Dans l'ordre des échéances (ce qui n'en a pas vient à la fin), puis des obligations, puis des cibles. */
  readonly lignes: readonly LigneDuCalendrier[];
  /** Nombre de conventions, de garanties et de dérogations données dont aucun jour ne tombe dans l'année. */
  readonly horsDeLAnnee: number;
  /** Nombre d'accomplissements donnés qui viennent après la date. */
  readonly posterieurs: number;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "calendrierDesObligations";

/**
 * Dresse le calendrier d'une année : ce que le bailleur et les réservataires doivent transmettre ou publier, à qui, pour quel jour,
 * et ce qui prend fin.
 *
 * L'année est celle où l'échéance tombe ; s'y ajoutent les attributions hors QPV arrêtées au 31 décembre, dues l'année suivante.
 * Chaque ligne suit le droit de son échéance, ou du jour de l'acte dont elle naît. « Avant le 28 février » est lu : le 27 au plus
 * tard. Une échéance qui tombe un samedi, un dimanche ou un jour férié n'est pas déplacée : aucun texte lu ne le dit. Où le texte
 * ne fixe pas de jour, l'échéance est `null`, et la ligne n'est jamais en retard.
 *
 * Le délai d'un mois pour proposer en zone tendue court de chaque vacance : il se suit dans le registre, non ici.
 *
 * @param entree - le jour de la lecture, le périmètre, ses réservataires et ses territoires à conférence ; au besoin les dates des
 *   conventions, des garanties et des dérogations ; ce qui a été fait, et quand
 * @returns les lignes, chacune avec son échéance (AAAA-MM-JJ), sa raison, ses articles, son état et son retard en jours
 * @throws {@link ErreurDeSaisie} si la date ou l'année ne relèvent pas du régime du flux, si un acte nomme un réservataire inconnu,
 *   ou si un accomplissement ne répond à aucune ligne
 * @article CCH, art. R. 441-5, R. 441-5-1, R. 441-5-2 et R. 441-9 (en vigueur depuis le 22/02/2020), L. 441-1 (passages lus dans la
 *   version du 23/02/2022), R. 441-6 (en vigueur depuis le 01/09/2019)
 * @category Bilan
 * @example
 * calendrierDesObligations({
 *   date: "2025-03-03",
 *   perimetre: { bailleur: "123456789", departement: "77", annee: 2025 },
 *   reservataires: [{ code: "ville", nom: "Melun", categorie: "commune", territoire: { type: "commune", commune: "77288" } }],
 *   conferences: [],
 *   accomplissements: [{ obligation: "bilan-annuel", le: "2025-02-27" }, { obligation: "bilan-des-relogements", le: "2025-02-28" }],
 * }).lignes.slice(0, 3).map(({ echeance, etat, joursDeRetard }) => [echeance, etat, joursDeRetard]) // [["2025-02-27", "fait-a-temps", 0], ["2025-02-27", "fait-en-retard", 1], ["2025-02-27", "en-retard", 4]]
 */
export function calendrierDesObligations(entree: EntreeCalendrier): CalendrierDesObligations {
  const saisie = new Saisie(VERBE);
  const { complet, champs } = saisie.lireObjet(schemaDuCalendrier, saisie.recevoir(entree));
  const dossier = lireDossier(saisie, champs);
  const situes = lireAccomplissements(saisie, champs.accomplissements);
  const du =
    saisie.nombreDeProblemes === 0 && champs.perimetre !== undefined
      ? lignesDeLAnnee(champs.perimetre, dossier)
      : undefined;
  if (du !== undefined) controlerAccomplissements(saisie, situes, du);
  const { date, perimetre } = saisie.certifier(complet);
  const { lignes, horsDeLAnnee } = saisie.certifier(du);

  const accomplissements = trierParCodes(
    situes.map(({ ligne }) => ligne),
    ({ le }) => le,
    ({ obligation }) => obligation,
    ({ objet = "" }) => objet,
    ({ debiteur = "" }) => debiteur,
    ({ destinataire = "" }) => destinataire,
  );
  const suivies = trierParCodes(
    lignes.map((ligne) => suivre(ligne, etatDe(ligne, accomplissements, perimetre.bailleur, date))),
    ({ echeance }) => echeance ?? SANS_ECHEANCE,
    ({ obligation }) => obligation,
    ({ cible }) => cible,
  );
  return sceller(
    {
      nature: "calendrier-des-obligations" as const,
      date,
      perimetre,
      lignes: suivies,
      horsDeLAnnee,
      posterieurs: accomplissements.filter(({ le }) => le > date).length,
      constats: constaterLeCalendrier(suivies, dossier.derogations, perimetre, date),
    },
    { dateDeDroit: date, entrees: { date, perimetre, ...dossier, accomplissements }, stipulations: {} },
  );
}

/** Vient après toute date. */
const SANS_ECHEANCE = "9999-99-99";

function suivre(ligne: LigneDue, etat: EtatDeLigne): LigneDuCalendrier {
  const { intitule, nature, regle, autorite, confiance, references }: Obligation =
    OBLIGATIONS[ligne.obligation];
  return {
    ...ligne,
    ...etat,
    intitule,
    nature,
    regle,
    autorite,
    confiance: confianceA(confiance, references, ligne.dateDeDroit),
    articles: citerEnVigueur(references, ligne.dateDeDroit),
  };
}
