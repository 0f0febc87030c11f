import type { Assiette } from "../assiette/calculer-assiette.js";
import type { DroitsUniques } from "../conversion/convertir-en-droits-uniques.js";
import type { StockEnFlux } from "../conversion/convertir-stock-en-flux.js";
import { estDecimale } from "../exact/valeur-exacte.js";
import { champDe } from "../modele/donnee-pure.js";
import { ErreurDeSaisie, type Probleme } from "../modele/erreurs.js";
import { dateIso } from "../modele/identifiants.js";
import { estDansLeTerritoire } from "../modele/secteurs.js";
import type { Convention, ConventionMultipartite, Reservataire } from "../modele/vocabulaire.js";
import { type ConventionSimulee, type Scenario, SELON_LA_CONVERSION } from "./scenario.js";

type ConventionDonnee = Scenario["conventions"][number];

/** Une convention qui joue, et son rang dans le scénario. */
export interface ConventionRetenue {
  readonly rang: number;
  readonly convention: ConventionDonnee;
}

/**
 * Celles qui ont pris effet à une date ; de celles d'un réservataire, la dernière. Un acte à plusieurs est gardé tant qu'il est la
 * dernière de l'un d'eux ; deux de même date le sont toutes deux, et une ligne illisible aussi : à refuser.
 */
export function conventionsAu({ conventions }: Scenario, date: string): ConventionRetenue[] {
  const effectives = conventions
    .map((convention, rang) => ({ rang, convention }))
    .filter(({ convention }) => !(dateDEffetDe(convention) > date));
  const derniere = new Map<string, string>();
  for (const { convention } of effectives)
    for (const code of codesDe(convention)) {
      const connue = derniere.get(code) ?? "";
      if (dateDEffetDe(convention) > connue) derniere.set(code, dateDEffetDe(convention));
    }
  const estRemplacee = ({ convention }: ConventionRetenue) => {
    const dateDEffet = dateDEffetDe(convention);
    const codes = codesDe(convention);
    return (
      dateDEffet !== "" && codes.length > 0 && codes.every((code) => dateDEffet < (derniere.get(code) ?? ""))
    );
  };
  return effectives.filter((retenue) => !estRemplacee(retenue));
}

/** Celles qui ne jouent à aucune de ces dates, et que rien d'autre ne lirait. */
export function conventionsSansEffet(scenario: Scenario, dates: readonly string[]): ConventionRetenue[] {
  const jouent = new Set(dates.flatMap((date) => conventionsAu(scenario, date).map(({ rang }) => rang)));
  return scenario.conventions
    .map((convention, rang) => ({ rang, convention }))
    .filter(({ rang }) => !jouent.has(rang));
}

/** La date d'effet d'une convention ; vide si elle ne se lit pas. */
export function dateDEffetDe(convention: unknown): string {
  const lue = dateIso.safeParse(champDe(convention, "dateDEffet"));
  return lue.success ? lue.data : "";
}

/** Le réservataire d'une convention ; indéfini pour un acte à plusieurs. */
export function codeDe(convention: unknown): string | undefined {
  return champDe(champDe(convention, "reservataire"), "code") as string | undefined;
}

/** Les réservataires que nomme une convention, ou un acte à plusieurs ; sans les lignes qui n'en nomment pas. */
export function titulairesNommes(convention: unknown): readonly Reservataire[] {
  const parties = champDe(convention, "parties");
  return (Array.isArray(parties) ? parties : [convention])
    .map((partie: unknown) => champDe(partie, "reservataire"))
    .filter((titulaire): titulaire is Reservataire => typeof champDe(titulaire, "code") === "string");
}

function codesDe(convention: unknown): readonly string[] {
  return titulairesNommes(convention).map(({ code }) => code);
}

function partsDe(convention: unknown): readonly ConventionSimulee["parts"][number][] {
  const parts = champDe(convention, "parts");
  return Array.isArray(parts) ? parts : [];
}

function vientDeLaConversion(part: unknown): boolean {
  return champDe(part, "taux") === SELON_LA_CONVERSION;
}

/** Vrai si un taux au moins vient de la conversion. */
export function attendLaConversion({ conventions }: Scenario): boolean {
  return conventions.some((convention) => partsDe(convention).some(vientDeLaConversion));
}

/** Vrai si un taux de ce réservataire vient de la conversion. */
export function partVientDeLaConversion({ conventions }: Scenario, reservataire: string): boolean {
  return conventions.some(
    (convention) => codeDe(convention) === reservataire && partsDe(convention).some(vientDeLaConversion),
  );
}

/** D'où viennent les taux convertis d'une année. */
export interface DepartDesTaux {
  /** Le stock converti, et les droits de la même année : celle-ci, ou la première si les parts ne s'actualisent pas. */
  readonly stock: StockEnFlux | null;
  readonly droitsUniques: DroitsUniques | null;
  /** Ceux que nomme l'inventaire. */
  readonly titulaires: readonly Pick<Reservataire, "code" | "territoire">[];
  /** Celle de l'année. */
  readonly assiette: Assiette;
}

/**
 * Les conventions de l'année, chaque taux écrit : celui qui vient de la conversion est celui de `stock`.
 *
 * Un réservataire de l'inventaire qui n'a pas de droits, ou n'en a plus, a zéro, et de même celui dont le territoire n'a rien à partager
 * cette année-là ; l'inventaire doit le nommer.
 */
export function ecrireLesTaux(
  verbe: string,
  retenues: readonly ConventionRetenue[],
  depart: DepartDesTaux,
): (Convention | ConventionMultipartite)[] {
  const problemes: Probleme[] = [];
  const ecrites = retenues.map(({ convention }, position) => {
    const parts = partsDe(convention);
    if (!parts.some(vientDeLaConversion)) return convention;
    return {
      ...convention,
      parts: parts.map((part, rang) => {
        if (!vientDeLaConversion(part)) return part;
        const taux = tauxConverti(codeDe(convention) ?? "", depart);
        if (typeof taux === "string") return { ...part, taux };
        problemes.push({ ...taux, chemin: `conventions[${position}].parts[${rang}].taux` });
        return part;
      }),
    };
  });
  if (problemes.length > 0) throw new ErreurDeSaisie(verbe, problemes);
  return ecrites as (Convention | ConventionMultipartite)[];
}

function tauxConverti(
  code: string,
  { stock, droitsUniques, titulaires, assiette: { secteurs } }: DepartDesTaux,
): string | Omit<Probleme, "chemin"> {
  const part = stock?.parts.find(({ reservataire }) => reservataire === code);
  if (part !== undefined)
    return estDecimale(part.taux)
      ? part.taux.decimal
      : {
          code: "TAUX_A_ARRONDIR",
          message: `La conversion donne ${part.taux.exact} % à « ${code} » : un taux convenu a six décimales au plus. Convenir d'un arrondi (arrondiDuTaux).`,
          messageEn: `The conversion gives “${code}” ${part.taux.exact}%: an agreed rate has six decimals at most. Agree on a rounding (arrondiDuTaux).`,
        };
  const motif = stock?.exclus.find(({ reservataire }) => reservataire === code)?.motif;
  const titulaire = titulaires.find((un) => un.code === code);
  const sansFlux =
    titulaire !== undefined &&
    secteurs.every((secteur) => secteur.flux === 0 || !estDansLeTerritoire(secteur, titulaire.territoire));
  const sansDroits = droitsUniques?.reservataires.every(
    ({ reservataire, droitsUniques: volume }) => reservataire !== code || volume.exact === "0",
  );
  if (stock !== null && titulaire !== undefined && (motif === undefined || sansFlux || sansDroits))
    return "0";
  return {
    code: "TAUX_NON_CONVERTI",
    message: `La conversion ne donne pas de taux à « ${code} ». ${motif?.fr ?? "L'inventaire ne le nomme pas, ou la conversion du stock n'est pas demandée."}`,
    messageEn: `The conversion gives “${code}” no rate. ${motif?.en ?? "The inventory does not name it, or the conversion of stock is not asked for."}`,
  };
}

/** Les conventions, un taux nul à la place de ceux que la conversion n'a pas donnés : le reste s'y contrôle. */
export function sansTauxConvertis(retenues: readonly ConventionRetenue[]): unknown[] {
  return retenues.map(({ convention }) =>
    partsDe(convention).some(vientDeLaConversion)
      ? {
          ...convention,
          parts: partsDe(convention).map((part) =>
            vientDeLaConversion(part) ? { ...part, taux: "0" } : part,
          ),
        }
      : convention,
  );
}
