import * as z from "zod";
import type { EnLecture } from "../modele/en-lecture.js";
import type { Saisie } from "../modele/saisie.js";
import type { CategorieDeSoustraction } from "../modele/vocabulaire.js";

/** Les deux opérations dont L. 441-1 compte les relogements hors QPV. */
const OPERATIONS_DE_RELOGEMENT = ["renouvellement-urbain", "copropriete-degradee"] as const;
const operationDeRelogement = z.enum(OPERATIONS_DE_RELOGEMENT);
export type OperationDeRelogement = z.infer<typeof operationDeRelogement>;

export const publics = z.strictObject({
  /** Décision favorable au titre du droit au logement opposable (L. 441-2-3). */
  dalo: z.boolean().optional(),
  /** L'une des catégories que L. 441-1 énumère (a à m). */
  prioritaire: z.boolean().optional(),
  /** Ressources par unité de consommation sous le montant du premier quartile des demandeurs. */
  premierQuartile: z.boolean().optional(),
  /** L'opération qui oblige au relogement, si c'en est un. */
  relogement: operationDeRelogement.optional(),
});

/**
 * Ce que L. 441-1 compte d'une attribution, et rien d'autre. Un booléen absent n'est pas un « non » : c'est une information que le
 * journal n'a pas. Sans `relogement`, l'attribution n'en est pas un, à moins que la soustraction ne le dise.
 *
 * @useDeclaredType
 */
export type Publics = EnLecture<z.infer<typeof publics>>;

/** Ce qu'un relogement soustrait du flux dit de son opération ; les autres catégories n'en sont pas. */
const RELOGEMENTS_SOUSTRAITS: Readonly<Partial<Record<CategorieDeSoustraction, OperationDeRelogement>>> = {
  renouvellementUrbain: "renouvellement-urbain",
  coproprietesDegradees: "copropriete-degradee",
};

/** L'opération du relogement : ce que la soustraction en dit, ou l'attribution. */
export function operationDe(
  soustraction: CategorieDeSoustraction | null,
  dits: Publics | undefined,
): OperationDeRelogement | null {
  const soustraite = soustraction === null ? undefined : RELOGEMENTS_SOUSTRAITS[soustraction];
  return soustraite ?? dits?.relogement ?? null;
}

/** Ce qui est dit d'un ménage, complété par ce que le bail en dit. */
export function completer(dits: Publics | undefined, ensuite: Publics | undefined): Publics | undefined {
  return ensuite === undefined ? dits : { ...dits, ...ensuite };
}

/** Un bail ne contredit pas son attribution, et un relogement est celui pour lequel le logement est soustrait. */
export function controlerPublics(
  saisie: Saisie,
  { soustraction, dits }: { readonly soustraction: CategorieDeSoustraction | null; readonly dits: Publics },
  ensuite: Publics,
  chemin: readonly PropertyKey[],
): void {
  for (const champ of Object.keys(publics.shape) as (keyof Publics)[])
    if (dits[champ] !== undefined && ensuite[champ] !== undefined && dits[champ] !== ensuite[champ])
      saisie.refuser([...chemin, champ], "PUBLICS_CONTRADICTOIRES", {
        fr: `Le bail dit « ${ensuite[champ]} », l'attribution « ${dits[champ]} » : annuler celle qui est fausse, et la consigner de nouveau.`,
        en: `The lease says “${ensuite[champ]}”, the letting “${dits[champ]}”: cancel the wrong one and record it again.`,
      });
  const { relogement } = ensuite;
  if (relogement === undefined || soustraction === null || soustraction === "attributionsDuPrefet") return;
  if (relogement !== RELOGEMENTS_SOUSTRAITS[soustraction])
    saisie.refuser([...chemin, "relogement"], "RELOGEMENT_CONTRADICTOIRE", {
      fr: `Le logement est soustrait du flux au titre « ${soustraction} » : ce n'est pas un relogement « ${relogement} ».`,
      en: `The dwelling is taken out of the flow as “${soustraction}”: this is not rehousing for “${relogement}”.`,
    });
}
