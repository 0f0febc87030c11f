/** Une somme de cases, et les entiers entre lesquels son arrondi la voudrait. */
export interface Groupe {
  /** Rangs des cases, ligne après ligne. */
  readonly cellules: readonly number[];
  /** Tenu : aucun échange ne l'en fait sortir ; sinon, seulement approché. */
  readonly tenu: boolean;
  readonly plancher: number;
  readonly plafond: number;
}

/** La ligne `cede` donne un logement de la colonne `contre` et en prend un de la colonne `pour` à la ligne `recoit`. */
export interface EchangeDeRangs {
  readonly lignes: readonly [cede: number, recoit: number];
  readonly colonnes: readonly [contre: number, pour: number];
}

function distance({ plancher, plafond }: Groupe, somme: number): number {
  return somme < plancher ? plancher - somme : somme > plafond ? somme - plafond : 0;
}

/**
 * Échange des logements deux à deux, tant qu'un échange rapproche l'ensemble des groupes de leurs bornes sans faire
 * sortir des siennes un groupe tenu. Le premier échange utile, dans l'ordre des lignes puis des colonnes, est fait ;
 * chacun diminue l'écart d'un logement au moins, et la suite s'arrête.
 */
export function rapprocherParEchanges(
  depart: readonly (readonly number[])[],
  groupes: readonly Groupe[],
): {
  readonly entiers: readonly (readonly number[])[];
  readonly echanges: readonly EchangeDeRangs[];
  /** Logements hors des bornes, tous groupes ensemble. */
  readonly ecart: number;
} {
  const largeur = depart[0]?.length ?? 0;
  const cases = depart.flat();
  const sommes = groupes.map(({ cellules }) =>
    cellules.reduce((somme, cellule) => somme + (cases[cellule] ?? 0), 0),
  );
  const groupesDe: number[][] = cases.map(() => []);
  groupes.forEach(({ cellules }, groupe) => {
    for (const cellule of cellules) groupesDe[cellule]?.push(groupe);
  });

  const effet = (mouvements: readonly (readonly [cellule: number, pas: number])[]) => {
    const pas = new Map<number, number>();
    for (const [cellule, unite] of mouvements)
      for (const groupe of groupesDe[cellule] ?? []) pas.set(groupe, (pas.get(groupe) ?? 0) + unite);
    let gain = 0;
    for (const [rang, difference] of pas) {
      const groupe = groupes[rang] as Groupe;
      const avant = distance(groupe, sommes[rang] ?? 0);
      const apres = distance(groupe, (sommes[rang] ?? 0) + difference);
      if (groupe.tenu && apres > 0) return null;
      gain += avant - apres;
    }
    return gain > 0 ? pas : null;
  };

  const echanges: EchangeDeRangs[] = [];
  const ecart = () => groupes.reduce((total, groupe, rang) => total + distance(groupe, sommes[rang] ?? 0), 0);
  const echangerUneFois = (): boolean => {
    for (const echange of tousLesEchanges(depart.length, largeur)) {
      const [cede, recoit] = echange.lignes;
      const [contre, pour] = echange.colonnes;
      const mouvements = [
        [cede * largeur + contre, -1],
        [cede * largeur + pour, 1],
        [recoit * largeur + contre, 1],
        [recoit * largeur + pour, -1],
      ] as const;
      const pas = effet(mouvements);
      if (pas === null) continue;
      for (const [cellule, unite] of mouvements) cases[cellule] = (cases[cellule] ?? 0) + unite;
      for (const [groupe, difference] of pas) sommes[groupe] = (sommes[groupe] ?? 0) + difference;
      echanges.push(echange);
      return true;
    }
    return false;
  };
  while (ecart() > 0 && echangerUneFois());
  return {
    entiers: depart.map((_, ligne) => cases.slice(ligne * largeur, (ligne + 1) * largeur)),
    echanges,
    ecart: ecart(),
  };
}

function* tousLesEchanges(lignes: number, colonnes: number): Generator<EchangeDeRangs> {
  for (let cede = 0; cede < lignes; cede += 1)
    for (let recoit = cede + 1; recoit < lignes; recoit += 1)
      for (let contre = 0; contre < colonnes; contre += 1)
        for (let pour = 0; pour < colonnes; pour += 1)
          if (contre !== pour) yield { lignes: [cede, recoit], colonnes: [contre, pour] };
}
