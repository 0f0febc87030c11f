import { Saisie } from "../modele/saisie.js";
import { type Evenement, evenement as schemaEvenement } from "./evenements.js";
import type { Registre } from "./registre.js";
import { marquerVerifie } from "./registres-verifies.js";
import { consignerSiPossible } from "./rejouer.js";
import { relireRegistre } from "./relire-registre.js";

const VERBE = "consigner";

/**
 * Consigne un événement : l'état d'avant n'est pas touché, l'état d'après est rendu.
 *
 * Un logement partagé par le flux accroît, à sa première mise à disposition, le dû de chacun de sa part dans le secteur ; il est
 * décompté à l'événement stipulé. Ce que coûte un tour qui échoue, et à qui va ensuite le logement, est stipulé aussi ; en QPV, après
 * l'échec d'une attribution, la loi le met à la disposition du maire.
 *
 * Un événement tardif se consigne à sa date, quand on l'apprend : les comptes n'en dépendent que par ce qu'il dit. Les suites d'un
 * logement viennent dans l'ordre de ce logement. Une répartition qui change en cours d'année se consigne aussi : une libération se
 * partage selon celle de sa date. Un événement consigné à tort s'annule par son numéro, et reste écrit.
 *
 * @param registre - l'état courant
 * @param evenement - l'événement, sans aucune donnée sur un ménage ; il peut porter la version du registre sur laquelle l'appelant
 * s'est fondé, `versionAttendue`
 * @returns le nouvel état
 * @throws {@link ErreurDeSaisie} si l'événement est mal formé, répété, hors de l'année, hors de l'ordre du dossier,
 * ou donne un logement à un réservataire hors de son territoire ; si la version attendue n'est pas celle du registre ; ou si le
 * registre ne redonne pas son journal
 * @throws {@link StipulationManquante} à la première absence de candidat en QPV, si son sort n'est pas stipulé
 * @article CCH, art. R. 441-5, I, al. 7 (en vigueur depuis le 22/02/2020) ; L. 441-1, al. 44 (depuis le 23/02/2022)
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
 *   echec: "annule",
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
  const fait = saisie.lire(schemaEvenement, saisie.recevoir(evenement, ["evenement"]), ["evenement"]);
  const suivant =
    etat === undefined || fait === undefined ? null : consignerSiPossible(saisie, etat, fait, ["evenement"]);
  return marquerVerifie(saisie.certifier(suivant ?? undefined));
}
