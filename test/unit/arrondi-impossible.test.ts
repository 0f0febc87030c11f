import { describe, expect, it } from "vitest";
import { constaterArrondiImpossible } from "../../src/objectifs/constater-objectifs.js";

describe("un arrondi impossible", () => {
  it("nomme en mots les totaux qui se contredisent", () => {
    const { message } = constaterArrondiImpossible({
      voulu: 13n,
      permis: 12n,
      auMoins: [
        { objet: { type: "total", famille: 0, chemin: [] }, borne: 10n, origine: "arrondi" },
        {
          objet: { type: "cellule", codes: ["77288/qpv", "decote", "garantie-d-emprunt", ""] },
          borne: 3n,
          origine: "arrondi",
        },
      ],
      auPlus: [
        {
          objet: {
            type: "total",
            famille: 0,
            chemin: ["etat", "contingent-prefectoral", "agents-civils-et-militaires"],
          },
          borne: 5n,
          origine: "posee",
        },
        {
          objet: {
            type: "total",
            famille: 1,
            chemin: ["", "77288", "77288/qpv", "ville", "apport-de-terrain"],
          },
          borne: 7n,
          origine: "arrondi",
        },
      ],
    });
    expect(message.fr).toContain("périmètre (10) ; 77288/qpv, decote, garantie d'emprunt (3)");
    expect(message.fr).toContain(
      "etat, contingent préfectoral, agents civils et militaires de l'État (5) ; 77288, 77288/qpv, ville, apport de terrain (7)",
    );
    expect(message.en).toContain("perimeter (10); 77288/qpv, decote, loan guarantee (3)");
  });
});
