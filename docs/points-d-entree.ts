/** Les deux points d'entrée, en une seule documentation : un lien de l'un à l'autre y trouve son nom. */
export * from "../src/index.js";
export * from "../src/rendu/index.js";
