import type { Texte } from "../../droit/texte.js";
import type { Saisie } from "../../modele/saisie.js";
import type { CommuneDuPerimetre, Financement, Reservataire } from "../../modele/vocabulaire.js";
import type { LogementLisible } from "../controler-logements.js";
import { type Cellule, type CelluleRemplie, contenuDe, type Lu } from "./cellules.js";
import type { ContingentRpls } from "./codes-rpls.js";
import type { ChampDeColonne, Colonnes } from "./colonnes.js";
import { lireAnneeEcrite, lireExpiration, lireJourEcrit, lireMoisEcrit } from "./lire-dates.js";
import { lireCommune, lireNumeroRpls } from "./lire-identifiants.js";
import { lireTitulaire } from "./lire-titulaire.js";
import {
  estHorsDuFlux,
  lireCodeQpv,
  lireContingent,
  lireContrepartie,
  lireDroit,
  lireFinancement,
  lireLocalisation,
  lireModeDOccupation,
  lireStatut,
  lireTypologie,
} from "./lire-valeurs.js";

/**
 * Comment un logement est occupé, d'après les champs du RPLS. {@link mesurerTauxDeRotation} reçoit les mêmes champs sous les
 * formes du répertoire : `{ mode: Number(mode), bail, locat: String(premiereMiseEnLocation) }`, pour tous les logements du
 * répertoire et non les seuls réservés.
 */
export interface Occupation {
  readonly numeroRpls: string;
  /** Champ MODE : un code de {@link MODES_D_OCCUPATION_RPLS}. */
  readonly mode: string | null;
  /** Champ BAIL : mois du bail en cours, AAAA-MM. */
  readonly bail: string | null;
  /** Champ LOCAT : année de la première mise en location. */
  readonly premiereMiseEnLocation: number | null;
}

/** Une ligne du fichier, champ par champ : ce qui s'en lit. */
export interface LigneLue {
  readonly rang: number;
  readonly logement: LogementLisible;
  readonly contingent: ContingentRpls | undefined;
  readonly occupation: Omit<Occupation, "numeroRpls">;
  /** Ce que dit la colonne du financement d'un logement intermédiaire ; `null` pour les autres. */
  readonly horsDuFlux: string | null;
}

const SANS_OCCUPATION: LigneLue["occupation"] = { mode: null, bail: null, premiereMiseEnLocation: null };

const CELLULE_VIDE: Texte = { fr: "Cette cellule est vide.", en: "This cell is empty." };
const LOCALISATION_VIDE: Texte = {
  fr: "Cette cellule est vide, ce qui ne dit pas que le logement est hors QPV : l'écrire (« hors QPV ») dans une colonne « QPV / hors QPV ».",
  en: "This cell is empty, which does not say the dwelling is outside QPV: write it (“hors QPV”) in a “QPV / hors QPV” column.",
};

type Ligne = Readonly<Record<string, Cellule>>;

/** Lit une ligne après l'autre ; les problèmes vont à la saisie donnée. */
export function lecteurDeLignes(
  saisie: Saisie,
  { champDe, enteteDe }: Colonnes,
  listes: {
    readonly communes: ReadonlyMap<string, CommuneDuPerimetre>;
    readonly reservataires: ReadonlyMap<string, Reservataire>;
    readonly passage: ReadonlyMap<string, Financement> | undefined;
  },
  exigerPassage: () => void,
): (ligne: Ligne, rang: number) => LigneLue {
  const titulaireDe = lireTitulaire(listes.reservataires);
  const communeDe = lireCommune(listes.communes);
  const financementDe = lireFinancement(listes.passage);

  return (ligne, rang) => {
    const cellules = new Map<ChampDeColonne, CelluleRemplie>();
    for (const [entete, cellule] of Object.entries(ligne)) {
      const champ = champDe.get(entete);
      const contenu = champ === undefined ? undefined : contenuDe(cellule);
      if (champ !== undefined && contenu !== undefined) cellules.set(champ, contenu);
    }
    const chemin = (champ: ChampDeColonne) => ["lignes", rang, enteteDe.get(champ) ?? champ];
    const lire = <T>(
      champ: ChampDeColonne,
      lecture: (cellule: CelluleRemplie) => Lu<T> | null,
    ): T | undefined => {
      const cellule = cellules.get(champ);
      const lu = cellule === undefined ? null : lecture(cellule);
      if (lu === null) return undefined;
      if ("valeur" in lu) return lu.valeur;
      saisie.refuser(chemin(champ), lu.refus.code, lu.refus.message);
      return undefined;
    };
    const exiger = (champ: ChampDeColonne, message: Texte = CELLULE_VIDE): void => {
      if (enteteDe.has(champ) && !cellules.has(champ))
        saisie.refuser(chemin(champ), "CHAMP_MANQUANT", message);
    };

    if (cellules.size === 0 && Object.values(ligne).every((cellule) => contenuDe(cellule) === undefined)) {
      saisie.refuser(["lignes", rang], "LIGNE_VIDE", {
        fr: "Cette ligne est vide : l'ôter du fichier.",
        en: "This row is empty: take it out of the file.",
      });
      return { rang, logement: {}, contingent: undefined, occupation: SANS_OCCUPATION, horsDuFlux: null };
    }
    const financement = cellules.get("financement");
    if (financement !== undefined && estHorsDuFlux(financement)) {
      const numero = cellules.get("numeroRpls");
      return {
        rang,
        logement: numero === undefined ? {} : { numeroRpls: String(numero) },
        contingent: undefined,
        occupation: SANS_OCCUPATION,
        horsDuFlux: String(financement),
      };
    }

    for (const champ of ["numeroRpls", "typologie", "commune", "financement"] as const) exiger(champ);
    const contingent = lire("contingentRpls", lireContingent);
    const lieu = lire("localisation", lireLocalisation);
    const quartier = lire("codeQpv", lireCodeQpv);
    const adresse = cellules.get("adresse");
    if (!cellules.has("localisation") && quartier === undefined && !cellules.has("codeQpv"))
      exiger(enteteDe.has("localisation") ? "localisation" : "codeQpv", LOCALISATION_VIDE);
    if (lieu?.codeQpv !== undefined && quartier !== undefined && lieu.codeQpv !== quartier)
      saisie.refuser(chemin("codeQpv"), "LOCALISATION_INCOHERENTE", {
        fr: `Deux codes de quartier pour un logement : ${lieu.codeQpv} et ${quartier}.`,
        en: `Two district codes for one dwelling: ${lieu.codeQpv} and ${quartier}.`,
      });
    const logement = {
      numeroRpls: lire("numeroRpls", lireNumeroRpls),
      reservataire: cellules.has("reservataire")
        ? lire("reservataire", titulaireDe)
        : titulaireDuContingent(saisie, contingent, cellules, { enteteDe, chemin }),
      droit: lire("droit", lireDroit),
      contrepartie: lire("contrepartie", lireContrepartie),
      typologie: lire("typologie", lireTypologie),
      adresse: adresse === undefined ? undefined : String(adresse),
      commune: lire("commune", communeDe),
      localisation: lieu?.localisation ?? (quartier === undefined ? undefined : ("qpv" as const)),
      codeQpv: quartier ?? lieu?.codeQpv,
      financement: lire("financement", (cellule) => {
        const lu = financementDe(cellule);
        if (lu === null) exigerPassage();
        return lu;
      }),
      dateDeDebut: lire("dateDeDebut", lireJourEcrit),
      dateDExpiration: lire("dateDExpiration", lireExpiration),
      dernierVersement: lire("dernierVersement", lireJourEcrit),
      statut: lire("statut", lireStatut),
    };
    return {
      rang,
      logement: sansIndefinis(logement),
      contingent,
      occupation: {
        mode: lire("modeDOccupation", lireModeDOccupation) ?? null,
        bail: lire("bail", lireMoisEcrit) ?? null,
        premiereMiseEnLocation: lire("premiereMiseEnLocation", lireAnneeEcrite) ?? null,
      },
      horsDuFlux: null,
    };
  };
}

/** Les champs lus, sans ceux qui ne le sont pas. */
function sansIndefinis(champs: { readonly [C in keyof LogementLisible]: LogementLisible[C] | undefined }) {
  return Object.fromEntries(
    Object.entries(champs).filter(([, valeur]) => valeur !== undefined),
  ) as LogementLisible;
}

/**
 * Le réservataire d'une ligne dont la cellule est vide : personne si le contingent du RPLS le permet ; sinon il reste à dire, car
 * un contingent ne nomme pas un réservataire.
 */
function titulaireDuContingent(
  saisie: Saisie,
  contingent: ContingentRpls | undefined,
  cellules: ReadonlyMap<ChampDeColonne, CelluleRemplie>,
  {
    enteteDe,
    chemin,
  }: Pick<Colonnes, "enteteDe"> & { readonly chemin: (champ: ChampDeColonne) => readonly PropertyKey[] },
): null | undefined {
  if (contingent?.nonReserve === true) return null;
  if (contingent !== undefined)
    saisie.refuser(chemin("contingentRpls"), "RESERVATAIRE_NON_DIT", {
      fr: `Le contingent ${contingent.code} (${contingent.sens.fr}) ne dit pas quel réservataire : le nommer.`,
      en: `Contingent ${contingent.code} (${contingent.sens.en}) does not tell which holder: name it.`,
    });
  else if (
    enteteDe.has("reservataire") ||
    (enteteDe.has("contingentRpls") && !cellules.has("contingentRpls"))
  )
    saisie.refuser(
      chemin(enteteDe.has("reservataire") ? "reservataire" : "contingentRpls"),
      "RESERVATAIRE_NON_DIT",
      {
        fr: "Cette cellule est vide, ce qui ne dit pas que le logement n'est pas réservé : écrire « non réservé ».",
        en: "This cell is empty, which does not say the dwelling is unreserved: write “non réservé”.",
      },
    );
  return undefined;
}
