import type { AxesDuBilan, CompteursDuBilan, LigneDeBilan } from "../../bilan/lignes-du-bilan.js";
import type { Texte } from "../../droit/texte.js";
import { type ColonneDe, dresser, entiers, mots, prefixer, reservataire } from "./colonnes.js";
import { COMMUNE, LIBELLES_DES_LOCALISATIONS, LOCALISATION } from "./lieux.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

const INTITULES: readonly (readonly [keyof CompteursDuBilan, Texte])[] = [
  ["proposes", { fr: "Proposés", en: "Offered" }],
  ["attribues", { fr: "Attribués", en: "Let by the committee" }],
  ["bauxSignes", { fr: "Baux signés", en: "Leases signed" }],
];

export function compteurs<L>(lire: (ligne: L) => CompteursDuBilan): ColonneDe<L>[] {
  return INTITULES.map(([compteur, titre]) =>
    entiers(compteur, titre, "logements", (ligne) => lire(ligne)[compteur]),
  );
}

/** Ce que la loi a mis à la disposition des maires. */
export function compteursDesMaires<L>(lire: (ligne: L) => CompteursDuBilan): ColonneDe<L>[] {
  return INTITULES.map(([compteur, { fr, en }]) =>
    entiers(
      prefixer("maires", compteur),
      { fr: `Maires : ${fr.toLowerCase()}`, en: `Mayors: ${en.toLowerCase()}` },
      "logements",
      (ligne) => lire(ligne)[compteur],
    ),
  );
}

export function totalDesMaires(maires: CompteursDuBilan): Readonly<Record<string, number>> {
  return Object.fromEntries(INTITULES.map(([compteur]) => [prefixer("maires", compteur), maires[compteur]]));
}

/** Les axes de R. 441-5-1. */
export function sixAxes<L extends AxesDuBilan>(): ColonneDe<L>[] {
  return [
    ...reservataire<L>((ligne) => ligne.reservataire),
    mots("typologie", { fr: "Typologie", en: "Size" }, ({ typologie }) => typologie),
    mots("financement", { fr: "Financement", en: "Funding" }, ({ financement }) => financement),
    mots("localisation", LOCALISATION, ({ localisation }) => LIBELLES_DES_LOCALISATIONS[localisation]),
    mots("commune", COMMUNE, ({ commune }) => commune),
    mots(
      "periodeDeConstruction",
      { fr: "Période de construction", en: "Building period" },
      (ligne) => ligne.periodeDeConstruction,
    ),
  ];
}

export function auxSixAxes(
  lignes: readonly LigneDeBilan[],
  { proposes, attribues, bauxSignes }: CompteursDuBilan,
  mise: MiseEnForme,
): Tableau {
  return dresser<LigneDeBilan>(mise, {
    nom: "bilan-aux-six-axes",
    titre: { fr: "Bilan annuel, aux six axes", en: "Annual report, along the six axes" },
    colonnes: [...sixAxes<LigneDeBilan>(), ...compteurs<LigneDeBilan>((ligne) => ligne)],
    lignes,
    total: { proposes, attribues, bauxSignes },
  });
}
