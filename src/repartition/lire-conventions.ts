import type { Assiette } from "../assiette/calculer-assiette.js";
import { valeurLegale } from "../droit/parametres.js";
import { CENT, comparer, sommer } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { enUnites, pourcentageDesUnites } from "../exact/taux.js";
import { controlerDepartement } from "../modele/departement.js";
import { CasNonCouvert } from "../modele/erreurs.js";
import { ecrireChemin, type Saisie } from "../modele/saisie.js";
import { type Contingent, type ConventionLue, convention, type PartLue } from "../modele/vocabulaire.js";

type Chemin = readonly PropertyKey[];

/** Lit les conventions d'un périmètre et les met dans l'ordre des codes de réservataire. */
export function lireConventions(
  verbe: string,
  saisie: Saisie,
  conventions: unknown,
  assiette: Assiette | undefined,
): readonly ConventionLue[] {
  const lignes = saisie.lireListe(convention, conventions, ["conventions"]);
  saisie.refuserDoublons(
    lignes,
    ({ reservataire }) => reservataire.code,
    (rang) => ["conventions", rang, "reservataire", "code"],
  );
  const prefets = lignes.filter(({ ligne }) => ligne.reservataire.categorie === "prefet");
  saisie.refuserDoublons(
    prefets,
    ({ reservataire }) => reservataire.categorie,
    (rang) => ["conventions", rang, "reservataire", "categorie"],
  );
  for (const { rang, ligne } of lignes) {
    const chemin = ["conventions", rang];
    controlerParts(saisie, ligne, chemin);
    if (assiette !== undefined) {
      controlerPartsSelonLaDate(saisie, ligne, assiette.provenance.dateDeDroit, chemin);
      controlerTerritoire(saisie, ligne, assiette, chemin);
    }
  }
  saisie.verdict();
  const date = assiette?.provenance.dateDeDroit ?? "";
  for (const { rang, ligne } of lignes) refuserCasNonCouverts(verbe, ligne, date, ["conventions", rang]);
  return trierParCodes(
    lignes.map(({ ligne }) => ({ ...ligne, parts: trierParCodes(ligne.parts, cleDePart) })),
    ({ reservataire }) => reservataire.code,
  );
}

/** Refuse ce que cette version ne sait pas encore répartir. */
function refuserCasNonCouverts(verbe: string, convention: ConventionLue, date: string, chemin: Chemin): void {
  const { reservataire, dateDEffet } = convention;
  if (dateDEffet > date)
    throw new CasNonCouvert(verbe, ecrireChemin([...chemin, "dateDEffet"]), {
      fr: `la convention de « ${reservataire.code} » prend effet le ${dateDEffet}, après la date du calcul (${date}) ; cette version ne répartit que des conventions en vigueur.`,
      en: `the agreement of “${reservataire.code}” takes effect on ${dateDEffet}, after the date of the calculation (${date}); this version only shares agreements in force.`,
    });
}

export function cleDePart({
  contrepartie,
  contingent,
}: Pick<PartLue, "contrepartie"> & { readonly contingent?: Contingent | null | undefined }): string {
  return contingent == null ? contrepartie : `${contrepartie}/${contingent}`;
}

function controlerParts(saisie: Saisie, { reservataire, parts }: ConventionLue, chemin: Chemin): void {
  const lignes = parts.map((ligne, rang) => ({ ligne, rang }));
  saisie.refuserDoublons(lignes, cleDePart, (rang) => [...chemin, "parts", rang]);
  for (const { ligne, rang } of lignes) {
    const estAuPrefet = ligne.contrepartie === "contingent-prefectoral";
    if (estAuPrefet !== (ligne.contingent !== undefined))
      saisie.refuser([...chemin, "parts", rang, "contingent"], "CONTINGENT_INCOHERENT", {
        fr: "Le contingent préfectoral dit son volet (publics prioritaires, agents civils et militaires) ; une autre contrepartie n'en a pas.",
        en: "The prefect's contingent names its part (priority groups, State agents); another counterpart has none.",
      });
    if (estAuPrefet && reservataire.categorie !== "prefet")
      saisie.refuser([...chemin, "parts", rang, "contrepartie"], "CONTREPARTIE_INCOHERENTE", {
        fr: `Le contingent préfectoral revient au préfet, non à un réservataire de catégorie « ${reservataire.categorie} ».`,
        en: `The prefect's contingent belongs to the prefect, not to a holder of category “${reservataire.categorie}”.`,
      });
  }
  const cumul = sommer(parts.map((part) => pourcentageDesUnites(enUnites(part.taux))));
  if (comparer(cumul, CENT) > 0)
    saisie.refuser([...chemin, "parts"], "TAUX_CUMULE_SUPERIEUR_A_100", {
      fr: `Les parts de « ${reservataire.code} » dépassent ensemble 100 % du flux.`,
      en: `The shares of “${reservataire.code}” together exceed 100% of the flow.`,
    });
}

function controlerPartsSelonLaDate(
  saisie: Saisie,
  { reservataire, parts }: ConventionLue,
  date: string,
  chemin: Chemin,
): void {
  const identifies: readonly string[] = valeurLegale("reservatairesDeLogementsIdentifies", date);
  const horsDuFlux = identifies.includes(reservataire.categorie);
  if (horsDuFlux && parts.length > 0)
    saisie.refuser([...chemin, "parts"], "PART_DE_LOGEMENTS_IDENTIFIES", {
      fr: `Au ${date}, la loi excepte du flux les logements identifiés de la catégorie « ${reservataire.categorie} » : cette version ne leur calcule pas de part.`,
      en: `On ${date} the law excepts from the flow the identified dwellings of category “${reservataire.categorie}”: this version computes no share for them.`,
    });
  if (!horsDuFlux && parts.length === 0)
    saisie.refuser([...chemin, "parts"], "LISTE_VIDE", {
      fr: "Donner au moins une part du flux, à zéro s'il le faut.",
      en: "Give at least one share of the flow, zero if need be.",
    });
}

function controlerTerritoire(
  saisie: Saisie,
  { reservataire: { categorie, territoire } }: ConventionLue,
  { secteurs, perimetre }: Assiette,
  chemin: Chemin,
): void {
  const lieu = [...chemin, "reservataire", "territoire"];
  if (categorie === "prefet" && territoire.type !== "perimetre")
    saisie.refuser(lieu, "TERRITOIRE_INCOHERENT", {
      fr: "Cette version ne calcule la part du préfet que sur tout le département.",
      en: "This version computes the prefect's share on the whole département only.",
    });
  if (territoire.type !== "perimetre" && secteurs.some(({ commune }) => commune === null))
    saisie.refuser(lieu, "ASSIETTE_SANS_DETAIL", {
      fr: "L'assiette est donnée sans secteurs : un territoire ne peut y être situé. Calculer l'assiette secteur par secteur.",
      en: "The base is given without sectors: a territory cannot be located in it. Compute the base per sector.",
    });
  if (territoire.type === "commune" && perimetre !== null)
    controlerDepartement(saisie, territoire.commune, perimetre, [...lieu, "commune"]);
}
