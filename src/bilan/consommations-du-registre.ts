import { veilleDe } from "../modele/calendrier.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import type { Registre } from "../orientation/registre.js";
import { registresAuxDates } from "./comptes-aux-dates.js";

/** Des logements décomptés, ou imputés, à un réservataire. */
export interface ConsommationDuRegistre {
  readonly reservataire: string;
  readonly type: "consommation" | "imputation";
  readonly nombre: number;
}

/**
 * Ce qu'un registre décompte et impute entre deux jours, compris. La ligne d'une reprise n'a pas de compte : ses droits, restés en stock,
 * n'ont été convertis pour personne.
 */
export function consommationsDuRegistre(
  registre: Registre,
  du: string,
  au: string,
): ConsommationDuRegistre[] {
  const [avant, apres] = registresAuxDates(registre, [veilleDe(du), au]);
  const desReprises = codesDesReprises(registre);
  const connus = new Map(avant?.comptes.map((compte) => [compte.reservataire, compte]));
  return (apres?.comptes ?? [])
    .filter(({ reservataire }) => reservataire !== NON_RESERVES && !desReprises.has(reservataire))
    .flatMap(({ reservataire, recus, imputations }): ConsommationDuRegistre[] => {
      const { recus: recusAvant = 0, imputations: imputesAvant = 0 } = connus.get(reservataire) ?? {};
      const imputes = imputations - imputesAvant;
      return [
        { reservataire, type: "consommation", nombre: recus - recusAvant - imputes },
        { reservataire, type: "imputation", nombre: imputes },
      ];
    });
}

/** Les lignes de reprise des répartitions d'un registre. */
export function codesDesReprises({ repartition, changements }: Registre): ReadonlySet<string> {
  const repartitions = [repartition, ...changements.map((changement) => changement.repartition)];
  return new Set(repartitions.flatMap(({ reprises }) => reprises.map(({ code }) => code)));
}
