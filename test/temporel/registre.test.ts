import {
  ARTICLES,
  calculerAssiette,
  citer,
  EXIGENCES,
  expliquer,
  PARAMETRES,
  type Parametre,
  parametresEnVigueur,
  REGLES,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { NUMEROTATION_DE_L_441_1 } from "../../src/droit/articles.js";
import { couvre, DEBUT_DU_REGISTRE, type Periode } from "../../src/droit/periodes.js";
import { confianceA, regleEnVigueur } from "../../src/droit/regles.js";

const FIN_DE_LA_MARCHE = Date.UTC(2031, 0, 1);
const MS_PAR_JOUR = 86_400_000;

function* jours(): Generator<string> {
  for (let jour = Date.parse(DEBUT_DU_REGISTRE); jour < FIN_DE_LA_MARCHE; jour += MS_PAR_JOUR)
    yield new Date(jour).toISOString().slice(0, 10);
}

/** Les jours que zéro ou plusieurs périodes couvrent. */
function joursFautifs(periodes: readonly Periode[], attendu: (nombre: number) => boolean): string[] {
  return [...jours()].filter((jour) => !attendu(periodes.filter((periode) => couvre(periode, jour)).length));
}

const uneSeule = (nombre: number) => nombre === 1;

describe("le registre, jour après jour depuis le 01/09/2019", () => {
  it.each(Object.entries(PARAMETRES))("%s a exactement une valeur", (_, { periodes }) => {
    expect(joursFautifs(periodes, uneSeule)).toEqual([]);
  });

  it("la numérotation des alinéas de L. 441-1 est unique, ou nommément inconnue", () => {
    expect(joursFautifs(NUMEROTATION_DE_L_441_1, uneSeule)).toEqual([]);
  });

  it.each(ARTICLES.map((article) => [article.numero, article] as const))(
    "%s n'a jamais deux versions à la fois",
    (_, { versions }) => {
      expect(joursFautifs(versions, (nombre) => nombre <= 1)).toEqual([]);
    },
  );

  it.each([...REGLES, ...EXIGENCES].map((regle) => [regle.id, regle] as const))(
    "%s cite des versions connues",
    (_, regle) => {
      for (const { du } of regle.periodes)
        for (const reference of regle.references) {
          const connue = ARTICLES.find(({ numero }) => numero === reference.article)?.versions.some(
            (version) => couvre(version, du) || version.du > du,
          );
          expect(connue).toBe(true);
        }
    },
  );

  it("une règle et ce qu'elle disait avant se suivent sans se chevaucher, et l'ancien article existe", () => {
    for (const { periodes, anterieure } of REGLES)
      if (anterieure !== undefined) {
        expect(joursFautifs([anterieure.periode, ...periodes], uneSeule)).toEqual([]);
        for (const { article } of anterieure.references)
          expect(
            ARTICLES.find(({ numero }) => numero === article)?.versions.filter((version) =>
              couvre(version, anterieure.periode.du),
            ),
          ).toHaveLength(1);
      }
  });

  it("la règle d'une date est celle de son régime", () => {
    expect(regleEnVigueur("R7", "2020-02-21").references).toEqual([{ article: "R. 441-5" }]);
    expect(regleEnVigueur("R7", "2020-02-22").references).toContainEqual({
      article: "R. 441-5-3",
      subdivision: "al. 2",
    });
    expect(regleEnVigueur("R8", "2020-02-21").lecture?.fr).toContain("L. 441-1, al. 35");
    expect(regleEnVigueur("R8", "2020-02-22").lecture?.fr).not.toContain("al. 35");
    expect(regleEnVigueur("R7", "2020-02-21").formule.fr).toContain("logements du programme");
  });

  it("les seuls jours de lecture sont ceux des deux éditions consultées, après le début de chaque période", () => {
    for (const { periodes } of Object.values(PARAMETRES))
      for (const { du, verifieLe } of periodes.filter((periode) => periode.verifieLe !== null)) {
        expect(["2023-12-06", "2024-11-21"]).toContain(verifieLe);
        expect(du < String(verifieLe)).toBe(true);
      }
  });

  it("une valeur non lue dans le code dit ce qui la rapporte, dans les deux langues, et elle seule", () => {
    const periodes = Object.entries<Parametre>(PARAMETRES).flatMap(([nom, parametre]) =>
      parametre.periodes.map((periode) => ({ nom, ...periode })),
    );
    for (const { verifieLe, source } of periodes) {
      expect(verifieLe === null).toBe(source !== undefined);
      if (source === undefined) continue;
      expect([source.fr, source.en]).not.toContain("");
    }
    expect(
      periodes.filter(({ nom, verifieLe }) => nom === "millesimeQpv" && verifieLe === null),
    ).toHaveLength(2);
  });
});

describe("les valeurs légales, à leurs jours de bascule", () => {
  const valeurs = (nom: keyof typeof PARAMETRES) =>
    PARAMETRES[nom].periodes.map(({ du, au, valeur }) => [du, au, valeur]);

  it("plafonds et plancher", () => {
    expect(valeurs("plafondPrefet")).toEqual([
      ["2019-09-01", "2020-02-22", "30"],
      ["2020-02-22", null, "30"],
    ]);
    expect(valeurs("plafondAgentsDeLEtat")).toEqual([
      ["2019-09-01", "2020-02-22", "5"],
      ["2020-02-22", null, "5"],
    ]);
    expect(valeurs("plancherPrefetHorsQpv")).toEqual([
      ["2019-09-01", "2020-02-22", null],
      ["2020-02-22", null, "30"],
    ]);
    expect(valeurs("plafondGaranties")).toEqual([
      ["2019-09-01", "2020-02-22", "20"],
      ["2020-02-22", null, "20"],
    ]);
    expect(valeurs("prorogationDeLaGarantie")).toEqual([["2019-09-01", null, 5]]);
  });

  it("la décote : 10 %, lus hors du code, dans une version dont le début est inconnu", () => {
    expect(valeurs("plafondDeLaDecote")).toEqual([["2019-09-01", null, "10"]]);
    const [periode] = PARAMETRES.plafondDeLaDecote.periodes;
    expect(periode?.verifieLe).toBeNull();
    expect(periode?.source?.fr).toContain("L. 3211-7, lu dans une version de 2023 ; le début");
  });

  it("les six et douze mois hors QPV ne sont fixés que depuis le 23/02/2022", () => {
    expect(valeurs("fenetreDInjonction")).toEqual([
      ["2019-09-01", "2022-02-23", null],
      ["2022-02-23", null, 6],
    ]);
    expect(valeurs("fenetreDeFinDInjonction")).toEqual([
      ["2019-09-01", "2022-02-23", null],
      ["2022-02-23", null, 12],
    ]);
  });

  it("les établissements publics de santé gardent des logements identifiés depuis le 23/02/2022", () => {
    const categories = PARAMETRES.reservatairesDeLogementsIdentifies.periodes;
    expect(
      categories.map(({ du, valeur }) => [du, valeur.includes("etablissement-public-de-sante" as never)]),
    ).toEqual([
      ["2019-09-01", false],
      ["2020-02-22", false],
      ["2021-11-27", false],
      ["2022-02-23", true],
    ]);
  });
});

describe("les versions de L. 441-1 non lues, du 27/11/2021 au 22/02/2022", () => {
  const lire = (date: string, nom: string) => {
    const trouve = parametresEnVigueur(date).find((parametre) => parametre.nom === nom);
    return [trouve?.valeur, trouve?.verifieLe, trouve?.source === null];
  };

  it.each([
    ["quartPrioritaire", "25"],
    ["premierQuartileHorsQpv", "25"],
    ["autresPublicsEnQpv", "50"],
    ["delaiDePropositionEnZoneTendue", 1],
  ])(
    "%s, que L. 441-1 donne seul, n'y a pas de date de lecture, et dit ce qui le rapporte",
    (nom, valeur) => {
      expect(lire("2021-11-26", nom)).toEqual([valeur, "2023-12-06", true]);
      expect(lire("2021-11-27", nom)).toEqual([valeur, null, false]);
      expect(lire("2022-02-22", nom)).toEqual([valeur, null, false]);
      expect(lire("2022-02-23", nom)).toEqual([valeur, "2023-12-06", true]);
    },
  );

  it("les réservataires de logements identifiés s'y lisent au seul R. 441-5, I, al. 4, qui l'a été", () => {
    const articles = (date: string) =>
      parametresEnVigueur(date)
        .find(({ nom }) => nom === "reservatairesDeLogementsIdentifies")
        ?.articles.map(({ fr }) => fr.slice("CCH, art. ".length, fr.indexOf(" (")));
    expect(articles("2021-11-26")).toEqual(["L. 441-1, al. 35", "R. 441-5, I, al. 4"]);
    expect(articles("2021-11-27")).toEqual(["R. 441-5, I, al. 4"]);
    expect(articles("2022-02-22")).toEqual(["R. 441-5, I, al. 4"]);
    expect(articles("2022-02-23")).toEqual(["L. 441-1, al. 39", "R. 441-5, I, al. 4"]);
    expect(lire("2022-02-22", "reservatairesDeLogementsIdentifies")[1]).toBe("2023-12-06");
  });

  it("ce qui ne repose que sur une version non lue n'est pas donné comme le texte officiel", () => {
    const references = [{ article: "L. 441-1", passage: "champ" }] as const;
    expect(confianceA(["texte-officiel"], references, "2021-11-26")).toEqual(["texte-officiel"]);
    expect(confianceA(["texte-officiel"], references, "2021-11-27")).toEqual(["lecture"]);
    expect(confianceA(["texte-officiel", "lecture"], references, "2022-02-22")).toEqual(["lecture"]);
    expect(confianceA(["texte-officiel"], references, "2022-02-23")).toEqual(["texte-officiel"]);
    const decret = [...references, { article: "R. 441-5" }] as const;
    expect(confianceA(["texte-officiel"], decret, "2022-02-22")).toEqual(["texte-officiel"]);
    expect(confianceA(["doctrine"], [], "2022-02-22")).toEqual(["doctrine"]);
  });
});

describe("le registre cite tout ce que ses règles disent", () => {
  const cites = (id: string, date = "2024-01-01") =>
    REGLES.find((regle) => regle.id === id)?.references.map((reference) => {
      const texte = citer(reference, date);
      return texte.slice("CCH, art. ".length, texte.indexOf(" ("));
    });

  it("R3 et R4, les réservations du préfet (L. 441-1, al. 41)", () => {
    expect(cites("R3")).toContain("L. 441-1, al. 41");
    expect(cites("R4")).toContain("L. 441-1, al. 41");
    expect(cites("R4", "2020-02-22")).toContain("L. 441-1, al. 37");
  });

  it("R9, les bénéficiaires, la signature, l'échelle, la transmission (R. 441-5, I, al. 1 à 3 et 6, et II)", () => {
    expect(cites("R9")).toEqual([
      "R. 441-5, I, al. 1 à 3 et 6",
      "R. 441-5, II",
      "R. 441-5-3, al. 1",
      "R. 441-5-2, IV",
    ]);
    const enonce = REGLES.find(({ id }) => id === "R9")?.enonce.fr;
    expect(enonce).toContain("transmet sans délai toute nouvelle convention au préfet");
    expect(enonce).toContain("sanctions pécuniaires");
  });

  it("R2, l'imputation des relogements que le maire désigne (L. 521-3-3)", () => {
    expect(cites("R2")).toContain("L. 521-3-3");
  });

  it("R12, jusqu'à la répartition entre bailleurs (L. 441-1, al. 24 à 28), l'injonction du préfet (al. 34), et l'ancien périmètre des QPV", () => {
    expect(cites("R12")).toEqual(["L. 441-1, al. 24 à 28", "L. 441-1, al. 34"]);
    expect(REGLES.find(({ id }) => id === "R12")?.lecture?.fr).toContain("zones urbaines sensibles");
  });

  it("R11 tient aussi les groupements, R1 les logements gérés", () => {
    expect(REGLES.find(({ id }) => id === "R11")?.enonce.fr).toContain("ou groupement de collectivités");
    expect(REGLES.find(({ id }) => id === "R1")?.lecture?.fr).toContain("celui qu'il possède ou qu'il gère");
  });
});

describe("citer", () => {
  const flux = { article: "L. 441-1", passage: "réservations en flux" } as const;

  it("suit la numérotation de la date : 35, aucune, 39", () => {
    expect(citer(flux, "2021-11-26")).toContain("L. 441-1, al. 35 ");
    expect(citer(flux, "2021-11-27")).toContain("L. 441-1 (réservations en flux) ");
    expect(citer(flux, "2022-02-22")).toContain("L. 441-1 (réservations en flux) ");
    expect(citer(flux, "2022-02-23")).toContain("L. 441-1, al. 39 ");
  });

  it("donne la période de la version et le jour de sa vérification", () => {
    expect(citer({ article: "R. 441-5-1", subdivision: "al. 1" }, "2026-01-01")).toBe(
      "CCH, art. R. 441-5-1, al. 1 (en vigueur depuis le 22/02/2020, vérifié au 21/11/2024)",
    );
    expect(citer(flux, "2022-02-10", "en")).toBe(
      "CCH, art. L. 441-1 (réservations en flux) (in force from 2022-02-09 until 2022-02-23 excluded, text not read)",
    );
  });

  it("ne fonde pas une règle sur un passage avant qu'il existe", () => {
    const soustraits = (date: string) =>
      expliquer(
        calculerAssiette({ date, liberations: 1 }, { premieresMisesEnLocation: "hors-flux" }),
        "soustraits",
      );
    expect(soustraits("2022-02-22")).not.toContain("L. 441-1");
    expect(soustraits("2022-02-23")).toContain("L. 441-1, al. 34");
  });

  it("dit qu'une version n'est pas connue plutôt que d'en supposer une", () => {
    expect(citer({ article: "R. 441-5-2" }, "2020-02-21")).toBe(
      "CCH, art. R. 441-5-2 (version à cette date inconnue du registre)",
    );
  });
});

describe("une date sans droit connu", () => {
  const au = (date: string) => () =>
    calculerAssiette({ date, liberations: 1 }, { premieresMisesEnLocation: "hors-flux" });

  it("est refusée, avec un code pour chaque cas", () => {
    expect(au("2019-08-31")).toThrow("DATE_SANS_DROIT_CONNU");
    expect(au("2019-09-01")).toThrow("REGIME_NON_COUVERT");
    expect(au("2020-02-21")).toThrow("REGIME_NON_COUVERT");
    expect(au("2020-02-22")).not.toThrow();
  });
});

describe("parametresEnVigueur", () => {
  const valeur = (nom: string, date: string) =>
    parametresEnVigueur(date).find((parametre) => parametre.nom === nom);

  it("donne une valeur à chaque paramètre, chaque jour", () => {
    const noms = Object.keys(PARAMETRES);
    for (const jour of jours()) expect(parametresEnVigueur(jour).map(({ nom }) => nom)).toEqual(noms);
  });

  it("dit ce que le plafond mesure, avant et après le décret", () => {
    expect(valeur("plafondGaranties", "2020-02-21")?.base).toBe(
      "logements de chaque programme, toutes collectivités",
    );
    expect(valeur("plafondGaranties", "2020-02-22")?.base).toBe(
      "flux annuel sur leur territoire, bloc communal",
    );
    expect(valeur("plancherPrefetHorsQpv", "2020-02-21")?.valeur).toBeNull();
  });

  it("dit la source d'une valeur non lue dans le code, et aucune pour les autres", () => {
    expect(valeur("millesimeQpv", "2023-12-31")).toMatchObject({
      valeur: "2015",
      verifieLe: null,
      articles: [],
    });
    expect(valeur("millesimeQpv", "2024-01-01")).toMatchObject({
      valeur: "2024",
      verifieLe: null,
      articles: [],
    });
    expect(valeur("millesimeQpv", "2024-01-01")?.source?.fr).toContain("décret n° 2023-1314");
    expect(valeur("plafondPrefet", "2024-01-01")?.source).toBeNull();
  });

  it("refuse une date sans droit connu", () => {
    expect(() => parametresEnVigueur("2019-08-31")).toThrow("DATE_SANS_DROIT_CONNU");
    expect(() => parametresEnVigueur("2024-02-30")).toThrow("DATE_IMPOSSIBLE");
  });
});
