import {
  type Assiette,
  type CategorieDeSoustraction,
  calculerAssiette,
  determinerStatuts,
  ErreurDeSaisie,
  expliquer,
  fixerObjectifsDeFlux,
  type LiberationDeLogement,
  PRIORITE_DES_CATEGORIES,
  repartirFlux,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE, PERIMETRE, prefet } from "../fabrique.js";

const MELUN = "77288";
const HORS_FLUX = { premieresMisesEnLocation: "hors-flux" } as const;
const DANS_LE_FLUX = { premieresMisesEnLocation: "dans-le-flux" } as const;

/** Des libérations hors QPV à Melun, dans le flux et sans soustraction, sauf mention contraire. */
function liberations(lignes: readonly Partial<LiberationDeLogement>[]): LiberationDeLogement[] {
  return lignes.map((champs, rang) => ({
    liberation: `L-${rang + 1}`,
    commune: MELUN,
    localisation: "hors-qpv",
    epci: null,
    premiereMiseEnLocation: false,
    statut: "dans-le-flux",
    soustractions: [],
    ...champs,
  }));
}

function calculer(
  lignes: readonly Partial<LiberationDeLogement>[],
  stipulations: typeof HORS_FLUX | typeof DANS_LE_FLUX = HORS_FLUX,
  date = DATE,
): Assiette {
  return calculerAssiette({ date, perimetre: PERIMETRE, logements: liberations(lignes) }, stipulations);
}

const abc = ({ liberations: a, soustraits, flux }: Assiette) => [a, soustraits.total, flux];
const devenir = ({ logements }: Assiette) =>
  logements?.map(({ effet, motif, categorie, autresCategories }) => [
    effet,
    motif,
    categorie,
    autresCategories,
  ]);
const codes = ({ constats }: Assiette) => constats.map(({ code }) => code);

describe("R1, l'assiette logement par logement (art. R. 441-5, I, al. 4 et 5)", () => {
  it("hors champ et identifiés n'entrent pas dans A", () => {
    const assiette = calculer([{}, { statut: "hors-champ" }, { statut: "identifie" }, {}]);
    expect(abc(assiette)).toEqual([2, 0, 2]);
    expect(devenir(assiette)).toEqual([
      ["A", "partage", null, []],
      ["aucun", "hors-champ", null, []],
      ["aucun", "identifie", null, []],
      ["A", "partage", null, []],
    ]);
  });

  it("donne exactement ce que donnent les comptes, hors ce que devient chaque libération", () => {
    const parLogement = calculerAssiette(
      {
        date: DATE,
        perimetre: PERIMETRE,
        logements: liberations([
          {},
          { soustractions: ["venteHlm"] },
          { soustractions: ["mutations"], localisation: "qpv" },
          { premiereMiseEnLocation: true },
        ]),
        secteursSansLiberation: [{ commune: "77284", localisation: "qpv", epci: "247700057" }],
      },
      DANS_LE_FLUX,
    );
    const enComptes = calculerAssiette(
      {
        date: DATE,
        perimetre: PERIMETRE,
        secteurs: [
          {
            commune: MELUN,
            localisation: "hors-qpv",
            epci: null,
            liberations: 2,
            premieresMisesEnLocation: 1,
            soustraits: { venteHlm: 1 },
          },
          {
            commune: MELUN,
            localisation: "qpv",
            epci: null,
            liberations: 1,
            premieresMisesEnLocation: 0,
            soustraits: { mutations: 1 },
          },
          {
            commune: "77284",
            localisation: "qpv",
            epci: "247700057",
            liberations: 0,
            premieresMisesEnLocation: 0,
          },
        ],
      },
      DANS_LE_FLUX,
    );
    const { provenance: _, logements, ...comptes } = parLogement;
    const { provenance: __, logements: aucun, ...attendus } = enComptes;
    expect(comptes).toEqual(attendus);
    expect([logements?.length, aucun]).toEqual([4, null]);
  });
});

describe("R19, la première mise en location suit la stipulation, logement par logement", () => {
  const lignes = [
    {},
    { premiereMiseEnLocation: true },
    { premiereMiseEnLocation: true, statut: "identifie" },
  ] as const;

  it("hors flux, elle n'entre pas dans A ; dans le flux, elle y entre", () => {
    expect(abc(calculer(lignes, HORS_FLUX))).toEqual([1, 0, 1]);
    expect(abc(calculer(lignes, DANS_LE_FLUX))).toEqual([2, 0, 2]);
    expect(devenir(calculer(lignes, HORS_FLUX))?.[1]).toEqual([
      "aucun",
      "premiere-mise-en-location-hors-flux",
      null,
      [],
    ]);
  });

  it("le compte des premières mises en location ne dépend pas de la stipulation, et laisse les identifiés", () => {
    for (const stipulations of [HORS_FLUX, DANS_LE_FLUX])
      expect(calculer(lignes, stipulations).premieresMisesEnLocation).toBe(1);
  });
});

describe("R2, un logement n'est soustrait qu'une fois (art. R. 441-5, I, al. 5)", () => {
  it("chacune des six catégories soustrait", () => {
    const assiette = calculer([
      {},
      ...PRIORITE_DES_CATEGORIES.map((categorie) => ({ soustractions: [categorie] })),
    ]);
    expect(abc(assiette)).toEqual([7, 6, 1]);
    for (const categorie of PRIORITE_DES_CATEGORIES) expect(assiette.soustraits[categorie]).toBe(1);
    expect(codes(assiette)).toEqual([]);
  });

  it("les relogements l'emportent dans l'ordre du texte, puis les attributions du préfet, puis les mutations", () => {
    const ordre: CategorieDeSoustraction[] = [
      "renouvellementUrbain",
      "coproprietesDegradees",
      "habitatIndigne",
      "venteHlm",
      "attributionsDuPrefet",
      "mutations",
    ];
    for (const [rang, premiere] of ordre.entries())
      for (const seconde of ordre.slice(rang + 1)) {
        const assiette = calculer([{ soustractions: [seconde, premiere] }, {}]);
        expect(abc(assiette)).toEqual([2, 1, 1]);
        expect(devenir(assiette)?.[0]).toEqual(["A-et-B", "soustrait-une-seule-fois", premiere, [seconde]]);
      }
  });

  it("un constat compte ceux qui ont plusieurs catégories, comme un choix de la bibliothèque", () => {
    const assiette = calculer([
      { soustractions: ["mutations", "venteHlm"] },
      { soustractions: ["mutations", "habitatIndigne", "venteHlm"] },
      { soustractions: ["mutations"] },
    ]);
    expect(assiette.constats.filter(({ code }) => code === "CATEGORIES_MULTIPLES")).toMatchObject([
      { gravite: "information", autorite: "choix", chiffres: [{ nom: "libérations", valeur: "2" }] },
    ]);
    expect(expliquer(assiette, "soustraits")).toContain("2 sur 3, soustraits une fois");
    expect(expliquer(assiette, "soustraits")).toContain("choix de la bibliothèque");
    expect(expliquer(calculer([{ soustractions: ["mutations"] }]), "soustraits")).not.toContain(
      "choix de la",
    );
  });

  it.each([
    ["2022-02-22", "hors-qpv", "mutations", []],
    ["2022-02-23", "hors-qpv", "attributionsDuPrefet", []],
    ["2022-02-23", "qpv", "mutations", []],
  ] as const)(
    "au %s, %s : entre une mutation et une attribution du préfet, %s compte",
    (date, localisation, gagnante, constats) => {
      const assiette = calculer(
        [{ localisation, soustractions: ["attributionsDuPrefet", "mutations"] }, {}],
        HORS_FLUX,
        date,
      );
      expect(assiette.soustraits[gagnante]).toBe(1);
      expect(assiette.soustraits.total).toBe(1);
      expect(codes(assiette)).toEqual(["CATEGORIES_MULTIPLES", ...constats]);
    },
  );

  it.each([
    ["2022-02-22", "hors-qpv", "CATEGORIE_DE_SOUSTRACTION_NON_PREVUE"],
    ["2022-02-23", "qpv", "ATTRIBUTIONS_DU_PREFET_EN_QPV"],
  ] as const)(
    "au %s, %s : une attribution du préfet seule compte comme donnée, avec le constat %s",
    (date, localisation, constat) => {
      const assiette = calculer(
        [{ localisation, soustractions: ["attributionsDuPrefet"] }, {}],
        HORS_FLUX,
        date,
      );
      expect(abc(assiette)).toEqual([2, 1, 1]);
      expect(devenir(assiette)?.[0]).toEqual(["A-et-B", "soustrait-sans-texte", "attributionsDuPrefet", []]);
      expect(codes(assiette)).toEqual([constat]);
    },
  );

  it("on ne retire pas d'un flux ce qui n'y est pas : la catégorie est sans effet, et comptée par un constat", () => {
    const lignes: Partial<LiberationDeLogement>[] = [
      { statut: "hors-champ", soustractions: ["mutations"] },
      { statut: "identifie", soustractions: ["venteHlm", "mutations"] },
      { premiereMiseEnLocation: true, soustractions: ["mutations"] },
      {},
    ];
    const hors = calculer(lignes);
    expect(abc(hors)).toEqual([1, 0, 1]);
    expect(hors.constats).toMatchObject([
      {
        code: "SOUSTRACTION_SANS_OBJET",
        gravite: "information",
        chiffres: [{ nom: "libérations", valeur: "3" }],
      },
    ]);
    expect(devenir(hors)?.[1]).toEqual(["aucun", "identifie", null, ["venteHlm", "mutations"]]);
    const dans = calculer(lignes, DANS_LE_FLUX);
    expect(abc(dans)).toEqual([2, 1, 1]);
    expect(dans.constats).toMatchObject([{ chiffres: [{ nom: "libérations", valeur: "2" }] }]);
  });
});

describe("R1, les cas limites de l'assiette logement par logement", () => {
  it("une seule libération", () => {
    expect(abc(calculer([{}]))).toEqual([1, 0, 1]);
    const soustraite = calculer([{ soustractions: ["mutations"] }]);
    expect(abc(soustraite)).toEqual([1, 1, 0]);
    expect(codes(soustraite)).toEqual(["FLUX_NUL"]);
  });

  it("aucune libération : C = 0, et les secteurs donnés restent", () => {
    const assiette = calculerAssiette(
      {
        date: DATE,
        perimetre: PERIMETRE,
        logements: [],
        secteursSansLiberation: [
          { commune: MELUN, localisation: "qpv", epci: null },
          { commune: MELUN, localisation: "hors-qpv", epci: null },
        ],
      },
      HORS_FLUX,
    );
    expect(abc(assiette)).toEqual([0, 0, 0]);
    expect(codes(assiette)).toEqual(["FLUX_NUL"]);
    expect(assiette.secteurs.map(({ localisation, flux }) => [localisation, flux])).toEqual([
      ["hors-qpv", 0],
      ["qpv", 0],
    ]);
    expect(assiette.logements).toEqual([]);
  });

  it("tout est soustrait ou hors du flux : C = 0", () => {
    expect(codes(calculer([{ soustractions: ["venteHlm"] }, { soustractions: ["mutations"] }]))).toEqual([
      "FLUX_NUL",
    ]);
    expect(codes(calculer([{ statut: "hors-champ" }]))).toEqual(["FLUX_NUL"]);
  });

  it("une assiette à zéro se répartit : chacun reçoit zéro", () => {
    const repartition = repartirFlux({
      assiette: calculer([{ soustractions: ["mutations"] }]),
      conventions: [prefet(25, 5)],
    });
    const objectifs = fixerObjectifsDeFlux(repartition);
    expect([...objectifs.reservataires, objectifs.nonReserves].map(({ objectif }) => objectif)).toEqual([
      0, 0,
    ]);
  });

  it("un secteur dont rien ne compte reste, à zéro", () => {
    const { secteurs } = calculer([{}, { localisation: "qpv", statut: "identifie" }]);
    expect(secteurs.map(({ localisation, liberations: a, flux }) => [localisation, a, flux])).toEqual([
      ["hors-qpv", 1, 1],
      ["qpv", 0, 0],
    ]);
  });

  it.each([
    ["974", "97411", "97415"],
    ["2A", "2A004", "2A247"],
    ["2B", "2B033", "2B096"],
  ])("le département %s : ses communes, dans l'ordre des codes", (departement, premiere, seconde) => {
    const assiette = calculerAssiette(
      {
        date: DATE,
        perimetre: { ...PERIMETRE, departement },
        logements: liberations([
          { commune: seconde, localisation: "qpv" },
          { commune: premiere, soustractions: ["mutations"] },
          { commune: seconde },
        ]),
      },
      HORS_FLUX,
    );
    expect(assiette.secteurs.map(({ commune, localisation, flux }) => [commune, localisation, flux])).toEqual(
      [
        [premiere, "hors-qpv", 0],
        [seconde, "hors-qpv", 1],
        [seconde, "qpv", 1],
      ],
    );
  });
});

describe("R1, les statuts du parc décident de ce qui compte", () => {
  const parc = (organisme: "hlm" | "sem", date = DATE) =>
    determinerStatuts({
      date,
      organisme,
      logements: [
        { ouvreDroitALApl: true },
        { ouvreDroitALApl: false },
        { ouvreDroitALApl: true, nature: "etudiant" as const },
        {
          ouvreDroitALApl: true,
          reservationIdentifiee: { reservataire: "chu", categorie: "etablissement-public-de-sante" as const },
        },
      ].map((champs, rang) => ({
        logement: `990000000${rang + 1}`,
        nature: "ordinaire" as const,
        intermediaire: false,
        concoursFinancierDeLEtat: true,
        ...champs,
      })),
    });
  const selon = (statuts: ReturnType<typeof parc>, date = DATE) =>
    calculerAssiette(
      {
        date,
        perimetre: PERIMETRE,
        logements: ["1", "2", "3", "4", "1"].map((fin, rang) => ({
          liberation: `L-${rang + 1}`,
          logement: `990000000${fin}`,
          commune: MELUN,
          localisation: "hors-qpv" as const,
          epci: null,
          premiereMiseEnLocation: false,
          soustractions: [],
        })),
        statuts,
      },
      HORS_FLUX,
    );

  it("un organisme HLM compte le logement financé sans APL ; une SEM, non", () => {
    expect(abc(selon(parc("hlm")))).toEqual([3, 0, 3]);
    expect(abc(selon(parc("sem")))).toEqual([2, 0, 2]);
  });

  it("un établissement public de santé garde son logement identifié depuis le 23/02/2022", () => {
    expect(abc(selon(parc("hlm", "2022-02-22"), "2022-02-22"))).toEqual([4, 0, 4]);
    expect(abc(selon(parc("hlm", "2022-02-23"), "2022-02-23"))).toEqual([3, 0, 3]);
  });

  it("chaque libération porte le statut lu et son motif, et l'explication de C les compte", () => {
    const assiette = selon(parc("hlm"));
    expect(assiette.logements?.map(({ statut, motifDuStatut }) => [statut, motifDuStatut])).toEqual([
      ["dans-le-flux", "droit-a-l-apl"],
      ["dans-le-flux", "concours-de-l-etat"],
      ["hors-champ", "etudiant"],
      ["identifie", "reservation-identifiee"],
      ["dans-le-flux", "droit-a-l-apl"],
    ]);
    expect(expliquer(assiette, "flux")).toContain("A = 5 − 1 − 1 − 0 = 3");
  });
});

describe("R1, entrées refusées logement par logement", () => {
  const problemes = (entree: object, stipulations: object = HORS_FLUX) => {
    try {
      calculerAssiette({ date: DATE, perimetre: PERIMETRE, ...entree } as never, stipulations as never);
    } catch (erreur) {
      if (erreur instanceof ErreurDeSaisie)
        return erreur.problemes.map((p) => `${p.chemin} ${p.code}`).sort();
      throw erreur;
    }
    throw new Error("aucune erreur");
  };
  const statuts = determinerStatuts({
    date: DATE,
    organisme: "hlm",
    logements: [
      {
        logement: "9900000001",
        nature: "ordinaire",
        intermediaire: false,
        concoursFinancierDeLEtat: true,
        ouvreDroitALApl: true,
      },
    ],
  });
  const sansStatut = (champs: object) => ({ ...liberations([{}])[0], statut: undefined, ...champs });

  it("tous les problèmes d'un coup, chacun à sa place", () => {
    expect(
      problemes({
        logements: [
          ...liberations([
            {},
            { liberation: "L-1", soustractions: ["mutations", "venteHlm", "mutations"] },
            { commune: "75056", epci: "247700057" },
            { epci: "247700057" },
            { localisation: "qpv", codeQpv: "QP077001" },
            { codeQpv: "QN07701M" },
          ]),
          sansStatut({ liberation: "L-7" }),
          {
            ...liberations([{}])[0],
            liberation: "L-8",
            soustractions: ["ventes"],
            premiereMiseEnLocation: 1,
          },
        ],
        secteursSansLiberation: [
          { commune: MELUN, localisation: "qpv", epci: null },
          { commune: "77284", localisation: "qpv", epci: null },
          { commune: "77284", localisation: "qpv", epci: null },
          { commune: "77284", localisation: "hors-qpv", epci: "247700057" },
        ],
      }),
    ).toEqual(
      [
        "logements[1].liberation DOUBLON",
        "logements[1].soustractions[2] DOUBLON",
        "logements[2].commune COMMUNE_HORS_DEPARTEMENT",
        "logements[3].epci EPCI_CONTRADICTOIRE",
        "logements[4].codeQpv QPV_D_UN_AUTRE_MILLESIME",
        "logements[5].codeQpv LOCALISATION_INCOHERENTE",
        "logements[6].statut CHAMP_MANQUANT",
        "logements[7].premiereMiseEnLocation TYPE_INVALIDE",
        "logements[7].soustractions[0] VALEUR_NON_PREVUE",
        "secteursSansLiberation[0] SECTEUR_AVEC_LIBERATION",
        "secteursSansLiberation[2] DOUBLON",
        "secteursSansLiberation[3].epci EPCI_CONTRADICTOIRE",
      ].sort(),
    );
  });

  it("le statut vient de la libération ou des statuts, pas des deux, à la même date", () => {
    expect(
      problemes({
        logements: [
          ...liberations([{ logement: "9900000001" }]),
          sansStatut({ liberation: "L-2" }),
          sansStatut({ liberation: "L-3", logement: "9900000002" }),
          sansStatut({ liberation: "L-4", logement: "9900000001" }),
        ],
        statuts,
      }),
    ).toEqual([
      "logements[0].statut CHAMP_EN_TROP",
      "logements[1].logement CHAMP_MANQUANT",
      "logements[2].logement LOGEMENT_INCONNU",
    ]);
    const seule = [sansStatut({ logement: "9900000001" })];
    expect(problemes({ date: "2024-01-02", logements: seule, statuts })).toEqual([
      "statuts.provenance.dateDeDroit DATES_DE_DROIT_DIFFERENTES",
    ]);
    expect(problemes({ logements: seule, statuts: { ...statuts, organisme: "sem" } })).toEqual([
      "statuts RESULTAT_ALTERE",
    ]);
  });

  it("des comptes ou des logements, pas des deux façons ; au moins un secteur", () => {
    expect(problemes({ liberations: 1, logements: liberations([{}]) })).toEqual([
      "liberations CHAMP_EN_TROP",
    ]);
    expect(problemes({ liberations: 1, statuts, secteursSansLiberation: [] })).toEqual([
      "secteursSansLiberation CHAMP_EN_TROP",
      "statuts CHAMP_EN_TROP",
    ]);
    expect(problemes({ logements: [] })).toEqual(["logements LISTE_VIDE"]);
    expect(problemes({ logements: [{}] }, {})).toContain(
      "stipulations.premieresMisesEnLocation STIPULATION_MANQUANTE",
    );
  });

  it("outre-mer, un code de quartier de l'une ou l'autre liste", () => {
    for (const codeQpv of ["QP974001", "QN97401M"])
      expect(
        calculerAssiette(
          {
            date: DATE,
            perimetre: { ...PERIMETRE, departement: "974" },
            logements: liberations([{ commune: "97411", localisation: "qpv", codeQpv }]),
          },
          HORS_FLUX,
        ).flux,
      ).toBe(1);
  });
});
