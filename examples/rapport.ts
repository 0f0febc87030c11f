import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import type {
  Assiette,
  Bilan,
  Comparaison,
  CompteDeDroits,
  Objectifs,
  Registre,
  Repartition,
  Simulation,
} from "gestion-en-flux";
import { suivreObjectifs } from "gestion-en-flux";
import {
  enMarkdown,
  type Nomme,
  type ResultatEnTableaux,
  seriesDeLaSimulation,
  seriesDesComptes,
  tableauxDe,
  tracerDroits,
  tracerEcarts,
  tracerEffets,
  tracerParts,
} from "gestion-en-flux/rendu";

interface Dossier {
  readonly assiette: Assiette;
  readonly repartition: Repartition;
  readonly objectifs: Objectifs;
  readonly registre: Registre;
  readonly bilan: Bilan;
  readonly compteDeDroits: CompteDeDroits;
  readonly simulation: Simulation;
  readonly comparaison: Comparaison;
  readonly reservataires: readonly Nomme[];
}

/** Les colonnes que le rapport montre ; le tableur les a toutes. */
const COLONNES_DU_RAPPORT: Readonly<Record<string, readonly string[]>> = {
  "assiette-par-poste": ["intitule", "logements"],
  parts: ["nom", "contrepartie", "taux", "logements", "tauxDuFlux"],
  "objectifs-par-reservataire": ["nom", "exact", "objectif"],
  "bilan-par-reservataire": [
    "nom",
    "objectif",
    "du",
    "recus",
    "ecart",
    "proposes",
    "attribues",
    "bauxSignes",
  ],
  comptes: ["nom", "ouverture", "consommes", "imputes", "cloture"],
  "comparaison-par-cause": ["intitule", "gagnes", "perdus"],
};

/** Écrit les mêmes tableaux pour le tableur (CSV) et pour le conseil (Markdown), et les graphiques du rapport. */
export function ecrireRapport(dossier: string, avertissement: string, donnees: Dossier): void {
  const { assiette, repartition, objectifs, registre, bilan, compteDeDroits, reservataires } = donnees;
  const { simulation, comparaison } = donnees;
  const suivi = suivreObjectifs({ registre, au: "2024-12-31" }, { prorata: "temps" });
  const resultats: readonly ResultatEnTableaux[] = [
    assiette,
    repartition,
    objectifs,
    bilan,
    compteDeDroits,
    simulation,
    comparaison,
  ];

  for (const resultat of [...resultats, suivi])
    for (const { nom, colonnes, lignes } of tableauxDe(resultat, {
      reservataires,
      separateurDecimal: ",",
      neutraliserFormules: true,
    }))
      writeFileSync(
        join(dossier, `${nom}.csv`),
        stringify([colonnes.map(({ titre }) => titre), ...lignes.map((ligne) => [...ligne])], {
          bom: true,
          delimiter: ";",
        }),
      );

  const figures = {
    "parts.svg": tracerParts(repartition),
    "ecarts.svg": tracerEcarts(suivi, { reservataires }),
    "droits.svg": tracerDroits(seriesDesComptes([compteDeDroits], { reservataires })),
    "cinq-ans.svg": tracerDroits(
      seriesDeLaSimulation(simulation, { grandeur: "objectifs", reservataire: "action-logement" }),
      { prefixe: "cinq-ans" },
    ),
    "effets.svg": tracerEffets(comparaison, "non-reserves"),
  };
  for (const [fichier, { svg }] of Object.entries(figures)) writeFileSync(join(dossier, fichier), svg);

  const tableaux = resultats
    .flatMap((resultat) => tableauxDe(resultat, { reservataires, decimales: 2 }))
    .filter(({ nom }) => nom in COLONNES_DU_RAPPORT)
    .map((tableau) => enMarkdown(tableau, { colonnes: COLONNES_DU_RAPPORT[tableau.nom] }));
  const images = Object.entries(figures).map(
    ([fichier, { texte }]) => `![${texte.split("\n")[0]}](${fichier})\n\n${texte.split("\n").join("\n\n")}\n`,
  );
  writeFileSync(
    join(dossier, "rapport.md"),
    [`# Gestion en flux, 2024\n\n${avertissement}\n`, ...tableaux, ...images].join("\n"),
  );
}
