import { sommer } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { Constat } from "../modele/constats.js";
import { CalculImpossible } from "../modele/erreurs.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { cleDeSecteur, type Secteur } from "../modele/secteurs.js";
import {
  type Contingent,
  type FondementDePart,
  NON_RESERVES,
  type Territoire,
} from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { constaterArrondiImpossible, constaterObjectifs } from "./constater-objectifs.js";
import { arrondirObjectifs, type CelluleDObjectif, cellulesDesObjectifs } from "./tableau-des-objectifs.js";

/** Des logements exacts et l'entier qui les arrondit. */
export interface Objectif {
  /** Sans arrondi. */
  readonly exact: ValeurExacte;
  /** Logements entiers. */
  readonly objectif: number;
}

/** L'objectif d'une part. */
export interface ObjectifDePart extends Objectif {
  readonly contrepartie: FondementDePart;
  readonly contingent: Contingent | null;
}

/** L'objectif d'un réservataire : la somme de ceux de ses parts, et de ceux de ses secteurs. */
export interface ObjectifDeReservataire extends Objectif {
  readonly reservataire: string;
  readonly parts: readonly ObjectifDePart[];
}

/** L'objectif d'une part dans un secteur. */
export interface ObjectifDeSecteur extends ObjectifDePart {
  readonly reservataire: string;
}

/** Un secteur : les objectifs y font exactement son flux. */
export interface ObjectifsDUnSecteur extends Secteur {
  readonly flux: number;
  readonly parts: readonly ObjectifDeSecteur[];
  readonly nonReserves: Objectif;
}

/** Ce que chaque réservataire reçoit sur une commune ou un EPCI. */
export interface ObjectifsDUnTerritoire {
  readonly territoire: Exclude<Territoire, { type: "perimetre" }>;
  readonly flux: number;
  readonly reservataires: readonly (Objectif & { readonly reservataire: string })[];
  readonly nonReserves: Objectif;
}

export interface Objectifs {
  readonly nature: "objectifs";
  readonly repartition: Repartition;
  /** C, en logements : la somme de tous les objectifs. */
  readonly flux: number;
  readonly reservataires: readonly ObjectifDeReservataire[];
  readonly nonReserves: Objectif;
  readonly secteurs: readonly ObjectifsDUnSecteur[];
  /** Totaux par EPCI, puis par commune ; vide pour une assiette sans détail. */
  readonly territoires: readonly ObjectifsDUnTerritoire[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "fixerObjectifsDeFlux";

/**
 * Fixe les objectifs de l'année en logements entiers, par réservataire, part et secteur, pour un total de C.
 *
 * Chaque objectif est la partie entière de sa valeur exacte ou l'entier au-dessus, et de même ses totaux : ceux d'une part
 * sur le périmètre, un EPCI, une commune ; ceux de chaque secteur, où ils font exactement le flux. Les logements qui restent à
 * placer vont aux plus forts restes, du périmètre au secteur, à égalité dans l'ordre des codes : c'est un choix de la
 * bibliothèque, les articles étant muets. Les plafonds du préfet et des agents de l'État tiennent en logements entiers sur le
 * périmètre ; une part déjà au-dessus de son plafond reste telle que convenue, avec le constat de la répartition.
 *
 * @param repartition - résultat de {@link repartirFlux}, sur le flux prévu de l'année
 * @returns l'objectif de chaque réservataire, de chaque part et du bailleur, en logements, sur le périmètre, par secteur,
 * et en totaux par commune et par EPCI
 * @throws {@link ErreurDeSaisie} si l'entrée n'est pas une répartition
 * @throws {@link CalculImpossible} si un secteur est sur-réservé : aucun objectif n'existe sans réduction convenue ; ou si les
 * plafonds interdisent tout arrondi
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

  const exactes = cellulesDesObjectifs(lue);
  const { entiers, blocage } = arrondirObjectifs(exactes, lue);
  if (blocage !== undefined) throw new CalculImpossible(VERBE, [constaterArrondiImpossible(blocage)]);
  const cellules = exactes.map((cellule, rang) => ({ ...cellule, objectif: Number(entiers[rang] ?? 0n) }));

  const { flux } = lue.assiette;
  const contenu = {
    reservataires: parReservataire(lue, cellules),
    nonReserves: totaliser(cellules.filter(estNonReserve)),
    secteurs: parSecteur(lue, cellules),
    territoires: parTerritoire(cellules),
  };
  return sceller(
    {
      nature: "objectifs" as const,
      repartition: lue,
      flux,
      ...contenu,
      constats: constaterObjectifs(lue, contenu),
    },
    {
      dateDeDroit: lue.provenance.dateDeDroit,
      entrees: { repartition: lue.provenance.sceau },
      stipulations: {},
    },
  );
}

/** Une cellule et son entier. */
type CelluleArrondie = CelluleDObjectif & { readonly objectif: number };

function estNonReserve({ reservataire }: CelluleArrondie): boolean {
  return reservataire === NON_RESERVES;
}

function totaliser(cellules: readonly CelluleArrondie[]): Objectif {
  return {
    exact: valeurExacte(sommer(cellules.map(({ exact }) => exact))),
    objectif: cellules.reduce((total, { objectif }) => total + objectif, 0),
  };
}

function parReservataire(
  { conventions, parts }: Repartition,
  cellules: readonly CelluleArrondie[],
): ObjectifDeReservataire[] {
  const siennes = new Map(regrouperParCodes(cellules, ({ reservataire }) => reservataire));
  return conventions
    .filter((convention) => convention.parts.length > 0)
    .map(({ reservataire: { code } }) => {
      const ici = siennes.get(code) ?? [];
      return {
        reservataire: code,
        ...totaliser(ici),
        parts: parts
          .filter(({ reservataire }) => reservataire === code)
          .map(({ contrepartie, contingent }) => ({
            contrepartie,
            contingent,
            ...totaliser(
              ici.filter(
                (cellule) => cellule.contrepartie === contrepartie && cellule.contingent === contingent,
              ),
            ),
          })),
      };
    });
}

function parSecteur({ secteurs }: Repartition, cellules: readonly CelluleArrondie[]): ObjectifsDUnSecteur[] {
  const siennes = new Map(regrouperParCodes(cellules, ({ secteur }) => cleDeSecteur(secteur)));
  return secteurs.map((secteur) => {
    const { commune, localisation, epci, flux } = secteur;
    const ici = siennes.get(cleDeSecteur(secteur)) ?? [];
    return {
      commune,
      localisation,
      epci,
      flux,
      parts: ici.flatMap((cellule) => {
        const { reservataire, contrepartie, contingent } = cellule;
        return contrepartie === null
          ? []
          : [{ reservataire, contrepartie, contingent, ...totaliser([cellule]) }];
      }),
      nonReserves: totaliser(ici.filter(estNonReserve)),
    };
  });
}

function parTerritoire(cellules: readonly CelluleArrondie[]): ObjectifsDUnTerritoire[] {
  const regrouper = (
    code: (secteur: Secteur) => string | null,
    nommer: (code: string) => ObjectifsDUnTerritoire["territoire"],
  ) =>
    regrouperParCodes(
      cellules.filter(({ secteur }) => code(secteur) !== null),
      ({ secteur }) => code(secteur) ?? "",
    ).map(([lieu, ici]) => {
      const fluxDesSecteurs = new Map(ici.map(({ secteur }) => [cleDeSecteur(secteur), secteur.flux]));
      return {
        territoire: nommer(lieu),
        flux: [...fluxDesSecteurs.values()].reduce((total, flux) => total + flux, 0),
        reservataires: regrouperParCodes(
          ici.filter((cellule) => !estNonReserve(cellule)),
          ({ reservataire }) => reservataire,
        ).map(([reservataire, siennes]) => ({ reservataire, ...totaliser(siennes) })),
        nonReserves: totaliser(ici.filter(estNonReserve)),
      };
    });
  return [
    ...regrouper(
      ({ epci }) => epci,
      (epci) => ({ type: "epci", epci }),
    ),
    ...regrouper(
      ({ commune }) => commune,
      (commune) => ({ type: "commune", commune }),
    ),
  ];
}
