import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";
import { MUTANTS_DU_DROIT } from "./test/mutants/mutants-du-droit.js";

/** Avec `MUTANT=n`, la source nommée par le n-ième mutant du droit est lue avec son erreur. */
function muterLeDroit(): Plugin {
  const rang = process.env.MUTANT;
  const mutant = rang === undefined || rang === "" ? undefined : MUTANTS_DU_DROIT[Number(rang)];
  return {
    name: "mutants-du-droit",
    enforce: "pre",
    transform(code, id) {
      return mutant !== undefined && id.endsWith(mutant.fichier)
        ? code.replace(mutant.original, mutant.mutant)
        : null;
    },
  };
}

export default defineConfig({
  plugins: [muterLeDroit()],
  resolve: {
    alias: { "gestion-en-flux": fileURLToPath(new URL("./src/index.ts", import.meta.url)) },
  },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/graine.ts"],
    testTimeout: 60_000,
    maxConcurrency: 2,
  },
});
