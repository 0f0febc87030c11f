import fc from "fast-check";
import {
  CalculImpossible,
  type ComptesDeSecteur,
  comparer,
  ErreurGestionEnFlux,
  type Scenario,
  SELON_LA_CONVERSION,
  type Simulation,
  simuler,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import { commune, convention, prefet } from "../fabrique.js";
import { ALS, conventionDAls, logements, MELUN, tauxDeRotation } from "../simulation.js";

const secteurs = fc
  .tuple(fc.nat(30), fc.nat(30), fc.nat(12), fc.nat(12))
  .map(([hors, dedans, mutations, premieres]): ComptesDeSecteur[] => [
    {
      commune: MELUN,
      localisation: "hors-qpv",
      epci: null,
      liberations: hors + mutations,
      premieresMisesEnLocation: premieres,
      soustraits: { mutations },
    },
    { commune: MELUN, localisation: "qpv", epci: null, liberations: dedans, premieresMisesEnLocation: 0 },
  ]);

const programmes = (annee: number) =>
  fc.option(
    fc
      .nat(8)
      .map((nombre) => [
        { programme: `P${annee}`, logements: logements(annee * 1000, nombre, `${annee + 3}-06-30`) },
      ]),
    { nil: undefined },
  );

const annees = fc
  .integer({ min: 1, max: 3 })
  .chain((nombre) =>
    fc.tuple(
      ...Array.from({ length: nombre }, (_, rang) =>
        fc.record({ annee: fc.constant(2024 + rang), secteurs, programmes: programmes(2024 + rang) }),
      ),
    ),
  );

const taux = fc.integer({ min: 0, max: 25 }).map(String);
const conventions = fc
  .record({
    als: fc.oneof(taux, fc.constant(SELON_LA_CONVERSION)),
    localisation: fc.constantFrom("libre" as const, "uniforme" as const),
    ville: taux,
    publics: fc.integer({ min: 0, max: 25 }),
  })
  .map(({ als, localisation, ville, publics }) => [
    prefet(publics, 5),
    conventionDAls(als, { localisation }),
    convention("ville", "commune", commune(MELUN), [{ taux: ville }]),
  ]);

const stipulations = fc.record({
  convertirEnDroitsUniques: fc.record({
    mesureDeDuree: fc.constantFrom("mois-revolus" as const, "annee-d-echeance-incluse" as const),
    arrondiDesDroits: fc.constantFrom("aucun" as const, { mode: "plus-proche" as const, decimales: 0 }),
  }),
  calculerAssiette: fc.record({
    premieresMisesEnLocation: fc.constantFrom("hors-flux" as const, "dans-le-flux" as const),
  }),
  convertirStockEnFlux: fc.record({
    methodeDeConversion: fc.constantFrom(
      "ratio-du-stock" as const,
      "annualisee" as const,
      "prorata-des-volumes" as const,
    ),
    patrimoineDeReference: fc.constant("avec-logements-identifies" as const),
    arrondiDuTaux: fc.constantFrom(
      { mode: "plus-proche" as const, decimales: 2 },
      { mode: "entier-inferieur" as const, decimales: 0 },
    ),
  }),
  simuler: fc.record({ actualisationDesParts: fc.constantFrom("chaque-annee" as const, "aucune" as const) }),
  fixerObjectifsDeFlux: fc.record({
    reportDesRestes: fc.constantFrom("aucun" as const, "integral" as const),
  }),
});

const inventaire = fc
  .tuple(fc.nat(10), fc.nat(10), fc.integer({ min: 20, max: 60 }))
  .map(([courts, longs, libres]) => ({
    communes: [{ code: MELUN, epci: null }],
    reservataires: [ALS],
    logements: [
      ...logements(0, courts, "2024-12-31"),
      ...logements(100, longs, "2031-05-17"),
      ...logements(200, libres, null),
    ],
  }));

const scenario = (desAnnees: fc.Arbitrary<Scenario["annees"]>) =>
  fc.record({
    perimetre: fc.constant({ bailleur: "999999999", departement: "77" }),
    inventaire,
    tauxDeRotation: fc.constantFrom(tauxDeRotation("5"), tauxDeRotation("8.25")),
    annees: desAnnees,
    partsFixees: fc.constantFrom({ prefet: 30, nonReserves: 30 }, { prefet: 25, nonReserves: 45 }),
    conventions,
    stipulations,
  }) as fc.Arbitrary<Scenario>;

/** Une somme de décimaux à six chiffres, en millionièmes entiers : les taux tirés ne font pas d'autre fraction. */
const millioniemes = (decimaux: readonly string[]) =>
  decimaux.reduce((total, decimal) => total + BigInt(Math.round(Number(decimal) * 1_000_000)), 0n);

test("chaque année, les parts font le flux, et les objectifs aussi ; le compte s'ouvre sur sa clôture", () => {
  fc.assert(
    fc.property(scenario(annees), (tire) => {
      fc.pre(!figeSansFlux(tire));
      const [variante] = simuler({
        nom: "x",
        scenario: tire,
        zones: [
          { nom: "tout" },
          { nom: "qpv", localisation: "qpv" },
          { nom: "hors", localisation: "hors-qpv" },
        ],
      }).variantes;
      const [tout, qpv, hors] = (variante?.zones ?? []).map(({ reservataires }) => reservataires);
      for (const { reservataire, logements: l, objectifs } of tout ?? []) {
        const cumul = variante?.cumul.find((ligne) => ligne.reservataire === reservataire);
        expect([cumul?.logements, cumul?.objectifs]).toEqual([l, objectifs]);
        const moities = [qpv, hors].map((zone) => zone?.find((ligne) => ligne.reservataire === reservataire));
        expect(millioniemes(moities.map((moitie) => moitie?.logements.decimal ?? "0"))).toBe(
          millioniemes([l.decimal]),
        );
        if (objectifs !== null)
          expect(moities.reduce((somme, moitie) => somme + (moitie?.objectifs ?? 0), 0)).toBe(objectifs);
      }
      let soldes = new Map<string, string>();
      for (const { comptes, reservataires, empechements } of variante?.annees ?? []) {
        expect(millioniemes(reservataires.map(({ logements: l }) => l.decimal))).toBe(
          millioniemes([String(comptes.flux)]),
        );
        if (empechements.length === 0)
          expect(reservataires.reduce((somme, { objectif }) => somme + (objectif ?? 0), 0)).toBe(
            comptes.flux,
          );
        for (const { reservataire, compte } of reservataires)
          if (compte !== null && soldes.has(reservataire))
            expect(compte.ouverture.exact).toBe(soldes.get(reservataire));
        soldes = new Map(
          reservataires.flatMap(({ reservataire, compte }) =>
            compte === null ? [] : [[reservataire, compte.cloture.exact] as const],
          ),
        );
      }
    }),
    { numRuns: 60 },
  );
});

/** Une première année sans rien à partager ne donne pas de taux aux suivantes : c'est refusé. */
function figeSansFlux({ annees: [premiere], stipulations: { simuler: convenu } }: Scenario): boolean {
  return (
    convenu?.actualisationDesParts === "aucune" &&
    (premiere?.secteurs ?? []).every(
      ({ liberations, soustraits }) => liberations === (soustraits?.mutations ?? 0),
    )
  );
}

function simulerOuRien(tire: Scenario): Simulation | undefined {
  if (figeSansFlux(tire)) return undefined;
  const simulation = simuler({ nom: "x", scenario: tire });
  return simulation.variantes.some(({ cumul }) => cumul.some(({ objectifs }) => objectifs === null))
    ? undefined
    : simulation;
}

test("la somme des effets fait l'écart, et l'écart s'inverse", () => {
  fc.assert(
    fc.property(
      annees.chain((memes) =>
        fc.tuple(
          scenario(fc.constant(memes)),
          scenario(
            fc.oneof(
              fc.constant(memes),
              fc.constant(memes.map((annee) => ({ ...annee, programmes: undefined }))),
            ),
          ),
        ),
      ),
      ([un, deux]) => {
        const [une, autre] = [simulerOuRien(un), simulerOuRien(deux)];
        fc.pre(une !== undefined && autre !== undefined);
        const [a, b] = [
          { simulation: une, variante: "x" },
          { simulation: autre, variante: "x" },
        ] as const;
        const aller = comparer({ une: a, autre: b });
        const retour = comparer({ une: b, autre: a });
        for (const { reservataire, ecart } of aller.reservataires) {
          const siens = aller.causes.flatMap(({ effets }) =>
            effets.filter((effet) => effet.reservataire === reservataire),
          );
          expect(millioniemes(siens.map(({ logements: l }) => l.decimal))).toBe(
            millioniemes([ecart.logements.decimal]),
          );
          expect(siens.reduce((somme, { objectifs }) => somme + (objectifs ?? 0), 0)).toBe(ecart.objectifs);
          const inverse = retour.reservataires.find((ligne) => ligne.reservataire === reservataire)?.ecart;
          expect(millioniemes([inverse?.logements.decimal ?? ""])).toBe(
            -millioniemes([ecart.logements.decimal]),
          );
        }
        expect(retour.causes.flatMap(({ causes }) => causes.map(({ cause }) => cause)).sort()).toEqual(
          aller.causes.flatMap(({ causes }) => causes.map(({ cause }) => cause)).sort(),
        );
      },
    ),
    { numRuns: 15 },
  );
});

/** Un chemin dans une donnée, un pas au hasard à chaque niveau : les grandes listes n'y pèsent pas plus que le reste. */
function descendre(valeur: unknown, hasards: readonly number[]): readonly (string | number)[] {
  const [hasard, ...suite] = hasards;
  if (typeof valeur !== "object" || valeur === null || hasard === undefined) return [];
  const cles = Object.keys(valeur);
  const cle = cles[hasard % (cles.length + 1)];
  if (cle === undefined) return [];
  return [
    Array.isArray(valeur) ? Number(cle) : cle,
    ...descendre((valeur as Record<string, unknown>)[cle], suite),
  ];
}

function remplacer(racine: unknown, [pas, ...suite]: readonly (string | number)[], par: unknown): unknown {
  if (pas === undefined) return par;
  const copie = (Array.isArray(racine) ? [...racine] : { ...(racine as object) }) as Record<
    string | number,
    unknown
  >;
  copie[pas] = remplacer(copie[pas], suite, par);
  return copie;
}

test("une donnée abîmée n'importe où est refusée par la bibliothèque, ou sans effet ; jamais par accident", () => {
  const rebut = fc.constantFrom<unknown>(null, 5, -1, 1.5, "x", "", [], {}, true, [null], { commune: 3 });
  fc.assert(
    fc.property(scenario(annees), fc.array(fc.nat(), { maxLength: 6 }), rebut, (tire, hasards, par) => {
      const abime = remplacer(tire, descendre(tire, hasards), par) as Scenario;
      try {
        simuler({
          nom: "x",
          scenario: abime,
          variantes: [{ nom: "y", changements: { conventions: abime?.conventions ?? [] } }],
        });
      } catch (erreur) {
        if (!(erreur instanceof ErreurGestionEnFlux)) throw erreur;
        expect(erreur).not.toBeInstanceOf(CalculImpossible);
      }
    }),
    { numRuns: 150 },
  );
});
