import {
  type CategorieDeSoustraction,
  consigner,
  type Evenement,
  etablirBilan,
  type Liberation,
  ouvrirRegistre,
  type Publics,
  proposerOrientation,
  type Registre,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, libere, REGISTRE, repartitionDe } from "../fabrique.js";
import { refusDe } from "../refus.js";

const ouvert = ouvrirRegistre(
  repartitionDe(
    [{ flux: 50 }, { localisation: "qpv", flux: 50 }],
    [convention("ville", "commune", commune("77288"), [{ taux: 20 }])],
  ),
  REGISTRE,
);
const suivi = { liberation: "L-1", date: "2024-03-01" };
const vacance = { type: "liberation", ...libere("L-1", "2024-02-01") } as const satisfies Liberation & {
  type: string;
};
const soustraction = (categorie: CategorieDeSoustraction): Evenement => ({
  type: "soustraction",
  ...suivi,
  categorie,
});
const attribution = (publics?: Publics): Evenement => ({ type: "attribution", ...suivi, publics });
const bail = (publics?: Publics): Evenement => ({ type: "bail", ...suivi, publics });
const vivre = (...faits: readonly Evenement[]): Registre => faits.reduce(consigner, ouvert);
const aLaVille: Evenement[] = [
  vacance,
  { type: "mise-a-disposition", ...suivi, reservataire: "ville" },
  { type: "designation", ...suivi },
];
const dossierDe = ({ dossiers }: Registre) => dossiers[0];

describe("R11, R12, ce que l'attribution et le bail disent d'un ménage", () => {
  it("rien n'est dit : l'état est celui d'avant, sans champ de plus", () => {
    const registre = vivre(...aLaVille, attribution(), bail());
    expect(Object.keys(dossierDe(registre)?.tours[0] ?? {})).toEqual([
      "reservataire",
      "miseADisposition",
      "designation",
      "attribution",
      "bail",
      "echec",
    ]);
    expect(Object.keys(dossierDe(registre) ?? {})).not.toContain("attributionDuSoustrait");
  });

  it("le bail complète et confirme ; ce qu'il ne dit pas reste dit", () => {
    const registre = vivre(
      ...aLaVille,
      attribution({ dalo: true, prioritaire: false }),
      bail({ dalo: true, premierQuartile: true }),
    );
    expect(dossierDe(registre)?.tours[0]?.publics).toEqual({
      dalo: true,
      prioritaire: false,
      premierQuartile: true,
    });
    expect(
      dossierDe(vivre(...aLaVille, attribution({ dalo: true }), bail({ dalo: undefined })))?.tours[0]
        ?.publics,
    ).toEqual({ dalo: true });
  });

  it("le bail ne contredit pas l'attribution : chaque champ contraire est refusé à sa place", () => {
    const attribue = vivre(...aLaVille, attribution({ dalo: true, premierQuartile: false }));
    expect(refusDe(() => consigner(attribue, bail({ dalo: false, premierQuartile: true })))).toEqual([
      "evenement.publics.dalo PUBLICS_CONTRADICTOIRES",
      "evenement.publics.premierQuartile PUBLICS_CONTRADICTOIRES",
    ]);
  });

  it("un autre ménage n'hérite pas de ce qui a été dit du premier", () => {
    const registre = vivre(
      ...aLaVille,
      attribution({ dalo: true }),
      { type: "refus-du-candidat", ...suivi },
      ...aLaVille.slice(1),
      attribution({ dalo: false }),
    );
    expect(dossierDe(registre)?.tours.map(({ publics }) => publics)).toEqual([
      { dalo: true },
      { dalo: false },
    ]);
  });

  it("rien d'autre d'un ménage n'est admis, et aucun autre événement n'en dit", () => {
    const attribue = vivre(...aLaVille);
    const nomme = { ...attribution(), publics: { dalo: true, nom: "X" } } as unknown as Evenement;
    const designe = { type: "refus-du-candidat", ...suivi, publics: { dalo: true } } as unknown as Evenement;
    expect(refusDe(() => consigner(attribue, nomme))).toEqual(["evenement.publics.nom CHAMP_INCONNU"]);
    expect(refusDe(() => consigner(attribue, designe))).toEqual(["evenement.publics CHAMP_INCONNU"]);
  });

  it("un registre qui en porte se relit de son JSON, et se rejoue", () => {
    const registre = vivre(...aLaVille, attribution({ dalo: true }), bail({ premierQuartile: true }));
    const relu = JSON.parse(JSON.stringify(registre)) as Registre;
    expect(etablirBilan(relu)).toEqual(etablirBilan(registre));
    const journal = relu.journal.map((fait) =>
      fait.type === "attribution" ? { ...fait, publics: { dalo: false } } : fait,
    );
    expect(refusDe(() => etablirBilan({ ...relu, journal }))).toEqual(["registre REGISTRE_ALTERE"]);
  });
});

describe("R2, R12, un logement soustrait du flux s'attribue aussi", () => {
  const soustrait = vivre(vacance, soustraction("renouvellementUrbain"));

  it("attribution puis bail : le dossier le dit, sans tour, et du bilan ne bougent que les relogements", () => {
    const registre = [attribution({ dalo: false }), bail({ premierQuartile: true })].reduce(
      consigner,
      soustrait,
    );
    expect(dossierDe(registre)).toEqual({
      liberation: "L-1",
      etape: "bail",
      dateDeLEtape: "2024-03-01",
      soustraction: "renouvellementUrbain",
      attributionDuSoustrait: {
        attribution: "2024-03-01",
        bail: "2024-03-01",
        publics: { dalo: false, premierQuartile: true },
      },
      tours: [],
    });
    expect(registre.comptes).toEqual(soustrait.comptes);
    const avant = etablirBilan(soustrait);
    const { provenance: _, relogements, constats, ...apres } = etablirBilan(registre);
    expect(avant).toMatchObject(apres);
    expect(relogements[1]).toEqual({
      categorie: "renouvellementUrbain",
      relogement: true,
      soustraits: 1,
      attribues: 1,
      bauxSignes: 1,
    });
    expect(constats.map(({ code }) => code)).toEqual(["RELOGEMENTS_A_DEUX_COMPTES"]);
  });

  it("il n'est à la disposition de personne, et ne se propose plus, même après un refus", () => {
    const refuse = [attribution(), { type: "refus-du-candidat", ...suivi } as const].reduce(
      consigner,
      soustrait,
    );
    for (const etat of [soustrait, refuse]) {
      expect(refusDe(() => consigner(etat, bail()))).toEqual(["evenement.type SUITE_IMPOSSIBLE"]);
      expect(
        refusDe(() => consigner(etat, { type: "mise-a-disposition", ...suivi, reservataire: "ville" })),
      ).toEqual(["evenement.type SUITE_IMPOSSIBLE"]);
      expect(refusDe(() => proposerOrientation(etat, "L-1")).length).toBe(1);
    }
    expect(dossierDe(refuse)?.attributionDuSoustrait).toBeUndefined();
    const reattribue = consigner(refuse, attribution({ dalo: true }));
    expect(dossierDe(reattribue)?.attributionDuSoustrait).toMatchObject({ publics: { dalo: true } });
    expect(
      refusDe(() => consigner(consigner(reattribue, bail()), { type: "refus-du-candidat", ...suivi })),
    ).toEqual(["evenement.type SUITE_IMPOSSIBLE"]);
  });

  it("l'opération du relogement est celle de la soustraction ; une mutation n'en est pas un", () => {
    const autre = attribution({ relogement: "copropriete-degradee" });
    const refus = ["evenement.publics.relogement RELOGEMENT_CONTRADICTOIRE"];
    expect(refusDe(() => consigner(soustrait, autre))).toEqual(refus);
    expect(refusDe(() => consigner(soustrait, attribution({ relogement: "renouvellement-urbain" })))).toEqual(
      [],
    );
    for (const categorie of ["mutations", "habitatIndigne", "venteHlm"] as const)
      expect(refusDe(() => consigner(vivre(vacance, soustraction(categorie)), autre))).toEqual(refus);
    for (const categorie of ["coproprietesDegradees", "attributionsDuPrefet"] as const)
      expect(refusDe(() => consigner(vivre(vacance, soustraction(categorie)), autre))).toEqual([]);
  });
});
