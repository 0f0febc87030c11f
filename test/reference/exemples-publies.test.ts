import {
  calculerAssiette,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  type Etape,
  expliquer,
  fixerObjectifsDeFlux,
  type Gravite,
  mesurerTauxDeRotation,
  type Objectifs,
  ouvrirRegistre,
  type Repartition,
  repartirFlux,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, DATE, epci, PARTOUT, PERIMETRE, prefet, repartitionDe } from "../fabrique.js";

const MELUN = "77288";
const EPCI = "247700057";

function objectifsParPart(objectifs: Objectifs): Record<string, number> {
  return Object.fromEntries(
    objectifs.reservataires.flatMap(({ reservataire, parts }) =>
      parts.map((part) => [part.contingent ?? reservataire, part.objectif]),
    ),
  );
}

function codes(repartition: Repartition, gravite?: Gravite): string[] {
  return repartition.constats
    .filter((c) => gravite === undefined || c.gravite === gravite)
    .map((c) => c.code);
}

describe("R1, flux annuel net (art. R. 441-5, I, al. 5)", () => {
  it("l'exemple du ministère : 1 000 − 350 = 650", () => {
    const assiette = calculerAssiette(
      { date: DATE, liberations: 1000, soustraits: { mutations: 350 } },
      { premieresMisesEnLocation: "hors-flux" },
    );
    expect([assiette.liberations, assiette.soustraits.total, assiette.flux]).toEqual([1000, 350, 650]);
  });

  it("tout peut être soustrait, pas un logement de plus", () => {
    const soustraire = (mutations: number) =>
      calculerAssiette(
        { date: DATE, liberations: 350, soustraits: { mutations } },
        { premieresMisesEnLocation: "hors-flux" },
      );
    expect(soustraire(349).flux).toBe(1);
    expect(soustraire(350).flux).toBe(0);
    expect(soustraire(350).constats.map(({ code }) => code)).toEqual(["FLUX_NUL"]);
    expect(() => soustraire(351)).toThrow("SOUSTRAITS_SUPERIEURS_AUX_LIBERATIONS");
  });
});

describe("R2, logements soustraits (art. R. 441-5, I, al. 5 ; L. 441-1, al. 34)", () => {
  const attributionsDuPrefet = (date: string) =>
    calculerAssiette(
      { date, liberations: 10, soustraits: { attributionsDuPrefet: 1 } },
      { premieresMisesEnLocation: "hors-flux" },
    ).constats.map(({ code }) => code);

  it("les attributions d'office du préfet ne sont soustraites que depuis le 23/02/2022", () => {
    expect(attributionsDuPrefet("2022-02-22")).toEqual(["CATEGORIE_DE_SOUSTRACTION_NON_PREVUE"]);
    expect(attributionsDuPrefet("2022-02-23")).toEqual([]);
  });

  it("elles ne visent que les logements hors QPV", () => {
    const constats = (localisation: "qpv" | "hors-qpv") =>
      calculerAssiette(
        {
          date: DATE,
          secteurs: [
            {
              commune: MELUN,
              localisation,
              epci: null,
              liberations: 2,
              soustraits: { attributionsDuPrefet: 1 },
            },
          ],
        },
        { premieresMisesEnLocation: "hors-flux" },
      ).constats.map(({ code }) => code);
    expect(constats("hors-qpv")).toEqual([]);
    expect(constats("qpv")).toEqual(["ATTRIBUTIONS_DU_PREFET_EN_QPV"]);
  });

  /** Cinq mutations et trois attributions d'office sur cent libérations : C = 92, et 95 sans ces dernières. */
  const contestee = (date: string, localisation: "qpv" | "hors-qpv") =>
    calculerAssiette(
      {
        date,
        secteurs: [
          {
            commune: MELUN,
            localisation,
            epci: null,
            liberations: 100,
            soustraits: { mutations: 5, attributionsDuPrefet: 3 },
          },
        ],
      },
      { premieresMisesEnLocation: "hors-flux" },
    );
  const pasDe = (assiette: ReturnType<typeof contestee>, cible: string): Etape[] =>
    JSON.parse(expliquer(assiette, cible, { format: "json" })).etapes;

  it.each([
    ["2024-01-01", "qpv", "en QPV", "ATTRIBUTIONS_DU_PREFET_EN_QPV"],
    ["2022-02-22", "hors-qpv", "au 22/02/2022", "CATEGORIE_DE_SOUSTRACTION_NON_PREVUE"],
    ["2022-02-22", "qpv", "au 22/02/2022", "CATEGORIE_DE_SOUSTRACTION_NON_PREVUE"],
  ] as const)(
    "l'explication de B et de C, au %s, %s, ne dit pas imposé ce que la loi ne prévoit pas",
    (date, lieu, mots, code) => {
      const assiette = contestee(date, lieu);
      expect(assiette.constats.map((constat) => constat.code)).toEqual([code]);
      for (const prefixe of ["", `secteurs/${MELUN}/${lieu}/`]) {
        const [prevus, nonPrevus, flux, ...reste] = pasDe(assiette, `${prefixe}flux`);
        expect(reste).toEqual([]);
        expect([prevus?.autorite, prevus?.calcul.fr]).toEqual(["imperatif", "prévus par la loi = 5"]);
        expect(prevus?.phrase.fr).not.toContain("préfet");
        expect([nonPrevus?.autorite, nonPrevus?.articles]).toEqual(["choix", []]);
        expect(nonPrevus?.calcul.fr).toBe("B = 5 + 3 = 8");
        expect(nonPrevus?.phrase.fr).toContain("La loi ne prévoit pas");
        expect(nonPrevus?.phrase.fr).toContain(mots);
        expect(nonPrevus?.phrase.fr).toContain(`constat ${code}`);
        expect(nonPrevus?.phrase.fr).toContain("C serait de 95 au lieu de 92");
        expect([flux?.autorite, flux?.calcul.fr]).toEqual(["choix", "C = 100 − 8 = 92"]);
        expect(flux?.phrase.fr).toContain(`en soustraire 3 (constat ${code}) : sans eux, C serait de 95.`);
        expect(pasDe(assiette, `${prefixe}soustraits`)).toEqual([prevus, nonPrevus]);
      }
    },
  );

  it("la même soustraction, prévue, est imposée par la loi ; les pas d'une part répètent ce qui ne l'est pas", () => {
    const [soustraits, flux] = pasDe(contestee("2022-02-23", "hors-qpv"), "flux");
    expect([soustraits?.autorite, soustraits?.calcul.fr]).toEqual(["imperatif", "B = 5 + 3 = 8"]);
    expect([flux?.autorite, flux?.phrase.fr.includes("sans eux")]).toEqual(["imperatif", false]);
    const { assiette, conventions } = {
      assiette: contestee("2024-01-01", "qpv"),
      conventions: [convention("als", "action-logement", PARTOUT, [{ taux: 10 }])],
    };
    const texte = expliquer(repartirFlux({ assiette, conventions }), "parts/als/garantie-d-emprunt");
    expect(texte).toContain("(constat ATTRIBUTIONS_DU_PREFET_EN_QPV)");
    expect(texte).toContain("C serait de 95");
  });

  it("chaque pas ne dit que la lecture qui le concerne", () => {
    const lectures = (soustraits: object) =>
      pasDe(
        calculerAssiette(
          { date: DATE, liberations: 9, soustraits },
          { premieresMisesEnLocation: "hors-flux" },
        ),
        "flux",
      ).map(({ lecture, articles }) => [lecture?.fr ?? "", articles.map(({ fr }) => fr).join()].join(" "));
    const [mutations, flux] = lectures({ mutations: 1 });
    expect(mutations).toContain("autre bailleur");
    expect(mutations).not.toContain("L. 521-3-3");
    expect(lectures({ habitatIndigne: 1 })[0]).toContain("L. 521-3-3");
    expect(lectures({ habitatIndigne: 1 })[0]).not.toContain("autre bailleur");
    expect(flux).toContain("flux net C");
    expect(flux).not.toContain("foyers");
  });

  it("les six catégories s'additionnent", () => {
    const { soustraits, flux } = calculerAssiette(
      {
        date: DATE,
        liberations: 100,
        soustraits: {
          mutations: 1,
          renouvellementUrbain: 2,
          coproprietesDegradees: 3,
          habitatIndigne: 4,
          venteHlm: 5,
          attributionsDuPrefet: 6,
        },
      },
      { premieresMisesEnLocation: "hors-flux" },
    );
    expect([soustraits.total, flux]).toEqual([21, 79]);
  });
});

describe("R3 et R4, plafonds du préfet et des agents de l'État (art. R. 441-5-2, I, al. 1)", () => {
  it("100 libérations : le préfet est positionné 30 fois", () => {
    const { reservataires } = fixerObjectifsDeFlux(repartitionDe([{ flux: 100 }], [prefet(25, 5)]));
    expect(reservataires.map(({ objectif }) => objectif)).toEqual([30]);
  });

  it("650 → 195 = 163 + 32, jamais 33 : les 5 % sont un plafond, les 25 % n'en sont pas un", () => {
    const objectifs = fixerObjectifsDeFlux(repartitionDe([{ flux: 650 }], [prefet(25, 5)]));
    expect(objectifsParPart(objectifs)).toEqual({
      "publics-prioritaires": 163,
      "agents-civils-et-militaires": 32,
    });
    expect(objectifs.nonReserves.objectif).toBe(455);
  });

  it.each([
    ["29.999999", "0", []],
    ["30", "0", []],
    ["30.000001", "0", ["PLAFOND_DU_PREFET_DEPASSE"]],
    ["25", "5", []],
    ["24.999999", "5.000001", ["PLAFOND_DES_AGENTS_DEPASSE"]],
    ["25", "4.999999", []],
    ["25.000001", "5", ["PLAFOND_DU_PREFET_DEPASSE"]],
    ["30", "5.5", ["PLAFOND_DU_PREFET_DEPASSE", "PLAFOND_DES_AGENTS_DEPASSE"]],
  ])("publics prioritaires %s %, agents %s % : %j", (publics, agents, attendus) => {
    expect(codes(repartitionDe([{ flux: 650 }], [prefet(publics, agents)]), "irregularite")).toEqual(
      attendus,
    );
  });

  it("les 5 % se mesurent sur le flux total, non sur les 30 %", () => {
    expect(codes(repartitionDe([{ flux: 650 }], [prefet("28.4", "1.6")]), "irregularite")).toEqual([]);
  });

  it("une part au-dessus de son plafond reste telle que convenue, avec son constat", () => {
    const repartition = repartitionDe([{ flux: 650 }], [prefet(30, 5)]);
    expect(repartition.constats.map(({ chiffres }) => chiffres.at(-1))).toEqual([
      { nom: "logements en trop", valeur: "32.5" },
    ]);
    expect(fixerObjectifsDeFlux(repartition).reservataires.map(({ objectif }) => objectif)).toEqual([227]);
  });
});

describe("R5b, plancher du préfet hors QPV (art. R. 441-5-2, II, al. 2), lecture A", () => {
  const secteurs = [
    { localisation: "hors-qpv", flux: 400 },
    { localisation: "qpv", flux: 250 },
  ] as const;

  it("30 % partout : 120 hors QPV + 75 en QPV = 195, conforme", () => {
    const repartition = repartitionDe(secteurs, [prefet(25, 5)]);
    expect(codes(repartition)).toEqual([]);
    expect(repartition.parts.map(({ logements }) => logements.exact)).toEqual(["65/2", "325/2"]);
  });

  it.each([
    ["25", "5", []],
    ["24.999999", "5", ["PLANCHER_HORS_QPV_NON_ATTEINT"]],
    ["25.000001", "5", []],
  ])("%s + %s : %j", (publics, agents, attendus) => {
    expect(codes(repartitionDe(secteurs, [prefet(publics, agents)]), "ecart-a-stipuler")).toEqual(attendus);
  });

  it("25 % appliqués partout : 100 < 120, il en manque 20", () => {
    const constat = repartitionDe(secteurs, [prefet(20, 5)]).constats.find(({ regle }) => regle === "R5b");
    expect(constat?.chiffres).toContainEqual({ nom: "logements manquants", valeur: "20" });
  });

  it("la lecture B est écartée : 15 % du préfet hors QPV suffiraient à lui donner 30 % de ses logements", () => {
    expect(codes(repartitionDe(secteurs, [prefet(15, 0)]), "ecart-a-stipuler")).toEqual([
      "PLANCHER_HORS_QPV_NON_ATTEINT",
    ]);
  });

  it("25 logements tous hors QPV : 7, le plafond impératif l'emporte, le plancher est manqué d'un demi-logement", () => {
    const objectifs = fixerObjectifsDeFlux(repartitionDe([{ flux: 25 }], [prefet(25, 5)]));
    expect(objectifs.reservataires.map(({ objectif }) => objectif)).toEqual([7]);
    expect(objectifs.constats.map(({ code, chiffres }) => [code, chiffres.at(-1)?.valeur])).toEqual([
      ["PLANCHER_HORS_QPV_ARRONDI", "0.5"],
    ]);
  });
});

describe("R5b, le plancher en logements entiers", () => {
  const constats = (horsQpv: number, qpv: number, publics: number, agents: number) =>
    fixerObjectifsDeFlux(
      repartitionDe(
        [
          { localisation: "hors-qpv", flux: horsQpv },
          { localisation: "qpv", flux: qpv },
        ],
        [prefet(publics, agents)],
      ),
    ).constats;

  it("12 hors QPV et 1 en QPV : 3 logements, sous les 3,6 du plancher où qu'ils aillent", () => {
    const [constat] = constats(12, 1, 25, 5);
    expect(constat?.chiffres.map(({ valeur }) => valeur)).toEqual(["3.6", "3", "0.6"]);
    expect(constat?.message.fr).toContain("Un logement de plus dépasserait le plafond, impératif");
  });

  it("10 hors QPV et 10 en QPV : 6 logements suffisent à en faire 3 hors QPV, rien à dire", () => {
    expect(constats(10, 10, 25, 5)).toEqual([]);
  });

  it("une part au-dessus de son plafond n'est pas arrêtée par lui : 2,45 → 2, au plus fort reste", () => {
    const [constat] = constats(7, 0, 25, 10);
    expect(constat?.chiffres.map(({ valeur }) => valeur)).toEqual(["2.1", "2", "0.1"]);
    expect(constat?.message.fr).toContain("plus fort reste");
  });
});

describe("R7, plafond des garanties d'emprunt (art. R. 441-5-3, al. 2)", () => {
  const secteurs = [{ commune: MELUN, epci: EPCI, flux: 100 }];
  const avec = (tauxCommune: string, tauxEpci: string, ...autres: ReturnType<typeof convention>[]) =>
    codes(
      repartitionDe(secteurs, [
        convention("commune", "commune", commune(MELUN), [{ taux: tauxCommune }]),
        convention("epci", "epci", epci(EPCI), [{ taux: tauxEpci }]),
        ...autres,
      ]),
    );

  it.each([
    ["12", "7.999999", 0],
    ["12", "8", 0],
    ["12", "8.000001", 2],
    ["12", "9", 2],
  ])("commune %s % + EPCI %s % : %i constat(s), pour la commune et pour l'EPCI", (a, b, nombre) => {
    expect(avec(a, b)).toEqual(Array(nombre).fill("PLAFOND_DES_GARANTIES_DEPASSE"));
  });

  const AILLEURS = { commune: "77284", epci: EPCI, flux: 100 };
  const surDeuxCommunes = (tauxCommune: string, tauxEpci: string, localisation: "uniforme" | "libre") =>
    repartitionDe(
      [AILLEURS, ...secteurs],
      [
        convention("commune", "commune", commune(MELUN), [{ taux: tauxCommune }]),
        convention("epci", "epci", epci(EPCI), [{ taux: tauxEpci, localisation }]),
      ],
    );

  it.each([
    ["20", "5", "uniforme", "PLAFOND_DES_GARANTIES_DEPASSE", true, false],
    ["20.000001", "5", "uniforme", "PLAFOND_DES_GARANTIES_DEPASSE", false, false],
    ["20", "5", "libre", "GARANTIES_AU_DELA_PAR_PLACEMENT", true, true],
    ["20.000001", "5", "libre", "PLAFOND_DES_GARANTIES_DEPASSE", false, false],
  ] as const)(
    "une commune à %s, son EPCI à %s, %s sur deux communes : %s, lecture %s, placement %s",
    (...cas) => {
      const [tauxCommune, tauxEpci, localisation, code, lecture, placement] = cas;
      const { constats } = surDeuxCommunes(tauxCommune, tauxEpci, localisation);
      expect(
        constats.map(({ code: trouve, territoire, message }) => [
          trouve,
          territoire,
          message.fr.includes("est une lecture"),
          message.fr.includes("placement choisi"),
        ]),
      ).toEqual([[code, "commune 77288", lecture, placement]]);
    },
  );

  it.each([
    [
      "20",
      "5",
      "uniforme",
      "25 %, dépassé de 5 points, si l'on compte aussi la part de l'EPCI, ce que le texte ne dit pas expressément ;",
    ],
    ["21", "5", "uniforme", "26 %, dépassé de 6 points ;"],
    [
      "20",
      "5",
      "libre",
      "25 %, dépassé de 5 points, si l'on compte aussi la part de l'EPCI, ce que le texte ne dit pas expressément, et du seul fait du lieu où la bibliothèque a placé une part libre ;",
    ],
  ] as const)("l'explication dit ce qui établit le dépassement : commune à %s, EPCI à %s, %s", (...cas) => {
    const [tauxCommune, tauxEpci, localisation, attendu] = cas;
    expect(
      expliquer(surDeuxCommunes(tauxCommune, tauxEpci, localisation), "parts/epci/garantie-d-emprunt"),
    ).toContain(`commune 77288 : ${attendu}`);
  });

  it("un terrain s'ajoute, hors plafond (R8, art. R. 441-5-4)", () => {
    const terrain = convention("commune", "commune", commune(MELUN), [
      { taux: "20" },
      { taux: "5", contrepartie: "apport-de-terrain" },
    ]);
    expect(codes(repartitionDe(secteurs, [terrain]))).toEqual([]);
  });

  it("le département et la région ne sont pas dans la liste", () => {
    expect(avec("12", "8", convention("departement", "departement", PARTOUT, [{ taux: "10" }]))).toEqual([]);
  });

  it("un territoire sans flux se juge sur les taux, et s'explique", () => {
    const sansFlux = (taux: string) =>
      repartitionDe(
        [{ commune: MELUN, epci: EPCI, flux: 0 }],
        [convention("commune", "commune", commune(MELUN), [{ taux }])],
      );
    expect(codes(sansFlux("20"))).toEqual([]);
    expect(codes(sansFlux("21"))).toEqual(["PLAFOND_DES_GARANTIES_DEPASSE", "PLAFOND_DES_GARANTIES_DEPASSE"]);
    expect(expliquer(sansFlux("20"), "parts/commune/garantie-d-emprunt")).toContain(
      "commune 77288 : 20 %, respecté",
    );
  });

  it("sans flux, ce qui dépend de la commune où il s'en libérera ne dépasse rien", () => {
    const repartition = repartitionDe(
      [
        { commune: MELUN, epci: EPCI, flux: 0 },
        { commune: "77152", epci: EPCI, flux: 0 },
      ],
      [convention("commune", "commune", commune(MELUN), [{ taux: "21" }])],
    );
    expect(repartition.constats.map(({ territoire }) => territoire)).toEqual([`commune ${MELUN}`]);
  });

  it("le verdict se rend sur la valeur exacte, non sur le décimal montré", () => {
    const repartition = repartitionDe(
      [
        { commune: MELUN, epci: EPCI, flux: 9_999_999 },
        { commune: "77152", epci: EPCI, flux: 1 },
      ],
      [
        convention("commune", "commune", commune(MELUN), [{ taux: "20" }]),
        convention("autre", "commune", commune("77152"), [{ taux: "21" }]),
      ],
    );
    expect(repartition.constats.map(({ territoire }) => territoire)).toEqual([
      "commune 77152",
      `EPCI ${EPCI}`,
    ]);
    expect(expliquer(repartition, "parts/commune/garantie-d-emprunt")).toContain(
      "environ 20 %, dépassé de très peu",
    );
  });

  it("une commune peut dépasser sans que son EPCI dépasse", () => {
    const repartition = repartitionDe(
      [...secteurs, { commune: "77152", epci: EPCI, flux: 100 }],
      [convention("commune", "commune", commune(MELUN), [{ taux: "21" }])],
    );
    expect(repartition.constats.map(({ territoire }) => territoire)).toEqual([`commune ${MELUN}`]);
  });
});

describe("R9, une seule convention par réservataire (art. R. 441-5, I, al. 3)", () => {
  it("deux conventions d'un réservataire sont refusées", () => {
    const als = () =>
      convention("als", "action-logement", PARTOUT, [{ taux: 10, contrepartie: "financement" }]);
    expect(() => repartitionDe([{ flux: 10 }], [als(), als()])).toThrow("DOUBLON");
  });
});

describe("R13, ratio du stock, et R14, droits uniques", () => {
  const logements = Array.from({ length: 1000 }, (_, rang) => ({
    numeroRpls: String(9_900_000_000 + rang),
    reservataire: rang < 30 ? "als" : null,
    ...(rang < 30 ? { droit: "droit-de-suite" as const, dateDExpiration: "2035-12-31" } : {}),
    typologie: "T3" as const,
    commune: MELUN,
    localisation: "hors-qpv" as const,
    financement: "PLUS" as const,
  }));
  const etatDesLieux = consoliderEtatDesLieux(
    {
      date: DATE,
      perimetre: PERIMETRE,
      communes: [{ code: MELUN, epci: EPCI }],
      reservataires: [
        { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
      ],
      logements,
    },
    {},
  );

  it("30 logements, 12 ans restants, 8 % : 28,8 droits uniques", () => {
    const tauxDeRotation = mesurerTauxDeRotation(
      {
        date: DATE,
        millesime: 2023,
        territoire: "bailleur",
        numerateur: { nature: "sorties", nombre: 80 },
        denominateur: { nature: "logements", nombre: 1000 },
      },
      { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
    );
    const [volume] = convertirEnDroitsUniques(
      { dateDEffet: DATE, etatDesLieux, tauxDeRotation },
      { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" },
    ).reservataires;
    expect(volume?.droitsUniques).toEqual({ exact: "144/5", decimal: "28.8" });
  });

  it("30 logements réservés sur 1 000 : 3 % ; sur C et sur A, deux nombres différents", () => {
    const assiette = calculerAssiette(
      { date: DATE, liberations: 1000, soustraits: { mutations: 350 } },
      { premieresMisesEnLocation: "hors-flux" },
    );
    const [part] = convertirStockEnFlux(
      { etatDesLieux, assiette },
      {
        methodeDeConversion: "ratio-du-stock",
        patrimoineDeReference: "avec-logements-identifies",
        arrondiDuTaux: "aucun",
      },
    ).parts;
    expect([part?.taux.decimal, part?.surLeFlux.decimal, part?.surLesLiberations.decimal]).toEqual([
      "3",
      "19.5",
      "30",
    ]);
  });
});

describe("R16, cent pour cent du flux", () => {
  it("la clé 40 / 30 / 20 / 10 sur 650 : 260 + 195 + 130 + 65", () => {
    const objectifs = fixerObjectifsDeFlux(
      repartitionDe(
        [{ commune: MELUN, flux: 650 }],
        [
          convention("als", "action-logement", PARTOUT, [
            { taux: 40, contrepartie: "participation-des-employeurs" },
          ]),
          convention("commune", "commune", commune(MELUN), [{ taux: 20 }]),
          prefet(25, 5),
        ],
      ),
    );
    expect(objectifs.reservataires.map(({ objectif }) => objectif)).toEqual([260, 130, 195]);
    expect(objectifs.nonReserves.objectif).toBe(65);
  });

  it.each([
    ["69.999999", []],
    ["70", []],
    ["70.000001", ["SUR_RESERVATION"]],
  ])("préfet 30 % + Action Logement %s % : %j", (taux, attendus) => {
    const als = convention("als", "action-logement", PARTOUT, [{ taux, contrepartie: "financement" }]);
    const repartition = repartitionDe([{ flux: 100 }], [prefet(25, 5), als]);
    expect(codes(repartition)).toEqual(attendus);
    if (attendus.length === 0) expect(fixerObjectifsDeFlux(repartition).flux).toBe(100);
    else expect(() => fixerObjectifsDeFlux(repartition)).toThrow("de trop");
  });

  const als74 = () =>
    convention("als", "action-logement", PARTOUT, [{ taux: 74, contrepartie: "financement" }]);

  it("un secteur promis à 104 % montre quatre points et quatre logements de trop", () => {
    const { secteurs, constats } = repartitionDe([{ flux: 100 }], [prefet(25, 5), als74()]);
    expect(
      secteurs.map(({ tauxReserve, tauxNonReserve }) => [tauxReserve.exact, tauxNonReserve.exact]),
    ).toEqual([["104", "-4"]]);
    expect(constats.map(({ territoire, chiffres }) => [territoire, chiffres.at(-1)?.valeur])).toEqual([
      ["commune 77288, hors QPV", "4"],
    ]);
  });

  it("un secteur sans flux prévu n'en est pas moins promis à 104 %", () => {
    expect(codes(repartitionDe([{ flux: 0 }], [prefet(25, 5), als74()]))).toEqual(["SUR_RESERVATION"]);
  });

  it("sans flux, il n'empêche ni le placement ni les objectifs ; le registre, où il peut se libérer, ne s'ouvre pas", () => {
    const ville = convention("ville", "commune", commune("77284"), [
      { taux: 80, contrepartie: "financement" },
    ]);
    const usine = convention("usine", "employeur", PARTOUT, [{ taux: 80, contrepartie: "financement" }]);
    const repartition = repartitionDe([{ flux: 10 }, { commune: "77284", flux: 0 }], [ville, usine]);
    expect(codes(repartition)).toEqual(["SUR_RESERVATION"]);
    expect(fixerObjectifsDeFlux(repartition).reservataires.map(({ objectif }) => objectif)).toEqual([8, 0]);
    expect(() =>
      ouvrirRegistre(repartition, { decompte: "mise-a-disposition", echec: "annule", report: "aucun" }),
    ).toThrow("commune 77284");
  });
});

describe("une assiette donnée sans secteurs", () => {
  const assiette = calculerAssiette(
    { date: DATE, liberations: 100 },
    { premieresMisesEnLocation: "hors-flux" },
  );

  it("ne permet pas de vérifier un plancher que le taux ne suffit pas à tenir", () => {
    const constats = (publics: number) =>
      repartirFlux({ assiette, conventions: [prefet(publics, 5)] }).constats.map(({ code }) => code);
    expect(constats(25)).toEqual([]);
    expect(constats(24)).toEqual([
      "PART_DU_PREFET_INFERIEURE_AU_PLAFOND",
      "PLANCHER_HORS_QPV_NON_VERIFIABLE",
    ]);
  });

  it("ne situe pas un territoire", () => {
    const conventions = [convention("commune", "commune", commune(MELUN), [{ taux: 10 }])];
    expect(() => repartirFlux({ assiette, conventions })).toThrow("ASSIETTE_SANS_DETAIL");
  });
});
