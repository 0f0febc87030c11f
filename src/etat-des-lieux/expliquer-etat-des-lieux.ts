import { type ExplicationsPossibles, etape, etapeDeChoix, explicable } from "../modele/trace.js";
import type { EtatDesLieux } from "./consolider-etat-des-lieux.js";

export function explicationsDeLEtatDesLieux({
  synthese,
  totaux,
  stipulations,
  provenance: { dateDeDroit },
}: EtatDesLieux): ExplicationsPossibles {
  const { logements, reserves, identifies, nonReserves } = totaux;
  const parc = explicable(
    {
      cible: "totaux/logements",
      titre: { fr: "Patrimoine du bailleur sur le périmètre", en: "Landlord's stock on the perimeter" },
      valeur: String(logements),
      unite: "logements",
      dateDeDroit,
    },
    () => [
      etapeDeChoix(dateDeDroit, {
        intitule: { fr: "Compte du patrimoine", en: "Count of the stock" },
        formule: {
          fr: "patrimoine = réservés + identifiés + non réservés",
          en: "stock = reserved + identified + unreserved",
        },
        calcul: `${logements} = ${reserves} + ${identifies} + ${nonReserves}`,
        phrase: {
          fr: `Le patrimoine compte ${logements} logements : ${reserves} réservés, ${identifies} identifiés que la loi garde hors du flux, ${nonReserves} non réservés.`,
          en: `The stock counts ${logements} dwellings: ${reserves} reserved, ${identifies} identified and kept outside the flow by law, ${nonReserves} unreserved.`,
        },
      }),
    ],
  );
  const lignes = synthese.map((ligne) =>
    explicable(
      {
        cible: `synthese/${ligne.reservataire}/${ligne.commune}`,
        titre: {
          fr: `Logements réservés de ${ligne.reservataire}, commune ${ligne.commune}`,
          en: `Dwellings reserved by ${ligne.reservataire}, municipality ${ligne.commune}`,
        },
        valeur: String(ligne.droitsDeSuite + ligne.droitsUniquesNonHonores),
        unite: "logements",
        dateDeDroit,
      },
      () => [
        etape("R14", dateDeDroit, {
          intitule: { fr: "Synthèse de l'état des lieux", en: "Summary of the inventory" },
          formule: {
            fr: "réservés = droits uniques non honorés + droits de suite",
            en: "reserved = unhonoured single-use rights + recurring rights",
          },
          calcul: `${ligne.droitsDeSuite + ligne.droitsUniquesNonHonores} = ${ligne.droitsUniquesNonHonores} + ${ligne.droitsDeSuite}`,
          phrase: {
            fr: `${ligne.droitsUniquesNonHonores} droits uniques non honorés et ${ligne.droitsDeSuite} droits de suite, dont ${ligne.situesEnQpv} logements en QPV.`,
            en: `${ligne.droitsUniquesNonHonores} unhonoured single-use rights and ${ligne.droitsDeSuite} recurring rights, of which ${ligne.situesEnQpv} dwellings in QPV.`,
          },
          stipulations:
            stipulations.droitNonPrecise === undefined
              ? []
              : [{ nom: "droitNonPrecise", valeur: stipulations.droitNonPrecise }],
        }),
      ],
    ),
  );
  return new Map([parc, ...lignes]);
}
