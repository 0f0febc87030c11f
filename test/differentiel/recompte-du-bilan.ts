/**
 * Le bilan, recompté du journal à la seule lecture du texte (CCH, art. R. 441-5 et R. 441-5-1) et du tableau des événements
 * (`Evenement`) : des boucles, et rien de la bibliothèque que ses types.
 */
import type {
  AxesDuBilan,
  CategorieDeSoustraction,
  Evenement,
  EvenementDeDossier,
  Liberation,
  Registre,
  TypeDEchec,
} from "gestion-en-flux";

/** Un tour, lu dans le journal. `null` : le maire. */
export interface TourLu {
  readonly reservataire: string | null;
  readonly miseADisposition: string;
  designation: string | null;
  attribution: string | null;
  bail: string | null;
  echec: { readonly type: TypeDEchec; readonly date: string; readonly motif: string | null } | null;
}

/** La vie d'un logement libéré. */
export interface Vie {
  readonly liberation: Liberation;
  soustraction: { readonly categorie: CategorieDeSoustraction; readonly date: string } | null;
  readonly tours: TourLu[];
  /** L'attribution d'un logement soustrait, tant que le candidat ne l'a pas refusée. */
  relogement: { readonly attribution: string; bail: string | null } | null;
}

/** Ce qu'un recompte lit d'un registre. */
type JournalEtParts = Pick<Registre, "journal" | "repartition">;
type JournalEtRegles = Pick<Registre, "journal" | "repartition" | "stipulations">;

export interface Compteurs {
  proposes: number;
  attribues: number;
  bauxSignes: number;
}

const aucun = (): Compteurs => ({ proposes: 0, attribues: 0, bauxSignes: 0 });
const anneeDe = (date: string) => Number(date.slice(0, 4));

function effectifs(journal: readonly Evenement[]): Evenement[] {
  const annules = new Set<number>();
  for (const fait of journal) if (fait.type === "annulation") annules.add(fait.evenement);
  return journal.filter((fait, rang) => fait.type !== "annulation" && !annules.has(rang + 1));
}

/** Chaque libération du journal, annulations faites, et ce qui lui est arrivé. */
export function lireLesVies(journal: readonly Evenement[]): Vie[] {
  const vies = new Map<string, Vie>();
  for (const fait of effectifs(journal)) {
    if (!("liberation" in fait)) continue;
    if (fait.type === "liberation")
      vies.set(fait.liberation, { liberation: fait, soustraction: null, tours: [], relogement: null });
    else {
      const vie = vies.get(fait.liberation);
      if (vie === undefined) throw new Error(`${fait.type} sans libération : ${fait.liberation}`);
      if (vie.soustraction !== null) vivreHorsDuPartage(vie, fait);
      else vivre(vie, fait);
    }
  }
  return [...vies.values()];
}

/** Hors du partage, une nouvelle attribution remplace celle que le candidat a refusée. */
function vivreHorsDuPartage(vie: Vie, fait: EvenementDeDossier): void {
  if (fait.type === "attribution") vie.relogement = { attribution: fait.date, bail: null };
  if (fait.type === "refus-du-candidat") vie.relogement = null;
  if (fait.type === "bail" && vie.relogement !== null) vie.relogement.bail = fait.date;
}

function vivre(vie: Vie, fait: EvenementDeDossier): void {
  const ouvrir = (reservataire: string | null) =>
    vie.tours.push({
      reservataire,
      miseADisposition: fait.date,
      designation: null,
      attribution: null,
      bail: null,
      echec: null,
    });
  const tour = vie.tours.at(-1);
  switch (fait.type) {
    case "soustraction":
      vie.soustraction = { categorie: fait.categorie, date: fait.date };
      break;
    case "mise-a-disposition":
      ouvrir(fait.reservataire);
      break;
    case "mise-a-disposition-du-maire":
      ouvrir(null);
      break;
    case "designation":
      if (tour !== undefined) tour.designation = fait.date;
      break;
    case "attribution":
      if (tour !== undefined) tour.attribution = fait.date;
      break;
    case "bail":
      if (tour !== undefined) tour.bail = fait.date;
      break;
    case "absence-de-candidat":
    case "non-attribution":
    case "refus-du-candidat":
      if (tour !== undefined)
        tour.echec = {
          type: fait.type,
          date: fait.date,
          motif: fait.motif ?? null,
        };
  }
}

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
export function recompterImputations(journal: readonly Evenement[], reservataire: string): number {
  let nombre = 0;
  for (const fait of effectifs(journal))
    if (fait.type === "imputation" && fait.reservataire === reservataire) nombre += 1;
  return nombre;
}

/** Les logements mis à la disposition d'un réservataire, dont aucun bail ni aucun échec n'a clos le tour. */
export function recompterEnCours(vies: readonly Vie[], reservataire: string): number {
  let nombre = 0;
  for (const { tours } of vies)
    for (const tour of tours)
      if (tour.reservataire === reservataire && tour.bail === null && tour.echec === null) nombre += 1;
  return nombre;
}

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
