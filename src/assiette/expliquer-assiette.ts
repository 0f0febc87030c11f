import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { cleDeSecteur, nommerSecteur, PERIMETRE } from "../modele/secteurs.js";
import { type Etape, type ExplicationsPossibles, etape, etapeDeChoix, explicable } from "../modele/trace.js";
import { CATEGORIES_DE_SOUSTRACTION, type CategorieDeSoustraction } from "../modele/vocabulaire.js";
import type { Assiette } from "./calculer-assiette.js";
import type { LiberationComptee, MotifDeCompte } from "./compter-logements.js";
import type { ComptesDuFlux } from "./comptes-du-flux.js";

/** Les catégories de logements soustraits, dites en mots. */
export const NOMS_DES_CATEGORIES: Readonly<Record<CategorieDeSoustraction, Texte>> = {
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
        .map(
          (categorie) =>
            `${soustraits[categorie]} ${mot("pour", "for")} ${texte(NOMS_DES_CATEGORIES[categorie])}`,
        )
        .join(", ");
      const total = logements(soustraits.total);
      return mot(
        `Soustraits (${lieu.fr}) : ${detail} ; en tout ${total}.`,
        `Taken out (${lieu.en}): ${detail}; in all ${total}.`,
      );
    }),
  });
}

/** A, libération par libération : celles qui n'y entrent pas, et pourquoi. */
function etapeDesLiberations(comptees: readonly LiberationComptee[], lieu: Texte, date: string): Etape {
  const nombre = (motif: MotifDeCompte) => comptees.filter((comptee) => comptee.motif === motif).length;
  const ecartees = [
    nombre("hors-champ"),
    nombre("identifie"),
    nombre("premiere-mise-en-location-hors-flux"),
  ] as const;
  const retenues = comptees.filter(({ effet }) => effet !== "aucun").length;
  const [horsChamp, identifies, premieres] = ecartees;
  return etape("R1", date, {
    intitule: { fr: "Libérations qui comptent", en: "Vacancies that count" },
    formule: {
      fr: "A = libérations − hors champ − identifiés − premières mises en location hors flux",
      en: "A = vacancies − out of scope − identified − first lettings outside the flow",
    },
    calcul: enDeuxLangues(() => `A = ${comptees.length} − ${ecartees.join(" − ")} = ${retenues}`),
    phrase: enDeuxLangues(({ mot, logements, texte }) =>
      mot(
        `Sur ${logements(comptees.length)} donnés un à un (${texte(lieu)}), ${horsChamp} hors champ, ${identifies} identifiés et ${premieres} à une première mise en location hors flux n'entrent pas dans A.`,
        `Of ${logements(comptees.length)} given one by one (${texte(lieu)}), ${horsChamp} out of scope, ${identifies} identified and ${premieres} at a first letting outside the flow do not enter A.`,
      ),
    ),
  });
}

/** Au titre de quelle catégorie comptent les logements qui en ont plusieurs ; rien s'il n'y en a pas. */
function etapesDeLaPriorite(comptees: readonly LiberationComptee[], date: string): Etape[] {
  const plusieurs = comptees.filter(({ motif }) => motif === "soustrait-une-seule-fois").length;
  if (plusieurs === 0) return [];
  const parmi = comptees.filter(({ effet }) => effet === "A-et-B").length;
  return [
    etapeDeChoix(date, {
      intitule: { fr: "Un logement, une catégorie", en: "One dwelling, one category" },
      formule: {
        fr: "la première catégorie prévue : relogements dans l'ordre du texte, attributions du préfet, mutations",
        en: "the first category provided for: rehousing in the order of the text, the prefect's lettings, transfers",
      },
      calcul: enDeuxLangues(({ mot }) =>
        mot(`${plusieurs} sur ${parmi}, soustraits une fois`, `${plusieurs} of ${parmi}, taken out once`),
      ),
      phrase: enDeuxLangues(({ mot, logements }) =>
        mot(
          `${logements(plusieurs)} sous plusieurs catégories : chacun compte une fois dans B. Le total n'en dépend pas ; le détail suit cet ordre, car le texte demande le bilan des relogements, où les mutations ne sont pas nommées (R. 441-5, I, al. 5).`,
          `${logements(plusieurs)} under several categories: each counts once in B. The total does not depend on it; the breakdown follows this order, because the text asks for the report on rehousing, in which transfers are not named (R. 441-5, I, para. 5).`,
        ),
      ),
    }),
  ];
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
  const pour = (
    prefixe: string,
    lieu: Texte,
    comptes: ComptesDuFlux,
    comptees: readonly LiberationComptee[] | null,
  ) => [
    explicable(
      {
        cible: `${prefixe}soustraits`,
        titre: { fr: `Logements soustraits (B), ${lieu.fr}`, en: `Dwellings taken out (B), ${lieu.en}` },
        valeur: valeurExacte(fraction(comptes.soustraits.total)),
        unite: "logements",
        dateDeDroit,
      },
      () => [
        etapeDesSoustraits(comptes, lieu, dateDeDroit),
        ...etapesDeLaPriorite(comptees ?? [], dateDeDroit),
      ],
    ),
    explicable(
      {
        cible: `${prefixe}flux`,
        titre: { fr: `Flux annuel net (C), ${lieu.fr}`, en: `Net yearly flow (C), ${lieu.en}` },
        valeur: valeurExacte(fraction(comptes.flux)),
        unite: "logements",
        dateDeDroit,
      },
      () => [
        ...(comptees === null ? [] : [etapeDesLiberations(comptees, lieu, dateDeDroit)]),
        etapeDesSoustraits(comptes, lieu, dateDeDroit),
        etapeDuFlux(comptes, lieu, assiette),
      ],
    ),
  ];
  const { logements } = assiette;
  const parSecteur = logements === null ? null : new Map(regrouperParCodes(logements, cleDeSecteur));
  return new Map([
    ...pour("", PERIMETRE, assiette, logements),
    ...assiette.secteurs.flatMap((secteur) => {
      const cle = cleDeSecteur(secteur);
      const comptees = parSecteur === null ? null : (parSecteur.get(cle) ?? []);
      return pour(`secteurs/${cle}/`, nommerSecteur(secteur), secteur, comptees);
    }),
  ]);
}
