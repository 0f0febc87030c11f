import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dureeRestante, type MesureDeDuree } from "../../src/conversion/duree-restante.js";
import { ecrireFraction } from "../../src/exact/valeur-exacte.js";
import { estUneDate, joursJusquAuSoir, moisRevolusJusquAuSoir } from "../../src/modele/calendrier.js";

const MS_PAR_JOUR = 86_400_000;

describe("les dates", () => {
  it.each(["2024-02-29", "2000-02-29", "2023-12-31"])("%s existe", (date) => {
    expect(estUneDate(date)).toBe(true);
  });
  it.each([
    "2023-02-29",
    "1900-02-29",
    "2024-04-31",
    "2024-13-01",
    "2024-00-10",
    "2024-01-00",
    "2024-1-1",
    "",
    "2024-01-01T00:00",
  ])("« %s » n'existe pas", (date) => {
    expect(estUneDate(date)).toBe(false);
  });

  it("les jours se comptent comme le calendrier grégorien de la machine", () => {
    const date = fc.date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(date, date, (a, b) => {
        const [debut, fin] = [a, b].map((jour) => jour.toISOString().slice(0, 10)) as [string, string];
        const ecart = (Date.parse(fin) - Date.parse(debut)) / MS_PAR_JOUR;
        expect(joursJusquAuSoir(debut, fin)).toBe(ecart + 1);
      }),
    );
  });

  it.each([
    ["2024-01-01", "2024-01-30", 0],
    ["2024-01-01", "2024-01-31", 1],
    ["2024-01-01", "2024-12-31", 12],
    ["2024-01-31", "2024-02-28", 0],
    ["2024-01-31", "2024-02-29", 1],
    ["2024-01-15", "2024-02-14", 1],
    ["2024-01-15", "2024-02-13", 0],
  ])("de %s à %s, %i mois révolus", (debut, fin, mois) => {
    expect(moisRevolusJusquAuSoir(debut, fin)).toBe(mois);
  });
});

describe("la durée restante, au 01/01/2024 (échéances comprises)", () => {
  const echeances = ["2031-06-30", "2040-12-31", "2026-03-15"];
  it.each<[MesureDeDuree, string[]]>([
    ["difference-d-annees", ["7", "16", "2"]],
    ["annee-d-echeance-incluse", ["8", "17", "3"]],
    ["mois-revolus", ["15/2", "17", "13/6"]],
    ["jours-sur-365", ["2738/365", "1242/73", "161/73"]],
    ["jours-sur-365-25", ["10952/1461", "8280/487", "3220/1461"]],
  ])("%s", (mesure, attendues) => {
    const durees = echeances.map((echeance) => ecrireFraction(dureeRestante(mesure, "2024-01-01", echeance)));
    expect(durees).toEqual(attendues);
  });

  it("le dernier jour vaut encore, le lendemain ne vaut plus rien", () => {
    expect(ecrireFraction(dureeRestante("jours-sur-365", "2024-01-01", "2024-01-01"))).toBe("1/365");
    expect(ecrireFraction(dureeRestante("annee-d-echeance-incluse", "2024-01-01", "2023-12-31"))).toBe("0");
  });
});
