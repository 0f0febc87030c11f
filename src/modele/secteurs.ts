import type { Localisation, Territoire } from "./vocabulaire.js";

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

export function nommerSecteur({ commune, localisation }: Secteur): string {
  if (commune === null) return "périmètre";
  if (localisation === null) return `commune ${commune}`;
  return `commune ${commune}, ${localisation === "qpv" ? "en QPV" : "hors QPV"}`;
}

export function estDansLeTerritoire(secteur: Secteur, territoire: Territoire): boolean {
  switch (territoire.type) {
    case "perimetre":
      return true;
    case "commune":
      return secteur.commune === territoire.commune;
    case "epci":
      return secteur.epci === territoire.epci;
  }
}

export function nommerTerritoire(territoire: Territoire): string {
  switch (territoire.type) {
    case "perimetre":
      return "périmètre";
    case "commune":
      return `commune ${territoire.commune}`;
    case "epci":
      return `EPCI ${territoire.epci}`;
  }
}
