import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import {
  type Explication,
  type ExplicationsPossibles,
  etape,
  etapeDeChoix,
  explicable,
} from "../modele/trace.js";
import type { BilanDeReservataire } from "./annees-des-reservataires.js";
import type { Bilan } from "./etablir-bilan.js";
import { type Epoque, explicationsDeSesSuites, explicationsDesSuites } from "./expliquer-suites.js";
import type { ExtraitDeBilan } from "./extraire-bilan.js";

export function explicationsDuBilan(bilan: Bilan): ExplicationsPossibles {
  const epoque = epoqueDe(bilan);
  return new Map([
    ...bilan.reservataires.map((ligne) => expliquerLAnnee(ligne, epoque)),
    ...explicationsDesSuites(bilan.suites, epoque),
  ]);
}

export function explicationsDeLExtrait(extrait: ExtraitDeBilan): ExplicationsPossibles {
  const epoque = epoqueDe(extrait);
  return new Map([
    expliquerLAnnee(extrait.reservataire, epoque),
    ...explicationsDeSesSuites(extrait.suites, epoque),
  ]);
}

interface EpoqueDuBilan extends Epoque {
  readonly anneesLues: readonly number[];
}

function epoqueDe({ perimetre, anneesLues, provenance }: Bilan | ExtraitDeBilan): EpoqueDuBilan {
  return { annee: perimetre.annee, anneesLues, dateDeDroit: provenance.dateDeDroit };
}

function expliquerLAnnee(
  ligne: BilanDeReservataire,
  { annee, anneesLues, dateDeDroit }: EpoqueDuBilan,
): [string, () => Explication] {
  return explicable(
    {
      cible: `reservataires/${ligne.reservataire}`,
      titre: {
        fr: `Logements proposés à ${ligne.reservataire} en ${annee}`,
        en: `Dwellings proposed to ${ligne.reservataire} in ${annee}`,
      },
      valeur: valeurExacte(fraction(ligne.proposes)),
      unite: "logements",
      dateDeDroit,
    },
    () => [
      etape("R10", dateDeDroit, {
        formule: {
          fr: "proposés = mises à disposition ; attribués = attributions de la commission",
          en: "proposed = placements at disposal; let = the committee's lettings",
        },
        calcul: enDeuxLangues(({ mot }) =>
          mot(
            `proposés ${ligne.proposes}, attribués ${ligne.attribues}, baux signés ${ligne.bauxSignes}`,
            `proposed ${ligne.proposes}, let ${ligne.attribues}, leases ${ligne.bauxSignes}`,
          ),
        ),
        phrase: enDeuxLangues(({ logements, mot }) => {
          const cible =
            ligne.objectif === null
              ? ""
              : mot(`, pour un objectif de ${ligne.objectif}`, `, for a target of ${ligne.objectif}`);
          const avant = anneesLues.includes(annee - 1)
            ? mot(
                ` Les libérations de ${annee - 1} comptent pour ce qui s'en est fait en ${annee}.`,
                ` Vacancies of ${annee - 1} count for what was done of them in ${annee}.`,
              )
            : "";
          return mot(
            `Proposés : ${logements(ligne.proposes)}${cible} ; attribués à ses candidats : ${ligne.attribues} ; ${ligne.absencesDeCandidat} sans candidat, ${ligne.nonAttributions} non attribués, ${ligne.refusDeCandidats} refusés, ${ligne.enCours} en cours au 31 décembre.${avant}`,
            `Proposed: ${logements(ligne.proposes)}${cible}; let to its candidates: ${ligne.attribues}; ${ligne.absencesDeCandidat} without candidate, ${ligne.nonAttributions} not let, ${ligne.refusDeCandidats} refused, ${ligne.enCours} pending on 31 December.${avant}`,
          );
        }),
      }),
      etapeDeChoix(dateDeDroit, {
        intitule: { fr: "Écart au dû", en: "Gap to what is due" },
        formule: {
          fr: "écart = dû sur les logements mis à disposition − logements décomptés",
          en: "gap = due on dwellings placed − dwellings counted",
        },
        calcul: enDeuxLangues(
          ({ nombre }) => `${nombre(ligne.du)} − ${ligne.recus} = ${nombre(ligne.ecart)}`,
        ),
        phrase: enDeuxLangues(({ logements, mot }) =>
          mot(
            `Au 31 décembre, sa part des logements du flux mis à disposition fait ${logements(ligne.du)} ; décomptés : ${ligne.recus}.`,
            `On 31 December, its share of the flow's dwellings placed makes ${logements(ligne.du)}; counted: ${ligne.recus}.`,
          ),
        ),
      }),
    ],
  );
}
