import { NON_RESERVES } from "../modele/vocabulaire.js";
import { attendLeMaire, type Dossier, type Tour } from "./dossiers.js";
import type { Liberation } from "./evenements.js";
import { type ReglesDesTours, reglesDe } from "./regles-d-un-tour.js";

/** Les événements qui peuvent décompter un logement. */
export type FaitGenerateur = "mise-a-disposition" | "designation" | "attribution" | "bail";
export const FAITS_GENERATEURS: readonly FaitGenerateur[] = [
  "mise-a-disposition",
  "designation",
  "attribution",
  "bail",
];

/** Ce qu'un logement partagé met au compte de chacun. */
export interface Decompte {
  /** Vrai si le logement accroît le dû de chacun de sa part dans le secteur. */
  readonly partage: boolean;
  /** À qui il est décompté. */
  readonly recu: string | null;
  /** À qui il est proposé sans être encore décompté. */
  readonly enCours: string | null;
}

const RIEN: Decompte = { partage: false, recu: null, enCours: null };

/**
 * Décompte un logement partagé par le flux, selon le fait générateur et le sort de l'échec.
 *
 * Un tour en cours décompte le logement dès que le fait générateur est atteint ; avant, il est en cours. Après un échec :
 * `annule`, le logement n'est décompté à personne et un nouveau tour s'ouvre ; `decompte`, il reste décompté et le bailleur en
 * dispose hors compte ; `rendu-pour-un-tour`, il n'est plus décompté et le bailleur en dispose sur sa part ; `rendu-au-bailleur`, il
 * sort du partage. Un logement que la loi met à la disposition du maire sort du partage, sauf s'il reste décompté ; les tours du
 * bailleur ne coûtent rien quand ils échouent. Un logement resté réservé en stock n'accroît le dû de personne, et ne se décompte qu'à
 * son réservataire.
 */
export function decompter(
  dossier: Dossier,
  liberation: Liberation,
  fait: FaitGenerateur,
  regles: ReglesDesTours,
): Decompte {
  const decompte = decompterLesTours(dossier, liberation, fait, regles);
  if (liberation.statut !== "reserve-en-stock") return decompte;
  const auTitulaire = (code: string | null) => (code === liberation.reservataireEnStock ? code : null);
  return {
    partage: false,
    recu: auTitulaire(decompte.recu),
    enCours: auTitulaire(decompte.enCours),
  };
}

function decompterLesTours(
  dossier: Dossier,
  liberation: Liberation,
  fait: FaitGenerateur,
  regles: ReglesDesTours,
): Decompte {
  if (dossier.tours.length === 0) return RIEN;
  for (const tour of dossier.tours) {
    const { reservataire, echec } = tour;
    if (reservataire === null) return RIEN;
    if (echec === null)
      return atteint(tour, fait)
        ? { partage: true, recu: reservataire, enCours: null }
        : { partage: true, recu: null, enCours: reservataire };
    if (reservataire === NON_RESERVES) continue;
    const { echec: sort } = reglesDe(regles, reservataire);
    if (sort === "decompte") return { partage: true, recu: reservataire, enCours: null };
    if (sort === "rendu-au-bailleur") return RIEN;
    if (attendLeMaire(tour, liberation, regles)) return RIEN;
  }
  return { partage: true, recu: null, enCours: null };
}

/** La désignation est sautée quand le bailleur propose lui-même : l'attribution en tient lieu. */
function atteint({ designation, attribution, bail }: Tour, fait: FaitGenerateur): boolean {
  switch (fait) {
    case "mise-a-disposition":
      return true;
    case "designation":
      return designation !== null || attribution !== null;
    case "attribution":
      return attribution !== null;
    case "bail":
      return bail !== null;
  }
}
