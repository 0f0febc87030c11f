import { dateEnFrancais } from "../droit/periodes.js";
import type { Autorite, Confiance } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import { enDeuxLangues, SEPARATEURS } from "../modele/plume.js";
import type { Etape, Explication, ValeurExpliquee } from "../modele/trace.js";

type Langue = keyof Texte;

const AUTORITES: Readonly<Record<Autorite, Texte>> = {
  imperatif: { fr: "la loi ou le décret l'impose", en: "imposed by law or decree" },
  suppletif: {
    fr: "règle par défaut, qu'une stipulation peut écarter",
    en: "default rule, which a stipulation may set aside",
  },
  conventionnel: {
    fr: "la convention, dans les limites des textes",
    en: "the agreement, within the limits of the texts",
  },
  choix: { fr: "choix de la bibliothèque", en: "the library's choice" },
};

const CONFIANCES: Readonly<Record<Confiance, Texte>> = {
  "texte-officiel": { fr: "texte officiel lu", en: "official text read" },
  doctrine: { fr: "doctrine administrative lue", en: "administrative doctrine read" },
  lecture: { fr: "lecture raisonnée, qui n'est pas le texte", en: "reasoned reading, which is not the text" },
};

const ETIQUETTES = {
  autorite: { fr: "Autorité", en: "Authority" },
  fondement: { fr: "Fondement", en: "Legal ground" },
  connaissance: { fr: "Connaissance", en: "Knowledge" },
  sansArticle: { fr: "aucun article lu", en: "no article read" },
  lecture: { fr: "Lecture retenue", en: "Reading chosen" },
  arrondi: { fr: "Arrondi", en: "Rounding" },
  sansArrondi: { fr: "aucun", en: "none" },
  stipulations: { fr: "Stipulations", en: "Stipulations" },
  regle: { fr: "Règle", en: "Rule" },
} as const satisfies Record<string, Texte>;

/** Écrit une explication pour être lue, en texte simple ou en Markdown. */
export function ecrireExplication(
  explication: Explication,
  format: "texte" | "markdown",
  langue: Langue,
): string {
  const { titre, dateDeDroit, etapes } = explication;
  const tete = `${titre[langue]}${langue === "fr" ? " : " : ": "}${direValeur(explication)[langue]}`;
  const pas = etapes.map((etape, rang) => ecrireEtape(etape, rang + 1, format, langue));
  const fin = {
    fr: `Droit appliqué à la date du ${dateEnFrancais(dateDeDroit)}. Chaque renvoi dit de quand date l'édition où le texte a été lu, ou qu'il ne l'a pas été ; ce qui a changé depuis n'a pas été recherché.`,
    en: `Law applied as of ${dateDeDroit}. Each reference gives the date of the edition in which the text was read, or says it was not; later changes have not been looked for.`,
  }[langue];
  return [format === "markdown" ? `## ${tete}` : tete, ...pas, fin].join("\n\n");
}

function direValeur(expliquee: ValeurExpliquee): Texte {
  if (expliquee.unite === "date") return direJour(expliquee.valeur);
  const { valeur, unite } = expliquee;
  return enDeuxLangues(({ nombre, logements, jours, pourCent, mot }) => {
    switch (unite) {
      case "logements":
        return logements(valeur);
      case "jours":
        return jours(valeur);
      case "%":
        return pourCent(valeur);
      case "droits uniques":
        return `${nombre(valeur)} ${mot("droits uniques", "single-use rights")}`;
    }
  });
}

function direJour(jour: string | null): Texte {
  return jour === null ? { fr: "aucun", en: "none" } : { fr: dateEnFrancais(jour), en: jour };
}

function ecrireEtape(etape: Etape, rang: number, format: "texte" | "markdown", langue: Langue): string {
  const calcul = etape.calcul[langue];
  const deuxPoints = langue === "fr" ? " : " : ": ";
  const notes = [
    [ETIQUETTES.autorite, AUTORITES[etape.autorite][langue]],
    ...(etape.confiance.length === 0
      ? []
      : [[ETIQUETTES.connaissance, etape.confiance.map((c) => CONFIANCES[c][langue]).join(", ")] as const]),
    [
      ETIQUETTES.fondement,
      etape.articles.map((article) => article[langue]).join(SEPARATEURS[langue]) ||
        ETIQUETTES.sansArticle[langue],
    ],
    ...(etape.lecture === null ? [] : [[ETIQUETTES.lecture, etape.lecture[langue]] as const]),
    [ETIQUETTES.arrondi, etape.arrondi?.[langue] ?? ETIQUETTES.sansArrondi[langue]],
    ...(etape.stipulations.length === 0
      ? []
      : [
          [
            ETIQUETTES.stipulations,
            etape.stipulations.map(({ nom, valeur }) => `${nom} = ${valeur}`).join(", "),
          ] as const,
        ]),
  ] as const;
  const titre = `${ETIQUETTES.regle[langue]} ${etape.regle}, ${etape.intitule[langue]}`;
  return format === "markdown"
    ? [
        `${rang}. **${titre}**`,
        `   ${etape.phrase[langue]}`,
        `   \`${etape.formule[langue]}\` → \`${calcul}\``,
        ...notes.map(([nom, texte]) => `   - *${nom[langue]}*${deuxPoints}${texte}`),
      ].join("\n")
    : [
        `${rang}. ${titre}`,
        `   ${etape.phrase[langue]}`,
        `   ${etape.formule[langue]}`,
        `   ${calcul}`,
        ...notes.map(([nom, texte]) => `   ${nom[langue]}${deuxPoints}${texte}`),
      ].join("\n");
}
