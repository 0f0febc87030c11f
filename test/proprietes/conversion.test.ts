import fc from "fast-check";
import {
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  type DroitsUniques,
  type EtatDesLieux,
  reunirSyntheses,
  type StipulationsDeDroitsUniques,
  type SynthesesReunies,
  type TauxDeRotation,
} from "gestion-en-flux";
import { describe, expect, test } from "vitest";
import {
  arrondi,
  arrondiDesDroits,
  MESURES,
  MESURES_DES_ANNEES,
  mesurer,
  negociations,
  negocier,
  parcAConvertir,
  type Rotation,
  rotation,
  TAILLES,
} from "../differentiel/conversions-tirees.js";
import { DATE, type Parc } from "../differentiel/generateurs.js";
import { droitsDuParc } from "../differentiel/seconde-conversion.js";
import {
  depasse,
  moins,
  plus,
  type Rationnel,
  rationnel,
  somme,
  valeur,
} from "../differentiel/seconde-implementation.js";

const lire = ({ exact }: { readonly exact: string }): Rationnel => {
  const [n = "0", d = "1"] = exact.split("/");
  return rationnel(BigInt(n), BigInt(d));
};

type Logement = Parc["logements"][number];
const parcTire = parcAConvertir({ detenu: false, nombre: 24 });
const consolider = ({ perimetre, ...parc }: Parc, bailleur = perimetre.bailleur) =>
  consoliderEtatDesLieux(
    { date: DATE, ...parc, perimetre: { ...perimetre, bailleur } },
    { droitNonPrecise: "droit-de-suite" },
  );

/** Ce que les parties conviennent au niveau 1 ; chacun négocie en années, qui se comptent droit par droit. */
const convenu = fc.record({
  mesureDeDuree: fc.constantFrom(...MESURES),
  autresDroitsDeLEtat: fc.constantFrom("convertis" as const, "non-convertis" as const),
  tirees: negociations,
});
type Convenu = typeof convenu extends fc.Arbitrary<infer C> ? C : never;

function stipuler(
  parc: Parc,
  { mesureDeDuree, autresDroitsDeLEtat, tirees }: Convenu,
  arrondiConvenu: StipulationsDeDroitsUniques["arrondiDesDroits"],
): StipulationsDeDroitsUniques {
  const enAnnees = tirees.map((tiree) => ({ ...tiree, enAnnees: true }));
  return {
    mesureDeDuree,
    autresDroitsDeLEtat,
    droitsSansTerme: negocier(
      droitsDuParc(parc, DATE, "droit-de-suite"),
      parc.reservataires,
      autresDroitsDeLEtat,
      enAnnees,
    ),
    arrondiDesDroits: arrondiConvenu,
  };
}

const convertirLeParc = (
  parc: Parc,
  tauxDeRotation: TauxDeRotation,
  stipulations: StipulationsDeDroitsUniques,
  dateDEffet = DATE,
) => convertirEnDroitsUniques({ dateDEffet, etatDesLieux: consolider(parc), tauxDeRotation }, stipulations);

const convertirLaSynthese = (
  { synthese, reservataires }: EtatDesLieux | SynthesesReunies,
  tauxDeRotation: TauxDeRotation,
  stipulations: StipulationsDeDroitsUniques,
) =>
  convertirEnDroitsUniques(
    {
      dateDEffet: DATE,
      synthese,
      reservataires: reservataires.map(({ territoire: _, ...titulaire }) => titulaire),
      tauxDeRotation,
    },
    stipulations,
  );

const sansDetail = rotation.map((tiree): Rotation => ({ ...tiree, detail: false }));

/** Personne n'a moins dans le second résultat que dans le premier. */
function personneNYPerd(avant: DroitsUniques, apres: DroitsUniques) {
  expect(apres.reservataires.map((v) => v.reservataire)).toEqual(
    avant.reservataires.map((v) => v.reservataire),
  );
  for (const [rang, volume] of apres.reservataires.entries())
    for (const champ of ["annees", "brut", "droitsUniques"] as const) {
      const premier = avant.reservataires[rang];
      if (premier !== undefined) expect(depasse(lire(premier[champ]), lire(volume[champ]))).toBe(false);
    }
}

const plusTard = (jour: string, jours: number) =>
  new Date(Date.parse(`${jour}T12:00:00Z`) + jours * 86_400_000).toISOString().slice(0, 10);

describe("droits uniques", () => {
  test("plus de temps restant ne donne jamais moins de droits", () => {
    fc.assert(
      fc.property(
        parcTire,
        sansDetail,
        convenu,
        arrondiDesDroits,
        fc.array(fc.nat(900), { minLength: 24, maxLength: 24 }),
        (parc, tiree, c, arrondiConvenu, jours) => {
          const prolonge: Parc = {
            ...parc,
            logements: parc.logements.map(
              (logement, rang): Logement =>
                logement.dateDExpiration == null
                  ? logement
                  : { ...logement, dateDExpiration: plusTard(logement.dateDExpiration, jours[rang] ?? 0) },
            ),
          };
          const taux = mesurer(tiree, 0);
          personneNYPerd(
            convertirLeParc(parc, taux, stipuler(parc, c, arrondiConvenu)),
            convertirLeParc(prolonge, taux, stipuler(prolonge, c, arrondiConvenu)),
          );
        },
      ),
    );
  });

  const mesuree = rotation.filter(({ detail, termes }) => !detail || termes.length === TAILLES.length);

  test("un taux plus haut n'en donne jamais moins, en tout ou par typologie", () => {
    fc.assert(
      fc.property(
        parcTire,
        mesuree,
        convenu,
        arrondiDesDroits,
        fc.constantFrom("unique" as const, "par-typologie" as const),
        fc.array(fc.nat(100), { minLength: 5, maxLength: 5 }),
        (parc, tiree, c, arrondiConvenu, tauxApplique, hausses) => {
          const haute: Rotation = {
            ...tiree,
            termes: tiree.termes.map((t, rang) => ({
              ...t,
              numerateur: Math.min(t.denominateur, t.numerateur + (hausses[rang] ?? 0)),
            })),
          };
          const stipulations = {
            ...stipuler(parc, c, arrondiConvenu),
            ...(tiree.detail ? { tauxApplique } : {}),
          };
          personneNYPerd(
            convertirLeParc(parc, mesurer(tiree, 0), stipulations),
            convertirLeParc(parc, mesurer(haute, 0), stipulations),
          );
        },
      ),
    );
  });

  test("arrondir une fois, à la fin, ne déplace personne d'une unité", () => {
    fc.assert(
      fc.property(parcTire, sansDetail, convenu, arrondi, (parc, tiree, c, arrondiConvenu) => {
        const { reservataires } = convertirLeParc(parc, mesurer(tiree, 0), stipuler(parc, c, arrondiConvenu));
        const unite = arrondiConvenu === "aucun" ? 0 : arrondiConvenu.decimales;
        for (const { brut, droitsUniques, effetDeLArrondi } of reservataires) {
          const { n, d } = moins(lire(droitsUniques), lire(brut));
          expect(effetDeLArrondi).toEqual(valeur({ n, d }));
          expect((n < 0n ? -n : n) * 10n ** BigInt(unite) < d).toBe(true);
          if (arrondiConvenu === "aucun") expect(n).toBe(0n);
        }
      }),
    );
  });
});

const SOMMES_ENTIERES = ["droitsUniquesNonHonores", "droitsDeSuite", "echus"] as const;
const SOMMES_EXACTES = ["annees", "negocies", "brut", "droitsUniques"] as const;

/** Les volumes de plusieurs résultats, additionnés réservataire par réservataire. */
function additionner(resultats: readonly DroitsUniques[]) {
  const volumes = resultats.flatMap(({ reservataires }) => reservataires);
  return [...new Set(volumes.map(({ reservataire }) => reservataire))].sort().map((reservataire) => {
    const siens = volumes.filter((volume) => volume.reservataire === reservataire);
    return {
      reservataire,
      ...Object.fromEntries(SOMMES_ENTIERES.map((nom) => [nom, somme(siens.map((v) => v[nom]))])),
      ...Object.fromEntries(
        SOMMES_EXACTES.map((nom) => [nom, valeur(siens.map((v) => lire(v[nom])).reduce(plus))]),
      ),
    };
  });
}
const sansEffet = ({ reservataires }: DroitsUniques) =>
  reservataires.map(({ effetDeLArrondi: _, ...volume }) => volume);

describe("un inventaire partagé en deux", () => {
  const partage = fc.record({
    parc: parcTire,
    mains: fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
  });
  const couper = ({ parc, mains }: { readonly parc: Parc; readonly mains: readonly boolean[] }) =>
    [true, false].map(
      (main): Parc => ({ ...parc, logements: parc.logements.filter((_, rang) => mains[rang] === main) }),
    );

  test("niveau 1 : les volumes des deux moitiés font ceux du tout", () => {
    fc.assert(
      fc.property(partage, sansDetail, convenu, (tire, tiree, c) => {
        const taux = mesurer(tiree, 0);
        // Les mêmes années pour tous, quel que soit l'inventaire où leurs droits sans terme figurent.
        const egal = { ...c, tirees: c.tirees.slice(0, 1) };
        const volumes = (parc: Parc) => convertirLeParc(parc, taux, stipuler(parc, egal, "aucun"));
        expect(additionner(couper(tire).map(volumes))).toEqual(sansEffet(volumes(tire.parc)));
      }),
    );
  });

  test("niveau 2 : les synthèses réunies donnent les volumes du tout, et leur somme", () => {
    fc.assert(
      fc.property(
        partage,
        sansDetail,
        convenu,
        fc.constantFrom(...MESURES_DES_ANNEES),
        (tire, tiree, c, mesureDesAnnees) => {
          const taux = mesurer(tiree, 0);
          const { droitsSansTerme = [] } = stipuler(
            tire.parc,
            { ...c, autresDroitsDeLEtat: "non-convertis", tirees: c.tirees.slice(0, 1) },
            "aucun",
          );
          const volumes = (lu: EtatDesLieux | SynthesesReunies) =>
            convertirLaSynthese(lu, taux, {
              mesureDesAnnees,
              droitsSansTerme: droitsSansTerme.filter(({ reservataire }) =>
                lu.synthese.some((ligne) => ligne.reservataire === reservataire),
              ),
              arrondiDesDroits: "aucun",
            });
          const moities = couper(tire).map((parc, rang) => consolider(parc, `99999999${rang + 1}`));
          const entier = volumes(consolider(tire.parc));
          expect(volumes(reunirSyntheses(moities)).reservataires).toEqual(entier.reservataires);
          expect(additionner(moities.map(volumes))).toEqual(sansEffet(entier));
        },
      ),
    );
  });
});

test("des échéances au 31 décembre, l'année incluse : le niveau 2 redonne les mois entiers du niveau 1", () => {
  const enFinDAnnee = parcTire.map(
    (parc): Parc => ({
      ...parc,
      logements: parc.logements.map(({ dernierVersement: _, contrepartie: __, ...logement }): Logement => {
        const { dateDExpiration, droit } = logement;
        if (droit === "droit-unique" || dateDExpiration == null)
          return { ...logement, dateDExpiration: null };
        return { ...logement, dateDExpiration: `${dateDExpiration.slice(0, 4)}-12-31` };
      }),
    }),
  );
  fc.assert(
    fc.property(enFinDAnnee, sansDetail, convenu, arrondiDesDroits, (parc, tiree, c, arrondiConvenu) => {
      const taux = mesurer(tiree, 0);
      const { mesureDeDuree: _, ...stipulations } = stipuler(parc, c, arrondiConvenu);
      const niveau1 = convertirLeParc(parc, taux, { ...stipulations, mesureDeDuree: "mois-revolus" });
      const niveau2 = convertirLaSynthese(consolider(parc), taux, {
        ...stipulations,
        mesureDesAnnees: "echeance-incluse",
      });
      expect(niveau2.reservataires).toEqual(niveau1.reservataires);
      expect(niveau2.exclus).toEqual(niveau1.exclus);
    }),
  );
});
