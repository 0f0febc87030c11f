import {
  calculerAssiette,
  controlerGarantiesEnsemble,
  ErreurDeSaisie,
  expliquer,
  type Repartition,
  repartirFlux,
  type StipulationsDeRepartition,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { assietteDe, commune, convention, DATE, epci, PARTOUT, prefet } from "../fabrique.js";

const MELUN = "77288";
const EPCI = "200000001";

const codes = ({ constats }: Pick<Repartition, "constats">, regle: string) =>
  constats.filter((constat) => constat.regle === regle).map(({ code }) => code);

describe("R5b, l'autre lecture du plancher, quand une stipulation la demande", () => {
  const assiette = assietteDe([
    { localisation: "hors-qpv", flux: 400 },
    { localisation: "qpv", flux: 250 },
  ]);
  const selon = (publics: number, plancherHorsQpv?: "applique" | "lecture-b" | "ecarte") =>
    repartirFlux(
      { assiette, conventions: [prefet(publics, 0)] },
      plancherHorsQpv === undefined ? {} : { plancherHorsQpv },
    );

  it("25 % partout : 100 sur 162,5 hors QPV, conforme selon elle, non selon la lecture retenue", () => {
    expect(codes(selon(25), "R5b")).toEqual(["PLANCHER_HORS_QPV_NON_ATTEINT"]);
    expect(codes(selon(25, "applique"), "R5b")).toEqual(["PLANCHER_HORS_QPV_NON_ATTEINT"]);
    expect(codes(selon(25, "lecture-b"), "R5b")).toEqual([]);
    expect(codes(selon(25, "ecarte"), "R5b")).toEqual(["PLANCHER_HORS_QPV_ECARTE"]);
  });

  it.each([
    [30, []],
    [29, ["PLANCHER_HORS_QPV_NON_ATTEINT"]],
    [31, []],
  ])("%i logements hors QPV sur cent, taux uniforme : %j", (horsQpv, attendus) => {
    const repartition = repartirFlux(
      {
        assiette: assietteDe([
          { localisation: "hors-qpv", flux: horsQpv },
          { localisation: "qpv", flux: 100 - horsQpv },
        ]),
        conventions: [prefet(20, 0)],
      },
      { plancherHorsQpv: "lecture-b" },
    );
    expect(codes(repartition, "R5b")).toEqual(attendus);
  });

  it("le constat dit la lecture, les logements du préfet et le manque", () => {
    const { constats } = repartirFlux(
      {
        assiette: assietteDe([
          { localisation: "hors-qpv", flux: 20 },
          { localisation: "qpv", flux: 80 },
        ]),
        conventions: [prefet(25, 5)],
      },
      { plancherHorsQpv: "lecture-b" },
    );
    // 30 logements au préfet : 9 devraient être hors QPV, il y en a 6.
    expect(constats[0]?.chiffres).toEqual([
      { nom: "préfet hors QPV", valeur: "6" },
      { nom: "préfet en tout", valeur: "30" },
      { nom: "plancher", valeur: "30" },
      { nom: "logements manquants", valeur: "3" },
    ]);
    expect(constats[0]?.message.fr).toContain("Selon l'autre lecture du plancher");
  });
});

describe("R7, garants du plafond (art. R. 441-5-3, al. 2)", () => {
  const repartir = (departement: number, ville: number, stipulations: StipulationsDeRepartition = {}) =>
    repartirFlux(
      {
        assiette: assietteDe([{ commune: MELUN, flux: 100 }]),
        conventions: [
          convention("cd77", "departement", PARTOUT, [{ taux: departement }]),
          convention("ville", "commune", commune(MELUN), [{ taux: ville }]),
        ],
      },
      stipulations,
    );
  const TOUTES = { garantsDuPlafond: "toutes-collectivites" } as const;

  it.each([
    [8, 12, []],
    [8.000001, 12, ["PLAFOND_CONVENU_DES_GARANTIES_DEPASSE"]],
    [8, 11.999999, []],
    [5, 20.000001, ["PLAFOND_DES_GARANTIES_DEPASSE"]],
  ])("par stipulation, le département à %s % et la ville à %s % : %j", (departement, ville, attendus) => {
    expect(codes(repartir(departement, ville, TOUTES), "R7")).toEqual(attendus);
  });

  it("à la lettre, le département n'y entre pas ; le dépassement convenu est un écart, non une irrégularité", () => {
    expect(codes(repartir(15, 12), "R7")).toEqual([]);
    expect(codes(repartir(15, 12, { garantsDuPlafond: "bloc-communal" }), "R7")).toEqual([]);
    expect(repartir(15, 12, TOUTES).constats).toMatchObject([
      {
        gravite: "ecart-a-stipuler",
        confiance: ["lecture"],
        chiffres: [{ valeur: "27" }, {}, {}, { valeur: "7" }],
      },
    ]);
  });
});

describe("R7, ce qui établit un dépassement", () => {
  const constatDe = (conventions: readonly ReturnType<typeof convention>[]) =>
    repartirFlux({
      assiette: assietteDe([
        { commune: MELUN, epci: EPCI, flux: 40 },
        { commune: "77284", epci: EPCI, flux: 60 },
      ]),
      conventions,
    }).constats.find(({ regle }) => regle === "R7");

  it("la part de la commune, sur son territoire : le texte, et la nullité qu'il prononce", () => {
    const constat = constatDe([convention("ville", "commune", commune(MELUN), [{ taux: 25 }])]);
    expect(constat?.confiance).toContain("texte-officiel");
    expect(constat?.message.fr).toContain("nulle de plein droit");
  });

  it("un EPCI donné sur une seule commune : une lecture, car son territoire est plus grand", () => {
    const constat = constatDe([convention("agglo", "epci", commune(MELUN), [{ taux: 25 }])]);
    expect(constat).toMatchObject({ territoire: `commune ${MELUN}`, confiance: ["lecture"] });
    expect(constat?.message.fr).not.toContain("nulle");
  });

  it("sans flux, un taux au-dessus du plafond le dépasse encore, d'aucun logement", () => {
    const sansFlux = (taux: number) =>
      repartirFlux({
        assiette: assietteDe([
          { commune: MELUN, flux: 0 },
          { commune: "77284", flux: 9 },
        ]),
        conventions: [convention("ville", "commune", commune(MELUN), [{ taux }])],
      }).constats.filter(({ regle }) => regle === "R7");
    expect(sansFlux(20)).toEqual([]);
    expect(sansFlux(20.000001)[0]?.chiffres.at(-1)).toEqual({ nom: "logements en trop", valeur: "0" });
  });

  it("une réduction stipulée ne rend pas licite un taux convenu au-dessus du plafond", () => {
    const repartition = repartirFlux(
      {
        assiette: assietteDe([{ commune: MELUN, flux: 100 }]),
        conventions: [
          convention("ville", "commune", commune(MELUN), [{ taux: 25 }]),
          convention("als", "action-logement", PARTOUT, [{ taux: 80, contrepartie: "financement" }]),
        ],
      },
      {
        reduction: {
          regle: "dans-l-ordre",
          cedants: [{ reservataire: "ville", contrepartie: "garantie-d-emprunt" }],
        },
      },
    );
    expect(repartition.parts.map(({ taux }) => taux)).toEqual(["80", "20"]);
    expect(codes(repartition, "R7")).toEqual(["PLAFOND_DES_GARANTIES_DEPASSE"]);
  });
});

describe("R7, un EPCI sur plusieurs départements : le plafond se juge sur son territoire entier", () => {
  const repartition = (
    departement: string,
    code: string,
    taux: number,
    { bailleur = "999999999", flux = 100 }: { bailleur?: string; flux?: number } = {},
  ) =>
    repartirFlux({
      assiette: calculerAssiette(
        {
          date: DATE,
          perimetre: { bailleur, departement, annee: 2024 },
          secteurs: [
            { commune: code, localisation: "hors-qpv", epci: EPCI, liberations: flux },
            { commune: `${departement}001`, localisation: "hors-qpv", epci: null, liberations: 1000 },
          ],
        },
        { premieresMisesEnLocation: "hors-flux" },
      ),
      conventions: [convention("agglo", "epci", epci(EPCI), [{ taux }])],
      epciSurPlusieursPerimetres: [EPCI],
    });
  const ensemble = (...taux: readonly [number, number]) =>
    controlerGarantiesEnsemble({
      epci: EPCI,
      repartitions: [repartition("77", MELUN, taux[0]), repartition("91", "91228", taux[1], { flux: 300 })],
    });

  it("dans un seul périmètre, l'EPCI n'est pas jugé ; ses communes le restent", () => {
    expect(codes(repartition("77", MELUN, 26), "R7")).toEqual([
      "PLAFOND_DES_GARANTIES_DEPASSE",
      "GARANTIES_A_JUGER_ENSEMBLE",
    ]);
    expect(repartition("77", MELUN, 26).constats[0]?.territoire).toBe(`commune ${MELUN}`);
  });

  it.each([
    [26, 18, []],
    [26, 18.000001, ["PLAFOND_DES_GARANTIES_DEPASSE"]],
    [26, 17.999999, []],
    [0, 26.666667, ["PLAFOND_DES_GARANTIES_DEPASSE"]],
  ])("%s % de 100 logements et %s % de 300 : %j", (ici, la, attendus) => {
    expect(ensemble(ici, la).constats.map(({ code }) => code)).toEqual(attendus);
  });

  it("26 + 54 logements sur 400 : 20 %, périmètre par périmètre, et l'explication les additionne", () => {
    const resultat = ensemble(26, 18);
    expect(resultat).toMatchObject({
      flux: { exact: "400" },
      logements: { exact: "80" },
      taux: { exact: "20" },
      perimetres: [
        { departement: "77", flux: { exact: "100" }, logements: { exact: "26" } },
        { departement: "91", flux: { exact: "300" }, logements: { exact: "54" } },
      ],
    });
    expect(expliquer(resultat, "taux")).toContain("(26 + 54) ÷ (100 + 300) = 20 %");
  });

  it("compte aussi les garants que les répartitions ont convenu de compter, toutes ou aucune", () => {
    const avecDepartement = (
      departement: string,
      code: string,
      garantsDuPlafond: "bloc-communal" | "toutes-collectivites",
    ) =>
      repartirFlux(
        {
          assiette: calculerAssiette(
            {
              date: DATE,
              perimetre: { bailleur: "999999999", departement, annee: 2024 },
              secteurs: [{ commune: code, localisation: "hors-qpv", epci: EPCI, liberations: 100 }],
            },
            { premieresMisesEnLocation: "hors-flux" },
          ),
          conventions: [
            convention("agglo", "epci", epci(EPCI), [{ taux: 10 }]),
            convention("cd", "departement", PARTOUT, [{ taux: 15 }]),
          ],
          epciSurPlusieursPerimetres: [EPCI],
        },
        { garantsDuPlafond },
      );
    const reunir = (
      ...garants: readonly [
        "bloc-communal" | "toutes-collectivites",
        "bloc-communal" | "toutes-collectivites",
      ]
    ) =>
      controlerGarantiesEnsemble({
        epci: EPCI,
        repartitions: [avecDepartement("77", MELUN, garants[0]), avecDepartement("91", "91228", garants[1])],
      });
    expect(reunir("bloc-communal", "bloc-communal")).toMatchObject({ taux: { exact: "10" }, constats: [] });
    expect(reunir("toutes-collectivites", "toutes-collectivites")).toMatchObject({
      taux: { exact: "25" },
      constats: [{ code: "PLAFOND_CONVENU_DES_GARANTIES_DEPASSE", autorite: "conventionnel" }],
    });
    expect(() => reunir("toutes-collectivites", "bloc-communal")).toThrow("PERIMETRES_DIFFERENTS");
  });

  it("un EPCI dit partagé est de l'assiette, et nommé une fois", () => {
    const partager =
      (...epciSurPlusieursPerimetres: readonly string[]) =>
      () =>
        repartirFlux({
          assiette: assietteDe([{ commune: MELUN, epci: EPCI, flux: 10 }]),
          conventions: [],
          epciSurPlusieursPerimetres,
        });
    expect(partager(EPCI, EPCI)).toThrow("epciSurPlusieursPerimetres[1]");
    expect(partager("200000009")).toThrow("EPCI_SANS_SECTEUR");
  });

  it("l'ordre des répartitions ne change rien", () => {
    const deux = [repartition("91", "91228", 18), repartition("77", MELUN, 26)];
    const selon = (repartitions: readonly Repartition[]) =>
      controlerGarantiesEnsemble({ epci: EPCI, repartitions }).provenance.sceau;
    expect(selon(deux)).toBe(selon([...deux].reverse()));
  });

  it("refuse ce qui ne se réunit pas", () => {
    const problemes = (entree: object) => {
      try {
        controlerGarantiesEnsemble(entree as never);
      } catch (erreur) {
        if (erreur instanceof ErreurDeSaisie)
          return erreur.problemes.map(({ chemin, code }) => `${chemin} ${code}`);
      }
      throw new Error("aucune erreur de saisie");
    };
    const melun = repartition("77", MELUN, 10);
    expect(problemes({ epci: EPCI, repartitions: [] })).toEqual(["repartitions LISTE_VIDE"]);
    expect(problemes({ epci: "200000009", repartitions: [melun] })).toEqual(["epci EPCI_SANS_SECTEUR"]);
    expect(problemes({ epci: EPCI, repartitions: [melun, melun] })).toEqual([
      "repartitions[1].assiette.perimetre.departement DOUBLON",
    ]);
    const autre = repartition("91", "91228", 10, { bailleur: "111111111" });
    expect(problemes({ epci: EPCI, repartitions: [melun, autre] })).toEqual([
      "repartitions[1] PERIMETRES_DIFFERENTS",
    ]);
    expect(problemes({ epci: EPCI, repartitions: [{ ...melun, parts: [] }] })).toEqual([
      "repartitions[0] RESULTAT_ALTERE",
    ]);
  });
});
