/** Une étiquette et la hauteur où elle voudrait son milieu. */
interface Voulue {
  readonly milieu: number;
  readonly hauteur: number;
}

/** Étiquettes qui se touchent et se déplacent ensemble. */
interface Pile {
  readonly haut: number;
  readonly hauteur: number;
  readonly nombre: number;
}

/**
 * Écarte des étiquettes pour qu'aucune n'en couvre une autre, chacune au plus près de sa place, entre deux bords ; rend leurs
 * milieux, dans l'ordre reçu. Celles qui se gênent s'empilent autour de leur place moyenne.
 */
export function ecarter(voulues: readonly Voulue[], haut: number, bas: number): number[] {
  const ordre = voulues
    .map((_, rang) => rang)
    .sort((a, b) => milieuDe(voulues, a) - milieuDe(voulues, b) || a - b);
  const piles: Pile[] = [];
  for (const rang of ordre) {
    const { milieu, hauteur } = voulues[rang] ?? { milieu: 0, hauteur: 0 };
    let pile = borner({ haut: milieu - hauteur / 2, hauteur, nombre: 1 }, haut, bas);
    for (
      let avant = piles.at(-1);
      avant !== undefined && avant.haut + avant.hauteur > pile.haut;
      avant = piles.at(-1)
    ) {
      piles.pop();
      pile = borner(fondre(avant, pile), haut, bas);
    }
    piles.push(pile);
  }
  const milieux = voulues.map(() => 0);
  const suite = [...ordre];
  for (const { haut: debut, nombre } of piles) {
    let courant = debut;
    for (const rang of suite.splice(0, nombre)) {
      const hauteur = voulues[rang]?.hauteur ?? 0;
      milieux[rang] = courant + hauteur / 2;
      courant += hauteur;
    }
  }
  return milieux;
}

function milieuDe(voulues: readonly Voulue[], rang: number): number {
  return voulues[rang]?.milieu ?? 0;
}

function borner(pile: Pile, haut: number, bas: number): Pile {
  return { ...pile, haut: Math.max(haut, Math.min(pile.haut, bas - pile.hauteur)) };
}

/** Deux piles n'en font qu'une, autour de la moyenne de leurs milieux. */
function fondre(a: Pile, b: Pile): Pile {
  const nombre = a.nombre + b.nombre;
  const milieu = ((a.haut + a.hauteur / 2) * a.nombre + (b.haut + b.hauteur / 2) * b.nombre) / nombre;
  const hauteur = a.hauteur + b.hauteur;
  return { haut: milieu - hauteur / 2, hauteur, nombre };
}
