import { entierInferieur } from "../exact/arrondi.js";
import { arrondirTableau, type TableauArrondi } from "../exact/arrondi-controle.js";
import { type Bornes, emboiterTotaux } from "../exact/emboiter-totaux.js";
import {
  comparer,
  type Fraction,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireTaux } from "../exact/taux.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import { type Contingent, type FondementDePart, NON_RESERVES } from "../modele/vocabulaire.js";
import type { Repartition, SecteurReparti } from "../repartition/repartir-flux.js";

/** Une part dans un secteur, ou le complément du bailleur : ce qui s'y arrondit. */
export interface CelluleDObjectif {
  readonly secteur: SecteurReparti;
  readonly reservataire: string;
  /** `null` pour les logements non réservés. */
  readonly contrepartie: FondementDePart | null;
  readonly contingent: Contingent | null;
  /** La part convenue, en logements, sans arrondi. */
  readonly exact: Fraction;
  /** Ce qui s'arrondit : la part convenue, sauf report ou plafond tenu en logements entiers. */
  readonly retenu: Fraction;
}

/** Toutes les cellules d'une répartition, secteur par secteur, non réservés compris. */
export function cellulesDesObjectifs({ secteurs }: Repartition): CelluleDObjectif[] {
  return secteurs.flatMap((secteur) => {
    const cellule = (
      part: Pick<CelluleDObjectif, "reservataire" | "contrepartie" | "contingent">,
      taux: { readonly exact: string; readonly decimal: string },
    ): CelluleDObjectif => {
      const exact = pourCentDe(lireValeurExacte(taux), fraction(secteur.flux));
      return { secteur, ...part, exact, retenu: exact };
    };
    return [
      ...secteur.parts.map(({ reservataire, contrepartie, contingent, taux }) =>
        cellule({ reservataire, contrepartie, contingent }, taux),
      ),
      cellule({ reservataire: NON_RESERVES, contrepartie: null, contingent: null }, secteur.tauxNonReserve),
    ];
  });
}

/** Donne au bailleur ce que les parts retenues laissent du flux de chaque secteur. */
export function completer(cellules: readonly CelluleDObjectif[]): CelluleDObjectif[] {
  const pris = new Map(
    regrouperParCodes(
      cellules.filter(({ reservataire }) => reservataire !== NON_RESERVES),
      ({ secteur }) => cleDeSecteur(secteur),
    ).map(([secteur, siennes]) => [secteur, sommer(siennes.map(({ retenu }) => retenu))]),
  );
  return cellules.map((cellule) =>
    cellule.reservataire === NON_RESERVES
      ? {
          ...cellule,
          retenu: soustraire(fraction(cellule.secteur.flux), pris.get(cleDeSecteur(cellule.secteur)) ?? ZERO),
        }
      : cellule,
  );
}

/** Les codes d'une part : réservataire, contrepartie, volet. */
export function codesDePart({ reservataire, contrepartie, contingent }: CelluleDObjectif): string[] {
  return [reservataire, contrepartie ?? "", contingent ?? ""];
}

export function estDuContingent({ contrepartie }: CelluleDObjectif): boolean {
  return contrepartie === "contingent-prefectoral";
}

/** Ce que des stipulations demandent à l'arrondi de tenir, en plus des totaux. */
export interface TotauxTenus {
  /** Les parts dont le total de chaque secteur s'arrondit comme une cellule. */
  readonly ensemble?: ((cellule: CelluleDObjectif) => boolean) | undefined;
  /** Le moins que chaque volet du contingent reçoit hors QPV ; ce total passe alors avant ceux des EPCI. */
  readonly horsQpv?: ReadonlyMap<string, bigint> | undefined;
}

/** Les deux familles de chemins d'une cellule, du plus grand total au plus petit. */
export function cheminsDeCellule(
  cellule: CelluleDObjectif,
  { ensemble, horsQpv }: TotauxTenus,
): readonly [parPart: string[], parSecteur: string[]] {
  const { secteur, reservataire, contrepartie } = cellule;
  const lieu = [secteur.epci ?? "", secteur.commune ?? ""];
  const localisation = horsQpv !== undefined && estDuContingent(cellule) ? [secteur.localisation ?? ""] : [];
  const avecQui = ensemble === undefined ? [] : [ensemble(cellule) ? "ensemble" : "autres"];
  return [
    [...codesDePart(cellule), ...localisation, ...lieu],
    [...lieu, cleDeSecteur(secteur), ...avecQui, reservataire, contrepartie ?? ""],
  ];
}

/**
 * Arrondit les cellules en logements entiers : chacune, et chaque total, à sa partie entière ou à l'entier au-dessus.
 *
 * Première famille : réservataire, contrepartie, volet, puis EPCI et commune. Seconde : EPCI, commune, secteur, puis ce que
 * chaque réservataire et chaque contrepartie y prennent. Les plafonds du préfet et des agents de l'État se posent sur tout le
 * périmètre ; une part déjà au-dessus du sien reste telle que convenue.
 */
export function arrondirTableauDesObjectifs(
  cellules: readonly CelluleDObjectif[],
  { assiette, plafondsDuPrefet }: Repartition,
  tenus: TotauxTenus = {},
): TableauArrondi {
  const chemins = cellules.map((cellule) => cheminsDeCellule(cellule, tenus));
  const plafonner = (rangs: readonly number[], taux: string | null): Bornes => {
    const pris = sommer(rangs.map((rang) => cellules[rang]?.retenu ?? fraction(0)));
    const maximum = plafondEntier(taux, pris, assiette.flux);
    return maximum === undefined ? {} : { maximum };
  };
  const borner = (chemin: readonly string[], rangs: readonly number[]): Bornes => {
    const [, contrepartie, volet = "", localisation] = chemin;
    if (contrepartie !== "contingent-prefectoral") return {};
    if (chemin.length === 2) return plafonner(rangs, plafondsDuPrefet.prefet);
    if (chemin.length === 3 && volet === "agents-civils-et-militaires")
      return plafonner(rangs, plafondsDuPrefet.agents);
    const minimum =
      chemin.length === 4 && localisation === "hors-qpv" ? tenus.horsQpv?.get(volet) : undefined;
    return minimum === undefined ? {} : { minimum };
  };
  return arrondirTableau({
    cellules: cellules.map((cellule) => ({
      codes: [cleDeSecteur(cellule.secteur), ...codesDePart(cellule)],
      valeur: cellule.retenu,
    })),
    familles: [
      emboiterTotaux(
        "perimetre",
        chemins.map(([parPart]) => parPart),
        borner,
      ),
      emboiterTotaux(
        "perimetre",
        chemins.map(([, parSecteur]) => parSecteur),
      ),
    ],
    totauxDAbord: true,
  });
}

/** ⌊plafond × logements⌋ ; aucun si ce qui est pris le dépasse déjà, car rien ne se réduit en silence. */
export function plafondEntier(plafond: string | null, pris: Fraction, logements: number): bigint | undefined {
  if (plafond === null) return undefined;
  const permis = pourCentDe(lireTaux(plafond), fraction(logements));
  return comparer(pris, permis) > 0 ? undefined : entierInferieur(permis);
}
