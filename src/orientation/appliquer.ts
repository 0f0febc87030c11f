import type { Evenement, Liberation } from "./evenements.js";
import { acquerir, recevoir } from "./noyau.js";
import {
  type CompteDeReservataire,
  comptesEnEntiers,
  type Dossier,
  estPartageParLeFlux,
  liberationDe,
  partsDuSecteur,
  type Registre,
  secteurDe,
} from "./registre.js";

/** Applique un événement déjà contrôlé. */
export function appliquer(registre: Registre, fait: Evenement): Registre {
  const suivi = {
    ...registre,
    version: registre.version + 1,
    journal: [...registre.journal, fait],
  };
  if (fait.type === "liberation") return { ...suivi, dossiers: [...registre.dossiers, ouvrirDossier(fait)] };
  const liberation = fait.type === "mise-a-disposition" ? liberationDe(registre, fait.liberation) : undefined;
  const decompte = liberation !== undefined && estPartageParLeFlux(registre, liberation);
  return {
    ...suivi,
    comptes:
      fait.type === "mise-a-disposition" && liberation !== undefined && decompte
        ? decompter(registre, liberation, fait.reservataire)
        : registre.comptes,
    dossiers: registre.dossiers.map((dossier) =>
      dossier.liberation === fait.liberation
        ? {
            ...dossier,
            etape: fait.type,
            dateDeLEtape: fait.date,
            ...(fait.type === "mise-a-disposition" ? { reservataire: fait.reservataire, decompte } : {}),
          }
        : dossier,
    ),
  };
}

function ouvrirDossier({ liberation, type, date }: Liberation): Dossier {
  return { liberation, etape: type, dateDeLEtape: date, reservataire: null, decompte: false };
}

function decompter(registre: Registre, liberation: Liberation, destinataire: string): CompteDeReservataire[] {
  const secteur = secteurDe(registre, liberation);
  const parts = secteur === undefined ? [] : partsDuSecteur(registre, secteur);
  const rang = registre.comptes.findIndex(({ reservataire }) => reservataire === destinataire);
  const { du, recus } = recevoir(acquerir(comptesEnEntiers(registre), parts), rang);
  return registre.comptes.map(({ reservataire }, position) => ({
    reservataire,
    duEnCentMillioniemes: du[position] ?? 0,
    recus: recus[position] ?? 0,
  }));
}
