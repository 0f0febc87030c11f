import {
  diviser,
  estNulle,
  type Fraction,
  fraction,
  lePlusGrand,
  lePlusPetit,
  multiplier,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { logementsDesUnites, UNITES_DE_CENT_POUR_CENT } from "../exact/taux.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import { type ResteDePart, reporterRestes } from "../objectifs/reporter-restes.js";
import { cellulesDesObjectifs } from "../objectifs/tableau-des-objectifs.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { StipulationsDeRegistre } from "./ouvrir-registre.js";
import { type Registre, unitesEngagees } from "./registre.js";

/**
 * Ce qu'un réservataire garde de l'année d'avant, en logements : positif s'il attendait, négatif s'il était en avance. Le bailleur
 * garde son écart, et ce que les autres ne reprennent pas.
 */
export interface ReportDeCompte {
  readonly reservataire: string;
  /** Son écart à la fin de l'année d'avant, et ce qui attendait déjà, dans la limite stipulée. */
  readonly ecart: ValeurExacte;
  /** Ce qui s'ajoute à son dû de l'année, arrondi au cent-millionième de logement vers zéro. */
  readonly admis: ValeurExacte;
  /** Ce qui ne tient pas sous les plafonds de l'année, et attend. */
  readonly attente: ValeurExacte;
}

/**
 * Reporte les écarts d'un registre sur les dus de l'année suivante, dans la limite de ses plafonds : comme les restes des objectifs,
 * un retard n'entre que dans la place qu'ils laissent, sur le flux prévu. Un réservataire à plusieurs parts y porte son écart au
 * prorata de ce qu'elles font.
 */
export function reporterEcarts(
  repartition: Repartition,
  precedent: Registre,
  report: StipulationsDeRegistre["report"],
): ReportDeCompte[] {
  const bruts = ecartsDe(precedent);
  const ecarts = bruts
    .filter(({ reservataire }) => reservataire !== NON_RESERVES)
    .map(({ reservataire, ecart, attente }) => ({
      reservataire,
      ecart: limiter(sommer([ecart, attente]), report),
    }));
  const exactes = cellulesDesObjectifs(repartition);
  const dues = reporterRestes(
    exactes,
    ecarts.flatMap(({ reservataire, ecart }) => partager(repartition, reservataire, ecart)),
    repartition,
  );
  const lignes = ecarts.map(({ reservataire, ecart }) => {
    const admis = versZero(
      sommer(
        dues
          .filter((cellule) => cellule.reservataire === reservataire)
          .map(({ retenu, exact }) => soustraire(retenu, exact)),
      ),
    );
    return { reservataire, ecart, admis };
  });
  const deTous = sommer(bruts.map(({ ecart }) => ecart));
  const duBailleur = soustraire(deTous, sommer(lignes.map(({ admis }) => admis)));
  return [...lignes, { reservataire: NON_RESERVES, ecart: duBailleur, admis: duBailleur }].map(
    ({ reservataire, ecart, admis }) => ({
      reservataire,
      ecart: valeurExacte(ecart),
      admis: valeurExacte(admis),
      attente: valeurExacte(soustraire(ecart, admis)),
    }),
  );
}

/** L'écart de chacun à la fin de l'année d'avant, et ce qui attendait déjà ; y compris de qui n'y avait plus de part. */
function ecartsDe({ comptes, reports }: Registre) {
  const attentes = new Map(
    (reports ?? []).map(({ reservataire, attente }) => [reservataire, attente] as const),
  );
  const parCode = new Map(comptes.map((compte) => [compte.reservataire, compte] as const));
  return trierParCodes([...new Set([...parCode.keys(), ...attentes.keys()])], (code) => code).map(
    (reservataire) => {
      const compte = parCode.get(reservataire);
      return {
        reservataire,
        ecart: compte === undefined ? ZERO : logementsDesUnites(unitesEngagees(compte)),
        attente: lireValeurExacte(attentes.get(reservataire) ?? RIEN),
      };
    },
  );
}

const RIEN = valeurExacte(ZERO);

function limiter(ecart: Fraction, report: StipulationsDeRegistre["report"]): Fraction {
  if (typeof report === "string") return ecart;
  const limite = fraction(report.logements);
  return lePlusGrand(lePlusPetit(ecart, limite), soustraire(ZERO, limite));
}

/** L'écart d'un réservataire, au prorata de ce que font ses parts. */
function partager({ parts }: Repartition, reservataire: string, ecart: Fraction): ResteDePart[] {
  const siennes = parts.filter((part) => part.reservataire === reservataire);
  const total = sommer(siennes.map(({ logements }) => lireValeurExacte(logements)));
  if (estNulle(total)) return [];
  const parContrepartie = new Map<string, ResteDePart>();
  for (const { contrepartie, territoire, logements } of siennes) {
    const reste = multiplier(ecart, diviser(lireValeurExacte(logements), total));
    const deja = parContrepartie.get(contrepartie)?.reste ?? ZERO;
    parContrepartie.set(contrepartie, {
      reservataire,
      contrepartie,
      territoire,
      reste: sommer([deja, reste]),
    });
  }
  return [...parContrepartie.values()];
}

/** L'entier de cent-millionièmes de logement le plus proche de zéro. */
function versZero(logements: Fraction): Fraction {
  const { numerateur, denominateur } = multiplier(logements, fraction(UNITES_DE_CENT_POUR_CENT));
  return logementsDesUnites(numerateur / denominateur);
}

/** Ce que chaque compte a au départ, en unités : le report admis. */
export function unitesDesReports(reports: readonly ReportDeCompte[] | null): ReadonlyMap<string, number> {
  return new Map(
    (reports ?? []).map(({ reservataire, admis }) => {
      const { numerateur } = multiplier(lireValeurExacte(admis), fraction(UNITES_DE_CENT_POUR_CENT));
      return [reservataire, Number(numerateur)] as const;
    }),
  );
}
