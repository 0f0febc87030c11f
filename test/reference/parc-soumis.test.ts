import {
  consoliderEtatDesLieux,
  determinerStatuts,
  ErreurDeSaisie,
  expliquer,
  type LogementAQualifier,
  MOTIFS_DE_STATUT,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE, PERIMETRE } from "../fabrique.js";

const ORDINAIRE = {
  nature: "ordinaire",
  intermediaire: false,
  concoursFinancierDeLEtat: true,
  ouvreDroitALApl: true,
} as const;

function parc(logements: readonly Partial<LogementAQualifier>[]): LogementAQualifier[] {
  return logements.map((champs, rang) => ({
    logement: `99${String(rang + 1).padStart(8, "0")}`,
    ...ORDINAIRE,
    ...champs,
  }));
}

function motifs(
  logements: readonly Partial<LogementAQualifier>[],
  organisme: "hlm" | "sem" = "hlm",
  date = DATE,
) {
  return determinerStatuts({ date, organisme, logements: parc(logements) }).logements.map(
    ({ statut, motif }) => `${statut} : ${motif}`,
  );
}

const reserve = (categorie: NonNullable<LogementAQualifier["reservationIdentifiee"]>["categorie"]) => ({
  reservationIdentifiee: { reservataire: categorie, categorie },
});

describe("R1, parc soumis d'un organisme HLM (art. L. 441-1, al. 1)", () => {
  it("le concours de l'État ou le droit à l'APL suffit ; ni l'un ni l'autre, le logement est hors champ", () => {
    expect(
      motifs([
        { concoursFinancierDeLEtat: true, ouvreDroitALApl: true },
        { concoursFinancierDeLEtat: false, ouvreDroitALApl: true },
        { concoursFinancierDeLEtat: true, ouvreDroitALApl: false },
        { concoursFinancierDeLEtat: false, ouvreDroitALApl: false },
      ]),
    ).toEqual([
      "dans-le-flux : droit-a-l-apl",
      "dans-le-flux : droit-a-l-apl",
      "dans-le-flux : concours-de-l-etat",
      "hors-champ : sans-concours-ni-apl",
    ]);
  });

  it("un logement financé par l'État sans APL est dans le flux par lecture, et un constat les compte", () => {
    const { constats, motifs: lignes } = determinerStatuts({
      date: DATE,
      organisme: "hlm",
      logements: parc([{ ouvreDroitALApl: false }, { ouvreDroitALApl: false }, {}]),
    });
    expect(
      constats.map(({ code, gravite, confiance, chiffres }) => [code, gravite, confiance, chiffres]),
    ).toEqual([
      ["LOGEMENTS_SANS_APL_DANS_LE_FLUX", "information", ["lecture"], [{ nom: "logements", valeur: "2" }]],
    ]);
    expect(lignes.map(({ motif, nombre, confiance }) => [motif, nombre, confiance])).toEqual([
      ["droit-a-l-apl", 1, ["texte-officiel"]],
      ["concours-de-l-etat", 2, ["lecture"]],
    ]);
  });
});

describe("R1, parc soumis d'une société d'économie mixte (art. L. 481-2, I)", () => {
  it("seuls ses logements conventionnés comptent, quel que soit le concours de l'État", () => {
    expect(
      motifs(
        [
          { concoursFinancierDeLEtat: true, ouvreDroitALApl: true },
          { concoursFinancierDeLEtat: false, ouvreDroitALApl: true },
          { concoursFinancierDeLEtat: true, ouvreDroitALApl: false },
          { concoursFinancierDeLEtat: false, ouvreDroitALApl: false },
        ],
        "sem",
      ),
    ).toEqual([
      "dans-le-flux : conventionne",
      "dans-le-flux : conventionne",
      "hors-champ : non-conventionne",
      "hors-champ : non-conventionne",
    ]);
  });

  it("cite L. 481-2 pour une SEM, L. 441-1 pour un organisme HLM", () => {
    const articles = (organisme: "hlm" | "sem") =>
      determinerStatuts({ date: DATE, organisme, logements: parc([{}]) }).motifs[0]?.articles.map(
        ({ fr }) => fr,
      );
    expect(articles("sem")?.[0]).toBe(
      "CCH, art. L. 481-2, I (en vigueur depuis le 23/11/2019, vérifié au 06/12/2023)",
    );
    expect(articles("hlm")).toEqual([
      "CCH, art. L. 441-1, al. 1 (en vigueur depuis le 23/02/2022, vérifié au 06/12/2023)",
    ]);
  });
});

describe("R1, logements hors champ d'après les services de l'État", () => {
  it("intermédiaires, foyers, résidences sociales, étudiants, médico-social : par doctrine, sans article", () => {
    const { motifs: lignes } = determinerStatuts({
      date: DATE,
      organisme: "hlm",
      logements: parc([
        { intermediaire: true },
        { nature: "foyer" },
        { nature: "residence-sociale" },
        { nature: "etudiant" },
        { nature: "medico-social" },
        {},
      ]),
    });
    expect(
      lignes.map(({ motif, statut, confiance, articles }) => [motif, statut, confiance, articles.length]),
    ).toEqual([
      ["intermediaire", "hors-champ", ["doctrine"], 0],
      ["foyer", "hors-champ", ["doctrine"], 0],
      ["residence-sociale", "hors-champ", ["doctrine"], 0],
      ["etudiant", "hors-champ", ["doctrine"], 0],
      ["medico-social", "hors-champ", ["doctrine"], 0],
      ["droit-a-l-apl", "dans-le-flux", ["texte-officiel"], 1],
    ]);
  });

  it("ce que le texte écarte l'emporte sur ce que la doctrine écarte", () => {
    expect(
      motifs([
        { intermediaire: true, concoursFinancierDeLEtat: false, ouvreDroitALApl: false },
        { intermediaire: true, nature: "foyer" },
      ]),
    ).toEqual(["hors-champ : sans-concours-ni-apl", "hors-champ : intermediaire"]);
  });
});

describe("R1, logements identifiés (art. L. 441-1, réservations en flux ; R. 441-5, I, al. 4)", () => {
  it.each([
    ["2020-02-22", "dans-le-flux : droit-a-l-apl"],
    ["2022-02-22", "dans-le-flux : droit-a-l-apl"],
    ["2022-02-23", "identifie : reservation-identifiee"],
  ])("au %s, un logement réservé par un établissement public de santé est %s", (date, attendu) => {
    expect(motifs([reserve("etablissement-public-de-sante")], "hlm", date)).toEqual([attendu]);
  });

  it("la défense et la sécurité intérieure, à toute date ; une commune, jamais", () => {
    for (const date of ["2020-02-22", "2022-02-23", "2026-01-01"])
      expect(
        motifs([reserve("defense"), reserve("securite-interieure"), reserve("commune")], "sem", date),
      ).toEqual([
        "identifie : reservation-identifiee",
        "identifie : reservation-identifiee",
        "dans-le-flux : conventionne",
      ]);
  });

  it("une réservation que la loi n'excepte pas est une irrégularité, comptée par catégorie", () => {
    const { constats, totaux } = determinerStatuts({
      date: "2022-02-22",
      organisme: "hlm",
      logements: parc([
        reserve("etablissement-public-de-sante"),
        reserve("commune"),
        reserve("commune"),
        { ...reserve("commune"), nature: "foyer" },
        reserve("defense"),
      ]),
    });
    expect(constats.map(({ code, gravite, chiffres }) => [code, gravite, chiffres])).toEqual([
      ["RESERVATION_IDENTIFIEE_NON_PREVUE", "irregularite", [{ nom: "commune", valeur: "2" }]],
      [
        "RESERVATION_IDENTIFIEE_NON_PREVUE",
        "irregularite",
        [{ nom: "etablissement-public-de-sante", valeur: "1" }],
      ],
    ]);
    expect(totaux).toEqual({ logements: 5, dansLeFlux: 3, horsChamp: 1, identifies: 1 });
  });

  it("hors champ d'abord : un foyer que réserve la défense est hors champ, sans réservataire", () => {
    const { logements } = determinerStatuts({
      date: DATE,
      organisme: "hlm",
      logements: parc([{ ...reserve("defense"), nature: "foyer" }, reserve("defense")]),
    });
    expect(logements.map(({ motif, reservataire }) => [motif, reservataire])).toEqual([
      ["foyer", null],
      ["reservation-identifiee", { code: "defense", categorie: "defense" }],
    ]);
  });
});

describe("R1, ce que disent les statuts", () => {
  const statuts = determinerStatuts({
    date: DATE,
    organisme: "hlm",
    logements: parc([{}, {}, { ouvreDroitALApl: false }, { nature: "etudiant" }, reserve("defense")]),
  });

  it("le total s'explique motif par motif, et dit l'ordre des questions", () => {
    const texte = expliquer(statuts, "totaux/dans-le-flux");
    expect(texte).toContain("Logements dans le flux : 3 logements");
    expect(texte).toContain("dans-le-flux = 2 + 1 = 3");
    expect(texte).toContain("hors champ, sinon identifié, sinon dans le flux");
    expect(expliquer(statuts, "motifs/etudiant")).toContain("Connaissance : doctrine administrative lue\n");
    expect(expliquer(statuts, "motifs/etudiant")).toContain("Fondement : aucun article lu");
    expect(expliquer(statuts, "totaux/identifie", { langue: "en" })).toContain(
      "the law, which adds public hospitals",
    );
  });

  it("un article ne fonde que ce qu'il dit : tout motif sans texte se dit doctrine", () => {
    for (const { references, confiance } of Object.values(MOTIFS_DE_STATUT))
      expect(references.length === 0).toBe((confiance as readonly string[]).includes("doctrine"));
  });

  it("ce que la doctrine seule rapporte n'est pas donné comme imposé : la bibliothèque la suit, et le dit", () => {
    for (const { references, autorite } of Object.values(MOTIFS_DE_STATUT))
      expect(autorite).toBe(references.length === 0 ? "choix" : "imperatif");
    expect(statuts.motifs.map(({ motif, autorite }) => [motif, autorite])).toEqual([
      ["etudiant", "choix"],
      ["reservation-identifiee", "imperatif"],
      ["droit-a-l-apl", "imperatif"],
      ["concours-de-l-etat", "imperatif"],
    ]);
    const texte = expliquer(statuts, "motifs/etudiant");
    expect(texte).toContain("Autorité : choix de la bibliothèque");
    expect(texte).toContain("la bibliothèque les suit, aucun article lu ne l'imposant");
    expect(texte).not.toContain("l'impose\n");
  });

  it("du 27/11/2021 au 22/02/2022, le champ de L. 441-1 n'a pas été lu : le motif se dit lecture", () => {
    const confianceAu = (date: string) =>
      determinerStatuts({ date, organisme: "hlm", logements: parc([{}]) }).motifs[0]?.confiance;
    expect(confianceAu("2021-11-26")).toEqual(["texte-officiel"]);
    expect(confianceAu("2021-11-27")).toEqual(["lecture"]);
    expect(confianceAu("2022-02-22")).toEqual(["lecture"]);
    expect(confianceAu("2022-02-23")).toEqual(["texte-officiel"]);
  });

  it("au 22/02/2022, une réservation d'hôpital n'est pas exceptée par R. 441-5, I, al. 4, le seul texte lu à cette date", () => {
    const [constat] = determinerStatuts({
      date: "2022-02-22",
      organisme: "hlm",
      logements: parc([reserve("etablissement-public-de-sante")]),
    }).constats;
    expect(constat?.code).toBe("RESERVATION_IDENTIFIEE_NON_PREVUE");
    expect(constat?.confiance).toEqual(["texte-officiel"]);
    expect(constat?.message.fr).toContain("n'exceptent pas du flux au 22/02/2022");
    expect(constat?.message.fr).toContain("CCH, art. R. 441-5, I, al. 4 (en vigueur depuis le 22/02/2020");
    expect(constat?.message.fr).not.toContain("L. 441-1");
  });

  it("ne dépend pas de l'ordre d'entrée", () => {
    const logements = parc([{}, { nature: "foyer" }, reserve("defense"), reserve("commune")]);
    const [a, b] = [logements, logements.toReversed()].map((liste) =>
      JSON.stringify(determinerStatuts({ date: DATE, organisme: "hlm", logements: liste })),
    );
    expect(a).toBe(b);
  });
});

describe("R1, entrées refusées de determinerStatuts", () => {
  const problemes = (entree: unknown) => {
    try {
      determinerStatuts(entree as never);
    } catch (erreur) {
      if (erreur instanceof ErreurDeSaisie)
        return erreur.problemes.map((p) => `${p.chemin} ${p.code}`).sort();
      throw erreur;
    }
    throw new Error("aucune erreur");
  };

  it("tous les problèmes d'un coup, chacun à sa place", () => {
    const [logement] = parc([{}]);
    expect(
      problemes({
        date: "2020-02-21",
        organisme: "opac",
        logements: [
          logement,
          logement,
          { ...logement, logement: "1", nature: "garage", intermediaire: "non" },
          { ...logement, logement: "9900000003", ...reserve("defense") },
          {
            ...logement,
            logement: "9900000004",
            reservationIdentifiee: { reservataire: "defense", categorie: "commune" },
          },
          {
            ...logement,
            logement: "9900000005",
            reservationIdentifiee: { reservataire: "non-reserves", categorie: "prefet" },
          },
        ],
      }),
    ).toEqual(
      [
        "date REGIME_NON_COUVERT",
        "organisme VALEUR_NON_PREVUE",
        "logements[1].logement DOUBLON",
        "logements[2].logement NUMERO_RPLS_INVALIDE",
        "logements[2].nature VALEUR_NON_PREVUE",
        "logements[2].intermediaire TYPE_INVALIDE",
        "logements[4].reservationIdentifiee.categorie CATEGORIE_CONTRADICTOIRE",
        "logements[5].reservationIdentifiee.reservataire CODE_RESERVE",
      ].sort(),
    );
    expect(problemes({ date: DATE, organisme: "hlm", logements: [] })).toEqual(["logements LISTE_VIDE"]);
  });
});

describe("R5b, millésime des QPV (hors QPV et en QPV se lisent sur la liste de la date)", () => {
  const parcEnQpv = (date: string, code: string, codeQpv: string) => () =>
    consoliderEtatDesLieux(
      {
        date,
        perimetre: { ...PERIMETRE, departement: code.startsWith("97") ? code.slice(0, 3) : code.slice(0, 2) },
        communes: [{ code, epci: null }],
        reservataires: [],
        logements: [
          {
            numeroRpls: "9900000001",
            reservataire: null,
            typologie: "T3",
            commune: code,
            localisation: "qpv",
            codeQpv,
            financement: "PLUS",
          },
        ],
      },
      {},
    );

  it("en métropole, un code de 2015 jusqu'au 31/12/2023, de 2024 ensuite", () => {
    expect(parcEnQpv("2023-12-31", "77288", "QP077001")).not.toThrow();
    expect(parcEnQpv("2023-12-31", "77288", "QN07701M")).toThrow("QPV_D_UN_AUTRE_MILLESIME");
    expect(parcEnQpv("2024-01-01", "77288", "QP077001")).toThrow("QPV_D_UN_AUTRE_MILLESIME");
    expect(parcEnQpv("2024-01-01", "77288", "QP077001")).toThrow("n'a pas été vérifié à la source");
    expect(parcEnQpv("2024-01-01", "77288", "QP077001")).toThrow("Au 01/01/2024");
    expect(parcEnQpv("2024-01-01", "77288", "QN07701M")).not.toThrow();
  });

  it("en Corse comme ailleurs en métropole ; outre-mer, l'une ou l'autre liste à toute date", () => {
    expect(parcEnQpv("2024-01-01", "2A004", "QP02A001")).toThrow("QPV_D_UN_AUTRE_MILLESIME");
    expect(parcEnQpv("2024-01-01", "2A004", "QN02A01M")).not.toThrow();
    for (const date of ["2023-12-31", "2024-01-01"])
      for (const codeQpv of ["QP974001", "QN97401M"]) expect(parcEnQpv(date, "97411", codeQpv)).not.toThrow();
  });
});
