import type { Texte } from "../droit/texte.js";
import { relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import type { TauxDeRotation } from "./mesurer-taux-de-rotation.js";

export interface TauxSitue {
  readonly rang: number;
  readonly ligne: TauxDeRotation;
}

/** Un point sur lequel des taux doivent s'accorder. */
export interface PointCommun {
  readonly chemin: readonly string[];
  readonly code: string;
  readonly nom: Texte;
  readonly lire: (taux: TauxDeRotation) => string | number;
}

const CONVENTIONS: readonly PointCommun[] = [
  {
    chemin: ["numerateur", "nature"],
    code: "TERMES_DIFFERENTS",
    nom: { fr: "numérateur", en: "numerator" },
    lire: ({ numerateur }) => numerateur.nature,
  },
  {
    chemin: ["denominateur", "nature"],
    code: "TERMES_DIFFERENTS",
    nom: { fr: "dénominateur", en: "denominator" },
    lire: ({ denominateur }) => denominateur.nature,
  },
  {
    chemin: ["stipulations", "mutations"],
    code: "CONVENTIONS_DIFFERENTES",
    nom: { fr: "mutations", en: "transfers" },
    lire: ({ stipulations }) => stipulations.mutations,
  },
  {
    chemin: ["stipulations", "misesEnService"],
    code: "CONVENTIONS_DIFFERENTES",
    nom: { fr: "mises en service", en: "new dwellings" },
    lire: ({ stipulations }) => stipulations.misesEnService,
  },
];

/** Lit des taux de rotation : au moins un, de mêmes termes et de mêmes conventions, et d'accord sur un point de plus. */
export function lireTauxAReunir(
  saisie: Saisie,
  donnes: readonly unknown[] | undefined,
  point: PointCommun,
): readonly TauxSitue[] {
  if (donnes?.length === 0)
    saisie.refuser(["taux"], "LISTE_VIDE", {
      fr: "Donner au moins un taux de rotation.",
      en: "Give at least one turnover rate.",
    });
  const lus = (donnes ?? []).flatMap((donne, rang): TauxSitue[] => {
    const ligne = relire<TauxDeRotation>(saisie, donne, "taux-de-rotation", ["taux", rang]);
    return ligne === undefined ? [] : [{ rang, ligne }];
  });
  for (const { rang, ligne } of lus)
    if (ligne.origine === "annees")
      saisie.refuser(["taux", rang], "DEJA_UNE_MOYENNE", {
        fr: "Ce taux est déjà une moyenne d'années : réunir d'abord les territoires de chaque année, puis moyenner les années, toutes ensemble.",
        en: "This rate is already a mean of years: bring the territories of each year together first, then average the years, all at once.",
      });
  for (const commun of [point, ...CONVENTIONS]) refuserDesaccords(saisie, lus, commun);
  return lus;
}

function refuserDesaccords(
  saisie: Saisie,
  lus: readonly TauxSitue[],
  { chemin, code, nom, lire }: PointCommun,
): void {
  const [premier, ...suivants] = lus;
  if (premier === undefined) return;
  const attendu = lire(premier.ligne);
  for (const { rang, ligne } of suivants)
    if (lire(ligne) !== attendu)
      saisie.refuser(["taux", rang, ...chemin], code, {
        fr: `Ces taux ne mesurent pas la même chose, ${nom.fr} : ${lire(ligne)} ici, ${attendu} en taux[${premier.rang}].`,
        en: `These rates do not measure the same thing, ${nom.en}: ${lire(ligne)} here, ${attendu} at taux[${premier.rang}].`,
      });
}

/** Refuse un taux publié sans nombre de logements : il ne pèse rien. */
export function exigerLogements(saisie: Saisie, lus: readonly TauxSitue[]): void {
  for (const { rang, ligne } of lus)
    if (ligne.denominateur.nombre === null && ligne.origine !== "annees")
      saisie.refuser(["taux", rang, "denominateur", "nombre"], "LOGEMENTS_INCONNUS", {
        fr: "Sans nombre de logements, ce taux publié ne peut pas peser dans une moyenne pondérée.",
        en: "Without a number of dwellings, this published rate cannot weigh in a weighted mean.",
      });
}
