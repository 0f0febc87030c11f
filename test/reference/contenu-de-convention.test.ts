import {
  CLAUSES,
  type Clause,
  CONSTATS,
  ErreurDeSaisie,
  EXIGENCES,
  type IdDExigence,
  repartirFlux,
  type VerificationDeConvention,
  verifierConvention,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { assietteDe, commune, convention, epci, PARTOUT, prefet } from "../fabrique.js";

const DATE = "2024-01-01";
const TOUTES = Object.keys(CLAUSES) as Clause[];
const sauf = (...retirees: Clause[]) => TOUTES.filter((clause) => !retirees.includes(clause));

type Donnee = ReturnType<typeof convention>;

const VILLE = convention("ville", "commune", commune("77288"), [{ taux: 15 }]);
const DELEGUEE = convention("ville", "commune", commune("77288"), [{ taux: 15 }], "deleguee");
const ALS = convention("als", "action-logement", PARTOUT, [{ taux: 20 }]);
const EMPLOYEUR = convention("usine", "employeur", PARTOUT, [{ taux: 2 }]);
const HOPITAL = convention("hopital", "etablissement-public-de-sante", PARTOUT, []);
const DEFENSE = convention("armees", "defense", PARTOUT, []);
const PREFET = prefet(25, 5);

function verifier(donnee: Donnee, clauses: readonly Clause[] = TOUTES, conference = true, date = DATE) {
  return verifierConvention({
    date,
    convention: donnee,
    clauses,
    conferenceIntercommunale: conference,
  });
}

function etat({ exigences }: VerificationDeConvention, id: IdDExigence): string | undefined {
  return exigences.find((exigence) => exigence.id === id)?.etat;
}

function ids({ exigences }: VerificationDeConvention, voulu: string): string[] {
  return exigences.filter((exigence) => exigence.etat === voulu).map(({ id }) => id);
}

describe("R9, contenu d'une convention (art. R. 441-5, R. 441-5-2, III, et R. 441-5-3)", () => {
  it.each<[IdDExigence, Clause, Donnee]>([
    ["modalites-pratiques", "modalites-pratiques", ALS],
    ["logements-identifies", "logements-identifies", DEFENSE],
    ["modalites-de-proposition", "modalites-de-proposition", VILLE],
    ["delai-de-proposition", "delai-de-proposition", VILLE],
    ["concertation-premiere-mise-en-service", "concertation-premiere-mise-en-service", EMPLOYEUR],
    ["objectif-des-publics-prioritaires", "objectif-des-publics-prioritaires", VILLE],
    ["objectif-des-publics-prioritaires", "objectif-des-publics-prioritaires", ALS],
    ["modalites-des-attributions", "modalites-des-attributions", PREFET],
    ["compatibilite-intercommunale", "compatibilite-intercommunale", PREFET],
    ["echanges-d-informations", "echanges-d-informations", PREFET],
  ])("%s : présente avec la clause %s, manquante sans elle", (id, clause, donnee) => {
    const complete = verifier(donnee);
    expect(etat(complete, id)).toBe("presente");
    expect(complete.manquantes).toBe(0);
    const incomplete = verifier(donnee, sauf(clause));
    expect(etat(incomplete, id)).toBe("manquante");
    expect(incomplete.manquantes).toBe(1);
    expect(ids(incomplete, "manquante")).toEqual([id]);
  });

  it.each<[IdDExigence, string, Donnee, boolean]>([
    ["patrimoine-du-departement", "une commune", VILLE, true],
    ["patrimoine-du-territoire", "le préfet", PREFET, true],
    ["flux-en-pourcentage", "la défense", DEFENSE, true],
    ["logements-identifies", "une commune", VILLE, true],
    ["justification-de-la-territorialisation", "un réservataire de tout le département", ALS, true],
    ["modalites-de-proposition", "une gestion déléguée", DELEGUEE, true],
    ["delai-de-proposition", "une gestion déléguée", DELEGUEE, true],
    ["objectif-des-publics-prioritaires", "un employeur", EMPLOYEUR, true],
    ["objectif-des-publics-prioritaires", "le préfet", PREFET, true],
    ["modalites-des-attributions", "un territoire sans conférence", VILLE, false],
    ["compatibilite-intercommunale", "un territoire sans conférence", VILLE, false],
    ["actualisation-annuelle", "qui ne dit rien des événements", VILLE, true],
    ["part-du-prefet", "une commune", VILLE, true],
    ["echanges-d-informations", "une commune", VILLE, true],
  ])("%s : sans objet pour %s", (id, _, donnee, conference) => {
    expect(etat(verifier(donnee, [], conference), id)).toBe("sans-objet");
  });

  it("un flux sans part manque, et une part à zéro suffit", () => {
    expect(etat(verifier({ ...ALS, parts: [] }), "flux-en-pourcentage")).toBe("manquante");
    const nulle = convention("als", "action-logement", PARTOUT, [{ taux: 0 }]);
    expect(etat(verifier(nulle), "flux-en-pourcentage")).toBe("presente");
  });

  it("les établissements publics de santé relèvent du flux jusqu'au 22/02/2022", () => {
    const au = (date: string) => verifier(HOPITAL, TOUTES, true, date);
    expect(etat(au("2022-02-22"), "flux-en-pourcentage")).toBe("manquante");
    expect(etat(au("2022-02-22"), "logements-identifies")).toBe("sans-objet");
    expect(etat(au("2022-02-23"), "flux-en-pourcentage")).toBe("sans-objet");
    expect(etat(au("2022-02-23"), "logements-identifies")).toBe("presente");
  });

  it("la convention du préfet dit sa part, volet par volet", () => {
    expect(etat(verifier(PREFET), "part-du-prefet")).toBe("presente");
    const sansContingent = convention("prefet", "prefet", PARTOUT, [
      { taux: 5, contrepartie: "financement" },
    ]);
    expect(etat(verifier(sansContingent), "part-du-prefet")).toBe("manquante");
  });

  it("l'actualisation annuelle n'est jamais manquante : le texte la veut le cas échéant", () => {
    expect(etat(verifier(VILLE), "actualisation-annuelle")).toBe("presente");
    expect(verifier(VILLE, sauf("actualisation-annuelle")).manquantes).toBe(0);
  });

  it.each<[string, "exacte" | "plus-petite" | "plus-grande", Donnee]>([
    ["une commune sur sa commune", "exacte", VILLE],
    ["un EPCI sur ses communes", "exacte", convention("e", "epci", epci("247700057"), [{ taux: 9 }])],
    [
      "la métropole de Lyon sur ses communes",
      "exacte",
      convention("m", "metropole-de-lyon", epci("200046977"), [{ taux: 9 }]),
    ],
    ["Paris sur son département", "exacte", convention("p", "ville-de-paris", PARTOUT, [{ taux: 9 }])],
    ["Paris sur sa commune", "exacte", convention("p", "ville-de-paris", commune("75056"), [{ taux: 9 }])],
    ["une commune sur le département", "plus-grande", sur(PARTOUT, VILLE)],
    ["une commune sur un EPCI", "plus-grande", sur(epci("247700057"), VILLE)],
    ["un EPCI sur une commune", "plus-petite", convention("e", "epci", commune("77288"), [{ taux: 9 }])],
    ["Action Logement sur le département", "exacte", ALS],
    ["Action Logement sur une commune", "plus-petite", sur(commune("77288"), ALS)],
    ["un département sur un EPCI", "plus-petite", convention("d", "departement", epci("247700057"), [])],
  ])("%s : étendue %s", (_, etendue, donnee) => {
    const duBloc = ["commune", "epci", "ept", "metropole-de-lyon", "ville-de-paris"].includes(
      donnee.reservataire.categorie,
    );
    const id = duBloc ? "patrimoine-du-territoire" : "patrimoine-du-departement";
    const avec = (...clauses: Clause[]) => etat(verifier(donnee, clauses), id);
    const territorialisee = (...clauses: Clause[]) =>
      etat(verifier(donnee, clauses), "justification-de-la-territorialisation");
    const ailleurs = "reservations-sur-un-autre-territoire";
    const justifiee = "justification-de-la-territorialisation";
    const attendus = {
      exacte: ["presente", "presente", "presente", "sans-objet", "sans-objet"],
      "plus-petite": ["manquante", "manquante", "presente", "manquante", "presente"],
      "plus-grande": ["manquante", "presente", "manquante", "sans-objet", "sans-objet"],
    } as const;
    expect([avec(), avec(ailleurs), avec(justifiee), territorialisee(), territorialisee(justifiee)]).toEqual(
      attendus[etendue],
    );
  });

  it("une part territorialisée porte sa justification elle-même, le réservataire gardant tout le département", () => {
    const territorialisation = { territoire: commune("77288"), motif: "lieu de travail" };
    const donnee = { ...ALS, parts: ALS.parts.map((part) => ({ ...part, territorialisation })) };
    const verification = verifier(donnee, sauf("justification-de-la-territorialisation"));
    expect(etat(verification, "justification-de-la-territorialisation")).toBe("presente");
    expect(etat(verification, "patrimoine-du-departement")).toBe("presente");
    expect(verification.manquantes).toBe(0);
  });

  it("ce qui manque est une irrégularité de R9, qui nomme chaque exigence", () => {
    const { constats, manquantes } = verifier(VILLE, sauf("delai-de-proposition", "modalites-pratiques"));
    expect(manquantes).toBe(2);
    expect(constats.map(({ code, gravite, regle }) => [code, gravite, regle])).toEqual([
      ["CONVENTION_INCOMPLETE", "irregularite", "R9"],
    ]);
    expect(constats[0]?.message.fr).toContain("Modalités pratiques ; Délai de proposition des candidats");
    expect(constats[0]?.confiance).toEqual(["texte-officiel"]);
    expect(verifier(VILLE).constats).toEqual([]);
  });

  it("un manque qu'une lecture établit le dit", () => {
    const [constat] = verifier(VILLE, sauf("objectif-des-publics-prioritaires")).constats;
    expect(constat?.confiance).toContain("lecture");
  });

  it("la liste ministérielle n'est rappelée que pour le préfet, et n'est pas vérifiée", () => {
    expect(verifier(PREFET).constats.map(({ code }) => code)).toEqual(["LISTE_MINISTERIELLE_NON_LUE"]);
    expect(CONSTATS.LISTE_MINISTERIELLE_NON_LUE.gravite).toBe("information");
  });

  it("chaque exigence cite ses articles à la date, et dit pourquoi", () => {
    const { exigences } = verifier(VILLE, [], true, "2021-06-01");
    expect(exigences.map(({ id }) => id)).toEqual(EXIGENCES.map(({ id }) => id));
    for (const { pourquoi, articles } of exigences) {
      expect(pourquoi.fr).not.toBe("");
      expect(pourquoi.en).not.toBe("");
      expect(articles.length).toBeGreaterThan(0);
    }
    const conference = exigences.find(({ id }) => id === "compatibilite-intercommunale")?.articles ?? [];
    expect(conference.map(({ fr }) => fr).join(" ")).toContain("art. R. 441-5, I, al. 11 ");
    expect(conference.map(({ fr }) => fr).join(" ")).toContain("L. 441-1, al. 23 ");
    const depuis = verifier(VILLE).exigences.find(({ id }) => id === "compatibilite-intercommunale");
    expect(depuis?.articles.map(({ fr }) => fr).join(" ")).toContain("L. 441-1, al. 24 ");
  });

  it("l'ordre des clauses n'y change rien", () => {
    expect(verifier(VILLE, [...TOUTES].reverse())).toEqual(verifier(VILLE));
  });

  it("un arrêté qui tient lieu de convention n'en est pas une : rien ne lui manque (R. 441-5-2, IV)", () => {
    const verification = verifier({ ...PREFET, arrete: "AP-77-12" } as Donnee, []);
    expect(verification.manquantes).toBe(0);
    expect(new Set(verification.exigences.map((exigence) => exigence.etat))).toEqual(new Set(["sans-objet"]));
    expect(verification.exigences[0]?.articles[0]?.fr).toContain("R. 441-5-2, IV, al. 2");
    expect(verification.constats.map(({ code, gravite }) => [code, gravite])).toEqual([
      ["ARRETE_TENANT_LIEU_DE_CONVENTION", "information"],
    ]);
    expect(verification.constats[0]?.message.fr).toContain("« AP-77-12 »");
    expect(verifier(PREFET, []).manquantes).toBeGreaterThan(0);
  });

  it("le préfet n'a pas de quart chiffré : ses réservations vont aux personnes prioritaires (L. 441-1, al. 41)", () => {
    const objectif = (donnee: Donnee) =>
      verifier(donnee).exigences.find(({ id }) => id === "objectif-des-publics-prioritaires");
    expect(objectif(PREFET)?.pourquoi.fr).toContain("Pas de quart chiffré");
    expect(objectif(PREFET)?.articles.map(({ fr }) => fr.slice(0, 28))).toEqual([
      "CCH, art. L. 441-1, al. 41 (",
    ]);
    expect(objectif(EMPLOYEUR)?.pourquoi.fr).not.toContain("quart");
  });

  it("le délai de proposition rappelle le mois d'ordre public des zones tendues (L. 441-1, al. 42)", () => {
    const delai = (clauses: readonly Clause[], donnee = VILLE) =>
      verifier(donnee, clauses).exigences.find(({ id }) => id === "delai-de-proposition");
    for (const clauses of [TOUTES, []]) {
      expect(delai(clauses)?.pourquoi.fr).toContain("1 mois au plus");
      expect(
        delai(clauses)
          ?.articles.map(({ fr }) => fr)
          .join(),
      ).toContain("L. 441-1, al. 42 ");
    }
    expect(delai([], DELEGUEE)?.pourquoi.fr).not.toContain("mois");
  });

  it("ce qui manque se dit au subjonctif", () => {
    const pourquoi = verifier(VILLE, []).exigences.map((exigence) => exigence.pourquoi.fr);
    expect(pourquoi.filter((texte) => texte.includes("il faudrait que")).length).toBeGreaterThan(3);
    for (const texte of pourquoi) expect(texte).not.toMatch(/il faudrait que le texte (dit|prévoit)/);
    expect(pourquoi.join()).toContain("il faudrait que le texte dise comment");
    expect(pourquoi.join()).toContain("il faudrait que les termes du texte rendent possible");
  });

  it.each([
    ["2023-12-31", ["CONVENTION_PAS_ENCORE_EN_VIGUEUR"]],
    ["2024-01-01", []],
    ["2024-05-31", []],
    ["2024-06-01", ["CONVENTION_RESILIEE"]],
  ])("au %s, une convention du 01/01/2024 résiliée au 01/06/2024 donne %j", (date, attendus) => {
    const donnee = { ...VILLE, resiliation: { date: "2024-06-01" } };
    expect(verifier(donnee, TOUTES, true, date).constats.map(({ code }) => code)).toEqual(attendus);
  });

  it("refuse ce que repartirFlux refuse de la même convention, aux mêmes lieux", () => {
    const part = (champs: object = {}) => ({ ...VILLE.parts[0], ...champs });
    const contingent = { contrepartie: "contingent-prefectoral", contingent: "publics-prioritaires" };
    const fautives: readonly [object, readonly string[]][] = [
      [
        { parts: [part({ contingent: "publics-prioritaires" })] },
        ["parts[0].contingent CONTINGENT_INCOHERENT"],
      ],
      [{ parts: [part(), part()] }, ["parts[1] DOUBLON"]],
      [
        {
          parts: [
            part({ taux: 90 }),
            part({ contrepartie: "financement", taux: 90 }),
            part({ contrepartie: "apport-de-terrain", taux: 60 }),
          ],
        },
        ["parts TAUX_CUMULE_SUPERIEUR_A_100"],
      ],
      [{ parts: [part(contingent)] }, ["parts[0].contrepartie CONTREPARTIE_INCOHERENTE"]],
      [{ resiliation: { date: "2023-12-31" } }, ["resiliation.date DATES_INVERSEES"]],
      [
        { resiliation: { date: "2024-06-01", miseEnDemeure: "2024-06-02" } },
        ["resiliation.miseEnDemeure DATES_INVERSEES"],
      ],
      [{ arrete: "AP-77-12" }, ["arrete CHAMP_EN_TROP"]],
      [
        { ...PREFET, reservataire: { ...PREFET.reservataire, territoire: commune("77288") } },
        ["reservataire.territoire TERRITOIRE_INCOHERENT"],
      ],
      [
        { parts: [part({ delegations: [{ delegataire: "ville", territoire: commune("77288") }] })] },
        ["parts[0].delegations[0].delegataire DELEGATAIRE_INCOHERENT"],
      ],
      [
        {
          parts: [
            part({ territorialisation: { territoire: { type: "communes", communes: [] }, motif: "emploi" } }),
          ],
        },
        ["parts[0].territorialisation.territoire.communes LISTE_VIDE"],
      ],
      [{ ...HOPITAL, parts: [part()] }, ["parts PART_DE_LOGEMENTS_IDENTIFIES"]],
      [
        { arrete: "AP-77-12", resiliation: { date: "2023-12-31" }, parts: [part(), part()] },
        ["resiliation.date DATES_INVERSEES", "arrete CHAMP_EN_TROP", "parts[1] DOUBLON"],
      ],
    ];
    const refus = (appel: () => unknown, racine: string) => {
      try {
        appel();
      } catch (erreur) {
        if (erreur instanceof ErreurDeSaisie)
          return erreur.problemes.map(({ chemin, code }) => `${chemin.replace(`${racine}.`, "")} ${code}`);
        throw erreur;
      }
      return [];
    };
    for (const [champs, attendus] of fautives) {
      const donnee = { ...VILLE, ...champs } as Donnee;
      expect(refus(() => verifier(donnee), "convention")).toEqual(attendus);
      const assiette = assietteDe([{ flux: 10 }]);
      expect(refus(() => repartirFlux({ assiette, conventions: [donnee] }), "conventions[0]")).toEqual(
        attendus,
      );
    }
  });

  it("l'ordre des parts n'y change rien", () => {
    expect(JSON.stringify(verifier({ ...PREFET, parts: PREFET.parts.toReversed() }))).toBe(
      JSON.stringify(verifier(PREFET)),
    );
  });

  it("avant le régime du flux, il n'y a pas de convention à vérifier", () => {
    expect(() => verifier(VILLE, [], true, "2020-02-21")).toThrow("REGIME_NON_COUVERT");
    expect(() => verifier(VILLE, [], true, "2019-08-31")).toThrow("DATE_SANS_DROIT_CONNU");
    expect(verifier(VILLE, [], true, "2020-02-22").manquantes).toBeGreaterThan(0);
  });
});

function sur(territoire: Donnee["reservataire"]["territoire"], donnee: Donnee): Donnee {
  return { ...donnee, reservataire: { ...donnee.reservataire, territoire } };
}
