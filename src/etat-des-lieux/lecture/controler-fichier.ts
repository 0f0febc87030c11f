import type { Texte } from "../../droit/texte.js";
import { montrer } from "../../modele/problemes.js";
import type { Saisie } from "../../modele/saisie.js";
import { cleDe } from "./cellules.js";
import type { PassageDeFinancement } from "./codes-rpls.js";
import { type ChampDeColonne, type Colonnes, ENTETES_RECONNUS } from "./colonnes.js";
import { estHorsDuFlux } from "./lire-valeurs.js";

/** Un code ne passe que d'une façon, et un logement intermédiaire ne passe pas. */
export function controlerPassage(saisie: Saisie, passage: readonly PassageDeFinancement[]): void {
  const chemin = (rang: number) => ["stipulations", "passageDesFinancements", rang, "code"];
  const lignes = passage.map((ligne, rang) => ({ rang, ligne }));
  saisie.refuserDoublons(lignes, ({ code }) => cleDe(code), chemin);
  for (const { rang, ligne } of lignes)
    if (estHorsDuFlux(ligne.code))
      saisie.refuser(chemin(rang), "FINANCEMENT_HORS_DU_FLUX", {
        fr: `« ${ligne.code} » est un financement intermédiaire : il n'est pas du flux.`,
        en: `“${ligne.code}” is an intermediate funding: it is not in the flow.`,
      });
}

const COLONNES_EXIGEES = [
  ["numeroRpls"],
  ["reservataire", "contingentRpls"],
  ["typologie"],
  ["commune"],
  ["localisation", "codeQpv"],
  ["financement"],
] as const satisfies readonly (readonly ChampDeColonne[])[];

/** Chaque champ a une colonne au plus, et ceux d'un logement en ont une. */
export function controlerColonnes(
  saisie: Saisie,
  { enteteDe, enDouble, ignorees }: Colonnes,
  nombre: number,
): void {
  for (const { champ, premiere, seconde } of enDouble)
    saisie.refuser(["colonnes", seconde], "COLONNE_EN_DOUBLE", {
      fr: `Les colonnes « ${premiere} » et « ${seconde} » donnent toutes deux ${champ} : n'en garder qu'une.`,
      en: `Columns “${premiere}” and “${seconde}” both give ${champ}: keep one.`,
    });
  if (nombre === 0) return;
  const inconnus = enumererEntetes(ignorees);
  for (const champs of COLONNES_EXIGEES)
    if (!champs.some((champ) => enteteDe.has(champ)))
      saisie.refuser(["colonnes", champs[0]], "COLONNE_MANQUANTE", {
        fr: `Aucun en-tête reconnu ne donne ${champs.join(" ni ")} (« ${ENTETES_RECONNUS[champs[0]][0]} », par exemple) : voir ENTETES_RECONNUS.${inconnus.fr}`,
        en: `No known header gives ${champs.join(" or ")} (“${ENTETES_RECONNUS[champs[0]][0]}”, for instance): see ENTETES_RECONNUS.${inconnus.en}`,
      });
}

const ENTETES_MONTRES = 10;

/** Les en-têtes que la bibliothèque ne connaît pas : celui qui manque est souvent parmi eux. */
function enumererEntetes(entetes: readonly string[]): Texte {
  if (entetes.length === 0) return { fr: "", en: "" };
  const montres = entetes.slice(0, ENTETES_MONTRES).map(montrer);
  const reste = entetes.length > ENTETES_MONTRES ? "…" : "";
  return {
    fr: ` En-têtes lus et non reconnus : ${montres.map(({ fr }) => fr).join(", ")}${reste}.`,
    en: ` Headers read and not known: ${montres.map(({ en }) => en).join(", ")}${reste}.`,
  };
}
