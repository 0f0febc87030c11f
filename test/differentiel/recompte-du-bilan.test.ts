import fc from "fast-check";
import {
  consignerJournal,
  type Delai,
  type Evenement,
  etablirBilan,
  type Registre,
  type Suites,
  type ValeurExacte,
} from "gestion-en-flux";
import { describe, expect, it, test } from "vitest";
import { libere, repartitionDe } from "../fabrique.js";
import { anneesVecues } from "./annees-vecues.js";
import { registreDExemple } from "./departement-d-exemple.js";
import {
  type Emploi,
  emploiDe,
  recompterAssiettes,
  recompterRelogements,
} from "./recompte-des-liberations.js";
import { joursEntre, mesurer, NOMS_DES_DELAIS, recompterSuites } from "./recompte-des-suites.js";
import {
  additionner,
  type Compteurs,
  cleDesAxes,
  recompterEchecs,
  recompterEnCours,
  recompterImputations,
  recompterLignes,
  recompterMaires,
  recompterReservataires,
  recompterTout,
} from "./recompte-du-bilan.js";
import { lireLesVies } from "./vies-lues.js";

const RIEN = { proposes: 0, attribues: 0, bauxSignes: 0 };
const compteurs = ({ proposes, attribues, bauxSignes }: Compteurs) => ({ proposes, attribues, bauxSignes });
const exacte = (valeur: ValeurExacte | null) => valeur?.exact ?? null;
const enClair = ({ transformation, delais, ...comptes }: Suites) => ({
  ...comptes,
  transformation: exacte(transformation),
  delais: Object.fromEntries(NOMS_DES_DELAIS.map((nom) => [nom, delaiEnClair(delais[nom])])),
});
const delaiEnClair = ({ moyenne, mediane, ...reste }: Delai) => ({
  ...reste,
  moyenne: exacte(moyenne),
  mediane: exacte(mediane),
});

/** Compare tout ce que le bilan tire du journal à ce que les boucles en tirent. */
function comparer(registre: Registre, precedent?: Registre): void {
  const bilan = etablirBilan(registre, { precedent });
  const { annee } = bilan.perimetre;
  const siennes = lireLesVies(registre.journal);
  const vies = [...siennes, ...lireLesVies(precedent?.journal ?? [])];

  expect(new Map(bilan.lignes.map((ligne) => [cleDesAxes(ligne), compteurs(ligne)]))).toEqual(
    recompterLignes(vies, annee),
  );
  const recomptes = recompterReservataires(vies, annee);
  for (const lu of bilan.reservataires) {
    expect(compteurs(lu)).toEqual(recomptes.get(lu.reservataire) ?? RIEN);
    expect({
      "absence-de-candidat": lu.absencesDeCandidat,
      "non-attribution": lu.nonAttributions,
      "refus-du-candidat": lu.refusDeCandidats,
    }).toEqual(recompterEchecs(vies, annee, lu.reservataire));
    expect(lu.imputations).toBe(recompterImputations(registre.journal, annee, lu.reservataire));
    expect(lu.enCours).toBe(recompterEnCours(vies, annee, lu.reservataire));
  }
  const connus = bilan.reservataires.map(({ reservataire }) => reservataire);
  expect([...recomptes.keys()].filter((code) => !connus.includes(code))).toEqual([]);
  expect(bilan.totaux).toEqual(additionner([[RIEN], [...recomptes.values()]]));
  expect(bilan.maires).toEqual(recompterMaires(vies, annee));
  expect(bilan.anneeSuivante).toEqual(recompterTout(siennes, annee + 1));

  const emplois = siennes.map((vie) => emploiDe(registre, vie));
  const employes = (voulu: Emploi) => emplois.filter((emploi) => emploi === voulu).length;
  expect(bilan.liberations).toEqual({
    total: siennes.length,
    soustraites: employes("soustraites"),
    partagees: employes("partagees"),
    sortiesDuPartage: employes("sortiesDuPartage"),
    identifiees: employes("identifiees"),
    reserveesEnStock: employes("reserveesEnStock"),
    premieresMisesEnLocationHorsFlux: employes("premieresMisesEnLocationHorsFlux"),
    enAttente: employes("enAttente"),
  });

  const { ensemble, secteurs } = recompterAssiettes(registre);
  expect(bilan.assietteRealisee).toEqual(ensemble);
  for (const secteur of bilan.secteurs) {
    const cle = `${secteur.commune}/${secteur.localisation}`;
    const ici = ({ liberation }: (typeof vies)[number]) =>
      `${liberation.commune}/${liberation.localisation}` === cle;
    const { liberations: a, premieresMisesEnLocation, soustraits, flux } = secteur;
    if (secteurs.has(cle))
      expect({ liberations: a, premieresMisesEnLocation, soustraits, flux }).toEqual(secteurs.get(cle));
    else expect([a, premieresMisesEnLocation, soustraits.total, flux]).toEqual([0, 0, 0, 0]);
    const places = [registre, ...(precedent === undefined ? [] : [precedent])].flatMap(
      ({ repartition }) => repartition.assiette.secteurs,
    );
    const place = places.find(({ commune, localisation }) => `${commune}/${localisation}` === cle);
    expect(secteur.epci).toBe(place?.epci ?? null);
    expect(secteur.maires).toEqual(recompterMaires(vies.filter(ici), annee));
    expect(recompterSuites(vies.filter(ici), annee, () => true)).toMatchObject(secteur.suites);
  }
  const lus = bilan.secteurs.map(({ commune, localisation }) => `${commune}/${localisation}`);
  expect([...secteurs.keys()].filter((cle) => !lus.includes(cle))).toEqual([]);

  for (const { categorie, soustraits, attribues, bauxSignes } of bilan.relogements)
    expect({ categorie, soustraits, attribues, bauxSignes }).toEqual({
      categorie,
      ...recompterRelogements(vies, annee, categorie),
    });

  expect(enClair(bilan.suites.ensemble)).toEqual(recompterSuites(vies, annee, () => true));
  for (const { reservataire, ...suites } of bilan.suites.lignes)
    expect(enClair(suites)).toEqual(
      recompterSuites(vies, annee, (tour) => tour.reservataire === reservataire),
    );
  const suivis = bilan.suites.lignes.map(({ reservataire }) => reservataire);
  expect(suivis.filter((code) => code !== null)).toEqual(connus);
}

test("un recompte, écrit du texte et du journal, donne le même bilan", () => {
  fc.assert(
    fc.property(anneesVecues, fc.boolean(), ({ registre, precedent }, avecPrecedent) =>
      comparer(registre, avecPrecedent ? precedent : undefined),
    ),
  );
});

describe("le recompte, à la main", () => {
  const liberer = (numero: string, date: string, champs: Parameters<typeof libere>[2] = {}): Evenement => ({
    type: "liberation",
    ...libere(`L-${numero}`, date, { logement: `99000000${numero}`, ...champs }),
  });
  const pas = (numero: string, type: string, date: string, champs: object = {}) =>
    ({ type, date, liberation: `L-${numero}`, ...champs }) as Evenement;
  const mettre = (numero: string, reservataire: string, date: string) =>
    pas(numero, "mise-a-disposition", date, { reservataire });

  /** A échoue deux fois sur L-01, que B loue ; L-02, en QPV, passe au maire ; L-03 est soustrait ; L-04 est annulé. */
  const journal: readonly Evenement[] = [
    liberer("01", "2024-01-10"),
    mettre("01", "A", "2024-01-20"),
    pas("01", "absence-de-candidat", "2024-02-01", { motif: "etage" }),
    mettre("01", "A", "2024-02-03"),
    pas("01", "designation", "2024-02-10"),
    pas("01", "attribution", "2024-03-01"),
    pas("01", "refus-du-candidat", "2024-03-05"),
    mettre("01", "B", "2024-03-06"),
    pas("01", "designation", "2024-03-06"),
    pas("01", "attribution", "2024-03-16"),
    liberer("04", "2024-03-20"),
    mettre("04", "A", "2024-03-21"),
    { type: "annulation", date: "2024-03-22", evenement: 12 },
    { type: "annulation", date: "2024-03-22", evenement: 11 },
    liberer("03", "2024-04-30"),
    pas("03", "soustraction", "2024-05-01", { categorie: "mutations" }),
    pas("03", "attribution", "2024-05-10"),
    pas("03", "refus-du-candidat", "2024-05-12"),
    liberer("05", "2024-06-01", { premiereMiseEnLocation: true }),
    liberer("06", "2024-06-01", { statut: "identifie", reservataireIdentifie: "hopital" }),
    liberer("02", "2024-12-20", { localisation: "qpv" }),
    mettre("02", "A", "2024-12-30"),
    pas("01", "bail", "2025-01-02"),
    pas("02", "designation", "2025-01-05"),
    pas("03", "attribution", "2025-01-05"),
    pas("02", "non-attribution", "2025-01-06"),
    pas("02", "mise-a-disposition-du-maire", "2025-01-10"),
    pas("02", "designation", "2025-01-11"),
    pas("02", "attribution", "2025-01-20"),
    pas("03", "bail", "2025-02-01"),
  ];
  const vies = lireLesVies(journal);
  const axes = (reservataire: string, localisation: string) =>
    JSON.stringify([reservataire, "T3", "PLUS", localisation, "77288", "1949-1974"]);

  it("un logement ne compte qu'une fois pour chacun, et à l'année de chaque fait", () => {
    expect([...recompterLignes(vies, 2024)]).toEqual([
      [axes("A", "hors-qpv"), { proposes: 1, attribues: 1, bauxSignes: 0 }],
      [axes("B", "hors-qpv"), { proposes: 1, attribues: 1, bauxSignes: 0 }],
      [axes("A", "qpv"), { proposes: 1, attribues: 0, bauxSignes: 0 }],
    ]);
    expect([...recompterLignes(vies, 2025)]).toEqual([
      [axes("B", "hors-qpv"), { proposes: 0, attribues: 0, bauxSignes: 1 }],
    ]);
    expect(recompterMaires(vies, 2024)).toEqual(RIEN);
    expect(recompterMaires(vies, 2025)).toEqual({ proposes: 1, attribues: 1, bauxSignes: 0 });
    expect(recompterTout(vies, 2025)).toEqual({ proposes: 1, attribues: 1, bauxSignes: 1 });
  });

  it("un échec compte à sa date, et une fois par logement quand les suites comptent chaque tour", () => {
    expect(recompterEchecs(vies, 2024, "A")).toEqual({
      "absence-de-candidat": 1,
      "non-attribution": 0,
      "refus-du-candidat": 1,
    });
    expect(recompterEchecs(vies, 2025, "A")["non-attribution"]).toBe(1);
    const deuxAbsences = lireLesVies([
      liberer("01", "2024-01-10"),
      mettre("01", "A", "2024-01-20"),
      pas("01", "absence-de-candidat", "2024-02-01"),
      mettre("01", "A", "2024-02-03"),
      pas("01", "absence-de-candidat", "2024-03-01"),
    ]);
    expect(recompterEchecs(deuxAbsences, 2024, "A")["absence-de-candidat"]).toBe(1);
    expect(recompterSuites(deuxAbsences, 2024, () => true).echecs).toEqual([
      { type: "absence-de-candidat", motif: null, nombre: 2 },
    ]);
  });

  it("l'assiette ne prend ni le logement annulé, ni l'identifié, ni le neuf hors flux", () => {
    const repartition = repartitionDe([{ flux: 10 }], []);
    const { ensemble, secteurs } = recompterAssiettes({ repartition, journal });
    expect(ensemble).toMatchObject({ liberations: 3, premieresMisesEnLocation: 1, flux: 2 });
    expect(ensemble.soustraits).toMatchObject({ total: 1, mutations: 1 });
    expect(secteurs.get("77288/qpv")).toMatchObject({ liberations: 1, flux: 1 });
  });

  it("l'attribution qu'un candidat refuse n'est pas un relogement", () => {
    expect(recompterRelogements(vies, 2024, "mutations")).toEqual({
      soustraits: 1,
      attribues: 0,
      bauxSignes: 0,
    });
    expect(recompterRelogements(vies, 2025, "mutations")).toEqual({
      soustraits: 0,
      attribues: 1,
      bauxSignes: 1,
    });
  });

  it("les suites prennent chaque tour de l'année, où qu'il finisse", () => {
    const deA = recompterSuites(vies, 2024, ({ reservataire }) => reservataire === "A");
    expect(deA).toMatchObject({
      misesADisposition: 3,
      designees: 2,
      attribuees: 1,
      bauxSignes: 0,
      echouees: 3,
      enCours: 0,
      transformation: "0",
      echecs: [
        { type: "absence-de-candidat", motif: "etage", nombre: 1 },
        { type: "non-attribution", motif: null, nombre: 1 },
        { type: "refus-du-candidat", motif: null, nombre: 1 },
      ],
    });
    // L-01 : 10 jours jusqu'à A, puis 7 jusqu'à la désignation et 27 jusqu'à l'attribution du second tour ; L-02 : 10, puis 6.
    expect(deA.delais).toEqual({
      jusquALaMiseADisposition: { nombre: 2, moyenne: "10", mediane: "10", maximum: 10 },
      jusquALaDesignation: { nombre: 2, moyenne: "13/2", mediane: "13/2", maximum: 7 },
      jusquALAttribution: { nombre: 1, moyenne: "27", mediane: "27", maximum: 27 },
      jusquAuBail: { nombre: 0, moyenne: null, mediane: null, maximum: null },
      deLAttributionAuBail: { nombre: 0, moyenne: null, mediane: null, maximum: null },
    });
    const deB = recompterSuites(vies, 2024, ({ reservataire }) => reservataire === "B");
    // Du 06/03/2024 au 02/01/2025 : 365 jours jusqu'au 06/03/2025, moins 29 de janvier, 28 de février et 6 de mars.
    expect(deB).toMatchObject({
      misesADisposition: 1,
      bauxSignes: 1,
      transformation: "100",
      delais: {
        jusquALaMiseADisposition: { nombre: 0 },
        jusquALaDesignation: { maximum: 0 },
        jusquAuBail: { moyenne: "302" },
        deLAttributionAuBail: { moyenne: "292" },
      },
    });
    expect(recompterSuites(vies, 2024, () => true)).toMatchObject({
      misesADisposition: 4,
      transformation: "25",
    });
    expect(recompterSuites(vies, 2025, () => true)).toMatchObject({
      misesADisposition: 1,
      attribuees: 1,
      enCours: 1,
      delais: { jusquALaMiseADisposition: { nombre: 0 } },
    });
    expect(recompterSuites(vies, 2026, () => true)).toMatchObject({
      misesADisposition: 0,
      transformation: null,
    });
  });

  it("les jours et les milieux", () => {
    expect(joursEntre("2024-02-28", "2024-03-01")).toBe(2);
    expect(joursEntre("2023-02-28", "2023-03-01")).toBe(1);
    expect(mesurer([3, 1, 10, 2])).toEqual({ nombre: 4, moyenne: "4", mediane: "5/2", maximum: 10 });
    expect(mesurer([7, 0, 100])).toEqual({ nombre: 3, moyenne: "107/3", mediane: "7", maximum: 100 });
  });
});

test("le recompte donne le bilan du département d'exemple", () => {
  const { ouvert, registre } = registreDExemple();
  comparer(registre);
  const { suites, lignes } = etablirBilan(registre);
  expect(lignes.length).toBeGreaterThan(100);
  expect(suites.ensemble.echouees).toBeGreaterThan(10);
  const dUnCoup = consignerJournal(ouvert, registre.journal);
  expect(dUnCoup.ecartes).toEqual([]);
  expect(JSON.stringify(dUnCoup.registre)).toBe(JSON.stringify(registre));
});
