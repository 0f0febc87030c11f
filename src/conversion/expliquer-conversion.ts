import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { STIPULATIONS } from "../modele/stipulations.js";
import { type Etape, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import { direArrondi, ecrireArrondi } from "./arrondi-convenu.js";
import type { DroitsUniques } from "./convertir-en-droits-uniques.js";
import type { StockEnFlux } from "./convertir-stock-en-flux.js";
import type { MesureDeDuree } from "./duree-restante.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";

const NATURES: Readonly<
  Record<TauxDeRotation["numerateur"]["nature"] | TauxDeRotation["denominateur"]["nature"], Texte>
> = {
  emmenagements: { fr: "emménagements", en: "moves in" },
  sorties: { fr: "sorties", en: "moves out" },
  logements: { fr: "logements", en: "dwellings" },
  "logements-loues-ou-proposes": { fr: "logements loués ou proposés", en: "dwellings let or on offer" },
};

const COMPTE: Readonly<Record<"comptees" | "exclues", Texte>> = {
  comptees: { fr: "comptées", en: "counted" },
  exclues: { fr: "exclues", en: "excluded" },
};

function etapeDuTaux(taux: TauxDeRotation): Etape {
  const { numerateur, denominateur, millesime, territoire, stipulations, brut } = taux;
  return etape("R14", taux.provenance.dateDeDroit, {
    formule: {
      fr: "taux de rotation = numérateur ÷ dénominateur",
      en: "turnover rate = numerator ÷ denominator",
    },
    calcul: enDeuxLangues(
      ({ mot, pourCent }) =>
        `${numerateur.nombre} ÷ ${denominateur.nombre} = ${pourCent(brut)}, ${mot("retenu", "retained")} ${pourCent(taux.taux)}`,
    ),
    phrase: enDeuxLangues(({ nombre, mot, texte }) =>
      mot(
        `${territoire}, ${millesime} : ${numerateur.nombre} ${texte(NATURES[numerateur.nature])} pour ${denominateur.nombre} ${texte(NATURES[denominateur.nature])}, mutations ${texte(COMPTE[stipulations.mutations])}, mises en service ${texte(COMPTE[stipulations.misesEnService])}, soit ${nombre(taux.taux)} % par an.`,
        `${territoire}, ${millesime}: ${numerateur.nombre} ${texte(NATURES[numerateur.nature])} over ${denominateur.nombre} ${texte(NATURES[denominateur.nature])}, transfers ${texte(COMPTE[stipulations.mutations])}, new dwellings ${texte(COMPTE[stipulations.misesEnService])}: ${nombre(taux.taux)}% a year.`,
      ),
    ),
    arrondi: direArrondi(stipulations.arrondiDuTaux),
    stipulations: [
      { nom: "mutations", valeur: stipulations.mutations },
      { nom: "misesEnService", valeur: stipulations.misesEnService },
      { nom: "arrondiDuTaux", valeur: ecrireArrondi(stipulations.arrondiDuTaux) },
    ],
  });
}

const MESURES = Object.fromEntries(
  STIPULATIONS.mesureDeDuree.choix.map(({ valeur, sens }) => [valeur, sens]),
) as Readonly<Record<MesureDeDuree, Texte>>;

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
        valeur: taux.taux,
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
            fr: `Droits uniques de ${volume.reservataire} au ${dateEnFrancais(dateDEffet)}`,
            en: `Single-use rights of ${volume.reservataire} on ${dateDEffet}`,
          },
          valeur: volume.droitsUniques,
          unite: "droits uniques",
          dateDeDroit: provenance.dateDeDroit,
        },
        () => [
          etapeDuTaux(tauxDeRotation),
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
