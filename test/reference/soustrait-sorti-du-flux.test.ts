import {
  calculerAssiette,
  consignerJournal,
  type Evenement,
  etablirBilan,
  ouvrirRegistre,
  repartirFlux,
} from "gestion-en-flux";
import { expect, it } from "vitest";
import { DATE, libere, PERIMETRE, REGISTRE } from "../fabrique.js";

const repartition = (premieresMisesEnLocation: "dans-le-flux" | "hors-flux") =>
  repartirFlux({
    assiette: calculerAssiette(
      { date: DATE, perimetre: PERIMETRE, liberations: 10, premieresMisesEnLocation: 2 },
      { premieresMisesEnLocation },
    ),
    conventions: [],
  });

const journal: readonly Evenement[] = [
  {
    type: "liberation",
    ...libere("L-1", "2024-07-10", { logement: "9900000001", premiereMiseEnLocation: true }),
  },
  { type: "soustraction", date: "2024-07-11", liberation: "L-1", categorie: "renouvellementUrbain" },
  { type: "liberation", ...libere("L-2", "2024-07-20", { logement: "9900000002" }) },
  { type: "soustraction", date: "2024-07-21", liberation: "L-2", categorie: "mutations" },
  { type: "liberation", ...libere("L-3", "2024-07-22", { logement: "9900000003" }) },
  { type: "changement-de-repartition", date: "2024-07-01", repartition: repartition("hors-flux") },
];
const bilanApres = (faits: readonly Evenement[]) =>
  etablirBilan(consignerJournal(ouvrirRegistre(repartition("dans-le-flux"), REGISTRE), faits).registre);

it("un logement neuf soustrait compte dans A et dans B tant que le flux le comprend", () => {
  const { assietteRealisee, liberations } = bilanApres(journal.slice(0, -1));
  expect(assietteRealisee).toMatchObject({ liberations: 3, flux: 1, soustraits: { total: 2 } });
  expect(liberations).toMatchObject({ total: 3, soustraites: 2, enAttente: 1 });
});

it("s'il en sort par un changement consigné après coup, il ne compte ni dans A, ni dans B", () => {
  const { assietteRealisee, liberations, relogements } = bilanApres(journal);
  expect(assietteRealisee).toMatchObject({
    liberations: 2,
    premieresMisesEnLocation: 1,
    flux: 1,
    soustraits: { total: 1, mutations: 1, renouvellementUrbain: 0 },
  });
  expect(liberations).toMatchObject({
    total: 3,
    soustraites: 1,
    premieresMisesEnLocationHorsFlux: 1,
    enAttente: 1,
  });
  expect(relogements.find(({ categorie }) => categorie === "renouvellementUrbain")?.soustraits).toBe(1);
});
