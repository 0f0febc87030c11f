import { type ComptesDuFlux, totaliserSoustraits } from "../assiette/comptes-du-flux.js";
import { estPartageParLeFlux, type Registre } from "../orientation/registre.js";
import type { Histoire } from "./histoires.js";

/** Où sont passées les libérations de l'année : la somme des postes fait le total. */
export interface EmploiDesLiberations {
  readonly total: number;
  readonly soustraites: number;
  readonly partagees: number;
  /** Mises à disposition, puis sorties du partage : au maire, ou rendues au bailleur hors compte. */
  readonly sortiesDuPartage: number;
  readonly identifiees: number;
  /** Revenues au réservataire d'un droit en stock qui n'est pas converti. */
  readonly reserveesEnStock: number;
  readonly premieresMisesEnLocationHorsFlux: number;
  /** Libérations dans le flux, ni soustraites ni mises à disposition. */
  readonly enAttente: number;
}

function estSoustraite({ dossier }: Histoire): boolean {
  return dossier.soustraction !== null;
}

export function employer(registre: Registre, histoires: readonly Histoire[]): EmploiDesLiberations {
  const nombre = (retenir: (histoire: Histoire) => boolean) => histoires.filter(retenir).length;
  const duFlux = ({ liberation }: Histoire) => estPartageParLeFlux(registre, liberation);
  const partagee = (histoire: Histoire) => duFlux(histoire) && !estSoustraite(histoire);
  return {
    total: histoires.length,
    soustraites: nombre((histoire) => duFlux(histoire) && estSoustraite(histoire)),
    partagees: nombre((histoire) => partagee(histoire) && histoire.passages.length > 0 && !histoire.sortie),
    sortiesDuPartage: nombre((histoire) => partagee(histoire) && histoire.sortie),
    identifiees: nombre(({ liberation }) => liberation.statut === "identifie"),
    reserveesEnStock: nombre(({ liberation }) => liberation.statut === "reserve-en-stock"),
    premieresMisesEnLocationHorsFlux: nombre(
      (histoire) => histoire.liberation.statut === "dans-le-flux" && !duFlux(histoire),
    ),
    enAttente: nombre((histoire) => partagee(histoire) && histoire.passages.length === 0),
  };
}

/** A, B et C de libérations réelles. On ne retire pas du flux un logement qu'un changement de répartition en a fait sortir. */
export function compterFlux(registre: Registre, histoires: readonly Histoire[]): ComptesDuFlux {
  const dansLAssiette = histoires.filter(({ liberation }) => estPartageParLeFlux(registre, liberation));
  const soustraits = totaliserSoustraits(
    (categorie) => dansLAssiette.filter(({ dossier }) => dossier.soustraction === categorie).length,
  );
  return {
    liberations: dansLAssiette.length,
    premieresMisesEnLocation: histoires.filter(
      ({ liberation }) => liberation.premiereMiseEnLocation && liberation.statut === "dans-le-flux",
    ).length,
    soustraits,
    flux: dansLAssiette.length - soustraits.total,
  };
}
