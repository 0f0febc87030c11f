import { figer } from "../droit/figer.js";
import type { Texte } from "../droit/texte.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import type { CategorieDeSoustraction, Localisation } from "../modele/vocabulaire.js";
import { categoriesPrevues } from "./categories-prevues.js";
import type { SecteurLu } from "./lire-comptes.js";
import type { LiberationLue, LogementsLus } from "./lire-logements.js";
import type { MotifDeStatut, StatutALaLiberation } from "./motifs-de-statut.js";

/**
 * Au titre de quelle catégorie compte un logement qui en a plusieurs : les relogements d'abord, dans l'ordre du texte,
 * puis les attributions d'office du préfet, puis les mutations.
 *
 * C'est un choix de la bibliothèque : B n'en dépend pas, seul son détail. Le texte demande l'affectation par catégorie
 * d'opération et un bilan des relogements, où les mutations ne sont pas nommées (R. 441-5, I, al. 5).
 *
 * @category Assiette
 */
export const PRIORITE_DES_CATEGORIES: readonly CategorieDeSoustraction[] = figer([
  "renouvellementUrbain",
  "coproprietesDegradees",
  "habitatIndigne",
  "venteHlm",
  "attributionsDuPrefet",
  "mutations",
]);

/** Où compte une libération : dans A seul, dans A et dans B, ou nulle part. */
export type EffetDeLiberation = "A" | "A-et-B" | "aucun";

interface DefinitionDeMotif {
  readonly effet: EffetDeLiberation;
  readonly sens: Texte;
}

/**
 * Pourquoi une libération compte où elle compte.
 *
 * @category Assiette
 */
export const MOTIFS_DE_COMPTE = figer({
  "hors-champ": {
    effet: "aucun",
    sens: {
      fr: "Le logement est hors champ : il n'entre pas dans A.",
      en: "The dwelling is out of scope: it does not enter A.",
    },
  },
  identifie: {
    effet: "aucun",
    sens: {
      fr: "Le logement est identifié, gardé hors du flux par la loi : il n'entre pas dans A.",
      en: "The dwelling is identified, kept out of the flow by law: it does not enter A.",
    },
  },
  "reserve-en-stock": {
    effet: "aucun",
    sens: {
      fr: "Le logement est resté réservé en stock et revient à son réservataire : il n'entre pas dans A.",
      en: "The dwelling is still reserved in stock and goes to its holder: it does not enter A.",
    },
  },
  "premiere-mise-en-location-hors-flux": {
    effet: "aucun",
    sens: {
      fr: "Première mise en location, hors flux par stipulation : elle n'entre pas dans A.",
      en: "First letting, outside the flow by stipulation: it does not enter A.",
    },
  },
  partage: {
    effet: "A",
    sens: {
      fr: "Logement libéré et non soustrait : il entre dans A et se partage.",
      en: "Dwelling vacated and not taken out: it enters A and is shared.",
    },
  },
  soustrait: {
    effet: "A-et-B",
    sens: {
      fr: "Logement soustrait au titre de la seule catégorie donnée.",
      en: "Dwelling taken out under the one category given.",
    },
  },
  "soustrait-une-seule-fois": {
    effet: "A-et-B",
    sens: {
      fr: "Plusieurs catégories données : soustrait une fois, au titre de la première, dans l'ordre déclaré, que la loi prévoit.",
      en: "Several categories given: taken out once, under the first, in the declared order, that the law provides for.",
    },
  },
  "soustrait-sans-texte": {
    effet: "A-et-B",
    sens: {
      fr: "Soustrait comme donné, à un titre que la loi ne prévoit pas à cette date ou en ce lieu : un constat le dit.",
      en: "Taken out as given, on a ground the law does not provide for at that date or place: a finding says so.",
    },
  },
} as const satisfies Record<string, DefinitionDeMotif>);

export type MotifDeCompte = keyof typeof MOTIFS_DE_COMPTE;

/** Ce que devient une libération dans l'assiette. */
export interface LiberationComptee {
  readonly liberation: string;
  readonly logement: string | null;
  readonly commune: string;
  readonly localisation: Localisation;
  readonly epci: string | null;
  readonly premiereMiseEnLocation: boolean;
  readonly statut: StatutALaLiberation;
  /** Le motif du statut, quand il a été lu dans des statuts ; `null` s'il a été donné. */
  readonly motifDuStatut: MotifDeStatut | null;
  readonly effet: EffetDeLiberation;
  readonly motif: MotifDeCompte;
  /** La catégorie au titre de laquelle le logement est soustrait ; `null` s'il ne l'est pas. */
  readonly categorie: CategorieDeSoustraction | null;
  /** Les catégories données qui ne comptent pas. */
  readonly autresCategories: readonly CategorieDeSoustraction[];
}

/** Compte chaque libération une fois : dans A, dans A et B, ou nulle part. */
export function compterLogements(
  { liberations }: LogementsLus,
  date: string,
  premieresDansLeFlux: boolean,
): LiberationComptee[] {
  return liberations.map((lue) => {
    const horsDuFlux = pourquoiHorsDuFlux(lue, premieresDansLeFlux);
    return horsDuFlux === null
      ? enregistrer(lue, ...soustraire(lue, categoriesPrevues(date, lue.localisation)))
      : enregistrer(lue, horsDuFlux, null);
  });
}

function pourquoiHorsDuFlux(
  { statut, premiereMiseEnLocation }: LiberationLue,
  premieresDansLeFlux: boolean,
): MotifDeCompte | null {
  if (statut !== "dans-le-flux") return statut;
  return premiereMiseEnLocation && !premieresDansLeFlux ? "premiere-mise-en-location-hors-flux" : null;
}

function soustraire(
  { soustractions }: LiberationLue,
  prevues: readonly CategorieDeSoustraction[],
): [MotifDeCompte, CategorieDeSoustraction | null] {
  const [donnee] = soustractions;
  if (donnee === undefined) return ["partage", null];
  const retenue = soustractions.find((categorie) => prevues.includes(categorie));
  if (retenue === undefined) return ["soustrait-sans-texte", donnee];
  return [soustractions.length === 1 ? "soustrait" : "soustrait-une-seule-fois", retenue];
}

function enregistrer(
  lue: LiberationLue,
  motif: MotifDeCompte,
  categorie: CategorieDeSoustraction | null,
): LiberationComptee {
  const { liberation, logement = null, commune, localisation, epci, premiereMiseEnLocation } = lue;
  return {
    liberation,
    logement,
    commune,
    localisation,
    epci,
    premiereMiseEnLocation,
    statut: lue.statut,
    motifDuStatut: lue.motifDuStatut,
    effet: MOTIFS_DE_COMPTE[motif].effet,
    motif,
    categorie,
    autresCategories: lue.soustractions.filter((autre) => autre !== categorie),
  };
}

/** Les comptes de chaque secteur, comme si l'appelant les avait donnés. */
export function compterParSecteur(
  comptees: readonly LiberationComptee[],
  { secteursSansLiberation }: LogementsLus,
): SecteurLu[] {
  const occupes = regrouperParCodes(comptees, cleDeSecteur).flatMap(([, groupe]): SecteurLu[] => {
    const [premiere] = groupe;
    if (premiere === undefined) return [];
    const { commune, localisation, epci } = premiere;
    return [{ commune, localisation, epci, ...totaliser(groupe) }];
  });
  return [...occupes, ...secteursSansLiberation.map((secteur) => ({ ...secteur, ...totaliser([]) }))];
}

function totaliser(groupe: readonly LiberationComptee[]) {
  const dansLeFlux = groupe.filter(({ statut }) => statut === "dans-le-flux");
  const premieresMisesEnLocation = dansLeFlux.filter((l) => l.premiereMiseEnLocation).length;
  return {
    liberations: dansLeFlux.length - premieresMisesEnLocation,
    premieresMisesEnLocation,
    soustraits: Object.fromEntries(
      PRIORITE_DES_CATEGORIES.map((categorie) => [
        categorie,
        groupe.filter((comptee) => comptee.categorie === categorie).length,
      ]),
    ),
  };
}
