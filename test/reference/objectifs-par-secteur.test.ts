import { ciblesDe, expliquer, fixerObjectifsDeFlux } from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, epci, prefet, repartitionDe } from "../fabrique.js";

const EPCI = "200000001";
const garantie = (code: string, taux: number) =>
  convention(`ville-${code}`, "commune", commune(code), [{ taux }]);

describe("R20, des logements entiers par secteur, dont les totaux se tiennent", () => {
  const quatreParCommune = ["77001", "77002", "77003"];

  it("trois communes de 4 logements à 20 % : 0,8 chacune, donc 1 chacune, et 9 au bailleur pour 9,6", () => {
    const { secteurs, reservataires, nonReserves } = fixerObjectifsDeFlux(
      repartitionDe(
        quatreParCommune.map((code) => ({ commune: code, flux: 4 })),
        quatreParCommune.map((code) => garantie(code, 20)),
      ),
    );
    expect(reservataires.map(({ objectif }) => objectif)).toEqual([1, 1, 1]);
    expect(secteurs.map(({ nonReserves: reste }) => reste.objectif)).toEqual([3, 3, 3]);
    expect([nonReserves.exact.exact, nonReserves.objectif]).toEqual(["48/5", 9]);
  });

  it("le préfet, 30 % de deux communes de 5 : 3 en tout, aucun pour les agents", () => {
    // Agents : 0,25 + 0,25 = 0,5, sous un plafond de ⌊0,5⌋ = 0. Publics : 1,25 + 1,25 = 2,5, et 3 au total du contingent.
    // Par commune, le plus fort reste est celui du bailleur (3,5) : il monte dans la première, les publics dans la seconde.
    const objectifs = fixerObjectifsDeFlux(
      repartitionDe(
        [
          { commune: "77284", flux: 5 },
          { commune: "77288", flux: 5 },
        ],
        [prefet(25, 5)],
      ),
    );
    expect(objectifs.reservataires[0]?.parts.map(({ objectif }) => objectif)).toEqual([0, 3]);
    expect(objectifs.secteurs.map(({ parts }) => parts.map(({ objectif }) => objectif))).toEqual([
      [0, 1],
      [0, 2],
    ]);
    expect(objectifs.secteurs.map(({ nonReserves }) => nonReserves.objectif)).toEqual([4, 3]);
    expect(objectifs.constats).toEqual([]);
  });

  it("un total qui contient une commune borne ce qu'elle reçoit : l'EPCI a 1 logement de 1,2, sa commune la plus grande", () => {
    // 10 % de 7 et de 5 : 0,7 et 0,5, soit 1,2 sur l'EPCI. Le bailleur a 10,8 : il monte, l'EPCI reste à 1.
    const objectifs = fixerObjectifsDeFlux(
      repartitionDe(
        [
          { commune: "77284", epci: EPCI, flux: 7 },
          { commune: "77288", epci: EPCI, flux: 5 },
        ],
        [convention("agglo", "epci", epci(EPCI), [{ taux: 10 }])],
      ),
    );
    expect(objectifs.secteurs.map(({ parts }) => parts[0]?.objectif)).toEqual([1, 0]);
    expect(
      objectifs.territoires.map(({ territoire, flux, reservataires }) => [
        territoire.type,
        flux,
        reservataires[0]?.exact.exact,
        reservataires[0]?.objectif,
      ]),
    ).toEqual([
      ["epci", 12, "6/5", 1],
      ["commune", 7, "7/10", 1],
      ["commune", 5, "1/2", 0],
    ]);
  });

  it("l'explication d'une cellule montre ses voisines et les totaux qui la contiennent", () => {
    const objectifs = fixerObjectifsDeFlux(
      repartitionDe(
        [
          { commune: "77284", epci: EPCI, flux: 7 },
          { commune: "77288", epci: EPCI, flux: 5 },
        ],
        [convention("agglo", "epci", epci(EPCI), [{ taux: 10 }])],
      ),
    );
    expect(ciblesDe(objectifs)).toContain("secteurs/77288/hors-qpv/agglo/garantie-d-emprunt");
    const texte = expliquer(objectifs, "secteurs/77288/hors-qpv/agglo/garantie-d-emprunt");
    expect(texte).toContain("agglo, garantie d'emprunt : 0,5 → 0 ; non réservés : 4,5 → 5");
    expect(texte).toContain(
      "Totaux de agglo : EPCI 200000001 : 1,2 → 1 ; commune 77288 : 0,5 → 0 ; périmètre : 1,2 → 1.",
    );
  });

  it("plusieurs parts d'un réservataire : chacune tient dans la commune, leur somme peut s'en écarter, et c'est dit", () => {
    // 30 % et 30 % de quatre communes de 2 : 0,6 et 0,6 partout, 2,4 et 2,4 en tout.
    const communes = ["77001", "77002", "77003", "77004"];
    const objectifs = fixerObjectifsDeFlux(
      repartitionDe(
        communes.map((code) => ({ commune: code, epci: EPCI, flux: 2 })),
        [
          convention("agglo", "epci", epci(EPCI), [
            { taux: 30, contrepartie: "financement" },
            { taux: 30, contrepartie: "apport-de-terrain" },
          ]),
        ],
      ),
    );
    expect(objectifs.reservataires[0]?.exact.exact).toBe("24/5");
    expect([4, 5]).toContain(objectifs.reservataires[0]?.objectif);
    for (const { parts, nonReserves, flux } of objectifs.secteurs) {
      for (const { objectif } of parts) expect([0, 1]).toContain(objectif);
      expect(parts.reduce((total, { objectif }) => total + objectif, nonReserves.objectif)).toBe(flux);
    }
  });
});
