import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as principal from "gestion-en-flux";
import * as rendu from "gestion-en-flux/rendu";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** Tout ce qu'un exemple peut nommer : les deux points d'entrée. */
const bibliotheque = { ...principal, ...rendu };

const RACINE = fileURLToPath(new URL("../..", import.meta.url));

/** Dernière expression d'un exemple, et le résultat que son commentaire annonce. */
const ANNONCE = /^(?<code>[\s\S]*;\n|)(?<expression>[^;]+?);? \/\/ (?<resultat>.+)$/;

function executer(exemple: string): { readonly obtenu: unknown; readonly annonce: unknown } {
  const lu = ANNONCE.exec(exemple.trim())?.groups;
  if (lu === undefined) throw new Error(`exemple sans résultat annoncé :\n${exemple}`);
  const { code = "", expression = "", resultat = "" } = lu;
  const source = `${code}; return { obtenu: (${expression}), annonce: (${resultat}) };`;
  const javascript = ts.transpile(source, { target: ts.ScriptTarget.ES2022 });
  return new Function(...Object.keys(bibliotheque), javascript)(...Object.values(bibliotheque));
}

function exemplesDesSources(): { readonly nom: string; readonly exemple: string }[] {
  const dossier = join(RACINE, "src");
  return readdirSync(dossier, { recursive: true, encoding: "utf8" })
    .filter((fichier) => fichier.endsWith(".ts"))
    .flatMap((fichier) => {
      const texte = readFileSync(join(dossier, fichier), "utf8");
      return [...texte.matchAll(/@example\n(?<corps>[\s\S]*?)\n \*\//g)].map(({ groups }) => ({
        nom: fichier,
        exemple: (groups?.corps ?? "").replace(/^ \* ?/gm, ""),
      }));
    });
}

describe("les exemples de la documentation", () => {
  const exemples = exemplesDesSources();

  it("illustrent chaque verbe", () => {
    const verbes = Object.entries(bibliotheque)
      .filter(([, valeur]) => typeof valeur === "function" && !/^class /.test(String(valeur)))
      .map(([nom]) => nom);
    const sansExemple = verbes.filter(
      (verbe) => !exemples.some(({ exemple }) => exemple.includes(`${verbe}(`)),
    );
    expect(sansExemple).toEqual([]);
  });

  it.each(exemples)("$nom", ({ exemple }) => {
    const { obtenu, annonce } = executer(exemple);
    expect(obtenu).toEqual(annonce);
  });
});

describe("le README", () => {
  const readme = readFileSync(join(RACINE, "README.md"), "utf8");
  const blocs = [...readme.matchAll(/```ts\n(?<corps>[\s\S]*?)```/g)].map(
    ({ groups }) => groups?.corps ?? "",
  );

  it("tient son exemple en quinze lignes", () => {
    expect(blocs).toHaveLength(1);
    expect((blocs[0] ?? "").trim().split("\n").length).toBeLessThanOrEqual(15);
  });

  it("donne un exemple qui rend ce qu'il annonce", () => {
    const code = (blocs[0] ?? "").replace(/^import .*;\n/gm, "");
    const annonces: [unknown, unknown][] = [];
    const verifie = code.replace(
      /^console\.log\((?<expression>.*)\); \/\/ (?<resultat>.*)$/gm,
      "annonces.push([$<expression>, $<resultat>]);",
    );
    const javascript = ts.transpile(verifie, { target: ts.ScriptTarget.ES2022 });
    new Function("annonces", ...Object.keys(bibliotheque), javascript)(
      annonces,
      ...Object.values(bibliotheque),
    );
    expect(annonces.length).toBeGreaterThan(0);
    for (const [obtenu, annonce] of annonces) expect(obtenu).toEqual(annonce);
  });
});
