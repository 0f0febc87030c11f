import type { Assiette, SecteurDAssiette } from "../../assiette/calculer-assiette.js";
import type { ComptesDuFlux } from "../../assiette/comptes-du-flux.js";
import { dresser, entiers, mots } from "./colonnes.js";
import { secteur } from "./lieux.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import {
  lirePoste,
  nomDuPoste,
  POSTES_DU_FLUX,
  type PosteDuFlux,
  postesDuFlux,
  totalDesPostes,
} from "./postes-du-flux.js";
import type { Tableau } from "./tableau.js";

export function tableauxDeLAssiette(assiette: Assiette, mise: MiseEnForme): Tableau[] {
  return [parPoste(assiette, mise), parSecteur(assiette, mise)];
}

function parPoste(assiette: ComptesDuFlux, mise: MiseEnForme): Tableau {
  return dresser<PosteDuFlux>(mise, {
    nom: "assiette-par-poste",
    titre: { fr: "Assiette du flux : C = A − B", en: "Base of the flow: C = A − B" },
    colonnes: [
      mots("poste", { fr: "Poste", en: "Item" }, (poste) => poste),
      mots("intitule", { fr: "Intitulé", en: "Label" }, nomDuPoste),
      entiers("logements", { fr: "Logements", en: "Dwellings" }, "logements", (poste) =>
        lirePoste(assiette, poste),
      ),
    ],
    lignes: POSTES_DU_FLUX,
  });
}

function parSecteur(assiette: Assiette, mise: MiseEnForme): Tableau {
  return dresser<SecteurDAssiette>(mise, {
    nom: "assiette-par-secteur",
    titre: { fr: "Assiette du flux, par secteur", en: "Base of the flow, by sector" },
    colonnes: [
      ...secteur<SecteurDAssiette>((ligne) => ligne),
      ...postesDuFlux<SecteurDAssiette>((ligne) => ligne),
    ],
    lignes: assiette.secteurs,
    total: totalDesPostes(assiette),
  });
}
