/**
 * Seconde implémentation des droits uniques : un droit après l'autre, sans jamais les grouper avant d'avoir compté.
 * Les formules viennent des énoncés publics, non des sources de la bibliothèque.
 */
import type { EtatDesLieux, Reservataire, StipulationsDeDroitsUniques } from "gestion-en-flux";
import type { Parc } from "./generateurs.js";
import {
  arrondir,
  avecTermes,
  compareCodes,
  dureeRestante,
  estIdentifie,
  fois,
  lireTaux,
  moins,
  plus,
  type Rationnel,
  rationnel,
  sommeExacte,
  valeur,
} from "./seconde-implementation.js";

export const ZERO = rationnel(0);
export const CENT = rationnel(100);
export const quotient = (a: Rationnel, b: Rationnel): Rationnel => fois(a, { n: b.d, d: b.n });
export const lireQuantite = (texte: string | number) => rationnel(lireTaux(texte), 1_000_000);

/** Un droit, un seul ; au niveau 2, seule l'année en reste. */
export type DroitNaif = Pick<
  EtatDesLieux["echeancier"][number],
  "reservataire" | "commune" | "droit" | "contrepartie" | "dateDExpiration" | "prorogee"
> & {
  readonly localisation: "hors-qpv" | "qpv" | null;
  readonly typologie: EtatDesLieux["echeancier"][number]["typologie"] | null;
  readonly contrepartie: EtatDesLieux["echeancier"][number]["contrepartie"] | null;
  readonly anneeDExpiration: number | null;
};

/** Un droit par logement réservé que la loi ne garde pas identifié. */
export function droitsDuParc(
  { logements, reservataires }: Parc,
  date: string,
  droitNonPrecise: "droit-de-suite" | "droit-unique",
): DroitNaif[] {
  return avecTermes(logements, reservataires).flatMap((logement) => {
    const titulaire = reservataires.find(({ code }) => code === logement.reservataire);
    if (titulaire === undefined || estIdentifie(titulaire, date)) return [];
    const { commune, localisation, typologie, contrepartie = null, prorogee } = logement;
    const dateDExpiration = logement.dateDExpiration ?? null;
    return {
      reservataire: titulaire.code,
      commune,
      localisation,
      typologie,
      contrepartie,
      droit: logement.droit ?? droitNonPrecise,
      dateDExpiration,
      anneeDExpiration: dateDExpiration === null ? null : Number(dateDExpiration.slice(0, 4)),
      prorogee,
    };
  });
}

/** Ce que la synthèse laisse d'un droit : son titulaire, sa commune, sa nature, et l'année d'un droit de suite. */
export function auNiveau2(droit: DroitNaif): DroitNaif {
  return {
    ...droit,
    localisation: null,
    typologie: null,
    contrepartie: null,
    dateDExpiration: null,
    anneeDExpiration: droit.droit === "droit-unique" ? null : droit.anneeDExpiration,
    prorogee: false,
  };
}

export const estSansTerme = ({ droit, anneeDExpiration }: DroitNaif) =>
  droit === "droit-de-suite" && anneeDExpiration === null;

export function estEchu({ dateDExpiration, anneeDExpiration }: DroitNaif, effet: string): boolean {
  if (dateDExpiration !== null) return dateDExpiration < effet;
  return anneeDExpiration !== null && anneeDExpiration < Number(effet.slice(0, 4));
}

const estDuContingent = ({ contrepartie }: DroitNaif) =>
  contrepartie === null || contrepartie === "contingent-prefectoral";

/** Ce que les parties ont convenu, et le taux qu'elles ont mesuré, en pourcentage. */
export interface Convenu {
  readonly effet: string;
  readonly taux: Rationnel;
  readonly parTypologie: ReadonlyMap<string, Rationnel>;
  readonly stipulations: StipulationsDeDroitsUniques;
}

/** Le taux d'un logement ; `undefined` si sa typologie n'en a pas. */
export function tauxDUnLogement(
  { typologie }: Pick<DroitNaif, "typologie">,
  { taux, parTypologie, stipulations }: Pick<Convenu, "taux" | "parTypologie" | "stipulations">,
): Rationnel | undefined {
  return stipulations.tauxApplique === "par-typologie" ? parTypologie.get(typologie ?? "") : taux;
}

/** Les années d'un droit vivant ; `null` si les parties en ont négocié le volume. */
function anneesDUnDroit(droit: DroitNaif, { effet, stipulations }: Convenu): Rationnel | null {
  if (estSansTerme(droit)) {
    const negocie = stipulations.droitsSansTerme?.find((n) => n.reservataire === droit.reservataire);
    if (negocie === undefined) throw new Error("droit sans terme non négocié");
    return "annees" in negocie ? lireQuantite(negocie.annees) : null;
  }
  if (droit.dateDExpiration !== null)
    return dureeRestante(effet, droit.dateDExpiration, stipulations.mesureDeDuree ?? "mois-revolus");
  const pleines = rationnel((droit.anneeDExpiration ?? 0) - Number(effet.slice(0, 4)));
  const enPlus = { "echeance-exclue": ZERO, "mi-annee": rationnel(1, 2), "echeance-incluse": rationnel(1) };
  return plus(pleines, enPlus[stipulations.mesureDesAnnees ?? "echeance-exclue"]);
}

/** Un taux s'applique à un droit, et la typologie de ce droit n'en a pas. */
export class TypologieSansTaux extends Error {}

/** Ce que donne un calcul, ou `undefined` si un taux lui manque. */
export function siMesurable<T>(calculer: () => T): T | undefined {
  try {
    return calculer();
  } catch (erreur) {
    if (erreur instanceof TypologieSansTaux) return undefined;
    throw erreur;
  }
}

interface DroitConverti {
  readonly droit: DroitNaif;
  readonly echu: boolean;
  readonly annees: Rationnel | null;
  readonly taux: Rationnel | null;
  readonly droits: Rationnel | null;
}

function convertirUnDroit(droit: DroitNaif, convenu: Convenu): DroitConverti {
  if (estEchu(droit, convenu.effet)) return { droit, echu: true, annees: ZERO, taux: null, droits: ZERO };
  if (droit.droit === "droit-unique")
    return { droit, echu: false, annees: ZERO, taux: null, droits: rationnel(1) };
  const annees = anneesDUnDroit(droit, convenu);
  if (annees === null) return { droit, echu: false, annees, taux: null, droits: null };
  const taux = tauxDUnLogement(droit, convenu);
  if (taux === undefined) throw new TypologieSansTaux();
  return { droit, echu: false, annees, taux, droits: quotient(fois(annees, taux), CENT) };
}

export const valeurOuNull = (v: Rationnel | null) => (v === null ? null : valeur(v));

/** Les droits identiques, réunis une fois convertis ; par clé, dans l'ordre des clés. */
function reunir(convertis: readonly DroitConverti[]) {
  const lignes = new Map<string, DroitConverti[]>();
  for (const converti of convertis) {
    const cle = JSON.stringify(Object.entries(converti.droit).sort(([a], [b]) => compareCodes(a, b)));
    lignes.set(cle, [...(lignes.get(cle) ?? []), converti]);
  }
  return [...lignes.values()].flatMap((pareils) => {
    const [un] = pareils;
    if (un === undefined) return [];
    const total = un.droits === null ? null : sommeExacte(pareils.map(({ droits }) => droits ?? ZERO));
    return {
      ...un.droit,
      nombre: pareils.length,
      duree: valeurOuNull(un.annees),
      taux: valeurOuNull(un.taux),
      droitsUniques: valeurOuNull(total),
    };
  });
}

/** Le volume d'un réservataire. */
function totaliser(reservataire: string, convertis: readonly DroitConverti[], { stipulations }: Convenu) {
  const arrondi = stipulations.arrondiDesDroits;
  const vivants = convertis.filter(({ echu }) => !echu);
  const uniques = vivants.filter(({ droit }) => droit.droit === "droit-unique").length;
  const annees = sommeExacte(vivants.map((v) => v.annees ?? ZERO));
  const negocie = vivants.some(({ droits }) => droits === null)
    ? stipulations.droitsSansTerme?.find((n) => n.reservataire === reservataire)
    : undefined;
  const negocies =
    negocie !== undefined && "droitsUniques" in negocie ? lireQuantite(negocie.droitsUniques) : ZERO;
  const brut = plus(sommeExacte(vivants.map(({ droits }) => droits ?? ZERO)), negocies);
  const parLogement = arrondi !== "aucun" && "par" in arrondi;
  const retenu = parLogement
    ? plus(sommeExacte(vivants.map(({ droits }) => arrondir(droits ?? ZERO, arrondi))), negocies)
    : arrondir(brut, arrondi);
  return {
    retenu,
    aLaFin: arrondir(brut, arrondi),
    brut,
    parLogement,
    volume: {
      reservataire,
      droitsUniquesNonHonores: uniques,
      droitsDeSuite: vivants.length - uniques,
      echus: convertis.length - vivants.length,
      annees: valeur(annees),
      negocies: valeur(negocies),
      brut: valeur(brut),
      droitsUniques: valeur(retenu),
      effetDeLArrondi: valeur(moins(retenu, brut)),
    },
  };
}

type Titulaire = Pick<Reservataire, "code" | "categorie">;

/** Les titulaires d'un droit au moins, dans l'ordre des codes. */
export function titulairesDe(droits: readonly DroitNaif[], reservataires: readonly Titulaire[]): Titulaire[] {
  return reservataires
    .filter(({ code }) => droits.some((droit) => droit.reservataire === code))
    .sort((a, b) => compareCodes(a.code, b.code));
}

/** Les droits de quelqu'un, séparés selon qu'ils se convertissent ; au niveau 2, rien de l'État ne se convertit. */
export function separer(
  droits: readonly DroitNaif[],
  { code, categorie }: Titulaire,
  autresDroitsDeLEtat: "convertis" | "non-convertis" | undefined,
) {
  const siens = droits.filter(({ reservataire }) => reservataire === code);
  if (categorie !== "prefet") return { convertis: siens, contingent: [], refuses: [] };
  const autres = siens.filter((droit) => !estDuContingent(droit));
  return {
    contingent: siens.filter(estDuContingent),
    convertis: autresDroitsDeLEtat === "convertis" ? autres : [],
    refuses: autresDroitsDeLEtat === "convertis" ? [] : autres,
  };
}

/** Tout ce que dit une conversion en droits uniques. */
export function convertirNaivement(
  droits: readonly DroitNaif[],
  reservataires: readonly Titulaire[],
  convenu: Convenu,
) {
  const titulaires = titulairesDe(droits, reservataires).map((titulaire) => ({
    titulaire,
    ...separer(droits, titulaire, convenu.stipulations.autresDroitsDeLEtat),
  }));
  const detenteurs = titulaires
    .filter(({ convertis }) => convertis.length > 0)
    .map(({ titulaire, convertis }) => {
      const lus = convertis.map((droit) => convertirUnDroit(droit, convenu));
      return { lus, ...totaliser(titulaire.code, lus, convenu) };
    });
  return {
    lignes: detenteurs.flatMap(({ lus }) => reunir(lus)),
    volumes: detenteurs,
    exclus: titulaires.flatMap(({ titulaire, contingent, refuses }) =>
      [contingent.length, refuses.length]
        .filter((nombre) => nombre > 0)
        .map((nombre) => ({ reservataire: titulaire.code, nombre })),
    ),
  };
}
