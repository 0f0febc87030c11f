import { champDe } from "../modele/donnee-pure.js";
import { ErreurDeSaisie, type Probleme } from "../modele/erreurs.js";
import type { Scenario } from "./scenario.js";

/** Ne sort du parc que ce qui y est, et n'y entre que ce qui n'y est pas ; même la dernière année, dont aucune autre ne part. */
export function controlerLeParc({ inventaire, annees }: Scenario): void {
  const parc = new Set<unknown>(inventaire?.logements.map((logement) => champDe(logement, "numeroRpls")));
  const problemes: Probleme[] = [];
  annees.forEach(({ sorties = [], programmes = [] }, rang) => {
    sorties.forEach((numero, position) => {
      if (!parc.delete(numero))
        problemes.push({
          chemin: `annees[${rang}].sorties[${position}]`,
          code: "LOGEMENT_INCONNU",
          message: `Le logement « ${numero} » n'est pas au parc cette année-là.`,
          messageEn: `Dwelling “${numero}” is not in the stock that year.`,
        });
    });
    programmes.forEach(({ logements }, numero) => {
      logements.forEach(({ numeroRpls }, position) => {
        if (parc.has(numeroRpls))
          problemes.push({
            chemin: `annees[${rang}].programmes[${numero}].logements[${position}].numeroRpls`,
            code: "DOUBLON",
            message: `Le logement « ${numeroRpls} » est déjà au parc.`,
            messageEn: `Dwelling “${numeroRpls}” is already in the stock.`,
          });
        parc.add(numeroRpls);
      });
    });
  });
  if (problemes.length > 0) throw new ErreurDeSaisie("simuler", problemes);
}
