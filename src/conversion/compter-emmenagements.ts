import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { mois, moisOuAnnee } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";
import { TYPOLOGIES, typologie } from "../modele/vocabulaire.js";
import type { TermesDUneTypologie } from "./termes-par-typologie.js";

const LOUE = 1;
const PROPOSE_MAIS_VACANT = 2;
const VIDE = 3;

const schemaLogement = z.strictObject({
  /** Mode d'occupation du répertoire : 1 loué, 2 proposé mais vacant, 3 vide, 4 pris en charge par une association, 5 occupé avec ou sans contrepartie, 9 sans objet. */
  mode: z.literal([LOUE, PROPOSE_MAIS_VACANT, VIDE, 4, 5, 9]),
  /** Mois de signature du bail en cours, AAAA-MM ; `null` sans bail, ou s'il n'est pas connu. */
  bail: mois.nullable(),
  /** Première mise en location, AAAA-MM ou AAAA. */
  locat: moisOuAnnee,
  typologie: typologie.optional(),
});

/**
 * Un logement tel que le décrit le répertoire du parc locatif social (RPLS), en quatre champs.
 *
 * @useDeclaredType
 */
export type LogementDuRepertoire = EnLecture<z.infer<typeof schemaLogement>>;

/** Ce que devient chaque logement d'un répertoire : les trois derniers comptes font le premier. */
export interface ParcMesure {
  readonly logements: number;
  /** Mis en location depuis le début de l'année observée : écartés des deux termes. */
  readonly misEnLocationDepuis: number;
  /** Plus anciens, ni loués ni proposés : écartés du dénominateur. */
  readonly niLouesNiProposes: number;
  /** Plus anciens, loués ou proposés : le dénominateur. */
  readonly louesOuProposes: number;
}

/** Les emménagements d'un répertoire, et ce que la définition publique y compte sans le dire. */
export interface Emmenagements {
  readonly nombre: number;
  readonly parc: ParcMesure;
  readonly typologies: readonly TermesDUneTypologie[];
  /** Baux de l'année du millésime, comptés avec ceux de l'année observée. */
  readonly bauxDuMillesime: number;
  /** Emménagements dans des logements qui ne sont ni loués ni proposés : au numérateur seulement. */
  readonly horsDuDenominateur: number;
  /** Logements loués dont le bail n'est pas connu : au dénominateur seulement. */
  readonly louesSansBail: number;
}

function anneeDuMois(texte: string): number {
  return Number(texte.slice(0, 4));
}

/** Lit les logements d'un répertoire de ce millésime, dans un ordre qui ne dépend pas de celui où ils sont donnés. */
export function lireRepertoire(
  saisie: Saisie,
  donnes: readonly unknown[],
  millesime: number | undefined,
  avecTypologie: boolean,
): readonly LogementDuRepertoire[] {
  const lignes = saisie.lireListe(schemaLogement, donnes, ["logements"]);
  for (const { rang, ligne } of lignes) {
    const chemin = ["logements", rang];
    if (ligne.bail !== null && (ligne.mode === PROPOSE_MAIS_VACANT || ligne.mode === VIDE))
      saisie.refuser([...chemin, "bail"], "BAIL_D_UN_LOGEMENT_VACANT", {
        fr: `Un logement vacant (mode ${ligne.mode}) n'a pas de bail en cours : donner null, ou le mode d'un logement occupé.`,
        en: `A vacant dwelling (mode ${ligne.mode}) has no current lease: give null, or the mode of an occupied dwelling.`,
      });
    for (const champ of ["bail", "locat"] as const)
      if (millesime !== undefined && anneeDuMois(ligne[champ] ?? "") > millesime)
        saisie.refuser([...chemin, champ], "POSTERIEUR_AU_MILLESIME", {
          fr: `${ligne[champ]} : le répertoire de ${millesime} ne peut pas le connaître. Le millésime est peut-être faux.`,
          en: `${ligne[champ]}: the ${millesime} register cannot know it. The vintage may be wrong.`,
        });
    if (avecTypologie && ligne.typologie === undefined)
      saisie.refuser([...chemin, "typologie"], "CHAMP_MANQUANT", {
        fr: "Un taux par typologie demande la typologie de chaque logement.",
        en: "A rate per size needs the size of each dwelling.",
      });
  }
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    ({ mode, bail, locat, typologie: taille = "" }) => [mode, bail, locat, taille].join(" "),
  );
}

/**
 * Compte selon la définition publique de la mobilité, au répertoire du millésime N : les logements mis en location
 * avant N−1 ; parmi eux, au numérateur ceux dont le bail est de N−1 ou d'après, au dénominateur les loués ou proposés.
 */
export function compterEmmenagements(
  logements: readonly LogementDuRepertoire[],
  millesime: number,
): Emmenagements {
  const observee = millesime - 1;
  const anciens = logements.filter(({ locat }) => anneeDuMois(locat) < observee);
  const emmenages = anciens.filter(({ bail }) => bail !== null && anneeDuMois(bail) >= observee);
  const louesOuProposes = anciens.filter(estLoueOuPropose);
  return {
    nombre: emmenages.length,
    parc: {
      logements: logements.length,
      misEnLocationDepuis: logements.length - anciens.length,
      niLouesNiProposes: anciens.length - louesOuProposes.length,
      louesOuProposes: louesOuProposes.length,
    },
    typologies: TYPOLOGIES.map((taille) => ({
      typologie: taille,
      numerateur: emmenages.filter((logement) => logement.typologie === taille).length,
      denominateur: louesOuProposes.filter((logement) => logement.typologie === taille).length,
    })),
    bauxDuMillesime: emmenages.filter(({ bail }) => anneeDuMois(bail ?? "") === millesime).length,
    horsDuDenominateur: emmenages.filter((logement) => !estLoueOuPropose(logement)).length,
    louesSansBail: anciens.filter(({ mode, bail }) => mode === LOUE && bail === null).length,
  };
}

function estLoueOuPropose({ mode }: LogementDuRepertoire): boolean {
  return mode === LOUE || mode === PROPOSE_MAIS_VACANT;
}
