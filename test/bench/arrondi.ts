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
    nulles: false,
  }),
);
const cellules = tableaux.reduce((total, tableau) => total + tableau.cellules.length, 0);
console.log(`${perimetres} périmètres, ${cellules} cellules, graine ${graine}`);

const ETAPES = ["lire, poser le réseau", "un arrondi quelconque", "l'arrondi canonique, de là"] as const;

/** Secondes passées dans chaque étape, périmètre par périmètre. */
function mesurer(): number[] {
  const durees = ETAPES.map(() => 0);
  let depuis = performance.now();
  const noter = (etape: number) => {
    const maintenant = performance.now();
    durees[etape] = (durees[etape] ?? 0) + (maintenant - depuis) / 1000;
    depuis = maintenant;
  };
  for (const tableau of tableaux) {
    const reseau = construireReseau(tableau);
    noter(0);
    const circulation = new Circulation(1 + reseau.totaux.length, reseau.arcs);
    if (trouverUnArrondi(reseau, circulation) !== null) throw new Error("périmètre sans arrondi");
    noter(1);
    choisirLArrondiCanonique(reseau, circulation);
    noter(2);
  }
  return durees;
}

function ecrire(nom: string, secondes: number): void {
  const parCellule = ((secondes * 1e6) / cellules).toFixed(2);
  console.log(`  ${nom.padEnd(30)} ${secondes.toFixed(2)} s   ${parCellule} µs par cellule`);
}

for (let passage = 1; passage <= 4; passage += 1) {
  console.log(`passage ${passage}`);
  const durees = mesurer();
  ETAPES.forEach((nom, etape) => {
    ecrire(nom, durees[etape] ?? 0);
  });
  const debut = performance.now();
  for (const tableau of tableaux) arrondirTableau(tableau);
  ecrire("arrondirTableau, en tout", (performance.now() - debut) / 1000);
}
