import type { BilanDeReservataire } from "../../bilan/annees-des-reservataires.js";
import type { Texte } from "../../droit/texte.js";
import { dresser, entiers, exacts, reservataire } from "./colonnes.js";
import { compteurs } from "./lignes-du-bilan.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

type NomDeCompte =
  | "objectif"
  | "recus"
  | "absencesDeCandidat"
  | "nonAttributions"
  | "refusDeCandidats"
  | "imputations"
  | "enCours";

/** L'année de chacun. */
export function parReservataire(lignes: readonly BilanDeReservataire[], mise: MiseEnForme): Tableau {
  const compte = (nom: NomDeCompte, titre: Texte) =>
    entiers<BilanDeReservataire>(nom, titre, "logements", (ligne) => ligne[nom]);
  return dresser<BilanDeReservataire>(mise, {
    nom: "bilan-par-reservataire",
    titre: { fr: "Bilan annuel, par réservataire", en: "Annual report, by reservation holder" },
    colonnes: [
      ...reservataire<BilanDeReservataire>((ligne) => ligne.reservataire),
      compte("objectif", { fr: "Objectif", en: "Target" }),
      exacts("du", { fr: "Dû", en: "Due" }, "logements", ({ du }) => du),
      compte("recus", { fr: "Reçus", en: "Received" }),
      exacts("ecart", { fr: "Dû − reçus", en: "Due − received" }, "logements", ({ ecart }) => ecart),
      ...compteurs<BilanDeReservataire>((ligne) => ligne),
      compte("absencesDeCandidat", { fr: "Absences de candidat", en: "No candidate" }),
      compte("nonAttributions", { fr: "Non-attributions", en: "Not let by the committee" }),
      compte("refusDeCandidats", { fr: "Refus de candidats", en: "Refused by candidates" }),
      compte("imputations", { fr: "Imputations", en: "Charges" }),
      compte("enCours", { fr: "En cours", en: "Under way" }),
    ],
    lignes,
  });
}
