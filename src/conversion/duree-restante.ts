import type * as z from "zod";
import { type Fraction, fraction, ZERO } from "../exact/fraction.js";
import { anneeDe, joursJusquAuSoir, moisRevolusJusquAuSoir } from "../modele/calendrier.js";
import type { choixDe } from "../modele/stipulations.js";

export type MesureDesAnnees = z.infer<ReturnType<typeof choixDe<"mesureDesAnnees">>>;

/** Années qui restent d'un droit dont seule l'année d'expiration est connue ; zéro si elle est passée. */
export function anneesRestantes(
  mesure: MesureDesAnnees,
  dateDEffet: string,
  anneeDExpiration: number,
): Fraction {
  const annees = anneeDExpiration - anneeDe(dateDEffet);
  if (annees < 0) return ZERO;
  switch (mesure) {
    case "echeance-exclue":
      return fraction(annees);
    case "mi-annee":
      return fraction(2 * annees + 1, 2);
    case "echeance-incluse":
      return fraction(annees + 1);
  }
}

export type MesureDeDuree = z.infer<ReturnType<typeof choixDe<"mesureDeDuree">>>;

/** Années qui restent d'un droit dont le dernier jour est `expiration` ; zéro s'il est échu. */
export function dureeRestante(mesure: MesureDeDuree, dateDEffet: string, expiration: string): Fraction {
  if (expiration < dateDEffet) return ZERO;
  switch (mesure) {
    case "difference-d-annees":
      return fraction(anneeDe(expiration) - anneeDe(dateDEffet));
    case "annee-d-echeance-incluse":
      return fraction(anneeDe(expiration) - anneeDe(dateDEffet) + 1);
    case "mois-revolus":
      return fraction(moisRevolusJusquAuSoir(dateDEffet, expiration), 12);
    case "jours-sur-365":
      return fraction(joursJusquAuSoir(dateDEffet, expiration), 365);
    case "jours-sur-365-25":
      return fraction(4 * joursJusquAuSoir(dateDEffet, expiration), 1461);
  }
}
