import type { FaitGenerateur } from "./decompter.js";

/** Ce que les parties ont stipulé d'un tour : quand il décompte un logement, et ce que coûte son échec. */
export interface ReglesDUnTour {
  readonly decompte: FaitGenerateur;
  /** Ce qu'un échec coûte, et à qui va le logement. */
  readonly echec: "annule" | "decompte" | "rendu-pour-un-tour" | "rendu-au-bailleur";
  /** En QPV, l'absence de candidat vaut-elle l'échec d'une attribution ? Indéfini : aucune n'est encore survenue. */
  readonly absenceDeCandidatEnQpv?: "maire" | "comme-ailleurs" | undefined;
}

/** Les règles de toutes les conventions, et celles des conventions qui s'en écartent. */
export interface ReglesDesTours extends ReglesDUnTour {
  readonly parConvention?:
    | readonly ({ readonly reservataire: string } & {
        readonly [R in keyof ReglesDUnTour]?: ReglesDUnTour[R] | undefined;
      })[]
    | undefined;
}

/** Les règles des tours d'un réservataire : celles de sa convention, ou celles de toutes ; le bailleur et le maire n'en ont pas d'autres. */
export function reglesDe(
  { parConvention, ...communes }: ReglesDesTours,
  reservataire: string | null,
): ReglesDUnTour {
  const propres = parConvention?.find((convention) => convention.reservataire === reservataire);
  if (propres === undefined) return communes;
  return {
    decompte: propres.decompte ?? communes.decompte,
    echec: propres.echec ?? communes.echec,
    absenceDeCandidatEnQpv: propres.absenceDeCandidatEnQpv ?? communes.absenceDeCandidatEnQpv,
  };
}
