import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { MUTANTS_DU_DROIT, type MutantDuDroit } from "./mutants-du-droit.js";

const RACINE = fileURLToPath(new URL("../..", import.meta.url));
const VITEST = join(RACINE, "node_modules/vitest/vitest.mjs");

/** Les tests de référence sont purs : un seul fil, qui garde ses modules, les passe plus vite ; un échec suffit. */
const AU_PLUS_COURT = ["--no-isolate", "--pool=threads", "--maxWorkers=1", "--bail=1"];

/** Les tests de référence qui visent une pièce : un mutant leur est donné d'abord, et à tous s'ils le laissent passer. */
const TESTS_D_UNE_PIECE: Readonly<Record<string, readonly string[]>> = {
  assiette: ["assiette", "parc-soumis", "rapprochement", "exemples-publies", "ce-que-la-convention"],
  bilan: [
    "bilan-annuel",
    "calendrier",
    "ce-que-la-convention",
    "compte-de-droits",
    "consolidation-des-bilans",
    "croisement-du-bilan",
    "objectifs-d-attribution",
    "publics",
    "suivi",
  ],
  conversion: ["actualisation", "droits-uniques", "stock-en-flux", "taux-de-rotation", "exemples-publies"],
  "etat-des-lieux": ["echanges", "lecture.test", "prorogation", "synthese"],
  objectifs: ["concertation", "exemples-publies", "objectifs", "premiere-mise"],
  orientation: ["orientation", "periode-mixte", "vie-d-un-logement"],
  repartition: [
    "ancien-regime",
    "contenu-de-convention",
    "conventions",
    "derogation",
    "exemples-publies",
    "explications-des-limites",
    "lectures-convenues",
    "placement",
    "reduction",
    "reprise",
  ],
  simulation: ["comparaison-de-scenarios", "simulation"],
};

interface Verdict {
  readonly total: number;
  readonly echoues: number;
}

/** Sous `node_modules`, d'où les dépendances se trouvent. */
const MUTES = await mkdtemp(join(RACINE, "node_modules/.mutants-"));
afterAll(() => rm(MUTES, { recursive: true }));

/** Met les sources en un seul fichier, avec l'erreur d'un mutant : cent modules à lire feraient l'essentiel du temps. */
async function reunirLesSources(mutant: MutantDuDroit | null, nom: string): Promise<string> {
  const fichier = join(MUTES, `${nom}.mjs`);
  await build({
    entryPoints: [join(RACINE, "src/index.ts")],
    outfile: fichier,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "error",
    plugins: [
      {
        name: "mutant-du-droit",
        setup(construction) {
          if (mutant === null) return;
          construction.onLoad({ filter: /\.ts$/ }, async ({ path }) =>
            path.endsWith(mutant.fichier)
              ? {
                  contents: (await readFile(path, "utf8")).replace(mutant.original, () => mutant.mutant),
                  loader: "ts",
                }
              : undefined,
          );
        },
      },
    ],
  });
  return fichier;
}

/** Lance des tests de référence sur des sources, et compte les échecs. */
async function lancer(sources: string, tests: readonly string[]): Promise<Verdict> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [VITEST, "run", ...tests.map((test) => `test/reference/${test}`), "--reporter=json", ...AU_PLUS_COURT],
    { cwd: RACINE, env: { ...process.env, SOURCES: sources }, maxBuffer: 64 * 1024 * 1024 },
  ).catch((erreur: { stdout: string }) => erreur);
  const { numTotalTests, numFailedTests } = JSON.parse(stdout.slice(stdout.indexOf("{")));
  return { total: numTotalTests, echoues: numFailedTests };
}

const TOUS = [""];
const intactes = reunirLesSources(null, "intactes");
const intacts = new Map<string, Promise<Verdict>>();

/** Ce que donnent ces tests sur les sources telles quelles, lancés une fois. */
function intact(tests: readonly string[]): Promise<Verdict> {
  const cle = tests.join();
  const connu = intacts.get(cle) ?? intactes.then((sources) => lancer(sources, tests));
  intacts.set(cle, connu);
  return connu;
}

describe("les tests de référence", { concurrent: true }, () => {
  it("passent sur les sources telles quelles", async () => {
    const { total, echoues } = await intact(TOUS);
    expect(echoues).toBe(0);
    expect(total).toBeGreaterThan(50);
  });

  it.each(MUTANTS_DU_DROIT.map((mutant, rang) => [mutant.erreur, mutant, rang] as const))(
    "refusent « %s »",
    async (_, mutant, rang) => {
      const { fichier, original } = mutant;
      expect(readFileSync(join(RACINE, fichier), "utf8").split(original)).toHaveLength(2);
      const sources = await reunirLesSources(mutant, String(rang));
      const proches = TESTS_D_UNE_PIECE[fichier.split("/")[1] ?? ""];
      if (proches !== undefined) {
        const { total, echoues } = await lancer(sources, proches);
        expect(total).toBe((await intact(proches)).total);
        if (echoues > 0) return;
      }
      const { total, echoues } = await lancer(sources, TOUS);
      expect(total).toBe((await intact(TOUS)).total);
      expect(echoues).toBeGreaterThan(0);
    },
  );
});
