import fc from "fast-check";
import {
  type Accomplissement,
  calendrierDesObligations,
  ciblesDe,
  type EntreeCalendrier,
  expliquer,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";

const jourDe = (annee: number, rang: number) =>
  new Date(Date.UTC(annee, 0, 1 + rang)).toISOString().slice(0, 10);
const joursEntre = (debut: string, fin: string) =>
  (Date.parse(`${fin}T00:00:00Z`) - Date.parse(`${debut}T00:00:00Z`)) / 86_400_000;

const RESERVATAIRES = [
  { code: "agglo", nom: "Agglo", categorie: "epci", territoire: { type: "epci", epci: "247700057" } },
  { code: "als", nom: "ALS", categorie: "action-logement", territoire: { type: "perimetre" } },
  { code: "prefet", nom: "Préfet", categorie: "prefet", territoire: { type: "perimetre" } },
  { code: "ville", nom: "Melun", categorie: "commune", territoire: { type: "commune", commune: "77288" } },
] as const;
const CONFERENCES = [
  { code: "247700057", nom: "Melun Val de Seine", autorite: "epci", communes: ["77288"] },
  { code: "247700107", nom: "Autre", autorite: "ept", communes: ["77186", "77305"] },
] as const;

const monde = fc.integer({ min: 2020, max: 2032 }).chain((annee) =>
  fc.record({
    annee: fc.constant(annee),
    date: fc.integer({ min: annee === 2020 ? 52 : 0, max: 500 }).map((rang) => jourDe(annee, rang)),
    reservataires: fc.subarray([...RESERVATAIRES], { minLength: 2 }),
    conferences: fc.subarray([...CONFERENCES]),
    conventions: fc.array(
      fc.record({
        signataire: fc.nat(9),
        signature: fc.integer({ min: -200, max: 400 }),
        duree: fc.option(fc.nat(800), { nil: undefined }),
      }),
      { maxLength: 4 },
    ),
    garanties: fc.array(fc.record({ garant: fc.nat(9), versement: fc.integer({ min: -2400, max: 300 }) }), {
      maxLength: 4,
    }),
    faits: fc.array(
      fc.record({
        obligation: fc.constantFrom("bilan-annuel", "bilan-des-relogements", "prevision-des-soustractions"),
        destinataire: fc.option(fc.nat(9), { nil: undefined }),
        rang: fc.nat(500),
      }),
      { maxLength: 6 },
    ),
  }),
);

function entreeDe({
  annee,
  date,
  reservataires,
  conferences,
  conventions,
  garanties,
  faits,
}: typeof monde extends fc.Arbitrary<infer M> ? M : never): EntreeCalendrier {
  const code = (rang: number) => reservataires[rang % reservataires.length]?.code ?? "ville";
  return {
    date,
    perimetre: { bailleur: "999999999", departement: "77", annee },
    reservataires,
    conferences,
    conventions: conventions.map(({ signataire, signature, duree }, rang) => ({
      reference: `CV-${rang}`,
      reservataires: [code(signataire)],
      dateDeSignature: jourDe(annee, signature),
      ...(duree === undefined ? {} : { fin: jourDe(annee, signature + duree) }),
    })),
    garanties: garanties.map(({ garant, versement }, rang) => ({
      emprunt: `E-${rang}`,
      reservataire: code(garant),
      dernierVersement: jourDe(annee, versement),
    })),
    accomplissements: faits.map(
      ({ obligation, destinataire, rang }): Accomplissement => ({
        obligation,
        ...(destinataire === undefined ? {} : { destinataire: code(destinataire) }),
        le: jourDe(annee, rang),
      }),
    ),
  };
}

describe("le calendrier des obligations", () => {
  it("ne dépend pas de l'ordre des entrées, à l'octet près", () => {
    fc.assert(
      fc.property(monde, (tire) => {
        const entree = entreeDe(tire);
        const renverse = (liste: readonly unknown[] | undefined) => [...(liste ?? [])].reverse() as never;
        const retournee: EntreeCalendrier = {
          ...entree,
          reservataires: renverse(entree.reservataires),
          conferences: renverse(
            entree.conferences.map((lue) => ({ ...lue, communes: renverse(lue.communes) })),
          ),
          conventions: renverse(entree.conventions),
          garanties: renverse(entree.garanties),
          accomplissements: renverse(entree.accomplissements),
        };
        expect(JSON.stringify(calendrierDesObligations(retournee))).toBe(
          JSON.stringify(calendrierDesObligations(entree)),
        );
      }),
    );
  });

  it("l'état, l'échéance, le jour fait et le retard s'accordent ; chaque cible est unique et s'explique", () => {
    fc.assert(
      fc.property(monde, (tire) => {
        const { annee, date } = tire;
        const calendrier = calendrierDesObligations(entreeDe(tire));
        const cibles = calendrier.lignes.map(({ cible }) => cible);
        expect(new Set(cibles).size).toBe(cibles.length);
        expect(ciblesDe(calendrier)).toEqual(cibles);
        for (const { etat, echeance, faitLe, joursDeRetard, sansObjet, nature, cible } of calendrier.lignes) {
          expect(etat === "non-concerne").toBe(sansObjet !== null);
          if (sansObjet !== null) expect(echeance).toBeNull();
          if (echeance === null) expect(["a-venir", "a-faire", "fait", "non-concerne"]).toContain(etat);
          else if (!cible.startsWith("attributions-hors-qpv"))
            expect(echeance.slice(0, 4)).toBe(String(annee));
          if (faitLe !== null) expect(faitLe <= date).toBe(true);
          const attendu =
            nature === "terme" || echeance === null ? 0 : Math.max(0, joursEntre(echeance, faitLe ?? date));
          expect(joursDeRetard).toBe(attendu);
          expect(["fait-en-retard", "en-retard"].includes(etat)).toBe(joursDeRetard > 0);
        }
        const derniere = cibles.at(-1) ?? "";
        expect(expliquer(calendrier, derniere)).toContain("Règle ");
      }),
    );
  });

  it("chaque réservataire attend les trois documents de février, quel que soit le reste", () => {
    fc.assert(
      fc.property(monde, (tire) => {
        const { lignes } = calendrierDesObligations(entreeDe(tire));
        const dus = lignes.filter(
          ({ echeance, destinataire }) =>
            echeance === `${tire.annee}-02-27` && destinataire?.qualite === "reservataire",
        );
        expect(dus.length).toBe(3 * tire.reservataires.length);
      }),
    );
  });

  it("lu plus tard, ce qui est fait le reste, et ce qui est en retard ne redevient pas à faire", () => {
    fc.assert(
      fc.property(monde, fc.nat(200), (tire, jours) => {
        const tot = calendrierDesObligations(entreeDe(tire));
        const rang = joursEntre(jourDe(tire.annee, 0), tire.date) + jours;
        const tard = calendrierDesObligations({ ...entreeDe(tire), date: jourDe(tire.annee, rang) });
        for (const ligne of tot.lignes) {
          const suivante = tard.lignes.find(({ cible }) => cible === ligne.cible);
          expect(suivante?.echeance).toBe(ligne.echeance);
          if (ligne.faitLe !== null)
            expect(suivante).toMatchObject({ faitLe: ligne.faitLe, etat: ligne.etat });
          if (ligne.etat === "en-retard") expect(["en-retard", "fait-en-retard"]).toContain(suivante?.etat);
          expect(suivante?.joursDeRetard).toBeGreaterThanOrEqual(ligne.joursDeRetard);
        }
      }),
    );
  });
});
