import * as z from "zod";
import { texteNonVide } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";
import { type Financement, NON_RESERVES, type Typologie } from "../modele/vocabulaire.js";
import type { ReservataireDuProgramme } from "./lire-financeurs.js";
import { cleDeType, type LigneDeComposition, type LogementDuProgramme } from "./lire-programme.js";

export const schemaOrdreDeChoix = z.strictObject({
  /** Codes des réservataires, le premier à choisir d'abord ; `non-reserves` peut y figurer pour le bailleur. */
  reservataires: z.array(texteNonVide),
  /** Ce que chacun choisit quand vient son tour : un logement, ou tous les siens du type. */
  parTour: z.enum(["un-logement", "tous-les-siens"]),
});
/** L'ordre dans lequel les parties conviennent que les réservataires choisissent ; aucun texte n'en fixe. */
export type OrdreDeChoix = z.infer<typeof schemaOrdreDeChoix>;

/** Les choix d'un type de logements : les logements offerts, et qui choisit, tour après tour. */
export interface ChoixDUnType {
  readonly typologie: Typologie;
  readonly financement: Financement;
  /** Codes des logements du type. */
  readonly logements: readonly string[];
  /** Un réservataire par logement, dans l'ordre où ils choisissent ; `non-reserves` pour le bailleur. */
  readonly choisissent: readonly string[];
}

/** L'ordre nomme chaque réservataire une fois, et des logements nommés sont là pour être choisis. */
export function controlerOrdreDeChoix(
  saisie: Saisie,
  ordre: OrdreDeChoix | undefined,
  reservataires: readonly ReservataireDuProgramme[],
  logementsNommes: boolean,
): void {
  if (ordre === undefined) return;
  const chemin = ["ordreDeChoix", "reservataires"];
  if (!logementsNommes)
    saisie.refuser(["ordreDeChoix"], "ORDRE_SANS_LOGEMENTS", {
      fr: "Un ordre de choix porte sur des logements : les donner un par un (« programme.logements »).",
      en: "An order of choice bears on dwellings: give them one by one (“programme.logements”).",
    });
  const lignes = ordre.reservataires.map((ligne, rang) => ({ ligne, rang }));
  saisie.refuserDoublons(
    lignes,
    (code) => code,
    (rang) => [...chemin, rang],
  );
  const connus = [NON_RESERVES, ...reservataires.map(({ code }) => code)];
  for (const { ligne, rang } of lignes)
    if (!connus.includes(ligne))
      saisie.refuser([...chemin, rang], "RESERVATAIRE_INCONNU", {
        fr: `Le réservataire « ${ligne} » ne figure pas dans la liste des réservataires.`,
        en: `Holder “${ligne}” is not in the list of holders.`,
      });
  for (const { code } of reservataires)
    if (!ordre.reservataires.includes(code))
      saisie.refuser(chemin, "RESERVATAIRE_OUBLIE", {
        fr: `L'ordre de choix ne dit pas quand « ${code} » choisit.`,
        en: `The order of choice does not say when “${code}” chooses.`,
      });
}

/** Déroule l'ordre convenu, type par type ; le bailleur, s'il n'y figure pas, prend ce qui reste. */
export function deroulerLesChoix(
  { reservataires, parTour }: OrdreDeChoix,
  types: readonly LigneDeComposition[],
  logements: readonly LogementDuProgramme[],
  logementsDus: (reservataire: string, type: string) => number,
): readonly ChoixDUnType[] {
  const ordre = reservataires.includes(NON_RESERVES) ? reservataires : [...reservataires, NON_RESERVES];
  return types.map((type) => {
    const cle = cleDeType(type);
    return {
      typologie: type.typologie,
      financement: type.financement,
      logements: logements.filter((logement) => cleDeType(logement) === cle).map(({ code }) => code),
      choisissent: enTours(
        ordre.map((reservataire) => ({ reservataire, dus: logementsDus(reservataire, cle) })),
        parTour,
      ),
    };
  });
}

function enTours(
  ordre: readonly { readonly reservataire: string; readonly dus: number }[],
  parTour: OrdreDeChoix["parTour"],
): string[] {
  if (parTour === "tous-les-siens")
    return ordre.flatMap(({ reservataire, dus }) => Array<string>(dus).fill(reservataire));
  const tours = ordre.reduce((plus, { dus }) => (dus > plus ? dus : plus), 0);
  return Array.from({ length: tours }, (_, tour) =>
    ordre.filter(({ dus }) => dus > tour).map(({ reservataire }) => reservataire),
  ).flat();
}
