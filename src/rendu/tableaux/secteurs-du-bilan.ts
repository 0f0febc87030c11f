import type { Bilan } from "../../bilan/etablir-bilan.js";
import type { SecteurDuBilan } from "../../bilan/secteurs-du-bilan.js";
import { dresser } from "./colonnes.js";
import { secteur } from "./lieux.js";
import { compteursDesMaires, totalDesMaires } from "./lignes-du-bilan.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import { postesDuFlux, totalDesPostes } from "./postes-du-flux.js";
import { comptesDesSuites, totalDesSuites } from "./suites.js";
import type { Tableau } from "./tableau.js";

/** A, B et C réalisés de chaque secteur, et ce qui s'y est fait. */
export function lesSecteurs(
  { secteurs, assietteRealisee, maires, suites }: Bilan,
  mise: MiseEnForme,
): Tableau {
  return dresser<SecteurDuBilan>(mise, {
    nom: "bilan-par-secteur",
    titre: { fr: "Bilan annuel, par secteur", en: "Annual report, by sector" },
    colonnes: [
      ...secteur<SecteurDuBilan>((ligne) => ligne),
      ...postesDuFlux<SecteurDuBilan>((ligne) => ligne),
      ...compteursDesMaires<SecteurDuBilan>((ligne) => ligne.maires),
      ...comptesDesSuites<SecteurDuBilan>((ligne) => ligne.suites),
    ],
    lignes: secteurs,
    total: {
      ...totalDesPostes(assietteRealisee),
      ...totalDesMaires(maires),
      ...totalDesSuites(suites.ensemble),
    },
  });
}
