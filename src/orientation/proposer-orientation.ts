import * as z from "zod";
import { citer } from "../droit/articles.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal } from "../exact/decimal.js";
import { logementsDesUnites, pourcentageDesUnites, UNITES_DE_CENT_POUR_CENT } from "../exact/taux.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { CasNonCouvert } from "../modele/erreurs.js";
import { texteNonVide } from "../modele/identifiants.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import { ecartsApres, ordonnerLesRangs, type RegleDOrdre } from "./classer-candidats.js";
import { decompter } from "./decompter.js";
import { delaiDeLaConvention, delaiDeLaLoi, type Vacante } from "./delais.js";
import {
  attendLeMaire,
  ECHECS,
  motifDuRetour,
  passeParLeMaire,
  revientAuBailleur,
  tourEnCours,
} from "./dossiers.js";
import type { Partage } from "./equite/partage.js";
import {
  type Annonce,
  annonces,
  champsDePerspective,
  controlerPerspective,
  seuilDe,
} from "./lire-perspective.js";
import { motifDeLEcart, motifDuMaire, motifEnStock, motifIdentifie } from "./motifs-d-ecart.js";
import {
  comptesEnEntiers,
  dossierDe,
  estPartageParLeFlux,
  liberationDe,
  partageDe,
  partageImpose,
  partsDe,
  type Registre,
} from "./registre.js";
import { relireRegistre } from "./relire-registre.js";
import { noter, souhaitsSatisfaits } from "./souhaits.js";

const schemaOptions = z.strictObject({ ...champsDePerspective, annonces: annonces.optional() });

/**
 * Ce que l'on sait et veut au moment de proposer : les vacances annoncées, dans l'ordre où on les attend ; les souhaits des
 * conventions ; l'écart que nul ne doit atteindre, en logements, un s'il n'est pas donné.
 *
 * @useDeclaredType
 */
export type OptionsDeProposition = EnLecture<z.infer<typeof schemaOptions>>;

/** Ce qui classe un réservataire, en logements. */
export interface CompteALOrientation {
  /** Sa part du secteur, en pourcentage. */
  readonly taux: string;
  /** Ce qui lui est dû depuis l'ouverture, ce logement compris, en logements. */
  readonly du: ValeurExacte;
  /** Logements déjà décomptés. */
  readonly recus: number;
  /** Logements qui lui sont proposés et ne sont pas encore décomptés. */
  readonly enCours: number;
  /** Dû moins reçu et en cours, si le logement va à un autre. */
  readonly ecartSansLui: ValeurExacte;
  /** Dû moins reçu et en cours, si le logement lui revient. */
  readonly ecartAvecLui: ValeurExacte;
}

/** Un réservataire à qui le logement peut aller. */
export interface CandidatALOrientation {
  readonly rang: number;
  readonly reservataire: string;
  /** `null` pour un logement qui n'entre dans aucun compte. */
  readonly compte: CompteALOrientation | null;
  /** Un tour de ce logement a déjà échoué avec lui : il vient après les autres, par choix de la bibliothèque. */
  readonly aDejaEchoue: boolean;
  /** Faux si, le logement lui allant, quelqu'un atteindrait un écart que les autres choix évitent. */
  readonly tenable: boolean;
  /** Les souhaits de sa convention auxquels ce logement répond. */
  readonly souhaits: readonly string[];
  /**
   * Le dernier jour que sa convention lui laisse pour présenter des candidats, s'il est informé le jour de la libération, ou de l'échec
   * du tour précédent ; `null` si elle n'en fixe pas, ou si le bailleur propose pour lui.
   */
  readonly delaiDeLaConvention: string | null;
}

export interface Ecarte {
  readonly reservataire: string;
  readonly motif: Texte;
}

/** Comment l'ordre s'est fait. */
export interface OrdrePropose {
  readonly regle: RegleDOrdre;
  /** Nombre de vacances annoncées dont il a été tenu compte. */
  readonly annonces: number;
  /** L'écart que ce logement et les logements annoncés n'ont à faire atteindre à personne, en logements. */
  readonly ecartTenable: ValeurExacte;
}

/** L'ordre proposé pour un logement libéré ; une personne décide. */
export interface Proposition {
  readonly nature: "proposition";
  readonly liberation: string;
  readonly logement: string;
  readonly date: string;
  readonly secteur: string;
  /**
   * `flux` : partagé entre les réservataires ; `identifie` : la loi le garde à son réservataire ; `reserve-en-stock` : resté réservé en
   * stock, il revient à son réservataire ; `maire` : en QPV, la loi le met à la disposition du maire ; `rendu-au-bailleur` : un tour a
   * échoué, et il revient au bailleur.
   */
  readonly cas: "flux" | "identifie" | "reserve-en-stock" | "maire" | "rendu-au-bailleur";
  /** Vrai si c'est une stipulation qui écarte le partage, et non la loi. */
  readonly parStipulation: boolean;
  /** `null` quand la loi ou la convention décide. */
  readonly ordre: OrdrePropose | null;
  /** Du premier proposé au dernier ; vide si le maire en dispose. */
  readonly candidats: readonly CandidatALOrientation[];
  readonly ecartes: readonly Ecarte[];
  /**
   * Le dernier jour que la loi laisse au réservataire pour présenter des candidats si la commune est en zone tendue et s'il est
   * informé le jour de la libération, ou de l'échec du tour précédent ; ailleurs, sa convention le dit. `null` si aucun réservataire n'a
   * à en présenter.
   */
  readonly delaiEnZoneTendue: string | null;
  readonly provenance: Provenance;
}

const VERBE = "proposerOrientation";

const CAS_OU_UN_RESERVATAIRE_PROPOSE: readonly Proposition["cas"][] = [
  "flux",
  "identifie",
  "reserve-en-stock",
];

/**
 * Propose à quel réservataire orienter un logement libéré, et dit pourquoi.
 *
 * D'abord ce que la loi ou la convention décide : un logement identifié, ou resté réservé en stock, va à son réservataire ; en QPV, après l'échec d'une
 * attribution, il est au maire ; après un échec que les parties ont réglé ainsi, il revient au bailleur ; nul n'en reçoit hors de son
 * territoire, ni par une convention résiliée. Ensuite l'équité : parmi les choix par lesquels ce logement et les logements annoncés
 * peuvent aller sans mettre personne à l'écart visé de son dû, passent les souhaits des conventions, puis le plus en attente, puis l'ordre
 * des codes, le bailleur en dernier ; celui dont un tour de ce logement a déjà échoué vient après. Sans annonce ni souhait, c'est « le
 * plus en attente d'abord » ; quand tout le flux se partage de la même façon, la règle de Tijdeman. La bibliothèque propose : le bailleur
 * décide, et sa décision se consigne.
 *
 * @param registre - l'état courant, la libération consignée
 * @param liberation - identifiant de la libération
 * @param options - `annonces` : les vacances du flux que l'on attend, dans l'ordre ; `souhaits` : les objectifs indicatifs des
 * conventions ; `ecartVise` : l'écart que nul ne doit atteindre, en logements, un s'il n'est pas donné
 * @returns les réservataires dans l'ordre proposé, et ceux qui sont écartés, avec leur raison
 * @throws {@link ErreurDeSaisie} si la libération est inconnue, ou si elle n'attend plus de réservataire ; si une option est mal formée
 * @throws {@link CasNonCouvert} si c'est une première mise en location hors flux : elle se répartit par programme
 * @article Aucun texte ne fixe d'ordre (règle R20) ; territoire : CCH, art. R. 441-5-3, al. 1 ; maire : L. 441-1, al. 44 ; délai : al. 42
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
export function proposerOrientation(
  registre: Registre,
  liberation: string,
  options: OptionsDeProposition = {},
): Proposition {
  const saisie = new Saisie(VERBE);
  const lu = relireRegistre(saisie, registre);
  const identifiant = saisie.lire(texteNonVide, liberation, ["liberation"]);
  const lues = saisie.lire(schemaOptions, saisie.recevoir(options, ["options"]), ["options"]);
  const trouvee =
    lu === undefined || identifiant === undefined ? undefined : trouverLibre(saisie, lu, identifiant);
  if (lu !== undefined && lues !== undefined)
    controlerPerspective(saisie, lu, lues, trouvee?.vacance.date ?? lu.provenance.dateDeDroit);
  return proposerPour(saisie.certifier(lu), saisie.certifier(trouvee), saisie.certifier(lues));
}

/** La proposition pour une libération consignée et libre d'un registre vérifié, avec sa provenance. */
export function proposerPour(
  etat: Registre,
  vacante: Vacante,
  options: OptionsDeProposition = {},
): Proposition {
  const { vacance } = vacante;
  const { dateDeDroit } = etat.provenance;
  const decision = decider(etat, vacante, options);
  return sceller(
    {
      nature: "proposition" as const,
      liberation: vacance.liberation,
      logement: vacance.logement,
      date: vacance.date,
      secteur: cleDeSecteur({ ...vacance, epci: null }),
      ...decision,
      delaiEnZoneTendue: CAS_OU_UN_RESERVATAIRE_PROPOSE.includes(decision.cas)
        ? delaiDeLaLoi(vacante, dateDeDroit)
        : null,
    },
    {
      dateDeDroit,
      entrees: {
        registre: etat.provenance.sceau,
        version: etat.version,
        liberation: vacance.liberation,
        options,
      },
      stipulations: etat.stipulations,
    },
  );
}

function trouverLibre(saisie: Saisie, registre: Registre, identifiant: string): Vacante | undefined {
  const vacance = liberationDe(registre, identifiant);
  const dossier = dossierDe(registre, identifiant);
  if (vacance === undefined || dossier === undefined) {
    saisie.refuser(["liberation"], "LIBERATION_INCONNUE", {
      fr: `La libération « ${identifiant} » n'est pas au registre.`,
      en: `Vacancy “${identifiant}” is not in the register.`,
    });
    return undefined;
  }
  if (dossier.soustraction !== null || (dossier.etape !== "liberation" && !ECHECS.includes(dossier.etape)))
    saisie.refuser(["liberation"], "LOGEMENT_NON_DISPONIBLE", {
      fr: `La libération « ${identifiant} » en est à « ${dossier.etape} » : il n'y a plus rien à proposer.`,
      en: `Vacancy “${identifiant}” has reached “${dossier.etape}”: there is nothing left to propose.`,
    });
  return { vacance, dossier };
}

type Decision = Pick<Proposition, "cas" | "parStipulation" | "ordre" | "candidats" | "ecartes">;

/** Ce que décident la loi et la convention ; à défaut, l'équité. */
function decider(registre: Registre, vacante: Vacante, options: OptionsDeProposition): Decision {
  const { vacance, dossier } = vacante;
  const { dateDeDroit } = registre.provenance;
  const tour = tourEnCours(dossier);
  if (vacance.statut === "identifie")
    return reserver(
      registre,
      vacante,
      "identifie",
      vacance.reservataireIdentifie ?? NON_RESERVES,
      motifIdentifie(dateDeDroit),
    );
  if (tour !== undefined && attendLeMaire(tour, vacance, registre.stipulations))
    return {
      cas: "maire",
      parStipulation: tour.echec?.type === "absence-de-candidat",
      ordre: null,
      candidats: [],
      ...ecarterTous(registre, motifDuMaire(tour, dateDeDroit)),
    };
  if (vacance.statut === "reserve-en-stock" && !revientAuBailleur(dossier, registre.stipulations))
    return {
      ...reserver(
        registre,
        vacante,
        "reserve-en-stock",
        vacance.reservataireEnStock ?? NON_RESERVES,
        motifEnStock(dateDeDroit),
      ),
      parStipulation: true,
    };
  if (vacance.statut === "dans-le-flux" && !estPartageParLeFlux(registre, vacance))
    throw new CasNonCouvert(VERBE, "liberation", {
      fr: `« ${vacance.liberation} » est une première mise en location, stipulée hors flux : elle se répartit par programme, après concertation, avec « repartirPremiereMiseEnLocation ».`,
      en: `“${vacance.liberation}” is a first letting, stipulated outside the flow: it is shared per programme, after consultation, with “repartirPremiereMiseEnLocation”.`,
    });
  if (revientAuBailleur(dossier, registre.stipulations))
    return {
      ...reserver(
        registre,
        vacante,
        "rendu-au-bailleur",
        NON_RESERVES,
        motifDuRetour(dossier, registre.stipulations),
      ),
      parStipulation: !passeParLeMaire(dossier),
    };
  return partager(registre, vacante, options);
}

function partageAnnonce(
  registre: Registre,
  { reservataireEnStock, ...lieu }: Annonce,
  date: string,
): Partage {
  return reservataireEnStock === undefined
    ? partageDe(registre, { ...lieu, date })
    : partageImpose(registre, reservataireEnStock);
}

function ecarterTous(
  { comptes }: Registre,
  motif: Texte,
  sauf?: string,
): { readonly ecartes: readonly Ecarte[] } {
  return {
    ecartes: comptes.flatMap(({ reservataire }) => (reservataire === sauf ? [] : [{ reservataire, motif }])),
  };
}

function reserver(
  registre: Registre,
  vacante: Vacante,
  cas: Decision["cas"],
  reservataire: string,
  motif: Texte,
): Decision {
  const candidat = { rang: 1, reservataire, compte: null, aDejaEchoue: false, tenable: true, souhaits: [] };
  return {
    cas,
    parStipulation: false,
    ordre: null,
    candidats: [{ ...candidat, delaiDeLaConvention: delaiDeLaConvention(registre, vacante, reservataire) }],
    ...ecarterTous(registre, motif, reservataire),
  };
}

function partager(registre: Registre, vacante: Vacante, options: OptionsDeProposition): Decision {
  const { vacance, dossier } = vacante;
  const { souhaits = [], annonces: annoncees, ecartVise } = options;
  const partage = partageDe(registre, vacance);
  const parts = partsDe(registre, vacance);
  const courants = comptesEnEntiers(registre);
  const dejaPartage = decompter(dossier, vacance, "mise-a-disposition", registre.stipulations).partage;
  const comptes = dejaPartage
    ? { ...courants, du: courants.du.map((du, rang) => du - (parts[rang] ?? 0)) }
    : courants;
  const ordre = ordonnerLesRangs(registre, comptes, partage, {
    annoncees: annoncees?.map((annonce) => partageAnnonce(registre, annonce, vacance.date)),
    notes: noter(souhaits, registre, vacance),
    seuil: seuilDe(ecartVise),
  });
  const ecarts = ecartsApres(comptes, partage);
  const enEchec = new Set(
    dossier.tours.flatMap(({ reservataire, echec }) => (echec === null ? [] : [reservataire])),
  );
  const aEchoue = (rang: number) => enEchec.has(registre.comptes[rang]?.reservataire ?? "");
  const tous = [...ordre.tenables, ...ordre.intenables];
  const dansLOrdre = [...tous.filter((rang) => !aEchoue(rang)), ...tous.filter(aEchoue)];
  const candidats = dansLOrdre.map((rang, place): CandidatALOrientation => {
    const { reservataire = NON_RESERVES, recus = 0, enCours = 0 } = registre.comptes[rang] ?? {};
    return {
      rang: place + 1,
      reservataire,
      compte: {
        taux: ecrireDecimal(pourcentageDesUnites(parts[rang] ?? 0)),
        du: valeurExacte(logementsDesUnites((comptes.du[rang] ?? 0) + (parts[rang] ?? 0))),
        recus,
        enCours,
        ecartSansLui: valeurExacte(logementsDesUnites(ecarts[rang] ?? 0)),
        ecartAvecLui: valeurExacte(logementsDesUnites((ecarts[rang] ?? 0) - UNITES_DE_CENT_POUR_CENT)),
      },
      aDejaEchoue: aEchoue(rang),
      tenable: ordre.tenables.includes(rang),
      souhaits: souhaitsSatisfaits(souhaits, reservataire, vacance).map(({ critere }) => critere),
      delaiDeLaConvention: delaiDeLaConvention(registre, vacante, reservataire),
    };
  });
  const article = citer({ article: "R. 441-5-3", subdivision: "al. 1" }, registre.provenance.dateDeDroit);
  return {
    cas: "flux",
    parStipulation: false,
    ordre: {
      regle: ordre.regle,
      annonces: annoncees?.length ?? 0,
      ecartTenable: valeurExacte(logementsDesUnites(ordre.seuil)),
    },
    candidats,
    ecartes: registre.comptes.flatMap(({ reservataire }, rang) =>
      partage.rangs.includes(rang)
        ? []
        : [{ reservataire, motif: motifDeLEcart(registre, vacance, reservataire, article) }],
    ),
  };
}
