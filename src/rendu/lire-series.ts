import * as z from "zod";
import { ecrireDecimal } from "../exact/decimal.js";
import type { Fraction } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { ecrireFraction, lireFraction, type ValeurExacte } from "../exact/valeur-exacte.js";
import { annee, dateIso, phrase, texteNonVide } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";

/** Une valeur un jour donné, ou une année donnée. */
export type PointDeSerie =
  | { readonly date: string; readonly annee?: undefined; readonly valeur: ValeurExacte }
  | { readonly annee: number; readonly date?: undefined; readonly valeur: ValeurExacte };

export interface Serie {
  readonly nom: string;
  /** Dans n'importe quel ordre. */
  readonly points: readonly PointDeSerie[];
}

/** Ce que {@link tracerDroits} trace : des valeurs exactes au fil du temps. */
export interface SeriesATracer {
  readonly titre: string;
  /** Dans quoi les valeurs comptent, tel qu'il s'écrit. */
  readonly unite: string;
  readonly series: readonly Serie[];
  /** Ce que la figure doit dire d'autre : ce qui n'a pas de point, par exemple. */
  readonly remarque?: string | undefined;
}

const FRACTION = /^-?\d{1,300}(\/[1-9]\d{0,299})?$/;

function estExacte({ exact, decimal }: ValeurExacte): boolean {
  if (!FRACTION.test(exact)) return false;
  const lue = lireFraction(exact);
  return ecrireFraction(lue) === exact && ecrireDecimal(lue) === decimal;
}

const schemaPoint = z
  .strictObject({
    date: dateIso.optional(),
    annee: annee.optional(),
    valeur: z
      .strictObject({ exact: z.string(), decimal: z.string() })
      .refine(estExacte, { params: { code: "VALEUR_INCOHERENTE" } }),
  })
  .refine((lu) => (lu.date === undefined) !== (lu.annee === undefined), {
    params: { code: "INSTANT_INVALIDE" },
  });

function listeDe<S extends z.ZodType>(schema: S) {
  return z.array(schema).refine((liste) => liste.length > 0, { params: { code: "LISTE_VIDE" } });
}

const schemaSeries = z.strictObject({
  titre: phrase,
  unite: texteNonVide,
  remarque: phrase.optional(),
  series: listeDe(z.strictObject({ nom: phrase, points: listeDe(schemaPoint) })),
});

/** Un instant, tel qu'il s'ordonne et s'écrit : AAAA-MM-JJ, ou AAAA. */
export interface PointLu {
  readonly instant: string;
  readonly valeur: Fraction;
}

export interface SeriesLues {
  readonly titre: string;
  readonly unite: string;
  readonly remarque: string | undefined;
  readonly series: readonly { readonly nom: string; readonly points: readonly PointLu[] }[];
}

export function lireSeries(saisie: Saisie, donnees: unknown): SeriesLues | undefined {
  const lues = saisie.lire(schemaSeries, saisie.recevoir(donnees, ["donnees"]), ["donnees"]);
  if (lues === undefined) return undefined;
  const tous = lues.series.flatMap(({ points }) => points);
  if (tous.some((point) => point.date !== undefined) && tous.some((point) => point.annee !== undefined))
    saisie.refuser(["donnees", "series"], "TEMPS_MELES", {
      fr: "Des points donnent une date, d'autres une année : une figure n'a qu'une échelle de temps.",
      en: "Some points give a date, others a year: a chart has a single time scale.",
    });
  const series = lues.series.map(({ nom, points }, rang) => {
    const places = points.map((point, place) => ({
      rang: place,
      ligne: {
        instant: point.date ?? String(point.annee),
        valeur: lireFraction(point.valeur.exact),
      },
    }));
    saisie.refuserDoublons(
      places,
      ({ instant }) => instant,
      (place) => ["donnees", "series", rang, "points", place],
    );
    return {
      nom,
      points: trierParCodes(
        places.map(({ ligne }) => ligne),
        ({ instant }) => instant,
      ),
    };
  });
  saisie.refuserDoublons(
    series.map((ligne, rang) => ({ rang, ligne })),
    ({ nom }) => nom,
    (rang) => ["donnees", "series", rang, "nom"],
  );
  return { titre: lues.titre, unite: lues.unite, remarque: lues.remarque, series };
}
