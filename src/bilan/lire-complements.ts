import * as z from "zod";
import type { Assiette } from "../assiette/calculer-assiette.js";
import { controlerAnneeSuivante, controlerPerimetre } from "../modele/annee-suivante.js";
import { relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import type { Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import { perimetreDe, type Registre } from "../orientation/registre.js";
import { relireRegistre, separerLeRegistre } from "../orientation/relire-registre.js";
import { lireCategories } from "./categories-des-registres.js";
import { lireObjectifs } from "./lire-objectifs.js";

const schemaComplements = z.strictObject({
  objectifs: z.unknown().optional(),
  previsions: z.unknown().optional(),
});

/** Ce qui complète le registre de l'année. */
export interface ComplementsDuBilan {
  /** Ceux de l'année, s'ils ont été fixés avec des stipulations ; sans quoi ceux de la répartition de l'ouverture. */
  readonly objectifs?: Objectifs | undefined;
  /** Le registre de l'année d'avant, du même bailleur et du même département : ce qui s'est fait cette année sur ses libérations. */
  readonly precedent?: Registre | undefined;
  /** L'assiette de l'année d'après, du même bailleur et du même département : les logements qu'elle prévoit de soustraire. */
  readonly previsions?: Assiette | undefined;
}

export interface ComplementsLus {
  /** Indéfinis s'ils ne se lisent pas. */
  readonly objectifs: Objectifs | undefined;
  readonly precedent: Registre | undefined;
  readonly previsions: Assiette | undefined;
}

export function lireComplements(saisie: Saisie, lu: Registre | undefined, donnes: unknown): ComplementsLus {
  const { registre: donneAvant, reste } = separerLeRegistre(donnes, "precedent");
  const { champs } = saisie.lireObjet(schemaComplements, saisie.recevoir(reste));
  const precedent = donneAvant === undefined ? undefined : relireRegistre(saisie, donneAvant, ["precedent"]);
  const previsions =
    champs.previsions === undefined
      ? undefined
      : relire<Assiette>(saisie, champs.previsions, "assiette", ["previsions"]);
  if (lu === undefined) return { objectifs: undefined, precedent, previsions };
  const perimetre = perimetreDe(lu);
  if (precedent !== undefined) {
    controlerAnneeSuivante(saisie, perimetre, perimetreDe(precedent), ["precedent"]);
    lireCategories(saisie, [lu, precedent], ["precedent"]);
  }
  if (previsions !== undefined)
    controlerPerimetre(saisie, { ...perimetre, annee: perimetre.annee + 1 }, previsions.perimetre, [
      "previsions",
    ]);
  const objectifs = lireObjectifs(saisie, lu, champs.objectifs, ["objectifs"]);
  return { objectifs, precedent, previsions };
}
