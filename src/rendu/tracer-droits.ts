import { dateEnFrancais } from "../droit/periodes.js";
import { Saisie } from "../modele/saisie.js";
import { lireSeries, type PointLu, type SeriesATracer } from "./lire-series.js";
import { ARRONDI, direNombre, pourDessiner } from "./traces/chiffres.js";
import { type Courbe, dessinerLesCourbes } from "./traces/courbes.js";
import { assembler, type Trace } from "./traces/feuille.js";
import { lireOptions, type OptionsDeTrace } from "./traces/options.js";

/**
 * Trace des droits au fil du temps : une courbe par série, nommée à son dernier point, avec sa valeur.
 *
 * Trait et marque distinguent les courbes sans couleur, et aucune étiquette n'en couvre une autre ; quinze séries tiennent sur une
 * page. Une série très au-dessus des autres les écrase : mieux vaut la tracer à part. L'image porte son texte de remplacement, avec la valeur de chaque point. Les coordonnées viennent de décimaux arrondis :
 * elles servent au dessin, aucun chiffre ne s'y relit.
 *
 * S'importe de `gestion-en-flux/rendu`.
 *
 * @param donnees - titre, unité et séries, par dates ou par années ; {@link seriesDesComptes} les tire de comptes de droits,
 * {@link seriesDeLaSimulation} d'une simulation
 * @param options - `langue`, `prefixe` ; `titre`, qui l'emporte sur celui des données
 * @returns l'image SVG et son texte ; valeurs dans l'unité donnée
 * @throws {@link ErreurDeSaisie} si une valeur n'est pas exacte, si dates et années se mêlent, si deux séries ont le même nom, ou si une
 * série a deux points au même instant
 * @article Aucun texte n'en fixe la forme
 * @category Rendu
 * @example
 * const donnees = {
 *   titre: "Droits de Melun",
 *   unite: "droits uniques",
 *   series: [
 *     {
 *       nom: "Melun",
 *       points: [
 *         { annee: 2024, valeur: { exact: "10", decimal: "10" } },
 *         { annee: 2025, valeur: { exact: "17/3", decimal: "5.666667" } },
 *       ],
 *     },
 *   ],
 * };
 * tracerDroits(donnees).texte.split("\n")[2] // "Melun : 10 en 2024 ; 5,67 en 2025."
 */
export function tracerDroits(
  donnees: SeriesATracer,
  options: Omit<OptionsDeTrace, "reservataires"> = {},
): Trace {
  const saisie = new Saisie("tracerDroits");
  const voulues = lireOptions(saisie, options, "reservataires");
  const lues = lireSeries(saisie, donnees);
  const { langue, titre, prefixe = "droits" } = saisie.certifier(voulues);
  const { unite, series, titre: donne, remarque } = saisie.certifier(lues);
  return assembler({
    prefixe,
    titre: titre ?? donne,
    sousTitre: [{ fr: `En ${unite}.`, en: `In ${unite}.` }[langue], ARRONDI[langue], remarque]
      .filter((phrase) => phrase !== undefined)
      .join(" "),
    phrases: series.map(({ nom, points }) => direLaSerie(nom, points, langue)),
    dessiner: (haut) =>
      dessinerLesCourbes(
        series.flatMap(({ nom, points }) => enCourbe(nom, points, langue)),
        langue,
        haut,
      ),
  });
}

/** Une série a un point au moins : celui où elle se nomme. */
function enCourbe(nom: string, points: readonly PointLu[], langue: "fr" | "en"): Courbe[] {
  const places = points.map(({ instant, valeur }) => ({ instant, valeur: pourDessiner(valeur) }));
  const [dernier, lu] = [places.at(-1), points.at(-1)];
  return dernier === undefined || lu === undefined
    ? []
    : [{ nom, points: places, dernier, derniereDite: direNombre(lu.valeur, langue) }];
}

function direLaSerie(nom: string, points: readonly PointLu[], langue: "fr" | "en"): string {
  const dits = points.map(({ instant, valeur }) => {
    const ecrite = direNombre(valeur, langue);
    if (instant.length === 4) return langue === "fr" ? `${ecrite} en ${instant}` : `${ecrite} in ${instant}`;
    return langue === "fr" ? `${ecrite} au ${dateEnFrancais(instant)}` : `${ecrite} on ${instant}`;
  });
  return langue === "fr" ? `${nom} : ${dits.join(" ; ")}.` : `${nom}: ${dits.join("; ")}.`;
}
