import type { ComptesDeSecteur } from "../assiette/calculer-assiette.js";
import type { MouvementDeDroits } from "../bilan/mouvements-de-droits.js";
import { trierParCodes } from "../exact/ordre.js";
import { champDe } from "../modele/donnee-pure.js";
import type { CategorieDeSoustraction, Reservataire } from "../modele/vocabulaire.js";
import type { Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import { type AnneeDeScenario, lieuDe, type Scenario } from "./scenario.js";

/** Le parc au 1er janvier : celui du départ, avec ce qui a été mis en service depuis, sans ce qui est sorti. */
export function inventaireDe({ inventaire, annees }: Scenario, rang: number) {
  if (inventaire === undefined) return null;
  const passees = annees.slice(0, rang);
  const sortis = new Set(passees.flatMap(({ sorties = [] }) => sorties));
  const lignes = [
    ...inventaire.logements.map((logement, position) => ({
      logement,
      origine: `inventaire.logements[${position}]`,
    })),
    ...passees.flatMap(({ programmes = [] }, passee) =>
      programmes.flatMap(({ logements }, numero) =>
        logements.map((logement, position) => ({
          logement,
          origine: `annees[${passee}].programmes[${numero}].logements[${position}]`,
        })),
      ),
    ),
  ].filter(({ logement }) => !sortis.has(champDe(logement, "numeroRpls") as string));
  return {
    entree: { ...inventaire, logements: lignes.map(({ logement }) => logement) },
    origines: lignes.map(({ origine }) => origine),
    sources: [inventaire, ...passees.flatMap(({ programmes, sorties }) => [programmes, sorties])],
  };
}

/** Les comptes des secteurs, opérations et programmes de l'année ajoutés. */
export function secteursDe({
  secteurs,
  operations = [],
  programmes = [],
}: AnneeDeScenario): ComptesDeSecteur[] {
  return secteurs.map((secteur) => {
    const lieu = lieuDe(secteur);
    const siennes = operations.filter((operation) => lieuDe(operation) === lieu);
    const neufs = programmes
      .flatMap(({ logements }) => logements)
      .filter((logement) => lieuDe(logement) === lieu).length;
    if (siennes.length === 0 && neufs === 0) return secteur;
    const soustraits: Partial<Record<CategorieDeSoustraction, number | undefined>> = {
      ...secteur.soustraits,
    };
    for (const { categorie, relogements } of siennes)
      soustraits[categorie] = (soustraits[categorie] ?? 0) + relogements;
    const { premieresMisesEnLocation = 0 } = secteur;
    return { ...secteur, premieresMisesEnLocation: premieresMisesEnLocation + neufs, soustraits };
  });
}

/** Tous ceux que nomment l'inventaire et les conventions, chacun une fois. */
export function titulairesDe({
  inventaire,
  conventions,
}: Scenario): Pick<Reservataire, "code" | "nom" | "categorie">[] {
  const desConventions = conventions.flatMap((convention) =>
    convention.parties === undefined
      ? [convention.reservataire]
      : convention.parties.map(({ reservataire }) => reservataire),
  );
  const parCode = new Map(
    [...desConventions, ...(inventaire?.reservataires ?? [])].map((un) => [un.code, un] as const),
  );
  return trierParCodes([...parCode.values()], ({ code }) => code).map(({ code, nom, categorie }) => ({
    code,
    nom,
    categorie,
  }));
}

/** L'année n'est pas connue : chacun est supposé recevoir son objectif, l'État excepté, dont le contingent ne se consomme pas. */
export function consommationsSupposees(
  annee: number,
  objectifs: Objectifs | null,
  scenario: Scenario,
): MouvementDeDroits[] {
  const etat = new Set(
    titulairesDe(scenario)
      .filter(({ categorie }) => categorie === "prefet")
      .map(({ code }) => code),
  );
  return (objectifs?.reservataires ?? [])
    .filter(({ reservataire, objectif }) => objectif > 0 && !etat.has(reservataire))
    .map(({ reservataire, objectif }) => ({
      type: "consommation" as const,
      date: `${annee}-12-31`,
      mouvement: `objectif/${annee}/${reservataire}`,
      reservataire,
      droits: String(objectif),
    }));
}
