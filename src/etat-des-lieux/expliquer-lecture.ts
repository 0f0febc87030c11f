import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { type ExplicationsPossibles, etapeDeChoix, explicable } from "../modele/trace.js";
import type { LectureDEtatDesLieux } from "./lire-etat-des-lieux.js";

export function explicationsDeLaLecture({
  comptes: { lignes, logements, horsInventaire, ecartees },
  stipulations: { passageDesFinancements },
  provenance: { dateDeDroit },
}: LectureDEtatDesLieux): ExplicationsPossibles {
  return new Map([
    explicable(
      {
        cible: "comptes/logements",
        titre: { fr: "Logements lus dans le fichier", en: "Dwellings read from the file" },
        valeur: valeurExacte(fraction(logements)),
        unite: "logements",
        dateDeDroit,
      },
      () => [
        etapeDeChoix(dateDeDroit, {
          intitule: { fr: "Lecture du fichier", en: "Reading of the file" },
          formule: {
            fr: "logements = lignes − hors de l'inventaire − écartées",
            en: "dwellings = rows − outside the inventory − set aside",
          },
          calcul: enDeuxLangues(() => `${logements} = ${lignes} − ${horsInventaire} − ${ecartees}`),
          phrase: {
            fr: `Lignes du fichier : ${lignes} ; logements intermédiaires, qui ne sont pas du flux : ${horsInventaire} ; lignes écartées parce qu'elles ne se lisent pas : ${ecartees}.`,
            en: `Rows of the file: ${lignes}; intermediate dwellings, which are not in the flow: ${horsInventaire}; rows set aside because they cannot be read: ${ecartees}.`,
          },
          stipulations:
            passageDesFinancements === undefined
              ? []
              : [
                  {
                    nom: "passageDesFinancements",
                    valeur: passageDesFinancements.map((p) => `${p.code} → ${p.financement}`).join(", "),
                  },
                ],
        }),
      ],
    ),
  ]);
}
