import { valeurLegale } from "../droit/parametres.js";
import { BENEFICIAIRES_DE_LA_PROROGATION } from "../droit/reservataires.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { memeQuantieme } from "../modele/calendrier.js";
import type { NatureDeDroit, Reservataire } from "../modele/vocabulaire.js";
import type { LogementLu } from "./lire-inventaire.js";

export type LogementReserve = LogementLu & { readonly reservataire: string; readonly droit: NatureDeDroit };

/**
 * Ce que le versement qui solde l'emprunt fait d'un droit attaché à une garantie.
 *
 * - `prorogee` : le droit dure cinq ans après le versement ;
 * - `sans-effet` : la convention le faisait durer au moins autant ;
 * - `non-prevue` : l'article ne nomme pas ce garant.
 */
export type EffetDuVersement = "prorogee" | "sans-effet" | "non-prevue";

/** Ce qui dit jusqu'à quand dure un droit. */
type DroitAProroger = Pick<LogementReserve, "reservataire" | "dateDExpiration" | "dernierVersement">;

interface TermeDuDroit {
  /** Dernier jour du droit, prorogation comprise. */
  readonly terme: string | null;
  /** `null` si aucun versement n'est donné. */
  readonly effetDuVersement: EffetDuVersement | null;
}

/** Un logement réservé, et le dernier jour de son droit. */
export type LogementATerme = LogementReserve & TermeDuDroit;

/** Droits dont l'emprunt garanti est soldé, de même réservataire, même versement et même terme convenu. */
export interface LigneDeProrogation {
  readonly reservataire: string;
  /** Jour du versement qui solde l'emprunt. */
  readonly dernierVersement: string;
  /** Dernier jour selon la convention ; `null` si elle n'en donne pas. */
  readonly expirationConvenue: string | null;
  /** Dernier jour retenu ; `null` si ni la convention ni la loi n'en donnent. */
  readonly dateDExpiration: string | null;
  readonly effet: EffetDuVersement;
  readonly nombre: number;
}

/** Le dernier jour d'un droit, une fois soldé l'emprunt auquel il est attaché (R. 441-6). */
export function prorogerLeDroit<D extends DroitAProroger>(
  droit: D,
  reservataires: ReadonlyMap<string, Pick<Reservataire, "categorie">>,
  date: string,
): D & TermeDuDroit {
  const { reservataire: code, dateDExpiration: convenue = null, dernierVersement } = droit;
  if (dernierVersement == null) return { ...droit, terme: convenue, effetDuVersement: null };
  if (!BENEFICIAIRES_DE_LA_PROROGATION.includes(reservataires.get(code)?.categorie ?? ""))
    return { ...droit, terme: convenue, effetDuVersement: "non-prevue" };
  const proroge = memeQuantieme(dernierVersement, 12 * valeurLegale("prorogationDeLaGarantie", date));
  return convenue !== null && convenue >= proroge
    ? { ...droit, terme: convenue, effetDuVersement: "sans-effet" }
    : { ...droit, terme: proroge, effetDuVersement: "prorogee" };
}

/** Les droits dont l'emprunt est soldé, comptés ensemble quand rien ne les distingue. */
export function compterProrogations(reserves: readonly LogementATerme[]): LigneDeProrogation[] {
  const soldes = reserves.flatMap(
    ({ reservataire, dernierVersement, dateDExpiration = null, terme, effetDuVersement: effet }) =>
      dernierVersement == null || effet === null
        ? []
        : [
            {
              reservataire,
              dernierVersement,
              expirationConvenue: dateDExpiration,
              dateDExpiration: terme,
              effet,
            },
          ],
  );
  const cle = (solde: (typeof soldes)[number]) =>
    [solde.reservataire, solde.dernierVersement, solde.expirationConvenue ?? "∞"].join("\u0000");
  return regrouperParCodes(soldes, cle).flatMap(([, [premier, ...autres]]) =>
    premier === undefined ? [] : [{ ...premier, nombre: 1 + autres.length }],
  );
}
