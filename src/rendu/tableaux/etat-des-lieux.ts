import type { LigneDePatrimoine } from "../../etat-des-lieux/compter-le-patrimoine.js";
import type { EtatDesLieux } from "../../etat-des-lieux/consolider-etat-des-lieux.js";
import type { SynthesesReunies } from "../../etat-des-lieux/reunir-syntheses.js";
import { tableauDeSynthese } from "../../etat-des-lieux/tableau-de-synthese.js";
import { type ColonneDe, dresser, entiers, mots } from "./colonnes.js";
import { secteur } from "./lieux.js";
import type { MiseEnForme } from "./mise-en-forme.js";
import type { Tableau } from "./tableau.js";

export function tableauxDeLEtatDesLieux(
  etatDesLieux: EtatDesLieux | SynthesesReunies,
  mise: MiseEnForme,
): Tableau[] {
  return [laSynthese(etatDesLieux, mise), lePatrimoine(etatDesLieux, mise)];
}

/** Les en-têtes du modèle francilien qui ne sont pas des codes ; les autres (T1, PLAI, 2031) se lisent partout. */
const ENTETES: ReadonlyMap<string, { readonly nom: string; readonly en: string; readonly mots?: true }> =
  new Map([
    ["Réservataire", { nom: "nom", en: "Reservation holder", mots: true }],
    ["Commune", { nom: "commune", en: "Municipality", mots: true }],
    ["EPCI/EPT", { nom: "epci", en: "EPCI/EPT", mots: true }],
    ["Droit unique non encore honoré", { nom: "droitsUniquesNonHonores", en: "Single-use rights not met" }],
    ["Droit de suite", { nom: "droitsDeSuite", en: "Lasting rights" }],
    ["Situé en QPV", { nom: "situesEnQpv", en: "In QPV" }],
    ["T5 et +", { nom: "T5+", en: "T5 and +" }],
    ["Sans terme", { nom: "sansTerme", en: "No term" }],
  ]);

type LigneDeSynthese = readonly (string | number)[];

function laSynthese(etatDesLieux: EtatDesLieux | SynthesesReunies, mise: MiseEnForme): Tableau {
  const { colonnes, lignes } = tableauDeSynthese(etatDesLieux);
  return dresser<LigneDeSynthese>(mise, {
    nom: "synthese",
    titre: {
      fr: "Synthèse de l'état des lieux, au modèle francilien",
      en: "Summary of reservations, in the Île-de-France template",
    },
    colonnes: colonnes.map((fr, rang): ColonneDe<LigneDeSynthese> => {
      const { nom, en, mots: deMots = false } = ENTETES.get(fr) ?? { nom: fr, en: fr };
      return deMots
        ? mots(nom, { fr, en }, (ligne) => String(ligne[rang]) || null)
        : entiers(nom, { fr, en }, "logements", (ligne) => Number(ligne[rang]));
    }),
    lignes,
  });
}

function lePatrimoine({ patrimoine, totaux }: EtatDesLieux | SynthesesReunies, mise: MiseEnForme): Tableau {
  return dresser<LigneDePatrimoine>(mise, {
    nom: "patrimoine",
    titre: { fr: "Patrimoine, par secteur", en: "Stock of dwellings, by sector" },
    colonnes: [
      ...secteur<LigneDePatrimoine>((ligne) => ligne),
      entiers("reserves", { fr: "Réservés", en: "Reserved" }, "logements", ({ reserves }) => reserves),
      entiers(
        "identifies",
        { fr: "Identifiés", en: "Identified" },
        "logements",
        ({ identifies }) => identifies,
      ),
      entiers(
        "nonReserves",
        { fr: "Non réservés", en: "Unreserved" },
        "logements",
        (ligne) => ligne.nonReserves,
      ),
      entiers("logements", { fr: "Logements", en: "Dwellings" }, "logements", ({ logements }) => logements),
    ],
    lignes: patrimoine,
    total: { ...totaux },
  });
}
