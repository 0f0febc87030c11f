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
  ouvrirRegistre: { stipulations: { decompte: "mise-a-disposition", report: "aucun" } },
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
    expect(selon(prefet(25, 5), usine)).toEqual(["fixerObjectifsDeFlux.entree CALCUL_IMPOSSIBLE"]);
    expect(selon({ ...usine, dateDEffet: "2024-01-02" })).toEqual([
      "repartirFlux.entree.conventions[0].dateDEffet CAS_NON_COUVERT",
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

  it("ne change pas ce qu'il reçoit", () => {
    const fige = structuredClone(complet);
    examinerDossier(complet);
    expect(complet).toEqual(fige);
  });
});
