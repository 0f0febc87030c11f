import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { REGISTRE_RELU_LE, VERSION_DU_REGISTRE } from "../droit/registre.js";
import { comparerCodes } from "../exact/ordre.js";
import { VERSION } from "../version.js";
import { montrer } from "./problemes.js";
import type { Saisie } from "./saisie.js";

/** Version de la forme des résultats ; elle change quand un résultat écrit hier ne se relit plus. */
const FORMAT = 4;

/** D'où vient un résultat : de quoi le refaire, et de quoi voir s'il a été modifié. */
export interface Provenance {
  readonly format: typeof FORMAT;
  readonly bibliotheque: string;
  readonly registre: string;
  /** Date de la copie publique de Légifrance contre laquelle le registre a été relu. */
  readonly registreReluLe: string;
  /** Date à laquelle le droit est appliqué. */
  readonly dateDeDroit: string;
  /** SHA-256 des entrées mises en ordre canonique : deux ordres d'entrée donnent la même empreinte. */
  readonly empreinteDesEntrees: string;
  readonly empreinteDesStipulations: string;
  /** SHA-256 du résultat lui-même, hors ce champ. */
  readonly sceau: string;
}

export interface Resultat {
  readonly nature: string;
  readonly provenance: Provenance;
}

/** Écrit une donnée pure en JSON, clés dans l'ordre des codes d'unité, champs indéfinis omis. */
export function jsonCanonique(valeur: unknown): string {
  if (Array.isArray(valeur)) return `[${valeur.map(jsonCanonique).join(",")}]`;
  if (typeof valeur === "object" && valeur !== null) {
    const champs = Object.entries(valeur)
      .filter(([, contenu]) => contenu !== undefined)
      .sort(([a], [b]) => comparerCodes(a, b))
      .map(([cle, contenu]) => `${JSON.stringify(cle)}:${jsonCanonique(contenu)}`);
    return `{${champs.join(",")}}`;
  }
  return typeof valeur === "number" ? String(valeur) : JSON.stringify(valeur);
}

function empreinte(valeur: unknown): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(jsonCanonique(valeur))))}`;
}

function sceauDe(resultat: Resultat): string {
  const { sceau: _, ...provenance } = resultat.provenance;
  return empreinte({ ...resultat, provenance });
}

/** Marque un résultat de sa provenance et le scelle. */
export function sceller<T extends { readonly nature: string }>(
  contenu: T,
  { dateDeDroit, entrees, stipulations }: { dateDeDroit: string; entrees: unknown; stipulations: unknown },
): T & { readonly provenance: Provenance } {
  const provenance = {
    format: FORMAT,
    bibliotheque: VERSION,
    registre: VERSION_DU_REGISTRE,
    registreReluLe: REGISTRE_RELU_LE,
    dateDeDroit,
    empreinteDesEntrees: empreinte(entrees),
    empreinteDesStipulations: empreinte(stipulations),
    sceau: "",
  } satisfies Provenance;
  return { ...contenu, provenance: { ...provenance, sceau: sceauDe({ ...contenu, provenance }) } };
}

function estUnResultat(valeur: unknown): valeur is Resultat {
  if (typeof valeur !== "object" || valeur === null) return false;
  const { nature, provenance } = valeur as Partial<Resultat>;
  return typeof nature === "string" && typeof provenance === "object" && provenance !== null;
}

/** Vrai d'un résultat, de tout format, qui n'a pas été modifié depuis qu'il a été scellé. */
export function porteSonSceau(valeur: unknown): boolean {
  return estUnResultat(valeur) && valeur.provenance.sceau === sceauDe(valeur);
}

/**
 * Relit un résultat de la bibliothèque donné en entrée : sa nature, son format, son sceau.
 * Un résultat qui revient d'une base de données garde son sceau ; un résultat retouché le perd.
 */
export function relire<T extends Resultat>(
  saisie: Saisie,
  valeur: unknown,
  nature: T["nature"],
  chemin: readonly PropertyKey[],
): T | undefined {
  if (!estUnResultat(valeur) || valeur.nature !== nature) {
    const lu = montrer(estUnResultat(valeur) ? valeur.nature : valeur);
    saisie.refuser(chemin, valeur === undefined ? "CHAMP_MANQUANT" : "RESULTAT_INATTENDU", {
      fr: `Attendu : un résultat de nature « ${nature} » ; lu : ${lu.fr}.`,
      en: `Expected: a result of nature “${nature}”; got: ${lu.en}.`,
    });
    return undefined;
  }
  if (valeur.provenance.format !== FORMAT) {
    saisie.refuser(chemin, "FORMAT_INCONNU", {
      fr: `Attendu : le format ${FORMAT} ; lu : ${montrer(valeur.provenance.format).fr}. Un registre se reprend avec « migrerRegistre » ; un autre résultat se recalcule.`,
      en: `Expected: format ${FORMAT}; got: ${montrer(valeur.provenance.format).en}. A register is carried over with “migrerRegistre”; another result is computed again.`,
    });
    return undefined;
  }
  if (valeur.provenance.sceau !== sceauDe(valeur)) {
    saisie.refuser(chemin, "RESULTAT_ALTERE", {
      fr: "Ce résultat a été modifié depuis son calcul : son sceau ne lui correspond plus. Refaire le calcul avec les données voulues.",
      en: "This result was changed after it was computed: its seal no longer matches. Run the calculation again with the data you want.",
    });
    return undefined;
  }
  return valeur as T;
}
