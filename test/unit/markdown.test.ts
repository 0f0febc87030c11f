import { enMarkdown, type Tableau, tableauxDe } from "gestion-en-flux/rendu";
import { describe, expect, it } from "vitest";
import { repartition, suivi } from "../petit-perimetre.js";
import { refusDe } from "../refus.js";

const TABLEAU: Tableau = {
  nom: "essai",
  titre: "Un essai",
  langue: "fr",
  colonnes: [
    { nom: "nom", titre: "Nom", unite: null },
    { nom: "jour", titre: "Jour", unite: "date" },
    { nom: "du", titre: "Dû", unite: "logements" },
  ],
  lignes: [
    ["Melun", "2024-02-29", "-1234567.5"],
    ["a|b\nc <b>*x*_y_`z` \\ [l](m) ~ &", null, 1000],
    ["2024", "plus tard", "137/1234"],
  ],
  total: [null, null, 0],
};

describe("un tableau en Markdown", () => {
  it("se lit en français : virgule, milliers, jours, cases vides, total", () => {
    expect(enMarkdown(TABLEAU).split("\n")).toEqual([
      "**Un essai**",
      "",
      "| Nom | Jour | Dû |",
      "| :--- | :--- | ---: |",
      "| Melun | 29/02/2024 | −1\u202f234\u202f567,5 |",
      "| a\\|b<br>c &lt;b&gt;\\*x\\*\\_y\\_\\`z\\` \\\\ \\[l\\](m) \\~ &amp; | – | 1\u202f000 |",
      "| 2024 | plus tard | 137/1234 |",
      "| **Total** |  | **0** |",
      "",
    ]);
  });

  it("se lit en anglais", () => {
    expect(enMarkdown({ ...TABLEAU, langue: "en" }).split("\n")[4]).toBe(
      "| Melun | 2024-02-29 | −1,234,567.5 |",
    );
  });

  it("ne montre que les colonnes demandées, dans l'ordre demandé", () => {
    const [parts] = tableauxDe(repartition);
    const lignes = enMarkdown(parts as Tableau, { colonnes: ["logements", "nom"] }).split("\n");
    expect(lignes.slice(2, 4)).toEqual(["| Logements | Réservataire |", "| ---: | :--- |"]);
    expect(lignes.slice(-3)).toEqual(["| 9,5 | Logements non réservés |", "| **20** | **Total** |", ""]);
  });

  it("lit la virgule comme le point", () => {
    const ecrits = ([".", ","] as const).map((separateurDecimal) =>
      tableauxDe(suivi, { separateurDecimal }).map((lu) => enMarkdown(lu)),
    );
    expect(ecrits[0]).toEqual(ecrits[1]);
  });

  it("refuse tout à la fois", () => {
    expect(
      refusDe(() =>
        enMarkdown({ ...TABLEAU, lignes: [["Melun"]], total: [] }, { colonnes: ["nom", "reçu"] }),
      ),
    ).toEqual([
      "tableau.lignes[0] LIGNE_INEGALE",
      "tableau.total LIGNE_INEGALE",
      "options.colonnes[1] COLONNE_INCONNUE",
    ]);
  });
});
