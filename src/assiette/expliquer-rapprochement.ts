import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { cleDeSecteur, nommerSecteur, PERIMETRE } from "../modele/secteurs.js";
import { type Etape, type ExplicationsPossibles, etape, etapeDeChoix, explicable } from "../modele/trace.js";
import { CATEGORIES_DE_SOUSTRACTION } from "../modele/vocabulaire.js";
import { NOMS_DES_CATEGORIES } from "./noms-des-categories.js";
import type { CompteRapproche, ComptesRapproches, Rapprochement } from "./rapprocher-assiettes.js";

interface Poste {
  readonly cible: string;
  readonly nom: Texte;
  readonly compte: CompteRapproche;
}

/** Les chiffres qu'un lieu rapproche : A, B, chaque catégorie présente, C. */
function postesDe({ liberations, soustraits, flux }: ComptesRapproches): Poste[] {
  const categories = CATEGORIES_DE_SOUSTRACTION.filter(
    (categorie) => soustraits[categorie].prevu > 0 || soustraits[categorie].realise > 0,
  );
  return [
    { cible: "liberations", nom: { fr: "libérations (A)", en: "vacancies (A)" }, compte: liberations },
    {
      cible: "soustraits",
      nom: { fr: "logements soustraits (B)", en: "dwellings taken out (B)" },
      compte: soustraits.total,
    },
    ...categories.map((categorie) => ({
      cible: `soustraits/${categorie}`,
      nom: NOMS_DES_CATEGORIES[categorie],
      compte: soustraits[categorie],
    })),
    { cible: "flux", nom: { fr: "flux annuel net (C)", en: "net yearly flow (C)" }, compte: flux },
  ];
}

function etapeDesComptes({ nom, compte: { prevu, realise } }: Poste, lieu: Texte, date: string): Etape {
  return etape("R10", date, {
    intitule: { fr: "Prévu et réalisé", en: "Forecast and actual" },
    formule: {
      fr: "prévu : ce qui est annoncé pour l'année ; réalisé : ce que l'année a donné",
      en: "forecast: what is announced for the year; actual: what the year gave",
    },
    calcul: enDeuxLangues(({ mot }) =>
      mot(`prévu = ${prevu} ; réalisé = ${realise}`, `forecast = ${prevu}; actual = ${realise}`),
    ),
    phrase: enDeuxLangues(({ mot, texte, logements }) =>
      mot(
        `${lieu.fr}, ${nom.fr} : ${logements(prevu)} prévus, ${realise} réalisés. Les logements soustraits prévus sont annoncés avant le 28 février ; le compte des relogements de l'année passée se rend à la même date.`,
        `${texte(lieu)}, ${texte(nom)}: ${logements(prevu)} forecast, ${realise} actual. The dwellings to be taken out are announced before 28 February; the past year's rehousing is reported by the same day.`,
      ),
    ),
    references: [{ article: "R. 441-5", subdivision: "I, al. 5" }],
    confiance: ["texte-officiel"],
    lecture: null,
  });
}

function etapeDeLEcart({ compte: { prevu, realise, ecart } }: Poste, date: string): Etape {
  return etapeDeChoix(date, {
    intitule: { fr: "Écart, sans régularisation", en: "Gap, without adjustment" },
    formule: { fr: "écart = réalisé − prévu", en: "gap = actual − forecast" },
    calcul: enDeuxLangues(({ mot }) =>
      mot(`écart = ${realise} − ${prevu} = ${ecart}`, `gap = ${realise} − ${prevu} = ${ecart}`),
    ),
    phrase: {
      fr: "Aucun texte lu ne dit si l'écart se régularise : la convention peut le prévoir, la bibliothèque ne reporte rien.",
      en: "No text read says whether the gap is adjusted: the agreement may provide for it, the library carries nothing over.",
    },
  });
}

export function explicationsDuRapprochement(rapprochement: Rapprochement): ExplicationsPossibles {
  const { dateDeDroit } = rapprochement.provenance;
  const pour = (prefixe: string, lieu: Texte, comptes: ComptesRapproches) =>
    postesDe(comptes).map((poste) =>
      explicable(
        {
          cible: `${prefixe}${poste.cible}`,
          titre: {
            fr: `Écart à la prévision, ${poste.nom.fr}, ${lieu.fr}`,
            en: `Gap to the forecast, ${poste.nom.en}, ${lieu.en}`,
          },
          valeur: valeurExacte(fraction(poste.compte.ecart)),
          unite: "logements",
          dateDeDroit,
        },
        () => [etapeDesComptes(poste, lieu, dateDeDroit), etapeDeLEcart(poste, dateDeDroit)],
      ),
    );
  return new Map([
    ...pour("", PERIMETRE, rapprochement),
    ...(rapprochement.secteurs ?? []).flatMap((secteur) =>
      pour(`secteurs/${cleDeSecteur(secteur)}/`, nommerSecteur(secteur), secteur),
    ),
  ]);
}
