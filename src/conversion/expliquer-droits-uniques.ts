import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { STIPULATIONS } from "../modele/stipulations.js";
import { type Etape, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import { direArrondi, ecrireArrondi } from "./arrondi-convenu.js";
import type { DroitsUniques } from "./convertir-en-droits-uniques.js";
import { type LigneDeConversion, sommerLesAnnees, type VolumeDeDroits } from "./convertir-lignes.js";
import { etapesDuTaux } from "./expliquer-taux-de-rotation.js";

const MESURES: ReadonlyMap<string, Texte> = new Map(
  [...STIPULATIONS.mesureDeDuree.choix, ...STIPULATIONS.mesureDesAnnees.choix].map(({ valeur, sens }) => [
    valeur,
    sens,
  ]),
);

export function explicationsDesDroitsUniques(droits: DroitsUniques): ExplicationsPossibles {
  const { dateDEffet, tauxDeRotation, provenance } = droits;
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
        () => [...etapesDuTaux(tauxDeRotation), etapeDuVolume(droits, volume)],
      ),
    ),
  );
}

/** Ce qu'un même taux fait à des droits de suite. */
interface Groupe {
  readonly taux: ValeurExacte;
  readonly annees: ValeurExacte;
}

function groupesParTaux(lignes: readonly LigneDeConversion[]): Groupe[] {
  const converties = lignes.flatMap((ligne) => (ligne.taux === null ? [] : [{ ...ligne, taux: ligne.taux }]));
  return regrouperParCodes(converties, ({ taux }) => taux.exact).flatMap(([, groupe]) => {
    const [premiere] = groupe;
    return premiere === undefined
      ? []
      : [{ taux: premiere.taux, annees: valeurExacte(sommerLesAnnees(groupe)) }];
  });
}

function etapeDuVolume({ lignes, stipulations, provenance }: DroitsUniques, volume: VolumeDeDroits): Etape {
  const siennes = lignes.filter(({ reservataire }) => reservataire === volume.reservataire);
  const groupes = groupesParTaux(siennes);
  const negocie = volume.negocies.exact !== "0";
  const mesure = stipulations.mesureDeDuree ?? stipulations.mesureDesAnnees ?? "";
  const sens = MESURES.get(mesure) ?? { fr: mesure, en: mesure };
  const { arrondiDesDroits, tauxApplique, mesureDeDuree, mesureDesAnnees } = stipulations;
  return etape("R14", provenance.dateDeDroit, {
    calcul: enDeuxLangues(({ nombre, pourCent }) => {
      const termes = [
        `${volume.droitsUniquesNonHonores}`,
        ...groupes.map(({ taux, annees }) => `${nombre(annees)} × ${pourCent(taux)}`),
        ...(negocie ? [nombre(volume.negocies)] : []),
      ];
      return `${termes.join(" + ")} = ${nombre(volume.brut)}`;
    }),
    phrase: enDeuxLangues(({ nombre, mot, texte }) => {
      const sansTerme = negocie
        ? mot(
            ` Volume négocié pour des droits sans terme : ${nombre(volume.negocies)}.`,
            ` Volume negotiated for rights without term: ${nombre(volume.negocies)}.`,
          )
        : "";
      const echus =
        volume.echus === 0
          ? ""
          : mot(
              ` Droits échus, comptés pour zéro : ${volume.echus}.`,
              ` Expired rights, counted as zero: ${volume.echus}.`,
            );
      return mot(
        `Droits de suite : ${volume.droitsDeSuite} ; années restantes en tout : ${nombre(volume.annees)} (${texte(sens)}) : autant de locataires attendus que d'années multipliées par le taux. Droits uniques non honorés, qui s'y ajoutent : ${volume.droitsUniquesNonHonores}.${sansTerme}${echus}`,
        `Recurring rights: ${volume.droitsDeSuite}; remaining years in all: ${nombre(volume.annees)} (${texte(sens)}): as many tenants expected as years times the rate. Unhonoured single-use rights, added: ${volume.droitsUniquesNonHonores}.${sansTerme}${echus}`,
      );
    }),
    arrondi: direArrondi(arrondiDesDroits),
    stipulations: [
      ...(mesureDeDuree === undefined ? [] : [{ nom: "mesureDeDuree", valeur: mesureDeDuree }]),
      ...(mesureDesAnnees === undefined ? [] : [{ nom: "mesureDesAnnees", valeur: mesureDesAnnees }]),
      ...(tauxApplique === undefined ? [] : [{ nom: "tauxApplique", valeur: tauxApplique }]),
      ...(negocie ? [{ nom: "droitsSansTerme", valeur: "droitsUniques" }] : []),
      { nom: "arrondiDesDroits", valeur: ecrireArrondi(arrondiDesDroits) },
    ],
  });
}
