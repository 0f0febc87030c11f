import type { Texte } from "../droit/texte.js";

type Chemin = readonly PropertyKey[];

/** Reçoit le chemin et la nature de ce qui n'est pas une donnée pure. */
type NoterImpurete = (chemin: Chemin, nature: Texte) => void;

const PROFONDEUR_MAXIMALE = 64;
const LONGUEUR_MAXIMALE = 1_000_000;

const IMPURETES = {
  profondeur: {
    fr: `une donnée imbriquée sur plus de ${PROFONDEUR_MAXIMALE} niveaux, ou qui se contient elle-même`,
    en: `data nested over more than ${PROFONDEUR_MAXIMALE} levels, or containing itself`,
  },
  longueur: {
    fr: `une liste de plus de ${LONGUEUR_MAXIMALE} éléments`,
    en: `a list of more than ${LONGUEUR_MAXIMALE} items`,
  },
  objet: {
    fr: "un objet qui n'est pas une donnée pure (Date, Map, instance de classe…)",
    en: "an object that is not plain data (Date, Map, class instance…)",
  },
  illisible: { fr: "une donnée dont la lecture échoue", en: "data that cannot be read" },
  primitive: {
    fr: "une valeur que JSON n'écrit pas (fonction, symbole, grand entier)",
    en: "a value JSON cannot write (function, symbol, big integer)",
  },
} as const satisfies Record<string, Texte>;

/** Ce qui est dit d'une impureté. */
export function direImpurete(nature: Texte): Texte {
  return {
    fr: `Attendu : une donnée en JSON ; lu : ${nature.fr}.`,
    en: `Expected: JSON data; got: ${nature.en}.`,
  };
}

/**
 * Copie une donnée pure : objets simples, listes, textes, nombres, booléens, `null`.
 *
 * L'appelant garde son entrée, et ce qui est lu ne peut plus changer. Un champ indéfini est omis, `-0` devient `0` ;
 * ce qui n'est pas une donnée pure est noté et remplacé par `undefined`.
 */
export function copierDonneePure(valeur: unknown, chemin: Chemin, noter: NoterImpurete): unknown {
  return new Copie([...chemin], noter).copier(valeur);
}

/** Les éléments d'une liste, chacun à copier pour lui-même ; `undefined` si ce n'en est pas une, ou si elle ne se lit pas. */
export function elementsDe(liste: unknown): readonly unknown[] | undefined {
  try {
    return Array.isArray(liste) && liste.length <= LONGUEUR_MAXIMALE ? [...liste] : undefined;
  } catch {
    return undefined;
  }
}

/** Une copie en cours : où elle en est, et les objets qu'elle a ouverts pour y arriver. */
class Copie {
  readonly #chemin: PropertyKey[];
  readonly #noter: NoterImpurete;
  readonly #ouverts = new Set<object>();

  constructor(chemin: PropertyKey[], noter: NoterImpurete) {
    this.#chemin = chemin;
    this.#noter = noter;
  }

  copier(valeur: unknown): unknown {
    switch (typeof valeur) {
      case "number":
        return valeur + 0;
      case "string":
      case "boolean":
      case "undefined":
        return valeur;
      case "object":
        return valeur === null ? null : this.#copierObjet(valeur);
      default:
        return this.#refuser(IMPURETES.primitive);
    }
  }

  #copierObjet(objet: object): unknown {
    if (this.#ouverts.has(objet) || this.#ouverts.size >= PROFONDEUR_MAXIMALE)
      return this.#refuser(IMPURETES.profondeur);
    const niveau = this.#chemin.length;
    this.#ouverts.add(objet);
    try {
      return this.#copierContenu(objet);
    } catch {
      this.#chemin.length = niveau;
      return this.#refuser(IMPURETES.illisible);
    } finally {
      this.#ouverts.delete(objet);
    }
  }

  #copierContenu(objet: object): unknown {
    const estListe = Array.isArray(objet);
    if (estListe && objet.length > LONGUEUR_MAXIMALE) return this.#refuser(IMPURETES.longueur);
    if (!estListe && !estUnObjetSimple(objet)) return this.#refuser(IMPURETES.objet);
    return estListe
      ? Array.from(objet, (element, rang) => this.#copierChamp(rang, element))
      : Object.fromEntries(
          Object.entries(objet)
            .map(([cle, contenu]) => [cle, this.#copierChamp(cle, contenu)] as const)
            .filter(([, contenu]) => contenu !== undefined),
        );
  }

  #copierChamp(cle: PropertyKey, contenu: unknown): unknown {
    this.#chemin.push(cle);
    const copie = this.copier(contenu);
    this.#chemin.pop();
    return copie;
  }

  #refuser(nature: Texte): undefined {
    this.#noter([...this.#chemin], nature);
    return undefined;
  }
}

/** Objet littéral, de ce programme ou d'un autre contexte d'exécution. */
function estUnObjetSimple(valeur: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(valeur);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Le champ d'une donnée qui est peut-être un objet. */
export function champDe(donnee: unknown, champ: string): unknown {
  return typeof donnee === "object" && donnee !== null
    ? (donnee as Readonly<Record<string, unknown>>)[champ]
    : undefined;
}
