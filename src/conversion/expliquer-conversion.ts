import { enFrancais } from "../exact/decimal.js";
import { type Etape, type ExplicationsPossibles, etape, explicable, lisible } from "../modele/trace.js";
import { direArrondi, ecrireArrondi } from "./arrondi-convenu.js";
import type { DroitsUniques } from "./convertir-en-droits-uniques.js";
import type { StockEnFlux } from "./convertir-stock-en-flux.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";

function etapeDuTaux(taux: TauxDeRotation): Etape {
  const { numerateur, denominateur, millesime, territoire, stipulations, brut } = taux;
  return etape("R14", taux.provenance.dateDeDroit, {
    formule: {
      fr: "taux de rotation = numérateur ÷ dénominateur",
      en: "turnover rate = numerator ÷ denominator",
    },
    calcul: `${numerateur.nombre} ÷ ${denominateur.nombre} = ${lisible(brut)} %, retenu ${lisible(taux.taux)} %`,
    phrase: {
      fr: `${territoire}, ${millesime} : ${numerateur.nombre} ${numerateur.nature} pour ${denominateur.nombre} ${denominateur.nature}, mutations ${stipulations.mutations}, mises en service ${stipulations.misesEnService}, soit ${enFrancais(taux.taux.decimal)} % par an.`,
      en: `${territoire}, ${millesime}: ${numerateur.nombre} ${numerateur.nature} over ${denominateur.nombre} ${denominateur.nature}, transfers ${stipulations.mutations}, new dwellings ${stipulations.misesEnService}: ${taux.taux.decimal}% a year.`,
    },
    arrondi: direArrondi(stipulations.arrondiDuTaux),
    stipulations: [
      { nom: "mutations", valeur: stipulations.mutations },
      { nom: "misesEnService", valeur: stipulations.misesEnService },
      { nom: "arrondiDuTaux", valeur: ecrireArrondi(stipulations.arrondiDuTaux) },
    ],
  });
}

export function explicationsDuTauxDeRotation(taux: TauxDeRotation): ExplicationsPossibles {
  const { territoire, millesime, provenance } = taux;
  return new Map([
    explicable(
      {
        cible: "taux",
        titre: {
          fr: `Taux de rotation, ${territoire}, ${millesime}`,
          en: `Turnover rate, ${territoire}, ${millesime}`,
        },
        valeur: lisible(taux.taux),
        unite: "%",
        dateDeDroit: provenance.dateDeDroit,
      },
      () => [etapeDuTaux(taux)],
    ),
  ]);
}

export function explicationsDesDroitsUniques(droits: DroitsUniques): ExplicationsPossibles {
  const { dateDEffet, stipulations, tauxDeRotation, provenance } = droits;
  return new Map(
    droits.reservataires.map((volume) =>
      explicable(
        {
          cible: `reservataires/${volume.reservataire}`,
          titre: {
            fr: `Droits uniques de ${volume.reservataire} au ${dateDEffet}`,
            en: `Single-use rights of ${volume.reservataire} on ${dateDEffet}`,
          },
          valeur: lisible(volume.droitsUniques),
          unite: "droits uniques",
          dateDeDroit: provenance.dateDeDroit,
        },
        () => [
          etapeDuTaux(tauxDeRotation),
          etape("R14", provenance.dateDeDroit, {
            calcul: `${volume.droitsUniquesNonHonores} + ${lisible(volume.annees)} × ${lisible(tauxDeRotation.taux)} % = ${lisible(volume.brut)}`,
            phrase: {
              fr: `${volume.droitsDeSuite} droits de suite, ${enFrancais(volume.annees.decimal)} années restantes en tout (${stipulations.mesureDeDuree}) : autant de locataires attendus que d'années multipliées par le taux ; s'y ajoutent ${volume.droitsUniquesNonHonores} droits uniques non honorés.`,
              en: `${volume.droitsDeSuite} recurring rights, ${volume.annees.decimal} remaining years in all (${stipulations.mesureDeDuree}): as many tenants expected as years times the rate; plus ${volume.droitsUniquesNonHonores} unhonoured single-use rights.`,
            },
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
            fr: `Part proposée pour ${part.reservataire} (${part.territoire})`,
            en: `Share proposed for ${part.reservataire} (${part.territoire})`,
          },
          valeur: lisible(part.taux),
          unite: "%",
          dateDeDroit,
        },
        () => [
          etape("R13", dateDeDroit, {
            calcul: `${part.reserves} ÷ ${part.patrimoine} = ${lisible(part.ratio)} %, retenu ${lisible(part.taux)} %`,
            phrase: {
              fr: `${part.reserves} logements réservés pour ${part.patrimoine} au patrimoine : ${enFrancais(part.taux.decimal)} %, soit ${enFrancais(part.surLeFlux.decimal)} logements par an sur le flux net, et ${enFrancais(part.surLesLiberations.decimal)} si rien n'était soustrait.${part.comparaison ? " Le ministère rapporte ce ratio pour d'autres réservataires : pour une collectivité, ce n'est qu'une comparaison." : ""}`,
              en: `${part.reserves} reserved dwellings out of ${part.patrimoine}: ${part.taux.decimal}%, that is ${part.surLeFlux.decimal} dwellings a year on the net flow, and ${part.surLesLiberations.decimal} if nothing were taken out.${part.comparaison ? " The ministry reports this ratio for other holders: for a local authority it is only a comparison." : ""}`,
            },
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
