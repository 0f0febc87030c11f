import type { Saisie } from "./saisie.js";
import type { Localisation } from "./vocabulaire.js";

/** Un code de quartier prioritaire ne se donne que pour un logement en QPV. */
export function controlerQuartier(
  saisie: Saisie,
  { localisation, codeQpv }: { readonly localisation: Localisation; readonly codeQpv?: string | undefined },
  chemin: readonly PropertyKey[],
): void {
  if (localisation === "hors-qpv" && codeQpv !== undefined)
    saisie.refuser([...chemin, "codeQpv"], "LOCALISATION_INCOHERENTE", {
      fr: `Le logement est dit hors QPV, avec le code de quartier ${codeQpv}.`,
      en: `The dwelling is said to be outside QPV, with district code ${codeQpv}.`,
    });
}
