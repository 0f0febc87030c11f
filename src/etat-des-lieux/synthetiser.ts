import { regrouperParCodes } from "../exact/ordre.js";
import { anneeDe } from "../modele/calendrier.js";
import {
  type CommuneDuPerimetre,
  type Contrepartie,
  FINANCEMENTS,
  type Financement,
  type Localisation,
  type NatureDeDroit,
  TYPOLOGIES,
  type Typologie,
} from "../modele/vocabulaire.js";
import { type LogementLu, STATUTS_DE_LIGNE, type StatutDeLigne } from "./lire-inventaire.js";
import type { LogementATerme } from "./proroger.js";

/** Droits de suite d'une même année d'expiration ; `null` : sans terme. */
export interface DroitsDUneAnnee {
  readonly annee: number | null;
  readonly nombre: number;
}

/** Niveau 2 : un réservataire dans une commune, aux colonnes du modèle francilien. */
export interface LigneDeSynthese {
  readonly reservataire: string;
  readonly commune: string;
  readonly epci: string | null;
  readonly droitsUniquesNonHonores: number;
  readonly droitsDeSuite: number;
  /** Logements réservés situés en QPV, à l'un ou l'autre titre. */
  readonly situesEnQpv: number;
  /** Droits de suite, par typologie. */
  readonly typologies: Readonly<Record<Typologie, number>>;
  /** Droits de suite, par financement. */
  readonly financements: Readonly<Record<Financement, number>>;
  /** Droits de suite, par année d'expiration, prorogation comprise. */
  readonly anneesDExpiration: readonly DroitsDUneAnnee[];
  /** Parmi tous ces droits, ceux qui ont expiré à la date de l'état des lieux. */
  readonly echus: number;
}

/** Droits que rien ne distingue : réservataire, secteur, nature, typologie, contrepartie, terme. */
export interface LigneDEcheancier {
  readonly reservataire: string;
  readonly commune: string;
  readonly localisation: Localisation;
  readonly droit: NatureDeDroit;
  readonly typologie: Typologie;
  /** `null` si la ligne ne la dit pas. */
  readonly contrepartie: Contrepartie | null;
  /** Dernier jour du droit, prorogation comprise ; `null` : sans terme. */
  readonly dateDExpiration: string | null;
  /** Vrai si ce jour vient de la prorogation des droits attachés à une garantie (R. 441-6). */
  readonly prorogee: boolean;
  readonly nombre: number;
}

/** Où en sont les lignes d'un réservataire avec le bailleur. */
export interface AccordDuReservataire extends Readonly<Record<StatutDeLigne, number>> {
  readonly reservataire: string;
  /** Lignes qui ne disent pas leur statut. */
  readonly sansStatut: number;
}

function denombrer<C extends string>(
  codes: readonly C[],
  valeurs: readonly C[],
): Readonly<Record<C, number>> {
  return Object.fromEntries(
    codes.map((code) => [code, valeurs.filter((valeur) => valeur === code).length]),
  ) as Record<C, number>;
}

/** L'ordre des années, les droits sans terme après tous les autres. */
export function cleDAnnee(annee: number | string | null): string {
  return annee === null ? "∞" : String(annee);
}

export function estEchuAu(date: string, { terme }: LogementATerme): boolean {
  return terme !== null && terme < date;
}

export function synthetiser(
  reserves: readonly LogementATerme[],
  communes: ReadonlyMap<string, CommuneDuPerimetre>,
  date: string,
): LigneDeSynthese[] {
  return regrouperParCodes(
    reserves,
    ({ reservataire, commune }) => `${reservataire}\u0000${commune}`,
  ).flatMap(([, lignes]) => {
    const [premiere] = lignes;
    if (premiere === undefined) return [];
    const suites = lignes.filter(({ droit }) => droit === "droit-de-suite");
    return [
      {
        reservataire: premiere.reservataire,
        commune: premiere.commune,
        epci: communes.get(premiere.commune)?.epci ?? null,
        droitsUniquesNonHonores: lignes.length - suites.length,
        droitsDeSuite: suites.length,
        situesEnQpv: lignes.filter((ligne) => ligne.localisation === "qpv").length,
        typologies: denombrer(
          TYPOLOGIES,
          suites.map((suite) => suite.typologie),
        ),
        financements: denombrer(
          FINANCEMENTS,
          suites.map((suite) => suite.financement),
        ),
        anneesDExpiration: regrouperParCodes(suites, ({ terme }) =>
          cleDAnnee(terme === null ? null : anneeDe(terme)),
        ).map(([, groupe]) => {
          const terme = groupe[0]?.terme ?? null;
          return { annee: terme === null ? null : anneeDe(terme), nombre: groupe.length };
        }),
        echus: lignes.filter((ligne) => estEchuAu(date, ligne)).length,
      },
    ];
  });
}

export function echelonner(reserves: readonly LogementATerme[]): LigneDEcheancier[] {
  const lignes = reserves.map(
    ({ reservataire, commune, localisation, droit, typologie, contrepartie, terme, effetDuVersement }) => ({
      reservataire,
      commune,
      localisation,
      droit,
      typologie,
      contrepartie: contrepartie ?? null,
      dateDExpiration: terme,
      prorogee: effetDuVersement === "prorogee",
    }),
  );
  const cle = (ligne: (typeof lignes)[number]) =>
    [
      ligne.reservataire,
      ligne.commune,
      ligne.localisation,
      ligne.droit,
      ligne.typologie,
      ligne.contrepartie ?? "∞",
      ligne.dateDExpiration ?? "∞",
      ligne.prorogee,
    ].join("\u0000");
  return regrouperParCodes(lignes, cle).flatMap(([, [premiere, ...autres]]) =>
    premiere === undefined ? [] : [{ ...premiere, nombre: 1 + autres.length }],
  );
}

/** Compte les statuts des lignes de chaque réservataire, logements identifiés compris. */
export function compterAccords(parc: readonly LogementLu[]): AccordDuReservataire[] {
  const reserves = parc.flatMap(({ reservataire, statut }) =>
    reservataire === null ? [] : [{ reservataire, statut }],
  );
  return regrouperParCodes(reserves, ({ reservataire }) => reservataire).map(([reservataire, lignes]) => ({
    reservataire,
    ...denombrer(
      STATUTS_DE_LIGNE,
      lignes.flatMap(({ statut }) => (statut === undefined ? [] : [statut])),
    ),
    sansStatut: lignes.filter(({ statut }) => statut === undefined).length,
  }));
}
