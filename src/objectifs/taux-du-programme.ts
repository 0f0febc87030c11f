import { CENT, diviser, type Fraction, multiplier, sommer } from "../exact/fraction.js";
import { lireTaux } from "../exact/taux.js";
import type { QuotaDesGaranties } from "../modele/stipulations.js";
import type { PartDeProgrammeLue } from "./lire-financeurs.js";

/** Le taux exact de chaque part, en pourcentage du programme : le sien, ou ce que sa quotité lui vaut du quota. */
export function tauxDesParts(
  parts: readonly PartDeProgrammeLue[],
  quota: QuotaDesGaranties | undefined,
): readonly Fraction[] {
  const garanti = totalDesQuotites(parts);
  return parts.map(({ taux, quotite }) => {
    if (quotite === undefined || quota === undefined) return lireTaux(taux ?? "0");
    return diviser(
      multiplier(lireTaux(quota.taux), lireTaux(quotite)),
      quota.partage === "au-prorata-des-quotites" ? garanti : CENT,
    );
  });
}

export function totalDesQuotites(
  parts: readonly { readonly quotite?: string | null | undefined }[],
): Fraction {
  return sommer(parts.map(({ quotite }) => lireTaux(quotite ?? "0")));
}
