import * as z from "zod";
import type { Texte } from "../droit/texte.js";
import { copierDonneePure, direImpurete } from "./donnee-pure.js";
import { ErreurDeSaisie, type Probleme, problemeDeStipulation, StipulationManquante } from "./erreurs.js";
import { traduireIssue } from "./problemes.js";
import { choixManquant, type NomDeStipulation } from "./stipulations.js";

type Chemin = readonly PropertyKey[];

const CLE_SIMPLE = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;

/** « secteurs[2].commune » ; une clé qui ne s'écrit pas simplement l'est entre crochets. */
export function ecrireChemin(chemin: Chemin): string {
  return chemin
    .map((pas, rang) => {
      if (typeof pas === "number") return `[${pas}]`;
      const cle = String(pas);
      if (!CLE_SIMPLE.test(cle)) return `[${JSON.stringify(cle)}]`;
      return rang === 0 ? cle : `.${cle}`;
    })
    .join("");
}

function valeurAuChemin(valeur: unknown, chemin: Chemin): unknown {
  let courante = valeur;
  for (const pas of chemin) {
    if (typeof courante !== "object" || courante === null) return undefined;
    courante = (courante as Record<PropertyKey, unknown>)[pas];
  }
  return courante;
}

type Situer = (chemin: Chemin, message: Texte) => Texte;

interface ObjetLu<S extends z.ZodObject> {
  readonly complet: z.output<S> | undefined;
  readonly champs: Partial<z.output<S>>;
}

function champsLisibles<S extends z.ZodObject>(schema: S, valeur: unknown): Partial<z.output<S>> {
  if (typeof valeur !== "object" || valeur === null) return {};
  const lisibles = Object.entries(schema.shape).flatMap(([nom, champ]) => {
    const lecture = champ.safeParse((valeur as Record<string, unknown>)[nom]);
    return lecture.success ? [[nom, lecture.data]] : [];
  });
  return Object.fromEntries(lisibles) as Partial<z.output<S>>;
}

/**
 * Lit les entrées d'un verbe et rassemble tous leurs problèmes avant de refuser.
 * `certifier` ou `verdict` doit être appelé avant tout calcul.
 */
export class Saisie {
  readonly #verbe: string;
  readonly #situer: Situer;
  readonly #problemes: Probleme[] = [];
  readonly #manquantes: NomDeStipulation[] = [];
  readonly #impuretes = new Set<string>();

  /** `situer` ajoute à chaque message ce que le chemin ne dit pas à qui le lit. */
  constructor(verbe: string, situer: Situer = (_, message) => message) {
    this.#verbe = verbe;
    this.#situer = situer;
  }

  /** Reçoit une entrée : en rend une copie, après avoir noté ce qui n'y est pas une donnée pure. */
  recevoir(entree: unknown, chemin: Chemin = []): unknown {
    return copierDonneePure(entree, chemin, (lieu, nature) => {
      this.refuser(lieu, "VALEUR_NON_JSON", direImpurete(nature));
      this.#impuretes.add(ecrireChemin(lieu));
    });
  }

  /** Note un problème ; celui d'une donnée impure, déjà dit, n'est pas répété. */
  refuser(chemin: Chemin, code: string, message: Texte): void {
    const lieu = ecrireChemin(chemin);
    if (this.#impuretes.has(lieu)) return;
    const { fr, en } = this.#situer(chemin, message);
    this.#problemes.push({ chemin: lieu, code, message: fr, messageEn: en });
  }

  /** Une saisie du même verbe, à part : ses problèmes ne comptent pas dans celle-ci. */
  essayer(): Saisie {
    return new Saisie(this.#verbe, this.#situer);
  }

  get nombreDeProblemes(): number {
    return this.#problemes.length;
  }

  /** Les problèmes notés jusqu'ici. */
  get problemes(): readonly Probleme[] {
    return [...this.#problemes];
  }

  /** Les stipulations qui manquent, notées jusqu'ici. */
  get manquantes(): readonly NomDeStipulation[] {
    return [...this.#manquantes];
  }

  /** Tout ce qui est refusé jusqu'ici : les problèmes, puis chaque stipulation qui manque. */
  get refus(): readonly Probleme[] {
    return [...this.#problemes, ...this.#manquantes.map(choixManquant).map(problemeDeStipulation)];
  }

  /** Lit une valeur selon un schéma ; `undefined` si elle a des problèmes, alors notés. */
  lire<S extends z.ZodType>(schema: S, valeur: unknown, chemin: Chemin = []): z.output<S> | undefined {
    const lecture = schema.safeParse(valeur);
    if (lecture.success) return lecture.data;
    for (const issue of lecture.error.issues) this.#noterIssue(issue, valeur, chemin);
    return undefined;
  }

  /**
   * Lit un objet champ par champ : `complet` s'il n'a aucun problème, et dans tous les cas `champs`,
   * ceux qui se lisent, pour que les contrôles suivants disent aussi ce qu'ils voient.
   */
  lireObjet<S extends z.ZodObject>(schema: S, valeur: unknown, chemin: Chemin = []): ObjetLu<S> {
    const complet = this.lire(schema, valeur, chemin);
    return { complet, champs: complet ?? champsLisibles(schema, valeur) };
  }

  /** Lit chaque ligne d'une liste pour elle-même : une ligne fausse n'empêche pas de contrôler les autres. */
  lireListe<S extends z.ZodType>(
    schema: S,
    valeur: unknown,
    chemin: Chemin,
  ): { readonly rang: number; readonly ligne: z.output<S> }[] {
    const liste = this.lire(z.array(z.unknown()), valeur, chemin);
    if (liste === undefined) return [];
    return liste.flatMap((element, rang) => {
      const ligne = this.lire(schema, element, [...chemin, rang]);
      return ligne === undefined ? [] : [{ rang, ligne }];
    });
  }

  /** Lit les stipulations ; celles qui manquent sont notées à part, avec leurs choix. */
  lireStipulations<S extends z.ZodType>(schema: S, valeur: unknown): z.output<S> | undefined {
    const donnees = this.recevoir(valeur, ["stipulations"]) ?? {};
    const lecture = schema.safeParse(donnees);
    if (lecture.success) return lecture.data;
    for (const issue of lecture.error.issues) {
      const [nom, ...suite] = issue.path;
      if (nom !== undefined && suite.length === 0 && valeurAuChemin(donnees, [nom]) === undefined)
        this.exigerStipulation(nom as NomDeStipulation);
      else this.#noterIssue(issue, donnees, ["stipulations"]);
    }
    return undefined;
  }

  /** Lit les stipulations champ par champ, comme {@link lireObjet} : celles qui se lisent disent ce qui manque encore. */
  lireStipulationsParChamp<S extends z.ZodObject>(schema: S, valeur: unknown): ObjetLu<S> {
    const complet = this.lireStipulations(schema, valeur);
    return { complet, champs: complet ?? champsLisibles(schema, valeur) };
  }

  /** Note qu'une stipulation manque. */
  exigerStipulation(nom: NomDeStipulation): void {
    if (!this.#manquantes.includes(nom)) this.#manquantes.push(nom);
  }

  /** Signale le second porteur d'un identifiant qui doit être unique. */
  refuserDoublons<T>(
    lignes: readonly { readonly rang: number; readonly ligne: T }[],
    identifiant: (ligne: T) => string,
    chemin: (rang: number) => Chemin,
  ): void {
    const vus = new Map<string, number>();
    for (const { rang, ligne } of lignes) {
      const cle = identifiant(ligne);
      const premier = vus.get(cle);
      if (premier === undefined) vus.set(cle, rang);
      else
        this.refuser(chemin(rang), "DOUBLON", {
          fr: `« ${cle} » figure déjà en ${ecrireChemin(chemin(premier))}.`,
          en: `“${cle}” already appears at ${ecrireChemin(chemin(premier))}.`,
        });
    }
  }

  /** Refuse l'entrée si un problème ou une stipulation manquante a été noté. */
  verdict(): void {
    if (this.#problemes.length > 0) throw new ErreurDeSaisie(this.#verbe, this.refus);
    if (this.#manquantes.length > 0)
      throw new StipulationManquante(this.#verbe, this.#manquantes.map(choixManquant));
  }

  /** Rend ce qui a été lu, une fois certain que rien n'est refusé. */
  certifier<T>(lu: T | undefined): T {
    this.verdict();
    if (lu === undefined) throw new TypeError("valeur illisible sans problème noté");
    return lu;
  }

  #noterIssue(issue: z.core.$ZodIssue, racine: unknown, chemin: Chemin): void {
    const lu = valeurAuChemin(racine, issue.path);
    for (const { code, message, suite } of traduireIssue(issue, lu))
      this.refuser([...chemin, ...issue.path, ...suite], code, message);
  }
}
