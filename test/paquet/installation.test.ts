import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const RACINE = fileURLToPath(new URL("../..", import.meta.url));
const TSC = join(RACINE, "node_modules/typescript/bin/tsc");

/** Un projet vide, où le paquet s'installe depuis son archive, comme chez n'importe qui. */
let projet = "";

function executer(commande: string, ...parametres: string[]): string {
  return execFileSync(commande, parametres, {
    cwd: projet,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function ecrire(fichier: string, contenu: string): void {
  writeFileSync(join(projet, fichier), contenu);
}

const README_TS = (): string =>
  /```ts\n(?<corps>[\s\S]*?)```/.exec(readFileSync(join(RACINE, "README.md"), "utf8"))?.groups?.corps ?? "";

const CALCUL = `calculerAssiette(
  { date: "2024-01-01", liberations: 1000, soustraits: { mutations: 350 } },
  { premieresMisesEnLocation: "hors-flux" },
)`;

const VERBES = "calculerAssiette, ErreurDeSaisie, ouvrirRegistre, repartirFlux";

/** Une assiette retouchée ; un registre à peine ouvert, le même relu d'un fichier, le même retouché. */
const PARTAGE = `
const assiette = calculerAssiette(
  {
    date: "2024-01-01",
    perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
    secteurs: [{ commune: "77288", localisation: "qpv", epci: null, liberations: 10 }],
  },
  { premieresMisesEnLocation: "hors-flux" },
);
const registre = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
  decompte: "mise-a-disposition",
  echec: "annule",
  report: "aucun",
});
const essayer = (resultat) => {
  try {
    return tableauxDe(resultat)[0].nom;
  } catch (erreur) {
    return erreur instanceof ErreurDeSaisie;
  }
};
console.log(essayer({ ...assiette, flux: 9 }));
console.log(essayer(registre));
console.log(essayer(JSON.parse(JSON.stringify(registre))));
console.log(essayer({ ...registre, version: 9 }));
`;

beforeAll(() => {
  projet = mkdtempSync(join(tmpdir(), "gestion-en-flux-"));
  execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", projet], {
    cwd: RACINE,
    stdio: "ignore",
  });
  const archive = readdirSync(projet).find((fichier) => fichier.endsWith(".tgz")) ?? "";
  ecrire("package.json", JSON.stringify({ name: "essai", private: true }));
  executer("npm", "install", "--prefer-offline", "--no-audit", "--no-fund", `./${archive}`);
}, 120_000);

afterAll(() => {
  rmSync(projet, { recursive: true, force: true });
});

describe("le paquet, installé dans un projet vide", () => {
  it("n'apporte que ses deux dépendances", () => {
    const installes = readdirSync(join(projet, "node_modules")).filter((nom) => !nom.startsWith("."));
    expect(installes.sort()).toEqual(["decimal.js", "gestion-en-flux", "zod"]);
  });

  it("se charge par import", () => {
    ecrire("essai.mjs", `import { calculerAssiette } from "gestion-en-flux";\nconsole.log(${CALCUL}.flux);`);
    expect(executer("node", "essai.mjs").trim()).toBe("650");
  });

  it("se charge par require", () => {
    ecrire(
      "essai.cjs",
      `const { calculerAssiette } = require("gestion-en-flux");\nconsole.log(${CALCUL}.flux);`,
    );
    expect(executer("node", "essai.cjs").trim()).toBe("650");
  });

  it("ne contient que ce qui se publie", () => {
    const contenu = readdirSync(join(projet, "node_modules/gestion-en-flux"), {
      recursive: true,
      encoding: "utf8",
    });
    // Ce que les deux points d'entrée partagent porte un nom tiré de son contenu.
    const publies = new Set(contenu.map((nom) => nom.replace(/^dist\/[\w-]+-[\w-]{8}\./, "dist/commun.")));
    expect([...publies].sort()).toEqual(
      [
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "dist",
        "dist/commun.cjs",
        "dist/commun.d.cts",
        "dist/commun.d.ts",
        "dist/commun.js",
        "dist/index.cjs",
        "dist/index.d.cts",
        "dist/index.d.ts",
        "dist/index.js",
        "dist/rendu.cjs",
        "dist/rendu.d.cts",
        "dist/rendu.d.ts",
        "dist/rendu.js",
        "package.json",
      ].sort(),
    );
  });

  it.each([
    ["import", "rendu.mjs", (noms: string, paquet: string) => `import { ${noms} } from "${paquet}";`],
    ["require", "rendu.cjs", (noms: string, paquet: string) => `const { ${noms} } = require("${paquet}");`],
  ])("les deux points d'entrée partagent leurs erreurs et leurs registres (%s)", (_, fichier, importer) => {
    ecrire(
      fichier,
      `${importer(VERBES, "gestion-en-flux")}\n${importer("tableauxDe", "gestion-en-flux/rendu")}\n${PARTAGE}`,
    );
    expect(executer("node", fichier).trim().split("\n")).toEqual([
      "true",
      "comptes-du-registre",
      "comptes-du-registre",
      "true",
    ]);
  });

  it.each([
    ["import, résolution de Node", "exemple.mts", "NodeNext", "NodeNext"],
    ["require, résolution de Node", "exemple.cts", "NodeNext", "NodeNext"],
    ["outil de construction", "exemple.ts", "ESNext", "bundler"],
  ])("donne ses types à l'exemple du README (%s)", (_, fichier, module, moduleResolution) => {
    ecrire(fichier, README_TS());
    const drapeaux = ["--noEmit", "--strict", "--target", "ES2022", "--lib", "ES2022,DOM"];
    expect(() =>
      executer("node", TSC, ...drapeaux, "--module", module, "--moduleResolution", moduleResolution, fichier),
    ).not.toThrow();
  });

  it("exécute l'exemple du README", () => {
    ecrire("readme.mts", README_TS());
    executer("node", TSC, "--target", "ES2022", "--module", "NodeNext", "--lib", "ES2022,DOM", "readme.mts");
    expect(executer("node", "readme.mjs").split("\n")[1]).toBe("Objectif de l'année, Préfet : 195 logements");
  });
});
