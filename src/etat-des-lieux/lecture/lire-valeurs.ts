import type { Texte } from "../../droit/texte.js";
import { codeQpv } from "../../modele/identifiants.js";
import { montrer } from "../../modele/problemes.js";
import {
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
