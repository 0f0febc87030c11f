import { citerEnVigueur, type Reference } from "../droit/articles.js";
import {
  type Autorite,
  type Confiance,
  confianceA,
  type IdDeRegle,
  regleEnVigueur,
} from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import type { ValeurExacte } from "../exact/valeur-exacte.js";

/** Un pas de calcul : la règle, la formule, les nombres, l'arrondi, et sous quelle autorité. */
export interface Etape {
  readonly regle: IdDeRegle;
  readonly intitule: Texte;
  readonly formule: Texte;
  /** La formule avec ses nombres : « C = 1000 − 350 = 650 ». */
  readonly calcul: Texte;
  /** Le pas en une phrase, pour qui ne calcule pas. */
  readonly phrase: Texte;
  readonly autorite: Autorite;
  readonly confiance: readonly Confiance[];
  /** Articles, avec la période et la vérification de leur version ; vide quand aucun article lu ne porte le pas. */
  readonly articles: readonly Texte[];
  /** La lecture retenue du texte, s'il en admet plusieurs. */
  readonly lecture: Texte | null;
  /** L'arrondi fait à ce pas ; `null` si le pas est exact. */
  readonly arrondi: Texte | null;
  /** Les stipulations dont dépend ce pas. */
  readonly stipulations: readonly { readonly nom: string; readonly valeur: string }[];
}

export type Unite = "logements" | "%" | "droits uniques" | "jours";

/** Ce qui est expliqué : une mesure, ou un jour (AAAA-MM-JJ ; `null` si aucun texte n'en fixe). */
export type ValeurExpliquee =
  | { readonly valeur: ValeurExacte; readonly unite: Unite }
  | { readonly valeur: string | null; readonly unite: "date" };

/** Tout ce qui conduit à un chiffre ou à un jour, du premier pas au dernier. */
export type Explication = {
  /** Ce qui est expliqué, dans son résultat : `flux`, `reservataires/prefet-77`. */
  readonly cible: string;
  readonly titre: Texte;
  readonly dateDeDroit: string;
  readonly etapes: readonly Etape[];
} & ValeurExpliquee;

/** Les chiffres qu'un résultat sait expliquer ; chaque explication n'est construite qu'à la demande. */
export type ExplicationsPossibles = ReadonlyMap<string, () => Explication>;

/** Une entrée d'{@link ExplicationsPossibles} : les étapes ne sont calculées que si on les demande. */
export function explicable(
  entete: Pick<Explication, "cible" | "titre" | "dateDeDroit"> & ValeurExpliquee,
  etapes: () => readonly Etape[],
): [string, () => Explication] {
  return [entete.cible, () => ({ ...entete, etapes: etapes() })];
}

type Pas = Pick<Etape, "calcul" | "phrase"> &
  Partial<
    Pick<Etape, "intitule" | "formule" | "autorite" | "confiance" | "lecture" | "arrondi" | "stipulations">
  > & {
    /** Les articles de ce pas, quand ce ne sont pas ceux de la règle. */
    readonly references?: readonly Reference[];
  };

/** Un pas fondé sur une règle ; ce que le pas précise l'emporte sur ce que dit la règle. */
export function etape(id: IdDeRegle, dateDeDroit: string, pas: Pas): Etape {
  const { intitule, formule, autorite, confiance, references, lecture } = regleEnVigueur(id, dateDeDroit);
  const {
    references: propres = references,
    confiance: propre = confiance,
    calcul,
    phrase,
    ...precisions
  } = pas;
  return {
    regle: id,
    intitule,
    formule,
    calcul,
    phrase,
    autorite,
    confiance: confianceA(propre, propres, dateDeDroit),
    articles: citerEnVigueur(propres, dateDeDroit),
    lecture: lecture ?? null,
    arrondi: null,
    stipulations: [],
    ...precisions,
  };
}

/** Un pas que la bibliothèque décide elle-même, faute de texte : ni article, ni lecture. */
export function etapeDeChoix(dateDeDroit: string, pas: Pas): Etape {
  return etape("R20", dateDeDroit, { autorite: "choix", confiance: [], ...pas });
}
