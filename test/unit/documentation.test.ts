import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as bibliotheque from "gestion-en-flux";
import { CLAUSES, CONSTATS, EXIGENCES, REGLES, STIPULATIONS } from "gestion-en-flux";
import { describe, expect, it } from "vitest";
import { ecrireRegistre, TESTS } from "../../docs/generer-registre.js";
import paquet from "../../package.json" with { type: "json" };
import { VERSION } from "../../src/version.js";

const lire = (fichier: string) =>
  readFileSync(fileURLToPath(new URL(`../../${fichier}`, import.meta.url)), "utf8");

describe("la documentation", () => {
  it("donne le registre tel qu'il est dans les sources (npm run docs:registre)", () => {
    expect(lire("docs/registre.md")).toBe(ecrireRegistre());
  });

  it("ne nomme que des verbes qui existent", () => {
    const inconnus = REGLES.flatMap(({ verbes, anterieure }) => [
      ...verbes,
      ...(anterieure?.verbes ?? []),
    ]).filter((verbe) => !(verbe in bibliotheque));
    expect(inconnus).toEqual([]);
  });

  it("chaque constat et chaque stipulation porte une règle du registre", () => {
    const regles = new Set(REGLES.map(({ id }) => id));
    for (const { regle } of [...Object.values(CONSTATS), ...Object.values(STIPULATIONS)])
      expect(regles).toContain(regle);
  });

  it("une règle lue avec une lecture le dit dans sa confiance, et réciproquement", () => {
    const boiteuses = REGLES.flatMap(({ id, lecture, confiance, anterieure }) => [
      { id, lecture, confiance },
      ...(anterieure === undefined ? [] : [{ id, ...anterieure }]),
    ]).filter(({ lecture, confiance }) => (lecture !== undefined) !== confiance.includes("lecture"));
    expect(boiteuses.map(({ id }) => id)).toEqual([]);
  });

  it("chaque exigence a un identifiant, et chaque clause répond à une exigence", () => {
    expect(new Set(EXIGENCES.map(({ id }) => id)).size).toBe(EXIGENCES.length);
    expect([...new Set(EXIGENCES.flatMap(({ clauses }) => clauses))].sort()).toEqual(
      Object.keys(CLAUSES).sort(),
    );
  });

  it("une exigence lue avec une lecture le dit dans sa confiance, et réciproquement", () => {
    for (const { lecture, confiance } of EXIGENCES)
      expect(confiance.includes("lecture")).toBe(lecture !== undefined);
  });

  it("chaque règle qu'un verbe applique a des tests à son nom", () => {
    const appliquees = REGLES.filter(({ verbes }) => verbes.length > 0).map(({ id }) => id);
    expect(appliquees.filter((id) => !TESTS.has(id))).toEqual([]);
  });

  it("la version est celle du paquet", () => {
    expect(VERSION).toBe(paquet.version);
  });
});
