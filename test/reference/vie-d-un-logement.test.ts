import {
  consigner,
  type Evenement,
  type EvenementDeDossier,
  etablirBilan,
  type Imputation,
  ouvrirRegistre,
  proposerOrientation,
  type Registre,
  type StipulationsDeRegistre,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { logementsDesUnites } from "../../src/exact/taux.js";
import { ecrireFraction } from "../../src/exact/valeur-exacte.js";
import { commune, convention, libere, PARTOUT, prefet, REGISTRE, repartitionDe } from "../fabrique.js";

/** Préfet 25 + 5 en gestion déléguée, ville 20 et Action Logement 20 en gestion directe, le reste au bailleur. */
const repartition = repartitionDe(
  [{ flux: 50 }, { localisation: "qpv", flux: 50 }],
  [
    prefet(25, 5),
    convention("ville", "commune", commune("77288"), [{ taux: 20 }]),
    convention("als", "action-logement", PARTOUT, [
      { taux: 20, contrepartie: "participation-des-employeurs" },
    ]),
    convention("usine", "employeur", PARTOUT, [{ taux: 10, contrepartie: "participation-des-employeurs" }]),
  ],
);
const ouvrir = (stipulations: Partial<StipulationsDeRegistre> = {}) =>
  ouvrirRegistre(repartition, { ...REGISTRE, ...stipulations });

const libererEn = (liberation: string, localisation: "hors-qpv" | "qpv" = "hors-qpv"): Evenement => ({
  type: "liberation",
  ...libere(liberation, "2024-02-01", { localisation, logement: `99000000${liberation.slice(-2)}` }),
});
const pas = (
  type: Exclude<EvenementDeDossier["type"], "liberation" | "soustraction" | "mise-a-disposition">,
  liberation = "L-01",
  date = "2024-03-01",
): Evenement => ({ type, date, liberation });
const mettre = (reservataire: string, liberation = "L-01", date = "2024-02-10"): Evenement => ({
  type: "mise-a-disposition",
  date,
  liberation,
  reservataire,
});
const vivre = (registre: Registre, ...faits: readonly Evenement[]) => faits.reduce(consigner, registre);

const compteDe = ({ comptes }: Registre, code: string) => {
  const compte = comptes.find(({ reservataire }) => reservataire === code);
  if (compte === undefined) throw new RangeError(code);
  return {
    du: ecrireFraction(logementsDesUnites(compte.duEnCentMillioniemes)),
    recus: compte.recus,
    enCours: compte.enCours,
  };
};
const refus = (faire: () => unknown): string[] => {
  try {
    faire();
  } catch (erreur) {
    const {
      code,
      problemes = [],
      manquantes = [],
    } = erreur as {
      code: string;
      problemes?: readonly { chemin: string; code: string }[];
      manquantes?: readonly { stipulation: string }[];
    };
    return [
      code,
      ...problemes.map((probleme) => `${probleme.chemin} ${probleme.code}`),
      ...manquantes.map(({ stipulation }) => stipulation),
    ];
  }
  return [];
};

describe("R20, l'événement qui décompte un logement", () => {
  const etapes = [mettre("ville"), pas("designation"), pas("attribution"), pas("bail")];
  const decomptes = ["mise-a-disposition", "designation", "attribution", "bail"] as const;

  it.each(decomptes.map((decompte, rang) => ({ decompte, rang })))(
    "$decompte : proposé jusque-là, décompté ensuite, et le dû court dès la mise à disposition",
    ({ decompte, rang }) => {
      const suite = etapes.map((_, fin) =>
        vivre(ouvrir({ decompte }), libererEn("L-01"), ...etapes.slice(0, fin + 1)),
      );
      expect(suite.map((registre) => compteDe(registre, "ville"))).toEqual(
        etapes.map((_, fin) => ({ du: "1/5", recus: fin >= rang ? 1 : 0, enCours: fin >= rang ? 0 : 1 })),
      );
      expect(compteDe(suite.at(-1) as Registre, "non-reserves").du).toBe("1/5");
    },
  );

  it("les quatre décomptes sont donnés ensemble, quel que soit celui qui est stipulé", () => {
    const attribue = vivre(ouvrir({ decompte: "bail" }), libererEn("L-01"), ...etapes.slice(0, 3));
    expect(attribue.comptes.find(({ reservataire }) => reservataire === "ville")?.decomptes).toEqual({
      "mise-a-disposition": 1,
      designation: 1,
      attribution: 1,
      bail: 0,
    });
  });

  it("en gestion déléguée, le réservataire ne désigne pas : l'attribution tient lieu de désignation", () => {
    const registre = vivre(
      ouvrir({ decompte: "designation" }),
      libererEn("L-01"),
      mettre("prefet"),
      pas("attribution"),
    );
    expect(compteDe(registre, "prefet")).toEqual({ du: "3/10", recus: 1, enCours: 0 });
  });
});

describe("R20, ce que coûte un tour qui échoue", () => {
  const echoue = (echec: StipulationsDeRegistre["echec"]) =>
    vivre(ouvrir({ echec }), libererEn("L-01"), mettre("ville"), pas("absence-de-candidat"));
  const ensuite = (echec: StipulationsDeRegistre["echec"], reservataire: string) =>
    vivre(echoue(echec), mettre(reservataire, "L-01", "2024-03-05"));

  it("annule : rien n'est décompté, et un nouveau tour s'ouvre à tous", () => {
    expect(compteDe(echoue("annule"), "ville")).toEqual({ du: "1/5", recus: 0, enCours: 0 });
    const suivant = ensuite("annule", "als");
    expect(compteDe(suivant, "als")).toEqual({ du: "1/5", recus: 1, enCours: 0 });
    expect(compteDe(suivant, "ville")).toEqual({ du: "1/5", recus: 0, enCours: 0 });
  });

  it("décompte : le logement reste au compte de la ville, et le bailleur en dispose hors compte", () => {
    expect(compteDe(echoue("decompte"), "ville").recus).toBe(1);
    const suivant = ensuite("decompte", "non-reserves");
    expect(compteDe(suivant, "ville")).toEqual({ du: "1/5", recus: 1, enCours: 0 });
    expect(compteDe(suivant, "non-reserves")).toEqual({ du: "1/5", recus: 0, enCours: 0 });
  });

  it("rendu pour un tour : la ville garde son droit, et le bailleur prend le logement sur sa part", () => {
    const suivant = ensuite("rendu-pour-un-tour", "non-reserves");
    expect(compteDe(suivant, "ville")).toEqual({ du: "1/5", recus: 0, enCours: 0 });
    expect(compteDe(suivant, "non-reserves")).toEqual({ du: "1/5", recus: 1, enCours: 0 });
  });

  it("rendu au bailleur : le logement sort du partage, plus rien n'en est dû à personne", () => {
    const suivant = ensuite("rendu-au-bailleur", "non-reserves");
    for (const { reservataire } of suivant.comptes)
      expect(compteDe(suivant, reservataire)).toEqual({ du: "0", recus: 0, enCours: 0 });
  });

  it.each(["decompte", "rendu-pour-un-tour", "rendu-au-bailleur"] as const)(
    "%s : il revient au bailleur, et à lui seul",
    (echec) => {
      expect(refus(() => ensuite(echec, "als"))).toEqual([
        "SAISIE_INVALIDE",
        "evenement.reservataire LOGEMENT_RENDU_AU_BAILLEUR",
      ]);
    },
  );

  it("un tour du bailleur qui échoue ne coûte rien, et le logement se repropose", () => {
    const registre = vivre(
      ouvrir({ echec: "decompte" }),
      libererEn("L-01"),
      mettre("non-reserves"),
      pas("non-attribution"),
      mettre("als", "L-01", "2024-03-05"),
    );
    expect(compteDe(registre, "non-reserves").recus).toBe(0);
    expect(compteDe(registre, "als").recus).toBe(1);
  });
});

describe("R20, chaque convention choisit ce qui décompte et ce que coûte un échec", () => {
  const parConvention = [
    { reservataire: "ville", decompte: "bail", echec: "decompte" },
    { reservataire: "als", echec: "rendu-pour-un-tour" },
  ] as const;
  const registre = () => ouvrir({ parConvention: [...parConvention] });

  it("la ville au bail, les autres à la mise à disposition", () => {
    const deux = vivre(
      registre(),
      libererEn("L-01"),
      mettre("ville"),
      libererEn("L-02"),
      mettre("usine", "L-02"),
    );
    expect(compteDe(deux, "ville")).toEqual({ du: "2/5", recus: 0, enCours: 1 });
    expect(compteDe(deux, "usine")).toEqual({ du: "1/5", recus: 1, enCours: 0 });
    expect(compteDe(vivre(deux, pas("designation"), pas("attribution"), pas("bail")), "ville")).toEqual({
      du: "2/5",
      recus: 1,
      enCours: 0,
    });
  });

  it("un échec reste au compte de la ville, est rendu pour un tour par Action Logement, annulé ailleurs", () => {
    const echouer = (qui: string) =>
      vivre(registre(), libererEn("L-01"), mettre(qui), pas("absence-de-candidat"));
    expect(compteDe(echouer("ville"), "ville").recus).toBe(1);
    expect(compteDe(echouer("als"), "als").recus).toBe(0);
    const cas = ["ville", "als", "usine"].map((qui) => proposerOrientation(echouer(qui), "L-01").cas);
    expect(cas).toEqual(["rendu-au-bailleur", "rendu-au-bailleur", "flux"]);
  });

  it("nomme, une fois, qui a une convention", () => {
    const aPart = (...codes: string[]) =>
      refus(() => ouvrir({ parConvention: codes.map((reservataire) => ({ reservataire })) }));
    expect(aPart("ville", "usine")).toEqual([]);
    expect(aPart("ville", "vile", "ville")).toEqual([
      "SAISIE_INVALIDE",
      "stipulations.parConvention[2].reservataire DOUBLON",
      "stipulations.parConvention[1].reservataire RESERVATAIRE_INCONNU",
    ]);
  });
});

describe("R18, l'échec d'une attribution en QPV met le logement à la disposition du maire", () => {
  const enQpv = (stipulations: Partial<StipulationsDeRegistre>, ...faits: readonly Evenement[]) =>
    vivre(ouvrir(stipulations), libererEn("L-01", "qpv"), mettre("ville"), ...faits);
  const refuse = [pas("designation"), pas("non-attribution")];
  const maire = pas("mise-a-disposition-du-maire", "L-01", "2024-03-05");

  it("un nouveau tour est refusé : seul le maire peut en disposer", () => {
    expect(refus(() => enQpv({}, ...refuse, mettre("als", "L-01", "2024-03-05")))).toEqual([
      "SAISIE_INVALIDE",
      "evenement.type SUITE_IMPOSSIBLE",
    ]);
    expect(enQpv({}, ...refuse, maire).dossiers[0]?.tours.map(({ reservataire }) => reservataire)).toEqual([
      "ville",
      null,
    ]);
  });

  it("le logement sort du partage ; il reste au compte de la ville si l'échec y reste", () => {
    const annule = enQpv({}, ...refuse, maire);
    expect(["ville", "als"].map((code) => compteDe(annule, code))).toEqual([
      { du: "0", recus: 0, enCours: 0 },
      { du: "0", recus: 0, enCours: 0 },
    ]);
    const decompte = enQpv({ echec: "decompte" }, ...refuse, maire);
    expect(compteDe(decompte, "ville")).toEqual({ du: "1/5", recus: 1, enCours: 0 });
  });

  it("le refus du candidat après l'attribution est aussi un échec ; hors QPV, il n'y a pas de maire", () => {
    const attribue = [pas("designation"), pas("attribution"), pas("refus-du-candidat")];
    expect(refus(() => enQpv({}, ...attribue, maire))).toEqual([]);
    expect(refus(() => vivre(ouvrir(), libererEn("L-01"), mettre("ville"), ...attribue, maire))).toEqual([
      "SAISIE_INVALIDE",
      "evenement.type SUITE_IMPOSSIBLE",
    ]);
  });

  it("un logement non réservé n'a pas de réservataire : son échec ne va pas au maire", () => {
    const registre = vivre(
      ouvrir(),
      libererEn("L-01", "qpv"),
      mettre("non-reserves"),
      pas("non-attribution"),
    );
    expect(refus(() => consigner(registre, maire))).toEqual([
      "SAISIE_INVALIDE",
      "evenement.type SUITE_IMPOSSIBLE",
    ]);
  });

  it("l'absence de candidat se stipule avant la première, puis suit la stipulation", () => {
    const absence = pas("absence-de-candidat");
    expect(refus(() => enQpv({}, absence))).toEqual(["STIPULATION_MANQUANTE", "absenceDeCandidatEnQpv"]);
    expect(refus(() => enQpv({ absenceDeCandidatEnQpv: "maire" }, absence, maire))).toEqual([]);
    expect(refus(() => enQpv({ absenceDeCandidatEnQpv: "comme-ailleurs" }, absence, maire))).toEqual([
      "SAISIE_INVALIDE",
      "evenement.type SUITE_IMPOSSIBLE",
    ]);
  });

  it("si personne n'entre par le maire non plus, le logement revient au bailleur, hors compte", () => {
    const rendu = enQpv({}, ...refuse, maire, pas("absence-de-candidat", "L-01", "2024-03-20"));
    expect(refus(() => consigner(rendu, mettre("als", "L-01", "2024-04-01")))).toEqual([
      "SAISIE_INVALIDE",
      "evenement.reservataire LOGEMENT_RENDU_AU_BAILLEUR",
    ]);
    const garde = consigner(rendu, mettre("non-reserves", "L-01", "2024-04-01"));
    expect(compteDe(garde, "non-reserves")).toEqual({ du: "0", recus: 0, enCours: 0 });
  });

  it("le bilan compte les logements du maire à part", () => {
    const bilan = etablirBilan(
      enQpv(
        {},
        ...refuse,
        maire,
        pas("designation", "L-01", "2024-03-10"),
        pas("attribution", "L-01", "2024-03-20"),
      ),
    );
    expect(bilan.maires).toEqual({ proposes: 1, attribues: 1, bauxSignes: 0 });
    expect(bilan.totaux).toEqual({ proposes: 1, attribues: 0, bauxSignes: 0 });
  });
});

describe("R20, les attributions d'office s'imputent sur les droits que leur article vise", () => {
  const imputer = (
    reservataire: string,
    fondement: Imputation["fondement"],
    imputation = "I-1",
  ): Evenement => ({ type: "imputation", date: "2024-05-01", imputation, reservataire, fondement });

  it("une imputation compte un logement de plus, sans libération ni dû", () => {
    const registre = vivre(ouvrir(), imputer("ville", "L. 521-3-3"));
    expect(compteDe(registre, "ville")).toEqual({ du: "0", recus: 1, enCours: 0 });
    expect(etablirBilan(registre).reservataires.find((l) => l.reservataire === "ville")).toMatchObject({
      imputations: 1,
      recus: 1,
      proposes: 0,
    });
  });

  it.each([
    { fondement: "L. 441-2-3", permis: ["prefet", "ville", "als", "non-reserves"], refuses: ["usine"] },
    { fondement: "L. 441-1-6", permis: ["prefet", "ville", "als", "usine", "non-reserves"], refuses: [] },
    { fondement: "L. 521-3-3", permis: ["ville"], refuses: ["prefet", "als", "usine", "non-reserves"] },
    { fondement: "L. 441-1", permis: ["ville", "non-reserves"], refuses: ["prefet", "als", "usine"] },
    { fondement: "L. 313-26-2", permis: ["als"], refuses: ["prefet", "ville", "usine", "non-reserves"] },
  ] as const)("$fondement", ({ fondement, permis, refuses }) => {
    for (const code of permis) expect(refus(() => vivre(ouvrir(), imputer(code, fondement)))).toEqual([]);
    for (const code of refuses)
      expect(refus(() => vivre(ouvrir(), imputer(code, fondement)))).toEqual([
        "SAISIE_INVALIDE",
        "evenement.reservataire IMPUTATION_NON_PREVUE",
      ]);
  });

  it("la même ne se compte pas deux fois", () => {
    expect(
      refus(() => vivre(ouvrir(), imputer("ville", "L. 441-2-3"), imputer("ville", "L. 441-2-3"))),
    ).toEqual(["SAISIE_INVALIDE", "evenement.imputation DOUBLON"]);
  });
});

describe("R20, le journal : tardif, annulé, attendu", () => {
  it("un événement tardif se consigne à sa date : les comptes sont ceux du bon ordre", () => {
    const bonOrdre = vivre(
      ouvrir(),
      libererEn("L-01"),
      libererEn("L-02"),
      mettre("ville", "L-01", "2024-02-10"),
      mettre("als", "L-02", "2024-02-20"),
    );
    const tardif = vivre(
      ouvrir(),
      libererEn("L-02"),
      mettre("als", "L-02", "2024-02-20"),
      libererEn("L-01"),
      mettre("ville", "L-01", "2024-02-10"),
    );
    expect(tardif.comptes).toEqual(bonOrdre.comptes);
  });

  it("une annulation refait les comptes sans l'événement, qui reste écrit", () => {
    const fait = vivre(ouvrir(), libererEn("L-01"), mettre("ville"));
    const annule = consigner(fait, { type: "annulation", date: "2024-03-01", evenement: 2 });
    expect(compteDe(annule, "ville")).toEqual({ du: "0", recus: 0, enCours: 0 });
    expect([annule.version, annule.journal.length, annule.dossiers[0]?.etape]).toEqual([3, 3, "liberation"]);
    const refait = consigner(annule, mettre("als"));
    expect(compteDe(refait, "als")).toEqual({ du: "1/5", recus: 1, enCours: 0 });
    expect(consigner(JSON.parse(JSON.stringify(refait)) as Registre, pas("designation")).version).toBe(5);
  });

  it("n'annule pas ce qui porte la suite, ni ce qui n'existe pas, ni deux fois, ni une annulation", () => {
    const fait = vivre(ouvrir(), libererEn("L-01"), mettre("ville"));
    const annuler = (evenement: number, registre = fait) =>
      refus(() => consigner(registre, { type: "annulation", date: "2024-03-01", evenement }));
    expect(annuler(1)).toEqual(["SAISIE_INVALIDE", "evenement.evenement ANNULATION_IMPOSSIBLE"]);
    expect(annuler(3)).toEqual(["SAISIE_INVALIDE", "evenement.evenement EVENEMENT_INCONNU"]);
    const annule = consigner(fait, { type: "annulation", date: "2024-03-01", evenement: 2 });
    expect(annuler(2, annule)).toEqual(["SAISIE_INVALIDE", "evenement.evenement DOUBLON"]);
    expect(annuler(3, annule)).toEqual(["SAISIE_INVALIDE", "evenement.evenement EVENEMENT_INCONNU"]);
  });

  it("une libération annulée peut se consigner de nouveau, corrigée", () => {
    const fait = vivre(ouvrir(), libererEn("L-01"), { type: "annulation", date: "2024-02-02", evenement: 1 });
    const corrige = vivre(fait, libererEn("L-01", "qpv"), mettre("ville"));
    expect(etablirBilan(corrige).lignes.map(({ localisation }) => localisation)).toEqual(["qpv"]);
  });

  it("un événement fondé sur une version dépassée est refusé", () => {
    const fait = vivre(ouvrir(), libererEn("L-01"));
    const donner = (versionAttendue: number) =>
      refus(() => consigner(fait, { ...mettre("ville"), versionAttendue }));
    expect(donner(1)).toEqual([]);
    expect(donner(0)).toEqual(["SAISIE_INVALIDE", "evenement.versionAttendue VERSION_INATTENDUE"]);
  });
});

describe("R9, une répartition qui change en cours d'année", () => {
  const usine = (taux: number) =>
    convention("atelier", "employeur", PARTOUT, [{ taux, contrepartie: "participation-des-employeurs" }]);
  const nouvelle = repartitionDe(
    [{ flux: 50 }, { localisation: "qpv", flux: 50 }],
    [prefet(25, 5), convention("ville", "commune", commune("77288"), [{ taux: 10 }]), usine(30)],
  );
  const changer = (date: string, autre = nouvelle): Evenement => ({
    type: "changement-de-repartition",
    date,
    repartition: autre,
  });
  const liberee = (liberation: string, date: string): readonly Evenement[] => [
    { type: "liberation", ...libere(liberation, date, { logement: `99000000${liberation.slice(-2)}` }) },
    mettre("ville", liberation, date),
  ];
  const faits = [...liberee("L-01", "2024-06-30"), ...liberee("L-02", "2024-07-01")];

  it("ce qui se libère la veille se partage selon l'ancienne, le jour même selon la nouvelle", () => {
    const registre = vivre(ouvrir(), changer("2024-07-01"), ...faits);
    expect(["als", "atelier", "ville"].map((code) => compteDe(registre, code).du)).toEqual([
      "1/5",
      "3/10",
      "3/10",
    ]);
    expect(compteDe(registre, "ville").recus).toBe(2);
    expect(registre.comptes.map(({ reservataire }) => reservataire)).toEqual([
      "als",
      "atelier",
      "prefet",
      "usine",
      "ville",
      "non-reserves",
    ]);
  });

  it("appris après coup, il refait les comptes ; annulé, il les rend ; par une base de données, il reste", () => {
    const avant = vivre(ouvrir(), ...faits);
    const apres = consigner(avant, changer("2024-07-01"));
    expect(apres.comptes).toEqual(vivre(ouvrir(), changer("2024-07-01"), ...faits).comptes);
    const relu = JSON.parse(JSON.stringify(apres)) as Registre;
    expect(consigner(relu, pas("designation", "L-02", "2024-07-20")).comptes.length).toBe(6);
    const rendu = consigner(apres, { type: "annulation", date: "2024-08-01", evenement: 5 });
    expect([rendu.comptes, rendu.changements]).toEqual([avant.comptes, []]);
  });

  it("une imputation survit au changement", () => {
    const registre = vivre(
      ouvrir(),
      {
        type: "imputation",
        date: "2024-05-01",
        imputation: "I-1",
        reservataire: "ville",
        fondement: "L. 521-3-3",
      },
      changer("2024-07-01"),
    );
    expect(compteDe(registre, "ville")).toEqual({ du: "0", recus: 1, enCours: 0 });
  });

  it("reste dans le périmètre et l'année, un seul par jour, et garde leur secteur aux logements déjà libérés", () => {
    const essayer = (...suite: readonly Evenement[]) => refus(() => vivre(ouvrir(), ...suite));
    expect(essayer(changer("2025-01-01"))).toEqual([
      "SAISIE_INVALIDE",
      "evenement.date DATE_HORS_DE_L_ANNEE",
    ]);
    expect(essayer(changer("2024-07-01"), changer("2024-07-01"))).toEqual([
      "SAISIE_INVALIDE",
      "evenement.date DOUBLON",
    ]);
    const ailleurs = repartitionDe([{ commune: "77284", flux: 10 }], [prefet(25, 5)]);
    expect(essayer(...faits, changer("2024-07-01", ailleurs))).toEqual([
      "SAISIE_INVALIDE",
      "evenement.repartition.secteurs SECTEUR_INCONNU",
    ]);
    expect(essayer({ ...changer("2024-07-01"), repartition: { nature: "repartition" } } as never)).toEqual([
      "SAISIE_INVALIDE",
      "evenement.repartition RESULTAT_INATTENDU",
    ]);
  });
});

describe("R9, une convention résiliée en cours d'année", () => {
  const resiliee = {
    ...convention("als", "action-logement", PARTOUT, [
      { taux: 20, contrepartie: "participation-des-employeurs" },
    ]),
    resiliation: { date: "2024-07-01" },
  };
  const registre = ouvrirRegistre(
    repartitionDe(
      [{ flux: 50 }],
      [resiliee, convention("ville", "commune", commune("77288"), [{ taux: 20 }])],
    ),
    REGISTRE,
  );
  const le = (date: string, reservataire: string): readonly Evenement[] => [
    { type: "liberation", ...libere("L-01", date) },
    mettre(reservataire, "L-01", date),
  ];

  it("la veille, sa part joue ; le jour même, elle revient au bailleur, et le logement ne peut lui aller", () => {
    const veille = vivre(registre, ...le("2024-06-30", "als"));
    expect(["als", "non-reserves"].map((code) => compteDe(veille, code).du)).toEqual(["1/5", "3/5"]);
    const jour = vivre(registre, ...le("2024-07-01", "ville"));
    expect(["als", "non-reserves"].map((code) => compteDe(jour, code).du)).toEqual(["0", "4/5"]);
    expect(refus(() => vivre(registre, ...le("2024-07-01", "als")))).toEqual([
      "SAISIE_INVALIDE",
      "evenement.reservataire CONVENTION_RESILIEE",
    ]);
  });

  it("elle est écartée de la proposition, et pourquoi", () => {
    const { candidats, ecartes } = proposerOrientation(
      vivre(registre, ...le("2024-07-01", "ville").slice(0, 1)),
      "L-01",
    );
    expect(candidats.map(({ reservataire }) => reservataire)).toEqual(["non-reserves", "ville"]);
    expect(ecartes.map(({ reservataire, motif }) => [reservataire, motif.fr])).toEqual([
      [
        "als",
        "Convention résiliée depuis le 01/07/2024 : la part revient au bailleur, en attendant une autre répartition.",
      ],
    ]);
  });
});
