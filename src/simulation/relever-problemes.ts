import type { Texte } from "../droit/texte.js";
import type { Constat } from "../modele/constats.js";
import {
  ErreurDeSaisie,
  type Probleme,
  problemeDeStipulation,
  StipulationManquante,
} from "../modele/erreurs.js";
import type { ChoixManquant } from "../modele/stipulations.js";
import { lireRefus } from "./refus.js";

/** Où se trouve, dans le scénario, ce qu'un verbe reçoit : un chemin par champ, ou un par ligne d'une liste. */
export type Lieux = Readonly<Record<string, string | readonly string[]>>;

const PREMIER_PAS = /^([^.[]*)(?:\[(\d+)\])?(.*)$/s;

/** Le chemin, dans le scénario, de ce qu'un verbe situe dans sa propre entrée. */
function situer(chemin: string, lieux: Lieux, verbe: string): string {
  const [, champ = "", rang, suite = ""] = PREMIER_PAS.exec(chemin) ?? [];
  if (champ === "stipulations") return `stipulations.${verbe}${suite}`;
  const lieu = lieux[champ] ?? lieux[""] ?? champ;
  if (typeof lieu === "string") return `${lieu}${rang === undefined ? "" : `[${rang}]`}${suite}`;
  return rang === undefined ? (lieux[""] as string) : `${lieu[Number(rang)]}${suite}`;
}

const CHEMIN_CITE = /\b(\w+)\[\d+\](?:\.\w+|\[\d+\])*/g;

/** Un message, les chemins qu'il cite situés de même. */
function situerDans(message: string, lieux: Lieux, situerUn: (chemin: string) => string): string {
  return message.replace(CHEMIN_CITE, (cite, champ) => (champ in lieux ? situerUn(cite) : cite));
}

/** Ce qu'un appel donne : son résultat, ou les constats qui disent pourquoi il n'y en a pas. */
export interface Issue<T> {
  readonly resultat: T | null;
  readonly empechements: readonly Constat[];
}

/** Appelle un verbe ; ce qu'il refuse est noté à sa place dans le scénario. */
export type Appel = <T>(verbe: string, lieux: Lieux, calculer: () => T) => Issue<T>;

/** Ce que les verbes refusent à des scénarios : noté une fois, et dit tout ensemble. */
export interface ReleveDesProblemes {
  /** `placer` dit où est, dans l'entrée, un chemin d'un scénario ; `sous`, ce qui y change autre chose, si un problème n'est que là. */
  readonly pour: (placer: (chemin: string) => string, sous?: Texte) => Appel;
  readonly aRefuse: () => boolean;
  readonly verdict: () => void;
}

export function ouvrirReleve(verbe: string): ReleveDesProblemes {
  const problemes = new Map<string, Probleme>();
  const manquantes = new Map<string, ChoixManquant>();
  const noter = (probleme: Probleme, sous: Texte | undefined) => {
    const { chemin, code, message, messageEn } = probleme;
    const cle = `${chemin} ${code} ${message}`;
    if (problemes.has(cle)) return;
    const ailleurs = sous !== undefined && chemin.startsWith("scenario.");
    problemes.set(
      cle,
      ailleurs
        ? { ...probleme, message: `${sous.fr} : ${message}`, messageEn: `${sous.en}: ${messageEn}` }
        : probleme,
    );
  };
  return {
    pour: (placer, sous) => (appele, lieux, calculer) => {
      try {
        return { resultat: calculer(), empechements: [] };
      } catch (erreur) {
        const refus = lireRefus(erreur);
        const situerUn = (chemin: string) => placer(situer(chemin, lieux, appele));
        for (const { chemin, code, message, messageEn } of refus.problemes)
          noter(
            {
              chemin: situerUn(chemin),
              code,
              message: situerDans(message, lieux, situerUn),
              messageEn: situerDans(messageEn, lieux, situerUn),
            },
            sous,
          );
        for (const manquante of refus.manquantes) {
          const chemin = placer(`stipulations.${appele}.${manquante.stipulation}`);
          manquantes.set(chemin, { ...manquante, chemin });
        }
        return { resultat: null, empechements: refus.empechements };
      }
    },
    aRefuse: () => problemes.size + manquantes.size > 0,
    verdict: () => {
      if (problemes.size > 0)
        throw new ErreurDeSaisie(verbe, [
          ...problemes.values(),
          ...[...manquantes.values()].map(problemeDeStipulation),
        ]);
      if (manquantes.size > 0) throw new StipulationManquante(verbe, [...manquantes.values()]);
    },
  };
}
