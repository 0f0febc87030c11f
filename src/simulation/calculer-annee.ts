import type { Assiette } from "../assiette/calculer-assiette.js";
import type { CompteDeDroits } from "../bilan/tenir-compte-de-droits.js";
import type { DroitsUniques } from "../conversion/convertir-en-droits-uniques.js";
import type { StockEnFlux } from "../conversion/convertir-stock-en-flux.js";
import type { EtatDesLieux } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import type { Constat } from "../modele/constats.js";
import { StipulationManquante } from "../modele/erreurs.js";
import { jsonCanonique } from "../modele/provenance.js";
import { choixManquant } from "../modele/stipulations.js";
import type { Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import type { EvenementEcarte } from "../orientation/consigner-journal.js";
import type { Registre } from "../orientation/registre.js";
import { controlerRepartition, type Repartition } from "../repartition/repartir-flux.js";
import type { CadreDeLAnnee } from "./cadre-de-l-annee.js";
import { lireLeJournal, situerLesEcarts, tenirLesComptes } from "./comptes-de-l-annee.js";
import { controlerLeParc } from "./controler-le-parc.js";
import {
  attendLaConversion,
  conventionsSansEffet,
  dateDEffetDe,
  sansTauxConvertis,
} from "./conventions-de-l-annee.js";
import { convertirLesDroits, inventorier } from "./droits-de-l-annee.js";
import { compterLeFlux, convertirLeStock, fixerLesObjectifs, partager } from "./flux-de-l-annee.js";
import type { Memoire } from "./memoire.js";
import type { Appel } from "./relever-problemes.js";
import type { Scenario } from "./scenario.js";

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

/** Déroule les années d'un scénario, chacune partant de celles d'avant. */
export function deroulerLesAnnees(scenario: Scenario, appel: Appel, memoire: Memoire): AnneeCalculee[] {
  appel("simuler", {}, () => exigerLActualisation(scenario));
  appel("simuler", {}, () => controlerLeParc(scenario));
  controlerLesConventionsSansEffet(scenario, appel);
  const calculees: AnneeCalculee[] = [];
  for (const [rang, donnee] of scenario.annees.entries()) {
    const empechements: Constat[] = [];
    const cadre: CadreDeLAnnee = {
      scenario,
      rang,
      donnee,
      date: `${donnee.annee}-01-01`,
      perimetre: { ...scenario.perimetre, annee: donnee.annee },
      ici: `annees[${rang}]`,
      calculees: [...calculees],
      memoire,
      appeler: (verbe, lieux, calculer) => {
        const issue = appel(verbe, lieux, calculer);
        const dits = new Set(empechements.map(jsonCanonique));
        empechements.push(...issue.empechements.filter((constat) => !dits.has(jsonCanonique(constat))));
        return issue.resultat;
      },
    };
    calculees.push({ annee: donnee.annee, ...calculerAnnee(cadre), empechements });
  }
  return calculees;
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

/** Une convention d'avant ou d'après les années simulées se contrôle aussi, au jour où elle prend effet. */
function controlerLesConventionsSansEffet(scenario: Scenario, appel: Appel): void {
  const dates = scenario.annees.map(({ annee }) => `${annee}-01-01`);
  const [premiere = ""] = dates;
  for (const retenue of conventionsSansEffet(scenario, dates)) {
    const dateDEffet = dateDEffetDe(retenue.convention);
    const date = dateDEffet > premiere ? dateDEffet : premiere;
    const perimetre = { ...scenario.perimetre, annee: Number(date.slice(0, 4)) };
    appel("repartirFlux", { conventions: [`conventions[${retenue.rang}]`] }, () =>
      controlerRepartition({ conventions: sansTauxConvertis([retenue]) }, {}, { date, perimetre }),
    );
  }
}

/** La procédure, de l'inventaire au compte de droits. */
function calculerAnnee(cadre: CadreDeLAnnee): Omit<AnneeCalculee, "annee" | "empechements"> {
  const etatDesLieux = inventorier(cadre);
  const droitsUniques = convertirLesDroits(cadre, etatDesLieux);
  const assiette = compterLeFlux(cadre);
  const stockEnFlux = convertirLeStock(cadre, etatDesLieux, droitsUniques, assiette);
  const repartition = partager(cadre, assiette, stockEnFlux, droitsUniques);
  const objectifs = fixerLesObjectifs(cadre, repartition);
  const journal = lireLeJournal(cadre, repartition);
  const registre = journal?.registre ?? null;
  const compteDeDroits = tenirLesComptes(cadre, droitsUniques, { repartition, objectifs }, registre);
  return {
    etatDesLieux,
    droitsUniques,
    assiette,
    stockEnFlux,
    repartition,
    objectifs,
    registre,
    ecartes: journal === null ? [] : situerLesEcarts(cadre, journal),
    compteDeDroits,
  };
}
