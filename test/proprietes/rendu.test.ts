import { parseXml } from "@rgrove/parse-xml";
import fc from "fast-check";
import { calculerAssiette, repartirFlux } from "gestion-en-flux";
import { enMarkdown, type Tableau, tableauxDe, tracerParts } from "gestion-en-flux/rendu";
import { describe, expect, it } from "vitest";
import { sommer } from "../../src/exact/fraction.js";
import { regrouperParCodes } from "../../src/exact/ordre.js";
import { ecrireFraction, lireFraction } from "../../src/exact/valeur-exacte.js";
import { dossier } from "../differentiel/generateurs.js";

const repartition = dossier({ maximum: 90, large: false, nombre: 8 }).map(
  ({ entree, premieres, conventions }) =>
    repartirFlux({
      assiette: calculerAssiette(entree, { premieresMisesEnLocation: premieres }),
      conventions,
    }),
);

/** La somme exacte d'une colonne, ligne à ligne. */
function somme({ colonnes }: Tableau, lignes: Tableau["lignes"], nom: string): string {
  const rang = colonnes.findIndex((colonne) => colonne.nom === nom);
  return ecrireFraction(sommer(lignes.map((ligne) => lireFraction(String(ligne[rang] ?? 0)))));
}

describe("tout partage mis en tableaux et en barres", () => {
  it("fait exactement le flux, et 100 % de chaque secteur", () => {
    fc.assert(
      fc.property(repartition, (lue) => {
        const [parts, placement] = tableauxDe(lue, { fractions: true, decimales: 0 });
        if (parts === undefined || placement === undefined) throw new Error("tableaux absents");
        expect(somme(parts, parts.lignes, "logementsFraction")).toBe(String(lue.assiette.flux));
        const secteurs = regrouperParCodes(
          placement.lignes,
          ([commune, localisation]) => `${commune} ${localisation}`,
        );
        expect(secteurs.length).toBe(lue.secteurs.length);
        for (const [, lignes] of secteurs) expect(somme(placement, lignes, "tauxFraction")).toBe("100");
      }),
    );
  });

  it("s'écrit en Markdown ligne à ligne, et se dessine en SVG bien formé", () => {
    fc.assert(
      fc.property(repartition, fc.constantFrom("fr", "en"), (lue, langue) => {
        for (const tableau of tableauxDe(lue, { langue })) {
          const lignes = enMarkdown(tableau).split("\n");
          expect(lignes).toHaveLength(5 + tableau.lignes.length + (tableau.total === null ? 0 : 1));
          const barres = lignes.slice(2, -1).map((ligne) => ligne.match(/(?<!\\)\|/g)?.length);
          expect(new Set(barres)).toEqual(new Set([tableau.colonnes.length + 1]));
        }
        const { svg, texte } = tracerParts(lue, { langue });
        expect(parseXml(svg).root?.name).toBe("svg");
        const noms = new Set(lue.parts.map(({ reservataire }) => reservataire));
        expect(texte.split("\n")).toHaveLength(3 + noms.size);
      }),
    );
  });
});
