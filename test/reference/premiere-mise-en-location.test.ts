import {
  type EntreePremiereMiseEnLocation,
  expliquer,
  type Financement,
  type PartDeProgramme,
  type PremiereMiseEnLocation,
  type ReservataireDuProgramme,
  repartirPremiereMiseEnLocation,
  type StipulationsDePremiereMiseEnLocation,
  type Typologie,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE } from "../fabrique.js";

const RESERVATAIRES: readonly ReservataireDuProgramme[] = [
  { code: "als", nom: "Action Logement", categorie: "action-logement" },
  { code: "autres", nom: "Association", categorie: "organisme-desinteresse" },
  { code: "commune", nom: "Commune", categorie: "commune" },
  { code: "departement", nom: "Département", categorie: "departement" },
  { code: "epci", nom: "EPCI", categorie: "epci" },
  { code: "prefet", nom: "Préfet", categorie: "prefet" },
];

type Type = readonly [typologie: Typologie, financement: Financement, logements: number];

const HORS_FLUX = { premieresMisesEnLocation: "hors-flux" } as const;
const QUOTA = {
  ...HORS_FLUX,
  quotaDesGaranties: { taux: 20, partage: "au-prorata-des-quotites" },
} as const;

function repartir(
  types: readonly Type[],
  parts: readonly PartDeProgramme[],
  stipulations: StipulationsDePremiereMiseEnLocation = HORS_FLUX,
  suite: Partial<EntreePremiereMiseEnLocation> = {},
): PremiereMiseEnLocation {
  return repartirPremiereMiseEnLocation(
    {
      date: DATE,
      programme: {
        code: "P-1",
        commune: "77288",
        composition: types.map(([typologie, financement, logements]) => ({
          typologie,
          financement,
          logements,
        })),
      },
      reservataires: RESERVATAIRES.filter(({ code }) => parts.some((part) => part.reservataire === code)),
      parts,
      ...suite,
    },
    stipulations,
  );
}

const garantie = (reservataire: string, quotite: number | string): PartDeProgramme => ({
  reservataire,
  contrepartie: "garantie-d-emprunt",
  quotite,
});
const employeurs = (taux: number | string): PartDeProgramme => ({
  reservataire: "als",
  contrepartie: "participation-des-employeurs",
  taux,
});
const publics = (taux: number | string): PartDeProgramme => ({
  reservataire: "prefet",
  contrepartie: "contingent-prefectoral",
  contingent: "publics-prioritaires",
  taux,
});
const agents = (taux: number | string): PartDeProgramme => ({
  reservataire: "prefet",
  contrepartie: "contingent-prefectoral",
  contingent: "agents-civils-et-militaires",
  taux,
});
const decote = (taux: number | string): PartDeProgramme => ({
  reservataire: "prefet",
  contrepartie: "decote",
  taux,
});

/** Les totaux entiers, par réservataire, puis ceux du bailleur. */
function totaux({ tableau }: PremiereMiseEnLocation): Record<string, number> {
  return Object.fromEntries([
    ...(tableau?.reservataires ?? []).map(({ reservataire, logements }) => [reservataire, logements]),
    ["non-reserves", tableau?.nonReserves.logements],
  ]);
}

/** Les cases d'une ligne, type par type, dans l'ordre du programme. */
function cases({ tableau }: PremiereMiseEnLocation, reservataire: string, titre: string | null = null) {
  return tableau?.lignes
    .find(
      (ligne) =>
        ligne.reservataire === reservataire &&
        (titre === null || ligne.contrepartie === titre || ligne.contingent === titre),
    )
    ?.cases.map(({ logements }) => logements);
}

const codes = ({ constats }: PremiereMiseEnLocation) => constats.map(({ code }) => code);

const VINGT: readonly Type[] = [
  ["T2", "PLAI", 8],
  ["T3", "PLUS", 12],
];

describe("R19, première mise en location (art. R. 441-5, I, al. 7 et 9)", () => {
  it("l'exemple du député : 20 logements, 20 %, garanties 25, 25 et 50 → 4 logements, 1, 1 et 2", () => {
    const resultat = repartir(
      VINGT,
      [garantie("commune", 25), garantie("epci", 25), garantie("departement", 50)],
      QUOTA,
    );
    expect(resultat.parts.map(({ logements }) => logements.exact)).toEqual(["1", "2", "1"]);
    expect(totaux(resultat)).toEqual({ commune: 1, departement: 2, epci: 1, "non-reserves": 16 });
    expect(codes(resultat)).toEqual(["QUOTA_DES_GARANTIES_CONVENU"]);
    expect(expliquer(resultat, "reservataires/commune")).toContain("20 % × 25 ÷ 100 = 5 % ; 5 % × 20 = 1");
  });

  it("le quota est une stipulation : sans lui, des quotités ne se partagent pas", () => {
    expect(() => repartir(VINGT, [garantie("commune", 25)])).toThrow("quotaDesGaranties");
    expect(() => repartir(VINGT, [employeurs(40)], {} as never)).toThrow("premieresMisesEnLocation");
  });

  it("des quotités de 40 et 30 : tout le quota au prorata, ou 14 points sur 20 à leur hauteur", () => {
    const cent: readonly Type[] = [["T3", "PLUS", 100]];
    const parts = [garantie("commune", 40), garantie("epci", 30)];
    const partager = (partage: "au-prorata-des-quotites" | "a-hauteur-des-quotites") =>
      repartir(cent, parts, { ...HORS_FLUX, quotaDesGaranties: { taux: 20, partage } });
    const auProrata = partager("au-prorata-des-quotites");
    expect(auProrata.parts.map(({ logements }) => logements.exact)).toEqual(["80/7", "60/7"]);
    expect(totaux(auProrata)).toEqual({ commune: 11, epci: 9, "non-reserves": 80 });
    const aHauteur = partager("a-hauteur-des-quotites");
    expect(aHauteur.parts.map(({ taux }) => taux.exact)).toEqual(["8", "6"]);
    expect(totaux(aHauteur)).toEqual({ commune: 8, epci: 6, "non-reserves": 86 });
  });

  it("un garant hors du quota a son propre taux", () => {
    const departement = {
      reservataire: "departement",
      contrepartie: "garantie-d-emprunt",
      taux: 10,
    } as const;
    const resultat = repartir(VINGT, [garantie("commune", 25), garantie("epci", 25), departement], QUOTA);
    expect(totaux(resultat)).toEqual({ commune: 2, departement: 2, epci: 2, "non-reserves": 14 });
  });

  it("la clé 40, 30 (25 + 5), 20 et 10 sur 20 logements : 8, 6 (5 + 1), 4 et 2", () => {
    const resultat = repartir(
      [
        ["T2", "PLAI", 10],
        ["T3", "PLUS", 10],
      ],
      [
        employeurs(40),
        publics(25),
        agents(5),
        { reservataire: "commune", contrepartie: "garantie-d-emprunt", taux: 20 },
        { reservataire: "autres", contrepartie: "financement", taux: 10 },
      ],
    );
    expect(totaux(resultat)).toEqual({ als: 8, autres: 2, commune: 4, prefet: 6, "non-reserves": 0 });
    expect(cases(resultat, "als")).toEqual([4, 4]);
    expect(cases(resultat, "commune")).toEqual([2, 2]);
    expect(cases(resultat, "autres")).toEqual([1, 1]);
    // Les volets valent 2,5 + 2,5 et 0,5 + 0,5 : le préfet a 3 et 3, et l'égalité se règle par les codes.
    expect(cases(resultat, "prefet", "agents-civils-et-militaires")).toEqual([1, 0]);
    expect(cases(resultat, "prefet", "publics-prioritaires")).toEqual([2, 3]);
    expect(resultat.constats).toEqual([]);
  });

  it("combien, avant lesquels : les totaux vont aux plus forts restes, quoi que valent les cases", () => {
    // 33 % de 20 = 6,6 ; 8 % = 1,6 ; 6 % = 1,2 ; reste 53 % = 10,6. Trois restes de 0,6 pour deux logements.
    const resultat = repartir(VINGT, [
      employeurs(33),
      { reservataire: "commune", contrepartie: "garantie-d-emprunt", taux: 8 },
      { reservataire: "epci", contrepartie: "garantie-d-emprunt", taux: 6 },
    ]);
    expect(totaux(resultat)).toEqual({ als: 7, commune: 2, epci: 1, "non-reserves": 10 });
  });

  it("un total ne monte que si un tableau existe : trois restes de 0,6 pour deux logements d'un seul type", () => {
    // 8 T2 et 20 T3. À 20 %, chacun a 1,6 T2 et 4 T3 : seul un T2 peut le faire monter. Les T2 donnés d'office sont
    // 3 × 1, puis 1, 1 et 1 : il en reste deux. Le troisième 5,6 fait donc 5, et le logement va au reste de 0,5.
    const part = (reservataire: string, taux: string): PartDeProgramme => ({
      reservataire,
      contrepartie: "financement",
      taux,
    });
    const resultat = repartir(
      [
        ["T2", "PLAI", 8],
        ["T3", "PLUS", 20],
      ],
      [
        part("als", "20"),
        part("autres", "20"),
        part("commune", "20"),
        part("departement", "12.5"),
        part("epci", "12.5"),
        part("prefet", "15"),
      ],
    );
    expect(totaux(resultat)).toEqual({
      als: 6,
      autres: 6,
      commune: 5,
      departement: 4,
      epci: 3,
      prefet: 4,
      "non-reserves": 0,
    });
  });

  it("les volets se partagent le total du préfet : 2,5 et 0,5 font 3", () => {
    const resultat = repartir([["T3", "PLUS", 10]], [publics(25), agents(5)]);
    expect(totaux(resultat)).toEqual({ prefet: 3, "non-reserves": 7 });
    expect(cases(resultat, "prefet", "agents-civils-et-militaires")).toEqual([1]);
    expect(cases(resultat, "prefet", "publics-prioritaires")).toEqual([2]);
  });

  it("la composition de chacun reste celle du programme, par typologie et par financement", () => {
    const resultat = repartir(
      [
        ["T2", "PLAI", 1],
        ["T2", "PLUS", 1],
        ["T3", "PLAI", 1],
        ["T3", "PLUS", 1],
      ],
      [employeurs(50), { reservataire: "commune", contrepartie: "garantie-d-emprunt", taux: 50 }],
    );
    // Par codes, als prendrait les deux PLAI ; un échange lui rend un PLUS.
    expect(cases(resultat, "als")).toEqual([0, 1, 1, 0]);
    expect(cases(resultat, "commune")).toEqual([1, 0, 0, 1]);
    expect(resultat.tableau?.echanges.map(({ cede, recoit }) => [cede, recoit])).toEqual([
      [
        { typologie: "T2", financement: "PLAI" },
        { typologie: "T2", financement: "PLUS" },
      ],
    ]);
    expect(resultat.tableau?.ecarts).toEqual([]);
    const echange = "« als » (participation des employeurs) a cédé un T2/PLAI à « commune »";
    expect(expliquer(resultat, "cases/als/participation-des-employeurs/T2/PLAI")).toContain(echange);
    expect(expliquer(resultat, "cases/commune/garantie-d-emprunt/T2/PLUS")).toContain(echange);
    expect(expliquer(resultat, "cases/commune/garantie-d-emprunt/T3/PLUS")).not.toContain("a cédé");
    for (const { typologies, financements } of resultat.tableau?.reservataires ?? [])
      expect([...typologies, ...financements].map(({ logements }) => logements)).toEqual([1, 1, 1, 1]);
  });

  it("une composition qu'aucun échange ne ramène à un arrondi est constatée, et elle seule", () => {
    const types: readonly Type[] = [
      ["T1", "PLAI", 1],
      ["T2", "PLS", 2],
      ["T4", "PLAI", 2],
      ["T4", "PLS", 2],
      ["T4", "PLUS", 1],
      ["T5+", "PLAI", 2],
      ["T5+", "PLS", 1],
    ];
    const centiemes = [
      ["commune", "apport-de-terrain", 3644],
      ["commune", "financement", 1961],
      ["commune", "garantie-d-emprunt", 350],
      ["departement", "apport-de-terrain", 364],
      ["departement", "financement", 1717],
      ["epci", "financement", 899],
      ["prefet", "financement", 44],
    ] as const;
    const resultat = repartir(
      types,
      centiemes.map(([reservataire, contrepartie, taux]) => ({
        reservataire,
        contrepartie,
        taux: taux / 100,
      })),
    );
    // Chaque total, recompté depuis les cases : les dix-millièmes de logement disent s'il est un arrondi.
    const horsArrondi = ["commune", "departement", "epci", "prefet"].flatMap((code) => {
      const siens = centiemes.filter(([reservataire]) => reservataire === code);
      const seuls = siens.map((part) => [part]);
      return (siens.length > 1 ? [...seuls, siens] : seuls).flatMap((parts) =>
        [0, 1].flatMap((marge) =>
          [...new Set(types.map((type) => type[marge]))].flatMap((selon) => {
            const retenus = types.filter((type) => type[marge] === selon);
            const dixMilliemes =
              parts.reduce((somme, [, , taux]) => somme + taux, 0) *
              retenus.reduce((somme, [, , nombre]) => somme + nombre, 0);
            const entier = parts.reduce(
              (somme, [, titre]) =>
                somme +
                types.reduce(
                  (total, type, rang) =>
                    total + (type[marge] === selon ? (cases(resultat, code, titre)?.[rang] ?? 0) : 0),
                  0,
                ),
              0,
            );
            const estUnArrondi =
              entier === Math.floor(dixMilliemes / 10_000) || entier === Math.ceil(dixMilliemes / 10_000);
            return estUnArrondi ? [] : [`${code} ${selon} ${entier}`];
          }),
        ),
      );
    });
    expect(horsArrondi).toHaveLength(1);
    expect(
      resultat.tableau?.ecarts.map((ecart) => `${ecart.reservataire} ${ecart.selon} ${ecart.logements}`),
    ).toEqual(horsArrondi);
    expect(codes(resultat)).toEqual(["MARGE_APPROCHEE"]);
  });

  it("les plafonds du flux ne se jugent pas sur un programme : une information, juste au-dessus seulement", () => {
    const caps = (parts: readonly PartDeProgramme[]) =>
      repartir(VINGT, parts).constats.map(({ code, gravite, chiffres }) => [
        code,
        gravite,
        chiffres.map(({ valeur }) => valeur),
      ]);
    const signale = (taux: string, plafond: string) => [
      ["PLAFOND_JUGE_SUR_LE_FLUX", "information", [taux, plafond]],
    ];
    const garant = (reservataire: string, taux: string): PartDeProgramme => ({
      reservataire,
      contrepartie: "garantie-d-emprunt",
      taux,
    });
    expect(caps([publics("29.999999")])).toEqual([]);
    expect(caps([publics("30")])).toEqual([]);
    expect(caps([publics("30.000001")])).toEqual(signale("30.000001", "30"));
    expect(caps([agents("5")])).toEqual([]);
    expect(caps([agents("5.000001")])).toEqual(signale("5.000001", "5"));
    expect(caps([garant("commune", "12"), garant("epci", "8")])).toEqual([]);
    expect(caps([garant("commune", "12"), garant("epci", "8.000001")])).toEqual(signale("20.000001", "20"));
    expect(caps([garant("departement", "40")])).toEqual([]);
  });

  it("dans le flux, les logements reçus se décomptent : une information le rappelle", () => {
    const dans = repartir(VINGT, [employeurs(40)], { premieresMisesEnLocation: "dans-le-flux" });
    expect(codes(dans)).toEqual(["PROGRAMME_DANS_LE_FLUX"]);
    expect(dans.tableau).toEqual(repartir(VINGT, [employeurs(40)]).tableau);
  });

  it("une part déléguée reste à son titulaire", () => {
    const resultat = repartir(VINGT, [
      { reservataire: "epci", contrepartie: "garantie-d-emprunt", taux: 10, delegataire: "commune" },
    ]);
    expect(totaux(resultat)).toEqual({ epci: 2, "non-reserves": 18 });
    expect(codes(resultat)).toEqual(["PART_DELEGUEE"]);
    expect(resultat.parts[0]?.delegataire).toBe("commune");
  });

  it("aucun ordre entre réservataires sans que les parties en conviennent un", () => {
    const logements = ["A1", "A2", "A3", "A4", "A5"].map((code) => ({
      code,
      typologie: "T3" as const,
      financement: "PLUS" as const,
    }));
    const choisir = (suite: Partial<EntreePremiereMiseEnLocation>) =>
      repartir([], [employeurs(40), publics(40)], HORS_FLUX, {
        programme: { code: "P-1", commune: "77288", logements },
        ...suite,
      }).choix;
    expect(choisir({})).toEqual([]);
    const reservataires = ["prefet", "als"];
    expect(choisir({ ordreDeChoix: { reservataires, parTour: "un-logement" } })).toEqual([
      {
        typologie: "T3",
        financement: "PLUS",
        logements: ["A1", "A2", "A3", "A4", "A5"],
        choisissent: ["prefet", "als", "non-reserves", "prefet", "als"],
      },
    ]);
    expect(choisir({ ordreDeChoix: { reservataires, parTour: "tous-les-siens" } })[0]?.choisissent).toEqual([
      "prefet",
      "prefet",
      "als",
      "als",
      "non-reserves",
    ]);
    expect(
      choisir({
        ordreDeChoix: { reservataires: ["non-reserves", ...reservataires], parTour: "un-logement" },
      })[0]?.choisissent,
    ).toEqual(["non-reserves", "prefet", "als", "prefet", "als"]);
  });

  it("avant le 22/02/2020, les réservations relevaient d'un autre régime", () => {
    const au = (date: string) => () => repartir(VINGT, [employeurs(40)], HORS_FLUX, { date });
    expect(au("2020-02-21")).toThrow("REGIME_NON_COUVERT");
    expect(au("2020-02-22")).not.toThrow();
  });

  it("une case s'explique : sa valeur exacte, ce qui la borne, ses voisines", () => {
    const resultat = repartir(VINGT, [employeurs(33)]);
    const texte = expliquer(resultat, "cases/als/participation-des-employeurs/T2/PLAI");
    // 33 % × 8 = 2,64 ; ligne 6,6 → 7 ; le bailleur a 5,36.
    expect(texte).toContain("33 % × 8 = 2,64");
    expect(texte).toContain("ligne : 6,6 → 7 ; T2 dans la ligne : 2,64 → 3");
    expect(texte).toContain("« als » (participation des employeurs) : 2,64 → 3");
    expect(texte).toContain("logements non réservés : 5,36 → 5");
    expect(texte).toContain("place 2 sur 4");
  });
});

describe("R8, décote et supplément dans un programme (art. R. 441-5-4 ; CGPPP, art. L. 3211-7)", () => {
  it("10 % des logements du programme au plus : juste dessous, au plafond, juste au-dessus", () => {
    expect(codes(repartir(VINGT, [decote("9.999999")]))).toEqual([]);
    expect(codes(repartir(VINGT, [decote("10")]))).toEqual([]);
    const [constat] = repartir(VINGT, [decote("10.000001")]).constats;
    expect(constat).toMatchObject({
      code: "PLAFOND_DE_LA_DECOTE_DEPASSE",
      gravite: "irregularite",
      autorite: "imperatif",
      regle: "R8",
      chiffres: [
        { nom: "réservés", valeur: "2" },
        { nom: "plafond", valeur: "2" },
        { nom: "taux", valeur: "10.000001" },
      ],
    });
    expect(constat?.message.fr).toContain("L. 3211-7");
  });

  it("l'arrondi ne fait pas franchir le plafond : 2,5 fait 2, même au plus fort reste", () => {
    // 25 logements : décote 2,5 ; Action Logement 89 % = 22,25 ; bailleur 0,25. Le logement va à Action Logement.
    const resultat = repartir([["T3", "PLUS", 25]], [decote(10), employeurs(89)]);
    expect(totaux(resultat)).toEqual({ als: 23, prefet: 2, "non-reserves": 0 });
    expect(expliquer(resultat, "reservataires/prefet")).toContain("que l'arrondi ne fait pas franchir");
  });

  it("au-delà du contingent de l'État, et au-dessus du plafond la part reste telle que convenue", () => {
    const resultat = repartir([["T3", "PLUS", 25]], [publics(28), decote(12)]);
    expect(totaux(resultat)).toEqual({ prefet: 10, "non-reserves": 15 });
    expect(cases(resultat, "prefet", "decote")).toEqual([3]);
    expect(expliquer(resultat, "reservataires/prefet")).toContain("elle n'est pas réduite");
    expect(codes(resultat)).toEqual(["PLAFOND_DE_LA_DECOTE_DEPASSE"]);
  });

  it("un terrain ou un financement s'ajoute aux garanties, sans plafond", () => {
    const resultat = repartir(VINGT, [
      { reservataire: "commune", contrepartie: "garantie-d-emprunt", taux: 20 },
      { reservataire: "commune", contrepartie: "apport-de-terrain", taux: 50 },
    ]);
    expect(totaux(resultat)).toEqual({ commune: 14, "non-reserves": 6 });
    expect(codes(resultat)).toEqual([]);
  });
});

describe("R16, cent pour cent du programme", () => {
  it("au-delà, un constat et pas de tableau : rien n'est réduit", () => {
    const promettre = (taux: string) => repartir(VINGT, [employeurs("60"), publics(taux)]);
    expect(totaux(promettre("30"))).toEqual({ als: 12, prefet: 6, "non-reserves": 2 });
    const juste = repartir(VINGT, [
      employeurs("70"),
      { reservataire: "commune", contrepartie: "financement", taux: "30" },
    ]);
    expect(totaux(juste)).toEqual({ als: 14, commune: 6, "non-reserves": 0 });
    expect(juste.constats).toEqual([]);
    const trop = repartir(VINGT, [
      employeurs("70"),
      { reservataire: "commune", contrepartie: "financement", taux: "30.000001" },
    ]);
    expect(trop.tableau).toBeNull();
    expect(trop.nonReserves.taux.decimal).toBe("-0.000001");
    expect(trop.constats.map(({ code, gravite }) => [code, gravite])).toEqual([
      ["PARTS_AU_DELA_DU_PROGRAMME", "irregularite"],
    ]);
    expect(expliquer(trop, "parts/commune/financement")).toContain("30,000001 % × 20 = 30000001/5000000");
  });
});
