import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { type Choix, choisir, entier, type Hasard, melanger, mulberry32, tirer } from "./hasard.js";

/** Bailleur fictif, sur les communes et les EPCI réels de Seine-et-Marne. */
export const BAILLEUR = { siren: "999999999", nom: "Habitat Synthétique 77" } as const;

export type Situation = "QPV" | "hors QPV";

export type Typologie = "T1" | "T2" | "T3" | "T4" | "T5+";

export type Soustraction =
  | "mutations"
  | "renouvellementUrbain"
  | "coproprietesDegradees"
  | "habitatIndigne"
  | "venteHlm"
  | "attributionsDuPrefet";

export type Issue = "bail" | "refus-du-candidat" | "non-attribution" | "absence-de-candidat";

export interface Commune {
  code: string;
  nom: string;
  departement: string;
  epci: string;
  nomEpci: string;
  millesime: string;
}

/** Une part convenue ; les champs sans objet sont vides. */
export interface Convention {
  reservataire: string;
  nom: string;
  categorie: string;
  territoire: "perimetre" | "commune" | "epci";
  codeTerritoire: string;
  contrepartie: string;
  contingent: string;
  taux: string;
  localisation: string;
  signature: string;
  effet: string;
  modeDeGestion: "directe" | "deleguee";
}

export interface Logement {
  rpls: string;
  reservataire: string;
  typologie: Typologie;
  adresse: string;
  commune: string;
  situation: Situation;
  financement: string;
  debut: string;
  expiration: string;
}

export interface DroitUnique {
  rpls: string;
  reservataire: string;
}

export interface Prevision extends Record<Soustraction, number> {
  commune: string;
  situation: Situation;
  liberations: number;
  premieresMisesEnLocation: number;
}

export interface Rotation {
  millesime: string;
  numerateur: number;
  natureDuNumerateur: string;
  denominateur: number;
  natureDuDenominateur: string;
  source: string;
}

export interface Liberation {
  numero: string;
  date: string;
  rpls: string;
  typologie: Typologie;
  commune: string;
  situation: Situation;
  codeQpv: string;
  financement: string;
  periode: string;
  statut: "dans-le-flux" | "identifie";
  reservataireIdentifie: string;
  premiereMiseEnLocation: "oui" | "non";
  soustraction: Soustraction | "";
}

/** Délais en jours depuis la mise à disposition ; vides quand l'étape n'a pas lieu. */
export interface Suite {
  numero: string;
  designation: number;
  decision: number | "";
  issue: Issue;
  bail: number | "";
}

export interface Departement {
  graine: number;
  communes: Commune[];
  conventions: Convention[];
  etatDesLieux: Logement[];
  droitsUniques: DroitUnique[];
  previsions: Prevision[];
  rotation: Rotation[];
  liberations: Liberation[];
  suites: Suite[];
}

const POPULATION_MINIMALE = 7_000;
const NOMBRE_DE_LOGEMENTS = 9_000;
const TAUX_DE_ROTATION = 0.078;

/** Proportions nationales publiées au 1er janvier 2024 (SDES, RPLS). */
const TYPOLOGIES: readonly Choix<Typologie>[] = [
  ["T1", 7.4],
  ["T2", 20.2],
  ["T3", 37],
  ["T4", 27.8],
  ["T5+", 7.5],
];

const FINANCEMENTS: readonly Choix<string>[] = [
  ["PLAI", 12],
  ["PLUS", 75],
  ["PLS", 13],
];

/** Part inventée du parc en QPV, calée pour donner 31 % en tout. */
const PART_EN_QPV: ReadonlyMap<string, number> = new Map([
  ["77083", 0.55],
  ["77108", 0.6],
  ["77131", 0.65],
  ["77152", 0.8],
  ["77284", 0.85],
  ["77285", 0.85],
  ["77288", 0.85],
  ["77296", 0.55],
  ["77305", 0.85],
  ["77333", 0.65],
  ["77337", 0.6],
  ["77379", 0.65],
  ["77445", 0.55],
  ["77468", 0.65],
]);

const HOPITAL = "hopital-synthetique";
const LOGEMENTS_DE_L_HOPITAL = 40;
const COMMUNES_DE_L_HOPITAL: readonly string[] = ["77284", "77288"];

/** Poids, dans le stock de départ, de chaque part convenue en flux. */
const PART_DU_STOCK = 0.65;
const DROITS_ECHUS = 36;

const DROITS_UNIQUES = 120;
const TITULAIRES_DE_DROITS_UNIQUES: readonly string[] = [
  "action-logement",
  "employeur-synthetique",
  "commune-77108",
  "commune-77284",
  "commune-77288",
];

const PART_SOUSTRAITE_PREVUE = 0.28;
const PART_SOUSTRAITE_CONSTATEE = 0.29;
const SOUSTRACTIONS: readonly Choix<Soustraction>[] = [
  ["mutations", 72],
  ["renouvellementUrbain", 11],
  ["attributionsDuPrefet", 6],
  ["venteHlm", 5],
  ["habitatIndigne", 4],
  ["coproprietesDegradees", 2],
];

const LIBERATIONS_ORDINAIRES = 684;
const LIBERATIONS_DE_L_HOPITAL = 4;

const PROGRAMME_NEUF = { commune: "77058", situation: "hors QPV", logements: 24 } as const;

const PERIODES = [
  { nom: "avant 1949", depuis: 0, poids: 5 },
  { nom: "1949-1974", depuis: 1949, poids: 38 },
  { nom: "1975-1999", depuis: 1975, poids: 32 },
  { nom: "2000-2014", depuis: 2000, poids: 16 },
  { nom: "depuis 2015", depuis: 2015, poids: 9 },
] as const;

const ISSUES: readonly Choix<Issue>[] = [
  ["bail", 80],
  ["refus-du-candidat", 9],
  ["non-attribution", 6],
  ["absence-de-candidat", 5],
];

const MS_PAR_JOUR = 86_400_000;

/** Les dates sont comptées en jours depuis le 1er janvier 1970. */
function jour(annee: number, mois: number, quantieme: number): number {
  return Date.UTC(annee, mois - 1, quantieme) / MS_PAR_JOUR;
}

function ecrireJour(jours: number): string {
  const [annee, mois, quantieme] = new Date(jours * MS_PAR_JOUR).toISOString().slice(0, 10).split("-");
  return `${quantieme}/${mois}/${annee}`;
}

function anneeDe(date: string): number {
  return Number(date.slice(-4));
}

/** Répartit un total entier selon des poids, au plus fort reste. */
function repartir(total: number, poids: readonly number[]): number[] {
  const somme = poids.reduce((a, b) => a + b, 0);
  const quotas = poids.map((p) => (total * p) / somme);
  const manquants = total - quotas.reduce((a, quota) => a + Math.floor(quota), 0);
  const servis = quotas
    .map((quota, rang) => ({ rang, reste: quota - Math.floor(quota) }))
    .sort((a, b) => b.reste - a.reste)
    .slice(0, manquants)
    .map(({ rang }) => rang);
  return quotas.map((quota, rang) => Math.floor(quota) + (servis.includes(rang) ? 1 : 0));
}

interface CommuneEtalab {
  code: string;
  nom: string;
  departement?: string;
  type: string;
  population?: number;
}

interface EpciEtalab {
  code: string;
  nom: string;
  membres: readonly { code: string }[];
}

interface CommuneDuParc extends Commune {
  population: number;
}

function lireCommunes(): CommuneDuParc[] {
  const lire = createRequire(import.meta.url);
  const communes: readonly CommuneEtalab[] = lire("@etalab/decoupage-administratif/data/communes.json");
  const epci: readonly EpciEtalab[] = lire("@etalab/decoupage-administratif/data/epci.json");
  const paquet: { name: string; version: string } = lire("@etalab/decoupage-administratif/package.json");
  const millesime = `${paquet.name} ${paquet.version}`;
  return communes
    .filter(({ type, departement }) => type === "commune-actuelle" && departement === "77")
    .flatMap(({ code, nom, population = 0 }) => {
      const groupement = epci.find(({ membres }) => membres.some((membre) => membre.code === code));
      if (groupement === undefined || population < POPULATION_MINIMALE) return [];
      const { code: codeEpci, nom: nomEpci } = groupement;
      return [{ code, nom, departement: "77", epci: codeEpci, nomEpci, millesime, population }];
    });
}

/** Une part convenue avant sa mise en forme. */
interface Part {
  reservataire: string;
  nom: string;
  categorie: string;
  territoire: Convention["territoire"];
  codeTerritoire: string;
  contrepartie: string;
  contingent: string;
  taux: number | undefined;
  modeDeGestion: Convention["modeDeGestion"];
}

const SUR_LE_PERIMETRE = {
  territoire: "perimetre",
  codeTerritoire: "",
  contingent: "",
  modeDeGestion: "directe",
} as const;

const PREFET = {
  ...SUR_LE_PERIMETRE,
  reservataire: "prefet-77",
  nom: "Préfet de Seine-et-Marne",
  categorie: "prefet",
  contrepartie: "contingent-prefectoral",
  modeDeGestion: "deleguee",
} as const;

const PARTS_SUR_LE_PERIMETRE: readonly Part[] = [
  { ...PREFET, contingent: "publics-prioritaires", taux: 25 },
  { ...PREFET, contingent: "agents-civils-et-militaires", taux: 5 },
  {
    ...SUR_LE_PERIMETRE,
    reservataire: "action-logement",
    nom: "Action Logement Services",
    categorie: "action-logement",
    contrepartie: "participation-des-employeurs",
    taux: 20,
  },
  {
    ...SUR_LE_PERIMETRE,
    reservataire: "employeur-synthetique",
    nom: "Employeur Synthétique",
    categorie: "employeur",
    contrepartie: "financement",
    taux: 2,
  },
];

const PART_DE_L_HOPITAL: Part = {
  ...SUR_LE_PERIMETRE,
  reservataire: HOPITAL,
  nom: "Hôpital Synthétique",
  categorie: "etablissement-public-de-sante",
  contrepartie: "",
  taux: undefined,
};

/** À Meaux, 15 % pour la commune et 6 % pour l'EPCI dépassent à dessein les 20 % de garanties. */
const GARANTIES_DES_COMMUNES: ReadonlyMap<string, number> = new Map([
  ["77108", 10],
  ["77131", 8.5],
  ["77152", 11],
  ["77186", 12],
  ["77284", 15],
  ["77288", 12.5],
  ["77305", 14],
  ["77373", 9],
  ["77379", 8],
  ["77468", 11.5],
]);

const TERRAINS_DES_COMMUNES: ReadonlyMap<string, number> = new Map([["77108", 3]]);

const GARANTIES_DES_EPCI: ReadonlyMap<string, number> = new Map([
  ["247700057", 5],
  ["200072130", 6],
]);

const COMMUNES_EN_GESTION_DELEGUEE: readonly string[] = ["77131", "77379", "77468"];

function partsDeLaCommune({ code, nom }: Commune): Part[] {
  const part = (contrepartie: string, taux: number | undefined): Part[] =>
    taux === undefined
      ? []
      : [
          {
            reservataire: `commune-${code}`,
            nom: `Commune de ${nom}`,
            categorie: "commune",
            territoire: "commune",
            codeTerritoire: code,
            contrepartie,
            contingent: "",
            taux,
            modeDeGestion: COMMUNES_EN_GESTION_DELEGUEE.includes(code) ? "deleguee" : "directe",
          },
        ];
  return [
    ...part("garantie-d-emprunt", GARANTIES_DES_COMMUNES.get(code)),
    ...part("apport-de-terrain", TERRAINS_DES_COMMUNES.get(code)),
  ];
}

function partsDesEpci(communes: readonly Commune[]): Part[] {
  return [...GARANTIES_DES_EPCI].map(([code, taux]) => ({
    ...SUR_LE_PERIMETRE,
    reservataire: `epci-${code}`,
    nom: communes.find(({ epci }) => epci === code)?.nomEpci ?? code,
    categorie: "epci",
    territoire: "epci",
    codeTerritoire: code,
    contrepartie: "garantie-d-emprunt",
    taux,
  }));
}

function convenirDesParts(communes: readonly Commune[]): Part[] {
  return [
    ...PARTS_SUR_LE_PERIMETRE,
    ...communes.flatMap(partsDeLaCommune),
    ...partsDesEpci(communes),
    PART_DE_L_HOPITAL,
  ];
}

/** Seul le total de leurs parts oblige Action Logement et les employeurs : le reste est uniforme. */
function localiser(categorie: string): string {
  return categorie === "action-logement" || categorie === "employeur" ? "libre" : "uniforme";
}

/** Une convention par réservataire : toutes ses parts portent la même date de signature. */
function signer(hasard: Hasard, parts: readonly Part[]): Convention[] {
  const reservataires = [...new Set(parts.map(({ reservataire }) => reservataire))];
  const signatures = new Map(
    reservataires.map((r) => [r, ecrireJour(entier(hasard, jour(2023, 6, 1), jour(2023, 11, 20)))]),
  );
  return parts.map(({ taux, ...part }) => ({
    ...part,
    taux: taux === undefined ? "" : String(taux).replace(".", ","),
    localisation: taux === undefined ? "" : localiser(part.categorie),
    signature: signatures.get(part.reservataire) ?? "",
    effet: "01/01/2024",
  }));
}

type LogementNu = Omit<Logement, "reservataire" | "debut" | "expiration">;

function batir(hasard: Hasard, communes: readonly CommuneDuParc[]): LogementNu[] {
  const effectifs = repartir(
    NOMBRE_DE_LOGEMENTS,
    communes.map(({ population }) => population),
  );
  const places = communes.flatMap(({ code }, rang) => {
    const effectif = effectifs[rang] ?? 0;
    const enQpv = Math.round(effectif * (PART_EN_QPV.get(code) ?? 0));
    return Array.from({ length: effectif }, (_, i) => ({
      commune: code,
      situation: i < enQpv ? ("QPV" as const) : ("hors QPV" as const),
    }));
  });
  const typologies = melanger(hasard, typologiesDuParc());
  return places.map((place, rang) => ({
    ...place,
    rpls: numeroRpls(rang + 1),
    typologie: typologies[rang] ?? "T3",
    adresse: `Adresse synthétique ${rang + 1}`,
    financement: choisir(hasard, FINANCEMENTS),
  }));
}

function typologiesDuParc(): Typologie[] {
  const effectifs = repartir(
    NOMBRE_DE_LOGEMENTS,
    TYPOLOGIES.map(([, poids]) => poids),
  );
  return TYPOLOGIES.flatMap(([typologie], rang) => Array<Typologie>(effectifs[rang] ?? 0).fill(typologie));
}

function numeroRpls(rang: number): string {
  return `99${String(rang).padStart(8, "0")}`;
}

function couvre({ territoire, codeTerritoire }: Part, { code, epci }: Commune): boolean {
  if (territoire === "perimetre") return true;
  return codeTerritoire === (territoire === "commune" ? code : epci);
}

function stockDesReservataires(commune: Commune, parts: readonly Part[]): Choix<string>[] {
  const reserves = parts
    .filter((part) => couvre(part, commune))
    .map(({ reservataire, taux = 0 }): Choix<string> => [reservataire, taux * PART_DU_STOCK]);
  const total = reserves.reduce((somme, [, poids]) => somme + poids, 0);
  return [...reserves, ["", 100 - total]];
}

type LogementReserve = LogementNu & { reservataire: string };

function reserver(
  hasard: Hasard,
  logements: readonly LogementNu[],
  communes: readonly Commune[],
  parts: readonly Part[],
): LogementReserve[] {
  const possibles = logements.filter(({ commune }) => COMMUNES_DE_L_HOPITAL.includes(commune));
  const identifies = new Set(tirer(hasard, possibles, LOGEMENTS_DE_L_HOPITAL));
  const stocks = new Map(communes.map((commune) => [commune.code, stockDesReservataires(commune, parts)]));
  return logements.map((logement) => ({
    ...logement,
    reservataire: identifies.has(logement) ? HOPITAL : choisir(hasard, stocks.get(logement.commune) ?? []),
  }));
}

function dater(hasard: Hasard, logements: readonly LogementReserve[]): Logement[] {
  const avecTerme = logements.filter(({ reservataire }) => !["", PREFET.reservataire].includes(reservataire));
  const conventionnels = avecTerme.filter(({ reservataire }) => reservataire !== HOPITAL);
  const termes = new Set(avecTerme);
  const echus = new Set(tirer(hasard, conventionnels, DROITS_ECHUS));
  return logements.map((logement) => {
    if (logement.reservataire === "") return { ...logement, debut: "", expiration: "" };
    const [debut, expiration] = echus.has(logement) ? periodeEchue(hasard) : periodeEnCours(hasard);
    return {
      ...logement,
      debut: ecrireJour(debut),
      expiration: termes.has(logement) ? ecrireJour(expiration) : "",
    };
  });
}

function periodeEnCours(hasard: Hasard): [debut: number, expiration: number] {
  return [
    entier(hasard, jour(1995, 1, 1), jour(2020, 12, 31)),
    entier(hasard, jour(2024, 3, 15), jour(2055, 12, 31)),
  ];
}

function periodeEchue(hasard: Hasard): [debut: number, expiration: number] {
  return [
    entier(hasard, jour(1995, 1, 1), jour(2010, 12, 31)),
    entier(hasard, jour(2016, 1, 1), jour(2023, 12, 31)),
  ];
}

function tirerDroitsUniques(hasard: Hasard, etatDesLieux: readonly Logement[]): DroitUnique[] {
  const possibles = etatDesLieux.filter(
    ({ reservataire, expiration }) =>
      TITULAIRES_DE_DROITS_UNIQUES.includes(reservataire) && anneeDe(expiration) >= 2024,
  );
  return tirer(hasard, possibles, DROITS_UNIQUES).map(({ rpls, reservataire }) => ({ rpls, reservataire }));
}

interface Secteur {
  commune: string;
  situation: Situation;
  logements: number;
}

function compterParSecteur(logements: readonly Logement[]): Secteur[] {
  const secteurs = new Map<string, Secteur>();
  for (const { commune, situation } of logements) {
    const cle = `${commune} ${situation}`;
    const compte = secteurs.get(cle)?.logements ?? 0;
    secteurs.set(cle, { commune, situation, logements: compte + 1 });
  }
  return [...secteurs.values()];
}

function prevoir(hasard: Hasard, etatDesLieux: readonly Logement[]): Prevision[] {
  const logements = etatDesLieux.filter(({ reservataire }) => reservataire !== HOPITAL);
  const secteurs = compterParSecteur(logements);
  const total = Math.round(logements.length * TAUX_DE_ROTATION);
  const liberations = repartir(
    total,
    secteurs.map((secteur) => secteur.logements),
  );
  const soustraits = repartir(Math.round(total * PART_SOUSTRAITE_PREVUE), liberations);
  return secteurs.map(({ commune, situation }, rang) => ({
    commune,
    situation,
    liberations: liberations[rang] ?? 0,
    premieresMisesEnLocation:
      commune === PROGRAMME_NEUF.commune && situation === PROGRAMME_NEUF.situation
        ? PROGRAMME_NEUF.logements
        : 0,
    ...prevoirSoustractions(hasard, soustraits[rang] ?? 0, situation),
  }));
}

/** La loi ne prévoit d'attributions d'office du préfet que hors QPV. */
function motifsPossibles(situation: Situation): readonly Choix<Soustraction>[] {
  return situation === "QPV"
    ? SOUSTRACTIONS.filter(([motif]) => motif !== "attributionsDuPrefet")
    : SOUSTRACTIONS;
}

function prevoirSoustractions(
  hasard: Hasard,
  nombre: number,
  situation: Situation,
): Record<Soustraction, number> {
  const motifs = Array.from({ length: nombre }, () => choisir(hasard, motifsPossibles(situation)));
  const compter = (motif: Soustraction) => motifs.filter((m) => m === motif).length;
  return {
    mutations: compter("mutations"),
    renouvellementUrbain: compter("renouvellementUrbain"),
    coproprietesDegradees: compter("coproprietesDegradees"),
    habitatIndigne: compter("habitatIndigne"),
    venteHlm: compter("venteHlm"),
    attributionsDuPrefet: compter("attributionsDuPrefet"),
  };
}

const ROTATION: Rotation = {
  millesime: "2019",
  numerateur: 663,
  natureDuNumerateur: "emmenagements",
  denominateur: 8_500,
  natureDuDenominateur: "logements-loues-ou-proposes",
  source:
    "Taux de 7,8 % publié (RPLS 2020, Seine-et-Marne, année 2019), effectifs inventés pour donner ce taux",
};

/** Une libération avant son numéro, donné dans l'ordre des dates. */
type LiberationDatee = Omit<Liberation, "numero" | "date"> & { jour: number };

function tirerLiberations(hasard: Hasard, etatDesLieux: readonly Logement[]): Liberation[] {
  const datees = [
    ...libererLeParc(hasard, etatDesLieux),
    ...libererPourLHopital(hasard, etatDesLieux),
    ...livrerLeProgramme(hasard),
  ];
  return datees
    .sort((a, b) => a.jour - b.jour || Number(a.rpls) - Number(b.rpls))
    .map(({ jour: date, ...liberation }, rang) => ({
      ...liberation,
      numero: `L-2024-${String(rang + 1).padStart(5, "0")}`,
      date: ecrireJour(date),
    }));
}

function libererLeParc(hasard: Hasard, etatDesLieux: readonly Logement[]): LiberationDatee[] {
  const possibles = etatDesLieux.filter(({ reservataire }) => reservataire !== HOPITAL);
  const liberes = tirer(hasard, possibles, LIBERATIONS_ORDINAIRES);
  const soustraits = new Set(
    tirer(hasard, liberes, Math.round(LIBERATIONS_ORDINAIRES * PART_SOUSTRAITE_CONSTATEE)),
  );
  return liberes.map((logement) => ({
    ...liberer(hasard, logement),
    soustraction: soustraits.has(logement) ? choisir(hasard, motifsPossibles(logement.situation)) : "",
  }));
}

function libererPourLHopital(hasard: Hasard, etatDesLieux: readonly Logement[]): LiberationDatee[] {
  const possibles = etatDesLieux.filter(({ reservataire }) => reservataire === HOPITAL);
  return tirer(hasard, possibles, LIBERATIONS_DE_L_HOPITAL).map((logement) => ({
    ...liberer(hasard, logement),
    statut: "identifie",
    reservataireIdentifie: HOPITAL,
  }));
}

function liberer(hasard: Hasard, logement: Logement): LiberationDatee {
  const { rpls, typologie, commune, situation, financement } = logement;
  return {
    jour: entier(hasard, jour(2024, 1, 1), jour(2024, 12, 31)),
    rpls,
    typologie,
    commune,
    situation,
    codeQpv: situation === "QPV" ? codeQpv(commune) : "",
    financement,
    periode: tirerPeriode(hasard, logement),
    statut: "dans-le-flux",
    reservataireIdentifie: "",
    premiereMiseEnLocation: "non",
    soustraction: "",
  };
}

/** Code inventé : un seul QPV par commune, et une lettre finale que la nomenclature n'emploie pas. */
function codeQpv(commune: string): string {
  const rang = [...PART_EN_QPV.keys()].indexOf(commune) + 1;
  return `QN077${String(rang).padStart(2, "0")}Z`;
}

/** Un logement réservé est construit au plus tard l'année où la réservation commence. */
function tirerPeriode(hasard: Hasard, { debut }: Logement): string {
  const auPlusTard = debut === "" ? 2024 : anneeDe(debut);
  const possibles = PERIODES.filter(({ depuis }) => depuis <= auPlusTard);
  return choisir(
    hasard,
    possibles.map(({ nom, poids }): Choix<string> => [nom, poids]),
  );
}

function livrerLeProgramme(hasard: Hasard): LiberationDatee[] {
  return Array.from({ length: PROGRAMME_NEUF.logements }, (_, i) => ({
    jour: jour(2024, 9, 2),
    rpls: numeroRpls(NOMBRE_DE_LOGEMENTS + 1 + i),
    typologie: choisir(hasard, TYPOLOGIES),
    commune: PROGRAMME_NEUF.commune,
    situation: PROGRAMME_NEUF.situation,
    codeQpv: "",
    financement: choisir(hasard, FINANCEMENTS),
    periode: "depuis 2015",
    statut: "dans-le-flux",
    reservataireIdentifie: "",
    premiereMiseEnLocation: "oui",
    soustraction: "",
  }));
}

function suivre(hasard: Hasard, liberations: readonly Liberation[]): Suite[] {
  return liberations
    .filter(({ soustraction }) => soustraction === "")
    .map(({ numero }) => ({ numero, ...tirerIssue(hasard) }));
}

function tirerIssue(hasard: Hasard): Omit<Suite, "numero"> {
  const issue = choisir(hasard, ISSUES);
  if (issue === "absence-de-candidat") {
    return { designation: entier(hasard, 30, 35), decision: "", issue, bail: "" };
  }
  const designation = entier(hasard, 5, 30);
  const decision = designation + entier(hasard, 7, 28);
  return { designation, decision, issue, bail: issue === "bail" ? decision + entier(hasard, 5, 30) : "" };
}

/** Construit le département entier ; la même graine donne toujours les mêmes données. */
export function genererDepartement(graine = 77): Departement {
  const hasard = mulberry32(graine);
  const parc = lireCommunes();
  const parts = convenirDesParts(parc);
  const conventions = signer(hasard, parts);
  const etatDesLieux = dater(hasard, reserver(hasard, batir(hasard, parc), parc, parts));
  const droitsUniques = tirerDroitsUniques(hasard, etatDesLieux);
  const previsions = prevoir(hasard, etatDesLieux);
  const liberations = tirerLiberations(hasard, etatDesLieux);
  const suites = suivre(hasard, liberations);
  const communes = parc.map(({ population: _, ...commune }) => commune);
  const rotation = [ROTATION];
  return {
    graine,
    communes,
    conventions,
    etatDesLieux,
    droitsUniques,
    previsions,
    rotation,
    liberations,
    suites,
  };
}

type Colonnes<L> = Readonly<Record<keyof L & string, string>>;

const COLONNES_DES_COMMUNES: Colonnes<Commune> = {
  code: "Code commune",
  nom: "Commune",
  departement: "Département",
  epci: "EPCI",
  nomEpci: "Nom EPCI",
  millesime: "Millésime",
};

const COLONNES_DES_CONVENTIONS: Colonnes<Convention> = {
  reservataire: "Réservataire",
  nom: "Nom",
  categorie: "Catégorie",
  territoire: "Territoire",
  codeTerritoire: "Code territoire",
  contrepartie: "Contrepartie",
  contingent: "Contingent",
  taux: "Taux",
  localisation: "Localisation",
  signature: "Date de signature",
  effet: "Date d'effet",
  modeDeGestion: "Mode de gestion",
};

const COLONNES_DE_L_ETAT_DES_LIEUX: Colonnes<Logement> = {
  rpls: "N° RPLS du logement",
  reservataire: "Réservataire",
  typologie: "Typologie",
  adresse: "Adresse",
  commune: "Commune",
  situation: "QPV/hors QPV",
  financement: "Financement",
  debut: "Date de début de la convention",
  expiration: "Date d'expiration de la convention",
};

const COLONNES_DES_DROITS_UNIQUES: Colonnes<DroitUnique> = {
  rpls: "N° RPLS du logement",
  reservataire: "Réservataire",
};

const COLONNES_DES_PREVISIONS: Colonnes<Prevision> = {
  commune: "Commune",
  situation: "QPV/hors QPV",
  liberations: "Libérations",
  premieresMisesEnLocation: "Premières mises en location",
  mutations: "Mutations",
  renouvellementUrbain: "Renouvellement urbain",
  coproprietesDegradees: "Copropriétés dégradées",
  habitatIndigne: "Habitat indigne",
  venteHlm: "Vente HLM",
  attributionsDuPrefet: "Attributions du préfet",
};

const COLONNES_DE_LA_ROTATION: Colonnes<Rotation> = {
  millesime: "Millésime",
  numerateur: "Numérateur",
  natureDuNumerateur: "Nature du numérateur",
  denominateur: "Dénominateur",
  natureDuDenominateur: "Nature du dénominateur",
  source: "Source",
};

const COLONNES_DES_LIBERATIONS: Colonnes<Liberation> = {
  numero: "N° libération",
  date: "Date",
  rpls: "N° RPLS du logement",
  typologie: "Typologie",
  commune: "Commune",
  situation: "QPV/hors QPV",
  codeQpv: "Code QPV",
  financement: "Financement",
  periode: "Période de construction",
  statut: "Statut",
  reservataireIdentifie: "Réservataire identifié",
  premiereMiseEnLocation: "Première mise en location",
  soustraction: "Soustraction",
};

const COLONNES_DES_SUITES: Colonnes<Suite> = {
  numero: "N° libération",
  designation: "Jours avant désignation",
  decision: "Jours avant décision",
  issue: "Issue",
  bail: "Jours avant bail",
};

/** Dit dans chaque fichier que les données sont synthétiques, ce qui y est réel et ce qui y est inventé. */
function avertir(graine: number, reel: string, invente: string): string {
  const bailleur = `bailleur fictif « ${BAILLEUR.nom} », SIREN ${BAILLEUR.siren}`;
  return `# Données synthétiques (examples/generer.ts, graine ${graine}, ${bailleur}). Réel : ${reel}. Inventé : ${invente}.\n`;
}

function ecrireLignes<L extends object>(lignes: readonly L[], colonnes: Colonnes<L>): string {
  return stringify([...lignes], {
    delimiter: ";",
    header: true,
    columns: { ...colonnes },
    record_delimiter: "\n",
  });
}

function contenus(departement: Departement): [fichier: string, contenu: string][] {
  const { graine } = departement;
  const millesime = departement.communes[0]?.millesime ?? "";
  return [
    [
      "communes.csv",
      avertir(
        graine,
        `codes et noms des communes et des EPCI (${millesime})`,
        "la présence du bailleur dans ces communes",
      ) + ecrireLignes(departement.communes, COLONNES_DES_COMMUNES),
    ],
    [
      "conventions.csv",
      avertir(
        graine,
        "codes et noms des communes et des EPCI",
        "toutes les conventions, leurs taux, leurs dates et leurs modes de gestion, qui n'engagent aucun des organismes nommés",
      ) + ecrireLignes(departement.conventions, COLONNES_DES_CONVENTIONS),
    ],
    [
      "etat-des-lieux.csv",
      avertir(
        graine,
        "codes des communes, répartition nationale par typologie et 31 % du parc en QPV (SDES, RPLS au 1er janvier 2024)",
        "les logements, leurs adresses, leur financement, leur place en QPV et leurs réservations",
      ) + ecrireLignes(departement.etatDesLieux, COLONNES_DE_L_ETAT_DES_LIEUX),
    ],
    [
      "droits-uniques.csv",
      avertir(graine, "rien, sauf les codes des communes", "tous les droits uniques non encore honorés") +
        ecrireLignes(departement.droitsUniques, COLONNES_DES_DROITS_UNIQUES),
    ],
    [
      "previsions.csv",
      avertir(
        graine,
        "codes des communes, taux de mobilité de 7,8 % en Seine-et-Marne (RPLS 2020, année 2019)",
        "les effectifs par secteur et les soustractions",
      ) + ecrireLignes(departement.previsions, COLONNES_DES_PREVISIONS),
    ],
    [
      "rotation.csv",
      avertir(
        graine,
        "le taux de 7,8 % (RPLS 2020, Seine-et-Marne, année 2019)",
        "le numérateur et le dénominateur, choisis pour donner ce taux",
      ) + ecrireLignes(departement.rotation, COLONNES_DE_LA_ROTATION),
    ],
    [
      "liberations.csv",
      avertir(
        graine,
        "codes des communes",
        "les libérations, leurs dates, les codes QPV, les périodes de construction et les soustractions",
      ) + ecrireLignes(departement.liberations, COLONNES_DES_LIBERATIONS),
    ],
    [
      "suites.csv",
      avertir(
        graine,
        "rien",
        "tous les délais, en jours depuis la mise à disposition, et toutes les issues",
      ) + ecrireLignes(departement.suites, COLONNES_DES_SUITES),
    ],
  ];
}

/** Écrit les huit fichiers CSV du département dans un dossier, créé au besoin. */
export function ecrireDepartement(departement: Departement, dossier: string): void {
  mkdirSync(dossier, { recursive: true });
  for (const [fichier, contenu] of contenus(departement)) {
    writeFileSync(join(dossier, fichier), contenu, "utf8");
  }
}
