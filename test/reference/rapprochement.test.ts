import {
  type Assiette,
  calculerAssiette,
  ciblesDe,
  ErreurDeSaisie,
  expliquer,
  rapprocherAssiettes,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE, PERIMETRE } from "../fabrique.js";

const HORS_FLUX = { premieresMisesEnLocation: "hors-flux" } as const;
const EPCI = "247700057";

function assiette(
  secteurs: readonly (readonly [commune: string, liberations: number, soustraits?: object])[],
  { date = DATE, epci = EPCI as string | null, perimetre = PERIMETRE } = {},
): Assiette {
  return calculerAssiette(
    {
      date,
      perimetre,
      secteurs: secteurs.map(([commune, liberations, soustraits = {}]) => ({
        commune,
        localisation: "hors-qpv",
        epci,
        liberations,
        soustraits,
      })),
    },
    HORS_FLUX,
  );
}

const prevue = assiette([
  ["77288", 100, { mutations: 20, renouvellementUrbain: 5 }],
  ["77284", 40, { mutations: 10 }],
]);
const realisee = assiette(
  [
    ["77288", 90, { mutations: 24, venteHlm: 2 }],
    ["77305", 6, { mutations: 1 }],
  ],
  { date: "2025-01-10" },
);

describe("R10 et R20, prévu et réalisé côte à côte (art. R. 441-5, I, al. 5)", () => {
  const rapprochement = rapprocherAssiettes({ prevue, realisee });

  it("A, B par catégorie et C du périmètre : réalisé moins prévu", () => {
    expect(rapprochement.liberations).toEqual({ prevu: 140, realise: 96, ecart: -44 });
    expect(rapprochement.soustraits).toMatchObject({
      total: { prevu: 35, realise: 27, ecart: -8 },
      mutations: { prevu: 30, realise: 25, ecart: -5 },
      renouvellementUrbain: { prevu: 5, realise: 0, ecart: -5 },
      venteHlm: { prevu: 0, realise: 2, ecart: 2 },
      habitatIndigne: { prevu: 0, realise: 0, ecart: 0 },
    });
    expect(rapprochement.flux).toEqual({ prevu: 105, realise: 69, ecart: -36 });
  });

  it("tous les secteurs de l'une ou de l'autre ; absent de l'une, un secteur y compte zéro, et un constat le dit", () => {
    expect(rapprochement.secteurs?.map(({ commune, flux }) => [commune, flux])).toEqual([
      ["77284", { prevu: 30, realise: 0, ecart: -30 }],
      ["77288", { prevu: 75, realise: 64, ecart: -11 }],
      ["77305", { prevu: 0, realise: 5, ecart: 5 }],
    ]);
    expect(
      rapprochement.constats.find(({ code }) => code === "SECTEUR_D_UNE_SEULE_ASSIETTE")?.chiffres,
    ).toEqual([
      { nom: "prévue", valeur: "1" },
      { nom: "réalisée", valeur: "1" },
    ]);
  });

  it("l'écart est dit, jamais régularisé ; sans écart, rien à dire", () => {
    expect(rapprochement.constats.find(({ code }) => code === "ECART_A_LA_PREVISION")).toMatchObject({
      gravite: "information",
      chiffres: [
        { nom: "prévu", valeur: "105" },
        { nom: "réalisé", valeur: "69" },
        { nom: "écart", valeur: "-36" },
      ],
    });
    expect(rapprocherAssiettes({ prevue, realisee: prevue }).constats).toEqual([]);
    const unDeMoins = assiette([
      ["77288", 99, { mutations: 20, renouvellementUrbain: 5 }],
      ["77284", 40, { mutations: 10 }],
    ]);
    expect(rapprocherAssiettes({ prevue, realisee: unDeMoins }).constats.map(({ code }) => code)).toEqual([
      "ECART_A_LA_PREVISION",
    ]);
  });

  it("le droit se lit à la date du réalisé", () => {
    expect(rapprochement.provenance.dateDeDroit).toBe("2025-01-10");
  });

  it("quand l'une ne donne pas le détail, seul le périmètre se rapproche", () => {
    const ensemble = calculerAssiette({ date: DATE, perimetre: PERIMETRE, liberations: 140 }, HORS_FLUX);
    const { secteurs, flux, constats } = rapprocherAssiettes({ prevue: ensemble, realisee });
    expect([secteurs, flux]).toEqual([null, { prevu: 140, realise: 69, ecart: -71 }]);
    expect(constats.map(({ code }) => code)).toEqual(["ECART_A_LA_PREVISION"]);
    expect(rapprocherAssiettes({ prevue: ensemble, realisee: ensemble }).secteurs).toBeNull();
  });

  it("chaque chiffre s'explique, dans les deux langues", () => {
    expect(ciblesDe(rapprochement)).toEqual([
      "liberations",
      "soustraits",
      "soustraits/mutations",
      "soustraits/renouvellementUrbain",
      "soustraits/venteHlm",
      "flux",
      ...["liberations", "soustraits", "soustraits/mutations", "flux"].map(
        (cible) => `secteurs/77284/hors-qpv/${cible}`,
      ),
      ...[
        "liberations",
        "soustraits",
        "soustraits/mutations",
        "soustraits/renouvellementUrbain",
        "soustraits/venteHlm",
        "flux",
      ].map((cible) => `secteurs/77288/hors-qpv/${cible}`),
      ...["liberations", "soustraits", "soustraits/mutations", "flux"].map(
        (cible) => `secteurs/77305/hors-qpv/${cible}`,
      ),
    ]);
    const texte = expliquer(rapprochement, "flux");
    expect(texte).toContain("écart = 69 − 105 = -36");
    expect(texte).toContain("art. R. 441-5, I, al. 5");
    expect(texte).toContain("la bibliothèque ne reporte rien");
    expect(expliquer(rapprochement, "soustraits", { langue: "en" })).toContain("gap = 27 − 35 = -8");
  });
});

describe("R10 et R20, assiettes qui ne se rapprochent pas", () => {
  const problemes = (entree: unknown) => {
    try {
      rapprocherAssiettes(entree as never);
    } catch (erreur) {
      if (erreur instanceof ErreurDeSaisie)
        return erreur.problemes.map((p) => `${p.chemin} ${p.code}`).sort();
      throw erreur;
    }
    throw new Error("aucune erreur");
  };

  it.each([[{ annee: 2025 }], [{ bailleur: "123456789" }]])("un autre périmètre : %j", (champs) => {
    const autre = assiette([["77288", 1]], { perimetre: { ...PERIMETRE, ...champs } });
    expect(problemes({ prevue, realisee: autre })).toEqual(["realisee.perimetre PERIMETRES_DIFFERENTS"]);
  });

  it("sans périmètre, sous d'autres stipulations, ou avec un autre EPCI", () => {
    const nue = calculerAssiette({ date: DATE, liberations: 1 }, HORS_FLUX);
    expect(problemes({ prevue: nue, realisee: nue })).toEqual([
      "prevue.perimetre CHAMP_MANQUANT",
      "realisee.perimetre CHAMP_MANQUANT",
    ]);
    const dansLeFlux = calculerAssiette(
      { date: DATE, perimetre: PERIMETRE, liberations: 1, premieresMisesEnLocation: 1 },
      { premieresMisesEnLocation: "dans-le-flux" },
    );
    expect(problemes({ prevue, realisee: dansLeFlux })).toEqual([
      "realisee.stipulations.premieresMisesEnLocation STIPULATIONS_DIFFERENTES",
    ]);
    expect(problemes({ prevue, realisee: assiette([["77288", 1]], { epci: null }) })).toEqual([
      "realisee.secteurs[0].epci EPCI_CONTRADICTOIRE",
    ]);
  });

  it("modifiée, absente, ou d'une autre nature", () => {
    expect(problemes({ prevue: { ...prevue, flux: 106 }, realisee })).toEqual(["prevue RESULTAT_ALTERE"]);
    expect(problemes({ prevue, bilan: realisee })).toEqual([
      "bilan CHAMP_INCONNU",
      "realisee CHAMP_MANQUANT",
    ]);
  });
});
