import { consigner, croiserBilan, etablirBilan, extraireBilan } from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { ouvrirEn } from "../attributions.js";
import {
  echouer,
  etape,
  FAITS_DE_2024,
  mettre,
  raconter,
  registreDe2023,
  registreDe2024,
} from "../bilans.js";
import { refusDe } from "../refus.js";

const registre = registreDe2024();
const bilan = etablirBilan(registre, { precedent: registreDe2023() });

describe("R10, un bilan croise deux de ses axes", () => {
  it("les cases, les totaux des lignes et des colonnes", () => {
    expect(
      croiserBilan(bilan, { lignes: "reservataire", colonnes: "localisation", compteur: "proposes" }),
    ).toMatchObject({
      nature: "tableau-de-bilan",
      colonnes: ["hors-qpv", "qpv"],
      lignes: [
        { code: "als", nombres: [1, 1], total: 2 },
        { code: "non-reserves", nombres: [1, 0], total: 1 },
        { code: "usine", nombres: [1, 0], total: 1 },
        { code: "ville", nombres: [2, 0], total: 2 },
      ],
      totaux: [5, 1],
      total: 6,
    });
  });

  it("un compteur nul garde sa ligne : les tableaux se superposent", () => {
    const lu = croiserBilan(bilan, { lignes: "commune", colonnes: "reservataire", compteur: "bauxSignes" });
    expect(lu.colonnes).toEqual(["als", "non-reserves", "usine", "ville"]);
    expect(lu.lignes).toEqual([
      { code: "77284", nombres: [0, 0, 0, 0], total: 0 },
      { code: "77288", nombres: [0, 0, 0, 2], total: 2 },
    ]);
    expect([lu.totaux, lu.total]).toEqual([[0, 0, 0, 2], 2]);
  });

  it("un bilan sans ligne donne un tableau vide", () => {
    expect(
      croiserBilan(etablirBilan(ouvrirEn(2024)), {
        lignes: "typologie",
        colonnes: "financement",
        compteur: "attribues",
      }),
    ).toMatchObject({ colonnes: [], lignes: [], totaux: [], total: 0 });
  });

  it("refuse deux fois le même axe, un axe ou un compteur qui n'existe pas, un bilan retouché", () => {
    const croiser = (lignes: string, colonnes: string, compteur: string, de: unknown = bilan) =>
      refusDe(() => croiserBilan(de as never, { lignes, colonnes, compteur } as never));
    expect(croiser("commune", "commune", "proposes")).toEqual(["colonnes AXES_IDENTIQUES"]);
    expect(croiser("commune", "commune", "enCours")).toEqual([
      "compteur VALEUR_NON_PREVUE",
      "colonnes AXES_IDENTIQUES",
    ]);
    expect(croiser("bailleur", "commune", "proposes")).toEqual(["lignes VALEUR_NON_PREVUE"]);
    expect(croiser("typologie", "commune", "proposes", { ...bilan, lignes: [] })).toEqual([
      "bilan RESULTAT_ALTERE",
    ]);
    expect(croiser("typologie", "commune", "proposes", registre)).toEqual(["bilan RESULTAT_INATTENDU"]);
  });
});

describe("R10, l'extrait d'un réservataire", () => {
  const extrait = extraireBilan(bilan, "ville");

  it("ses lignes, son année, ses suites, et les soustraits de tous", () => {
    expect(extrait.lignes).toEqual(bilan.lignes.filter(({ reservataire }) => reservataire === "ville"));
    expect(extrait.reservataire).toMatchObject({ reservataire: "ville", proposes: 2, bauxSignes: 2 });
    expect(extrait.suites).toMatchObject({ reservataire: "ville", misesADisposition: 2, bauxSignes: 2 });
    expect(extrait.soustraits).toMatchObject({
      prevus: { total: 0 },
      realises: { total: 2, mutations: 1, renouvellementUrbain: 1 },
      suivants: null,
    });
    expect(extrait.relogements).toEqual(bilan.relogements);
  });

  it("rien des autres n'y figure", () => {
    for (const autre of ["als", "usine", "prefet", "non-reserves", "quartier"])
      expect(JSON.stringify(extrait)).not.toContain(`"${autre}"`);
  });

  it("ce qui arrive aux autres n'en change pas un octet, empreinte comprise", () => {
    const autrement = FAITS_DE_2024.flatMap((fait) =>
      "liberation" in fait && fait.liberation === "B2"
        ? fait.type === "liberation"
          ? raconter(
              "B2",
              "2024-03-01",
              { localisation: "qpv" },
              mettre("prefet", "2024-05-08"),
              etape("designation", "2024-06-08"),
              echouer("non-attribution", "2024-06-30", "dossier-incomplet"),
            )
          : []
        : [fait],
    ).reduce(consigner, ouvrirEn(2024));
    const autre = etablirBilan(autrement, { precedent: registreDe2023() });
    expect(autre.lignes).not.toEqual(bilan.lignes);
    expect(JSON.stringify(extraireBilan(autre, "ville"))).toBe(JSON.stringify(extrait));
  });

  it("refuse un réservataire que le bilan n'a pas, et le bailleur, qui n'en est pas un", () => {
    for (const code of ["melun", "non-reserves"])
      expect(refusDe(() => extraireBilan(bilan, code))).toEqual(["reservataire RESERVATAIRE_INCONNU"]);
    expect(refusDe(() => extraireBilan(registre as never, 3 as never))).toEqual([
      "bilan RESULTAT_INATTENDU",
      "reservataire TYPE_INVALIDE",
    ]);
  });
});
