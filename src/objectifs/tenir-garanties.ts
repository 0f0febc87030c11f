import { entierInferieur, entierSuperieur } from "../exact/arrondi.js";
import {
  additionner,
  comparer,
  diviser,
  estEntiere,
  type Fraction,
  fraction,
  multiplier,
  sommer,
  soustraire,
} from "../exact/fraction.js";
import { comparerCodes, regrouperParCodes } from "../exact/ordre.js";
import { cleDeSecteur } from "../modele/secteurs.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { plafondsDesGaranties } from "./limites-du-flux.js";
import { type CelluleDObjectif, completer } from "./tableau-des-objectifs.js";

/** Des garanties d'un même secteur. */
interface GarantiesDuSecteur {
  readonly secteur: string;
  /** Rangs des cellules. */
  readonly rangs: readonly number[];
  readonly somme: Fraction;
}

/**
 * Retient des garanties ce qui tient sous leur plafond en logements entiers, commune par commune, ou sur le périmètre si
 * l'assiette est sans détail.
 *
 * Le plafond entier d'une commune est la partie entière de 20 % de son flux. S'il laisse toutes ses garanties s'arrondir au-dessus,
 * rien ne change. Sinon, il se partage entre ses secteurs : chacun a la partie entière de ses garanties, et les logements qui
 * restent vont aux plus forts restes, à égalité dans l'ordre des codes. Un secteur qui n'en reçoit pas ne retient que cette
 * partie entière : ses garanties y perdent leur reste, au prorata de leurs propres restes, et le bailleur le reçoit.
 * Une commune dont les garanties dues, report compris, dépassent déjà le plafond n'est pas réduite.
 */
export function tenirGaranties(
  cellules: readonly CelluleDObjectif[],
  repartition: Repartition,
): CelluleDObjectif[] {
  const retenus = cellules.map(({ retenu }) => retenu);
  const retenuDe = (rang: number) => retenus[rang] as Fraction;
  for (const { territoire, cellules: rangs, maximum } of plafondsDesGaranties(cellules, repartition)) {
    if (territoire.type === "epci" || comparer(sommer(rangs.map(retenuDe)), maximum) > 0) continue;
    for (const { rangs: siennes, somme } of secteursSansPlace(cellules, rangs, maximum)) {
      const perdu = soustraire(somme, fraction(entierInferieur(somme)));
      const restes = soustraire(
        somme,
        sommer(siennes.map((rang) => fraction(entierInferieur(retenuDe(rang))))),
      );
      const garde = diviser(soustraire(restes, perdu), restes);
      for (const rang of siennes) {
        const plancher = fraction(entierInferieur(retenuDe(rang)));
        retenus[rang] = additionner(plancher, multiplier(soustraire(retenuDe(rang), plancher), garde));
      }
    }
  }
  return completer(cellules.map((cellule, rang) => ({ ...cellule, retenu: retenuDe(rang) })));
}

/** Les secteurs d'une commune dont les garanties ne peuvent s'arrondir au-dessus sans passer son plafond entier. */
function secteursSansPlace(
  cellules: readonly CelluleDObjectif[],
  rangs: readonly number[],
  maximum: Fraction,
): GarantiesDuSecteur[] {
  const secteurs = regrouperParCodes(rangs, (rang) =>
    cleDeSecteur((cellules[rang] as CelluleDObjectif).secteur),
  ).map(
    ([secteur, siens]): GarantiesDuSecteur => ({
      secteur,
      rangs: siens,
      somme: sommer(siens.map((rang) => (cellules[rang] as CelluleDObjectif).retenu)),
    }),
  );
  const sommerEntiers = (arrondir: (valeur: Fraction) => bigint) =>
    secteurs.reduce((total, { somme }) => total + arrondir(somme), 0n);
  const plafond = entierInferieur(maximum);
  if (sommerEntiers(entierSuperieur) <= plafond) return [];
  const reste = ({ somme }: GarantiesDuSecteur) => soustraire(somme, fraction(entierInferieur(somme)));
  return secteurs
    .filter(({ somme }) => !estEntiere(somme))
    .sort((a, b) => comparer(reste(b), reste(a)) || comparerCodes(a.secteur, b.secteur))
    .slice(Number(plafond - sommerEntiers(entierInferieur)));
}
