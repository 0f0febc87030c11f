import type { Assiette } from "../assiette/calculer-assiette.js";
import type { Secteur } from "../modele/secteurs.js";
import type { Perimetre } from "../modele/vocabulaire.js";

/** Ce que les contrôles d'une répartition demandent à son assiette. */
export interface CadreDuCalcul {
  /** Date à laquelle le droit se lit ; indéfinie tant qu'elle n'est pas connue. */
  readonly date: string | undefined;
  /** `null` : aucun périmètre n'est donné, ou il n'est pas connu. */
  readonly perimetre: Perimetre | null;
  /** Vide tant que l'assiette n'est pas calculée : rien n'y est alors situé. */
  readonly secteurs: readonly Secteur[];
}

/** Ce que l'on sait d'une assiette qui ne se calcule pas encore. */
export type CadreProvisoire = Pick<CadreDuCalcul, "date" | "perimetre">;

export function cadreDe(
  assiette: Assiette | undefined,
  { date, perimetre }: CadreProvisoire = { date: undefined, perimetre: null },
): CadreDuCalcul {
  return assiette === undefined
    ? { date, perimetre, secteurs: [] }
    : {
        date: assiette.provenance.dateDeDroit,
        perimetre: assiette.perimetre,
        secteurs: assiette.secteurs,
      };
}
