import {
  consoliderEtatDesLieux,
  type LogementDuParc,
  reunirSyntheses,
  tableauDeSynthese,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, DATE, PARTOUT, PERIMETRE } from "../fabrique.js";

const logement = (numero: number, champs: Partial<LogementDuParc>): LogementDuParc => ({
  numeroRpls: String(9_900_000_000 + numero),
  reservataire: "als",
  droit: "droit-de-suite",
  typologie: "T3",
  commune: "77288",
  localisation: "hors-qpv",
  financement: "PLUS",
  dateDExpiration: "2024-06-30",
  ...champs,
});

const inventaire = (logements: readonly LogementDuParc[]) =>
  consoliderEtatDesLieux(
    {
      date: DATE,
      perimetre: PERIMETRE,
      communes: [
        { code: "77288", nom: "Melun", epci: "247700057" },
        { code: "77284", nom: "Meaux", epci: null },
      ],
      reservataires: [
        { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
        { code: "meaux", nom: "Ville de Meaux", categorie: "commune", territoire: commune("77284") },
      ],
      logements,
    },
    {},
  );

const PREMIERS = [
  logement(1, { typologie: "T1", financement: "PLAI", localisation: "qpv" }),
  logement(2, { typologie: "T5+", financement: "PLS", dateDExpiration: "2021-12-31" }),
  logement(3, { droit: "droit-unique", localisation: "qpv" }),
  logement(4, { reservataire: "meaux", commune: "77284", dateDExpiration: null }),
];
const SECONDS = [
  logement(5, { typologie: "T1", dateDExpiration: "2024-01-01" }),
  logement(6, { reservataire: null, droit: undefined, dateDExpiration: undefined }),
];

describe("R14, le niveau 2 de l'état des lieux", () => {
  it("les colonnes du modèle, les droits de suite seuls détaillés, une colonne par année d'expiration", () => {
    const { colonnes, lignes } = tableauDeSynthese(inventaire([...PREMIERS, ...SECONDS]));
    expect(colonnes).toEqual([
      "Réservataire",
      "Commune",
      "EPCI/EPT",
      "Droit unique non encore honoré",
      "Droit de suite",
      "Situé en QPV",
      "T1",
      "T2",
      "T3",
      "T4",
      "T5 et +",
      "PLAI",
      "PLUS",
      "PLS",
      "2021",
      "2024",
      "Sans terme",
    ]);
    expect(lignes).toEqual([
      ["Action Logement", "Melun", "247700057", 1, 3, 2, 2, 0, 0, 0, 1, 1, 1, 1, 1, 2, 0],
      ["Ville de Meaux", "Meaux", "", 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1],
    ]);
  });

  it("deux inventaires réunis donnent le tableau d'un seul", () => {
    const reunies = reunirSyntheses([inventaire(PREMIERS), inventaire(SECONDS)]);
    const entier = inventaire([...PREMIERS, ...SECONDS]);
    expect(tableauDeSynthese(reunies).lignes).toEqual(tableauDeSynthese(entier).lignes);
    expect(reunies.patrimoine).toEqual(entier.patrimoine);
    expect(reunies.totaux).toEqual({ logements: 6, reserves: 5, identifies: 0, nonReserves: 1 });
  });
});
