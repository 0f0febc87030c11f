import { tenir, tenirAuMieux } from "../src/orientation/equite/fenetre.js";
import type { Partage } from "../src/orientation/equite/partage.js";
import { type Cadre, ecartsDes } from "../src/orientation/equite/vacance.js";
import type { Comptes } from "../src/orientation/noyau.js";

/** Peut-on orienter toutes ces vacances sans qu'aucun écart n'atteigne le seuil du fait de l'une d'elles ? */
export function estTenable(comptes: Comptes, partages: readonly Partage[], cadre: Cadre): boolean {
  return tenir(ecartsDes(comptes, cadre), partages, cadre) !== null;
}

/** Le plus petit seuil, au moins celui du cadre, sous lequel on peut orienter toutes ces vacances. */
export function plusPetitSeuilTenable(comptes: Comptes, partages: readonly Partage[], cadre: Cadre): number {
  return tenirAuMieux(ecartsDes(comptes, cadre), partages, cadre).seuil;
}
