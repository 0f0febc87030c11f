import {
  type Assiette,
  type ComptesDeSecteur,
  calculerAssiette,
  type StipulationsDAssiette,
} from "../assiette/calculer-assiette.js";
import type { DroitsUniques } from "../conversion/convertir-en-droits-uniques.js";
import {
  convertirStockEnFlux,
  type StipulationsDeConversion,
  type StockEnFlux,
} from "../conversion/convertir-stock-en-flux.js";
import type { EntreeStockEnFlux } from "../conversion/lire-stock.js";
import type { EtatDesLieux } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import { compte } from "../modele/identifiants.js";
import type { CategorieDeSoustraction } from "../modele/vocabulaire.js";
import { fixerObjectifsDeFlux, type Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import { controlerRepartition, type Repartition, repartirFlux } from "../repartition/repartir-flux.js";
import type { CadreDeLAnnee } from "./cadre-de-l-annee.js";
import { conventionsAu, ecrireLesTaux, sansTauxConvertis } from "./conventions-de-l-annee.js";
import { type AnneeDeScenario, lieuDe, type OperationSimulee } from "./scenario.js";

/** A, B et C de l'année, opérations et programmes compris. */
export function compterLeFlux({ scenario, donnee, date, perimetre, ici, memoire, appeler }: CadreDeLAnnee) {
  const convenu = scenario.stipulations.calculerAssiette;
  return appeler(
    "calculerAssiette",
    { "": ici, perimetre: "perimetre", date: `${ici}.annee`, secteurs: `${ici}.secteurs` },
    () =>
      memoire(["assiette", donnee, scenario.perimetre, convenu], () =>
        calculerAssiette(
          { date, perimetre, secteurs: secteursDe(donnee) },
          (convenu ?? {}) as StipulationsDAssiette,
        ),
      ),
  );
}

function secteursDe({ secteurs, operations = [], programmes = [] }: AnneeDeScenario): ComptesDeSecteur[] {
  const neufs = programmes.flatMap(({ logements }) => logements);
  return secteurs.map((secteur) => {
    const estIci = (ligne: unknown) => lieuDe(ligne) === lieuDe(secteur);
    const livres = neufs.filter(estIci).length;
    return avecLesOperations(
      livres === 0
        ? secteur
        : { ...secteur, premieresMisesEnLocation: ajouter(secteur.premieresMisesEnLocation, livres) },
      operations.filter(estIci),
    );
  });
}

function avecLesOperations(
  secteur: ComptesDeSecteur,
  operations: readonly OperationSimulee[],
): ComptesDeSecteur {
  const { soustraits: donnes = {} } = secteur;
  if (operations.length === 0 || typeof donnes !== "object" || donnes === null) return secteur;
  const soustraits: Partial<Record<CategorieDeSoustraction, number | undefined>> = { ...donnes };
  for (const { categorie, relogements } of operations)
    soustraits[categorie] = ajouter(soustraits[categorie], relogements);
  return { ...secteur, soustraits };
}

/** Ce qui n'est pas un compte est laissé tel quel : le verbe le refuse, et rien ne s'y ajoute. */
function ajouter(donne: number | undefined, enPlus: number): number {
  return donne === undefined || compte.safeParse(donne).success ? (donne ?? 0) + enPlus : donne;
}

/** Le stock converti en parts ; `null` si le scénario ne le demande pas, ou s'il est refusé. */
export function convertirLeStock(
  { scenario, ici, memoire, appeler }: CadreDeLAnnee,
  etatDesLieux: EtatDesLieux | null,
  droitsUniques: DroitsUniques | null,
  assiette: Assiette | null,
): StockEnFlux | null {
  const { inventaire, tauxDeRotation, partsFixees, stipulations } = scenario;
  const convenu = stipulations.convertirStockEnFlux;
  const sansInventaire = inventaire !== undefined && etatDesLieux === null;
  if (convenu === undefined || assiette === null || sansInventaire) return null;
  const entree = {
    etatDesLieux: etatDesLieux ?? undefined,
    assiette,
    tauxDeRotation: droitsUniques === null ? tauxDeRotation : undefined,
    droitsUniques: droitsUniques ?? undefined,
    partsFixees,
  };
  return appeler(
    "convertirStockEnFlux",
    {
      etatDesLieux: "inventaire",
      assiette: `${ici}.secteurs`,
      droitsUniques: "stipulations.convertirEnDroitsUniques",
    },
    () =>
      memoire(["stock-en-flux", ...Object.values(entree), convenu], () =>
        convertirStockEnFlux(entree as EntreeStockEnFlux, convenu as StipulationsDeConversion),
      ),
  );
}

/** Les parts de l'année ; sans ce dont elles partent, les conventions se contrôlent quand même. */
export function partager(
  { scenario, date, perimetre, ici, calculees, appeler }: CadreDeLAnnee,
  assiette: Assiette | null,
  stock: StockEnFlux | null,
  droitsUniques: DroitsUniques | null,
): Repartition | null {
  const { stipulations, derogations, reprises, epciSurPlusieursPerimetres } = scenario;
  const retenues = conventionsAu(scenario, date);
  const convenu = { derogations, reprises, epciSurPlusieursPerimetres };
  const lieux = {
    "": ici,
    assiette: `${ici}.secteurs`,
    conventions: retenues.map(({ rang }) => `conventions[${rang}]`),
  };
  const sansAmont = assiette === null || (stipulations.convertirStockEnFlux !== undefined && stock === null);
  return appeler("repartirFlux", lieux, () => {
    if (sansAmont) {
      const conventions = sansTauxConvertis(retenues);
      controlerRepartition({ conventions, ...convenu }, stipulations.repartirFlux ?? {}, { date, perimetre });
      return null;
    }
    const fige = stipulations.simuler?.actualisationDesParts === "aucune";
    const deLAnnee = { stockEnFlux: stock, droitsUniques };
    const depart = fige ? (calculees[0] ?? deLAnnee) : deLAnnee;
    const conventions = ecrireLesTaux("simuler", retenues, {
      stock: depart.stockEnFlux,
      droitsUniques: depart.droitsUniques,
      titulaires: scenario.inventaire?.reservataires ?? [],
      assiette,
    });
    return repartirFlux({ assiette, conventions, ...convenu }, stipulations.repartirFlux ?? {});
  });
}

/** Les objectifs de l'année, ceux d'avant reportés si les parties le stipulent. */
export function fixerLesObjectifs(
  { scenario, calculees, ici, appeler }: CadreDeLAnnee,
  repartition: Repartition | null,
): Objectifs | null {
  if (repartition === null) return null;
  const convenu = scenario.stipulations.fixerObjectifsDeFlux ?? {};
  const precedents = calculees.at(-1)?.objectifs ?? undefined;
  return appeler("fixerObjectifsDeFlux", { "": ici }, () =>
    fixerObjectifsDeFlux(
      repartition,
      convenu,
      convenu.reportDesRestes === undefined ? undefined : precedents,
    ),
  );
}
