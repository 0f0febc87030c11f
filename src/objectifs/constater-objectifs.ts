import type { Texte } from "../droit/texte.js";
import type { Blocage, Limite, Objet } from "../exact/blocage.js";
import { ecrireDecimal } from "../exact/decimal.js";
import { comparer, type Fraction, fraction, sommer, soustraire, valeurAbsolue } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireValeurExacte } from "../exact/valeur-exacte.js";
import { type Constat, constater } from "../modele/constats.js";
import { enDeuxLangues, SEPARATEURS } from "../modele/plume.js";
import { nommerSecteur, nommerTerritoire, PERIMETRE } from "../modele/secteurs.js";
import { type Contingent, direLaPart, type FondementDePart, NON_RESERVES } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { CelluleArrondie, PrixDUneLimite } from "./arrondir-objectifs.js";
import type { Objectif, Objectifs } from "./fixer-objectifs-de-flux.js";
import { plafondsDesGaranties } from "./limites-du-flux.js";
import type { ReportDePart } from "./reporter-restes.js";
import { estDuContingent, plafondEntier } from "./tableau-des-objectifs.js";
import { plancherHorsQpv } from "./tenir-plancher.js";

type Contenu = Pick<Objectifs, "secteurs" | "prix" | "reports" | "stipulations">;

/** Ce que l'arrondi laisse à signaler : les limites jugées en logements entiers, et les totaux qu'aucun arrondi ne garantit. */
export function constaterObjectifs(
  repartition: Repartition,
  cellules: readonly CelluleArrondie[],
  contenu: Contenu,
  passe: Objectifs | undefined,
): Constat[] {
  return [
    ...constaterReports(contenu, passe),
    ...constaterPlancherArrondi(repartition, contenu),
    ...(contenu.stipulations.jugementDesGaranties === "logements-entiers"
      ? constaterGarantiesArrondies(repartition, cellules)
      : []),
    ...contenu.prix.flatMap(constaterPrix),
    ...constaterTotauxEcartes(cellules, contenu),
  ];
}

const ENSEMBLES: Readonly<Record<string, Texte>> = {
  ensemble: { fr: "garanties d'emprunt", en: "loan guarantees" },
  autres: { fr: "autres parts", en: "other shares" },
};
const RANG_DE_L_ENSEMBLE = 3;

/** « prefet, contingent préfectoral » ; le périmètre, pour le total de tout. */
function nommerObjet(objet: Objet, garanties: boolean): Texte {
  const codes = objet.type === "cellule" ? objet.codes : objet.chemin;
  const parSecteur = objet.type === "total" && objet.famille === 1;
  const fondement = objet.type === "cellule" ? 2 : parSecteur ? 4 + Number(garanties) : 1;
  return enDeuxLangues(({ texte }) => {
    const noms = codes.map((code, rang) => {
      if (code === "") return "";
      if (rang === fondement) return texte(direLaPart({ contrepartie: code as FondementDePart }));
      if (rang === fondement + 1 && !parSecteur)
        return texte(direLaPart({ contrepartie: "contingent-prefectoral", contingent: code as Contingent }));
      const ensemble = garanties && parSecteur && rang === RANG_DE_L_ENSEMBLE ? ENSEMBLES[code] : undefined;
      return ensemble === undefined ? code : texte(ensemble);
    });
    return noms.filter((nom) => nom !== "").join(", ") || texte(PERIMETRE);
  });
}

/** Aucun arrondi ne tient les plafonds posés : les totaux qui se contredisent. */
export function constaterArrondiImpossible(
  { voulu, permis, auMoins, auPlus }: Blocage,
  garanties = false,
): Constat {
  const citer = (limites: readonly Limite[], langue: keyof Texte) =>
    limites
      .map(({ objet, borne }) => `${nommerObjet(objet, garanties)[langue]} (${borne})`)
      .join(SEPARATEURS[langue]);
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

function entierDe(objectifs: readonly Pick<Objectif, "objectif">[]): number {
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

/** Les restes qu'une année abandonne, et ceux qui attendent depuis plus d'un logement. */
function constaterReports({ reports, stipulations }: Contenu, passe: Objectifs | undefined): Constat[] {
  const abandonnes =
    stipulations.reportDesRestes === "aucun"
      ? (passe?.reports ?? []).filter(({ cloture }) => cloture.exact !== "0")
      : [];
  const enAttente = (reports ?? []).filter(
    ({ ouverture, admis }) =>
      comparer(soustraire(lireValeurExacte(ouverture), lireValeurExacte(admis)), fraction(1)) >= 0,
  );
  return [
    ...(abandonnes.length === 0 ? [] : [constaterAbandon(abandonnes)]),
    ...enAttente.map(constaterAttente),
  ];
}

function constaterAbandon(abandonnes: readonly ReportDePart[]): Constat {
  return constater("RESTES_NON_REPORTES", {
    territoire: "périmètre",
    chiffres: abandonnes.map(({ reservataire, cloture }) => ({ nom: reservataire, valeur: cloture.decimal })),
    message: enDeuxLangues(({ decimal, mot, separateur }) => {
      const lignes = abandonnes
        .map(({ reservataire, cloture }) => `${reservataire} ${decimal(cloture)}`)
        .join(separateur);
      return mot(
        `Sans report cette année, ces restes des années précédentes ne passent plus à aucune autre : ${lignes}.`,
        `With no carry-over this year, these remainders of earlier years pass to no other year: ${lignes}.`,
      );
    }),
  });
}

function constaterAttente({
  reservataire,
  contrepartie,
  territoire,
  ouverture,
  admis,
}: ReportDePart): Constat {
  const attend = soustraire(lireValeurExacte(ouverture), lireValeurExacte(admis));
  const lieu = nommerTerritoire(territoire);
  return constater("RESTE_EN_ATTENTE", {
    territoire: lieu.fr,
    chiffres: [{ nom: "logements en attente", valeur: ecrireDecimal(attend) }],
    message: enDeuxLangues(({ decimal, mot, texte }) =>
      mot(
        `${texte(lieu)} : « ${reservataire} » (${texte(direLaPart({ contrepartie }))}) attend ${decimal(attend)} logement des arrondis passés, qui n'entre pas cette année sous les plafonds ni dans la place des secteurs. À parts et plafonds égaux, il n'entrera pas davantage.`,
        `${texte(lieu)}: “${reservataire}” (${texte(direLaPart({ contrepartie }))}) is waiting for ${decimal(attend)} dwelling from past roundings, which does not fit this year under the caps or in the room of the sectors. With the same shares and caps, it will not fit later either.`,
      ),
    ),
    remede: {
      fr: "Convenir d'un taux qui laisse la place au retard, ou constater ensemble qu'il ne sera pas rendu.",
      en: "Agree on a rate that leaves room for the delay, or acknowledge together that it will not be given back.",
    },
  });
}

/** La lecture qui juge le plafond des garanties dans une commune. */
const PAR_COMMUNE: Texte = {
  fr: " Le texte dit « globalement » : juger une commune, pour la part d'un groupement, est une lecture.",
  en: " The text says “overall”: judging one municipality, for a grouping's share, is a reading.",
};

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
function constaterPrix({ limite, reservataires, communes, secteurs }: PrixDUneLimite): Constat[] {
  if (secteurs.length === 0) return [];
  const { code, nom } = LIMITES[limite];
  const deplaces = secteurs.reduce((total, { sans, avec }) => total + Math.max(avec - sans, 0), 0);
  const touchees = new Set(communes.map(({ commune }) => commune)).size;
  return [
    constater(code, {
      territoire: "périmètre",
      autorite: "conventionnel",
      chiffres: [
        { nom: "logements déplacés", valeur: String(deplaces) },
        { nom: "communes où un objectif change", valeur: String(touchees) },
      ],
      message: enDeuxLangues(({ logements, mot, texte, separateur }) => {
        const qui = reservataires
          .map(({ reservataire, sans, avec }) => `${texte(nommerQui(reservataire))} ${sans} → ${avec}`)
          .join(separateur);
        const perimetre =
          qui === ""
            ? mot("aucun objectif du périmètre ne change", "no target of the perimeter changes")
            : mot(`sur le périmètre : ${qui}`, `on the perimeter: ${qui}`);
        const lecture = limite === "plafond-des-garanties" ? texte(PAR_COMMUNE) : "";
        return mot(
          `${texte(nom)}, comme stipulé, change la destination de ${logements(deplaces)} ; communes où un objectif change : ${touchees} ; ${perimetre}. Les parts convenues, elles, ne changent pas.${lecture}`,
          `${texte(nom)}, as stipulated, changes where ${logements(deplaces)} go; municipalities where a target changes: ${touchees}; ${perimetre}. The agreed shares themselves do not change.${lecture}`,
        );
      }),
    }),
  ];
}

function nommerQui(reservataire: string): Texte {
  return reservataire === NON_RESERVES
    ? { fr: "non réservés", en: "unreserved" }
    : { fr: reservataire, en: reservataire };
}

/** Un total qu'aucun arrondi ne garantit. */
interface TotalSuivi {
  readonly lieu: Texte;
  readonly qui: Texte;
  readonly cellules: readonly CelluleArrondie[];
}

/**
 * Les totaux que l'arrondi approche sans les tenir : chaque réservataire dans une commune, un EPCI ou l'ensemble des QPV ; avec les
 * garanties tenues en entiers, dans un secteur ; avec le plancher, chaque volet du contingent dans une commune ou un EPCI.
 */
function totauxSuivis(cellules: readonly CelluleArrondie[], { stipulations }: Contenu): TotalSuivi[] {
  const regrouper = (
    lieuDe: (cellule: CelluleArrondie) => Texte | null,
    quiDe: (cellule: CelluleArrondie) => Texte,
    retenir: (cellule: CelluleArrondie) => boolean = () => true,
  ): TotalSuivi[] =>
    regrouperParCodes(
      cellules.filter((cellule) => retenir(cellule) && lieuDe(cellule) !== null),
      (cellule) => JSON.stringify([lieuDe(cellule)?.fr, quiDe(cellule).fr]),
    ).flatMap(([, siennes]) => {
      const [premiere] = siennes;
      const lieu = premiere === undefined ? null : lieuDe(premiere);
      return premiere === undefined || lieu === null
        ? []
        : [{ lieu, qui: quiDe(premiere), cellules: siennes }];
    });
  const commune = ({ secteur }: CelluleArrondie) =>
    secteur.commune === null ? null : nommerTerritoire({ type: "commune", commune: secteur.commune });
  const epci = ({ secteur }: CelluleArrondie) =>
    secteur.epci === null ? null : nommerTerritoire({ type: "epci", epci: secteur.epci });
  const enQpv = ({ secteur }: CelluleArrondie): Texte | null =>
    secteur.localisation === "qpv" ? { fr: "périmètre, en QPV", en: "perimeter, in QPV" } : null;
  const reservataire = (cellule: CelluleArrondie) => nommerQui(cellule.reservataire);
  const volet = ({ reservataire: code, contrepartie, contingent }: CelluleArrondie) =>
    enDeuxLangues(({ texte }) =>
      contrepartie === null ? code : `${code}, ${texte(direLaPart({ contrepartie, contingent }))}`,
    );
  return [
    ...regrouper(epci, reservataire),
    ...regrouper(commune, reservataire),
    ...regrouper(enQpv, reservataire),
    ...(stipulations.jugementDesGaranties === "logements-entiers"
      ? regrouper(({ secteur }) => nommerSecteur(secteur), reservataire)
      : []),
    ...(stipulations.jugementDuPlancherHorsQpv === "logements-entiers"
      ? [...regrouper(epci, volet, estDuContingent), ...regrouper(commune, volet, estDuContingent)]
      : []),
  ];
}

function constaterTotauxEcartes(cellules: readonly CelluleArrondie[], contenu: Contenu): Constat[] {
  return totauxSuivis(cellules, contenu).flatMap(({ lieu, qui, cellules: siennes }) => {
    const retenu = sommer(siennes.map((cellule) => cellule.retenu));
    const objectif = entierDe(siennes);
    const ecart = soustraire(fraction(objectif), retenu);
    if (comparer(valeurAbsolue(ecart), fraction(1)) < 0) return [];
    return [
      constater("TOTAL_ECARTE_DE_SON_EXACT", {
        territoire: lieu.fr,
        chiffres: [
          { nom: "retenu", valeur: ecrireDecimal(retenu) },
          { nom: "objectif", valeur: String(objectif) },
          { nom: "écart", valeur: ecrireDecimal(ecart) },
        ],
        message: enDeuxLangues(({ nombre, mot, texte }) =>
          mot(
            `${texte(lieu)} : les objectifs de « ${texte(qui)} » y font ${objectif}, pour ${nombre(retenu)} à arrondir. L'arrondi ne peut garantir ce total en même temps que ceux qu'il tient, et aucun échange d'un logement entre deux parts et deux secteurs n'améliore plus l'ensemble.`,
            `${texte(lieu)}: the targets of “${texte(qui)}” make ${objectif} there, for ${nombre(retenu)} to be rounded. Rounding cannot guarantee this total together with those it keeps, and no exchange of one dwelling between two shares and two sectors improves the whole any further.`,
          ),
        ),
      }),
    ];
  });
}
