import { lirePartage } from "../../src/orientation/equite/partage.js";
import { choisirATauxConstants } from "../../src/orientation/equite/taux-constants.js";

/** Les choix de `combien` vacances de plus, les comptes suivis sur place. */
export function poursuivre(
  parts: readonly number[],
  unites: number,
  recus: number[],
  combien: number,
): number[] {
  const partage = lirePartage(parts, unites);
  const dejaVenues = recus.reduce((a, b) => a + b, 0);
  return Array.from({ length: combien }, (_, numero) => {
    const du = parts.map((part) => part * (dejaVenues + numero));
    const rang = choisirATauxConstants({ du, recus }, partage, unites);
    recus[rang] = (recus[rang] as number) + 1;
    return rang;
  });
}

/** Le premier moment où q × |reçu − dû| dépasse (q − 1) logements, ou `null`. */
export function depassement(
  parts: readonly number[],
  unites: number,
  choix: readonly number[],
): number | null {
  const q = BigInt(2 * parts.filter((part) => part > 0).length - 2);
  const borne = (q - 1n) * BigInt(unites);
  const ecarts = parts.map(() => 0n);
  const numero = choix.findIndex((rang) => {
    parts.forEach((part, autre) => {
      ecarts[autre] = (ecarts[autre] as bigint) + BigInt(part) - (autre === rang ? BigInt(unites) : 0n);
    });
    return ecarts.some((ecart) => q * (ecart < 0n ? -ecart : ecart) > borne);
  });
  return numero === -1 ? null : numero;
}

/** La règle comme elle s'énonce, vacance par vacance, en entiers sans limite. */
export function enoncer(parts: readonly number[], unites: number, combien: number): number[] {
  const d = BigInt(unites);
  const q = BigInt(2 * parts.filter((part) => part > 0).length - 2);
  const recus = parts.map(() => 0n);
  return Array.from({ length: combien }, (_, numero) => {
    const n = BigInt(numero + 1);
    const candidats = parts.flatMap((part, rang) => {
      if (part === 0) return [];
      const [a, m] = [BigInt(part), (recus[rang] as bigint) + 1n];
      const debut = (((m - 1n) * q + 1n) * d + q * a - 1n) / (q * a);
      const fin = ((m * q - 1n) * d) / (q * a) + 1n;
      return debut <= n ? [{ rang, fin, attente: a * n - (m - 1n) * d }] : [];
    });
    const [choisi] = candidats.toSorted(
      (x, y) => Number(x.fin - y.fin) || Number(y.attente - x.attente) || x.rang - y.rang,
    );
    const { rang } = choisi as { rang: number };
    recus[rang] = (recus[rang] as bigint) + 1n;
    return rang;
  });
}
