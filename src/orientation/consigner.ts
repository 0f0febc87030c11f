import { Saisie } from "../modele/saisie.js";
import { appliquer } from "./appliquer.js";
import { controlerEvenement, refuserNouveauTour } from "./controler-evenement.js";
import { type Evenement, evenement as schemaEvenement } from "./evenements.js";
import type { Registre } from "./registre.js";
import { marquerVerifie } from "./registres-verifies.js";
import { relireRegistre } from "./relire-registre.js";

const VERBE = "consigner";

/**
 * Consigne un événement : l'état d'avant n'est pas touché, l'état d'après est rendu.
 *
 * Une mise à disposition décompte le logement et fait croître, dans son secteur, le dû de chacun de sa part.
 * Libérations, soustractions et mises à disposition se consignent dans l'ordre des dates ; les suites d'un logement
 * (désignation, attribution, bail…), dans l'ordre de ce logement.
 *
 * @param registre - l'état courant
 * @param evenement - l'événement, sans aucune donnée sur un ménage
 * @returns le nouvel état
 * @throws {@link ErreurDeSaisie} si l'événement est mal formé, répété, hors de l'année, hors de l'ordre du dossier,
 * ou donne un logement à un réservataire hors de son territoire ; ou si le registre ne redonne pas son journal
 * @throws {@link CasNonCouvert} pour un nouveau tour après un échec
 * @article CCH, art. R. 441-5, I, al. 7 (en vigueur depuis le 22/02/2020)
 * @category Orientation
 * @example
 * const assiette = calculerAssiette(
 *   {
 *     date: "2024-01-01",
 *     perimetre: { bailleur: "999999999", departement: "77", annee: 2024 },
 *     secteurs: [{ commune: "77288", localisation: "qpv", epci: null, liberations: 10 }],
 *   },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const registre = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   report: "aucun",
 * });
 * consigner(registre, {
 *   type: "liberation", date: "2024-02-01", liberation: "L-1", logement: "9900000001", commune: "77288",
 *   localisation: "qpv", typologie: "T3", financement: "PLUS", periodeDeConstruction: "1949-1974",
 *   statut: "dans-le-flux", premiereMiseEnLocation: false,
 * }).version // 1
 */
export function consigner(registre: Registre, evenement: Evenement): Registre {
  const saisie = new Saisie(VERBE);
  const etat = relireRegistre(saisie, registre);
  const lu = saisie.lire(schemaEvenement, saisie.recevoir(evenement, ["evenement"]), ["evenement"]);
  if (etat !== undefined && lu !== undefined) {
    refuserNouveauTour(VERBE, etat, lu);
    controlerEvenement(saisie, etat, lu, ["evenement"]);
  }
  return marquerVerifie(appliquer(saisie.certifier(etat), saisie.certifier(lu)));
}
