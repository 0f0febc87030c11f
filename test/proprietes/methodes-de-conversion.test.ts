import fc from "fast-check";
import {
  calculerAssiette,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  type LogementDuParc,
  mesurerTauxDeRotation,
  type Reservataire,
  type StockEnFlux,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import { somme } from "../differentiel/seconde-implementation.js";
import { commune, DATE, epci, PARTOUT, PERIMETRE } from "../fabrique.js";

const EPCI = "247700057";
const COMMUNES = ["77186", "77288", "77468"] as const;

/** Sortis sur présents : un taux qui, appliqué à chaque commune, donne un nombre entier de libérations. */
interface Pays {
  readonly sortis: number;
  readonly presents: number;
  /** Combien de fois chaque commune a `presents` logements. */
  readonly tailles: readonly number[];
  /** Par commune, qui détient quoi : un rang de réservataire par logement, les premiers logements de la commune. */
  readonly detenus: readonly (readonly number[])[];
  readonly echeances: readonly string[];
}

const ECHEANCES = ["2024-06-30", "2027-02-28", "2035-12-31"] as const;

function pays(presents: fc.Arbitrary<number>): fc.Arbitrary<Pays> {
  return presents.chain((nombre) =>
    fc.record({
      presents: fc.constant(nombre),
      sortis: fc.integer({ min: 1, max: nombre }),
      tailles: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 3, maxLength: 3 }),
      detenus: fc.array(fc.array(fc.nat(2), { maxLength: nombre }), { minLength: 3, maxLength: 3 }),
      echeances: fc.array(fc.constantFrom(...ECHEANCES), { minLength: nombre, maxLength: nombre }),
    }),
  );
}

/** Convertit ce pays par les trois méthodes ; `soustraits` logements manquent au flux de chaque commune. */
function convertir(
  { sortis, presents, tailles, detenus, echeances }: Pays,
  titulaires: readonly Reservataire[],
  options: {
    readonly partsFixees: { readonly prefet: string; readonly nonReserves: string };
    readonly memeEcheance: boolean;
    readonly soustraits?: number;
  },
): StockEnFlux {
  const logements = COMMUNES.flatMap((ici, c) =>
    Array.from({ length: presents * (tailles[c] ?? 1) }, (_, rang): LogementDuParc => {
      const numeroRpls = `99${ici.slice(2)}${String(rang).padStart(5, "0")}`;
      const commun = {
        numeroRpls,
        typologie: "T3",
        commune: ici,
        localisation: "hors-qpv",
        financement: "PLUS",
      } as const;
      const titulaire = titulaires[detenus[c]?.[rang] ?? -1];
      // Une collectivité ne détient que chez elle.
      if (titulaire === undefined || (titulaire.territoire.type === "commune" && ici !== COMMUNES[0]))
        return { ...commun, reservataire: null };
      const dateDExpiration = options.memeEcheance ? ECHEANCES[2] : (echeances[rang] ?? ECHEANCES[0]);
      return { ...commun, reservataire: titulaire.code, droit: "droit-de-suite", dateDExpiration };
    }),
  );
  const etatDesLieux = consoliderEtatDesLieux(
    {
      date: DATE,
      perimetre: PERIMETRE,
      communes: COMMUNES.map((code) => ({ code, epci: EPCI })),
      reservataires: titulaires,
      logements,
    },
    {},
  );
  const tauxDeRotation = mesurerTauxDeRotation(
    {
      date: DATE,
      millesime: 2023,
      territoire: "bailleur",
      numerateur: { nature: "sorties", nombre: sortis },
      denominateur: { nature: "logements", nombre: presents },
    },
    { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
  );
  const droitsUniques = convertirEnDroitsUniques(
    { dateDEffet: DATE, etatDesLieux, tauxDeRotation },
    { mesureDeDuree: "jours-sur-365", arrondiDesDroits: "aucun" },
  );
  const assiette = calculerAssiette(
    {
      date: DATE,
      perimetre: PERIMETRE,
      secteurs: COMMUNES.map((ici, c) => ({
        commune: ici,
        localisation: "hors-qpv" as const,
        epci: EPCI,
        liberations: sortis * (tailles[c] ?? 1),
        soustraits: { mutations: options.soustraits ?? 0 },
      })),
    },
    { premieresMisesEnLocation: "hors-flux" },
  );
  return convertirStockEnFlux(
    { etatDesLieux, assiette, droitsUniques, partsFixees: options.partsFixees },
    {
      methodeDeConversion: "ratio-du-stock",
      patrimoineDeReference: "avec-logements-identifies",
      arrondiDuTaux: "aucun",
    },
  );
}

const SUR_LEUR_TERRITOIRE: readonly Reservataire[] = [
  { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
  { code: "agglo", nom: "Agglomération", categorie: "epci", territoire: epci(EPCI) },
  { code: "ville", nom: "Ville", categorie: "commune", territoire: commune(COMMUNES[0]) },
];
const SUR_LE_PERIMETRE: readonly Reservataire[] = ["als", "fonds", "usine"].map((code) => ({
  code,
  nom: code,
  categorie: code === "als" ? "action-logement" : "employeur",
  territoire: PARTOUT,
}));

test("rotation uniforme, rien de soustrait, C = rotation × P partout : le ratio et la méthode annualisée s'accordent", () => {
  fc.assert(
    fc.property(pays(fc.integer({ min: 1, max: 25 })), (lu) => {
      const { parts } = convertir(lu, SUR_LEUR_TERRITOIRE, {
        partsFixees: { prefet: "30", nonReserves: "20" },
        memeEcheance: false,
      });
      for (const { reserves, patrimoine, methodes } of parts) {
        expect(reserves * patrimoine).toBeGreaterThan(0);
        expect(methodes[1]?.taux).toEqual(methodes[0]?.taux);
        expect(methodes[1]?.logements).toEqual(methodes[0]?.logements);
      }
    }),
  );
});

test("ce que l'on soustrait fait dépasser le ratio par la méthode annualisée, dans le rapport de A à C", () => {
  fc.assert(
    fc.property(pays(fc.integer({ min: 2, max: 25 })), (lu) => {
      fc.pre(lu.sortis >= 2);
      const { parts } = convertir(lu, SUR_LE_PERIMETRE, {
        partsFixees: { prefet: "30", nonReserves: "20" },
        memeEcheance: false,
        soustraits: 1,
      });
      const liberations = lu.sortis * somme(lu.tailles);
      for (const { reserves, flux, methodes } of parts) {
        expect(flux).toBe(liberations - 3);
        // R × (sortis ÷ présents) ÷ C, en fraction réduite par un produit en croix.
        const [n = "0", d = "1"] = methodes[1]?.taux?.exact.split("/") ?? [];
        expect(BigInt(n) * BigInt(lu.presents * flux)).toBe(BigInt(d) * BigInt(100 * reserves * lu.sortis));
        const [ratio = "0", sur = "1"] = methodes[0]?.taux?.exact.split("/") ?? [];
        expect(BigInt(n) * BigInt(sur) * BigInt(flux)).toBe(BigInt(d) * BigInt(ratio) * BigInt(liberations));
      }
    }),
  );
});

test("en plus, durées égales, tous sur le périmètre, et la somme des ratios laissée à partager : les trois s'accordent", () => {
  fc.assert(
    fc.property(pays(fc.constantFrom(1, 2, 4, 5, 10, 20, 25)), fc.nat(100), (tire, pourCent) => {
      // Cinq ou huit fois `presents` logements : la somme des ratios est un décimal fini.
      const lu = { ...tire, tailles: [2, 2, tire.tailles[2] === 1 ? 1 : 4] };
      const patrimoine = lu.presents * somme(lu.tailles);
      const reserves = somme(lu.detenus.map((siens) => siens.length));
      fc.pre(reserves > 0);
      const millioniemes = 100_000_000 - (100_000_000 * reserves) / patrimoine;
      expect(Number.isInteger(millioniemes)).toBe(true);
      const enDecimal = (n: number) =>
        `${Math.floor(n / 1_000_000)}.${String(n % 1_000_000).padStart(6, "0")}`;
      const prefet = Math.floor((millioniemes * pourCent) / 100);
      const { parts } = convertir(lu, SUR_LE_PERIMETRE, {
        partsFixees: { prefet: enDecimal(prefet), nonReserves: enDecimal(millioniemes - prefet) },
        memeEcheance: true,
      });
      expect(somme(parts.map((part) => part.reserves))).toBe(reserves);
      for (const { methodes, ecart } of parts) {
        expect(new Set(methodes.map(({ taux }) => taux?.exact)).size).toBe(1);
        expect(methodes[0]?.taux).not.toBeNull();
        expect(ecart).toEqual({
          points: { exact: "0", decimal: "0" },
          logements: { exact: "0", decimal: "0" },
        });
      }
    }),
  );
});
