import { citerEnVigueur } from "../droit/articles.js";
import { type NomDeParametre, PARAMETRES, type Parametre, type ValeurLegale } from "../droit/parametres.js";
import { enVigueur } from "../droit/periodes.js";
import type { IdDeRegle } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import { dateIso } from "./identifiants.js";
import { exigerDroitConnu } from "./regime.js";
import { Saisie } from "./saisie.js";

/** Une valeur légale à une date, avec sa source. */
export interface ParametreEnVigueur {
  readonly nom: NomDeParametre;
  readonly intitule: Texte;
  /** `null` : le texte ne fixe rien à cette date. */
  readonly valeur: ValeurLegale;
  readonly unite: Parametre["unite"];
  /** Ce sur quoi la valeur se mesure, quand c'est une part. */
  readonly base: string | null;
  readonly regle: IdDeRegle;
  readonly articles: readonly Texte[];
  readonly du: string;
  readonly au: string | null;
  /** Date de l'édition du code où la valeur a été lue ; `null` si elle ne l'a pas été dans le code. */
  readonly verifieLe: string | null;
  /** Ce qui rapporte la valeur, quand elle n'a pas été lue dans le code. */
  readonly source: Texte | null;
}

/**
 * Donne toutes les valeurs légales à une date, chacune avec sa période, ses articles et le jour de sa vérification,
 * ou la source qui la rapporte quand elle n'a pas été lue dans le code.
 *
 * @param date - AAAA-MM-JJ, à partir du 01/09/2019
 * @returns les valeurs, dans l'ordre du registre ; pourcentages en texte, durées en nombre d'unités
 * @throws {@link ErreurDeSaisie} si la date est impossible, ou antérieure à tout droit connu du registre
 * @category Droit
 * @example
 * parametresEnVigueur("2024-01-01").find(({ nom }) => nom === "plafondPrefet")?.valeur // "30"
 */
export function parametresEnVigueur(date: string): readonly ParametreEnVigueur[] {
  const saisie = new Saisie("parametresEnVigueur");
  const lue = saisie.lire(dateIso, saisie.recevoir(date, ["date"]), ["date"]);
  exigerDroitConnu(saisie, lue, ["date"]);
  const jour = saisie.certifier(lue);
  return Object.entries<Parametre>(PARAMETRES).flatMap(([nom, { intitule, unite, regle, periodes }]) => {
    const periode = enVigueur(periodes, jour);
    if (periode === undefined) return [];
    const { valeur, base = null, references, du, au, verifieLe, source = null } = periode;
    const articles = citerEnVigueur(references, jour);
    return [
      {
        nom: nom as NomDeParametre,
        intitule,
        valeur,
        unite,
        base,
        regle,
        articles,
        du,
        au,
        verifieLe,
        source,
      },
    ];
  });
}
