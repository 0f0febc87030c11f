import * as z from "zod";
import { regrouperParCodes, trierParCodes } from "../exact/ordre.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { codeCommune, siren, texteNonVide } from "../modele/identifiants.js";
import { relire } from "../modele/provenance.js";
import type { Saisie } from "../modele/saisie.js";
import { estDansLeTerritoire } from "../modele/secteurs.js";
import { NON_RESERVES, reservataire, type TerritoireDePart } from "../modele/vocabulaire.js";
import type { Bilan } from "./etablir-bilan.js";

const territoireConsolide = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ensemble") }),
  z.strictObject({ type: z.literal("epci"), epci: siren }),
  z.strictObject({
    type: z.literal("communes"),
    communes: z
      .array(codeCommune)
      .refine((communes) => communes.length > 0, { params: { code: "LISTE_VIDE" } }),
  }),
]);
/**
 * Ce que la consolidation retient : tout, un EPCI, ou des communes.
 *
 * @useDeclaredType
 */
export type TerritoireConsolide = EnLecture<z.infer<typeof territoireConsolide>>;

const reservataireCommun = reservataire.pick({ code: true, nom: true });
/**
 * Un réservataire sous le code que tous les bailleurs lui donnent ici.
 *
 * @useDeclaredType
 */
export type ReservataireCommun = EnLecture<z.infer<typeof reservataireCommun>>;

const correspondance = z.strictObject({
  /** Le code du bailleur. */
  reservataire: texteNonVide,
  /** Le code commun. */
  vers: texteNonVide,
});
/**
 * Le réservataire que désigne le code d'un bailleur.
 *
 * @useDeclaredType
 */
export type CorrespondanceDeReservataire = EnLecture<z.infer<typeof correspondance>>;

const schemaSource = z.strictObject({
  bilan: z.unknown(),
  correspondances: z.array(z.unknown()).optional(),
});

const schemaEntree = z.strictObject({
  territoire: territoireConsolide,
  reservataires: z.array(z.unknown()),
  sources: z.array(z.unknown()),
});

/** Un bilan à consolider, et ce que désignent ses codes. */
export interface SourceAConsolider {
  readonly bilan: Bilan;
  /** Chaque code de réservataire du bilan, et lui seul ; les logements non réservés restent ceux de leur bailleur. */
  readonly correspondances?: readonly CorrespondanceDeReservataire[] | undefined;
}

export interface EntreeConsolidation {
  readonly territoire: TerritoireConsolide;
  /** Les réservataires, chacun nommé une fois. */
  readonly reservataires: readonly ReservataireCommun[];
  readonly sources: readonly SourceAConsolider[];
}

/** Un bilan lu, et le code commun de chacun de ses réservataires. */
export interface SourceLue {
  readonly rang: number;
  readonly bilan: Bilan;
  /** Dans l'ordre des codes du bailleur. */
  readonly correspondances: readonly CorrespondanceDeReservataire[];
}

export interface ConsolidationLue {
  readonly territoire: TerritoireConsolide;
  readonly reservataires: readonly ReservataireCommun[];
  /** Dans l'ordre des départements, puis des bailleurs. */
  readonly sources: readonly SourceLue[];
}

export function lireBilansAConsolider(saisie: Saisie, entree: unknown): ConsolidationLue {
  const { complet, champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const communs = saisie.lireListe(reservataireCommun, champs.reservataires ?? [], ["reservataires"]);
  saisie.refuserDoublons(
    communs,
    ({ code }) => code,
    (rang) => ["reservataires", rang, "code"],
  );
  const codesCommuns = new Set(communs.map(({ ligne }) => ligne.code));
  const donnees = saisie.lireListe(schemaSource, champs.sources ?? [], ["sources"]);
  if (champs.sources?.length === 0)
    saisie.refuser(["sources"], "LISTE_VIDE", {
      fr: "Donner au moins un bilan.",
      en: "Give at least one report.",
    });
  const sources = donnees.flatMap(({ rang, ligne }): SourceLue[] => {
    const bilan = relire<Bilan>(saisie, ligne.bilan, "bilan", ["sources", rang, "bilan"]);
    if (bilan === undefined) return [];
    const correspondances = lireCorrespondances(saisie, rang, bilan, ligne.correspondances, codesCommuns);
    return [{ rang, bilan, correspondances }];
  });
  controlerLesSources(saisie, sources);
  if (champs.territoire !== undefined) controlerLeTerritoire(saisie, champs.territoire, sources);

  const { territoire } = saisie.certifier(complet);
  return {
    territoire:
      territoire.type === "communes"
        ? { ...territoire, communes: trierParCodes(territoire.communes, (code) => code) }
        : territoire,
    reservataires: trierParCodes(
      communs.map(({ ligne }) => ligne),
      ({ code }) => code,
    ),
    sources: trierParCodes(
      sources,
      ({ bilan }) => bilan.perimetre.departement,
      ({ bilan }) => bilan.perimetre.bailleur,
    ),
  };
}

/** Un code a une correspondance et une seule : deux bailleurs ne nomment pas de même le même réservataire. */
function lireCorrespondances(
  saisie: Saisie,
  source: number,
  { reservataires }: Bilan,
  donnees: readonly unknown[] | undefined,
  communs: ReadonlySet<string>,
): CorrespondanceDeReservataire[] {
  const chemin = ["sources", source, "correspondances"];
  const lignes = saisie.lireListe(correspondance, donnees ?? [], chemin);
  saisie.refuserDoublons(
    lignes,
    (ligne) => ligne.reservataire,
    (rang) => [...chemin, rang, "reservataire"],
  );
  const codes = reservataires.map((ligne) => ligne.reservataire).filter((code) => code !== NON_RESERVES);
  for (const { rang, ligne } of lignes) {
    if (!codes.includes(ligne.reservataire))
      saisie.refuser([...chemin, rang, "reservataire"], "RESERVATAIRE_INCONNU", {
        fr: `Le réservataire « ${ligne.reservataire} » ne figure pas au bilan.`,
        en: `Holder “${ligne.reservataire}” is not in the report.`,
      });
    if (!communs.has(ligne.vers))
      saisie.refuser([...chemin, rang, "vers"], "RESERVATAIRE_INCONNU", {
        fr: `Le réservataire « ${ligne.vers} » ne figure pas dans la liste des réservataires.`,
        en: `Holder “${ligne.vers}” is not in the list of holders.`,
      });
  }
  const lus = new Set(lignes.map(({ ligne }) => ligne.reservataire));
  const sans = codes.filter((code) => !lus.has(code));
  if (sans.length > 0 && lignes.length === (donnees ?? []).length)
    saisie.refuser(chemin, "RESERVATAIRE_SANS_CORRESPONDANCE", {
      fr: `Dire quel réservataire désigne chaque code du bilan ; manque : ${sans.join(", ")}.`,
      en: `Say which holder each code of the report stands for; missing: ${sans.join(", ")}.`,
    });
  return trierParCodes(
    lignes.map(({ ligne }) => ligne),
    (ligne) => ligne.reservataire,
  );
}

/** D'une même année, et un bilan par bailleur et par département. */
function controlerLesSources(saisie: Saisie, sources: readonly SourceLue[]): void {
  saisie.refuserDoublons(
    sources.map(({ rang, bilan }) => ({ rang, ligne: bilan.perimetre })),
    ({ bailleur, departement, annee }) => `${bailleur}, ${departement}, ${annee}`,
    (rang) => ["sources", rang, "bilan"],
  );
  const annee = sources[0]?.bilan.perimetre.annee;
  for (const { rang, bilan } of sources)
    if (bilan.perimetre.annee !== annee)
      saisie.refuser(["sources", rang, "bilan"], "ANNEE_INATTENDUE", {
        fr: `Attendu : un bilan de ${annee}, comme le premier ; lu : ${bilan.perimetre.annee}.`,
        en: `Expected: a report of ${annee}, like the first; got: ${bilan.perimetre.annee}.`,
      });
}

function controlerLeTerritoire(
  saisie: Saisie,
  territoire: TerritoireConsolide,
  sources: readonly SourceLue[],
): void {
  if (territoire.type === "communes")
    saisie.refuserDoublons(
      territoire.communes.map((ligne, rang) => ({ rang, ligne })),
      (code) => code,
      (rang) => ["territoire", "communes", rang],
    );
  if (territoire.type === "epci") refuserCommunesContradictoires(saisie, sources);
  const etendue = etendueDe(territoire);
  const secteurs = sources.flatMap(({ bilan }) => bilan.secteurs);
  if (
    territoire.type !== "ensemble" &&
    sources.length > 0 &&
    !secteurs.some((secteur) => estDansLeTerritoire(secteur, etendue))
  )
    saisie.refuser(["territoire"], "TERRITOIRE_SANS_SECTEUR", {
      fr: "Aucun secteur des bilans n'est de ce territoire.",
      en: "No sector of the reports is in this territory.",
    });
}

/** Une commune n'est pas dans l'EPCI selon un bailleur, et hors de l'EPCI selon un autre. */
function refuserCommunesContradictoires(saisie: Saisie, sources: readonly SourceLue[]): void {
  const situees = sources.flatMap(({ rang, bilan }) =>
    bilan.secteurs.map(({ commune, epci }) => ({ rang, commune, epci })),
  );
  for (const [commune, groupe] of regrouperParCodes(situees, (situee) => situee.commune)) {
    const contraire = groupe.find(({ epci }) => epci !== groupe[0]?.epci);
    if (contraire !== undefined)
      saisie.refuser(["sources", contraire.rang, "bilan", "secteurs"], "COMMUNE_CONTRADICTOIRE", {
        fr: `La commune ${commune} n'a pas le même EPCI dans un autre bilan : donner les communes du territoire, ou refaire le bilan.`,
        en: `Municipality ${commune} does not have the same EPCI in another report: give the territory's municipalities, or make the report again.`,
      });
  }
}

export function etendueDe(territoire: TerritoireConsolide): TerritoireDePart {
  return territoire.type === "ensemble" ? { type: "perimetre" } : territoire;
}
