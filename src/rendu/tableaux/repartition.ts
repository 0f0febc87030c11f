import type { Texte } from "../../droit/texte.js";
import { nommerTerritoire } from "../../modele/secteurs.js";
import { direLaPart, NON_RESERVES } from "../../modele/vocabulaire.js";
import type { Part, PartDeSecteur, Repartition, SecteurReparti } from "../../repartition/repartir-flux.js";
import { dresser, entiers, exacts, mots, reservataire } from "./colonnes.js";
import { secteur } from "./lieux.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

export const PART: Texte = { fr: "Part", en: "Share" };

export function tableauxDeLaRepartition(repartition: Repartition, mise: MiseEnForme): Tableau[] {
  return [lesParts(repartition, mise), parSecteur(repartition, mise)];
}

/** Une part convenue, ou ce que le bailleur garde. */
type LigneDePart = Pick<Part, "reservataire" | "logements" | "tauxDuFlux"> & { readonly part: Part | null };

function lesParts({ parts, nonReserves, assiette }: Repartition, mise: MiseEnForme): Tableau {
  return dresser<LigneDePart>(mise, {
    nom: "parts",
    titre: { fr: "Parts du flux", en: "Shares of the flow" },
    colonnes: [
      ...reservataire<LigneDePart>((ligne) => ligne.reservataire),
      mots("contrepartie", PART, ({ part }) => (part === null ? null : direLaPart(part))),
      mots("territoire", { fr: "Territoire", en: "Territory" }, ({ part }) =>
        part === null ? null : nommerTerritoire(part.territoire),
      ),
      exacts("tauxConvenu", { fr: "Taux convenu (%)", en: "Agreed rate (%)" }, "%", ({ part }) =>
        part === null ? null : part.tauxConvenu,
      ),
      exacts("taux", { fr: "Taux retenu (%)", en: "Rate used (%)" }, "%", ({ part }) =>
        part === null ? null : part.taux,
      ),
      entiers(
        "fluxDuTerritoire",
        { fr: "Flux du territoire", en: "Flow of the territory" },
        "logements",
        ({ part }) => (part === null ? null : part.fluxDuTerritoire),
      ),
      exacts("logements", { fr: "Logements", en: "Dwellings" }, "logements", (ligne) => ligne.logements),
      exacts(
        "surLesLiberations",
        { fr: "Sur les libérations", en: "On vacated dwellings" },
        "logements",
        ({ part }) => (part === null ? null : part.surLesLiberations),
      ),
      exacts(
        "tauxDuFlux",
        { fr: "Part du flux (%)", en: "Share of the flow (%)" },
        "%",
        (ligne) => ligne.tauxDuFlux,
      ),
    ],
    lignes: [
      ...parts.map((part) => ({ ...part, part })),
      { ...nonReserves, reservataire: NON_RESERVES, part: null },
    ],
    total: { logements: String(assiette.flux), tauxDuFlux: assiette.flux === 0 ? null : "100" },
  });
}

interface LigneDeSecteur {
  readonly secteur: SecteurReparti;
  readonly reservataire: string;
  readonly taux: PartDeSecteur["taux"];
  readonly part: PartDeSecteur | null;
}

function parSecteur({ secteurs }: Repartition, mise: MiseEnForme): Tableau {
  return dresser<LigneDeSecteur>(mise, {
    nom: "placement-par-secteur",
    titre: { fr: "Placement des parts, par secteur", en: "Placement of the shares, by sector" },
    colonnes: [
      ...secteur<LigneDeSecteur>((ligne) => ligne.secteur),
      entiers("flux", { fr: "Flux", en: "Flow" }, "logements", (ligne) => ligne.secteur.flux),
      ...reservataire<LigneDeSecteur>((ligne) => ligne.reservataire),
      mots("contrepartie", PART, ({ part }) => (part === null ? null : direLaPart(part))),
      exacts("taux", { fr: "Taux (%)", en: "Rate (%)" }, "%", (ligne) => ligne.taux),
      mots("delegataire", { fr: "Délégataire", en: "Delegate" }, ({ part }) =>
        part === null ? null : part.delegataire,
      ),
    ],
    lignes: secteurs.flatMap((lu): LigneDeSecteur[] => [
      ...lu.parts.map((part) => ({ secteur: lu, ...part, part })),
      { secteur: lu, reservataire: NON_RESERVES, taux: lu.tauxNonReserve, part: null },
    ]),
  });
}
