/**
 * Temps d'une proposition parmi deux cents réservataires, rapporté à celui de parcourir deux cents entiers.
 *
 *     npx tsx test/bench/proposition.ts
 */

import { choisir, classer } from "../../src/orientation/equite/choisir.js";
import { orienterLaSuite } from "../../src/orientation/equite/orienter-la-suite.js";
import { lirePartage, type Partage } from "../../src/orientation/equite/partage.js";
import { choisirATauxConstants } from "../../src/orientation/equite/taux-constants.js";
import type { Vacance } from "../../src/orientation/equite/vacance.js";
import type { Comptes } from "../../src/orientation/noyau.js";
import { type Monde, tirerMonde, tirerVacances, UNITES } from "../monde-tire.js";
import { tirer } from "../perimetre-tire.js";

const zeros = (nombre: number): number[] => Array(nombre).fill(0);
const sommer = (nombres: readonly number[]) => nombres.reduce((somme, nombre) => somme + nombre, 0);

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
    comptesAvant.push(orienterLaSuite(comptesAvant.at(-1) as Comptes, [vacance], 0, cadre).comptes);
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
