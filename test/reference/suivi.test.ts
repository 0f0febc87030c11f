import {
  consigner,
  type Evenement,
  etablirBilan,
  expliquer,
  fixerObjectifsDeFlux,
  orienterLogements,
  ouvrirRegistre,
  type SuiviDObjectifs,
  suivreObjectifs,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, libere, REGISTRE, repartitionDe } from "../fabrique.js";
import { refusDe } from "../refus.js";

/** Douze logements prévus, la moitié à la ville : un de ses logements sur deux mois. */
const repartition = repartitionDe(
  [{ flux: 12 }],
  [convention("ville", "commune", commune("77288"), [{ taux: 50, contrepartie: "financement" }])],
);
const ouvert = ouvrirRegistre(repartition, REGISTRE);
const donner = (rang: number, date: string, reservataire: string): Evenement[] => [
  {
    type: "liberation",
    ...libere(`L-${rang}`, date, { logement: `990000000${rang}` }),
  },
  { type: "mise-a-disposition", date, liberation: `L-${rang}`, reservataire },
];
const registre = [
  ...donner(1, "2024-01-15", "ville"),
  ...donner(2, "2024-02-15", "non-reserves"),
  ...donner(3, "2024-03-31", "ville"),
  ...donner(4, "2024-04-01", "ville"),
].reduce(consigner, ouvert);
const suivre = (au: string, prorata: "temps" | "logements-partages" = "temps", de = registre) =>
  suivreObjectifs({ registre: de, au }, { prorata });
const ville = ({ reservataires }: Pick<SuiviDObjectifs, "reservataires">) => {
  const suivi = reservataires.find(({ reservataire }) => reservataire === "ville");
  return [
    suivi?.attendu?.exact,
    suivi?.recus,
    suivi?.retard?.exact,
    suivi?.du.exact,
    suivi?.ecart.exact,
    suivi?.projection?.exact,
  ];
};

describe("le suivi d'une année, à n'importe quel jour", () => {
  it("au prorata du temps : 91 jours sur 366 le 31 mars d'une année bissextile, objectif 6", () => {
    expect(suivre("2024-03-31").avancement).toMatchObject({ faits: 91, prevus: 366 });
    // attendu 6 × 91/366 ; reçus 2 ; dû 3 × 1/2 ; projection 2 × 366/91
    expect(ville(suivre("2024-03-31"))).toEqual(["91/61", 2, "-31/61", "3/2", "-1/2", "732/91"]);
    expect(ville(suivre("2024-04-01")).slice(1, 2)).toEqual([3]);
  });

  it("au prorata des logements partagés : trois sur douze au 31 mars", () => {
    expect(suivre("2024-03-31", "logements-partages").avancement).toMatchObject({ faits: 3, prevus: 12 });
    expect(ville(suivre("2024-03-31", "logements-partages"))).toEqual(["3/2", 2, "-1/2", "3/2", "-1/2", "8"]);
  });

  it("mois par mois : chaque fin de mois, puis le jour demandé", () => {
    const { mois } = suivre("2024-04-10");
    expect(mois.map(({ au }) => au)).toEqual(["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-10"]);
    expect(mois.map((un) => ville(un)[1])).toEqual([1, 1, 2, 3]);
    expect(mois.map((un) => ville(un)[3])).toEqual(["1/2", "1", "3/2", "2"]);
    for (const un of mois) expect(ville(suivre(un.au))).toEqual(ville(un));
  });

  it("au 31 décembre, l'attendu est l'objectif, et les comptes sont ceux du bilan", () => {
    const suivi = suivre("2024-12-31");
    const bilan = etablirBilan(registre);
    expect(suivi.reservataires.map(({ attendu, objectif }) => [attendu?.exact, objectif])).toEqual([
      ["6", 6],
      ["6", 6],
    ]);
    expect(
      suivi.reservataires.map(({ reservataire, recus, du, ecart }) => [reservataire, recus, du, ecart]),
    ).toEqual(
      bilan.reservataires.map(({ reservataire, recus, du, ecart }) => [reservataire, recus, du, ecart]),
    );
  });

  it("un événement appris tard compte à sa date, et ce qui est annulé ne compte pas", () => {
    const tardif = donner(5, "2024-02-20", "ville").reduce(consigner, registre);
    expect(ville(suivre("2024-03-31", "temps", tardif))[1]).toBe(3);
    const annule = consigner(tardif, {
      type: "annulation",
      date: "2024-05-01",
      evenement: tardif.version,
    });
    expect(ville(suivre("2024-03-31", "temps", annule))[1]).toBe(2);
  });

  it("des objectifs fixés avec des stipulations servent au suivi comme au bilan ; d'une autre répartition, ils sont refusés", () => {
    const stipules = fixerObjectifsDeFlux(repartition, { jugementDesGaranties: "logements-entiers" });
    const suivi = suivreObjectifs({ registre, au: "2024-06-30", objectifs: stipules }, { prorata: "temps" });
    expect(suivi.reservataires.map(({ objectif }) => objectif)).toEqual([6, 6]);
    expect(
      etablirBilan(registre, { objectifs: stipules }).reservataires.map(({ objectif }) => objectif),
    ).toEqual([6, 6]);
    const autre = fixerObjectifsDeFlux(repartitionDe([{ flux: 13 }], []));
    expect(
      refusDe(() => suivreObjectifs({ registre, au: "2024-06-30", objectifs: autre }, { prorata: "temps" })),
    ).toEqual(["objectifs.repartition REPARTITIONS_DIFFERENTES"]);
    expect(refusDe(() => etablirBilan(registre, { objectifs: autre }))).toEqual([
      "objectifs.repartition REPARTITIONS_DIFFERENTES",
    ]);
  });

  it("le prorata se nomme, et le jour est de l'année", () => {
    expect(refusDe(() => suivreObjectifs({ registre, au: "2024-06-30" }, {} as never))).toEqual(["prorata"]);
    expect(refusDe(() => suivre("2025-01-01"))).toEqual(["au DATE_HORS_DE_L_ANNEE"]);
  });

  it("s'explique : attendu, reçu, dû, et l'hypothèse de la projection", () => {
    const texte = expliquer(suivre("2024-03-31"), "reservataires/ville");
    expect(texte).toContain("6 × 91 ÷ 366 = 91/61");
    expect(texte).toContain("si la suite va au même rythme");
  });

  it("une suite orientée se suit aussi", () => {
    const suite = orienterLogements(
      ouvert,
      [1, 2, 3, 4].map((rang) => libere(`L-${rang}`, `2024-0${rang}-10`, { logement: `990000000${rang}` })),
    );
    expect(suivre("2024-02-29", "temps", suite.registre).reservataires.map(({ recus }) => recus)).toEqual([
      1, 1,
    ]);
  });
});
