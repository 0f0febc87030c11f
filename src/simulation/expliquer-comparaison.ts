import type { Texte } from "../droit/texte.js";
import { additionner } from "../exact/fraction.js";
import { lireValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
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

/** Chaque cause, et où elle mène, de proche en proche. */
function effetsSurLui(
  { provenance }: Comparaison,
  { reservataire, une }: ReservataireCompare,
  causes: readonly EffetDUneCause[],
): Etape[] {
  let jusquIci = lireValeurExacte(une.logements);
  return causes.flatMap(({ causes: reunies, effets, seules }) => {
    const effet = effets.find((un) => un.reservataire === reservataire);
    if (effet === undefined) return [];
    const avant = jusquIci;
    jusquIci = additionner(jusquIci, lireValeurExacte(effet.logements));
    const seule = seules?.find((un) => un.reservataire === reservataire);
    return [
      etapeDeChoix(provenance.dateDeDroit, {
        intitule: enDeuxLangues(({ texte }) => reunies.map(({ intitule }) => texte(intitule)).join(" + ")),
        formule: {
          fr: "ce que vaut cette différence, ajoutée à celles d'avant",
          en: "what this difference is worth, added to those before it",
        },
        calcul: enDeuxLangues(
          ({ nombre }) =>
            `${nombre(valeurExacte(avant))} + ${nombre(effet.logements)} = ${nombre(valeurExacte(jusquIci))}`,
        ),
        phrase: direLEffet(effet, seule),
        stipulations: reunies.map(enPassage),
      }),
    ];
  });
}

/** Ce que dit l'un, puis l'autre ; un tiret si c'est trop long, ou si rien n'en est dit. */
function enPassage({ cause, une, autre }: Cause) {
  return { nom: cause, valeur: `${une ?? "–"} → ${autre ?? "–"}` };
}

function direLEffet(effet: EffetSurUnReservataire, seule: EffetSurUnReservataire | undefined): Texte {
  return enDeuxLangues(({ logements, mot }) => {
    const isolee =
      seule === undefined || seule.logements.exact === effet.logements.exact
        ? ""
        : mot(
            ` Sans les autres, elle vaudrait ${logements(seule.logements)}.`,
            ` Without the others, it would be worth ${logements(seule.logements)}.`,
          );
    const valeur = logements(effet.logements);
    return mot(`Cette différence vaut ${valeur}.${isolee}`, `This difference is worth ${valeur}.${isolee}`);
  });
}
