import * as z from "zod";
import { dateEnFrancais } from "../droit/periodes.js";
import { BLOC_COMMUNAL } from "../droit/reservataires.js";
import { trierParCodes } from "../exact/ordre.js";
import { champDe } from "../modele/donnee-pure.js";
import { CasNonCouvert } from "../modele/erreurs.js";
import { ecrireChemin, type Saisie } from "../modele/saisie.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import {
  type ConventionLue,
  convention,
  conventionMultipartite,
  type PartLue,
  type Reservataire,
} from "../modele/vocabulaire.js";
import type { CadreDuCalcul } from "./cadre-du-calcul.js";
import {
  controlerParts,
  controlerPartsSelonLaDate,
  ordonnerParts,
  situerParts,
  situerReservataire,
} from "./lire-parts.js";

type Chemin = readonly PropertyKey[];
type Lue = Omit<ConventionLue, "parts" | "reprise"> & { readonly parts: readonly PartLue[] };
interface Ligne {
  readonly chemin: Chemin;
  readonly ligne: Lue;
}

/** Les conventions d'un périmètre, à la date du calcul. */
export interface ConventionsLues {
  readonly enVigueur: readonly ConventionLue[];
  /** Celles dont la résiliation a pris effet, ou peut l'avoir pris tant que la date du calcul n'est pas connue. */
  readonly resiliees: readonly ConventionLue[];
  /** Vrai si une convention qui ne se lit pas peut être celle de ce réservataire. */
  readonly peutEtreIllisible: (reservataire: string) => boolean;
  /** Ce que cette version ne sait pas répartir, à refuser une fois la saisie jugée. */
  readonly nonCouvert: CasNonCouvert | null;
}

/** Lit les conventions d'un périmètre et les met dans l'ordre des codes de réservataire. */
export function lireConventions(
  verbe: string,
  saisie: Saisie,
  donnees: unknown,
  cadre: CadreDuCalcul,
): ConventionsLues {
  const { date } = cadre;
  const lignes = donnees === undefined ? [] : lireLignes(saisie, donnees);
  const resiliees = lignes.filter(({ ligne }) => estResiliee(ligne, date));
  const enVigueur = lignes.filter(({ ligne }) => !estResiliee(ligne, date));
  refuserConventionsSimultanees(saisie, lignes);
  for (const { chemin, ligne } of lignes) {
    controlerDates(saisie, ligne, chemin);
    controlerParts(saisie, ligne, [...chemin, "parts"]);
    if (date !== undefined) controlerPartsSelonLaDate(saisie, ligne, date, [...chemin, "parts"]);
    controlerTerritoire(saisie, ligne, cadre, chemin);
    situerParts(saisie, ligne, cadre, [...chemin, "parts"]);
  }
  const nonCouverts = enVigueur.flatMap(({ chemin, ligne }) => casNonCouverts(verbe, ligne, cadre, chemin));
  return {
    enVigueur: ordonner(enVigueur),
    resiliees: ordonner(resiliees),
    peutEtreIllisible: chercherLesIllisibles(donnees, lignes),
    nonCouvert: nonCouverts[0] ?? null,
  };
}

function ordonner(lignes: readonly Ligne[]): Lue[] {
  return trierParCodes(
    lignes.map(({ ligne }) => ({ ...ligne, parts: ordonnerParts(ligne.parts) })),
    ({ reservataire }) => reservataire.code,
    ({ dateDEffet }) => dateDEffet,
    ({ resiliation }) => resiliation?.date ?? "",
  );
}

// --- Lecture : une ligne par réservataire, qu'il signe seul ou avec d'autres ---------------------------------------

const acte = z.strictObject({ ...conventionMultipartite.shape, parties: z.array(z.unknown()) });

function lireLignes(saisie: Saisie, donnees: unknown): Ligne[] {
  return saisie.lireListe(z.unknown(), donnees, ["conventions"]).flatMap(({ rang, ligne: donnee }) => {
    const chemin = ["conventions", rang];
    const estMultipartite = typeof donnee === "object" && donnee !== null && "parties" in donnee;
    if (estMultipartite) return lireParties(saisie, donnee, chemin);
    const ligne = saisie.lire(convention, donnee, chemin);
    return ligne === undefined ? [] : [{ chemin, ligne }];
  });
}

function lireParties(saisie: Saisie, donnee: unknown, chemin: Chemin): Ligne[] {
  const { champs } = saisie.lireObjet(acte, donnee, chemin);
  const parties = saisie.lireListe(conventionMultipartite.shape.parties.element, champs.parties ?? [], [
    ...chemin,
    "parties",
  ]);
  if (champs.parties !== undefined && champs.parties.length < 2)
    saisie.refuser([...chemin, "parties"], "PARTIES_INSUFFISANTES", {
      fr: "Un acte à plusieurs nomme au moins deux réservataires ; à un seul, c'est une convention ordinaire.",
      en: "A joint agreement names at least two holders; with one, it is an ordinary agreement.",
    });
  const { reference = "", dateDeSignature = "", dateDEffet = "" } = champs;
  const codes = trierParCodes(
    parties.map(({ ligne }) => ligne.reservataire.code),
    (code) => code,
  );
  return parties.map(({ rang, ligne }) => ({
    chemin: [...chemin, "parties", rang],
    ligne: { ...ligne, dateDeSignature, dateDEffet, acteCommun: { reference, parties: codes } },
  }));
}

function estResiliee({ resiliation }: Lue, date: string | undefined): boolean {
  return resiliation !== undefined && date !== undefined && resiliation.date <= date;
}

/** Les réservataires des lignes données qui n'ont pas été lues ; sans code lisible, ce peut être n'importe lequel. */
function chercherLesIllisibles(
  donnees: unknown,
  lues: readonly Ligne[],
): ConventionsLues["peutEtreIllisible"] {
  if (!Array.isArray(donnees)) return () => true;
  const connues = new Set(lues.map(({ chemin }) => ecrireChemin(chemin)));
  const engagements = donnees.flatMap((donnee: unknown, rang): Donnee[] => {
    const parties = champDe(donnee, "parties");
    return Array.isArray(parties)
      ? parties.map((partie: unknown, position) => ({
          chemin: ["conventions", rang, "parties", position],
          donnee: partie,
        }))
      : [{ chemin: ["conventions", rang], donnee }];
  });
  const codes = new Set(
    engagements
      .filter(({ chemin }) => !connues.has(ecrireChemin(chemin)))
      .map(({ donnee }) => champDe(champDe(donnee, "reservataire"), "code")),
  );
  const sansCode = [...codes].some((code) => typeof code !== "string");
  return (reservataire) => sansCode || codes.has(reservataire);
}

interface Donnee {
  readonly chemin: Chemin;
  readonly donnee: unknown;
}

// --- Contrôles -----------------------------------------------------------------------------------------------------

/**
 * Une seule convention à la fois par réservataire ; un préfet, une commune ou un groupement ne se donnent pas sous deux codes.
 * Celle qui suit une résiliation n'est pas en double.
 */
function refuserConventionsSimultanees(saisie: Saisie, lignes: readonly Ligne[]): void {
  const vues = new Map<string, Ligne[]>();
  for (const { chemin, ligne } of lignes)
    for (const [champ, identite] of identitesDe(ligne)) {
      const precedentes = vues.get(`${champ} ${identite}`) ?? [];
      const premiere = precedentes.find((autre) => seChevauchent(autre.ligne, ligne));
      vues.set(`${champ} ${identite}`, [...precedentes, { chemin, ligne }]);
      if (premiere === undefined) continue;
      const lieu = ecrireChemin([...premiere.chemin, "reservataire", champ]);
      saisie.refuser([...chemin, "reservataire", champ], "DOUBLON", {
        fr: `« ${identite} » figure déjà en ${lieu}, pour les mêmes jours.`,
        en: `“${identite}” already appears at ${lieu}, for the same days.`,
      });
    }
}

/** Ce qui désigne le réservataire d'une convention : son code, et ce qu'il est quand il n'y en a qu'un de sa sorte. */
function identitesDe({ reservataire }: Lue): readonly (readonly ["code" | "categorie", string])[] {
  const nature = identiteDuReservataire(reservataire);
  return [["code", reservataire.code], ...(nature === null ? [] : [["categorie", nature] as const])];
}

/** Le préfet, une commune ou un groupement sur son territoire : il n'y en a qu'un ; `null` pour les autres. */
export function identiteDuReservataire({ categorie, territoire }: Reservataire): string | null {
  if (["prefet", "metropole-de-lyon", "ville-de-paris"].includes(categorie)) return categorie;
  return BLOC_COMMUNAL.includes(categorie) && territoire.type !== "perimetre"
    ? `${categorie}, ${nommerTerritoire(territoire).fr}`
    : null;
}

function seChevauchent(a: Lue, b: Lue): boolean {
  const finie = (avant: Lue, apres: Lue) =>
    avant.resiliation !== undefined && avant.resiliation.date <= apres.dateDEffet;
  return !finie(a, b) && !finie(b, a);
}

/** Les dates d'une convention se suivent, et un arrêté n'en tient lieu que pour le préfet. */
export function controlerDates(
  saisie: Saisie,
  { dateDEffet, resiliation, arrete, reservataire }: Lue,
  chemin: Chemin,
): void {
  if (resiliation !== undefined && resiliation.date < dateDEffet)
    saisie.refuser([...chemin, "resiliation", "date"], "DATES_INVERSEES", {
      fr: `La résiliation (${dateEnFrancais(resiliation.date)}) précède la prise d'effet (${dateEnFrancais(dateDEffet)}).`,
      en: `The termination (${resiliation.date}) precedes the effective date (${dateDEffet}).`,
    });
  if (resiliation?.miseEnDemeure !== undefined && resiliation.date < resiliation.miseEnDemeure)
    saisie.refuser([...chemin, "resiliation", "miseEnDemeure"], "DATES_INVERSEES", {
      fr: `La mise en demeure (${dateEnFrancais(resiliation.miseEnDemeure)}) suit la résiliation (${dateEnFrancais(resiliation.date)}).`,
      en: `The formal notice (${resiliation.miseEnDemeure}) comes after the termination (${resiliation.date}).`,
    });
  if (arrete !== undefined && reservataire.categorie !== "prefet")
    saisie.refuser([...chemin, "arrete"], "CHAMP_EN_TROP", {
      fr: "Un arrêté ne tient lieu de convention que pour les réservations du préfet.",
      en: "An order stands in for an agreement only for the prefect's reservations.",
    });
}

/** Le préfet a tout le département ; tout réservataire se situe dans l'assiette. */
export function controlerTerritoire(
  saisie: Saisie,
  { reservataire }: Lue,
  cadre: CadreDuCalcul,
  chemin: Chemin,
): void {
  const lieu = [...chemin, "reservataire", "territoire"];
  if (reservataire.categorie === "prefet" && reservataire.territoire.type !== "perimetre")
    saisie.refuser(lieu, "TERRITOIRE_INCOHERENT", {
      fr: "Le préfet est réservataire dans tout le département ; une part plus étroite se dit par sa territorialisation.",
      en: "The prefect holds reservations in the whole département; a narrower share is stated by its territorialisation.",
    });
  situerReservataire(saisie, reservataire, cadre, lieu);
}

/** Ce que cette version ne sait pas encore répartir. */
function casNonCouverts(
  verbe: string,
  { reservataire, dateDEffet, parts }: Lue,
  { date, secteurs }: CadreDuCalcul,
  chemin: Chemin,
): CasNonCouvert[] {
  const detaillee = secteurs.some(({ commune }) => commune !== null);
  const cas: CasNonCouvert[] = [];
  if (reservataire.categorie === "commune" && reservataire.territoire.type !== "commune" && detaillee)
    cas.push(
      new CasNonCouvert(verbe, ecrireChemin([...chemin, "reservataire", "territoire"]), {
        fr: `« ${reservataire.code} » est une commune : ses réservations hors de son territoire (R. 441-5-3, al. 1) ne sont pas encore calculées.`,
        en: `“${reservataire.code}” is a municipality: its reservations outside its territory (R. 441-5-3, al. 1) are not computed yet.`,
      }),
    );
  if (date !== undefined && dateDEffet > date)
    cas.push(
      new CasNonCouvert(verbe, ecrireChemin([...chemin, "dateDEffet"]), {
        fr: `la convention de « ${reservataire.code} » prend effet le ${dateEnFrancais(dateDEffet)}, après la date du calcul (${dateEnFrancais(date)}) ; cette version ne répartit que des conventions en vigueur.`,
        en: `the agreement of “${reservataire.code}” takes effect on ${dateDEffet}, after the date of the calculation (${date}); this version only shares agreements in force.`,
      }),
    );
  parts.forEach(({ localisation, territorialisation }, rang) => {
    if (localisation === "libre" && territorialisation?.territoire.type === "communes")
      cas.push(
        new CasNonCouvert(verbe, ecrireChemin([...chemin, "parts", rang, "localisation"]), {
          fr: "une part libre sur une liste de communes ne se place pas encore : ces communes ne s'emboîtent dans aucun territoire. Une commune, un EPCI, ou une part uniforme se placent.",
          en: "a free share on a list of municipalities cannot be placed yet: they nest in no territory. A municipality, an EPCI, or a uniform share can.",
        }),
      );
  });
  return cas;
}
