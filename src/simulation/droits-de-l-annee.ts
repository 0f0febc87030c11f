import {
  convertirEnDroitsUniques,
  type DroitsUniques,
  type EntreeDroitsUniques,
  type StipulationsDeDroitsUniques,
} from "../conversion/convertir-en-droits-uniques.js";
import { consoliderEtatDesLieux, type EtatDesLieux } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import type { LogementDuParc } from "../etat-des-lieux/lire-inventaire.js";
import type { CadreDeLAnnee } from "./cadre-de-l-annee.js";
import type { Scenario } from "./scenario.js";

/** L'inventaire au 1er janvier, consolidé ; `null` si le scénario n'en a pas, ou s'il est refusé. */
export function inventorier({
  scenario,
  rang,
  date,
  perimetre,
  memoire,
  appeler,
}: CadreDeLAnnee): EtatDesLieux | null {
  const { inventaire, annees, stipulations } = scenario;
  if (inventaire === undefined) return null;
  const passees = annees.slice(0, rang);
  const sources = [inventaire, ...passees.flatMap(({ programmes, sorties }) => [programmes, sorties])];
  const convenu = stipulations.consoliderEtatDesLieux;
  const lignes = lignesDuParc(inventaire.logements, passees);
  return appeler(
    "consoliderEtatDesLieux",
    {
      communes: "inventaire.communes",
      reservataires: "inventaire.reservataires",
      logements: lignes.map(({ origine }) => origine),
    },
    () =>
      memoire(["etat-des-lieux", perimetre.annee, scenario.perimetre, convenu, ...sources], () =>
        consoliderEtatDesLieux(
          { ...inventaire, logements: lignes.map(({ logement }) => logement), date, perimetre },
          convenu ?? {},
        ),
      ),
  );
}

/** Le parc du départ, avec ce qui a été mis en service depuis, sans ce qui en est sorti ; et d'où vient chaque ligne. */
function lignesDuParc(depart: readonly LogementDuParc[], passees: Scenario["annees"]) {
  const sortis = new Set(passees.flatMap(({ sorties = [] }) => sorties));
  const situer = (logements: readonly LogementDuParc[], lieu: string) =>
    logements.map((logement, position) => ({ logement, origine: `${lieu}[${position}]` }));
  return [
    ...situer(depart, "inventaire.logements"),
    ...passees.flatMap(({ programmes = [] }, passee) =>
      programmes.flatMap(({ logements }, numero) =>
        situer(logements, `annees[${passee}].programmes[${numero}].logements`),
      ),
    ),
  ].filter(({ logement }) => !sortis.has(logement?.numeroRpls));
}

/** Les droits de l'inventaire, convertis ; `null` si le scénario ne le demande pas, ou s'ils sont refusés. */
export function convertirLesDroits(
  { scenario, date, memoire, appeler }: CadreDeLAnnee,
  etatDesLieux: EtatDesLieux | null,
): DroitsUniques | null {
  const { inventaire, tauxDeRotation, stipulations } = scenario;
  const convenu = stipulations.convertirEnDroitsUniques;
  if (convenu === undefined || (inventaire !== undefined && etatDesLieux === null)) return null;
  const entree = { dateDEffet: date, etatDesLieux: etatDesLieux ?? undefined, tauxDeRotation };
  return appeler("convertirEnDroitsUniques", { "": "inventaire", tauxDeRotation: "tauxDeRotation" }, () =>
    memoire(["droits-uniques", etatDesLieux, tauxDeRotation, convenu], () =>
      convertirEnDroitsUniques(entree as EntreeDroitsUniques, convenu as StipulationsDeDroitsUniques),
    ),
  );
}
