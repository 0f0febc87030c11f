import { valeurLegale } from "../droit/parametres.js";
import { apportionner, type LigneExacte } from "../exact/apportionnement.js";
import { entierInferieur, entierSuperieur } from "../exact/arrondi.js";
import { ecrireDecimal } from "../exact/decimal.js";
import { comparer, type Fraction, fraction, pourCentDe, sommer, soustraire } from "../exact/fraction.js";
import { lireTaux } from "../exact/taux.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { CalculImpossible } from "../modele/erreurs.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { type Contingent, type FondementDePart, NON_RESERVES } from "../modele/vocabulaire.js";
import type { Part, Repartition } from "../repartition/repartir-flux.js";

/** L'objectif d'une part, en logements entiers. */
export interface ObjectifDePart {
  readonly contrepartie: FondementDePart;
  readonly contingent: Contingent | null;
  readonly exact: ValeurExacte;
  readonly objectif: number;
}

/** L'objectif d'un réservataire : la somme de ceux de ses parts. */
export interface ObjectifDeReservataire {
  readonly reservataire: string;
  /** Ses parts, en logements, sans arrondi. */
  readonly exact: ValeurExacte;
  /** Logements entiers à lui orienter dans l'année. */
  readonly objectif: number;
  readonly parts: readonly ObjectifDePart[];
}

export interface Objectifs {
  readonly nature: "objectifs";
  readonly repartition: Repartition;
  /** C, en logements : la somme de tous les objectifs. */
  readonly flux: number;
  readonly reservataires: readonly ObjectifDeReservataire[];
  readonly nonReserves: { readonly exact: ValeurExacte; readonly objectif: number };
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "fixerObjectifsDeFlux";
const CONTINGENT_PREFECTORAL = "contingent-prefectoral";

/** Arbre des parts à arrondir : chaque nœud est la somme de ses branches, avec un maximum entier. */
interface Noeud {
  readonly code: string;
  readonly valeur: Fraction;
  readonly maximum: bigint;
  readonly branches: readonly Noeud[];
}

/**
 * Fixe les objectifs de l'année en logements entiers, par réservataire et par part, pour un total de C.
 *
 * Chaque objectif est la partie entière de la part exacte ou l'entier au-dessus. Le logement qui reste à placer va au
 * plus fort reste, à égalité dans l'ordre des codes : c'est un choix de la bibliothèque, les articles étant muets. Les plafonds
 * du préfet et des agents de l'État tiennent en logements entiers ; une part déjà au-dessus de son plafond reste
 * telle que convenue, avec le constat de la répartition.
 *
 * @param repartition - résultat de {@link repartirFlux}, sur le flux prévu de l'année
 * @returns l'objectif de chaque réservataire, de chaque part et du bailleur, en logements
 * @throws {@link ErreurDeSaisie} si l'entrée n'est pas une répartition
 * @throws {@link CalculImpossible} si un secteur est sur-réservé : aucun objectif n'existe sans réduction convenue
 * @article CCH, art. R. 441-5-2, I, al. 1 (en vigueur depuis le 22/02/2020) pour les plafonds ; l'arrondi est un choix
 * @category Objectifs
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const repartition = repartirFlux({
 *   assiette,
 *   conventions: [
 *     {
 *       reservataire: { code: "prefet", nom: "Préfet", categorie: "prefet", territoire: { type: "perimetre" } },
 *       dateDeSignature: "2023-11-01",
 *       dateDEffet: "2024-01-01",
 *       modeDeGestion: "deleguee",
 *       parts: [
 *         { contrepartie: "contingent-prefectoral", contingent: "publics-prioritaires", taux: "25", localisation: "uniforme" },
 *         { contrepartie: "contingent-prefectoral", contingent: "agents-civils-et-militaires", taux: "5", localisation: "uniforme" },
 *       ],
 *     },
 *   ],
 * });
 * fixerObjectifsDeFlux(repartition).reservataires[0].parts.map((part) => part.objectif) // [32, 163]
 */
export function fixerObjectifsDeFlux(repartition: Repartition): Objectifs {
  const saisie = new Saisie(VERBE);
  const lue = saisie.certifier(relire<Repartition>(saisie, saisie.recevoir(repartition), "repartition", []));
  const surReservations = lue.constats.filter(
    ({ code, chiffres }) =>
      code === "SUR_RESERVATION" && chiffres.some(({ nom, valeur }) => nom === "flux" && valeur !== "0"),
  );
  if (surReservations.length > 0) throw new CalculImpossible(VERBE, surReservations);

  const { assiette, nonReserves } = lue;
  const date = assiette.provenance.dateDeDroit;
  const arbres = lue.conventions
    .filter(({ parts }) => parts.length > 0)
    .map(({ reservataire }) => arbreDuReservataire(reservataire.code, lue));
  const reste = feuille(NON_RESERVES, lireValeurExacte(nonReserves.logements));
  const entiers = arrondirBranches(BigInt(assiette.flux), [...arbres, reste]);

  const reservataires = arbres.map((arbre): ObjectifDeReservataire => {
    return {
      reservataire: arbre.code,
      exact: valeurExacte(arbre.valeur),
      objectif: entierDe(entiers, [arbre.code]),
      parts: lue.parts
        .filter((part) => part.reservataire === arbre.code)
        .map((part) => ({
          contrepartie: part.contrepartie,
          contingent: part.contingent,
          exact: part.logements,
          objectif: entierDe(entiers, [
            arbre.code,
            part.contrepartie,
            ...(part.contingent === null ? [] : [part.contingent]),
          ]),
        })),
    };
  });
  return sceller(
    {
      nature: "objectifs" as const,
      repartition: lue,
      flux: assiette.flux,
      reservataires,
      nonReserves: { exact: nonReserves.logements, objectif: entierDe(entiers, [NON_RESERVES]) },
      constats: constaterPlancherArrondi(lue, reservataires, date),
    },
    { dateDeDroit: date, entrees: { repartition: lue.provenance.sceau }, stipulations: {} },
  );
}

function feuille(code: string, valeur: Fraction, plafond?: bigint): Noeud {
  const sommet = entierSuperieur(valeur);
  return {
    code,
    valeur,
    maximum: plafond !== undefined && plafond < sommet ? plafond : sommet,
    branches: [],
  };
}

function noeud(code: string, branches: readonly Noeud[], plafond?: bigint): Noeud {
  const { maximum, ...propre } = feuille(code, sommer(branches.map(({ valeur }) => valeur)), plafond);
  const sommeDesMaxima = branches.reduce((total, branche) => total + branche.maximum, 0n);
  return { ...propre, maximum: sommeDesMaxima < maximum ? sommeDesMaxima : maximum, branches };
}

function arbreDuReservataire(code: string, { parts, assiette, plafondsDuPrefet }: Repartition): Noeud {
  const siennes = parts.filter((part) => part.reservataire === code);
  const duContingent = siennes.filter((part) => part.contrepartie === CONTINGENT_PREFECTORAL);
  const autres = siennes
    .filter((part) => part.contrepartie !== CONTINGENT_PREFECTORAL)
    .map((part) => feuille(part.contrepartie, lireValeurExacte(part.logements)));
  if (duContingent.length === 0) return noeud(code, autres);

  const plafondPrefet = plafondEntier(plafondsDuPrefet.prefet, duContingent, assiette.flux);
  const volets = duContingent.map((part) =>
    feuille(
      part.contingent ?? "",
      lireValeurExacte(part.logements),
      part.contingent === "agents-civils-et-militaires"
        ? plafondEntier(plafondsDuPrefet.agents, [part], assiette.flux)
        : undefined,
    ),
  );
  return noeud(code, [noeud(CONTINGENT_PREFECTORAL, volets, plafondPrefet), ...autres]);
}

/** ⌊plafond × C⌋ ; aucun si les parts le dépassent déjà, car rien ne se réduit en silence. */
function plafondEntier(plafond: string | null, parts: readonly Part[], flux: number): bigint | undefined {
  if (plafond === null) return undefined;
  const permis = pourCentDe(lireTaux(plafond), fraction(flux));
  const pris = sommer(parts.map(({ logements }) => lireValeurExacte(logements)));
  return comparer(pris, permis) > 0 ? undefined : entierInferieur(permis);
}

/** Un nœud arrondi : son entier, et ceux de ses branches. */
interface NoeudEntier {
  readonly entier: number;
  readonly branches: ReadonlyMap<string, NoeudEntier>;
}

/** Arrondit les branches d'un nœud pour que leur somme soit `total`, puis celles de chacune. */
function arrondirBranches(total: bigint, branches: readonly Noeud[]): ReadonlyMap<string, NoeudEntier> {
  const lignes: LigneExacte[] = branches.map(({ code, valeur, maximum }) => ({ code, valeur, maximum }));
  const entiers = apportionner(total, lignes);
  if (entiers === null) throw new RangeError("aucun arrondi ne convient");
  return new Map(
    branches.map((branche) => {
      const entier = entiers.get(branche.code) ?? 0n;
      const suite = branche.branches.length === 0 ? new Map() : arrondirBranches(entier, branche.branches);
      return [branche.code, { entier: Number(entier), branches: suite }];
    }),
  );
}

function entierDe(branches: ReadonlyMap<string, NoeudEntier> | undefined, chemin: readonly string[]): number {
  const [code = "", ...suite] = chemin;
  const noeud = branches?.get(code);
  if (noeud === undefined) throw new RangeError(`part sans objectif : ${chemin.join(", ")}`);
  return suite.length === 0 ? noeud.entier : entierDe(noeud.branches, suite);
}

/** L'arrondi de la part du préfet peut passer sous son plancher hors QPV, même en la plaçant toute hors QPV. */
function constaterPlancherArrondi(
  { assiette, parts, stipulations, plafondsDuPrefet }: Repartition,
  reservataires: readonly ObjectifDeReservataire[],
  date: string,
): Constat[] {
  const plancher = valeurLegale("plancherPrefetHorsQpv", date);
  if (plancher === null || (stipulations.plancherHorsQpv ?? "applique") !== "applique") return [];
  const flux = assiette.secteurs
    .filter(({ localisation }) => localisation === "hors-qpv")
    .reduce((total, secteur) => total + secteur.flux, 0);
  const duContingent = parts.filter(({ contrepartie }) => contrepartie === CONTINGENT_PREFECTORAL);
  const exact = sommer(duContingent.map(({ logements }) => lireValeurExacte(logements)));
  const objectif = reservataires
    .flatMap((ligne) => ligne.parts)
    .filter(({ contrepartie }) => contrepartie === CONTINGENT_PREFECTORAL)
    .reduce((total, part) => total + part.objectif, 0);
  const du = pourCentDe(lireTaux(plancher), fraction(flux));
  if (comparer(exact, du) < 0 || comparer(fraction(objectif), du) >= 0) return [];
  const manque = soustraire(du, fraction(objectif));
  const parLePlafond =
    plafondEntier(plafondsDuPrefet.prefet, duContingent, assiette.flux) === BigInt(objectif);
  const message = enDeuxLangues(({ logements, nombre, mot }) =>
    mot(
      `En logements entiers, le préfet a un objectif de ${objectif} sur tout le périmètre ; même placé tout entier hors QPV, il lui manquerait ${logements(manque)} pour atteindre le plancher de ${nombre(du)}. ${parLePlafond ? "Un logement de plus dépasserait le plafond, impératif." : "C'est l'effet de l'arrondi au plus fort reste, choix de la bibliothèque."} La part convenue, elle, ne change pas.`,
      `In whole dwellings, the prefect's target is ${objectif} on the whole perimeter; even placed wholly outside QPV, it would be ${logements(manque)} short of the floor of ${nombre(du)}. ${parLePlafond ? "One more dwelling would exceed the mandatory cap." : "This results from largest-remainder rounding, the library's choice."} The agreed share itself does not change.`,
    ),
  );
  return [
    constater("PLANCHER_HORS_QPV_ARRONDI", {
      territoire: "périmètre, hors QPV",
      chiffres: [
        { nom: "plancher", valeur: ecrireDecimal(du) },
        { nom: "objectif", valeur: String(objectif) },
        { nom: "logements manquants", valeur: ecrireDecimal(manque) },
      ],
      message,
    }),
  ];
}
