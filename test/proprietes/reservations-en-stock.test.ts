import fc from "fast-check";
import { controlerReservationsEnStock } from "gestion-en-flux";
import { describe, expect, it } from "vitest";

const GARANTS = ["commune", "epci", "departement", "region"] as const;

/** Un programme en nombres : ses logements, ceux du préfet, des agents, de chaque garant, et le supplément. */
const programmeTire = fc.record({
  logements: fc.nat({ max: 60 }),
  publics: fc.nat({ max: 20 }),
  agents: fc.nat({ max: 4 }),
  garants: fc.tuple(...GARANTS.map(() => fc.nat({ max: 5 }))),
  supplement: fc.nat({ max: 10 }),
});
type ProgrammeTire = typeof programmeTire extends fc.Arbitrary<infer P> ? P : never;

const controler = (programmes: readonly ProgrammeTire[]) =>
  controlerReservationsEnStock({
    date: "2020-01-01",
    reservataires: ["prefet" as const, ...GARANTS].map((categorie) => ({
      code: categorie,
      nom: categorie,
      categorie,
    })),
    programmes: programmes.map(({ logements, publics, agents, garants, supplement }, rang) => ({
      code: `P-${String(rang).padStart(2, "0")}`,
      logements,
      reservations: [
        {
          reservataire: "prefet",
          contrepartie: "contingent-prefectoral" as const,
          contingent: "publics-prioritaires" as const,
          logements: publics,
        },
        {
          reservataire: "prefet",
          contrepartie: "contingent-prefectoral" as const,
          contingent: "agents-civils-et-militaires" as const,
          logements: agents,
        },
        ...GARANTS.map((reservataire, position) => ({
          reservataire,
          contrepartie: "garantie-d-emprunt" as const,
          logements: garants[position] ?? 0,
        })),
        { reservataire: "commune", contrepartie: "financement" as const, logements: supplement },
      ],
    })),
  });

const somme = (nombres: readonly number[]) => nombres.reduce((total, nombre) => total + nombre, 0);

describe("les plafonds d'avant le décret, contre un compte en entiers", () => {
  it("chaque plafond est dépassé exactement quand l'inégalité entière le dit", () => {
    fc.assert(
      fc.property(fc.array(programmeTire, { minLength: 1, maxLength: 8 }), (programmes) => {
        const { constats } = controler(programmes);
        const total = somme(programmes.map(({ logements }) => logements));
        const agents = somme(programmes.map((tire) => tire.agents));
        const prefet = agents + somme(programmes.map(({ publics }) => publics));
        const attendus = [
          ...(100 * prefet > 30 * total ? ["PLAFOND_DU_PREFET_DEPASSE périmètre"] : []),
          ...(100 * agents > 5 * total ? ["PLAFOND_DES_AGENTS_DEPASSE périmètre"] : []),
          ...programmes.flatMap(({ logements, garants, publics, agents: siens, supplement }, rang) => {
            const lieu = `programme P-${String(rang).padStart(2, "0")}`;
            const enGarantie = somme(garants);
            return [
              ...(100 * enGarantie > 20 * logements
                ? [`PLAFOND_DES_GARANTIES_DU_PROGRAMME_DEPASSE ${lieu}`]
                : []),
              ...(publics + siens + enGarantie + supplement > logements
                ? [`PROGRAMME_SUR_RESERVE ${lieu}`]
                : []),
            ];
          }),
        ];
        expect(constats.map(({ code, territoire }) => `${code} ${territoire}`)).toEqual(attendus);
      }),
    );
  });

  it("réunir des programmes ne change ni la part du préfet ni celle des agents", () => {
    fc.assert(
      fc.property(fc.array(programmeTire, { minLength: 1, maxLength: 8 }), (programmes) => {
        const reunis: ProgrammeTire = {
          logements: somme(programmes.map(({ logements }) => logements)),
          publics: somme(programmes.map(({ publics }) => publics)),
          agents: somme(programmes.map(({ agents }) => agents)),
          garants: [0, 0, 0, 0],
          supplement: 0,
        };
        const { prefet, agents, logements } = controler(programmes);
        expect(controler([reunis])).toMatchObject({ prefet, agents, logements });
      }),
    );
  });
});
