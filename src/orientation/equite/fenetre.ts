import { Circulation } from "../../exact/circulation.js";
import type { Partage } from "./partage.js";
import { donnerAuPlusEnAttente } from "./plus-en-attente.js";
import { construireReseau } from "./reseau-de-la-fenetre.js";
import type { Cadre, Ecarts } from "./vacance.js";

/** Des vacances que l'on sait orienter sous un seuil, et une façon de le faire. */
export interface FenetreTenue {
  readonly seuil: number;
  readonly circulation: Circulation;
  /** L'arc de la place p dans le partage de la vacance v est `premierChoix[v] + p`. */
  readonly premierChoix: readonly number[];
}

/** Cherche une façon d'orienter toutes ces vacances sous le seuil ; `null` s'il n'y en a pas. */
export function tenir(ecarts: Ecarts, partages: readonly Partage[], cadre: Cadre): FenetreTenue | null {
  const reseau = construireReseau(ecarts, partages, cadre);
  if (reseau === null) return null;
  const { nombreDeNoeuds, arcs, flot, premierChoix } = reseau;
  const circulation = new Circulation(nombreDeNoeuds, arcs);
  circulation.flot.set(flot);
  for (const [arc, minimum] of arcs.minimum.entries())
    while ((circulation.flot[arc] as number) < minimum) if (!circulation.augmenter(arc)) return null;
  return { seuil: cadre.seuil, circulation, premierChoix };
}

/**
 * Tient les vacances sous le seuil du cadre ou, si c'est impossible, sous le plus petit seuil possible. « Le plus en attente
 * d'abord » en donne un, et tout seuil au-dessus d'un seuil tenable l'est aussi : on cherche par moitiés.
 */
export function tenirAuMieux(ecarts: Ecarts, partages: readonly Partage[], cadre: Cadre): FenetreTenue {
  const tenue = tenir(ecarts, partages, cadre);
  if (tenue !== null) return tenue;
  let intenable = cadre.seuil;
  let tenable = donnerAuPlusEnAttente([...ecarts], partages, cadre) + 1;
  let laMeilleure = tenir(ecarts, partages, { ...cadre, seuil: tenable });
  while (tenable - intenable > 1) {
    const seuil = intenable + Math.floor((tenable - intenable) / 2);
    const essai = tenir(ecarts, partages, { ...cadre, seuil });
    if (essai === null) intenable = seuil;
    else [tenable, laMeilleure] = [seuil, essai];
  }
  if (laMeilleure === null) throw new TypeError("le plus en attente d'abord ne tient pas son propre écart");
  return laMeilleure;
}

/** Le premier logement peut-il aller à `rang`, la fenêtre restant tenue ? S'il le peut, il y va. */
export function peutAller(tenue: FenetreTenue, partage: Partage, rang: number): boolean {
  const arc = arcDuChoix(tenue, 0, partage, rang);
  return tenue.circulation.flot[arc] === 1 || tenue.circulation.augmenter(arc);
}

/** De même pour le logement d'une vacance dont toutes les précédentes sont décidées ; la réponse vaut pour toujours. */
export function decider(tenue: FenetreTenue, numero: number, partage: Partage, rang: number): boolean {
  const arc = arcDuChoix(tenue, numero, partage, rang);
  tenue.circulation.decider(arc);
  return tenue.circulation.flot[arc] === 1;
}

function arcDuChoix(
  { premierChoix }: FenetreTenue,
  numero: number,
  { rangs }: Partage,
  rang: number,
): number {
  return (premierChoix[numero] as number) + rangs.indexOf(rang);
}
