import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import { type Constat, constater } from "../modele/constats.js";
import { controlerDepartement } from "../modele/departement.js";
import { codeCommune, compte, dateIso, siren } from "../modele/identifiants.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { cleDeSecteur, nommerSecteur, type Secteur } from "../modele/secteurs.js";
import { choixDe } from "../modele/stipulations.js";
import {
  type CategorieDeSoustraction,
  localisation,
  type Perimetre,
  perimetre,
} from "../modele/vocabulaire.js";
import { additionnerComptes, type ComptesDuFlux, totaliserSoustraits } from "./comptes-du-flux.js";
import { constaterSoustractions } from "./constater-soustractions.js";

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

const schemaEntree = z.strictObject({
  date: dateIso,
  perimetre: perimetre.optional(),
  liberations: compte.optional(),
  premieresMisesEnLocation: compte.optional(),
  soustraits: schemaSoustraits.optional(),
  secteurs: z.array(z.unknown()).optional(),
});

const schemaStipulations = z.strictObject({
  premieresMisesEnLocation: choixDe("premieresMisesEnLocation"),
});

/** Comptes d'une année, en logements : pour le périmètre entier, ou secteur par secteur. */
export type ComptesDeLAnnee = {
  /** Logements libérés dans l'année, sans les premières mises en location ni les logements identifiés. */
  readonly liberations: number;
  /** Logements loués pour la première fois ; obligatoire s'ils sont dans le flux. */
  readonly premieresMisesEnLocation?: number;
  /** Logements soustraits, par catégorie ; une catégorie absente vaut zéro. */
  readonly soustraits?: Partial<Record<CategorieDeSoustraction, number>>;
};

/** Entrée de {@link calculerAssiette}. */
export type EntreeAssiette = {
  /** Date à laquelle le droit se lit, AAAA-MM-JJ. */
  readonly date: string;
  readonly perimetre?: Perimetre;
} & (
  | ComptesDeLAnnee
  | {
      readonly secteurs: readonly (ComptesDeLAnnee & {
        readonly commune: string;
        readonly localisation: "hors-qpv" | "qpv";
        /** SIREN de l'EPCI de la commune, `null` si elle n'en a pas. */
        readonly epci: string | null;
      })[];
    }
);

export type StipulationsDAssiette = z.infer<typeof schemaStipulations>;

export interface SecteurDAssiette extends Secteur, ComptesDuFlux {}

/** L'assiette du flux : A, B et C, pour le périmètre et par secteur. */
export interface Assiette extends ComptesDuFlux {
  readonly nature: "assiette";
  readonly perimetre: Perimetre | null;
  readonly stipulations: StipulationsDAssiette;
  /** Dans l'ordre des communes, hors QPV puis en QPV ; un seul secteur « ensemble » sans détail. */
  readonly secteurs: readonly SecteurDAssiette[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

type SecteurLu = Secteur & {
  readonly liberations: number;
  readonly premieresMisesEnLocation?: number | undefined;
  readonly soustraits?: { readonly [C in CategorieDeSoustraction]?: number | undefined } | undefined;
};

const VERBE = "calculerAssiette";

/**
 * Calcule le flux annuel net : C = A − B.
 *
 * Les comptes valent pour le périmètre entier (`liberations`, `soustraits`) ou se donnent secteur par secteur
 * (`secteurs`) : une commune, hors QPV ou en QPV. Un secteur sans libération se donne avec zéro : il reste
 * dans le territoire des réservataires.
 *
 * @param entree - libérations de l'année (A) et logements soustraits par catégorie (B), en logements
 * @param stipulations - `premieresMisesEnLocation` : dans le flux ou hors flux
 * @returns A, B par catégorie et C, pour le périmètre et par secteur, avec les constats
 * @throws {@link ErreurDeSaisie} si un compte est négatif ou fractionnaire, un secteur en double, ou si B dépasse A
 * @throws {@link StipulationManquante} si le sort des premières mises en location n'est pas dit
 * @article CCH, art. R. 441-5, I, al. 5 (en vigueur depuis le 22/02/2020)
 * @category Assiette
 * @example
 * calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * ).flux // 650
 */
export function calculerAssiette(entree: EntreeAssiette, stipulations: StipulationsDAssiette): Assiette {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const secteurs = lireSecteurs(saisie, champs, lue !== undefined);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  for (const { chemin, secteur } of secteurs) {
    controlerSoustraits(saisie, secteur, convenu, chemin);
    if (champs.perimetre !== undefined && secteur.commune !== null)
      controlerDepartement(saisie, secteur.commune, champs.perimetre, [...chemin, "commune"]);
  }
  const { date, perimetre: lieu = null } = saisie.certifier(lue);
  const { premieresMisesEnLocation } = saisie.certifier(convenu);

  const lus = trierParCodes(
    secteurs.map(({ secteur }) => secteur),
    cleDeSecteur,
  );
  const detail = lus.map((secteur) => compterSecteur(secteur, premieresMisesEnLocation === "dans-le-flux"));
  const contenu = {
    nature: "assiette" as const,
    perimetre: lieu,
    stipulations: { premieresMisesEnLocation },
    ...additionnerComptes(detail),
    secteurs: detail,
  };
  return sceller(
    { ...contenu, constats: constaterAssiette(contenu, date) },
    {
      dateDeDroit: date,
      entrees: { perimetre: lieu, secteurs: lus },
      stipulations: { premieresMisesEnLocation },
    },
  );
}

type ChampsLus = Partial<z.infer<typeof schemaEntree>>;
interface SecteurSitue {
  readonly chemin: readonly PropertyKey[];
  readonly secteur: SecteurLu;
}

function lireSecteurs(saisie: Saisie, lue: ChampsLus, complet: boolean): readonly SecteurSitue[] {
  if (lue.secteurs === undefined) {
    const { liberations, premieresMisesEnLocation, soustraits } = lue;
    if (liberations === undefined) {
      if (!complet) return [];
      saisie.refuser(["liberations"], "CHAMP_MANQUANT", {
        fr: "Donner les libérations du périmètre, ou la liste des secteurs.",
        en: "Give the perimeter's vacancies, or the list of sectors.",
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
  controlerEpci(saisie, lignes);
  return lignes.map(({ rang, ligne }) => ({ chemin: ["secteurs", rang], secteur: ligne }));
}

function controlerEpci(
  saisie: Saisie,
  lignes: readonly { readonly rang: number; readonly ligne: z.infer<typeof schemaSecteur> }[],
): void {
  const epciParCommune = new Map<string, string | null>();
  for (const { rang, ligne } of lignes) {
    const connu = epciParCommune.get(ligne.commune);
    if (connu === undefined) epciParCommune.set(ligne.commune, ligne.epci);
    else if (connu !== ligne.epci)
      saisie.refuser(["secteurs", rang, "epci"], "EPCI_CONTRADICTOIRE", {
        fr: `La commune ${ligne.commune} est donnée avec deux EPCI.`,
        en: `Municipality ${ligne.commune} is given with two EPCI.`,
      });
  }
}

function controlerSoustraits(
  saisie: Saisie,
  secteur: SecteurLu,
  convenu: StipulationsDAssiette | undefined,
  chemin: readonly PropertyKey[],
): void {
  if (convenu === undefined) return;
  const dansLeFlux = convenu.premieresMisesEnLocation === "dans-le-flux";
  if (dansLeFlux && secteur.premieresMisesEnLocation === undefined) {
    saisie.refuser([...chemin, "premieresMisesEnLocation"], "CHAMP_MANQUANT", {
      fr: "Les premières mises en location sont dans le flux : leur nombre est obligatoire.",
      en: "First lettings are in the flow: their number is required.",
    });
    return;
  }
  const { liberations, soustraits } = compterSecteur(secteur, dansLeFlux);
  if (soustraits.total > liberations)
    saisie.refuser([...chemin, "soustraits"], "SOUSTRAITS_SUPERIEURS_AUX_LIBERATIONS", {
      fr: `${soustraits.total} logements soustraits pour ${liberations} libérés (${nommerSecteur(secteur).fr}).`,
      en: `${soustraits.total} dwellings taken out of ${liberations} vacated (${nommerSecteur(secteur).en}).`,
    });
}

function compterSecteur(secteur: SecteurLu, premieresDansLeFlux: boolean): SecteurDAssiette {
  const { commune, localisation: lieu, epci } = secteur;
  const premieresMisesEnLocation = secteur.premieresMisesEnLocation ?? 0;
  const liberations = secteur.liberations + (premieresDansLeFlux ? premieresMisesEnLocation : 0);
  const soustraits = totaliserSoustraits((categorie) => secteur.soustraits?.[categorie] ?? 0);
  return {
    commune,
    localisation: lieu,
    epci,
    liberations,
    premieresMisesEnLocation,
    soustraits,
    flux: liberations - soustraits.total,
  };
}

function constaterAssiette({ secteurs, flux }: Pick<Assiette, "secteurs" | "flux">, date: string): Constat[] {
  const soustractions = constaterSoustractions(secteurs, date);
  if (flux > 0) return soustractions;
  return [
    ...soustractions,
    constater("FLUX_NUL", {
      territoire: "périmètre",
      chiffres: [{ nom: "C", valeur: "0" }],
      message: {
        fr: "Tous les logements libérés sont soustraits, ou aucun ne s'est libéré : C = 0.",
        en: "Every vacated dwelling is taken out, or none was vacated: C = 0.",
      },
    }),
  ];
}
