import fc from "fast-check";
import { type Assiette, calculerAssiette, determinerStatuts, ErreurDeSaisie } from "gestion-en-flux";
import { expect, test } from "vitest";
import {
  DATE,
  entreeDAssiette,
  entreeDUnBloc,
  entreeParLogement,
  figer,
  melanger,
  parcAQualifier,
  premieresMises,
  terrain,
} from "./generateurs.js";
import { mettreEnComptes, recompterAssiette, trierLeParc } from "./seconde-implementation.js";

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

const uneAUne = fc
  .tuple(terrain, premieresMises, fc.constantFrom(...DATES))
  .chain(([lieu, premieres, date]) =>
    entreeParLogement(lieu, date, 40).map((entree) => ({ entree, premieres })),
  );

/** Les comptes d'une assiette, sans sa provenance ni ce que devient chaque libération. */
const comptesDe = ({ provenance: _, logements: __, constats, ...comptes }: Assiette) => ({
  ...comptes,
  constats: constats.filter(
    ({ code }) => code !== "CATEGORIES_MULTIPLES" && code !== "SOUSTRACTION_SANS_OBJET",
  ),
});

const nombreDe = ({ constats }: Assiette, code: string) =>
  Number(constats.find((constat) => constat.code === code)?.chiffres[0]?.valeur ?? 0);

test("logement par logement : les comptes qu'aurait donnés un décompte à part, et le sort de chacun", () => {
  fc.assert(
    fc.property(uneAUne, fc.nat(), ({ entree, premieres }, graine) => {
      const stipulations = { premieresMisesEnLocation: premieres };
      const lue = calculerAssiette(figer(entree), stipulations);
      const { comptes, sorts, plusieurs, sansObjet } = mettreEnComptes(entree, premieres);
      const { constats: _, ...attendus } = recompterAssiette(comptes, premieres);
      expect(lue).toMatchObject(attendus);
      expect(comptesDe(lue)).toEqual(comptesDe(calculerAssiette(comptes, stipulations)));
      expect(
        lue.logements?.map(({ liberation, effet, categorie }) => ({ liberation, effet, categorie })),
      ).toEqual(sorts);
      expect([nombreDe(lue, "CATEGORIES_MULTIPLES"), nombreDe(lue, "SOUSTRACTION_SANS_OBJET")]).toEqual([
        plusieurs,
        sansObjet,
      ]);
      const melangee = calculerAssiette(melanger(entree, graine), stipulations);
      expect(JSON.stringify(melangee)).toBe(JSON.stringify(lue));
    }),
    { numRuns: 3_000 },
  );
});

test("les statuts d'un parc, et l'assiette qui les lit ou les reçoit", () => {
  const parc = fc.constantFrom(...DATES).chain((date) => parcAQualifier(date));
  fc.assert(
    fc.property(parc, fc.nat(), (entree, graine) => {
      const statuts = determinerStatuts(figer(entree));
      const { horsChamp, identifies, dansLeFlux, sansApl, irreguliers } = trierLeParc(entree);
      const avec = (statut: string) =>
        statuts.logements.filter((l) => l.statut === statut).map((l) => l.logement);
      expect([avec("hors-champ"), avec("identifie"), avec("dans-le-flux")]).toEqual([
        horsChamp,
        identifies,
        dansLeFlux,
      ]);
      const comptes = (code: string) =>
        statuts.constats
          .filter((constat) => constat.code === code)
          .reduce((total, { chiffres }) => total + Number(chiffres[0]?.valeur), 0);
      expect(comptes("LOGEMENTS_SANS_APL_DANS_LE_FLUX")).toBe(sansApl);
      expect(comptes("RESERVATION_IDENTIFIEE_NON_PREVUE")).toBe(irreguliers);
      expect(JSON.stringify(determinerStatuts(melanger(entree, graine)))).toBe(JSON.stringify(statuts));

      const liberer = ({ logement, statut }: (typeof statuts.logements)[number], donne: boolean) => ({
        liberation: logement,
        logement,
        commune: "77288",
        localisation: "qpv" as const,
        epci: null,
        premiereMiseEnLocation: false,
        soustractions: [],
        ...(donne ? { statut } : {}),
      });
      const { date } = entree;
      const stipulations = { premieresMisesEnLocation: "hors-flux" } as const;
      const lus = calculerAssiette(
        { date, logements: statuts.logements.map((l) => liberer(l, false)), statuts },
        stipulations,
      );
      const donnes = calculerAssiette(
        { date, logements: statuts.logements.map((l) => liberer(l, true)) },
        stipulations,
      );
      expect(comptesDe(lus)).toEqual(comptesDe(donnes));
      expect(lus.flux).toBe(dansLeFlux.length);
    }),
  );
});
