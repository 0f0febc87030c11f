import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { refuserContrepartieDeLEtat } from "../modele/lire-titulaires.js";
import { controlerQuartier } from "../modele/quartier.js";
import { ecrireChemin, type Saisie } from "../modele/saisie.js";
import type { Cadre, LogementLu } from "./lire-inventaire.js";

/** Un logement dont certains champs peuvent être illisibles : le reste se contrôle quand même. */
export type LogementLisible = Partial<LogementLu>;

interface LigneLisible {
  readonly rang: number;
  readonly ligne: LogementLisible;
}

type Chemin = (rang: number, champ: keyof LogementLu) => readonly PropertyKey[];

/** Contrôle chaque logement contre les communes et les réservataires de l'état des lieux, et contre lui-même. */
export function controlerLogements(
  saisie: Saisie,
  lignes: readonly LigneLisible[],
  cadre: Cadre,
  chemin: Chemin,
): void {
  for (const { rang, ligne } of lignes) {
    const lieu = (champ: keyof LogementLu) => chemin(rang, champ);
    controlerRattachement(saisie, ligne, cadre, lieu);
    const { commune, localisation, codeQpv } = ligne;
    if (commune !== undefined && localisation !== undefined)
      controlerQuartier(saisie, { commune, localisation, codeQpv }, cadre.date, lieu("codeQpv"));
    if (ligne.reservataire === null) refuserDroitSansReservataire(saisie, ligne, lieu);
    else controlerDroit(saisie, ligne, cadre, lieu);
  }
}

function controlerRattachement(
  saisie: Saisie,
  { commune, reservataire }: LogementLisible,
  { communes, estReservataireInconnu }: Cadre,
  lieu: (champ: keyof LogementLu) => readonly PropertyKey[],
): void {
  if (commune !== undefined && !communes.has(commune))
    saisie.refuser(lieu("commune"), "COMMUNE_INCONNUE", {
      fr: `La commune ${commune} ne figure pas dans la liste des communes.`,
      en: `Municipality ${commune} is not in the list of municipalities.`,
    });
  if (reservataire != null && estReservataireInconnu(reservataire))
    saisie.refuser(lieu("reservataire"), "RESERVATAIRE_INCONNU", {
      fr: `Le réservataire « ${reservataire} » ne figure pas dans la liste des réservataires.`,
      en: `Holder “${reservataire}” is not in the list of holders.`,
    });
}

function refuserDroitSansReservataire(
  saisie: Saisie,
  { droit, contrepartie, dateDeDebut, dateDExpiration, dernierVersement, statut }: LogementLisible,
  lieu: (champ: keyof LogementLu) => readonly PropertyKey[],
): void {
  const duDroit = { droit, contrepartie, dateDeDebut, dateDExpiration, dernierVersement, statut };
  for (const [champ, valeur] of Object.entries(duDroit))
    if (valeur != null)
      saisie.refuser(lieu(champ as keyof typeof duDroit), "DROIT_SANS_RESERVATAIRE", {
        fr: "Un logement non réservé ne porte ni droit, ni contrepartie, ni dates de convention, ni statut.",
        en: "An unreserved dwelling carries neither a right, nor a counterpart, nor agreement dates, nor a status.",
      });
}

function controlerDroit(
  saisie: Saisie,
  { reservataire, contrepartie, dateDeDebut, dateDExpiration, dernierVersement }: LogementLisible,
  { reservataires }: Cadre,
  lieu: (champ: keyof LogementLu) => readonly PropertyKey[],
): void {
  if (reservataire != null && contrepartie !== undefined)
    refuserContrepartieDeLEtat(
      saisie,
      contrepartie,
      reservataires.get(reservataire)?.categorie,
      lieu("contrepartie"),
    );
  if (dernierVersement != null && contrepartie !== "garantie-d-emprunt")
    saisie.refuser(lieu("dernierVersement"), "VERSEMENT_SANS_GARANTIE", {
      fr: "Le versement qui solde un emprunt ne proroge qu'un droit de contrepartie « garantie-d-emprunt ».",
      en: "The payment that clears a loan extends only a right whose counterpart is “garantie-d-emprunt”.",
    });
  if (dateDeDebut == null) return;
  if (dateDExpiration != null && dateDExpiration < dateDeDebut)
    saisie.refuser(lieu("dateDExpiration"), "DATES_INVERSEES", {
      fr: `L'expiration (${dateEnFrancais(dateDExpiration)}) précède le début (${dateEnFrancais(dateDeDebut)}).`,
      en: `Expiry (${dateDExpiration}) is before the start (${dateDeDebut}).`,
    });
  if (dernierVersement != null && dernierVersement < dateDeDebut)
    saisie.refuser(lieu("dernierVersement"), "DATES_INVERSEES", {
      fr: `Le dernier versement (${dateEnFrancais(dernierVersement)}) précède le début (${dateEnFrancais(dateDeDebut)}).`,
      en: `The last payment (${dernierVersement}) is before the start (${dateDeDebut}).`,
    });
}

/**
 * Refuse chaque nouvelle ligne d'un logement déjà donné : un doublon si le réservataire est le même, sinon un logement à
 * deux réservataires, qui sont nommés ; `direOu` dit où est la première. Rend les rangs de toutes les lignes des logements répétés, la première comprise.
 */
export function refuserLogementsRepetes(
  saisie: Saisie,
  lignes: readonly LigneLisible[],
  chemin: Chemin,
  direOu: (rang: number) => Texte = (rang) => {
    const lieu = ecrireChemin(chemin(rang, "numeroRpls"));
    return { fr: `en ${lieu}`, en: `at ${lieu}` };
  },
): ReadonlySet<number> {
  const premieres = new Map<string, LigneLisible>();
  const repetes = new Set<number>();
  for (const donnee of lignes) {
    const { numeroRpls } = donnee.ligne;
    if (numeroRpls === undefined) continue;
    const premiere = premieres.get(numeroRpls);
    if (premiere === undefined) {
      premieres.set(numeroRpls, donnee);
      continue;
    }
    repetes.add(premiere.rang).add(donnee.rang);
    refuserRepetition(saisie, numeroRpls, premiere, donnee, {
      lieu: chemin(donnee.rang, "numeroRpls"),
      ailleurs: direOu(premiere.rang),
    });
  }
  return repetes;
}

function refuserRepetition(
  saisie: Saisie,
  numeroRpls: string,
  premiere: LigneLisible,
  seconde: LigneLisible,
  { lieu, ailleurs }: { readonly lieu: readonly PropertyKey[]; readonly ailleurs: Texte },
): void {
  const [un, deux] = [premiere.ligne.reservataire, seconde.ligne.reservataire];
  if (un === undefined || deux === undefined || un === deux) {
    saisie.refuser(lieu, "DOUBLON", {
      fr: `« ${numeroRpls} » figure déjà ${ailleurs.fr}.`,
      en: `“${numeroRpls}” already appears ${ailleurs.en}.`,
    });
    return;
  }
  saisie.refuser(lieu, "LOGEMENT_A_DEUX_RESERVATAIRES", {
    fr: `« ${numeroRpls} » est donné à deux titres : ${nommer(un).fr} ${ailleurs.fr}, ${nommer(deux).fr} ici.`,
    en: `“${numeroRpls}” is given twice: ${nommer(un).en} ${ailleurs.en}, ${nommer(deux).en} here.`,
  });
}

function nommer(reservataire: string | null): Texte {
  return reservataire === null
    ? { fr: "non réservé", en: "unreserved" }
    : { fr: `réservé par « ${reservataire} »`, en: `reserved by “${reservataire}”` };
}
