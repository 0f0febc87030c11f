import { cleDeSecteur, nommerSecteur } from "../modele/secteurs.js";
import { type Etape, type ExplicationsPossibles, etape, explicable } from "../modele/trace.js";
import { CATEGORIES_DE_SOUSTRACTION, type CategorieDeSoustraction } from "../modele/vocabulaire.js";
import type { Assiette } from "./calculer-assiette.js";
import type { ComptesDuFlux } from "./comptes-du-flux.js";

const NOMS: Readonly<Record<CategorieDeSoustraction, string>> = {
  mutations: "mutations internes",
  renouvellementUrbain: "relogements du renouvellement urbain",
  coproprietesDegradees: "relogements de copropriétés dégradées",
  habitatIndigne: "relogements d'habitat indigne",
  venteHlm: "relogements liés à une vente",
  attributionsDuPrefet: "attributions d'office du préfet hors QPV",
};

/** B, catégorie par catégorie. */
export function etapeDesSoustraits(comptes: ComptesDuFlux, lieu: string, date: string): Etape {
  const { soustraits } = comptes;
  const presentes = CATEGORIES_DE_SOUSTRACTION.filter((categorie) => soustraits[categorie] > 0);
  return etape("R2", date, {
    calcul:
      presentes.length === 0
        ? "B = 0"
        : `B = ${presentes.map((categorie) => soustraits[categorie]).join(" + ")} = ${soustraits.total}`,
    phrase: {
      fr:
        presentes.length === 0
          ? `Aucun logement n'est soustrait (${lieu}).`
          : `${soustraits.total} logements sont soustraits (${lieu}) : ${presentes.map((categorie) => `${soustraits[categorie]} pour ${NOMS[categorie]}`).join(", ")}.`,
      en: `${soustraits.total} dwelling(s) taken out (${lieu})${presentes.length === 0 ? "" : `: ${presentes.map((categorie) => `${categorie} ${soustraits[categorie]}`).join(", ")}`}.`,
    },
  });
}

/** C = A − B, sur une partie ou la totalité de l'assiette. */
export function etapeDuFlux(
  comptes: ComptesDuFlux,
  lieu: string,
  { stipulations, provenance }: Pick<Assiette, "stipulations" | "provenance">,
): Etape {
  const { liberations, soustraits, flux } = comptes;
  const neuf =
    stipulations.premieresMisesEnLocation === "dans-le-flux"
      ? ` (dont ${comptes.premieresMisesEnLocation} premières mises en location)`
      : "";
  return etape("R1", provenance.dateDeDroit, {
    calcul: `C = ${liberations} − ${soustraits.total} = ${flux}`,
    phrase: {
      fr: `${liberations} logements se libèrent dans l'année${neuf} (${lieu}) ; ${soustraits.total} sont soustraits ; il en reste ${flux} à partager.`,
      en: `${liberations} dwellings are vacated in the year (${lieu}); ${soustraits.total} are taken out; ${flux} are left to share.`,
    },
    stipulations: [{ nom: "premieresMisesEnLocation", valeur: stipulations.premieresMisesEnLocation }],
  });
}

export function explicationsDeLAssiette(assiette: Assiette): ExplicationsPossibles {
  const dateDeDroit = assiette.provenance.dateDeDroit;
  const pour = (prefixe: string, lieu: string, comptes: ComptesDuFlux) => [
    explicable(
      {
        cible: `${prefixe}soustraits`,
        titre: { fr: `Logements soustraits (B), ${lieu}`, en: `Dwellings taken out (B), ${lieu}` },
        valeur: String(comptes.soustraits.total),
        unite: "logements",
        dateDeDroit,
      },
      () => [etapeDesSoustraits(comptes, lieu, dateDeDroit)],
    ),
    explicable(
      {
        cible: `${prefixe}flux`,
        titre: { fr: `Flux annuel net (C), ${lieu}`, en: `Net yearly flow (C), ${lieu}` },
        valeur: String(comptes.flux),
        unite: "logements",
        dateDeDroit,
      },
      () => [etapeDesSoustraits(comptes, lieu, dateDeDroit), etapeDuFlux(comptes, lieu, assiette)],
    ),
  ];
  return new Map([
    ...pour("", "périmètre", assiette),
    ...assiette.secteurs.flatMap((secteur) =>
      pour(`secteurs/${cleDeSecteur(secteur)}/`, nommerSecteur(secteur), secteur),
    ),
  ]);
}
