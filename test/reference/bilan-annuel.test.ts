import {
  type Bilan,
  calculerAssiette,
  consigner,
  etablirBilan,
  ouvrirRegistre,
  repartirFlux,
  type Suites,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { AUTRE_EPCI, EPCI, ouvrirEn } from "../attributions.js";
import { FAITS_DE_2024, raconter, registreDe2023, registreDe2024, soustraire } from "../bilans.js";
import { assietteDe, commune, convention, DATE, PERIMETRE, REGISTRE } from "../fabrique.js";
import { refusDe } from "../refus.js";

const precedent = registreDe2023();
const registre = registreDe2024();
const bilan = etablirBilan(registre, { precedent });
const seul = etablirBilan(registre);
const compteurs = (proposes: number, attribues: number, bauxSignes: number) => ({
  proposes,
  attribues,
  bauxSignes,
});
const lignesDe = ({ lignes }: Bilan) =>
  lignes.map(({ reservataire, localisation, commune: code, proposes, attribues, bauxSignes }) => [
    reservataire,
    localisation,
    code,
    proposes,
    attribues,
    bauxSignes,
  ]);
const comptesDe = (suites: Suites | undefined) =>
  suites && [
    suites.misesADisposition,
    suites.designees,
    suites.attribuees,
    suites.bauxSignes,
    suites.echouees,
    suites.enCours,
    suites.transformation?.exact ?? null,
  ];
const suitesDe = ({ suites }: Bilan, code: string | null) =>
  suites.lignes.find(({ reservataire }) => reservataire === code);

describe("R10, le bilan d'une année compte ce qui s'y est fait, sur ses libérations et celles d'avant", () => {
  it("les lignes, leurs totaux et les maires", () => {
    expect(lignesDe(bilan)).toEqual([
      ["als", "hors-qpv", "77288", 1, 1, 0],
      ["als", "qpv", "77288", 1, 1, 0],
      ["non-reserves", "hors-qpv", "77284", 1, 0, 0],
      ["usine", "hors-qpv", "77288", 1, 0, 0],
      // A1, mis à disposition en 2023, y est attribué et signé en 2024 ; B3 l'est en 2025
      ["ville", "hors-qpv", "77288", 2, 2, 2],
    ]);
    expect(bilan.totaux).toEqual(compteurs(6, 4, 2));
    expect(bilan.maires).toEqual(compteurs(1, 1, 1));
    expect(bilan.anneeSuivante).toEqual(compteurs(0, 1, 1));
    expect(bilan.anneesLues).toEqual([2023, 2024]);
  });

  it("sans le registre d'avant, ce n'est que l'année", () => {
    expect(lignesDe(seul)).toEqual([
      ["als", "qpv", "77288", 1, 1, 0],
      ["ville", "hors-qpv", "77288", 2, 1, 1],
    ]);
    expect(seul.totaux).toEqual(compteurs(3, 2, 1));
    expect(seul.anneeSuivante).toEqual(compteurs(0, 1, 1));
    expect(seul.anneesLues).toEqual([2024]);
  });

  it("l'année de chaque réservataire : ses échecs et ce qui est en cours, des deux registres", () => {
    expect(
      bilan.reservataires.map((lu) => [
        lu.reservataire,
        lu.absencesDeCandidat,
        lu.nonAttributions,
        lu.refusDeCandidats,
        lu.enCours,
      ]),
    ).toEqual([
      ["als", 0, 0, 2, 0],
      ["prefet", 0, 0, 0, 0],
      ["usine", 1, 0, 0, 0],
      // Mis à disposition le 20 décembre, son bail est du 31 janvier.
      ["ville", 0, 0, 0, 1],
      ["non-reserves", 0, 0, 0, 1],
    ]);
  });

  it("ni le dû, ni les reçus, ni l'emploi des libérations, ni l'assiette ne changent", () => {
    const propres = ({ reservataires, liberations, assiettePrevue, assietteRealisee }: Bilan) => ({
      reservataires: reservataires.map(({ reservataire, objectif, du, recus, ecart, imputations }) => [
        reservataire,
        objectif,
        du,
        recus,
        ecart,
        imputations,
      ]),
      liberations,
      assiettePrevue,
      assietteRealisee,
    });
    expect(propres(bilan)).toEqual(propres(seul));
    expect(bilan.liberations.total).toBe(5);
    expect(bilan.assietteRealisee).toMatchObject({ liberations: 5, flux: 3, soustraits: { total: 2 } });
  });

  it("qui n'avait de convention que l'année d'avant y figure, sans dû ni objectif", () => {
    const sansUsine = ouvrirRegistre(
      repartirFlux({
        assiette: assietteDe([{ flux: 50 }]),
        conventions: [convention("ville", "commune", commune("77288"), [{ taux: 20 }])],
      }),
      REGISTRE,
    );
    const lu = etablirBilan(sansUsine, { precedent });
    expect(lu.reservataires.map(({ reservataire }) => reservataire)).toEqual([
      "als",
      "usine",
      "ville",
      "non-reserves",
    ]);
    expect(lu.reservataires[1]).toEqual({
      reservataire: "usine",
      objectif: null,
      ...compteurs(1, 0, 0),
      du: { exact: "0", decimal: "0" },
      recus: 0,
      ecart: { exact: "0", decimal: "0" },
      absencesDeCandidat: 1,
      nonAttributions: 0,
      refusDeCandidats: 0,
      imputations: 0,
      enCours: 0,
    });
    expect(suitesDe(lu, "usine")).toMatchObject({ misesADisposition: 1, echouees: 1 });
  });
});

describe("R10, R. 441-5, I, al. 5 : les soustraits prévus, réalisés et à venir, et ce qui s'en est attribué", () => {
  it("par catégorie, dans l'ordre de la bibliothèque ; le texte nomme les relogements", () => {
    const lues = ({ relogements }: Bilan) =>
      relogements.map((lu) => [lu.categorie, lu.relogement, lu.soustraits, lu.attribues, lu.bauxSignes]);
    expect(lues(bilan)).toEqual([
      ["mutations", false, 1, 1, 0],
      ["renouvellementUrbain", true, 1, 1, 1],
      ["coproprietesDegradees", true, 0, 0, 0],
      ["habitatIndigne", true, 0, 0, 0],
      ["venteHlm", true, 0, 0, 0],
      ["attributionsDuPrefet", false, 0, 0, 0],
    ]);
    expect(lues(seul)[1]).toEqual(["renouvellementUrbain", true, 1, 0, 0]);
  });

  it("une soustraction annulée puis redite ne compte qu'à son dernier titre", () => {
    const rang = registre.journal.findIndex(
      (fait) => fait.type === "soustraction" && fait.liberation === "B5",
    );
    const corrige = [
      { type: "annulation", date: "2024-06-06", evenement: rang + 1 } as const,
      soustraire("venteHlm", "2024-06-07")("B5"),
    ].reduce(consigner, registre);
    expect(etablirBilan(corrige).relogements.map(({ soustraits }) => soustraits)).toEqual([1, 0, 0, 0, 1, 0]);
  });

  it("une soustraction de l'année suivante est du bilan suivant, et de B comme les autres", () => {
    const tardif = raconter("B6", "2024-12-20", {}, soustraire("venteHlm", "2025-01-03")).reduce(
      consigner,
      registre,
    );
    const lu = etablirBilan(tardif);
    expect(lu.relogements[4]).toMatchObject({ categorie: "venteHlm", soustraits: 0 });
    expect(lu.assietteRealisee.soustraits.venteHlm).toBe(1);
  });

  it("les relogements hors du flux et comptés pour la mixité : dits une fois, s'il y en a", () => {
    expect(bilan.constats.map(({ code, gravite, chiffres }) => [code, gravite, chiffres])).toEqual([
      ["RELOGEMENTS_A_DEUX_COMPTES", "information", [{ nom: "relogements", valeur: "1" }]],
    ]);
    expect(seul.constats).toEqual([]);
  });

  it("la prévision de l'année d'après", () => {
    const previsions = calculerAssiette(
      {
        date: "2025-01-01",
        perimetre: { ...PERIMETRE, annee: 2025 },
        liberations: 100,
        soustraits: { mutations: 20, venteHlm: 3 },
      },
      { premieresMisesEnLocation: "hors-flux" },
    );
    expect(etablirBilan(registre, { previsions }).assietteSuivante).toMatchObject({
      liberations: 100,
      soustraits: { total: 23, mutations: 20, venteHlm: 3, habitatIndigne: 0 },
      flux: 77,
    });
    expect(bilan.assietteSuivante).toBeNull();
  });

  it("par secteur : A, B et C de l'année ; les secteurs que seul le registre d'avant a sont à zéro", () => {
    expect(
      bilan.secteurs.map((lu) => [
        lu.commune,
        lu.localisation,
        lu.epci,
        lu.liberations,
        lu.soustraits.total,
        lu.flux,
        lu.maires.proposes,
        lu.suites.misesADisposition,
        lu.suites.enCours,
      ]),
    ).toEqual([
      ["77284", "hors-qpv", AUTRE_EPCI, 0, 0, 0, 0, 1, 1],
      ["77288", "hors-qpv", EPCI, 4, 2, 2, 0, 4, 0],
      ["77288", "qpv", EPCI, 1, 0, 1, 1, 2, 0],
    ]);
  });
});

describe("ce que deviennent les mises à disposition d'une année", () => {
  it("bauxSignes + echouees + enCours, le taux de transformation, les échecs et leurs motifs", () => {
    // A2 deux fois, A3, B1, B2 deux fois, B3 ; A1 est de 2023
    expect(comptesDe(bilan.suites.ensemble)).toEqual([7, 2, 5, 3, 3, 1, "300/7"]);
    expect(bilan.suites.ensemble.echecs).toEqual([
      { type: "absence-de-candidat", motif: null, nombre: 1 },
      { type: "refus-du-candidat", motif: "loyer-trop-eleve", nombre: 1 },
      { type: "refus-du-candidat", motif: "quartier", nombre: 1 },
    ]);
  });

  it("réservataire par réservataire, les maires en dernier s'ils ont eu un logement", () => {
    expect(bilan.suites.lignes.map((lu) => [lu.reservataire, ...(comptesDe(lu) ?? [])])).toEqual([
      ["als", 2, 0, 2, 0, 2, 0, "0"],
      ["prefet", 0, 0, 0, 0, 0, 0, null],
      ["usine", 1, 0, 0, 0, 1, 0, "0"],
      ["ville", 2, 1, 2, 2, 0, 0, "100"],
      ["non-reserves", 1, 0, 0, 0, 0, 1, "0"],
      [null, 1, 1, 1, 1, 0, 0, "100"],
    ]);
    const sansMaire = etablirBilan(
      FAITS_DE_2024.filter((fait) => "liberation" in fait && fait.liberation !== "B2").reduce(
        consigner,
        ouvrirEn(2024),
      ),
    );
    expect(suitesDe(sansMaire, null)).toBeUndefined();
  });

  it("les délais, en jours, comptés à la main", () => {
    const { delais } = bilan.suites.ensemble;
    const lus = Object.values(delais).map(({ nombre, moyenne, mediane, maximum }) => [
      nombre,
      moyenne?.exact,
      mediane?.exact,
      maximum,
    ]);
    expect(Object.keys(delais)).toEqual([
      "jusquALaMiseADisposition",
      "jusquALaDesignation",
      "jusquALAttribution",
      "jusquAuBail",
      "deLAttributionAuBail",
    ]);
    expect(lus).toEqual([
      [5, "10", "10", 18], // 15, 18, 0, 7, 10 : au premier tour seulement
      [2, "17/2", "17/2", 10], // 10, 7
      [5, "99/5", "17", 28], // 16, 28, 22, 17, 16
      [3, "115/3", "42", 43], // 43, par un 29 février ; 30 ; 42, d'une année à l'autre
      [3, "18", "15", 26], // 15, 13, 26
    ]);
  });

  it("sans cas, un délai n'a ni moyenne, ni médiane, ni maximum", () => {
    expect(suitesDe(bilan, "usine")?.delais.jusquAuBail).toEqual({
      nombre: 0,
      moyenne: null,
      mediane: null,
      maximum: null,
    });
  });
});

describe("ce que le bilan refuse, et une année vide", () => {
  it("un registre d'avant d'une autre année, d'un autre bailleur, ou qui n'en est pas un", () => {
    const refus = ["precedent PERIMETRES_DIFFERENTS"];
    for (const autre of [registre, ouvrirEn(2022), ouvrirEn(2025), registreDe2023("999999998")])
      expect(refusDe(() => etablirBilan(registre, { precedent: autre }))).toEqual(refus);
    expect(refusDe(() => etablirBilan(registre, { precedent: bilan as never }))).toEqual([
      "precedent RESULTAT_INATTENDU",
    ]);
  });

  it("un code qui change de catégorie d'une année à l'autre : ce sont deux réservataires", () => {
    expect(
      refusDe(() => etablirBilan(registre, { precedent: ouvrirEn(2023, { ville: "employeur" }) })),
    ).toEqual(["precedent CATEGORIES_DIFFERENTES"]);
  });

  it("des compléments qui ne sont pas un objet simple", () => {
    for (const [faux, attendu] of [
      [null, " TYPE_INVALIDE"],
      [[], " TYPE_INVALIDE"],
      [new Map([["precedent", precedent]]), " VALEUR_NON_JSON"],
    ] as const)
      expect(refusDe(() => etablirBilan(registre, faux as never))).toContain(attendu);
  });

  it("une prévision d'une autre année, d'un autre bailleur, ou sans périmètre", () => {
    const refus = ["previsions PERIMETRES_DIFFERENTS"];
    const sansPerimetre = calculerAssiette(
      { date: DATE, liberations: 1 },
      { premieresMisesEnLocation: "hors-flux" },
    );
    for (const previsions of [
      sansPerimetre,
      ...[ouvrirEn(2024), ouvrirEn(2026), ouvrirEn(2025, { bailleur: "999999998" })].map(
        (ouvert) => ouvert.repartition.assiette,
      ),
    ])
      expect(refusDe(() => etablirBilan(registre, { previsions }))).toEqual(refus);
  });

  it("tous les compléments faux d'un coup, et un champ qui n'existe pas", () => {
    expect(
      refusDe(() =>
        etablirBilan(registre, {
          precedent: registre,
          previsions: registre.repartition.assiette,
          objectifs: bilan as never,
          autre: 1,
        } as never),
      ),
    ).toEqual([
      "autre CHAMP_INCONNU",
      "precedent PERIMETRES_DIFFERENTS",
      "previsions PERIMETRES_DIFFERENTS",
      "objectifs RESULTAT_INATTENDU",
    ]);
  });

  it("une année sans libération est à zéro, et un constat le dit", () => {
    const vide = etablirBilan(ouvrirEn(2024));
    expect(vide.constats.map(({ code, gravite }) => [code, gravite])).toEqual([
      ["ANNEE_SANS_LIBERATION", "information"],
    ]);
    expect(vide.lignes).toEqual([]);
    expect(vide.secteurs).toEqual([]);
    expect(vide.totaux).toEqual(compteurs(0, 0, 0));
    expect(comptesDe(vide.suites.ensemble)).toEqual([0, 0, 0, 0, 0, 0, null]);
    expect(bilan.constats.map(({ code }) => code)).not.toContain("ANNEE_SANS_LIBERATION");
  });

  it("relu d'une base, précédent compris, le bilan est le même", () => {
    const depuisJson = <T>(valeur: T): T => JSON.parse(JSON.stringify(valeur));
    expect(etablirBilan(depuisJson(registre), { precedent: depuisJson(precedent) })).toEqual(bilan);
  });
});
