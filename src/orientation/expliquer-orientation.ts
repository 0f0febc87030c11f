import { dateEnFrancais } from "../droit/periodes.js";
import { enFrancais } from "../exact/decimal.js";
import {
  type Etape,
  type ExplicationsPossibles,
  etape,
  etapeDeChoix,
  explicable,
  lisible,
} from "../modele/trace.js";
import { appliquer } from "./consigner.js";
import type { SuiteDOrientations } from "./orienter-logements.js";
import { ouvrirRegistre } from "./ouvrir-registre.js";
import { type Proposition, proposerPour } from "./proposer-orientation.js";
import { liberationDe, type Registre } from "./registre.js";

function etapesDuChoix({
  candidats,
  ecartes,
  secteur,
  cas,
  logement,
  date,
  provenance,
}: Proposition): Etape[] {
  const { dateDeDroit } = provenance;
  const [premier, second] = candidats;
  if (premier === undefined) return [];
  if (cas === "identifie" || premier.compte === null)
    return [
      etape("R1", dateDeDroit, {
        intitule: { fr: "Logement identifié, hors du flux", en: "Identified dwelling, outside the flow" },
        references: [
          { article: "L. 441-1", passage: "réservations en flux" },
          { article: "R. 441-5", subdivision: "I, al. 4" },
        ],
        lecture: {
          fr: "L'article réglementaire ne nomme que la défense et la sécurité intérieure ; la loi, qui ajoute les établissements publics de santé depuis 2022, prévaut.",
          en: "The regulatory article names only defence and interior security; the law, which adds public hospitals since 2022, prevails.",
        },
        formule: { fr: "logement identifié → son réservataire", en: "identified dwelling → its holder" },
        calcul: `${logement} → ${premier.reservataire}`,
        phrase: {
          fr: `Le logement ${logement} est identifié : la loi le garde hors du flux et il revient à ${premier.reservataire}.`,
          en: `Dwelling ${logement} is identified: the law keeps it outside the flow and it goes to ${premier.reservataire}.`,
        },
      }),
    ];
  const { du, recus, ecartSansLui } = premier.compte;
  const suivant =
    second?.compte == null
      ? {
          fr: "Personne d'autre n'a de droits dans ce secteur.",
          en: "No one else has rights in this sector.",
        }
      : {
          fr: `Le suivant, ${second.reservataire}, attend ${enFrancais(second.compte.ecartSansLui.decimal)}.`,
          en: `Next comes ${second.reservataire}, waiting for ${second.compte.ecartSansLui.decimal}.`,
        };
  const absents =
    ecartes.length === 0
      ? { fr: "", en: "" }
      : {
          fr: ` Sans droits ici : ${ecartes.map(({ reservataire }) => reservataire).join(", ")}.`,
          en: ` Without rights here: ${ecartes.map(({ reservataire }) => reservataire).join(", ")}.`,
        };
  return [
    etapeDeChoix(dateDeDroit, {
      intitule: { fr: "Ordre d'orientation", en: "Order of orientation" },
      formule: {
        fr: "écart = dû − reçu ; le plus grand d'abord",
        en: "gap = due − received; the largest first",
      },
      calcul: candidats
        .map(({ reservataire, compte }) =>
          compte === null
            ? reservataire
            : `${reservataire} : ${compte.du.decimal} − ${compte.recus} = ${compte.ecartSansLui.decimal}`,
        )
        .join(" ; "),
      phrase: {
        fr: `Au ${dateEnFrancais(date)}, dans ${secteur}, ${premier.reservataire} a reçu ${recus} logements pour ${enFrancais(du.decimal)} dus : il en attend ${enFrancais(ecartSansLui.decimal)}, autant ou plus que tout autre. ${suivant.fr}${absents.fr}`,
        en: `On ${date}, in ${secteur}, ${premier.reservataire} had received ${recus} dwellings out of ${du.decimal} due: it is waiting for ${ecartSansLui.decimal}, as much as or more than anyone else. ${suivant.en}${absents.en}`,
      },
    }),
  ];
}

export function explicationsDeLaProposition(proposition: Proposition): ExplicationsPossibles {
  const [premier] = proposition.candidats;
  return new Map([
    explicable(
      {
        cible: "choix",
        titre: {
          fr: `Pourquoi ${premier?.reservataire} pour le logement ${proposition.logement}`,
          en: `Why ${premier?.reservataire} for dwelling ${proposition.logement}`,
        },
        valeur: premier?.compte == null ? "1" : lisible(premier.compte.ecartSansLui),
        unite: "logements",
        dateDeDroit: proposition.provenance.dateDeDroit,
      },
      () => etapesDuChoix(proposition),
    ),
  ]);
}

/** Rejoue le journal jusqu'à la veille d'une mise à disposition, et refait la proposition d'alors. */
function refaireProposition(registre: Registre, liberation: string): Proposition | undefined {
  const fin = registre.journal.findIndex(
    (fait) => fait.type === "mise-a-disposition" && fait.liberation === liberation,
  );
  const avant = registre.journal
    .slice(0, fin)
    .reduce(appliquer, ouvrirRegistre(registre.repartition, registre.stipulations));
  const vacance = liberationDe(avant, liberation);
  return vacance === undefined ? undefined : proposerPour(avant, vacance);
}

export function explicationsDesOrientations(suite: SuiteDOrientations): ExplicationsPossibles {
  const { registre, orientations, plusGrandEcart, provenance } = suite;
  const { dateDeDroit } = provenance;
  const decisions = orientations.map(({ liberation, reservataire }) =>
    explicable(
      {
        cible: `orientations/${liberation}`,
        titre: {
          fr: `Pourquoi ${reservataire} pour la libération ${liberation}`,
          en: `Why ${reservataire} for vacancy ${liberation}`,
        },
        valeur: "1",
        unite: "logements",
        dateDeDroit,
      },
      () => {
        const proposition = refaireProposition(registre, liberation);
        return proposition === undefined ? [] : etapesDuChoix(proposition);
      },
    ),
  );
  if (plusGrandEcart === null) return new Map(decisions);
  const { reservataire, liberation, date, ecart } = plusGrandEcart;
  const ecartMaximal = explicable(
    {
      cible: "plusGrandEcart",
      titre: { fr: "Plus grand écart entre dû et reçu", en: "Largest gap between due and received" },
      valeur: lisible(ecart),
      unite: "logements",
      dateDeDroit,
    },
    () => [
      etapeDeChoix(dateDeDroit, {
        intitule: { fr: "Écart maximal", en: "Largest gap" },
        formule: {
          fr: "écart = dû − reçu, à tout moment, pour chacun",
          en: "gap = due − received, at any time, for each",
        },
        calcul: `max |écart| = |${lisible(ecart)}|`,
        phrase: {
          fr: `Le ${dateEnFrancais(date)}, après la libération ${liberation}, ${reservataire} était à ${enFrancais(ecart.decimal)} logement de son dû : jamais personne n'en a été plus loin.`,
          en: `On ${date}, after vacancy ${liberation}, ${reservataire} was ${ecart.decimal} dwelling away from its due: no one was ever further.`,
        },
      }),
    ],
  );
  return new Map([ecartMaximal, ...decisions]);
}
