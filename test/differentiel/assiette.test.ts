import fc from "fast-check";
import { calculerAssiette, ErreurDeSaisie } from "gestion-en-flux";
import { expect, test } from "vitest";
import {
  DATE,
  entreeDAssiette,
  entreeDUnBloc,
  figer,
  melanger,
  premieresMises,
  terrain,
} from "./generateurs.js";
import { recompterAssiette } from "./seconde-implementation.js";

const SUIVIS = ["ATTRIBUTIONS_DU_PREFET_EN_QPV", "CATEGORIE_DE_SOUSTRACTION_NON_PREVUE", "FLUX_NUL"];
const DATES = ["2020-02-22", "2021-06-30", "2022-02-22", "2022-02-23", DATE];

const detaillee = fc
  .tuple(terrain, premieresMises, fc.constantFrom(...DATES))
  .chain(([lieu, premieres, date]) =>
    entreeDAssiette(lieu, 60, premieres).map((entree) => ({ entree: { ...entree, date }, premieres })),
  );
const dUnBloc = premieresMises.chain((premieres) =>
  entreeDUnBloc(2_000, premieres).map((entree) => ({ entree, premieres })),
);

test.each([
  ["par secteur", detaillee],
  ["d'un bloc", dUnBloc],
])("A, B par catégorie, C et constats, %s", (_, cas) => {
  fc.assert(
    fc.property(cas, fc.nat(), ({ entree, premieres }, graine) => {
      const lue = calculerAssiette(figer(entree), { premieresMisesEnLocation: premieres });
      const attendue = recompterAssiette(entree, premieres);
      const { constats, ...comptes } = attendue;
      expect(lue).toMatchObject(comptes);
      // Avant le 23 février 2022 la catégorie n'existe pas : dire où elle ne peut s'exercer n'a pas d'objet.
      const suivis = SUIVIS.filter(
        (code) => code !== "ATTRIBUTIONS_DU_PREFET_EN_QPV" || entree.date >= "2022-02-23",
      );
      const codes = new Set<string>(lue.constats.map((c) => c.code));
      expect(suivis.filter((code) => codes.has(code))).toEqual(constats);
      const melangee = calculerAssiette(melanger(entree, graine), { premieresMisesEnLocation: premieres });
      expect(JSON.stringify(melangee)).toBe(JSON.stringify(lue));
    }),
  );
});

test("B au-delà de A est refusé, à un logement près", () => {
  fc.assert(
    fc.property(detaillee, fc.nat(), ({ entree, premieres }, choisi) => {
      const rang = choisi % entree.secteurs.length;
      const seul = recompterAssiette(
        { ...entree, secteurs: entree.secteurs.slice(rang, rang + 1) },
        premieres,
      );
      const avec = (mutations: number) => ({
        ...entree,
        secteurs: entree.secteurs.map((s, r) =>
          r === rang
            ? { ...s, soustraits: { ...s.soustraits, mutations: (s.soustraits?.mutations ?? 0) + mutations } }
            : s,
        ),
      });
      const stipulations = { premieresMisesEnLocation: premieres };
      const alaLimite = calculerAssiette(avec(seul.flux), stipulations);
      expect(alaLimite.flux).toBe(recompterAssiette(entree, premieres).flux - seul.flux);
      expect(() => calculerAssiette(avec(seul.flux + 1), stipulations)).toThrow(ErreurDeSaisie);
    }),
  );
});
