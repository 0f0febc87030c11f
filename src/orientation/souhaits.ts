import * as z from "zod";
import type { EnLecture } from "../modele/en-lecture.js";
import { entierDe, texteNonVide } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";
import { financement, localisation, NON_RESERVES, typologie } from "../modele/vocabulaire.js";
import type { Liberation } from "./evenements.js";
import type { Registre } from "./registre.js";

function nonVide<T extends z.ZodType<readonly unknown[]>>(liste: T): T {
  return liste.refine((elements) => elements.length > 0, { params: { code: "LISTE_VIDE" } });
}

const souhait = z.strictObject({
  reservataire: texteNonVide,
  /** Ce que la convention dit vouloir, tel qu'on le lira : « T1 et T2 », « accessibles », « retard sur le quart prioritaire ». */
  critere: texteNonVide,
  /** Ce que vaut ce souhait pour un logement qui y répond ; les souhaits d'un réservataire s'ajoutent. */
  note: entierDe("NOTE_INVALIDE", 1, 1000),
  typologies: nonVide(z.array(typologie)).optional(),
  financements: nonVide(z.array(financement)).optional(),
  localisation: localisation.optional(),
});

/**
 * Un objectif indicatif d'un réservataire : un logement y répond s'il a toutes les caractéristiques données. Sans aucune, tous y
 * répondent : à l'appelant de ne le donner que pour les logements qu'il vise.
 *
 * @useDeclaredType
 */
export type Souhait = EnLecture<z.infer<typeof souhait>>;

export const souhaits = z.array(souhait);

/** Un souhait nomme un réservataire du registre : le bailleur n'en exprime pas. */
export function controlerSouhaits(
  saisie: Saisie,
  lus: readonly Souhait[],
  { comptes }: Registre,
  chemin: readonly PropertyKey[],
): void {
  lus.forEach(({ reservataire }, rang) => {
    if (reservataire === NON_RESERVES || !comptes.some((compte) => compte.reservataire === reservataire))
      saisie.refuser([...chemin, rang, "reservataire"], "RESERVATAIRE_INCONNU", {
        fr: `« ${reservataire} » n'est pas un réservataire qui ait une part du flux dans ce registre.`,
        en: `“${reservataire}” is not a holder with a share of the flow in this register.`,
      });
  });
}

/** Les souhaits d'un réservataire auxquels un logement répond. */
export function souhaitsSatisfaits(
  tous: readonly Souhait[],
  reservataire: string,
  logement: Pick<Liberation, "typologie" | "financement" | "localisation">,
): readonly Souhait[] {
  return tous.filter(
    (un) =>
      un.reservataire === reservataire &&
      (un.typologies?.includes(logement.typologie) ?? true) &&
      (un.financements?.includes(logement.financement) ?? true) &&
      (un.localisation === undefined || un.localisation === logement.localisation),
  );
}

/** La note d'un logement pour chaque compte ; indéfini si personne n'exprime de souhait. */
export function noter(
  tous: readonly Souhait[],
  { comptes }: Registre,
  logement: Pick<Liberation, "typologie" | "financement" | "localisation">,
): readonly number[] | undefined {
  if (tous.length === 0) return undefined;
  return comptes.map(({ reservataire }) =>
    souhaitsSatisfaits(tous, reservataire, logement).reduce((total, { note }) => total + note, 0),
  );
}
