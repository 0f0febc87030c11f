import type { ChiffresConsolides, TotauxDUnReservataire } from "../../bilan/chiffres-consolides.js";
import type { BailleurConsolide, BilansConsolides, SourceConsolidee } from "../../bilan/consolider-bilans.js";
import type { LigneConsolidee } from "../../bilan/situer-bilans.js";
import { type ColonneDe, dresser, mots, reservataire } from "./colonnes.js";
import { compteurs, compteursDesMaires, sixAxes, totalDesMaires } from "./lignes-du-bilan.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import { postesDuFlux, totalDesPostes } from "./postes-du-flux.js";
import { comptesDesSuites, totalDesSuites, transformation } from "./suites.js";
import type { Tableau } from "./tableau.js";

export function tableauxDesBilansConsolides(bilans: BilansConsolides, mise: MiseEnForme): Tableau[] {
  return [
    auxSixAxes(bilans, mise),
    parBailleur(bilans, mise),
    parBailleurEtReservataire(bilans, mise),
    parReservataire(bilans, mise),
    horsTerritoire(bilans, mise),
  ];
}

function siren<L>(lire: (ligne: L) => string): ColonneDe<L> {
  return mots("bailleur", { fr: "Bailleur", en: "Landlord" }, lire);
}

function auxSixAxes({ lignes, ensemble }: BilansConsolides, mise: MiseEnForme): Tableau {
  return dresser<LigneConsolidee>(mise, {
    nom: "consolidation-aux-six-axes",
    titre: { fr: "Bilans consolidés, aux six axes", en: "Consolidated reports, along the six axes" },
    colonnes: [
      siren<LigneConsolidee>(({ bailleur }) => bailleur),
      ...sixAxes<LigneConsolidee>(),
      ...compteurs<LigneConsolidee>((ligne) => ligne),
    ],
    lignes,
    total: { ...ensemble.totaux },
  });
}

/** Les chiffres d'un bailleur, ou de ce que le territoire laisse d'un bilan. */
function chiffres<L>(lire: (ligne: L) => ChiffresConsolides): ColonneDe<L>[] {
  return [
    ...compteurs<L>((ligne) => lire(ligne).totaux),
    ...compteursDesMaires<L>((ligne) => lire(ligne).maires),
    ...postesDuFlux<L>((ligne) => lire(ligne).assiette),
    ...comptesDesSuites<L>((ligne) => lire(ligne).suites),
    transformation<L>((ligne) => lire(ligne).suites.transformation),
  ];
}

function totalDesChiffres({ totaux, maires, assiette, suites }: ChiffresConsolides) {
  return {
    ...totaux,
    ...totalDesMaires(maires),
    ...totalDesPostes(assiette),
    ...totalDesSuites(suites),
    transformation: suites.transformation,
  };
}

function parBailleur({ bailleurs, ensemble }: BilansConsolides, mise: MiseEnForme): Tableau {
  return dresser<BailleurConsolide>(mise, {
    nom: "consolidation-par-bailleur",
    titre: { fr: "Bilans consolidés, par bailleur", en: "Consolidated reports, by landlord" },
    colonnes: [
      siren<BailleurConsolide>(({ bailleur }) => bailleur),
      ...chiffres<BailleurConsolide>((ligne) => ligne),
    ],
    lignes: bailleurs,
    total: totalDesChiffres(ensemble),
  });
}

function parBailleurEtReservataire({ bailleurs, ensemble }: BilansConsolides, mise: MiseEnForme): Tableau {
  type Ligne = TotauxDUnReservataire & Pick<BailleurConsolide, "bailleur">;
  return dresser<Ligne>(mise, {
    nom: "consolidation-par-bailleur-et-reservataire",
    titre: {
      fr: "Bilans consolidés, par bailleur et par réservataire",
      en: "Consolidated reports, by landlord and by reservation holder",
    },
    colonnes: [
      siren<Ligne>(({ bailleur }) => bailleur),
      ...reservataire<Ligne>((ligne) => ligne.reservataire),
      ...compteurs<Ligne>((ligne) => ligne),
    ],
    lignes: bailleurs.flatMap(({ bailleur, reservataires }) =>
      reservataires.map((ligne) => ({ ...ligne, bailleur })),
    ),
    total: { ...ensemble.totaux },
  });
}

function parReservataire(
  { parReservataire: lignes, ensemble }: BilansConsolides,
  mise: MiseEnForme,
): Tableau {
  return dresser<TotauxDUnReservataire>(mise, {
    nom: "consolidation-par-reservataire",
    titre: {
      fr: "Bilans consolidés, par réservataire",
      en: "Consolidated reports, by reservation holder",
    },
    colonnes: [
      ...reservataire<TotauxDUnReservataire>((ligne) => ligne.reservataire),
      ...compteurs<TotauxDUnReservataire>((ligne) => ligne),
    ],
    lignes,
    total: { ...ensemble.totaux },
  });
}

/** Ce que le territoire laisse de chaque bilan. */
function horsTerritoire(bilans: BilansConsolides, mise: MiseEnForme): Tableau {
  return dresser<SourceConsolidee>(mise, {
    nom: "consolidation-hors-territoire",
    titre: { fr: "Hors du territoire, non comptés", en: "Outside the territory, not counted" },
    colonnes: [
      siren<SourceConsolidee>(({ perimetre }) => perimetre.bailleur),
      mots("departement", { fr: "Département", en: "Département" }, ({ perimetre }) => perimetre.departement),
      ...chiffres<SourceConsolidee>((source) => source.horsTerritoire),
    ],
    lignes: bilans.sources,
    total: totalDesChiffres(bilans.horsTerritoire),
  });
}
