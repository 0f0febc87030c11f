import { fraction } from "../exact/fraction.js";
import { UNITES_DE_CENT_POUR_CENT } from "../exact/taux.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import { aTauxConstants, tientLaBorne } from "./classer-candidats.js";
import { choisir } from "./equite/choisir.js";
import { orienterLaSuite } from "./equite/orienter-la-suite.js";
import { choisirATauxConstants } from "./equite/taux-constants.js";
import { accroitre, type Cadre, type Vacance } from "./equite/vacance.js";
import type { Liberation } from "./evenements.js";
import { seuilDe } from "./lire-perspective.js";
import type { Comptes } from "./noyau.js";
import type { OptionsDeSuite } from "./orienter-logements.js";
import { comptesEnEntiers, partageDe, partageImpose, type Registre } from "./registre.js";
import { noter } from "./souhaits.js";

/** Ce que la règle promet, quand elle promet : personne ne s'écarte davantage de son dû. */
export interface BorneDeLaSuite {
  /** En logements. */
  readonly ecart: ValeurExacte;
  /** Vrai si cet écart peut être atteint, faux s'il ne l'est jamais. */
  readonly comprise: boolean;
}

/** À qui va chaque vacance qui joue sur les comptes : la première proposition, les suivantes étant annoncées ou non. */
export function choisirPourLaSuite(
  depart: Registre,
  vacances: readonly Liberation[],
  options: OptionsDeSuite,
): ReadonlyMap<string, string> {
  const { annonces = 0, souhaits = [], ecartVise } = options;
  const attendues = vacances.map((vacance): Vacance => {
    if (vacance.statut === "reserve-en-stock")
      return { partage: partageImpose(depart, vacance.reservataireEnStock) };
    const notes = noter(souhaits, depart, vacance);
    return { partage: partageDe(depart, vacance), ...(notes === undefined ? {} : { souhaits: notes }) };
  });
  const cadre = {
    unitesParLogement: UNITES_DE_CENT_POUR_CENT,
    seuil: seuilDe(ecartVise) ?? UNITES_DE_CENT_POUR_CENT,
  };
  const rangs = permetLaRegleDeTijdeman(depart, options)
    ? aTauxConstantsLaSuite(comptesEnEntiers(depart), attendues, cadre)
    : orienterLaSuite(
        comptesEnEntiers(depart),
        attendues,
        annonces === "toutes" ? vacances.length : annonces,
        cadre,
      ).choix.map(({ rang }) => rang);
  return new Map(
    vacances.map(({ liberation }, place) => [
      liberation,
      depart.comptes[rangs[place] ?? -1]?.reservataire ?? "",
    ]),
  );
}

/** Vrai si chaque proposition de la suite se fait à taux constants, tant que les comptes en tiennent la borne. */
function permetLaRegleDeTijdeman(
  depart: Registre,
  { annonces = 0, souhaits = [], ecartVise }: OptionsDeSuite,
): boolean {
  return (
    annonces === 0 &&
    souhaits.length === 0 &&
    aTauxConstants(depart, { annoncees: undefined, notes: undefined, seuil: seuilDe(ecartVise) })
  );
}

function aTauxConstantsLaSuite(depart: Comptes, vacances: readonly Vacance[], cadre: Cadre): number[] {
  const comptes = { du: [...depart.du], recus: [...depart.recus] };
  return vacances.map((vacance) => {
    const { partage } = vacance;
    const rang = tientLaBorne(comptes, partage)
      ? choisirATauxConstants(comptes, partage, UNITES_DE_CENT_POUR_CENT)
      : choisir(comptes, vacance, [], cadre).rang;
    accroitre(comptes.du, partage);
    comptes.recus[rang] = (comptes.recus[rang] ?? 0) + 1;
    return rang;
  });
}

/** Ce qui est promis : à taux constants depuis l'ouverture, 1 − 1/(2K − 2) ; toute la suite étant connue depuis l'ouverture, moins d'un logement. */
export function promettre(
  depart: Registre,
  vacances: readonly Liberation[],
  options: OptionsDeSuite,
): BorneDeLaSuite | null {
  const neuf = depart.comptes.every(
    ({ duEnCentMillioniemes, recus, enCours }) => duEnCentMillioniemes === 0 && recus + enCours === 0,
  );
  const [premiere, ...suivantes] = vacances;
  const impose = vacances.some(({ statut }) => statut !== "dans-le-flux");
  if (!neuf || impose || premiere === undefined) return null;
  if (permetLaRegleDeTijdeman(depart, options)) {
    const k = partageDe(depart, premiere).rangs.length;
    return { ecart: valeurExacte(k < 2 ? fraction(0) : fraction(2 * k - 3, 2 * k - 2)), comprise: true };
  }
  const { annonces = 0, ecartVise } = options;
  const toutes = annonces === "toutes" || annonces >= suivantes.length;
  return toutes && (seuilDe(ecartVise) ?? UNITES_DE_CENT_POUR_CENT) === UNITES_DE_CENT_POUR_CENT
    ? { ecart: valeurExacte(fraction(1)), comprise: false }
    : null;
}
