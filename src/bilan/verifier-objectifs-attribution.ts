import * as z from "zod";
import { DEBUT_DU_REGIME_DU_FLUX, dateEnFrancais } from "../droit/periodes.js";
import { regrouperParCodes, trierParCodes } from "../exact/ordre.js";
import { anneeDe } from "../modele/calendrier.js";
import type { Constat } from "../modele/constats.js";
import { dateIso } from "../modele/identifiants.js";
import { type Provenance, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import { estDansLeTerritoire } from "../modele/secteurs.js";
import { type CategorieDeReservataire, NON_RESERVES, type Perimetre } from "../modele/vocabulaire.js";
import { perimetreDe, type Registre } from "../orientation/registre.js";
import { relireRegistre } from "../orientation/relire-registre.js";
import { type AttributionLue, attributionsDuRegistre } from "./attributions-du-registre.js";
import { categoriesDe, lireCategories } from "./categories-des-registres.js";
import { constaterLesObjectifs } from "./constater-objectifs-attribution.js";
import {
  estDansLesJours,
  type Jours,
  joursDesFenetres,
  type MixiteDUnTerritoire,
  mixiteDuTerritoire,
} from "./mixite.js";
import { estTenu, type QuartPrioritaire, quartsPrioritaires } from "./quarts-prioritaires.js";
import { lireTerritoires, objectifDuBailleur, type TerritoireAObjectif } from "./territoires-a-objectif.js";

const schemaEntree = z.strictObject({
  au: dateIso.optional(),
  registresAnterieurs: z.array(z.unknown()).optional(),
  territoires: z.array(z.unknown()).optional(),
});

export interface EntreeObjectifsDAttribution {
  /** Le jour où les objectifs se lisent, compris, dans l'année du registre ; à défaut, le 31 décembre. */
  readonly au?: string | undefined;
  /** Du même bailleur et du même département, ceux des deux années d'avant : leurs libérations s'attribuent jusqu'à l'année suivante. */
  readonly registresAnterieurs?: readonly Registre[] | undefined;
  /** Les territoires à conférence intercommunale, et ce qui y fixe l'objectif du bailleur ; ailleurs, la loi ne fixe pas de mixité. */
  readonly territoires?: readonly TerritoireAObjectif[] | undefined;
}

export interface ObjectifsDAttribution extends Jours {
  readonly nature: "objectifs-d-attribution";
  readonly perimetre: Perimetre;
  /** Collectivités, groupements et Action Logement, dans l'ordre des codes ; le bailleur en dernier. */
  readonly quarts: readonly QuartPrioritaire[];
  /** Dans l'ordre des territoires. */
  readonly mixite: readonly MixiteDUnTerritoire[];
  /** Attributions de l'année hors des territoires donnés. */
  readonly horsDesTerritoires: number;
  readonly constats: readonly Constat[];
  readonly provenance: Provenance;
}

const VERBE = "verifierObjectifsAttribution";

/**
 * Vérifie les objectifs d'attribution de L. 441-1 : le quart des ménages DALO ou prioritaires, réservataire par réservataire et pour
 * le bailleur, et dans les territoires à conférence intercommunale la mixité hors et en QPV, avec les fenêtres de six et douze mois.
 *
 * Tout se lit dans le journal, dans ce que les attributions et les baux disent des publics ({@link Publics}). Une attribution qui n'en
 * dit rien est comptée, et n'est pas tenue pour favorable ; si l'objectif en dépend, il n'est pas jugé. Les relogements du
 * renouvellement urbain et des copropriétés dégradées sont hors du flux, et comptés pour la mixité hors QPV ; ils ne le sont au quart de
 * personne. Un objectif manqué donne un constat : une irrégularité à la fin de l'année, une information avant.
 *
 * @param registre - le registre de l'année
 * @param entree - `au` : le jour de lecture ; `registresAnterieurs` ; `territoires`, chacun avec ce qui fixe l'objectif du bailleur :
 * `convention`, à défaut `notification`, à défaut `uniforme` ; taux en pourcentage
 * @returns le quart de chacun et le nombre de logements restant à attribuer, la mixité de chaque territoire, les constats
 * @throws {@link ErreurDeSaisie} si un registre n'en est pas un, n'est pas du même bailleur et du même département, ou est donné deux
 * fois ; si la date n'est pas de l'année ; si deux territoires ont un secteur commun, ou qu'un territoire n'en a pas
 * @article CCH, art. L. 441-1, al. 24 à 31, 34, 39 et 43 (en vigueur depuis le 23/02/2022), et L. 313-26-2 (depuis le 29/01/2017)
 * @category Bilan
 * @example
 * const assiette = calculerAssiette(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     secteurs: [{ commune: "77288", localisation: "hors-qpv", epci: "247700057", liberations: 10 }],
 *   },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const ouvert = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * const suivi = { liberation: "L-1", date: "2024-02-01" };
 * const registre = [
 *   {
 *     type: "liberation", ...suivi, logement: "9900000001", commune: "77288", localisation: "hors-qpv", typologie: "T3",
 *     financement: "PLUS", periodeDeConstruction: "1949-1974", statut: "dans-le-flux", premiereMiseEnLocation: false,
 *   },
 *   { type: "mise-a-disposition", ...suivi, reservataire: "non-reserves" },
 *   { type: "attribution", ...suivi, publics: { dalo: false, prioritaire: true, premierQuartile: true } },
 *   { type: "bail", ...suivi },
 * ].reduce(consigner, ouvert);
 * const territoires = [{ territoire: { type: "epci", epci: "247700057" }, objectif: { fondement: "uniforme" } }];
 * verifierObjectifsAttribution(registre, { territoires }).mixite[0].horsQpv.verdict // "atteint"
 */
export function verifierObjectifsAttribution(
  registre: Registre,
  entree: EntreeObjectifsDAttribution = {},
): ObjectifsDAttribution {
  const saisie = new Saisie(VERBE);
  const etat = relireRegistre(saisie, registre);
  const { champs } = saisie.lireObjet(schemaEntree, saisie.recevoir(entree));
  const anterieurs = lireAnterieurs(saisie, etat, champs.registresAnterieurs ?? []);
  const registres = etat === undefined ? [] : [etat, ...anterieurs];
  if (etat !== undefined) controlerLaDate(saisie, etat, champs.au);
  const territoires = lireTerritoires(saisie, champs.territoires ?? [], registres);
  const tenus = lireLesTenus(saisie, registres);
  const lu = saisie.certifier(etat);

  const perimetre = perimetreDe(lu);
  const jours = { du: `${perimetre.annee}-01-01`, au: champs.au ?? `${perimetre.annee}-12-31` };
  const attributions = registres.flatMap(attributionsDuRegistre);
  const deLAnnee = attributions.filter(({ attribution }) => estDansLesJours(attribution, jours));
  const quarts = quartsPrioritaires(deLAnnee, tenus, lu, jours.au);
  const mixite = territoires.map((territoire) =>
    mixiteDuTerritoire(
      { territoire: territoire.territoire, objectif: objectifDuBailleur(territoire, jours.au) },
      attributions,
      jours,
    ),
  );
  return sceller(
    {
      nature: "objectifs-d-attribution" as const,
      perimetre,
      ...jours,
      quarts,
      mixite,
      horsDesTerritoires: deLAnnee.filter(
        ({ secteur }) => !territoires.some(({ territoire }) => estDansLeTerritoire(secteur, territoire)),
      ).length,
      constats: constaterLesObjectifs({
        jours,
        quarts,
        mixite,
        sansCategorie: sansCategorie(deLAnnee, registres),
        anneesAbsentes: anneesAbsentes(registres, jours.au, mixite.length > 0),
      }),
    },
    {
      dateDeDroit: jours.au,
      entrees: {
        ...jours,
        registres: registres.map(({ provenance, version, journal }) => ({
          registre: provenance.sceau,
          version,
          journal,
        })),
        territoires,
      },
      stipulations: lu.stipulations,
    },
  );
}

/** Ceux des deux années d'avant, le plus récent d'abord. */
function lireAnterieurs(saisie: Saisie, etat: Registre | undefined, donnes: readonly unknown[]): Registre[] {
  const lus = donnes.flatMap((donne, rang) => {
    const chemin = ["registresAnterieurs", rang];
    const ligne = relireRegistre(saisie, donne, chemin);
    return ligne === undefined ? [] : [{ rang, ligne }];
  });
  saisie.refuserDoublons(
    lus,
    (registre) => String(perimetreDe(registre).annee),
    (rang) => ["registresAnterieurs", rang],
  );
  if (etat === undefined) return [];
  const { bailleur, departement, annee } = perimetreDe(etat);
  for (const { rang, ligne } of lus) {
    const sien = perimetreDe(ligne);
    if (sien.bailleur !== bailleur || sien.departement !== departement)
      saisie.refuser(["registresAnterieurs", rang], "PERIMETRES_DIFFERENTS", {
        fr: `Attendu : un registre du bailleur ${bailleur} dans le département ${departement} ; lu : ${sien.bailleur}, ${sien.departement}.`,
        en: `Expected: a register of landlord ${bailleur} in département ${departement}; got: ${sien.bailleur}, ${sien.departement}.`,
      });
    if (sien.annee !== annee - 1 && sien.annee !== annee - 2)
      saisie.refuser(["registresAnterieurs", rang], "ANNEE_INATTENDUE", {
        fr: `Attendu : un registre de ${annee - 1} ou de ${annee - 2} ; lu : ${sien.annee}.`,
        en: `Expected: a register of ${annee - 1} or ${annee - 2}; got: ${sien.annee}.`,
      });
  }
  return trierParCodes(
    lus.map(({ ligne }) => ligne),
    (lu) => String(perimetreDe(lu).annee),
  ).reverse();
}

function controlerLaDate(saisie: Saisie, etat: Registre, au: string | undefined): void {
  const { annee } = perimetreDe(etat);
  if (au !== undefined && anneeDe(au) !== annee)
    saisie.refuser(["au"], "DATE_HORS_DE_L_ANNEE", {
      fr: `Les objectifs se lisent au ${dateEnFrancais(au)} ; le registre suit l'année ${annee}.`,
      en: `The targets are read on ${au}; the register follows year ${annee}.`,
    });
}

/** Ceux que la loi tient à un quart. */
function lireLesTenus(saisie: Saisie, registres: readonly Registre[]): Map<string, CategorieDeReservataire> {
  const categories = lireCategories(saisie, registres, ["registresAnterieurs"]);
  return new Map([...categories].filter(([, categorie]) => estTenu(categorie)));
}

/** Restés en stock sans convention, ils ont des attributions que rien ne permet de juger. */
function sansCategorie(
  attributions: readonly AttributionLue[],
  registres: readonly Registre[],
): { readonly reservataire: string; readonly attributions: number }[] {
  const connus = new Set([NON_RESERVES, ...categoriesDe(registres).map(([code]) => code)]);
  return regrouperParCodes(
    attributions.filter(({ reservataire }) => reservataire !== null && !connus.has(reservataire)),
    ({ reservataire }) => reservataire ?? "",
  ).map(([reservataire, siennes]) => ({ reservataire, attributions: siennes.length }));
}

/** Les années dont les libérations ont pu s'attribuer dans les jours comptés, sans que leur registre soit donné. */
function anneesAbsentes(registres: readonly Registre[], au: string, avecLesFenetres: boolean): number[] {
  const annee = anneeDe(au);
  const debut = (avecLesFenetres ? joursDesFenetres(au)?.douze.du : undefined) ?? `${annee}-01-01`;
  const utiles = debut < `${annee}-01-01` ? [annee - 2, annee - 1] : [annee - 1];
  const donnees = registres.map((lu) => perimetreDe(lu).annee);
  return utiles.filter((utile) => utile >= anneeDe(DEBUT_DU_REGIME_DU_FLUX) && !donnees.includes(utile));
}
