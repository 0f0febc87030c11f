import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", rendu: "src/rendu/index.ts" },
  format: ["esm", "cjs"],
  // Both entry points share one copy of the code, in CJS too: an error or a register of one is known to the other.
  splitting: true,
  target: "node20",
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
  // The fingerprint's SHA-256 is bundled: the package keeps two runtime dependencies.
  noExternal: ["@noble/hashes"],
  clean: true,
});
