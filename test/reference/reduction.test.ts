import {
  CalculImpossible,
  ErreurDeSaisie,
  expliquer,
  fixerObjectifsDeFlux,
  ouvrirRegistre,
  type Reduction,
  repartirFlux,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { assietteDe, commune, convention, epci, PARTOUT, prefet, REGISTRE } from "../fabrique.js";

const MEAUX = "77284";
const EPCI = "200000001";
const secteurs = [
  { commune: MEAUX, epci: EPCI, flux: 40 },
  { commune: "77288", epci: EPCI, flux: 60 },
  { commune: "77305", epci: null, flux: 100 },
] as const;

const employeur = (code: string, taux: number, localisation: "uniforme" | "libre" = "uniforme") =>
  convention(code, "employeur", PARTOUT, [
    { taux, contrepartie: "participation-des-employeurs", localisation },
  ]);
const ville = (taux: number) =>
  convention("ville", "commune", commune(MEAUX), [{ taux, contrepartie: "financement" }]);
const agglo = (taux: number) =>
  convention("agglo", "epci", epci(EPCI), [{ taux, contrepartie: "financement" }]);

const cedant = (reservataire: string) => ({
  reservataire,
  contrepartie:
    reservataire === "ville" || reservataire === "agglo"
      ? ("financement" as const)
      : ("participation-des-employeurs" as const),
});
const selon = (regle: Reduction["regle"], ...cedants: readonly string[]): Reduction => ({
  regle,
  cedants: cedants.map(cedant),
});
const repartir = (conventions: readonly ReturnType<typeof convention>[], reduction?: Reduction) =>
  repartirFlux({ assiette: assietteDe(secteurs), conventions }, reduction === undefined ? {} : { reduction });
const taux = ({ parts }: ReturnType<typeof repartir>) =>
  parts.map(({ reservataire, taux: retenu }) => [reservataire, retenu]);
const codes = ({ constats }: ReturnType<typeof repartir>) => constats.map(({ code }) => code);

describe("R16, réduction stipulée d'une sur-réservation", () => {
  const promises = [employeur("als", 60), employeur("usine", 30), ville(20)];

  it("rien n'est réduit sans stipulation : les objectifs sont refusés", () => {
    const repartition = repartir(promises);
    expect(codes(repartition)).toEqual(["SUR_RESERVATION"]);
    expect(() => fixerObjectifsDeFlux(repartition)).toThrow(CalculImpossible);
  });

  it("au prorata : 110 % à Meaux, les deux cédants perdent un neuvième de leur taux", () => {
    // 60 + 30 = 90 doivent laisser 20 : il reste 80, soit 8/9 de chacun, arrondis au-dessous à six décimales.
    const repartition = repartir(promises, selon("au-prorata", "als", "usine"));
    expect(taux(repartition)).toEqual([
      ["als", "53.333333"],
      ["usine", "26.666666"],
      ["ville", "20"],
    ]);
    expect(repartition.parts.map(({ tauxConvenu }) => tauxConvenu)).toEqual(["60", "30", "20"]);
    expect(codes(repartition)).toEqual(["REDUCTION_APPLIQUEE", "REDUCTION_APPLIQUEE"]);
    expect(repartition.secteurs[0]?.tauxNonReserve.exact).toBe("1/1000000");
    expect(fixerObjectifsDeFlux(repartition).flux).toBe(200);
    expect(ouvrirRegistre(repartition, REGISTRE).version).toBe(0);
  });

  it("dans l'ordre : le premier cède tout ce qu'il faut, le suivant rien", () => {
    expect(taux(repartir(promises, selon("dans-l-ordre", "usine", "als")))).toEqual([
      ["als", "60"],
      ["usine", "20"],
      ["ville", "20"],
    ]);
    expect(taux(repartir(promises, selon("dans-l-ordre", "ville", "als")))).toEqual([
      ["als", "60"],
      ["usine", "30"],
      ["ville", "10"],
    ]);
  });

  it("dans l'ordre : le premier épuisé, le suivant cède le reste", () => {
    expect(
      taux(
        repartir(
          [employeur("als", 95), employeur("usine", 5), ville(20)],
          selon("dans-l-ordre", "usine", "als"),
        ),
      ),
    ).toEqual([
      ["als", "80"],
      ["usine", "0"],
      ["ville", "20"],
    ]);
  });

  it("chaque cédant dit ses points et ses logements, et l'explication la règle suivie", () => {
    const repartition = repartir(promises, selon("dans-l-ordre", "usine", "als"));
    expect(repartition.constats[0]?.chiffres).toEqual([
      { nom: "taux convenu", valeur: "30" },
      { nom: "taux retenu", valeur: "20" },
      { nom: "points cédés", valeur: "10" },
      { nom: "logements cédés", valeur: "20" },
    ]);
    const texte = expliquer(repartition, "parts/usine/participation-des-employeurs");
    expect(texte).toContain("30 % − 10 = 20 %");
    expect(texte).toContain("reduction = dans-l-ordre");
  });

  it("ce qui ne cède pas assez laisse la sur-réservation constatée, pour ce qu'il en reste", () => {
    const repartition = repartir([employeur("als", 95), ville(20), agglo(1)], selon("au-prorata", "agglo"));
    expect(codes(repartition)).toEqual(["REDUCTION_APPLIQUEE", "SUR_RESERVATION"]);
    // 95 + 20 = 115 % de 40 logements : 6 de trop.
    expect(repartition.constats.at(-1)?.chiffres.at(-1)).toEqual({ nom: "logements en trop", valeur: "6" });
  });

  it("un territoire qui n'est plus en excès une fois ses communes réglées ne fait rien céder de plus", () => {
    // Meaux promet 90 + 20 = 110 %, soit 44 pour 40 ; l'EPCI et le périmètre suivent sans autre réduction.
    const repartition = repartir(
      [employeur("als", 90), ville(20), agglo(0)],
      selon("dans-l-ordre", "ville", "agglo"),
    );
    expect(taux(repartition)).toEqual([
      ["agglo", "0"],
      ["als", "90"],
      ["ville", "10"],
    ]);
  });

  it("des parts libres cèdent sur le périmètre : 60 + 50 de 200 logements, 20 logements de trop", () => {
    const libres = [employeur("als", 60, "libre"), employeur("usine", 50, "libre")];
    expect(taux(repartir(libres, selon("dans-l-ordre", "usine")))).toEqual([
      ["als", "60"],
      ["usine", "40"],
    ]);
    expect(taux(repartir(libres, selon("au-prorata", "als", "usine")))).toEqual([
      ["als", "54.545454"],
      ["usine", "45.454545"],
    ]);
  });

  it("sans sur-réservation, la stipulation ne change rien", () => {
    const tenables = [employeur("als", 50), ville(20)];
    expect(repartir(tenables, selon("au-prorata", "als")).parts).toEqual(repartir(tenables).parts);
  });

  it.each([
    [80, []],
    [80.000001, ["REDUCTION_APPLIQUEE"]],
  ])("à la limite : %s % et 20 % donnent %j", (als, attendus) => {
    expect(codes(repartir([employeur("als", als), ville(20)], selon("au-prorata", "als")))).toEqual(attendus);
  });

  it("les plafonds se jugent sur le taux convenu, dans le constat comme dans l'explication", () => {
    const repartition = repartir([prefet(45, 0), employeur("als", 70)], {
      regle: "dans-l-ordre",
      cedants: [
        {
          reservataire: "prefet",
          contrepartie: "contingent-prefectoral",
          contingent: "publics-prioritaires",
        },
      ],
    });
    expect(taux(repartition)).toContainEqual(["prefet", "30"]);
    expect(codes(repartition)).toContain("PLAFOND_DU_PREFET_DEPASSE");
    const texte = expliquer(repartition, "parts/prefet/contingent-prefectoral/publics-prioritaires");
    expect(texte).toContain(
      "lui donne 45 % du flux de son territoire (publics prioritaires), 30 % après réduction",
    );
    expect(texte).toContain("la convention en prend 45 % : dépassé de 15 points");
  });

  it("les cédants sont des parts du périmètre, nommées une fois", () => {
    const problemes = (reduction: unknown) => {
      try {
        repartir([ville(10)], reduction as Reduction);
      } catch (erreur) {
        if (erreur instanceof ErreurDeSaisie)
          return erreur.problemes.map(({ chemin, code }) => `${chemin} ${code}`);
      }
      throw new Error("aucune erreur de saisie");
    };
    const chemin = "stipulations.reduction.cedants";
    expect(problemes(selon("au-prorata"))).toEqual([`${chemin} LISTE_VIDE`]);
    expect(problemes(selon("au-prorata", "ville", "als", "ville"))).toEqual([
      `${chemin}[1] PART_INCONNUE`,
      `${chemin}[2] DOUBLON`,
    ]);
    expect(problemes({ regle: "au-hasard", cedants: [cedant("ville")] })).toEqual([
      "stipulations.reduction.regle VALEUR_NON_PREVUE",
    ]);
  });

  it("le préfet peut céder aussi, volet par volet", () => {
    const repartition = repartir([prefet(25, 5), employeur("als", 75)], {
      regle: "dans-l-ordre",
      cedants: [
        {
          reservataire: "prefet",
          contrepartie: "contingent-prefectoral",
          contingent: "agents-civils-et-militaires",
        },
      ],
    });
    expect(taux(repartition)).toEqual([
      ["als", "75"],
      ["prefet", "0"],
      ["prefet", "25"],
    ]);
  });
});
