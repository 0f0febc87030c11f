import {
  CONTINGENTS_RPLS,
  consoliderEtatDesLieux,
  ENTETES_RECONNUS,
  type EntreeDeLecture,
  ErreurDeSaisie,
  examinerDossier,
  expliquer,
  FINANCEMENTS_RPLS,
  type LigneDeFichier,
  lireEtatDesLieux,
  type OptionsDeLecture,
  PASSAGE_DES_FINANCEMENTS_PROPOSE,
  StipulationManquante,
  type StipulationsDeLecture,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, DATE, epci, PARTOUT, PERIMETRE } from "../fabrique.js";

const CADRE = {
  date: DATE,
  perimetre: PERIMETRE,
  communes: [
    { code: "77288", nom: "Melun", epci: "247700057" },
    { code: "77284", nom: "Meaux", epci: null },
  ],
  reservataires: [
    { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
    { code: "prefet", nom: "Préfet", categorie: "prefet", territoire: PARTOUT },
    { code: "melun", nom: "Ville de Melun", categorie: "commune", territoire: commune("77288") },
    { code: "agglo", nom: "Ville de Mélun", categorie: "epci", territoire: epci("247700057") },
  ],
} as const satisfies Omit<EntreeDeLecture, "lignes">;

const LIGNE: LigneDeFichier = {
  "N° RPLS": "9900000001",
  Réservataire: "als",
  Typologie: "T3",
  Commune: "77288",
  "QPV / hors QPV": "hors QPV",
  Financement: "PLUS",
};

const lire = (
  lignes: readonly LigneDeFichier[],
  stipulations: StipulationsDeLecture = {},
  options?: OptionsDeLecture,
) => lireEtatDesLieux({ ...CADRE, lignes }, stipulations, options);

/** Le logement d'une ligne, avec ces cellules à la place des siennes ; `undefined` ôte la colonne. */
function logement(cellules: Readonly<Record<string, LigneDeFichier[string] | undefined>>) {
  const ligne = Object.fromEntries(
    Object.entries({ ...LIGNE, ...cellules }).filter(([, cellule]) => cellule !== undefined),
  ) as LigneDeFichier;
  return lire([ligne], { passageDesFinancements: PASSAGE_DES_FINANCEMENTS_PROPOSE }).logements[0];
}

function problemes(appel: () => unknown): string[] {
  try {
    appel();
  } catch (erreur) {
    if (erreur instanceof ErreurDeSaisie)
      return erreur.problemes.map(({ chemin, code }) => `${chemin} ${code}`);
    throw erreur;
  }
  throw new Error("aucune erreur");
}

const refus = (cellules: Readonly<Record<string, LigneDeFichier[string] | undefined>>) =>
  problemes(() => logement(cellules));

describe("les colonnes", () => {
  it("aucune écriture ne désigne deux champs", () => {
    const replier = (entete: string) =>
      entete
        .normalize("NFD")
        .replace(/[^A-Za-z0-9]/g, "")
        .toLowerCase();
    const vues = new Map<string, string>();
    for (const [champ, entetes] of Object.entries(ENTETES_RECONNUS))
      for (const entete of entetes) {
        expect([entete, vues.get(replier(entete)) ?? champ]).toEqual([entete, champ]);
        vues.set(replier(entete), champ);
      }
  });

  const CELLULES: Readonly<Partial<Record<string, string | number>>> = {
    numeroRpls: "9900000009",
    reservataire: "prefet",
    typologie: "4",
    commune: "77284",
    localisation: "1",
    financement: "PLS",
  };
  const HABITUELS: Readonly<Partial<Record<string, string>>> = {
    numeroRpls: "N° RPLS",
    reservataire: "Réservataire",
    typologie: "Typologie",
    commune: "Commune",
    localisation: "QPV / hors QPV",
    financement: "Financement",
  };

  it.each(Object.entries(ENTETES_RECONNUS).flatMap(([champ, formes]) => formes.map((f) => [f, champ])))(
    "« %s » donne %s",
    (forme, champ) => {
      const entete = ` ${forme.toUpperCase()} `;
      const autres = Object.entries(LIGNE).filter(([habituel]) => habituel !== HABITUELS[champ]);
      const { colonnes } = lire([{ ...Object.fromEntries(autres), [entete]: CELLULES[champ] ?? null }]);
      expect(colonnes.reconnues).toContainEqual({ champ, entete });
      expect(colonnes.ignorees).toEqual([]);
    },
  );

  it("accents, casse et ponctuation ne comptent pas ; ce qui n'est pas reconnu est listé", () => {
    const { logements, colonnes } = lire([
      {
        "n°rpls": "9900000001",
        RESERVATAIRE: "als",
        typologie: "T3",
        DEPCOM: "77288",
        Qpv: 2,
        FINANCEMENT: "plus",
        "DATE D’EXPIRATION": "31/12/2035",
        Loyer: "512,30",
        Étage: 3,
      },
    ]);
    expect(logements).toEqual([
      {
        numeroRpls: "9900000001",
        reservataire: "als",
        typologie: "T3",
        commune: "77288",
        localisation: "hors-qpv",
        financement: "PLUS",
        dateDExpiration: "2035-12-31",
      },
    ]);
    expect(colonnes.ignorees).toEqual(["Loyer", "Étage"]);
    expect(colonnes.reconnues).toContainEqual({ champ: "commune", entete: "DEPCOM" });
  });

  it("deux colonnes pour un champ, une colonne absente : le fichier est refusé une fois, non ligne à ligne", () => {
    const { Commune: _, ...sansCommune } = LIGNE;
    const fautive = { ...sansCommune, NBPIECE: 3 } as LigneDeFichier;
    expect(problemes(() => lire([fautive, { ...fautive, "N° RPLS": "9900000002" }]))).toEqual([
      "colonnes.NBPIECE COLONNE_EN_DOUBLE",
      "colonnes.commune COLONNE_MANQUANTE",
    ]);
  });

  it("aucune ligne : un inventaire vide", () => {
    expect(lire([]).comptes).toEqual({ lignes: 0, logements: 0, horsInventaire: 0, ecartees: 0 });
  });
});

describe("les écritures", () => {
  it.each([
    ["31/12/2035", "2035-12-31"],
    ["1/6/2030", "2030-06-01"],
    ["29/02/2028", "2028-02-29"],
    [" 2035-12-31 ", "2035-12-31"],
    ["sans terme", null],
    ["Illimitée", null],
    ["", undefined],
    [null, undefined],
  ])("la date « %s » : %s", (cellule, attendue) => {
    expect(logement({ "Date d'expiration": cellule })?.dateDExpiration).toBe(attendue);
  });

  it.each([
    ["29/02/2027", "DATE_IMPOSSIBLE"],
    ["06/15/2030", "DATE_IMPOSSIBLE"],
    ["31/12/35", "DATE_IMPOSSIBLE"],
    ["31/12/2200", "DATE_IMPOSSIBLE"],
    ["2035-12-31T00:00:00Z", "DATE_IMPOSSIBLE"],
    ["12/2035", "JOUR_MANQUANT"],
    ["2035-12", "JOUR_MANQUANT"],
    [49674, "NUMERO_DE_SERIE"],
    ["49674", "NUMERO_DE_SERIE"],
    ["49674,5", "NUMERO_DE_SERIE"],
    [true, "DATE_IMPOSSIBLE"],
  ])("la date « %s » est refusée : %s", (cellule, code) => {
    expect(refus({ "Date d'expiration": cellule })).toEqual([`lignes[0]["Date d'expiration"] ${code}`]);
  });

  it.each([
    ["T1", "T1"],
    ["t1bis", "T1"],
    ["T1 bis", "T1"],
    ["T1'", "T1"],
    ["T1’", "T1"],
    ["T1 prime", "T1"],
    ["Studio", "T1"],
    ["F3", "T3"],
    ["Type 2", "T2"],
    [4, "T4"],
    ["3,0", "T3"],
    ["T5", "T5+"],
    ["T5+", "T5+"],
    ["T5 et +", "T5+"],
    ["T5 et plus", "T5+"],
    ["T6 et plus", "T5+"],
    ["T7", "T5+"],
    ["12", "T5+"],
  ])("la typologie « %s » : %s", (cellule, attendue) => {
    expect(logement({ Typologie: cellule })?.typologie).toBe(attendue);
  });

  it.each(["T0", "0", "T4 et +", "2,5", "T", "grand", -1, true])(
    "la typologie « %s » est refusée",
    (cellule) => {
      expect(refus({ Typologie: cellule })).toEqual(["lignes[0].Typologie TYPOLOGIE_INVALIDE"]);
    },
  );

  it.each([
    ["oui", "qpv", undefined],
    ["NON", "hors-qpv", undefined],
    ["QPV", "qpv", undefined],
    ["hors-QPV", "hors-qpv", undefined],
    [1, "qpv", undefined],
    ["2", "hors-qpv", undefined],
    [true, "qpv", undefined],
    [false, "hors-qpv", undefined],
    ["qn07701m", "qpv", "QN07701M"],
  ])("la localisation « %s » : %s", (cellule, localisation, codeQpv) => {
    const lu = logement({ "QPV / hors QPV": cellule });
    expect([lu?.localisation, lu?.codeQpv]).toEqual([localisation, codeQpv]);
  });

  it("le code de quartier peut tenir lieu de localisation, sans la contredire", () => {
    expect(logement({ "QPV / hors QPV": undefined, "Code QPV": "QN07701M" })).toMatchObject({
      localisation: "qpv",
      codeQpv: "QN07701M",
    });
    expect(refus({ "QPV / hors QPV": "non", "Code QPV": "QN07701M" })).toEqual([
      'lignes[0]["Code QPV"] LOCALISATION_INCOHERENTE',
    ]);
    expect(refus({ "QPV / hors QPV": "QN07702M", "Code QPV": "QN07701M" })).toEqual([
      'lignes[0]["Code QPV"] LOCALISATION_INCOHERENTE',
    ]);
    expect(refus({ "QPV / hors QPV": 0 })).toEqual(['lignes[0]["QPV / hors QPV"] VALEUR_NON_PREVUE']);
    expect(refus({ "QPV / hors QPV": undefined, "Code QPV": "" })).toEqual([
      'lignes[0]["Code QPV"] CHAMP_MANQUANT',
    ]);
  });

  it.each([
    ["77288", "77288"],
    [77288, "77288"],
    ["MELUN", "77288"],
    ["Meaux", "77284"],
  ])("la commune « %s » : %s", (cellule, attendue) => {
    expect(logement({ Commune: cellule })?.commune).toBe(attendue);
  });

  it("un zéro perdu n'est pas rendu, et le message le dit", () => {
    expect(() => logement({ Commune: 1004 })).toThrow("zéro de tête");
    expect(refus({ Commune: 1004 })).toEqual(["lignes[0].Commune CODE_COMMUNE_INVALIDE"]);
    expect(refus({ "N° RPLS": 99 })).toEqual(['lignes[0]["N° RPLS"] NUMERO_RPLS_INVALIDE']);
    expect(refus({ Commune: "77001" })).toEqual(["lignes[0].Commune COMMUNE_INCONNUE"]);
    expect(logement({ "N° RPLS": 9_900_000_001 })?.numeroRpls).toBe("9900000001");
  });

  it("droit, contrepartie, versement et statut", () => {
    expect(
      logement({
        Réservataire: "melun",
        "Nature du droit": "Droit simple",
        Contrepartie: "Garantie d'emprunt",
        "Dernier versement": "15/06/2030",
        "Date de début": "01/02/2010",
        Statut: "Contesté",
        Adresse: "1 rue de la Gare",
      }),
    ).toMatchObject({
      reservataire: "melun",
      droit: "droit-unique",
      contrepartie: "garantie-d-emprunt",
      dernierVersement: "2030-06-15",
      dateDeDebut: "2010-02-01",
      statut: "conteste",
      adresse: "1 rue de la Gare",
    });
  });

  it("les champs du RPLS : mode, bail, première mise en location", () => {
    const { occupations } = lire([
      { ...LIGNE, MODE: 2, BAIL: "03/2021", LOCAT: 1998 },
      { ...LIGNE, "N° RPLS": "9900000002", MODE: "1", BAIL: "15/03/2021", LOCAT: "07/1998" },
      { ...LIGNE, "N° RPLS": "9900000003" },
    ]);
    expect(occupations).toEqual([
      { numeroRpls: "9900000001", mode: "2", bail: "2021-03", premiereMiseEnLocation: 1998 },
      { numeroRpls: "9900000002", mode: "1", bail: "2021-03", premiereMiseEnLocation: 1998 },
    ]);
    expect(refus({ MODE: 6, BAIL: "13/2021", LOCAT: "hier" })).toEqual([
      "lignes[0].MODE VALEUR_NON_PREVUE",
      "lignes[0].BAIL DATE_IMPOSSIBLE",
      "lignes[0].LOCAT DATE_IMPOSSIBLE",
    ]);
  });
});

describe("le réservataire", () => {
  it.each([
    ["als", "als"],
    ["Action Logement", "als"],
    ["ACTION  LOGEMENT", "als"],
    ["PREFET", "prefet"],
    ["Ville de Melun", "melun"],
    ["Ville de Mélun", "agglo"],
    ["non réservé", null],
    ["Logement non réservé", null],
    ["NEANT", null],
  ])("« %s » : %s", (cellule, attendu) => {
    expect(logement({ Réservataire: cellule })?.reservataire).toBe(attendu);
  });

  it("ce qui en désigne deux, ou aucun, ou rien, est refusé", () => {
    expect(() => logement({ Réservataire: "VILLE DE MELUN" })).toThrow("melun, agglo");
    expect(refus({ Réservataire: "VILLE DE MELUN" })).toEqual(["lignes[0].Réservataire RESERVATAIRE_AMBIGU"]);
    expect(refus({ Réservataire: "CAF" })).toEqual(["lignes[0].Réservataire RESERVATAIRE_INCONNU"]);
    expect(refus({ Réservataire: "" })).toEqual(["lignes[0].Réservataire RESERVATAIRE_NON_DIT"]);
  });

  it("le contingent 7 seul vaut non réservé, avec un constat ; un autre ne nomme personne", () => {
    const { Réservataire: _, ...anonyme } = LIGNE;
    const { logements, constats } = lire([{ ...anonyme, CONTRESLOG: 7 } as LigneDeFichier]);
    expect(logements[0]?.reservataire).toBeNull();
    expect(constats.map(({ code }) => code)).toEqual(["CONTINGENT_NON_RESERVE"]);
    for (const contingent of ["1", "2", "3", "4", "5", "6"])
      expect(refus({ Réservataire: undefined, CONTRESLOG: contingent })).toEqual([
        "lignes[0].CONTRESLOG RESERVATAIRE_NON_DIT",
      ]);
    expect(refus({ Réservataire: undefined, CONTRESLOG: "8" })).toEqual([
      "lignes[0].CONTRESLOG VALEUR_NON_PREVUE",
    ]);
  });

  it.each([
    ["als", 3, true],
    ["als", 7, false],
    ["prefet", 7, true],
    ["prefet", 2, true],
    ["prefet", 4, false],
    ["melun", 4, true],
    ["non réservé", 7, true],
    ["non réservé", 4, false],
  ])("%s et le contingent %i : concordent, %s", (titulaire, contingent, concordent) => {
    const { discordances, constats, logements } = lire([
      { ...LIGNE, Réservataire: titulaire, CONTRESLOG: contingent },
    ]);
    expect(logements[0]?.reservataire).toBe(titulaire === "non réservé" ? null : titulaire);
    expect(discordances.map((d) => [d.ligneDuTableur, d.contingent])).toEqual(
      concordent ? [] : [[2, String(contingent)]],
    );
    expect(constats.some(({ code }) => code === "CONTINGENT_DISCORDANT")).toBe(!concordent);
  });

  it("la table des contingents couvre chaque code une fois", () => {
    expect(CONTINGENTS_RPLS.map(({ code }) => code)).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
    expect(CONTINGENTS_RPLS.filter(({ nonReserve }) => nonReserve).map(({ code }) => code)).toEqual(["7"]);
  });
});

describe("le financement", () => {
  it("un code demande un passage ; PLAI, PLUS et PLS n'en demandent pas", () => {
    expect(lire([LIGNE]).logements).toHaveLength(1);
    expect(() => lire([{ ...LIGNE, Financement: "13" }])).toThrow(StipulationManquante);
    expect(logement({ Financement: 13 })?.financement).toBe("PLUS");
    expect(
      lire([{ ...LIGNE, Financement: "Palulos" }], {
        passageDesFinancements: [{ code: "PALULOS", financement: "PLUS" }],
      }).logements[0]?.financement,
    ).toBe("PLUS");
  });

  it("un code que le passage ne couvre pas est refusé, avec son sens", () => {
    expect(refus({ Financement: 49 })).toEqual(["lignes[0].Financement FINANCEMENT_SANS_PASSAGE"]);
    expect(() => logement({ Financement: 17 })).toThrow("« 17 » (PCL)");
  });

  it("le passage proposé ne couvre que des codes du RPLS, chacun une fois, et jamais le PLI", () => {
    const codes = PASSAGE_DES_FINANCEMENTS_PROPOSE.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const connus = FINANCEMENTS_RPLS.map(({ code }) => code);
    expect(codes.filter((code) => !connus.includes(code))).toEqual([]);
    expect(connus.filter((code) => !codes.includes(code))).toEqual(["16", "17", "49", "99"]);
  });

  it("un passage qui se répète ou qui prend un logement intermédiaire est refusé", () => {
    expect(
      problemes(() =>
        lire([LIGNE], {
          passageDesFinancements: [
            { code: "13", financement: "PLUS" },
            { code: " 13".trim(), financement: "PLS" },
            { code: "PLI", financement: "PLS" },
          ],
        }),
      ),
    ).toEqual([
      "stipulations.passageDesFinancements[1].code DOUBLON",
      "stipulations.passageDesFinancements[2].code FINANCEMENT_HORS_DU_FLUX",
    ]);
  });

  it.each(["PLI", 16, "LLI"])(
    "« %s » est hors de l'inventaire : compté à part, jamais perdu",
    (financement) => {
      const dite = { ...LIGNE, "Date d'expiration": "31/12/2035" };
      const lu = lire([dite, { ...dite, "N° RPLS": "9900000002", Financement: financement }]);
      expect(lu.comptes).toEqual({ lignes: 2, logements: 1, horsInventaire: 1, ecartees: 0 });
      expect(lu.horsInventaire).toEqual([
        { rang: 1, ligneDuTableur: 3, numeroRpls: "9900000002", financement: String(financement) },
      ]);
      expect(lu.constats.map(({ code }) => code)).toEqual(["LOGEMENTS_HORS_INVENTAIRE"]);
    },
  );
});

describe("les lignes fautives", () => {
  const FICHIER: readonly LigneDeFichier[] = [
    LIGNE,
    { ...LIGNE, "N° RPLS": "9900000002", Typologie: "T0", Commune: "" },
    { ...LIGNE, "N° RPLS": "9900000003" },
    { ...LIGNE, "N° RPLS": "9900000003", Réservataire: "prefet" },
    { ...LIGNE, "N° RPLS": "9900000004", "Date d'expiration": "31/02/2030" },
    { ...LIGNE, "N° RPLS": "9900000005", Réservataire: "non réservé", "Date d'expiration": "31/03/2030" },
    { ...LIGNE, "N° RPLS": "9900000006", Financement: "PLI", Typologie: "T0" },
  ];
  const FAUTES = [
    "lignes[1].Commune CHAMP_MANQUANT",
    "lignes[1].Typologie TYPOLOGIE_INVALIDE",
    'lignes[4]["Date d\'expiration"] DATE_IMPOSSIBLE',
    'lignes[5]["Date d\'expiration"] DROIT_SANS_RESERVATAIRE',
    'lignes[3]["N° RPLS"] LOGEMENT_A_DEUX_RESERVATAIRES',
  ];

  it("refusent le fichier, toutes à la fois, situées comme en code et comme au tableur", () => {
    expect(problemes(() => lire(FICHIER))).toEqual(FAUTES);
    expect(() => lire(FICHIER)).toThrow("(ligne 6 du tableur, en-tête comprise)");
  });

  it("un logement répété dit la ligne du tableur où il est déjà", () => {
    expect(() => lire([LIGNE, LIGNE])).toThrow("« 9900000001 » figure déjà ligne 2 du tableur");
    expect(() => lire([LIGNE, { ...LIGNE, Réservataire: "prefet" }])).toThrow(
      "réservé par « als » ligne 2 du tableur, en-tête comprise, réservé par « prefet » ici. (ligne 3 du tableur",
    );
  });

  it("s'écartent à la demande : les bonnes sont rendues, les autres comptées", () => {
    const lu = lire(FICHIER, {}, { lignesFautives: "ecarter" });
    expect(lu.problemes.map(({ chemin, code }) => `${chemin} ${code}`)).toEqual(FAUTES);
    expect(lu.logements.map(({ numeroRpls }) => numeroRpls)).toEqual(["9900000001"]);
    expect(lu.comptes).toEqual({ lignes: 7, logements: 1, horsInventaire: 1, ecartees: 5 });
    expect(lu.ecartees.map(({ rang }) => rang)).toEqual([1, 2, 3, 4, 5]);
    const etat = consoliderEtatDesLieux(lu, { droitNonPrecise: "droit-de-suite" });
    expect(etat.constats.map(({ code }) => code)).toEqual(["INVENTAIRE_INCOMPLET"]);
    expect(expliquer(lu, "comptes/logements")).toContain("1 = 7 − 1 − 5");
  });

  it("une ligne qui n'en est pas une, une cellule qui n'en est pas une", () => {
    const lu = lire([LIGNE, null, { ...LIGNE, Typologie: {} }] as never, {}, { lignesFautives: "ecarter" });
    expect(lu.problemes.map(({ chemin, code }) => `${chemin} ${code}`)).toEqual([
      "lignes[1] TYPE_INVALIDE",
      "lignes[2].Typologie CELLULE_INVALIDE",
    ]);
    expect(lu.comptes).toEqual({ lignes: 3, logements: 1, horsInventaire: 0, ecartees: 2 });
  });

  it("une date de tableur donnée en objet est refusée, même si l'on écarte les fautives", () => {
    const fichier = [{ ...LIGNE, "Date d'expiration": new Date(0) }] as never;
    expect(problemes(() => lire(fichier, {}, { lignesFautives: "ecarter" }))).toEqual([
      'lignes[0]["Date d\'expiration"] VALEUR_NON_JSON',
    ]);
  });
});

describe("ce qui se lirait à tort", () => {
  it.each([
    ["Financement", "1.3", "FINANCEMENT_SANS_PASSAGE"],
    ["Financement", -13, "FINANCEMENT_SANS_PASSAGE"],
    ["Financement", "1,6", "FINANCEMENT_SANS_PASSAGE"],
    ["CONTRESLOG", "-4", "VALEUR_NON_PREVUE"],
    ["MODE", "1.", "VALEUR_NON_PREVUE"],
    ["QPV / hors QPV", -1, "VALEUR_NON_PREVUE"],
    ["QPV / hors QPV", "oui ?", "VALEUR_NON_PREVUE"],
    ["Réservataire", "non réservé ?", "RESERVATAIRE_INCONNU"],
    ["Statut", "validé ?", "VALEUR_NON_PREVUE"],
    ["Date d'expiration", "sans terme ?", "DATE_IMPOSSIBLE"],
    ["Typologie", "T3²", "TYPOLOGIE_INVALIDE"],
  ])("« %s » : %s n'est pas un autre nombre, ni une réponse sûre : %s", (entete, cellule, code) => {
    const lieu = /^\p{L}+$/u.test(entete) ? `.${entete}` : `["${entete}"]`;
    expect(refus({ [entete]: cellule })).toEqual([`lignes[0]${lieu} ${code}`]);
  });

  it("un en-tête, lui, peut être une question", () => {
    const { "QPV / hors QPV": _, ...sansLieu } = LIGNE;
    expect(lire([{ ...sansLieu, "En QPV ?": "oui" } as LigneDeFichier]).logements[0]?.localisation).toBe(
      "qpv",
    );
  });

  it("un logement à la fois intermédiaire et du parc est un doublon, et part avec ses lignes", () => {
    const deux = [LIGNE, { ...LIGNE, Financement: "PLI" }];
    expect(problemes(() => lire(deux))).toEqual(['lignes[1]["N° RPLS"] DOUBLON']);
    const { comptes, ecartees } = lire(deux, {}, { lignesFautives: "ecarter" });
    expect(comptes).toEqual({ lignes: 2, logements: 0, horsInventaire: 0, ecartees: 2 });
    expect(ecartees.map(({ rang }) => rang)).toEqual([0, 1]);
  });

  it("deux logements intermédiaires sans numéro ne se confondent pas", () => {
    const sans = { ...LIGNE, "N° RPLS": "-", Financement: "PLI" };
    expect(lire([sans, sans]).comptes.horsInventaire).toBe(2);
  });

  it.each([
    ["droit de suite", "", 1],
    ["", "", 1],
    ["droit de suite", "sans terme", 0],
    ["droit de suite", "31/12/2035", 0],
    ["droit unique", "", 0],
  ])("droit « %s », expiration « %s » : %i expiration tue", (droit, expiration, tues) => {
    const { constats } = lire([{ ...LIGNE, Droit: droit, "Date d'expiration": expiration }]);
    expect(constats.map(({ code, chiffres }) => [code, chiffres[0]?.valeur])).toEqual(
      tues === 0 ? [] : [["EXPIRATION_NON_DITE", String(tues)]],
    );
  });

  it("une expiration absente n'est pas tue quand le logement n'est pas réservé, ou qu'un versement la donne", () => {
    const garantie = { Contrepartie: "garantie", "Dernier versement": "15/06/2030", Réservataire: "melun" };
    expect(lire([{ ...LIGNE, ...garantie }]).constats).toEqual([]);
    expect(lire([{ ...LIGNE, Réservataire: "non réservé" }]).constats).toEqual([]);
  });
});

describe("les messages", () => {
  const dire = (cellules: Readonly<Record<string, LigneDeFichier[string] | undefined>>): string => {
    try {
      logement(cellules);
    } catch (erreur) {
      return (erreur as ErreurDeSaisie).message;
    }
    throw new Error("aucune erreur");
  };

  it.each(["Réservataire", "Financement", "Typologie", "Commune"])(
    "une cellule « %s » de dix millions de caractères ne déborde pas",
    (entete) => {
      expect(dire({ [entete]: "x".repeat(10_000_000) }).length).toBeLessThan(1_000);
    },
  );

  it("un caractère invisible se voit", () => {
    expect(dire({ "N° RPLS": "9900000001\u200b" })).toContain("9900000001\\u{200b}");
  });

  it.each([
    ["N° RPLS", "900000001", "zéro de tête"],
    ["Commune", "1004", "zéro de tête"],
    ["N° RPLS", "9,9E+09", "chiffres sont perdus"],
    ["N° RPLS", "9.900000001E+9", "chiffres sont perdus"],
    ["LOCAT", "hier", "une année, AAAA"],
    ["QPV / hors QPV", "", "l'écrire (« hors QPV »)"],
  ])("« %s », en texte : « %s » : %s", (entete, cellule, attendu) => {
    expect(dire({ [entete]: cellule })).toContain(attendu);
  });

  it("une ligne vide est un seul problème", () => {
    const vide = Object.fromEntries(Object.keys(LIGNE).map((entete) => [entete, " "]));
    expect(problemes(() => lire([LIGNE, vide, { ...LIGNE, "N° RPLS": "9900000002" }]))).toEqual([
      "lignes[1] LIGNE_VIDE",
    ]);
    expect(lire([LIGNE, vide], {}, { lignesFautives: "ecarter" }).comptes.ecartees).toBe(1);
  });

  it("un mauvais séparateur se voit : l'en-tête lu est montré", () => {
    expect(() => lire([{ "N° RPLS,Typologie,Commune": "9900000001,T3,77288" }])).toThrow(
      "En-têtes lus et non reconnus : « N° RPLS,Typologie,Commune ».",
    );
  });

  it("une lecture à reprendre dit comment", () => {
    const lu = lire([LIGNE, { ...LIGNE, Typologie: "T0" }], {}, { lignesFautives: "ecarter" });
    const incomplet = lu.constats.find(({ code }) => code === "INVENTAIRE_INCOMPLET");
    expect(incomplet?.remede.fr).toContain("relire le fichier");
  });
});

describe("l'empreinte des entrées d'un fichier", () => {
  const FICHIER = [
    { ...LIGNE, MODE: 1, CONTRESLOG: 3 },
    { ...LIGNE, "N° RPLS": "9900000002", Typologie: "T0" },
    { ...LIGNE, "N° RPLS": "9900000003", Typologie: "T0", Commune: "" },
  ];
  const empreinte = (lignes: readonly LigneDeFichier[]) =>
    lire(lignes, {}, { lignesFautives: "ecarter" }).provenance.empreinteDesEntrees;

  it("ne dépend pas de l'ordre des lignes, même écartées", () => {
    expect(empreinte([...FICHIER].reverse())).toBe(empreinte(FICHIER));
  });

  it.each([
    ["MODE", 2],
    ["CONTRESLOG", 4],
  ])("change avec la colonne %s", (entete, cellule) => {
    expect(empreinte([{ ...FICHIER[0], [entete]: cellule }])).not.toBe(empreinte(FICHIER.slice(0, 1)));
  });
});

describe("le fichier lu", () => {
  const lu = () => lire([LIGNE, { ...LIGNE, "N° RPLS": "9900000000", Réservataire: "non réservé" }]);

  it("se consolide tel quel, ou par ses logements, au même résultat", () => {
    const convenu = { droitNonPrecise: "droit-de-suite" } as const;
    const { date, perimetre, communes, reservataires, logements } = lu();
    const parParties = consoliderEtatDesLieux(
      { date, perimetre, communes, reservataires, logements },
      convenu,
    );
    expect(consoliderEtatDesLieux(lu(), convenu)).toEqual(parParties);
    expect(parParties.totaux).toEqual({ logements: 2, reserves: 1, identifies: 0, nonReserves: 1 });
  });

  it("entre tel quel dans un dossier à examiner", () => {
    const examen = examinerDossier({ consoliderEtatDesLieux: { entree: lu(), stipulations: {} } });
    expect(examen.problemes).toEqual([]);
    expect(examen.stipulationsManquantes.map(({ stipulation }) => stipulation)).toEqual(["droitNonPrecise"]);
  });

  it("les statuts se comptent par réservataire, et s'expliquent", () => {
    const lignes = ["transmis", "Validé", "contestée", "validée", ""].map((Statut, rang) => ({
      ...LIGNE,
      "N° RPLS": `990000001${rang}`,
      Statut,
    }));
    const etat = consoliderEtatDesLieux(lire(lignes), { droitNonPrecise: "droit-de-suite" });
    expect(etat.accords).toEqual([
      { reservataire: "als", transmis: 1, conteste: 1, valide: 2, sansStatut: 1 },
    ]);
    expect(expliquer(etat, "accords/als")).toContain("5 = 1 + 1 + 2 + 1");
  });

  it("retouché, il est refusé", () => {
    const retouche = { ...lu(), date: "2025-01-01" };
    expect(
      problemes(() => consoliderEtatDesLieux(retouche, { droitNonPrecise: "toujours" } as never)),
    ).toEqual([" RESULTAT_ALTERE", "stipulations.droitNonPrecise VALEUR_NON_PREVUE"]);
  });
});
