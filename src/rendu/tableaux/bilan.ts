import type { EmploiDesLiberations } from "../../bilan/emploi-des-liberations.js";
import type { Bilan } from "../../bilan/etablir-bilan.js";
import type { CompteursDuBilan } from "../../bilan/lignes-du-bilan.js";
import type { Texte } from "../../droit/texte.js";
import { parReservataire } from "./bilan-par-reservataire.js";
import { dresser, entiers, mots } from "./colonnes.js";
import { auxSixAxes, compteurs } from "./lignes-du-bilan.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import { lirePoste, nomDuPoste, POSTES_DU_FLUX, type PosteDuFlux } from "./postes-du-flux.js";
import { lesSecteurs } from "./secteurs-du-bilan.js";
import { lesRelogements, SUIVANT } from "./soustraits.js";
import { lesDelais, lesDelaisDeChacun, lesEchecs, lesSuites } from "./suites.js";
import type { Tableau } from "./tableau.js";

export function tableauxDuBilan(bilan: Bilan, mise: MiseEnForme): Tableau[] {
  const { lignes, totaux, reservataires, suites, relogements } = bilan;
  return [
    auxSixAxes(lignes, totaux, mise),
    parReservataire(reservataires, mise),
    aPart(bilan, mise),
    lesSuites(suites.lignes, mise, suites.ensemble),
    lesEchecs(suites.lignes, mise, suites.ensemble),
    lesDelais(suites.ensemble, mise),
    lesDelaisDeChacun(suites.lignes, mise),
    emploiDesLiberations(bilan, mise),
    prevuEtRealise(bilan, mise),
    lesRelogements(relogements, mise),
    lesSecteurs(bilan, mise),
  ];
}

interface LigneAPart extends CompteursDuBilan {
  readonly compte: string;
  readonly intitule: Texte;
}

/** Ce qui n'est ni aux six axes ni à un réservataire. */
function aPart({ maires, anneeSuivante }: Bilan, mise: MiseEnForme): Tableau {
  return dresser<LigneAPart>(mise, {
    nom: "bilan-a-part",
    titre: { fr: "Ce que le bilan compte à part", en: "What the report counts apart" },
    colonnes: [
      mots("compte", { fr: "Compte", en: "Count" }, ({ compte }) => compte),
      mots("intitule", { fr: "Intitulé", en: "Label" }, ({ intitule }) => intitule),
      ...compteurs<LigneAPart>((ligne) => ligne),
    ],
    lignes: [
      {
        compte: "maires",
        intitule: { fr: "À la disposition d'un maire", en: "Offered to a mayor" },
        ...maires,
      },
      {
        compte: "anneeSuivante",
        intitule: { fr: "Fait l'année suivante", en: "Done the following year" },
        ...anneeSuivante,
      },
    ],
  });
}

const EMPLOIS: readonly (readonly [Exclude<keyof EmploiDesLiberations, "total">, Texte])[] = [
  ["soustraites", { fr: "Soustraites du flux", en: "Taken out of the flow" }],
  ["partagees", { fr: "Partagées entre les réservataires", en: "Shared between reservation holders" }],
  ["sortiesDuPartage", { fr: "Sorties du partage", en: "Left the sharing" }],
  ["identifiees", { fr: "Identifiées", en: "Identified" }],
  ["reserveesEnStock", { fr: "Restées réservées en stock", en: "Still reserved in stock" }],
  [
    "premieresMisesEnLocationHorsFlux",
    { fr: "Premières mises en location, hors flux", en: "First lettings, outside the flow" },
  ],
  ["enAttente", { fr: "En attente", en: "Pending" }],
];

function emploiDesLiberations({ liberations }: Bilan, mise: MiseEnForme): Tableau {
  return dresser<(typeof EMPLOIS)[number]>(mise, {
    nom: "emploi-des-liberations",
    titre: { fr: "Emploi des libérations de l'année", en: "Use of the year's vacated dwellings" },
    colonnes: [
      mots("emploi", { fr: "Emploi", en: "Use" }, ([emploi]) => emploi),
      mots("intitule", { fr: "Intitulé", en: "Label" }, ([, intitule]) => intitule),
      entiers(
        "logements",
        { fr: "Logements", en: "Dwellings" },
        "logements",
        ([emploi]) => liberations[emploi],
      ),
    ],
    lignes: EMPLOIS,
    total: { logements: liberations.total },
  });
}

function prevuEtRealise(
  { assiettePrevue, assietteRealisee, assietteSuivante }: Bilan,
  mise: MiseEnForme,
): Tableau {
  return dresser<PosteDuFlux>(mise, {
    nom: "assiette-prevue-et-realisee",
    titre: {
      fr: "Logements soustraits et flux : prévus, réalisés, et prévus pour l'année suivante",
      en: "Dwellings taken out and flow: forecast, actual, and forecast for next year",
    },
    colonnes: [
      mots("poste", { fr: "Poste", en: "Item" }, (poste) => poste),
      mots("intitule", { fr: "Intitulé", en: "Label" }, nomDuPoste),
      entiers("prevu", { fr: "Prévu", en: "Forecast" }, "logements", (poste) =>
        lirePoste(assiettePrevue, poste),
      ),
      entiers("realise", { fr: "Réalisé", en: "Actual" }, "logements", (poste) =>
        lirePoste(assietteRealisee, poste),
      ),
      entiers("suivant", SUIVANT, "logements", (poste) =>
        assietteSuivante === null ? null : lirePoste(assietteSuivante, poste),
      ),
    ],
    lignes: POSTES_DU_FLUX,
  });
}
