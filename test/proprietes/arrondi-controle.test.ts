import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entierInferieur, entierSuperieur } from "../../src/exact/arrondi.js";
import { arrondirTableau } from "../../src/exact/arrondi-controle.js";
import type { Limite } from "../../src/exact/blocage.js";
import { additionner, type Fraction, fraction, sommer, ZERO } from "../../src/exact/fraction.js";
import { regrouperParCodes } from "../../src/exact/ordre.js";
import type { CelluleExacte, TableauExact, Total } from "../../src/exact/tableau-exact.js";
import { type Tirage, tirer, tirerPerimetre } from "../perimetre-tire.js";
import { peutSAmeliorer } from "./echanges.js";
import { cellulesDe, descendre, JugeDeLArrondi } from "./juge-de-l-arrondi.js";

// --- De petits tableaux, que le juge peut épuiser -------------------------------------------------------------------

const valeur = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(1, 2, 3, 4, 6))
  .map(([n, d]) => fraction(n, d));

/** De zéro à trois codes : là où une cellule se range dans une famille. */
const place = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 3 });

/** Une borne posée retire le plus souvent l'un des deux entiers de l'arrondi ; rarement, elle le contredit. */
const retrait = fc.oneof(
  { weight: 80, arbitrary: fc.constant(null) },
  { weight: 19, arbitrary: fc.constant(0n) },
  { weight: 1, arbitrary: fc.constant(1n) },
);

const celluleTiree = fc.record({
  valeur,
  places: fc.tuple(place, place),
  retrait,
});

const tableauTire = fc
  .record({
    cellules: fc.array(celluleTiree, { maxLength: 8 }),
    minima: fc.array(retrait, { minLength: 30, maxLength: 30 }),
    maxima: fc.array(retrait, { minLength: 30, maxLength: 30 }),
    totauxDAbord: fc.boolean(),
  })
  .map(({ cellules: tirees, minima, maxima, totauxDAbord }): TableauExact => {
    const cellules = tirees.map(
      ({ valeur: exacte, retrait: retire }, rang): CelluleExacte => ({
        codes: [`s${rang % 3}`, `r${(rang * 5) % 7}`],
        valeur: exacte,
        ...(retire === null ? {} : { maximum: entierInferieur(exacte) - retire }),
      }),
    );
    let numero = 0;
    const ranger = (code: string, rangs: readonly number[], famille: 0 | 1, profondeur: number): Total => {
      const codeDe = (rang: number) => tirees[rang]?.places[famille][profondeur] ?? "";
      const exacte = sommer(rangs.map((rang) => cellules[rang]?.valeur ?? fraction(0)));
      const [minimum, maximum] = [minima[numero], maxima[numero]];
      numero += 1;
      return {
        code,
        cellules: rangs.filter((rang) => codeDe(rang) === ""),
        branches: regrouperParCodes(
          rangs.filter((rang) => codeDe(rang) !== ""),
          codeDe,
        ).map(([suivant, groupe]) => ranger(suivant, groupe, famille, profondeur + 1)),
        ...(typeof minimum === "bigint" ? { minimum: entierSuperieur(exacte) + minimum } : {}),
        ...(typeof maximum === "bigint" ? { maximum: entierInferieur(exacte) - maximum } : {}),
      };
    };
    const tous = cellules.map((_, rang) => rang);
    return { cellules, totauxDAbord, familles: [ranger("tout", tous, 0, 0), ranger("tout", tous, 1, 0)] };
  });

const sommeDes = (limites: readonly Limite[]) => limites.reduce((somme, { borne: b }) => somme + b, 0n);

describe("l'arrondi contrôlé, jugé par qui essaie tout", () => {
  it("est le canonique, ou n'existe pas", () => {
    fc.assert(
      fc.property(tableauTire, (tableau) => {
        const attendu = new JugeDeLArrondi(tableau).canonique();
        expect(arrondirTableau(tableau).entiers?.map(Number) ?? null).toEqual(attendu);
      }),
      { numRuns: 5000 },
    );
  });

  it("dit pourquoi il n'existe pas : les limites citées se contredisent à elles seules", () => {
    let blocages = 0;
    let entrePlusieurs = 0;
    fc.assert(
      fc.property(tableauTire, (tableau) => {
        const { blocage } = arrondirTableau(tableau);
        if (blocage === undefined) return;
        const { auMoins, auPlus, voulu, permis } = blocage;
        const juge = new JugeDeLArrondi(tableau);
        expect(voulu).toBeGreaterThan(permis);
        expect([voulu, permis]).toEqual([sommeDes(auMoins), sommeDes(auPlus)]);
        expect([...auMoins, ...auPlus].some(({ origine }) => origine === "posee")).toBe(true);
        expect(juge.reconnait(auMoins, "auMoins")).toBe(true);
        expect(juge.reconnait(auPlus, "auPlus")).toBe(true);
        expect(juge.seContredisent(auMoins, auPlus)).toBe(true);
        blocages += 1;
        if (auMoins.length + auPlus.length > 2) entrePlusieurs += 1;
      }),
      { numRuns: 5000 },
    );
    expect(entrePlusieurs).toBeGreaterThan(100);
    expect(blocages).toBeLessThan(4000);
  });
});

// --- Des périmètres de toute taille ---------------------------------------------------------------------------------

const perimetre = (communes: number, reservataires: number) =>
  fc
    .record({
      graine: fc.nat(),
      communes: fc.integer({ min: 1, max: communes }),
      reservataires: fc.nat({ max: reservataires }),
      densite: fc.nat({ max: 100 }),
      fluxMaximal: fc.constantFrom(1, 1, 2, 5, 20),
      nulles: fc.boolean(),
    })
    .map(({ graine, ...forme }) => tirerPerimetre(tirer(graine), forme));

/** Ce qui ne va pas dans un arrondi : chaque valeur qui n'est ni l'un ni l'autre de ses entiers, ou sort de ses bornes. */
function fautes({ cellules, familles }: TableauExact, entiers: readonly bigint[]): string[] {
  const fautive = (
    valeur: Fraction,
    entier: bigint,
    { minimum, maximum }: Pick<Total, "minimum" | "maximum">,
  ) =>
    entier < entierInferieur(valeur) ||
    entier > entierSuperieur(valeur) ||
    (minimum !== undefined && entier < minimum) ||
    (maximum !== undefined && entier > maximum);
  const totalFautif = (total: Total) => {
    const rangs = cellulesDe(total);
    const valeur = sommer(rangs.map((rang) => cellules[rang]?.valeur ?? ZERO));
    return fautive(
      valeur,
      rangs.reduce((somme, rang) => somme + (entiers[rang] ?? 0n), 0n),
      total,
    );
  };
  return [
    ...cellules.flatMap((cellule, rang) =>
      fautive(cellule.valeur, entiers[rang] ?? -1n, cellule) ? [cellule.codes.join("/")] : [],
    ),
    ...familles.flatMap((racine) =>
      descendre(racine, []).flatMap(({ chemin, total }) => (totalFautif(total) ? [chemin.join("/")] : [])),
    ),
  ];
}

/** Le même tableau, cellules et branches dans un autre ordre ; `places[rang]` dit où est allée la cellule de ce rang. */
function melanger(tableau: TableauExact, hasard: Tirage) {
  const battre = <T>(elements: readonly T[]): T[] =>
    elements
      .map((element) => ({ element, cle: hasard(2 ** 31) }))
      .sort((a, b) => a.cle - b.cle)
      .map(({ element }) => element);
  const ordre = battre([...tableau.cellules.keys()]);
  const places = new Map(ordre.map((rang, place) => [rang, place]));
  const deplacer = (total: Total): Total => ({
    ...total,
    cellules: battre((total.cellules ?? []).map((rang) => places.get(rang) ?? -1)),
    branches: battre((total.branches ?? []).map(deplacer)),
  });
  const [premiere, seconde] = tableau.familles;
  const melange: TableauExact = {
    ...tableau,
    cellules: ordre.flatMap((rang) => tableau.cellules[rang] ?? []),
    familles: [deplacer(premiere), deplacer(seconde)],
  };
  return { melange, ordre };
}

function attendreLeMemeResultat(tableau: TableauExact, hasard: Tirage): void {
  const { melange, ordre } = melanger(tableau, hasard);
  const [ici, la] = [arrondirTableau(tableau), arrondirTableau(melange)];
  expect(la.blocage).toEqual(ici.blocage);
  expect(la.entiers).toEqual(ici.entiers && ordre.map((rang) => ici.entiers?.[rang]));
}

describe("l'arrondi contrôlé d'un périmètre", () => {
  it("existe avec les plafonds du préfet et des agents, et tient chaque cellule et chaque total", () => {
    fc.assert(
      fc.property(perimetre(20, 8), (tableau) => {
        expect(fautes(tableau, arrondirTableau(tableau).entiers ?? [])).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("est le canonique : aucun échange ne ferait monter une cellule sans qu'une plus pressée descende", () => {
    fc.assert(
      fc.property(perimetre(6, 5), (tableau) => {
        expect(peutSAmeliorer(tableau, arrondirTableau(tableau).entiers ?? [])).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("ne dépend pas de l'ordre des cellules ni des branches, le blocage non plus", () => {
    fc.assert(
      fc.property(fc.oneof(perimetre(12, 6), tableauTire), fc.nat(), (tableau, graine) => {
        attendreLeMemeResultat(tableau, tirer(graine));
      }),
      { numRuns: 2000 },
    );
  });

  it("suit ses cellules d'un entier à l'autre", () => {
    fc.assert(
      fc.property(perimetre(6, 5), fc.nat(), (tableau, graine) => {
        const hasard = tirer(graine);
        const familles: [Total, Total] = [sansBornes(tableau.familles[0]), sansBornes(tableau.familles[1])];
        const ajouts = tableau.cellules.map(() => BigInt(hasard(3)));
        const cellules = tableau.cellules.map((cellule, rang) => ({
          ...cellule,
          valeur: additionner(cellule.valeur, fraction(ajouts[rang] ?? 0n)),
        }));
        const avant = arrondirTableau({ cellules: tableau.cellules, familles }).entiers;
        const apres = arrondirTableau({ cellules, familles }).entiers;
        expect(apres).toEqual(avant?.map((entier, rang) => entier + (ajouts[rang] ?? 0n)));
      }),
      { numRuns: 500 },
    );
  });

  it("tient mille communes", () => {
    const tableau = tirerPerimetre(tirer(1000), {
      communes: 1000,
      reservataires: 9,
      densite: 60,
      fluxMaximal: 12,
      nulles: false,
    });
    expect(tableau.cellules.length).toBeGreaterThan(8000);
    expect(fautes(tableau, arrondirTableau(tableau).entiers ?? [])).toEqual([]);
    attendreLeMemeResultat(tableau, tirer(1));
  });
});

function sansBornes({ code, cellules = [], branches = [] }: Total): Total {
  return { code, cellules, branches: branches.map(sansBornes) };
}
