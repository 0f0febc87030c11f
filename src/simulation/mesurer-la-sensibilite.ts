import { mesurerTauxDeRotation, type TauxDeRotation } from "../conversion/mesurer-taux-de-rotation.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal, lireDecimal, nombreDeDecimales } from "../exact/decimal.js";
import { additionner, CENT, comparer, soustraire, ZERO } from "../exact/fraction.js";
import { DECIMALES_D_UN_TAUX } from "../exact/taux.js";
import { estDecimale, lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import { deroulerLesAnnees } from "./calculer-annee.js";
import { type CumulDUnReservataire, cumuler } from "./cumuler.js";
import type { Memoire } from "./memoire.js";
import { ouvrirReleve } from "./relever-problemes.js";
import { resumerLAnnee } from "./resumer-annee.js";
import type { Scenario } from "./scenario.js";

/** Ce qu'un autre taux de rotation change à un réservataire, toutes années réunies. */
export interface SensibiliteDUnReservataire extends CumulDUnReservataire {
  /** Ses logements à ce taux, moins ceux du scénario de départ. */
  readonly ecart: ValeurExacte;
}

/** Le scénario de départ, à un autre taux de rotation. */
export interface PasDeSensibilite {
  /** Ce qui est ajouté au taux, en points. */
  readonly points: string;
  /** Le taux essayé, en pourcentage. */
  readonly taux: ValeurExacte;
  readonly reservataires: readonly SensibiliteDUnReservataire[];
}

/** Des points lus, et le taux qu'ils font. */
interface PasLu {
  readonly points: string;
  readonly tauxDeRotation: TauxDeRotation;
}

/** Lit les points à ajouter : le taux reste une hypothèse nommée, entre 0 et 100 %. */
export function lireLesPas(
  saisie: Saisie,
  scenario: Scenario | undefined,
  donnes: readonly unknown[],
): PasLu[] {
  if (donnes.length === 0 || scenario === undefined) return [];
  if (scenario.tauxDeRotation === undefined) {
    saisie.refuser(["scenario", "tauxDeRotation"], "CHAMP_MANQUANT", {
      fr: "La sensibilité part du taux de rotation du scénario : le donner.",
      en: "Sensitivity starts from the scenario's turnover rate: give it.",
    });
    return [];
  }
  const base = relire<TauxDeRotation>(saisie.essayer(), scenario.tauxDeRotation, "taux-de-rotation", []);
  if (base === undefined) return [];
  if (base.parTypologie.length > 0 || !estDecimale(base.taux)) {
    saisie.refuser(["scenario", "tauxDeRotation"], "TAUX_SANS_PAS", {
      fr: "La sensibilité ajoute des points à un taux d'ensemble, de six décimales au plus : celui-ci est mesuré par typologie, ou n'est pas arrondi.",
      en: "Sensitivity adds points to an overall rate of six decimals at most: this one is measured by size, or is not rounded.",
    });
    return [];
  }
  return donnes.flatMap((donne, rang) => {
    const points = typeof donne === "string" ? lireDecimal(donne) : null;
    const somme = points && additionner(lireValeurExacte(base.taux), points);
    if (
      somme === null ||
      typeof donne !== "string" ||
      nombreDeDecimales(donne) > DECIMALES_D_UN_TAUX ||
      comparer(somme, ZERO) < 0 ||
      comparer(somme, CENT) > 0
    ) {
      saisie.refuser(["sensibilite", "points", rang], "POINTS_INVALIDES", {
        fr: `Attendu : des points en texte (« -0.5 »), six décimales au plus, qui laissent le taux entre 0 et 100 % à partir de ${base.taux.decimal} %.`,
        en: `Expected: points as text (“-0.5”), six decimals at most, leaving the rate between 0 and 100% from ${base.taux.decimal}%.`,
      });
      return [];
    }
    return [{ points: donne, tauxDeRotation: ajouterDesPoints(base, donne, ecrireDecimal(somme)) }];
  });
}

function ajouterDesPoints(base: TauxDeRotation, points: string, tauxPublie: string): TauxDeRotation {
  const { provenance, millesime, territoire, numerateur, denominateur, stipulations } = base;
  const { mutations, misesEnService } = stipulations;
  return mesurerTauxDeRotation(
    {
      date: provenance.dateDeDroit,
      millesime,
      territoire: `${territoire} (hypothèse : ${base.taux.decimal} % et ${points} point)`,
      numerateur: { nature: numerateur.nature },
      denominateur: { nature: denominateur.nature, nombre: denominateur.nombre },
      tauxPublie,
    },
    { mutations, misesEnService, arrondiDuTaux: "aucun" },
  );
}

/** Rejoue le scénario de départ à chaque taux. */
export function mesurerLaSensibilite(
  verbe: string,
  scenario: Scenario,
  depart: readonly CumulDUnReservataire[],
  pas: readonly PasLu[],
  memoire: Memoire,
): PasDeSensibilite[] {
  const releve = ouvrirReleve(verbe);
  const cumulDe = (essaye: Scenario, sous?: Texte) =>
    cumuler(
      deroulerLesAnnees(
        essaye,
        releve.pour((chemin) => `scenario.${chemin}`, sous),
        memoire,
      ).map((annee) => resumerLAnnee(annee, [])),
    );
  const avant = new Map(depart.map(({ reservataire, logements }) => [reservataire, logements]));
  const essais = pas.map(
    ({ points, tauxDeRotation }): PasDeSensibilite => ({
      points,
      taux: tauxDeRotation.taux,
      reservataires: cumulDe({ ...scenario, tauxDeRotation }, direLeTaux(tauxDeRotation)).map((cumul) => ({
        ...cumul,
        ecart: valeurExacte(
          soustraire(
            lireValeurExacte(cumul.logements),
            lireValeurExacte(avant.get(cumul.reservataire) ?? valeurExacte(ZERO)),
          ),
        ),
      })),
    }),
  );
  releve.verdict();
  return essais;
}

function direLeTaux({ taux }: TauxDeRotation): Texte {
  return enDeuxLangues(({ pourCent, mot }) =>
    mot(`À un taux de rotation de ${pourCent(taux)}`, `At a turnover rate of ${pourCent(taux)}`),
  );
}
