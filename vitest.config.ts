import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Les sources ou, avec `SOURCES`, une autre façon de les avoir : un mutant, en un seul fichier. */
const SOURCES = process.env.SOURCES ?? fileURLToPath(new URL("./src/index.ts", import.meta.url));
const RENDU = fileURLToPath(new URL("./src/rendu/index.ts", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^gestion-en-flux$/, replacement: SOURCES },
      { find: /^gestion-en-flux\/rendu$/, replacement: RENDU },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/graine.ts"],
    testTimeout: 60_000,
    maxConcurrency: 2,
  },
});
