import { additionner, type Fraction, sommer, soustraire, ZERO } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { lireValeurExacte, type ValeurExacte, valeurExacte } from "../exact/valeur-exacte.js";
import type { TypeDeMouvement } from "./mouvements-de-droits.js";

/** Ce qui est entré et sorti, en droits uniques. */
export interface PostesDuCompte {
  readonly ouverture: ValeurExacte;
  readonly acquis: ValeurExacte;
  readonly proroges: ValeurExacte;
  readonly delegationsRecues: ValeurExacte;
  readonly consommes: ValeurExacte;
  readonly expires: ValeurExacte;
  readonly delegues: ValeurExacte;
  readonly imputes: ValeurExacte;
  readonly annules: ValeurExacte;
  /** Ouverture + acquis + prorogés + reçus en délégation − consommés − expirés − délégués − imputés − annulés. */
  readonly cloture: ValeurExacte;
}

export interface CompteDUnReservataire extends PostesDuCompte {
  readonly reservataire: string;
}

/** Un mouvement porté au compte, et le solde du réservataire après lui. */
export interface LigneDeCompte {
  readonly date: string;
  readonly mouvement: string;
  readonly type: TypeDeMouvement;
  readonly reservataire: string;
  /** Celui qui reçoit une délégation ; `null` sinon. */
  readonly vers: string | null;
  readonly droits: ValeurExacte;
  readonly solde: ValeurExacte;
}

/** Un mouvement, en droits uniques. */
export interface MouvementPorte {
  readonly date: string;
  readonly mouvement: string;
  readonly type: TypeDeMouvement;
  readonly reservataire: string;
  readonly vers: string | null;
  readonly contrepartie?: string | undefined;
  readonly droits: Fraction;
}

const POSTES = {
  acquisition: "acquis",
  prorogation: "proroges",
  consommation: "consommes",
  expiration: "expires",
  delegation: "delegues",
  imputation: "imputes",
  annulation: "annules",
} as const satisfies Record<TypeDeMouvement, keyof PostesDuCompte>;
const ENTREES = ["acquis", "proroges", "delegationsRecues"] as const;
const SORTIES = ["consommes", "expires", "delegues", "imputes", "annules"] as const;
type Poste = (typeof ENTREES)[number] | (typeof SORTIES)[number];

type Cumuls = Readonly<Record<Poste | "ouverture", Fraction>>;

const VIDE: Cumuls = {
  ouverture: ZERO,
  acquis: ZERO,
  proroges: ZERO,
  delegationsRecues: ZERO,
  consommes: ZERO,
  expires: ZERO,
  delegues: ZERO,
  imputes: ZERO,
  annules: ZERO,
};

function soldeDe(bilan: Cumuls): Fraction {
  const entrees = sommer([bilan.ouverture, ...ENTREES.map((poste) => bilan[poste])]);
  return soustraire(entrees, sommer(SORTIES.map((poste) => bilan[poste])));
}

/** Porte les mouvements l'un après l'autre. */
export function derouler(
  soldes: ReadonlyMap<string, Fraction>,
  mouvements: readonly MouvementPorte[],
): { readonly comptes: CompteDUnReservataire[]; readonly lignes: LigneDeCompte[] } {
  const bilans = new Map<string, Cumuls>(
    [...soldes].map(([code, ouverture]) => [code, { ...VIDE, ouverture }]),
  );
  const porter = (code: string, poste: Poste, droits: Fraction): Cumuls => {
    const avant = bilans.get(code) ?? VIDE;
    const apres = { ...avant, [poste]: additionner(avant[poste], droits) };
    bilans.set(code, apres);
    return apres;
  };
  const lignes = mouvements.map(({ date, mouvement, type, reservataire, vers, droits }) => {
    if (vers !== null) porter(vers, "delegationsRecues", droits);
    const apres = porter(reservataire, POSTES[type], droits);
    return {
      date,
      mouvement,
      type,
      reservataire,
      vers,
      droits: valeurExacte(droits),
      solde: valeurExacte(soldeDe(apres)),
    };
  });
  const comptes = trierParCodes([...bilans], ([code]) => code).map(([reservataire, bilan]) => ({
    reservataire,
    ...ecrire(bilan),
  }));
  return { comptes, lignes };
}

function ecrire(bilan: Cumuls): PostesDuCompte {
  const { ouverture, acquis, proroges, delegationsRecues, consommes, expires, delegues, imputes, annules } =
    bilan;
  return {
    ouverture: valeurExacte(ouverture),
    acquis: valeurExacte(acquis),
    proroges: valeurExacte(proroges),
    delegationsRecues: valeurExacte(delegationsRecues),
    consommes: valeurExacte(consommes),
    expires: valeurExacte(expires),
    delegues: valeurExacte(delegues),
    imputes: valeurExacte(imputes),
    annules: valeurExacte(annules),
    cloture: valeurExacte(soldeDe(bilan)),
  };
}

/** Les totaux de tous les comptes. */
export function totaliser(comptes: readonly CompteDUnReservataire[]): PostesDuCompte {
  const somme = (poste: Poste | "ouverture") =>
    sommer(comptes.map((compte) => lireValeurExacte(compte[poste])));
  return ecrire({
    ouverture: somme("ouverture"),
    acquis: somme("acquis"),
    proroges: somme("proroges"),
    delegationsRecues: somme("delegationsRecues"),
    consommes: somme("consommes"),
    expires: somme("expires"),
    delegues: somme("delegues"),
    imputes: somme("imputes"),
    annules: somme("annules"),
  });
}
