import { figer } from "../../droit/figer.js";
import { cleDe } from "./cellules.js";

/**
 * Les en-têtes reconnus, champ par champ, dans leurs écritures usuelles et sous leurs noms du RPLS. La casse, les accents, les
 * espaces et la ponctuation ne comptent pas : « N° RPLS », « n°rpls » et « N RPLS » se valent.
 *
 * @category État des lieux
 */
export const ENTETES_RECONNUS = figer({
  numeroRpls: [
    "N° RPLS",
    "No RPLS",
    "Num RPLS",
    "Numéro RPLS",
    "N° RPLS du logement",
    "Numéro RPLS du logement",
    "Identifiant RPLS",
    "RPLS",
    "IDENT_REP",
  ],
  reservataire: [
    "Réservataire",
    "Nom du réservataire",
    "Code réservataire",
    "Titulaire",
    "Titulaire du droit",
  ],
  contingentRpls: ["Contingent", "Contingent RPLS", "Contingent de réservation", "CONTRESLOG"],
  droit: ["Droit", "Nature du droit", "Type de droit", "Droit de suite / droit unique"],
  contrepartie: ["Contrepartie", "Nature de la contrepartie", "Origine du droit"],
  typologie: [
    "Typologie",
    "Typologie du logement",
    "Nombre de pièces",
    "Nb de pièces",
    "Nb pièces",
    "Nbre de pièces",
    "NBPIECE",
  ],
  adresse: ["Adresse", "Adresse du logement"],
  commune: [
    "Commune",
    "Nom de la commune",
    "Code commune",
    "Code de la commune",
    "Code INSEE",
    "Code INSEE commune",
    "Code INSEE de la commune",
    "Commune (code INSEE)",
    "INSEE",
    "DEPCOM",
  ],
  localisation: [
    "QPV / hors QPV",
    "QPV ou hors QPV",
    "QPV",
    "En QPV",
    "QPV (oui/non)",
    "Situé en QPV",
    "Localisation QPV",
    "QPV_CODE",
  ],
  codeQpv: ["Code QPV", "Code du QPV", "N° QPV", "Numéro de QPV", "PLG_QP24"],
  financement: [
    "Financement",
    "Type de financement",
    "Nature du financement",
    "Financement principal",
    "FINAN",
    "FINAN_CODE",
  ],
  dateDeDebut: [
    "Date de début",
    "Date de début de convention",
    "Date de début de la convention",
    "Début de convention",
    "Début de la convention",
  ],
  dateDExpiration: [
    "Date d'expiration",
    "Date d'expiration de convention",
    "Date d'expiration de la convention",
    "Expiration",
    "Date de fin",
    "Date de fin de convention",
    "Date de fin de la convention",
    "Fin de convention",
    "Échéance",
    "Date d'échéance",
  ],
  dernierVersement: [
    "Dernier versement",
    "Date du dernier versement",
    "Date de dernier versement",
    "Date de remboursement intégral",
    "Date du remboursement intégral",
  ],
  statut: ["Statut", "Statut de la ligne"],
  modeDOccupation: ["Mode d'occupation", "MODE"],
  bail: ["Bail", "Date du bail", "Date de bail", "Mois du bail"],
  premiereMiseEnLocation: [
    "Première mise en location",
    "Date de première mise en location",
    "Année de première mise en location",
    "LOCAT",
  ],
} as const satisfies Record<string, readonly string[]>);

/** Ce qu'une colonne peut donner. */
export type ChampDeColonne = keyof typeof ENTETES_RECONNUS;

const CHAMPS = Object.keys(ENTETES_RECONNUS) as ChampDeColonne[];

/** Un en-tête peut être une question : « En QPV ? ». */
function cleDEntete(entete: string): string {
  return cleDe(entete).replace(/\?/g, "");
}

const CHAMPS_PAR_CLE: ReadonlyMap<string, ChampDeColonne> = new Map(
  CHAMPS.flatMap((champ) =>
    [champ, ...ENTETES_RECONNUS[champ]].map((entete): [string, ChampDeColonne] => [
      cleDEntete(entete),
      champ,
    ]),
  ),
);

/** Les en-têtes d'un fichier : ce que chacun donne, ceux qui ne donnent rien, ceux qui font double emploi. */
export interface Colonnes {
  readonly champDe: ReadonlyMap<string, ChampDeColonne>;
  readonly enteteDe: ReadonlyMap<ChampDeColonne, string>;
  readonly ignorees: readonly string[];
  readonly enDouble: readonly {
    readonly champ: ChampDeColonne;
    readonly premiere: string;
    readonly seconde: string;
  }[];
}

/** Reconnaît les en-têtes de toutes les lignes, dans l'ordre où ils se rencontrent. */
export function reconnaitreColonnes(lignes: readonly object[]): Colonnes {
  const entetes = new Set<string>();
  for (const ligne of lignes) for (const entete of Object.keys(ligne)) entetes.add(entete);
  const champDe = new Map<string, ChampDeColonne>();
  const enteteDe = new Map<ChampDeColonne, string>();
  const ignorees: string[] = [];
  const enDouble: Colonnes["enDouble"][number][] = [];
  for (const entete of entetes) {
    const champ = CHAMPS_PAR_CLE.get(cleDEntete(entete));
    const premiere = champ === undefined ? undefined : enteteDe.get(champ);
    if (champ === undefined) ignorees.push(entete);
    else if (premiere !== undefined) enDouble.push({ champ, premiere, seconde: entete });
    else {
      champDe.set(entete, champ);
      enteteDe.set(champ, entete);
    }
  }
  return { champDe, enteteDe, ignorees, enDouble };
}
