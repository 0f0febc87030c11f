import type { Texte } from "../../droit/texte.js";
import { codeQpv, numeroRpls } from "../../modele/identifiants.js";
import { montrer } from "../../modele/problemes.js";
import {
  type CommuneDuPerimetre,
  type Contrepartie,
  contrepartie,
  direLaPart,
  type Financement,
  type Localisation,
  type NatureDeDroit,
  TYPOLOGIES,
  type Typologie,
} from "../../modele/vocabulaire.js";
import type { StatutDeLigne } from "../lire-inventaire.js";
import {
  type CelluleRemplie,
  cleDe,
  inattendu,
  type Lu,
  lireParmi,
  refus,
  sansAccents,
  tableDEcritures,
} from "./cellules.js";
import {
  CONTINGENTS_RPLS,
  type ContingentRpls,
  FINANCEMENTS_RPLS,
  MODES_D_OCCUPATION_RPLS,
} from "./codes-rpls.js";

const ZERO_PERDU: Texte = {
  fr: "un tableur a sans doute ôté le zéro de tête : lire la colonne comme du texte",
  en: "a spreadsheet probably dropped the leading zero: read the column as text",
};
const CHIFFRES_PERDUS: Texte = {
  fr: "un tableur a écrit ce nombre en abrégé, et des chiffres sont perdus : reprendre la colonne comme du texte",
  en: "a spreadsheet shortened this number, and digits are lost: take the column again as text",
};

/** Un identifiant que le tableur a pris pour un nombre n'est pas complété. */
function lireIdentifiant(
  cellule: CelluleRemplie,
  voulu: { readonly longueur: number; readonly code: string; readonly attendu: Texte },
): Lu<string> {
  const texte = String(cellule);
  const abime = abimeParUnTableur(texte, voulu.longueur);
  return abime === undefined
    ? { valeur: texte }
    : inattendu(
        voulu.code,
        { fr: `${voulu.attendu.fr} ; ${abime.fr}`, en: `${voulu.attendu.en}; ${abime.en}` },
        cellule,
      );
}

function abimeParUnTableur(texte: string, longueur: number): Texte | undefined {
  if (/^\d+$/.test(texte) && texte.length < longueur) return ZERO_PERDU;
  return /^\d([.,]\d+)?e\+\d+$/i.test(texte) ? CHIFFRES_PERDUS : undefined;
}

const UN_NUMERO_RPLS = {
  longueur: 10,
  code: "NUMERO_RPLS_INVALIDE",
  attendu: {
    fr: "un numéro RPLS de dix caractères, chiffres ou majuscules",
    en: "a ten-character RPLS number, digits or capitals",
  },
};

export function lireNumeroRpls(cellule: CelluleRemplie): Lu<string> {
  const lu = lireIdentifiant(cellule, UN_NUMERO_RPLS);
  return "refus" in lu || numeroRpls.safeParse(lu.valeur).success
    ? lu
    : inattendu(UN_NUMERO_RPLS.code, UN_NUMERO_RPLS.attendu, cellule);
}

const UNE_COMMUNE = {
  longueur: 5,
  code: "CODE_COMMUNE_INVALIDE",
  attendu: {
    fr: "un code INSEE de commune, ou le nom d'une commune de la liste",
    en: "an INSEE municipality code, or the name of a municipality of the list",
  },
};

/** Lit une commune, par son code ou par son nom dans la liste. */
export function lireCommune(communes: ReadonlyMap<string, CommuneDuPerimetre>) {
  const parNom = new Map<string, string[]>();
  for (const { code, nom } of communes.values())
    if (nom !== undefined) {
      const cle = sansAccents(nom);
      parNom.set(cle, [...(parNom.get(cle) ?? []), code]);
    }
  return (cellule: CelluleRemplie): Lu<string> => {
    const lu = lireIdentifiant(cellule, UNE_COMMUNE);
    if ("refus" in lu || /^(\d{5}|2[AB]\d{3})$/.test(lu.valeur)) return lu;
    const [code, ...autres] = parNom.get(sansAccents(lu.valeur)) ?? [];
    if (code === undefined) return inattendu(UNE_COMMUNE.code, UNE_COMMUNE.attendu, cellule);
    return autres.length === 0
      ? { valeur: code }
      : refus("COMMUNE_AMBIGUE", {
          fr: `Plusieurs communes de la liste portent le nom « ${lu.valeur} » : ${[code, ...autres].join(", ")}. Donner le code.`,
          en: `Several municipalities of the list are named “${lu.valeur}”: ${[code, ...autres].join(", ")}. Give the code.`,
        });
  };
}

const UNE_TYPOLOGIE: Texte = {
  fr: "une typologie (T1, T2, T3, T4, T5 et +) ou un nombre de pièces, à partir de 1",
  en: "a dwelling size (T1, T2, T3, T4, T5 and over) or a number of rooms, from 1",
};
const PIECES =
  /^(?:t|f|type)? ?([1-9]\d?)(?:[.,]0+)?(?: ?(?:bis|b|prime|'|′))?( ?\+| et ?(?:\+|plus)| ou ?(?:\+|plus))?$/;

/**
 * Lit une typologie : T1 à T5+, F1 à F5, un nombre de pièces. « T1bis » et « T1' » deviennent T1, « T6 » devient T5+,
 * « studio » T1.
 */
export function lireTypologie(cellule: CelluleRemplie): Lu<Typologie> {
  const ecrit = sansAccents(String(cellule));
  if (ecrit === "studio") return { valeur: "T1" };
  const [, pieces = "0", etPlus] = PIECES.exec(ecrit) ?? [];
  const nombre = typeof cellule === "boolean" ? 0 : Number(pieces);
  const valeur = TYPOLOGIES[Math.min(nombre, TYPOLOGIES.length) - 1];
  return valeur === undefined || (etPlus !== undefined && nombre < TYPOLOGIES.length)
    ? inattendu("TYPOLOGIE_INVALIDE", UNE_TYPOLOGIE, cellule)
    : { valeur };
}

const LOCALISATIONS = tableDEcritures<Localisation>([
  ["qpv", "qpv", "en qpv", "oui", "o", "1", "vrai", "true"],
  ["hors-qpv", "hors qpv", "non", "n", "2", "faux", "false", "non qpv"],
]);

/** Lit une localisation : oui ou non, 1 (en QPV) ou 2 (hors QPV) comme au RPLS, ou le code d'un quartier. */
export function lireLocalisation(
  cellule: CelluleRemplie,
): Lu<{ readonly localisation: Localisation; readonly codeQpv?: string }> {
  const code = lireCodeQpv(cellule);
  if ("valeur" in code) return { valeur: { localisation: "qpv", codeQpv: code.valeur } };
  const localisation = LOCALISATIONS.get(cleDe(cellule));
  return localisation === undefined
    ? inattendu(
        "VALEUR_NON_PREVUE",
        {
          fr: "oui ou non, QPV ou hors QPV, 1 (en QPV) ou 2 (hors QPV), ou un code de quartier",
          en: "oui or non, QPV or hors QPV, 1 (in QPV) or 2 (outside), or a district code",
        },
        cellule,
      )
    : { valeur: { localisation } };
}

export function lireCodeQpv(cellule: CelluleRemplie): Lu<string> {
  const code = String(cellule).toUpperCase();
  return codeQpv.safeParse(code).success
    ? { valeur: code }
    : inattendu(
        "CODE_QPV_INVALIDE",
        {
          fr: "un code de quartier prioritaire (« QN07701M »)",
          en: "a priority-district code (“QN07701M”)",
        },
        cellule,
      );
}

/** Logements intermédiaires : hors du flux, ils ne sont pas de l'inventaire. */
const HORS_DU_FLUX = new Set(["pli", "lli", "16"]);

export function estHorsDuFlux(cellule: CelluleRemplie): boolean {
  return HORS_DU_FLUX.has(cleDe(cellule));
}

const FINANCEMENTS = tableDEcritures<Financement>([
  ["PLAI", "PLAI", "PLA-I"],
  ["PLUS", "PLUS"],
  ["PLS", "PLS"],
]);

/** Lit un financement : PLAI, PLUS, PLS, ou ce que le passage convenu en dit ; `null` s'il faut un passage et qu'il manque. */
export function lireFinancement(passage: ReadonlyMap<string, Financement> | undefined) {
  return (cellule: CelluleRemplie): Lu<Financement> | null => {
    const cle = cleDe(cellule);
    const financement = FINANCEMENTS.get(cle) ?? passage?.get(cle);
    if (financement !== undefined) return { valeur: financement };
    if (passage === undefined) return null;
    const sens = FINANCEMENTS_RPLS.find(({ code }) => code === cle)?.sens.fr;
    const connu = sens === undefined ? "" : ` (${sens})`;
    const lu = montrer(String(cellule));
    return refus("FINANCEMENT_SANS_PASSAGE", {
      fr: `Le passage convenu ne dit pas si ${lu.fr}${connu} est PLAI, PLUS ou PLS.`,
      en: `The agreed passage does not tell whether ${lu.en}${connu} is PLAI, PLUS or PLS.`,
    });
  };
}

export const lireDroit = lireParmi(
  tableDEcritures<NatureDeDroit>([
    ["droit-de-suite", "droit de suite", "suite", "DS"],
    ["droit-unique", "droit unique", "droit simple", "unique", "DU"],
  ]),
  { fr: "« droit de suite » ou « droit unique »", en: "“droit de suite” or “droit unique”" },
);

export const lireStatut = lireParmi(
  tableDEcritures<StatutDeLigne>([
    ["transmis", "transmis", "transmise"],
    ["conteste", "contesté", "contestée"],
    ["valide", "validé", "validée", "valide"],
  ]),
  { fr: "transmis, contesté ou validé", en: "transmis, contesté or validé" },
);

const ECRITURES_DE_CONTREPARTIE: Readonly<Partial<Record<Contrepartie, readonly string[]>>> = {
  "garantie-d-emprunt": ["garantie", "garanties d'emprunt"],
  "apport-de-terrain": ["terrain"],
  financement: ["subvention"],
  "participation-des-employeurs": ["PEEC"],
  decote: ["décote"],
};

export const lireContrepartie = lireParmi(
  tableDEcritures<Contrepartie>(
    contrepartie.options.map((code) => [
      code,
      code,
      direLaPart({ contrepartie: code }).fr,
      ...(ECRITURES_DE_CONTREPARTIE[code] ?? []),
    ]),
  ),
  {
    fr: "une contrepartie (garantie d'emprunt, apport de terrain, financement, PEEC, contingent préfectoral, décote)",
    en: "a counterpart (garantie d'emprunt, apport de terrain, financement, PEEC, contingent préfectoral, décote)",
  },
);

export const lireContingent = lireParmi<ContingentRpls>(
  new Map(CONTINGENTS_RPLS.map((contingent) => [contingent.code, contingent])),
  { fr: "un contingent du RPLS, 1 à 7", en: "an RPLS contingent, 1 to 7" },
);

export const lireModeDOccupation = lireParmi<string>(
  new Map(MODES_D_OCCUPATION_RPLS.map(({ code }) => [code, code])),
  {
    fr: "un mode d'occupation du RPLS : 1, 2, 3, 4, 5 ou 9",
    en: "an RPLS occupancy mode: 1, 2, 3, 4, 5 or 9",
  },
);
