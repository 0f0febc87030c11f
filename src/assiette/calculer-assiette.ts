import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import { type Constat, constater } from "../modele/constats.js";
import { controlerDepartement } from "../modele/departement.js";
import { dateIso } from "../modele/identifiants.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { cleDeSecteur, nommerSecteur, type Secteur } from "../modele/secteurs.js";
import { choixDe } from "../modele/stipulations.js";
import { type Localisation, type Perimetre, perimetre } from "../modele/vocabulaire.js";
import { compterLogements, compterParSecteur, type LiberationComptee } from "./compter-logements.js";
import { additionnerComptes, type ComptesDuFlux, totaliserSoustraits } from "./comptes-du-flux.js";
import { constaterLogements } from "./constater-logements.js";
import { constaterSoustractions } from "./constater-soustractions.js";
import type { Statuts } from "./determiner-statuts.js";
import { type ComptesDeLAnnee, champsDeComptes, lireComptes, type SecteurLu } from "./lire-comptes.js";
import {
  champsDeLogements,
  type LiberationDeLogement,
  lireLogements,
  type SecteurSansLiberation,
} from "./lire-logements.js";

const schemaEntree = z.strictObject({
  date: dateIso,
  perimetre: perimetre.optional(),
  ...champsDeComptes,
  ...champsDeLogements,
});

const schemaStipulations = z.strictObject({
  premieresMisesEnLocation: choixDe("premieresMisesEnLocation"),
});

/** Les comptes d'un secteur. */
export type ComptesDeSecteur = ComptesDeLAnnee & {
  readonly commune: string;
  readonly localisation: Localisation;
  /** SIREN de l'EPCI de la commune, `null` si elle n'en a pas. */
  readonly epci: string | null;
};

interface CadreDAssiette {
  /** Date à laquelle le droit se lit, AAAA-MM-JJ. */
  readonly date: string;
  readonly perimetre?: Perimetre | undefined;
}

interface SansComptes {
  readonly liberations?: undefined;
  readonly premieresMisesEnLocation?: undefined;
  readonly soustraits?: undefined;
}

interface SansSecteurs {
  readonly secteurs?: undefined;
}

interface SansLogements {
  readonly logements?: undefined;
  readonly secteursSansLiberation?: undefined;
  readonly statuts?: undefined;
}

/** L'assiette donnée en comptes, pour tout le périmètre. */
export interface AssietteEnComptes extends CadreDAssiette, ComptesDeLAnnee, SansSecteurs, SansLogements {}

/** L'assiette donnée en comptes, secteur par secteur. */
export interface AssietteParSecteur extends CadreDAssiette, SansComptes, SansLogements {
  readonly secteurs: readonly ComptesDeSecteur[];
}

/** L'assiette donnée logement par logement. */
export interface AssietteParLogement extends CadreDAssiette, SansComptes, SansSecteurs {
  /** Chaque libération de l'année ; `secteursSansLiberation` garde les autres secteurs dans le territoire. */
  readonly logements: readonly LiberationDeLogement[];
  readonly secteursSansLiberation?: readonly SecteurSansLiberation[] | undefined;
  /** Résultat de {@link determinerStatuts}, où se lit le statut de chaque logement. */
  readonly statuts?: Statuts | undefined;
}

/** Entrée de {@link calculerAssiette} : les comptes du périmètre, ceux de ses secteurs, ou ses libérations une à une. */
export type EntreeAssiette = AssietteEnComptes | AssietteParSecteur | AssietteParLogement;

export type StipulationsDAssiette = z.infer<typeof schemaStipulations>;

export interface SecteurDAssiette extends Secteur, ComptesDuFlux {}

/** L'assiette du flux : A, B et C, pour le périmètre et par secteur. */
export interface Assiette extends ComptesDuFlux {
  readonly nature: "assiette";
  readonly perimetre: Perimetre | null;
  readonly stipulations: StipulationsDAssiette;
  /** Dans l'ordre des communes, hors QPV puis en QPV ; un seul secteur « ensemble » sans détail. */
  readonly secteurs: readonly SecteurDAssiette[];
  /** Ce que devient chaque libération, dans l'ordre des identifiants ; `null` quand des comptes ont été donnés. */
  readonly logements: readonly LiberationComptee[] | null;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "calculerAssiette";

/**
 * Calcule le flux annuel net : C = A − B.
 *
 * Les comptes valent pour le périmètre entier (`liberations`, `soustraits`) ou se donnent secteur par secteur
 * (`secteurs`) : une commune, hors QPV ou en QPV. Un secteur sans libération se donne avec zéro : il reste
 * dans le territoire des réservataires.
 *
 * Les libérations se donnent aussi une à une (`logements`). Chacune compte une fois : hors champ, identifiée ou première
 * mise en location hors flux, elle n'entre pas dans A ; avec plusieurs catégories, elle est soustraite au titre d'une
 * seule ({@link PRIORITE_DES_CATEGORIES}). Une catégorie donnée à un logement qui n'est pas dans le flux ne soustrait
 * rien, et un constat le dit : le fait reste vrai, mais on ne retire pas d'un flux ce qui n'y est pas.
 *
 * @param entree - libérations de l'année (A) et logements soustraits par catégorie (B), en comptes ou une à une
 * @param stipulations - `premieresMisesEnLocation` : dans le flux ou hors flux
 * @returns A, B par catégorie et C, pour le périmètre et par secteur, ce que devient chaque libération, les constats
 * @throws {@link ErreurDeSaisie} si un compte est négatif ou fractionnaire, un secteur ou une libération en double, si B
 * dépasse A, si le statut d'un logement manque, est donné deux fois ou n'est pas dans les statuts
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
  const { lue, convenu, parLogement, secteurs } = lireEntree(saisie, entree, stipulations);
  const { date, perimetre: lieu = null } = saisie.certifier(lue);
  const { premieresMisesEnLocation } = saisie.certifier(convenu);

  const dansLeFlux = premieresMisesEnLocation === "dans-le-flux";
  const comptees = parLogement === null ? null : compterLogements(parLogement, date, dansLeFlux);
  const comptes =
    parLogement === null || comptees === null
      ? secteurs.map(({ secteur }) => secteur)
      : compterParSecteur(comptees, parLogement);
  const lus = trierParCodes(comptes, cleDeSecteur);
  const detail = lus.map((secteur) => compterSecteur(secteur, dansLeFlux));
  const contenu = {
    nature: "assiette" as const,
    perimetre: lieu,
    stipulations: { premieresMisesEnLocation },
    ...additionnerComptes(detail),
    secteurs: detail,
    logements: comptees,
  };
  return sceller(
    { ...contenu, constats: constaterAssiette(contenu, date) },
    {
      dateDeDroit: date,
      entrees: { perimetre: lieu, ...(parLogement ?? { secteurs: lus }) },
      stipulations: { premieresMisesEnLocation },
    },
  );
}

/** Contrôle l'entrée d'une assiette dont les statuts du parc ne sont pas encore déterminés. */
export function controlerAssietteSansStatuts(entree: unknown, stipulations: unknown): void {
  const saisie = new Saisie(VERBE);
  lireEntree(saisie, entree, stipulations, true);
  saisie.verdict();
}

function lireEntree(saisie: Saisie, entree: unknown, stipulations: unknown, statutsAttendus = false) {
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  controlerFacon(saisie, champs, lue !== undefined);
  const parLogement = champs.logements === undefined ? null : lireLogements(saisie, champs, statutsAttendus);
  const secteurs = parLogement === null ? lireComptes(saisie, champs, lue !== undefined) : [];
  for (const { chemin, secteur } of secteurs) {
    controlerSoustraits(saisie, secteur, convenu, chemin);
    if (champs.perimetre !== undefined && secteur.commune !== null)
      controlerDepartement(saisie, secteur.commune, champs.perimetre, [...chemin, "commune"]);
  }
  return { lue, convenu, parLogement, secteurs };
}

type ChampsLus = Partial<z.infer<typeof schemaEntree>>;

/** Des comptes ou des logements, pas des deux façons ; `complet` : ce qui n'est pas lu n'a pas été donné. */
function controlerFacon(saisie: Saisie, champs: ChampsLus, complet: boolean): void {
  if (champs.logements === undefined && !complet) return;
  const enTrop =
    champs.logements === undefined
      ? (["secteursSansLiberation", "statuts"] as const)
      : (["liberations", "premieresMisesEnLocation", "soustraits", "secteurs"] as const);
  for (const champ of enTrop)
    if (champs[champ] !== undefined)
      saisie.refuser([champ], "CHAMP_EN_TROP", {
        fr: "L'assiette se donne en comptes ou logement par logement (logements), pas des deux façons.",
        en: "The base is given as counts or dwelling by dwelling (logements), not both.",
      });
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

function constaterAssiette(
  { secteurs, flux, logements }: Pick<Assiette, "secteurs" | "flux" | "logements">,
  date: string,
): Constat[] {
  const soustractions = [...constaterSoustractions(secteurs, date), ...constaterLogements(logements ?? [])];
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
