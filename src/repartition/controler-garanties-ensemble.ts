import * as z from "zod";
import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { BLOC_COMMUNAL, COLLECTIVITES } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { ZERO } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { Constat } from "../modele/constats.js";
import { siren } from "../modele/identifiants.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { constaterCumul, garantiesDeLEpci, reunirGaranties } from "./controler-garanties.js";
import type { Repartition, StipulationsDeRepartition } from "./repartir-flux.js";

const schemaEntree = z.strictObject({ epci: siren, repartitions: z.array(z.unknown()) });

export interface EntreeGarantiesEnsemble {
  /** SIREN de l'EPCI dont le territoire s'étend sur plusieurs départements. */
  readonly epci: string;
  /** Les répartitions du même bailleur et de la même année, une par département. */
  readonly repartitions: readonly Repartition[];
}

/** Ce qu'un périmètre compte sur le territoire de l'EPCI. */
export interface GarantiesDUnPerimetre {
  readonly departement: string;
  /** En logements. */
  readonly flux: ValeurExacte;
  readonly logements: ValeurExacte;
}

/** Les garanties d'emprunt sur tout le territoire d'un EPCI : celles du bloc communal, et d'autres si les parties en ont convenu. */
export interface GarantiesEnsemble {
  readonly nature: "garanties-ensemble";
  readonly epci: string;
  /** Ceux que les répartitions réunies comptent toutes. */
  readonly stipulations: {
    readonly garantsDuPlafond: NonNullable<StipulationsDeRepartition["garantsDuPlafond"]>;
  };
  /** Les périmètres réunis, dans l'ordre des codes de département. */
  readonly perimetres: readonly GarantiesDUnPerimetre[];
  /** Flux du territoire, en logements. */
  readonly flux: ValeurExacte;
  /** Ce que les garanties y réservent, en logements. */
  readonly logements: ValeurExacte;
  /** La même chose en pourcentage du flux ; s'il est nul, le taux du secteur le moins promis. */
  readonly taux: ValeurExacte;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "controlerGarantiesEnsemble";

/**
 * Juge le plafond des garanties d'emprunt sur tout le territoire d'un EPCI qui s'étend sur plusieurs départements.
 *
 * Le texte plafonne les garanties sur le territoire des garants, et un périmètre de calcul s'arrête au département : le
 * cumul se fait ici sur les périmètres réunis d'un même bailleur, pour une même année.
 *
 * @param entree - l'EPCI, et une répartition par département
 * @returns flux, logements réservés et taux sur tout le territoire, et le constat d'un dépassement
 * @throws {@link ErreurDeSaisie} si une répartition n'est pas lisible, si les bailleurs, les années, les dates de droit ou les
 * garants comptés diffèrent, si un département est donné deux fois, ou si aucun secteur n'est dans l'EPCI
 * @article CCH, art. R. 441-5-3, al. 2 (en vigueur depuis le 22/02/2020) ; le cumul de plusieurs départements est une lecture
 * @category Répartition
 * @example
 * const EPCI = "200000001";
 * const repartition = (departement: string, commune: string) =>
 *   repartirFlux({
 *     assiette: calculerAssiette(
 *       {
 *         date: "2024-01-01",
 *         perimetre: { bailleur: "999999999", departement, annee: 2024 },
 *         secteurs: [{ commune, localisation: "hors-qpv", epci: EPCI, liberations: 100 }],
 *       },
 *       { premieresMisesEnLocation: "hors-flux" },
 *     ),
 *     conventions: [],
 *     epciSurPlusieursPerimetres: [EPCI],
 *   });
 * controlerGarantiesEnsemble({
 *   epci: EPCI,
 *   repartitions: [repartition("77", "77288"), repartition("91", "91228")],
 * }).flux // { exact: "200", decimal: "200" }
 */
export function controlerGarantiesEnsemble(entree: EntreeGarantiesEnsemble): GarantiesEnsemble {
  const saisie = new Saisie(VERBE);
  const { champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const lues = (champs.repartitions ?? []).flatMap((donnee, rang) => {
    const ligne = relire<Repartition>(saisie, donnee, "repartition", ["repartitions", rang]);
    return ligne === undefined ? [] : [{ rang, ligne }];
  });
  if (champs.repartitions?.length === 0)
    saisie.refuser(["repartitions"], "LISTE_VIDE", {
      fr: "Donner au moins une répartition.",
      en: "Give at least one sharing.",
    });
  controlerPerimetres(saisie, lues);
  const { epci = "" } = champs;
  if (
    champs.epci !== undefined &&
    lues.length > 0 &&
    !lues.some(({ ligne }) => ligne.secteurs.some((secteur) => secteur.epci === epci))
  )
    saisie.refuser(["epci"], "EPCI_SANS_SECTEUR", {
      fr: `Aucune des répartitions ne compte de secteur dans l'EPCI ${epci}.`,
      en: `None of the sharings has a sector in EPCI ${epci}.`,
    });
  saisie.verdict();

  const repartitions = trierParCodes(
    lues.map(({ ligne }) => ligne),
    departementDe,
  );
  const dateDeDroit = repartitions[0]?.provenance.dateDeDroit ?? "";
  const garants = repartitions[0]?.stipulations.garantsDuPlafond ?? "bloc-communal";
  const selon = (retenus: readonly string[]) =>
    repartitions.map((repartition) => garantiesDeLEpci(repartition, epci, retenus));
  const duBloc = selon(BLOC_COMMUNAL);
  const retenues = garants === "bloc-communal" ? duBloc : selon(COLLECTIVITES);
  const ensemble = reunirGaranties(retenues);
  const maximum = valeurLegale("plafondGaranties", dateDeDroit);
  return sceller(
    {
      nature: "garanties-ensemble" as const,
      epci,
      stipulations: { garantsDuPlafond: garants },
      perimetres: repartitions.map((repartition, rang) => ({
        departement: departementDe(repartition),
        flux: valeurExacte(retenues[rang]?.flux ?? ZERO),
        logements: valeurExacte(retenues[rang]?.logements ?? ZERO),
      })),
      flux: valeurExacte(ensemble.flux),
      logements: valeurExacte(ensemble.logements),
      taux: valeurExacte(ensemble.taux),
      constats:
        maximum === null
          ? []
          : constaterCumul(
              reunirGaranties(duBloc),
              garants === "bloc-communal" ? undefined : ensemble,
              maximum,
            ),
    },
    {
      dateDeDroit,
      entrees: { epci, repartitions: repartitions.map(({ provenance }) => provenance.sceau) },
      stipulations: { garantsDuPlafond: garants },
    },
  );
}

function departementDe({ assiette }: Repartition): string {
  return assiette.perimetre?.departement ?? "";
}

/** Un même bailleur, une même année, une même date de droit, des départements différents. */
function controlerPerimetres(
  saisie: Saisie,
  lues: readonly { readonly rang: number; readonly ligne: Repartition }[],
): void {
  for (const { rang, ligne } of lues)
    if (ligne.assiette.perimetre === null)
      saisie.refuser(["repartitions", rang, "assiette", "perimetre"], "CHAMP_MANQUANT", {
        fr: "Calculer l'assiette avec son périmètre (bailleur, département, année) : il dit ce qui se réunit.",
        en: "Compute the base with its perimeter (landlord, département, year): it says what is brought together.",
      });
  const situees = lues.filter(({ ligne }) => ligne.assiette.perimetre !== null);
  saisie.refuserDoublons(situees, departementDe, (rang) => [
    "repartitions",
    rang,
    "assiette",
    "perimetre",
    "departement",
  ]);
  const [premiere] = situees;
  for (const { rang, ligne } of situees) {
    const attendu = identifier(premiere?.ligne ?? ligne);
    const lu = identifier(ligne);
    if (lu.fr !== attendu.fr)
      saisie.refuser(["repartitions", rang], "PERIMETRES_DIFFERENTS", {
        fr: `Attendu : ${attendu.fr} ; lu : ${lu.fr}.`,
        en: `Expected: ${attendu.en}; got: ${lu.en}.`,
      });
  }
}

/** Ce que des répartitions à réunir ont en commun. */
function identifier({ assiette, provenance, stipulations }: Repartition): Texte {
  const { bailleur, annee } = assiette.perimetre ?? {};
  const garants = stipulations.garantsDuPlafond ?? "bloc-communal";
  return {
    fr: `bailleur ${bailleur}, ${annee}, droit au ${dateEnFrancais(provenance.dateDeDroit)}, garants « ${garants} »`,
    en: `landlord ${bailleur}, ${annee}, law on ${provenance.dateDeDroit}, guarantors “${garants}”`,
  };
}
