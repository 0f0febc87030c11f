import {
  CasNonCouvert,
  ErreurDeSaisie,
  expliquer,
  fixerObjectifsDeFlux,
  repartirFlux,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { assietteDe, commune, convention, epci, PARTOUT, prefet, repartitionDe } from "../fabrique.js";

const MELUN = "77288";
const MEAUX = "77284";
const EPCI = "200000001";
const secteurs = [
  { commune: MEAUX, epci: EPCI, flux: 40 },
  { commune: MELUN, epci: EPCI, flux: 60 },
  { commune: "77305", epci: null, flux: 100 },
] as const;

type Donnee = ReturnType<typeof convention>;
type Ajouts = Record<string, unknown>;

const avec = (donnee: Donnee, ajouts: Ajouts) => ({ ...donnee, ...ajouts });
const surParts = (donnee: Donnee, ajouts: Ajouts) => ({
  ...donnee,
  parts: donnee.parts.map((part) => ({ ...part, ...ajouts })),
});
const repartir = (...conventions: readonly object[]) =>
  repartirFlux({ assiette: assietteDe(secteurs), conventions: conventions as never });
const codes = (repartition: ReturnType<typeof repartir>) => repartition.constats.map(({ code }) => code);

function problemes(...conventions: readonly object[]): string[] {
  try {
    repartir(...conventions);
  } catch (erreur) {
    if (erreur instanceof ErreurDeSaisie)
      return erreur.problemes.map(({ chemin, code }) => `${chemin} ${code}`).sort();
    throw erreur;
  }
  throw new Error("aucune erreur");
}

const usine = (territoire = PARTOUT) =>
  convention("usine", "employeur", territoire, [{ taux: 10, contrepartie: "participation-des-employeurs" }]);
const ville = (taux = 10) => convention("ville", "commune", commune(MELUN), [{ taux }]);

describe("R9, une convention par réservataire et par département (art. R. 441-5, I, al. 3)", () => {
  it("deux conventions d'un réservataire sont refusées, sous un code comme sous deux", () => {
    expect(problemes(ville(), ville())).toEqual([
      "conventions[1].reservataire.categorie DOUBLON",
      "conventions[1].reservataire.code DOUBLON",
    ]);
    const autreCode = convention("mairie", "commune", commune(MELUN), [{ taux: 5 }]);
    expect(problemes(ville(), autreCode)).toEqual(["conventions[1].reservataire.categorie DOUBLON"]);
    const metropole = (code: string) => convention(code, "metropole-de-lyon", epci(EPCI), [{ taux: 5 }]);
    expect(problemes(metropole("lyon"), metropole("grand-lyon"))).toEqual([
      "conventions[1].reservataire.categorie DOUBLON",
    ]);
  });

  it("la convention d'un employeur porte sur tout le département : un territoire plus étroit est irrégulier", () => {
    expect(codes(repartir(usine(epci(EPCI))))).toEqual(["TERRITOIRE_SANS_JUSTIFICATION"]);
    expect(codes(repartir(usine()))).toEqual([]);
  });

  it("celle d'une commune ou d'un EPCI porte sur son territoire (art. R. 441-5-3, al. 1)", () => {
    const groupement = convention("agglo", "epci", epci(EPCI), [{ taux: 5 }]);
    expect(codes(repartir(ville(), groupement))).toEqual([]);
  });

  it("un acte que plusieurs signent vaut une convention pour chacun, et se dit dans l'explication", () => {
    const acte = {
      reference: "CONV-2023-7",
      dateDeSignature: "2023-11-01",
      dateDEffet: "2024-01-01",
      parties: [ville(), usine()].map(({ reservataire, modeDeGestion, parts }) => ({
        reservataire,
        modeDeGestion,
        parts,
      })),
    };
    const ensemble = repartir(acte);
    const separes = repartir(ville(), usine());
    expect(ensemble.parts).toEqual(separes.parts);
    expect(ensemble.conventions.map(({ acteCommun }) => acteCommun)).toEqual([
      { reference: "CONV-2023-7", parties: ["usine", "ville"] },
      { reference: "CONV-2023-7", parties: ["usine", "ville"] },
    ]);
    expect(expliquer(ensemble, "parts/ville/garantie-d-emprunt")).toContain(
      "la convention « CONV-2023-7 » du 01/11/2023, signée par usine, ville, lui donne",
    );
    expect(problemes({ ...acte, parties: acte.parties.slice(0, 1) })).toEqual([
      "conventions[0].parties PARTIES_INSUFFISANTES",
    ]);
    expect(problemes(acte, ville())).toEqual([
      "conventions[1].reservataire.categorie DOUBLON",
      "conventions[1].reservataire.code DOUBLON",
    ]);
    expect(problemes({ ...acte, parties: [{ ...acte.parties[0], parts: 3 }, acte.parties[1]] })).toEqual([
      "conventions[0].parties[0].parts TYPE_INVALIDE",
    ]);
  });
});

describe("R9, territorialisation infra-départementale (art. R. 441-5, I, al. 6)", () => {
  const motif = "personnels de nuit logés près du site";
  const territorialiser = (donnee: Donnee, territoire: object, raison: unknown = motif) =>
    surParts(donnee, { territorialisation: { territoire, motif: raison } });

  it("la part se calcule sur les communes nommées, et l'explication dit la nécessité", () => {
    const repartition = repartir(territorialiser(usine(), { type: "communes", communes: ["77305", MEAUX] }));
    expect(repartition.parts[0]).toMatchObject({ fluxDuTerritoire: 140, logements: { exact: "14" } });
    expect(repartition.secteurs.map(({ parts }) => parts.length)).toEqual([1, 0, 1]);
    expect(codes(repartition)).toEqual([]);
    expect(expliquer(repartition, "parts/usine/participation-des-employeurs")).toContain(
      `communes 77284, 77305, échelle que le réservataire justifie ainsi : « ${motif} »`,
    );
  });

  it("l'ordre des communes ne change rien", () => {
    const selon = (communes: readonly string[]) =>
      repartir(territorialiser(usine(), { type: "communes", communes })).provenance.sceau;
    expect(selon([MELUN, MEAUX])).toBe(selon([MEAUX, MELUN]));
  });

  it("jamais sans motif, jamais un programme, jamais hors du territoire", () => {
    const lieu = "conventions[0].parts[0].territorialisation";
    expect(problemes(surParts(usine(), { territorialisation: { territoire: epci(EPCI) } }))).toEqual([
      `${lieu}.motif CHAMP_MANQUANT`,
    ]);
    expect(problemes(territorialiser(usine(), epci(EPCI), ""))).toEqual([`${lieu}.motif TEXTE_MAL_FORME`]);
    expect(problemes(territorialiser(usine(), { type: "programme", programme: "Les Lilas" }))).toEqual([
      `${lieu}.territoire PROGRAMME_IDENTIFIE`,
    ]);
    expect(problemes(territorialiser(usine(), PARTOUT))).toEqual([
      `${lieu}.territoire TERRITOIRE_INCOHERENT`,
    ]);
    expect(problemes(territorialiser(ville(), commune(MEAUX)))).toEqual([
      `${lieu}.territoire TERRITOIRE_INCOHERENT`,
    ]);
    expect(problemes(territorialiser(usine(), commune("75056")))).toEqual([
      `${lieu}.territoire.commune COMMUNE_HORS_DEPARTEMENT`,
    ]);
    expect(problemes(territorialiser(usine(), { type: "communes", communes: [] }))).toEqual([
      `${lieu}.territoire.communes LISTE_VIDE`,
    ]);
    expect(problemes(territorialiser(usine(), { type: "communes", communes: [MELUN, MELUN] }))).toEqual([
      `${lieu}.territoire.communes[1] DOUBLON`,
    ]);
  });

  it("une part libre sur une liste de communes n'est pas encore placée, et c'est dit", () => {
    const libre = surParts(usine(), {
      localisation: "libre",
      territorialisation: { territoire: { type: "communes", communes: [MELUN] }, motif },
    });
    expect(() => repartir(libre)).toThrow(CasNonCouvert);
    expect(() => repartir(libre)).toThrow("conventions[0].parts[0].localisation");
  });

  it("le préfet territorialisé sur toutes les communes, au même taux, n'écarte rien", () => {
    const partout = { type: "communes", communes: secteurs.map((secteur) => secteur.commune) };
    expect(codes(repartir(territorialiser(prefet(25, 5), partout)))).toEqual([]);
  });

  it("le préfet cantonné à une commune écarte l'uniformité ; son plafond se juge sur tout le flux", () => {
    // 30 % de 40 font 12 logements, 6 % des 200 du périmètre.
    const cantonne = repartir(territorialiser(prefet(25, 5), commune(MEAUX)));
    expect(codes(cantonne)).toContain("UNIFORMITE_ECARTEE");
    expect(codes(cantonne)).not.toContain("PLAFOND_DU_PREFET_DEPASSE");
    expect(cantonne.constats.find(({ regle }) => regle === "R3")?.chiffres).toContainEqual({
      nom: "taux",
      valeur: "6",
    });
  });

  it.each([
    [59.999999, []],
    [60, []],
    [60.000001, ["PLAFOND_DU_PREFET_DEPASSE"]],
  ])("un préfet à %s % de la moitié du flux : %j", (taux, attendus) => {
    const publics = convention("prefet", "prefet", PARTOUT, [
      { taux, contrepartie: "contingent-prefectoral", contingent: "publics-prioritaires" },
    ]);
    const repartition = repartir(territorialiser(publics, commune("77305")));
    expect(codes(repartition).filter((code) => code === "PLAFOND_DU_PREFET_DEPASSE")).toEqual(attendus);
  });
});

describe("R9, délégation d'une part : elle reste comptée à son titulaire", () => {
  const delegue = (delegations: readonly object[]) =>
    repartir(
      surParts(prefet(25, 5), { delegations }),
      convention("agglo", "epci", epci(EPCI), [{ taux: 20 }]),
    );

  it("un contingent préfectoral délégué à un EPCI reste au préfet, et n'entre pas dans les 20 % des garanties", () => {
    const repartition = delegue([{ delegataire: "agglo", territoire: epci(EPCI) }]);
    expect(codes(repartition)).toEqual(["PART_DELEGUEE", "PART_DELEGUEE"]);
    // 5 % puis 25 % des 100 logements de l'EPCI.
    expect(repartition.constats.map(({ chiffres }) => chiffres[0]?.valeur)).toEqual(["5", "25"]);
    expect(
      repartition.secteurs.map(
        ({ parts }) => parts.find(({ contingent }) => contingent === "publics-prioritaires")?.delegataire,
      ),
    ).toEqual(["agglo", "agglo", null]);
  });

  it("il reste aussi sous le plafond du préfet", () => {
    const repartition = repartir(
      surParts(prefet(26, 5), { delegations: [{ delegataire: "agglo", territoire: epci(EPCI) }] }),
    );
    expect(codes(repartition)).toContain("PLAFOND_DU_PREFET_DEPASSE");
  });

  it("une part ne se délègue ni à son titulaire ni au bailleur", () => {
    for (const delegataire of ["prefet", "non-reserves"])
      expect(
        problemes(surParts(prefet(25, 5), { delegations: [{ delegataire, territoire: epci(EPCI) }] })),
      ).toEqual([
        "conventions[0].parts[0].delegations[0].delegataire DELEGATAIRE_INCOHERENT",
        "conventions[0].parts[1].delegations[0].delegataire DELEGATAIRE_INCOHERENT",
      ]);
  });

  it("deux délégations ne couvrent pas la même commune", () => {
    expect(
      problemes(
        surParts(prefet(25, 5), {
          delegations: [
            { delegataire: "agglo", territoire: epci(EPCI) },
            { delegataire: "ville", territoire: commune(MELUN) },
          ],
        }),
      ),
    ).toEqual([
      "conventions[0].parts[0].delegations[1].territoire DELEGATIONS_CONCURRENTES",
      "conventions[0].parts[1].delegations[1].territoire DELEGATIONS_CONCURRENTES",
    ]);
  });
});

describe("R9, résiliation (art. R. 441-5-2, IV)", () => {
  const resilie = (date: string, miseEnDemeure?: string, donnee: Donnee = prefet(25, 5)) =>
    avec(avec(donnee, { dateDEffet: "2023-01-01" }), {
      resiliation: { date, ...(miseEnDemeure === undefined ? {} : { miseEnDemeure }) },
    });

  it.each([
    ["2023-12-31", 0, ["CONVENTION_RESILIEE"]],
    ["2024-01-01", 0, ["CONVENTION_RESILIEE"]],
    ["2024-01-02", 2, ["RESILIATION_A_VENIR"]],
  ])("résiliée au %s, le calcul étant du 01/01/2024 : %i part(s), %j", (date, parts, attendus) => {
    const repartition = repartir(resilie(date, "2023-06-01"));
    expect(repartition.parts).toHaveLength(parts);
    expect(codes(repartition)).toEqual(attendus);
  });

  it.each([
    ["2023-10-15", "2023-12-14", ["CONVENTION_RESILIEE", "MISE_EN_DEMEURE_TROP_COURTE"]],
    ["2023-10-15", "2023-12-15", ["CONVENTION_RESILIEE", "MISE_EN_DEMEURE_TROP_COURTE"]],
    ["2023-10-15", "2023-12-16", ["CONVENTION_RESILIEE"]],
    // Sans 31 ni 30 ni 29 février en 2023, le délai finit le 28.
    ["2022-12-31", "2023-02-28", ["CONVENTION_RESILIEE", "MISE_EN_DEMEURE_TROP_COURTE"]],
    ["2022-12-31", "2023-03-01", ["CONVENTION_RESILIEE"]],
  ])("mise en demeure du %s, résiliation du %s : %j", (miseEnDemeure, date, attendus) => {
    expect(codes(repartir(resilie(date, miseEnDemeure)))).toEqual(attendus);
  });

  it("une résiliation par le préfet sans mise en demeure donnée le dit, et nomme l'arrêté qui la suit", () => {
    const { constats } = repartir(resilie("2023-12-31"));
    expect(constats.map(({ code }) => code)).toEqual(["CONVENTION_RESILIEE", "MISE_EN_DEMEURE_NON_DONNEE"]);
    expect(constats[0]?.remede.fr).toContain("donner cet arrêté");
  });

  it("deux conventions d'un réservataire se suivent, ou sont en double", () => {
    const suivante = { ...prefet(20, 5), dateDEffet: "2023-12-15" };
    expect(codes(repartir(resilie("2023-12-15", "2023-06-01"), suivante))).toContain("CONVENTION_RESILIEE");
    expect(problemes(resilie("2023-12-16", "2023-06-01"), suivante)).toEqual([
      "conventions[1].reservataire.categorie DOUBLON",
      "conventions[1].reservataire.code DOUBLON",
    ]);
  });

  it("la mise en demeure n'est demandée qu'au préfet", () => {
    expect(codes(repartir(resilie("2023-12-15", "2023-12-14", ville())))).toEqual(["CONVENTION_RESILIEE"]);
  });

  it("un arrêté du préfet peut tenir lieu de la convention résiliée, pour lui seul", () => {
    const repartition = repartir(
      resilie("2023-12-15", "2023-06-01"),
      avec(prefet(20, 5), { arrete: "AP-2023-12" }),
    );
    expect(repartition.parts.map(({ taux }) => taux)).toEqual(["5", "20"]);
    expect(expliquer(repartition, "parts/prefet/contingent-prefectoral/publics-prioritaires")).toContain(
      "l'arrêté « AP-2023-12 » du 01/11/2023, qui tient lieu de convention, lui donne 20 %",
    );
    expect(problemes(avec(ville(), { arrete: "AP-2023-12" }))).toEqual([
      "conventions[0].arrete CHAMP_EN_TROP",
    ]);
  });

  it("refuse des dates qui se contredisent", () => {
    expect(problemes(avec(ville(), { resiliation: { date: "2023-12-31" } }))).toEqual([
      "conventions[0].resiliation.date DATES_INVERSEES",
    ]);
    expect(problemes(resilie("2024-03-01", "2024-03-02"))).toEqual([
      "conventions[0].resiliation.miseEnDemeure DATES_INVERSEES",
    ]);
  });
});

describe("R9, une commune qui réserve hors de son territoire (art. R. 441-5-3, al. 1)", () => {
  it("n'est pas encore calculée, et c'est dit", () => {
    const partout = convention("melun", "commune", PARTOUT, [{ taux: 25 }]);
    expect(() => repartir(partout)).toThrow(CasNonCouvert);
    expect(() => repartir(partout)).toThrow("conventions[0].reservataire.territoire");
  });
});

describe("R8, cession avec décote : hors du contingent et de ses plafonds", () => {
  const etat = (taux: number) => {
    const donnee = prefet(25, 5);
    return {
      ...donnee,
      parts: [...donnee.parts, { contrepartie: "decote" as const, taux, localisation: "uniforme" as const }],
    };
  };

  it("30 % de contingent et 2 % de décote : 32 % au préfet, aucun plafond dépassé", () => {
    const repartition = repartir(etat(2));
    expect(codes(repartition)).toEqual([]);
    expect(repartition.parts.map(({ logements }) => logements.exact)).toEqual(["10", "50", "4"]);
  });

  it("la décote revient à l'État", () => {
    expect(
      problemes(convention("ville", "commune", commune(MELUN), [{ taux: 1, contrepartie: "decote" }])),
    ).toEqual(["conventions[0].parts[0].contrepartie CONTREPARTIE_INCOHERENTE"]);
  });
});

describe("R9, territoires de l'assiette", () => {
  it("un territoire sans logement est constaté, celui d'une part aussi", () => {
    const ailleurs = surParts(usine(), {
      territorialisation: { territoire: commune("77001"), motif: "site de production" },
    });
    const repartition = repartir(
      convention("lieusaint", "commune", commune("77251"), [{ taux: 5 }]),
      ailleurs,
    );
    expect(repartition.constats.map(({ code, territoire }) => [code, territoire])).toEqual([
      ["TERRITOIRE_SANS_LOGEMENT", "commune 77251"],
      ["TERRITOIRE_SANS_LOGEMENT", "commune 77001"],
    ]);
    expect(repartition.parts.map(({ logements }) => logements.exact)).toEqual(["0", "0"]);
  });

  it("C = 0 : des parts nulles, aucun taux du flux, des objectifs à zéro, un constat", () => {
    const assiette = assietteDe([{ commune: MELUN, flux: 0 }]);
    const repartition = repartirFlux({ assiette, conventions: [prefet(25, 5)] });
    expect(assiette.constats.map(({ code }) => code)).toEqual(["FLUX_NUL"]);
    expect(repartition.parts.map(({ logements, tauxDuFlux }) => [logements.exact, tauxDuFlux])).toEqual([
      ["0", null],
      ["0", null],
    ]);
    expect(repartition.secteurs[0]?.tauxNonReserve.exact).toBe("70");
    const { reservataires, nonReserves, flux } = fixerObjectifsDeFlux(repartition);
    expect([flux, reservataires[0]?.objectif, nonReserves.objectif]).toEqual([0, 0, 0]);
  });

  it("un seul logement à répartir : des parts exactes, des constats en logements", () => {
    const { parts, nonReserves, constats } = repartitionDe([{ flux: 1 }], [prefet(25, 5)]);
    expect(parts.map(({ logements }) => logements.exact)).toEqual(["1/20", "1/4"]);
    expect(nonReserves.logements.exact).toBe("7/10");
    expect(constats).toEqual([]);
  });
});
