import * as z from "zod";
import { valeurLegale } from "../droit/parametres.js";
import { BENEFICIAIRES_DE_LA_PROROGATION } from "../droit/reservataires.js";
import { lireDecimal } from "../exact/decimal.js";
import { additionner, type Fraction, fraction, multiplier, pourCentDe, ZERO } from "../exact/fraction.js";
import { compte, dateIso, texteNonVide } from "../modele/identifiants.js";
import type { Titulaires } from "../modele/lire-titulaires.js";
import type { Saisie } from "../modele/saisie.js";
import { quantiteDecimale } from "../modele/stipulations.js";
import { contrepartie } from "../modele/vocabulaire.js";

const commun = {
  date: dateIso,
  /** Identifiant choisi par l'appelant, unique. */
  mouvement: texteNonVide,
  reservataire: texteNonVide,
};
const enDroits = { droits: quantiteDecimale };

const mouvement = z.union([
  z.strictObject({ type: z.literal("acquisition"), ...commun, ...enDroits }),
  z.strictObject({
    type: z.literal("acquisition"),
    ...commun,
    logements: compte,
    /** Durée des droits, en années. */
    annees: quantiteDecimale,
  }),
  z.strictObject({ type: z.literal("prorogation"), ...commun, ...enDroits }),
  z.strictObject({ type: z.literal("prorogation"), ...commun, logements: compte }),
  z.strictObject({
    type: z.literal("consommation"),
    ...commun,
    ...enDroits,
    /** Obligatoire pour l'État : son contingent ne se consomme pas. */
    contrepartie: contrepartie.optional(),
  }),
  z.strictObject({ type: z.literal("expiration"), ...commun, ...enDroits }),
  z.strictObject({ type: z.literal("delegation"), ...commun, ...enDroits, vers: texteNonVide }),
  z.strictObject({ type: z.literal("imputation"), ...commun, ...enDroits }),
  z.strictObject({ type: z.literal("annulation"), ...commun, ...enDroits }),
]);

/**
 * Ce qui fait bouger un compte de droits. Des droits uniques se donnent en texte (« 12.5 ») ; une acquisition se donne aussi par ses
 * logements et sa durée, une prorogation (R. 441-6) par ses logements : le taux de rotation en fait des droits.
 *
 * | Type | Effet |
 * |---|---|
 * | `acquisition` | plus : nouvelle garantie, financement, terrain |
 * | `prorogation` | plus : garantie d'une commune ou d'un EPCI dont l'emprunt est remboursé |
 * | `consommation` | moins, sauf le contingent de l'État |
 * | `expiration` | moins : ce qui reste à un terme |
 * | `delegation` | moins, et plus pour `vers` |
 * | `imputation` | moins : attribution d'office |
 * | `annulation` | moins : renonciation, erreur reconnue |
 */
export type MouvementDeDroits = z.infer<typeof mouvement>;
export type TypeDeMouvement = MouvementDeDroits["type"];

export function lireMouvements(
  saisie: Saisie,
  donnees: readonly unknown[],
  titulaires: Titulaires,
  du: string | undefined,
): readonly MouvementDeDroits[] {
  const lus = saisie.lireListe(mouvement, donnees, ["mouvements"]);
  saisie.refuserDoublons(
    lus,
    (ligne) => ligne.mouvement,
    (rang) => ["mouvements", rang, "mouvement"],
  );
  for (const { rang, ligne } of lus) controlerMouvement(saisie, ligne, titulaires, du, ["mouvements", rang]);
  return lus.map(({ ligne }) => ligne);
}

function controlerMouvement(
  saisie: Saisie,
  ligne: MouvementDeDroits,
  { parCode, estInconnu }: Titulaires,
  du: string | undefined,
  chemin: readonly PropertyKey[],
): void {
  const categorie = parCode.get(ligne.reservataire)?.categorie;
  const nommes: (readonly [string, string])[] = [["reservataire", ligne.reservataire]];
  if (ligne.type === "delegation") nommes.push(["vers", ligne.vers]);
  for (const [champ, code] of nommes)
    if (estInconnu(code))
      saisie.refuser([...chemin, champ], "RESERVATAIRE_INCONNU", {
        fr: `Le réservataire « ${code} » ne figure pas dans la liste des réservataires.`,
        en: `Holder “${code}” is not in the list of holders.`,
      });
  if (du !== undefined && ligne.date < du)
    saisie.refuser([...chemin, "date"], "DATE_ANTERIEURE", {
      fr: `Le mouvement précède l'ouverture du compte (${du}).`,
      en: `The movement is before the opening of the account (${du}).`,
    });
  if (ligne.type === "delegation" && ligne.vers === ligne.reservataire)
    saisie.refuser([...chemin, "vers"], "DELEGATION_A_SOI_MEME", {
      fr: "Un réservataire ne délègue pas ses droits à lui-même.",
      en: "A holder does not delegate its rights to itself.",
    });
  if (ligne.type === "consommation" && categorie === "prefet" && ligne.contrepartie === undefined)
    saisie.refuser([...chemin, "contrepartie"], "CHAMP_MANQUANT", {
      fr: "Dire si ce droit de l'État est de son contingent, qui ne se consomme pas, ou d'une autre contrepartie.",
      en: "Say whether this State right is of its contingent, which is not consumed, or of another counterpart.",
    });
  if (
    ligne.type === "prorogation" &&
    categorie !== undefined &&
    !BENEFICIAIRES_DE_LA_PROROGATION.includes(categorie)
  )
    saisie.refuser([...chemin, "type"], "PROROGATION_NON_PREVUE", {
      fr: "L'article R. 441-6 ne proroge que les droits d'une commune ou d'un EPCI ; ce dont les parties conviennent d'autre se donne comme une acquisition.",
      en: "Article R. 441-6 extends only the rights of a municipality or an EPCI; what the parties otherwise agree is given as an acquisition.",
    });
}

/** Ce qui change en droits uniques des logements et une durée. */
export interface ConversionDeMouvement {
  /** Taux de rotation, en pourcentage ; `null` s'il n'est pas donné. */
  readonly taux: Fraction | null;
  /** La première location d'un programme acquis compte-t-elle en plus ? Indéfini : la question ne s'est pas posée. */
  readonly premiereLocation: "en-plus" | "comprise" | undefined;
}

/** Les droits uniques d'un mouvement ; indéfini s'il y manque un taux ou une stipulation. */
export function droitsDuMouvement(
  ligne: MouvementDeDroits,
  { taux, premiereLocation }: ConversionDeMouvement,
): Fraction | undefined {
  if ("droits" in ligne) return lireDecimal(ligne.droits) ?? ZERO;
  if (taux === null) return undefined;
  const logements = fraction(ligne.logements);
  if (ligne.type === "prorogation") {
    const annees = fraction(valeurLegale("prorogationDeLaGarantie", ligne.date));
    return multiplier(logements, pourCentDe(taux, annees));
  }
  if (premiereLocation === undefined) return undefined;
  const parLogement = pourCentDe(taux, lireDecimal(ligne.annees) ?? ZERO);
  return multiplier(
    logements,
    premiereLocation === "en-plus" ? additionner(fraction(1), parLogement) : parLogement,
  );
}
