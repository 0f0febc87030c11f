import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import type { Actualisation, EffetsDActualisation } from "./actualiser-parts.js";

const CAUSES: readonly { readonly cause: keyof EffetsDActualisation; readonly nom: Texte }[] = [
  { cause: "echeances", nom: { fr: "temps passé et échéances", en: "time passed and expiries" } },
  {
    cause: "inventaire",
    nom: {
      fr: "programmes mis en service et autres changements de l'état des lieux",
      en: "new programmes and other inventory changes",
    },
  },
  { cause: "rotation", nom: { fr: "taux de rotation", en: "turnover rate" } },
  { cause: "flux", nom: { fr: "flux net et parts fixées", en: "net flow and set shares" } },
  { cause: "arrondi", nom: { fr: "arrondi convenu", en: "agreed rounding" } },
];

export function explicationsDeLActualisation({
  parts,
  du,
  au,
  stipulations,
  provenance: { dateDeDroit },
}: Actualisation): ExplicationsPossibles {
  return new Map(
    parts.map((part) =>
      explicable(
        {
          cible: `parts/${part.reservataire}`,
          titre: {
            fr: `Part actualisée de ${part.reservataire} au ${dateEnFrancais(au)}`,
            en: `Updated share of ${part.reservataire} on ${au}`,
          },
          valeur: part.apres,
          unite: "%",
          dateDeDroit,
        },
        () => [
          etape("R13", dateDeDroit, {
            intitule: { fr: "Actualisation annuelle", en: "Yearly update" },
            references: [{ article: "R. 441-5", subdivision: "I, al. 12" }],
            autorite: "conventionnel",
            lecture: {
              fr: "Le texte veut que la convention suive les programmes mis en service et l'échéance des droits ; il ne dit pas par quelle formule. L'ordre des causes est un choix de la bibliothèque.",
              en: "The text wants the agreement to follow new programmes and the expiry of rights; it does not say by which formula. The order of causes is the library's choice.",
            },
            formule: {
              fr: "après = avant + échéances + état des lieux + rotation + flux + arrondi",
              en: "after = before + expiries + inventory + turnover + flow + rounding",
            },
            calcul: enDeuxLangues(({ nombre }) => {
              const termes = CAUSES.map(({ cause }) => `(${nombre(part.effets[cause])})`);
              return `${[nombre(part.avant), ...termes].join(" + ")} = ${nombre(part.apres)}`;
            }),
            phrase: enDeuxLangues(({ pourCent, decimal, logements, mot, texte, separateur }) => {
              const causes = CAUSES.filter(({ cause }) => part.effets[cause].exact !== "0").map(
                ({ cause, nom }) => `${texte(nom)}${mot(" :", ":")} ${decimal(part.effets[cause])}`,
              );
              const detail =
                causes.length === 0 ? mot("rien n'a changé", "nothing changed") : causes.join(separateur);
              return mot(
                `Au ${dateEnFrancais(du)} : ${pourCent(part.avant)}, soit ${logements(part.logementsAvant)} par an ; au ${dateEnFrancais(au)} : ${pourCent(part.apres)}, soit ${logements(part.logementsApres)}. En points : ${detail}.`,
                `On ${du}: ${pourCent(part.avant)}, that is ${logements(part.logementsAvant)} a year; on ${au}: ${pourCent(part.apres)}, that is ${logements(part.logementsApres)}. In points: ${detail}.`,
              );
            }),
            stipulations: [{ nom: "methodeDeConversion", valeur: stipulations.methodeDeConversion }],
          }),
        ],
      ),
    ),
  );
}
