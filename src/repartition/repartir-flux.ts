import * as z from "zod";
import type { Assiette } from "../assiette/calculer-assiette.js";
import { ecrireDecimal } from "../exact/decimal.js";
import { enPourCentDe, type Fraction, fraction } from "../exact/fraction.js";
import {
  enUnites,
  logementsDesUnites,
  pourcentageDesUnites,
  UNITES_DE_CENT_POUR_CENT,
} from "../exact/taux.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { Constat } from "../modele/constats.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { estDansLeTerritoire, type Secteur } from "../modele/secteurs.js";
import { choixDe } from "../modele/stipulations.js";
import type { Contingent, Contrepartie, Convention, convention } from "../modele/vocabulaire.js";
import { controlerRepartition } from "./controler-parts.js";
import { lireConventions } from "./lire-conventions.js";
import { placerPartsUniformes } from "./noyau.js";

const schemaEntree = z.strictObject({ assiette: z.unknown().optional(), conventions: z.array(z.unknown()) });
const schemaStipulations = z.strictObject({ plancherHorsQpv: choixDe("plancherHorsQpv").optional() });

export interface EntreeRepartition {
  readonly assiette: Assiette;
  /** Une convention par réservataire du périmètre. */
  readonly conventions: readonly z.input<typeof convention>[];
}

export type StipulationsDeRepartition = z.infer<typeof schemaStipulations>;

/** Une part d'un réservataire, sur tout son territoire. */
export interface Part {
  readonly reservataire: string;
  readonly contrepartie: Contrepartie;
  readonly contingent: Contingent | null;
  /** Taux convenu, en pourcentage du flux de son territoire. */
  readonly taux: string;
  /** Flux de son territoire, en logements. */
  readonly fluxDuTerritoire: number;
  /** Taux × flux du territoire, en logements, sans arrondi. */
  readonly logements: ValeurExacte;
  /** La même part rapportée au flux de tout le périmètre, en pourcentage ; `null` si ce flux est nul. */
  readonly tauxDuFlux: ValeurExacte | null;
}

/** Une part dans un secteur, en pourcentage de son flux. */
export interface PartDeSecteur extends Pick<Part, "reservataire" | "contrepartie" | "contingent" | "taux"> {}

/** Un secteur : les parts qui s'y exercent et les logements non réservés font 100 % de son flux. */
export interface SecteurReparti extends Secteur {
  readonly flux: number;
  readonly parts: readonly PartDeSecteur[];
  /** Somme des parts, en pourcentage. */
  readonly tauxReserve: string;
  /** Complément à 100 %, en pourcentage ; négatif si le secteur est sur-réservé. */
  readonly tauxNonReserve: string;
}

export interface Repartition {
  readonly nature: "repartition";
  readonly assiette: Assiette;
  readonly conventions: readonly Convention[];
  readonly stipulations: StipulationsDeRepartition;
  /** Les parts, par réservataire puis contrepartie et contingent. */
  readonly parts: readonly Part[];
  /** Ce que le bailleur garde : le complément à 100 % de tous les secteurs. */
  readonly nonReserves: Pick<Part, "logements" | "tauxDuFlux">;
  readonly secteurs: readonly SecteurReparti[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "repartirFlux";

/**
 * Répartit le flux annuel entre les réservataires, selon leurs conventions, et vérifie la légalité des parts.
 *
 * Une part uniforme vaut son taux dans chaque secteur de son territoire ; ce qui n'est promis à personne reste au
 * bailleur, si bien que chaque secteur fait exactement 100 %. Une convention contraire au droit est calculée telle
 * quelle et donne un constat : rien n'est réduit en silence.
 *
 * @param entree - assiette de l'année et conventions du périmètre, taux en pourcentage
 * @param stipulations - `plancherHorsQpv` : `ecarte` si une stipulation écarte le plancher du préfet hors QPV
 * @returns chaque part en logements exacts, les secteurs à 100 %, les logements non réservés, les constats
 * @throws {@link ErreurDeSaisie} si une convention est mal formée ou en double, ou si l'assiette n'est pas lisible
 * @throws {@link CasNonCouvert} si une part est à localisation libre, ou une convention pas encore en vigueur
 * @article CCH, art. R. 441-5-2, R. 441-5-3 et R. 441-5-4 (en vigueur depuis le 22/02/2020)
 * @category Répartition
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * repartirFlux({
 *   assiette,
 *   conventions: [
 *     {
 *       reservataire: { code: "prefet", nom: "Préfet", categorie: "prefet", territoire: { type: "perimetre" } },
 *       dateDeSignature: "2023-11-01",
 *       dateDEffet: "2024-01-01",
 *       modeDeGestion: "deleguee",
 *       parts: [
 *         { contrepartie: "contingent-prefectoral", contingent: "publics-prioritaires", taux: "25", localisation: "uniforme" },
 *         { contrepartie: "contingent-prefectoral", contingent: "agents-civils-et-militaires", taux: "5", localisation: "uniforme" },
 *       ],
 *     },
 *   ],
 * }).nonReserves.logements // { exact: "455", decimal: "455" }
 */
export function repartirFlux(
  entree: EntreeRepartition,
  stipulations: StipulationsDeRepartition = {},
): Repartition {
  const saisie = new Saisie(VERBE);
  const { champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const base = relire<Assiette>(saisie, champs.assiette, "assiette", ["assiette"]);
  const conventions = lireConventions(VERBE, saisie, champs.conventions ?? [], base);
  const assiette = saisie.certifier(base);
  const retenues = saisie.certifier(convenu);
  const { dateDeDroit } = assiette.provenance;

  const parts = conventions.flatMap(({ reservataire, parts: convenues }) =>
    convenues.map((part) => ({ reservataire, part })),
  );
  const placement = placerPartsUniformes({
    taux: parts.map(({ part }) => enUnites(part.taux)),
    flux: assiette.secteurs.map(({ flux }) => flux),
    couvre: (rang, secteur) => {
      const lieu = assiette.secteurs[secteur];
      const part = parts[rang];
      return (
        lieu !== undefined && part !== undefined && estDansLeTerritoire(lieu, part.reservataire.territoire)
      );
    },
  });
  const enPartDuFlux = (logements: Fraction) =>
    assiette.flux === 0 ? null : valeurExacte(enPourCentDe(logements, fraction(assiette.flux)));
  const identifier = ({ reservataire, part }: (typeof parts)[number]): PartDeSecteur => ({
    reservataire: reservataire.code,
    contrepartie: part.contrepartie,
    contingent: part.contingent ?? null,
    taux: part.taux,
  });
  const nonReserves = logementsDesUnites(placement.complement.reduce((total, unites) => total + unites, 0n));
  return sceller(
    {
      nature: "repartition" as const,
      assiette,
      conventions,
      stipulations: retenues,
      parts: parts.map((ligne, rang) => {
        const logements = logementsDesUnites(placement.parPart[rang] ?? 0n);
        return {
          ...identifier(ligne),
          fluxDuTerritoire: assiette.secteurs
            .filter((secteur) => estDansLeTerritoire(secteur, ligne.reservataire.territoire))
            .reduce((total, { flux }) => total + flux, 0),
          logements: valeurExacte(logements),
          tauxDuFlux: enPartDuFlux(logements),
        };
      }),
      nonReserves: { logements: valeurExacte(nonReserves), tauxDuFlux: enPartDuFlux(nonReserves) },
      secteurs: assiette.secteurs.map((secteur, rang) => ({
        commune: secteur.commune,
        localisation: secteur.localisation,
        epci: secteur.epci,
        flux: secteur.flux,
        parts: parts
          .filter(({ reservataire }) => estDansLeTerritoire(secteur, reservataire.territoire))
          .map(identifier),
        tauxReserve: ecrireTaux(placement.tauxParSecteur[rang] ?? 0),
        tauxNonReserve: ecrireTaux(UNITES_DE_CENT_POUR_CENT - (placement.tauxParSecteur[rang] ?? 0)),
      })),
      constats: controlerRepartition(
        assiette,
        conventions,
        placement.tauxParSecteur,
        retenues.plancherHorsQpv === "ecarte",
      ),
    },
    {
      dateDeDroit,
      entrees: { assiette: assiette.provenance.sceau, conventions },
      stipulations: retenues,
    },
  );
}

function ecrireTaux(unites: number): string {
  return ecrireDecimal(pourcentageDesUnites(unites));
}
