import type { LocalisationDePart, Repartition } from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, epci, PARTOUT, prefet, repartitionDe } from "../fabrique.js";

function localiser(donnee: ReturnType<typeof convention>, localisation: LocalisationDePart) {
  return { ...donnee, parts: donnee.parts.map((part) => ({ ...part, localisation })) };
}

const libre = (code: string, taux: string | number, territoire = PARTOUT) =>
  localiser(
    convention(code, "action-logement", territoire, [{ taux, contrepartie: "financement" }]),
    "libre",
  );

/** Les taux d'un réservataire, secteur par secteur. */
function tauxDe({ secteurs }: Repartition, code: string): string[] {
  return secteurs.map(
    ({ parts }) => parts.find(({ reservataire }) => reservataire === code)?.taux.exact ?? "–",
  );
}

function codes({ constats }: Repartition): string[] {
  return constats.map(({ code }) => code);
}

const MARGE = "PART_DU_PREFET_INFERIEURE_AU_PLAFOND";
const PLANCHER = "PLANCHER_HORS_QPV_NON_ATTEINT";

function constatDuPlancher({ constats }: Repartition) {
  return constats.find(({ code }) => code === PLANCHER);
}

const QUATRE_CENTS_ET_DEUX_CENT_CINQUANTE = [
  { localisation: "hors-qpv", flux: 400 },
  { localisation: "qpv", flux: 250 },
] as const;

describe("R5a, même taux du préfet dans chaque commune (art. R. 441-5-2, II, al. 1)", () => {
  const deuxCommunes = [
    { commune: "77284", localisation: "hors-qpv", flux: 10 },
    { commune: "77284", localisation: "qpv", flux: 30 },
    { commune: "77288", localisation: "hors-qpv", flux: 60 },
  ] as const;

  it("hors QPV d'abord, chaque commune garde le même taux", () => {
    const { secteurs } = repartitionDe(deuxCommunes, [localiser(prefet(20, 0), "hors-qpv-d-abord")]);
    const place = (rang: number) => {
      const { flux = 0, parts = [] } = secteurs[rang] ?? {};
      return parts.reduce((total, { taux }) => total + (Number(taux.decimal) * flux) / 100, 0);
    };
    expect([place(0) + place(1), place(2)]).toEqual([8, 12]);
    expect([place(0), place(1)]).toEqual([8, 0]);
  });

  it("une part libre du préfet écarte l'uniformité, et le dit", () => {
    expect(codes(repartitionDe(deuxCommunes, [localiser(prefet(25, 5), "libre")]))).toContain(
      "UNIFORMITE_ECARTEE",
    );
    expect(codes(repartitionDe(deuxCommunes, [prefet(25, 5)]))).toEqual([]);
  });
});

describe("R5b, plancher hors QPV, selon où la part est placée", () => {
  it("25 % partout : 100 < 120 ; hors QPV d'abord : 162,5 ≥ 120, sans rien changer au taux de la commune", () => {
    expect(codes(repartitionDe(QUATRE_CENTS_ET_DEUX_CENT_CINQUANTE, [prefet(20, 5)]))).toEqual([
      MARGE,
      PLANCHER,
    ]);
    const place = repartitionDe(QUATRE_CENTS_ET_DEUX_CENT_CINQUANTE, [
      localiser(prefet(25, 0), "hors-qpv-d-abord"),
    ]);
    expect(codes(place)).toEqual([MARGE]);
    expect(
      place.secteurs[0]?.parts.find(({ contingent }) => contingent === "publics-prioritaires")?.taux.exact,
    ).toBe("325/8");
  });

  it("le remède dit si la placer d'abord hors QPV y suffit", () => {
    const remede = (publics: number) =>
      constatDuPlancher(repartitionDe(QUATRE_CENTS_ET_DEUX_CENT_CINQUANTE, [prefet(publics, 0)]))?.remede.fr;
    // 18,461… % de 650 = 120 : en dessous, même tout hors QPV ne fait pas 120.
    expect(remede(19)).toContain("y suffit");
    expect(remede(18)).toContain("Aucun placement à taux communal égal n'y suffit");
  });

  it("la place que les autres prennent hors QPV compte : 100 logements réservés hors QPV ne laissent rien", () => {
    const ville = localiser(
      convention("ville", "commune", commune("77288"), [{ taux: 80, contrepartie: "financement" }]),
      "uniforme",
    );
    const place = repartitionDe(QUATRE_CENTS_ET_DEUX_CENT_CINQUANTE, [
      localiser(prefet(20, 0), "hors-qpv-d-abord"),
      ville,
    ]);
    expect(codes(place)).toEqual([MARGE, PLANCHER]);
    expect(constatDuPlancher(place)?.chiffres).toContainEqual({ nom: "logements manquants", valeur: "40" });
  });
});

describe("R16, placement des parts libres", () => {
  const secteurs = [
    { commune: "77284", epci: "200000001", flux: 10 },
    { commune: "77288", epci: "200000001", flux: 30 },
    { commune: "77305", epci: null, flux: 60 },
  ];
  const ville = (taux: number) =>
    convention("ville", "commune", commune("77284"), [{ taux, contrepartie: "financement" }]);

  it("au taux convenu partout, quand tout y tient", () => {
    expect(tauxDe(repartitionDe(secteurs, [libre("als", 20), ville(80)]), "als")).toEqual(["20", "20", "20"]);
  });

  it("moins là où la place manque, et le même taux ailleurs : 20 logements = 1 + 19 sur 90", () => {
    const repartition = repartitionDe(secteurs, [libre("als", 20), ville(90)]);
    expect(tauxDe(repartition, "als")).toEqual(["10", "190/9", "190/9"]);
    expect(repartition.secteurs.map(({ tauxNonReserve }) => tauxNonReserve.exact)).toEqual([
      "0",
      "710/9",
      "710/9",
    ]);
    expect(codes(repartition)).toEqual([]);
  });

  it("deux parts libres du même territoire se partagent la place au prorata", () => {
    const repartition = repartitionDe(secteurs, [libre("als", 20), libre("employeur", 10), ville(85)]);
    expect(tauxDe(repartition, "als")[0]).toBe("10");
    expect(tauxDe(repartition, "employeur")[0]).toBe("5");
  });

  it("l'excès se dit au plus petit territoire qui ne loge pas ses promesses, avec ceux qui n'en peuvent sortir", () => {
    const groupement = libre("epci", 60, epci("200000001"));
    const [constat, ...autres] = repartitionDe(secteurs, [
      libre("als", 20),
      groupement,
      prefet(45, 5),
    ]).constats.filter(({ code }) => code === "SUR_RESERVATION");
    expect(autres).toEqual([]);
    expect(constat?.territoire).toBe("EPCI 200000001");
    expect(constat?.chiffres).toEqual([
      { nom: "flux", valeur: "40" },
      { nom: "promis", valeur: "44" },
      { nom: "points en trop", valeur: "10" },
      { nom: "logements en trop", valeur: "4" },
    ]);
    expect(constat?.message.fr).toContain("(epci, prefet)");
  });

  it.each([
    [69.999999, []],
    [70, []],
    [70.000001, ["SUR_RESERVATION"]],
  ])("préfet 30 % uniforme + Action Logement %s % libre : %j", (taux, attendus) => {
    expect(codes(repartitionDe(secteurs, [prefet(25, 5), libre("als", taux)]))).toEqual(attendus);
  });

  it("un employeur libre sur un seul EPCI y reste", () => {
    expect(tauxDe(repartitionDe(secteurs, [libre("usine", 50, epci("200000001"))]), "usine")).toEqual([
      "50",
      "50",
      "–",
    ]);
  });
});
