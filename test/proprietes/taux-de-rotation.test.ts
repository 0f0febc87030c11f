import fc from "fast-check";
import {
  type ArrondiConvenu,
  type LogementDuRepertoire,
  mesurerTauxDeRotation,
  moyennerTauxDeRotation,
  reunirTauxDeRotation,
  type TauxDeRotation,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE } from "../fabrique.js";

const MILLESIME = 2024;
const CONVENU = { mutations: "comptees", misesEnService: "exclues" } as const;

const arrondi = fc.constantFrom<ArrondiConvenu>(
  "aucun",
  { mode: "plus-proche", decimales: 0 },
  { mode: "entier-superieur", decimales: 2 },
);

/** Deux termes par typologie, ou un taux publié ; leur territoire vient de leur rang. */
const mesure = fc.oneof(
  fc.record({
    tailles: fc.array(
      fc
        .integer({ min: 1, max: 500 })
        .chain((logements) => fc.tuple(fc.nat(logements), fc.constant(logements))),
      { minLength: 1, maxLength: 3 },
    ),
    arrondiDuTaux: arrondi,
  }),
  fc.record({
    logements: fc.integer({ min: 1, max: 500_000 }),
    dixiemes: fc.nat(1_000),
    arrondiDuTaux: arrondi,
  }),
);
type MesureTiree = typeof mesure extends fc.Arbitrary<infer M> ? M : never;

const TAILLES = ["T1", "T2", "T3"] as const;
const somme = (nombres: readonly number[]) => nombres.reduce((total, nombre) => total + nombre, 0);

function mesurer(tiree: MesureTiree, territoire: string, millesime = MILLESIME): TauxDeRotation {
  const cadre = { date: DATE, millesime, territoire };
  const stipulations = { ...CONVENU, arrondiDuTaux: tiree.arrondiDuTaux };
  if ("dixiemes" in tiree)
    return mesurerTauxDeRotation(
      {
        ...cadre,
        numerateur: { nature: "sorties" },
        denominateur: { nature: "logements", nombre: tiree.logements },
        tauxPublie: tiree.dixiemes / 10,
      },
      stipulations,
    );
  return mesurerTauxDeRotation(
    {
      ...cadre,
      numerateur: { nature: "sorties", nombre: somme(tiree.tailles.map(([sorties]) => sorties)) },
      denominateur: { nature: "logements", nombre: somme(tiree.tailles.map(([, logements]) => logements)) },
      typologies: tiree.tailles.map(([numerateur, denominateur], rang) => ({
        typologie: TAILLES[rang] ?? "T4",
        numerateur,
        denominateur,
      })),
    },
    stipulations,
  );
}

const territoires = (tirees: readonly MesureTiree[]) =>
  tirees.map((tiree, rang) => mesurer(tiree, `territoire ${rang}`));
const reunir = (
  taux: readonly TauxDeRotation[],
  arrondiDuTaux: ArrondiConvenu = "aucun",
  territoire = "tout",
) => reunirTauxDeRotation({ date: DATE, territoire, taux }, { arrondiDuTaux });

const plusieurs = fc.array(mesure, { minLength: 1, maxLength: 8 });

function lire(taux: { readonly brut: { readonly exact: string } }): readonly [bigint, bigint] {
  const [n = "0", d = "1"] = taux.brut.exact.split("/");
  return [BigInt(n), BigInt(d)];
}

const depasse = (a: TauxDeRotation, b: TauxDeRotation) => {
  const [[na, da], [nb, db]] = [lire(a), lire(b)];
  return na * db > nb * da;
};

describe("réunir des taux de rotation", () => {
  it("par étapes, dans n'importe quel ordre et avec n'importe quel arrondi d'étape : les mêmes octets", () => {
    fc.assert(
      fc.property(
        plusieurs,
        fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }),
        arrondi,
        arrondi,
        (tirees, lots, etape, fin) => {
          const taux = territoires(tirees);
          const parLot = [0, 1, 2, 3].flatMap((lot) => {
            const siens = taux.filter((_, rang) => lots[rang] === lot);
            return siens.length === 0 ? [] : [reunir([...siens].reverse(), etape, `lot ${lot}`)];
          });
          const emboitee = reunir(parLot.slice(0, 2), etape, "moitié");
          expect(JSON.stringify(reunir([...parLot.slice(2), emboitee], fin))).toBe(
            JSON.stringify(reunir(taux, fin)),
          );
        },
      ),
    );
  });

  it("donne Σ sorties ÷ Σ logements quand tous les termes sont connus", () => {
    fc.assert(
      fc.property(plusieurs, (tirees) => {
        const connus = tirees.filter((tiree) => "tailles" in tiree);
        fc.pre(connus.length > 0);
        const tout = reunir(territoires(connus));
        const tailles = connus.flatMap((tiree) => tiree.tailles);
        const [sorties, logements] = [somme(tailles.map(([n]) => n)), somme(tailles.map(([, d]) => d))];
        expect([tout.numerateur.nombre, tout.denominateur.nombre]).toEqual([sorties, logements]);
        const [n, d] = lire(tout);
        expect(n * BigInt(logements)).toBe(BigInt(sorties) * 100n * d);
      }),
    );
  });

  it("reste entre le plus petit et le plus grand des taux", () => {
    fc.assert(
      fc.property(plusieurs, (tirees) => {
        const taux = territoires(tirees);
        const tout = reunir(taux);
        expect(taux.every((un) => depasse(un, tout))).toBe(false);
        expect(taux.every((un) => depasse(tout, un))).toBe(false);
      }),
    );
  });

  it("les typologies font le tout, ou ne sont pas données", () => {
    fc.assert(
      fc.property(plusieurs, (tirees) => {
        const tout = reunir(territoires(tirees));
        const complet = tirees.every((tiree) => "tailles" in tiree);
        expect(tout.parTypologie.length > 0).toBe(complet);
        if (!complet) return;
        expect(somme(tout.parTypologie.map((t) => t.numerateur ?? -1))).toBe(tout.numerateur.nombre);
        expect(somme(tout.parTypologie.map((t) => t.denominateur ?? -1))).toBe(tout.denominateur.nombre);
      }),
    );
  });
});

describe("moyenner des taux de rotation", () => {
  const moyenner = (taux: readonly TauxDeRotation[], moyenneDesAnnees: "simple" | "ponderee") =>
    moyennerTauxDeRotation({ date: DATE, taux }, { moyenneDesAnnees, arrondiDuTaux: "aucun" });

  it("l'ordre des années ne change pas un octet, et la moyenne reste entre les taux", () => {
    fc.assert(
      fc.property(plusieurs, fc.constantFrom("simple" as const, "ponderee" as const), (tirees, moyenne) => {
        const taux = tirees.map((tiree, rang) => mesurer(tiree, "bailleur", 2015 + rang));
        const lue = moyenner(taux, moyenne);
        expect(JSON.stringify(moyenner([...taux].reverse(), moyenne))).toBe(JSON.stringify(lue));
        expect(taux.every((un) => depasse(un, lue))).toBe(false);
        expect(taux.every((un) => depasse(lue, un))).toBe(false);
      }),
    );
  });

  it("pondérée ou simple, la même quand toutes les années ont autant de logements", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 6 }), (sorties) => {
        const taux = sorties.map((n, rang) =>
          mesurer({ tailles: [[n, 100]], arrondiDuTaux: "aucun" }, "bailleur", 2015 + rang),
        );
        expect(moyenner(taux, "simple").brut).toEqual(moyenner(taux, "ponderee").brut);
      }),
    );
  });
});

describe("compter au répertoire", () => {
  const moisTire = fc
    .tuple(fc.integer({ min: 2020, max: MILLESIME }), fc.integer({ min: 1, max: 12 }))
    .map(([annee, mois]) => `${annee}-${String(mois).padStart(2, "0")}`);
  const logement: fc.Arbitrary<LogementDuRepertoire> = fc
    .record({
      mode: fc.constantFrom(1, 1, 1, 2, 3, 4, 5, 9),
      bail: fc.option(moisTire),
      locat: fc.oneof(
        moisTire,
        moisTire.map((mois) => mois.slice(0, 4)),
      ),
      typologie: fc.constantFrom("T1", "T2", "T3", "T4", "T5+"),
    })
    .map((tire) => (tire.mode === 2 || tire.mode === 3 ? { ...tire, bail: null } : tire)) as never;
  /** Assez de logements anciens et sans emménagement pour que chaque typologie ait un taux. */
  const fond: readonly LogementDuRepertoire[] = (["T1", "T2", "T3", "T4", "T5+"] as const).flatMap(
    (typologie) =>
      Array.from({ length: 40 }, () => ({ mode: 1 as const, bail: "2001-01", locat: "1999", typologie })),
  );

  it("chaque logement est retrouvé, et les typologies font le tout", () => {
    fc.assert(
      fc.property(fc.array(logement, { maxLength: 40 }), (tires) => {
        const logements = [...fond, ...tires];
        const { parc, parTypologie, numerateur, denominateur } = mesurerTauxDeRotation(
          { date: DATE, millesime: MILLESIME, territoire: "bailleur", logements, parTypologie: true },
          { ...CONVENU, arrondiDuTaux: "aucun" },
        );
        if (parc === null) throw new Error("un répertoire a un parc");
        expect(parc.misEnLocationDepuis + parc.niLouesNiProposes + parc.louesOuProposes).toBe(
          logements.length,
        );
        expect(parc.louesOuProposes).toBe(denominateur.nombre);
        expect(somme(parTypologie.map((t) => t.numerateur ?? -1))).toBe(numerateur.nombre);
        expect(somme(parTypologie.map((t) => t.denominateur ?? -1))).toBe(denominateur.nombre);
        expect(parTypologie).toHaveLength(5);
      }),
    );
  });
});
