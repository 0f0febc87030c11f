import { logementsDesUnites } from "../../exact/taux.js";
import { valeurExacte } from "../../exact/valeur-exacte.js";
import { type CompteDeReservataire, ecartDuCompte, type Registre } from "../../orientation/registre.js";
import { dresser, entiers, exacts, reservataire } from "./colonnes.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

/** Où en est chaque compte. */
export function tableauxDuRegistre({ comptes }: Registre, mise: MiseEnForme): Tableau[] {
  return [
    dresser<CompteDeReservataire>(mise, {
      nom: "comptes-du-registre",
      titre: { fr: "Dû et reçu", en: "Due and received" },
      colonnes: [
        ...reservataire<CompteDeReservataire>((compte) => compte.reservataire),
        exacts("du", { fr: "Dû", en: "Due" }, "logements", ({ duEnCentMillioniemes }) =>
          valeurExacte(logementsDesUnites(duEnCentMillioniemes)),
        ),
        entiers("recus", { fr: "Reçus", en: "Received" }, "logements", ({ recus }) => recus),
        exacts("ecart", { fr: "Dû − reçus", en: "Due − received" }, "logements", (compte) =>
          valeurExacte(ecartDuCompte(compte)),
        ),
        entiers("enCours", { fr: "En cours", en: "Under way" }, "logements", ({ enCours }) => enCours),
        entiers(
          "imputations",
          { fr: "Imputations", en: "Charges" },
          "logements",
          (compte) => compte.imputations,
        ),
      ],
      lignes: comptes,
    }),
  ];
}
