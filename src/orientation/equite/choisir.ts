import type { Comptes } from "../noyau.js";
import { peutAller, tenirAuMieux } from "./fenetre.js";
import type { Partage } from "./partage.js";
import { donnerAuPlusEnAttente } from "./plus-en-attente.js";
import {
  accroitre,
  type Cadre,
  donner,
  type Ecarts,
  ecartsDes,
  ordonner,
  trouverLePremier,
  type Vacance,
} from "./vacance.js";

export interface Choix {
  readonly rang: number;
  /** Le seuil que la fenêtre peut tenir après ce choix : celui du cadre ou, s'il était intenable, le plus petit possible. */
  readonly seuil: number;
}

export interface Classement {
  /** Le seuil que la fenêtre peut tenir si le logement va à l'un des tenables. */
  readonly seuil: number;
  /** Rangs qui laissent la fenêtre tenable, dans l'ordre où le logement leur va. */
  readonly tenables: readonly number[];
  /** Les autres rangs qui ont une part du secteur, dans le même ordre. */
  readonly intenables: readonly number[];
}

/**
 * À qui donner un logement : parmi les choix qui laissent la fenêtre tenable, la note la plus haute, puis le plus en attente, puis le
 * premier rang. Sans vacance annoncée ni note, c'est « le plus en attente d'abord ».
 *
 * Une vacance annoncée qui ne vient pas, ou dans un autre ordre, ne fausse rien : chaque choix ne part que des comptes.
 *
 * @param comptes - avant la vacance
 * @param annoncees - les vacances que l'on sait devoir suivre, dans l'ordre
 */
export function choisir(
  comptes: Comptes,
  vacance: Vacance,
  annoncees: readonly Partage[],
  cadre: Cadre,
): Choix {
  const ecarts = ecartsDes(comptes, cadre);
  const evident = choisirSansReseau([...ecarts], vacance, annoncees, cadre);
  if (evident !== null) return { rang: evident, seuil: cadre.seuil };
  const tenue = tenirAuMieux(ecarts, [vacance.partage, ...annoncees], cadre);
  const rang = rangsDansLOrdre(ecarts, vacance).find((candidat) =>
    peutAller(tenue, vacance.partage, candidat),
  );
  if (rang === undefined) throw new TypeError("fenêtre tenue sans choix");
  return { rang, seuil: tenue.seuil };
}

/** Tous ceux à qui le logement peut aller, dans l'ordre ; le premier des tenables est celui de {@link choisir}. */
export function classer(
  comptes: Comptes,
  vacance: Vacance,
  annoncees: readonly Partage[],
  cadre: Cadre,
): Classement {
  const ecarts = ecartsDes(comptes, cadre);
  const tenue = tenirAuMieux(ecarts, [vacance.partage, ...annoncees], cadre);
  const tenables: number[] = [];
  const intenables: number[] = [];
  for (const rang of rangsDansLOrdre(ecarts, vacance))
    (peutAller(tenue, vacance.partage, rang) ? tenables : intenables).push(rang);
  return { seuil: tenue.seuil, tenables, intenables };
}

function rangsDansLOrdre(ecarts: Ecarts, vacance: Vacance): number[] {
  const accrus = [...ecarts];
  accroitre(accrus, vacance.partage);
  return ordonner(accrus, vacance);
}

/**
 * Le premier dans l'ordre, si le seuil tient quand les logements annoncés vont ensuite au plus en attente : c'est le cas le plus
 * fréquent, et le plus vite vu. Sinon `null`, qui ne dit rien. Les écarts sont ceux d'avant la vacance ; ils sont perdus.
 */
function choisirSansReseau(
  ecarts: number[],
  vacance: Vacance,
  annoncees: readonly Partage[],
  cadre: Cadre,
): number | null {
  accroitre(ecarts, vacance.partage);
  const premier = trouverLePremier(ecarts, vacance);
  return donner(ecarts, vacance.partage, premier, cadre) < cadre.seuil &&
    donnerAuPlusEnAttente(ecarts, annoncees, cadre) < cadre.seuil
    ? premier
    : null;
}
