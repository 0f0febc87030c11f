import fc from "fast-check";
import { fraction } from "../../src/exact/fraction.js";
import type { LocalisationDePart, Territoire } from "../../src/modele/vocabulaire.js";
import type { SecteurAServir } from "../../src/repartition/emboitement.js";

const EPCI = ["200000001", "200000002", null];

/** Un petit pays : des communes, leur EPCI, un ou deux secteurs chacune, parfois sans flux. */
const pays = fc
  .array(
    fc.record({
      epci: fc.constantFrom(...EPCI),
      flux: fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((communes) =>
    communes.flatMap(({ epci, flux }, rang): SecteurAServir[] =>
      flux.map((logements, position) => ({
        commune: `7700${rang}`,
        localisation: position === 0 ? ("hors-qpv" as const) : ("qpv" as const),
        epci,
        flux: logements,
      })),
    ),
  );

function territoire(secteurs: readonly SecteurAServir[]): fc.Arbitrary<Territoire> {
  const communes = [...new Set(secteurs.map(({ commune }) => commune ?? ""))];
  const groupements = [...new Set(secteurs.flatMap(({ epci }) => (epci === null ? [] : [epci])))];
  return fc.oneof(
    fc.constant<Territoire>({ type: "perimetre" }),
    fc.constantFrom(...communes).map((commune): Territoire => ({ type: "commune", commune })),
    ...(groupements.length === 0
      ? []
      : [fc.constantFrom(...groupements).map((epci): Territoire => ({ type: "epci", epci }))]),
  );
}

const LOCALISATIONS: readonly LocalisationDePart[] = ["uniforme", "hors-qpv-d-abord", "libre", "libre"];

/** Un pays et des parts à y placer, qui ne tiennent pas toujours. */
export const cas = pays.chain((secteurs) =>
  fc.record({
    secteurs: fc.constant(secteurs),
    parts: fc.array(
      fc.record({
        taux: fc.nat({ max: 60_000_000 }).map((unites) => fraction(unites, 1_000_000)),
        territoire: territoire(secteurs),
        localisation: fc.constantFrom(...LOCALISATIONS),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  }),
);
