import { Saisie } from "../modele/saisie.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import { numerosAnnules } from "../orientation/evenements.js";
import type { CompteDeReservataire, Registre } from "../orientation/registre.js";
import { rejouer } from "../orientation/rejouer.js";

/** Des logements décomptés, ou imputés, à un réservataire. */
export interface ConsommationDuRegistre {
  readonly reservataire: string;
  readonly type: "consommation" | "imputation";
  readonly nombre: number;
}

/** Ce qu'un registre décompte et impute entre deux jours, compris. */
export function consommationsDuRegistre(
  registre: Registre,
  du: string,
  au: string,
): ConsommationDuRegistre[] {
  const avant = new Map(
    comptesSelon(registre, (date) => date < du).map((compte) => [compte.reservataire, compte]),
  );
  return comptesSelon(registre, (date) => date <= au)
    .filter(({ reservataire }) => reservataire !== NON_RESERVES)
    .flatMap(({ reservataire, recus, imputations }): ConsommationDuRegistre[] => {
      const { recus: recusAvant = 0, imputations: imputesAvant = 0 } = avant.get(reservataire) ?? {};
      const imputes = imputations - imputesAvant;
      return [
        { reservataire, type: "consommation", nombre: recus - recusAvant - imputes },
        { reservataire, type: "imputation", nombre: imputes },
      ];
    });
}

/** Les comptes, si le journal n'avait que les événements de ces jours-là. */
function comptesSelon(
  registre: Registre,
  retenir: (date: string) => boolean,
): readonly CompteDeReservataire[] {
  const annules = numerosAnnules(registre.journal);
  const faits = registre.journal.flatMap((fait, rang) => {
    if (fait.type === "annulation" || annules.has(rang + 1) || !retenir(fait.date)) return [];
    const { versionAttendue: _, ...sansVersion } = fait;
    return [sansVersion];
  });
  const saisie = new Saisie("tenirCompteDeDroits");
  return saisie.certifier(rejouer(saisie, registre, faits)).comptes;
}
