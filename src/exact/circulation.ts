/**
 * Circulation : des unités entières qui suivent les arcs d'un réseau, et dont autant entrent que sortent à chaque nœud.
 * Chaque arc en porte au moins son minimum et au plus son maximum.
 *
 * Un seul geste : faire passer une unité de plus par un arc. Il faut qu'elle revienne de l'arrivée de l'arc à son départ,
 * en suivant des arcs qui peuvent en porter une de plus, ou en remontant des arcs qui peuvent en porter une de moins.
 * S'il n'y a pas de retour, les nœuds atteints forment une coupe : tout ce qui en sort est à son maximum, tout ce qui y
 * entre à son minimum ou au-dessous ; rien ne passera jamais plus.
 */
export class Circulation {
  /** Unités que porte chaque arc. L'appelant peut poser une première circulation. */
  readonly flot: Int32Array;
  readonly #depart: Int32Array;
  readonly #arrivee: Int32Array;
  readonly #minimum: Int32Array;
  readonly #maximum: Int32Array;

  /** Arcs qui touchent le nœud x : `#arcs[#debut[x]]` à `#arcs[#debut[x + 1] - 1]`. */
  readonly #debut: Int32Array;
  readonly #arcs: Int32Array;

  /** Une coupe sépare le réseau en deux parts pour toujours : plus aucun retour ne passe de l'une à l'autre. */
  readonly #part: Int32Array;
  #dernierePart = 0;

  /** La recherche en cours : son numéro, la file des nœuds atteints, et l'arc qui a mené à chacun. */
  #recherche = 0;
  #atteints = 0;
  readonly #file: Int32Array;
  readonly #vuPar: Int32Array;
  readonly #menePar: Int32Array;

  constructor(nombreDeNoeuds: number, arcs: Arcs) {
    const { depart, arrivee, minimum, maximum } = arcs;
    this.#depart = depart;
    this.#arrivee = arrivee;
    this.#minimum = minimum.slice();
    this.#maximum = maximum.slice();
    this.flot = new Int32Array(depart.length);
    this.#part = new Int32Array(nombreDeNoeuds);
    this.#file = new Int32Array(nombreDeNoeuds);
    this.#vuPar = new Int32Array(nombreDeNoeuds);
    this.#menePar = new Int32Array(nombreDeNoeuds);
    [this.#debut, this.#arcs] = rangerParNoeud(nombreDeNoeuds, depart, arrivee);
  }

  /** Fait passer une unité de plus par un arc qui ne dépasse pas son minimum ; faux si elle ne peut revenir. */
  augmenter(arc: number): boolean {
    if (!this.#atteindre(this.#arrivee[arc] as number, this.#depart[arc] as number)) return false;
    this.#parcourir(arc);
    return true;
  }

  /**
   * Décide d'un arc, dont le maximum dépasse le minimum d'une unité au plus, pour toujours : il porte son maximum s'il le
   * peut encore. Suppose tous les arcs entre leurs bornes. Une unité qui ne peut revenir montre alors une coupe que plus rien ne traversera : il n'y a donc pas
   * plus de recherches vaines que de nœuds, et un arc qui va d'une part à une autre se décide sans recherche.
   */
  decider(arc: number): void {
    const peutMonter = (this.flot[arc] as number) < (this.#maximum[arc] as number);
    if (peutMonter && this.#memePart(arc) && !this.augmenter(arc)) this.#separer();
    this.#minimum[arc] = this.flot[arc] as number;
    this.#maximum[arc] = this.flot[arc] as number;
  }

  /**
   * Après un échec : la coupe qui arrête l'unité. Elle a d'un côté le départ de l'arc et tout ce qu'un chemin, dans un sens
   * ou dans l'autre, y relie sans passer par un nœud atteint ; de l'autre, tout le reste, pour lequel elle répond vrai.
   * Un îlot de nœuds non atteints passe ainsi du côté des autres : il n'était pour rien dans l'arrêt.
   */
  couper(arc: number): (noeud: number) => boolean {
    const duDepart = new Set([this.#depart[arc] as number]);
    for (const noeud of duDepart)
      for (let place = this.#debut[noeud] as number; place < (this.#debut[noeud + 1] as number); place += 1) {
        const lien = this.#arcs[place] as number;
        const voisin = (this.#depart[lien] === noeud ? this.#arrivee[lien] : this.#depart[lien]) as number;
        if (this.#vuPar[voisin] !== this.#recherche) duDepart.add(voisin);
      }
    return (noeud) => !duDepart.has(noeud);
  }

  #memePart(arc: number): boolean {
    return this.#part[this.#depart[arc] as number] === this.#part[this.#arrivee[arc] as number];
  }

  #separer(): void {
    this.#dernierePart += 1;
    for (let rang = 0; rang < this.#atteints; rang += 1)
      this.#part[this.#file[rang] as number] = this.#dernierePart;
  }

  /** Parcours en largeur, dans la part du premier nœud. */
  #atteindre(premier: number, but: number): boolean {
    const [flot, departs, arrivees, minimum, maximum] = [
      this.flot,
      this.#depart,
      this.#arrivee,
      this.#minimum,
      this.#maximum,
    ];
    const [debut, arcs, part, file, vuPar, menePar] = [
      this.#debut,
      this.#arcs,
      this.#part,
      this.#file,
      this.#vuPar,
      this.#menePar,
    ];
    this.#recherche += 1;
    const recherche = this.#recherche;
    const ici = part[premier] as number;
    vuPar[premier] = recherche;
    file[0] = premier;
    let atteints = 1;
    for (let rang = 0; rang < atteints; rang += 1) {
      const noeud = file[rang] as number;
      const fin = debut[noeud + 1] as number;
      for (let place = debut[noeud] as number; place < fin; place += 1) {
        const arc = arcs[place] as number;
        const porte = flot[arc] as number;
        let voisin: number;
        if (departs[arc] === noeud) {
          if (porte >= (maximum[arc] as number)) continue;
          voisin = arrivees[arc] as number;
        } else {
          if (porte <= (minimum[arc] as number)) continue;
          voisin = departs[arc] as number;
        }
        if (vuPar[voisin] === recherche || part[voisin] !== ici) continue;
        vuPar[voisin] = recherche;
        menePar[voisin] = arc;
        if (voisin === but) return true;
        file[atteints] = voisin;
        atteints += 1;
      }
    }
    this.#atteints = atteints;
    return false;
  }

  /** Une unité de plus par l'arc, et son retour par le chemin trouvé. */
  #parcourir(arc: number): void {
    const { flot } = this;
    flot[arc] = (flot[arc] as number) + 1;
    const arrivee = this.#arrivee[arc] as number;
    for (let noeud = this.#depart[arc] as number; noeud !== arrivee; ) {
      const pas = this.#menePar[noeud] as number;
      const suivi = this.#arrivee[pas] === noeud;
      flot[pas] = (flot[pas] as number) + (suivi ? 1 : -1);
      noeud = (suivi ? this.#depart[pas] : this.#arrivee[pas]) as number;
    }
  }
}

/** Les arcs d'un réseau, en colonnes : l'arc a va de `depart[a]` à `arrivee[a]`. */
export interface Arcs {
  readonly depart: Int32Array;
  readonly arrivee: Int32Array;
  readonly minimum: Int32Array;
  readonly maximum: Int32Array;
}

function rangerParNoeud(
  nombreDeNoeuds: number,
  depart: Int32Array,
  arrivee: Int32Array,
): [debut: Int32Array, arcs: Int32Array] {
  const debut = new Int32Array(nombreDeNoeuds + 1);
  const compter = (noeud: number) => {
    debut[noeud] = (debut[noeud] as number) + 1;
  };
  depart.forEach(compter);
  arrivee.forEach(compter);
  for (let noeud = 1; noeud <= nombreDeNoeuds; noeud += 1)
    debut[noeud] = (debut[noeud] as number) + (debut[noeud - 1] as number);
  const arcs = new Int32Array(2 * depart.length);
  const ranger = (noeud: number, arc: number) => {
    const place = (debut[noeud] as number) - 1;
    debut[noeud] = place;
    arcs[place] = arc;
  };
  for (let arc = depart.length - 1; arc >= 0; arc -= 1) {
    ranger(depart[arc] as number, arc);
    ranger(arrivee[arc] as number, arc);
  }
  return [debut, arcs];
}
