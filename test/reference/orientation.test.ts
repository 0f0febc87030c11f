import {
  calculerAssiette,
  ciblesDe,
  consigner,
  type Evenement,
  expliquer,
  orienterLogements,
  ouvrirRegistre,
  proposerOrientation,
  type Registre,
  repartirFlux,
  type StipulationsDeRegistre,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { lireFraction } from "../../src/exact/valeur-exacte.js";
import {
  commune,
  convention,
  libere,
  PARTOUT,
  PERIMETRE,
  prefet,
  REGISTRE,
  repartitionDe,
} from "../fabrique.js";

const als = (taux: number) =>
  convention("als", "action-logement", PARTOUT, [{ taux, contrepartie: "participation-des-employeurs" }]);
const ville = (code: string, taux: number) =>
  convention(`ville-${code}`, "commune", commune(code), [{ taux }]);

const liberer = (liberation: string, date: string, champs: Parameters<typeof libere>[2] = {}): Evenement => ({
  type: "liberation",
  ...libere(liberation, date, { logement: `99000000${liberation.slice(-2)}`, ...champs }),
});
const vivre = (registre: Registre, ...faits: readonly Evenement[]) => faits.reduce(consigner, registre);
const logements = (nombre: number, champs: Parameters<typeof libere>[2] = {}) =>
  Array.from({ length: nombre }, (_, rang) =>
    libere(`L-${String(rang + 10)}`, "2024-03-01", { logement: `99000000${rang + 10}`, ...champs }),
  );

describe("R20, l'ordre d'orientation", () => {
  it("à taux constants, la règle de Tijdeman : quatre parts de 25 %, jamais à plus de 5/6 de logement de son dû", () => {
    const registre = ouvrirRegistre(
      repartitionDe([{ flux: 40 }], [prefet(20, 5), als(25), ville("77288", 25)]),
      REGISTRE,
    );
    const suite = orienterLogements(registre, logements(40));
    expect(suite.borne).toEqual({ ecart: { exact: "5/6", decimal: "0.833333" }, comprise: true });
    expect(suite.registre.comptes.map(({ recus }) => recus)).toEqual([10, 10, 10, 10]);
    const { numerateur, denominateur } = lireFraction(suite.plusGrandEcart?.ecart.exact ?? "1");
    expect(numerateur * numerateur * 36n <= denominateur * denominateur * 25n).toBe(true);
    expect(proposerOrientation(vivre(registre, liberer("L-01", "2024-02-01")), "L-01").ordre?.regle).toBe(
      "taux-constants",
    );
  });

  /** Douze communes à 1 %, 2 %… 12 % de garantie, le préfet et Action Logement ; les vacances vont d'une commune à l'autre. */
  const douze = Array.from({ length: 12 }, (_, rang) => String(77001 + rang));
  const deDouze = ouvrirRegistre(
    repartitionDe(
      douze.map((code) => ({ commune: code, flux: 20 })),
      [prefet(25, 5), als(20), ...douze.map((code, rang) => ville(code, rang + 1))],
    ),
    REGISTRE,
  );
  const vacances = Array.from({ length: 90 }, (_, rang) =>
    libere(`L-${100 + rang}`, "2024-03-01", {
      logement: String(9900000100 + rang),
      commune: douze[(rang * 7 + Math.floor(rang / 5)) % 12] ?? "",
    }),
  );

  it("vingt-quatre vacances annoncées tiennent chacun à moins d'un logement, ce que rien d'annoncé ne promet", () => {
    const [sans, avec] = [0, 24].map((annonces) => orienterLogements(deDouze, vacances, { annonces }));
    const ecart = (suite: typeof sans) => Math.abs(Number(suite?.plusGrandEcart?.ecart.decimal));
    expect(ecart(avec)).toBeLessThan(1);
    expect(ecart(avec)).toBeLessThanOrEqual(ecart(sans));
    expect([sans?.borne, avec?.borne]).toEqual([null, null]);
  });

  it("toutes connues depuis l'ouverture, personne n'est jamais à un logement de son dû", () => {
    const registre = ouvrirRegistre(
      repartitionDe(
        [
          { commune: "77288", flux: 50 },
          { commune: "77284", flux: 50 },
        ],
        [prefet(25, 5), als(20), ville("77288", 13.7), ville("77284", 18.3)],
      ),
      REGISTRE,
    );
    const liberations = logements(60).map((ligne, rang) => ({
      ...ligne,
      commune: rang % 3 === 0 ? "77288" : "77284",
    }));
    const suite = orienterLogements(registre, liberations, { annonces: "toutes" });
    expect(suite.borne).toEqual({ ecart: { exact: "1", decimal: "1" }, comprise: false });
    const { numerateur, denominateur } = lireFraction(suite.plusGrandEcart?.ecart.exact ?? "1");
    expect(numerateur < denominateur && -numerateur < denominateur).toBe(true);
  });

  it("un souhait départage ceux qui peuvent recevoir, sans faire sortir personne de l'écart visé", () => {
    const registre = ouvrirRegistre(repartitionDe([{ flux: 40 }], [als(30), ville("77288", 20)]), REGISTRE);
    const attente = vivre(registre, liberer("L-01", "2024-02-01", { typologie: "T1" }));
    const souhaits = [
      { reservataire: "ville-77288", critere: "petits logements", note: 1, typologies: ["T1" as const] },
    ];
    const [premier] = proposerOrientation(attente, "L-01", { souhaits }).candidats;
    expect(premier).toMatchObject({
      reservataire: "ville-77288",
      souhaits: ["petits logements"],
      tenable: true,
    });
    const grand = vivre(registre, liberer("L-01", "2024-02-01", { typologie: "T4" }));
    expect(proposerOrientation(grand, "L-01", { souhaits }).candidats[0]?.souhaits).toEqual([]);
    // La ville a déjà un logement pour 0,4 dû : un second la mettrait à 1,6 d'avance, et le bailleur attendrait un logement entier.
    const avance = vivre(
      registre,
      liberer("L-02", "2024-01-10"),
      { type: "mise-a-disposition", date: "2024-01-10", liberation: "L-02", reservataire: "ville-77288" },
      liberer("L-01", "2024-02-01", { typologie: "T1" }),
    );
    const { candidats } = proposerOrientation(avance, "L-01", { souhaits });
    expect(candidats.map(({ reservataire, tenable }) => [reservataire, tenable])).toEqual([
      ["non-reserves", true],
      ["ville-77288", false],
      ["als", false],
    ]);
  });

  it("les souhaits satisfaits se comptent : plus nombreux avec la préférence, le dû étant le même", () => {
    const registre = ouvrirRegistre(repartitionDe([{ flux: 40 }], [als(30), ville("77288", 20)]), REGISTRE);
    const liberations = logements(40).map((ligne, rang) => ({
      ...ligne,
      typologie: rang % 4 === 0 ? ("T1" as const) : ("T4" as const),
    }));
    const souhaits = [
      { reservataire: "ville-77288", critere: "petits logements", note: 1, typologies: ["T1" as const] },
    ];
    const { souhaits: compte, registre: fin } = orienterLogements(registre, liberations, {
      souhaits,
      annonces: "toutes",
    });
    expect(compte.possibles).toBe(10);
    const sans = orienterLogements(registre, liberations, { annonces: "toutes" }).orientations.filter(
      ({ reservataire, liberation }) =>
        reservataire === "ville-77288" &&
        liberations.find((l) => l.liberation === liberation)?.typologie === "T1",
    ).length;
    expect(compte.satisfaits).toBeGreaterThan(sans);
    expect(fin.comptes.find(({ reservataire }) => reservataire === "ville-77288")?.recus).toBe(8);
  });

  it("un logement proposé compte tant que son tour n'a pas échoué : le même réservataire ne reçoit pas tout en attendant les baux", () => {
    const registre = ouvrirRegistre(repartitionDe([{ flux: 40 }], [als(50)]), {
      ...REGISTRE,
      decompte: "bail",
    });
    const { orientations, registre: fin } = orienterLogements(registre, logements(10));
    expect(orientations.filter(({ reservataire }) => reservataire === "als").length).toBe(5);
    expect(fin.comptes.map(({ recus, enCours }) => [recus, enCours])).toEqual([
      [0, 5],
      [0, 5],
    ]);
  });
});

describe("R17 et R18, ce qui passe avant l'équité", () => {
  const registre = (echec: "annule" | "rendu-pour-un-tour") =>
    ouvrirRegistre(
      repartitionDe([{ localisation: "qpv", flux: 20 }, { flux: 20 }], [als(30), ville("77288", 20)]),
      { ...REGISTRE, echec, absenceDeCandidatEnQpv: "comme-ailleurs" },
    );
  const mise = (reservataire: string): Evenement => ({
    type: "mise-a-disposition",
    date: "2024-02-05",
    liberation: "L-01",
    reservataire,
  });
  const echouer = (type: "absence-de-candidat" | "non-attribution"): readonly Evenement[] =>
    type === "absence-de-candidat"
      ? [{ type, date: "2024-03-01", liberation: "L-01" }]
      : [
          { type: "designation", date: "2024-02-20", liberation: "L-01" },
          { type, date: "2024-03-01", liberation: "L-01" },
        ];

  it("R18 : en QPV, après l'échec d'une attribution, le maire ; personne d'autre n'est proposé", () => {
    const etat = vivre(
      registre("annule"),
      liberer("L-01", "2024-02-01", { localisation: "qpv" }),
      mise("als"),
      ...echouer("non-attribution"),
    );
    const proposition = proposerOrientation(etat, "L-01");
    expect([proposition.cas, proposition.candidats, proposition.ordre]).toEqual(["maire", [], null]);
    expect(proposition.ecartes.map(({ reservataire }) => reservataire)).toEqual([
      "als",
      "ville-77288",
      "non-reserves",
    ]);
    expect(proposition.delaiEnZoneTendue).toBeNull();
    expect(expliquer(proposition, "choix")).toContain(
      "la loi met le logement à la disposition du maire, qui désigne des candidats autres que ceux du premier quartile",
    );
    expect(expliquer(proposition, "choix")).toContain("al. 44");
  });

  it("un échec que les parties ont réglé ainsi rend le logement au bailleur", () => {
    const etat = vivre(
      registre("rendu-pour-un-tour"),
      liberer("L-01", "2024-02-01"),
      mise("als"),
      ...echouer("absence-de-candidat"),
    );
    const { cas, candidats } = proposerOrientation(etat, "L-01");
    expect([cas, candidats.map(({ reservataire }) => reservataire)]).toEqual([
      "rendu-au-bailleur",
      ["non-reserves"],
    ]);
  });

  it("R18 : sans candidat, c'est une stipulation qui donne le logement au maire, et l'explication le dit", () => {
    const ouvert = ouvrirRegistre(
      repartitionDe([{ localisation: "qpv", flux: 20 }, { flux: 20 }], [als(30), ville("77288", 20)]),
      { ...REGISTRE, absenceDeCandidatEnQpv: "maire" },
    );
    const etat = vivre(
      ouvert,
      liberer("L-01", "2024-02-01", { localisation: "qpv" }),
      mise("als"),
      ...echouer("absence-de-candidat"),
    );
    const texte = expliquer(proposerOrientation(etat, "L-01"), "choix");
    expect(texte).toContain("aucun candidat n'a été présenté : les parties ont stipulé");
    expect(texte).toContain("Autorité : la convention");
  });

  it("R18 : une première mise en location hors flux aussi va au maire, et s'explique", () => {
    const etat = vivre(
      registre("annule"),
      liberer("L-01", "2024-02-01", { localisation: "qpv", premiereMiseEnLocation: true }),
      mise("als"),
      ...echouer("non-attribution"),
    );
    expect(proposerOrientation(etat, "L-01").cas).toBe("maire");
    const fin = consigner(etat, {
      type: "mise-a-disposition-du-maire",
      date: "2024-03-05",
      liberation: "L-01",
    });
    expect(ciblesDe(fin)).toEqual(["orientations/L-01/2"]);
    expect(expliquer(fin, "orientations/L-01/2")).toContain("L-01, mise à disposition : le maire");
  });

  it("celui dont un tour a échoué vient après les autres, et le délai repart de l'échec", () => {
    const etat = vivre(
      ouvrirRegistre(
        repartitionDe([{ flux: 20 }, { commune: "77284", flux: 20 }], [als(60), ville("77288", 20)]),
        REGISTRE,
      ),
      liberer("L-01", "2024-02-01"),
      mise("als"),
      ...echouer("absence-de-candidat"),
    );
    const { candidats, delaiEnZoneTendue } = proposerOrientation(etat, "L-01");
    expect(candidats.map(({ reservataire, aDejaEchoue }) => [reservataire, aDejaEchoue])).toEqual([
      ["ville-77288", false],
      ["non-reserves", false],
      ["als", true],
    ]);
    expect(delaiEnZoneTendue).toBe("2024-04-01");
  });

  it("annulé, le tour s'ouvre à tous, sans que le logement soit dû deux fois", () => {
    const etat = vivre(
      registre("annule"),
      liberer("L-01", "2024-02-01"),
      mise("als"),
      ...echouer("absence-de-candidat"),
    );
    const { cas, candidats } = proposerOrientation(etat, "L-01");
    expect(cas).toBe("flux");
    expect(
      candidats.map(({ reservataire, compte }) => [reservataire, compte?.du.exact, compte?.recus]),
    ).toEqual([
      ["non-reserves", "1/2", 0],
      ["ville-77288", "1/5", 0],
      ["als", "3/10", 0],
    ]);
  });

  it("R17, le délai d'un mois se compte de la libération", () => {
    const etat = vivre(registre("annule"), liberer("L-01", "2024-01-31"));
    expect(proposerOrientation(etat, "L-01").delaiEnZoneTendue).toBe("2024-02-29");
  });
});

describe("une décision s'explique à un maire", () => {
  const registre = ouvrirRegistre(
    repartitionDe([{ flux: 20 }, { commune: "77284", flux: 20 }], [als(30), ville("77288", 20)]),
    REGISTRE,
  );
  const faits: readonly Evenement[] = [
    liberer("L-01", "2024-02-01"),
    { type: "mise-a-disposition", date: "2024-02-05", liberation: "L-01", reservataire: "ville-77288" },
  ];

  it("pourquoi lui, qui venait ensuite, ce qui aurait changé le choix", () => {
    const texte = expliquer(proposerOrientation(vivre(registre, ...faits.slice(0, 1)), "L-01"), "choix");
    expect(texte).toContain("le bailleur : reçu, 0 logement ; dû, 0,5. Écart : 0,5 logement en attente.");
    expect(texte).toContain(
      "Venait ensuite : als. Écart : 0,3 logement en attente. Il l'aurait eu en attendant plus de 0,2 logement supplémentaire.",
    );
  });

  it("ce que le bailleur a choisi autrement, et son effet", () => {
    const texte = expliquer(vivre(registre, ...faits), "orientations/L-01");
    expect(texte).toContain("Choix du bailleur : ville-77288, au rang 3 de l'ordre proposé");
    expect(texte).toContain(
      "ville-77288 : Écart : 0,8 logement d'avance. ; le bailleur : Écart : 0,5 logement en attente.",
    );
  });
});

describe("R20, ce que la règle promet", () => {
  it("rien depuis un registre qui a déjà un passé, ni sous un écart visé plus petit", () => {
    const neuf = ouvrirRegistre(
      repartitionDe([{ flux: 40 }, { commune: "77284", flux: 40 }], [als(30), ville("77288", 20)]),
      REGISTRE,
    );
    const borne = (registre: Registre, options: Parameters<typeof orienterLogements>[2]) =>
      orienterLogements(registre, logements(12), options).borne;
    expect(borne(neuf, { annonces: "toutes" })).not.toBeNull();
    expect(borne(neuf, { annonces: 11 })).not.toBeNull();
    expect(borne(neuf, { annonces: 10 })).toBeNull();
    expect(borne(neuf, { annonces: "toutes", ecartVise: "0.9" })).toBeNull();
    const passe = vivre(neuf, liberer("L-01", "2024-01-02"), {
      type: "mise-a-disposition",
      date: "2024-01-03",
      liberation: "L-01",
      reservataire: "als",
    });
    expect(borne(passe, { annonces: "toutes" })).toBeNull();
  });

  it("à taux constants, la règle de Tijdeman ne joue que depuis des comptes qui tiennent sa borne", () => {
    const trois = Array.from({ length: 3 }, (_, rang) => `L-0${rang}`).reduce(
      (etat, liberation) =>
        vivre(etat, liberer(liberation, "2024-01-02"), {
          type: "mise-a-disposition",
          date: "2024-01-03",
          liberation,
          reservataire: "ville-77288",
        }),
      ouvrirRegistre(repartitionDe([{ flux: 40 }], [als(30), ville("77288", 20)]), REGISTRE),
    );
    const { ordre } = proposerOrientation(vivre(trois, liberer("L-09", "2024-02-01")), "L-09");
    expect(ordre?.regle).toBe("plus-en-attente");
  });

  it("des décisions prises avant la suite s'expliquent sans ce que la suite savait", () => {
    const avant = vivre(
      ouvrirRegistre(
        repartitionDe([{ flux: 40 }, { commune: "77284", flux: 40 }], [als(30), ville("77288", 20)]),
        REGISTRE,
      ),
      liberer("L-01", "2024-01-02"),
      { type: "mise-a-disposition", date: "2024-01-03", liberation: "L-01", reservataire: "non-reserves" },
    );
    const souhaits = [{ reservataire: "ville-77288", critere: "tout", note: 1 }];
    const suite = orienterLogements(avant, logements(3), { souhaits, annonces: "toutes" });
    expect(expliquer(suite, "orientations/L-01")).not.toContain("souhaite");
    expect(expliquer(suite, "orientations/L-01")).not.toContain("annoncée");
  });

  it("un logement donné à qui n'y avait pas de part s'explique aussi", () => {
    const plein = ouvrirRegistre(repartitionDe([{ flux: 40 }], [als(60), ville("77288", 40)]), REGISTRE);
    const texte = expliquer(
      vivre(plein, liberer("L-01", "2024-01-02"), {
        type: "mise-a-disposition",
        date: "2024-01-03",
        liberation: "L-01",
        reservataire: "non-reserves",
      }),
      "orientations/L-01",
    );
    expect(texte).toContain(
      "Le logement a été donné à un autre, le bailleur, à qui la proposition ne le donnait pas : als venait en premier.",
    );
  });
});

describe("R20, le report d'une année sur l'autre", () => {
  const repartirEn = (annee: number, taux: number) =>
    repartirFlux({
      assiette: calculerAssiette(
        {
          date: `${annee}-01-01`,
          perimetre: { ...PERIMETRE, annee },
          secteurs: [{ commune: "77288", localisation: "hors-qpv", epci: null, liberations: 20 }],
        },
        { premieresMisesEnLocation: "hors-flux" },
      ),
      conventions: [prefet(20, 5), als(20), ville("77288", taux)],
    });
  /** Trois logements donnés au préfet : il en a 2,25 d'avance, Action Logement en attend 0,6, la ville autant que 3 fois sa part. */
  const annee2024 = (taux: number) =>
    Array.from({ length: 3 }, (_, rang) => `L-0${rang}`).reduce(
      (etat, liberation) =>
        vivre(etat, liberer(liberation, "2024-02-01"), {
          type: "mise-a-disposition",
          date: "2024-02-05",
          liberation,
          reservataire: "prefet",
        }),
      ouvrirRegistre(repartirEn(2024, taux), REGISTRE),
    );
  const ouvrirEn2025 = (taux: number, report: StipulationsDeRegistre["report"], avant = annee2024(taux)) =>
    ouvrirRegistre(repartirEn(2025, taux), { ...REGISTRE, report }, avant);
  const dus = ({ comptes }: Registre) =>
    comptes.map(({ reservataire, duEnCentMillioniemes }) => [
      reservataire,
      duEnCentMillioniemes / 100_000_000,
    ]);

  it("intégral : chacun retrouve son écart, et le bailleur donne ce que les autres reprennent", () => {
    const registre = ouvrirEn2025(10, "integral");
    expect(
      registre.reports?.map(({ reservataire, ecart, admis }) => [reservataire, ecart.exact, admis.exact]),
    ).toEqual([
      ["als", "3/5", "3/5"],
      ["prefet", "-9/4", "-9/4"],
      ["ville-77288", "3/10", "3/10"],
      ["non-reserves", "27/20", "27/20"],
    ]);
    expect(dus(registre)).toEqual([
      ["als", 0.6],
      ["prefet", -2.25],
      ["ville-77288", 0.3],
      ["non-reserves", 1.35],
    ]);
  });

  it("plafonné : en retard comme en avance, pas plus d'un logement ; aucun : tout repart de zéro", () => {
    expect(dus(ouvrirEn2025(10, { regle: "plafonne", logements: 1 }))).toEqual([
      ["als", 0.6],
      ["prefet", -1],
      ["ville-77288", 0.3],
      ["non-reserves", 0.1],
    ]);
    expect(dus(ouvrirEn2025(10, "aucun")).every(([, du]) => du === 0)).toBe(true);
    expect(ouvrirEn2025(10, "aucun").reports).toBeNull();
  });

  it("R7 : se juge contre le plafond de l'année d'arrivée ; 0,57 d'une ville à 19 % n'y entre que pour 0,2, et attend 0,37", () => {
    const registre = ouvrirEn2025(19, "integral");
    expect(registre.reports?.at(-2)).toMatchObject({
      reservataire: "ville-77288",
      ecart: { exact: "57/100" },
      admis: { exact: "1/5" },
      attente: { exact: "37/100" },
    });
    const en2026 = ouvrirRegistre(repartirEn(2026, 10), { ...REGISTRE, report: "integral" }, registre);
    expect(en2026.reports?.at(-2)).toMatchObject({ ecart: { exact: "57/100" }, admis: { exact: "57/100" } });
  });

  it("le bailleur garde son propre écart : ce qui lui est imputé ne s'efface pas", () => {
    const impute = ["I-1", "I-2"].reduce(
      (etat, imputation) =>
        consigner(etat, {
          type: "imputation",
          date: "2024-06-01",
          imputation,
          reservataire: "non-reserves",
          fondement: "L. 441-2-3",
        }),
      ouvrirRegistre(repartirEn(2024, 10), REGISTRE),
    );
    expect(dus(ouvrirEn2025(10, "integral", impute)).at(-1)).toEqual(["non-reserves", -2]);
  });

  it("une année sans part ne perd pas ce qui attendait", () => {
    const sansAls = (annee: number) =>
      repartirFlux({
        assiette: repartirEn(annee, 10).assiette,
        conventions: [prefet(20, 5), ville("77288", 10)],
      });
    const en2025 = ouvrirRegistre(sansAls(2025), { ...REGISTRE, report: "integral" }, annee2024(10));
    expect(en2025.reports?.[0]).toMatchObject({
      reservataire: "als",
      admis: { exact: "0" },
      attente: { exact: "3/5" },
    });
    const en2026 = ouvrirRegistre(repartirEn(2026, 10), { ...REGISTRE, report: "integral" }, en2025);
    expect(en2026.reports?.[0]).toMatchObject({ reservataire: "als", admis: { exact: "3/5" } });
  });

  it("n'est que de l'année d'avant, dans le même périmètre, et survit à un passage par une base de données", () => {
    expect(() =>
      ouvrirRegistre(repartirEn(2026, 10), { ...REGISTRE, report: "integral" }, annee2024(10)),
    ).toThrow("Attendu : l'année 2025");
    const registre = vivre(ouvrirEn2025(10, "integral"), liberer("L-01", "2025-02-01"));
    const relu = JSON.parse(JSON.stringify(registre)) as Registre;
    expect(proposerOrientation(relu, "L-01").candidats[0]?.reservataire).toBe(
      proposerOrientation(registre, "L-01").candidats[0]?.reservataire,
    );
    const altere = {
      ...relu,
      reports: relu.reports?.map((ligne) => ({ ...ligne, admis: { exact: "9", decimal: "9" } })),
    };
    expect(() => proposerOrientation(altere as Registre, "L-01")).toThrow("modifié depuis son calcul");
  });
});
