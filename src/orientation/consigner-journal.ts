import * as z from "zod";
import { elementsDe } from "../modele/donnee-pure.js";
import type { Probleme } from "../modele/erreurs.js";
import { jsonCanonique, type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { type Evenement, evenement as schemaEvenement } from "./evenements.js";
import type { Registre } from "./registre.js";
import { marquerVerifie } from "./registres-verifies.js";
import { consignerSiPossible } from "./rejouer.js";
import { relireRegistre } from "./relire-registre.js";
import { noterLEcart, reprendreLeDossier, type SuitesDesEcarts } from "./suites-des-ecarts.js";

/** Un événement de la liste qui n'a pas été consigné, et pourquoi. */
export interface EvenementEcarte {
  /** Son rang dans la liste donnée, à partir de 0. */
  readonly rang: number;
  /** Une copie de ce qui a été donné, à quoi rien n'est retiré ; `null` si ce n'était pas du JSON. */
  readonly evenement: unknown;
  /** Situés à `evenements[rang]` ; les mêmes que ceux de {@link consigner}. */
  readonly problemes: readonly Probleme[];
  /**
   * Le rang de l'événement écarté à corriger d'abord : sans son écart, celui-ci venait à sa place dans le dossier, ou le numéro
   * qu'il annule était le bon. `null` si celui-ci a son propre tort.
   */
  readonly enSuiteDe: number | null;
  /**
   * Le rang du premier événement de la même libération, plus loin dans la liste, après lequel celui-ci se serait consigné : il est
   * venu trop tôt. `null` sinon.
   */
  readonly recevableApres: number | null;
}

/** Ce qu'une liste d'événements a donné : consignés et écartés font toute la liste. */
export interface JournalConsigne {
  readonly nature: "journal-consigne";
  /** La version du registre dont la liste est partie. */
  readonly versionDeDepart: number;
  /** L'état après le dernier événement consigné. */
  readonly registre: Registre;
  /** Nombre d'événements consignés. */
  readonly consignes: number;
  /** Dans l'ordre de la liste. */
  readonly ecartes: readonly EvenementEcarte[];
  readonly provenance: Provenance;
}

const VERBE = "consignerJournal";

/**
 * Consigne une liste d'événements, dans l'ordre donné : tout ce qui peut l'être l'est, et le reste est rendu avec ses problèmes.
 *
 * Chaque événement est contrôlé comme par {@link consigner}, dans l'état que laissent ceux d'avant ; un écart n'arrête pas la liste et
 * rien n'en est perdu. `enSuiteDe` dit lequel corriger d'abord, `recevableApres` lequel est venu trop tôt. La liste n'est ni triée ni
 * corrigée : celle que l'on corrige se reprend en entier, depuis l'état de départ.
 *
 * Une annulation vise un numéro du journal. Après un écart, les événements de la liste ne portent plus les numéros qu'ils auraient
 * eus : celle qui en vise un est écartée (`NUMERO_DECALE`) plutôt que d'annuler un autre événement.
 *
 * @param registre - l'état courant
 * @param evenements - la liste, telle qu'un fichier la donne ; un écart en rend une copie, avec ce qu'elle aurait de trop
 * @returns l'état d'après, le nombre des événements consignés, et chaque événement écarté, avec ses problèmes
 * @throws {@link ErreurDeSaisie} si le registre ne se relit pas, ou si `evenements` n'est pas une liste
 * @throws {@link StipulationManquante} si des événements, sans autre problème, attendent un choix des parties : tous ces choix à la
 * fois. Rien n'est alors consigné : un registre s'ouvre avec ses stipulations
 * @article Aucun texte : la bibliothèque choisit d'écarter sans perdre ; chaque événement suit les articles de {@link consigner}
 * @category Orientation
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", perimetre: { bailleur: "999999999", departement: "77", annee: 2024 }, liberations: 100 },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const registre = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * const liberation = {
 *   type: "liberation", date: "2024-02-01", liberation: "L-1", logement: "9900000001", commune: "77288",
 *   localisation: "qpv", typologie: "T3", financement: "PLUS", periodeDeConstruction: "1949-1974",
 *   statut: "dans-le-flux", premiereMiseEnLocation: false,
 * };
 * const { consignes, ecartes } = consignerJournal(registre, [
 *   { ...liberation, typologie: "F3" },
 *   { type: "mise-a-disposition", date: "2024-02-02", liberation: "L-1", reservataire: "non-reserves" },
 *   { ...liberation, liberation: "L-2", logement: "9900000002" },
 * ]);
 * [consignes, ecartes.map(({ rang, problemes, enSuiteDe }) => [rang, problemes[0].code, enSuiteDe])] // [1, [[0, "VALEUR_NON_PREVUE", null], [1, "LIBERATION_INCONNUE", 0]]]
 */
export function consignerJournal(registre: Registre, evenements: readonly unknown[]): JournalConsigne {
  const saisie = new Saisie(VERBE);
  const relu = relireRegistre(saisie, registre);
  const donnes = elementsDe(evenements);
  if (donnes === undefined) refuserCeQuiNEstPasUneListe(saisie, evenements);
  const depart = saisie.certifier(relu);
  const liste = saisie.certifier(donnes);

  let etat = depart;
  const suites: SuitesDesEcarts = new Map();
  const ecartes = new Map<number, EvenementEcarte>();
  const lus: unknown[] = [];
  for (const [rang, donne] of liste.entries()) {
    const essai = saisie.essayer();
    const { lu, pur, fait, decale, suivant } = tenter(essai, { depart, etat, ecartes }, donne, rang);
    lus.push(lu);
    if (suivant !== null && essai.refus.length === 0) {
      etat = suivant;
      if (fait !== undefined && "liberation" in fait)
        for (const attendu of reprendreLeDossier(essai, suites, etat, fait.liberation))
          noterRecevable(ecartes, attendu, rang);
    } else if (essai.nombreDeProblemes === 0) {
      for (const stipulation of essai.manquantes) saisie.exigerStipulation(stipulation);
    } else
      ecartes.set(rang, {
        rang,
        evenement: pur ? enJson(lu) : null,
        problemes: essai.refus,
        enSuiteDe: decale ?? noterLEcart(suites, rang, { lu, fait }, essai.problemes),
        recevableApres: null,
      });
  }
  saisie.verdict();
  return sceller(
    {
      nature: "journal-consigne" as const,
      versionDeDepart: depart.version,
      registre: marquerVerifie(etat),
      consignes: liste.length - ecartes.size,
      ecartes: [...ecartes.values()],
    },
    {
      dateDeDroit: depart.provenance.dateDeDroit,
      entrees: { registre: depart.provenance.sceau, version: depart.version, evenements: lus },
      stipulations: depart.stipulations,
    },
  );
}

function refuserCeQuiNEstPasUneListe(saisie: Saisie, evenements: unknown): void {
  saisie.lire(z.array(z.unknown()), saisie.recevoir(evenements, ["evenements"]), ["evenements"]);
}

/** Où en est la liste. */
interface EnCours {
  readonly depart: Registre;
  readonly etat: Registre;
  readonly ecartes: ReadonlyMap<number, EvenementEcarte>;
}

/** Lit un événement et le contrôle : `suivant` est l'état d'après, `null` s'il ne peut être consigné. */
function tenter(essai: Saisie, { depart, etat, ecartes }: EnCours, donne: unknown, rang: number) {
  const chemin = ["evenements", rang];
  const lu = essai.recevoir(donne, chemin);
  const pur = essai.nombreDeProblemes === 0;
  const fait = essai.lire(schemaEvenement, lu, chemin);
  const decale = fait === undefined ? null : controlerLeNumero(essai, depart, ecartes, fait, chemin);
  const suivant =
    !pur || fait === undefined || decale !== null ? null : consignerSiPossible(essai, etat, fait, chemin);
  return { lu, pur, fait, decale, suivant };
}

/** Après un écart, le numéro d'un événement de la liste n'est plus celui que l'appelant a compté : rend le rang du premier écart. */
function controlerLeNumero(
  saisie: Saisie,
  { version }: Registre,
  ecartes: ReadonlyMap<number, EvenementEcarte>,
  fait: Evenement,
  chemin: readonly PropertyKey[],
): number | null {
  const [premier] = ecartes.keys();
  if (fait.type !== "annulation" || premier === undefined || fait.evenement <= version + premier) return null;
  saisie.refuser([...chemin, "evenement"], "NUMERO_DECALE", {
    fr: `evenements[${premier}] est écarté : le n° ${fait.evenement} n'est plus sûrement celui de l'événement visé. Corriger ce qui est écarté, puis reprendre la liste.`,
    en: `evenements[${premier}] is set aside: no. ${fait.evenement} may no longer be the event that was meant. Correct what is set aside, then load the list again.`,
  });
  return premier;
}

function noterRecevable(ecartes: Map<number, EvenementEcarte>, rang: number, recevableApres: number): void {
  const ecarte = ecartes.get(rang);
  if (ecarte !== undefined) ecartes.set(rang, { ...ecarte, recevableApres });
}

/** Une copie qui s'écrit en JSON telle quelle, ou `null`. */
function enJson(copie: unknown): unknown {
  const ecrit = JSON.stringify(copie);
  return ecrit !== undefined && jsonCanonique(JSON.parse(ecrit)) === jsonCanonique(copie) ? copie : null;
}
