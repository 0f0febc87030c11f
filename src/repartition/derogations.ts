import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { type Constat, constater } from "../modele/constats.js";
import type { Saisie } from "../modele/saisie.js";
import { type Derogation, derogation } from "../modele/vocabulaire.js";

/** Les plafonds du préfet à une date, dérogation comprise, en pourcentage ; `null` si le droit n'en fixe pas. */
export interface PlafondsDuPrefet {
  readonly prefet: string | null;
  readonly agents: string | null;
  /** L'arrêté qui y déroge, s'il y en a un. */
  readonly arrete: string | null;
}

/** Lit les arrêtés de dérogation aux plafonds du préfet (R. 441-5-2, I, al. 2). */
export function lireDerogations(saisie: Saisie, donnees: unknown): readonly Derogation[] {
  const lignes = saisie.lireListe(derogation, donnees ?? [], ["derogations"]);
  saisie.refuserDoublons(
    lignes,
    ({ arrete }) => arrete,
    (rang) => ["derogations", rang, "arrete"],
  );
  for (const { rang, ligne } of lignes) {
    if (ligne.au < ligne.du)
      saisie.refuser(["derogations", rang, "au"], "DATES_INVERSEES", {
        fr: `La fin de la dérogation (${ligne.au}) précède son début (${ligne.du}).`,
        en: `The derogation ends (${ligne.au}) before it starts (${ligne.du}).`,
      });
    if (ligne.plafondPrefet === undefined && ligne.plafondAgents === undefined)
      saisie.refuser(["derogations", rang], "CHAMP_MANQUANT", {
        fr: "Donner le plafond auquel l'arrêté déroge : plafondPrefet, plafondAgents, ou les deux.",
        en: "Give the cap the order departs from: plafondPrefet, plafondAgents, or both.",
      });
    for (const autre of lignes.filter((candidate) => candidate.rang < rang))
      if (ligne.du <= autre.ligne.au && autre.ligne.du <= ligne.au)
        saisie.refuser(["derogations", rang], "DEROGATIONS_CONCURRENTES", {
          fr: `« ${ligne.arrete} » et « ${autre.ligne.arrete} » couvrent les mêmes jours.`,
          en: `“${ligne.arrete}” and “${autre.ligne.arrete}” cover the same days.`,
        });
  }
  return lignes.map(({ ligne }) => ligne).sort((a, b) => (a.du < b.du ? -1 : 1));
}

/** Un arrêté vaut un an au plus : son dernier jour vient avant la même date de l'année suivante. */
function estTropLongue({ du, au }: Derogation): boolean {
  const [annee, ...moisEtJour] = du.split("-");
  return au >= [String(Number(annee) + 1), ...moisEtJour].join("-");
}

function estEnVigueur({ du, au }: Derogation, date: string): boolean {
  return du <= date && date <= au;
}

export function plafondsDuPrefet(derogations: readonly Derogation[], date: string): PlafondsDuPrefet {
  const retenue = derogations.find((arrete) => estEnVigueur(arrete, date) && !estTropLongue(arrete));
  return {
    prefet: retenue?.plafondPrefet ?? valeurLegale("plafondPrefet", date),
    agents: retenue?.plafondAgents ?? valeurLegale("plafondAgentsDeLEtat", date),
    arrete: retenue?.arrete ?? null,
  };
}

/** Chaque arrêté : appliqué, sans effet à cette date, ou trop long pour valoir. */
export function constaterDerogations(derogations: readonly Derogation[], date: string): Constat[] {
  return derogations.map((arrete) => {
    const periode = {
      fr: `du ${dateEnFrancais(arrete.du)} au ${dateEnFrancais(arrete.au)}`,
      en: `from ${arrete.du} to ${arrete.au}`,
    };
    const chiffres = [
      { nom: "du", valeur: arrete.du },
      { nom: "au", valeur: arrete.au },
    ];
    if (estTropLongue(arrete))
      return constater("DEROGATION_TROP_LONGUE", {
        territoire: "périmètre",
        chiffres,
        message: {
          fr: `L'arrêté « ${arrete.arrete} » (${periode.fr}) dépasse un an : il n'est pas appliqué.`,
          en: `Order “${arrete.arrete}” (${periode.en}) is longer than a year: it is not applied.`,
        },
        remede: { fr: "Ramener sa durée à un an au plus.", en: "Bring its duration down to a year at most." },
      });
    return estEnVigueur(arrete, date)
      ? constater("DEROGATION_APPLIQUEE", {
          territoire: "périmètre",
          chiffres,
          message: {
            fr: `L'arrêté « ${arrete.arrete} » (${periode.fr}) déroge aux plafonds du préfet.`,
            en: `Order “${arrete.arrete}” (${periode.en}) departs from the prefect's caps.`,
          },
        })
      : constater("DEROGATION_SANS_EFFET", {
          territoire: "périmètre",
          chiffres,
          message: {
            fr: `L'arrêté « ${arrete.arrete} » (${periode.fr}) n'est pas en vigueur au ${dateEnFrancais(date)}.`,
            en: `Order “${arrete.arrete}” (${periode.en}) is not in force on ${date}.`,
          },
        });
  });
}
