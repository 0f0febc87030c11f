import type { Texte } from "../../droit/texte.js";
import { dateIso } from "../../modele/identifiants.js";
import { montrer } from "../../modele/problemes.js";
import { type CelluleRemplie, cleDe, inattendu, type Lu, refus } from "./cellules.js";

const JOUR_FRANCAIS = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const JOUR_ISO = /^\d{4}-\d{2}-\d{2}$/;
const MOIS_FRANCAIS = /^(\d{1,2})\/(\d{4})$/;
const MOIS_ISO = /^(\d{4})-(\d{2})$/;
const ANNEE = /^(1[89]|2[01])\d{2}$/;

const UN_JOUR: Texte = {
  fr: "une date du calendrier, JJ/MM/AAAA ou AAAA-MM-JJ, de 1900 à 2199",
  en: "a calendar date, DD/MM/YYYY or YYYY-MM-DD, 1900 to 2199",
};

const UNE_ANNEE: Texte = {
  fr: "une année, AAAA, de 1800 à 2199 ; ou un mois, MM/AAAA, ou un jour, à partir de 1900",
  en: "a year, YYYY, 1800 to 2199; or a month, MM/YYYY, or a day, from 1900",
};

const SANS_TERME = new Set(
  [
    "sans terme",
    "sans limite",
    "sans limitation",
    "sans limitation de durée",
    "illimité",
    "illimitée",
    "durée illimitée",
  ].map(cleDe),
);

/** Lit un jour : JJ/MM/AAAA ou AAAA-MM-JJ. Un numéro de série de tableur n'est pas deviné. */
export function lireJourEcrit(cellule: CelluleRemplie): Lu<string> {
  if (typeof cellule === "number" || /^\d+([.,]\d+)?$/.test(String(cellule))) return refuserSerie(cellule);
  const ecrit = String(cellule);
  if (MOIS_FRANCAIS.test(ecrit) || MOIS_ISO.test(ecrit))
    return inattendu(
      "JOUR_MANQUANT",
      {
        fr: "un jour, JJ/MM/AAAA ou AAAA-MM-JJ : un mois ne suffit pas ici",
        en: "a day, DD/MM/YYYY or YYYY-MM-DD: a month is not enough here",
      },
      cellule,
    );
  const [, jour = "", mois = "", annee = ""] = JOUR_FRANCAIS.exec(ecrit) ?? [];
  const date = annee === "" ? ecrit : [annee, mois.padStart(2, "0"), jour.padStart(2, "0")].join("-");
  return JOUR_ISO.test(date) && dateIso.safeParse(date).success
    ? { valeur: date }
    : inattendu("DATE_IMPOSSIBLE", UN_JOUR, cellule);
}

function refuserSerie(cellule: CelluleRemplie): Lu<never> {
  const lu = montrer(cellule);
  return refus("NUMERO_DE_SERIE", {
    fr: `Un nombre seul n'est pas une date ; lu : ${lu.fr}. Si c'est le numéro de série d'un tableur, exporter la colonne en texte, JJ/MM/AAAA : il en existe deux calendriers, et rien ne dit lequel.`,
    en: `A bare number is not a date; got: ${lu.en}. If it is a spreadsheet's serial number, export the column as text, DD/MM/YYYY: there are two calendars, and nothing tells which.`,
  });
}

/** Lit le dernier jour d'un droit ; `null` pour « sans terme ». */
export function lireExpiration(cellule: CelluleRemplie): Lu<string | null> {
  return SANS_TERME.has(cleDe(cellule)) ? { valeur: null } : lireJourEcrit(cellule);
}

/** Lit un mois, AAAA-MM : MM/AAAA, ou un jour dont on garde le mois. */
export function lireMoisEcrit(cellule: CelluleRemplie): Lu<string> {
  const ecrit = String(cellule);
  const [, mois = "", annee = ""] = MOIS_FRANCAIS.exec(ecrit) ?? [];
  const date = annee === "" ? ecrit : `${annee}-${mois.padStart(2, "0")}`;
  const lu = lireJourEcrit(MOIS_ISO.test(date) ? `${date}-01` : cellule);
  if ("valeur" in lu) return { valeur: lu.valeur.slice(0, 7) };
  return lu.refus.code === "NUMERO_DE_SERIE"
    ? lu
    : inattendu("DATE_IMPOSSIBLE", { fr: "un mois, MM/AAAA", en: "a month, MM/YYYY" }, cellule);
}

/** Lit une année, AAAA ; d'un mois ou d'un jour, on garde l'année. */
export function lireAnneeEcrite(cellule: CelluleRemplie): Lu<number> {
  if (ANNEE.test(String(cellule))) return { valeur: Number(cellule) };
  const lu = lireMoisEcrit(cellule);
  if ("valeur" in lu) return { valeur: Number(lu.valeur.slice(0, 4)) };
  return lu.refus.code === "NUMERO_DE_SERIE" ? lu : inattendu("DATE_IMPOSSIBLE", UNE_ANNEE, cellule);
}
