import type { Texte } from "../droit/texte.js";
import type { Constat } from "./constats.js";
import type { ChoixManquant } from "./stipulations.js";

/** Un problème situé : où il est, son code stable, ce qu'il faut corriger. */
export interface Probleme {
  /** Chemin dans l'entrée : `secteurs[2].commune`, `stipulations.report`. Vide pour l'entrée entière. */
  readonly chemin: string;
  readonly code: string;
  /** En français. */
  readonly message: string;
  /** En anglais. */
  readonly messageEn: string;
}

/**
 * Souche des erreurs de la bibliothèque : `code` les distingue, `messageEn` les traduit, elles s'écrivent en JSON.
 *
 * @category Erreurs
 */
export abstract class ErreurGestionEnFlux extends Error {
  abstract readonly code: string;
  readonly verbe: string;
  readonly messageEn: string;

  constructor(verbe: string, message: Texte) {
    super(message.fr);
    this.verbe = verbe;
    this.messageEn = message.en;
  }

  protected abstract details(): Record<string, unknown>;

  toJSON(): Record<string, unknown> {
    return {
      code: this.code,
      verbe: this.verbe,
      message: this.message,
      messageEn: this.messageEn,
      ...this.details(),
    };
  }
}

/** Le message montre les premiers problèmes ; l'erreur les porte tous. */
const LIGNES_MONTREES = 100;

function lister(lignes: readonly string[]): string {
  const montrees = lignes.slice(0, LIGNES_MONTREES).map((ligne) => `\n  - ${ligne}`);
  const reste = lignes.length - montrees.length;
  return montrees.join("") + (reste > 0 ? `\n  … + ${reste}` : "");
}

/**
 * Entrée mal formée : tous les problèmes trouvés, d'un seul coup, chacun avec son chemin et son code.
 *
 * @category Erreurs
 */
export class ErreurDeSaisie extends ErreurGestionEnFlux {
  override readonly name = "ErreurDeSaisie";
  readonly code = "SAISIE_INVALIDE";
  readonly problemes: readonly Probleme[];

  constructor(verbe: string, problemes: readonly Probleme[]) {
    const situe = (probleme: Probleme, message: string, deuxPoints: string) =>
      `${probleme.chemin === "" ? "" : `${probleme.chemin}${deuxPoints}`}${message} [${probleme.code}]`;
    super(verbe, {
      fr: `${verbe} : ${problemes.length} problème(s) de saisie${lister(problemes.map((p) => situe(p, p.message, " : ")))}`,
      en: `${verbe}: ${problemes.length} input problem(s)${lister(problemes.map((p) => situe(p, p.messageEn, ": ")))}`,
    });
    this.problemes = problemes;
  }

  protected details() {
    return { problemes: this.problemes };
  }
}

/** Une stipulation manquante parmi les problèmes d'une saisie : qui a les deux les dit ensemble. */
export function problemeDeStipulation({ stipulation, chemin, question }: ChoixManquant): Probleme {
  return {
    chemin: chemin ?? `stipulations.${stipulation}`,
    code: "STIPULATION_MANQUANTE",
    message: `Stipulation manquante. ${question.fr}`,
    messageEn: `Missing stipulation. ${question.en}`,
  };
}

/**
 * La loi laisse un choix aux parties et l'appelant ne l'a pas fait : lequel, pourquoi, parmi quoi.
 *
 * @category Erreurs
 */
export class StipulationManquante extends ErreurGestionEnFlux {
  override readonly name = "StipulationManquante";
  readonly code = "STIPULATION_MANQUANTE";
  readonly manquantes: readonly ChoixManquant[];

  constructor(verbe: string, manquantes: readonly ChoixManquant[]) {
    const decrire = (langue: "fr" | "en") =>
      lister(
        manquantes.map(
          (manquante) =>
            `${manquante.chemin ?? manquante.stipulation} — ${manquante.question[langue]} ${manquante.choix
              .map(
                ({ valeur, sens }) =>
                  `${langue === "fr" ? `« ${valeur} »` : `“${valeur}”`} (${sens[langue]})`,
              )
              .join(" · ")}. ${manquante.fondement[langue]}`,
        ),
      );
    super(verbe, {
      fr: `${verbe} : ${manquantes.length} stipulation(s) manquante(s)${decrire("fr")}`,
      en: `${verbe}: ${manquantes.length} missing stipulation(s)${decrire("en")}`,
    });
    this.manquantes = manquantes;
  }

  protected details() {
    return { manquantes: this.manquantes };
  }
}

/**
 * Entrée valable que cette version de la bibliothèque ne sait pas encore calculer : elle le dit plutôt que d'approcher.
 *
 * @category Erreurs
 */
export class CasNonCouvert extends ErreurGestionEnFlux {
  override readonly name = "CasNonCouvert";
  readonly code = "CAS_NON_COUVERT";
  /** Chemin, dans l'entrée, de ce qui n'est pas couvert. */
  readonly chemin: string;

  constructor(verbe: string, chemin: string, message: Texte) {
    super(verbe, {
      fr: `${verbe} : ${chemin} : ${message.fr}`,
      en: `${verbe}: ${chemin}: ${message.en}`,
    });
    this.chemin = chemin;
  }

  protected details() {
    return { chemin: this.chemin };
  }
}

/**
 * Entrée valable dont le résultat demandé n'existe pas : les constats disent pourquoi et ce qui y remédierait.
 *
 * @category Erreurs
 */
export class CalculImpossible extends ErreurGestionEnFlux {
  override readonly name = "CalculImpossible";
  readonly code = "CALCUL_IMPOSSIBLE";
  readonly constats: readonly Constat[];

  constructor(verbe: string, constats: readonly Constat[]) {
    super(verbe, {
      fr: `${verbe} : calcul impossible${lister(constats.map((c) => `${c.message.fr} ${c.remede.fr}`))}`,
      en: `${verbe}: cannot be computed${lister(constats.map((c) => `${c.message.en} ${c.remede.en}`))}`,
    });
    this.constats = constats;
  }

  protected details() {
    return { constats: this.constats };
  }
}
