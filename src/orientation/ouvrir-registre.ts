import * as z from "zod";
import { trierParCodes } from "../exact/ordre.js";
import { controlerAnneeSuivante } from "../modele/annee-suivante.js";
import type { EnLecture } from "../modele/en-lecture.js";
import { CalculImpossible, CasNonCouvert } from "../modele/erreurs.js";
import { texteNonVide } from "../modele/identifiants.js";
import { relire, sceller } from "../modele/provenance.js";
import { Saisie } from "../modele/saisie.js";
import {
  choixDe,
  type ReservationsNonConverties,
  reportConvenu,
  reservationsEnStock,
} from "../modele/stipulations.js";
import type { Repartition } from "../repartition/repartir-flux.js";
import { refuserReservataireSansPart } from "./controler-hors-dossier.js";
import { ouvrirLeRegistre } from "./ouvrir-les-comptes.js";
import { perimetreDe, type Registre } from "./registre.js";
import { marquerVerifie } from "./registres-verifies.js";
import { relireRegistre } from "./relire-registre.js";
import { reporterEcarts } from "./reporter-ecarts.js";
import { direTauxNonCouvert, secteurHorsDesComptes } from "./taux-des-comptes.js";

const schemaStipulations = z.strictObject({
  decompte: choixDe("decompte"),
  echec: choixDe("echec"),
  report: reportConvenu,
  absenceDeCandidatEnQpv: choixDe("absenceDeCandidatEnQpv").optional(),
  /** Les conventions qui décomptent, ou règlent un échec, autrement que les autres. */
  parConvention: z
    .array(
      z.strictObject({
        reservataire: texteNonVide,
        decompte: choixDe("decompte").optional(),
        echec: choixDe("echec").optional(),
        absenceDeCandidatEnQpv: choixDe("absenceDeCandidatEnQpv").optional(),
      }),
    )
    .optional(),
  reservationsEnStock: reservationsEnStock.optional(),
});

/** @useDeclaredType */
export type StipulationsDeRegistre = EnLecture<z.infer<typeof schemaStipulations>>;

const VERBE = "ouvrirRegistre";

/**
 * Ouvre le registre d'une année sur les parts d'une répartition : tous les comptes à zéro, ou avec ce que l'année d'avant reporte, dans
 * la limite des plafonds de celle-ci. Ce que les réservataires reprennent, le bailleur le donne.
 *
 * @param repartition - résultat de {@link repartirFlux}, calculé sur une assiette dont le périmètre est donné
 * @param stipulations - `decompte` : l'événement qui décompte un logement ; `echec` : ce que coûte un tour qui échoue ; `report` :
 * le sort de l'écart de l'année ; `absenceDeCandidatEnQpv` et `reservationsEnStock`, demandées quand il en survient une ; `parConvention` : les règles des conventions qui s'en
 * écartent
 * @param precedent - le registre de l'année d'avant, du même bailleur dans le même département
 * @returns le registre, avant tout événement
 * @throws {@link ErreurDeSaisie} si l'entrée n'est pas une répartition, si son assiette n'a pas de périmètre, ou si le
 * registre précédent n'est pas celui de l'année d'avant
 * @throws {@link CalculImpossible} si un secteur est sur-réservé
 * @throws {@link CasNonCouvert} si une part placée autrement qu'au même taux a plus de six décimales dans un secteur
 * @throws {@link StipulationManquante} si le décompte, le sort de l'échec ou le report n'est pas stipulé
 * @article Aucun texte ne fixe l'événement décompté, le sort de l'échec ni le report (règle R20)
 * @category Orientation
 * @example
 * const assiette = calculerAssiette(
 *   { date: "2024-01-01", perimetre: { bailleur: "999999999", departement: "77", annee: 2024 }, liberations: 100 },
 *   { premieresMisesEnLocation: "hors-flux" },
 * );
 * const registre = ouvrirRegistre(repartirFlux({ assiette, conventions: [] }), {
 *   decompte: "mise-a-disposition",
 *   echec: "annule",
 *   report: "aucun",
 * });
 * registre.comptes.map(({ reservataire, recus }) => [reservataire, recus]) // [["non-reserves", 0]]
 */
export function ouvrirRegistre(
  repartition: Repartition,
  stipulations: StipulationsDeRegistre,
  precedent?: Registre,
): Registre {
  const saisie = new Saisie(VERBE);
  const lue = relire<Repartition>(saisie, saisie.recevoir(repartition), "repartition", []);
  const convenu = saisie.lireStipulations(schemaStipulations, stipulations);
  const perimetre = lue?.assiette.perimetre;
  if (perimetre === null)
    saisie.refuser(["assiette", "perimetre"], "CHAMP_MANQUANT", {
      fr: "Un registre suit une année : calculer l'assiette avec son périmètre (bailleur, département, année).",
      en: "A register follows a year: compute the base with its perimeter (landlord, département, year).",
    });
  const enStock = convenu?.reservationsEnStock;
  if (lue !== undefined && enStock !== undefined) controlerTitulairesEnStock(saisie, lue, enStock);
  if (lue !== undefined && convenu !== undefined) controlerConventionsAPart(saisie, lue, convenu);
  const passe = precedent === undefined ? undefined : relireRegistre(saisie, precedent, ["precedent"]);
  if (passe !== undefined && perimetre != null)
    controlerAnneeSuivante(saisie, perimetre, perimetreDe(passe), ["precedent"]);
  const base = saisie.certifier(lue);
  const retenues = ranger(saisie.certifier(convenu));
  const surReservations = base.constats.filter(({ code }) => code === "SUR_RESERVATION");
  if (surReservations.length > 0) throw new CalculImpossible(VERBE, surReservations);
  refuserTauxNonCouverts(base);
  const reports =
    retenues.report === "aucun" || passe === undefined ? null : reporterEcarts(base, passe, retenues.report);
  const ouverture = sceller(
    { nature: "registre" as const, repartition: base, stipulations: retenues, reports },
    {
      dateDeDroit: base.provenance.dateDeDroit,
      entrees: {
        repartition: base.provenance.sceau,
        precedent: passe && { registre: passe.provenance.sceau, version: passe.version },
      },
      stipulations: retenues,
    },
  );
  return marquerVerifie(ouvrirLeRegistre(ouverture));
}

/** Les listes d'une stipulation n'ont qu'un ordre. */
function ranger({
  parConvention,
  reservationsEnStock: enStock,
  ...simples
}: StipulationsDeRegistre): StipulationsDeRegistre {
  return {
    ...simples,
    ...(parConvention === undefined
      ? {}
      : { parConvention: trierParCodes(parConvention, ({ reservataire }) => reservataire) }),
    ...(enStock === undefined
      ? {}
      : {
          reservationsEnStock: { ...enStock, titulaires: trierParCodes(enStock.titulaires, (code) => code) },
        }),
  };
}

/** Chacun n'est nommé qu'une fois, et a une part du flux si ces logements lui sont comptés dessus. */
function controlerTitulairesEnStock(
  saisie: Saisie,
  { parts }: Repartition,
  { regle, titulaires }: ReservationsNonConverties,
): void {
  const lieu = ["stipulations", "reservationsEnStock", "titulaires"];
  saisie.refuserDoublons(
    titulaires.map((ligne, rang) => ({ rang, ligne })),
    (code) => code,
    (rang) => [...lieu, rang],
  );
  titulaires.forEach((code, rang) => {
    if (regle === "sur-la-part" && !parts.some(({ reservataire }) => reservataire === code))
      refuserReservataireSansPart(saisie, code, [...lieu, rang]);
  });
}

/** Une règle à part nomme, une fois, un réservataire qui a une convention, ou garde du stock. */
function controlerConventionsAPart(
  saisie: Saisie,
  { conventions }: Repartition,
  { parConvention = [], reservationsEnStock: enStock }: StipulationsDeRegistre,
): void {
  const lieu = ["stipulations", "parConvention"];
  const connus = [
    ...conventions.map(({ reservataire }) => reservataire.code),
    ...(enStock?.titulaires ?? []),
  ];
  saisie.refuserDoublons(
    parConvention.map((ligne, rang) => ({ rang, ligne })),
    ({ reservataire }) => reservataire,
    (rang) => [...lieu, rang, "reservataire"],
  );
  parConvention.forEach(({ reservataire }, rang) => {
    if (!connus.includes(reservataire))
      saisie.refuser([...lieu, rang, "reservataire"], "RESERVATAIRE_INCONNU", {
        fr: `« ${reservataire} » n'a pas de convention dans cette répartition.`,
        en: `“${reservataire}” has no agreement in this sharing.`,
      });
  });
}

function refuserTauxNonCouverts(repartition: Repartition): void {
  const secteur = secteurHorsDesComptes(repartition);
  if (secteur !== undefined)
    throw new CasNonCouvert(VERBE, "repartition.secteurs", direTauxNonCouvert(secteur));
}
