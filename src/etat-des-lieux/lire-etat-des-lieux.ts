import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import type { Constat } from "../modele/constats.js";
import type { EnLecture } from "../modele/en-lecture.js";
import type { Probleme } from "../modele/erreurs.js";
import { texteNonVide } from "../modele/identifiants.js";
import { jsonCanonique, type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import {
  type CommuneDuPerimetre,
  financement,
  type Perimetre,
  type Reservataire,
} from "../modele/vocabulaire.js";
import { constaterLecture } from "./constater-lecture.js";
import { type Cellule, cleDe } from "./lecture/cellules.js";
import type { PassageDeFinancement } from "./lecture/codes-rpls.js";
import type { ChampDeColonne } from "./lecture/colonnes.js";
import { controlerPassage } from "./lecture/controler-fichier.js";
import { direLaLigne, lireFichier, type PlaceDeLigne, placer } from "./lecture/lire-fichier.js";
import type { Occupation } from "./lecture/lire-ligne.js";
import { type LogementDuParc, lireCadre, schemaDuCadre } from "./lire-inventaire.js";
import { type ContingentDiscordant, compterDoutes, releverDiscordances } from "./relever-doutes.js";

const schemaEntree = schemaDuCadre.extend({ lignes: z.array(z.unknown()) });
const schemaStipulations = z.strictObject({
  passageDesFinancements: z.array(z.strictObject({ code: texteNonVide, financement })).optional(),
});
const schemaOptions = z.strictObject({ lignesFautives: z.enum(["refuser", "ecarter"]).default("refuser") });

/** Une ligne d'un fichier : en-tête → cellule. */
export type LigneDeFichier = Readonly<Record<string, Cellule>>;

export interface EntreeDeLecture {
  /** Date à laquelle le droit se lit, AAAA-MM-JJ. */
  readonly date: string;
  readonly perimetre: Perimetre;
  readonly communes: readonly CommuneDuPerimetre[];
  readonly reservataires: readonly Reservataire[];
  /** Les lignes du fichier, dans l'ordre, sans celle des en-têtes. */
  readonly lignes: readonly LigneDeFichier[];
}

/**
 * Le passage des financements, s'il faut en convenir.
 *
 * @useDeclaredType
 */
export type StipulationsDeLecture = EnLecture<z.input<typeof schemaStipulations>>;

export interface OptionsDeLecture {
  /** `refuser`, par défaut : le moindre problème refuse le fichier ; `ecarter` : les bonnes lignes sont rendues. */
  readonly lignesFautives?: "refuser" | "ecarter" | undefined;
}

export interface LectureDEtatDesLieux {
  readonly nature: "lecture-d-etat-des-lieux";
  readonly date: string;
  readonly perimetre: Perimetre;
  readonly stipulations: { readonly passageDesFinancements?: readonly PassageDeFinancement[] };
  readonly communes: readonly CommuneDuPerimetre[];
  readonly reservataires: readonly Reservataire[];
  /** Les logements lus, dans l'ordre de leurs numéros. */
  readonly logements: readonly LogementDuParc[];
  /** Ce que disent les colonnes du RPLS, pour les logements qui en ont. */
  readonly occupations: readonly Occupation[];
  readonly colonnes: {
    readonly reconnues: readonly { readonly champ: ChampDeColonne; readonly entete: string }[];
    /** En-têtes que la bibliothèque ne connaît pas : ce qu'ils portent n'est pas lu. */
    readonly ignorees: readonly string[];
  };
  /** Lignes = logements + hors de l'inventaire + écartées. */
  readonly comptes: {
    readonly lignes: number;
    readonly logements: number;
    readonly horsInventaire: number;
    readonly ecartees: number;
  };
  /** Logements intermédiaires, qui ne sont pas du flux. */
  readonly horsInventaire: readonly (PlaceDeLigne & {
    readonly numeroRpls: string | null;
    readonly financement: string;
  })[];
  /** Lignes fautives, et les autres lignes de leurs logements. */
  readonly ecartees: readonly PlaceDeLigne[];
  readonly problemes: readonly Probleme[];
  readonly discordances: readonly ContingentDiscordant[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "lireEtatDesLieux";

/**
 * Lit un état des lieux tel qu'un lecteur de CSV ou de tableur le rend : des lignes, en-tête → cellule.
 *
 * Les en-têtes et les écritures usuelles sont reconnus ({@link ENTETES_RECONNUS}), ceux du RPLS compris. Rien n'est deviné : une
 * date en numéro de série, un code qui a perdu son zéro, une cellule de réservataire vide sont refusés. Le réservataire nommé
 * l'emporte sur le contingent du RPLS ; s'ils se contredisent, un constat le dit et `discordances` les liste.
 *
 * Chaque problème est situé par sa ligne et sa colonne : `lignes[12]["Date d'expiration"]`. Le rang se compte de zéro, sans
 * l'en-tête ; le message donne aussi la ligne du tableur, en-tête comprise : la ligne 14.
 *
 * Le fichier se donne tel que le lecteur de CSV le rend, les cellules en texte, sans qu'il saute de ligne vide : la ligne du
 * tableur en dépend. Avec csv-parse : `parse(contenu, { columns: true, delimiter: ";", bom: true })`. Deux colonnes de même
 * en-tête n'en font plus qu'une pour la plupart des lecteurs, avant d'arriver ici.
 *
 * @param entree - date, périmètre, communes, réservataires, lignes du fichier
 * @param stipulations - `passageDesFinancements`, si une ligne ne dit pas PLAI, PLUS ou PLS
 * @param options - `lignesFautives` : refuser le fichier, ou écarter ses lignes fautives
 * @returns les logements, que reçoit {@link consoliderEtatDesLieux}, les colonnes, ce qui est écarté, en lignes
 * @throws {@link ErreurDeSaisie} si une ligne ne se lit pas, avec tous les problèmes du fichier ; si une colonne manque ou si deux
 * colonnes donnent le même champ, quelle que soit l'option
 * @throws {@link StipulationManquante} s'il faut un passage des financements
 * @category État des lieux
 * @example
 * lireEtatDesLieux(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     communes: [{ code: "77288", nom: "Melun", epci: null }],
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement", territoire: { type: "perimetre" } }],
 *     lignes: [{ "N° RPLS": "9900000001", "Réservataire": "ACTION LOGEMENT", "Typologie": "T5 et +", "Commune": "Melun", "QPV / hors QPV": "hors QPV", "FINAN_CODE": 13, "Date d'expiration": "31/12/2035" }],
 *   },
 *   { passageDesFinancements: PASSAGE_DES_FINANCEMENTS_PROPOSE },
 * ).logements // [{ numeroRpls: "9900000001", reservataire: "als", typologie: "T5+", commune: "77288", localisation: "hors-qpv", financement: "PLUS", dateDExpiration: "2035-12-31" }]
 */
export function lireEtatDesLieux(
  entree: EntreeDeLecture,
  stipulations: StipulationsDeLecture,
  options: OptionsDeLecture = {},
): LectureDEtatDesLieux {
  const saisie = new Saisie(VERBE, (chemin, message) => {
    const [liste, rang] = chemin;
    if (liste !== "lignes" || typeof rang !== "number") return message;
    const ligne = direLaLigne(rang);
    return { fr: `${message.fr} (${ligne.fr})`, en: `${message.en} (${ligne.en})` };
  });
  const { complet, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const choisies = saisie.lire(schemaOptions, saisie.recevoir(options, ["options"]), ["options"]);
  const cadre = lireCadre(saisie, champs);
  const passage = convenu?.passageDesFinancements;
  controlerPassage(saisie, passage ?? []);
  const desLignes = choisies?.lignesFautives === "ecarter" ? saisie.essayer() : saisie;
  const recues = champs.lignes ?? [];
  const fichier = lireFichier(
    saisie,
    desLignes,
    recues,
    cadre,
    passage && new Map(passage.map((ligne) => [cleDe(ligne.code), ligne.financement])),
  );
  const { date, perimetre } = saisie.certifier(complet);
  saisie.certifier(convenu);

  const { bonnes, colonnes } = fichier;
  const ecartees = fichier.ecartees.map(placer);
  const horsInventaire = fichier.horsDuFlux.map(({ rang, logement, horsDuFlux }) => ({
    ...placer(rang),
    numeroRpls: logement.numeroRpls ?? null,
    financement: horsDuFlux,
  }));
  const discordances = releverDiscordances(bonnes, cadre);
  const logements = bonnes.map(({ logement }) => logement);
  const retenues = passage === undefined ? {} : { passageDesFinancements: passage };
  const communes = trierParCodes([...cadre.communes.values()], ({ code }) => code);
  const reservataires = trierParCodes([...cadre.reservataires.values()], ({ code }) => code);
  const comptes = {
    lignes: recues.length,
    logements: logements.length,
    horsInventaire: horsInventaire.length,
    ecartees: ecartees.length,
  };
  const occupations = bonnes.flatMap(({ logement: { numeroRpls }, occupation }) =>
    Object.values(occupation).every((valeur) => valeur === null) ? [] : [{ numeroRpls, ...occupation }],
  );
  return sceller(
    {
      nature: "lecture-d-etat-des-lieux" as const,
      date,
      perimetre,
      stipulations: retenues,
      communes,
      reservataires,
      logements,
      occupations,
      colonnes: {
        reconnues: [...colonnes.champDe].map(([entete, champ]) => ({ champ, entete })),
        ignorees: colonnes.ignorees,
      },
      comptes,
      horsInventaire,
      ecartees,
      problemes: desLignes === saisie ? [] : desLignes.problemes,
      discordances,
      constats: constaterLecture(comptes, compterDoutes(bonnes, discordances)),
    },
    {
      dateDeDroit: date,
      entrees: {
        perimetre,
        communes,
        reservataires,
        logements: logements.map(({ adresse: _, ...logement }) => logement),
        occupations,
        contingents: bonnes.flatMap(({ logement: { numeroRpls }, contingent }) =>
          contingent === undefined ? [] : [{ numeroRpls, contingent: contingent.code }],
        ),
        autresLignes: trierParCodes(
          [...horsInventaire, ...ecartees].map(({ rang }) => jsonCanonique(recues[rang])),
          (ligne) => ligne,
        ),
      },
      stipulations: retenues,
    },
  );
}
