import type { Texte } from "../droit/texte.js";
import { additionner, comparer, type Fraction, valeurAbsolue, ZERO } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Etape, type ExplicationsPossibles, etapeDeChoix, explicable } from "../modele/trace.js";
import { NON_RESERVES } from "../modele/vocabulaire.js";
import type { Cause } from "./causes.js";
import type { Comparaison } from "./comparer.js";
import type { EffetDUneCause } from "./decomposer.js";

export function explicationsDeLaComparaison(comparaison: Comparaison): ExplicationsPossibles {
  return new Map(
    [...surLePerimetre(comparaison), ...dansLesZones(comparaison)].map((ecart) =>
      explicable(
        {
          cible: ecart.cible,
          titre: enDeuxLangues(({ texte, mot }) =>
            mot(
              `Logements de ${texte(ecart.titre)}, de « ${comparaison.une} » à « ${comparaison.autre} »`,
              `Dwellings of ${texte(ecart.titre)}, from “${comparaison.une}” to “${comparaison.autre}”`,
            ),
          ),
          valeur: ecart.valeur,
          unite: "logements",
          dateDeDroit: comparaison.provenance.dateDeDroit,
        },
        () => [depart(comparaison, ecart), ...effetsDesCauses(comparaison, ecart)],
      ),
    ),
  );
}

/** Un écart, et ce que chaque cause y fait. */
interface EcartADecomposer {
  readonly cible: string;
  readonly titre: Texte;
  readonly avant: ValeurExacte;
  readonly apres: ValeurExacte;
  readonly valeur: ValeurExacte;
  readonly effetDe: (cause: EffetDUneCause) => ValeurExacte;
  /** L'effet de la cause seule ; `null` s'il n'est pas connu. */
  readonly seuleDe: (cause: EffetDUneCause) => ValeurExacte | null;
}

type Chiffres = readonly { readonly reservataire: string; readonly logements: ValeurExacte }[];

function logementsDe(lignes: Chiffres | undefined, code: string): ValeurExacte {
  return lignes?.find(({ reservataire }) => reservataire === code)?.logements ?? RIEN;
}

function surLePerimetre({ reservataires }: Comparaison): EcartADecomposer[] {
  return reservataires.map(({ reservataire, une, autre, ecart }) => ({
    cible: `reservataires/${reservataire}`,
    titre: nommer(reservataire),
    avant: une.logements,
    apres: autre.logements,
    valeur: ecart.logements,
    effetDe: ({ effets }) => logementsDe(effets, reservataire),
    seuleDe: ({ seules }) => seules && logementsDe(seules, reservataire),
  }));
}

function dansLesZones({ zones }: Comparaison): EcartADecomposer[] {
  return zones.flatMap(({ zone, une, autre, ecart }, rang) =>
    ecart.map(({ reservataire, logements }) => ({
      cible: `zones/${zone}/${reservataire}`,
      titre: enDeuxLangues(({ texte, mot }) =>
        mot(
          `${texte(nommer(reservataire))} (zone « ${zone} »)`,
          `${texte(nommer(reservataire))} (zone “${zone}”)`,
        ),
      ),
      avant: logementsDe(une, reservataire),
      apres: logementsDe(autre, reservataire),
      valeur: logements,
      effetDe: ({ zones: effets }) => logementsDe(effets[rang]?.reservataires, reservataire),
      seuleDe: () => null,
    })),
  );
}

function nommer(reservataire: string): Texte {
  return reservataire === NON_RESERVES
    ? { fr: "la part non réservée", en: "the unreserved share" }
    : { fr: reservataire, en: reservataire };
}

function depart(
  { une, autre, provenance, annees }: Comparaison,
  { avant, apres, valeur }: EcartADecomposer,
): Etape {
  return etapeDeChoix(provenance.dateDeDroit, {
    intitule: { fr: "Les deux scénarios", en: "The two scenarios" },
    formule: { fr: "écart = autre − une", en: "gap = other − one" },
    calcul: enDeuxLangues(({ nombre }) => `${nombre(apres)} − ${nombre(avant)} = ${nombre(valeur)}`),
    phrase: enDeuxLangues(({ logements, mot }) =>
      mot(
        `De ${annees[0]} à ${annees.at(-1)} : ${logements(avant)} selon « ${une} », ${logements(apres)} selon « ${autre} ».`,
        `From ${annees[0]} to ${annees.at(-1)}: ${logements(avant)} under “${une}”, ${logements(apres)} under “${autre}”.`,
      ),
    ),
  });
}

/** Chaque cause qui change quelque chose, et où elle mène, de proche en proche ; puis le nombre des autres. */
function effetsDesCauses(
  { provenance: { dateDeDroit }, causes }: Comparaison,
  { avant: depuis, effetDe, seuleDe }: EcartADecomposer,
): Etape[] {
  let jusquIci = lireValeurExacte(depuis);
  let sansEffet = 0;
  const etapes = causes.flatMap((cause) => {
    const [effet, seule] = [effetDe(cause), seuleDe(cause)];
    if (effet.exact === RIEN.exact && (seule === null || seule.exact === RIEN.exact)) {
      sansEffet += 1;
      return [];
    }
    const avant = jusquIci;
    jusquIci = additionner(jusquIci, lireValeurExacte(effet));
    return [
      etapeDeChoix(dateDeDroit, {
        intitule: enDeuxLangues(({ texte }) =>
          cause.causes.map(({ intitule }) => texte(intitule)).join(" + "),
        ),
        formule: {
          fr: "ce que vaut cette différence, ajoutée à celles d'avant",
          en: "what this difference is worth, added to those before it",
        },
        calcul: direLAjout(avant, lireValeurExacte(effet), jusquIci),
        phrase: direLEffet(cause.causes, effet, seule),
        stipulations: cause.causes.filter(estUneStipulation).map(enPassage),
      }),
    ];
  });
  return sansEffet === 0 ? etapes : [...etapes, lesAutres(dateDeDroit, sansEffet)];
}

function direLAjout(avant: Fraction, effet: Fraction, apres: Fraction): Texte {
  const signe = comparer(effet, ZERO) < 0 ? "−" : "+";
  return enDeuxLangues(
    ({ nombre }) => `${nombre(avant)} ${signe} ${nombre(valeurAbsolue(effet))} = ${nombre(apres)}`,
  );
}

const RIEN = valeurExacte(ZERO);

function estUneStipulation({ cause }: Cause): boolean {
  return cause.startsWith("stipulations.");
}

function enPassage({ cause, une, autre }: Cause) {
  return { nom: cause, valeur: `${une?.fr ?? "–"} → ${autre?.fr ?? "–"}` };
}

function direLEffet(causes: readonly Cause[], effet: ValeurExacte, seule: ValeurExacte | null): Texte {
  return enDeuxLangues(({ logements, mot, texte, separateur }) => {
    const dites = causes
      .filter((cause) => !estUneStipulation(cause) && (cause.une ?? cause.autre) !== null)
      .map(({ une, autre }) => `${une === null ? "–" : texte(une)} → ${autre === null ? "–" : texte(autre)}`);
    const passage = dites.length === 0 ? "" : `${dites.join(separateur)}. `;
    const isolee =
      seule === null || seule.exact === effet.exact
        ? ""
        : mot(
            ` Sans les autres, elle vaudrait ${logements(seule)}.`,
            ` Without the others, it would be worth ${logements(seule)}.`,
          );
    const valeur = logements(effet);
    return mot(
      `${passage}Cette différence vaut ${valeur}.${isolee}`,
      `${passage}This difference is worth ${valeur}.${isolee}`,
    );
  });
}

function lesAutres(dateDeDroit: string, nombre: number): Etape {
  return etapeDeChoix(dateDeDroit, {
    intitule: { fr: "Les autres différences", en: "The other differences" },
    formule: { fr: "effet nul", en: "no effect" },
    calcul: { fr: `${nombre} × 0`, en: `${nombre} × 0` },
    phrase: {
      fr: `Nombre des différences qui n'y changent rien : ${nombre}.`,
      en: `Number of differences that change nothing here: ${nombre}.`,
    },
  });
}
