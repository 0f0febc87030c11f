import { type Comptes, ecart } from "../noyau.js";
import type { Partage } from "./partage.js";

/**
 * La règle de Tijdeman, quand toutes les vacances se partagent de la même façon entre K réservataires : partie de comptes nuls,
 * elle garde chacun à 1 − 1/(2K − 2) logement de son dû, à tout moment. Aucune règle ne promet mieux.
 *
 * Avec q = 2K − 2 et une part a/D, le m-ième logement peut venir dès la vacance ⌈((m−1)q+1)D/(qa)⌉ et doit venir au plus tard à
 * la vacance ⌊(mq−1)D/(qa)⌋ + 1 ; le terme le plus proche passe d'abord. Rapportées à l'écart de la vacance venue et pas encore
 * orientée, ces deux bornes ne dépendent plus du nombre de vacances : le logement peut venir si q × écart ≥ D, et il reste
 * ⌊((q−1)D − q × écart)/(qa)⌋ + 1 vacances avant le terme.
 *
 * À terme égal, le plus en attente, puis le premier rang. Si des décisions prises autrement ne laissent personne à qui le
 * logement puisse venir, le plus en attente.
 *
 * @param comptes - avant la vacance
 * @returns le rang de celui à qui le logement va
 * @throws RangeError si un écart est trop grand pour que q × écart soit un entier sûr
 */
export function choisirATauxConstants(
  comptes: Comptes,
  { rangs, unites }: Partage,
  unitesParLogement: number,
): number {
  const q = 2 * rangs.length - 2;
  let choisi: Candidat | null = null;
  for (let place = 0; place < rangs.length; place += 1) {
    const rang = rangs[place] as number;
    const part = unites[place] as number;
    const attente = ecart(comptes, rang, unitesParLogement) + part;
    const marge = (q - 1) * unitesParLogement - q * attente;
    if (!Number.isSafeInteger(q * attente) || !Number.isSafeInteger(marge))
      throw new RangeError("écart trop grand pour un calcul exact");
    const permis = q * attente >= unitesParLogement;
    const candidat = { rang, attente, terme: permis ? diviser(marge, q * part) : Number.POSITIVE_INFINITY };
    if (choisi === null || passeAvant(candidat, choisi)) choisi = candidat;
  }
  if (choisi === null) throw new RangeError("partage sans réservataire");
  return choisi.rang;
}

interface Candidat {
  readonly rang: number;
  readonly attente: number;
  /** Vacances avant celle où le logement doit venir ; infini s'il ne peut pas encore venir. */
  readonly terme: number;
}

/** L'autre a un rang plus petit : à égalité, il reste devant. */
function passeAvant(candidat: Candidat, autre: Candidat): boolean {
  return candidat.terme === autre.terme ? candidat.attente > autre.attente : candidat.terme < autre.terme;
}

/** Partie entière d'un quotient d'entiers sûrs, le diviseur positif. */
function diviser(dividende: number, diviseur: number): number {
  const reste = dividende % diviseur;
  return (dividende - reste) / diviseur - (reste < 0 ? 1 : 0);
}
