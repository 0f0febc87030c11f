import { type Assiette, calculerAssiette } from "../assiette/calculer-assiette.js";
import { type CompteDeDroits, tenirCompteDeDroits } from "../bilan/tenir-compte-de-droits.js";
import { convertirEnDroitsUniques, type DroitsUniques } from "../conversion/convertir-en-droits-uniques.js";
import { convertirStockEnFlux, type StockEnFlux } from "../conversion/convertir-stock-en-flux.js";
import { consoliderEtatDesLieux, type EtatDesLieux } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import type { Constat } from "../modele/constats.js";
import { StipulationManquante } from "../modele/erreurs.js";
import { choixManquant } from "../modele/stipulations.js";
import { fixerObjectifsDeFlux, type Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import { consignerJournal, type EvenementEcarte } from "../orientation/consigner-journal.js";
import { ouvrirRegistre } from "../orientation/ouvrir-registre.js";
import type { Registre } from "../orientation/registre.js";
import { controlerRepartition, type Repartition, repartirFlux } from "../repartition/repartir-flux.js";
import {
  attendLaConversion,
  type ConventionRetenue,
  conventionsAu,
  ecrireLesTaux,
  sansTauxConvertis,
} from "./conventions-de-l-annee.js";
import { consommationsSupposees, inventaireDe, secteursDe, titulairesDe } from "./donnees-de-l-annee.js";
import type { Memoire } from "./memoire.js";
import type { Appel } from "./relever-problemes.js";
import type { AnneeDeScenario, Scenario } from "./scenario.js";

/** Les résultats d'une année, tels que les verbes les rendent ; `null` si le scénario ne les demande pas, ou s'ils n'existent pas. */
export interface AnneeCalculee {
  readonly annee: number;
  readonly etatDesLieux: EtatDesLieux | null;
  readonly droitsUniques: DroitsUniques | null;
  readonly assiette: Assiette | null;
  readonly stockEnFlux: StockEnFlux | null;
  readonly repartition: Repartition | null;
  readonly objectifs: Objectifs | null;
  readonly registre: Registre | null;
  /** Les événements du journal que le registre de ce scénario refuse. */
  readonly ecartes: readonly EvenementEcarte[];
  readonly compteDeDroits: CompteDeDroits | null;
  /** Pourquoi un résultat demandé n'existe pas. */
  readonly empechements: readonly Constat[];
}

/** Déroule les années d'un scénario, chacune partant de la précédente. */
export function deroulerLesAnnees(scenario: Scenario, appel: Appel, memoire: Memoire): AnneeCalculee[] {
  appel("simuler", {}, () => exigerLActualisation(scenario));
  const calculees: AnneeCalculee[] = [];
  for (const rang of scenario.annees.keys())
    calculees.push(calculerAnnee({ scenario, rang, calculees }, appel, memoire));
  return calculees;
}

interface Cadre {
  readonly scenario: Scenario;
  readonly rang: number;
  /** Celles d'avant. */
  readonly calculees: readonly AnneeCalculee[];
}

function calculerAnnee(cadre: Cadre, appel: Appel, memoire: Memoire): AnneeCalculee {
  const { scenario, rang, calculees } = cadre;
  const { stipulations, tauxDeRotation, partsFixees, derogations, reprises, epciSurPlusieursPerimetres } =
    scenario;
  const donnee = scenario.annees[rang] as AnneeDeScenario;
  const { annee, mouvements = [], journal } = donnee;
  const date = `${annee}-01-01`;
  const perimetre = { ...scenario.perimetre, annee };
  const precedente = calculees.at(-1);
  const ici = `annees[${rang}]`;
  const empechements: Constat[] = [];
  const appeler: <T>(...donnes: Parameters<typeof appel<T>>) => T | null = (verbe, lieux, calculer) => {
    const issue = appel(verbe, lieux, calculer);
    empechements.push(...issue.empechements);
    return issue.resultat;
  };

  const inventaire = inventaireDe(scenario, rang);
  const etatDesLieux =
    inventaire &&
    appeler(
      "consoliderEtatDesLieux",
      {
        communes: "inventaire.communes",
        reservataires: "inventaire.reservataires",
        logements: inventaire.origines,
      },
      () =>
        memoire(
          [
            "etat-des-lieux",
            annee,
            scenario.perimetre,
            stipulations.consoliderEtatDesLieux,
            ...inventaire.sources,
          ],
          () =>
            consoliderEtatDesLieux(
              { ...inventaire.entree, date, perimetre },
              stipulations.consoliderEtatDesLieux ?? {},
            ),
        ),
    );
  const droitsUniques =
    stipulations.convertirEnDroitsUniques === undefined || (inventaire !== null && etatDesLieux === null)
      ? null
      : appeler(
          "convertirEnDroitsUniques",
          { etatDesLieux: "inventaire", "": "inventaire", tauxDeRotation: "tauxDeRotation" },
          () =>
            memoire(
              ["droits-uniques", etatDesLieux, tauxDeRotation, stipulations.convertirEnDroitsUniques],
              () =>
                convertirEnDroitsUniques(
                  { dateDEffet: date, etatDesLieux: etatDesLieux ?? undefined, tauxDeRotation } as never,
                  stipulations.convertirEnDroitsUniques as never,
                ),
            ),
        );
  const assiette = appeler(
    "calculerAssiette",
    { "": ici, perimetre: "perimetre", date: `${ici}.annee`, secteurs: `${ici}.secteurs` },
    () =>
      calculerAssiette(
        { date, perimetre, secteurs: secteursDe(donnee) },
        (stipulations.calculerAssiette ?? {}) as never,
      ),
  );
  const stockEnFlux =
    stipulations.convertirStockEnFlux === undefined ||
    assiette === null ||
    (inventaire !== null && etatDesLieux === null)
      ? null
      : appeler(
          "convertirStockEnFlux",
          {
            "": ici,
            etatDesLieux: "inventaire",
            assiette: `${ici}.secteurs`,
            droitsUniques: "stipulations.convertirEnDroitsUniques",
          },
          () =>
            convertirStockEnFlux(
              {
                etatDesLieux: etatDesLieux ?? undefined,
                assiette,
                tauxDeRotation: droitsUniques === null ? tauxDeRotation : undefined,
                droitsUniques: droitsUniques ?? undefined,
                partsFixees,
              } as never,
              stipulations.convertirStockEnFlux as never,
            ),
        );
  const retenues = conventionsAu(scenario, date);
  const lieuxDesConventions = {
    "": ici,
    assiette: `${ici}.secteurs`,
    conventions: retenues.map((une) => `conventions[${une.rang}]`),
  };
  const convenu = { derogations, reprises, epciSurPlusieursPerimetres };
  const sansAmont =
    assiette === null || (stipulations.convertirStockEnFlux !== undefined && stockEnFlux === null);
  const repartition = appeler("repartirFlux", lieuxDesConventions, () => {
    if (!sansAmont) {
      const conventions = conventionsDe(cadre, retenues, stockEnFlux);
      return repartirFlux({ assiette, conventions, ...convenu }, stipulations.repartirFlux ?? {});
    }
    const conventions = sansTauxConvertis(retenues);
    controlerRepartition({ conventions, ...convenu }, stipulations.repartirFlux ?? {}, { date, perimetre });
    return null;
  });
  const objectifs =
    repartition &&
    appeler("fixerObjectifsDeFlux", { "": ici }, () =>
      fixerObjectifsDeFlux(
        repartition,
        stipulations.fixerObjectifsDeFlux ?? {},
        stipulations.fixerObjectifsDeFlux?.reportDesRestes === undefined
          ? undefined
          : (precedente?.objectifs ?? undefined),
      ),
    );
  const ouvert =
    journal === undefined || stipulations.ouvrirRegistre === undefined || repartition === null
      ? null
      : appeler("ouvrirRegistre", { "": ici }, () =>
          ouvrirRegistre(
            repartition,
            stipulations.ouvrirRegistre as never,
            precedente?.registre ?? undefined,
          ),
        );
  const consigne =
    ouvert &&
    appeler("consignerJournal", { "": ici, evenements: `${ici}.journal` }, () =>
      consignerJournal(ouvert, journal ?? []),
    );
  const registre = consigne?.registre ?? null;
  const ouverture = rang === 0 ? droitsUniques : precedente?.compteDeDroits;
  const compteDeDroits =
    ouverture == null
      ? null
      : appeler(
          "tenirCompteDeDroits",
          {
            "": ici,
            reservataires: "inventaire.reservataires",
            mouvements: `${ici}.mouvements`,
            tauxDeRotation: "tauxDeRotation",
          },
          () =>
            tenirCompteDeDroits(
              {
                ouverture,
                au: `${annee}-12-31`,
                reservataires: titulairesDe(scenario),
                mouvements: [
                  ...mouvements,
                  ...(registre === null ? consommationsSupposees(annee, objectifs, scenario) : []),
                ],
                registre: registre ?? undefined,
                tauxDeRotation,
              },
              stipulations.tenirCompteDeDroits ?? {},
            ),
        );
  return {
    annee,
    etatDesLieux,
    droitsUniques,
    assiette,
    stockEnFlux,
    repartition,
    objectifs,
    registre,
    ecartes: consigne?.ecartes ?? [],
    compteDeDroits,
    empechements,
  };
}

function conventionsDe(
  { scenario, calculees }: Cadre,
  retenues: readonly ConventionRetenue[],
  stock: StockEnFlux | null,
) {
  const actualisation = scenario.stipulations.simuler?.actualisationDesParts;
  const premier = calculees[0]?.stockEnFlux ?? stock;
  return ecrireLesTaux("simuler", retenues, actualisation === "aucune" ? premier : stock, premier);
}

/** Sur plusieurs années, les parts qui viennent de la conversion suivent l'inventaire, ou non : les parties le disent. */
function exigerLActualisation(scenario: Scenario): void {
  const { annees, stipulations } = scenario;
  if (
    annees.length > 1 &&
    attendLaConversion(scenario) &&
    stipulations.simuler?.actualisationDesParts === undefined
  )
    throw new StipulationManquante("simuler", [choixManquant("actualisationDesParts")]);
}
