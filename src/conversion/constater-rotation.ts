import type { Texte } from "../droit/texte.js";
import { type CodeDeConstat, type Constat, constater } from "../modele/constats.js";
import { TYPOLOGIES, type Typologie } from "../modele/vocabulaire.js";
import type { Emmenagements } from "./compter-emmenagements.js";

/** Ce que la définition publique compte, ou ne peut pas compter, dans un répertoire. */
export function constaterEmmenagements(
  territoire: string,
  millesime: number,
  { nombre, bauxDuMillesime, horsDuDenominateur, louesSansBail }: Emmenagements,
): Constat[] {
  const releves: readonly [CodeDeConstat, number, Texte][] = [
    [
      "BAUX_DE_L_ANNEE_DU_MILLESIME",
      bauxDuMillesime,
      {
        fr: `Baux de ${millesime}, comptés par la définition publique avec ceux de ${millesime - 1} : ${bauxDuMillesime} sur ${nombre}.`,
        en: `Leases of ${millesime}, counted by the public definition with those of ${millesime - 1}: ${bauxDuMillesime} among ${nombre}.`,
      },
    ],
    [
      "EMMENAGEMENTS_HORS_DENOMINATEUR",
      horsDuDenominateur,
      {
        fr: `Emménagements dans des logements qui ne sont ni loués ni proposés, comptés au numérateur seulement : ${horsDuDenominateur} sur ${nombre}.`,
        en: `Moves in to dwellings neither let nor on offer, counted in the numerator only: ${horsDuDenominateur} among ${nombre}.`,
      },
    ],
    [
      "LOGEMENTS_LOUES_SANS_BAIL",
      louesSansBail,
      {
        fr: `Logements loués sans date de bail, où aucun emménagement n'est compté : ${louesSansBail}.`,
        en: `Let dwellings without a lease date, where no move in is counted: ${louesSansBail}.`,
      },
    ],
  ];
  return releves.flatMap(([code, compte, message]) =>
    compte === 0
      ? []
      : [
          constater(code, {
            territoire,
            chiffres: [{ nom: "logements", valeur: String(compte) }],
            message,
          }),
        ],
  );
}

/** Dit quelles typologies n'ont pas de taux, quand le détail est demandé. */
export function constaterTypologiesSansTaux(
  territoire: string,
  mesurees: readonly Typologie[],
  quand: Texte = { fr: "", en: "" },
): Constat[] {
  const absentes = TYPOLOGIES.filter((typologie) => !mesurees.includes(typologie));
  if (absentes.length === 0) return [];
  return [
    constater("TYPOLOGIES_SANS_TAUX", {
      territoire,
      chiffres: absentes.map((nom) => ({ nom, valeur: "0" })),
      message: {
        fr: `Sans taux, faute de logements où le mesurer${quand.fr} : ${absentes.join(", ")}.`,
        en: `Without a rate, for want of dwellings to measure it on${quand.en}: ${absentes.join(", ")}.`,
      },
    }),
  ];
}

/** Dit que le détail par typologie se perd, quand certains taux l'ont et d'autres non. */
export function constaterTypologiesNonReunies(territoire: string, sansDetail: readonly string[]): Constat {
  return constater("TYPOLOGIES_NON_REUNIES", {
    territoire,
    chiffres: [{ nom: "taux sans détail", valeur: String(sansDetail.length) }],
    message: {
      fr: `Pas de détail par typologie : il manque pour ${sansDetail.join(", ")}.`,
      en: `No detail per size: it is missing for ${sansDetail.join(", ")}.`,
    },
  });
}

export function constaterTauxDejaArrondis(territoire: string, publies: number, total: number): Constat[] {
  if (publies === 0) return [];
  return [
    constater("TAUX_DEJA_ARRONDIS", {
      territoire,
      chiffres: [{ nom: "taux publiés", valeur: String(publies) }],
      message: {
        fr: `Taux venus de publications, donc déjà arrondis : ${publies} sur ${total}. Le résultat n'est exact qu'à leur arrondi près.`,
        en: `Rates from publications, hence already rounded: ${publies} among ${total}. The result is exact only up to their rounding.`,
      },
    }),
  ];
}

interface AnneeReunie {
  readonly millesime: number;
  readonly territoires: readonly string[];
}

/** Dit quels territoires manquent à une année, quand d'autres années les réunissent. */
export function constaterTerritoiresInegaux(territoire: string, annees: readonly AnneeReunie[]): Constat[] {
  const tous = [...new Set(annees.flatMap(({ territoires }) => territoires))];
  const manques = annees.flatMap(({ millesime, territoires }) =>
    tous.filter((nom) => !territoires.includes(nom)).map((nom) => `${nom} (${millesime})`),
  );
  if (manques.length === 0) return [];
  return [
    constater("TERRITOIRES_INEGAUX", {
      territoire,
      chiffres: [{ nom: "territoires manquants", valeur: String(manques.length) }],
      message: {
        fr: `Les années ne réunissent pas les mêmes territoires ; il manque : ${manques.join(", ")}.`,
        en: `The years do not bring the same territories together; missing: ${manques.join(", ")}.`,
      },
      remede: {
        fr: "Vérifier que le parc a bien changé ; sinon, réunir les mêmes territoires chaque année.",
        en: "Check that the stock did change; otherwise, bring the same territories together every year.",
      },
    }),
  ];
}

/** Vrai si un taux vient, de près ou de loin, d'un taux publié. */
export function estDejaArrondi({ constats }: { readonly constats: readonly Constat[] }): boolean {
  return constats.some(({ code }) => code === "TAUX_DEJA_ARRONDIS");
}
