import type { Texte } from "../../droit/texte.js";
import { numeroRpls } from "../../modele/identifiants.js";
import type { CommuneDuPerimetre } from "../../modele/vocabulaire.js";
import { type CelluleRemplie, inattendu, type Lu, refus, sansAccents } from "./cellules.js";

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
