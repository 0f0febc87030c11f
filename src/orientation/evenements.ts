import * as z from "zod";
import {
  codeCommune,
  codeQpv,
  dateIso,
  entierDe,
  motif,
  numeroRpls,
  texteNonVide,
} from "../modele/identifiants.js";
import { categorieDeSoustraction, financement, localisation, typologie } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { publics } from "./publics.js";

/** La version du registre que l'appelant a lue ; l'événement est refusé si elle a changé depuis. */
const versionAttendue = entierDe("VERSION_INVALIDE", 0).optional();
const commun = { date: dateIso, liberation: texteNonVide };

const champsDeLiberation = {
  ...commun,
  logement: numeroRpls,
  commune: codeCommune,
  localisation,
  codeQpv: codeQpv.optional(),
  typologie,
  financement,
  /** Libellé libre : le texte demande l'axe et n'en fixe pas les tranches. */
  periodeDeConstruction: texteNonVide,
  /**
   * `identifie` : logement gardé hors du flux par la loi, qui revient à son réservataire ; `reserve-en-stock` : logement dont la
   * réservation n'est pas encore convertie, qui revient au sien.
   */
  statut: z.enum(["dans-le-flux", "identifie", "reserve-en-stock"]),
  reservataireIdentifie: texteNonVide.optional(),
  reservataireEnStock: texteNonVide.optional(),
  premiereMiseEnLocation: z.boolean(),
};

const suivi = { ...commun, versionAttendue };
/** Une attribution et un bail peuvent dire ce que L. 441-1 compte ; rien d'autre d'un ménage. */
const deMenage = { ...suivi, publics: publics.optional() };

/** Un échec peut dire son motif, par un code que l'appelant choisit : les textes lus n'en donnent pas de liste. */
const dEchec = { ...suivi, motif: motif.optional() };

const liberation = z.strictObject({ type: z.literal("liberation"), ...champsDeLiberation, versionAttendue });

/** Un logement libéré, à orienter ou à soustraire. */
export const logementLibere = z.strictObject({
  ...champsDeLiberation,
  /** Catégorie, si le bailleur soustrait le logement du flux. */
  soustraction: categorieDeSoustraction.optional(),
});
export type LogementLibere = z.infer<typeof logementLibere>;

/** L'article d'une attribution d'office qui s'impute sur les droits d'un réservataire. */
const FONDEMENTS = ["L. 313-26-2", "L. 441-1", "L. 441-1-6", "L. 441-2-3", "L. 521-3-3"] as const;

const imputation = z.strictObject({
  type: z.literal("imputation"),
  date: dateIso,
  versionAttendue,
  /** Identifiant choisi par l'appelant, sans rien qui désigne un ménage. */
  imputation: texteNonVide,
  reservataire: texteNonVide,
  fondement: z.enum(FONDEMENTS),
});

const annulation = z.strictObject({
  type: z.literal("annulation"),
  date: dateIso,
  versionAttendue,
  /** Numéro, dans le journal, de l'événement consigné à tort ; le premier porte le numéro 1. */
  evenement: entierDe("NUMERO_D_EVENEMENT_INVALIDE", 1),
});

const changement = z.strictObject({
  type: z.literal("changement-de-repartition"),
  /** Premier jour où les libérations se partagent ainsi. */
  date: dateIso,
  versionAttendue,
  repartition: z.custom<Repartition>(),
});

/** Tous les événements du journal. */
export const evenement = z.discriminatedUnion("type", [
  liberation,
  z.strictObject({ type: z.literal("soustraction"), ...suivi, categorie: categorieDeSoustraction }),
  z.strictObject({ type: z.literal("mise-a-disposition"), ...suivi, reservataire: texteNonVide }),
  z.strictObject({ type: z.literal("mise-a-disposition-du-maire"), ...suivi }),
  z.strictObject({ type: z.literal("designation"), ...suivi }),
  z.strictObject({ type: z.literal("absence-de-candidat"), ...dEchec }),
  z.strictObject({ type: z.literal("attribution"), ...deMenage }),
  z.strictObject({ type: z.literal("non-attribution"), ...dEchec }),
  z.strictObject({ type: z.literal("refus-du-candidat"), ...dEchec }),
  z.strictObject({ type: z.literal("bail"), ...deMenage }),
  imputation,
  changement,
  annulation,
]);

/**
 * Un événement du journal. Les suites possibles d'un logement libéré :
 *
 * | Après | Peut venir |
 * |---|---|
 * | `liberation` | `soustraction`, `mise-a-disposition` |
 * | `mise-a-disposition` | `designation`, `absence-de-candidat` ; en gestion déléguée ou non réservé, aussi `attribution`, `non-attribution` |
 * | `mise-a-disposition-du-maire` | `designation`, `absence-de-candidat` |
 * | `designation` | `attribution`, `non-attribution` |
 * | `attribution` | `bail`, `refus-du-candidat` |
 * | `absence-de-candidat`, `non-attribution`, `refus-du-candidat` | un nouveau tour, selon la stipulation `echec` ; en QPV, après l'échec d'une attribution, `mise-a-disposition-du-maire` |
 * | `soustraction` | `attribution`, puis `bail` ou `refus-du-candidat`, et une nouvelle `attribution` : le logement est hors du partage, et n'y revient pas |
 * | `bail` | rien : le dossier est clos |
 *
 * `liberation` est l'identifiant, choisi par l'appelant, de la libération à laquelle il se rapporte : un même logement peut se
 * libérer deux fois. Une `imputation` compte un logement de plus à un réservataire, sans libération ; un
 * `changement-de-repartition` partage autrement ce qui se libère à partir de sa date ; une `annulation` retire du journal l'effet d'un événement consigné à tort, qui y reste écrit.
 *
 * Une `attribution` et un `bail` peuvent porter `publics`, ce que L. 441-1 compte ({@link Publics}) ; le bail complète ou confirme ce
 * que l'attribution a dit, et ne le contredit pas. Une `absence-de-candidat`, une `non-attribution` et un `refus-du-candidat` peuvent
 * porter un `motif` : un code (« loyer-trop-eleve »), jamais un texte libre. Rien ne désigne un ménage.
 */
export type Evenement = z.infer<typeof evenement>;
export type Liberation = z.infer<typeof liberation>;
export type Imputation = z.infer<typeof imputation>;
export type ChangementDeRepartition = z.infer<typeof changement>;
export type Annulation = z.infer<typeof annulation>;
/** Un événement de la vie d'un logement libéré. */
export type EvenementDeDossier = Exclude<Evenement, Imputation | ChangementDeRepartition | Annulation>;
export type TypeDEvenement = EvenementDeDossier["type"];

/** Les numéros des événements qu'un journal annule. */
export function numerosAnnules(journal: readonly Evenement[]): ReadonlySet<number> {
  return new Set(journal.flatMap((fait) => (fait.type === "annulation" ? [fait.evenement] : [])));
}
