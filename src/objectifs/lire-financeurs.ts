import * as z from "zod";
import { CENT, comparer, estNulle, sommer } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { lireTaux } from "../exact/taux.js";
import { taux, texteNonVide } from "../modele/identifiants.js";
import { controlerTitre, type Titulaires, type titulaire } from "../modele/lire-titulaires.js";
import type { Saisie } from "../modele/saisie.js";
import type { QuotaDesGaranties } from "../modele/stipulations.js";
import { contingent, contrepartie, NON_RESERVES } from "../modele/vocabulaire.js";
import { cleDePart } from "../repartition/lire-parts.js";

/** Un réservataire d'un programme : son territoire n'y joue aucun rôle. */
export type ReservataireDuProgramme = z.infer<typeof titulaire>;

const partDuProgramme = z.strictObject({
  /** Code d'un des réservataires. */
  reservataire: texteNonVide,
  contrepartie,
  /** Obligatoire pour le contingent préfectoral, interdit ailleurs. */
  contingent: contingent.optional(),
  /** Part du programme, en pourcentage ; sinon `quotite`. */
  taux: taux.optional(),
  /** Part du prêt garantie, en pourcentage, pour un garant qui partage un quota ; sinon `taux`. */
  quotite: taux.optional(),
  /** Celui qui exerce la part à la place de son titulaire, à qui elle reste. */
  delegataire: texteNonVide.optional(),
});
/** Ce qu'un réservataire a dans un programme, à un titre. */
export type PartDeProgramme = z.input<typeof partDuProgramme>;
export type PartDeProgrammeLue = z.output<typeof partDuProgramme>;

export function lirePartsDuProgramme(
  saisie: Saisie,
  donnees: unknown,
  titulaires: Titulaires,
): PartDeProgrammeLue[] {
  const chemin = ["parts"];
  const lignes = saisie.lireListe(partDuProgramme, donnees, chemin);
  saisie.refuserDoublons(
    lignes,
    (part) => `${part.reservataire}/${cleDePart(part)}`,
    (rang) => [...chemin, rang],
  );
  for (const { rang, ligne } of lignes) {
    controlerTitre(saisie, ligne, titulaires, [...chemin, rang]);
    controlerDelegataire(saisie, ligne, [...chemin, rang]);
    controlerMesure(saisie, ligne, [...chemin, rang]);
  }
  const cumul = sommer(lignes.map(({ ligne }) => lireTaux(ligne.quotite ?? "0")));
  if (comparer(cumul, CENT) > 0)
    saisie.refuser(chemin, "QUOTITES_SUPERIEURES_A_100", {
      fr: "Les quotités garantissent ensemble plus de 100 % du prêt.",
      en: "The portions together guarantee more than 100% of the loan.",
    });
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    (part) => part.reservataire,
    cleDePart,
  );
}

/** Une part se délègue à un autre que son titulaire, et non au bailleur. */
function controlerDelegataire(
  saisie: Saisie,
  { delegataire, reservataire }: PartDeProgrammeLue,
  chemin: readonly PropertyKey[],
): void {
  if (delegataire === reservataire || delegataire === NON_RESERVES)
    saisie.refuser([...chemin, "delegataire"], "DELEGATAIRE_INCOHERENT", {
      fr: "Une part se délègue à un autre que son titulaire, et non au bailleur : c'est alors la gestion déléguée.",
      en: "A share is delegated to another than its holder, and not to the landlord: that is delegated management.",
    });
}

/** Une part se dit d'une seule façon : un taux du programme, ou, pour une garantie, la quotité d'un quota commun. */
function controlerMesure(saisie: Saisie, part: PartDeProgrammeLue, chemin: readonly PropertyKey[]): void {
  const { contrepartie: titre, taux: convenu, quotite } = part;
  const enGarantie = titre === "garantie-d-emprunt";
  if (convenu === undefined && quotite === undefined)
    saisie.refuser([...chemin, enGarantie ? "quotite" : "taux"], "PART_SANS_MESURE", {
      fr: enGarantie
        ? "Une garantie donne sa quotité du prêt, qui partage un quota commun, ou le taux du programme convenu avec ce garant."
        : "Une part donne son taux, en pourcentage du programme.",
      en: enGarantie
        ? "A guarantee gives its portion of the loan, which shares a common quota, or the rate of the programme agreed with this guarantor."
        : "A share gives its rate, as a percentage of the programme.",
    });
  if (convenu !== undefined && quotite !== undefined)
    saisie.refuser([...chemin, "quotite"], "PART_MESUREE_DEUX_FOIS", {
      fr: "Une part a un taux du programme ou une quotité du prêt, non les deux.",
      en: "A share has a rate of the programme or a portion of the loan, not both.",
    });
  if (quotite !== undefined && !enGarantie)
    saisie.refuser([...chemin, "quotite"], "QUOTITE_SANS_GARANTIE", {
      fr: "Une quotité ne se donne que pour une garantie d'emprunt.",
      en: "A portion is given for a loan guarantee only.",
    });
}

/** Un quota se stipule s'il y a des quotités pour le partager, et seulement alors. */
export function controlerQuota(
  saisie: Saisie,
  partage: QuotaDesGaranties["partage"] | undefined,
  quotaDonne: boolean,
  parts: readonly PartDeProgrammeLue[],
): void {
  const quotites = parts.flatMap(({ quotite }) => (quotite === undefined ? [] : [lireTaux(quotite)]));
  if (quotites.length > 0 && !quotaDonne) saisie.exigerStipulation("quotaDesGaranties");
  if (quotites.length === 0 && quotaDonne)
    saisie.refuser(["stipulations", "quotaDesGaranties"], "STIPULATION_SANS_OBJET", {
      fr: "Aucune garantie ne donne de quotité : le quota n'a personne à qui aller.",
      en: "No guarantee gives a portion: the quota has nobody to go to.",
    });
  if (partage === "au-prorata-des-quotites" && quotites.length > 0 && quotites.every(estNulle))
    saisie.refuser(["parts"], "QUOTITES_NULLES", {
      fr: "Toutes les quotités sont nulles : le quota ne se partage pas à leur prorata.",
      en: "All portions are zero: the quota cannot be shared in proportion to them.",
    });
}
