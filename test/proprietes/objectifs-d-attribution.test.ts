import fc from "fast-check";
import {
  consigner,
  type Evenement,
  type Localisation,
  type ObjectifsDAttribution,
  type Publics,
  verifierObjectifsAttribution,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import { EPCI, evenementsDe, type Histoire, ouvrirEn } from "../attributions.js";

const peutEtre = fc.option(fc.boolean(), { nil: undefined });
const publics: fc.Arbitrary<Publics> = fc.record({
  dalo: peutEtre,
  prioritaire: peutEtre,
  premierQuartile: peutEtre,
});
const jour = (premier: string, dernier: string) =>
  fc
    .date({ min: new Date(premier), max: new Date(dernier), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

/** Un logement, ses tours, ce qui l'en a soustrait, ce qu'on dit du ménage, et trois dates dans l'ordre. */
const histoire: fc.Arbitrary<Histoire> = fc
  .record({
    tours: fc.constantFrom(["ville"], ["als"], ["prefet"], ["non-reserves"], ["als", "non-reserves"]),
    soustraction: fc.option(
      fc.constantFrom("renouvellementUrbain", "coproprietesDegradees", "habitatIndigne", "mutations"),
      { nil: undefined, freq: 3 },
    ),
    localisation: fc.constantFrom<Localisation>("hors-qpv", "qpv"),
    commune: fc.constantFrom("77288", "77284"),
    publics,
    dates: fc.tuple(
      jour("2024-01-01", "2024-12-31"),
      jour("2024-01-01", "2025-06-30"),
      jour("2024-01-01", "2025-12-31"),
    ),
    fin: fc.constantFrom("libere", "attribue", "signe"),
  })
  .map(({ dates, fin, ...reste }) => {
    const [libere = "", attribue = "", signe = ""] = [...dates].sort();
    // Meaux n'a pas de QPV, et la ville n'a de droits qu'à Melun ; un échec en QPV irait au maire.
    const localisation = reste.commune === "77284" ? "hors-qpv" : reste.localisation;
    const [premier = ""] = reste.tours;
    const tours =
      premier === "ville" && reste.commune === "77284"
        ? ["non-reserves"]
        : localisation === "qpv"
          ? [premier]
          : reste.tours;
    return {
      ...reste,
      localisation,
      tours,
      libere: libere < "2025" ? libere : "2024-12-31",
      attribue: fin === "libere" ? null : attribue,
      signe: fin === "signe" ? signe : null,
    };
  });

const COMPTEES_AU_26 = ["renouvellementUrbain", "coproprietesDegradees"];

/** Le recompte : événement par événement, sans les dossiers ni rien de la bibliothèque. */
function recompter(journal: readonly Evenement[], au: string) {
  const vies = new Map<string, Evenement[]>();
  for (const fait of journal)
    if ("liberation" in fait) vies.set(fait.liberation, [...(vies.get(fait.liberation) ?? []), fait]);
  const compte = { quarts: new Map<string, number[]>(), hors: [0, 0, 0], qpv: [0, 0, 0], autres: 0 };
  const ajouter = (cases: number[], favorable: boolean, inconnu: boolean) => {
    cases[0] = (cases[0] ?? 0) + 1;
    if (favorable) cases[1] = (cases[1] ?? 0) + 1;
    else if (inconnu) cases[2] = (cases[2] ?? 0) + 1;
  };
  const dansLAnnee = (date: string | undefined) => date !== undefined && date >= "2024-01-01" && date <= au;
  for (const vie of vies.values()) {
    const rangDu = (type: Evenement["type"]) => vie.map((fait) => fait.type).lastIndexOf(type);
    const dernier = (type: Evenement["type"]) => vie[rangDu(type)];
    const attribution = dernier("attribution");
    const bail = dernier("bail");
    const liberation = vie[0];
    const echoue = rangDu("refus-du-candidat") > rangDu("attribution");
    if (attribution?.type !== "attribution" || liberation?.type !== "liberation" || echoue) continue;
    const dits = attribution.publics ?? {};
    const soustraction = dernier("soustraction");
    const categorie = soustraction?.type === "soustraction" ? soustraction.categorie : null;
    const mise = dernier("mise-a-disposition");
    if (categorie === null && mise?.type === "mise-a-disposition" && dansLAnnee(attribution.date)) {
      const cases = compte.quarts.get(mise.reservataire) ?? [0, 0, 0];
      compte.quarts.set(mise.reservataire, cases);
      const favorable = dits.dalo === true || dits.prioritaire === true;
      ajouter(cases, favorable, dits.dalo === undefined || dits.prioritaire === undefined);
    }
    if (liberation.commune !== "77288") {
      if (dansLAnnee(attribution.date)) compte.autres += 1;
      continue;
    }
    const inconnu = dits.premierQuartile === undefined;
    if (liberation.localisation === "qpv") {
      if (dansLAnnee(attribution.date)) ajouter(compte.qpv, dits.premierQuartile === false, inconnu);
    } else if (dansLAnnee(bail?.date))
      ajouter(
        compte.hors,
        dits.premierQuartile === true || COMPTEES_AU_26.includes(String(categorie)),
        inconnu,
      );
  }
  return compte;
}

const TERRITOIRES = [
  { territoire: { type: "epci", epci: EPCI }, objectif: { fondement: "uniforme" } },
] as const;
const troisDe = (juge: { comptees: number; favorables: number; nonRenseignees: number } | undefined) => [
  juge?.comptees,
  juge?.favorables,
  juge?.nonRenseignees,
];
const sansProvenance = ({ provenance: _, ...reste }: ObjectifsDAttribution) => reste;

test("les objectifs sont un recompte du journal, à n'importe quelle date, dans n'importe quel ordre de libérations", () => {
  fc.assert(
    fc.property(fc.array(histoire, { maxLength: 14 }), jour("2024-01-01", "2024-12-31"), (histoires, au) => {
      const vies = histoires.map((une, rang) => evenementsDe(une, rang, 2024));
      const registre = vies.flat().reduce(consigner, ouvrirEn(2024));
      const resultat = verifierObjectifsAttribution(registre, { au, territoires: TERRITOIRES });
      const attendu = recompter(registre.journal, au);
      for (const quart of resultat.quarts) {
        const cases = attendu.quarts.get(quart.reservataire) ?? [0, 0, 0];
        expect(troisDe(quart)).toEqual(cases);
        const [n = 0, favorables = 0] = cases;
        expect(quart.attendues).toBe(Math.floor((n + 3) / 4));
        expect(quart.reste).toBe(Math.max(0, Math.floor((n + 3) / 4) - favorables));
        expect(quart.verdict === "atteint").toBe(n > 0 && 4 * favorables >= n);
      }
      const [ligne] = resultat.mixite;
      expect(troisDe(ligne?.horsQpv)).toEqual(attendu.hors);
      expect(troisDe(ligne?.enQpv.parAttribution)).toEqual(attendu.qpv);
      expect(resultat.horsDesTerritoires).toBe(attendu.autres);

      const inverse = [...vies].reverse().flat().reduce(consigner, ouvrirEn(2024));
      const autre = verifierObjectifsAttribution(inverse, { au, territoires: TERRITOIRES });
      expect(sansProvenance(autre)).toEqual(sansProvenance(resultat));
    }),
    { numRuns: 120 },
  );
});

test("le complément des douze mois est le plus petit qui atteint l'objectif", () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 99 }), (favorables, autres, seuil) => {
      const registre = [
        ...Array.from({ length: favorables }, () => true),
        ...Array.from({ length: autres }, () => false),
      ]
        .flatMap((premierQuartile, rang) => evenementsDe({ publics: { premierQuartile } }, rang, 2024))
        .reduce(consigner, ouvrirEn(2024));
      const { mixite } = verifierObjectifsAttribution(registre, {
        territoires: [{ ...TERRITOIRES[0], objectif: { fondement: "convention", tauxHorsQpv: seuil } }],
      });
      let k = 0;
      while (100 * (favorables + k) < seuil * (favorables + autres + k)) k += 1;
      expect(mixite[0]?.fenetres?.douzeMois.complement).toBe(k);
    }),
    { numRuns: 60 },
  );
});
