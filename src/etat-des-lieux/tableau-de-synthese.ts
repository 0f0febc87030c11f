import { trierParCodes } from "../exact/ordre.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { FINANCEMENTS, TYPOLOGIES } from "../modele/vocabulaire.js";
import type { EtatDesLieux } from "./consolider-etat-des-lieux.js";
import { nommer } from "./nommer.js";
import { relireSynthese, type SynthesesReunies } from "./reunir-syntheses.js";
import { cleDAnnee, type LigneDeSynthese } from "./synthetiser.js";

/** Le niveau 2, à plat : des en-têtes, et des lignes de même longueur, prêtes pour un CSV. */
export interface TableauDeSynthese {
  readonly nature: "tableau-de-synthese";
  readonly colonnes: readonly string[];
  readonly lignes: readonly (readonly (string | number)[])[];
  readonly provenance: Provenance;
}

const VERBE = "tableauDeSynthese";

const COLONNES = [
  "Réservataire",
  "Commune",
  "EPCI/EPT",
  "Droit unique non encore honoré",
  "Droit de suite",
  "Situé en QPV",
  ...TYPOLOGIES.map((typologie) => (typologie === "T5+" ? "T5 et +" : typologie)),
  ...FINANCEMENTS,
];

const SANS_TERME = "Sans terme";

/**
 * Met la synthèse aux colonnes du modèle francilien de niveau 2 : réservataire, commune, EPCI ou EPT, droits uniques non encore
 * honorés, droits de suite, situés en QPV, puis pour les droits de suite seulement T1 à T5 et +, PLAI, PLUS, PLS et une colonne
 * par année d'expiration.
 *
 * Seules les années qui ont des droits ont une colonne. Le modèle n'en a pas pour les droits sans terme : une colonne
 * « Sans terme » s'ajoute s'il y en a. Le réservataire et la commune portent leur nom, et leur code quand le nom manque ou
 * qu'un autre le porte aussi.
 *
 * @param synthese - un état des lieux consolidé, ou des synthèses réunies
 * @returns les en-têtes et les lignes, dans l'ordre des codes, en logements
 * @throws {@link ErreurDeSaisie} si le résultat donné n'en est pas un, ou a été modifié
 * @article Niveau 2 du modèle francilien ; aucun article n'en fixe la forme (règle R14)
 * @category État des lieux
 * @example
 * const etatDesLieux = consoliderEtatDesLieux(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     communes: [{ code: "77288", nom: "Melun", epci: "247700057" }],
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *     logements: [{ numeroRpls: "9900000001", reservataire: "als", droit: "droit-de-suite", typologie: "T3", commune: "77288", localisation: "qpv", financement: "PLUS", dateDExpiration: "2031-06-30" }],
 *   },
 *   {},
 * );
 * tableauDeSynthese(etatDesLieux).lignes[0] // ["Action Logement", "Melun", "247700057", 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1]
 */
export function tableauDeSynthese(synthese: EtatDesLieux | SynthesesReunies): TableauDeSynthese {
  const saisie = new Saisie(VERBE);
  const lue = saisie.certifier(relireSynthese(saisie, saisie.recevoir(synthese, ["synthese"]), ["synthese"]));
  const annees = anneesDe(lue.synthese);
  const reservataireDe = nommer(lue.reservataires);
  const communeDe = nommer(lue.communes);
  return sceller(
    {
      nature: "tableau-de-synthese" as const,
      colonnes: [...COLONNES, ...annees.map((annee) => (annee === null ? SANS_TERME : String(annee)))],
      lignes: lue.synthese.map((ligne) => [
        reservataireDe(ligne.reservataire),
        communeDe(ligne.commune),
        ligne.epci ?? "",
        ligne.droitsUniquesNonHonores,
        ligne.droitsDeSuite,
        ligne.situesEnQpv,
        ...TYPOLOGIES.map((typologie) => ligne.typologies[typologie]),
        ...FINANCEMENTS.map((financement) => ligne.financements[financement]),
        ...annees.map(
          (annee) => ligne.anneesDExpiration.find((colonne) => colonne.annee === annee)?.nombre ?? 0,
        ),
      ]),
    },
    {
      dateDeDroit: lue.provenance.dateDeDroit,
      entrees: lue.provenance.sceau,
      stipulations: {},
    },
  );
}

function anneesDe(synthese: readonly LigneDeSynthese[]): (number | null)[] {
  const annees = new Set(
    synthese.flatMap(({ anneesDExpiration }) => anneesDExpiration.map(({ annee }) => annee)),
  );
  return trierParCodes([...annees], cleDAnnee);
}
