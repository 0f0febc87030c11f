import type { Rapprochement } from "../../assiette/rapprocher-assiettes.js";
import { dresser, entiers, mots } from "./colonnes.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import { lirePoste, nomDuPoste, POSTES_DU_FLUX, type PosteDuFlux } from "./postes-du-flux.js";
import type { Tableau } from "./tableau.js";

/** L'assiette prévue, la réalisée et leur écart, poste par poste. */
export function tableauxDuRapprochement(rapprochement: Rapprochement, mise: MiseEnForme): Tableau[] {
  const compteDe = (poste: PosteDuFlux) => lirePoste(rapprochement, poste);
  return [
    dresser<PosteDuFlux>(mise, {
      nom: "rapprochement-par-poste",
      titre: { fr: "Assiette prévue et assiette réalisée", en: "Forecast and actual base" },
      colonnes: [
        mots("poste", { fr: "Poste", en: "Item" }, (poste) => poste),
        mots("intitule", { fr: "Intitulé", en: "Label" }, nomDuPoste),
        entiers("prevu", { fr: "Prévu", en: "Forecast" }, "logements", (poste) => compteDe(poste).prevu),
        entiers("realise", { fr: "Réalisé", en: "Actual" }, "logements", (poste) => compteDe(poste).realise),
        entiers("ecart", { fr: "Écart", en: "Deviation" }, "logements", (poste) => compteDe(poste).ecart),
      ],
      lignes: POSTES_DU_FLUX,
    }),
  ];
}
