/**
 * L'orientation sur deux départements tirés au sort : plus grand écart selon le nombre de vacances annoncées et souhaits
 * satisfaits.
 *
 *     npx tsx test/bench/orientation.ts [graines]
 */
import { orienterLaSuite } from "../../src/orientation/equite/orienter-la-suite.js";
import { tirerMonde, tirerSouhaits, tirerVacances, UNITES } from "../monde-tire.js";
import { tirer } from "../perimetre-tire.js";

const [graines = 20] = process.argv.slice(2).map(Number);
const enUnites = (centiemes: number) => (UNITES / 100) * centiemes;
const DEPARTEMENTS = [
  { nom: "300 communes, 12 EPCI, 5 000 vacances", communes: 300, epci: 12, nombre: 5000 },
  { nom: "20 communes, 2 EPCI, 145 vacances", communes: 20, epci: 2, nombre: 145 },
];
const CONDUITES = [
  { nom: "sans note", seuil: enUnites(100), annonces: [0, 10, 24, null] },
  { nom: "souhaits", seuil: enUnites(100), annonces: [0, 10, 24, null] },
  { nom: "souhaits", seuil: enUnites(80), annonces: [10, 24, null] },
];

const zeros = (nombre: number): number[] => Array(nombre).fill(0);
const enLogements = (unites: number) => (unites / UNITES).toFixed(6);
const sommer = (nombres: readonly number[]) => nombres.reduce((somme, nombre) => somme + nombre, 0);
const enPourCent = (partie: number, tout: number) => `${((100 * partie) / tout).toFixed(1)} %`;

function tirerUneAnnee(graine: number, communes: number, epci: number, nombre: number) {
  const hasard = tirer(graine);
  const monde = tirerMonde(hasard, communes, epci);
  return { monde, vacances: tirerSouhaits(hasard, monde, tirerVacances(hasard, monde, nombre)) };
}

for (const { nom, communes, epci, nombre } of DEPARTEMENTS) {
  const annees = Array.from({ length: graines }, (_, rang) =>
    tirerUneAnnee(rang + 1, communes, epci, nombre),
  );
  const possibles = annees.flatMap(({ vacances }) =>
    vacances.filter(({ partage, souhaits }) => partage.rangs.some((rang) => souhaits[rang] === 1)),
  );
  console.log(`\n${nom}, ${graines} graines`);
  console.log(
    `  souhaités par l'un de ceux qui ont une part : ${enPourCent(possibles.length, nombre * graines)}`,
  );
  for (const { nom: conduite, seuil, annonces } of CONDUITES)
    for (const annoncees of annonces) {
      const debut = performance.now();
      const suites = annees.map(({ monde: { reservataires }, vacances }) =>
        orienterLaSuite(
          { du: zeros(reservataires), recus: zeros(reservataires) },
          conduite === "souhaits" ? vacances : vacances.map(({ partage }) => ({ partage })),
          annoncees ?? nombre,
          { unitesParLogement: UNITES, seuil },
        ),
      );
      const duree = (performance.now() - debut) / graines;
      const ecarts = suites.map(({ plusGrandEcart }) => plusGrandEcart);
      const releves = suites.flatMap(({ choix }) => choix.filter((choisi) => choisi.seuil > seuil));
      const satisfaits = suites.flatMap(({ choix }, annee) =>
        choix.filter(({ rang }, numero) => annees[annee]?.vacances[numero]?.souhaits[rang] === 1),
      );
      console.log(
        [
          `  ${conduite.padEnd(9)} seuil ${seuil / UNITES}`.padEnd(22),
          `${annoncees ?? "toutes"} annoncées`.padStart(16),
          `pire ${enLogements(Math.max(...ecarts))}`,
          `moyen ${enLogements(sommer(ecarts) / graines)}`,
          `sous 1 : ${ecarts.filter((ecart) => ecart < UNITES).length}`,
          `seuil relevé ${releves.length} fois`,
          `satisfaits ${enPourCent(satisfaits.length, nombre * graines)}`,
          `${duree.toFixed(0)} ms par année`,
        ].join("   "),
      );
    }
}
