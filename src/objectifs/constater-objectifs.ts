import type { Texte } from "../droit/texte.js";
import type { Blocage, Limite, Objet } from "../exact/blocage.js";
import { ecrireDecimal } from "../exact/decimal.js";
import { comparer, type Fraction, fraction, sommer, soustraire, valeurAbsolue } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues, SEPARATEURS } from "../modele/plume.js";
import { nommerTerritoire, PERIMETRE } from "../modele/secteurs.js";
import { type Contingent, direLaPart, type FondementDePart, NON_RESERVES } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { CelluleArrondie, PrixDUneLimite } from "./arrondir-objectifs.js";
import type { Objectif, Objectifs } from "./fixer-objectifs-de-flux.js";
import { plafondsDesGaranties } from "./limites-du-flux.js";
import { AUTRES, ENSEMBLE, plafondEntier } from "./tableau-des-objectifs.js";
import { plancherHorsQpv } from "./tenir-plancher.js";

type Contenu = Pick<Objectifs, "secteurs" | "territoires" | "prix" | "stipulations">;

/** Ce que l'arrondi laisse à signaler : les limites jugées en logements entiers, et les totaux qu'aucun arrondi ne garantit. */
export function constaterObjectifs(
  repartition: Repartition,
  cellules: readonly CelluleArrondie[],
  contenu: Contenu,
): Constat[] {
  return [
    ...constaterPlancherArrondi(repartition, contenu),
    ...(contenu.stipulations.jugementDesGaranties === "logements-entiers"
      ? constaterGarantiesArrondies(repartition, cellules)
      : []),
    ...contenu.prix.map(constaterPrix),
    ...constaterTotauxEcartes(contenu),
  ];
}

/** Là où se lit, dans les codes d'un objet, ce qui fonde une part ; le volet suit. */
function rangDuFondement(objet: Objet): number {
  if (objet.type === "cellule") return 2;
  if (objet.famille === 0) return 1;
  return [ENSEMBLE, AUTRES].includes(objet.chemin[3] ?? "") ? 5 : 4;
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

function duContingent({ secteurs }: Contenu) {
  return secteurs.flatMap(({ localisation, parts }) =>
    parts
      .filter(({ contrepartie }) => contrepartie === "contingent-prefectoral")
      .map((part) => ({ ...part, localisation })),
  );
}

function retenuDe(objectifs: readonly Objectif[]): Fraction {
  return sommer(objectifs.map(({ retenu }) => lireValeurExacte(retenu)));
}

function exactDe(objectifs: readonly Objectif[]): Fraction {
  return sommer(objectifs.map(({ exact }) => lireValeurExacte(exact)));
}

function entierDe(objectifs: readonly Objectif[]): number {
  return objectifs.reduce((total, { objectif }) => total + objectif, 0);
}

/** L'arrondi de la part du préfet, ou ses avances, peuvent la mettre sous son plancher hors QPV, que la part exacte atteint. */
function constaterPlancherArrondi(repartition: Repartition, contenu: Contenu): Constat[] {
  const du = plancherHorsQpv(repartition);
  if (du === null) return [];
  const contingent = duContingent(contenu);
  const horsQpv = contingent.filter(({ localisation }) => localisation === "hors-qpv");
  const place = entierDe(horsQpv);
  if (comparer(exactDe(horsQpv), du) < 0 || comparer(fraction(place), du) >= 0) return [];
  const manque = soustraire(du, fraction(place));
  return [
    constater("PLANCHER_HORS_QPV_ARRONDI", {
      territoire: "périmètre, hors QPV",
      chiffres: [
        { nom: "plancher", valeur: ecrireDecimal(du) },
        { nom: "objectif", valeur: String(place) },
        { nom: "logements manquants", valeur: ecrireDecimal(manque) },
      ],
      message: enDeuxLangues(({ logements, nombre, mot, texte }) => {
        const cause = texte(causeDuManque(repartition, du, contingent, contenu.stipulations));
        return mot(
          `En logements entiers, l'objectif du préfet hors QPV est de ${place} : il lui manque ${logements(manque)} pour atteindre le plancher de ${nombre(du)}. ${cause} La part convenue, elle, ne change pas.`,
          `In whole dwellings, the prefect's target outside QPV is ${place}: it is ${logements(manque)} short of the floor of ${nombre(du)}. ${cause} The agreed share itself does not change.`,
        );
      }),
    }),
  ];
}

/** Ce qui met l'objectif du préfet sous son plancher hors QPV. */
function causeDuManque(
  { assiette, plafondsDuPrefet }: Repartition,
  du: Fraction,
  contingent: readonly (Objectif & { readonly localisation: string | null })[],
  { jugementDuPlancherHorsQpv }: Contenu["stipulations"],
): Texte {
  const horsQpv = contingent.filter(({ localisation }) => localisation === "hors-qpv");
  const total = entierDe(contingent);
  if (
    entierDe(horsQpv) === total &&
    plafondEntier(plafondsDuPrefet.prefet, retenuDe(contingent), assiette.flux) === BigInt(total)
  )
    return {
      fr: "Un logement de plus dépasserait le plafond, impératif.",
      en: "One more dwelling would exceed the mandatory cap.",
    };
  if (comparer(retenuDe(horsQpv), du) < 0)
    return {
      fr: "C'est l'effet des logements reçus d'avance les années précédentes, que le report déduit.",
      en: "This results from dwellings received in advance in earlier years, which the carry-over deducts.",
    };
  if (jugementDuPlancherHorsQpv === "logements-entiers")
    return {
      fr: "Aucun arrondi n'y atteint le plancher, comme stipulé, sans passer un plafond ou sortir un autre total de son arrondi.",
      en: "No rounding reaches the floor there, as stipulated, without exceeding a cap or taking another total out of its rounding.",
    };
  return {
    fr: "C'est l'effet de l'arrondi au plus fort reste, choix de la bibliothèque ; une stipulation peut tenir le plancher en logements entiers aussi.",
    en: "This results from largest-remainder rounding, the library's choice; a stipulation can hold the floor in whole dwellings too.",
  };
}

/** Là où le plafond des garanties, tenu commune par commune, ne l'est pas en logements entiers : un EPCI dont une commune le dépasse déjà. */
function constaterGarantiesArrondies(
  repartition: Repartition,
  cellules: readonly CelluleArrondie[],
): Constat[] {
  return plafondsDesGaranties(cellules, repartition).flatMap(({ territoire, cellules: rangs, maximum }) => {
    const siennes = rangs.map((rang) => cellules[rang] as CelluleArrondie);
    const exact = sommer(siennes.map((cellule) => cellule.exact));
    const objectif = siennes.reduce((total, cellule) => total + cellule.objectif, 0);
    if (comparer(exact, maximum) > 0 || comparer(fraction(objectif), maximum) <= 0) return [];
    const lieu = nommerTerritoire(territoire);
    return [
      constater("PLAFOND_DES_GARANTIES_ARRONDI", {
        territoire: lieu.fr,
        chiffres: [
          { nom: "plafond", valeur: ecrireDecimal(maximum) },
          { nom: "objectif", valeur: String(objectif) },
        ],
        message: enDeuxLangues(({ nombre, mot, texte }) =>
          mot(
            `${texte(lieu)} : les objectifs des garants y font ${objectif}, pour un plafond de ${nombre(maximum)} que leurs parts exactes respectent. L'arrondi tient le plafond dans chaque commune qui n'est pas déjà au-dessus ; il ne le tient pas ici.`,
            `${texte(lieu)}: guarantors' targets make ${objectif} there, for a cap of ${nombre(maximum)} that their exact shares respect. Rounding holds the cap in each municipality not already above it; it does not hold it here.`,
          ),
        ),
      }),
    ];
  });
}

const LIMITES = {
  "plafond-des-garanties": {
    code: "GARANTIES_TENUES_EN_ENTIERS",
    nom: {
      fr: "Tenir le plafond des garanties en logements entiers",
      en: "Holding the cap on guarantees in whole dwellings",
    },
  },
  "plancher-hors-qpv": {
    code: "PLANCHER_HORS_QPV_TENU_EN_ENTIERS",
    nom: {
      fr: "Tenir le plancher du préfet hors QPV en logements entiers",
      en: "Holding the prefect's floor outside QPV in whole dwellings",
    },
  },
} as const;

/** Ce qu'une limite tenue en logements entiers change, et à qui. */
function constaterPrix({ limite, reservataires, communes, secteurs }: PrixDUneLimite): Constat {
  const { code, nom } = LIMITES[limite];
  const deplaces = secteurs.reduce((total, { sans, avec }) => total + Math.max(avec - sans, 0), 0);
  const touchees = new Set(communes.map(({ commune }) => commune)).size;
  return constater(code, {
    territoire: "périmètre",
    chiffres: [
      { nom: "logements déplacés", valeur: String(deplaces) },
      { nom: "communes où un objectif change", valeur: String(touchees) },
    ],
    message: enDeuxLangues(({ logements, mot, texte, separateur }) => {
      const qui = reservataires
        .map(({ reservataire, sans, avec }) => `${reservataire} ${sans} → ${avec}`)
        .join(separateur);
      const perimetre =
        qui === ""
          ? mot("aucun objectif du périmètre ne change", "no target of the perimeter changes")
          : mot(
              `objectifs du périmètre qui changent : ${qui}`,
              `targets of the perimeter that change: ${qui}`,
            );
      return mot(
        `${texte(nom)}, comme stipulé, déplace ${logements(deplaces)} d'un réservataire à un autre dans un secteur. Communes où un objectif change : ${touchees} ; ${perimetre}.`,
        `${texte(nom)}, as stipulated, moves ${logements(deplaces)} from one holder to another within a sector. Municipalities where a target changes: ${touchees}; ${perimetre}.`,
      );
    }),
  });
}

/** Un total qu'aucun arrondi ne garantit : plusieurs parts d'un réservataire sur un territoire, ou ses parts en QPV. */
interface TotalSuivi {
  readonly reservataire: string;
  readonly lieu: Texte;
  readonly retenu: Fraction;
  readonly objectif: number;
}

function totauxSuivis({ secteurs, territoires }: Contenu): TotalSuivi[] {
  const desTerritoires = territoires.flatMap(({ territoire, reservataires }) =>
    reservataires.map(({ reservataire, retenu, objectif }) => ({
      reservataire,
      lieu: nommerTerritoire(territoire),
      retenu: lireValeurExacte(retenu),
      objectif,
    })),
  );
  const enQpv = secteurs
    .filter(({ localisation }) => localisation === "qpv")
    .flatMap(({ parts, nonReserves }) => [...parts, { ...nonReserves, reservataire: NON_RESERVES }]);
  return [
    ...desTerritoires,
    ...regrouperParCodes(enQpv, ({ reservataire }) => reservataire).map(([reservataire, siennes]) => ({
      reservataire,
      lieu: { fr: "périmètre, en QPV", en: "perimeter, in QPV" },
      retenu: retenuDe(siennes),
      objectif: entierDe(siennes),
    })),
  ];
}

function constaterTotauxEcartes(contenu: Contenu): Constat[] {
  return totauxSuivis(contenu).flatMap(({ reservataire, lieu, retenu, objectif }) => {
    const ecart = soustraire(fraction(objectif), retenu);
    if (comparer(valeurAbsolue(ecart), fraction(1)) < 0) return [];
    return [
      constater("TOTAL_ECARTE_DE_SON_EXACT", {
        territoire: lieu.fr,
        chiffres: [
          { nom: "exact", valeur: ecrireDecimal(retenu) },
          { nom: "objectif", valeur: String(objectif) },
          { nom: "écart", valeur: ecrireDecimal(ecart) },
        ],
        message: enDeuxLangues(({ nombre, mot, texte }) =>
          mot(
            `${texte(lieu)} : les objectifs de « ${reservataire} » y font ${objectif}, pour ${nombre(retenu)} exacts. L'arrondi tient chaque part dans chaque secteur, chaque commune et chaque EPCI, et chaque réservataire sur le périmètre ; il ne peut garantir aussi ce total-ci, et aucun échange d'un logement entre deux parts et deux secteurs n'améliore plus l'ensemble.`,
            `${texte(lieu)}: the targets of “${reservataire}” make ${objectif} there, for ${nombre(retenu)} exact. Rounding keeps each share in each sector, municipality and EPCI, and each holder on the perimeter; it cannot guarantee this total too, and no exchange of one dwelling between two shares and two sectors improves the whole any further.`,
          ),
        ),
      }),
    ];
  });
}
