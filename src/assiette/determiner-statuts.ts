import * as z from "zod";
import { citerEnVigueur } from "../droit/articles.js";
import { fondementDe, valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { type Autorite, type Confiance, confianceA } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import { regrouperParCodes, trierParCodes } from "../exact/ordre.js";
import { type Constat, constater } from "../modele/constats.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { dateIso, numeroRpls } from "../modele/identifiants.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { exigerRegimeDuFlux } from "../modele/regime.js";
import { Saisie } from "../modele/saisie.js";
import { PERIMETRE } from "../modele/secteurs.js";
import { type CategorieDeReservataire, reservataire } from "../modele/vocabulaire.js";
import {
  type MotifDeStatut,
  motifDeStatut,
  ORDRE_DES_MOTIFS,
  type StatutDeLogement,
} from "./motifs-de-statut.js";

const schemaLogement = z.strictObject({
  logement: numeroRpls,
  nature: z.enum(["ordinaire", "foyer", "residence-sociale", "etudiant", "medico-social"]),
  /** Logement intermédiaire, au loyer entre celui du parc social et celui du marché. */
  intermediaire: z.boolean(),
  /** Construit, amélioré, ou acquis et amélioré avec le concours financier de l'État. */
  concoursFinancierDeLEtat: z.boolean(),
  /** Conventionné : il ouvre droit à l'aide personnalisée au logement. */
  ouvreDroitALApl: z.boolean(),
  /** Celui qui réserve ce logement même, et non une part du flux. */
  reservationIdentifiee: z
    .strictObject({ reservataire: reservataire.shape.code, categorie: reservataire.shape.categorie })
    .optional(),
});

const schemaEntree = z.strictObject({
  date: dateIso,
  organisme: z.enum(["hlm", "sem"]),
  logements: z.array(z.unknown()),
});

/**
 * Un logement du parc, avec ce qui décide s'il est dans le flux.
 *
 * @useDeclaredType
 */
export type LogementAQualifier = EnLecture<z.input<typeof schemaLogement>>;
type LogementLu = z.output<typeof schemaLogement>;

/** Organisme HLM, ou société d'économie mixte agréée. */
export type Organisme = "hlm" | "sem";

/** Entrée de {@link determinerStatuts}. */
export interface EntreeStatuts {
  /** Date à laquelle le droit se lit, AAAA-MM-JJ. */
  readonly date: string;
  readonly organisme: Organisme;
  readonly logements: readonly LogementAQualifier[];
}

/** Le statut d'un logement, et pourquoi. */
export interface LogementQualifie {
  readonly logement: string;
  readonly statut: StatutDeLogement;
  readonly motif: MotifDeStatut;
  /** Celui à qui revient le logement identifié ; `null` pour les autres statuts. */
  readonly reservataire: { readonly code: string; readonly categorie: CategorieDeReservataire } | null;
}

/** Les logements qu'un motif range sous leur statut. */
export interface LigneDeMotif {
  readonly motif: MotifDeStatut;
  readonly statut: StatutDeLogement;
  readonly nombre: number;
  readonly sens: Texte;
  readonly autorite: Autorite;
  readonly confiance: readonly Confiance[];
  readonly articles: readonly Texte[];
}

/** Les statuts d'un parc : dans le flux + hors champ + identifiés = logements. */
export interface Statuts {
  readonly nature: "statuts";
  readonly organisme: Organisme;
  /** Dans l'ordre des numéros. */
  readonly logements: readonly LogementQualifie[];
  readonly totaux: {
    readonly logements: number;
    readonly dansLeFlux: number;
    readonly horsChamp: number;
    readonly identifies: number;
  };
  /** Les motifs rencontrés, dans l'ordre des questions. */
  readonly motifs: readonly LigneDeMotif[];
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "determinerStatuts";

/**
 * Dit, logement par logement, lesquels comptent : dans le flux, hors champ ou identifiés.
 *
 * La liste réunit les logements que l'organisme possède ou qu'il gère : la loi vise les uns comme les autres.
 *
 * Les questions se posent dans un ordre : le logement est-il hors champ (d'abord d'après les textes, puis d'après la
 * doctrine) ? sinon, est-il identifié pour un réservataire que la loi excepte à la date ? sinon, il est dans le flux.
 * Le premier motif l'emporte : un foyer réservé par la défense est hors champ. L'ordre ne change pas ce qui est dans
 * le flux, il ne décide que du motif. Un organisme HLM et une société d'économie mixte n'ont pas le même champ.
 *
 * @param entree - date, nature de l'organisme, et pour chaque logement ce qui décide de son statut
 * @returns le statut et le motif de chaque logement, les totaux par statut et par motif, les constats
 * @throws {@link ErreurDeSaisie} si un logement est mal décrit ou en double, ou un réservataire donné sous deux catégories
 * @article CCH, art. L. 441-1, al. 1 (en vigueur depuis le 23/02/2022)
 * @article CCH, art. L. 481-2, I (en vigueur depuis le 23/11/2019)
 * @category Assiette
 * @example
 * determinerStatuts({
 *   date: "2024-01-01",
 *   organisme: "hlm",
 *   logements: [
 *     { logement: "9900000001", nature: "ordinaire", intermediaire: false, concoursFinancierDeLEtat: true, ouvreDroitALApl: true },
 *     { logement: "9900000002", nature: "foyer", intermediaire: false, concoursFinancierDeLEtat: true, ouvreDroitALApl: true },
 *     { logement: "9900000003", nature: "ordinaire", intermediaire: false, concoursFinancierDeLEtat: true, ouvreDroitALApl: true,
 *       reservationIdentifiee: { reservataire: "gendarmerie", categorie: "securite-interieure" } },
 *   ],
 * }).logements.map(({ motif }) => motif) // ["droit-a-l-apl", "foyer", "reservation-identifiee"]
 */
export function determinerStatuts(entree: EntreeStatuts): Statuts {
  const saisie = new Saisie(VERBE);
  const { complet: lue, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const lignes = saisie.lireListe(schemaLogement, champs.logements ?? [], ["logements"]);
  exigerRegimeDuFlux(saisie, champs.date, ["date"]);
  if (champs.logements?.length === 0)
    saisie.refuser(["logements"], "LISTE_VIDE", {
      fr: "Donner au moins un logement.",
      en: "Give at least one dwelling.",
    });
  saisie.refuserDoublons(
    lignes,
    ({ logement }) => logement,
    (rang) => ["logements", rang, "logement"],
  );
  controlerCategories(saisie, lignes);
  const { date, organisme } = saisie.certifier(lue);

  const lus = trierParCodes(
    lignes.map(({ ligne }) => ligne),
    ({ logement }) => logement,
  );
  const exceptees: readonly string[] = valeurLegale("reservatairesDeLogementsIdentifies", date);
  const logements = lus.map((logement) => qualifier(logement, organisme, exceptees));
  const nombre = (statut: StatutDeLogement) => logements.filter((l) => l.statut === statut).length;
  return sceller(
    {
      nature: "statuts" as const,
      organisme,
      logements,
      totaux: {
        logements: logements.length,
        dansLeFlux: nombre("dans-le-flux"),
        horsChamp: nombre("hors-champ"),
        identifies: nombre("identifie"),
      },
      motifs: compterLesMotifs(logements, date),
      constats: constaterStatuts(lus, logements, date),
    },
    { dateDeDroit: date, entrees: { organisme, logements: lus }, stipulations: {} },
  );
}

/** Un réservataire n'a qu'une catégorie, dont dépend le statut de ses logements. */
function controlerCategories(
  saisie: Saisie,
  lignes: readonly { readonly rang: number; readonly ligne: LogementLu }[],
): void {
  const connues = new Map<string, CategorieDeReservataire>();
  for (const { rang, ligne } of lignes) {
    if (ligne.reservationIdentifiee === undefined) continue;
    const { reservataire: code, categorie } = ligne.reservationIdentifiee;
    const connue = connues.get(code);
    if (connue === undefined) connues.set(code, categorie);
    else if (connue !== categorie)
      saisie.refuser(["logements", rang, "reservationIdentifiee", "categorie"], "CATEGORIE_CONTRADICTOIRE", {
        fr: `Le réservataire « ${code} » est donné comme ${connue}, puis comme ${categorie}.`,
        en: `Holder “${code}” is given as ${connue}, then as ${categorie}.`,
      });
  }
}

function qualifier(
  logement: LogementLu,
  organisme: Organisme,
  exceptees: readonly string[],
): LogementQualifie {
  const motif = trouverMotif(logement, organisme, exceptees);
  const { reservationIdentifiee: reservation } = logement;
  const { statut } = motifDeStatut(motif);
  return {
    logement: logement.logement,
    statut,
    motif,
    reservataire:
      statut === "identifie" && reservation !== undefined
        ? { code: reservation.reservataire, categorie: reservation.categorie }
        : null,
  };
}

function trouverMotif(
  { nature, intermediaire, concoursFinancierDeLEtat, ouvreDroitALApl, reservationIdentifiee }: LogementLu,
  organisme: Organisme,
  exceptees: readonly string[],
): MotifDeStatut {
  if (organisme === "sem" && !ouvreDroitALApl) return "non-conventionne";
  if (!concoursFinancierDeLEtat && !ouvreDroitALApl) return "sans-concours-ni-apl";
  if (intermediaire) return "intermediaire";
  if (nature !== "ordinaire") return nature;
  if (reservationIdentifiee !== undefined && exceptees.includes(reservationIdentifiee.categorie))
    return "reservation-identifiee";
  if (organisme === "sem") return "conventionne";
  return ouvreDroitALApl ? "droit-a-l-apl" : "concours-de-l-etat";
}

function compterLesMotifs(logements: readonly LogementQualifie[], date: string): LigneDeMotif[] {
  return ORDRE_DES_MOTIFS.flatMap((motif) => {
    const nombre = logements.filter((logement) => logement.motif === motif).length;
    if (nombre === 0) return [];
    const { statut, sens, autorite, confiance, references } = motifDeStatut(motif);
    const articles = citerEnVigueur(references, date);
    return [
      { motif, statut, nombre, sens, autorite, confiance: confianceA(confiance, references, date), articles },
    ];
  });
}

function constaterStatuts(
  lus: readonly LogementLu[],
  logements: readonly LogementQualifie[],
  date: string,
): Constat[] {
  const sansApl = logements.filter(({ motif }) => motif === "concours-de-l-etat").length;
  const partages = new Set(
    logements.filter(({ statut }) => statut === "dans-le-flux").map(({ logement }) => logement),
  );
  const reserves = lus.flatMap(({ logement, reservationIdentifiee }) =>
    reservationIdentifiee !== undefined && partages.has(logement) ? [reservationIdentifiee.categorie] : [],
  );
  return [
    ...(sansApl === 0 ? [] : [constaterSansApl(sansApl)]),
    ...regrouperParCodes(reserves, (categorie) => categorie).map(([categorie, { length }]) =>
      constaterReservation(categorie, length, date),
    ),
  ];
}

function constaterSansApl(nombre: number): Constat {
  return constater("LOGEMENTS_SANS_APL_DANS_LE_FLUX", {
    territoire: PERIMETRE.fr,
    chiffres: [{ nom: "logements", valeur: String(nombre) }],
    confiance: ["lecture"],
    message: enDeuxLangues(({ logements, mot }) =>
      mot(
        `Dans le flux, quoique financés avec le concours de l'État sans ouvrir droit à l'APL : ${logements(nombre)}. La loi se contente de l'un ou de l'autre ; le ministère parle de logements conventionnés.`,
        `In the flow, though funded with State support without right to APL: ${logements(nombre)}. The law asks for one or the other; the ministry speaks of contracted dwellings.`,
      ),
    ),
  });
}

function constaterReservation(categorie: string, nombre: number, date: string): Constat {
  const references = fondementDe("reservatairesDeLogementsIdentifies", date);
  const cites = enDeuxLangues(({ texte, separateur }) =>
    citerEnVigueur(references, date).map(texte).join(separateur),
  );
  return constater("RESERVATION_IDENTIFIEE_NON_PREVUE", {
    territoire: PERIMETRE.fr,
    chiffres: [{ nom: categorie, valeur: String(nombre) }],
    confiance: confianceA(["texte-officiel"], references, date),
    message: enDeuxLangues(({ logements, mot, texte }) =>
      mot(
        `Réservés comme identifiés à la catégorie « ${categorie} », que les textes n'exceptent pas du flux au ${dateEnFrancais(date)} : ${logements(nombre)}, comptés dans le flux. ${texte(cites)}.`,
        `Reserved as identified for category “${categorie}”, which the texts do not except from the flow on ${date}: ${logements(nombre)}, counted in the flow. ${texte(cites)}.`,
      ),
    ),
    remede: {
      fr: "Convertir ces réservations en une part du flux, ou corriger la date du calcul si elle est erronée.",
      en: "Convert these reservations into a share of the flow, or correct the date of the calculation if it is wrong.",
    },
  });
}
