import type { Saisie } from "../modele/saisie.js";
import { appliquer, type EvenementDirect } from "./appliquer.js";
import { controlerEvenement } from "./controler-evenement.js";
import { type Evenement, numerosAnnules } from "./evenements.js";
import { ouvrirLeRegistre } from "./ouvrir-les-comptes.js";
import type { Registre } from "./registre.js";

type Chemin = readonly PropertyKey[];

/** Le registre tel qu'il s'est ouvert, avant tout événement. */
export function rouvrir({
  version: _,
  changements: __,
  comptes: ___,
  dossiers: ____,
  journal: _____,
  ...ouverture
}: Registre): Registre {
  return ouvrirLeRegistre(ouverture);
}

/**
 * L'état après un événement contrôlé. Une annulation refait le registre sans l'événement annulé, dans l'ordre où tout le reste a été
 * consigné ; `null`, problème noté, si un événement suivant ne tient plus sans lui.
 */
function suivreOuAnnuler(
  saisie: Saisie,
  registre: Registre,
  fait: Evenement,
  chemin: Chemin,
): Registre | null {
  if (fait.type !== "annulation") return appliquer(registre, fait);
  const journal = [...registre.journal, fait];
  const refait = rejouerEffectifs(saisie, registre, journal, chemin);
  return refait === null ? null : { ...refait, version: journal.length, journal };
}

function rejouerEffectifs(
  saisie: Saisie,
  registre: Registre,
  journal: readonly Evenement[],
  chemin: Chemin,
): Registre | null {
  const annules = numerosAnnules(journal);
  let etat = rouvrir(registre);
  for (const [rang, fait] of journal.entries()) {
    if (fait.type === "annulation" || annules.has(rang + 1)) continue;
    if (!tientEncore(saisie, etat, fait, rang + 1, chemin)) return null;
    etat = appliquer(etat, fait);
  }
  return etat;
}

function tientEncore(
  saisie: Saisie,
  etat: Registre,
  fait: EvenementDirect,
  numero: number,
  chemin: Chemin,
): boolean {
  const essai = saisie.essayer();
  controlerEvenement(essai, etat, { ...fait, versionAttendue: undefined }, []);
  if (essai.nombreDeProblemes === 0) return true;
  saisie.refuser([...chemin, "evenement"], "ANNULATION_IMPOSSIBLE", {
    fr: `Sans lui, l'événement n° ${numero} (« ${fait.type} », ${fait.date}) ne tient plus : l'annuler d'abord.`,
    en: `Without it, event no. ${numero} (“${fait.type}”, ${fait.date}) no longer holds: cancel that one first.`,
  });
  return false;
}

/** L'état après un événement, s'il peut être consigné ; `null`, problèmes notés, sinon. */
export function consignerSiPossible(
  saisie: Saisie,
  registre: Registre,
  fait: Evenement,
  chemin: Chemin,
): Registre | null {
  const avant = saisie.nombreDeProblemes;
  controlerEvenement(saisie, registre, fait, chemin);
  return saisie.nombreDeProblemes > avant ? null : suivreOuAnnuler(saisie, registre, fait, chemin);
}

/** Rejoue un journal depuis l'ouverture ; s'arrête au premier événement qui ne se rejoue pas. */
export function rejouer(
  saisie: Saisie,
  registre: Registre,
  faits: readonly Evenement[],
  chemin: Chemin = ["registre"],
): Registre | undefined {
  let etat = rouvrir(registre);
  for (const [rang, fait] of faits.entries()) {
    const suivant = consignerSiPossible(saisie, etat, fait, [...chemin, "journal", rang]);
    if (suivant === null) return undefined;
    etat = suivant;
  }
  return etat;
}
