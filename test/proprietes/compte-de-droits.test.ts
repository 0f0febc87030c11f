import fc from "fast-check";
import {
  type CompteDeDroits,
  convertirEnDroitsUniques,
  type DroitsUniques,
  type MouvementDeDroits,
  mesurerTauxDeRotation,
  tenirCompteDeDroits,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";

const CODES = ["agglo", "als", "etat", "ville"] as const;
const CATEGORIES = { agglo: "epci", als: "action-logement", etat: "prefet", ville: "commune" } as const;
const reservataires = CODES.map((code) => ({ code, nom: code, categorie: CATEGORIES[code] }));
const DU = "2024-01-01";

const tauxDeRotation = mesurerTauxDeRotation(
  {
    date: DU,
    millesime: 2023,
    territoire: "bailleur",
    numerateur: { nature: "sorties", nombre: 71 },
    denominateur: { nature: "logements", nombre: 1_013 },
  },
  { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
);

const ouverture: fc.Arbitrary<DroitsUniques> = fc
  .array(fc.tuple(fc.nat(9), fc.nat(9), fc.integer({ min: 2024, max: 2060 })), { minLength: 1, maxLength: 4 })
  .map((lignes) =>
    convertirEnDroitsUniques(
      {
        dateDEffet: DU,
        tauxDeRotation,
        reservataires,
        synthese: lignes.map(([uniques, suites, annee], rang) => ({
          reservataire: CODES[rang] ?? "ville",
          commune: "77288",
          droitsUniquesNonHonores: uniques,
          droitsDeSuite: suites,
          anneesDExpiration: suites === 0 ? [] : [{ annee, nombre: suites }],
        })),
      },
      { mesureDesAnnees: "mi-annee", arrondiDesDroits: "aucun" },
    ),
  );

const jour = fc
  .integer({ min: 0, max: 365 })
  .map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10));
const droits = fc
  .integer({ min: 0, max: 9_999 })
  .map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}`);
const mouvement = fc.tuple(
  jour,
  fc.constantFrom(...CODES),
  fc.constantFrom(...CODES),
  droits,
  fc.constantFrom(
    "acquisition",
    "acquisition-en-logements",
    "prorogation",
    "consommation",
    "consommation-du-contingent",
    "expiration",
    "delegation",
    "imputation",
    "annulation",
  ),
  fc.nat(30),
);
type Tire = typeof mouvement extends fc.Arbitrary<infer T> ? T : never;

function nommer([date, code, autre, combien, type, logements]: Tire, rang: number): MouvementDeDroits {
  const commun = { date, mouvement: `M-${String(rang).padStart(3, "0")}`, reservataire: code };
  const proroge = code === "ville" || code === "agglo";
  switch (type) {
    case "acquisition-en-logements":
      return { ...commun, type: "acquisition", logements, annees: combien };
    case "prorogation":
      return proroge ? { ...commun, type, logements } : { ...commun, type: "acquisition", droits: combien };
    case "consommation":
      return {
        ...commun,
        type,
        droits: combien,
        contrepartie: code === "etat" ? "decote" : "garantie-d-emprunt",
      };
    case "consommation-du-contingent":
      return {
        ...commun,
        type: "consommation",
        droits: combien,
        contrepartie: code === "etat" ? "contingent-prefectoral" : "garantie-d-emprunt",
      };
    case "delegation":
      return code === autre
        ? { ...commun, type: "annulation", droits: combien }
        : { ...commun, type, droits: combien, vers: autre };
    default:
      return { ...commun, type, droits: combien } as MouvementDeDroits;
  }
}
const mouvements = fc.array(mouvement, { maxLength: 25 }).map((tires) => tires.map(nommer));

const tenir = (depart: DroitsUniques | CompteDeDroits, au: string, donnes: readonly MouvementDeDroits[]) =>
  tenirCompteDeDroits(
    { ouverture: depart, au, reservataires, mouvements: donnes, tauxDeRotation },
    { premiereLocationDUneAcquisition: "en-plus" },
  );

/** Un rationnel à part de la bibliothèque : des fractions non réduites sur un dénominateur commun. */
const COMMUN = 1013n * 2n * 10_000n * 5n;
function lire(exact: string): bigint {
  const [n = "0", d = "1"] = exact.split("/");
  if (COMMUN % BigInt(d) !== 0n) throw new RangeError(exact);
  return BigInt(n) * (COMMUN / BigInt(d));
}
const decimal = (texte: string) => (BigInt(texte.replace(".", "")) * COMMUN) / 100n;

/** Ce que fait un mouvement au solde de chacun. */
function effets(m: MouvementDeDroits): (readonly [string, bigint])[] {
  const enDroits =
    "droits" in m
      ? decimal(m.droits)
      : m.type === "prorogation"
        ? (BigInt(m.logements) * 71n * 5n * COMMUN) / 1013n
        : BigInt(m.logements) * COMMUN + (BigInt(m.logements) * 71n * decimal(m.annees)) / 1013n;
  if (m.type === "acquisition" || m.type === "prorogation") return [[m.reservataire, enDroits]];
  if (m.type === "delegation")
    return [
      [m.reservataire, -enDroits],
      [m.vers, enDroits],
    ];
  if (m.type === "consommation" && m.contrepartie === "contingent-prefectoral") return [];
  return [[m.reservataire, -enDroits]];
}

describe("le compte de droits", () => {
  it("s'équilibre : chaque clôture est l'ouverture et ce qui a bougé jusqu'à ce jour, recompté à part", () => {
    fc.assert(
      fc.property(ouverture, mouvements, jour, (depart, donnes, au) => {
        const compte = tenir(depart, au, donnes);
        const attendus = new Map<string, bigint>(
          depart.reservataires.map(({ reservataire, droitsUniques }) => [
            reservataire,
            lire(droitsUniques.exact),
          ]),
        );
        for (const m of donnes.filter(({ date }) => date <= au))
          for (const [code, combien] of effets(m)) attendus.set(code, (attendus.get(code) ?? 0n) + combien);
        expect(new Map(compte.comptes.map((c) => [c.reservataire, lire(c.cloture.exact)]))).toEqual(
          new Map([...attendus].sort(([a], [b]) => (a < b ? -1 : 1))),
        );
        const total = [...attendus.values()].reduce((somme, solde) => somme + solde, 0n);
        expect(lire(compte.totaux.cloture.exact)).toBe(total);
        expect(compte.totaux.delegationsRecues).toEqual(compte.totaux.delegues);
        expect(compte.posterieurs).toBe(donnes.filter(({ date }) => date > au).length);
      }),
    );
  });

  it("en deux fois, coupé n'importe quel soir, ou en une : les mêmes soldes, et le dernier solde de chacun est sa clôture", () => {
    fc.assert(
      fc.property(ouverture, mouvements, jour, (depart, donnes, coupe) => {
        const fin = "2024-12-31";
        const soldes = ({ comptes }: CompteDeDroits) =>
          comptes.map(({ reservataire, cloture }) => [reservataire, cloture]);
        const enUne = tenir(depart, fin, donnes);
        if (coupe < fin) {
          const premier = tenir(
            depart,
            coupe,
            donnes.filter(({ date }) => date <= coupe),
          );
          expect(
            soldes(
              tenir(
                premier,
                fin,
                donnes.filter(({ date }) => date > coupe),
              ),
            ),
          ).toEqual(soldes(enUne));
        }
        const derniers = new Map(enUne.mouvements.map(({ reservataire, solde }) => [reservataire, solde]));
        const recus = new Set(enUne.mouvements.flatMap(({ vers }) => (vers === null ? [] : [vers])));
        for (const { reservataire, cloture } of enUne.comptes)
          if (derniers.has(reservataire) && !recus.has(reservataire))
            expect(derniers.get(reservataire)).toEqual(cloture);
      }),
    );
  });

  it("l'ordre des mouvements et un passage par une base de données ne changent pas un octet", () => {
    fc.assert(
      fc.property(ouverture, mouvements, fc.nat(), (depart, donnes, tour) => {
        const decales = [
          ...donnes.slice(tour % (donnes.length + 1)),
          ...donnes.slice(0, tour % (donnes.length + 1)),
        ];
        const relu = JSON.parse(JSON.stringify(depart)) as DroitsUniques;
        expect(JSON.stringify(tenir(relu, "2024-12-31", decales))).toBe(
          JSON.stringify(tenir(depart, "2024-12-31", donnes)),
        );
      }),
    );
  });
});
