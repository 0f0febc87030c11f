import {
  type CompteDeDroits,
  consigner,
  convertirEnDroitsUniques,
  type Evenement,
  expliquer,
  type MouvementDeDroits,
  mesurerTauxDeRotation,
  ouvrirRegistre,
  type Registre,
  repartirFlux,
  tenirCompteDeDroits,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import {
  assietteDe,
  commune,
  convention,
  DATE,
  epci,
  libere,
  prefet,
  REGISTRE,
  repartitionDe,
} from "../fabrique.js";
import { refusDe } from "../refus.js";

const RESERVATAIRES = [
  { code: "agglo", nom: "Agglomération", categorie: "epci" },
  { code: "departement", nom: "Département", categorie: "departement" },
  { code: "prefet", nom: "Préfet", categorie: "prefet" },
  { code: "ville", nom: "Melun", categorie: "commune" },
] as const;

const tauxDeRotation = mesurerTauxDeRotation(
  {
    date: DATE,
    millesime: 2023,
    territoire: "bailleur",
    numerateur: { nature: "sorties", nombre: 8 },
    denominateur: { nature: "logements", nombre: 100 },
  },
  { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
);
/** Ville : 2 + 10 × 10 × 8 % = 10 ; agglomération : 5 × 8 % × 5 = 2. */
const ouverture = convertirEnDroitsUniques(
  {
    dateDEffet: DATE,
    tauxDeRotation,
    reservataires: [...RESERVATAIRES],
    synthese: [
      {
        reservataire: "ville",
        commune: "77288",
        droitsUniquesNonHonores: 2,
        droitsDeSuite: 10,
        anneesDExpiration: [{ annee: 2034, nombre: 10 }],
      },
      {
        reservataire: "agglo",
        commune: "77288",
        droitsUniquesNonHonores: 0,
        droitsDeSuite: 5,
        anneesDExpiration: [{ annee: 2029, nombre: 5 }],
      },
    ],
  },
  { mesureDesAnnees: "echeance-exclue", arrondiDesDroits: "aucun" },
);

let numero = 0;
const mouvement = (champs: object, date = "2024-06-01"): MouvementDeDroits => {
  numero += 1;
  return {
    mouvement: `M-${String(numero).padStart(3, "0")}`,
    date,
    reservataire: "ville",
    ...champs,
  } as never;
};
const tenir = (
  mouvements: readonly MouvementDeDroits[],
  au = "2024-12-31",
  champs: { registre?: Registre; ouverture?: CompteDeDroits } = {},
) =>
  tenirCompteDeDroits(
    { ouverture, au, reservataires: [...RESERVATAIRES], mouvements, ...champs },
    { premiereLocationDUneAcquisition: "en-plus" },
  );
const soldes = ({ comptes }: CompteDeDroits) =>
  comptes.map(({ reservataire, cloture }) => [reservataire, cloture.exact]);

describe("R14, le compte des droits uniques", () => {
  it("chaque poste entre ou sort, et la clôture est ce qui reste", () => {
    const compte = tenir([
      mouvement({ type: "acquisition", droits: "4.5" }),
      mouvement({ type: "consommation", droits: "3" }),
      mouvement({ type: "expiration", droits: "1" }),
      mouvement({ type: "delegation", droits: "2", vers: "agglo" }),
      mouvement({ type: "imputation", droits: "1" }),
      mouvement({ type: "annulation", droits: "0.5" }),
    ]);
    expect(compte.comptes.find(({ reservataire }) => reservataire === "ville")).toMatchObject({
      ouverture: { exact: "10" },
      acquis: { exact: "9/2" },
      consommes: { exact: "3" },
      expires: { exact: "1" },
      delegues: { exact: "2" },
      imputes: { exact: "1" },
      annules: { exact: "1/2" },
      cloture: { exact: "7" },
    });
    expect(soldes(compte)).toEqual([
      ["agglo", "4"],
      ["ville", "7"],
    ]);
    expect(compte.totaux.cloture.exact).toBe("11");
    expect(compte.mouvements.map(({ solde }) => solde.exact)).toEqual([
      "29/2",
      "23/2",
      "21/2",
      "17/2",
      "15/2",
      "7",
    ]);
    expect(expliquer(compte, "reservataires/ville")).toContain("10 + 4,5 − 3 − 1 − 2 − 1 − 0,5 = 7");
  });

  it("se lit à n'importe quelle date : ce qui vient après attend, et n'est pas perdu", () => {
    const mouvements = [
      mouvement({ type: "consommation", droits: "1" }, "2024-03-31"),
      mouvement({ type: "consommation", droits: "1" }, "2024-04-01"),
    ];
    expect(soldes(tenir(mouvements, "2024-03-31"))[1]).toEqual(["ville", "9"]);
    expect(tenir(mouvements, "2024-03-31").posterieurs).toBe(1);
    expect(soldes(tenir(mouvements, "2024-04-01"))[1]).toEqual(["ville", "8"]);
  });

  it("une clôture en ouvre une autre, le lendemain : en deux fois ou en une, le solde est le même", () => {
    const hiver = [mouvement({ type: "consommation", droits: "1" }, "2024-02-29")];
    const printemps = [mouvement({ type: "acquisition", droits: "3" }, "2024-03-01")];
    const premier = tenir(hiver, "2024-02-29");
    const second = tenir(printemps, "2024-12-31", { ouverture: premier });
    expect(second.du).toBe("2024-03-01");
    expect(soldes(second)).toEqual(soldes(tenir([...hiver, ...printemps])));
    expect(refusDe(() => tenir(hiver, "2024-12-31", { ouverture: premier }))).toEqual([
      "mouvements[0].date DATE_ANTERIEURE",
    ]);
  });

  it("cinq logements acquis pour quarante ans à 8 % : 16 droits, et 5 de plus si la première location compte en plus", () => {
    const acquerir = (premiereLocationDUneAcquisition?: "en-plus" | "comprise") =>
      tenirCompteDeDroits(
        {
          ouverture,
          au: "2024-12-31",
          reservataires: [...RESERVATAIRES],
          mouvements: [mouvement({ type: "acquisition", logements: 5, annees: "40" })],
        },
        premiereLocationDUneAcquisition === undefined ? {} : { premiereLocationDUneAcquisition },
      );
    expect(refusDe(() => acquerir())).toEqual(["premiereLocationDUneAcquisition"]);
    expect(acquerir("comprise").totaux.acquis.exact).toBe("16");
    expect(acquerir("en-plus").totaux.acquis.exact).toBe("21");
  });

  it("R15 : une garantie remboursée proroge de cinq ans : dix logements, 5 × 8 % chacun, 4 droits", () => {
    expect(tenir([mouvement({ type: "prorogation", logements: 10 })]).totaux.proroges.exact).toBe("4");
    expect(
      refusDe(() => tenir([mouvement({ type: "prorogation", reservataire: "departement", logements: 10 })])),
    ).toEqual(["mouvements[0].type PROROGATION_NON_PREVUE"]);
  });

  it("le contingent de l'État ne se consomme pas ; ses autres droits, si l'appelant le dit", () => {
    const deLEtat = (contrepartie?: string) =>
      tenir([
        mouvement({ type: "acquisition", reservataire: "prefet", droits: "6" }, "2024-02-01"),
        mouvement({
          type: "consommation",
          reservataire: "prefet",
          droits: "5",
          ...(contrepartie === undefined ? {} : { contrepartie }),
        }),
      ]);
    const contingent = deLEtat("contingent-prefectoral");
    expect(soldes(contingent)).toContainEqual(["prefet", "6"]);
    expect(contingent.constats.map(({ code }) => code)).toEqual(["CONTINGENT_NON_CONSOMME"]);
    expect(soldes(deLEtat("decote"))).toContainEqual(["prefet", "1"]);
    expect(refusDe(() => deLEtat())).toEqual(["mouvements[1].contrepartie CHAMP_MANQUANT"]);
  });

  it("un compte négatif se dit, et ne se corrige pas", () => {
    const compte = tenir([mouvement({ type: "consommation", reservataire: "agglo", droits: "3" })]);
    expect(soldes(compte)[0]).toEqual(["agglo", "-1"]);
    expect(compte.constats.map(({ code }) => code)).toEqual(["COMPTE_DE_DROITS_NEGATIF"]);
  });

  it("refuse un mouvement donné deux fois, d'un inconnu, à soi-même, et une date d'avant l'ouverture", () => {
    const double = mouvement({ type: "consommation", droits: "1" });
    expect(
      refusDe(() =>
        tenir([
          double,
          double,
          mouvement({ type: "delegation", droits: "1", vers: "ville" }),
          mouvement({ type: "delegation", droits: "1", vers: "vile" }),
          mouvement({ type: "consommation", droits: "1" }, "2023-12-31"),
        ]),
      ),
    ).toEqual([
      "mouvements[1].mouvement DOUBLON",
      "mouvements[2].vers DELEGATION_A_SOI_MEME",
      "mouvements[3].vers RESERVATAIRE_INCONNU",
      "mouvements[4].date DATE_ANTERIEURE",
    ]);
    expect(refusDe(() => tenir([], "2023-12-31"))).toEqual(["au DATE_ANTERIEURE"]);
  });
});

describe("R14, les consommations se lisent dans le registre", () => {
  const registre = (() => {
    const ouvert = ouvrirRegistre(
      repartitionDe(
        [{ flux: 20 }],
        [prefet(25, 5), convention("ville", "commune", commune("77288"), [{ taux: 20 }])],
      ),
      REGISTRE,
    );
    const donner = (rang: number, reservataire: string, jour: string): Evenement[] => [
      { type: "liberation", ...libere(`L-${rang}`, "2024-02-01", { logement: `990000000${rang}` }) },
      { type: "mise-a-disposition", date: jour, liberation: `L-${rang}`, reservataire },
    ];
    return [
      ...donner(1, "ville", "2024-02-10"),
      ...donner(2, "ville", "2024-05-10"),
      ...donner(3, "prefet", "2024-03-10"),
      ...donner(4, "non-reserves", "2024-03-10"),
      {
        type: "imputation" as const,
        date: "2024-04-01",
        imputation: "I-1",
        reservataire: "ville",
        fondement: "L. 441-2-3" as const,
      },
      { type: "annulation" as const, date: "2024-06-01", evenement: 4 },
    ].reduce(consigner, ouvert);
  })();

  it("ville : un logement au 31 mars, puis une imputation ; ce qui est annulé ne compte pas", () => {
    const au = (jour: string) =>
      tenir([], jour, { registre }).comptes.find(({ reservataire }) => reservataire === "ville");
    expect(au("2024-03-31")).toMatchObject({ consommes: { exact: "1" }, imputes: { exact: "0" } });
    expect(au("2024-12-31")).toMatchObject({
      consommes: { exact: "1" },
      imputes: { exact: "1" },
      cloture: { exact: "8" },
    });
  });

  it("le préfet n'a rien consommé de son contingent, et le bailleur n'a pas de compte", () => {
    const compte = tenir([], "2024-12-31", { registre });
    expect(soldes(compte)).toEqual([
      ["agglo", "2"],
      ["ville", "8"],
    ]);
    expect(compte.constats.map(({ code }) => code)).toEqual(["CONTINGENT_NON_CONSOMME"]);
  });

  it("ce qui s'est passé avant l'ouverture n'est pas compté deux fois", () => {
    const mars = tenir([], "2024-03-31", { registre });
    expect(soldes(tenir([], "2024-12-31", { ouverture: mars, registre }))).toEqual(
      soldes(tenir([], "2024-12-31", { registre })),
    );
  });

  it("une reprise par le préfet n'a pas de compte : ce qui lui est mis à disposition ne retire rien à personne", () => {
    const repartition = repartirFlux({
      assiette: assietteDe([{ epci: "247700057", flux: 10 }]),
      conventions: [prefet(25, 5)],
      reprises: [
        {
          code: "reprise-agglo",
          origine: {
            code: "agglo",
            nom: "Agglomération",
            categorie: "epci",
            territoire: epci("247700057"),
          },
          decision: "D-1",
          du: "2023-12-01",
          modeDeGestion: "deleguee",
          taux: 15,
          localisation: "uniforme",
        },
      ],
    });
    const faits: Evenement[] = [
      { type: "liberation", ...libere("L-1", "2024-02-01") },
      { type: "mise-a-disposition", date: "2024-02-02", liberation: "L-1", reservataire: "reprise-agglo" },
    ];
    const suivi = faits.reduce(consigner, ouvrirRegistre(repartition, REGISTRE));
    expect(suivi.comptes.find(({ reservataire }) => reservataire === "reprise-agglo")?.recus).toBe(1);
    expect(soldes(tenir([], "2024-12-31", { registre: suivi }))).toEqual([
      ["agglo", "2"],
      ["ville", "10"],
    ]);
  });
});
