import type { ExtraitDeBilan } from "../../bilan/extraire-bilan.js";
import { parReservataire } from "./bilan-par-reservataire.js";
import { auxSixAxes } from "./lignes-du-bilan.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import { lesRelogements, lesSoustraits } from "./soustraits.js";
import { lesDelais, lesEchecs, lesSuites } from "./suites.js";
import type { Tableau } from "./tableau.js";

/** Les tableaux du bilan, pour un seul ; et les logements soustraits, pour tous. */
export function tableauxDeLExtrait(
  { lignes, reservataire, suites, soustraits, relogements }: ExtraitDeBilan,
  mise: MiseEnForme,
): Tableau[] {
  return [
    auxSixAxes(lignes, reservataire, mise),
    parReservataire([reservataire], mise),
    lesSuites([suites], mise),
    lesEchecs([suites], mise, suites),
    lesDelais(suites, mise),
    lesSoustraits(soustraits, mise),
    lesRelogements(relogements, mise),
  ];
}
