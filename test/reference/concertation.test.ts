import {
  type Accord,
  arreterConcertation,
  CalculImpossible,
  type Concertation,
  type EntreeConcertation,
  expliquer,
  type PartDeProgramme,
  repartirPremiereMiseEnLocation,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE } from "../fabrique.js";

const PLAI = { typologie: "T2", financement: "PLAI" } as const;
const PLUS = { typologie: "T3", financement: "PLUS" } as const;
const EMPLOYEURS = { reservataire: "als", contrepartie: "participation-des-employeurs" } as const;
const DECOTE = { reservataire: "prefet", contrepartie: "decote" } as const;

const proposer = (parts: readonly PartDeProgramme[]) =>
  repartirPremiereMiseEnLocation(
    {
      date: DATE,
      programme: {
        code: "P-1",
        commune: "77288",
        composition: [
          { ...PLAI, logements: 10 },
          { ...PLUS, logements: 10 },
        ],
      },
      reservataires: [
        { code: "als", nom: "Action Logement", categorie: "action-logement" },
        { code: "prefet", nom: "Préfet", categorie: "prefet" },
      ],
      parts,
    },
    { premieresMisesEnLocation: "hors-flux" },
  );

/** Action Logement 40 %, décote 10 % : 4 et 4, 1 et 1 ; au bailleur 5 et 5. */
const PROPOSITION = proposer([
  { ...EMPLOYEURS, taux: 40 },
  { ...DECOTE, taux: 10 },
]);

const accord = (reservataire: string): Accord => ({ reservataire, reponse: "accord", date: "2024-01-30" });

const arreter = (entree: Partial<EntreeConcertation>): Concertation =>
  arreterConcertation({
    proposition: PROPOSITION,
    date: "2024-02-01",
    accords: [accord("als"), accord("prefet")],
    tableFinale: PROPOSITION.tableau?.lignes ?? [],
    ...entree,
  });

const ligne = (designation: object, plai: number, plus: number) => ({
  ...(designation as typeof EMPLOYEURS),
  cases: [
    { ...PLAI, logements: plai },
    { ...PLUS, logements: plus },
  ],
});
const BAILLEUR = { reservataire: "non-reserves" };

describe("R19, concertation sur un programme (art. R. 441-5, I, al. 9)", () => {
  it("le tableau proposé, repris tel quel, ne déplace rien", () => {
    const concertation = arreter({});
    expect(concertation.deplaces).toBe(0);
    expect(concertation.constats).toEqual([]);
    expect(
      concertation.reservataires.map(({ reservataire, propose, arrete }) => [reservataire, propose, arrete]),
    ).toEqual([
      ["als", 8, 8],
      ["prefet", 2, 2],
    ]);
    expect(concertation.nonReserves).toEqual({ propose: 10, arrete: 10, difference: 0 });
  });

  it("ce que les parties changent se lit case par case et par réservataire", () => {
    const concertation = arreter({
      tableFinale: [ligne(EMPLOYEURS, 6, 3), ligne(DECOTE, 0, 2), ligne(BAILLEUR, 4, 5)],
    });
    expect(
      concertation.lignes.map(({ difference, cases }) => [difference, ...cases.map((c) => c.difference)]),
    ).toEqual([
      [1, 2, -1],
      [0, -1, 1],
      [-1, -1, 0],
    ]);
    expect(concertation.reservataires.map(({ difference }) => difference)).toEqual([1, 0]);
    expect(concertation.nonReserves.difference).toBe(-1);
    expect(concertation.deplaces).toBe(3);
    expect(expliquer(concertation, "reservataires/als")).toContain("9 = 8 + 1");
    expect(expliquer(concertation, "nonReserves")).toContain("9 = 10 − 1");
  });

  it("une ligne ou un type absents comptent zéro", () => {
    const concertation = arreter({
      tableFinale: [
        { ...EMPLOYEURS, cases: [{ ...PLUS, logements: 10 }] },
        { ...BAILLEUR, cases: [{ ...PLAI, logements: 10 }] },
      ],
    });
    expect(concertation.lignes.map(({ arrete }) => arrete)).toEqual([10, 0, 10]);
  });

  it("le texte ne demande pas l'unanimité : un désaccord ou un silence se constate", () => {
    const concertation = arreter({
      accords: [
        { reservataire: "prefet", reponse: "sans-reponse" },
        { reservataire: "als", reponse: "desaccord", date: "2024-02-01" },
      ],
    });
    expect(concertation.constats.map(({ code, gravite }) => [code, gravite])).toEqual([
      ["ACCORD_NON_UNANIME", "information"],
      ["ACCORD_NON_UNANIME", "information"],
    ]);
    expect(concertation.constats[0]?.message.fr).toContain("« als » n'est pas d'accord");
    expect(concertation.constats[1]?.message.fr).toContain("« prefet » n'a pas répondu");
  });

  it("des parts au-delà du programme n'ont pas de tableau à arrêter", () => {
    const trop = proposer([
      { ...EMPLOYEURS, taux: 95 },
      { ...DECOTE, taux: 10 },
    ]);
    expect(() => arreter({ proposition: trop, tableFinale: [ligne(EMPLOYEURS, 10, 10)] })).toThrow(
      CalculImpossible,
    );
  });
});

describe("R8, décote dans le tableau arrêté (CGPPP, art. L. 3211-7)", () => {
  it("2 logements sur 20 au plus : 1 et 2 conviennent, 3 se constate et reste arrêté", () => {
    const avec = (decote: number) =>
      arreter({
        tableFinale: [ligne(EMPLOYEURS, 4, 4), ligne(DECOTE, decote, 0), ligne(BAILLEUR, 6 - decote, 6)],
      });
    expect(avec(1).constats).toEqual([]);
    expect(avec(2).constats).toEqual([]);
    expect(avec(3).constats.map(({ code }) => code)).toEqual(["PLAFOND_DE_LA_DECOTE_DEPASSE"]);
    expect(avec(3).reservataires[1]?.arrete).toBe(3);
  });
});
