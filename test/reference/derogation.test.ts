import { expliquer, fixerObjectifsDeFlux, repartirFlux } from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { assietteDe, DATE, prefet } from "../fabrique.js";

const ARRETE = {
  arrete: "arrêté fictif n° 1",
  motif: "securite-publique",
  du: "2023-07-01",
  au: "2024-06-30",
  plafondPrefet: 35,
  plafondAgents: "8.5",
} as const;

type Arrete = Pick<typeof ARRETE, "motif"> &
  Readonly<
    Record<"arrete" | "du" | "au", string> & Record<"plafondPrefet" | "plafondAgents", string | number>
  >;

const repartir = (
  publics: number | string,
  agents: number | string,
  derogations: readonly Partial<Arrete>[],
) =>
  repartirFlux({
    assiette: assietteDe([{ flux: 200 }], DATE),
    conventions: [prefet(publics, agents)],
    derogations: derogations.map((derogation) => ({ ...ARRETE, ...derogation })),
  });

const codes = (...donnees: Parameters<typeof repartir>) =>
  repartir(...donnees).constats.map(({ code }) => code);

describe("R6, dérogation aux plafonds du préfet (art. R. 441-5-2, I, al. 2)", () => {
  it.each([
    ["26.5", "8.5", ["DEROGATION_APPLIQUEE"]],
    ["26.500001", "8.5", ["DEROGATION_APPLIQUEE", "PLAFOND_DU_PREFET_DEPASSE"]],
    ["26", "8.500001", ["DEROGATION_APPLIQUEE", "PLAFOND_DES_AGENTS_DEPASSE"]],
    ["26.499999", "8.499999", ["DEROGATION_APPLIQUEE"]],
  ])("publics %s % + agents %s %, sous 35 % et 8,5 % : %j", (publics, agents, attendus) => {
    expect(codes(publics, agents, [{}])).toEqual(attendus);
  });

  it("les plafonds entiers des objectifs suivent l'arrêté", () => {
    const [ligne] = fixerObjectifsDeFlux(repartir("26.4", "8.4", [{}])).reservataires;
    expect(ligne?.objectif).toBe(70);
    expect(ligne?.parts.map(({ objectif }) => objectif)).toEqual([17, 53]);
  });

  it.each([
    ["2023-07-01", "2024-06-30", "DEROGATION_APPLIQUEE"],
    ["2023-07-01", "2024-07-01", "DEROGATION_TROP_LONGUE"],
    ["2023-07-02", "2024-07-01", "DEROGATION_APPLIQUEE"],
    ["2024-01-01", "2024-12-31", "DEROGATION_APPLIQUEE"],
    ["2024-01-02", "2024-12-31", "DEROGATION_SANS_EFFET"],
    ["2023-01-01", "2023-12-31", "DEROGATION_SANS_EFFET"],
    ["2023-01-02", "2024-01-01", "DEROGATION_APPLIQUEE"],
  ])("du %s au %s, au 01/01/2024 : %s", (du, au, attendu) => {
    const trouves = codes(30, 5, [{ du, au }]);
    expect(trouves).toEqual(
      attendu === "DEROGATION_APPLIQUEE" ? [attendu] : [attendu, "PLAFOND_DU_PREFET_DEPASSE"],
    );
  });

  it("ne pas appliquer un arrêté trop long est dit comme un choix de la bibliothèque", () => {
    const { constats } = repartirFlux({
      assiette: assietteDe([{ flux: 200 }]),
      conventions: [prefet(25, 5)],
      derogations: [{ ...ARRETE, du: "2023-07-01", au: "2024-07-01" }],
    });
    const tropLongue = constats.find(({ code }) => code === "DEROGATION_TROP_LONGUE");
    expect(tropLongue?.message.fr).toContain(
      "dépasse un an : la bibliothèque choisit de ne pas l'appliquer, sans juger de sa validité",
    );
  });

  it("sans arrêté, sans plafond ou sans durée, une dérogation n'est pas lue", () => {
    const { plafondPrefet: _, plafondAgents: __, ...nu } = ARRETE;
    const appel = (derogation: object) => () =>
      repartirFlux({
        assiette: assietteDe([{ flux: 200 }]),
        conventions: [],
        derogations: [derogation as never],
      });
    const { arrete: ___, ...anonyme } = ARRETE;
    expect(appel(anonyme)).toThrow("derogations[0].arrete : Ce champ est obligatoire");
    expect(appel(nu)).toThrow("plafondPrefet, plafondAgents, ou les deux");
    expect(appel({ ...ARRETE, au: "2023-06-30" })).toThrow("DATES_INVERSEES");
    expect(appel({ ...ARRETE, motif: "commodite" })).toThrow("VALEUR_NON_PREVUE");
  });

  it.each([
    [{ plafondPrefet: "30" }, "derogations[0].plafondPrefet"],
    [{ plafondPrefet: "10" }, "derogations[0].plafondPrefet"],
    [{ plafondAgents: "5" }, "derogations[0].plafondAgents"],
  ])("un plafond qui ne dépasse pas celui du texte n'y déroge pas : %j", (plafond, chemin) => {
    const appel = () => repartir(25, 5, [plafond]);
    expect(appel).toThrow("PLAFOND_SANS_DEROGATION");
    expect(appel).toThrow(chemin);
  });

  it("un cran au-dessus du texte, il y déroge", () => {
    expect(codes("25", "5.000001", [{ plafondPrefet: "30.000001", plafondAgents: "5.000001" }])).toEqual([
      "DEROGATION_APPLIQUEE",
    ]);
  });

  it("deux arrêtés des mêmes jours ne se départagent pas", () => {
    expect(() =>
      repartir(25, 5, [{}, { arrete: "arrêté fictif n° 2", du: "2024-06-30", au: "2024-12-31" }]),
    ).toThrow("DEROGATIONS_CONCURRENTES");
    expect(codes(25, 5, [{}, { arrete: "arrêté fictif n° 2", du: "2024-07-01", au: "2024-12-31" }])).toEqual([
      "DEROGATION_APPLIQUEE",
      "DEROGATION_SANS_EFFET",
    ]);
  });

  it("l'explication cite l'arrêté et l'article", () => {
    const texte = expliquer(
      repartir("26.5", "8.5", [{}]),
      "parts/prefet/contingent-prefectoral/publics-prioritaires",
    );
    expect(texte).toContain("« arrêté fictif n° 1 »");
    expect(texte).toContain("art. R. 441-5-2, I, al. 2");
    expect(texte).toContain("Le plafond est de 35 %");
  });
});
