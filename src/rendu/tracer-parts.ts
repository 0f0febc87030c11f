import type { StockEnFlux } from "../conversion/convertir-stock-en-flux.js";
import { Saisie } from "../modele/saisie.js";
import type { Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { nommerSelon, nomsDuResultat } from "./noms.js";
import { relireResultat } from "./relire-resultat.js";
import { ARRONDI, direLogements, direPourCent, pourDessiner } from "./traces/chiffres.js";
import { assembler, ENCRE, hauteurDe, LARGEUR, paragraphe, TAILLES, type Trace } from "./traces/feuille.js";
import { couper, largeurDe } from "./traces/lettres.js";
import { lireOptions, type OptionsDeTrace } from "./traces/options.js";
import { type PartATracer, partsATracer } from "./traces/parts-a-tracer.js";
import { balise, ligne, texte } from "./traces/svg.js";

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
    dessiner: (haut) => dessiner(parts, (part) => etiqueter(part, " · "), haut, prefixe),
  });
}

const NOMS = 320;
const RANGEE = 58;
const EPAISSEUR = 34;

/** Des traits obliques : ce que le bailleur garde, ou ce qui est fixé d'ailleurs. */
function hachures(prefixe: string): string {
  return balise(
    "pattern",
    {
      id: `${prefixe}-hachures`,
      width: 8,
      height: 8,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    },
    balise("rect", { width: 8, height: 8, fill: "#ffffff" }),
    ligne(0, 0, 0, 8, { stroke: ENCRE, "stroke-width": 3 }),
  );
}

function dessiner(
  parts: readonly PartATracer[],
  etiqueter: (part: PartATracer) => string,
  haut: number,
  prefixe: string,
) {
  const etiquettes = parts.map(etiqueter);
  const place =
    LARGEUR - NOMS - 30 - Math.max(0, ...etiquettes.map((mots) => largeurDe(mots, TAILLES.courant)));
  const taux = parts.map((part) => (part.taux === null ? 0 : pourDessiner(part.taux)));
  const dessous = -Math.min(0, ...taux);
  const etendue = Math.max(1, Math.max(0, ...taux) + dessous);
  const zero = NOMS + (place * dessous) / etendue;
  const bas = haut + parts.length * RANGEE;
  const contenu = parts.flatMap((part, rang) => {
    const milieu = haut + (rang + 0.5) * RANGEE;
    const longueur = (place * (taux[rang] ?? 0)) / etendue;
    const nom = couper(part.nom, NOMS - 30, TAILLES.courant, 2);
    return [
      paragraphe(nom, part.nom, {
        x: NOMS - 15,
        y: milieu - hauteurDe(nom.lignes.length, TAILLES.courant) / 2,
        taille: TAILLES.courant,
        ancre: "end",
      }),
      balise("rect", {
        x: Math.min(zero, zero + longueur),
        y: milieu - EPAISSEUR / 2,
        width: Math.abs(longueur),
        height: EPAISSEUR,
        fill: part.hachuree ? `url(#${prefixe}-hachures)` : "#404040",
        stroke: ENCRE,
        "stroke-width": 1.5,
      }),
      texte(etiquettes[rang] ?? "", { x: Math.max(zero, zero + longueur) + 10, y: milieu + 7 }),
    ];
  });
  return {
    contenu: [...contenu, ligne(zero, haut, zero, bas, { stroke: ENCRE, "stroke-width": 2 })],
    bas: bas + 10,
  };
}
