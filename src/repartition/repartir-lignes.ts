import type { Assiette } from "../assiette/calculer-assiette.js";
import { additionnerComptes } from "../assiette/comptes-du-flux.js";
import { ecrireDecimal } from "../exact/decimal.js";
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
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { estDansLeTerritoire, type Secteur } from "../modele/secteurs.js";
import type { ConventionLue, PartRetenue, Reservataire } from "../modele/vocabulaire.js";
import type { PartAPlacer } from "./emboitement.js";
import { territoireDe } from "./lire-parts.js";
import { placerParts } from "./placer-parts.js";
import { rangsDesCedants } from "./reductions.js";
import { reduireParts } from "./reduire-parts.js";
import type {
  FluxReparti,
  Part,
  Repartition,
  SecteurReparti,
  StipulationsDeRepartition,
} from "./repartir-flux.js";
import { type Exces, trouverExces } from "./trouver-exces.js";

/** Une part et le taux auquel elle se place. */
export interface Ligne {
  readonly reservataire: Reservataire;
  readonly part: PartRetenue;
  readonly taux: Fraction;
}

/** Les parts des conventions, à leur taux convenu. */
export function lignesDe(conventions: readonly ConventionLue[]): Ligne[] {
  return conventions.flatMap(({ reservataire, parts }) =>
    parts.map((part) => ({ reservataire, part, taux: lireTaux(part.taux) })),
  );
}

/** Le flux aux taux convenus : les plafonds limitent la convention, non ce qu'une réduction en laisse. */
export function avantReduction(repartition: Repartition): FluxReparti {
  const { assiette, conventions, parts } = repartition;
  return parts.every(({ taux, tauxConvenu }) => taux === tauxConvenu)
    ? repartition
    : placer(assiette, conventions, lignesDe(conventions));
}

function aPlacer({ reservataire, part, taux }: Ligne): PartAPlacer {
  return { taux, territoire: territoireDe(reservataire, part), localisation: part.localisation };
}

/** Applique la réduction stipulée, si les parts promettent plus que le flux. */
export function reduire(
  lignes: readonly Ligne[],
  { secteurs }: Assiette,
  { reduction: convenue }: StipulationsDeRepartition,
): readonly Ligne[] {
  const parts = lignes.map(aPlacer);
  if (convenue === undefined || trouverExces(parts, secteurs).length === 0) return lignes;
  const taux = reduireParts(parts, secteurs, rangsDesCedants(convenue, lignes), convenue.regle);
  return lignes.map((ligne, rang) => ({ ...ligne, taux: taux[rang] ?? ligne.taux }));
}

/** Place des parts sur les secteurs de l'assiette. */
export function placer(
  assiette: Assiette,
  conventions: readonly ConventionLue[],
  lignes: readonly Ligne[],
): FluxReparti & { readonly exces: readonly Exces[] } {
  const { taux, exces } = placerParts(lignes.map(aPlacer), assiette.secteurs);
  const parts = lignes.map(({ reservataire, part, taux: retenu }): Part => {
    const territoire = territoireDe(reservataire, part);
    const { flux: fluxDuTerritoire, liberations } = additionnerComptes(
      assiette.secteurs.filter((secteur) => estDansLeTerritoire(secteur, territoire)),
    );
    const logements = pourCentDe(retenu, fraction(fluxDuTerritoire));
    return {
      ...identifier(reservataire, part),
      territoire,
      tauxConvenu: part.taux,
      taux: ecrireDecimal(retenu),
      localisation: part.localisation,
      fluxDuTerritoire,
      logements: valeurExacte(logements),
      surLesLiberations: valeurExacte(pourCentDe(retenu, fraction(liberations))),
      tauxDuFlux: enPartDuFlux(logements, assiette),
    };
  });
  const secteurs = assiette.secteurs.map(({ commune, localisation, epci, flux }, rang): SecteurReparti => {
    const secteur = { commune, localisation, epci };
    const reserve = sommer(taux.map((ligne) => ligne[rang] ?? ZERO));
    return {
      ...secteur,
      flux,
      parts: lignes.flatMap(({ reservataire, part }, position) =>
        estDansLeTerritoire(secteur, territoireDe(reservataire, part))
          ? [
              {
                ...identifier(reservataire, part),
                taux: valeurExacte(taux[position]?.[rang] ?? ZERO),
                delegataire: delegataireDe(part, secteur),
              },
            ]
          : [],
      ),
      tauxReserve: valeurExacte(reserve),
      tauxNonReserve: valeurExacte(soustraire(CENT, reserve)),
    };
  });
  return { assiette, conventions, parts, secteurs, exces };
}

function delegataireDe({ delegations = [] }: PartRetenue, secteur: Secteur): string | null {
  return delegations.find(({ territoire }) => estDansLeTerritoire(secteur, territoire))?.delegataire ?? null;
}

/** La même ligne, si elle est du préfet, placée hors QPV tant qu'il y a de la place. */
export function placerLePrefetHorsQpvDAbord(ligne: Ligne): Ligne {
  return ligne.part.contrepartie === "contingent-prefectoral"
    ? { ...ligne, part: { ...ligne.part, localisation: "hors-qpv-d-abord" } }
    : ligne;
}

/** Des logements rapportés au flux de tout le périmètre, en pourcentage ; `null` si ce flux est nul. */
export function enPartDuFlux(logements: Fraction, { flux }: Assiette): ValeurExacte | null {
  return flux === 0 ? null : valeurExacte(enPourCentDe(logements, fraction(flux)));
}

function identifier(
  { code }: Reservataire,
  part: PartRetenue,
): Pick<Part, "reservataire" | "contrepartie" | "contingent"> {
  return { reservataire: code, contrepartie: part.contrepartie, contingent: part.contingent ?? null };
}
