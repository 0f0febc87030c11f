import { valeurLegale } from "../droit/parametres.js";
import { DEBUT_DU_REGISTRE, dateEnFrancais } from "../droit/periodes.js";
import type { Saisie } from "./saisie.js";
import type { Localisation } from "./vocabulaire.js";

interface LieuDeLogement {
  readonly commune: string;
  readonly localisation: Localisation;
  readonly codeQpv?: string | undefined;
}

/**
 * La liste à laquelle appartient un code, que son préfixe dit : format observé dans des fichiers publics, non vérifié à
 * la source pour les codes de 2015. Aucun article ne le fixe.
 */
const MILLESIMES_DES_PREFIXES: Readonly<Record<string, string>> = { QP: "2015", QN: "2024" };

/** Outre-mer, les listes suivent un autre calendrier, qui n'a pas été lu. */
function estOutreMer(commune: string): boolean {
  return commune.startsWith("97") || commune.startsWith("98");
}

/**
 * Un code de quartier prioritaire ne se donne que pour un logement en QPV, et vient de la liste en vigueur à la date.
 * Le refus ne repose que sur le préfixe du code : il le dit, et l'appelant sûr de sa localisation omet le code.
 */
export function controlerQuartier(
  saisie: Saisie,
  { commune, localisation, codeQpv }: LieuDeLogement,
  date: string | undefined,
  chemin: readonly PropertyKey[],
): void {
  if (codeQpv === undefined) return;
  if (localisation === "hors-qpv")
    saisie.refuser(chemin, "LOCALISATION_INCOHERENTE", {
      fr: `Le logement est dit hors QPV, avec le code de quartier ${codeQpv}.`,
      en: `The dwelling is said to be outside QPV, with district code ${codeQpv}.`,
    });
  if (date === undefined || date < DEBUT_DU_REGISTRE || estOutreMer(commune)) return;
  const millesime = valeurLegale("millesimeQpv", date);
  if (MILLESIMES_DES_PREFIXES[codeQpv.slice(0, 2)] !== millesime)
    saisie.refuser(chemin, "QPV_D_UN_AUTRE_MILLESIME", {
      fr: `Au ${dateEnFrancais(date)}, la liste des QPV de métropole est tenue pour celle de ${millesime} ; d'après son préfixe (QP : 2015, QN : 2024), ${codeQpv} n'en est pas. Ce format n'a pas été vérifié à la source : si la localisation est sûre, ne pas donner de code.`,
      en: `On ${date} the list of QPV in metropolitan France is taken as that of ${millesime}; by its prefix (QP: 2015, QN: 2024), ${codeQpv} is not from it. This format was not checked at its source: if the location is certain, give no code.`,
    });
}
