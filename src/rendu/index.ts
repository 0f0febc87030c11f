export { enMarkdown, type OptionsDeMarkdown } from "./en-markdown.js";
export type { GrandeurSimulee } from "./grandeurs-simulees.js";
export type { PointDeSerie, Serie, SeriesATracer } from "./lire-series.js";
export type { Nomme } from "./noms.js";
export { seriesDeLaSimulation, type VueDeSimulation } from "./series-de-la-simulation.js";
export { seriesDesComptes } from "./series-des-comptes.js";
export type { CaseDeTableau, Colonne, Tableau, UniteDeColonne } from "./tableaux/tableau.js";
export {
  type NatureSansTableau,
  type OptionsDeTableaux,
  type ResultatEnTableaux,
  tableauxDe,
} from "./tableaux-de.js";
export { tracerDroits } from "./tracer-droits.js";
export { tracerEcarts } from "./tracer-ecarts.js";
export { tracerEffets } from "./tracer-effets.js";
export { tracerParts } from "./tracer-parts.js";
export type { Trace } from "./traces/feuille.js";
export type { OptionsDeTrace } from "./traces/options.js";
