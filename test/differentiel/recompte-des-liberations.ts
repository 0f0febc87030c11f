/** A, B et C réalisés (CCH, art. R. 441-5, I, al. 5), l'emploi des libérations et les relogements, recomptés du journal : des boucles. */
import type { CategorieDeSoustraction, Registre } from "gestion-en-flux";
import { anneeDe, effectifs, lireLesVies, type Vie } from "./vies-lues.js";

/** Ce qu'un recompte lit d'un registre. */
type JournalEtParts = Pick<Registre, "journal" | "repartition">;
type JournalEtRegles = Pick<Registre, "journal" | "repartition" | "stipulations">;

/** Vrai si, le jour de la libération, la répartition met les premières mises en location dans le flux. */
export function premieresDansLeFlux({ repartition, journal }: JournalEtParts, jour: string): boolean {
  let enVigueur = { du: "", repartition };
  for (const fait of effectifs(journal))
    if (fait.type === "changement-de-repartition" && fait.date <= jour && fait.date >= enVigueur.du)
      enVigueur = { du: fait.date, repartition: fait.repartition };
  return enVigueur.repartition.assiette.stipulations.premieresMisesEnLocation === "dans-le-flux";
}

/** Où est passée une libération. */
export type Emploi =
  | "identifiees"
  | "reserveesEnStock"
  | "premieresMisesEnLocationHorsFlux"
  | "soustraites"
  | "partagees"
  | "sortiesDuPartage"
  | "enAttente";

export function emploiDe(registre: JournalEtRegles, vie: Vie): Emploi {
  const { liberation, soustraction, tours } = vie;
  if (liberation.statut === "identifie") return "identifiees";
  if (liberation.statut === "reserve-en-stock") return "reserveesEnStock";
  if (liberation.premiereMiseEnLocation && !premieresDansLeFlux(registre, liberation.date))
    return "premieresMisesEnLocationHorsFlux";
  if (soustraction !== null) return "soustraites";
  if (tours.length === 0) return "enAttente";
  return sortDuPartage(registre, vie) ? "sortiesDuPartage" : "partagees";
}

/**
 * Après l'échec d'un réservataire, le logement sort du partage s'il est rendu au bailleur hors compte, ou si la loi le met à la
 * disposition du maire, dès l'échec, sans qu'il reste décompté. Les échecs du bailleur et du maire n'y changent rien.
 */
function sortDuPartage({ stipulations }: JournalEtRegles, { liberation, tours }: Vie): boolean {
  for (const { reservataire, echec } of tours) {
    if (echec === null || reservataire === null || reservataire === "non-reserves") continue;
    const propre = stipulations.parConvention?.find((regle) => regle.reservataire === reservataire);
    const sort = propre?.echec ?? stipulations.echec;
    const absence = propre?.absenceDeCandidatEnQpv ?? stipulations.absenceDeCandidatEnQpv;
    const auMaire =
      liberation.localisation === "qpv" && (echec.type !== "absence-de-candidat" || absence === "maire");
    if (sort === "rendu-au-bailleur" || (auMaire && sort !== "decompte")) return true;
  }
  return false;
}

export interface AssietteRecomptee {
  liberations: number;
  premieresMisesEnLocation: number;
  readonly soustraits: Record<CategorieDeSoustraction | "total", number>;
  flux: number;
}

/** A, B par catégorie et C réalisés : de tout le registre, et de chaque secteur « commune/localisation ». */
export function recompterAssiettes(registre: JournalEtParts): {
  readonly ensemble: AssietteRecomptee;
  readonly secteurs: Map<string, AssietteRecomptee>;
} {
  const ensemble = assietteVide();
  const secteurs = new Map<string, AssietteRecomptee>();
  for (const vie of lireLesVies(registre.journal)) {
    const { commune, localisation } = vie.liberation;
    const cle = `${commune}/${localisation}`;
    const secteur = secteurs.get(cle) ?? assietteVide();
    secteurs.set(cle, secteur);
    const neufHorsFlux =
      vie.liberation.premiereMiseEnLocation && !premieresDansLeFlux(registre, vie.liberation.date);
    for (const compte of [ensemble, secteur]) compter(compte, vie, neufHorsFlux);
  }
  return { ensemble, secteurs };
}

function assietteVide(): AssietteRecomptee {
  return {
    liberations: 0,
    premieresMisesEnLocation: 0,
    soustraits: {
      total: 0,
      mutations: 0,
      renouvellementUrbain: 0,
      coproprietesDegradees: 0,
      habitatIndigne: 0,
      venteHlm: 0,
      attributionsDuPrefet: 0,
    },
    flux: 0,
  };
}

function compter(compte: AssietteRecomptee, { liberation, soustraction }: Vie, neufHorsFlux: boolean): void {
  if (liberation.statut !== "dans-le-flux") return;
  if (liberation.premiereMiseEnLocation) compte.premieresMisesEnLocation += 1;
  if (neufHorsFlux) return;
  compte.liberations += 1;
  if (soustraction === null) compte.flux += 1;
  else {
    compte.soustraits[soustraction.categorie] += 1;
    compte.soustraits.total += 1;
  }
}

/**
 * Ce qui s'est fait dans l'année des logements soustraits à un titre : soustractions, attributions que le candidat n'a pas refusées, et
 * baux, chacun à sa date.
 */
export function recompterRelogements(
  vies: readonly Vie[],
  annee: number,
  categorie: CategorieDeSoustraction,
): { soustraits: number; attribues: number; bauxSignes: number } {
  const nombre = { soustraits: 0, attribues: 0, bauxSignes: 0 };
  for (const { soustraction, relogement } of vies) {
    if (soustraction?.categorie !== categorie) continue;
    if (anneeDe(soustraction.date) === annee) nombre.soustraits += 1;
    if (relogement === null) continue;
    if (anneeDe(relogement.attribution) === annee) nombre.attribues += 1;
    if (relogement.bail !== null && anneeDe(relogement.bail) === annee) nombre.bauxSignes += 1;
  }
  return nombre;
}
