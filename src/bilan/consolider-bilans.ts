import { regrouperParCodes } from "../exact/ordre.js";
import { type Constat, constater } from "../modele/constats.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import type { Perimetre } from "../modele/vocabulaire.js";
import {
  type ChiffresConsolides,
  chiffrer,
  type TotauxDUnReservataire,
  totauxParReservataire,
} from "./chiffres-consolides.js";
import {
  type EntreeConsolidation,
  etendueDe,
  lireBilansAConsolider,
  type ReservataireCommun,
  type SourceLue,
  type TerritoireConsolide,
} from "./lire-bilans-a-consolider.js";
import { additionnerLignes, type LigneConsolidee, reunir, situer } from "./situer-bilans.js";

/** Un bailleur sur le territoire, tous départements réunis. */
export interface BailleurConsolide extends ChiffresConsolides {
  readonly bailleur: string;
  readonly reservataires: readonly TotauxDUnReservataire[];
}

/** Un bilan consolidé : d'où il vient, et ce que le territoire en laisse. */
export interface SourceConsolidee {
  readonly perimetre: Perimetre;
  readonly anneesLues: readonly number[];
  readonly constats: readonly Constat[];
  readonly sceau: string;
  readonly horsTerritoire: ChiffresConsolides;
}

export interface BilansConsolides {
  readonly nature: "bilans-consolides";
  readonly annee: number;
  readonly territoire: TerritoireConsolide;
  /** Dans l'ordre des départements, puis des bailleurs. */
  readonly sources: readonly SourceConsolidee[];
  /** Ceux que la liste nomme, dans l'ordre des codes. */
  readonly reservataires: readonly ReservataireCommun[];
  /** Celles du territoire, par bailleur puis dans l'ordre des axes. */
  readonly lignes: readonly LigneConsolidee[];
  /** Dans l'ordre des SIREN ; un bailleur qui n'a rien sur le territoire y est à zéro. */
  readonly bailleurs: readonly BailleurConsolide[];
  /** Tous les bailleurs. */
  readonly ensemble: ChiffresConsolides;
  /** Par réservataire, tous bailleurs réunis. */
  readonly parReservataire: readonly TotauxDUnReservataire[];
  /** Ce que le territoire laisse de tous les bilans. */
  readonly horsTerritoire: ChiffresConsolides;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "consoliderBilans";

/**
 * Consolide les bilans de plusieurs bailleurs, d'une même année, sur un territoire : pour un EPCI et sa conférence intercommunale, des
 * communes, ou l'ensemble.
 *
 * Les codes des réservataires sont propres à chaque bailleur : chacun dit lequel de la liste commune son code désigne, et deux codes
 * qui se ressemblent ne se réunissent jamais d'eux-mêmes. Les logements non réservés restent ceux de leur bailleur dans ses lignes.
 * Le territoire se lit dans les secteurs de chaque bilan ; ce qu'il en laisse est compté à part. Le bilan ne donne par secteur ni les
 * délais, ni les motifs, ni les prévisions, ni les attributions de relogements : ils n'y sont pas.
 *
 * @param entree - `territoire` ; `reservataires` : la liste commune ; `sources` : chaque bilan et ses correspondances
 * @returns les lignes aux six axes et au bailleur, les totaux par bailleur et par réservataire, A, B et C, les comptes des suites (taux
 * en pourcentage), ce qui est hors du territoire ; en logements
 * @throws {@link ErreurDeSaisie} si un bilan est donné deux fois ou d'une autre année, si un code n'a pas une correspondance et une
 * seule, si une commune n'a pas le même EPCI dans deux bilans, ou si aucun secteur n'est du territoire
 * @article CCH, art. R. 441-5-1, al. 2 (en vigueur depuis le 22/02/2020) : chaque bilan va à l'EPCI et à la conférence ; aucun texte lu
 * ne demande de les consolider
 * @category Bilan
 * @example
 * const bilanDe = (bailleur, als) => {
 *   const assiette = calculerAssiette(
 *     {
 *       date: "2024-01-01",
 *       perimetre: { bailleur, departement: "77", annee: 2024 },
 *       secteurs: [{ commune: "77288", localisation: "hors-qpv", epci: "247700057", liberations: 10 }],
 *     },
 *     { premieresMisesEnLocation: "hors-flux" },
 *   );
 *   const conventions = [
 *     {
 *       reservataire: { code: als, nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } },
 *       dateDeSignature: "2023-11-01",
 *       dateDEffet: "2024-01-01",
 *       modeDeGestion: "directe",
 *       parts: [{ contrepartie: "participation-des-employeurs", taux: 60, localisation: "uniforme" }],
 *     },
 *   ];
 *   const ouvert = ouvrirRegistre(repartirFlux({ assiette, conventions }), {
 *     decompte: "mise-a-disposition",
 *     echec: "annule",
 *     report: "aucun",
 *   });
 *   const logement = {
 *     date: "2024-02-01", liberation: "L-1", logement: "9900000001", commune: "77288", localisation: "hors-qpv", typologie: "T3",
 *     financement: "PLUS", periodeDeConstruction: "1949-1974", statut: "dans-le-flux", premiereMiseEnLocation: false,
 *   };
 *   return etablirBilan(orienterLogements(ouvert, [logement]).registre);
 * };
 * const { parReservataire } = consoliderBilans({
 *   territoire: { type: "epci", epci: "247700057" },
 *   reservataires: [{ code: "als", nom: "Action Logement Services" }],
 *   sources: [
 *     { bilan: bilanDe("999999999", "als"), correspondances: [{ reservataire: "als", vers: "als" }] },
 *     { bilan: bilanDe("999999998", "action-log"), correspondances: [{ reservataire: "action-log", vers: "als" }] },
 *   ],
 * });
 * parReservataire // [{ reservataire: "als", proposes: 2, attribues: 0, bauxSignes: 0 }]
 */
export function consoliderBilans(entree: EntreeConsolidation): BilansConsolides {
  const saisie = new Saisie(VERBE);
  const { territoire, reservataires, sources } = lireBilansAConsolider(saisie, entree);
  const [premiere] = sources;
  if (premiere === undefined) throw new TypeError("consolidation sans bilan");
  const situees = sources.map((source) => situer(source, territoire));
  const tous = reunir(situees.map(({ ici }) => ici));
  const reste = reunir(situees.map(({ ailleurs }) => ailleurs));
  return sceller(
    {
      nature: "bilans-consolides" as const,
      annee: premiere.bilan.perimetre.annee,
      territoire,
      sources: situees.map(({ bilan, ailleurs }) => ({
        perimetre: bilan.perimetre,
        anneesLues: bilan.anneesLues,
        constats: bilan.constats,
        sceau: bilan.provenance.sceau,
        horsTerritoire: chiffrer(ailleurs.lignes, ailleurs.secteurs),
      })),
      reservataires,
      lignes: additionnerLignes(tous.lignes),
      bailleurs: regrouperParCodes(situees, ({ bilan }) => bilan.perimetre.bailleur).map(
        ([bailleur, siennes]) => {
          const sien = reunir(siennes.map(({ ici }) => ici));
          return {
            bailleur,
            ...chiffrer(sien.lignes, sien.secteurs),
            reservataires: totauxParReservataire(sien.lignes),
          };
        },
      ),
      ensemble: chiffrer(tous.lignes, tous.secteurs),
      parReservataire: totauxParReservataire(tous.lignes),
      horsTerritoire: chiffrer(reste.lignes, reste.secteurs),
      constats: constaterLecturesInegales(sources, territoire),
    },
    {
      dateDeDroit: sources.map(({ bilan }) => bilan.provenance.dateDeDroit).reduce((a, b) => (a > b ? a : b)),
      entrees: {
        territoire,
        reservataires,
        sources: sources.map(({ bilan, correspondances }) => ({
          bilan: bilan.provenance.sceau,
          correspondances,
        })),
      },
      stipulations: {},
    },
  );
}

/** Un bilan fait avec le registre d'avant compte plus que celui qui ne l'a pas. */
function constaterLecturesInegales(
  sources: readonly SourceLue[],
  territoire: TerritoireConsolide,
): Constat[] {
  const seuls = sources.filter(({ bilan }) => bilan.anneesLues.length === 1);
  if (seuls.length === 0 || seuls.length === sources.length) return [];
  const noms = seuls.map(({ bilan: { perimetre } }) => `${perimetre.bailleur} (${perimetre.departement})`);
  return [
    constater("BILANS_DE_LECTURES_INEGALES", {
      territoire: nommerTerritoire(etendueDe(territoire)).fr,
      chiffres: [{ nom: "bilans sans le registre d'avant", valeur: String(seuls.length) }],
      message: {
        fr: `Bilans faits sans le registre de l'année d'avant, quand d'autres l'ont : ${noms.join(", ")}. Ils ne comptent pas ce qui s'est fait dans l'année sur ses libérations.`,
        en: `Reports made without last year's register, when others have it: ${noms.join(", ")}. They do not count what was done during the year on its vacancies.`,
      },
    }),
  ];
}
