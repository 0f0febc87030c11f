import { direLaPart, NON_RESERVES } from "../../modele/vocabulaire.js";
import type { Objectif, ObjectifDePart, Objectifs } from "../../objectifs/fixer-objectifs-de-flux.js";
import { type ColonneDe, dresser, entiers, exacts, mots, reservataire } from "./colonnes.js";
import { secteur } from "./lieux.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import { PART } from "./repartition.js";
import type { Tableau } from "./tableau.js";

export function tableauxDesObjectifs(objectifs: Objectifs, mise: MiseEnForme): Tableau[] {
  return [
    parReservataire(objectifs, mise),
    parPart(objectifs, mise),
    parTerritoire(objectifs, mise),
    parSecteur(objectifs, mise),
  ];
}

type ObjectifDe = Objectif & { readonly reservataire: string };

function mesures<L extends Objectif>(): ColonneDe<L>[] {
  return [
    exacts("exact", { fr: "Part exacte", en: "Exact share" }, "logements", ({ exact }) => exact),
    exacts(
      "retenu",
      { fr: "Part à arrondir", en: "Share to be rounded" },
      "logements",
      ({ retenu }) => retenu,
    ),
    entiers("objectif", { fr: "Objectif", en: "Target" }, "logements", ({ objectif }) => objectif),
  ];
}

/** Les objectifs des réservataires, puis ceux du bailleur. */
function avecLeBailleur<O extends ObjectifDe>(desReservataires: readonly O[], nonReserves: Objectif) {
  return [...desReservataires, { ...nonReserves, reservataire: NON_RESERVES }];
}

function parReservataire({ reservataires, nonReserves, flux }: Objectifs, mise: MiseEnForme): Tableau {
  return dresser<ObjectifDe>(mise, {
    nom: "objectifs-par-reservataire",
    titre: {
      fr: "Objectifs de l'année, par réservataire",
      en: "Targets for the year, by reservation holder",
    },
    colonnes: [...reservataire<ObjectifDe>((ligne) => ligne.reservataire), ...mesures<ObjectifDe>()],
    lignes: avecLeBailleur(reservataires, nonReserves),
    total: { exact: String(flux), objectif: flux },
  });
}

type LigneDePart = ObjectifDePart & { readonly reservataire: string };

function parPart({ reservataires }: Objectifs, mise: MiseEnForme): Tableau {
  return dresser<LigneDePart>(mise, {
    nom: "objectifs-par-part",
    titre: { fr: "Objectifs de l'année, part par part", en: "Targets for the year, share by share" },
    colonnes: [
      ...reservataire<LigneDePart>((ligne) => ligne.reservataire),
      mots("contrepartie", PART, direLaPart),
      ...mesures<LigneDePart>(),
    ],
    lignes: reservataires.flatMap(({ reservataire: code, parts }) =>
      parts.map((part) => ({ ...part, reservataire: code })),
    ),
  });
}

type LigneDeTerritoire = ObjectifDe & Pick<Objectifs["territoires"][number], "territoire" | "flux">;

function parTerritoire({ territoires }: Objectifs, mise: MiseEnForme): Tableau {
  return dresser<LigneDeTerritoire>(mise, {
    nom: "objectifs-par-territoire",
    titre: {
      fr: "Objectifs de l'année, par EPCI et par commune",
      en: "Targets for the year, by EPCI and municipality",
    },
    colonnes: [
      mots("type", { fr: "Échelle", en: "Scale" }, ({ territoire }) =>
        territoire.type === "epci" ? { fr: "EPCI", en: "EPCI" } : { fr: "commune", en: "municipality" },
      ),
      mots("territoire", { fr: "Territoire", en: "Territory" }, ({ territoire }) =>
        territoire.type === "epci" ? territoire.epci : territoire.commune,
      ),
      entiers("flux", { fr: "Flux", en: "Flow" }, "logements", ({ flux }) => flux),
      ...reservataire<LigneDeTerritoire>((ligne) => ligne.reservataire),
      ...mesures<LigneDeTerritoire>(),
    ],
    lignes: territoires.flatMap(({ territoire, flux, reservataires, nonReserves }) =>
      avecLeBailleur(reservataires, nonReserves).map((ligne) => ({ ...ligne, territoire, flux })),
    ),
  });
}

interface LigneDeSecteur extends Objectif {
  readonly secteur: Objectifs["secteurs"][number];
  readonly reservataire: string;
  readonly part: ObjectifDePart | null;
}

function parSecteur({ secteurs, flux }: Objectifs, mise: MiseEnForme): Tableau {
  return dresser<LigneDeSecteur>(mise, {
    nom: "objectifs-par-secteur",
    titre: { fr: "Objectifs de l'année, par secteur", en: "Targets for the year, by sector" },
    colonnes: [
      ...secteur<LigneDeSecteur>((ligne) => ligne.secteur),
      ...reservataire<LigneDeSecteur>((ligne) => ligne.reservataire),
      mots("contrepartie", PART, ({ part }) => (part === null ? null : direLaPart(part))),
      ...mesures<LigneDeSecteur>(),
    ],
    lignes: secteurs.flatMap((lu): LigneDeSecteur[] => [
      ...lu.parts.map((part) => ({ ...part, secteur: lu, part })),
      { ...lu.nonReserves, secteur: lu, reservataire: NON_RESERVES, part: null },
    ]),
    total: { exact: String(flux), objectif: flux },
  });
}
