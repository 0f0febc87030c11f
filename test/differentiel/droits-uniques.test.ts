import fc from "fast-check";
import {
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  type DroitsUniques,
  type StipulationsDeDroitsUniques,
} from "gestion-en-flux";
import { describe, expect, test } from "vitest";
import {
  arrondiDesDroits,
  commeLaBase,
  MESURES,
  MESURES_DES_ANNEES,
  mesurer,
  negociations,
  negocier,
  parcAConvertir,
  rotation,
  tauxNaifs,
} from "./conversions-tirees.js";
import { DATE, melanger, type Parc } from "./generateurs.js";
import { auNiveau2, convertirNaivement, droitsDuParc, siMesurable } from "./seconde-conversion.js";
import { valeur } from "./seconde-implementation.js";

const DATES_D_EFFET = ["2023-06-15", DATE, "2024-02-29", "2027-03-01", "2031-01-01"] as const;
type Precision = "droit-de-suite" | "droit-unique";

const monde = fc.record({
  parc: parcAConvertir({ detenu: false, nombre: 24 }),
  droitNonPrecise: fc.constantFrom<Precision>("droit-de-suite", "droit-unique"),
  rotation,
  tauxApplique: fc.constantFrom("unique" as const, "par-typologie" as const),
  autresDroitsDeLEtat: fc.constantFrom("convertis" as const, "non-convertis" as const),
  arrondiDesDroits,
  negociations,
  dateDEffet: fc.constantFrom(...DATES_D_EFFET),
  graine: fc.nat(),
});

function consolider(parc: Parc, droitNonPrecise: Precision) {
  return commeLaBase(consoliderEtatDesLieux({ date: DATE, ...parc }, { droitNonPrecise }));
}

/** Chaque ligne à une place qui ne dépend que de ce qu'elle dit. */
const rangees = (lignes: readonly object[]) =>
  lignes.map((ligne) => JSON.stringify(Object.entries(ligne).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

/** Tout ce que la conversion dit, contre ce que la seconde implémentation en attend. */
function comparer(lu: DroitsUniques, attendu: ReturnType<typeof convertirNaivement>) {
  expect(lu.reservataires).toEqual(attendu.volumes.map(({ volume }) => volume));
  expect(rangees(lu.lignes)).toEqual(rangees(attendu.lignes));
  expect(lu.exclus.map(({ reservataire, nombre }) => ({ reservataire, nombre }))).toEqual(attendu.exclus);
  const chiffres = (code: string) =>
    lu.constats.filter((c) => c.code === code).map((c) => c.chiffres.map((x) => x.valeur));
  expect(chiffres("DROITS_EXPIRES")).toEqual(
    attendu.volumes.flatMap(({ volume }) => (volume.echus === 0 ? [] : [[`${volume.echus}`]])),
  );
  expect(chiffres("DROITS_ARRONDIS_PAR_LOGEMENT")).toEqual(
    attendu.volumes.flatMap(({ parLogement, retenu, aLaFin, brut }) =>
      parLogement ? [[retenu, aLaFin, brut].map((v) => valeur(v).exact)] : [],
    ),
  );
}

describe("droits uniques", () => {
  test("niveau 1 : chaque ligne et chaque volume, un droit après l'autre", () => {
    fc.assert(
      fc.property(monde, fc.constantFrom(...MESURES), (m, mesureDeDuree) => {
        const droits = droitsDuParc(m.parc, DATE, m.droitNonPrecise);
        const stipulations: StipulationsDeDroitsUniques = {
          mesureDeDuree,
          ...(m.rotation.detail ? { tauxApplique: m.tauxApplique } : {}),
          autresDroitsDeLEtat: m.autresDroitsDeLEtat,
          droitsSansTerme: negocier(droits, m.parc.reservataires, m.autresDroitsDeLEtat, m.negociations),
          arrondiDesDroits: m.arrondiDesDroits,
        };
        const convertir = (parc: Parc, graine: number) =>
          convertirEnDroitsUniques(
            {
              dateDEffet: m.dateDEffet,
              etatDesLieux: consolider(parc, m.droitNonPrecise),
              tauxDeRotation: mesurer(m.rotation, graine),
            },
            commeLaBase(melanger(stipulations, graine)),
          );
        const attendu = siMesurable(() =>
          convertirNaivement(droits, m.parc.reservataires, {
            effet: m.dateDEffet,
            ...tauxNaifs(m.rotation),
            stipulations,
          }),
        );
        if (attendu === undefined) {
          expect(() => convertir(m.parc, 0)).toThrow(/TYPOLOGIE_SANS_TAUX/);
          return;
        }
        const lu = convertir(m.parc, 0);
        expect(JSON.stringify(convertir(melanger(m.parc, m.graine), m.graine))).toBe(JSON.stringify(lu));
        comparer(lu, attendu);
      }),
    );
  });

  test("niveau 2 : les années seules, par les trois mesures", () => {
    fc.assert(
      fc.property(monde, fc.constantFrom(...MESURES_DES_ANNEES), (m, mesureDesAnnees) => {
        // Au niveau 2 les contreparties ne se lisent pas : tous les droits de l'État sont tenus pour son contingent.
        const droits = droitsDuParc(m.parc, DATE, m.droitNonPrecise).map(auNiveau2);
        const stipulations: StipulationsDeDroitsUniques = {
          mesureDesAnnees,
          ...(m.rotation.detail ? { tauxApplique: "unique" } : {}),
          droitsSansTerme: negocier(droits, m.parc.reservataires, undefined, m.negociations),
          arrondiDesDroits: m.arrondiDesDroits,
        };
        const { synthese, reservataires } = consolider(m.parc, m.droitNonPrecise);
        const niveau2 = {
          synthese,
          reservataires: reservataires.map(({ territoire: _, ...titulaire }) => titulaire),
        };
        const convertir = (graine: number) =>
          convertirEnDroitsUniques(
            {
              dateDEffet: m.dateDEffet,
              ...commeLaBase(graine === 0 ? niveau2 : melanger(niveau2, graine)),
              tauxDeRotation: mesurer(m.rotation, graine),
            },
            commeLaBase(melanger(stipulations, graine)),
          );
        const lu = convertir(0);
        expect(JSON.stringify(convertir(m.graine + 1))).toBe(JSON.stringify(lu));
        comparer(
          lu,
          convertirNaivement(droits, m.parc.reservataires, {
            effet: m.dateDEffet,
            ...tauxNaifs(m.rotation),
            stipulations,
          }),
        );
      }),
    );
  });
});
