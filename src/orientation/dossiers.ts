import type { Texte } from "../droit/texte.js";
import { type CategorieDeSoustraction, NON_RESERVES } from "../modele/vocabulaire.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { EvenementDeDossier, Liberation, TypeDEvenement } from "./evenements.js";
import { completer, type Publics } from "./publics.js";
import { type ReglesDesTours, reglesDe } from "./regles-d-un-tour.js";

/** Un échec : personne n'est entré dans le logement. */
export type TypeDEchec = "absence-de-candidat" | "non-attribution" | "refus-du-candidat";

/** L'échec d'un tour. */
export interface Echec {
  readonly type: TypeDEchec;
  readonly date: string;
  /** Le code que l'événement a donné ; absent s'il n'en a pas donné. */
  readonly motif?: string;
}

/** Un tour : le logement mis à la disposition de quelqu'un, et où il en est. */
export interface Tour {
  /** `non-reserves` si le bailleur l'a gardé ; `null` si la loi l'a mis à la disposition du maire. */
  readonly reservataire: string | null;
  readonly miseADisposition: string;
  readonly designation: string | null;
  readonly attribution: string | null;
  readonly bail: string | null;
  readonly echec: Echec | null;
  /** Ce que l'attribution, puis le bail, ont dit de ce que la loi compte ; absent s'ils n'en ont rien dit. */
  readonly publics?: Publics;
}

/** L'attribution d'un logement soustrait du flux : elle n'est au tour de personne. */
export interface AttributionDuSoustrait extends Pick<Tour, "bail" | "publics"> {
  readonly attribution: string;
}

/** Où en est une libération. */
export interface Dossier {
  readonly liberation: string;
  /** Le dernier événement consigné. */
  readonly etape: TypeDEvenement;
  readonly dateDeLEtape: string;
  readonly soustraction: CategorieDeSoustraction | null;
  /** Si le logement est soustrait, et attribué. */
  readonly attributionDuSoustrait?: AttributionDuSoustrait;
  /** Dans l'ordre ; le dernier est en cours s'il n'a ni bail ni échec. */
  readonly tours: readonly Tour[];
}

export const ECHECS: readonly TypeDEvenement[] = [
  "absence-de-candidat",
  "non-attribution",
  "refus-du-candidat",
] satisfies TypeDEchec[];

const SUITES: Readonly<Record<TypeDEvenement, readonly TypeDEvenement[]>> = {
  liberation: ["soustraction", "mise-a-disposition"],
  soustraction: [],
  "mise-a-disposition": ["designation", "absence-de-candidat"],
  "mise-a-disposition-du-maire": ["designation", "absence-de-candidat"],
  designation: ["attribution", "non-attribution"],
  "absence-de-candidat": ["mise-a-disposition"],
  attribution: ["bail", "refus-du-candidat"],
  "non-attribution": ["mise-a-disposition"],
  "refus-du-candidat": ["mise-a-disposition"],
  bail: [],
};

/** Hors du partage, un logement s'attribue sans tour. */
const SUITES_DU_SOUSTRAIT: Readonly<Partial<Record<TypeDEvenement, readonly TypeDEvenement[]>>> = {
  soustraction: ["attribution"],
  attribution: ["bail", "refus-du-candidat"],
  "refus-du-candidat": ["attribution"],
};

export function tourEnCours({ tours }: Dossier): Tour | undefined {
  return tours.at(-1);
}

/** Les événements qui peuvent suivre. La désignation n'est attendue que de qui désigne lui-même. */
export function suitesPossibles(
  { conventions }: Repartition,
  dossier: Dossier,
  liberation: Liberation,
  regles: ReglesDesTours,
): readonly TypeDEvenement[] {
  if (dossier.soustraction !== null) return SUITES_DU_SOUSTRAIT[dossier.etape] ?? [];
  const suites = SUITES[dossier.etape];
  const tour = tourEnCours(dossier);
  if (tour !== undefined && attendLeMaire(tour, liberation, regles)) return ["mise-a-disposition-du-maire"];
  if (dossier.etape !== "mise-a-disposition") return suites;
  const convention = conventions.find(({ reservataire: { code } }) => code === tour?.reservataire);
  return convention?.modeDeGestion === "directe" ? suites : [...suites, ...SUITES.designation];
}

/** Vrai du type d'un événement de la vie d'un logement libéré. */
export function estUnTypeDEvenement(type: unknown): type is TypeDEvenement {
  return typeof type === "string" && Object.hasOwn(SUITES, type);
}

/** Vrai si, dans la vie d'un logement ou d'un autre, un événement peut venir aussitôt après un autre. */
export function peutSuivre(avant: TypeDEvenement, apres: TypeDEvenement): boolean {
  return (
    SUITES[avant].includes(apres) ||
    (SUITES_DU_SOUSTRAIT[avant]?.includes(apres) ?? false) ||
    (avant === "mise-a-disposition" && SUITES.designation.includes(apres)) ||
    (ECHECS.includes(avant) && apres === "mise-a-disposition-du-maire")
  );
}

/**
 * Vrai si la loi met le logement à la disposition du maire : en QPV, après l'échec de l'attribution à un candidat que le
 * réservataire a présenté (L. 441-1). L'absence de candidat n'est ce cas que si les parties l'ont stipulé.
 */
export function attendLeMaire(
  { reservataire, echec }: Tour,
  { localisation, statut }: Liberation,
  regles: ReglesDesTours,
): boolean {
  return (
    localisation === "qpv" &&
    statut !== "identifie" &&
    reservataire !== null &&
    reservataire !== NON_RESERVES &&
    echec !== null &&
    (echec.type !== "absence-de-candidat" ||
      reglesDe(regles, reservataire).absenceDeCandidatEnQpv === "maire")
  );
}

/** Vrai si, après ces échecs, le logement revient au bailleur et non à un nouveau tour de tous. */
export function revientAuBailleur({ tours }: Dossier, regles: ReglesDesTours): boolean {
  return (
    passeParLeMaire({ tours: tours.filter(({ echec }) => echec !== null) }) ||
    rendu(tours, regles) !== undefined
  );
}

/** Le tour dont l'échec, selon la convention de son réservataire, laisse le logement au bailleur. */
function rendu(tours: readonly Tour[], regles: ReglesDesTours): Tour | undefined {
  return tours.find(
    ({ reservataire, echec }) =>
      echec !== null &&
      reservataire !== null &&
      reservataire !== NON_RESERVES &&
      reglesDe(regles, reservataire).echec !== "annule",
  );
}

/** Pourquoi un logement revient au bailleur. */
export function motifDuRetour({ tours }: Dossier, regles: ReglesDesTours): Texte {
  const { echec } = reglesDe(regles, rendu(tours, regles)?.reservataire ?? null);
  return passeParLeMaire({ tours })
    ? {
        fr: "Le maire en a disposé sans que personne n'y entre : le logement revient au bailleur, par choix de la bibliothèque, les textes n'en disant rien.",
        en: "The mayor had it and no one moved in: the dwelling goes back to the landlord, by the library's choice, the texts being silent.",
      }
    : {
        fr: `Un tour a échoué : selon la stipulation « ${echec} », le logement revient au bailleur.`,
        en: `A turn failed: under the “${echec}” stipulation, the dwelling goes back to the landlord.`,
      };
}

export function passeParLeMaire({ tours }: Pick<Dossier, "tours">): boolean {
  return tours.some(({ reservataire }) => reservataire === null);
}

/** Le dossier après un événement. */
export function suivre(dossier: Dossier, fait: EvenementDeDossier): Dossier {
  const { attributionDuSoustrait: _, ...reste } = dossier;
  const attribution = attribuerLeSoustrait(dossier, fait);
  return {
    ...reste,
    etape: fait.type,
    dateDeLEtape: fait.date,
    soustraction: fait.type === "soustraction" ? fait.categorie : dossier.soustraction,
    ...(attribution === undefined ? {} : { attributionDuSoustrait: attribution }),
    tours: suivreLesTours(dossier.tours, fait),
  };
}

function attribuerLeSoustrait(
  { soustraction, attributionDuSoustrait: jusquIci }: Dossier,
  fait: EvenementDeDossier,
): AttributionDuSoustrait | undefined {
  if (soustraction === null) return undefined;
  if (fait.type === "attribution") return { attribution: fait.date, bail: null, ...dire(fait.publics) };
  if (fait.type === "bail" && jusquIci !== undefined)
    return { ...jusquIci, bail: fait.date, ...dire(completer(jusquIci.publics, fait.publics)) };
  return undefined;
}

/** Un état d'avant ces informations se relit : elles n'y figurent que données. */
function dire(publics: Publics | undefined): { publics?: Publics } {
  return publics === undefined ? {} : { publics };
}

function echouer({ type, date, motif }: Extract<EvenementDeDossier, { type: TypeDEchec }>): Echec {
  return { type, date, ...(motif === undefined ? {} : { motif }) };
}

function suivreLesTours(tours: readonly Tour[], fait: EvenementDeDossier): readonly Tour[] {
  const { date } = fait;
  const dernier = tours.at(-1);
  const avancer = (pas: Partial<Tour>) =>
    dernier === undefined ? tours : [...tours.slice(0, -1), { ...dernier, ...pas }];
  const ouvrir = (reservataire: string | null): readonly Tour[] => [
    ...tours,
    { reservataire, miseADisposition: date, designation: null, attribution: null, bail: null, echec: null },
  ];
  switch (fait.type) {
    case "liberation":
    case "soustraction":
      return tours;
    case "mise-a-disposition":
      return ouvrir(fait.reservataire);
    case "mise-a-disposition-du-maire":
      return ouvrir(null);
    case "designation":
      return avancer({ designation: date });
    case "attribution":
      return avancer({ attribution: date, ...dire(fait.publics) });
    case "bail":
      return avancer({ bail: date, ...dire(completer(dernier?.publics, fait.publics)) });
    case "absence-de-candidat":
    case "non-attribution":
    case "refus-du-candidat":
      return avancer({ echec: echouer(fait) });
  }
}
