import {
  type Assiette,
  type CategorieDeSoustraction,
  calculerAssiette,
  consigner,
  type Evenement,
  type Localisation,
  ouvrirRegistre,
  type Publics,
  type Registre,
  repartirFlux,
  type StipulationsDeRegistre,
} from "gestion-en-flux";
import { commune, convention, libere, PARTOUT, PERIMETRE, prefet, REGISTRE } from "./fabrique.js";

export const EPCI = "247700057";
export const AUTRE_EPCI = "247700339";

/** Melun, hors et en QPV, dans un EPCI ; Meaux, hors QPV, dans un autre. */
function assietteDe(annee: number, date: string, bailleur: string): Assiette {
  return calculerAssiette(
    {
      date,
      perimetre: { ...PERIMETRE, bailleur, annee },
      secteurs: [
        { commune: "77288", localisation: "hors-qpv", epci: EPCI, liberations: 60 },
        { commune: "77288", localisation: "qpv", epci: EPCI, liberations: 60 },
        { commune: "77284", localisation: "hors-qpv", epci: AUTRE_EPCI, liberations: 20 },
      ],
    },
    { premieresMisesEnLocation: "hors-flux" },
  );
}

interface Ouverture extends Pick<StipulationsDeRegistre, "reservationsEnStock"> {
  readonly date?: string;
  readonly bailleur?: string;
  readonly ville?: "commune" | "employeur";
}

/** Préfet 30, ville 20, Action Logement 20, un employeur 10, le reste au bailleur ; tous en gestion déléguée. */
export function ouvrirEn(
  annee: number,
  {
    date = `${annee}-01-01`,
    bailleur = PERIMETRE.bailleur,
    ville = "commune",
    ...stipulations
  }: Ouverture = {},
): Registre {
  const conventions = [
    prefet(25, 5),
    convention("ville", ville, commune("77288"), [{ taux: 20 }], "deleguee"),
    convention("als", "action-logement", PARTOUT, [{ taux: 20 }], "deleguee"),
    convention("usine", "employeur", PARTOUT, [{ taux: 10 }], "deleguee"),
  ].map((acte) => ({
    ...acte,
    dateDeSignature: "2021-11-01",
    dateDEffet: "2022-01-01",
    parts: acte.parts.map((part) =>
      ["als", "usine"].includes(acte.reservataire.code)
        ? { ...part, contrepartie: "participation-des-employeurs" as const }
        : part,
    ),
  }));
  return ouvrirRegistre(repartirFlux({ assiette: assietteDe(annee, date, bailleur), conventions }), {
    ...REGISTRE,
    ...stipulations,
  });
}

export interface Histoire {
  /** À qui le logement est remis, tour après tour ; tous échouent par le refus du candidat, sauf le dernier. `maire` : en QPV. */
  readonly tours?: readonly string[];
  readonly soustraction?: CategorieDeSoustraction | undefined;
  readonly publics?: Publics;
  readonly localisation?: Localisation;
  readonly commune?: string;
  readonly libere?: string;
  readonly attribue?: string | null;
  readonly signe?: string | null;
}

/** Les événements d'un logement, de sa libération à ce qu'on en sait. */
export function evenementsDe(histoire: Histoire, rang: number, annee: number): Evenement[] {
  const liberation = `L-${annee}-${String(rang).padStart(4, "0")}`;
  const {
    tours = ["non-reserves"],
    localisation = "hors-qpv",
    commune: code = "77288",
    libere: date = `${annee}-02-01`,
    attribue = date,
    signe = attribue,
    publics,
    soustraction,
  } = histoire;
  const suivi = { liberation, date };
  const logement = `99${String(rang).padStart(8, "0")}`;
  const remettre = (reservataire: string): Evenement[] =>
    reservataire === "maire"
      ? [
          { type: "mise-a-disposition-du-maire", ...suivi },
          { type: "designation", ...suivi },
        ]
      : [{ type: "mise-a-disposition", ...suivi, reservataire }];
  const echouer: Evenement[] = [
    { type: "attribution", ...suivi, publics: { dalo: true, premierQuartile: true } },
    { type: "refus-du-candidat", ...suivi },
  ];
  return [
    { type: "liberation", ...libere(liberation, date, { localisation, commune: code, logement }) },
    ...(soustraction === undefined
      ? tours.flatMap((reservataire, tour) => [
          ...remettre(reservataire),
          ...(tour < tours.length - 1 ? echouer : []),
        ])
      : [{ type: "soustraction" as const, ...suivi, categorie: soustraction }]),
    ...(attribue === null
      ? []
      : [{ type: "attribution" as const, liberation, date: attribue, ...(publics && { publics }) }]),
    ...(attribue === null || signe === null ? [] : [{ type: "bail" as const, liberation, date: signe }]),
  ];
}

/** Le registre d'une année où ces logements se sont libérés. */
export function vivre(histoires: readonly Histoire[], annee = 2024): Registre {
  return histoires
    .flatMap((histoire, rang) => evenementsDe(histoire, rang, annee))
    .reduce(consigner, ouvrirEn(annee));
}

/** La même histoire, plusieurs fois. */
export function fois(nombre: number, histoire: Histoire): Histoire[] {
  return Array.from({ length: nombre }, () => histoire);
}

/** Un ménage dont tout est connu, et qui n'est d'aucun public, sauf ce qui est dit. */
export function menage(dits: Publics = {}): Publics {
  return { dalo: false, prioritaire: false, premierQuartile: false, ...dits };
}
