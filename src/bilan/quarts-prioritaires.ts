import { valeurLegale } from "../droit/parametres.js";
import { TENUS_A_L_OBJECTIF_PRIORITAIRE } from "../droit/reservataires.js";
import { trierParCodes } from "../exact/ordre.js";
import { type CategorieDeReservataire, NON_RESERVES } from "../modele/vocabulaire.js";
import { numerosAnnules } from "../orientation/evenements.js";
import type { Registre } from "../orientation/registre.js";
import type { AttributionLue } from "./attributions-du-registre.js";
import { juger, type ObjectifJuge } from "./juger-un-objectif.js";

/** Le quart d'une collectivité, d'Action Logement ou du bailleur ; `reste` est le nombre de logements restant à attribuer. */
export interface QuartPrioritaire extends ObjectifJuge {
  /** `non-reserves` pour le bailleur. */
  readonly reservataire: string;
  /** `null` pour le bailleur. */
  readonly categorie: CategorieDeReservataire | null;
  /** Parmi les favorables, les ménages qui ont une décision favorable (L. 441-2-3). */
  readonly dalo: number;
  /** Parmi les favorables, les autres : personnes prioritaires au titre de L. 441-1. */
  readonly prioritaires: number;
  /** Pour le bailleur, les attributions de logements dont le candidat d'un réservataire avait échoué, maire compris ; zéro pour les autres. */
  readonly apresEchec: number;
  /** Attributions d'office que le journal impute déjà, dans l'année, faute de quart : elles ne sont pas déduites du reste. */
  readonly attributionsDOffice: number;
}

const FONDEMENTS_DU_QUART: readonly string[] = ["L. 441-1", "L. 313-26-2"];

/** Le quart de chacun de ceux que la loi y tient, le bailleur en dernier. */
export function quartsPrioritaires(
  attributions: readonly AttributionLue[],
  tenus: ReadonlyMap<string, CategorieDeReservataire>,
  registre: Registre,
  au: string,
): QuartPrioritaire[] {
  const duQuart = attributions.filter(
    ({ soustraction, operation }) => soustraction === null && operation === null,
  );
  const ligne = (
    reservataire: string,
    categorie: CategorieDeReservataire | null,
    siennes: readonly AttributionLue[],
  ): QuartPrioritaire => {
    const dalo = siennes.filter(({ publics }) => publics.dalo === true).length;
    const favorables = siennes.filter(estFavorable).length;
    const nonRenseignees = siennes.filter(
      (lue) =>
        !estFavorable(lue) && (lue.publics.dalo === undefined || lue.publics.prioritaire === undefined),
    ).length;
    return {
      reservataire,
      categorie,
      ...juger(
        { comptees: siennes.length, favorables, nonRenseignees },
        valeurLegale("quartPrioritaire", au),
      ),
      dalo,
      prioritaires: favorables - dalo,
      apresEchec: categorie === null ? siennes.filter(({ apresEchec }) => apresEchec).length : 0,
      attributionsDOffice: imputeesFauteDeQuart(registre, reservataire, au),
    };
  };
  return [
    ...trierParCodes([...tenus], ([code]) => code).map(([code, categorie]) =>
      ligne(
        code,
        categorie,
        duQuart.filter(({ reservataire }) => reservataire === code),
      ),
    ),
    ligne(
      NON_RESERVES,
      null,
      duQuart.filter(({ reservataire }) => reservataire === NON_RESERVES || reservataire === null),
    ),
  ];
}

function estFavorable({ publics }: AttributionLue): boolean {
  return publics.dalo === true || publics.prioritaire === true;
}

function imputeesFauteDeQuart({ journal }: Registre, code: string, au: string): number {
  const annules = numerosAnnules(journal);
  return journal.filter(
    (fait, rang) =>
      fait.type === "imputation" &&
      fait.reservataire === code &&
      fait.date <= au &&
      FONDEMENTS_DU_QUART.includes(fait.fondement) &&
      !annules.has(rang + 1),
  ).length;
}

export function estTenu(categorie: CategorieDeReservataire): boolean {
  return TENUS_A_L_OBJECTIF_PRIORITAIRE.includes(categorie);
}
