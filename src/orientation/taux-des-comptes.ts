import type { Texte } from "../droit/texte.js";
import { unitesDe } from "../exact/taux.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { nommerSecteur } from "../modele/secteurs.js";
import type { Repartition, SecteurReparti } from "../repartition/repartir-flux.js";

/** Un secteur où une part que le placement déplace a un taux que les comptes n'écrivent pas. */
export function secteurHorsDesComptes({ secteurs }: Repartition): SecteurReparti | undefined {
  return secteurs.find(({ parts, tauxNonReserve }) =>
    [...parts.map(({ taux }) => taux), tauxNonReserve].some(
      (taux) => unitesDe(lireValeurExacte(taux)) === null,
    ),
  );
}

export function direTauxNonCouvert(secteur: SecteurReparti): Texte {
  return {
    fr: `dans ${nommerSecteur(secteur).fr}, une part libre, ou placée d'abord hors QPV, a un taux de plus de six décimales, que les comptes de cette version ne tiennent pas encore.`,
    en: `in ${nommerSecteur(secteur).en}, a share with free location, or placed outside QPV first, has a rate of more than six decimals, which this version's accounts cannot hold yet.`,
  };
}
