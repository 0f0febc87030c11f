import {
  type CommuneDuPerimetre,
  consoliderEtatDesLieux,
  type ErreurDeSaisie,
  expliquer,
  type LogementDuParc,
  type Reservataire,
  reunirSyntheses,
  tableauDeSynthese,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE, PARTOUT, PERIMETRE } from "../fabrique.js";

const MELUN: CommuneDuPerimetre = { code: "77288", nom: "Melun", epci: "247700057" };
const ALS: Reservataire = { code: "als", nom: "ALS", categorie: "action-logement", territoire: PARTOUT };

function inventaire(
  bailleur: string,
  champs: Partial<LogementDuParc> = {},
  communes: readonly CommuneDuPerimetre[] = [MELUN],
  reservataires: readonly Reservataire[] = [ALS],
  date = DATE,
) {
  return consoliderEtatDesLieux(
    {
      date,
      perimetre: { ...PERIMETRE, bailleur },
      communes,
      reservataires,
      logements: [
        {
          numeroRpls: "9900000001",
          reservataire: "als",
          droit: "droit-de-suite",
          typologie: "T2",
          commune: "77288",
          localisation: "qpv",
          financement: "PLAI",
          dateDExpiration: "2030-12-31",
          ...champs,
        },
      ],
    },
    {},
  );
}

function problemes(appel: () => unknown): string[] {
  try {
    appel();
  } catch (erreur) {
    return (erreur as ErreurDeSaisie).problemes.map(({ chemin, code }) => `${chemin} ${code}`);
  }
  throw new Error("aucune erreur");
}

describe("reunirSyntheses", () => {
  const un = inventaire("999999999");

  it("refuse une liste vide, un inventaire donné deux fois, seul ou dans une réunion", () => {
    expect(problemes(() => reunirSyntheses([]))).toEqual(["syntheses LISTE_VIDE"]);
    expect(problemes(() => reunirSyntheses([un, un]))).toEqual(["syntheses[1] DOUBLON"]);
    expect(problemes(() => reunirSyntheses([reunirSyntheses([un]), un]))).toEqual(["syntheses[1] DOUBLON"]);
  });

  it("refuse deux versions du parc d'un bailleur dans un département, dans tous les ordres et les groupements", () => {
    const plusTard = inventaire("999999999", {}, [MELUN], [ALS], "2024-03-01");
    const autre = inventaire("999999998");
    for (const syntheses of [
      [un, plusTard],
      [plusTard, un],
      [reunirSyntheses([un, autre]), plusTard],
      [autre, reunirSyntheses([plusTard]), un],
    ])
      expect(problemes(() => reunirSyntheses(syntheses))).toEqual([
        `syntheses[${syntheses.length - 1}] DEUX_VERSIONS`,
      ]);
    expect(reunirSyntheses([un, autre]).totaux.logements).toBe(2);
  });

  it("refuse deux descriptions d'un même code", () => {
    const autreEpci = inventaire("999999998", {}, [{ ...MELUN, epci: null }]);
    const autreNom = inventaire("999999998", {}, [{ ...MELUN, nom: "Meaux" }]);
    const autreTitulaire = inventaire("999999998", {}, [MELUN], [{ ...ALS, categorie: "employeur" }]);
    expect(problemes(() => reunirSyntheses([un, autreEpci]))).toEqual([
      "syntheses[1].communes COMMUNE_CONTRADICTOIRE",
    ]);
    expect(problemes(() => reunirSyntheses([un, autreNom]))).toEqual([
      "syntheses[1].communes COMMUNE_CONTRADICTOIRE",
    ]);
    expect(problemes(() => reunirSyntheses([un, autreTitulaire]))).toEqual([
      "syntheses[1].reservataires RESERVATAIRE_CONTRADICTOIRE",
    ]);
  });

  it("un nom donné d'un seul côté est gardé ; la date est la dernière", () => {
    const sansNom = inventaire("999999998", {}, [{ code: "77288", epci: "247700057" }], [ALS], "2024-03-01");
    for (const syntheses of [
      [un, sansNom],
      [sansNom, un],
    ]) {
      const reunies = reunirSyntheses(syntheses);
      expect(reunies.communes).toEqual([MELUN]);
      expect(reunies.provenance.dateDeDroit).toBe("2024-03-01");
    }
  });

  it("garde les constats de chacun, et s'explique", () => {
    const echu = inventaire("999999998", { dateDExpiration: "2023-06-30" });
    const reunies = reunirSyntheses([un, echu]);
    expect(reunies.sources.map(({ constats }) => constats.map(({ code }) => code))).toEqual([
      ["DROITS_ECHUS_INVENTORIES"],
      [],
    ]);
    const texte = expliquer(reunies, "synthese/als/77288");
    expect(texte).toContain("2 = 0 + 2");
    expect(texte).toContain("échus à la date de leur inventaire, comptés quand même : 1");
    expect(texte).toContain("Logements réservés par ALS, commune Melun");
    expect(expliquer(reunies, "totaux/logements")).toContain("Patrimoine des 2 inventaires réunis");
  });
});

describe("tableauDeSynthese", () => {
  it("deux porteurs d'un nom se distinguent par leur code ; une commune sans nom est son code", () => {
    const { lignes } = tableauDeSynthese(
      inventaire("999999999", {}, [{ code: "77288", epci: null }], [ALS, { ...ALS, code: "als-2" }]),
    );
    expect(lignes[0]?.slice(0, 3)).toEqual(["ALS (als)", "77288", ""]);
  });

  it("sans droit de suite, aucune année", () => {
    const { colonnes } = tableauDeSynthese(inventaire("999999999", { droit: "droit-unique" }));
    expect(colonnes.at(-1)).toBe("PLS");
  });
});
