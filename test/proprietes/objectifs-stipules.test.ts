import fc from "fast-check";
import {
  calculerAssiette,
  fixerObjectifsDeFlux,
  type Objectifs,
  type Repartition,
  repartirFlux,
  type StipulationsDObjectifs,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { entierInferieur, entierSuperieur } from "../../src/exact/arrondi.js";
import {
  additionner,
  comparer,
  type Fraction,
  fraction,
  lePlusGrand,
  pourCentDe,
  sommer,
  soustraire,
  ZERO,
} from "../../src/exact/fraction.js";
import { lireFraction } from "../../src/exact/valeur-exacte.js";
import { rapprocherObjectifs } from "../../src/objectifs/rapprocher-objectifs.js";
import {
  arrondirTableauDesObjectifs,
  cellulesDesObjectifs,
} from "../../src/objectifs/tableau-des-objectifs.js";
import { type Dossier, dossier, melanger, placeLibrement } from "../differentiel/generateurs.js";
import { commune, convention, epci, PARTOUT, PERIMETRE, prefet } from "../fabrique.js";

const EPCI = "200000001";

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

const GARANTS = ["commune", "epci", "ept", "metropole-de-lyon", "ville-de-paris"];

const repartir = ({ entree, premieres, conventions }: Dossier) =>
  repartirFlux({
    assiette: calculerAssiette(entree, { premieresMisesEnLocation: premieres }),
    conventions,
  });

/** Le même périmètre, une autre année : les comptes passent d'un secteur au suivant. */
function annee({ entree, ...reste }: Dossier, rang: number): Dossier {
  const { perimetre, secteurs } = entree as typeof entree & {
    perimetre: { annee: number };
    secteurs: readonly { commune: string; localisation: "qpv" | "hors-qpv"; epci: string | null }[];
  };
  const an = perimetre.annee + rang;
  return {
    ...reste,
    entree: {
      ...entree,
      date: `${an}-01-01`,
      perimetre: { ...perimetre, annee: an },
      secteurs: secteurs.map(({ commune, localisation, epci }, place) => ({
        ...secteurs[(place + rang) % secteurs.length],
        commune,
        localisation,
        epci,
      })),
    } as typeof entree,
  };
}

const enLogements = ({ exact }: { readonly exact: string }) => lireFraction(exact);

/** Les parts d'un résultat, secteur par secteur, non réservés compris. */
function cellules({ secteurs }: Objectifs) {
  return secteurs.flatMap(({ parts, nonReserves, flux, ...secteur }) =>
    [...parts, { reservataire: "non-reserves", contrepartie: null, contingent: null, ...nonReserves }].map(
      ({ exact, retenu, ...part }) => ({
        ...part,
        secteur: `${secteur.commune}/${secteur.localisation}`,
        ...secteur,
        exact: enLogements(exact),
        retenu: enLogements(retenu),
      }),
    ),
  );
}
type Cellule = ReturnType<typeof cellules>[number];

const total = (toutes: readonly Cellule[], valeur: (cellule: Cellule) => Fraction) =>
  sommer(toutes.map(valeur));
const entier = (toutes: readonly Cellule[]) => toutes.reduce((somme, { objectif }) => somme + objectif, 0);

function garanties({ conventions }: Repartition) {
  const garants = new Set(
    conventions
      .filter(({ reservataire }) => GARANTS.includes(reservataire.categorie))
      .map(({ reservataire }) => reservataire.code),
  );
  return ({ reservataire, contrepartie }: Cellule) =>
    contrepartie === "garantie-d-emprunt" && garants.has(reservataire);
}

/** Chaque plafond d'une année : les parts qu'il compte, et ce qu'il leur permet. */
function plafonds(objectifs: Objectifs) {
  const { repartition, flux, territoires } = objectifs;
  const toutes = cellules(objectifs);
  const estGarantie = garanties(repartition);
  return [
    {
      siennes: toutes.filter(({ contrepartie }) => contrepartie === "contingent-prefectoral"),
      permis: fraction(30 * flux, 100),
    },
    {
      siennes: toutes.filter(({ contingent }) => contingent === "agents-civils-et-militaires"),
      permis: fraction(5 * flux, 100),
    },
    ...territoires.map(({ territoire, flux: ici }) => ({
      siennes: toutes.filter(
        (cellule) =>
          estGarantie(cellule) &&
          (territoire.type === "commune"
            ? cellule.commune === territoire.commune
            : cellule.epci === territoire.epci),
      ),
      permis: pourCentDe(fraction(20), fraction(ici)),
    })),
  ];
}

/** Les totaux qui ne sont ni l'entier au-dessous ni l'entier au-dessus de ce qui est retenu. */
function totauxFautifs(toutes: readonly Cellule[], cle: (cellule: Cellule) => string): string[] {
  const groupes = new Map<string, Cellule[]>();
  for (const cellule of toutes) groupes.set(cle(cellule), [...(groupes.get(cle(cellule)) ?? []), cellule]);
  return [...groupes].flatMap(([nom, siennes]) => {
    const retenu = total(siennes, (cellule) => cellule.retenu);
    const fait = BigInt(entier(siennes));
    return [entierInferieur(retenu), entierSuperieur(retenu)].includes(fait) ? [] : [nom];
  });
}

const part = ({ reservataire, contrepartie, contingent }: Cellule) =>
  `${reservataire} ${contrepartie} ${contingent}`;
const FAMILLES: readonly ((cellule: Cellule) => string)[] = [
  (c) => `${c.secteur} ${part(c)}`,
  (c) => c.reservataire,
  (c) => `${c.reservataire} ${c.contrepartie}`,
  part,
  (c) => c.secteur,
];
const TENUS_SANS_LIMITE: readonly ((cellule: Cellule) => string)[] = [
  ...FAMILLES,
  (c) => `${part(c)} ${c.epci}`,
  (c) => `${part(c)} ${c.commune}`,
  (c) => `${c.secteur} ${c.reservataire}`,
];

const tenable = (d: Dossier) => repartir(d).constats.every(({ code }) => code !== "SUR_RESERVATION");

/** Quatre années qui se suivent, chacune reportant les restes de celle d'avant ; `null` si l'une est sur-réservée. */
function enchainer(d: Dossier, autres: StipulationsDObjectifs = {}): Objectifs[] | null {
  const faits: Objectifs[] = [];
  for (const rang of [0, 1, 2, 3]) {
    const repartition = repartir(annee(d, rang));
    if (repartition.constats.some(({ code }) => code === "SUR_RESERVATION")) return null;
    faits.push(fixerObjectifsDeFlux(repartition, { reportDesRestes: "integral", ...autres }, faits.at(-1)));
  }
  return faits;
}

describe("le report des restes", () => {
  it("tient un compte qui se ferme : clôture = ouverture + part − objectif, et ouvre l'année suivante", () => {
    fc.assert(
      fc.property(cas, (d) => {
        const annees = enchainer(d);
        fc.pre(annees !== null);
        let avant = new Map<string, string>();
        for (const objectifs of annees) {
          const toutes = cellules(objectifs);
          const lignes = objectifs.reports ?? [];
          for (const { ouverture, admis, exact, objectif, cloture, ...ligne } of lignes) {
            const cle = `${ligne.reservataire} ${ligne.contrepartie}`;
            const siennes = toutes.filter((c) => `${c.reservataire} ${c.contrepartie}` === cle);
            expect(ouverture.exact).toBe(avant.get(cle) ?? "0");
            expect([enLogements(exact), objectif]).toEqual([
              total(siennes, (cellule) => cellule.exact),
              entier(siennes),
            ]);
            expect(enLogements(admis)).toEqual(
              total(siennes, (cellule) => soustraire(cellule.retenu, cellule.exact)),
            );
            expect(enLogements(cloture)).toEqual(
              soustraire(additionner(enLogements(ouverture), enLogements(exact)), fraction(objectif)),
            );
          }
          for (const cle of avant.keys())
            expect(lignes.map((l) => `${l.reservataire} ${l.contrepartie}`)).toContain(cle);
          avant = new Map(lignes.map((l) => [`${l.reservataire} ${l.contrepartie}`, l.cloture.exact]));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("n'ajoute jamais plus que le reste, n'en déduit jamais plus que la part, et ne laisse rien de négatif", () => {
    fc.assert(
      fc.property(cas, (d) => {
        const annees = enchainer(d);
        fc.pre(annees !== null);
        for (const objectifs of annees) {
          for (const { retenu } of cellules(objectifs))
            expect(comparer(retenu, ZERO)).toBeGreaterThanOrEqual(0);
          for (const { ouverture, admis, exact } of objectifs.reports ?? []) {
            const [o, a] = [enLogements(ouverture), enLogements(admis)];
            if (comparer(o, ZERO) < 0)
              expect(a).toEqual(lePlusGrand(o, soustraire(ZERO, enLogements(exact))));
            else expect([comparer(a, ZERO) >= 0, comparer(a, o) <= 0]).toEqual([true, true]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("se juge contre les plafonds de l'année d'arrivée, et contre le flux de chaque secteur", () => {
    fc.assert(
      fc.property(cas, (d) => {
        const annees = enchainer(d);
        fc.pre(annees !== null);
        for (const objectifs of annees) {
          for (const { siennes, permis } of plafonds(objectifs)) {
            const limite = lePlusGrand(
              permis,
              total(siennes, (cellule) => cellule.exact),
            );
            expect(
              comparer(
                total(siennes, (cellule) => cellule.retenu),
                limite,
              ),
            ).toBeLessThanOrEqual(0);
          }
          const toutes = cellules(objectifs);
          for (const { commune, localisation, flux } of objectifs.secteurs) {
            const ici = toutes.filter(({ secteur }) => secteur === `${commune}/${localisation}`);
            expect(total(ici, (cellule) => cellule.retenu)).toEqual(fraction(flux));
            expect(entier(ici)).toBe(flux);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("arrondit ce qui est retenu : chaque case et chaque total tenu à l'un de ses deux entiers", () => {
    fc.assert(
      fc.property(cas, (d) => {
        const annees = enchainer(d);
        fc.pre(annees !== null);
        for (const objectifs of annees)
          for (const cle of TENUS_SANS_LIMITE) expect(totauxFautifs(cellules(objectifs), cle)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("quand tout entre, personne n'est jamais à un logement de son dû", () => {
    fc.assert(
      fc.property(cas, (d) => {
        const annees = enchainer(d);
        fc.pre(annees !== null);
        const toutEntre = annees.every(({ reports }) =>
          reports?.every(({ ouverture, admis }) => ouverture.exact === admis.exact),
        );
        fc.pre(toutEntre);
        for (const { reports } of annees)
          for (const { cloture } of reports ?? []) {
            const { numerateur, denominateur } = enLogements(cloture);
            expect(numerateur < denominateur && -numerateur < denominateur).toBe(true);
          }
      }),
      { numRuns: 60 },
    );
  });

  it("l'ordre des entrées ne change pas un octet", () => {
    fc.assert(
      fc.property(cas, fc.nat(), (d, graine) => {
        const annees = enchainer(d, { jugementDesGaranties: "logements-entiers" });
        fc.pre(annees !== null);
        const faits: Objectifs[] = [];
        for (const rang of [0, 1, 2, 3])
          faits.push(
            fixerObjectifsDeFlux(
              repartir(melanger(annee(d, rang), graine + rang)),
              { reportDesRestes: "integral", jugementDesGaranties: "logements-entiers" },
              faits.at(-1),
            ),
          );
        expect(JSON.stringify(faits)).toBe(JSON.stringify(annees));
      }),
      { numRuns: 40 },
    );
  });
});

describe("le plafond des garanties en logements entiers", () => {
  const entiers: StipulationsDObjectifs = { jugementDesGaranties: "logements-entiers" };

  it("tient dans chaque commune qui n'est pas déjà au-dessus, et n'ôte rien quand il n'a pas à le faire", () => {
    fc.assert(
      fc.property(cas, (d) => {
        fc.pre(tenable(d));
        const objectifs = fixerObjectifsDeFlux(repartir(d), entiers);
        const estGarantie = garanties(objectifs.repartition);
        const toutes = cellules(objectifs);
        for (const { territoire, flux } of objectifs.territoires) {
          if (territoire.type !== "commune") continue;
          const ici = toutes.filter((c) => c.commune === territoire.commune && estGarantie(c));
          const permis = pourCentDe(fraction(20), fraction(flux));
          const exact = total(ici, (c) => c.exact);
          const retenu = total(ici, (c) => c.retenu);
          if (comparer(exact, permis) > 0) {
            expect(retenu).toEqual(exact);
            continue;
          }
          expect(comparer(fraction(entier(ici)), permis)).toBeLessThanOrEqual(0);
          const secteurs = new Set(ici.map(({ secteur }) => secteur));
          if (secteurs.size <= 1)
            expect(retenu).toEqual(
              entierSuperieur(exact) <= entierInferieur(permis) ? exact : fraction(entierInferieur(exact)),
            );
        }
        for (const c of toutes)
          if (estGarantie(c)) expect(comparer(c.retenu, c.exact)).toBeLessThanOrEqual(0);
          else if (c.reservataire !== "non-reserves") expect(c.retenu).toEqual(c.exact);
      }),
      { numRuns: 150 },
    );
  });

  it("garde les autres totaux, et son prix est la différence des deux résultats", () => {
    fc.assert(
      fc.property(cas, (d) => {
        fc.pre(tenable(d));
        const repartition = repartir(d);
        const sans = fixerObjectifsDeFlux(repartition);
        const avec = fixerObjectifsDeFlux(repartition, entiers);
        for (const cle of FAMILLES) expect(totauxFautifs(cellules(avec), cle)).toEqual([]);
        const objectifsDe = (o: Objectifs) =>
          new Map([
            ...o.reservataires.map((ligne) => [ligne.reservataire, ligne.objectif] as const),
            ["non-reserves", o.nonReserves.objectif] as const,
          ]);
        const avant = objectifsDe(sans);
        const apres = objectifsDe(avec);
        const attendus = [...avant].filter(([code, objectif]) => apres.get(code) !== objectif);
        expect(new Map(avec.prix[0]?.reservataires.map((l) => [l.reservataire, [l.sans, l.avec]]))).toEqual(
          new Map(attendus.map(([code, objectif]) => [code, [objectif, apres.get(code)]])),
        );
        const ecart = (lignes: readonly { sans: number; avec: number }[] = []) =>
          lignes.reduce((somme, ligne) => somme + ligne.avec - ligne.sans, 0);
        expect([
          ecart(avec.prix[0]?.reservataires),
          ecart(avec.prix[0]?.communes),
          ecart(avec.prix[0]?.secteurs),
        ]).toEqual([0, 0, 0]);
      }),
      { numRuns: 150 },
    );
  });
});

describe("le plancher hors QPV en logements entiers", () => {
  it("est atteint, ou un constat dit que non ; jamais moins bien que sans le tenir", () => {
    fc.assert(
      fc.property(cas, (d) => {
        fc.pre(tenable(d));
        const repartition = repartir(d);
        const manque = ({ constats }: Objectifs) =>
          Number(
            constats.find(({ code }) => code === "PLANCHER_HORS_QPV_ARRONDI")?.chiffres.at(-1)?.valeur ?? 0,
          );
        const sans = fixerObjectifsDeFlux(repartition);
        const avec = fixerObjectifsDeFlux(repartition, { jugementDuPlancherHorsQpv: "logements-entiers" });
        expect(manque(avec) === 0 || manque(avec) === manque(sans)).toBe(true);
        expect(avec.prix.length > 0 ? manque(avec) : 0).toBe(0);
        for (const cle of FAMILLES) expect(totauxFautifs(cellules(avec), cle)).toEqual([]);
        expect(avec.reservataires.map(({ retenu }) => retenu)).toEqual(
          sans.reservataires.map(({ retenu }) => retenu),
        );
      }),
      { numRuns: 150 },
    );
  });
});

/** Un périmètre où tout se croise : des communes en et hors QPV, le préfet, des villes et un EPCI garants, Action Logement. */
const croise = fc
  .record({
    communes: fc.array(
      fc.record({
        hors: fc.nat(12),
        en: fc.option(fc.nat(12), { nil: null }),
        ville: fc.integer({ min: 0, max: 24 }),
      }),
      { minLength: 2, maxLength: 5 },
    ),
    publics: fc.integer({ min: 18, max: 25 }),
    agents: fc.integer({ min: 0, max: 5 }),
    agglo: fc.integer({ min: 0, max: 10 }),
    als: fc.integer({ min: 0, max: 20 }),
    libre: fc.boolean(),
  })
  .map(({ communes, publics, agents, agglo, als, libre }) => (rang: number) => {
    const code = (place: number) => `7700${place + 1}`;
    return repartirFlux({
      assiette: calculerAssiette(
        {
          date: `${2024 + rang}-01-01`,
          perimetre: { ...PERIMETRE, annee: 2024 + rang },
          secteurs: communes.flatMap((_, place) => {
            const { hors = 0, en = null } = communes[(place + rang) % communes.length] ?? {};
            const secteur = { commune: code(place), epci: EPCI };
            return [
              { ...secteur, localisation: "hors-qpv" as const, liberations: hors },
              ...(en === null ? [] : [{ ...secteur, localisation: "qpv" as const, liberations: en }]),
            ];
          }),
        },
        { premieresMisesEnLocation: "hors-flux" },
      ),
      conventions: [
        prefet(publics, agents),
        ...communes.map(({ ville }, place) =>
          convention(`ville-${place}`, "commune", commune(code(place)), [{ taux: ville }]),
        ),
        convention("agglo", "epci", epci(EPCI), [{ taux: agglo }, { taux: 3, contrepartie: "financement" }]),
        convention("als", "action-logement", PARTOUT, [
          {
            taux: als,
            contrepartie: "participation-des-employeurs",
            localisation: libre ? "libre" : "uniforme",
          },
        ]),
      ],
    });
  });

const COMBINAISONS: readonly StipulationsDObjectifs[] = [false, true].flatMap((report) =>
  [false, true].flatMap((garantie) =>
    [false, true].map((plancher) => ({
      reportDesRestes: report ? ("integral" as const) : ("aucun" as const),
      ...(garantie ? { jugementDesGaranties: "logements-entiers" as const } : {}),
      ...(plancher ? { jugementDuPlancherHorsQpv: "logements-entiers" as const } : {}),
    })),
  ),
);

describe("toutes les stipulations ensemble", () => {
  it.each(COMBINAISONS)("%j : plafonds, plancher, totaux et prix", (stipulations) => {
    fc.assert(
      fc.property(croise, (repartirEn) => {
        let avant: Objectifs | undefined;
        for (const rang of [0, 1, 2]) {
          const repartition = repartirEn(rang);
          fc.pre(repartition.constats.every(({ code }) => code !== "SUR_RESERVATION"));
          const objectifs = fixerObjectifsDeFlux(repartition, stipulations, avant);
          avant = objectifs;
          verifier(objectifs, stipulations);
        }
      }),
      { numRuns: 60 },
    );
  });
});

function verifier(objectifs: Objectifs, stipulations: StipulationsDObjectifs): void {
  const toutes = cellules(objectifs);
  for (const cle of FAMILLES) expect(totauxFautifs(toutes, cle)).toEqual([]);
  const estGarantie = garanties(objectifs.repartition);
  const [contingent, agents] = plafonds(objectifs);
  for (const { siennes, permis } of [contingent, agents].filter((limite) => limite !== undefined))
    if (
      comparer(
        total(siennes, (c) => c.retenu),
        permis,
      ) <= 0
    )
      expect(comparer(fraction(entier(siennes)), permis)).toBeLessThanOrEqual(0);
  const parSesParts = (cle: (c: Cellule) => string) =>
    new Set(totauxFautifs(toutes, cle).map((nom) => nom.split(" ").at(-1)));
  if (stipulations.jugementDesGaranties === "logements-entiers")
    for (const { territoire, flux } of objectifs.territoires) {
      if (territoire.type !== "commune") continue;
      const ici = toutes.filter((c) => c.commune === territoire.commune && estGarantie(c));
      const permis = pourCentDe(fraction(20), fraction(flux));
      if (
        comparer(
          total(ici, (c) => c.retenu),
          permis,
        ) <= 0
      )
        expect(comparer(fraction(entier(ici)), permis)).toBeLessThanOrEqual(0);
    }
  else expect(parSesParts((c) => `${c.reservataire} ${c.secteur}`).size).toBe(0);
  const avecPlancher = objectifs.prix.some(({ limite }) => limite === "plancher-hors-qpv");
  if (avecPlancher) {
    const hors = toutes.filter(
      (c) => c.contrepartie === "contingent-prefectoral" && c.localisation === "hors-qpv",
    );
    const flux = objectifs.secteurs
      .filter(({ localisation }) => localisation === "hors-qpv")
      .reduce((somme, secteur) => somme + secteur.flux, 0);
    expect(entier(hors) * 10).toBeGreaterThanOrEqual(3 * flux);
  } else expect(parSesParts((c) => `${part(c)} ${c.commune}`).size).toBe(0);
  const signales = new Set(
    objectifs.constats
      .filter(({ code }) => code === "TOTAL_ECARTE_DE_SON_EXACT")
      .map(({ territoire }) => territoire),
  );
  for (const nom of parSesParts((c) => `${c.reservataire} ${c.commune}`))
    expect(signales).toContain(`commune ${nom}`);
  for (const nom of avecPlancher ? parSesParts((c) => `${part(c)} ${c.commune}`) : [])
    expect(signales).toContain(`commune ${nom}`);
  for (const nom of parSesParts((c) => `${c.reservataire} ${c.secteur}`)) {
    const [code, lieu] = nom?.split("/") ?? [];
    expect(signales).toContain(`commune ${code}, ${lieu === "qpv" ? "en QPV" : "hors QPV"}`);
  }
  for (const { ouverture, admis, exact } of objectifs.reports ?? []) {
    const [o, a] = [enLogements(ouverture), enLogements(admis)];
    if (comparer(o, ZERO) < 0) expect(a).toEqual(lePlusGrand(o, soustraire(ZERO, enLogements(exact))));
    else expect([comparer(a, ZERO) >= 0, comparer(a, o) <= 0]).toEqual([true, true]);
  }
  const [premier, second] = objectifs.prix;
  if (premier?.limite === "plafond-des-garanties" && second !== undefined)
    for (const { secteur, reservataire, sans } of second.secteurs) {
      const change = premier.secteurs.find((l) => l.secteur === secteur && l.reservataire === reservataire);
      if (change !== undefined) expect(sans).toBe(change.avec);
    }
}

describe("les échanges", () => {
  it("rapprochent les totaux suivis, dans l'ensemble, de ce qu'en faisait l'arrondi seul", () => {
    const rapproches: boolean[] = [];
    fc.assert(
      fc.property(cas, (d) => {
        fc.pre(tenable(d));
        const repartition = repartir(d);
        const exactes = cellulesDesObjectifs(repartition);
        const { entiers = [] } = arrondirTableauDesObjectifs(exactes, repartition);
        const seul = entiers.map(Number);
        const { entiers: apres, echanges } = rapprocherObjectifs(exactes, seul, {});
        const ecart = (objectifs: readonly number[]) => {
          const suivis = new Map<string, { exact: Fraction; fait: number }>();
          exactes.forEach(({ secteur, reservataire, exact }, rang) => {
            const noms = [
              `EPCI ${secteur.epci} ${reservataire}`,
              `commune ${secteur.commune} ${reservataire}`,
              ...(secteur.localisation === "qpv" ? [`QPV ${reservataire}`] : []),
            ];
            for (const nom of noms) {
              const deja = suivis.get(nom) ?? { exact: ZERO, fait: 0 };
              suivis.set(nom, {
                exact: additionner(deja.exact, exact),
                fait: deja.fait + (objectifs[rang] ?? 0),
              });
            }
          });
          return [...suivis.values()].reduce((somme, { exact, fait }) => {
            const [bas, haut] = [Number(entierInferieur(exact)), Number(entierSuperieur(exact))];
            return somme + Math.max(bas - fait, fait - haut, 0);
          }, 0);
        };
        const [avant, ensuite] = [ecart(seul), ecart(apres)];
        expect(ensuite).toBeLessThanOrEqual(avant - echanges.length);
        if (avant > 0) rapproches.push(ensuite < avant);
      }),
      { numRuns: 400 },
    );
    expect(rapproches).toContain(true);
  });
});
