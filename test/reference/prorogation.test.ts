import {
  type CategorieDeReservataire,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  expliquer,
  type LogementDuParc,
  mesurerTauxDeRotation,
  type Territoire,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, DATE, epci, PARTOUT, PERIMETRE } from "../fabrique.js";

const MELUN = "77288";
const EPCI = "247700057";
const TERRITOIRES: Readonly<Partial<Record<CategorieDeReservataire, Territoire>>> = {
  commune: commune(MELUN),
  epci: epci(EPCI),
};

/** L'inventaire d'un seul garant. */
function inventaire(
  lignes: readonly Partial<LogementDuParc>[],
  categorie: CategorieDeReservataire = "commune",
  date = DATE,
) {
  return consoliderEtatDesLieux(
    {
      date,
      perimetre: PERIMETRE,
      communes: [{ code: MELUN, nom: "Melun", epci: EPCI }],
      reservataires: [
        { code: "garant", nom: "Garant", categorie, territoire: TERRITOIRES[categorie] ?? PARTOUT },
      ],
      logements: lignes.map((ligne, rang) => ({
        numeroRpls: `990000000${rang}`,
        reservataire: "garant",
        droit: "droit-de-suite",
        contrepartie: "garantie-d-emprunt",
        typologie: "T3",
        commune: MELUN,
        localisation: "hors-qpv",
        financement: "PLUS",
        ...ligne,
      })),
    },
    {},
  );
}

const terme = (ligne: Partial<LogementDuParc>, categorie?: CategorieDeReservataire) => {
  const { echeancier, constats } = inventaire([ligne], categorie);
  return [echeancier[0]?.dateDExpiration, echeancier[0]?.prorogee, constats.map(({ code }) => code)];
};

describe("R15, prorogation des droits attachés à une garantie", () => {
  it("dernier versement le 15/06/2030 : fin le 15/06/2035", () => {
    expect(terme({ dateDExpiration: "2030-06-15", dernierVersement: "2030-06-15" })).toEqual([
      "2035-06-15",
      true,
      ["DROITS_PROROGES"],
    ]);
  });

  it.each([
    ["2028-02-29", "2033-02-28"],
    ["2027-02-28", "2032-02-28"],
    ["2023-03-01", "2028-03-01"],
    ["2019-12-31", "2024-12-31"],
  ])("dernier versement le %s : fin le %s", (dernierVersement, fin) => {
    expect(terme({ dernierVersement, dateDExpiration: "2020-01-01" })[0]).toBe(fin);
  });

  it.each([
    ["2035-06-14", "2035-06-15", "DROITS_PROROGES"],
    ["2035-06-15", "2035-06-15", "PROROGATION_SANS_EFFET"],
    ["2035-06-16", "2035-06-16", "PROROGATION_SANS_EFFET"],
  ])("elle ne raccourcit pas un droit convenu jusqu'au %s : fin le %s", (dateDExpiration, fin, constat) => {
    expect(terme({ dateDExpiration, dernierVersement: "2030-06-15" })).toEqual([
      fin,
      constat === "DROITS_PROROGES",
      [constat],
    ]);
  });

  it.each([null, undefined])(
    "un droit sans terme convenu (%s) en reçoit un, et le constat le dit",
    (convenu) => {
      expect(terme({ dateDExpiration: convenu, dernierVersement: "2030-06-15" })).toEqual([
        "2035-06-15",
        true,
        ["DROITS_PROROGES", "TERME_TIRE_DE_LA_PROROGATION"],
      ]);
    },
  );

  it.each([
    ["commune", "2035-06-15", "DROITS_PROROGES"],
    ["epci", "2035-06-15", "DROITS_PROROGES"],
    ["ept", "2030-06-15", "PROROGATION_NON_PREVUE"],
    ["departement", "2030-06-15", "PROROGATION_NON_PREVUE"],
    ["action-logement", "2030-06-15", "PROROGATION_NON_PREVUE"],
  ] as const)("l'article nomme la commune et l'EPCI : %s, fin le %s", (categorie, fin, constat) => {
    const ligne = { dateDExpiration: "2030-06-15", dernierVersement: "2030-06-15" };
    expect(terme(ligne, categorie)).toEqual([fin, constat === "DROITS_PROROGES", [constat]]);
  });

  it("sans versement donné, le droit garde son terme", () => {
    expect(terme({ dateDExpiration: "2030-06-15" })).toEqual(["2030-06-15", false, []]);
  });

  it("le versement fait, le constat rappelle d'informer le garant ; prévu, non", () => {
    const remede = (dernierVersement: string) =>
      inventaire([{ dateDExpiration: "2023-01-01", dernierVersement }]).constats[0]?.remede.fr;
    expect(remede(DATE)).toContain("Informer le garant");
    expect(remede("2024-01-02")).toBe("Rien à faire.");
  });

  it.each([
    ["2030-06-14", ["DROITS_PROROGES", "PROROGATION_APRES_LE_TERME"]],
    ["2030-06-15", ["DROITS_PROROGES"]],
    ["2030-06-16", ["DROITS_PROROGES"]],
  ])(
    "le texte ne dit rien d'un droit éteint avant le versement du 15/06/2030 : terme convenu le %s, %j",
    (dateDExpiration, constats) => {
      expect(terme({ dateDExpiration, dernierVersement: "2030-06-15" })).toEqual([
        "2035-06-15",
        true,
        constats,
      ]);
    },
  );

  it("ce que le texte ne tranche pas est donné pour une lecture, avec son remède", () => {
    const autreGarant = inventaire(
      [{ dateDExpiration: "2030-06-15", dernierVersement: "2030-06-15" }],
      "ept",
    );
    const eteint = inventaire([{ dateDExpiration: "2030-06-14", dernierVersement: "2030-06-15" }]);
    for (const constat of [autreGarant.constats[0], eteint.constats[1]]) {
      expect(constat?.confiance).toEqual(["lecture"]);
      expect(constat?.remede.fr).toContain("les parties");
    }
  });

  it("un versement à venir est dit prévu, dans le constat et dans l'explication", () => {
    const deux = inventaire([
      { dateDExpiration: "2023-01-01", dernierVersement: DATE },
      { dateDExpiration: "2030-06-15", dernierVersement: "2030-06-15" },
    ]);
    expect(deux.constats.find(({ code }) => code === "DROITS_PROROGES")?.message.fr).toBe(
      "garant, droits prorogés de 5 ans après le versement qui solde l'emprunt garanti : 2, dont par un versement à venir : 1.",
    );
    const texte = expliquer(deux, "prorogations/garant");
    expect(texte).toContain(
      "a été soldé par le versement du 01/01/2024, et le droit dure jusqu'au 01/01/2029",
    );
    expect(texte).toContain("le versement prévu le 15/06/2030 doit solder l'emprunt garanti");
  });

  it("la synthèse compte l'année prorogée, et les droits uniques suivent la durée prorogée", () => {
    const etatDesLieux = inventaire([
      { dateDExpiration: "2023-12-31", dernierVersement: "2023-12-31" },
      { dateDExpiration: "2023-12-31" },
    ]);
    expect(etatDesLieux.synthese[0]).toMatchObject({
      anneesDExpiration: [
        { annee: 2023, nombre: 1 },
        { annee: 2028, nombre: 1 },
      ],
      echus: 1,
    });
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
    // Du 01/01/2024 au 31/12/2028, cinq ans : 5 × 8 % ; l'autre droit est échu.
    expect(volume?.droitsUniques.decimal).toBe("0.4");
  });

  it("l'explication dit le versement, la durée et le terme, article à l'appui", () => {
    const texte = expliquer(
      inventaire([{ dateDExpiration: "2030-06-15", dernierVersement: "2030-06-15" }]),
      "prorogations/garant",
    );
    expect(texte).toContain("15/06/2030 + 5 ans = 15/06/2035");
    expect(texte).toContain("R. 441-6");
  });
});

describe("R14, les termes à la date de l'état des lieux", () => {
  it.each([
    ["2023-12-31", 1],
    ["2024-01-01", 0],
    ["2024-01-02", 0],
  ])("un droit jusqu'au %s compris, au 01/01/2024 : %i échu", (dateDExpiration, echus) => {
    const { synthese, constats, totaux } = inventaire([{ dateDExpiration }]);
    expect(synthese[0]?.echus).toBe(echus);
    expect(synthese[0]?.droitsDeSuite).toBe(1);
    expect(totaux.reserves).toBe(1);
    expect(constats.map(({ code }) => code)).toEqual(echus === 1 ? ["DROITS_ECHUS_INVENTORIES"] : []);
  });

  it.each([
    ["2023-12-31", []],
    ["2024-01-01", []],
    ["2024-01-02", ["DROITS_A_VENIR"]],
  ])("un droit qui commence le %s, au 01/01/2024 : %j", (dateDeDebut, attendus) => {
    const { constats } = inventaire([{ dateDeDebut, dateDExpiration: "2030-12-31" }]);
    expect(constats.map(({ code }) => code)).toEqual(attendus);
  });
});
