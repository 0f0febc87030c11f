import { enFrancais } from "../exact/decimal.js";
import { type ExplicationsPossibles, etape, etapeDeChoix, explicable, lisible } from "../modele/trace.js";
import type { Bilan } from "./etablir-bilan.js";

export function explicationsDuBilan(bilan: Bilan): ExplicationsPossibles {
  const { dateDeDroit } = bilan.provenance;
  return new Map(
    bilan.reservataires.map((ligne) =>
      explicable(
        {
          cible: `reservataires/${ligne.reservataire}`,
          titre: {
            fr: `Logements proposés à ${ligne.reservataire} en ${bilan.perimetre.annee}`,
            en: `Dwellings proposed to ${ligne.reservataire} in ${bilan.perimetre.annee}`,
          },
          valeur: String(ligne.proposes),
          unite: "logements",
          dateDeDroit,
        },
        () => [
          etape("R10", dateDeDroit, {
            formule: {
              fr: "proposés = mises à disposition ; attribués = attributions de la commission",
              en: "proposed = placements at disposal; let = the committee's lettings",
            },
            calcul: `proposés ${ligne.proposes}, attribués ${ligne.attribues}, baux signés ${ligne.bauxSignes}`,
            phrase: {
              fr: `${ligne.proposes} logements lui ont été proposés et ${ligne.attribues} attribués à ses candidats${ligne.objectif === null ? "" : `, pour un objectif de ${ligne.objectif}`} ; ${ligne.absencesDeCandidat} sans candidat, ${ligne.nonAttributions} non attribués, ${ligne.refusDeCandidats} refusés, ${ligne.enCours} en cours.`,
              en: `${ligne.proposes} dwellings were proposed to it and ${ligne.attribues} let to its candidates${ligne.objectif === null ? "" : `, for a target of ${ligne.objectif}`}; ${ligne.absencesDeCandidat} without candidate, ${ligne.nonAttributions} not let, ${ligne.refusDeCandidats} refused, ${ligne.enCours} pending.`,
            },
          }),
          etapeDeChoix(dateDeDroit, {
            intitule: { fr: "Écart au dû", en: "Gap to what is due" },
            formule: {
              fr: "écart = dû sur les libérations réelles − logements décomptés",
              en: "gap = due on actual vacancies − dwellings counted",
            },
            calcul: `${lisible(ligne.du)} − ${ligne.recus} = ${lisible(ligne.ecart)}`,
            phrase: {
              fr: `Sur les libérations de l'année, ${enFrancais(ligne.du.decimal)} logements lui revenaient ; ${ligne.recus} ont été décomptés.`,
              en: `On the year's vacancies, ${ligne.du.decimal} dwellings were due to it; ${ligne.recus} were counted.`,
            },
          }),
        ],
      ),
    ),
  );
}
