import { citer } from "../droit/articles.js";
import { type Autorite, type Confiance, type IdDeRegle, regle } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import type { ValeurExacte } from "../exact/valeur-exacte.js";

/** Un pas de calcul : la règle, la formule, les nombres, l'arrondi, et sous quelle autorité. */
export interface Etape {
  readonly regle: IdDeRegle;
  readonly intitule: Texte;
  readonly formule: string;
  /** La formule avec ses nombres : « 650 = 1000 − 350 ». */
  readonly calcul: string;
  /** Le pas en une phrase, pour qui ne calcule pas. */
  readonly phrase: Texte;
  readonly autorite: Autorite;
  readonly confiance: readonly Confiance[];
  /** Articles, avec la période de leur version ; vide quand aucun article ne porte la règle. */
  readonly articles: readonly string[];
  /** La lecture retenue du texte, s'il en admet plusieurs. */
  readonly lecture: Texte | null;
  /** L'arrondi fait à ce pas ; `null` si le pas est exact. */
  readonly arrondi: Texte | null;
  /** Les stipulations dont dépend ce pas. */
  readonly stipulations: readonly { readonly nom: string; readonly valeur: string }[];
}

export type Unite = "logements" | "%" | "droits uniques";

/** Tout ce qui conduit à un chiffre, du premier pas au dernier. */
export interface Explication {
  /** Le chiffre expliqué, dans son résultat : `flux`, `reservataires/prefet-77`. */
  readonly cible: string;
  readonly titre: Texte;
  /** La valeur, telle qu'elle se lit : fraction exacte et décimal si elle n'est pas entière. */
  readonly valeur: string;
  readonly unite: Unite;
  readonly dateDeDroit: string;
  readonly etapes: readonly Etape[];
}

/** Les chiffres qu'un résultat sait expliquer ; chaque explication n'est construite qu'à la demande. */
export type ExplicationsPossibles = ReadonlyMap<string, () => Explication>;

/** Une entrée d'{@link ExplicationsPossibles} : les étapes ne sont calculées que si on les demande. */
export function explicable(
  entete: Omit<Explication, "etapes">,
  etapes: () => readonly Etape[],
): [string, () => Explication] {
  return [entete.cible, () => ({ ...entete, etapes: etapes() })];
}

/** Une valeur exacte, telle qu'elle se lit dans une explication : « 65/2 (32.5) », « 195 ». */
export function lisible({ exact, decimal }: ValeurExacte): string {
  return exact === decimal ? exact : `${exact} (${decimal})`;
}

export function etape(
  id: IdDeRegle,
  dateDeDroit: string,
  pas: Pick<Etape, "calcul" | "phrase"> &
    Partial<Pick<Etape, "formule" | "autorite" | "arrondi" | "stipulations">>,
): Etape {
  const { intitule, formule, autorite, confiance, references, lecture } = regle(id);
  return {
    regle: id,
    intitule,
    formule: pas.formule ?? formule,
    calcul: pas.calcul,
    phrase: pas.phrase,
    autorite: pas.autorite ?? autorite,
    confiance,
    articles: references.map((reference) => citer(reference, dateDeDroit)),
    lecture: lecture ?? null,
    arrondi: pas.arrondi ?? null,
    stipulations: pas.stipulations ?? [],
  };
}
