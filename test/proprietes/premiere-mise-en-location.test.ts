import fc from "fast-check";
import {
  arreterConcertation,
  type EntreePremiereMiseEnLocation,
  type LogementsArrondis,
  type PartDeProgramme,
  type PremiereMiseEnLocation,
  repartirPremiereMiseEnLocation,
  type TableauDuProgramme,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE } from "../fabrique.js";

const TYPOLOGIES = ["T1", "T2", "T3", "T4", "T5+"] as const;
const FINANCEMENTS = ["PLAI", "PLS", "PLUS"] as const;
const TYPES = TYPOLOGIES.flatMap((typologie) =>
  FINANCEMENTS.map((financement) => ({ typologie, financement })),
);

const TITRES = [
  { reservataire: "als", contrepartie: "participation-des-employeurs" },
  { reservataire: "prefet", contrepartie: "contingent-prefectoral", contingent: "publics-prioritaires" },
  {
    reservataire: "prefet",
    contrepartie: "contingent-prefectoral",
    contingent: "agents-civils-et-militaires",
  },
  { reservataire: "prefet", contrepartie: "decote" },
  { reservataire: "ville", contrepartie: "apport-de-terrain" },
  { reservataire: "ville", contrepartie: "financement" },
  { reservataire: "employeur", contrepartie: "financement" },
] as const satisfies readonly Omit<PartDeProgramme, "taux">[];

const RESERVATAIRES = [
  { code: "als", nom: "Action Logement", categorie: "action-logement" },
  { code: "departement", nom: "Département", categorie: "departement" },
  { code: "employeur", nom: "Employeur", categorie: "employeur" },
  { code: "epci", nom: "EPCI", categorie: "epci" },
  { code: "prefet", nom: "Préfet", categorie: "prefet" },
  { code: "ville", nom: "Ville", categorie: "commune" },
] as const;

/** Des parts qui laissent quelque chose au bailleur, ou rien : chacune prend une fraction de ce qui reste. */
const partsTirees = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: TITRES.length, maxLength: TITRES.length })
  .map((fractions) => {
    let reste = 8000;
    return TITRES.map((titre, rang): PartDeProgramme => {
      const pris = Math.floor((reste * (fractions[rang] ?? 0)) / 100);
      reste -= pris;
      return { ...titre, taux: pris / 100 };
    });
  });

const programmeTire = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: TYPES.length, maxLength: TYPES.length })
  .map((nombres) =>
    TYPES.map((type, rang) => ({ ...type, logements: Math.max((nombres[rang] ?? 0) - 3, 0) })),
  )
  .filter((types) => types.some(({ logements }) => logements > 0));

const entreeTiree = fc.record({
  composition: programmeTire,
  parts: partsTirees,
  quotites: fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 })),
  partage: fc.constantFrom("au-prorata-des-quotites" as const, "a-hauteur-des-quotites" as const),
});
type EntreeTiree = typeof entreeTiree extends fc.Arbitrary<infer E> ? E : never;

const QUOTA = 20;

function entreeDe({ composition, parts, quotites }: EntreeTiree): EntreePremiereMiseEnLocation {
  return {
    date: DATE,
    programme: { code: "P-1", commune: "77288", composition },
    reservataires: RESERVATAIRES,
    parts: [
      ...parts,
      { reservataire: "epci", contrepartie: "garantie-d-emprunt", quotite: quotites[0] },
      { reservataire: "departement", contrepartie: "garantie-d-emprunt", quotite: quotites[1] },
    ],
  };
}

const repartir = (tire: EntreeTiree, entree = entreeDe(tire)): PremiereMiseEnLocation =>
  repartirPremiereMiseEnLocation(entree, {
    premieresMisesEnLocation: "hors-flux",
    quotaDesGaranties: { taux: QUOTA, partage: tire.partage },
  });

function tableauDe(resultat: PremiereMiseEnLocation): TableauDuProgramme {
  if (resultat.tableau === null) throw new Error("pas de tableau");
  return resultat.tableau;
}

const somme = (nombres: readonly number[]) => nombres.reduce((total, nombre) => total + nombre, 0);

/** L'entier est la partie entière de la valeur exacte ou l'entier au-dessus, lus sur la fraction elle-même. */
function estUnArrondi({ exact, logements }: LogementsArrondis): boolean {
  const [numerateur = "0", denominateur = "1"] = exact.exact.split("/");
  const [n, d] = [BigInt(numerateur), BigInt(denominateur)];
  const entier = BigInt(logements);
  return entier === n / d || (n % d !== 0n && entier === n / d + 1n);
}

const TIRAGES = { numRuns: 1000 };

describe("le tableau d'un programme, sur un millier de programmes", () => {
  it("donne tous les logements, et chaque case comme chaque total est un arrondi de sa valeur exacte", () => {
    fc.assert(
      fc.property(entreeTiree, (tire) => {
        const { programme, nonReserves, tableau } = repartir(tire);
        const { lignes, reservataires, margeTenue, ecarts, ...reste } = tableauDe({ tableau } as never);
        programme.composition.forEach(({ logements }, colonne) => {
          expect(somme(lignes.map(({ cases }) => cases[colonne]?.logements ?? 0))).toBe(logements);
        });
        expect(somme(reservataires.map(({ logements }) => logements)) + reste.nonReserves.logements).toBe(
          programme.total,
        );
        expect(reste.nonReserves.exact).toEqual(nonReserves.logements);
        for (const { cases, logements } of lignes)
          expect(somme(cases.map((celle) => celle.logements))).toBe(logements);

        const arrondis = [
          ...lignes,
          ...lignes.flatMap(({ cases }) => cases),
          ...reservataires,
          reste.nonReserves,
        ];
        expect(arrondis.filter((arrondi) => !estUnArrondi(arrondi))).toEqual([]);
        for (const ecart of ecarts) {
          expect(estUnArrondi(ecart)).toBe(false);
          if (ecart.contrepartie !== null)
            expect(TYPOLOGIES.includes(ecart.selon as never)).toBe(margeTenue === "financement");
        }
        const marges = reservataires.flatMap(({ typologies, financements }) => [
          ...typologies,
          ...financements,
        ]);
        if (ecarts.length === 0) expect(marges.filter((marge) => !estUnArrondi(marge))).toEqual([]);
      }),
      TIRAGES,
    );
  });

  it("ne dépend pas de l'ordre des entrées, et n'en change aucune", () => {
    fc.assert(
      fc.property(
        entreeTiree,
        fc.array(fc.nat({ max: 1000 }), { minLength: 40, maxLength: 40 }),
        (tire, cles) => {
          const entree = entreeDe(tire);
          const avant = JSON.stringify(entree);
          const melanger = <T>(liste: readonly T[]) =>
            liste
              .map((element, rang) => ({ element, cle: cles[rang % cles.length] ?? 0 }))
              .sort((a, b) => a.cle - b.cle)
              .map(({ element }) => element);
          const melangee = {
            ...entree,
            programme: { ...entree.programme, composition: melanger(entree.programme.composition ?? []) },
            reservataires: melanger(entree.reservataires),
            parts: melanger(entree.parts),
          };
          expect(JSON.stringify(repartir(tire, melangee))).toBe(JSON.stringify(repartir(tire, entree)));
          expect(JSON.stringify(entree)).toBe(avant);
        },
      ),
    );
  });

  it("compter les logements ou les nommer donne le même tableau", () => {
    fc.assert(
      fc.property(entreeTiree, (tire) => {
        const entree = entreeDe(tire);
        const logements = tire.composition.flatMap(({ logements: nombre, ...type }) =>
          Array.from({ length: nombre }, (_, rang) => ({
            code: `${type.typologie}-${type.financement}-${rang}`,
            ...type,
          })),
        );
        const nommes = repartir(tire, { ...entree, programme: { code: "P-1", commune: "77288", logements } });
        expect(nommes.tableau).toEqual(repartir(tire).tableau);
      }),
    );
  });

  it("le quota se partage en entier au prorata, à hauteur des quotités sinon", () => {
    fc.assert(
      fc.property(entreeTiree, (tire) => {
        const [epci, departement] = ["epci", "departement"].map((code) =>
          repartir(tire).parts.find(({ reservataire }) => reservataire === code),
        );
        const [q1, q2] = tire.quotites;
        const diviseur = tire.partage === "au-prorata-des-quotites" ? q1 + q2 : 100;
        const vaut = (quotite: number, exact: string | undefined) => {
          const [n = "0", d = "1"] = (exact ?? "").split("/");
          return BigInt(n) * BigInt(diviseur) === BigInt(QUOTA * quotite) * BigInt(d);
        };
        expect([vaut(q1, epci?.taux.exact), vaut(q2, departement?.taux.exact)]).toEqual([true, true]);
      }),
    );
  });

  it("la décote au plafond ne le passe jamais en logements entiers", () => {
    fc.assert(
      fc.property(entreeTiree, fc.integer({ min: 0, max: 1000 }), (tire, centiemes) => {
        const entree = entreeDe(tire);
        const parts = entree.parts.map((part) =>
          part.contrepartie === "decote"
            ? { ...part, taux: centiemes / 100 }
            : part.contrepartie === "apport-de-terrain"
              ? { ...part, taux: 0 }
              : part,
        );
        const { tableau, programme } = repartir(tire, { ...entree, parts });
        const decote = tableau?.lignes.find(({ contrepartie }) => contrepartie === "decote");
        if (tableau !== null) expect(10 * (decote?.logements ?? 0)).toBeLessThanOrEqual(programme.total);
      }),
    );
  });

  it("sur un seul type de logements, les totaux sont ceux du plus fort reste", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 0, max: 2500 }), { minLength: 4, maxLength: 4 }),
        (logements, taux) => {
          const codes = ["als", "departement", "employeur", "epci"];
          const { tableau } = repartirPremiereMiseEnLocation(
            {
              date: DATE,
              programme: {
                code: "P-1",
                commune: "77288",
                composition: [{ typologie: "T3", financement: "PLUS", logements }],
              },
              reservataires: RESERVATAIRES,
              parts: codes.map((reservataire, rang) => ({
                reservataire,
                contrepartie: "financement" as const,
                taux: (taux[rang] ?? 0) / 100,
              })),
            },
            { premieresMisesEnLocation: "hors-flux" },
          );
          const lignes = [...codes, "non-reserves"].map((code, rang) => {
            const dixMilliemes = (taux[rang] ?? 10_000 - somme(taux)) * logements;
            return { code, entier: Math.floor(dixMilliemes / 10_000), reste: dixMilliemes % 10_000 };
          });
          const manque = logements - somme(lignes.map(({ entier }) => entier));
          const attendus = [...lignes]
            .sort((a, b) => b.reste - a.reste || (a.code < b.code ? -1 : 1))
            .map(({ code, entier }, rang) => [code, entier + (rang < manque ? 1 : 0)] as const);
          const obtenus = tableau?.lignes.map((ligne) => [ligne.reservataire, ligne.logements] as const);
          expect(new Map(obtenus)).toEqual(new Map(attendus));
        },
      ),
    );
  });

  it("arrêter le tableau proposé ne déplace rien ; déplacer un logement en déplace un", () => {
    fc.assert(
      fc.property(entreeTiree, fc.nat({ max: 1000 }), (tire, hasard) => {
        const proposition = repartir(tire);
        const { lignes } = tableauDe(proposition);
        const arreter = (tableFinale: typeof lignes) =>
          arreterConcertation({
            proposition,
            date: DATE,
            accords: RESERVATAIRES.map(({ code }) => ({ reservataire: code, reponse: "sans-reponse" })),
            tableFinale,
          });
        expect(arreter(lignes).deplaces).toBe(0);
        const colonne = hasard % (lignes[0]?.cases.length ?? 1);
        const cede = lignes.findIndex(({ cases }) => (cases[colonne]?.logements ?? 0) > 0);
        const recoit = (cede + 1) % lignes.length;
        const modifiees = lignes.map(({ logements: _, ...ligne }, rang) => ({
          ...ligne,
          cases: ligne.cases.map((celle, position) => ({
            ...celle,
            logements:
              celle.logements + (position !== colonne ? 0 : rang === cede ? -1 : rang === recoit ? 1 : 0),
          })),
        }));
        const concertation = arreter(modifiees as never);
        expect(concertation.deplaces).toBe(1);
        expect(concertation.lignes.map(({ difference }) => difference)).toEqual(
          lignes.map((_, rang) => (rang === cede ? -1 : rang === recoit ? 1 : 0)),
        );
      }),
    );
  });
});
