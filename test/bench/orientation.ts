/**
 * L'orientation sur deux départements tirés au sort : plus grand écart selon le nombre de vacances annoncées, souhaits satisfaits,
 * temps d'une proposition.
 *
 *     npx tsx test/bench/orientation.ts [graines]
 */
import { attribuerLaSuite } from "../../src/orientation/equite/attribuer-la-suite.js";
import { choisir, classer } from "../../src/orientation/equite/choisir.js";
import { lirePartage, type Partage } from "../../src/orientation/equite/partage.js";
import { choisirATauxConstants } from "../../src/orientation/equite/taux-constants.js";
import type { Vacance } from "../../src/orientation/equite/vacance.js";
import type { Comptes } from "../../src/orientation/noyau.js";
import { type Monde, tirerMonde, tirerSouhaits, tirerVacances, UNITES } from "../monde-tire.js";
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
  { nom: "souhaits", seuil: enUnites(80), annonces: [10, 24] },
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
        attribuerLaSuite(
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

/** Médiane, en microsecondes, du temps d'un appel, mesuré par paquets. */
function chronometrer(appel: (numero: number) => unknown, paquet: number): number {
  let numero = 0;
  const durees = Array.from({ length: 101 }, () => {
    const debut = performance.now();
    for (let fois = 0; fois < paquet; fois += 1) {
      appel(numero);
      numero += 1;
    }
    return ((performance.now() - debut) * 1000) / paquet;
  });
  return durees.sort((a, b) => a - b)[50] ?? 0;
}

function parcourir(entiers: readonly number[]): number {
  let plusGrand = 0;
  for (let rang = 0; rang < entiers.length; rang += 1)
    if ((entiers[rang] as number) > (entiers[plusGrand] as number)) plusGrand = rang;
  return plusGrand;
}

const RESERVATAIRES = 200;
const cadre = { unitesParLogement: UNITES, seuil: UNITES };
const hasard = tirer(200);
const parts = Array.from({ length: RESERVATAIRES - 1 }, () => 1 + hasard(UNITES / RESERVATAIRES));
const communs: Monde = {
  reservataires: RESERVATAIRES,
  secteurs: [lirePartage([...parts, UNITES - sommer(parts)], UNITES)],
};
const territoires = tirerMonde(hasard, RESERVATAIRES - 16, 12);
const listes = Array.from({ length: 64 }, () =>
  Array.from({ length: RESERVATAIRES }, () => hasard(UNITES) - UNITES / 2),
);
let vus = 0;
const reference = chronometrer((numero) => {
  vus += parcourir(listes[numero % 64] ?? []);
}, 5000);
console.log(
  `\nUne proposition parmi ${RESERVATAIRES} ; parcourir ${RESERVATAIRES} entiers : ${reference.toFixed(3)} µs (${vus})`,
);

function dire(nom: string, microsecondes: number): void {
  const rapport = Math.round(microsecondes / reference);
  console.log(`  ${nom.padEnd(60)} ${microsecondes.toFixed(1).padStart(8)} µs   ${rapport} fois`);
}

for (const [nom, monde] of [
  ["tous ont une part", communs],
  ["six ont une part", territoires],
] as const) {
  const vacances = tirerVacances(hasard, monde, 1024);
  const comptesAvant: Comptes[] = [{ du: zeros(RESERVATAIRES), recus: zeros(RESERVATAIRES) }];
  for (const vacance of vacances)
    comptesAvant.push(attribuerLaSuite(comptesAvant.at(-1) as Comptes, [vacance], 0, cadre).comptes);
  const partages = vacances.map(({ partage }) => partage);
  const essayer = (
    proposer: (comptes: Comptes, vacance: Vacance, suite: readonly Partage[]) => unknown,
    annoncees: number,
  ) =>
    chronometrer((numero) => {
      const ici = numero % 1000;
      return proposer(
        comptesAvant[ici] as Comptes,
        vacances[ici] as Vacance,
        partages.slice(ici + 1, ici + 1 + annoncees),
      );
    }, 50);
  if (monde === communs)
    dire(
      `${nom}, taux constants`,
      essayer((comptes, { partage }) => choisirATauxConstants(comptes, partage, UNITES), 0),
    );
  for (const annoncees of [0, 10, 24]) {
    dire(
      `${nom}, ${annoncees} annoncées, le choix`,
      essayer((...etat) => choisir(...etat, cadre), annoncees),
    );
    dire(
      `${nom}, ${annoncees} annoncées, le classement`,
      essayer((...etat) => classer(...etat, cadre), annoncees),
    );
  }
}
