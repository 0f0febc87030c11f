import fc from "fast-check";
import type {
  CategorieDeReservataire,
  CommuneDuPerimetre,
  Contingent,
  Contrepartie,
  Convention,
  EntreeAssiette,
  EntreeStatuts,
  LogementLibere,
  Perimetre,
  Reservataire,
  Territoire,
  TerritoireDePart,
  Texte,
} from "gestion-en-flux";
import {
  CATEGORIES,
  type EntreeEnComptes,
  type EntreeParLogement,
  type LogementNaif,
  type SecteurAvecFlux,
} from "./seconde-implementation.js";

export const DATE = "2024-01-01";
export type Premieres = "dans-le-flux" | "hors-flux";
export type Conventions = readonly Convention[];
type ConventionDonnee = Conventions[number];
type PartDonnee = ConventionDonnee["parts"][number];
export type SecteurDonne = Extract<EntreeAssiette, { secteurs: unknown }>["secteurs"][number];

const COMMUNES = {
  "77": ["77001", "77186", "77288", "77305", "77468"],
  "2A": ["2A004", "2A041", "2A247"],
  "974": ["97411", "97415", "97416"],
} as const;
const EPCIS = [null, "200000172", "247700057"] as const;

/** Codes dont l'ordre, la forme ou le nom piègent : chiffres, casse, accents, hors du plan de base, propriétés. */
const CODES = [
  "10",
  "9",
  "A",
  "a",
  "Z",
  "z",
  "é",
  "😀",
  "ﬀ",
  "__proto__",
  "toString",
  "non-reserve",
  "non-reserves-2",
  "prefet-77",
  "als",
  "n",
  "o",
];

export interface Terrain {
  readonly perimetre: Perimetre;
  readonly communes: readonly CommuneDuPerimetre[];
}

export const terrain: fc.Arbitrary<Terrain> = fc
  .constantFrom("77" as const, "77" as const, "2A" as const, "974" as const)
  .chain((departement) =>
    fc
      .uniqueArray(
        fc.record({ code: fc.constantFrom(...COMMUNES[departement]), epci: fc.constantFrom(...EPCIS) }),
        { selector: (commune) => commune.code, minLength: 1, maxLength: 4 },
      )
      .map((communes) => ({ perimetre: { bailleur: "999999999", departement, annee: 2024 }, communes })),
  );

const LOCALISATIONS = ["hors-qpv", "qpv"] as const;

/** Comptes d'une année où B ne dépasse jamais A. */
function comptes(maximum: number, premieres: Premieres) {
  return fc
    .record({
      liberations: fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(0, 1) },
        { weight: 5, arbitrary: fc.nat(maximum) },
      ),
      neuf: fc.option(fc.nat(6), { nil: undefined }),
      coupes: fc.array(fc.tuple(fc.constantFrom(...CATEGORIES), fc.nat(Math.ceil(maximum / 8))), {
        maxLength: 4,
      }),
    })
    .map(({ liberations, neuf, coupes }) => {
      const premieresMisesEnLocation = premieres === "dans-le-flux" ? (neuf ?? 0) : neuf;
      let reste = liberations + (premieres === "dans-le-flux" ? (premieresMisesEnLocation ?? 0) : 0);
      const soustraits: Partial<Record<(typeof CATEGORIES)[number], number>> = {};
      for (const [categorie, nombre] of coupes) {
        const pris = Math.min(nombre, reste);
        soustraits[categorie] = (soustraits[categorie] ?? 0) + pris;
        reste -= pris;
      }
      return {
        liberations,
        ...(premieresMisesEnLocation === undefined ? {} : { premieresMisesEnLocation }),
        ...(coupes.length === 0 ? {} : { soustraits }),
      };
    });
}

export const premieresMises = fc.constantFrom<Premieres>("dans-le-flux", "hors-flux");

/** Une assiette détaillée par secteur, ou donnée d'un bloc. */
export function entreeDAssiette(
  lieu: Terrain,
  maximum: number,
  premieres: Premieres,
): fc.Arbitrary<EntreeEnComptes & { readonly secteurs: readonly SecteurDonne[] }> {
  const secteurs = lieu.communes.map(({ code, epci }) =>
    fc
      .tuple(
        fc.subarray([...LOCALISATIONS], { minLength: 1 }),
        comptes(maximum, premieres),
        comptes(maximum, premieres),
      )
      .map(([localisations, ...deux]) =>
        localisations.map((localisation, rang) => ({
          commune: code,
          localisation,
          epci,
          ...(deux[rang] ?? { liberations: 0 }),
        })),
      ),
  );
  return fc
    .tuple(...secteurs)
    .map((parCommune) => ({ date: DATE, perimetre: lieu.perimetre, secteurs: parCommune.flat() }));
}

export function entreeDUnBloc(maximum: number, premieres: Premieres): fc.Arbitrary<EntreeEnComptes> {
  return comptes(maximum, premieres).map((lus) => ({ date: DATE, ...lus }));
}

const STATUTS = ["dans-le-flux", "hors-champ", "identifie"] as const;

/** Une année donnée libération par libération : catégories mêlées, secteurs vides, beaucoup de premières mises. */
export function entreeParLogement(
  lieu: Terrain,
  date: string,
  nombre: number,
): fc.Arbitrary<EntreeParLogement> {
  const secteurs = lieu.communes.flatMap(({ code, epci }) =>
    LOCALISATIONS.map((localisation) => ({ commune: code, localisation, epci })),
  );
  const ligne = fc.record({
    secteur: fc.constantFrom(...secteurs),
    premiereMiseEnLocation: fc.oneof(
      { weight: 5, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    statut: fc.oneof(
      { weight: 6, arbitrary: fc.constant(STATUTS[0]) },
      { weight: 1, arbitrary: fc.constantFrom(...STATUTS) },
    ),
    soustractions: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 3, arbitrary: fc.shuffledSubarray([...CATEGORIES], { maxLength: 4 }) },
    ),
  });
  return fc
    .tuple(fc.array(ligne, { maxLength: nombre }), fc.subarray(secteurs, { minLength: 1 }))
    .map(([lignes, connus]) => {
      const logements = lignes.map(({ secteur, ...reste }, rang) => ({
        liberation: `L-${(rang * 7) % 101}`,
        ...secteur,
        ...reste,
      }));
      const vides = connus.filter(
        ({ commune, localisation }) =>
          !logements.some((l) => l.commune === commune && l.localisation === localisation),
      );
      return {
        date,
        perimetre: lieu.perimetre,
        logements,
        ...(vides.length === 0 ? {} : { secteursSansLiberation: vides }),
      };
    });
}

const NATURES = ["ordinaire", "ordinaire", "ordinaire", "foyer", "etudiant", "medico-social"] as const;
const RESERVATIONS = [undefined, undefined, "defense", "etablissement-public-de-sante", "commune"] as const;

/** Un parc à qualifier, d'un organisme HLM ou d'une société d'économie mixte. */
export function parcAQualifier(date: string): fc.Arbitrary<EntreeStatuts> {
  const ligne = fc.record({
    nature: fc.constantFrom(...NATURES),
    intermediaire: fc.constantFrom(false, false, false, true),
    concoursFinancierDeLEtat: fc.boolean(),
    ouvreDroitALApl: fc.boolean(),
    categorie: fc.constantFrom(...RESERVATIONS),
  });
  return fc
    .tuple(fc.constantFrom("hlm" as const, "sem" as const), fc.array(ligne, { minLength: 1, maxLength: 30 }))
    .map(([organisme, lignes]) => ({
      date,
      organisme,
      logements: lignes.map(({ categorie, ...reste }, rang) => ({
        logement: `99${String((rang * 7) % 101).padStart(8, "0")}`,
        ...reste,
        ...(categorie === undefined ? {} : { reservationIdentifiee: { reservataire: categorie, categorie } }),
      })),
    }));
}

const TAUX_REMARQUABLES = [
  "0",
  "0.000001",
  "2.5",
  "4.999999",
  "5",
  "5.000001",
  "12.50",
  "19.999999",
  "20",
  "20.000001",
  "25",
  "29.999999",
  "30",
  "30.000001",
  "33.333333",
  "50",
  "100",
];

/** Un taux d'au plus six décimales, en texte ou en nombre. */
export function taux(maximum: number): fc.Arbitrary<string | number> {
  const remarquables = TAUX_REMARQUABLES.filter((t) => Number(t) <= maximum);
  const enTexte = fc
    .integer({ min: 0, max: maximum * 1_000_000 })
    .map((n) => `${Math.floor(n / 1_000_000)}.${String(n % 1_000_000).padStart(6, "0")}`);
  const entiers = fc.integer({ min: 0, max: maximum }).map(String);
  return fc
    .tuple(fc.oneof(fc.constantFrom(...remarquables), entiers, enTexte), fc.boolean())
    .map(([texte, enNombre]) => (enNombre ? Number(texte) : texte));
}

const UNIFORME = "uniforme" as const;

function partsDe(contreparties: readonly Contrepartie[], maximum: number): fc.Arbitrary<PartDonnee[]> {
  return fc
    .tuple(
      fc.subarray([...contreparties], { minLength: 1 }),
      fc.array(taux(maximum), { minLength: 3, maxLength: 3 }),
    )
    .map(([retenues, valeurs]) =>
      retenues.map((contrepartie, rang) => ({
        contrepartie,
        taux: valeurs[rang] ?? "0",
        localisation: UNIFORME,
      })),
    );
}

/** Des parts d'employeur territorialisées : une commune, un EPCI, ou des communes nommées. */
function partsCantonnees({ communes }: Terrain, maximum: number): fc.Arbitrary<PartDonnee[]> {
  const echelles: fc.Arbitrary<TerritoireDePart>[] = [
    fc.constantFrom(...communes).map(({ code }) => ({ type: "commune", commune: code })),
    fc
      .subarray(
        communes.map(({ code }) => code),
        { minLength: 1 },
      )
      .map((codes) => ({ type: "communes", communes: codes })),
    ...communes.flatMap(({ epci }) =>
      epci === null ? [] : [fc.constant<TerritoireDePart>({ type: "epci", epci })],
    ),
  ];
  return fc
    .tuple(partsDe(["financement", "participation-des-employeurs"], maximum), fc.oneof(...echelles))
    .map(([parts, territoire]) =>
      parts.map((part) => ({ ...part, territorialisation: { territoire, motif: "lieu de travail" } })),
    );
}

const CONTINGENTS: readonly Contingent[] = ["publics-prioritaires", "agents-civils-et-militaires"];

function partsDuPrefet(large: boolean): fc.Arbitrary<PartDonnee[]> {
  const contingents = fc
    .tuple(
      fc.subarray([...CONTINGENTS], { minLength: 1 }),
      fc.oneof(
        {
          weight: 2,
          arbitrary: fc.constantFrom<[string, string]>(["25", "5"], ["25", "4.5"], ["24.999999", "5.000001"]),
        },
        { weight: 3, arbitrary: fc.tuple(taux(large ? 35 : 25), taux(large ? 9 : 5)) },
        { weight: 1, arbitrary: fc.tuple(taux(large ? 45 : 30), taux(6)) },
      ),
    )
    .map(([retenus, [publics, agents]]) =>
      retenus.map(
        (contingent): PartDonnee => ({
          contrepartie: "contingent-prefectoral",
          contingent,
          taux: contingent === "publics-prioritaires" ? publics : agents,
          localisation: UNIFORME,
        }),
      ),
    );
  const supplement = fc.oneof(
    { weight: 3, arbitrary: fc.constant<PartDonnee[]>([]) },
    { weight: 1, arbitrary: partsDe(["apport-de-terrain", "financement"], 8) },
  );
  return fc.tuple(contingents, supplement).map((deux) => deux.flat());
}

function convention(
  code: string,
  categorie: CategorieDeReservataire,
  territoire: Territoire,
  parts: readonly PartDonnee[],
): ConventionDonnee {
  return {
    reservataire: { code, nom: `Réservataire ${code}`, categorie, territoire },
    dateDeSignature: "2023-11-01",
    dateDEffet: DATE,
    modeDeGestion: code.length % 2 === 0 ? "directe" : "deleguee",
    parts: [...parts],
  };
}

const PERIMETRE: Territoire = { type: "perimetre" };

/**
 * Les conventions d'un périmètre. `large` : des taux qui dépassent volontiers les plafonds et les 100 % ; sinon des
 * taux qui tiennent presque toujours dans chaque secteur.
 */
export function conventionsDe(
  lieu: Terrain | null,
  { large, nombre }: { readonly large: boolean; readonly nombre: number },
): fc.Arbitrary<Conventions> {
  const bloc: readonly Contrepartie[] = ["garantie-d-emprunt", "apport-de-terrain", "financement"];
  type Esquisse = readonly [CategorieDeReservataire, Territoire, readonly PartDonnee[]];
  const esquisse = (
    categorie: CategorieDeReservataire,
    territoire: Territoire,
    parts: fc.Arbitrary<PartDonnee[]>,
  ): fc.Arbitrary<Esquisse> => parts.map((p) => [categorie, territoire, p] as const);

  const partout = [
    esquisse(
      "employeur",
      PERIMETRE,
      partsDe(["financement", "participation-des-employeurs"], large ? 50 : 6),
    ),
    esquisse("organisme-desinteresse", PERIMETRE, partsDe(["financement"], 4)),
    esquisse("departement", PERIMETRE, partsDe(bloc, large ? 30 : 3)),
    esquisse("ept", PERIMETRE, partsDe(["garantie-d-emprunt"], large ? 25 : 4)),
    esquisse("securite-interieure", PERIMETRE, fc.constant([])),
  ];
  const cantonnes =
    lieu === null ? [] : [esquisse("employeur", PERIMETRE, partsCantonnees(lieu, large ? 40 : 4))];
  const situes = (lieu?.communes ?? []).flatMap(({ code, epci }) => [
    esquisse("commune", { type: "commune", commune: code }, partsDe(bloc, large ? 25 : 7)),
    esquisse("etablissement-public-local", { type: "commune", commune: code }, partsDe(bloc, large ? 15 : 3)),
    ...(epci === null ? [] : [esquisse("epci", { type: "epci", epci }, partsDe(bloc, large ? 25 : 6))]),
  ]);
  const ailleurs =
    lieu === null
      ? []
      : [esquisse("epci", { type: "epci", epci: "200099999" }, partsDe(["garantie-d-emprunt"], 20))];
  const uniques = fc.tuple(
    fc.option(esquisse("prefet", PERIMETRE, partsDuPrefet(large)), { nil: null, freq: 5 }),
    fc.option(
      esquisse("action-logement", PERIMETRE, partsDe(["participation-des-employeurs"], large ? 45 : 25)),
      {
        nil: null,
      },
    ),
  );
  const frequences = [
    ...partout.map((arbitrary) => ({ weight: 1, arbitrary })),
    ...cantonnes.map((arbitrary) => ({ weight: 3, arbitrary })),
    ...situes.map((arbitrary) => ({ weight: 2, arbitrary })),
    ...ailleurs.map((arbitrary) => ({ weight: 1, arbitrary })),
  ];
  return fc
    .tuple(
      uniques,
      fc.array(fc.oneof(...frequences), { maxLength: nombre }),
      fc.shuffledSubarray(CODES, { minLength: CODES.length }),
    )
    .map(([seuls, autres, codes]) =>
      [...seuls.filter((e) => e !== null), ...autres.filter(estLePremierDeSonTerritoire)].map(
        ([categorie, territoire, parts], rang) =>
          convention(codes[rang] ?? `r${rang}`, categorie, territoire, parts),
      ),
    );
}

/** Une commune ou un EPCI n'a qu'une convention. */
function estLePremierDeSonTerritoire(
  [categorie, territoire]: readonly [CategorieDeReservataire, Territoire, unknown],
  rang: number,
  esquisses: readonly (readonly [CategorieDeReservataire, Territoire, unknown])[],
): boolean {
  const identite = JSON.stringify([categorie, territoire]);
  return (
    !["commune", "epci"].includes(categorie) ||
    esquisses.findIndex(([c, t]) => JSON.stringify([c, t]) === identite) === rang
  );
}

/** Des parts toutes égales, celle du bailleur comprise : rien que des égalités à départager. */
const conventionsEgales: fc.Arbitrary<Conventions> = fc
  .tuple(
    fc.constantFrom<[number, string]>([1, "50"], [3, "25"], [4, "20"], [7, "12.5"]),
    fc.shuffledSubarray(CODES, { minLength: CODES.length }),
  )
  .map(([[nombre, part], codes]) =>
    codes
      .slice(0, nombre)
      .map((code) =>
        convention(code, "employeur", PERIMETRE, [
          { contrepartie: "financement", taux: part, localisation: UNIFORME },
        ]),
      ),
  );

export interface Dossier {
  readonly entree: EntreeEnComptes & { readonly secteurs: readonly SecteurDonne[] };
  readonly premieres: Premieres;
  readonly conventions: Conventions;
}

export function dossier(options: {
  readonly maximum: number;
  readonly large: boolean;
  readonly nombre: number;
}): fc.Arbitrary<Dossier> {
  return fc.tuple(terrain, premieresMises).chain(([lieu, premieres]) =>
    fc.record({
      entree: entreeDAssiette(lieu, options.maximum, premieres),
      premieres: fc.constant(premieres),
      conventions: conventionsDe(lieu, options),
    }),
  );
}

export const dossierDEgalites: fc.Arbitrary<Dossier> = terrain.chain((lieu) =>
  fc.record({
    entree: entreeDAssiette(lieu, 9, "hors-flux"),
    premieres: fc.constant<Premieres>("hors-flux"),
    conventions: conventionsEgales,
  }),
);

/** Le même dossier, où des conventions laissent leurs parts libres, et le préfet les siennes libres ou hors QPV d'abord. */
export function placeLibrement(d: Dossier, choix: readonly number[]): Dossier {
  const conventions = d.conventions.map((c, rang) => {
    const tirage = (choix[rang % choix.length] ?? 0) % 3;
    const localisation =
      tirage === 0
        ? ("uniforme" as const)
        : tirage === 1 && c.reservataire.categorie === "prefet"
          ? ("hors-qpv-d-abord" as const)
          : ("libre" as const);
    const uneListe = c.parts.some(({ territorialisation: t }) => t?.territoire.type === "communes");
    return uneListe ? c : { ...c, parts: c.parts.map((part) => ({ ...part, localisation })) };
  });
  return { ...d, conventions };
}

/** Le flux de chaque secteur, recompté depuis l'entrée et mis dans l'ordre. */
export function fluxDesSecteurs({ entree, premieres }: Dossier): SecteurAvecFlux[] {
  return entree.secteurs
    .map((s) => ({
      commune: s.commune,
      localisation: s.localisation,
      epci: s.epci,
      flux:
        s.liberations +
        (premieres === "dans-le-flux" ? (s.premieresMisesEnLocation ?? 0) : 0) -
        Object.values(s.soustraits ?? {}).reduce<number>((total, n) => total + (n ?? 0), 0),
    }))
    .sort((a, b) => (`${a.commune}/${a.localisation}` < `${b.commune}/${b.localisation}` ? -1 : 1));
}

const TYPOLOGIES = ["T1", "T2", "T3", "T4", "T5+"] as const;
const FINANCEMENTS = ["PLAI", "PLUS", "PLS"] as const;

/** Une date de l'année 2024. */
const jourDe2024 = fc
  .integer({ min: 0, max: 365 })
  .map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10));

/** Les logements libérés dans l'année d'un dossier : beaucoup de dates égales, pour que l'ordre décide. */
export function liberationsDe(
  { conventions, premieres, entree }: Dossier,
  nombre: number,
): fc.Arbitrary<LogementLibere[]> {
  const identifies = conventions.filter((c) => c.parts.length === 0).map((c) => c.reservataire.code);
  const ligne = fc.record({
    secteur: fc.constantFrom(...entree.secteurs),
    typologie: fc.constantFrom(...TYPOLOGIES),
    financement: fc.constantFrom(...FINANCEMENTS),
    periodeDeConstruction: fc.constantFrom("avant 1949", "1949-1974", "1975-1999", "depuis 2000"),
    date: fc.oneof(fc.constantFrom("2024-01-01", "2024-02-29", "2024-12-31"), jourDe2024),
    sort: fc.integer({ min: 0, max: 19 }),
    categorie: fc.constantFrom(...CATEGORIES),
    identifie: fc.nat(),
  });
  return fc
    .tuple(fc.array(ligne, { maxLength: nombre }), fc.integer({ min: 1, max: 96 }))
    .map(([lignes, pas]) =>
      lignes.map(({ secteur, sort, categorie, identifie, ...reste }, rang) => {
        const numero = String((rang * pas) % 97);
        const reservataireIdentifie = identifies[identifie % Math.max(1, identifies.length)];
        const estIdentifie = sort < 2 && reservataireIdentifie !== undefined;
        const premiereMiseEnLocation = sort === 2 || sort === 3;
        const horsFlux = estIdentifie || (premiereMiseEnLocation && premieres === "hors-flux");
        return {
          ...reste,
          liberation: `L-${numero}`,
          logement: `99${numero.padStart(8, "0")}`,
          commune: secteur.commune,
          localisation: secteur.localisation,
          premiereMiseEnLocation: premiereMiseEnLocation && !estIdentifie,
          ...(estIdentifie
            ? { statut: "identifie" as const, reservataireIdentifie }
            : { statut: "dans-le-flux" as const }),
          ...(sort > 15 && !horsFlux ? { soustraction: categorie } : {}),
        };
      }),
    );
}

/** Ce qui suit une mise à disposition : une suite possible, jamais hors de l'année. */
type Suite =
  | "designation"
  | "absence-de-candidat"
  | "attribution"
  | "non-attribution"
  | "refus-du-candidat"
  | "bail";
export const SUITES: readonly (readonly Suite[])[] = [
  [],
  ["designation"],
  ["absence-de-candidat"],
  ["designation", "non-attribution"],
  ["designation", "attribution"],
  ["designation", "attribution", "refus-du-candidat"],
  ["designation", "attribution", "bail"],
  ["designation", "attribution", "bail"],
];

export interface Parc extends Terrain {
  readonly reservataires: readonly Reservataire[];
  readonly logements: readonly LogementNaif[];
}

const DATES_D_EXPIRATION = [
  "2023-12-31",
  "2024-01-01",
  "2024-01-31",
  "2024-02-29",
  "2024-12-31",
  "2026-03-15",
  "2027-02-28",
  "2031-06-30",
  "2040-12-31",
];

/**
 * Le parc d'un bailleur. `detenu` : chacun ne détient que sur son territoire ; `toutPrecise` : chaque ligne réservée
 * dit la nature de son droit, et chaque droit de suite son terme.
 */
export function parc(options: {
  readonly detenu: boolean;
  readonly toutPrecise: boolean;
  readonly nombre: number;
}): fc.Arbitrary<Parc> {
  return terrain.chain((lieu) => {
    const esquisses: readonly (readonly [CategorieDeReservataire, Territoire])[] = [
      ["prefet", PERIMETRE],
      ["action-logement", PERIMETRE],
      ["employeur", PERIMETRE],
      ["defense", PERIMETRE],
      ["etablissement-public-de-sante", PERIMETRE],
      ...lieu.communes.flatMap(({ code, epci }): [CategorieDeReservataire, Territoire][] => [
        ["commune", { type: "commune", commune: code }],
        ...(epci === null
          ? []
          : [["epci", { type: "epci", epci }] satisfies [CategorieDeReservataire, Territoire]]),
      ]),
    ];
    const reservataires = fc
      .tuple(fc.shuffledSubarray([...esquisses]), fc.shuffledSubarray(CODES, { minLength: CODES.length }))
      .map(([retenus, codes]) =>
        retenus.map(([categorie, territoire], rang): Reservataire => {
          const code = codes[rang] ?? `r${rang}`;
          return { code, nom: `Réservataire ${code}`, categorie, territoire };
        }),
      );
    return reservataires.chain((liste) => {
      const ligne = fc.record({
        lieu: fc.constantFrom(...lieu.communes),
        localisation: fc.constantFrom(...LOCALISATIONS),
        typologie: fc.constantFrom(...TYPOLOGIES),
        financement: fc.constantFrom(...FINANCEMENTS),
        titulaire: fc.nat(),
        droit: fc.constantFrom(
          "droit-de-suite" as const,
          "droit-de-suite" as const,
          "droit-unique" as const,
          null,
        ),
        terme: fc.oneof(fc.constantFrom(...DATES_D_EXPIRATION), fc.constant(null)),
        debut: fc.constantFrom("2001-05-01", null, undefined),
        garantie: fc.boolean(),
        versement: fc.constantFrom("2018-06-30", "2024-02-29", "2026-03-15", "2035-12-31", null, undefined),
        statut: fc.constantFrom("transmis" as const, "conteste" as const, "valide" as const, undefined),
      });
      return fc.array(ligne, { maxLength: options.nombre }).map((lignes): Parc => {
        const logements = lignes.map((l, rang): LogementNaif => {
          const possibles = liste.filter(
            ({ territoire: t }) =>
              !options.detenu ||
              t.type === "perimetre" ||
              (t.type === "commune" ? t.commune === l.lieu.code : t.epci === l.lieu.epci),
          );
          const titulaire = possibles[l.titulaire % (possibles.length + 1)];
          const commun = {
            numeroRpls: `99${String(rang).padStart(8, "0")}`,
            typologie: l.typologie,
            financement: l.financement,
            commune: l.lieu.code,
            localisation: l.localisation,
          };
          if (titulaire === undefined) return { ...commun, reservataire: null };
          const droit = l.droit ?? (options.toutPrecise ? "droit-de-suite" : null);
          const terme =
            options.toutPrecise && droit === "droit-de-suite" ? (l.terme ?? "2033-03-31") : l.terme;
          return {
            ...commun,
            reservataire: titulaire.code,
            ...(droit === null ? {} : { droit }),
            ...(l.debut === undefined ? {} : { dateDeDebut: l.debut }),
            dateDExpiration: terme,
            ...(l.statut === undefined ? {} : { statut: l.statut }),
            ...(l.garantie ? { contrepartie: "garantie-d-emprunt" as const } : {}),
            ...(l.garantie && l.versement !== undefined ? { dernierVersement: l.versement } : {}),
          };
        });
        return { ...lieu, reservataires: liste, logements };
      });
    });
  });
}

/** Un lieu tel que le nomme la bibliothèque, en texte simple ou dans ses deux langues. */
export const enFrancais = (lieu: string | Texte): string => (typeof lieu === "string" ? lieu : lieu.fr);

// Entrées figées et permutées

/** Fige une valeur en profondeur : une écriture du verbe lèverait une erreur. */
export function figer<T>(valeur: T): T {
  if (typeof valeur === "object" && valeur !== null && !Object.isFrozen(valeur)) {
    Object.freeze(valeur);
    for (const contenu of Object.values(valeur)) figer(contenu);
  }
  return valeur;
}

/** Mélange en profondeur l'ordre des listes et des clés, selon une graine. */
export function melanger<T>(valeur: T, graine: number): T {
  let etat = (graine >>> 0) + 1;
  const hasard = (n: number) => {
    etat = (Math.imul(etat, 1_664_525) + 1_013_904_223) >>> 0;
    return (etat >>> 8) % n;
  };
  const battre = <U>(liste: readonly U[]): U[] => {
    const reste = [...liste];
    const battues: U[] = [];
    while (reste.length > 0) battues.push(...reste.splice(hasard(reste.length), 1));
    return battues;
  };
  const parcourir = (v: unknown): unknown => {
    if (Array.isArray(v)) return battre(v).map(parcourir);
    if (typeof v !== "object" || v === null) return v;
    return Object.fromEntries(battre(Object.entries(v)).map(([cle, contenu]) => [cle, parcourir(contenu)]));
  };
  return parcourir(valeur) as T;
}
