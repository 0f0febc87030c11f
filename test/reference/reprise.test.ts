import { ErreurDeSaisie, expliquer, fixerObjectifsDeFlux, repartirFlux } from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { assietteDe, commune, convention, PARTOUT, prefet } from "../fabrique.js";

const MELUN = "77288";
const assiette = () =>
  assietteDe([
    { commune: MELUN, flux: 40 },
    { commune: "77305", flux: 60 },
  ]);
const ville = {
  code: "ville",
  nom: "Ville de Melun",
  categorie: "commune",
  territoire: commune(MELUN),
} as const;
const reprise = (champs: object = {}) => ({
  code: "reprise-ville",
  origine: ville,
  decision: "AP-2023-77",
  du: "2023-12-01",
  modeDeGestion: "deleguee" as const,
  taux: 15,
  localisation: "uniforme" as const,
  ...champs,
});
const repartir = (reprises: readonly object[], ...conventions: readonly ReturnType<typeof convention>[]) =>
  repartirFlux({
    assiette: assiette(),
    conventions: [prefet(25, 5), ...conventions],
    reprises: reprises as never,
  });
const codes = ({ constats }: ReturnType<typeof repartir>) => constats.map(({ code }) => code);

describe("R13, reprise par le préfet de droits non convertis", () => {
  it("fait une ligne à part, sur le territoire d'origine, hors des plafonds et de l'uniformité du préfet", () => {
    const repartition = repartir([reprise()]);
    expect(repartition.parts.map(({ reservataire, logements }) => [reservataire, logements.exact])).toEqual([
      ["prefet", "5"],
      ["prefet", "25"],
      ["reprise-ville", "6"],
    ]);
    expect(codes(repartition)).toEqual(["REPRISE_PAR_LE_PREFET"]);
    expect(fixerObjectifsDeFlux(repartition).reservataires.map(({ objectif }) => objectif)).toEqual([30, 6]);
  });

  it("l'explication dit la décision, les droits d'origine et la ligne à part", () => {
    const texte = expliquer(repartir([reprise()]), "parts/reprise-ville/reprise-par-le-prefet");
    expect(texte).toContain("Par décision « AP-2023-77 »");
    expect(texte).toContain("les droits que Ville de Melun n'a pas convertis : 15 % du flux du territoire");
  });

  it("est une décision du préfet, non une règle qu'une stipulation écarte, et dit ce qui n'a pas été lu", () => {
    const texte = expliquer(repartir([reprise()]), "parts/reprise-ville/reprise-par-le-prefet");
    expect(texte).not.toContain("qu'une stipulation peut écarter");
    const [pas] = JSON.parse(
      expliquer(repartir([reprise()]), "parts/reprise-ville/reprise-par-le-prefet", { format: "json" }),
    ).etapes.filter(({ regle }: { regle: string }) => regle === "R13");
    expect([pas.autorite, pas.confiance, pas.articles]).toEqual(["choix", ["doctrine", "lecture"], []]);
    expect(pas.lecture.fr).toContain("n'a pas été lu");
    expect(pas.lecture.fr).toContain("conclues avant le 24 novembre 2018");
    expect(pas.lecture.fr).toContain("« hors des plafonds » est une inférence");
  });

  it("n'est jamais automatique : sans décision, les droits non convertis ne donnent rien", () => {
    const repartition = repartir([]);
    expect(repartition.parts.map(({ reservataire }) => reservataire)).toEqual(["prefet", "prefet"]);
  });

  it.each([
    ["2023-11-23", ["REPRISE_PAR_LE_PREFET", "REPRISE_AVANT_L_ECHEANCE"]],
    ["2023-11-24", ["REPRISE_PAR_LE_PREFET"]],
    ["2023-11-25", ["REPRISE_PAR_LE_PREFET"]],
    ["2021-11-23", ["REPRISE_PAR_LE_PREFET", "REPRISE_AVANT_L_ECHEANCE"]],
    ["2021-11-24", ["REPRISE_PAR_LE_PREFET"]],
    ["2022-02-22", ["REPRISE_PAR_LE_PREFET"]],
    ["2022-02-23", ["REPRISE_PAR_LE_PREFET", "REPRISE_AVANT_L_ECHEANCE"]],
  ])("décidée à compter du %s : %j", (du, attendus) => {
    expect(codes(repartir([reprise({ du })]))).toEqual(attendus);
  });

  it.each([
    [{ du: "2024-01-02" }, "elle commence le 02/01/2024"],
    [{ au: "2023-12-31" }, "elle a pris fin le 31/12/2023"],
  ])("ne joue pas hors de ses dates : %j", (dates, cause) => {
    const repartition = repartir([reprise(dates)]);
    expect(repartition.parts).toHaveLength(2);
    expect(codes(repartition)).toEqual(["REPRISE_SANS_EFFET"]);
    expect(repartition.constats[0]?.message.fr).toContain(cause);
  });

  it("joue encore le dernier jour, et prend fin avec une convention conforme", () => {
    expect(codes(repartir([reprise({ au: "2024-01-01" })]))).toEqual(["REPRISE_PAR_LE_PREFET"]);
    const convertie = repartir([reprise()], convention("ville", "commune", commune(MELUN), [{ taux: 12 }]));
    expect(convertie.parts.map(({ reservataire }) => reservataire)).toEqual(["prefet", "prefet", "ville"]);
    expect(codes(convertie)).toEqual(["REPRISE_SANS_EFFET"]);
    expect(convertie.constats[0]?.message.fr).toContain(
      "une convention de « ville » y a mis fin le 01/01/2024 ; sa conformité n'est pas vérifiée ici",
    );
  });

  it("ne renaît pas quand la convention qui y a mis fin est résiliée à son tour", () => {
    const conforme = {
      ...convention("ville", "commune", commune(MELUN), [{ taux: 12 }]),
      dateDEffet: "2023-12-15",
      resiliation: { date: "2023-12-31" },
    };
    const repartition = repartir([reprise()], conforme);
    expect(repartition.parts.map(({ reservataire }) => reservataire)).toEqual(["prefet", "prefet"]);
    expect(codes(repartition)).toEqual(["CONVENTION_RESILIEE", "REPRISE_SANS_EFFET"]);
  });

  it("ne joue pas si une convention était en vigueur quand elle a commencé, même résiliée depuis", () => {
    const anterieure = {
      ...convention("ville", "commune", commune(MELUN), [{ taux: 12 }]),
      dateDEffet: "2022-01-01",
      resiliation: { date: "2023-12-15" },
    };
    const repartition = repartir([reprise()], anterieure);
    expect(codes(repartition)).toEqual(["CONVENTION_RESILIEE", "REPRISE_SANS_EFFET"]);
    expect(repartition.constats[1]?.message.fr).toContain(
      "une convention de « ville » était en vigueur quand elle a commencé",
    );
  });

  it("prend fin aussi si la commune est donnée sous un autre code", () => {
    const autre = convention("mairie", "commune", commune(MELUN), [{ taux: 12 }]);
    expect(codes(repartir([reprise()], autre))).toEqual(["REPRISE_SANS_EFFET"]);
  });

  it("sous le droit d'une date où l'échéance est reportée, une reprise antérieure est trop tôt venue", () => {
    const selon = (date: string) =>
      repartirFlux({
        assiette: assietteDe([{ commune: MELUN, flux: 40 }], date),
        conventions: [],
        reprises: [reprise({ du: "2021-12-01" })],
      }).constats.map(({ code }) => code);
    expect(selon("2022-02-22")).toEqual(["REPRISE_PAR_LE_PREFET"]);
    expect(selon("2022-02-23")).toEqual(["REPRISE_PAR_LE_PREFET", "REPRISE_AVANT_L_ECHEANCE"]);
    expect(selon("2023-11-24")).toEqual(["REPRISE_PAR_LE_PREFET"]);
  });

  it("refuse ce qui ne se reprend pas, les codes en double, les dates inversées", () => {
    const problemes = (...reprises: readonly object[]) => {
      try {
        repartir(reprises);
      } catch (erreur) {
        if (erreur instanceof ErreurDeSaisie)
          return erreur.problemes.map(({ chemin, code }) => `${chemin} ${code}`).sort();
      }
      throw new Error("aucune erreur de saisie");
    };
    const hopital = {
      ...ville,
      code: "hopital",
      categorie: "etablissement-public-de-sante",
      territoire: PARTOUT,
    };
    expect(problemes(reprise({ origine: hopital }))).toEqual([
      "reprises[0].origine.categorie CATEGORIE_INCOHERENTE",
    ]);
    expect(problemes(reprise({ code: "prefet" }), reprise({ au: "2023-12-31" }))).toEqual(
      ["reprises[1].origine.code DOUBLON", "reprises[0].code DOUBLON"].sort(),
    );
    expect(problemes(reprise({ au: "2023-12-31" }), reprise({ du: "2024-01-01" }))).toEqual([
      "reprises[1].code DOUBLON",
    ]);
    expect(problemes(reprise({ origine: { ...ville, territoire: commune("75056") } }))).toEqual([
      "reprises[0].origine.territoire.commune COMMUNE_HORS_DEPARTEMENT",
    ]);
    expect(problemes(reprise({ au: "2023-11-30" }))).toEqual(["reprises[0].au DATES_INVERSEES"]);
    expect(problemes(reprise({ decision: undefined }))).toEqual(["reprises[0].decision CHAMP_MANQUANT"]);
  });
});
