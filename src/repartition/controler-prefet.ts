import { valeurLegale } from "../droit/parametres.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal } from "../exact/decimal.js";
import {
  comparer,
  enPourCentDe,
  type Fraction,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { lireTaux } from "../exact/taux.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues } from "../modele/plume.js";
import { estDansLeTerritoire } from "../modele/secteurs.js";
import type { PlafondsDuPrefet } from "./derogations.js";
import type { FluxReparti, Part, StipulationsDeRepartition } from "./repartir-flux.js";

type LectureDuPlancher = NonNullable<StipulationsDeRepartition["plancherHorsQpv"]>;

/** Les plafonds du préfet, jugés sur ce que la convention promet. */
export function controlerPlafondsDuPrefet(convenu: FluxReparti, plafonds: PlafondsDuPrefet): Constat[] {
  const contingent = partsDuContingent(convenu);
  const { flux } = convenu.assiette;
  const agents = contingent.filter((part) => part.contingent === "agents-civils-et-militaires");
  return [
    ...constaterPlafond("PLAFOND_DU_PREFET_DEPASSE", contingent, plafonds.prefet, flux),
    ...constaterPlafond("PLAFOND_DES_AGENTS_DEPASSE", agents, plafonds.agents, flux),
  ];
}

/** Plancher et uniformité de la part du préfet, jugés sur ce qui est placé. */
export function controlerPlacementDuPrefet(
  reparti: FluxReparti,
  lecture: LectureDuPlancher | undefined,
  horsQpvDAbord: () => FluxReparti,
): Constat[] {
  const contingent = partsDuContingent(reparti);
  if (contingent.length === 0) return [];
  const date = reparti.assiette.provenance.dateDeDroit;
  const partout = contingent.every((part) => couvreTout(part, reparti));
  return [
    ...constaterMarge(contingent, valeurLegale("plafondPrefet", date), reparti.assiette.flux),
    ...(partout && contingent.every(({ localisation }) => localisation !== "libre")
      ? []
      : [constaterUniformiteEcartee()]),
    ...controlerPlancher(
      reparti,
      contingent,
      valeurLegale("plancherPrefetHorsQpv", date),
      lecture ?? "applique",
      horsQpvDAbord,
    ),
  ];
}

function partsDuContingent({ parts }: FluxReparti): Part[] {
  return parts.filter(({ contrepartie }) => contrepartie === "contingent-prefectoral");
}

function couvreTout({ territoire }: Part, { secteurs }: FluxReparti): boolean {
  return secteurs.every((secteur) => estDansLeTerritoire(secteur, territoire));
}

/**
 * Ce que des parts prennent du flux du périmètre, en pourcentage. Sans flux, la somme des taux de celles qui couvrent tout le
 * périmètre : les autres n'ont rien à quoi se rapporter.
 */
export function tauxDuPerimetre(parts: readonly Part[], flux: number): Fraction {
  return flux === 0
    ? sommer(
        parts.filter(({ territoire }) => territoire.type === "perimetre").map(({ taux }) => lireTaux(taux)),
      )
    : enPourCentDe(sommer(parts.map(({ logements }) => lireValeurExacte(logements))), fraction(flux));
}

const SUJETS = {
  PLAFOND_DU_PREFET_DEPASSE: { fr: "La part du préfet", en: "The prefect's share" },
  PLAFOND_DES_AGENTS_DEPASSE: { fr: "La part des agents de l'État", en: "The share of State agents" },
} as const satisfies Record<string, Texte>;

function constaterPlafond(
  code: keyof typeof SUJETS,
  parts: readonly Part[],
  maximum: string | null,
  flux: number,
): Constat[] {
  if (maximum === null) return [];
  const taux = tauxDuPerimetre(parts, flux);
  const plafond = lireTaux(maximum);
  if (comparer(taux, plafond) <= 0) return [];
  const points = ecrireDecimal(soustraire(taux, plafond));
  const exces = pourCentDe(soustraire(taux, plafond), fraction(flux));
  const enTrop = enDeuxLangues(({ logements }) => logements(exces));
  return [
    constater(code, {
      territoire: "périmètre",
      chiffres: [
        { nom: "taux", valeur: ecrireDecimal(taux) },
        { nom: "plafond", valeur: maximum },
        { nom: "points en trop", valeur: points },
        { nom: "logements en trop", valeur: ecrireDecimal(exces) },
      ],
      message: enDeuxLangues(({ nombre, mot, texte }) => {
        const lu = nombre(ecrireDecimal(taux));
        return mot(
          `${SUJETS[code].fr} est de ${lu} % du flux annuel, pour ${nombre(maximum)} % au plus : ${texte(enTrop)} en trop.`,
          `${SUJETS[code].en} is ${lu}% of the yearly flow, for ${maximum}% at most: ${texte(enTrop)} too many.`,
        );
      }),
      remede: {
        fr: "Ramener le taux au plafond. Un arrêté du préfet ne peut y déroger qu'à titre exceptionnel, pour la durée permise, pour loger des personnels de sécurité publique ou pour un besoin économique.",
        en: "Bring the rate down to the cap. An order of the prefect may depart from it only by exception, for the time allowed, for public-security staff or an economic need.",
      },
    }),
  ];
}

/** « Tendre vers » le plafond est une consigne donnée au préfet : jamais un manquement. */
function constaterMarge(contingent: readonly Part[], maximum: string | null, flux: number): Constat[] {
  if (maximum === null) return [];
  const taux = tauxDuPerimetre(contingent, flux);
  if (comparer(taux, lireTaux(maximum)) >= 0) return [];
  const lu = ecrireDecimal(taux);
  return [
    constater("PART_DU_PREFET_INFERIEURE_AU_PLAFOND", {
      territoire: "périmètre",
      confiance: ["doctrine"],
      chiffres: [
        { nom: "taux", valeur: lu },
        { nom: "plafond", valeur: maximum },
      ],
      message: enDeuxLangues(({ nombre, mot }) =>
        mot(
          `La part du préfet est de ${nombre(lu)} % du flux annuel, sous son plafond de ${nombre(maximum)} %, vers lequel le ministère demande aux préfets de tendre : une consigne, non une obligation du bailleur.`,
          `The prefect's share is ${lu}% of the yearly flow, below its cap of ${maximum}%, towards which the ministry asks prefects to tend: an instruction to them, not a duty of the landlord.`,
        ),
      ),
    }),
  ];
}

function constaterUniformiteEcartee(): Constat {
  return constater("UNIFORMITE_ECARTEE", {
    territoire: "périmètre",
    chiffres: [],
    message: {
      fr: "La convention laisse libre la localisation de la part du préfet, ou la cantonne à une partie du département : elle écarte le taux uniforme par commune.",
      en: "The agreement leaves the location of the prefect's share free, or confines it to part of the département: it sets aside the uniform rate per municipality.",
    },
  });
}

export interface HorsQpv {
  readonly flux: number;
  /** Ce que le préfet y reçoit, en logements. */
  readonly prefet: Fraction;
}

/** Le flux hors QPV, et ce que le contingent du préfet y reçoit. */
export function horsQpv({ secteurs }: Pick<FluxReparti, "secteurs">): HorsQpv {
  const dehors = secteurs.filter(({ localisation }) => localisation === "hors-qpv");
  return {
    flux: dehors.reduce((total, { flux }) => total + flux, 0),
    prefet: sommer(
      dehors.flatMap(({ flux, parts }) =>
        parts
          .filter(({ contrepartie }) => contrepartie === "contingent-prefectoral")
          .map(({ taux }) => pourCentDe(lireValeurExacte(taux), fraction(flux))),
      ),
    ),
  };
}

function controlerPlancher(
  reparti: FluxReparti,
  contingent: readonly Part[],
  minimum: string | null,
  lecture: LectureDuPlancher,
  horsQpvDAbord: () => FluxReparti,
): Constat[] {
  if (minimum === null) return [];
  const plancher = lireTaux(minimum);
  const total = sommer(contingent.map(({ logements }) => lireValeurExacte(logements)));
  const enQuestion = contingent.some((part) => part.localisation === "libre" || !couvreTout(part, reparti));
  const reduite = contingent.some(({ taux, tauxConvenu }) => taux !== tauxConvenu);
  if (reparti.secteurs.some(({ localisation }) => localisation === null)) {
    const taux = tauxDuPerimetre(contingent, reparti.assiette.flux);
    const douteux = lecture === "lecture-b" || comparer(taux, plancher) < 0 || enQuestion;
    return douteux && lecture !== "ecarte" ? [constaterNonVerifiable(taux, minimum)] : [];
  }
  const { flux, prefet } = horsQpv(reparti);
  const base = lecture === "lecture-b" ? total : fraction(flux);
  const manqueSelon = (place: Fraction) => soustraire(pourCentDe(plancher, base), place);
  const manque = manqueSelon(prefet);
  if (comparer(manque, ZERO) <= 0) return [];
  const chiffres = [
    { nom: "préfet hors QPV", valeur: ecrireDecimal(prefet) },
    lecture === "lecture-b"
      ? { nom: "préfet en tout", valeur: ecrireDecimal(total) }
      : { nom: "flux hors QPV", valeur: String(flux) },
    { nom: "plancher", valeur: minimum },
    { nom: "logements manquants", valeur: ecrireDecimal(manque) },
  ];
  const message = enDeuxLangues(({ nombre, mot }) =>
    lecture === "lecture-b"
      ? mot(
          `Selon l'autre lecture du plancher, stipulée, ${minimum} % au moins des logements du préfet sont hors QPV : ${nombre(ecrireDecimal(prefet))} sur ${nombre(ecrireDecimal(total))} ; il en manque ${nombre(ecrireDecimal(manque))}.`,
          `Under the other reading of the floor, as stipulated, at least ${minimum}% of the prefect's dwellings are outside QPV: ${nombre(ecrireDecimal(prefet))} of ${nombre(ecrireDecimal(total))}; ${nombre(ecrireDecimal(manque))} are missing.`,
        )
      : mot(
          `Hors QPV, le préfet reçoit ${nombre(ecrireDecimal(prefet))} des ${flux} logements du flux, pour ${minimum} % au moins : il en manque ${nombre(ecrireDecimal(manque))}.`,
          `Outside QPV, the prefect gets ${nombre(ecrireDecimal(prefet))} of the ${flux} dwellings of the flow, for ${minimum}% at least: ${nombre(ecrireDecimal(manque))} are missing.`,
        ),
  );
  if (lecture === "ecarte")
    return [
      constater("PLANCHER_HORS_QPV_ECARTE", {
        territoire: "périmètre, hors QPV",
        chiffres,
        message: {
          fr: `${message.fr} Une stipulation écarte ce plancher.`,
          en: `${message.en} A stipulation sets this floor aside.`,
        },
      }),
    ];
  const suffit = comparer(manqueSelon(horsQpv(horsQpvDAbord()).prefet), ZERO) <= 0;
  const uniformiteEnCause = !enQuestion && comparer(total, pourCentDe(plancher, base)) >= 0;
  return [
    constater("PLANCHER_HORS_QPV_NON_ATTEINT", {
      territoire: "périmètre, hors QPV",
      chiffres,
      message,
      remede: direLeRemede(suffit, uniformiteEnCause, reduite || lecture === "lecture-b"),
    }),
  ];
}

/** Relever le taux n'y peut rien quand c'est la réduction stipulée qui l'a baissé, ou quand le plancher se rapporte à lui. */
function direLeRemede(suffit: boolean, uniformiteEnCause: boolean, sansReleverLeTaux: boolean): Texte {
  return enDeuxLangues(({ mot }) => {
    const relever = sansReleverLeTaux
      ? mot("stipuler que le plancher est écarté.", "stipulate that the floor is set aside.")
      : mot(
          "relever le taux dans la limite de son plafond, ou stipuler que le plancher est écarté.",
          "raise the rate within its cap, or stipulate that the floor is set aside.",
        );
    if (suffit)
      return mot(
        `Placer hors QPV une plus grande partie de la part du préfet, à taux communal égal, y suffit ; sinon ${relever}`,
        `Placing more of the prefect's share outside QPV, at equal municipal rates, suffices; otherwise ${relever}`,
      );
    const uniformite = uniformiteEnCause
      ? mot(
          " Écarter par stipulation l'uniformité communale peut aussi y suffire.",
          " Setting municipal uniformity aside by stipulation may also suffice.",
        )
      : "";
    return mot(
      `Aucun placement à taux communal égal n'y suffit : ${relever}${uniformite}`,
      `No placement at equal municipal rates suffices: ${relever}${uniformite}`,
    );
  });
}

function constaterNonVerifiable(taux: Fraction, minimum: string): Constat {
  return constater("PLANCHER_HORS_QPV_NON_VERIFIABLE", {
    territoire: "périmètre",
    chiffres: [
      { nom: "taux", valeur: ecrireDecimal(taux) },
      { nom: "plancher", valeur: minimum },
    ],
    message: {
      fr: "L'assiette ne distingue pas le flux hors QPV : le plancher du préfet n'a pas pu être vérifié.",
      en: "The base does not tell the flow outside QPV apart: the prefect's floor could not be checked.",
    },
    remede: { fr: "Calculer l'assiette secteur par secteur.", en: "Compute the base per sector." },
  });
}
