import type { TypeDeMouvement } from "../../bilan/mouvements-de-droits.js";
import type { CompteDUnReservataire, LigneDeCompte, PostesDuCompte } from "../../bilan/postes-du-compte.js";
import type { CompteDeDroits } from "../../bilan/tenir-compte-de-droits.js";
import type { Texte } from "../../droit/texte.js";
import { dresser, exacts, jours, mots, reservataire } from "./colonnes.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

export function tableauxDuCompteDeDroits(compte: CompteDeDroits, mise: MiseEnForme): Tableau[] {
  return [lesComptes(compte, mise), lesMouvements(compte, mise)];
}

/** Les postes d'un compte, de l'ouverture à la clôture. */
export const POSTES_DU_COMPTE: readonly (readonly [keyof PostesDuCompte, Texte])[] = [
  ["ouverture", { fr: "Ouverture", en: "Opening" }],
  ["acquis", { fr: "Acquis", en: "Acquired" }],
  ["proroges", { fr: "Prorogés", en: "Extended" }],
  ["delegationsRecues", { fr: "Reçus en délégation", en: "Received by delegation" }],
  ["consommes", { fr: "Consommés", en: "Consumed" }],
  ["expires", { fr: "Expirés", en: "Expired" }],
  ["delegues", { fr: "Délégués", en: "Delegated" }],
  ["imputes", { fr: "Imputés", en: "Charged" }],
  ["annules", { fr: "Annulés", en: "Cancelled" }],
  ["cloture", { fr: "Clôture", en: "Closing" }],
];

function lesComptes({ comptes, totaux }: CompteDeDroits, mise: MiseEnForme): Tableau {
  return dresser<CompteDUnReservataire>(mise, {
    nom: "comptes",
    titre: { fr: "Compte de droits uniques", en: "Account of single-use rights" },
    colonnes: [
      ...reservataire<CompteDUnReservataire>((compte) => compte.reservataire),
      ...POSTES_DU_COMPTE.map(([poste, titre]) =>
        exacts<CompteDUnReservataire>(poste, titre, "droits uniques", (compte) => compte[poste]),
      ),
    ],
    lignes: comptes,
    total: { ...totaux },
  });
}

const TYPES: Readonly<Record<TypeDeMouvement, Texte>> = {
  acquisition: { fr: "acquisition", en: "acquisition" },
  prorogation: { fr: "prorogation", en: "extension" },
  consommation: { fr: "consommation", en: "consumption" },
  expiration: { fr: "expiration", en: "expiry" },
  delegation: { fr: "délégation", en: "delegation" },
  imputation: { fr: "imputation", en: "charge" },
  annulation: { fr: "annulation", en: "cancellation" },
};

function lesMouvements({ mouvements }: CompteDeDroits, mise: MiseEnForme): Tableau {
  return dresser<LigneDeCompte>(mise, {
    nom: "mouvements",
    titre: { fr: "Mouvements du compte de droits", en: "Movements of the account of rights" },
    colonnes: [
      jours("date", { fr: "Date", en: "Date" }, ({ date }) => date),
      mots("mouvement", { fr: "Mouvement", en: "Movement" }, ({ mouvement }) => mouvement),
      mots("type", { fr: "Type", en: "Type" }, ({ type }) => TYPES[type]),
      ...reservataire<LigneDeCompte>((ligne) => ligne.reservataire),
      mots("vers", { fr: "Reçu par", en: "Received by" }, ({ vers }) => vers),
      exacts("droits", { fr: "Droits", en: "Rights" }, "droits uniques", ({ droits }) => droits),
      exacts("solde", { fr: "Solde", en: "Balance" }, "droits uniques", ({ solde }) => solde),
    ],
    lignes: mouvements,
  });
}
