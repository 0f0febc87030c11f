import fc from "fast-check";
import {
  type Constat,
  calculerAssiette,
  repartirFlux,
  type SecteurReparti,
  type Territoire,
} from "gestion-en-flux";
import { describe, expect, test } from "vitest";
import {
  type Conventions,
  conventionsDe,
  DATE,
  type Dossier,
  dossier,
  enFrancais,
  entreeDUnBloc,
  figer,
  fluxDesSecteurs,
  melanger,
} from "./generateurs.js";
import {
  compareCodes,
  lireTaux,
  nomDuSecteur,
  repartirNaivement,
  type SecteurAvecFlux,
  somme,
} from "./seconde-implementation.js";

const larges = dossier({ maximum: 40, large: true, nombre: 6 });
const prudents = dossier({ maximum: 40, large: false, nombre: 6 });
const cas = fc.oneof(larges, prudents);
const plancher = fc.constantFrom("applique" as const, "ecarte" as const, undefined);

const enOrdre = <T>(constats: readonly T[]) =>
  [...constats].sort((a, b) => compareCodes(JSON.stringify(a), JSON.stringify(b)));

const SUIVIS = [
  "PART_DU_PREFET_INFERIEURE_AU_PLAFOND",
  "PLAFOND_DES_AGENTS_DEPASSE",
  "PLAFOND_DES_GARANTIES_DEPASSE",
  "PLAFOND_DU_PREFET_DEPASSE",
  "PLANCHER_HORS_QPV_ECARTE",
  "PLANCHER_HORS_QPV_NON_ATTEINT",
  "PLANCHER_HORS_QPV_NON_VERIFIABLE",
  "SUR_RESERVATION",
  "TERRITOIRE_SANS_LOGEMENT",
];

const nomsDesTerritoires = ({ commune, epci }: SecteurAvecFlux) => [
  "périmètre",
  `commune ${commune}`,
  `EPCI ${epci}`,
];

/**
 * Sans flux, un taux ne promet aucun logement : qu'il dépasse un plafond, ou écarte un plancher, y est affaire de
 * lecture (taux ou logements), et le dossier ne tranche pas. Ces constats-là s'ignorent des deux côtés.
 */
function ontUnObjet(secteurs: readonly SecteurAvecFlux[]) {
  const flux = (ici: readonly SecteurAvecFlux[]) => somme(ici.map((s) => s.flux));
  const horsQpv = flux(secteurs.filter((s) => s.localisation !== "qpv"));
  const vides = secteurs.filter((s) => s.flux === 0).map(nomDuSecteur);
  return <T extends { readonly code: string; readonly territoire: string }>(constats: readonly T[]) =>
    constats.filter(({ code, territoire }) => {
      if (code === "SUR_RESERVATION") return !vides.includes(territoire);
      if (code.startsWith("PLANCHER")) return horsQpv > 0;
      if (code === "PLAFOND_DES_GARANTIES_DEPASSE")
        return flux(secteurs.filter((s) => nomsDesTerritoires(s).includes(territoire))) > 0;
      return (
        !["PLAFOND_DU_PREFET_DEPASSE", "PLAFOND_DES_AGENTS_DEPASSE"].includes(code) || flux(secteurs) > 0
      );
    });
}

function relever(constats: readonly Constat[]) {
  return enOrdre(
    constats
      .filter(({ code }) => SUIVIS.includes(code))
      .map(({ code, territoire, chiffres }) => ({
        code,
        territoire: enFrancais(territoire),
        logements: chiffres.find(({ nom }) => nom.startsWith("logements"))?.valeur ?? null,
      })),
  );
}

const repartir = ({ entree, premieres, conventions }: Dossier, plancherHorsQpv?: "applique" | "ecarte") =>
  repartirFlux(
    { assiette: calculerAssiette(entree, { premieresMisesEnLocation: premieres }), conventions },
    plancherHorsQpv === undefined ? {} : { plancherHorsQpv },
  );

function exigerCentPourCent({ parts, tauxReserve, tauxNonReserve }: SecteurReparti) {
  const lus = (texte: string) => (texte.startsWith("-") ? -lireTaux(texte.slice(1)) : lireTaux(texte));
  const promis = parts.reduce((total, part) => total + lus(part.taux.decimal), 0n);
  expect(lus(tauxReserve.decimal)).toBe(promis);
  expect(promis + lus(tauxNonReserve.decimal)).toBe(100_000_000n);
}

test("parts exactes, secteurs, complément et constats, dans les deux sens", () => {
  fc.assert(
    fc.property(cas, plancher, (d, plancherHorsQpv) => {
      const lue = repartir(figer(d), plancherHorsQpv);
      const secteurs = fluxDesSecteurs(d);
      const attendue = repartirNaivement(secteurs, d.conventions, plancherHorsQpv);
      const garder = ontUnObjet(secteurs);
      expect(lue.parts).toMatchObject(attendue.parts);
      expect(lue.nonReserves).toMatchObject(attendue.nonReserves);
      expect(lue.secteurs).toMatchObject(attendue.secteurs);
      lue.secteurs.forEach(exigerCentPourCent);
      expect(garder(relever(lue.constats))).toEqual(garder(attendue.constats));
    }),
  );
});

test("une assiette d'un bloc", () => {
  const dUnBloc = fc.tuple(
    entreeDUnBloc(300, "hors-flux"),
    fc.boolean().chain((large) => conventionsDe(null, { large, nombre: 5 })),
  );
  fc.assert(
    fc.property(dUnBloc, plancher, ([entree, conventions], plancherHorsQpv) => {
      const assiette = calculerAssiette(entree, { premieresMisesEnLocation: "hors-flux" });
      const lue = repartirFlux(
        figer({ assiette, conventions }),
        plancherHorsQpv === undefined ? {} : { plancherHorsQpv },
      );
      const ensemble = { commune: null, localisation: null, epci: null, flux: assiette.flux };
      const attendue = repartirNaivement([ensemble], conventions, plancherHorsQpv);
      const { parts, nonReserves, secteurs } = lue;
      expect({ parts, nonReserves, secteurs }).toMatchObject({
        parts: attendue.parts,
        nonReserves: attendue.nonReserves,
        secteurs: attendue.secteurs,
      });
      const garder = ontUnObjet([ensemble]);
      expect(garder(relever(lue.constats))).toEqual(garder(attendue.constats));
    }),
  );
});

test("ni l'ordre des entrées ni un passage par une base de données ne changent un octet", () => {
  fc.assert(
    fc.property(cas, fc.nat(), (d, graine) => {
      const lue = JSON.stringify(repartir(d));
      expect(JSON.stringify(repartir(melanger(d, graine)))).toBe(lue);
      const assiette = calculerAssiette(d.entree, { premieresMisesEnLocation: d.premieres });
      const relue = figer(JSON.parse(JSON.stringify(assiette)) as typeof assiette);
      expect(JSON.stringify(repartirFlux({ assiette: relue, conventions: d.conventions }))).toBe(lue);
    }),
  );
});

/** Les bords exacts de chaque règle : au millionième près, d'un côté puis de l'autre. */
describe("bords", () => {
  const secteur = (commune: string) => ({
    commune,
    localisation: "hors-qpv" as const,
    epci: "247700057",
    liberations: 1_000_000,
  });
  const codes = (conventions: Conventions) =>
    repartirFlux({
      assiette: calculerAssiette(
        { date: DATE, secteurs: [secteur("77288"), secteur("77001")] },
        { premieresMisesEnLocation: "hors-flux" },
      ),
      conventions,
    })
      .constats.map((c) => `${c.code}, ${enFrancais(c.territoire)}`)
      .sort(compareCodes);
  type Part = Conventions[number]["parts"][number];
  const convention = (
    code: string,
    categorie: "prefet" | "commune" | "epci" | "departement",
    territoire: Territoire,
    parts: readonly Omit<Part, "localisation">[],
  ): Conventions[number] => ({
    reservataire: { code, nom: code, categorie, territoire },
    dateDeSignature: "2023-11-01",
    dateDEffet: DATE,
    modeDeGestion: "deleguee",
    parts: parts.map((part) => ({ ...part, localisation: "uniforme" })),
  });

  const PREFET = "PLAFOND_DU_PREFET_DEPASSE, périmètre";
  const AGENTS = "PLAFOND_DES_AGENTS_DEPASSE, périmètre";
  const PLANCHER = "PLANCHER_HORS_QPV_NON_ATTEINT, périmètre, hors QPV";
  const MARGE = "PART_DU_PREFET_INFERIEURE_AU_PLAFOND, périmètre";
  test.each([
    ["25", "5", []],
    ["25", "5.000001", [AGENTS, PREFET]],
    ["25", "4.999999", [MARGE, PLANCHER]],
    ["25.000001", "4.999999", []],
    ["24.999999", "5.000001", [AGENTS]],
    ["24.999999", "5", [MARGE, PLANCHER]],
  ])("R3, R4, R5b : publics prioritaires à %s, agents à %s", (publics, agents, attendus) => {
    const contrepartie = "contingent-prefectoral";
    expect(
      codes([
        convention("prefet", "prefet", { type: "perimetre" }, [
          { contrepartie, contingent: "publics-prioritaires", taux: publics },
          { contrepartie, contingent: "agents-civils-et-militaires", taux: agents },
        ]),
      ]),
    ).toEqual(attendus);
  });

  const SUR_LA_COMMUNE = "PLAFOND_DES_GARANTIES_DEPASSE, commune 77288";
  const SUR_L_AUTRE = "PLAFOND_DES_GARANTIES_DEPASSE, commune 77001";
  const SUR_L_EPCI = "PLAFOND_DES_GARANTIES_DEPASSE, EPCI 247700057";
  test.each([
    ["12", "8", []],
    ["12", "8.000001", [SUR_LA_COMMUNE]],
    ["12", "9", [SUR_LA_COMMUNE]],
    ["20", "10", [SUR_LA_COMMUNE]],
    ["20", "10.000001", [SUR_L_EPCI, SUR_LA_COMMUNE]],
    ["0", "20.000001", [SUR_L_EPCI, SUR_L_AUTRE, SUR_LA_COMMUNE]],
  ])("R7 : une des deux communes de l'EPCI à %s, l'EPCI à %s", (commune, epci, attendus) => {
    const contrepartie = "garantie-d-emprunt";
    expect(
      codes([
        convention("c", "commune", { type: "commune", commune: "77288" }, [
          { contrepartie, taux: commune },
          { contrepartie: "apport-de-terrain", taux: "5" },
        ]),
        convention("e", "epci", { type: "epci", epci: "247700057" }, [{ contrepartie, taux: epci }]),
        // Un département n'est pas dans la liste de R. 441-5-3.
        convention("d", "departement", { type: "perimetre" }, [{ contrepartie, taux: "15" }]),
      ]),
    ).toEqual(attendus);
  });
});
