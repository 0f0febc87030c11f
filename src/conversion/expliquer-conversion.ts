import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { STIPULATIONS } from "../modele/stipulations.js";
import { type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import { direArrondi, ecrireArrondi } from "./arrondi-convenu.js";
import type { DroitsUniques } from "./convertir-en-droits-uniques.js";
import type { StockEnFlux } from "./convertir-stock-en-flux.js";
import type { MesureDeDuree } from "./duree-restante.js";
import { etapesDuTaux } from "./expliquer-taux-de-rotation.js";

const MESURES = Object.fromEntries(
  STIPULATIONS.mesureDeDuree.choix.map(({ valeur, sens }) => [valeur, sens]),
) as Readonly<Record<MesureDeDuree, Texte>>;

export function explicationsDesDroitsUniques(droits: DroitsUniques): ExplicationsPossibles {
  const { dateDEffet, stipulations, tauxDeRotation, provenance } = droits;
  return new Map(
    droits.reservataires.map((volume) =>
      explicable(
        {
          cible: `reservataires/${volume.reservataire}`,
          titre: {
            fr: `Droits uniques de ${volume.reservataire} au ${dateEnFrancais(dateDEffet)}`,
            en: `Single-use rights of ${volume.reservataire} on ${dateDEffet}`,
          },
          valeur: volume.droitsUniques,
          unite: "droits uniques",
          dateDeDroit: provenance.dateDeDroit,
        },
        () => [
          ...etapesDuTaux(tauxDeRotation),
          etape("R14", provenance.dateDeDroit, {
            calcul: enDeuxLangues(
              ({ nombre, pourCent }) =>
                `${volume.droitsUniquesNonHonores} + ${nombre(volume.annees)} × ${pourCent(tauxDeRotation.taux)} = ${nombre(volume.brut)}`,
            ),
            phrase: enDeuxLangues(({ nombre, mot, texte }) =>
              mot(
                `Droits de suite : ${volume.droitsDeSuite} ; années restantes en tout : ${nombre(volume.annees)} (${texte(MESURES[stipulations.mesureDeDuree])}) : autant de locataires attendus que d'années multipliées par le taux. Droits uniques non honorés, qui s'y ajoutent : ${volume.droitsUniquesNonHonores}.`,
                `Recurring rights: ${volume.droitsDeSuite}; remaining years in all: ${nombre(volume.annees)} (${texte(MESURES[stipulations.mesureDeDuree])}): as many tenants expected as years times the rate. Unhonoured single-use rights, added: ${volume.droitsUniquesNonHonores}.`,
              ),
            ),
            arrondi: direArrondi(stipulations.arrondiDesDroits),
            stipulations: [
              { nom: "mesureDeDuree", valeur: stipulations.mesureDeDuree },
              { nom: "arrondiDesDroits", valeur: ecrireArrondi(stipulations.arrondiDesDroits) },
            ],
          }),
        ],
      ),
    ),
  );
}

export function explicationsDuStockEnFlux({
  parts,
  stipulations,
  provenance: { dateDeDroit },
}: StockEnFlux): ExplicationsPossibles {
  return new Map(
    parts.map((part) =>
      explicable(
        {
          cible: `parts/${part.reservataire}`,
          titre: {
            fr: `Part proposée pour ${part.reservataire} (${part.territoire.fr})`,
            en: `Share proposed for ${part.reservataire} (${part.territoire.en})`,
          },
          valeur: part.taux,
          unite: "%",
          dateDeDroit,
        },
        () => [
          etape("R13", dateDeDroit, {
            calcul: enDeuxLangues(
              ({ mot, pourCent }) =>
                `${part.reserves} ÷ ${part.patrimoine} = ${pourCent(part.ratio)}, ${mot("retenu", "retained")} ${pourCent(part.taux)}`,
            ),
            phrase: enDeuxLangues(({ nombre, logements, mot }) => {
              const comparaison = part.comparaison
                ? mot(
                    " Le ministère rapporte ce ratio pour d'autres réservataires : pour une collectivité, ce n'est qu'une comparaison.",
                    " The ministry reports this ratio for other holders: for a local authority it is only a comparison.",
                  )
                : "";
              return mot(
                `Réservés : ${logements(part.reserves)} ; au patrimoine : ${part.patrimoine} ; taux : ${nombre(part.taux)} %, soit ${logements(part.surLeFlux)} par an sur le flux net, et ${nombre(part.surLesLiberations)} si rien n'était soustrait.${comparaison}`,
                `Reserved: ${logements(part.reserves)}; in stock: ${part.patrimoine}; rate: ${nombre(part.taux)}%, that is ${logements(part.surLeFlux)} a year on the net flow, and ${nombre(part.surLesLiberations)} if nothing were taken out.${comparaison}`,
              );
            }),
            arrondi: direArrondi(stipulations.arrondiDuTaux),
            stipulations: [
              { nom: "methodeDeConversion", valeur: stipulations.methodeDeConversion },
              { nom: "patrimoineDeReference", valeur: stipulations.patrimoineDeReference },
              { nom: "arrondiDuTaux", valeur: ecrireArrondi(stipulations.arrondiDuTaux) },
            ],
          }),
        ],
      ),
    ),
  );
}
