import {
  type AnneeDeScenario,
  type ConventionMultipartite,
  type ConventionSimulee,
  consigner,
  type Evenement,
  type LogementDuParc,
  type LogementLibere,
  type MouvementDeDroits,
  orienterLogements,
  type PartSimulee,
  type Registre,
  type Reservataire,
  type Scenario,
  SELON_LA_CONVERSION,
  type StipulationsDeScenario,
} from "gestion-en-flux";
import { commune, epci, PARTOUT } from "../fabrique.js";
import type { Tirage } from "../perimetre-tire.js";
import { tauxDeRotation } from "../simulation.js";
import { SUITES } from "./generateurs.js";
import { anneesSiPossible } from "./seconde-simulation.js";

const MELUN = "77288";
const MEAUX = "77284";
const AGGLO = "247700057";
/** La seconde commune n'a pas d'EPCI ; la première est en partie en QPV. */
const SECTEURS = [
  { commune: MELUN, localisation: "hors-qpv", epci: AGGLO },
  { commune: MELUN, localisation: "qpv", epci: AGGLO },
  { commune: MEAUX, localisation: "hors-qpv", epci: null },
] as const;

const TITULAIRES: readonly Reservataire[] = [
  { code: "als", nom: "Action Logement", categorie: "action-logement", territoire: PARTOUT },
  { code: "ville", nom: "Melun", categorie: "commune", territoire: commune(MELUN) },
  { code: "agglo", nom: "Agglomération", categorie: "epci", territoire: epci(AGGLO) },
  { code: "etat", nom: "Préfet", categorie: "prefet", territoire: PARTOUT },
  { code: "armee", nom: "Défense", categorie: "defense", territoire: PARTOUT },
];
const CONTREPARTIES = {
  als: ["participation-des-employeurs"],
  ville: ["garantie-d-emprunt", "apport-de-terrain"],
  agglo: ["garantie-d-emprunt"],
  etat: ["contingent-prefectoral", "decote"],
  armee: ["financement"],
} as const;
type Code = keyof typeof CONTREPARTIES;
const titulaire = (code: Code) => TITULAIRES.find((un) => un.code === code) as Reservataire;

const parmi = <T>(hasard: Tirage, valeurs: readonly T[]): T => valeurs[hasard(valeurs.length)] as T;
const suite = <T>(nombre: number, tirer: (rang: number) => T): T[] =>
  Array.from({ length: nombre }, (_, rang) => tirer(rang));
/** Une fois sur `sur`. */
const parfois = <T>(hasard: Tirage, sur: number, tirer: () => T): T | undefined =>
  hasard(sur) === 0 ? tirer() : undefined;
/** Sans les champs que le tirage n'a pas donnés. */
const donnes = <T extends object>(champs: T) =>
  Object.fromEntries(Object.entries(champs).filter(([, valeur]) => valeur !== undefined)) as {
    [C in keyof T]: Exclude<T[C], undefined>;
  };
const jour = (hasard: Tirage, annee: number) =>
  `${annee}-${String(1 + hasard(12)).padStart(2, "0")}-${String(1 + hasard(28)).padStart(2, "0")}`;

function unLogement(hasard: Tirage, numero: number): LogementDuParc {
  const code = parmi(hasard, ["als", "als", "ville", "agglo", "etat", "armee", null, null, null] as const);
  const lieu = parmi(hasard, code === "ville" || code === "agglo" ? SECTEURS.slice(0, 2) : SECTEURS);
  const commun = {
    numeroRpls: String(9_900_000_000 + numero),
    typologie: parmi(hasard, ["T2", "T3"] as const),
    financement: "PLUS" as const,
    commune: lieu.commune,
    localisation: lieu.localisation,
  };
  if (code === null) return { ...commun, reservataire: null };
  const contrepartie = parmi(hasard, CONTREPARTIES[code]);
  const echeance = jour(hasard, 2024 + parmi(hasard, [0, 1, 2, 9, 15]));
  return {
    ...commun,
    reservataire: code,
    contrepartie,
    ...(hasard(4) === 0 ? { droit: "droit-unique" } : { droit: "droit-de-suite", dateDExpiration: echeance }),
    ...(contrepartie === "garantie-d-emprunt" && hasard(3) === 0
      ? { dernierVersement: jour(hasard, 2024 + hasard(4)) }
      : {}),
  };
}

/** Chacun garde un droit long : la conversion lui donne un taux toutes les années. */
const droitsLongs = (): LogementDuParc[] =>
  (["als", "ville", "agglo"] as const).map((code, rang) => ({
    numeroRpls: String(9_900_900_000 + rang),
    typologie: "T3",
    financement: "PLUS",
    commune: MELUN,
    localisation: "hors-qpv",
    reservataire: code,
    contrepartie: CONTREPARTIES[code][0],
    droit: "droit-de-suite",
    dateDExpiration: "2040-12-31",
  }));

export function tirerInventaire(hasard: Tirage): NonNullable<Scenario["inventaire"]> {
  return {
    communes: [
      { code: MELUN, epci: AGGLO },
      { code: MEAUX, epci: null },
    ],
    reservataires: TITULAIRES,
    logements: [...droitsLongs(), ...suite(40 + hasard(20), (rang) => unLogement(hasard, rang))],
  };
}

function unMouvement(hasard: Tirage, annee: number, rang: number): MouvementDeDroits {
  const commun = { date: jour(hasard, annee), mouvement: `M-${annee}-${rang}` };
  const droits = `${hasard(4)}.${hasard(10)}`;
  const code = parmi(hasard, ["als", "ville", "agglo"] as const);
  return parmi(hasard, [
    { type: "delegation", ...commun, droits, reservataire: "agglo", vers: "ville" },
    { type: "delegation", ...commun, droits, reservataire: "ville", vers: "als" },
    { type: "acquisition", ...commun, droits, reservataire: code },
    { type: "acquisition", ...commun, logements: hasard(4), annees: "7.5", reservataire: code },
    { type: "prorogation", ...commun, logements: hasard(3), reservataire: "ville" },
    { type: "annulation", ...commun, droits, reservataire: code },
    { type: "expiration", ...commun, droits, reservataire: "agglo" },
  ]);
}

export function tirerAnnees(hasard: Tirage, nombre: number): AnneeDeScenario[] {
  return suite(nombre, (rang) => {
    const annee = 2024 + rang;
    const programmes = parfois(hasard, 2, () => [
      {
        programme: `P-${annee}`,
        logements: suite(hasard(6), (numero) => unLogement(hasard, annee * 100 + numero)),
      },
    ]);
    const operations = parfois(hasard, 2, () =>
      suite(1 + hasard(3), (numero) => ({
        operation: `O-${annee}-${numero}`,
        categorie: parmi(hasard, ["renouvellementUrbain", "mutations", "venteHlm"] as const),
        ...lieuDe(parmi(hasard, SECTEURS)),
        relogements: hasard(3),
      })),
    );
    const flux = () => parmi(hasard, [0, 3, 7, 12, 20]);
    return {
      annee,
      secteurs: SECTEURS.map((lieu) => {
        const mutations = hasard(3);
        const pris = (operations ?? [])
          .filter((o) => o.commune === lieu.commune && o.localisation === lieu.localisation)
          .reduce((total, { relogements }) => total + relogements, 0);
        return {
          ...lieu,
          liberations: flux() + mutations + pris,
          premieresMisesEnLocation: hasard(4),
          ...(mutations === 0 ? {} : { soustraits: { mutations } }),
        };
      }),
      ...donnes({
        programmes,
        operations,
        sorties: parfois(hasard, 2, () =>
          suite(hasard(4), (numero) => String(9_900_000_000 + rang * 10 + numero)),
        ),
        mouvements: parfois(hasard, 2, () =>
          suite(hasard(4), (numero) => unMouvement(hasard, annee, numero)),
        ),
      }),
    };
  });
}

const lieuDe = ({ commune: code, localisation }: (typeof SECTEURS)[number]) => ({
  commune: code,
  localisation,
});

function uneConvention(
  code: Code,
  dateDEffet: string,
  parts: readonly PartSimulee[],
): Omit<ConventionSimulee, "parties"> {
  return {
    reservataire: titulaire(code),
    dateDeSignature: "2023-11-01",
    dateDEffet,
    modeDeGestion: code === "etat" ? "deleguee" : "directe",
    parts,
  };
}

function sesParts(hasard: Tirage, code: Code, converti: boolean): PartSimulee[] {
  if (code === "armee") return [];
  if (code === "etat")
    return [
      {
        contrepartie: "contingent-prefectoral",
        contingent: "publics-prioritaires",
        taux: parmi(hasard, ["25", "22.5"]),
        localisation: "uniforme",
      },
      {
        contrepartie: "contingent-prefectoral",
        contingent: "agents-civils-et-militaires",
        taux: "5",
        localisation: "uniforme",
      },
      ...(parfois(hasard, 3, (): PartSimulee[] => [
        { contrepartie: "decote", taux: "2", localisation: "libre" },
      ]) ?? []),
    ];
  const taux = converti ? SELON_LA_CONVERSION : parmi(hasard, ["8", "12.25", "20", "33.333333"]);
  return [
    {
      contrepartie: CONTREPARTIES[code][0],
      taux,
      localisation: code === "als" ? parmi(hasard, ["libre", "uniforme"] as const) : "uniforme",
    },
  ];
}

export function tirerConventions(hasard: Tirage, conversion: boolean): Scenario["conventions"] {
  const sur = (code: Code) => sesParts(hasard, code, conversion && hasard(2) === 0);
  const prochaine = () => parmi(hasard, ["2025-01-01", "2025-03-01", "2026-01-01", "2031-01-01"]);
  const deux = (code: Code) => [
    uneConvention(code, "2024-01-01", sur(code)),
    ...(hasard(2) === 0 ? [uneConvention(code, prochaine(), sur(code))] : []),
  ];
  const resiliee = (convention: Omit<ConventionSimulee, "parties">, rang: number) =>
    rang === 0 && hasard(6) === 0 ? { ...convention, resiliation: { date: "2025-06-01" } } : convention;
  const agglo = hasard(3);
  const acte: ConventionMultipartite = {
    reference: "Acte commun",
    dateDeSignature: "2023-11-01",
    dateDEffet: prochaine(),
    parties: (["ville", "agglo"] as const).map((code) => ({
      reservataire: titulaire(code),
      modeDeGestion: "directe",
      parts: sesParts(hasard, code, false) as never,
    })),
  };
  const toutes = [
    ...deux("etat"),
    ...deux("als").map(resiliee),
    ...deux("ville").slice(0, agglo === 2 ? 1 : 2),
    ...(agglo === 0 ? [] : deux("agglo").slice(0, 1)),
    ...(agglo === 2 ? [acte] : []),
    uneConvention("armee", "2024-01-01", []),
  ];
  return hasard(2) === 0 ? toutes : toutes.reverse();
}

export function tirerStipulations(hasard: Tirage, conversion: boolean): StipulationsDeScenario {
  const autresDroitsDeLEtat = parmi(hasard, ["convertis", "non-convertis"] as const);
  return {
    ...(conversion
      ? {
          convertirEnDroitsUniques: {
            mesureDeDuree: parmi(hasard, ["mois-revolus", "annee-d-echeance-incluse"] as const),
            arrondiDesDroits: parmi(hasard, ["aucun", { mode: "plus-proche", decimales: 1 }] as const),
            autresDroitsDeLEtat,
          },
          convertirStockEnFlux: {
            methodeDeConversion: parmi(hasard, [
              "ratio-du-stock",
              "ratio-du-stock",
              "annualisee",
              "prorata-des-volumes",
            ] as const),
            patrimoineDeReference: parmi(hasard, [
              "avec-logements-identifies",
              "sans-logements-identifies",
            ] as const),
            arrondiDuTaux: parmi(hasard, [
              { mode: "plus-proche", decimales: 2 },
              { mode: "entier-inferieur", decimales: 0 },
            ] as const),
          },
          simuler: { actualisationDesParts: parmi(hasard, ["chaque-annee", "aucune"] as const) },
          tenirCompteDeDroits: { premiereLocationDUneAcquisition: "en-plus" },
        }
      : {}),
    calculerAssiette: { premieresMisesEnLocation: parmi(hasard, ["hors-flux", "dans-le-flux"] as const) },
    repartirFlux: donnes({
      plancherHorsQpv: parfois(hasard, 3, () => "ecarte" as const),
      garantsDuPlafond: parfois(hasard, 3, () => "toutes-collectivites" as const),
    }),
    fixerObjectifsDeFlux: donnes({
      reportDesRestes: parmi(hasard, [undefined, "aucun", "integral", "integral"] as const),
      jugementDesGaranties: parfois(hasard, 4, () => "logements-entiers" as const),
    }),
    ouvrirRegistre: {
      decompte: parmi(hasard, ["mise-a-disposition", "attribution", "bail"] as const),
      echec: parmi(hasard, ["annule", "decompte"] as const),
      report: parmi(hasard, ["aucun", "integral", { regle: "plafonne", logements: 1 }] as const),
      absenceDeCandidatEnQpv: "comme-ailleurs",
    },
  };
}

/** Deux communes, l'une dans un EPCI et en partie en QPV ; cinq titulaires, dont un de logements identifiés. */
export function tirerScenario(hasard: Tirage, annees: readonly AnneeDeScenario[]): Scenario {
  const conversion = hasard(5) > 0;
  return {
    perimetre: { bailleur: "999999999", departement: "77" },
    annees: conversion ? annees : annees.map(({ mouvements: _, ...une }) => une),
    conventions: tirerConventions(hasard, conversion),
    stipulations: tirerStipulations(hasard, conversion),
    ...(conversion || annees.some(({ programmes, sorties }) => programmes || sorties)
      ? {
          inventaire: tirerInventaire(hasard),
          tauxDeRotation: tauxDeRotation(parmi(hasard, ["5", "7.25"])),
          partsFixees: { prefet: 30, nonReserves: 35 },
        }
      : {}),
    ...donnes({
      derogations: parfois(hasard, 4, () => [
        {
          arrete: "AP-1",
          motif: "securite-publique" as const,
          du: "2024-06-01",
          au: "2025-12-31",
          plafondPrefet: "40",
        },
      ]),
      epciSurPlusieursPerimetres: parfois(hasard, 4, () => [AGGLO]),
    }),
  };
}

function liberationsDe(hasard: Tirage, { annee, secteurs }: AnneeDeScenario): LogementLibere[] {
  return suite(4 + hasard(8), (rang) => {
    const { commune: code, localisation } = parmi(hasard, secteurs);
    return {
      liberation: `L-${annee}-${rang}`,
      date: jour(hasard, annee),
      logement: String(9_900_100_000 + rang),
      commune: code,
      localisation,
      typologie: "T3",
      financement: "PLUS",
      periodeDeConstruction: "1949-1974",
      premiereMiseEnLocation: false,
      ...(hasard(8) === 0
        ? { statut: "identifie", reservataireIdentifie: "armee" }
        : { statut: "dans-le-flux", ...(hasard(6) === 0 ? { soustraction: "mutations" } : {}) }),
    };
  });
}

/** Ce qui suit chaque mise à disposition, quand le registre l'accepte ; parfois un bail que rien n'amène. */
function vivre(hasard: Tirage, oriente: Registre, annee: number): readonly Evenement[] {
  let registre = oriente;
  const refuses: Evenement[] = [];
  for (const { liberation, etape, tours } of oriente.dossiers) {
    if (etape !== "mise-a-disposition") continue;
    const directe = tours[0]?.reservataire !== "etat";
    for (const type of parmi(hasard, SUITES)) {
      if (type === "designation" && !directe) continue;
      registre = consigner(registre, { type, liberation, date: `${annee}-12-31` } as Evenement);
    }
    if (hasard(5) === 0)
      refuses.push({ type: "soustraction", liberation, date: `${annee}-12-31`, categorie: "mutations" });
  }
  if (hasard(2) === 0 && registre.comptes.some(({ reservataire }) => reservataire === "als"))
    registre = consigner(registre, {
      type: "imputation",
      date: `${annee}-10-01`,
      imputation: `I-${annee}`,
      reservataire: "als",
      fondement: "L. 441-2-3",
    });
  return [...registre.journal, ...refuses];
}

/** Le scénario, dont les premières années sont connues : leurs logements ont été orientés, et la suite vécue. */
export function donnerDesJournaux(hasard: Tirage, scenario: Scenario, nombre: number): Scenario {
  let donne = scenario;
  for (let rang = 0; rang < Math.min(nombre, scenario.annees.length); rang += 1) {
    const avec = (journal: readonly Evenement[]) =>
      donne.annees.map((une, place) => (place === rang ? { ...une, journal } : une));
    const ouvertes = avec([]).slice(0, rang + 1);
    const registre = anneesSiPossible({ ...donne, annees: ouvertes })?.[rang]?.registre;
    const une = donne.annees[rang];
    if (registre == null || une === undefined) return donne;
    const oriente = orienterLogements(registre, liberationsDe(hasard, une)).registre;
    donne = { ...donne, annees: avec(vivre(hasard, oriente, une.annee)) };
  }
  return donne;
}
