import * as z from "zod";
import { dateEnFrancais } from "../droit/periodes.js";
import { trierParCodes } from "../exact/ordre.js";
import { controlerDepartement } from "../modele/departement.js";
import { codeCommune, codeQpv, numeroRpls, siren, texteNonVide } from "../modele/identifiants.js";
import { relire } from "../modele/provenance.js";
import { controlerQuartier } from "../modele/quartier.js";
import type { Saisie } from "../modele/saisie.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import {
  type CategorieDeSoustraction,
  categorieDeSoustraction,
  type Localisation,
  localisation,
  type Perimetre,
} from "../modele/vocabulaire.js";
import { PRIORITE_DES_CATEGORIES } from "./compter-logements.js";
import type { LogementQualifie, Statuts } from "./determiner-statuts.js";
import { controlerEpci } from "./lire-comptes.js";
import { type MotifDeStatut, STATUTS_DE_LOGEMENT, type StatutALaLiberation } from "./motifs-de-statut.js";

const schemaSecteurSansLiberation = z.strictObject({
  commune: codeCommune,
  localisation,
  epci: siren.nullable(),
});

const schemaLiberation = z.strictObject({
  liberation: texteNonVide,
  logement: numeroRpls.optional(),
  ...schemaSecteurSansLiberation.shape,
  codeQpv: codeQpv.optional(),
  premiereMiseEnLocation: z.boolean(),
  statut: z.enum([...STATUTS_DE_LOGEMENT, "reserve-en-stock"]).optional(),
  soustractions: z.array(categorieDeSoustraction),
});

/** Un secteur du bailleur où rien ne s'est libéré. */
export interface SecteurSansLiberation {
  readonly commune: string;
  readonly localisation: Localisation;
  /** SIREN de l'EPCI de la commune, `null` si elle n'en a pas. */
  readonly epci: string | null;
}

/** Un logement libéré, tel que l'appelant le donne à {@link calculerAssiette}. */
export interface LiberationDeLogement extends SecteurSansLiberation {
  /** Identifiant de la libération, choisi par l'appelant, unique : un logement peut se libérer deux fois. */
  readonly liberation: string;
  /** Numéro du logement ; obligatoire quand son statut vient de `statuts`. */
  readonly logement?: string | undefined;
  /** Code du quartier, en QPV seulement, de la liste en vigueur à la date du calcul. */
  readonly codeQpv?: string | undefined;
  readonly premiereMiseEnLocation: boolean;
  /** Obligatoire sans `statuts`, interdit avec. */
  readonly statut?: StatutALaLiberation | undefined;
  /** Ce à quoi le logement a servi : aucune, une ou plusieurs catégories, dans un ordre indifférent. */
  readonly soustractions: readonly CategorieDeSoustraction[];
}

/** Les champs qui donnent l'assiette logement par logement. */
export const champsDeLogements = {
  logements: z.array(z.unknown()).optional(),
  secteursSansLiberation: z.array(z.unknown()).optional(),
  statuts: z.unknown().optional(),
};

export type LogementsDonnes = Partial<z.infer<z.ZodObject<typeof champsDeLogements>>>;

/** Une libération lue : son statut est connu, ses catégories sont dans l'ordre déclaré. */
export type LiberationLue = Omit<z.output<typeof schemaLiberation>, "statut"> & {
  readonly statut: StatutALaLiberation;
  readonly motifDuStatut: MotifDeStatut | null;
};

export interface LogementsLus {
  readonly liberations: readonly LiberationLue[];
  readonly secteursSansLiberation: readonly SecteurSansLiberation[];
  /** Sceau des statuts donnés. */
  readonly statuts: string | null;
}

type LigneLue = z.output<typeof schemaLiberation>;
interface LigneSituee {
  readonly chemin: readonly PropertyKey[];
  readonly ligne: LigneLue;
}

type EntreeParLogement = LogementsDonnes & {
  readonly date?: string | undefined;
  readonly perimetre?: Perimetre | undefined;
};

/**
 * Lit l'assiette donnée logement par logement, chaque statut trouvé dans la ligne ou dans les statuts du parc.
 * `statutsAttendus` : les statuts du parc viendront, et ne se cherchent pas dans les lignes.
 */
export function lireLogements(
  saisie: Saisie,
  { date, perimetre, logements, secteursSansLiberation = [], statuts: donnes }: EntreeParLogement,
  statutsAttendus: boolean,
): LogementsLus {
  const lignes = saisie.lireListe(schemaLiberation, logements, ["logements"]);
  const vides = saisie.lireListe(schemaSecteurSansLiberation, secteursSansLiberation, [
    "secteursSansLiberation",
  ]);
  if (logements?.length === 0 && secteursSansLiberation.length === 0)
    saisie.refuser(["logements"], "LISTE_VIDE", {
      fr: "Donner au moins une libération, ou un secteur sans libération.",
      en: "Give at least one vacancy, or a sector without vacancy.",
    });
  saisie.refuserDoublons(
    lignes,
    ({ liberation }) => liberation,
    (rang) => ["logements", rang, "liberation"],
  );
  const situees = lignes.map(({ rang, ligne }) => ({ chemin: ["logements", rang], ligne }));
  for (const { chemin, ligne } of situees) {
    controlerQuartier(saisie, ligne, date, [...chemin, "codeQpv"]);
    saisie.refuserDoublons(
      ligne.soustractions.map((categorie, rang) => ({ rang, ligne: categorie })),
      (categorie) => categorie,
      (rang) => [...chemin, "soustractions", rang],
    );
  }
  controlerVides(
    saisie,
    vides,
    lignes.map(({ ligne }) => ligne),
  );
  const lieux = [
    ...situees.map(({ chemin, ligne }) => ({ chemin, lieu: ligne })),
    ...vides.map(({ rang, ligne }) => ({ chemin: ["secteursSansLiberation", rang], lieu: ligne })),
  ];
  controlerEpci(saisie, lieux);
  if (perimetre !== undefined)
    for (const { chemin, lieu } of lieux)
      controlerDepartement(saisie, lieu.commune, perimetre, [...chemin, "commune"]);
  const statuts = donnes === undefined ? undefined : relire<Statuts>(saisie, donnes, "statuts", ["statuts"]);
  if (statuts !== undefined) controlerDate(saisie, statuts, date);
  const statutDe =
    donnes === undefined && !statutsAttendus
      ? lireLeStatutDonne(saisie)
      : chercherLeStatut(saisie, statuts?.logements);
  return {
    liberations: trierParCodes(
      situees.flatMap((situee) => {
        const trouve = statutDe(situee);
        return trouve === undefined ? [] : [{ ...ranger(situee.ligne), ...trouve }];
      }),
      ({ liberation }) => liberation,
    ),
    secteursSansLiberation: trierParCodes(
      vides.map(({ ligne }) => ligne),
      cleDeSecteur,
    ),
    statuts: statuts?.provenance.sceau ?? null,
  };
}

function ranger({ statut: _, soustractions, ...ligne }: LigneLue) {
  const rang = (categorie: CategorieDeSoustraction) => PRIORITE_DES_CATEGORIES.indexOf(categorie);
  return { ...ligne, soustractions: [...soustractions].sort((a, b) => rang(a) - rang(b)) };
}

type StatutTrouve = Pick<LiberationLue, "statut" | "motifDuStatut">;
type ChercheurDeStatut = (situee: LigneSituee) => StatutTrouve | undefined;

function lireLeStatutDonne(saisie: Saisie): ChercheurDeStatut {
  return ({ chemin, ligne: { statut } }) => {
    if (statut !== undefined) return { statut, motifDuStatut: null };
    saisie.refuser([...chemin, "statut"], "CHAMP_MANQUANT", {
      fr: "Donner le statut du logement, ou les statuts du parc (statuts).",
      en: "Give the dwelling's status, or the statuses of the stock (statuts).",
    });
    return undefined;
  };
}

/** `connus` indéfini : les statuts ne se lisent pas, ce qui est déjà dit, ou ne sont pas encore connus. */
function chercherLeStatut(
  saisie: Saisie,
  connus: readonly LogementQualifie[] | undefined,
): ChercheurDeStatut {
  const parNumero = new Map(connus?.map((qualifie) => [qualifie.logement, qualifie]));
  return ({ chemin, ligne: { logement, statut } }) => {
    if (statut !== undefined)
      saisie.refuser([...chemin, "statut"], "CHAMP_EN_TROP", {
        fr: "Le statut se lit dans les statuts du parc : il ne se donne pas aussi ici.",
        en: "The status is read in the statuses of the stock: it is not also given here.",
      });
    if (logement === undefined) {
      saisie.refuser([...chemin, "logement"], "CHAMP_MANQUANT", {
        fr: "Le statut se lit dans les statuts du parc : le numéro du logement est obligatoire.",
        en: "The status is read in the statuses of the stock: the dwelling's number is required.",
      });
      return undefined;
    }
    const qualifie = parNumero.get(logement);
    if (qualifie !== undefined) return { statut: qualifie.statut, motifDuStatut: qualifie.motif };
    if (connus !== undefined)
      saisie.refuser([...chemin, "logement"], "LOGEMENT_INCONNU", {
        fr: `Le logement ${logement} ne figure pas dans les statuts du parc.`,
        en: `Dwelling ${logement} is not in the statuses of the stock.`,
      });
    return undefined;
  };
}

/** Le champ et les réservations exceptées dépendent de la date : un calcul n'a qu'une date de droit. */
function controlerDate(
  saisie: Saisie,
  { provenance: { dateDeDroit } }: Statuts,
  date: string | undefined,
): void {
  if (date !== undefined && date !== dateDeDroit)
    saisie.refuser(["statuts", "provenance", "dateDeDroit"], "DATES_DE_DROIT_DIFFERENTES", {
      fr: `Les statuts lisent le droit au ${dateEnFrancais(dateDeDroit)}, l'assiette au ${dateEnFrancais(date)} : les déterminer à la date de l'assiette.`,
      en: `The statuses read the law on ${dateDeDroit}, the base on ${date}: determine them at the date of the base.`,
    });
}

/** Un secteur sans libération n'est donné qu'une fois, et n'a pas de libération. */
function controlerVides(
  saisie: Saisie,
  vides: readonly { readonly rang: number; readonly ligne: SecteurSansLiberation }[],
  lignes: readonly LigneLue[],
): void {
  saisie.refuserDoublons(vides, cleDeSecteur, (rang) => ["secteursSansLiberation", rang]);
  const occupes = new Set(lignes.map(cleDeSecteur));
  for (const { rang, ligne } of vides)
    if (occupes.has(cleDeSecteur(ligne)))
      saisie.refuser(["secteursSansLiberation", rang], "SECTEUR_AVEC_LIBERATION", {
        fr: `Des logements libérés sont donnés dans ce secteur (${cleDeSecteur(ligne)}).`,
        en: `Vacated dwellings are given in this sector (${cleDeSecteur(ligne)}).`,
      });
}
