import type { Comptes } from "../noyau.js";
import { type Choix, choisir } from "./choisir.js";
import { decider, tenir } from "./fenetre.js";
import { accroitre, type Cadre, donner, ecartsDes, ordonner, type Vacance } from "./vacance.js";

export interface SuiteAttribuee {
  /** Un choix par vacance, dans l'ordre. */
  readonly choix: readonly Choix[];
  readonly comptes: Comptes;
  /** Le plus grand écart de quiconque après l'une des vacances, en attente ou en avance, en unités. */
  readonly plusGrandEcart: number;
}

/**
 * Attribue des vacances l'une après l'autre, chacune par {@link choisir} en sachant les `annoncees` suivantes. Quand elles sont toutes
 * annoncées et que les comptes partent de zéro, aucun écart n'atteint un logement.
 *
 * La suite peut s'interrompre et reprendre de ses comptes : reprise avec les vacances qui restent, elle fait les mêmes choix.
 *
 * @param annoncees - combien de vacances on sait d'avance, chaque fois, après celle que l'on attribue
 */
export function attribuerLaSuite(
  depart: Comptes,
  vacances: readonly Vacance[],
  annoncees: number,
  cadre: Cadre,
): SuiteAttribuee {
  const comptes = { du: [...depart.du], recus: [...depart.recus] };
  const choix: Choix[] = [];
  let plusGrandEcart = 0;
  while (choix.length < vacances.length) {
    const connues = vacances.slice(choix.length, choix.length + 1 + annoncees);
    const finConnue = choix.length + connues.length === vacances.length;
    const choisis = (finConnue ? choisirTout(comptes, connues, cadre) : null) ?? [
      choisirLaPremiere(comptes, connues, cadre),
    ];
    choisis.forEach((choisi, numero) => {
      accroitre(comptes.du, (connues[numero] as Vacance).partage);
      comptes.recus[choisi.rang] = (comptes.recus[choisi.rang] as number) + 1;
      plusGrandEcart = Math.max(plusGrandEcart, ...ecartsDes(comptes, cadre).map(Math.abs));
      choix.push(choisi);
    });
  }
  return { choix, comptes, plusGrandEcart };
}

function choisirLaPremiere(
  comptes: Comptes,
  [premiere, ...annoncees]: readonly Vacance[],
  cadre: Cadre,
): Choix {
  const partages = annoncees.map(({ partage }) => partage);
  return choisir(comptes, premiere as Vacance, partages, cadre);
}

/** Les mêmes choix que vacance par vacance, en n'ouvrant la fenêtre qu'une fois ; `null` si le seuil du cadre ne peut y être tenu. */
function choisirTout(comptes: Comptes, vacances: readonly Vacance[], cadre: Cadre): Choix[] | null {
  const ecarts = ecartsDes(comptes, cadre);
  const partages = vacances.map(({ partage }) => partage);
  const tenue = tenir(ecarts, partages, cadre);
  if (tenue === null) return null;
  return vacances.map((vacance, numero) => {
    accroitre(ecarts, vacance.partage);
    const rang = ordonner(ecarts, vacance).find((candidat) =>
      decider(tenue, numero, vacance.partage, candidat),
    );
    if (rang === undefined) throw new TypeError("fenêtre tenue sans choix");
    donner(ecarts, vacance.partage, rang, cadre);
    return { rang, seuil: tenue.seuil };
  });
}
