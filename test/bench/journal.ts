/**
 * Temps d'une liste d'événements : `consignerJournal` contre la boucle de `consigner` qu'il remplace, sans faute, avec un événement
 * sur dix faux, et toute fausse.
 *
 *     npx tsx test/bench/journal.ts [événements]
 */
import {
  consigner,
  consignerJournal,
  type Evenement,
  ouvrirRegistre,
  type Registre,
} from "../../src/index.js";
import { commune, convention, libere, PARTOUT, prefet, REGISTRE, repartitionDe } from "../fabrique.js";

const [nombre = 20_000] = process.argv.slice(2).map(Number);
const SUITES = ["designation", "attribution", "bail"] as const;
const villes = Array.from({ length: 50 }, (_, rang) => String(77001 + rang));
const ouvert = ouvrirRegistre(
  repartitionDe(
    villes.map((code) => ({ commune: code, flux: 100 })),
    [
      prefet(25, 5),
      convention("als", "action-logement", PARTOUT, [
        { taux: 20, contrepartie: "participation-des-employeurs" },
      ]),
      ...villes.map((code) => convention(`ville-${code}`, "commune", commune(code), [{ taux: 10 }])),
    ],
  ),
  REGISTRE,
);

function vieDUnLogement(rang: number): Evenement[] {
  const liberation = `L-${String(rang).padStart(5, "0")}`;
  const date = "2024-03-01";
  const ville = villes[rang % villes.length] ?? "";
  return [
    {
      type: "liberation",
      ...libere(liberation, date, { logement: String(9900000000 + rang), commune: ville }),
    },
    { type: "mise-a-disposition", date, liberation, reservataire: `ville-${ville}` },
    ...SUITES.map((type) => ({ type, date, liberation })),
  ];
}
const vies = Array.from({ length: Math.ceil(nombre / 5) }, (_, rang) => vieDUnLogement(rang));
const liste = vies.flat().slice(0, nombre);
const fausser = (fait: Evenement) => ({ ...fait, date: "2026-01-01" });

function boucler(evenements: readonly Evenement[]): Registre {
  let etat = ouvert;
  for (const fait of evenements)
    try {
      etat = consigner(etat, fait);
    } catch {}
  return etat;
}

function chronometrer(faire: () => unknown): number {
  const debut = performance.now();
  faire();
  return performance.now() - debut;
}

chronometrer(() => consignerJournal(ouvert, liste.slice(0, 2000)));
for (const [nom, evenements] of [
  ["sans faute", liste],
  ["un faux sur dix", liste.map((fait, rang) => (rang % 10 === 3 ? fausser(fait) : fait))],
  ["tous faux", liste.map(fausser)],
  ["à rebours", liste.toReversed()],
] as const) {
  const boucle = chronometrer(() => boucler(evenements));
  const dUnCoup = chronometrer(() => consignerJournal(ouvert, evenements));
  console.log(
    `${evenements.length} événements, ${nom.padEnd(16)} boucle ${boucle.toFixed(0)} ms, liste ${dUnCoup.toFixed(0)} ms : ${(dUnCoup / boucle).toFixed(2)} fois la boucle`,
  );
}
