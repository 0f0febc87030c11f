import * as z from "zod";
import type { Texte } from "../droit/texte.js";
import { trierParCodes } from "../exact/ordre.js";
import { logementsDesUnites } from "../exact/taux.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { appliquer } from "./appliquer.js";
import { type BorneDeLaSuite, choisirPourLaSuite, promettre } from "./choisir-pour-la-suite.js";
import { controlerEvenement, controlerSoustraction } from "./controler-evenement.js";
import { type Liberation, type LogementLibere, logementLibere } from "./evenements.js";
import { champsDePerspective, controlerPerspective } from "./lire-perspective.js";
import { estCompte, estPartageParLeFlux, partageDe, type Registre, unitesEngagees } from "./registre.js";
import { marquerVerifie } from "./registres-verifies.js";
import { relireRegistre } from "./relire-registre.js";
import { type Souhait, souhaitsSatisfaits } from "./souhaits.js";

const schemaOptions = z.strictObject({
  ...champsDePerspective,
  annonces: z
    .custom<number | "toutes">((lu) => lu === "toutes" || (Number.isSafeInteger(lu) && (lu as number) >= 0), {
      params: { code: "ANNONCES_INVALIDES" },
    })
    .optional(),
});

/**
 * Ce que l'on sait et veut pendant la suite : combien de vacances sont connues d'avance après celle que l'on oriente, aucune si rien
 * n'est dit ; les souhaits des conventions ; l'écart que nul ne doit atteindre, en logements, un s'il n'est pas donné.
 *
 * @useDeclaredType
 */
export type OptionsDeSuite = EnLecture<z.infer<typeof schemaOptions>>;

/** Une orientation retenue. */
export interface Orientation {
  readonly liberation: string;
  readonly date: string;
  readonly secteur: string;
  readonly reservataire: string;
  readonly cas: "flux" | "identifie" | "reserve-en-stock";
}

/** Le plus grand écart entre dû et reçu de toute la suite : combien, quand, pour qui. */
export interface PlusGrandEcart {
  readonly reservataire: string;
  readonly liberation: string;
  readonly date: string;
  /** Dû moins reçu, en logements : positif s'il attend, négatif s'il est en avance. */
  readonly ecart: ValeurExacte;
}

/** Ce que sont devenus les souhaits des conventions. */
export interface BilanDesSouhaits {
  /** Logements orientés vers un réservataire dont ils satisfont un souhait. */
  readonly satisfaits: number;
  /** Logements qui répondent au souhait de quelqu'un qui y a une part. */
  readonly possibles: number;
}

export interface SuiteDOrientations {
  readonly nature: "orientation";
  readonly options: OptionsDeSuite;
  /** La version du registre dont la suite est partie : ce que le journal avait déjà. */
  readonly versionDeDepart: number;
  /** L'état après la dernière libération. */
  readonly registre: Registre;
  readonly orientations: readonly Orientation[];
  readonly soustraites: readonly string[];
  /** Libérations consignées mais non orientées, et pourquoi. */
  readonly nonOrientees: readonly { readonly liberation: string; readonly motif: Texte }[];
  /** `null` si rien n'a été décompté. */
  readonly plusGrandEcart: PlusGrandEcart | null;
  /** `null` si rien n'est promis : l'écart est alors celui qui a été constaté. */
  readonly borne: BorneDeLaSuite | null;
  readonly souhaits: BilanDesSouhaits;
  readonly provenance: Provenance;
}

const VERBE = "orienterLogements";

/**
 * Oriente une suite de logements libérés, en suivant chaque fois la première proposition de {@link proposerOrientation}.
 *
 * Les libérations se traitent dans l'ordre des dates ; le même jour, dans l'ordre de leurs identifiants. Les `annonces` vacances qui
 * suivent sont tenues pour connues. Sans annonce, personne n'est sûr de rester à moins d'un logement de son dû, sauf si tout le
 * flux se partage de la même façon ; quand toutes sont connues depuis l'ouverture, chacun l'est. La borne promise et le plus
 * grand écart constaté sont rendus.
 *
 * @param registre - l'état de départ
 * @param liberations - les logements libérés, dans n'importe quel ordre, avec leur soustraction s'il y a lieu
 * @param options - `annonces` : un nombre, ou `toutes` ; `souhaits` ; `ecartVise`, en logements
 * @returns le nouvel état, la suite des orientations, le plus grand écart, en logements, et la borne promise
 * @throws {@link ErreurDeSaisie} si une libération est mal formée, en double, hors de l'année ou des secteurs
 * @article Aucun texte ne fixe d'ordre (règle R20) ; CCH, art. R. 441-5, I, al. 5 et 7
 * @category Orientation
 * @example
 * const assiette = calculerAssiette(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     secteurs: [{ commune: "77288", localisation: "qpv", epci: null, liberations: 10 }],
 *   },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const registre = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * orienterLogements(registre, [
 *   {
 *     date: "2024-02-01", liberation: "L-1", logement: "9900000001", commune: "77288", localisation: "qpv",
 *     typologie: "T3", financement: "PLUS", periodeDeConstruction: "1949-1974", statut: "dans-le-flux",
 *     premiereMiseEnLocation: false, soustraction: "mutations",
 *   },
 * ]).soustraites // ["L-1"]
 */
export function orienterLogements(
  registre: Registre,
  liberations: readonly LogementLibere[],
  options: OptionsDeSuite = {},
): SuiteDOrientations {
  const saisie = new Saisie(VERBE);
  const lu = relireRegistre(saisie, registre);
  const lues = saisie.lire(schemaOptions, saisie.recevoir(options, ["options"]), ["options"]);
  if (lu !== undefined && lues !== undefined)
    controlerPerspective(saisie, lu, { souhaits: lues.souhaits }, lu.provenance.dateDeDroit);
  const lignes = saisie.lireListe(logementLibere, saisie.recevoir(liberations, ["liberations"]), [
    "liberations",
  ]);
  saisie.refuserDoublons(
    lignes,
    ({ liberation }) => liberation,
    (rang) => ["liberations", rang, "liberation"],
  );
  saisie.refuserDoublons(
    lignes,
    ({ logement, date }) => `${logement}, ${date}`,
    (rang) => ["liberations", rang, "logement"],
  );
  if (lu !== undefined)
    for (const { rang, ligne } of lignes) {
      const chemin = ["liberations", rang];
      controlerEvenement(saisie, lu, enLiberation(ligne), chemin);
      if (ligne.soustraction !== undefined)
        controlerSoustraction(saisie, lu, enLiberation(ligne), [...chemin, "soustraction"]);
    }
  const depart = saisie.certifier(lu);
  const ordonnees = trierParCodes(
    lignes.map(({ ligne }) => ligne),
    ({ date }) => date,
    ({ liberation }) => liberation,
  );

  const choisies = saisie.certifier(lues);
  const vacances = ordonnees.map((ligne) => ({ ...ligne, vacance: enLiberation(ligne) }));
  const comptees = aCompter(depart, vacances);
  const choix = choisirPourLaSuite(depart, comptees, choisies);

  let etat = depart;
  let plusGrandEcart: EcartEnUnites | null = null;
  const orientations: Orientation[] = [];
  const soustraites: string[] = [];
  const nonOrientees: SuiteDOrientations["nonOrientees"][number][] = [];
  const souhaits = { satisfaits: 0, possibles: 0 };
  for (const { vacance, soustraction } of vacances) {
    const { liberation, date } = vacance;
    etat = appliquer(etat, vacance);
    if (soustraction !== undefined) {
      etat = appliquer(etat, { type: "soustraction", date, liberation, categorie: soustraction });
      soustraites.push(liberation);
    } else if (vacance.statut === "dans-le-flux" && !estPartageParLeFlux(etat, vacance)) {
      nonOrientees.push({ liberation, motif: PREMIERE_MISE_EN_LOCATION });
    } else {
      const cas = vacance.statut === "dans-le-flux" ? "flux" : vacance.statut;
      const reservataire = titulaireDe(vacance) ?? choix.get(liberation);
      if (reservataire === undefined) throw new TypeError("libération sans réservataire");
      etat = appliquer(etat, { type: "mise-a-disposition", date, liberation, reservataire });
      const secteur = cleDeSecteur({ ...vacance, epci: null });
      orientations.push({ liberation, date, secteur, reservataire, cas });
      if (estCompte(etat, vacance)) plusGrandEcart = retenirLePlusGrand(plusGrandEcart, etat, vacance);
      if (cas !== "flux") continue;
      compterLesSouhaits(souhaits, choisies.souhaits ?? [], etat, vacance, reservataire);
    }
  }
  return sceller(
    {
      nature: "orientation" as const,
      options: choisies,
      versionDeDepart: depart.version,
      registre: marquerVerifie(etat),
      orientations,
      soustraites,
      nonOrientees,
      plusGrandEcart: plusGrandEcart === null ? null : enPlusGrandEcart(plusGrandEcart),
      borne: promettre(depart, comptees, choisies),
      souhaits,
    },
    {
      dateDeDroit: depart.provenance.dateDeDroit,
      entrees: {
        registre: depart.provenance.sceau,
        version: depart.version,
        liberations: ordonnees,
        options: choisies,
      },
      stipulations: depart.stipulations,
    },
  );
}

/** Le seul à qui le logement puisse aller, s'il est identifié ou resté réservé en stock. */
function titulaireDe({ reservataireIdentifie, reservataireEnStock }: Liberation): string | undefined {
  return reservataireIdentifie ?? reservataireEnStock;
}

interface LigneDeLaSuite {
  readonly vacance: Liberation;
  readonly soustraction?: LogementLibere["soustraction"];
}

/** Les vacances qui jouent sur les comptes, dans l'ordre. */
function aCompter(registre: Registre, vacances: readonly LigneDeLaSuite[]): Liberation[] {
  return vacances.flatMap(({ vacance, soustraction }) =>
    soustraction === undefined && estCompte(registre, vacance) ? [vacance] : [],
  );
}

function compterLesSouhaits(
  compte: { satisfaits: number; possibles: number },
  souhaits: readonly Souhait[],
  registre: Registre,
  vacance: Liberation,
  destinataire: string,
): void {
  const { rangs } = partageDe(registre, vacance);
  const veut = (reservataire: string) => souhaitsSatisfaits(souhaits, reservataire, vacance).length > 0;
  if (rangs.some((rang) => veut(registre.comptes[rang]?.reservataire ?? ""))) compte.possibles += 1;
  if (veut(destinataire)) compte.satisfaits += 1;
}

const PREMIERE_MISE_EN_LOCATION: Texte = {
  fr: "Première mise en location, stipulée hors flux : elle se répartit par programme, après concertation.",
  en: "First letting, stipulated outside the flow: it is shared per programme, after consultation.",
};

function enLiberation({ soustraction: _, ...champs }: LogementLibere): Liberation {
  return { type: "liberation", ...champs };
}

/** Le plus grand écart, en unités. */
interface EcartEnUnites extends Omit<PlusGrandEcart, "ecart"> {
  readonly unites: number;
}

/** Le plus grand écart connu, ou celui d'un compte après cette libération ; à égalité, le premier rencontré. */
function retenirLePlusGrand(
  connu: EcartEnUnites | null,
  { comptes }: Registre,
  { liberation, date }: Liberation,
): EcartEnUnites | null {
  let plusGrand = connu;
  for (const compte of comptes) {
    const unites = unitesEngagees(compte);
    if (plusGrand === null || Math.abs(unites) > Math.abs(plusGrand.unites))
      plusGrand = { reservataire: compte.reservataire, liberation, date, unites };
  }
  return plusGrand;
}

function enPlusGrandEcart({ unites, ...ou }: EcartEnUnites): PlusGrandEcart {
  return { ...ou, ecart: valeurExacte(logementsDesUnites(unites)) };
}
