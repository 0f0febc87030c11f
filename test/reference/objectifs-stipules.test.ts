import {
  calculerAssiette,
  expliquer,
  fixerObjectifsDeFlux,
  type Objectifs,
  repartirFlux,
  type StipulationsDObjectifs,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, epci, PERIMETRE, prefet, type SecteurDemande } from "../fabrique.js";

const EPCI = "200000001";
const garantie = (code: string, taux: number) =>
  convention(`ville-${code}`, "commune", commune(code), [{ taux }]);

const repartirEn = (
  annee: number,
  secteurs: readonly SecteurDemande[],
  conventions: readonly ReturnType<typeof convention>[],
) =>
  repartirFlux({
    assiette: calculerAssiette(
      {
        date: `${annee}-01-01`,
        perimetre: { ...PERIMETRE, annee },
        secteurs: secteurs.map(
          ({ commune: code = "77288", localisation = "hors-qpv", epci: siren = null, flux }) => ({
            commune: code,
            localisation,
            epci: siren,
            liberations: flux,
          }),
        ),
      },
      { premieresMisesEnLocation: "hors-flux" },
    ),
    conventions,
  });

/** Les objectifs de plusieurs années, chacune reportant les restes de celle d'avant. */
function enchainer(
  annees: readonly {
    readonly secteurs: readonly SecteurDemande[];
    readonly conventions: readonly ReturnType<typeof convention>[];
  }[],
): Objectifs[] {
  const faits: Objectifs[] = [];
  annees.forEach(({ secteurs, conventions }, rang) => {
    const repartition = repartirEn(2024 + rang, secteurs, conventions);
    faits.push(fixerObjectifsDeFlux(repartition, { reportDesRestes: "integral" }, faits.at(-1)));
  });
  return faits;
}

const reportDe = ({ reports }: Objectifs, reservataire: string) =>
  reports?.filter((ligne) => ligne.reservataire === reservataire) ?? [];

describe("R20, le report des restes d'une année sur l'autre", () => {
  const quatre = [{ commune: "77001", flux: 4 }];

  it.each([
    // 20 % de 4 : 0,8 par an, au plafond des garanties ; le retard de 2/5 n'entre pas en 2027 : 0,8 y est déjà le plafond.
    { taux: 20, objectifs: [1, 1, 0, 1, 1], clotures: ["-1/5", "-2/5", "2/5", "1/5", "0"] },
    // 15 % : 0,6 par an, et 3 en cinq ans.
    { taux: 15, objectifs: [1, 0, 1, 0, 1], clotures: ["-2/5", "1/5", "-1/5", "2/5", "0"] },
    // 10 % : 0,4 par an, que l'arrondi de chaque année mettrait toujours à zéro.
    { taux: 10, objectifs: [0, 1, 0, 1, 0], clotures: ["2/5", "-1/5", "1/5", "-2/5", "0"] },
  ])(
    "une commune a $taux % de 4 logements par an : après cinq ans, rien n'est perdu",
    ({ taux, objectifs, clotures }) => {
      const annees = enchainer(
        Array.from({ length: 5 }, () => ({ secteurs: quatre, conventions: [garantie("77001", taux)] })),
      );
      expect(annees.map(({ reservataires }) => reservataires[0]?.objectif)).toEqual(objectifs);
      expect(annees.map((annee) => reportDe(annee, "ville-77001")[0]?.cloture.exact)).toEqual(clotures);
      expect(annees.every(({ constats }) => constats.length === 0)).toBe(true);
    },
  );

  it("sans report, 0,4 par an ne donne rien en cinq ans", () => {
    const seules = [2024, 2025, 2026, 2027, 2028].map((annee) =>
      fixerObjectifsDeFlux(repartirEn(annee, quatre, [garantie("77001", 10)])),
    );
    expect(seules.map(({ reservataires, reports }) => [reservataires[0]?.objectif, reports])).toEqual(
      seules.map(() => [0, null]),
    );
  });

  it("se juge contre le plafond de l'année d'arrivée : 0,4 de retard entre pour 0,2 sous 20 %, juste en dessous ; pour rien à 20 %", () => {
    const [, a15] = enchainer([
      { secteurs: quatre, conventions: [garantie("77001", 10)] },
      { secteurs: quatre, conventions: [garantie("77001", 15)] },
    ]);
    expect(reportDe(a15 as Objectifs, "ville-77001")).toMatchObject([
      {
        ouverture: { exact: "2/5" },
        admis: { exact: "1/5" },
        exact: { exact: "3/5" },
        objectif: 1,
        cloture: { exact: "0" },
      },
    ]);
    const [, a20] = enchainer([
      { secteurs: quatre, conventions: [garantie("77001", 10)] },
      { secteurs: quatre, conventions: [garantie("77001", 20)] },
    ]);
    expect(reportDe(a20 as Objectifs, "ville-77001")).toMatchObject([
      {
        ouverture: { exact: "2/5" },
        admis: { exact: "0" },
        exact: { exact: "4/5" },
        objectif: 1,
        cloture: { exact: "1/5" },
      },
    ]);
  });

  it("ne fait jamais passer le préfet au-dessus de 30 % : 25 logements, 7,5 exacts, 7 chaque année, et le demi-logement attend", () => {
    const annees = enchainer(
      Array.from({ length: 3 }, () => ({ secteurs: [{ flux: 25 }], conventions: [prefet(25, 5)] })),
    );
    expect(annees.map(({ reservataires }) => reservataires[0]?.objectif)).toEqual([7, 7, 7]);
    const attente = annees.map((annee) =>
      reportDe(annee, "prefet").reduce((somme, { cloture }) => somme + Number(cloture.decimal), 0),
    );
    expect(attente).toEqual([0.5, 1, 1.5]);
  });

  it("deux volets, un compte : 10 logements, 3 au préfet chaque année, sans que le retard des agents fasse rendre aux autres", () => {
    // 2,5 et 0,5 : le plafond entier des agents est ⌊0,5⌋ = 0, les 3 vont aux publics prioritaires.
    const annees = enchainer(
      Array.from({ length: 3 }, () => ({ secteurs: [{ flux: 10 }], conventions: [prefet(25, 5)] })),
    );
    expect(annees.map(({ reservataires }) => reservataires[0]?.objectif)).toEqual([3, 3, 3]);
    expect(annees.map((annee) => reportDe(annee, "prefet").map(({ cloture }) => cloture.exact))).toEqual([
      ["0"],
      ["0"],
      ["0"],
    ]);
  });

  it("une dérogation ouvre la place : à 35 %, le demi-logement du préfet entre, 8 sur 25", () => {
    const avant = fixerObjectifsDeFlux(repartirEn(2024, [{ flux: 25 }], [prefet(25, 5)]));
    const { repartition } = avant;
    const deroge = repartirFlux({
      assiette: repartirEn(2025, [{ flux: 25 }], []).assiette,
      conventions: [prefet(25, 5)],
      derogations: [
        {
          arrete: "arrêté fictif",
          motif: "besoins-economiques",
          du: "2024-06-01",
          au: "2025-05-31",
          plafondPrefet: "35",
        },
      ],
    });
    expect(repartition.plafondsDuPrefet.prefet).toBe("30");
    const apres = fixerObjectifsDeFlux(deroge, { reportDesRestes: "integral" }, avant);
    expect(reportDe(apres, "prefet")).toMatchObject([{ ouverture: { exact: "1/2" }, objectif: 8 }]);
  });

  it("un logement entier qui attend est dit, et une année sans report dit ce qu'elle abandonne", () => {
    const annees = enchainer(
      Array.from({ length: 3 }, () => ({ secteurs: [{ flux: 25 }], conventions: [prefet(25, 5)] })),
    );
    const codes = ({ constats }: Objectifs) =>
      constats.flatMap(({ code, chiffres }) =>
        code.startsWith("RESTE") ? [[code, chiffres[0]?.valeur]] : [],
      );
    expect(annees.map(codes)).toEqual([[], [], [["RESTE_EN_ATTENTE", "1"]]]);
    const sans = (precedents: Objectifs | undefined) =>
      fixerObjectifsDeFlux(
        repartirEn(2027, [{ flux: 25 }], [prefet(25, 5)]),
        { reportDesRestes: "aucun" },
        precedents,
      );
    const arrete = sans(annees[2]);
    expect(codes(arrete)).toEqual([["RESTES_NON_REPORTES", "1.5"]]);
    const reprise = fixerObjectifsDeFlux(
      repartirEn(2028, [{ flux: 25 }], [prefet(25, 5)]),
      { reportDesRestes: "integral" },
      arrete,
    );
    expect(reportDe(reprise, "prefet")[0]?.ouverture.exact).toBe("0");
  });

  it("un code repris sur une autre commune n'emporte pas le reste de la première", () => {
    const deux = [
      { commune: "77001", flux: 4 },
      { commune: "77002", flux: 4 },
    ];
    const [, ailleurs] = enchainer([
      { secteurs: deux, conventions: [convention("x", "commune", commune("77001"), [{ taux: 10 }])] },
      { secteurs: deux, conventions: [convention("x", "commune", commune("77002"), [{ taux: 10 }])] },
    ]);
    expect(
      reportDe(ailleurs as Objectifs, "x").map(({ territoire, ouverture, admis }) => [
        territoire,
        ouverture.exact,
        admis.exact,
      ]),
    ).toEqual([
      [commune("77001"), "2/5", "0"],
      [commune("77002"), "0", "0"],
    ]);
    expect(expliquer(ailleurs as Objectifs, "reports/x/garantie-d-emprunt/commune 77001")).toContain(
      "0 + 0 = 0, 0,4 n'entrant pas, et 0,4 + 0 − 0 = 0,4 à reporter",
    );
  });

  it("une avance se déduit ; une part qui disparaît garde la sienne, et rien ne se perd", () => {
    const [, sans, revenue] = enchainer([
      { secteurs: quatre, conventions: [garantie("77001", 15)] },
      { secteurs: quatre, conventions: [] },
      { secteurs: quatre, conventions: [garantie("77001", 15)] },
    ]);
    expect(reportDe(sans as Objectifs, "ville-77001")).toMatchObject([
      {
        ouverture: { exact: "-2/5" },
        admis: { exact: "0" },
        exact: { exact: "0" },
        objectif: 0,
        cloture: { exact: "-2/5" },
      },
    ]);
    expect(reportDe(revenue as Objectifs, "ville-77001")).toMatchObject([
      {
        ouverture: { exact: "-2/5" },
        admis: { exact: "-2/5" },
        exact: { exact: "3/5" },
        objectif: 0,
        cloture: { exact: "1/5" },
      },
    ]);
  });

  it("sans libération sur son territoire, le reste d'une commune attend", () => {
    const [, vide, ensuite] = enchainer([
      { secteurs: quatre, conventions: [garantie("77001", 10)] },
      {
        secteurs: [
          { commune: "77001", flux: 0 },
          { commune: "77002", flux: 3 },
        ],
        conventions: [garantie("77001", 10)],
      },
      { secteurs: quatre, conventions: [garantie("77001", 10)] },
    ]);
    expect(reportDe(vide as Objectifs, "ville-77001")[0]?.cloture.exact).toBe("2/5");
    expect(reportDe(ensuite as Objectifs, "ville-77001")[0]).toMatchObject({
      admis: { exact: "2/5" },
      objectif: 1,
    });
  });

  it("prend les restes d'une année qui ne reportait pas : sa part exacte moins son objectif", () => {
    const avant = fixerObjectifsDeFlux(repartirEn(2024, quatre, [garantie("77001", 10)]));
    const apres = fixerObjectifsDeFlux(
      repartirEn(2025, quatre, [garantie("77001", 10)]),
      { reportDesRestes: "integral" },
      avant,
    );
    expect(apres.reports?.[0]?.ouverture.exact).toBe("2/5");
    const sans = fixerObjectifsDeFlux(
      repartirEn(2025, quatre, [garantie("77001", 10)]),
      { reportDesRestes: "aucun" },
      avant,
    );
    expect(sans.reports).toBeNull();
    expect(sans.reservataires).toEqual(
      fixerObjectifsDeFlux(repartirEn(2025, quatre, [garantie("77001", 10)])).reservataires,
    );
  });

  it("s'explique : ce qui entre, ce qui attend, ce qui s'arrondit", () => {
    const annees = enchainer([
      { secteurs: quatre, conventions: [garantie("77001", 10)] },
      { secteurs: quatre, conventions: [garantie("77001", 15)] },
    ]);
    const texte = expliquer(annees[1] as Objectifs, "reservataires/ville-77001");
    expect(texte).toContain(
      "garantie d'emprunt : 0,6 + 0,2 = 0,8, 0,2 n'entrant pas, et 0,4 + 0,6 − 1 = 0 à reporter",
    );
    expect(texte).toContain(
      "La part de l'année fait 0,6 ; c'est 0,8 que l'on arrondit. Des restes sont reportés",
    );
    expect(texte).toContain("Stipulations : reportDesRestes = integral");
  });

  it("exige de dire si les restes se reportent, et que l'année soit la suivante, dans le même périmètre", () => {
    const de = (annee: number) => repartirEn(annee, quatre, [garantie("77001", 10)]);
    const avant = fixerObjectifsDeFlux(de(2024));
    const code = (faire: () => unknown) => {
      try {
        faire();
      } catch (erreur) {
        const { code: sien, problemes = [] } = erreur as {
          code: string;
          problemes?: { chemin: string; code: string }[];
        };
        return [sien, ...problemes.map((probleme) => `${probleme.chemin} ${probleme.code}`)];
      }
      return [];
    };
    const integral: StipulationsDObjectifs = { reportDesRestes: "integral" };
    expect(code(() => fixerObjectifsDeFlux(de(2025), {}, avant))).toEqual(["STIPULATION_MANQUANTE"]);
    expect(code(() => fixerObjectifsDeFlux(de(2026), integral, avant))).toEqual([
      "SAISIE_INVALIDE",
      "precedents PERIMETRES_DIFFERENTS",
    ]);
    expect(code(() => fixerObjectifsDeFlux(de(2025), integral, de(2024) as never))).toEqual([
      "SAISIE_INVALIDE",
      "precedents RESULTAT_INATTENDU",
    ]);
    expect(code(() => fixerObjectifsDeFlux(de(2025), { report: "aucun" } as never))).toEqual([
      "SAISIE_INVALIDE",
      "stipulations.report CHAMP_INCONNU",
    ]);
  });
});

describe("R7, le plafond des garanties tenu en logements entiers, par stipulation", () => {
  const entiers: StipulationsDObjectifs = { jugementDesGaranties: "logements-entiers" };
  const fixer = (
    secteurs: readonly SecteurDemande[],
    conventions: readonly ReturnType<typeof convention>[],
    stipulations = entiers,
  ) => fixerObjectifsDeFlux(repartirEn(2024, secteurs, conventions), stipulations);

  it("trois communes de 4 logements à 20 % : 0,8 permis, donc aucun, et trois logements changent de main", () => {
    const codes = ["77001", "77002", "77003"];
    const secteurs = codes.map((code) => ({ commune: code, flux: 4 }));
    const conventions = codes.map((code) => garantie(code, 20));
    expect(fixer(secteurs, conventions, {}).reservataires.map(({ objectif }) => objectif)).toEqual([1, 1, 1]);
    const { reservataires, nonReserves, prix, constats } = fixer(secteurs, conventions);
    expect(reservataires.map(({ exact, retenu, objectif }) => [exact.exact, retenu.exact, objectif])).toEqual(
      codes.map(() => ["4/5", "0", 0]),
    );
    expect(nonReserves).toMatchObject({ exact: { exact: "48/5" }, retenu: { exact: "12" }, objectif: 12 });
    expect(prix.map(({ limite, reservataires: lignes }) => [limite, lignes])).toEqual([
      [
        "plafond-des-garanties",
        [
          { reservataire: "non-reserves", sans: 9, avec: 12 },
          ...codes.map((code) => ({ reservataire: `ville-${code}`, sans: 1, avec: 0 })),
        ],
      ],
    ]);
    expect(
      constats.map(({ code, gravite, chiffres }) => [code, gravite, chiffres.map(({ valeur }) => valeur)]),
    ).toEqual([["GARANTIES_TENUES_EN_ENTIERS", "information", ["3", "3"]]]);
  });

  it.each([
    { flux: 4, taux: 20, objectif: 0 }, // 0,8 : juste sous un logement
    { flux: 5, taux: 20, objectif: 1 }, // 1 : la limite
    { flux: 6, taux: 20, objectif: 1 }, // 1,2
    { flux: 9, taux: 20, objectif: 1 }, // 1,8 : deux logements passeraient 20 %
    { flux: 10, taux: 20, objectif: 2 },
    { flux: 4, taux: 21, objectif: 1 }, // la part dépasse déjà le plafond : elle reste telle que convenue, 0,84
  ])("$flux logements à $taux % : $objectif", ({ flux, taux, objectif }) => {
    expect(fixer([{ commune: "77001", flux }], [garantie("77001", taux)]).reservataires[0]?.objectif).toBe(
      objectif,
    );
  });

  it("la commune et son EPCI se partagent la place au prorata de leurs restes : 0,84 et 0,56 pour un seul logement", () => {
    const { reservataires, secteurs } = fixer(
      [{ commune: "77001", epci: EPCI, flux: 7 }],
      [garantie("77001", 12), convention("agglo", "epci", epci(EPCI), [{ taux: 8 }])],
    );
    expect(
      reservataires.map(({ reservataire, retenu, objectif }) => [reservataire, retenu.exact, objectif]),
    ).toEqual([
      ["agglo", "2/5", 0],
      ["ville-77001", "3/5", 1],
    ]);
    expect(secteurs[0]?.nonReserves.objectif).toBe(6);
  });

  it("une commune à deux secteurs partage son plafond entier au plus fort reste : 0,8 et 0,6 pour un logement permis", () => {
    const { secteurs, reservataires } = fixer(
      [
        { commune: "77001", localisation: "hors-qpv", flux: 4 },
        { commune: "77001", localisation: "qpv", flux: 3 },
      ],
      [garantie("77001", 20)],
    );
    expect(secteurs.map(({ parts }) => [parts[0]?.retenu.exact, parts[0]?.objectif])).toEqual([
      ["4/5", 1],
      ["0", 0],
    ]);
    expect(reservataires[0]).toMatchObject({
      exact: { exact: "7/5" },
      retenu: { exact: "4/5" },
      objectif: 1,
    });
  });

  it("dit le plafond d'un EPCI que l'arrondi ne tient pas, quand une de ses communes est déjà au-dessus", () => {
    // 21 % de 4 dans la première, au-dessus de 20 % : 0,84, donc telle que convenue. 19 % de 5 dans la seconde : 0,95 pour 1 permis.
    // L'EPCI : 1,79 exacts pour 1,8, mais 2 en logements entiers.
    const { constats } = fixer(
      [
        { commune: "77001", epci: EPCI, flux: 4 },
        { commune: "77002", epci: EPCI, flux: 5 },
      ],
      [garantie("77001", 21), garantie("77002", 19)],
    );
    expect(constats.map(({ code, territoire, chiffres }) => [code, territoire, chiffres[0]?.valeur])).toEqual(
      [["PLAFOND_DES_GARANTIES_ARRONDI", `EPCI ${EPCI}`, "1.8"]],
    );
  });
});

describe("R7, ce que le plafond compte, et sur quoi", () => {
  const entiers: StipulationsDObjectifs = { jugementDesGaranties: "logements-entiers" };
  const departement = convention("dep", "departement", { type: "perimetre" }, [{ taux: 20 }]);

  it("le département n'y est que si les parties en ont convenu", () => {
    const selon = (garantsDuPlafond?: "toutes-collectivites") =>
      fixerObjectifsDeFlux(
        repartirFlux(
          { assiette: repartirEn(2024, [{ flux: 4 }], []).assiette, conventions: [departement] },
          garantsDuPlafond === undefined ? {} : { garantsDuPlafond },
        ),
        entiers,
      ).reservataires[0]?.objectif;
    expect([selon(), selon("toutes-collectivites")]).toEqual([1, 0]);
  });

  it("une assiette sans détail se juge sur le périmètre : 18 % de 9, 1,62 pour 1,8 permis, donc 1", () => {
    const assiette = calculerAssiette(
      { date: "2024-01-01", perimetre: PERIMETRE, liberations: 9 },
      { premieresMisesEnLocation: "hors-flux" },
    );
    const repartition = repartirFlux(
      { assiette, conventions: [convention("dep", "departement", { type: "perimetre" }, [{ taux: 18 }])] },
      { garantsDuPlafond: "toutes-collectivites" },
    );
    expect(fixerObjectifsDeFlux(repartition).reservataires[0]?.objectif).toBe(2);
    expect(fixerObjectifsDeFlux(repartition, entiers).reservataires[0]?.objectif).toBe(1);
  });

  it("se juge sur ce qui est dû, report compris : 21 % de 4, mais 0,68 après une avance, donc aucun", () => {
    const avant = fixerObjectifsDeFlux(
      repartirEn(2024, [{ commune: "77001", flux: 4 }], [garantie("77001", 21)]),
    );
    expect(avant.reservataires[0]?.objectif).toBe(1);
    const apres = fixerObjectifsDeFlux(
      repartirEn(2025, [{ commune: "77001", flux: 4 }], [garantie("77001", 21)]),
      { ...entiers, reportDesRestes: "integral" },
      avant,
    );
    expect(apres.reservataires[0]).toMatchObject({
      exact: { exact: "21/25" },
      retenu: { exact: "0" },
      objectif: 0,
    });
    expect(apres.reports?.[0]).toMatchObject({ ouverture: { exact: "-4/25" }, admis: { exact: "-4/25" } });
  });

  it("ce que chaque réservataire a dans un secteur n'est plus qu'approché, et s'il s'écarte, c'est dit", () => {
    const { constats, secteurs } = fixerObjectifsDeFlux(
      repartirEn(
        2024,
        [
          { commune: "77001", epci: EPCI, flux: 6 },
          { commune: "77002", epci: EPCI, flux: 7 },
        ],
        [
          prefet(25, 5),
          convention("agglo", "epci", epci(EPCI), [{ taux: 9 }, { taux: 9, contrepartie: "financement" }]),
          convention("ville-77001", "commune", commune("77001"), [
            { taux: 11 },
            { taux: 10, contrepartie: "financement" },
          ]),
        ],
      ),
      entiers,
    );
    const agglo = secteurs[0]?.parts.filter(({ reservataire }) => reservataire === "agglo") ?? [];
    const obtenu = agglo.reduce((somme, { objectif }) => somme + objectif, 0);
    expect(constats.some(({ territoire }) => territoire === "commune 77001, hors QPV")).toBe(obtenu === 2);
  });
});

describe("R5b, le plancher hors QPV tenu en logements entiers, par stipulation", () => {
  const fixer = (hors: number, en: number, stipulations: StipulationsDObjectifs) =>
    fixerObjectifsDeFlux(
      repartirEn(
        2024,
        [
          { commune: "77001", localisation: "hors-qpv", flux: hors },
          { commune: "77001", localisation: "qpv", flux: en },
        ],
        [prefet(25, 5)],
      ),
      stipulations,
    );
  const horsQpv = ({ secteurs }: Objectifs) =>
    secteurs[0]?.parts.reduce((total, { objectif }) => total + objectif, 0);
  const entiers: StipulationsDObjectifs = { jugementDuPlancherHorsQpv: "logements-entiers" };

  it("325 hors QPV et 325 en QPV : 97,5 font 98 hors QPV au lieu de 97, et le préfet garde 195 en tout", () => {
    const sans = fixer(325, 325, {});
    expect([horsQpv(sans), sans.reservataires[0]?.objectif]).toEqual([97, 195]);
    expect(sans.constats.map(({ code }) => code)).toEqual(["PLANCHER_HORS_QPV_ARRONDI"]);
    const avec = fixer(325, 325, entiers);
    expect([horsQpv(avec), avec.reservataires[0]?.objectif]).toEqual([98, 195]);
    expect(avec.constats.map(({ code, chiffres }) => [code, chiffres.map(({ valeur }) => valeur)])).toEqual([
      ["PLANCHER_HORS_QPV_TENU_EN_ENTIERS", ["2", "0"]],
    ]);
    expect(
      avec.prix[0]?.secteurs.map(({ secteur, reservataire, sans: a, avec: b }) => [
        secteur,
        reservataire,
        b - a,
      ]),
    ).toEqual([
      ["77001/hors-qpv", "non-reserves", -1],
      ["77001/hors-qpv", "prefet", 1],
      ["77001/qpv", "non-reserves", 1],
      ["77001/qpv", "prefet", -1],
    ]);
  });

  it("le volet de plus fort reste monte : 0,36 aux agents avant 0,34 aux publics, pour 2,7 hors QPV", () => {
    const { secteurs } = fixerObjectifsDeFlux(
      repartirEn(2024, [{ flux: 9 }, { localisation: "qpv", flux: 11 }], [prefet(26, 4)]),
      entiers,
    );
    expect(secteurs[0]?.parts.map(({ objectif }) => objectif)).toEqual([1, 2]);
  });

  it("une stipulation qui écarte le plancher n'en laisse aucun à tenir", () => {
    const repartition = repartirFlux(
      {
        assiette: repartirEn(2024, [{ flux: 325 }, { localisation: "qpv", flux: 325 }], []).assiette,
        conventions: [prefet(25, 5)],
      },
      { plancherHorsQpv: "ecarte" },
    );
    expect(fixerObjectifsDeFlux(repartition, entiers).prix).toEqual([]);
  });

  it("le total d'un volet dans une commune n'est plus qu'approché, et s'il s'écarte, c'est dit", () => {
    const { secteurs, constats } = fixerObjectifsDeFlux(
      repartirEn(
        2024,
        [
          { commune: "77001", epci: EPCI, flux: 5 },
          { commune: "77001", epci: EPCI, localisation: "qpv", flux: 7 },
          { commune: "77002", epci: EPCI, localisation: "qpv", flux: 5 },
        ],
        [prefet(25, 5)],
      ),
      entiers,
    );
    const publics = secteurs
      .filter((secteur) => secteur.commune === "77001")
      .flatMap(({ parts }) => parts.filter(({ contingent }) => contingent === "publics-prioritaires"));
    const obtenu = publics.reduce((somme, { objectif }) => somme + objectif, 0);
    expect([3, 4]).toContain(obtenu);
    expect(constats.some(({ code }) => code === "TOTAL_ECARTE_DE_SON_EXACT")).toBe(obtenu === 4);
  });

  it("un échange ne le fait pas redescendre : 9 logements hors QPV, 3 au préfet", () => {
    const { secteurs, prix } = fixerObjectifsDeFlux(
      repartirEn(
        2024,
        [
          { commune: "77001", epci: EPCI, flux: 5 },
          { commune: "77001", epci: EPCI, localisation: "qpv", flux: 6 },
          { commune: "77002", epci: EPCI, flux: 4 },
          { commune: "77002", epci: EPCI, localisation: "qpv", flux: 7 },
        ],
        [
          prefet(25, 5),
          convention("als", "action-logement", { type: "perimetre" }, [
            { taux: 1, contrepartie: "participation-des-employeurs" },
          ]),
          convention("agglo", "epci", epci(EPCI), [
            { taux: 12, contrepartie: "financement" },
            { taux: 14, contrepartie: "apport-de-terrain" },
          ]),
        ],
      ),
      entiers,
    );
    const horsQpvDuPrefet = secteurs
      .filter(({ localisation }) => localisation === "hors-qpv")
      .flatMap(({ parts }) => parts.filter(({ reservataire }) => reservataire === "prefet"))
      .reduce((somme, { objectif }) => somme + objectif, 0);
    expect(prix.map(({ limite }) => limite)).toEqual(["plancher-hors-qpv"]);
    expect(horsQpvDuPrefet).toBeGreaterThanOrEqual(3);
  });

  it("se tient avec le plafond des garanties : 5 logements, 12 + 8 %, un seul aux garants", () => {
    const { secteurs } = fixerObjectifsDeFlux(
      repartirEn(
        2024,
        [
          { commune: "77001", epci: EPCI, flux: 5 },
          { commune: "77002", epci: EPCI, flux: 5 },
          { commune: "77002", epci: EPCI, localisation: "qpv", flux: 4 },
        ],
        [
          prefet(25, 5),
          convention("ville", "commune", commune("77001"), [{ taux: 12 }]),
          convention("als", "action-logement", { type: "perimetre" }, [
            { taux: 17, contrepartie: "participation-des-employeurs" },
          ]),
          convention("agglo", "epci", epci(EPCI), [{ taux: 8 }, { taux: 6, contrepartie: "financement" }]),
        ],
      ),
      { ...entiers, jugementDesGaranties: "logements-entiers" },
    );
    const garanties =
      secteurs[0]?.parts.filter(({ contrepartie }) => contrepartie === "garantie-d-emprunt") ?? [];
    expect(garanties.reduce((somme, { objectif }) => somme + objectif, 0)).toBeLessThanOrEqual(1);
  });

  it("25 logements, tous hors QPV : le plafond l'emporte, 7, et le plancher reste manqué d'un demi-logement", () => {
    const objectifs = fixer(25, 0, entiers);
    expect(horsQpv(objectifs)).toBe(7);
    expect(objectifs.prix).toEqual([]);
    expect(objectifs.constats.map(({ code, chiffres }) => [code, chiffres.at(-1)?.valeur])).toEqual([
      ["PLANCHER_HORS_QPV_ARRONDI", "0.5"],
    ]);
  });

  it("une part exacte sous le plancher n'est pas relevée : le constat de la répartition suffit", () => {
    const objectifs = fixerObjectifsDeFlux(
      repartirEn(2024, [{ flux: 25 }, { localisation: "qpv", flux: 25 }], [prefet(20, 5)]),
      entiers,
    );
    expect(objectifs.prix).toEqual([]);
    expect(objectifs.repartition.constats.map(({ code }) => code)).toContain("PLANCHER_HORS_QPV_NON_ATTEINT");
  });
});

describe("R20, les totaux que l'arrondi ne garantit pas, rapprochés par des échanges", () => {
  it("en QPV, le préfet a 0,98 : l'arrondi seul en ferait 2, un échange avec l'agglomération en laisse 1", () => {
    const objectifs = fixerObjectifsDeFlux(
      repartirEn(
        2024,
        [
          { commune: "77001", epci: EPCI, flux: 3 },
          { commune: "77002", epci: EPCI, localisation: "qpv", flux: 3 },
          { commune: "77003", epci: EPCI, localisation: "qpv", flux: 4 },
          { commune: "77004", epci: EPCI, flux: 3 },
          { commune: "77005", epci: EPCI, flux: 2 },
        ],
        [
          prefet(12, 2),
          convention("als", "action-logement", { type: "perimetre" }, [
            { contrepartie: "participation-des-employeurs", taux: 13 },
          ]),
          convention("agglo", "epci", epci(EPCI), [
            { taux: 4 },
            { contrepartie: "financement", taux: 9 },
            { contrepartie: "apport-de-terrain", taux: 24 },
          ]),
        ],
      ),
    );
    const enQpv = objectifs.secteurs
      .filter(({ localisation }) => localisation === "qpv")
      .flatMap(({ parts }) => parts.filter(({ reservataire }) => reservataire === "prefet"));
    expect(enQpv.reduce((somme, { objectif }) => somme + objectif, 0)).toBe(1);
    expect(objectifs.echanges).toEqual([
      {
        entre: [
          { reservataire: "agglo", contrepartie: "financement", contingent: null },
          {
            reservataire: "prefet",
            contrepartie: "contingent-prefectoral",
            contingent: "publics-prioritaires",
          },
        ],
        cede: "77004/hors-qpv",
        recoit: "77002/qpv",
      },
    ]);
    expect(objectifs.constats).toEqual([]);
    expect(expliquer(objectifs, "secteurs/77002/qpv/agglo/financement")).toContain(
      "agglo (financement) cède un logement à prefet (publics prioritaires) (77004/hors-qpv) et en reçoit un (77002/qpv)",
    );
  });
});
