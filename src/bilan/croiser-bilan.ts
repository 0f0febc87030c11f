import * as z from "zod";
import { regrouperParCodes } from "../exact/ordre.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import type { Perimetre } from "../modele/vocabulaire.js";
import type { Bilan } from "./etablir-bilan.js";
import type { AxesDuBilan, CompteursDuBilan, LigneDeBilan } from "./lignes-du-bilan.js";

export type AxeDuBilan = keyof AxesDuBilan;
export type CompteurDuBilan = keyof CompteursDuBilan;

const AXES = [
  "reservataire",
  "typologie",
  "financement",
  "localisation",
  "commune",
  "periodeDeConstruction",
] as const satisfies AxeDuBilan[];
const COMPTEURS = ["proposes", "attribues", "bauxSignes"] as const satisfies CompteurDuBilan[];

const schemaEntree = z.strictObject({
  lignes: z.enum(AXES),
  colonnes: z.enum(AXES),
  compteur: z.enum(COMPTEURS),
});

/** Deux axes distincts de R. 441-5-1, et ce qui se compte dans chaque case. */
export interface EntreeCroisement {
  readonly lignes: AxeDuBilan;
  readonly colonnes: AxeDuBilan;
  readonly compteur: CompteurDuBilan;
}

export interface LigneDeTableau {
  /** La valeur de l'axe des lignes : un code de réservataire, « T3 », « qpv »… */
  readonly code: string;
  /** Une case par colonne, en logements. */
  readonly nombres: readonly number[];
  /** La somme des cases. */
  readonly total: number;
}

/** Un compteur du bilan sur deux de ses axes, en logements : les sommes des lignes et des colonnes font toutes deux le total. */
export interface TableauDeBilan {
  readonly nature: "tableau-de-bilan";
  readonly perimetre: Perimetre;
  readonly anneesLues: readonly number[];
  readonly axes: { readonly lignes: AxeDuBilan; readonly colonnes: AxeDuBilan };
  readonly compteur: CompteurDuBilan;
  /** Les valeurs de l'axe des colonnes, dans l'ordre des codes. */
  readonly colonnes: readonly string[];
  /** Dans l'ordre des codes. */
  readonly lignes: readonly LigneDeTableau[];
  /** La somme de chaque colonne. */
  readonly totaux: readonly number[];
  readonly total: number;
  readonly provenance: Provenance;
}

const VERBE = "croiserBilan";

/**
 * Croise deux des six axes d'un bilan : un tableau en logements, avec ses marges.
 *
 * Toute valeur d'axe que le bilan a figure, même si ce compteur y est nul : les tableaux des trois compteurs se superposent.
 *
 * @param bilan - le bilan d'une année
 * @param entree - `lignes` et `colonnes` : deux axes distincts ; `compteur` : `proposes`, `attribues` ou `bauxSignes`
 * @returns les cases, les totaux des lignes et des colonnes, le total général, en logements
 * @throws {@link ErreurDeSaisie} si l'entrée n'est pas un bilan, ou si les deux axes sont le même
 * @article CCH, art. R. 441-5-1, al. 1 (en vigueur depuis le 22/02/2020)
 * @category Bilan
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", perimetre: { bailleur: "999999999", departement: "77", annee: 2024 }, liberations: 10 },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const ouvert = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * const logement = (rang, typologie) => ({
 *   date: "2024-02-01", liberation: `L-${rang}`, logement: `990000000${rang}`, commune: "77288", localisation: "qpv",
 *   typologie, financement: "PLUS", periodeDeConstruction: "1949-1974", statut: "dans-le-flux", premiereMiseEnLocation: false,
 * });
 * const { registre } = orienterLogements(ouvert, [logement(1, "T2"), logement(2, "T3"), logement(3, "T3")]);
 * const axes = { lignes: "commune", colonnes: "typologie" };
 * croiserBilan(etablirBilan(registre), { ...axes, compteur: "proposes" }).lignes // [{ code: "77288", nombres: [1, 2], total: 3 }]
 */
export function croiserBilan(bilan: Bilan, entree: EntreeCroisement): TableauDeBilan {
  const saisie = new Saisie(VERBE);
  const lu = relire<Bilan>(saisie, saisie.recevoir(bilan, ["bilan"]), "bilan", ["bilan"]);
  const { complet, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  if (champs.lignes !== undefined && champs.lignes === champs.colonnes)
    saisie.refuser(["colonnes"], "AXES_IDENTIQUES", {
      fr: `Les lignes et les colonnes sont toutes deux « ${champs.lignes} » : un tableau croise deux axes.`,
      en: `Rows and columns are both “${champs.lignes}”: a table crosses two axes.`,
    });
  const { lignes: axeDesLignes, colonnes: axeDesColonnes, compteur } = saisie.certifier(complet);
  const { perimetre, anneesLues, lignes: lignesDuBilan, provenance } = saisie.certifier(lu);

  const nombre = (groupe: readonly LigneDeBilan[]) =>
    groupe.reduce((total, ligne) => total + ligne[compteur], 0);
  const parColonne = (groupe: readonly LigneDeBilan[]) =>
    new Map(
      regrouperParCodes(groupe, (ligne) => ligne[axeDesColonnes]).map(([code, lignes]) => [
        code,
        nombre(lignes),
      ]),
    );
  const desColonnes = parColonne(lignesDuBilan);
  const colonnes = [...desColonnes.keys()];
  const lignes = regrouperParCodes(lignesDuBilan, (ligne) => ligne[axeDesLignes]).map(([code, groupe]) => {
    const cases = parColonne(groupe);
    return {
      code,
      nombres: colonnes.map((colonne) => cases.get(colonne) ?? 0),
      total: nombre(groupe),
    };
  });
  const axes = { lignes: axeDesLignes, colonnes: axeDesColonnes };
  return sceller(
    {
      nature: "tableau-de-bilan" as const,
      perimetre,
      anneesLues,
      axes,
      compteur,
      colonnes,
      lignes,
      totaux: [...desColonnes.values()],
      total: nombre(lignesDuBilan),
    },
    {
      dateDeDroit: provenance.dateDeDroit,
      entrees: { bilan: provenance.sceau, axes, compteur },
      stipulations: {},
    },
  );
}
