import { dateEnFrancais } from "../droit/periodes.js";
import { fraction } from "../exact/fraction.js";
import { valeurExacte } from "../exact/valeur-exacte.js";
import { enDeuxLangues } from "../modele/plume.js";
import { Saisie } from "../modele/saisie.js";
import { type Etape, type ExplicationsPossibles, etape, etapeDeChoix, explicable } from "../modele/trace.js";
import { numerosAnnules } from "./evenements.js";
import type { SuiteDOrientations } from "./orienter-logements.js";
import { type Proposition, proposerPour } from "./proposer-orientation.js";
import { liberationDe, type Registre } from "./registre.js";
import { rejouer } from "./rejouer.js";

const VERBE = "expliquer";
const UN_LOGEMENT = valeurExacte(fraction(1));

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
        calcul: enDeuxLangues(() => `${logement} → ${premier.reservataire}`),
        phrase: {
          fr: `Le logement ${logement} est identifié : la loi le garde hors du flux et il revient à ${premier.reservataire}.`,
          en: `Dwelling ${logement} is identified: the law keeps it outside the flow and it goes to ${premier.reservataire}.`,
        },
      }),
    ];
  const { du, recus, ecartSansLui } = premier.compte;
  return [
    etapeDeChoix(dateDeDroit, {
      intitule: { fr: "Ordre d'orientation", en: "Order of orientation" },
      formule: {
        fr: "écart = dû − reçu ; le plus grand d'abord",
        en: "gap = due − received; the largest first",
      },
      calcul: enDeuxLangues(({ nombre, mot, separateur }) =>
        candidats
          .map(({ reservataire, compte }) =>
            compte === null
              ? reservataire
              : `${reservataire}${mot(" :", ":")} ${nombre(compte.du)} − ${compte.recus} = ${nombre(compte.ecartSansLui)}`,
          )
          .join(separateur),
      ),
      phrase: enDeuxLangues(({ nombre, logements, mot }) => {
        const suivant =
          second?.compte == null
            ? mot("Personne d'autre n'a de droits dans ce secteur.", "No one else has rights in this sector.")
            : mot(
                `Le suivant, ${second.reservataire}, attend ${nombre(second.compte.ecartSansLui)}.`,
                `Next comes ${second.reservataire}, waiting for ${nombre(second.compte.ecartSansLui)}.`,
              );
        const absents =
          ecartes.length === 0
            ? ""
            : ` ${mot("Sans droits ici :", "Without rights here:")} ${ecartes.map(({ reservataire }) => reservataire).join(", ")}.`;
        return mot(
          `Au ${dateEnFrancais(date)}, dans ${secteur}, ${premier.reservataire} a reçu ${logements(recus)} pour ${nombre(du)} dus : il en attend ${nombre(ecartSansLui)}, autant ou plus que tout autre. ${suivant}${absents}`,
          `On ${date}, in ${secteur}, ${premier.reservataire} had received ${logements(recus)} out of ${nombre(du)} due: it is waiting for ${nombre(ecartSansLui)}, as much as or more than anyone else. ${suivant}${absents}`,
        );
      }),
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
        valeur: premier?.compte?.ecartSansLui ?? UN_LOGEMENT,
        unite: "logements",
        dateDeDroit: proposition.provenance.dateDeDroit,
      },
      () => etapesDuChoix(proposition),
    ),
  ]);
}

/** Rejoue le journal jusqu'à la veille d'une mise à disposition, avec ce que l'on savait alors, et refait la proposition. */
function refaireProposition(registre: Registre, rang: number, liberation: string): Proposition | undefined {
  const avant = rejouer(new Saisie(VERBE), registre, registre.journal.slice(0, rang));
  const vacance = avant === undefined ? undefined : liberationDe(avant, liberation);
  return avant === undefined || vacance === undefined ? undefined : proposerPour(avant, vacance);
}

/** Chaque mise à disposition d'un registre : ce que la règle proposait alors, et à qui le logement est allé. */
export function explicationsDuRegistre(registre: Registre): ExplicationsPossibles {
  const { dateDeDroit } = registre.provenance;
  const annules = numerosAnnules(registre.journal);
  return new Map(
    registre.journal.flatMap((fait, rang) =>
      fait.type === "mise-a-disposition" && !annules.has(rang + 1)
        ? [
            explicable(
              {
                cible: `orientations/${fait.liberation}`,
                titre: {
                  fr: `Libération ${fait.liberation}, mise à la disposition de ${fait.reservataire}`,
                  en: `Vacancy ${fait.liberation}, placed at the disposal of ${fait.reservataire}`,
                },
                valeur: UN_LOGEMENT,
                unite: "logements",
                dateDeDroit,
              },
              () => {
                const proposition = refaireProposition(registre, rang, fait.liberation);
                return proposition === undefined ? [] : etapesDuChoix(proposition);
              },
            ),
          ]
        : [],
    ),
  );
}

export function explicationsDesOrientations({
  registre,
  plusGrandEcart,
  provenance,
}: SuiteDOrientations): ExplicationsPossibles {
  const decisions = explicationsDuRegistre(registre);
  if (plusGrandEcart === null) return decisions;
  const { dateDeDroit } = provenance;
  const { reservataire, liberation, date, ecart } = plusGrandEcart;
  const ecartMaximal = explicable(
    {
      cible: "plusGrandEcart",
      titre: { fr: "Plus grand écart entre dû et reçu", en: "Largest gap between due and received" },
      valeur: ecart,
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
        calcul: enDeuxLangues(({ nombre, mot }) => `max |${mot("écart", "gap")}| = |${nombre(ecart)}|`),
        phrase: enDeuxLangues(({ logements, mot }) =>
          mot(
            `Le ${dateEnFrancais(date)}, après la libération ${liberation}, ${reservataire} était à ${logements(ecart)} de son dû : jamais personne n'en a été plus loin.`,
            `On ${date}, after vacancy ${liberation}, ${reservataire} was ${logements(ecart)} away from its due: no one was ever further.`,
          ),
        ),
      }),
    ],
  );
  return new Map([ecartMaximal, ...decisions]);
}
