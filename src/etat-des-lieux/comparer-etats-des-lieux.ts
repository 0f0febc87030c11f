import { regrouperParCodes } from "../exact/ordre.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import type { ExtraitDEtatDesLieux } from "./extraire-etat-des-lieux.js";
import type { LectureDEtatDesLieux } from "./lire-etat-des-lieux.js";
import { type EntreeEtatDesLieux, type LogementLu, schemaLogement } from "./lire-inventaire.js";
import { lireVersion } from "./lire-version.js";

/** Une version d'un inventaire : les lignes d'un parc, un fichier lu, ou l'extrait d'un réservataire. */
export type VersionDEtatDesLieux =
  | Pick<EntreeEtatDesLieux, "date" | "perimetre" | "logements">
  | LectureDEtatDesLieux
  | ExtraitDEtatDesLieux;

export interface LogementCompare {
  readonly numeroRpls: string;
  /** `null` si le logement n'est pas réservé. */
  readonly reservataire: string | null;
}

/** Un champ qui n'est plus le même ; `null` : non donné. */
export interface ChangementDeChamp {
  readonly champ: string;
  readonly avant: string | null;
  readonly apres: string | null;
}

export interface LogementChange extends LogementCompare {
  readonly changements: readonly ChangementDeChamp[];
}

/**
 * Les lignes d'un réservataire d'une version à l'autre : avant − retirées − sorties = changées + inchangées =
 * après − ajoutées − entrées.
 */
export interface ComparaisonDeReservataire {
  /** `null` : les logements non réservés. */
  readonly reservataire: string | null;
  readonly avant: number;
  readonly ajoutes: number;
  readonly retires: number;
  /** Venus d'un autre réservataire, ou non réservés avant. */
  readonly entres: number;
  /** Partis à un autre réservataire, ou non réservés après. */
  readonly sortis: number;
  readonly changes: number;
  readonly inchanges: number;
  readonly apres: number;
}

export interface ComparaisonDEtatsDesLieux {
  readonly nature: "comparaison-d-etats-des-lieux";
  readonly dates: { readonly avant: string; readonly apres: string };
  readonly ajoutes: readonly LogementCompare[];
  readonly retires: readonly LogementCompare[];
  /** Avec leur réservataire d'avant, et tous leurs champs changés, le réservataire compris. */
  readonly changes: readonly LogementChange[];
  readonly inchanges: number;
  readonly reservataires: readonly ComparaisonDeReservataire[];
  readonly provenance: Provenance;
}

const VERBE = "comparerEtatsDesLieux";

/**
 * Compare deux versions d'un inventaire, logement par logement : ajoutés, retirés, changés champ par champ, inchangés, et le
 * compte de chaque réservataire.
 *
 * Un champ absent et un champ `null` se valent. Un logement qui change de réservataire est un logement changé : il sort des
 * comptes de l'un et entre dans ceux de l'autre.
 *
 * @param avant - la première version : inventaire, fichier lu ou extrait
 * @param apres - la seconde, du même bailleur dans le même département, et du même réservataire si ce sont des extraits
 * @returns les différences, dans l'ordre des numéros de logement ; les comptes, en lignes
 * @throws {@link ErreurDeSaisie} si une version ne se lit pas, répète un logement, ou n'est pas celle du même inventaire
 * @category État des lieux
 * @example
 * const version = (dateDExpiration) => ({
 *   date: "2024-01-01",
 *   perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *   logements: [{ numeroRpls: "9900000001", reservataire: "als", typologie: "T3", commune: "77288", localisation: "qpv", financement: "PLUS", dateDExpiration }],
 * });
 * comparerEtatsDesLieux(version("2030-12-31"), version("2031-12-31")).changes[0].changements // [{ champ: "dateDExpiration", avant: "2030-12-31", apres: "2031-12-31" }]
 */
export function comparerEtatsDesLieux(
  avant: VersionDEtatDesLieux,
  apres: VersionDEtatDesLieux,
): ComparaisonDEtatsDesLieux {
  const saisie = new Saisie(VERBE);
  const premiere = lireVersion(saisie, avant, "avant");
  const seconde = lireVersion(saisie, apres, "apres");
  if (premiere !== undefined && seconde !== undefined && premiere.inventaire !== seconde.inventaire)
    saisie.refuser(["apres"], "INVENTAIRE_DIFFERENT", {
      fr: `Les deux versions ne sont pas du même inventaire : ${premiere.inventaire} ; ${seconde.inventaire}.`,
      en: `The two versions are not of the same inventory: ${premiere.inventaire}; ${seconde.inventaire}.`,
    });
  const [un, deux] = [saisie.certifier(premiere), saisie.certifier(seconde)];

  const paires = apparier(un.logements, deux.logements);
  const retires = paires.flatMap(([a, b]) => (a !== undefined && b === undefined ? [designer(a)] : []));
  const ajoutes = paires.flatMap(([a, b]) => (a === undefined && b !== undefined ? [designer(b)] : []));
  const communs = paires.flatMap(([a, b]) =>
    a === undefined || b === undefined ? [] : [{ a, b, changements: relever(a, b) }],
  );
  const changes = communs.filter(({ changements }) => changements.length > 0);
  return sceller(
    {
      nature: "comparaison-d-etats-des-lieux" as const,
      dates: { avant: un.date, apres: deux.date },
      ajoutes,
      retires,
      changes: changes.map(({ a, changements }) => ({ ...designer(a), changements })),
      inchanges: communs.length - changes.length,
      reservataires: compterParTitulaire(paires),
    },
    {
      dateDeDroit: un.date > deux.date ? un.date : deux.date,
      entrees: { avant: un, apres: deux },
      stipulations: {},
    },
  );
}

type PaireDeLogements = readonly [avant: LogementLu | undefined, apres: LogementLu | undefined];

function apparier(avant: readonly LogementLu[], apres: readonly LogementLu[]): PaireDeLogements[] {
  const cotes = [
    ...avant.map((logement) => ({ logement, cote: 0 as const })),
    ...apres.map((logement) => ({ logement, cote: 1 as const })),
  ];
  return regrouperParCodes(cotes, ({ logement }) => logement.numeroRpls).map(([, groupe]) => [
    groupe.find(({ cote }) => cote === 0)?.logement,
    groupe.find(({ cote }) => cote === 1)?.logement,
  ]);
}

function designer({ numeroRpls, reservataire }: LogementLu): LogementCompare {
  return { numeroRpls, reservataire };
}

const CHAMPS = Object.keys(schemaLogement.shape) as (keyof LogementLu)[];

function relever(avant: LogementLu, apres: LogementLu): ChangementDeChamp[] {
  return CHAMPS.map((champ) => ({
    champ,
    avant: avant[champ] ?? null,
    apres: apres[champ] ?? null,
  })).filter((changement) => changement.avant !== changement.apres);
}

/** Les logements non réservés après tous les réservataires. */
function rangDuTitulaire(code: string | null): string {
  return code === null ? "1" : `0${code}`;
}

type Mouvement = "ajoutes" | "retires" | "entres" | "sortis" | "changes" | "inchanges";

/** Ce qu'une paire ajoute au compte de chaque titulaire. */
function mouvementsDe([a, b]: PaireDeLogements): readonly (readonly [code: string | null, Mouvement])[] {
  if (a === undefined) return b === undefined ? [] : [[b.reservataire, "ajoutes"]];
  if (b === undefined) return [[a.reservataire, "retires"]];
  if (a.reservataire === b.reservataire)
    return [[a.reservataire, relever(a, b).length > 0 ? "changes" : "inchanges"]];
  return [
    [a.reservataire, "sortis"],
    [b.reservataire, "entres"],
  ];
}

function compterParTitulaire(paires: readonly PaireDeLogements[]): ComparaisonDeReservataire[] {
  return regrouperParCodes(paires.flatMap(mouvementsDe), ([code]) => rangDuTitulaire(code)).map(
    ([, mouvements]) => {
      const compter = (mouvement: Mouvement) => mouvements.filter(([, fait]) => fait === mouvement).length;
      const [ajoutes, retires, entres] = [compter("ajoutes"), compter("retires"), compter("entres")];
      const [sortis, changes, inchanges] = [compter("sortis"), compter("changes"), compter("inchanges")];
      return {
        reservataire: mouvements[0]?.[0] ?? null,
        avant: retires + sortis + changes + inchanges,
        ajoutes,
        retires,
        entres,
        sortis,
        changes,
        inchanges,
        apres: ajoutes + entres + changes + inchanges,
      };
    },
  );
}
