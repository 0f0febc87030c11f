import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AnneeSimulee,
  consignerJournal,
  croiserBilan,
  etablirBilan,
  lireEtatDesLieux,
  mesurerTauxDeRotation,
  type SuiviDObjectifs,
  suivreObjectifs,
} from "gestion-en-flux";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCENARIOS, simulerCinqAns } from "../../examples/cinq-ans.js";
import { BAILLEUR, ecrireDepartement, genererDepartement } from "../../examples/generer.js";
import {
  lireCommunes,
  lireConventions,
  lireLignesDeLEtatDesLieux,
  lirePrevisions,
  lireRotation,
} from "../../examples/lire.js";
import { registreDExemple } from "./departement-d-exemple.js";

const DATE = "2024-01-01";
const FINS_DE_MOIS = [
  "01-31",
  "02-29",
  "03-31",
  "04-30",
  "05-31",
  "06-30",
  "07-31",
  "08-31",
  "09-30",
  "10-31",
  "11-30",
  "12-31",
].map((fin) => `2024-${fin}`);

const dossier = mkdtempSync(join(tmpdir(), "departement-"));
const { ouvert, registre: jusquEn2025 } = registreDExemple();
/** Le soir du 31 décembre : des tours de 2024 finissent en 2025, et le suivi de l'année ne les connaît pas encore. */
const { registre } = consignerJournal(
  ouvert,
  jusquEn2025.journal.filter(({ date }) => date <= "2024-12-31"),
);
const suivreAu = (au: string) => suivreObjectifs({ registre, au }, { prorata: "temps" });
const compteDe = ({
  reservataire,
  objectif,
  du,
  recus,
  ecart,
}: SuiviDObjectifs["reservataires"][number]) => ({
  reservataire,
  objectif,
  du,
  recus,
  ecart,
});

beforeAll(() => ecrireDepartement(genererDepartement(), dossier));
afterAll(() => rmSync(dossier, { recursive: true }));

function simulerLExemple() {
  const communes = lireCommunes(dossier);
  const conventions = lireConventions(dossier);
  return simulerCinqAns({
    lecture: lireEtatDesLieux(
      {
        date: DATE,
        perimetre: { bailleur: BAILLEUR.siren, departement: "77", annee: 2024 },
        communes,
        reservataires: conventions.map(({ reservataire }) => reservataire),
        lignes: lireLignesDeLEtatDesLieux(dossier),
      },
      {},
    ),
    tauxDeRotation: mesurerTauxDeRotation(
      { date: DATE, ...lireRotation(dossier) },
      {
        mutations: "comptees",
        misesEnService: "exclues",
        arrondiDuTaux: { mode: "plus-proche", decimales: 1 },
      },
    ),
    secteurs: lirePrevisions(dossier, new Map(communes.map(({ code, epci }) => [code, epci]))),
    conventions,
    registre,
    stipulationsDuRegistre: registre.stipulations,
  });
}

describe("le département d'exemple : le bilan, le suivi et la simulation se recoupent", () => {
  const bilan = etablirBilan(registre);

  it("le suivi du 31 décembre a les comptes du bilan, et chaque mois est celui que l'on demande seul", () => {
    const annee = suivreAu("2024-12-31");
    const duBilan = bilan.reservataires.filter(({ reservataire }) =>
      annee.reservataires.some((ligne) => ligne.reservataire === reservataire),
    );
    expect(annee.reservataires.map(compteDe)).toEqual(
      duBilan.map(({ reservataire, objectif, du, recus, ecart }) => ({
        reservataire,
        objectif,
        du,
        recus,
        ecart,
      })),
    );
    expect(annee.mois.map(({ au }) => au)).toEqual(FINS_DE_MOIS);
    for (const [rang, au] of FINS_DE_MOIS.entries()) {
      const { mois } = suivreAu(au);
      expect(mois).toEqual(annee.mois.slice(0, rang + 1));
    }
  });

  it("les tableaux croisés ont les marges du bilan, pour les six axes", () => {
    const axes = ["typologie", "financement", "localisation", "commune", "periodeDeConstruction"] as const;
    for (const colonnes of axes) {
      const tableau = croiserBilan(bilan, { lignes: "reservataire", colonnes, compteur: "proposes" });
      expect(tableau.total).toBe(bilan.totaux.proposes);
    }
  });

  it("l'année 2024 du scénario aux taux signés est celle du bilan ; les trois font le même flux, et les mêmes faits", () => {
    const simulation = simulerLExemple();
    const annee2024 = (nom: string): AnneeSimulee | undefined =>
      simulation.variantes.find((variante) => variante.nom === nom)?.annees[0];
    const signes = annee2024(SCENARIOS.signes);
    expect(signes?.comptes).toEqual(bilan.assiettePrevue);
    expect(signes?.ecartes).toEqual([]);
    const recus = suivreAu("2024-12-31").reservataires;
    // Les objectifs de la simulation reportent les restes ; ceux du suivi, sans stipulation, sont ceux de la même répartition.
    expect(
      signes?.reservataires
        .filter(({ du }) => du !== null)
        .map(({ reservataire, du, recus: siens, ecart }) => ({ reservataire, du, recus: siens, ecart })),
    ).toEqual(
      recus.map(({ reservataire, du, recus: siens, ecart }) => ({ reservataire, du, recus: siens, ecart })),
    );

    for (const { annees, cumul } of simulation.variantes) {
      expect(annees.map(({ comptes }) => comptes.flux)).toEqual([503, 498, 498, 503, 503]);
      for (const { reservataires, comptes, empechements } of annees) {
        expect(empechements).toEqual([]);
        expect(reservataires.reduce((total, { objectif }) => total + (objectif ?? 0), 0)).toBe(comptes.flux);
      }
      expect(cumul.reduce((total, { objectifs }) => total + (objectifs ?? 0), 0)).toBe(2505);
      expect(
        annees[0]?.reservataires.map(({ recus: siens }) => siens).filter((siens) => siens !== null),
      ).toEqual(recus.map(({ recus: siens }) => siens));
    }
  });
});
