import { entierInferieur } from "../exact/arrondi.js";
import { arrondirTableau, type TableauArrondi } from "../exact/arrondi-controle.js";
import { comparer, type Fraction, fraction, pourCentDe, sommer } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import type { Total } from "../exact/tableau-exact.js";
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
  /** En logements, sans arrondi. */
  readonly exact: Fraction;
}

/** Toutes les cellules d'une répartition, secteur par secteur, non réservés compris. */
export function cellulesDesObjectifs({ secteurs }: Repartition): CelluleDObjectif[] {
  return secteurs.flatMap((secteur) => {
    const logements = (taux: { readonly exact: string; readonly decimal: string }) =>
      pourCentDe(lireValeurExacte(taux), fraction(secteur.flux));
    return [
      ...secteur.parts.map(({ reservataire, contrepartie, contingent, taux }) => ({
        secteur,
        reservataire,
        contrepartie,
        contingent,
        exact: logements(taux),
      })),
      {
        secteur,
        reservataire: NON_RESERVES,
        contrepartie: null,
        contingent: null,
        exact: logements(secteur.tauxNonReserve),
      },
    ];
  });
}

/**
 * Arrondit les cellules en logements entiers : chacune, et chaque total, à sa partie entière ou à l'entier au-dessus.
 *
 * Première famille : réservataire, contrepartie, volet, puis EPCI et commune. Seconde : EPCI, commune, secteur, puis ce que
 * chaque réservataire et chaque contrepartie y prennent. Les plafonds du préfet et des agents de l'État se posent sur tout le
 * périmètre ; une part déjà au-dessus du sien reste telle que convenue.
 */
export function arrondirObjectifs(
  cellules: readonly CelluleDObjectif[],
  { assiette, plafondsDuPrefet }: Repartition,
): TableauArrondi {
  const { flux } = assiette;
  const codeDeVolet = ({ contingent }: CelluleDObjectif) => contingent ?? "";
  const codeDeContrepartie = ({ contrepartie }: CelluleDObjectif) => contrepartie ?? "";
  const codeDEpci = ({ secteur }: CelluleDObjectif) => secteur.epci ?? "";
  const codeDeCommune = ({ secteur }: CelluleDObjectif) => secteur.commune ?? "";
  const plafonner = (rangs: readonly number[], taux: string | null) => {
    const pris = sommer(rangs.map((rang) => cellules[rang]?.exact ?? fraction(0)));
    const maximum = plafondEntier(taux, pris, flux);
    return maximum === undefined ? {} : { maximum };
  };
  const bornes = (chemin: readonly string[], rangs: readonly number[]): Pick<Total, "maximum"> => {
    if (chemin.at(-1) === "contingent-prefectoral" && chemin.length === 2)
      return plafonner(rangs, plafondsDuPrefet.prefet);
    if (chemin.at(-1) === "agents-civils-et-militaires" && chemin.length === 3)
      return plafonner(rangs, plafondsDuPrefet.agents);
    return {};
  };
  const emboiter = (
    niveaux: readonly ((cellule: CelluleDObjectif) => string)[],
    borner: typeof bornes = () => ({}),
  ): Total => {
    const ranger = (code: string, chemin: readonly string[], rangs: readonly number[]): Total => {
      const niveau = niveaux[chemin.length];
      return {
        code,
        ...borner(chemin, rangs),
        ...(niveau === undefined
          ? { cellules: rangs }
          : {
              branches: regrouperParCodes(rangs, (rang) => {
                const cellule = cellules[rang];
                return cellule === undefined ? "" : niveau(cellule);
              }).map(([suivant, groupe]) => ranger(suivant, [...chemin, suivant], groupe)),
            }),
      };
    };
    return ranger("perimetre", [], [...cellules.keys()]);
  };
  const codeDeReservataire = ({ reservataire }: CelluleDObjectif) => reservataire;
  return arrondirTableau({
    cellules: cellules.map((cellule) => ({
      codes: [
        cleDeSecteur(cellule.secteur),
        cellule.reservataire,
        codeDeContrepartie(cellule),
        codeDeVolet(cellule),
      ],
      valeur: cellule.exact,
    })),
    familles: [
      emboiter([codeDeReservataire, codeDeContrepartie, codeDeVolet, codeDEpci, codeDeCommune], bornes),
      emboiter([
        codeDEpci,
        codeDeCommune,
        ({ secteur }) => cleDeSecteur(secteur),
        codeDeReservataire,
        codeDeContrepartie,
      ]),
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
