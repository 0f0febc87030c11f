import {
  calculerAssiette,
  consigner,
  type Evenement,
  etablirBilan,
  expliquer,
  fixerObjectifsDeFlux,
  orienterLogements,
  ouvrirRegistre,
  proposerOrientation,
  repartirFlux,
  StipulationManquante,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import {
  commune,
  convention,
  DATE,
  libere,
  PARTOUT,
  PERIMETRE,
  prefet,
  REGISTRE,
  repartitionDe,
} from "../fabrique.js";

const MELUN = "77288";

describe("R8, supplément pour terrain ou financement (art. R. 441-5-4)", () => {
  const ville = (terrain: number) =>
    repartitionDe(
      [{ flux: 100 }],
      [
        convention("ville", "commune", commune(MELUN), [
          { taux: 20 },
          { taux: terrain, contrepartie: "apport-de-terrain" },
        ]),
      ],
    );

  it.each([0, 5, 80])("20 % de garanties + %i % contre un terrain : aucun constat", (terrain) => {
    expect(ville(terrain).constats).toEqual([]);
  });

  it("l'explication dit que le texte ne fixe pas de plafond", () => {
    expect(expliquer(ville(5), "parts/ville/apport-de-terrain")).toContain(
      "le texte ne lui fixe pas de plafond",
    );
  });
});

describe("R10, bilan annuel aux six axes (art. R. 441-5-1)", () => {
  const registre = ouvrirRegistre(
    repartitionDe(
      [{ flux: 6 }, { localisation: "qpv", flux: 4 }],
      [
        prefet(25, 5),
        convention("als", "action-logement", PARTOUT, [{ taux: 70, contrepartie: "financement" }]),
      ],
    ),
    REGISTRE,
  );
  const { registre: oriente } = orienterLogements(registre, [
    libere("L-1", "2024-02-01", { typologie: "T2" }),
    libere("L-2", "2024-03-01", { localisation: "qpv", periodeDeConstruction: "depuis 2015" }),
    libere("L-3", "2024-04-01", { financement: "PLAI" }),
    libere("L-4", "2024-05-01", { soustraction: "mutations" }),
  ]);
  const suites: Evenement[] = [
    { type: "designation", date: "2024-02-10", liberation: "L-1" },
    { type: "attribution", date: "2024-02-20", liberation: "L-1" },
    { type: "bail", date: "2024-03-01", liberation: "L-1" },
    { type: "attribution", date: "2024-03-20", liberation: "L-2" },
  ];
  const bilan = etablirBilan(suites.reduce(consigner, oriente));

  it("compte proposés et attribués par réservataire, typologie, financement, localisation, commune et période", () => {
    expect(bilan.lignes).toEqual([
      {
        reservataire: "als",
        typologie: "T2",
        financement: "PLUS",
        localisation: "hors-qpv",
        commune: MELUN,
        periodeDeConstruction: "1949-1974",
        proposes: 1,
        attribues: 1,
        bauxSignes: 1,
      },
      {
        reservataire: "als",
        typologie: "T3",
        financement: "PLAI",
        localisation: "hors-qpv",
        commune: MELUN,
        periodeDeConstruction: "1949-1974",
        proposes: 1,
        attribues: 0,
        bauxSignes: 0,
      },
      {
        reservataire: "prefet",
        typologie: "T3",
        financement: "PLUS",
        localisation: "qpv",
        commune: MELUN,
        periodeDeConstruction: "depuis 2015",
        proposes: 1,
        attribues: 1,
        bauxSignes: 0,
      },
    ]);
    expect(bilan.totaux).toEqual({ proposes: 3, attribues: 2, bauxSignes: 1 });
  });

  it("met côte à côte les soustraits prévus et réalisés, et l'emploi de chaque libération", () => {
    expect(bilan.assiettePrevue.soustraits.mutations).toBe(0);
    expect(bilan.assietteRealisee).toMatchObject({
      liberations: 4,
      flux: 3,
      soustraits: { total: 1, mutations: 1 },
    });
    expect(bilan.liberations).toEqual({
      total: 4,
      soustraites: 1,
      partagees: 3,
      sortiesDuPartage: 0,
      identifiees: 0,
      reserveesEnStock: 0,
      premieresMisesEnLocationHorsFlux: 0,
      enAttente: 0,
    });
  });
});

describe("R19, première mise en location (art. R. 441-5, I, al. 7 et 9)", () => {
  const assiette = (premieresMisesEnLocation: "dans-le-flux" | "hors-flux") =>
    calculerAssiette(
      {
        date: DATE,
        perimetre: PERIMETRE,
        liberations: 100,
        premieresMisesEnLocation: 24,
        soustraits: { mutations: 30 },
      },
      { premieresMisesEnLocation },
    );

  it("dans le flux, elle s'ajoute à A ; hors flux, elle se montre à part", () => {
    expect([assiette("dans-le-flux").liberations, assiette("dans-le-flux").flux]).toEqual([124, 94]);
    expect([assiette("hors-flux").liberations, assiette("hors-flux").flux]).toEqual([100, 70]);
    expect(assiette("hors-flux").premieresMisesEnLocation).toBe(24);
  });

  it("dans le flux, elle s'oriente ; hors flux, elle attend la répartition de son programme", () => {
    const orienter = (sort: "dans-le-flux" | "hors-flux") =>
      orienterLogements(
        ouvrirRegistre(repartirFlux({ assiette: assiette(sort), conventions: [] }), REGISTRE),
        [libere("L-1", "2024-09-02", { premiereMiseEnLocation: true })],
      );
    expect(orienter("dans-le-flux").orientations).toHaveLength(1);
    expect(orienter("hors-flux").orientations).toEqual([]);
    expect(orienter("hors-flux").nonOrientees.map(({ liberation }) => liberation)).toEqual(["L-1"]);
  });
});

describe("R20, ce que les articles lus laissent ouvert", () => {
  const parMoitie = (a: string, b: string) =>
    [a, b].map((code) => convention(code, "employeur", PARTOUT, [{ taux: 25, contrepartie: "financement" }]));

  it("arrondi : à restes égaux, l'ordre des codes, quel que soit celui des conventions", () => {
    const objectifs = (a: string, b: string) =>
      fixerObjectifsDeFlux(repartitionDe([{ flux: 2 }], parMoitie(a, b))).reservataires.map(
        ({ reservataire, objectif }) => [reservataire, objectif],
      );
    expect(objectifs("a", "b")).toEqual([
      ["a", 1],
      ["b", 0],
    ]);
    expect(objectifs("b", "a")).toEqual([
      ["a", 1],
      ["b", 0],
    ]);
  });

  it("ordre d'orientation : le plus en attente ; à égalité l'ordre des codes, le bailleur en dernier", () => {
    const registre = ouvrirRegistre(
      repartitionDe(
        [{ flux: 4 }],
        [...parMoitie("z", "a"), convention("m", "employeur", PARTOUT, [{ taux: 25 }])],
      ),
      REGISTRE,
    );
    const libre = consigner(registre, { type: "liberation", ...libere("L-1", "2024-02-01") });
    expect(proposerOrientation(libre, "L-1").candidats.map(({ reservataire }) => reservataire)).toEqual([
      "a",
      "m",
      "z",
      "non-reserves",
    ]);
  });

  it("décompte et report : une stipulation, jamais une valeur par défaut", () => {
    const ouvrir = () => ouvrirRegistre(repartitionDe([{ flux: 4 }], []), {} as never);
    expect(ouvrir).toThrow(StipulationManquante);
    expect(ouvrir).toThrow("Quel événement décompte un logement");
    expect(ouvrir).toThrow("se reporte-t-il");
  });
});
