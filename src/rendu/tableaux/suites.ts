import { DELAIS, type Delai, type DelaisDesSuites, type NomDeDelai } from "../../bilan/delais.js";
import { NOMS_DES_DELAIS } from "../../bilan/expliquer-suites.js";
import type {
  ComptesDesSuites,
  EchecsDUnMotif,
  SuitesDeReservataire,
} from "../../bilan/suites-des-mises-a-disposition.js";
import type { Texte } from "../../droit/texte.js";
import type { ValeurExacte } from "../../exact/valeur-exacte.js";
import type { TypeDEchec } from "../../orientation/dossiers.js";
import { type ColonneDe, dresser, entiers, exacts, mots, prefixer, reservataire } from "./colonnes.js";
import { ecrireMots, type MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

const COMPTES: readonly (readonly [keyof ComptesDesSuites, Texte])[] = [
  ["misesADisposition", { fr: "Mises à disposition", en: "Placements" }],
  ["designees", { fr: "Désignées", en: "With candidates named" }],
  ["attribuees", { fr: "Attribuées", en: "Let by the committee" }],
  ["bauxSignes", { fr: "Devenues un bail", en: "Turned into a lease" }],
  ["echouees", { fr: "Échouées", en: "Failed" }],
  ["enCours", { fr: "En cours", en: "Under way" }],
];

/** Où en sont des mises à disposition. */
function comptes<L extends ComptesDesSuites>(): ColonneDe<L>[] {
  return COMPTES.map(([compte, titre]) =>
    entiers(compte, titre, "mises à disposition", (ligne) => ligne[compte]),
  );
}

/** De même, à côté d'autres comptes. */
export function comptesDesSuites<L>(lire: (ligne: L) => ComptesDesSuites): ColonneDe<L>[] {
  return COMPTES.map(([compte, { fr, en }]) =>
    entiers(
      prefixer("suites", compte),
      { fr: `Suites : ${fr.toLowerCase()}`, en: `Outcomes: ${en.toLowerCase()}` },
      "mises à disposition",
      (ligne) => lire(ligne)[compte],
    ),
  );
}

export function totalDesSuites(suites: ComptesDesSuites): Readonly<Record<string, number>> {
  return Object.fromEntries(COMPTES.map(([compte]) => [prefixer("suites", compte), suites[compte]]));
}

export function transformation<L>(lire: (ligne: L) => ValeurExacte | null): ColonneDe<L> {
  return exacts("transformation", { fr: "Transformation (%)", en: "Transformation (%)" }, "%", lire);
}

const MAIRES: Texte = { fr: "Maires", en: "Mayors" };

/** Un réservataire ; ou les maires, qui n'ont pas de code. */
function beneficiaire<L>(lire: (ligne: L) => string | null): ColonneDe<L>[] {
  const [code, nom] = reservataire<L>(lire);
  return [
    code,
    {
      ...nom,
      ecrire: (ligne, mise) => (lire(ligne) === null ? ecrireMots(MAIRES, mise) : nom.ecrire(ligne, mise)),
    },
  ];
}

/** Ce que sont devenues les mises à disposition de chacun. */
export function lesSuites(
  lignes: readonly SuitesDeReservataire[],
  mise: MiseEnForme,
  ensemble?: ComptesDesSuites & Pick<SuitesDeReservataire, "transformation">,
): Tableau {
  return dresser<SuitesDeReservataire>(mise, {
    nom: "suites-des-mises-a-disposition",
    titre: { fr: "Ce que sont devenues les mises à disposition", en: "What became of the placements" },
    colonnes: [
      ...beneficiaire<SuitesDeReservataire>((ligne) => ligne.reservataire),
      ...comptes<SuitesDeReservataire>(),
      transformation<SuitesDeReservataire>((ligne) => ligne.transformation),
    ],
    lignes,
    ...(ensemble && {
      total: {
        ...Object.fromEntries(COMPTES.map(([compte]) => [compte, ensemble[compte]])),
        transformation: ensemble.transformation,
      },
    }),
  });
}

const TYPES: Readonly<Record<TypeDEchec, Texte>> = {
  "absence-de-candidat": { fr: "absence de candidat", en: "no candidate" },
  "non-attribution": { fr: "non-attribution", en: "not let by the committee" },
  "refus-du-candidat": { fr: "refus du candidat", en: "refused by the candidate" },
};

/** Les échecs de chacun, par type et par motif. */
export function lesEchecs(
  lignes: readonly SuitesDeReservataire[],
  mise: MiseEnForme,
  { echouees }: Pick<ComptesDesSuites, "echouees">,
): Tableau {
  type Ligne = EchecsDUnMotif & Pick<SuitesDeReservataire, "reservataire">;
  return dresser<Ligne>(mise, {
    nom: "echecs-par-motif",
    titre: { fr: "Mises à disposition échouées, par motif", en: "Failed placements, by reason" },
    colonnes: [
      ...beneficiaire<Ligne>((ligne) => ligne.reservataire),
      mots("type", { fr: "Type", en: "Type" }, ({ type }) => TYPES[type]),
      mots("motif", { fr: "Motif", en: "Reason" }, ({ motif }) => motif),
      entiers("nombre", { fr: "Nombre", en: "Number" }, "mises à disposition", ({ nombre }) => nombre),
    ],
    lignes: lignes.flatMap(({ reservataire: code, echecs }) =>
      echecs.map((echec) => ({ ...echec, reservataire: code })),
    ),
    total: { nombre: echouees },
  });
}

type LigneDeDelai = Delai & { readonly delai: NomDeDelai };

function unDelai<L extends LigneDeDelai>(): ColonneDe<L>[] {
  return [
    mots("delai", { fr: "Délai", en: "Time" }, ({ delai }) => delai),
    mots("intitule", { fr: "Intitulé", en: "Label" }, ({ delai }) => NOMS_DES_DELAIS[delai]),
    entiers("nombre", { fr: "Cas mesurés", en: "Cases" }, "mises à disposition", ({ nombre }) => nombre),
    exacts("moyenne", { fr: "Moyenne", en: "Average" }, "jours", ({ moyenne }) => moyenne),
    exacts("mediane", { fr: "Médiane", en: "Median" }, "jours", ({ mediane }) => mediane),
    entiers("maximum", { fr: "Maximum", en: "Longest" }, "jours", ({ maximum }) => maximum),
  ];
}

function lignesDesDelais(delais: DelaisDesSuites): LigneDeDelai[] {
  return DELAIS.map((delai) => ({ delai, ...delais[delai] }));
}

/** Les délais, toutes mises à disposition réunies : une médiane ne se retrouve pas dans celles de chacun. */
export function lesDelais({ delais }: Pick<SuitesDeReservataire, "delais">, mise: MiseEnForme): Tableau {
  return dresser<LigneDeDelai>(mise, {
    nom: "delais",
    titre: { fr: "Délais des mises à disposition", en: "Times of the placements" },
    colonnes: unDelai<LigneDeDelai>(),
    lignes: lignesDesDelais(delais),
  });
}

export function lesDelaisDeChacun(lignes: readonly SuitesDeReservataire[], mise: MiseEnForme): Tableau {
  type Ligne = LigneDeDelai & Pick<SuitesDeReservataire, "reservataire">;
  return dresser<Ligne>(mise, {
    nom: "delais-par-reservataire",
    titre: {
      fr: "Délais des mises à disposition, par réservataire",
      en: "Times of the placements, by reservation holder",
    },
    colonnes: [...beneficiaire<Ligne>((ligne) => ligne.reservataire), ...unDelai<Ligne>()],
    lignes: lignes.flatMap(({ reservataire: code, delais }) =>
      lignesDesDelais(delais).map((ligne) => ({ ...ligne, reservataire: code })),
    ),
  });
}
