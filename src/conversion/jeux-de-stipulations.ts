import { figer } from "../droit/figer.js";
import type { Confiance } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import type { NomDeStipulation } from "../modele/stipulations.js";
import type { StipulationsDeDroitsUniques } from "./convertir-en-droits-uniques.js";
import type { StipulationsDeConversion } from "./convertir-stock-en-flux.js";
import type { StipulationsDeRotation } from "./mesurer-taux-de-rotation.js";

/**
 * Un jeu de stipulations : ce qu'une source dit, et rien d'autre. Il ne sert qu'à qui le passe, complété de ce qu'il laisse ouvert.
 *
 * @category Conversion
 */
export interface JeuDeStipulations<S> {
  readonly intitule: Texte;
  /** D'où il vient. */
  readonly source: Texte;
  readonly confiance: readonly Confiance[];
  /** Ce que la source dit. */
  readonly stipulations: Readonly<S>;
  /** Ce qu'elle ne dit pas, et que les parties doivent convenir. */
  readonly laisseOuvert: readonly NomDeStipulation[];
  /** Ce qu'elle dit d'autre, que la bibliothèque applique d'elle-même ou ne calcule pas. */
  readonly remarque: Texte;
}

/**
 * La méthode francilienne de conversion en droits uniques, telle que l'a présentée le webinaire du 12 janvier 2023.
 *
 * @category Conversion
 * @example
 * METHODE_FRANCILIENNE_2023.laisseOuvert.includes("mesureDeDuree") // true
 */
export const METHODE_FRANCILIENNE_2023: JeuDeStipulations<Partial<StipulationsDeDroitsUniques>> = figer({
  intitule: {
    fr: "Droits uniques, méthode présentée en Île-de-France",
    en: "Single-use rights, method presented in Île-de-France",
  },
  source: {
    fr: "webinaire « collectivités territoriales » de la DRIHL, de l'AORIF et d'Action Logement Services, 12 janvier 2023",
    en: "webinar for local authorities by DRIHL, AORIF and Action Logement Services, 12 January 2023",
  },
  confiance: ["doctrine"],
  stipulations: {},
  laisseOuvert: [
    "mutations",
    "misesEnService",
    "arrondiDuTaux",
    "moyenneDesAnnees",
    "mesureDeDuree",
    "mesureDesAnnees",
    "tauxApplique",
    "droitsSansTerme",
    "autresDroitsDeLEtat",
    "premiereLocationDUneAcquisition",
    "arrondiDesDroits",
    "methodeDeConversion",
    "decompte",
  ],
  remarque: {
    fr: "Elle dit la formule (droits uniques non honorés, plus durée restante multipliée par la rotation), que le volume baisse quand il est consommé, hors État, et qu'il monte à chaque acquisition ; que les droits sans limitation de durée se négocient ; que les parts font ensemble 100 %. La bibliothèque calcule ainsi. Ni le périmètre du taux de rotation, ni la mesure des durées, ni le passage du volume à une part n'y sont fixés.",
    en: "It gives the formula (unhonoured single-use rights, plus remaining duration times turnover), says that the volume falls when consumed, the State excepted, and rises with each acquisition; that rights without term are negotiated; that shares make 100% together. The library computes so. Neither the perimeter of the turnover rate, nor how durations are measured, nor how a volume becomes a share is set there.",
  },
});

/**
 * Le ratio que rapporte le ministère pour les réservataires autres que l'État et les garants.
 *
 * @category Conversion
 * @example
 * RATIO_RAPPORTE_PAR_LE_MINISTERE.stipulations.methodeDeConversion // "ratio-du-stock"
 */
export const RATIO_RAPPORTE_PAR_LE_MINISTERE: JeuDeStipulations<
  Pick<StipulationsDeConversion, "methodeDeConversion">
> = figer({
  intitule: { fr: "Ratio du stock, rapporté par le ministère", en: "Stock ratio, reported by the ministry" },
  source: {
    fr: "page du ministère chargé du logement sur la gestion en flux des réservations ; le texte transitoire du décret n° 2020-145 n'a pas été lu",
    en: "page of the ministry of housing on flow-based management of reservations; the transitional text of decree no. 2020-145 was not read",
  },
  confiance: ["doctrine"],
  stipulations: { methodeDeConversion: "ratio-du-stock" },
  laisseOuvert: ["patrimoineDeReference", "autresDroitsDeLEtat", "arrondiDuTaux"],
  remarque: {
    fr: "« En principe », pour les réservataires autres que l'État et les garants. La page ne dit pas si le patrimoine comprend les logements identifiés que la loi garde hors du flux.",
    en: "“In principle”, for holders other than the State and guarantors. The page does not say whether the stock includes the identified dwellings the law keeps outside the flow.",
  },
});

/**
 * Le taux de mobilité des publications statistiques sur le parc social, pris pour taux de rotation.
 *
 * @category Conversion
 * @example
 * MOBILITE_PUBLIEE.stipulations // { mutations: "comptees", misesEnService: "exclues" }
 */
export const MOBILITE_PUBLIEE: JeuDeStipulations<
  Pick<StipulationsDeRotation, "mutations" | "misesEnService">
> = figer({
  intitule: {
    fr: "Mobilité au sens du répertoire du parc social",
    en: "Mobility as the register of social housing defines it",
  },
  source: {
    fr: "calcul publié avec une étude régionale sur le répertoire du parc locatif social, 2018",
    en: "calculation published with a regional study on the register of social housing, 2018",
  },
  confiance: ["lecture"],
  stipulations: { mutations: "comptees", misesEnService: "exclues" },
  laisseOuvert: ["arrondiDuTaux", "moyenneDesAnnees", "tauxApplique"],
  remarque: {
    fr: "Une définition statistique, faite pour décrire un parc : aucun texte n'en fait un taux de convention. Elle compte les mutations, que la loi soustrait du flux.",
    en: "A statistical definition, made to describe a stock: no text makes it an agreement's rate. It counts transfers, which the law takes out of the flow.",
  },
});

/**
 * Tous les jeux de stipulations.
 *
 * @category Conversion
 */
export const JEUX_DE_STIPULATIONS: readonly JeuDeStipulations<object>[] = figer([
  METHODE_FRANCILIENNE_2023,
  MOBILITE_PUBLIEE,
  RATIO_RAPPORTE_PAR_LE_MINISTERE,
]);
