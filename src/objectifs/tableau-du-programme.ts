import { valeurLegale } from "../droit/parametres.js";
import { entierInferieur, entierSuperieur } from "../exact/arrondi.js";
import { CENT, type Fraction, fraction, pourCentDe, sommer, soustraire } from "../exact/fraction.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import {
  type Contingent,
  type Contrepartie,
  type Financement,
  NON_RESERVES,
  type Typologie,
} from "../modele/vocabulaire.js";
import { arrondirProgramme, type LigneAArrondir, MARGES, type Marge } from "./arrondir-programme.js";
import type { Programme } from "./lire-programme.js";
import type { PartDansLeProgramme } from "./repartir-premiere-mise-en-location.js";
import { plafondEntier } from "./tableau-des-objectifs.js";

/** Une ligne du tableau se désigne par sa part ; celle du bailleur, `non-reserves`, n'a pas de contrepartie. */
export interface DesignationDeLigne {
  readonly reservataire: string;
  readonly contrepartie: Contrepartie | null;
  readonly contingent: Contingent | null;
}

/** La clé d'une ligne : deux lignes ne l'ont en commun que si elles sont la même. */
export function cleDeLigne(ligne: {
  readonly reservataire: string;
  readonly contrepartie?: string | null | undefined;
  readonly contingent?: string | null | undefined;
}): string {
  return JSON.stringify([ligne.reservataire, ligne.contrepartie ?? null, ligne.contingent ?? null]);
}

/** Un nombre entier de logements, à côté de la valeur exacte qu'il arrondit. */
export interface LogementsArrondis {
  readonly exact: ValeurExacte;
  readonly logements: number;
}

export interface CaseDuTableau extends LogementsArrondis {
  readonly typologie: Typologie;
  readonly financement: Financement;
}

export interface LigneDuTableau extends DesignationDeLigne, LogementsArrondis {
  /** Une case par type de logements du programme. */
  readonly cases: readonly CaseDuTableau[];
}

/** Ce que des lignes ont ensemble, par typologie et par financement. */
export interface TotauxDeLignes extends LogementsArrondis {
  readonly typologies: readonly (LogementsArrondis & { readonly typologie: Typologie })[];
  readonly financements: readonly (LogementsArrondis & { readonly financement: Financement })[];
}

export interface TotauxDeReservataire extends TotauxDeLignes {
  readonly reservataire: string;
}

/** Échange fait après l'arrondi, pour rapprocher la composition des lignes de celle du programme. */
export interface EchangeDeLogements {
  readonly entre: readonly [DesignationDeLigne, DesignationDeLigne];
  /** La première ligne cède un logement de ce type à la seconde. */
  readonly cede: { readonly typologie: Typologie; readonly financement: Financement };
  /** Elle en reçoit un de celui-ci. */
  readonly recoit: { readonly typologie: Typologie; readonly financement: Financement };
}

/** Un total qui n'est ni la partie entière de sa valeur exacte, ni l'entier au-dessus. */
export interface EcartDeMarge extends LogementsArrondis {
  readonly reservataire: string;
  /** `null` pour un total de toutes les parts du réservataire. */
  readonly contrepartie: Contrepartie | null;
  readonly contingent: Contingent | null;
  /** Une typologie ou un financement. */
  readonly selon: Typologie | Financement;
}

export interface TableauDuProgramme {
  /** Une ligne par part, puis celle du bailleur. */
  readonly lignes: readonly LigneDuTableau[];
  readonly reservataires: readonly TotauxDeReservataire[];
  readonly nonReserves: TotauxDeLignes;
  /** La composition tenue par l'arrondi ; l'autre en est approchée. */
  readonly margeTenue: Marge;
  readonly echanges: readonly EchangeDeLogements[];
  readonly ecarts: readonly EcartDeMarge[];
}

/** Dresse le tableau d'un programme, en logements entiers, à partir de parts qui n'en dépassent pas 100 %. */
export function dresserTableau(
  programme: Programme,
  parts: readonly PartDansLeProgramme[],
  date: string,
): TableauDuProgramme {
  const designations: DesignationDeLigne[] = [
    ...parts.map(({ reservataire, contrepartie, contingent }) => ({
      reservataire,
      contrepartie,
      contingent,
    })),
    { reservataire: NON_RESERVES, contrepartie: null, contingent: null },
  ];
  const taux = parts.map((part) => lireValeurExacte(part.taux));
  const aArrondir = [...taux, soustraire(CENT, sommer(taux))].map((celui, rang) =>
    ligneAArrondir(designations[rang] as DesignationDeLigne, celui, programme.total, date),
  );
  const { entiers, margeTenue, echanges } = arrondirProgramme(aArrondir, programme.composition);
  const lignes = designations.map((designation, rang): LigneDuTableau => {
    const cases = programme.composition.map(({ typologie, financement, logements }, colonne) => ({
      typologie,
      financement,
      exact: valeurExacte(pourCentDe(aArrondir[rang]?.taux as Fraction, fraction(logements))),
      logements: entiers[rang]?.[colonne] ?? 0,
    }));
    return { ...designation, ...totaliser(cases), cases };
  });
  const type = (rang: number) => {
    const { typologie, financement } = programme.composition[rang] as CaseDuTableau;
    return { typologie, financement };
  };
  const totaux = regrouperParCodes(lignes, ({ reservataire }) => reservataire).map(
    ([reservataire, siennes]) => ({ reservataire, ...totaliserLignes(siennes) }),
  );
  const { reservataire: _, ...nonReserves } = totaux.find(
    ({ reservataire }) => reservataire === NON_RESERVES,
  ) as TotauxDeReservataire;
  return {
    lignes,
    reservataires: totaux.filter(({ reservataire }) => reservataire !== NON_RESERVES),
    nonReserves,
    margeTenue,
    echanges: echanges.map(({ lignes: [cede, recoit], colonnes: [contre, pour] }) => ({
      entre: [designations[cede] as DesignationDeLigne, designations[recoit] as DesignationDeLigne],
      cede: type(contre),
      recoit: type(pour),
    })),
    ecarts: releverEcarts(lignes, totaux),
  };
}

function ligneAArrondir(
  { reservataire, contrepartie, contingent }: DesignationDeLigne,
  taux: Fraction,
  total: number,
  date: string,
): LigneAArrondir {
  const maximum = contrepartie === "decote" ? maximumDeLaDecote(taux, total, date) : undefined;
  return {
    reservataire,
    chemin: [contrepartie, contingent].filter((pas) => pas !== null),
    taux,
    ...(maximum === undefined ? {} : { maximum }),
  };
}

function maximumDeLaDecote(taux: Fraction, total: number, date: string): bigint | undefined {
  return plafondEntier(valeurLegale("plafondDeLaDecote", date), pourCentDe(taux, fraction(total)), total);
}

function totaliser(arrondis: readonly LogementsArrondis[]): LogementsArrondis {
  return {
    exact: valeurExacte(sommer(arrondis.map(({ exact }) => lireValeurExacte(exact)))),
    logements: arrondis.reduce((somme, { logements }) => somme + logements, 0),
  };
}

function totaliserLignes(lignes: readonly LigneDuTableau[]): TotauxDeLignes {
  const cases = lignes.flatMap((ligne) => ligne.cases);
  return {
    ...totaliser(lignes),
    typologies: regrouperParCodes(cases, ({ typologie }) => typologie).map(([, memes]) => ({
      typologie: (memes[0] as CaseDuTableau).typologie,
      ...totaliser(memes),
    })),
    financements: regrouperParCodes(cases, ({ financement }) => financement).map(([, memes]) => ({
      financement: (memes[0] as CaseDuTableau).financement,
      ...totaliser(memes),
    })),
  };
}

/** Les totaux par typologie ou financement, d'une ligne ou d'un réservataire, hors de l'arrondi de leur valeur exacte. */
export function releverEcarts(
  lignes: readonly LigneDuTableau[],
  totaux: readonly TotauxDeReservataire[],
): readonly EcartDeMarge[] {
  const horsArrondi = ({ exact, logements }: LogementsArrondis) => {
    const valeur = lireValeurExacte(exact);
    return BigInt(logements) < entierInferieur(valeur) || BigInt(logements) > entierSuperieur(valeur);
  };
  const enTout = totaux
    .filter(({ reservataire }) => lignes.filter((ligne) => ligne.reservataire === reservataire).length > 1)
    .flatMap(({ reservataire, typologies, financements }) =>
      [
        ...typologies.map(({ typologie, ...total }) => ({ selon: typologie, ...total })),
        ...financements.map(({ financement, ...total }) => ({ selon: financement, ...total })),
      ].map((total) => ({ reservataire, contrepartie: null, contingent: null, ...total })),
    );
  const parLigne = lignes.flatMap(({ reservataire, contrepartie, contingent, cases }) =>
    MARGES.flatMap((marge) =>
      regrouperParCodes(cases, (celle) => celle[marge]).map(([, memes]) => ({
        reservataire,
        contrepartie,
        contingent,
        selon: (memes[0] as CaseDuTableau)[marge],
        ...totaliser(memes),
      })),
    ),
  );
  return [...parLigne, ...enTout].filter(horsArrondi);
}
