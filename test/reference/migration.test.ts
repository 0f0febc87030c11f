import { readFileSync } from "node:fs";
import { consigner, type Evenement, migrerRegistre, ouvrirRegistre, type Registre } from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { commune, convention, libere, PARTOUT, REGISTRE, repartitionDe } from "../fabrique.js";
import { refusDe } from "../refus.js";

/** Un registre que la bibliothèque a écrit au format 2, avant qu'elle ne suive les tours d'un logement. */
const lireLAncien = (): Registre =>
  JSON.parse(readFileSync(new URL("../donnees/registre-format-2.json", import.meta.url), "utf8"));

const repartition = (secteurs = [{ flux: 6 }, { localisation: "qpv" as const, flux: 4 }]) =>
  repartitionDe(secteurs, [
    convention("ville", "commune", commune("77288"), [{ taux: 20 }]),
    convention(
      "als",
      "action-logement",
      PARTOUT,
      [{ taux: 40, contrepartie: "participation-des-employeurs" }],
      "deleguee",
    ),
  ]);
const ouvrir = (echec: "annule" | "decompte" = "decompte") =>
  ouvrirRegistre(repartition(), { ...REGISTRE, echec });

describe("migrer un registre d'un ancien format", () => {
  it("rejoue tout son journal : l'ancien comptait un tour échoué, comme « décompté » aujourd'hui", () => {
    const ancien = lireLAncien();
    const { registre, origine, comptesChanges } = migrerRegistre(ouvrir("decompte"), ancien);
    expect(origine).toEqual({ format: 2, bibliotheque: ancien.provenance.bibliotheque });
    expect(registre.journal).toEqual(ancien.journal);
    expect(registre.version).toBe(15);
    expect(comptesChanges).toEqual([]);
  });

  it("rend les comptes qu'une stipulation nouvelle change, avant et après", () => {
    expect(migrerRegistre(ouvrir("annule"), lireLAncien()).comptesChanges).toEqual([
      {
        reservataire: "ville",
        avant: { duEnCentMillioniemes: 80_000_000, recus: 2 },
        apres: { duEnCentMillioniemes: 80_000_000, recus: 1 },
      },
    ]);
  });

  it("le registre migré se poursuit, et survit à une base de données", () => {
    const { registre } = migrerRegistre(ouvrir(), lireLAncien());
    const relu = JSON.parse(JSON.stringify(registre)) as Registre;
    const suite: Evenement = { type: "bail", date: "2024-03-10", liberation: "L-3" };
    expect(JSON.stringify(consigner(relu, suite))).toBe(JSON.stringify(consigner(registre, suite)));
  });

  it("refuse un ancien modifié, d'un autre périmètre, ou une ouverture déjà entamée", () => {
    const ancien = lireLAncien();
    const stipulations = { ...ancien.stipulations, report: "integral" as const };
    expect(refusDe(() => migrerRegistre(ouvrir(), { ...ancien, stipulations }))).toEqual([
      "ancien RESULTAT_ALTERE",
    ]);
    const ailleurs = structuredClone(ancien) as {
      repartition: { assiette: { perimetre: { annee: number } } };
    };
    ailleurs.repartition.assiette.perimetre.annee = 2023;
    expect(refusDe(() => migrerRegistre(ouvrir(), ailleurs))).toEqual([
      "ancien RESULTAT_ALTERE",
      "ancien.repartition.assiette.perimetre PERIMETRES_DIFFERENTS",
    ]);
    const entamee = consigner(ouvrir(), { type: "liberation", ...libere("L-9", "2024-02-01") });
    expect(refusDe(() => migrerRegistre(entamee, ancien))).toEqual(["ouverture.journal OUVERTURE_ENTAMEE"]);
    expect(refusDe(() => migrerRegistre(ouvrir(), { nature: "bilan" }))).toContain(
      "ancien.nature VALEUR_NON_PREVUE",
    );
  });

  it("situe dans le journal l'événement qui ne tient plus", () => {
    const ancien = lireLAncien();
    const [premier, ...autres] = ancien.journal;
    expect(refusDe(() => migrerRegistre(ouvrir(), { ...ancien, journal: autres }))).toEqual([
      "ancien.journal[0].liberation LIBERATION_INCONNUE",
    ]);
    expect(premier?.type).toBe("liberation");
    const sansQpv = ouvrirRegistre(repartition([{ flux: 6 }] as never), { ...REGISTRE, echec: "decompte" });
    expect(refusDe(() => migrerRegistre(sansQpv, ancien))).toEqual([
      "ancien.journal[7].commune SECTEUR_INCONNU",
    ]);
  });

  it("reçoit de nouveau les répartitions dont le journal change", () => {
    const changement = (nouvelle: unknown) => ({
      type: "changement-de-repartition",
      date: "2024-07-01",
      repartition: nouvelle,
    });
    const ancien = lireLAncien();
    const avecChangement = { ...ancien, journal: [...ancien.journal, changement(ancien.repartition)] };
    expect(refusDe(() => migrerRegistre(ouvrir(), avecChangement))).toEqual([
      "ancien.journal[15].repartition FORMAT_INCONNU",
    ]);
    const nouvelle = repartition();
    const { registre } = migrerRegistre(ouvrir(), avecChangement, [
      { du: "2024-07-01", repartition: nouvelle },
    ]);
    expect(registre.changements).toEqual([{ du: "2024-07-01", repartition: nouvelle }]);
    expect(registre.journal.at(-1)).toEqual(changement(nouvelle));
  });
});
