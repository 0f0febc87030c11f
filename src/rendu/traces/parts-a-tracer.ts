import type { StockEnFlux } from "../../conversion/convertir-stock-en-flux.js";
import { lireDecimal } from "../../exact/decimal.js";
import { enPourCentDe, type Fraction, fraction, sommer } from "../../exact/fraction.js";
import { regrouperParCodes } from "../../exact/ordre.js";
import { lireValeurExacte } from "../../exact/valeur-exacte.js";
import { NON_RESERVES } from "../../modele/vocabulaire.js";
import type { Objectif, Objectifs } from "../../objectifs/fixer-objectifs-de-flux.js";
import type { Repartition } from "../../repartition/repartir-flux.js";
import { direLogements } from "./chiffres.js";

type Langue = "fr" | "en";

/** Une barre. */
export interface PartATracer {
  readonly nom: string;
  /** En pourcentage ; `null` si le flux est nul. */
  readonly taux: Fraction | null;
  /** `null` si le résultat ne les dit pas. */
  readonly logements: Fraction | null;
  readonly hachuree: boolean;
}

interface PartsATracer {
  readonly parts: readonly PartATracer[];
  /** À quoi les taux se rapportent. */
  readonly rapport: string;
}

export function partsATracer(
  resultat: Repartition | Objectifs | StockEnFlux,
  nomDe: (code: string) => string,
  langue: Langue,
): PartsATracer {
  switch (resultat.nature) {
    case "repartition":
      return deLaRepartition(resultat, nomDe, langue);
    case "objectifs":
      return desObjectifs(resultat, nomDe, langue);
    case "stock-en-flux":
      return duStock(resultat, nomDe, langue);
  }
}

/** Les parts de chaque réservataire sont sommées. */
function deLaRepartition(
  { parts, nonReserves, assiette }: Repartition,
  nomDe: (code: string) => string,
  langue: Langue,
): PartsATracer {
  const barre = (
    code: string,
    siennes: readonly Pick<Repartition["parts"][number], "logements" | "tauxDuFlux">[],
  ) => ({
    nom: nomDe(code),
    taux:
      assiette.flux === 0
        ? null
        : sommer(
            siennes.flatMap(({ tauxDuFlux }) => (tauxDuFlux === null ? [] : lireValeurExacte(tauxDuFlux))),
          ),
    logements: sommer(siennes.map(({ logements }) => lireValeurExacte(logements))),
    hachuree: code === NON_RESERVES,
  });
  return {
    parts: [
      ...regrouperParCodes(parts, ({ reservataire }) => reservataire).map(([code, siennes]) =>
        barre(code, siennes),
      ),
      barre(NON_RESERVES, [nonReserves]),
    ],
    rapport: direLeFlux(assiette.flux, langue),
  };
}

function desObjectifs(
  { reservataires, nonReserves, flux }: Objectifs,
  nomDe: (code: string) => string,
  langue: Langue,
): PartsATracer {
  const barre = (code: string, { objectif }: Objectif) => ({
    nom: nomDe(code),
    taux: flux === 0 ? null : enPourCentDe(fraction(objectif), fraction(flux)),
    logements: fraction(objectif),
    hachuree: code === NON_RESERVES,
  });
  return {
    parts: [
      ...reservataires.map((ligne) => barre(ligne.reservataire, ligne)),
      barre(NON_RESERVES, nonReserves),
    ],
    rapport: {
      fr: `Objectifs en logements entiers. ${direLeFlux(flux, langue)}`,
      en: `Targets in whole dwellings. ${direLeFlux(flux, langue)}`,
    }[langue],
  };
}

const FIXEES = {
  prefet: { fr: "Préfet (part fixée)", en: "Prefect (share set)" },
  nonReserves: { fr: "Logements non réservés (part fixée)", en: "Unreserved dwellings (share set)" },
} as const;

function duStock(
  { parts, partsFixees }: StockEnFlux,
  nomDe: (code: string) => string,
  langue: Langue,
): PartsATracer {
  return {
    parts: [
      ...parts.map(({ reservataire, taux, surLeFlux }) => ({
        nom: nomDe(reservataire),
        taux: lireValeurExacte(taux),
        logements: lireValeurExacte(surLeFlux),
        hachuree: false,
      })),
      ...(partsFixees === null
        ? []
        : (["prefet", "nonReserves"] as const).map((fixee) => ({
            nom: FIXEES[fixee][langue],
            taux: lireDecimal(partsFixees[fixee]),
            logements: null,
            hachuree: true,
          }))),
    ],
    rapport: {
      fr: "Taux retenu, rapporté au flux du territoire de chacun : la somme n'en est pas 100\u00a0%.",
      en: "Rate used, relative to the flow of each holder's territory: the sum is not 100%.",
    }[langue],
  };
}

function direLeFlux(flux: number, langue: Langue): string {
  const logements = direLogements(fraction(flux), langue);
  return {
    fr: `Flux du périmètre : ${logements}, 100\u00a0%.`,
    en: `Flow of the perimeter: ${logements}, 100%.`,
  }[langue];
}
