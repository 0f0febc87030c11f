import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ecarter } from "../../src/rendu/traces/etiquettes.js";
import { couper, largeurDe } from "../../src/rendu/traces/lettres.js";

/** Des centièmes : ce que l'image écrit. */
const centiemes = (nombre: number) => Math.round(nombre * 100);

const voulues = fc.array(
  fc.record({ milieu: fc.integer({ min: 0, max: 900 }), hauteur: fc.integer({ min: 20, max: 80 }) }),
  { maxLength: 20 },
);

describe("les étiquettes d'une figure", () => {
  it("ne se couvrent pas, tiennent entre les bords et gardent l'ordre des points", () => {
    fc.assert(
      fc.property(voulues, fc.integer({ min: 0, max: 200 }), (etiquettes, jeu) => {
        const bas = etiquettes.reduce((somme, { hauteur }) => somme + hauteur, 0) + jeu;
        const milieux = ecarter(etiquettes, 0, bas);
        const placees = etiquettes
          .map(({ milieu, hauteur }, rang) => ({ milieu, hauteur, rang, place: milieux[rang] ?? Number.NaN }))
          .sort((a, b) => a.milieu - b.milieu || a.rang - b.rang);
        let fin = 0;
        for (const { place, hauteur } of placees) {
          expect(centiemes(place - hauteur / 2)).toBeGreaterThanOrEqual(centiemes(fin));
          fin = place + hauteur / 2;
        }
        expect(centiemes(fin)).toBeLessThanOrEqual(centiemes(bas));
      }),
    );
  });

  it("restent à leur place quand rien ne les gêne", () => {
    expect(
      ecarter(
        [
          { milieu: 300, hauteur: 40 },
          { milieu: 50, hauteur: 40 },
        ],
        0,
        400,
      ),
    ).toEqual([300, 50]);
    // Deux qui se gênent s'écartent d'autant ; au bord, elles s'y appuient.
    expect(
      ecarter(
        [
          { milieu: 100, hauteur: 40 },
          { milieu: 100, hauteur: 40 },
        ],
        0,
        400,
      ),
    ).toEqual([80, 120]);
    expect(
      ecarter(
        [
          { milieu: 0, hauteur: 40 },
          { milieu: 0, hauteur: 40 },
        ],
        0,
        400,
      ),
    ).toEqual([20, 60]);
  });
});

describe("un nom mis en lignes", () => {
  it("tient dans sa place, et dit s'il est entier", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: "binary" }),
        fc.integer({ min: 40, max: 400 }),
        (nom, largeur) => {
          const { lignes, entier } = couper(nom, largeur, 20, 2);
          expect(lignes.length).toBeLessThanOrEqual(2);
          for (const ligne of lignes) expect(largeurDe(ligne, 20)).toBeLessThanOrEqual(largeur);
          if (entier)
            expect(lignes.join(" ")).toBe(
              nom
                .split(/\s+/u)
                .filter((mot) => mot !== "")
                .join(" "),
            );
          else expect(lignes.at(-1)).toBeDefined();
        },
      ),
    );
  });

  it("se coupe aux espaces, puis s'abrège", () => {
    expect(couper("Ville de Melun", 400, 20, 2)).toEqual({ lignes: ["Ville de Melun"], entier: true });
    expect(couper("Ville de Melun", 90, 20, 2)).toEqual({ lignes: ["Ville de", "Melun"], entier: true });
    expect(couper("Ville de Melun et alentours", 100, 20, 2)).toEqual({
      lignes: ["Ville de", "Melun et…"],
      entier: false,
    });
  });
});
