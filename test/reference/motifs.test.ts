import {
  consigner,
  type Evenement,
  etablirBilan,
  type Liberation,
  ouvrirRegistre,
  type Registre,
  type TypeDEchec,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, libere, REGISTRE, repartitionDe } from "../fabrique.js";
import { refusDe } from "../refus.js";

const ouvert = ouvrirRegistre(
  repartitionDe([{ flux: 50 }], [convention("ville", "commune", commune("77288"), [{ taux: 20 }])]),
  REGISTRE,
);
const suivi = { liberation: "L-1", date: "2024-03-01" };
const vacance: Liberation = { type: "liberation", ...libere("L-1", "2024-02-01") };
const mise: Evenement = { type: "mise-a-disposition", ...suivi, reservataire: "ville" };
const designation: Evenement = { type: "designation", ...suivi };
const attribution: Evenement = { type: "attribution", ...suivi };
const vivre = (...faits: readonly Evenement[]): Registre => faits.reduce(consigner, ouvert);
const echecDe = ({ dossiers }: Registre) => dossiers[0]?.tours[0]?.echec;

const AVANT: Readonly<Record<TypeDEchec, readonly Evenement[]>> = {
  "absence-de-candidat": [vacance, mise],
  "non-attribution": [vacance, mise, designation],
  "refus-du-candidat": [vacance, mise, designation, attribution],
};
const ECHECS = Object.keys(AVANT) as TypeDEchec[];

describe("le motif d'un échec", () => {
  it.each(ECHECS)("%s : gardé s'il est donné, absent sinon", (type) => {
    const avec = vivre(...AVANT[type], { type, ...suivi, motif: "loyer-trop-eleve" });
    const sans = vivre(...AVANT[type], { type, ...suivi });
    const indefini = vivre(...AVANT[type], { type, ...suivi, motif: undefined });
    expect(echecDe(avec)).toEqual({ type, date: suivi.date, motif: "loyer-trop-eleve" });
    expect(JSON.stringify(echecDe(sans))).toBe(JSON.stringify({ type, date: suivi.date }));
    expect(JSON.stringify(indefini)).toBe(JSON.stringify(sans));
  });

  it("est un code, et jamais un texte libre", () => {
    const consigne = (motif: string) =>
      refusDe(() => vivre(...AVANT["absence-de-candidat"], { type: "absence-de-candidat", ...suivi, motif }));
    for (const motif of ["loyer", "t2", "2e-refus", "a".repeat(40), "a-b-c"])
      expect(consigne(motif)).toEqual([]);
    for (const motif of [
      "",
      "Loyer",
      "loyer élevé",
      "loyer trop eleve",
      "élevé",
      "-loyer",
      "loyer-",
      "loyer--haut",
      "loyer_haut",
      "a".repeat(41),
    ])
      expect(consigne(motif)).toEqual(["evenement.motif MOTIF_INVALIDE"]);
    expect(consigne(null as never)).toEqual(["evenement.motif TYPE_INVALIDE"]);
  });

  it("n'est admis que d'un échec", () => {
    const motive = (fait: Evenement) => ({ ...fait, motif: "loyer" }) as Evenement;
    expect(refusDe(() => vivre(vacance, motive(mise)))).toEqual(["evenement.motif CHAMP_INCONNU"]);
    expect(refusDe(() => vivre(vacance, mise, motive(designation)))).toEqual([
      "evenement.motif CHAMP_INCONNU",
    ]);
  });

  it("fait partie du journal : le changer altère le registre", () => {
    const registre = vivre(...AVANT["refus-du-candidat"], {
      type: "refus-du-candidat",
      ...suivi,
      motif: "loyer",
    });
    const relu = JSON.parse(JSON.stringify(registre)) as Registre;
    expect(etablirBilan(relu)).toEqual(etablirBilan(registre));
    const journal = relu.journal.map((fait) =>
      fait.type === "refus-du-candidat" ? { ...fait, motif: "etage" } : fait,
    );
    expect(refusDe(() => etablirBilan({ ...relu, journal }))).toEqual(["registre REGISTRE_ALTERE"]);
  });
});
