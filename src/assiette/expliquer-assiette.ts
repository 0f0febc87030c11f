import type { Reference } from "../droit/articles.js";
import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { fraction } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { cleDeSecteur, nommerSecteur, PERIMETRE } from "../modele/secteurs.js";
import { type Etape, type ExplicationsPossibles, etape, etapeDeChoix, explicable } from "../modele/trace.js";
import { CATEGORIES_DE_SOUSTRACTION, type CategorieDeSoustraction } from "../modele/vocabulaire.js";
import type { Assiette, SecteurDAssiette } from "./calculer-assiette.js";
import type { LiberationComptee, MotifDeCompte } from "./compter-logements.js";
import { additionnerComptes } from "./comptes-du-flux.js";
import {
  type ComptesSitues,
  type SoustractionNonPrevue,
  soustractionsNonPrevues,
} from "./constater-soustractions.js";
import { NOMS_DES_CATEGORIES } from "./noms-des-categories.js";

/** Ce que chaque catégorie ajoute à la lecture de R2. */
const LECTURES_DES_CATEGORIES: Readonly<Partial<Record<CategorieDeSoustraction, Texte>>> = {
  mutations: {
    fr: "La liste est lue comme limitative : une mutation venue d'un autre bailleur n'est pas soustraite.",
    en: "The list is read as closed: a transfer from another landlord is not taken out.",
  },
  coproprietesDegradees: {
    fr: "Toute requalification de copropriété dégradée compte, d'intérêt national ou non.",
    en: "Every rehabilitation of run-down condominiums counts, of national interest or not.",
  },
  habitatIndigne: {
    fr: "Un relogement que le maire ou le président d'EPCI désigne reste soustrait et s'impute sur ses droits.",
    en: "Rehousing designated by the mayor or the EPCI president stays taken out and is charged to their rights.",
  },
};

/** Les articles qui prévoient les catégories présentes ; sans aucune, tous ceux qui en prévoient. */
function referencesDesCategories(categories: readonly CategorieDeSoustraction[]): Reference[] {
  const duPrefet = categories.filter((categorie) => categorie === "attributionsDuPrefet");
  const aucune = categories.length === 0;
  return [
    ...(aucune || duPrefet.length < categories.length
      ? [{ article: "R. 441-5", subdivision: "I, al. 5" } as const]
      : []),
    ...(aucune || duPrefet.length > 0 ? [ATTRIBUTIONS_DU_PREFET] : []),
    ...(categories.includes("habitatIndigne") ? [{ article: "L. 521-3-3" } as const] : []),
  ];
}

const ATTRIBUTIONS_DU_PREFET: Reference = {
  article: "L. 441-1",
  passage: "attributions d'office du préfet hors QPV",
  depuis: "2022-02-23",
};

function additionner(nombres: readonly number[]): string {
  const total = nombres.reduce((somme, nombre) => somme + nombre, 0);
  return nombres.length < 2 ? String(total) : `${nombres.join(" + ")} = ${total}`;
}

/** B, catégorie par catégorie ; ce que la loi ne prévoit pas fait un pas à part. */
export function etapesDesSoustraits(secteurs: readonly ComptesSitues[], lieu: Texte, date: string): Etape[] {
  const { soustraits, flux } = additionnerComptes(secteurs);
  const nonPrevues = soustractionsNonPrevues(secteurs, date);
  const prevu = (categorie: CategorieDeSoustraction) =>
    soustraits[categorie] -
    nonPrevues.reduce(
      (total, nonPrevue) => total + (nonPrevue.categorie === categorie ? nonPrevue.nombre : 0),
      0,
    );
  const presentes = CATEGORIES_DE_SOUSTRACTION.filter((categorie) => prevu(categorie) > 0);
  const totalPrevu = presentes.reduce((total, categorie) => total + prevu(categorie), 0);
  const lectures = presentes.flatMap((categorie) => LECTURES_DES_CATEGORIES[categorie] ?? []);
  const prevus = etape("R2", date, {
    references: referencesDesCategories(presentes),
    confiance: lectures.length === 0 ? ["texte-officiel"] : ["texte-officiel", "lecture"],
    lecture: lectures.length === 0 ? null : enDeuxLangues(({ texte }) => lectures.map(texte).join(" ")),
    calcul: enDeuxLangues(
      ({ mot }) =>
        `${nonPrevues.length === 0 ? "B" : mot("prévus par la loi", "provided for by law")} = ${additionner(presentes.map(prevu))}`,
    ),
    phrase: enDeuxLangues(({ mot, texte, logements }) => {
      if (presentes.length === 0)
        return nonPrevues.length === 0
          ? mot(`Aucun logement n'est soustrait (${lieu.fr}).`, `No dwelling is taken out (${lieu.en}).`)
          : mot(
              `Aucun logement n'est soustrait à un titre que la loi prévoit (${lieu.fr}).`,
              `No dwelling is taken out on a ground the law provides for (${lieu.en}).`,
            );
      const detail = presentes
        .map(
          (categorie) => `${prevu(categorie)} ${mot("pour", "for")} ${texte(NOMS_DES_CATEGORIES[categorie])}`,
        )
        .join(", ");
      const total = logements(totalPrevu);
      return mot(
        `Soustraits (${lieu.fr}) : ${detail} ; en tout ${total}.`,
        `Taken out (${lieu.en}): ${detail}; in all ${total}.`,
      );
    }),
  });
  if (nonPrevues.length === 0) return [prevus];
  return [
    prevus,
    etape("R2", date, {
      intitule: {
        fr: "Soustraits que la loi ne prévoit pas",
        en: "Taken out though the law does not provide for it",
      },
      autorite: "choix",
      confiance: [],
      references: [],
      lecture: null,
      calcul: enDeuxLangues(
        () => `B = ${additionner([totalPrevu, ...nonPrevues.map(({ nombre }) => nombre)])}`,
      ),
      phrase: enDeuxLangues(({ mot, texte, logements, separateur }) => {
        const detail = nonPrevues
          .map((nonPrevue) => `${logements(nonPrevue.nombre)}, ${texte(direNonPrevue(nonPrevue, date))}`)
          .join(separateur);
        const enTrop = soustraits.total - totalPrevu;
        return mot(
          `La loi ne prévoit pas ces soustractions (${lieu.fr}) : ${detail}. Elles sont calculées telles que données ; sans elles, C serait de ${flux + enTrop} au lieu de ${flux}.`,
          `The law does not provide for these (${lieu.en}): ${detail}. They are computed as given; without them, C would be ${flux + enTrop} instead of ${flux}.`,
        );
      }),
    }),
  ];
}

/** Une soustraction que la loi ne prévoit pas, et le constat qui le dit. */
function direNonPrevue({ categorie, constat }: SoustractionNonPrevue, date: string): Texte {
  const { fr, en } = NOMS_DES_CATEGORIES[categorie];
  return constat === "ATTRIBUTIONS_DU_PREFET_EN_QPV"
    ? {
        fr: `${fr} en QPV, la loi ne visant que les logements hors QPV (constat ${constat})`,
        en: `${en} in QPV, the law covering only dwellings outside QPV (finding ${constat})`,
      }
    : {
        fr: `${fr}, au ${dateEnFrancais(date)} (constat ${constat})`,
        en: `${en}, on ${date} (finding ${constat})`,
      };
}

const LECTURE_DU_HORS_CHAMP: Texte = {
  fr: "Le statut de chaque logement dit s'il est hors champ d'après un texte, ou d'après les services de l'État seulement.",
  en: "Each dwelling's status says whether it is out of scope by a text, or according to State services only.",
};

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
    lecture: horsChamp === 0 ? null : LECTURE_DU_HORS_CHAMP,
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

const LECTURE_DU_FLUX_NET: Texte = {
  fr: "Les parts se calculent sur le flux net C : l'article définit le flux après soustractions, et le ministère répartit C entre les réservataires.",
  en: "Shares are taken on the net flow C: the article defines the flow after the dwellings taken out, and the ministry shares C among the holders.",
};

/** C = A − B, sur une partie ou la totalité de l'assiette. */
export function etapeDuFlux(
  secteurs: readonly ComptesSitues[],
  lieu: Texte,
  { stipulations, provenance }: Pick<Assiette, "stipulations" | "provenance">,
): Etape {
  const { liberations, soustraits, flux, premieresMisesEnLocation: premieres } = additionnerComptes(secteurs);
  const date = provenance.dateDeDroit;
  const nonPrevues = soustractionsNonPrevues(secteurs, date);
  const enTrop = nonPrevues.reduce((total, { nombre }) => total + nombre, 0);
  const codes = [...new Set(nonPrevues.map(({ constat }) => constat))].join(", ");
  const dansLeFlux = stipulations.premieresMisesEnLocation === "dans-le-flux";
  return etape("R1", date, {
    references: [{ article: "R. 441-5", subdivision: "I, al. 5" }],
    lecture: LECTURE_DU_FLUX_NET,
    calcul: enDeuxLangues(() => `C = ${liberations} − ${soustraits.total} = ${flux}`),
    phrase: enDeuxLangues(({ mot, texte, logements }) => {
      const neuf = dansLeFlux
        ? mot(` (dont ${premieres} à leur première mise en location)`, ` (${premieres} of them first let)`)
        : "";
      const reserve =
        enTrop === 0
          ? ""
          : mot(
              ` La loi ne prévoit pas d'en soustraire ${enTrop} (constat ${codes}) : sans eux, C serait de ${flux + enTrop}.`,
              ` The law does not provide for taking ${enTrop} of them out (finding ${codes}): without them, C would be ${flux + enTrop}.`,
            );
      return mot(
        `L'assiette compte ${logements(liberations)} libérés dans l'année${neuf} (${texte(lieu)}), moins ${soustraits.total} soustraits : ${logements(flux)} à partager.${reserve}`,
        `The base counts ${logements(liberations)} vacated in the year${neuf} (${texte(lieu)}), less ${soustraits.total} taken out: ${logements(flux)} to share.${reserve}`,
      );
    }),
    ...(enTrop === 0 ? {} : { autorite: "choix" as const }),
    stipulations: [{ nom: "premieresMisesEnLocation", valeur: stipulations.premieresMisesEnLocation }],
  });
}

/** B puis C, sur tout le périmètre. */
export function etapesDuPerimetre(assiette: Assiette): Etape[] {
  return [
    ...etapesDesSoustraits(assiette.secteurs, PERIMETRE, assiette.provenance.dateDeDroit),
    etapeDuFlux(assiette.secteurs, PERIMETRE, assiette),
  ];
}

export function explicationsDeLAssiette(assiette: Assiette): ExplicationsPossibles {
  const dateDeDroit = assiette.provenance.dateDeDroit;
  const pour = (
    prefixe: string,
    lieu: Texte,
    secteurs: readonly SecteurDAssiette[],
    comptees: readonly LiberationComptee[] | null,
  ) => {
    const comptes = additionnerComptes(secteurs);
    return [
      explicable(
        {
          cible: `${prefixe}soustraits`,
          titre: { fr: `Logements soustraits (B), ${lieu.fr}`, en: `Dwellings taken out (B), ${lieu.en}` },
          valeur: valeurExacte(fraction(comptes.soustraits.total)),
          unite: "logements",
          dateDeDroit,
        },
        () => [
          ...etapesDesSoustraits(secteurs, lieu, dateDeDroit),
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
          ...etapesDesSoustraits(secteurs, lieu, dateDeDroit),
          etapeDuFlux(secteurs, lieu, assiette),
        ],
      ),
    ];
  };
  const { logements } = assiette;
  const parSecteur = logements === null ? null : new Map(regrouperParCodes(logements, cleDeSecteur));
  return new Map([
    ...pour("", PERIMETRE, assiette.secteurs, logements),
    ...assiette.secteurs.flatMap((secteur) => {
      const cle = cleDeSecteur(secteur);
      const comptees = parSecteur === null ? null : (parSecteur.get(cle) ?? []);
      return pour(`secteurs/${cle}/`, nommerSecteur(secteur), [secteur], comptees);
    }),
  ]);
}
