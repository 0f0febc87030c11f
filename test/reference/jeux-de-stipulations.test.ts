import {
  calculerAssiette,
  consoliderEtatDesLieux,
  convertirEnDroitsUniques,
  convertirStockEnFlux,
  JEUX_DE_STIPULATIONS,
  METHODE_FRANCILIENNE_2023,
  MOBILITE_PUBLIEE,
  mesurerTauxDeRotation,
  RATIO_RAPPORTE_PAR_LE_MINISTERE,
  StipulationManquante,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { DATE, PARTOUT, PERIMETRE } from "../fabrique.js";

const etatDesLieux = consoliderEtatDesLieux(
  {
    date: DATE,
    perimetre: PERIMETRE,
    communes: [{ code: "77288", epci: null }],
    reservataires: [
      { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
      { code: "etat", nom: "État", categorie: "prefet", territoire: PARTOUT },
    ],
    logements: [
      { reservataire: "als", dateDExpiration: "2033-12-31" },
      { reservataire: "als", dateDExpiration: null },
      { reservataire: "etat", contrepartie: "decote" as const, dateDExpiration: "2033-12-31" },
    ].map((champs, rang) => ({
      numeroRpls: `990000000${rang}`,
      droit: "droit-de-suite",
      typologie: "T3",
      commune: "77288",
      localisation: "hors-qpv",
      financement: "PLUS",
      ...champs,
    })),
  },
  {},
);
const ROTATION = {
  date: DATE,
  millesime: 2023,
  territoire: "bailleur",
  numerateur: { nature: "sorties", nombre: 8 },
  denominateur: { nature: "logements", nombre: 100 },
  typologies: [{ typologie: "T3", numerateur: 8, denominateur: 100 }],
} as const;

const manquantes = (faire: () => unknown): readonly string[] => {
  try {
    faire();
  } catch (erreur) {
    if (erreur instanceof StipulationManquante)
      return erreur.manquantes.map(({ stipulation }) => stipulation);
    throw erreur;
  }
  return [];
};

describe("un jeu de stipulations ne dit que ce que sa source dit", () => {
  it("ce qu'il ne fixe pas manque au verbe, et figure dans ce qu'il laisse ouvert", () => {
    const tauxDeRotation = mesurerTauxDeRotation(ROTATION, {
      ...MOBILITE_PUBLIEE.stipulations,
      arrondiDuTaux: "aucun",
    });
    const droits = manquantes(() =>
      convertirEnDroitsUniques({ dateDEffet: DATE, etatDesLieux, tauxDeRotation }, {
        ...METHODE_FRANCILIENNE_2023.stipulations,
      } as never),
    );
    expect([...droits].sort()).toEqual([
      "arrondiDesDroits",
      "autresDroitsDeLEtat",
      "droitsSansTerme",
      "mesureDeDuree",
      "tauxApplique",
    ]);
    expect(METHODE_FRANCILIENNE_2023.laisseOuvert).toEqual(expect.arrayContaining([...droits]));
    const rotation = manquantes(() =>
      mesurerTauxDeRotation(ROTATION, { ...MOBILITE_PUBLIEE.stipulations } as never),
    );
    expect(rotation).toEqual(["arrondiDuTaux"]);
    expect(MOBILITE_PUBLIEE.laisseOuvert).toEqual(expect.arrayContaining([...rotation]));
    const assiette = calculerAssiette(
      { date: DATE, perimetre: PERIMETRE, liberations: 10 },
      { premieresMisesEnLocation: "hors-flux" },
    );
    const conversion = manquantes(() =>
      convertirStockEnFlux({ etatDesLieux, assiette }, {
        ...RATIO_RAPPORTE_PAR_LE_MINISTERE.stipulations,
      } as never),
    );
    expect([...conversion].sort()).toEqual(["arrondiDuTaux", "autresDroitsDeLEtat", "patrimoineDeReference"]);
    expect(RATIO_RAPPORTE_PAR_LE_MINISTERE.laisseOuvert).toEqual(expect.arrayContaining([...conversion]));
  });

  it.each(JEUX_DE_STIPULATIONS.map((jeu) => [jeu.intitule.fr, jeu] as const))(
    "%s : rien n'y est à la fois fixé et ouvert, ni nommé deux fois",
    (_, { stipulations, laisseOuvert }) => {
      expect(
        Object.keys(stipulations).filter((nom) => (laisseOuvert as readonly string[]).includes(nom)),
      ).toEqual([]);
      expect(new Set(laisseOuvert).size).toBe(laisseOuvert.length);
    },
  );
});
