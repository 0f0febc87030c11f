import type { Assiette } from "../assiette/calculer-assiette.js";
import type { ComptesDuFlux } from "../assiette/comptes-du-flux.js";
import type { Constat } from "../modele/constats.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import type { Perimetre } from "../modele/vocabulaire.js";
import { perimetreDe, type Registre } from "../orientation/registre.js";
import { relireRegistre } from "../orientation/relire-registre.js";
import { anneesDesReservataires, type BilanDeReservataire } from "./annees-des-reservataires.js";
import { constaterLeBilan } from "./constater-bilan.js";
import { compterFlux, type EmploiDesLiberations, employer } from "./emploi-des-liberations.js";
import { misesADispositionDe, reunirHistoires } from "./histoires.js";
import { type CompteursDuBilan, compterPassages, type LigneDeBilan, ventiler } from "./lignes-du-bilan.js";
import { type ComplementsDuBilan, lireComplements } from "./lire-complements.js";
import { type BilanDesSoustraits, bilanDesSoustraits } from "./relogements.js";
import { type RegistreLu, type SecteurDuBilan, secteursDuBilan } from "./secteurs-du-bilan.js";
import { type SuitesDuBilan, suitesDuBilan } from "./suites-des-mises-a-disposition.js";

export interface Bilan {
  readonly nature: "bilan";
  readonly perimetre: Perimetre;
  /** Les années dont un registre a été lu : celle du bilan, et celle d'avant si son registre est donné. */
  readonly anneesLues: readonly number[];
  /** Lignes non nulles, dans l'ordre des axes. */
  readonly lignes: readonly LigneDeBilan[];
  readonly reservataires: readonly BilanDeReservataire[];
  /** La somme des lignes : un logement proposé à deux réservataires y compte pour chacun. */
  readonly totaux: CompteursDuBilan;
  /** Les logements que la loi a mis à la disposition d'un maire, après un échec en QPV. */
  readonly maires: CompteursDuBilan;
  /** Ce que sont devenues les mises à disposition de l'année. */
  readonly suites: SuitesDuBilan;
  /** Ce qui, pour les libérations de l'année, s'est fait l'année suivante, maires compris : du bilan suivant, non de celui-ci. */
  readonly anneeSuivante: CompteursDuBilan;
  readonly liberations: EmploiDesLiberations;
  /** A, B par catégorie et C : la prévision de l'assiette et le réalisé du journal. */
  readonly assiettePrevue: ComptesDuFlux;
  readonly assietteRealisee: ComptesDuFlux;
  /** La prévision de l'année d'après ; `null` si elle n'est pas donnée. */
  readonly assietteSuivante: ComptesDuFlux | null;
  /** Ce qui s'est fait dans l'année des logements soustraits, par catégorie. */
  readonly relogements: readonly BilanDesSoustraits[];
  /** Dans l'ordre des communes, hors QPV puis en QPV ; A, B et C y font ceux de `assietteRealisee`. */
  readonly secteurs: readonly SecteurDuBilan[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "etablirBilan";

/**
 * Établit le bilan annuel : logements proposés et logements attribués, par réservataire, typologie, financement,
 * localisation hors ou en QPV, commune et période de construction ; logements soustraits, prévus, réalisés et à venir, et ce qui s'en
 * est attribué ; ce que sont devenues les mises à disposition, et en combien de jours.
 *
 * Le bilan compte ce qui s'est fait dans l'année : sur ses libérations et, si le registre de l'année d'avant est donné, sur celles de
 * cette année-là. `anneesLues` dit lesquels ont été lus. Le dû, les reçus, l'écart, l'objectif, les imputations, l'emploi des
 * libérations et l'assiette ne sont que du registre de l'année. Les comptes et ce qui est en cours sont ceux du 31 décembre au soir, comme
 * le suivi de ce jour les donne ; l'emploi des libérations va jusqu'au dernier événement consigné.
 *
 * Un logement proposé est un logement mis à la disposition du réservataire. Les `suites` prennent les tours dont la mise à disposition
 * est de l'année, où qu'ils en soient au dernier événement consigné : un bail de l'année suivante y compte.
 *
 * Le bilan se lit dans le journal du registre : il compte ce qui y est consigné, sans donnée sur les ménages.
 *
 * @param registre - le registre de l'année
 * @param complements - `objectifs` de l'année, s'ils ont été fixés avec des stipulations ; `precedent` : le registre de l'année d'avant ;
 * `previsions` : l'assiette de l'année d'après
 * @returns les lignes aux six axes, l'année de chaque réservataire, les suites (taux en pourcentage, délais en jours), l'emploi des
 * libérations, A, B et C prévus, réalisés, par secteur, et à venir
 * @throws {@link ErreurDeSaisie} si l'entrée n'est pas un registre, ou si son journal ne redonne pas son état ; si un complément est
 * d'un autre bailleur, d'un autre département ou d'une autre année que celle attendue, ou si un code change de catégorie d'un registre
 * à l'autre
 * @article CCH, art. R. 441-5-1 et R. 441-5, I, al. 5 (en vigueur depuis le 22/02/2020) ; aucun texte lu ne demande les suites
 * @category Bilan
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
 * const suite = orienterLogements(registre, [
 *   {
 *     date: "2024-02-01", liberation: "L-1", logement: "9900000001", commune: "77288", localisation: "qpv",
 *     typologie: "T3", financement: "PLUS", periodeDeConstruction: "1949-1974", statut: "dans-le-flux",
 *     premiereMiseEnLocation: false,
 *   },
 * ]);
 * etablirBilan(suite.registre).totaux // { proposes: 1, attribues: 0, bauxSignes: 0 }
 */
export function etablirBilan(registre: Registre, complements: ComplementsDuBilan = {}): Bilan {
  const saisie = new Saisie(VERBE);
  const lu = relireRegistre(saisie, registre);
  const { objectifs, precedent, previsions } = lireComplements(saisie, lu, complements);
  const etat = saisie.certifier(lu);
  const desObjectifs = saisie.certifier(objectifs);

  const perimetre = perimetreDe(etat);
  const { annee } = perimetre;
  const lAnnee: RegistreLu = { registre: etat, histoires: reunirHistoires(etat) };
  const precedents =
    precedent === undefined ? [] : [{ registre: precedent, histoires: reunirHistoires(precedent) }];
  const histoires = [lAnnee, ...precedents].flatMap((un) => un.histoires);
  const passages = histoires.flatMap((histoire) => histoire.passages);
  const reservataires = anneesDesReservataires(etat, desObjectifs, passages);
  return sceller(
    {
      nature: "bilan" as const,
      perimetre,
      anneesLues: [...precedents.map(() => annee - 1), annee],
      lignes: ventiler(passages, annee),
      reservataires,
      totaux: compterPassages(
        passages.filter(({ reservataire }) => reservataire !== null),
        annee,
      ),
      maires: compterPassages(
        passages.filter(({ reservataire }) => reservataire === null),
        annee,
      ),
      suites: suitesDuBilan(
        misesADispositionDe(histoires, annee),
        reservataires.map(({ reservataire }) => reservataire),
      ),
      anneeSuivante: compterPassages(
        lAnnee.histoires.flatMap((histoire) => histoire.passages),
        annee + 1,
      ),
      liberations: employer(etat, lAnnee.histoires),
      assiettePrevue: comptesDe(etat.repartition.assiette),
      assietteRealisee: compterFlux(etat, lAnnee.histoires),
      assietteSuivante: previsions === undefined ? null : comptesDe(previsions),
      relogements: bilanDesSoustraits(histoires, annee),
      secteurs: secteursDuBilan(lAnnee, precedents),
      constats: constaterLeBilan(lAnnee, precedents),
    },
    {
      dateDeDroit: etat.provenance.dateDeDroit,
      entrees: {
        repartition: etat.repartition.provenance.sceau,
        version: etat.version,
        journal: etat.journal,
        objectifs: complements.objectifs === undefined ? undefined : desObjectifs.provenance.sceau,
        precedent:
          precedent === undefined
            ? undefined
            : {
                registre: precedent.provenance.sceau,
                version: precedent.version,
                journal: precedent.journal,
              },
        previsions: previsions?.provenance.sceau,
      },
      stipulations: etat.stipulations,
    },
  );
}

function comptesDe({ liberations, premieresMisesEnLocation, soustraits, flux }: Assiette): ComptesDuFlux {
  return { liberations, premieresMisesEnLocation, soustraits, flux };
}
