import { regrouperParCodes } from "../exact/ordre.js";
import { cleDeSecteur, type Secteur } from "../modele/secteurs.js";
import type { CommuneDuPerimetre } from "../modele/vocabulaire.js";
import type { LogementLu } from "./lire-inventaire.js";

/** Le parc d'un secteur : logements réservés + identifiés + non réservés = logements. */
export interface LigneDePatrimoine extends Secteur {
  readonly logements: number;
  readonly reserves: number;
  /** Logements identifiés par la loi, gardés hors du flux. */
  readonly identifies: number;
  readonly nonReserves: number;
}

export type TotauxDuPatrimoine = Pick<
  LigneDePatrimoine,
  "logements" | "reserves" | "identifies" | "nonReserves"
>;

export function compterPatrimoine(
  parc: readonly LogementLu[],
  communes: ReadonlyMap<string, CommuneDuPerimetre>,
  estIdentifie: (logement: LogementLu) => boolean,
): LigneDePatrimoine[] {
  const secteurDe = ({ commune, localisation }: LogementLu) => ({
    commune,
    localisation,
    epci: communes.get(commune)?.epci ?? null,
  });
  return regrouperParCodes(parc, (logement) => cleDeSecteur(secteurDe(logement))).flatMap(([, logements]) => {
    const [premier] = logements;
    if (premier === undefined) return [];
    const identifies = logements.filter(estIdentifie).length;
    const nonReserves = logements.filter((logement) => logement.reservataire === null).length;
    return [
      {
        ...secteurDe(premier),
        logements: logements.length,
        reserves: logements.length - identifies - nonReserves,
        identifies,
        nonReserves,
      },
    ];
  });
}

export function totaliser(patrimoine: readonly TotauxDuPatrimoine[]): TotauxDuPatrimoine {
  const somme = (champ: keyof TotauxDuPatrimoine) =>
    patrimoine.reduce((total, ligne) => total + ligne[champ], 0);
  return {
    logements: somme("logements"),
    reserves: somme("reserves"),
    identifies: somme("identifies"),
    nonReserves: somme("nonReserves"),
  };
}
