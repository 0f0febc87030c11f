import * as z from "zod";
import { dateEnFrancais } from "../droit/periodes.js";
import { estUneDate } from "../modele/calendrier.js";
import { texteNonVide } from "../modele/identifiants.js";
import { Saisie } from "../modele/saisie.js";
import { nombreALire } from "./nombre-a-lire.js";
import type { CaseDeTableau, Colonne, Tableau } from "./tableaux/tableau.js";

const uneCase = z.custom<CaseDeTableau>(
  (lu) => lu === null || typeof lu === "string" || Number.isFinite(lu),
  {
    params: { code: "CASE_INVALIDE" },
  },
);

const schemaTableau = z.strictObject({
  nom: texteNonVide,
  titre: z.string(),
  langue: z.enum(["fr", "en"]),
  colonnes: z.array(z.strictObject({ nom: texteNonVide, titre: z.string(), unite: z.string().nullable() })),
  lignes: z.array(z.array(uneCase)),
  total: z.array(uneCase).nullable(),
});
type TableauLu = z.output<typeof schemaTableau>;

export interface OptionsDeMarkdown {
  /** Les noms des colonnes à montrer, dans l'ordre voulu ; toutes par défaut. */
  readonly colonnes?: readonly string[] | undefined;
}

const schemaOptions = z.strictObject({ colonnes: z.array(texteNonVide).optional() });

/**
 * Écrit un tableau en Markdown, pour un rapport ou un procès-verbal : son titre, ses colonnes, ses lignes, son total.
 *
 * Les nombres se lisent dans la langue du tableau : « −1 234,5 » en français, avec une espace fine insécable ; “−1,234.5” en
 * anglais. Les jours s'écrivent JJ/MM/AAAA en français. Une case sans objet montre « – ». Ce qu'un nom contient et que Markdown ou
 * HTML liraient est neutralisé : barres, retours à la ligne, balises. S'importe de `gestion-en-flux/rendu`.
 *
 * @param tableau - un tableau de {@link tableauxDe}
 * @param options - `colonnes` : les noms de celles à montrer, dans l'ordre
 * @returns le texte Markdown, terminé par un retour à la ligne
 * @throws {@link ErreurDeSaisie} si ce n'est pas un tableau, si ses lignes n'ont pas toutes une case par colonne, ou si une colonne
 * demandée n'existe pas
 * @article Aucun texte n'en fixe la forme
 * @category Rendu
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const [parPoste] = tableauxDe(assiette);
 * enMarkdown(parPoste, { colonnes: ["intitule", "logements"] }).split("\n")[4] // "| A. Libérations | 1\u202f000 |"
 */
export function enMarkdown(tableau: Tableau, options: OptionsDeMarkdown = {}): string {
  const saisie = new Saisie("enMarkdown");
  const lu = saisie.lire(schemaTableau, saisie.recevoir(tableau, ["tableau"]), ["tableau"]);
  const voulu = saisie.lire(schemaOptions, saisie.recevoir(options, ["options"]), ["options"]);
  if (lu !== undefined) controlerLesLignes(saisie, lu);
  const rangs = lu && voulu && rangsVoulus(saisie, lu, voulu.colonnes);
  return ecrire(saisie.certifier(lu), saisie.certifier(rangs));
}

function controlerLesLignes(saisie: Saisie, { colonnes, lignes, total }: TableauLu): void {
  const controler = (ligne: readonly CaseDeTableau[], chemin: readonly PropertyKey[]) => {
    if (ligne.length !== colonnes.length)
      saisie.refuser(["tableau", ...chemin], "LIGNE_INEGALE", {
        fr: `Attendu : ${colonnes.length} cases, une par colonne ; lu : ${ligne.length}.`,
        en: `Expected: ${colonnes.length} cells, one per column; got: ${ligne.length}.`,
      });
  };
  lignes.forEach((ligne, rang) => {
    controler(ligne, ["lignes", rang]);
  });
  if (total !== null) controler(total, ["total"]);
}

function rangsVoulus(
  saisie: Saisie,
  { colonnes }: TableauLu,
  voulues: readonly string[] | undefined,
): readonly number[] {
  const noms = colonnes.map(({ nom }) => nom);
  return (voulues ?? noms).map((nom, rang) => {
    if (!noms.includes(nom))
      saisie.refuser(["options", "colonnes", rang], "COLONNE_INCONNUE", {
        fr: `Ce tableau n'a pas de colonne « ${nom} » ; il a : ${noms.join(", ")}.`,
        en: `This table has no column “${nom}”; it has: ${noms.join(", ")}.`,
      });
    return noms.indexOf(nom);
  });
}

function ecrire({ titre, langue, colonnes, lignes, total }: TableauLu, rangs: readonly number[]): string {
  const montrees = rangs.flatMap((rang) => colonnes[rang] ?? []);
  const ligne = (cases: readonly string[]) => `| ${cases.join(" | ")} |`;
  const ecrireCases = (cases: readonly CaseDeTableau[]) =>
    rangs.map((rang, place) => direUneCase(cases[rang] ?? null, montrees[place], langue));
  return [
    `**${neutraliser(titre)}**`,
    "",
    ligne(montrees.map((colonne) => neutraliser(colonne.titre))),
    ligne(montrees.map((colonne) => (estDeNombres(colonne) ? "---:" : ":---"))),
    ...lignes.map((cases) => ligne(ecrireCases(cases))),
    ...(total === null ? [] : [ligne(ecrireLeTotal(ecrireCases(total), montrees))]),
    "",
  ].join("\n");
}

/** En gras ; « Total » tient la première colonne de mots montrée. */
function ecrireLeTotal(cases: readonly string[], montrees: readonly ColonneLue[]): string[] {
  const nommee = montrees.findIndex(({ unite }) => unite === null);
  return cases.map((ecrite, rang) =>
    rang === nommee && ecrite === SANS_OBJET ? "**Total**" : ecrite === SANS_OBJET ? "" : `**${ecrite}**`,
  );
}

const SANS_OBJET = "–";

type ColonneLue = Pick<Colonne, "nom" | "titre"> & { readonly unite: string | null };

function estDeNombres({ unite }: ColonneLue): boolean {
  return unite !== null && unite !== "date";
}

function direUneCase(
  contenu: CaseDeTableau,
  colonne: ColonneLue | undefined,
  langue: TableauLu["langue"],
): string {
  if (contenu === null) return SANS_OBJET;
  if (colonne !== undefined && estDeNombres(colonne))
    return neutraliser(nombreALire(String(contenu), langue));
  const texte = String(contenu);
  return colonne?.unite === "date" && langue === "fr" && estUneDate(texte)
    ? dateEnFrancais(texte)
    : neutraliser(texte);
}

const ENTITES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Ce que Markdown ou HTML liraient devient un caractère ordinaire. */
function neutraliser(texte: string): string {
  return texte
    .replace(/[&<>]/g, (signe) => ENTITES[signe] ?? signe)
    .replace(/[\\`*_[\]|~]/g, (signe) => `\\${signe}`)
    .replace(/\r\n|\r|\n/g, "<br>");
}
