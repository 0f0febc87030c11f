import { champDe } from "../modele/donnee-pure.js";
import type { Probleme } from "../modele/erreurs.js";
import type { Saisie } from "../modele/saisie.js";
import { controlerEvenement } from "./controler-evenement.js";
import { estUnTypeDEvenement, peutSuivre } from "./dossiers.js";
import type { Evenement, TypeDEvenement } from "./evenements.js";
import type { Registre } from "./registre.js";

/** Un événement écarté, et où la suite du dossier en serait s'il ne l'était pas. */
interface Cause {
  readonly rang: number;
  /** Le type du dernier événement que cet écart a entraîné, le sien d'abord ; `null` s'il ne se lit pas. */
  type: TypeDEvenement | null;
}

/** Un événement bien formé qui attend, écarté, ce qui devait venir avant lui. */
interface Attente {
  readonly rang: number;
  readonly fait: Evenement;
}

/** Par libération, les écarts dont la suite de la liste peut dépendre. */
export type SuitesDesEcarts = Map<string, { causes: Cause[]; attentes: Attente[] }>;

/**
 * Note l'écart d'un événement et rend le rang de celui dont il découle, s'il n'a pas d'autre tort : sa libération a été écartée, ou
 * l'étape qu'il suivrait l'a été.
 */
export function noterLEcart(
  suites: SuitesDesEcarts,
  rang: number,
  { lu, fait }: { readonly lu: unknown; readonly fait: Evenement | undefined },
  problemes: readonly Probleme[],
): number | null {
  const liberation = champDe(lu, "liberation");
  if (typeof liberation !== "string") return null;
  const { causes, attentes } = suites.get(liberation) ?? { causes: [], attentes: [] };
  suites.set(liberation, { causes, attentes });
  if (fait !== undefined) attentes.push({ rang, fait });
  const typeLu = champDe(lu, "type");
  const type = estUnTypeDEvenement(typeLu) ? typeLu : null;
  const cause = causeDe(causes, type, problemes);
  if (cause === undefined) causes.push({ rang, type });
  else if (problemes.some(({ code }) => code === "SUITE_IMPOSSIBLE")) cause.type = type;
  return cause?.rang ?? null;
}

function causeDe(
  causes: readonly Cause[],
  type: TypeDEvenement | null,
  problemes: readonly Probleme[],
): Cause | undefined {
  const tousDeCode = (attendu: string) => problemes.every(({ code }) => code === attendu);
  if (type === null) return undefined;
  if (tousDeCode("LIBERATION_INCONNUE"))
    return causes.find((cause) => cause.type === null || cause.type === "liberation");
  if (tousDeCode("SUITE_IMPOSSIBLE"))
    return causes.find((cause) => cause.type === null || peutSuivre(cause.type, type));
  return undefined;
}

/**
 * Un événement du dossier est consigné : rend les rangs des écartés qui auraient pu venir aussitôt après lui. Eux seuls restent la cause
 * de ce qui suit.
 */
export function reprendreLeDossier(
  saisie: Saisie,
  suites: SuitesDesEcarts,
  registre: Registre,
  liberation: string,
): readonly number[] {
  const attentes = suites.get(liberation)?.attentes ?? [];
  const estRecevable = ({ fait }: Attente) => {
    const essai = saisie.essayer();
    controlerEvenement(essai, registre, fait, []);
    return essai.refus.length === 0;
  };
  const recevables = new Set(attentes.filter(estRecevable));
  const encore = attentes.filter((attente) => !recevables.has(attente));
  const causes = [...recevables].flatMap(({ rang, fait }): Cause[] =>
    estUnTypeDEvenement(fait.type) ? [{ rang, type: fait.type }] : [],
  );
  if (encore.length + causes.length === 0) suites.delete(liberation);
  else suites.set(liberation, { causes, attentes: encore });
  return [...recevables].map(({ rang }) => rang);
}
