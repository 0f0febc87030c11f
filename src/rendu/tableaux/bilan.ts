import type { BilanDeReservataire } from "../../bilan/annees-des-reservataires.js";
import type { EmploiDesLiberations } from "../../bilan/emploi-des-liberations.js";
import type { Bilan } from "../../bilan/etablir-bilan.js";
import type { CompteursDuBilan, LigneDeBilan } from "../../bilan/lignes-du-bilan.js";
import type { Texte } from "../../droit/texte.js";
import { type ColonneDe, dresser, entiers, exacts, mots, reservataire } from "./colonnes.js";
import { COMMUNE, LIBELLES_DES_LOCALISATIONS, LOCALISATION } from "./lieux.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import { lirePoste, nomDuPoste, POSTES_DU_FLUX, type PosteDuFlux } from "./postes-du-flux.js";
import type { Tableau } from "./tableau.js";

export function tableauxDuBilan(bilan: Bilan, mise: MiseEnForme): Tableau[] {
  return [
    auxSixAxes(bilan, mise),
    parReservataire(bilan, mise),
    aPart(bilan, mise),
    emploiDesLiberations(bilan, mise),
    prevuEtRealise(bilan, mise),
  ];
}

function compteurs<L extends CompteursDuBilan>(): ColonneDe<L>[] {
  return [
    entiers("proposes", { fr: "Proposés", en: "Offered" }, "logements", ({ proposes }) => proposes),
    entiers("attribues", { fr: "Attribués", en: "Let by the committee" }, "logements", (l) => l.attribues),
    entiers("bauxSignes", { fr: "Baux signés", en: "Leases signed" }, "logements", (l) => l.bauxSignes),
  ];
}

/** Les axes de R. 441-5-1. */
function auxSixAxes({ lignes, totaux }: Bilan, mise: MiseEnForme): Tableau {
  return dresser<LigneDeBilan>(mise, {
    nom: "bilan-aux-six-axes",
    titre: { fr: "Bilan annuel, aux six axes", en: "Annual report, along the six axes" },
    colonnes: [
      ...reservataire<LigneDeBilan>((ligne) => ligne.reservataire),
      mots("typologie", { fr: "Typologie", en: "Size" }, ({ typologie }) => typologie),
      mots("financement", { fr: "Financement", en: "Funding" }, ({ financement }) => financement),
      mots("localisation", LOCALISATION, ({ localisation }) => LIBELLES_DES_LOCALISATIONS[localisation]),
      mots("commune", COMMUNE, ({ commune }) => commune),
      mots(
        "periodeDeConstruction",
        { fr: "Période de construction", en: "Building period" },
        (ligne) => ligne.periodeDeConstruction,
      ),
      ...compteurs<LigneDeBilan>(),
    ],
    lignes,
    total: { ...totaux },
  });
}

function parReservataire({ reservataires }: Bilan, mise: MiseEnForme): Tableau {
  const compte = (nom: keyof BilanDeReservataire & NomDeCompte, titre: Texte) =>
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
      ...compteurs<BilanDeReservataire>(),
      compte("absencesDeCandidat", { fr: "Absences de candidat", en: "No candidate" }),
      compte("nonAttributions", { fr: "Non-attributions", en: "Not let by the committee" }),
      compte("refusDeCandidats", { fr: "Refus de candidats", en: "Refused by candidates" }),
      compte("imputations", { fr: "Imputations", en: "Charges" }),
      compte("enCours", { fr: "En cours", en: "Under way" }),
    ],
    lignes: reservataires,
  });
}

type NomDeCompte =
  | "objectif"
  | "recus"
  | "absencesDeCandidat"
  | "nonAttributions"
  | "refusDeCandidats"
  | "imputations"
  | "enCours";

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
      ...compteurs<LigneAPart>(),
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

function prevuEtRealise({ assiettePrevue, assietteRealisee }: Bilan, mise: MiseEnForme): Tableau {
  return dresser<PosteDuFlux>(mise, {
    nom: "assiette-prevue-et-realisee",
    titre: {
      fr: "Logements soustraits et flux, prévus et réalisés",
      en: "Dwellings taken out and flow, forecast and actual",
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
    ],
    lignes: POSTES_DU_FLUX,
  });
}
