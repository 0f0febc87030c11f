import * as z from "zod";
import { COLLECTIVITES } from "../droit/reservataires.js";
import { titulairesDeDroits } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import { CENT, comparer } from "../exact/fraction.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import { arrondiConvenu, choixDe } from "../modele/stipulations.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import { type EntreeStockEnFlux, encadrer, lireStock, type PartsFixees } from "./lire-stock.js";
import { type ExcluDuStock, type PartProposee, proposerLesParts } from "./proposer-parts.js";

export const schemaStipulationsDeConversion = z.strictObject({
  methodeDeConversion: choixDe("methodeDeConversion"),
  patrimoineDeReference: choixDe("patrimoineDeReference"),
  tauxApplique: choixDe("tauxApplique").optional(),
  autresDroitsDeLEtat: choixDe("autresDroitsDeLEtat").optional(),
  arrondiDuTaux: arrondiConvenu,
});

export type StipulationsDeConversion = z.infer<typeof schemaStipulationsDeConversion>;

export interface StockEnFlux {
  readonly nature: "stock-en-flux";
  readonly stipulations: StipulationsDeConversion;
  readonly partsFixees: PartsFixees | null;
  readonly parts: readonly PartProposee[];
  /** Réservataires auxquels la méthode retenue ne donne pas de taux, et pourquoi. */
  readonly exclus: readonly ExcluDuStock[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "convertirStockEnFlux";

/**
 * Convertit le stock réservé en parts du flux, par trois méthodes côte à côte :
 *
 * - `ratio-du-stock`, que rapporte le ministère : taux = R ÷ P ;
 * - `annualisee` : taux = R × rotation ÷ C, ce que le stock libérerait en un an rapporté au flux net ;
 * - `prorata-des-volumes` : taux = DU ÷ Σ DU × (100 % − préfet − non réservés), rapporté au flux du territoire.
 *
 * Seule la première vient d'une source officielle : « en principe », pour les réservataires autres que l'État et les garants. Elle est
 * calculée aussi pour les collectivités, rapportée au patrimoine de leur territoire, avec un constat qui le dit. Les deux autres sont des
 * lectures de la pratique. Les deux premières s'accordent si la rotation est uniforme et que rien n'est soustrait (C = rotation × P) ; les
 * trois, si les durées sont aussi égales et que ce qui est laissé à partager est la somme des ratios. La méthode retenue est une
 * stipulation, l'arrondi de son taux aussi. Le contingent du préfet, dont la convention fixe le taux, et les réservataires de logements
 * identifiés n'en reçoivent pas.
 *
 * @param entree - état des lieux et assiette du même périmètre ; pour la méthode annualisée, un taux de rotation ou des droits uniques ;
 * pour le prorata, des droits uniques et les parts du préfet et du bailleur, en pourcentage du flux
 * @param stipulations - `methodeDeConversion`, `patrimoineDeReference`, `arrondiDuTaux` ; `tauxApplique` si le taux est mesuré par
 * typologie, et `autresDroitsDeLEtat` si l'État en a hors de son contingent, quand les volumes ne les disent pas
 * @returns pour chaque réservataire les trois méthodes et leur étendue, en points et en logements par an ; son taux, et ce qu'il vaut en
 * logements sur C et sur A
 * @throws {@link ErreurDeSaisie} si une entrée n'est pas le résultat attendu, si les périmètres diffèrent, ou si ce que demande la
 * méthode retenue n'est pas donné
 * @throws {@link CasNonCouvert} si un réservataire détient des logements hors de son territoire
 * @throws {@link StipulationManquante} si une stipulation n'est pas donnée
 * @article Règle R13, rapportée par le ministère ; le texte transitoire du décret n° 2020-145 n'a pas été lu
 * @category Conversion
 * @example
 * const etatDesLieux = consoliderEtatDesLieux(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     communes: [{ code: "77288", epci: null }],
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *     logements: [
 *       { numeroRpls: "9900000001", reservataire: "als", droit: "droit-de-suite", typologie: "T3", commune: "77288", localisation: "qpv", financement: "PLUS", dateDExpiration: "2035-12-31" },
 *       { numeroRpls: "9900000002", reservataire: null, typologie: "T2", commune: "77288", localisation: "qpv", financement: "PLUS" },
 *     ],
 *   },
 *   {},
 * );
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * convertirStockEnFlux(
 *   { etatDesLieux, assiette },
 *   { methodeDeConversion: "ratio-du-stock", patrimoineDeReference: "avec-logements-identifies", arrondiDuTaux: "aucun" },
 * ).parts[0].surLeFlux // { exact: "325", decimal: "325" }
 */
export function convertirStockEnFlux(
  entree: EntreeStockEnFlux,
  stipulations: StipulationsDeConversion,
): StockEnFlux {
  const saisie = new Saisie(VERBE);
  const { complet: convenu, champs: convenues } = saisie.lireStipulationsParChamp(
    schemaStipulationsDeConversion,
    stipulations,
  );
  const lu = lireStock(saisie, saisie.recevoir(entree), convenues);
  const retenues = saisie.certifier(convenu);
  const stock = saisie.certifier(lu);
  const { etatDesLieux, assiette, droits, rotation, partsFixees = null } = stock;
  const { parts, exclus } = proposerLesParts(encadrer(VERBE, stock, retenues));
  return sceller(
    {
      nature: "stock-en-flux" as const,
      stipulations: retenues,
      partsFixees,
      parts,
      exclus,
      constats: [
        ...(retenues.methodeDeConversion === "ratio-du-stock"
          ? titulairesDeDroits(etatDesLieux)
              .filter(({ categorie }) => COLLECTIVITES.includes(categorie))
              .map(constaterGarant)
          : []),
        ...parts.flatMap(constaterAuDela),
      ],
    },
    {
      dateDeDroit: assiette.provenance.dateDeDroit,
      entrees: {
        etatDesLieux: etatDesLieux.provenance.sceau,
        assiette: assiette.provenance.sceau,
        tauxDeRotation: rotation?.provenance.sceau,
        droitsUniques: droits?.provenance.sceau,
        partsFixees,
      },
      stipulations: retenues,
    },
  );
}

function constaterGarant({ code, territoire }: Reservataire): Constat {
  return constater("HORS_DU_RATIO_RAPPORTE", {
    territoire: nommerTerritoire(territoire).fr,
    chiffres: [],
    message: {
      fr: `${code} : le ratio du stock n'est pas rapporté pour les garants ; il est calculé ici sur le patrimoine de son territoire, pour comparer.`,
      en: `${code}: the stock ratio is not reported for guarantors; it is computed here on the stock of its territory, for comparison.`,
    },
  });
}

/** Des volumes longs sur un petit flux peuvent promettre plus que tout le territoire. */
function constaterAuDela({ reservataire, territoire, taux: retenu }: PartProposee): Constat[] {
  if (comparer(lireValeurExacte(retenu), CENT) <= 0) return [];
  return [
    constater("PART_PROPOSEE_AU_DELA_DU_FLUX", {
      territoire: territoire.fr,
      chiffres: [{ nom: "taux", valeur: retenu.exact }],
      message: {
        fr: `${reservataire} : la méthode retenue donne plus de 100 % du flux de son territoire ; aucune convention ne peut le promettre.`,
        en: `${reservataire}: the method retained gives more than 100% of the flow of its territory; no agreement can promise it.`,
      },
      remede: {
        fr: "Retenir une autre méthode, ou convenir d'un taux.",
        en: "Retain another method, or agree on a rate.",
      },
    }),
  ];
}
