import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { MUTANTS_DU_DROIT } from "./mutants-du-droit.js";

const RACINE = fileURLToPath(new URL("../..", import.meta.url));
const VITEST = join(RACINE, "node_modules/vitest/vitest.mjs");

/** Les tests de référence sont purs : un seul fil, qui garde ses modules, les passe plus vite ; un échec suffit. */
const AU_PLUS_COURT = ["--no-isolate", "--pool=threads", "--maxWorkers=1", "--bail=1"];

/** Lance les tests de référence, sur les sources telles quelles ou sur un mutant, et compte les échecs. */
async function echecs(mutant: number | null): Promise<{ readonly total: number; readonly echoues: number }> {
  const env = { ...process.env, MUTANT: mutant === null ? "" : String(mutant) };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [VITEST, "run", "test/reference", "--reporter=json", ...AU_PLUS_COURT],
    { cwd: RACINE, env, maxBuffer: 64 * 1024 * 1024 },
  ).catch((erreur: { stdout: string }) => erreur);
  const { numTotalTests, numFailedTests } = JSON.parse(stdout.slice(stdout.indexOf("{")));
  return { total: numTotalTests, echoues: numFailedTests };
}

describe("les tests de référence", { concurrent: true }, async () => {
  const intact = await echecs(null);

  it("passent sur les sources telles quelles", () => {
    expect(intact.echoues).toBe(0);
    expect(intact.total).toBeGreaterThan(50);
  });

  it.each(MUTANTS_DU_DROIT.map((mutant, rang) => [mutant.erreur, mutant, rang] as const))(
    "refusent « %s »",
    async (_, { fichier, original }, rang) => {
      expect(readFileSync(join(RACINE, fichier), "utf8").split(original)).toHaveLength(2);
      const { total, echoues } = await echecs(rang);
      expect(total).toBe(intact.total);
      expect(echoues).toBeGreaterThan(0);
    },
  );
});
