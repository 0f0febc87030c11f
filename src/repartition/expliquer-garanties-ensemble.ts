import { valeurLegale } from "../droit/parametres.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import type { GarantiesEnsemble } from "./controler-garanties-ensemble.js";

/** Le taux des garanties sur tout le territoire de l'EPCI, périmètre par périmètre. */
export function explicationsDesGarantiesEnsemble(ensemble: GarantiesEnsemble): ExplicationsPossibles {
  const { epci, perimetres, flux, logements, taux, provenance } = ensemble;
  const { dateDeDroit } = provenance;
  const maximum = valeurLegale("plafondGaranties", dateDeDroit);
  return new Map([
    explicable(
      {
        cible: "taux",
        titre: {
          fr: `Garanties d'emprunt du bloc communal, EPCI ${epci}`,
          en: `Municipal loan guarantees, EPCI ${epci}`,
        },
        valeur: taux,
        unite: "%",
        dateDeDroit,
      },
      () => [
        etape("R7", dateDeDroit, {
          calcul: enDeuxLangues(
            ({ nombre, pourCent }) =>
              `(${perimetres.map((ici) => nombre(ici.logements)).join(" + ")}) ÷ (${perimetres.map((ici) => nombre(ici.flux)).join(" + ")}) = ${pourCent(taux)}`,
          ),
          phrase: enDeuxLangues(({ nombre, logements: dire, mot }) => {
            const detail = perimetres
              .map((ici) =>
                mot(
                  `${dire(ici.logements)} sur ${nombre(ici.flux)} dans le département ${ici.departement}`,
                  `${dire(ici.logements)} of ${nombre(ici.flux)} in département ${ici.departement}`,
                ),
              )
              .join(", ");
            return mot(
              `Sur tout le territoire de l'EPCI, les garanties réservent ${dire(logements)} sur un flux de ${nombre(flux)}, pour ${maximum} % au plus : ${detail}.`,
              `On the EPCI's whole territory, guarantees reserve ${dire(logements)} of a flow of ${nombre(flux)}, for ${maximum}% at most: ${detail}.`,
            );
          }),
        }),
      ],
    ),
  ]);
}
