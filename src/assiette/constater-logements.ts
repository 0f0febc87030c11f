import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import { PERIMETRE } from "../modele/secteurs.js";
import type { LiberationComptee } from "./compter-logements.js";

/** Ce que le compte logement par logement a dû départager, ou laisser sans effet. */
export function constaterLogements(comptees: readonly LiberationComptee[]): Constat[] {
  const avecDAutres = comptees.filter(({ autresCategories }) => autresCategories.length > 0);
  const plusieurs = avecDAutres.filter(({ effet }) => effet === "A-et-B").length;
  const sansObjet = avecDAutres.filter(({ effet }) => effet === "aucun").length;
  return [
    ...(plusieurs === 0 ? [] : [constaterPlusieurs(plusieurs)]),
    ...(sansObjet === 0 ? [] : [constaterSansObjet(sansObjet)]),
  ];
}

function constaterPlusieurs(nombre: number): Constat {
  return constater("CATEGORIES_MULTIPLES", {
    territoire: PERIMETRE.fr,
    chiffres: [{ nom: "libérations", valeur: String(nombre) }],
    autorite: "choix",
    confiance: [],
    message: enDeuxLangues(({ logements, mot }) =>
      mot(
        `Sous plusieurs catégories : ${logements(nombre)}. Chacun n'est soustrait qu'une fois, au titre de la première que la loi prévoit, relogements d'abord, mutations en dernier.`,
        `Under several categories: ${logements(nombre)}. Each is taken out once, under the first the law provides for, rehousing first, transfers last.`,
      ),
    ),
  });
}

function constaterSansObjet(nombre: number): Constat {
  return constater("SOUSTRACTION_SANS_OBJET", {
    territoire: PERIMETRE.fr,
    chiffres: [{ nom: "libérations", valeur: String(nombre) }],
    message: enDeuxLangues(({ logements, mot }) =>
      mot(
        `Avec une catégorie de soustraction, sans être dans le flux (hors champ, identifiés, ou première mise en location hors flux) : ${logements(nombre)}, hors de A comme de B.`,
        `With a category, without being in the flow (out of scope, identified, or first letting outside the flow): ${logements(nombre)}, outside A and B alike.`,
      ),
    ),
  });
}
