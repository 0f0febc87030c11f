import {
  croiserBilan,
  ErreurDeSaisie,
  etablirBilan,
  orienterLogements,
  ouvrirRegistre,
} from "gestion-en-flux";
import {
  type OptionsDeTableaux,
  type ResultatEnTableaux,
  type Tableau,
  tableauxDe,
} from "gestion-en-flux/rendu";
import { describe, expect, it } from "vitest";
import { sommer } from "../../src/exact/fraction.js";
import { ecrireFraction, lireFraction } from "../../src/exact/valeur-exacte.js";
import { convention, libere, PARTOUT, prefet, REGISTRE, repartitionDe } from "../fabrique.js";
import {
  assiette,
  bilan,
  bilanSuivi,
  bilansConsolides,
  calendrier,
  comparaison,
  compteDeDroits,
  droitsUniques,
  extraitDeBilan,
  objectifs,
  objectifsDAttribution,
  RESULTATS,
  registre,
  repartition,
  simulation,
  stockEnFlux,
  suivi,
  tableauDeBilan,
} from "../petit-perimetre.js";
import { refusDe } from "../refus.js";

function tableau(resultat: ResultatEnTableaux, nom: string, options?: OptionsDeTableaux): Tableau {
  const trouve = tableauxDe(resultat, options).find((lu) => lu.nom === nom);
  if (trouve === undefined) throw new Error(`tableau absent : ${nom}`);
  return trouve;
}

/** Les cases de quelques colonnes, ligne à ligne. */
function cases({ colonnes, lignes }: Tableau, ...noms: string[]): unknown[][] {
  const rangs = noms.map((nom) => colonnes.findIndex((colonne) => colonne.nom === nom));
  return lignes.map((ligne) => rangs.map((rang) => ligne[rang]));
}

describe("les tableaux d'un résultat", () => {
  it("donnent A, B par catégorie et C, par poste et par secteur", () => {
    expect(cases(tableau(assiette, "assiette-par-poste"), "poste", "logements")).toEqual([
      ["liberations", 22],
      ["mutations", 2],
      ["renouvellementUrbain", 0],
      ["coproprietesDegradees", 0],
      ["habitatIndigne", 0],
      ["venteHlm", 0],
      ["attributionsDuPrefet", 0],
      ["soustraits", 2],
      ["flux", 20],
      ["premieresMisesEnLocation", 3],
    ]);
    const parSecteur = tableau(assiette, "assiette-par-secteur");
    expect(cases(parSecteur, "localisation", "liberations", "soustraits", "flux")).toEqual([
      ["hors QPV", 14, 2, 12],
      ["en QPV", 8, 0, 8],
    ]);
    expect(parSecteur.total).toEqual([null, null, null, 22, 2, 0, 0, 0, 0, 0, 2, 20, 3]);
  });

  it("donnent les parts et ce que garde le bailleur, au total du flux", () => {
    const parts = tableau(repartition, "parts");
    expect(cases(parts, "reservataire", "contrepartie", "logements", "tauxDuFlux")).toEqual([
      ["als", "participation des employeurs", 2, 10],
      ["prefet", "agents civils et militaires de l'État", 1, 5],
      ["prefet", "publics prioritaires", 5, 25],
      ["ville", "garantie d'emprunt", "2.5", "12.5"],
      ["non-reserves", null, "9.5", "47.5"],
    ]);
    expect(parts.total?.filter((contenu) => contenu !== null)).toEqual([20, 100]);
  });

  it("placent 100 % de chaque secteur", () => {
    expect(cases(tableau(repartition, "placement-par-secteur"), "localisation", "flux", "taux")).toEqual(
      ["hors QPV", "en QPV"].flatMap((localisation) =>
        [10, 5, 25, "12.5", "47.5"].map((taux) => [localisation, localisation === "en QPV" ? 8 : 12, taux]),
      ),
    );
  });

  it("donnent les objectifs, dont la somme est le flux", () => {
    const parReservataire = tableau(objectifs, "objectifs-par-reservataire");
    expect(cases(parReservataire, "reservataire", "exact", "objectif")).toEqual([
      ["als", 2, 2],
      ["prefet", 6, 6],
      ["ville", "2.5", 2],
      ["non-reserves", "9.5", 10],
    ]);
    for (const nom of ["objectifs-par-reservataire", "objectifs-par-secteur"]) {
      const somme = cases(tableau(objectifs, nom), "objectif").reduce((total, [n]) => total + Number(n), 0);
      expect(somme).toBe(20);
      expect(tableau(objectifs, nom).total?.at(-1)).toBe(20);
    }
  });

  it("mettent les trois méthodes côte à côte", () => {
    // Deux logements réservés sur sept ; 2 × 1/12 sur 20 ; la moitié de 100 − 30 − 20,5.
    expect(
      cases(
        tableau(stockEnFlux, "stock-en-flux", { decimales: 3 }),
        "reservataire",
        "ratioDuStockTaux",
        "annualiseeTaux",
        "prorataDesVolumesTaux",
        "taux",
      ),
    ).toEqual([
      ["als", "28.571", "0.833", "24.75", "28.57"],
      ["ville", "28.571", "0.833", "24.75", "28.57"],
    ]);
    expect(cases(tableau(stockEnFlux, "exclus"), "reservataire")).toEqual([["prefet"]]);
  });

  it("donnent les volumes de droits et leur fraction exacte à côté, si elle est demandée", () => {
    // Deux droits de dix ans à un douzième l'an : 20/12.
    const avec = tableau(droitsUniques, "volumes-de-droits", { fractions: true });
    expect(cases(avec, "reservataire", "droitsUniques", "droitsUniquesFraction")).toEqual([
      ["als", "1.666667", "5/3"],
      ["ville", "1.666667", "5/3"],
    ]);
    const sans = tableau(droitsUniques, "volumes-de-droits");
    expect(sans.colonnes.some(({ nom }) => nom.endsWith("Fraction"))).toBe(false);
    expect(cases(tableau(droitsUniques, "exclus"), "reservataire", "nombre")).toEqual([["prefet", 1]]);
  });

  it("donnent le compte de droits, poste par poste, et son total", () => {
    const comptes = tableau(compteDeDroits, "comptes", { fractions: true });
    expect(cases(comptes, "reservataire", "ouvertureFraction", "consommes", "clotureFraction")).toEqual([
      ["als", "5/3", 1, "2/3"],
      ["ville", "5/3", 2, "-1/3"],
    ]);
    const rang = comptes.colonnes.findIndex(({ nom }) => nom === "clotureFraction");
    expect(comptes.total?.[rang]).toBe("1/3");
    expect(cases(tableau(compteDeDroits, "mouvements"), "date", "type", "solde")).toEqual([
      ["2024-03-01", "consommation", "0.666667"],
      ["2024-04-01", "consommation", "-0.333333"],
    ]);
  });

  it("suivent chaque réservataire, mois par mois", () => {
    // Le premier logement est au bailleur, le deuxième au préfet, le troisième est soustrait, le quatrième au bailleur.
    const prefet = cases(tableau(suivi, "suivi-mensuel"), "au", "reservataire", "du", "recus", "ecart");
    expect(prefet.filter(([, code]) => code === "prefet")).toEqual([
      ["2024-01-31", "prefet", "0.3", 0, "0.3"],
      ["2024-02-29", "prefet", "0.6", 1, "-0.4"],
      ["2024-03-31", "prefet", "0.9", 1, "-0.1"],
      ["2024-04-30", "prefet", "0.9", 1, "-0.1"],
    ]);
    expect(cases(tableau(registre, "comptes-du-registre"), "reservataire", "du", "recus", "ecart")).toEqual([
      ["als", "0.3", 0, "0.3"],
      ["prefet", "0.9", 1, "-0.1"],
      ["ville", "0.375", 0, "0.375"],
      ["non-reserves", "1.425", 2, "-0.575"],
    ]);
  });

  it("donnent le bilan aux six axes, par réservataire, et l'emploi des libérations", () => {
    const axes = tableau(bilan, "bilan-aux-six-axes");
    expect(axes.lignes).toEqual([
      ["non-reserves", "Logements non réservés", "T3", "PLUS", "hors QPV", "77288", "1949-1974", 1, 1, 0],
      ["non-reserves", "Logements non réservés", "T3", "PLUS", "en QPV", "77288", "1949-1974", 1, 0, 0],
      ["prefet", "prefet", "T3", "PLUS", "hors QPV", "77288", "1949-1974", 1, 0, 0],
    ]);
    expect(axes.total).toEqual([null, null, null, null, null, null, null, 3, 1, 0]);
    expect(cases(tableau(bilan, "bilan-par-reservataire"), "reservataire", "recus", "proposes")).toEqual([
      ["als", 0, 0],
      ["prefet", 1, 1],
      ["ville", 0, 0],
      ["non-reserves", 2, 2],
    ]);
    const emploi = tableau(bilan, "emploi-des-liberations");
    expect(cases(emploi, "logements").flat()).toEqual([1, 3, 0, 0, 0, 0, 0]);
    expect(emploi.total?.at(-1)).toBe(4);
    expect(
      cases(tableau(bilan, "assiette-prevue-et-realisee"), "poste", "prevu", "realise").slice(7, 9),
    ).toEqual([
      ["soustraits", 2, 1],
      ["flux", 20, 3],
    ]);
  });

  it("donnent les quarts, la mixité et le calendrier", () => {
    const quarts = tableau(objectifsDAttribution, "quarts-prioritaires");
    expect(cases(quarts, "reservataire", "dalo", "comptees", "taux", "verdict").at(-1)).toEqual([
      "non-reserves",
      1,
      1,
      100,
      "atteint",
    ]);
    expect(cases(tableau(objectifsDAttribution, "mixite"), "mesure").flat()).toEqual([
      "horsQpv",
      "enQpvParAttribution",
      "enQpvParBail",
      "sixMois",
      "douzeMois",
    ]);
    expect(
      cases(tableau(calendrier, "calendrier"), "cible", "echeance", "etat", "faitLe").filter(([cible]) =>
        String(cible).startsWith("bilan-annuel"),
      ),
    ).toContainEqual(["bilan-annuel/ville", "2024-02-27", "fait à temps", "2024-02-20"]);
  });

  it("nomment ceux que l'appelant nomme, et laissent un code sans nom", () => {
    const noms = cases(
      tableau(suivi, "suivi-mensuel", { reservataires: [{ code: "als", nom: "ALS" }] }),
      "nom",
    );
    expect(noms.slice(0, 4).flat()).toEqual(["ALS", "prefet", "ville", "Logements non réservés"]);
  });

  it("distinguent deux réservataires de même nom", () => {
    const homonymes = ["als", "ville"].map((code) => ({ code, nom: "Melun" }));
    const noms = cases(tableau(suivi, "suivi-mensuel", { reservataires: homonymes }), "nom");
    expect(noms.slice(0, 3).flat()).toEqual(["Melun (als)", "prefet", "Melun (ville)"]);
  });

  it("ne font pas d'un flux nul une part", () => {
    const vide = repartitionDe([{ flux: 0 }], [prefet(25, 5)]);
    expect(cases(tableau(vide, "parts"), "reservataire", "logements", "tauxDuFlux")).toEqual([
      ["prefet", 0, null],
      ["prefet", 0, null],
      ["non-reserves", 0, null],
    ]);
    expect(tableau(vide, "parts").total?.at(-1)).toBeNull();
  });
});

describe("les tableaux de ce que sont devenues les mises à disposition", () => {
  const SUITES = [
    "nom",
    "misesADisposition",
    "designees",
    "attribuees",
    "bauxSignes",
    "echouees",
    "enCours",
    "transformation",
  ];

  it("comptent chaque tour de chacun, maires compris, et portent le taux de l'ensemble : 3 baux ÷ 7", () => {
    const lu = tableau(bilanSuivi, "suites-des-mises-a-disposition", { decimales: 2 });
    expect(cases(lu, ...SUITES)).toEqual([
      ["als", 2, 0, 2, 0, 2, 0, 0],
      ["prefet", 0, 0, 0, 0, 0, 0, null],
      ["usine", 1, 0, 0, 0, 1, 0, 0],
      ["ville", 2, 1, 2, 2, 0, 0, 100],
      ["Logements non réservés", 1, 0, 0, 0, 0, 1, 0],
      ["Maires", 1, 1, 1, 1, 0, 0, 100],
    ]);
    expect(lu.total).toEqual([null, null, 7, 2, 5, 3, 3, 1, "42.86"]);
    expect(cases(lu, "reservataire").at(-1)).toEqual([null]);
  });

  it("comptent les échecs par motif, et laissent vide celui qui n'est pas consigné", () => {
    const lu = tableau(bilanSuivi, "echecs-par-motif");
    expect(cases(lu, "reservataire", "type", "motif", "nombre")).toEqual([
      ["als", "refus du candidat", "loyer-trop-eleve", 1],
      ["als", "refus du candidat", "quartier", 1],
      ["usine", "absence de candidat", null, 1],
    ]);
    expect(lu.total).toEqual([null, null, null, null, 3]);
  });

  it("mesurent les délais : 0, 7, 10, 15 et 18 jours jusqu'à la mise à disposition", () => {
    const DELAIS = ["delai", "nombre", "moyenne", "mediane", "maximum"];
    expect(cases(tableau(bilanSuivi, "delais"), ...DELAIS)).toEqual([
      ["jusquALaMiseADisposition", 5, 10, 10, 18],
      ["jusquALaDesignation", 2, "8.5", "8.5", 10],
      ["jusquALAttribution", 5, "19.8", 17, 28],
      ["jusquAuBail", 3, "38.333333", 42, 43],
      ["deLAttributionAuBail", 3, 18, 15, 26],
    ]);
    const parReservataire = cases(tableau(bilanSuivi, "delais-par-reservataire"), "nom", ...DELAIS);
    expect(parReservataire).toHaveLength(6 * 5);
    expect(parReservataire.filter(([nom, delai]) => nom === "ville" && delai === "jusquAuBail")).toEqual([
      ["ville", "jusquAuBail", 2, "42.5", "42.5", 43],
    ]);
  });

  it("disent ce qui s'est fait des logements soustraits, et ce qui en est prévu l'année d'après", () => {
    expect(
      cases(
        tableau(bilanSuivi, "bilan-des-soustraits"),
        "categorie",
        "relogement",
        "soustraits",
        "attribues",
        "bauxSignes",
      ).slice(0, 2),
    ).toEqual([
      ["mutations", "non", 1, 1, 0],
      ["renouvellementUrbain", "oui", 1, 1, 1],
    ]);
    expect(
      cases(
        tableau(bilanSuivi, "assiette-prevue-et-realisee"),
        "poste",
        "prevu",
        "realise",
        "suivant",
      ).filter(([poste]) => ["liberations", "mutations", "soustraits", "flux"].includes(String(poste))),
    ).toEqual([
      ["liberations", 140, 5, 100],
      ["mutations", 0, 1, 12],
      ["soustraits", 0, 2, 12],
      ["flux", 140, 3, 88],
    ]);
    expect(cases(tableau(bilan, "assiette-prevue-et-realisee"), "suivant").flat()).toEqual(
      Array.from({ length: 10 }, () => null),
    );
  });

  it("donnent A, B, C et les suites de chaque secteur", () => {
    expect(
      cases(
        tableau(bilanSuivi, "bilan-par-secteur"),
        "commune",
        "localisation",
        "liberations",
        "soustraits",
        "flux",
        "mairesProposes",
        "suitesMisesADisposition",
        "suitesBauxSignes",
      ),
    ).toEqual([
      ["77284", "hors QPV", 0, 0, 0, 0, 1, 0],
      ["77288", "hors QPV", 4, 2, 2, 0, 4, 2],
      ["77288", "en QPV", 1, 0, 1, 1, 2, 1],
    ]);
  });

  it("donnent à un réservataire ce qui est à lui, et les soustraits de tous", () => {
    expect(cases(tableau(extraitDeBilan, "suites-des-mises-a-disposition"), ...SUITES)).toEqual([
      ["ville", 2, 1, 2, 2, 0, 0, 100],
    ]);
    expect(cases(tableau(extraitDeBilan, "bilan-par-reservataire"), "reservataire")).toEqual([["ville"]]);
    expect(cases(tableau(extraitDeBilan, "bilan-aux-six-axes"), "reservataire", "proposes")).toEqual([
      ["ville", 2],
    ]);
    expect(cases(tableau(extraitDeBilan, "delais"), "delai", "maximum").at(3)).toEqual(["jusquAuBail", 43]);
    expect(tableau(extraitDeBilan, "soustraits").total).toEqual([null, null, 0, 2, 12]);
  });
});

describe("les tableaux d'un croisement", () => {
  it("donnent une colonne par valeur de l'axe, sous le nom de sa cible, et les marges", () => {
    const lu = tableau(tableauDeBilan, "tableau-de-bilan", {
      reservataires: [{ code: "als", nom: "Action Logement" }],
    });
    expect(lu.titre).toBe("Logements proposés, par réservataire et par localisation");
    expect(lu.colonnes.map(({ nom, titre }) => [nom, titre])).toEqual([
      ["reservataire", "Code"],
      ["nom", "Réservataire"],
      ["colonnes/hors-qpv", "hors QPV"],
      ["colonnes/qpv", "en QPV"],
      ["total", "Total"],
    ]);
    expect(lu.lignes).toEqual([
      ["als", "Action Logement", 1, 1, 2],
      ["non-reserves", "Logements non réservés", 1, 0, 1],
      ["usine", "usine", 1, 0, 1],
      ["ville", "ville", 2, 0, 2],
    ]);
    expect(lu.total).toEqual([null, null, 5, 1, 6]);
  });

  it("gardent distinct un réservataire nommé comme une colonne, et neutralisent ses titres", () => {
    const codes = ["=1+1", "nomFraction", "total"];
    const repartie = repartitionDe(
      [{ flux: 10 }],
      codes.map((code) =>
        convention(code, "action-logement", PARTOUT, [{ taux: "33", contrepartie: "financement" }]),
      ),
    );
    const registreDesTrois = orienterLogements(
      ouvrirRegistre(repartie, REGISTRE),
      codes.map((_, rang) => libere(`L-${rang}`, `2024-02-0${rang + 1}`, { logement: `990000000${rang}` })),
    ).registre;
    const lu = tableau(
      croiserBilan(etablirBilan(registreDesTrois), {
        lignes: "typologie",
        colonnes: "reservataire",
        compteur: "proposes",
      }),
      "tableau-de-bilan",
      { neutraliserFormules: true, fractions: true },
    );
    expect(lu.colonnes.map(({ nom, titre }) => [nom, titre])).toEqual([
      ["typologie", "Typologie"],
      ["colonnes/=1+1", "'=1+1"],
      ["colonnes/nomFraction", "nomFraction"],
      ["colonnes/total", "total"],
      ["total", "Total"],
    ]);
    expect(lu.lignes).toEqual([["T3", 1, 1, 1, 3]]);
    expect(lu.total).toEqual([null, 1, 1, 1, 3]);
  });
});

describe("les tableaux de bilans consolidés", () => {
  it("réunissent les bailleurs sous les noms communs", () => {
    const axes = tableau(bilansConsolides, "consolidation-aux-six-axes");
    expect(cases(axes, "bailleur", "nom", "localisation", "proposes").slice(0, 3)).toEqual([
      ["999999998", "Action Logement", "en QPV", 1],
      ["999999998", "meaux", "hors QPV", 2],
      ["999999999", "Action Logement", "hors QPV", 1],
    ]);
    expect(axes.total?.slice(-3)).toEqual([8, 6, 3]);
    const COMPTEURS = ["proposes", "attribues", "bauxSignes"];
    expect(
      cases(tableau(bilansConsolides, "consolidation-par-reservataire"), "reservataire", ...COMPTEURS),
    ).toEqual([
      ["als", 3, 3, 0],
      ["meaux", 2, 1, 1],
      ["melun", 2, 2, 2],
      ["usine", 1, 0, 0],
    ]);
    expect(
      cases(
        tableau(bilansConsolides, "consolidation-par-bailleur-et-reservataire"),
        "bailleur",
        "reservataire",
        ...COMPTEURS,
      ),
    ).toEqual([
      ["999999998", "als", 1, 1, 0],
      ["999999998", "meaux", 2, 1, 1],
      ["999999999", "als", 2, 2, 0],
      ["999999999", "melun", 2, 2, 2],
      ["999999999", "usine", 1, 0, 0],
    ]);
  });

  it("donnent les chiffres de chaque bailleur, et ce que le territoire laisse de chaque bilan", () => {
    const colonnes = [
      "bailleur",
      "proposes",
      "mairesProposes",
      "liberations",
      "soustraits",
      "flux",
      "suitesMisesADisposition",
      "transformation",
    ];
    const parBailleur = tableau(bilansConsolides, "consolidation-par-bailleur");
    expect(cases(parBailleur, ...colonnes)).toEqual([
      ["999999998", 3, 1, 5, 2, 3, 4, 75],
      ["999999999", 5, 1, 5, 2, 3, 6, 50],
    ]);
    expect(parBailleur.total?.at(-1)).toBe(60);
    expect(cases(tableau(bilansConsolides, "consolidation-hors-territoire"), ...colonnes)).toEqual([
      ["999999998", 0, 0, 0, 0, 0, 0, null],
      ["999999999", 1, 0, 0, 0, 0, 1, 0],
    ]);
  });
});

describe("les tableaux d'une simulation", () => {
  it("donnent chaque année de chaque variante à chacun, compte et journal compris", () => {
    // 10 droits d'un an et 10 de dix ans, à 8 % : 8,8. Deux reçus, puis l'objectif d'un. 20 % de trois mises à disposition : 0,6.
    const colonnes = [
      "variante",
      "annee",
      "droitsUniques",
      "ouverture",
      "consommes",
      "cloture",
      "tauxDuFlux",
      "logements",
      "objectif",
      "du",
      "recus",
      "ecart",
    ];
    const lignes = cases(tableau(simulation, "simulation-par-annee"), "nom", ...colonnes);
    expect(lignes.filter(([nom]) => nom === "Action Logement").map(([, ...suite]) => suite)).toEqual([
      ["ratio", "2024", "8.8", "8.8", 2, "6.8", 20, 2, 2, "0.6", 2, "-1.4"],
      ["ratio", "2025", "7.2", "6.8", 1, "5.8", 10, 1, 1, null, null, null],
      ["dix", "2024", "8.8", "8.8", 2, "6.8", 10, 1, 1, "0.3", 2, "-1.7"],
      ["dix", "2025", "7.2", "6.8", 1, "5.8", 10, 1, 1, null, null, null],
      ["trop", "2024", "8.8", null, null, null, 80, 8, null, null, null, null],
      ["trop", "2025", "7.2", null, null, null, 80, 8, null, null, null, null],
    ]);
    expect(lignes.map(([nom]) => nom).slice(0, 3)).toEqual([
      "Action Logement",
      "prefet",
      "Logements non réservés",
    ]);
  });

  it("donnent les totaux de chaque variante, et A, B et C de chaque année", () => {
    expect(
      cases(
        tableau(simulation, "simulation-cumul"),
        "variante",
        "reservataire",
        "logements",
        "objectifs",
        "recus",
        "droits",
      ),
    ).toEqual([
      ["ratio", "als", 3, 3, 2, "5.8"],
      ["ratio", "prefet", 6, 6, 1, null],
      ["ratio", "non-reserves", 11, 11, 0, null],
      ["dix", "als", 2, 2, 2, "5.8"],
      ["dix", "prefet", 6, 6, 1, null],
      ["dix", "non-reserves", 12, 12, 0, null],
      ["trop", "als", 16, null, null, null],
      ["trop", "prefet", 6, null, null, null],
      ["trop", "non-reserves", -2, null, null, null],
    ]);
    expect(
      cases(
        tableau(simulation, "simulation-assiettes"),
        "variante",
        "annee",
        "liberations",
        "mutations",
        "soustraits",
        "flux",
      ).slice(0, 3),
    ).toEqual([
      ["ratio", "2024", 12, 2, 2, 10],
      ["ratio", "2025", 10, 0, 0, 10],
      ["dix", "2024", 12, 2, 2, 10],
    ]);
  });

  it("donnent la sensibilité : un point de plus ne change rien au ratio, mais aux droits, 110 × 9 % − 3", () => {
    expect(
      cases(
        tableau(simulation, "simulation-sensibilite"),
        "points",
        "taux",
        "reservataire",
        "logements",
        "droits",
        "ecart",
      ),
    ).toEqual([
      [1, 9, "als", 3, "6.9", 0],
      [1, 9, "prefet", 6, null, 0],
      [1, 9, "non-reserves", 11, null, 0],
    ]);
  });

  // En 2024, ni les objectifs ni le registre du journal.
  it("disent ce qui empêche une année, et les événements que son journal ne peut pas consigner", () => {
    expect(cases(tableau(simulation, "simulation-empechements"), "variante", "annee", "code")).toEqual([
      ["trop", "2024", "SUR_RESERVATION"],
      ["trop", "2025", "SUR_RESERVATION"],
    ]);
    const ecartes = (langue: "fr" | "en") => tableau(simulation, "simulation-evenements-ecartes", { langue });
    expect(cases(ecartes("fr"), "variante", "annee", "rang", "code").slice(0, 2)).toEqual([
      ["ratio", "2024", "6", "SUITE_IMPOSSIBLE"],
      ["dix", "2024", "6", "SUITE_IMPOSSIBLE"],
    ]);
    expect(cases(ecartes("fr"), "message")).not.toEqual(cases(ecartes("en"), "message"));
  });
});

describe("les tableaux d'une comparaison", () => {
  it("mettent les deux scénarios côte à côte : trois logements, puis deux", () => {
    const lu = tableau(comparaison, "comparaison-par-reservataire");
    expect(
      cases(
        lu,
        "reservataire",
        "uneLogements",
        "autreLogements",
        "ecartLogements",
        "ecartObjectifs",
        "ecartDroits",
      ),
    ).toEqual([
      ["als", 3, 2, -1, -1, 0],
      ["prefet", 6, 6, 0, 0, null],
      ["non-reserves", 11, 12, 1, 1, null],
    ]);
    expect(lu.colonnes.find(({ nom }) => nom === "autreObjectifs")?.titre).toBe("Objectifs, « dix »");
  });

  it("disent chaque cause, ce que chaque scénario en dit, et ce qu'elle déplace", () => {
    expect(
      cases(tableau(comparaison, "comparaison-par-cause"), "causes", "une", "autre", "gagnes", "perdus"),
    ).toEqual([
      [
        "conventions.als",
        "dès le 01/01/2024, participation des employeurs : taux de la conversion (libre)",
        "dès le 01/01/2024, participation des employeurs : 10 % (libre)",
        1,
        1,
      ],
    ]);
    expect(
      cases(
        tableau(comparaison, "comparaison-par-cause-et-reservataire"),
        "causes",
        "reservataire",
        "effetLogements",
        "effetObjectifs",
        "seulesLogements",
      ),
    ).toEqual([
      ["conventions.als", "als", -1, -1, -1],
      ["conventions.als", "prefet", 0, 0, 0],
      ["conventions.als", "non-reserves", 1, 1, 1],
    ]);
  });

  it("et dans une zone, année par année puis cause par cause : deux puis un, ou un chaque année", () => {
    const lignes = cases(
      tableau(simulation, "simulation-par-zone"),
      "variante",
      "annee",
      "zone",
      "reservataire",
      "logements",
      "objectif",
    );
    expect(lignes.filter(([nom, , , code]) => nom !== "trop" && code === "als")).toEqual([
      ["ratio", "2024", "la ville", "als", 2, 2],
      ["ratio", "2025", "la ville", "als", 1, 1],
      ["dix", "2024", "la ville", "als", 1, 1],
      ["dix", "2025", "la ville", "als", 1, 1],
    ]);
    expect(
      cases(
        tableau(comparaison, "comparaison-par-cause-et-zone"),
        "causes",
        "zone",
        "reservataire",
        "effetLogements",
        "effetObjectifs",
      ),
    ).toEqual([
      ["conventions.als", "la ville", "als", -1, -1],
      ["conventions.als", "la ville", "prefet", 0, 0],
      ["conventions.als", "la ville", "non-reserves", 1, 1],
    ]);
  });
});

/** Le total d'un taux est celui de l'ensemble, non une somme. */
const UN_TAUX = "transformation";

describe("la mise en forme", () => {
  it("arrondit au plus proche depuis la fraction, et non depuis le décimal", () => {
    const tiers = repartitionDe(
      [{ flux: 1 }],
      [
        convention("als", "action-logement", PARTOUT, [
          { taux: "0.499999", contrepartie: "participation-des-employeurs" },
        ]),
      ],
    );
    expect(cases(tableau(tiers, "parts", { decimales: 2 }), "logements")).toEqual([[0], ["1"].map(Number)]);
    expect(cases(tableau(tiers, "parts", { decimales: 2 }), "tauxConvenu")).toEqual([["0.5"], [null]]);
  });

  it("écrit la virgule et les titres de la langue demandée, mais les mêmes noms", () => {
    const [francais] = tableauxDe(repartition, { separateurDecimal: "," });
    const [anglais] = tableauxDe(repartition, { langue: "en" });
    expect(francais?.lignes[3]).toContain("2,5");
    expect(anglais?.titre).toBe("Shares of the flow");
    expect(anglais?.lignes.at(-1)?.[1]).toBe("Unreserved dwellings");
    expect(anglais?.colonnes.map(({ nom }) => nom)).toEqual(francais?.colonnes.map(({ nom }) => nom));
  });

  it("ne neutralise les formules que si on le demande, et jamais un chiffre", () => {
    const promettre = (code: string, taux: number) =>
      convention(code, "action-logement", PARTOUT, [{ taux, contrepartie: "financement" }]);
    const piege = repartitionDe([{ flux: 10 }], [promettre("=HYPERLINK(1)", 60), promettre("als", 50)]);
    const options = { neutraliserFormules: true };
    expect(cases(tableau(piege, "parts"), "reservataire", "logements")).toEqual([
      ["=HYPERLINK(1)", 6],
      ["als", 5],
      ["non-reserves", -1],
    ]);
    expect(cases(tableau(piege, "parts", options), "reservataire", "nom", "logements")).toEqual([
      ["'=HYPERLINK(1)", "'=HYPERLINK(1)", 6],
      ["als", "als", 5],
      ["non-reserves", "Logements non réservés", -1],
    ]);
  });

  it("donne à chaque ligne une case par colonne, et des noms de colonnes distincts", () => {
    for (const resultat of RESULTATS)
      for (const options of [{}, { fractions: true }] as const)
        for (const { colonnes, lignes, total } of tableauxDe(resultat, options)) {
          expect(new Set(colonnes.map(({ nom }) => nom)).size).toBe(colonnes.length);
          for (const ligne of [...lignes, ...(total === null ? [] : [total])])
            expect(ligne).toHaveLength(colonnes.length);
        }
  });

  it("porte le total de chaque colonne qui se somme", () => {
    const sommees = RESULTATS.flatMap((resultat) =>
      tableauxDe(resultat, { fractions: true }).flatMap(({ nom, colonnes, lignes, total }) =>
        colonnes.flatMap((colonne, rang) => {
          const annonce = total?.[rang] ?? null;
          const decimal = colonnes[rang + 1]?.nom === `${colonne.nom}Fraction`;
          if (annonce === null || decimal || colonne.nom.startsWith(UN_TAUX)) return [];
          const somme = sommer(lignes.map((ligne) => lireFraction(String(ligne[rang] ?? 0))));
          return [{ lieu: `${nom}.${colonne.nom}`, somme: ecrireFraction(somme), annonce: String(annonce) }];
        }),
      ),
    );
    expect(sommees.length).toBeGreaterThan(30);
    for (const { lieu, somme, annonce } of sommees) expect(`${lieu} ${somme}`).toBe(`${lieu} ${annonce}`);
  });

  it("refuse tout à la fois", () => {
    const appel = () =>
      tableauxDe(
        { ...assiette, flux: 19 },
        // @ts-expect-error une langue inconnue
        { langue: "de", decimales: 7, reservataires: [{ code: "als" }] },
      );
    expect(appel).toThrow(ErreurDeSaisie);
    expect(refusDe(appel)).toEqual([
      "options.langue VALEUR_NON_PREVUE",
      "options.decimales DECIMALES_INVALIDES",
      "options.reservataires[0].nom CHAMP_MANQUANT",
      "resultat RESULTAT_ALTERE",
    ]);
    // @ts-expect-error une nature sans tableau
    expect(refusDe(() => tableauxDe({ nature: "proposition" }))).toEqual(["resultat RESULTAT_INATTENDU"]);
  });
});

describe("la page « Tableaux »", () => {
  it("donne chaque tableau et chaque colonne (npx vitest run test/unit/tableaux.test.ts -u)", async () => {
    const vus = new Set<string>();
    const parties = RESULTATS.filter(({ nature }) => !vus.has(nature) && vus.add(nature)).map((resultat) => {
      const lignes = tableauxDe(resultat).flatMap(({ nom, titre, colonnes, total }) => [
        `### ${nom}`,
        "",
        `${titre}${total === null ? "" : " ; avec un total"}.`,
        "",
        "| Colonne | Titre | Unité |",
        "| :--- | :--- | :--- |",
        ...colonnes.map((colonne) => `| \`${colonne.nom}\` | ${colonne.titre} | ${colonne.unite ?? "–"} |`),
        "",
      ]);
      return [`## ${resultat.nature}`, "", ...lignes].join("\n");
    });
    const entete = [
      "---",
      "title: Tableaux",
      "category: Rendu",
      "---",
      "",
      "# Tableaux",
      "",
      "Ce que `tableauxDe` rend, résultat par résultat. Les noms sont stables ; les titres suivent la langue demandée. L'état des",
      "lieux a une colonne par année d'expiration : 2033 n'en est qu'un exemple. Un tableau de bilan a une colonne par valeur de l'axe",
      "croisé, et les titres d'une comparaison portent les noms des deux scénarios : ceux d'ici sont aussi des exemples.",
      "",
      "",
    ].join("\n");
    await expect(entete + parties.join("\n")).toMatchFileSnapshot("../../docs/tableaux.md");
  });
});
