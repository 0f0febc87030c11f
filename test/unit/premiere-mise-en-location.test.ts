import {
  arreterConcertation,
  ErreurDeSaisie,
  repartirPremiereMiseEnLocation,
  StipulationManquante,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE } from "../fabrique.js";

const programme = () => ({
  code: "P-1",
  commune: "77288",
  composition: [{ typologie: "T3", financement: "PLUS", logements: 10 }] as unknown[],
});
const RESERVATAIRES = [
  { code: "als", nom: "Action Logement", categorie: "action-logement" },
  { code: "ville", nom: "Ville", categorie: "commune" },
  { code: "prefet", nom: "Préfet", categorie: "prefet" },
];
const EMPLOYEURS = { reservataire: "als", contrepartie: "participation-des-employeurs", taux: 40 };
const GARANTIE = { reservataire: "ville", contrepartie: "garantie-d-emprunt", quotite: 50 };
const HORS_FLUX = { premieresMisesEnLocation: "hors-flux" };
const QUOTA = { ...HORS_FLUX, quotaDesGaranties: { taux: 20, partage: "au-prorata-des-quotites" } };

function problemes(verbe: (...entrees: never[]) => unknown, ...entrees: unknown[]): string[] {
  try {
    verbe(...(entrees as never[]));
  } catch (erreur) {
    if (erreur instanceof ErreurDeSaisie)
      return erreur.problemes.map(({ chemin, code }) => `${chemin} ${code}`).sort();
    throw erreur;
  }
  throw new Error("aucune erreur");
}

const refus = (entree: object, stipulations: unknown = HORS_FLUX) =>
  problemes(
    repartirPremiereMiseEnLocation,
    { date: DATE, programme: programme(), reservataires: RESERVATAIRES, parts: [EMPLOYEURS], ...entree },
    stipulations,
  );

describe("repartirPremiereMiseEnLocation refuse", () => {
  it("un programme sans logement, donné deux fois, ou pas du tout", () => {
    const sans = { code: "P-1", commune: "77288" };
    expect(refus({ programme: { ...sans, composition: [] } })).toEqual([
      "programme.composition PROGRAMME_SANS_LOGEMENT",
    ]);
    expect(
      refus({
        programme: { ...sans, composition: [{ typologie: "T3", financement: "PLUS", logements: 0 }] },
      }),
    ).toEqual(["programme.composition PROGRAMME_SANS_LOGEMENT"]);
    expect(refus({ programme: { ...sans, logements: [] } })).toEqual([
      "programme.logements PROGRAMME_SANS_LOGEMENT",
    ]);
    expect(refus({ programme: sans })).toEqual(["programme COMPOSITION_AMBIGUE"]);
    expect(
      refus({
        programme: {
          ...programme(),
          logements: [{ code: "A1", typologie: "T3", financement: "PLUS" }],
        },
      }),
    ).toEqual(["programme COMPOSITION_AMBIGUE"]);
    expect(refus({ programme: undefined })).toEqual(["programme CHAMP_MANQUANT"]);
  });

  it("des comptes négatifs, des types inconnus ou en double, chacun à sa ligne", () => {
    expect(
      refus({
        programme: {
          ...programme(),
          composition: [
            { typologie: "T3", financement: "PLUS", logements: -1 },
            { typologie: "T9", financement: "PLUS", logements: 1 },
            { typologie: "T2", financement: "PLAI", logements: 1 },
            { typologie: "T2", financement: "PLAI", logements: 2 },
          ],
        },
      }),
    ).toEqual([
      "programme.composition[0].logements COMPTE_INVALIDE",
      "programme.composition[1].typologie VALEUR_NON_PREVUE",
      "programme.composition[3] DOUBLON",
    ]);
    const logement = { code: "A1", typologie: "T3", financement: "PLUS" };
    expect(refus({ programme: { code: "P-1", commune: "7728", logements: [logement, logement] } })).toEqual([
      "programme.commune CODE_COMMUNE_INVALIDE",
      "programme.logements[1].code DOUBLON",
    ]);
  });

  it("un réservataire inconnu ou en double, un second préfet", () => {
    expect(refus({ parts: [{ ...EMPLOYEURS, reservataire: "inconnu" }] })).toEqual([
      "parts[0].reservataire RESERVATAIRE_INCONNU",
    ]);
    expect(
      refus({
        reservataires: [
          ...RESERVATAIRES,
          RESERVATAIRES[0],
          { code: "prefet-2", nom: "Préfet", categorie: "prefet" },
        ],
      }),
    ).toEqual(["reservataires[3].code DOUBLON", "reservataires[4].categorie DOUBLON"]);
  });

  it("un réservataire illisible, ou aucune liste, une fois : ses parts ne sont pas dites inconnues", () => {
    const [als] = RESERVATAIRES;
    expect(refus({ reservataires: [{ ...als, categorie: "x" }] })).toEqual([
      "reservataires[0].categorie VALEUR_NON_PREVUE",
    ]);
    expect(refus({ reservataires: undefined })).toEqual(["reservataires CHAMP_MANQUANT"]);
  });

  it("un taux au-delà de 100, une part en double, un contingent incohérent", () => {
    expect(refus({ parts: [{ ...EMPLOYEURS, taux: "100.000001" }] })).toEqual([
      "parts[0].taux TAUX_INVALIDE",
    ]);
    expect(refus({ parts: [EMPLOYEURS, { ...EMPLOYEURS, taux: 1 }] })).toEqual(["parts[1] DOUBLON"]);
    const contingent = { reservataire: "ville", contrepartie: "contingent-prefectoral", taux: 1 };
    expect(refus({ parts: [contingent] })).toEqual([
      "parts[0].contingent CONTINGENT_INCOHERENT",
      "parts[0].contrepartie CONTREPARTIE_INCOHERENTE",
    ]);
    expect(refus({ parts: [{ ...EMPLOYEURS, contingent: "publics-prioritaires" }] })).toEqual([
      "parts[0].contingent CONTINGENT_INCOHERENT",
    ]);
    expect(refus({ parts: [{ ...EMPLOYEURS, contrepartie: "decote" }] })).toEqual([
      "parts[0].contrepartie CONTREPARTIE_INCOHERENTE",
    ]);
  });

  it("une part déléguée à son titulaire ou au bailleur ; à un autre, elle passe", () => {
    const deleguee = (delegataire: string) => refus({ parts: [{ ...EMPLOYEURS, delegataire }] });
    expect(deleguee("als")).toEqual(["parts[0].delegataire DELEGATAIRE_INCOHERENT"]);
    expect(deleguee("non-reserves")).toEqual(["parts[0].delegataire DELEGATAIRE_INCOHERENT"]);
    expect(() => deleguee("ville")).toThrow("aucune erreur");
  });

  it("une part sans mesure, mesurée deux fois, ou une quotité sans garantie", () => {
    const { taux: _, ...sansTaux } = EMPLOYEURS;
    const { quotite: __, ...sansQuotite } = GARANTIE;
    expect(refus({ parts: [sansTaux, sansQuotite] })).toEqual([
      "parts[0].taux PART_SANS_MESURE",
      "parts[1].quotite PART_SANS_MESURE",
    ]);
    expect(refus({ parts: [{ ...GARANTIE, taux: 5 }] }, QUOTA)).toEqual([
      "parts[0].quotite PART_MESUREE_DEUX_FOIS",
    ]);
    expect(refus({ parts: [{ ...sansTaux, quotite: 5 }, GARANTIE] }, QUOTA)).toEqual([
      "parts[0].quotite QUOTITE_SANS_GARANTIE",
    ]);
  });

  it("des quotités de plus de 100 % du prêt : à 100 elles passent", () => {
    const garants = (quotite: string) => [
      GARANTIE,
      { reservataire: "als", contrepartie: "garantie-d-emprunt", quotite },
    ];
    expect(refus({ parts: garants("50.000001") }, QUOTA)).toEqual(["parts QUOTITES_SUPERIEURES_A_100"]);
    expect(() =>
      repartirPremiereMiseEnLocation(
        {
          date: DATE,
          programme: programme(),
          reservataires: RESERVATAIRES,
          parts: garants("50"),
        } as never,
        QUOTA as never,
      ),
    ).not.toThrow();
  });

  it("un quota que personne ne partage, ou des quotités toutes nulles", () => {
    expect(refus({}, QUOTA)).toEqual(["stipulations.quotaDesGaranties STIPULATION_SANS_OBJET"]);
    expect(refus({ parts: [{ ...GARANTIE, quotite: 0 }] }, QUOTA)).toEqual(["parts QUOTITES_NULLES"]);
    expect(
      refus({ parts: [GARANTIE] }, { ...HORS_FLUX, quotaDesGaranties: { taux: 120, partage: "autre" } }),
    ).toEqual([
      "stipulations.quotaDesGaranties.partage VALEUR_NON_PREVUE",
      "stipulations.quotaDesGaranties.taux TAUX_INVALIDE",
    ]);
  });

  it("les deux stipulations à la fois, quand elles manquent toutes deux", () => {
    const appel = () =>
      repartirPremiereMiseEnLocation(
        { date: DATE, programme: programme(), reservataires: RESERVATAIRES, parts: [GARANTIE] } as never,
        {} as never,
      );
    expect(appel).toThrow(StipulationManquante);
    try {
      appel();
    } catch (erreur) {
      expect(
        (erreur as StipulationManquante).manquantes.map(({ stipulation }) => stipulation).sort(),
      ).toEqual(["premieresMisesEnLocation", "quotaDesGaranties"]);
    }
  });

  it("un ordre de choix sans logements nommés, ou qui oublie, répète ou invente quelqu'un", () => {
    const ordre = (...reservataires: string[]) => ({
      ordreDeChoix: { reservataires, parTour: "un-logement" },
    });
    expect(refus(ordre("als", "prefet", "ville"))).toEqual(["ordreDeChoix ORDRE_SANS_LOGEMENTS"]);
    const nommes = {
      programme: {
        code: "P-1",
        commune: "77288",
        logements: [{ code: "A1", typologie: "T3", financement: "PLUS" }],
      },
    };
    expect(refus({ ...nommes, ...ordre("als", "als", "inconnu", "ville") })).toEqual([
      "ordreDeChoix.reservataires RESERVATAIRE_OUBLIE",
      "ordreDeChoix.reservataires[1] DOUBLON",
      "ordreDeChoix.reservataires[2] RESERVATAIRE_INCONNU",
    ]);
  });

  it("tout à la fois, d'un seul coup", () => {
    expect(
      refus({ date: "2024-13-01", programme: { ...programme(), composition: [{}] }, parts: [{}] }, null),
    ).toEqual([
      "date DATE_IMPOSSIBLE",
      "parts[0].contrepartie CHAMP_MANQUANT",
      "parts[0].reservataire CHAMP_MANQUANT",
      "programme.composition[0].financement CHAMP_MANQUANT",
      "programme.composition[0].logements CHAMP_MANQUANT",
      "programme.composition[0].typologie CHAMP_MANQUANT",
      "stipulations.premieresMisesEnLocation STIPULATION_MANQUANTE",
    ]);
  });
});

describe("arreterConcertation refuse", () => {
  const proposition = repartirPremiereMiseEnLocation(
    {
      date: DATE,
      programme: programme(),
      reservataires: RESERVATAIRES.slice(0, 2),
      parts: [EMPLOYEURS],
    } as never,
    HORS_FLUX as never,
  );
  const accords = [
    { reservataire: "als", reponse: "accord", date: "2024-01-30" },
    { reservataire: "ville", reponse: "sans-reponse" },
  ];
  const T3 = { typologie: "T3", financement: "PLUS" };
  const employeurs = (logements: number) => ({
    reservataire: "als",
    contrepartie: "participation-des-employeurs",
    cases: [{ ...T3, logements }],
  });
  const bailleur = (logements: number) => ({ reservataire: "non-reserves", cases: [{ ...T3, logements }] });
  const refusDe = (entree: object) =>
    problemes(arreterConcertation, {
      proposition,
      date: "2024-02-01",
      accords,
      tableFinale: [employeurs(4), bailleur(6)],
      ...entree,
    });

  it("un tableau qui ne donne pas exactement les logements du programme", () => {
    expect(refusDe({ tableFinale: [employeurs(4), bailleur(5)] })).toEqual([
      "tableFinale TOTAL_DU_TYPE_INEXACT",
    ]);
    expect(refusDe({ tableFinale: [employeurs(5), bailleur(6)] })).toEqual([
      "tableFinale TOTAL_DU_TYPE_INEXACT",
    ]);
    expect(refusDe({ tableFinale: [] })).toEqual(["tableFinale TOTAL_DU_TYPE_INEXACT"]);
    expect(refusDe({ tableFinale: [{ ...employeurs(4), logements: 5 }, bailleur(6)] })).toEqual([
      "tableFinale[0].logements TOTAL_DE_LIGNE_INEXACT",
    ]);
  });

  it("une ligne, un type ou un nombre que le programme n'a pas", () => {
    expect(
      refusDe({
        tableFinale: [
          { ...employeurs(4), contrepartie: "decote" },
          { ...bailleur(6), cases: [{ ...T3, typologie: "T4", logements: 6 }] },
          employeurs(-1),
          bailleur(1),
        ],
      }),
    ).toEqual([
      "tableFinale[0] PART_INCONNUE",
      "tableFinale[1].cases[0] TYPE_INCONNU",
      "tableFinale[2].cases[0].logements COMPTE_INVALIDE",
      "tableFinale[3] DOUBLON",
    ]);
    expect(
      refusDe({ tableFinale: [{ ...employeurs(4), cases: [0, 0].map(() => ({ ...T3, logements: 2 })) }] }),
    ).toEqual(["tableFinale[0].cases[1] DOUBLON"]);
  });

  it("une ligne dont le code imite celle d'un autre : elle n'est ni la sienne, ni son double", () => {
    const imitee = {
      reservataire: "als/participation-des-employeurs",
      cases: [{ ...T3, logements: 4 }],
    };
    expect(refusDe({ tableFinale: [imitee, bailleur(6)] })).toEqual(["tableFinale[0] PART_INCONNUE"]);
    expect(refusDe({ tableFinale: [employeurs(4), imitee, bailleur(6)] })).toEqual([
      "tableFinale[1] PART_INCONNUE",
    ]);
  });

  it("des réponses qui manquent, se répètent, viennent d'ailleurs ou trop tard", () => {
    expect(refusDe({ accords: accords.slice(0, 1) })).toEqual(["accords REPONSE_MANQUANTE"]);
    expect(refusDe({ accords: [...accords, accords[0]] })).toEqual(["accords[2].reservataire DOUBLON"]);
    expect(refusDe({ accords: [...accords, { reservataire: "epci", reponse: "sans-reponse" }] })).toEqual([
      "accords[2].reservataire RESERVATAIRE_INCONNU",
    ]);
    expect(refusDe({ accords: [{ ...accords[0], date: "2024-02-02" }, accords[1]] })).toEqual([
      "accords[0].date REPONSE_APRES_LA_CONCERTATION",
    ]);
    expect(refusDe({ accords: [{ ...accords[0], date: "2024-02-01" }, {}] })).toEqual([
      "accords[1].reponse CHAMP_MANQUANT",
    ]);
    expect(refusDe({ accords: undefined })).toEqual(["accords CHAMP_MANQUANT"]);
    expect(refusDe({ accords: [] })).toEqual(["accords REPONSE_MANQUANTE", "accords REPONSE_MANQUANTE"]);
  });

  it("un tableau ou une réponse d'avant la proposition ; du jour même, ils passent", () => {
    const repondu = (date: string) => [{ ...accords[0], date }, accords[1]];
    const laVeille = "2023-12-31";
    expect(DATE).toBe("2024-01-01");
    expect(() =>
      arreterConcertation({
        proposition,
        date: DATE,
        accords: repondu(DATE),
        tableFinale: [employeurs(4), bailleur(6)],
      } as never),
    ).not.toThrow();
    expect(refusDe({ accords: repondu(laVeille) })).toEqual(["accords[0].date DATES_INVERSEES"]);
    expect(refusDe({ date: laVeille, accords: repondu(laVeille) })).toEqual([
      "accords[0].date DATES_INVERSEES",
      "date DATES_INVERSEES",
    ]);
  });

  it("en français comme on l'écrit : les dates, les pluriels", () => {
    const messages = (entree: object) => {
      try {
        arreterConcertation({
          proposition,
          date: "2024-02-01",
          accords,
          tableFinale: [employeurs(4), bailleur(6)],
          ...entree,
        } as never);
      } catch (erreur) {
        if (erreur instanceof ErreurDeSaisie) return erreur.problemes.map(({ message }) => message);
        throw erreur;
      }
      return [];
    };
    expect(messages({ accords: [{ ...accords[0], date: "2024-02-02" }, accords[1]] })).toEqual([
      "Une réponse du 02/02/2024 vient après le tableau arrêté le 01/02/2024.",
    ]);
    expect(messages({ tableFinale: [{ ...employeurs(4), logements: 1 }, bailleur(6)] })).toEqual([
      "La ligne annonce 1 logement ; ses cases en font 4.",
    ]);
  });

  it("une proposition modifiée, ou autre chose qu'une proposition", () => {
    expect(refusDe({ proposition: { ...proposition, parts: [] } })).toEqual(["proposition RESULTAT_ALTERE"]);
    expect(refusDe({ proposition: {} })).toEqual(["proposition RESULTAT_INATTENDU"]);
    expect(refusDe({ proposition: undefined })).toEqual(["proposition CHAMP_MANQUANT"]);
  });
});
