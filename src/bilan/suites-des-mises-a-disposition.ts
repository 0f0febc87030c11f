import { enPourCentDe, fraction } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { Tour, TypeDEchec } from "../orientation/dossiers.js";
import { type DelaisDesSuites, mesurerDelais } from "./delais.js";
import type { MiseADisposition } from "./histoires.js";

/** Où en sont des mises à disposition : `bauxSignes`, `echouees` et `enCours` en font le nombre. */
export interface ComptesDesSuites {
  /** Chaque tour compte : un logement remis à disposition après un échec l'est deux fois. */
  readonly misesADisposition: number;
  /** Celles où des candidats ont été désignés ; en gestion déléguée, la désignation peut ne pas être consignée. */
  readonly designees: number;
  /** Celles que la commission a attribuées, même si le candidat a ensuite refusé. */
  readonly attribuees: number;
  readonly bauxSignes: number;
  readonly echouees: number;
  readonly enCours: number;
}

/** Les échecs d'un même type et d'un même motif. */
export interface EchecsDUnMotif {
  readonly type: TypeDEchec;
  /** `null` : aucun motif n'a été consigné. */
  readonly motif: string | null;
  readonly nombre: number;
}

/** Ce que sont devenues les mises à disposition d'une année, au dernier événement consigné. */
export interface Suites extends ComptesDesSuites {
  /** Baux signés ÷ mises à disposition, en pourcentage ; `null` s'il n'y en a pas. Celles en cours sont au dénominateur. */
  readonly transformation: ValeurExacte | null;
  /** Dans l'ordre des types, puis des motifs ; sans motif d'abord. */
  readonly echecs: readonly EchecsDUnMotif[];
  readonly delais: DelaisDesSuites;
}

export interface SuitesDeReservataire extends Suites {
  /** `null` : les maires, à qui la loi donne le logement après un échec en QPV. */
  readonly reservataire: string | null;
}

export interface SuitesDuBilan {
  /** Toutes les mises à disposition de l'année, maires compris. */
  readonly ensemble: Suites;
  /** Une ligne par réservataire du bilan, dans le même ordre ; les maires en dernier, s'ils ont eu un logement. */
  readonly lignes: readonly SuitesDeReservataire[];
}

export function compterSuites(mises: readonly MiseADisposition[]): ComptesDesSuites {
  const nombre = (retenir: (tour: Tour) => boolean) => mises.filter(({ tour }) => retenir(tour)).length;
  return {
    misesADisposition: mises.length,
    designees: nombre(({ designation }) => designation !== null),
    attribuees: nombre(({ attribution }) => attribution !== null),
    bauxSignes: nombre(({ bail }) => bail !== null),
    echouees: nombre(({ echec }) => echec !== null),
    enCours: nombre(({ bail, echec }) => bail === null && echec === null),
  };
}

export function additionnerSuites(comptes: readonly ComptesDesSuites[]): ComptesDesSuites {
  const somme = (lire: (compte: ComptesDesSuites) => number) =>
    comptes.reduce((total, compte) => total + lire(compte), 0);
  return {
    misesADisposition: somme(({ misesADisposition }) => misesADisposition),
    designees: somme(({ designees }) => designees),
    attribuees: somme(({ attribuees }) => attribuees),
    bauxSignes: somme(({ bauxSignes }) => bauxSignes),
    echouees: somme(({ echouees }) => echouees),
    enCours: somme(({ enCours }) => enCours),
  };
}

/** Part des mises à disposition qui ont donné un bail. */
export function tauxDeTransformation({
  misesADisposition,
  bauxSignes,
}: Pick<ComptesDesSuites, "misesADisposition" | "bauxSignes">): ValeurExacte | null {
  return misesADisposition === 0
    ? null
    : valeurExacte(enPourCentDe(fraction(bauxSignes), fraction(misesADisposition)));
}

export function suitesDuBilan(
  mises: readonly MiseADisposition[],
  reservataires: readonly string[],
): SuitesDuBilan {
  const desMaires = mises.some(({ tour }) => tour.reservataire === null);
  return {
    ensemble: suivreMises(mises),
    lignes: [...reservataires, ...(desMaires ? [null] : [])].map((reservataire) => ({
      reservataire,
      ...suivreMises(mises.filter(({ tour }) => tour.reservataire === reservataire)),
    })),
  };
}

function suivreMises(mises: readonly MiseADisposition[]): Suites {
  const comptes = compterSuites(mises);
  return {
    ...comptes,
    transformation: tauxDeTransformation(comptes),
    echecs: compterEchecs(mises),
    delais: mesurerDelais(mises),
  };
}

function compterEchecs(mises: readonly MiseADisposition[]): EchecsDUnMotif[] {
  const echecs = mises.flatMap(({ tour: { echec } }) => (echec === null ? [] : [echec]));
  return regrouperParCodes(echecs, ({ type }) => type).flatMap(([, duType]) =>
    regrouperParCodes(duType, ({ motif }) => motif ?? "").flatMap(([, groupe]) => {
      const [premier] = groupe;
      return premier === undefined
        ? []
        : [{ type: premier.type, motif: premier.motif ?? null, nombre: groupe.length }];
    }),
  );
}
