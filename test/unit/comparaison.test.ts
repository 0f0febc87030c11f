import {
  comparerEtatsDesLieux,
  type EntreeEtatDesLieux,
  type ErreurDeSaisie,
  expliquer,
  extraireEtatDesLieux,
  type LogementDuParc,
  lireEtatDesLieux,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE, PARTOUT, PERIMETRE } from "../fabrique.js";

const logement = (numero: number, champs: Partial<LogementDuParc> = {}): LogementDuParc => ({
  numeroRpls: String(9_900_000_000 + numero),
  reservataire: "als",
  typologie: "T3",
  commune: "77288",
  localisation: "hors-qpv",
  financement: "PLUS",
  ...champs,
});
const version = (logements: readonly LogementDuParc[]): EntreeEtatDesLieux => ({
  date: DATE,
  perimetre: PERIMETRE,
  communes: [{ code: "77288", epci: null }],
  reservataires: ["als", "etat"].map((code) => ({
    code,
    nom: code,
    categorie: "action-logement",
    territoire: PARTOUT,
  })),
  logements,
});

function problemes(appel: () => unknown): string[] {
  try {
    appel();
  } catch (erreur) {
    return (erreur as ErreurDeSaisie).problemes.map(({ chemin, code }) => `${chemin} ${code}`);
  }
  throw new Error("aucune erreur");
}

const AVANT = version([
  logement(1),
  logement(2, { dateDExpiration: "2030-12-31", statut: "transmis" }),
  logement(3),
  logement(4),
  logement(5, { reservataire: null }),
]);
const APRES = version([
  logement(6, { reservataire: null }),
  logement(5, { reservataire: "etat" }),
  logement(4, { reservataire: "etat", typologie: "T4" }),
  logement(2, { dateDExpiration: "2031-12-31", statut: "conteste", dateDeDebut: null }),
  logement(1, { dateDExpiration: null }),
]);

describe("comparerEtatsDesLieux", () => {
  const comparaison = comparerEtatsDesLieux(AVANT, APRES);

  it("ajoutés, retirés, changés champ par champ, inchangés", () => {
    expect(comparaison.ajoutes).toEqual([{ numeroRpls: "9900000006", reservataire: null }]);
    expect(comparaison.retires).toEqual([{ numeroRpls: "9900000003", reservataire: "als" }]);
    expect(comparaison.changes).toEqual([
      {
        numeroRpls: "9900000002",
        reservataire: "als",
        changements: [
          { champ: "dateDExpiration", avant: "2030-12-31", apres: "2031-12-31" },
          { champ: "statut", avant: "transmis", apres: "conteste" },
        ],
      },
      {
        numeroRpls: "9900000004",
        reservataire: "als",
        changements: [
          { champ: "reservataire", avant: "als", apres: "etat" },
          { champ: "typologie", avant: "T3", apres: "T4" },
        ],
      },
      {
        numeroRpls: "9900000005",
        reservataire: null,
        changements: [{ champ: "reservataire", avant: null, apres: "etat" }],
      },
    ]);
    expect(comparaison.inchanges).toBe(1);
  });

  it("le compte de chacun, les non réservés en dernier", () => {
    const zero = { ajoutes: 0, retires: 0, entres: 0, sortis: 0, changes: 0, inchanges: 0 };
    expect(comparaison.reservataires).toEqual([
      { ...zero, reservataire: "als", avant: 4, retires: 1, sortis: 1, changes: 1, inchanges: 1, apres: 2 },
      { ...zero, reservataire: "etat", avant: 0, entres: 2, apres: 2 },
      { ...zero, reservataire: null, avant: 1, sortis: 1, ajoutes: 1, apres: 1 },
    ]);
    expect(expliquer(comparaison, "reservataires/als")).toContain("2 = 4 − 1 − 1 + 0 + 0");
    expect(expliquer(comparaison, "reservataires/non-reserves")).toContain("1 = 1 − 0 − 1 + 1 + 0");
  });

  it("compare un fichier lu à un inventaire, et deux extraits d'un réservataire", () => {
    const { logements: _, ...cadre } = AVANT;
    const lu = lireEtatDesLieux(
      {
        ...cadre,
        lignes: [
          {
            RPLS: "9900000001",
            Réservataire: "als",
            Typologie: 3,
            Commune: "77288",
            QPV: 2,
            Financement: "PLUS",
          },
        ],
      },
      {},
    );
    expect(comparerEtatsDesLieux(lu, version([logement(1)])).inchanges).toBe(1);
    const extraits = [AVANT, APRES].map((donnee) => extraireEtatDesLieux(donnee, "als"));
    const [un, deux] = extraits as [(typeof extraits)[number], (typeof extraits)[number]];
    expect(comparerEtatsDesLieux(un, deux).retires.map(({ numeroRpls }) => numeroRpls)).toEqual([
      "9900000003",
      "9900000004",
    ]);
  });

  it("refuse ce qui n'est pas le même inventaire, un logement répété, un extrait retouché", () => {
    const ailleurs = { ...APRES, perimetre: { ...PERIMETRE, bailleur: "999999998" } };
    expect(problemes(() => comparerEtatsDesLieux(AVANT, ailleurs))).toEqual(["apres INVENTAIRE_DIFFERENT"]);
    expect(problemes(() => comparerEtatsDesLieux(AVANT, extraireEtatDesLieux(AVANT, "als")))).toEqual([
      "apres INVENTAIRE_DIFFERENT",
    ]);
    expect(problemes(() => comparerEtatsDesLieux(version([logement(1), logement(1)]), AVANT))).toEqual([
      "avant.logements[1].numeroRpls DOUBLON",
    ]);
    const retouche = { ...extraireEtatDesLieux(AVANT, "als"), logements: [] };
    expect(problemes(() => comparerEtatsDesLieux(retouche, AVANT))).toEqual(["avant RESULTAT_ALTERE"]);
  });

  it("l'année suivante du même inventaire se compare", () => {
    const suivante = { ...AVANT, perimetre: { ...PERIMETRE, annee: 2025 } };
    expect(comparerEtatsDesLieux(AVANT, suivante).inchanges).toBe(5);
  });
});

describe("extraireEtatDesLieux", () => {
  it("refuse un réservataire que la liste n'a pas ; celui qui n'a rien a un extrait vide", () => {
    expect(problemes(() => extraireEtatDesLieux(AVANT, "caf"))).toEqual([
      "reservataire RESERVATAIRE_INCONNU",
    ]);
    expect(extraireEtatDesLieux(AVANT, "etat")).toMatchObject({ communes: [], logements: [] });
  });
});
