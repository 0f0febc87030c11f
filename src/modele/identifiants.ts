import * as z from "zod";
import { ecrireDecimal, lireDecimal, nombreDeDecimales } from "../exact/decimal.js";
import { CENT, comparer, ZERO } from "../exact/fraction.js";
import { DECIMALES_D_UN_TAUX } from "../exact/taux.js";
import { estUneDate } from "./calendrier.js";

function conforme(code: string, test: (texte: string) => boolean) {
  return z.string().refine(test, { params: { code } });
}

const LONGUEUR_MAXIMALE = 200;
const CARACTERE_INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * Texte d'une ligne, qui n'a qu'une écriture : ni espace aux bords, ni caractère invisible, en forme Unicode composée.
 * Deux codes qui se lisent de même sont le même code.
 */
export const texteNonVide = conforme(
  "TEXTE_MAL_FORME",
  (texte) =>
    texte !== "" &&
    texte.length <= LONGUEUR_MAXIMALE &&
    texte === texte.trim().normalize("NFC") &&
    !CARACTERE_INVISIBLE.test(texte),
);

/** Des mots faits d'autres, noms et codes : une ligne, de toute longueur. */
export const phrase = conforme(
  "PHRASE_INVALIDE",
  (texte) => texte.trim() !== "" && !CARACTERE_INVISIBLE.test(texte),
);

const PREMIERE_DATE = "1900-01-01";
const DERNIERE_DATE = "2199-12-31";

export const dateIso = conforme(
  "DATE_IMPOSSIBLE",
  (texte) => estUneDate(texte) && texte >= PREMIERE_DATE && texte <= DERNIERE_DATE,
);
export const codeCommune = conforme("CODE_COMMUNE_INVALIDE", (texte) => /^(\d{5}|2[AB]\d{3})$/.test(texte));
export const codeDepartement = conforme("CODE_DEPARTEMENT_INVALIDE", (texte) =>
  /^(0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97\d)$/.test(texte),
);
export const siren = conforme("SIREN_INVALIDE", (texte) => /^\d{9}$/.test(texte));
export const numeroRpls = conforme("NUMERO_RPLS_INVALIDE", (texte) => /^[0-9A-Z]{10}$/.test(texte));
export const codeQpv = conforme("CODE_QPV_INVALIDE", (texte) =>
  /^(QN[0-9AB]{3}\d{2}[A-Z]|QP[0-9AB]{6})$/.test(texte),
);

const LONGUEUR_D_UN_MOTIF = 40;

/** Un motif codé : des mots en minuscules et chiffres, joints par des traits d'union. */
export const motif = conforme(
  "MOTIF_INVALIDE",
  (texte) => texte.length <= LONGUEUR_D_UN_MOTIF && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(texte),
);

/** Près de deux fois le parc social du pays : des sommes de comptes restent des entiers exacts. */
const COMPTE_MAXIMAL = 10_000_000;

/** Nombre de logements : entier, de 0 à dix millions. */
export const compte = z
  .number()
  .refine((nombre) => Number.isInteger(nombre) && nombre >= 0 && nombre <= COMPTE_MAXIMAL, {
    params: { code: "COMPTE_INVALIDE" },
  });

export const annee = z
  .number()
  .refine((nombre) => Number.isInteger(nombre) && nombre >= 1900 && nombre <= 2199, {
    params: { code: "ANNEE_INVALIDE" },
  });

const MOIS = /^\d{4}-(0[1-9]|1[0-2])$/;

function estEntre(texte: string, premiere: number, derniere: number): boolean {
  const lue = Number(texte.slice(0, 4));
  return lue >= premiere && lue <= derniere;
}

/** Un mois, AAAA-MM, de 1900 à 2199. */
export const mois = conforme("MOIS_INVALIDE", (texte) => MOIS.test(texte) && estEntre(texte, 1900, 2199));

/** Un mois, AAAA-MM, ou une année, AAAA, de 1800 à 2199 : le parc a des logements du XIXe siècle. */
export const moisOuAnnee = conforme(
  "MOIS_OU_ANNEE_INVALIDE",
  (texte) => (MOIS.test(texte) || /^\d{4}$/.test(texte)) && estEntre(texte, 1800, 2199),
);

function estUnTaux(taux: unknown): boolean {
  if (typeof taux !== "string" && typeof taux !== "number") return false;
  const lu = lireDecimal(taux);
  return (
    lu !== null &&
    comparer(lu, ZERO) >= 0 &&
    comparer(lu, CENT) <= 0 &&
    nombreDeDecimales(taux) <= DECIMALES_D_UN_TAUX
  );
}

/** Taux convenu en pourcentage : « 12.5 » ou 12.5 pour 12,5 %, six décimales au plus. */
export const taux = z
  .custom<string | number>(estUnTaux, { params: { code: "TAUX_INVALIDE" } })
  .transform((lu) => ecrireDecimal(lireDecimal(lu) ?? ZERO, DECIMALES_D_UN_TAUX));

/** Les deux ou trois premiers caractères d'un code de commune disent son département. */
export function departementDe(commune: string): string {
  return commune.slice(0, commune.startsWith("97") ? 3 : 2);
}

/** Un entier d'un intervalle, refusé sous ce code. */
export function entierDe(code: string, minimum: number, maximum: number = Number.MAX_SAFE_INTEGER) {
  return z
    .number()
    .refine((n) => Number.isSafeInteger(n) && n >= minimum && n <= maximum, { params: { code } });
}
