import type { SuiviDeReservataire, SuiviDObjectifs } from "../../bilan/suivre-objectifs.js";
import { dresser, entiers, exacts, jours, reservataire } from "./colonnes.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

type LigneDeSuivi = SuiviDeReservataire & { readonly au: string };

/** Une ligne par mois et par réservataire. */
export function tableauxDuSuivi({ mois }: SuiviDObjectifs, mise: MiseEnForme): Tableau[] {
  return [
    dresser<LigneDeSuivi>(mise, {
      nom: "suivi-mensuel",
      titre: { fr: "Suivi des objectifs, mois par mois", en: "Follow-up of the targets, month by month" },
      colonnes: [
        jours("au", { fr: "Arrêté au", en: "As of" }, ({ au }) => au),
        ...reservataire<LigneDeSuivi>((ligne) => ligne.reservataire),
        entiers("objectif", { fr: "Objectif", en: "Target" }, "logements", ({ objectif }) => objectif),
        exacts("attendu", { fr: "Attendu", en: "Expected" }, "logements", ({ attendu }) => attendu),
        entiers("recus", { fr: "Reçus", en: "Received" }, "logements", ({ recus }) => recus),
        entiers("enCours", { fr: "En cours", en: "Under way" }, "logements", ({ enCours }) => enCours),
        exacts(
          "retard",
          { fr: "Attendu − reçus", en: "Expected − received" },
          "logements",
          ({ retard }) => retard,
        ),
        exacts("du", { fr: "Dû", en: "Due" }, "logements", ({ du }) => du),
        exacts("ecart", { fr: "Dû − reçus", en: "Due − received" }, "logements", ({ ecart }) => ecart),
        exacts(
          "projection",
          { fr: "Projection", en: "Projection" },
          "logements",
          (ligne) => ligne.projection,
        ),
      ],
      lignes: mois.flatMap(({ au, reservataires }) => reservataires.map((ligne) => ({ ...ligne, au }))),
    }),
  ];
}
