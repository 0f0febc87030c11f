import { relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import { fixerObjectifsDeFlux, type Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import type { Registre } from "../orientation/registre.js";

/** Les objectifs d'un registre : ceux que l'on donne, fixés sur la répartition de son ouverture, ou ceux de cette répartition. */
export function lireObjectifs(
  saisie: Saisie,
  { repartition }: Registre,
  donnes: unknown,
  chemin: readonly PropertyKey[],
): Objectifs | undefined {
  if (donnes === undefined) return fixerObjectifsDeFlux(repartition);
  const lus = relire<Objectifs>(saisie, saisie.recevoir(donnes, chemin), "objectifs", chemin);
  if (lus !== undefined && lus.repartition.provenance.sceau !== repartition.provenance.sceau) {
    saisie.refuser([...chemin, "repartition"], "REPARTITIONS_DIFFERENTES", {
      fr: "Ces objectifs ne sont pas fixés sur la répartition de l'ouverture du registre.",
      en: "These targets are not set on the sharing the register was opened with.",
    });
    return undefined;
  }
  return lus;
}
