import type { Texte } from "../droit/texte.js";
import { enDeuxLangues } from "../modele/plume.js";
import type { ObjectifJuge, Verdict } from "./juger-un-objectif.js";
import type { QuartPrioritaire } from "./quarts-prioritaires.js";
import type { ObjectifDuBailleur } from "./territoires-a-objectif.js";

/** De qui est le quart. */
export function nommerLeTenu({
  reservataire,
  categorie,
}: Pick<QuartPrioritaire, "reservataire" | "categorie">): Texte {
  return categorie === null
    ? {
        fr: "Bailleur, logements non réservés ou revenus à lui",
        en: "Landlord, dwellings unreserved or back to it",
      }
    : { fr: reservataire, en: reservataire };
}

/** « 3 sur 12, soit 25 %, pour 25 % demandés ». */
export function direLaPart({ comptees, favorables, taux, seuil }: ObjectifJuge): Texte {
  return enDeuxLangues(({ pourCent, mot }) =>
    taux === null
      ? mot("rien à compter", "nothing to count")
      : mot(
          `${favorables} sur ${comptees}, soit ${pourCent(taux)}, pour ${pourCent(seuil)} demandés`,
          `${favorables} of ${comptees}, that is ${pourCent(taux)}, for ${pourCent(seuil)} required`,
        ),
  );
}

export const VERDICTS: Readonly<Record<Verdict, Texte>> = {
  atteint: { fr: "L'objectif est atteint.", en: "The target is reached." },
  "non-atteint": { fr: "L'objectif n'est pas atteint.", en: "The target is not reached." },
  indetermine: {
    fr: "L'objectif n'est pas jugé : ce que le journal ne dit pas en décide.",
    en: "The target is not judged: it turns on what the journal does not say.",
  },
  "sans-objet": { fr: "Il n'y a rien à juger.", en: "There is nothing to judge." },
};

export const FONDEMENTS_DE_L_OBJECTIF: Readonly<Record<ObjectifDuBailleur["fondement"], Texte>> = {
  convention: {
    fr: "Le taux vient de la convention intercommunale d'attribution.",
    en: "The rate comes from the intermunicipal letting agreement.",
  },
  notification: {
    fr: "À défaut de convention intercommunale d'attribution, le taux est celui qui a été notifié au bailleur.",
    en: "Failing an intermunicipal letting agreement, the rate is the one notified to the landlord.",
  },
  uniforme: {
    fr: "Ni convention intercommunale d'attribution, ni notification : le taux est celui de la loi, le même pour chaque bailleur.",
    en: "Neither intermunicipal letting agreement nor notification: the rate is the law's, the same for every landlord.",
  },
};
