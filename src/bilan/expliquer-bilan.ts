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
import { explicationsDeSesSuites, explicationsDesSuites } from "./expliquer-suites.js";
import type { ExtraitDeBilan } from "./extraire-bilan.js";

export function explicationsDuBilan(bilan: Bilan): ExplicationsPossibles {
  const epoque = { annee: bilan.perimetre.annee, dateDeDroit: bilan.provenance.dateDeDroit };
  return new Map([
    ...bilan.reservataires.map((ligne) => expliquerLAnnee(ligne, epoque)),
    ...explicationsDesSuites(bilan.suites, epoque),
  ]);
}

export function explicationsDeLExtrait(extrait: ExtraitDeBilan): ExplicationsPossibles {
  const epoque = { annee: extrait.perimetre.annee, dateDeDroit: extrait.provenance.dateDeDroit };
  return new Map([
    expliquerLAnnee(extrait.reservataire, epoque),
    ...explicationsDeSesSuites(extrait.suites, epoque),
  ]);
}

function expliquerLAnnee(
  ligne: BilanDeReservataire,
  { annee, dateDeDroit }: { readonly annee: number; readonly dateDeDroit: string },
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
          return mot(
            `Proposés : ${logements(ligne.proposes)}${cible} ; attribués à ses candidats : ${ligne.attribues} ; ${ligne.absencesDeCandidat} sans candidat, ${ligne.nonAttributions} non attribués, ${ligne.refusDeCandidats} refusés, ${ligne.enCours} en cours.`,
            `Proposed: ${logements(ligne.proposes)}${cible}; let to its candidates: ${ligne.attribues}; ${ligne.absencesDeCandidat} without candidate, ${ligne.nonAttributions} not let, ${ligne.refusDeCandidats} refused, ${ligne.enCours} pending.`,
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
            `Sur les logements du flux mis à disposition dans l'année, sa part fait ${logements(ligne.du)} ; ${ligne.recus} ont été décomptés.`,
            `On the flow's dwellings placed during the year, its share makes ${logements(ligne.du)}; ${ligne.recus} were counted.`,
          ),
        ),
      }),
    ],
  );
}
