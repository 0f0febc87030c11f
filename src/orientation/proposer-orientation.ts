import { citer } from "../droit/articles.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal } from "../exact/decimal.js";
import { logementsDesUnites, pourcentageDesUnites, UNITES_DE_CENT_POUR_CENT } from "../exact/taux.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { CasNonCouvert } from "../modele/erreurs.js";
import { texteNonVide } from "../modele/identifiants.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import type { Liberation } from "./evenements.js";
import { acquerir, classer, ecart } from "./noyau.js";
import {
  comptesEnEntiers,
  estPartageParLeFlux,
  liberationDe,
  partsDuSecteur,
  type Registre,
  secteurDe,
} from "./registre.js";
import { relireRegistre } from "./relire-registre.js";

/** Ce qui classe un réservataire, en logements. */
export interface CompteALOrientation {
  /** Sa part du secteur, en pourcentage. */
  readonly taux: string;
  /** Ce qui lui est dû depuis l'ouverture, ce logement compris, en logements. */
  readonly du: ValeurExacte;
  /** Logements déjà décomptés. */
  readonly recus: number;
  /** Dû moins reçu, si le logement va à un autre. */
  readonly ecartSansLui: ValeurExacte;
  /** Dû moins reçu, si le logement lui revient. */
  readonly ecartAvecLui: ValeurExacte;
}

/** Un réservataire à qui le logement peut aller. */
export interface CandidatALOrientation {
  readonly rang: number;
  readonly reservataire: string;
  /** `null` pour un logement identifié : il n'entre dans aucun compte. */
  readonly compte: CompteALOrientation | null;
}

export interface Ecarte {
  readonly reservataire: string;
  readonly motif: Texte;
}

/** L'ordre proposé pour un logement libéré ; une personne décide. */
export interface Proposition {
  readonly nature: "proposition";
  readonly liberation: string;
  readonly logement: string;
  readonly date: string;
  readonly secteur: string;
  /** `flux` : partagé entre les réservataires ; `identifie` : la loi le garde à son réservataire. */
  readonly cas: "flux" | "identifie";
  /** Du premier proposé au dernier. */
  readonly candidats: readonly CandidatALOrientation[];
  readonly ecartes: readonly Ecarte[];
  readonly provenance: Provenance;
}

const VERBE = "proposerOrientation";

/**
 * Propose à quel réservataire orienter un logement libéré, et dit pourquoi.
 *
 * Parmi ceux qui ont des droits dans le secteur, le premier est celui dont le dû dépasse le plus ce qu'il a reçu ;
 * à égalité, l'ordre des codes décide, le bailleur en dernier. Un logement identifié va à son réservataire.
 * La bibliothèque propose : le bailleur décide, et sa décision se consigne.
 *
 * @param registre - l'état courant, la libération consignée
 * @param liberation - identifiant de la libération
 * @returns les réservataires dans l'ordre proposé, et ceux qui sont écartés, avec leur raison
 * @throws {@link ErreurDeSaisie} si la libération est inconnue ou déjà soustraite ou orientée
 * @throws {@link CasNonCouvert} si c'est une première mise en location hors flux : elle se répartit par programme
 * @article Aucun texte ne fixe d'ordre (règle R20) ; territoire : CCH, art. R. 441-5-3, al. 1
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
 * const ouvert = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * const registre = consigner(ouvert, {
 *   type: "liberation", date: "2024-02-01", liberation: "L-1", logement: "9900000001", commune: "77288",
 *   localisation: "qpv", typologie: "T3", financement: "PLUS", periodeDeConstruction: "1949-1974",
 *   statut: "dans-le-flux", premiereMiseEnLocation: false,
 * });
 * proposerOrientation(registre, "L-1").candidats[0].reservataire // "non-reserves"
 */
export function proposerOrientation(registre: Registre, liberation: string): Proposition {
  const saisie = new Saisie(VERBE);
  const lu = relireRegistre(saisie, registre);
  const identifiant = saisie.lire(texteNonVide, liberation, ["liberation"]);
  const trouvee =
    lu === undefined || identifiant === undefined ? undefined : trouverLibre(saisie, lu, identifiant);
  return proposerPour(saisie.certifier(lu), saisie.certifier(trouvee));
}

/** La proposition pour une libération consignée et libre d'un registre vérifié, avec sa provenance. */
export function proposerPour(etat: Registre, vacance: Liberation): Proposition {
  return sceller(
    { nature: "proposition" as const, ...classerPour(etat, vacance) },
    {
      dateDeDroit: etat.provenance.dateDeDroit,
      entrees: { registre: etat.provenance.sceau, version: etat.version, liberation: vacance.liberation },
      stipulations: etat.stipulations,
    },
  );
}

/** La proposition elle-même : le cas, l'ordre et ceux qui sont écartés. */
export function classerPour(etat: Registre, vacance: Liberation): Omit<Proposition, "nature" | "provenance"> {
  const { dateDeDroit } = etat.provenance;
  const identifie = vacance.statut === "identifie";
  return {
    liberation: vacance.liberation,
    logement: vacance.logement,
    date: vacance.date,
    secteur: cleDeSecteur({ ...vacance, epci: null }),
    cas: identifie ? "identifie" : "flux",
    ...(identifie
      ? reserverAuReservataireIdentifie(etat, vacance, dateDeDroit)
      : classerCandidats(etat, vacance, dateDeDroit)),
  };
}

function trouverLibre(saisie: Saisie, registre: Registre, identifiant: string): Liberation | undefined {
  const liberation = liberationDe(registre, identifiant);
  const dossier = registre.dossiers.find((candidat) => candidat.liberation === identifiant);
  if (liberation === undefined || dossier === undefined) {
    saisie.refuser(["liberation"], "LIBERATION_INCONNUE", {
      fr: `La libération « ${identifiant} » n'est pas au registre.`,
      en: `Vacancy “${identifiant}” is not in the register.`,
    });
    return undefined;
  }
  if (dossier.etape !== "liberation")
    saisie.refuser(["liberation"], "LOGEMENT_NON_DISPONIBLE", {
      fr: `La libération « ${identifiant} » en est à « ${dossier.etape} » : il n'y a plus rien à proposer.`,
      en: `Vacancy “${identifiant}” has reached “${dossier.etape}”: there is nothing left to propose.`,
    });
  return liberation;
}

function reserverAuReservataireIdentifie(
  registre: Registre,
  { reservataireIdentifie = "" }: Liberation,
  date: string,
): Pick<Proposition, "candidats" | "ecartes"> {
  const article = citer({ article: "L. 441-1", passage: "réservations en flux" }, date);
  return {
    candidats: [{ rang: 1, reservataire: reservataireIdentifie, compte: null }],
    ecartes: registre.comptes.map(({ reservataire }) => ({
      reservataire,
      motif: {
        fr: `Le logement est identifié et revient à « ${reservataireIdentifie} », hors du flux : ${article}.`,
        en: `The dwelling is identified and goes to “${reservataireIdentifie}”, outside the flow: ${article}.`,
      },
    })),
  };
}

function classerCandidats(
  registre: Registre,
  liberation: Liberation,
  date: string,
): Pick<Proposition, "candidats" | "ecartes"> {
  if (!estPartageParLeFlux(registre, liberation))
    throw new CasNonCouvert(VERBE, "liberation", {
      fr: `« ${liberation.liberation} » est une première mise en location, stipulée hors flux : elle se répartit par programme, après concertation, ce que cette version ne calcule pas encore.`,
      en: `“${liberation.liberation}” is a first letting, stipulated outside the flow: it is shared per programme, after consultation, which this version does not compute yet.`,
    });
  const secteur = secteurDe(registre, liberation);
  if (secteur === undefined) throw new TypeError("libération sans secteur");
  const parts = partsDuSecteur(registre, secteur);
  const comptes = acquerir(comptesEnEntiers(registre), parts);
  const eligibles = parts.flatMap((unites, rang) => (unites > 0 ? [rang] : []));
  const decrire = (rang: number, place: number): CandidatALOrientation => {
    const sansLui = ecart(comptes, rang, UNITES_DE_CENT_POUR_CENT);
    return {
      rang: place + 1,
      reservataire: registre.comptes[rang]?.reservataire ?? NON_RESERVES,
      compte: {
        taux: ecrireDecimal(pourcentageDesUnites(parts[rang] ?? 0)),
        du: valeurExacte(logementsDesUnites(comptes.du[rang] ?? 0)),
        recus: comptes.recus[rang] ?? 0,
        ecartSansLui: valeurExacte(logementsDesUnites(sansLui)),
        ecartAvecLui: valeurExacte(logementsDesUnites(sansLui - UNITES_DE_CENT_POUR_CENT)),
      },
    };
  };
  const article = citer({ article: "R. 441-5-3", subdivision: "al. 1" }, date);
  return {
    candidats: classer(comptes, eligibles, UNITES_DE_CENT_POUR_CENT).map(decrire),
    ecartes: registre.comptes.flatMap(({ reservataire }, rang) =>
      eligibles.includes(rang)
        ? []
        : [{ reservataire, motif: motifDeLEcart(reservataire, cleDeSecteur(secteur), article) }],
    ),
  };
}

function motifDeLEcart(reservataire: string, secteur: string, article: string): Texte {
  return reservataire === NON_RESERVES
    ? {
        fr: `Les parts convenues prennent tout le flux de ${secteur} : il ne reste rien au bailleur.`,
        en: `The agreed shares take the whole flow of ${secteur}: nothing is left to the landlord.`,
      }
    : {
        fr: `Pas de part dans ${secteur} : hors de son territoire, ou taux nul. Territoire des réservataires du bloc communal : ${article}.`,
        en: `No share in ${secteur}: outside its territory, or zero rate. Territory of municipal-level holders: ${article}.`,
      };
}
