import * as z from "zod";
import { enPourCentDe, fraction } from "../exact/fraction.js";
import type { ValeurExacte } from "../exact/valeur-exacte.js";
import type { Constat } from "../modele/constats.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { type ArrondiConvenu, arrondiConvenu, choixDe } from "../modele/stipulations.js";
import type { Typologie } from "../modele/vocabulaire.js";
import { retenirTaux } from "./arrondi-convenu.js";
import type { LogementDuRepertoire, ParcMesure } from "./compter-emmenagements.js";
import {
  constaterEmmenagements,
  constaterTauxDejaArrondis,
  constaterTypologiesSansTaux,
} from "./constater-rotation.js";
import {
  faconDe,
  lireMesure,
  type Mesure,
  type NatureDuDenominateur,
  type NatureDuNumerateur,
} from "./lire-mesure-de-rotation.js";
import type { TermesDUneTypologie } from "./termes-par-typologie.js";

const schemaStipulations = z.strictObject({
  mutations: choixDe("mutations"),
  misesEnService: choixDe("misesEnService"),
  arrondiDuTaux: arrondiConvenu,
});

/** Logement par logement, la définition publique dit déjà ce que le taux compte : le contraire est refusé. */
const schemaDeLaDefinitionPublique = schemaStipulations.extend({
  mutations: choixDe("mutations").refine((dit) => dit === "comptees", {
    params: { code: "MUTATIONS_HORS_DEFINITION" },
  }),
  misesEnService: choixDe("misesEnService").refine((dit) => dit === "exclues", {
    params: { code: "MISES_EN_SERVICE_HORS_DEFINITION" },
  }),
});

interface CadreDeMesure {
  /** Date à laquelle le droit se lit, AAAA-MM-JJ. */
  readonly date: string;
  /** Année de la mesure ; pour un répertoire, celle du 1er janvier où il est arrêté. */
  readonly millesime: number;
  readonly territoire: string;
}

interface SansTermes {
  readonly numerateur?: undefined;
  readonly denominateur?: undefined;
}

interface SansTypologies {
  readonly typologies?: undefined;
}

interface SansLogements {
  readonly logements?: undefined;
  readonly parTypologie?: undefined;
}

interface SansPublication {
  readonly tauxPublie?: undefined;
}

/** Un taux donné par ses deux termes, en logements. */
export interface RotationEnComptes extends CadreDeMesure, SansLogements, SansPublication {
  readonly numerateur: { readonly nature: NatureDuNumerateur; readonly nombre: number };
  readonly denominateur: { readonly nature: NatureDuDenominateur; readonly nombre: number };
  /** Les deux termes de chaque typologie, qui font ensemble ceux du tout. */
  readonly typologies?: readonly TermesDUneTypologie[] | undefined;
}

/**
 * Un taux à compter sur les logements d'un répertoire, selon la définition publique de la mobilité.
 *
 * @example
 * mesurerTauxDeRotation(
 *   {
 *     date: "2024-01-01",
 *     millesime: 2024,
 *     territoire: "Melun",
 *     logements: [
 *       { mode: 1, bail: "2023-05", locat: "1998" },
 *       { mode: 1, bail: "2011-09", locat: "1998" },
 *       { mode: 2, bail: null, locat: "2004-03" },
 *       { mode: 1, bail: "2023-02", locat: "2023-02" },
 *     ],
 *   },
 *   { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
 * ).brut // { exact: "100/3", decimal: "33.333333" }
 */
export interface RotationParLogement extends CadreDeMesure, SansTermes, SansTypologies, SansPublication {
  readonly logements: readonly LogementDuRepertoire[];
  /** Vrai pour avoir aussi un taux par typologie ; chaque logement donne alors la sienne. */
  readonly parTypologie?: boolean | undefined;
}

/** Un taux tel qu'il est publié, déjà arrondi. */
export interface RotationPubliee extends CadreDeMesure, SansLogements, SansTypologies {
  readonly numerateur: { readonly nature: NatureDuNumerateur; readonly nombre?: undefined };
  /** Le nombre de logements, `null` s'il n'est pas publié : le taux ne peut alors peser dans une réunion. */
  readonly denominateur: { readonly nature: NatureDuDenominateur; readonly nombre: number | null };
  /** En pourcentage : « 6.3 » pour 6,3 %. */
  readonly tauxPublie: string | number;
}

/** Entrée de {@link mesurerTauxDeRotation} : deux comptes, des logements, ou un taux publié. */
export type EntreeTauxDeRotation = RotationEnComptes | RotationParLogement | RotationPubliee;

export type StipulationsDeRotation = z.infer<typeof schemaStipulations>;

/** Le taux d'une typologie ; ses termes sont `null` dans une moyenne simple d'années, qui n'en a pas. */
export interface TauxDUneTypologie {
  readonly typologie: Typologie;
  readonly numerateur: number | null;
  readonly denominateur: number | null;
  readonly brut: ValeurExacte;
  readonly taux: ValeurExacte;
}

/** Un taux de rotation que l'on peut refaire : d'où il vient, ses deux termes, son millésime, son territoire, ce qu'il compte. */
export interface TauxDeRotation {
  readonly nature: "taux-de-rotation";
  /** Deux comptes, des logements, une publication ; ou la réunion de plusieurs territoires, la moyenne de plusieurs années. */
  readonly origine: Mesure["origine"] | "territoires" | "annees";
  /** Pour une moyenne d'années, la dernière ; `composantes` les donne toutes. */
  readonly millesime: number;
  readonly territoire: string;
  /** `nombre` est `null` quand il n'est pas connu : taux publié, ou moyenne simple d'années. */
  readonly numerateur: { readonly nature: NatureDuNumerateur; readonly nombre: number | null };
  readonly denominateur: { readonly nature: NatureDuDenominateur; readonly nombre: number | null };
  /** Ce que le taux compte, son arrondi ; pour plusieurs années, leur moyenne. */
  readonly stipulations: StipulationsDeRotation & {
    readonly moyenneDesAnnees?: "ponderee" | "simple" | undefined;
  };
  /** En pourcentage, sans arrondi. */
  readonly brut: ValeurExacte;
  /** Le taux retenu, en pourcentage, après l'arrondi convenu. */
  readonly taux: ValeurExacte;
  /** De T1 à T5+ ; vide si le détail n'est pas demandé. Une typologie sans logement n'y est pas, et un constat le dit. */
  readonly parTypologie: readonly TauxDUneTypologie[];
  /** Ce que deviennent les logements d'un répertoire ; `null` pour un taux donné autrement. */
  readonly parc: ParcMesure | null;
  /** Les taux réunis ou moyennés, dans l'ordre des territoires ou des années ; vide pour une mesure. */
  readonly composantes: readonly TauxDeRotation[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "mesurerTauxDeRotation";

/**
 * Mesure un taux de rotation traçable : numérateur ÷ dénominateur, en pourcentage.
 *
 * Il se donne en comptes, logement par logement, ou tel qu'il est publié. Aucun texte ne fixe ce que le taux compte ni
 * sur quel périmètre il se prend : les parties le disent.
 *
 * Logement par logement, la définition est celle de la mobilité publiée à partir du répertoire du parc locatif social
 * (RPLS). Au millésime N : les logements mis en location avant N−1 ; au numérateur, ceux dont le bail en cours est de
 * N−1 ou d'après ; au dénominateur, ceux qui sont loués ou proposés. Les mutations y comptent, les mises en service non.
 *
 * @param entree - numérateur et dénominateur, ou logements, ou taux publié ; leur millésime et leur territoire
 * @param stipulations - mutations et mises en service comptées ou exclues, arrondi du taux
 * @returns le taux brut et le taux retenu, en pourcentage ; par typologie aussi, si le détail est donné ou demandé
 * @throws {@link ErreurDeSaisie} si le dénominateur est nul ou inférieur au numérateur, si le détail ne fait pas le tout,
 * si un bail ou une mise en location est postérieur au millésime, si un logement vacant a un bail, ou si une stipulation
 * contredit la définition publique
 * @throws {@link StipulationManquante} si l'une des trois stipulations n'est pas donnée
 * @article Aucun article ne fixe le taux (règle R14)
 * @category Conversion
 * @example
 * mesurerTauxDeRotation(
 *   {
 *     date: "2024-01-01",
 *     millesime: 2019,
 *     territoire: "Seine-et-Marne",
 *     numerateur: { nature: "emmenagements", nombre: 663 },
 *     denominateur: { nature: "logements-loues-ou-proposes", nombre: 8500 },
 *   },
 *   { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
 * ).taux // { exact: "39/5", decimal: "7.8" }
 */
export function mesurerTauxDeRotation(
  entree: EntreeTauxDeRotation,
  stipulations: StipulationsDeRotation,
): TauxDeRotation {
  const saisie = new Saisie(VERBE);
  const recu = saisie.recevoir(entree);
  const mesurer = lireMesure(saisie, recu);
  const convenu = saisie.lireStipulations(
    faconDe(recu) === "logements" ? schemaDeLaDefinitionPublique : schemaStipulations,
    stipulations,
  );
  const retenues = saisie.certifier(convenu);
  const mesure = mesurer();

  const { origine, millesime, territoire, numerateur, denominateur, emmenagements } = mesure;
  const parTypologie = mesurerTypologies(mesure.typologies ?? [], retenues.arrondiDuTaux);
  return sceller(
    {
      nature: "taux-de-rotation" as const,
      origine,
      millesime,
      territoire,
      numerateur,
      denominateur,
      stipulations: retenues,
      ...retenirTaux(mesure.brut, retenues.arrondiDuTaux),
      parTypologie,
      parc: emmenagements?.parc ?? null,
      composantes: [],
      constats: constaterMesure(mesure, parTypologie),
    },
    { dateDeDroit: mesure.date, entrees: mesure.lu, stipulations: retenues },
  );
}

function mesurerTypologies(
  typologies: readonly TermesDUneTypologie[],
  arrondi: ArrondiConvenu,
): TauxDUneTypologie[] {
  return typologies
    .filter(({ denominateur }) => denominateur > 0)
    .map(({ typologie, numerateur, denominateur }) => ({
      typologie,
      numerateur,
      denominateur,
      ...retenirTaux(enPourCentDe(fraction(numerateur), fraction(denominateur)), arrondi),
    }));
}

function constaterMesure(
  { origine, millesime, territoire, typologies, emmenagements }: Mesure,
  parTypologie: readonly TauxDUneTypologie[],
): Constat[] {
  const mesurees = parTypologie.map(({ typologie }) => typologie);
  return [
    ...(emmenagements === null ? [] : constaterEmmenagements(territoire, millesime, emmenagements)),
    ...(typologies === null ? [] : constaterTypologiesSansTaux(territoire, mesurees)),
    ...constaterTauxDejaArrondis(territoire, origine === "publication" ? 1 : 0, 1),
  ];
}
