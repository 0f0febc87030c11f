import type { DroitsUniques } from "../../conversion/convertir-en-droits-uniques.js";
import type { VolumeDeDroits } from "../../conversion/convertir-lignes.js";
import { dresser, entiers, exacts, reservataire } from "./colonnes.js";
import { tableauDesExclus } from "./exclus.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

export function tableauxDesDroitsUniques(
  { reservataires, exclus }: DroitsUniques,
  mise: MiseEnForme,
): Tableau[] {
  return [
    lesVolumes(reservataires, mise),
    tableauDesExclus(exclus, mise, [
      entiers("nombre", { fr: "Droits", en: "Rights" }, "droits", ({ nombre }) => nombre),
    ]),
  ];
}

function lesVolumes(volumes: readonly VolumeDeDroits[], mise: MiseEnForme): Tableau {
  return dresser<VolumeDeDroits>(mise, {
    nom: "volumes-de-droits",
    titre: { fr: "Volumes de droits uniques", en: "Volumes of single-use rights" },
    colonnes: [
      ...reservataire<VolumeDeDroits>((volume) => volume.reservataire),
      entiers(
        "droitsUniquesNonHonores",
        { fr: "Droits uniques non honorés", en: "Single-use rights not met" },
        "droits uniques",
        (volume) => volume.droitsUniquesNonHonores,
      ),
      entiers(
        "droitsDeSuite",
        { fr: "Droits de suite", en: "Lasting rights" },
        "droits",
        (v) => v.droitsDeSuite,
      ),
      entiers("echus", { fr: "Droits échus", en: "Rights expired" }, "droits", (v) => v.echus),
      exacts("annees", { fr: "Années restantes", en: "Years left" }, "années", (v) => v.annees),
      exacts("negocies", { fr: "Volume négocié", en: "Volume agreed" }, "droits uniques", (v) => v.negocies),
      exacts("brut", { fr: "Volume sans arrondi", en: "Unrounded volume" }, "droits uniques", (v) => v.brut),
      exacts(
        "effetDeLArrondi",
        { fr: "Effet de l'arrondi", en: "Effect of rounding" },
        "droits uniques",
        (v) => v.effetDeLArrondi,
      ),
      exacts(
        "droitsUniques",
        { fr: "Volume retenu", en: "Volume used" },
        "droits uniques",
        (v) => v.droitsUniques,
      ),
    ],
    lignes: volumes,
  });
}
