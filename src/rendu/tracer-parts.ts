import type { StockEnFlux } from "../conversion/convertir-stock-en-flux.js";
import { Saisie } from "../modele/saisie.js";
import type { Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { nommerSelon, nomsDuResultat } from "./noms.js";
import { relireResultat } from "./relire-resultat.js";
import { dessinerLesBarres, PLEIN } from "./traces/barres.js";
import { ARRONDI, direLogements, direPourCent, pourDessiner } from "./traces/chiffres.js";
import { assembler, type Trace } from "./traces/feuille.js";
import { enHachures, hachures } from "./traces/hachures.js";
import { lireOptions, type OptionsDeTrace } from "./traces/options.js";
import { type PartATracer, partsATracer } from "./traces/parts-a-tracer.js";

/**
 * Trace les parts du flux : une barre par réservataire et une pour les logements non réservés, chacune avec son nom, son taux et
 * ses logements.
 *
 * La figure s'imprime en noir et blanc : rien n'y tient à la couleur. Elle porte son texte de remplacement, chiffres compris. Les
 * coordonnées viennent de décimaux arrondis : elles servent au dessin, aucun chiffre ne s'y relit.
 *
 * S'importe de `gestion-en-flux/rendu`.
 *
 * @param resultat - une répartition (parts rapportées au flux du périmètre), des objectifs (logements entiers), ou un stock en flux
 * (taux rapporté au flux du territoire de chacun, et parts fixées)
 * @param options - `langue`, `titre`, `prefixe`, `reservataires`
 * @returns l'image SVG et son texte ; taux en pourcentage, et logements
 * @throws {@link ErreurDeSaisie} si le résultat a été modifié, ou n'a pas de parts à tracer
 * @article Aucun texte n'en fixe la forme
 * @category Rendu
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * tracerParts(repartirFlux({ assiette, conventions: [] })).texte.split("\n")[2] // "Logements non réservés : 100\u00a0%, 650\u00a0logements."
 */
export function tracerParts(
  resultat: Repartition | Objectifs | StockEnFlux,
  options: OptionsDeTrace = {},
): Trace {
  const saisie = new Saisie("tracerParts");
  const voulues = lireOptions(saisie, options);
  const lu = relireResultat<Repartition | Objectifs | StockEnFlux>(saisie, resultat, [
    "repartition",
    "objectifs",
    "stock-en-flux",
  ]);
  const { langue, titre, prefixe = "parts", noms } = saisie.certifier(voulues);
  const certain = saisie.certifier(lu);
  const { parts, rapport } = partsATracer(
    certain,
    nommerSelon(nomsDuResultat(certain), noms, langue),
    langue,
  );
  const etiqueter = ({ taux, logements }: PartATracer, entre: string) =>
    [
      ...(taux === null ? [] : [direPourCent(taux, langue)]),
      ...(logements === null ? [] : [direLogements(logements, langue)]),
    ].join(entre);
  return assembler({
    prefixe,
    titre: titre ?? { fr: "Parts du flux", en: "Shares of the flow" }[langue],
    sousTitre: `${rapport} ${ARRONDI[langue]}`,
    phrases: parts.map((part) => `${part.nom}${langue === "fr" ? " : " : ": "}${etiqueter(part, ", ")}.`),
    definitions: [hachures(prefixe)],
    dessiner: (haut) =>
      dessinerLesBarres(
        parts.map((part) => ({
          nom: part.nom,
          valeur: part.taux === null ? 0 : pourDessiner(part.taux),
          etiquette: etiqueter(part, " · "),
          remplissage: part.hachuree ? enHachures(prefixe) : PLEIN,
        })),
        NOMS,
        haut,
      ),
  });
}

const NOMS = 320;
