import type { AxeDuBilan, LigneDeTableau, TableauDeBilan } from "../../bilan/croiser-bilan.js";
import { NOMS_DES_AXES, NOMS_DES_COMPTEURS } from "../../bilan/expliquer-tableau-de-bilan.js";
import type { Texte } from "../../droit/texte.js";
import { type ColonneDe, dresser, entiers, mots, reservataire } from "./colonnes.js";
import { LIBELLES_DES_LOCALISATIONS } from "./lieux.js";
import { ecrireMots, enTete, type MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

/**
 * Le croisement tel qu'il est : une colonne par valeur de l'axe, nommée comme sa cible dans `expliquer` (« colonnes/T3 »). Le code
 * seul pourrait être celui d'un réservataire nommé « total ».
 */
export function tableauxDuTableauDeBilan(
  { axes, compteur, colonnes, lignes, totaux, total }: TableauDeBilan,
  mise: MiseEnForme,
): Tableau[] {
  const [compte, parLigne, parColonne] = [
    NOMS_DES_COMPTEURS[compteur],
    NOMS_DES_AXES[axes.lignes],
    NOMS_DES_AXES[axes.colonnes],
  ];
  return [
    dresser<LigneDeTableau>(mise, {
      nom: "tableau-de-bilan",
      titre: {
        fr: `${enTete(compte.fr)}, par ${parLigne.fr} et par ${parColonne.fr}`,
        en: `${enTete(compte.en)}, by ${parLigne.en} and by ${parColonne.en}`,
      },
      colonnes: [
        ...valeurDeLAxe(axes.lignes),
        ...colonnes.map((code, rang) =>
          entiers<LigneDeTableau>(
            nomDeColonne(code),
            titreDeColonne(axes.colonnes, code, mise),
            "logements",
            ({ nombres }) => nombres[rang] ?? null,
          ),
        ),
        entiers("total", { fr: "Total", en: "Total" }, "logements", (ligne) => ligne.total),
      ],
      lignes,
      total: {
        ...Object.fromEntries(colonnes.map((code, rang) => [nomDeColonne(code), totaux[rang] ?? null])),
        total,
      },
    }),
  ];
}

function nomDeColonne(code: string): string {
  return `colonnes/${code}`;
}

function valeurDeLAxe(axe: AxeDuBilan): ColonneDe<LigneDeTableau>[] {
  if (axe === "reservataire") return reservataire<LigneDeTableau>(({ code }) => code);
  const { fr, en } = NOMS_DES_AXES[axe];
  return [mots(axe, { fr: enTete(fr), en: enTete(en) }, ({ code }) => libelleDe(axe, code))];
}

/** Un titre de colonne est fait de mots de l'appelant : il se neutralise comme une case. */
function titreDeColonne(axe: AxeDuBilan, code: string, mise: MiseEnForme): Texte {
  const ecrit = ecrireMots(axe === "reservataire" ? mise.nomDe(code) : libelleDe(axe, code), mise);
  return { fr: ecrit, en: ecrit };
}

function libelleDe(axe: AxeDuBilan, code: string): string | Texte {
  return axe === "localisation" && estUneLocalisation(code) ? LIBELLES_DES_LOCALISATIONS[code] : code;
}

function estUneLocalisation(code: string): code is keyof typeof LIBELLES_DES_LOCALISATIONS {
  return code in LIBELLES_DES_LOCALISATIONS;
}
