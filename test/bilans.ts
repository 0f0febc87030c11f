import {
  type CategorieDeSoustraction,
  consigner,
  type Evenement,
  type Localisation,
  type Registre,
  type TypeDEchec,
} from "gestion-en-flux";
import { ouvrirEn } from "./attributions.js";
import { libere } from "./fabrique.js";

interface Lieu {
  readonly commune?: string;
  readonly localisation?: Localisation;
}

/** Un logement qui se libère, et ce qui lui arrive ensuite, étape par étape. */
export function raconter(
  liberation: string,
  date: string,
  { commune = "77288", localisation = "hors-qpv" }: Lieu,
  ...etapes: readonly ((liberation: string) => Evenement)[]
): Evenement[] {
  const logement = `99${liberation.replace(/\W/g, "").padStart(8, "0")}`;
  return [
    { type: "liberation", ...libere(liberation, date, { commune, localisation, logement }) },
    ...etapes.map((etape) => etape(liberation)),
  ];
}

export const mettre = (reservataire: string, date: string) => (liberation: string) =>
  ({ type: "mise-a-disposition", liberation, date, reservataire }) as const;
export const soustraire = (categorie: CategorieDeSoustraction, date: string) => (liberation: string) =>
  ({ type: "soustraction", liberation, date, categorie }) as const;
export const echouer = (type: TypeDEchec, date: string, motif?: string) => (liberation: string) =>
  ({ type, liberation, date, ...(motif === undefined ? {} : { motif }) }) as const;
export const etape =
  (type: "mise-a-disposition-du-maire" | "designation" | "attribution" | "bail", date: string) =>
  (liberation: string) =>
    ({ type, liberation, date }) as const;

/** Quatre logements libérés en 2023, dont la suite est pour partie en 2024. */
const FAITS_DE_2023 = [
  ...raconter(
    "A1",
    "2023-11-20",
    {},
    mettre("ville", "2023-12-01"),
    etape("attribution", "2024-01-10"),
    etape("bail", "2024-01-25"),
  ),
  ...raconter(
    "A2",
    "2023-12-20",
    {},
    mettre("als", "2024-01-04"),
    etape("attribution", "2024-01-20"),
    echouer("refus-du-candidat", "2024-02-01", "loyer-trop-eleve"),
    mettre("usine", "2024-02-05"),
    echouer("absence-de-candidat", "2024-03-05"),
  ),
  ...raconter("A3", "2023-12-15", { commune: "77284" }, mettre("non-reserves", "2024-01-02")),
  ...raconter(
    "A4",
    "2023-10-01",
    {},
    soustraire("renouvellementUrbain", "2023-10-02"),
    etape("attribution", "2024-02-01"),
    etape("bail", "2024-02-15"),
  ),
];

/** Cinq logements libérés en 2024, dont un finit chez le maire et un autre se signe en 2025. */
export const FAITS_DE_2024 = [
  ...raconter(
    "B1",
    "2024-02-01",
    {},
    mettre("ville", "2024-02-01"),
    etape("designation", "2024-02-11"),
    etape("attribution", "2024-02-29"),
    etape("bail", "2024-03-15"),
  ),
  ...raconter(
    "B2",
    "2024-03-01",
    { localisation: "qpv" },
    mettre("als", "2024-03-08"),
    etape("attribution", "2024-03-30"),
    echouer("refus-du-candidat", "2024-04-02", "quartier"),
    etape("mise-a-disposition-du-maire", "2024-04-03"),
    etape("designation", "2024-04-10"),
    etape("attribution", "2024-04-20"),
    etape("bail", "2024-05-03"),
  ),
  ...raconter(
    "B3",
    "2024-12-10",
    {},
    mettre("ville", "2024-12-20"),
    etape("attribution", "2025-01-05"),
    etape("bail", "2025-01-31"),
  ),
  ...raconter(
    "B4",
    "2024-06-01",
    {},
    soustraire("mutations", "2024-06-02"),
    etape("attribution", "2024-07-01"),
  ),
  ...raconter("B5", "2024-06-01", {}, soustraire("renouvellementUrbain", "2024-06-05")),
];

export const registreDe2023 = (bailleur?: string): Registre =>
  FAITS_DE_2023.reduce(consigner, ouvrirEn(2023, bailleur === undefined ? {} : { bailleur }));
export const registreDe2024 = (bailleur?: string): Registre =>
  FAITS_DE_2024.reduce(consigner, ouvrirEn(2024, bailleur === undefined ? {} : { bailleur }));
