import {
  type Contrepartie,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  type DroitSansTerme,
  expliquer,
  type LogementDuParc,
  mesurerTauxDeRotation,
  type NatureDeDroit,
  type StipulationsDeDroitsUniques,
  type Typologie,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE, PARTOUT, PERIMETRE } from "../fabrique.js";
import { refusDe } from "../refus.js";

interface DroitDemande {
  readonly reservataire?: string;
  readonly droit?: NatureDeDroit;
  readonly typologie?: Typologie;
  readonly contrepartie?: Contrepartie;
  readonly dateDExpiration: string | null;
}

function etatDe(droits: readonly DroitDemande[]) {
  return consoliderEtatDesLieux(
    {
      date: DATE,
      perimetre: PERIMETRE,
      communes: [{ code: "77288", epci: null }],
      reservataires: [
        { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
        { code: "etat", nom: "État", categorie: "prefet", territoire: PARTOUT },
        { code: "usine", nom: "Usine", categorie: "employeur", territoire: PARTOUT },
      ],
      logements: droits.map(
        (
          { reservataire = "als", droit = "droit-de-suite", typologie = "T3", ...reste },
          rang,
        ): LogementDuParc => ({
          numeroRpls: `99${String(rang).padStart(8, "0")}`,
          reservataire,
          droit,
          typologie,
          commune: "77288",
          localisation: "hors-qpv",
          financement: "PLUS",
          ...reste,
        }),
      ),
    },
    {},
  );
}

const MESURE = { mutations: "comptees", misesEnService: "exclues", arrondiDuTaux: "aucun" } as const;
const rotation = (numerateur: number, denominateur: number) =>
  mesurerTauxDeRotation(
    {
      date: DATE,
      millesime: 2023,
      territoire: "bailleur",
      numerateur: { nature: "sorties", nombre: numerateur },
      denominateur: { nature: "logements", nombre: denominateur },
    },
    MESURE,
  );
const SEPT_VIRGULE_UN = rotation(71, 1_000);

/** C2 : trois droits de suite au 01/01/2024, taux de 7,1 %, échéances incluses. */
const C2 = ["2031-06-30", "2040-12-31", "2026-03-15"].map((dateDExpiration) => ({ dateDExpiration }));
const convertir = (
  droits: readonly DroitDemande[],
  stipulations: StipulationsDeDroitsUniques,
  tauxDeRotation = SEPT_VIRGULE_UN,
) =>
  convertirEnDroitsUniques({ dateDEffet: DATE, etatDesLieux: etatDe(droits), tauxDeRotation }, stipulations);
const exacts = (...appel: Parameters<typeof convertir>) =>
  convertir(...appel).reservataires.map(({ reservataire, droitsUniques }) => [
    reservataire,
    droitsUniques.exact,
  ]);

describe("R14, les sept lignes du tableau C2", () => {
  it.each([
    ["difference-d-annees", "71/40", "1.775"],
    ["mois-revolus", "142/75", "1.893333"],
    ["jours-sur-365-25", "230821/121750", "1.89586"],
    ["jours-sur-365", "692463/365000", "1.897159"],
    ["annee-d-echeance-incluse", "497/250", "1.988"],
  ] as const)("%s", (mesureDeDuree, exact, decimal) => {
    const [volume] = convertir(C2, { mesureDeDuree, arrondiDesDroits: "aucun" }).reservataires;
    expect(volume?.droitsUniques).toEqual({ exact, decimal });
    expect(volume?.effetDeLArrondi.exact).toBe("0");
  });

  it.each([
    // 90, 204 et 26 mois : 0,5325 ; 1,207 ; 0,1538…
    ["plus-proche", "2", "8/75"],
    ["entier-inferieur", "1", "-67/75"],
    ["entier-superieur", "4", "158/75"],
  ] as const)("mois révolus, arrondi par logement, %s : %s", (mode, retenu, effet) => {
    const { reservataires, constats } = convertir(C2, {
      mesureDeDuree: "mois-revolus",
      arrondiDesDroits: { mode, decimales: 0, par: "logement" },
    });
    expect(reservataires.map((volume) => [volume.droitsUniques.exact, volume.effetDeLArrondi.exact])).toEqual(
      [[retenu, effet]],
    );
    const aLaFin = { "plus-proche": "2", "entier-inferieur": "1", "entier-superieur": "2" }[mode];
    expect(constats.map(({ code, chiffres }) => [code, ...chiffres.map(({ valeur }) => valeur)])).toEqual([
      ["DROITS_ARRONDIS_PAR_LOGEMENT", retenu, aLaFin, "142/75"],
    ]);
  });

  it("le même arrondi, une seule fois, à la fin : 2, et 1 ou 2 selon le mode", () => {
    const unefois = (mode: "plus-proche" | "entier-inferieur" | "entier-superieur") =>
      exacts(C2, { mesureDeDuree: "mois-revolus", arrondiDesDroits: { mode, decimales: 0 } });
    expect(unefois("plus-proche")).toEqual([["als", "2"]]);
    expect(unefois("entier-inferieur")).toEqual([["als", "1"]]);
    expect(unefois("entier-superieur")).toEqual([["als", "2"]]);
  });
});

describe("R14, au niveau 2, seules les années d'expiration sont connues", () => {
  const { synthese, reservataires } = etatDe([...C2, { dateDExpiration: null, droit: "droit-unique" }]);
  const auNiveau2 = (stipulations: StipulationsDeDroitsUniques, tauxDeRotation = SEPT_VIRGULE_UN) =>
    convertirEnDroitsUniques(
      { dateDEffet: DATE, synthese, reservataires: reservataires.map(sansTerritoire), tauxDeRotation },
      stipulations,
    );

  it.each([
    // 25, 26,5 et 28 années × 7,1 %, plus un droit unique
    ["echeance-exclue", "111/40"],
    ["mi-annee", "5763/2000"],
    ["echeance-incluse", "747/250"],
  ] as const)("%s", (mesureDesAnnees, exact) => {
    const droits = auNiveau2({ mesureDesAnnees, arrondiDesDroits: "aucun" });
    expect(droits.niveau).toBe(2);
    expect(droits.reservataires.map(({ droitsUniques }) => droitsUniques.exact)).toEqual([exact]);
    expect(expliquer(droits, "reservataires/als")).toContain("mesureDesAnnees");
  });

  it("la mesure d'un jour ne sert pas, et le taux par typologie non plus", () => {
    expect(refusDe(() => auNiveau2({ mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" }))).toEqual([
      "mesureDesAnnees",
    ]);
    expect(
      refusDe(() =>
        auNiveau2(
          { mesureDesAnnees: "mi-annee", tauxApplique: "par-typologie", arrondiDesDroits: "aucun" },
          PAR_TYPOLOGIE,
        ),
      ),
    ).toEqual(["stipulations.tauxApplique TYPOLOGIE_INCONNUE"]);
  });

  it("l'ordre des années d'une ligne ne change pas un octet ; une année s'y donne une fois", () => {
    const [ligne] = synthese as [(typeof synthese)[0]];
    const selon = (anneesDExpiration: (typeof ligne)["anneesDExpiration"]) =>
      convertirEnDroitsUniques(
        {
          dateDEffet: DATE,
          synthese: [{ ...ligne, anneesDExpiration }],
          reservataires: reservataires.map(sansTerritoire),
          tauxDeRotation: SEPT_VIRGULE_UN,
        },
        { mesureDesAnnees: "mi-annee", arrondiDesDroits: "aucun" },
      );
    expect(selon([...ligne.anneesDExpiration].reverse())).toEqual(selon(ligne.anneesDExpiration));
    expect(
      refusDe(() =>
        selon([
          { annee: 2031, nombre: 1 },
          { annee: 2026, nombre: 1 },
          { annee: 2031, nombre: 1 },
        ]),
      ),
    ).toEqual(["synthese[0].anneesDExpiration[2].annee DOUBLON"]);
  });

  it("une année passée est échue ; l'année d'effet ne l'est pas", () => {
    const ligne = { ...(synthese[0] as (typeof synthese)[0]), droitsUniquesNonHonores: 0, droitsDeSuite: 2 };
    const droits = convertirEnDroitsUniques(
      {
        dateDEffet: DATE,
        synthese: [
          {
            ...ligne,
            anneesDExpiration: [
              { annee: 2023, nombre: 1 },
              { annee: 2024, nombre: 1 },
            ],
          },
        ],
        reservataires: reservataires.map(sansTerritoire),
        tauxDeRotation: SEPT_VIRGULE_UN,
      },
      { mesureDesAnnees: "echeance-incluse", arrondiDesDroits: "aucun" },
    );
    expect(droits.reservataires[0]).toMatchObject({ echus: 1, droitsDeSuite: 1 });
    expect(droits.reservataires[0]?.droitsUniques.exact).toBe("71/1000");
  });
});

function sansTerritoire<T extends { readonly territoire: unknown }>({ territoire: _, ...reste }: T) {
  return reste;
}

/** 26,5 % des T1 et 6,4 % des T5 et plus ; l'ensemble fait 329 sorties pour 2 000 logements. */
const PAR_TYPOLOGIE = mesurerTauxDeRotation(
  {
    date: DATE,
    millesime: 2023,
    territoire: "bailleur",
    numerateur: { nature: "sorties", nombre: 329 },
    denominateur: { nature: "logements", nombre: 2_000 },
    typologies: [
      { typologie: "T1", numerateur: 265, denominateur: 1_000 },
      { typologie: "T5+", numerateur: 64, denominateur: 1_000 },
    ],
  },
  MESURE,
);

describe("R14, un taux unique ou par typologie", () => {
  const droits = [
    { typologie: "T1", dateDExpiration: "2033-12-31" },
    { typologie: "T5+", dateDExpiration: "2033-12-31" },
  ] as const;
  const selon = (tauxApplique: "unique" | "par-typologie") =>
    exacts(droits, { mesureDeDuree: "mois-revolus", tauxApplique, arrondiDesDroits: "aucun" }, PAR_TYPOLOGIE);

  it("dix ans d'un T1 valent 2,65 droits, dix ans d'un T5 0,64 ; au taux d'ensemble, 1,645 chacun", () => {
    expect(selon("par-typologie")).toEqual([["als", "329/100"]]);
    expect(selon("unique")).toEqual([["als", "329/100"]]);
    const unT1 = exacts(
      droits.slice(0, 1),
      { mesureDeDuree: "mois-revolus", tauxApplique: "par-typologie", arrondiDesDroits: "aucun" },
      PAR_TYPOLOGIE,
    );
    expect(unT1).toEqual([["als", "53/20"]]);
  });

  it("la question se pose si le taux est mesuré par typologie, et ne se pose pas sinon", () => {
    const base = { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" } as const;
    expect(refusDe(() => convertir(droits, base, PAR_TYPOLOGIE))).toEqual(["tauxApplique"]);
    expect(refusDe(() => convertir(droits, { ...base, tauxApplique: "par-typologie" }))).toEqual([
      "stipulations.tauxApplique TAUX_PAR_TYPOLOGIE_ABSENT",
    ]);
    expect(
      refusDe(() =>
        convertir(
          [{ typologie: "T2", dateDExpiration: "2033-12-31" }],
          { ...base, tauxApplique: "par-typologie" },
          PAR_TYPOLOGIE,
        ),
      ),
    ).toEqual(["stipulations.tauxApplique TYPOLOGIE_SANS_TAUX"]);
  });
});

describe("R14, une typologie sans taux ne manque qu'à un droit qui l'applique", () => {
  const selon = (droit: DroitDemande, droitsSansTerme: readonly DroitSansTerme[] = []) =>
    exacts(
      [{ typologie: "T1", dateDExpiration: "2033-12-31" }, droit],
      {
        mesureDeDuree: "mois-revolus",
        tauxApplique: "par-typologie",
        droitsSansTerme,
        arrondiDesDroits: "aucun",
      },
      PAR_TYPOLOGIE,
    );

  it.each([
    // 10 ans × 26,5 %, et rien, ou un droit unique, ou le volume négocié
    ["un droit échu", { dateDExpiration: "2023-12-31" }, [], "53/20"],
    ["un droit unique", { droit: "droit-unique", dateDExpiration: null }, [], "73/20"],
    ["un volume négocié", { dateDExpiration: null }, [{ reservataire: "als", droitsUniques: "3" }], "113/20"],
  ] as const)("%s n'en prend pas", (_, droit, negocies, attendu) => {
    expect(selon({ typologie: "T2", ...droit }, negocies)).toEqual([["als", attendu]]);
  });

  it("des années négociées en prennent un", () => {
    expect(
      refusDe(() =>
        selon({ typologie: "T2", dateDExpiration: null }, [{ reservataire: "als", annees: "3" }]),
      ),
    ).toEqual(["stipulations.tauxApplique TYPOLOGIE_SANS_TAUX"]);
  });
});

describe("R14, les droits sans terme se négocient", () => {
  const droits = [
    { dateDExpiration: null },
    { dateDExpiration: null },
    { dateDExpiration: "2033-12-31" },
  ] as const;
  const selon = (...droitsSansTerme: DroitSansTerme[]) =>
    exacts(droits, { mesureDeDuree: "mois-revolus", droitsSansTerme, arrondiDesDroits: "aucun" });

  it("aucune formule ne les convertit : la stipulation manque", () => {
    expect(
      refusDe(() => convertir(droits, { mesureDeDuree: "mois-revolus", arrondiDesDroits: "aucun" })),
    ).toEqual(["droitsSansTerme"]);
  });

  it("tant d'années : 2 × 20 × 7,1 % + 10 × 7,1 % ; tant de droits : 3,5 + 10 × 7,1 %", () => {
    expect(selon({ reservataire: "als", annees: "20" })).toEqual([["als", "71/20"]]);
    expect(selon({ reservataire: "als", droitsUniques: "3.5" })).toEqual([["als", "421/100"]]);
    const negocie = convertir(droits, {
      mesureDeDuree: "mois-revolus",
      droitsSansTerme: [{ reservataire: "als", droitsUniques: "3.5" }],
      arrondiDesDroits: "aucun",
    });
    expect(expliquer(negocie, "reservataires/als")).toContain(
      "Volume négocié pour des droits sans terme : 3,5",
    );
  });

  it("chaque réservataire qui en a négocie les siens", () => {
    expect(refusDe(() => selon())).toEqual(["stipulations.droitsSansTerme DROITS_SANS_TERME_NON_NEGOCIES"]);
    expect(
      refusDe(() => selon({ reservataire: "als", annees: "20" }, { reservataire: "als", annees: "5" })),
    ).toEqual(["stipulations.droitsSansTerme[1].reservataire DOUBLON"]);
    expect(
      refusDe(() => selon({ reservataire: "als", annees: "20" }, { reservataire: "asl", annees: "5" })),
    ).toEqual(["stipulations.droitsSansTerme[1].reservataire RESERVATAIRE_INCONNU"]);
  });
});

describe("R14, le contingent de l'État ne se convertit pas ; ses autres droits, par stipulation", () => {
  const droits = [
    { reservataire: "etat", contrepartie: "contingent-prefectoral", dateDExpiration: "2033-12-31" },
    { reservataire: "etat", dateDExpiration: "2033-12-31" },
    { reservataire: "etat", contrepartie: "decote", dateDExpiration: "2033-12-31" },
  ] as const;
  const selon = (autresDroitsDeLEtat?: "convertis" | "non-convertis") =>
    convertir(droits, {
      mesureDeDuree: "mois-revolus",
      arrondiDesDroits: "aucun",
      ...(autresDroitsDeLEtat === undefined ? {} : { autresDroitsDeLEtat }),
    });

  it("la question se pose dès qu'il en a", () => {
    expect(refusDe(() => selon())).toEqual(["autresDroitsDeLEtat"]);
  });

  it("convertis : dix ans à 7,1 % ; le contingent, dit ou non, reste exclu", () => {
    const { reservataires, exclus } = selon("convertis");
    expect(
      reservataires.map(({ reservataire, droitsUniques }) => [reservataire, droitsUniques.exact]),
    ).toEqual([["etat", "71/100"]]);
    expect(exclus.map(({ reservataire, nombre }) => [reservataire, nombre])).toEqual([["etat", 2]]);
  });

  it("non convertis : tous sont exclus, chacun avec sa raison", () => {
    const { reservataires, exclus } = selon("non-convertis");
    expect(reservataires).toEqual([]);
    expect(exclus.map(({ nombre }) => nombre)).toEqual([2, 1]);
    expect(exclus[1]?.motif.fr).toContain("hors de son contingent");
  });
});
