/** Une erreur de droit plausible : un remplacement, dans une source, qu'un test de référence doit refuser. */
export interface MutantDuDroit {
  readonly erreur: string;
  readonly fichier: string;
  readonly original: string;
  readonly mutant: string;
}

export const MUTANTS_DU_DROIT: readonly MutantDuDroit[] = [
  {
    erreur: "R1 : les mutations comptées dans le flux",
    fichier: "src/assiette/comptes-du-flux.ts",
    original: "const total = Object.values(parCategorie).reduce(",
    mutant: "const total = Object.values(parCategorie).slice(1).reduce(",
  },
  {
    erreur: "R2 : une exclusion oubliée",
    fichier: "src/assiette/comptes-du-flux.ts",
    original: "const total = Object.values(parCategorie).reduce(",
    mutant: "const total = Object.values(parCategorie).slice(0, 5).reduce(",
  },
  {
    erreur: "R2 : les attributions d'office soustraites dès 2020",
    fichier: "src/droit/parametres.ts",
    original: 'du: "2020-02-22",\n        au: "2022-02-23",\n        valeur: SOUSTRACTIONS_DU_DECRET,',
    mutant:
      'du: "2020-02-22",\n        au: "2022-02-23",\n        valeur: [...SOUSTRACTIONS_DU_DECRET, "attributionsDuPrefet"],',
  },
  {
    erreur: "R2 : logement par logement, une exclusion oubliée",
    fichier: "src/assiette/compter-logements.ts",
    original: '"venteHlm",\n  "attributionsDuPrefet",\n  "mutations",\n]);',
    mutant: '"attributionsDuPrefet",\n  "mutations",\n]);',
  },
  {
    erreur: "R2 : les mutations l'emportent sur les relogements",
    fichier: "src/assiette/compter-logements.ts",
    original: 'figer([\n  "renouvellementUrbain",',
    mutant: 'figer([\n  "mutations",\n  "renouvellementUrbain",',
  },
  {
    erreur: "R2 : logement par logement, une attribution d'office en QPV l'emporte",
    fichier: "src/assiette/categories-prevues.ts",
    original: 'localisation === "qpv"',
    mutant: 'localisation !== "qpv" && localisation !== "hors-qpv"',
  },
  {
    erreur: "R2 : une mutation d'un logement hors du flux soustraite quand même",
    fichier: "src/assiette/compter-logements.ts",
    original: ": enregistrer(lue, horsDuFlux, null);",
    mutant: ": enregistrer(lue, horsDuFlux, lue.soustractions[0] ?? null);",
  },
  {
    erreur: "R1 : un logement identifié compté dans le flux",
    fichier: "src/assiette/compter-logements.ts",
    original: 'if (statut !== "dans-le-flux") return statut;',
    mutant: 'if (statut === "hors-champ") return statut;',
  },
  {
    erreur: "R19 : la première mise en location toujours dans le flux, logement par logement",
    fichier: "src/assiette/compter-logements.ts",
    original: "premiereMiseEnLocation && !premieresDansLeFlux ?",
    mutant: "premiereMiseEnLocation && premieresDansLeFlux ?",
  },
  {
    erreur: "R1 : une société d'économie mixte traitée comme un organisme HLM",
    fichier: "src/assiette/determiner-statuts.ts",
    original: 'if (organisme === "sem" && !ouvreDroitALApl)',
    mutant: 'if (organisme === "sem" && !ouvreDroitALApl && !concoursFinancierDeLEtat)',
  },
  {
    erreur: "R1 : un organisme HLM limité à ses logements conventionnés",
    fichier: "src/assiette/determiner-statuts.ts",
    original: "if (!concoursFinancierDeLEtat && !ouvreDroitALApl)",
    mutant: "if (!ouvreDroitALApl)",
  },
  {
    erreur: "R1 : les établissements publics de santé exceptés avant 2022",
    fichier: "src/droit/parametres.ts",
    original:
      'du: "2020-02-22",\n        au: "2022-02-23",\n        valeur: ["defense", "securite-interieure"],',
    mutant:
      'du: "2020-02-22",\n        au: "2022-02-23",\n        valeur: ["defense", "etablissement-public-de-sante", "securite-interieure"],',
  },
  {
    erreur: "R1 : un foyer réservé par la défense tenu pour identifié",
    fichier: "src/assiette/determiner-statuts.ts",
    original: 'if (nature !== "ordinaire") return nature;',
    mutant: 'if (nature !== "ordinaire" && reservationIdentifiee === undefined) return nature;',
  },
  {
    erreur: "R1 : une commune gardant des logements identifiés",
    fichier: "src/assiette/determiner-statuts.ts",
    original: "exceptees.includes(reservationIdentifiee.categorie)",
    mutant: "(exceptees.length > 0)",
  },
  {
    erreur: "R5b : la liste des QPV de 2024 dès 2023",
    fichier: "src/droit/parametres.ts",
    original: 'au: "2024-01-01",\n        valeur: "2015",',
    mutant: 'au: "2023-12-31",\n        valeur: "2015",',
  },
  {
    erreur: "R10 : l'écart à la prévision pris à l'envers",
    fichier: "src/assiette/rapprocher-assiettes.ts",
    original: "ecart: realise - prevu",
    mutant: "ecart: prevu - realise",
  },
  {
    erreur: "R3 : 31 % au lieu de 30",
    fichier: "src/droit/parametres.ts",
    original: 'valeur: "30",\n        base: "flux annuel total",',
    mutant: 'valeur: "31",\n        base: "flux annuel total",',
  },
  {
    erreur: "R3 et R4 : un plafond qu'on n'atteint pas",
    fichier: "src/repartition/controler-prefet.ts",
    original: "if (comparer(taux, plafond) <= 0) return [];",
    mutant: "if (comparer(taux, plafond) < 0) return [];",
  },
  {
    erreur: "R4 : 5 % des 30 %",
    fichier: "src/droit/parametres.ts",
    original: 'valeur: "5",\n        base: "flux annuel total",',
    mutant: 'valeur: "1.5",\n        base: "flux annuel total",',
  },
  {
    erreur: "R4 : le plafond des agents oublié en logements entiers",
    fichier: "src/objectifs/fixer-objectifs-de-flux.ts",
    original: 'part.contingent === "agents-civils-et-militaires"\n        ?',
    mutant: 'part.contingent === "publics-prioritaires"\n        ?',
  },
  {
    erreur: "R5b : lecture B, 30 % des logements du préfet",
    fichier: "src/repartition/controler-prefet.ts",
    original:
      "const manqueSelon = (place: Fraction) => soustraire(pourCentDe(plancher, fraction(flux)), place);",
    mutant:
      "const manqueSelon = (place: Fraction) => soustraire(pourCentDe(plancher, sommer(contingent.map((part) => lireValeurExacte(part.logements)))), place);",
  },
  {
    erreur: "R5b : le plancher jugé sur tout le flux",
    fichier: "src/repartition/controler-prefet.ts",
    original: 'secteurs.filter(({ localisation }) => localisation === "hors-qpv")',
    mutant: "secteurs.filter(() => true)",
  },
  {
    erreur: "R6 : une dérogation d'un an et un jour",
    fichier: "src/repartition/derogations.ts",
    original: 'return au >= [String(Number(annee) + 1), ...moisEtJour].join("-");',
    mutant: 'return au > [String(Number(annee) + 1), ...moisEtJour].join("-");',
  },
  {
    erreur: "R7 : 20 % pour chaque garant",
    fichier: "src/repartition/controler-garanties.ts",
    original: 'part.contrepartie === "garantie-d-emprunt" ? garanties.get(part.reservataire) : undefined;',
    mutant:
      'part.contrepartie === "garantie-d-emprunt" && [...garanties.keys()][0] === part.reservataire ? garanties.get(part.reservataire) : undefined;',
  },
  {
    erreur: "R7 : un département sous le plafond des 20 %",
    fichier: "src/droit/reservataires.ts",
    original: '"metropole-de-lyon",\n  "ville-de-paris",\n]);',
    mutant: '"metropole-de-lyon",\n  "ville-de-paris",\n  "departement",\n]);',
  },
  {
    erreur: "R7 : un plafond qu'on n'atteint pas",
    fichier: "src/repartition/controler-garanties.ts",
    original: "if (comparer(exces, ZERO) <= 0) return null;",
    mutant: "if (comparer(exces, ZERO) < 0) return null;",
  },
  {
    erreur: "R8 : le terrain compté dans le plafond des garanties",
    fichier: "src/repartition/controler-garanties.ts",
    original: 'part.contrepartie === "garantie-d-emprunt" ? garanties',
    mutant: 'part.contrepartie !== "contingent-prefectoral" ? garanties',
  },
  {
    erreur: "R13 : la part rapportée aux seuls logements réservés",
    fichier: "src/conversion/convertir-stock-en-flux.ts",
    original: "      secteur.logements -\n",
    mutant: "      secteur.reserves -\n",
  },
  {
    erreur: "R14 : la durée multipliée deux fois par le taux",
    fichier: "src/conversion/convertir-en-droits-uniques.ts",
    original: "multiplier(nombre, pourCentDe(taux, duree))",
    mutant: "multiplier(nombre, pourCentDe(taux, pourCentDe(taux, duree)))",
  },
  {
    erreur: "R16 : un secteur promis à plus de 100 % toléré",
    fichier: "src/repartition/placer-parts.ts",
    original: "comparer(tauxPromis, CENT) > 0",
    mutant: "comparer(tauxPromis, fraction(200)) > 0",
  },
];
