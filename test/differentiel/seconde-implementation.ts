/**
 * Seconde implémentation, naïve et volontairement autre : fractions jamais réduites, parts en cent-millionièmes
 * entiers, marche jour par jour dans le calendrier, énumération complète des arrondis, recomptes par filtres.
 * Elle ne lit de la bibliothèque que ses types publics.
 */
import type {
  ArrondiConvenu,
  CategorieDeSoustraction,
  CommuneDuPerimetre,
  Convention,
  EntreeAssiette,
  EntreeStatuts,
  Evenement,
  EvenementDeDossier,
  LogementAQualifier,
  LogementDuParc,
  LogementLibere,
  Reservataire,
  StipulationsDeDroitsUniques,
  TerritoireDePart,
} from "gestion-en-flux";

// Nombres

/** Fraction non réduite, de dénominateur positif. */
export interface Rationnel {
  readonly n: bigint;
  readonly d: bigint;
}

export const rationnel = (n: bigint | number, d: bigint | number = 1): Rationnel => ({
  n: BigInt(n),
  d: BigInt(d),
});
export const plus = (a: Rationnel, b: Rationnel): Rationnel => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const moins = (a: Rationnel, b: Rationnel): Rationnel => ({ n: a.n * b.d - b.n * a.d, d: a.d * b.d });
export const fois = (a: Rationnel, b: Rationnel): Rationnel => ({ n: a.n * b.n, d: a.d * b.d });
export const depasse = (a: Rationnel, b: Rationnel): boolean => a.n * b.d > b.n * a.d;
const abs = (n: bigint) => (n < 0n ? -n : n);

/** Plus grand entier inférieur ou égal. */
export function plancher({ n, d }: Rationnel): bigint {
  return n >= 0n ? n / d : -((-n + d - 1n) / d);
}

/** Fraction réduite par l'algorithme d'Euclide, écrite « 65/2 » ou « 195 ». */
export function ecrire({ n, d }: Rationnel): string {
  let [a, b] = [abs(n), d];
  while (b !== 0n) [a, b] = [b, a % b];
  return d === a ? `${n / a}` : `${n / a}/${d / a}`;
}

/** Un entier de `10^-decimales`, écrit en décimal sans zéro inutile. */
function ecrireEnDecimal(entier: bigint, decimales: number): string {
  const chiffres = `${abs(entier)}`.padStart(decimales + 1, "0");
  const fin = chiffres.slice(chiffres.length - decimales).replace(/0+$/, "");
  const debut = chiffres.slice(0, chiffres.length - decimales);
  return `${entier < 0n ? "-" : ""}${debut}${fin === "" ? "" : `.${fin}`}`;
}

/** L'écriture attendue d'une valeur exacte ; la moitié va à l'entier supérieur. */
export function valeur(v: Rationnel): { exact: string; decimal: string } {
  const millioniemes = plancher({ n: v.n * 2_000_000n + v.d, d: 2n * v.d });
  return { exact: ecrire(v), decimal: ecrireEnDecimal(millioniemes, 6) };
}

export function arrondir(v: Rationnel, convenu: ArrondiConvenu): Rationnel {
  if (convenu === "aucun") return v;
  const echelle = 10n ** BigInt(convenu.decimales);
  const bas = plancher({ n: v.n * echelle, d: v.d });
  const ecartAuBas = v.n * echelle - bas * v.d;
  const ecartAuHaut = v.d - ecartAuBas;
  const haut = ecartAuBas === 0n ? bas : bas + 1n;
  const entier = {
    "entier-inferieur": bas,
    "entier-superieur": haut,
    "plus-proche": ecartAuBas >= ecartAuHaut ? haut : bas,
    "plus-proche-pair":
      ecartAuBas === ecartAuHaut ? (bas % 2n === 0n ? bas : haut) : ecartAuBas > ecartAuHaut ? haut : bas,
  }[convenu.mode];
  return { n: entier, d: echelle };
}

/** Un taux convenu, en millionièmes de pour cent. */
export function lireTaux(taux: string | number): bigint {
  const [entiers = "0", fin = ""] = String(taux).split(".");
  return BigInt(entiers) * 1_000_000n + BigInt(fin.padEnd(6, "0"));
}
export const ecrireTaux = (millioniemes: bigint): string => ecrireEnDecimal(millioniemes, 6);

/** Ordre des codes d'unité, caractère par caractère. */
export function compareCodes(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const ecart = a.charCodeAt(i) - b.charCodeAt(i);
    if (ecart !== 0) return ecart;
  }
  return a.length - b.length;
}

export const somme = (nombres: readonly number[]): number => nombres.reduce((total, n) => total + n, 0);
export const sommeExacte = (valeurs: readonly Rationnel[]): Rationnel => valeurs.reduce(plus, rationnel(0));
const distincts = <T>(valeurs: readonly T[]): T[] => [...new Set(valeurs)];

// Assiette

export const CATEGORIES: readonly CategorieDeSoustraction[] = [
  "attributionsDuPrefet",
  "venteHlm",
  "habitatIndigne",
  "coproprietesDegradees",
  "renouvellementUrbain",
  "mutations",
];

export interface SecteurNaif {
  readonly commune: string | null;
  readonly localisation: "hors-qpv" | "qpv" | null;
  readonly epci: string | null;
}

/** Une assiette donnée en comptes, pour le périmètre ou par secteur. */
export type EntreeEnComptes = Exclude<EntreeAssiette, { logements: unknown }>;

/** A, B par catégorie et C, recomptés catégorie par catégorie. */
export function recompterAssiette(entree: EntreeEnComptes, premieres: "dans-le-flux" | "hors-flux") {
  const lus = entree.secteurs !== undefined ? entree.secteurs : [{ ...entree, ...ENSEMBLE }];
  const compter = (retenus: typeof lus) => {
    const b = (categorie: CategorieDeSoustraction) =>
      somme(retenus.map((s) => s.soustraits?.[categorie] ?? 0));
    const neuf = somme(retenus.map((s) => s.premieresMisesEnLocation ?? 0));
    const a = somme(retenus.map((s) => s.liberations)) + (premieres === "dans-le-flux" ? neuf : 0);
    const parCategorie = Object.fromEntries(CATEGORIES.map((categorie) => [categorie, b(categorie)]));
    const total = somme(Object.values(parCategorie));
    return {
      liberations: a,
      premieresMisesEnLocation: neuf,
      soustraits: { total, ...parCategorie } as Record<CategorieDeSoustraction | "total", number>,
      flux: a - total,
    };
  };
  const secteurs = lus
    .map((s) => ({
      commune: s.commune,
      localisation: s.localisation,
      epci: s.epci,
      ...compter([s] as typeof lus),
    }))
    .sort((a, b) => compareCodes(rangDeSecteur(a), rangDeSecteur(b)));
  const ensemble = compter(lus);
  const categorieConnue = entree.date >= "2022-02-23";
  const duPrefetEnQpv = secteurs.some(
    (s) => s.localisation === "qpv" && s.soustraits.attributionsDuPrefet > 0,
  );
  const constats = [
    ...(categorieConnue && duPrefetEnQpv ? ["ATTRIBUTIONS_DU_PREFET_EN_QPV"] : []),
    ...(!categorieConnue && ensemble.soustraits.attributionsDuPrefet > 0
      ? ["CATEGORIE_DE_SOUSTRACTION_NON_PREVUE"]
      : []),
    ...(ensemble.flux === 0 ? ["FLUX_NUL"] : []),
  ];
  return { ...ensemble, secteurs, constats };
}

export type EntreeParLogement = Extract<EntreeAssiette, { logements: unknown }>;
type LiberationNaive = EntreeParLogement["logements"][number];

/** L'ordre déclaré, où chaque titre prend ce que les précédents ont laissé. */
const ORDRE_DES_TITRES: readonly CategorieDeSoustraction[] = [
  "renouvellementUrbain",
  "coproprietesDegradees",
  "habitatIndigne",
  "venteHlm",
  "attributionsDuPrefet",
  "mutations",
];

/**
 * Les libérations d'un secteur, en comptes : on retire d'abord du tas ce qui n'est pas dans le flux, puis chaque titre,
 * dans l'ordre, prend dans le tas ce qui s'en réclame là où la loi le prévoit ; ce qui se réclame encore d'un titre
 * compte comme donné ; ce qui reste se partage.
 */
function empiler(tas: readonly LiberationNaive[], date: string, premieres: "dans-le-flux" | "hors-flux") {
  const duFlux = tas.filter((l) => l.statut !== "hors-champ" && l.statut !== "identifie");
  const neufs = duFlux.filter((l) => l.premiereMiseEnLocation);
  let reste = premieres === "dans-le-flux" ? duFlux : duFlux.filter((l) => !neufs.includes(l));
  const pris = new Map<string, CategorieDeSoustraction>();
  const prendre = (titre: CategorieDeSoustraction, ici: (l: LiberationNaive) => boolean) => {
    for (const l of reste) if (ici(l) && l.soustractions.includes(titre)) pris.set(l.liberation, titre);
    reste = reste.filter((l) => !pris.has(l.liberation));
  };
  for (const titre of ORDRE_DES_TITRES)
    prendre(
      titre,
      (l) => titre !== "attributionsDuPrefet" || (date >= "2022-02-23" && l.localisation === "hors-qpv"),
    );
  prendre("attributionsDuPrefet", () => true);
  const soustraits: Partial<Record<CategorieDeSoustraction, number>> = {};
  for (const titre of pris.values()) soustraits[titre] = (soustraits[titre] ?? 0) + 1;
  return {
    comptes: {
      liberations: duFlux.length - neufs.length,
      premieresMisesEnLocation: neufs.length,
      soustraits,
    },
    pris,
    partages: reste.map((l) => l.liberation),
  };
}

/** La même année, en comptes par secteur, et le sort de chaque libération. */
export function mettreEnComptes(entree: EntreeParLogement, premieres: "dans-le-flux" | "hors-flux") {
  const { date, perimetre, logements, secteursSansLiberation = [] } = entree;
  const lieux = [...logements, ...secteursSansLiberation];
  const secteurs = distincts(lieux.map((l) => `${l.commune}|${l.localisation}`)).map((cle) => {
    const ici = (l: { commune: string; localisation: string }) => `${l.commune}|${l.localisation}` === cle;
    const lieu = lieux.find(ici);
    if (lieu === undefined) throw new Error(`secteur perdu : ${cle}`);
    const { commune, localisation, epci } = lieu;
    return { lieu: { commune, localisation, epci }, ...empiler(logements.filter(ici), date, premieres) };
  });
  const comptes: EntreeEnComptes & { secteurs: unknown } = {
    date,
    ...(perimetre === undefined ? {} : { perimetre }),
    secteurs: secteurs.map(({ lieu, comptes: nombres }) => ({ ...lieu, ...nombres })),
  };
  const titres = new Map(secteurs.flatMap(({ pris }) => [...pris]));
  const partages = new Set(secteurs.flatMap(({ partages: p }) => p));
  const sorts = logements
    .map(({ liberation }) => ({
      liberation,
      effet: titres.has(liberation) ? "A-et-B" : partages.has(liberation) ? "A" : "aucun",
      categorie: titres.get(liberation) ?? null,
    }))
    .sort((a, b) => compareCodes(a.liberation, b.liberation));
  const plusieurs = logements.filter((l) => titres.has(l.liberation) && l.soustractions.length > 1);
  const sansObjet = logements.filter(
    (l) => !titres.has(l.liberation) && !partages.has(l.liberation) && l.soustractions.length > 0,
  );
  return { comptes, sorts, plusieurs: plusieurs.length, sansObjet: sansObjet.length };
}

/** Le statut de chaque logement : des tas qu'on retire l'un après l'autre du parc. */
export function trierLeParc({ date, organisme, logements }: EntreeStatuts) {
  let reste = [...logements];
  const retirer = (test: (l: LogementAQualifier) => boolean) => {
    const tas = reste.filter(test).map((l) => l.logement);
    reste = reste.filter((l) => !test(l));
    return tas.sort(compareCodes);
  };
  const identifiables = ["defense", "securite-interieure"];
  if (date >= "2022-02-23") identifiables.push("etablissement-public-de-sante");
  const horsDesTextes = retirer((l) =>
    organisme === "sem"
      ? !l.ouvreDroitALApl
      : [l.concoursFinancierDeLEtat, l.ouvreDroitALApl].every((oui) => !oui),
  );
  const horsDeLaDoctrine = retirer((l) => l.intermediaire || l.nature !== "ordinaire");
  const identifies = retirer((l) => identifiables.includes(l.reservationIdentifiee?.categorie ?? ""));
  const sansApl = reste.filter((l) => !l.ouvreDroitALApl).length;
  const irreguliers = reste.filter((l) => l.reservationIdentifiee !== undefined).length;
  return {
    horsChamp: [...horsDesTextes, ...horsDeLaDoctrine].sort(compareCodes),
    identifies,
    dansLeFlux: retirer(() => true),
    sansApl,
    irreguliers,
  };
}

const ENSEMBLE: SecteurNaif = { commune: null, localisation: null, epci: null };
const rangDeSecteur = (s: SecteurNaif) => `${s.commune ?? ""} ${s.localisation === "qpv" ? 1 : 0}`;

// Durées

const JOUR = 86_400_000;
const midi = (date: string) => Date.parse(`${date}T12:00:00Z`);

/**
 * Années restantes d'un droit, dernier jour compris : une marche d'un jour à l'autre. Un mois est révolu le soir où
 * demain porte le quantième du départ, ou le soir où finit un mois qui n'a pas ce quantième.
 */
export function dureeRestante(
  effet: string,
  expiration: string,
  mesure: NonNullable<StipulationsDeDroitsUniques["mesureDeDuree"]>,
): Rationnel {
  if (midi(expiration) < midi(effet)) return rationnel(0);
  const quantieme = new Date(midi(effet)).getUTCDate();
  let [jours, mois, annees] = [0, 0, 0];
  let quantiemePasse = true;
  for (let t = midi(effet); t <= midi(expiration); t += JOUR) {
    jours += 1;
    const demain = new Date(t + JOUR);
    if (demain.getUTCDate() === 1) {
      if (!quantiemePasse) mois += 1;
      quantiemePasse = false;
      if (demain.getUTCMonth() === 0 && t < midi(expiration)) annees += 1;
    }
    if (demain.getUTCDate() === quantieme) {
      mois += 1;
      quantiemePasse = true;
    }
  }
  switch (mesure) {
    case "difference-d-annees":
      return rationnel(annees);
    case "annee-d-echeance-incluse":
      return rationnel(annees + 1);
    case "mois-revolus":
      return rationnel(mois, 12);
    case "jours-sur-365":
      return rationnel(jours, 365);
    case "jours-sur-365-25":
      return rationnel(jours * 4, 1461);
  }
}

// État des lieux et conversion

const IDENTIFIES = ["defense", "securite-interieure", "etablissement-public-de-sante"];

/** Les établissements publics de santé ne sont gardés hors du flux que depuis le 23 février 2022. */
export function estIdentifie({ categorie }: Reservataire, date: string): boolean {
  return (
    IDENTIFIES.includes(categorie) && (categorie !== "etablissement-public-de-sante" || date >= "2022-02-23")
  );
}

export interface LogementNaif extends LogementDuParc {
  readonly droit?: "droit-de-suite" | "droit-unique";
}

/**
 * Chaque droit avec son terme : cinq ans après le versement qui solde l'emprunt garanti par une commune ou un EPCI, si la
 * convention ne le fait pas durer davantage. Cinq ans après une année bissextile, aucune ne l'est.
 */
export function avecTermes<L extends LogementDuParc>(
  logements: readonly L[],
  reservataires: readonly Reservataire[],
): (L & { readonly prorogee: boolean })[] {
  return logements.map((logement) => {
    const { reservataire, dernierVersement, dateDExpiration } = logement;
    const categorie = reservataires.find((r) => r.code === reservataire)?.categorie;
    if (!dernierVersement || (categorie !== "commune" && categorie !== "epci"))
      return { ...logement, prorogee: false };
    const [annee = "", mois, jour] = dernierVersement.split("-");
    const fin = `${Number(annee) + 5}-${mois}-${mois === "02" && jour === "29" ? "28" : jour}`;
    return dateDExpiration && dateDExpiration >= fin
      ? { ...logement, prorogee: false }
      : { ...logement, prorogee: true, dateDExpiration: fin };
  });
}

/** Chaque colonne du niveau 2, par un filtre sur tout le parc. */
export function recompterEtatDesLieux(entree: {
  readonly date: string;
  readonly communes: readonly CommuneDuPerimetre[];
  readonly reservataires: readonly Reservataire[];
  readonly logements: readonly LogementNaif[];
  readonly droitNonPrecise: "droit-de-suite" | "droit-unique" | undefined;
}) {
  const { reservataires } = entree;
  const logements = avecTermes(entree.logements, reservataires);
  type LogementNaif = (typeof logements)[number];
  const droitDe = (l: LogementNaif) => l.droit ?? entree.droitNonPrecise;
  const codesIdentifies = reservataires.filter((r) => estIdentifie(r, entree.date)).map((r) => r.code);
  const dansLeFlux = (l: LogementNaif) =>
    l.reservataire !== null && !codesIdentifies.includes(l.reservataire);
  const compter = (garder: (l: LogementNaif) => boolean) => logements.filter(garder).length;
  const epciDe = (commune: string) => entree.communes.find((c) => c.code === commune)?.epci ?? null;
  const parc = (garder: (l: LogementNaif) => boolean) => ({
    logements: compter(garder),
    reserves: compter((l) => garder(l) && dansLeFlux(l)),
    identifies: compter((l) => garder(l) && l.reservataire !== null && !dansLeFlux(l)),
    nonReserves: compter((l) => garder(l) && l.reservataire === null),
  });
  const communes = entree.communes.map((c) => c.code).sort(compareCodes);
  const patrimoine = communes.flatMap((commune) =>
    (["hors-qpv", "qpv"] as const).map((localisation) => ({
      commune,
      localisation,
      epci: epciDe(commune),
      ...parc((l) => l.commune === commune && l.localisation === localisation),
    })),
  );
  const synthese = reservataires.flatMap(({ code }) =>
    communes.flatMap((commune) => {
      const ici = logements.filter((l) => l.reservataire === code && l.commune === commune && dansLeFlux(l));
      if (ici.length === 0) return [];
      const suite = ici.filter((l) => droitDe(l) === "droit-de-suite");
      const annees = distincts(suite.map((l) => l.dateDExpiration?.slice(0, 4) ?? null));
      const nombre = (garder: (l: LogementNaif) => boolean) => suite.filter(garder).length;
      return [
        {
          reservataire: code,
          commune,
          epci: epciDe(commune),
          droitsUniquesNonHonores: ici.length - suite.length,
          droitsDeSuite: suite.length,
          situesEnQpv: ici.filter((l) => l.localisation === "qpv").length,
          typologies: {
            T1: nombre((l) => l.typologie === "T1"),
            T2: nombre((l) => l.typologie === "T2"),
            T3: nombre((l) => l.typologie === "T3"),
            T4: nombre((l) => l.typologie === "T4"),
            "T5+": nombre((l) => l.typologie === "T5+"),
          },
          financements: {
            PLAI: nombre((l) => l.financement === "PLAI"),
            PLUS: nombre((l) => l.financement === "PLUS"),
            PLS: nombre((l) => l.financement === "PLS"),
          },
          anneesDExpiration: annees
            .sort((a, b) => compareCodes(a ?? "9999", b ?? "9999"))
            .map((annee) => ({
              annee: annee === null ? null : Number(annee),
              nombre: nombre((l) => (l.dateDExpiration?.slice(0, 4) ?? null) === annee),
            })),
          echus: ici.filter((l) => (l.dateDExpiration ?? "9999-12-31") < entree.date).length,
        },
      ];
    }),
  );
  const cleDEcheance = (l: LogementNaif) =>
    [
      l.reservataire,
      l.commune,
      l.localisation,
      droitDe(l),
      l.typologie,
      l.contrepartie ?? null,
      l.dateDExpiration ?? null,
      l.prorogee,
    ] as const;
  const cles = distincts(logements.filter(dansLeFlux).map((l) => JSON.stringify(cleDEcheance(l))));
  const echeancier = cles.map((cle) => ({
    cle,
    nombre: compter((l) => dansLeFlux(l) && JSON.stringify(cleDEcheance(l)) === cle),
  }));
  return {
    patrimoine: patrimoine.filter((p) => p.logements > 0),
    synthese,
    echeancier,
    accords: reservataires
      .map(({ code }) => {
        const de = (statut: string | undefined) =>
          compter((l) => l.reservataire === code && l.statut === statut);
        return {
          reservataire: code,
          transmis: de("transmis"),
          conteste: de("conteste"),
          valide: de("valide"),
          sansStatut: de(undefined),
        };
      })
      .filter((a) => a.transmis + a.conteste + a.valide + a.sansStatut > 0)
      .sort((a, b) => compareCodes(a.reservataire, b.reservataire)),
    totaux: parc(() => true),
  };
}

/** La mobilité au répertoire, en mois comptés depuis l'an 0, un logement après l'autre. */
export function mobiliteNaive(
  logements: readonly { mode: number; bail: string | null; locat: string; typologie?: string | undefined }[],
  millesime: number,
): { readonly emmenages: number; readonly presents: number } {
  const rangDuMois = (texte: string) =>
    Number(texte.split("-")[0]) * 12 + Number(texte.split("-")[1] ?? "1") - 1;
  const debut = (millesime - 1) * 12;
  let [emmenages, presents] = [0, 0];
  for (const { mode, bail, locat } of logements) {
    if (rangDuMois(locat) >= debut) continue;
    if (bail !== null && rangDuMois(bail) >= debut) emmenages += 1;
    if (mode < 3) presents += 1;
  }
  return { emmenages, presents };
}

/** Une moyenne de taux, chacun pesant son poids, par une récurrence : la moyenne des k premiers, puis le suivant. */
export function moyennePesee(
  termes: readonly { readonly taux: Rationnel; readonly poids: number }[],
): Rationnel {
  let [moyenne, total] = [rationnel(0), 0];
  for (const { taux, poids } of termes) {
    total += poids;
    moyenne = plus(moyenne, fois(moins(taux, moyenne), rationnel(poids, total)));
  }
  return moyenne;
}

export function estDans(territoire: TerritoireDePart, s: SecteurNaif): boolean {
  if (territoire.type === "perimetre") return true;
  if (territoire.type === "communes") return territoire.communes.some((code) => code === s.commune);
  return territoire.type === "commune" ? s.commune === territoire.commune : s.epci === territoire.epci;
}

export function nomDuTerritoire(territoire: TerritoireDePart): string {
  if (territoire.type === "perimetre") return "périmètre";
  if (territoire.type === "communes")
    return `communes ${[...territoire.communes].sort(compareCodes).join(", ")}`;
  return territoire.type === "commune" ? `commune ${territoire.commune}` : `EPCI ${territoire.epci}`;
}

// Répartition

/** Cent pour cent en millionièmes de pour cent ; un logement en cent-millionièmes. */
const ENTIER = 100_000_000n;
const BLOC_COMMUNAL = ["commune", "epci", "ept", "metropole-de-lyon", "ville-de-paris"];

export interface SecteurAvecFlux extends SecteurNaif {
  readonly flux: number;
}

type ConventionDonnee = Convention;

export interface PartNaive {
  readonly reservataire: string;
  readonly categorie: string;
  readonly territoire: TerritoireDePart;
  readonly contrepartie: string;
  readonly contingent: string | null;
  readonly localisation: "uniforme" | "libre" | "hors-qpv-d-abord";
  /** En millionièmes de pour cent. */
  readonly taux: bigint;
}

export interface ConstatNaif {
  readonly code: string;
  readonly territoire: string;
  /** Logements en trop ou manquants, quand le constat en compte. */
  readonly logements: string | null;
}

const COUPURE = "\u0000";

export function mettreAPlat(conventions: readonly ConventionDonnee[]): PartNaive[] {
  const cle = (p: PartNaive) => [p.reservataire, p.contrepartie, p.contingent ?? ""].join(COUPURE);
  return conventions
    .flatMap(({ reservataire: r, parts }) =>
      parts.map((part) => ({
        reservataire: r.code,
        categorie: r.categorie,
        territoire: part.territorialisation?.territoire ?? r.territoire,
        contrepartie: part.contrepartie,
        contingent: part.contingent ?? null,
        localisation: part.localisation,
        taux: lireTaux(part.taux),
      })),
    )
    .sort((a, b) => compareCodes(cle(a), cle(b)));
}

/** Les logements d'une part, en cent-millionièmes : toute fraction de la répartition y est entière. */
export function partEnEntier(part: PartNaive, secteurs: readonly SecteurAvecFlux[]): bigint {
  return secteurs
    .filter((s) => estDans(part.territoire, s))
    .reduce((total, s) => total + part.taux * BigInt(s.flux), 0n);
}

const sommeEntiere = (nombres: readonly bigint[]) => nombres.reduce((total, n) => total + n, 0n);
const enLogements = (entier: bigint) => valeur({ n: entier, d: ENTIER });
const enPourCent = (taux: bigint) => valeur({ n: taux, d: 1_000_000n });

export function repartirNaivement(
  secteurs: readonly SecteurAvecFlux[],
  conventions: readonly ConventionDonnee[],
  plancherHorsQpv: "applique" | "ecarte" = "applique",
) {
  const flux = somme(secteurs.map((s) => s.flux));
  const parts = mettreAPlat(conventions);
  const duFlux = (entier: bigint) =>
    flux === 0 ? null : valeur({ n: entier, d: BigInt(flux) * 1_000_000n });
  const reserves = sommeEntiere(parts.map((part) => partEnEntier(part, secteurs)));
  const restants = ENTIER * BigInt(flux) - reserves;
  return {
    parts: parts.map((part) => ({
      reservataire: part.reservataire,
      contrepartie: part.contrepartie,
      contingent: part.contingent,
      taux: ecrireTaux(part.taux),
      fluxDuTerritoire: somme(secteurs.filter((s) => estDans(part.territoire, s)).map((s) => s.flux)),
      logements: enLogements(partEnEntier(part, secteurs)),
      tauxDuFlux: duFlux(partEnEntier(part, secteurs)),
    })),
    nonReserves: { logements: enLogements(restants), tauxDuFlux: duFlux(restants) },
    secteurs: secteurs.map((s) => {
      const ici = parts.filter((part) => estDans(part.territoire, s));
      const reserve = sommeEntiere(ici.map((part) => part.taux));
      return {
        commune: s.commune,
        localisation: s.localisation,
        epci: s.epci,
        flux: s.flux,
        parts: ici.map((p) => ({
          reservataire: p.reservataire,
          contrepartie: p.contrepartie,
          contingent: p.contingent,
          taux: enPourCent(p.taux),
        })),
        tauxReserve: enPourCent(reserve),
        tauxNonReserve: enPourCent(ENTIER - reserve),
      };
    }),
    constats: constaterNaivement(secteurs, conventions, plancherHorsQpv),
  };
}

export function nomDuSecteur(s: SecteurNaif): string {
  if (s.commune === null) return "périmètre";
  return `commune ${s.commune}, ${s.localisation === "qpv" ? "en QPV" : "hors QPV"}`;
}

/** Ce que le droit fait relever sur des parts : R3, R4, R5b, R7, R9 et R16, chacun par sa définition. */
function constaterNaivement(
  secteurs: readonly SecteurAvecFlux[],
  conventions: readonly ConventionDonnee[],
  plancherHorsQpv: "applique" | "ecarte",
): ConstatNaif[] {
  const parts = mettreAPlat(conventions);
  const trouves: ConstatNaif[] = [];
  const relever = (code: string, territoire: string, entier: bigint | null) =>
    trouves.push({ code, territoire, logements: entier === null ? null : enLogements(entier).decimal });
  const sur = (retenues: readonly PartNaive[], ou: readonly SecteurAvecFlux[]) =>
    sommeEntiere(retenues.map((part) => partEnEntier(part, ou)));
  const fluxDe = (ou: readonly SecteurAvecFlux[]) => BigInt(somme(ou.map((s) => s.flux)));

  const contingents = parts.filter((part) => part.contrepartie === "contingent-prefectoral");
  const agents = contingents.filter((part) => part.contingent === "agents-civils-et-militaires");
  const plafonner = (code: string, retenues: readonly PartNaive[], points: bigint) => {
    const taux = sommeEntiere(retenues.map((part) => part.taux));
    if (taux > points * 1_000_000n)
      relever(code, "périmètre", (taux - points * 1_000_000n) * fluxDe(secteurs));
  };
  plafonner("PLAFOND_DU_PREFET_DEPASSE", contingents, 30n);
  plafonner("PLAFOND_DES_AGENTS_DEPASSE", agents, 5n);

  const pris = sommeEntiere(contingents.map((part) => part.taux));
  if (contingents.length > 0 && pris < 30_000_000n)
    relever("PART_DU_PREFET_INFERIEURE_AU_PLAFOND", "périmètre", null);
  if (contingents.length > 0) {
    const sansDetail = secteurs.some((s) => s.localisation === null);
    const hors = sansDetail ? secteurs : secteurs.filter((s) => s.localisation === "hors-qpv");
    const manque = 30_000_000n * fluxDe(hors) - sur(contingents, hors);
    if (manque > 0n) {
      const ecarte = plancherHorsQpv === "ecarte";
      if (sansDetail && !ecarte) relever("PLANCHER_HORS_QPV_NON_VERIFIABLE", "périmètre", null);
      if (!sansDetail && ecarte) relever("PLANCHER_HORS_QPV_ECARTE", "périmètre, hors QPV", manque);
      if (!sansDetail && !ecarte) relever("PLANCHER_HORS_QPV_NON_ATTEINT", "périmètre, hors QPV", manque);
    }
  }

  const garanties = parts.filter(
    (part) => part.contrepartie === "garantie-d-emprunt" && BLOC_COMMUNAL.includes(part.categorie),
  );
  const controler = (territoire: string, ou: readonly SecteurAvecFlux[]) => {
    const enTrop = sur(garanties, ou) - 20_000_000n * fluxDe(ou);
    if (enTrop > 0n) relever("PLAFOND_DES_GARANTIES_DEPASSE", territoire, enTrop);
  };
  if (secteurs.some((s) => s.commune === null)) controler("périmètre", secteurs);
  for (const commune of distincts(secteurs.map((s) => s.commune)))
    if (commune !== null)
      controler(
        `commune ${commune}`,
        secteurs.filter((s) => s.commune === commune),
      );
  for (const epci of distincts(secteurs.map((s) => s.epci)))
    if (epci !== null)
      controler(
        `EPCI ${epci}`,
        secteurs.filter((s) => s.epci === epci),
      );

  for (const s of secteurs) {
    const promis = sommeEntiere(parts.filter((part) => estDans(part.territoire, s)).map((part) => part.taux));
    if (promis > ENTIER) relever("SUR_RESERVATION", nomDuSecteur(s), (promis - ENTIER) * BigInt(s.flux));
  }
  for (const { reservataire } of conventions)
    if (!secteurs.some((s) => estDans(reservataire.territoire, s)))
      relever("TERRITOIRE_SANS_LOGEMENT", nomDuTerritoire(reservataire.territoire), null);
  for (const { reservataire, parts: siennes } of conventions)
    for (const nom of distincts(
      siennes.flatMap(({ territorialisation: t }) =>
        t !== undefined && !secteurs.some((s) => estDans(t.territoire, s))
          ? [nomDuTerritoire(t.territoire)]
          : [],
      ),
    ))
      if (nom !== nomDuTerritoire(reservataire.territoire)) relever("TERRITOIRE_SANS_LOGEMENT", nom, null);
  return trouves.sort((a, b) => compareCodes(JSON.stringify(a), JSON.stringify(b)));
}

// Placement

/**
 * Existe-t-il un placement ? Pour chaque ensemble de secteurs, ce qui ne peut aller ailleurs doit y tenir : tous les
 * ensembles sont essayés (condition de Hall). Une part uniforme n'a qu'un secteur, une part placée hors QPV d'abord
 * qu'une commune, une part libre tout son territoire.
 */
export function unPlacementExiste(
  secteurs: readonly SecteurAvecFlux[],
  conventions: readonly ConventionDonnee[],
): boolean {
  const demandes = mettreAPlat(conventions).flatMap((part) => {
    const siens = secteurs.flatMap((s, rang) => (estDans(part.territoire, s) ? [{ s, rang }] : []));
    const lieux = siens.map(({ s, rang }) => {
      if (part.localisation === "uniforme") return `secteur ${rang}`;
      return part.localisation === "libre" ? "tout" : `commune ${s.commune}`;
    });
    return distincts(lieux).map((lieu) => {
      const retenus = siens.filter((_, i) => lieux[i] === lieu);
      return {
        masque: retenus.reduce((m, { rang }) => m | (1 << rang), 0),
        logements: part.taux * BigInt(somme(retenus.map(({ s }) => s.flux))),
      };
    });
  });
  for (let ensemble = 1; ensemble < 1 << secteurs.length; ensemble++) {
    const captifs = demandes.filter(({ masque }) => (masque & ~ensemble) === 0).map((d) => d.logements);
    const place = secteurs.filter((_, rang) => (ensemble >> rang) % 2 === 1).map((s) => s.flux);
    if (sommeEntiere(captifs) > ENTIER * BigInt(somme(place))) return false;
  }
  return true;
}

const minimum = (a: Rationnel, b: Rationnel) => (depasse(a, b) ? b : a);

/**
 * Le placement canonique, quand il existe, en logements par part et par secteur : les parts uniformes, celles qui vont
 * hors QPV d'abord, puis les parts libres du plus petit territoire au plus grand, ensemble et au même taux partout,
 * les secteurs trop étroits étant remplis. Le taux commun se cherche secteur saturé après secteur saturé.
 */
export function placerNaivement(
  secteurs: readonly SecteurAvecFlux[],
  conventions: readonly ConventionDonnee[],
): ReadonlyMap<string, readonly Rationnel[]> {
  const parts = mettreAPlat(conventions);
  const restes = secteurs.map((s) => rationnel(ENTIER * BigInt(s.flux)));
  const places = new Map(parts.map((part) => [cleDePart(part), secteurs.map(() => rationnel(0))]));
  const poser = (ensemble: readonly PartNaive[], rang: number, logements: Rationnel) => {
    const total = sommeEntiere(ensemble.map((part) => part.taux));
    if (total === 0n) return;
    restes[rang] = moins(restes[rang] ?? rationnel(0), logements);
    for (const part of ensemble) {
      const ligne = places.get(cleDePart(part)) ?? [];
      ligne[rang] = plus(ligne[rang] ?? rationnel(0), fois(logements, rationnel(part.taux, total)));
    }
  };

  for (const part of parts.filter((p) => p.localisation === "uniforme"))
    secteurs.forEach((s, rang) => {
      if (estDans(part.territoire, s)) poser([part], rang, rationnel(part.taux * BigInt(s.flux)));
    });

  const dAbord = parts.filter((p) => p.localisation === "hors-qpv-d-abord");
  for (const commune of distincts(secteurs.map((s) => s.commune))) {
    const ici = secteurs.flatMap((s, rang) => (s.commune === commune ? [{ s, rang }] : []));
    const flux = BigInt(somme(ici.map(({ s }) => s.flux)));
    let du = rationnel(sommeEntiere(dAbord.map((p) => p.taux)) * flux);
    for (const { rang } of [...ici].sort((a, b) =>
      compareCodes(`${a.s.localisation}`, `${b.s.localisation}`),
    )) {
      const pris = minimum(du, restes[rang] ?? rationnel(0));
      poser(dAbord, rang, pris);
      du = moins(du, pris);
    }
  }

  const libres = parts.filter((p) => p.localisation === "libre");
  for (const type of ["commune", "epci", "perimetre"])
    for (const nom of distincts(
      libres.filter((p) => p.territoire.type === type).map((p) => nomDuTerritoire(p.territoire)),
    )) {
      const ensemble = libres.filter((p) => nomDuTerritoire(p.territoire) === nom);
      const siens = secteurs.flatMap((s, rang) =>
        ensemble.some((p) => estDans(p.territoire, s)) && s.flux > 0 ? [rang] : [],
      );
      const fluxDe = (rang: number) => BigInt(secteurs[rang]?.flux ?? 0);
      const satures = new Set<number>();
      let du = rationnel(sommeEntiere(ensemble.map((p) => p.taux)) * sommeEntiere(siens.map(fluxDe)));
      for (;;) {
        const ouverts = siens.filter((rang) => !satures.has(rang));
        const flux = sommeEntiere(ouverts.map(fluxDe));
        const part = (rang: number) => fois(du, rationnel(fluxDe(rang), flux));
        const trop = ouverts.filter((rang) => depasse(part(rang), restes[rang] ?? rationnel(0)));
        if (trop.length === 0) {
          for (const { rang, pris } of ouverts.map((r) => ({ rang: r, pris: part(r) })))
            poser(ensemble, rang, pris);
          break;
        }
        for (const rang of trop) {
          const pris = restes[rang] ?? rationnel(0);
          poser(ensemble, rang, pris);
          du = moins(du, pris);
          satures.add(rang);
        }
      }
    }
  return places;
}

export const cleDePart = (part: Pick<PartNaive, "reservataire" | "contrepartie" | "contingent">) =>
  cleDeFeuille(part.reservataire, part.contrepartie, part.contingent);

// Objectifs

interface Feuille {
  readonly reservataire: string;
  readonly groupe: string;
  readonly cle: string;
  /** En cent-millionièmes de logement. */
  readonly exact: bigint;
  /** `null` si la part dépasse déjà son plafond. */
  readonly maximum: bigint | null;
}

export interface ObjectifsNaifs {
  /** Clé « réservataire, contrepartie, contingent » → logements. */
  readonly parFeuille: ReadonlyMap<string, number>;
  /** Réservataire → logements ; `non-reserves` pour le bailleur. */
  readonly parReservataire: ReadonlyMap<string, number>;
}

export const cleDeFeuille = (reservataire: string, contrepartie: string, contingent: string | null) =>
  JSON.stringify([reservataire, contrepartie, contingent]);

/**
 * Toutes les façons d'arrondir chaque part à l'entier inférieur ou supérieur, dont les sommes (contingent préfectoral,
 * réservataire, périmètre) sont elles-mêmes l'entier inférieur ou supérieur de leur valeur, sous les plafonds ; la
 * retenue est la première, chaque niveau servi dans l'ordre des restes décroissants puis des codes.
 */
export function fixerParEnumeration(
  secteurs: readonly SecteurAvecFlux[],
  conventions: readonly ConventionDonnee[],
): ObjectifsNaifs {
  const parts = mettreAPlat(conventions);
  const flux = BigInt(somme(secteurs.map((s) => s.flux)));
  const plafond = (exact: bigint, points: bigint) =>
    exact > points * 1_000_000n * flux ? null : (points * flux) / 100n;
  const feuilles: Feuille[] = parts.map((part) => {
    const exact = partEnEntier(part, secteurs);
    const agents = part.contingent === "agents-civils-et-militaires";
    return {
      reservataire: part.reservataire,
      groupe: part.contrepartie,
      cle: cleDeFeuille(part.reservataire, part.contrepartie, part.contingent),
      exact,
      maximum: agents ? plafond(exact, 5n) : null,
    };
  });
  const reserves = sommeEntiere(feuilles.map((f) => f.exact));
  feuilles.push({
    reservataire: "non-reserves",
    groupe: "",
    cle: "non-reserves",
    exact: ENTIER * flux - reserves,
    maximum: null,
  });

  interface Noeud {
    readonly cle: string;
    readonly rangs: readonly number[];
    readonly exact: bigint;
    readonly maximum: bigint | null;
  }
  const noeud = (cle: string, garder: (f: Feuille) => boolean, maximum: (exact: bigint) => bigint | null) => {
    const rangs = feuilles.flatMap((f, rang) => (garder(f) ? [rang] : []));
    const exact = sommeEntiere(feuilles.filter(garder).map((f) => f.exact));
    return { cle, rangs, exact, maximum: maximum(exact) } satisfies Noeud;
  };
  const codes = distincts(feuilles.map((f) => f.reservataire));
  const reservataires = codes.map((code) =>
    noeud(
      code,
      (f) => f.reservataire === code,
      () => null,
    ),
  );
  const groupes = codes.flatMap((code) =>
    distincts(feuilles.filter((f) => f.reservataire === code).map((f) => f.groupe)).map((groupe) =>
      noeud(
        groupe,
        (f) => f.reservataire === code && f.groupe === groupe,
        (exact) => (groupe === "contingent-prefectoral" ? plafond(exact, 30n) : null),
      ),
    ),
  );
  const bouts = feuilles.map((f) =>
    noeud(
      f.cle,
      (autre) => autre === f,
      () => f.maximum,
    ),
  );

  const parPriorite = (noeuds: readonly Noeud[]) =>
    [...noeuds].sort((a, b) => {
      const [resteA, resteB] = [a.exact % ENTIER, b.exact % ENTIER];
      return resteA === resteB ? compareCodes(a.cle, b.cle) : resteA > resteB ? -1 : 1;
    });
  const niveaux = [reservataires, groupes, bouts].map(parPriorite);

  let meilleur: { readonly rangs: string; readonly choix: readonly bigint[] } | null = null;
  for (let masque = 0; masque < 2 ** feuilles.length; masque++) {
    const choix = feuilles.map((f, rang) => f.exact / ENTIER + BigInt(Math.floor(masque / 2 ** rang) % 2));
    if (sommeEntiere(choix) !== flux) continue;
    const supplements = niveaux.flat().map((n) => {
      const total = sommeEntiere(n.rangs.map((rang) => choix[rang] ?? 0n));
      const supplement = total - n.exact / ENTIER;
      const permis = supplement === 0n || (supplement === 1n && n.exact % ENTIER !== 0n);
      return permis && (n.maximum === null || total <= n.maximum) ? Number(supplement) : null;
    });
    if (supplements.includes(null)) continue;
    const rangs = supplements.join("");
    if (meilleur === null || rangs > meilleur.rangs) meilleur = { rangs, choix };
  }
  if (meilleur === null) throw new Error("aucun arrondi possible");
  const { choix } = meilleur;
  const total = (rangs: readonly number[]) => Number(sommeEntiere(rangs.map((rang) => choix[rang] ?? 0n)));
  return {
    parFeuille: new Map(bouts.map((n) => [n.cle, total(n.rangs)])),
    parReservataire: new Map(reservataires.map((n) => [n.cle, total(n.rangs)])),
  };
}

// Orientation

export interface SuiteNaive {
  /** Chaque libération et son réservataire, dans l'ordre où elles se traitent. */
  readonly orientations: readonly { readonly liberation: string; readonly reservataire: string }[];
  readonly soustraites: readonly string[];
  readonly nonOrientees: readonly string[];
  /** Pour chaque libération partagée, tous les candidats, du plus en attente au moins. */
  readonly ordres: ReadonlyMap<string, readonly string[]>;
  readonly comptes: readonly { reservataire: string; duEnCentMillioniemes: number; recus: number }[];
  readonly plusGrandEcart: {
    readonly reservataire: string;
    readonly liberation: string;
    readonly date: string;
    readonly ecart: { exact: string; decimal: string };
  } | null;
}

const BAILLEUR = "non-reserves";

/** « Le plus en attente d'abord », sur des soldes en cent-millionièmes de logement. */
export function orienterNaivement(
  secteurs: readonly SecteurNaif[],
  conventions: readonly ConventionDonnee[],
  premieres: "dans-le-flux" | "hors-flux",
  liberations: readonly LogementLibere[],
): SuiteNaive {
  const parts = mettreAPlat(conventions);
  const codes = [...distincts(parts.map((part) => part.reservataire)).sort(compareCodes), BAILLEUR];
  const du = new Map(codes.map((code) => [code, 0n]));
  const recus = new Map(codes.map((code) => [code, 0n]));
  const solde = (code: string) => (du.get(code) ?? 0n) - ENTIER * (recus.get(code) ?? 0n);
  const suite = {
    orientations: [] as { liberation: string; reservataire: string }[],
    soustraites: [] as string[],
    nonOrientees: [] as string[],
    ordres: new Map<string, readonly string[]>(),
  };
  let pire: { reservataire: string; liberation: string; date: string; solde: bigint } | null = null;
  const enOrdre = [...liberations].sort(
    (a, b) => compareCodes(a.date, b.date) || compareCodes(a.liberation, b.liberation),
  );
  for (const l of enOrdre) {
    if (l.soustraction !== undefined) {
      suite.soustraites.push(l.liberation);
      continue;
    }
    if (l.statut === "identifie") {
      suite.orientations.push({ liberation: l.liberation, reservataire: l.reservataireIdentifie ?? "" });
      continue;
    }
    if (l.premiereMiseEnLocation && premieres === "hors-flux") {
      suite.nonOrientees.push(l.liberation);
      continue;
    }
    const ici = secteurs.find((s) => s.commune === l.commune && s.localisation === l.localisation);
    if (ici === undefined) throw new Error(`secteur inconnu de ${l.liberation}`);
    const taux = (code: string) =>
      sommeEntiere(
        parts.filter((p) => p.reservataire === code && estDans(p.territoire, ici)).map((p) => p.taux),
      );
    const promis = sommeEntiere(codes.map(taux));
    const partDe = (code: string) => (code === BAILLEUR ? ENTIER - promis : taux(code));
    for (const code of codes) du.set(code, (du.get(code) ?? 0n) + partDe(code));
    // Tri stable : à égalité, l'ordre des codes, le bailleur en dernier.
    const candidats = codes
      .filter((code) => partDe(code) > 0n)
      .sort((a, b) => (solde(a) === solde(b) ? 0 : solde(a) > solde(b) ? -1 : 1));
    const elu = candidats[0] ?? BAILLEUR;
    recus.set(elu, (recus.get(elu) ?? 0n) + 1n);
    suite.orientations.push({ liberation: l.liberation, reservataire: elu });
    suite.ordres.set(l.liberation, candidats);
    for (const code of codes)
      if (pire === null || abs(solde(code)) > abs(pire.solde))
        pire = { reservataire: code, liberation: l.liberation, date: l.date, solde: solde(code) };
  }
  return {
    ...suite,
    comptes: codes.map((code) => ({
      reservataire: code,
      duEnCentMillioniemes: Number(du.get(code)),
      recus: Number(recus.get(code)),
    })),
    plusGrandEcart:
      pire === null
        ? null
        : {
            reservataire: pire.reservataire,
            liberation: pire.liberation,
            date: pire.date,
            ecart: enLogements(pire.solde),
          },
  };
}

// Bilan

type LiberationConsignee = Extract<Evenement, { type: "liberation" }>;

/** Le bilan, recompté événement par événement. */
export function recompterBilan(
  journal: readonly EvenementDeDossier[],
  premieres: "dans-le-flux" | "hors-flux",
) {
  const liberations = journal.filter((e): e is LiberationConsignee => e.type === "liberation");
  const mises = journal.filter((e) => e.type === "mise-a-disposition");
  const titulaireDe = new Map(mises.map((e) => [e.liberation, e.reservataire]));
  const ont = (type: EvenementDeDossier["type"]) =>
    new Set(journal.filter((e) => e.type === type).map((e) => e.liberation));
  const [attributions, baux, soustraites] = [ont("attribution"), ont("bail"), ont("soustraction")];
  const clos = [baux, ont("absence-de-candidat"), ont("non-attribution"), ont("refus-du-candidat")];

  const lignes = new Map<string, { proposes: number; attribues: number; bauxSignes: number }>();
  for (const l of liberations) {
    const reservataire = titulaireDe.get(l.liberation);
    if (reservataire === undefined) continue;
    const { typologie, financement, localisation, commune, periodeDeConstruction } = l;
    const cle = JSON.stringify([
      reservataire,
      typologie,
      financement,
      localisation,
      commune,
      periodeDeConstruction,
    ]);
    const ligne = lignes.get(cle) ?? { proposes: 0, attribues: 0, bauxSignes: 0 };
    ligne.proposes += 1;
    if (attributions.has(l.liberation)) ligne.attribues += 1;
    if (baux.has(l.liberation)) ligne.bauxSignes += 1;
    lignes.set(cle, ligne);
  }

  const siens = (code: string, ids: ReadonlySet<string>) =>
    [...ids].filter((id) => titulaireDe.get(id) === code).length;
  const compteurs = (code: string) => ({
    proposes: siens(code, new Set(titulaireDe.keys())),
    attribues: siens(code, attributions),
    bauxSignes: siens(code, baux),
    absencesDeCandidat: siens(code, ont("absence-de-candidat")),
    nonAttributions: siens(code, ont("non-attribution")),
    refusDeCandidats: siens(code, ont("refus-du-candidat")),
    enCours: siens(
      code,
      new Set([...titulaireDe.keys()].filter((id) => !clos.some((fermes) => fermes.has(id)))),
    ),
  });

  const horsFlux = (l: LiberationConsignee) => l.premiereMiseEnLocation && premieres === "hors-flux";
  const compter = (garder: (l: LiberationConsignee) => boolean) => liberations.filter(garder).length;
  const dansA = (l: LiberationConsignee) => l.statut === "dans-le-flux" && !horsFlux(l);
  const b = (categorie: CategorieDeSoustraction) =>
    journal.filter((e) => e.type === "soustraction" && e.categorie === categorie).length;
  return {
    lignes,
    compteurs,
    totaux: { proposes: titulaireDe.size, attribues: attributions.size, bauxSignes: baux.size },
    liberations: {
      total: liberations.length,
      soustraites: soustraites.size,
      partagees: compter((l) => dansA(l) && titulaireDe.has(l.liberation)),
      identifiees: compter((l) => l.statut === "identifie"),
      premieresMisesEnLocationHorsFlux: compter((l) => l.statut === "dans-le-flux" && horsFlux(l)),
      enAttente: compter((l) => dansA(l) && !soustraites.has(l.liberation) && !titulaireDe.has(l.liberation)),
    },
    assietteRealisee: {
      liberations: compter(dansA),
      premieresMisesEnLocation: compter((l) => l.statut === "dans-le-flux" && l.premiereMiseEnLocation),
      soustraits: {
        total: soustraites.size,
        ...(Object.fromEntries(CATEGORIES.map((categorie) => [categorie, b(categorie)])) as Record<
          CategorieDeSoustraction,
          number
        >),
      },
      flux: compter(dansA) - soustraites.size,
    },
  };
}
