import type { Texte } from "../droit/texte.js";
import { comparer, estNulle, type Fraction, ZERO } from "../exact/fraction.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { texteNonVide } from "../modele/identifiants.js";
import { montrer } from "../modele/problemes.js";
import { Saisie } from "../modele/saisie.js";
import type { Comparaison, ReservataireCompare } from "../simulation/comparer.js";
import { RIEN } from "../simulation/cumuler.js";
import { nommerSelon } from "./noms.js";
import { relireResultat } from "./relire-resultat.js";
import { dessinerLesBarres, PLEIN } from "./traces/barres.js";
import { ARRONDI, direLogements, pourDessiner } from "./traces/chiffres.js";
import { assembler, type Trace } from "./traces/feuille.js";
import { enHachures, hachures } from "./traces/hachures.js";
import { lireOptions, type OptionsDeTrace } from "./traces/options.js";

/**
 * Trace ce que chaque cause vaut à un réservataire, d'un scénario à l'autre : une barre par cause, pleine vers la droite s'il y gagne,
 * hachurée vers la gauche s'il y perd, et la dernière pour l'écart, qui en est la somme.
 *
 * Les causes sont dans l'ordre de la comparaison, ajoutées l'une après l'autre ; celles qui ne lui changent rien sont comptées sans
 * barre. L'image porte son texte de remplacement, chiffres compris. Les coordonnées viennent de décimaux arrondis : elles servent au
 * dessin, aucun chiffre ne s'y relit.
 *
 * S'importe de `gestion-en-flux/rendu`.
 *
 * @param comparaison - résultat de {@link comparer}
 * @param reservataire - son code ; `non-reserves` pour le bailleur
 * @param options - `langue`, `titre`, `prefixe`, `reservataires` : la comparaison ne porte que leurs codes
 * @returns l'image SVG et son texte ; en logements, toutes années réunies
 * @throws {@link ErreurDeSaisie} si la comparaison a été modifiée, ou n'a pas ce réservataire
 * @article Aucun texte n'en fixe la forme ; la décomposition est un choix de la bibliothèque
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
 *     annees: [{ annee: 2024, secteurs }],
 *     conventions: conventions("20"),
 *     stipulations: { calculerAssiette: { premieresMisesEnLocation: "hors-flux" } },
 *   },
 *   variantes: [{ nom: "25 %", changements: { conventions: conventions("25") } }],
 * });
 * const comparaison = comparer({ une: { simulation, variante: "20 %" }, autre: { simulation, variante: "25 %" } });
 * tracerEffets(comparaison, "als").texte.split("\n")[2] // "Convention : Action Logement (als) : +2\u00a0logements."
 */
export function tracerEffets(
  comparaison: Comparaison,
  reservataire: string,
  options: OptionsDeTrace = {},
): Trace {
  const saisie = new Saisie("tracerEffets");
  const voulues = lireOptions(saisie, options);
  const code = saisie.lire(texteNonVide, saisie.recevoir(reservataire, ["reservataire"]), ["reservataire"]);
  const lue = relireResultat<Comparaison>(saisie, comparaison, ["comparaison"], ["comparaison"]);
  const estLui = (un: { readonly reservataire: string }) => un.reservataire === code;
  const ligne = lue?.reservataires.find(estLui);
  if (lue !== undefined && code !== undefined && ligne === undefined)
    saisie.refuser(["reservataire"], "RESERVATAIRE_INCONNU", {
      fr: `Cette comparaison n'a pas de réservataire ${montrer(code).fr}.`,
      en: `This comparison has no holder ${montrer(code).en}.`,
    });
  const { langue, titre, prefixe = "effets", noms } = saisie.certifier(voulues);
  const certaine = saisie.certifier(lue);
  const lui = saisie.certifier(ligne);
  const effets = certaine.causes
    .map(({ causes, effets: surTous }) => ({
      nom: causes.map(({ intitule }) => intitule[langue]).join(" + "),
      valeur: lireValeurExacte((surTous.find(estLui) ?? RIEN).logements),
    }))
    .filter(({ valeur }) => !estNulle(valeur));
  const lignes = [...effets, { nom: ECART[langue], valeur: lireValeurExacte(lui.ecart.logements) }];
  const ecrire = (valeur: Fraction) => direAvecSigne(valeur, langue);
  return assembler({
    prefixe,
    titre: titre ?? direLeTitre(nommerSelon([], noms, langue)(lui.reservataire), certaine, langue),
    sousTitre: `${direLEnsemble(lui, certaine.annees, certaine.causes.length - effets.length, langue)} ${ARRONDI[langue]}`,
    phrases: lignes.map(({ nom, valeur }) => `${nom}${langue === "fr" ? " : " : ": "}${ecrire(valeur)}.`),
    definitions: [hachures(prefixe)],
    dessiner: (haut) =>
      dessinerLesBarres(
        lignes.map(({ nom, valeur }) => ({
          nom,
          valeur: pourDessiner(valeur),
          etiquette: ecrire(valeur),
          remplissage: comparer(valeur, ZERO) < 0 ? enHachures(prefixe) : PLEIN,
        })),
        NOMS,
        haut,
      ),
  });
}

type Langue = "fr" | "en";

const NOMS = 480;
const ECART: Texte = { fr: "Écart", en: "Gap" };

function direAvecSigne(valeur: Fraction, langue: Langue): string {
  return `${comparer(valeur, ZERO) > 0 ? "+" : ""}${direLogements(valeur, langue)}`;
}

function direLeTitre(nom: string, { une, autre }: Comparaison, langue: Langue): string {
  return langue === "fr" ? `${nom} : de « ${une} » à « ${autre} »` : `${nom}: from “${une}” to “${autre}”`;
}

/** Ses logements sous l'un et l'autre scénario, et les causes qui n'ont pas de barre. */
function direLEnsemble(
  { une, autre }: ReservataireCompare,
  annees: readonly number[],
  sansEffet: number,
  langue: Langue,
): string {
  const [avant, apres] = [une, autre].map(({ logements }) =>
    direLogements(lireValeurExacte(logements), langue),
  );
  const [premiere, derniere] = [annees.at(0), annees.at(-1)];
  const dites = {
    fr: [
      `Part du flux prévu, de ${premiere} à ${derniere} : ${avant}, puis ${apres}.`,
      `Causes sans effet sur ces logements : ${sansEffet}.`,
    ],
    en: [
      `Share of the forecast flow, from ${premiere} to ${derniere}: ${avant}, then ${apres}.`,
      `Causes without effect on these dwellings: ${sansEffet}.`,
    ],
  }[langue];
  return dites.slice(0, sansEffet === 0 ? 1 : 2).join(" ");
}
