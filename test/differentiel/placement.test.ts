import fc from "fast-check";
import { calculerAssiette, repartirFlux } from "gestion-en-flux";
import { expect, test } from "vitest";
import { type Dossier, dossier, fluxDesSecteurs, melanger, placeLibrement } from "./generateurs.js";
import {
  cleDePart,
  fois,
  mettreAPlat,
  placerNaivement,
  plus,
  rationnel,
  sommeExacte,
  unPlacementExiste,
  valeur,
} from "./seconde-implementation.js";

const cas = fc
  .tuple(
    fc.oneof(
      dossier({ maximum: 12, large: true, nombre: 6 }),
      dossier({ maximum: 12, large: false, nombre: 6 }),
    ),
    fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }),
  )
  .map(([d, choix]) => placeLibrement(d, choix))
  // Sans flux, un taux promis ne promet aucun logement : ce bord se juge à part.
  .filter((d) => fluxDesSecteurs(d).every((s) => s.flux > 0));

const repartir = ({ entree, premieres, conventions }: Dossier) =>
  repartirFlux({
    assiette: calculerAssiette(entree, { premieresMisesEnLocation: premieres }),
    conventions,
  });

test("sur-réservé si et seulement si aucun placement n'existe", () => {
  fc.assert(
    fc.property(cas, (d) => {
      const codes = repartir(d).constats.map((c) => c.code);
      expect(codes.includes("SUR_RESERVATION")).toBe(!unPlacementExiste(fluxDesSecteurs(d), d.conventions));
    }),
  );
});

test("le placement canonique, part par part et secteur par secteur", () => {
  const tenables = cas.filter((d) => unPlacementExiste(fluxDesSecteurs(d), d.conventions));
  fc.assert(
    fc.property(tenables, fc.nat(), (d, graine) => {
      const lue = repartir(d);
      const secteurs = fluxDesSecteurs(d);
      const places = placerNaivement(secteurs, d.conventions);
      lue.secteurs.forEach((s, rang) => {
        const enTaux = (cle: string) => {
          const logements = places.get(cle)?.[rang] ?? rationnel(0);
          return fois(logements, rationnel(1, BigInt(s.flux) * 1_000_000n));
        };
        for (const part of s.parts) expect(part.taux).toEqual(valeur(enTaux(cleDePart(part))));
        const reserve = sommeExacte(s.parts.map((part) => enTaux(cleDePart(part))));
        expect(s.tauxReserve).toEqual(valeur(reserve));
        expect(s.tauxNonReserve).toEqual(valeur(plus(rationnel(100), fois(reserve, rationnel(-1)))));
      });
      // Chaque part reçoit en tout ce que dit son taux.
      for (const part of mettreAPlat(d.conventions)) {
        const recue = sommeExacte(places.get(cleDePart(part)) ?? []);
        const lues = lue.parts.filter((p) => cleDePart(p) === cleDePart(part));
        expect(lues.map((p) => p.logements)).toEqual([valeur(fois(recue, rationnel(1, 100_000_000)))]);
      }
      expect(JSON.stringify(repartir(melanger(d, graine)))).toBe(JSON.stringify(lue));
    }),
  );
});
