import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ecrireDepartement, genererDepartement } from "../../examples/generer.js";
import { choisir, entier, melanger, mulberry32, tirer } from "../../examples/hasard.js";

const departement = genererDepartement();
const { communes, conventions, etatDesLieux, droitsUniques, previsions, liberations, suites } = departement;

const parRpls = new Map(etatDesLieux.map((logement) => [logement.rpls, logement]));
const reserves = etatDesLieux.filter(({ reservataire }) => reservataire !== "");
const soustraites = liberations.filter(({ soustraction }) => soustraction !== "");

const secteurDe = ({ commune, situation }: { commune: string; situation: string }) =>
  `${commune} ${situation}`;
const compter = (valeurs: readonly string[]) => {
  const comptes = new Map<string, number>();
  for (const valeur of valeurs) comptes.set(valeur, (comptes.get(valeur) ?? 0) + 1);
  return comptes;
};
const soustraitsPrevus = (prevision: (typeof previsions)[number]) =>
  prevision.mutations +
  prevision.renouvellementUrbain +
  prevision.coproprietesDegradees +
  prevision.habitatIndigne +
  prevision.venteHlm +
  prevision.attributionsDuPrefet;
const triable = (date: string) => date.split("/").reverse().join("");
const nombre = (decimal: string) => Number(decimal.replace(",", "."));

/** Les parts publiées, arrondies au dixième, ne font pas tout à fait 100. */
const SOMME_DES_PARTS_PUBLIEES = 99.9;

describe("le hasard", () => {
  it("donne la suite de référence de mulberry32", () => {
    const hasard = mulberry32(77);
    const suite = [hasard(), hasard(), hasard()].map((valeur) => valeur * 2 ** 32);
    expect(suite).toEqual([1827943904, 181332479, 2989326142]);
  });

  it("reste dans les bornes d'un entier, comprises", () => {
    const hasard = mulberry32(1);
    const tires = new Set(Array.from({ length: 500 }, () => entier(hasard, 3, 6)));
    expect([...tires].sort()).toEqual([3, 4, 5, 6]);
  });

  it("suit les poids et ne choisit jamais un poids nul", () => {
    const hasard = mulberry32(2);
    const choix = Array.from({ length: 4_000 }, () =>
      choisir(hasard, [
        ["rare", 1],
        ["jamais", 0],
        ["courant", 3],
      ]),
    );
    const comptes = compter(choix);
    expect(comptes.get("jamais")).toBeUndefined();
    expect(Math.round((4 * (comptes.get("courant") ?? 0)) / choix.length)).toBe(3);
    expect(() => choisir(hasard, [])).toThrow(RangeError);
  });

  it("mélange sans perdre d'élément et tire sans remise, dans l'ordre", () => {
    const liste = Array.from({ length: 50 }, (_, rang) => rang);
    const melange = melanger(mulberry32(3), liste);
    expect(melange).not.toEqual(liste);
    expect([...melange].sort((a, b) => a - b)).toEqual(liste);
    const tires = tirer(mulberry32(4), liste, 10);
    expect(tires).toHaveLength(10);
    expect(new Set(tires).size).toBe(10);
    expect(tires).toEqual([...tires].sort((a, b) => a - b));
  });
});

describe("la graine", () => {
  it("redonne les mêmes données", () => {
    expect(genererDepartement(77)).toEqual(departement);
  });

  it("donne d'autres données quand elle change", () => {
    const autre = genererDepartement(78);
    expect(autre.etatDesLieux).not.toEqual(etatDesLieux);
    expect(autre.liberations).not.toEqual(liberations);
  });
});

describe("les communes", () => {
  const lire = createRequire(import.meta.url);
  const reelles: { code: string; nom: string; departement?: string; type: string }[] = lire(
    "@etalab/decoupage-administratif/data/communes.json",
  );
  const epci: { code: string; nom: string; membres: { code: string }[] }[] = lire(
    "@etalab/decoupage-administratif/data/epci.json",
  );

  it("existent en Seine-et-Marne, dans l'EPCI publié", () => {
    expect(communes.length).toBeGreaterThan(40);
    for (const commune of communes) {
      const reelle = reelles.find(({ code, type }) => type === "commune-actuelle" && code === commune.code);
      const groupement = epci.find(({ membres }) => membres.some(({ code }) => code === commune.code));
      expect(reelle).toMatchObject({ nom: commune.nom, departement: "77" });
      expect(groupement).toMatchObject({ code: commune.epci, nom: commune.nomEpci });
      expect(commune.departement).toBe("77");
    }
  });

  it("couvrent tous les logements, les prévisions et les libérations", () => {
    const codes = new Set(communes.map(({ code }) => code));
    const cites = [...etatDesLieux, ...previsions, ...liberations].map(({ commune }) => commune);
    expect(cites.every((code) => codes.has(code))).toBe(true);
    expect(new Set(etatDesLieux.map(({ commune }) => commune))).toEqual(codes);
  });
});

describe("les conventions", () => {
  it("portent sur des territoires du parc", () => {
    const connus = {
      perimetre: new Set([""]),
      commune: new Set(communes.map(({ code }) => code)),
      epci: new Set(communes.map(({ epci }) => epci)),
    };
    for (const { territoire, codeTerritoire } of conventions) {
      expect(connus[territoire].has(codeTerritoire)).toBe(true);
    }
  });

  it("ne dépassent 20 % de garanties d'emprunt qu'à Meaux et restent sous 100 % en tout", () => {
    const sommer = (commune: (typeof communes)[number], parts: typeof conventions) =>
      parts
        .filter(({ codeTerritoire }) => ["", commune.code, commune.epci].includes(codeTerritoire))
        .reduce((somme, { taux }) => somme + nombre(taux), 0);
    const garanties = conventions.filter(({ contrepartie }) => contrepartie === "garantie-d-emprunt");
    const irregulieres = communes.filter((commune) => sommer(commune, garanties) > 20);
    expect(irregulieres.map(({ nom }) => nom)).toEqual(["Meaux"]);
    for (const commune of communes) expect(sommer(commune, conventions)).toBeLessThan(100);
  });

  it("sont signées avant le 20 novembre 2023 pour effet au 1er janvier 2024", () => {
    for (const { signature, effet } of conventions) {
      expect(triable(signature) >= "20230601" && triable(signature) <= "20231120").toBe(true);
      expect(effet).toBe("01/01/2024");
    }
  });

  it("laissent l'hôpital sans part", () => {
    const hopital = conventions.filter(({ reservataire }) => reservataire === "hopital-synthetique");
    expect(hopital).toHaveLength(1);
    expect(hopital[0]).toMatchObject({ contrepartie: "", taux: "", localisation: "" });
  });
});

describe("l'état des lieux", () => {
  it("compte 9 000 logements, dont plus de 3 000 réservés", () => {
    expect(etatDesLieux).toHaveLength(9_000);
    expect(reserves.length).toBeGreaterThanOrEqual(3_000);
    expect(reserves.filter(({ reservataire }) => reservataire === "hopital-synthetique")).toHaveLength(40);
  });

  it("numérote chaque logement une seule fois", () => {
    expect(parRpls.size).toBe(etatDesLieux.length);
    expect(etatDesLieux.every(({ rpls }) => /^99\d{8}$/.test(rpls))).toBe(true);
  });

  it("a la part publiée en QPV, arrondie au point", () => {
    const enQpv = etatDesLieux.filter(({ situation }) => situation === "QPV").length;
    expect(Math.round((100 * enQpv) / etatDesLieux.length)).toBe(31);
  });

  it.each([
    ["T1", 7.4],
    ["T2", 20.2],
    ["T3", 37],
    ["T4", 27.8],
    ["T5+", 7.5],
  ])("a la part publiée des %s, à l'arrondi d'un logement", (typologie, part) => {
    const compte = etatDesLieux.filter((logement) => logement.typologie === typologie).length;
    const exact = (etatDesLieux.length * part) / SOMME_DES_PARTS_PUBLIEES;
    expect([Math.floor(exact), Math.ceil(exact)]).toContain(compte);
  });

  it("ne réserve qu'à des conventionnés, chacun sur son territoire", () => {
    const epciDe = new Map(communes.map(({ code, epci }) => [code, epci]));
    const detenteurs = new Set(reserves.map(({ reservataire }) => reservataire));
    expect(detenteurs).toEqual(new Set(conventions.map(({ reservataire }) => reservataire)));
    for (const { reservataire, commune } of reserves) {
      const [categorie, code] = reservataire.split("-");
      if (categorie === "commune") expect(code).toBe(commune);
      if (categorie === "epci") expect(code).toBe(epciDe.get(commune));
    }
  });

  it("date les réservations, sans terme pour le préfet seulement", () => {
    for (const { reservataire, debut, expiration } of etatDesLieux) {
      expect(debut === "").toBe(reservataire === "");
      expect(expiration === "").toBe(["", "prefet-77"].includes(reservataire));
      if (expiration !== "") expect(triable(debut) < triable(expiration)).toBe(true);
    }
  });

  it("garde quelques dizaines de réservations échues avant 2024", () => {
    const termes = reserves.map(({ expiration }) => triable(expiration)).filter((terme) => terme !== "");
    const echues = termes.filter((terme) => terme < "20240101");
    expect(echues).toHaveLength(36);
    expect(termes.every((terme) => terme < "20240101" || terme >= "20240315")).toBe(true);
  });

  it("retrouve chaque droit unique, non échu", () => {
    expect(new Set(droitsUniques.map(({ rpls }) => rpls)).size).toBe(120);
    for (const { rpls, reservataire } of droitsUniques) {
      const logement = parRpls.get(rpls);
      expect(logement?.reservataire).toBe(reservataire);
      expect(reservataire).toMatch(/^(action-logement|employeur-synthetique|commune-\d{5})$/);
      expect(triable(logement?.expiration ?? "") >= "20240315").toBe(true);
    }
  });
});

describe("les prévisions", () => {
  it("ont une ligne par secteur du parc, hors logements de l'hôpital", () => {
    const secteurs = etatDesLieux
      .filter(({ reservataire }) => reservataire !== "hopital-synthetique")
      .map(secteurDe);
    expect(previsions.map(secteurDe).sort()).toEqual([...new Set(secteurs)].sort());
  });

  it("libèrent 7,8 % du parc et ne soustraient jamais plus que les libérations", () => {
    const total = previsions.reduce((somme, prevision) => somme + prevision.liberations, 0);
    const soustraits = previsions.reduce((somme, prevision) => somme + soustraitsPrevus(prevision), 0);
    const mutations = previsions.reduce((somme, prevision) => somme + prevision.mutations, 0);
    expect(total).toBe(Math.round(8_960 * 0.078));
    expect(Math.round((100 * soustraits) / total)).toBe(28);
    expect(mutations).toBeGreaterThan(soustraits / 2);
    for (const prevision of previsions) {
      expect(soustraitsPrevus(prevision)).toBeLessThanOrEqual(prevision.liberations);
    }
  });

  it("tirent de la rotation publiée exactement 7,8 %", () => {
    expect(departement.rotation).toHaveLength(1);
    const [rotation] = departement.rotation;
    expect((rotation?.numerateur ?? 0) * 1_000).toBe((rotation?.denominateur ?? 0) * 78);
  });
});

describe("les libérations", () => {
  const neuves = liberations.filter(({ premiereMiseEnLocation }) => premiereMiseEnLocation === "oui");
  const anciennes = liberations.filter(({ premiereMiseEnLocation }) => premiereMiseEnLocation === "non");

  it("sont numérotées dans l'ordre des dates de 2024", () => {
    const dates = liberations.map(({ date }) => triable(date));
    expect(dates).toEqual([...dates].sort());
    expect(dates.every((date) => date.startsWith("2024"))).toBe(true);
    expect(liberations[0]?.numero).toBe("L-2024-00001");
    expect(new Set(liberations.map(({ numero }) => numero)).size).toBe(liberations.length);
  });

  it("tombent toutes dans un secteur prévu", () => {
    const secteurs = new Set(previsions.map(secteurDe));
    expect(liberations.every((liberation) => secteurs.has(secteurDe(liberation)))).toBe(true);
    expect(secteurs.has("77058 hors QPV")).toBe(true);
  });

  it("décrivent le logement comme l'état des lieux", () => {
    expect(new Set(liberations.map(({ rpls }) => rpls)).size).toBe(liberations.length);
    for (const { rpls, typologie, commune, situation, financement } of anciennes) {
      expect(parRpls.get(rpls)).toMatchObject({ typologie, commune, situation, financement });
    }
  });

  it("ne donnent de code QPV qu'en QPV", () => {
    for (const { situation, codeQpv } of liberations) {
      expect(codeQpv).toMatch(situation === "QPV" ? /^QN077\d\dZ$/ : /^$/);
    }
  });

  it("livrent vingt-quatre logements neufs à Bussy-Saint-Georges", () => {
    expect(neuves).toHaveLength(24);
    for (const neuve of neuves) {
      expect(neuve).toMatchObject({ commune: "77058", date: "02/09/2024", periode: "depuis 2015" });
      expect(parRpls.has(neuve.rpls)).toBe(false);
      expect(neuve.rpls).toMatch(/^99\d{8}$/);
    }
  });

  it("identifient les logements de l'hôpital et eux seuls", () => {
    const identifiees = liberations.filter(({ statut }) => statut === "identifie");
    expect(identifiees).toHaveLength(4);
    for (const { rpls, statut, reservataireIdentifie, soustraction } of anciennes) {
      const deLHopital = parRpls.get(rpls)?.reservataire === "hopital-synthetique";
      expect(statut).toBe(deLHopital ? "identifie" : "dans-le-flux");
      expect(reservataireIdentifie).toBe(deLHopital ? "hopital-synthetique" : "");
      if (deLHopital) expect(soustraction).toBe("");
    }
  });

  it("s'écartent un peu des prévisions, avec 29 % de soustraites", () => {
    const prevues = previsions.reduce((somme, prevision) => somme + prevision.liberations, 0);
    const ordinaires = anciennes.filter(({ statut }) => statut === "dans-le-flux").length;
    expect(ordinaires).not.toBe(prevues);
    expect(20 * Math.abs(ordinaires - prevues)).toBeLessThan(prevues);
    expect(Math.round((100 * soustraites.length) / ordinaires)).toBe(29);
  });

  it("ne soustraient jamais plus que les libérations d'un secteur", () => {
    const comptes = compter(liberations.map(secteurDe));
    for (const [secteur, compte] of compter(soustraites.map(secteurDe))) {
      expect(compte).toBeLessThanOrEqual(comptes.get(secteur) ?? 0);
    }
  });
});

describe("les suites", () => {
  it("suivent chaque libération non soustraite", () => {
    const attendues = liberations.filter(({ soustraction }) => soustraction === "");
    expect(suites.map(({ numero }) => numero)).toEqual(attendues.map(({ numero }) => numero));
  });

  it("ne comptent que les étapes qui ont lieu, dans l'ordre", () => {
    for (const { designation, decision, issue, bail } of suites) {
      expect(designation).toBeGreaterThan(0);
      expect(decision === "").toBe(issue === "absence-de-candidat");
      expect(bail === "").toBe(issue !== "bail");
      if (decision !== "") expect(decision).toBeGreaterThan(designation);
      if (decision !== "" && bail !== "") expect(bail).toBeGreaterThan(decision);
    }
  });

  it("mènent à un bail huit fois sur dix", () => {
    const baux = suites.filter(({ issue }) => issue === "bail").length;
    expect(Math.round((10 * baux) / suites.length)).toBe(8);
  });
});

describe("les fichiers", () => {
  const dossier = mkdtempSync(join(tmpdir(), "departement-"));
  const contenu = (fichier: string) => readFileSync(join(dossier, fichier), "utf8");
  beforeAll(() => ecrireDepartement(departement, dossier));
  afterAll(() => rmSync(dossier, { recursive: true }));

  it("sont huit, et se disent tous synthétiques dès la première ligne", () => {
    const fichiers = readdirSync(dossier);
    expect(fichiers).toHaveLength(8);
    for (const fichier of fichiers) {
      const [avertissement] = contenu(fichier).split("\n");
      expect(avertissement).toMatch(/^# Données synthétiques .*graine 77.*Réel : .*Inventé : /);
      expect(contenu(fichier)).not.toContain("\r");
    }
  });

  it("sont les mêmes octets à chaque écriture", () => {
    const avant = readdirSync(dossier).map(contenu);
    ecrireDepartement(genererDepartement(), dossier);
    expect(readdirSync(dossier).map(contenu)).toEqual(avant);
  });

  it.each([
    ["communes.csv", "Code commune;Commune;Département;EPCI;Nom EPCI;Millésime", communes],
    [
      "conventions.csv",
      "Réservataire;Nom;Catégorie;Territoire;Code territoire;Contrepartie;Contingent;Taux;Localisation;Date de signature;Date d'effet;Mode de gestion",
      conventions,
    ],
    [
      "etat-des-lieux.csv",
      "N° RPLS du logement;Réservataire;Typologie;Adresse;Commune;QPV/hors QPV;Financement;Date de début de la convention;Date d'expiration de la convention",
      etatDesLieux,
    ],
    ["droits-uniques.csv", "N° RPLS du logement;Réservataire", droitsUniques],
    [
      "previsions.csv",
      "Commune;QPV/hors QPV;Libérations;Premières mises en location;Mutations;Renouvellement urbain;Copropriétés dégradées;Habitat indigne;Vente HLM;Attributions du préfet",
      previsions,
    ],
    [
      "rotation.csv",
      "Millésime;Numérateur;Nature du numérateur;Dénominateur;Nature du dénominateur;Source",
      departement.rotation,
    ],
    [
      "liberations.csv",
      "N° libération;Date;N° RPLS du logement;Typologie;Commune;QPV/hors QPV;Code QPV;Financement;Période de construction;Statut;Réservataire identifié;Première mise en location;Soustraction",
      liberations,
    ],
    [
      "suites.csv",
      "N° libération;Jours avant désignation;Jours avant décision;Issue;Jours avant bail",
      suites,
    ],
  ])("%s a ses colonnes et toutes ses lignes", (fichier, colonnes, lignes) => {
    const [, entete] = contenu(fichier).split("\n");
    expect(entete).toBe(colonnes);
    const relues = parse(contenu(fichier), { delimiter: ";", comment: "#", columns: true });
    expect(relues).toHaveLength(lignes.length);
  });
});
