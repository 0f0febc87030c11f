import { parseXml, XmlElement, XmlText } from "@rgrove/parse-xml";
import { ErreurDeSaisie, simuler, suivreObjectifs } from "gestion-en-flux";
import {
  type SeriesATracer,
  seriesDeLaSimulation,
  seriesDesComptes,
  type Trace,
  tracerDroits,
  tracerEcarts,
  tracerEffets,
  tracerParts,
} from "gestion-en-flux/rendu";
import { describe, expect, it } from "vitest";
import { graduations } from "../../src/rendu/traces/echelle.js";
import { commune, convention, PARTOUT, prefet, repartitionDe } from "../fabrique.js";
import {
  comparaison,
  compteDeDroits,
  compteSuivant,
  objectifs,
  registre,
  repartition,
  simulation,
  stockEnFlux,
  suivi,
} from "../petit-perimetre.js";
import { refusDe } from "../refus.js";

const HOSTILES = [
  `<script>alert("1")</script>`,
  `]]> & 'nom' "cité"`,
  "Communauté d'agglomération d'un nom si long que nulle étiquette ne le porte en entier, même sur deux lignes",
  "Anticonstitutionnellement".repeat(4),
  "une moitié \ud800 de caractère",
];
const NOMS = ["als", "prefet", "ville"].map((code, rang) => ({ code, nom: HOSTILES[rang] ?? code }));

const hostiles: SeriesATracer = {
  titre: "Un <titre>",
  unite: `"droits"`,
  series: HOSTILES.map((nom, rang) => ({
    nom,
    points: [2024, 2025, 2026].map((annee) => ({
      annee,
      valeur: { exact: String(rang), decimal: String(rang) },
    })),
  })),
};

/** Quinze séries de même fin : leurs étiquettes se gênent toutes. */
const serrees: SeriesATracer = {
  titre: "Des droits",
  unite: "droits uniques",
  series: Array.from({ length: 15 }, (_, rang) => ({
    nom: `Réservataire ${rang}`,
    points: [
      {
        date: "2024-12-31",
        valeur: { exact: String(1000 * rang - 7000), decimal: String(1000 * rang - 7000) },
      },
      { date: "2023-12-31", valeur: { exact: "1/3", decimal: "0.333333" } },
      { date: "2025-12-31", valeur: { exact: "5001/2", decimal: "2500.5" } },
    ],
  })),
};

const FIGURES: Readonly<Record<string, () => Trace>> = {
  "parts d'une répartition": () => tracerParts(repartition),
  "parts d'objectifs, en anglais": () => tracerParts(objectifs, { langue: "en" }),
  "parts d'un stock": () => tracerParts(stockEnFlux, { reservataires: NOMS }),
  "parts de plus de 100 %": () =>
    tracerParts(
      repartitionDe(
        [{ flux: 10 }],
        [
          prefet(25, 5),
          convention("als", "action-logement", PARTOUT, [{ taux: 90, contrepartie: "financement" }]),
        ],
      ),
    ),
  "parts d'un flux nul": () => tracerParts(repartitionDe([{ flux: 0 }], [prefet(25, 5)])),
  écarts: () => tracerEcarts(suivi, { reservataires: NOMS }),
  "écarts, en anglais": () => tracerEcarts(suivi, { langue: "en" }),
  "droits de deux comptes": () => tracerDroits(seriesDesComptes([compteDeDroits, compteSuivant])),
  "objectifs d'un réservataire selon les variantes": () =>
    tracerDroits(seriesDeLaSimulation(simulation, { grandeur: "objectifs", reservataire: "als" })),
  "effets sur qui perd, nommé par un nom hostile": () =>
    tracerEffets(comparaison, "als", { reservataires: NOMS }),
  "effets sur qui gagne, en anglais": () => tracerEffets(comparaison, "non-reserves", { langue: "en" }),
  "effets nuls": () => tracerEffets(comparaison, "prefet"),
  "séries aux noms hostiles": () => tracerDroits(hostiles, { langue: "en" }),
  "quinze séries serrées": () => tracerDroits(serrees),
};

/** Chaque élément, du premier au dernier. */
function elements(element: XmlElement): XmlElement[] {
  return [
    element,
    ...element.children.flatMap((enfant) => (enfant instanceof XmlElement ? elements(enfant) : [])),
  ];
}

function racineDe({ svg }: Trace): XmlElement {
  const { root } = parseXml(svg);
  if (root === null) throw new Error("SVG sans racine");
  return root;
}

const ADMIS = [
  "svg",
  "title",
  "desc",
  "defs",
  "pattern",
  "rect",
  "g",
  "text",
  "line",
  "polyline",
  "polygon",
  "circle",
];

describe.each(Object.entries(FIGURES))("la figure : %s", (_, tracer) => {
  const figure = tracer();
  const racine = racineDe(figure);
  const tous = elements(racine);

  it("est du SVG bien formé, qui se suffit", () => {
    expect(racine.name).toBe("svg");
    expect(racine.attributes.viewBox).toMatch(/^0 0 1000 \d+$/);
    expect(tous.map(({ name }) => name).filter((nom) => !ADMIS.includes(nom))).toEqual([]);
    const nombres = tous.flatMap(({ attributes: { x, y, x1, y1, width, height } }) => [
      x,
      y,
      x1,
      y1,
      width,
      height,
    ]);
    for (const nombre of nombres) expect(nombre ?? "0").toMatch(/^-?\d+(\.\d{1,2})?$/);
  });

  it("porte son texte de remplacement", () => {
    const parId = new Map(
      tous.flatMap((lu) => (lu.attributes.id === undefined ? [] : [[lu.attributes.id, lu]])),
    );
    const [titre, texte] = (racine.attributes["aria-labelledby"] ?? "").split(" ").map((id) => parId.get(id));
    expect(racine.attributes.role).toBe("img");
    expect(titre?.text).toBe(figure.texte.split("\n")[0]);
    expect(texte?.text).toBe(figure.texte.replace("\ud800", "\ufffd"));
    expect(tous.filter(({ attributes: { id } }) => id !== undefined)).toHaveLength(parId.size);
  });

  it("dit dans ce texte chaque chiffre qu'elle montre, graduations mises à part", () => {
    const etiquettes = tous.filter(
      ({ name, attributes }) => name === "text" && attributes["text-anchor"] === undefined,
    );
    const chiffres = etiquettes.flatMap(({ text }) => text.match(/−?\d[\d\u202f]*(?:[.,]\d+)?/g) ?? []);
    expect(chiffres.length).toBeGreaterThan(0);
    for (const chiffre of chiffres) expect(figure.texte).toContain(chiffre);
  });

  it("rend deux fois les mêmes octets", () => {
    expect(tracer()).toEqual(figure);
  });

  it("garde dans l'image le nom entier de qui y est abrégé", () => {
    const abreges = tous.filter(({ name, text }) => name === "text" && text.endsWith("…"));
    for (const abrege of abreges) {
      const groupe = abrege.parent as XmlElement;
      const [premier] = groupe.children.filter((enfant) => enfant instanceof XmlElement);
      expect(premier?.name).toBe("title");
      expect(premier?.text).toContain(abrege.text.slice(0, 5));
    }
    for (const { children } of tous)
      for (const enfant of children)
        expect(enfant instanceof XmlElement || enfant instanceof XmlText).toBe(true);
  });
});

describe("tracerParts", () => {
  it("dit chaque part, non réservés compris", () => {
    expect(tracerParts(repartition).texte.split("\n")).toEqual([
      "Parts du flux",
      "Flux du périmètre : 20\u00a0logements, 100\u00a0%. Chiffres arrondis au plus proche, à deux décimales.",
      "als : 10\u00a0%, 2\u00a0logements.",
      "prefet : 30\u00a0%, 6\u00a0logements.",
      "ville : 12,5\u00a0%, 2,5\u00a0logements.",
      "Logements non réservés : 47,5\u00a0%, 9,5\u00a0logements.",
    ]);
  });

  it("dit les objectifs en logements entiers", () => {
    expect(tracerParts(objectifs, { langue: "en", titre: "Targets" }).texte.split("\n")).toEqual([
      "Targets",
      "Targets in whole dwellings. Flow of the perimeter: 20\u00a0dwellings, 100%. Figures rounded to the nearest, to two decimals.",
      "als: 10%, 2\u00a0dwellings.",
      "prefet: 30%, 6\u00a0dwellings.",
      "ville: 10%, 2\u00a0dwellings.",
      "Unreserved dwellings: 50%, 10\u00a0dwellings.",
    ]);
  });

  it("dit les parts fixées d'un stock, sans leur prêter de logements", () => {
    expect(tracerParts(stockEnFlux).texte.split("\n").slice(2)).toEqual([
      "als : 28,57\u00a0%, 5,71\u00a0logements.",
      "ville : 28,57\u00a0%, 5,71\u00a0logements.",
      "Préfet (part fixée) : 30\u00a0%.",
      "Logements non réservés (part fixée) : 20,5\u00a0%.",
    ]);
  });

  it("donne à chaque part une barre de sa longueur, hachurée pour le bailleur", () => {
    const barres = elements(racineDe(tracerParts(repartition))).filter(
      ({ name, attributes }) => name === "rect" && attributes.stroke !== undefined,
    );
    const longueurs = barres.map(({ attributes: { width } }) => Number(width));
    expect([...longueurs].sort((a, b) => a - b)).toEqual([0, 2, 1, 3].map((rang) => longueurs[rang]));
    expect(barres.map(({ attributes: { fill } }) => fill)).toEqual([
      "#404040",
      "#404040",
      "#404040",
      "url(#parts-hachures)",
    ]);
  });
});

describe("tracerEcarts", () => {
  it("dit l'écart de chaque mois", () => {
    // −0,525 et −0,575 : la moitié va au supérieur.
    expect(
      tracerEcarts(suivi, { reservataires: [{ code: "als", nom: "ALS" }] })
        .texte.split("\n")
        .slice(2),
    ).toEqual([
      "ALS : 0,1 au 31/01/2024 ; 0,2 au 29/02/2024 ; 0,3 au 31/03/2024 ; 0,3 au 30/04/2024.",
      "prefet : 0,3 au 31/01/2024 ; −0,4 au 29/02/2024 ; −0,1 au 31/03/2024 ; −0,1 au 30/04/2024.",
      "ville : 0,13 au 31/01/2024 ; 0,25 au 29/02/2024 ; 0,38 au 31/03/2024 ; 0,38 au 30/04/2024.",
      "Logements non réservés : −0,52 au 31/01/2024 ; −0,05 au 29/02/2024 ; −0,57 au 31/03/2024 ; −0,57 au 30/04/2024.",
    ]);
  });

  it("montre un seul mois par sa marque", () => {
    const janvier = suivreObjectifs({ registre, au: "2024-01-15" }, { prorata: "temps" });
    const marques = elements(racineDe(tracerEcarts(janvier))).map(({ name }) => name);
    expect(marques.filter((nom) => nom === "circle")).toHaveLength(4);
    expect(marques).not.toContain("polyline");
  });
});

describe("seriesDesComptes et tracerDroits", () => {
  it("suivent le solde, d'ouverture en clôtures", () => {
    // 5/3 − 1, puis − 2 ; 5/3 − 2, puis + 1.
    const { series } = seriesDesComptes([compteSuivant, compteDeDroits]);
    expect(
      series.map(({ nom, points }) => [nom, ...points.map(({ date, valeur }) => [date, valeur.exact])]),
    ).toEqual([
      ["als", ["2024-01-01", "5/3"], ["2024-12-31", "2/3"], ["2025-12-31", "-4/3"]],
      ["ville", ["2024-01-01", "5/3"], ["2024-12-31", "-1/3"], ["2025-12-31", "2/3"]],
    ]);
  });

  it("disent chaque point", () => {
    expect(tracerDroits(seriesDesComptes([compteDeDroits, compteSuivant])).texte.split("\n")).toEqual([
      "Droits uniques de chaque réservataire",
      "En droits uniques. Chiffres arrondis au plus proche, à deux décimales.",
      "als : 1,67 au 01/01/2024 ; 0,67 au 31/12/2024 ; −1,33 au 31/12/2025.",
      "ville : 1,67 au 01/01/2024 ; −0,33 au 31/12/2024 ; 0,67 au 31/12/2025.",
    ]);
  });

  it("refusent une option qui n'aurait pas d'effet", () => {
    const options = { prefixe: "a", reservataires: [] };
    expect(refusDe(() => tracerDroits(serrees, options))).toEqual(["options.reservataires CHAMP_INCONNU"]);
    expect(refusDe(() => seriesDesComptes([compteDeDroits], options))).toEqual([
      "options.prefixe CHAMP_INCONNU",
    ]);
  });

  it("refusent des comptes qui se recouvrent, ou aucun", () => {
    expect(refusDe(() => seriesDesComptes([]))).toEqual(["comptes LISTE_VIDE"]);
    expect(refusDe(() => seriesDesComptes([compteDeDroits, compteDeDroits]))).toEqual([
      "comptes[1] COMPTES_QUI_SE_RECOUVRENT",
    ]);
  });

  it("refusent ce qui n'est pas exact, se répète ou mêle dates et années", () => {
    const appel = () =>
      tracerDroits(
        {
          titre: "T",
          unite: "u",
          series: [
            {
              nom: "a",
              points: [
                { annee: 2024, valeur: { exact: "1", decimal: "1" } },
                { annee: 2024, valeur: { exact: "1", decimal: "1" } },
              ],
            },
            { nom: "a", points: [{ date: "2024-01-01", valeur: { exact: "1", decimal: "1" } }] },
          ],
        },
        { prefixe: "1 2" },
      );
    expect(appel).toThrow(ErreurDeSaisie);
    expect(refusDe(appel)).toEqual([
      "options.prefixe PREFIXE_INVALIDE",
      "donnees.series TEMPS_MELES",
      "donnees.series[0].points[1] DOUBLON",
      "donnees.series[1].nom DOUBLON",
    ]);
    expect(refusDe(() => tracerDroits({ titre: "T", unite: "u", series: [] }))).toEqual([
      "donnees.series LISTE_VIDE",
    ]);
    const valeur = (exact: string, decimal: string) => () =>
      tracerDroits({
        titre: "T",
        unite: "u",
        series: [{ nom: "a", points: [{ annee: 2024, valeur: { exact, decimal } }] }],
      });
    expect(refusDe(valeur("2/4", "0.5"))).toEqual(["donnees.series[0].points[0].valeur VALEUR_INCOHERENTE"]);
    expect(refusDe(valeur("1/3", "0.33"))).toEqual(["donnees.series[0].points[0].valeur VALEUR_INCOHERENTE"]);
  });
});

describe("tracerEffets", () => {
  const barres = (trace: Trace) =>
    elements(racineDe(trace)).filter(
      ({ name, attributes }) => name === "rect" && attributes.stroke !== undefined,
    );

  it("dit ce que chaque cause vaut, l'écart en dernier", () => {
    expect(
      tracerEffets(comparaison, "als", { reservataires: [{ code: "als", nom: "ALS" }] }).texte.split("\n"),
    ).toEqual([
      "ALS : de « ratio » à « dix »",
      "Part du flux prévu, de 2024 à 2025 : 3\u00a0logements, puis 2\u00a0logements. Chiffres arrondis au plus proche, à deux décimales.",
      "Convention : Action Logement (als) : −1\u00a0logement.",
      "Écart : −1\u00a0logement.",
    ]);
    expect(tracerEffets(comparaison, "non-reserves", { langue: "en" }).texte.split("\n").slice(2)).toEqual([
      "Agreement: Action Logement (als): +1\u00a0dwelling.",
      "Gap: +1\u00a0dwelling.",
    ]);
  });

  it("compte sans barre les causes sans effet", () => {
    const trace = tracerEffets(comparaison, "prefet");
    expect(trace.texte.split("\n").slice(1)).toEqual([
      "Part du flux prévu, de 2024 à 2025 : 6\u00a0logements, puis 6\u00a0logements. Causes sans effet sur ces logements : 1. Chiffres arrondis au plus proche, à deux décimales.",
      "Écart : 0\u00a0logement.",
    ]);
    expect(barres(trace).map(({ attributes: { width } }) => width)).toEqual(["0"]);
  });

  it("distingue sans couleur qui perd, à gauche en hachures, et qui gagne, à droite en plein", () => {
    const [perte] = barres(tracerEffets(comparaison, "als"));
    const [gain] = barres(tracerEffets(comparaison, "non-reserves"));
    expect(perte?.attributes.fill).toBe("url(#effets-hachures)");
    expect(gain?.attributes.fill).toBe("#404040");
    const zeroDe = (code: string) =>
      elements(racineDe(tracerEffets(comparaison, code)))
        .filter(
          ({ name, parent }) => name === "line" && parent instanceof XmlElement && parent.name === "svg",
        )
        .map(({ attributes: { x1 } }) => x1);
    // Perdre tout ce que l'échelle a de place met le zéro au bord droit ; tout gagner, au bord gauche.
    expect(perte?.attributes.x).toBe("480");
    expect(zeroDe("non-reserves")).toEqual(["480"]);
    expect(gain?.attributes.x).toBe("480");
    expect(Number(zeroDe("als")[0])).toBeGreaterThan(480);
  });

  it("refuse un réservataire inconnu, une comparaison modifiée", () => {
    expect(refusDe(() => tracerEffets(comparaison, "z"))).toEqual(["reservataire RESERVATAIRE_INCONNU"]);
    expect(refusDe(() => tracerEffets({ ...comparaison, causes: [] }, "als"))).toEqual([
      "comparaison RESULTAT_ALTERE",
    ]);
  });
});

describe("seriesDeLaSimulation", () => {
  it("suit un réservataire d'une variante à l'autre, et dit celle qui n'a pas d'objectifs", () => {
    const donnees = seriesDeLaSimulation(simulation, { grandeur: "objectifs", reservataire: "als" });
    expect(donnees).toEqual({
      titre: "Objectifs, Action Logement",
      unite: "logements",
      series: [
        {
          nom: "ratio",
          points: [
            { annee: 2024, valeur: { exact: "2", decimal: "2" } },
            { annee: 2025, valeur: { exact: "1", decimal: "1" } },
          ],
        },
        {
          nom: "dix",
          points: [
            { annee: 2024, valeur: { exact: "1", decimal: "1" } },
            { annee: 2025, valeur: { exact: "1", decimal: "1" } },
          ],
        },
      ],
      remarque: "Sans valeur : trop.",
    });
    expect(tracerDroits(donnees).texte.split("\n").slice(0, 3)).toEqual([
      "Objectifs, Action Logement",
      "En logements. Chiffres arrondis au plus proche, à deux décimales. Sans valeur : trop.",
      "ratio : 2 en 2024 ; 1 en 2025.",
    ]);
  });

  it("suit les droits de l'ouverture à chaque clôture : 8,8, puis deux reçus, puis un", () => {
    const { series, unite, remarque } = seriesDeLaSimulation(
      simulation,
      { grandeur: "droits", variante: "ratio" },
      { langue: "en", reservataires: [{ code: "als", nom: "ALS" }] },
    );
    expect(unite).toBe("single-use rights");
    expect(
      series.map(({ nom, points }) => [nom, ...points.map(({ date, valeur }) => [date, valeur.decimal])]),
    ).toEqual([["ALS", ["2024-01-01", "8.8"], ["2024-12-31", "6.8"], ["2025-12-31", "5.8"]]]);
    expect(remarque).toBe("No value: prefet, Unreserved dwellings.");
  });

  it("montre les parts de chacun dans une variante, le bailleur en dernier", () => {
    const donnees = seriesDeLaSimulation(simulation, { grandeur: "logements", variante: "trop" });
    expect(donnees.remarque).toBeUndefined();
    expect(donnees.titre).toBe("Part du flux prévu, « trop »");
    expect(
      donnees.series.map(({ nom, points }) => [nom, ...points.map(({ valeur }) => valeur.exact)]),
    ).toEqual([
      ["Action Logement", "8", "8"],
      ["prefet", "3", "3"],
      ["Logements non réservés", "-1", "-1"],
    ]);
  });

  it("dit l'année où l'un n'a pas de valeur, s'il en a d'autres", () => {
    const ville = convention("ville", "commune", commune("77288"), [{ taux: "10" }]);
    const venue = simuler({
      nom: "venue",
      scenario: { ...simulation.scenario, conventions: [{ ...ville, dateDEffet: "2025-01-01" }] },
    });
    const { series, remarque } = seriesDeLaSimulation(venue, {
      grandeur: "objectifs",
      reservataire: "ville",
    });
    expect(series[0]?.points).toEqual([{ annee: 2025, valeur: { exact: "1", decimal: "1" } }]);
    expect(remarque).toBe("Sans valeur : venue (2024).");
  });

  it("se trace même quand les noms sont au plus long", () => {
    const nom = "n".repeat(200);
    const longue = simuler({ nom, scenario: simulation.scenario });
    const donnees = seriesDeLaSimulation(
      longue,
      { grandeur: "logements", variante: nom },
      { reservataires: ["als", "prefet"].map((code) => ({ code, nom })) },
    );
    expect(donnees.series.map((serie) => serie.nom.length)).toEqual([206, 209, 22]);
    expect(tracerDroits(donnees).texte).toContain(nom);
  });

  it("refuse une vue qui n'est pas de la simulation, ou qui n'a rien à montrer", () => {
    const voir = (vue: unknown) => refusDe(() => seriesDeLaSimulation(simulation, vue as never));
    expect(voir({ grandeur: "droits", variante: "z" })).toEqual(["vue.variante VARIANTE_INCONNUE"]);
    expect(voir({ grandeur: "droits", reservataire: "z" })).toEqual([
      "vue.reservataire RESERVATAIRE_INCONNU",
    ]);
    expect(voir({ grandeur: "parts", reservataire: "als" })).toEqual(["vue.grandeur VALEUR_NON_PREVUE"]);
    expect(voir({ grandeur: "droits" })).toEqual(["vue VUE_INVALIDE"]);
    expect(voir({ grandeur: "droits", reservataire: "prefet" })).toEqual(["vue.grandeur RIEN_A_TRACER"]);
    expect(
      refusDe(() =>
        seriesDeLaSimulation(
          { ...simulation, variantes: [] },
          { grandeur: "droits", reservataire: "als" },
          // @ts-expect-error une option sans effet
          { prefixe: "a" },
        ),
      ),
    ).toEqual(["options.prefixe CHAMP_INCONNU", "simulation RESULTAT_ALTERE"]);
  });
});

describe("les identifiants", () => {
  it("portent le préfixe demandé, pour deux figures d'une même page", () => {
    const { svg } = tracerParts(repartition, { prefixe: "melun" });
    expect(svg).toContain('aria-labelledby="melun-titre melun-texte"');
    expect(svg).toContain("url(#melun-hachures)");
    expect(svg).not.toContain('"parts-');
  });
});

describe("les graduations", () => {
  it("sont rondes et couvrent les valeurs", () => {
    expect(graduations(-757, 222, 6)).toEqual([-800, -600, -400, -200, 0, 200, 400]);
    expect(graduations(0, 6, 6)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(graduations(0, 0, 6)).toEqual([0]);
  });

  it("tiennent même quand toutes les valeurs sont nulles", () => {
    const nulles = {
      titre: "Rien",
      unite: "droits",
      series: [{ nom: "a", points: [{ annee: 2024, valeur: { exact: "0", decimal: "0" } }] }],
    };
    expect(tracerDroits(nulles).svg).not.toMatch(/NaN|Infinity/);
  });
});
