import { UNITES_DE_CENT_POUR_CENT } from "../exact/taux.js";

/** Parts et secteurs en colonnes : taux en unités, flux en logements, couverture part × secteur. */
export interface PartsEtSecteurs {
  readonly taux: readonly number[];
  readonly flux: readonly number[];
  readonly couvre: (part: number, secteur: number) => boolean;
}

/** Logements en unités (un logement vaut cent millions), par part et par secteur. */
export interface Placement {
  readonly parPart: readonly bigint[];
  /** Somme des taux qui couvrent chaque secteur. */
  readonly tauxParSecteur: readonly number[];
  /** Ce qui reste au bailleur dans chaque secteur ; négatif si le secteur est sur-réservé. */
  readonly complement: readonly bigint[];
}

/** Place des parts uniformes : chaque part vaut son taux dans chaque secteur qu'elle couvre. */
export function placerPartsUniformes({ taux, flux, couvre }: PartsEtSecteurs): Placement {
  const parPart = taux.map(() => 0n);
  const tauxParSecteur = flux.map(() => 0);
  taux.forEach((unites, part) => {
    flux.forEach((logements, secteur) => {
      if (!couvre(part, secteur)) return;
      parPart[part] = (parPart[part] ?? 0n) + BigInt(unites) * BigInt(logements);
      tauxParSecteur[secteur] = (tauxParSecteur[secteur] ?? 0) + unites;
    });
  });
  const complement = flux.map(
    (logements, secteur) =>
      BigInt(UNITES_DE_CENT_POUR_CENT - (tauxParSecteur[secteur] ?? 0)) * BigInt(logements),
  );
  return { parPart, tauxParSecteur, complement };
}
