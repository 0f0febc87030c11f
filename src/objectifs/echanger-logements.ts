import { entierInferieur, entierSuperieur } from "../exact/arrondi.js";
import { type Fraction, sommer, ZERO } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";

/** Une case d'un tableau : le rang de sa ligne et celui de sa colonne, qu'elle est seule à porter ensemble. */
export interface Case {
  readonly ligne: number;
  readonly colonne: number;
}

/** Une somme de cases, et les entiers entre lesquels son arrondi la voudrait. */
export interface Groupe {
  /** Rangs des cases. */
  readonly cases: readonly number[];
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

/** Les noms des sommes dont une case est un terme. */
export interface NomsDeSommes {
  readonly tenus: readonly (readonly string[])[];
  readonly approches: readonly (readonly string[])[];
}

/** Les sommes de cases qu'un échange peut changer, chacune entre la partie entière de sa valeur et l'entier au-dessus. */
export function grouper(nomsParCase: readonly NomsDeSommes[], valeurs: readonly Fraction[]): Groupe[] {
  const appartenances = nomsParCase.flatMap(({ tenus, approches }, rang) => [
    ...tenus.map((nom) => ({ cle: JSON.stringify(nom), tenu: true, rang })),
    ...approches.map((nom) => ({ cle: JSON.stringify(nom), tenu: false, rang })),
  ]);
  return regrouperParCodes(appartenances, ({ cle }) => cle).map(([, memes]) => {
    const cases = memes.map(({ rang }) => rang);
    const exact = sommer(cases.map((rang) => valeurs[rang] ?? ZERO));
    return {
      cases,
      tenu: memes[0]?.tenu === true,
      plancher: Number(entierInferieur(exact)),
      plafond: Number(entierSuperieur(exact)),
    };
  });
}

/**
 * Échange des logements deux à deux, tant qu'un échange rapproche l'ensemble des groupes de leurs bornes sans faire
 * sortir des siennes un groupe tenu. Un échange touche quatre cases, et ne change le total d'aucune ligne ni d'aucune
 * colonne. Les groupes hors de leurs bornes sont pris dans l'ordre, et pour chacun le premier échange utile, dans l'ordre de ses
 * cases, puis des lignes, puis des colonnes ; la tournée recommence tant qu'elle échange. Chaque échange diminue l'écart d'un
 * logement au moins, et la suite s'arrête.
 */
export function rapprocherParEchanges(
  cases: readonly Case[],
  depart: readonly number[],
  groupes: readonly Groupe[],
): {
  readonly entiers: readonly number[];
  readonly echanges: readonly EchangeDeRangs[];
  /** Logements hors des bornes, tous groupes ensemble. */
  readonly ecart: number;
} {
  const tableau = new TableauAEchanger(cases, depart, groupes);
  const echanges: EchangeDeRangs[] = [];
  for (let faits = -1; faits < echanges.length; ) {
    faits = echanges.length;
    for (const groupe of groupes.keys()) echanges.push(...tableau.rapprocher(groupe));
  }
  return { entiers: tableau.entiers, echanges, ecart: tableau.ecart() };
}

/** Ce que quatre cases, dans l'ordre d'un échange, gagnent ou perdent. */
const PAS = [-1, 1, 1, -1] as const;

/** Un tableau en cours d'échange : ses entiers, et où en est chaque groupe. */
class TableauAEchanger {
  readonly entiers: number[];
  readonly #cases: readonly Case[];
  readonly #groupes: readonly Groupe[];
  readonly #sommes: number[];
  readonly #groupesDe: readonly number[][];
  /** Les bornes tenues d'une case seule. */
  readonly #bornes: (readonly [bas: number, haut: number])[] = [];
  readonly #parLigne = new Map<number, number[]>();
  readonly #parColonne = new Map<number, number[]>();
  readonly #rangDe = new Map<number, Map<number, number>>();

  constructor(cases: readonly Case[], depart: readonly number[], groupes: readonly Groupe[]) {
    this.entiers = [...depart];
    this.#cases = cases;
    this.#groupes = groupes;
    this.#sommes = groupes.map((groupe) =>
      groupe.cases.reduce((somme, rang) => somme + (depart[rang] ?? 0), 0),
    );
    const groupesDe: number[][] = cases.map(() => []);
    groupes.forEach((groupe, rang) => {
      for (const celle of groupe.cases) groupesDe[celle]?.push(rang);
      const [seule, ...autres] = groupe.cases;
      if (groupe.tenu && seule !== undefined && autres.length === 0)
        this.#bornes[seule] = [groupe.plancher, groupe.plafond];
    });
    this.#groupesDe = groupesDe;
    cases.forEach(({ ligne, colonne }, rang) => {
      ranger(this.#parLigne, ligne, rang);
      ranger(this.#parColonne, colonne, rang);
      const deLaLigne = this.#rangDe.get(ligne) ?? new Map<number, number>();
      this.#rangDe.set(ligne, deLaLigne.set(colonne, rang));
    });
  }

  ecart(): number {
    return this.#groupes.reduce((total, groupe, rang) => total + distance(groupe, this.#somme(rang)), 0);
  }

  /** Fait les échanges utiles à un groupe hors de ses bornes, l'un après l'autre. */
  *rapprocher(groupe: number): Generator<EchangeDeRangs> {
    for (;;) {
      const echange = this.#premierEchangeUtile(groupe);
      if (echange === null) return;
      this.#faire(echange);
      yield echange;
    }
  }

  #premierEchangeUtile(rang: number): EchangeDeRangs | null {
    const groupe = this.#groupes[rang] as Groupe;
    const somme = this.#somme(rang);
    if (distance(groupe, somme) === 0) return null;
    for (const echange of this.#echangesDe(groupe, somme < groupe.plancher ? 1 : -1))
      if (this.#gain(echange) > 0) return echange;
    return null;
  }

  #faire(echange: EchangeDeRangs): void {
    this.#casesDe(echange).forEach((rang, place) => {
      const pas = PAS[place] as number;
      this.entiers[rang] = (this.entiers[rang] ?? 0) + pas;
      for (const groupe of this.#groupesDe[rang] ?? []) this.#sommes[groupe] = this.#somme(groupe) + pas;
    });
  }

  /** Les échanges qui changent d'un pas une case du groupe. */
  *#echangesDe(groupe: Groupe, pas: 1 | -1): Generator<EchangeDeRangs> {
    for (const rang of groupe.cases) {
      if (!this.#peut(rang, pas)) continue;
      const { ligne, colonne } = this.#cases[rang] as Case;
      const suivantes = (this.#parLigne.get(ligne) ?? []).filter(
        (autre) => autre !== rang && this.#peut(autre, -pas),
      );
      for (const voisine of this.#parColonne.get(colonne) ?? []) {
        if (voisine === rang || !this.#peut(voisine, -pas)) continue;
        const autreLigne = (this.#cases[voisine] as Case).ligne;
        for (const suivante of suivantes) {
          const autreColonne = (this.#cases[suivante] as Case).colonne;
          const opposee = this.#rangDe.get(autreLigne)?.get(autreColonne);
          if (opposee === undefined || !this.#peut(opposee, pas)) continue;
          const perd = pas === -1 ? colonne : autreColonne;
          const gagne = pas === -1 ? autreColonne : colonne;
          yield ligne < autreLigne
            ? { lignes: [ligne, autreLigne], colonnes: [perd, gagne] }
            : { lignes: [autreLigne, ligne], colonnes: [gagne, perd] };
        }
      }
    }
  }

  /** Vrai si la case, seule, peut faire ce pas. */
  #peut(rang: number, pas: number): boolean {
    const [bas = Number.NEGATIVE_INFINITY, haut = Number.POSITIVE_INFINITY] = this.#bornes[rang] ?? [];
    const entier = (this.entiers[rang] ?? 0) + pas;
    return entier >= bas && entier <= haut;
  }

  #casesDe({ lignes: [cede, recoit], colonnes: [contre, pour] }: EchangeDeRangs): number[] {
    const rang = (ligne: number, colonne: number) => this.#rangDe.get(ligne)?.get(colonne) as number;
    return [rang(cede, contre), rang(cede, pour), rang(recoit, contre), rang(recoit, pour)];
  }

  /** De combien de logements un échange rapproche les groupes de leurs bornes ; rien s'il en fait sortir un groupe tenu. */
  #gain(echange: EchangeDeRangs): number {
    const pasDe = new Map<number, number>();
    this.#casesDe(echange).forEach((rang, place) => {
      for (const groupe of this.#groupesDe[rang] ?? [])
        pasDe.set(groupe, (pasDe.get(groupe) ?? 0) + (PAS[place] as number));
    });
    let gain = 0;
    for (const [rang, pas] of pasDe) {
      const groupe = this.#groupes[rang] as Groupe;
      const apres = distance(groupe, this.#somme(rang) + pas);
      if (groupe.tenu && apres > 0) return 0;
      gain += distance(groupe, this.#somme(rang)) - apres;
    }
    return gain;
  }

  #somme(groupe: number): number {
    return this.#sommes[groupe] ?? 0;
  }
}

function distance({ plancher, plafond }: Groupe, somme: number): number {
  return somme < plancher ? plancher - somme : somme > plafond ? somme - plafond : 0;
}

function ranger(groupes: Map<number, number[]>, cle: number, rang: number): void {
  const groupe = groupes.get(cle);
  if (groupe === undefined) groupes.set(cle, [rang]);
  else groupe.push(rang);
}
