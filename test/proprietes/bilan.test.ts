import fc from "fast-check";
import {
  type AxeDuBilan,
  type Bilan,
  type ComptesDesSuites,
  type CompteursDuBilan,
  consoliderBilans,
  croiserBilan,
  etablirBilan,
  extraireBilan,
  type Suites,
  type TerritoireConsolide,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import { lireFraction } from "../../src/exact/valeur-exacte.js";
import { AUTRE_EPCI, EPCI } from "../attributions.js";
import { logements, vivreLAnnee } from "./annees-tirees.js";

const COMPTEURS = ["proposes", "attribues", "bauxSignes"] as const;
const SUITES = ["misesADisposition", "designees", "attribuees", "bauxSignes", "echouees", "enCours"] as const;
const AXES: readonly AxeDuBilan[] = [
  "reservataire",
  "typologie",
  "financement",
  "localisation",
  "commune",
  "periodeDeConstruction",
];
const somme = (nombres: readonly number[]) => nombres.reduce((a, b) => a + b, 0);
const compteurs = (lignes: readonly CompteursDuBilan[]) =>
  COMPTEURS.map((compteur) => somme(lignes.map((ligne) => ligne[compteur])));
const suites = (comptes: readonly ComptesDesSuites[]) =>
  SUITES.map((champ) => somme(comptes.map((compte) => compte[champ])));

/** Deux années d'un bailleur, tirées ; le bilan de la seconde. */
const deuxAnnees = fc.tuple(logements, logements).map(([avant, ici]) => {
  const precedent = vivreLAnnee(avant, 2023);
  const registre = vivreLAnnee(ici, 2024);
  return { precedent, registre, bilan: etablirBilan(registre, { precedent }) };
});

test("les lignes, les réservataires et les secteurs font les mêmes sommes", () => {
  fc.assert(
    fc.property(deuxAnnees, ({ bilan }) => {
      const totaux = compteurs([bilan.totaux]);
      expect(compteurs(bilan.lignes)).toEqual(totaux);
      expect(compteurs(bilan.reservataires)).toEqual(totaux);
      expect(compteurs(bilan.secteurs.map(({ maires }) => maires))).toEqual(compteurs([bilan.maires]));
      expect(suites(bilan.secteurs.map((secteur) => secteur.suites))).toEqual(
        suites([bilan.suites.ensemble]),
      );
      const { liberations, flux, soustraits, premieresMisesEnLocation } = bilan.assietteRealisee;
      expect(somme(bilan.secteurs.map((secteur) => secteur.liberations))).toBe(liberations);
      expect(somme(bilan.secteurs.map((secteur) => secteur.flux))).toBe(flux);
      expect(somme(bilan.secteurs.map((secteur) => secteur.premieresMisesEnLocation))).toBe(
        premieresMisesEnLocation,
      );
      for (const [categorie, nombre] of Object.entries(soustraits))
        expect(
          somme(bilan.secteurs.map((secteur) => secteur.soustraits[categorie as keyof typeof soustraits])),
        ).toBe(nombre);
    }),
  );
});

test("un registre d'avant ajoute exactement ce que son propre bilan laissait à l'année suivante", () => {
  fc.assert(
    fc.property(deuxAnnees, ({ precedent, registre, bilan }) => {
      const seul = etablirBilan(registre);
      const laisse = etablirBilan(precedent).anneeSuivante;
      expect(compteurs([bilan.totaux, bilan.maires])).toEqual(compteurs([seul.totaux, seul.maires, laisse]));
      for (const champ of ["liberations", "assiettePrevue", "assietteRealisee", "anneeSuivante"] as const)
        expect(bilan[champ]).toEqual(seul[champ]);
      const du = (lu: Bilan, code: string) => {
        const ligne = lu.reservataires.find(({ reservataire }) => reservataire === code);
        return [ligne?.du, ligne?.recus, ligne?.ecart, ligne?.objectif, ligne?.imputations];
      };
      for (const { reservataire } of seul.reservataires)
        expect(du(bilan, reservataire)).toEqual(du(seul, reservataire));
    }),
  );
});

function verifierLesSuites(lues: Suites): void {
  const { misesADisposition, bauxSignes, echouees, enCours, designees, attribuees, delais } = lues;
  expect(bauxSignes + echouees + enCours).toBe(misesADisposition);
  expect(somme(lues.echecs.map(({ nombre }) => nombre))).toBe(echouees);
  expect([delais.jusquAuBail.nombre, delais.deLAttributionAuBail.nombre]).toEqual([bauxSignes, bauxSignes]);
  expect([delais.jusquALAttribution.nombre, delais.jusquALaDesignation.nombre]).toEqual([
    attribuees,
    designees,
  ]);
  for (const { nombre, moyenne, mediane, maximum } of Object.values(delais)) {
    expect([moyenne === null, mediane === null, maximum === null]).toEqual(Array(3).fill(nombre === 0));
    if (moyenne === null || mediane === null || maximum === null) continue;
    const [lue, milieu] = [lireFraction(moyenne.exact), lireFraction(mediane.exact)];
    // La somme des jours est entière, et ni la moyenne ni la médiane ne passent le maximum.
    expect((lue.numerateur * BigInt(nombre)) % lue.denominateur).toBe(0n);
    for (const une of [lue, milieu]) expect(une.numerateur <= BigInt(maximum) * une.denominateur).toBe(true);
  }
}

test("chaque mise à disposition a une suite et une seule, et chaque délai a ses cas", () => {
  fc.assert(
    fc.property(deuxAnnees, ({ bilan }) => {
      const { ensemble, lignes } = bilan.suites;
      for (const lues of [ensemble, ...lignes]) verifierLesSuites(lues);
      expect(suites(lignes)).toEqual(suites([ensemble]));
      for (const delai of Object.keys(ensemble.delais) as (keyof Suites["delais"])[])
        expect(somme(lignes.map(({ delais }) => delais[delai].nombre))).toBe(ensemble.delais[delai].nombre);
    }),
  );
});

test("un tableau croisé : les deux marges font le total, qui est celui du bilan", () => {
  fc.assert(
    fc.property(
      deuxAnnees,
      fc.shuffledSubarray([...AXES], { minLength: 2, maxLength: 2 }),
      fc.constantFrom(...COMPTEURS),
      ({ bilan }, [lignes = "commune", colonnes = "typologie"], compteur) => {
        const tableau = croiserBilan(bilan, { lignes, colonnes, compteur });
        expect(tableau.total).toBe(bilan.totaux[compteur]);
        expect(somme(tableau.totaux)).toBe(tableau.total);
        expect(somme(tableau.lignes.map(({ total }) => total))).toBe(tableau.total);
        for (const { nombres, total } of tableau.lignes) expect(somme(nombres)).toBe(total);
        for (const [rang, total] of tableau.totaux.entries())
          expect(somme(tableau.lignes.map(({ nombres }) => nombres[rang] ?? Number.NaN))).toBe(total);
        const transpose = croiserBilan(bilan, { lignes: colonnes, colonnes: lignes, compteur });
        expect(transpose.lignes.map(({ code, total }) => [code, total])).toEqual(
          tableau.colonnes.map((code, rang) => [code, tableau.totaux[rang]]),
        );
      },
    ),
  );
});

test("les extraits des réservataires et les lignes du bailleur refont le bilan", () => {
  fc.assert(
    fc.property(deuxAnnees, ({ bilan }) => {
      const codes = bilan.reservataires.map(({ reservataire }) => reservataire);
      const extraits = codes
        .filter((code) => code !== "non-reserves")
        .map((code) => extraireBilan(bilan, code));
      const duBailleur = bilan.lignes.filter(({ reservataire }) => reservataire === "non-reserves");
      expect(compteurs([...extraits.flatMap(({ lignes }) => lignes), ...duBailleur])).toEqual(
        compteurs([bilan.totaux]),
      );
    }),
    { numRuns: 60 },
  );
});

const TERRITOIRES: readonly TerritoireConsolide[] = [
  { type: "ensemble" },
  { type: "epci", epci: EPCI },
  { type: "epci", epci: AUTRE_EPCI },
  { type: "communes", communes: ["77284"] },
  { type: "communes", communes: ["77288", "77284"] },
];
const CODES = ["als", "prefet", "usine", "ville"];

test("consolidés, les bilans ne perdent rien, et leur ordre ne change pas un octet", () => {
  fc.assert(
    fc.property(
      fc.tuple(logements, logements, logements),
      fc.constantFrom(...TERRITOIRES),
      fc.array(fc.constantFrom("un", "deux", "trois"), { minLength: 12, maxLength: 12 }),
      ([un, deux, trois], territoire, noms) => {
        const sources = [un, deux, trois].map((histoires, rang) => ({
          bilan: etablirBilan(vivreLAnnee(histoires, 2024, `99999999${rang}`)),
          correspondances: CODES.map((reservataire, place) => ({
            reservataire,
            vers: noms[4 * rang + place] ?? "un",
          })),
        }));
        const communes = new Set(
          sources.flatMap(({ bilan }) => bilan.secteurs.map(({ commune }) => commune)),
        );
        fc.pre(territoire.type === "ensemble" || (communes.has("77284") && communes.has("77288")));
        const reservataires = ["un", "deux", "trois"].map((code) => ({ code, nom: code }));
        const lu = consoliderBilans({ territoire, reservataires, sources });

        const bilans = sources.map(({ bilan }) => bilan);
        const { ensemble, horsTerritoire } = lu;
        const parts = [ensemble, horsTerritoire];
        expect(compteurs(parts.map(({ totaux }) => totaux))).toEqual(
          compteurs(bilans.map(({ totaux }) => totaux)),
        );
        expect(compteurs(parts.map(({ maires }) => maires))).toEqual(
          compteurs(bilans.map(({ maires }) => maires)),
        );
        expect(suites(parts.map((une) => une.suites))).toEqual(
          suites(bilans.map((bilan) => bilan.suites.ensemble)),
        );
        expect(somme(parts.map(({ assiette }) => assiette.soustraits.total))).toBe(
          somme(bilans.map(({ assietteRealisee }) => assietteRealisee.soustraits.total)),
        );
        const totaux = compteurs([ensemble.totaux]);
        expect(compteurs(lu.lignes)).toEqual(totaux);
        expect(compteurs(lu.bailleurs.map((bailleur) => bailleur.totaux))).toEqual(totaux);
        expect(compteurs(lu.bailleurs.flatMap((bailleur) => bailleur.reservataires))).toEqual(totaux);
        expect(compteurs(lu.parReservataire)).toEqual(totaux);
        expect(compteurs(lu.sources.map((source) => source.horsTerritoire.totaux))).toEqual(
          compteurs([horsTerritoire.totaux]),
        );

        const retournees = [...sources].reverse().map(({ bilan, correspondances }) => ({
          bilan,
          correspondances: [...correspondances].reverse(),
        }));
        expect(
          JSON.stringify(
            consoliderBilans({
              territoire,
              reservataires: [...reservataires].reverse(),
              sources: retournees,
            }),
          ),
        ).toBe(JSON.stringify(lu));
      },
    ),
    { numRuns: 80 },
  );
});
