import * as z from "zod";
import {
  CENT,
  comparer,
  type Fraction,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
} from "../exact/fraction.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { Constat } from "../modele/constats.js";
import { dateIso } from "../modele/identifiants.js";
import { lireTitulaires } from "../modele/lire-titulaires.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { choixDe, type QuotaDesGaranties, quotaDesGaranties } from "../modele/stipulations.js";
import type { Contingent, Contrepartie } from "../modele/vocabulaire.js";
import { constaterParts, constaterTableau } from "./constater-programme.js";
import {
  controlerQuota,
  lirePartsDuProgramme,
  type PartDeProgramme,
  type PartDeProgrammeLue,
  type ReservataireDuProgramme,
} from "./lire-financeurs.js";
import { cleDeType, lireProgramme, type Programme, type ProgrammeALouer } from "./lire-programme.js";
import {
  type ChoixDUnType,
  controlerOrdreDeChoix,
  deroulerLesChoix,
  type OrdreDeChoix,
  schemaOrdreDeChoix,
} from "./ordre-de-choix.js";
import { dresserTableau, type TableauDuProgramme } from "./tableau-du-programme.js";
import { tauxDesParts } from "./taux-du-programme.js";

const schemaEntree = z.strictObject({
  date: dateIso,
  programme: z.unknown().optional(),
  reservataires: z.array(z.unknown()),
  parts: z.array(z.unknown()),
  ordreDeChoix: schemaOrdreDeChoix.optional(),
});

const schemaStipulations = z.strictObject({
  premieresMisesEnLocation: choixDe("premieresMisesEnLocation"),
  quotaDesGaranties: quotaDesGaranties.optional(),
});

export interface EntreePremiereMiseEnLocation {
  /** Date à laquelle le droit s'applique. */
  readonly date: string;
  readonly programme: ProgrammeALouer;
  readonly reservataires: readonly ReservataireDuProgramme[];
  /** Ce que chacun a dans le programme, à chaque titre. */
  readonly parts: readonly PartDeProgramme[];
  /** L'ordre de choix convenu, s'il y en a un : aucun texte n'en fixe. */
  readonly ordreDeChoix?: OrdreDeChoix;
}

export type StipulationsDePremiereMiseEnLocation = z.input<typeof schemaStipulations>;

/** Une part dans un programme. */
export interface PartDansLeProgramme {
  readonly reservataire: string;
  readonly contrepartie: Contrepartie;
  readonly contingent: Contingent | null;
  /** Part du prêt garantie, en pourcentage, pour qui partage un quota ; `null` sinon. */
  readonly quotite: string | null;
  /** Celui qui l'exerce à la place de son titulaire. */
  readonly delegataire: string | null;
  /** En pourcentage du programme. */
  readonly taux: ValeurExacte;
  /** En logements, sans arrondi. */
  readonly logements: ValeurExacte;
}

export interface PremiereMiseEnLocation {
  readonly nature: "premiere-mise-en-location";
  readonly programme: Programme;
  readonly reservataires: readonly ReservataireDuProgramme[];
  readonly stipulations: {
    readonly premieresMisesEnLocation: "dans-le-flux" | "hors-flux";
    readonly quotaDesGaranties: QuotaDesGaranties | null;
  };
  /** Les parts, par réservataire puis contrepartie et contingent. */
  readonly parts: readonly PartDansLeProgramme[];
  /** Ce que le bailleur garde ; négatif si les parts dépassent le programme. */
  readonly nonReserves: Pick<PartDansLeProgramme, "taux" | "logements">;
  /** Le tableau en logements entiers ; `null` si les parts dépassent le programme. */
  readonly tableau: TableauDuProgramme | null;
  readonly ordreDeChoix: OrdreDeChoix | null;
  /** Qui choisit, type par type ; vide sans ordre convenu ou sans tableau. */
  readonly choix: readonly ChoixDUnType[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "repartirPremiereMiseEnLocation";

/**
 * Répartit les logements d'un programme qui ouvre entre ses réservataires, par typologie et par financement : le tableau
 * que le bailleur propose à la concertation.
 *
 * Chaque part a un taux du programme, ou, pour des garants, une quotité du prêt qui partage un quota stipulé. Les totaux
 * se décident d'abord, au plus fort reste : ceux des réservataires et du bailleur, puis de leurs parts. Une case vaut
 * exactement le taux de la part × les logements du type ; le tableau l'arrondit à un entier voisin, donne tous les
 * logements du programme, et laisse à chaque part, par typologie ou par financement, un entier voisin de sa valeur
 * exacte ; l'autre des deux compositions en est approchée, et un écart qui reste est constaté. L'arrondi est un choix de
 * la bibliothèque, les textes étant muets.
 *
 * Les plafonds du préfet, de ses agents et des garanties se mesurent sur le flux annuel : ils ne se jugent pas sur un
 * programme. Celui de la cession avec décote s'y juge, et l'arrondi ne le fait pas franchir. Aucun texte ne fixe d'ordre
 * entre les réservataires : sans ordre convenu, il n'y en a pas. Des parts de plus de 100 % donnent un constat et pas de
 * tableau : rien n'est réduit.
 *
 * @param entree - le programme, ses réservataires, leurs parts, et l'ordre de choix s'il en est convenu un
 * @param stipulations - si le programme compte dans le flux ; le quota des garants, si des quotités le partagent
 * @returns les parts exactes, le tableau en logements entiers, l'ordre des choix déroulé, les constats
 * @throws {@link ErreurDeSaisie} si le programme est vide, si une part n'a pas de mesure, si un réservataire est inconnu,
 *   si les quotités dépassent 100 % ou si l'ordre de choix oublie quelqu'un
 * @throws {@link StipulationManquante} si une stipulation n'a pas été donnée
 * @article CCH, art. R. 441-5, I, al. 7 et 9 et R. 441-5-4 (en vigueur depuis le 22/02/2020)
 * @category Objectifs
 * @example
 * repartirPremiereMiseEnLocation(
 *   {
 *     date: "2024-01-01",
 *     programme: {
 *       code: "Les Tilleuls",
 *       commune: "77288",
 *       composition: [
 *         { typologie: "T2", financement: "PLAI", logements: 8 },
 *         { typologie: "T3", financement: "PLUS", logements: 12 },
 *       ],
 *     },
 *     reservataires: [
 *       { code: "commune", nom: "Commune", categorie: "commune" },
 *       { code: "departement", nom: "Département", categorie: "departement" },
 *       { code: "epci", nom: "EPCI", categorie: "epci" },
 *     ],
 *     parts: [
 *       { reservataire: "commune", contrepartie: "garantie-d-emprunt", quotite: 25 },
 *       { reservataire: "departement", contrepartie: "garantie-d-emprunt", quotite: 50 },
 *       { reservataire: "epci", contrepartie: "garantie-d-emprunt", quotite: 25 },
 *     ],
 *   },
 *   {
 *     premieresMisesEnLocation: "hors-flux",
 *     quotaDesGaranties: { taux: 20, partage: "au-prorata-des-quotites" },
 *   },
 * ).tableau.reservataires.map(({ logements }) => logements) // [1, 2, 1]
 */
export function repartirPremiereMiseEnLocation(
  entree: EntreePremiereMiseEnLocation,
  stipulations: StipulationsDePremiereMiseEnLocation,
): PremiereMiseEnLocation {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  const lu = lireProgramme(saisie, champs.programme);
  const titulaires = lireTitulaires(saisie, champs.reservataires);
  const reservataires = [...titulaires.parCode.values()];
  const lesParts = lirePartsDuProgramme(saisie, champs.parts ?? [], titulaires);
  controlerOrdreDeChoix(saisie, champs.ordreDeChoix, reservataires, lu?.logements !== null);
  const convenu = lireConvenu(saisie, stipulations, lesParts);
  const { date, ordreDeChoix = null } = saisie.certifier(lue);
  const programme = saisie.certifier(lu);
  const { premieresMisesEnLocation, quotaDesGaranties: quota } = saisie.certifier(convenu);

  const taux = tauxDesParts(lesParts, quota);
  const reste = soustraire(CENT, sommer(taux));
  const exactes = (valeur: Fraction) => ({
    taux: valeurExacte(valeur),
    logements: valeurExacte(pourCentDe(valeur, fraction(programme.total))),
  });
  const parts = lesParts.map((part, rang) => ({
    reservataire: part.reservataire,
    contrepartie: part.contrepartie,
    contingent: part.contingent ?? null,
    quotite: part.quotite ?? null,
    delegataire: part.delegataire ?? null,
    ...exactes(taux[rang] as Fraction),
  }));
  const tableau = comparer(reste, fraction(0)) < 0 ? null : dresserTableau(programme, parts, date);
  const contenu = {
    nature: "premiere-mise-en-location" as const,
    programme,
    reservataires,
    stipulations: { premieresMisesEnLocation, quotaDesGaranties: quota ?? null },
    parts,
    nonReserves: exactes(reste),
    tableau,
    ordreDeChoix,
    choix: derouler(programme, tableau, ordreDeChoix),
  };
  return sceller(
    {
      ...contenu,
      constats: [
        ...constaterParts(contenu, date),
        ...(tableau === null ? [] : constaterTableau(programme, tableau)),
      ],
    },
    {
      dateDeDroit: date,
      entrees: { programme, reservataires, parts: lesParts, ordreDeChoix },
      stipulations: contenu.stipulations,
    },
  );
}

function lireConvenu(saisie: Saisie, stipulations: unknown, parts: readonly PartDeProgrammeLue[]) {
  const donnees = saisie.recevoir(stipulations, ["stipulations"]);
  const convenu = saisie.lireStipulations(schemaStipulations, donnees);
  const donne = (donnees as { quotaDesGaranties?: unknown } | null | undefined)?.quotaDesGaranties;
  controlerQuota(saisie, convenu?.quotaDesGaranties?.partage, donne !== undefined, parts);
  return convenu;
}

function derouler(
  { composition, logements }: Programme,
  tableau: TableauDuProgramme | null,
  ordre: OrdreDeChoix | null,
): readonly ChoixDUnType[] {
  if (tableau === null || ordre === null || logements === null) return [];
  return deroulerLesChoix(ordre, composition, logements, (reservataire, type) =>
    tableau.lignes
      .filter((ligne) => ligne.reservataire === reservataire)
      .flatMap(({ cases }) => cases)
      .filter((celle) => cleDeType(celle) === type)
      .reduce((somme, celle) => somme + celle.logements, 0),
  );
}
