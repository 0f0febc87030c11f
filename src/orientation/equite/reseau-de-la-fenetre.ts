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

/** Un réservataire, de la première vacance à celle que l'on pose. */
interface Suivi {
  fil: Fil;
  noeud: number;
  /** Ce que la première circulation lui a donné. */
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
  let dernierNoeud = partages.length;
  const ouvrir = (rang: number): Suivi => {
    dernierNoeud += 1;
    const suivi = { fil: ouvrirFil(ecarts[rang] as number), noeud: dernierNoeud, recus: 0, acquis: 0 };
    suivis[rang] = suivi;
    return suivi;
  };
  const couper = ({ fil: { minimum, maximum }, noeud, recus }: Suivi, arrivee: number) => {
    coupures.push({ depart: noeud, arrivee, minimum, maximum, flot: recus });
  };
  const attente = ({ fil, recus }: Suivi) => fil.ecart - recus * cadre.unitesParLogement;

  for (const { rangs, unites } of partages) {
    premierChoix.push(partages.length + choix.length);
    const vacance = premierChoix.length;
    let servi: { readonly suivi: Suivi; readonly arc: Arc } | null = null;
    for (let place = 0; place < rangs.length; place += 1) {
      const rang = rangs[place] as number;
      const suivi = suivis[rang] ?? ouvrir(rang);
      const suite = prolonger(suivi.fil, unites[place] as number, cadre);
      if (suite.minimum > suite.maximum) return null;
      if (changeDeBornes(suivi, suite)) {
        dernierNoeud += 1;
        couper(suivi, dernierNoeud);
        suivi.noeud = dernierNoeud;
        suivi.acquis = suivi.fil.minimum;
      }
      suivi.fil = suite;
      const arc = { depart: vacance, arrivee: suivi.noeud, minimum: 0, maximum: 1, flot: 0 };
      choix.push(arc);
      if (suivi.recus < suite.maximum && (servi === null || attente(suivi) > attente(servi.suivi)))
        servi = { suivi, arc };
    }
    entrees.push({ depart: DEHORS, arrivee: vacance, minimum: 1, maximum: 1, flot: servi === null ? 0 : 1 });
    if (servi === null) continue;
    servi.suivi.recus += 1;
    servi.arc.flot = 1;
  }
  for (const suivi of suivis) if (suivi !== undefined) couper(suivi, DEHORS);
  return {
    nombreDeNoeuds: 1 + dernierNoeud,
    premierChoix,
    ...enColonnes([...entrees, ...choix, ...coupures]),
  };
}

/** Faut-il une coupure avant cette vacance ? Un minimum a monté depuis la dernière, ou le maximum monte. */
function changeDeBornes({ fil, acquis }: Suivi, suite: Fil): boolean {
  return fil.vacances > 0 && (fil.minimum > acquis || suite.maximum > fil.maximum);
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
