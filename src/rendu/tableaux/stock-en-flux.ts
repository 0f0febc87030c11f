import type { StockEnFlux } from "../../conversion/convertir-stock-en-flux.js";
import type { MethodeDeConversion, PartSelonUneMethode } from "../../conversion/methodes-de-conversion.js";
import type { PartProposee } from "../../conversion/proposer-parts.js";
import type { Texte } from "../../droit/texte.js";
import { type ColonneDe, dresser, entiers, exacts, mots, reservataire } from "./colonnes.js";
import { tableauDesExclus } from "./exclus.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

const METHODES: readonly {
  readonly methode: MethodeDeConversion;
  readonly nom: string;
  readonly titre: Texte;
}[] = [
  {
    methode: "ratio-du-stock",
    nom: "ratioDuStock",
    titre: { fr: "Ratio du stock", en: "Ratio of the stock" },
  },
  { methode: "annualisee", nom: "annualisee", titre: { fr: "Annualisée", en: "Annualised" } },
  {
    methode: "prorata-des-volumes",
    nom: "prorataDesVolumes",
    titre: { fr: "Prorata des volumes", en: "Pro rata of volumes" },
  },
];

export function tableauxDuStockEnFlux({ parts, exclus }: StockEnFlux, mise: MiseEnForme): Tableau[] {
  return [lesMethodes(parts, mise), tableauDesExclus(exclus, mise)];
}

function lesMethodes(parts: readonly PartProposee[], mise: MiseEnForme): Tableau {
  return dresser<PartProposee>(mise, {
    nom: "stock-en-flux",
    titre: {
      fr: "Du stock aux parts du flux, par trois méthodes",
      en: "From stock to shares of the flow, by three methods",
    },
    colonnes: [
      ...reservataire<PartProposee>((part) => part.reservataire),
      mots("territoire", { fr: "Territoire", en: "Territory" }, ({ territoire }) => territoire),
      entiers(
        "reserves",
        { fr: "Logements réservés", en: "Dwellings reserved" },
        "logements",
        (p) => p.reserves,
      ),
      entiers("patrimoine", { fr: "Patrimoine", en: "Stock" }, "logements", (p) => p.patrimoine),
      entiers("flux", { fr: "Flux du territoire", en: "Flow of the territory" }, "logements", (p) => p.flux),
      ...METHODES.flatMap(selonLaMethode),
      exacts(
        "ecartEnPoints",
        { fr: "Étendue (points)", en: "Range (points)" },
        "points",
        (p) => p.ecart?.points ?? null,
      ),
      exacts(
        "ecartEnLogements",
        { fr: "Étendue (logements)", en: "Range (dwellings)" },
        "logements",
        (p) => p.ecart?.logements ?? null,
      ),
      exacts("brut", { fr: "Taux sans arrondi (%)", en: "Unrounded rate (%)" }, "%", (p) => p.brut),
      exacts("taux", { fr: "Taux retenu (%)", en: "Rate used (%)" }, "%", (p) => p.taux),
      exacts("surLeFlux", { fr: "Sur le flux", en: "On the flow" }, "logements", (p) => p.surLeFlux),
      exacts(
        "surLesLiberations",
        { fr: "Sur les libérations", en: "On vacated dwellings" },
        "logements",
        (p) => p.surLesLiberations,
      ),
    ],
    lignes: parts,
  });
}

function selonLaMethode({ methode, nom, titre }: (typeof METHODES)[number]): ColonneDe<PartProposee>[] {
  const sienne = ({ methodes }: PartProposee): PartSelonUneMethode | undefined =>
    methodes.find((lue) => lue.methode === methode);
  return [
    exacts(
      `${nom}Taux`,
      { fr: `${titre.fr} (%)`, en: `${titre.en} (%)` },
      "%",
      (part) => sienne(part)?.taux ?? null,
    ),
    exacts(
      `${nom}Logements`,
      { fr: `${titre.fr} (logements)`, en: `${titre.en} (dwellings)` },
      "logements",
      (part) => sienne(part)?.logements ?? null,
    ),
  ];
}
