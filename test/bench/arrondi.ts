/**
 * Temps de l'arrondi contrôlé sur un pays : 3 100 périmètres, près de 690 000 cellules non nulles.
 *
 *     npx tsx test/bench/arrondi.ts [périmètres] [graine]
 */
import { arrondirTableau } from "../../src/exact/arrondi-controle.js";
import { choisirLArrondiCanonique, trouverUnArrondi } from "../../src/exact/choix-de-l-arrondi.js";
import { Circulation } from "../../src/exact/circulation.js";
import { construireReseau } from "../../src/exact/reseau-du-tableau.js";
import { tirer, tirerPerimetre } from "../perimetre-tire.js";

const [perimetres = 3100, graine = 20231124] = process.argv.slice(2).map(Number);
const hasard = tirer(graine);
const tableaux = Array.from({ length: perimetres }, () =>
  tirerPerimetre(hasard, {
    communes: 1 + Math.floor((hasard(81) * hasard(81)) / 55),
    reservataires: 2 + hasard(8),
    densite: 30 + hasard(70),
    fluxMaximal: 1 + hasard(30),
  }),
);
const cellules = tableaux.reduce((total, tableau) => total + tableau.cellules.length, 0);
console.log(`${perimetres} périmètres, ${cellules} cellules, graine ${graine}`);

function mesurer<T>(nom: string, faire: () => T): T {
  const debut = performance.now();
  const resultat = faire();
  const duree = performance.now() - debut;
  console.log(
    `${nom.padEnd(34)} ${(duree / 1000).toFixed(2)} s  ${((duree * 1000) / cellules).toFixed(2)} µs par cellule`,
  );
  return resultat;
}

for (let passage = 1; passage <= 3; passage += 1) {
  console.log(`passage ${passage}`);
  const reseaux = mesurer("lire le tableau, poser le réseau", () => tableaux.map(construireReseau));
  const arrondis = mesurer("un arrondi quelconque", () =>
    reseaux.map((reseau) => {
      const circulation = new Circulation(1 + reseau.totaux.length, reseau.arcs);
      return { reseau, circulation, existe: trouverUnArrondi(reseau, circulation) };
    }),
  );
  mesurer("l'arrondi canonique, de là", () => {
    for (const { reseau, circulation, existe } of arrondis)
      if (existe) choisirLArrondiCanonique(reseau, circulation);
  });
  const resultats = mesurer("tout, d'un appel à arrondirTableau", () => tableaux.map(arrondirTableau));
  console.log(`${resultats.filter(({ blocage }) => blocage !== undefined).length} périmètres sans arrondi`);
}
