import * as z from "zod";
import { texteNonVide } from "../modele/identifiants.js";
import { montrer } from "../modele/problemes.js";
import { Saisie } from "../modele/saisie.js";
import type { Simulation } from "../simulation/simuler.js";
import {
  type GrandeurSimulee,
  type GrandeurSuivie,
  grandeur,
  suivreUneGrandeur,
  TITRES_DES_GRANDEURS,
  UNITES_DES_GRANDEURS,
} from "./grandeurs-simulees.js";
import type { SeriesATracer } from "./lire-series.js";
import { nommerSelon, nomsDuResultat } from "./noms.js";
import { relireResultat } from "./relire-resultat.js";
import { lireOptions, type OptionsDeTrace } from "./traces/options.js";

const schemaVue = z
  .strictObject({ grandeur, variante: texteNonVide.optional(), reservataire: texteNonVide.optional() })
  .refine(({ variante, reservataire }) => (variante === undefined) !== (reservataire === undefined), {
    params: { code: "VUE_INVALIDE" },
  });

/** Tous les réservataires d'une variante, ou un réservataire selon toutes les variantes. */
export type VueDeSimulation =
  | { readonly grandeur: GrandeurSimulee; readonly variante: string; readonly reservataire?: undefined }
  | { readonly grandeur: GrandeurSimulee; readonly reservataire: string; readonly variante?: undefined };

/**
 * Tire d'une simulation les séries que {@link tracerDroits} trace : une courbe par réservataire d'une variante, ou une courbe par
 * variante pour un réservataire, ce qu'un conseil regarde pour choisir.
 *
 * Les droits se lisent à l'ouverture de la première année, puis à chaque clôture ; les objectifs et les parts, année par année. Une
 * série ou une année sans valeur (un réservataire sans compte, une année dont les objectifs n'existent pas) n'a pas de point : la
 * figure le dit sous son titre.
 *
 * S'importe de `gestion-en-flux/rendu`.
 *
 * @param simulation - résultat de {@link simuler}
 * @param vue - `grandeur` : `droits`, `objectifs` ou `logements` ; et `variante` (son nom) ou `reservataire` (son code)
 * @param options - `langue`, `titre`, `reservataires` : des noms, qui l'emportent sur ceux de la simulation
 * @returns le titre, l'unité et les séries, les réservataires dans l'ordre des codes et le bailleur en dernier, les variantes dans l'ordre
 * de la simulation ; en droits uniques, ou en logements
 * @throws {@link ErreurDeSaisie} si la simulation a été modifiée, si la variante ou le réservataire n'y est pas, ou si rien n'y a de valeur
 * @article Aucun texte n'en fixe la forme
 * @category Rendu
 * @example
 * const conventions = (taux) => [{
 *   reservataire: { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } },
 *   dateDeSignature: "2023-11-01", dateDEffet: "2024-01-01", modeDeGestion: "directe",
 *   parts: [{ contrepartie: "participation-des-employeurs", taux, localisation: "libre" }],
 * }];
 * const secteurs = [{ commune: "77288", localisation: "hors-qpv", epci: null, liberations: 40 }];
 * const simulation = simuler({
 *   nom: "20 %",
 *   scenario: {
 *     perimetre: { bailleur: "999999999", departement: "77" },
 *     annees: [{ annee: 2024, secteurs }, { annee: 2025, secteurs }],
 *     conventions: conventions("20"),
 *     stipulations: { calculerAssiette: { premieresMisesEnLocation: "hors-flux" } },
 *   },
 *   variantes: [{ nom: "25 %", changements: { conventions: conventions("25") } }],
 * });
 * const donnees = seriesDeLaSimulation(simulation, { grandeur: "objectifs", reservataire: "als" });
 * tracerDroits(donnees).texte.split("\n").slice(2) // ["20 % : 8 en 2024 ; 8 en 2025.", "25 % : 10 en 2024 ; 10 en 2025."]
 */
export function seriesDeLaSimulation(
  simulation: Simulation,
  vue: VueDeSimulation,
  options: Omit<OptionsDeTrace, "prefixe"> = {},
): SeriesATracer {
  const saisie = new Saisie("seriesDeLaSimulation");
  const voulues = lireOptions(saisie, options, "prefixe");
  const voulue = saisie.lire(schemaVue, saisie.recevoir(vue, ["vue"]), ["vue"]);
  const lue = relireResultat<Simulation>(saisie, simulation, ["simulation"], ["simulation"]);
  if (lue !== undefined && voulue !== undefined) controlerLaVue(saisie, lue, voulue);
  const { langue, titre, noms } = saisie.certifier(voulues);
  const { grandeur: montree, variante, reservataire = "" } = saisie.certifier(voulue);
  const certaine = saisie.certifier(lue);
  const nomDe = nommerSelon(nomsDuResultat(certaine), noms, langue);
  const lignes = certaine.variantes.flatMap((une) =>
    variante === undefined
      ? [{ nom: une.nom, ...suivreUneGrandeur(une, reservataire, montree) }]
      : une.nom === variante
        ? une.cumul.map(({ reservataire: code }) => ({
            nom: nomDe(code),
            ...suivreUneGrandeur(une, code, montree),
          }))
        : [],
  );
  const series = lignes.filter(({ points }) => points.length > 0);
  if (series.length === 0)
    saisie.refuser(["vue", "grandeur"], "RIEN_A_TRACER", {
      fr: "Rien n'a cette grandeur dans cette vue : aucun compte de droits, ou aucun objectif.",
      en: "Nothing has this quantity in this view: no account of rights, or no target.",
    });
  saisie.verdict();
  const remarque = direLesManques(lignes, langue);
  return {
    titre:
      titre ??
      `${TITRES_DES_GRANDEURS[montree][langue]}, ${direLaVue(variante, nomDe(reservataire), langue)}`,
    unite: UNITES_DES_GRANDEURS[montree][langue],
    series: series.map(({ nom, points }) => ({ nom, points })),
    ...(remarque === "" ? {} : { remarque }),
  };
}

type Langue = "fr" | "en";

function direLaVue(variante: string | undefined, reservataire: string, langue: Langue): string {
  return variante === undefined ? reservataire : { fr: `« ${variante} »`, en: `“${variante}”` }[langue];
}

function controlerLaVue(
  saisie: Saisie,
  { variantes }: Simulation,
  { variante, reservataire }: z.infer<typeof schemaVue>,
): void {
  const noms = variantes.map(({ nom }) => nom);
  if (variante !== undefined && !noms.includes(variante))
    saisie.refuser(["vue", "variante"], "VARIANTE_INCONNUE", {
      fr: `Cette simulation n'a pas de variante ${montrer(variante).fr} ; elle a : ${noms.join(", ")}.`,
      en: `This simulation has no variant ${montrer(variante).en}; it has: ${noms.join(", ")}.`,
    });
  const codes = variantes.flatMap(({ cumul }) => cumul.map((ligne) => ligne.reservataire));
  if (reservataire !== undefined && !codes.includes(reservataire))
    saisie.refuser(["vue", "reservataire"], "RESERVATAIRE_INCONNU", {
      fr: `Cette simulation n'a pas de réservataire ${montrer(reservataire).fr}.`,
      en: `This simulation has no holder ${montrer(reservataire).en}.`,
    });
}

/** Qui n'a pas de point, et les années où il n'en a pas s'il en a d'autres. */
function direLesManques(
  lignes: readonly (GrandeurSuivie & { readonly nom: string })[],
  langue: Langue,
): string {
  const dits = lignes
    .filter(({ manques }) => manques.length > 0)
    .map(({ nom, points, manques }) => (points.length === 0 ? nom : `${nom} (${manques.join(", ")})`));
  if (dits.length === 0) return "";
  return { fr: `Sans valeur : ${dits.join(", ")}.`, en: `No value: ${dits.join(", ")}.` }[langue];
}
