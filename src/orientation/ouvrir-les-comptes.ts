import { NON_RESERVES } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { Registre } from "./registre.js";
import { unitesDesReports } from "./reporter-ecarts.js";

/** Un registre avant tout événement : ce que son ouverture scelle. */
export type Ouverture = Omit<Registre, "version" | "comptes" | "dossiers" | "journal">;

/** Le registre qui s'ouvre : un compte par réservataire, dans l'ordre des codes, le bailleur en dernier. */
export function ouvrirLesComptes(ouverture: Ouverture): Registre {
  const reportes = unitesDesReports(ouverture.reports);
  return {
    ...ouverture,
    version: 0,
    comptes: codesDesComptes(ouverture.repartition).map((reservataire) => ({
      reservataire,
      duEnCentMillioniemes: reportes.get(reservataire) ?? 0,
      recus: 0,
      enCours: 0,
      imputations: 0,
      decomptes: { "mise-a-disposition": 0, designation: 0, attribution: 0, bail: 0 },
    })),
    dossiers: [],
    journal: [],
  };
}

function codesDesComptes({ parts }: Repartition): string[] {
  return [...new Set(parts.map(({ reservataire }) => reservataire)), NON_RESERVES];
}
