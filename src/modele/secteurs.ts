import type { Texte } from "../droit/texte.js";
import type { Localisation, TerritoireDePart } from "./vocabulaire.js";

/**
 * Secteur : une commune, hors QPV ou en QPV. `commune: null` et `localisation: null` désignent
 * un périmètre dont le détail n'a pas été donné.
 */
export interface Secteur {
  readonly commune: string | null;
  readonly localisation: Localisation | null;
  readonly epci: string | null;
}

/** Clé d'un secteur, et son rang dans l'ordre canonique : « 77288/hors-qpv » ; « ensemble » sans détail. */
export function cleDeSecteur({ commune, localisation }: Secteur): string {
  return commune === null ? "ensemble" : localisation === null ? commune : `${commune}/${localisation}`;
}

export const PERIMETRE: Texte = { fr: "périmètre", en: "perimeter" };

function nommerCommune(code: string): Texte {
  return { fr: `commune ${code}`, en: `municipality ${code}` };
}

export function nommerSecteur({ commune, localisation }: Secteur): Texte {
  if (commune === null) return PERIMETRE;
  const { fr, en } = nommerCommune(commune);
  if (localisation === null) return { fr, en };
  return localisation === "qpv"
    ? { fr: `${fr}, en QPV`, en: `${en}, in QPV` }
    : { fr: `${fr}, hors QPV`, en: `${en}, outside QPV` };
}

export function estDansLeTerritoire(secteur: Secteur, territoire: TerritoireDePart): boolean {
  switch (territoire.type) {
    case "perimetre":
      return true;
    case "commune":
      return secteur.commune === territoire.commune;
    case "epci":
      return secteur.epci === territoire.epci;
    case "communes":
      return secteur.commune !== null && territoire.communes.includes(secteur.commune);
  }
}

export function nommerTerritoire(territoire: TerritoireDePart): Texte {
  switch (territoire.type) {
    case "perimetre":
      return PERIMETRE;
    case "commune":
      return nommerCommune(territoire.commune);
    case "epci":
      return { fr: `EPCI ${territoire.epci}`, en: `EPCI ${territoire.epci}` };
    case "communes": {
      const codes = territoire.communes.join(", ");
      return { fr: `communes ${codes}`, en: `municipalities ${codes}` };
    }
  }
}
