import { dateEnFrancais } from "../droit/periodes.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etapeDeChoix, explicable } from "../modele/trace.js";
import type { SuiviDObjectifs } from "./suivre-objectifs.js";

export function explicationsDuSuivi({
  reservataires,
  avancement,
  au,
  stipulations,
  provenance: { dateDeDroit },
}: SuiviDObjectifs): ExplicationsPossibles {
  return new Map(
    reservataires.map((ligne) =>
      explicable(
        {
          cible: `reservataires/${ligne.reservataire}`,
          titre: {
            fr: `Logements reçus par ${ligne.reservataire} au ${dateEnFrancais(au)}`,
            en: `Dwellings received by ${ligne.reservataire} on ${au}`,
          },
          valeur: valeurExacte(fraction(ligne.recus)),
          unite: "logements",
          dateDeDroit,
        },
        () => [
          etapeDeChoix(dateDeDroit, {
            intitule: { fr: "Attendu à ce jour", en: "Expected by that day" },
            formule: { fr: "attendu = objectif × avancement", en: "expected = target × progress" },
            calcul: enDeuxLangues(({ nombre, mot }) =>
              ligne.attendu === null
                ? mot("pas d'attendu", "nothing expected")
                : `${ligne.objectif} × ${avancement.faits} ÷ ${avancement.prevus} = ${nombre(ligne.attendu)}`,
            ),
            phrase: enDeuxLangues(({ logements, decimal, mot }) => {
              const projection =
                ligne.projection === null
                  ? ""
                  : mot(
                      ` L'année en donnerait ${decimal(ligne.projection)} si la suite va au même rythme.`,
                      ` The year would give ${decimal(ligne.projection)} if the rest goes at the same pace.`,
                    );
              return ligne.attendu === null
                ? mot(
                    `Reçus : ${logements(ligne.recus)}. Il n'y a pas d'objectif, ou pas de quoi mesurer l'avancement.${projection}`,
                    `Received: ${logements(ligne.recus)}. There is no target, or nothing to measure progress.${projection}`,
                  )
                : mot(
                    `Attendus : ${decimal(ligne.attendu)} ; reçus : ${ligne.recus} ; proposés et pas encore décomptés : ${ligne.enCours}.${projection}`,
                    `Expected: ${decimal(ligne.attendu)}; received: ${ligne.recus}; proposed and not yet counted: ${ligne.enCours}.${projection}`,
                  );
            }),
            stipulations: [{ nom: "prorata", valeur: stipulations.prorata }],
          }),
          etapeDeChoix(dateDeDroit, {
            intitule: { fr: "Écart au dû", en: "Gap to what is due" },
            formule: { fr: "écart = dû − reçus", en: "gap = due − received" },
            calcul: enDeuxLangues(
              ({ nombre }) => `${nombre(ligne.du)} − ${ligne.recus} = ${nombre(ligne.ecart)}`,
            ),
            phrase: enDeuxLangues(({ logements, mot }) =>
              mot(
                `Sur les logements du flux mis à disposition jusqu'à ce jour, sa part fait ${logements(ligne.du)}, sans hypothèse sur la suite.`,
                `On the flow's dwellings placed by that day its share makes ${logements(ligne.du)}, with no assumption on the rest.`,
              ),
            ),
          }),
        ],
      ),
    ),
  );
}
