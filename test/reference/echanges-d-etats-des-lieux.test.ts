import {
  consoliderEtatDesLieux,
  type EntreeEtatDesLieux,
  expliquer,
  extraireEtatDesLieux,
  informationPrealable,
  type LogementDuParc,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, DATE, PARTOUT, PERIMETRE } from "../fabrique.js";

const MELUN = "77288";
const MEAUX = "77284";
const EPCI = "247700057";

const logement = (numero: number, champs: Partial<LogementDuParc>): LogementDuParc => ({
  numeroRpls: String(9_900_000_000 + numero),
  reservataire: "als",
  droit: "droit-de-suite",
  typologie: "T3",
  commune: MELUN,
  localisation: "hors-qpv",
  financement: "PLUS",
  dateDExpiration: "2030-06-30",
  ...champs,
});
const LIBRE = { reservataire: null, droit: undefined, dateDExpiration: undefined };

const inventaire = (logements: readonly LogementDuParc[]): EntreeEtatDesLieux => ({
  date: DATE,
  perimetre: PERIMETRE,
  communes: [
    { code: MELUN, nom: "Melun", epci: EPCI },
    { code: MEAUX, nom: "Meaux", epci: null },
  ],
  reservataires: [
    { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
    { code: "armees", nom: "Ministère des armées", categorie: "defense", territoire: PARTOUT },
    { code: "melun", nom: "Ville de Melun", categorie: "commune", territoire: commune(MELUN) },
  ],
  logements,
});

const PARC = [
  logement(1, { localisation: "qpv" }),
  logement(2, { droit: "droit-unique", typologie: "T1" }),
  logement(3, { reservataire: "melun", typologie: "T5+" }),
  logement(4, { commune: MEAUX }),
  logement(5, { ...LIBRE, commune: MEAUX }),
  logement(6, { reservataire: "armees" }),
];

describe("R13, l'information préalable à la conversion", () => {
  const information = informationPrealable(consoliderEtatDesLieux(inventaire(PARC), {}));

  it("va à tous les réservataires et aux présidents des intercommunalités, avec le même contenu", () => {
    expect(
      information.destinataires.map((d) =>
        d.type === "reservataire" ? d.reservataire : [d.epci, d.communes],
      ),
    ).toEqual(["als", "armees", "melun", [EPCI, [MELUN]]]);
    expect(information.communesSansEpci).toEqual([MEAUX]);
  });

  it("dit où, combien et de quelles tailles, réservataire par réservataire, à l'un et l'autre titre", () => {
    const typologies = { T1: 0, T2: 0, T3: 0, T4: 0, "T5+": 0 };
    expect(information.contenu).toEqual([
      {
        reservataire: "als",
        commune: MEAUX,
        epci: null,
        logements: 1,
        situesEnQpv: 0,
        typologies: { ...typologies, T3: 1 },
      },
      {
        reservataire: "als",
        commune: MELUN,
        epci: EPCI,
        logements: 2,
        situesEnQpv: 1,
        typologies: { ...typologies, T1: 1, T3: 1 },
      },
      {
        reservataire: "melun",
        commune: MELUN,
        epci: EPCI,
        logements: 1,
        situesEnQpv: 0,
        typologies: { ...typologies, "T5+": 1 },
      },
    ]);
    expect(information.totaux.logements).toBe(4);
  });

  it("est rapportée par le ministère, et le dit", () => {
    expect(information.constats.map(({ code, confiance }) => [code, confiance])).toEqual([
      ["INFORMATION_RAPPORTEE", ["doctrine"]],
    ]);
    const texte = expliquer(information, "contenu/als/77288");
    expect(texte).toContain("1 + 0 + 1 + 0 + 0 = 2");
    expect(texte).toContain("La partie du décret qui le dit n'a pas été lue");
    expect(texte).not.toContain("texte officiel lu");
  });
});

describe("R14, le niveau 1 ne va qu'au réservataire concerné", () => {
  it("l'extrait a ses lignes, ses communes, et rien des autres", () => {
    const extrait = extraireEtatDesLieux(inventaire(PARC), "melun");
    expect(extrait.logements).toEqual([PARC[2]]);
    expect(extrait.communes.map(({ code }) => code)).toEqual([MELUN]);
    expect(extrait.reservataire.code).toBe("melun");
    expect(JSON.stringify(extrait)).not.toMatch(/als|armees|Meaux|9900000001/);
  });

  it("ni compte ni empreinte n'y trahit les autres : leurs lignes changent, l'extrait non", () => {
    const seul = extraireEtatDesLieux(
      inventaire([logement(3, { reservataire: "melun", typologie: "T5+" })]),
      "melun",
    );
    expect(extraireEtatDesLieux(inventaire(PARC), "melun")).toEqual(seul);
  });
});
