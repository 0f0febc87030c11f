import type { Assiette, SecteurDAssiette } from "../assiette/calculer-assiette.js";
import { type NomDeParametre, valeurLegale } from "../droit/parametres.js";
import type { Texte } from "../droit/texte.js";
import { ecrireDecimal, enFrancais } from "../exact/decimal.js";
import {
  comparer,
  enPourCentDe,
  estNulle,
  type Fraction,
  fraction,
  pourCentDe,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import {
  enUnites,
  logementsDesUnites,
  pourcentageDesUnites,
  UNITES_DE_CENT_POUR_CENT,
} from "../exact/taux.js";
import { type Constat, constater } from "../modele/constats.js";
import { estDansLeTerritoire, nommerSecteur, nommerTerritoire, type Secteur } from "../modele/secteurs.js";
import { BLOC_COMMUNAL, type Convention, type PartConvenue, type Territoire } from "../modele/vocabulaire.js";

/** Ce que la répartition relève : plafonds, plancher, somme des parts, territoires vides. */
export function controlerRepartition(
  assiette: Assiette,
  conventions: readonly Convention[],
  tauxParSecteur: readonly number[],
  plancherEcarte: boolean,
): Constat[] {
  const { dateDeDroit } = assiette.provenance;
  return [
    ...controlerPrefet(assiette, conventions, dateDeDroit, plancherEcarte),
    ...controlerGaranties(assiette, conventions, dateDeDroit),
    ...controlerSurReservation(assiette, tauxParSecteur),
    ...constaterTerritoiresVides(assiette, conventions),
  ];
}

function limite(
  nom: NomDeParametre &
    ("plafondPrefet" | "plafondAgentsDeLEtat" | "plancherPrefetHorsQpv" | "plafondGaranties"),
  date: string,
): { readonly unites: number; readonly texte: string } {
  const valeur = valeurLegale(nom, date);
  if (valeur === null) throw new RangeError(`${nom} n'est pas fixé au ${date}`);
  return { unites: enUnites(valeur), texte: valeur };
}

function cumulerTaux(
  conventions: readonly Convention[],
  retenir: (convention: Convention, part: PartConvenue) => boolean,
): number {
  return conventions.reduce(
    (total, convention) =>
      total +
      convention.parts
        .filter((part) => retenir(convention, part))
        .reduce((somme, part) => somme + enUnites(part.taux), 0),
    0,
  );
}

function ecrirePoints(unites: number): string {
  return ecrireDecimal(pourcentageDesUnites(unites));
}

function logementsEnTrop(unites: number, flux: number): string {
  return ecrireDecimal(pourCentDe(pourcentageDesUnites(unites), fraction(flux)));
}

function controlerPrefet(
  assiette: Assiette,
  conventions: readonly Convention[],
  date: string,
  plancherEcarte: boolean,
): Constat[] {
  const contingent = (_: Convention, part: PartConvenue) => part.contrepartie === "contingent-prefectoral";
  if (!conventions.some((convention) => convention.parts.some((part) => contingent(convention, part))))
    return [];
  const taux = cumulerTaux(conventions, contingent);
  const agents = cumulerTaux(conventions, (_, part) => part.contingent === "agents-civils-et-militaires");
  return [
    ...constaterPlafondDuPrefet(
      "PLAFOND_DU_PREFET_DEPASSE",
      taux,
      limite("plafondPrefet", date),
      assiette.flux,
    ),
    ...constaterPlafondDuPrefet(
      "PLAFOND_DES_AGENTS_DEPASSE",
      agents,
      limite("plafondAgentsDeLEtat", date),
      assiette.flux,
    ),
    ...controlerPlancher(assiette, taux, limite("plancherPrefetHorsQpv", date), plancherEcarte),
  ];
}

function constaterPlafondDuPrefet(
  code: "PLAFOND_DU_PREFET_DEPASSE" | "PLAFOND_DES_AGENTS_DEPASSE",
  taux: number,
  plafond: { readonly unites: number; readonly texte: string },
  flux: number,
): Constat[] {
  if (taux <= plafond.unites) return [];
  const exces = taux - plafond.unites;
  const part =
    code === "PLAFOND_DU_PREFET_DEPASSE"
      ? { fr: "La part du préfet", en: "The prefect's share" }
      : { fr: "La part des agents de l'État", en: "The share of State agents" };
  return [
    constater(code, {
      territoire: "périmètre",
      chiffres: [
        { nom: "taux", valeur: ecrirePoints(taux) },
        { nom: "plafond", valeur: plafond.texte },
        { nom: "points en trop", valeur: ecrirePoints(exces) },
        { nom: "logements en trop", valeur: logementsEnTrop(exces, flux) },
      ],
      message: {
        fr: `${part.fr} est de ${enFrancais(ecrirePoints(taux))} % du flux annuel, pour ${plafond.texte} % au plus : ${enFrancais(logementsEnTrop(exces, flux))} logement(s) en trop.`,
        en: `${part.en} is ${ecrirePoints(taux)}% of the yearly flow, for ${plafond.texte}% at most: ${logementsEnTrop(exces, flux)} dwelling(s) too many.`,
      },
      remede: {
        fr: "Ramener le taux au plafond. Un arrêté préfectoral peut y déroger, à titre exceptionnel et pour un an au plus ; cette version ne le lit pas.",
        en: "Bring the rate down to the cap. By exception, an order of the prefect may depart from it for one year at most; this version does not read one.",
      },
    }),
  ];
}

function controlerPlancher(
  { secteurs }: Assiette,
  taux: number,
  plancher: { readonly unites: number; readonly texte: string },
  ecarte: boolean,
): Constat[] {
  if (taux >= plancher.unites) return [];
  const chiffres = [
    { nom: "taux hors QPV", valeur: ecrirePoints(taux) },
    { nom: "plancher", valeur: plancher.texte },
  ];
  if (ecarte)
    return [
      constater("PLANCHER_HORS_QPV_ECARTE", {
        territoire: "périmètre, hors QPV",
        chiffres,
        message: {
          fr: `Le préfet a ${enFrancais(ecrirePoints(taux))} % du flux hors QPV ; une stipulation écarte le plancher de ${plancher.texte} %.`,
          en: `The prefect has ${ecrirePoints(taux)}% of the flow outside QPV; a stipulation sets aside the ${plancher.texte}% floor.`,
        },
      }),
    ];
  if (secteurs.some(({ localisation }) => localisation === null))
    return [
      constater("PLANCHER_HORS_QPV_NON_VERIFIABLE", {
        territoire: "périmètre",
        chiffres,
        message: {
          fr: "L'assiette ne distingue pas le flux hors QPV : le plancher du préfet n'a pas pu être vérifié.",
          en: "The base does not tell the flow outside QPV apart: the prefect's floor could not be checked.",
        },
        remede: {
          fr: "Calculer l'assiette secteur par secteur.",
          en: "Compute the base per sector.",
        },
      }),
    ];
  const fluxHorsQpv = secteurs
    .filter(({ localisation }) => localisation === "hors-qpv")
    .reduce((total, { flux }) => total + flux, 0);
  if (fluxHorsQpv === 0) return [];
  const manque = plancher.unites - taux;
  return [
    constater("PLANCHER_HORS_QPV_NON_ATTEINT", {
      territoire: "périmètre, hors QPV",
      chiffres: [
        ...chiffres,
        { nom: "flux hors QPV", valeur: String(fluxHorsQpv) },
        { nom: "logements manquants", valeur: logementsEnTrop(manque, fluxHorsQpv) },
      ],
      message: {
        fr: `À taux égal hors et en QPV, le préfet a ${enFrancais(ecrirePoints(taux))} % des ${fluxHorsQpv} logements du flux hors QPV, pour ${plancher.texte} % au moins : il en manque ${enFrancais(logementsEnTrop(manque, fluxHorsQpv))}.`,
        en: `At equal rates outside and inside QPV, the prefect has ${ecrirePoints(taux)}% of the ${fluxHorsQpv} dwellings of the flow outside QPV, for ${plancher.texte}% at least: ${logementsEnTrop(manque, fluxHorsQpv)} are missing.`,
      },
      remede: {
        fr: "Placer davantage de la part du préfet hors QPV, à taux communal égal, si elle y suffit (cette version ne le calcule pas) ; sinon relever le taux, ou stipuler que le plancher est écarté.",
        en: "Place more of the prefect's share outside QPV, at equal municipal rates, if it suffices (this version does not compute it); otherwise raise the rate, or stipulate that the floor is set aside.",
      },
    }),
  ];
}

/** Ce que les garanties d'emprunt du bloc communal prennent sur un territoire. */
interface GarantiesDUnTerritoire {
  readonly nom: Texte;
  readonly maille: Territoire["type"];
  readonly secteurs: readonly SecteurDAssiette[];
  readonly flux: Fraction;
  readonly logements: Fraction;
  /** En pourcentage du flux ; zéro si le flux est nul. */
  readonly taux: Fraction;
}

/** Le cumul des garanties là où le plafond se juge : chaque commune, chaque EPCI, ou le périmètre sans détail. */
export function garantiesParTerritoire(
  { secteurs }: Assiette,
  conventions: readonly Convention[],
): GarantiesDUnTerritoire[] {
  const groupes = new Map<
    string,
    { readonly territoire: Territoire; readonly membres: SecteurDAssiette[] }
  >();
  const ranger = (territoire: Territoire, secteur: SecteurDAssiette) => {
    const cle = JSON.stringify(territoire);
    const groupe = groupes.get(cle) ?? { territoire, membres: [] };
    groupe.membres.push(secteur);
    groupes.set(cle, groupe);
  };
  for (const secteur of secteurs)
    ranger(
      secteur.commune === null ? { type: "perimetre" } : { type: "commune", commune: secteur.commune },
      secteur,
    );
  for (const secteur of secteurs)
    if (secteur.epci !== null) ranger({ type: "epci", epci: secteur.epci }, secteur);
  return [...groupes.values()].map(({ territoire, membres }) => {
    const flux = fraction(membres.reduce((total, secteur) => total + secteur.flux, 0));
    const unites = membres.reduce(
      (total, secteur) => total + BigInt(tauxEnGarantie(conventions, secteur)) * BigInt(secteur.flux),
      0n,
    );
    const logements = logementsDesUnites(unites);
    return {
      nom: nommerTerritoire(territoire),
      maille: territoire.type,
      secteurs: membres,
      flux,
      logements,
      taux: estNulle(flux) ? ZERO : enPourCentDe(logements, flux),
    };
  });
}

function tauxEnGarantie(conventions: readonly Convention[], secteur: Secteur): number {
  return cumulerTaux(
    conventions,
    ({ reservataire }, part) =>
      part.contrepartie === "garantie-d-emprunt" &&
      BLOC_COMMUNAL.includes(reservataire.categorie) &&
      estDansLeTerritoire(secteur, reservataire.territoire),
  );
}

function controlerGaranties(assiette: Assiette, conventions: readonly Convention[], date: string): Constat[] {
  const plafond = limite("plafondGaranties", date);
  const permis = ({ flux }: GarantiesDUnTerritoire) => pourCentDe(pourcentageDesUnites(plafond.unites), flux);
  return garantiesParTerritoire(assiette, conventions)
    .filter((territoire) => comparer(territoire.logements, permis(territoire)) > 0)
    .map((territoire) => {
      const { nom, maille, flux, logements } = territoire;
      const taux = ecrireDecimal(territoire.taux);
      const enTrop = ecrireDecimal(soustraire(logements, permis(territoire)));
      const parLecture =
        maille === "commune"
          ? {
              fr: " Le texte dit « globalement » : juger commune par commune est une lecture.",
              en: " The text says “overall”: judging per municipality is a reading.",
            }
          : { fr: "", en: "" };
      return constater("PLAFOND_DES_GARANTIES_DEPASSE", {
        territoire: nom.fr,
        ...(maille === "commune" ? { confiance: ["lecture" as const] } : {}),
        chiffres: [
          { nom: "taux cumulé", valeur: taux },
          { nom: "plafond", valeur: plafond.texte },
          { nom: "flux", valeur: ecrireDecimal(flux) },
          { nom: "logements en trop", valeur: enTrop },
        ],
        message: {
          fr: `${nom.fr} : les garanties d'emprunt du bloc communal réservent ensemble ${enFrancais(taux)} % du flux, pour ${plafond.texte} % au plus : ${enFrancais(enTrop)} logement(s) en trop.${parLecture.fr}`,
          en: `${nom.en}: municipal loan guarantees together reserve ${taux}% of the flow, for ${plafond.texte}% at most: ${enTrop} dwelling(s) too many.${parLecture.en}`,
        },
        remede: {
          fr: "Réduire les parts en garantie sur ce territoire, tous garants ensemble.",
          en: "Reduce the guarantee shares on this territory, all guarantors together.",
        },
      });
    });
}

function controlerSurReservation({ secteurs }: Assiette, tauxParSecteur: readonly number[]): Constat[] {
  return secteurs.flatMap((secteur, rang) => {
    const taux = tauxParSecteur[rang] ?? 0;
    if (taux <= UNITES_DE_CENT_POUR_CENT) return [];
    const exces = taux - UNITES_DE_CENT_POUR_CENT;
    return [
      constater("SUR_RESERVATION", {
        territoire: nommerSecteur(secteur).fr,
        chiffres: [
          { nom: "taux cumulé", valeur: ecrirePoints(taux) },
          { nom: "points en trop", valeur: ecrirePoints(exces) },
          { nom: "logements en trop", valeur: logementsEnTrop(exces, secteur.flux) },
        ],
        message: {
          fr: `${nommerSecteur(secteur).fr} : les parts promises font ${enFrancais(ecrirePoints(taux))} % du flux, soit ${enFrancais(logementsEnTrop(exces, secteur.flux))} logement(s) de trop.`,
          en: `${nommerSecteur(secteur).en}: the shares promised make ${ecrirePoints(taux)}% of the flow, ${logementsEnTrop(exces, secteur.flux)} dwelling(s) too many.`,
        },
        remede: {
          fr: "Convenir d'une réduction : qui cède, et de combien.",
          en: "Agree on a reduction: who gives way, and by how much.",
        },
      }),
    ];
  });
}

function constaterTerritoiresVides({ secteurs }: Assiette, conventions: readonly Convention[]): Constat[] {
  return conventions.flatMap(({ reservataire }) =>
    secteurs.some((secteur) => estDansLeTerritoire(secteur, reservataire.territoire))
      ? []
      : [
          constater("TERRITOIRE_SANS_LOGEMENT", {
            territoire: nommerTerritoire(reservataire.territoire).fr,
            chiffres: [],
            message: {
              fr: `${reservataire.code} : l'assiette ne compte aucun secteur sur ${nommerTerritoire(reservataire.territoire).fr} ; sa part y est sans objet.`,
              en: `${reservataire.code}: the base has no sector on ${nommerTerritoire(reservataire.territoire).en}; its share has no object there.`,
            },
          }),
        ],
  );
}
