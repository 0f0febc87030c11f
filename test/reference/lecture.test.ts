import {
  consoliderEtatDesLieux,
  ErreurDeSaisie,
  type LigneDeFichier,
  lireEtatDesLieux,
  PASSAGE_DES_FINANCEMENTS_PROPOSE,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, DATE, PARTOUT, PERIMETRE } from "../fabrique.js";

/** Le niveau 1 du modèle francilien, à ses propres en-têtes. */
const MODELE = {
  "N° RPLS du logement": "9900000001",
  Réservataire: "Action Logement",
  Typologie: "T3",
  Adresse: "1 rue de la Gare",
  Commune: "Melun",
  "QPV/hors QPV": "QPV",
  Financement: "PLUS",
  "Date de début de la convention": "01/07/2005",
  "Date d'expiration de la convention": "03/06/2031",
} as const satisfies LigneDeFichier;

const lire = (lignes: readonly LigneDeFichier[]) =>
  lireEtatDesLieux(
    {
      date: DATE,
      perimetre: PERIMETRE,
      communes: [{ code: "77288", nom: "Melun", epci: null }],
      reservataires: [
        { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
        { code: "prefet", nom: "Préfet", categorie: "prefet", territoire: PARTOUT },
        { code: "melun", nom: "Ville de Melun", categorie: "commune", territoire: commune("77288") },
      ],
      lignes,
    },
    { passageDesFinancements: PASSAGE_DES_FINANCEMENTS_PROPOSE },
  );

describe("R14, le niveau 1 de l'état des lieux", () => {
  it("les neuf colonnes du modèle se lisent, et donnent le niveau 2", () => {
    const lu = lire([
      MODELE,
      { ...MODELE, "N° RPLS du logement": "9900000002", "Date d'expiration de la convention": "" },
      { ...MODELE, "N° RPLS du logement": "9900000003", Typologie: "T5 et +", "QPV/hors QPV": "hors QPV" },
    ]);
    expect(lu.colonnes.ignorees).toEqual([]);
    expect(lu.colonnes.reconnues).toHaveLength(9);
    const { synthese } = consoliderEtatDesLieux(lu, { droitNonPrecise: "droit-de-suite" });
    expect(synthese).toEqual([
      {
        reservataire: "als",
        commune: "77288",
        epci: null,
        droitsUniquesNonHonores: 0,
        droitsDeSuite: 3,
        situesEnQpv: 2,
        typologies: { T1: 0, T2: 0, T3: 2, T4: 0, "T5+": 1 },
        financements: { PLAI: 0, PLUS: 3, PLS: 0 },
        anneesDExpiration: [
          { annee: 2031, nombre: 2 },
          { annee: null, nombre: 1 },
        ],
        echus: 0,
      },
    ]);
    expect(lu.logements[0]?.dateDExpiration).toBe("2031-06-03");
  });

  it("une expiration vide est sans terme, et le constat la distingue de « sans terme », écrit", () => {
    const dire = (expiration: string) =>
      lire([{ ...MODELE, "Date d'expiration de la convention": expiration }]).constats.map(
        ({ code }) => code,
      );
    expect(dire("")).toEqual(["EXPIRATION_NON_DITE"]);
    expect(dire("sans terme")).toEqual([]);
  });

  it("une cellule de réservataire vide ne dit pas que le logement n'est pas réservé", () => {
    const muette = {
      ...MODELE,
      Réservataire: "",
      "Date de début de la convention": "",
      "Date d'expiration de la convention": "",
    };
    expect(() => lire([muette])).toThrow(ErreurDeSaisie);
    expect(lire([{ ...muette, Réservataire: "non réservé" }]).logements[0]?.reservataire).toBeNull();
  });

  it("le contingent 7 n'est pas libre de tout droit : celui du préfet n'y contredit rien", () => {
    const lu = lire([
      { ...MODELE, Réservataire: "Préfet", CONTRESLOG: 7 },
      { ...MODELE, "N° RPLS du logement": "9900000002", CONTRESLOG: 7 },
    ]);
    expect(lu.discordances.map(({ numeroRpls }) => numeroRpls)).toEqual(["9900000002"]);
  });
});

describe("R1, le parc de l'état des lieux", () => {
  it("le PLI, code 16, est hors du flux : compté à part", () => {
    const lu = lire([MODELE, { ...MODELE, "N° RPLS du logement": "9900000002", Financement: 16 }]);
    expect(lu.comptes).toEqual({ lignes: 2, logements: 1, horsInventaire: 1, ecartees: 0 });
  });

  it("un logement n'est pas à la fois du flux et hors du flux", () => {
    expect(() => lire([MODELE, { ...MODELE, Financement: "PLI" }])).toThrow("DOUBLON");
  });

  it("« 1,6 » n'est pas le code 16, ni « -13 » le code 13", () => {
    expect(() => lire([{ ...MODELE, Financement: "1,6" }])).toThrow("FINANCEMENT_SANS_PASSAGE");
    expect(() => lire([{ ...MODELE, Financement: "-13" }])).toThrow("FINANCEMENT_SANS_PASSAGE");
  });
});
