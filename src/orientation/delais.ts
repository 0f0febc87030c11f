import { valeurLegale } from "../droit/parametres.js";
import { joursApres, memeQuantieme } from "../modele/calendrier.js";
import type { Dossier } from "./dossiers.js";
import type { Liberation } from "./evenements.js";
import { type Registre, repartitionAu } from "./registre.js";

/** Une libération qui attend un réservataire. */
export interface Vacante {
  readonly vacance: Liberation;
  readonly dossier: Dossier;
}

/** Le dernier jour que la loi laisse en zone tendue, depuis la libération ou l'échec du tour précédent. */
export function delaiDeLaLoi({ dossier }: Vacante, date: string): string | null {
  const mois = valeurLegale("delaiDePropositionEnZoneTendue", date);
  return mois === null ? null : memeQuantieme(dossier.dateDeLEtape, mois);
}

/** Le dernier jour que la convention laisse à un réservataire qui désigne lui-même, depuis le même jour. */
export function delaiDeLaConvention(
  registre: Registre,
  { vacance, dossier }: Vacante,
  reservataire: string,
): string | null {
  const convention = repartitionAu(registre, vacance.date).conventions.find(
    ({ reservataire: { code } }) => code === reservataire,
  );
  const delai = convention?.modeDeGestion === "directe" ? convention.delaiDeProposition : undefined;
  if (delai === undefined) return null;
  return delai.unite === "mois"
    ? memeQuantieme(dossier.dateDeLEtape, delai.nombre)
    : joursApres(dossier.dateDeLEtape, delai.nombre);
}
