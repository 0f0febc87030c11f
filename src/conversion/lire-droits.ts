import * as z from "zod";
import { type EtatDesLieux, titulairesDeDroits } from "../etat-des-lieux/consolider-etat-des-lieux.js";
import { cleDAnnee, type LigneDeSynthese } from "../etat-des-lieux/synthetiser.js";
import { trierParCodes } from "../exact/ordre.js";
import { anneeDe } from "../modele/calendrier.js";
import { annee, codeCommune, compte, texteNonVide } from "../modele/identifiants.js";
import { lireTitulaires } from "../modele/lire-titulaires.js";
import { relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import type {
  CategorieDeReservataire,
  Contrepartie,
  Localisation,
  NatureDeDroit,
  Typologie,
} from "../modele/vocabulaire.js";

/** Des droits de même réservataire et de même échéance ; le niveau 2 ne dit ni leur secteur, ni leur typologie, ni leur jour. */
export interface LigneDeDroits {
  readonly reservataire: string;
  readonly commune: string;
  readonly localisation: Localisation | null;
  readonly typologie: Typologie | null;
  readonly contrepartie: Contrepartie | null;
  readonly droit: NatureDeDroit;
  /** Dernier jour du droit ; `null` s'il est sans terme, ou si seule l'année est connue. */
  readonly dateDExpiration: string | null;
  /** `null` pour un droit sans terme, ou un droit unique dont le niveau 2 ne dit pas l'année. */
  readonly anneeDExpiration: number | null;
  /** Vrai si ce jour vient de la prorogation des droits attachés à une garantie (R. 441-6). */
  readonly prorogee: boolean;
  readonly nombre: number;
}

export interface TitulaireDeDroits {
  readonly code: string;
  readonly categorie: CategorieDeReservataire;
}

/** Les droits à convertir, d'où qu'ils viennent. */
export interface DroitsLus {
  readonly niveau: 1 | 2;
  readonly lignes: readonly LigneDeDroits[];
  /** Ceux qui détiennent des droits, dans l'ordre des codes. */
  readonly titulaires: readonly TitulaireDeDroits[];
  /** Le sceau de l'état des lieux dont ils viennent ; `null` au niveau 2. */
  readonly etatDesLieux: string | null;
  /** Ce dont l'empreinte des entrées dépend. */
  readonly source: unknown;
}

/** Les champs qui donnent les droits : un état des lieux, ou la synthèse de niveau 2. */
export const champsDesDroits = {
  etatDesLieux: z.unknown().optional(),
  synthese: z.array(z.unknown()).optional(),
  reservataires: z.array(z.unknown()).optional(),
};

const ligneDeNiveau2 = z.looseObject({
  reservataire: texteNonVide,
  commune: codeCommune,
  droitsUniquesNonHonores: compte,
  droitsDeSuite: compte,
  anneesDExpiration: z.array(z.strictObject({ annee: annee.nullable(), nombre: compte })),
});
type LigneDeNiveau2 = z.infer<typeof ligneDeNiveau2>;

/** Ce que la synthèse de niveau 2 dit des droits d'un réservataire dans une commune. */
export type LigneDeDroitsDeNiveau2 = Pick<
  LigneDeSynthese,
  "reservataire" | "commune" | "droitsUniquesNonHonores" | "droitsDeSuite" | "anneesDExpiration"
>;

export function lireDroits(
  saisie: Saisie,
  { etatDesLieux, synthese, reservataires }: Partial<z.infer<z.ZodObject<typeof champsDesDroits>>>,
): DroitsLus | undefined {
  if ((etatDesLieux === undefined) === (synthese === undefined)) {
    saisie.refuser(["etatDesLieux"], "DROITS_EN_UNE_SEULE_FORME", {
      fr: "Les droits se donnent en une seule forme : un état des lieux, ou une synthèse de niveau 2 avec ses réservataires.",
      en: "Rights are given in one form only: an inventory, or a level 2 summary with its holders.",
    });
    return undefined;
  }
  return synthese === undefined
    ? lireLEtatDesLieux(saisie, etatDesLieux)
    : lireLaSynthese(saisie, synthese, reservataires ?? []);
}

function lireLEtatDesLieux(saisie: Saisie, donnee: unknown): DroitsLus | undefined {
  const lu = relire<EtatDesLieux>(saisie, donnee, "etat-des-lieux", ["etatDesLieux"]);
  return (
    lu && {
      niveau: 1,
      lignes: lu.echeancier.map((ligne) => ({
        ...ligne,
        anneeDExpiration: ligne.dateDExpiration === null ? null : anneeDe(ligne.dateDExpiration),
      })),
      titulaires: titulairesDeDroits(lu),
      etatDesLieux: lu.provenance.sceau,
      source: lu.provenance.sceau,
    }
  );
}

function lireLaSynthese(
  saisie: Saisie,
  donnees: readonly unknown[],
  reservataires: readonly unknown[],
): DroitsLus {
  const { parCode, estInconnu } = lireTitulaires(saisie, reservataires);
  const lues = saisie.lireListe(ligneDeNiveau2, donnees, ["synthese"]);
  saisie.refuserDoublons(
    lues,
    ({ reservataire, commune }) => `${reservataire}, ${commune}`,
    (rang) => ["synthese", rang],
  );
  for (const { rang, ligne } of lues) {
    if (estInconnu(ligne.reservataire))
      saisie.refuser(["synthese", rang, "reservataire"], "RESERVATAIRE_INCONNU", {
        fr: `Le réservataire « ${ligne.reservataire} » ne figure pas dans la liste des réservataires.`,
        en: `Holder “${ligne.reservataire}” is not in the list of holders.`,
      });
    saisie.refuserDoublons(
      ligne.anneesDExpiration.map((droits, i) => ({ rang: i, ligne: droits })),
      ({ annee: an }) => String(an),
      (i) => ["synthese", rang, "anneesDExpiration", i, "annee"],
    );
    const echelonnes = ligne.anneesDExpiration.reduce((total, { nombre }) => total + nombre, 0);
    if (echelonnes !== ligne.droitsDeSuite)
      saisie.refuser(["synthese", rang, "anneesDExpiration"], "ANNEES_INCOMPLETES", {
        fr: `Les années d'expiration comptent ${echelonnes} droits de suite ; la ligne en donne ${ligne.droitsDeSuite}.`,
        en: `The years of expiry count ${echelonnes} recurring rights; the row gives ${ligne.droitsDeSuite}.`,
      });
  }
  const triees = trierParCodes(
    lues.map(({ ligne }) => ({
      ...ligne,
      anneesDExpiration: trierParCodes(ligne.anneesDExpiration, ({ annee: an }) => cleDAnnee(an)),
    })),
    ({ reservataire }) => reservataire,
    ({ commune }) => commune,
  );
  const detenteurs = new Set(triees.map(({ reservataire }) => reservataire));
  return {
    niveau: 2,
    lignes: triees.flatMap(deplier),
    titulaires: [...parCode.values()].filter(({ code }) => detenteurs.has(code)),
    etatDesLieux: null,
    source: { synthese: triees, reservataires: [...parCode.values()] },
  };
}

function deplier(ligne: LigneDeNiveau2): LigneDeDroits[] {
  const { reservataire, commune, droitsUniquesNonHonores, anneesDExpiration } = ligne;
  const commun = {
    reservataire,
    commune,
    localisation: null,
    typologie: null,
    contrepartie: null,
    dateDExpiration: null,
    prorogee: false,
  };
  const uniques: LigneDeDroits = {
    ...commun,
    droit: "droit-unique",
    anneeDExpiration: null,
    nombre: droitsUniquesNonHonores,
  };
  const suites = anneesDExpiration.map(
    ({ annee: an, nombre }): LigneDeDroits => ({
      ...commun,
      droit: "droit-de-suite",
      anneeDExpiration: an,
      nombre,
    }),
  );
  return [uniques, ...suites].filter(({ nombre }) => nombre > 0);
}
