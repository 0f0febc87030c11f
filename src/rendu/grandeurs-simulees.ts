import * as z from "zod";
import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { ReservataireSimule } from "../simulation/resumer-annee.js";
import type { VarianteSimulee } from "../simulation/simuler.js";
import type { PointDeSerie } from "./lire-series.js";
import { pointsDeSoldes } from "./points-de-soldes.js";

export const grandeur = z.enum(["droits", "objectifs", "logements"]);

/** `droits` : le solde du compte de droits ; `objectifs` : en logements entiers ; `logements` : la part du flux prévu, sans arrondi. */
export type GrandeurSimulee = z.infer<typeof grandeur>;

export const TITRES_DES_GRANDEURS: Readonly<Record<GrandeurSimulee, Texte>> = {
  droits: { fr: "Droits uniques", en: "Single-use rights" },
  objectifs: { fr: "Objectifs", en: "Targets" },
  logements: { fr: "Part du flux prévu", en: "Share of the forecast flow" },
};

const LOGEMENTS: Texte = { fr: "logements", en: "dwellings" };

export const UNITES_DES_GRANDEURS: Readonly<Record<GrandeurSimulee, Texte>> = {
  droits: { fr: "droits uniques", en: "single-use rights" },
  objectifs: LOGEMENTS,
  logements: LOGEMENTS,
};

/** Une grandeur au fil des années, et celles qui n'en ont pas. */
export interface GrandeurSuivie {
  readonly points: readonly PointDeSerie[];
  readonly manques: readonly number[];
}

/** Une grandeur d'un réservataire, au fil des années d'une variante. */
export function suivreUneGrandeur(
  { annees }: VarianteSimulee,
  code: string,
  montree: GrandeurSimulee,
): GrandeurSuivie {
  const siennes = annees.map(({ annee, reservataires }) => {
    const ligne = reservataires.find(({ reservataire }) => reservataire === code);
    return { annee, ligne, valeur: ligne === undefined ? null : valeurDe(ligne, montree) };
  });
  return {
    points:
      montree === "droits"
        ? pointsDeSoldes(siennes.flatMap(({ annee, ligne }) => exerciceDe(annee, ligne)))
        : siennes.flatMap(({ annee, valeur }) => (valeur === null ? [] : [{ annee, valeur }])),
    manques: siennes.filter(({ valeur }) => valeur === null).map(({ annee }) => annee),
  };
}

function valeurDe(
  { compte, objectif, logements }: ReservataireSimule,
  montree: GrandeurSimulee,
): ValeurExacte | null {
  switch (montree) {
    case "droits":
      return compte === null ? null : compte.cloture;
    case "objectifs":
      return objectif === null ? null : valeurExacte(fraction(objectif));
    case "logements":
      return logements;
  }
}

function exerciceDe(annee: number, ligne: ReservataireSimule | undefined) {
  if (ligne === undefined || ligne.compte === null) return [];
  const { ouverture, cloture } = ligne.compte;
  return [{ du: `${annee}-01-01`, au: `${annee}-12-31`, ouverture, cloture }];
}
