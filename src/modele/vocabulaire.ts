import * as z from "zod";
import type { Texte } from "../droit/texte.js";
import { annee, codeCommune, codeDepartement, dateIso, siren, taux, texteNonVide } from "./identifiants.js";

/** Code réservé aux logements que le bailleur garde : le complément à 100 % des parts. */
export const NON_RESERVES = "non-reserves";

export const LOCALISATIONS = ["hors-qpv", "qpv"] as const;
export const localisation = z.enum(LOCALISATIONS);
/** Hors quartier prioritaire de la politique de la ville, ou dedans. */
export type Localisation = z.infer<typeof localisation>;

export const TYPOLOGIES = ["T1", "T2", "T3", "T4", "T5+"] as const;
export const typologie = z.enum(TYPOLOGIES);
export type Typologie = z.infer<typeof typologie>;

export const FINANCEMENTS = ["PLAI", "PLUS", "PLS"] as const;
export const financement = z.enum(FINANCEMENTS);
export type Financement = z.infer<typeof financement>;

/** Catégories de logements soustraits du flux, dans l'ordre du texte. */
export const CATEGORIES_DE_SOUSTRACTION = [
  "mutations",
  "renouvellementUrbain",
  "coproprietesDegradees",
  "habitatIndigne",
  "venteHlm",
  "attributionsDuPrefet",
] as const;
export const categorieDeSoustraction = z.enum(CATEGORIES_DE_SOUSTRACTION);
export type CategorieDeSoustraction = z.infer<typeof categorieDeSoustraction>;

const CATEGORIES_DE_RESERVATAIRE = [
  "prefet",
  "commune",
  "epci",
  "ept",
  "metropole-de-lyon",
  "ville-de-paris",
  "departement",
  "region",
  "etablissement-public-local",
  "employeur",
  "action-logement",
  "organisme-desinteresse",
  "defense",
  "securite-interieure",
  "etablissement-public-de-sante",
] as const;
const categorieDeReservataire = z.enum(CATEGORIES_DE_RESERVATAIRE);
export type CategorieDeReservataire = z.infer<typeof categorieDeReservataire>;

export const territoire = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("perimetre") }),
  z.strictObject({ type: z.literal("commune"), commune: codeCommune }),
  z.strictObject({ type: z.literal("epci"), epci: siren }),
]);
/** Étendue de droits : tout le périmètre, une commune, ou les communes d'un EPCI. */
export type Territoire = z.infer<typeof territoire>;

export const reservataire = z.strictObject({
  /** Code choisi par l'appelant, unique ; `non-reserves` est réservé. */
  code: texteNonVide.refine((code) => code !== NON_RESERVES, { params: { code: "CODE_RESERVE" } }),
  nom: texteNonVide,
  categorie: categorieDeReservataire,
  /** Là où ses droits s'exercent ; pour le bloc communal, son territoire (R. 441-5-3, al. 1). */
  territoire,
});
export type Reservataire = z.infer<typeof reservataire>;

export const perimetre = z.strictObject({
  /** SIREN du bailleur. */
  bailleur: siren,
  departement: codeDepartement,
  annee,
});
/** Un bailleur, un département, une année (R. 441-5, I, al. 3). */
export type Perimetre = z.infer<typeof perimetre>;

const CONTREPARTIES = [
  "contingent-prefectoral",
  "garantie-d-emprunt",
  "apport-de-terrain",
  "financement",
  "participation-des-employeurs",
] as const;
export const contrepartie = z.enum(CONTREPARTIES);
export type Contrepartie = z.infer<typeof contrepartie>;

export const CONTINGENTS = ["publics-prioritaires", "agents-civils-et-militaires"] as const;
export const contingent = z.enum(CONTINGENTS);
/** Les deux volets du contingent préfectoral. */
export type Contingent = z.infer<typeof contingent>;

/** Une part, dite en mots. */
export function direLaPart(part: {
  readonly contrepartie: Contrepartie;
  readonly contingent?: Contingent | null | undefined;
}): Texte {
  return part.contingent == null
    ? LIBELLES_DES_CONTREPARTIES[part.contrepartie]
    : LIBELLES_DES_CONTINGENTS[part.contingent];
}

const LIBELLES_DES_CONTREPARTIES: Readonly<Record<Contrepartie, Texte>> = {
  "contingent-prefectoral": { fr: "contingent préfectoral", en: "prefect's contingent" },
  "garantie-d-emprunt": { fr: "garantie d'emprunt", en: "loan guarantee" },
  "apport-de-terrain": { fr: "apport de terrain", en: "land contribution" },
  financement: { fr: "financement", en: "funding" },
  "participation-des-employeurs": { fr: "participation des employeurs", en: "employers' contribution" },
};

const LIBELLES_DES_CONTINGENTS: Readonly<Record<Contingent, Texte>> = {
  "publics-prioritaires": { fr: "publics prioritaires", en: "priority groups" },
  "agents-civils-et-militaires": {
    fr: "agents civils et militaires de l'État",
    en: "State civilian and military agents",
  },
};

const localisationDePart = z.enum(["uniforme", "hors-qpv-d-abord", "libre"]);
/**
 * Comment une part se place dans son territoire.
 *
 * - `uniforme` : le même taux dans chaque secteur ;
 * - `hors-qpv-d-abord` : le même taux dans chaque commune, placé hors QPV tant qu'il y a de la place ;
 * - `libre` : seul le total oblige.
 */
export type LocalisationDePart = z.infer<typeof localisationDePart>;

const partConvenue = z.strictObject({
  contrepartie,
  /** Obligatoire pour le contingent préfectoral, interdit ailleurs. */
  contingent: contingent.optional(),
  taux,
  localisation: localisationDePart,
});
/** Une part, telle que l'appelant la donne : le taux en texte ou en nombre. */
export type PartConvenue = z.input<typeof partConvenue>;
/** Une part lue : le taux en texte, sous sa forme la plus courte. */
export type PartLue = z.output<typeof partConvenue>;

const MODES_DE_GESTION = ["directe", "deleguee"] as const;

const NATURES_DE_DROIT = ["droit-de-suite", "droit-unique"] as const;
export const natureDeDroit = z.enum(NATURES_DE_DROIT);
/** Droit de suite : le logement revient au réservataire à chaque libération ; droit unique : un seul tour. */
export type NatureDeDroit = z.infer<typeof natureDeDroit>;

export const convention = z.strictObject({
  reservataire,
  dateDeSignature: dateIso,
  dateDEffet: dateIso,
  /** `directe` : le réservataire désigne ; `deleguee` : le bailleur propose les candidats pour lui. */
  modeDeGestion: z.enum(MODES_DE_GESTION),
  /** Vide pour un réservataire de logements identifiés, qui n'a pas de part du flux. */
  parts: z.array(partConvenue),
});
/** Une convention, telle que l'appelant la donne. */
export type Convention = z.input<typeof convention>;
/** Une convention lue, telle que les résultats la portent. */
export type ConventionLue = z.output<typeof convention>;

export const derogation = z.strictObject({
  /** Référence de l'arrêté du préfet. */
  arrete: texteNonVide,
  motif: z.enum(["securite-publique", "besoins-economiques"]),
  du: dateIso,
  /** Dernier jour de la dérogation ; un an au plus. */
  au: dateIso,
  /** Part maximale du préfet, en pourcentage du flux, si l'arrêté y déroge. */
  plafondPrefet: taux.optional(),
  /** Part maximale des agents de l'État, si l'arrêté y déroge. */
  plafondAgents: taux.optional(),
});
/** Un arrêté de dérogation aux plafonds du préfet (R. 441-5-2, I, al. 2). */
export type Derogation = z.output<typeof derogation>;

export const communeDuPerimetre = z.strictObject({
  code: codeCommune,
  nom: texteNonVide.optional(),
  /** SIREN de l'EPCI à fiscalité propre, ou de l'EPT ; `null` si la commune n'en a pas. */
  epci: siren.nullable(),
});
export type CommuneDuPerimetre = z.infer<typeof communeDuPerimetre>;
