import type { MouvementDeDroits } from "../bilan/mouvements-de-droits.js";
import { type CompteDeDroits, tenirCompteDeDroits } from "../bilan/tenir-compte-de-droits.js";
import type { DroitsUniques } from "../conversion/convertir-en-droits-uniques.js";
import { trierParCodes } from "../exact/ordre.js";
import { ErreurDeSaisie } from "../modele/erreurs.js";
import type { Reservataire } from "../modele/vocabulaire.js";
import type { Objectifs } from "../objectifs/fixer-objectifs-de-flux.js";
import {
  consignerJournal,
  type EvenementEcarte,
  type JournalConsigne,
} from "../orientation/consigner-journal.js";
import { ouvrirRegistre, type StipulationsDeRegistre } from "../orientation/ouvrir-registre.js";
import type { Registre } from "../orientation/registre.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import type { CadreDeLAnnee } from "./cadre-de-l-annee.js";
import type { AnneeCalculee } from "./calculer-annee.js";
import { titulairesNommes } from "./conventions-de-l-annee.js";
import type { Scenario } from "./scenario.js";

/** Le journal de l'année, lu dans un registre ouvert sur les parts de ce scénario ; `null` si l'année n'est pas connue. */
export function lireLeJournal(
  { scenario, donnee: { journal }, calculees, ici, appeler }: CadreDeLAnnee,
  repartition: Repartition | null,
): JournalConsigne | null {
  if (journal === undefined || repartition === null) return null;
  const convenu = (scenario.stipulations.ouvrirRegistre ?? {}) as StipulationsDeRegistre;
  const precedent = calculees.at(-1)?.registre ?? undefined;
  const ouvert = appeler("ouvrirRegistre", { "": ici }, () =>
    ouvrirRegistre(repartition, convenu, precedent),
  );
  return (
    ouvert &&
    appeler("consignerJournal", { "": ici, evenements: `${ici}.journal` }, () =>
      consignerJournal(ouvert, journal),
    )
  );
}

/** Les événements que le registre refuse, leurs problèmes situés dans le scénario. */
export function situerLesEcarts({ ici }: CadreDeLAnnee, { ecartes }: JournalConsigne): EvenementEcarte[] {
  return ecartes.map((ecarte) => ({
    ...ecarte,
    problemes: ecarte.problemes.map((probleme) => ({
      ...probleme,
      chemin: probleme.chemin.replace(/^evenements/, `${ici}.journal`),
    })),
  }));
}

/**
 * Le compte de droits de l'année : lu dans le registre, ou tous les objectifs supposés reçus.
 *
 * Sans l'un ni l'autre, ce qui a été consommé n'est pas connu : il n'y a pas de compte, ni cette année ni celles d'après.
 */
export function tenirLesComptes(
  { scenario, rang, donnee: { annee, mouvements = [], journal }, calculees, ici, appeler }: CadreDeLAnnee,
  droitsUniques: DroitsUniques | null,
  { repartition, objectifs }: Pick<AnneeCalculee, "repartition" | "objectifs">,
  registre: Registre | null,
): CompteDeDroits | null {
  const { tauxDeRotation, stipulations } = scenario;
  const ouverture = (rang === 0 ? droitsUniques : calculees.at(-1)?.compteDeDroits) ?? null;
  const lieux = {
    "": ici,
    reservataires: "inventaire.reservataires",
    mouvements: `${ici}.mouvements`,
    tauxDeRotation: "tauxDeRotation",
  };
  if (ouverture === null) {
    if (mouvements.length > 0 && stipulations.convertirEnDroitsUniques === undefined)
      appeler("tenirCompteDeDroits", lieux, refuserSansCompte);
    return null;
  }
  if (repartition === null || (journal === undefined ? objectifs : registre) === null) return null;
  const supposees = registre === null ? consommationsSupposees(annee, objectifs, scenario) : [];
  return appeler("tenirCompteDeDroits", lieux, () =>
    tenirCompteDeDroits(
      {
        ouverture,
        au: `${annee}-12-31`,
        reservataires: titulairesDe(scenario),
        mouvements: [...mouvements, ...supposees],
        registre: registre ?? undefined,
        tauxDeRotation,
      },
      stipulations.tenirCompteDeDroits ?? {},
    ),
  );
}

function refuserSansCompte(): never {
  throw new ErreurDeSaisie("simuler", [
    {
      chemin: "mouvements",
      code: "MOUVEMENTS_SANS_COMPTE",
      message:
        "Des mouvements de droits sont donnés, et aucun compte n'est tenu : donner l'inventaire, le taux de rotation et les stipulations de « convertirEnDroitsUniques ».",
      messageEn:
        "Movements of rights are given and no account is kept: give the inventory, the turnover rate and the stipulations of “convertirEnDroitsUniques”.",
    },
  ]);
}

/** Tous ceux que nomment l'inventaire et les conventions, chacun une fois. */
function titulairesDe({
  inventaire,
  conventions,
}: Scenario): Pick<Reservataire, "code" | "nom" | "categorie">[] {
  const parCode = new Map(
    [...conventions.flatMap(titulairesNommes), ...(inventaire?.reservataires ?? [])].map(
      (un) => [un.code, un] as const,
    ),
  );
  return trierParCodes([...parCode.values()], ({ code }) => code).map(({ code, nom, categorie }) => ({
    code,
    nom,
    categorie,
  }));
}

/** Chacun est supposé recevoir son objectif, l'État excepté : son contingent ne se consomme pas, et une reprise n'a pas de compte. */
function consommationsSupposees(
  annee: number,
  objectifs: Objectifs | null,
  scenario: Scenario,
): MouvementDeDroits[] {
  const deLEtat = new Set([
    ...titulairesDe(scenario).flatMap(({ code, categorie }) => (categorie === "prefet" ? [code] : [])),
    ...(objectifs?.repartition.reprises ?? []).map(({ code }) => code),
  ]);
  return (objectifs?.reservataires ?? [])
    .filter(({ reservataire, objectif }) => objectif > 0 && !deLEtat.has(reservataire))
    .map(({ reservataire, objectif }) => ({
      type: "consommation" as const,
      date: `${annee}-12-31`,
      mouvement: `objectif/${annee}/${reservataire}`,
      reservataire,
      droits: String(objectif),
    }));
}
