/** Ce qui est arrivé à chaque logement libéré, lu du journal au tableau des événements (`Evenement`), et rien d'autre. */
import type {
  CategorieDeSoustraction,
  Evenement,
  EvenementDeDossier,
  Liberation,
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

export const anneeDe = (date: string) => Number(date.slice(0, 4));

/** Le journal, sans ce qu'il annule ni les annulations. */
export function effectifs(journal: readonly Evenement[]): Evenement[] {
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
