import fc from "fast-check";
import {
  calculerAssiette,
  consigner,
  consignerJournal,
  ErreurDeSaisie,
  type Evenement,
  type JournalConsigne,
  type LogementLibere,
  ouvrirRegistre,
  type Probleme,
  type Registre,
  repartirFlux,
  StipulationManquante,
} from "gestion-en-flux";
import { expect, test } from "vitest";
import { type Dossier, dossier, liberationsDe } from "../differentiel/generateurs.js";

const repartir = ({ entree, premieres, conventions }: Dossier) =>
  repartirFlux({
    assiette: calculerAssiette(entree, { premieresMisesEnLocation: premieres }),
    conventions,
  });
const tenable = dossier({ maximum: 20, large: false, nombre: 3 }).filter(
  (d) => !repartir(d).constats.some(({ code }) => code === "SUR_RESERVATION"),
);

/** Un événement de la liste, tiré sans regarder s'il peut venir ; `tort` le fausse. */
const pas = fc.record({
  libere: fc.nat(5),
  quoi: fc.constantFrom(
    "liberation",
    "soustraction",
    "mise-a-disposition",
    "mise-a-disposition",
    "mise-a-disposition-du-maire",
    "designation",
    "designation",
    "absence-de-candidat",
    "attribution",
    "attribution",
    "non-attribution",
    "refus-du-candidat",
    "bail",
    "annulation",
    "imputation",
  ),
  qui: fc.nat(6),
  jour: fc.constantFrom("2024-12-30", "2024-12-31", "2025-01-01"),
  tort: fc.constantFrom(
    ...Array<null>(9).fill(null),
    "champ-en-trop",
    "champ-en-moins",
    "hors-annee",
    "version",
    "impur",
    "ligne",
  ),
});
type Tort = (typeof pas extends fc.Arbitrary<infer P> ? P : never)["tort"];

function fausser(fait: object, tort: Tort): unknown {
  switch (tort) {
    case null:
      return fait;
    case "champ-en-trop":
      return { ...fait, menage: "un nom" };
    case "champ-en-moins":
      return { ...fait, date: undefined };
    case "hors-annee":
      return { ...fait, date: "2026-01-01" };
    case "version":
      return { ...fait, versionAttendue: 3 };
    case "impur":
      return { ...fait, date: new Date(0) };
    case "ligne":
      return "bail;L-1;2024-03-01";
  }
}

const STIPULATIONS = { decompte: "designation", echec: "annule", report: "aucun" } as const;

/** Un registre ouvert, et une liste dont certains événements sont faux, répétés, hors de leur ordre, ou d'un logement inconnu. */
const monde = tenable.chain((d) =>
  fc
    .tuple(
      liberationsDe(d, 5),
      fc.array(pas, { maxLength: 30, size: "max" }),
      fc.boolean(),
      fc.constantFrom("maire", "comme-ailleurs", undefined),
    )
    .map(([libres, suite, dAbord, absenceDeCandidatEnQpv]) => {
      const ouvert = ouvrirRegistre(repartir(d), { ...STIPULATIONS, absenceDeCandidatEnQpv });
      const liberer = libres.map(({ soustraction: _, ...champs }) => ({ type: "liberation", ...champs }));
      const suites = suite.flatMap(({ libere, quoi, qui, jour: date, tort }): unknown[] => {
        const libre = liberer[libere] ?? { liberation: "L-inconnue" };
        const reservataire = ouvert.comptes[qui]?.reservataire ?? "inconnu";
        const commun = { type: quoi, date, liberation: libre.liberation };
        if (quoi === "liberation") return [fausser(libre, tort)];
        if (quoi === "annulation") return [fausser({ type: quoi, date, evenement: 1 + qui }, tort)];
        if (quoi === "imputation")
          return [
            fausser({ type: quoi, date, imputation: `I-${qui}`, reservataire, fondement: "L. 441-1" }, tort),
          ];
        if (quoi === "mise-a-disposition") return [fausser({ ...commun, reservataire }, tort)];
        return [fausser(quoi === "soustraction" ? { ...commun, categorie: "mutations" } : commun, tort)];
      });
      return { ouvert, liste: dAbord ? [...liberer, ...suites] : [...suites, ...liberer, ...suites] };
    }),
);

/** Ce que {@link consigner} répond d'un événement : l'état d'après, les problèmes, ou les choix qui manquent. */
function essayer(etat: Registre, fait: unknown): Registre | ErreurDeSaisie | StipulationManquante {
  try {
    return consigner(etat, fait as Evenement);
  } catch (erreur) {
    if (erreur instanceof ErreurDeSaisie || erreur instanceof StipulationManquante) return erreur;
    throw erreur;
  }
}

/** La boucle que `consignerJournal` remplace : l'état après chaque rang, et les problèmes de chaque événement refusé. */
function boucler(ouvert: Registre, liste: readonly unknown[]) {
  let etat = ouvert;
  const etats: Registre[] = [];
  const refuses = new Map<number, readonly Probleme[]>();
  const manquantes = new Set<string>();
  for (const [rang, fait] of liste.entries()) {
    const reponse = viseUnNumeroDecale(ouvert, refuses, fait) ? null : essayer(etat, fait);
    if (reponse === null) refuses.set(rang, []);
    else if (reponse instanceof ErreurDeSaisie) refuses.set(rang, reponse.problemes);
    else if (reponse instanceof StipulationManquante)
      for (const { stipulation } of reponse.manquantes) manquantes.add(stipulation);
    else etat = reponse;
    etats.push(etat);
  }
  return { etat, etats, refuses, manquantes };
}

function viseUnNumeroDecale(
  { version }: Registre,
  refuses: ReadonlyMap<number, unknown>,
  fait: unknown,
): boolean {
  const { type, date, evenement } = fait as { type?: string; date?: unknown; evenement?: number };
  const bienForme = typeof date === "string" && !("menage" in (fait as object));
  const [premier] = refuses.keys();
  return bienForme && type === "annulation" && premier !== undefined && Number(evenement) > version + premier;
}

const liberationDe = (evenement: unknown) => (evenement as { liberation?: string } | null)?.liberation;
const situer = (rang: number, { chemin, ...probleme }: Probleme) => ({
  ...probleme,
  chemin: chemin.replace(/^evenement/, `evenements[${rang}]`),
});

function lire(ouvert: Registre, liste: readonly unknown[]): JournalConsigne | StipulationManquante {
  try {
    return consignerJournal(ouvert, liste);
  } catch (erreur) {
    if (erreur instanceof StipulationManquante) return erreur;
    throw erreur;
  }
}

test("une liste se consigne comme par une boucle qui passe ce qui est refusé", () => {
  let ecarts = 0;
  let attendus = 0;
  let dusALAutre = 0;
  fc.assert(
    fc.property(monde, ({ ouvert, liste }) => {
      const boucle = boucler(ouvert, liste);
      const lu = lire(ouvert, liste);
      if (lu instanceof StipulationManquante) {
        expect(lu.manquantes.map(({ stipulation }) => stipulation)).toEqual([...boucle.manquantes]);
        return;
      }
      expect([...boucle.manquantes]).toEqual([]);
      expect(JSON.stringify(lu.registre)).toBe(JSON.stringify(boucle.etat));
      expect(lu.ecartes.map(({ rang }) => rang)).toEqual([...boucle.refuses.keys()]);
      expect(lu.consignes + lu.ecartes.length).toBe(liste.length);
      expect(lu.consignes).toBe(lu.registre.version);
      for (const { rang, problemes, enSuiteDe, recevableApres, evenement } of lu.ecartes) {
        const refuses = boucle.refuses.get(rang) ?? [];
        if (refuses.length > 0) expect(problemes).toEqual(refuses.map((p) => situer(rang, p)));
        else expect(problemes.map(({ code }) => code)).toEqual(["NUMERO_DECALE"]);
        if (evenement !== null) expect(evenement).toEqual(JSON.parse(JSON.stringify(liste[rang])));
        ecarts += 1;
        if (enSuiteDe !== null) {
          dusALAutre += 1;
          const cause = lu.ecartes.find((ecarte) => ecarte.rang === enSuiteDe);
          expect(cause?.rang).toBeLessThan(rang);
          if (refuses.length > 0) expect(liberationDe(liste[enSuiteDe])).toBe(liberationDe(evenement));
        }
        const apres = liste.findIndex(
          (fait, ailleurs) =>
            ailleurs > rang &&
            !boucle.refuses.has(ailleurs) &&
            liberationDe(evenement) !== undefined &&
            liberationDe(fait) === liberationDe(evenement) &&
            !(essayer(boucle.etats[ailleurs] as Registre, evenement) instanceof Error),
        );
        expect(recevableApres).toBe(apres === -1 ? null : apres);
        if (recevableApres !== null) attendus += 1;
      }
    }),
  );
  expect(Math.min(ecarts, attendus, dusALAutre)).toBeGreaterThan(0);
});

const CHAINES = [
  ["mise-a-disposition", "designation", "attribution", "bail"],
  ["mise-a-disposition", "absence-de-candidat", "mise-a-disposition", "attribution", "refus-du-candidat"],
  ["mise-a-disposition", "attribution", "refus-du-candidat", "mise-a-disposition", "designation", "bail"],
  ["soustraction", "attribution", "refus-du-candidat", "attribution", "bail"],
];

/** La vie de quelques logements, une étape de chacun après l'autre : ce qui s'en consigne. */
const vieValable = monde.chain(({ ouvert, liste }) =>
  fc.array(fc.constantFrom(...CHAINES), { minLength: 5, maxLength: 5 }).map((chaines) => {
    const liberations = liste.filter((fait) => (fait as Evenement).type === "liberation");
    const etapes = Array.from({ length: 6 }, (_, numero) =>
      liberations.flatMap((libre, rang) => {
        const type = chaines[rang % 5]?.[numero];
        const { liberation, reservataireIdentifie = "non-reserves" } = libre as LogementLibere;
        if (type === undefined) return [];
        const commun = { type, date: "2024-12-31", liberation };
        if (type === "mise-a-disposition") return [{ ...commun, reservataire: reservataireIdentifie }];
        return [type === "soustraction" ? { ...commun, categorie: "mutations" } : commun];
      }),
    );
    return { ouvert, vie: consignerJournal(ouvert, [...liberations, ...etapes.flat()]).registre.journal };
  }),
);

test("d'un seul événement faux découle chaque écart du même dossier, jusqu'à ce qu'il reprenne", () => {
  let suites = 0;
  fc.assert(
    fc.property(vieValable, fc.nat(), ({ ouvert, vie }, tirage) => {
      fc.pre(vie.length > 0);
      const faux = tirage % vie.length;
      const liste = vie.map((fait, rang) => (rang === faux ? { ...fait, menage: "un nom" } : fait));
      const { ecartes } = consignerJournal(ouvert, liste);
      const deLui = liberationDe(vie[faux]);
      expect(ecartes[0]).toMatchObject({ rang: faux, enSuiteDe: null, recevableApres: null });
      for (const { rang, evenement } of ecartes)
        if (rang !== faux) expect(liberationDe(evenement)).toBe(deLui);
      const reprise = liste.findIndex(
        (fait, rang) =>
          rang > faux && liberationDe(fait) === deLui && !ecartes.some((ecarte) => ecarte.rang === rang),
      );
      for (const { rang, enSuiteDe } of ecartes.slice(1))
        if (reprise === -1 || rang < reprise) {
          suites += 1;
          expect(enSuiteDe).toBe(faux);
        }
    }),
  );
  expect(suites).toBeGreaterThan(0);
});
