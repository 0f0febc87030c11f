import { arrondir } from "../exact/arrondi.js";
import {
  CENT,
  comparer,
  diviser,
  estNulle,
  type Fraction,
  fraction,
  lePlusGrand,
  lePlusPetit,
  multiplier,
  sommer,
  soustraire,
  ZERO,
} from "../exact/fraction.js";
import { DECIMALES_D_UN_TAUX } from "../exact/taux.js";
import type { RegleDeReduction } from "../modele/stipulations.js";
import {
  emboiter,
  fluxDesSecteurs,
  MAILLES,
  mailleDuNoeud,
  type Noeud,
  type PartAPlacer,
  reste,
  type SecteurAServir,
  secteursCouverts,
} from "./emboitement.js";

/** Ce qu'un territoire peut porter, et ce que chaque part y met par point de taux. */
interface Contrainte {
  /** 100 % dans un secteur, le flux en logements ailleurs. */
  readonly limite: Fraction;
  readonly poids: ReadonlyMap<number, Fraction>;
}

/**
 * Réduit les parts qui cèdent jusqu'à ce qu'un placement existe ; rend le taux de toutes, dans leur ordre.
 *
 * Les territoires en excès se règlent du plus fin au plus large : secteurs, communes, EPCI, périmètre. `au-prorata` : dans
 * chacun, tous les cédants perdent la même proportion de leur taux ; une part prise dans plusieurs suit le plus exigeant.
 * `dans-l-ordre` : le premier cédant perd ce qu'il faut, jusqu'à tout, avant que le suivant ne soit touché. Une part a le
 * même taux sur tout son territoire : ce qu'elle perd, elle le perd partout. Le taux obtenu est arrondi une fois, à la fin,
 * à l'inférieur, à la précision d'un taux convenu.
 */
export function reduireParts(
  parts: readonly PartAPlacer[],
  secteurs: readonly SecteurAServir[],
  cedants: readonly number[],
  regle: RegleDeReduction,
): readonly Fraction[] {
  const taux = parts.map((part) => part.taux);
  for (const contraintes of contraintesParMaille(parts, secteurs)) {
    if (regle === "au-prorata") reduireAuProrata(taux, contraintes, cedants);
    else reduireDansLOrdre(taux, contraintes, cedants);
  }
  return taux.map((reduit, rang) =>
    reduit === parts[rang]?.taux ? reduit : arrondir(reduit, "entier-inferieur", DECIMALES_D_UN_TAUX),
  );
}

function contraintesParMaille(
  parts: readonly PartAPlacer[],
  secteurs: readonly SecteurAServir[],
): readonly Contrainte[][] {
  const noeuds = aplatir(emboiter(secteurs));
  return MAILLES.map((maille) =>
    noeuds
      .filter((noeud) => mailleDuNoeud(noeud) === maille)
      .map((noeud) => ({
        limite: maille === "secteur" ? CENT : fraction(fluxDesSecteurs(noeud.rangs, secteurs)),
        poids: new Map(
          parts.flatMap((part, rang): [number, Fraction][] => {
            const ici = reste(part, maille) ? secteursCouverts(part, noeud, secteurs) : [];
            if (ici.length === 0) return [];
            const parPoint =
              maille === "secteur" ? fraction(1) : fraction(fluxDesSecteurs(ici, secteurs), 100);
            return [[rang, parPoint]];
          }),
        ),
      })),
  );
}

function aplatir(noeud: Noeud): Noeud[] {
  return [noeud, ...noeud.enfants.flatMap(aplatir)];
}

function charge({ poids }: Contrainte, taux: readonly Fraction[]): Fraction {
  return sommer([...poids].map(([rang, parPoint]) => multiplier(taux[rang] ?? ZERO, parPoint)));
}

function reduireAuProrata(
  taux: Fraction[],
  contraintes: readonly Contrainte[],
  cedants: readonly number[],
): void {
  const facteurs = new Map<number, Fraction>();
  for (const contrainte of contraintes) {
    const exces = soustraire(charge(contrainte, taux), contrainte.limite);
    if (comparer(exces, ZERO) <= 0) continue;
    const ici = cedants.filter((rang) => contrainte.poids.has(rang));
    const cessible = sommer(
      ici.map((rang) => multiplier(taux[rang] ?? ZERO, contrainte.poids.get(rang) ?? ZERO)),
    );
    if (estNulle(cessible)) continue;
    const facteur = lePlusGrand(ZERO, diviser(soustraire(cessible, exces), cessible));
    for (const rang of ici) facteurs.set(rang, lePlusPetit(facteurs.get(rang) ?? facteur, facteur));
  }
  for (const [rang, facteur] of facteurs) taux[rang] = multiplier(taux[rang] ?? ZERO, facteur);
}

function reduireDansLOrdre(
  taux: Fraction[],
  contraintes: readonly Contrainte[],
  cedants: readonly number[],
): void {
  for (const rang of cedants) {
    const aCeder = contraintes.map((contrainte) => {
      const parPoint = contrainte.poids.get(rang) ?? ZERO;
      return estNulle(parPoint)
        ? ZERO
        : diviser(soustraire(charge(contrainte, taux), contrainte.limite), parPoint);
    });
    const convenu = taux[rang] ?? ZERO;
    taux[rang] = soustraire(convenu, lePlusPetit(convenu, aCeder.reduce(lePlusGrand, ZERO)));
  }
}
