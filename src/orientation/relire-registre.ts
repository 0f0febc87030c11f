import * as z from "zod";
import { montrer } from "../modele/problemes.js";
import { jsonCanonique, relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import { evenement as schemaEvenement } from "./evenements.js";
import type { Registre } from "./registre.js";
import { estVerifie, marquerVerifie } from "./registres-verifies.js";
import { rejouer } from "./rejouer.js";

/** Relit un registre ; s'il vient d'ailleurs, son ouverture est scellée et son journal, rejoué, doit redonner l'état. */
export function relireRegistre(
  saisie: Saisie,
  valeur: unknown,
  chemin: readonly PropertyKey[] = ["registre"],
): Registre | undefined {
  if (estVerifie(valeur)) return valeur;
  const donnee = saisie.recevoir(valeur, chemin);
  if (!estDeNatureRegistre(donnee)) {
    saisie.refuser(chemin, "RESULTAT_INATTENDU", {
      fr: `Attendu : un registre ; lu : ${montrer(donnee).fr}. Une suite d'orientations donne le sien par « suite.registre ».`,
      en: `Expected: a register; got: ${montrer(donnee).en}. A sequence of orientations gives its own as “suite.registre”.`,
    });
    return undefined;
  }
  const { journal, version: _, comptes: __, dossiers: ___, changements: ____, ...ouverture } = donnee;
  const ouvert = relire<Registre>(saisie, ouverture, "registre", chemin);
  if (ouvert === undefined) return undefined;
  const faits = saisie.lire(z.array(schemaEvenement), journal, [...chemin, "journal"]);
  if (faits === undefined) return undefined;
  const rejoue = rejouer(saisie, ouvert, faits, chemin);
  if (rejoue === undefined) return undefined;
  const verifie = { ...rejoue, provenance: ouvert.provenance };
  if (jsonCanonique(verifie) !== jsonCanonique(donnee)) {
    saisie.refuser(chemin, "REGISTRE_ALTERE", {
      fr: "Rejouer le journal ne redonne pas cet état : le registre a été modifié hors de consigner.",
      en: "Replaying the journal does not give this state back: the register was changed outside consigner.",
    });
    return undefined;
  }
  return marquerVerifie(verifie);
}

/** Une entrée qui porte un registre : un registre que ce programme a produit ne se reconnaît que s'il n'est pas copié. */
export function separerLeRegistre(
  entree: unknown,
  champ = "registre",
): { readonly registre: unknown; readonly reste: unknown } {
  if (typeof entree !== "object" || entree === null || !Object.hasOwn(entree, champ))
    return { registre: undefined, reste: entree };
  const { [champ]: registre, ...reste } = entree as Readonly<Record<string, unknown>>;
  return { registre, reste };
}

function estDeNatureRegistre(donnee: unknown): donnee is Partial<Registre> {
  return typeof donnee === "object" && donnee !== null && "nature" in donnee && donnee.nature === "registre";
}
