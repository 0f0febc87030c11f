import { valeurLegale } from "../droit/parametres.js";
import type { Texte } from "../droit/texte.js";
import type { Blocage, Limite, Objet } from "../exact/blocage.js";
import { ecrireDecimal } from "../exact/decimal.js";
import {
  comparer,
  type Fraction,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
  valeurAbsolue,
} from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireTaux } from "../exact/taux.js";
import { lireValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues, SEPARATEURS } from "../modele/plume.js";
import { nommerTerritoire, PERIMETRE } from "../modele/secteurs.js";
import { type Contingent, direLaPart, type FondementDePart } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { Objectif, Objectifs } from "./fixer-objectifs-de-flux.js";
import { plafondEntier } from "./tableau-des-objectifs.js";

type Contenu = Pick<Objectifs, "secteurs" | "territoires">;

/** Ce que l'arrondi laisse à signaler : le plancher du préfet, et les totaux qu'aucun arrondi ne garantit. */
export function constaterObjectifs(repartition: Repartition, contenu: Contenu): Constat[] {
  return [...constaterPlancherArrondi(repartition, contenu), ...constaterTotauxEcartes(contenu)];
}

/** Là où se lit, dans les codes d'un objet, ce qui fonde une part ; le volet suit. */
function rangDuFondement(objet: Objet): number {
  if (objet.type === "cellule") return 2;
  return objet.famille === 0 ? 1 : 4;
}

/** « prefet, contingent préfectoral » ; le périmètre, pour le total de tout. */
function nommerObjet(objet: Objet): Texte {
  const codes = objet.type === "cellule" ? objet.codes : objet.chemin;
  const fondement = rangDuFondement(objet);
  return enDeuxLangues(({ texte }) => {
    const noms = codes.map((code, rang) => {
      if (code === "") return "";
      if (rang === fondement) return texte(direLaPart({ contrepartie: code as FondementDePart }));
      return rang === fondement + 1 && (objet.type === "cellule" || objet.famille === 0)
        ? texte(direLaPart({ contrepartie: "contingent-prefectoral", contingent: code as Contingent }))
        : code;
    });
    return noms.filter((nom) => nom !== "").join(", ") || texte(PERIMETRE);
  });
}

/** Aucun arrondi ne tient les plafonds posés : les totaux qui se contredisent. */
export function constaterArrondiImpossible({ voulu, permis, auMoins, auPlus }: Blocage): Constat {
  const citer = (limites: readonly Limite[], langue: keyof Texte) =>
    limites.map(({ objet, borne }) => `${nommerObjet(objet)[langue]} (${borne})`).join(SEPARATEURS[langue]);
  return constater("ARRONDI_IMPOSSIBLE", {
    territoire: "périmètre",
    chiffres: [
      { nom: "au moins", valeur: String(voulu) },
      { nom: "au plus", valeur: String(permis) },
    ],
    message: {
      fr: `Aucun arrondi en logements entiers ne tient toutes les limites : ces totaux feraient au moins ${voulu} — ${citer(auMoins, "fr")} —, pour ${permis} au plus — ${citer(auPlus, "fr")}.`,
      en: `No rounding to whole dwellings keeps every limit: these totals would make at least ${voulu} — ${citer(auMoins, "en")} —, for ${permis} at most — ${citer(auPlus, "en")}.`,
    },
    remede: {
      fr: "Convenir de taux dont les plafonds laissent un arrondi, ou répartir ces logements par accord.",
      en: "Agree on rates whose caps leave a rounding, or share these dwellings by agreement.",
    },
  });
}

function duContingent({ secteurs }: Contenu): (Objectif & { readonly localisation: string | null })[] {
  return secteurs.flatMap(({ localisation, parts }) =>
    parts
      .filter(({ contrepartie }) => contrepartie === "contingent-prefectoral")
      .map(({ exact, objectif }) => ({ exact, objectif, localisation })),
  );
}

function exactDe(objectifs: readonly Objectif[]): Fraction {
  return sommer(objectifs.map(({ exact }) => lireValeurExacte(exact)));
}

function entierDe(objectifs: readonly Objectif[]): number {
  return objectifs.reduce((total, { objectif }) => total + objectif, 0);
}

/** L'arrondi de la part du préfet peut passer sous son plancher hors QPV, que la part exacte atteint. */
function constaterPlancherArrondi(
  { assiette, stipulations, plafondsDuPrefet }: Repartition,
  contenu: Contenu,
): Constat[] {
  const plancher = valeurLegale("plancherPrefetHorsQpv", assiette.provenance.dateDeDroit);
  if (plancher === null || (stipulations.plancherHorsQpv ?? "applique") !== "applique") return [];
  const contingent = duContingent(contenu);
  const horsQpv = contingent.filter(({ localisation }) => localisation === "hors-qpv");
  const flux = assiette.secteurs
    .filter(({ localisation }) => localisation === "hors-qpv")
    .reduce((total, secteur) => total + secteur.flux, 0);
  const du = pourCentDe(lireTaux(plancher), fraction(flux));
  const place = entierDe(horsQpv);
  if (comparer(exactDe(horsQpv), du) < 0 || comparer(fraction(place), du) >= 0) return [];
  const manque = soustraire(du, fraction(place));
  const total = entierDe(contingent);
  const auPlafond =
    place === total &&
    plafondEntier(plafondsDuPrefet.prefet, exactDe(contingent), assiette.flux) === BigInt(total);
  return [
    constater("PLANCHER_HORS_QPV_ARRONDI", {
      territoire: "périmètre, hors QPV",
      chiffres: [
        { nom: "plancher", valeur: ecrireDecimal(du) },
        { nom: "objectif", valeur: String(place) },
        { nom: "logements manquants", valeur: ecrireDecimal(manque) },
      ],
      message: enDeuxLangues(({ logements, nombre, mot }) =>
        mot(
          `En logements entiers, l'objectif du préfet hors QPV est de ${place} : il lui manque ${logements(manque)} pour atteindre le plancher de ${nombre(du)}. ${auPlafond ? "Un logement de plus dépasserait le plafond, impératif." : "C'est l'effet de l'arrondi au plus fort reste, choix de la bibliothèque."} La part convenue, elle, ne change pas.`,
          `In whole dwellings, the prefect's target outside QPV is ${place}: it is ${logements(manque)} short of the floor of ${nombre(du)}. ${auPlafond ? "One more dwelling would exceed the mandatory cap." : "This results from largest-remainder rounding, the library's choice."} The agreed share itself does not change.`,
        ),
      ),
    }),
  ];
}

/** Un total qu'aucun arrondi ne garantit : plusieurs parts d'un réservataire sur un territoire, ou ses parts en QPV. */
interface TotalSuivi extends Objectif {
  readonly reservataire: string;
  readonly lieu: Texte;
}

function totauxSuivis({ secteurs, territoires }: Contenu): TotalSuivi[] {
  const desTerritoires = territoires.flatMap(({ territoire, reservataires }) =>
    reservataires.map((ligne) => ({ ...ligne, lieu: nommerTerritoire(territoire) })),
  );
  const enQpv = secteurs.flatMap(({ localisation, parts }) => (localisation === "qpv" ? parts : []));
  return [
    ...desTerritoires,
    ...regrouperParCodes(enQpv, ({ reservataire }) => reservataire).map(([reservataire, siennes]) => ({
      reservataire,
      lieu: { fr: "périmètre, en QPV", en: "perimeter, in QPV" },
      exact: valeurExacte(exactDe(siennes)),
      objectif: entierDe(siennes),
    })),
  ];
}

function constaterTotauxEcartes(contenu: Contenu): Constat[] {
  return totauxSuivis(contenu).flatMap(({ reservataire, lieu, exact, objectif }) => {
    const ecart = soustraire(fraction(objectif), lireValeurExacte(exact));
    if (comparer(valeurAbsolue(ecart), fraction(1)) < 0) return [];
    return [
      constater("TOTAL_ECARTE_DE_SON_EXACT", {
        territoire: lieu.fr,
        chiffres: [
          { nom: "exact", valeur: exact.decimal },
          { nom: "objectif", valeur: String(objectif) },
          { nom: "écart", valeur: ecrireDecimal(ecart) },
        ],
        message: enDeuxLangues(({ nombre, mot, texte }) =>
          mot(
            `${texte(lieu)} : les objectifs de « ${reservataire} » y font ${objectif}, pour ${nombre(exact.decimal)} exacts. L'arrondi tient chaque part dans chaque secteur, chaque commune et chaque EPCI, et chaque réservataire sur le périmètre ; il ne peut tenir aussi ce total-ci.`,
            `${texte(lieu)}: the targets of “${reservataire}” make ${objectif} there, for ${nombre(exact.decimal)} exact. Rounding keeps each share in each sector, municipality and EPCI, and each holder on the perimeter; it cannot keep this total too.`,
          ),
        ),
      }),
    ];
  });
}
