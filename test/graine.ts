import fc from "fast-check";

/**
 * Une graine pour toutes les propriétés : fixe par défaut, choisie par `GRAINE=… npm test`.
 * fast-check l'imprime avec le contre-exemple en cas d'échec.
 */
const GRAINE = Number(process.env.GRAINE ?? 20231124);

fc.configureGlobal({ seed: GRAINE, numRuns: Number(process.env.TIRAGES ?? 200) });
