import type { Texte } from "../droit/texte.js";
import { additionner, ZERO } from "../exact/fraction.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type Etape, type ExplicationsPossibles, etapeDeChoix, explicable } from "../modele/trace.js";
import type { Cause } from "./causes.js";
import type { Comparaison, EffetDUneCause, EffetSurUnReservataire, ReservataireCompare } from "./comparer.js";

export function explicationsDeLaComparaison(comparaison: Comparaison): ExplicationsPossibles {
  const { une, autre, provenance, reservataires, causes } = comparaison;
  return new Map(
    reservataires.map((ligne) =>
      explicable(
        {
          cible: `reservataires/${ligne.reservataire}`,
          titre: {
            fr: `Logements de ${ligne.reservataire}, de « ${une} » à « ${autre} »`,
            en: `Dwellings of ${ligne.reservataire}, from “${une}” to “${autre}”`,
          },
          valeur: ligne.ecart.logements,
          unite: "logements",
          dateDeDroit: provenance.dateDeDroit,
        },
        () => [depart(comparaison, ligne), ...effetsSurLui(comparaison, ligne, causes)],
      ),
    ),
  );
}

function depart(
  { une, autre, provenance, annees }: Comparaison,
  { une: avant, autre: apres, ecart }: ReservataireCompare,
): Etape {
  return etapeDeChoix(provenance.dateDeDroit, {
    intitule: { fr: "Les deux scénarios", en: "The two scenarios" },
    formule: { fr: "écart = autre − une", en: "gap = other − one" },
    calcul: enDeuxLangues(
      ({ nombre }) => `${nombre(apres.logements)} − ${nombre(avant.logements)} = ${nombre(ecart.logements)}`,
    ),
    phrase: enDeuxLangues(({ logements, mot }) =>
      mot(
        `De ${annees[0]} à ${annees.at(-1)} : ${logements(avant.logements)} selon « ${une} », ${logements(apres.logements)} selon « ${autre} ».`,
        `From ${annees[0]} to ${annees.at(-1)}: ${logements(avant.logements)} under “${une}”, ${logements(apres.logements)} under “${autre}”.`,
      ),
    ),
  });
}

/** Chaque cause qui lui change quelque chose, et où elle mène, de proche en proche ; puis le nombre des autres. */
function effetsSurLui(
  { provenance: { dateDeDroit } }: Comparaison,
  { reservataire, une }: ReservataireCompare,
  causes: readonly EffetDUneCause[],
): Etape[] {
  let jusquIci = lireValeurExacte(une.logements);
  let sansEffet = 0;
  const etapes = causes.flatMap(({ causes: reunies, effets, seules }) => {
    const trouver = (liste: readonly EffetSurUnReservataire[] | null) =>
      liste?.find((un) => un.reservataire === reservataire)?.logements ?? RIEN;
    const [effet, seule] = [trouver(effets), trouver(seules)];
    if (effet.exact === RIEN.exact && (seules === null || seule.exact === RIEN.exact)) {
      sansEffet += 1;
      return [];
    }
    const avant = jusquIci;
    jusquIci = additionner(jusquIci, lireValeurExacte(effet));
    return [
      etapeDeChoix(dateDeDroit, {
        intitule: enDeuxLangues(({ texte }) => reunies.map(({ intitule }) => texte(intitule)).join(" + ")),
        formule: {
          fr: "ce que vaut cette différence, ajoutée à celles d'avant",
          en: "what this difference is worth, added to those before it",
        },
        calcul: enDeuxLangues(
          ({ nombre }) =>
            `${nombre(valeurExacte(avant))} + ${nombre(effet)} = ${nombre(valeurExacte(jusquIci))}`,
        ),
        phrase: direLEffet(reunies, effet, seules === null ? null : seule),
        stipulations: reunies.filter(estUneStipulation).map(enPassage),
      }),
    ];
  });
  return sansEffet === 0 ? etapes : [...etapes, lesAutres(dateDeDroit, sansEffet)];
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
    formule: { fr: "effet nul sur ce réservataire", en: "no effect on this holder" },
    calcul: { fr: `${nombre} × 0`, en: `${nombre} × 0` },
    phrase: {
      fr: `Nombre des différences qui ne lui changent rien : ${nombre}.`,
      en: `Number of differences that change nothing for it: ${nombre}.`,
    },
  });
}
