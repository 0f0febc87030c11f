import {
  type CategorieDeSoustraction,
  ciblesDe,
  consigner,
  type EntreeObjectifsDAttribution,
  expliquer,
  type ObjectifsDAttribution,
  type Registre,
  type TerritoireAObjectif,
  verifierObjectifsAttribution,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import {
  AUTRE_EPCI,
  EPCI,
  evenementsDe,
  fois,
  type Histoire,
  menage,
  ouvrirEn,
  vivre,
} from "../attributions.js";
import { refusDe } from "../refus.js";

const DALO = menage({ dalo: true });
const PRIORITAIRE = menage({ prioritaire: true });
const QUARTILE = menage({ premierQuartile: true });
const AUCUN = menage();

const uniforme = { territoire: { type: "epci", epci: EPCI }, objectif: { fondement: "uniforme" } } as const;
const verifier = (
  histoires: readonly Histoire[] | Registre,
  entree: EntreeObjectifsDAttribution = { territoires: [uniforme] },
) =>
  verifierObjectifsAttribution("journal" in histoires ? (histoires as Registre) : vivre(histoires), entree);
const quartDe = ({ quarts }: ObjectifsDAttribution, code = "non-reserves") => {
  const quart = quarts.find(({ reservataire }) => reservataire === code);
  if (quart === undefined) throw new RangeError(code);
  return quart;
};
const mixiteDe = ({ mixite }: ObjectifsDAttribution) => {
  const [ligne] = mixite;
  if (ligne === undefined) throw new RangeError("mixité");
  return ligne;
};
const codes = ({ constats }: ObjectifsDAttribution) => constats.map(({ code }) => code);
const sansLesAnnees = (resultat: ObjectifsDAttribution) =>
  codes(resultat).filter((code) => code !== "REGISTRES_ANTERIEURS_ABSENTS");

describe("R11, le quart, ses limites en logements", () => {
  it.each([
    // attributions, favorables, attendues, reste, verdict
    [0, 0, 0, 0, "sans-objet"],
    [1, 0, 1, 1, "non-atteint"],
    [3, 1, 1, 0, "atteint"],
    [4, 0, 1, 1, "non-atteint"],
    [4, 1, 1, 0, "atteint"],
    [5, 1, 2, 1, "non-atteint"],
    [5, 2, 2, 0, "atteint"],
    [8, 1, 2, 1, "non-atteint"],
    [8, 2, 2, 0, "atteint"],
    [9, 2, 3, 1, "non-atteint"],
    [12, 0, 3, 3, "non-atteint"],
  ])(
    "%i attributions, %i favorables : %i attendues, il en reste %i, %s",
    (n, favorables, attendues, reste, verdict) => {
      const resultat = verifier(
        [
          ...fois(favorables, { tours: ["ville"], publics: DALO }),
          ...fois(n - favorables, { tours: ["ville"], publics: AUCUN }),
        ],
        {},
      );
      expect(quartDe(resultat, "ville")).toMatchObject({
        comptees: n,
        favorables,
        attendues,
        reste,
        verdict,
        seuil: "25",
      });
      expect(sansLesAnnees(resultat)).toEqual(verdict === "non-atteint" ? ["QUART_NON_ATTEINT"] : []);
    },
  );

  it("le taux est exact : 2 sur 9 font 200/9 %, au-dessous de 25 % ; 1 sur 4 les font", () => {
    const quart = (n: number, favorables: number) =>
      quartDe(
        verifier([...fois(favorables, { publics: DALO }), ...fois(n - favorables, { publics: AUCUN })], {}),
      ).taux;
    expect(quart(9, 2)).toEqual({ exact: "200/9", decimal: "22.222222" });
    expect(quart(4, 1)).toEqual({ exact: "25", decimal: "25" });
    expect(quart(0, 0)).toBeNull();
  });
});

describe("R11, qui est tenu au quart, et de quelles attributions", () => {
  it("les collectivités, Action Logement et le bailleur ; ni le préfet, ni un employeur", () => {
    const resultat = verifier(
      ["prefet", "ville", "als", "usine", "non-reserves"].map((code) => ({ tours: [code], publics: AUCUN })),
      {},
    );
    expect(
      resultat.quarts.map(({ reservataire, categorie, comptees }) => [reservataire, categorie, comptees]),
    ).toEqual([
      ["als", "action-logement", 1],
      ["ville", "commune", 1],
      ["non-reserves", null, 1],
    ]);
  });

  it("ménages DALO et personnes prioritaires y comptent ensemble, un ménage une fois", () => {
    const resultat = verifier(
      [
        { tours: ["als"], publics: menage({ dalo: true, prioritaire: true }) },
        { tours: ["als"], publics: PRIORITAIRE },
        ...fois(6, { tours: ["als"], publics: QUARTILE }),
      ],
      {},
    );
    expect(quartDe(resultat, "als")).toMatchObject({
      favorables: 2,
      dalo: 1,
      prioritaires: 1,
      attendues: 2,
      reste: 0,
    });
  });

  it("une attribution qui attend son bail compte ; celle que le candidat refuse, non", () => {
    const attribues = vivre(fois(2, { tours: ["ville"], publics: DALO, signe: null }));
    expect(quartDe(verifier(attribues, {}), "ville")).toMatchObject({ comptees: 2, favorables: 2 });
    const refuse = consigner(attribues, {
      type: "refus-du-candidat",
      date: "2024-03-01",
      liberation: "L-2024-0001",
    });
    expect(quartDe(verifier(refuse, {}), "ville")).toMatchObject({ comptees: 1, favorables: 1 });
  });

  it("après l'échec d'un candidat, le logement compte au bailleur qui le reprend, au maire en QPV pour le bailleur, ou au réservataire suivant", () => {
    const resultat = verifier(
      [
        { tours: ["ville", "non-reserves"], publics: AUCUN },
        { tours: ["ville", "maire"], localisation: "qpv", publics: PRIORITAIRE },
        { tours: ["als", "ville"], publics: AUCUN },
        { tours: ["non-reserves"], publics: AUCUN },
      ],
      {},
    );
    expect(quartDe(resultat)).toMatchObject({ comptees: 3, apresEchec: 2, favorables: 1, reste: 0 });
    expect(quartDe(resultat, "ville")).toMatchObject({ comptees: 1, apresEchec: 0, favorables: 0, reste: 1 });
    expect(quartDe(resultat, "als").comptees).toBe(0);
  });

  it("un relogement ne compte au quart de personne, soustrait ou non", () => {
    const relogement = "renouvellement-urbain";
    const resultat = verifier(
      [
        { soustraction: "renouvellementUrbain", publics: DALO },
        { tours: ["ville"], publics: { ...DALO, relogement } },
        { tours: ["non-reserves"], publics: { ...DALO, relogement } },
        { tours: ["ville"], publics: AUCUN },
      ],
      {},
    );
    expect(quartDe(resultat, "ville")).toMatchObject({ comptees: 1, favorables: 0, reste: 1 });
    expect(quartDe(resultat)).toMatchObject({ comptees: 0, favorables: 0 });
  });

  it("ce que le journal ne dit pas n'est ni favorable ni défavorable : l'objectif n'est pas jugé s'il en dépend", () => {
    const muettes = (nombre: number) =>
      verifier([...fois(nombre, { tours: ["ville"] }), ...fois(5, { tours: ["ville"], publics: AUCUN })], {});
    expect(quartDe(muettes(1), "ville")).toMatchObject({
      attendues: 2,
      nonRenseignees: 1,
      verdict: "non-atteint",
    });
    expect(quartDe(muettes(2), "ville")).toMatchObject({
      attendues: 2,
      nonRenseignees: 2,
      verdict: "indetermine",
    });
    expect(sansLesAnnees(muettes(2))).toEqual(["PUBLICS_NON_RENSEIGNES"]);
    const aDemi = verifier([{ tours: ["ville"], publics: { dalo: false } }], {});
    expect(quartDe(aDemi, "ville")).toMatchObject({ nonRenseignees: 1, verdict: "indetermine" });
  });

  it("un manquement dit ce que le préfet attribue, et sur quels droits ; avant la fin de l'année, c'est un retard", () => {
    const registre = vivre(fois(5, { tours: ["ville"], publics: AUCUN }));
    const constat = verifier(registre, {}).constats.find(({ code }) => code === "QUART_NON_ATTEINT");
    expect(constat).toMatchObject({ gravite: "irregularite", autorite: "imperatif", regle: "R11" });
    expect(constat?.remede.fr).toContain(
      "imputés sur ses droits : 2. Consigner chacun comme une imputation.",
    );
    const enRoute = verifier(registre, { au: "2024-12-30" }).constats.find(({ regle }) => regle === "R11");
    expect(enRoute).toMatchObject({ code: "QUART_EN_RETARD", gravite: "information" });
  });

  it("resté en stock, un logement compte à son réservataire ; sans convention, rien ne dit si un quart le tient", () => {
    const ouvert = ouvrirEn(2024, {
      reservationsEnStock: { regle: "a-part", titulaires: ["ancien", "ville"] },
    });
    const registre = ["ancien", "ville"]
      .flatMap((code, rang) =>
        evenementsDe({ tours: [code], publics: AUCUN }, rang, 2024).map((fait) =>
          fait.type === "liberation"
            ? { ...fait, statut: "reserve-en-stock" as const, reservataireEnStock: code }
            : fait,
        ),
      )
      .reduce(consigner, ouvert);
    const resultat = verifier(registre, {});
    expect(quartDe(resultat, "ville").comptees).toBe(1);
    expect(resultat.quarts.map(({ reservataire }) => reservataire)).toEqual(["als", "ville", "non-reserves"]);
    expect(resultat.constats).toContainEqual(
      expect.objectContaining({
        code: "TITULAIRE_SANS_CATEGORIE",
        gravite: "information",
        chiffres: [{ nom: "attributions", valeur: "1" }],
      }),
    );
  });

  it("les attributions d'office imputées faute de quart sont dites, et non déduites", () => {
    const imputer = (registre: Registre, imputation: string, fondement: "L. 441-1" | "L. 441-2-3") =>
      consigner(registre, {
        type: "imputation",
        date: "2024-11-01",
        imputation,
        reservataire: "ville",
        fondement,
      });
    const registre = imputer(
      imputer(vivre([{ tours: ["ville"], publics: AUCUN }]), "I-1", "L. 441-1"),
      "I-2",
      "L. 441-2-3",
    );
    expect(quartDe(verifier(registre, {}), "ville")).toMatchObject({
      attributionsDOffice: 1,
      comptees: 1,
      reste: 1,
    });
    expect(quartDe(verifier(registre, { au: "2024-10-31" }), "ville").attributionsDOffice).toBe(0);
  });

  it("une attribution est de l'année de sa décision : le registre d'avant donne celles de ses libérations", () => {
    const avant = vivre(
      [
        { tours: ["ville"], publics: DALO, libere: "2023-12-01", attribue: "2024-01-02" },
        { tours: ["ville"], publics: DALO, libere: "2023-12-01", attribue: "2023-12-31" },
      ],
      2023,
    );
    const registre = vivre([
      { tours: ["ville"], publics: AUCUN },
      { tours: ["ville"], publics: DALO, attribue: "2025-01-02" },
    ]);
    expect(quartDe(verifier(registre, {}), "ville")).toMatchObject({ comptees: 1, favorables: 0 });
    const ensemble = verifier(registre, { registresAnterieurs: [avant] });
    expect(quartDe(ensemble, "ville")).toMatchObject({ comptees: 2, favorables: 1 });
    expect(codes(ensemble)).toEqual([]);
    expect(codes(verifier(registre, {}))).toEqual(["QUART_NON_ATTEINT", "REGISTRES_ANTERIEURS_ABSENTS"]);
  });
});

describe("R12, hors QPV : un quart des baux signés", () => {
  it.each([
    [3, 1, 1, 0, "atteint"],
    [4, 1, 1, 0, "atteint"],
    [5, 1, 2, 1, "non-atteint"],
    [8, 2, 2, 0, "atteint"],
    [7, 1, 2, 1, "non-atteint"],
  ])(
    "%i baux, %i au premier quartile : %i attendus, il en manque %i, %s",
    (n, favorables, attendues, reste, verdict) => {
      const resultat = verifier([
        ...fois(favorables, { publics: { ...QUARTILE, dalo: true } }),
        ...fois(n - favorables, { publics: DALO }),
      ]);
      expect(mixiteDe(resultat).horsQpv).toMatchObject({
        comptees: n,
        favorables,
        attendues,
        reste,
        verdict,
      });
      expect(codes(resultat).includes("PREMIER_QUARTILE_HORS_QPV_NON_ATTEINT")).toBe(
        verdict === "non-atteint",
      );
    },
  );

  it("le bail compte, le jour de sa signature ; une attribution qui l'attend est dite à part", () => {
    const resultat = verifier(
      [
        { publics: QUARTILE, signe: "2024-06-30" },
        { publics: QUARTILE, signe: "2024-07-01" },
        { publics: QUARTILE, signe: null },
        { publics: AUCUN },
      ],
      { au: "2024-06-30", territoires: [uniforme] },
    );
    expect(mixiteDe(resultat).horsQpv).toMatchObject({ comptees: 2, favorables: 1 });
    expect(mixiteDe(resultat).enAttenteDeBail).toBe(2);
  });

  it("un bail signé l'année d'après compte l'année d'après, pour une attribution de l'année", () => {
    const avant = vivre([{ publics: QUARTILE, libere: "2023-12-01", signe: "2024-01-10" }], 2023);
    const seul = verifier(avant);
    expect(mixiteDe(seul).horsQpv.comptees).toBe(0);
    const suivant = verifier([{ publics: AUCUN }], { registresAnterieurs: [avant], territoires: [uniforme] });
    expect(mixiteDe(suivant).horsQpv).toMatchObject({ comptees: 2, favorables: 1 });
    expect(quartDe(suivant).comptees).toBe(1);
  });

  it("les relogements du renouvellement urbain et des copropriétés dégradées sont hors du flux, et comptés ici", () => {
    const favorables = (soustraction: CategorieDeSoustraction, publics = AUCUN) => {
      const {
        comptees,
        favorables: nombre,
        relogements,
      } = mixiteDe(verifier([{ soustraction, publics }])).horsQpv;
      expect(comptees).toBe(1);
      return [nombre, relogements];
    };
    expect(favorables("renouvellementUrbain")).toEqual([1, 1]);
    expect(favorables("coproprietesDegradees")).toEqual([1, 1]);
    for (const autre of ["habitatIndigne", "venteHlm", "mutations", "attributionsDuPrefet"] as const) {
      expect(favorables(autre)).toEqual([0, 0]);
      expect(favorables(autre, QUARTILE)).toEqual([1, 0]);
    }
    expect(favorables("attributionsDuPrefet", menage({ relogement: "copropriete-degradee" }))).toEqual([
      1, 1,
    ]);
    expect(favorables("renouvellementUrbain", QUARTILE)).toEqual([1, 0]);
  });

  it("un relogement sans rien d'autre de dit est connu favorable ; un ménage dont le quartile n'est pas dit, non", () => {
    const resultat = verifier([{ soustraction: "renouvellementUrbain" }, ...fois(4, {})]);
    expect(mixiteDe(resultat).horsQpv).toMatchObject({
      favorables: 1,
      nonRenseignees: 4,
      verdict: "indetermine",
    });
  });
});

describe("R12, en QPV : la moitié des attributions hors du premier quartile", () => {
  const enQpv = (publics: Histoire["publics"], champs: Histoire = {}): Histoire => ({
    localisation: "qpv",
    ...(publics && { publics }),
    ...champs,
  });

  it.each([
    [2, 1, 1, 0, "atteint"],
    [3, 1, 2, 1, "non-atteint"],
    [4, 2, 2, 0, "atteint"],
    [5, 2, 3, 1, "non-atteint"],
  ])(
    "%i attributions, %i hors du quartile : %i attendues, il en manque %i, %s",
    (n, autres, attendues, reste, verdict) => {
      const resultat = verifier([...fois(autres, enQpv(AUCUN)), ...fois(n - autres, enQpv(QUARTILE))]);
      const { parAttribution, parBail } = mixiteDe(resultat).enQpv;
      expect(parAttribution).toMatchObject({
        comptees: n,
        favorables: autres,
        attendues,
        reste,
        verdict,
        seuil: "50",
      });
      expect(parBail).toEqual(parAttribution);
      expect(mixiteDe(resultat).horsQpv.verdict).toBe("sans-objet");
      expect(codes(resultat).includes("AUTRES_PUBLICS_EN_QPV_NON_ATTEINTS")).toBe(verdict === "non-atteint");
    },
  );

  it("les deux comptes : l'attribution fait foi, le bail est donné à côté", () => {
    const resultat = verifier([enQpv(AUCUN, { signe: null }), enQpv(QUARTILE)]);
    expect(mixiteDe(resultat).enQpv).toMatchObject({
      parAttribution: { comptees: 2, favorables: 1, verdict: "atteint" },
      parBail: { comptees: 1, favorables: 0, verdict: "non-atteint" },
    });
    expect(codes(resultat)).not.toContain("AUTRES_PUBLICS_EN_QPV_NON_ATTEINTS");
  });

  it("un quartile qui n'est pas dit n'est pas « un autre demandeur » ; un relogement en QPV n'y est pas favorable pour autant", () => {
    expect(mixiteDe(verifier([enQpv(undefined)])).enQpv.parAttribution).toMatchObject({
      favorables: 0,
      nonRenseignees: 1,
      verdict: "indetermine",
    });
    expect(
      mixiteDe(verifier([enQpv(QUARTILE, { soustraction: "renouvellementUrbain" })])).enQpv.parAttribution,
    ).toMatchObject({ favorables: 0, verdict: "non-atteint" });
  });
});

describe("R12, l'objectif de chaque bailleur, territoire par territoire", () => {
  const moitie = [...fois(2, { publics: QUARTILE }), ...fois(5, { publics: AUCUN })];
  const avec = (objectif: TerritoireAObjectif["objectif"]) =>
    mixiteDe(verifier(moitie, { territoires: [{ ...uniforme, objectif }] }));

  it("celui de la convention, à défaut celui qui est notifié, à défaut 25 % : l'appelant dit lequel", () => {
    // 7 baux : 14 % en demandent 0,98, donc 1 ; 29 %, 2,03, donc 3 ; 25 %, 1,75, donc 2.
    expect(avec({ fondement: "convention", tauxHorsQpv: "14" }).horsQpv).toMatchObject({
      attendues: 1,
      reste: 0,
    });
    expect(avec({ fondement: "notification", tauxHorsQpv: 29 }).horsQpv).toMatchObject({
      attendues: 3,
      reste: 1,
    });
    expect(avec({ fondement: "uniforme" })).toMatchObject({
      objectif: { fondement: "uniforme", tauxHorsQpv: "25", tauxEnQpv: "50" },
      horsQpv: { attendues: 2, reste: 0 },
    });
    expect(avec({ fondement: "convention", tauxHorsQpv: 30, tauxEnQpv: "60.5" }).objectif).toEqual({
      fondement: "convention",
      tauxHorsQpv: "30",
      tauxEnQpv: "60.5",
    });
  });

  it("hors des territoires à conférence, la loi ne fixe pas de mixité : les attributions sont comptées à part", () => {
    const meaux = fois(3, { commune: "77284", publics: AUCUN });
    expect(verifier(meaux)).toMatchObject({
      horsDesTerritoires: 3,
      mixite: [{ horsQpv: { verdict: "sans-objet" } }],
    });
    const autre = { ...uniforme, territoire: { type: "epci", epci: AUTRE_EPCI } } as const;
    const { mixite, horsDesTerritoires } = verifier(meaux, { territoires: [autre, uniforme] });
    expect(mixite.map(({ horsQpv }) => horsQpv.comptees)).toEqual([0, 3]);
    expect(horsDesTerritoires).toBe(0);
    expect(verifier(meaux, {}).mixite).toEqual([]);
  });
});

describe("R12, les six et douze derniers mois", () => {
  const fenetresAu = (au: string, histoires: readonly Histoire[], anterieurs: readonly Registre[] = []) => {
    const { fenetres } = mixiteDe(
      verifier(vivre(histoires), { au, registresAnterieurs: anterieurs, territoires: [uniforme] }),
    );
    if (fenetres === null) throw new RangeError("fenêtres");
    return fenetres;
  };

  it.each([
    ["2024-06-30", "2024-01-01", "2023-07-01"],
    ["2024-12-31", "2024-07-01", "2024-01-01"],
    ["2024-02-29", "2023-09-01", "2023-03-01"],
    ["2024-02-28", "2023-08-29", "2023-02-28"],
    ["2024-05-14", "2023-11-15", "2023-05-15"],
  ])("au %s, six mois depuis le %s, douze depuis le %s", (au, six, douze) => {
    const { sixMois, douzeMois } = fenetresAu(au, []);
    expect([sixMois.du, sixMois.au, douzeMois.du, douzeMois.au]).toEqual([six, au, douze, au]);
  });

  it("premier et dernier jour sont compris ; la veille et le lendemain, non", () => {
    const avant = vivre(
      [
        { publics: QUARTILE, libere: "2023-06-01", signe: "2023-06-30" },
        { publics: QUARTILE, libere: "2023-06-01", signe: "2023-07-01" },
        { publics: QUARTILE, libere: "2023-06-01", signe: "2023-12-31" },
      ],
      2023,
    );
    const { sixMois, douzeMois } = fenetresAu(
      "2024-06-30",
      [
        { publics: AUCUN, libere: "2024-01-01", signe: "2024-01-01" },
        { publics: AUCUN, signe: "2024-06-30" },
        { publics: AUCUN, signe: "2024-07-01" },
      ],
      [avant],
    );
    expect([sixMois.comptees, sixMois.favorables]).toEqual([2, 0]);
    expect([douzeMois.comptees, douzeMois.favorables]).toEqual([4, 2]);
  });

  it("les registres qui manquent aux jours comptés sont nommés, et eux seuls", () => {
    const absents = (au: string, entree: EntreeObjectifsDAttribution = { territoires: [uniforme] }) =>
      verifier(ouvrirEn(2024), { au, ...entree })
        .constats.find(({ code }) => code === "REGISTRES_ANTERIEURS_ABSENTS")
        ?.chiffres.map(({ valeur }) => valeur);
    expect(absents("2024-12-31")).toEqual(["2023"]);
    expect(absents("2024-12-30")).toEqual(["2022", "2023"]);
    expect(absents("2024-12-30", {})).toEqual(["2023"]);
    expect(absents("2024-12-30", { registresAnterieurs: [ouvrirEn(2023)] })).toBeUndefined();
    expect(absents("2024-12-30", { registresAnterieurs: [ouvrirEn(2022), ouvrirEn(2023)] })).toBeUndefined();
  });

  it("le même résultat, sceau compris, d'un registre revenu d'une base de données et de registres dans un autre ordre", () => {
    const registre = vivre([{ publics: QUARTILE }]);
    const avant = [2022, 2023].map((annee) => vivre([{ publics: AUCUN }], annee));
    const direct = verifier(registre, { registresAnterieurs: avant, territoires: [uniforme] });
    const relus = JSON.parse(JSON.stringify([...avant].reverse())) as Registre[];
    const revenu = verifier(JSON.parse(JSON.stringify(registre)) as Registre, {
      registresAnterieurs: relus,
      territoires: [uniforme],
    });
    expect(revenu).toEqual(direct);
    expect(refusDe(() => ciblesDe({ ...direct, horsDesTerritoires: 9 }))).toEqual([
      "resultat RESULTAT_ALTERE",
    ]);
  });

  it("la condition de l'injonction tient aux six mois ; douze mois atteints ne la lèvent pas d'eux-mêmes", () => {
    const debut = fois(3, { publics: QUARTILE, libere: "2024-01-05" });
    const fin = fois(5, { publics: AUCUN, libere: "2024-08-01" });
    const manque = fenetresAu("2024-12-31", [...debut, ...fin]);
    expect(manque).toMatchObject({
      conditionDInjonction: true,
      douzeMois: { favorables: 3, verdict: "atteint", complement: 0 },
    });
    const juste = fenetresAu("2024-12-31", [
      ...fois(1, { publics: QUARTILE, libere: "2024-08-01" }),
      ...fin.slice(2),
    ]);
    expect(juste.conditionDInjonction).toBe(false);
    expect(fenetresAu("2024-12-31", [{ libere: "2024-08-01" }]).conditionDInjonction).toBeNull();
    expect(fenetresAu("2024-12-31", []).conditionDInjonction).toBe(false);
  });

  it("le complément : le plus petit nombre de baux favorables, comptés dans le total, qui atteint 25 %", () => {
    for (const [baux, favorables] of [
      [1, 0],
      [4, 0],
      [6, 0],
      [7, 1],
      [9, 2],
      [12, 3],
    ] as const) {
      const { douzeMois } = fenetresAu("2024-12-31", [
        ...fois(favorables, { publics: QUARTILE }),
        ...fois(baux - favorables, { publics: AUCUN }),
      ]);
      let k = 0;
      while (4 * (favorables + k) < baux + k) k += 1;
      expect(douzeMois.complement).toBe(k);
    }
  });

  it("un objectif de 100 % manqué ne se rattrape pas ; atteint, il ne demande rien", () => {
    const complement = (histoires: readonly Histoire[]) =>
      mixiteDe(
        verifier(histoires, {
          territoires: [{ ...uniforme, objectif: { fondement: "convention", tauxHorsQpv: 100 } }],
        }),
      ).fenetres?.douzeMois.complement;
    expect(complement([{ publics: AUCUN }])).toBeNull();
    expect(complement([{ publics: QUARTILE }])).toBe(0);
  });

  it("le constat cite l'alinéa 34 par sa règle, et dit ce qui rattraperait les douze mois", () => {
    const constat = verifier(fois(4, { publics: AUCUN, libere: "2024-09-01" })).constats.find(
      ({ code }) => code === "INJONCTION_ENCOURUE",
    );
    expect(constat).toMatchObject({ gravite: "irregularite", regle: "R12", territoire: `EPCI ${EPCI}` });
    // (0 + k) ÷ (4 + k) ≥ 1/4 dès k = 4/3, donc 2.
    expect(constat?.remede.fr).toBe("Baux favorables de plus qui y suffiraient, sur les douze mois : 2.");
  });

  it("ni fenêtre ni injonction avant le 23/02/2022, et aucun alinéa n'est cité jusque-là", () => {
    const registre = vivre(fois(4, { publics: AUCUN, libere: "2022-01-10" }), 2022);
    const lire = (au: string) => verifier(registre, { au, territoires: [uniforme] });
    expect(mixiteDe(lire("2022-02-22")).fenetres).toBeNull();
    expect(mixiteDe(lire("2022-02-23")).fenetres?.conditionDInjonction).toBe(true);
    expect(codes(lire("2022-02-22"))).not.toContain("INJONCTION_ENCOURUE");
    const articles = (au: string) => expliquer(lire(au), "quarts/non-reserves");
    expect(articles("2022-02-22")).not.toMatch(/al\. \d/);
    expect(articles("2022-02-23")).toContain("L. 441-1, al. 43");
    expect(ciblesDe(lire("2022-02-22"))).not.toContain(`mixite/epci/${EPCI}/douzeMois`);
  });
});

describe("R11, R12, ce qui est refusé", () => {
  const registre = ouvrirEn(2024);
  it.each<[string, EntreeObjectifsDAttribution, string[]]>([
    ["une date d'une autre année", { au: "2023-12-31" }, ["au DATE_HORS_DE_L_ANNEE"]],
    [
      "un registre de la même année, ou donné deux fois",
      { registresAnterieurs: [ouvrirEn(2024), ouvrirEn(2023), ouvrirEn(2023)] },
      ["registresAnterieurs[2] DOUBLON", "registresAnterieurs[0] ANNEE_INATTENDUE"],
    ],
    [
      "un territoire donné deux fois, ou qui en recouvre un autre",
      {
        territoires: [uniforme, uniforme, { ...uniforme, territoire: { type: "commune", commune: "77288" } }],
      },
      ["territoires[1].territoire DOUBLON", "territoires[2].territoire TERRITOIRES_QUI_SE_RECOUVRENT"],
    ],
    [
      "un territoire dont les registres n'ont aucun secteur",
      { territoires: [{ ...uniforme, territoire: { type: "epci", epci: "200000001" } }] },
      ["territoires[0].territoire TERRITOIRE_SANS_SECTEUR"],
    ],
  ])("%s", (_, entree, refus) => {
    expect(refusDe(() => verifierObjectifsAttribution(registre, entree))).toEqual(refus);
  });

  it("un registre d'un autre bailleur, un réservataire qui change de catégorie, un objectif sans taux", () => {
    const refuser = (entree: EntreeObjectifsDAttribution) =>
      refusDe(() => verifierObjectifsAttribution(registre, entree));
    expect(refuser({ registresAnterieurs: [ouvrirEn(2023, { bailleur: "888888888" })] })).toEqual([
      "registresAnterieurs[0] PERIMETRES_DIFFERENTS",
    ]);
    expect(refuser({ registresAnterieurs: [ouvrirEn(2023, { ville: "employeur" })] })).toEqual([
      "registresAnterieurs CATEGORIES_DIFFERENTES",
    ]);
    const sansTaux = {
      ...uniforme,
      objectif: { fondement: "convention" },
    } as unknown as TerritoireAObjectif;
    expect(refuser({ territoires: [sansTaux] })).toEqual([
      "territoires[0].objectif.tauxHorsQpv CHAMP_MANQUANT",
    ]);
  });
});

describe("R11, R12, les explications", () => {
  const resultat = verifier([
    ...fois(1, { tours: ["ville"], publics: DALO }),
    ...fois(4, { tours: ["ville"], publics: QUARTILE }),
    { soustraction: "renouvellementUrbain", publics: AUCUN },
  ]);

  it("le quart : le calcul, l'arrondi, l'article de chacun", () => {
    const texte = expliquer(resultat, "quarts/ville");
    expect(texte).toContain("ville : logements restant à attribuer : 1 logement");
    expect(texte).toContain("attendues = ⌈25 % × 5⌉ = 2 ; reste = max(0, 2 − 1) = 1");
    expect(texte).toContain("L. 441-1, al. 39");
    expect(expliquer(resultat, "quarts/als")).toContain("L. 313-26-2");
    expect(expliquer(resultat, "quarts/non-reserves")).toContain("L. 441-1, al. 43");
  });

  it("la mixité : les relogements sont dits hors du flux et comptés, une fois", () => {
    const texte = expliquer(resultat, `mixite/epci/${EPCI}/horsQpv`);
    expect(texte).toContain("au premier quartile (4)");
    expect(texte).toContain("relogés d'une opération que la loi compte (1), dans le flux ou non : 5 sur 6");
    expect(texte).toContain("Ni convention intercommunale d'attribution, ni notification");
    expect(expliquer(resultat, `mixite/epci/${EPCI}/douzeMois`)).toContain("L. 441-1, al. 34");
    expect(expliquer(resultat, `mixite/epci/${EPCI}/enQpv`, { langue: "en" })).toContain("nothing to count");
  });
});
