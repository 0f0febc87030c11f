import type { Comptes } from "../noyau.js";
import { type Choix, choisir } from "./choisir.js";
import { decider, tenirAuMieux } from "./fenetre.js";
import { accroitre, type Cadre, donner, ecartsDes, ordonner, type Vacance } from "./vacance.js";

export interface SuiteOrientee {
  /** Un choix par vacance, dans l'ordre. */
  readonly choix: readonly Choix[];
  readonly comptes: Comptes;
  /** Le plus grand écart de quiconque après l'une des vacances, en attente ou en avance, en unités. */
  readonly plusGrandEcart: number;
}

/**
 * Oriente des vacances l'une après l'autre, chacune par {@link choisir} en sachant les `annoncees` suivantes. Quand elles sont toutes
 * annoncées et que les comptes partent de zéro, aucun écart n'atteint un logement.
 *
 * La suite peut s'interrompre et reprendre de ses comptes : reprise avec les vacances qui restent, elle fait les mêmes choix.
 *
 * @param annoncees - combien de vacances on sait d'avance, chaque fois, après celle que l'on oriente
 */
export function orienterLaSuite(
  depart: Comptes,
  vacances: readonly Vacance[],
  annoncees: number,
  cadre: Cadre,
): SuiteOrientee {
  const comptes = { du: [...depart.du], recus: [...depart.recus] };
  const choix: Choix[] = [];
  let plusGrandEcart = 0;
  while (choix.length < vacances.length) {
    const connues = vacances.slice(choix.length, choix.length + 1 + annoncees);
    const finConnue = choix.length + connues.length === vacances.length;
    const choisis = finConnue
      ? choisirJusquAuSeuil(comptes, connues, cadre)
      : [choisirLaPremiere(comptes, connues, cadre)];
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

/**
 * Les mêmes choix que vacance par vacance, en n'ouvrant la fenêtre qu'une fois. Au-dessus du seuil du cadre, le plus petit seuil
 * tenable ne change pas tant qu'aucun choix ne s'en approche à une unité : sinon il aurait été plus petit dès le départ. Au premier
 * qui s'en approche, on s'arrête.
 */
function choisirJusquAuSeuil(comptes: Comptes, vacances: readonly Vacance[], cadre: Cadre): Choix[] {
  const ecarts = ecartsDes(comptes, cadre);
  const partages = vacances.map(({ partage }) => partage);
  const tenue = tenirAuMieux(ecarts, partages, cadre);
  const { seuil } = tenue;
  const choix: Choix[] = [];
  for (const [numero, vacance] of vacances.entries()) {
    const { partage } = vacance;
    accroitre(ecarts, partage);
    const rang = ordonner(ecarts, vacance).find((candidat) => decider(tenue, numero, partage, candidat));
    if (rang === undefined) throw new TypeError("fenêtre tenue sans choix");
    choix.push({ rang, seuil });
    const provoque = donner(ecarts, partage, rang, cadre);
    if (seuil > cadre.seuil && provoque === seuil - 1) break;
  }
  return choix;
}
