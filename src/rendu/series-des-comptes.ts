import type { CompteDeDroits } from "../bilan/tenir-compte-de-droits.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { Saisie } from "../modele/saisie.js";
import type { SeriesATracer } from "./lire-series.js";
import { nommerSelon } from "./noms.js";
import { pointsDeSoldes } from "./points-de-soldes.js";
import { relireResultat } from "./relire-resultat.js";
import { lireOptions, type OptionsDeTrace } from "./traces/options.js";

/**
 * Tire de comptes de droits successifs les séries que {@link tracerDroits} trace : le solde de chaque réservataire à l'ouverture du
 * premier, puis à chaque clôture.
 *
 * Une ouverture qui reprend la clôture de la veille n'est pas un point de plus. Les comptes se donnent dans n'importe quel ordre.
 *
 * S'importe de `gestion-en-flux/rendu`.
 *
 * @param comptes - un ou plusieurs résultats de {@link tenirCompteDeDroits}, dont les jours ne se recouvrent pas
 * @param options - `langue`, `titre`, `reservataires` : les comptes ne portent que leurs codes
 * @returns le titre, l'unité et une série par réservataire, dans l'ordre des codes, en droits uniques
 * @throws {@link ErreurDeSaisie} si aucun compte n'est donné, si l'un a été modifié, ou si deux se recouvrent
 * @article Méthode présentée en Île-de-France le 12/01/2023 (règle R14)
 * @category Rendu
 * @example
 * const tauxDeRotation = mesurerTauxDeRotation(
 *   { date: "2024-01-01", millesime: 2023, territoire: "bailleur", numerateur: { nature: "sorties", nombre: 8 }, denominateur: { nature: "logements", nombre: 100 } },
 *   { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
 * );
 * const reservataires = [{ code: "ville", nom: "Melun", categorie: "commune" }];
 * const ouverture = convertirEnDroitsUniques(
 *   {
 *     dateDEffet: "2024-01-01",
 *     tauxDeRotation,
 *     reservataires,
 *     synthese: [{ reservataire: "ville", commune: "77288", droitsUniquesNonHonores: 2, droitsDeSuite: 10, anneesDExpiration: [{ annee: 2034, nombre: 10 }] }],
 *   },
 *   { mesureDesAnnees: "echeance-exclue", arrondiDesDroits: "aucun" },
 * );
 * const compte = tenirCompteDeDroits(
 *   {
 *     ouverture,
 *     au: "2024-12-31",
 *     reservataires,
 *     mouvements: [{ type: "consommation", date: "2024-12-31", mouvement: "M-1", reservataire: "ville", droits: "3" }],
 *   },
 *   {},
 * );
 * seriesDesComptes([compte], { reservataires }).series[0].points.map((point) => point.valeur.decimal) // ["10", "7"]
 */
export function seriesDesComptes(
  comptes: readonly CompteDeDroits[],
  options: Omit<OptionsDeTrace, "prefixe"> = {},
): SeriesATracer {
  const saisie = new Saisie("seriesDesComptes");
  const voulues = lireOptions(saisie, options, "prefixe");
  const lus = lireLesComptes(saisie, comptes);
  const { langue, titre, noms } = saisie.certifier(voulues);
  const suite = saisie.certifier(lus);
  const nomDe = nommerSelon([], noms, langue);
  const exercices = suite.flatMap(({ du, au, comptes: tenus }) =>
    tenus.map(({ reservataire, ouverture, cloture }) => ({ reservataire, du, au, ouverture, cloture })),
  );
  return {
    titre:
      titre ??
      { fr: "Droits uniques de chaque réservataire", en: "Single-use rights of each holder" }[langue],
    unite: { fr: "droits uniques", en: "single-use rights" }[langue],
    series: regrouperParCodes(exercices, ({ reservataire }) => reservataire).map(([code, siens]) => ({
      nom: nomDe(code),
      points: pointsDeSoldes(siens),
    })),
  };
}

/** Les comptes, du plus ancien au plus récent. */
function lireLesComptes(saisie: Saisie, donnes: unknown): readonly CompteDeDroits[] | undefined {
  const recus = saisie.recevoir(donnes, ["comptes"]);
  if (!Array.isArray(recus) || recus.length === 0) {
    saisie.refuser(["comptes"], "LISTE_VIDE", {
      fr: "Attendu : une liste d'un compte de droits au moins.",
      en: "Expected: a list of at least one account of rights.",
    });
    return undefined;
  }
  const lus = recus.flatMap((recu, rang) => {
    const compte = relireResultat<CompteDeDroits>(saisie, recu, ["compte-de-droits"], ["comptes", rang]);
    return compte === undefined ? [] : [{ rang, compte }];
  });
  const suite = lus.sort((a, b) =>
    a.compte.du < b.compte.du ? -1 : a.compte.du > b.compte.du ? 1 : a.rang - b.rang,
  );
  suite.forEach(({ rang, compte }, place) => {
    const avant = suite[place - 1];
    if (avant !== undefined && compte.du <= avant.compte.au)
      saisie.refuser(["comptes", rang], "COMPTES_QUI_SE_RECOUVRENT", {
        fr: `Ce compte commence le ${compte.du}, avant la clôture d'un autre, le ${avant.compte.au}.`,
        en: `This account starts on ${compte.du}, before another closes, on ${avant.compte.au}.`,
      });
  });
  return suite.map(({ compte }) => compte);
}
