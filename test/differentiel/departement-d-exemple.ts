import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  calculerAssiette,
  consigner,
  consignerJournal,
  orienterLogements,
  ouvrirRegistre,
  proposerOrientation,
  type Registre,
  repartirFlux,
} from "gestion-en-flux";
import { BAILLEUR, ecrireDepartement, genererDepartement } from "../../examples/generer.js";
import {
  lireCommunes,
  lireConventions,
  lireLiberations,
  lirePrevisions,
  lireSuites,
} from "../../examples/lire.js";

/** Le registre de 2024 du département d'exemple, mené comme l'exemple le mène : ouvert, orienté, suivi, rouvert après les échecs. */
export function registreDExemple(): { readonly ouvert: Registre; readonly registre: Registre } {
  const dossier = mkdtempSync(join(tmpdir(), "departement-"));
  try {
    ecrireDepartement(genererDepartement(), dossier);
    return mener(dossier);
  } finally {
    rmSync(dossier, { recursive: true });
  }
}

function mener(dossier: string) {
  const epcis = new Map(lireCommunes(dossier).map(({ code, epci }) => [code, epci]));
  const assiette = calculerAssiette(
    {
      date: "2024-01-01",
      perimetre: { bailleur: BAILLEUR.siren, departement: "77", annee: 2024 },
      secteurs: lirePrevisions(dossier, epcis),
    },
    { premieresMisesEnLocation: "hors-flux" },
  );
  const conventions = lireConventions(dossier);
  const ouvert = ouvrirRegistre(repartirFlux({ assiette, conventions }), {
    decompte: "mise-a-disposition",
    echec: "rendu-pour-un-tour",
    absenceDeCandidatEnQpv: "comme-ailleurs",
    report: "aucun",
  });
  const { registre, orientations } = orienterLogements(ouvert, lireLiberations(dossier));
  const designent = new Set(
    conventions.filter((c) => c.modeDeGestion === "directe").map(({ reservataire }) => reservataire.code),
  );
  const mises = new Map(
    orientations.map(({ liberation, date, reservataire }) => [
      liberation,
      { date, designe: designent.has(reservataire) },
    ]),
  );
  const suivi = consignerJournal(registre, lireSuites(dossier, mises)).registre;
  return { ouvert, registre: suivi.dossiers.reduce(rouvrir, suivi) };
}

function rouvrir(etat: Registre, { liberation, tours, dateDeLEtape: date }: Registre["dossiers"][number]) {
  if (tours.at(-1)?.echec == null) return etat;
  const [premier] = proposerOrientation(etat, liberation).candidats;
  return consigner(
    etat,
    premier === undefined
      ? { type: "mise-a-disposition-du-maire", date, liberation }
      : { type: "mise-a-disposition", date, liberation, reservataire: premier.reservataire },
  );
}
