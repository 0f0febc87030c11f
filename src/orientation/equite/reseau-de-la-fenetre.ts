import type { Arcs } from "../../exact/circulation.js";
import { type Fil, ouvrirFil, prolonger } from "./fil.js";
import type { Partage } from "./partage.js";
import type { Cadre, Ecarts } from "./vacance.js";

/**
 * Des vacances connues, vues comme un réseau : chaque logement entre par sa vacance, va à l'un de ceux qui y ont une part, et
 * descend le fil de ce réservataire jusqu'au dehors.
 *
 *     dehors → vacance → [réservataire, avant la coupure] → [réservataire, après] → dehors
 *
 * Un fil est coupé là où ce que le réservataire doit ou peut avoir reçu change : l'arc d'une coupure porte ce qu'il a reçu jusque-là,
 * entre ces deux bornes. D'une coupure à l'autre elles tiennent d'elles-mêmes, car elles ne décroissent pas.
 */
export interface ReseauDeLaFenetre {
  readonly nombreDeNoeuds: number;
  readonly arcs: Arcs;
  /** Une première circulation, au plus en attente de ceux qui peuvent recevoir : sous les maxima, parfois sous un minimum. */
  readonly flot: Int32Array;
  /** L'arc de la place p dans le partage de la vacance v est `premierChoix[v] + p`. */
  readonly premierChoix: readonly number[];
}

interface Arc {
  readonly depart: number;
  readonly arrivee: number;
  readonly minimum: number;
  readonly maximum: number;
  flot: number;
}

interface Suivi {
  fil: Fil;
  noeud: number;
  recus: number;
  /** Le minimum de la dernière coupure. */
  acquis: number;
}

const DEHORS = 0;

/** `null` si le seuil est si bas qu'aucun nombre de logements ne convient à quelqu'un. */
export function construireReseau(
  ecarts: Ecarts,
  partages: readonly Partage[],
  cadre: Cadre,
): ReseauDeLaFenetre | null {
  const [entrees, choix, coupures]: [Arc[], Arc[], Arc[]] = [[], [], []];
  const premierChoix: number[] = [];
  const suivis: (Suivi | undefined)[] = [];
  let nombreDeNoeuds = 1 + partages.length;
  const ouvrir = (rang: number): Suivi => {
    const suivi = { fil: ouvrirFil(ecarts[rang] as number), noeud: nombreDeNoeuds, recus: 0, acquis: 0 };
    suivis[rang] = suivi;
    nombreDeNoeuds += 1;
    return suivi;
  };
  const couper = (suivi: Suivi, arrivee: number) => {
    const { minimum, maximum } = suivi.fil;
    coupures.push({ depart: suivi.noeud, arrivee, minimum, maximum, flot: suivi.recus });
    suivi.noeud = arrivee;
    suivi.acquis = minimum;
  };

  for (const { rangs, unites } of partages) {
    premierChoix.push(partages.length + choix.length);
    const vacance = premierChoix.length;
    let servi: Suivi | null = null;
    let attenteDuServi = 0;
    let arcDuServi: Arc | null = null;
    for (let place = 0; place < rangs.length; place += 1) {
      const rang = rangs[place] as number;
      const suivi = suivis[rang] ?? ouvrir(rang);
      const { fil, recus } = suivi;
      const suite = prolonger(fil, unites[place] as number, cadre);
      if (suite.minimum > suite.maximum) return null;
      if (fil.vacances > 0 && (fil.minimum > suivi.acquis || suite.maximum > fil.maximum)) {
        couper(suivi, nombreDeNoeuds);
        nombreDeNoeuds += 1;
      }
      suivi.fil = suite;
      const arc = { depart: vacance, arrivee: suivi.noeud, minimum: 0, maximum: 1, flot: 0 };
      choix.push(arc);
      const attente = suite.ecart - recus * cadre.unitesParLogement;
      if (recus < suite.maximum && (servi === null || attente > attenteDuServi))
        [servi, attenteDuServi, arcDuServi] = [suivi, attente, arc];
    }
    const flot = servi === null ? 0 : 1;
    entrees.push({ depart: DEHORS, arrivee: vacance, minimum: 1, maximum: 1, flot });
    if (servi !== null) servi.recus += 1;
    if (arcDuServi !== null) arcDuServi.flot = 1;
  }
  for (const suivi of suivis) if (suivi !== undefined) couper(suivi, DEHORS);
  return { nombreDeNoeuds, premierChoix, ...enColonnes([...entrees, ...choix, ...coupures]) };
}

function enColonnes(arcs: readonly Arc[]): Pick<ReseauDeLaFenetre, "arcs" | "flot"> {
  return {
    arcs: {
      depart: Int32Array.from(arcs, ({ depart }) => depart),
      arrivee: Int32Array.from(arcs, ({ arrivee }) => arrivee),
      minimum: Int32Array.from(arcs, ({ minimum }) => minimum),
      maximum: Int32Array.from(arcs, ({ maximum }) => maximum),
    },
    flot: Int32Array.from(arcs, ({ flot }) => flot),
  };
}
