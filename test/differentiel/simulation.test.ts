import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import {
  type AnneeDeScenario,
  type AnneeSimulee,
  CalculImpossible,
  comparer,
  ErreurGestionEnFlux,
  type Scenario,
  simuler,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import { type Tirage, tirer } from "../perimetre-tire.js";
import { tauxDeRotation } from "../simulation.js";
import { donnerDesJournaux, tirerAnnees, tirerInventaire, tirerScenario } from "./scenarios-tires.js";
import {
  type Changements,
  changer,
  cumulerNaivement,
  simulerSiPossible,
  soustraireNaivement,
  totaliserNaivement,
} from "./seconde-simulation.js";

/** Des champs d'un autre scénario des mêmes années, pris au hasard. */
function tirerChangements(hasard: Tirage, scenario: Scenario): Changements {
  const autre = tirerScenario(hasard, tirerAnnees(hasard, scenario.annees.length));
  const verbes = Object.entries(autre.stipulations).filter(() => hasard(3) === 0);
  const annees = scenario.annees.map((une, rang) => melerUneAnnee(hasard, une, autre.annees[rang] ?? une));
  const champs = Object.entries({
    annees,
    conventions: autre.conventions,
    partsFixees: { prefet: 25, nonReserves: 45 },
    epciSurPlusieursPerimetres: autre.epciSurPlusieursPerimetres,
    derogations: autre.derogations,
    ...(scenario.inventaire === undefined
      ? {}
      : { inventaire: tirerInventaire(hasard), tauxDeRotation: tauxDeRotation("6.5") }),
  }).filter(([, valeur]) => valeur !== undefined && hasard(3) === 0);
  return {
    ...Object.fromEntries(champs),
    ...(verbes.length === 0 ? {} : { stipulations: Object.fromEntries(verbes) }),
  };
}

function melerUneAnnee(hasard: Tirage, une: AnneeDeScenario, autre: AnneeDeScenario): AnneeDeScenario {
  const { annee, secteurs, ...reste } = une;
  const { mouvements: _, ...deLAutre } = autre;
  return hasard(2) === 0 ? { ...reste, ...deLAutre } : { annee, secteurs };
}

const tirerConnu = (hasard: Tirage, annees: number) =>
  donnerDesJournaux(hasard, tirerScenario(hasard, tirerAnnees(hasard, annees)), hasard(3));

/** Une année simulée, sans les phrases : les écartés par leurs codes, l'empêchement par son existence. */
const enChiffres = ({ ecartes, empechements, constats, ...annee }: AnneeSimulee) => ({
  ...annee,
  // Le constat des écarts est le seul que la simulation ajoute à ceux des verbes.
  constats: constats.slice(0, ecartes.length > 0 ? -1 : undefined),
  ecartes: ecartes.map(({ rang, problemes }) => ({ rang, codes: problemes.map(({ code }) => code) })),
  empechee: empechements.length > 0,
});

test("chaque année de chaque variante est celle des verbes appelés un par un : chiffres, sceaux, cumul", () => {
  fc.assert(
    fc.property(fc.nat(), (graine) => {
      const hasard = tirer(graine);
      const scenario = tirerConnu(hasard, 1 + hasard(3));
      const tirees = [1, 2].map((numero) => ({
        nom: `variante ${numero}`,
        changements: tirerChangements(hasard, scenario),
      }));
      const attendus = [{}, ...tirees.map(({ changements }) => changements)].map((changements) =>
        simulerSiPossible(changer(scenario, changements)),
      );
      const [depart, ...autres] = attendus;
      const variantes = tirees.filter((_, rang) => autres[rang] !== null);
      if (depart == null) {
        expect(() => simuler({ nom: "départ", scenario })).toThrow(ErreurGestionEnFlux);
        return;
      }
      for (const refusee of tirees.filter((_, rang) => autres[rang] === null))
        expect(() => simuler({ nom: "départ", scenario, variantes: [refusee] })).toThrow(ErreurGestionEnFlux);
      const simulation = simuler({ nom: "départ", scenario, variantes });
      const calcules = attendus.filter((une) => une !== null);
      expect(simulation.variantes.map(({ annees }) => annees.map(enChiffres))).toEqual(calcules);
      expect(simulation.variantes.map(({ cumul }) => cumul)).toEqual(calcules.map(cumulerNaivement));
    }),
    { numRuns: 24 },
  );
});

test("la sensibilité est le scénario recalculé à un taux décalé à la main", () => {
  fc.assert(
    fc.property(fc.nat(), (graine) => {
      const hasard = tirer(graine);
      const tire = tirerScenario(hasard, tirerAnnees(hasard, 1 + hasard(2)));
      const scenario = { ...tire, inventaire: tirerInventaire(hasard), tauxDeRotation: tauxDeRotation("5") };
      const decales = [
        { points: "-2.5", taux: "2.5" },
        { points: "1", taux: "6" },
      ].map((un) => ({
        ...un,
        annees: simulerSiPossible({ ...scenario, tauxDeRotation: tauxDeRotation(un.taux) }),
      }));
      const depart = simulerSiPossible(scenario);
      fc.pre(depart !== null && decales.every(({ annees }) => annees !== null));
      const { sensibilite } = simuler({
        nom: "départ",
        scenario,
        sensibilite: { points: decales.map(({ points }) => points) },
      });
      expect(
        sensibilite.map(({ points, taux, reservataires }) => ({ points, taux: taux.decimal, reservataires })),
      ).toEqual(
        decales.map(({ points, taux, annees }) => {
          const cumul = cumulerNaivement(annees ?? []);
          const ecarts = soustraireNaivement(cumul, cumulerNaivement(depart ?? []));
          return {
            points,
            taux,
            reservataires: cumul.map((ligne) => ({
              ...ligne,
              ecart: ecarts.find(({ reservataire }) => reservataire === ligne.reservataire)?.logements,
            })),
          };
        }),
      );
    }),
    { numRuns: 10 },
  );
});

const brut = <T>(donnee: T): T => JSON.parse(JSON.stringify(donnee ?? null));
type Convention = Scenario["conventions"][number];
const nomDe = (une: Convention) => (une.parties === undefined ? une.reservataire.code : une.reference);
type Champs = Readonly<Record<string, unknown>>;

/** Tout ce que deux scénarios des mêmes années ne disent pas de même, point par point. */
function differencesEntre(une: Scenario, autre: Scenario): string[] {
  const points = (a: object, b: object, prefixe: string) =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((champ) =>
      isDeepStrictEqual(brut((a as Champs)[champ]), brut((b as Champs)[champ])) ? [] : [`${prefixe}${champ}`],
    );
  const parNom = ({ conventions }: Scenario) =>
    Object.fromEntries(
      conventions.map((une) => [nomDe(une), conventions.filter((autre) => nomDe(autre) === nomDe(une))]),
    );
  const { annees, conventions: _, stipulations, ...champs } = une;
  const { annees: autresAnnees, conventions: __, stipulations: autres, ...autresChamps } = autre;
  const verbes = new Set([...Object.keys(stipulations), ...Object.keys(autres)]);
  return [
    ...points(champs, autresChamps, ""),
    ...annees.flatMap((a, rang) => points(a, autresAnnees[rang] ?? a, `annees.${a.annee}.`)),
    ...points(parNom(une), parNom(autre), "conventions."),
    ...[...verbes].flatMap((verbe) =>
      points(
        ((stipulations as Champs)[verbe] ?? {}) as object,
        ((autres as Champs)[verbe] ?? {}) as object,
        `stipulations.${verbe}.`,
      ),
    ),
  ];
}

/** Le scénario, où un point prend ce qu'un autre en dit. */
function reprendre(scenario: Scenario, cause: string, autre: Scenario): Scenario {
  const copie = structuredClone(scenario) as unknown as Record<string, unknown>;
  const poser = (objet: Record<string, unknown>, champ: string, valeur: unknown) => {
    if (valeur === undefined) delete objet[champ];
    else objet[champ] = valeur;
  };
  const [famille = "", lieu = "", champ = ""] = cause.split(".");
  if (famille === "annees") {
    const dAnnee = ({ annees }: Scenario) => annees.find(({ annee }) => String(annee) === lieu);
    const ici = dAnnee(copie as unknown as Scenario) as unknown as Record<string, unknown>;
    poser(ici, champ, (dAnnee(autre) as unknown as Champs)[champ]);
  } else if (famille === "conventions") {
    const nom = cause.slice("conventions.".length);
    copie.conventions = [
      ...scenario.conventions.filter((une) => nomDe(une) !== nom),
      ...autre.conventions.filter((une) => nomDe(une) === nom),
    ];
  } else if (famille === "stipulations") {
    const toutes = copie.stipulations as Record<string, Record<string, unknown>>;
    const siennes = toutes[lieu] ?? {};
    poser(siennes, champ, ((autre.stipulations as Champs)[lieu] as Champs | undefined)?.[champ]);
    poser(toutes, lieu, Object.keys(siennes).length === 0 ? undefined : siennes);
  } else poser(copie, famille, (autre as unknown as Champs)[famille]);
  return copie as unknown as Scenario;
}

/** Les cumuls d'un scénario dont toutes les années ont leurs objectifs ; `null` sinon. */
function cumulerSiComparable(scenario: Scenario) {
  const annees = simulerSiPossible(scenario);
  return annees === null || annees.some(({ empechee }) => empechee) ? null : cumulerNaivement(annees);
}

test("les causes sont toutes les différences ; appliquées à la main l'une après l'autre, elles ont ces effets", () => {
  fc.assert(
    fc.property(fc.nat(), (graine) => {
      const hasard = tirer(graine);
      const une = tirerConnu(hasard, 1 + hasard(2));
      const autre = changer(une, tirerChangements(hasard, une));
      const [depart, arrivee] = [cumulerSiComparable(une), cumulerSiComparable(autre)];
      fc.pre(simulerSiPossible(une) !== null && simulerSiPossible(autre) !== null);
      const entree = {
        une: { simulation: simuler({ nom: "une", scenario: une }), variante: "une" },
        autre: { simulation: simuler({ nom: "autre", scenario: autre }), variante: "autre" },
      };
      if (depart === null || arrivee === null) {
        expect(() => comparer(entree)).toThrow(CalculImpossible);
        return;
      }
      const { causes: groupes, reservataires } = comparer(entree);
      expect(reservataires.map(({ reservataire, ecart }) => ({ reservataire, ...ecart }))).toEqual(
        soustraireNaivement(arrivee, depart),
      );
      expect(groupes.flatMap(({ causes }) => causes.map(({ cause }) => cause)).sort()).toEqual(
        differencesEntre(une, autre).sort(),
      );
      let scenario = une;
      let avant = depart;
      for (const { causes, effets, gagnes, perdus, seules } of groupes) {
        let apres: typeof avant | null = null;
        for (const { cause } of causes) {
          // Le groupe finit à la première de ses causes après laquelle tout se calcule.
          expect(apres).toBeNull();
          scenario = reprendre(scenario, cause, autre);
          apres = cumulerSiComparable(scenario);
        }
        if (apres === null) throw new Error("groupe qui ne se calcule pas");
        const attendus = soustraireNaivement(apres, avant);
        expect(effets).toEqual(attendus);
        expect(gagnes).toEqual(totaliserNaivement(attendus, 1n));
        expect(perdus).toEqual(totaliserNaivement(attendus, -1n));
        const seul = cumulerSiComparable(causes.reduce((lu, { cause }) => reprendre(lu, cause, autre), une));
        expect(seules).toEqual(seul && soustraireNaivement(seul, depart));
        avant = apres;
      }
      expect(avant).toEqual(arrivee);
    }),
    { numRuns: 12 },
  );
});
