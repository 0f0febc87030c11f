import type { Soustraits } from "../../assiette/comptes-du-flux.js";
import type { ExtraitDeBilan } from "../../bilan/extraire-bilan.js";
import type { BilanDesSoustraits } from "../../bilan/relogements.js";
import type { Texte } from "../../droit/texte.js";
import { CATEGORIES_DE_SOUSTRACTION, type CategorieDeSoustraction } from "../../modele/vocabulaire.js";
import { type ColonneDe, dresser, entiers, mots } from "./colonnes.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import { nomDuPoste } from "./postes-du-flux.js";
import type { Tableau } from "./tableau.js";

/** Ce qui est prévu pour l'année d'après. */
export const SUIVANT: Texte = { fr: "Prévu l'année suivante", en: "Forecast for next year" };

function categorie<L>(lire: (ligne: L) => CategorieDeSoustraction): ColonneDe<L>[] {
  return [
    mots("categorie", { fr: "Catégorie", en: "Category" }, lire),
    mots("intitule", { fr: "Intitulé", en: "Label" }, (ligne) => nomDuPoste(lire(ligne))),
  ];
}

/** Ce qui s'est fait des logements soustraits ; « relogement » dit ceux dont le texte demande le bilan. */
export function lesRelogements(lignes: readonly BilanDesSoustraits[], mise: MiseEnForme): Tableau {
  return dresser<BilanDesSoustraits>(mise, {
    nom: "bilan-des-soustraits",
    titre: {
      fr: "Logements soustraits : ce qui s'est fait dans l'année",
      en: "Dwellings taken out: what was done during the year",
    },
    colonnes: [
      ...categorie<BilanDesSoustraits>((ligne) => ligne.categorie),
      mots("relogement", { fr: "Relogement", en: "Rehousing" }, ({ relogement }) =>
        relogement ? { fr: "oui", en: "yes" } : { fr: "non", en: "no" },
      ),
      entiers("soustraits", { fr: "Soustraits", en: "Taken out" }, "logements", (l) => l.soustraits),
      entiers("attribues", { fr: "Attribués", en: "Let by the committee" }, "logements", (l) => l.attribues),
      entiers("bauxSignes", { fr: "Baux signés", en: "Leases signed" }, "logements", (l) => l.bauxSignes),
    ],
    lignes,
  });
}

/** B par catégorie, prévu, réalisé et à venir. */
export function lesSoustraits(
  { prevus, realises, suivants }: ExtraitDeBilan["soustraits"],
  mise: MiseEnForme,
): Tableau {
  type Ligne = CategorieDeSoustraction;
  const compte = (nom: string, titre: Texte, comptes: Soustraits | null) =>
    entiers<Ligne>(nom, titre, "logements", (ligne) => comptes?.[ligne] ?? null);
  return dresser<Ligne>(mise, {
    nom: "soustraits",
    titre: { fr: "Logements soustraits du flux", en: "Dwellings taken out of the flow" },
    colonnes: [
      ...categorie<Ligne>((ligne) => ligne),
      compte("prevu", { fr: "Prévu", en: "Forecast" }, prevus),
      compte("realise", { fr: "Réalisé", en: "Actual" }, realises),
      compte("suivant", SUIVANT, suivants),
    ],
    lignes: CATEGORIES_DE_SOUSTRACTION,
    total: { prevu: prevus.total, realise: realises.total, suivant: suivants?.total ?? null },
  });
}
