import * as z from "zod";
import { texteNonVide } from "../../modele/identifiants.js";
import type { Saisie } from "../../modele/saisie.js";
import { lireNoms, type Nomme } from "../noms.js";

export interface OptionsDeTrace {
  /** `fr` par défaut. */
  readonly langue?: "fr" | "en" | undefined;
  /** Le titre de la figure ; à défaut, celui qui va avec ce qu'elle montre. */
  readonly titre?: string | undefined;
  /** Devant les identifiants de l'image : à changer si la page en montre deux de la même sorte. */
  readonly prefixe?: string | undefined;
  /** De quoi nommer ceux dont le résultat ne porte que le code. */
  readonly reservataires?: readonly Nomme[] | undefined;
}

const schemaOptions = z.strictObject({
  langue: z.enum(["fr", "en"]).default("fr"),
  titre: texteNonVide.optional(),
  prefixe: z
    .string()
    .refine((lu) => /^[A-Za-z][A-Za-z0-9_-]*$/.test(lu), { params: { code: "PREFIXE_INVALIDE" } })
    .optional(),
  reservataires: z.unknown().optional(),
});

export interface OptionsLues {
  readonly langue: "fr" | "en";
  readonly titre: string | undefined;
  readonly prefixe: string | undefined;
  readonly noms: readonly Nomme[];
}

/** Lit les options ; celle qui n'aurait pas d'effet est refusée. */
export function lireOptions(
  saisie: Saisie,
  options: unknown,
  sansEffet?: "prefixe" | "reservataires",
): OptionsLues | undefined {
  const { complet, champs } = saisie.lireObjet(schemaOptions, saisie.recevoir(options, ["options"]), [
    "options",
  ]);
  if (sansEffet !== undefined && champs[sansEffet] !== undefined)
    saisie.refuser(["options", sansEffet], "CHAMP_INCONNU", {
      fr: "Ce verbe n'a pas cette option.",
      en: "This verb has no such option.",
    });
  const noms = lireNoms(saisie, champs.reservataires);
  return complet && { langue: complet.langue, titre: complet.titre, prefixe: complet.prefixe, noms };
}
