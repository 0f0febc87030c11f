import {
  type Actualisation,
  actualiserParts,
  calculerAssiette,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  type EntreeStockEnFlux,
  expliquer,
  mesurerTauxDeRotation,
  type StipulationsDeConversion,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { PARTOUT } from "../fabrique.js";
import { refusDe } from "../refus.js";

interface Annee {
  readonly annee: number;
  readonly parc: number;
  /** Nombre de logements réservés à chacun, et leur terme. */
  readonly reserves: readonly (readonly ["als" | "usine", number, string])[];
  readonly pourCent: number;
  readonly flux: number;
  readonly departement?: string;
}

function stockDe({ annee, parc, reserves, pourCent, flux, departement = "77" }: Annee): EntreeStockEnFlux {
  const date = `${annee}-01-01`;
  const droits = reserves.flatMap(([reservataire, nombre, dateDExpiration]) =>
    Array.from({ length: nombre }, () => ({
      reservataire,
      droit: "droit-de-suite" as const,
      dateDExpiration,
    })),
  );
  const commune = `${departement}288`;
  const perimetre = { bailleur: "999999999", departement, annee };
  const etatDesLieux = consoliderEtatDesLieux(
    {
      date,
      perimetre,
      communes: [{ code: commune, epci: null }],
      reservataires: [
        { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
        { code: "usine", nom: "Usine", categorie: "employeur", territoire: PARTOUT },
      ],
      logements: Array.from({ length: parc }, (_, rang) => ({
        numeroRpls: String(9_900_000_000 + rang),
        typologie: "T3" as const,
        commune,
        localisation: "hors-qpv" as const,
        financement: "PLUS" as const,
        ...(droits[rang] ?? { reservataire: null }),
      })),
    },
    {},
  );
  const tauxDeRotation = mesurerTauxDeRotation(
    {
      date,
      millesime: annee - 1,
      territoire: "bailleur",
      numerateur: { nature: "sorties", nombre: pourCent },
      denominateur: { nature: "logements", nombre: 100 },
    },
    { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
  );
  return {
    etatDesLieux,
    assiette: calculerAssiette(
      { date, perimetre, liberations: flux },
      { premieresMisesEnLocation: "hors-flux" },
    ),
    droitsUniques: convertirEnDroitsUniques(
      { dateDEffet: date, etatDesLieux, tauxDeRotation },
      { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" },
    ),
    partsFixees: { prefet: 30, nonReserves: 20 },
  };
}

/** Vingt droits d'Action Logement, dont cinq expirent fin 2024 ; un programme de 25 logements lui en apporte dix. */
const AVANT: Annee = {
  annee: 2024,
  parc: 100,
  reserves: [
    ["als", 15, "2033-12-31"],
    ["als", 5, "2024-12-31"],
    ["usine", 10, "2033-12-31"],
  ],
  pourCent: 8,
  flux: 8,
};
const APRES: Annee = {
  annee: 2025,
  parc: 125,
  reserves: [
    ["als", 15, "2033-12-31"],
    ["als", 5, "2024-12-31"],
    ["als", 10, "2064-12-31"],
    ["usine", 10, "2033-12-31"],
  ],
  pourCent: 10,
  flux: 10,
};
const actualiser = (
  methodeDeConversion: StipulationsDeConversion["methodeDeConversion"],
  apres: Annee = APRES,
  arrondiDuTaux: StipulationsDeConversion["arrondiDuTaux"] = "aucun",
) =>
  actualiserParts(
    { avant: stockDe(AVANT), apres: stockDe(apres) },
    { methodeDeConversion, patrimoineDeReference: "avec-logements-identifies", arrondiDuTaux },
  );
const effets = ({ parts }: Actualisation, code = "als") => {
  const part = parts.find(({ reservataire }) => reservataire === code);
  return [
    part?.avant.exact,
    ...Object.values(part?.effets ?? {}).map(({ exact }) => exact),
    part?.apres.exact,
  ];
};

describe("R. 441-5, I, al. 12 : la part s'actualise chaque année", () => {
  it("ratio du stock : 20 % − 5 points d'échéances, puis 25 logements sur 125 : + 5 ; ni rotation ni flux n'y jouent", () => {
    // 20/100 ; 15/100 ; 25/125
    expect(effets(actualiser("ratio-du-stock"))).toEqual(["20", "-5", "5", "0", "0", "0", "20"]);
    // 10/100 ; 10/100 ; 10/125
    expect(effets(actualiser("ratio-du-stock"), "usine")).toEqual(["10", "0", "-2", "0", "0", "0", "8"]);
  });

  it("méthode annualisée : 1,6 ÷ 8, puis 1,2 ÷ 8, 2 ÷ 8, 2,5 ÷ 8, 2,5 ÷ 10", () => {
    expect(effets(actualiser("annualisee"))).toEqual(["20", "-5", "10", "25/4", "-25/4", "0", "25"]);
  });

  it("prorata des volumes : le temps, l'inventaire, la rotation qui s'y simplifie, le flux", () => {
    // 2024 : als 15 × 10 + 5 × 1 = 155 ans, usine 100 ; 2025 : als 135, usine 90 ; puis als 135 + 400
    // 155/255 × 50 ; 135/225 × 50 = 30 ; 535/625 × 50 = 42,8
    expect(effets(actualiser("prorata-des-volumes"))).toEqual([
      "1550/51",
      "-20/51",
      "64/5",
      "0",
      "0",
      "0",
      "214/5",
    ]);
  });

  it("l'arrondi convenu vient en dernier, et les effets font l'écart", () => {
    const { parts } = actualiser(
      "prorata-des-volumes",
      { ...APRES, pourCent: 8 },
      { mode: "plus-proche", decimales: 0 },
    );
    // 30,39 → 30 ; 42,8 → 43
    expect(parts[0]).toMatchObject({
      avant: { exact: "30" },
      apres: { exact: "43" },
      ecart: { exact: "13" },
    });
    // 13 − (42,8 − 1550/51)
    expect(parts[0]?.effets.arrondi.exact).toBe("151/255");
  });

  it("s'explique : d'où l'on part, où l'on arrive, ce que vaut chaque cause", () => {
    const texte = expliquer(actualiser("ratio-du-stock"), "parts/als");
    expect(texte).toContain("I, al. 12");
    expect(texte).toContain(
      "temps passé et échéances : -5 ; programmes mis en service et autres changements de l'état des lieux : 5",
    );
  });

  it("chaque année se retrouve dans sa propre conversion", () => {
    const { parts } = actualiser("annualisee");
    const direct = (annee: Annee) =>
      convertirStockEnFlux(stockDe(annee), {
        methodeDeConversion: "annualisee",
        patrimoineDeReference: "avec-logements-identifies",
        arrondiDuTaux: "aucun",
      }).parts;
    expect(parts.map(({ avant }) => avant)).toEqual(direct(AVANT).map(({ taux }) => taux));
    expect(parts.map(({ apres }) => apres)).toEqual(direct(APRES).map(({ taux }) => taux));
  });

  it("un réservataire qui arrive part de zéro", () => {
    const sansUsine = { ...AVANT, reserves: AVANT.reserves.slice(0, 2) };
    const { parts } = actualiserParts(
      { avant: stockDe(sansUsine), apres: stockDe(APRES) },
      {
        methodeDeConversion: "ratio-du-stock",
        patrimoineDeReference: "avec-logements-identifies",
        arrondiDuTaux: "aucun",
      },
    );
    expect(parts.find(({ reservataire }) => reservataire === "usine")).toMatchObject({
      avant: { exact: "0" },
      apres: { exact: "8" },
      effets: { inventaire: { exact: "8" } },
    });
  });

  it("refuse deux départements, et une suite qui remonte le temps", () => {
    expect(refusDe(() => actualiser("ratio-du-stock", { ...APRES, departement: "78" }))).toEqual([
      "apres.etatDesLieux.perimetre PERIMETRES_DIFFERENTS",
    ]);
    expect(refusDe(() => actualiser("ratio-du-stock", { ...APRES, annee: 2023 }))).toEqual([
      "apres.assiette DATES_INVERSEES",
    ]);
  });
});
