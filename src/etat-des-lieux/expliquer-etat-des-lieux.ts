import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etapeDeChoix, explicable } from "../modele/trace.js";
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
      valeur: valeurExacte(fraction(logements)),
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
        calcul: enDeuxLangues(() => `${logements} = ${reserves} + ${identifies} + ${nonReserves}`),
        phrase: {
          fr: `Réservés : ${reserves} ; identifiés, que la loi garde hors du flux : ${identifies} ; non réservés : ${nonReserves} ; en tout : ${logements}.`,
          en: `Reserved: ${reserves}; identified, kept outside the flow by law: ${identifies}; unreserved: ${nonReserves}; in all: ${logements}.`,
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
        valeur: valeurExacte(fraction(ligne.droitsDeSuite + ligne.droitsUniquesNonHonores)),
        unite: "logements",
        dateDeDroit,
      },
      () => [
        etapeDeChoix(dateDeDroit, {
          intitule: { fr: "Synthèse de l'état des lieux", en: "Summary of the inventory" },
          formule: {
            fr: "réservés = droits uniques non honorés + droits de suite",
            en: "reserved = unhonoured single-use rights + recurring rights",
          },
          calcul: enDeuxLangues(
            () =>
              `${ligne.droitsDeSuite + ligne.droitsUniquesNonHonores} = ${ligne.droitsUniquesNonHonores} + ${ligne.droitsDeSuite}`,
          ),
          phrase: {
            fr: `Droits uniques non honorés : ${ligne.droitsUniquesNonHonores} ; droits de suite : ${ligne.droitsDeSuite} ; situés en QPV : ${ligne.situesEnQpv}.`,
            en: `Unhonoured single-use rights: ${ligne.droitsUniquesNonHonores}; recurring rights: ${ligne.droitsDeSuite}; located in QPV: ${ligne.situesEnQpv}.`,
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
