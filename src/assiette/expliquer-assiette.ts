import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { cleDeSecteur, nommerSecteur, PERIMETRE } from "../modele/secteurs.js";
import { type Etape, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import { CATEGORIES_DE_SOUSTRACTION, type CategorieDeSoustraction } from "../modele/vocabulaire.js";
import type { Assiette } from "./calculer-assiette.js";
import type { ComptesDuFlux } from "./comptes-du-flux.js";

const NOMS: Readonly<Record<CategorieDeSoustraction, Texte>> = {
  mutations: { fr: "mutations internes", en: "internal transfers" },
  renouvellementUrbain: { fr: "relogements du renouvellement urbain", en: "rehousing from urban renewal" },
  coproprietesDegradees: {
    fr: "relogements de copropriétés dégradées",
    en: "rehousing from run-down condominiums",
  },
  habitatIndigne: { fr: "relogements d'habitat indigne", en: "rehousing from unfit housing" },
  venteHlm: { fr: "relogements liés à une vente", en: "rehousing linked to a sale" },
  attributionsDuPrefet: {
    fr: "attributions d'office du préfet hors QPV",
    en: "lettings made by the prefect in the landlord's place outside QPV",
  },
};

/** B, catégorie par catégorie. */
export function etapeDesSoustraits(comptes: ComptesDuFlux, lieu: Texte, date: string): Etape {
  const { soustraits } = comptes;
  const presentes = CATEGORIES_DE_SOUSTRACTION.filter((categorie) => soustraits[categorie] > 0);
  return etape("R2", date, {
    calcul: enDeuxLangues(() =>
      presentes.length === 0
        ? "B = 0"
        : `B = ${presentes.map((categorie) => soustraits[categorie]).join(" + ")}${presentes.length === 1 ? "" : ` = ${soustraits.total}`}`,
    ),
    phrase: enDeuxLangues(({ mot, texte, logements }) => {
      if (presentes.length === 0)
        return mot(`Aucun logement n'est soustrait (${lieu.fr}).`, `No dwelling is taken out (${lieu.en}).`);
      const detail = presentes
        .map((categorie) => `${soustraits[categorie]} ${mot("pour", "for")} ${texte(NOMS[categorie])}`)
        .join(", ");
      const total = logements(soustraits.total);
      return mot(
        `Soustraits (${lieu.fr}) : ${detail} ; en tout ${total}.`,
        `Taken out (${lieu.en}): ${detail}; in all ${total}.`,
      );
    }),
  });
}

/** C = A − B, sur une partie ou la totalité de l'assiette. */
export function etapeDuFlux(
  comptes: ComptesDuFlux,
  lieu: Texte,
  { stipulations, provenance }: Pick<Assiette, "stipulations" | "provenance">,
): Etape {
  const { liberations, soustraits, flux } = comptes;
  const premieres = comptes.premieresMisesEnLocation;
  const dansLeFlux = stipulations.premieresMisesEnLocation === "dans-le-flux";
  return etape("R1", provenance.dateDeDroit, {
    references: [{ article: "R. 441-5", subdivision: "I, al. 5" }],
    calcul: enDeuxLangues(() => `C = ${liberations} − ${soustraits.total} = ${flux}`),
    phrase: enDeuxLangues(({ mot, texte, logements }) => {
      const neuf = dansLeFlux
        ? mot(` (dont ${premieres} à leur première mise en location)`, ` (${premieres} of them first let)`)
        : "";
      return mot(
        `L'assiette compte ${logements(liberations)} libérés dans l'année${neuf} (${texte(lieu)}), moins ${soustraits.total} soustraits : ${logements(flux)} à partager.`,
        `The base counts ${logements(liberations)} vacated in the year${neuf} (${texte(lieu)}), less ${soustraits.total} taken out: ${logements(flux)} to share.`,
      );
    }),
    stipulations: [{ nom: "premieresMisesEnLocation", valeur: stipulations.premieresMisesEnLocation }],
  });
}

/** B puis C, sur tout le périmètre. */
export function etapesDuPerimetre(assiette: Assiette): Etape[] {
  return [
    etapeDesSoustraits(assiette, PERIMETRE, assiette.provenance.dateDeDroit),
    etapeDuFlux(assiette, PERIMETRE, assiette),
  ];
}

export function explicationsDeLAssiette(assiette: Assiette): ExplicationsPossibles {
  const dateDeDroit = assiette.provenance.dateDeDroit;
  const pour = (prefixe: string, lieu: Texte, comptes: ComptesDuFlux) => [
    explicable(
      {
        cible: `${prefixe}soustraits`,
        titre: { fr: `Logements soustraits (B), ${lieu.fr}`, en: `Dwellings taken out (B), ${lieu.en}` },
        valeur: valeurExacte(fraction(comptes.soustraits.total)),
        unite: "logements",
        dateDeDroit,
      },
      () => [etapeDesSoustraits(comptes, lieu, dateDeDroit)],
    ),
    explicable(
      {
        cible: `${prefixe}flux`,
        titre: { fr: `Flux annuel net (C), ${lieu.fr}`, en: `Net yearly flow (C), ${lieu.en}` },
        valeur: valeurExacte(fraction(comptes.flux)),
        unite: "logements",
        dateDeDroit,
      },
      () => [etapeDesSoustraits(comptes, lieu, dateDeDroit), etapeDuFlux(comptes, lieu, assiette)],
    ),
  ];
  return new Map([
    ...pour("", PERIMETRE, assiette),
    ...assiette.secteurs.flatMap((secteur) =>
      pour(`secteurs/${cleDeSecteur(secteur)}/`, nommerSecteur(secteur), secteur),
    ),
  ]);
}
