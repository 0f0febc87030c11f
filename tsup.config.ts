import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts"],
  format: ["esm", "cjs"],
  target: "node20",
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
  // The fingerprint's SHA-256 is bundled: the package keeps two runtime dependencies.
  noExternal: ["@noble/hashes"],
  clean: true,
});
