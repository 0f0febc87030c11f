import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  additionner,
  CENT,
  comparer,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
  ZERO,
} from "../../src/exact/fraction.js";
import { estDansLeTerritoire } from "../../src/modele/secteurs.js";
import type { PartAPlacer, SecteurAServir } from "../../src/repartition/emboitement.js";
import { placerParts } from "../../src/repartition/placer-parts.js";
import { flotMaximal } from "./flot-maximal.js";
import { cas } from "./pays.js";

const UNITES = 100_000_000;

/** Ce que chaque part doit à chaque groupe de secteurs où elle est libre de se placer, en unités entières. */
function promesses(parts: readonly PartAPlacer[], secteurs: readonly SecteurAServir[]) {
  return parts.flatMap(({ taux, territoire: lieu, localisation }, part) => {
    const couverts = secteurs.flatMap((secteur, rang) => (estDansLeTerritoire(secteur, lieu) ? [rang] : []));
    const cle = (rang: number) =>
      localisation === "uniforme"
        ? String(rang)
        : localisation === "libre"
          ? "tout"
          : (secteurs[rang]?.commune ?? "");
    return [...new Set(couverts.map(cle))].map((groupe) => {
      const rangs = couverts.filter((rang) => cle(rang) === groupe);
      const flux = rangs.reduce((total, rang) => total + (secteurs[rang]?.flux ?? 0), 0);
      const unites = (taux.numerateur * BigInt(UNITES / 100) * BigInt(flux)) / taux.denominateur;
      return { part, rangs, unites };
    });
  });
}

/** Le placement manque exactement ce qu'un flot maximal ne peut faire passer. */
function manqueDuFlot(parts: readonly PartAPlacer[], secteurs: readonly SecteurAServir[]): bigint {
  const demandes = promesses(parts, secteurs);
  const passe = flotMaximal(
    demandes.map(({ unites }) => unites),
    secteurs.map(({ flux }) => BigInt(flux) * BigInt(UNITES)),
    demandes.map(({ rangs }) => rangs),
  );
  return demandes.reduce((total, { unites }) => total + unites, 0n) - passe;
}

/** Sans flux, un secteur ne montre pas d'excès en logements : il n'est jugé que sur ses taux. */
const enLogements = ({ flux }: { readonly flux: number }) => flux > 0;

describe("le placement des parts", () => {
  it("existe exactement quand un flot maximal loge tout, et manque d'autant sinon", () => {
    fc.assert(
      fc.property(cas, ({ parts, secteurs }) => {
        const { exces } = placerParts(parts, secteurs);
        const enTrop = sommer(exces.filter(enLogements).map((lieu) => lieu.enTrop));
        expect(pourCentDe(fraction(UNITES * 100), enTrop)).toEqual(fraction(manqueDuFlot(parts, secteurs)));
      }),
      { numRuns: 3000 },
    );
  });

  it("sans excès, tient chaque promesse, chaque secteur et chaque territoire, exactement", () => {
    fc.assert(
      fc.property(cas, ({ parts, secteurs }) => {
        const { taux, exces } = placerParts(parts, secteurs);
        fc.pre(exces.length === 0);
        const place = (part: number, rangs: readonly number[]) =>
          sommer(
            rangs.map((rang) => pourCentDe(taux[part]?.[rang] ?? ZERO, fraction(secteurs[rang]?.flux ?? 0))),
          );
        for (const { part, rangs, unites } of promesses(parts, secteurs))
          expect(place(part, rangs)).toEqual(fraction(unites, UNITES));
        secteurs.forEach((secteur, rang) => {
          const ligne = taux.map((part) => part[rang] ?? ZERO);
          expect(comparer(sommer(ligne), CENT)).toBeLessThanOrEqual(0);
          parts.forEach(({ territoire: lieu }, part) => {
            const ici = ligne[part] ?? ZERO;
            expect(comparer(ici, ZERO)).toBeGreaterThanOrEqual(0);
            if (!estDansLeTerritoire(secteur, lieu)) expect(ici).toEqual(ZERO);
          });
        });
      }),
      { numRuns: 3000 },
    );
  });

  it("laisse une part libre à son taux partout quand toutes les parts y tiennent", () => {
    fc.assert(
      fc.property(cas, ({ parts, secteurs }) => {
        const libres = parts.map((part) => ({
          ...part,
          localisation: part.localisation === "libre" ? ("libre" as const) : ("uniforme" as const),
        }));
        const total = (secteur: SecteurAServir) =>
          libres
            .filter((part) => estDansLeTerritoire(secteur, part.territoire))
            .reduce((somme, part) => additionner(somme, part.taux), ZERO);
        fc.pre(secteurs.every((secteur) => comparer(total(secteur), CENT) <= 0));
        const { taux } = placerParts(libres, secteurs);
        libres.forEach((part, rang) => {
          secteurs.forEach((secteur, lieu) => {
            const attendu = estDansLeTerritoire(secteur, part.territoire) ? part.taux : ZERO;
            expect(taux[rang]?.[lieu]).toEqual(attendu);
          });
        });
      }),
      { numRuns: 1000 },
    );
  });

  it("met hors QPV tout ce qui peut l'être d'une part qui s'y place d'abord", () => {
    fc.assert(
      fc.property(cas, ({ parts, secteurs }) => {
        const { taux, exces } = placerParts(parts, secteurs);
        fc.pre(exces.length === 0);
        const dAbord = parts.flatMap(({ localisation }, rang) =>
          localisation === "hors-qpv-d-abord" ? [rang] : [],
        );
        secteurs.forEach((secteur, qpv) => {
          if (secteur.localisation !== "qpv" || secteur.flux === 0) return;
          const dehors = secteurs.findIndex(
            ({ commune, localisation, flux }) =>
              commune === secteur.commune && localisation === "hors-qpv" && flux > 0,
          );
          const enQpv = sommer(dAbord.map((rang) => taux[rang]?.[qpv] ?? ZERO));
          if (dehors === -1 || comparer(enQpv, ZERO) === 0) return;
          const uniformesEtPrefet = parts.flatMap(({ localisation }, rang) =>
            localisation === "libre" ? [] : [rang],
          );
          const occupe = sommer(uniformesEtPrefet.map((rang) => taux[rang]?.[dehors] ?? ZERO));
          expect(soustraire(CENT, occupe)).toEqual(ZERO);
        });
      }),
      { numRuns: 2000 },
    );
  });
});
