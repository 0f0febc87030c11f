import fc from "fast-check";
import {
  calculerAssiette,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  type StipulationsDeConversion,
  type StipulationsDeDroitsUniques,
  type StockEnFlux,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import {
  arrondi,
  arrondiDesDroits,
  commeLaBase,
  MESURES,
  mesurer,
  negociations,
  negocier,
  parcAConvertir,
  rotation,
  tauxNaifs,
} from "./conversions-tirees.js";
import { DATE, enFrancais, entreeDAssiette, melanger, premieresMises } from "./generateurs.js";
import { droitsDuParc, siMesurable } from "./seconde-conversion.js";
import { type DonneesDeConversion, proposerNaivement } from "./seconde-conversion-du-stock.js";
import { compareCodes, nomDuTerritoire } from "./seconde-implementation.js";

const METHODES = ["ratio-du-stock", "annualisee", "prorata-des-volumes"] as const;

/** Deux parts fixées, qui ne passent pas 100 % ensemble. */
const partsFixees = fc.tuple(fc.nat(1_000), fc.nat(1_000), fc.boolean()).map(([a, b, enTexte]) => {
  const [prefet, nonReserves] = [a / 10, Math.min(b, 1_000 - a) / 10];
  return enTexte ? { prefet: `${prefet}`, nonReserves: `${nonReserves}` } : { prefet, nonReserves };
});

/** Ce qui est donné aux trois méthodes, et celle que les parties retiennent parmi celles qui se calculent. */
const donne = fc.oneof(
  fc.constantFrom(...METHODES.slice(0, 1)).map((methode) => ({ methode, avec: "rien" as const })),
  fc.constantFrom(...METHODES.slice(0, 2)).map((methode) => ({ methode, avec: "taux" as const })),
  fc.constantFrom(...METHODES.slice(0, 2)).map((methode) => ({ methode, avec: "volumes" as const })),
  fc.constantFrom(...METHODES).map((methode) => ({ methode, avec: "volumes-et-parts" as const })),
);

const monde = fc
  .tuple(parcAConvertir({ detenu: true, nombre: 40 }), premieresMises)
  .chain(([parc, premieres]) =>
    fc.record({
      parc: fc.constant(parc),
      premieres: fc.constant(premieres),
      assiette: fc
        .tuple(entreeDAssiette(parc, 60, premieres), fc.constantFrom(DATE, "2024-02-29", "2024-12-31"))
        .map(([entree, date]) => ({ ...entree, date })),
      droitNonPrecise: fc.constantFrom("droit-de-suite" as const, "droit-unique" as const),
      rotation,
      tauxApplique: fc.constantFrom("unique" as const, "par-typologie" as const),
      autresDroitsDeLEtat: fc.constantFrom("convertis" as const, "non-convertis" as const),
      mesureDeDuree: fc.constantFrom(...MESURES),
      arrondiDesDroits,
      negociations,
      dateDEffet: fc.constantFrom(DATE, DATE, "2024-02-29", "2027-03-01"),
      partsFixees,
      patrimoineDeReference: fc.constantFrom(
        "avec-logements-identifies" as const,
        "sans-logements-identifies" as const,
      ),
      arrondiDuTaux: arrondi,
      donne,
      graine: fc.nat(),
    }),
  );
type Monde = typeof monde extends fc.Arbitrary<infer M> ? M : never;

function stipuler(m: Monde) {
  const lecture = m.rotation.detail ? { tauxApplique: m.tauxApplique } : {};
  const droits = droitsDuParc(m.parc, DATE, m.droitNonPrecise);
  const deDroits: StipulationsDeDroitsUniques = {
    mesureDeDuree: m.mesureDeDuree,
    ...lecture,
    autresDroitsDeLEtat: m.autresDroitsDeLEtat,
    droitsSansTerme: negocier(droits, m.parc.reservataires, m.autresDroitsDeLEtat, m.negociations),
    arrondiDesDroits: m.arrondiDesDroits,
  };
  const deConversion: StipulationsDeConversion = {
    methodeDeConversion: m.donne.methode,
    patrimoineDeReference: m.patrimoineDeReference,
    arrondiDuTaux: m.arrondiDuTaux,
    ...(m.donne.avec === "taux" ? lecture : {}),
    ...(m.donne.avec.startsWith("volumes") ? {} : { autresDroitsDeLEtat: m.autresDroitsDeLEtat }),
  };
  return { deDroits, deConversion };
}

/** Le dossier tel que la bibliothèque le reçoit, mêlé selon la graine. */
function convertir(m: Monde, graine: number): StockEnFlux {
  const meler = <T>(donnee: T): T => (graine === 0 ? donnee : melanger(donnee, graine));
  const { deDroits, deConversion } = stipuler(m);
  const etatDesLieux = commeLaBase(
    consoliderEtatDesLieux({ date: DATE, ...meler(m.parc) }, { droitNonPrecise: m.droitNonPrecise }),
  );
  const assiette = commeLaBase(
    calculerAssiette(meler(m.assiette), { premieresMisesEnLocation: m.premieres }),
  );
  const tauxDeRotation = mesurer(m.rotation, graine);
  const avecVolumes = m.donne.avec.startsWith("volumes");
  return convertirStockEnFlux(
    {
      etatDesLieux,
      assiette,
      ...(m.donne.avec === "taux" ? { tauxDeRotation } : {}),
      ...(avecVolumes
        ? {
            droitsUniques: commeLaBase(
              convertirEnDroitsUniques(
                { dateDEffet: m.dateDEffet, etatDesLieux, tauxDeRotation },
                meler(deDroits),
              ),
            ),
          }
        : {}),
      ...(m.donne.avec === "volumes-et-parts" ? { partsFixees: meler(m.partsFixees) } : {}),
    },
    meler(deConversion),
  );
}

function recompter(m: Monde) {
  const { deDroits, deConversion } = stipuler(m);
  const donnees: DonneesDeConversion = {
    parc: m.parc,
    date: DATE,
    droitNonPrecise: m.droitNonPrecise,
    assiette: m.assiette,
    premieres: m.premieres,
    convenu:
      m.donne.avec === "rien"
        ? undefined
        : { effet: m.dateDEffet, ...tauxNaifs(m.rotation), stipulations: deDroits },
    avecVolumes: m.donne.avec.startsWith("volumes"),
    partsFixees: m.donne.avec === "volumes-et-parts" ? m.partsFixees : undefined,
    stipulations: deConversion,
  };
  return proposerNaivement(donnees);
}

test("stock en flux : les trois méthodes de chacun, leur étendue, et celle qui est retenue", () => {
  fc.assert(
    fc.property(monde, (m) => {
      const attendues = siMesurable(() => recompter(m));
      if (attendues === undefined) {
        expect(() => convertir(m, 0)).toThrow(/TYPOLOGIE_SANS_TAUX/);
        return;
      }
      const lu = convertir(m, 0);
      expect(JSON.stringify(convertir(m, m.graine + 1))).toBe(JSON.stringify(lu));
      expect(
        lu.parts.map(({ territoire, methodes, ...part }) => ({
          ...part,
          territoire: enFrancais(territoire),
          methodes: methodes.map(({ motif, ...methode }) => {
            expect(motif === null).toBe(methode.taux !== null);
            return methode;
          }),
        })),
      ).toEqual(
        attendues.flatMap(({ part, territoire }) =>
          part === null ? [] : [{ ...part, territoire: nomDuTerritoire(territoire) }],
        ),
      );
      expect(lu.exclus.map(({ reservataire }) => reservataire).sort(compareCodes)).toEqual(
        attendues.flatMap(({ titulaire, exclusions }) =>
          Array.from({ length: exclusions }, () => titulaire.code),
        ),
      );
      const territoiresDe = (code: string) =>
        lu.constats.filter((c) => c.code === code).map((c) => enFrancais(c.territoire));
      const nommes = (retenus: typeof attendues) =>
        retenus.filter(({ part }) => part !== null).map(({ territoire }) => nomDuTerritoire(territoire));
      expect(territoiresDe("HORS_DU_RATIO_RAPPORTE")).toEqual(
        m.donne.methode === "ratio-du-stock"
          ? nommes(attendues.filter(({ part }) => part?.comparaison === true))
          : [],
      );
      expect(territoiresDe("PART_PROPOSEE_AU_DELA_DU_FLUX")).toEqual(
        nommes(attendues.filter(({ depasse }) => depasse)),
      );
    }),
  );
});
