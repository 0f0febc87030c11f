import * as z from "zod";
import type { Assiette } from "../assiette/calculer-assiette.js";
import { fraction, pourCentDe, sommer } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { Constat } from "../modele/constats.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { siren } from "../modele/identifiants.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import type { Secteur } from "../modele/secteurs.js";
import { choixDe, reduction } from "../modele/stipulations.js";
import type {
  Contingent,
  Convention,
  ConventionLue,
  ConventionMultipartite,
  Derogation,
  DerogationDonnee,
  FondementDePart,
  LocalisationDePart,
  Reprise,
  RepriseLue,
  TerritoireDePart,
} from "../modele/vocabulaire.js";
import { type CadreDuCalcul, type CadreProvisoire, cadreDe } from "./cadre-du-calcul.js";
import {
  constaterDelegations,
  constaterResiliations,
  constaterTerritoiresSansJustification,
} from "./constater-conventions.js";
import { controlerGaranties } from "./controler-garanties.js";
import { constaterExces, constaterTerritoiresVides } from "./controler-placement.js";
import { controlerPlacementDuPrefet, controlerPlafondsDuPrefet } from "./controler-prefet.js";
import {
  constaterDerogations,
  lireDerogations,
  type PlafondsDuPrefet,
  plafondsDuPrefet,
} from "./derogations.js";
import { lireConventions } from "./lire-conventions.js";
import { cleDePart } from "./lire-parts.js";
import { constaterReductions, controlerReduction } from "./reductions.js";
import { enPartDuFlux, lignesDe, placer, placerLePrefetHorsQpvDAbord, reduire } from "./repartir-lignes.js";
import { constaterReprises, lignesDesReprises, lireReprises } from "./reprises.js";

const schemaEntree = z.strictObject({
  assiette: z.unknown().optional(),
  conventions: z.array(z.unknown()),
  derogations: z.array(z.unknown()).optional(),
  reprises: z.array(z.unknown()).optional(),
  epciSurPlusieursPerimetres: z.array(siren).optional(),
});
const schemaStipulations = z.strictObject({
  plancherHorsQpv: choixDe("plancherHorsQpv").optional(),
  garantsDuPlafond: choixDe("garantsDuPlafond").optional(),
  reduction: reduction.optional(),
});

export interface EntreeRepartition {
  readonly assiette: Assiette;
  /** Une convention par réservataire du périmètre ; un acte à plusieurs en donne une à chacun. */
  readonly conventions: readonly (Convention | ConventionMultipartite)[];
  /** Arrêtés qui dérogent aux plafonds du préfet. */
  readonly derogations?: readonly DerogationDonnee[] | undefined;
  /** Décisions du préfet qui joignent à son flux des droits restés en stock. */
  readonly reprises?: readonly Reprise[] | undefined;
  /** SIREN des EPCI dont le territoire sort du département : leur plafond se juge avec {@link controlerGarantiesEnsemble}. */
  readonly epciSurPlusieursPerimetres?: readonly string[] | undefined;
}

/** @useDeclaredType */
export type StipulationsDeRepartition = EnLecture<z.infer<typeof schemaStipulations>>;

/** Une part d'un réservataire, sur tout son territoire. */
export interface Part {
  readonly reservataire: string;
  readonly contrepartie: FondementDePart;
  readonly contingent: Contingent | null;
  /** Là où elle s'exerce. */
  readonly territoire: TerritoireDePart;
  /** Taux convenu, en pourcentage du flux de son territoire. */
  readonly tauxConvenu: string;
  /** Taux retenu : le taux convenu, sauf réduction stipulée. */
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
  /** Celui qui l'y exerce à la place du réservataire, s'il l'a déléguée. */
  readonly delegataire: string | null;
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
  /** Les conventions en vigueur, et une ligne par reprise qui joue. */
  readonly conventions: readonly ConventionLue[];
  readonly derogations: readonly Derogation[];
  readonly reprises: readonly RepriseLue[];
  readonly epciSurPlusieursPerimetres: readonly string[];
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
 * @param entree - assiette de l'année et conventions du périmètre, taux en pourcentage ; arrêtés de dérogation, reprises
 * @param stipulations - `plancherHorsQpv` : le plancher du préfet hors QPV, sa lecture, ou `ecarte` ; `garantsDuPlafond` :
 * qui s'ajoute pour le plafond des garanties ; `reduction` : qui cède si les parts promettent plus que le flux
 * @returns chaque part en logements exacts, les secteurs à 100 %, les logements non réservés, les constats
 * @throws {@link ErreurDeSaisie} si une convention est mal formée ou en double, ou si l'assiette n'est pas lisible
 * @throws {@link CasNonCouvert} si une convention n'est pas encore en vigueur, si une commune réserve hors de son territoire, ou
 * si une part libre l'est sur une liste de communes
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
  const { champs, convenu, base, derogations, enVigueur, resiliees, reprises, nonCouvert } = lireEntree(
    saisie,
    entree,
    stipulations,
  );
  const assiette = saisie.certifier(base);
  const retenues = ordonnerStipulations(saisie.certifier(convenu));
  if (nonCouvert !== null) throw nonCouvert;

  const { dateDeDroit } = assiette.provenance;
  const epciSurPlusieursPerimetres = trierParCodes(champs.epciSurPlusieursPerimetres ?? [], (code) => code);
  const toutes = [...enVigueur, ...resiliees];
  const conventions = trierParCodes(
    [...enVigueur, ...lignesDesReprises(reprises, toutes, dateDeDroit)],
    ({ reservataire }) => reservataire.code,
  );
  const convenues = lignesDe(conventions);
  const lignes = reduire(convenues, assiette, retenues);
  const reparti = placer(assiette, conventions, lignes);
  const avantReduction = lignes === convenues ? reparti : placer(assiette, conventions, convenues);
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
      reprises,
      epciSurPlusieursPerimetres,
      plafondsDuPrefet: plafonds,
      parts: reparti.parts,
      nonReserves: { logements: valeurExacte(nonReserves), tauxDuFlux: enPartDuFlux(nonReserves, assiette) },
      secteurs: reparti.secteurs,
      constats: [
        ...constaterResiliations(resiliees, enVigueur),
        ...constaterTerritoiresSansJustification(conventions),
        ...constaterDerogations(derogations, dateDeDroit),
        ...constaterReprises(reprises, toutes, reparti.parts, dateDeDroit),
        ...constaterReductions(reparti.parts),
        ...controlerPlafondsDuPrefet(avantReduction, plafonds),
        ...controlerPlacementDuPrefet(reparti, retenues.plancherHorsQpv, () =>
          placer(assiette, conventions, lignes.map(placerLePrefetHorsQpvDAbord)),
        ),
        ...controlerGaranties(avantReduction, retenues.garantsDuPlafond, epciSurPlusieursPerimetres),
        ...constaterDelegations(reparti),
        ...constaterExces(reparti, reparti.exces),
        ...constaterTerritoiresVides(reparti),
      ],
    },
    {
      dateDeDroit,
      entrees: {
        assiette: assiette.provenance.sceau,
        conventions: [...enVigueur, ...resiliees],
        derogations,
        reprises,
        epciSurPlusieursPerimetres,
      },
      stipulations: retenues,
    },
  );
}

/** Au prorata, l'ordre des cédants ne veut rien dire : il ne change rien au résultat, sceau compris. */
function ordonnerStipulations(lues: StipulationsDeRepartition): StipulationsDeRepartition {
  if (lues.reduction?.regle !== "au-prorata") return lues;
  const cedants = trierParCodes(lues.reduction.cedants, ({ reservataire }) => reservataire, cleDePart);
  return { ...lues, reduction: { ...lues.reduction, cedants } };
}

/** Les EPCI dits partagés sont de l'assiette, chacun nommé une fois. */
function controlerEpciPartages(
  saisie: Saisie,
  partages: readonly string[],
  { secteurs }: CadreDuCalcul,
): void {
  const chemin = (rang: number) => ["epciSurPlusieursPerimetres", rang];
  saisie.refuserDoublons(
    partages.map((ligne, rang) => ({ ligne, rang })),
    (epci) => epci,
    chemin,
  );
  partages.forEach((epci, rang) => {
    if (secteurs.length > 0 && !secteurs.some((secteur) => secteur.epci === epci))
      saisie.refuser(chemin(rang), "EPCI_SANS_SECTEUR", {
        fr: `L'assiette ne compte aucun secteur dans l'EPCI ${epci}.`,
        en: `The base has no sector in EPCI ${epci}.`,
      });
  });
}

/**
 * Contrôle l'entrée d'une répartition dont l'assiette n'est pas encore calculée, à la date et dans le périmètre que l'on
 * en connaît ; lève ce que {@link repartirFlux} lèverait, sauf ce qu'il faut l'assiette pour voir.
 */
export function controlerRepartition(entree: unknown, stipulations: unknown, cadre: CadreProvisoire): void {
  const saisie = new Saisie(VERBE);
  const { nonCouvert } = lireEntree(saisie, entree, stipulations, cadre);
  saisie.verdict();
  if (nonCouvert !== null) throw nonCouvert;
}

/** Lit l'entrée ; avec un cadre provisoire, l'assiette n'est pas demandée. */
function lireEntree(saisie: Saisie, entree: unknown, stipulations: unknown, provisoire?: CadreProvisoire) {
  const { champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const base =
    provisoire === undefined
      ? relire<Assiette>(saisie, champs.assiette, "assiette", ["assiette"])
      : undefined;
  const cadre = cadreDe(base, provisoire);
  const derogations = lireDerogations(saisie, champs.derogations, cadre.date);
  const { peutEtreIllisible, ...conventions } = lireConventions(VERBE, saisie, champs.conventions, cadre);
  const { enVigueur, resiliees } = conventions;
  const reprises = lireReprises(saisie, champs.reprises, [...enVigueur, ...resiliees], cadre);
  controlerEpciPartages(saisie, champs.epciSurPlusieursPerimetres ?? [], cadre);
  controlerReduction(saisie, convenu?.reduction, enVigueur, peutEtreIllisible);
  return { champs, convenu, base, derogations, reprises, ...conventions };
}
