import type { CodeDObligation } from "../droit/obligations.js";
import { dateEnFrancais } from "../droit/periodes.js";
import { regrouperParCodes } from "../exact/ordre.js";
import { anneeDe } from "../modele/calendrier.js";
import { type CodeDeConstat, type Constat, constater } from "../modele/constats.js";
import type { Derogation, Perimetre } from "../modele/vocabulaire.js";
import { constaterDerogations } from "../repartition/derogations.js";
import type { LigneDuCalendrier } from "./calendrier-des-obligations.js";

/** Ce qui aurait dû être fait et ne l'est pas, document par document, et les arrêtés trop longs. */
export function constaterLeCalendrier(
  lignes: readonly LigneDuCalendrier[],
  derogations: readonly Derogation[],
  { annee }: Perimetre,
  date: string,
): Constat[] {
  const enRetard = lignes.filter(({ etat }) => etat === "en-retard");
  const deLAnnee = derogations.filter(({ au }) => anneeDe(au) === annee);
  return [
    ...regrouperParCodes(enRetard, ({ obligation, objet }) => [obligation, objet].join("/")).map(
      ([, groupe]) => constaterLeRetard(groupe, date),
    ),
    ...constaterDerogations(deLAnnee, date).filter(({ code }) => code === "DEROGATION_TROP_LONGUE"),
  ];
}

function codeDuRetard(obligation: CodeDObligation): CodeDeConstat {
  return obligation === "attributions-hors-qpv" ? "DONNEES_HORS_QPV_EN_RETARD" : "BILAN_EN_RETARD";
}

function constaterLeRetard(groupe: readonly LigneDuCalendrier[], date: string): Constat {
  const [premiere] = groupe;
  if (premiere === undefined) throw new TypeError("retard sans ligne");
  const { intitule, obligation, echeance, joursDeRetard } = premiere;
  const destinataires = groupe.flatMap(({ destinataire }) =>
    destinataire === null ? [] : [destinataire.nom],
  );
  const [fr, en] = [
    destinataires.map((nom) => nom.fr).join(", "),
    destinataires.map((nom) => nom.en).join(", "),
  ];
  return constater(codeDuRetard(obligation), {
    territoire: "périmètre",
    chiffres: [
      { nom: "destinataires", valeur: String(destinataires.length) },
      { nom: "jours de retard", valeur: String(joursDeRetard) },
    ],
    message: {
      fr: `${intitule.fr} : dû le ${dateEnFrancais(echeance ?? date)} au plus tard, rien ne dit au ${dateEnFrancais(date)} que ce soit fait. Destinataires : ${fr}.`,
      en: `${intitule.en}: due by ${echeance ?? date}, nothing says on ${date} that it is done. Recipients: ${en}.`,
    },
    remede: {
      fr: "Transmettre, ou dire quand cela l'a été.",
      en: "Send it, or say when it was sent.",
    },
  });
}
