import fc from "fast-check";
import {
  type ArrondiConvenu,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  type EntreeTauxDeRotation,
  type LogementDuParc,
  mesurerTauxDeRotation,
  moyennerTauxDeRotation,
  reunirTauxDeRotation,
} from "gestion-en-flux";
import { describe, expect, test } from "vitest";
import { arrondi, MESURES } from "./conversions-tirees.js";
import { DATE, figer, melanger } from "./generateurs.js";
import {
  arrondir,
  dureeRestante,
  mobiliteNaive,
  moyennePesee,
  type Rationnel,
  rationnel,
  valeur,
} from "./seconde-implementation.js";

type Mesure = (typeof MESURES)[number];

function rotation(nombre: number, logements: number, arrondiDuTaux: ArrondiConvenu, graine?: number) {
  const entree: EntreeTauxDeRotation = {
    date: DATE,
    millesime: 2023,
    territoire: "bailleur",
    numerateur: { nature: "sorties", nombre },
    denominateur: { nature: "logements", nombre: logements },
  };
  return mesurerTauxDeRotation(figer(graine === undefined ? entree : melanger(entree, graine)), {
    mutations: "comptees",
    misesEnService: "exclues",
    arrondiDuTaux,
  });
}

const comptesDeRotation = fc
  .integer({ min: 1, max: 9_000 })
  .chain((logements) => fc.tuple(fc.nat(logements), fc.constant(logements)));

describe("taux de rotation", () => {
  test("numérateur sur dénominateur, en pourcentage, arrondi une fois", () => {
    fc.assert(
      fc.property(comptesDeRotation, arrondi, fc.nat(), ([nombre, logements], convenu, graine) => {
        const lu = rotation(nombre, logements, convenu);
        expect(JSON.stringify(rotation(nombre, logements, convenu, graine))).toBe(JSON.stringify(lu));
        const brut = rationnel(100 * nombre, logements);
        expect(lu.brut).toEqual(valeur(brut));
        expect(lu.taux).toEqual(valeur(arrondir(brut, convenu)));
      }),
    );
  });

  test("les demi-valeurs, où les arrondis nommés se séparent", () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.integer({ min: 0, max: 1 }), arrondi, (n, decimales, convenu) => {
        const mode = convenu === "aucun" ? "plus-proche-pair" : convenu.mode;
        // n / 2000 = n × 0,05 % : un pas de demi-dixième.
        const lu = rotation(n, 2_000, { mode, decimales });
        expect(lu.taux).toEqual(valeur(arrondir(rationnel(n, 20), { mode, decimales })));
      }),
    );
  });
});

describe("taux de rotation, de plus d'une façon", () => {
  const CONVENU = { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" } as const;
  const moisTire = fc
    .tuple(fc.integer({ min: 2019, max: 2023 }), fc.integer({ min: 1, max: 12 }))
    .map(([annee, mois]) => `${annee}-${mois < 10 ? "0" : ""}${mois}`);
  const logementTire = fc
    .record({
      mode: fc.constantFrom(1, 1, 1, 2, 3, 4, 5, 9),
      bail: fc.option(moisTire),
      locat: fc.oneof(moisTire, fc.constantFrom("1898", "2021", "2022", "2023")),
      typologie: fc.constantFrom("T1" as const, "T3" as const, "T5+" as const),
    })
    .map((tire) => ({ ...tire, bail: tire.mode === 2 || tire.mode === 3 ? null : tire.bail }));

  test("au répertoire : un compte logement par logement, en tout et par typologie", () => {
    fc.assert(
      fc.property(fc.array(logementTire, { minLength: 1, maxLength: 60 }), fc.nat(), (logements, graine) => {
        const tout = mobiliteNaive(logements, 2023);
        const tailles = ["T1", "T3", "T5+"].map(
          (typologie) =>
            [
              typologie,
              mobiliteNaive(
                logements.filter((l) => l.typologie === typologie),
                2023,
              ),
            ] as const,
        );
        const mesurable =
          tout.presents > 0 && tailles.every(([, { emmenages, presents }]) => emmenages <= presents);
        const entree = { date: DATE, millesime: 2023, territoire: "bailleur", logements, parTypologie: true };
        const mesurer = () => mesurerTauxDeRotation(figer(melanger(entree, graine)) as never, CONVENU);
        if (!mesurable) {
          expect(mesurer).toThrow(/NUMERATEUR_SUPERIEUR|DENOMINATEUR_NUL/);
          return;
        }
        const lu = mesurer();
        expect(lu.brut).toEqual(valeur(rationnel(100 * tout.emmenages, tout.presents)));
        expect(lu.parTypologie.map((t) => [t.typologie, t.numerateur, t.denominateur])).toEqual(
          tailles.flatMap(([nom, { emmenages, presents }]) =>
            presents === 0 ? [] : [[nom, emmenages, presents]],
          ),
        );
      }),
    );
  });

  test("réunis ou moyennés : une moyenne pesée de proche en proche, arrondie une fois", () => {
    const publie = fc.record({ dixiemes: fc.nat(1_000), logements: fc.integer({ min: 1, max: 300_000 }) });
    fc.assert(
      fc.property(fc.array(publie, { minLength: 1, maxLength: 8 }), arrondi, (publies, convenu) => {
        const mesurer = (
          territoire: string,
          millesime: number,
          { dixiemes, logements }: (typeof publies)[number],
        ) =>
          mesurerTauxDeRotation(
            {
              date: DATE,
              millesime,
              territoire,
              numerateur: { nature: "emmenagements" },
              denominateur: { nature: "logements-loues-ou-proposes", nombre: logements },
              tauxPublie: dixiemes / 10,
            },
            CONVENU,
          );
        const peses = publies.map(({ dixiemes, logements }) => ({
          taux: rationnel(dixiemes, 10),
          poids: logements,
        }));
        const reuni = reunirTauxDeRotation(
          { date: DATE, territoire: "tout", taux: publies.map((p, rang) => mesurer(`n° ${rang}`, 2022, p)) },
          { arrondiDuTaux: convenu },
        );
        expect(reuni.taux).toEqual(valeur(arrondir(moyennePesee(peses), convenu)));
        const annees = publies.map((p, rang) => mesurer("bailleur", 2010 + rang, p));
        const moyenner = (moyenneDesAnnees: "simple" | "ponderee") =>
          moyennerTauxDeRotation({ date: DATE, taux: annees }, { moyenneDesAnnees, arrondiDuTaux: convenu });
        expect(moyenner("ponderee").taux).toEqual(reuni.taux);
        const egaux = peses.map(({ taux }) => ({ taux, poids: 1 }));
        expect(moyenner("simple").taux).toEqual(valeur(arrondir(moyennePesee(egaux), convenu)));
      }),
    );
  });
});

/** L'état des lieux de logements d'un seul employeur. */
function etatDUnEmployeur(logements: readonly Pick<LogementDuParc, "droit" | "dateDExpiration">[]) {
  return consoliderEtatDesLieux(
    {
      date: DATE,
      perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
      communes: [{ code: "77288", epci: null }],
      reservataires: [
        { code: "als", nom: "ALS", categorie: "action-logement", territoire: { type: "perimetre" } },
      ],
      logements: logements.map((logement, rang) => ({
        numeroRpls: `99${String(rang).padStart(8, "0")}`,
        reservataire: "als",
        typologie: "T3",
        commune: "77288",
        localisation: "hors-qpv",
        financement: "PLUS",
        ...logement,
      })),
    },
    {},
  );
}

describe("durée restante", () => {
  const jour = fc
    .integer({ min: 0, max: 366 * 12 })
    .map((n) => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10));
  const finDeMois = fc.constantFrom(
    "2024-01-29",
    "2024-01-30",
    "2024-01-31",
    "2024-02-28",
    "2024-02-29",
    "2024-03-01",
    "2024-03-31",
    "2025-02-28",
    "2028-02-29",
    "2100-02-28",
  );
  const date = fc.oneof(jour, finDeMois);

  test.each(MESURES)("%s : une marche dans le calendrier", (mesureDeDuree) => {
    fc.assert(
      fc.property(date, date, (effet, dateDExpiration) => {
        const { lignes } = convertirEnDroitsUniques(
          {
            dateDEffet: effet,
            etatDesLieux: etatDUnEmployeur([{ droit: "droit-de-suite", dateDExpiration }]),
            tauxDeRotation: rotation(71, 1_000, "aucun"),
          },
          { mesureDeDuree, arrondiDesDroits: "aucun" },
        );
        expect(lignes.map((l) => l.duree)).toEqual([
          valeur(dureeRestante(effet, dateDExpiration, mesureDeDuree)),
        ]);
      }),
    );
  });
});

/** Trois droits de suite, effet au 01/01/2024, taux de 7,1 %. */
describe("tableau C2", () => {
  const ECHEANCES = ["2031-06-30", "2040-12-31", "2026-03-15"];
  const lignes: readonly (readonly [Mesure, readonly Rationnel[], Rationnel, string])[] = [
    // (7 + 16 + 2) × 71/1000
    ["difference-d-annees", [7, 16, 2].map((n) => rationnel(n)), rationnel(71, 40), "1.775"],
    // (90 + 204 + 26)/12 × 71/1000 = 320 × 71/12000
    ["mois-revolus", [90, 204, 26].map((n) => rationnel(n, 12)), rationnel(142, 75), "1.8933"],
    // (2738 + 6210 + 805) × 4/1461 × 71/1000 = 9753 × 284/1461000
    [
      "jours-sur-365-25",
      [2738, 6210, 805].map((n) => rationnel(4 * n, 1461)),
      rationnel(230_821, 121_750),
      "1.8959",
    ],
    // 9753/365 × 71/1000
    ["jours-sur-365", [2738, 6210, 805].map((n) => rationnel(n, 365)), rationnel(692_463, 365_000), "1.8972"],
    // (8 + 17 + 3) × 71/1000
    ["annee-d-echeance-incluse", [8, 17, 3].map((n) => rationnel(n)), rationnel(497, 250), "1.988"],
  ];

  test.each(lignes)("%s", (mesureDeDuree, durees, total, publie) => {
    const lu = convertirEnDroitsUniques(
      {
        dateDEffet: DATE,
        etatDesLieux: etatDUnEmployeur(
          ECHEANCES.map((dateDExpiration) => ({ droit: "droit-de-suite", dateDExpiration })),
        ),
        tauxDeRotation: rotation(71, 1_000, "aucun"),
      },
      { mesureDeDuree, arrondiDesDroits: "aucun" },
    );
    const dureeDe = new Map(lu.lignes.map((l) => [l.dateDExpiration, l.duree]));
    expect(ECHEANCES.map((echeance) => dureeDe.get(echeance))).toEqual(durees.map(valeur));
    expect(lu.reservataires.map((r) => r.droitsUniques)).toEqual([valeur(total)]);
    expect(valeur(arrondir(total, { mode: "plus-proche", decimales: 4 })).decimal).toBe(publie);
  });

  test("arrondi une seule fois, à la fin : 2 droits, non 1 ni 4", () => {
    const lu = convertirEnDroitsUniques(
      {
        dateDEffet: DATE,
        etatDesLieux: etatDUnEmployeur(
          ECHEANCES.map((dateDExpiration) => ({ droit: "droit-de-suite", dateDExpiration })),
        ),
        tauxDeRotation: rotation(71, 1_000, "aucun"),
      },
      { mesureDeDuree: "mois-revolus", arrondiDesDroits: { mode: "plus-proche", decimales: 0 } },
    );
    expect(lu.reservataires.map((r) => r.droitsUniques.exact)).toEqual(["2"]);
  });
});

/** 100 droits de vingt ans, selon le taux retenu ; 30 logements, 12 ans, 8 %. */
test.each([
  [100, 20, 71, "142"],
  [100, 20, 90, "180"],
  [100, 20, 50, "100"],
  [100, 20, 100, "200"],
  [100, 20, 129, "258"],
  [30, 12, 80, "144/5"],
])("%i droits de %i ans à %i pour mille : %s droits uniques", (nombre, ans, pourMille, attendu) => {
  const { reservataires } = convertirEnDroitsUniques(
    {
      dateDEffet: DATE,
      etatDesLieux: etatDUnEmployeur(
        Array.from({ length: nombre }, () => ({
          droit: "droit-de-suite" as const,
          dateDExpiration: `${2023 + ans}-12-31`,
        })),
      ),
      tauxDeRotation: rotation(pourMille, 1_000, "aucun"),
    },
    { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" },
  );
  expect(reservataires.map((r) => r.droitsUniques.exact)).toEqual([attendu]);
});
