import { valeurLegale } from "../droit/parametres.js";
import { type Constat, constater } from "../modele/constats.js";
import { CATEGORIES_DE_SOUSTRACTION, type Localisation } from "../modele/vocabulaire.js";
import { additionnerComptes, type ComptesDuFlux } from "./comptes-du-flux.js";

type ComptesSitues = ComptesDuFlux & { readonly localisation: Localisation | null };

/** Les soustractions que la loi ne prévoit pas : catégorie absente à la date, ou attribution d'office en QPV. */
export function constaterSoustractions(secteurs: readonly ComptesSitues[], date: string): Constat[] {
  const prevues: readonly string[] = valeurLegale("categoriesDeSoustraction", date);
  return [
    ...constaterCategories(secteurs, prevues, date),
    ...(prevues.includes("attributionsDuPrefet") ? constaterAttributionsEnQpv(secteurs) : []),
  ];
}

function constaterCategories(
  secteurs: readonly ComptesDuFlux[],
  prevues: readonly string[],
  date: string,
): Constat[] {
  const { soustraits } = additionnerComptes(secteurs);
  return CATEGORIES_DE_SOUSTRACTION.filter(
    (categorie) => soustraits[categorie] > 0 && !prevues.includes(categorie),
  ).map((categorie) =>
    constater("CATEGORIE_DE_SOUSTRACTION_NON_PREVUE", {
      territoire: "périmètre",
      chiffres: [{ nom: categorie, valeur: String(soustraits[categorie]) }],
      message: {
        fr: `${soustraits[categorie]} logement(s) soustraits au titre « ${categorie} », que la loi ne prévoit pas au ${date}.`,
        en: `${soustraits[categorie]} dwelling(s) taken out as “${categorie}”, which the law does not provide for on ${date}.`,
      },
      remede: {
        fr: "Les remettre dans le flux, ou corriger la date du calcul si elle est erronée.",
        en: "Put them back in the flow, or correct the date of the calculation if it is wrong.",
      },
    }),
  );
}

function constaterAttributionsEnQpv(secteurs: readonly ComptesSitues[]): Constat[] {
  const nombre = secteurs
    .filter(({ localisation }) => localisation === "qpv")
    .reduce((total, { soustraits }) => total + soustraits.attributionsDuPrefet, 0);
  if (nombre === 0) return [];
  return [
    constater("ATTRIBUTIONS_DU_PREFET_EN_QPV", {
      territoire: "périmètre, en QPV",
      chiffres: [{ nom: "attributionsDuPrefet", valeur: String(nombre) }],
      message: {
        fr: `${nombre} logement(s) en QPV soustraits comme attributions d'office du préfet : la loi ne vise que les logements hors QPV.`,
        en: `${nombre} dwelling(s) in QPV taken out as lettings made by the prefect in the landlord's place: the law covers only dwellings outside QPV.`,
      },
      remede: { fr: "Les remettre dans le flux.", en: "Put them back in the flow." },
    }),
  ];
}
