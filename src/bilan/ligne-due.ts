import { type CodeDObligation, OBLIGATIONS, type Obligation } from "../droit/obligations.js";
import { couvre } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import type { Perimetre } from "../modele/vocabulaire.js";
import type { DestinataireDuCalendrier } from "./destinataires.js";

/** Ce qui est dû, avant de savoir si c'est fait. */
export interface LigneDue {
  /** Désigne la ligne dans l'année, et ce que {@link expliquer} en explique. */
  readonly cible: string;
  readonly obligation: CodeDObligation;
  /** SIREN du bailleur, ou code du réservataire. */
  readonly debiteur: string;
  /** `null` d'un terme, ou si rien n'est dû faute de conférence. */
  readonly destinataire: DestinataireDuCalendrier | null;
  /** La convention, l'emprunt, l'arrêté, ou le jour où les données s'arrêtent. */
  readonly objet: string | null;
  /** Premier jour où l'obligation peut être remplie. */
  readonly depuis: string | null;
  /** Dernier jour utile, ou dernier jour d'un terme ; `null` si le texte n'en fixe pas, ou si rien n'est dû. */
  readonly echeance: string | null;
  /** Jour dont le droit régit la ligne. */
  readonly dateDeDroit: string;
  /** Pourquoi ce jour, ou pourquoi il n'y en a pas. */
  readonly raison: Texte;
  /** Pourquoi rien n'est dû ; `null` si l'obligation s'applique. */
  readonly sansObjet: Texte | null;
}

/** Une ligne telle que la règle la dit ; ce qui manque va de soi, ou vient de l'obligation. */
export type LigneDite = Pick<LigneDue, "obligation" | "dateDeDroit"> &
  Partial<Omit<LigneDue, "obligation" | "dateDeDroit" | "cible">> & {
    /** Ce qui suit l'obligation dans la cible ; à défaut, l'objet ou le destinataire. */
    readonly suite?: readonly string[];
  };

export const SANS_CONFERENCE: Texte = {
  fr: "aucun territoire à conférence intercommunale n'est concerné",
  en: "no territory with an intermunicipal conference is concerned",
};

/** Ajoute à une ligne ce qui va de soi, et dit pourquoi rien n'est dû si son texte n'est pas en vigueur ce jour-là. */
export function completer({ suite, ...dite }: LigneDite, { bailleur }: Perimetre): LigneDue {
  const obligation: Obligation = OBLIGATIONS[dite.obligation];
  const { objet = null, destinataire = null, sansObjet = null, echeance = null, depuis = null } = dite;
  const enVigueur = couvre(obligation.periode, dite.dateDeDroit);
  const pasDu = enVigueur ? sansObjet : obligation.avant;
  const { raison = obligation.delai, debiteur = bailleur } = dite;
  return {
    cible: [dite.obligation, ...(suite ?? [objet ?? destinataire?.code])]
      .filter((pas) => pas !== undefined)
      .join("/"),
    obligation: dite.obligation,
    debiteur,
    destinataire,
    objet,
    depuis,
    echeance: pasDu === null ? echeance : null,
    dateDeDroit: dite.dateDeDroit,
    raison,
    sansObjet: pasDu,
  };
}
