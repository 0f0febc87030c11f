import { trierParCodes } from "../exact/ordre.js";
import { appliquer, type EvenementDirect } from "../orientation/appliquer.js";
import { numerosAnnules } from "../orientation/evenements.js";
import type { CompteDeReservataire, Registre } from "../orientation/registre.js";
import { rouvrir } from "../orientation/rejouer.js";

/** Les événements qu'aucun autre n'annule, dans l'ordre de leurs dates ; le même jour, dans celui du journal. */
function evenementsEffectifs({ journal }: Registre): EvenementDirect[] {
  const annules = numerosAnnules(journal);
  const effectifs = journal.flatMap((fait, rang) =>
    fait.type === "annulation" || annules.has(rang + 1) ? [] : [fait],
  );
  return trierParCodes(effectifs, ({ date }) => date);
}

/**
 * L'état d'un registre vérifié le soir de chaque date, à ne savoir que ce qui est daté de ce jour ou d'avant. Les comptes ne dépendent
 * pas de l'ordre dans lequel on apprend la vie de deux logements : un événement tardif compte à sa date.
 *
 * @param dates - croissantes
 */
export function registresAuxDates(registre: Registre, dates: readonly string[]): Registre[] {
  const faits = evenementsEffectifs(registre);
  let etat = rouvrir(registre);
  let suivant = 0;
  return dates.map((date) => {
    for (let fait = faits[suivant]; fait !== undefined && fait.date <= date; fait = faits[suivant]) {
      etat = appliquer(etat, fait);
      suivant += 1;
    }
    return etat;
  });
}

/** Les comptes le soir d'un jour : ce qui est daté d'après n'y est pas encore. */
export function comptesAu(registre: Registre, soir: string): readonly CompteDeReservataire[] {
  if (registre.journal.every(({ date }) => date <= soir)) return registre.comptes;
  return registresAuxDates(registre, [soir]).flatMap(({ comptes }) => comptes);
}
