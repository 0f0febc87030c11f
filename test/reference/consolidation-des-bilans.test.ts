import {
  type Bilan,
  calculerAssiette,
  consigner,
  consoliderBilans,
  type EntreeConsolidation,
  etablirBilan,
  ouvrirRegistre,
  repartirFlux,
  type TerritoireConsolide,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { AUTRE_EPCI, EPCI } from "../attributions.js";
import { mettre, raconter, registreDe2023, registreDe2024, soustraire } from "../bilans.js";
import { PERIMETRE, REGISTRE } from "../fabrique.js";
import { refusDe } from "../refus.js";

const A = "999999999";
const B = "999999998";
const deA = etablirBilan(registreDe2024(), { precedent: registreDe2023() });
const deB = etablirBilan(registreDe2024(B));

/** Le bailleur A dans un autre département, au même EPCI : un logement gardé, un soustrait. */
const ailleurs = (() => {
  const assiette = calculerAssiette(
    {
      date: "2024-01-01",
      perimetre: { ...PERIMETRE, departement: "91" },
      secteurs: [{ commune: "91228", localisation: "hors-qpv", epci: EPCI, liberations: 10 }],
    },
    { premieresMisesEnLocation: "hors-flux" },
  );
  const registre = [
    ...raconter("C1", "2024-02-01", { commune: "91228" }, mettre("non-reserves", "2024-02-02")),
    ...raconter("C2", "2024-02-01", { commune: "91228" }, soustraire("venteHlm", "2024-02-02")),
  ].reduce(consigner, ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), REGISTRE));
  return etablirBilan(registre);
})();

const RESERVATAIRES = ["als", "etat", "meaux", "melun", "usine"].map((code) => ({ code, nom: code }));
const correspondances = (ville: string) => [
  { reservataire: "als", vers: "als" },
  { reservataire: "prefet", vers: "etat" },
  { reservataire: "usine", vers: "usine" },
  { reservataire: "ville", vers: ville },
];
/** « ville » est Melun pour un bailleur, Meaux pour l'autre : le même code, deux réservataires. */
const SOURCES = [
  { bilan: deA, correspondances: correspondances("melun") },
  { bilan: deB, correspondances: correspondances("meaux") },
  { bilan: ailleurs },
];
const consolider = (
  territoire: TerritoireConsolide,
  sources: EntreeConsolidation["sources"] = SOURCES,
  reservataires = RESERVATAIRES,
) => consoliderBilans({ territoire, reservataires, sources });
const DE_L_EPCI = { type: "epci", epci: EPCI } as const;
const compteurs = (proposes: number, attribues: number, bauxSignes: number) => ({
  proposes,
  attribues,
  bauxSignes,
});

describe("R10, les bilans de plusieurs bailleurs sur un territoire", () => {
  const lu = consolider(DE_L_EPCI);

  it("les lignes, par bailleur puis aux six axes, sous les codes communs", () => {
    expect(
      lu.lignes.map((ligne) => [
        ligne.bailleur,
        ligne.reservataire,
        ligne.commune,
        ligne.localisation,
        ligne.proposes,
        ligne.attribues,
        ligne.bauxSignes,
      ]),
    ).toEqual([
      [B, "als", "77288", "qpv", 1, 1, 0],
      [B, "meaux", "77288", "hors-qpv", 2, 1, 1],
      [A, "als", "77288", "hors-qpv", 1, 1, 0],
      [A, "als", "77288", "qpv", 1, 1, 0],
      [A, "melun", "77288", "hors-qpv", 2, 2, 2],
      [A, "non-reserves", "91228", "hors-qpv", 1, 0, 0],
      [A, "usine", "77288", "hors-qpv", 1, 0, 0],
    ]);
  });

  it("chaque réservataire, tous bailleurs réunis ; deux homonymes restent deux", () => {
    expect(lu.parReservataire).toEqual([
      { reservataire: "als", ...compteurs(3, 3, 0) },
      { reservataire: "meaux", ...compteurs(2, 1, 1) },
      { reservataire: "melun", ...compteurs(2, 2, 2) },
      { reservataire: "non-reserves", ...compteurs(1, 0, 0) },
      { reservataire: "usine", ...compteurs(1, 0, 0) },
    ]);
  });

  it("chaque bailleur, départements réunis, soustraits par catégorie et suites compris", () => {
    const [b, a] = lu.bailleurs;
    expect(lu.bailleurs.map(({ bailleur }) => bailleur)).toEqual([B, A]);
    expect(b).toMatchObject({
      totaux: compteurs(3, 2, 1),
      maires: compteurs(1, 1, 1),
      assiette: { liberations: 5, flux: 3, soustraits: { total: 2, mutations: 1, renouvellementUrbain: 1 } },
      suites: { misesADisposition: 4, designees: 2, attribuees: 4, bauxSignes: 3, echouees: 1, enCours: 0 },
    });
    expect(a).toMatchObject({
      totaux: compteurs(6, 4, 2),
      maires: compteurs(1, 1, 1),
      assiette: { liberations: 7, flux: 4, soustraits: { total: 3, venteHlm: 1, renouvellementUrbain: 1 } },
      suites: { misesADisposition: 7, bauxSignes: 3, echouees: 3, enCours: 1 },
    });
    expect(a?.reservataires.map(({ reservataire, proposes }) => [reservataire, proposes])).toEqual([
      ["als", 2],
      ["melun", 2],
      ["non-reserves", 1],
      ["usine", 1],
    ]);
  });

  it("l'ensemble est la somme des bailleurs, et ce que le territoire laisse est compté", () => {
    expect(lu.ensemble).toMatchObject({
      totaux: compteurs(9, 6, 3),
      maires: compteurs(2, 2, 2),
      assiette: { liberations: 12, soustraits: { total: 5 }, flux: 7 },
      suites: {
        misesADisposition: 11,
        bauxSignes: 6,
        echouees: 4,
        enCours: 1,
        transformation: { exact: "600/11" },
      },
    });
    // A3, que A a gardé à Meaux
    expect(lu.horsTerritoire).toMatchObject({
      totaux: compteurs(1, 0, 0),
      maires: compteurs(0, 0, 0),
      assiette: { liberations: 0 },
      suites: { misesADisposition: 1, enCours: 1, transformation: { exact: "0" } },
    });
    expect(
      lu.sources.map(({ perimetre, anneesLues, horsTerritoire }) => [
        perimetre.departement,
        perimetre.bailleur,
        anneesLues.length,
        horsTerritoire.totaux.proposes,
      ]),
    ).toEqual([
      ["77", B, 1, 0],
      ["77", A, 2, 1],
      ["91", A, 1, 0],
    ]);
  });

  it("chaque bilan garde son sceau et ses constats", () => {
    expect(lu.sources.map(({ sceau, constats }) => [sceau, constats])).toEqual(
      [deB, deA, ailleurs].map((bilan) => [bilan.provenance.sceau, bilan.constats]),
    );
  });

  it("des communes, ou l'ensemble", () => {
    const communes = consolider({ type: "communes", communes: ["91228", "77284"] });
    expect(communes.territoire).toEqual({ type: "communes", communes: ["77284", "91228"] });
    expect(communes.ensemble.totaux).toEqual(compteurs(2, 0, 0));
    expect(communes.bailleurs[0]).toMatchObject({
      bailleur: B,
      totaux: compteurs(0, 0, 0),
      reservataires: [],
    });
    expect(consolider({ type: "epci", epci: AUTRE_EPCI }).ensemble.totaux).toEqual(compteurs(1, 0, 0));
    const tout = consolider({ type: "ensemble" });
    expect(tout.ensemble.totaux).toEqual(compteurs(10, 6, 3));
    expect(tout.horsTerritoire.totaux).toEqual(compteurs(0, 0, 0));
  });

  it("des bilans faits les uns avec le registre d'avant, les autres sans : un constat les nomme", () => {
    expect(lu.constats.map(({ code, gravite }) => [code, gravite])).toEqual([
      ["BILANS_DE_LECTURES_INEGALES", "information"],
    ]);
    expect(lu.constats[0]?.message.fr).toContain(`${B} (77), ${A} (91)`);
    const [, source] = SOURCES;
    expect(consolider(DE_L_EPCI, source === undefined ? [] : [source]).constats).toEqual([]);
  });

  it("deux codes d'un bailleur qui désignent le même réservataire font une ligne", () => {
    const reunis = consolider(DE_L_EPCI, [
      {
        bilan: deA,
        correspondances: ["als", "prefet", "usine", "ville"].map((reservataire) => ({
          reservataire,
          vers: "etat",
        })),
      },
    ]);
    expect(reunis.lignes.map(({ localisation, proposes }) => [localisation, proposes])).toEqual([
      ["hors-qpv", 4],
      ["qpv", 1],
    ]);
  });

  it("l'ordre des bilans, des réservataires et des correspondances n'en change pas un octet", () => {
    const attendu = JSON.stringify(lu);
    const retourner = <T>(liste: readonly T[]) => [...liste].reverse();
    const sources = retourner(SOURCES).map(({ bilan, correspondances: lues }) => ({
      bilan: JSON.parse(JSON.stringify(bilan)) as Bilan,
      correspondances: retourner(lues ?? []),
    }));
    expect(JSON.stringify(consolider(DE_L_EPCI, sources, retourner(RESERVATAIRES)))).toBe(attendu);
  });
});

describe("ce que la consolidation refuse", () => {
  const [uneA = { bilan: deA }, uneB = { bilan: deB }] = SOURCES;
  const refus = (...sources: EntreeConsolidation["sources"]) => refusDe(() => consolider(DE_L_EPCI, sources));

  it("deux bilans d'un bailleur dans un département, une autre année, aucun bilan", () => {
    expect(refus(uneA, { ...uneA, bilan: etablirBilan(registreDe2024()) })).toEqual([
      "sources[1].bilan DOUBLON",
    ]);
    const avant = { ...uneB, bilan: etablirBilan(registreDe2023()) };
    expect(refus(uneA, avant)).toEqual(["sources[1].bilan ANNEE_INATTENDUE"]);
    expect(refus()).toEqual(["sources LISTE_VIDE"]);
  });

  it("un code sans correspondance, qui en a deux, que le bilan ou la liste n'a pas", () => {
    expect(refus({ bilan: deA })).toEqual(["sources[0].correspondances RESERVATAIRE_SANS_CORRESPONDANCE"]);
    expect(
      refus({
        bilan: deA,
        correspondances: [
          ...correspondances("melun"),
          { reservataire: "als", vers: "usine" },
          { reservataire: "melun", vers: "melun" },
        ],
      }),
    ).toEqual([
      "sources[0].correspondances[4].reservataire DOUBLON",
      "sources[0].correspondances[5].reservataire RESERVATAIRE_INCONNU",
    ]);
    expect(refus({ bilan: deA, correspondances: correspondances("paris") })).toEqual([
      "sources[0].correspondances[3].vers RESERVATAIRE_INCONNU",
    ]);
    expect(
      refusDe(() => consolider(DE_L_EPCI, SOURCES, [...RESERVATAIRES, { code: "als", nom: "Autre" }])),
    ).toEqual(["reservataires[5].code DOUBLON"]);
    expect(
      refusDe(() => consolider(DE_L_EPCI, SOURCES, [...RESERVATAIRES, { code: "non-reserves", nom: "x" }])),
    ).toEqual(["reservataires[5].code CODE_RESERVE"]);
  });

  it("une commune qui n'a pas le même EPCI dans deux bilans, si le territoire est un EPCI", () => {
    const assiette = calculerAssiette(
      {
        date: "2024-01-01",
        perimetre: { ...PERIMETRE, bailleur: "999999997" },
        secteurs: [{ commune: "77288", localisation: "hors-qpv", epci: AUTRE_EPCI, liberations: 10 }],
      },
      { premieresMisesEnLocation: "hors-flux" },
    );
    const bilan = etablirBilan(
      raconter("D1", "2024-02-01", {}, mettre("non-reserves", "2024-02-02")).reduce(
        consigner,
        ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), REGISTRE),
      ),
    );
    expect(refus(uneB, { bilan })).toEqual(["sources[1].bilan.secteurs COMMUNE_CONTRADICTOIRE"]);
    expect(
      consolider({ type: "communes", communes: ["77288"] }, [uneB, { bilan }]).ensemble.totaux.proposes,
    ).toBe(4);
  });

  it("un territoire sans secteur, des communes répétées ou absentes, ce qui n'est pas un bilan", () => {
    expect(refusDe(() => consolider({ type: "epci", epci: "200000000" }))).toEqual([
      "territoire TERRITOIRE_SANS_SECTEUR",
    ]);
    expect(refusDe(() => consolider({ type: "communes", communes: ["77288", "77288"] }))).toEqual([
      "territoire.communes[1] DOUBLON",
    ]);
    expect(refusDe(() => consolider({ type: "communes", communes: [] }))).toEqual([
      "territoire.communes LISTE_VIDE",
    ]);
    expect(refus({ bilan: registreDe2024() as never })).toEqual(["sources[0].bilan RESULTAT_INATTENDU"]);
    expect(refus({ bilan: { ...deA, lignes: [] }, correspondances: [] })).toEqual([
      "sources[0].bilan RESULTAT_ALTERE",
    ]);
  });
});
