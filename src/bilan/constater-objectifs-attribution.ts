import { dateEnFrancais } from "../droit/periodes.js";
import type { Texte } from "../droit/texte.js";
import { type CodeDeConstat, type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import { nommerTerritoire, PERIMETRE } from "../modele/secteurs.js";
import { direLaPart, nommerLeTenu } from "./dire-objectifs-attribution.js";
import type { ObjectifJuge } from "./juger-un-objectif.js";
import type { FenetresDeLInjonction, Jours, MixiteDUnTerritoire } from "./mixite.js";
import type { QuartPrioritaire } from "./quarts-prioritaires.js";

interface AConstater {
  readonly jours: Jours;
  readonly quarts: readonly QuartPrioritaire[];
  readonly mixite: readonly MixiteDUnTerritoire[];
  readonly sansCategorie: readonly { readonly reservataire: string; readonly attributions: number }[];
  readonly anneesAbsentes: readonly number[];
}

/** Ce qui manque à chaque objectif, et ce qui manque au journal pour le juger. */
export function constaterLesObjectifs({
  jours,
  quarts,
  mixite,
  sansCategorie,
  anneesAbsentes,
}: AConstater): Constat[] {
  const finie = jours.au.endsWith("-12-31");
  return [
    ...quarts.flatMap((quart) => constaterLeQuart(quart, jours, finie)),
    ...mixite.flatMap((ligne) => constaterLaMixite(ligne, jours, finie)),
    ...sansCategorie.map(({ reservataire, attributions }) =>
      constater("TITULAIRE_SANS_CATEGORIE", {
        territoire: PERIMETRE.fr,
        chiffres: [{ nom: "attributions", valeur: String(attributions) }],
        message: {
          fr: `${reservataire} a ${attributions} attribution(s) de logements restés réservés en stock, et pas de convention : son quart n'est pas jugé.`,
          en: `${reservataire} has ${attributions} letting(s) of dwellings still reserved in stock, and no agreement: its quarter is not judged.`,
        },
      }),
    ),
    ...(anneesAbsentes.length === 0
      ? []
      : [
          constater("REGISTRES_ANTERIEURS_ABSENTS", {
            territoire: PERIMETRE.fr,
            chiffres: anneesAbsentes.map((annee) => ({ nom: "année", valeur: String(annee) })),
            message: {
              fr: `Registres non donnés : ${anneesAbsentes.join(", ")}. Ce qui s'est attribué ou signé, dans les jours comptés, sur leurs libérations n'est pas compté.`,
              en: `Registers not given: ${anneesAbsentes.join(", ")}. What was let or signed, in the days counted, on their vacancies is not counted.`,
            },
          }),
        ]),
  ];
}

interface Objectif {
  readonly juge: ObjectifJuge;
  readonly manque: CodeDeConstat;
  readonly retard: CodeDeConstat;
  readonly territoire: string;
  readonly nom: Texte;
  readonly remede: Texte;
}

function constaterUn(
  { juge, manque, retard, territoire, nom, remede }: Objectif,
  { au }: Jours,
  finie: boolean,
): Constat[] {
  const { verdict, comptees, favorables, nonRenseignees, reste } = juge;
  const part = direLaPart(juge);
  const chiffres = [
    { nom: "comptées", valeur: String(comptees) },
    { nom: "favorables", valeur: String(favorables) },
    { nom: "non renseignées", valeur: String(nonRenseignees) },
    { nom: "reste", valeur: String(reste) },
  ];
  const dire = (suite: Texte): Texte => ({
    fr: `${nom.fr}, au ${dateEnFrancais(au)} : ${part.fr} ; ${suite.fr}.`,
    en: `${nom.en}, on ${au}: ${part.en}; ${suite.en}.`,
  });
  if (verdict === "non-atteint")
    return [
      constater(finie ? manque : retard, {
        territoire,
        chiffres,
        message: dire(
          enDeuxLangues(({ logements, mot }) =>
            mot(`il manque ${logements(reste)}`, `${logements(reste)} short`),
          ),
        ),
        ...(finie ? { remede } : {}),
      }),
    ];
  if (verdict !== "indetermine") return [];
  return [
    constater("PUBLICS_NON_RENSEIGNES", {
      territoire,
      chiffres,
      message: dire({
        fr: `${nonRenseignees} ne disent pas leur public, et l'objectif en dépend`,
        en: `${nonRenseignees} do not say their public, and the target turns on them`,
      }),
      remede: {
        fr: "Annuler l'attribution ou le bail, et le consigner avec ce que la loi compte.",
        en: "Cancel the letting or the lease, and record it with what the law counts.",
      },
    }),
  ];
}

function constaterLeQuart(quart: QuartPrioritaire, jours: Jours, finie: boolean): Constat[] {
  const tenu = nommerLeTenu(quart);
  const sur =
    quart.categorie === null
      ? { fr: "ces logements", en: "these dwellings" }
      : { fr: "ses droits", en: "its rights" };
  return constaterUn(
    {
      juge: quart,
      manque: "QUART_NON_ATTEINT",
      retard: "QUART_EN_RETARD",
      territoire: PERIMETRE.fr,
      nom: { fr: `${tenu.fr}, ménages DALO ou prioritaires`, en: `${tenu.en}, DALO or priority households` },
      remede: {
        fr: `Logements que le préfet attribue aux publics concernés, imputés sur ${sur.fr} : ${quart.reste}. Consigner chacun comme une imputation.`,
        en: `Dwellings the prefect lets to the groups concerned, charged to ${sur.en}: ${quart.reste}. Record each as an imputation.`,
      },
    },
    jours,
    finie,
  );
}

function constaterLaMixite(ligne: MixiteDUnTerritoire, jours: Jours, finie: boolean): Constat[] {
  const lieu = nommerTerritoire(ligne.territoire);
  const commun = { retard: "MIXITE_EN_RETARD", territoire: lieu.fr } as const;
  return [
    ...constaterUn(
      {
        ...commun,
        juge: ligne.horsQpv,
        manque: "PREMIER_QUARTILE_HORS_QPV_NON_ATTEINT",
        nom: {
          fr: `${lieu.fr}, hors QPV, baux au premier quartile ou à des relogements`,
          en: `${lieu.en}, outside QPV, leases to the first quartile or to rehousing`,
        },
        remede: {
          fr: "Attribuer davantage hors QPV au premier quartile ; le préfet suit l'objectif sur six et douze mois.",
          en: "Let more to the first quartile outside QPV; the prefect follows the target over six and twelve months.",
        },
      },
      jours,
      finie,
    ),
    ...constaterUn(
      {
        ...commun,
        juge: ligne.enQpv.parAttribution,
        manque: "AUTRES_PUBLICS_EN_QPV_NON_ATTEINTS",
        nom: {
          fr: `${lieu.fr}, en QPV, attributions hors premier quartile`,
          en: `${lieu.en}, in QPV, lettings outside the first quartile`,
        },
        remede: {
          fr: "Attribuer davantage, en QPV, à d'autres demandeurs que ceux du premier quartile.",
          en: "Let more, in QPV, to applicants other than those of the first quartile.",
        },
      },
      jours,
      finie,
    ),
    ...(ligne.fenetres?.conditionDInjonction === true ? [constaterLInjonction(lieu, ligne.fenetres)] : []),
  ];
}

function constaterLInjonction(lieu: Texte, { sixMois, douzeMois }: FenetresDeLInjonction): Constat {
  const part = direLaPart(sixMois);
  const { complement } = douzeMois;
  return constater("INJONCTION_ENCOURUE", {
    territoire: lieu.fr,
    chiffres: [
      { nom: "baux sur six mois", valeur: String(sixMois.comptees) },
      { nom: "favorables sur six mois", valeur: String(sixMois.favorables) },
      { nom: "complément sur douze mois", valeur: complement === null ? "aucun nombre" : String(complement) },
    ],
    message: {
      fr: `${lieu.fr}, hors QPV, du ${dateEnFrancais(sixMois.du)} au ${dateEnFrancais(sixMois.au)} : ${part.fr}. Le préfet enjoint au bailleur de lui signaler chaque libération hors QPV, et attribue ces logements jusqu'à ce que les douze mois atteignent l'objectif.`,
      en: `${lieu.en}, outside QPV, from ${sixMois.du} to ${sixMois.au}: ${part.en}. The prefect enjoins the landlord to report every vacancy outside QPV, and lets those dwellings until the twelve months reach the target.`,
    },
    remede: {
      fr:
        complement === null
          ? "Aucun nombre d'attributions ne porte les douze mois à un objectif de 100 %."
          : `Baux favorables de plus qui y suffiraient, sur les douze mois : ${complement}.`,
      en:
        complement === null
          ? "No number of lettings brings the twelve months to a 100% target."
          : `Further favourable leases that would do, over the twelve months: ${complement}.`,
    },
  });
}
