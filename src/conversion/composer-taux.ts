import { regrouperParCodes } from "../exact/ordre.js";
import type { Constat } from "../modele/constats.js";
import { sceller } from "../modele/provenance.js";
import { retenirTaux } from "./arrondi-convenu.js";
import {
  constaterTauxDejaArrondis,
  constaterTerritoiresInegaux,
  constaterTypologiesNonReunies,
  constaterTypologiesSansTaux,
  estDejaArrondi,
} from "./constater-rotation.js";
import type { TauxDeRotation, TauxDUneTypologie } from "./mesurer-taux-de-rotation.js";
import type { TauxEtTermes, TermesReunis } from "./reunir-termes.js";

interface Composition {
  readonly date: string;
  readonly origine: "territoires" | "annees";
  readonly territoire: string;
  /** En ordre canonique ; au moins une. */
  readonly composantes: readonly TauxDeRotation[];
  readonly reunir: (termes: readonly TauxEtTermes[]) => TermesReunis;
}

function premiere(composantes: readonly TauxDeRotation[]): TauxDeRotation {
  const [tete] = composantes;
  if (tete === undefined) throw new TypeError("aucun taux à réunir, ce qui devait être refusé");
  return tete;
}

/** Fait un taux de plusieurs qui s'accordent, scellé, avec ses composantes. */
export function composerTaux(
  { date, origine, territoire, composantes, reunir }: Composition,
  convenu: Pick<TauxDeRotation["stipulations"], "arrondiDuTaux" | "moyenneDesAnnees">,
): TauxDeRotation {
  const { numerateur, denominateur, stipulations: communes } = premiere(composantes);
  const { mutations, misesEnService } = communes;
  const stipulations = { mutations, misesEnService, ...convenu };
  const { brut, ...nombres } = reunir(
    composantes.map((c) => ({
      numerateur: c.numerateur.nombre,
      denominateur: c.denominateur.nombre,
      brut: c.brut,
    })),
  );
  const chaqueFois = stipulations.moyenneDesAnnees === "simple";
  const parTypologie = composerTypologies(composantes, reunir, chaqueFois ? composantes.length : 1).map(
    ({ typologie, numerateur, denominateur, brut }) => ({
      typologie,
      numerateur,
      denominateur,
      ...retenirTaux(brut, stipulations.arrondiDuTaux),
    }),
  );
  return sceller(
    {
      nature: "taux-de-rotation" as const,
      origine,
      millesime: composantes.reduce((dernier, { millesime }) => Math.max(dernier, millesime), 0),
      territoire,
      numerateur: { nature: numerateur.nature, nombre: nombres.numerateur },
      denominateur: { nature: denominateur.nature, nombre: nombres.denominateur },
      stipulations,
      ...retenirTaux(brut, stipulations.arrondiDuTaux),
      parTypologie,
      parc: null,
      composantes,
      constats: [
        ...constaterDetail(origine, territoire, composantes, parTypologie, chaqueFois),
        ...constaterTauxDejaArrondis(
          territoire,
          composantes.filter(estDejaArrondi).length,
          composantes.length,
        ),
        ...constaterTerritoiresInegaux(territoire, anneesReunies(composantes)),
      ],
    },
    {
      dateDeDroit: date,
      entrees: { territoire, taux: composantes.map(({ provenance }) => provenance.sceau) },
      stipulations,
    },
  );
}

/** Les années qui réunissent des territoires, et lesquels ; une année mesurée d'un bloc ne le dit pas. */
function anneesReunies(composantes: readonly TauxDeRotation[]) {
  return composantes
    .filter(({ origine }) => origine === "territoires")
    .map(({ millesime, composantes: reunies }) => ({
      millesime,
      territoires: reunies.map(({ territoire }) => territoire),
    }));
}

/** Typologie par typologie, si tous les taux en ont le détail ; `minimum` : dans combien d'entre eux elle doit être. */
function composerTypologies(
  composantes: readonly TauxDeRotation[],
  reunir: Composition["reunir"],
  minimum: number,
) {
  if (composantes.some((composante) => composante.parTypologie.length === 0)) return [];
  const semblables = regrouperParCodes(
    composantes.flatMap((composante) => composante.parTypologie),
    ({ typologie }) => typologie,
  );
  return semblables.flatMap(([, taux]) => {
    const [tete] = taux;
    return tete === undefined || taux.length < minimum
      ? []
      : [{ typologie: tete.typologie, ...reunir(taux) }];
  });
}

function constaterDetail(
  origine: Composition["origine"],
  territoire: string,
  composantes: readonly TauxDeRotation[],
  parTypologie: readonly TauxDUneTypologie[],
  chaqueFois: boolean,
): Constat[] {
  const sansDetail = composantes.filter((composante) => composante.parTypologie.length === 0);
  if (sansDetail.length === composantes.length) return [];
  if (sansDetail.length > 0) {
    const noms = sansDetail.map((c) => (origine === "annees" ? String(c.millesime) : c.territoire));
    return [constaterTypologiesNonReunies(territoire, noms)];
  }
  const mesurees = parTypologie.map(({ typologie }) => typologie);
  return constaterTypologiesSansTaux(
    territoire,
    mesurees,
    chaqueFois ? { fr: " chaque année", en: " every year" } : undefined,
  );
}
