import type { Saisie } from "../modele/saisie.js";
import type { StipulationsDeDroitsUniques } from "./convertir-en-droits-uniques.js";
import { estEchu, estSansTerme } from "./convertir-lignes.js";
import type { DroitsLus, LigneDeDroits } from "./lire-droits.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";
import { typologiesSansTaux } from "./taux-applique.js";

/** Les stipulations qui se lisent : les autres sont déjà demandées. */
export type ReglesLisibles = Partial<StipulationsDeDroitsUniques>;

/** Un état des lieux donne des jours, une synthèse des années : chacun a sa mesure. */
export function exigerLaMesure(saisie: Saisie, niveau: DroitsLus["niveau"], regles: ReglesLisibles): void {
  const mesure = niveau === 1 ? "mesureDeDuree" : "mesureDesAnnees";
  if (regles[mesure] === undefined) saisie.exigerStipulation(mesure);
}

/** Note ce que les droits à convertir demandent aux stipulations, et ce qui ne s'accorde pas. */
export function controlerConversion(
  saisie: Saisie,
  { niveau, titulaires }: DroitsLus,
  convertis: readonly LigneDeDroits[],
  taux: TauxDeRotation,
  regles: ReglesLisibles,
  dateDEffet: string | undefined,
): void {
  const aTaux = convertis.filter(
    (ligne) =>
      ligne.droit === "droit-de-suite" &&
      !(dateDEffet !== undefined && estEchu(ligne, dateDEffet)) &&
      !(estSansTerme(ligne) && estNegocieEnVolume(ligne, regles)),
  );
  controlerTauxApplique(saisie, niveau, aTaux, taux, regles);
  const connus = titulaires.map(({ code }) => code);
  const sansTerme = [...new Set(convertis.filter(estSansTerme).map(({ reservataire }) => reservataire))];
  controlerDroitsSansTerme(saisie, sansTerme, connus, regles.droitsSansTerme);
}

/** Un volume se négocie en droits uniques : aucun taux ne s'y applique. */
function estNegocieEnVolume({ reservataire }: LigneDeDroits, { droitsSansTerme }: ReglesLisibles): boolean {
  return (
    droitsSansTerme?.some(
      (negocie) => negocie.reservataire === reservataire && "droitsUniques" in negocie,
    ) === true
  );
}

/** `aTaux` : les droits auxquels un taux s'applique. */
function controlerTauxApplique(
  saisie: Saisie,
  niveau: DroitsLus["niveau"],
  aTaux: readonly LigneDeDroits[],
  rotation: TauxDeRotation,
  { tauxApplique }: ReglesLisibles,
): void {
  const lieu = ["stipulations", "tauxApplique"];
  const { parTypologie } = rotation;
  if (tauxApplique === undefined) {
    if (parTypologie.length > 0) saisie.exigerStipulation("tauxApplique");
    return;
  }
  if (tauxApplique === "unique") return;
  if (niveau === 2)
    saisie.refuser(lieu, "TYPOLOGIE_INCONNUE", {
      fr: "La synthèse de niveau 2 ne dit pas de quelle typologie sont les droits d'une année : le taux par typologie demande un état des lieux.",
      en: "The level 2 summary does not say of which size the rights of a year are: a rate per size needs an inventory.",
    });
  else if (parTypologie.length === 0)
    saisie.refuser(lieu, "TAUX_PAR_TYPOLOGIE_ABSENT", {
      fr: "Le taux de rotation donné n'est pas mesuré par typologie.",
      en: "The turnover rate given is not measured by size.",
    });
  else {
    const sansTaux = typologiesSansTaux(rotation, aTaux);
    if (sansTaux.length > 0)
      saisie.refuser(lieu, "TYPOLOGIE_SANS_TAUX", {
        fr: `Des droits portent sur des typologies que le taux ne mesure pas : ${sansTaux.join(", ")}.`,
        en: `Some rights are on sizes the rate does not measure: ${sansTaux.join(", ")}.`,
      });
  }
}

/** Chaque réservataire qui a des droits sans terme a négocié ce qu'ils valent, et l'a dit une fois. */
function controlerDroitsSansTerme(
  saisie: Saisie,
  sansTerme: readonly string[],
  connus: readonly string[],
  negocies: ReglesLisibles["droitsSansTerme"],
): void {
  const lieu = ["stipulations", "droitsSansTerme"];
  if (negocies === undefined) {
    if (sansTerme.length > 0) saisie.exigerStipulation("droitsSansTerme");
    return;
  }
  saisie.refuserDoublons(
    negocies.map((ligne, rang) => ({ rang, ligne })),
    ({ reservataire }) => reservataire,
    (rang) => [...lieu, rang, "reservataire"],
  );
  negocies.forEach(({ reservataire }, rang) => {
    if (!connus.includes(reservataire))
      saisie.refuser([...lieu, rang, "reservataire"], "RESERVATAIRE_INCONNU", {
        fr: `« ${reservataire} » ne détient pas de droits à convertir.`,
        en: `“${reservataire}” holds no rights to convert.`,
      });
  });
  const oublies = sansTerme.filter((code) => !negocies.some(({ reservataire }) => reservataire === code));
  if (oublies.length > 0)
    saisie.refuser(lieu, "DROITS_SANS_TERME_NON_NEGOCIES", {
      fr: `Ces réservataires ont des droits de suite sans terme, et rien n'est dit de ce qu'ils valent : ${oublies.join(", ")}.`,
      en: `These holders have recurring rights without term, and nothing says what they are worth: ${oublies.join(", ")}.`,
    });
}
