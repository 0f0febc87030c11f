import * as z from "zod";
import { codeCommune, compte, siren } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";
import { cleDeSecteur, type Secteur } from "../modele/secteurs.js";
import { type CategorieDeSoustraction, localisation } from "../modele/vocabulaire.js";

const schemaSoustraits = z.strictObject({
  mutations: compte.optional(),
  renouvellementUrbain: compte.optional(),
  coproprietesDegradees: compte.optional(),
  habitatIndigne: compte.optional(),
  venteHlm: compte.optional(),
  attributionsDuPrefet: compte.optional(),
} satisfies Record<CategorieDeSoustraction, z.ZodType>);

const comptes = {
  liberations: compte,
  premieresMisesEnLocation: compte.optional(),
  soustraits: schemaSoustraits.optional(),
};

const schemaSecteur = z.strictObject({
  commune: codeCommune,
  localisation,
  epci: siren.nullable(),
  ...comptes,
});

/** Comptes d'une année, en logements : pour le périmètre entier, ou secteur par secteur. */
export type ComptesDeLAnnee = {
  /** Logements libérés dans l'année, sans les premières mises en location ni les logements identifiés. */
  readonly liberations: number;
  /** Logements loués pour la première fois ; obligatoire s'ils sont dans le flux. */
  readonly premieresMisesEnLocation?: number | undefined;
  /** Logements soustraits, par catégorie ; une catégorie absente vaut zéro. */
  readonly soustraits?: { readonly [C in CategorieDeSoustraction]?: number | undefined } | undefined;
};

export type SecteurLu = Secteur & ComptesDeLAnnee;

export interface SecteurSitue {
  readonly chemin: readonly PropertyKey[];
  readonly secteur: SecteurLu;
}

/** Les champs qui donnent des comptes, pour le périmètre ou secteur par secteur. */
export const champsDeComptes = {
  liberations: compte.optional(),
  premieresMisesEnLocation: compte.optional(),
  soustraits: schemaSoustraits.optional(),
  secteurs: z.array(z.unknown()).optional(),
};

export type ComptesDonnes = Partial<z.infer<z.ZodObject<typeof champsDeComptes>>>;

/** Lit des comptes ; `complet` : l'entrée n'a pas de champ illisible, ce qui manque manque vraiment. */
export function lireComptes(saisie: Saisie, lue: ComptesDonnes, complet: boolean): readonly SecteurSitue[] {
  if (lue.secteurs === undefined) {
    const { liberations, premieresMisesEnLocation, soustraits } = lue;
    if (liberations === undefined) {
      if (!complet) return [];
      saisie.refuser(["liberations"], "CHAMP_MANQUANT", {
        fr: "Donner les libérations du périmètre, la liste des secteurs, ou celle des logements libérés.",
        en: "Give the perimeter's vacancies, the list of sectors, or that of vacated dwellings.",
      });
      return [];
    }
    const ensemble = { commune: null, localisation: null, epci: null };
    return [{ chemin: [], secteur: { ...ensemble, liberations, premieresMisesEnLocation, soustraits } }];
  }
  for (const champ of ["liberations", "premieresMisesEnLocation", "soustraits"] as const)
    if (lue[champ] !== undefined)
      saisie.refuser([champ], "CHAMP_EN_TROP", {
        fr: "Les comptes se donnent pour le périmètre ou par secteur, pas des deux façons.",
        en: "Counts are given for the perimeter or per sector, not both.",
      });
  const lignes = saisie.lireListe(schemaSecteur, lue.secteurs, ["secteurs"]);
  if (lue.secteurs.length === 0)
    saisie.refuser(["secteurs"], "LISTE_VIDE", {
      fr: "Donner au moins un secteur, avec zéro libération s'il le faut.",
      en: "Give at least one sector, with zero vacancies if need be.",
    });
  saisie.refuserDoublons(lignes, cleDeSecteur, (rang) => ["secteurs", rang]);
  const situes = lignes.map(({ rang, ligne }) => ({ chemin: ["secteurs", rang], secteur: ligne }));
  controlerEpci(
    saisie,
    situes.map(({ chemin, secteur }) => ({ chemin, lieu: secteur })),
  );
  return situes;
}

interface LieuSitue {
  readonly chemin: readonly PropertyKey[];
  readonly lieu: { readonly commune: string; readonly epci: string | null };
}

/** Une commune n'a qu'un EPCI dans toute l'entrée. */
export function controlerEpci(saisie: Saisie, lieux: readonly LieuSitue[]): void {
  const epciParCommune = new Map<string, string | null>();
  for (const {
    chemin,
    lieu: { commune, epci },
  } of lieux) {
    const connu = epciParCommune.get(commune);
    if (connu === undefined) epciParCommune.set(commune, epci);
    else if (connu !== epci)
      saisie.refuser([...chemin, "epci"], "EPCI_CONTRADICTOIRE", {
        fr: `La commune ${commune} est donnée avec deux EPCI.`,
        en: `Municipality ${commune} is given with two EPCI.`,
      });
  }
}
