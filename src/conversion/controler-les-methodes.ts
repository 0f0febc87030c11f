import { type EtatDesLieux, titulairesDeDroits } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import { comparer, ZERO } from "../exact/fraction.js";
import type { Saisie } from "../modele/saisie.js";
import type { DroitsUniques } from "./convertir-en-droits-uniques.js";
import type { StipulationsDeConversion } from "./convertir-stock-en-flux.js";
import { type AutresDroitsDeLEtat, droitsComptes } from "./droits-comptes.js";
import { estDuContingent } from "./droits-de-l-etat.js";
import type { EntreeStockEnFlux } from "./lire-stock.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";
import { resteDe } from "./methodes-de-conversion.js";
import { typologiesSansTaux } from "./taux-applique.js";

type Chemin = readonly PropertyKey[];

interface ResultatsLus {
  readonly inventaire: EtatDesLieux | undefined;
  readonly droits: DroitsUniques | undefined;
  readonly rotation: TauxDeRotation | undefined;
  readonly date: string | undefined;
}

/** La méthode retenue a ce qu'elle demande, et tout vient des mêmes droits et du même taux. */
export function controlerLesMethodes(
  saisie: Saisie,
  donnes: { readonly [C in keyof EntreeStockEnFlux]?: unknown } & {
    readonly partsFixees?: { readonly prefet: string; readonly nonReserves: string } | undefined;
  },
  stipulations: Partial<StipulationsDeConversion>,
  { inventaire, droits, rotation, date }: ResultatsLus,
  chemin: Chemin,
): void {
  const { methodeDeConversion, tauxApplique } = stipulations;
  const exiger = (champ: "tauxDeRotation" | "droitsUniques" | "partsFixees") => {
    if (donnes[champ] === undefined)
      saisie.refuser([...chemin, champ], "CHAMP_MANQUANT", {
        fr: `La méthode retenue, « ${methodeDeConversion} », le demande.`,
        en: `The method retained, “${methodeDeConversion}”, needs it.`,
      });
  };
  if (methodeDeConversion === "annualisee" && donnes.droitsUniques === undefined) exiger("tauxDeRotation");
  if (methodeDeConversion === "prorata-des-volumes") {
    exiger("droitsUniques");
    exiger("partsFixees");
  }
  controlerLaRotation(saisie, tauxApplique, droits, rotation, chemin);
  if (
    methodeDeConversion === "annualisee" &&
    (droits?.stipulations.tauxApplique ?? tauxApplique) === "par-typologie"
  )
    controlerLesTypologies(saisie, { inventaire, droits, rotation, date }, stipulations, chemin);
  if (inventaire !== undefined) controlerLesDroitsDeLEtat(saisie, inventaire, droits, stipulations);
  if (inventaire !== undefined && droits != null && droits.etatDesLieux !== null)
    controlerLesDroits(saisie, inventaire, droits.etatDesLieux, chemin);
  if (
    donnes.partsFixees !== undefined &&
    comparer(resteDe([donnes.partsFixees.prefet, donnes.partsFixees.nonReserves]), ZERO) < 0
  )
    saisie.refuser([...chemin, "partsFixees"], "PARTS_FIXEES_AU_DELA_DU_FLUX", {
      fr: "La part du préfet et celle du bailleur dépassent ensemble 100 % du flux.",
      en: "The prefect's and the landlord's shares together exceed 100% of the flow.",
    });
}

/** Les droits uniques portent leur taux, et la façon de l'appliquer : rien ne les contredit. */
function controlerLaRotation(
  saisie: Saisie,
  tauxApplique: StipulationsDeConversion["tauxApplique"],
  droits: DroitsUniques | undefined,
  rotation: TauxDeRotation | undefined,
  chemin: Chemin,
): void {
  if (droits === undefined) {
    if (rotation === undefined) return;
    if (rotation.parTypologie.length > 0 && tauxApplique === undefined)
      saisie.exigerStipulation("tauxApplique");
    if (rotation.parTypologie.length === 0 && tauxApplique === "par-typologie")
      saisie.refuser(["stipulations", "tauxApplique"], "TAUX_PAR_TYPOLOGIE_ABSENT", {
        fr: "Le taux de rotation donné n'est pas mesuré par typologie.",
        en: "The turnover rate given is not measured by size.",
      });
    return;
  }
  if (rotation !== undefined && rotation.provenance.sceau !== droits.tauxDeRotation.provenance.sceau)
    saisie.refuser([...chemin, "tauxDeRotation"], "TAUX_DIFFERENTS", {
      fr: "Ce n'est pas le taux qui a converti les droits uniques : les méthodes ne se compareraient pas.",
      en: "This is not the rate that converted the single-use rights: the methods would not compare.",
    });
  const retenu = droits.stipulations.tauxApplique;
  if (tauxApplique !== undefined && tauxApplique !== (retenu ?? "unique"))
    saisie.refuser(["stipulations", "tauxApplique"], "TAUX_DIFFERENTS", {
      fr: `Les droits uniques ont été convertis au taux « ${retenu ?? "unique"} ».`,
      en: `The single-use rights were converted at the “${retenu ?? "unique"}” rate.`,
    });
}

/** La méthode annualisée prend le taux de chaque logement qu'elle compte. */
export function controlerLesTypologies(
  saisie: Saisie,
  { inventaire, droits, rotation, date }: ResultatsLus,
  stipulations: Partial<StipulationsDeConversion>,
  chemin: Chemin,
): void {
  if (inventaire === undefined || date === undefined || rotation === undefined) return;
  if (rotation.parTypologie.length === 0) return;
  const comptes = titulairesDeDroits(inventaire).flatMap((titulaire) =>
    droitsComptes(inventaire, titulaire, date, autresDroitsConvenus(droits, stipulations)),
  );
  const sansTaux = typologiesSansTaux(rotation, comptes);
  if (sansTaux.length > 0)
    saisie.refuser([...chemin, "tauxDeRotation", "parTypologie"], "TYPOLOGIE_SANS_TAUX", {
      fr: `Des logements réservés sont de typologies que le taux ne mesure pas : ${sansTaux.join(", ")}.`,
      en: `Some reserved dwellings are of sizes the rate does not measure: ${sansTaux.join(", ")}.`,
    });
}

/** Des volumes d'un état des lieux portent la stipulation qui les a convertis ; à défaut, celle de la conversion. */
export function autresDroitsConvenus(
  droits: DroitsUniques | undefined,
  { autresDroitsDeLEtat }: Partial<StipulationsDeConversion>,
): AutresDroitsDeLEtat {
  return droits?.niveau === 1
    ? (droits.stipulations.autresDroitsDeLEtat ?? autresDroitsDeLEtat)
    : autresDroitsDeLEtat;
}

/** L'État a-t-il des droits hors de son contingent, que les parties n'ont pas dit convertir ou non ? */
function controlerLesDroitsDeLEtat(
  saisie: Saisie,
  inventaire: EtatDesLieux,
  droits: DroitsUniques | undefined,
  stipulations: Partial<StipulationsDeConversion>,
): void {
  const prefets = titulairesDeDroits(inventaire).filter(({ categorie }) => categorie === "prefet");
  const enA = inventaire.echeancier.some(
    (ligne) => !estDuContingent(ligne) && prefets.some(({ code }) => code === ligne.reservataire),
  );
  if (enA && autresDroitsConvenus(droits, stipulations) === undefined)
    saisie.exigerStipulation("autresDroitsDeLEtat");
  const [desVolumes, donnee] = [droits?.stipulations.autresDroitsDeLEtat, stipulations.autresDroitsDeLEtat];
  if (desVolumes !== undefined && donnee !== undefined && desVolumes !== donnee)
    saisie.refuser(["stipulations", "autresDroitsDeLEtat"], "STIPULATIONS_DIFFERENTES", {
      fr: `Les droits uniques ont été convertis sous la stipulation « ${desVolumes} ».`,
      en: `The single-use rights were converted under the “${desVolumes}” stipulation.`,
    });
}

function controlerLesDroits(
  saisie: Saisie,
  { provenance }: EtatDesLieux,
  sceau: string,
  chemin: Chemin,
): void {
  if (provenance.sceau !== sceau)
    saisie.refuser([...chemin, "droitsUniques"], "ETATS_DES_LIEUX_DIFFERENTS", {
      fr: "Ces droits uniques viennent d'un autre état des lieux.",
      en: "These single-use rights come from another inventory.",
    });
}
