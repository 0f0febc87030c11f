import type { Texte } from "../droit/texte.js";
import { type CodeDeConstat, type Constat, constater } from "../modele/constats.js";

/** Ce qu'il faut savoir d'un fichier lu : ce qui n'est pas compté, et ce que ses colonnes disent l'une contre l'autre. */
export function constaterLecture(
  comptes: { readonly horsInventaire: number; readonly ecartees: number },
  doutes: { readonly discordances: number; readonly surLaFoiDuContingent: number },
): Constat[] {
  return [
    ...signaler("CONTINGENT_DISCORDANT", doutes.discordances, {
      fr: `Logements dont le contingent RPLS contredit le réservataire, qui l'emporte : ${doutes.discordances}.`,
      en: `Dwellings whose RPLS contingent contradicts the holder, which prevails: ${doutes.discordances}.`,
    }),
    ...signaler("CONTINGENT_NON_RESERVE", doutes.surLaFoiDuContingent, {
      fr: `Logements non réservés, de contingent RPLS 7 : ${doutes.surLaFoiDuContingent}. Ce code couvre aussi des droits de l'État qui ne sont pas identifiés à un logement.`,
      en: `Unreserved dwellings, RPLS contingent 7: ${doutes.surLaFoiDuContingent}. This code also covers State rights not identified to a dwelling.`,
    }),
    ...constaterLignesEcartees(comptes.ecartees),
    ...signaler("LOGEMENTS_HORS_INVENTAIRE", comptes.horsInventaire, {
      fr: `Logements intermédiaires, hors du flux et de l'inventaire : ${comptes.horsInventaire}.`,
      en: `Intermediate dwellings, outside the flow and the inventory: ${comptes.horsInventaire}.`,
    }),
  ];
}

export function constaterLignesEcartees(nombre: number): Constat[] {
  return signaler("INVENTAIRE_INCOMPLET", nombre, {
    fr: `Lignes du fichier écartées, que l'inventaire ne compte pas : ${nombre}.`,
    en: `Rows of the file set aside, which the inventory does not count: ${nombre}.`,
  });
}

function signaler(code: CodeDeConstat, nombre: number, message: Texte): Constat[] {
  return nombre === 0
    ? []
    : [
        constater(code, {
          territoire: "périmètre",
          chiffres: [{ nom: "lignes", valeur: String(nombre) }],
          message,
        }),
      ];
}
