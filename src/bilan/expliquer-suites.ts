import type { Texte } from "../droit/texte.js";
import { fraction, multiplier } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Etape, type Explication, etapeDeChoix, explicable } from "../modele/trace.js";
import { DELAIS, type Delai, type NomDeDelai } from "./delais.js";
import type {
  ComptesDesSuites,
  Suites,
  SuitesDeReservataire,
  SuitesDuBilan,
} from "./suites-des-mises-a-disposition.js";

export const NOMS_DES_DELAIS: Readonly<Record<NomDeDelai, Texte>> = {
  jusquALaMiseADisposition: {
    fr: "de la libération à la première mise à disposition",
    en: "from the vacancy to the first placement",
  },
  jusquALaDesignation: {
    fr: "de la mise à disposition à la désignation",
    en: "from the placement to the designation",
  },
  jusquALAttribution: {
    fr: "de la mise à disposition à l'attribution",
    en: "from the placement to the letting decision",
  },
  jusquAuBail: { fr: "de la mise à disposition au bail", en: "from the placement to the lease" },
  deLAttributionAuBail: { fr: "de l'attribution au bail", en: "from the letting decision to the lease" },
};

interface SuitesNommees {
  /** Ce qui précède, dans la cible, le nom du chiffre. */
  readonly prefixe: string;
  readonly nom: Texte;
  readonly suites: Suites;
}

/** L'année des mises à disposition, et la date du droit appliqué. */
export interface Epoque {
  readonly annee: number;
  readonly dateDeDroit: string;
}

type Explicables = readonly [string, () => Explication][];

/** Les suites de l'ensemble, de chaque réservataire et des maires. */
export function explicationsDesSuites({ ensemble, lignes }: SuitesDuBilan, epoque: Epoque): Explicables {
  return [
    ...expliquerDesSuites(
      { prefixe: "suites", nom: { fr: "ensemble", en: "all" }, suites: ensemble },
      epoque,
    ),
    ...lignes.flatMap((suites) => explicationsDeSesSuites(suites, epoque)),
  ];
}

export function explicationsDeSesSuites(suites: SuitesDeReservataire, epoque: Epoque): Explicables {
  const { reservataire } = suites;
  return reservataire === null
    ? expliquerDesSuites({ prefixe: "maires", nom: { fr: "maires", en: "mayors" }, suites }, epoque)
    : expliquerDesSuites(
        {
          prefixe: `reservataires/${reservataire}`,
          nom: { fr: reservataire, en: reservataire },
          suites,
        },
        epoque,
      );
}

/** Le taux de transformation et la moyenne de chaque délai ; ce qui n'a pas de cas n'a pas de cible. */
function expliquerDesSuites(
  { prefixe, nom, suites }: SuitesNommees,
  { annee, dateDeDroit }: Epoque,
): Explicables {
  const cible = (
    suffixe: string,
    titre: Texte,
    mesure: { readonly valeur: ValeurExacte; readonly unite: "%" | "jours" },
    etape: () => Etape,
  ) =>
    explicable(
      {
        cible: `${prefixe}/${suffixe}`,
        titre: {
          fr: `${nom.fr}, ${titre.fr}, mises à disposition de ${annee}`,
          en: `${nom.en}, ${titre.en}, placements of ${annee}`,
        },
        dateDeDroit,
        ...mesure,
      },
      () => [etape()],
    );
  const { transformation, delais } = suites;
  return [
    ...(transformation === null
      ? []
      : [
          cible(
            "transformation",
            { fr: "taux de transformation en bail", en: "rate of transformation into a lease" },
            { valeur: transformation, unite: "%" },
            () => etapeDeTransformation(suites, transformation, dateDeDroit),
          ),
        ]),
    ...DELAIS.flatMap((delai) => {
      const { moyenne } = delais[delai];
      const titre = NOMS_DES_DELAIS[delai];
      return moyenne === null
        ? []
        : [
            cible(
              delai,
              { fr: `délai moyen ${titre.fr}`, en: `average time ${titre.en}` },
              { valeur: moyenne, unite: "jours" },
              () => etapeDuDelai(delais[delai], moyenne, titre, dateDeDroit),
            ),
          ];
    }),
  ];
}

export function etapeDeTransformation(
  suites: ComptesDesSuites,
  transformation: ValeurExacte,
  date: string,
): Etape {
  const { misesADisposition, bauxSignes, echouees, enCours } = suites;
  return etapeDeChoix(date, {
    intitule: { fr: "Taux de transformation", en: "Transformation rate" },
    formule: {
      fr: "transformation = baux signés ÷ mises à disposition ; mises à disposition = baux signés + échouées + en cours",
      en: "transformation = leases signed ÷ placements; placements = leases signed + failed + pending",
    },
    calcul: enDeuxLangues(
      ({ pourCent, separateur }) =>
        `${bauxSignes} ÷ ${misesADisposition} = ${pourCent(transformation)}${separateur}${misesADisposition} = ${bauxSignes} + ${echouees} + ${enCours}`,
    ),
    phrase: enDeuxLangues(({ mot }) =>
      mot(
        `Mises à disposition de l'année : ${misesADisposition} ; devenues un bail : ${bauxSignes}, échouées : ${echouees}, en cours : ${enCours}. Un bail signé l'année suivante compte ; celles en cours sont au dénominateur, et le taux peut encore monter.`,
        `Placements of the year: ${misesADisposition}; turned into a lease: ${bauxSignes}, failed: ${echouees}, pending: ${enCours}. A lease signed the next year counts; pending ones are in the denominator, so the rate may still rise.`,
      ),
    ),
  });
}

function etapeDuDelai(
  { nombre, mediane, maximum }: Delai,
  moyenne: ValeurExacte,
  titre: Texte,
  date: string,
): Etape {
  const somme = multiplier(lireValeurExacte(moyenne), fraction(nombre));
  return etapeDeChoix(date, {
    intitule: { fr: "Délai moyen", en: "Average time" },
    formule: {
      fr: "moyenne = somme des jours ÷ nombre de cas ; deux étapes du même jour sont à 0 jour",
      en: "average = sum of days ÷ number of cases; two steps on the same day are 0 days apart",
    },
    calcul: enDeuxLangues(({ nombre: ecrire }) => `${ecrire(somme)} ÷ ${nombre} = ${ecrire(moyenne)}`),
    phrase: enDeuxLangues(({ jours, mot, texte }) =>
      mot(
        `Délai ${texte(titre)}, sur ${nombre} cas : ${jours(moyenne)} en moyenne, ${jours(mediane ?? moyenne)} en médiane, ${jours(maximum ?? 0)} au plus.`,
        `Time ${texte(titre)}, over ${nombre} case(s): ${jours(moyenne)} on average, ${jours(mediane ?? moyenne)} at the median, ${jours(maximum ?? 0)} at most.`,
      ),
    ),
  });
}
