import { dateEnFrancais } from "../droit/periodes.js";
import type { Autorite, Confiance } from "../droit/regles.js";
import type { Texte } from "../droit/texte.js";
import { enFrancais } from "../exact/decimal.js";
import type { Etape, Explication, Unite } from "../modele/trace.js";

type Langue = keyof Texte;

const AUTORITES: Readonly<Record<Autorite, Texte>> = {
  imperatif: { fr: "la loi ou le décret l'impose", en: "imposed by law or decree" },
  suppletif: { fr: "le texte, sauf stipulation contraire", en: "the text, unless stipulated otherwise" },
  conventionnel: {
    fr: "la convention : les textes n'en décident pas",
    en: "the agreement: the texts do not decide",
  },
  choix: { fr: "choix de la bibliothèque", en: "the library's choice" },
};

const CONFIANCES: Readonly<Record<Confiance, Texte>> = {
  "texte-officiel": { fr: "texte officiel lu", en: "official text read" },
  doctrine: { fr: "doctrine administrative lue", en: "administrative doctrine read" },
  lecture: { fr: "lecture raisonnée, qui n'est pas le texte", en: "reasoned reading, which is not the text" },
};

const UNITES: Readonly<Record<Unite, Texte>> = {
  logements: { fr: "logement(s)", en: "dwelling(s)" },
  "%": { fr: "%", en: "%" },
  "droits uniques": { fr: "droit(s) unique(s)", en: "single-use right(s)" },
};

const ETIQUETTES = {
  autorite: { fr: "Autorité", en: "Authority" },
  fondement: { fr: "Fondement", en: "Legal ground" },
  sansArticle: { fr: "aucun article", en: "no article" },
  lecture: { fr: "Lecture retenue", en: "Reading chosen" },
  arrondi: { fr: "Arrondi", en: "Rounding" },
  sansArrondi: { fr: "aucun", en: "none" },
  stipulations: { fr: "Stipulations", en: "Stipulations" },
  regle: { fr: "Règle", en: "Rule" },
  date: { fr: "Droit lu au", en: "Law read as of" },
} as const satisfies Record<string, Texte>;

/** Écrit une explication pour être lue, en texte simple ou en Markdown. */
export function ecrireExplication(
  explication: Explication,
  format: "texte" | "markdown",
  langue: Langue,
): string {
  const { titre, valeur, unite, dateDeDroit, etapes } = explication;
  const chiffre = langue === "fr" ? enFrancais(valeur) : valeur;
  const tete = `${titre[langue]}${langue === "fr" ? " : " : ": "}${chiffre} ${UNITES[unite][langue]}`;
  const pas = etapes.map((etape, rang) => ecrireEtape(etape, rang + 1, format, langue));
  const fin = `${ETIQUETTES.date[langue]} ${langue === "fr" ? dateEnFrancais(dateDeDroit) : dateDeDroit}.`;
  return [format === "markdown" ? `## ${tete}` : tete, ...pas, fin].join("\n\n");
}

function ecrireEtape(etape: Etape, rang: number, format: "texte" | "markdown", langue: Langue): string {
  const calcul = langue === "fr" ? decimauxEnFrancais(etape.calcul) : etape.calcul;
  const deuxPoints = langue === "fr" ? " : " : ": ";
  const notes = [
    [
      ETIQUETTES.autorite,
      `${AUTORITES[etape.autorite][langue]} (${etape.confiance.map((c) => CONFIANCES[c][langue]).join(", ")})`,
    ],
    [ETIQUETTES.fondement, etape.articles.join(" ; ") || ETIQUETTES.sansArticle[langue]],
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
        `   \`${etape.formule}\` → \`${calcul}\``,
        ...notes.map(([nom, texte]) => `   - *${nom[langue]}*${deuxPoints}${texte}`),
      ].join("\n")
    : [
        `${rang}. ${titre}`,
        `   ${etape.phrase[langue]}`,
        `   ${etape.formule}`,
        `   ${calcul}`,
        ...notes.map(([nom, texte]) => `   ${nom[langue]}${deuxPoints}${texte}`),
      ].join("\n");
}

/** Les points décimaux d'un calcul deviennent des virgules. */
function decimauxEnFrancais(calcul: string): string {
  return calcul.replace(/(\d)\.(\d)/g, "$1,$2");
}
