import { OBLIGATIONS } from "../droit/obligations.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { trierParCodes } from "../exact/ordre.js";
import { joursJusquAuSoir } from "../modele/calendrier.js";
import type { Saisie } from "../modele/saisie.js";
import type { LigneDue } from "./ligne-due.js";
import type { Accomplissement } from "./lire-calendrier.js";

/**
 * Où en est une ligne au jour où le calendrier se lit.
 *
 * - d'un document : `a-venir` (ce dont il rend compte n'est pas encore clos), `a-faire`, `fait` (sans jour fixé), `fait-a-temps`,
 *   `fait-en-retard`, `en-retard` ;
 * - d'un terme : `a-venir`, `echu` ;
 * - `non-concerne` : rien n'est dû, `sansObjet` dit pourquoi.
 */
export type EtatDuCalendrier =
  | "a-venir"
  | "a-faire"
  | "fait"
  | "fait-a-temps"
  | "fait-en-retard"
  | "en-retard"
  | "echu"
  | "non-concerne";

export interface EtatDeLigne {
  readonly etat: EtatDuCalendrier;
  /** Premier jour où c'est fait, s'il est connu au jour de la lecture. */
  readonly faitLe: string | null;
  /** Jours écoulés depuis le dernier jour utile, à l'accomplissement ou, s'il manque, au jour de la lecture ; 0 sans retard. */
  readonly joursDeRetard: number;
}

interface LignesDUnBailleur {
  readonly lignes: readonly LigneDue[];
  /** Le débiteur, quand un accomplissement n'en dit pas. */
  readonly bailleur: string;
}

interface AccomplissementSitue {
  readonly rang: number;
  readonly ligne: Accomplissement;
}

/** Refuse ce qui n'accomplit aucune ligne, ou l'accomplit avant qu'elle puisse l'être. */
export function controlerAccomplissements(
  saisie: Saisie,
  accomplissements: readonly AccomplissementSitue[],
  { lignes, bailleur }: LignesDUnBailleur,
): void {
  for (const { rang, ligne: accomplissement } of accomplissements) {
    const servies = lignes.filter((ligne) => accomplit(accomplissement, ligne, bailleur));
    if (servies.length === 0)
      saisie.refuser(["accomplissements", rang], "OBLIGATION_INCONNUE", {
        fr: `Aucune ligne du calendrier de l'année n'est ainsi désignée : l'obligation est « ${accomplissement.obligation} » ; voir l'objet (obligatoire si la ligne en a un), le débiteur et le destinataire.`,
        en: `No line of the year's calendar is so designated: the duty is “${accomplissement.obligation}”; see the object (required if the line has one), the debtor and the recipient.`,
      });
    const depuis = servies.find(
      (ligne) => ligne.depuis !== null && accomplissement.le < ligne.depuis,
    )?.depuis;
    if (depuis != null)
      saisie.refuser(["accomplissements", rang, "le"], "DATE_ANTERIEURE", {
        fr: `Ce jour (${dateEnFrancais(accomplissement.le)}) vient avant le premier où cela peut être fait (${dateEnFrancais(depuis)}).`,
        en: `This day (${accomplissement.le}) comes before the first on which it can be done (${depuis}).`,
      });
  }
}

function accomplit(
  { obligation, objet, debiteur, destinataire }: Accomplissement,
  ligne: LigneDue,
  bailleur: string,
): boolean {
  return (
    ligne.obligation === obligation &&
    ligne.objet === (objet ?? null) &&
    ligne.debiteur === (debiteur ?? bailleur) &&
    (destinataire === undefined || ligne.destinataire?.code === destinataire)
  );
}

/** L'état d'une ligne à une date, selon ce qui est fait ce jour-là. */
export function etatDe(
  ligne: LigneDue,
  accomplissements: readonly Accomplissement[],
  bailleur: string,
  date: string,
): EtatDeLigne {
  const faits = accomplissements
    .filter(({ le }) => le <= date)
    .filter((lu) => accomplit(lu, ligne, bailleur));
  const faitLe = trierParCodes(faits, ({ le }) => le)[0]?.le ?? null;
  const joursDeRetard = ligne.echeance === null ? 0 : retard(ligne.echeance, faitLe ?? date);
  const estUnTerme = OBLIGATIONS[ligne.obligation].nature === "terme";
  const etat = estUnTerme
    ? etatDuTerme(ligne, joursDeRetard)
    : etatDuDocument(ligne, faitLe, joursDeRetard, date);
  return { etat, faitLe, joursDeRetard: estUnTerme ? 0 : joursDeRetard };
}

function retard(echeance: string, jour: string): number {
  return jour <= echeance ? 0 : joursJusquAuSoir(echeance, jour) - 1;
}

function etatDuTerme({ sansObjet }: LigneDue, joursDepuis: number): EtatDuCalendrier {
  if (sansObjet !== null) return "non-concerne";
  return joursDepuis === 0 ? "a-venir" : "echu";
}

function etatDuDocument(
  { sansObjet, echeance, depuis }: LigneDue,
  faitLe: string | null,
  joursDeRetard: number,
  date: string,
): EtatDuCalendrier {
  if (sansObjet !== null) return "non-concerne";
  if (faitLe !== null && echeance === null) return "fait";
  if (faitLe !== null) return joursDeRetard === 0 ? "fait-a-temps" : "fait-en-retard";
  if (joursDeRetard > 0) return "en-retard";
  return depuis !== null && date < depuis ? "a-venir" : "a-faire";
}
