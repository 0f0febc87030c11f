import { figer } from "../../droit/figer.js";
import type { Texte } from "../../droit/texte.js";
import type { CategorieDeReservataire, Financement } from "../../modele/vocabulaire.js";

/** Un code du RPLS et ce qu'il veut dire. */
export interface CodeRpls {
  readonly code: string;
  readonly sens: Texte;
}

/** Un contingent du RPLS, et les réservataires qu'il peut viser. */
export interface ContingentRpls extends CodeRpls {
  /** Rapprochement de la bibliothèque : les catégories qu'aucune contradiction ne sépare de ce code. */
  readonly categories: readonly CategorieDeReservataire[];
  /** Vrai si le logement peut n'être réservé à personne. */
  readonly nonReserve: boolean;
}

/**
 * Les contingents du RPLS, champ CONTRESLOG (arrêté du 5 janvier 2010, annexe). Le code 7 ne dit pas un logement libre de tout
 * droit : il couvre aussi les droits de l'État qui ne sont pas identifiés à un logement. Le rapprochement avec les catégories de
 * réservataires est de la bibliothèque.
 *
 * @category État des lieux
 */
export const CONTINGENTS_RPLS: readonly ContingentRpls[] = figer([
  {
    code: "1",
    sens: { fr: "État, fonctionnaires et agents publics", en: "State, civil servants and public agents" },
    categories: ["prefet", "defense", "securite-interieure"],
    nonReserve: false,
  },
  {
    code: "2",
    sens: { fr: "État, prioritaires", en: "State, priority groups" },
    categories: ["prefet"],
    nonReserve: false,
  },
  {
    code: "3",
    sens: {
      fr: "employeurs et collecteurs d'Action Logement",
      en: "employers and Action Logement collectors",
    },
    categories: ["employeur", "action-logement"],
    nonReserve: false,
  },
  {
    code: "4",
    sens: {
      fr: "collectivités, leurs établissements publics, EPCI",
      en: "local authorities, their public bodies, EPCI",
    },
    categories: [
      "commune",
      "epci",
      "ept",
      "metropole-de-lyon",
      "ville-de-paris",
      "departement",
      "region",
      "etablissement-public-local",
    ],
    nonReserve: false,
  },
  {
    code: "5",
    sens: { fr: "réservations conventionnelles de l'État", en: "State reservations by agreement" },
    categories: ["prefet", "defense", "securite-interieure"],
    nonReserve: false,
  },
  {
    code: "6",
    sens: { fr: "autres (CAF, MSA…)", en: "others (CAF, MSA…)" },
    categories: ["organisme-desinteresse", "etablissement-public-de-sante"],
    nonReserve: false,
  },
  {
    code: "7",
    sens: {
      fr: "non réservé, y compris les droits de l'État non identifiés à un logement",
      en: "not reserved, including State rights not identified to a dwelling",
    },
    categories: ["prefet"],
    nonReserve: true,
  },
]);

/**
 * Les modes d'occupation du RPLS, champ MODE (arrêté du 5 janvier 2010, annexe).
 *
 * @category État des lieux
 */
export const MODES_D_OCCUPATION_RPLS: readonly CodeRpls[] = figer([
  { code: "1", sens: { fr: "loué", en: "let" } },
  {
    code: "2",
    sens: {
      fr: "proposé à la location et vacant, y compris affecté à un réservataire",
      en: "on offer and vacant, including assigned to a holder",
    },
  },
  { code: "3", sens: { fr: "vide : travaux, démolition, vente", en: "empty: works, demolition, sale" } },
  { code: "4", sens: { fr: "pris en charge par une association", en: "run by an association" } },
  { code: "5", sens: { fr: "occupé avec ou sans contrepartie", en: "occupied, with or without payment" } },
  { code: "9", sens: { fr: "sans objet", en: "not applicable" } },
]);

/**
 * Les financements du RPLS, champ FINAN_CODE, tels qu'observés dans un lecteur de fichiers publics.
 *
 * @category État des lieux
 */
export const FINANCEMENTS_RPLS: readonly CodeRpls[] = figer(
  (
    [
      ["10", "PLA d'intégration (LLTS outre-mer)"],
      ["11", "PLA LM, TS, insertion"],
      ["12", "PLA ordinaire"],
      ["13", "PLUS (LLS outre-mer)"],
      ["14", "PLS, PPLS, PCLS, PLA CFF"],
      ["16", "PLI"],
      ["17", "PCL"],
      ["49", "autre, 1977 et après"],
      ["50", "HBM"],
      ["51", "PLR, PSR"],
      ["52", "HLM/O"],
      ["53", "ILM"],
      ["54", "ILN"],
      ["55", "prêts spéciaux CFF"],
      ["99", "autre, avant 1977"],
    ] as const
  ).map(([code, libelle]) => ({ code, sens: { fr: libelle, en: libelle } })),
);

/** À quel financement de l'état des lieux, PLAI, PLUS ou PLS, revient un code. */
export interface PassageDeFinancement {
  /** Un code du RPLS (« 13 »), ou toute autre écriture de la colonne (« PALULOS »). */
  readonly code: string;
  readonly financement: Financement;
}

/**
 * Passage proposé par la bibliothèque des financements du RPLS à ceux de l'état des lieux. Aucun texte lu ne le publie : il ne
 * sert que si l'appelant le passe. Il ne dit rien des codes 17 (PCL), 49 et 99 (autres), qui restent à décider.
 *
 * @category État des lieux
 */
export const PASSAGE_DES_FINANCEMENTS_PROPOSE: readonly PassageDeFinancement[] = figer([
  { code: "10", financement: "PLAI" },
  { code: "11", financement: "PLAI" },
  { code: "12", financement: "PLUS" },
  { code: "13", financement: "PLUS" },
  { code: "14", financement: "PLS" },
  { code: "50", financement: "PLUS" },
  { code: "51", financement: "PLUS" },
  { code: "52", financement: "PLUS" },
  { code: "53", financement: "PLS" },
  { code: "54", financement: "PLS" },
  { code: "55", financement: "PLS" },
]);
