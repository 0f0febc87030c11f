import * as z from "zod";
import type { Texte } from "../droit/texte.js";
import type { EnLecture } from "./en-lecture.js";
import {
  annee,
  codeCommune,
  codeDepartement,
  dateIso,
  entierDe,
  siren,
  taux,
  texteNonVide,
} from "./identifiants.js";

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

const territoireDePart = z.discriminatedUnion("type", [
  ...territoire.options,
  z.strictObject({ type: z.literal("communes"), communes: z.array(codeCommune) }),
]);
/** Là où une part s'exerce : un territoire entier, ou des communes nommées. */
export type TerritoireDePart =
  | Territoire
  | { readonly type: "communes"; readonly communes: readonly string[] };

/** Code choisi par l'appelant, unique ; `non-reserves` est réservé. */
const codeDeReservataire = texteNonVide.refine((code) => code !== NON_RESERVES, {
  params: { code: "CODE_RESERVE" },
});

export const reservataire = z.strictObject({
  code: codeDeReservataire,
  nom: texteNonVide,
  categorie: categorieDeReservataire,
  /** Là où ses droits s'exercent ; pour le bloc communal, son territoire (R. 441-5-3, al. 1). */
  territoire,
});
/** @useDeclaredType */
export type Reservataire = EnLecture<z.infer<typeof reservataire>>;

export const perimetre = z.strictObject({
  /** SIREN du bailleur. */
  bailleur: siren,
  departement: codeDepartement,
  annee,
});
/**
 * Un bailleur, un département, une année (R. 441-5, I, al. 3).
 *
 * @useDeclaredType
 */
export type Perimetre = EnLecture<z.infer<typeof perimetre>>;

const CONTREPARTIES = [
  "contingent-prefectoral",
  "garantie-d-emprunt",
  "apport-de-terrain",
  "financement",
  "participation-des-employeurs",
  "decote",
] as const;
export const contrepartie = z.enum(CONTREPARTIES);
/** Ce qui fonde une part convenue ; `decote` : cession d'un terrain de l'État à prix réduit. */
export type Contrepartie = z.infer<typeof contrepartie>;

/** La ligne d'une reprise par le préfet, à côté des parts convenues. */
export const REPRISE = "reprise-par-le-prefet" satisfies FondementDePart;
/** Ce qui fonde une part : une contrepartie convenue, ou une décision de reprise. */
export type FondementDePart = Contrepartie | "reprise-par-le-prefet";

export const CONTINGENTS = ["publics-prioritaires", "agents-civils-et-militaires"] as const;
export const contingent = z.enum(CONTINGENTS);
/** Les deux volets du contingent préfectoral. */
export type Contingent = z.infer<typeof contingent>;

/** Une part, dite en mots. */
export function direLaPart(part: {
  readonly contrepartie: FondementDePart;
  readonly contingent?: Contingent | null | undefined;
}): Texte {
  return part.contingent == null
    ? LIBELLES_DES_FONDEMENTS[part.contrepartie]
    : LIBELLES_DES_CONTINGENTS[part.contingent];
}

const LIBELLES_DES_FONDEMENTS: Readonly<Record<FondementDePart, Texte>> = {
  "contingent-prefectoral": { fr: "contingent préfectoral", en: "prefect's contingent" },
  "garantie-d-emprunt": { fr: "garantie d'emprunt", en: "loan guarantee" },
  "apport-de-terrain": { fr: "apport de terrain", en: "land contribution" },
  financement: { fr: "financement", en: "funding" },
  "participation-des-employeurs": { fr: "participation des employeurs", en: "employers' contribution" },
  decote: { fr: "cession avec décote", en: "sale at a discount" },
  [REPRISE]: { fr: "reprise par le préfet", en: "takeover by the prefect" },
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

/** Un programme n'est jamais un territoire : le dire vaut mieux que d'énumérer les types attendus. */
const territoireSansProgramme = z.preprocess((lu, contexte) => {
  if (typeof lu === "object" && lu !== null && "type" in lu && lu.type === "programme")
    contexte.issues.push({ code: "custom", input: lu, params: { code: "PROGRAMME_IDENTIFIE" } });
  return lu;
}, territoireDePart) as unknown as typeof territoireDePart;

const territorialisation = z.strictObject({
  /** Une commune, un EPCI ou des communes nommées ; jamais un programme (R. 441-5, I, al. 6). */
  territoire: territoireSansProgramme,
  /** La nécessité que le réservataire justifie : contraintes particulières de certains demandeurs. */
  motif: texteNonVide,
});

/**
 * L'échelle qu'une convention donne à une part, plus fine que le territoire du réservataire.
 *
 * @useDeclaredType
 */
export type Territorialisation = EnLecture<z.input<typeof territorialisation>>;

const delegation = z.strictObject({
  /** Celui qui exerce la part à la place de son titulaire. */
  delegataire: texteNonVide,
  /** Là où il l'exerce. */
  territoire: territoireDePart,
});

/**
 * L'exercice d'une part confié à un autre, sur un territoire.
 *
 * @useDeclaredType
 */
export type Delegation = EnLecture<z.input<typeof delegation>>;

const partConvenue = z.strictObject({
  contrepartie,
  /** Obligatoire pour le contingent préfectoral, interdit ailleurs. */
  contingent: contingent.optional(),
  taux,
  localisation: localisationDePart,
  /** Échelle plus fine que le territoire du réservataire, si la convention en prévoit une. */
  territorialisation: territorialisation.optional(),
  /** Exercice confié à d'autres, territoire par territoire : la part reste celle du réservataire. */
  delegations: z.array(delegation).optional(),
});
/**
 * Une part, telle que l'appelant la donne : le taux en texte ou en nombre.
 *
 * @useDeclaredType
 */
export type PartConvenue = EnLecture<z.input<typeof partConvenue>>;
/**
 * Une part lue : le taux en texte, sous sa forme la plus courte.
 *
 * @useDeclaredType
 */
export type PartLue = EnLecture<z.output<typeof partConvenue>>;

const MODES_DE_GESTION = ["directe", "deleguee"] as const;

const NATURES_DE_DROIT = ["droit-de-suite", "droit-unique"] as const;
export const natureDeDroit = z.enum(NATURES_DE_DROIT);
/** Droit de suite : le logement revient au réservataire à chaque libération ; droit unique : un seul tour. */
export type NatureDeDroit = z.infer<typeof natureDeDroit>;

const modeDeGestion = z.enum(MODES_DE_GESTION);

const resiliation = z.strictObject({
  /** Premier jour sans convention. */
  date: dateIso,
  /** Mise en demeure restée sans suite, avant une résiliation par le préfet (R. 441-5-2, IV). */
  miseEnDemeure: dateIso.optional(),
});

const delaiDeProposition = z.strictObject({
  nombre: entierDe("DELAI_INVALIDE", 1, 366),
  unite: z.enum(["jours", "mois"]),
});
/**
 * Le temps qu'une convention laisse au réservataire pour présenter des candidats (R. 441-5, I, al. 8).
 *
 * @useDeclaredType
 */
export type DelaiDeProposition = EnLecture<z.infer<typeof delaiDeProposition>>;

const engagement = {
  reservataire,
  /** `directe` : le réservataire désigne ; `deleguee` : le bailleur propose les candidats pour lui. */
  modeDeGestion,
  /** Le temps que le réservataire a pour présenter des candidats, s'il en désigne ; la loi le borne en zone tendue. */
  delaiDeProposition: delaiDeProposition.optional(),
  /** Vide pour un réservataire de logements identifiés, qui n'a pas de part du flux. */
  parts: z.array(partConvenue),
  resiliation: resiliation.optional(),
};

export const convention = z.strictObject({
  ...engagement,
  dateDeSignature: dateIso,
  dateDEffet: dateIso,
  /** Arrêté du préfet qui tient lieu de convention pour ses réservations (R. 441-5-2, IV). */
  arrete: texteNonVide.optional(),
});
/**
 * Une convention entre le bailleur et un réservataire, telle que l'appelant la donne.
 */
export interface Convention extends EnLecture<z.input<typeof convention>> {
  /** Un acte à plusieurs a des parties : voir {@link ConventionMultipartite}. */
  readonly parties?: undefined;
}

const partieDActe = z.strictObject(engagement);
/**
 * Ce que le bailleur convient avec l'un des réservataires d'un acte à plusieurs.
 *
 * @useDeclaredType
 */
export type PartieDActe = EnLecture<z.input<typeof partieDActe>>;

export const conventionMultipartite = z.strictObject({
  /** Désigne l'acte signé par tous. */
  reference: texteNonVide,
  dateDeSignature: dateIso,
  dateDEffet: dateIso,
  /** Ce que le bailleur convient avec chaque réservataire. */
  parties: z.array(partieDActe),
});
/**
 * Un acte que plusieurs réservataires signent avec le bailleur : une convention pour chacun d'eux.
 */
export interface ConventionMultipartite extends EnLecture<z.input<typeof conventionMultipartite>> {
  /** Ce qui se convient avec chacun se donne par partie. */
  readonly reservataire?: undefined;
  readonly modeDeGestion?: undefined;
  readonly parts?: undefined;
  readonly resiliation?: undefined;
  /** Un arrêté ne tient lieu que d'une convention. */
  readonly arrete?: undefined;
}

/** L'acte commun d'une convention à plusieurs, et les codes de ses parties. */
export interface ActeCommun {
  readonly reference: string;
  readonly parties: readonly string[];
}

/** Une convention lue, telle que les résultats la portent : celle d'un réservataire. */
export interface ConventionLue extends Omit<z.output<typeof convention>, "parts"> {
  readonly parts: readonly PartRetenue[];
  readonly acteCommun?: ActeCommun;
  /** La décision de reprise dont cette ligne vient, s'il ne s'agit pas d'une convention. */
  readonly reprise?: RepriseLue;
}

/** Une part lue, ou la ligne d'une reprise. */
export type PartRetenue = Omit<PartLue, "contrepartie"> & { readonly contrepartie: FondementDePart };

export const reprise = z.strictObject({
  /** Code de la ligne, choisi par l'appelant, distinct de ceux des réservataires. */
  code: codeDeReservataire,
  /** Le réservataire dont les droits en stock n'ont pas été convertis. */
  origine: reservataire,
  /** Référence de la décision du préfet. */
  decision: texteNonVide,
  du: dateIso,
  /** Dernier jour de la reprise, s'il est fixé ; une convention conforme y met fin en tout cas. */
  au: dateIso.optional(),
  modeDeGestion,
  /** Part du flux du territoire d'origine que valent ces droits, en pourcentage. */
  taux,
  localisation: localisationDePart,
});
/**
 * Décision du préfet qui joint à son flux des droits restés en stock, telle que l'appelant la donne.
 *
 * @useDeclaredType
 */
export type Reprise = EnLecture<z.input<typeof reprise>>;
/**
 * Une reprise lue.
 *
 * @useDeclaredType
 */
export type RepriseLue = EnLecture<z.output<typeof reprise>>;

export const derogation = z.strictObject({
  /** Référence de l'arrêté du préfet. */
  arrete: texteNonVide,
  motif: z.enum(["securite-publique", "besoins-economiques"]),
  du: dateIso,
  /** Dernier jour de la dérogation, dans la durée que le texte permet. */
  au: dateIso,
  /** Part maximale du préfet, en pourcentage du flux, si l'arrêté y déroge. */
  plafondPrefet: taux.optional(),
  /** Part maximale des agents de l'État, si l'arrêté y déroge. */
  plafondAgents: taux.optional(),
});
/**
 * Un arrêté de dérogation, tel que l'appelant le donne : les plafonds en texte ou en nombre.
 *
 * @useDeclaredType
 */
export type DerogationDonnee = EnLecture<z.input<typeof derogation>>;
/**
 * Un arrêté de dérogation aux plafonds du préfet (R. 441-5-2, I, al. 2), lu.
 *
 * @useDeclaredType
 */
export type Derogation = EnLecture<z.output<typeof derogation>>;

export const communeDuPerimetre = z.strictObject({
  code: codeCommune,
  nom: texteNonVide.optional(),
  /** SIREN de l'EPCI à fiscalité propre, ou de l'EPT ; `null` si la commune n'en a pas. */
  epci: siren.nullable(),
});
/** @useDeclaredType */
export type CommuneDuPerimetre = EnLecture<z.infer<typeof communeDuPerimetre>>;
