import { type BonneLigne, type PlaceDeLigne, placer } from "./lecture/lire-fichier.js";
import type { Cadre, LogementLu } from "./lire-inventaire.js";

/** Une ligne que son contingent RPLS rattache à d'autres que son réservataire. */
export interface ContingentDiscordant extends PlaceDeLigne {
  readonly numeroRpls: string;
  /** Son code, parmi {@link CONTINGENTS_RPLS}. */
  readonly contingent: string;
  readonly reservataire: string | null;
}

/** Les lignes dont le contingent du RPLS ne peut être celui du réservataire nommé. */
export function releverDiscordances(
  bonnes: readonly BonneLigne[],
  { reservataires }: Cadre,
): ContingentDiscordant[] {
  return bonnes.flatMap(({ rang, logement: { numeroRpls, reservataire: code }, contingent }) => {
    const categorie = code === null ? undefined : reservataires.get(code)?.categorie;
    const concorde =
      contingent === undefined ||
      (categorie === undefined ? contingent.nonReserve : contingent.categories.includes(categorie));
    return concorde ? [] : [{ ...placer(rang), numeroRpls, contingent: contingent.code, reservataire: code }];
  });
}

/** Combien de lignes se lisent, mais demandent qu'on les vérifie. */
export interface Doutes {
  readonly discordances: number;
  /** Non réservées sur la seule foi du contingent RPLS. */
  readonly surLaFoiDuContingent: number;
  readonly sansExpiration: number;
}

export function compterDoutes(
  bonnes: readonly BonneLigne[],
  discordances: readonly ContingentDiscordant[],
): Doutes {
  return {
    discordances: discordances.length,
    surLaFoiDuContingent: bonnes.filter(
      ({ logement, contingent }) => logement.reservataire === null && contingent?.nonReserve === true,
    ).length,
    sansExpiration: bonnes.filter(({ logement }) => taitSonExpiration(logement)).length,
  };
}

/** Vrai d'un droit qui revient, sans terme écrit ni versement d'où en tirer un. */
function taitSonExpiration({ reservataire, droit, dateDExpiration, dernierVersement }: LogementLu): boolean {
  return (
    reservataire !== null &&
    droit !== "droit-unique" &&
    dateDExpiration === undefined &&
    dernierVersement === undefined
  );
}
