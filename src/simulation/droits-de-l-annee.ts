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
  ici,
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
      date: `${ici}.annee`,
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
  const situer = (logements: readonly LogementDuParc[], lieu: string) =>
    logements.map((logement, position) => ({ logement, origine: `${lieu}[${position}]` }));
  return passees.reduce(
    (parc, { sorties = [], programmes = [] }, passee) => {
      const sortis = new Set(sorties);
      return [
        ...parc.filter(({ logement }) => !sortis.has(logement?.numeroRpls)),
        ...programmes.flatMap(({ logements }, numero) =>
          situer(logements, `annees[${passee}].programmes[${numero}].logements`),
        ),
      ];
    },
    situer(depart, "inventaire.logements"),
  );
}

/** Les droits de l'inventaire, convertis ; `null` si le scénario ne le demande pas, ou s'ils sont refusés. */
export function convertirLesDroits(
  { scenario, date, ici, memoire, appeler }: CadreDeLAnnee,
  etatDesLieux: EtatDesLieux | null,
): DroitsUniques | null {
  const { inventaire, tauxDeRotation, stipulations } = scenario;
  const convenu = stipulations.convertirEnDroitsUniques;
  if (convenu === undefined || (inventaire !== undefined && etatDesLieux === null)) return null;
  const entree = { dateDEffet: date, etatDesLieux: etatDesLieux ?? undefined, tauxDeRotation };
  const lieux = { "": "inventaire", dateDEffet: `${ici}.annee`, tauxDeRotation: "tauxDeRotation" };
  return appeler("convertirEnDroitsUniques", lieux, () =>
    memoire(["droits-uniques", etatDesLieux, tauxDeRotation, convenu], () =>
      convertirEnDroitsUniques(entree as EntreeDroitsUniques, convenu as StipulationsDeDroitsUniques),
    ),
  );
}
