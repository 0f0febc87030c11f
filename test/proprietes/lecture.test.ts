import {
  type EntreeDeLecture,
  type ErreurDeSaisie,
  type LigneDeFichier,
  lireEtatDesLieux,
  PASSAGE_DES_FINANCEMENTS_PROPOSE,
  type Probleme,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, DATE, PARTOUT, PERIMETRE } from "../fabrique.js";

const CADRE = {
  date: DATE,
  perimetre: PERIMETRE,
  communes: [
    { code: "77288", nom: "Melun", epci: null },
    { code: "77284", nom: "Meaux", epci: null },
  ],
  reservataires: [
    { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
    { code: "melun", nom: "Ville de Melun", categorie: "commune", territoire: commune("77288") },
  ],
} as const satisfies Omit<EntreeDeLecture, "lignes">;

const STIPULATIONS = { passageDesFinancements: PASSAGE_DES_FINANCEMENTS_PROPOSE };
const EXPIRATION = "Date d'expiration de la convention";

/** Chaque faute : la colonne, ce qu'on y écrit, le code attendu. */
const FAUTES: readonly (readonly [colonne: string, cellule: LigneDeFichier[string], code: string])[] = [
  ["N° RPLS", "99-00", "NUMERO_RPLS_INVALIDE"],
  ["Réservataire", "Mairie", "RESERVATAIRE_INCONNU"],
  ["Réservataire", "", "RESERVATAIRE_NON_DIT"],
  ["Typologie", "grand", "TYPOLOGIE_INVALIDE"],
  ["Commune", "75056", "COMMUNE_INCONNUE"],
  ["Commune", null, "CHAMP_MANQUANT"],
  ["QPV / hors QPV", "peut-être", "VALEUR_NON_PREVUE"],
  ["FINAN_CODE", "49", "FINANCEMENT_SANS_PASSAGE"],
  [EXPIRATION, "31/02/2030", "DATE_IMPOSSIBLE"],
  [EXPIRATION, 47_000, "NUMERO_DE_SERIE"],
  [EXPIRATION, "02/2030", "JOUR_MANQUANT"],
  [EXPIRATION, "31/12/2009", "DATES_INVERSEES"],
];

/** Un fichier tiré d'une graine, une faute toutes les cent lignes, et les problèmes attendus. */
function fichier(nombre: number) {
  let etat = 20_231_124;
  const parmi = <T>(choix: readonly T[]): T => {
    etat = (Math.imul(etat, 1_664_525) + 1_013_904_223) >>> 0;
    return choix[(etat >>> 8) % choix.length] as T;
  };
  const attendus: string[] = [];
  const lignes = Array.from({ length: nombre }, (_, rang): LigneDeFichier => {
    const ligne = {
      "N° RPLS": String(9_900_000_000 + rang),
      Réservataire: parmi(["als", "Action Logement", "VILLE DE MELUN"]),
      Typologie: parmi(["T1", "T1bis", "T2", "T3", "T4", "T5 et +", 3]),
      Commune: parmi(["77288", "77284", "Meaux", "MELUN"]),
      "QPV / hors QPV": parmi(["oui", "non", 1, 2, "hors QPV"]),
      FINAN_CODE: parmi(["13", 10, "PLUS", "pls", "52"]),
      "Date de début de convention": "01/01/2010",
      [EXPIRATION]: parmi(["31/12/2035", "2031-06-30", "1/6/2040", "sans terme"]),
    };
    if (rang % 100 !== 99) return ligne;
    const [colonne, cellule, code] = parmi(FAUTES);
    attendus.push(`${rang} ${colonne} ${code}`);
    return { ...ligne, [colonne]: cellule };
  });
  return { lignes, attendus };
}

const CHEMIN = /^lignes\[(?<rang>\d+)\](?:\["(?<citee>.*)"\]|\.(?<nue>.*))$/;

function situer({ chemin, code }: Probleme): string {
  const { rang, citee, nue } = CHEMIN.exec(chemin)?.groups ?? {};
  return `${rang} ${citee ?? nue} ${code}`;
}

/** Le temps que prend un simple parcours des mêmes cellules. */
function parcourir(lignes: readonly LigneDeFichier[]): number {
  const debut = performance.now();
  let caracteres = 0;
  for (const ligne of lignes)
    for (const entete of Object.keys(ligne)) caracteres += String(ligne[entete]).length;
  expect(caracteres).toBeGreaterThan(0);
  return performance.now() - debut;
}

describe("cent mille lignes, une sur cent fautive", () => {
  const { lignes, attendus } = fichier(100_000);

  it("chaque faute est située, et seulement elles", () => {
    expect(attendus).toHaveLength(1_000);
    expect(new Set(attendus.map((a) => a.split(" ").at(-1))).size).toBe(
      new Set(FAUTES.map(([, , c]) => c)).size,
    );
    try {
      lireEtatDesLieux({ ...CADRE, lignes }, STIPULATIONS);
    } catch (erreur) {
      expect((erreur as ErreurDeSaisie).problemes.map(situer)).toEqual(attendus);
    }
    expect.assertions(3);
  });

  it("les bonnes lignes sont rendues, le reste compté, en moins de dix secondes", () => {
    const simple = parcourir(lignes);
    const debut = performance.now();
    const lu = lireEtatDesLieux({ ...CADRE, lignes }, STIPULATIONS, { lignesFautives: "ecarter" });
    const duree = performance.now() - debut;
    console.info(`lecture : ${Math.round(duree)} ms, ${Math.round(duree / simple)} fois un simple parcours`);
    expect(duree).toBeLessThan(10_000);
    expect(lu.problemes.map(situer)).toEqual(attendus);
    expect(lu.comptes).toEqual({ lignes: 100_000, logements: 99_000, horsInventaire: 0, ecartees: 1_000 });
  });
});
