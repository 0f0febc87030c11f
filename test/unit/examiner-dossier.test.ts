import {
  calculerAssiette,
  type DossierAExaminer,
  ErreurDeSaisie,
  examinerDossier,
  repartirFlux,
  STIPULATIONS,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, DATE, PARTOUT, PERIMETRE, prefet } from "../fabrique.js";

const RESERVATAIRE = { code: "als", nom: "ALS", categorie: "action-logement", territoire: PARTOUT } as const;
const assiette = {
  date: DATE,
  perimetre: PERIMETRE,
  secteurs: [{ commune: "77288", localisation: "hors-qpv", epci: null, liberations: 100 }],
} as const;
const complet: DossierAExaminer = {
  consoliderEtatDesLieux: {
    entree: {
      date: DATE,
      perimetre: PERIMETRE,
      communes: [{ code: "77288", epci: null }],
      reservataires: [RESERVATAIRE],
      logements: [
        {
          numeroRpls: "9900000001",
          reservataire: "als",
          droit: "droit-de-suite",
          typologie: "T3",
          commune: "77288",
          localisation: "hors-qpv",
          financement: "PLUS",
          dateDExpiration: "2035-12-31",
        },
      ],
    },
  },
  mesurerTauxDeRotation: {
    entree: {
      date: DATE,
      millesime: 2023,
      territoire: "bailleur",
      numerateur: { nature: "sorties", nombre: 8 },
      denominateur: { nature: "logements", nombre: 100 },
    },
    stipulations: { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
  },
  convertirEnDroitsUniques: {
    entree: { dateDEffet: DATE },
    stipulations: { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" },
  },
  calculerAssiette: { entree: assiette, stipulations: { premieresMisesEnLocation: "hors-flux" } },
  convertirStockEnFlux: {
    stipulations: {
      methodeDeConversion: "ratio-du-stock",
      patrimoineDeReference: "avec-logements-identifies",
      arrondiDuTaux: "aucun",
    },
  },
  repartirFlux: { entree: { conventions: [prefet(26, 5)] } },
  fixerObjectifsDeFlux: {},
  ouvrirRegistre: { stipulations: { decompte: "mise-a-disposition", echec: "annule", report: "aucun" } },
};

const etats = (dossier: DossierAExaminer) =>
  examinerDossier(dossier).etapes.map(({ verbe, etat }) => `${verbe} ${etat}`);

describe("examinerDossier", () => {
  it("un dossier complet est prêt, et ses constats sont ceux des verbes", () => {
    const examen = examinerDossier(complet);
    expect(examen.etapes.map(({ etat }) => etat)).toEqual(Array(8).fill("prete"));
    expect(examen).toMatchObject({ pret: true, problemes: [], stipulationsManquantes: [] });
    const { constats } = repartirFlux({
      assiette: calculerAssiette(assiette, { premieresMisesEnLocation: "hors-flux" }),
      conventions: [prefet(26, 5)],
    });
    expect(constats.map(({ code }) => code)).toEqual(["PLAFOND_DU_PREFET_DEPASSE"]);
    expect(examen.etapes.find(({ verbe }) => verbe === "repartirFlux")?.constats).toEqual(constats);
  });

  it("sans aucune stipulation, il les demande toutes à la fois, chacune une fois", () => {
    const sans = Object.fromEntries(
      Object.entries(complet).map(([verbe, apport]) => [verbe, { ...apport, stipulations: {} }]),
    ) as DossierAExaminer;
    const examen = examinerDossier(sans);
    expect(examen.problemes).toEqual([]);
    expect(examen.stipulationsManquantes.map(({ stipulation }) => stipulation).sort()).toEqual([
      "arrondiDesDroits",
      "arrondiDuTaux",
      "decompte",
      "echec",
      "mesureDeDuree",
      "methodeDeConversion",
      "misesEnService",
      "mutations",
      "patrimoineDeReference",
      "premieresMisesEnLocation",
      "report",
    ]);
    for (const { stipulation, choix } of examen.stipulationsManquantes)
      expect(choix).toEqual(STIPULATIONS[stipulation as keyof typeof STIPULATIONS].choix);
    expect(etats(sans)).toEqual([
      "consoliderEtatDesLieux prete",
      "mesurerTauxDeRotation a-corriger",
      "convertirEnDroitsUniques a-corriger",
      "calculerAssiette a-corriger",
      "convertirStockEnFlux a-corriger",
      "repartirFlux en-attente",
      "fixerObjectifsDeFlux en-attente",
      "ouvrirRegistre a-corriger",
    ]);
  });

  it("les problèmes de toutes les étapes viennent ensemble, situés dans le dossier", () => {
    const { problemes, etapes } = examinerDossier({
      calculerAssiette: {
        entree: { ...assiette, date: "2024-02-30" },
        stipulations: { premieresMisesEnLocation: "hors-flux" },
      },
      repartirFlux: {
        entree: {
          conventions: [prefet(25, 101), convention("ville", "commune", commune("7728"), [{ taux: 5 }])],
          reprises: [{}] as never,
        },
        stipulations: { plancherHorsQpv: "jamais" } as never,
      },
    });
    expect(problemes.map(({ chemin, code }) => `${chemin} ${code}`)).toEqual([
      "calculerAssiette.entree.date DATE_IMPOSSIBLE",
      "repartirFlux.stipulations.plancherHorsQpv VALEUR_NON_PREVUE",
      "repartirFlux.entree.conventions[0].parts[1].taux TAUX_INVALIDE",
      "repartirFlux.entree.conventions[1].reservataire.territoire.commune CODE_COMMUNE_INVALIDE",
      ...["code", "origine", "decision", "du", "modeDeGestion", "taux", "localisation"].map(
        (champ) => `repartirFlux.entree.reprises[0].${champ} CHAMP_MANQUANT`,
      ),
    ]);
    expect(etapes.map(({ attend }) => attend)).toEqual([[], ["calculerAssiette"]]);
  });

  it("une étape dont l'amont n'est pas demandé attend, et le dit", () => {
    const [etape] = examinerDossier({ fixerObjectifsDeFlux: {} }).etapes;
    expect(etape).toMatchObject({ etat: "en-attente", attend: ["repartirFlux"], problemes: [] });
    expect(examinerDossier({ fixerObjectifsDeFlux: {} }).pret).toBe(false);
  });

  it("les statuts du parc passent à l'assiette quand le dossier les demande", () => {
    const parc = {
      date: DATE,
      organisme: "hlm",
      logements: [
        {
          logement: "9900000001",
          nature: "foyer",
          intermediaire: false,
          concoursFinancierDeLEtat: true,
          ouvreDroitALApl: true,
        },
      ],
    } as const;
    const liberee = {
      liberation: "L-1",
      logement: "9900000001",
      commune: "77288",
      localisation: "hors-qpv",
      epci: null,
      premiereMiseEnLocation: false,
      soustractions: [],
    } as const;
    const dossier = (statuts: boolean) =>
      examinerDossier({
        ...(statuts ? { determinerStatuts: { entree: parc } } : {}),
        calculerAssiette: {
          entree: { date: DATE, logements: [liberee] },
          stipulations: { premieresMisesEnLocation: "hors-flux" },
        },
      });
    expect(dossier(true).etapes.map(({ etat }) => etat)).toEqual(["prete", "prete"]);
    // Le foyer est hors champ : rien à partager.
    expect(dossier(true).etapes[1]?.constats.map(({ code }) => code)).toEqual(["FLUX_NUL"]);
    expect(dossier(false).problemes.map(({ chemin, code }) => `${chemin} ${code}`)).toEqual([
      "calculerAssiette.entree.logements[0].statut CHAMP_MANQUANT",
    ]);
  });

  it("ce qui est impossible ou pas couvert est un problème de l'étape", () => {
    const selon = (...conventions: readonly ReturnType<typeof convention>[]) =>
      examinerDossier({
        calculerAssiette: { entree: assiette, stipulations: { premieresMisesEnLocation: "hors-flux" } },
        repartirFlux: { entree: { conventions } },
        fixerObjectifsDeFlux: {},
      }).problemes.map(({ chemin, code }) => `${chemin} ${code}`);
    const usine = convention("usine", "employeur", PARTOUT, [{ taux: 80, contrepartie: "financement" }]);
    expect(selon(prefet(25, 5), usine)).toEqual(["fixerObjectifsDeFlux CALCUL_IMPOSSIBLE"]);
    expect(selon({ ...usine, dateDEffet: "2024-01-02" })).toEqual([
      "repartirFlux.entree.conventions[0].dateDEffet CAS_NON_COUVERT",
    ]);
  });

  it("les stipulations et les objectifs d'avant se disent à leur place", () => {
    const examine = (objectifs: DossierAExaminer["fixerObjectifsDeFlux"]) =>
      examinerDossier({
        calculerAssiette: { entree: assiette, stipulations: { premieresMisesEnLocation: "hors-flux" } },
        repartirFlux: { entree: { conventions: [prefet(25, 5)] } },
        fixerObjectifsDeFlux: objectifs,
      });
    expect(examine({ stipulations: { reportDesRestes: "integral" } }).pret).toBe(true);
    const chemins = (objectifs: unknown) =>
      examine(objectifs as never).problemes.map(({ chemin, code }) => `${chemin} ${code}`);
    expect(chemins({ stipulations: { reportDesRestes: "partiel" } })).toEqual([
      "fixerObjectifsDeFlux.stipulations.reportDesRestes VALEUR_NON_PREVUE",
    ]);
    expect(chemins({ stipulations: { reportDesRestes: "integral" }, precedents: 3 })).toEqual([
      "fixerObjectifsDeFlux.precedents RESULTAT_INATTENDU",
    ]);
  });

  it("refuse un dossier vide, un verbe inconnu, un apport mal formé", () => {
    const codes = (dossier: unknown) => {
      try {
        examinerDossier(dossier as DossierAExaminer);
      } catch (erreur) {
        if (erreur instanceof ErreurDeSaisie)
          return erreur.problemes.map(({ chemin, code }) => `${chemin} ${code}`);
      }
      throw new Error("aucune erreur de saisie");
    };
    expect(codes({})).toEqual([" CHAMP_MANQUANT"]);
    expect(codes({ etablirBudget: {} })).toEqual(["etablirBudget CHAMP_INCONNU"]);
    expect(codes({ calculerAssiette: { donnees: 1 } })).toEqual(["calculerAssiette.donnees CHAMP_INCONNU"]);
    expect(codes("rien")).toEqual([" TYPE_INVALIDE"]);
  });

  const refus = (dossier: unknown) => {
    try {
      examinerDossier(dossier as DossierAExaminer);
    } catch (erreur) {
      if (erreur instanceof ErreurDeSaisie)
        return erreur.problemes.map(({ chemin, code }) => `${chemin} ${code}`);
      throw erreur;
    }
    return "rien";
  };
  const problemes = (dossier: unknown) =>
    examinerDossier(dossier as DossierAExaminer).problemes.map(({ chemin, code }) => `${chemin} ${code}`);

  it("refuse à une étape l'entrée ou la stipulation qu'elle ne reçoit pas", () => {
    expect(
      refus({
        determinerStatuts: { stipulations: { report: "aucun" } },
        fixerObjectifsDeFlux: { entree: null },
        ouvrirRegistre: { entree: {} },
      }),
    ).toEqual([
      "determinerStatuts.stipulations.report CHAMP_INCONNU",
      "fixerObjectifsDeFlux.entree CHAMP_INCONNU",
      "ouvrirRegistre.entree CHAMP_INCONNU",
    ]);
    expect(problemes({ convertirStockEnFlux: { entree: { ratio: 1 } } })).toEqual([
      "convertirStockEnFlux.entree.ratio CHAMP_INCONNU",
    ]);
    const { consoliderEtatDesLieux, calculerAssiette: base } = complet;
    expect(
      problemes({
        consoliderEtatDesLieux,
        calculerAssiette: base,
        convertirStockEnFlux: { ...complet.convertirStockEnFlux, entree: null },
        repartirFlux: { entree: [] },
      }),
    ).toEqual(["convertirStockEnFlux.entree TYPE_INVALIDE", "repartirFlux.entree TYPE_INVALIDE"]);
  });

  describe("quand l'assiette n'est pas prête, sa date et son périmètre servent aux conventions", () => {
    const confine = {
      ...prefet(25, 5),
      reservataire: { ...prefet(25, 5).reservataire, territoire: commune("77288") },
    };
    const conventions = [
      confine,
      convention("region", "region", PARTOUT, []),
      convention("lyon", "commune", commune("69123"), [{ taux: 5 }]),
    ];
    const derogations = [
      { arrete: "A-1", motif: "securite-publique", du: DATE, au: "2024-06-30", plafondPrefet: 10 },
    ] as const;
    const repartition = { entree: { conventions, derogations } };

    it("une stipulation qui manque n'y cache rien", () => {
      const examen = examinerDossier({ calculerAssiette: { entree: assiette }, repartirFlux: repartition });
      expect(examen.stipulationsManquantes.map(({ stipulation }) => stipulation)).toEqual([
        "premieresMisesEnLocation",
      ]);
      expect(examen.problemes.map(({ chemin, code }) => `${chemin} ${code}`)).toEqual([
        "repartirFlux.entree.derogations[0].plafondPrefet PLAFOND_SANS_DEROGATION",
        "repartirFlux.entree.conventions[0].reservataire.territoire TERRITOIRE_INCOHERENT",
        "repartirFlux.entree.conventions[1].parts LISTE_VIDE",
        "repartirFlux.entree.conventions[2].reservataire.territoire.commune COMMUNE_HORS_DEPARTEMENT",
      ]);
    });

    it("sans date lisible, ce qui n'en dépend pas est dit", () => {
      expect(
        problemes({
          calculerAssiette: {
            entree: { ...assiette, date: "2024-02-30" },
            stipulations: { premieresMisesEnLocation: "hors-flux" },
          },
          repartirFlux: repartition,
        }),
      ).toEqual([
        "calculerAssiette.entree.date DATE_IMPOSSIBLE",
        "repartirFlux.entree.conventions[0].reservataire.territoire TERRITOIRE_INCOHERENT",
        "repartirFlux.entree.conventions[2].reservataire.territoire.commune COMMUNE_HORS_DEPARTEMENT",
      ]);
    });

    it("une date d'avant le flux n'est pas celle d'une répartition", () => {
      expect(
        problemes({
          calculerAssiette: { entree: { ...assiette, date: "2019-12-31" } },
          repartirFlux: { entree: { conventions: [convention("region", "region", PARTOUT, [])] } },
        }),
      ).toEqual(["calculerAssiette.entree.date REGIME_NON_COUVERT"]);
    });

    it("un cas non couvert est dit à la date de l'assiette", () => {
      expect(
        problemes({
          calculerAssiette: { entree: assiette },
          repartirFlux: { entree: { conventions: [{ ...prefet(25, 5), dateDEffet: "2024-01-02" }] } },
        }),
      ).toEqual(["repartirFlux.entree.conventions[0].dateDEffet CAS_NON_COUVERT"]);
    });

    it("une convention résiliée et celle qui la remplace ne sont pas un doublon", () => {
      const ville = convention("ville", "commune", commune("77288"), [{ taux: 5 }]);
      const resiliee = { ...ville, dateDEffet: "2023-01-01", resiliation: { date: "2023-12-31" } };
      const avec = (...lignes: readonly unknown[]) => ({ repartirFlux: { entree: { conventions: lignes } } });
      expect(problemes(avec(resiliee, ville))).toEqual([]);
      expect(problemes(avec(ville, ville))).toEqual([
        "repartirFlux.entree.conventions[1].reservataire.code DOUBLON",
        "repartirFlux.entree.conventions[1].reservataire.categorie DOUBLON",
      ]);
      const cedants = [{ reservataire: "ville", contrepartie: "garantie-d-emprunt" }];
      const { entree } = avec(resiliee).repartirFlux;
      expect(
        problemes({
          repartirFlux: { entree, stipulations: { reduction: { regle: "au-prorata", cedants } } },
        }),
      ).toEqual([]);
    });
  });

  describe("les statuts du parc", () => {
    const liberee = (champs: object) => ({
      liberation: "L-1",
      commune: "77288",
      localisation: "hors-qpv",
      epci: null,
      premiereMiseEnLocation: false,
      soustractions: [],
      ...champs,
    });
    const stipulations = { premieresMisesEnLocation: "hors-flux" } as const;

    it("mal donnés, ne manquent pas à chaque libération", () => {
      const dossier = (logement: object) => ({
        determinerStatuts: { entree: { date: DATE, organisme: "sarl", logements: [] } },
        calculerAssiette: { entree: { date: DATE, logements: [liberee(logement)] }, stipulations },
      });
      expect(problemes(dossier({ logement: "9900000001" }))).toEqual([
        "determinerStatuts.entree.organisme VALEUR_NON_PREVUE",
        "determinerStatuts.entree.logements LISTE_VIDE",
      ]);
      expect(etats(dossier({ logement: "9900000001" }) as never)).toEqual([
        "determinerStatuts a-corriger",
        "calculerAssiette en-attente",
      ]);
      // Ce que l'assiette reçoit en propre est contrôlé : sans numéro, le statut ne se trouvera pas.
      expect(problemes(dossier({ statut: "dans-le-flux" })).slice(2)).toEqual([
        "calculerAssiette.entree.logements[0].statut CHAMP_EN_TROP",
        "calculerAssiette.entree.logements[0].logement CHAMP_MANQUANT",
      ]);
    });

    it("ne s'enchaînent pas à une assiette donnée en comptes", () => {
      const parc = { date: DATE, organisme: "hlm", logements: [] };
      const comptes = { calculerAssiette: { entree: assiette, stipulations } };
      expect(problemes({ determinerStatuts: { entree: parc }, ...comptes })).toEqual([
        "determinerStatuts.entree.logements LISTE_VIDE",
      ]);
      expect(etats({ determinerStatuts: { entree: parc }, ...comptes } as never)).toEqual([
        "determinerStatuts a-corriger",
        "calculerAssiette prete",
      ]);
    });
  });

  it("ce qui n'est pas une donnée pure est un problème à sa place, à côté des autres", () => {
    const bancale = { ...prefet(25, 101), dateDEffet: new Date(0) };
    const examen = examinerDossier({
      calculerAssiette: {
        entree: { ...assiette, perimetre: new Date(0) as never },
        stipulations: { premieresMisesEnLocation: "hors-flux" },
      },
      repartirFlux: { entree: { conventions: [bancale] as never } },
      mesurerTauxDeRotation: { entree: new Map() as never },
    });
    expect(examen.problemes.map(({ chemin, code }) => `${chemin} ${code}`)).toEqual([
      "mesurerTauxDeRotation.entree VALEUR_NON_JSON",
      "calculerAssiette.entree.perimetre VALEUR_NON_JSON",
      "repartirFlux.entree.conventions[0].dateDEffet VALEUR_NON_JSON",
      "repartirFlux.entree.conventions[0].parts[1].taux TAUX_INVALIDE",
    ]);
    expect(examen.etapes.map(({ etat }) => etat)).toEqual(["a-corriger", "a-corriger", "a-corriger"]);
    expect(examen.etapes.flatMap(({ constats }) => constats)).toEqual([]);
    const { problemes: impurs, stipulationsManquantes } = examinerDossier({
      ouvrirRegistre: { stipulations: { decompte: "bail", echec: "annule", report: new Date(0) as never } },
    });
    expect(impurs.map(({ chemin }) => chemin)).toEqual(["ouvrirRegistre.stipulations.report"]);
    expect(stipulationsManquantes).toEqual([]);
    expect(refus(new Date(0))).toEqual([" VALEUR_NON_JSON"]);
    expect(refus({ repartirFlux: new Date(0) })).toEqual(["repartirFlux VALEUR_NON_JSON"]);
  });

  it("une sur-réservation est dite une fois, avec ce qui y remédierait", () => {
    const usine = convention("usine", "employeur", PARTOUT, [{ taux: 80, contrepartie: "financement" }]);
    const { problemes: tous, etapes } = examinerDossier({
      ...complet,
      repartirFlux: { entree: { conventions: [prefet(25, 5), usine] } },
    });
    const constat = etapes
      .find(({ verbe }) => verbe === "repartirFlux")
      ?.constats.find(({ code }) => code === "SUR_RESERVATION");
    expect(tous).toEqual([
      {
        chemin: "fixerObjectifsDeFlux",
        code: "CALCUL_IMPOSSIBLE",
        message: `${constat?.message.fr} ${constat?.remede.fr}`,
        messageEn: `${constat?.message.en} ${constat?.remede.en}`,
      },
    ]);
    expect(etapes.slice(-2).map(({ verbe, etat }) => `${verbe} ${etat}`)).toEqual([
      "fixerObjectifsDeFlux a-corriger",
      "ouvrirRegistre a-corriger",
    ]);
  });

  describe("un résultat déjà calculé", () => {
    const base = calculerAssiette(assiette, { premieresMisesEnLocation: "hors-flux" });
    const partage = repartirFlux({ assiette: base, conventions: [prefet(25, 5)] });
    const decompte = { decompte: "mise-a-disposition", echec: "annule", report: "aucun" } as const;

    it("se donne dans l'entrée, et l'étape n'attend rien", () => {
      const examen = examinerDossier({
        repartirFlux: { entree: { assiette: base, conventions: [prefet(25, 5)] } },
        fixerObjectifsDeFlux: {},
      });
      expect(examen).toMatchObject({ pret: true, problemes: [] });
      expect(examen.etapes.map(({ attend }) => attend)).toEqual([[], []]);
      const seules = examinerDossier({
        fixerObjectifsDeFlux: { repartition: partage },
        ouvrirRegistre: { repartition: partage, stipulations: decompte },
      });
      expect(seules).toMatchObject({ pret: true, problemes: [] });
    });

    it("retouché, est un problème à sa place", () => {
      expect(
        problemes({
          repartirFlux: { entree: { assiette: { ...base, flux: 1 }, conventions: [] } },
          convertirStockEnFlux: { entree: { assiette: partage } },
          ouvrirRegistre: { repartition: base, stipulations: decompte },
        }),
      ).toEqual([
        "convertirStockEnFlux.entree.assiette RESULTAT_INATTENDU",
        "repartirFlux.entree.assiette RESULTAT_ALTERE",
        "ouvrirRegistre.repartition CHAMP_EN_TROP",
      ]);
    });

    it("ne se donne pas si le dossier le demande aussi", () => {
      expect(
        problemes({
          calculerAssiette: { entree: assiette, stipulations: { premieresMisesEnLocation: "hors-flux" } },
          repartirFlux: { entree: { assiette: base, conventions: [] } },
          fixerObjectifsDeFlux: { repartition: partage },
        }),
      ).toEqual([
        "repartirFlux.entree.assiette CHAMP_EN_TROP",
        "fixerObjectifsDeFlux.repartition CHAMP_EN_TROP",
      ]);
    });

    it("enchaîné, ne se situe pas dans une entrée que l'on n'a pas écrite", () => {
      expect(
        problemes({
          calculerAssiette: {
            entree: { date: DATE, liberations: 100 },
            stipulations: { premieresMisesEnLocation: "hors-flux" },
          },
          repartirFlux: { entree: { conventions: [] } },
          ouvrirRegistre: { stipulations: decompte },
        }),
      ).toEqual(["ouvrirRegistre CHAMP_MANQUANT"]);
      const sansPerimetre = calculerAssiette(
        { date: DATE, liberations: 100 },
        { premieresMisesEnLocation: "hors-flux" },
      );
      expect(
        problemes({
          ouvrirRegistre: {
            repartition: repartirFlux({ assiette: sansPerimetre, conventions: [] }),
            stipulations: decompte,
          },
        }),
      ).toEqual(["ouvrirRegistre.repartition.assiette.perimetre CHAMP_MANQUANT"]);
    });
  });

  it("ne change pas ce qu'il reçoit", () => {
    const fige = structuredClone(complet);
    examinerDossier(complet);
    expect(complet).toEqual(fige);
  });
});
