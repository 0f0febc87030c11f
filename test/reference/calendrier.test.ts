import {
  type CalendrierDesObligations,
  calendrierDesObligations,
  type EntreeCalendrier,
  expliquer,
  parametresEnVigueur,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, epci, PARTOUT, PERIMETRE } from "../fabrique.js";
import { refusDe } from "../refus.js";

const EPCI = "247700057";
const AUTRE_EPCI = "247700107";
const BAILLEUR = PERIMETRE.bailleur;
const RESERVATAIRES = [
  { code: "agglo", nom: "Agglomération", categorie: "epci", territoire: epci(EPCI) },
  { code: "prefet", nom: "Préfet", categorie: "prefet", territoire: PARTOUT },
  { code: "ville", nom: "Melun", categorie: "commune", territoire: commune("77288") },
] as const;
const CONFERENCES = [
  { code: EPCI, nom: "Melun Val de Seine", autorite: "epci", communes: ["77288", "77305"] },
  { code: AUTRE_EPCI, nom: "Autre", autorite: "epci", communes: ["77186"] },
] as const;

/** Le calendrier d'une année, lu un jour. */
const lire = (date: string, champs: Partial<EntreeCalendrier> = {}, annee = Number(date.slice(0, 4))) =>
  calendrierDesObligations({
    date,
    perimetre: { ...PERIMETRE, annee },
    reservataires: RESERVATAIRES,
    conferences: CONFERENCES,
    accomplissements: [],
    ...champs,
  });
const ligne = ({ lignes }: CalendrierDesObligations, cible: string) =>
  lignes.find((candidate) => candidate.cible === cible);
const refus = (champs: Partial<EntreeCalendrier>, date = "2025-06-01") => refusDe(() => lire(date, champs));

describe("R10, le dernier jour utile (art. R. 441-5, I, al. 5 ; R. 441-5-1)", () => {
  it("les trois documents dus avant le 28 février le sont le 27, à chaque réservataire", () => {
    const { lignes } = lire("2025-01-02");
    for (const obligation of ["bilan-annuel", "bilan-des-relogements", "prevision-des-soustractions"])
      expect(
        lignes
          .filter((due) => due.obligation === obligation)
          .map(({ destinataire, echeance }) => [destinataire?.code, echeance]),
      ).toEqual([
        ["agglo", "2025-02-27"],
        ["prefet", "2025-02-27"],
        ["ville", "2025-02-27"],
      ]);
  });

  it.each([
    ["2025-02-27", "a-faire", 0],
    ["2025-02-28", "en-retard", 1],
    ["2025-03-01", "en-retard", 2],
    ["2024-02-27", "a-faire", 0],
    ["2024-02-29", "en-retard", 2],
    ["2024-03-01", "en-retard", 3],
  ])("lu le %s sans rien de fait : %s, %i jour(s)", (date, etat, joursDeRetard) => {
    expect(ligne(lire(date), "bilan-annuel/ville")).toMatchObject({ etat, joursDeRetard, faitLe: null });
  });

  it.each([
    ["2025-02-27", "fait-a-temps", 0],
    ["2025-02-28", "fait-en-retard", 1],
    ["2025-04-30", "fait-en-retard", 62],
  ])("fait le %s : %s, %i jour(s)", (le, etat, joursDeRetard) => {
    const fait = lire("2025-12-31", { accomplissements: [{ obligation: "bilan-annuel", le }] });
    expect(ligne(fait, "bilan-annuel/ville")).toMatchObject({ etat, joursDeRetard, faitLe: le });
  });

  it("un dimanche ne déplace pas l'échéance : le 27 février 2022 en est un", () => {
    expect(new Date("2022-02-27T00:00:00Z").getUTCDay()).toBe(0);
    expect(ligne(lire("2022-02-28"), "bilan-annuel/ville")).toMatchObject({
      echeance: "2022-02-27",
      etat: "en-retard",
      joursDeRetard: 1,
    });
  });

  it("en territoire à conférence, le président le 27 février, la conférence le 30 mars", () => {
    const lu = lire("2025-03-30");
    expect(ligne(lu, `bilan-annuel-au-president/${EPCI}`)).toMatchObject({
      echeance: "2025-02-27",
      destinataire: { qualite: "president-ou-maire", nom: { fr: "président de l'EPCI Melun Val de Seine" } },
    });
    expect(ligne(lu, `bilan-a-la-conference/${EPCI}`)).toMatchObject({
      echeance: "2025-03-30",
      etat: "a-faire",
    });
    expect(ligne(lire("2025-03-31"), `bilan-a-la-conference/${AUTRE_EPCI}`)).toMatchObject({
      etat: "en-retard",
      joursDeRetard: 1,
    });
  });

  it("sans conférence, rien n'est dû à ce titre, et la raison est dite", () => {
    const sans = lire("2025-12-31", { conferences: [] });
    for (const cible of ["bilan-annuel-au-president", "bilan-a-la-conference"])
      expect(ligne(sans, cible)).toMatchObject({
        etat: "non-concerne",
        echeance: null,
        joursDeRetard: 0,
        sansObjet: { fr: "aucun territoire à conférence intercommunale n'est concerné" },
      });
  });

  it.each([
    ["metropole-de-lyon", "président de la métropole de Lyon"],
    ["ept", "président de l'EPT Ici"],
    ["ville-de-paris", "maire de Paris"],
  ] as const)("%s : %s", (autorite, nom) => {
    const lu = lire("2025-03-31", { conferences: [{ code: EPCI, nom: "Ici", autorite, communes: [] }] });
    expect(ligne(lu, `bilan-annuel-au-president/${EPCI}`)?.destinataire?.nom.fr).toBe(nom);
  });

  it("un bilan ne se rend pas avant que son année soit close ; une prévision se donne d'avance", () => {
    expect(ligne(lire("2024-12-31", {}, 2025), "bilan-annuel/ville")?.etat).toBe("a-venir");
    expect(ligne(lire("2025-01-01"), "bilan-annuel/ville")?.etat).toBe("a-faire");
    expect(ligne(lire("2024-12-31", {}, 2025), "prevision-des-soustractions/ville")?.etat).toBe("a-faire");
    expect(refus({ accomplissements: [{ obligation: "bilan-annuel", le: "2024-12-31" }] })).toEqual([
      "accomplissements[0].le DATE_ANTERIEURE",
    ]);
    expect(refus({ accomplissements: [{ obligation: "bilan-annuel", le: "2025-01-01" }] })).toEqual([]);
  });

  it("la première année est 2020 : le 21 février l'article n'existe pas, le 27 il oblige", () => {
    const valeurs = (date: string) =>
      parametresEnVigueur(date)
        .filter(({ nom }) => nom.startsWith("dernierJour"))
        .map(({ valeur }) => valeur);
    expect(valeurs("2020-02-21")).toEqual([null, null, null]);
    expect(valeurs("2020-02-22")).toEqual(["02-27", "03-30", "02-27"]);
    expect(refusDe(() => lire("2020-02-21"))).toEqual(["date REGIME_NON_COUVERT"]);
    expect(ligne(lire("2020-02-22"), "bilan-annuel/ville")).toMatchObject({
      echeance: "2020-02-27",
      etat: "a-faire",
    });
    expect(refusDe(() => lire("2025-01-01", {}, 2019))).toEqual(["perimetre.annee REGIME_NON_COUVERT"]);
    expect(refusDe(() => lire("2025-01-01", {}, 2018))).toEqual(["perimetre.annee DATE_SANS_DROIT_CONNU"]);
  });

  it("un retard est une irrégularité, une par document, avec son nombre de destinataires", () => {
    const { constats } = lire("2025-03-04", {
      conferences: [],
      accomplissements: [
        { obligation: "bilan-annuel", le: "2025-02-20" },
        { obligation: "prevision-des-soustractions", destinataire: "ville", le: "2025-02-20" },
      ],
    });
    expect(
      constats.map(({ code, gravite, chiffres }) => [code, gravite, ...chiffres.map(({ valeur }) => valeur)]),
    ).toEqual([
      ["BILAN_EN_RETARD", "irregularite", "3", "5"],
      ["BILAN_EN_RETARD", "irregularite", "2", "5"],
    ]);
    expect(constats[1]?.message.fr).toContain("Destinataires : Agglomération, Préfet.");
    expect(lire("2025-02-27", { conferences: [] }).constats).toEqual([]);
  });
});

describe("R21, comptes rendus des attributions (art. L. 441-1, al. 21 et 33 ; R. 441-9, IV)", () => {
  const semestres = (annee: number, date = `${annee}-12-31`) =>
    lire(date, {}, annee)
      .lignes.filter(({ obligation }) => obligation === "attributions-hors-qpv")
      .map(({ objet, echeance, etat }) => [objet, echeance, etat]);

  it("quinze jours après le 30 juin et le 31 décembre : le 15 juillet et le 15 janvier", () => {
    expect(semestres(2025, "2025-06-29")).toEqual([
      ["2024-12-31", "2025-01-15", "en-retard"],
      ["2025-06-30", "2025-07-15", "a-venir"],
      ["2025-12-31", "2026-01-15", "a-venir"],
    ]);
    expect(semestres(2024).map(([, echeance]) => echeance)).toEqual([
      "2024-01-15",
      "2024-07-15",
      "2025-01-15",
    ]);
  });

  it.each([
    ["2025-06-30", "a-faire", 0],
    ["2025-07-15", "a-faire", 0],
    ["2025-07-16", "en-retard", 1],
  ])("au %s : %s", (date, etat, joursDeRetard) => {
    expect(ligne(lire(date), "attributions-hors-qpv/2025-06-30")).toMatchObject({
      etat,
      joursDeRetard,
      destinataire: { code: "prefet-de-departement" },
    });
  });

  it("le retard a son constat, et l'alinéa de la date", () => {
    const lu = lire("2025-07-16");
    const chiffresDu = lu.constats
      .filter(({ code }) => code === "DONNEES_HORS_QPV_EN_RETARD")
      .map(({ chiffres }) => chiffres.map(({ valeur }) => valeur));
    expect(chiffresDu).toEqual([
      ["1", "182"],
      ["1", "1"],
    ]);
    expect(ligne(lu, "attributions-hors-qpv/2025-06-30")?.articles[0]?.fr).toContain("L. 441-1, al. 33 ");
    expect(ligne(lu, "bilan-des-designations/ville")?.articles[0]?.fr).toContain("L. 441-1, al. 21 ");
  });

  it("rien avant la loi du 21 février 2022 : ni en 2021, ni pour les données du 31 décembre 2021", () => {
    expect(semestres(2021)).toEqual([[null, null, "non-concerne"]]);
    expect(semestres(2022)).toEqual([
      ["2022-06-30", "2022-07-15", "en-retard"],
      ["2022-12-31", "2023-01-15", "a-faire"],
      ["2021-12-31", null, "non-concerne"],
    ]);
    expect(ligne(lire("2021-12-31"), "conditions-de-designation/ville")).toMatchObject({
      etat: "non-concerne",
    });
    expect(ligne(lire("2021-12-31"), "conditions-de-designation/ville")?.articles[0]?.fr).not.toContain(
      "al.",
    );
  });

  it("hors territoire à conférence, ces données ne sont pas dues", () => {
    expect(ligne(lire("2025-12-31", { conferences: [] }), "attributions-hors-qpv/2025-06-30")).toMatchObject({
      etat: "non-concerne",
      echeance: null,
    });
  });

  it("où le texte ne fixe pas de jour, aucun n'est inventé, et rien n'est en retard", () => {
    const lu = lire("2025-12-31");
    for (const cible of [
      "bilan-a-la-commission/commission-d-attribution",
      "bilan-des-designations/ville",
      "compte-rendu-de-la-commission/conseil-d-administration",
      `conditions-de-designation/${BAILLEUR}`,
    ])
      expect(ligne(lu, cible)).toMatchObject({ echeance: null, etat: "a-faire", joursDeRetard: 0 });
  });

  it("le bailleur et chaque réservataire publient les leurs : l'un ne s'acquitte pas pour l'autre", () => {
    const lu = lire("2025-12-31", {
      accomplissements: [
        { obligation: "bilan-des-designations", le: "2025-05-01" },
        { obligation: "conditions-de-designation", debiteur: "ville", le: "2025-05-02" },
      ],
    });
    expect(ligne(lu, `bilan-des-designations/${BAILLEUR}`)).toMatchObject({
      etat: "fait",
      faitLe: "2025-05-01",
    });
    expect(ligne(lu, "bilan-des-designations/ville")?.etat).toBe("a-faire");
    expect(ligne(lu, "conditions-de-designation/ville")).toMatchObject({ etat: "fait", debiteur: "ville" });
    expect(ligne(lu, `conditions-de-designation/${BAILLEUR}`)?.etat).toBe("a-faire");
  });
});

describe("R9, chaque nouvelle convention (art. R. 441-5, II ; R. 441-5-2, IV)", () => {
  const signee = (reservataires: readonly string[], champs: object = {}) => ({
    reference: "CV-1",
    reservataires,
    dateDeSignature: "2025-03-10",
    ...champs,
  });
  const presidents = (code: string) =>
    lire("2025-12-31", { conventions: [signee([code])] })
      .lignes.filter(({ obligation }) => obligation === "transmission-de-convention-au-president")
      .map(({ destinataire, etat }) => destinataire?.code ?? etat);

  it("va au préfet sans délai : ce n'est pas un nombre, et rien n'est inventé", () => {
    const lu = lire("2025-12-31", { conventions: [signee(["ville"])] });
    expect(ligne(lu, "transmission-de-convention/CV-1")).toMatchObject({
      echeance: null,
      etat: "a-faire",
      joursDeRetard: 0,
      raison: { fr: "« sans délai », ce que le texte ne chiffre pas" },
      destinataire: { code: "prefet-de-departement" },
    });
  });

  it("va aux présidents des territoires à conférence où ses droits s'exercent", () => {
    expect(presidents("ville")).toEqual([EPCI]);
    expect(presidents("agglo")).toEqual([EPCI]);
    expect(presidents("prefet")).toEqual([EPCI, AUTRE_EPCI]);
    const ailleurs = {
      code: "ailleurs",
      nom: "Ailleurs",
      categorie: "commune",
      territoire: commune("77100"),
    } as const;
    const lu = lire("2025-12-31", {
      reservataires: [...RESERVATAIRES, ailleurs],
      conventions: [signee(["ailleurs"])],
    });
    expect(ligne(lu, "transmission-de-convention-au-president/CV-1")).toMatchObject({ etat: "non-concerne" });
  });

  it("signée avant le décret, elle n'est pas concernée ; le jour même, elle l'est", () => {
    const du = (dateDeSignature: string) =>
      ligne(
        lire("2020-12-31", { conventions: [signee(["ville"], { dateDeSignature })] }),
        "transmission-de-convention/CV-1",
      )?.etat;
    expect(du("2020-02-21")).toBe("non-concerne");
    expect(du("2020-02-22")).toBe("a-faire");
  });

  it.each([
    ["2025-03-31", "2025-05-31"],
    ["2025-07-31", "2025-09-30"],
    ["2025-10-12", "2025-12-12"],
  ])("mise en demeure du %s : deux mois, jusqu'au %s compris", (miseEnDemeure, echeance) => {
    const conventions = [signee(["prefet"], { miseEnDemeure })];
    const cible = "fin-de-mise-en-demeure/CV-1";
    expect(ligne(lire(echeance, { conventions }), cible)).toMatchObject({ echeance, etat: "a-venir" });
    expect(ligne(lire("2026-01-01", { conventions }, 2025), cible)).toMatchObject({ echeance, etat: "echu" });
  });

  it("une fin convenue est un terme ; un acte dont aucun jour n'est de l'année est compté à part", () => {
    const conventions = [signee(["ville"], { fin: "2026-12-31" })];
    expect(ligne(lire("2025-12-31", { conventions }), "fin-de-convention/CV-1")).toBeUndefined();
    expect(ligne(lire("2026-12-31", { conventions }), "fin-de-convention/CV-1")).toMatchObject({
      echeance: "2026-12-31",
      etat: "a-venir",
      autorite: "conventionnel",
    });
    expect(
      [2024, 2025, 2026].map((annee) => lire("2025-12-31", { conventions }, annee).horsDeLAnnee),
    ).toEqual([1, 0, 0]);
  });

  it("refuse un acte mal formé, tout à la fois", () => {
    expect(
      refus({
        conventions: [
          signee(["inconnu"], { fin: "2025-03-09" }),
          signee(["ville"], { miseEnDemeure: "2025-04-01" }),
          signee([], { reference: "CV-2" }),
        ],
      }),
    ).toEqual([
      "conventions[2].reservataires LISTE_VIDE",
      "conventions[1] DOUBLON",
      "conventions[0].reservataires[0] RESERVATAIRE_INCONNU",
      "conventions[0].fin DATES_INVERSEES",
      "conventions[1].miseEnDemeure CHAMP_EN_TROP",
    ]);
  });
});

describe("R15, l'emprunt garanti est remboursé (art. R. 441-6)", () => {
  const garantie = (dernierVersement: string, champs: object = {}) => ({
    garanties: [{ emprunt: "E-1", reservataire: "ville", dernierVersement, ...champs }],
  });
  const fin = "fin-des-droits-de-garantie/ville/E-1";

  it.each([
    ["2020-05-12", "2025-05-12"],
    ["2020-02-29", "2025-02-28"],
  ])("dernier versement du %s : droits jusqu'au %s", (versement, echeance) => {
    expect(ligne(lire(echeance, garantie(versement)), fin)).toMatchObject({ echeance, etat: "a-venir" });
    expect(ligne(lire("2025-12-31", garantie(versement)), fin)?.etat).toBe("echu");
  });

  it("une convention qui fait durer le droit davantage l'emporte ; moins, non", () => {
    const avec = (dateDExpiration: string, annee: number) =>
      ligne(lire(`${annee}-12-31`, garantie("2020-05-12", { dateDExpiration })), fin)?.echeance;
    expect(avec("2025-05-13", 2025)).toBe("2025-05-13");
    expect(avec("2025-05-11", 2025)).toBe("2025-05-12");
    expect(avec("2031-01-01", 2025)).toBeUndefined();
    expect(avec("2031-01-01", 2031)).toBe("2031-01-01");
  });

  it("le garant est à informer, sans jour fixé ; l'article ne nomme que la commune et l'EPCI", () => {
    const departement = {
      code: "dep",
      nom: "Département",
      categorie: "departement",
      territoire: PARTOUT,
    } as const;
    const lu = lire("2025-12-31", {
      reservataires: [...RESERVATAIRES, departement],
      garanties: ["ville", "agglo", "dep"].map((reservataire) => ({
        emprunt: "E-1",
        reservataire,
        dernierVersement: "2025-04-01",
      })),
    });
    expect(ligne(lu, "information-du-garant/ville/E-1")).toMatchObject({ etat: "a-faire", echeance: null });
    expect(ligne(lu, "information-du-garant/agglo/E-1")?.etat).toBe("a-faire");
    expect(ligne(lu, "information-du-garant/dep/E-1")?.etat).toBe("non-concerne");
  });
});

describe("R6, fin d'une dérogation (art. R. 441-5-2, I, al. 2)", () => {
  const derogation = (au: string) => ({
    derogations: [
      { arrete: "A-1", motif: "securite-publique", du: "2024-06-01", au, plafondPrefet: 35 } as const,
    ],
  });
  const codes = (au: string) =>
    lire("2025-01-02", derogation(au))
      .constats.map(({ code }) => code)
      .filter((code) => code.startsWith("DEROGATION"));

  it("le jour de l'arrêté, et un constat au-delà d'un an", () => {
    expect(ligne(lire("2025-05-31", derogation("2025-05-31")), "fin-de-derogation/A-1")).toMatchObject({
      echeance: "2025-05-31",
      etat: "a-venir",
    });
    expect(ligne(lire("2025-06-01", derogation("2025-05-31")), "fin-de-derogation/A-1")?.etat).toBe("echu");
    expect(codes("2025-05-31")).toEqual([]);
    expect(codes("2025-06-01")).toEqual(["DEROGATION_TROP_LONGUE"]);
  });
});

describe("R10, R21, R9, ce qui est fait et quand", () => {
  it("fait deux fois, la première compte ; fait après la date, cela attend et se compte", () => {
    const accomplissements = [
      { obligation: "bilan-annuel", le: "2025-03-10" },
      { obligation: "bilan-annuel", destinataire: "ville", le: "2025-02-20" },
    ] as const;
    const fin = lire("2025-03-31", { accomplissements });
    expect(ligne(fin, "bilan-annuel/ville")).toMatchObject({ faitLe: "2025-02-20", etat: "fait-a-temps" });
    expect(ligne(fin, "bilan-annuel/prefet")).toMatchObject({ faitLe: "2025-03-10", joursDeRetard: 11 });
    const plusTot = lire("2025-03-09", { accomplissements });
    expect(ligne(plusTot, "bilan-annuel/prefet")).toMatchObject({
      faitLe: null,
      etat: "en-retard",
      joursDeRetard: 10,
    });
    expect([fin.posterieurs, plusTot.posterieurs]).toEqual([0, 1]);
  });

  it("refuse ce qui ne répond à aucune ligne, et un terme, que personne n'accomplit", () => {
    expect(
      refus({
        accomplissements: [
          { obligation: "bilan-annuel", destinataire: "inconnu", le: "2025-02-01" },
          { obligation: "attributions-hors-qpv", le: "2025-01-10" },
          { obligation: "attributions-hors-qpv", objet: "2024-12-31", le: "2025-01-10" },
          { obligation: "attributions-hors-qpv", objet: "2024-12-31", le: "2024-12-30" },
        ],
      }),
    ).toEqual([
      "accomplissements[0] OBLIGATION_INCONNUE",
      "accomplissements[1] OBLIGATION_INCONNUE",
      "accomplissements[3].le DATE_ANTERIEURE",
    ]);
    expect(
      refus({ accomplissements: [{ obligation: "fin-de-convention" as never, le: "2025-02-01" }] }),
    ).toEqual(["accomplissements[0].obligation VALEUR_NON_PREVUE"]);
  });

  it("refuse des listes en double ou hors du département", () => {
    expect(
      refus({
        reservataires: [RESERVATAIRES[0], RESERVATAIRES[0]],
        conferences: [
          { code: EPCI, nom: "A", autorite: "epci", communes: ["77288", "75056"] },
          { code: EPCI, nom: "B", autorite: "epci", communes: ["77288"] },
        ],
      }),
    ).toEqual([
      "reservataires[1] DOUBLON",
      "conferences[1] DOUBLON",
      "conferences[1].communes[0] DOUBLON",
      "conferences[0].communes[1] COMMUNE_HORS_DEPARTEMENT",
    ]);
  });

  it("chaque ligne s'explique : pourquoi ce jour, quel article, quelle lecture", () => {
    const lu = lire("2025-07-16", { accomplissements: [{ obligation: "bilan-annuel", le: "2025-02-28" }] });
    const bilan = expliquer(lu, "bilan-annuel/ville");
    expect(bilan.split("\n")[0]).toBe(
      "Bilan annuel des logements proposés et attribués, Melun, dernier jour utile : 27/02/2025",
    );
    expect(bilan).toContain("avant le 28/02/2025 : le 27/02/2025 est le dernier jour utile");
    expect(bilan).toContain("Fait le 28/02/2025, avec un jour de retard.");
    expect(bilan).toContain(
      "CCH, art. R. 441-5-1, al. 1 (en vigueur depuis le 22/02/2020, vérifié au 21/11/2024)",
    );
    expect(bilan).toContain("« Avant » exclut le jour dit");
    expect(expliquer(lu, "attributions-hors-qpv/2025-06-30")).toContain("30/06/2025 + 15 jours = 15/07/2025");
    expect(expliquer(lu, "bilan-des-designations/ville", { langue: "en" })).toContain(
      "no day follows from it",
    );
    expect(JSON.parse(expliquer(lu, "bilan-annuel/ville", { format: "json" }))).toMatchObject({
      valeur: "2025-02-27",
      unite: "date",
    });
  });
});
