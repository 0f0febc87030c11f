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
    original: 'au: RETOUR_AUX_VERSIONS_LUES,\n        valeur: ["defense", "securite-interieure"],',
    mutant:
      'au: RETOUR_AUX_VERSIONS_LUES,\n        valeur: ["defense", "etablissement-public-de-sante", "securite-interieure"],',
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
    fichier: "src/objectifs/tableau-des-objectifs.ts",
    original: 'chemin.at(-1) === "agents-civils-et-militaires"',
    mutant: 'chemin.at(-1) === "publics-prioritaires"',
  },
  {
    erreur: "R5b : lecture B, 30 % des logements du préfet",
    fichier: "src/repartition/controler-prefet.ts",
    original: 'const base = lecture === "lecture-b" ? total : fraction(flux);',
    mutant: "const base = total;",
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
    original: 'return au >= [String(Number(annee) + annees), ...moisEtJour].join("-");',
    mutant: 'return au > [String(Number(annee) + annees), ...moisEtJour].join("-");',
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
    fichier: "src/repartition/trouver-exces.ts",
    original: "comparer(tauxPromis, CENT) > 0",
    mutant: "comparer(tauxPromis, fraction(200)) > 0",
  },
  {
    erreur: "R3 : le plafond jugé sur le taux d'une part cantonnée, non sur ses logements",
    fichier: "src/repartition/controler-prefet.ts",
    original: "return flux === 0\n    ? sommer(parts.map(({ taux }) => lireTaux(taux)))",
    mutant: "return flux >= 0\n    ? sommer(parts.map(({ taux }) => lireTaux(taux)))",
  },
  {
    erreur: "R3 : une reprise comptée dans le plafond du préfet",
    fichier: "src/repartition/controler-prefet.ts",
    original:
      'const contingent = reparti.parts.filter(({ contrepartie }) => contrepartie === "contingent-prefectoral");',
    mutant:
      'const contingent = reparti.parts.filter(({ contrepartie }) => contrepartie === "contingent-prefectoral" || contrepartie === "reprise-par-le-prefet");',
  },
  {
    erreur: "R7 : un EPCI jugé dans un seul de ses départements",
    fichier: "src/repartition/controler-garanties.ts",
    original: "sommer(tous.map(lire));",
    mutant: "sommer(tous.slice(0, 1).map(lire));",
  },
  {
    erreur: "R9 : une part territorialisée calculée sur tout le département",
    fichier: "src/repartition/lire-parts.ts",
    original: "return part.territorialisation?.territoire ?? reservataire.territoire;",
    mutant: "return reservataire.territoire;",
  },
  {
    erreur: "R9 : une mise en demeure d'un mois",
    fichier: "src/droit/parametres.ts",
    original: 'valeur: 2,\n        references: [{ article: "R. 441-5-2", subdivision: "IV" }],',
    mutant: 'valeur: 1,\n        references: [{ article: "R. 441-5-2", subdivision: "IV" }],',
  },
  {
    erreur: "R9 : une convention résiliée ce jour donne encore sa part",
    fichier: "src/repartition/lire-conventions.ts",
    original: "resiliation.date <= date;",
    mutant: "resiliation.date < date;",
  },
  {
    erreur: "R13 : une reprise refusée le jour même de l'échéance",
    fichier: "src/repartition/reprises.ts",
    original: "...(du < echeance",
    mutant: "...(du <= echeance",
  },
  {
    erreur: "R13 : une reprise qui survit à la convention conforme",
    fichier: "src/repartition/reprises.ts",
    original: "return conforme === undefined\n",
    mutant: "return conforme === undefined || conforme !== undefined\n",
  },
  {
    erreur: "R16 : une réduction arrondie au-dessus, qui ne suffit plus",
    fichier: "src/repartition/reduire-parts.ts",
    original: '"entier-inferieur"',
    mutant: '"entier-superieur"',
  },
  {
    erreur: "R3, avant le décret : 31 % au lieu de 30",
    fichier: "src/droit/parametres.ts",
    original: 'valeur: "30",\n        base: "total des logements",',
    mutant: 'valeur: "31",\n        base: "total des logements",',
  },
  {
    erreur: "R3, avant le décret : le supplément du préfet compté dans les 30 %",
    fichier: "src/repartition/controler-reservations-en-stock.ts",
    original: '.filter((reservation) => reservation.contrepartie === "contingent-prefectoral")',
    mutant: '.filter((reservation) => reservation.reservataire === "prefet")',
  },
  {
    erreur: "R3, R4 et R7, avant le décret : un plafond qu'on n'atteint pas",
    fichier: "src/repartition/controler-reservations-en-stock.ts",
    original: "if (comparer(exces, ZERO) <= 0) return [];",
    mutant: "if (comparer(exces, ZERO) < 0) return [];",
  },
  {
    erreur: "R4, avant le décret : 5 % de la part du préfet",
    fichier: "src/repartition/controler-reservations-en-stock.ts",
    original: 'constaterPlafond("PLAFOND_DES_AGENTS_DEPASSE", agents, total, plafonds.agents)',
    mutant:
      'constaterPlafond("PLAFOND_DES_AGENTS_DEPASSE", agents, { ...total, logements: prefet.logements }, plafonds.agents)',
  },
  {
    erreur: "R6 : un an au plus, même avant le décret",
    fichier: "src/droit/parametres.ts",
    original: "{ ...AVANT, valeur: null, references: ANCIEN_REGIME, verifieLe: RELECTURE },",
    mutant: "{ ...AVANT, valeur: 1, references: ANCIEN_REGIME, verifieLe: RELECTURE },",
  },
  {
    erreur: "R6 : sans borne de durée depuis le décret",
    fichier: "src/droit/parametres.ts",
    original: '        valeur: 1,\n        references: [{ article: "R. 441-5-2", subdivision: "I, al. 2" }],',
    mutant:
      '        valeur: null,\n        references: [{ article: "R. 441-5-2", subdivision: "I, al. 2" }],',
  },
  {
    erreur: "R7, avant le décret : 20 % de tout le stock",
    fichier: "src/repartition/controler-reservations-en-stock.ts",
    original: "logements: controle.logements };",
    mutant: "logements: stock.logements };",
  },
  {
    erreur: "R7, avant le décret : le département oublié",
    fichier: "src/repartition/controler-reservations-en-stock.ts",
    original: 'COLLECTIVITES.includes(categories.get(code) ?? "")',
    mutant: 'COLLECTIVITES.includes(categories.get(code) ?? "") && categories.get(code) !== "departement"',
  },
  {
    erreur: "R7, avant le décret : chaque garant jugé seul",
    fichier: "src/repartition/controler-reservations-en-stock.ts",
    original: "      ...rapporter(somme(garanties), logements),",
    mutant: "      ...rapporter(Math.max(0, ...garanties.map((garantie) => garantie.logements)), logements),",
  },
  {
    erreur: "R8, avant le décret : le terrain compté dans les 20 %",
    fichier: "src/repartition/controler-reservations-en-stock.ts",
    original: 'reservation.contrepartie === "garantie-d-emprunt" && estUneCollectivite',
    mutant: 'reservation.contrepartie !== "contingent-prefectoral" && estUneCollectivite',
  },
  {
    erreur: "le stock jugé encore le jour du décret",
    fichier: "src/modele/regime.ts",
    original: "date !== undefined && date >= DEBUT_DU_REGIME_DU_FLUX",
    mutant: "date !== undefined && date > DEBUT_DU_REGIME_DU_FLUX",
  },
  {
    erreur: "R9 : les échanges d'informations exigés de tous",
    fichier: "src/droit/exigences.ts",
    original: 'references: [{ article: "R. 441-5-2", subdivision: "III, al. 1" }],\n    concernes: "prefet",',
    mutant: 'references: [{ article: "R. 441-5-2", subdivision: "III, al. 1" }],\n    concernes: "tous",',
  },
  {
    erreur: "R9 : l'objectif prioritaire exigé de tous",
    fichier: "src/droit/exigences.ts",
    original: 'concernes: "tenus-a-l-objectif-prioritaire",\n    clauses',
    mutant: 'concernes: "tous",\n    clauses',
  },
  {
    erreur: "R9 : un délai de proposition exigé en gestion déléguée",
    fichier: "src/droit/exigences.ts",
    original: 'condition: "gestion-directe",\n    clauses: ["delai-de-proposition"],',
    mutant: 'condition: null,\n    clauses: ["delai-de-proposition"],',
  },
  {
    erreur: "R9 : l'actualisation annuelle toujours exigée",
    fichier: "src/droit/exigences.ts",
    original: 'force: "le-cas-echeant",\n    clauses',
    mutant: 'force: "obligatoire",\n    clauses',
  },
  {
    erreur: "R9 : la convention d'une commune jugée sur le département",
    fichier: "src/repartition/verifier-convention.ts",
    original: 'if (categorie === "commune") return ["commune"];',
    mutant: 'if (categorie === "commune") return ["perimetre"];',
  },
  {
    erreur: "R9 : la conférence intercommunale supposée partout",
    fichier: "src/repartition/verifier-convention.ts",
    original: "estRemplie: ({ conferenceIntercommunale }) => conferenceIntercommunale,",
    mutant: "estRemplie: () => true,",
  },
  {
    erreur: "R9 : un arrêté jugé comme une convention",
    fichier: "src/repartition/verifier-convention.ts",
    original: "if (arrete !== undefined) return ARRETE_NON_JUGE;",
    mutant: 'if (arrete === "") return ARRETE_NON_JUGE;',
  },
  {
    erreur: "R9 : une convention résiliée ce jour vérifiée comme en vigueur",
    fichier: "src/repartition/verifier-convention.ts",
    original: "resiliation.date <= date)",
    mutant: "resiliation.date < date)",
  },
  {
    erreur: "R1 : ce que la doctrine seule rapporte donné comme imposé par la loi",
    fichier: "src/assiette/motifs-de-statut.ts",
    original: 'autorite: "choix",',
    mutant: 'autorite: "imperatif",',
  },
  {
    erreur: "R1 : une version non lue de L. 441-1 donnée comme le texte",
    fichier: "src/droit/articles.ts",
    original: "return version !== undefined && version.verifieLe !== null;",
    mutant: "return version !== undefined;",
  },
  {
    erreur: "R2 : l'explication donne comme prévue une soustraction qui ne l'est pas",
    fichier: "src/assiette/expliquer-assiette.ts",
    original: "const nonPrevues = soustractionsNonPrevues(secteurs, date);\n  const prevu =",
    mutant: "const nonPrevues = soustractionsNonPrevues([], date);\n  const prevu =",
  },
  {
    erreur: "R5b : l'explication manque le plancher à sa limite",
    fichier: "src/repartition/expliquer-repartition.ts",
    original: "const atteint = comparer(manque, ZERO) <= 0;",
    mutant: "const atteint = comparer(manque, ZERO) < 0;",
  },
  {
    erreur: "R7 : l'explication oublie le département que les parties comptent",
    fichier: "src/repartition/expliquer-repartition.ts",
    original: "garantiesParTerritoire(repartition, etendu ? COLLECTIVITES : BLOC_COMMUNAL)",
    mutant: "garantiesParTerritoire(repartition, BLOC_COMMUNAL)",
  },
  {
    erreur: "R13 : la reprise donnée comme une règle qu'une stipulation écarte",
    fichier: "src/repartition/expliquer-repartition.ts",
    original: 'autorite: "choix",\n    lecture: LECTURE_DE_LA_REPRISE,',
    mutant: 'autorite: "suppletif",\n    lecture: LECTURE_DE_LA_REPRISE,',
  },
];
