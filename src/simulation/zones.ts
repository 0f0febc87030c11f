import * as z from "zod";
import { fraction, pourCentDe, sommer } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { texteNonVide } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";
import { estDansLeTerritoire, type Secteur } from "../modele/secteurs.js";
import { localisation, NON_RESERVES, territoire } from "../modele/vocabulaire.js";
import { codesPuisBailleur } from "./bailleur-en-dernier.js";
import type { AnneeCalculee } from "./calculer-annee.js";
import { cumulerLesParts, ecartDesParts, SANS_PART } from "./cumuler.js";

const zone = z.strictObject({
  nom: texteNonVide,
  /** Une commune ou un EPCI ; absent, tout le périmètre. */
  territoire: territoire.optional(),
  /** Hors QPV ou en QPV ; absente, les deux. */
  localisation: localisation.optional(),
});
/**
 * Une partie du périmètre que l'on veut suivre : une commune, un EPCI, les quartiers prioritaires.
 *
 * @useDeclaredType
 */
export type Zone = EnLecture<z.infer<typeof zone>>;

/** Ce qu'un réservataire, ou le bailleur, a d'une zone. */
export interface ReservataireDeZone {
  readonly reservataire: string;
  /** Sa part du flux prévu de la zone, en logements, sans arrondi. */
  readonly logements: ValeurExacte;
  /** En logements entiers ; `null` s'il n'existe pas. */
  readonly objectif: number | null;
}

/** Une zone, une année. */
export interface ZoneSimulee {
  readonly zone: string;
  /** C, en logements. */
  readonly flux: number;
  /** Dans l'ordre des codes, les logements non réservés en dernier. */
  readonly reservataires: readonly ReservataireDeZone[];
}

/** Ce que toutes les années valent dans une zone. */
export interface CumulDeZone {
  readonly zone: string;
  readonly reservataires: readonly GrandeursDeZone[];
}

export interface GrandeursDeZone {
  readonly reservataire: string;
  /** Σ de ses parts du flux de la zone, en logements, sans arrondi. */
  readonly logements: ValeurExacte;
  /** Σ de ses objectifs ; `null` si une année n'en a pas. */
  readonly objectifs: number | null;
}

export function lireZones(saisie: Saisie, donnees: unknown): readonly Zone[] {
  if (donnees === undefined) return [];
  const lues = saisie.lireListe(zone, donnees, ["zones"]);
  saisie.refuserDoublons(
    lues,
    ({ nom }) => nom,
    (rang) => ["zones", rang, "nom"],
  );
  return lues.map(({ ligne }) => ligne);
}

/** Une zone où aucune année n'a de secteur est une faute de code, non une zone à zéro. */
export function refuserLesZonesVides(
  saisie: Saisie,
  zones: readonly Zone[],
  annees: readonly AnneeCalculee[],
): void {
  const secteurs = annees.flatMap(({ repartition }) => repartition?.secteurs ?? []);
  zones.forEach((une, rang) => {
    if (!secteurs.some((secteur) => estDansLaZone(secteur, une)))
      saisie.refuser(["zones", rang], "ZONE_SANS_SECTEUR", {
        fr: `Aucun secteur du scénario de départ n'est dans la zone « ${une.nom} ».`,
        en: `No sector of the starting scenario is in zone “${une.nom}”.`,
      });
  });
}

function estDansLaZone(
  secteur: Secteur,
  { territoire: lieu = { type: "perimetre" }, localisation: voulue }: Zone,
): boolean {
  return estDansLeTerritoire(secteur, lieu) && (voulue === undefined || secteur.localisation === voulue);
}

/** Ce que chacun a de chaque zone, une année. */
export function resumerLesZones(calculee: AnneeCalculee, zones: readonly Zone[]): ZoneSimulee[] {
  return zones.map((une) => resumerLaZone(calculee, une));
}

function resumerLaZone({ repartition, objectifs }: AnneeCalculee, une: Zone): ZoneSimulee {
  const secteurs = (repartition?.secteurs ?? []).filter((secteur) => estDansLaZone(secteur, une));
  const arrondis = objectifs?.secteurs.filter((secteur) => estDansLaZone(secteur, une)) ?? null;
  const codes = secteurs.flatMap(({ parts }) => parts.map(({ reservataire }) => reservataire));
  const logementsDe = (lire: (secteur: (typeof secteurs)[number]) => readonly ValeurExacte[]) =>
    valeurExacte(
      sommer(
        secteurs.flatMap((secteur) =>
          lire(secteur).map((taux) => pourCentDe(lireValeurExacte(taux), fraction(secteur.flux))),
        ),
      ),
    );
  const objectifDe = (
    lire: (secteur: NonNullable<typeof arrondis>[number]) => readonly { objectif: number }[],
  ) => arrondis?.flatMap(lire).reduce((total, { objectif }) => total + objectif, 0) ?? null;
  const estDe = (code: string) => (part: { readonly reservataire: string }) => part.reservataire === code;
  return {
    zone: une.nom,
    flux: secteurs.reduce((total, { flux }) => total + flux, 0),
    reservataires: [
      ...trierParCodes([...new Set(codes)], (code) => code).map((code) => ({
        reservataire: code,
        logements: logementsDe(({ parts }) => parts.filter(estDe(code)).map(({ taux }) => taux)),
        objectif: objectifDe(({ parts }) => parts.filter(estDe(code))),
      })),
      {
        reservataire: NON_RESERVES,
        logements: logementsDe(({ tauxNonReserve }) => [tauxNonReserve]),
        objectif: objectifDe(({ nonReserves }) => [nonReserves]),
      },
    ],
  };
}

/** Additionne les années, zone par zone. */
export function cumulerLesZones(
  annees: readonly { readonly zones: readonly ZoneSimulee[] }[],
): CumulDeZone[] {
  return (annees[0]?.zones ?? []).map(({ zone: nom }, rang) => ({
    zone: nom,
    reservataires: cumulerLesParts(annees.map(({ zones }) => zones[rang]?.reservataires ?? [])),
  }));
}

/** Ce qu'un réservataire gagne dans une zone, d'un cumul à l'autre ; qui n'y figure pas y est compté pour rien. */
export function ecartsDesZones(avant: readonly CumulDeZone[], apres: readonly CumulDeZone[]): CumulDeZone[] {
  return apres.map(({ zone: nom, reservataires }, rang) => {
    const anciens = avant[rang]?.reservataires ?? [];
    const codes = [...anciens, ...reservataires].map(({ reservataire }) => reservataire);
    return {
      zone: nom,
      reservataires: codesPuisBailleur(codes).map((code) => {
        const siennes = (lignes: readonly GrandeursDeZone[]) =>
          lignes.find(({ reservataire }) => reservataire === code) ?? SANS_PART;
        return { reservataire: code, ...ecartDesParts(siennes(reservataires), siennes(anciens)) };
      }),
    };
  });
}
