import * as z from "zod";
import type { Assiette } from "../assiette/calculer-assiette.js";
import { trierParCodes } from "../exact/ordre.js";
import { controlerDepartement } from "../modele/departement.js";
import { CasNonCouvert } from "../modele/erreurs.js";
import { ecrireChemin, type Saisie } from "../modele/saisie.js";
import { nommerTerritoire } from "../modele/secteurs.js";
import {
  type ConventionLue,
  convention,
  conventionMultipartite,
  type PartLue,
} from "../modele/vocabulaire.js";
import {
  controlerParts,
  controlerPartsSelonLaDate,
  ordonnerParts,
  refuserSansDetail,
  situerParts,
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
  /** Celles dont la résiliation a pris effet : elles ne donnent plus de part. */
  readonly resiliees: readonly ConventionLue[];
  /** Ce que cette version ne sait pas répartir, à refuser une fois la saisie jugée. */
  readonly nonCouvert: CasNonCouvert | null;
}

/** Lit les conventions d'un périmètre et les met dans l'ordre des codes de réservataire. */
export function lireConventions(
  verbe: string,
  saisie: Saisie,
  donnees: unknown,
  assiette: Assiette | undefined,
): ConventionsLues {
  const date = assiette?.provenance.dateDeDroit;
  const lignes = lireLignes(saisie, donnees);
  const resiliees = lignes.filter(({ ligne }) => estResiliee(ligne, date));
  const enVigueur = lignes.filter(({ ligne }) => !estResiliee(ligne, date));
  refuserConventionsEnDouble(saisie, enVigueur);
  for (const { chemin, ligne } of lignes) {
    controlerDates(saisie, ligne, chemin);
    controlerParts(saisie, ligne, [...chemin, "parts"]);
    if (assiette !== undefined) {
      controlerPartsSelonLaDate(saisie, ligne, assiette.provenance.dateDeDroit, [...chemin, "parts"]);
      controlerTerritoire(saisie, ligne, assiette, chemin);
      situerParts(saisie, ligne, assiette, [...chemin, "parts"]);
    }
  }
  const nonCouverts = enVigueur.flatMap(({ chemin, ligne }) =>
    date === undefined ? [] : casNonCouverts(verbe, ligne, date, chemin),
  );
  return {
    enVigueur: ordonner(enVigueur),
    resiliees: ordonner(resiliees),
    nonCouvert: nonCouverts[0] ?? null,
  };
}

function ordonner(lignes: readonly Ligne[]): Lue[] {
  return trierParCodes(
    lignes.map(({ ligne }) => ({ ...ligne, parts: ordonnerParts(ligne.parts) })),
    ({ reservataire }) => reservataire.code,
    ({ dateDEffet }) => dateDEffet,
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
  const { complet, champs } = saisie.lireObjet(acte, donnee, chemin);
  const parties = saisie.lireListe(conventionMultipartite.shape.parties.element, champs.parties ?? [], [
    ...chemin,
    "parties",
  ]);
  if (champs.parties !== undefined && champs.parties.length < 2)
    saisie.refuser([...chemin, "parties"], "PARTIES_INSUFFISANTES", {
      fr: "Un acte à plusieurs nomme au moins deux réservataires ; à un seul, c'est une convention ordinaire.",
      en: "A joint agreement names at least two holders; with one, it is an ordinary agreement.",
    });
  if (complet === undefined) return [];
  const { reference, dateDeSignature, dateDEffet } = complet;
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

// --- Contrôles -----------------------------------------------------------------------------------------------------

/** Une seule convention par réservataire ; un préfet, une commune ou un groupement ne se donnent pas sous deux codes. */
function refuserConventionsEnDouble(saisie: Saisie, enVigueur: readonly Ligne[]): void {
  const lignes = enVigueur.map(({ ligne }, rang) => ({ ligne, rang }));
  const cheminDe = (rang: number) => enVigueur[rang]?.chemin ?? [];
  saisie.refuserDoublons(
    lignes,
    ({ reservataire }) => reservataire.code,
    (rang) => [...cheminDe(rang), "reservataire", "code"],
  );
  saisie.refuserDoublons(
    lignes.filter(
      ({ ligne: { reservataire } }) =>
        reservataire.categorie === "prefet" ||
        (["commune", "epci", "ept"].includes(reservataire.categorie) &&
          reservataire.territoire.type !== "perimetre"),
    ),
    ({ reservataire: { categorie, territoire } }) =>
      categorie === "prefet" ? categorie : `${categorie}, ${nommerTerritoire(territoire).fr}`,
    (rang) => [...cheminDe(rang), "reservataire", "categorie"],
  );
}

/** Les dates d'une convention se suivent, et un arrêté n'en tient lieu que pour le préfet. */
export function controlerDates(
  saisie: Saisie,
  { dateDEffet, resiliation, arrete, reservataire }: Lue,
  chemin: Chemin,
): void {
  if (resiliation !== undefined && resiliation.date < dateDEffet)
    saisie.refuser([...chemin, "resiliation", "date"], "DATES_INVERSEES", {
      fr: `La résiliation (${resiliation.date}) précède la prise d'effet (${dateDEffet}).`,
      en: `The termination (${resiliation.date}) precedes the effective date (${dateDEffet}).`,
    });
  if (resiliation?.miseEnDemeure !== undefined && resiliation.date < resiliation.miseEnDemeure)
    saisie.refuser([...chemin, "resiliation", "miseEnDemeure"], "DATES_INVERSEES", {
      fr: `La mise en demeure (${resiliation.miseEnDemeure}) suit la résiliation (${resiliation.date}).`,
      en: `The formal notice (${resiliation.miseEnDemeure}) comes after the termination (${resiliation.date}).`,
    });
  if (arrete !== undefined && reservataire.categorie !== "prefet")
    saisie.refuser([...chemin, "arrete"], "CHAMP_EN_TROP", {
      fr: "Un arrêté ne tient lieu de convention que pour les réservations du préfet.",
      en: "An order stands in for an agreement only for the prefect's reservations.",
    });
}

function controlerTerritoire(
  saisie: Saisie,
  { reservataire: { categorie, territoire } }: Lue,
  { secteurs, perimetre }: Assiette,
  chemin: Chemin,
): void {
  const lieu = [...chemin, "reservataire", "territoire"];
  if (categorie === "prefet" && territoire.type !== "perimetre")
    saisie.refuser(lieu, "TERRITOIRE_INCOHERENT", {
      fr: "Le préfet est réservataire dans tout le département ; une part plus étroite se dit par sa territorialisation.",
      en: "The prefect holds reservations in the whole département; a narrower share is stated by its territorialisation.",
    });
  if (territoire.type !== "perimetre" && secteurs.some(({ commune }) => commune === null))
    refuserSansDetail(saisie, lieu);
  if (territoire.type === "commune" && perimetre !== null)
    controlerDepartement(saisie, territoire.commune, perimetre, [...lieu, "commune"]);
}

/** Ce que cette version ne sait pas encore répartir. */
function casNonCouverts(
  verbe: string,
  { reservataire, dateDEffet, parts }: Lue,
  date: string,
  chemin: Chemin,
): CasNonCouvert[] {
  const cas: CasNonCouvert[] = [];
  if (dateDEffet > date)
    cas.push(
      new CasNonCouvert(verbe, ecrireChemin([...chemin, "dateDEffet"]), {
        fr: `la convention de « ${reservataire.code} » prend effet le ${dateDEffet}, après la date du calcul (${date}) ; cette version ne répartit que des conventions en vigueur.`,
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
