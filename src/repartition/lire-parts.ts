import { gardeDesLogementsIdentifies } from "../droit/parametres.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { CENT, comparer, sommer } from "../exact/fraction.js";
import { trierParCodes } from "../exact/ordre.js";
import { lireTaux } from "../exact/taux.js";
import { controlerDepartement } from "../modele/departement.js";
import type { Saisie } from "../modele/saisie.js";
import { estDansLeTerritoire, nommerTerritoire } from "../modele/secteurs.js";
import {
  type Contingent,
  type FondementDePart,
  NON_RESERVES,
  type PartLue,
  type PartRetenue,
  type Reservataire,
  type TerritoireDePart,
} from "../modele/vocabulaire.js";
import type { CadreDuCalcul } from "./cadre-du-calcul.js";

type Chemin = readonly PropertyKey[];

interface Engagement {
  readonly reservataire: Reservataire;
  readonly parts: readonly PartLue[];
}

export function cleDePart({
  contrepartie,
  contingent,
}: {
  readonly contrepartie: FondementDePart;
  readonly contingent?: Contingent | null | undefined;
}): string {
  return contingent == null ? contrepartie : `${contrepartie}/${contingent}`;
}

/** Là où une part s'exerce : l'échelle que la convention lui donne, à défaut le territoire du réservataire. */
export function territoireDe(reservataire: Reservataire, part: PartRetenue): TerritoireDePart {
  return part.territorialisation?.territoire ?? reservataire.territoire;
}

/** Met les parts d'une convention dans l'ordre canonique, listes de communes comprises. */
export function ordonnerParts(parts: readonly PartLue[]): PartLue[] {
  const ordonnees = parts.map((part) => ({
    ...part,
    ...(part.territorialisation === undefined
      ? {}
      : {
          territorialisation: {
            ...part.territorialisation,
            territoire: ordonner(part.territorialisation.territoire),
          },
        }),
    ...(part.delegations === undefined
      ? {}
      : {
          delegations: trierParCodes(
            part.delegations.map((delegation) => ({
              ...delegation,
              territoire: ordonner(delegation.territoire),
            })),
            ({ delegataire }) => delegataire,
            ({ territoire }) => nommerTerritoire(territoire).fr,
          ),
        }),
  }));
  return trierParCodes(ordonnees, cleDePart);
}

function ordonner(territoire: TerritoireDePart): TerritoireDePart {
  return territoire.type === "communes"
    ? { ...territoire, communes: trierParCodes(territoire.communes, (code) => code) }
    : territoire;
}

/** Contrôle les parts d'une convention, sans rien savoir de l'assiette. */
export function controlerParts(saisie: Saisie, { reservataire, parts }: Engagement, chemin: Chemin): void {
  const lignes = parts.map((ligne, rang) => ({ ligne, rang }));
  saisie.refuserDoublons(lignes, cleDePart, (rang) => [...chemin, rang]);
  for (const { ligne, rang } of lignes) {
    const estAuPrefet = ligne.contrepartie === "contingent-prefectoral";
    if (estAuPrefet !== (ligne.contingent !== undefined))
      saisie.refuser([...chemin, rang, "contingent"], "CONTINGENT_INCOHERENT", {
        fr: "Le contingent préfectoral dit son volet (publics prioritaires, agents civils et militaires) ; une autre contrepartie n'en a pas.",
        en: "The prefect's contingent names its part (priority groups, State agents); another counterpart has none.",
      });
    if (
      ["contingent-prefectoral", "decote"].includes(ligne.contrepartie) &&
      reservataire.categorie !== "prefet"
    )
      saisie.refuser([...chemin, rang, "contrepartie"], "CONTREPARTIE_INCOHERENTE", {
        fr: `La contrepartie « ${ligne.contrepartie} » revient à l'État, non à un réservataire de catégorie « ${reservataire.categorie} ».`,
        en: `The counterpart “${ligne.contrepartie}” belongs to the State, not to a holder of category “${reservataire.categorie}”.`,
      });
  }
  const cumul = sommer(parts.map(({ taux }) => lireTaux(taux)));
  if (comparer(cumul, CENT) > 0)
    saisie.refuser(chemin, "TAUX_CUMULE_SUPERIEUR_A_100", {
      fr: `Les parts de « ${reservataire.code} » dépassent ensemble 100 % du flux.`,
      en: `The shares of “${reservataire.code}” together exceed 100% of the flow.`,
    });
}

/** Un réservataire de logements identifiés n'a pas de part du flux ; les autres en ont une. */
export function controlerPartsSelonLaDate(
  saisie: Saisie,
  { reservataire, parts }: Engagement,
  date: string,
  chemin: Chemin,
): void {
  const horsDuFlux = gardeDesLogementsIdentifies(reservataire.categorie, date);
  if (horsDuFlux && parts.length > 0)
    saisie.refuser(chemin, "PART_DE_LOGEMENTS_IDENTIFIES", {
      fr: `Au ${dateEnFrancais(date)}, la loi excepte du flux les logements identifiés de la catégorie « ${reservataire.categorie} » : cette version ne leur calcule pas de part.`,
      en: `On ${date} the law excepts from the flow the identified dwellings of category “${reservataire.categorie}”: this version computes no share for them.`,
    });
  if (!horsDuFlux && parts.length === 0)
    saisie.refuser(chemin, "LISTE_VIDE", {
      fr: "Donner au moins une part du flux, à zéro s'il le faut.",
      en: "Give at least one share of the flow, zero if need be.",
    });
}

/** Situe chaque part dans l'assiette : son échelle et ses délégations restent dans le territoire du réservataire. */
export function situerParts(
  saisie: Saisie,
  { reservataire, parts }: Engagement,
  cadre: CadreDuCalcul,
  chemin: Chemin,
): void {
  parts.forEach((part, rang) => {
    const { territorialisation, delegations = [] } = part;
    if (territorialisation !== undefined) {
      const lieu = [...chemin, rang, "territorialisation", "territoire"];
      if (territorialisation.territoire.type === "perimetre")
        saisie.refuser(lieu, "TERRITOIRE_INCOHERENT", {
          fr: "Une territorialisation est plus fine que le département : une commune, un EPCI ou des communes.",
          en: "A territorialisation is finer than the département: a municipality, an EPCI or municipalities.",
        });
      situer(saisie, territorialisation.territoire, reservataire.territoire, cadre, lieu);
    }
    delegations.forEach(({ delegataire, territoire }, position) => {
      if (delegataire === reservataire.code || delegataire === NON_RESERVES)
        saisie.refuser([...chemin, rang, "delegations", position, "delegataire"], "DELEGATAIRE_INCOHERENT", {
          fr: "Une part se délègue à un autre que son titulaire, et non au bailleur : c'est alors la gestion déléguée.",
          en: "A share is delegated to another than its holder, and not to the landlord: that is delegated management.",
        });
      const lieu = [...chemin, rang, "delegations", position, "territoire"];
      situer(saisie, territoire, territoireDe(reservataire, part), cadre, lieu);
      const autres = delegations.slice(0, position).map((autre) => autre.territoire);
      const partage = cadre.secteurs.some(
        (secteur) =>
          estDansLeTerritoire(secteur, territoire) &&
          autres.some((autre) => estDansLeTerritoire(secteur, autre)),
      );
      if (partage)
        saisie.refuser(lieu, "DELEGATIONS_CONCURRENTES", {
          fr: `Une autre délégation de la même part couvre déjà des communes de « ${nommerTerritoire(territoire).fr} ».`,
          en: `Another delegation of the same share already covers municipalities of “${nommerTerritoire(territoire).en}”.`,
        });
    });
  });
}

/** Un territoire tient dans un autre, sur les secteurs que l'assiette connaît. */
function situer(
  saisie: Saisie,
  territoire: TerritoireDePart,
  contenant: TerritoireDePart,
  { secteurs, perimetre }: CadreDuCalcul,
  chemin: Chemin,
): void {
  const communes =
    territoire.type === "commune"
      ? [{ code: territoire.commune, lieu: [...chemin, "commune"] }]
      : territoire.type === "communes"
        ? territoire.communes.map((code, rang) => ({ code, lieu: [...chemin, "communes", rang] }))
        : [];
  if (territoire.type === "communes") {
    if (territoire.communes.length === 0)
      saisie.refuser([...chemin, "communes"], "LISTE_VIDE", {
        fr: "Donner au moins une commune.",
        en: "Give at least one municipality.",
      });
    saisie.refuserDoublons(
      territoire.communes.map((ligne, rang) => ({ ligne, rang })),
      (code) => code,
      (rang) => [...chemin, "communes", rang],
    );
  }
  if (perimetre !== null)
    for (const { code, lieu } of communes) controlerDepartement(saisie, code, perimetre, lieu);
  if (territoire.type !== "perimetre" && secteurs.some(({ commune }) => commune === null))
    refuserSansDetail(saisie, chemin);
  const dehors = secteurs.filter(
    (secteur) => estDansLeTerritoire(secteur, territoire) && !estDansLeTerritoire(secteur, contenant),
  );
  const ailleurs = contenant.type === "commune" && communes.some(({ code }) => code !== contenant.commune);
  if (dehors.length > 0 || ailleurs)
    saisie.refuser(chemin, "TERRITOIRE_INCOHERENT", {
      fr: `« ${nommerTerritoire(territoire).fr} » sort de « ${nommerTerritoire(contenant).fr} », où la part s'exerce.`,
      en: `“${nommerTerritoire(territoire).en}” goes beyond “${nommerTerritoire(contenant).en}”, where the share holds.`,
    });
}

/** Un réservataire se situe dans l'assiette : elle a du détail s'il a un territoire, et sa commune est du département. */
export function situerReservataire(
  saisie: Saisie,
  { territoire }: Reservataire,
  { secteurs, perimetre }: CadreDuCalcul,
  chemin: Chemin,
): void {
  if (territoire.type !== "perimetre" && secteurs.some(({ commune }) => commune === null))
    refuserSansDetail(saisie, chemin);
  if (territoire.type === "commune" && perimetre !== null)
    controlerDepartement(saisie, territoire.commune, perimetre, [...chemin, "commune"]);
}

function refuserSansDetail(saisie: Saisie, chemin: Chemin): void {
  saisie.refuser(chemin, "ASSIETTE_SANS_DETAIL", {
    fr: "L'assiette est donnée sans secteurs : un territoire ne peut y être situé. Calculer l'assiette secteur par secteur.",
    en: "The base is given without sectors: a territory cannot be located in it. Compute the base per sector.",
  });
}
