import { dateEnFrancais } from "../droit/periodes.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import {
  CATEGORIES_DE_SOUSTRACTION,
  type CategorieDeSoustraction,
  type Localisation,
} from "../modele/vocabulaire.js";
import { categoriesPrevues } from "./categories-prevues.js";
import { additionnerComptes, type ComptesDuFlux } from "./comptes-du-flux.js";
import { NOMS_DES_CATEGORIES } from "./noms-des-categories.js";

/** Des comptes, et s'ils sont en QPV ; `null` quand le détail n'a pas été donné. */
export type ComptesSitues = ComptesDuFlux & { readonly localisation: Localisation | null };

/** Des logements soustraits à un titre que la loi ne prévoit pas, à cette date ou en ce lieu. */
export interface SoustractionNonPrevue {
  readonly categorie: CategorieDeSoustraction;
  readonly nombre: number;
  /** Le constat qui le dit. */
  readonly constat: "CATEGORIE_DE_SOUSTRACTION_NON_PREVUE" | "ATTRIBUTIONS_DU_PREFET_EN_QPV";
}

/** Ce que la loi ne prévoit pas dans B : une catégorie absente à la date, ou une attribution d'office en QPV. */
export function soustractionsNonPrevues(
  secteurs: readonly ComptesSitues[],
  date: string,
): readonly SoustractionNonPrevue[] {
  const prevues = categoriesPrevues(date, "hors-qpv");
  const prevuesEnQpv = categoriesPrevues(date, "qpv");
  const { soustraits } = additionnerComptes(secteurs);
  const absentes = CATEGORIES_DE_SOUSTRACTION.filter((categorie) => !prevues.includes(categorie)).map(
    (categorie) => ({
      categorie,
      nombre: soustraits[categorie],
      constat: "CATEGORIE_DE_SOUSTRACTION_NON_PREVUE" as const,
    }),
  );
  const enQpv = additionnerComptes(secteurs.filter(({ localisation }) => localisation === "qpv"));
  const horsQpvSeulement = prevues
    .filter((categorie) => !prevuesEnQpv.includes(categorie))
    .map((categorie) => ({
      categorie,
      nombre: enQpv.soustraits[categorie],
      constat: "ATTRIBUTIONS_DU_PREFET_EN_QPV" as const,
    }));
  return [...absentes, ...horsQpvSeulement].filter(({ nombre }) => nombre > 0);
}

/** Les soustractions que la loi ne prévoit pas : catégorie absente à la date, ou attribution d'office en QPV. */
export function constaterSoustractions(secteurs: readonly ComptesSitues[], date: string): Constat[] {
  return soustractionsNonPrevues(secteurs, date).map((nonPrevue) =>
    nonPrevue.constat === "ATTRIBUTIONS_DU_PREFET_EN_QPV"
      ? constaterAttributionsEnQpv(nonPrevue)
      : constaterCategorie(nonPrevue, date),
  );
}

function constaterCategorie({ categorie, nombre }: SoustractionNonPrevue, date: string): Constat {
  return constater("CATEGORIE_DE_SOUSTRACTION_NON_PREVUE", {
    territoire: "périmètre",
    chiffres: [{ nom: categorie, valeur: String(nombre) }],
    message: enDeuxLangues(({ logements, mot, texte }) =>
      mot(
        `${logements(nombre)} au titre « ${texte(NOMS_DES_CATEGORIES[categorie])} », que la loi ne prévoit pas au ${dateEnFrancais(date)} : soustraits tels que donnés.`,
        `${logements(nombre)} taken out as “${texte(NOMS_DES_CATEGORIES[categorie])}”, which the law does not provide for on ${date}: taken out as given.`,
      ),
    ),
    remede: {
      fr: "Les remettre dans le flux, ou corriger la date du calcul si elle est erronée.",
      en: "Put them back in the flow, or correct the date of the calculation if it is wrong.",
    },
  });
}

function constaterAttributionsEnQpv({ nombre }: SoustractionNonPrevue): Constat {
  return constater("ATTRIBUTIONS_DU_PREFET_EN_QPV", {
    territoire: "périmètre, en QPV",
    chiffres: [{ nom: "attributionsDuPrefet", valeur: String(nombre) }],
    message: enDeuxLangues(({ logements, mot }) =>
      mot(
        `Attributions d'office du préfet soustraites en QPV : ${logements(nombre)}. La loi ne vise que les logements hors QPV.`,
        `Lettings made by the prefect in the landlord's place, taken out in QPV: ${logements(nombre)}. The law covers only dwellings outside QPV.`,
      ),
    ),
    remede: { fr: "Les remettre dans le flux.", en: "Put them back in the flow." },
  });
}
