import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import { direArrondi, ecrireArrondi } from "./arrondi-convenu.js";
import type { StockEnFlux } from "./convertir-stock-en-flux.js";

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
