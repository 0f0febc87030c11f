import * as z from "zod";
import type { Texte } from "../../droit/texte.js";
import { trierParCodes } from "../../exact/ordre.js";
import { numeroRpls } from "../../modele/identifiants.js";
import type { Saisie } from "../../modele/saisie.js";
import type { Financement } from "../../modele/vocabulaire.js";
import { controlerLogements, refuserLogementsRepetes } from "../controler-logements.js";
import type { Cadre, LogementLu } from "../lire-inventaire.js";
import type { Cellule } from "./cellules.js";
import { type Colonnes, reconnaitreColonnes } from "./colonnes.js";
import { controlerColonnes } from "./controler-fichier.js";
import { type LigneLue, lecteurDeLignes } from "./lire-ligne.js";

/** Une ligne du fichier, située comme en code et comme au tableur. */
export interface PlaceDeLigne {
  /** Rang dans `lignes`, à partir de zéro. */
  readonly rang: number;
  /** Numéro de ligne d'un tableur, l'en-tête étant la première. */
  readonly ligneDuTableur: number;
}

export function placer(rang: number): PlaceDeLigne {
  return { rang, ligneDuTableur: rang + 2 };
}

/** Où est une ligne, pour qui a le fichier ouvert dans un tableur. */
export function direLaLigne(rang: number): Texte {
  const { ligneDuTableur } = placer(rang);
  return {
    fr: `ligne ${ligneDuTableur} du tableur, en-tête comprise`,
    en: `spreadsheet row ${ligneDuTableur}, header included`,
  };
}

/** Une ligne dont tout se lit. */
export interface BonneLigne extends LigneLue {
  readonly logement: LogementLu;
}

interface FichierLu {
  readonly colonnes: Colonnes;
  /** Dans l'ordre des numéros de logement. */
  readonly bonnes: readonly BonneLigne[];
  readonly horsDuFlux: readonly (LigneLue & { readonly horsDuFlux: string })[];
  /** Rangs des lignes fautives, et des autres lignes de leurs logements. */
  readonly ecartees: readonly number[];
}

const cellule = z.custom<Cellule>(
  (lu) => lu === null || ["string", "number", "boolean"].includes(typeof lu),
  { params: { code: "CELLULE_INVALIDE" } },
);

/** Le numéro d'un logement intermédiaire n'est pas contrôlé : il ne se compare aux autres que s'il est bien formé. */
function aUnNumero({ horsDuFlux, logement }: LigneLue): boolean {
  return horsDuFlux === null || numeroRpls.safeParse(logement.numeroRpls).success;
}

/**
 * Lit toutes les lignes d'un fichier. Ce qui touche le fichier entier va à `saisie`, ce qui touche une ligne à `desLignes` :
 * ce peut être la même.
 */
export function lireFichier(
  saisie: Saisie,
  desLignes: Saisie,
  recues: readonly unknown[],
  cadre: Cadre,
  passage: ReadonlyMap<string, Financement> | undefined,
): FichierLu {
  const donnees = desLignes.lireListe(z.record(z.string(), cellule), recues, ["lignes"]);
  const colonnes = reconnaitreColonnes(donnees.map(({ ligne }) => ligne));
  controlerColonnes(saisie, colonnes, donnees.length);
  const exigerPassage = () => saisie.exigerStipulation("passageDesFinancements");
  const lire = lecteurDeLignes(desLignes, colonnes, { ...cadre, passage }, exigerPassage);
  const chemin = (rang: number, champ: keyof LogementLu) => [
    "lignes",
    rang,
    colonnes.enteteDe.get(champ) ?? champ,
  ];
  const fautives = new Set<number>();
  const lues = donnees.map(({ rang, ligne }) => {
    const avant = desLignes.nombreDeProblemes;
    const lue = lire(ligne, rang);
    if (lue.horsDuFlux === null)
      controlerLogements(desLignes, [{ rang, ligne: lue.logement }], cadre, chemin);
    if (desLignes.nombreDeProblemes > avant) fautives.add(rang);
    return lue;
  });
  const repetees = refuserLogementsRepetes(
    desLignes,
    lues.map((lue) => ({ rang: lue.rang, ligne: aUnNumero(lue) ? lue.logement : {} })),
    chemin,
    direLaLigne,
  );
  const lisibles = lues.filter(({ rang }) => !fautives.has(rang) && !repetees.has(rang));
  const horsDuFlux = lisibles.flatMap((lue) =>
    lue.horsDuFlux === null ? [] : [{ ...lue, horsDuFlux: lue.horsDuFlux }],
  );
  const bonnes = lisibles
    .filter((lue) => lue.horsDuFlux === null)
    .map((lue) => ({ ...lue, logement: lue.logement as LogementLu }));
  const gardees = new Set([...bonnes, ...horsDuFlux].map(({ rang }) => rang));
  return {
    colonnes,
    bonnes: trierParCodes(bonnes, ({ logement }) => logement.numeroRpls),
    horsDuFlux,
    ecartees: [...recues.keys()].filter((rang) => !gardees.has(rang)),
  };
}
