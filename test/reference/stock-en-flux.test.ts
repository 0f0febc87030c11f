import {
  calculerAssiette,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  type EntreeStockEnFlux,
  expliquer,
  type LogementDuParc,
  mesurerTauxDeRotation,
  type StipulationsDeConversion,
  type StockEnFlux,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, DATE, PARTOUT, PERIMETRE } from "../fabrique.js";
import { refusDe } from "../refus.js";

const MELUN = "77288";
const MEAUX = "77284";

interface Reserve {
  readonly code: string;
  readonly nombre: number;
  readonly jusquAu: string;
  readonly commune?: string;
  readonly contrepartie?: "decote";
}

/** Mille logements, la moitié dans chaque commune, dont certains sont réservés. */
function etatDe(reserves: readonly Reserve[]) {
  const titulaires = reserves.flatMap(({ nombre, ...reste }) => Array.from({ length: nombre }, () => reste));
  const enDeux = { [MELUN]: 500, [MEAUX]: 500 };
  const logements: LogementDuParc[] = [];
  for (const [ici, total] of Object.entries(enDeux)) {
    const siens = titulaires.filter(({ commune: ou = MELUN }) => ou === ici);
    for (let rang = 0; rang < total; rang += 1) {
      const titulaire = siens[rang];
      logements.push({
        numeroRpls: `99${ici.slice(-3)}${String(rang).padStart(5, "0")}`,
        typologie: "T3",
        commune: ici,
        localisation: "hors-qpv",
        financement: "PLUS",
        ...(titulaire === undefined
          ? { reservataire: null }
          : {
              reservataire: titulaire.code,
              droit: "droit-de-suite",
              dateDExpiration: titulaire.jusquAu,
              ...(titulaire.contrepartie === undefined ? {} : { contrepartie: titulaire.contrepartie }),
            }),
      });
    }
  }
  return consoliderEtatDesLieux(
    {
      date: DATE,
      perimetre: PERIMETRE,
      communes: [
        { code: MELUN, epci: null },
        { code: MEAUX, epci: null },
      ],
      reservataires: [
        { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
        { code: "etat", nom: "État", categorie: "prefet", territoire: PARTOUT },
        { code: "usine", nom: "Usine", categorie: "employeur", territoire: PARTOUT },
        { code: "ville", nom: "Melun", categorie: "commune", territoire: commune(MELUN) },
      ],
      logements,
    },
    {},
  );
}

/** Un flux égal dans les deux communes. */
const assietteDe = (liberations: number, mutations = 0) =>
  calculerAssiette(
    {
      date: DATE,
      perimetre: PERIMETRE,
      secteurs: [MELUN, MEAUX].map((code) => ({
        commune: code,
        localisation: "hors-qpv" as const,
        epci: null,
        liberations: liberations / 2,
        soustraits: { mutations: mutations / 2 },
      })),
    },
    { premieresMisesEnLocation: "hors-flux" },
  );

const HUIT_POUR_CENT = mesurerTauxDeRotation(
  {
    date: DATE,
    millesime: 2023,
    territoire: "bailleur",
    numerateur: { nature: "sorties", nombre: 80 },
    denominateur: { nature: "logements", nombre: 1_000 },
  },
  { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
);
const STIPULATIONS: StipulationsDeConversion = {
  methodeDeConversion: "ratio-du-stock",
  patrimoineDeReference: "avec-logements-identifies",
  arrondiDuTaux: "aucun",
};

function convertir(
  reserves: readonly Reserve[],
  assiette = assietteDe(80),
  stipulations: Partial<StipulationsDeConversion> = {},
  partsFixees: EntreeStockEnFlux["partsFixees"] = { prefet: 30, nonReserves: "20" },
) {
  const etatDesLieux = etatDe(reserves);
  const droitsUniques = convertirEnDroitsUniques(
    { dateDEffet: DATE, etatDesLieux, tauxDeRotation: HUIT_POUR_CENT },
    { mesureDeDuree: "mois-revolus", autresDroitsDeLEtat: "convertis", arrondiDesDroits: "aucun" },
  );
  return convertirStockEnFlux(
    { etatDesLieux, assiette, droitsUniques, partsFixees },
    { ...STIPULATIONS, ...stipulations },
  );
}
const tauxDe = ({ parts }: StockEnFlux, code: string) =>
  parts.find(({ reservataire }) => reservataire === code)?.methodes.map(({ taux }) => taux?.decimal ?? null);

const ALS: Reserve = { code: "als", nombre: 30, jusquAu: "2035-12-31" };
const VILLE: Reserve = { code: "ville", nombre: 20, jusquAu: "2029-12-31" };

describe("R13, les trois méthodes côte à côte", () => {
  it("30 logements sur 1 000, 8 % de rotation, 80 libérations, rien de soustrait : 3 % par les deux premières", () => {
    const { parts } = convertir([ALS]);
    const [part] = parts;
    expect(tauxDe(convertir([ALS]), "als")?.slice(0, 2)).toEqual(["3", "3"]);
    expect(part?.methodes[1]?.logements?.decimal).toBe("2.4");
  });

  it("soustraire 20 logements sur 80 porte la méthode annualisée à 4 % : un point, 0,6 logement par an", () => {
    const stock = convertir([ALS], assietteDe(80, 20), {}, { prefet: 70, nonReserves: 26 });
    expect(tauxDe(stock, "als")).toEqual(["3", "4", "4"]);
    expect(stock.parts[0]?.ecart).toEqual({
      points: { exact: "1", decimal: "1" },
      logements: { exact: "3/5", decimal: "0.6" },
    });
    const texte = expliquer(stock, "parts/als");
    expect(texte).toContain("environ 1,333333 fois le ratio du stock");
    expect(texte).toContain("l'étendue vaut 1 point, soit 0,6 logement par an");
  });

  it("au prorata des volumes, les droits longs pèsent plus : 28,8 et 9,6 droits pour la moitié du flux", () => {
    const stock = convertir([ALS, VILLE]);
    // 28,8 ÷ 38,4 × 50 % ; 9,6 ÷ 38,4 × 50 % du flux de tous, soit le double de celui de la commune
    expect(tauxDe(stock, "als")).toEqual(["3", "3", "37.5"]);
    expect(tauxDe(stock, "ville")).toEqual(["4", "4", "25"]);
    const ville = stock.parts.find(({ reservataire }) => reservataire === "ville");
    expect(ville?.methodes.map(({ logements }) => logements?.decimal)).toEqual(["1.6", "1.6", "10"]);
  });

  it("durées égales, rotation uniforme, rien de soustrait, et la somme des ratios laissée à partager : toutes s'accordent", () => {
    const stock = convertir(
      [ALS, { ...ALS, code: "usine", nombre: 20 }],
      assietteDe(80),
      {},
      { prefet: "70", nonReserves: "25" },
    );
    expect(tauxDe(stock, "als")).toEqual(["3", "3", "3"]);
    expect(tauxDe(stock, "usine")).toEqual(["2", "2", "2"]);
    expect(stock.parts.map(({ ecart }) => ecart?.points.exact)).toEqual(["0", "0"]);
    expect(expliquer(stock, "parts/als")).toContain("C'est le ratio du stock");
  });

  it("la méthode retenue donne le taux, arrondi une fois, et ce qu'il vaut sur C et sur A", () => {
    const selon = (methodeDeConversion: StipulationsDeConversion["methodeDeConversion"]) =>
      convertir([ALS, VILLE], assietteDe(100, 30), {
        methodeDeConversion,
        arrondiDuTaux: { mode: "plus-proche", decimales: 1 },
      }).parts.map(({ taux, surLeFlux, surLesLiberations }) => [
        taux.decimal,
        surLeFlux.decimal,
        surLesLiberations.decimal,
      ]);
    expect(selon("ratio-du-stock")).toEqual([
      ["3", "2.1", "3"],
      ["4", "1.4", "2"],
    ]);
    // 2,4 ÷ 70 = 3,43 % ; 1,6 ÷ 35 = 4,57 %
    expect(selon("annualisee")).toEqual([
      ["3.4", "2.38", "3.4"],
      ["4.6", "1.61", "2.3"],
    ]);
    expect(selon("prorata-des-volumes")).toEqual([
      ["37.5", "26.25", "37.5"],
      ["25", "8.75", "12.5"],
    ]);
  });

  it("un taux par typologie vaut pour les logements réservés de chaque typologie", () => {
    const etatDesLieux = etatDe([ALS]);
    const tauxDeRotation = mesurerTauxDeRotation(
      {
        date: DATE,
        millesime: 2023,
        territoire: "bailleur",
        numerateur: { nature: "sorties", nombre: 80 },
        denominateur: { nature: "logements", nombre: 1_000 },
        typologies: [
          { typologie: "T1", numerateur: 30, denominateur: 200 },
          { typologie: "T3", numerateur: 50, denominateur: 800 },
        ],
      },
      { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
    );
    const selon = (tauxApplique?: "unique" | "par-typologie") =>
      convertirStockEnFlux(
        { etatDesLieux, assiette: assietteDe(80), tauxDeRotation },
        { ...STIPULATIONS, ...(tauxApplique === undefined ? {} : { tauxApplique }) },
      );
    expect(refusDe(() => selon())).toEqual(["tauxApplique"]);
    expect(tauxDe(selon("unique"), "als")).toEqual(["3", "3", null]);
    // 30 × 6,25 % = 1,875, sur 80
    expect(tauxDe(selon("par-typologie"), "als")).toEqual(["3", "2.34375", null]);
  });
});

describe("R13, une typologie que le taux ne mesure pas", () => {
  /** 6,25 % des T3 ; les T2 n'ont pas de taux. */
  const DES_T3 = mesurerTauxDeRotation(
    {
      date: DATE,
      millesime: 2023,
      territoire: "bailleur",
      numerateur: { nature: "sorties", nombre: 50 },
      denominateur: { nature: "logements", nombre: 800 },
      typologies: [{ typologie: "T3", numerateur: 50, denominateur: 800 }],
    },
    { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
  );
  const UN_T3: Partial<LogementDuParc> = { typologie: "T3", droit: "droit-de-suite" };
  const selon = (
    methodeDeConversion: StipulationsDeConversion["methodeDeConversion"],
    unT2: Partial<LogementDuParc>,
  ) => {
    const logement = (numeroRpls: string, champs: Partial<LogementDuParc>) => ({
      numeroRpls,
      reservataire: "als",
      commune: MELUN,
      localisation: "hors-qpv",
      financement: "PLUS",
      dateDExpiration: "2035-12-31",
      ...champs,
    });
    const etatDesLieux = consoliderEtatDesLieux(
      {
        date: DATE,
        perimetre: PERIMETRE,
        communes: [{ code: MELUN, epci: null }],
        reservataires: [
          { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
          { code: "etat", nom: "État", categorie: "prefet", territoire: PARTOUT },
        ],
        logements: [
          logement("9900000001", UN_T3),
          logement("9900000002", { typologie: "T2", droit: "droit-de-suite", ...unT2 }),
        ] as LogementDuParc[],
      },
      {},
    );
    return convertirStockEnFlux(
      { etatDesLieux, assiette: assietteDe(80), tauxDeRotation: DES_T3 },
      { ...STIPULATIONS, methodeDeConversion, tauxApplique: "par-typologie" },
    );
  };

  it.each([
    ["du contingent du préfet", { reservataire: "etat" }],
    ["au droit échu", { dateDExpiration: "2023-12-31" }],
  ])("un logement %s n'entre dans aucun R : son taux ne manque à personne", (_, unT2) => {
    // 1 × 6,25 % ÷ 80
    expect(tauxDe(selon("annualisee", unT2), "als")?.[1]).toBe("0.078125");
  });

  it("un logement réservé le demande si la méthode annualisée est retenue ; sinon elle dit ce qui lui manque", () => {
    expect(refusDe(() => selon("annualisee", {}))).toEqual([
      "tauxDeRotation.parTypologie TYPOLOGIE_SANS_TAUX",
    ]);
    const [part] = selon("ratio-du-stock", {}).parts;
    expect(part?.methodes.map(({ taux }) => taux?.decimal ?? null)).toEqual(["100", null, null]);
    expect(part?.methodes[1]?.motif?.fr).toContain("typologies");
  });
});

describe("R13, ce que les méthodes ne disent pas", () => {
  it("ce que la méthode retenue demande est exigé ; les autres disent ce qui leur manque", () => {
    const etatDesLieux = etatDe([ALS]);
    const selon = (methodeDeConversion: StipulationsDeConversion["methodeDeConversion"]) =>
      convertirStockEnFlux(
        { etatDesLieux, assiette: assietteDe(80) },
        { ...STIPULATIONS, methodeDeConversion },
      );
    const [part] = selon("ratio-du-stock").parts;
    expect(part?.methodes.map(({ motif }) => motif?.fr.split(",")[0] ?? null)).toEqual([
      null,
      "Elle demande un taux de rotation",
      "Elle demande les volumes de droits uniques et les parts du préfet et du bailleur",
    ]);
    expect(part?.ecart).toBeNull();
    expect(refusDe(() => selon("annualisee"))).toEqual(["tauxDeRotation CHAMP_MANQUANT"]);
    expect(refusDe(() => selon("prorata-des-volumes"))).toEqual([
      "droitsUniques CHAMP_MANQUANT",
      "partsFixees CHAMP_MANQUANT",
    ]);
  });

  it("le ratio n'est pas rapporté pour une collectivité : il est dit quand il est retenu", () => {
    const constats = (methodeDeConversion: StipulationsDeConversion["methodeDeConversion"]) =>
      convertir([ALS, VILLE], assietteDe(80), { methodeDeConversion }).constats.map(({ code }) => code);
    expect(constats("ratio-du-stock")).toEqual(["HORS_DU_RATIO_RAPPORTE"]);
    expect(constats("annualisee")).toEqual([]);
  });

  it("les droits de l'État hors de son contingent suivent les deux méthodes qui ne lui sont pas fermées", () => {
    const decote: Reserve = { code: "etat", nombre: 10, jusquAu: "2035-12-31", contrepartie: "decote" };
    const contingent: Reserve = { code: "etat", nombre: 40, jusquAu: "2035-12-31" };
    const annualisee = convertir([ALS, decote, contingent], assietteDe(80), {
      methodeDeConversion: "annualisee",
    });
    // 10 × 8 % ÷ 80 ; 9,6 ÷ 38,4 × 50 %
    expect(tauxDe(annualisee, "etat")).toEqual([null, "1", "12.5"]);
    expect(annualisee.exclus.map(({ reservataire }) => reservataire)).toEqual(["etat"]);
    const ratio = convertir([ALS, decote, contingent]);
    expect(ratio.parts.map(({ reservataire }) => reservataire)).toEqual(["als"]);
    expect(ratio.exclus.map(({ motif }) => motif.fr)).toEqual([
      expect.stringContaining("Le contingent du préfet"),
      "Le ministère ne rapporte pas ce ratio pour l'État.",
    ]);
  });

  it("sans volumes, les droits de l'État hors de son contingent attendent qu'on dise s'ils se convertissent", () => {
    const etatDesLieux = etatDe([
      ALS,
      { code: "etat", nombre: 10, jusquAu: "2035-12-31", contrepartie: "decote" },
    ]);
    const selon = (autresDroitsDeLEtat?: "convertis" | "non-convertis") =>
      convertirStockEnFlux(
        { etatDesLieux, assiette: assietteDe(80), tauxDeRotation: HUIT_POUR_CENT },
        {
          ...STIPULATIONS,
          methodeDeConversion: "annualisee",
          ...(autresDroitsDeLEtat === undefined ? {} : { autresDroitsDeLEtat }),
        },
      );
    expect(refusDe(() => selon())).toEqual(["autresDroitsDeLEtat"]);
    expect(selon("convertis").parts.map(({ reservataire }) => reservataire)).toEqual(["als", "etat"]);
    expect(selon("non-convertis").exclus.map(({ motif }) => motif.fr)).toEqual([
      expect.stringContaining("ont convenu de ne pas convertir"),
    ]);
    expect(refusDe(() => convertir([ALS], assietteDe(80), { autresDroitsDeLEtat: "non-convertis" }))).toEqual(
      ["stipulations.autresDroitsDeLEtat STIPULATIONS_DIFFERENTES"],
    );
  });

  it("un territoire sans flux n'a pas de part à donner, et des volumes longs peuvent passer 100 %", () => {
    const sansFlux = calculerAssiette(
      {
        date: DATE,
        perimetre: PERIMETRE,
        secteurs: [
          {
            commune: MELUN,
            localisation: "hors-qpv",
            epci: null,
            liberations: 2,
            soustraits: { mutations: 2 },
          },
          { commune: MEAUX, localisation: "hors-qpv", epci: null, liberations: 10 },
        ],
      },
      { premieresMisesEnLocation: "hors-flux" },
    );
    const rien = convertir([ALS, VILLE], sansFlux, { methodeDeConversion: "annualisee" });
    expect(rien.exclus).toEqual([
      {
        reservataire: "ville",
        motif: expect.objectContaining({ fr: expect.stringContaining("aucun logement à partager") }),
      },
    ]);
    const petit = calculerAssiette(
      {
        date: DATE,
        perimetre: PERIMETRE,
        secteurs: [
          { commune: MELUN, localisation: "hors-qpv", epci: null, liberations: 2 },
          { commune: MEAUX, localisation: "hors-qpv", epci: null, liberations: 78 },
        ],
      },
      { premieresMisesEnLocation: "hors-flux" },
    );
    const trop = convertir([ALS, VILLE], petit, { methodeDeConversion: "prorata-des-volumes" });
    // 12,5 % de 80 logements, sur les 2 de la commune
    expect(tauxDe(trop, "ville")?.[2]).toBe("500");
    expect(trop.constats.map(({ code }) => code)).toEqual(["PART_PROPOSEE_AU_DELA_DU_FLUX"]);
  });

  it("tout vient des mêmes droits et du même taux", () => {
    const [ici, ailleurs] = [etatDe([ALS]), etatDe([VILLE])];
    const droitsUniques = convertirEnDroitsUniques(
      { dateDEffet: DATE, etatDesLieux: ailleurs, tauxDeRotation: HUIT_POUR_CENT },
      { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" },
    );
    const autreTaux = mesurerTauxDeRotation(
      {
        date: DATE,
        millesime: 2022,
        territoire: "bailleur",
        numerateur: { nature: "sorties", nombre: 70 },
        denominateur: { nature: "logements", nombre: 1_000 },
      },
      { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" },
    );
    expect(
      refusDe(() =>
        convertirStockEnFlux(
          {
            etatDesLieux: ici,
            assiette: assietteDe(80),
            droitsUniques,
            tauxDeRotation: autreTaux,
            partsFixees: { prefet: 60, nonReserves: 41 },
          },
          { ...STIPULATIONS, tauxApplique: "par-typologie" },
        ),
      ),
    ).toEqual([
      "tauxDeRotation TAUX_DIFFERENTS",
      "stipulations.tauxApplique TAUX_DIFFERENTS",
      "droitsUniques ETATS_DES_LIEUX_DIFFERENTS",
      "partsFixees PARTS_FIXEES_AU_DELA_DU_FLUX",
    ]);
  });
});
