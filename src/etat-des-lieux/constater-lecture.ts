import type { Texte } from "../droit/texte.js";
import { type CodeDeConstat, type Constat, constater } from "../modele/constats.js";
import type { Doutes } from "./relever-doutes.js";

/** Ce qu'il faut savoir d'un fichier lu : ce qui n'est pas compté, et ce que ses colonnes disent l'une contre l'autre. */
export function constaterLecture(
  comptes: { readonly horsInventaire: number; readonly ecartees: number },
  doutes: Doutes,
): Constat[] {
  return [
    ...signaler(
      "CONTINGENT_DISCORDANT",
      doutes.discordances,
      {
        fr: `Logements dont le contingent RPLS contredit le réservataire, qui l'emporte : ${doutes.discordances}.`,
        en: `Dwellings whose RPLS contingent contradicts the holder, which prevails: ${doutes.discordances}.`,
      },
      {
        fr: "Vérifier les lignes de « discordances », et corriger la colonne fautive.",
        en: "Check the rows of “discordances”, and mend the faulty column.",
      },
    ),
    ...signaler(
      "CONTINGENT_NON_RESERVE",
      doutes.surLaFoiDuContingent,
      {
        fr: `Logements non réservés, de contingent RPLS 7 : ${doutes.surLaFoiDuContingent}. Ce code couvre aussi des droits de l'État qui ne sont pas identifiés à un logement.`,
        en: `Unreserved dwellings, RPLS contingent 7: ${doutes.surLaFoiDuContingent}. This code also covers State rights not identified to a dwelling.`,
      },
      {
        fr: "Nommer le réservataire de ces lignes, ou y écrire « non réservé ».",
        en: "Name the holder of these rows, or write “non réservé” in them.",
      },
    ),
    ...signaler(
      "EXPIRATION_NON_DITE",
      doutes.sansExpiration,
      {
        fr: `Droits, autres que des droits uniques, dont la date d'expiration n'est pas dite : ${doutes.sansExpiration}. L'inventaire les tient pour sans terme.`,
        en: `Rights, other than single-use rights, whose expiry date is not said: ${doutes.sansExpiration}. The inventory takes them as having no end.`,
      },
      {
        fr: "Donner la date, ou écrire « sans terme » si la convention n'en fixe pas.",
        en: "Give the date, or write “sans terme” if the agreement sets none.",
      },
    ),
    ...constaterLignesEcartees(comptes.ecartees),
    ...signaler("LOGEMENTS_HORS_INVENTAIRE", comptes.horsInventaire, {
      fr: `Logements intermédiaires, hors du flux et de l'inventaire : ${comptes.horsInventaire}.`,
      en: `Intermediate dwellings, outside the flow and the inventory: ${comptes.horsInventaire}.`,
    }),
  ];
}

export function constaterLignesEcartees(nombre: number): Constat[] {
  return signaler(
    "INVENTAIRE_INCOMPLET",
    nombre,
    {
      fr: `Lignes du fichier écartées, que l'inventaire ne compte pas : ${nombre}.`,
      en: `Rows of the file set aside, which the inventory does not count: ${nombre}.`,
    },
    {
      fr: "Corriger ces lignes, que la lecture du fichier liste avec leurs problèmes, et relire le fichier.",
      en: "Mend these rows, which the reading of the file lists with their problems, and read the file again.",
    },
  );
}

function signaler(code: CodeDeConstat, nombre: number, message: Texte, remede?: Texte): Constat[] {
  return nombre === 0
    ? []
    : [
        constater(code, {
          territoire: "périmètre",
          chiffres: [{ nom: "lignes", valeur: String(nombre) }],
          message,
          ...(remede === undefined ? {} : { remede }),
        }),
      ];
}
