import * as z from "zod";
import {
  ARTICLES,
  citer as ecrireRenvoi,
  NUMEROTATION_DE_L_441_1,
  type NumeroDArticle,
  type PassageDeL4411,
  type Reference,
} from "../droit/articles.js";
import type { Texte } from "../droit/texte.js";
import { dateIso, texteNonVide } from "../modele/identifiants.js";
import { Saisie } from "../modele/saisie.js";

const NUMEROS = ARTICLES.map(({ numero }) => numero) as [NumeroDArticle, ...NumeroDArticle[]];
const PASSAGES = [...new Set(NUMEROTATION_DE_L_441_1.flatMap(({ rangs }) => Object.keys(rangs ?? {})))] as [
  PassageDeL4411,
  ...PassageDeL4411[],
];

const schemaReference = z.strictObject({
  article: z.enum(NUMEROS),
  subdivision: texteNonVide.optional(),
  passage: z.enum(PASSAGES).optional(),
  depuis: dateIso.optional(),
});
const schemaLangue = z.enum(["fr", "en"]);

/**
 * Écrit un renvoi tel qu'il vaut à une date, avec la période de la version citée et le jour où elle a été vérifiée.
 *
 * Un passage de L. 441-1 reçoit son rang d'alinéa à cette date ; si aucun décompte fiable n'existe, il est nommé.
 *
 * @param reference - l'article, et sa subdivision ou son passage
 * @param date - AAAA-MM-JJ
 * @param langue - `fr` par défaut
 * @returns le renvoi, en une ligne
 * @throws {@link ErreurDeSaisie} si l'article n'est pas du registre, si le renvoi, la date ou la langue est mal formé
 * @category Droit
 * @example
 * citer({ article: "R. 441-5-2", subdivision: "I, al. 1" }, "2024-01-01") // "CCH, art. R. 441-5-2, I, al. 1 (en vigueur depuis le 22/02/2020, vérifié au 06/12/2023)"
 */
export function citer(reference: Reference, date: string, langue: keyof Texte = "fr"): string {
  const saisie = new Saisie("citer");
  const { complet: renvoi, champs } = saisie.lireObjet(
    schemaReference,
    saisie.recevoir(reference, ["reference"]),
    ["reference"],
  );
  const jour = saisie.lire(dateIso, saisie.recevoir(date, ["date"]), ["date"]);
  const voulue = saisie.lire(schemaLangue, saisie.recevoir(langue, ["langue"]), ["langue"]);
  if (champs.passage !== undefined && champs.article !== undefined && champs.article !== "L. 441-1")
    saisie.refuser(["reference", "passage"], "CHAMP_EN_TROP", {
      fr: "Seuls les passages de l'article L. 441-1 ont leurs rangs d'alinéa au registre.",
      en: "Only passages of article L. 441-1 have their paragraph numbers in the register.",
    });
  saisie.verdict();
  return ecrireRenvoi(saisie.certifier(renvoi), saisie.certifier(jour), saisie.certifier(voulue));
}
