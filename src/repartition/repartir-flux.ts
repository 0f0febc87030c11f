import * as z from "zod";
import type { Assiette } from "../assiette/calculer-assiette.js";
import { additionnerComptes } from "../assiette/comptes-du-flux.js";
import {
  CENT,
  enPourCentDe,
  type Fraction,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { lireTaux } from "../exact/taux.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { Constat } from "../modele/constats.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { estDansLeTerritoire, type Secteur } from "../modele/secteurs.js";
import { choixDe } from "../modele/stipulations.js";
import type {
  Contingent,
  Contrepartie,
  Convention,
  ConventionLue,
  Derogation,
  derogation,
  LocalisationDePart,
  PartLue,
  Reservataire,
} from "../modele/vocabulaire.js";
import { controlerGaranties } from "./controler-garanties.js";
import { constaterExces, constaterTerritoiresVides } from "./controler-placement.js";
import { controlerPrefet } from "./controler-prefet.js";
import {
  constaterDerogations,
  lireDerogations,
  type PlafondsDuPrefet,
  plafondsDuPrefet,
} from "./derogations.js";
import { lireConventions } from "./lire-conventions.js";
import { type Exces, placerParts } from "./placer-parts.js";

const schemaEntree = z.strictObject({
  assiette: z.unknown().optional(),
  conventions: z.array(z.unknown()),
  derogations: z.array(z.unknown()).optional(),
});
const schemaStipulations = z.strictObject({ plancherHorsQpv: choixDe("plancherHorsQpv").optional() });

export interface EntreeRepartition {
  readonly assiette: Assiette;
  /** Une convention par réservataire du périmètre. */
  readonly conventions: readonly Convention[];
  /** Arrêtés qui dérogent aux plafonds du préfet. */
  readonly derogations?: readonly z.input<typeof derogation>[];
}

export type StipulationsDeRepartition = z.infer<typeof schemaStipulations>;

/** Une part d'un réservataire, sur tout son territoire. */
export interface Part {
  readonly reservataire: string;
  readonly contrepartie: Contrepartie;
  readonly contingent: Contingent | null;
  /** Taux convenu, en pourcentage du flux de son territoire. */
  readonly taux: string;
  readonly localisation: LocalisationDePart;
  /** Flux de son territoire, en logements. */
  readonly fluxDuTerritoire: number;
  /** Taux × flux du territoire, en logements, sans arrondi. */
  readonly logements: ValeurExacte;
  /** Taux × libérations du territoire : ce que la part ferait si rien n'était soustrait, en logements. */
  readonly surLesLiberations: ValeurExacte;
  /** La même part rapportée au flux de tout le périmètre, en pourcentage ; `null` si ce flux est nul. */
  readonly tauxDuFlux: ValeurExacte | null;
}

/** Une part dans un secteur. */
export interface PartDeSecteur extends Pick<Part, "reservataire" | "contrepartie" | "contingent"> {
  /** Le taux auquel elle y est placée, en pourcentage du flux du secteur. */
  readonly taux: ValeurExacte;
}

/** Un secteur : les parts qui s'y exercent et les logements non réservés font 100 % de son flux. */
export interface SecteurReparti extends Secteur {
  readonly flux: number;
  readonly parts: readonly PartDeSecteur[];
  /** Somme des parts, en pourcentage. */
  readonly tauxReserve: ValeurExacte;
  /** Complément à 100 %, en pourcentage ; négatif si le secteur est sur-réservé. */
  readonly tauxNonReserve: ValeurExacte;
}

export interface Repartition {
  readonly nature: "repartition";
  readonly assiette: Assiette;
  readonly conventions: readonly ConventionLue[];
  readonly derogations: readonly Derogation[];
  /** Les plafonds du préfet à cette date, dérogation comprise. */
  readonly plafondsDuPrefet: PlafondsDuPrefet;
  readonly stipulations: StipulationsDeRepartition;
  /** Les parts, par réservataire puis contrepartie et contingent. */
  readonly parts: readonly Part[];
  /** Ce que le bailleur garde : le complément à 100 % de tous les secteurs. */
  readonly nonReserves: Pick<Part, "logements" | "tauxDuFlux">;
  readonly secteurs: readonly SecteurReparti[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

/** Le flux réparti, avant tout contrôle. */
export type FluxReparti = Pick<Repartition, "assiette" | "conventions" | "parts" | "secteurs">;

const VERBE = "repartirFlux";

/**
 * Répartit le flux annuel entre les réservataires, selon leurs conventions, et vérifie la légalité des parts.
 *
 * Une part uniforme vaut son taux dans chaque secteur de son territoire. Une part libre ne doit que son total : elle se
 * place au même taux partout, sauf dans les secteurs où les autres parts ne laissent pas la place, remplis en premier.
 * Ce qui n'est promis à personne reste au bailleur, si bien que chaque secteur fait exactement 100 %. Une convention
 * contraire au droit est calculée telle quelle et donne un constat : rien n'est réduit en silence. Si aucun placement
 * ne loge toutes les parts, les constats disent où, qui et de combien.
 *
 * @param entree - assiette de l'année et conventions du périmètre, taux en pourcentage
 * @param stipulations - `plancherHorsQpv` : `ecarte` si une stipulation écarte le plancher du préfet hors QPV
 * @returns chaque part en logements exacts, les secteurs à 100 %, les logements non réservés, les constats
 * @throws {@link ErreurDeSaisie} si une convention est mal formée ou en double, ou si l'assiette n'est pas lisible
 * @throws {@link CasNonCouvert} si une convention n'est pas encore en vigueur
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
  const derogations = lireDerogations(saisie, champs.derogations, base?.provenance.dateDeDroit);
  const assiette = saisie.certifier(base);
  const retenues = saisie.certifier(convenu);

  const { dateDeDroit } = assiette.provenance;
  const reparti = placer(assiette, conventions);
  const plafonds = plafondsDuPrefet(derogations, dateDeDroit);
  const nonReserves = sommer(
    reparti.secteurs.map(({ flux, tauxNonReserve }) =>
      pourCentDe(lireValeurExacte(tauxNonReserve), fraction(flux)),
    ),
  );
  return sceller(
    {
      nature: "repartition" as const,
      stipulations: retenues,
      assiette,
      conventions,
      derogations,
      plafondsDuPrefet: plafonds,
      parts: reparti.parts,
      nonReserves: { logements: valeurExacte(nonReserves), tauxDuFlux: enPartDuFlux(nonReserves, assiette) },
      secteurs: reparti.secteurs,
      constats: [
        ...constaterDerogations(derogations, dateDeDroit),
        ...controlerPrefet(reparti, plafonds, retenues.plancherHorsQpv === "ecarte", () =>
          placer(assiette, conventions.map(placerLePrefetHorsQpvDAbord)),
        ),
        ...controlerGaranties(reparti),
        ...constaterExces(reparti, reparti.exces),
        ...constaterTerritoiresVides(reparti),
      ],
    },
    {
      dateDeDroit,
      entrees: { assiette: assiette.provenance.sceau, conventions, derogations },
      stipulations: retenues,
    },
  );
}

/** Place les parts des conventions sur les secteurs de l'assiette. */
function placer(
  assiette: Assiette,
  conventions: readonly ConventionLue[],
): FluxReparti & { readonly exces: readonly Exces[] } {
  const lignes = conventions.flatMap(({ reservataire, parts }) =>
    parts.map((part) => ({ reservataire, part, taux: lireTaux(part.taux) })),
  );
  const { taux, exces } = placerParts(
    lignes.map((ligne) => ({
      taux: ligne.taux,
      territoire: ligne.reservataire.territoire,
      localisation: ligne.part.localisation,
    })),
    assiette.secteurs,
  );
  const parts = lignes.map(({ reservataire, part, taux: convenu }): Part => {
    const { flux: fluxDuTerritoire, liberations } = additionnerComptes(
      assiette.secteurs.filter((secteur) => estDansLeTerritoire(secteur, reservataire.territoire)),
    );
    const logements = pourCentDe(convenu, fraction(fluxDuTerritoire));
    return {
      ...identifier(reservataire, part),
      taux: part.taux,
      localisation: part.localisation,
      fluxDuTerritoire,
      logements: valeurExacte(logements),
      surLesLiberations: valeurExacte(pourCentDe(convenu, fraction(liberations))),
      tauxDuFlux: enPartDuFlux(logements, assiette),
    };
  });
  const secteurs = assiette.secteurs.map(({ commune, localisation, epci, flux }, rang): SecteurReparti => {
    const reserve = sommer(taux.map((ligne) => ligne[rang] ?? ZERO));
    return {
      commune,
      localisation,
      epci,
      flux,
      parts: lignes.flatMap(({ reservataire, part }, position) =>
        estDansLeTerritoire({ commune, localisation, epci }, reservataire.territoire)
          ? [{ ...identifier(reservataire, part), taux: valeurExacte(taux[position]?.[rang] ?? ZERO) }]
          : [],
      ),
      tauxReserve: valeurExacte(reserve),
      tauxNonReserve: valeurExacte(soustraire(CENT, reserve)),
    };
  });
  return { assiette, conventions, parts, secteurs, exces };
}

function placerLePrefetHorsQpvDAbord(convention: ConventionLue): ConventionLue {
  return {
    ...convention,
    parts: convention.parts.map((part) =>
      part.contrepartie === "contingent-prefectoral"
        ? { ...part, localisation: "hors-qpv-d-abord" as const }
        : part,
    ),
  };
}

function enPartDuFlux(logements: Fraction, { flux }: Assiette): ValeurExacte | null {
  return flux === 0 ? null : valeurExacte(enPourCentDe(logements, fraction(flux)));
}

function identifier({ code }: Reservataire, part: PartLue): Omit<PartDeSecteur, "taux"> {
  return { reservataire: code, contrepartie: part.contrepartie, contingent: part.contingent ?? null };
}
