import * as z from "zod";
import { dateEnFrancais } from "../droit/periodes.js";
import { diviser, estNulle, type Fraction, fraction, multiplier, soustraire } from "../exact/fraction.js";
import { logementsDesUnites } from "../exact/taux.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { anneeDe, finsDeMois, joursJusquAuSoir } from "../modele/calendrier.js";
import { dateIso } from "../modele/identifiants.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { choixDe } from "../modele/stipulations.js";
import { NON_RESERVES, type Perimetre } from "../modele/vocabulaire.js";
import type { Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import { decompter } from "../orientation/decompter.js";
import {
  type CompteDeReservataire,
  dossiersEtLiberations,
  estPartageParLeFlux,
  perimetreDe,
  type Registre,
} from "../orientation/registre.js";
import { relireRegistre, separerLeRegistre } from "../orientation/relire-registre.js";
import { registresAuxDates } from "./comptes-aux-dates.js";
import { lireObjectifs } from "./lire-objectifs.js";

const schemaEntree = z.strictObject({
  au: dateIso,
  objectifs: z.unknown().optional(),
});

const schemaStipulations = z.strictObject({ prorata: choixDe("prorata") });

export interface EntreeSuivi {
  readonly registre: Registre;
  /** Le jour du suivi, AAAA-MM-JJ, compris ; dans l'année du registre. */
  readonly au: string;
  /** Les objectifs de l'année, s'ils ont été fixés avec des stipulations ; sur la répartition de l'ouverture. */
  readonly objectifs?: Objectifs | undefined;
}

export type StipulationsDeSuivi = z.infer<typeof schemaStipulations>;

/** Où en est l'année. */
export interface AvancementDeLAnnee {
  /** Jours écoulés, ou logements partagés par le flux. */
  readonly faits: number;
  /** Jours de l'année, ou flux prévu. */
  readonly prevus: number;
  /** Faits ÷ prévus ; `null` si rien n'était prévu. */
  readonly part: ValeurExacte | null;
}

/** Où en est un réservataire, un jour donné, en logements. */
export interface SuiviDeReservataire {
  readonly reservataire: string;
  /** Objectif de l'année ; `null` s'il n'en a pas. */
  readonly objectif: number | null;
  /** Objectif × avancement. */
  readonly attendu: ValeurExacte | null;
  /** Logements décomptés, imputations comprises. */
  readonly recus: number;
  readonly enCours: number;
  /** Attendu moins reçu : positif s'il est en retard sur son objectif. */
  readonly retard: ValeurExacte | null;
  /** Sa part de ce qui a été mis à disposition, report compris. */
  readonly du: ValeurExacte;
  /** Dû moins reçu. */
  readonly ecart: ValeurExacte;
  /** Reçus ÷ avancement : ce que ferait l'année au même rythme ; `null` si l'année n'a pas commencé. */
  readonly projection: ValeurExacte | null;
}

/** Un mois, arrêté à son dernier jour, ou au jour du suivi pour le dernier. */
export interface SuiviDUnMois {
  readonly au: string;
  readonly avancement: AvancementDeLAnnee;
  readonly reservataires: readonly SuiviDeReservataire[];
}

export interface SuiviDObjectifs {
  readonly nature: "suivi-d-objectifs";
  readonly perimetre: Perimetre;
  readonly au: string;
  readonly stipulations: StipulationsDeSuivi;
  /** De janvier au jour du suivi ; le dernier est l'état à ce jour. */
  readonly mois: readonly SuiviDUnMois[];
  readonly avancement: AvancementDeLAnnee;
  readonly reservataires: readonly SuiviDeReservataire[];
  readonly provenance: Provenance;
}

const VERBE = "suivreObjectifs";

/**
 * Suit les objectifs de l'année, mois par mois, jusqu'à un jour donné : attendu, reçu, dû, écart, et ce que ferait l'année au même rythme.
 *
 * L'attendu est l'objectif au prorata de l'avancement, que les parties nomment : du temps, ou des logements partagés rapportés au flux
 * prévu. Le dû, lui, court sur les logements mis à disposition, et ne demande aucune hypothèse. La projection en fait une : que la suite
 * aille au même rythme ; elle n'engage personne. Un événement appris tard compte à sa date.
 *
 * @param entree - registre, jour du suivi ; `objectifs`, s'ils ont été fixés avec des stipulations, sans quoi ceux de la répartition
 * @param stipulations - `prorata`
 * @returns l'état à ce jour et à la fin de chaque mois, en logements
 * @throws {@link ErreurDeSaisie} si le jour n'est pas de l'année du registre, ou si les objectifs sont d'une autre répartition
 * @throws {@link StipulationManquante} si le prorata n'est pas nommé
 * @article Aucun texte lu n'organise de suivi en cours d'année (règle R20) ; bilan annuel : CCH, art. R. 441-5-1
 * @category Bilan
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", perimetre: { bailleur: "999999999", departement: "77", annee: 2024 }, liberations: 366 },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const registre = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * suivreObjectifs({ registre, au: "2024-03-31" }, { prorata: "temps" }).reservataires[0].attendu // { exact: "91", decimal: "91" }
 */
export function suivreObjectifs(entree: EntreeSuivi, stipulations: StipulationsDeSuivi): SuiviDObjectifs {
  const saisie = new Saisie(VERBE);
  const { registre: donne, reste } = separerLeRegistre(entree);
  const { complet, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(reste));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const lu = relireRegistre(saisie, donne);
  const fixes = lu && lireObjectifs(saisie, lu, champs.objectifs, ["objectifs"]);
  if (lu !== undefined && complet !== undefined && anneeDe(complet.au) !== perimetreDe(lu).annee)
    saisie.refuser(["au"], "DATE_HORS_DE_L_ANNEE", {
      fr: `Le suivi est demandé au ${dateEnFrancais(complet.au)} ; le registre suit l'année ${perimetreDe(lu).annee}.`,
      en: `Follow-up is asked on ${complet.au}; the register follows year ${perimetreDe(lu).annee}.`,
    });
  const { au } = saisie.certifier(complet);
  const { prorata } = saisie.certifier(convenu);
  const registre = saisie.certifier(lu);
  const objectifs = saisie.certifier(fixes);

  const dates = [...finsDeMois(anneeDe(au)).filter((fin) => fin < au), au];
  const mois = registresAuxDates(registre, dates).map((etat, rang): SuiviDUnMois => {
    const jour = dates[rang] ?? au;
    const avancement = avancer(etat, jour, prorata, objectifs.flux);
    return {
      au: jour,
      avancement,
      reservataires: etat.comptes.map((compte) => suivre(compte, objectifs, avancement)),
    };
  });
  const dernier = mois.at(-1);
  if (dernier === undefined) throw new TypeError("suivi sans mois");
  return sceller(
    {
      nature: "suivi-d-objectifs" as const,
      perimetre: perimetreDe(registre),
      au,
      stipulations: { prorata },
      mois,
      avancement: dernier.avancement,
      reservataires: dernier.reservataires,
    },
    {
      dateDeDroit: registre.provenance.dateDeDroit,
      entrees: {
        registre: registre.provenance.sceau,
        journal: registre.journal,
        objectifs: objectifs.provenance.sceau,
        au,
      },
      stipulations: { prorata },
    },
  );
}

function avancer(
  etat: Registre,
  jour: string,
  prorata: StipulationsDeSuivi["prorata"],
  fluxPrevu: number,
): AvancementDeLAnnee {
  const debut = `${anneeDe(jour)}-01-01`;
  const [faits, prevus] =
    prorata === "temps"
      ? [joursJusquAuSoir(debut, jour), joursJusquAuSoir(debut, `${anneeDe(jour)}-12-31`)]
      : [nombreDePartages(etat), fluxPrevu];
  return { faits, prevus, part: prevus === 0 ? null : valeurExacte(fraction(faits, prevus)) };
}

/** Les logements dont chacun a le dû de sa part. */
function nombreDePartages(etat: Registre): number {
  return dossiersEtLiberations(etat).filter(
    ({ dossier, liberation }) =>
      estPartageParLeFlux(etat, liberation) &&
      decompter(dossier, liberation, "mise-a-disposition", etat.stipulations).partage,
  ).length;
}

function suivre(
  { reservataire, recus, enCours, duEnCentMillioniemes }: CompteDeReservataire,
  objectifs: Objectifs,
  { part }: AvancementDeLAnnee,
): SuiviDeReservataire {
  const objectif = objectifDe(objectifs, reservataire);
  const avancement = part === null ? null : lireValeurExacte(part);
  const attendu =
    objectif === null || avancement === null ? null : multiplier(fraction(objectif), avancement);
  const du = logementsDesUnites(duEnCentMillioniemes);
  const ecrire = (valeur: Fraction | null) => (valeur === null ? null : valeurExacte(valeur));
  return {
    reservataire,
    objectif,
    attendu: ecrire(attendu),
    recus,
    enCours,
    retard: ecrire(attendu === null ? null : soustraire(attendu, fraction(recus))),
    du: valeurExacte(du),
    ecart: valeurExacte(soustraire(du, fraction(recus))),
    projection: ecrire(
      avancement === null || estNulle(avancement) ? null : diviser(fraction(recus), avancement),
    ),
  };
}

function objectifDe({ reservataires, nonReserves }: Objectifs, code: string): number | null {
  return code === NON_RESERVES
    ? nonReserves.objectif
    : (reservataires.find(({ reservataire }) => reservataire === code)?.objectif ?? null);
}
