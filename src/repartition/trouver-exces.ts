import {
  additionner,
  CENT,
  comparer,
  enPourCentDe,
  type Fraction,
  fraction,
  pourCentDe,
  sommer,
  soustraire,
} from "../exact/fraction.js";
import type { Secteur } from "../modele/secteurs.js";
import type { Territoire } from "../modele/vocabulaire.js";
import {
  emboiter,
  fluxDesSecteurs,
  mailleDe,
  mailleDuNoeud,
  type Noeud,
  type PartAPlacer,
  reste,
  type SecteurAServir,
  secteursCouverts,
} from "./emboitement.js";

/** Un territoire où les parts qui ne peuvent aller ailleurs dépassent le flux. */
export interface Exces {
  readonly territoire: Territoire | Secteur;
  readonly flux: number;
  /** Rangs des parts qui promettent là. */
  readonly parts: readonly number[];
  /** Logements promis là et nulle part ailleurs, une fois ôtés les excès des territoires qu'il contient. */
  readonly promis: Fraction;
  readonly enTrop: Fraction;
  /** Le même excès, en points de pourcentage du flux du territoire. */
  readonly points: Fraction;
}

/** Les territoires qui ne peuvent contenir ce qui leur est promis : aucun si, et seulement si, un placement existe. */
export function trouverExces(parts: readonly PartAPlacer[], secteurs: readonly SecteurAServir[]): Exces[] {
  const exces: Exces[] = [];
  const fluxDe = (rangs: readonly number[]) => fluxDesSecteurs(rangs, secteurs);

  /** Ce qui est promis dans un nœud, borné à son flux ; les excès se notent au passage. */
  const visiter = (noeud: Noeud): Fraction => {
    const { territoire, rangs, enfants } = noeud;
    const dedans = sommer(enfants.map(visiter));
    const maille = mailleDuNoeud(noeud);
    const propres = parts.flatMap((part) => {
      const ici = mailleDe(part) === maille ? secteursCouverts(part, noeud, secteurs) : [];
      return ici.length === 0 ? [] : [{ part, ici }];
    });
    const promis = additionner(
      dedans,
      sommer(propres.map(({ part, ici }) => pourCentDe(part.taux, fraction(fluxDe(ici))))),
    );
    const flux = fluxDe(rangs);
    const tauxPromis = sommer(
      propres.filter(({ ici }) => ici.length === rangs.length).map(({ part }) => part.taux),
    );
    const depasse =
      maille === "secteur" ? comparer(tauxPromis, CENT) > 0 : comparer(promis, fraction(flux)) > 0;
    if (!depasse) return promis;
    exces.push({
      territoire,
      flux,
      parts: parts.flatMap((part, rang) =>
        reste(part, maille) && secteursCouverts(part, noeud, secteurs).length > 0 ? [rang] : [],
      ),
      promis,
      enTrop: soustraire(promis, fraction(flux)),
      points:
        maille === "secteur"
          ? soustraire(tauxPromis, CENT)
          : enPourCentDe(soustraire(promis, fraction(flux)), fraction(flux)),
    });
    return fraction(flux);
  };
  visiter(emboiter(secteurs));
  return exces;
}
