/** Ce que `tsc` vérifie : une entrée figée jusqu'au fond se donne au rendu, et un résultat sans tableau lui est refusé. */
import type { Proposition, Repartition, Simulation } from "gestion-en-flux";
import {
  enMarkdown,
  seriesDeLaSimulation,
  type Tableau,
  tableauxDe,
  tracerDroits,
  tracerParts,
} from "gestion-en-flux/rendu";

declare const repartition: Repartition;
declare const proposition: Proposition;
declare const simulation: Simulation;

const reservataires = [{ code: "als", nom: "Action Logement", categorie: "action-logement" }] as const;
const tableaux: readonly Tableau[] = tableauxDe(repartition, { reservataires, langue: undefined });
export const textes: readonly string[] = tableaux.map((tableau) =>
  enMarkdown(tableau, { colonnes: ["nom"] as const }),
);
export const { svg, texte }: { svg: string; texte: string } = tracerParts(repartition, { reservataires });

const valeur = { exact: "1", decimal: "1" } as const;
tracerDroits({ titre: "T", unite: "u", series: [{ nom: "a", points: [{ annee: 2024, valeur }] }] } as const);

// @ts-expect-error une proposition ne se met pas en tableaux
tableauxDe(proposition);
// @ts-expect-error un point a une date ou une année
tracerDroits({ titre: "T", unite: "u", series: [{ nom: "a", points: [{ valeur }] }] });

tracerDroits(
  seriesDeLaSimulation(simulation, { grandeur: "droits", variante: "a" } as const, { reservataires }),
);
// @ts-expect-error une vue est d'une variante ou d'un réservataire
seriesDeLaSimulation(simulation, { grandeur: "droits", variante: "a", reservataire: "als" });
