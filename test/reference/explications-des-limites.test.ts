import {
  calculerAssiette,
  type Etape,
  expliquer,
  type Repartition,
  repartirFlux,
  type StipulationsDeRepartition,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { assietteDe, commune, convention, DATE, epci, PARTOUT, prefet, repartitionDe } from "../fabrique.js";

const MELUN = "77288";
const EPCI = "200000001";
const VOLET = "parts/prefet/contingent-prefectoral/publics-prioritaires";

function pas(repartition: Repartition, cible: string, regle: string): Etape[] {
  const { etapes } = JSON.parse(expliquer(repartition, cible, { format: "json" })) as { etapes: Etape[] };
  return etapes.filter((etape) => etape.regle === regle);
}

const phrases = (...lire: Parameters<typeof pas>) => pas(...lire).map(({ phrase }) => phrase.fr);

describe("R5a et R5b, ce que l'explication dit de la part du préfet", () => {
  const secteurs = [
    { localisation: "hors-qpv", flux: 400 },
    { localisation: "qpv", flux: 250 },
  ] as const;
  const selon = (publics: number, stipulations: StipulationsDeRepartition = {}, localisation = "uniforme") =>
    repartirFlux(
      {
        assiette: assietteDe(secteurs),
        conventions: [
          {
            ...prefet(publics, 0),
            parts: prefet(publics, 0).parts.map((part) => ({
              ...part,
              localisation: localisation as "uniforme",
            })),
          },
        ],
      },
      stipulations,
    );

  it.each([
    [
      30,
      "120 des 400 logements du flux, pour 30 % au moins : plancher atteint.",
      "120 ÷ 400 = 30 % pour 30 % au moins",
    ],
    [
      31,
      "124 des 400 logements du flux, pour 30 % au moins : plancher atteint.",
      "124 ÷ 400 = 31 % pour 30 % au moins",
    ],
    [
      29,
      "116 des 400 logements du flux, pour 30 % au moins : il manque 4 logements (constat PLANCHER_HORS_QPV_NON_ATTEINT).",
      "116 ÷ 400 = 29 % pour 30 % au moins",
    ],
  ])("à %i %%, le plancher : ce que le préfet reçoit hors QPV, et le verdict", (publics, fin, calcul) => {
    const [plancher, ...reste] = pas(selon(publics), VOLET, "R5b");
    expect(reste).toEqual([]);
    expect(plancher?.phrase.fr).toBe(`Hors QPV, le préfet reçoit ${fin}`);
    expect(plancher?.calcul.fr).toBe(calcul);
    expect([plancher?.autorite, plancher?.lecture?.fr.startsWith("Lecture A")]).toEqual(["suppletif", true]);
  });

  it("une stipulation écarte le plancher, ou demande l'autre lecture : le pas le montre", () => {
    const [ecarte] = pas(selon(25, { plancherHorsQpv: "ecarte" }), VOLET, "R5b");
    expect(ecarte?.phrase.fr).toContain("il manque 20 logements, mais une stipulation écarte ce plancher");
    expect([ecarte?.autorite, ecarte?.stipulations]).toEqual([
      "conventionnel",
      [{ nom: "plancherHorsQpv", valeur: "ecarte" }],
    ]);
    const [autre] = pas(selon(25, { plancherHorsQpv: "lecture-b" }), VOLET, "R5b");
    expect(autre?.phrase.fr).toContain("100 de ses 162,5 logements");
    expect(autre?.phrase.fr).toContain("plancher atteint");
  });

  it("sans détail, un taux uniforme de 30 % tient le plancher, un taux moindre ne se vérifie pas", () => {
    const sansDetail = (publics: number) =>
      repartirFlux({
        assiette: calculerAssiette(
          { date: DATE, liberations: 100 },
          { premieresMisesEnLocation: "hors-flux" },
        ),
        conventions: [prefet(publics, 0)],
      });
    expect(phrases(sansDetail(30), VOLET, "R5b")[0]).toContain("vaut aussi hors QPV");
    expect(phrases(sansDetail(29), VOLET, "R5b")[0]).toContain("n'a pas pu être vérifié");
  });

  it("l'uniformité : le même taux par commune, ou écartée par la convention", () => {
    expect(phrases(selon(25), VOLET, "R5a")).toEqual([
      "Le préfet a le même taux, 25 %, dans chaque commune où le bailleur loge.",
    ]);
    const [ecartee] = pas(selon(25, {}, "libre"), VOLET, "R5a");
    expect(ecartee?.phrase.fr).toContain("écarte le taux uniforme par commune");
    expect(ecartee?.autorite).toBe("conventionnel");
    expect(pas(selon(25), VOLET, "R3")).toHaveLength(1);
  });

  it("une part d'une commune n'a ni plancher ni uniformité", () => {
    const repartition = repartitionDe(secteurs, [
      convention("ville", "commune", commune(MELUN), [{ taux: 15 }]),
    ]);
    expect(pas(repartition, "parts/ville/garantie-d-emprunt", "R5a")).toEqual([]);
    expect(pas(repartition, "parts/ville/garantie-d-emprunt", "R5b")).toEqual([]);
  });
});

describe("R7, ce que l'explication dit du plafond des garanties", () => {
  const stipuler = (departement: number, garantsDuPlafond?: "bloc-communal" | "toutes-collectivites") =>
    repartirFlux(
      {
        assiette: assietteDe([{ epci: EPCI, flux: 100 }]),
        conventions: [
          convention("ville", "commune", commune(MELUN), [{ taux: 12 }]),
          convention("departement", "departement", PARTOUT, [{ taux: departement }]),
        ],
      },
      garantsDuPlafond === undefined ? {} : { garantsDuPlafond },
    );

  it.each([
    [8, "20 %, respecté"],
    [9, "21 %, dépassé d'un point"],
    [10, "22 %, dépassé de 2 points"],
  ])(
    "par stipulation, le département s'y ajoute à %i %% : %s, dans son explication comme dans celle de la ville",
    (taux, verdict) => {
      const repartition = stipuler(taux, "toutes-collectivites");
      for (const cible of ["parts/ville/garantie-d-emprunt", "parts/departement/garantie-d-emprunt"]) {
        const convenu = pas(repartition, cible, "R7").at(-1);
        expect(convenu?.phrase.fr).toContain("Les parties ont convenu que le département et la région");
        expect(convenu?.phrase.fr).toContain(`commune ${MELUN} : ${verdict}`);
        expect(convenu?.phrase.fr).toContain(`EPCI ${EPCI} : ${verdict}`);
        expect([convenu?.autorite, convenu?.stipulations]).toEqual([
          "conventionnel",
          [{ nom: "garantsDuPlafond", valeur: "toutes-collectivites" }],
        ]);
      }
      expect(pas(repartition, "parts/ville/garantie-d-emprunt", "R7")).toHaveLength(2);
      expect(pas(repartition, "parts/departement/garantie-d-emprunt", "R7")).toHaveLength(1);
    },
  );

  it.each([undefined, "bloc-communal"] as const)(
    "sans elle (%s), seul le bloc communal est compté",
    (choix) => {
      const repartition = stipuler(9, choix);
      expect(pas(repartition, "parts/departement/garantie-d-emprunt", "R7")).toEqual([]);
      const [texte, ...reste] = pas(repartition, "parts/ville/garantie-d-emprunt", "R7");
      expect(reste).toEqual([]);
      expect([texte?.autorite, texte?.stipulations]).toEqual(["imperatif", []]);
      expect(texte?.phrase.fr).toContain(`commune ${MELUN} : 12 %, respecté`);
    },
  );

  it("un dépassement se dit en mots, sans parenthèse ni fraction", () => {
    const avec = (ville: string, groupement: string) =>
      phrases(
        repartitionDe(
          [
            { epci: EPCI, flux: 100 },
            { commune: "77305", epci: EPCI, flux: 900 },
          ],
          [
            convention("ville", "commune", commune(MELUN), [{ taux: ville }]),
            convention("groupement", "epci", epci(EPCI), [{ taux: groupement }]),
          ],
        ),
        "parts/ville/garantie-d-emprunt",
        "R7",
      )[0];
    expect(avec("12", "9")).toContain(
      "21 %, dépassé d'un point, si l'on compte aussi la part de l'EPCI, ce que le texte ne dit pas expressément",
    );
    expect(avec("12", "9.5")).toContain("dépassé de 1,5 point,");
    expect(avec("12", "10")).toContain("dépassé de 2 points,");
    expect(avec("22.5", "0")).toContain("dépassé de 2,5 points ;");
  });
});

describe("R8, ce que l'explication dit du supplément", () => {
  const repartition = repartitionDe(
    [{ flux: 100 }],
    [
      convention("ville", "commune", commune(MELUN), [{ taux: 4, contrepartie: "apport-de-terrain" }]),
      convention("prefet", "prefet", PARTOUT, [
        { taux: 3, contrepartie: "apport-de-terrain" },
        { taux: 2, contrepartie: "decote" },
      ]),
    ],
  );

  it("le terrain d'une ville s'ajoute aux garanties, sans un mot de la décote de l'État", () => {
    const [etape] = pas(repartition, "parts/ville/apport-de-terrain", "R8");
    expect(etape?.phrase.fr).toContain("s'ajoute aux garanties");
    expect(etape?.lecture).toBeNull();
  });

  it("le terrain de l'État s'ajoute à son contingent, non aux garanties", () => {
    const [etape] = pas(repartition, "parts/prefet/apport-de-terrain", "R8");
    expect(etape?.phrase.fr).toContain("s'ajoute à son contingent");
    expect(etape?.phrase.fr).not.toContain("garanties");
    expect(etape?.lecture).toBeNull();
  });

  it("une part issue d'une décote a son pas, avec la lecture qui la concerne", () => {
    const [etape] = pas(repartition, "parts/prefet/decote", "R8");
    expect(etape?.phrase.fr).toContain("à prix réduit s'ajoute au contingent du préfet");
    expect(etape?.lecture?.fr).toContain("L. 3211-7");
  });
});

describe("R16, ce que l'explication dit d'un secteur", () => {
  it("la phrase donne le décimal, le calcul garde la fraction", () => {
    const repartition = repartitionDe(
      [
        { commune: MELUN, flux: 30 },
        { commune: "77305", flux: 35 },
      ],
      [
        convention("als", "action-logement", PARTOUT, [{ taux: 10, localisation: "libre" }]),
        convention("ville", "commune", commune(MELUN), [{ taux: 95 }]),
      ],
    );
    const [etape] = pas(repartition, "secteurs/77305/hors-qpv/tauxNonReserve", "R16");
    expect(etape?.phrase.fr).not.toMatch(/\d\/\d|≈/);
    expect(etape?.phrase.fr).toContain("font environ 14,285714 %");
    expect(etape?.calcul.fr).toContain("100/7 (≈ 14,285714) (als)");
  });
});
