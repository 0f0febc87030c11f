import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import type { AxeDuBilan, CompteurDuBilan, TableauDeBilan } from "./croiser-bilan.js";

export const NOMS_DES_AXES: Readonly<Record<AxeDuBilan, Texte>> = {
  reservataire: { fr: "réservataire", en: "holder" },
  typologie: { fr: "typologie", en: "size" },
  financement: { fr: "financement", en: "funding" },
  localisation: { fr: "localisation", en: "location" },
  commune: { fr: "commune", en: "municipality" },
  periodeDeConstruction: { fr: "période de construction", en: "period of construction" },
};

export const NOMS_DES_COMPTEURS: Readonly<Record<CompteurDuBilan, Texte>> = {
  proposes: { fr: "logements proposés", en: "dwellings proposed" },
  attribues: { fr: "logements attribués", en: "dwellings let" },
  bauxSignes: { fr: "baux signés", en: "leases signed" },
};

export function explicationsDuTableauDeBilan(tableau: TableauDeBilan): ExplicationsPossibles {
  const { axes, lignes, colonnes, totaux, total } = tableau;
  return new Map([
    ...lignes.map(({ code, nombres, total: deLaLigne }) =>
      expliquerSomme(tableau, {
        cible: `lignes/${code}`,
        lieu: situer(axes.lignes, code),
        axe: axes.colonnes,
        termes: nombres,
        somme: deLaLigne,
      }),
    ),
    ...colonnes.map((code, rang) =>
      expliquerSomme(tableau, {
        cible: `colonnes/${code}`,
        lieu: situer(axes.colonnes, code),
        axe: axes.lignes,
        termes: lignes.map(({ nombres }) => nombres[rang] ?? 0),
        somme: totaux[rang] ?? 0,
      }),
    ),
    expliquerSomme(tableau, {
      cible: "total",
      lieu: { fr: "ensemble", en: "all" },
      axe: axes.lignes,
      termes: lignes.map((ligne) => ligne.total),
      somme: total,
    }),
  ]);
}

function situer(axe: AxeDuBilan, code: string): Texte {
  const { fr, en } = NOMS_DES_AXES[axe];
  return { fr: `${fr} ${code}`, en: `${en} ${code}` };
}

interface Somme {
  readonly cible: string;
  readonly lieu: Texte;
  /** L'axe dont les valeurs s'additionnent. */
  readonly axe: AxeDuBilan;
  readonly termes: readonly number[];
  readonly somme: number;
}

function expliquerSomme(
  { perimetre: { annee }, compteur, provenance: { dateDeDroit } }: TableauDeBilan,
  { cible, lieu, axe, termes, somme }: Somme,
) {
  const nom = NOMS_DES_COMPTEURS[compteur];
  const parAxe = NOMS_DES_AXES[axe];
  return explicable(
    {
      cible,
      titre: {
        fr: `${lieu.fr}, ${nom.fr} en ${annee}`,
        en: `${lieu.en}, ${nom.en} in ${annee}`,
      },
      valeur: valeurExacte(fraction(somme)),
      unite: "logements",
      dateDeDroit,
    },
    () => [
      etape("R10", dateDeDroit, {
        formule: { fr: `somme par ${parAxe.fr}`, en: `sum by ${parAxe.en}` },
        calcul: enDeuxLangues(() => `${termes.length === 0 ? "0" : termes.join(" + ")} = ${somme}`),
        phrase: enDeuxLangues(({ logements, texte, mot }) =>
          mot(
            `Somme des cases par ${texte(parAxe)} : ${logements(somme)}.`,
            `Sum of the cells by ${texte(parAxe)}: ${logements(somme)}.`,
          ),
        ),
      }),
    ],
  );
}
