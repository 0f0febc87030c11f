import { consigner, consignerJournal, type Evenement, ouvrirRegistre, type Registre } from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, libere, PARTOUT, prefet, REGISTRE, repartitionDe } from "../fabrique.js";
import { refusDe } from "../refus.js";

/** Préfet 25 + 5 en gestion déléguée, ville 20 et Action Logement 20 en gestion directe, le reste au bailleur. */
const repartition = repartitionDe(
  [{ flux: 50 }, { localisation: "qpv", flux: 50 }],
  [
    prefet(25, 5),
    convention("ville", "commune", commune("77288"), [{ taux: 20 }]),
    convention("als", "action-logement", PARTOUT, [
      { taux: 20, contrepartie: "participation-des-employeurs" },
    ]),
  ],
);
const ouvert = ouvrirRegistre(repartition, REGISTRE);

const liberer = (numero: string, champs: Parameters<typeof libere>[2] = {}): Evenement => ({
  type: "liberation",
  ...libere(`L-${numero}`, "2024-02-01", { logement: `99000000${numero}`, ...champs }),
});
const mettre = (numero: string, reservataire = "ville", date = "2024-02-10"): Evenement => ({
  type: "mise-a-disposition",
  date,
  liberation: `L-${numero}`,
  reservataire,
});
type Pas =
  | "designation"
  | "attribution"
  | "non-attribution"
  | "bail"
  | "absence-de-candidat"
  | "refus-du-candidat";
const pas = (type: Pas, numero = "01", date = "2024-03-01"): Evenement => ({
  type,
  date,
  liberation: `L-${numero}`,
});
const annuler = (evenement: number): Evenement => ({ type: "annulation", date: "2024-04-01", evenement });

/** Chaque écart : son rang, ses problèmes, l'écart dont il découle, ce après quoi il serait recevable. */
const lireEcarts = ({ ecartes }: ReturnType<typeof consignerJournal>) =>
  ecartes.map(({ rang, problemes, enSuiteDe, recevableApres }) => [
    rang,
    problemes.map(({ chemin, code }) => `${chemin} ${code}`).join(", "),
    enSuiteDe,
    recevableApres,
  ]);

describe("une liste sans faute", () => {
  const liste = [
    liberer("01"),
    mettre("01"),
    pas("designation"),
    liberer("02"),
    pas("attribution"),
    pas("bail"),
  ];

  it("se consigne comme événement par événement", () => {
    const { nature, registre, consignes, ecartes, versionDeDepart } = consignerJournal(ouvert, liste);
    expect({ nature, consignes, ecartes, versionDeDepart }).toEqual({
      nature: "journal-consigne",
      consignes: 6,
      ecartes: [],
      versionDeDepart: 0,
    });
    expect(JSON.stringify(registre)).toBe(JSON.stringify(liste.reduce(consigner, ouvert)));
  });

  it("peut se donner en deux fois", () => {
    const moitie = consignerJournal(ouvert, liste.slice(0, 3)).registre;
    const reste = consignerJournal(moitie, liste.slice(3));
    expect(reste.versionDeDepart).toBe(3);
    expect(reste.registre).toEqual(consignerJournal(ouvert, liste).registre);
  });

  it("peut être vide : le registre est celui de départ", () => {
    const { registre, consignes, ecartes } = consignerJournal(ouvert, []);
    expect({ consignes, ecartes }).toEqual({ consignes: 0, ecartes: [] });
    expect(registre).toBe(ouvert);
  });
});

describe("une liste fautive", () => {
  it("écarte ce qui ne se lit pas, et le rend tel qu'il a été donné", () => {
    const malFormee = { ...liberer("01"), typologie: "F3", menage: "un nom" };
    const resultat = consignerJournal(ouvert, [
      malFormee,
      null,
      "bail",
      { ...mettre("02"), date: new Date(0) },
    ]);
    expect(lireEcarts(resultat)).toEqual([
      [0, "evenements[0].typologie VALEUR_NON_PREVUE, evenements[0].menage CHAMP_INCONNU", null, null],
      [1, "evenements[1] TYPE_INVALIDE", null, null],
      [2, "evenements[2] TYPE_INVALIDE", null, null],
      [3, "evenements[3].date VALEUR_NON_JSON", null, null],
    ]);
    expect(resultat.ecartes.map(({ evenement }) => evenement)).toEqual([malFormee, null, "bail", null]);
    expect(resultat.consignes).toBe(0);
  });

  it.each([
    ["un nombre que JSON n'écrit pas", { ...liberer("01"), versionAttendue: Number.NaN }],
    ["une liste à trous", [undefined]],
    ["une fonction", () => 1],
    ["rien", undefined],
  ])("rend null plutôt que %s", (_, donne) => {
    const [ecarte] = consignerJournal(ouvert, [donne]).ecartes;
    expect(ecarte?.evenement).toBeNull();
    expect(ecarte?.problemes).not.toEqual([]);
  });

  it("écarte un événement hors de l'année, hors du territoire, répété, ou d'un logement inconnu", () => {
    expect(
      lireEcarts(
        consignerJournal(ouvert, [
          liberer("01"),
          liberer("02", { date: "2023-12-31" }),
          liberer("03", { commune: "77284" }),
          liberer("01"),
          mettre("09"),
          mettre("01", "departement"),
          mettre("01"),
        ]),
      ),
    ).toEqual([
      [1, "evenements[1].date DATE_HORS_DE_L_ANNEE", null, null],
      [2, "evenements[2].commune SECTEUR_INCONNU", null, null],
      [3, "evenements[3].liberation DOUBLON", null, null],
      [4, "evenements[4].liberation LIBERATION_INCONNUE", null, null],
      [5, "evenements[5].reservataire RESERVATAIRE_INCONNU", null, null],
    ]);
  });

  it("ne perd ni les événements d'avant l'écart, ni ceux d'après", () => {
    const liste = [liberer("01"), mettre("09"), mettre("01"), pas("designation")];
    const { registre, consignes, ecartes } = consignerJournal(ouvert, liste);
    expect(registre.journal).toEqual([liste[0], liste[2], liste[3]]);
    expect(consignes + ecartes.length).toBe(liste.length);
  });

  it("se contrôle contre l'état où elle en est : une version attendue est celle que laissent les événements consignés", () => {
    const liste = [liberer("01"), mettre("09"), { ...mettre("01"), versionAttendue: 1 }];
    expect(lireEcarts(consignerJournal(ouvert, liste))).toEqual([
      [1, "evenements[1].liberation LIBERATION_INCONNUE", null, null],
    ]);
  });
});

describe("enSuiteDe : la cause d'abord", () => {
  it("tout un dossier découle de sa libération écartée", () => {
    expect(
      lireEcarts(
        consignerJournal(ouvert, [
          liberer("01", { commune: "77284" }),
          liberer("02"),
          mettre("01"),
          mettre("02"),
          pas("designation"),
          pas("attribution"),
        ]),
      ),
    ).toEqual([
      [0, "evenements[0].commune SECTEUR_INCONNU", null, null],
      [2, "evenements[2].liberation LIBERATION_INCONNUE", 0, null],
      [4, "evenements[4].liberation LIBERATION_INCONNUE", 0, null],
      [5, "evenements[5].liberation LIBERATION_INCONNUE", 0, null],
    ]);
  });

  it("une étape découle de celle qu'elle suit, de proche en proche", () => {
    expect(
      lireEcarts(
        consignerJournal(ouvert, [
          liberer("01"),
          mettre("01", "departement"),
          pas("designation"),
          pas("attribution"),
          pas("bail"),
        ]),
      ),
    ).toEqual([
      [1, "evenements[1].reservataire RESERVATAIRE_INCONNU", null, null],
      [2, "evenements[2].type SUITE_IMPOSSIBLE", 1, null],
      [3, "evenements[3].type SUITE_IMPOSSIBLE", 1, null],
      [4, "evenements[4].type SUITE_IMPOSSIBLE", 1, null],
    ]);
  });

  it("un type illisible est tenu pour la cause de l'étape qui manque", () => {
    expect(
      lireEcarts(
        consignerJournal(ouvert, [
          liberer("01"),
          { ...mettre("01"), type: "proposition" },
          pas("designation"),
        ]),
      ),
    ).toEqual([
      [1, "evenements[1].type VALEUR_NON_PREVUE", null, null],
      [2, "evenements[2].type SUITE_IMPOSSIBLE", 1, null],
    ]);
  });

  it("un second bail a son propre tort, et n'entraîne pas ce qui ne suit jamais un bail", () => {
    const jusquAuBail = [liberer("01"), mettre("01"), pas("designation"), pas("attribution"), pas("bail")];
    expect(
      lireEcarts(consignerJournal(ouvert, [...jusquAuBail, pas("bail"), pas("refus-du-candidat")])),
    ).toEqual([
      [5, "evenements[5].type SUITE_IMPOSSIBLE", null, null],
      [6, "evenements[6].type SUITE_IMPOSSIBLE", null, null],
    ]);
  });

  it("un événement qui a aussi son propre tort ne découle de rien", () => {
    expect(
      lireEcarts(
        consignerJournal(ouvert, [
          liberer("01"),
          mettre("01", "departement"),
          pas("designation", "01", "2024-01-31"),
        ]),
      )[1],
    ).toEqual([2, "evenements[2].type SUITE_IMPOSSIBLE, evenements[2].date DATE_ANTERIEURE", null, null]);
  });

  it("une libération consignée ensuite efface les causes d'avant", () => {
    expect(
      lireEcarts(consignerJournal(ouvert, [liberer("01", { commune: "77284" }), liberer("01"), pas("bail")])),
    ).toEqual([
      [0, "evenements[0].commune SECTEUR_INCONNU", null, null],
      [2, "evenements[2].type SUITE_IMPOSSIBLE", null, null],
    ]);
  });

  it("ne mêle pas deux libérations", () => {
    const liste = [liberer("01", { commune: "77284" }), liberer("02"), pas("bail", "02")];
    expect(lireEcarts(consignerJournal(ouvert, liste))[1]).toEqual([
      2,
      "evenements[2].type SUITE_IMPOSSIBLE",
      null,
      null,
    ]);
  });
});

describe("recevableApres : venu trop tôt", () => {
  it("la mise à disposition avant sa libération : la suite en découle, et se corrige avec elle", () => {
    expect(lireEcarts(consignerJournal(ouvert, [mettre("01"), liberer("01"), pas("designation")]))).toEqual([
      [0, "evenements[0].liberation LIBERATION_INCONNUE", null, 1],
      [2, "evenements[2].type SUITE_IMPOSSIBLE", 0, null],
    ]);
  });

  it("un bail avant son attribution", () => {
    expect(
      lireEcarts(
        consignerJournal(ouvert, [
          liberer("01"),
          mettre("01"),
          pas("designation"),
          pas("bail"),
          liberer("02"),
          pas("attribution"),
        ]),
      ),
    ).toEqual([[3, "evenements[3].type SUITE_IMPOSSIBLE", null, 5]]);
  });

  it("une mise à disposition avant sa libération", () => {
    expect(lireEcarts(consignerJournal(ouvert, [mettre("01"), liberer("01")]))).toEqual([
      [0, "evenements[0].liberation LIBERATION_INCONNUE", null, 1],
    ]);
  });

  it("n'est pas dit de ce qui porte une date plus ancienne que l'étape", () => {
    expect(
      lireEcarts(
        consignerJournal(ouvert, [
          liberer("01"),
          mettre("01"),
          mettre("01", "als"),
          pas("absence-de-candidat"),
        ]),
      ),
    ).toEqual([[2, "evenements[2].type SUITE_IMPOSSIBLE", null, null]]);
  });
});

describe("les annulations", () => {
  it("visent un numéro du journal : sans écart, il vaut pour la liste", () => {
    const liste = [liberer("01"), mettre("01"), annuler(2), mettre("01", "als")];
    const { registre, ecartes } = consignerJournal(ouvert, liste);
    expect(ecartes).toEqual([]);
    expect(registre).toEqual(liste.reduce(consigner, ouvert));
  });

  it("après un écart, ne visent plus un événement de la liste, plutôt que d'en annuler un autre", () => {
    const depart = consigner(ouvert, liberer("09"));
    const liste = [
      liberer("01"),
      mettre("08"),
      mettre("01"),
      mettre("09"),
      annuler(4),
      annuler(2),
      annuler(3),
    ];
    const resultat = consignerJournal(depart, liste);
    expect(lireEcarts(resultat)).toEqual([
      [1, "evenements[1].liberation LIBERATION_INCONNUE", null, null],
      [4, "evenements[4].evenement NUMERO_DECALE", 1, null],
      [5, "evenements[5].evenement ANNULATION_IMPOSSIBLE", null, null],
      [6, "evenements[6].evenement NUMERO_DECALE", 1, null],
    ]);
    expect(resultat.registre.dossiers.map(({ etape }) => etape)).toEqual([
      "mise-a-disposition",
      "mise-a-disposition",
    ]);
  });

  it("visent encore un événement d'avant la liste, ou d'avant le premier écart", () => {
    const depart = [liberer("09"), mettre("09")].reduce(consigner, ouvert);
    const { registre, ecartes } = consignerJournal(depart, [
      liberer("01"),
      mettre("08"),
      annuler(3),
      annuler(2),
    ]);
    expect(ecartes.map(({ rang }) => rang)).toEqual([1]);
    expect(registre.dossiers.map(({ liberation, etape }) => `${liberation} ${etape}`)).toEqual([
      "L-09 liberation",
    ]);
  });
});

describe("ce que consignerJournal refuse en entier", () => {
  it("un registre qui n'en est pas un, ou une liste qui n'en est pas une, à la fois", () => {
    expect(refusDe(() => consignerJournal({} as Registre, "bail" as never))).toEqual([
      "registre RESULTAT_INATTENDU",
      "evenements TYPE_INVALIDE",
    ]);
    expect(refusDe(() => consignerJournal(ouvert, undefined as never))).toEqual([
      "evenements CHAMP_MANQUANT",
    ]);
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(refusDe(() => consignerJournal(ouvert, proxy))).toEqual(["evenements VALEUR_NON_JSON"]);
  });

  it("une liste qui attend des choix des parties : tous à la fois, après l'avoir lue en entier", () => {
    const enStock = { statut: "reserve-en-stock", reservataireEnStock: "als" } as const;
    const liste = [
      liberer("01", { localisation: "qpv" }),
      mettre("01"),
      mettre("09"),
      pas("absence-de-candidat"),
      liberer("02", enStock),
      liberer("03", enStock),
    ];
    expect(refusDe(() => consignerJournal(ouvert, liste))).toEqual([
      "absenceDeCandidatEnQpv",
      "reservationsEnStock",
    ]);
  });

  it("mais non pour un événement écarté par ailleurs : le choix qui lui manque est un de ses problèmes", () => {
    const enStock = { statut: "reserve-en-stock", reservataireEnStock: "als", commune: "77284" } as const;
    expect(lireEcarts(consignerJournal(ouvert, [liberer("02", enStock)]))).toEqual([
      [
        0,
        "evenements[0].commune SECTEUR_INCONNU, stipulations.reservationsEnStock STIPULATION_MANQUANTE",
        null,
        null,
      ],
    ]);
  });
});

it("le résultat revient d'une base : le même, et le registre s'y continue", () => {
  const resultat = consignerJournal(ouvert, [liberer("01"), mettre("09")]);
  const relu = JSON.parse(JSON.stringify(resultat)) as typeof resultat;
  expect(relu).toEqual(resultat);
  expect(consigner(relu.registre, mettre("01"))).toEqual(consigner(resultat.registre, mettre("01")));
});
