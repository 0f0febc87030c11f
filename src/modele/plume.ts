import type { Texte } from "../droit/texte.js";
import type { Fraction } from "../exact/fraction.js";
import { estDecimale, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";

type Nombre = ValeurExacte | Fraction | string | number;

/** De quoi écrire dans une langue : ses nombres, ses accords, ses mots. */
export interface Plume {
  /** « 32,5 » si le décimal est exact, « 137/1234 (≈ 0,111021) » sinon. */
  readonly nombre: (valeur: Nombre) => string;
  /** « 32,5 » si le décimal est exact, « environ 0,111021 » sinon : pour une phrase. */
  readonly decimal: (valeur: Nombre) => string;
  /** « 0,96 logement », « 2 logements » ; “0.96 dwellings”. */
  readonly logements: (valeur: Nombre) => string;
  /** « 8,5 jours » ; “8.5 days”. */
  readonly jours: (valeur: Nombre) => string;
  /** « 32,5 % » ; “32.5%”. */
  readonly pourCent: (valeur: Nombre) => string;
  /** Entre deux termes d'une liste : « un ; deux » ; “one; two”. */
  readonly separateur: string;
  readonly mot: (fr: string, en: string) => string;
  readonly texte: (texte: Texte) => string;
}

export const SEPARATEURS: Texte = { fr: " ; ", en: "; " };

const FRANCAIS: Plume = {
  nombre: (valeur) => lisible(valeur).replace(/\./g, ","),
  decimal: (valeur) => `${estExacte(valeur) ? "" : "environ "}${decimal(valeur).replace(".", ",")}`,
  logements: (valeur) => accorderEnFrancais(valeur, "logement"),
  jours: (valeur) => accorderEnFrancais(valeur, "jour"),
  pourCent: (valeur) => `${FRANCAIS.nombre(valeur)} %`,
  separateur: SEPARATEURS.fr,
  mot: (fr) => fr,
  texte: ({ fr }) => fr,
};

const ANGLAIS: Plume = {
  nombre: lisible,
  decimal: (valeur) => `${estExacte(valeur) ? "" : "about "}${decimal(valeur)}`,
  logements: (valeur) => accorderEnAnglais(valeur, "dwelling"),
  jours: (valeur) => accorderEnAnglais(valeur, "day"),
  pourCent: (valeur) => `${lisible(valeur)}%`,
  separateur: SEPARATEURS.en,
  mot: (_, en) => en,
  texte: ({ en }) => en,
};

/** Écrit le même texte dans les deux langues. */
export function enDeuxLangues(ecrire: (plume: Plume) => string): Texte {
  return { fr: ecrire(FRANCAIS), en: ecrire(ANGLAIS) };
}

/** En français, le pluriel commence à deux. */
function accorderEnFrancais(valeur: Nombre, nom: string): string {
  const singulier = /^-?(0|1)(\.|$)/.test(decimal(valeur));
  return `${FRANCAIS.nombre(valeur)} ${nom}${singulier ? "" : "s"}`;
}

function accorderEnAnglais(valeur: Nombre, nom: string): string {
  return `${lisible(valeur)} ${nom}${decimal(valeur) === "1" ? "" : "s"}`;
}

function exacte(valeur: Nombre): ValeurExacte {
  if (typeof valeur === "number") return exacte(String(valeur));
  if (typeof valeur === "string") return { exact: valeur, decimal: valeur };
  return "numerateur" in valeur ? valeurExacte(valeur) : valeur;
}

function decimal(valeur: Nombre): string {
  return exacte(valeur).decimal;
}

function estExacte(valeur: Nombre): boolean {
  return typeof valeur === "string" || typeof valeur === "number" || estDecimale(exacte(valeur));
}

function lisible(valeur: Nombre): string {
  const lue = exacte(valeur);
  return estExacte(valeur) ? lue.decimal : `${lue.exact} (≈ ${lue.decimal})`;
}
