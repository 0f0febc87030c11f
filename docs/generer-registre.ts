/** Écrit docs/registre.md : le registre juridique, article par article, avec les verbes et les tests de chaque règle. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { REGISTRE_RELU_LE } from "../src/droit/registre.js";
import {
  ARTICLES,
  type Article,
  type Autorite,
  CLAUSES,
  CONSTATS,
  type ConditionDExigence,
  type Confiance,
  citer,
  EXIGENCES,
  type Exigence,
  OBLIGATIONS,
  type Obligation,
  PARAMETRES,
  type Parametre,
  type Periode,
  REGLES,
  type Regle,
  type RegleAnterieure,
  type ReservatairesConcernes,
  STIPULATIONS,
} from "../src/index.js";

const RACINE = fileURLToPath(new URL("..", import.meta.url));
const CIBLE = join(RACINE, "docs/registre.md");

const AUTORITES: Readonly<Record<Autorite, string>> = {
  imperatif: "impérative",
  suppletif: "supplétive (sauf stipulation contraire)",
  conventionnel: "conventionnelle (la convention en décide, le texte y renvoyant ou se taisant)",
  choix: "choix de la bibliothèque",
};

const CONFIANCES: Readonly<Record<Confiance, string>> = {
  "texte-officiel": "texte officiel lu",
  doctrine: "doctrine administrative lue",
  lecture: "lecture raisonnée, qui n'est pas le texte",
};

function jour(date: string): string {
  return date.split("-").reverse().join("/");
}

function direPeriode({ du, au }: Periode): string {
  return au === null ? `depuis le ${jour(du)}` : `du ${jour(du)} au ${jour(au)} non compris`;
}

/** Les tests nommés par l'identifiant d'une règle : « R3, … » ou « R3 et R4, … ». */
function testsParRegle(): ReadonlyMap<string, readonly string[]> {
  const tests = new Map<string, string[]>();
  const dossier = join(RACINE, "test");
  const fichiers = readdirSync(dossier, { recursive: true, encoding: "utf8" });
  for (const fichier of fichiers.filter((nom) => nom.endsWith(".test.ts")).sort())
    for (const { groups } of readFileSync(join(dossier, fichier), "utf8").matchAll(
      /describe\("(?<titre>R\d[^"]*)"/g,
    ))
      for (const id of (groups?.titre ?? "").match(/\bR\d+[ab]?(?=[ ,])/g) ?? [])
        tests.set(id, [...new Set([...(tests.get(id) ?? []), `test/${fichier}`])]);
  return tests;
}

/** Les fichiers de test nommés par chaque règle. */
export const TESTS: ReadonlyMap<string, readonly string[]> = testsParRegle();

function listeDe(elements: readonly string[], vide: string): string {
  return elements.length === 0 ? vide : elements.join(", ");
}

/** Ce que la règle disait sous le régime antérieur, dans la liste de la règle. */
function ecrireRegleAnterieure(anterieure: RegleAnterieure): string {
  const { periode, intitule, enonce, formule, confiance, references, lecture, verbes } = anterieure;
  const textes = references.map((reference) => citer(reference, periode.du));
  return [
    `- Régime antérieur, ${direPeriode(periode)} : ${intitule === undefined ? "" : `*${intitule.fr}.* `}${enonce.fr}`,
    `  - Formule : \`${formule.fr}\``,
    `  - Texte : ${listeDe(textes, "aucun article lu")}`,
    `  - Force : ${confiance.map((c) => CONFIANCES[c]).join(", ")}`,
    ...(lecture === undefined ? [] : [`  - Lecture retenue : ${lecture.fr}`]),
    `  - Verbes : ${verbes.map((verbe) => `{@link ${verbe}}`).join(", ")}`,
  ].join("\n");
}

function ecrireRegle(regle: Regle): string {
  const { id, intitule, enonce, formule, autorite, confiance, periodes, lecture, verbes, anterieure } = regle;
  const constats = Object.entries(CONSTATS).filter(([, constat]) => constat.regle === id);
  const stipulations = Object.entries(STIPULATIONS).filter(([, stipulation]) => stipulation.regle === id);
  return [
    `### ${id}. ${intitule.fr}`,
    enonce.fr,
    `- Formule : \`${formule.fr}\``,
    `- Force : ${AUTORITES[autorite]} ; ${confiance.map((c) => CONFIANCES[c]).join(", ")}`,
    `- Période : ${periodes.map(direPeriode).join(" ; ")}`,
    ...(lecture === undefined ? [] : [`- Lecture retenue : ${lecture.fr}`]),
    ...(anterieure === undefined ? [] : [ecrireRegleAnterieure(anterieure)]),
    `- Verbes : ${listeDe(
      verbes.map((verbe) => `{@link ${verbe}}`),
      "pas encore calculée",
    )}`,
    ...(constats.length === 0 ? [] : [`- Constats : ${constats.map(([code]) => `\`${code}\``).join(", ")}`]),
    ...(stipulations.length === 0
      ? []
      : [`- Stipulations : ${stipulations.map(([nom]) => `\`${nom}\``).join(", ")}`]),
    `- Tests : ${listeDe(
      (TESTS.get(id) ?? []).map((fichier) => `\`${fichier}\``),
      "aucun à son nom",
    )}`,
  ]
    .join("\n")
    .replace("\n- Formule", "\n\n- Formule")
    .replace(/^(### .*)\n/, "$1\n\n");
}

interface Enonciation extends Pick<Regle, "intitule" | "enonce" | "formule" | "references" | "verbes"> {
  readonly nom: string;
}

/** Une règle, et ce qu'elle disait sous le régime antérieur. */
function enoncer(regle: Regle): readonly Enonciation[] {
  const { id, anterieure } = regle;
  return [
    { nom: id, ...regle },
    ...(anterieure === undefined
      ? []
      : [
          {
            nom: `${id}, ${direPeriode(anterieure.periode)}`,
            intitule: regle.intitule,
            ...anterieure,
          },
        ]),
  ];
}

function ecrireArticle(article: Article): string {
  const regles = REGLES.flatMap(enoncer).filter(({ references }) =>
    references.some((reference) => reference.article === article.numero),
  );
  const versions = article.versions.map(
    (version) =>
      `- en vigueur ${direPeriode(version)}${version.source === null ? "" : ` (${version.source})`} ; ${version.verifieLe === null ? "version non lue" : `lue sur la copie publique du ${jour(version.verifieLe)}`}`,
  );
  return [
    `### ${article.numero}`,
    `${article.objet.fr}.`,
    versions.join("\n"),
    regles.length === 0
      ? "Aucune règle du registre ne s'y fonde encore."
      : regles
          .map(
            ({ nom, intitule, enonce, formule, verbes }) =>
              `- **${nom}, ${intitule.fr}.** ${enonce.fr} \`${formule.fr}\` (${listeDe(
                verbes.map((verbe) => `{@link ${verbe}}`),
                "pas encore calculée",
              )})`,
          )
          .join("\n"),
  ].join("\n\n");
}

const CONCERNES: Readonly<Record<ReservatairesConcernes, string>> = {
  tous: "tous les réservataires",
  prefet: "le préfet",
  "bloc-communal": "communes, EPCI, EPT, métropole de Lyon, Ville de Paris",
  "hors-bloc-communal": "les réservataires autres que ceux du bloc communal",
  "tenus-a-l-objectif-prioritaire": "collectivités, groupements, Action Logement",
  "reservataires-du-flux": "les réservataires qui ont une part du flux",
  "reservataires-de-logements-identifies": "les réservataires de logements identifiés",
};

const CONDITIONS: Readonly<Record<ConditionDExigence, string>> = {
  "gestion-directe": "en gestion directe",
  "conference-intercommunale": "en territoire à conférence intercommunale",
  territorialisation: "si les droits sont limités à un territoire plus petit",
};

function ecrireExigence(exigence: Exigence): string {
  const { id, intitule, enonce, periodes, references, concernes, condition, force, clauses } = exigence;
  const textes = references.map((reference) => citer(reference, REGISTRE_RELU_LE));
  return [
    `### \`${id}\``,
    `**${intitule.fr}.** ${enonce.fr}`,
    [
      `- Texte : ${textes.join(" ; ")}`,
      `- Concerne : ${CONCERNES[concernes]}${condition === null ? "" : `, ${CONDITIONS[condition]}`}`,
      `- Force : ${force === "obligatoire" ? "obligatoire" : "le cas échéant"} ; ${exigence.confiance.map((c) => CONFIANCES[c]).join(", ")}`,
      `- Période : ${periodes.map(direPeriode).join(" ; ")}`,
      ...(exigence.lecture === undefined ? [] : [`- Lecture retenue : ${exigence.lecture.fr}`]),
      `- Clauses : ${listeDe(
        clauses.map((clause) => `\`${clause}\``),
        "aucune, la convention lue le montre",
      )}`,
    ].join("\n"),
  ].join("\n\n");
}

function ecrireObligation([code, obligation]: [string, Obligation]): string {
  const { intitule, nature, regle, references, periode, delai, lecture } = obligation;
  const jourLu = periode.du < REGISTRE_RELU_LE ? REGISTRE_RELU_LE : periode.du;
  return [
    `### \`${code}\``,
    `**${intitule.fr}** (${nature}), règle ${regle}.`,
    [
      `- Texte : ${references.map((reference) => citer(reference, jourLu)).join(" ; ")}`,
      `- Temps laissé : ${delai.fr}`,
      `- Connue : ${direPeriode(periode)}`,
      ...(lecture === undefined ? [] : [`- Lecture retenue : ${lecture.fr}`]),
    ].join("\n"),
  ].join("\n\n");
}

function ecrireValeur(valeur: unknown): string {
  if (valeur === null) return "aucune";
  return Array.isArray(valeur) ? valeur.join(", ") || "aucune" : String(valeur);
}

function ecrireParametre([nom, { intitule, unite, regle, periodes }]: [string, Parametre]): string {
  const lignes = periodes.map((periode) => {
    const textes = periode.references
      .map((reference) =>
        citer(
          reference,
          periode.au === null && periode.du < REGISTRE_RELU_LE ? REGISTRE_RELU_LE : periode.du,
        ),
      )
      .join(" ; ");
    const base = periode.base === undefined ? "" : ` (${periode.base})`;
    return `| ${direPeriode(periode)} | ${ecrireValeur(periode.valeur)}${base} | ${listeDe(
      [textes, periode.source?.fr ?? ""].filter((texte) => texte !== ""),
      "–",
    )} |`;
  });
  return [
    `### \`${nom}\``,
    `${intitule.fr} (${unite}), règle ${regle}.`,
    ["| Période | Valeur | Texte |", "|---|---|---|", ...lignes].join("\n"),
  ].join("\n\n");
}

export function ecrireRegistre(): string {
  return `${[
    "---\ntitle: Le registre juridique\ncategory: Droit\n---",
    "# Le registre juridique",
    "Cette page est écrite par `docs/generer-registre.ts` à partir de `src/droit` et des titres des tests ; un test refuse qu'elle s'en écarte. Le registre commence le 01/09/2019. Il ne donne pas le texte des articles : il dit ce que la bibliothèque en calcule, et ce qu'elle a lu.",
    "## Les articles du code de la construction et de l'habitation",
    ...ARTICLES.map(ecrireArticle),
    "## Les règles",
    ...REGLES.map(ecrireRegle),
    "## Ce qu'une convention doit contenir",
    "Ce que {@link verifierConvention} cherche dans une convention : dans ses données quand elles le montrent, sinon dans les clauses que l'appelant donne. La liste ministérielle des matières de la convention du préfet (R. 441-5-2, III, al. 2) n'a pas été lue et n'y figure pas.",
    ...EXIGENCES.map(ecrireExigence),
    "### Les clauses",
    Object.entries(CLAUSES)
      .map(([code, sens]) => `- \`${code}\` : ${sens.fr}`)
      .join("\n"),
    "## Ce que suit le calendrier",
    "Ce que {@link calendrierDesObligations} suit : les documents à transmettre ou à publier, et les jours où quelque chose prend fin.",
    ...Object.entries<Obligation>(OBLIGATIONS).map(ecrireObligation),
    "## Les valeurs, période par période",
    ...Object.entries<Parametre>(PARAMETRES).map(ecrireParametre),
  ].join("\n\n")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(CIBLE, ecrireRegistre());
