/**
 * Temps du registre : une proposition et une consignation parmi 200 réservataires, après une année de libérations.
 *
 *     npx tsx test/bench/registre.ts [libérations]
 */
import {
  consigner,
  type Evenement,
  expliquer,
  orienterLogements,
  ouvrirRegistre,
  proposerOrientation,
  type Registre,
} from "../../src/index.js";
import { commune, convention, libere, PARTOUT, prefet, REGISTRE, repartitionDe } from "../fabrique.js";
import { tirer } from "../perimetre-tire.js";

const [nombre = 5000] = process.argv.slice(2).map(Number);
const hasard = tirer(20231124);
const villes = Array.from({ length: 197 }, (_, rang) => String(77001 + rang));
const ouvert = ouvrirRegistre(
  repartitionDe(
    villes.map((code) => ({ commune: code, flux: 25 })),
    [
      prefet(25, 5),
      convention("als", "action-logement", PARTOUT, [
        { taux: 20, contrepartie: "participation-des-employeurs" },
      ]),
      ...villes.map((code) =>
        convention(`ville-${code}`, "commune", commune(code), [{ taux: hasard(2001) / 100 }]),
      ),
    ],
  ),
  REGISTRE,
);
const liberations = Array.from({ length: nombre }, (_, rang) =>
  libere(`L-${String(rang).padStart(5, "0")}`, `2024-${String(1 + hasard(12)).padStart(2, "0")}-15`, {
    logement: String(9900000000 + rang),
    commune: villes[hasard(197)] ?? "",
  }),
);

function chronometrer(nom: string, fois: number, faire: () => unknown): number {
  faire();
  const debut = performance.now();
  for (let tour = 0; tour < fois; tour += 1) faire();
  const temps = (performance.now() - debut) / fois;
  console.log(
    `${nom.padEnd(58)} ${temps < 1 ? `${(1000 * temps).toFixed(1)} µs` : `${temps.toFixed(1)} ms`}`,
  );
  return temps;
}

const compteurs = ouvert.comptes.map(({ duEnCentMillioniemes }) => duEnCentMillioniemes);
const parcours = chronometrer("parcours de 200 entiers", 100_000, () =>
  compteurs.reduce((a, b) => (b > a ? b : a), 0),
);
const copie = chronometrer("copie des compteurs de 200 comptes", 20_000, () =>
  ouvert.comptes.map((compte) => ({ ...compte })),
);
let plein: Registre = ouvert;
chronometrer(`une année de ${nombre} libérations`, 1, () => {
  plein = orienterLogements(ouvert, liberations).registre;
});
chronometrer("la même, 24 vacances étant annoncées", 1, () =>
  orienterLogements(ouvert, liberations, { annonces: 24 }),
);
const derniere: Evenement = {
  type: "liberation",
  ...libere("L-fin", "2024-12-31", { logement: "9999999999", commune: "77001" }),
};
const attente = consigner(plein, derniere);
const annonces = villes.slice(0, 24).map((code) => ({ commune: code, localisation: "hors-qpv" as const }));
const mise: Evenement = {
  type: "mise-a-disposition",
  date: "2024-12-31",
  liberation: "L-fin",
  reservataire: "prefet",
};
for (const [nom, temps, etalon] of [
  [
    "consigner une mise à disposition",
    chronometrer("consigner une mise à disposition", 200, () => consigner(attente, mise)),
    copie,
  ],
  ["proposer", chronometrer("proposer", 200, () => proposerOrientation(attente, "L-fin")), parcours],
  [
    "proposer, 24 annoncées",
    chronometrer("proposer, 24 vacances annoncées", 200, () =>
      proposerOrientation(attente, "L-fin", { annonces }),
    ),
    parcours,
  ],
] as const)
  console.log(
    `  ${nom} : ${(temps / etalon).toFixed(0)} fois ${etalon === copie ? "la copie" : "le parcours"}`,
  );
chronometrer("expliquer une décision, par rejeu", 1, () =>
  expliquer(plein, `orientations/${liberations[nombre - 1]?.liberation}`),
);
const ecrit = JSON.stringify(plein);
chronometrer("relire le registre d'une base, et consigner", 1, () =>
  consigner(JSON.parse(ecrit) as Registre, derniere),
);
