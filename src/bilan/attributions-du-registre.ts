import type { Secteur } from "../modele/secteurs.js";
import { type CategorieDeSoustraction, NON_RESERVES } from "../modele/vocabulaire.js";
import type { Dossier, Tour } from "../orientation/dossiers.js";
import type { Liberation } from "../orientation/evenements.js";
import { type OperationDeRelogement, operationDe, type Publics } from "../orientation/publics.js";
import { dossiersEtLiberations, type Registre, secteurDe } from "../orientation/registre.js";

/** Une attribution qui n'a pas échoué, telle que la loi la compte. */
export interface AttributionLue {
  /** Celui dont le tour l'a donnée, `non-reserves` pour le bailleur ; `null` : le maire, ou un logement soustrait. */
  readonly reservataire: string | null;
  readonly soustraction: CategorieDeSoustraction | null;
  /** Vrai si l'attribution à un candidat d'un réservataire avait d'abord échoué. */
  readonly apresEchec: boolean;
  readonly secteur: Secteur;
  readonly attribution: string;
  readonly bail: string | null;
  readonly publics: Publics;
  /** L'opération du relogement, si la loi la compte. */
  readonly operation: OperationDeRelogement | null;
}

/** Les attributions d'un registre, une au plus par libération : celle qu'un candidat refuse a échoué. */
export function attributionsDuRegistre(registre: Registre): AttributionLue[] {
  return dossiersEtLiberations(registre).flatMap(({ dossier, liberation }) =>
    attributionDuDossier(registre, dossier, liberation),
  );
}

function attributionDuDossier(
  registre: Registre,
  dossier: Dossier,
  liberation: Liberation,
): AttributionLue[] {
  const { soustraction, attributionDuSoustrait, tours } = dossier;
  const tour = tours.at(-1);
  const aboutie = attributionDuSoustrait ?? (tour?.echec === null ? tour : undefined);
  if (aboutie === undefined || aboutie.attribution === null) return [];
  const { attribution, bail, publics = {} } = aboutie;
  const { commune, localisation } = liberation;
  return [
    {
      reservataire: soustraction === null ? (tour?.reservataire ?? null) : null,
      soustraction,
      apresEchec: tours.some(aEchoue),
      secteur: { commune, localisation, epci: secteurDe(registre, liberation)?.epci ?? null },
      attribution,
      bail,
      publics,
      operation: operationDe(soustraction, publics),
    },
  ];
}

/** Un réservataire a présenté un candidat, et personne n'est entré ; l'absence de candidat n'en est pas l'échec. */
function aEchoue({ reservataire, echec }: Tour): boolean {
  return (
    reservataire !== null &&
    reservataire !== NON_RESERVES &&
    echec !== null &&
    echec.type !== "absence-de-candidat"
  );
}
