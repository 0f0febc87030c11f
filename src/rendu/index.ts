export { enMarkdown, type OptionsDeMarkdown } from "./en-markdown.js";
export type { Nomme } from "./noms.js";
export type { CaseDeTableau, Colonne, Tableau, UniteDeColonne } from "./tableaux/tableau.js";
export {
  type NatureSansTableau,
  type OptionsDeTableaux,
  type ResultatEnTableaux,
  tableauxDe,
} from "./tableaux-de.js";
