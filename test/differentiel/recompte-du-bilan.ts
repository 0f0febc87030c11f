/**
 * Le bilan, recompté du journal à la seule lecture du texte (CCH, art. R. 441-5-1) et du tableau des événements (`Evenement`) : des
 * boucles, et rien de la bibliothèque que ses types.
 */
import type { AxesDuBilan, Evenement, TypeDEchec } from "gestion-en-flux";
import { anneeDe, effectifs, type TourLu, type Vie } from "./vies-lues.js";

export interface Compteurs {
  proposes: number;
  attribues: number;
  bauxSignes: number;
}

const aucun = (): Compteurs => ({ proposes: 0, attribues: 0, bauxSignes: 0 });
const PAS = { proposes: "miseADisposition", attribues: "attribution", bauxSignes: "bail" } as const;

/**
 * Les logements proposés, attribués et loués dans une année, par clé. Un logement proposé deux fois à la même personne dans l'année
 * ne compte qu'une fois pour elle, à deux personnes une fois pour chacune ; `cleDe` rend `null` pour ce qui ne se compte pas.
 */
export function recompterPassages(
  vies: readonly Vie[],
  annee: number,
  cleDe: (vie: Vie, tour: TourLu) => string | null,
): Map<string, Compteurs> {
  const comptes = new Map<string, Compteurs>();
  for (const vie of vies)
    for (const compteur of ["proposes", "attribues", "bauxSignes"] as const) {
      const vus = new Set<string>();
      for (const tour of vie.tours) {
        const date = tour[PAS[compteur]];
        const cle = cleDe(vie, tour);
        const passage = JSON.stringify([cle, tour.reservataire]);
        if (date === null || cle === null || anneeDe(date) !== annee || vus.has(passage)) continue;
        vus.add(passage);
        const compte = comptes.get(cle) ?? aucun();
        compte[compteur] += 1;
        comptes.set(cle, compte);
      }
    }
  return comptes;
}

/** Les six axes de R. 441-5-1. */
export function axesDe({ liberation }: Vie, reservataire: string): AxesDuBilan {
  const { typologie, financement, localisation, commune, periodeDeConstruction } = liberation;
  return { reservataire, typologie, financement, localisation, commune, periodeDeConstruction };
}

export const cleDesAxes = (axes: AxesDuBilan): string =>
  JSON.stringify([
    axes.reservataire,
    axes.typologie,
    axes.financement,
    axes.localisation,
    axes.commune,
    axes.periodeDeConstruction,
  ]);

/** Chaque ligne aux six axes, dans l'année ; les logements du maire sont à part. */
export function recompterLignes(vies: readonly Vie[], annee: number): Map<string, Compteurs> {
  return recompterPassages(vies, annee, (vie, { reservataire }) =>
    reservataire === null ? null : cleDesAxes(axesDe(vie, reservataire)),
  );
}

export function recompterReservataires(vies: readonly Vie[], annee: number): Map<string, Compteurs> {
  return recompterPassages(vies, annee, (_, { reservataire }) => reservataire);
}

export function recompterMaires(vies: readonly Vie[], annee: number): Compteurs {
  const deTous = recompterPassages(vies, annee, (_, { reservataire }) =>
    reservataire === null ? "maires" : null,
  );
  return deTous.get("maires") ?? aucun();
}

/** Tout ce qui s'est fait dans une année, maires compris. */
export function recompterTout(vies: readonly Vie[], annee: number): Compteurs {
  return recompterPassages(vies, annee, () => "tout").get("tout") ?? aucun();
}

export function additionner<T extends object>(listes: readonly (readonly T[])[]): T {
  const somme: Record<string, number> = {};
  for (const compte of listes.flat())
    for (const [nom, nombre] of Object.entries(compte)) somme[nom] = (somme[nom] ?? 0) + Number(nombre);
  return somme as T;
}

/**
 * Les logements d'un réservataire où un tour a échoué dans l'année, par type d'échec. En logements, comme les autres compteurs : deux
 * refus du même logement en font un, quand les suites, qui comptent les tours, en font deux.
 */
export function recompterEchecs(
  vies: readonly Vie[],
  annee: number,
  reservataire: string,
): Record<TypeDEchec, number> {
  const nombre = { "absence-de-candidat": 0, "non-attribution": 0, "refus-du-candidat": 0 };
  for (const { tours } of vies) {
    const vus = new Set<TypeDEchec>();
    for (const tour of tours)
      if (tour.reservataire === reservataire && tour.echec !== null && anneeDe(tour.echec.date) === annee)
        vus.add(tour.echec.type);
    for (const type of vus) nombre[type] += 1;
  }
  return nombre;
}

/** Les imputations du registre sur les droits d'un réservataire. */
export function recompterImputations(
  journal: readonly Evenement[],
  annee: number,
  reservataire: string,
): number {
  let nombre = 0;
  for (const fait of effectifs(journal))
    if (fait.type === "imputation" && fait.reservataire === reservataire && fait.date <= `${annee}-12-31`)
      nombre += 1;
  return nombre;
}

/** Les logements mis à la disposition d'un réservataire, dont aucun bail ni aucun échec n'a clos le tour au soir du 31 décembre. */
export function recompterEnCours(vies: readonly Vie[], annee: number, reservataire: string): number {
  const apres = (date: string | null | undefined) => date == null || date > `${annee}-12-31`;
  let nombre = 0;
  for (const { tours } of vies)
    for (const tour of tours)
      if (
        tour.reservataire === reservataire &&
        !apres(tour.miseADisposition) &&
        apres(tour.bail) &&
        apres(tour.echec?.date)
      )
        nombre += 1;
  return nombre;
}
