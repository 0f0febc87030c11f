import * as z from "zod";
import { regrouperParCodes, trierParCodes } from "../exact/ordre.js";
import { codeCommune, compte, texteNonVide } from "../modele/identifiants.js";
import type { Saisie } from "../modele/saisie.js";
import { type Financement, financement, type Typologie, typologie } from "../modele/vocabulaire.js";

const logementDuProgramme = z.strictObject({
  /** Choisi par l'appelant, unique dans le programme. */
  code: texteNonVide,
  typologie,
  financement,
});
/** Un logement d'un programme, nommé. */
export type LogementDuProgramme = z.infer<typeof logementDuProgramme>;

const ligneDeComposition = z.strictObject({
  typologie,
  financement,
  /** Nombre de logements de cette typologie et de ce financement. */
  logements: compte,
});
/** Des logements d'un programme de mêmes typologie et financement. */
export type LigneDeComposition = z.infer<typeof ligneDeComposition>;

const schemaProgramme = z.strictObject({
  /** Choisi par l'appelant. */
  code: texteNonVide,
  commune: codeCommune,
  /** Les logements, par typologie et financement ; sinon `logements`. */
  composition: z.array(z.unknown()).optional(),
  /** Les logements, un par un ; sinon `composition`. */
  logements: z.array(z.unknown()).optional(),
});

/** Un programme qui ouvre : ses logements sociaux, comptés ou nommés. */
export interface ProgrammeALouer extends Omit<z.input<typeof schemaProgramme>, "composition" | "logements"> {
  readonly composition?: readonly LigneDeComposition[];
  readonly logements?: readonly LogementDuProgramme[];
}

/** Un programme lu : ses types de logements, dans l'ordre des codes, sans type vide. */
export interface Programme {
  readonly code: string;
  readonly commune: string;
  /** Tous ses logements. */
  readonly total: number;
  readonly composition: readonly LigneDeComposition[];
  /** Ses logements un par un ; `null` s'ils n'ont été que comptés. */
  readonly logements: readonly LogementDuProgramme[] | null;
}

/** « T3/PLUS » : la clé d'un type de logements. */
export function cleDeType({
  typologie: pieces,
  financement: pret,
}: {
  readonly typologie: Typologie;
  readonly financement: Financement;
}): string {
  return `${pieces}/${pret}`;
}

export function lireProgramme(saisie: Saisie, donnees: unknown): Programme | undefined {
  const chemin = ["programme"];
  const { complet, champs } = saisie.lireObjet(schemaProgramme, donnees, chemin);
  const { composition, logements } = champs;
  if (complet !== undefined && (composition === undefined) === (logements === undefined))
    saisie.refuser(chemin, "COMPOSITION_AMBIGUE", {
      fr: "Donner les logements du programme une fois : comptés (« composition ») ou un par un (« logements »).",
      en: "Give the programme's dwellings once: counted (“composition”) or one by one (“logements”).",
    });
  const avant = saisie.nombreDeProblemes;
  const comptes = composition === undefined ? null : lireComposition(saisie, composition);
  const nommes = logements === undefined ? null : lireLogements(saisie, logements);
  const types = (comptes ?? compterParType(nommes ?? [])).filter((ligne) => ligne.logements > 0);
  const total = types.reduce((somme, ligne) => somme + ligne.logements, 0);
  if (total === 0 && (comptes ?? nommes) !== null && saisie.nombreDeProblemes === avant)
    saisie.refuser([...chemin, comptes === null ? "logements" : "composition"], "PROGRAMME_SANS_LOGEMENT", {
      fr: "Le programme n'a aucun logement à répartir.",
      en: "The programme has no dwelling to share.",
    });
  return complet === undefined
    ? undefined
    : {
        code: complet.code,
        commune: complet.commune,
        total,
        composition: types,
        logements: nommes,
      };
}

function lireComposition(saisie: Saisie, donnees: unknown): LigneDeComposition[] {
  const chemin = ["programme", "composition"];
  const lignes = saisie.lireListe(ligneDeComposition, donnees, chemin);
  saisie.refuserDoublons(lignes, cleDeType, (rang) => [...chemin, rang]);
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    (ligne) => ligne.typologie,
    (ligne) => ligne.financement,
  );
}

function lireLogements(saisie: Saisie, donnees: unknown): LogementDuProgramme[] {
  const chemin = ["programme", "logements"];
  const lignes = saisie.lireListe(logementDuProgramme, donnees, chemin);
  saisie.refuserDoublons(
    lignes,
    ({ code }) => code,
    (rang) => [...chemin, rang, "code"],
  );
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    ({ code }) => code,
  );
}

function compterParType(logements: readonly LogementDuProgramme[]): LigneDeComposition[] {
  return regrouperParCodes(logements, cleDeType).flatMap(([, memes]) =>
    memes.slice(0, 1).map(({ typologie: pieces, financement: pret }) => ({
      typologie: pieces,
      financement: pret,
      logements: memes.length,
    })),
  );
}
