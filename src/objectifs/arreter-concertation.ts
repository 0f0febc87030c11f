import * as z from "zod";
import { dateEnFrancais } from "../droit/periodes.js";
import { fraction, sommer } from "../exact/fraction.js";
import { type Constat, constater } from "../modele/constats.js";
import { CalculImpossible } from "../modele/erreurs.js";
import { compte, dateIso, texteNonVide } from "../modele/identifiants.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Provenance, relire, sceller } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import {
  contingent,
  contrepartie,
  type Financement,
  financement,
  NON_RESERVES,
  type Typologie,
  typologie,
} from "../modele/vocabulaire.js";
import { constaterDecote, nommerLeProgramme } from "./constater-programme.js";
import { cleDeType } from "./lire-programme.js";
import type { PremiereMiseEnLocation } from "./repartir-premiere-mise-en-location.js";
import { cleDeLigne, type DesignationDeLigne, type TableauDuProgramme } from "./tableau-du-programme.js";

const accord = z.discriminatedUnion("reponse", [
  z.strictObject({ reservataire: texteNonVide, reponse: z.literal("accord"), date: dateIso }),
  z.strictObject({ reservataire: texteNonVide, reponse: z.literal("desaccord"), date: dateIso }),
  z.strictObject({ reservataire: texteNonVide, reponse: z.literal("sans-reponse") }),
]);
/** Ce qu'un réservataire a répondu au tableau arrêté, et quel jour. */
export type Accord = z.infer<typeof accord>;

const caseArretee = z.strictObject({
  typologie,
  financement,
  logements: compte,
  /** La valeur exacte de la case proposée, si elle est restée : elle n'est pas lue. */
  exact: z.unknown().optional(),
});

const ligneArretee = z.strictObject({
  /** Code du réservataire, ou `non-reserves` pour le bailleur. */
  reservataire: texteNonVide,
  contrepartie: contrepartie.nullable().optional(),
  contingent: contingent.nullable().optional(),
  /** Un type de logements absent compte zéro. */
  cases: z.array(caseArretee),
  /** Total de la ligne, vérifié s'il est donné. */
  logements: compte.optional(),
  /** La valeur exacte de la ligne proposée, si elle est restée : elle n'est pas lue. */
  exact: z.unknown().optional(),
});
/** Une ligne du tableau arrêté : celles du tableau proposé se reprennent telles quelles, nombres changés. */
export interface LigneArretee extends Omit<z.input<typeof ligneArretee>, "cases"> {
  readonly cases: readonly z.input<typeof caseArretee>[];
}

const schemaEntree = z.strictObject({
  proposition: z.unknown().optional(),
  date: dateIso,
  accords: z.array(z.unknown()),
  tableFinale: z.array(z.unknown()),
});

export interface EntreeConcertation {
  /** Résultat de {@link repartirPremiereMiseEnLocation}. */
  readonly proposition: PremiereMiseEnLocation;
  /** Jour où le tableau est arrêté. */
  readonly date: string;
  /** La réponse de chaque réservataire du programme, donnée une fois. */
  readonly accords: readonly Accord[];
  /** Le tableau sur lequel la concertation s'achève ; une ligne absente compte zéro. */
  readonly tableFinale: readonly LigneArretee[];
}

/** Un nombre proposé, le nombre arrêté, et leur différence. */
export interface LogementsCompares {
  readonly propose: number;
  readonly arrete: number;
  /** Arrêté moins proposé. */
  readonly difference: number;
}

export interface CaseArretee extends LogementsCompares {
  readonly typologie: Typologie;
  readonly financement: Financement;
}

export interface LigneDeConcertation extends DesignationDeLigne, LogementsCompares {
  readonly cases: readonly CaseArretee[];
}

export interface ReservataireConsulte extends LogementsCompares {
  readonly reservataire: string;
  readonly accord: Accord;
}

export interface Concertation {
  readonly nature: "concertation";
  readonly proposition: PremiereMiseEnLocation;
  readonly date: string;
  /** Le tableau arrêté, ligne par ligne et case par case, à côté du tableau proposé. */
  readonly lignes: readonly LigneDeConcertation[];
  readonly reservataires: readonly ReservataireConsulte[];
  readonly nonReserves: LogementsCompares;
  /** Nombre de logements passés d'une ligne à une autre. */
  readonly deplaces: number;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "arreterConcertation";

/**
 * Arrête le tableau sur lequel s'achève la concertation d'un programme : ce que chacun a répondu, ce qui a changé.
 *
 * La convention règle la concertation ; le texte n'exige pas l'unanimité et n'impose pas la proposition. Le tableau final
 * est donc celui que les parties donnent : il est vérifié (tous les logements du programme, type par type, à des lignes
 * qui existent), comparé case par case au tableau proposé, puis scellé. Rien n'y est corrigé.
 *
 * @param entree - la proposition, le jour, la réponse de chaque réservataire et le tableau final
 * @returns le tableau arrêté à côté du proposé, les différences par réservataire, les réponses, les constats
 * @throws {@link ErreurDeSaisie} si le tableau ne donne pas exactement les logements du programme, si une réponse manque,
 *   si le tableau ou une réponse précède la proposition, ou si la proposition a été modifiée
 * @throws {@link CalculImpossible} si la proposition n'a pas de tableau, ses parts dépassant le programme
 * @article CCH, art. R. 441-5, I, al. 9 (en vigueur depuis le 22/02/2020)
 * @category Objectifs
 * @example
 * const proposition = repartirPremiereMiseEnLocation(
 *   {
 *     date: "2024-01-01",
 *     programme: {
 *       code: "Les Tilleuls",
 *       commune: "77288",
 *       composition: [{ typologie: "T3", financement: "PLUS", logements: 10 }],
 *     },
 *     reservataires: [{ code: "als", nom: "Action Logement", categorie: "action-logement" }],
 *     parts: [{ reservataire: "als", contrepartie: "participation-des-employeurs", taux: 40 }],
 *   },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const type = { typologie: "T3", financement: "PLUS" };
 * arreterConcertation({
 *   proposition,
 *   date: "2024-02-01",
 *   accords: [{ reservataire: "als", reponse: "accord", date: "2024-01-30" }],
 *   tableFinale: [
 *     { reservataire: "als", contrepartie: "participation-des-employeurs", cases: [{ ...type, logements: 5 }] },
 *     { reservataire: "non-reserves", cases: [{ ...type, logements: 5 }] },
 *   ],
 * }).reservataires[0].difference // 1
 */
export function arreterConcertation(entree: EntreeConcertation): Concertation {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const proposee = relire<PremiereMiseEnLocation>(saisie, champs.proposition, "premiere-mise-en-location", [
    "proposition",
  ]);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  controlerDate(saisie, champs.date, proposee);
  const accords = lireAccords(saisie, champs.accords, champs.date, proposee);
  const arretees = lireTableFinale(saisie, champs.tableFinale, proposee);
  const { date } = saisie.certifier(lue);
  const proposition = saisie.certifier(proposee);
  const { tableau, programme, reservataires } = proposition;
  if (tableau === null)
    throw new CalculImpossible(
      VERBE,
      proposition.constats.filter(({ code }) => code === "PARTS_AU_DELA_DU_PROGRAMME"),
    );

  const lignes = comparerTableaux(tableau, arretees);
  const de = (reservataire: string) =>
    totaliser(lignes.filter((ligne) => ligne.reservataire === reservataire));
  const consultes = reservataires.map(({ code }) => ({
    reservataire: code,
    ...de(code),
    accord: accords.get(code) as Accord,
  }));
  const decote = lignes.filter((ligne) => ligne.contrepartie === "decote");
  return sceller(
    {
      nature: "concertation" as const,
      proposition,
      date,
      lignes,
      reservataires: consultes,
      nonReserves: de(NON_RESERVES),
      deplaces: lignes
        .flatMap(({ cases }) => cases)
        .reduce((somme, { difference }) => (difference > 0 ? somme + difference : somme), 0),
      constats: [
        ...constaterDecote(programme, sommer(decote.map(({ arrete }) => fraction(arrete))), date),
        ...constaterAccords(proposition, consultes),
      ],
    },
    {
      dateDeDroit: date,
      entrees: {
        proposition: proposition.provenance.sceau,
        accords: consultes.map((consulte) => consulte.accord),
        lignes: lignes.map(({ cases }) => cases.map(({ arrete }) => arrete)),
      },
      stipulations: {},
    },
  );
}

/** Un tableau ne s'arrête pas avant d'être proposé. */
function controlerDate(
  saisie: Saisie,
  arretee: string | undefined,
  proposition: PremiereMiseEnLocation | undefined,
): void {
  const proposee = proposition?.provenance.dateDeDroit;
  if (arretee !== undefined && proposee !== undefined && arretee < proposee)
    saisie.refuser(["date"], "DATES_INVERSEES", {
      fr: `Le tableau arrêté le ${dateEnFrancais(arretee)} précède sa proposition, du ${dateEnFrancais(proposee)}.`,
      en: `The table adopted on ${arretee} comes before its proposal, of ${proposee}.`,
    });
}

function lireAccords(
  saisie: Saisie,
  donnees: readonly unknown[] | undefined,
  arretee: string | undefined,
  proposition: PremiereMiseEnLocation | undefined,
): ReadonlyMap<string, Accord> {
  const lignes = saisie.lireListe(accord, donnees ?? [], ["accords"]);
  saisie.refuserDoublons(
    lignes,
    ({ reservataire }) => reservataire,
    (rang) => ["accords", rang, "reservataire"],
  );
  const connus = proposition?.reservataires.map(({ code }) => code);
  const proposee = proposition?.provenance.dateDeDroit;
  for (const { rang, ligne } of lignes) {
    if (connus !== undefined && !connus.includes(ligne.reservataire))
      saisie.refuser(["accords", rang, "reservataire"], "RESERVATAIRE_INCONNU", {
        fr: `Le réservataire « ${ligne.reservataire} » n'est pas du programme proposé.`,
        en: `Holder “${ligne.reservataire}” is not of the proposed programme.`,
      });
    if (arretee !== undefined && ligne.reponse !== "sans-reponse" && ligne.date > arretee)
      saisie.refuser(["accords", rang, "date"], "REPONSE_APRES_LA_CONCERTATION", {
        fr: `Une réponse du ${dateEnFrancais(ligne.date)} vient après le tableau arrêté le ${dateEnFrancais(arretee)}.`,
        en: `An answer of ${ligne.date} comes after the table adopted on ${arretee}.`,
      });
    if (proposee !== undefined && ligne.reponse !== "sans-reponse" && ligne.date < proposee)
      saisie.refuser(["accords", rang, "date"], "DATES_INVERSEES", {
        fr: `Une réponse du ${dateEnFrancais(ligne.date)} précède la proposition, du ${dateEnFrancais(proposee)}.`,
        en: `An answer of ${ligne.date} comes before the proposal, of ${proposee}.`,
      });
  }
  const repondants = new Set(lignes.map(({ ligne }) => ligne.reservataire));
  for (const code of connus ?? [])
    if (!repondants.has(code) && lignes.length === donnees?.length)
      saisie.refuser(["accords"], "REPONSE_MANQUANTE", {
        fr: `Dire ce que « ${code} » a répondu, ne serait-ce que « sans-reponse ».`,
        en: `Say what “${code}” answered, be it “sans-reponse”.`,
      });
  return new Map(lignes.map(({ ligne }) => [ligne.reservataire, ligne]));
}

/** « als/participation-des-employeurs » : une ligne, telle que les messages la disent. */
function nommerLigne({ reservataire, contrepartie: titre, contingent: volet }: LigneArretee): string {
  return [reservataire, titre, volet].filter((pas) => pas != null).join("/");
}

/** Les nombres arrêtés, par ligne et par type. */
type Arretes = ReadonlyMap<string, ReadonlyMap<string, number>>;

function lireTableFinale(
  saisie: Saisie,
  donnees: readonly unknown[] | undefined,
  proposition: PremiereMiseEnLocation | undefined,
): Arretes {
  const chemin = ["tableFinale"];
  const avant = saisie.nombreDeProblemes;
  const lignes = saisie.lireListe(ligneArretee, donnees ?? [], chemin);
  const connues = proposition?.tableau?.lignes.map(cleDeLigne);
  const estConnue = (ligne: LigneArretee) => connues?.includes(cleDeLigne(ligne)) ?? true;
  saisie.refuserDoublons(
    lignes.filter(({ ligne }) => estConnue(ligne)),
    nommerLigne,
    (rang) => [...chemin, rang],
  );
  const types = proposition?.programme.composition.map(cleDeType);
  for (const { rang, ligne } of lignes) {
    if (!estConnue(ligne))
      saisie.refuser([...chemin, rang], "PART_INCONNUE", {
        fr: `Le tableau proposé n'a pas de ligne « ${nommerLigne(ligne)} ».`,
        en: `The proposed table has no row “${nommerLigne(ligne)}”.`,
      });
    const cases = ligne.cases.map((celle, position) => ({ ligne: celle, rang: position }));
    saisie.refuserDoublons(cases, cleDeType, (position) => [...chemin, rang, "cases", position]);
    for (const { ligne: celle, rang: position } of cases)
      if (types !== undefined && !types.includes(cleDeType(celle)))
        saisie.refuser([...chemin, rang, "cases", position], "TYPE_INCONNU", {
          fr: `Le programme n'a pas de logement ${cleDeType(celle)}.`,
          en: `The programme has no ${cleDeType(celle)} dwelling.`,
        });
    const somme = ligne.cases.reduce((total, { logements }) => total + logements, 0);
    const annonce = ligne.logements;
    if (annonce !== undefined && annonce !== somme)
      saisie.refuser(
        [...chemin, rang, "logements"],
        "TOTAL_DE_LIGNE_INEXACT",
        enDeuxLangues(({ logements, mot }) =>
          mot(
            `La ligne annonce ${logements(annonce)} ; ses cases en font ${somme}.`,
            `The row announces ${logements(annonce)}; its cells make ${somme}.`,
          ),
        ),
      );
  }
  if (donnees !== undefined && proposition !== undefined && saisie.nombreDeProblemes === avant)
    controlerTotaux(
      saisie,
      lignes.map(({ ligne }) => ligne),
      proposition,
    );
  return new Map(
    lignes.map(({ ligne }) => [
      cleDeLigne(ligne),
      new Map(ligne.cases.map((celle) => [cleDeType(celle), celle.logements])),
    ]),
  );
}

/** Chaque type de logements du programme est donné en entier, ni plus ni moins. */
function controlerTotaux(
  saisie: Saisie,
  lignes: readonly LigneArretee[],
  { programme }: PremiereMiseEnLocation,
): void {
  for (const type of programme.composition) {
    const cle = cleDeType(type);
    const donnes = lignes
      .flatMap(({ cases }) => cases)
      .filter((celle) => cleDeType(celle) === cle)
      .reduce((somme, { logements }) => somme + logements, 0);
    if (donnes !== type.logements)
      saisie.refuser(["tableFinale"], "TOTAL_DU_TYPE_INEXACT", {
        fr: `Le tableau donne ${donnes} ${cle} ; le programme en a ${type.logements}.`,
        en: `The table gives ${donnes} ${cle}; the programme has ${type.logements}.`,
      });
  }
}

function comparerNombres(propose: number, arrete: number): LogementsCompares {
  return { propose, arrete, difference: arrete - propose };
}

function totaliser(compares: readonly LogementsCompares[]): LogementsCompares {
  return comparerNombres(
    compares.reduce((somme, { propose }) => somme + propose, 0),
    compares.reduce((somme, { arrete }) => somme + arrete, 0),
  );
}

function comparerTableaux({ lignes }: TableauDuProgramme, arretees: Arretes): LigneDeConcertation[] {
  return lignes.map((ligne) => {
    const siennes = arretees.get(cleDeLigne(ligne));
    const cases = ligne.cases.map((celle) => ({
      typologie: celle.typologie,
      financement: celle.financement,
      ...comparerNombres(celle.logements, siennes?.get(cleDeType(celle)) ?? 0),
    }));
    return {
      reservataire: ligne.reservataire,
      contrepartie: ligne.contrepartie,
      contingent: ligne.contingent,
      ...totaliser(cases),
      cases,
    };
  });
}

function constaterAccords(
  { programme }: PremiereMiseEnLocation,
  consultes: readonly ReservataireConsulte[],
): Constat[] {
  const lieu = nommerLeProgramme(programme);
  return consultes.flatMap(({ reservataire, accord: { reponse }, propose, arrete }) => {
    if (reponse === "accord") return [];
    return [
      constater("ACCORD_NON_UNANIME", {
        confiance: ["texte-officiel", "lecture"],
        territoire: lieu.fr,
        chiffres: [
          { nom: "proposé", valeur: String(propose) },
          { nom: "arrêté", valeur: String(arrete) },
        ],
        message: enDeuxLangues(({ logements, mot, texte }) =>
          mot(
            `${texte(lieu)} : « ${reservataire} » ${reponse === "desaccord" ? "n'est pas d'accord" : "n'a pas répondu"} ; le tableau lui donne ${logements(String(arrete))} (proposé : ${propose}). La convention règle la concertation ; le texte ne demande pas l'unanimité.`,
            `${texte(lieu)}: “${reservataire}” ${reponse === "desaccord" ? "disagrees" : "has not answered"}; the table gives it ${logements(String(arrete))} (proposed: ${propose}). The agreement organises the consultation; the text does not ask for unanimity.`,
          ),
        ),
      }),
    ];
  });
}
