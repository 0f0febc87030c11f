import { valeurLegale } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { BENEFICIAIRES_DU_SUPPLEMENT, BLOC_COMMUNAL, COLLECTIVITES } from "../droit/reservataires.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal } from "../exact/decimal.js";
import {
  comparer,
  enPourCentDe,
  estNulle,
  type Fraction,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { lireTaux } from "../exact/taux.js";
import { estDecimale, lireValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { estDansLeTerritoire } from "../modele/secteurs.js";
import { type Etape, etape } from "../modele/trace.js";
import type { ConventionLue, Derogation, Reservataire } from "../modele/vocabulaire.js";
import { depassementDesGaranties, garantiesParTerritoire } from "./controler-garanties.js";
import { horsQpv, tauxDuPerimetre } from "./controler-prefet.js";
import { direPlafonds } from "./derogations.js";
import type { FluxReparti, Part, Repartition } from "./repartir-flux.js";
import { avantReduction } from "./repartir-lignes.js";

/** L'arrêté qui élève un plafond, sous le droit du jour où il commence. */
export function etapeDeLaDerogation(derogation: Derogation): Etape {
  const { arrete, du, au } = derogation;
  const effet = direPlafonds(derogation);
  return etape("R6", du, {
    calcul: { fr: `arrêté « ${arrete} »`, en: `order “${arrete}”` },
    phrase: {
      fr: `L'arrêté « ${arrete} », du ${dateEnFrancais(du)} au ${dateEnFrancais(au)}, ${effet.fr}.`,
      en: `Order “${arrete}”, from ${du} to ${au}, ${effet.en}.`,
    },
  });
}

/** Un taux devant son plafond : respecté, ou dépassé de combien. */
export function verdict(taux: Fraction, maximum: string | null): Texte {
  if (maximum === null) return { fr: "aucun plafond", en: "no cap" };
  const exces = soustraire(taux, lireTaux(maximum));
  if (comparer(exces, ZERO) <= 0) return { fr: "respecté", en: "within the cap" };
  if (comparer(exces, UN) === 0) return { fr: "dépassé d'un point", en: "exceeded by one point" };
  const infime = ecrireDecimal(exces) === "0";
  return enDeuxLangues(({ decimal, mot }) => {
    if (infime) return mot("dépassé de très peu", "exceeded by very little");
    const ecrit = decimal(exces);
    const de = estDecimale(valeurExacte(exces)) ? "de " : "d'";
    return mot(
      `dépassé ${de}${ecrit} ${comparer(exces, DEUX) < 0 ? "point" : "points"}`,
      `exceeded by ${ecrit} points`,
    );
  });
}

const UN = fraction(1);
const DEUX = fraction(2);

const RESERVES_SUR_LE_DEPASSEMENT = {
  texte: { fr: "", en: "" },
  lecture: {
    fr: ", si l'on compte aussi la part de l'EPCI, ce que le texte ne dit pas expressément",
    en: ", if the EPCI's share is counted too, which the text does not say expressly",
  },
  placement: {
    fr: ", si l'on compte aussi la part de l'EPCI, ce que le texte ne dit pas expressément, et du seul fait du lieu où la bibliothèque a placé une part libre",
    en: ", if the EPCI's share is counted too, which the text does not say expressly, and only because of where the library placed a free share",
  },
} as const;

export function etapesDesLimites(
  repartition: Repartition,
  { reservataire }: ConventionLue,
  parts: readonly Part[],
): Etape[] {
  const date = repartition.provenance.dateDeDroit;
  const a = (contrepartie: Part["contrepartie"]) => parts.some((part) => part.contrepartie === contrepartie);
  return [
    ...(a("contingent-prefectoral") ? etapesDuContingent(repartition, reservataire.code, date) : []),
    ...(a("garantie-d-emprunt") ? etapesDesGaranties(repartition, reservataire, date) : []),
    ...(BENEFICIAIRES_DU_SUPPLEMENT.includes(reservataire.categorie) &&
    (a("apport-de-terrain") || a("financement"))
      ? [etapeDuSupplement(reservataire.categorie === "prefet", date)]
      : []),
    ...(a("decote") ? [etapeDeLaDecote(date)] : []),
  ];
}

// --- La part du préfet : plafonds, uniformité, plancher ------------------------------------------------------------

function etapesDuContingent(repartition: Repartition, code: string, date: string): Etape[] {
  const duContingent = ({ parts }: FluxReparti) =>
    parts.filter(
      ({ reservataire, contrepartie }) => reservataire === code && contrepartie === "contingent-prefectoral",
    );
  const contingents = duContingent(repartition);
  const convenus = duContingent(avantReduction(repartition));
  const agents = convenus.filter(({ contingent }) => contingent === "agents-civils-et-militaires");
  const { prefet, agents: plafondAgents, derogation } = repartition.plafondsDuPrefet;
  const cumul = (retenues: readonly Part[]) => tauxDuPerimetre(retenues, repartition.assiette.flux);
  return [
    ...(derogation === null ? [] : [etapeDeLaDerogation(derogation)]),
    etapeDuPlafond("R3", cumul(convenus), prefet, date),
    ...(agents.length === 0 ? [] : [etapeDuPlafond("R4", cumul(agents), plafondAgents, date)]),
    etapeDeLUniformite(repartition, cumul(contingents), date),
    ...etapesDuPlancher(repartition, contingents, cumul(contingents), date),
  ];
}

function etapeDuPlafond(id: "R3" | "R4", taux: Fraction, maximum: string | null, date: string): Etape {
  return etape(id, date, {
    calcul: enDeuxLangues(({ nombre, pourCent, mot }) =>
      maximum === null
        ? pourCent(taux)
        : `${pourCent(taux)} ${mot(`pour ${nombre(maximum)} % au plus`, `for ${nombre(maximum)}% at most`)}`,
    ),
    phrase: enDeuxLangues(({ nombre, decimal, mot, texte }) => {
      const juge = texte(verdict(taux, maximum));
      return maximum === null
        ? mot(
            `La convention prend ${decimal(taux)} % : ${juge}.`,
            `The agreement takes ${decimal(taux)}%: ${juge}.`,
          )
        : mot(
            `Le plafond est de ${nombre(maximum)} % du flux annuel total ; la convention en prend ${decimal(taux)} % : ${juge}.`,
            `The cap is ${nombre(maximum)}% of the total yearly flow; the agreement takes ${decimal(taux)}%: ${juge}.`,
          );
    }),
  });
}

function etapeDeLUniformite({ constats }: Repartition, taux: Fraction, date: string): Etape {
  const ecartee = constats.some(({ code }) => code === "UNIFORMITE_ECARTEE");
  return etape("R5a", date, {
    calcul: enDeuxLangues(({ nombre, mot }) =>
      ecartee
        ? mot("uniformité écartée", "uniformity set aside")
        : mot(`${nombre(taux)} % dans chaque commune`, `${nombre(taux)}% in every municipality`),
    ),
    phrase: enDeuxLangues(({ decimal, mot }) =>
      ecartee
        ? mot(
            "La convention laisse libre la localisation de cette part, ou la cantonne à une partie du département : elle écarte le taux uniforme par commune, comme le texte le permet (constat UNIFORMITE_ECARTEE).",
            "The agreement leaves the location of this share free, or confines it to part of the département: it sets aside the uniform rate per municipality, as the text allows (finding UNIFORMITE_ECARTEE).",
          )
        : mot(
            `Le préfet a le même taux, ${decimal(taux)} %, dans chaque commune où le bailleur loge.`,
            `The prefect has the same rate, ${decimal(taux)}%, in every municipality where the landlord lets.`,
          ),
    ),
    ...(ecartee ? { autorite: "conventionnel" as const } : {}),
  });
}

/** Ce que le préfet reçoit hors QPV, devant son plancher. */
function etapesDuPlancher(
  repartition: Repartition,
  contingents: readonly Part[],
  taux: Fraction,
  date: string,
): Etape[] {
  const minimum = valeurLegale("plancherPrefetHorsQpv", date);
  if (minimum === null) return [];
  const stipule = repartition.stipulations.plancherHorsQpv;
  const autreLecture = stipule === "lecture-b";
  const commun = {
    ...(stipule === "ecarte" || autreLecture ? { autorite: "conventionnel" as const } : {}),
    stipulations: stipule === undefined ? [] : [{ nom: "plancherHorsQpv", valeur: stipule }],
  };
  if (repartition.secteurs.some(({ localisation }) => localisation === null))
    return [etapeDuPlancherSansDetail(repartition, taux, minimum, commun, date)];
  const { flux, prefet } = horsQpv(repartition);
  const base = autreLecture
    ? sommer(contingents.map(({ logements }) => lireValeurExacte(logements)))
    : fraction(flux);
  const manque = soustraire(pourCentDe(lireTaux(minimum), base), prefet);
  const atteint = comparer(manque, ZERO) <= 0;
  return [
    etape("R5b", date, {
      ...commun,
      calcul: enDeuxLangues(({ nombre, pourCent, mot }) =>
        estNulle(base)
          ? mot("aucun flux hors QPV", "no flow outside QPV")
          : `${nombre(prefet)} ÷ ${nombre(base)} = ${pourCent(enPourCentDe(prefet, base))} ${mot(`pour ${nombre(minimum)} % au moins`, `for ${nombre(minimum)}% at least`)}`,
      ),
      phrase: enDeuxLangues(({ nombre, decimal, logements, mot }) => {
        const place = autreLecture
          ? mot(
              `Hors QPV, le préfet reçoit ${decimal(prefet)} de ses ${decimal(base)} logements ; selon l'autre lecture, stipulée, il lui en faut ${nombre(minimum)} % au moins`,
              `Outside QPV, the prefect gets ${decimal(prefet)} of his ${decimal(base)} dwellings; under the other reading, as stipulated, he needs ${nombre(minimum)}% at least`,
            )
          : mot(
              `Hors QPV, le préfet reçoit ${decimal(prefet)} des ${flux} logements du flux, pour ${nombre(minimum)} % au moins`,
              `Outside QPV, the prefect gets ${decimal(prefet)} of the ${flux} dwellings of the flow, for ${nombre(minimum)}% at least`,
            );
        if (atteint) return mot(`${place} : plancher atteint.`, `${place}: floor reached.`);
        const ecart = mot(`il manque ${logements(manque)}`, `${logements(manque)} missing`);
        return stipule === "ecarte"
          ? mot(
              `${place} : ${ecart}, mais une stipulation écarte ce plancher (constat PLANCHER_HORS_QPV_ECARTE).`,
              `${place}: ${ecart}, but a stipulation sets this floor aside (finding PLANCHER_HORS_QPV_ECARTE).`,
            )
          : mot(
              `${place} : ${ecart} (constat PLANCHER_HORS_QPV_NON_ATTEINT).`,
              `${place}: ${ecart} (finding PLANCHER_HORS_QPV_NON_ATTEINT).`,
            );
      }),
    }),
  ];
}

/** Sans détail, un taux uniforme au plancher le tient partout ; tout autre ne se vérifie pas. */
function etapeDuPlancherSansDetail(
  { constats }: Repartition,
  taux: Fraction,
  minimum: string,
  commun: Pick<Etape, "stipulations"> & Partial<Pick<Etape, "autorite">>,
  date: string,
): Etape {
  const verifiable =
    comparer(taux, lireTaux(minimum)) >= 0 &&
    constats.every(
      ({ code }) => code !== "PLANCHER_HORS_QPV_NON_VERIFIABLE" && code !== "UNIFORMITE_ECARTEE",
    );
  return etape("R5b", date, {
    ...commun,
    calcul: enDeuxLangues(({ nombre, pourCent, mot }) =>
      verifiable
        ? `${pourCent(taux)} ${mot(`pour ${nombre(minimum)} % au moins`, `for ${nombre(minimum)}% at least`)}`
        : mot("non vérifié", "not checked"),
    ),
    phrase: enDeuxLangues(({ decimal, nombre, mot }) =>
      verifiable
        ? mot(
            `Le taux uniforme de ${decimal(taux)} % vaut aussi hors QPV, où il en faut ${nombre(minimum)} % au moins : plancher atteint.`,
            `The uniform rate of ${decimal(taux)}% also holds outside QPV, where ${nombre(minimum)}% at least is needed: floor reached.`,
          )
        : mot(
            `L'assiette ne distingue pas le flux hors QPV : le plancher de ${nombre(minimum)} % n'a pas pu être vérifié.`,
            `The base does not tell the flow outside QPV apart: the floor of ${nombre(minimum)}% could not be checked.`,
          ),
    ),
  });
}

// --- Les garanties d'emprunt ---------------------------------------------------------------------------------------

/** Le plafond du texte pour un garant du bloc communal ; celui que les parties ont étendu, pour toute collectivité. */
function etapesDesGaranties(repartition: Repartition, reservataire: Reservataire, date: string): Etape[] {
  const { garantsDuPlafond } = repartition.stipulations;
  return [
    ...(BLOC_COMMUNAL.includes(reservataire.categorie)
      ? [etapeDesGaranties(repartition, reservataire, date, false)]
      : []),
    ...(garantsDuPlafond === "toutes-collectivites" && COLLECTIVITES.includes(reservataire.categorie)
      ? [etapeDesGaranties(repartition, reservataire, date, true)]
      : []),
  ];
}

function etapeDesGaranties(
  repartition: Repartition,
  reservataire: Reservataire,
  date: string,
  etendu: boolean,
): Etape {
  const maximum = valeurLegale("plafondGaranties", date);
  const partages = repartition.epciSurPlusieursPerimetres;
  const territoires = garantiesParTerritoire(
    avantReduction(repartition),
    etendu ? COLLECTIVITES : BLOC_COMMUNAL,
  ).filter(
    ({ secteurs, territoire }) =>
      secteurs.some((secteur) => estDansLeTerritoire(secteur, reservataire.territoire)) &&
      !(territoire.type === "epci" && partages.includes(territoire.epci)),
  );
  const reserve = (territoire: (typeof territoires)[number]): Texte => {
    const depassement = maximum === null || etendu ? null : depassementDesGaranties(territoire, maximum);
    return RESERVES_SUR_LE_DEPASSEMENT[depassement?.etabliPar ?? "texte"];
  };
  return etape("R7", date, {
    ...(etendu ? GARANTIES_ETENDUES : {}),
    calcul: enDeuxLangues(({ pourCent, mot, texte, separateur }) =>
      territoires
        .map(
          ({ nom, taux }) =>
            `${texte(nom)}${mot(" :", ":")} ${pourCent(taux)} ${mot(`pour ${maximum} % au plus`, `for ${maximum}% at most`)}`,
        )
        .join(separateur),
    ),
    phrase: enDeuxLangues(({ decimal, mot, texte, separateur }) => {
      const detail = territoires
        .map(
          (territoire) =>
            `${texte(territoire.nom)}${mot(" :", ":")} ${decimal(territoire.taux)}${mot(" %", "%")}, ${texte(verdict(territoire.taux, maximum))}${texte(reserve(territoire))}`,
        )
        .join(separateur);
      const ailleurs =
        partages.length === 0
          ? ""
          : mot(
              ` Se juge sur plusieurs départements réunis : ${partages.map((siren) => `EPCI ${siren}`).join(", ")}.`,
              ` Judged over several départements together: ${partages.map((siren) => `EPCI ${siren}`).join(", ")}.`,
            );
      const qui = etendu
        ? mot(
            "Les parties ont convenu que le département et la région s'ajoutent aux garants du bloc communal",
            "The parties agreed that the département and the region add to the municipal-level guarantors",
          )
        : mot("Tous les garants du bloc communal s'additionnent", "All municipal-level guarantors add up");
      return mot(
        `${qui}, pour ${maximum} % au plus. ${detail}.${ailleurs}`,
        `${qui}, for ${maximum}% at most. ${detail}.${ailleurs}`,
      );
    }),
  });
}

const GARANTIES_ETENDUES = {
  intitule: { fr: "Plafond convenu des garanties d'emprunt", en: "Agreed cap on loan guarantees" },
  autorite: "conventionnel",
  confiance: ["lecture"],
  lecture: {
    fr: "Le texte n'énumère que le bloc communal ; compter aussi le département et la région vient de la stipulation.",
    en: "The text lists only the municipal level; counting the département and the region too comes from the stipulation.",
  },
  stipulations: [{ nom: "garantsDuPlafond", valeur: "toutes-collectivites" }],
} as const satisfies Partial<Etape>;

// --- Le supplément, et la décote de l'État -------------------------------------------------------------------------

function etapeDuSupplement(duPrefet: boolean, date: string): Etape {
  return etape("R8", date, {
    confiance: ["texte-officiel"],
    lecture: null,
    calcul: { fr: "aucun plafond chiffré", en: "no numerical cap" },
    phrase: duPrefet
      ? {
          fr: "Une part de l'État contre terrain ou financement s'ajoute à son contingent, sans entrer dans ses plafonds ; le texte ne lui en fixe pas.",
          en: "A share of the State in return for land or funding adds to its contingent, without entering its caps; the text sets none on it.",
        }
      : {
          fr: "Une part contre terrain ou financement s'ajoute aux garanties ; le texte ne lui fixe pas de plafond.",
          en: "A share in return for land or funding adds to guarantees; the text sets no cap on it.",
        },
  });
}

function etapeDeLaDecote(date: string): Etape {
  return etape("R8", date, {
    intitule: { fr: "Cession d'un terrain de l'État avec décote", en: "Sale of State land at a discount" },
    calcul: { fr: "aucun plafond du flux", en: "no cap of the flow" },
    phrase: {
      fr: "La part réservée à l'administration qui a cédé un terrain à prix réduit s'ajoute au contingent du préfet, sans entrer dans ses plafonds.",
      en: "The share reserved for the administration that sold land at a discount adds to the prefect's contingent, without entering his caps.",
    },
  });
}
