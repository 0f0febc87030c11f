import fc from "fast-check";
import { calculerAssiette, fixerObjectifsDeFlux, type Objectifs, repartirFlux } from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { entierInferieur, entierSuperieur } from "../../src/exact/arrondi.js";
import { additionner, type Fraction, fraction, pourCentDe, ZERO } from "../../src/exact/fraction.js";
import { lireFraction } from "../../src/exact/valeur-exacte.js";
import { type Dossier, dossier, melanger, placeLibrement } from "../differentiel/generateurs.js";

const cas = fc
  .tuple(
    fc.oneof(
      dossier({ maximum: 9, large: false, nombre: 8 }),
      dossier({ maximum: 90, large: false, nombre: 8 }),
    ),
    fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([d, choix, libre]) => (libre ? placeLibrement(d, choix) : d));

const repartir = ({ entree, premieres, conventions }: Dossier) =>
  repartirFlux({
    assiette: calculerAssiette(entree, { premieresMisesEnLocation: premieres }),
    conventions,
  });

interface Cellule {
  readonly reservataire: string;
  readonly part: string;
  readonly contrepartie: string;
  readonly commune: string;
  readonly epci: string;
  readonly secteur: string;
  readonly exact: Fraction;
  readonly objectif: number;
}

/** Les cellules du tableau, recalculées depuis les taux placés et non depuis le résultat. */
function cellules({ repartition, secteurs }: Objectifs): Cellule[] {
  return repartition.secteurs.flatMap((secteur, rang) => {
    const lieu = {
      commune: secteur.commune ?? "",
      epci: secteur.epci ?? "",
      secteur: `${secteur.commune}/${secteur.localisation}`,
    };
    const entiers = secteurs[rang];
    const exact = (taux: { readonly exact: string }) =>
      pourCentDe(lireFraction(taux.exact), fraction(secteur.flux));
    return [
      ...secteur.parts.map(({ reservataire, contrepartie, contingent, taux }, position) => ({
        ...lieu,
        reservataire,
        contrepartie,
        part: `${contrepartie}/${contingent}`,
        exact: exact(taux),
        objectif: entiers?.parts[position]?.objectif ?? Number.NaN,
      })),
      {
        ...lieu,
        reservataire: "non-reserves",
        contrepartie: "",
        part: "",
        exact: exact(secteur.tauxNonReserve),
        objectif: entiers?.nonReserves.objectif ?? Number.NaN,
      },
    ];
  });
}

/** Les totaux qui ne sont ni l'entier au-dessous ni l'entier au-dessus de leur somme exacte. */
function totauxFautifs(toutes: readonly Cellule[], cle: (cellule: Cellule) => string): string[] {
  const sommes = new Map<string, { exact: Fraction; objectif: number }>();
  for (const cellule of toutes) {
    const total = sommes.get(cle(cellule)) ?? { exact: ZERO, objectif: 0 };
    sommes.set(cle(cellule), {
      exact: additionner(total.exact, cellule.exact),
      objectif: total.objectif + cellule.objectif,
    });
  }
  return [...sommes].flatMap(([nom, { exact, objectif }]) =>
    [entierInferieur(exact), entierSuperieur(exact)].includes(BigInt(objectif)) ? [] : [nom],
  );
}

const FAMILLES: readonly (readonly [string, (cellule: Cellule) => string])[] = [
  ["cellule", (c) => `${c.secteur} ${c.reservataire} ${c.part}`],
  ["réservataire", (c) => c.reservataire],
  ["contrepartie", (c) => `${c.reservataire} ${c.contrepartie}`],
  ["part", (c) => `${c.reservataire} ${c.part}`],
  ["part × EPCI", (c) => `${c.reservataire} ${c.part} ${c.epci}`],
  ["part × commune", (c) => `${c.reservataire} ${c.part} ${c.commune}`],
  ["secteur", (c) => c.secteur],
  ["commune", (c) => c.commune],
  ["EPCI", (c) => c.epci],
  ["secteur × réservataire", (c) => `${c.secteur} ${c.reservataire}`],
  ["secteur × contrepartie", (c) => `${c.secteur} ${c.reservataire} ${c.contrepartie}`],
];

describe("les objectifs par secteur", () => {
  it.each(FAMILLES)("chaque total est l'un des deux entiers de sa valeur exacte : %s", (_, cle) => {
    fc.assert(
      fc.property(cas, (d) => {
        const repartition = repartir(d);
        fc.pre(repartition.constats.every(({ code }) => code !== "SUR_RESERVATION"));
        expect(totauxFautifs(cellules(fixerObjectifsDeFlux(repartition)), cle)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("les totaux rendus sont ceux des cellules, et chaque secteur fait son flux", () => {
    fc.assert(
      fc.property(cas, (d) => {
        const repartition = repartir(d);
        fc.pre(repartition.constats.every(({ code }) => code !== "SUR_RESERVATION"));
        const objectifs = fixerObjectifsDeFlux(repartition);
        const toutes = cellules(objectifs);
        const somme = (garder: (cellule: Cellule) => boolean) =>
          toutes.filter(garder).reduce((total, { objectif }) => total + objectif, 0);
        for (const { reservataire, objectif } of objectifs.reservataires)
          expect(objectif).toBe(somme((c) => c.reservataire === reservataire));
        for (const { territoire, flux, reservataires, nonReserves } of objectifs.territoires) {
          const ici = (c: Cellule) =>
            territoire.type === "commune" ? c.commune === territoire.commune : c.epci === territoire.epci;
          expect(somme(ici)).toBe(flux);
          expect(somme((c) => ici(c) && c.reservataire === "non-reserves")).toBe(nonReserves.objectif);
          for (const { reservataire, objectif } of reservataires)
            expect(objectif).toBe(somme((c) => ici(c) && c.reservataire === reservataire));
        }
        for (const { commune, localisation, flux } of objectifs.secteurs)
          expect(somme((c) => c.secteur === `${commune}/${localisation}`)).toBe(flux);
      }),
      { numRuns: 500 },
    );
  });

  it("tout total de plusieurs parts à un logement ou plus de sa valeur est signalé, et lui seul", () => {
    fc.assert(
      fc.property(cas, (d) => {
        const repartition = repartir(d);
        fc.pre(repartition.constats.every(({ code }) => code !== "SUR_RESERVATION"));
        const { territoires, constats } = fixerObjectifsDeFlux(repartition);
        const ecartes = territoires.flatMap(({ territoire, reservataires }) =>
          reservataires
            .filter(({ exact, objectif }) => {
              const { numerateur: n, denominateur: q } = lireFraction(exact.exact);
              const ecart = BigInt(objectif) * q - n;
              return ecart >= q || ecart <= -q;
            })
            .map(() =>
              territoire.type === "commune" ? `commune ${territoire.commune}` : `EPCI ${territoire.epci}`,
            ),
        );
        const signales = constats
          .filter(
            ({ code, territoire }) => code === "TOTAL_ECARTE_DE_SON_EXACT" && !territoire.startsWith("périm"),
          )
          .map(({ territoire }) => territoire);
        expect(signales.sort()).toEqual(ecartes.sort());
      }),
      { numRuns: 500 },
    );
  });

  it("l'ordre des entrées ne change pas un octet", () => {
    fc.assert(
      fc.property(cas, fc.nat(), (d, graine) => {
        const repartition = repartir(d);
        fc.pre(repartition.constats.every(({ code }) => code !== "SUR_RESERVATION"));
        expect(JSON.stringify(fixerObjectifsDeFlux(repartir(melanger(d, graine))))).toBe(
          JSON.stringify(fixerObjectifsDeFlux(repartition)),
        );
      }),
      { numRuns: 200 },
    );
  });
});
