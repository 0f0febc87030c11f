import {
  type Convention,
  calculerAssiette,
  consigner,
  type Evenement,
  etablirBilan,
  expliquer,
  type LogementLibere,
  orienterLogements,
  ouvrirRegistre,
  proposerOrientation,
  type Registre,
  type ReservationsNonConverties,
  type StipulationsDeRegistre,
} from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { logementsDesUnites } from "../../src/exact/taux.js";
import { ecrireFraction } from "../../src/exact/valeur-exacte.js";
import { commune, convention, DATE, libere, PERIMETRE, REGISTRE, repartitionDe } from "../fabrique.js";
import { refusDe } from "../refus.js";

/** La ville a la moitié du flux, le bailleur l'autre ; l'agglomération n'a encore que du stock. */
const repartition = repartitionDe(
  [{ flux: 10 }, { localisation: "qpv", flux: 10 }],
  [convention("ville", "commune", commune("77288"), [{ taux: 50, contrepartie: "financement" }])],
);
const A_PART: ReservationsNonConverties = { regle: "a-part", titulaires: ["agglo", "ville"] };
const SUR_LA_PART: ReservationsNonConverties = { regle: "sur-la-part", titulaires: ["ville"] };

const ouvrir = (
  reservationsEnStock: ReservationsNonConverties = A_PART,
  stipulations: Partial<StipulationsDeRegistre> = {},
) => ouvrirRegistre(repartition, { ...REGISTRE, ...stipulations, reservationsEnStock });
const enStock = (titulaire: string, champs: Partial<LogementLibere> = {}): Evenement => ({
  type: "liberation",
  ...libere("L-01", "2024-02-01", {
    statut: "reserve-en-stock",
    reservataireEnStock: titulaire,
    ...champs,
  }),
});
const mettre = (reservataire: string, date = "2024-02-10"): Evenement => ({
  type: "mise-a-disposition",
  date,
  liberation: "L-01",
  reservataire,
});
const pas = (type: "designation" | "absence-de-candidat" | "attribution" | "non-attribution" | "bail") =>
  ({ type, date: "2024-03-01", liberation: "L-01" }) as const;
const vivre = (registre: Registre, ...faits: readonly Evenement[]) => faits.reduce(consigner, registre);
const comptes = (registre: Registre) =>
  registre.comptes.map(({ reservataire, duEnCentMillioniemes, recus, enCours }) => [
    reservataire,
    ecrireFraction(logementsDesUnites(duEnCentMillioniemes)),
    recus,
    enCours,
  ]);

describe("R13, une année où des réservations en stock ne sont pas encore converties", () => {
  it("le logement revient à son réservataire, qui n'a pas besoin d'avoir une part du flux", () => {
    const registre = vivre(ouvrir(), enStock("agglo"));
    const proposition = proposerOrientation(registre, "L-01");
    expect([proposition.cas, proposition.parStipulation, proposition.ordre]).toEqual([
      "reserve-en-stock",
      true,
      null,
    ]);
    expect(proposition.candidats.map(({ reservataire }) => reservataire)).toEqual(["agglo"]);
    expect(proposition.ecartes.map(({ reservataire }) => reservataire)).toEqual(["ville", "non-reserves"]);
    expect(proposition.delaiEnZoneTendue).toBe("2024-03-01");
    const texte = expliquer(proposition, "choix");
    expect(texte).toContain("resté réservé en stock : il revient à son réservataire, hors du partage");
    expect(texte).toContain("24/11/2023");
  });

  it("à part : rien n'est dû, rien n'est compté ; sur la part : il est compté, rien n'est dû", () => {
    const faits = [enStock("ville"), mettre("ville")];
    expect(comptes(vivre(ouvrir(A_PART), ...faits))).toEqual([
      ["ville", "0", 0, 0],
      ["non-reserves", "0", 0, 0],
    ]);
    expect(comptes(vivre(ouvrir(SUR_LA_PART), ...faits))).toEqual([
      ["ville", "0", 1, 0],
      ["non-reserves", "0", 0, 0],
    ]);
    const auBail = ouvrir(SUR_LA_PART, { decompte: "bail" });
    expect(comptes(vivre(auBail, ...faits))[0]).toEqual(["ville", "0", 0, 1]);
    expect(comptes(vivre(auBail, ...faits, pas("designation"), pas("attribution"), pas("bail")))[0]).toEqual([
      "ville",
      "0",
      1,
      0,
    ]);
  });

  it("il ne peut aller à un autre, ni être soustrait d'un flux où il n'est pas", () => {
    const registre = vivre(ouvrir(), enStock("agglo"));
    expect(refusDe(() => vivre(registre, mettre("ville")))).toEqual([
      "evenement.reservataire LOGEMENT_RESERVE_EN_STOCK",
    ]);
    expect(refusDe(() => vivre(registre, mettre("non-reserves")))).toEqual([
      "evenement.reservataire LOGEMENT_RESERVE_EN_STOCK",
    ]);
    expect(
      refusDe(() =>
        consigner(registre, {
          type: "soustraction",
          date: "2024-02-02",
          liberation: "L-01",
          categorie: "mutations",
        }),
      ),
    ).toEqual(["evenement.type SOUSTRACTION_HORS_FLUX"]);
  });

  it("les parties disent qui garde du stock, et ce qu'il compte, avant la première libération", () => {
    const sansRien = ouvrirRegistre(repartition, REGISTRE);
    expect(refusDe(() => vivre(sansRien, enStock("agglo")))).toEqual(["reservationsEnStock"]);
    expect(refusDe(() => vivre(ouvrir(), enStock("aglo")))).toEqual([
      "evenement.reservataireEnStock RESERVATAIRE_INCONNU",
    ]);
    expect(refusDe(() => ouvrir({ ...SUR_LA_PART, titulaires: ["ville", "agglo", "ville"] }))).toEqual([
      "stipulations.reservationsEnStock.titulaires[2] DOUBLON",
      "stipulations.reservationsEnStock.titulaires[1] RESERVATAIRE_INCONNU",
    ]);
    expect(
      refusDe(() =>
        consigner(ouvrir(), { ...enStock("ville"), reservataireEnStock: undefined } as Evenement),
      ),
    ).toEqual(["evenement.reservataireEnStock RESERVATAIRE_EN_STOCK_INCOHERENT"]);
  });

  it("sans candidat, il revient au même, ou le bailleur en dispose ; rien ne reste compté", () => {
    const echoue = vivre(ouvrir(SUR_LA_PART), enStock("ville"), mettre("ville"), pas("absence-de-candidat"));
    expect(comptes(echoue)[0]).toEqual(["ville", "0", 0, 0]);
    expect(proposerOrientation(echoue, "L-01").candidats.map(({ reservataire }) => reservataire)).toEqual([
      "ville",
    ]);
    expect(comptes(vivre(echoue, mettre("ville", "2024-03-02")))[0]).toEqual(["ville", "0", 1, 0]);
    expect(comptes(vivre(echoue, mettre("non-reserves", "2024-03-02")))).toEqual([
      ["ville", "0", 0, 0],
      ["non-reserves", "0", 0, 0],
    ]);
    const rendu = vivre(
      ouvrir(SUR_LA_PART, { echec: "rendu-pour-un-tour" }),
      enStock("ville"),
      mettre("ville"),
      pas("absence-de-candidat"),
    );
    expect(proposerOrientation(rendu, "L-01").cas).toBe("rendu-au-bailleur");
    expect(comptes(vivre(rendu, mettre("non-reserves", "2024-03-02")))).toEqual([
      ["ville", "0", 0, 0],
      ["non-reserves", "0", 0, 0],
    ]);
    const decompte = vivre(
      ouvrir(SUR_LA_PART, { echec: "decompte" }),
      enStock("ville"),
      mettre("ville"),
      pas("absence-de-candidat"),
    );
    expect(comptes(decompte)[0]).toEqual(["ville", "0", 1, 0]);
  });

  it("R18 : en QPV, l'échec d'une attribution met aussi ce logement à la disposition du maire", () => {
    const echoue = vivre(
      ouvrir(SUR_LA_PART),
      enStock("ville", { localisation: "qpv" }),
      mettre("ville"),
      pas("designation"),
      pas("non-attribution"),
    );
    expect(proposerOrientation(echoue, "L-01").cas).toBe("maire");
    expect(comptes(echoue)[0]).toEqual(["ville", "0", 0, 0]);
  });

  it("dans une suite, compté sur la part, il fait passer le bailleur deux fois ; à part, il n'y change rien", () => {
    const suite = (stipulation: ReservationsNonConverties) =>
      orienterLogements(
        ouvrir(stipulation),
        ["L-01", "L-02", "L-03", "L-04"].map((liberation, rang) =>
          libere(liberation, `2024-02-0${rang + 1}`, {
            logement: `99000000${liberation.slice(-2)}`,
            ...(rang === 1 ? { statut: "reserve-en-stock" as const, reservataireEnStock: "ville" } : {}),
          }),
        ),
      );
    const surLaPart = suite(SUR_LA_PART);
    expect(surLaPart.orientations.map(({ reservataire }) => reservataire)).toEqual([
      "ville",
      "ville",
      "non-reserves",
      "non-reserves",
    ]);
    expect(surLaPart.plusGrandEcart).toMatchObject({ reservataire: "ville", liberation: "L-02" });
    expect(surLaPart.plusGrandEcart?.ecart.exact).toBe("-3/2");
    expect(surLaPart.borne).toBeNull();
    const aPart = suite(A_PART);
    expect(aPart.orientations.map(({ reservataire, cas }) => [reservataire, cas])).toEqual([
      ["ville", "flux"],
      ["ville", "reserve-en-stock"],
      ["non-reserves", "flux"],
      ["ville", "flux"],
    ]);
    expect(aPart.plusGrandEcart?.ecart.exact).toBe("-1/2");
  });

  it("le bilan les montre à part, et l'assiette ne les compte pas", () => {
    const registre = vivre(
      ouvrir(),
      enStock("agglo"),
      mettre("agglo"),
      pas("designation"),
      pas("attribution"),
    );
    const { liberations, assietteRealisee, lignes, reservataires } = etablirBilan(registre);
    expect(liberations).toEqual({
      total: 1,
      soustraites: 0,
      partagees: 0,
      sortiesDuPartage: 0,
      identifiees: 0,
      reserveesEnStock: 1,
      premieresMisesEnLocationHorsFlux: 0,
      enAttente: 0,
    });
    expect(assietteRealisee.flux).toBe(0);
    expect(
      lignes.map(({ reservataire, proposes, attribues }) => [reservataire, proposes, attribues]),
    ).toEqual([["agglo", 1, 1]]);
    expect(reservataires.map(({ reservataire, proposes, recus }) => [reservataire, proposes, recus])).toEqual(
      [
        ["agglo", 1, 0],
        ["ville", 0, 0],
        ["non-reserves", 0, 0],
      ],
    );
    const assiette = calculerAssiette(
      {
        date: DATE,
        perimetre: PERIMETRE,
        logements: [
          {
            liberation: "L-01",
            commune: "77288",
            localisation: "hors-qpv",
            epci: null,
            premiereMiseEnLocation: false,
            statut: "reserve-en-stock",
            soustractions: [],
          },
        ],
      },
      { premieresMisesEnLocation: "hors-flux" },
    );
    expect(assiette.liberations).toBe(0);
    expect(assiette.logements?.[0]?.motif).toBe("reserve-en-stock");
  });
});

describe("R17, le délai de la convention se dit à côté de celui de la loi", () => {
  const avecDelai = (champs: Partial<Convention>): Registre =>
    ouvrirRegistre(
      repartitionDe(
        [{ flux: 10 }],
        [
          {
            ...convention("ville", "commune", commune("77288"), [{ taux: 50, contrepartie: "financement" }]),
            ...(champs as object),
          },
        ],
      ),
      REGISTRE,
    );
  const delais = (registre: Registre, date = "2024-01-31") =>
    proposerOrientation(
      consigner(registre, { type: "liberation", ...libere("L-01", date) }),
      "L-01",
    ).candidats.map(({ reservataire, delaiDeLaConvention }) => [reservataire, delaiDeLaConvention]);

  it.each([
    { unite: "jours", nombre: 30, date: "2024-01-31", attendu: "2024-03-01" },
    { unite: "jours", nombre: 30, date: "2024-12-15", attendu: "2025-01-14" },
    { unite: "jours", nombre: 366, date: "2024-01-01", attendu: "2025-01-01" },
    { unite: "mois", nombre: 1, date: "2024-01-31", attendu: "2024-02-29" },
    { unite: "mois", nombre: 2, date: "2024-12-31", attendu: "2025-02-28" },
  ] as const)("$nombre $unite après le $date : $attendu", ({ unite, nombre, date, attendu }) => {
    expect(delais(avecDelai({ delaiDeProposition: { nombre, unite } }), date)).toEqual([
      ["ville", attendu],
      ["non-reserves", null],
    ]);
  });

  it("rien si la convention n'en fixe pas, ni en gestion déléguée : le bailleur propose", () => {
    expect(delais(avecDelai({}))[0]).toEqual(["ville", null]);
    expect(
      delais(avecDelai({ modeDeGestion: "deleguee", delaiDeProposition: { nombre: 1, unite: "mois" } }))[0],
    ).toEqual(["ville", null]);
  });
});
