import { trierParCodes } from "../exact/ordre.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import type { CompteDeReservataire, Registre } from "./registre.js";
import { unitesDesReports } from "./reporter-ecarts.js";

/** Un registre avant tout événement : ce que son ouverture scelle. */
export type Ouverture = Omit<Registre, "version" | "changements" | "comptes" | "dossiers" | "journal">;

const AUCUN_CHANGEMENT: Registre["changements"] = [];

/** Le registre qui s'ouvre. */
export function ouvrirLeRegistre(ouverture: Ouverture): Registre {
  return {
    ...ouverture,
    version: 0,
    changements: AUCUN_CHANGEMENT,
    comptes: comptesALOuverture(ouverture, AUCUN_CHANGEMENT),
    dossiers: [],
    journal: [],
  };
}

/** Un compte par réservataire de l'année, dans l'ordre des codes, le bailleur en dernier, avant tout logement. */
export function comptesALOuverture(
  { repartition, reports }: Ouverture,
  changements: Registre["changements"],
): CompteDeReservataire[] {
  const reportes = unitesDesReports(reports);
  const titulaires = [repartition, ...changements.map((changement) => changement.repartition)].flatMap(
    ({ parts }) => parts.map(({ reservataire }) => reservataire),
  );
  return [...trierParCodes([...new Set(titulaires)], (code) => code), NON_RESERVES].map((reservataire) => ({
    reservataire,
    duEnCentMillioniemes: reportes.get(reservataire) ?? 0,
    recus: 0,
    enCours: 0,
    imputations: 0,
    decomptes: { "mise-a-disposition": 0, designation: 0, attribution: 0, bail: 0 },
  }));
}
