import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type {
  CategorieDeSoustraction,
  Convention,
  Evenement,
  LiberationDeLogement,
  LogementLibere,
  PartConvenue,
  Reservataire,
} from "gestion-en-flux";

/** Une ligne de fichier, par en-tête de colonne. */
type Ligne = Readonly<Record<string, string>>;

function lireFichier(dossier: string, fichier: string): Ligne[] {
  return parse(readFileSync(join(dossier, fichier), "utf8"), {
    columns: true,
    comment: "#",
    comment_no_infix: true,
    delimiter: ";",
  });
}

function champ(ligne: Ligne, colonne: string): string {
  const valeur = ligne[colonne];
  if (valeur === undefined) throw new Error(`colonne absente : ${colonne}`);
  return valeur;
}

/** « 31/12/2024 » → « 2024-12-31 ». */
function date(francaise: string): string {
  return francaise.split("/").reverse().join("-");
}

/** La bibliothèque valide les codes : ici, on ne fait que nommer la colonne d'où ils viennent. */
function code<T extends string>(ligne: Ligne, colonne: string): T {
  return champ(ligne, colonne) as T;
}

function secteur(ligne: Ligne): { commune: string; localisation: "qpv" | "hors-qpv" } {
  return {
    commune: champ(ligne, "Commune"),
    localisation: champ(ligne, "QPV/hors QPV") === "QPV" ? "qpv" : "hors-qpv",
  };
}

export function lireCommunes(dossier: string) {
  return lireFichier(dossier, "communes.csv").map((ligne) => ({
    code: champ(ligne, "Code commune"),
    nom: champ(ligne, "Commune"),
    epci: champ(ligne, "EPCI") || null,
  }));
}

function lireReservataire(ligne: Ligne): Reservataire {
  const lieu = champ(ligne, "Code territoire");
  const territoires = {
    perimetre: { type: "perimetre" },
    commune: { type: "commune", commune: lieu },
    epci: { type: "epci", epci: lieu },
  } as const;
  return {
    code: champ(ligne, "Réservataire"),
    nom: champ(ligne, "Nom"),
    categorie: code(ligne, "Catégorie"),
    territoire: territoires[code<keyof typeof territoires>(ligne, "Territoire")],
  };
}

/** Une ligne du fichier est une part ; une convention réunit celles d'un réservataire. */
export function lireConventions(dossier: string): Convention[] {
  const conventions = new Map<string, Convention>();
  for (const ligne of lireFichier(dossier, "conventions.csv")) {
    const reservataire = lireReservataire(ligne);
    const convention: Convention = conventions.get(reservataire.code) ?? {
      reservataire,
      dateDeSignature: date(champ(ligne, "Date de signature")),
      dateDEffet: date(champ(ligne, "Date d'effet")),
      modeDeGestion: code(ligne, "Mode de gestion"),
      parts: [],
    };
    const contingent = champ(ligne, "Contingent");
    const part: PartConvenue = {
      contrepartie: code(ligne, "Contrepartie"),
      ...(contingent === "" ? {} : { contingent: code(ligne, "Contingent") }),
      taux: champ(ligne, "Taux").replace(",", "."),
      localisation: code(ligne, "Localisation"),
    };
    const siennes = champ(ligne, "Contrepartie") === "" ? [] : [part];
    conventions.set(reservataire.code, { ...convention, parts: [...convention.parts, ...siennes] });
  }
  return [...conventions.values()];
}

/**
 * Les lignes de l'état des lieux, telles qu'un lecteur de CSV les donne. Deux choses que la bibliothèque ne devine pas se disent ici : une
 * case vide est, dans ce fichier, un logement non réservé, et les droits uniques sont dans un fichier à part.
 */
export function lireLignesDeLEtatDesLieux(dossier: string): Ligne[] {
  const uniques = new Set(
    lireFichier(dossier, "droits-uniques.csv").map((ligne) => champ(ligne, "N° RPLS du logement")),
  );
  return lireFichier(dossier, "etat-des-lieux.csv").map((ligne) => {
    const reservataire = champ(ligne, "Réservataire");
    const nature = uniques.has(champ(ligne, "N° RPLS du logement")) ? "droit unique" : "droit de suite";
    return {
      ...ligne,
      Réservataire: reservataire || "non réservé",
      "Nature du droit": reservataire === "" ? "" : nature,
    };
  });
}

export function lireRotation(dossier: string) {
  const [ligne] = lireFichier(dossier, "rotation.csv");
  if (ligne === undefined) throw new Error("rotation.csv est vide");
  return {
    millesime: Number(champ(ligne, "Millésime")),
    territoire: "Seine-et-Marne",
    numerateur: {
      nature: code<"emmenagements">(ligne, "Nature du numérateur"),
      nombre: Number(champ(ligne, "Numérateur")),
    },
    denominateur: {
      nature: code<"logements-loues-ou-proposes">(ligne, "Nature du dénominateur"),
      nombre: Number(champ(ligne, "Dénominateur")),
    },
  };
}

export const COLONNES_DES_SOUSTRAITS: Readonly<Record<CategorieDeSoustraction, string>> = {
  mutations: "Mutations",
  renouvellementUrbain: "Renouvellement urbain",
  coproprietesDegradees: "Copropriétés dégradées",
  habitatIndigne: "Habitat indigne",
  venteHlm: "Vente HLM",
  attributionsDuPrefet: "Attributions du préfet",
};

export function lirePrevisions(dossier: string, epciParCommune: ReadonlyMap<string, string | null>) {
  return lireFichier(dossier, "previsions.csv").map((ligne) => ({
    ...secteur(ligne),
    epci: epciParCommune.get(champ(ligne, "Commune")) ?? null,
    liberations: Number(champ(ligne, "Libérations")),
    premieresMisesEnLocation: Number(champ(ligne, "Premières mises en location")),
    soustraits: Object.fromEntries(
      Object.entries(COLONNES_DES_SOUSTRAITS).map(([categorie, colonne]) => [
        categorie,
        Number(champ(ligne, colonne)),
      ]),
    ),
  }));
}

export function lireLiberations(dossier: string): LogementLibere[] {
  return lireFichier(dossier, "liberations.csv").map((ligne) => {
    const codeQpv = champ(ligne, "Code QPV");
    const identifie = champ(ligne, "Réservataire identifié");
    const soustraction = champ(ligne, "Soustraction");
    return {
      liberation: champ(ligne, "N° libération"),
      date: date(champ(ligne, "Date")),
      logement: champ(ligne, "N° RPLS du logement"),
      typologie: code(ligne, "Typologie"),
      ...secteur(ligne),
      ...(codeQpv === "" ? {} : { codeQpv }),
      financement: code(ligne, "Financement"),
      periodeDeConstruction: champ(ligne, "Période de construction"),
      statut: code(ligne, "Statut"),
      ...(identifie === "" ? {} : { reservataireIdentifie: identifie }),
      premiereMiseEnLocation: champ(ligne, "Première mise en location") === "oui",
      ...(soustraction === "" ? {} : { soustraction: code(ligne, "Soustraction") }),
    };
  });
}

/** Les libérations de l'année, telles que l'assiette les compte une à une. */
export function enLiberationsDeLAssiette(
  liberations: readonly LogementLibere[],
  epciParCommune: ReadonlyMap<string, string | null>,
): LiberationDeLogement[] {
  return liberations.map(
    ({
      liberation,
      logement,
      commune,
      localisation,
      codeQpv,
      premiereMiseEnLocation,
      statut,
      soustraction,
    }) => ({
      liberation,
      logement,
      commune,
      localisation,
      ...(codeQpv === undefined ? {} : { codeQpv }),
      epci: epciParCommune.get(commune) ?? null,
      premiereMiseEnLocation,
      statut,
      soustractions: soustraction === undefined ? [] : [soustraction],
    }),
  );
}

const MS_PAR_JOUR = 86_400_000;

function plus(jour: string, jours: string): string {
  return new Date(Date.parse(jour) + Number(jours) * MS_PAR_JOUR).toISOString().slice(0, 10);
}

/** Ce qui arrive à chaque logement après sa mise à disposition ; une gestion déléguée n'a pas de désignation. */
export function lireSuites(
  dossier: string,
  mises: ReadonlyMap<string, { date: string; designe: boolean }>,
): Evenement[] {
  return lireFichier(dossier, "suites.csv").flatMap((ligne): Evenement[] => {
    const liberation = champ(ligne, "N° libération");
    const mise = mises.get(liberation);
    if (mise === undefined) return [];
    const issue = champ(ligne, "Issue");
    const le = (colonne: string) => ({ liberation, date: plus(mise.date, champ(ligne, colonne)) });
    if (issue === "absence-de-candidat") return [{ type: issue, ...le("Jours avant désignation") }];
    const debut: Evenement[] = mise.designe
      ? [{ type: "designation", ...le("Jours avant désignation") }]
      : [];
    const decision = le("Jours avant décision");
    if (issue === "non-attribution") return [...debut, { type: issue, ...decision }];
    const attribution: Evenement[] = [...debut, { type: "attribution", ...decision }];
    return issue === "refus-du-candidat"
      ? [...attribution, { type: issue, ...decision }]
      : [...attribution, { type: "bail", ...le("Jours avant bail") }];
  });
}
